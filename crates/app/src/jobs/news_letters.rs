//! Sends news to those who consent: one letter each, whatever is interrupted (C60), as letters about documents are.
//!
//! Whether somebody consents is asked when letters are made, when one is written, and once more in the transaction that notes that
//! the server is told its end: after a consent was taken back, none goes out.

use super::notice_mail::base;
use crate::operator_mail::{self, Written};
use crate::tenant::Apart;
use crate::{App, Ctx, Error, Result, agent, news, operator, tenant};
use connect::SendError;
use domain::audit::Job;
use domain::record::Address;
use domain::{AgentState, ConsentDecision, ConsentPurpose, LetterState, NewsId, RequestId, TenantScope};
use futures::future::BoxFuture;
use privacy::Act;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use store::{LetterEnd, NewsLetter, NewsText};

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
        tracing::error!(%error, "letters with news that were being sent at the last stop cannot be looked at");
    }
    loop {
        match round(&app).await {
            // As long as some go out, there may be more.
            Ok(1..) => continue,
            Ok(0) => {}
            Err(error) => tracing::error!(%error, "news cannot be sent"),
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
    let doubtful = app.store().system().interrupt_news_letters(app.node(), app.now()).await?;
    if doubtful > 0 {
        tracing::warn!(doubtful, "nobody knows whether a letter with news went out");
    }
    Ok(())
}

/// Makes letters for everybody who is to have one, and sends those that are due; gives how many went out.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<u64> {
    let all = app.store().tenant(operator::SCOPE).list_news().await?;
    let mut texts: HashMap<NewsId, Vec<NewsText>> = HashMap::new();
    for one in all.iter().filter(|one| one.sent_at.is_some()) {
        if one.letters_at.is_none() {
            make_all(app, one.id).await?;
        }
        texts.insert(one.id, app.store().tenant(operator::SCOPE).list_news_texts(one.id).await?);
    }
    if texts.is_empty() {
        return Ok(0);
    }
    let (mut apart, mut sent) = (Apart::default(), 0);
    for info in tenant::list_served(app).await? {
        let done = send_due(app, info.scope, &texts).await;
        sent += apart.of(info.scope, done).unwrap_or_default();
    }
    apart.end()?;
    Ok(sent)
}

/// Whoever consents has a letter. A crash in between begins anew, and makes none twice.
async fn make_all(app: &App, id: NewsId) -> Result<()> {
    let mut apart = Apart::default();
    for info in tenant::list_served(app).await? {
        let made = make(app, info.scope, id).await;
        apart.of(info.scope, made);
    }
    apart.end()?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    tx.update_news_lettered(id, app.now()).await?;
    Ok(tx.commit().await?)
}

async fn make(app: &App, scope: TenantScope, id: NewsId) -> Result<()> {
    let now = app.now();
    let letter = |agent| NewsLetter {
        news: id,
        agent,
        id: RequestId::generate(now),
        state: LetterState::Waiting,
        attempts: 0,
        code: None,
        due_at: now,
        consent: None,
        made_at: now,
        handed_at: None,
        ended_at: None,
        left_at: None,
    };
    let letters: Vec<NewsLetter> = news::recipients(app, scope).await?.into_iter().map(letter).collect();
    for some in letters.chunks(100) {
        let mut tx = app.store().tenant(scope).begin().await?;
        tx.insert_news_letters(some).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn send_due(app: &App, scope: TenantScope, texts: &HashMap<NewsId, Vec<NewsText>>) -> Result<u64> {
    let store = app.store().tenant(scope);
    let due = store.list_news_letters_due(app.now(), LETTERS_MAX).await?;
    if due.iter().any(|letter| letter.state == LetterState::Ending) {
        let mut tx = store.begin().await?;
        let doubtful = tx.doubt_news_letters(app.now()).await?;
        tx.commit().await?;
        tracing::warn!(tenant = %scope.tenant(), doubtful, "nobody knows whether a letter with news went out");
    }
    let mut sent = 0;
    for letter in due.into_iter().filter(|letter| letter.state != LetterState::Ending) {
        let Some(texts) = texts.get(&letter.news) else { continue };
        match send(app, scope, &letter, texts).await? {
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
    letter: &NewsLetter,
    texts: &[NewsText],
) -> Result<Option<LetterState>> {
    let (store, now) = (app.store().tenant(scope), app.now());
    let holder = app.node();
    let mut tx = store.begin().await?;
    if !tx.claim_news_letter(letter, now, holder, now.plus_millis(LEASE_MS)).await? {
        return Ok(None);
    }
    tx.commit().await?;
    let ended = |state, code| LetterEnd { state, code, due_at: app.now(), ended_at: Some(app.now()) };
    let end = match written(app, scope, letter, texts).await? {
        None => ended(LetterState::Dropped, None),
        Some(written) => {
            let noted = || -> BoxFuture<'_, bool> {
                Box::pin(async { note_ending(app, scope, letter, holder).await.unwrap_or(false) })
            };
            match operator_mail::hand_over_news(app, scope, written, &noted, now).await? {
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
    tx.finish_news_letter(letter, holder, end).await?;
    tx.commit().await?;
    Ok(Some(end.state))
}

/// Notes, durable before anything else is said to the server, that it is told the letter's end, and by which consent; not where
/// it was taken back meanwhile.
async fn note_ending(app: &App, scope: TenantScope, letter: &NewsLetter, holder: RequestId) -> Result<bool> {
    let mut tx = app.store().tenant(scope).begin().await?;
    let last = tx.find_last_consent(letter.agent, ConsentPurpose::News).await?;
    let Some(consent) = last.filter(|last| last.decision == ConsentDecision::Given) else { return Ok(false) };
    let is_ours = tx.end_news_letter(letter, holder, consent.id, app.now()).await?;
    tx.commit().await?;
    Ok(is_ours)
}

/// The letter in words, with the address that ends them; `None` when its agent is gone, or consents no more.
async fn written(
    app: &App,
    scope: TenantScope,
    letter: &NewsLetter,
    texts: &[NewsText],
) -> Result<Option<(Written, Option<String>)>> {
    let row = app.store().tenant(scope).find_agent(letter.agent).await?;
    let Some(row) = row.filter(|row| row.state == AgentState::Active) else { return Ok(None) };
    if news::consents(app, scope, letter.agent).await?.is_none() {
        return Ok(None);
    }
    let permit = app.permit(&Ctx::job(scope, Job::News, app.now()), Act::NEWS_TELL).await?;
    let profile = match agent::profile_of(app, &permit, &row).await {
        Ok(profile) => profile,
        Err(Error::Open(crypto::OpenError::KeyDestroyed)) => return Ok(None),
        Err(error) => return Err(error),
    };
    app.settle(permit).await?;
    let Some(text) = news::text_for(texts, profile.language.as_deref()) else { return Ok(None) };
    let base = base(app, scope).await?.unwrap_or_default();
    let link = news::address(app, &base, (scope, letter.agent), letter.news)?;
    let written = Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: text.title.clone(),
        text: news::letter_text(text, &link),
        id: Some(*letter.id.as_bytes()),
    };
    Ok(Some((written, Some(link))))
}
