//! A Stripe that takes no money (PyPI localstripe), with the Checkout that it lacks.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::deadline::is_listening;
use crate::error::{Context, Result};
use crate::port::Port;
use crate::process::{Launch, Server, command_as, need_program, run};
use crate::python;
use crate::state_dir::StateDir;
use crate::tls::{HOST_NAMES, Tls};

const LIBRARIES: &str = include_str!("../stripe/requirements.txt");
const PROGRAM: &str = include_str!("../stripe/checkout.py");

/// How it answers from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// As it should.
    Good,
    /// With a failure of its own.
    Broken,
    /// With something else.
    Garbled,
}

/// An account at Stripe.
#[derive(Debug)]
pub struct Stripe {
    server: Option<Server>,
    state: StateDir,
    https: Port,
    tls: Tls,
}

impl Stripe {
    /// The account's secret key.
    pub const SECRET: &'static str = "sk_test_deskhero";
    /// A card that pays.
    pub const GOOD_CARD: &'static str = "4242 4242 4242 4242";
    /// A card that is refused.
    pub const DECLINED_CARD: &'static str = "4000 0000 0000 0341";

    /// Starts it.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] without Python, or when its packages cannot be fetched; otherwise what it printed.
    pub fn start() -> Result<Self> {
        let library = python::library("stripe", LIBRARIES)?;
        let state = StateDir::create("stripe")?;
        let tls = Tls::create(&state, HOST_NAMES)?;
        let program = state.write("checkout.py", PROGRAM)?;
        let https = Port::claim()?;
        let packages = state.join("library");
        let mut copy = Command::new("cp");
        run(copy.arg("-r").arg(&library).arg(&packages), "copying the packages of Stripe's stand-in")?;
        let python = python::own()?;
        let (number, path) = (https.number().to_string(), format!("PYTHONPATH={}", packages.display()));
        let paths = [&python, &program, &tls.certificate, &tls.key];
        let [python, program, certificate, key] = paths.map(|path| path.to_string_lossy().into_owned());
        let argv = ["/usr/bin/env", &path, &python, &program, &number, &certificate, &key];
        let launch = Launch { name: "Stripe's stand-in", argv: &argv, stop_signal: "TERM" };
        let server = Some(Server::start(&launch, &state, || is_listening(https.number()))?);
        Ok(Self { server, state, https, tls })
    }

    /// Ends it.
    pub fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop();
        }
    }

    /// Port of the API, by https on `localhost`.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.https.number()
    }

    /// PEM of the authority that a client has to trust.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn ca_pem(&self) -> Result<String> {
        fs::read_to_string(&self.tls.ca).context("reading the authority of Stripe's stand-in")
    }

    /// The file of that authority.
    #[must_use]
    pub fn ca_file(&self) -> &Path {
        &self.tls.ca
    }

    fn curl(&self, arguments: &[&str]) -> Result<String> {
        let curl = need_program("curl", "curl")?;
        let mut command = command_as(&curl, self.state.run_as());
        command.args(["-sS", "--max-time", "20", "--cacert"]).arg(&self.tls.ca).args(arguments);
        run(&mut command, "asking Stripe's stand-in")
    }

    /// Types a card into its page; tells the status of the answer, and where the browser is sent.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn pay(&self, page: &str, card: &str) -> Result<(u16, String)> {
        let form = format!("number={card}");
        let wanted =
            ["-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", "--data-urlencode", &form, page];
        let said = self.curl(&wanted)?;
        let (status, url) = said.split_once(' ').unwrap_or((&said, ""));
        Ok((status.parse().unwrap_or_default(), url.trim().to_owned()))
    }

    /// Answers like this from now on.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn be(&self, mood: Mood) -> Result<()> {
        let word = format!("{mood:?}").to_lowercase();
        let url = format!("https://localhost:{}/_config/checkout/be/{word}", self.port());
        self.curl(&["--fail", "-X", "POST", &url]).map(drop)
    }

    /// Changes fields of a session: JSON.
    ///
    /// # Errors
    /// When it does not answer, or there is no such session.
    pub fn alter(&self, session: &str, fields: &str) -> Result<()> {
        let url = format!("https://localhost:{}/_config/checkout/alter/{session}", self.port());
        self.curl(&["--fail", "--data", fields, &url]).map(drop)
    }

    /// The payments that there are, as localstripe lists them: JSON.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn payments(&self) -> Result<String> {
        let key = format!("{}:", Self::SECRET);
        let url = format!("https://localhost:{}/v1/payment_intents", self.port());
        self.curl(&["--fail", "-u", &key, &url])
    }
}
