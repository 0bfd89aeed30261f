//! clamd with signatures of our own: nothing is downloaded.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::deadline::is_listening;
use crate::error::Result;
use crate::port::Port;
use crate::process::{Launch, Server, need_program};
use crate::state_dir::StateDir;

/// Harmless bytes that this clamd reports as [`MARKER_SIGNATURE`].
pub const MARKER: &str = "DESKHERO-TEST-MALWARE-MARKER-5c1e";

/// What clamd calls the [`MARKER`].
pub const MARKER_SIGNATURE: &str = "Test.Marker.Deskhero.UNOFFICIAL";

/// What clamd calls the [`eicar`] bytes.
pub const EICAR_SIGNATURE: &str = "Test.Eicar.Body.UNOFFICIAL";

/// The EICAR test file. It is put together at run time, so that no file of the project contains it.
#[must_use]
pub fn eicar() -> String {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!", "$H+H*"].concat()
}

/// A virus scanner.
#[derive(Debug)]
pub struct Clamd {
    server: Option<Server>,
    state: StateDir,
    port: Port,
}

impl Clamd {
    /// Starts a scanner that knows [`MARKER`] and [`eicar`].
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] without clamd; otherwise what the server printed.
    pub fn start() -> Result<Self> {
        need_program("clamd", "clamav-daemon")?;
        let state = StateDir::create("clamd")?;
        state.make_dirs(&["db", "tmp"])?;
        let port = Port::claim()?;
        let signature = |name: &str, bytes: &str| format!("{name}:0:*:{}\n", hex(bytes.as_bytes()));
        let database = signature("Test.Marker.Deskhero", MARKER) + &signature("Test.Eicar.Body", &eicar());
        state.write("db/test.ndb", &database)?;
        state.write("clamd.conf", &main_file(&state, port.number()))?;
        let mut clamd = Self { server: None, state, port };
        clamd.start_again()?;
        Ok(clamd)
    }

    /// Starts the scanner again at the same address; nothing happens while it runs.
    ///
    /// # Errors
    /// What the server printed.
    pub fn start_again(&mut self) -> Result<()> {
        if self.server.is_some() {
            return Ok(());
        }
        let program = need_program("clamd", "clamav-daemon")?;
        let conf = self.state.join("clamd.conf");
        let (program, conf) = (program.to_string_lossy(), conf.to_string_lossy());
        let argv = [program.as_ref(), "-F", "-c", conf.as_ref()];
        let launch = Launch { name: "clamd", argv: &argv, stop_signal: "TERM" };
        let port = self.port();
        self.server = Some(Server::start(&launch, &self.state, || is_listening(port))?);
        Ok(())
    }

    /// Ends the scanner. See [`Clamd::start_again`].
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    /// Its TCP port on 127.0.0.1.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port.number()
    }

    /// Its Unix socket.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.state.join("clamd.sock")
    }
}

fn main_file(state: &StateDir, port: u16) -> String {
    let folder = state.path().display();
    format!(
        "Foreground yes
DatabaseDirectory {folder}/db
TemporaryDirectory {folder}/tmp
TCPSocket {port}
TCPAddr 127.0.0.1
LocalSocket {folder}/clamd.sock
FixStaleSocket yes
PidFile {folder}/clamd.pid
LogFile {folder}/clamd.log
LogTime yes
MaxThreads 4
StreamMaxLength 50M
SelfCheck 0
ConcurrentDatabaseReload no
"
    )
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
