//! Runs a command while one PostgreSQL server stands ready for it: `with-postgres COMMAND [ARGUMENT…]`.
//! The command finds its address in `DESKHERO_TEST_POSTGRES`. Without PostgreSQL the command still runs, and
//! the tests that need a server say that they were skipped.

use std::io::{self, Write};
use std::process::{Command, ExitCode};

use testkit::or_skip;
use testkit::postgres::Cluster;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(program) = arguments.next() else {
        let _ = writeln!(io::stderr(), "usage: with-postgres COMMAND [ARGUMENT…]");
        return ExitCode::from(2);
    };
    let cluster = or_skip(Cluster::start());
    let mut command = Command::new(program);
    command.args(arguments);
    if let Some(cluster) = &cluster {
        command.env("DESKHERO_TEST_POSTGRES", cluster.base_url());
    }
    match command.status() {
        Ok(status) => ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)),
        Err(error) => {
            let _ = writeln!(io::stderr(), "the command did not start: {error}");
            ExitCode::FAILURE
        }
    }
}
