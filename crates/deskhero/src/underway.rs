//! What is under way in the demo: somebody is signed in, somebody is to prove their address, and a change of the terms was told
//! to whoever had an account. Nothing leaves a demo: letters are written down as ones that a server took.

use anyhow::{Context, Result};
use app::subject_request::{self, Asking};
use app::{App, sign_in};
use domain::{AgentId, DocumentKind, LetterState, Private, RequestId, SubjectRight, TenantScope, Timestamp};
use store::{DocumentLetter, LetterEnd, LetterKind};

/// Where the admin signed in (RFC 5737: an address for documentation).
const CLIENT: &str = "192.0.2.1";

/// The admin is signed in, on a computer that is not this one: nobody here has what opens the session (C14).
pub async fn signed_in(app: &App, scope: TenantScope, email: &str, password: &Private<String>) -> Result<()> {
    sign_in::with_password(app, scope, email, password, CLIENT, app.now()).await?;
    Ok(())
}

/// Somebody asked by the form, and has not proved yet that the address is theirs (C75).
pub async fn asked(app: &App, scope: TenantScope) -> Result<()> {
    let asking = Asking {
        right: SubjectRight::Access,
        email: "jon.berg@post.example".to_owned(),
        name: "Jon Berg".to_owned(),
        words: "What do you have about me?".to_owned(),
        language: i18n::FALLBACK.to_owned(),
        company: String::new(),
    };
    Ok(subject_request::ask_unsent(app, scope, asking, app.now()).await?)
}

/// The operator's own people had an account when the terms changed: each was told, by one letter (C102).
pub async fn told(app: &App, operator: AgentId) -> Result<()> {
    let scope = app::operator::SCOPE;
    let releases = app.store().tenant(scope).list_document_releases().await?;
    let changed = releases.iter().filter(|one| one.kind == DocumentKind::Terms).max_by_key(|one| one.version);
    let changed = changed.context("no terms were released")?;
    let at = changed.released_at;
    let letter = DocumentLetter {
        tenant: scope.tenant(),
        kind: changed.kind,
        version: changed.version,
        agent: operator,
        id: RequestId::generate(at),
        state: LetterState::Waiting,
        attempts: 0,
        code: None,
        due_at: at,
        made_at: at,
        ended_at: None,
    };
    let mut tx = app.store().tenant(scope).begin().await?;
    tx.insert_document_letters(std::slice::from_ref(&letter)).await?;
    hand_over(&mut tx, &letter, at).await?;
    tx.update_document_lettered(changed.kind, changed.version, at).await?;
    Ok(tx.commit().await?)
}

async fn hand_over(tx: &mut store::TenantTx, letter: &DocumentLetter, at: Timestamp) -> Result<()> {
    let (kind, holder) = (LetterKind::Document, RequestId::generate(at));
    tx.claim_letter(kind, letter.id, at, holder, at.plus_millis(60_000)).await?;
    tx.end_letter(kind, letter.id, holder, (false, at)).await?;
    let end = LetterEnd { state: LetterState::Sent, code: None, due_at: at, ended_at: Some(at) };
    tx.finish_letter(kind, letter.id, holder, end).await?;
    Ok(())
}
