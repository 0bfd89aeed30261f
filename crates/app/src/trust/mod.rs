//! What everybody may know about this Deskhero without signing in: who runs it, whom they ask, what it promises, and whether
//! that is kept. Results of checks come from the last one that was made and kept; a page never makes one.

mod measures;
mod report;

pub use measures::{MEASURES, Measure};
pub(crate) use report::proved;
pub use report::{Clause, Published, STALE_HOURS, Said, check, keep, latest};

use crate::document::{holding, releases};
use crate::oauth::Configured;
use crate::{App, Result, operator};
use domain::{Day, DocumentKind, Provider, Timestamp};

/// What providers of mailboxes said of whoever connects them (C48).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vetted {
    /// The last day on which the assessment that Google asks for holds.
    pub google_until: Option<Day>,
    /// What Microsoft calls the verified publisher; empty without one.
    pub microsoft_publisher: String,
}

/// A document that holds, with every language that it is there in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub kind: DocumentKind,
    /// Its version.
    pub version: i64,
    /// From when it holds.
    pub effective_at: Timestamp,
    /// The language that counts.
    pub authoritative: String,
    /// SHA-256 of the text that counts.
    pub sha256: [u8; 32],
    /// Every language.
    pub languages: Vec<String>,
}

/// The documents that hold.
///
/// # Errors
/// The store's failure.
pub async fn documents(app: &App, now: Timestamp) -> Result<Vec<Held>> {
    let all = releases(app).await?;
    let store = app.store().tenant(operator::SCOPE);
    let mut out = Vec::new();
    for kind in DocumentKind::ALL {
        let Some(one) = holding(all.iter(), *kind, now) else { continue };
        let mut texts = store.list_document_texts(*kind).await?;
        texts.retain(|text| text.version == one.version);
        let Some(counts) = texts.iter().find(|text| text.language == one.language) else { continue };
        out.push(Held {
            kind: *kind,
            version: one.version,
            effective_at: one.effective_at,
            authoritative: one.language.clone(),
            sha256: counts.sha256,
            languages: texts.iter().map(|text| text.language.clone()).collect(),
        });
    }
    Ok(out)
}

/// Whether an address of pages is this machine's own: good for trying out, and nobody else's.
#[must_use]
pub fn is_local(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('/').next().unwrap_or_default();
    let host = match rest.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => rest.split(':').next().unwrap_or_default(),
    };
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether others than this machine's own people are served here.
#[must_use]
pub fn is_public(app: &App) -> bool {
    app.settings().public_url.as_deref().is_some_and(|url| !is_local(url))
}

/// The providers by whose permission anybody's mailbox can be connected here, and whether they vetted whoever runs this (C48).
#[must_use]
pub fn vetted(app: &App, now: Timestamp) -> Vec<(Provider, bool)> {
    let vetted = &app.settings().vetted;
    // Nothing of the kind is asked for where only one's own companies are connected, nor while something is tried out.
    let is_open = |one: &&Configured| one.companies.is_empty() && !one.application && is_public(app);
    let answer = |one: &Configured| match one.provider {
        Provider::Google => {
            Some((one.provider, vetted.google_until.is_some_and(|until| until >= Day::at(now))))
        }
        Provider::Microsoft => Some((one.provider, !vetted.microsoft_publisher.is_empty())),
        Provider::Other => None,
    };
    app.settings().providers.iter().filter(is_open).filter_map(answer).collect()
}
