//! Alerts, how far the rules have followed each log, and from where on they alert.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::record::AlertContent;
use domain::{
    AgentId, AlertId, AlertRule, AlertSettings, AlertState, Sealed, TenantId, Timestamp, WorkHours,
};

queries! {
    INSERT = "INSERT INTO alert (tenant_id, id, rule, state, agent_id, times, first_at_ms, last_at_ms, raised_at_ms, \
        mailed_at_ms, acknowledged_at_ms, acknowledged_by_id, content_object, content_sealed, version) @rows";
    UPDATE = "UPDATE alert SET state = $3, times = $4, first_at_ms = $5, last_at_ms = $6, mailed_at_ms = $7, \
        acknowledged_at_ms = $8, acknowledged_by_id = $9, content_object = $10, content_sealed = $11, \
        version = version + 1 WHERE tenant_id = $1 AND id = $2 AND version = $12";
    FIND = "SELECT id, rule, state, agent_id, times, first_at_ms, last_at_ms, raised_at_ms, mailed_at_ms, \
        acknowledged_at_ms, acknowledged_by_id, content_object, content_sealed, version FROM alert \
        WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT id, rule, state, agent_id, times, first_at_ms, last_at_ms, raised_at_ms, mailed_at_ms, \
        acknowledged_at_ms, acknowledged_by_id, content_object, content_sealed, version FROM alert \
        WHERE tenant_id = $1 AND state = $2 AND id < $3 ORDER BY id DESC LIMIT $4";
    LIST_SINCE = "SELECT id, rule, state, agent_id, times, first_at_ms, last_at_ms, raised_at_ms, mailed_at_ms, \
        acknowledged_at_ms, acknowledged_by_id, content_object, content_sealed, version FROM alert \
        WHERE tenant_id = $1 AND last_at_ms >= $2 ORDER BY last_at_ms DESC LIMIT $3";
    LIST_BEFORE = "SELECT id, rule, state, agent_id, times, first_at_ms, last_at_ms, raised_at_ms, mailed_at_ms, \
        acknowledged_at_ms, acknowledged_by_id, content_object, content_sealed, version FROM alert \
        WHERE tenant_id = $1 AND last_at_ms < $2 ORDER BY last_at_ms LIMIT $3";
    LIST_UNMAILED = "SELECT id, rule, state, agent_id, times, first_at_ms, last_at_ms, raised_at_ms, mailed_at_ms, \
        acknowledged_at_ms, acknowledged_by_id, content_object, content_sealed, version FROM alert \
        WHERE tenant_id = $1 AND state = 'open' AND mailed_at_ms IS NULL ORDER BY id LIMIT $2";
    COUNT_OPEN = "SELECT COUNT(*) FROM alert WHERE tenant_id = $1 AND state = 'open'";
    DELETE = "DELETE FROM alert WHERE tenant_id = $1 AND id IN (@many)";
    MAILED = "UPDATE alert SET mailed_at_ms = $3 WHERE tenant_id = $1 AND id = $2";
    CURSOR = "SELECT seq, began_at_ms FROM alert_cursor WHERE tenant_id = $1";
    PUT_CURSOR = "INSERT INTO alert_cursor (tenant_id, seq, began_at_ms) @rows \
        ON CONFLICT (tenant_id) DO UPDATE SET seq = excluded.seq";
    SETTINGS = "SELECT version, bulk_records, bulk_minutes, exports, refusals, refusal_minutes, work_days, \
        work_from_minute, work_until_minute, zone, changed_at_ms FROM alert_settings WHERE tenant_id = $1";
    PUT_SETTINGS = "INSERT INTO alert_settings (tenant_id, version, bulk_records, bulk_minutes, exports, refusals, \
        refusal_minutes, work_days, work_from_minute, work_until_minute, zone, changed_at_ms) @rows \
        ON CONFLICT (tenant_id) DO UPDATE SET version = excluded.version, bulk_records = excluded.bulk_records, \
        bulk_minutes = excluded.bulk_minutes, exports = excluded.exports, refusals = excluded.refusals, \
        refusal_minutes = excluded.refusal_minutes, work_days = excluded.work_days, \
        work_from_minute = excluded.work_from_minute, work_until_minute = excluded.work_until_minute, \
        zone = excluded.zone, changed_at_ms = excluded.changed_at_ms";
}

/// What a rule on the audit log found.
#[derive(Debug, Clone)]
pub struct Alert {
    /// Id.
    pub id: AlertId,
    /// Which rule.
    pub rule: AlertRule,
    /// Where it stands.
    pub state: AlertState,
    /// Whose account, where it is one.
    pub agent: Option<AgentId>,
    /// How often it was found.
    pub times: u32,
    /// Time of the first entry that it is about.
    pub first_at: Timestamp,
    /// Time of the last one.
    pub last_at: Timestamp,
    /// When it was found first.
    pub raised_at: Timestamp,
    /// When admins were written to.
    pub mailed_at: Option<Timestamp>,
    /// When an admin had looked at it.
    pub acknowledged_at: Option<Timestamp>,
    /// Who.
    pub acknowledged_by: Option<AgentId>,
    /// Who acted, counts, entries and the note.
    pub content: Sealed<AlertContent>,
    /// Counts up with every change.
    pub version: i64,
}

/// How far a log was followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlertCursor {
    /// The first entry that was not looked at.
    pub seq: i64,
    /// Since when it is followed.
    pub began_at: Timestamp,
}

fn read(row: &Row) -> Result<Alert> {
    let mut f = row.fields();
    Ok(Alert {
        id: f.id()?,
        rule: f.state()?,
        state: f.state()?,
        agent: f.id_opt()?,
        times: f.u32()?,
        first_at: f.time()?,
        last_at: f.time()?,
        raised_at: f.time()?,
        mailed_at: f.time_opt()?,
        acknowledged_at: f.time_opt()?,
        acknowledged_by: f.id_opt()?,
        content: f.sealed()?,
        version: f.i64()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: AlertId) -> Result<Option<Alert>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn list(
    conn: &mut Conn,
    tenant: TenantId,
    state: AlertState,
    before: Option<AlertId>,
    limit: u32,
) -> Result<Vec<Alert>> {
    let before = before.map_or([0xff; 16], |id| *id.as_bytes());
    conn.list(LIST, args![tenant, state, before, limit]).await?.iter().map(read).collect()
}

async fn since(conn: &mut Conn, tenant: TenantId, from: Timestamp, limit: u32) -> Result<Vec<Alert>> {
    conn.list(LIST_SINCE, args![tenant, from, limit]).await?.iter().map(read).collect()
}

async fn before(conn: &mut Conn, tenant: TenantId, until: Timestamp, limit: u32) -> Result<Vec<Alert>> {
    conn.list(LIST_BEFORE, args![tenant, until, limit]).await?.iter().map(read).collect()
}

async fn unmailed(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<Alert>> {
    conn.list(LIST_UNMAILED, args![tenant, limit]).await?.iter().map(read).collect()
}

async fn count_open(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    conn.find(COUNT_OPEN, args![tenant]).await?.ok_or(StoreError::Corrupt("count"))?.fields().i64()
}

async fn cursor(conn: &mut Conn, tenant: TenantId) -> Result<Option<AlertCursor>> {
    let row = conn.find(CURSOR, args![tenant]).await?;
    let read = |row: Row| {
        let mut f = row.fields();
        Ok(AlertCursor { seq: f.i64()?, began_at: f.time()? })
    };
    row.map(read).transpose()
}

fn read_settings(row: &Row) -> Result<(AlertSettings, Timestamp)> {
    let mut f = row.fields();
    let minute = |number: i64| u16::try_from(number).map_err(|_| StoreError::Corrupt("minute"));
    let mut settings = AlertSettings {
        version: f.i64()?,
        bulk_records: f.u32()?,
        bulk_minutes: f.u32()?,
        exports: f.u32()?,
        refusals: f.u32()?,
        refusal_minutes: f.u32()?,
        hours: None,
    };
    let (days, from_minute, until_minute) = (f.i64()?, minute(f.i64()?)?, minute(f.i64()?)?);
    if let Some(zone) = f.text_opt()? {
        let days = std::array::from_fn(|day| (days >> day) & 1 == 1);
        settings.hours = Some(WorkHours { days, from_minute, until_minute, zone: zone.to_owned() });
    }
    Ok((settings, f.time()?))
}

async fn settings(conn: &mut Conn, tenant: TenantId) -> Result<Option<(AlertSettings, Timestamp)>> {
    conn.find(SETTINGS, args![tenant]).await?.as_ref().map(read_settings).transpose()
}

reads! {
    /// An alert.
    find_alert(id: AlertId) -> Option<Alert> = find;
    /// Those in a state, the newest first, behind `before`.
    list_alerts(state: AlertState, before: Option<AlertId>, limit: u32) -> Vec<Alert> = list;
    /// Those that were found at this time or later, the newest first.
    list_alerts_since(from: Timestamp, limit: u32) -> Vec<Alert> = since;
    /// Those that were last found before this time.
    list_alerts_before(until: Timestamp, limit: u32) -> Vec<Alert> = before;
    /// Those of which nobody was written to.
    list_alerts_unmailed(limit: u32) -> Vec<Alert> = unmailed;
    /// How many nobody has looked at.
    count_alerts_open() -> i64 = count_open;
    /// How far the log was followed; nothing where it never was.
    find_alert_cursor() -> Option<AlertCursor> = cursor;
    /// From where on the rules alert, and since when; nothing where that was never changed.
    find_alert_settings() -> Option<(AlertSettings, Timestamp)> = settings;
}

impl TenantTx {
    /// Keeps an alert.
    pub async fn insert_alert(&mut self, a: &Alert) -> Result<()> {
        let row = args![
            self.tenant(),
            a.id,
            a.rule,
            a.state,
            a.agent,
            a.times,
            a.first_at,
            a.last_at,
            a.raised_at,
            a.mailed_at,
            a.acknowledged_at,
            a.acknowledged_by,
            a.content.object(),
            a.content.as_bytes(),
            a.version
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes an alert that is still at the version that was read; [`StoreError::Conflict`] otherwise.
    pub async fn update_alert(&mut self, a: &Alert) -> Result<()> {
        let args = args![
            self.tenant(),
            a.id,
            a.state,
            a.times,
            a.first_at,
            a.last_at,
            a.mailed_at,
            a.acknowledged_at,
            a.acknowledged_by,
            a.content.object(),
            a.content.as_bytes(),
            a.version
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::Conflict("alert")),
            _ => Ok(()),
        }
    }

    /// Notes that admins were written to.
    pub async fn update_alert_mailed(&mut self, id: AlertId, at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), id, at];
        self.conn().execute(MAILED, args).await.map(|_| ())
    }

    /// Takes alerts out.
    pub async fn delete_alerts(&mut self, ids: &[AlertId]) -> Result<()> {
        use crate::db::IntoValue;
        let tenant = self.tenant();
        let many = ids.iter().map(|id| (*id).into_value()).collect();
        self.conn().execute_many(DELETE, args![tenant], many).await.map(|_| ())
    }

    /// Notes how far the log was followed. Since when stays as it was first said.
    pub async fn put_alert_cursor(&mut self, c: AlertCursor) -> Result<()> {
        let row = args![self.tenant(), c.seq, c.began_at];
        self.conn().insert(PUT_CURSOR, vec![row]).await.map(|_| ())
    }

    /// Sets from where on the rules alert.
    pub async fn put_alert_settings(&mut self, s: &AlertSettings, at: Timestamp) -> Result<()> {
        let hours = s.hours.as_ref();
        let bit = |(day, works): (usize, &bool)| i64::from(*works) << day;
        let days: i64 = hours.map_or(0, |hours| hours.days.iter().enumerate().map(bit).sum());
        let row = args![
            self.tenant(),
            s.version,
            s.bulk_records,
            s.bulk_minutes,
            s.exports,
            s.refusals,
            s.refusal_minutes,
            days,
            hours.map_or(0, |hours| i64::from(hours.from_minute)),
            hours.map_or(0, |hours| i64::from(hours.until_minute)),
            hours.map(|hours| hours.zone.clone()),
            at
        ];
        self.conn().insert(PUT_SETTINGS, vec![row]).await.map(|_| ())
    }
}
