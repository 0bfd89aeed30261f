//! Inviting: an account without a password, and a link under which its owner sets one.

use super::{Drafted, check_name, check_password, draft_unopened, hash, profile_of, view};
use crate::operator_mail::{self, Letter};
use crate::sign_in::{self, SignedIn};
use crate::view::AgentView;
use crate::{App, Ctx, Error, Result, billing, keys, link, tenant};
use domain::keyring::LeafRef;
use domain::record::AgentCredential;
use domain::{AgentId, AgentState, LinkPurpose, Private, Role, TenantScope, Timestamp};
use privacy::{Act, Permit};

/// Whom to invite.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Name.
    pub name: String,
    /// Address for sign-in, to which the invitation goes.
    pub email: String,
    /// Role.
    pub role: Role,
}

/// A link for somebody, on its way.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Whom it is for.
    pub agent: AgentView,
    /// The address to hand over; absent when it went out by the operator's mail.
    pub link: Option<Private<String>>,
}

/// Whether somebody can be invited under this name and address.
///
/// # Errors
/// [`Error::Input`].
pub fn check_invited(name: &str, email: &str) -> Result<()> {
    check_name(name)?;
    super::check_email(email).map(drop)
}

/// Invites somebody. `base` is the tenant's own address, without a slash at its end.
///
/// # Errors
/// [`Error::Exists`], bad input, a refusal, or a store's failure.
pub async fn invite(app: &App, ctx: &Ctx, new: Invitation, base: &str) -> Result<Handed> {
    let permit = app.permit(ctx, Act::AGENT_MANAGE).await?;
    invite_under(app, ctx, permit, new, base).await
}

/// Invites somebody under a permit that is at hand.
///
/// # Errors
/// As [`invite`].
pub(crate) async fn invite_under(
    app: &App,
    ctx: &Ctx,
    permit: Permit,
    new: Invitation,
    base: &str,
) -> Result<Handed> {
    let Drafted { row, keys, view } = draft_unopened(app, ctx, &new.name, &new.email, new.role).await?;
    let (secret, link) = link::draft(app, ctx.scope, LinkPurpose::Invitation, Some(row.id), ctx.now)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let agents = tx.list_agents().await?;
    billing::check_seats(app, ctx.scope, &agents, ctx.now).await?;
    tx.insert_agent(&row).await?;
    tx.insert_link(&link).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    hand_over(app, ctx, view, &format!("{base}/invitations/{}", secret.reveal()), "invitation").await
}

/// A fresh link for someone who was invited and has not come yet; the one before stops working.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] when they have come, a refusal, or a store's failure.
pub async fn invite_again(app: &App, ctx: &Ctx, id: AgentId, base: &str) -> Result<Handed> {
    let permit = app.permit(ctx, Act::AGENT_MANAGE).await?;
    again_under(app, ctx, permit, id, base).await
}

/// Makes a fresh link under a permit that is at hand.
///
/// # Errors
/// As [`invite_again`].
pub(crate) async fn again_under(
    app: &App,
    ctx: &Ctx,
    permit: Permit,
    id: AgentId,
    base: &str,
) -> Result<Handed> {
    let row = app.store().tenant(ctx.scope).find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    if row.state != AgentState::Invited {
        return Err(Error::State { noun: "agent", state: row.state.as_str() });
    }
    let view = view(&row, profile_of(app, &permit, &row).await?);
    let (secret, link) = link::draft(app, ctx.scope, LinkPurpose::Invitation, Some(id), ctx.now)?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.delete_links_of_agent(id).await?;
    tx.insert_link(&link).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    hand_over(app, ctx, view, &format!("{base}/invitations/{}", secret.reveal()), "invitation").await
}

/// By mail where the operator's is configured and takes it; else into the hands of whoever asked.
pub(super) async fn hand_over(
    app: &App,
    ctx: &Ctx,
    agent: AgentView,
    link: &str,
    kind: &'static str,
) -> Result<Handed> {
    let company = tenant::find(app, ctx.scope).await?.map(|info| info.name).unwrap_or_default();
    let letter = Letter {
        to: agent.email.clone(),
        name: agent.name.clone(),
        kind,
        company,
        link: link.to_owned(),
        language: agent.look.language.clone(),
    };
    let sent = operator_mail::send(app, ctx.scope, letter, ctx.now).await;
    let link = if sent { None } else { Some(Private::new(link.to_owned())) };
    Ok(Handed { agent, link })
}

/// Whose invitation it is, as far as the page needs it.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work in this tenant; the store's failure.
pub async fn invited(
    app: &App,
    scope: TenantScope,
    secret: &Private<String>,
    now: Timestamp,
) -> Result<AgentView> {
    let (row, ctx) = holder(app, scope, secret, LinkPurpose::Invitation, now).await?;
    let permit = app.permit(&ctx, Act::SESSION_READ).await?;
    let view = view(&row, profile_of(app, &permit, &row).await?);
    app.settle(permit).await?;
    Ok(view)
}

/// Accepts an invitation: name as its owner wants it, a password, a session.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work, bad input, or a store's failure.
pub async fn accept(
    app: &App,
    scope: TenantScope,
    secret: &Private<String>,
    name: &str,
    password: Private<String>,
    now: Timestamp,
) -> Result<SignedIn> {
    check_name(name)?;
    check_password(&password)?;
    let (mut row, ctx) = holder(app, scope, secret, LinkPurpose::Invitation, now).await?;
    let permit = app.permit(&ctx, Act::PASSWORD_CHANGE).await?;
    let mut profile = profile_of(app, &permit, &row).await?;
    name.trim().clone_into(&mut profile.name);
    let old = [row.profile.object(), row.credential.object()];
    let credential = AgentCredential { password_phc: hash(app, password).await? };
    let leaf = [LeafRef::agent(row.id)];
    let mut keys = app.vault().draft(scope);
    row.profile = keys.seal(now, row.id.uuid(), &leaf, &profile)?;
    row.credential = keys.seal(now, row.id.uuid(), &leaf, &credential)?;
    row.state = AgentState::Active;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(scope).begin().await?;
    if !tx.delete_link(link::tag(app, secret)?, now).await? {
        return Err(Error::NotFound("link"));
    }
    tx.update_agent(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, scope, &old).await?;
    sign_in::by_link(app, scope, row.id, now).await
}

/// The agent whose link it is, acting for themselves: who holds the link is that person.
pub(super) async fn holder(
    app: &App,
    scope: TenantScope,
    secret: &Private<String>,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<(store::Agent, Ctx)> {
    let found = link::find(app, secret, purpose, now).await?;
    let gone = Error::NotFound("link");
    let agent = found.agent.filter(|_| found.tenant == scope.tenant());
    let Some(id) = agent else { return Err(gone) };
    let row = app.store().tenant(scope).find_agent(id).await?;
    let wanted = match purpose {
        LinkPurpose::Invitation => AgentState::Invited,
        LinkPurpose::Reset | LinkPurpose::SetUp => AgentState::Active,
    };
    let Some(row) = row.filter(|row| row.state == wanted) else { return Err(gone) };
    let ctx = Ctx::agent(scope, id, row.role, now);
    Ok((row, ctx))
}
