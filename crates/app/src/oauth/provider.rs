//! The providers that the operator set up.

use crate::{App, Error, Result};
use connect::ApiServer;
use connect::oauth::{self, Client, Metadata, OauthError, ProviderKey};
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, ConnectorKind, Provider, Timestamp};
use parking_lot::Mutex;
use std::collections::HashMap;

/// For how long a provider's description of itself is believed.
const DESCRIBED_MS: i64 = 3_600_000;

/// Something that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The provider's word for it.
    pub name: String,
    /// Message key of what it is needed for.
    pub key: &'static str,
}

/// A provider that mailboxes can be connected by.
#[derive(Debug, Clone)]
pub struct Configured {
    /// Which.
    pub provider: Provider,
    /// What people call it.
    pub name: String,
    /// What this installation is to it.
    pub client: Client,
    /// What is asked for where the provider's own words are not known here ([`Provider::Other`]).
    pub scopes: Vec<String>,
    /// Where its API is.
    pub api: Option<ApiServer>,
    /// The companies whose mailboxes may be connected, by the provider's name for each; every one when empty.
    pub companies: Vec<String>,
    /// Where it tells of news, when it is to.
    pub push: Option<Push>,
    /// The installation has permissions of its own for a whole company.
    pub application: bool,
}

/// Where and how a provider tells of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    /// The address here that it calls.
    pub url: String,
    /// The topic that it publishes to instead, from where that address is called (Google).
    pub topic: Option<String>,
    /// The service account that calls (Google).
    pub account: Option<String>,
}

impl Configured {
    /// What is asked for, the least that does for this mailbox, and what for.
    #[must_use]
    pub fn scopes_for(&self, settings: &MailboxSettings) -> Vec<Scope> {
        let changes = settings.after_take_in != AfterTakeIn::Leave;
        let (identity, offline) = (["openid", "email"], ["offline_access"]);
        let (needed, offline): (&[&str], &[&str]) = match (self.provider, settings.kind) {
            (Provider::Google, ConnectorKind::Gmail) if changes => (&[GMAIL_MODIFY, GMAIL_SEND], &[]),
            (Provider::Google, ConnectorKind::Gmail) => (&[GMAIL_READ, GMAIL_SEND], &[]),
            (Provider::Google, _) => (&["https://mail.google.com/"], &[]),
            (Provider::Microsoft, ConnectorKind::Graph) => (graph_scopes(settings.shared), &offline),
            (Provider::Microsoft, _) => (
                &["https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send"],
                &offline,
            ),
            (Provider::Other, _) => {
                return self.scopes.iter().map(|name| Scope::of(name)).collect();
            }
        };
        identity.iter().chain(offline).chain(needed).map(|name| Scope::of(name)).collect()
    }

    /// The connector of a mailbox that is reached by the provider's own interface.
    #[must_use]
    pub const fn connector(&self) -> Option<ConnectorKind> {
        match self.provider {
            Provider::Google => Some(ConnectorKind::Gmail),
            Provider::Microsoft => Some(ConnectorKind::Graph),
            Provider::Other => None,
        }
    }

    /// The provider's interface for one mailbox.
    pub(super) fn api_for(&self, settings: &MailboxSettings) -> Option<ApiServer> {
        let account = if settings.shared { settings.address.clone() } else { "me".to_owned() };
        self.api.clone().map(|api| ApiServer { account, ..api })
    }

    /// Parameters that this provider needs so that the permission outlasts the visit.
    pub(super) const fn extra(&self) -> &'static [(&'static str, &'static str)] {
        match self.provider {
            Provider::Google => &[("access_type", "offline"), ("prompt", "consent")],
            Provider::Microsoft => &[("prompt", "select_account")],
            Provider::Other => &[("prompt", "consent")],
        }
    }
}

const GMAIL_READ: &str = "https://www.googleapis.com/auth/gmail.readonly";
const GMAIL_MODIFY: &str = "https://www.googleapis.com/auth/gmail.modify";
const GMAIL_SEND: &str = "https://www.googleapis.com/auth/gmail.send";

/// Reading alone would not do: an answer with large files is prepared there as a draft before it is sent.
const fn graph_scopes(shared: bool) -> &'static [&'static str] {
    match shared {
        false => &["https://graph.microsoft.com/Mail.ReadWrite", "https://graph.microsoft.com/Mail.Send"],
        true => &[
            "https://graph.microsoft.com/Mail.ReadWrite.Shared",
            "https://graph.microsoft.com/Mail.Send.Shared",
        ],
    }
}

impl Scope {
    fn of(name: &str) -> Self {
        Self { key: purpose(name), name: name.to_owned() }
    }
}

/// Whether a permission is for mail, or says who gave it: no address books, calendars or files.
pub(crate) fn is_for_mail(scope: &str) -> bool {
    let name = scope.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let of_identity =
        ["openid", "email", "profile", "userinfo.email", "offline_access", "User.Read", ".default"];
    let of_mail = ["Mail.", "SMTP.", "IMAP.", "gmail.", "mail.google.com"];
    of_identity.contains(&name) || of_mail.iter().any(|start| name.starts_with(start))
}

/// Message key of what a scope is needed for.
fn purpose(name: &str) -> &'static str {
    match name {
        "openid" => "oauth-scope-identity",
        "email" | "profile" => "oauth-scope-address",
        "offline_access" => "oauth-scope-offline",
        GMAIL_READ => "oauth-scope-read",
        GMAIL_SEND => "oauth-scope-send",
        GMAIL_MODIFY => "oauth-scope-change",
        _ => match name.rsplit('/').next().unwrap_or_default() {
            "SMTP.Send" | "Mail.Send" => "oauth-scope-send",
            "IMAP.AccessAsUser.All" => "oauth-scope-read",
            "Mail.ReadWrite" => "oauth-scope-readwrite",
            "Mail.ReadWrite.Shared" => "oauth-scope-readwrite-shared",
            "Mail.Send.Shared" => "oauth-scope-send-shared",
            _ => "oauth-scope-mail",
        },
    }
}

/// What the providers said of themselves a short while ago.
#[derive(Debug, Default)]
pub struct Providers {
    described: Mutex<HashMap<Provider, (Metadata, Timestamp)>>,
    keys: Mutex<HashMap<Provider, (Vec<ProviderKey>, Timestamp)>>,
}

/// Whoever calls with a key that is not known makes the keys be read again, once in this time.
const KEYS_AGAIN_MS: i64 = 60_000;

/// The provider, where the operator set it up.
pub(crate) fn configured(app: &App, provider: Provider) -> Result<&Configured> {
    let mut all = app.settings().providers.iter();
    all.find(|one| one.provider == provider).ok_or(Error::NotFound("provider"))
}

/// Where the provider's endpoints are.
pub(super) async fn metadata(
    app: &App,
    configured: &Configured,
) -> std::result::Result<Metadata, OauthError> {
    let now = app.now();
    if let Some((known, at)) = app.providers().described.lock().get(&configured.provider)
        && now.millis_since(*at) < DESCRIBED_MS
    {
        return Ok(known.clone());
    }
    let found = oauth::discover(app.egress(), &configured.client).await?;
    app.providers().described.lock().insert(configured.provider, (found.clone(), now));
    Ok(found)
}

/// The key that a provider signs by under this name, and what the provider says of itself.
pub(crate) async fn key_of(
    app: &App,
    configured: &Configured,
    id: &str,
) -> Result<(Metadata, Option<ProviderKey>)> {
    let metadata = metadata(app, configured).await?;
    let (provider, now) = (configured.provider, app.now());
    let known = app.providers().keys.lock().get(&provider).cloned();
    let find = |keys: &[ProviderKey]| keys.iter().find(|key| key.id == id).cloned();
    if let Some((keys, at)) = known {
        let age_ms = now.millis_since(at);
        let found = find(&keys).filter(|_| age_ms < DESCRIBED_MS);
        if found.is_some() || age_ms < KEYS_AGAIN_MS {
            return Ok((metadata, found));
        }
    }
    let keys = oauth::keys(app.egress(), &configured.client, &metadata).await?;
    let found = find(&keys);
    app.providers().keys.lock().insert(provider, (keys, now));
    Ok((metadata, found))
}
