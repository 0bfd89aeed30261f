//! The operator's register of incidents (C38): rows of the system's own tenant. Letters about them lie with their agents.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, SystemStore, TenantTx};
use domain::record::IncidentContent;
use domain::{
    AgentId, AlertId, AlertRule, IncidentEntryId, IncidentEntryKind, IncidentId, IncidentSeverity,
    IncidentState, LetterState, Sealed, TenantId, Timestamp,
};

queries! {
    INSERT = "INSERT INTO incident (tenant_id, id, number, facts_id, severity, state, aware_at_ms, opened_at_ms, opened_by_id, rule, \
        rule_tenant_id, contained_at_ms, closed_at_ms, reported_at_ms, late_explained, not_needed_at_ms, frozen_at_ms, \
        frozen_from_ms, frozen_until_ms, alarm_one_at_ms, alarm_two_at_ms, version) @rows";
    UPDATE = "UPDATE incident SET facts_id = $4, severity = $5, state = $6, contained_at_ms = $7, closed_at_ms = $8, \
        reported_at_ms = $9, late_explained = $10, not_needed_at_ms = $11, frozen_at_ms = $12, frozen_from_ms = $13, \
        frozen_until_ms = $14, alarm_one_at_ms = $15, alarm_two_at_ms = $16, version = version + 1 \
        WHERE tenant_id = $1 AND id = $2 AND version = $3";
    FIND = "SELECT id, number, facts_id, severity, state, aware_at_ms, opened_at_ms, opened_by_id, rule, rule_tenant_id, \
        contained_at_ms, closed_at_ms, reported_at_ms, late_explained, not_needed_at_ms, frozen_at_ms, frozen_from_ms, \
        frozen_until_ms, alarm_one_at_ms, alarm_two_at_ms, version FROM incident WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT id, number, facts_id, severity, state, aware_at_ms, opened_at_ms, opened_by_id, rule, rule_tenant_id, \
        contained_at_ms, closed_at_ms, reported_at_ms, late_explained, not_needed_at_ms, frozen_at_ms, frozen_from_ms, \
        frozen_until_ms, alarm_one_at_ms, alarm_two_at_ms, version FROM incident WHERE tenant_id = $1 ORDER BY number DESC";
    NUMBER = "SELECT number FROM incident WHERE tenant_id = $1 ORDER BY number DESC LIMIT 1";
    INSERT_TENANT = "INSERT INTO incident_tenant (tenant_id, of_tenant_id, incident_id) @rows \
        ON CONFLICT (tenant_id, of_tenant_id, incident_id) DO NOTHING";
    DELETE_TENANT = "DELETE FROM incident_tenant WHERE tenant_id = $1 AND of_tenant_id = $2 AND incident_id = $3";
    NAMED = "SELECT of_tenant_id, excused_at_ms FROM incident_tenant WHERE tenant_id = $1 AND incident_id = $2 \
        ORDER BY of_tenant_id";
    EXCUSE = "UPDATE incident_tenant SET excused_at_ms = $4 WHERE tenant_id = $1 AND of_tenant_id = $2 AND incident_id = $3";
    OF_TENANT = "SELECT incident_id FROM incident_tenant WHERE tenant_id = $1 AND of_tenant_id = $2";
    INSERT_ALERT = "INSERT INTO incident_alert (tenant_id, alert_id, incident_id, of_tenant_id) @rows";
    FIND_ALERT = "SELECT incident_id FROM incident_alert WHERE tenant_id = $1 AND alert_id = $2";
    ALERTS = "SELECT alert_id, incident_id, of_tenant_id FROM incident_alert WHERE tenant_id = $1 ORDER BY alert_id";
    INSERT_ENTRY = "INSERT INTO incident_entry (tenant_id, incident_id, id, kind, by_id, at_ms, written_at_ms, content_object, \
        content_sealed) @rows";
    ENTRIES = "SELECT incident_id, id, kind, by_id, at_ms, written_at_ms, content_object, content_sealed FROM incident_entry \
        WHERE tenant_id = $1 AND incident_id = $2 ORDER BY id";
    FIND_ENTRY = "SELECT incident_id, id, kind, by_id, at_ms, written_at_ms, content_object, content_sealed FROM incident_entry \
        WHERE tenant_id = $1 AND incident_id = $2 AND id = $3";
    INSERT_TOLD = "INSERT INTO incident_told (tenant_id, of_tenant_id, entry_id, incident_id, made_at_ms, told_at_ms) @rows";
    TOLD = "SELECT of_tenant_id, entry_id, incident_id, made_at_ms, told_at_ms FROM incident_told WHERE tenant_id = $1 \
        ORDER BY of_tenant_id, entry_id";
    TOLD_OF = "SELECT of_tenant_id, entry_id, incident_id, made_at_ms, told_at_ms FROM incident_told \
        WHERE tenant_id = $1 AND of_tenant_id = $2 ORDER BY entry_id DESC";
    UPDATE_TOLD = "UPDATE incident_told SET told_at_ms = $4 WHERE tenant_id = $1 AND of_tenant_id = $2 AND entry_id = $3 \
        AND told_at_ms IS NULL";
    INSERT_LETTER = "INSERT INTO incident_letter (tenant_id, entry_id, agent_id, incident_id, kind, state, due_at_ms, made_at_ms, \
        ended_at_ms) @rows ON CONFLICT (tenant_id, entry_id, agent_id) DO NOTHING";
    LETTERS = "SELECT entry_id, agent_id, incident_id, kind, state, due_at_ms, made_at_ms, ended_at_ms FROM incident_letter \
        WHERE tenant_id = $1 AND entry_id = $2 ORDER BY agent_id";
    LETTERS_DUE = "SELECT entry_id, agent_id, incident_id, kind, state, due_at_ms, made_at_ms, ended_at_ms FROM incident_letter \
        WHERE tenant_id = $1 AND state = 'waiting' AND due_at_ms <= $2 ORDER BY due_at_ms LIMIT $3";
    UPDATE_LETTER = "UPDATE incident_letter SET state = $4, due_at_ms = $5, ended_at_ms = $6 \
        WHERE tenant_id = $1 AND entry_id = $2 AND agent_id = $3";
    QUARANTINE = "UPDATE incident_letter SET state = 'in-doubt' WHERE state = 'waiting'";
}

/// An incident: its ids, states and times. What is known about it stands in its entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Id.
    pub id: IncidentId,
    /// Counts up from 1.
    pub number: i64,
    /// The entry that says what is known now.
    pub facts: IncidentEntryId,
    /// How bad it is.
    pub severity: IncidentSeverity,
    /// Where it stands.
    pub state: IncidentState,
    /// When it was noticed: the clock runs from then.
    pub aware_at: Timestamp,
    /// When it was written down.
    pub opened_at: Timestamp,
    /// By whom; nobody where a rule did.
    pub opened_by: Option<AgentId>,
    /// The rule that opened it, and in whose log.
    pub rule: Option<(AlertRule, TenantId)>,
    /// When it was stopped.
    pub contained_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// When an authority was told.
    pub reported_at: Option<Timestamp>,
    /// Whether it was said why that was late.
    pub late_explained: bool,
    /// When it was said that no authority has to be told, and why.
    pub not_needed_at: Option<Timestamp>,
    /// When it was said that what may prove something is kept, and the time that it is about.
    pub frozen: Option<(Timestamp, Timestamp, Timestamp)>,
    /// When operators were reminded of the report.
    pub alarms: [Option<Timestamp>; 2],
    /// Counts up with each change.
    pub version: i64,
}

/// An alert that belongs to an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IncidentAlert {
    /// The alert.
    pub alert: AlertId,
    /// The incident.
    pub incident: IncidentId,
    /// In whose log it was found.
    pub of: TenantId,
}

/// A line of a timeline.
#[derive(Debug, Clone)]
pub struct IncidentEntry {
    /// Of which incident.
    pub incident: IncidentId,
    /// Id.
    pub id: IncidentEntryId,
    /// What it says.
    pub kind: IncidentEntryKind,
    /// Who wrote it; nobody where a job did.
    pub by: Option<AgentId>,
    /// When that was which it tells of.
    pub at: Timestamp,
    /// When it was written.
    pub written_at: Timestamp,
    /// Its words.
    pub content: Sealed<IncidentContent>,
}

/// That a company is to be told by a notice, and when it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IncidentTold {
    /// The company.
    pub of: TenantId,
    /// The notice.
    pub entry: IncidentEntryId,
    /// Of which incident.
    pub incident: IncidentId,
    /// When an operator said so.
    pub made_at: Timestamp,
    /// When letters were made and the company's log says so.
    pub told_at: Option<Timestamp>,
}

/// A letter to one agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IncidentLetter {
    /// About which entry.
    pub entry: IncidentEntryId,
    /// To whom.
    pub agent: AgentId,
    /// Of which incident.
    pub incident: IncidentId,
    /// What the entry says: the letter follows from it.
    pub kind: IncidentEntryKind,
    /// Where it stands.
    pub state: LetterState,
    /// When it is to be tried.
    pub due_at: Timestamp,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Incident> {
    let mut f = row.fields();
    Ok(Incident {
        id: f.id()?,
        number: f.i64()?,
        facts: f.id()?,
        severity: f.state()?,
        state: f.state()?,
        aware_at: f.time()?,
        opened_at: f.time()?,
        opened_by: f.id_opt()?,
        rule: f.state_opt()?.zip(f.id_opt()?),
        contained_at: f.time_opt()?,
        closed_at: f.time_opt()?,
        reported_at: f.time_opt()?,
        late_explained: f.i64()? != 0,
        not_needed_at: f.time_opt()?,
        frozen: f
            .time_opt()?
            .zip(f.time_opt()?)
            .zip(f.time_opt()?)
            .map(|((at, from), until)| (at, from, until)),
        alarms: [f.time_opt()?, f.time_opt()?],
        version: f.i64()?,
    })
}

fn read_entry(row: &Row) -> Result<IncidentEntry> {
    let mut f = row.fields();
    Ok(IncidentEntry {
        incident: f.id()?,
        id: f.id()?,
        kind: f.state()?,
        by: f.id_opt()?,
        at: f.time()?,
        written_at: f.time()?,
        content: f.sealed()?,
    })
}

fn read_told(row: &Row) -> Result<IncidentTold> {
    let mut f = row.fields();
    Ok(IncidentTold {
        of: f.id()?,
        entry: f.id()?,
        incident: f.id()?,
        made_at: f.time()?,
        told_at: f.time_opt()?,
    })
}

fn read_alert(row: &Row) -> Result<IncidentAlert> {
    let mut f = row.fields();
    Ok(IncidentAlert { alert: f.id()?, incident: f.id()?, of: f.id()? })
}

fn read_letter(row: &Row) -> Result<IncidentLetter> {
    let mut f = row.fields();
    Ok(IncidentLetter {
        entry: f.id()?,
        agent: f.id()?,
        incident: f.id()?,
        kind: f.state()?,
        state: f.state()?,
        due_at: f.time()?,
        made_at: f.time()?,
        ended_at: f.time_opt()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: IncidentId) -> Result<Option<Incident>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Incident>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn of_tenant(conn: &mut Conn, tenant: TenantId, of: TenantId) -> Result<Vec<IncidentId>> {
    conn.list(OF_TENANT, args![tenant, of]).await?.iter().map(|row| row.fields().id()).collect()
}

async fn named(
    conn: &mut Conn,
    tenant: TenantId,
    id: IncidentId,
) -> Result<Vec<(TenantId, Option<Timestamp>)>> {
    let read = |row: &Row| -> Result<(TenantId, Option<Timestamp>)> {
        let mut f = row.fields();
        Ok((f.id()?, f.time_opt()?))
    };
    conn.list(NAMED, args![tenant, id]).await?.iter().map(read).collect()
}

async fn of_alert(conn: &mut Conn, tenant: TenantId, alert: AlertId) -> Result<Option<IncidentId>> {
    conn.find(FIND_ALERT, args![tenant, alert]).await?.as_ref().map(|row| row.fields().id()).transpose()
}

async fn alerts(conn: &mut Conn, tenant: TenantId) -> Result<Vec<IncidentAlert>> {
    conn.list(ALERTS, args![tenant]).await?.iter().map(read_alert).collect()
}

async fn entries(conn: &mut Conn, tenant: TenantId, of: IncidentId) -> Result<Vec<IncidentEntry>> {
    conn.list(ENTRIES, args![tenant, of]).await?.iter().map(read_entry).collect()
}

async fn entry(
    conn: &mut Conn,
    tenant: TenantId,
    of: IncidentId,
    id: IncidentEntryId,
) -> Result<Option<IncidentEntry>> {
    conn.find(FIND_ENTRY, args![tenant, of, id]).await?.as_ref().map(read_entry).transpose()
}

async fn told(conn: &mut Conn, tenant: TenantId) -> Result<Vec<IncidentTold>> {
    conn.list(TOLD, args![tenant]).await?.iter().map(read_told).collect()
}

async fn told_of(conn: &mut Conn, tenant: TenantId, of: TenantId) -> Result<Vec<IncidentTold>> {
    conn.list(TOLD_OF, args![tenant, of]).await?.iter().map(read_told).collect()
}

async fn letters(conn: &mut Conn, tenant: TenantId, entry: IncidentEntryId) -> Result<Vec<IncidentLetter>> {
    conn.list(LETTERS, args![tenant, entry]).await?.iter().map(read_letter).collect()
}

async fn letters_due(
    conn: &mut Conn,
    tenant: TenantId,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<IncidentLetter>> {
    conn.list(LETTERS_DUE, args![tenant, now, limit]).await?.iter().map(read_letter).collect()
}

reads! {
    /// One of them.
    find_incident(id: IncidentId) -> Option<Incident> = find;
    /// All of them, the newest first: few happen.
    list_incidents() -> Vec<Incident> = list;
    /// Those that are about a company.
    list_incidents_of(of: TenantId) -> Vec<IncidentId> = of_tenant;
    /// The companies that one is about, and when it was said why a company is told nothing of it.
    list_incident_tenants(id: IncidentId) -> Vec<(TenantId, Option<Timestamp>)> = named;
    /// To which an alert belongs.
    find_incident_of_alert(alert: AlertId) -> Option<IncidentId> = of_alert;
    /// Every alert that belongs to one.
    list_incident_alerts() -> Vec<IncidentAlert> = alerts;
    /// Its timeline, as it was written.
    list_incident_entries(of: IncidentId) -> Vec<IncidentEntry> = entries;
    /// A line of it.
    find_incident_entry(of: IncidentId, id: IncidentEntryId) -> Option<IncidentEntry> = entry;
    /// Who is told by which notice.
    list_incidents_told() -> Vec<IncidentTold> = told;
    /// What a company is told, the newest first.
    list_incidents_told_of(of: TenantId) -> Vec<IncidentTold> = told_of;
    /// Letters about an entry, to people of this tenant.
    list_incident_letters(entry: IncidentEntryId) -> Vec<IncidentLetter> = letters;
    /// Letters that are to be sent.
    list_incident_letters_due(now: Timestamp, limit: u32) -> Vec<IncidentLetter> = letters_due;
}

impl TenantTx {
    /// The number of the next one.
    pub async fn next_incident_number(&mut self) -> Result<i64> {
        let args = args![self.tenant()];
        let last = self.conn().find(NUMBER, args).await?;
        Ok(last.as_ref().map(|row| row.fields().i64()).transpose()?.unwrap_or_default() + 1)
    }

    /// Writes one down.
    pub async fn insert_incident(&mut self, i: &Incident) -> Result<()> {
        let row = args![
            self.tenant(),
            i.id,
            i.number,
            i.facts,
            i.severity,
            i.state,
            i.aware_at,
            i.opened_at,
            i.opened_by,
            i.rule.map(|rule| rule.0),
            i.rule.map(|rule| rule.1),
            i.contained_at,
            i.closed_at,
            i.reported_at,
            i.late_explained,
            i.not_needed_at,
            i.frozen.map(|f| f.0),
            i.frozen.map(|f| f.1),
            i.frozen.map(|f| f.2),
            i.alarms[0],
            i.alarms[1],
            i.version
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes where it stands.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody changed it since it was read.
    pub async fn update_incident(&mut self, i: &Incident) -> Result<()> {
        let args = args![
            self.tenant(),
            i.id,
            i.version,
            i.facts,
            i.severity,
            i.state,
            i.contained_at,
            i.closed_at,
            i.reported_at,
            i.late_explained,
            i.not_needed_at,
            i.frozen.map(|f| f.0),
            i.frozen.map(|f| f.1),
            i.frozen.map(|f| f.2),
            i.alarms[0],
            i.alarms[1]
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::Conflict("incident")),
            _ => Ok(()),
        }
    }

    /// Says which companies it is about, besides those that it was about, and which no more.
    pub async fn put_incident_tenants(
        &mut self,
        id: IncidentId,
        add: &[TenantId],
        remove: &[TenantId],
    ) -> Result<()> {
        let tenant = self.tenant();
        let rows: Vec<_> = add.iter().map(|of| args![tenant, *of, id]).collect();
        if !rows.is_empty() {
            self.conn().insert(INSERT_TENANT, rows).await?;
        }
        for of in remove {
            self.conn().execute(DELETE_TENANT, args![tenant, *of, id]).await?;
        }
        Ok(())
    }

    /// Notes that it was said why these companies are told nothing of it.
    pub async fn excuse_incident_tenants(
        &mut self,
        id: IncidentId,
        those: &[TenantId],
        at: Timestamp,
    ) -> Result<()> {
        let tenant = self.tenant();
        for of in those {
            self.conn().execute(EXCUSE, args![tenant, *of, id, at]).await?;
        }
        Ok(())
    }

    /// Notes to which incident an alert belongs.
    pub async fn insert_incident_alert(&mut self, a: &IncidentAlert) -> Result<()> {
        let row = args![self.tenant(), a.alert, a.incident, a.of];
        self.conn().insert(INSERT_ALERT, vec![row]).await.map(|_| ())
    }

    /// Adds a line to a timeline.
    pub async fn insert_incident_entry(&mut self, e: &IncidentEntry) -> Result<()> {
        let row = args![
            self.tenant(),
            e.incident,
            e.id,
            e.kind,
            e.by,
            e.at,
            e.written_at,
            e.content.object(),
            e.content.as_bytes()
        ];
        self.conn().insert(INSERT_ENTRY, vec![row]).await.map(|_| ())
    }

    /// Says which companies are to be told.
    pub async fn insert_incident_told(&mut self, all: &[IncidentTold]) -> Result<()> {
        let tenant = self.tenant();
        let row = |t: &IncidentTold| args![tenant, t.of, t.entry, t.incident, t.made_at, t.told_at];
        self.conn().insert(INSERT_TOLD, all.iter().map(row).collect()).await.map(|_| ())
    }

    /// Notes that a company was told.
    pub async fn update_incident_told(
        &mut self,
        of: TenantId,
        entry: IncidentEntryId,
        at: Timestamp,
    ) -> Result<()> {
        let args = args![self.tenant(), of, entry, at];
        self.conn().execute(UPDATE_TOLD, args).await.map(|_| ())
    }

    /// Makes letters; whoever has one about that entry keeps it.
    pub async fn insert_incident_letters(&mut self, letters: &[IncidentLetter]) -> Result<()> {
        let tenant = self.tenant();
        let row = |l: &IncidentLetter| {
            args![tenant, l.entry, l.agent, l.incident, l.kind, l.state, l.due_at, l.made_at, l.ended_at]
        };
        if letters.is_empty() {
            return Ok(());
        }
        self.conn().insert(INSERT_LETTER, letters.iter().map(row).collect()).await.map(|_| ())
    }

    /// Notes what became of a letter.
    pub async fn update_incident_letter(&mut self, l: &IncidentLetter) -> Result<()> {
        let args = args![self.tenant(), l.entry, l.agent, l.state, l.due_at, l.ended_at];
        self.conn().execute(UPDATE_LETTER, args).await.map(|_| ())
    }
}

impl SystemStore {
    /// Holds letters that were on their way when the backup was made: nobody can know whether they went out.
    pub async fn quarantine_incident_letters(&self) -> Result<u64> {
        let mut tx = self.begin().await?;
        let held = tx.execute(QUARANTINE, args![]).await?;
        tx.commit().await?;
        Ok(held)
    }
}
