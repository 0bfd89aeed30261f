//! The Maildir's position, folder by folder.

use super::cursor::{Place, QUIET_MIN};
use super::folder::{Folder, deliver};
use crate::Limits;
use domain::Timestamp;
use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

fn put(root: &Path, place: &str, name: &str, raw: &str) {
    std::fs::create_dir_all(root.join("new")).unwrap();
    std::fs::create_dir_all(root.join("cur")).unwrap();
    std::fs::write(root.join(place).join(name), raw).unwrap();
}

fn all(folder: &mut Folder, place: &mut Place, from: Option<i64>, mails: usize) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let limits = Limits { mails, ..Limits::default() };
    loop {
        let batch = folder.fetch(place, from.map(Timestamp::from_millis), limits).unwrap();
        if batch.is_empty() {
            return found;
        }
        assert!(batch.len() <= mails);
        found.extend(
            batch.iter().map(|mail| (String::from_utf8_lossy(&mail.raw).into_owned(), mail.before_connect)),
        );
    }
}

fn texts(found: &[(String, bool)]) -> Vec<&str> {
    found.iter().map(|(text, _)| text.as_str()).collect()
}

fn folder(root: &Path) -> Folder {
    Folder::new(root.to_owned(), "INBOX".into(), Duration::ZERO)
}

#[test]
fn the_first_fill_goes_by_delivery_time_over_new_and_cur_from_the_look_back_on() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "new", "1700000300.M1P1.h", "c");
    put(root.path(), "cur", "1700000200.M1P1.h:2,S", "b");
    put(root.path(), "cur", "1700000100.M1P1.h:2,", "a");
    put(root.path(), "new", "1600000000.M1P1.h", "old");
    let mut place = Place::default();
    let found = all(&mut folder(root.path()), &mut place, Some(1_700_000_000_000), 2);
    assert_eq!(texts(&found), ["a", "b", "c"]);
    assert!(found.iter().all(|(_, before)| *before));
    // Another look, and another with the same cursor in a new process, find nothing more.
    assert!(all(&mut folder(root.path()), &mut place, Some(1_700_000_000_000), 2).is_empty());
}

#[test]
fn what_comes_later_is_found_whatever_its_name_and_exactly_once() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "new", "1700000300.M1P1.h", "first");
    let mut place = Place::default();
    let mut one = folder(root.path());
    assert_eq!(all(&mut one, &mut place, None, 64).len(), 1);
    for round in 0..50 {
        deliver(root.path(), format!("mail {round}").as_bytes(), round % 2 == 0).unwrap();
        // An old name: moved here from elsewhere.
        put(root.path(), "new", &format!("15000000{round:02}.M1P1.h"), "moved");
        let found = all(&mut one, &mut place, None, 1);
        let mut texts = texts(&found);
        texts.sort_unstable();
        assert_eq!(texts, [format!("mail {round}").as_str(), "moved"], "round {round}");
    }
}

#[test]
fn a_fill_that_is_interrupted_goes_on_where_it_stood() {
    let root = tempfile::tempdir().unwrap();
    for n in 0..200 {
        put(root.path(), "new", &format!("17000{n:05}.M1P1.h"), &n.to_string());
    }
    let mut place = Place::default();
    let mut found = Vec::new();
    loop {
        // A new process for each batch.
        let limits = Limits { mails: 7, ..Limits::default() };
        let batch = folder(root.path()).fetch(&mut place, None, limits).unwrap();
        if batch.is_empty() {
            break;
        }
        found.extend(batch.iter().map(|mail| String::from_utf8_lossy(&mail.raw).into_owned()));
    }
    assert_eq!(found, (0..200).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn a_quiet_folder_is_not_listed_again_until_something_comes() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "new", "1700000300.M1P1.h", "a");
    let mut place = Place::default();
    let mut one = folder(root.path());
    all(&mut one, &mut place, None, 64);
    for _ in 0..5 {
        all(&mut one, &mut place, None, 64);
    }
    assert!(place.quiet >= QUIET_MIN);
    let before = place.clone();
    assert!(all(&mut one, &mut place, None, 64).is_empty());
    assert_eq!(place, before);
    assert!(!one.is_changed().unwrap());
    deliver(root.path(), b"b", false).unwrap();
    assert!(one.is_changed().unwrap());
    assert_eq!(texts(&all(&mut one, &mut place, None, 64)), ["b"]);
}

#[test]
fn settling_marks_or_moves_these_alone_and_brings_nothing_back() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "new", "1700000001.M1P1.h", "a");
    put(root.path(), "cur", "1700000002.M1P1.h:2,F", "b");
    put(root.path(), "new", "1700000003.M1P1.h", "c");
    let mut place = Place::default();
    let mut one = folder(root.path());
    all(&mut one, &mut place, None, 64);
    one.settle(&HashSet::from(["1700000001.M1P1.h", "1700000002.M1P1.h"]), None).unwrap();
    assert!(root.path().join("cur/1700000001.M1P1.h:2,S").exists());
    assert!(root.path().join("cur/1700000002.M1P1.h:2,FS").exists());
    assert!(root.path().join("new/1700000003.M1P1.h").exists());
    let done = root.path().join(".Done");
    one.settle(&HashSet::from(["1700000003.M1P1.h"]), Some(&done)).unwrap();
    assert!(done.join("cur/1700000003.M1P1.h:2,").exists());
    assert!(all(&mut one, &mut place, None, 64).is_empty());
}

#[test]
fn a_large_batch_is_cut_by_bytes_and_a_larger_mail_goes_alone() {
    let root = tempfile::tempdir().unwrap();
    for n in 0..4 {
        put(root.path(), "new", &format!("170000000{n}.M1P1.h"), &"x".repeat(1_000));
    }
    let mut place = Place::default();
    let mut one = folder(root.path());
    let limits = |bytes| Limits { mails: 64, bytes };
    assert_eq!(one.fetch(&mut place, None, limits(2_500)).unwrap().len(), 2);
    assert_eq!(one.fetch(&mut place, None, limits(10)).unwrap().len(), 1);
    assert_eq!(one.fetch(&mut place, None, limits(10)).unwrap().len(), 1);
    assert!(one.fetch(&mut place, None, limits(10)).unwrap().is_empty());
}

#[test]
fn flagging_an_old_mail_does_not_bring_it_in() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "new", "1600000000.M1P1.h", "too old");
    put(root.path(), "new", "1700000000.M1P1.h", "taken");
    let mut place = Place::default();
    let mut one = folder(root.path());
    let from = Some(1_650_000_000_000);
    let first = one.fetch(&mut place, from.map(Timestamp::from_millis), Limits::default()).unwrap();
    assert_eq!(first.len(), 1);
    for name in ["1600000000.M1P1.h", "1700000000.M1P1.h"] {
        let to = root.path().join("cur").join(format!("{name}:2,F"));
        std::fs::rename(root.path().join("new").join(name), to).unwrap();
    }
    // The one that was taken may come again, with its old key: the caller knows it. Nothing is new about it.
    let again = all(&mut one, &mut place, from, 64);
    assert!(again.iter().all(|(text, before)| text == "taken" && *before));
}

#[test]
fn twenty_thousand_files_come_once_each_from_one_listing() {
    let root = tempfile::tempdir().unwrap();
    for n in 0..20_000 {
        put(
            root.path(),
            if n % 2 == 0 { "new" } else { "cur" },
            &format!("17000{n:05}.M1P1.h"),
            &n.to_string(),
        );
    }
    let mut place = Place::default();
    let mut one = folder(root.path());
    let found = all(&mut one, &mut place, None, 64);
    assert_eq!(texts(&found), (0..20_000).map(|n| n.to_string()).collect::<Vec<_>>());
    all(&mut one, &mut place, None, 64);
    all(&mut one, &mut place, None, 64);
    assert!(place.quiet >= QUIET_MIN);
    deliver(root.path(), b"new", false).unwrap();
    assert_eq!(texts(&all(&mut one, &mut place, None, 64)), ["new"]);
}
