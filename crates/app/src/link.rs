//! One-time links: a secret in an address, stored as a tag, good until it is used or its time has passed.

use crate::{App, Error, Result};
use domain::keyring::Tag;
use domain::{AgentId, LinkPurpose, Private, TenantScope, Timestamp};
use store::OneTimeLink;

/// Column name that goes into the tag.
const COLUMN: &str = "one_time_link.tag";

const HOUR_MS: i64 = 3_600_000;

/// How long a link of this purpose works, in milliseconds.
#[must_use]
pub const fn lifetime_ms(purpose: LinkPurpose) -> i64 {
    match purpose {
        LinkPurpose::SetUp => 24 * HOUR_MS,
        LinkPurpose::Invitation => 7 * 24 * HOUR_MS,
        LinkPurpose::Reset => HOUR_MS,
    }
}

/// A link's secret, and the row to insert for it.
pub(crate) fn draft(
    app: &App,
    scope: TenantScope,
    purpose: LinkPurpose,
    agent: Option<AgentId>,
    now: Timestamp,
) -> Result<(Private<String>, OneTimeLink)> {
    let secret = crypto::random::token()?;
    let link = OneTimeLink {
        tenant: scope.tenant(),
        tag: tag(app, &secret)?,
        purpose,
        agent,
        created_at: now,
        expires_at: now.plus_millis(lifetime_ms(purpose)),
    };
    Ok((secret, link))
}

/// The link with this secret, while it works.
///
/// # Errors
/// [`Error::NotFound`] whatever is wrong with it; the store's failure.
pub(crate) async fn find(
    app: &App,
    secret: &Private<String>,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<OneTimeLink> {
    let tag = tag(app, secret)?;
    app.store().system().find_link(tag, purpose, now).await?.ok_or(Error::NotFound("link"))
}

/// The tag of a link's secret.
///
/// # Errors
/// The system's keys are not loaded.
pub(crate) fn tag(app: &App, secret: &Private<String>) -> Result<Tag> {
    Ok(app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?)
}
