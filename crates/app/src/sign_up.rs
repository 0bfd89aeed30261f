//! Signing a company up, where the operator lets anyone do so. Who asks accepts exactly the documents that they were shown
//! (C4) and proves their address by a link; nothing is made before that.

use crate::agent::{self, NewAgent};
use crate::document::{self, NewAcceptance};
use crate::operator_mail::{self, Letter};
use crate::sign_in::{self, SignedIn};
use crate::tenant::{self, NewTenant};
use crate::throttle::{self, Limit};
use crate::{App, Ctx, Error, Result, operator};
use domain::keyring::LeafRef;
use domain::limits::{SIGN_UP_HOURS, SIGN_UPS_WAITING_MAX};
use domain::record::SignUpContent;
use domain::{AcceptanceWay, Private, Role, Timestamp};
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
    /// The hashes of the texts that they accepted.
    pub accepted: Vec<[u8; 32]>,
}

/// Takes down what somebody asks for and sends them the link that proves their address. `base` makes the address of pages
/// at a host.
///
/// # Errors
/// [`Error::NotFound`] where nobody can sign up, [`Error::Input`] also for a document that was not accepted, [`Error::State`]
/// while one is not released, [`Error::Exists`] for a short name that is taken, [`Error::TooMany`], [`Error::State`] when the mail did not go out.
pub async fn ask(
    app: &App,
    asked: SignUp,
    client: &str,
    base: impl Fn(String) -> String,
    now: Timestamp,
) -> Result<()> {
    let offer = app.settings().sign_up.as_ref().ok_or(Error::NotFound("page"))?;
    let accepted = document::agreed(app, &asked.accepted).await?;
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
        accepted,
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
    let permit = app.permit(&ctx, Act::DOCUMENT_ACCEPT).await?;
    let SignUpContent { name, email, accepted, .. } = content;
    let (agent, way, at) = (admin.id, AcceptanceWay::SignUp, row.asked_at);
    document::record(app, &ctx, permit, NewAcceptance { agent, name, email, accepted, way, at }).await?;
    sign_in::by_link(app, made.scope, admin.id, now).await
}
