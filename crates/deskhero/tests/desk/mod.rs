//! A company on the real binary, in a folder of its own, on either engine.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use serde_json::Value;
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use testkit::deadline::is_listening;
use testkit::port::Port;

pub const ADDRESS: &str = "support@acme.test";
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Where tickets and keys lie.
#[derive(Clone, Copy)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// The settings that say so; `None` when this machine has no such engine.
    fn settings(self) -> Option<String> {
        let Self::Postgres = self else { return Some("[storage]\ndata_dir = \"data\"\n".to_owned()) };
        let cluster = testkit::postgres::shared()?;
        let [data, keys] = [(); 2].map(|()| cluster.create_database().unwrap());
        Some(format!("[storage]\ndata_dir = \"data\"\ndatabase_url = \"{data}\"\nkeyring_url = \"{keys}\"\n"))
    }
}

/// One company on the real binary.
pub struct Desk {
    folder: tempfile::TempDir,
    port: Port,
    pub password: String,
    pub token: String,
    env: &'static [(&'static str, &'static str)],
}

impl Desk {
    /// With these settings besides the places, and variables in the environment of each command. `None` when
    /// this machine does not have the engine.
    pub fn create(engine: Engine, more: &str, env: &'static [(&'static str, &'static str)]) -> Option<Self> {
        let settings = engine.settings()? + more;
        let folder = tempfile::tempdir().unwrap();
        for part in ["cur", "new", "tmp"] {
            std::fs::create_dir_all(folder.path().join("maildir").join(part)).unwrap();
        }
        std::fs::write(folder.path().join("deskhero.toml"), settings).unwrap();
        let (port, token, password) = (Port::claim().unwrap(), String::new(), String::new());
        let mut desk = Self { folder, port, password, token, env };
        desk.run(&["tenant", "create", "acme", "--host", "localhost"]);
        assert_eq!(desk.path("data/deskhero.db").exists(), matches!(engine, Engine::Sqlite));
        // No mailbox without a data processing agreement that an admin signed.
        let boss = [
            "agent",
            "create",
            "--tenant",
            "acme",
            "--email",
            "boss@acme.test",
            "--name",
            "Boss",
            "--role",
            "admin",
        ];
        desk.run(&boss);
        desk.run(&["document", "release", "--missing"]);
        desk.run(&["document", "signed", "dpa", "--tenant", "acme", "--admin", "boss@acme.test"]);
        let maildir = desk.path("maildir");
        let connect = ["mailbox", "connect", "--tenant", "acme", "--address", ADDRESS, "--look-back", "all"];
        desk.run(&[connect.as_slice(), &["--maildir", maildir.to_str().unwrap()]].concat());
        let made =
            desk.run(&["agent", "create", "--tenant", "acme", "--email", "ada@acme.test", "--name", "Ada"]);
        desk.password = made["password"].as_str().unwrap().to_owned();
        let token = desk.run(&["token", "create", "--tenant", "acme", "--agent", "ada@acme.test"]);
        desk.token = token["token"].as_str().unwrap().to_owned();
        Some(desk)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deskhero"));
        let log = File::options().create(true).append(true).open(self.path("log")).unwrap();
        command
            .envs(self.env.iter().copied())
            .args(arguments)
            .arg("--json")
            .arg("--config")
            .arg(self.path("deskhero.toml"))
            .stderr(log);
        command
    }

    /// Runs a command to its end and gives its answer.
    pub fn run(&self, arguments: &[&str]) -> Value {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", self.log());
        serde_json::from_slice(&output.stdout).unwrap()
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).unwrap_or_default()
    }

    pub fn import(&self, folders: &[PathBuf]) -> Command {
        let mut command = self.command(&["import", "--tenant", "acme", "--mailbox", ADDRESS]);
        command.args(folders);
        command
    }

    pub fn serve(&self) -> Killed {
        let listen = format!("127.0.0.1:{}", self.port.number());
        Killed(self.command(&["serve", "--listen", &listen]).stdout(Stdio::null()).spawn().unwrap())
    }

    pub fn is_up(&self) -> bool {
        is_listening(self.port.number())
    }

    /// One request; `None` when the server was gone before its answer was whole.
    pub fn ask(&self, method: &str, path: &str, body: &str) -> Option<(u16, Value)> {
        let fields = format!("Authorization: Bearer {}\r\nContent-Type: application/json\r\n", self.token);
        let (head, body) = self.exchange(method, path, &fields, body)?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some((status, serde_json::from_str(&body).ok()?))
    }

    /// Head and body of the answer to one request with these header fields.
    pub fn exchange(&self, method: &str, path: &str, fields: &str, body: &str) -> Option<(String, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port.number())).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        // HTTP/1.0: the answer ends with the connection.
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: localhost\r\n{fields}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8(answer).ok()?;
        answer.split_once("\r\n\r\n").map(|(head, body)| (head.to_owned(), body.to_owned()))
    }

    pub fn get(&self, path: &str) -> Value {
        let (status, value) = self.ask("GET", path, "").unwrap();
        assert_eq!(status, 200, "{path}: {value}");
        value
    }

    pub fn tickets(&self) -> Vec<Value> {
        let (mut all, mut path) = (Vec::new(), "/api/v1/tickets?limit=100".to_owned());
        loop {
            let page = self.get(&path);
            all.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => path = format!("/api/v1/tickets?limit=100&after={next}"),
                None => return all,
            }
        }
    }

    /// Every message of every ticket.
    pub fn messages(&self) -> Vec<Value> {
        let of = |ticket: &Value| {
            let id = ticket["id"].as_str().unwrap();
            let (mut all, mut path) = (Vec::new(), format!("/api/v1/tickets/{id}/messages?limit=100"));
            loop {
                let page = self.get(&path);
                all.extend(page["items"].as_array().unwrap().iter().cloned());
                match page["next"].as_str() {
                    Some(next) => path = format!("/api/v1/tickets/{id}/messages?limit=100&after={next}"),
                    None => return all,
                }
            }
        };
        self.tickets().iter().flat_map(of).collect()
    }

    pub fn assert_the_log_is_whole(&self) {
        let verified = self.run(&["audit", "verify"]);
        assert_eq!(verified["ok"], true, "{verified}");
        assert!(verified["tenants"][0]["entries"].as_u64().unwrap() > 0);
    }
}

/// A server that ends as in a power cut, at the latest with this value.
pub struct Killed(pub Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
