//! How Deskhero is used: parts of people, until their day is summed up, and sums of days, which are the operator's.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::record::{UsageContent, UsageSumContent};
use domain::{AgentId, Sealed, TenantId, UsageMonthId, UsagePartId, UsageSumId};

queries! {
    INSERT_PART = "INSERT INTO usage_part (tenant_id, id, agent_id, day, content_object, content_sealed) @rows";
    LIST_PARTS_OF_AGENT = "SELECT id, agent_id, day, content_object, content_sealed FROM usage_part \
        WHERE tenant_id = $1 AND agent_id = $2 ORDER BY id";
    LIST_PARTS_OF_DAY = "SELECT id, agent_id, day, content_object, content_sealed FROM usage_part \
        WHERE tenant_id = $1 AND day = $2 AND id > $3 ORDER BY id LIMIT $4";
    FIRST_DAY = "SELECT MIN(day) FROM usage_part WHERE tenant_id = $1";
    DELETE_PARTS_OF_AGENT = "DELETE FROM usage_part WHERE tenant_id = $1 AND agent_id = $2";
    DELETE_PARTS_OF_DAY = "DELETE FROM usage_part WHERE tenant_id = $1 AND day = $2 AND id <= $3";
    INSERT_SUM = "INSERT INTO usage_sum (tenant_id, day, id, month_id, content_object, content_sealed) @rows \
        ON CONFLICT (tenant_id, day) DO NOTHING";
    LIST_SUMS = "SELECT day, id, month_id, content_object, content_sealed FROM usage_sum \
        WHERE tenant_id = $1 AND day >= $2 ORDER BY day LIMIT $3";
    DELETE_SUMS_OF_MONTH = "DELETE FROM usage_sum WHERE tenant_id = $1 AND month_id = $2";
}

/// What a person used within some minutes.
#[derive(Debug, Clone)]
pub struct UsagePart {
    /// Id.
    pub id: UsagePartId,
    /// Whose.
    pub agent: AgentId,
    /// On which day: days since 1970-01-01, UTC.
    pub day: i64,
    /// What.
    pub content: Sealed<UsageContent>,
}

/// What everybody together used on a day.
#[derive(Debug, Clone)]
pub struct UsageSum {
    /// The day: days since 1970-01-01, UTC.
    pub day: i64,
    /// Id.
    pub id: UsageSumId,
    /// The key that it is sealed under.
    pub month: UsageMonthId,
    /// What.
    pub content: Sealed<UsageSumContent>,
}

fn part(row: &Row) -> Result<UsagePart> {
    let mut f = row.fields();
    Ok(UsagePart { id: f.id()?, agent: f.id()?, day: f.i64()?, content: f.sealed()? })
}

async fn of_agent(conn: &mut Conn, tenant: TenantId, agent: AgentId) -> Result<Vec<UsagePart>> {
    conn.list(LIST_PARTS_OF_AGENT, args![tenant, agent]).await?.iter().map(part).collect()
}

async fn of_day(
    conn: &mut Conn,
    tenant: TenantId,
    day: i64,
    after: UsagePartId,
    limit: u32,
) -> Result<Vec<UsagePart>> {
    conn.list(LIST_PARTS_OF_DAY, args![tenant, day, after, limit]).await?.iter().map(part).collect()
}

async fn first_day(conn: &mut Conn, tenant: TenantId) -> Result<Option<i64>> {
    let row = conn.find(FIRST_DAY, args![tenant]).await?;
    row.map_or(Ok(None), |row| row.fields().i64_opt())
}

async fn sums(conn: &mut Conn, tenant: TenantId, from_day: i64, limit: u32) -> Result<Vec<UsageSum>> {
    let rows = conn.list(LIST_SUMS, args![tenant, from_day, limit]).await?;
    let sum = |row: &Row| {
        let mut f = row.fields();
        Ok(UsageSum { day: f.i64()?, id: f.id()?, month: f.id()?, content: f.sealed()? })
    };
    rows.iter().map(sum).collect()
}

reads! {
    /// What an agent used, as far as it is not summed up yet.
    list_usage_of_agent(agent: AgentId) -> Vec<UsagePart> = of_agent;
    /// What the tenant's agents used on a day.
    list_usage_of_day(day: i64, after: UsagePartId, limit: u32) -> Vec<UsagePart> = of_day;
    /// The first day that is not summed up yet.
    find_first_usage_day() -> Option<i64> = first_day;
    /// Sums of days from one on.
    list_usage_sums(from_day: i64, limit: u32) -> Vec<UsageSum> = sums;
}

impl TenantTx {
    /// Adds what people used.
    pub async fn insert_usage(&mut self, parts: &[UsagePart]) -> Result<()> {
        let tenant = self.tenant();
        let row = |one: &UsagePart| {
            args![tenant, one.id, one.agent, one.day, one.content.object(), one.content.as_bytes()]
        };
        let rows = parts.iter().map(row).collect();
        self.conn().insert(INSERT_PART, rows).await.map(|_| ())
    }

    /// Takes out what an agent used.
    pub async fn delete_usage_of_agent(&mut self, agent: AgentId) -> Result<()> {
        let args = args![self.tenant(), agent];
        self.conn().execute(DELETE_PARTS_OF_AGENT, args).await.map(|_| ())
    }

    /// Takes out what was used on a day, as far as it was there when it was summed up.
    pub async fn delete_usage_of_day(&mut self, day: i64, last: UsagePartId) -> Result<()> {
        let args = args![self.tenant(), day, last];
        self.conn().execute(DELETE_PARTS_OF_DAY, args).await.map(|_| ())
    }

    /// Adds the sum of a day; false when it has one.
    pub async fn insert_usage_sum(&mut self, sum: &UsageSum) -> Result<bool> {
        let row =
            args![self.tenant(), sum.day, sum.id, sum.month, sum.content.object(), sum.content.as_bytes()];
        Ok(self.conn().insert(INSERT_SUM, vec![row]).await? > 0)
    }

    /// Takes out the sums of a month.
    pub async fn delete_usage_sums_of(&mut self, month: UsageMonthId) -> Result<()> {
        let args = args![self.tenant(), month];
        self.conn().execute(DELETE_SUMS_OF_MONTH, args).await.map(|_| ())
    }
}
