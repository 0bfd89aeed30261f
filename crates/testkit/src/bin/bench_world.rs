//! Providers for measuring, with as many mailboxes as are wanted: `bench-world gmail|graph|imap COUNT` starts one, prints one
//! JSON line that says where it is, and keeps it until its input ends. Mailboxes are box0@helpdesk.test and so on; at Gmail,
//! all of them are one. Without what it needs the line says `{"unavailable": "…"}`.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use serde_json::{Value, json};
use testkit::dovecot::Dovecot;
use testkit::error::is_required;
use testkit::gmail::GmailApi;
use testkit::graph::Graph;
use testkit::tls::Tls;
use testkit::{Account, Error, Result};

/// The password of every account.
const PASSWORD: &str = "one-for-all";

/// What is kept running.
enum World {
    Gmail(GmailApi),
    Graph(Graph),
    Imap(Dovecot),
}

impl World {
    fn start(kind: &str, count: usize) -> Result<Self> {
        let address = |n: usize| format!("box{n}@helpdesk.test");
        match kind {
            "gmail" => Ok(Self::Gmail(GmailApi::start(&address(0))?)),
            "graph" => {
                let graph = Graph::start(&[&address(0)])?;
                for n in 1..count {
                    graph.tell(&format!("account?address={}", address(n)), b"")?;
                }
                // As an administrator's permission: good for every mailbox.
                graph.tell(&format!("token?token={}&address={}&all=true", Graph::TOKEN, address(0)), b"")?;
                Ok(Self::Graph(graph))
            }
            "imap" => {
                let accounts: Vec<_> = (0..count).map(|n| Account::new(address(n), PASSWORD)).collect();
                Ok(Self::Imap(Dovecot::start(&accounts)?))
            }
            _ => Err(Error::Failed(format!("{kind} is none of gmail, graph and imap"))),
        }
    }

    fn ready(&self) -> Value {
        let with = |tls: &Tls, more: Value| json!({ "ca": tls.ca, "certificate": tls.certificate, "key": tls.key, "at": more });
        match self {
            Self::Gmail(gmail) => with(
                gmail.tls(),
                json!({ "port": gmail.port(), "control": gmail.control_port(), "secret": GmailApi::TOKEN }),
            ),
            Self::Graph(graph) => with(
                graph.tls(),
                json!({ "port": graph.port(), "control": graph.control_port(), "secret": Graph::TOKEN, "prefix": Graph::PREFIX }),
            ),
            Self::Imap(dovecot) => with(
                dovecot.tls(),
                json!({ "port": dovecot.imaps_port(), "lmtp": dovecot.lmtp_port(), "secret": PASSWORD }),
            ),
        }
    }
}

fn say(line: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let kind = words.next().unwrap_or_default();
    let count = words.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let ended = match World::start(&kind, count) {
        Ok(world) => {
            let kept = say(&world.ready()).and_then(|()| io::stdin().lock().read_to_end(&mut Vec::new()));
            drop(world);
            kept.map(drop)
        }
        Err(Error::Unavailable(reason)) if !is_required() => say(&json!({ "unavailable": reason })),
        Err(error) => Err(io::Error::other(error)),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "bench-world: {error}");
            ExitCode::FAILURE
        }
    }
}
