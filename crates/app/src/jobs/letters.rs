//! Letters that go out once each, whatever is interrupted: about documents (C102), and with news (C60).
//!
//! A letter is a row of its agent and of what it is about, so there is one. Whoever sends it holds it for a while, and notes
//! before the server is told its end that it is told that. Held letters whose holder is gone go again under the same Message-ID
//! when the end had not been told: then no server may have them (RFC 5321 4.1.1.4). Where it had, nobody knows: they are in
//! doubt. The author's mailbox settles that where it is read ([`super::returns`]), and otherwise somebody does
//! ([`crate::letter::settle`]): until then they are not sent again.

use crate::operator_mail::{self, Written};
use crate::tenant::Apart;
use crate::{App, Ctx, Error, Result, agent};
use connect::SendError;
use domain::audit::Job;
use domain::record::AgentProfile;
use domain::{AgentId, AgentState, LetterState, RequestId, TenantScope, Timestamp};
use futures::future::BoxFuture;
use privacy::Act;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use store::{LetterEnd, LetterKind};

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(15);
/// How long somebody holds a letter: longer than a server may take to answer.
const LEASE_MS: i64 = 15 * 60 * 1000;
/// Time between two attempts.
const AGAIN_MS: i64 = 5 * 60 * 1000;
/// Letters of a company in one go; then it is the next one's turn.
const LETTERS_MAX: i64 = 50;
/// Letters that are made in one transaction.
const MADE_MAX: usize = 100;

/// What is different from kind to kind.
pub(super) trait Letters: Sized {
    /// Which they are.
    const KIND: LetterKind;
    /// What letters are about.
    type Matter: Sync;
    /// A letter, as it is kept.
    type Letter: Sync;

    /// Everything that there are letters about, or are to be.
    async fn matters(app: &App) -> Result<Vec<Self::Matter>>;
    /// Whether everybody who is to have a letter about it has one.
    fn is_lettered(matter: &Self::Matter) -> bool;
    /// Notes that everybody has one.
    async fn note_lettered(app: &App, matter: &Self::Matter, now: Timestamp) -> Result<()>;
    /// Where there may be somebody to write to.
    async fn scopes(app: &App) -> Result<Vec<TenantScope>>;
    /// Who is to have a letter.
    async fn recipients(app: &App, scope: TenantScope, matter: &Self::Matter) -> Result<Vec<AgentId>>;
    /// Those of these people to whose address the letter goes by another account of theirs; `seen` are the addresses so far.
    async fn reached_elsewhere(
        _app: &App,
        _scope: TenantScope,
        _agents: &[AgentId],
        _seen: &mut HashSet<String>,
    ) -> Result<HashSet<AgentId>> {
        Ok(HashSet::new())
    }
    /// A letter that is still to be sent.
    fn letter(scope: TenantScope, matter: &Self::Matter, agent: AgentId, now: Timestamp) -> Self::Letter;
    /// Nobody is to have it.
    fn end(letter: &mut Self::Letter, now: Timestamp);
    /// Keeps letters; whoever has one about that keeps theirs.
    async fn insert(tx: &mut store::TenantTx, letters: &[Self::Letter]) -> Result<()>;
    /// Letters that are to be sent, or whose sender ended.
    async fn due(app: &App, scope: TenantScope, limit: i64) -> Result<Vec<Self::Letter>>;
    /// What its Message-ID is made of, and where it stands.
    fn standing(letter: &Self::Letter) -> (RequestId, LetterState);
    /// Whether a letter is about it.
    fn is_about(letter: &Self::Letter, matter: &Self::Matter) -> bool;
    /// The letter in words, with the address that ends such letters where there is one; `None` when nobody is to have it any
    /// more.
    async fn written(
        app: &App,
        scope: TenantScope,
        letter: &Self::Letter,
        matter: &Self::Matter,
    ) -> Result<Option<(Written, Option<String>)>>;
    /// Notes, durable before anything else is said to the server, that it is told the letter's end, and whether a copy goes along;
    /// `false` when that may not be.
    fn note_ending<'a>(
        app: &'a App,
        scope: TenantScope,
        letter: &'a Self::Letter,
        ending: (RequestId, bool),
    ) -> BoxFuture<'a, Result<bool>>;
}

/// Runs until the process ends.
pub(super) async fn run<L: Letters>(app: Arc<App>) {
    if app.settings().operator_mail.is_none() {
        return;
    }
    if let Err(error) = interrupted::<L>(&app).await {
        tracing::error!(kind = ?L::KIND, %error, "letters that were being sent at the last stop cannot be looked at");
    }
    loop {
        match round::<L>(&app).await {
            // As long as some go out, there may be more.
            Ok(1..) => continue,
            Ok(0) => {}
            Err(error) => tracing::error!(kind = ?L::KIND, %error, "letters cannot be sent"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// What this node was sending when it ended goes on at once, or is in doubt at once: nobody need wait until the time is over for
/// which it was held.
async fn interrupted<L: Letters>(app: &App) -> Result<()> {
    let doubtful = app.store().system().interrupt_letters(L::KIND, app.node(), app.now()).await?;
    if doubtful > 0 {
        tracing::warn!(kind = ?L::KIND, doubtful, "nobody knows whether a letter went out");
    }
    Ok(())
}

/// Makes letters for everybody who is to have one, and sends those that are due; gives how many went out.
///
/// # Errors
/// A store's failure.
pub(super) async fn round<L: Letters>(app: &App) -> Result<u64> {
    let matters = L::matters(app).await?;
    for matter in matters.iter().filter(|matter| !L::is_lettered(matter)) {
        make_all::<L>(app, matter).await?;
    }
    if matters.is_empty() {
        return Ok(0);
    }
    let (mut apart, mut sent) = (Apart::default(), 0);
    for scope in L::scopes(app).await? {
        let done = send_due::<L>(app, scope, &matters).await;
        sent += apart.of(scope, done).unwrap_or_default();
    }
    apart.end()?;
    Ok(sent)
}

/// Whoever is to have a letter has one. A crash in between begins anew, and makes none twice.
async fn make_all<L: Letters>(app: &App, matter: &L::Matter) -> Result<()> {
    let (now, mut apart, mut seen) = (app.now(), Apart::default(), HashSet::new());
    for scope in L::scopes(app).await? {
        let made = make::<L>(app, scope, matter, (&mut seen, now)).await;
        apart.of(scope, made);
    }
    apart.end()?;
    L::note_lettered(app, matter, now).await
}

async fn make<L: Letters>(
    app: &App,
    scope: TenantScope,
    matter: &L::Matter,
    (seen, now): (&mut HashSet<String>, Timestamp),
) -> Result<()> {
    for some in L::recipients(app, scope, matter).await?.chunks(MADE_MAX) {
        let elsewhere = L::reached_elsewhere(app, scope, some, seen).await?;
        let letter = |agent: &AgentId| {
            let mut letter = L::letter(scope, matter, *agent, now);
            if elsewhere.contains(agent) {
                L::end(&mut letter, now);
            }
            letter
        };
        let letters: Vec<L::Letter> = some.iter().map(letter).collect();
        let mut tx = app.store().tenant(scope).begin().await?;
        L::insert(&mut tx, &letters).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn send_due<L: Letters>(app: &App, scope: TenantScope, matters: &[L::Matter]) -> Result<u64> {
    let due = L::due(app, scope, LETTERS_MAX).await?;
    let is_ending = |letter: &L::Letter| L::standing(letter).1 == LetterState::Ending;
    if due.iter().any(is_ending) {
        let mut tx = app.store().tenant(scope).begin().await?;
        let doubtful = tx.doubt_letters(L::KIND, app.now()).await?;
        tx.commit().await?;
        tracing::warn!(kind = ?L::KIND, tenant = %scope.tenant(), doubtful, "nobody knows whether a letter went out");
    }
    let (mut sent, mut uncopied) = (0, 0_u64);
    for letter in due.iter().filter(|letter| !is_ending(letter)) {
        let Some(matter) = matters.iter().find(|matter| L::is_about(letter, matter)) else { continue };
        match send::<L>(app, scope, letter, matter).await? {
            Some((LetterState::Sent, is_copied)) => {
                sent += 1;
                uncopied += u64::from(!is_copied);
            }
            // The server is away: the rest waits for it too.
            Some((LetterState::Waiting, _)) => break,
            _ => {}
        }
    }
    if uncopied > 0 && app.settings().operator_mail.as_ref().is_some_and(|mail| mail.returns.is_some()) {
        tracing::warn!(
            kind = ?L::KIND, uncopied,
            "the server of [operator_mail] refuses mail to its own address `from`: were it interrupted amid a letter, nobody could \
             say whether that arrived. Let the server take mail to that address"
        );
    }
    Ok(sent)
}

/// Sends a letter; where it stands then, and whether a copy went along. `None` when somebody else has it.
async fn send<L: Letters>(
    app: &App,
    scope: TenantScope,
    letter: &L::Letter,
    matter: &L::Matter,
) -> Result<Option<(LetterState, bool)>> {
    let (store, now, holder) = (app.store().tenant(scope), app.now(), app.node());
    let (id, _) = L::standing(letter);
    let mut tx = store.begin().await?;
    if !tx.claim_letter(L::KIND, id, now, holder, now.plus_millis(LEASE_MS)).await? {
        return Ok(None);
    }
    tx.commit().await?;
    let mut is_copied = false;
    let ended = |state, code| LetterEnd { state, code, due_at: app.now(), ended_at: Some(app.now()) };
    let end = match L::written(app, scope, letter, matter).await? {
        None => ended(LetterState::Dropped, None),
        Some(written) => {
            let noted = |copied| -> BoxFuture<'_, bool> {
                let noted = L::note_ending(app, scope, letter, (holder, copied));
                Box::pin(async move { noted.await.unwrap_or(false) })
            };
            match operator_mail::hand_over_once(app, scope, written, &noted, now).await? {
                Some(Ok(accepted)) => {
                    is_copied = accepted.copied;
                    ended(LetterState::Sent, None)
                }
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
    tx.finish_letter(L::KIND, id, holder, end).await?;
    tx.commit().await?;
    Ok(Some((end.state, is_copied)))
}

/// The profile of whom a letter is for; `None` when they are gone.
pub(super) async fn profile(
    app: &App,
    scope: TenantScope,
    agent: AgentId,
    (job, act): (Job, Act),
) -> Result<Option<AgentProfile>> {
    let row = app.store().tenant(scope).find_agent(agent).await?;
    let Some(row) = row.filter(|row| row.state == AgentState::Active) else { return Ok(None) };
    let permit = app.permit(&Ctx::job(scope, job, app.now()), act).await?;
    let profile = match agent::profile_of(app, &permit, &row).await {
        Ok(profile) => profile,
        Err(Error::Open(crypto::OpenError::KeyDestroyed)) => return Ok(None),
        Err(error) => return Err(error),
    };
    app.settle(permit).await?;
    Ok(Some(profile))
}
