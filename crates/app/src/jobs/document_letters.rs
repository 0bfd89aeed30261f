//! Writes to everybody who has an account when a document changes for them: one letter each, whatever is interrupted (C102).
//!
//! A letter is a row of its agent and the version, so there is one. Whoever sends it holds it for a while, and notes before
//! the server is told its end that it is told that. Held letters whose holder is gone go again under the same Message-ID when
//! the end had not been told: then no server may have them (RFC 5321 4.1.1.4). Where it had, nobody knows: they are in doubt,
//! are listed as such for the operator, and are not sent again.

use super::notice_mail::base;
use crate::operator_mail::{self, Written};
use crate::tenant::Apart;
use crate::{App, Ctx, Error, Result, agent, document, operator, tenant, zone};
use connect::SendError;
use domain::audit::Job;
use domain::record::{Address, AgentProfile};
use domain::{AgentState, LetterState, RequestId, TenantScope, Timestamp};
use futures::future::BoxFuture;
use i18n::I18n;
use privacy::Act;
use std::sync::Arc;
use std::time::Duration;
use store::{DocumentLetter, DocumentRelease, LetterEnd};

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(15);
/// How long somebody holds a letter: longer than a server may take to answer.
const LEASE_MS: i64 = 15 * 60 * 1000;
/// Time between two attempts.
const AGAIN_MS: i64 = 5 * 60 * 1000;
/// Letters of a company in one go; then it is the next one's turn.
const LETTERS_MAX: i64 = 50;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    if app.settings().operator_mail.is_none() {
        return;
    }
    if let Err(error) = interrupted(&app).await {
        tracing::error!(%error, "letters about a document that were being sent at the last stop cannot be looked at");
    }
    loop {
        match round(&app).await {
            // As long as some go out, there may be more.
            Ok(1..) => continue,
            Ok(0) => {}
            Err(error) => tracing::error!(%error, "letters about documents cannot be sent"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// What this node was sending when it ended goes on at once, or is in doubt at once: nobody need wait until the time is over for
/// which it was held.
///
/// # Errors
/// A store's failure.
pub async fn interrupted(app: &App) -> Result<()> {
    let doubtful = app.store().system().interrupt_document_letters(app.node(), app.now()).await?;
    if doubtful > 0 {
        tracing::warn!(doubtful, "nobody knows whether a letter about a document went out");
    }
    Ok(())
}

/// Makes letters for everybody who is to have one, and sends those that are due; gives how many went out.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<u64> {
    let releases = document::releases(app).await?;
    for release in releases.iter().filter(|one| one.material && one.letters_at.is_none()) {
        make_all(app, release).await?;
    }
    if releases.is_empty() {
        return Ok(0);
    }
    let (mut apart, mut sent) = (Apart::default(), 0);
    for scope in scopes(app).await? {
        let done = send_due(app, scope, &releases).await;
        sent += apart.of(scope, done).unwrap_or_default();
    }
    apart.end()?;
    Ok(sent)
}

/// The operators' own tenant, and every other.
async fn scopes(app: &App) -> Result<Vec<TenantScope>> {
    let all = tenant::list(app).await?;
    Ok(std::iter::once(operator::SCOPE).chain(all.into_iter().map(|info| info.scope)).collect())
}

/// Whoever had an account when the version was released has a letter. A crash in between begins anew, and makes none twice.
async fn make_all(app: &App, release: &DocumentRelease) -> Result<()> {
    let now = app.now();
    let mut apart = Apart::default();
    for scope in scopes(app).await? {
        let made = make(app, scope, release, now).await;
        apart.of(scope, made);
    }
    apart.end()?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    tx.update_document_lettered(release.kind, release.version, now).await?;
    Ok(tx.commit().await?)
}

async fn make(app: &App, scope: TenantScope, release: &DocumentRelease, now: Timestamp) -> Result<()> {
    let store = app.store().tenant(scope);
    let is_there =
        |row: &store::Agent| row.state == AgentState::Active && row.created_at < release.released_at;
    let letter = |row: store::Agent| DocumentLetter {
        tenant: scope.tenant(),
        kind: release.kind,
        version: release.version,
        agent: row.id,
        id: RequestId::generate(now),
        state: LetterState::Waiting,
        attempts: 0,
        code: None,
        due_at: now,
        made_at: now,
        ended_at: None,
    };
    let letters: Vec<DocumentLetter> =
        store.list_agents().await?.into_iter().filter(is_there).map(letter).collect();
    for some in letters.chunks(100) {
        let mut tx = store.begin().await?;
        tx.insert_document_letters(some).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn send_due(app: &App, scope: TenantScope, releases: &[DocumentRelease]) -> Result<u64> {
    let store = app.store().tenant(scope);
    let due = store.list_document_letters_due(app.now(), LETTERS_MAX).await?;
    if due.iter().any(|letter| letter.state == LetterState::Ending) {
        let mut tx = store.begin().await?;
        let doubtful = tx.doubt_document_letters(app.now()).await?;
        tx.commit().await?;
        tracing::warn!(tenant = %scope.tenant(), doubtful, "nobody knows whether a letter about a document went out");
    }
    let mut sent = 0;
    for letter in due.into_iter().filter(|letter| letter.state != LetterState::Ending) {
        let release = releases.iter().find(|one| (one.kind, one.version) == (letter.kind, letter.version));
        let Some(release) = release else { continue };
        match send(app, scope, &letter, release).await? {
            Some(LetterState::Sent) => sent += 1,
            // The server is away: the rest waits for it too.
            Some(LetterState::Waiting) => break,
            _ => {}
        }
    }
    Ok(sent)
}

/// Sends a letter; `None` when somebody else has it.
async fn send(
    app: &App,
    scope: TenantScope,
    letter: &DocumentLetter,
    release: &DocumentRelease,
) -> Result<Option<LetterState>> {
    let (store, now) = (app.store().tenant(scope), app.now());
    let holder = app.node();
    let mut tx = store.begin().await?;
    if !tx.claim_document_letter(letter, now, holder, now.plus_millis(LEASE_MS)).await? {
        return Ok(None);
    }
    tx.commit().await?;
    let ended = |state, code| LetterEnd { state, code, due_at: app.now(), ended_at: Some(app.now()) };
    let end = match written(app, scope, letter, release).await? {
        None => ended(LetterState::Dropped, None),
        Some(written) => {
            let noted = || -> BoxFuture<'_, bool> {
                Box::pin(async { note_ending(app, scope, letter, holder).await.unwrap_or(false) })
            };
            match operator_mail::hand_over_once(app, scope, written, &noted, now).await? {
                Some(Ok(())) => ended(LetterState::Sent, None),
                Some(Err(SendError::InDoubt(_))) => ended(LetterState::InDoubt, None),
                Some(Err(SendError::Rejected(refused))) => {
                    ended(LetterState::Refused, refused.first().map(|one| i64::from(one.code)))
                }
                Some(Err(SendError::NotSent(_) | SendError::Temporary(_))) | None => LetterEnd {
                    state: LetterState::Waiting,
                    code: None,
                    due_at: app.now().plus_millis(AGAIN_MS),
                    ended_at: None,
                },
            }
        }
    };
    let mut tx = store.begin().await?;
    tx.finish_document_letter(letter, holder, end).await?;
    tx.commit().await?;
    Ok(Some(end.state))
}

/// Notes, durable before anything else is said to the server, that it is told the letter's end.
async fn note_ending(
    app: &App,
    scope: TenantScope,
    letter: &DocumentLetter,
    holder: RequestId,
) -> Result<bool> {
    let mut tx = app.store().tenant(scope).begin().await?;
    let is_ours = tx.end_document_letter(letter, holder, app.now()).await?;
    tx.commit().await?;
    Ok(is_ours)
}

/// The letter in words; `None` when its agent is gone.
async fn written(
    app: &App,
    scope: TenantScope,
    letter: &DocumentLetter,
    release: &DocumentRelease,
) -> Result<Option<Written>> {
    let row = app.store().tenant(scope).find_agent(letter.agent).await?;
    let Some(row) = row.filter(|row| row.state == AgentState::Active) else { return Ok(None) };
    let permit = app.permit(&Ctx::job(scope, Job::Documents, app.now()), Act::DOCUMENT_TELL).await?;
    let profile = match agent::profile_of(app, &permit, &row).await {
        Ok(profile) => profile,
        Err(Error::Open(crypto::OpenError::KeyDestroyed)) => return Ok(None),
        Err(error) => return Err(error),
    };
    app.settle(permit).await?;
    let base = base(app, scope).await?.unwrap_or_default();
    Ok(Some(in_words(letter, release, profile, &base)))
}

fn in_words(
    letter: &DocumentLetter,
    release: &DocumentRelease,
    profile: AgentProfile,
    base: &str,
) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let name = words.t(&format!("document-{}", letter.kind));
    let day = zone::written(release.effective_at, profile.time_zone.as_deref(), words);
    let link = format!("{base}/documents/{}?version={}", letter.kind, letter.version);
    let changes = format!("{base}/documents/{}/comparison?to={}", letter.kind, letter.version);
    let args = [
        ("name", profile.name.clone()),
        ("document", name),
        ("version", letter.version.to_string()),
        ("day", day),
        ("link", link),
        ("changes", changes),
    ];
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args("mail-document-subject", &args),
        text: words.t_args("mail-document-text", &args),
        id: Some(*letter.id.as_bytes()),
    }
}
