//! `deskhero check`: whether the configuration is whole, what is missing and what to do about it, and what has to be
//! registered elsewhere. Nothing is altered; the providers of mailboxes are asked to describe themselves.

use crate::args::Data;
use crate::{answer, open};
use anyhow::{Result, bail};
use app::oauth::Configured;
use config::Config;
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, ConnectorKind, Provider};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;

/// How a finding is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// As it should be.
    Good,
    /// Not set up; Deskhero does without.
    Off,
    /// Has to be mended.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    state: State,
    /// The section of the configuration, or the folder.
    about: &'static str,
    /// What was found, and what to do.
    text: String,
    /// What has to be registered elsewhere, letter by letter.
    register: Vec<(&'static str, String)>,
}

/// Everything that was looked at.
#[derive(Debug, Serialize)]
struct Report {
    bad: usize,
    findings: Vec<Finding>,
}

impl Finding {
    pub(super) fn new(state: State, about: &'static str, text: impl Into<String>) -> Self {
        Self { state, about, text: text.into(), register: Vec::new() }
    }
}

/// Runs it.
pub async fn run(data: Data) -> Result<()> {
    let config = open::config(&data)?;
    let billing = billing(&config);
    // What is there already says whom it may ask; it opens where what it is set up with is whole.
    let app = match config.data_dir().join("root.key").exists() && billing.state != State::Bad {
        true => Some(open::app(&config).await?),
        false => None,
    };
    let egress = app.as_ref().map_or_else(connect::Egress::default, |app| app.egress().clone());
    let mut found =
        vec![address(&config), contact(&config), scanner(&config, &egress).await, operator_mail(&config)];
    found.push(billing);
    if let Some(app) = &app {
        found.push(super::sub_processor::finding(app, &config).await);
    }
    for one in [google(&config), microsoft(&config), other(&config)] {
        found.push(provider(&config, one).await);
    }
    let bad = found.iter().filter(|one| one.state == State::Bad).count();
    let all = Report { bad, findings: found };
    answer::print(data.json, &all, |all| in_words(&all.findings))?;
    if bad > 0 {
        bail!("{bad} of {} have to be mended", all.findings.len());
    }
    Ok(())
}

fn in_words(found: &[Finding]) -> String {
    let mut text = String::new();
    for one in found {
        let word = match one.state {
            State::Good => "good",
            State::Off => "off ",
            State::Bad => "BAD ",
        };
        let _ = writeln!(text, "{word}  {}: {}", one.about, one.text);
        for (what, value) in &one.register {
            let _ = writeln!(text, "      {what}: {value}");
        }
    }
    text.trim_end().to_owned()
}

fn address(config: &Config) -> Finding {
    let about = "[server]";
    match &config.server.public_url {
        Some(url) if url.as_str().starts_with("https://") => {
            Finding::new(State::Good, about, format!("public_url is {}", url.as_str()))
        }
        Some(url) => Finding::new(
            State::Good,
            about,
            format!("public_url is {}: good for trying out, while providers want https", url.as_str()),
        ),
        None => Finding::new(
            State::Off,
            about,
            "public_url is not set: links in mails, and mailboxes by a provider's permission, need it",
        ),
    }
}

fn contact(config: &Config) -> Finding {
    let about = "[dpo]";
    match (open::check_contact(config), &config.dpo.email) {
        (Err(error), _) => Finding::new(State::Bad, about, error.to_string()),
        (Ok(()), Some(email)) => Finding::new(State::Good, about, format!("people ask {email}")),
        (Ok(()), None) => Finding::new(
            State::Off,
            about,
            "not set: needed as soon as server.public_url is not this machine's own",
        ),
    }
}

async fn scanner(config: &Config, egress: &connect::Egress) -> Finding {
    let about = "[scanner]";
    let Some(address) = &config.scanner.clamd else {
        return Finding::new(State::Off, about, "clamd is not set: mails are taken in without a virus scan");
    };
    let address = match address {
        config::ClamdAddress::Tcp(address) => address.clone(),
        config::ClamdAddress::Unix(path) => path.to_string_lossy().into_owned(),
    };
    let asked = async { connect::clamd::Clamd::open(&address, egress)?.ping().await };
    match asked.await {
        Ok(()) => Finding::new(State::Good, about, format!("the scanner at {address} answers")),
        Err(error) => Finding::new(
            State::Bad,
            about,
            format!("the scanner at {address} does not answer ({error}): every mail would wait for it"),
        ),
    }
}

fn operator_mail(config: &Config) -> Finding {
    let about = "[operator_mail]";
    if config.operator_mail.host.is_none() {
        let text = "host is not set: invitations and links for passwords are handed over by hand, and admins are not \
                    told by mail when a mailbox has to be connected again";
        return Finding::new(State::Off, about, text);
    }
    match open::operator_mail(config) {
        Ok(_) => Finding::new(
            State::Good,
            about,
            "it is whole; `deskhero operator-mail test --to ADDRESS` sends a mail by it",
        ),
        Err(error) => Finding::new(State::Bad, about, format!("{error:#}")),
    }
}

fn billing(config: &Config) -> Finding {
    let about = "[billing]";
    let settings = &config.billing;
    match open::billing(config) {
        Err(error) => Finding::new(State::Bad, about, format!("{error:#}")),
        // Nothing is read of a section that says nobody who sells.
        Ok(None) if settings.stripe_secret_file.is_some() => Finding::new(
            State::Bad,
            about,
            "stripe_secret_file is set, and seller is not: nobody sells anything",
        ),
        Ok(None) => Finding::new(State::Off, about, "seller is not set: nobody pays for anything"),
        Ok(Some(setup)) => {
            let cards = match &setup.stripe {
                Some(account) if account.secret.reveal().contains("_test_") => {
                    "by a key for tries: cards are charged nothing"
                }
                Some(_) => "by card, too, as far as the register lets anything go there",
                None => "by bank alone: stripe_secret_file is not set",
            };
            Finding::new(
                State::Good,
                about,
                format!("{} plans; invoices are paid {cards}", setup.plans.len()),
            )
        }
    }
}

/// What the configuration says of a provider.
struct Settings<'a> {
    provider: Provider,
    about: &'static str,
    client_id: Option<&'a String>,
    secret_file: Option<&'a Path>,
    /// Something else of it is set.
    is_begun: bool,
    /// Where an account is had.
    console: &'static str,
}

fn google(config: &Config) -> Settings<'_> {
    let google = &config.google;
    Settings {
        provider: Provider::Google,
        about: "[google]",
        client_id: google.client_id.as_ref(),
        secret_file: google.client_secret_file.as_deref(),
        is_begun: google.push_topic.is_some() || !google.domains.is_empty(),
        console: "the Google Cloud console, under Credentials",
    }
}

fn microsoft(config: &Config) -> Settings<'_> {
    let microsoft = &config.microsoft;
    Settings {
        provider: Provider::Microsoft,
        about: "[microsoft]",
        client_id: microsoft.client_id.as_ref(),
        secret_file: microsoft.client_secret_file.as_deref(),
        is_begun: microsoft.push || !microsoft.tenants.is_empty(),
        console: "the Entra admin centre, under App registrations",
    }
}

fn other(config: &Config) -> Settings<'_> {
    let other = &config.oauth2;
    Settings {
        provider: Provider::Other,
        about: "[oauth2]",
        client_id: other.client_id.as_ref().filter(|_| other.issuer.is_some()),
        secret_file: other.client_secret_file.as_deref(),
        is_begun: other.issuer.is_some() || other.client_id.is_some(),
        console: "the provider's own console; issuer has to be set, too",
    }
}

async fn provider(config: &Config, settings: Settings<'_>) -> Finding {
    let about = settings.about;
    let bad = |text: String| Finding::new(State::Bad, about, text);
    if settings.client_id.is_none() {
        let begun = settings.is_begun || settings.secret_file.is_some();
        let text = format!("client_id is not set: it is had in {}", settings.console);
        return if begun { bad(text) } else { Finding::new(State::Off, about, text) };
    }
    let missing = match settings.secret_file {
        None => Some(format!("client_secret_file is not set: the secret is had in {}", settings.console)),
        Some(file) => match std::fs::read_to_string(file) {
            Ok(text) if text.trim().is_empty() => Some(format!("{} is empty", file.display())),
            Ok(_) => None,
            Err(error) => Some(format!("{} cannot be read: {error}", file.display())),
        },
    };
    let configured = match (missing, open::providers(config)) {
        (Some(text), _) => return bad(text),
        (None, Err(error)) => return bad(format!("{error:#}")),
        (None, Ok(all)) => all.into_iter().find(|one| one.provider == settings.provider),
    };
    let Some(configured) = configured else { return bad("it is not whole".to_owned()) };
    if let Some(text) = call_that_never_comes(config, &configured) {
        return bad(text);
    }
    let described = connect::oauth::discover(&connect::Egress::default(), &configured.client).await;
    let mut finding = match described {
        Ok(_) => Finding::new(State::Good, about, format!("{} describes itself", configured.client.issuer)),
        Err(error) => {
            bad(format!("{} does not describe itself as it should: {error}", configured.client.issuer))
        }
    };
    finding.register = to_register(&configured);
    finding
}

/// Why a call at new mail is set up and will not come.
fn call_that_never_comes(config: &Config, configured: &Configured) -> Option<String> {
    let (google, push) = (&config.google, configured.push.as_ref());
    if configured.provider == Provider::Google && google.push_topic.is_some() != google.push_account.is_some()
    {
        return Some(
            "push_topic and push_account belong together: whoever calls is known by the account".to_owned(),
        );
    }
    push.filter(|push| !push.url.starts_with("https://")).map(|push| {
        format!("{} is not called by anybody: server.public_url has to start with https://", push.url)
    })
}

/// What the provider's console has to know.
fn to_register(configured: &Configured) -> Vec<(&'static str, String)> {
    let mut all = vec![("redirect address to register", configured.client.redirect_uri.clone())];
    let kind = configured.connector().unwrap_or(ConnectorKind::Imap);
    // The most that is asked for: of a mailbox in which mails are moved.
    let settings = MailboxSettings {
        after_take_in: AfterTakeIn::Move,
        provider: Some(configured.provider),
        ..MailboxSettings::new(kind, "")
    };
    let scopes = |settings: &MailboxSettings| {
        let names = configured.scopes_for(settings).into_iter().map(|scope| scope.name);
        names.collect::<Vec<_>>().join(" ")
    };
    let leaving = MailboxSettings { after_take_in: AfterTakeIn::Leave, ..settings.clone() };
    all.push(("permissions, where mails stay as they are", scopes(&leaving)));
    all.push(("permissions, where they are marked or moved", scopes(&settings)));
    if configured.provider == Provider::Microsoft {
        all.push((
            "permissions for shared mailboxes",
            scopes(&MailboxSettings { shared: true, ..settings.clone() }),
        ));
    }
    if configured.connector().is_some() {
        let by_imap = MailboxSettings { kind: ConnectorKind::Imap, ..settings };
        all.push(("permissions by IMAP and SMTP instead", scopes(&by_imap)));
    }
    match &configured.push {
        Some(push) => {
            all.push(("address that it calls at new mail", push.url.clone()));
            all.extend(push.topic.iter().map(|topic| ("topic that it tells by", topic.clone())));
            let account = push.account.iter();
            all.extend(account.map(|account| ("account with whose word it calls", account.clone())));
        }
        None if configured.connector().is_some() => {
            all.push(("new mail", "is asked for every few seconds: no call is set up".to_owned()));
        }
        None => {}
    }
    all
}
