//! What may be written about the running program: our own crates' events, and where a panic was.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::panic::PanicHookInfo;
use tracing_subscriber::filter::{EnvFilter, FilterExt, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

/// Logs go to standard error; `DESKHERO_LOG` comes before the configured level. Both mean Deskhero's own
/// crates: others write what they work on, which is mail, and are not logged whatever is set.
pub fn start(level: &str, json: bool) {
    let level = EnvFilter::try_from_env("DESKHERO_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    let ours = filter_fn(|metadata| app::log::is_ours(metadata.target()));
    let out = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let out = if json { out.json().boxed() } else { out.boxed() };
    tracing_subscriber::registry().with(out.with_filter(level.and(ours))).init();
    tracing::trace!("the log is open at TRACE, for Deskhero's own crates");
}

/// Lets a panic say where it was and no more: its message may quote what was being worked on, as that of a
/// text cut in the middle of a character does.
pub fn hush_panics() {
    std::panic::set_hook(Box::new(panicked));
}

#[expect(clippy::print_stderr, reason = "a panic may come before the log is open")]
fn panicked(info: &PanicHookInfo<'_>) {
    match info.location() {
        Some(at) => eprintln!("deskhero: internal fault at {}:{}", at.file(), at.line()),
        None => eprintln!("deskhero: internal fault"),
    }
    // With RUST_BACKTRACE: names of functions and lines, no values.
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        eprintln!("{trace}");
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    const PANICKING: &str = "DESKHERO_TEST_PANICKING";

    /// The test starts itself once more, and that process panics.
    #[test]
    fn a_panic_does_not_quote_what_was_worked_on() {
        if std::env::var_os(PANICKING).is_some() {
            super::hush_panics();
            let text = std::hint::black_box("é Quokkatext");
            let _ = text.split_at(1);
            return;
        }
        let name = "logging::tests::a_panic_does_not_quote_what_was_worked_on";
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", name, "--nocapture"]).env(PANICKING, "1").env("RUST_BACKTRACE", "1");
        let output = command.output().unwrap();
        assert!(!output.status.success());
        let said = String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("internal fault at ") && said.contains("logging::tests"), "{said}");
        assert!(!said.contains("Quokka"), "{said}");
    }
}
