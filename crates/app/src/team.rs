//! Teams: agents whom tickets are given to together. Names and signatures are sealed; who belongs to a team stands beside
//! them as ids.

use crate::ticket::bulk::changes;
use crate::view::{TicketFilter, WhichTeam};
use crate::{App, Ctx, Error, Result, assign, keys, signature};
use domain::keyring::{LeafRef, Tag as LookupTag};
use domain::limits::{TEAM_CHARS_MAX, TEAM_MEMBERS_MAX, TEAMS_MAX};
use domain::record::TeamContent;
use domain::{AgentId, AssignWay, Sealed, TeamId, TicketId, TicketStatus, Timestamp};
use privacy::{Act, Permit};
use store::{ChangeKind, TenantTx, TicketOrder};

/// Column name that goes into the lookup tag of a name.
const NAME: &str = "team.name_tag";

/// Tickets that a team is taken off in one transaction.
const TICKETS_PER_ROUND: u32 = 200;

/// A team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamView {
    /// Id.
    pub id: TeamId,
    /// Name.
    pub name: String,
    /// What stands below answers on its tickets, placeholders as written; empty for none.
    pub signature: String,
    /// Who belongs to it.
    pub members: Vec<AgentId>,
    /// To whom among them a ticket goes that comes in for it.
    pub assign: AssignWay,
    /// When it was made.
    pub created_at_ms: Timestamp,
}

/// A team to make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamDraft {
    /// Name.
    pub name: String,
    /// Signature; empty for none.
    pub signature: String,
    /// Who belongs to it.
    pub members: Vec<AgentId>,
    /// To whom among them a ticket goes that comes in for it; nobody when absent.
    pub assign: Option<AssignWay>,
}

/// A change of a team; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamChange {
    /// Name.
    pub name: Option<String>,
    /// Signature; an empty text for none.
    pub signature: Option<String>,
    /// Who belongs to it, whole.
    pub members: Option<Vec<AgentId>>,
    /// To whom among them a ticket goes that comes in for it.
    pub assign: Option<AssignWay>,
}

/// Lists the teams, by name.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<TeamView>> {
    let permit = app.permit(ctx, Act::TEAM_READ).await?;
    let store = app.store().tenant(ctx.scope);
    let rows = store.list_teams().await?;
    if rows.is_empty() {
        // Nothing was opened, so nothing is owed to the log.
        drop(permit);
        return Ok(Vec::new());
    }
    let rules = store.list_assign_rules().await?;
    let rows = app.open_each_last(permit, rows, |row| (row.id.uuid(), &row.content)).await?;
    let shown = |(row, content): (store::Team, _)| {
        let way = assign::of_team(&rules, row.id);
        view(row, content, way)
    };
    let mut all: Vec<_> = rows.into_iter().map(shown).collect();
    all.sort_by_cached_key(|team| team.name.to_lowercase());
    Ok(all)
}

/// Reads a team.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: TeamId) -> Result<TeamView> {
    let permit = app.permit(ctx, Act::TEAM_READ).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_team(id).await?.ok_or(Error::NotFound("team"))?;
    let way = assign::of_team(&store.list_assign_rules().await?, id);
    let content = app.open(&permit, id.uuid(), &row.content).await?;
    app.settle(permit).await?;
    Ok(view(row, content, way))
}

/// Makes a team.
///
/// # Errors
/// [`Error::Exists`], bad input, [`Error::Placeholder`], a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, draft: TeamDraft) -> Result<TeamView> {
    let content =
        TeamContent { name: checked(&draft.name)?, signature: signature::checked(&draft.signature)? };
    let permit = app.permit(ctx, Act::TEAM_MANAGE).await?;
    let name_tag = name_tag(app, ctx, &content.name).await?;
    let id = TeamId::generate(ctx.now);
    let mut keys = app.vault().draft(ctx.scope);
    let sealed = seal(ctx, &mut keys, id, &content)?;
    let members = distinct(draft.members)?;
    let row = store::Team { id, name_tag, content: sealed, members, created_at: ctx.now };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if tx.find_team_by_name(name_tag).await?.is_some() {
        return Err(Error::Exists("team"));
    }
    if tx.list_teams().await?.len() >= TEAMS_MAX {
        return Err(Error::Input { field: "name", rule: "rule-too-many" });
    }
    check_members(&mut tx, &row.members).await?;
    tx.insert_team(&row).await?;
    let way = draft.assign.unwrap_or(AssignWay::Nobody);
    assign::put_of_team(&mut tx, id, way).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(view(row, content, way))
}

/// Changes a team. It is sealed anew; the old key ends with the backups that hold what it opens.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Exists`], bad input, [`Error::Placeholder`], a refusal, or a store's failure.
pub async fn change(app: &App, ctx: &Ctx, id: TeamId, change: TeamChange) -> Result<TeamView> {
    let name = change.name.as_deref().map(checked).transpose()?;
    let signature = change.signature.as_deref().map(signature::checked).transpose()?;
    let members = change.members.map(distinct).transpose()?;
    let permit = app.permit(ctx, Act::TEAM_MANAGE).await?;
    let store = app.store().tenant(ctx.scope);
    let mut row = store.find_team(id).await?.ok_or(Error::NotFound("team"))?;
    let old = row.content.object();
    let mut content = app.open(&permit, id.uuid(), &row.content).await?;
    content.name = name.unwrap_or(content.name);
    content.signature = signature.unwrap_or(content.signature);
    row.name_tag = name_tag(app, ctx, &content.name).await?;
    let mut keys = app.vault().draft(ctx.scope);
    row.content = seal(ctx, &mut keys, id, &content)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = store.begin().await?;
    if tx.find_team_by_name(row.name_tag).await?.is_some_and(|other| other.id != id) {
        return Err(Error::Exists("team"));
    }
    if let Some(members) = members {
        check_members(&mut tx, &members).await?;
        row.members = members;
    }
    tx.update_team(&row).await?;
    let way = match change.assign {
        Some(way) => {
            assign::put_of_team(&mut tx, id, way).await?;
            way
        }
        None => assign::of_team(&tx.list_assign_rules().await?, id),
    };
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[old]).await?;
    Ok(view(row, content, way))
}

/// Removes a team: first from every ticket, a few at a time, then from the list. The tickets stay with whoever has them;
/// the key of name and signature is destroyed.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure; doing it again goes on where it stopped.
pub async fn delete(app: &App, ctx: &Ctx, id: TeamId) -> Result<()> {
    let permit = app.permit(ctx, Act::TEAM_DELETE).await?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_team(id).await?.ok_or(Error::NotFound("team"))?;
    let filter = TicketFilter {
        team: WhichTeam::Of(id),
        statuses: TicketStatus::ALL.to_vec(),
        ..TicketFilter::default()
    };
    let filter = crate::ticket::list::query(app, ctx, &filter).await?;
    loop {
        let mut tx = store.begin().await?;
        let mut tickets = tx.list_tickets(&filter, TicketOrder::Newest, None, TICKETS_PER_ROUND).await?;
        if tickets.is_empty() {
            let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
            tx.delete_assign_rules_of_team(id).await?;
            tx.delete_team(id).await?;
            tx.append_audit(&entries).await?;
            tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
            tx.commit().await?;
            keys::replaced(app, ctx.scope, &[row.content.object()]).await?;
            return Ok(());
        }
        for ticket in &mut tickets {
            ticket.team = None;
        }
        let ids: Vec<TicketId> = tickets.iter().map(|ticket| ticket.id).collect();
        permit.record_tickets(&ids);
        tx.update_tickets(&tickets).await?;
        tx.append_changes(&changes(ctx, &ids)).await?;
        tx.commit().await?;
    }
}

/// The signature of the team that a ticket has, placeholders as written; empty for none.
///
/// # Errors
/// What cannot be opened, or a store's failure.
pub(crate) async fn signature_of(app: &App, permit: &Permit, ticket: &store::Ticket) -> Result<String> {
    let Some(id) = ticket.team else { return Ok(String::new()) };
    let Some(row) = app.store().tenant(permit.scope()).find_team(id).await? else { return Ok(String::new()) };
    let content = app.open(permit, id.uuid(), &row.content).await?;
    Ok(content.signature.unwrap_or_default())
}

fn seal(
    ctx: &Ctx,
    keys: &mut crypto::Draft,
    id: TeamId,
    content: &TeamContent,
) -> Result<Sealed<TeamContent>> {
    Ok(keys.seal(ctx.now, id.uuid(), &[LeafRef::settings(ctx.scope.tenant())], content)?)
}

/// Checks a name; returns it without space around it.
fn checked(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Error::Input { field: "name", rule: "rule-required" });
    }
    if name.chars().count() > TEAM_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(Error::Input { field: "name", rule: "rule-name" });
    }
    Ok(name)
}

/// Members in the order of their ids, each once.
fn distinct(mut members: Vec<AgentId>) -> Result<Vec<AgentId>> {
    members.sort_unstable();
    members.dedup();
    if members.len() > TEAM_MEMBERS_MAX {
        return Err(Error::Input { field: "member_ids", rule: "rule-too-many" });
    }
    Ok(members)
}

/// Checks that they are agents of the tenant.
async fn check_members(tx: &mut TenantTx, members: &[AgentId]) -> Result<()> {
    let agents = tx.list_agents().await?;
    if members.iter().all(|id| agents.iter().any(|agent| agent.id == *id)) {
        return Ok(());
    }
    Err(Error::Input { field: "member_ids", rule: "rule-unknown-agent" })
}

/// Names that differ in case alone are the same.
async fn name_tag(app: &App, ctx: &Ctx, name: &str) -> Result<LookupTag> {
    app.load_tenant(ctx.scope).await?;
    let tenant = ctx.scope.tenant();
    app.admit(ctx.scope, &[LeafRef::lookup(tenant), LeafRef::settings(tenant)]).await?;
    Ok(app.vault().tag(ctx.scope, NAME, name.to_lowercase().as_bytes())?)
}

fn view(row: store::Team, content: TeamContent, assign: AssignWay) -> TeamView {
    TeamView {
        id: row.id,
        name: content.name,
        signature: content.signature.unwrap_or_default(),
        members: row.members,
        assign,
        created_at_ms: row.created_at,
    }
}
