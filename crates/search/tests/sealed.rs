//! Nothing in clear, nothing left after an erasure, nothing wrong after a crash or tampering.

#![expect(clippy::unwrap_used, reason = "steps of a test that stand outside its function")]

mod world;

use crypto::page::{PageCache, PageReader};
use domain::{TenantId, TenantScope};
use search::{Error, Index, Indexes, PoolSizes, Query, Target, Unreadable};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tantivy::directory::{Directory, RamDirectory};
use world::{Mail, World, at, fill, find, mail, secret};

const CANARY: &str = "kanarienvogel";

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w == needle)
}

fn files(world: &World) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(world.path()).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

/// What a file holds behind its encryption.
fn decrypted(world: &World, path: &Path) -> Vec<u8> {
    let name = path.file_name().unwrap().as_encoded_bytes();
    let reader = PageReader::open(path, name, &secret(world.scope, 1), &PageCache::new(0)).unwrap();
    reader.read(0..reader.len()).unwrap().as_ref().to_vec()
}

fn is_page_file(path: &Path) -> bool {
    !path.file_name().unwrap().to_str().unwrap().starts_with('.')
}

/// Every word in the term dictionaries of every segment in the folder, deleted documents or not. No file
/// belongs to a segment that is not read here.
fn words_on_disk(world: &World) -> BTreeSet<String> {
    let ram = RamDirectory::create();
    let page_files: Vec<_> = files(world).into_iter().filter(|p| is_page_file(p)).collect();
    for path in &page_files {
        ram.atomic_write(Path::new(path.file_name().unwrap()), &decrypted(world, path)).unwrap();
    }
    let index = tantivy::Index::open(ram).unwrap();
    let segments: BTreeSet<_> =
        index.searchable_segment_metas().unwrap().iter().map(|m| m.id().uuid_string()).collect();
    for path in &page_files {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        assert!(stem == "meta" || segments.contains(stem), "{path:?} belongs to no living segment");
    }
    let mut words = BTreeSet::new();
    for reader in index.reader().unwrap().searcher().segment_readers() {
        for (field, entry) in index.schema().fields() {
            if entry.field_type().is_str() {
                let inverted = reader.inverted_index(field).unwrap();
                let mut stream = inverted.terms().stream().unwrap();
                while stream.advance() {
                    words.insert(String::from_utf8(stream.key().to_vec()).unwrap());
                }
            }
        }
    }
    words
}

fn canaries(count: i64) -> Vec<Mail> {
    (0..count).map(|i| mail(i, CANARY, &format!("{CANARY} number{i}"))).collect()
}

#[test]
fn no_file_holds_a_word_in_clear() {
    let world = World::new();
    let index = world.open();
    fill(&index, &canaries(50), 1);
    index.close_writer().unwrap();
    assert!(words_on_disk(&world).contains(CANARY), "it is there, encrypted");
    for path in files(&world) {
        let raw = std::fs::read(&path).unwrap();
        for clear in [CANARY, "kund.example", "anna", "segments", "schema"] {
            assert!(!contains(&raw, clear.as_bytes()), "{clear} in {path:?}");
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.'), "{name}");
    }
}

#[test]
fn an_erasure_leaves_no_word_and_no_file() {
    let world = World::new();
    let index = world.open();
    let mails = canaries(30);
    fill(&index, &[mail(100, "keep", "sparrow")], 1);
    fill(&index, &mails, 2);
    let before: BTreeSet<_> = files(&world).into_iter().collect();
    assert!(words_on_disk(&world).contains("number7"));
    assert_eq!(find(&world, &index, CANARY).len(), 30);
    let targets: Vec<_> = mails.iter().map(|m| Target::Message(m.message)).collect();
    index.erase(&targets, 3).unwrap();
    assert_eq!(find(&world, &index, CANARY), []);
    assert_eq!(find(&world, &index, "sparrow").len(), 1);
    assert_eq!(index.committed_seq(), 3);
    let words = words_on_disk(&world);
    assert!(words.contains("sparrow") && !words.iter().any(|w| w.contains("number") || w.contains(CANARY)));
    let after: BTreeSet<_> = files(&world).into_iter().collect();
    assert!(before.difference(&after).count() >= 6, "the files of the erased segment are gone");
}

/// A search that still runs holds the old files; the erasure waits for it.
#[test]
fn an_erasure_waits_for_searches() {
    let world = World::new();
    let index = world.open();
    let mails = canaries(60);
    fill(&index, &mails, 1);
    std::thread::scope(|scope| {
        let searches: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| (0..60).map(|_| find(&world, &index, CANARY).len()).collect::<Vec<_>>()))
            .collect();
        for (seq, mail) in (2..).zip(&mails[..5]) {
            index.erase(&[Target::Message(mail.message)], seq).unwrap();
        }
        for counts in searches.into_iter().map(|s| s.join().unwrap()) {
            assert!(counts.is_sorted_by(|a, b| a >= b));
        }
    });
    assert!(!words_on_disk(&world).contains("number3"));
    assert!(words_on_disk(&world).contains("number5"));
}

#[test]
fn erasing_a_part_of_a_segment_keeps_the_rest_of_it() {
    let world = World::new();
    let index = world.open();
    let mut mails = canaries(3);
    mails[1].body = "sparrow".to_owned();
    mails[1].subject = "other".to_owned();
    fill(&index, &mails, 1);
    index.erase(&[Target::Ticket(mails[0].ticket), Target::Message(mails[2].message)], 2).unwrap();
    assert_eq!(find(&world, &index, "sparrow"), [mails[1].message]);
    let words = words_on_disk(&world);
    assert!(words.contains("sparrow") && !words.contains(CANARY));
    // The index goes on as before.
    fill(&index, &[mail(9, "new", "swallow")], 3);
    drop(index);
    let index = world.open();
    assert_eq!((find(&world, &index, "swallow").len(), index.committed_seq()), (1, 3));
}

#[test]
fn deleting_hides_at_the_commit() {
    let world = World::new();
    let index = world.open();
    let mails = canaries(3);
    fill(&index, &mails, 1);
    index.delete_message(mails[0].message).unwrap();
    index.delete_ticket(mails[1].ticket).unwrap();
    assert_eq!(find(&world, &index, CANARY).len(), 3);
    index.commit(2).unwrap();
    assert_eq!(find(&world, &index, CANARY), [mails[2].message]);
}

#[test]
fn a_commit_is_seen_at_once_and_survives() {
    let world = World::new();
    let index = world.open();
    assert_eq!(index.committed_seq(), 0);
    for seq in 1..=30 {
        fill(&index, &[mail(seq, "s", &format!("{CANARY} w{seq}"))], seq * 7);
        assert_eq!(find(&world, &index, &format!("w{seq}")).len(), 1);
    }
    drop(index);
    let index = world.open();
    assert_eq!(index.committed_seq(), 210);
    assert_eq!(find(&world, &index, CANARY).len(), 30);
}

#[test]
fn what_was_not_committed_is_gone_after_a_crash() {
    let world = World::new();
    let index = world.open();
    fill(&index, &canaries(2), 5);
    index.add(&[mail(50, "s", "lost").doc()]).unwrap();
    drop(index);
    std::fs::write(world.path().join("0123456789abcdef0123456789abcdef.term"), b"torn").unwrap();
    std::fs::write(world.path().join(".meta.json.new"), b"torn").unwrap();
    let index = world.open();
    assert_eq!(index.committed_seq(), 5);
    assert_eq!(find(&world, &index, "lost"), []);
    fill(&index, &[mail(51, "s", "found")], 6);
    assert_eq!(find(&world, &index, "found").len(), 1);
    assert!(!world.path().join("0123456789abcdef0123456789abcdef.term").exists(), "leftovers are collected");
}

#[test]
fn a_changed_cut_or_missing_file_is_an_error_and_never_an_answer() {
    let world = World::new();
    let index = world.open();
    fill(&index, &canaries(40), 1);
    let query = Query::parse("number7 kanarienvogel").unwrap();
    let good = index.search(&world.permit(), &query, 10, None).unwrap();
    drop(index);
    let (mut refused, mut tried) = (0, 0);
    for path in files(&world).into_iter().filter(|p| is_page_file(p)) {
        let bytes = std::fs::read(&path).unwrap();
        let mut flipped = bytes.clone();
        let middle = flipped.len() - 20;
        flipped[middle] ^= 1;
        for bad in [flipped, bytes[..bytes.len() - 1].to_vec(), Vec::new()] {
            std::fs::write(&path, bad).unwrap();
            tried += 1;
            let answer = world.try_open().and_then(|i| i.search(&world.permit(), &query, 10, None));
            match answer {
                Err(Error::Unreadable(_)) => refused += 1,
                Err(other) => panic!("{path:?}: {other}"),
                Ok(page) => assert_eq!(page, good, "{path:?}"),
            }
        }
        std::fs::write(&path, bytes).unwrap();
    }
    assert!(refused > tried / 2, "{refused} of {tried}");
    assert_eq!(world.open().search(&world.permit(), &query, 10, None).unwrap(), good);
}

#[test]
fn another_secret_does_not_open_it_and_a_reset_starts_anew() {
    let world = World::new();
    fill(&world.open(), &canaries(2), 4);
    let other = Index::open(world.scope, &world.path(), secret(world.scope, 2), &world::budget());
    assert!(matches!(other, Err(Error::Unreadable(Unreadable::Sealed))));
    Index::reset(&world.path()).unwrap();
    let index = world.open();
    assert_eq!((index.committed_seq(), find(&world, &index, CANARY).len()), (0, 0));
}

#[test]
fn an_index_is_open_once() {
    let world = World::new();
    let _index = world.open();
    assert!(matches!(world.try_open(), Err(Error::Busy)));
    assert!(matches!(Index::reset(&world.path()), Err(Error::Busy)));
}

#[test]
fn the_pool_keeps_few_open_and_few_writers() {
    let root = tempfile::tempdir().unwrap();
    let pool = Indexes::new(root.path(), PoolSizes { open_max: 3, writers_max: 1, ..PoolSizes::default() });
    let scopes: Vec<_> = (0..6).map(|i| TenantScope::of(TenantId::generate(at(i)))).collect();
    for scope in &scopes {
        let index = pool.lend_for_writing(*scope, || Ok::<_, Error>(secret(*scope, 1))).unwrap();
        fill(&index, &canaries(1), 8);
        assert!(index.has_writer());
        drop(index);
        assert!(pool.open_count() <= 3);
    }
    for scope in &scopes {
        let index = pool.lend(*scope, || Ok::<_, Error>(secret(*scope, 1))).unwrap();
        assert_eq!(index.committed_seq(), 8);
        let permit = world::permit_for(*scope);
        assert_eq!(index.search(&permit, &Query::parse(CANARY).unwrap(), 9, None).unwrap().hits.len(), 1);
    }
    let lent = pool.lend(scopes[0], || Ok::<_, Error>(secret(scopes[0], 1))).unwrap();
    assert!(matches!(pool.reset(scopes[0]), Err(Error::Busy)));
    pool.close_idle().unwrap();
    assert_eq!(pool.open_count(), 1);
    drop(lent);
    pool.reset(scopes[0]).unwrap();
    let anew = pool.lend(scopes[0], || Ok::<_, Error>(secret(scopes[0], 1))).unwrap();
    assert_eq!(anew.committed_seq(), 0);
}
