//! A second emulator of Google's mail API (PyPI myworld), independent of the one of [`crate::gmail`] and strong where that
//! is weak: it refuses tokens, forgets old history, delivers what is sent to another mailbox. It writes mails anew, so it
//! proves nothing about bytes.

use std::collections::HashMap;
use std::fs;
use std::process::Command;

use crate::deadline::is_listening;
use crate::error::{Context, Error, Result};
use crate::port::Port;
use crate::process::{Launch, Server, run};
use crate::python;
use crate::state_dir::StateDir;
use crate::tls::{HOST_NAMES, Tls};

const LIBRARIES: &str = include_str!("../myworld/requirements.txt");
const PROGRAM: &str = include_str!("../myworld/world.py");

/// Mailboxes at Google that write to each other.
#[derive(Debug)]
pub struct MyWorld {
    _server: Server,
    _state: StateDir,
    https: Port,
    tls: Tls,
    tokens: HashMap<String, String>,
}

impl MyWorld {
    /// What stands before every path of the API.
    pub const PREFIX: &'static str = "/gw/gmail.googleapis.com";

    /// Starts it with empty mailboxes.
    ///
    /// # Errors
    /// [`Error::Unavailable`] without Python, or when its packages cannot be fetched; otherwise what it printed.
    pub fn start(addresses: &[&str]) -> Result<Self> {
        let library = python::library("myworld", LIBRARIES)?;
        let state = StateDir::create("myworld")?;
        let tls = Tls::create(&state, HOST_NAMES)?;
        let program = state.write("world.py", PROGRAM)?;
        let https = Port::claim()?;
        let number = https.number().to_string();
        let packages = state.join("library");
        let mut copy = Command::new("cp");
        run(copy.arg("-r").arg(&library).arg(&packages), "copying the emulator's packages")?;
        let python = python::own()?;
        let path = format!("PYTHONPATH={}", packages.display());
        let paths = [&python, &program, &tls.certificate, &tls.key, &state.join("tokens.json")];
        let [python, program, certificate, key, tokens] =
            paths.map(|path| path.to_string_lossy().into_owned());
        let mut argv = vec!["/usr/bin/env", &path, &python, &program, &number, &certificate, &key, &tokens];
        argv.extend(addresses);
        let launch = Launch { name: "the second Gmail emulator", argv: &argv, stop_signal: "TERM" };
        let server = Server::start(&launch, &state, || is_listening(https.number()))?;
        let tokens = fs::read_to_string(&tokens).context("reading the tokens")?;
        let tokens = serde_json::from_str(&tokens).map_err(|error| Error::Failed(error.to_string()))?;
        Ok(Self { _server: server, _state: state, https, tls, tokens })
    }

    /// Port of the API, by https on `localhost`.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.https.number()
    }

    /// An access token of a mailbox; empty for one that is not there.
    #[must_use]
    pub fn token(&self, address: &str) -> String {
        self.tokens.get(address).cloned().unwrap_or_default()
    }

    /// PEM of the authority that a client has to trust.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn ca_pem(&self) -> Result<String> {
        fs::read_to_string(&self.tls.ca).context("reading the emulator's authority")
    }
}
