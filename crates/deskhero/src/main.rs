//! The Deskhero binary.

mod answer;
mod args;
mod assessed;
mod backups;
mod command;
mod invoices;
mod learned;
mod logging;
mod news;
mod node;
mod open;
mod past;
mod questions;
mod sample;
mod source;
mod sub_processors;
mod underway;

use args::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

/// Many threads that pass large buffers on: glibc's heaps, one for each thread, keep growing under that.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    logging::hush_panics();
    let cli = Cli::parse();
    // `serve` takes level and form from its configuration.
    if !matches!(cli.command, Command::Serve { .. }) {
        logging::start("warn", false);
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
        Command::Check { data } => command::check::run(data).await,
        Command::Demo { data, listen, json } => command::demo::run(data, listen, json).await,
        Command::Tenant(tenant) => command::tenant::run(tenant).await,
        Command::Agent(agent) => command::agent::run(agent).await,
        Command::Mailbox(mailbox) => command::mailbox::run(mailbox).await,
        Command::Token(token) => command::token::run(token).await,
        Command::SubProcessor(what) => command::sub_processor::run(what).await,
        Command::OperatorMail(mail) => command::operator_mail::run(mail).await,
        Command::Document(document) => command::document::run(document).await,
        Command::Import { paths, tenant, mailbox, data } => {
            command::import::run(paths, &tenant, &mailbox, &data).await
        }
        Command::ImportPerson { file, tenant, mailbox, data } => {
            command::import_person::run(&file, &tenant, &mailbox, &data).await
        }
        Command::Mail(mail) => command::mail::run(mail),
        Command::Bench(bench) => command::bench::run(bench).await,
        Command::Backup(backup) => command::backup::run(backup).await,
        Command::Restore(restore) => command::restore::run(restore).await,
        Command::Audit(audit) => command::audit::run(audit).await,
        Command::Verify { tenant, clause, backups, data } => {
            command::verify::run(tenant, clause, backups, data).await
        }
        Command::Assess { data } => command::assess::run(data).await,
        Command::Clock { believe, data } => command::clock::run(believe, data).await,
        Command::Receipt(receipt) => command::receipt::run(receipt),
        Command::Keys(keys) => command::keys::run(keys).await,
    }
}

#[expect(clippy::print_stderr, reason = "the last word of a command that failed")]
fn fail(error: &anyhow::Error) -> ExitCode {
    // A cause whose words are in what was said already says nothing new.
    let mut said = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !said.contains(&cause) {
            said = format!("{said}: {cause}");
        }
    }
    eprintln!("deskhero: {said}");
    ExitCode::FAILURE
}
