//! Messages of tickets, the references that thread them, participants and blob places.

use crate::db::{Conn, IntoValue, Row, Value, args, queries, reads};
use crate::ticket_mark::pack;
use crate::{Result, StoreError, TenantTx};
use domain::blob::BlobRef;
use domain::keyring::Tag;
use domain::record::{DeliveryDetail, MessageContent, SenderCheck};
use domain::{
    AgentId, ContactId, DeliveryState, MailKind, MailboxId, MessageId, MessageKind, ObjectId, ScanState,
    Sealed, SignatureState, TenantId, TicketId, Timestamp,
};

queries! {
    INSERT = "INSERT INTO message (tenant_id, id, ticket_id, mailbox_id, kind, mail_kind, scan_state, contact_id, \
        agent_id, raw_object, sent_at_ms, received_at_ms, attachment_count, delivery_state, delivery_detail_object, \
        delivery_detail_sealed, content_object, content_sealed, mention_ids, signature_state, \
        sender_check_object, sender_check_sealed) @rows";
    LIST_BY_IDS = "SELECT id, ticket_id, mailbox_id, kind, mail_kind, scan_state, contact_id, agent_id, raw_object, \
        sent_at_ms, received_at_ms, attachment_count, delivery_state, delivery_detail_object, \
        delivery_detail_sealed, content_object, content_sealed, mention_ids, signature_state, \
        sender_check_object, sender_check_sealed FROM message WHERE tenant_id = $1 AND id IN (@many)";
    LIST_TOLD = "SELECT id, kind, mail_kind, agent_id, delivery_state, mention_ids FROM message \
        WHERE tenant_id = $1 AND id IN (@many)";
    LIST_OF_TICKET = "SELECT id, ticket_id, mailbox_id, kind, mail_kind, scan_state, contact_id, agent_id, raw_object, \
        sent_at_ms, received_at_ms, attachment_count, delivery_state, delivery_detail_object, \
        delivery_detail_sealed, content_object, content_sealed, mention_ids, signature_state, \
        sender_check_object, sender_check_sealed FROM message \
        WHERE tenant_id = $1 AND ticket_id = $2 AND id > $3 ORDER BY id LIMIT $4";
    LIST_NEWEST_OF_TICKET = "SELECT id, ticket_id, mailbox_id, kind, mail_kind, scan_state, contact_id, agent_id, raw_object, \
        sent_at_ms, received_at_ms, attachment_count, delivery_state, delivery_detail_object, \
        delivery_detail_sealed, content_object, content_sealed, mention_ids, signature_state, \
        sender_check_object, sender_check_sealed FROM message \
        WHERE tenant_id = $1 AND ticket_id = $2 ORDER BY id DESC LIMIT $3";
    LIST_ALL = "SELECT id, ticket_id, mailbox_id, kind, mail_kind, scan_state, contact_id, agent_id, raw_object, \
        sent_at_ms, received_at_ms, attachment_count, delivery_state, delivery_detail_object, \
        delivery_detail_sealed, content_object, content_sealed, mention_ids, signature_state, \
        sender_check_object, sender_check_sealed FROM message \
        WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    COUNT = "SELECT COUNT(*) FROM message WHERE tenant_id = $1";
    COUNT_MAILS = "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND ticket_id = $2 AND kind <> 'note'";
    UPDATE_DELIVERY = "UPDATE message SET delivery_state = $4, delivery_detail_object = $5, \
        delivery_detail_sealed = $6, sent_at_ms = COALESCE($7, sent_at_ms) \
        WHERE tenant_id = $1 AND id = $2 AND delivery_state = $3";
    UPDATE_RAW = "UPDATE message SET raw_object = $3 WHERE tenant_id = $1 AND id = $2";
    UPDATE_SENDER_CHECK = "UPDATE message SET signature_state = 'checked', sender_check_object = $4, \
        sender_check_sealed = $5 WHERE tenant_id = $1 AND id = $2 AND ticket_id = $3 AND signature_state = 'waiting'";
    DELETE = "DELETE FROM message WHERE tenant_id = $1 AND id IN (@many)";
    INSERT_REFERENCES = "INSERT INTO message_reference (tenant_id, tag, message_id, ticket_id, sent_by_us) @rows \
        ON CONFLICT (tenant_id, tag, message_id) DO NOTHING";
    DELETE_REFERENCE = "DELETE FROM message_reference WHERE tenant_id = $1 AND tag = $2 AND message_id = $3";
    LIST_REFERENCES = "SELECT tag, message_id, ticket_id, sent_by_us FROM message_reference \
        WHERE tenant_id = $1 AND tag IN (@many)";
    INSERT_PARTICIPANTS = "INSERT INTO ticket_participant (tenant_id, ticket_id, contact_id) @rows \
        ON CONFLICT (tenant_id, ticket_id, contact_id) DO NOTHING";
    LIST_PARTICIPANTS = "SELECT ticket_id, contact_id FROM ticket_participant \
        WHERE tenant_id = $1 AND ticket_id IN (@many)";
    INSERT_BLOBS = "INSERT INTO blob (tenant_id, object_id, pack, offset_bytes, size_bytes) @rows";
    LIST_BLOBS = "SELECT object_id, pack, offset_bytes, size_bytes FROM blob \
        WHERE tenant_id = $1 AND object_id IN (@many)";
    DELETE_BLOBS = "DELETE FROM blob WHERE tenant_id = $1 AND object_id IN (@many)";
}

/// One mail, answer or note of a ticket.
#[derive(Debug, Clone)]
pub struct Message {
    /// Id.
    pub id: MessageId,
    /// Its ticket.
    pub ticket: TicketId,
    /// Through which mailbox it came or goes; decides the mailbox key.
    pub mailbox: MailboxId,
    /// What it is.
    pub kind: MessageKind,
    /// How the mail was classified.
    pub mail_kind: MailKind,
    /// What the virus scanner said.
    pub scan_state: ScanState,
    /// The author, when a contact.
    pub contact: Option<ContactId>,
    /// The author, when an agent.
    pub agent: Option<AgentId>,
    /// Its raw bytes.
    pub raw_object: Option<ObjectId>,
    /// When it was sent: the Date field, or when the mail server took it.
    pub sent_at: Option<Timestamp>,
    /// When it came in or was written.
    pub received_at: Timestamp,
    /// Attachments.
    pub attachment_count: u32,
    /// Where an answer stands.
    pub delivery_state: Option<DeliveryState>,
    /// Why it was not delivered.
    pub delivery_detail: Option<Sealed<DeliveryDetail>>,
    /// What was read or written.
    pub content: Sealed<MessageContent>,
    /// The agents whom a note mentions.
    pub mentions: Vec<AgentId>,
    /// Whether its signatures were checked here; `None` where that was never asked for.
    pub signature_state: Option<SignatureState>,
    /// What they came to.
    pub sender_check: Option<Sealed<SenderCheck>>,
}

/// What of a message decides who is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageFacts {
    /// Id.
    pub id: MessageId,
    /// What it is.
    pub kind: MessageKind,
    /// How the mail was classified.
    pub mail_kind: MailKind,
    /// The author, when an agent.
    pub agent: Option<AgentId>,
    /// Where an answer stands.
    pub delivery_state: Option<DeliveryState>,
    /// The agents whom a note mentions.
    pub mentions: Vec<AgentId>,
}

/// A Message-ID of the tenant, by tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MessageReference {
    /// Tag of the Message-ID, provider thread id or subject token.
    pub tag: Tag,
    /// The message that carries it.
    pub message: MessageId,
    /// Its ticket.
    pub ticket: TicketId,
    /// Whether Deskhero sent it: then a reference to it suffices to join.
    pub sent_by_us: bool,
}

/// A contact who takes part in a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Participant {
    /// The ticket.
    pub ticket: TicketId,
    /// The contact.
    pub contact: ContactId,
}

fn read(row: &Row) -> Result<Message> {
    let mut f = row.fields();
    Ok(Message {
        id: f.id()?,
        ticket: f.id()?,
        mailbox: f.id()?,
        kind: f.state()?,
        mail_kind: f.state()?,
        scan_state: f.state()?,
        contact: f.id_opt()?,
        agent: f.id_opt()?,
        raw_object: f.id_opt()?,
        sent_at: f.time_opt()?,
        received_at: f.time()?,
        attachment_count: f.u32()?,
        delivery_state: f.state_opt()?,
        delivery_detail: f.sealed_opt()?,
        content: f.sealed()?,
        mentions: f.ids()?,
        signature_state: f.state_opt()?,
        sender_check: f.sealed_opt()?,
    })
}

fn write(t: TenantId, m: &Message) -> Vec<Value> {
    let detail = m.delivery_detail.as_ref();
    let check = m.sender_check.as_ref();
    args![
        t,
        m.id,
        m.ticket,
        m.mailbox,
        m.kind,
        m.mail_kind,
        m.scan_state,
        m.contact,
        m.agent,
        m.raw_object,
        m.sent_at,
        m.received_at,
        m.attachment_count,
        m.delivery_state,
        detail.map(|d| d.object()),
        detail.map(|d| d.as_bytes()),
        m.content.object(),
        m.content.as_bytes(),
        pack(m.mentions.iter().map(AgentId::as_bytes)),
        m.signature_state,
        check.map(|c| c.object()),
        check.map(|c| c.as_bytes())
    ]
}

fn values<T: IntoValue + Copy>(list: &[T]) -> Vec<Value> {
    list.iter().map(|v| v.into_value()).collect()
}

async fn by_ids(conn: &mut Conn, tenant: TenantId, ids: &[MessageId]) -> Result<Vec<Message>> {
    conn.list_many(LIST_BY_IDS, args![tenant], values(ids)).await?.iter().map(read).collect()
}

async fn told(conn: &mut Conn, tenant: TenantId, ids: &[MessageId]) -> Result<Vec<MessageFacts>> {
    let rows = conn.list_many(LIST_TOLD, args![tenant], values(ids)).await?;
    let read = |row: &Row| {
        let mut f = row.fields();
        Ok(MessageFacts {
            id: f.id()?,
            kind: f.state()?,
            mail_kind: f.state()?,
            agent: f.id_opt()?,
            delivery_state: f.state_opt()?,
            mentions: f.ids()?,
        })
    };
    rows.iter().map(read).collect()
}

async fn find(conn: &mut Conn, tenant: TenantId, id: MessageId) -> Result<Option<Message>> {
    Ok(by_ids(conn, tenant, &[id]).await?.pop())
}

async fn get(conn: &mut Conn, tenant: TenantId, id: MessageId) -> Result<Message> {
    find(conn, tenant, id).await?.ok_or(StoreError::NotFound("message"))
}

async fn of_ticket(
    conn: &mut Conn,
    tenant: TenantId,
    ticket: TicketId,
    after: Option<MessageId>,
    limit: u32,
) -> Result<Vec<Message>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    conn.list(LIST_OF_TICKET, args![tenant, ticket, after, limit]).await?.iter().map(read).collect()
}

async fn newest_of_ticket(
    conn: &mut Conn,
    tenant: TenantId,
    ticket: TicketId,
    limit: u32,
) -> Result<Vec<Message>> {
    conn.list(LIST_NEWEST_OF_TICKET, args![tenant, ticket, limit]).await?.iter().rev().map(read).collect()
}

async fn all(
    conn: &mut Conn,
    tenant: TenantId,
    after: Option<MessageId>,
    limit: u32,
) -> Result<Vec<Message>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    conn.list(LIST_ALL, args![tenant, after, limit]).await?.iter().map(read).collect()
}

async fn count_mails(conn: &mut Conn, tenant: TenantId, ticket: TicketId) -> Result<i64> {
    conn.find(COUNT_MAILS, args![tenant, ticket]).await?.map_or(Ok(0), |row| row.fields().i64())
}

async fn count(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    conn.find_slowly(COUNT, args![tenant]).await?.map_or(Ok(0), |row| row.fields().i64())
}

async fn references(conn: &mut Conn, tenant: TenantId, tags: &[Tag]) -> Result<Vec<MessageReference>> {
    let rows = conn.list_many(LIST_REFERENCES, args![tenant], values(tags)).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(MessageReference { tag: f.tag()?, message: f.id()?, ticket: f.id()?, sent_by_us: f.flag()? })
        })
        .collect()
}

async fn participants(conn: &mut Conn, tenant: TenantId, tickets: &[TicketId]) -> Result<Vec<Participant>> {
    let rows = conn.list_many(LIST_PARTICIPANTS, args![tenant], values(tickets)).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(Participant { ticket: f.id()?, contact: f.id()? })
        })
        .collect()
}

async fn blobs(conn: &mut Conn, tenant: TenantId, objects: &[ObjectId]) -> Result<Vec<BlobRef>> {
    let rows = conn.list_many(LIST_BLOBS, args![tenant], values(objects)).await?;
    rows.iter().map(blob).collect()
}

pub(crate) fn blob(row: &Row) -> Result<BlobRef> {
    let mut f = row.fields();
    Ok(BlobRef { object: f.id()?, pack: f.text()?.to_owned(), offset_bytes: f.i64()?, size_bytes: f.i64()? })
}

async fn find_blob(conn: &mut Conn, tenant: TenantId, object: ObjectId) -> Result<Option<BlobRef>> {
    Ok(blobs(conn, tenant, &[object]).await?.pop())
}

reads! {
    /// A message.
    find_message(id: MessageId) -> Option<Message> = find;
    /// A message; an error when there is none.
    get_message(id: MessageId) -> Message = get;
    /// These messages, in no order; unknown ids are left out.
    list_messages_by_ids(ids: &[MessageId]) -> Vec<Message> = by_ids;
    /// What of these messages decides who is told of them, in no order; unknown ids are left out.
    list_message_facts(ids: &[MessageId]) -> Vec<MessageFacts> = told;
    /// Messages of a ticket, oldest first, after `after`.
    list_messages_of_ticket(ticket: TicketId, after: Option<MessageId>, limit: u32) -> Vec<Message> = of_ticket;
    /// The newest messages of a ticket, oldest of them first.
    list_newest_messages_of_ticket(ticket: TicketId, limit: u32) -> Vec<Message> = newest_of_ticket;
    /// Messages of the tenant, oldest first, after `after` (for the index).
    list_messages(after: Option<MessageId>, limit: u32) -> Vec<Message> = all;
    /// Messages of the tenant.
    count_messages() -> i64 = count;
    /// Messages of a ticket, notes not counted.
    count_mails_of_ticket(ticket: TicketId) -> i64 = count_mails;
    /// The messages that carry these tags.
    list_message_references(tags: &[Tag]) -> Vec<MessageReference> = references;
    /// Who takes part in these tickets.
    list_participants(tickets: &[TicketId]) -> Vec<Participant> = participants;
    /// Where the bytes of these objects lie.
    list_blobs(objects: &[ObjectId]) -> Vec<BlobRef> = blobs;
    /// Where the bytes of an object lie.
    find_blob(object: ObjectId) -> Option<BlobRef> = find_blob;
}

impl TenantTx {
    /// Adds messages; their tickets may be added later in the same write.
    pub async fn insert_messages(&mut self, messages: &[Message]) -> Result<()> {
        let t = self.tenant();
        self.conn().insert(INSERT, messages.iter().map(|m| write(t, m)).collect()).await.map(|_| ())
    }

    /// Moves a message's delivery on from `from` (a bounce comes in: sent → bounced).
    /// [`StoreError::Conflict`] when it is in another state. For what the outbox holds, see `update_outbox`.
    pub async fn update_delivery(
        &mut self,
        message: MessageId,
        from: DeliveryState,
        to: DeliveryState,
        detail: Option<&Sealed<DeliveryDetail>>,
        sent_at: Option<Timestamp>,
    ) -> Result<()> {
        let args = args![
            self.tenant(),
            message,
            from,
            to,
            detail.map(|d| d.object()),
            detail.map(|d| d.as_bytes()),
            sent_at
        ];
        match self.conn().execute(UPDATE_DELIVERY, args).await? {
            0 => Err(StoreError::Conflict("delivery")),
            _ => Ok(()),
        }
    }

    /// Keeps what the signatures of a mail came to; false when they wait no more, or it is in another ticket by now: the
    /// record depends on the key of the one that it was sealed for.
    pub async fn update_sender_check(
        &mut self,
        message: MessageId,
        ticket: TicketId,
        check: &Sealed<SenderCheck>,
    ) -> Result<bool> {
        let args = args![self.tenant(), message, ticket, check.object(), check.as_bytes()];
        Ok(self.conn().execute(UPDATE_SENDER_CHECK, args).await? > 0)
    }

    /// Notes the raw bytes of an answer once it is composed.
    pub async fn update_message_raw(&mut self, message: MessageId, raw: ObjectId) -> Result<()> {
        let args = args![self.tenant(), message, raw];
        match self.conn().execute(UPDATE_RAW, args).await? {
            0 => Err(StoreError::NotFound("message")),
            _ => Ok(()),
        }
    }

    /// Removes messages; returns how many there were.
    pub async fn delete_messages(&mut self, ids: &[MessageId]) -> Result<u64> {
        let t = self.tenant();
        self.conn().execute_many(DELETE, args![t], values(ids)).await
    }

    /// Adds reference tags; one that a message has already changes nothing.
    pub async fn insert_message_references(&mut self, references: &[MessageReference]) -> Result<()> {
        let t = self.tenant();
        let rows = references.iter().map(|r| args![t, r.tag, r.message, r.ticket, r.sent_by_us]).collect();
        self.conn().insert(INSERT_REFERENCES, rows).await.map(|_| ())
    }

    /// Removes a message's reference tag.
    pub async fn delete_message_reference(&mut self, tag: Tag, message: MessageId) -> Result<()> {
        let t = self.tenant();
        self.conn().execute(DELETE_REFERENCE, args![t, tag, message]).await.map(|_| ())
    }

    /// Adds participants; one who takes part already changes nothing.
    pub async fn insert_participants(&mut self, participants: &[Participant]) -> Result<()> {
        let t = self.tenant();
        let rows = participants.iter().map(|p| args![t, p.ticket, p.contact]).collect();
        self.conn().insert(INSERT_PARTICIPANTS, rows).await.map(|_| ())
    }

    /// Adds the places of blobs that are durable already.
    pub async fn insert_blobs(&mut self, blobs: &[BlobRef]) -> Result<()> {
        let t = self.tenant();
        let rows =
            blobs.iter().map(|b| args![t, b.object, b.pack.clone(), b.offset_bytes, b.size_bytes]).collect();
        self.conn().insert(INSERT_BLOBS, rows).await.map(|_| ())
    }

    /// Forgets the places of blobs; returns how many there were.
    pub async fn delete_blobs(&mut self, objects: &[ObjectId]) -> Result<u64> {
        let t = self.tenant();
        self.conn().execute_many(DELETE_BLOBS, args![t], values(objects)).await
    }
}
