//! The Deskhero binary.

mod answer;
mod args;
mod command;
mod node;
mod open;
mod sample;
mod source;

use args::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    // `serve` takes level and form from its configuration.
    if !matches!(cli.command, Command::Serve { .. }) {
        start_log("warn", false);
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.into()),
    };
    match runtime.block_on(run(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve { data, listen } => command::serve::run(&data, listen).await,
        Command::Demo { data, listen, json } => command::demo::run(data, listen, json).await,
        Command::Tenant(tenant) => command::tenant::run(tenant).await,
        Command::Agent(agent) => command::agent::run(agent).await,
        Command::Mailbox(mailbox) => command::mailbox::run(mailbox).await,
        Command::Token(token) => command::token::run(token).await,
        Command::Import { paths, tenant, mailbox, data } => {
            command::import::run(paths, &tenant, &mailbox, &data).await
        }
        Command::Mail(mail) => command::mail::run(mail),
        Command::Bench(bench) => command::bench::run(bench).await,
        Command::Audit(audit) => command::audit::run(audit).await,
        Command::Keys(keys) => command::keys::run(keys).await,
    }
}

/// Logs go to standard error; `DESKHERO_LOG` comes before the configured level. Both mean Deskhero's own
/// crates: others write what they work on, which is mail, and are not logged whatever is set.
pub(crate) fn start_log(level: &str, json: bool) {
    use tracing_subscriber::filter::{EnvFilter, FilterExt, filter_fn};
    use tracing_subscriber::layer::{Layer, SubscriberExt};
    use tracing_subscriber::util::SubscriberInitExt;
    let level = EnvFilter::try_from_env("DESKHERO_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    let ours = filter_fn(|metadata| app::log::is_ours(metadata.target()));
    let out = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let out = if json { out.json().boxed() } else { out.boxed() };
    tracing_subscriber::registry().with(out.with_filter(level.and(ours))).init();
}

#[expect(clippy::print_stderr, reason = "the last word of a command that failed")]
fn fail(error: &anyhow::Error) -> ExitCode {
    eprintln!("deskhero: {error:#}");
    ExitCode::FAILURE
}
