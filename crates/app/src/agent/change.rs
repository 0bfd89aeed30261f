//! Role and state of an agent. A tenant always keeps one active admin.

use super::{profile_of, view};
use crate::view::AgentView;
use crate::{App, Ctx, Error, Result, billing, draft, operator};
use domain::limits::PAGE_ITEMS_MAX;
use domain::{AgentId, AgentState, ObjectId, Role, TicketId, TicketStatus, Timestamp};
use privacy::Act;
use store::{AssigneeFilter, ChangeKind, TenantTx, TicketFilter, TicketOrder};

/// A change of an agent; absent fields stay.
#[derive(Debug, Clone, Copy, Default)]
pub struct AgentChange {
    /// What they may do.
    pub role: Option<Role>,
    /// Active or deactivated.
    pub state: Option<AgentState>,
}

/// Changes an agent. Who is deactivated is signed out at once, everywhere, their tokens and links stop working,
/// what they were writing is destroyed, what they were told is forgotten, their open tickets go back to nobody, and their name is kept out of sight (C92).
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] for the last admin, bad input, a refusal, or a store's failure.
pub async fn change(app: &App, ctx: &Ctx, id: AgentId, change: AgentChange) -> Result<AgentView> {
    change_under(app, ctx, Act::AGENT_MANAGE, id, change).await
}

/// As [`change`], under the act for which it is done.
///
/// # Errors
/// As [`change`].
pub(crate) async fn change_under(
    app: &App,
    ctx: &Ctx,
    act: Act,
    id: AgentId,
    change: AgentChange,
) -> Result<AgentView> {
    let permit = app.permit(ctx, act).await?;
    if change.role.is_some_and(|role| (role == Role::Operator) != (ctx.scope == operator::SCOPE)) {
        return Err(Error::Input { field: "role", rule: "rule-role" });
    }
    if change.state == Some(AgentState::Invited) {
        return Err(Error::Input { field: "state", rule: "rule-agent-state" });
    }
    let store = app.store().tenant(ctx.scope);
    let row = store.find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    let profile = profile_of(app, &permit, &row).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    let mut row = tx.find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    let before = row.state;
    if row.erased_at.is_some() {
        return Err(Error::State { noun: "agent", state: "erased" });
    }
    row.role = change.role.unwrap_or(row.role);
    // Whoever never set a password is not active: letting them in takes an invitation.
    row.state = match (change.state, before) {
        (Some(AgentState::Active), AgentState::Invited) | (None, _) => before,
        (Some(state), _) => state,
    };
    if before == AgentState::Deactivated && row.state != before {
        let agents = tx.list_agents().await?;
        billing::check_seats(app, ctx.scope, &agents, ctx.now).await?;
    }
    tx.update_agent(&row).await?;
    let stays = |agent: &store::Agent| {
        agent.state == AgentState::Active && matches!(agent.role, Role::Admin | Role::Operator)
    };
    if !tx.list_agents().await?.iter().any(stays) {
        return Err(Error::State { noun: "agent", state: "last-admin" });
    }
    let mut gone = Vec::new();
    if row.state == AgentState::Deactivated {
        gone = end_access(&mut tx, id, ctx.now).await?;
    }
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::AgentChanged, None, None)]).await?;
    tx.commit().await?;
    draft::forget(app, ctx, &gone).await;
    if row.state == AgentState::Deactivated {
        release_tickets(app, ctx, act, id).await?;
    }
    Ok(view(&row, profile))
}

/// Ends everything by which an agent gets in, and what they were writing and told; returns the objects whose keys are to go
/// when that is durable.
pub(crate) async fn end_access(tx: &mut TenantTx, id: AgentId, now: Timestamp) -> Result<Vec<ObjectId>> {
    let mut gone = draft::destroy_all(tx, id).await?;
    tx.delete_notices_of_agent(id).await?;
    tx.delete_sessions_of_agent(id).await?;
    tx.delete_links_of_agent(id).await?;
    let tokens = tx.list_api_tokens().await?;
    let names = tokens.iter().filter(|token| token.agent == id).filter_map(|token| token.name.as_ref());
    gone.extend(names.map(|name| name.object()));
    tx.update_api_tokens_of_agent_revoked(id, now).await?;
    Ok(gone)
}

/// What somebody who is gone had to do waits for anybody now. Repeats nothing when it is run again.
pub(crate) async fn release_tickets(app: &App, ctx: &Ctx, act: Act, id: AgentId) -> Result<()> {
    let store = app.store().tenant(ctx.scope);
    let filter = TicketFilter {
        statuses: vec![TicketStatus::Open, TicketStatus::Pending, TicketStatus::Snoozed],
        assignee: AssigneeFilter::Agent(id),
        ..TicketFilter::default()
    };
    loop {
        let mut tx = store.begin().await?;
        let mut tickets = tx.list_tickets(&filter, TicketOrder::Newest, None, PAGE_ITEMS_MAX).await?;
        if tickets.is_empty() {
            return Ok(());
        }
        for ticket in &mut tickets {
            ticket.assignee = None;
        }
        let ids: Vec<TicketId> = tickets.iter().map(|ticket| ticket.id).collect();
        let permit = app.permit(ctx, act).await?;
        permit.record_tickets(&ids);
        let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
        tx.update_tickets(&tickets).await?;
        tx.append_audit(&entries).await?;
        let changed = |id: &TicketId| ctx.change(ChangeKind::TicketChanged, Some(*id), None);
        tx.append_changes(&ids.iter().map(changed).collect::<Vec<_>>()).await?;
        tx.commit().await?;
    }
}
