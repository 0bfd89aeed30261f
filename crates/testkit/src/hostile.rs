//! An OAuth2 provider that attacks: a stand-in, because no real one does what it does.

use std::fs;

use crate::deadline::is_listening;
use crate::error::{Context, Result};
use crate::port::Port;
use crate::process::{Launch, Server, command_as, need_program, run};
use crate::state_dir::StateDir;
use crate::tls::{HOST_NAMES, Tls};

/// A provider whose next answers are told to it.
#[derive(Debug)]
pub struct Hostile {
    _server: Server,
    state: StateDir,
    port: Port,
    tls: Tls,
}

impl Hostile {
    /// Starts it, well-behaved at first.
    ///
    /// # Errors
    /// [`crate::error::Error::Unavailable`] without Node or curl; otherwise what it printed.
    pub fn start() -> Result<Self> {
        let node = need_program("node", "nodejs")?;
        need_program("curl", "curl")?;
        let state = StateDir::create("hostile")?;
        let tls = Tls::create(&state, HOST_NAMES)?;
        state.write("hostile.mjs", include_str!("../oidc/hostile.mjs"))?;
        let port = Port::claim()?;
        let number = port.number().to_string();
        let paths = [&node, &state.join("hostile.mjs"), &tls.certificate, &tls.key];
        let [node, program, certificate, key] = paths.map(|path| path.to_string_lossy().into_owned());
        let argv = [node.as_str(), &program, &number, &certificate, &key];
        let launch = Launch { name: "the hostile provider", argv: &argv, stop_signal: "TERM" };
        let server = Server::start(&launch, &state, || is_listening(port.number()))?;
        Ok(Self { _server: server, state, port, tls })
    }

    /// Who it says it is.
    #[must_use]
    pub fn issuer(&self) -> String {
        format!("https://localhost:{}", self.port.number())
    }

    /// PEM of the authority that a client has to trust.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn ca_pem(&self) -> Result<String> {
        fs::read_to_string(&self.tls.ca).context("reading the hostile provider's authority")
    }

    /// Does this from now on; identity tokens are for the visit with this nonce.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn be(&self, case: &str, nonce: &str) -> Result<()> {
        let told = serde_json::json!({ "name": case, "nonce": nonce }).to_string();
        self.ask("case", Some(&told)).map(drop)
    }

    /// Every case that it knows: of describing itself, and of answering about tokens.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn cases(&self) -> Result<serde_json::Value> {
        serde_json::from_str(&self.ask("cases", None)?)
            .map_err(std::io::Error::from)
            .context("reading the cases")
    }

    /// How often it was asked where nobody should go.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn strayed(&self) -> Result<u64> {
        let answer: serde_json::Value = serde_json::from_str(&self.ask("strayed", None)?)
            .map_err(std::io::Error::from)
            .context("reading the count")?;
        Ok(answer.get("strayed").and_then(serde_json::Value::as_u64).unwrap_or(u64::MAX))
    }

    fn ask(&self, path: &str, body: Option<&str>) -> Result<String> {
        let curl = need_program("curl", "curl")?;
        let mut command = command_as(&curl, self.state.run_as());
        command.args(["-sS", "--fail", "--max-time", "20", "--cacert"]).arg(&self.tls.ca);
        if let Some(body) = body {
            command.args(["--data-binary", body]);
        }
        run(command.arg(format!("{}/{path}", self.issuer())), "asking the hostile provider")
    }
}
