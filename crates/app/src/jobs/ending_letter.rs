//! Letters to a tenant's admins about a mailbox whose mail is going to be erased, on three days after it ended (C41). A mail
//! that was being sent when its sender ended goes again under the same Message-ID.

use super::notice_mail::base;
use super::to_each::{self, Reached};
use crate::operator_mail::Written;
use crate::{App, Ctx, Result, agent, alert, mailbox, zone};
use domain::audit::Job;
use domain::record::{Address, AgentProfile, MailboxSettings, text_hash};
use domain::{AgentId, AgentState, AlertRule, Role, TenantScope, Timestamp};
use i18n::I18n;
use privacy::Act;

const DAY_MS: i64 = 24 * 3600 * 1000;
/// How long after the end the admins are told: on its first day, after seven days, after twenty-one.
const NOTICES_MS: [i64; 3] = [0, 7 * DAY_MS, 21 * DAY_MS];

/// How many letters there should be by now.
#[must_use]
pub(super) fn due(ended_at: Timestamp, now: Timestamp) -> u32 {
    let passed = NOTICES_MS.iter().filter(|after| now.millis_since(ended_at) >= **after).count();
    u32::try_from(passed).unwrap_or(u32::MAX)
}

/// What is told.
pub(super) struct Letter<'a> {
    /// Which letter: `mail-…-subject` and `mail-…-text`.
    pub keys: (&'static str, &'static str),
    /// The company's name.
    pub company: &'a str,
    /// The mailbox that ended.
    pub mailbox: &'a store::Mailbox,
    /// Since when.
    pub ended_at: Timestamp,
    /// When its mail goes.
    pub erase_at: Timestamp,
    /// The how many-th it is.
    pub count: u32,
}

/// Writes to every admin; without operator mail an alert says so, and where a letter reaches nobody. False while one is waited
/// for.
///
/// # Errors
/// A failure of the store or of the log.
pub(super) async fn tell_admins(app: &App, scope: TenantScope, letter: &Letter<'_>) -> Result<bool> {
    if app.settings().operator_mail.is_none() {
        alert::tell(app, scope, AlertRule::MailboxEnds).await?;
        return Ok(true);
    }
    let permit = app.permit(&Ctx::job(scope, Job::Connection, app.now()), Act::MAILBOX_CONNECT).await?;
    let settings = mailbox::open_settings(app, &permit, letter.mailbox).await?;
    app.settle(permit).await?;
    let base = base(app, scope).await?.unwrap_or_default();
    let to = admins(app, scope).await?;
    let letters = to.iter().map(|(id, profile)| write(letter, *id, profile, &settings, &base)).collect();
    match to_each::hand_over(app, scope, letters).await? {
        Reached::Some => Ok(true),
        Reached::Waits => Ok(false),
        Reached::Nobody => {
            alert::tell(app, scope, AlertRule::MailboxEnds).await?;
            Ok(true)
        }
    }
}

/// The tenant's active admins.
pub(crate) async fn admins(app: &App, scope: TenantScope) -> Result<Vec<(AgentId, AgentProfile)>> {
    let permit = app.permit(&Ctx::job(scope, Job::Notices, app.now()), Act::NOTICE_MAIL).await?;
    let mut found = Vec::new();
    for row in app.store().tenant(scope).list_agents().await? {
        if matches!(row.role, Role::Admin | Role::Operator) && row.state == AgentState::Active {
            found.push((row.id, agent::profile_of(app, &permit, &row).await?));
        }
    }
    app.settle(permit).await?;
    Ok(found)
}

fn write(
    letter: &Letter<'_>,
    id: AgentId,
    profile: &AgentProfile,
    settings: &MailboxSettings,
    base: &str,
) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let day = |at: Timestamp| zone::written(at, profile.time_zone.as_deref(), words);
    let (since, until, link) = (day(letter.ended_at), day(letter.erase_at), format!("{base}/mailboxes"));
    let args = [
        ("name", profile.name.as_str()),
        ("company", letter.company),
        ("mailbox", &settings.address),
        ("since", &since),
        ("until", &until),
        ("link", &link),
    ];
    let (subject, text) = letter.keys;
    // The same letter is the same mail, whoever sends it.
    let (mailbox, count, ended_at) = (letter.mailbox.id, letter.count, letter.ended_at.as_millis());
    let hash = text_hash(&format!("{subject}/{mailbox}/{count}/{id}/{ended_at}"));
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args(subject, &args),
        text: words.t_args(text, &args),
        id: hash.first_chunk().copied(),
    }
}
