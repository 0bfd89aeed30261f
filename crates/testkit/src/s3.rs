//! A server of S3 that keeps a bucket in a folder and checks signatures: s3s-fs from the registry, built once for all tests.

use std::fs;
use std::path::{Path, PathBuf};

use crate::deadline::is_listening;
use crate::error::{Context, Error, Result};
use crate::port::Port;
use crate::process::{Launch, Server};
use crate::state_dir::StateDir;

/// The newest that the compiler at hand builds.
const VERSION: &str = "0.14.1";

/// A server with one bucket.
#[derive(Debug)]
pub struct S3 {
    _server: Server,
    state: StateDir,
    port: Port,
}

/// The program: `install.sh` builds it once for all tests, below `target/`.
fn program() -> Result<PathBuf> {
    let place = format!("../../target/s3s-fs/{VERSION}/bin/s3s-fs");
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    if place.is_file() {
        return Ok(place);
    }
    Err(Error::Unavailable("s3s-fs is not built: run crates/testkit/install.sh".to_owned()))
}

impl S3 {
    /// The bucket.
    pub const BUCKET: &'static str = "backups";
    /// The access key that it knows.
    pub const ACCESS_KEY: &'static str = "AKIATEST";
    /// Its secret.
    pub const SECRET: &'static str = "secret-of-the-test";

    /// Starts it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it cannot be built; otherwise what it printed.
    pub fn start() -> Result<Self> {
        let program = program()?;
        let state = StateDir::create("s3")?;
        state.make_dirs(&["root", &format!("root/{}", Self::BUCKET)])?;
        // The account of the servers may not reach where it was built.
        let copy = state.join("s3s-fs");
        fs::copy(&program, &copy).context("copying the S3 server")?;
        let port = Port::claim()?;
        let number = port.number().to_string();
        let (program, root) =
            (copy.to_string_lossy().into_owned(), state.join("root").to_string_lossy().into_owned());
        let argv = [
            program.as_str(),
            "--host",
            "127.0.0.1",
            "--port",
            &number,
            "--access-key",
            Self::ACCESS_KEY,
            "--secret-key",
            Self::SECRET,
            &root,
        ];
        let launch = Launch { name: "the S3 server", argv: &argv, stop_signal: "TERM" };
        let server = Server::start(&launch, &state, || is_listening(port.number()))?;
        Ok(Self { _server: server, state, port })
    }

    /// Its port on 127.0.0.1, by http.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port.number()
    }

    /// Where the bucket's objects lie.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.state.join("root").join(Self::BUCKET)
    }
}
