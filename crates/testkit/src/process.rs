//! A server as a child process under a watchdog.
//!
//! The child is started by a small shell process that holds the other end of a pipe. A written line means
//! "stop"; the end of the pipe without a line means that the test process died, and then the watchdog stops
//! the server and removes its folder too. So neither `kill -9` on a test nor a `static` that is never
//! dropped leaves servers or folders behind. Children of the server that outlive it, such as Exim's deliveries,
//! are ended with it: they run the same program on the same folder.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, getuid, kill_process};

use crate::deadline::{READY_MAX, poll};
use crate::error::{Context, Error, Result};
use crate::state_dir::{RunAs, StateDir};

const WATCHDOG: &str = r#"
signal=$1; folder=$2; shift 2; name=${1##*/}
"$@" </dev/null >>"$folder/console.log" 2>&1 &
server=$!
echo "$server"
exec >/dev/null 2>&1
read -r line; died=$?
kill -"$signal" "$server"; wait "$server"
for used in $(grep -laF "$folder" /proc/[0-9]*/cmdline); do
    child=${used#/proc/}; child=${child%/cmdline}
    [ "$(cat "/proc/$child/comm")" != "$name" ] || kill -KILL "$child"
done
[ $died = 0 ] || { cd /; rm -rf "$folder"; }
"#;

/// The full path of a program on PATH or in Debian's system folders.
#[must_use]
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/bin", "/usr/local/bin"].map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|candidate| candidate.is_file())
}

/// Like [`find_program`], with an error that names the Debian package to install.
///
/// # Errors
/// [`Error::Unavailable`] when the program is missing.
pub fn need_program(name: &str, package: &str) -> Result<PathBuf> {
    find_program(name)
        .ok_or_else(|| Error::Unavailable(format!("{name} is not installed (Debian package {package})")))
}

/// A command that will run as the servers' account.
pub fn command_as(program: &Path, run_as: &RunAs) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin").env("LC_ALL", "C.UTF-8");
    if getuid().is_root() {
        command.uid(run_as.uid).gid(run_as.gid);
    }
    command
}

/// Runs a command to its end.
///
/// # Errors
/// When it can't be started or fails; the message carries what it printed.
pub fn run(command: &mut Command, what: &str) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().context(what)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let printed = String::from_utf8_lossy(&output.stderr);
    Err(Error::Failed(format!("{what} ended with {}: {printed}", output.status)))
}

/// A running server.
#[derive(Debug)]
pub struct Server {
    name: String,
    watchdog: Child,
    pid: Pid,
    folder: PathBuf,
}

/// How to start a server and to know that it is there.
#[derive(Clone, Debug)]
pub struct Launch<'a> {
    /// Name for messages.
    pub name: &'a str,
    /// Program and arguments.
    pub argv: &'a [&'a str],
    /// Signal that ends it in good order, without the `SIG`.
    pub stop_signal: &'a str,
}

impl Server {
    /// Starts the server and waits until `ready` says yes.
    ///
    /// # Errors
    /// When it can't be started, ends at once or is not ready in [`READY_MAX`]; the message carries the end
    /// of what it printed.
    pub fn start(launch: &Launch<'_>, state: &StateDir, mut ready: impl FnMut() -> bool) -> Result<Self> {
        let mut command = command_as(Path::new("/bin/sh"), state.run_as());
        command.args(["-c", WATCHDOG, "watchdog", launch.stop_signal]).arg(state.path()).args(launch.argv);
        command.current_dir(state.path()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // A group of its own: an interrupt typed at the terminal reaches the tests first.
        command.process_group(0);
        let mut watchdog = command.spawn().context(format!("starting {}", launch.name))?;
        let mut line = String::new();
        if let Some(stdout) = watchdog.stdout.take() {
            BufReader::new(stdout).read_line(&mut line).context("reading the server's process id")?;
        }
        let pid = line
            .trim()
            .parse()
            .ok()
            .and_then(Pid::from_raw)
            .ok_or_else(|| Error::Failed(format!("{} has no process id", launch.name)))?;
        let server = Self { name: launch.name.to_owned(), watchdog, pid, folder: state.path().to_owned() };
        let answer = poll(READY_MAX, || (ready() || !server.is_running()).then(|| server.is_running()));
        match answer {
            Some(true) => Ok(server),
            Some(false) => Err(server.failure("ended at once")),
            None => Err(server.failure("was not ready in time")),
        }
    }

    /// The server's process id.
    #[must_use]
    pub fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    /// True while the process exists and has not ended.
    #[must_use]
    pub fn is_running(&self) -> bool {
        lives(&self.pid().to_string())
    }

    /// Ends the process as a power cut would (SIGKILL), and waits until it is gone, with those that it had begun: while one of them
    /// lives, what they share is taken.
    pub(crate) fn kill_all(self) {
        let children = format!("/proc/{0}/task/{0}/children", self.pid());
        let children = fs::read_to_string(children).unwrap_or_default();
        self.kill();
        let _ = poll(READY_MAX, || children.split_whitespace().all(|pid| !lives(pid)).then_some(()));
    }

    /// Ends the process as a power cut would (SIGKILL), and waits until it is gone.
    pub fn kill(mut self) {
        let _ = kill_process(self.pid, Signal::KILL);
        self.finish();
    }

    /// Asks the server to end and waits until it is gone.
    pub fn stop(mut self) {
        self.finish();
    }

    fn finish(&mut self) {
        if let Some(mut pipe) = self.watchdog.stdin.take() {
            let _ = pipe.write_all(b"stop\n");
        }
        let _ = self.watchdog.wait();
    }

    fn failure(&self, what: &str) -> Error {
        let printed = fs::read_to_string(self.folder.join("console.log")).unwrap_or_default();
        let lines: Vec<&str> = printed.lines().rev().take(20).collect();
        let tail: Vec<&str> = lines.into_iter().rev().collect();
        Error::Failed(format!("{} {what}: {}", self.name, tail.join("\n")))
    }
}

/// Whether a process exists and has not ended. Its state stands behind the command name, which is in parentheses.
fn lives(pid: &str) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat"))
        .ok()
        .and_then(|stat| stat.rsplit_once(") ").map(|(_, rest)| !rest.starts_with(['Z', 'X'])))
        .unwrap_or(false)
}

impl Drop for Server {
    fn drop(&mut self) {
        self.finish();
    }
}
