//! Conversations whose people were taken out: which they are, and that nothing leads from others to them.

use crate::db::{Conn, IntoValue, args, queries, reads};
use crate::{Result, TenantTx};
use domain::{ContactId, MessageId, TenantId, TicketId};

queries! {
    // A note is the company's own word: it brings nobody from outside.
    LIST_WITH_PEOPLE = "SELECT t.id FROM ticket t @by(sqlite_autoindex_ticket_1)@ WHERE t.tenant_id = $1 AND t.id IN (@many) AND ( \
        EXISTS (SELECT 1 FROM contact c WHERE c.tenant_id = $1 AND c.id = t.requester_contact_id AND c.stands_in = 0) \
        OR EXISTS (SELECT 1 FROM message m WHERE m.tenant_id = $1 AND m.ticket_id = t.id AND m.people_gone = 0 AND m.kind <> 'note') \
        OR EXISTS (SELECT 1 FROM ticket_merge g JOIN ticket s ON s.tenant_id = g.tenant_id AND s.id = g.source_id \
            JOIN contact c ON c.tenant_id = s.tenant_id AND c.id = s.requester_contact_id \
            WHERE g.tenant_id = $1 AND g.target_id = t.id AND c.stands_in = 0))";
    LIST_OF_STAND_INS = "SELECT t.id FROM ticket t @by(sqlite_autoindex_ticket_1)@ JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.requester_contact_id \
        WHERE t.tenant_id = $1 AND c.stands_in = 1 AND t.id IN (@many)";
    LIST_STAND_INS = "SELECT id FROM contact WHERE tenant_id = $1 AND stands_in = 1 AND id IN (@many)";
    HAS_ON_ITS_WAY = "SELECT 1 FROM message WHERE tenant_id = $1 AND ticket_id = $2 AND delivery_state IN ('queued', 'sending') LIMIT 1";
    NOTE_GONE = "UPDATE message SET people_gone = 1 WHERE tenant_id = $1 AND ticket_id = $2 AND id IN (@many)";
    LIST_RELATED = "SELECT id FROM ticket WHERE tenant_id = $1 AND related_ticket_id = $2";
    LEAVE_RELATED = "UPDATE ticket SET related_ticket_id = NULL, version = version + 1 WHERE tenant_id = $1 AND id = $2 AND related_ticket_id = $3";
    LEAVE_CASES = "UPDATE subject_request SET ticket_id = NULL, version = version + 1 WHERE tenant_id = $1 AND ticket_id = $2";
}

async fn with_people(conn: &mut Conn, tenant: TenantId, tickets: &[TicketId]) -> Result<Vec<TicketId>> {
    let many = tickets.iter().map(|id| id.into_value()).collect();
    let rows = conn.list_many(LIST_WITH_PEOPLE, args![tenant], many).await?;
    rows.iter().map(|row| row.fields().id()).collect()
}

async fn of_stand_ins(conn: &mut Conn, tenant: TenantId, tickets: &[TicketId]) -> Result<Vec<TicketId>> {
    let many = tickets.iter().map(|id| id.into_value()).collect();
    let rows = conn.list_many(LIST_OF_STAND_INS, args![tenant], many).await?;
    rows.iter().map(|row| row.fields().id()).collect()
}

async fn stand_ins(conn: &mut Conn, tenant: TenantId, contacts: &[ContactId]) -> Result<Vec<ContactId>> {
    let many = contacts.iter().map(|id| id.into_value()).collect();
    let rows = conn.list_many(LIST_STAND_INS, args![tenant], many).await?;
    rows.iter().map(|row| row.fields().id()).collect()
}

async fn on_its_way(conn: &mut Conn, tenant: TenantId, ticket: TicketId) -> Result<bool> {
    Ok(conn.find(HAS_ON_ITS_WAY, args![tenant, ticket]).await?.is_some())
}

async fn related(conn: &mut Conn, tenant: TenantId, ticket: TicketId) -> Result<Vec<TicketId>> {
    conn.list(LIST_RELATED, args![tenant, ticket]).await?.iter().map(|row| row.fields().id()).collect()
}

reads! {
    /// Those of these tickets, or what was merged into them, that somebody outside the company can be told from: all but
    /// those whose people were taken out, and to which no mail came and from which none went since.
    list_tickets_with_people(tickets: &[TicketId]) -> Vec<TicketId> = with_people;
    /// Those of these tickets that are with somebody who stands in another's place.
    list_tickets_of_stand_ins(tickets: &[TicketId]) -> Vec<TicketId> = of_stand_ins;
    /// Those of these contacts who stand in another's place.
    list_stand_ins(contacts: &[ContactId]) -> Vec<ContactId> = stand_ins;
    /// Whether a mail of a ticket is still to be sent.
    has_mail_on_its_way(ticket: TicketId) -> bool = on_its_way;
    /// The tickets that may belong to this one.
    list_related_tickets(ticket: TicketId) -> Vec<TicketId> = related;
}

impl TenantTx {
    /// Notes that everybody outside the company was taken out of these messages of a ticket.
    pub async fn note_people_gone(&mut self, ticket: TicketId, messages: &[MessageId]) -> Result<()> {
        let args = args![self.tenant(), ticket];
        let many = messages.iter().map(|id| id.into_value()).collect();
        self.conn().execute_many(NOTE_GONE, args, many).await.map(|_| ())
    }

    /// Has nothing lead from another ticket to this one, or back: no link, nothing that happened between them.
    pub async fn part_tickets(&mut self, one: TicketId, other: TicketId) -> Result<()> {
        self.delete_ticket_link(one, other).await?;
        self.delete_paired_events(one, other).await?;
        for (ticket, named) in [(one, other), (other, one)] {
            let args = args![self.tenant(), ticket, named];
            self.conn().execute(LEAVE_RELATED, args).await?;
        }
        Ok(())
    }

    /// Has every case forget that it came in this ticket.
    pub async fn leave_ticket_of_subject_requests(&mut self, ticket: TicketId) -> Result<()> {
        let args = args![self.tenant(), ticket];
        self.conn().execute(LEAVE_CASES, args).await.map(|_| ())
    }
}
