//! Erasures at random, and after each one every older backup restored and the whole mailbox listed anew: nothing returns
//! (C44, C66, C116). A few in each run; `./dev long` for the long form: `DESKHERO_ERASURES` says how many, `DESKHERO_DICE` which.

use crate::desk::{Desk, Elsewhere, numbered, on_each};
use crate::world::dice::Dice;
use crate::world::{Engine, incoming};
use app::backup;
use app::erasure::{self, Scope, Wanted};
use app::inbound::{Incoming, Report};
use domain::{ErasureReason, MessageId};
use std::collections::BTreeSet;

const ERASURES: usize = 4;
/// Backups that are there at the end.
const BACKUPS: usize = 8;
/// So many mails for each erasure: some are left at the end.
const MAILS_PER_ERASURE: usize = 6;

async fn messages(app: &app::App, desk: &Desk) -> Vec<store::Message> {
    let store = app.store().tenant(desk.company.info.scope);
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = store.list_messages(after, 100).await.unwrap();
        let Some(last) = page.last() else { return found };
        after = Some(last.id);
        found.extend(page);
    }
}

async fn ids(app: &app::App, desk: &Desk) -> BTreeSet<MessageId> {
    messages(app, desk).await.into_iter().map(|row| row.id).collect()
}

/// Every mail that ever came, as a source tells of it whose numbers changed.
async fn list_anew(app: &std::sync::Arc<app::App>, desk: &Desk, mails: usize, round: usize) -> Report {
    let again =
        |n: usize| Incoming { check_digest: true, ..incoming(&format!("again-{round}-{n}"), &numbered(n)) };
    let mut sum = Report::default();
    for from in (0..mails).step_by(60) {
        let some = (from..mails.min(from + 60)).map(again).collect();
        let prepared = app.prepare(&desk.company.target, some, app.now()).await.unwrap();
        let report = app.take_in(&desk.company.target, prepared, None, app.now()).await.unwrap();
        sum.taken_in += report.taken_in;
        sum.known += report.known;
    }
    sum
}

/// Erases a person, a conversation or a message; gives what went.
async fn erase_something(desk: &Desk, dice: &mut Dice) -> BTreeSet<MessageId> {
    let before = messages(desk.app(), desk).await;
    let one = &before[dice.roll(before.len())];
    let scope = match dice.roll(3) {
        0 => Scope::Contact(one.contact.unwrap()),
        1 => Scope::Conversation(one.ticket),
        _ => Scope::Message(one.id),
    };
    let wanted = Wanted { scope, reason: ErasureReason::Request };
    erasure::begin(desk.app(), &desk.world.admin_ctx(&desk.company), wanted).await.unwrap();
    crate::world::until("it is erased", async || {
        (erasure::round(desk.app(), desk.app().now()).await.unwrap() == 0
            && desk
                .app()
                .store()
                .tenant(desk.company.info.scope)
                .list_open_erasures(1)
                .await
                .unwrap()
                .is_empty())
        .then_some(())
    })
    .await;
    let after = ids(desk.app(), desk).await;
    before.into_iter().map(|row| row.id).filter(|id| !after.contains(id)).collect()
}

async fn whatever_is_erased_returns_from_no_older_backup(desk: Desk, _engine: Engine) {
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse::<u64>().ok());
    let wanted = number("DESKHERO_ERASURES").map_or(ERASURES, |n| usize::try_from(n).unwrap());
    let mails = (wanted * MAILS_PER_ERASURE).max(12);
    desk.bring(12..mails).await;
    let (mut dice, mut erased) = (Dice(number("DESKHERO_DICE").unwrap_or(20_261_127)), BTreeSet::new());
    let mut backups = Vec::new();
    let mut indexer = app::jobs::start_indexer(desk.app());
    for round in 0..wanted {
        if round.is_multiple_of(wanted.div_ceil(BACKUPS)) {
            backups.push(backup::make(desk.app(), &desk.setup).await.unwrap().id);
        }
        erased.extend(erase_something(&desk, &mut dice).await);
        let again = list_anew(desk.app(), &desk, mails, round).await;
        assert_eq!((again.taken_in, again.known), (0, mails), "here, after {round}");
        let left = ids(desk.app(), &desk).await;
        for id in &backups {
            let elsewhere = Elsewhere::new(Engine::Sqlite).unwrap();
            elsewhere.fill(&desk, Some(id.clone()), false).await.unwrap();
            let (app, _) = elsewhere.open(&desk).await;
            let found = ids(&app, &desk).await;
            assert!(found.is_disjoint(&erased), "from {id}, after {round}");
            assert_eq!(found, left, "from {id}, after {round}: what stays is there");
            let again = list_anew(&app, &desk, mails, round).await;
            assert_eq!((again.taken_in, again.known), (0, mails), "from {id}, after {round}");
            app.store().close().await;
        }
    }
    assert!(erased.len() >= wanted, "{} went", erased.len());
    indexer.shutdown().await;
}

on_each!(whatever_is_erased_returns_from_no_older_backup);
