//! Sums of companies that closed their account and let them stay (C94): counts by calendar month, of all of them together.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, SystemStore, TenantTx};
use domain::{ClosedSumKind, TenantId};

queries! {
    // Whoever stands in for somebody is counted as nobody: one person may have many of them.
    CONVERSATIONS = "SELECT @month(t.created_at_ms)@month, COUNT(*) FROM ticket t \
        LEFT JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.requester_contact_id AND c.stands_in = 0 \
        WHERE t.tenant_id = $1 GROUP BY 1 HAVING COUNT(DISTINCT c.id) >= $2";
    MAILS = "SELECT @month(m.received_at_ms)@month, COUNT(*) FROM message m \
        LEFT JOIN contact c ON c.tenant_id = m.tenant_id AND c.id = m.contact_id AND c.stands_in = 0 \
        WHERE m.tenant_id = $1 AND m.kind = 'inbound' GROUP BY 1 HAVING COUNT(DISTINCT c.id) >= $2";
    ANSWERS = "SELECT @month(m.received_at_ms)@month, COUNT(*) FROM message m \
        JOIN ticket t ON t.tenant_id = m.tenant_id AND t.id = m.ticket_id \
        LEFT JOIN contact c ON c.tenant_id = t.tenant_id AND c.id = t.requester_contact_id AND c.stands_in = 0 \
        WHERE m.tenant_id = $1 AND m.kind = 'outbound' AND m.delivery_state IN ('sent', 'bounced') \
        GROUP BY 1 HAVING COUNT(DISTINCT c.id) >= $2";
    MARK = "UPDATE tenant_end SET summed = 1 WHERE tenant_id = $1 AND keep_sums = 1 AND summed = 0";
    ADD = "INSERT INTO closed_sum (month, kind, count) VALUES ($1, $2, $3) \
        ON CONFLICT (month, kind) DO UPDATE SET count = closed_sum.count + excluded.count";
    LIST = "SELECT month, kind, count FROM closed_sum ORDER BY month DESC, kind";
}

/// One sum: of a month, and of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClosedSum {
    /// Year and month (UTC) as one number: 202605.
    pub month: u32,
    /// What is counted.
    pub kind: ClosedSumKind,
    /// How many.
    pub count: i64,
}

/// In the order in which they are added: two companies that go at once do not wait for each other.
async fn of_tenant(conn: &mut Conn, tenant: TenantId, people_min: u32) -> Result<Vec<ClosedSum>> {
    let mut sums = Vec::new();
    for (kind, text) in [
        (ClosedSumKind::Conversation, CONVERSATIONS),
        (ClosedSumKind::Mail, MAILS),
        (ClosedSumKind::Answer, ANSWERS),
    ] {
        for row in conn.list_slowly(text.to_owned(), args![tenant, people_min]).await? {
            let mut f = row.fields();
            sums.push(ClosedSum { month: f.u32()?, kind, count: f.i64()? });
        }
    }
    sums.sort_unstable();
    Ok(sums)
}

reads! {
    /// What the tenant would add: months in which at least so many people took part, each kind for itself.
    list_sums_of_tenant(people_min: u32) -> Vec<ClosedSum> = of_tenant;
}

impl SystemStore {
    /// The sums, newest month first.
    pub async fn list_closed_sums(&self) -> Result<Vec<ClosedSum>> {
        let read = |row: &Row| {
            let mut f = row.fields();
            Ok(ClosedSum { month: f.u32()?, kind: f.state()?, count: f.i64()? })
        };
        self.read().await?.list(LIST, args![]).await?.iter().map(read).collect()
    }
}

impl TenantTx {
    /// Adds them, where the tenant's end says that they stay and none were added yet; whether they were.
    pub async fn add_closed_sums(&mut self, sums: &[ClosedSum]) -> Result<bool> {
        let args = args![self.tenant()];
        if self.conn().execute(MARK, args).await? == 0 {
            return Ok(false);
        }
        for one in sums {
            self.conn().execute(ADD, args![one.month, one.kind, one.count]).await?;
        }
        Ok(true)
    }
}
