//! Retention rules and the versions of a tenant's policy. Which conversations fall due is asked by the ticket list, the
//! oldest first; which people do, by going through them.

use crate::db::{Conn, IntoValue, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::record::RetentionName;
use domain::{
    AgentId, ContactFacts, ContactId, RetentionRuleId, RetentionStep, RetentionTerms, Sealed, TenantId,
    TicketId, Timestamp,
};
use uuid::Uuid;

queries! {
    INSERT = "INSERT INTO retention_rule (tenant_id, id, standing, terms, name_object, name_sealed, version, told_version, \
        acts_from_ms, made_at_ms, changed_at_ms, looked_at_ms, looked_id) @rows";
    LIST = "SELECT id, standing, terms, name_object, name_sealed, version, told_version, acts_from_ms, made_at_ms, \
        changed_at_ms, looked_at_ms, looked_id, alerted_version FROM retention_rule WHERE tenant_id = $1 ORDER BY id";
    FIND = "SELECT id, standing, terms, name_object, name_sealed, version, told_version, acts_from_ms, made_at_ms, \
        changed_at_ms, looked_at_ms, looked_id, alerted_version FROM retention_rule WHERE tenant_id = $1 AND id = $2";
    UPDATE = "UPDATE retention_rule SET terms = $3, name_object = $4, name_sealed = $5, version = $6, told_version = $7, \
        acts_from_ms = $8, changed_at_ms = $9, looked_at_ms = NULL, looked_id = NULL WHERE tenant_id = $1 AND id = $2";
    UPDATE_LOOKED = "UPDATE retention_rule SET looked_at_ms = $3, looked_id = $4 WHERE tenant_id = $1 AND id = $2 AND version = $5";
    UPDATE_TOLD = "UPDATE retention_rule SET told_version = $3 WHERE tenant_id = $1 AND id = $2 AND version = $3";
    UPDATE_ALERTED = "UPDATE retention_rule SET alerted_version = $3 WHERE tenant_id = $1 AND id = $2 AND version = $3";
    UPDATE_ACTS_FROM = "UPDATE retention_rule SET acts_from_ms = $3 WHERE tenant_id = $1 AND id = $2 AND version = $4";
    DELETE = "DELETE FROM retention_rule WHERE tenant_id = $1 AND id = $2";
    INSERT_VERSION = "INSERT INTO retention_version (tenant_id, version, rule_id, step, terms, by_id, made_at_ms) @rows";
    LAST_VERSION = "SELECT version FROM retention_version WHERE tenant_id = $1 ORDER BY version DESC LIMIT 1";
    LIST_VERSIONS = "SELECT version, rule_id, step, terms, by_id, made_at_ms FROM retention_version \
        WHERE tenant_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3";
    LIST_FIRST = "SELECT ticket_id, MIN(received_at_ms) FROM message @by(message_ticket)@ WHERE tenant_id = $1 \
        AND ticket_id IN (@many) GROUP BY ticket_id";
    // A condition on the status would let SQLite go through all that is open, for each person.
    LIST_CONTACTS = "SELECT c.id, c.created_at_ms, \
        (SELECT MAX(t.updated_at_ms) FROM ticket t WHERE t.tenant_id = $1 AND t.requester_contact_id = c.id), \
        (SELECT MAX(t.updated_at_ms) FROM ticket_participant p JOIN ticket t ON t.tenant_id = p.tenant_id AND t.id = p.ticket_id \
            WHERE p.tenant_id = $1 AND p.contact_id = c.id), \
        (SELECT COUNT(*) FROM ticket t WHERE t.tenant_id = $1 AND t.requester_contact_id = c.id AND t.status IN ('open', 'pending', 'snoozed')), \
        (SELECT COUNT(CASE WHEN t.status IN ('open', 'pending', 'snoozed') THEN 1 END) \
            FROM ticket_participant p JOIN ticket t ON t.tenant_id = p.tenant_id AND t.id = p.ticket_id \
            WHERE p.tenant_id = $1 AND p.contact_id = c.id), \
        c.stands_in FROM contact c WHERE c.tenant_id = $1 AND c.id > $2 ORDER BY c.id LIMIT $3";
}

/// A retention rule.
#[derive(Debug, Clone)]
pub struct RetentionRule {
    /// Id.
    pub id: RetentionRuleId,
    /// Whether everybody has it: it can be changed, not removed.
    pub standing: bool,
    /// What it says.
    pub terms: RetentionTerms,
    /// What it is called.
    pub name: Sealed<RetentionName>,
    /// The version of the policy with which it became what it is.
    pub version: i64,
    /// The version that admins were told of.
    pub told_version: i64,
    /// From when on it acts.
    pub acts_from: Timestamp,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// Up to where it was looked in this turn; absent at its beginning. Not written by `insert` and `update`.
    pub looked: Option<(Timestamp, Uuid)>,
    /// The version of which it was alerted that its notice reached nobody. Not written by `insert` and `update`.
    pub alerted_version: i64,
}

/// A version of a tenant's retention policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionVersion {
    /// Its number, from 1.
    pub version: i64,
    /// Which rule it was about.
    pub rule: RetentionRuleId,
    /// What was done with it.
    pub step: RetentionStep,
    /// What the rule says since then, or said until then.
    pub terms: RetentionTerms,
    /// By whom; nobody for what everybody has.
    pub by: Option<AgentId>,
    /// When.
    pub made_at: Timestamp,
}

fn read(row: &Row) -> Result<RetentionRule> {
    let mut f = row.fields();
    Ok(RetentionRule {
        id: f.id()?,
        standing: f.flag()?,
        terms: f.state()?,
        name: f.sealed()?,
        version: f.i64()?,
        told_version: f.i64()?,
        acts_from: f.time()?,
        made_at: f.time()?,
        changed_at: f.time()?,
        looked: f.time_opt()?.zip(f.id_opt()?),
        alerted_version: f.i64()?,
    })
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<RetentionRule>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn find(conn: &mut Conn, tenant: TenantId, id: RetentionRuleId) -> Result<Option<RetentionRule>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn last_version(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    conn.find(LAST_VERSION, args![tenant]).await?.map_or(Ok(0), |row| row.fields().i64())
}

async fn versions(
    conn: &mut Conn,
    tenant: TenantId,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<RetentionVersion>> {
    let rows = conn.list(LIST_VERSIONS, args![tenant, before.unwrap_or(i64::MAX), limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok(RetentionVersion {
                version: f.i64()?,
                rule: f.id()?,
                step: f.state()?,
                terms: f.state()?,
                by: f.id_opt()?,
                made_at: f.time()?,
            })
        })
        .collect()
}

async fn contacts(
    conn: &mut Conn,
    tenant: TenantId,
    after: Option<ContactId>,
    limit: u32,
) -> Result<Vec<(ContactId, ContactFacts)>> {
    let after = after.map_or([0; 16], |id| *id.as_bytes());
    let rows = conn.list(LIST_CONTACTS, args![tenant, after, limit]).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            let (id, known_at) = (f.id()?, f.time()?);
            let last_at = f.time_opt()?.max(f.time_opt()?);
            let has_open = f.i64()? + f.i64()? > 0;
            Ok((id, ContactFacts { known_at, last_at, has_open, stands_in: f.flag()? }))
        })
        .collect()
}

async fn first(
    conn: &mut Conn,
    tenant: TenantId,
    tickets: &[TicketId],
) -> Result<Vec<(TicketId, Timestamp)>> {
    let many = tickets.iter().map(|id| id.into_value()).collect();
    let rows = conn.list_many(LIST_FIRST, args![tenant], many).await?;
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            Ok((f.id()?, f.time()?))
        })
        .collect()
}

reads! {
    /// Every rule, the oldest first.
    list_retention_rules() -> Vec<RetentionRule> = list;
    /// A rule.
    find_retention_rule(id: RetentionRuleId) -> Option<RetentionRule> = find;
    /// The number of the policy's newest version; 0 before the first.
    get_retention_version() -> i64 = last_version;
    /// Versions of the policy, the newest first, older than `before`.
    list_retention_versions(before: Option<i64>, limit: u32) -> Vec<RetentionVersion> = versions;
    /// When the first message of each of these tickets arrived; a ticket without messages is not among them.
    list_first_messages(tickets: &[TicketId]) -> Vec<(TicketId, Timestamp)> = first;
    /// What a rule asks of people, in the order of their ids behind `after`.
    list_contact_facts(after: Option<ContactId>, limit: u32) -> Vec<(ContactId, ContactFacts)> = contacts;
}

impl TenantTx {
    /// Adds a rule.
    pub async fn insert_retention_rule(&mut self, r: &RetentionRule) -> Result<()> {
        let (never, nothing) = (None::<Timestamp>, None::<Uuid>);
        let row = args![
            self.tenant(),
            r.id,
            r.standing,
            r.terms.to_string(),
            r.name.object(),
            r.name.as_bytes(),
            r.version,
            r.told_version,
            r.acts_from,
            r.made_at,
            r.changed_at,
            never,
            nothing
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes a rule; it is looked anew from the beginning.
    pub async fn update_retention_rule(&mut self, r: &RetentionRule) -> Result<()> {
        let args = args![
            self.tenant(),
            r.id,
            r.terms.to_string(),
            r.name.object(),
            r.name.as_bytes(),
            r.version,
            r.told_version,
            r.acts_from,
            r.changed_at
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::NotFound("retention rule")),
            _ => Ok(()),
        }
    }

    /// Notes up to where a rule was looked, unless it was changed meanwhile.
    pub async fn update_retention_looked(
        &mut self,
        rule: &RetentionRule,
        looked: Option<(Timestamp, Uuid)>,
    ) -> Result<()> {
        let args = args![self.tenant(), rule.id, looked.map(|at| at.0), looked.map(|at| at.1), rule.version];
        self.conn().execute(UPDATE_LOOKED, args).await.map(|_| ())
    }

    /// Notes that it was alerted that the notice of this version of a rule reached nobody.
    pub async fn update_retention_alerted(&mut self, id: RetentionRuleId, version: i64) -> Result<()> {
        let args = args![self.tenant(), id, version];
        self.conn().execute(UPDATE_ALERTED, args).await.map(|_| ())
    }

    /// Notes that admins were told of a rule as it is since `version`.
    pub async fn update_retention_told(&mut self, id: RetentionRuleId, version: i64) -> Result<()> {
        let args = args![self.tenant(), id, version];
        self.conn().execute(UPDATE_TOLD, args).await.map(|_| ())
    }

    /// Puts off from when on a rule acts, unless it was changed meanwhile.
    pub async fn update_retention_acts_from(&mut self, rule: &RetentionRule) -> Result<()> {
        let args = args![self.tenant(), rule.id, rule.acts_from, rule.version];
        self.conn().execute(UPDATE_ACTS_FROM, args).await.map(|_| ())
    }

    /// Removes a rule.
    pub async fn delete_retention_rule(&mut self, id: RetentionRuleId) -> Result<()> {
        let args = args![self.tenant(), id];
        self.conn().execute(DELETE, args).await.map(|_| ())
    }

    /// Notes a new version of the policy.
    pub async fn insert_retention_version(&mut self, v: &RetentionVersion) -> Result<()> {
        let row = args![self.tenant(), v.version, v.rule, v.step, v.terms.to_string(), v.by, v.made_at];
        self.conn().insert(INSERT_VERSION, vec![row]).await.map(|_| ())
    }
}
