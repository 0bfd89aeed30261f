//! Subject requests: who asked what about their own data, until when it is due, and what came of it.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::keyring::Tag;
use domain::record::SubjectRequestContent;
use domain::{
    AgentId, ContactId, ErasureMode, ObjectId, Sealed, SubjectDecision, SubjectRequestId,
    SubjectRequestSource, SubjectRequestState, SubjectRight, TenantId, TicketId, Timestamp,
};

queries! {
    INSERT = "INSERT INTO subject_request (tenant_id, id, number, asks_for, state, source, contact_id, ticket_id, \
        content_object, content_sealed, proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, \
        decided_by_id, carried_out_at_ms, closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, \
        updated_at_ms, about_tenant_id, about_agent_id, erasure_mode) @rows";
    UPDATE = "UPDATE subject_request SET number = $3, state = $4, contact_id = $5, ticket_id = $6, content_object = $7, \
        content_sealed = $8, proof_tag = $9, proof_until_ms = $10, due_at_ms = $11, decision = $12, decided_at_ms = $13, \
        decided_by_id = $14, carried_out_at_ms = $15, closed_at_ms = $16, alarms = $17, updated_at_ms = $18, \
        asks_for = $19, acknowledge = $20, held_at_ms = $21, held_told_at_ms = $22, erasure_mode = $24, version = version + 1 \
        WHERE tenant_id = $1 AND id = $2 AND version = $23";
    // Whoever reads it next reads it without.
    LEAVE_TICKETS = "UPDATE subject_request SET ticket_id = NULL, version = version + 1 WHERE tenant_id = $1 \
        AND contact_id = $2 AND ticket_id IS NOT NULL";
    FIND = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, proof_tag, \
        proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request WHERE tenant_id = $1 AND id = $2";
    FIND_BY_PROOF = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request \
        WHERE tenant_id = $1 AND proof_tag = $2 AND proof_until_ms > $3";
    LIST_OPEN = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request WHERE tenant_id = $1 \
        AND state IN ('identity', 'open', 'extended', 'held') AND (due_at_ms > $2 OR (due_at_ms = $2 AND id > $3)) \
        ORDER BY due_at_ms, id LIMIT $4";
    LIST_OPEN_ABOUT_AGENTS = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request WHERE tenant_id = $1 \
        AND about_agent_id IS NOT NULL AND state IN ('open', 'extended') AND (due_at_ms > $2 OR (due_at_ms = $2 AND id > $3)) \
        ORDER BY due_at_ms, id LIMIT $4";
    LIST_CLOSED_ABOUT_AGENTS = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request WHERE tenant_id = $1 \
        AND about_agent_id IS NOT NULL AND state IN ('done', 'refused', 'withdrawn') \
        AND (due_at_ms < $2 OR (due_at_ms = $2 AND id < $3)) ORDER BY due_at_ms DESC, id DESC LIMIT $4";
    LIST_OF_AGENT = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request WHERE tenant_id = $1 \
        AND about_tenant_id = $2 AND about_agent_id = $3 ORDER BY number DESC LIMIT 50";
    LIST_TO_PASS_ON = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request WHERE tenant_id = $1 \
        AND about_agent_id IS NULL AND (state IN ('open', 'extended', 'held') OR (state = 'identity' AND number IS NOT NULL)) \
        ORDER BY due_at_ms, id LIMIT $2";
    LIST_CLOSED = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request WHERE tenant_id = $1 \
        AND state IN ('done', 'refused', 'withdrawn') AND (due_at_ms < $2 OR (due_at_ms = $2 AND id < $3)) \
        ORDER BY due_at_ms DESC, id DESC LIMIT $4";
    LIST_HELD = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request WHERE tenant_id = $1 \
        AND state = 'held' AND (due_at_ms > $2 OR (due_at_ms = $2 AND id > $3)) ORDER BY due_at_ms, id LIMIT $4";
    LIST_ERASING = "SELECT id FROM subject_request WHERE tenant_id = $1 AND state IN ('open', 'extended', 'held') \
        AND asks_for = 'erasure' AND decision = 'granted' AND contact_id IS NOT NULL AND id > $2 ORDER BY id LIMIT $3";
    LIST_OF_TICKET = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request \
        WHERE tenant_id = $1 AND ticket_id = $2 ORDER BY id DESC LIMIT 20";
    LIST_OF_CONTACT = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request \
        WHERE tenant_id = $1 AND contact_id = $2 ORDER BY id DESC LIMIT 20";
    LIST_UNALARMED = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, content_sealed, \
        proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, carried_out_at_ms, \
        closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request WHERE tenant_id = $1 \
        AND (state IN ('open', 'extended', 'held') OR (state = 'identity' AND number IS NOT NULL)) \
        AND alarms < 2 AND due_at_ms <= $2 ORDER BY due_at_ms, id LIMIT $3";
    // What still restricts somebody is needed for its end.
    LIST_WORDS_BEFORE = "SELECT id, number, asks_for, state, source, contact_id, ticket_id, content_object, \
        content_sealed, proof_tag, proof_until_ms, received_at_ms, due_at_ms, decision, decided_at_ms, decided_by_id, \
        carried_out_at_ms, closed_at_ms, alarms, acknowledge, held_at_ms, held_told_at_ms, version, updated_at_ms, about_tenant_id, about_agent_id, erasure_mode FROM subject_request WHERE tenant_id = $1 \
        AND closed_at_ms IS NOT NULL AND closed_at_ms <= $2 AND content_object IS NOT NULL \
        AND NOT EXISTS (SELECT 1 FROM restriction r WHERE r.tenant_id = $1 AND r.request_id = subject_request.id) LIMIT $3";
    LIST_UNPROVED = "SELECT id, content_object FROM subject_request WHERE tenant_id = $1 AND state = 'identity' \
        AND number IS NULL AND proof_until_ms <= $2 LIMIT $3";
    COUNT_UNPROVED = "SELECT COUNT(*) FROM subject_request WHERE tenant_id = $1 AND state = 'identity' \
        AND number IS NULL";
    COUNT_DUE = "SELECT COUNT(*) FROM subject_request WHERE tenant_id = $1 AND (state IN ('open', 'extended', 'held') \
        OR (state = 'identity' AND number IS NOT NULL)) AND due_at_ms <= $2";
    COUNT_DUE_ABOUT_AGENTS = "SELECT COUNT(*) FROM subject_request WHERE tenant_id = $1 AND about_agent_id IS NOT NULL \
        AND state IN ('open', 'extended') AND due_at_ms <= $2";
    LIST_UNACKNOWLEDGED = "SELECT id FROM subject_request WHERE tenant_id = $1 AND acknowledge = 1 LIMIT $2";
    NEXT_NUMBER = "SELECT COALESCE(MAX(number), 0) + 1 FROM subject_request WHERE tenant_id = $1";
    DELETE = "DELETE FROM subject_request WHERE tenant_id = $1 AND id = $2";
    COUNT_TICKETS = "SELECT COUNT(*) FROM ticket WHERE tenant_id = $1 AND requester_contact_id = $2";
    COUNT_MESSAGES = "SELECT COUNT(*) FROM message WHERE tenant_id = $1 AND contact_id = $2";
    COUNT_FILES = "SELECT CAST(COALESCE(SUM(attachment_count), 0) AS BIGINT) FROM message WHERE tenant_id = $1 AND contact_id = $2";
    // CROSS: SQLite takes the tables in this order.
    COUNT_ANSWERS = "SELECT COUNT(*) FROM ticket t CROSS JOIN message m WHERE m.tenant_id = t.tenant_id AND m.ticket_id = t.id \
        AND t.tenant_id = $1 AND t.requester_contact_id = $2 AND m.kind = $3";
    COUNT_ELSEWHERE = "SELECT COUNT(*) FROM ticket_participant p CROSS JOIN ticket t WHERE t.tenant_id = p.tenant_id \
        AND t.id = p.ticket_id AND p.tenant_id = $1 AND p.contact_id = $2 AND t.requester_contact_id <> $2";
    COUNTRY = "SELECT country FROM subject_request_settings WHERE tenant_id = $1";
    PUT_COUNTRY = "INSERT INTO subject_request_settings (tenant_id, country) @rows \
        ON CONFLICT (tenant_id) DO UPDATE SET country = excluded.country";
}

/// A request.
#[derive(Debug, Clone)]
pub struct SubjectRequest {
    /// Id.
    pub id: SubjectRequestId,
    /// Counted by tenant, once it is a case.
    pub number: Option<i64>,
    /// What is asked for.
    pub right: SubjectRight,
    /// Where it stands.
    pub state: SubjectRequestState,
    /// How it came in.
    pub source: SubjectRequestSource,
    /// Whom it is about, once that is known.
    pub contact: Option<ContactId>,
    /// The ticket in which it came, or is spoken about.
    pub ticket: Option<TicketId>,
    /// Who, in which words, and what was done; `None` once it was forgotten.
    pub content: Option<Sealed<SubjectRequestContent>>,
    /// Digest of the secret in the link that proves the address.
    pub proof_tag: Option<Tag>,
    /// Until when that works.
    pub proof_until: Option<Timestamp>,
    /// When it was received.
    pub received_at: Timestamp,
    /// When its answer is due.
    pub due_at: Timestamp,
    /// What was decided.
    pub decision: Option<SubjectDecision>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// By whom.
    pub decided_by: Option<AgentId>,
    /// When that was carried out.
    pub carried_out_at: Option<Timestamp>,
    /// When who asked had the outcome.
    pub closed_at: Option<Timestamp>,
    /// How many alarms were given.
    pub alarms: u32,
    /// Its receipt is still to be confirmed.
    pub acknowledge: bool,
    /// Since when a legal hold keeps it waiting, or kept it.
    pub held_at: Option<Timestamp>,
    /// When whoever asked was told so.
    pub held_told_at: Option<Timestamp>,
    /// Counts up with every change.
    pub version: i64,
    /// Last changed.
    pub updated_at: Timestamp,
    /// The agent whose account it is about, and of which company: at the operator's alone.
    pub account: Option<(TenantId, AgentId)>,
    /// How a granted erasure of somebody who is known is carried out; of one from before that could be chosen, nothing, and
    /// everything is erased.
    pub erasure_mode: Option<ErasureMode>,
}

/// How much is held of a contact, by category.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldCounts {
    /// Tickets that they asked for.
    pub tickets: i64,
    /// Mails that they wrote.
    pub mails: i64,
    /// Files with them.
    pub files: i64,
    /// Answers in their tickets.
    pub answers: i64,
    /// Notes in their tickets.
    pub notes: i64,
    /// Tickets of others in which they take part.
    pub elsewhere: i64,
}

pub(crate) fn read(row: &Row) -> Result<SubjectRequest> {
    let mut f = row.fields();
    Ok(SubjectRequest {
        id: f.id()?,
        number: f.i64_opt()?,
        right: f.state()?,
        state: f.state()?,
        source: f.state()?,
        contact: f.id_opt()?,
        ticket: f.id_opt()?,
        content: f.sealed_opt()?,
        proof_tag: f.tag_opt()?,
        proof_until: f.time_opt()?,
        received_at: f.time()?,
        due_at: f.time()?,
        decision: f.state_opt()?,
        decided_at: f.time_opt()?,
        decided_by: f.id_opt()?,
        carried_out_at: f.time_opt()?,
        closed_at: f.time_opt()?,
        alarms: f.u32()?,
        acknowledge: f.flag()?,
        held_at: f.time_opt()?,
        held_told_at: f.time_opt()?,
        version: f.i64()?,
        updated_at: f.time()?,
        account: f.id_opt()?.zip(f.id_opt()?),
        erasure_mode: f.state_opt()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: SubjectRequestId) -> Result<Option<SubjectRequest>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn by_proof(
    conn: &mut Conn,
    tenant: TenantId,
    tag: Tag,
    now: Timestamp,
) -> Result<Option<SubjectRequest>> {
    conn.find(FIND_BY_PROOF, args![tenant, tag, now]).await?.as_ref().map(read).transpose()
}

/// Before and behind every place in an order by time.
const FIRST: (i64, [u8; 16]) = (i64::MIN, [0; 16]);
const LAST: (i64, [u8; 16]) = (i64::MAX, [0xff; 16]);

/// Lists that are read page by page.
macro_rules! pages {
    ($($name:ident = $query:ident from $begin:ident;)+) => {$(
        async fn $name(
            conn: &mut Conn,
            tenant: TenantId,
            after: Option<(Timestamp, SubjectRequestId)>,
            limit: u32,
        ) -> Result<Vec<SubjectRequest>> {
            let (at, id) = after.map_or($begin, |(at, id)| (at.as_millis(), *id.as_bytes()));
            conn.list($query, args![tenant, at, id, limit]).await?.iter().map(read).collect()
        }
    )+};
}

pages! {
    open = LIST_OPEN from FIRST;
    held = LIST_HELD from FIRST;
    closed = LIST_CLOSED from LAST;
    open_about_agents = LIST_OPEN_ABOUT_AGENTS from FIRST;
    closed_about_agents = LIST_CLOSED_ABOUT_AGENTS from LAST;
}

async fn of_agent(
    conn: &mut Conn,
    tenant: TenantId,
    company: TenantId,
    agent: AgentId,
) -> Result<Vec<SubjectRequest>> {
    conn.list(LIST_OF_AGENT, args![tenant, company, agent]).await?.iter().map(read).collect()
}

async fn to_pass_on(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<SubjectRequest>> {
    conn.list(LIST_TO_PASS_ON, args![tenant, limit]).await?.iter().map(read).collect()
}

async fn count_due_about_agents(conn: &mut Conn, tenant: TenantId, before: Timestamp) -> Result<i64> {
    number(conn, COUNT_DUE_ABOUT_AGENTS, args![tenant, before]).await
}

async fn erasing(
    conn: &mut Conn,
    tenant: TenantId,
    after: Option<SubjectRequestId>,
    limit: u32,
) -> Result<Vec<SubjectRequestId>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    conn.list(LIST_ERASING, args![tenant, after, limit]).await?.iter().map(|row| row.fields().id()).collect()
}

async fn of_ticket(conn: &mut Conn, tenant: TenantId, ticket: TicketId) -> Result<Vec<SubjectRequest>> {
    conn.list(LIST_OF_TICKET, args![tenant, ticket]).await?.iter().map(read).collect()
}

async fn of_contact(conn: &mut Conn, tenant: TenantId, contact: ContactId) -> Result<Vec<SubjectRequest>> {
    conn.list(LIST_OF_CONTACT, args![tenant, contact]).await?.iter().map(read).collect()
}

async fn unalarmed(
    conn: &mut Conn,
    tenant: TenantId,
    due_before: Timestamp,
    limit: u32,
) -> Result<Vec<SubjectRequest>> {
    conn.list(LIST_UNALARMED, args![tenant, due_before, limit]).await?.iter().map(read).collect()
}

async fn words_before(
    conn: &mut Conn,
    tenant: TenantId,
    closed_before: Timestamp,
    limit: u32,
) -> Result<Vec<SubjectRequest>> {
    conn.list(LIST_WORDS_BEFORE, args![tenant, closed_before, limit]).await?.iter().map(read).collect()
}

async fn unacknowledged(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<SubjectRequestId>> {
    conn.list(LIST_UNACKNOWLEDGED, args![tenant, limit]).await?.iter().map(|row| row.fields().id()).collect()
}

async fn unproved(
    conn: &mut Conn,
    tenant: TenantId,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(SubjectRequestId, Option<ObjectId>)>> {
    let pair = |row: &Row| {
        let mut f = row.fields();
        Ok((f.id()?, f.id_opt()?))
    };
    conn.list(LIST_UNPROVED, args![tenant, now, limit]).await?.iter().map(pair).collect()
}

async fn number(conn: &mut Conn, text: &'static str, args: Vec<crate::db::Value>) -> Result<i64> {
    conn.find(text, args).await?.ok_or(StoreError::Corrupt("count"))?.fields().i64()
}

async fn count_unproved(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    number(conn, COUNT_UNPROVED, args![tenant]).await
}

async fn count_due(conn: &mut Conn, tenant: TenantId, before: Timestamp) -> Result<i64> {
    number(conn, COUNT_DUE, args![tenant, before]).await
}

async fn next_number(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    number(conn, NEXT_NUMBER, args![tenant]).await
}

async fn count_held(conn: &mut Conn, tenant: TenantId, contact: ContactId) -> Result<HeldCounts> {
    use domain::MessageKind::{Note, Outbound};
    Ok(HeldCounts {
        tickets: number(conn, COUNT_TICKETS, args![tenant, contact]).await?,
        mails: number(conn, COUNT_MESSAGES, args![tenant, contact]).await?,
        files: number(conn, COUNT_FILES, args![tenant, contact]).await?,
        answers: number(conn, COUNT_ANSWERS, args![tenant, contact, Outbound]).await?,
        notes: number(conn, COUNT_ANSWERS, args![tenant, contact, Note]).await?,
        elsewhere: number(conn, COUNT_ELSEWHERE, args![tenant, contact]).await?,
    })
}

async fn country(conn: &mut Conn, tenant: TenantId) -> Result<Option<String>> {
    let row = conn.find(COUNTRY, args![tenant]).await?;
    row.map(|row| Ok(row.fields().text()?.to_owned())).transpose()
}

reads! {
    /// Cases about accounts that are to be worked on, the next due first.
    list_open_account_requests(after: Option<(Timestamp, SubjectRequestId)>, limit: u32) -> Vec<SubjectRequest> = open_about_agents;
    /// Cases about accounts that are closed, the last due first.
    list_closed_account_requests(after: Option<(Timestamp, SubjectRequestId)>, limit: u32) -> Vec<SubjectRequest> = closed_about_agents;
    /// What an agent of a company asked about their account, newest first.
    list_requests_of_account(company: TenantId, agent: AgentId) -> Vec<SubjectRequest> = of_agent;
    /// What came by the operator's form and was proved: it is somebody else's to answer.
    list_subject_requests_to_pass_on(limit: u32) -> Vec<SubjectRequest> = to_pass_on;
    /// How many cases about accounts are due by then.
    count_account_requests_due(before: Timestamp) -> i64 = count_due_about_agents;
    /// A request.
    find_subject_request(id: SubjectRequestId) -> Option<SubjectRequest> = find;
    /// The request under the link that proves its address, while it works.
    find_subject_request_by_proof(tag: Tag, now: Timestamp) -> Option<SubjectRequest> = by_proof;
    /// What is to be done, the next due first, behind `after`.
    list_open_subject_requests(after: Option<(Timestamp, SubjectRequestId)>, limit: u32) -> Vec<SubjectRequest> = open;
    /// What was done, last due first, behind `after`.
    list_closed_subject_requests(after: Option<(Timestamp, SubjectRequestId)>, limit: u32) -> Vec<SubjectRequest> = closed;
    /// What waits for a legal hold, the next due first, behind `after`.
    list_held_subject_requests(after: Option<(Timestamp, SubjectRequestId)>, limit: u32) -> Vec<SubjectRequest> = held;
    /// Granted requests for an erasure that are open, behind `after`.
    list_erasing_subject_requests(after: Option<SubjectRequestId>, limit: u32) -> Vec<SubjectRequestId> = erasing;
    /// Those that a ticket is about, newest first.
    list_subject_requests_of_ticket(ticket: TicketId) -> Vec<SubjectRequest> = of_ticket;
    /// Those of a contact, newest first.
    list_subject_requests_of_contact(contact: ContactId) -> Vec<SubjectRequest> = of_contact;
    /// Cases that are due before this and of which not all alarms were given.
    list_unalarmed_subject_requests(due_before: Timestamp, limit: u32) -> Vec<SubjectRequest> = unalarmed;
    /// Those that were closed before this and whose words are still kept.
    list_subject_requests_to_forget(closed_before: Timestamp, limit: u32) -> Vec<SubjectRequest> = words_before;
    /// Those that nobody proved in time.
    list_unproved_subject_requests(now: Timestamp, limit: u32) -> Vec<(SubjectRequestId, Option<ObjectId>)> = unproved;
    /// Those whose receipt is still to be confirmed.
    list_unacknowledged_subject_requests(limit: u32) -> Vec<SubjectRequestId> = unacknowledged;
    /// How many wait for their proof.
    count_unproved_subject_requests() -> i64 = count_unproved;
    /// How many cases are due before this.
    count_subject_requests_due(before: Timestamp) -> i64 = count_due;
    /// The number of the next case; asked for in the transaction that writes it.
    next_subject_request_number() -> i64 = next_number;
    /// How much is held of a contact.
    count_held_of_contact(contact: ContactId) -> HeldCounts = count_held;
    /// The country whose authority letters name, where it was set.
    find_subject_request_country() -> Option<String> = country;
}

impl TenantTx {
    /// Keeps a request.
    pub async fn insert_subject_request(&mut self, r: &SubjectRequest) -> Result<()> {
        let row = args![
            self.tenant(),
            r.id,
            r.number,
            r.right,
            r.state,
            r.source,
            r.contact,
            r.ticket,
            r.content.as_ref().map(Sealed::object),
            r.content.as_ref().map(Sealed::as_bytes),
            r.proof_tag,
            r.proof_until,
            r.received_at,
            r.due_at,
            r.decision,
            r.decided_at,
            r.decided_by,
            r.carried_out_at,
            r.closed_at,
            r.alarms,
            r.acknowledge,
            r.held_at,
            r.held_told_at,
            r.version,
            r.updated_at,
            r.account.map(|(company, _)| company),
            r.account.map(|(_, agent)| agent),
            r.erasure_mode
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes a request that is still at the version that was read.
    pub async fn update_subject_request(&mut self, r: &SubjectRequest) -> Result<()> {
        let args = args![
            self.tenant(),
            r.id,
            r.number,
            r.state,
            r.contact,
            r.ticket,
            r.content.as_ref().map(Sealed::object),
            r.content.as_ref().map(Sealed::as_bytes),
            r.proof_tag,
            r.proof_until,
            r.due_at,
            r.decision,
            r.decided_at,
            r.decided_by,
            r.carried_out_at,
            r.closed_at,
            r.alarms,
            r.updated_at,
            r.right,
            r.acknowledge,
            r.held_at,
            r.held_told_at,
            r.version,
            r.erasure_mode
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::Conflict("request")),
            _ => Ok(()),
        }
    }

    /// Takes the tickets out of a contact's requests: nothing leads from them to who stands there in their place.
    pub async fn leave_tickets_of_subject_requests(&mut self, contact: ContactId) -> Result<()> {
        let args = args![self.tenant(), contact];
        self.conn().execute(LEAVE_TICKETS, args).await.map(|_| ())
    }

    /// Removes a request that never became a case.
    pub async fn delete_subject_request(&mut self, id: SubjectRequestId) -> Result<()> {
        let args = args![self.tenant(), id];
        self.conn().execute(DELETE, args).await.map(|_| ())
    }

    /// Sets the country whose authority letters name.
    pub async fn put_subject_request_country(&mut self, country: &str) -> Result<()> {
        let row = args![self.tenant(), country.to_owned()];
        self.conn().insert(PUT_COUNTRY, vec![row]).await.map(|_| ())
    }
}
