//! The providers that the operator set up.

use crate::{App, Error, Result};
use connect::oauth::{self, Client, Metadata, OauthError};
use domain::{Provider, Timestamp};
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
    /// What is asked for, the least that does.
    pub scopes: Vec<Scope>,
    /// Where its API is.
    pub api: Option<connect::ApiServer>,
}

impl Configured {
    /// What a provider is asked for where that is known, and what for.
    #[must_use]
    pub fn scopes_of(provider: Provider, named: &[String]) -> Vec<Scope> {
        let known: &[&str] = match provider {
            Provider::Google => &["openid", "email", "https://mail.google.com/"],
            Provider::Microsoft => &[
                "openid",
                "email",
                "offline_access",
                "https://outlook.office.com/IMAP.AccessAsUser.All",
                "https://outlook.office.com/SMTP.Send",
            ],
            Provider::Other => &[],
        };
        let all = known.iter().map(|name| (*name).to_owned()).chain(named.iter().cloned());
        all.map(|name| Scope { key: purpose(&name), name }).collect()
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

/// Message key of what a scope is needed for.
fn purpose(name: &str) -> &'static str {
    match name {
        "openid" => "oauth-scope-identity",
        "email" | "profile" => "oauth-scope-address",
        "offline_access" => "oauth-scope-offline",
        "https://outlook.office.com/SMTP.Send" => "oauth-scope-send",
        "https://outlook.office.com/IMAP.AccessAsUser.All" => "oauth-scope-read",
        _ => "oauth-scope-mail",
    }
}

/// What the providers said of themselves a short while ago.
#[derive(Debug, Default)]
pub struct Providers {
    described: Mutex<HashMap<Provider, (Metadata, Timestamp)>>,
}

/// The provider, where the operator set it up.
pub(super) fn configured(app: &App, provider: Provider) -> Result<&Configured> {
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
