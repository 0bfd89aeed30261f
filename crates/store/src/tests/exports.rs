//! Every table out of one engine and into another, as it was.

use super::on_both;
use super::world::{NOW, World, at};
use crate::db::args;
use crate::dialect::{Dialect, Holding, Reach};
use crate::restore::{Restoring, Standing, standing};
use crate::{Place, Snapshot, Store, StoreError, schema};
use std::collections::BTreeMap;

/// Tables and their rows.
pub(crate) async fn everything(mut snapshot: Snapshot) -> BTreeMap<String, Vec<Vec<u8>>> {
    let mut all = BTreeMap::new();
    for table in snapshot.tables() {
        let (mut rows, mut after): (Vec<Vec<u8>>, Option<Place>) = (Vec::new(), None);
        loop {
            let page = snapshot.page(&table, after.as_ref()).await.unwrap();
            rows.extend(page.rows.into_iter().map(|row| row.bytes));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        rows.sort();
        all.insert(table, rows);
    }
    all
}

async fn the_schema_that_is_read_is_the_engines(w: World) {
    for (holding, db) in [(Holding::Data, &w.store.db), (Holding::Keyring, w.keyring.db())] {
        let mut conn = db.read(Reach::System).await.unwrap();
        let text = match conn.dialect() {
            Dialect::Sqlite => {
                "SELECT m.name, c.name, c.type, c.pk FROM sqlite_master m JOIN pragma_table_info(m.name) c \
                WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
            }
            Dialect::Postgres => {
                "SELECT c.table_name::text, c.column_name::text, c.data_type::text, \
                COALESCE(k.ordinal_position, 0)::bigint FROM information_schema.columns c \
                LEFT JOIN information_schema.table_constraints t ON t.table_schema = c.table_schema \
                AND t.table_name = c.table_name AND t.constraint_type = 'PRIMARY KEY' \
                LEFT JOIN information_schema.key_column_usage k ON k.constraint_name = t.constraint_name \
                AND k.table_schema = c.table_schema AND k.table_name = c.table_name AND k.column_name = c.column_name \
                WHERE c.table_schema = current_schema()"
            }
        };
        let mut found: Vec<(String, String, &str, i64)> = Vec::new();
        for row in conn.list(text, args![]).await.unwrap() {
            let mut f = row.fields();
            let (table, column) = (f.text().unwrap().to_owned(), f.text().unwrap().to_owned());
            let kind = match f.text().unwrap() {
                "INTEGER" | "bigint" => "Int",
                "BLOB" | "bytea" => "Bytes",
                "TEXT" | "text" => "Text",
                other => panic!("{table}.{column} is {other}"),
            };
            if table != "schema_version" {
                found.push((table, column, kind, f.i64().unwrap()));
            }
        }
        found.sort();
        let tables = schema::all(holding);
        let column = |table: &schema::Table, at: usize| {
            let (name, kind) = &table.columns[at];
            let kind = match kind {
                schema::Kind::Int => "Int",
                schema::Kind::Bytes => "Bytes",
                schema::Kind::Text => "Text",
            };
            let key = table.key.iter().position(|key| *key == at).map_or(0, |place| place as i64 + 1);
            (table.name.clone(), name.clone(), kind, key)
        };
        let mut known: Vec<_> =
            tables.iter().flat_map(|t| (0..t.columns.len()).map(move |at| column(t, at))).collect();
        known.sort();
        assert_eq!(known, found);
        assert!(tables.iter().all(|table| !table.key.is_empty()));
    }
}

async fn a_snapshot_sees_one_moment(w: World) {
    let mailbox = w.add_mailbox().await;
    let snapshot = w.store.snapshot().await.unwrap();
    w.add_mailbox().await;
    World::add_tenant(&w.store, "second").await;
    let then = everything(snapshot).await;
    assert_eq!((then["mailbox"].len(), then["tenant"].len()), (1, 1));
    let now = everything(w.store.snapshot().await.unwrap()).await;
    assert_eq!((now["mailbox"].len(), now["tenant"].len()), (2, 2));
    assert_ne!(mailbox, w.add_mailbox().await);
    assert!(!now.contains_key("session") && !now.contains_key("one_time_link") && !now.contains_key("lease"));
}

/// Restores all tables of a snapshot.
async fn put_back(url: &str, mut snapshot: Snapshot) -> crate::Result<()> {
    let mut restoring = Restoring::data(url, snapshot.versions()).await?;
    for table in snapshot.tables() {
        let mut after = None;
        loop {
            let page = snapshot.page(&table, after.as_ref()).await?;
            let bytes: Vec<u8> = page.rows.iter().flat_map(|row| row.bytes.clone()).collect();
            assert_eq!(restoring.insert(&table, &bytes).await?, page.rows.len() as u64);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
    }
    restoring.finish().await
}

async fn what_comes_out_goes_into_either_engine(w: World) {
    let mailbox = w.add_mailbox().await;
    for n in 0..700 {
        let ticket = super::world::ticket(mailbox, n + 1, domain::TicketStatus::Open, None);
        let mut tx = w.ours().begin().await.unwrap();
        tx.insert_tickets(std::slice::from_ref(&ticket)).await.unwrap();
        tx.commit().await.unwrap();
    }
    let before = everything(w.store.snapshot().await.unwrap()).await;
    assert_eq!(before["ticket"].len(), 700);
    let other = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}/data.db", other.path().display());
    let postgres =
        tokio::task::spawn_blocking(|| Some(testkit::postgres::shared()?.create_database().unwrap()));
    for url in [Some(sqlite), postgres.await.unwrap()].into_iter().flatten() {
        assert_eq!(standing(&url).await.unwrap(), Standing::Empty);
        put_back(&url, w.store.snapshot().await.unwrap()).await.unwrap();
        // Nobody opens it before the gate.
        assert_eq!(standing(&url).await.unwrap(), Standing::Unfinished);
        assert!(matches!(Store::open(&url).await, Err(StoreError::Restoring)));
        // It can be begun anew.
        put_back(&url, w.store.snapshot().await.unwrap()).await.unwrap();
        let restored = Store::open_restored(&url).await.unwrap();
        assert_eq!(everything(restored.snapshot().await.unwrap()).await, before);
        restored.system().end_restore().await.unwrap();
        restored.close().await;
        assert_eq!(standing(&url).await.unwrap(), Standing::Occupied);
        Store::open(&url).await.unwrap().close().await;
    }
}

async fn a_newer_schema_is_refused_before_anything_is_touched(w: World) {
    let versions = [w.store.snapshot().await.unwrap().versions(), &[9_999]].concat();
    let refused = Restoring::data(&w.url, &versions).await;
    assert!(matches!(refused, Err(StoreError::Newer { found: 9_999, .. })));
    assert_eq!(everything(w.store.snapshot().await.unwrap()).await["tenant"].len(), 1);
    assert!(at(0) == NOW);
}

on_both!(
    the_schema_that_is_read_is_the_engines,
    a_snapshot_sees_one_moment,
    what_comes_out_goes_into_either_engine,
    a_newer_schema_is_refused_before_anything_is_touched,
);
