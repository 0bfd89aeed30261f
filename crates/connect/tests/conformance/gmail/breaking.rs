//! Ended at every step: whoever begins again from the last stored cursor finds each mail once.

use super::Gmail;
use crate::world::{BEFORE, World, mail};
use connect::{Limits, SourceMail};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

const LIMITS: Limits = Limits { mails: 2, bytes: 1024 * 1024 };
/// Mails that lie there at first; two more come while they are taken.
const THERE: usize = 5;

/// Takes everything, and begins with a new connector after each failure; the history may end before what comes meanwhile.
/// Returns the mails, how many failures there were, and how much was asked.
async fn taken(world: &Gmail, expires: bool) -> (Vec<SourceMail>, usize, usize) {
    let (mut one, mut cursor, mut found) = (world.open(), Vec::new(), Vec::new());
    let (mut failures, mut late) = (0, vec![mail(THERE + 1), mail(THERE)]);
    loop {
        match one.fetch(&cursor, None, LIMITS).await {
            Ok(batch) => {
                cursor = batch.cursor;
                found.extend(batch.mails);
                if !batch.more && late.is_empty() {
                    return (found, failures, world.asked().len());
                }
                if let Some(raw) = late.pop() {
                    world.put_one(&raw, &["INBOX"]);
                    if expires {
                        world.order("expire", json!({}));
                    }
                }
            }
            Err(error) => {
                assert!(error.is_temporary(), "{error:?}");
                failures += 1;
                one = world.open();
            }
        }
    }
}

/// Every mail once, those that came meanwhile as news.
fn prove(found: &[SourceMail], what: &Value) {
    let mut counts: HashMap<Vec<u8>, usize> = HashMap::new();
    found.iter().for_each(|one| *counts.entry(one.source_key.as_bytes().to_vec()).or_default() += 1);
    assert!(counts.len() == THERE + 2 && counts.values().all(|count| *count == 1), "{what}: {counts:?}");
    let mut raws: Vec<_> = found.iter().map(|one| one.raw.to_vec()).collect();
    raws.sort();
    assert_eq!(raws, (0..THERE + 2).map(mail).collect::<Vec<_>>(), "{what}");
    let news = found.iter().filter(|one| !one.before_connect).count();
    assert_eq!(news, 2, "{what}");
}

fn fill(world: &Gmail) {
    world.order("empty", json!({ "label": "INBOX" }));
    for n in 0..THERE {
        // Two of them at the same millisecond.
        let at = BEFORE.0 * 1_000 + i64::try_from(n / 2).unwrap();
        world.put_all([&*mail(n)], &["INBOX"], Some(at));
    }
    world.asked();
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_begins_again_finds_each_mail_once() {
    let Some(world) = Gmail::start() else { return };
    fill(&world);
    let (found, failures, steps) = taken(&world, false).await;
    prove(&found, &json!("undisturbed"));
    assert!(failures == 0 && steps > 12, "{failures} {steps}");
    let (mut broken, mut runs) = (0, 0);
    for cut in ["before", "after", "middle"] {
        // A read is asked for once more on a new connection: so once is passed over, and twice is a failure.
        for times in [1, 2] {
            for step in 0..steps + 2 {
                let fault = json!({ "on": ".", "skip": step, "times": times, "cut": cut });
                fill(&world);
                world.fail(json!([fault]));
                let (found, failures, _) = taken(&world, false).await;
                prove(&found, &fault);
                (broken, runs) = (broken + failures, runs + 1);
            }
        }
    }
    assert!(broken > runs / 3, "{broken} of {runs} runs were broken");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_begins_again_with_a_history_too_old_misses_no_mail() {
    let Some(world) = Gmail::start() else { return };
    fill(&world);
    let (_, _, steps) = taken(&world, true).await;
    for step in 0..steps + 2 {
        let fault = json!({ "on": ".", "skip": step, "times": 2, "cut": "before" });
        fill(&world);
        world.fail(json!([fault]));
        let (mut found, _, _) = taken(&world, true).await;
        // Some come again, under the same key: whoever stores them knows them.
        let mut known = HashSet::new();
        found.retain(|one| known.insert(one.source_key.as_bytes().to_vec()));
        prove(&found, &fault);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_fill_of_many_pages_goes_on_where_it_was() {
    let Some(world) = Gmail::start() else { return };
    let all: Vec<_> = (0..1_200).map(mail).collect();
    for (n, raw) in (0..).zip(&all) {
        world.put_all([raw.as_slice()], &["INBOX"], Some(BEFORE.0 * 1_000 + n * 1_000));
    }
    let (mut cursor, mut found) = (Vec::new(), Vec::new());
    for _ in 0..6 {
        let batch = world.open().fetch(&cursor, None, Limits::default()).await.unwrap();
        cursor = batch.cursor;
        found.extend(batch.mails.into_iter().map(|one| one.raw.to_vec()));
    }
    assert_eq!(found.len(), 6 * 128);
    world.asked();
    let batch = world.open().fetch(&cursor, None, Limits::default()).await.unwrap();
    let asked = world.asked();
    let lists = asked.iter().filter(|line| line.contains("/messages?")).count();
    assert_eq!(lists, 1, "the list begins where the last batch ended: {asked:?}");
    assert_eq!(asked.iter().filter(|line| line.contains("=raw")).count(), 128);
    found.extend(batch.mails.iter().map(|one| one.raw.to_vec()));
    found.extend(crate::world::raws(
        &crate::world::drain(&mut *world.open(), &mut batch.cursor.clone(), None).await,
    ));
    assert!(found == all);
}
