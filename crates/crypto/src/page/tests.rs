use super::*;
use domain::{TenantId, Timestamp};
use proptest::prelude::*;

fn secret() -> IndexSecret {
    IndexSecret::from_seed(TenantId::generate(Timestamp::from_millis(1)), 1)
}

fn write(path: &Path, name: &str, secret: &IndexSecret, plain: &[u8]) {
    let mut writer = PageWriter::create(path, name.as_bytes(), secret).unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap();
}

fn read_all(path: &Path, name: &str, secret: &IndexSecret) -> Result<Vec<u8>, PageError> {
    let reader = PageReader::open(path, name.as_bytes(), secret, &PageCache::new(1 << 20))?;
    Ok(reader.read(0..reader.len())?.as_ref().to_vec())
}

fn pattern(len: usize) -> Vec<u8> {
    (0..len).map(|i| u8::try_from(i % 251).unwrap()).collect()
}

#[test]
fn every_length_round_the_page_size_comes_back() {
    let (dir, secret) = (tempfile::tempdir().unwrap(), secret());
    for len in [0, 1, PAGE_BYTES - 1, PAGE_BYTES, PAGE_BYTES + 1, 2 * PAGE_BYTES, 7 * PAGE_BYTES + 5] {
        let path = dir.path().join(format!("{len}"));
        write(&path, "f", &secret, &pattern(len));
        assert_eq!(read_all(&path, "f", &secret).unwrap(), pattern(len), "{len}");
    }
}

#[test]
fn any_changed_byte_is_noticed() {
    let (dir, secret) = (tempfile::tempdir().unwrap(), secret());
    let path = dir.path().join("f");
    write(&path, "f", &secret, &pattern(2 * PAGE_BYTES + 100));
    let good = std::fs::read(&path).unwrap();
    for at in (0..good.len()).step_by(397).chain(0..200).chain(good.len() - 200..good.len()) {
        let mut bad = good.clone();
        bad[at] ^= 0x20;
        std::fs::write(&path, &bad).unwrap();
        assert!(read_all(&path, "f", &secret).is_err(), "byte {at}");
    }
}

#[test]
fn a_cut_or_lengthened_file_does_not_open() {
    let (dir, secret) = (tempfile::tempdir().unwrap(), secret());
    let path = dir.path().join("f");
    write(&path, "f", &secret, &pattern(3 * PAGE_BYTES));
    let good = std::fs::read(&path).unwrap();
    let page = PAGE_BYTES + TAG_BYTES;
    for len in [good.len() - 1, good.len() - page, good.len() - 2 * page, good.len() - 3 * page, 7, 3, 0] {
        std::fs::write(&path, &good[..len]).unwrap();
        assert!(read_all(&path, "f", &secret).is_err(), "cut to {len}");
    }
    for more in [1, TAG_BYTES, page] {
        let mut long = good.clone();
        long.extend(vec![0; more]);
        std::fs::write(&path, &long).unwrap();
        assert!(read_all(&path, "f", &secret).is_err(), "longer by {more}");
    }
}

#[test]
fn swapped_pages_another_name_and_another_secret_do_not_open() {
    let (dir, secret) = (tempfile::tempdir().unwrap(), secret());
    let path = dir.path().join("f");
    write(&path, "f", &secret, &pattern(3 * PAGE_BYTES));
    assert!(matches!(read_all(&path, "g", &secret), Err(PageError::Key(_))));
    assert!(matches!(read_all(&path, "f", &self::secret()), Err(PageError::Key(_))));
    let mut bytes = std::fs::read(&path).unwrap();
    let page = PAGE_BYTES + TAG_BYTES;
    let header = bytes.len() - 3 * page;
    let (first, second) = bytes[header..header + 2 * page].split_at_mut(page);
    first.swap_with_slice(second);
    std::fs::write(&path, &bytes).unwrap();
    assert!(matches!(read_all(&path, "f", &secret), Err(PageError::Tampered(0))));
}

#[test]
fn a_writer_that_never_finished_leaves_nothing_readable() {
    let (dir, secret) = (tempfile::tempdir().unwrap(), secret());
    let path = dir.path().join("f");
    let mut writer = PageWriter::create(&path, b"f", &secret).unwrap();
    writer.write_all(&pattern(5 * PAGE_BYTES)).unwrap();
    drop(writer);
    assert!(read_all(&path, "f", &secret).is_err());
}

#[test]
fn a_destroyed_file_does_not_open_and_its_neighbour_does() {
    let (dir, secret) = (tempfile::tempdir().unwrap(), secret());
    let (path, other) = (dir.path().join("f"), dir.path().join("g"));
    write(&path, "f", &secret, b"gone");
    write(&other, "g", &secret, b"stays");
    let open = PageReader::open(&path, b"f", &secret, &PageCache::new(0)).unwrap();
    destroy(&path).unwrap();
    assert!(matches!(read_all(&path, "f", &secret), Err(PageError::Key(_))));
    assert_eq!(read_all(&other, "g", &secret).unwrap(), b"stays");
    assert_eq!(open.read(0..4).unwrap().as_ref(), b"gone");
}

#[test]
fn nothing_stands_in_clear_and_equal_files_differ() {
    let (dir, secret) = (tempfile::tempdir().unwrap(), secret());
    let (a, b) = (dir.path().join("a"), dir.path().join("b"));
    let canary = b"kanarienvogel ".repeat(5_000);
    write(&a, "f", &secret, &canary);
    write(&b, "f", &secret, &canary);
    let (a, b) = (std::fs::read(a).unwrap(), std::fs::read(b).unwrap());
    assert!(!a.windows(13).any(|w| w == b"kanarienvogel"));
    let same = a.iter().zip(&b).skip(FIXED_HEADER_BYTES).filter(|(x, y)| x == y).count();
    assert!(same < a.len() / 100, "{same} of {} bytes equal", a.len());
}

#[test]
fn the_cache_stays_bounded_and_forgets_with_its_reader() {
    let (dir, secret) = (tempfile::tempdir().unwrap(), secret());
    let path = dir.path().join("f");
    write(&path, "f", &secret, &pattern(20 * PAGE_BYTES));
    let cache = PageCache::new(3 * PAGE_BYTES);
    let reader = PageReader::open(&path, b"f", &secret, &cache).unwrap();
    for page in 0..20 {
        reader.read(page * PAGE_BYTES as u64..page * PAGE_BYTES as u64 + 10).unwrap();
        assert!(cache.len() <= 3);
    }
    assert_eq!(cache.len(), 3);
    drop(reader);
    assert!(cache.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_range_equals_the_plain_slice(
        len in 0..6 * PAGE_BYTES, a in 0..6 * PAGE_BYTES, b in 0..6 * PAGE_BYTES, chunk in 1..70_000_usize,
    ) {
        let (dir, secret) = (tempfile::tempdir().unwrap(), secret());
        let path = dir.path().join("f");
        let plain = pattern(len);
        let mut writer = PageWriter::create(&path, b"f", &secret).unwrap();
        for part in plain.chunks(chunk) { writer.write_all(part).unwrap(); }
        writer.finish().unwrap();
        let reader = PageReader::open(&path, b"f", &secret, &PageCache::new(2 * PAGE_BYTES)).unwrap();
        prop_assert_eq!(reader.len(), len as u64);
        let (from, to) = (a.min(b), a.max(b));
        let read = reader.read(from as u64..to as u64);
        if to <= len { let read = read.unwrap(); prop_assert_eq!(read.as_ref(), &plain[from..to]); }
        else { prop_assert!(matches!(read, Err(PageError::Range))); }
    }
}
