//! Every fault that a check can tell of is made by somebody: those of settings, backups, keys and files that no other test here
//! makes, and a list of all.

use super::*;
use app::Settings;
use app::settings::KeyringCopies;
use crypto::RegisterLine;
use domain::register::{RegisterChange, RegisterNotice};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The words of faults that cannot be made from outside, and why.
const NOT_MADE: [(&str, &str); 1] = [(
    "not-asked",
    "whoever has not accepted is asked, by the same rows: only a fault of the program makes it",
)];

/// What a look by somebody with these settings finds.
async fn words(world: &World, clause: u16, settings: Settings) -> Vec<&'static str> {
    let app = world.another_node_with(settings).await;
    let found = faults(&verify::run_some(&app, None, Some(clause)).await.unwrap());
    found.into_iter().filter(|one| one.0 == clause).map(|(_, word, _)| word).collect()
}

pub async fn what_lies_beside_the_data_is_kept(world: World) {
    let mut jobs = app::jobs::start_indexer(&world.app);
    let folder = world.folder.path().to_owned();
    std::fs::copy(folder.join("root.key"), folder.join("root.key.before")).unwrap();
    let Some((scene, hand, _)) = kept(&world).await else { return };
    jobs.shutdown().await;
    backups_end_as_they_are_configured(&world).await;
    copies_of_the_keyring_end(&world).await;
    let ids = ids(&world, &scene, &hand).await;
    // Somebody runs.
    hand.keys(&format!("UPDATE node SET until_ms = {}", ids.far + 10 * DAY_MS));
    let mut all = of_the_index(&world, &scene);
    all.extend(of_rows(&ids, &scene, &hand));
    all.push(ahead_of_nobody(&world, &hand).await);
    all.push(a_measure_is_missing(&world, &hand).await);
    all.extend(of_backups(&world).await);
    all.extend(of_keys(&ids, folder));
    each_is_found(&hand, all).await;
}

/// C45.
async fn backups_end_as_they_are_configured(world: &World) {
    let with = |days: u32| {
        let mut settings = world.app.settings().clone();
        settings.backups.as_mut().unwrap().retention_days = days;
        settings
    };
    assert!(words(world, 45, with(365)).await.is_empty());
    assert_eq!(words(world, 45, with(366)).await, ["retention"]);
}

/// C44, C45.
async fn copies_of_the_keyring_end(world: &World) {
    let place = world.folder.path().join("copies");
    let kek = FileKek::open_or_create(&world.folder.path().join("kek-of-copies.key")).unwrap();
    let kek: Arc<dyn crypto::Kek> = Arc::new(kek);
    let told = u32::try_from(world.app.settings().snapshot_hours).unwrap();
    let with = |hours: u32| Settings {
        keyring_copies: Some(KeyringCopies {
            folder: store::ArchiveFolder::new(place.clone()),
            hours,
            kek: Arc::clone(&kek),
        }),
        ..world.app.settings().clone()
    };
    assert!(words(world, 45, with(told)).await.is_empty());
    assert_eq!(words(world, 45, with(told + 1)).await, ["copy-hours"]);
    let copies = with(told).keyring_copies.unwrap();
    let now = world.app.now();
    backup::keyring_copy::copy(world.app.keyring(), kek.as_ref(), &copies.folder, told, now).await.unwrap();
    assert!(words(world, 44, with(told)).await.is_empty());
    let copy =
        std::fs::read_dir(&place).unwrap().map(|one| one.unwrap().path()).find(|one| one.is_dir()).unwrap();
    let old = now.plus_millis(-i64::from(told + 2) * 3_600_000).as_millis();
    std::fs::rename(copy, place.join(format!("keyring-{old:013}-0badcafe"))).unwrap();
    assert_eq!(words(world, 44, with(told)).await, ["copy-old"]);
}

/// C26: an index of long ago lies there, or none.
fn of_the_index(world: &World, scene: &Scene) -> Vec<Mutant> {
    let (acme, other) = (scene.acme.info.scope, scene.other.info.scope);
    let (indexes, secret) = (world.app.settings().index_folder.clone(), world.app.vault());
    let of = |scope: domain::TenantScope| indexes.join(scope.tenant().to_string());
    let (own, others) = (of(acme), of(other));
    // As it was after the first change.
    let old = world.folder.path().join("old-index");
    let cache = crypto::page::PageCache::new(1 << 20);
    let budget = search::Budget { cache, writer_bytes: search::WRITER_BYTES_MIN };
    let index = search::Index::open(acme, &old, secret.index_secret(acme).unwrap(), &budget).unwrap();
    index.commit(1).unwrap();
    drop(index);
    let aged = move |_: &Hand<'_>| {
        empty(&own);
        for file in files(&old) {
            std::fs::copy(&file, own.join(file.file_name().unwrap())).unwrap();
        }
    };
    vec![
        (26, "index-behind", Box::new(aged)),
        (26, "index-behind", Box::new(move |_: &Hand<'_>| std::fs::remove_dir_all(&others).unwrap())),
    ]
}

fn files(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect()
}

fn empty(folder: &Path) {
    files(folder).iter().for_each(|file| std::fs::remove_file(file).unwrap());
}

fn of_rows(ids: &Ids, scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let Ids { closed, ticket, .. } = ids;
    let (nothing, short) = (hand.bytes(&[4; 16]), hand.bytes(&[0]));
    let held = hand.bytes(scene.held.as_bytes());
    // Whoever administers PostgreSQL can do without its rules as well.
    let unruled = if hand.sqlite { "" } else { "SET session_replication_role = replica; " };
    vec![
        data(
            12,
            "billing-stranger",
            format!(
                "INSERT INTO billing (tenant_id, plan, trial_until_ms, billed_until_ms) VALUES ({closed}, 'Team', 0, 0)"
            ),
        ),
        data(
            22,
            "no-ticket",
            format!("{unruled}UPDATE message SET ticket_id = {nothing} WHERE ticket_id = {ticket}"),
        ),
        // What names no key can be sealed for nobody.
        data(86, "clear", format!("UPDATE contact SET profile_object = {short} WHERE id = {held}")),
    ]
}

/// A change of the register of which companies are told a day before it holds; signed by somebody who has every key.
async fn ahead_of_nobody(world: &World, hand: &Hand<'_>) -> Mutant {
    let operator = world.app.store().tenant(app::operator::SCOPE);
    let last = operator.list_register_entries(0, 100).await.unwrap().pop().unwrap();
    let mut change: RegisterChange = minicbor::decode(&last.body).unwrap();
    let RegisterChange::Put { active_from, notice, .. } = &mut change else { panic!("{change:?}") };
    let RegisterNotice::Ahead { days } = notice else { panic!("{notice:?}") };
    (*days, *active_from) = (1, last.at);
    let body = minicbor::to_vec(&change).unwrap();
    let line =
        RegisterLine { seq: last.seq, at: last.at, by: last.by, body: &body, previous: &last.previous };
    let signature = world.app.vault().sign_register(&line).unwrap();
    let (body, signature) = (hand.bytes(&body), hand.bytes(&signature));
    data(
        80,
        "not-ahead",
        format!("UPDATE register_entry SET body = {body}, signature = {signature} WHERE seq = {}", last.seq),
    )
}

/// A result that says nothing of a promise that a measure leads to; signed by somebody who has every key.
async fn a_measure_is_missing(world: &World, hand: &Hand<'_>) -> Mutant {
    app::trust::check(&world.app).await.unwrap();
    let shown = app::trust::latest(&world.app, world.app.now()).await.unwrap().unwrap();
    let clause = app::trust::MEASURES[0].clauses[0];
    let (before, rest) = shown.body.split_once(&format!("{{\"clause\":{clause},")).unwrap();
    let (_, after) = rest.split_once('}').unwrap();
    let body = format!("{before}{}", after.strip_prefix(',').unwrap_or(after));
    let signature = world.app.vault().sign_receipt(body.as_bytes()).unwrap();
    let signature = hand.bytes(&signature);
    data(
        39,
        "measure",
        format!(
            "UPDATE promise_report SET body = '{body}', signature = {signature} \
            WHERE at_ms = (SELECT MAX(at_ms) FROM promise_report)"
        ),
    )
}

/// C44: a backup with keys in it, one that was altered, and a place that is somebody else's.
async fn of_backups(world: &World) -> Vec<Mutant> {
    let plan = world.app.settings().backups.clone().unwrap();
    let setup = plan.open().await.unwrap();
    let id = backup::list(&world.app, &setup).await.unwrap().pop().unwrap().id;
    let place = plan.folder.join("backups");
    let (list, key) = (place.join("lists").join(&id), place.join("key"));
    let with_keys = with_keys(world, &setup, &id, &std::fs::read(&list).unwrap());
    let damaged = list.clone();
    let damage = move |_: &Hand<'_>| {
        let mut bytes = std::fs::read(&damaged).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&damaged, bytes).unwrap();
    };
    vec![
        (44, "backup-keys", Box::new(move |_: &Hand<'_>| std::fs::write(&list, &with_keys).unwrap())),
        (44, "backup-broken", Box::new(damage)),
        (44, "backup-place", Box::new(move |_: &Hand<'_>| std::fs::write(&key, b"another key").unwrap())),
    ]
}

/// The list of a backup that says that it holds a table of the keyring.
fn with_keys(world: &World, setup: &backup::Setup, id: &str, sealed: &[u8]) -> Vec<u8> {
    let plain = setup.key.open_document(id, sealed).unwrap();
    let mut read = minicbor::Decoder::new(&plain);
    read.array().unwrap();
    let mut list = read.bytes().unwrap().to_vec();
    // A text of six letters, in CBOR.
    let at = list.windows(7).position(|some| some == b"\x66ticket").unwrap();
    list[at + 1..at + 7].copy_from_slice(b"ledger");
    let signature = world.app.vault().sign_backup(&list).unwrap();
    let mut signed = minicbor::Encoder::new(Vec::new());
    signed.array(2).unwrap().bytes(&list).unwrap().bytes(&signature).unwrap();
    setup.key.seal_document(id, &signed.into_writer()).unwrap()
}

/// The last: nothing opens after them.
fn of_keys(ids: &Ids, folder: PathBuf) -> Vec<Mutant> {
    let Ids { other, zero, .. } = ids;
    let alter = format!("UPDATE leaf_key SET wrapped = {zero} WHERE tenant_id = {other}");
    let unreadable = move |hand: &Hand<'_>| {
        hand.keys(&alter);
        hand.world.app.vault().forget_all();
    };
    // ROOT as it was before anything was erased.
    let older = move |_: &Hand<'_>| {
        std::fs::copy(folder.join("root.key.before"), folder.join("root.key")).unwrap();
    };
    vec![(34, "keys", Box::new(unreadable)), (46, "old-root", Box::new(older))]
}

/// Each word of the catalogue stands in a test here, by which it is made.
#[test]
fn every_fault_is_made_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = |folder: PathBuf| -> String {
        let read = |file: PathBuf| std::fs::read_to_string(file).unwrap();
        files(&folder).into_iter().map(read).collect()
    };
    let tests = texts(root.join("tests/verifying"));
    let words = texts(root.join("../i18n/locales/en"));
    let words: BTreeSet<&str> = words
        .lines()
        .filter_map(|line| line.strip_prefix("verify-fault-")?.split_once(" =").map(|(word, _)| word))
        .collect();
    assert!(words.len() > 100, "{words:?}");
    let excused: BTreeMap<_, _> = NOT_MADE.into_iter().collect();
    let is_made = |word: &str| tests.contains(&format!("\"{word}\""));
    let missing: Vec<_> =
        words.iter().filter(|word| !is_made(word) && !excused.contains_key(**word)).collect();
    assert!(missing.is_empty(), "no test makes these: {missing:?}");
    // Once is where it is excused.
    let is_idle = |word: &&&str| tests.matches(&format!("\"{word}\"")).count() > 1 || !words.contains(**word);
    let idle: Vec<_> = excused.keys().filter(is_idle).collect();
    assert!(idle.is_empty(), "these need no excuse: {idle:?}");
}
