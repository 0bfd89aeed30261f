//! Single tamperings of the audit log, each by somebody who can write to the database: every one is found (C86). The
//! seed is fixed. A few in each run; `./dev long` for the long form: `DESKHERO_TAMPERINGS` says how many.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]
#![expect(clippy::print_stdout, reason = "what it takes to repeat a run, shown when it fails")]

use crate::world::{Company, World, mail};
use app::audit::{Depth, ExportFormat, Sought, check, export, verify_with};
use domain::TenantId;
use domain::merkle::{Head, leaf_hash};
use futures::TryStreamExt as _;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;
use store::AuditEntry;

crate::on_both_engines! {
    every_single_tampering_with_the_log_is_found
    every_single_tampering_with_an_export_is_found
}

const SEED: u64 = 0x5eed_0000_0000_0025;

fn count(short: usize) -> usize {
    std::env::var("DESKHERO_TAMPERINGS").ok().and_then(|text| text.parse().ok()).unwrap_or(short)
}

/// Numbers that repeat with their seed (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }

    fn flipped(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut changed = bytes.to_vec();
        let at = self.below(changed.len());
        changed[at] ^= 1 << self.below(8);
        changed
    }
}

/// Runs a statement in the data database through a connection of its own.
pub fn execute(world: &World, sql: &str) {
    let url = &world.urls.0;
    if let Some(path) = url.strip_prefix("sqlite:") {
        let output = Command::new("sqlite3").args(["-cmd", ".timeout 10000", path, sql]).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    } else {
        let name = url.rsplit_once('/').unwrap().1;
        testkit::postgres::shared().unwrap().execute_in(name, sql).unwrap();
    }
}

pub fn has_a_way_in(world: &World) -> bool {
    let is_there =
        !world.urls.0.starts_with("sqlite:") || testkit::process::find_program("sqlite3").is_some();
    if !is_there {
        testkit::or_skip::<()>(Err(testkit::Error::Unavailable("sqlite3 is not installed".to_owned())));
    }
    is_there
}

/// Everything that belongs to one log, as it lies there.
struct Log {
    tenant: TenantId,
    entries: Vec<AuditEntry>,
    checkpoints: Vec<store::Checkpoint>,
    folder: PathBuf,
    sqlite: bool,
}

impl Log {
    async fn of(world: &World, company: &Company, folder: &Path) -> Self {
        let store = world.app.store().tenant(company.info.scope);
        Self {
            tenant: company.info.scope.tenant(),
            entries: store.list_audit_entries(0, 10_000).await.unwrap(),
            checkpoints: store.list_checkpoints(0, 100).await.unwrap(),
            folder: folder.to_owned(),
            sqlite: world.urls.0.starts_with("sqlite:"),
        }
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        let hex = app::audit::hex(bytes);
        if self.sqlite { format!("X'{hex}'") } else { format!("decode('{hex}', 'hex')") }
    }

    fn own(&self) -> String {
        format!("tenant_id = {}", self.bytes(self.tenant.as_bytes()))
    }

    fn set_entry(&self, seq: i64, entry: &[u8], leaf: &[u8]) -> String {
        let (entry, leaf) = (self.bytes(entry), self.bytes(leaf));
        format!(
            "UPDATE audit_entry SET entry = {entry}, leaf_hash = {leaf} WHERE {} AND seq = {seq};",
            self.own()
        )
    }

    fn add_entry(&self, seq: i64, entry: &[u8]) -> String {
        let (tenant, leaf) = (self.bytes(self.tenant.as_bytes()), self.bytes(&leaf_hash(entry)));
        let entry = self.bytes(entry);
        format!(
            "INSERT INTO audit_entry (tenant_id, seq, leaf_hash, entry) VALUES ({tenant}, {seq}, {leaf}, {entry});"
        )
    }

    fn remove_from(&self, seq: i64) -> String {
        format!("DELETE FROM audit_entry WHERE {} AND seq >= {seq};", self.own())
    }

    fn set_head(&self, head: &Head) -> String {
        let peaks = self.bytes(&head.peak_bytes());
        format!(
            "UPDATE tenant_head SET audit_size = {}, audit_peaks = {peaks} WHERE {};",
            head.size(),
            self.own()
        )
    }

    fn set_checkpoint(&self, size: i64, root: &[u8], signature: &[u8]) -> String {
        let (root, signature) = (self.bytes(root), self.bytes(signature));
        format!(
            "UPDATE audit_checkpoint SET root = {root}, signature = {signature} WHERE {} AND size = {size};",
            self.own()
        )
    }

    fn remove_checkpoint(&self, size: i64) -> String {
        format!("DELETE FROM audit_checkpoint WHERE {} AND size = {size};", self.own())
    }

    fn head(&self, entries: &[AuditEntry]) -> Head {
        let mut head = Head::empty();
        entries.iter().for_each(|entry| head.append(leaf_hash(&entry.bytes)));
        head
    }

    /// What puts everything back as it was.
    fn restored(&self) -> String {
        let mut sql = self.remove_from(0);
        self.entries.iter().for_each(|entry| sql.push_str(&self.add_entry(entry.seq, &entry.bytes)));
        sql.push_str(&self.set_head(&self.head(&self.entries)));
        sql.push_str(&format!("DELETE FROM audit_checkpoint WHERE {};", self.own()));
        for one in &self.checkpoints {
            let (tenant, root) = (self.bytes(self.tenant.as_bytes()), self.bytes(&one.root));
            let signature = self.bytes(&one.signature);
            sql.push_str(&format!(
                "INSERT INTO audit_checkpoint (tenant_id, size, root, signature, at_ms) \
                 VALUES ({tenant}, {}, {root}, {signature}, {});",
                one.size,
                one.at.as_millis()
            ));
        }
        sql
    }
}

/// One tampering: what it is, and the statements that do it.
fn tampering(log: &Log, other: &Log, numbers: &mut Numbers) -> (&'static str, String) {
    match numbers.below(16) {
        kind @ 0..10 => with_an_entry(kind, log, other, numbers),
        kind => with_the_log(kind, log, other, numbers),
    }
}

fn with_an_entry(kind: usize, log: &Log, other: &Log, numbers: &mut Numbers) -> (&'static str, String) {
    let covered = usize::try_from(log.checkpoints.last().unwrap().size).unwrap();
    let at = numbers.below(log.entries.len());
    let entry = &log.entries[at];
    let stranger = &other.entries[numbers.below(other.entries.len())];
    let forged = |entries: Vec<AuditEntry>| log.set_head(&log.head(&entries));
    match kind {
        0 => {
            ("a bit of an entry", log.set_entry(entry.seq, &numbers.flipped(&entry.bytes), &entry.leaf_hash))
        }
        1 => (
            "a bit of a leaf hash",
            log.set_entry(entry.seq, &entry.bytes, &numbers.flipped(&entry.leaf_hash)),
        ),
        2 => {
            let changed = numbers.flipped(&entry.bytes);
            ("an entry with its leaf hash", log.set_entry(entry.seq, &changed, &leaf_hash(&changed)))
        }
        3 => {
            let mut entries = log.entries.clone();
            entries[at].bytes = numbers.flipped(&entry.bytes);
            let changed = &entries[at].bytes;
            let sql = log.set_entry(entry.seq, changed, &leaf_hash(changed));
            ("an entry with its leaf hash and the head", sql + &forged(entries))
        }
        4 => {
            let next = &log.entries[(at + 1) % log.entries.len()];
            let one = log.set_entry(entry.seq, &next.bytes, &next.leaf_hash);
            ("two entries swapped", one + &log.set_entry(next.seq, &entry.bytes, &entry.leaf_hash))
        }
        5 => {
            let at = numbers.below(covered - 1);
            let mut entries = log.entries.clone();
            let (one, two) = (entries[at].bytes.clone(), entries[at + 1].bytes.clone());
            (entries[at].bytes, entries[at + 1].bytes) = (two.clone(), one.clone());
            let (seq, next) = (entries[at].seq, entries[at + 1].seq);
            let sql =
                log.set_entry(seq, &two, &leaf_hash(&two)) + &log.set_entry(next, &one, &leaf_hash(&one));
            ("two signed entries swapped, with the head", sql + &forged(entries))
        }
        6 => {
            let mut entries = log.entries.clone();
            entries[at].bytes.clone_from(&stranger.bytes);
            let sql = log.set_entry(entry.seq, &stranger.bytes, &leaf_hash(&stranger.bytes));
            ("another tenant's entry, with the head", sql + &forged(entries))
        }
        7 => ("columns swapped", log.set_entry(entry.seq, &entry.leaf_hash, &leaf_hash(&entry.leaf_hash))),
        8 => {
            let cut = &entry.bytes[..numbers.below(entry.bytes.len())];
            ("an entry cut short", log.set_entry(entry.seq, cut, &leaf_hash(cut)))
        }
        _ => {
            let mut entries = log.entries.clone();
            entries[at].bytes[0] = [0, 2, 255][numbers.below(3)];
            let changed = entries[at].bytes.clone();
            let sql = log.set_entry(entry.seq, &changed, &leaf_hash(&changed));
            ("another version of an entry, with the head", sql + &forged(entries))
        }
    }
}

fn with_the_log(kind: usize, log: &Log, other: &Log, numbers: &mut Numbers) -> (&'static str, String) {
    let covered = usize::try_from(log.checkpoints.last().unwrap().size).unwrap();
    let entry = &log.entries[numbers.below(log.entries.len())];
    let signed = &log.checkpoints[numbers.below(log.checkpoints.len())];
    let forged = |entries: Vec<AuditEntry>| log.set_head(&log.head(&entries));
    match kind {
        10 => {
            let sql = format!("DELETE FROM audit_entry WHERE {} AND seq = {};", log.own(), entry.seq);
            ("an entry removed", sql)
        }
        11 => {
            let keep = numbers.below(covered);
            let sql = log.remove_from(i64::try_from(keep).unwrap());
            ("the log cut, with the head", sql + &forged(log.entries[..keep].to_vec()))
        }
        12 => {
            // Every checkpoint that knows better goes too: what lies in the second place tells.
            let keep = numbers.below(covered);
            let mut sql =
                log.remove_from(i64::try_from(keep).unwrap()) + &forged(log.entries[..keep].to_vec());
            let known = log.checkpoints.iter().filter(|one| usize::try_from(one.size).unwrap() > keep);
            known.for_each(|one| sql.push_str(&log.remove_checkpoint(one.size)));
            ("the log cut, with the head and the checkpoints", sql)
        }
        13 => {
            let seq = i64::try_from(log.entries.len()).unwrap();
            ("an entry behind the head", log.add_entry(seq, &entry.bytes))
        }
        14 => {
            let (root, signature) = match numbers.below(2) {
                0 => (signed.root.to_vec(), numbers.flipped(&signed.signature)),
                _ => (numbers.flipped(&signed.root), signed.signature.clone()),
            };
            ("a bit of a checkpoint", log.set_checkpoint(signed.size, &root, &signature))
        }
        _ => {
            let foreign = &other.checkpoints[0];
            (
                "another tenant's checkpoint",
                log.set_checkpoint(signed.size, &foreign.root, &foreign.signature),
            )
        }
    }
}

/// Two logs with checkpoints in both places and a tail that no checkpoint covers.
async fn fill(world: &World) -> (Company, Company, PathBuf) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let folder = world.folder.path().join("elsewhere");
    std::fs::create_dir_all(&folder).unwrap();
    for round in 0..3 {
        for company in [&acme, &other] {
            let id = format!("{round}@x.test");
            world.take_in(company, &[(&id, mail("a@x.test", &id, None, "One", "Text"))]).await;
            for row in world.tickets(company).await {
                world.read(company, row.id).await;
            }
            if round < 2 {
                let now = world.app.now();
                let signed = app::audit::checkpoint(&world.app, &company.info, now).await.unwrap().unwrap();
                let name = format!("{}-{:012}.checkpoint", company.info.slug, signed.size);
                std::fs::write(folder.join(name), signed.to_bytes().unwrap()).unwrap();
            }
        }
        world.clock.advance_ms(60_000);
    }
    (acme, other, folder)
}

async fn every_single_tampering_with_the_log_is_found(world: World) {
    if !has_a_way_in(&world) {
        return;
    }
    let (acme, other, folder) = fill(&world).await;
    let (log, others) = (Log::of(&world, &acme, &folder).await, Log::of(&world, &other, &folder).await);
    println!("seed {SEED:#x}");
    let mut numbers = Numbers(SEED);
    let restored = log.restored();
    let verified = async |open_all| {
        let depth = Depth { open_all, second_place: Some(&log.folder) };
        verify_with(&world.app, &acme.info, depth).await.unwrap()
    };
    assert_eq!(verified(false).await.fault, None);
    for n in 0..count(64) {
        execute(&world, &restored);
        let (what, sql) = tampering(&log, &others, &mut numbers);
        execute(&world, &sql);
        let found = app_verify_reads_only(&world, &acme, &log.folder).await;
        assert!(found.is_some(), "{n}: {what} was not found");
    }
    execute(&world, &restored);
    assert_eq!(verified(true).await.fault, None, "the log as it was is whole");
}

/// Verifying writes to the log that it was verified; where that cannot be written any more, it is found too.
async fn app_verify_reads_only(world: &World, company: &Company, folder: &Path) -> Option<String> {
    let depth = Depth { open_all: false, second_place: Some(folder) };
    match verify_with(&world.app, &company.info, depth).await {
        Ok(found) => found.fault,
        Err(error) => Some(error.to_string()),
    }
}

async fn every_single_tampering_with_an_export_is_found(world: World) {
    let acme = world.company("acme").await;
    world.take_in(&acme, &[("1", mail("a@x.test", "1@x.test", None, "One", "Text"))]).await;
    let key = world.app.vault().checkpoint_public_key();
    let mut numbers = Numbers(SEED);
    for format in [ExportFormat::Ndjson, ExportFormat::Csv] {
        let ctx = world.admin_ctx(&acme);
        let export = export(&world.app, &ctx, &Sought::default(), format).await.unwrap();
        let whole = export.pieces().try_collect::<Vec<_>>().await.unwrap().concat();
        check(Cursor::new(&whole), &key).unwrap();
        for n in 0..count(300) {
            let changed = match numbers.below(4) {
                0 => whole[..numbers.below(whole.len())].to_vec(),
                1 => {
                    let (at, length) = (numbers.below(whole.len() - 1), 1 + numbers.below(20));
                    let end = (at + length).min(whole.len());
                    [&whole[..at], &whole[end..]].concat()
                }
                _ => numbers.flipped(&whole),
            };
            let begins = whole.iter().zip(&changed).take_while(|(one, other)| one == other).count();
            let place = |bytes: &[u8]| {
                String::from_utf8_lossy(&bytes[begins.saturating_sub(40)..(begins + 40).min(bytes.len())])
                    .into_owned()
            };
            assert!(
                check(Cursor::new(&changed), &key).is_err(),
                "{format:?} {n}: {} was not told from {} (of {} bytes, at {begins})",
                place(&changed),
                place(&whole),
                whole.len()
            );
        }
    }
}
