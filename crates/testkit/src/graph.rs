//! A stand-in for the mail of Microsoft Graph: no server of Microsoft's can be run here. It knows what Deskhero asks for and
//! refuses everything else; Microsoft's own client is driven against it, so that it does not merely agree with Deskhero.
//! State lies in its memory alone.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::deadline::is_listening;
use crate::error::{Context, Error, Result};
use crate::npm;
use crate::port::Port;
use crate::process::{Launch, Server, command_as, need_program, run};
use crate::state_dir::StateDir;
use crate::tls::{HOST_NAMES, Tls};

/// The program.
const FILES: [(&str, &str); 7] = [
    ("server.mjs", include_str!("../graph/server.mjs")),
    ("mailbox.mjs", include_str!("../graph/mailbox.mjs")),
    ("mail.mjs", include_str!("../graph/mail.mjs")),
    ("drafts.mjs", include_str!("../graph/drafts.mjs")),
    ("subscriptions.mjs", include_str!("../graph/subscriptions.mjs")),
    ("endpoint.mjs", include_str!("../graph/endpoint.mjs")),
    ("client.mjs", include_str!("../graph/client.mjs")),
];
const MANIFEST: &str = include_str!("../graph/package.json");
const LOCK: &str = include_str!("../graph/package-lock.json");
/// How long it may take to do what a test tells it.
const PATIENCE: Duration = Duration::from_secs(60);

/// The stand-in, with its API, and an endpoint that is told of news.
#[derive(Debug)]
pub struct Graph {
    server: Server,
    state: StateDir,
    api: Port,
    control: Port,
    endpoint: Port,
    tls: Tls,
}

impl Graph {
    /// What stands before every path.
    pub const PREFIX: &'static str = "/v1.0";
    /// The token of the first account.
    pub const TOKEN: &'static str = "good-token";

    /// Starts it with these mailboxes. [`Graph::TOKEN`] opens the first of them.
    ///
    /// # Errors
    /// [`Error::Unavailable`] without Node; otherwise what it printed.
    pub fn start(addresses: &[&str]) -> Result<Self> {
        let node = need_program("node", "nodejs")?;
        let state = StateDir::create("graph")?;
        let tls = Tls::create(&state, HOST_NAMES)?;
        for (name, text) in FILES {
            state.write(name, text)?;
        }
        let (api, control, endpoint) = (Port::claim()?, Port::claim()?, Port::claim()?);
        let ports = [api.number(), control.number(), endpoint.number()];
        let [first, second, third] = ports.map(|port| port.to_string());
        let paths = [&node, &state.join("server.mjs"), &tls.certificate, &tls.key, &tls.ca];
        let [node, program, certificate, key, ca] = paths.map(|path| path.to_string_lossy().into_owned());
        let argv = [node.as_str(), &program, &first, &second, &third, &certificate, &key, &ca];
        let launch = Launch { name: "the stand-in for Graph", argv: &argv, stop_signal: "TERM" };
        let server = Server::start(&launch, &state, || ports.iter().all(|port| is_listening(*port)))?;
        let graph = Self { server, state, api, control, endpoint, tls };
        for address in addresses {
            graph.tell(&format!("account?address={address}"), b"")?;
        }
        if let Some(first) = addresses.first() {
            graph.tell(&format!("token?token={}&address={first}", Self::TOKEN), b"")?;
        }
        Ok(graph)
    }

    /// The port of its API, for https.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.api.number()
    }

    /// An address that keeps what it is told (`told`), and proves itself unless it is told not to (`proves`).
    #[must_use]
    pub fn endpoint_url(&self) -> String {
        format!("https://localhost:{}/hooks/graph?mailbox=1", self.endpoint.number())
    }

    /// The port on which it is told what to do, for http.
    #[must_use]
    pub fn control_port(&self) -> u16 {
        self.control.number()
    }

    /// Its certificates.
    #[must_use]
    pub fn tls(&self) -> &Tls {
        &self.tls
    }

    /// PEM of the authority that a client has to trust.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn ca_pem(&self) -> Result<String> {
        fs::read_to_string(&self.tls.ca).context("reading the stand-in's authority")
    }

    /// Its process id.
    #[must_use]
    pub fn pid(&self) -> i32 {
        self.server.pid()
    }

    /// Has it do something: a function of its `control`, with parameters as in a query.
    ///
    /// # Errors
    /// What it says against it.
    pub fn tell(&self, what: &str, body: &[u8]) -> Result<Value> {
        let mut stream =
            TcpStream::connect(("127.0.0.1", self.control.number())).context("reaching the stand-in")?;
        stream.set_read_timeout(Some(PATIENCE)).context("setting a deadline")?;
        let head = format!("POST /{what} HTTP/1.0\r\nContent-Length: {}\r\n\r\n", body.len());
        stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(body))
            .context("telling the stand-in")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).context("hearing the stand-in")?;
        let text = String::from_utf8_lossy(&answer);
        let (head, json) = text.split_once("\r\n\r\n").unwrap_or_default();
        if !head.starts_with("HTTP/1.1 200") {
            return Err(Error::Failed(format!("the stand-in refuses {what}: {json}")));
        }
        serde_json::from_str(json)
            .map_err(|error| Error::Failed(format!("the stand-in says {json}: {error}")))
    }

    /// Puts a mail into a folder, with further parameters such as `&at=SECONDS` or `&seen=true`; its id.
    ///
    /// # Errors
    /// As [`Graph::tell`].
    pub fn put(&self, address: &str, folder: &str, more: &str, raw: &[u8]) -> Result<String> {
        let put = self.tell(&format!("put?address={address}&folder={folder}{more}"), raw)?;
        Ok(put.get("id").and_then(Value::as_str).unwrap_or_default().to_owned())
    }

    /// The mails of a folder in the order in which they came: bytes, and whether they are read.
    ///
    /// # Errors
    /// As [`Graph::tell`].
    pub fn list(&self, address: &str, folder: &str) -> Result<Vec<(Vec<u8>, bool)>> {
        let list = self.tell(&format!("list?address={address}&folder={folder}"), b"")?;
        let mail = |one: &Value| {
            let raw = one.get("raw").and_then(Value::as_str).unwrap_or_default();
            // Each character is a byte.
            let raw = raw.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
            (raw, one.get("seen").and_then(Value::as_bool).unwrap_or(false))
        };
        Ok(list.as_array().map(|all| all.iter().map(mail).collect()).unwrap_or_default())
    }

    /// Drives it with Microsoft's own client, which asks, sends and subscribes; what that found.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the client cannot be fetched; otherwise what it printed.
    pub fn drive(&self) -> Result<Value> {
        let packages = npm::packages("graph", MANIFEST, LOCK)?;
        let mut copy = Command::new("cp");
        run(
            copy.arg("-r").arg(&packages).arg(self.state.join("node_modules")),
            "copying the client's packages",
        )?;
        let mut client = command_as(&need_program("node", "nodejs")?, self.state.run_as());
        client.env("NODE_EXTRA_CA_CERTS", &self.tls.ca).current_dir(self.state.path());
        client.arg("client.mjs").arg(self.port().to_string()).args([Self::TOKEN, &self.endpoint_url()]);
        let printed = run(&mut client, "Microsoft's client")?;
        serde_json::from_str(&printed)
            .map_err(|error| Error::Failed(format!("the client says {printed}: {error}")))
    }
}
