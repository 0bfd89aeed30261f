//! Signing a company up, where the operator lets anyone do so. Who asks accepts exactly the documents that they were shown
//! (C4) and proves their address by a link; nothing is made before that.

use crate::agent::{self, NewAgent};
use crate::operator_mail::{self, Letter};
use crate::sign_in::{self, SignedIn};
use crate::tenant::{self, NewTenant};
use crate::throttle::{self, Limit};
use crate::{App, Ctx, Error, Result, operator};
use domain::keyring::LeafRef;
use domain::limits::{SIGN_UP_HOURS, SIGN_UPS_WAITING_MAX};
use domain::record::{AcceptanceContent, AcceptedDocument, SignUpContent, text_hash};
use domain::{AcceptanceId, AgentId, DocumentKind, Private, Role, Timestamp};
use privacy::Act;

/// Column name that goes into the tag of a link.
const COLUMN: &str = "sign_up.tag";

const HOUR_MS: i64 = 3_600_000;

/// Asking from one place.
const FROM_ONE_PLACE: Limit = Limit { column: "sign_up.client", max: 10, pause_ms: HOUR_MS };
/// Asking for one address.
const FOR_ONE_ADDRESS: Limit = Limit { column: "sign_up.email", max: 3, pause_ms: HOUR_MS };

/// What the operator offers to whoever signs up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Pages of a company answer at its short name before this.
    pub domain: String,
    /// What has to be accepted.
    pub documents: Vec<Offered>,
}

/// A document as it is offered now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Which.
    pub kind: DocumentKind,
    /// Its version, as it is called.
    pub version: String,
    /// Its text.
    pub text: String,
    /// SHA-256 of the text in UTF-8.
    pub sha256: [u8; 32],
}

impl Offered {
    /// A document with this text.
    #[must_use]
    pub fn new(kind: DocumentKind, version: &str, text: &str) -> Self {
        Self { kind, version: version.to_owned(), text: text.to_owned(), sha256: text_hash(text) }
    }

    fn accepted(&self) -> AcceptedDocument {
        AcceptedDocument { kind: self.kind, version: self.version.clone(), sha256: self.sha256 }
    }
}

/// What somebody asks for.
#[derive(Debug, Clone, Default)]
pub struct SignUp {
    /// The company's name.
    pub company: String,
    /// Its short name; made from the name when empty.
    pub slug: String,
    /// Who asks.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The hashes of the documents that they accepted.
    pub accepted: Vec<[u8; 32]>,
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
    /// When they accepted.
    pub accepted_at_ms: Timestamp,
}

/// Keeps the text of what is offered, so that what was accepted can be read later.
///
/// # Errors
/// The store's failure.
pub async fn publish(app: &App, now: Timestamp) -> Result<()> {
    let Some(offer) = &app.settings().sign_up else { return Ok(()) };
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    for offered in &offer.documents {
        if tx.find_document(offered.sha256).await?.is_none() {
            let Offered { kind, version, text, sha256 } = offered.clone();
            tx.insert_document(&store::Document { sha256, kind, version, body: text, offered_at: now })
                .await?;
        }
    }
    Ok(tx.commit().await?)
}

/// A document by the hash of its text, as long as it was ever offered.
///
/// # Errors
/// [`Error::NotFound`], or the store's failure.
pub async fn document(app: &App, sha256: [u8; 32]) -> Result<store::Document> {
    let found = app.store().tenant(operator::SCOPE).find_document(sha256).await?;
    found.ok_or(Error::NotFound("document"))
}

/// Takes down what somebody asks for and sends them the link that proves their address. `base` makes the address of pages
/// at a host.
///
/// # Errors
/// [`Error::NotFound`] where nobody can sign up, [`Error::Input`] also for a document that was not accepted,
/// [`Error::Exists`] for a short name that is taken, [`Error::TooMany`], [`Error::State`] when the mail did not go out.
pub async fn ask(
    app: &App,
    asked: SignUp,
    client: &str,
    base: impl Fn(String) -> String,
    now: Timestamp,
) -> Result<()> {
    let offer = app.settings().sign_up.as_ref().ok_or(Error::NotFound("page"))?;
    if offer.documents.iter().any(|offered| !asked.accepted.contains(&offered.sha256)) {
        return Err(Error::Input { field: "accepted", rule: "rule-accept" });
    }
    agent::check_invited(&asked.name, &asked.email)?;
    let email = mime::normalise_address(&asked.email).unwrap_or_default();
    throttle::count(app, FROM_ONE_PLACE, client.as_bytes(), now).await?;
    throttle::count(app, FOR_ONE_ADDRESS, email.as_bytes(), now).await?;
    let wanted = NewTenant { slug: asked.slug, name: asked.company, hosts: Vec::new() };
    let wanted = tenant::check(app, &wanted).await?;
    let host = host_of(offer, &wanted.slug);
    if tenant::find_by_host(app, &host).await?.is_some() {
        return Err(Error::Exists("host name"));
    }
    let content = SignUpContent {
        company: wanted.name,
        slug: wanted.slug,
        name: asked.name.trim().to_owned(),
        email,
        accepted: offer.documents.iter().map(Offered::accepted).collect(),
    };
    let secret = keep(app, &content, now).await?;
    let letter = Letter {
        to: content.email,
        name: content.name,
        kind: "sign-up",
        company: content.company,
        link: format!("{}/sign-ups/{}", base(host), secret.reveal()),
        language: None,
    };
    if operator_mail::send(app, crate::operator::SCOPE, letter, now).await {
        return Ok(());
    }
    let tag = app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    tx.delete_sign_up(tag).await?;
    tx.commit().await?;
    Err(Error::State { noun: "mail", state: "not-sent" })
}

/// Where the pages of a company answer.
fn host_of(offer: &Offer, slug: &str) -> String {
    format!("{slug}.{}", offer.domain)
}

/// Keeps what was asked for until its link is used; the link's secret.
async fn keep(app: &App, content: &SignUpContent, now: Timestamp) -> Result<Private<String>> {
    let ctx = Ctx::operator(operator::SCOPE, now);
    let permit = app.permit(&ctx, Act::SIGN_UP_ASK).await?;
    let secret = crypto::random::token()?;
    let tag = app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?;
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let row = store::SignUp {
        tag,
        content: keys.seal(now, ctx.scope.tenant().uuid(), &leaves, content)?,
        asked_at: now,
        expires_at: now.plus_millis(SIGN_UP_HOURS * HOUR_MS),
    };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if tx.count_sign_ups(now).await? >= SIGN_UPS_WAITING_MAX {
        return Err(Error::TooMany { retry_after_s: HOUR_MS / 1000 });
    }
    tx.insert_sign_up(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(secret)
}

/// Who asked under a link: the company and their name.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work; the store's failure.
pub async fn asked(app: &App, secret: &Private<String>, now: Timestamp) -> Result<(String, String)> {
    let (_, content) = opened(app, secret, now).await?;
    Ok((content.company, content.email))
}

async fn opened(
    app: &App,
    secret: &Private<String>,
    now: Timestamp,
) -> Result<(store::SignUp, SignUpContent)> {
    let tag = app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?;
    let found = app.store().tenant(operator::SCOPE).find_sign_up(tag, now).await?;
    let row = found.ok_or(Error::NotFound("link"))?;
    let permit = app.permit(&Ctx::operator(operator::SCOPE, now), Act::SIGN_UP_COMPLETE).await?;
    let content = app.open(&permit, operator::SCOPE.tenant().uuid(), &row.content).await?;
    app.settle(permit).await?;
    Ok((row, content))
}

/// Makes the company and its first admin, with what they accepted, and signs them in. The link is used up by that.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work, [`Error::Exists`] when somebody else has the short name by now, bad
/// input, a store's failure.
pub async fn complete(
    app: &App,
    secret: &Private<String>,
    password: Private<String>,
    now: Timestamp,
) -> Result<SignedIn> {
    let offer = app.settings().sign_up.as_ref().ok_or(Error::NotFound("link"))?;
    agent::check_password(&password)?;
    let (row, content) = opened(app, secret, now).await?;
    let new = NewTenant {
        slug: content.slug.clone(),
        name: content.company.clone(),
        hosts: vec![host_of(offer, &content.slug)],
    };
    tenant::check(app, &new).await?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    if !tx.delete_sign_up(row.tag).await? {
        return Err(Error::NotFound("link"));
    }
    tx.commit().await?;
    app.keyring().delete_object_keys(operator::SCOPE, &[row.content.object()]).await?;
    let made = tenant::create_new(app, &Ctx::operator(operator::SCOPE, now), new).await?;
    let ctx = Ctx::operator(made.scope, now);
    let (name, email) = (content.name.clone(), content.email.clone());
    let admin = agent::create(app, &ctx, NewAgent { name, email, role: Role::Admin, password }).await?;
    record(app, &ctx, admin.id, &row, content).await?;
    sign_in::by_link(app, made.scope, admin.id, now).await
}

/// Keeps in the company's own data what was accepted, by whom and when.
async fn record(
    app: &App,
    ctx: &Ctx,
    agent: AgentId,
    row: &store::SignUp,
    content: SignUpContent,
) -> Result<()> {
    let permit = app.permit(ctx, Act::DOCUMENT_ACCEPT).await?;
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let mut rows = Vec::new();
    for document in content.accepted {
        let id = AcceptanceId::generate(ctx.now);
        let accepted =
            AcceptanceContent { document, name: content.name.clone(), email: content.email.clone() };
        let content = keys.seal(ctx.now, id.uuid(), &leaves, &accepted)?;
        rows.push(store::Acceptance { id, agent, content, accepted_at: row.asked_at });
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
    Ok(())
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
        accepted_at_ms: row.accepted_at,
    };
    let mut all: Vec<_> = rows.into_iter().map(view).collect();
    all.sort_by_key(|one| (one.accepted_at_ms, one.document.kind.as_str()));
    Ok(all)
}
