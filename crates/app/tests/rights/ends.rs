//! C90 by the data map: what it says ends, ends, once nobody uses it any more; and what is left goes with the company.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::company_export::story;
use crate::world::{Company, PASSWORD, World, until};
use app::subject_request::Which;
use app::{closing, erasure, jobs};
use domain::Private;
use privacy::data_map::{After, Ending, Retention, Subject, columns};
use std::collections::{BTreeMap, BTreeSet};

const DAY_MS: i64 = 24 * 3_600_000;
/// As long as the longest rule that every company has, and again, since people are due when their last conversation is gone.
const YEARS_DAYS: i64 = 2 * 1_830;

/// What is left of an ended class all the same, and why.
const LEFT: [(&str, &str); 2] = [
    (
        "subject_request",
        "that somebody asked, and when it was answered, has to be proved (Art. 5(2)): without their words",
    ),
    ("contact_lookup", "keys: the keyring has tests of its own"),
];

/// The tables of the data that have something about somebody of a company, by how it ends.
fn tables(wanted: impl Fn(&Ending) -> bool) -> BTreeSet<&'static str> {
    let owned: BTreeSet<&str> =
        columns().iter().filter(|column| column.name == "tenant_id").map(|column| column.table).collect();
    let about = |subject| matches!(subject, Subject::Contact | Subject::Agent);
    columns()
        .iter()
        .filter(|column| about(column.subject) && wanted(&column.retention.ending()))
        .map(|column| column.table)
        .filter(|table| owned.contains(table) && LEFT.iter().all(|(left, _)| left != table))
        .collect()
}

fn by_themselves(ending: &Ending) -> bool {
    match ending {
        Ending::Rules(_) => true,
        Ending::Jobs { after, .. } => matches!(after, After::Use | After::Closed | After::Period),
        Ending::AboutNobody => false,
    }
}

/// How many rows each table has of a company.
async fn rows(world: &World, company: &Company) -> BTreeMap<String, u64> {
    let mut data = world.app.store().inspect().await.unwrap();
    let ours = company.info.scope.tenant().uuid();
    let mut counts = BTreeMap::new();
    for table in data.tables_with("tenant_id") {
        let mut count = 0;
        data.each(&table, &["tenant_id"], |row| {
            count += u64::from(row.first().and_then(store::Cell::id) == Some(ours));
        })
        .await
        .unwrap();
        counts.insert(table, count);
    }
    counts
}

/// One look of every job that ends something.
async fn look(world: &World) {
    let app = &world.app;
    jobs::retention::round(app).await.unwrap();
    jobs::mailbox_end::round(app).await.unwrap();
    jobs::closing::round(app).await.unwrap();
    for _ in 0..3 {
        erasure::round(app, app.now()).await.unwrap();
    }
    jobs::upkeep::round(app).await.unwrap();
    jobs::subject_requests::round(app).await.unwrap();
    jobs::organisations::round(app).await.unwrap();
    app::usage::round(app).await.unwrap();
}

/// Something in every category, and what people leave who work with it; nothing that keeps any of it.
async fn used(world: &World) -> Company {
    let acme = world.company("acme").await;
    let (_, eva) = story(world, &acme, "ACME").await;
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    jobs::notices::round(app).await.unwrap();
    let password = Private::new(PASSWORD.to_owned());
    let scope = acme.info.scope;
    app::sign_in::with_password(app, scope, "egon@acme.test", &password, "1.2.3.4", app.now()).await.unwrap();
    app::access_export::ask(app, &ctx, eva, "en").await.unwrap();
    app::company_export::ask(app, &ctx, "en").await.unwrap();
    assert!(app::access_export::round(app).await.unwrap());
    assert!(app::company_export::round(app).await.unwrap());
    let store = app.store().tenant(scope);
    let open = app::subject_request::list(app, &ctx, Which::Open, None, 100).await.unwrap().items;
    for case in open {
        app::subject_request::withdraw(app, &ctx, case.id, "Telephone").await.unwrap();
    }
    let mut tx = store.begin().await.unwrap();
    for contact in tx.list_contact_facts(None, 100).await.unwrap() {
        tx.delete_restriction(contact.0, app.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
    acme
}

async fn what_nobody_uses_ends_and_the_rest_goes_with_the_company(world: World) {
    let _jobs = jobs::start_indexer(&world.app);
    let acme = used(&world).await;
    let (ours, before) = (tables(by_themselves), rows(&world, &acme).await);
    let count = |rows: &BTreeMap<String, u64>, table: &str| rows.get(table).copied();
    // The test means something: of every class that ends by itself there is something.
    for retention in
        [Retention::Ticket, Retention::Contact, Retention::Session, Retention::Notice, Retention::Export]
    {
        let of = columns().iter().filter(|column| column.retention == retention).map(|column| column.table);
        let there = of.filter(|table| ours.contains(table) && count(&before, table).is_some_and(|n| n > 0));
        assert!(there.count() > 0, "{retention:?}: {before:?}");
    }
    look(&world).await;
    let mut passed = 0;
    while passed < YEARS_DAYS {
        world.clock.advance_ms(122 * DAY_MS);
        passed += 122;
        look(&world).await;
    }
    look(&world).await;
    let after = rows(&world, &acme).await;
    let left: Vec<_> = ours.iter().filter(|table| count(&after, table).is_some_and(|n| n > 0)).collect();
    assert!(left.is_empty(), "{left:?} of {after:?}");

    // What is about its people and their work is there as long as the company is.
    let rest = tables(|ending| !matches!(ending, Ending::AboutNobody));
    assert!(rest.iter().any(|table| count(&after, table).is_some_and(|n| n > 0)));
    let password = Private::new(PASSWORD.to_owned());
    let wanted = closing::Close { days: None, slug: "acme".to_owned(), password, keep_sums: false };
    closing::begin(&world.app, &world.admin_ctx(&acme), wanted).await.unwrap();
    world.clock.advance_ms(30 * DAY_MS);
    until("the company is gone", async || {
        look(&world).await;
        let left = rows(&world, &acme).await;
        let left: Vec<_> = rest.iter().filter(|table| count(&left, table).is_some_and(|n| n > 0)).collect();
        left.is_empty().then_some(())
    })
    .await;
}

crate::on_both_engines! {
    what_nobody_uses_ends_and_the_rest_goes_with_the_company
}
