//! How SQLite runs the lists: by an index in their order, and by the smallest set that one knows.

use super::{ORDERS, fill, filters};
use crate::db::args;
use crate::db::statement::{LENGTHS, write_out};
use crate::dialect::{Dialect, Reach};
use crate::tests::world::World;
use crate::{AssigneeFilter, TicketCursor, TicketFilter, TicketOrder, intake, ticket_list};
use domain::{Priority, TicketStatus};

/// What SQLite says about how it runs a statement.
async fn explained(conn: &mut crate::db::Conn, sql: &str, args: Vec<crate::db::Value>) -> Vec<String> {
    let rows = conn.list_built(format!("EXPLAIN QUERY PLAN {sql}"), args).await.unwrap();
    rows.iter()
        .map(|row| {
            let mut f = row.fields();
            for _ in 0..3 {
                f.i64().unwrap();
            }
            f.text().unwrap().to_owned()
        })
        .collect()
}

/// Each scan must read an index in the order of the list, with every equality in it and no sort of its own.
#[tokio::test]
async fn sqlite_scans_an_index_in_order_for_every_filter() {
    let w = World::sqlite().await;
    let (named, tickets) = fill(&w).await;
    let mut conn = w.store.db.read(Reach::Tenant(w.tenant)).await.unwrap();
    for filter in filters(&named) {
        for (order, cursor) in
            ORDERS.into_iter().flat_map(|o| [(o, None), (o, Some(TicketCursor::after(&tickets[0])))])
        {
            // Others sort what their driver finds, unless it is the index of that very order.
            let bare = TicketFilter { statuses: filter.statuses.clone(), ..TicketFilter::default() };
            let nobodys = TicketFilter { assignee: AssigneeFilter::Unassigned, ..bare.clone() };
            // An organisation has an index for each order; by priority, one that asks for some of them seeks these.
            let its_own = filter.organisation.is_some()
                && filter.requester.is_none()
                && (order == TicketOrder::Created || filter.priorities.is_empty());
            let unsorted = matches!(order, TicketOrder::Newest | TicketOrder::Oldest)
                || its_own
                || [bare, nobodys].contains(&filter);
            for plan in
                ticket_list::plans(Dialect::Sqlite, w.tenant, (&filter, order), &named.mailboxes, cursor, 50)
            {
                let lines = explained(&mut conn, &plan.sql, plan.args).await;
                let drivers: Vec<&String> = lines
                    .iter()
                    .filter(|l| {
                        (l.contains(" t USING") && l.contains("INDEX ticket_"))
                            || l.contains(" m USING PRIMARY KEY")
                    })
                    .collect();
                assert!(!drivers.is_empty(), "{lines:?}");
                for line in drivers {
                    assert!(line.starts_with("SEARCH "), "{filter:?}: {lines:#?}");
                    let seeks =
                        ["updated_at_ms,id)<", "updated_at_ms,id)>", "updated_at_ms,ticket_id)", "number<"];
                    let sought = seeks.iter().any(|seek| line.contains(seek));
                    assert!(!unsorted || sought == cursor.is_some(), "{order:?} {filter:?}: {lines:#?}");
                }
                // Inside a scan nothing is sorted: only its (at most fifty) results are, when scans are merged.
                let mut inside = false;
                for line in &lines {
                    inside = (inside || line.starts_with("CO-ROUTINE a")) && !line.starts_with("SCAN a");
                    let sorts = inside && line.contains("TEMP B-TREE");
                    assert!(!(unsorted && sorts), "{order:?} {filter:?}: {lines:#?}");
                }
            }
        }
    }
}

/// A few pressing tickets among many that nobody has are not looked for one by one (115 ms at 300,000).
#[tokio::test]
async fn sqlite_finds_few_of_nobodys_tickets_by_their_priority() {
    let w = World::sqlite().await;
    let mut conn = w.store.db.read(Reach::Tenant(w.tenant)).await.unwrap();
    let filter = TicketFilter {
        statuses: vec![TicketStatus::Open],
        assignee: AssigneeFilter::Unassigned,
        priorities: vec![Priority::Urgent, Priority::High],
        ..TicketFilter::default()
    };
    for order in ORDERS {
        for plan in ticket_list::plans(Dialect::Sqlite, w.tenant, (&filter, order), &[], None, 50) {
            let lines = explained(&mut conn, &plan.sql, plan.args).await;
            let by = "INDEX ticket_unassigned_priority (tenant_id=? AND status=? AND priority=?)";
            assert_eq!(lines.iter().filter(|line| line.contains(by)).count(), 2, "{order:?}: {lines:#?}");
        }
    }
}

/// Held mail is a few rows among all that were ever taken in: it is found without going through the others.
#[tokio::test]
async fn sqlite_finds_held_mail_by_its_own_index() {
    let w = World::sqlite().await;
    let mut conn = w.store.db.read(Reach::Tenant(w.tenant)).await.unwrap();
    let count = intake::ALL.iter().find(|text| text.contains("COUNT(*)")).unwrap();
    let lines = explained(&mut conn, count, args![w.tenant]).await;
    let by = "intake_due (tenant_id=? AND next_attempt_at_ms>?)";
    assert!(lines.iter().any(|line| line.contains(by)), "{lines:#?}");
}

/// What no index is filled from is found by its age, among all changes that ever were.
#[tokio::test]
async fn sqlite_finds_passed_changes_by_their_age() {
    let w = World::sqlite().await;
    let mut conn = w.store.db.read(Reach::Tenant(w.tenant)).await.unwrap();
    let passed = crate::change::ALL.iter().find(|text| text.contains("NOT IN")).unwrap();
    let lines = explained(&mut conn, passed, args![w.tenant, 1_i64, 1_i64, 1_i64]).await;
    let by = "INDEX change_passed (tenant_id=? AND at_ms<?)";
    assert!(lines.iter().any(|line| line.contains(by)), "{lines:#?}");
}

/// People are gone through by their ids, each with its own conversations by index.
#[tokio::test]
async fn sqlite_goes_through_people_without_reading_every_ticket() {
    let w = World::sqlite().await;
    let mut conn = w.store.db.read(Reach::Tenant(w.tenant)).await.unwrap();
    let people = crate::retention::ALL.iter().find(|text| text.contains("FROM contact c")).unwrap();
    let lines = explained(&mut conn, people, args![w.tenant, [0_u8; 16], 200_i64]).await;
    let read = |line: &&String| line.starts_with("SCAN") && !line.contains("CONSTANT");
    assert_eq!(lines.iter().find(read), None, "{lines:#?}");
    // All that is open, for each person: 100,000 times 30,000.
    let of_all = |line: &&String| line.ends_with("(tenant_id=? AND status=?)");
    assert_eq!(lines.iter().find(of_all), None, "{lines:#?}");
    let ended = crate::legal_hold::ALL.iter().find(|text| text.contains("ends_at_ms <=")).unwrap();
    let lines = explained(&mut conn, ended, args![w.tenant, 1_i64, 1_i64]).await;
    assert!(lines.iter().any(|line| line.contains("INDEX legal_hold_end")), "{lines:#?}");
}

/// Of these a tenant may have very many.
const LARGE: [&str; 13] = [
    "message",
    "message_reference",
    "intake",
    "blob",
    "ticket",
    "ticket_participant",
    "ticket_seen",
    "ticket_mark",
    "ticket_event",
    "contact",
    "notice",
    "change",
    "erasure",
];

/// What may go through all of a tenant's, with the reason.
const THROUGH_ALL: [(&str, &str); 3] = [
    ("SELECT x.tenant_id", "asks of ids at every other tenant, by the first column of an index"),
    (
        "DELETE FROM intake WHERE tenant_id = $1 AND message_id IS NULL AND raw_object",
        "mails that wait for the scanner, once for a mailbox",
    ),
    (
        "SELECT COUNT(*), CAST(COALESCE(SUM(attachment_count), 0) AS @int) FROM message WHERE tenant_id = $1 AND mailbox_id",
        "all of a mailbox's are read anyway",
    ),
];

/// Whether it asks for what belongs to certain ids, a list of them or one.
fn names_ids(text: &&str) -> bool {
    let names_one = text.replace("tenant_id = $", "").contains("_id = $");
    text.contains("@many") || (names_one && !text.starts_with("INSERT"))
}

/// What has certain ids is looked up by an index of theirs, however many they are: SQLite takes a tenant for ten rows, and a
/// longer list for more.
#[tokio::test]
async fn sqlite_looks_up_what_has_certain_ids() {
    let w = World::sqlite().await;
    let mut conn = w.store.db.read(Reach::Tenant(w.tenant)).await.unwrap();
    let mut slow = Vec::new();
    for text in super::of_data().into_iter().filter(names_ids) {
        if THROUGH_ALL.iter().any(|(begins, _)| text.starts_with(begins))
            || crate::orphan::ALL.contains(&text)
        {
            continue;
        }
        let fixed = (1..=21).rev().find(|n| text.contains(&format!("${n}"))).unwrap_or(0);
        let lists = if text.contains("@many") { LENGTHS.as_slice() } else { &[0] };
        for n in lists.iter().copied() {
            let sql = write_out(text, Dialect::Sqlite, fixed + 1, 1, n);
            let lines =
                explained(&mut conn, &sql, (0..fixed + n).map(|_| args![0i64].remove(0)).collect()).await;
            let through_all = |line: &&String| {
                let table = line.split_whitespace().nth(1).unwrap_or_default();
                let named = |large: &str| table == large || text.contains(&format!(" {large} {table}"));
                LARGE.iter().any(|large| named(large))
                    && (line.starts_with("SCAN ") || line.ends_with("(tenant_id=?)"))
            };
            if lines.iter().any(|line| through_all(&line)) {
                slow.push(format!("{n}: {text}\n   {lines:?}"));
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
