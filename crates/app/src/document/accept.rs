//! Who agreed to what. Whoever has an account takes note of each change that concerns them before the next page that they
//! open; what a company's admin agrees to for the company, one admin agrees to. Recorded is exactly the text that was shown.

use super::{AGREED, holding, releases};
use crate::{App, Ctx, Error, Result, agent};
use domain::keyring::LeafRef;
use domain::record::{AcceptanceContent, AcceptedDocument};
use domain::{AcceptanceId, AcceptanceWay, AgentId, DocumentKind, Role, TenantScope, Timestamp};
use privacy::{Act, Permit};
use std::collections::HashMap;
use store::DocumentRelease;

/// A version that somebody is still to take note of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    /// Which document.
    pub kind: DocumentKind,
    /// The version to read: the newest.
    pub version: i64,
    /// Whether an earlier one was agreed to: this is a change.
    pub changed: bool,
    /// When it was released.
    pub released_at: Timestamp,
    /// From when it holds.
    pub effective_at: Timestamp,
}

/// What somebody accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptanceView {
    /// Id.
    pub id: AcceptanceId,
    /// Who.
    pub agent: AgentId,
    /// Their name then.
    pub name: String,
    /// Their address then.
    pub email: String,
    /// What.
    pub document: AcceptedDocument,
    /// How; absent in older records.
    pub way: Option<AcceptanceWay>,
    /// When they accepted.
    pub accepted_at_ms: Timestamp,
}

/// The newest version, and the newest that changes something, of each document.
fn heads(releases: &[DocumentRelease]) -> impl Iterator<Item = (&DocumentRelease, &DocumentRelease)> {
    DocumentKind::ALL.iter().filter_map(move |kind| {
        let of = || releases.iter().filter(|one| one.kind == *kind);
        let newest = of().max_by_key(|one| one.version)?;
        // Whatever is agreed to at the beginning has a first version that counts as one.
        let counts = |one: &&DocumentRelease| one.material || (one.version == 1 && AGREED.contains(kind));
        Some((newest, of().filter(counts).max_by_key(|one| one.version)?))
    })
}

/// What agents were seen to be still to take note of, for some seconds: each page and each request of a program asks.
#[derive(Debug, Default)]
pub(crate) struct Noted(parking_lot::Mutex<HashMap<AgentId, (Timestamp, Vec<Pending>)>>);

/// How long that holds on a node where nothing was released or accepted.
const NOTED_MS: i64 = 10_000;
/// Agents that are remembered.
const NOTED_MAX: usize = 10_000;

impl Noted {
    /// Something was released or accepted here.
    pub(crate) fn forget(&self) {
        self.0.lock().clear();
    }

    fn find(&self, agent: AgentId, now: Timestamp) -> Option<Vec<Pending>> {
        let all = self.0.lock();
        let (at, pending) = all.get(&agent)?;
        (0..NOTED_MS).contains(&now.millis_since(*at)).then(|| pending.clone())
    }

    fn keep(&self, agent: AgentId, now: Timestamp, pending: &[Pending]) {
        let mut all = self.0.lock();
        if all.len() >= NOTED_MAX {
            all.clear();
        }
        all.insert(agent, (now, pending.to_vec()));
    }
}

/// As [`pending`], as of some seconds ago.
///
/// # Errors
/// The store's failure.
pub async fn pending_lately(app: &App, ctx: &Ctx) -> Result<Vec<Pending>> {
    let Some(me) = ctx.agent_id() else { return Ok(Vec::new()) };
    if let Some(found) = app.noted().find(me, ctx.now) {
        return Ok(found);
    }
    let found = pending(app, ctx).await?;
    app.noted().keep(me, ctx.now, &found);
    Ok(found)
}

/// What an agent is still to take note of, in the order of documents.
///
/// # Errors
/// The store's failure.
pub async fn pending(app: &App, ctx: &Ctx) -> Result<Vec<Pending>> {
    let Some(me) = ctx.agent_id() else { return Ok(Vec::new()) };
    let all = releases(app).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let store = app.store().tenant(ctx.scope);
    let mine = store.list_accepted_by(me).await?;
    let mut out = Vec::new();
    for (newest, material) in heads(&all) {
        let kind = newest.kind;
        let accepted = match kind {
            // One admin agrees for the company; nobody else is asked.
            DocumentKind::Dpa if ctx.role == Some(Role::Admin) => store.max_accepted(kind).await?,
            DocumentKind::Dpa => continue,
            _ => mine.iter().find(|(of, _)| *of == kind).map_or(0, |(_, version)| *version),
        };
        // Of other documents, whoever comes later is told nothing: they find them as they are.
        let concerns =
            AGREED.contains(&kind) || (material.version > 1 && me.generated_at() < material.released_at);
        if concerns && accepted < material.version {
            out.push(Pending {
                kind,
                version: newest.version,
                changed: accepted > 0 || !AGREED.contains(&kind),
                released_at: newest.released_at,
                effective_at: newest.effective_at,
            });
        }
    }
    Ok(out)
}

/// Takes down that whoever is signed in read these texts, and agrees. Each text is one of the version that they were to take
/// note of.
///
/// # Errors
/// [`Error::Input`] when one of those is missing: somebody had an older page open. A refusal, or a store's failure.
pub async fn accept(app: &App, ctx: &Ctx, texts: &[[u8; 32]]) -> Result<()> {
    let me = ctx.agent_id().ok_or(Error::NotFound("document"))?;
    let waiting = pending(app, ctx).await?;
    let mut accepted = Vec::new();
    for one in &waiting {
        let found = find(app, one.kind, one.version, texts).await?;
        accepted.push(found.ok_or(Error::Input { field: "accepted", rule: "rule-accept" })?);
    }
    if accepted.is_empty() {
        return Ok(());
    }
    let act = match accepted.iter().any(|one| one.kind == DocumentKind::Dpa) {
        true => Act::DOCUMENT_ACCEPT,
        false => Act::DOCUMENT_ACKNOWLEDGE,
    };
    let permit = app.permit(ctx, act).await?;
    let row = app.store().tenant(ctx.scope).find_agent(me).await?.ok_or(Error::Unauthenticated)?;
    let profile = agent::profile_of(app, &permit, &row).await?;
    let (name, email) = (profile.name, profile.email);
    let new = NewAcceptance { agent: me, name, email, accepted, way: AcceptanceWay::Page, at: ctx.now };
    record(app, ctx, permit, new).await
}

/// The text of a version among those that were accepted.
async fn find(
    app: &App,
    kind: DocumentKind,
    version: i64,
    texts: &[[u8; 32]],
) -> Result<Option<AcceptedDocument>> {
    let all = app.store().tenant(crate::operator::SCOPE).list_document_texts(kind).await?;
    let found = all.into_iter().find(|one| one.version == version && texts.contains(&one.sha256));
    Ok(found.map(|one| AcceptedDocument {
        kind,
        version: version.to_string(),
        sha256: one.sha256,
        language: one.language,
    }))
}

/// What whoever begins here accepts: the newest version of each of [`AGREED`], in a language that they were shown.
///
/// # Errors
/// [`Error::State`] when one was never released, [`Error::Input`] when one is missing.
pub(crate) async fn agreed(app: &App, texts: &[[u8; 32]]) -> Result<Vec<AcceptedDocument>> {
    let all = releases(app).await?;
    let mut out = Vec::new();
    for kind in AGREED {
        let newest = all.iter().filter(|one| one.kind == kind).max_by_key(|one| one.version);
        let newest = newest.ok_or(Error::State { noun: "document", state: "not-released" })?;
        let found = find(app, kind, newest.version, texts).await?;
        out.push(found.ok_or(Error::Input { field: "accepted", rule: "rule-accept" })?);
    }
    Ok(out)
}

/// What is to be kept of somebody's acceptance.
pub(crate) struct NewAcceptance {
    pub agent: AgentId,
    pub name: String,
    pub email: String,
    pub accepted: Vec<AcceptedDocument>,
    pub way: AcceptanceWay,
    pub at: Timestamp,
}

/// Keeps in the company's own data what was accepted, by whom and when.
pub(crate) async fn record(app: &App, ctx: &Ctx, permit: Permit, new: NewAcceptance) -> Result<()> {
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let mut rows = Vec::new();
    for document in new.accepted {
        let id = AcceptanceId::generate(ctx.now);
        let of = document.version.parse().ok().map(|version: i64| (document.kind, version, new.way));
        let accepted = AcceptanceContent { document, name: new.name.clone(), email: new.email.clone() };
        let content = keys.seal(ctx.now, id.uuid(), &leaves, &accepted)?;
        rows.push(store::Acceptance { id, agent: new.agent, content, accepted_at: new.at, of });
    }
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    for row in &rows {
        tx.insert_acceptance(row).await?;
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    app.noted().forget();
    Ok(())
}

/// Takes down that an admin of a company signed a document on paper, of which the operator keeps the copy. At the command line.
///
/// # Errors
/// [`Error::NotFound`] when there is no such admin, [`Error::State`] when it was never released, a refusal, a store's failure.
pub async fn note_signed(app: &App, ctx: &Ctx, email: &str, kinds: &[DocumentKind]) -> Result<()> {
    let email = mime::normalise_address(email).ok_or(Error::NotFound("agent"))?;
    let permit = app.permit(ctx, Act::DOCUMENT_ACCEPT).await?;
    app.admit(ctx.scope, &[LeafRef::lookup(ctx.scope.tenant())]).await?;
    let tag = app.vault().tag(ctx.scope, agent::EMAIL, email.as_bytes())?;
    let found = app.store().tenant(ctx.scope).find_agent_by_email_tag(tag).await?;
    let row = found.filter(|row| row.role == Role::Admin).ok_or(Error::NotFound("agent"))?;
    let all = releases(app).await?;
    let mut accepted = Vec::new();
    for kind in kinds {
        let newest = all.iter().filter(|one| one.kind == *kind).max_by_key(|one| one.version);
        let newest = newest.ok_or(Error::State { noun: "document", state: "not-released" })?;
        let view = super::read(app, *kind, Some(newest.version), None, ctx.now).await?;
        accepted.push(AcceptedDocument {
            kind: *kind,
            version: view.version.to_string(),
            sha256: view.authoritative_sha256,
            language: view.authoritative,
        });
    }
    let profile = agent::profile_of(app, &permit, &row).await?;
    let (name, email) = (profile.name, profile.email);
    let way = AcceptanceWay::Signed;
    record(app, ctx, permit, NewAcceptance { agent: row.id, name, email, accepted, way, at: ctx.now }).await
}

/// Whether somebody who may speak for the company agreed to the data processing agreement that holds now (C9).
///
/// # Errors
/// [`Error::Unagreed`] unless, or the store's failure.
pub async fn check_dpa(app: &App, scope: TenantScope, now: Timestamp) -> Result<()> {
    let all = releases(app).await?;
    let counts = |one: &&DocumentRelease| one.material || one.version == 1;
    let needed = holding(all.iter().filter(counts), DocumentKind::Dpa, now).ok_or(Error::Unagreed)?;
    let accepted = app.store().tenant(scope).max_accepted(DocumentKind::Dpa).await?;
    if accepted >= needed.version { Ok(()) } else { Err(Error::Unagreed) }
}

/// What a company's people accepted, oldest first. For admins.
///
/// # Errors
/// A refusal, or a store's failure.
pub async fn acceptances(app: &App, ctx: &Ctx) -> Result<Vec<AcceptanceView>> {
    let permit = app.permit(ctx, Act::ACCEPTANCE_READ).await?;
    let rows = app.store().tenant(ctx.scope).list_acceptances().await?;
    if rows.is_empty() {
        drop(permit);
        return Ok(Vec::new());
    }
    let rows = app.open_each_last(permit, rows, |row| (row.id.uuid(), &row.content)).await?;
    let view = |(row, content): (store::Acceptance, AcceptanceContent)| AcceptanceView {
        id: row.id,
        agent: row.agent,
        name: content.name,
        email: content.email,
        document: content.document,
        way: row.of.map(|(_, _, way)| way),
        accepted_at_ms: row.accepted_at,
    };
    let mut all: Vec<_> = rows.into_iter().map(view).collect();
    all.sort_by_key(|one| (one.accepted_at_ms, one.document.kind.as_str()));
    Ok(all)
}
