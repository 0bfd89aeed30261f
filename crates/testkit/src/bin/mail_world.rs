//! Real mail servers for tests that are not written in Rust: `mail-world ADDRESS…` starts Dovecot with these
//! accounts and Exim in front of it, prints one JSON line that says where they are, then answers one JSON
//! request a line until its input ends. Without the servers the line says `{"unavailable": "…"}`. With
//! `--provider REDIRECT_URI` first there is an OAuth2 provider too, whose tokens Dovecot takes for passwords; with `--apis`
//! after that, the first account has mailboxes at Google and at Microsoft as well. With `--stripe` before all that, there is a
//! Stripe that takes no money.

use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::json;
use testkit::deadline::poll;
use testkit::dovecot::Dovecot;
use testkit::error::is_required;
use testkit::exim::Exim;
use testkit::gmail::GmailApi;
use testkit::graph::Graph;
use testkit::oidc::Oidc;
use testkit::stripe::Stripe;
use testkit::{Account, Error, Result};

/// How long mail may be on its way.
const ARRIVAL_MAX: Duration = Duration::from_secs(60);

/// How long an access token is good for.
const ACCESS_SECONDS: u32 = 3_600;

/// What may be asked of the world.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
enum Request {
    /// A stranger's server brings a mail to Exim.
    Receive { sender: String, recipient: String, raw: String },
    /// The provider forgets everything that it gave, and every connection breaks.
    Forget {},
    /// A mail comes to the first account at Google, or at Microsoft.
    Deliver { at: At, raw: String },
    /// What was sent from there.
    Sent { at: At },
    /// The mails of an account's folder, once there are so many.
    List { address: String, folder: String, at_least: usize },
}

/// Whose interface.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    Google,
    Microsoft,
}

/// Where the servers are and how an account signs in.
#[derive(Serialize)]
struct Ready<'a> {
    host: &'a str,
    imaps_port: u16,
    smtps_port: u16,
    /// Submission through Dovecot, which takes tokens.
    submissions_port: u16,
    ca: &'a str,
    provider: Option<Provider<'a>>,
    apis: Option<serde_json::Value>,
    stripe: Option<serde_json::Value>,
    accounts: Vec<SignIn<'a>>,
}

/// Who gives tokens, and what it knows Deskhero by.
#[derive(Serialize)]
struct Provider<'a> {
    issuer: String,
    ca: &'a str,
    client_id: &'a str,
    client_secret: &'a str,
}

#[derive(Serialize)]
struct SignIn<'a> {
    address: &'a str,
    password: &'a str,
}

struct World {
    // Dropped in this order: Exim delivers into Dovecot.
    exim: Exim,
    dovecot: Dovecot,
    provider: Option<Oidc>,
    apis: Option<Apis>,
    stripe: Option<Stripe>,
}

/// The mailboxes of the first account at Google and Microsoft, which believe the provider.
struct Apis {
    address: String,
    google: GmailApi,
    microsoft: Graph,
}

impl World {
    fn start(arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut addresses = arguments.peekable();
        let stripe = addresses.next_if(|word| word == "--stripe").map(|_| Stripe::start()).transpose()?;
        let provider = match addresses.next_if(|word| word == "--provider") {
            Some(_) => Some(Oidc::start(&addresses.next().unwrap_or_default(), ACCESS_SECONDS)?),
            None => None,
        };
        let is_with_apis = addresses.next_if(|word| word == "--apis").is_some();
        let account = |(n, address)| Account::new(address, format!("password-{n}"));
        let accounts: Vec<_> = addresses.enumerate().map(account).collect();
        let dovecot = Dovecot::start_with(&accounts, provider.as_ref())?;
        let first = accounts.first().map(|account| account.address.as_str()).unwrap_or_default();
        let apis = match &provider {
            Some(provider) if is_with_apis => Some(Apis::start(first, provider)?),
            _ => None,
        };
        Ok(Self { exim: Exim::start(&dovecot)?, dovecot, provider, apis, stripe })
    }

    fn ready(&self) -> String {
        let accounts = self.dovecot.accounts().iter();
        let ca = self.provider.as_ref().map(|provider| provider.ca_file().to_string_lossy());
        let provider = self.provider.as_ref().zip(ca.as_deref());
        let ready = Ready {
            host: "127.0.0.1",
            imaps_port: self.dovecot.imaps_port(),
            smtps_port: self.exim.smtps_port(),
            submissions_port: self.dovecot.submissions_port(),
            ca: &self.dovecot.tls().ca.to_string_lossy(),
            provider: provider.map(|(provider, ca)| Provider {
                issuer: provider.issuer(),
                ca,
                client_id: Oidc::CLIENT_ID,
                client_secret: Oidc::CLIENT_SECRET,
            }),
            apis: self.apis.as_ref().map(Apis::ready),
            stripe: self.stripe.as_ref().map(|stripe| {
                json!({
                    "endpoint": format!("https://localhost:{}", stripe.port()),
                    "ca": stripe.ca_file(),
                    "secret": Stripe::SECRET,
                    "good_card": Stripe::GOOD_CARD,
                    "declined_card": Stripe::DECLINED_CARD,
                })
            }),
            accounts: accounts
                .map(|account| SignIn { address: &account.address, password: &account.password })
                .collect(),
        };
        serde_json::json!(ready).to_string()
    }

    fn answer(&mut self, line: &str) -> Result<serde_json::Value> {
        let request = serde_json::from_str(line).map_err(|error| Error::Failed(error.to_string()))?;
        match request {
            Request::Receive { sender, recipient, raw } => {
                self.exim.receive(&sender, &recipient, raw.as_bytes())?;
                Ok(serde_json::json!({}))
            }
            Request::Forget {} => {
                if let Some(provider) = &mut self.provider {
                    provider.stop();
                    provider.start_again()?;
                }
                self.dovecot.stop();
                self.dovecot.start_again()?;
                Ok(serde_json::json!({}))
            }
            Request::Deliver { at, raw } => self.apis()?.deliver(at, &raw),
            Request::Sent { at } => self.apis()?.sent(at),
            Request::List { address, folder, at_least } => self.list(&address, &folder, at_least),
        }
    }

    fn apis(&self) -> Result<&Apis> {
        self.apis.as_ref().ok_or_else(|| Error::Failed("there are no --apis".to_owned()))
    }

    fn list(&self, address: &str, folder: &str, at_least: usize) -> Result<serde_json::Value> {
        let mut session = self.dovecot.imap(address)?;
        // A folder that is not there yet holds nothing; whoever expects mail in it is told below.
        let mails = poll(ARRIVAL_MAX, || {
            session.list(folder).ok().or((at_least == 0).then(Vec::new)).filter(|all| all.len() >= at_least)
        });
        let mails = mails.ok_or_else(|| {
            Error::Failed(format!(
                "{folder} of {address} does not hold {at_least} mails within {ARRIVAL_MAX:?}"
            ))
        })?;
        let raw: Vec<_> = mails.iter().map(|mail| String::from_utf8_lossy(&mail.raw)).collect();
        Ok(serde_json::json!({ "mails": raw }))
    }
}

impl Apis {
    fn start(address: &str, provider: &Oidc) -> Result<Self> {
        let (google, microsoft) = (GmailApi::start(address)?, Graph::start(&[address])?);
        let url = provider.introspection_url();
        google.order("provider", &json!({ "url": url }))?;
        let url = url.replace(':', "%3A").replace('/', "%2F").replace('@', "%40");
        microsoft.tell(&format!("provider?url={url}"), b"")?;
        Ok(Self { address: address.to_owned(), google, microsoft })
    }

    fn ready(&self) -> serde_json::Value {
        let told = |port: u16, prefix: &str, ca: Result<String>| json!({ "api": format!("https://localhost:{port}{prefix}"), "ca_pem": ca.unwrap_or_default() });
        json!({
            "google": told(self.google.port(), "", self.google.ca_pem()),
            "microsoft": told(self.microsoft.port(), Graph::PREFIX, self.microsoft.ca_pem()),
        })
    }

    fn deliver(&self, at: At, raw: &str) -> Result<serde_json::Value> {
        match at {
            At::Google => {
                let mail = json!({ "raw": URL_SAFE_NO_PAD.encode(raw), "labels": ["INBOX", "UNREAD"] });
                self.google.order("put", &json!({ "mails": [mail] }))
            }
            At::Microsoft => {
                self.microsoft.put(&self.address, "INBOX", "", raw.as_bytes()).map(|id| json!({ "id": id }))
            }
        }
    }

    fn sent(&self, at: At) -> Result<serde_json::Value> {
        let raws: Vec<String> = match at {
            At::Google => {
                let list = self.google.order("list", &json!({ "label": "SENT" }))?;
                let raw = |one: &serde_json::Value| {
                    let raw = one.get("raw")?.as_str()?.trim_end_matches('=');
                    Some(String::from_utf8_lossy(&URL_SAFE_NO_PAD.decode(raw).ok()?).into_owned())
                };
                list.as_array().into_iter().flatten().filter_map(raw).collect()
            }
            At::Microsoft => {
                let list = self.microsoft.list(&self.address, "Sent")?;
                list.into_iter().map(|(raw, _)| String::from_utf8_lossy(&raw).into_owned()).collect()
            }
        };
        Ok(json!({ "mails": raws }))
    }
}

fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

fn serve(world: &mut World) -> io::Result<()> {
    say(&world.ready())?;
    for line in io::stdin().lock().lines() {
        let answer = world.answer(&line?);
        let answer = answer.unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }));
        say(&answer.to_string())?;
    }
    Ok(())
}

fn main() -> ExitCode {
    let ended = match World::start(std::env::args().skip(1)) {
        Ok(mut world) => serve(&mut world),
        Err(Error::Unavailable(reason)) if !is_required() => {
            say(&serde_json::json!({ "unavailable": reason }).to_string())
        }
        Err(error) => Err(io::Error::other(error)),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "mail-world: {error}");
            ExitCode::FAILURE
        }
    }
}
