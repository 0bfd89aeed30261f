//! Months that are over and not invoiced yet (C12).

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::{TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO billing_month (tenant_id, begins_at_ms, ends_at_ms, plan, price, seats) @rows \
        ON CONFLICT (tenant_id, begins_at_ms) DO NOTHING";
    LIST = "SELECT begins_at_ms, ends_at_ms, plan, price, seats FROM billing_month WHERE tenant_id = $1 ORDER BY begins_at_ms";
    DELETE = "DELETE FROM billing_month WHERE tenant_id = $1 AND begins_at_ms = $2";
}

/// A month, or a part of one, that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BillingMonth {
    /// Its begin.
    pub begins_at: Timestamp,
    /// Its end.
    pub ends_at: Timestamp,
    /// The name of the plan.
    pub plan: String,
    /// Price of a seat and month, in the smallest unit of the currency.
    pub price: i64,
    /// Active agents at its end.
    pub seats: u32,
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<BillingMonth>> {
    let month = |row: &Row| {
        let mut f = row.fields();
        Ok(BillingMonth {
            begins_at: f.time()?,
            ends_at: f.time()?,
            plan: f.text()?.to_owned(),
            price: f.i64()?,
            seats: u32::try_from(f.i64()?).unwrap_or_default(),
        })
    };
    conn.list(LIST, args![tenant]).await?.iter().map(month).collect()
}

reads! {
    /// What is over and not invoiced yet, oldest first.
    list_billing_months() -> Vec<BillingMonth> = list;
}

impl TenantTx {
    /// Notes one; false when it is there.
    pub async fn insert_billing_month(&mut self, month: &BillingMonth) -> Result<bool> {
        let BillingMonth { begins_at, ends_at, plan, price, seats } = month;
        let row = args![self.tenant(), *begins_at, *ends_at, plan.as_str(), *price, i64::from(*seats)];
        Ok(self.conn().insert(INSERT, vec![row]).await? > 0)
    }

    /// One that is invoiced is left to its invoice.
    pub async fn delete_billing_month(&mut self, begins_at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), begins_at];
        self.conn().execute(DELETE, args).await.map(|_| ())
    }
}
