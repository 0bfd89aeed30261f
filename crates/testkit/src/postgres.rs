//! PostgreSQL: one cluster, a fresh database per test.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use crate::error::{Error, Result, or_skip};
use crate::port::Port;
use crate::process::{Launch, Server, command_as, find_program, run};
use crate::state_dir::StateDir;
use crate::template;

const OWNER: &str = "deskhero";

/// A PostgreSQL server: one of our own, or the one that `DESKHERO_TEST_POSTGRES` names.
#[derive(Debug)]
pub struct Cluster {
    base_url: String,
    psql: PathBuf,
    // Dropped in this order: first the server ends, then its folder and its port go.
    own: Option<(Option<Server>, OwnCluster)>,
}

#[derive(Debug)]
struct OwnCluster {
    state: StateDir,
    port: Port,
    postgres: PathBuf,
    fsync: &'static str,
}

impl Cluster {
    /// A new cluster that does not wait for the disk: quick, and right wherever no crash is tested.
    ///
    /// # Errors
    /// [`Error::Unavailable`] without PostgreSQL; otherwise what the server printed.
    pub fn start() -> Result<Self> {
        Self::create("off")
    }

    /// A new cluster that survives [`Cluster::crash`] as in production (`fsync=on`).
    ///
    /// # Errors
    /// As [`Cluster::start`].
    pub fn start_durable() -> Result<Self> {
        Self::create("on")
    }

    fn create(fsync: &'static str) -> Result<Self> {
        let initdb = need("initdb")?;
        let postgres = need("postgres")?;
        let psql = need("psql")?;
        let state = StateDir::create("postgres")?;
        let port = Port::claim()?;
        let mut command = command_as(&initdb, state.run_as());
        command.current_dir(state.path()).arg("--pgdata").arg(state.join("data"));
        command.args(["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "--username", OWNER]);
        run(&mut command, "initdb")?;
        let base_url = format!("postgres://{OWNER}@127.0.0.1:{}", port.number());
        let own = OwnCluster { state, port, postgres, fsync };
        let mut cluster = Self { base_url, psql, own: Some((None, own)) };
        cluster.start_again()?;
        Ok(cluster)
    }

    /// The server at `base_url` (`postgres://name@host:port`), which somebody else started and stops.
    ///
    /// # Errors
    /// [`Error::Unavailable`] without psql.
    pub fn at(base_url: &str) -> Result<Self> {
        Ok(Self { base_url: base_url.trim_end_matches('/').to_owned(), psql: need("psql")?, own: None })
    }

    /// `postgres://name@host:port`, without a database.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Makes an empty database and gives its URL. It lives as long as the cluster.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn create_database(&self) -> Result<String> {
        self.create_from("template0")
    }

    /// Makes a database that begins as `fill` left one, and gives its URL. `fill` is called once for each `kind` in the cluster
    /// and has to leave no connection open; the others are copies, which take a tenth of the time.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn create_filled(&self, kind: &str, fill: impl AsyncFnOnce(String)) -> Result<String> {
        let template = format!("template_{kind}");
        if let Ok(url) = self.create_from(&template) {
            return Ok(url);
        }
        let there = format!("SELECT 1 FROM pg_database WHERE datname = '{template}'");
        let make = async || {
            let filling = self.create_from("template0")?;
            fill(filling.clone()).await;
            let name = filling.rsplit('/').next().unwrap_or_default();
            self.execute(&format!("ALTER DATABASE {name} RENAME TO {template}")).map(drop)
        };
        let lock = std::env::temp_dir().join(format!("deskhero-test-{template}.lock"));
        template::once(&lock, || Ok(!self.execute(&there)?.trim().is_empty()), make).await?;
        self.create_from(&template)
    }

    fn create_from(&self, template: &str) -> Result<String> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("t{}_{number}", std::process::id());
        let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        // By files: three hundred of them, which through the server's log cost twice as much.
        let create = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        self.psql("postgres", &[&drop, &create])?;
        Ok(format!("{}/{name}", self.base_url))
    }

    /// Drops the databases of processes that have ended. A thousand of them fill a disk, and the server looks after each.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn drop_left(&self) -> Result<()> {
        let names = self.execute("SELECT datname FROM pg_database")?;
        let is_left = |name: &&str| maker(name).is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH));
        let drops: Vec<String> = names
            .lines()
            .filter(is_left)
            .map(|name| format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .collect();
        let drops: Vec<&str> = drops.iter().map(String::as_str).collect();
        if drops.is_empty() { Ok(()) } else { self.psql("postgres", &drops).map(drop) }
    }

    /// Like [`Cluster::create_database`], dropped with the returned value.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn database(&self) -> Result<Database<'_>> {
        Ok(Database { url: self.create_database()?, cluster: self })
    }

    /// Runs one statement in the database `postgres` as the owner, for instance to cut connections.
    ///
    /// # Errors
    /// What the server answered.
    pub fn execute(&self, sql: &str) -> Result<String> {
        self.execute_in("postgres", sql)
    }

    /// Runs one statement in the named database as the owner; the answer has one line per row, fields
    /// parted by `|`.
    ///
    /// # Errors
    /// What the server answered.
    pub fn execute_in(&self, database: &str, sql: &str) -> Result<String> {
        self.psql(database, &[sql])
    }

    fn psql(&self, database: &str, statements: &[&str]) -> Result<String> {
        let mut command = Command::new(&self.psql);
        command.arg(format!("{}/{database}", self.base_url));
        command.args(["-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1"]);
        command.args(statements.iter().flat_map(|sql| ["-c", sql]));
        command.env("PGOPTIONS", "-c client_min_messages=warning").env("PGCONNECT_TIMEOUT", "20");
        run(&mut command, "psql")
    }

    /// Ends our own server in good order; connections are cut.
    pub fn stop(&mut self) {
        if let Some((server, _)) = &mut self.own
            && let Some(server) = server.take()
        {
            server.stop();
        }
    }

    /// Ends our own server as a power cut would.
    pub fn crash(&mut self) {
        if let Some((server, _)) = &mut self.own
            && let Some(server) = server.take()
        {
            server.kill_all();
        }
    }

    /// Starts our own server on the state it left, at the same address.
    ///
    /// # Errors
    /// What the server printed.
    pub fn start_again(&mut self) -> Result<()> {
        let psql = self.psql.clone();
        let url = format!("{}/postgres", self.base_url);
        let Some((server, own)) = &mut self.own else {
            return Err(Error::Failed("this server belongs to somebody else".to_owned()));
        };
        if server.is_none() {
            *server = Some(launch(own, &psql, &url)?);
        }
        Ok(())
    }
}

/// The process that made a database of this name.
fn maker(name: &str) -> Option<Pid> {
    let (pid, _) = name.strip_prefix('t')?.split_once('_')?;
    Pid::from_raw(pid.parse().ok()?)
}

fn launch(own: &OwnCluster, psql: &PathBuf, url: &str) -> Result<Server> {
    let postgres = own.postgres.to_string_lossy();
    let data = own.state.join("data");
    let data = data.to_string_lossy();
    let port = own.port.number().to_string();
    let fsync = format!("fsync={}", own.fsync);
    let sockets = format!("unix_socket_directories={}", own.state.path().display());
    let settings = [
        fsync.as_str(),
        sockets.as_str(),
        "listen_addresses=127.0.0.1",
        "max_connections=300",
        "shared_buffers=64MB",
        "timezone=UTC",
    ];
    let mut argv = vec![postgres.as_ref(), "-D", data.as_ref(), "-p", port.as_str()];
    for setting in settings {
        argv.extend(["-c", setting]);
    }
    // SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client.
    let launch = Launch { name: "PostgreSQL", argv: &argv, stop_signal: "INT" };
    // It accepts connections while it still recovers: ready is when it answers.
    Server::start(&launch, &own.state, || {
        let mut command = Command::new(psql);
        run(command.args([url, "-X", "-q", "-t", "-A", "-c", "SELECT 1"]), "psql").is_ok()
    })
}

/// A database that goes away with this value.
#[derive(Debug)]
pub struct Database<'a> {
    url: String,
    cluster: &'a Cluster,
}

impl Database<'_> {
    /// `postgres://name@host:port/database`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database<'_> {
    fn drop(&mut self) {
        if let Some((_, name)) = self.url.rsplit_once('/') {
            let _ = self.cluster.execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

fn need(program: &str) -> Result<PathBuf> {
    (15..=20)
        .rev()
        .map(|version| PathBuf::from(format!("/usr/lib/postgresql/{version}/bin/{program}")))
        .find(|path| path.is_file())
        .or_else(|| find_program(program))
        .ok_or_else(|| {
            Error::Unavailable(format!(
                "PostgreSQL's {program} is not installed (Debian package postgresql-15)"
            ))
        })
}

/// The one server for all tests of this process: the one that `DESKHERO_TEST_POSTGRES` names (`./dev test`
/// starts it for all test processes together), else a cluster of our own, started at the first call.
/// `None`, with a printed reason, when this machine can't run PostgreSQL.
///
/// # Panics
/// When the server should start and does not, or is missing and required (see [`or_skip`]).
#[must_use]
pub fn shared() -> Option<&'static Cluster> {
    static SHARED: OnceLock<Option<Cluster>> = OnceLock::new();
    SHARED
        .get_or_init(|| {
            or_skip(match std::env::var("DESKHERO_TEST_POSTGRES") {
                Ok(url) if !url.is_empty() => Cluster::at(&url),
                _ => Cluster::start(),
            })
        })
        .as_ref()
}
