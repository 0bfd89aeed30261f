//! What belongs to whatever is erased, and taking its rows out. Each list gives what is still there, so that an erasure
//! that was interrupted finds what is left.

use crate::db::{Conn, FromId, IntoValue, Value, args, queries, reads};
use crate::{Result, TenantTx};
use domain::blob::BlobRef;
use domain::keyring::Tag;
use domain::{ContactId, MailboxId, MessageId, ObjectId, TenantId, TicketId};
use std::collections::HashMap;

queries! {
    TICKETS_OF_CONTACT = "SELECT id FROM ticket WHERE tenant_id = $1 AND requester_contact_id = $2 LIMIT $3";
    COUNT_TICKETS_OF_CONTACT = "SELECT COUNT(*), CAST(COALESCE(SUM(message_count), 0) AS @int), \
        CAST(COALESCE(SUM(attachment_count), 0) AS @int) \
        FROM ticket WHERE tenant_id = $1 AND requester_contact_id = $2";
    COUNT_MESSAGES_ELSEWHERE = "SELECT COUNT(*) FROM message m JOIN ticket t ON t.tenant_id = m.tenant_id \
        AND t.id = m.ticket_id WHERE m.tenant_id = $1 AND m.contact_id = $2 AND t.requester_contact_id <> $2";
    // CROSS: SQLite takes the tables in this order.
    COUNT_OTHERS_MESSAGES = "SELECT COUNT(*) FROM ticket t CROSS JOIN message m WHERE t.tenant_id = m.tenant_id \
        AND t.id = m.ticket_id AND t.tenant_id = $1 AND t.requester_contact_id = $2 AND m.contact_id <> $2";
    COUNT_DRAFTS_OF_CONTACT = "SELECT COUNT(*) FROM draft d JOIN ticket t ON t.tenant_id = d.tenant_id \
        AND t.id = d.ticket_id WHERE d.tenant_id = $1 AND t.requester_contact_id = $2";
    COUNT_DRAFTS_ELSEWHERE = "SELECT COUNT(*) FROM draft d JOIN ticket_participant p ON p.tenant_id = d.tenant_id \
        AND p.ticket_id = d.ticket_id AND p.contact_id = $2 JOIN ticket t ON t.tenant_id = d.tenant_id AND t.id = d.ticket_id \
        WHERE d.tenant_id = $1 AND t.requester_contact_id <> $2";
    TICKETS_OF_MAILBOX = "SELECT id FROM ticket WHERE tenant_id = $1 AND mailbox_id = $2 AND id > $3 ORDER BY id LIMIT $4";
    COUNT_OF_MAILBOX = "SELECT COUNT(*), CAST(COALESCE(SUM(attachment_count), 0) AS @int) FROM message \
        WHERE tenant_id = $1 AND mailbox_id = $2";
    MESSAGES_OF_CONTACT = "SELECT id FROM message WHERE tenant_id = $1 AND contact_id = $2 LIMIT $3";
    MESSAGES_OF_MAILBOX = "SELECT id FROM message WHERE tenant_id = $1 AND id > $3 AND mailbox_id = $2 ORDER BY id LIMIT $4";
    OBJECTS_OF_MAILBOX = "SELECT raw_object FROM intake WHERE tenant_id = $1 AND mailbox_id = $2 AND raw_object IS NOT NULL \
        AND message_id IS NULL LIMIT $3";
    TICKETS_OF_PARTICIPANT = "SELECT ticket_id FROM ticket_participant WHERE tenant_id = $1 AND contact_id = $2 \
        AND ticket_id > $3 ORDER BY ticket_id LIMIT $4";
    ANY_OF_MAILBOX = "SELECT id FROM message WHERE tenant_id = $1 AND mailbox_id = $2 AND ticket_id IN (@many) LIMIT 1";
    CONTACTS_WITHOUT_TICKETS = "SELECT id FROM contact c WHERE tenant_id = $1 AND id > $2 AND NOT EXISTS (SELECT 1 FROM \
        ticket_participant p WHERE p.tenant_id = c.tenant_id AND p.contact_id = c.id) AND NOT EXISTS (SELECT 1 FROM ticket t \
        WHERE t.tenant_id = c.tenant_id AND t.requester_contact_id = c.id) ORDER BY id LIMIT $3";
    BLOBS_AFTER = "SELECT object_id, pack, offset_bytes, size_bytes FROM blob WHERE tenant_id = $1 AND object_id > $2 \
        ORDER BY object_id LIMIT $3";
    DELETE_HELD = "DELETE FROM intake WHERE tenant_id = $1 AND message_id IS NULL AND raw_object IN (@many)";
    MERGED_INTO = "SELECT source_id FROM ticket_merge WHERE tenant_id = $1 AND target_id IN (@many)";
    LEFT_IN = "SELECT ticket_id, CAST(SUM(CASE WHEN kind <> 'note' THEN 1 ELSE 0 END) AS @int) FROM message \
        WHERE tenant_id = $1 AND ticket_id IN (@many) GROUP BY ticket_id";
    DIGESTS = "SELECT digest_tag FROM intake WHERE tenant_id = $1 AND message_id IN (@many)";
    // References are found by their ticket: through all of a tenant's is the way that SQLite would go.
    REFERENCES = "SELECT r.tag FROM message m @by(sqlite_autoindex_message_1)@ CROSS JOIN message_reference r \
        @by(message_reference_ticket)@ WHERE m.tenant_id = $1 AND m.id IN (@many) AND r.tenant_id = $1 \
        AND r.ticket_id = m.ticket_id AND r.message_id = m.id";
    DRAFTS = "SELECT content_object, upload_ids FROM draft WHERE tenant_id = $1 AND ticket_id IN (@many)";
    FORGET_INTAKE = "UPDATE intake SET message_id = NULL, raw_object = NULL WHERE tenant_id = $1 AND message_id IN (@many)";
    DELETE_INTAKE = "DELETE FROM intake WHERE tenant_id = $1 AND message_id IN (@many)";
    DELETE_REFERENCES = "DELETE FROM message_reference WHERE tenant_id = $1 AND (tag, message_id) IN (SELECT r.tag, r.message_id \
        FROM message m @by(sqlite_autoindex_message_1)@ CROSS JOIN message_reference r @by(message_reference_ticket)@ \
        WHERE m.tenant_id = $1 AND m.id IN (@many) AND r.tenant_id = $1 AND r.ticket_id = m.ticket_id AND r.message_id = m.id)";
    DELETE_OUTBOX = "DELETE FROM outbox WHERE tenant_id = $1 AND message_id IN (@many)";
    DELETE_SIGNATURES = "DELETE FROM signature_queue WHERE tenant_id = $1 AND message_id IN (@many)";
    DELETE_DRAFTS = "DELETE FROM draft WHERE tenant_id = $1 AND ticket_id IN (@many)";
    DELETE_LINKS_BACK = "DELETE FROM ticket_link WHERE tenant_id = $1 AND (ticket_id, other_id) IN (SELECT other_id, ticket_id \
        FROM ticket_link WHERE tenant_id = $1 AND ticket_id IN (@many))";
    DELETE_LINKS = "DELETE FROM ticket_link WHERE tenant_id = $1 AND ticket_id IN (@many)";
    DELETE_MERGE_MESSAGES = "DELETE FROM ticket_merge_message WHERE tenant_id = $1 AND merge_id IN \
        (SELECT id FROM ticket_merge WHERE tenant_id = $1 AND (source_id IN (@many) OR target_id IN (@many)))";
    DELETE_MERGES = "DELETE FROM ticket_merge WHERE tenant_id = $1 AND (source_id IN (@many) OR target_id IN (@many))";
    DELETE_PARTICIPANTS = "DELETE FROM ticket_participant WHERE tenant_id = $1 AND ticket_id = $2 AND contact_id IN (@many)";
    DELETE_PARTICIPANT = "DELETE FROM ticket_participant WHERE tenant_id = $1 AND (ticket_id, contact_id) IN (SELECT ticket_id, \
        contact_id FROM ticket_participant WHERE tenant_id = $1 AND contact_id IN (@many))";
    DELETE_RESTRICTION = "DELETE FROM restriction WHERE tenant_id = $1 AND contact_id IN (@many)";
    DELETE_OBJECTION = "DELETE FROM objection WHERE tenant_id = $1 AND contact_id IN (@many)";
    DELETE_MOVE = "DELETE FROM organisation_move WHERE tenant_id = $1 AND contact_id IN (@many)";
    DELETE_SOME_INTAKE_OF = "DELETE FROM intake WHERE tenant_id = $1 AND id IN (SELECT id FROM intake \
        WHERE tenant_id = $1 AND mailbox_id = $2 LIMIT $3)";
    DELETE_INTAKE_OF = "DELETE FROM intake WHERE tenant_id = $1 AND mailbox_id = $2";
    DELETE_SYNC = "DELETE FROM mailbox_sync WHERE tenant_id = $1 AND mailbox_id = $2";
    DELETE_GRANT = "DELETE FROM mailbox_grant WHERE tenant_id = $1 AND mailbox_id = $2";
    DELETE_END = "DELETE FROM mailbox_end WHERE tenant_id = $1 AND mailbox_id = $2";
    DELETE_RULE = "DELETE FROM assign_rule WHERE tenant_id = $1 AND owner_id = $2";
    DELETE_MAILBOX = "DELETE FROM mailbox WHERE tenant_id = $1 AND id = $2";
}

/// How much belongs to something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extent {
    /// Conversations that go whole.
    pub tickets: i64,
    /// Messages in them.
    pub messages: i64,
    /// Files of those.
    pub attachments: i64,
    /// Of the messages: what other people than the contact wrote.
    pub of_others: i64,
    /// Messages in conversations that stay.
    pub elsewhere: i64,
    /// What is being written in conversations that go whole.
    pub drafts: i64,
    /// What is being written in the others that they take part in.
    pub drafts_elsewhere: i64,
}

fn numbers<const N: usize>(row: Option<&crate::db::Row>) -> Result<[i64; N]> {
    let mut out = [0; N];
    if let Some(row) = row {
        let mut f = row.fields();
        for slot in &mut out {
            *slot = f.i64()?;
        }
    }
    Ok(out)
}

async fn extent_of_contact(conn: &mut Conn, tenant: TenantId, contact: ContactId) -> Result<Extent> {
    let row = conn.find(COUNT_TICKETS_OF_CONTACT, args![tenant, contact]).await?;
    let [tickets, messages, attachments] = numbers(row.as_ref())?;
    let row = conn.find(COUNT_OTHERS_MESSAGES, args![tenant, contact]).await?;
    let [of_others] = numbers(row.as_ref())?;
    let row = conn.find(COUNT_MESSAGES_ELSEWHERE, args![tenant, contact]).await?;
    let [elsewhere] = numbers(row.as_ref())?;
    let row = conn.find(COUNT_DRAFTS_OF_CONTACT, args![tenant, contact]).await?;
    let [drafts] = numbers(row.as_ref())?;
    let row = conn.find(COUNT_DRAFTS_ELSEWHERE, args![tenant, contact]).await?;
    let [drafts_elsewhere] = numbers(row.as_ref())?;
    Ok(Extent { tickets, messages, attachments, of_others, elsewhere, drafts, drafts_elsewhere })
}

async fn extent_of_mailbox(conn: &mut Conn, tenant: TenantId, mailbox: MailboxId) -> Result<Extent> {
    let row = conn.find_slowly(COUNT_OF_MAILBOX, args![tenant, mailbox]).await?;
    let [messages, attachments] = numbers(row.as_ref())?;
    Ok(Extent { messages, attachments, ..Extent::default() })
}

async fn ids<T: FromId>(conn: &mut Conn, text: &'static str, args: Vec<Value>) -> Result<Vec<T>> {
    conn.list(text, args).await?.iter().map(|row| row.fields().id()).collect()
}

fn many<T: IntoValue + Copy>(ids: &[T]) -> Vec<Value> {
    ids.iter().map(|id| id.into_value()).collect()
}

async fn tickets_of_contact(
    conn: &mut Conn,
    tenant: TenantId,
    contact: ContactId,
    limit: u32,
) -> Result<Vec<TicketId>> {
    ids(conn, TICKETS_OF_CONTACT, args![tenant, contact, limit]).await
}

async fn tickets_of_mailbox(
    conn: &mut Conn,
    tenant: TenantId,
    mailbox: MailboxId,
    after: Option<TicketId>,
    limit: u32,
) -> Result<Vec<TicketId>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    ids(conn, TICKETS_OF_MAILBOX, args![tenant, mailbox, after, limit]).await
}

async fn messages_of_contact(
    conn: &mut Conn,
    tenant: TenantId,
    contact: ContactId,
    limit: u32,
) -> Result<Vec<MessageId>> {
    ids(conn, MESSAGES_OF_CONTACT, args![tenant, contact, limit]).await
}

async fn messages_of_mailbox(
    conn: &mut Conn,
    tenant: TenantId,
    mailbox: MailboxId,
    after: Option<MessageId>,
    limit: u32,
) -> Result<Vec<MessageId>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    ids(conn, MESSAGES_OF_MAILBOX, args![tenant, mailbox, after, limit]).await
}

async fn held_of_mailbox(
    conn: &mut Conn,
    tenant: TenantId,
    mailbox: MailboxId,
    limit: u32,
) -> Result<Vec<ObjectId>> {
    ids(conn, OBJECTS_OF_MAILBOX, args![tenant, mailbox, limit]).await
}

async fn tickets_of_participant(
    conn: &mut Conn,
    tenant: TenantId,
    contact: ContactId,
    after: Option<TicketId>,
    limit: u32,
) -> Result<Vec<TicketId>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    ids(conn, TICKETS_OF_PARTICIPANT, args![tenant, contact, after, limit]).await
}

async fn any_of_mailbox(
    conn: &mut Conn,
    tenant: TenantId,
    tickets: &[TicketId],
    mailbox: MailboxId,
) -> Result<bool> {
    Ok(!conn.list_many(ANY_OF_MAILBOX, args![tenant, mailbox], many(tickets)).await?.is_empty())
}

async fn contacts_without_tickets(
    conn: &mut Conn,
    tenant: TenantId,
    after: Option<ContactId>,
    limit: u32,
) -> Result<Vec<ContactId>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    ids(conn, CONTACTS_WITHOUT_TICKETS, args![tenant, after, limit]).await
}

async fn blobs_after(
    conn: &mut Conn,
    tenant: TenantId,
    after: Option<ObjectId>,
    limit: u32,
) -> Result<Vec<BlobRef>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    let rows = conn.list(BLOBS_AFTER, args![tenant, after, limit]).await?;
    rows.iter().map(crate::message::blob).collect()
}

async fn merged_into(conn: &mut Conn, tenant: TenantId, tickets: &[TicketId]) -> Result<Vec<TicketId>> {
    let rows = conn.list_many(MERGED_INTO, args![tenant], many(tickets)).await?;
    rows.iter().map(|row| row.fields().id()).collect()
}

async fn left_in(conn: &mut Conn, tenant: TenantId, tickets: &[TicketId]) -> Result<HashMap<TicketId, i64>> {
    let rows = conn.list_many(LEFT_IN, args![tenant], many(tickets)).await?;
    let of = |row: &crate::db::Row| {
        let mut f = row.fields();
        Ok((f.id()?, f.i64()?))
    };
    rows.iter().map(of).collect()
}

async fn tags_of(conn: &mut Conn, tenant: TenantId, messages: &[MessageId]) -> Result<Vec<Tag>> {
    let mut rows = conn.list_many(DIGESTS, args![tenant], many(messages)).await?;
    rows.append(&mut conn.list_many(REFERENCES, args![tenant], many(messages)).await?);
    rows.iter().map(|row| row.fields().tag()).collect()
}

async fn drafts(
    conn: &mut Conn,
    tenant: TenantId,
    tickets: &[TicketId],
) -> Result<(Vec<ObjectId>, Vec<ObjectId>)> {
    let (mut contents, mut uploads) = (Vec::new(), Vec::new());
    for row in conn.list_many(DRAFTS, args![tenant], many(tickets)).await? {
        let mut f = row.fields();
        contents.push(f.id()?);
        uploads.append(&mut f.ids()?);
    }
    Ok((contents, uploads))
}

reads! {
    /// How much belongs to a contact.
    extent_of_contact(contact: ContactId) -> Extent = extent_of_contact;
    /// How much belongs to a mailbox. Reads every message of the tenant.
    extent_of_mailbox(mailbox: MailboxId) -> Extent = extent_of_mailbox;
    /// Some of the tickets that a contact asked in.
    list_tickets_of_requester(contact: ContactId, limit: u32) -> Vec<TicketId> = tickets_of_contact;
    /// Tickets that are listed under a mailbox, after `after`.
    list_tickets_of_mailbox(mailbox: MailboxId, after: Option<TicketId>, limit: u32) -> Vec<TicketId> = tickets_of_mailbox;
    /// Some of the messages that a contact wrote.
    list_messages_of_contact(contact: ContactId, limit: u32) -> Vec<MessageId> = messages_of_contact;
    /// Messages that a mailbox took in or sent, after `after`.
    list_messages_of_mailbox(mailbox: MailboxId, after: Option<MessageId>, limit: u32) -> Vec<MessageId> = messages_of_mailbox;
    /// Tickets in which a contact takes part, after `after`.
    list_tickets_of_participant(contact: ContactId, after: Option<TicketId>, limit: u32) -> Vec<TicketId> = tickets_of_participant;
    /// Whether a mailbox took in or sent a message of one of these tickets.
    has_messages_of_mailbox(tickets: &[TicketId], mailbox: MailboxId) -> bool = any_of_mailbox;
    /// Contacts who take part in no ticket, after `after`.
    list_contacts_without_tickets(after: Option<ContactId>, limit: u32) -> Vec<ContactId> = contacts_without_tickets;
    /// Places of blobs, after `after`.
    list_blobs_after(after: Option<ObjectId>, limit: u32) -> Vec<BlobRef> = blobs_after;
    /// The bytes of some mails of a mailbox that wait for the scanner.
    list_held_objects_of_mailbox(mailbox: MailboxId, limit: u32) -> Vec<ObjectId> = held_of_mailbox;
    /// Tickets that were merged into one of these.
    list_tickets_merged_into(tickets: &[TicketId]) -> Vec<TicketId> = merged_into;
    /// How many mails are left in each of these tickets; a ticket with nothing in it, not even a note, is not among them.
    count_left_in_tickets(tickets: &[TicketId]) -> HashMap<TicketId, i64> = left_in;
    /// What these messages are known by: their bytes, their Message-IDs, what they say.
    list_tags_of_messages(messages: &[MessageId]) -> Vec<Tag> = tags_of;
    /// What is written on these tickets and was not sent: the drafts, and the uploads that they hold.
    list_draft_objects(tickets: &[TicketId]) -> (Vec<ObjectId>, Vec<ObjectId>) = drafts;
}

impl TenantTx {
    /// Takes messages out, with everything that hangs on them but their tickets' own numbers. Where they are not to be taken in
    /// again, what they were taken in by stays, and says no more what they became.
    pub async fn purge_messages(&mut self, messages: &[MessageId], may_come_again: bool) -> Result<u64> {
        let t = self.tenant();
        let intake = if may_come_again { DELETE_INTAKE } else { FORGET_INTAKE };
        for text in [intake, DELETE_OUTBOX, DELETE_SIGNATURES, DELETE_REFERENCES] {
            self.conn().execute_many(text, args![t], many(messages)).await?;
        }
        self.delete_messages(messages).await
    }

    /// Takes tickets out that have no messages any more, with everything that hangs on them.
    pub async fn purge_tickets(&mut self, tickets: &[TicketId]) -> Result<u64> {
        let t = self.tenant();
        for text in [DELETE_DRAFTS, DELETE_LINKS_BACK, DELETE_LINKS, DELETE_MERGE_MESSAGES, DELETE_MERGES] {
            self.conn().execute_many(text, args![t], many(tickets)).await?;
        }
        self.delete_tickets(tickets).await
    }

    /// Takes people out of a ticket in which nothing of what is left names them.
    pub async fn delete_participants(&mut self, ticket: TicketId, contacts: &[ContactId]) -> Result<u64> {
        let t = self.tenant();
        self.conn().execute_many(DELETE_PARTICIPANTS, args![t, ticket], many(contacts)).await
    }

    /// Takes mails out that wait for the scanner.
    pub async fn purge_held(&mut self, raws: &[ObjectId]) -> Result<u64> {
        let t = self.tenant();
        self.conn().execute_many(DELETE_HELD, args![t], many(raws)).await
    }

    /// Takes contacts out, and where they took part.
    pub async fn purge_contacts(&mut self, contacts: &[ContactId]) -> Result<u64> {
        let t = self.tenant();
        for text in [DELETE_PARTICIPANT, DELETE_MOVE, DELETE_RESTRICTION, DELETE_OBJECTION] {
            self.conn().execute_many(text, args![t], many(contacts)).await?;
        }
        self.delete_contacts(contacts).await
    }

    /// Takes some of what was noted of the mails that a mailbox took in; how many these were.
    pub async fn purge_some_intake_of(&mut self, mailbox: MailboxId, limit: u32) -> Result<u64> {
        let args = args![self.tenant(), mailbox, limit];
        self.conn().execute(DELETE_SOME_INTAKE_OF, args).await
    }

    /// Takes a mailbox out, and what is left of what it took in by; its messages and tickets are gone already.
    pub async fn purge_mailbox(&mut self, mailbox: MailboxId) -> Result<u64> {
        let t = self.tenant();
        for text in [DELETE_INTAKE_OF, DELETE_SYNC, DELETE_GRANT, DELETE_END, DELETE_RULE] {
            self.conn().execute(text, args![t, mailbox]).await?;
        }
        self.conn().execute(DELETE_MAILBOX, args![t, mailbox]).await
    }
}
