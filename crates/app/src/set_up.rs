//! Set-up: a link that `serve` prints while nothing is there yet, and what is made under it: the operator's
//! account, the first tenant and its first admin.

use crate::agent::{self, NewAgent};
use crate::document::{self, AGREED, NewAcceptance, standard};
use crate::sign_in::{self, SignedIn};
use crate::tenant::{self, NewTenant, TenantInfo};
use crate::{App, Ctx, Error, Result, link, operator};
use domain::record::text_hash;
use domain::{AcceptanceWay, DocumentKind, LinkPurpose, Private, Role, Timestamp};
use privacy::Act;

/// A person of the set-up.
#[derive(Debug, Clone)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Address for sign-in.
    pub email: String,
    /// Password.
    pub password: Private<String>,
}

impl Person {
    fn with_role(&self, role: Role) -> NewAgent {
        let Self { name, email, password } = self.clone();
        NewAgent { name, email, role, password }
    }
}

/// What set-up asks for.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// Who runs Deskhero.
    pub operator: Person,
    /// The first company.
    pub tenant: NewTenant,
    /// Who administrates it; the operator, as an agent with an account of its own, when absent.
    pub admin: Option<Person>,
    /// The hashes of the texts that were accepted for the company. Somebody else who administrates it does that when they
    /// sign in.
    pub accepted: Vec<[u8; 32]>,
}

/// What set-up made.
#[derive(Debug)]
pub struct Made {
    /// The operator's session.
    pub operator: SignedIn,
    /// The company.
    pub tenant: TenantInfo,
    /// The session of its first admin, when that is the operator.
    pub admin: Option<SignedIn>,
}

/// A fresh set-up link while there is neither a tenant nor an operator; earlier ones stop working.
///
/// # Errors
/// A store's failure.
pub async fn offer(app: &App, now: Timestamp) -> Result<Option<Private<String>>> {
    if operator::exists(app).await? || !tenant::list(app).await?.is_empty() {
        return Ok(None);
    }
    let permit = app.permit(&Ctx::operator(operator::SCOPE, now), Act::AGENT_MANAGE).await?;
    let (secret, link) = link::draft(app, operator::SCOPE, LinkPurpose::SetUp, None, now)?;
    let entries = app.seal_events(operator::SCOPE, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    tx.delete_links_of_purpose(LinkPurpose::SetUp).await?;
    tx.insert_link(&link).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    Ok(Some(secret))
}

/// Whether a link works.
///
/// # Errors
/// [`Error::NotFound`] when it was used, replaced or has expired; the store's failure.
pub async fn check(app: &App, secret: &Private<String>, now: Timestamp) -> Result<()> {
    link::find(app, secret, LinkPurpose::SetUp, now).await.map(drop)
}

/// Makes the accounts. The link is used up by the same write that makes the operator: of two who hold it,
/// one gets in.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work; bad input, before anything is made; a store's failure.
pub async fn complete(app: &App, secret: &Private<String>, new: SetUp, now: Timestamp) -> Result<Made> {
    let link = link::find(app, secret, LinkPurpose::SetUp, now).await?;
    let admin = new.admin.as_ref().unwrap_or(&new.operator).with_role(Role::Admin);
    agent::check(&new.operator.with_role(Role::Operator))?;
    agent::check(&admin)?;
    tenant::check(app, &new.tenant).await?;
    let is_shown = |kind: &DocumentKind| {
        standard::texts(app.settings(), *kind).iter().any(|(_, text)| new.accepted.contains(&text_hash(text)))
    };
    if new.admin.is_none() && !AGREED.iter().all(is_shown) {
        return Err(Error::Input { field: "accepted", rule: "rule-accept" });
    }
    let ctx = Ctx::operator(operator::SCOPE, now);
    let permit = app.permit(&ctx, Act::AGENT_MANAGE).await?;
    let drafted = agent::draft(app, &ctx, new.operator.with_role(Role::Operator)).await?;
    app.keyring().commit(drafted.keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(drafted.keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if !tx.delete_link(link.tag, now).await? {
        return Err(Error::NotFound("link"));
    }
    tx.insert_agent(&drafted.row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(drafted.keys);
    // What whoever is here first agreed to is what everybody after them finds.
    document::release_missing(app, &ctx, DocumentKind::ALL).await?;
    let tenant = tenant::create_new(app, &ctx, new.tenant).await?;
    let (theirs, name, email) = (Ctx::operator(tenant.scope, now), admin.name.clone(), admin.email.clone());
    let admin = agent::create(app, &theirs, admin).await?.id;
    if new.admin.is_none() {
        let accepted = document::agreed(app, &new.accepted).await?;
        let permit = app.permit(&theirs, Act::DOCUMENT_ACCEPT).await?;
        let new =
            NewAcceptance { agent: admin, name, email, accepted, way: AcceptanceWay::SetUp, at: ctx.now };
        document::record(app, &theirs, permit, new).await?;
    }
    let operator = sign_in::by_link(app, ctx.scope, drafted.row.id, now).await?;
    let admin = match new.admin {
        None => Some(sign_in::by_link(app, tenant.scope, admin, now).await?),
        Some(_) => None,
    };
    Ok(Made { operator, tenant, admin })
}
