//! Tickets.

use crate::db::{Conn, IntoValue, Row, Value, args, queries, reads};
use crate::field::delete_values;
use crate::history;
use crate::organisation_move::of_contacts;
use crate::ticket_mark::{move_marks, pack};
use crate::{Result, StoreError, TenantTx};
use domain::record::TicketSummary;
use domain::{
    AgentId, ChoiceId, ContactId, FieldId, MailboxId, OrganisationId, Priority, Sealed, TagId, TeamId,
    TenantId, TicketId, TicketStatus, Timestamp,
};
use std::collections::HashMap;

queries! {
    INSERT = "INSERT INTO ticket (tenant_id, id, number, status, assignee_id, mailbox_id, requester_contact_id, \
        summary_object, summary_sealed, message_count, attachment_count, created_at_ms, updated_at_ms, \
        last_inbound_at_ms, related_ticket_id, version, priority, tag_ids, follower_ids, snoozed_until_ms, \
        status_before, merged_into_id, team_id, field_ids, choice_ids, organisation_id) @rows";
    // An upsert of rows that are known to exist: several updates in one statement, found by their key whatever
    // the planner thinks.
    UPDATE = "INSERT INTO ticket (tenant_id, id, number, status, assignee_id, mailbox_id, requester_contact_id, \
        summary_object, summary_sealed, message_count, attachment_count, created_at_ms, updated_at_ms, \
        last_inbound_at_ms, related_ticket_id, version, priority, tag_ids, follower_ids, snoozed_until_ms, \
        status_before, merged_into_id, team_id, field_ids, choice_ids, organisation_id) @rows \
        ON CONFLICT (tenant_id, id) DO UPDATE SET status = excluded.status, assignee_id = excluded.assignee_id, \
        mailbox_id = excluded.mailbox_id, requester_contact_id = excluded.requester_contact_id, \
        summary_object = excluded.summary_object, summary_sealed = excluded.summary_sealed, \
        message_count = excluded.message_count, attachment_count = excluded.attachment_count, \
        updated_at_ms = excluded.updated_at_ms, last_inbound_at_ms = excluded.last_inbound_at_ms, \
        related_ticket_id = excluded.related_ticket_id, version = excluded.version, \
        priority = excluded.priority, tag_ids = excluded.tag_ids, follower_ids = excluded.follower_ids, \
        snoozed_until_ms = excluded.snoozed_until_ms, status_before = excluded.status_before, \
        merged_into_id = excluded.merged_into_id, team_id = excluded.team_id, field_ids = excluded.field_ids, choice_ids = excluded.choice_ids, \
        organisation_id = excluded.organisation_id";
    LIST_FACTS = "SELECT id, version, mailbox_id, status, assignee_id, requester_contact_id, priority, tag_ids, \
        follower_ids, updated_at_ms, team_id, choice_ids, organisation_id, snoozed_until_ms FROM ticket \
        WHERE tenant_id = $1 AND id IN (@many)";
    LIST_BY_IDS = "SELECT id, number, status, assignee_id, mailbox_id, requester_contact_id, summary_object, \
        summary_sealed, message_count, attachment_count, created_at_ms, updated_at_ms, last_inbound_at_ms, \
        related_ticket_id, version, priority, tag_ids, follower_ids, snoozed_until_ms, status_before, \
        merged_into_id, team_id, field_ids, choice_ids, organisation_id FROM ticket WHERE tenant_id = $1 AND id IN (@many)";
    FIND_BY_NUMBER = "SELECT id, number, status, assignee_id, mailbox_id, requester_contact_id, summary_object, \
        summary_sealed, message_count, attachment_count, created_at_ms, updated_at_ms, last_inbound_at_ms, \
        related_ticket_id, version, priority, tag_ids, follower_ids, snoozed_until_ms, status_before, \
        merged_into_id, team_id, field_ids, choice_ids, organisation_id FROM ticket WHERE tenant_id = $1 AND number = $2";
    LIST_AFTER = "SELECT id, number, status, assignee_id, mailbox_id, requester_contact_id, summary_object, \
        summary_sealed, message_count, attachment_count, created_at_ms, updated_at_ms, last_inbound_at_ms, \
        related_ticket_id, version, priority, tag_ids, follower_ids, snoozed_until_ms, status_before, \
        merged_into_id, team_id, field_ids, choice_ids, organisation_id FROM ticket \
        WHERE tenant_id = $1 AND number > $2 ORDER BY number LIMIT $3";
    LIST_SNOOZED_DUE = "SELECT id, number, status, assignee_id, mailbox_id, requester_contact_id, summary_object, \
        summary_sealed, message_count, attachment_count, created_at_ms, updated_at_ms, last_inbound_at_ms, \
        related_ticket_id, version, priority, tag_ids, follower_ids, snoozed_until_ms, status_before, \
        merged_into_id, team_id, field_ids, choice_ids, organisation_id FROM ticket \
        WHERE tenant_id = $1 AND snoozed_until_ms <= $2 ORDER BY snoozed_until_ms LIMIT $3";
    NEXT_SNOOZED = "SELECT MIN(snoozed_until_ms) FROM ticket WHERE tenant_id = $1 AND snoozed_until_ms IS NOT NULL";
    DELETE = "DELETE FROM ticket WHERE tenant_id = $1 AND id IN (@many)";
    DELETE_REFERENCES = "DELETE FROM message_reference WHERE tenant_id = $1 AND (tag, message_id) IN (SELECT tag, message_id \
        FROM message_reference WHERE tenant_id = $1 AND ticket_id IN (@many))";
    DELETE_PARTICIPANTS = "DELETE FROM ticket_participant WHERE tenant_id = $1 AND ticket_id IN (@many)";
    DELETE_SEEN = "DELETE FROM ticket_seen WHERE tenant_id = $1 AND (agent_id, ticket_id) IN (SELECT agent_id, ticket_id \
        FROM ticket_seen WHERE tenant_id = $1 AND ticket_id IN (@many))";
    DELETE_NOTICES = "DELETE FROM notice WHERE tenant_id = $1 AND (agent_id, id) IN (SELECT agent_id, id FROM notice \
        WHERE tenant_id = $1 AND ticket_id IN (@many))";
    DELETE_MESSAGES = "DELETE FROM message WHERE tenant_id = $1 AND ticket_id IN (@many)";
    UPSERT_SEEN = "INSERT INTO ticket_seen (tenant_id, agent_id, ticket_id, seen_at_ms) @rows \
        ON CONFLICT (tenant_id, agent_id, ticket_id) DO UPDATE SET seen_at_ms = excluded.seen_at_ms \
        WHERE excluded.seen_at_ms > ticket_seen.seen_at_ms";
    UPSERT_UNREAD = "INSERT INTO ticket_seen (tenant_id, agent_id, ticket_id, seen_at_ms) @rows \
        ON CONFLICT (tenant_id, agent_id, ticket_id) DO UPDATE SET seen_at_ms = excluded.seen_at_ms";
    LIST_SEEN = "SELECT ticket_id, seen_at_ms FROM ticket_seen WHERE tenant_id = $1 AND agent_id = $2 \
        AND ticket_id IN (@many)";
}

/// When a ticket was last seen by an agent who marked it as unread.
pub const MARKED_UNREAD: Timestamp = Timestamp::from_millis(0);

/// A conversation.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// Id.
    pub id: TicketId,
    /// Its number in the tenant, from 1 (see `next_ticket_number`).
    pub number: i64,
    /// Where it stands.
    pub status: TicketStatus,
    /// Who answers it.
    pub assignee: Option<AgentId>,
    /// The mailbox that it is listed under.
    pub mailbox: MailboxId,
    /// Who asked.
    pub requester: ContactId,
    /// What the list shows.
    pub summary: Sealed<TicketSummary>,
    /// Messages.
    pub message_count: u32,
    /// Attachments of all messages.
    pub attachment_count: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When something last happened: the order of lists.
    pub updated_at: Timestamp,
    /// When the last mail came in.
    pub last_inbound_at: Option<Timestamp>,
    /// A ticket that it may belong to.
    pub related: Option<TicketId>,
    /// Counts changes, from 1; a change of a stale version is refused.
    pub version: i64,
    /// How pressing it is.
    pub priority: Priority,
    /// Its tags.
    pub tags: Vec<TagId>,
    /// Who follows it.
    pub followers: Vec<AgentId>,
    /// When it is open again, while it is put aside; without a time it waits for a reply.
    pub snoozed_until: Option<Timestamp>,
    /// The status it goes back to, while it is spam or trash.
    pub status_before: Option<TicketStatus>,
    /// The ticket that has its messages, when it was merged.
    pub merged_into: Option<TicketId>,
    /// The team whose it is.
    pub team: Option<TeamId>,
    /// The custom fields that hold something. What, is sealed.
    pub fields: Vec<FieldId>,
    /// The choices of its custom fields.
    pub choices: Vec<ChoiceId>,
    /// Where its requester belongs. Given by the store: ignored when written.
    pub organisation: Option<OrganisationId>,
}

pub(crate) fn read(row: &Row) -> Result<Ticket> {
    let mut f = row.fields();
    Ok(Ticket {
        id: f.id()?,
        number: f.i64()?,
        status: f.state()?,
        assignee: f.id_opt()?,
        mailbox: f.id()?,
        requester: f.id()?,
        summary: f.sealed()?,
        message_count: f.u32()?,
        attachment_count: f.u32()?,
        created_at: f.time()?,
        updated_at: f.time()?,
        last_inbound_at: f.time_opt()?,
        related: f.id_opt()?,
        version: f.i64()?,
        priority: priority(f.i64()?)?,
        tags: f.ids()?,
        followers: f.ids()?,
        snoozed_until: f.time_opt()?,
        status_before: f.state_opt()?,
        merged_into: f.id_opt()?,
        team: f.id_opt()?,
        fields: f.ids()?,
        choices: f.ids()?,
        organisation: f.id_opt()?,
    })
}

fn priority(rank: i64) -> Result<Priority> {
    Priority::from_rank(rank).ok_or(StoreError::Corrupt("priority"))
}

fn write(tenant: TenantId, t: &Ticket, version: i64, belongs: &Belonging) -> Vec<Value> {
    args![
        tenant,
        t.id,
        t.number,
        t.status,
        t.assignee,
        t.mailbox,
        t.requester,
        t.summary.object(),
        t.summary.as_bytes(),
        t.message_count,
        t.attachment_count,
        t.created_at,
        t.updated_at,
        t.last_inbound_at,
        t.related,
        version,
        t.priority.rank(),
        pack(t.tags.iter().map(TagId::as_bytes)),
        pack(t.followers.iter().map(AgentId::as_bytes)),
        t.snoozed_until,
        t.status_before,
        t.merged_into,
        t.team,
        pack(t.fields.iter().map(FieldId::as_bytes)),
        pack(t.choices.iter().map(ChoiceId::as_bytes)),
        belongs.get(&t.requester).copied()
    ]
}

/// What filters and counts look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Mailbox.
    pub mailbox: MailboxId,
    /// Status.
    pub status: TicketStatus,
    /// Who answers it.
    pub assignee: Option<AgentId>,
    /// Who asked.
    pub requester: ContactId,
    /// How pressing it is.
    pub priority: Priority,
    /// Its tags.
    pub tags: Vec<TagId>,
    /// Who follows it.
    pub followers: Vec<AgentId>,
    /// When something last happened.
    pub updated_at: Timestamp,
    /// The team whose it is.
    pub team: Option<TeamId>,
    /// The choices of its custom fields.
    pub choices: Vec<ChoiceId>,
    /// Where its requester belongs.
    pub organisation: Option<OrganisationId>,
    /// When it is open again.
    pub snoozed_until: Option<Timestamp>,
}

impl Facts {
    /// The facts of a ticket.
    #[must_use]
    pub fn of(t: &Ticket) -> Self {
        Self {
            mailbox: t.mailbox,
            status: t.status,
            assignee: t.assignee,
            requester: t.requester,
            priority: t.priority,
            tags: t.tags.clone(),
            followers: t.followers.clone(),
            updated_at: t.updated_at,
            team: t.team,
            choices: t.choices.clone(),
            organisation: t.organisation,
            snoozed_until: t.snoozed_until,
        }
    }

    /// The facts of a ticket that is being written.
    fn written(t: &Ticket, belongs: &Belonging) -> Self {
        Self { organisation: belongs.get(&t.requester).copied(), ..Self::of(t) }
    }

    /// The ids under which the list finds it, beside its columns.
    pub(crate) fn marks(&self) -> impl Iterator<Item = [u8; 16]> + '_ {
        let tags = self.tags.iter().map(|id| *id.as_bytes());
        let choices = self.choices.iter().map(|id| *id.as_bytes());
        tags.chain(self.followers.iter().map(|id| *id.as_bytes())).chain(choices)
    }
}

/// Where requesters belong.
type Belonging = HashMap<ContactId, OrganisationId>;

async fn belonging(conn: &mut Conn, tenant: TenantId, tickets: &[Ticket]) -> Result<Belonging> {
    let mut people: Vec<ContactId> = tickets.iter().map(|t| t.requester).collect();
    people.sort_unstable();
    people.dedup();
    of_contacts(conn, tenant, &people).await
}

fn values(ids: &[TicketId]) -> Vec<Value> {
    ids.iter().map(|id| id.into_value()).collect()
}

/// What filters look at, with the version.
pub(crate) async fn facts(
    conn: &mut Conn,
    tenant: TenantId,
    ids: &[TicketId],
) -> Result<HashMap<TicketId, (Facts, i64)>> {
    let rows = conn.list_many(LIST_FACTS, args![tenant], values(ids)).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let (id, version) = (f.id()?, f.i64()?);
            let facts = Facts {
                mailbox: f.id()?,
                status: f.state()?,
                assignee: f.id_opt()?,
                requester: f.id()?,
                priority: priority(f.i64()?)?,
                tags: f.ids()?,
                followers: f.ids()?,
                updated_at: f.time()?,
                team: f.id_opt()?,
                choices: f.ids()?,
                organisation: f.id_opt()?,
                snoozed_until: f.time_opt()?,
            };
            Ok((id, (facts, version)))
        })
        .collect()
}

pub(crate) async fn by_ids(conn: &mut Conn, tenant: TenantId, ids: &[TicketId]) -> Result<Vec<Ticket>> {
    conn.list_many(LIST_BY_IDS, args![tenant], values(ids)).await?.iter().map(read).collect()
}

async fn find(conn: &mut Conn, tenant: TenantId, id: TicketId) -> Result<Option<Ticket>> {
    Ok(by_ids(conn, tenant, &[id]).await?.pop())
}

async fn get(conn: &mut Conn, tenant: TenantId, id: TicketId) -> Result<Ticket> {
    find(conn, tenant, id).await?.ok_or(StoreError::NotFound("ticket"))
}

async fn by_number(conn: &mut Conn, tenant: TenantId, number: i64) -> Result<Option<Ticket>> {
    conn.find(FIND_BY_NUMBER, args![tenant, number]).await?.as_ref().map(read).transpose()
}

async fn after(conn: &mut Conn, tenant: TenantId, number: i64, limit: u32) -> Result<Vec<Ticket>> {
    conn.list(LIST_AFTER, args![tenant, number, limit]).await?.iter().map(read).collect()
}

async fn snoozed_due(conn: &mut Conn, tenant: TenantId, now: Timestamp, limit: u32) -> Result<Vec<Ticket>> {
    conn.list(LIST_SNOOZED_DUE, args![tenant, now, limit]).await?.iter().map(read).collect()
}

async fn next_snoozed(conn: &mut Conn, tenant: TenantId) -> Result<Option<Timestamp>> {
    conn.find(NEXT_SNOOZED, args![tenant]).await?.map_or(Ok(None), |row| row.fields().time_opt())
}

async fn seen(
    conn: &mut Conn,
    tenant: TenantId,
    agent: AgentId,
    tickets: &[TicketId],
) -> Result<HashMap<TicketId, Timestamp>> {
    let rows = conn.list_many(LIST_SEEN, args![tenant, agent], values(tickets)).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok((f.id()?, f.time()?))
        })
        .collect()
}

reads! {
    /// A ticket.
    find_ticket(id: TicketId) -> Option<Ticket> = find;
    /// A ticket; an error when there is none.
    get_ticket(id: TicketId) -> Ticket = get;
    /// The ticket with this number.
    find_ticket_by_number(number: i64) -> Option<Ticket> = by_number;
    /// Tickets with a greater number than this, in order.
    list_tickets_after(number: i64, limit: u32) -> Vec<Ticket> = after;
    /// These tickets, in no order; unknown ids are left out.
    list_tickets_by_ids(ids: &[TicketId]) -> Vec<Ticket> = by_ids;
    /// Tickets that were put aside until `now` or before.
    list_snoozed_due(now: Timestamp, limit: u32) -> Vec<Ticket> = snoozed_due;
    /// When the next ticket that was put aside is due.
    find_next_snoozed() -> Option<Timestamp> = next_snoozed;
    /// What filters look at, of these tickets.
    list_ticket_facts(ids: &[TicketId]) -> HashMap<TicketId, (Facts, i64)> = facts;
    /// When the agent last looked at these tickets.
    list_tickets_seen(agent: AgentId, tickets: &[TicketId]) -> HashMap<TicketId, Timestamp> = seen;
}

impl TenantTx {
    /// Adds tickets, as version 1.
    pub async fn insert_tickets(&mut self, tickets: &[Ticket]) -> Result<()> {
        let tenant = self.tenant();
        let belongs = belonging(self.conn(), tenant, tickets).await?;
        let rows = tickets.iter().map(|t| write(tenant, t, 1, &belongs)).collect();
        self.conn().insert(INSERT, rows).await?;
        let views = self.counted_views().await?;
        for t in tickets {
            let facts = Facts::written(t, &belongs);
            self.told.opened(t.id, t.assignee);
            self.found.extend(history::opened(t));
            self.counts.moved(&views, None, Some(&facts));
            move_marks(self.conn(), tenant, t.id, None, Some(&facts)).await?;
        }
        Ok(())
    }

    /// Changes tickets, each once; `version` is the one that was read and grows by one.
    /// Id, number and time of making do not change.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Conflict`] when one was changed since it was read.
    pub async fn update_tickets(&mut self, tickets: &[Ticket]) -> Result<()> {
        let tenant = self.tenant();
        let ids: Vec<TicketId> = tickets.iter().map(|t| t.id).collect();
        let mut before = facts(self.conn(), tenant, &ids).await?;
        let belongs = belonging(self.conn(), tenant, tickets).await?;
        let mut rows = Vec::with_capacity(tickets.len());
        let views = self.counted_views().await?;
        for t in tickets {
            let (old, version) = before.get_mut(&t.id).ok_or(StoreError::NotFound("ticket"))?;
            if *version != t.version {
                return Err(StoreError::Conflict("ticket"));
            }
            *version += 1;
            let new = Facts::written(t, &belongs);
            rows.push(write(tenant, t, *version, &belongs));
            self.told.assigned(t.id, old.assignee, t.assignee);
            self.found.extend(history::changed(old, t));
            self.counts.moved(&views, Some(old), Some(&new));
            move_marks(self.conn(), tenant, t.id, Some(old), Some(&new)).await?;
        }
        self.conn().insert(UPDATE, rows).await.map(|_| ())
    }

    /// Removes tickets with their messages, references, participants, notices and marks of reading.
    /// Blobs and keys are the caller's to remove. Returns how many there were.
    pub async fn delete_tickets(&mut self, ids: &[TicketId]) -> Result<u64> {
        let tenant = self.tenant();
        let before = facts(self.conn(), tenant, ids).await?;
        for text in [DELETE_REFERENCES, DELETE_PARTICIPANTS, DELETE_SEEN, DELETE_NOTICES, DELETE_MESSAGES] {
            self.conn().execute_many(text, args![tenant], values(ids)).await?;
        }
        history::delete(self.conn(), tenant, ids).await?;
        delete_values(self.conn(), tenant, ids.iter().map(|id| id.uuid())).await?;
        let views = self.counted_views().await?;
        for (id, (facts, _)) in &before {
            self.counts.moved(&views, Some(facts), None);
            move_marks(self.conn(), tenant, *id, Some(facts), None).await?;
        }
        self.conn().execute_many(DELETE, args![tenant], values(ids)).await
    }

    /// Notes that an agent marked tickets as unread: as if they were last seen before there were any ([`MARKED_UNREAD`]).
    pub async fn update_tickets_unread(&mut self, agent: AgentId, tickets: &[TicketId]) -> Result<()> {
        let tenant = self.tenant();
        let rows = tickets.iter().map(|ticket| args![tenant, agent, *ticket, MARKED_UNREAD]).collect();
        self.conn().insert(UPSERT_UNREAD, rows).await.map(|_| ())
    }

    /// Notes that an agent has looked at tickets; an older time changes nothing.
    pub async fn update_tickets_seen(
        &mut self,
        agent: AgentId,
        tickets: &[TicketId],
        at: Timestamp,
    ) -> Result<()> {
        let tenant = self.tenant();
        let rows = tickets.iter().map(|ticket| args![tenant, agent, *ticket, at]).collect();
        self.conn().insert(UPSERT_SEEN, rows).await.map(|_| ())
    }
}
