//! Google's mail API: an independent emulator (npm emulate) behind a front that speaks https, writes down what is asked, and
//! fails when it is told to. State lies in its memory alone.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::deadline::is_listening;
use crate::error::{Context, Error, Result};
use crate::npm;
use crate::port::Port;
use crate::process::{Launch, Server, need_program, run};
use crate::python;
use crate::state_dir::StateDir;
use crate::tls::{HOST_NAMES, Tls};

const MANIFEST: &str = include_str!("../gmail/package.json");
const LOCK: &str = include_str!("../gmail/package-lock.json");
const PROGRAM: &str = include_str!("../gmail/world.mjs");
/// The library of Google's in which the description of the API comes.
const LIBRARY: &str = "google-api-python-client==2.202.0";
/// The description in it.
const DESCRIPTION: &str = "googleapiclient/discovery_cache/documents/gmail.v1.json";
/// Google's own client library, with what it needs, and what is done with it.
const CLIENT: &str = include_str!("../gmail/requirements.txt");
const CLIENT_PROGRAM: &str = include_str!("../gmail/official.py");
/// How long an order to the front may take.
const ORDER_MAX: Duration = Duration::from_secs(60);

/// A mailbox at Google.
#[derive(Debug)]
pub struct GmailApi {
    _server: Server,
    _state: StateDir,
    https: Port,
    control: Port,
    _emulator: Port,
    tls: Tls,
}

impl GmailApi {
    /// The access token that is good at first.
    pub const TOKEN: &'static str = "good";

    /// Starts it with one mailbox, which has the labels of every mailbox and `Archive`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] without Node, or when its packages cannot be fetched; otherwise what it printed.
    pub fn start(address: &str) -> Result<Self> {
        let node = need_program("node", "nodejs")?;
        let state = StateDir::create("gmail")?;
        let tls = Tls::create(&state, HOST_NAMES)?;
        state.write("package.json", MANIFEST)?;
        state.write("world.mjs", PROGRAM)?;
        let packages = npm::packages("gmail", MANIFEST, LOCK)?;
        let mut copy = Command::new("cp");
        run(
            copy.arg("-r").arg(&packages).arg(state.join("node_modules")),
            "copying the emulator's packages",
        )?;
        let (https, control, emulator) = (Port::claim()?, Port::claim()?, Port::claim()?);
        let numbers = [&https, &control, &emulator].map(|port| port.number().to_string());
        let [https_number, control_number, emulator_number] = &numbers;
        let paths = [&node, &state.join("world.mjs"), &tls.certificate, &tls.key];
        let [node, program, certificate, key] = paths.map(|path| path.to_string_lossy().into_owned());
        let argv = [
            node.as_str(),
            &program,
            https_number,
            control_number,
            emulator_number,
            &certificate,
            &key,
            address,
        ];
        let launch = Launch { name: "the Gmail emulator", argv: &argv, stop_signal: "TERM" };
        let ports = [https.number(), control.number()];
        let server = Server::start(&launch, &state, || ports.iter().all(|port| is_listening(*port)))?;
        Ok(Self { _server: server, _state: state, https, control, _emulator: emulator, tls })
    }

    /// Port of the API, by https on `localhost`.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.https.number()
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
        fs::read_to_string(&self.tls.ca).context("reading the front's authority")
    }

    /// Does something behind the client's back; `gmail/world.mjs` says what there is.
    ///
    /// # Errors
    /// What the front says when it cannot.
    pub fn order(&self, what: &str, argument: &Value) -> Result<Value> {
        let address = SocketAddr::from(([127, 0, 0, 1], self.control.number()));
        let mut stream = TcpStream::connect(address).context("reaching the front")?;
        stream.set_read_timeout(Some(ORDER_MAX)).context("bounding the wait for the front")?;
        let body = argument.to_string();
        let head = format!(
            "POST /{what} HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).context("telling the front")?;
        stream.write_all(body.as_bytes()).context("telling the front")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).context("hearing the front")?;
        match answer.split_once("\r\n\r\n") {
            Some((head, body)) if head.contains(" 200 ") => {
                serde_json::from_str(body).map_err(|error| Error::Failed(error.to_string()))
            }
            _ => Err(Error::Failed(format!("the front cannot {what}: {answer}"))),
        }
    }

    /// Lets the requests fail that a regular expression finds by `METHOD PATH?QUERY`, as each fault says: `skip` so many,
    /// then `times`; answer with `status`, `headers` and `body`, wait `delay` milliseconds, `cut` the connection `before`,
    /// `after` or in the `middle`, `patch` the answer, or do something `first`. Earlier faults are forgotten.
    ///
    /// # Errors
    /// When the front cannot.
    pub fn fail(&self, faults: &Value) -> Result<()> {
        self.order("faults", &json!({ "faults": faults })).map(drop)
    }

    /// What Google's own client library finds here; `gmail/official.py` says what it does. `upload` is the mail that it sends
    /// into the conversation `thread`, and `history` where it looks for changes.
    ///
    /// # Errors
    /// [`Error::Unavailable`] without Python, or when the library cannot be fetched; otherwise what it printed.
    pub fn official(&self, history: &str, upload: &str, thread: &str) -> Result<Value> {
        let library = python::library("gmail-client", CLIENT)?;
        let mut command = Command::new(python::own()?);
        command.env("PYTHONPATH", library);
        let own = tempfile::tempdir().context("making a folder")?;
        let at = |name: &str| own.path().join(name);
        for (name, text) in [("official.py", CLIENT_PROGRAM), ("mail", upload), ("ca.pem", &self.ca_pem()?)] {
            fs::write(at(name), text).context("writing what the client needs")?;
        }
        command.arg(at("official.py")).arg(self.port().to_string()).arg(at("ca.pem"));
        command.args([Self::TOKEN, history]).arg(at("mail")).arg(thread);
        let said = run(&mut command, "asking by Google's client library")?;
        serde_json::from_str(&said).map_err(|error| Error::Failed(error.to_string()))
    }

    /// What was asked since the last call: `method`, `url`, `type` and `body`.
    ///
    /// # Errors
    /// When the front cannot tell.
    pub fn asked(&self) -> Result<Vec<Value>> {
        let Value::Array(asked) = self.order("asked", &json!({}))? else {
            return Err(Error::Failed("the front tells no list".to_owned()));
        };
        Ok(asked)
    }
}

/// Google's own description of the API, from a library of Google's. Fetched once for all tests, into `target/`.
///
/// # Errors
/// [`Error::Unavailable`] without Python, or when the library cannot be fetched.
pub fn description() -> Result<Value> {
    let folder = python::once("gmail-description", LIBRARY, |fresh| {
        let wanted = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"];
        let mut fetch = Command::new(fresh.join("venv/bin/python"));
        python::step(fetch.args(wanted).arg("--dest").arg(fresh.join("wheel")).arg(LIBRARY))?;
        let wheel = fs::read_dir(fresh.join("wheel")).context("looking for the library")?.flatten().next();
        let wheel = wheel.ok_or_else(|| Error::Unavailable("Google's library is not there".to_owned()))?;
        let mut unpack = Command::new(fresh.join("venv/bin/python"));
        python::step(unpack.args(["-m", "zipfile", "-e"]).arg(wheel.path()).arg(fresh.join("content")))
    })?;
    let text = fs::read_to_string(folder.join("content").join(DESCRIPTION));
    let text = text.context("reading the description of the API")?;
    serde_json::from_str(&text).map_err(|error| Error::Failed(error.to_string()))
}
