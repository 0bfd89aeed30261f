//! The marks of tickets (tags, followers, choices of custom fields) as the list reads them: one row for each, in the order of the list,
//! kept in the transaction of each change. The ticket's own row holds the same ids; this is only their index.

use crate::Result;
use crate::db::{Conn, args, queries};
use crate::ticket::Facts;
use domain::{TenantId, TicketId};

queries! {
    INSERT = "INSERT INTO ticket_mark (tenant_id, mark_id, status, updated_at_ms, ticket_id) @rows \
        ON CONFLICT (tenant_id, mark_id, status, updated_at_ms, ticket_id) DO NOTHING";
    DELETE = "DELETE FROM ticket_mark WHERE tenant_id = $1 AND mark_id = $2 AND status = $3 AND updated_at_ms = $4 \
        AND ticket_id = $5";
}

/// Moves the marks of a ticket from where it was to where it is; `None` where there is no ticket.
pub(crate) async fn move_marks(
    conn: &mut Conn,
    tenant: TenantId,
    ticket: TicketId,
    before: Option<&Facts>,
    after: Option<&Facts>,
) -> Result<()> {
    let place = |facts: &Facts| (facts.status, facts.updated_at, facts.marks().collect::<Vec<_>>());
    let (before, after) = (before.map(place), after.map(place));
    if before == after {
        return Ok(());
    }
    if let Some((status, updated_at, marks)) = before {
        for mark in marks {
            conn.execute(DELETE, args![tenant, mark, status, updated_at, ticket]).await?;
        }
    }
    let rows = after.map(|(status, updated_at, marks)| {
        marks.into_iter().map(|mark| args![tenant, mark, status, updated_at, ticket]).collect()
    });
    conn.insert(INSERT, rows.unwrap_or_default()).await.map(|_| ())
}

/// Ids one after the other, as stored in a ticket's row; absent when there are none.
pub(crate) fn pack<T: AsRef<[u8]>>(ids: impl Iterator<Item = T>) -> Option<Vec<u8>> {
    let packed: Vec<u8> = ids.flat_map(|id| id.as_ref().to_vec()).collect();
    (!packed.is_empty()).then_some(packed)
}
