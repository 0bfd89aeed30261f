//! Runs a command while one PostgreSQL server stands ready for it: `with-postgres COMMAND [ARGUMENT…]`.
//! The command finds its address in `DESKHERO_TEST_POSTGRES`. Without PostgreSQL the command still runs, and
//! the tests that need a server say that they were skipped. Databases of processes that have ended are dropped meanwhile.

use std::io::{self, Write};
use std::process::{Child, Command, ExitCode, ExitStatus};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use testkit::or_skip;
use testkit::postgres::Cluster;

/// How often databases that nobody uses are dropped.
const EVERY: Duration = Duration::from_secs(3);

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
    let ended = command.spawn().and_then(|child| wait(child, cluster.as_ref()));
    match ended {
        Ok(status) => ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)),
        Err(error) => {
            let _ = writeln!(io::stderr(), "the command did not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Waits for the command, and clears up behind it while it runs.
fn wait(mut child: Child, cluster: Option<&Cluster>) -> io::Result<ExitStatus> {
    let (ended, is_ended) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while is_ended.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                if let Some(Err(error)) = cluster.map(Cluster::drop_left) {
                    let _ = writeln!(io::stderr(), "a database was not dropped: {error}");
                }
            }
        });
        let status = child.wait();
        drop(ended);
        status
    })
}
