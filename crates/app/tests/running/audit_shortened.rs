//! Entries of an audit log end with their time: what is left is proved as before, and nobody else can shorten a log unseen (C36, C86,
//! C90).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::audit_log::{append, event};
use crate::audit_tampering::{execute, has_a_way_in};
use crate::world::{Company, World};
use app::audit::{AuditFilter, Depth, ExportFormat, Sought, Verified, check, export, read, verify_with};
use app::erasure::{Scope, holds};
use app::{Settings, jobs};
use domain::Timestamp;
use domain::inclusion::BLOCK_ENTRIES;
use domain::merkle::leaf_hash;
use futures::TryStreamExt as _;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Cell;

crate::on_both_engines! {
    old_entries_end_and_what_is_left_is_proved
    nobody_shortens_a_log_unseen
    what_is_held_keeps_the_log
}

const DAY_MS: i64 = 24 * 3_600_000;
const KEPT_DAYS: i64 = 366;

/// A node that keeps entries for a year.
async fn node(world: &World) -> (Arc<app::App>, PathBuf) {
    let folder = world.folder.path().join("elsewhere");
    let settings = Settings {
        audit_keep_years: 1,
        checkpoint_folder: Some(folder.clone()),
        ..world.app.settings().clone()
    };
    (world.another_node_with(settings).await, folder)
}

/// Days in which Deskhero runs, so that the clock is believed.
async fn pass(world: &World, days: i64) {
    app::terms::look(&world.app).await.unwrap();
    for _ in 0..days {
        world.clock.advance_ms(DAY_MS);
        app::terms::look(&world.app).await.unwrap();
    }
}

async fn write(world: &World, company: &Company, count: usize) {
    append(world, company, &vec![event(company, world.app.now(), "ticket.read"); count]).await;
}

async fn verified(app: &app::App, company: &Company, folder: &Path) -> Verified {
    let depth = Depth { open_all: true, second_place: Some(folder) };
    verify_with(app, &company.info, depth).await.unwrap()
}

async fn start(world: &World, company: &Company) -> i64 {
    world.app.store().tenant(company.info.scope).get_audit_start().await.unwrap().start
}

/// What an export has that is proved, from which place on.
async fn exported(app: &Arc<app::App>, world: &World, company: &Company, format: ExportFormat) -> (u64, u64) {
    let key = app.vault().checkpoint_public_key();
    let out = export(app, &world.admin_ctx(company), &Sought::default(), format).await.unwrap();
    let whole = out.pieces().try_collect::<Vec<_>>().await.unwrap().concat();
    let found = check(Cursor::new(&whole), &key).unwrap();
    assert!(found.without_gap);
    (found.entries, found.entries_in_log)
}

async fn old_entries_end_and_what_is_left_is_proved(world: World) {
    let acme = world.company("acme").await;
    let (app, folder) = node(&world).await;
    let store = app.store().tenant(acme.info.scope);
    // More than a block; a part of the next; and the tail that no head covers yet when the first are old.
    write(&world, &acme, BLOCK_ENTRIES + 300).await;
    jobs::upkeep::round(&app).await.unwrap();
    let first = i64::try_from(store.get_audit_head().await.unwrap().size).unwrap();
    pass(&world, 200).await;
    write(&world, &acme, 900).await;
    jobs::upkeep::round(&app).await.unwrap();
    let second = i64::try_from(store.get_audit_head().await.unwrap().size).unwrap();
    pass(&world, KEPT_DAYS - 201).await;
    jobs::upkeep::round(&app).await.unwrap();
    assert_eq!(start(&world, &acme).await, 0, "a day before, everything is there");
    pass(&world, 1).await;
    jobs::upkeep::round(&app).await.unwrap();
    assert_eq!(start(&world, &acme).await, first);
    let found = verified(&app, &acme, &folder).await;
    assert_eq!((found.fault, i64::try_from(found.removed)), (None, Ok(first)));
    assert!(found.opened_from == found.removed && found.second_place.is_some_and(|count| count > 0));
    for format in [ExportFormat::Ndjson, ExportFormat::Csv] {
        let (entries, in_log) = exported(&app, &world, &acme, format).await;
        assert_eq!(i64::try_from(in_log - entries), Ok(first));
    }
    // Nothing of them opens, and none is shown; that they were removed is.
    let ctx = world.admin_ctx(&acme);
    let sought = Sought { act: "audit.shorten".to_owned(), ..Sought::default() };
    let filter = AuditFilter::of(&app, &ctx, &sought).await.unwrap();
    assert_eq!(read(&app, &ctx, &filter, None, 10).await.unwrap().items.len(), 1);
    assert!(store.list_audit_entries(0, 1).await.unwrap()[0].seq == first);
    assert!(rows(&world, &acme).await.iter().all(|row| row.0 >= first || row.2.is_empty()));
    // From a time before it is looked for in what is left.
    let old = Sought { until: Some(world.app.now().plus_millis(-300 * DAY_MS)), ..Sought::default() };
    let filter = AuditFilter::of(&app, &ctx, &old).await.unwrap();
    assert_eq!(read(&app, &ctx, &filter, None, 10).await.unwrap().items.len(), 0);
    // Again, from where it began.
    jobs::upkeep::round(&app).await.unwrap();
    assert_eq!(start(&world, &acme).await, first, "nothing else is old");
    pass(&world, 200).await;
    jobs::upkeep::round(&app).await.unwrap();
    assert_eq!(start(&world, &acme).await, second);
    let found = verified(&app, &acme, &folder).await;
    assert_eq!((found.fault, i64::try_from(found.removed)), (None, Ok(second)));
    let (entries, in_log) = exported(&app, &world, &acme, ExportFormat::Ndjson).await;
    assert_eq!(i64::try_from(in_log - entries), Ok(second));
}

/// The rows of a log as they lie there: place, hash, entry.
async fn rows(world: &World, company: &Company) -> Vec<(i64, Vec<u8>, Vec<u8>)> {
    let ours = company.info.scope.tenant().uuid();
    let mut found = Vec::new();
    let mut data = world.app.store().inspect().await.unwrap();
    data.each("audit_entry", &["tenant_id", "seq", "leaf_hash", "entry"], |row| {
        if let [tenant, seq, hash, entry] = row
            && tenant.id() == Some(ours)
        {
            let bytes = |cell: &Cell| cell.bytes().unwrap_or_default().to_vec();
            found.push((seq.int().unwrap_or_default(), bytes(hash), bytes(entry)));
        }
    })
    .await
    .unwrap();
    found
}

/// A log that was shortened, and who can write to the database.
struct Hand {
    tenant: String,
    sqlite: bool,
    there: Vec<(i64, Vec<u8>, Vec<u8>)>,
    kept: store::AuditStart,
    later: store::Checkpoint,
}

impl Hand {
    async fn of(world: &World, company: &Company) -> Self {
        let store = world.app.store().tenant(company.info.scope);
        let kept = store.get_audit_start().await.unwrap();
        let signed = store.list_checkpoints(kept.start, 100).await.unwrap();
        let mut hand = Self {
            tenant: String::new(),
            sqlite: world.urls.0.starts_with("sqlite:"),
            there: rows(world, company).await,
            later: signed.into_iter().find(|one| one.size > kept.start).unwrap(),
            kept,
        };
        hand.tenant = hand.bytes(company.info.scope.tenant().as_bytes());
        hand
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        let hex = app::audit::hex(bytes);
        if self.sqlite { format!("X'{hex}'") } else { format!("decode('{hex}', 'hex')") }
    }

    fn begins(&self, start: i64, signed: Option<&[u8]>) -> String {
        let signed = signed.map_or_else(|| "NULL".to_owned(), |signed| self.bytes(signed));
        let set = format!("audit_start = {start}, audit_start_signed = {signed}");
        format!("UPDATE tenant_head SET {set} WHERE tenant_id = {};", self.tenant)
    }

    fn entry(&self, seq: i64, what: &str) -> String {
        format!("UPDATE audit_entry SET {what} WHERE tenant_id = {} AND seq = {seq};", self.tenant)
    }

    fn gone(&self, seq: i64) -> String {
        format!("DELETE FROM audit_entry WHERE tenant_id = {} AND seq = {seq};", self.tenant)
    }

    /// What puts everything back as it was; what was appended meanwhile stays.
    fn restored(&self) -> String {
        let last = self.there.last().unwrap().0;
        let mut sql = format!("DELETE FROM audit_entry WHERE tenant_id = {} AND seq <= {last};", self.tenant);
        for (seq, hash, entry) in &self.there {
            let row = format!("{}, {seq}, {}, {}", self.tenant, self.bytes(hash), self.bytes(entry));
            sql.push_str(&format!(
                "INSERT INTO audit_entry (tenant_id, seq, leaf_hash, entry) VALUES ({row});"
            ));
        }
        sql + &self.begins(self.kept.start, self.kept.signed.as_deref())
    }

    fn tamperings(&self) -> Vec<(&'static str, String)> {
        let (begins, signed) = (self.kept.start, self.kept.signed.as_deref());
        let mut flipped = signed.unwrap().to_vec();
        *flipped.last_mut().unwrap() ^= 1;
        let nothing = format!("entry = {}", self.bytes(&[]));
        let other = format!("leaf_hash = {}", self.bytes(&leaf_hash(b"another")));
        let block = i64::try_from(BLOCK_ENTRIES).unwrap();
        // Up to a head that was signed later: whoever can write to the database knows every hash.
        let later = self.later.size;
        let more: String = (begins..later).map(|seq| self.entry(seq, &nothing)).collect();
        vec![
            ("the hash of a removed block", self.entry(0, &other)),
            ("the hash of a removed entry", self.entry(block, &other)),
            ("a hash is gone", self.gone(0)),
            ("an entry after it is gone", self.gone(begins)),
            ("an entry after it is empty", self.entry(begins, &nothing)),
            ("one more is removed", self.entry(begins, &nothing) + &self.begins(begins + 1, signed)),
            ("up to a signed head", more.clone() + &self.begins(later, signed)),
            ("and nobody signed it", more.clone() + &self.begins(later, None)),
            ("by the head's own signature", more + &self.begins(later, Some(&self.later.signature))),
            ("a bit of the signature", self.begins(begins, Some(&flipped))),
            ("no signature", self.begins(begins, None)),
            ("it begins at its beginning", self.begins(0, None)),
            ("it begins earlier", self.begins(begins - 1, signed)),
        ]
    }
}

async fn nobody_shortens_a_log_unseen(world: World) {
    if !has_a_way_in(&world) {
        return;
    }
    let acme = world.company("acme").await;
    let (app, folder) = node(&world).await;
    write(&world, &acme, BLOCK_ENTRIES + 20).await;
    jobs::upkeep::round(&app).await.unwrap();
    pass(&world, 300).await;
    write(&world, &acme, 30).await;
    jobs::upkeep::round(&app).await.unwrap();
    pass(&world, KEPT_DAYS - 300).await;
    jobs::upkeep::round(&app).await.unwrap();
    assert!(start(&world, &acme).await > i64::try_from(BLOCK_ENTRIES).unwrap());
    assert_eq!(verified(&app, &acme, &folder).await.fault, None);
    let hand = Hand::of(&world, &acme).await;
    for (what, sql) in hand.tamperings() {
        execute(&world, &sql);
        let depth = Depth { open_all: false, second_place: Some(&folder) };
        let found = match verify_with(&app, &acme.info, depth).await {
            Ok(found) => found.fault,
            Err(error) => Some(error.to_string()),
        };
        assert!(found.is_some(), "{what} was not found");
        execute(&world, &hand.restored());
        assert_eq!(verified(&app, &acme, &folder).await.fault, None, "after: {what}");
    }
}

/// A legal hold keeps the log, too: it tells who opened what is held.
async fn what_is_held_keeps_the_log(world: World) {
    let acme = world.company("acme").await;
    let (app, _) = node(&world).await;
    write(&world, &acme, 10).await;
    jobs::upkeep::round(&app).await.unwrap();
    let contact = {
        let mails = [("1", crate::world::mail("Eva <eva@x.test>", "1@x.test", None, "Bell", "It rings."))];
        world.take_in(&acme, &mails).await;
        world.tickets(&acme).await[0].requester_id
    };
    let hold = holds::NewHold {
        scope: Scope::Contact(contact),
        reason: "A claim".to_owned(),
        law: String::new(),
        review_at: world.app.now().plus_millis(90 * DAY_MS),
        ends_at: None::<Timestamp>,
    };
    let hold = holds::place(&app, &world.admin_ctx(&acme), hold).await.unwrap();
    pass(&world, KEPT_DAYS + 1).await;
    jobs::upkeep::round(&app).await.unwrap();
    assert_eq!(start(&world, &acme).await, 0);
    holds::release(&app, &world.admin_ctx(&acme), hold).await.unwrap();
    // A clock that jumps ahead removes nothing either.
    world.clock.advance_ms(4 * DAY_MS);
    jobs::upkeep::round(&app).await.unwrap();
    assert_eq!(start(&world, &acme).await, 0);
    world.clock.advance_ms(-4 * DAY_MS);
    jobs::upkeep::round(&app).await.unwrap();
    assert!(start(&world, &acme).await > 0);
}
