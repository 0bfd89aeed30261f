//! Writes to everybody who has an account when a document changes for them: one letter to each address (C102; [`super::letters`]).

use super::letters::{self, Letters};
use super::notice_mail::base;
use crate::operator_mail::Written;
use crate::{App, Ctx, Error, Result, agent, document, operator, tenant, zone};
use domain::audit::Job;
use domain::record::{Address, AgentProfile};
use domain::{AgentId, AgentState, LetterState, RequestId, TenantScope, Timestamp};
use futures::future::BoxFuture;
use i18n::I18n;
use privacy::Act;
use std::collections::HashSet;
use std::sync::Arc;
use store::{DocumentLetter, DocumentRelease, LetterKind, TenantTx};

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    letters::run::<AboutDocuments>(app).await;
}

/// Makes letters for everybody who is to have one, and sends those that are due; gives how many went out.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<u64> {
    letters::round::<AboutDocuments>(app).await
}

struct AboutDocuments;

impl Letters for AboutDocuments {
    const KIND: LetterKind = LetterKind::Document;
    type Matter = DocumentRelease;
    type Letter = DocumentLetter;

    async fn matters(app: &App) -> Result<Vec<DocumentRelease>> {
        Ok(document::releases(app).await?.into_iter().filter(|one| one.material).collect())
    }

    fn is_lettered(release: &DocumentRelease) -> bool {
        release.letters_at.is_some()
    }

    async fn note_lettered(app: &App, release: &DocumentRelease, now: Timestamp) -> Result<()> {
        let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
        tx.update_document_lettered(release.kind, release.version, now).await?;
        Ok(tx.commit().await?)
    }

    /// The operators' own tenant, and every other.
    async fn scopes(app: &App) -> Result<Vec<TenantScope>> {
        let all = tenant::list(app).await?;
        Ok(std::iter::once(operator::SCOPE).chain(all.into_iter().map(|info| info.scope)).collect())
    }

    /// Whoever had an account when the version was released.
    async fn recipients(app: &App, scope: TenantScope, release: &DocumentRelease) -> Result<Vec<AgentId>> {
        let is_there =
            |row: &store::Agent| row.state == AgentState::Active && row.created_at < release.released_at;
        let all = app.store().tenant(scope).list_agents().await?;
        Ok(all.into_iter().filter(is_there).map(|row| row.id).collect())
    }

    /// Somebody with accounts at two companies has it by the one that was asked first. Begun anew after a crash, it is that one
    /// again.
    async fn reached_elsewhere(
        app: &App,
        scope: TenantScope,
        agents: &[AgentId],
        seen: &mut HashSet<String>,
    ) -> Result<HashSet<AgentId>> {
        let permit = app.permit(&Ctx::job(scope, Job::Documents, app.now()), Act::DOCUMENT_TELL).await?;
        let (store, mut elsewhere) = (app.store().tenant(scope), HashSet::new());
        for id in agents {
            let Some(row) = store.find_agent(*id).await? else { continue };
            match agent::profile_of(app, &permit, &row).await {
                Ok(profile) if seen.insert(profile.email.to_lowercase()) => {}
                Ok(_) => drop(elsewhere.insert(row.id)),
                Err(Error::Open(crypto::OpenError::KeyDestroyed)) => {}
                Err(error) => return Err(error),
            }
        }
        app.settle(permit).await?;
        Ok(elsewhere)
    }

    fn letter(
        scope: TenantScope,
        release: &DocumentRelease,
        agent: AgentId,
        now: Timestamp,
    ) -> DocumentLetter {
        DocumentLetter {
            tenant: scope.tenant(),
            kind: release.kind,
            version: release.version,
            agent,
            id: RequestId::generate(now),
            state: LetterState::Waiting,
            attempts: 0,
            code: None,
            due_at: now,
            made_at: now,
            ended_at: None,
        }
    }

    fn end(letter: &mut DocumentLetter, now: Timestamp) {
        (letter.state, letter.ended_at) = (LetterState::Dropped, Some(now));
    }

    async fn insert(tx: &mut TenantTx, letters: &[DocumentLetter]) -> Result<()> {
        Ok(tx.insert_document_letters(letters).await?)
    }

    async fn due(app: &App, scope: TenantScope, limit: i64) -> Result<Vec<DocumentLetter>> {
        Ok(app.store().tenant(scope).list_document_letters_due(app.now(), limit).await?)
    }

    fn standing(letter: &DocumentLetter) -> (RequestId, LetterState) {
        (letter.id, letter.state)
    }

    fn is_about(letter: &DocumentLetter, release: &DocumentRelease) -> bool {
        (release.kind, release.version) == (letter.kind, letter.version)
    }

    async fn written(
        app: &App,
        scope: TenantScope,
        letter: &DocumentLetter,
        release: &DocumentRelease,
    ) -> Result<Option<(Written, Option<String>)>> {
        let by = (Job::Documents, Act::DOCUMENT_TELL);
        let Some(profile) = letters::profile(app, scope, letter.agent, by).await? else { return Ok(None) };
        let base = base(app, scope).await?.unwrap_or_default();
        Ok(Some((in_words(letter, release, profile, &base), None)))
    }

    fn note_ending<'a>(
        app: &'a App,
        scope: TenantScope,
        letter: &'a DocumentLetter,
        (holder, copied): (RequestId, bool),
    ) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            let mut tx = app.store().tenant(scope).begin().await?;
            let is_ours = tx.end_letter(Self::KIND, letter.id, holder, (copied, app.now())).await?;
            tx.commit().await?;
            Ok(is_ours)
        })
    }
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
    // Nobody asks an operator whether they agree.
    let is_operator = letter.tenant == operator::SCOPE.tenant();
    let text = match is_operator {
        true => words.t_args("mail-document-operator-text", &args),
        false => words.t_args("mail-document-text", &args),
    };
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args("mail-document-subject", &args),
        text,
        id: Some(*letter.id.as_bytes()),
    }
}
