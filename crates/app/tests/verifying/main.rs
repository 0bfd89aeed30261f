//! `deskhero verify` believes nothing: on a system that keeps its promises each check says so, and each is broken by somebody
//! who alters rows, keys or files from outside, and finds it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

mod accesses;
mod alone;
mod amid;
mod assessments;
mod billing;
mod daily;
mod disclosures;
mod documents;
mod faults;
mod incidents;
mod learned;
mod news;
mod register;
mod rest;
mod trust;
#[path = "../world/mod.rs"]
mod world;

use app::backup::{self, Place, Plan};
use app::erasure::{self, Scope, Wanted};
use app::subject_request::{self as requests, Asking, Decision, NewRequest};
use app::verify::{self, Report, State};
use crypto::FileKek;
use crypto::password::Cost;
use domain::{
    ContactId, ErasureId, ErasureReason, MailboxId, ObjectionPurpose, SubjectDecision, SubjectRequestId,
    SubjectRight, TicketId,
};
use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;
use world::{Company, Engine, World, mail};

const DAY_MS: i64 = 24 * 3_600_000;

/// What stands in a system in which everything has happened once.
struct Scene {
    acme: Company,
    other: Company,
    ticket: TicketId,
    held: ContactId,
    restricted: ContactId,
    gone: ContactId,
    ended: MailboxId,
    rest: rest::Rest,
}

async fn world(engine: Engine) -> Option<World> {
    let folder = tempfile::tempdir().unwrap().keep();
    World::with(engine, move |settings| {
        // One of the promises is about it.
        settings.password_cost = Cost::TODAY;
        settings.billing = Some(billing::setup());
        let kek = FileKek::open_or_create(&folder.join("kek.key")).unwrap();
        settings.backups = Some(Plan {
            place: Place::folder(folder.join("backups")),
            kek: Arc::new(kek),
            folder,
            retention_days: 30,
            every_hours: 24,
        });
    })
    .await
}

fn person(name: &str, id: &str, text: &str) -> (String, String) {
    let from = format!("{name} <{}@example.org>", name.to_lowercase());
    (id.to_owned(), mail(&from, &format!("{id}@x.test"), None, &format!("{name}'s saddle"), text))
}

async fn contact_of(world: &World, company: &Company, name: &str) -> (TicketId, ContactId) {
    let rows = world.tickets(company).await;
    let ticket = rows.iter().find(|row| row.subject.starts_with(name)).unwrap().id;
    let store = world.app.store().tenant(company.info.scope);
    (ticket, store.find_ticket(ticket).await.unwrap().unwrap().requester)
}

async fn ask(
    world: &World,
    acme: &Company,
    right: SubjectRight,
    name: &str,
    purposes: &[ObjectionPurpose],
) -> SubjectRequestId {
    let id = granted(world, acme, right, name, purposes).await;
    let ctx = world.admin_ctx(acme);
    let version = requests::read(&world.app, &ctx, id).await.unwrap().row.version;
    requests::confirm(&world.app, &ctx, id, version, "").await.unwrap();
    id
}

async fn granted(
    world: &World,
    acme: &Company,
    right: SubjectRight,
    name: &str,
    purposes: &[ObjectionPurpose],
) -> SubjectRequestId {
    let id = written_down(world, acme, right, name).await;
    let (grounds, purposes) = (String::new(), purposes.to_vec());
    let granted = Decision { decision: SubjectDecision::Granted, grounds, purposes, mode: None };
    requests::decide(
        &world.app,
        &world.admin_ctx(acme),
        id,
        crate::world::version(&world.app, &world.admin_ctx(acme), id).await,
        granted,
    )
    .await
    .unwrap();
    id
}

async fn written_down(world: &World, acme: &Company, right: SubjectRight, name: &str) -> SubjectRequestId {
    let ctx = world.admin_ctx(acme);
    let asking = Asking {
        right,
        email: format!("{name}@example.org"),
        name: name.to_owned(),
        words: "Please.".to_owned(),
        language: "en".to_owned(),
        company: String::new(),
    };
    let new = NewRequest { asking, ticket: None, received_at: None, vouched: "At the counter.".to_owned() };
    requests::create(&world.app, &ctx, new).await.unwrap()
}

async fn erase(world: &World, company: &Company, scope: Scope) {
    let wanted = Wanted { scope, reason: ErasureReason::Request };
    let id = erasure::begin(&world.app, &world.admin_ctx(company), wanted).await.unwrap();
    until_done(world, company, id).await;
}

/// The index may be in use for a moment: then the step is done again.
async fn until_done(world: &World, company: &Company, id: ErasureId) {
    world::until("it was erased", async || {
        erasure::round(&world.app, world.app.now()).await.unwrap();
        let row = world.app.store().tenant(company.info.scope).find_erasure(id).await.unwrap();
        row.filter(|row| row.state == domain::ErasureState::Done).map(drop)
    })
    .await;
}

/// Three companies to which mail came.
async fn begun(world: &World) -> (Company, Company, Company) {
    register::begin(&world.app).await;
    let (acme, other, closed) =
        (world.company("acme").await, world.company("other").await, world.company("closed").await);
    documents::lay(world, &acme).await;
    let instructed = [domain::Feature::RemoteImages].into_iter().collect();
    app::instruction::change(&world.app, &world.admin_ctx(&acme), 0, instructed).await.unwrap();
    world.clock.advance_ms(10 * 60_000);
    app::jobs::monitoring::round(&world.app).await.unwrap();
    let mails: Vec<_> = ["Ada", "Bea", "Cid", "Dan", "Eva", "Uma"]
        .iter()
        .enumerate()
        .map(|(n, name)| person(name, &format!("m{n}"), "About the zebra saddle."))
        .collect();
    let mails: Vec<(&str, String)> = mails.iter().map(|(key, raw)| (key.as_str(), raw.clone())).collect();
    world.take_in(&acme, &mails).await;
    world.take_in(&other, &[("o1", person("Olle", "o1", "Hello.").1)]).await;
    world.take_in(&closed, &[("z1", person("Zoe", "z1", "Hello.").1)]).await;
    (acme, other, closed)
}

async fn scene(world: &World) -> Scene {
    let begun = begun(world).await;
    everything(world, begun).await
}

/// Of the first one there is one of everything, and the last one closes.
async fn everything(world: &World, (acme, other, closed): (Company, Company, Company)) -> Scene {
    let rest = Box::pin(rest::lay(world, &acme)).await;
    let (ticket, _) = contact_of(world, &acme, "Ada").await;
    world.answer(&acme, ticket, "It is on its way.").await;
    let (_, gone) = contact_of(world, &acme, "Eva").await;
    let (_, held) = contact_of(world, &acme, "Bea").await;
    let (_, restricted) = contact_of(world, &acme, "Cid").await;
    erase(world, &acme, Scope::Contact(gone)).await;
    erase(world, &closed, Scope::Tenant).await;
    let ctx = world.admin_ctx(&acme);
    let (_, waits) = contact_of(world, &acme, "Uma").await;
    for person in [held, waits] {
        world.hold(&acme, Scope::Contact(person)).await;
    }
    ask(world, &acme, SubjectRight::Erasure, "uma", &[]).await;
    ask(world, &acme, SubjectRight::Restriction, "cid", &[]).await;
    ask(world, &acme, SubjectRight::Objection, "dan", &[ObjectionPurpose::Marketing]).await;
    ask(world, &acme, SubjectRight::Access, "ada", &[]).await;
    assert!(app::access_export::round(&world.app).await.unwrap());
    let folder = world.folder.path().join("maildir-second");
    for part in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
    }
    let settings = world::maildir("second@acme.test", &folder);
    let operator = app::Ctx::operator(acme.info.scope, world.app.now());
    let ended = app::mailbox::connect(&world.app, &operator, settings, None).await.unwrap().id;
    let state = Some(domain::MailboxState::Disconnected);
    let change = app::mailbox::MailboxChange { state, ..Default::default() };
    app::mailbox::change(&world.app, &ctx, ended, change).await.unwrap();
    for gives in [true, false] {
        app::consent::decide(&world.app, &world.agent_ctx(&acme), gives, "It is counted.").await.unwrap();
    }
    let egon = app::agent::AgentChange { state: Some(domain::AgentState::Deactivated), ..Default::default() };
    app::agent::change(&world.app, &ctx, acme.agent, egon).await.unwrap();
    app::audit::checkpoint(&world.app, &acme.info, world.app.now()).await.unwrap();
    app::consent::decide(&world.app, &ctx, true, "It is counted.").await.unwrap();
    world.app.count_use(&ctx, usage_of("/tickets")).await;
    app::usage::keep(&world.app).await.unwrap();
    let setup = world.app.settings().backups.clone().unwrap().open().await.unwrap();
    backup::make(&world.app, &setup).await.unwrap();
    app::mailbox::list(&world.app, &operator).await.unwrap();
    Box::pin(accesses::lay(world, &acme)).await;
    Box::pin(disclosures::lay(world, &acme)).await;
    Box::pin(incidents::lay(world, &acme)).await;
    Box::pin(assessments::lay(world, &acme)).await;
    Box::pin(news::lay(world, &acme)).await;
    Box::pin(billing::lay(world, &acme)).await;
    Box::pin(learned::lay(world, &acme)).await;
    register::lay(&world.app, world.admin_ctx(&acme)).await;
    app::jobs::monitoring::round(&world.app).await.unwrap();
    world.clock.advance_ms(10 * 60_000);
    Scene { acme, other, ticket, held, restricted, gone, ended, rest }
}

fn usage_of(feature: &'static str) -> app::usage::Used {
    let network = app::usage::network("192.0.2.7");
    let (browser, system) = (domain::BrowserFamily::Firefox, domain::SystemFamily::Linux);
    app::usage::Used { deed: false, feature, browser, system, network }
}

/// Somebody with the databases at hand.
struct Hand<'a> {
    world: &'a World,
    sqlite: bool,
}

impl Hand<'_> {
    fn run(&self, url: &str, sql: &str) {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let output =
                Command::new("sqlite3").args(["-cmd", ".timeout 10000", path, sql]).output().unwrap();
            assert!(output.status.success(), "{sql}: {output:?}");
        } else {
            let name = url.rsplit_once('/').unwrap().1;
            testkit::postgres::shared().unwrap().execute_in(name, sql).unwrap();
        }
    }

    fn data(&self, sql: &str) {
        self.run(&self.world.urls.0, sql);
    }

    fn keys(&self, sql: &str) {
        self.run(&self.world.urls.1, sql);
    }

    fn both(&self, keys: &str, data: &str) {
        self.keys(keys);
        self.data(data);
    }

    fn bytes(&self, bytes: &[u8]) -> String {
        let hex = app::audit::hex(bytes);
        if self.sqlite { format!("X'{hex}'") } else { format!("decode('{hex}', 'hex')") }
    }
}

fn faults(report: &Report) -> BTreeSet<(u16, &'static str, String)> {
    let of = |one: &verify::Checked| {
        let clause = one.clause;
        one.faults.iter().map(move |fault| (clause, fault.word, fault.what.clone())).collect::<Vec<_>>()
    };
    report.checks.iter().flat_map(of).collect()
}

/// The clock goes faster here than the indexer.
async fn is_indexed(world: &World) {
    for info in app::tenant::list(&world.app).await.unwrap() {
        let Ok(tx) = world.app.store().tenant(info.scope).begin().await else { continue };
        let seq = tx.change_seq();
        drop(tx);
        world.app.index_caught_up(info.scope, seq, app::index::INDEX_PATIENCE).await.unwrap();
    }
}

/// A scene in which everything is kept, and somebody with the databases at hand.
async fn kept(world: &World) -> Option<(Scene, Hand<'_>, Report)> {
    let sqlite = world.urls.0.starts_with("sqlite:");
    if sqlite && testkit::process::find_program("sqlite3").is_none() {
        testkit::or_skip::<()>(Err(testkit::Error::Unavailable("sqlite3 is not installed".to_owned())));
        return None;
    }
    let scene = Box::pin(scene(world)).await;
    let hand = Hand { world, sqlite };
    disclosures::refuse_late(&hand);
    is_indexed(world).await;
    let report = verify::run(&world.app, None).await.unwrap();
    assert_eq!((report.broken, faults(&report)), (0, BTreeSet::new()));
    Some((scene, hand, report))
}

async fn every_promise_is_kept_until_it_is_broken(world: World) {
    let _jobs = app::jobs::start_indexer(&world.app);
    let Some((scene, hand, report)) = kept(&world).await else { return };
    let idle: Vec<u16> =
        report.checks.iter().filter(|one| one.state == State::NotApplicable).map(|one| one.clause).collect();
    // Nobody waits for a proof, nobody has signed in, no mailbox is at a provider, nobody else is served, no provider was set up and nobody was refused.
    assert_eq!(idle, [14, 16, 17, 48, 75, 106, 108]);
    assert_eq!(report.kept + idle.len(), report.checks.len());
    // A company sees what is its own, and finds it kept, too.
    let own = verify::run(&world.app, Some(scene.other.info.scope)).await.unwrap();
    assert_eq!(own.broken, 0);
    let erased = own.checks.iter().find(|one| one.clause == 66).unwrap();
    assert_eq!(erased.state, State::NotApplicable);
    assert_eq!(privacy::unaudited_opens(), 0);
    each_is_found(&hand, mutants(&world, &scene, &hand).await).await;
}

async fn each_is_found(hand: &Hand<'_>, mutants: Vec<Mutant>) {
    let mut missed = Vec::new();
    let look = async |clause: u16| {
        let report = verify::run_some(&hand.world.app, None, Some(clause)).await;
        faults(&report.unwrap_or_else(|error| panic!("C{clause}: {error}")))
    };
    for (n, (clause, word, alter)) in mutants.into_iter().enumerate() {
        // What was altered for another clause may break this one, too.
        let before = look(clause).await;
        alter(hand);
        let after = look(clause).await;
        let found = after.difference(&before).any(|one| one.0 == clause && one.1 == word);
        if !found {
            missed
                .push(format!("C{clause} {word}, {n}: {:?}", after.difference(&before).collect::<Vec<_>>()));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

type Mutant = (u16, &'static str, Box<dyn Fn(&Hand<'_>)>);

fn data(clause: u16, word: &'static str, sql: String) -> Mutant {
    (clause, word, Box::new(move |hand: &Hand<'_>| hand.data(&sql)))
}

fn keys(clause: u16, word: &'static str, sql: String) -> Mutant {
    (clause, word, Box::new(move |hand: &Hand<'_>| hand.keys(&sql)))
}

/// What is altered, as it stands in SQL.
struct Ids {
    acme: String,
    other: String,
    closed: String,
    held: String,
    restricted: String,
    gone: String,
    ended: String,
    admin: String,
    former: String,
    ticket: String,
    summary: String,
    /// What a mail that is there is known by.
    digest: String,
    /// What one that was erased is known by.
    erased: String,
    zero: String,
    far: i64,
}

async fn ids(world: &World, scene: &Scene, hand: &Hand<'_>) -> Ids {
    let tenant = scene.acme.info.scope.tenant();
    let mut look = world.app.store().inspect().await.unwrap();
    let (mut closed, mut digest, mut erased) = (Vec::new(), Vec::new(), Vec::new());
    let store = world.app.store().tenant(scene.acme.info.scope);
    let there: Vec<_> = store.list_newest_messages_of_ticket(scene.ticket, 9).await.unwrap();
    let there: Vec<_> = there.iter().map(|row| row.id.uuid()).collect();
    look.each("tenant", &["id", "state"], |row| {
        if row[1].text() == "closed" {
            closed = row[0].bytes().unwrap().to_vec();
        }
    })
    .await
    .unwrap();
    look.each("intake", &["tenant_id", "digest_tag", "message_id"], |row| {
        if row[0].id() == Some(tenant.uuid()) {
            match row[2].id() {
                Some(message) if there.contains(&message) => digest = row[1].bytes().unwrap().to_vec(),
                Some(_) => {}
                None => erased = row[1].bytes().unwrap().to_vec(),
            }
        }
    })
    .await
    .unwrap();
    let summary = store.find_ticket(scene.ticket).await.unwrap().unwrap().summary.object();
    Ids {
        acme: hand.bytes(tenant.as_bytes()),
        other: hand.bytes(scene.other.info.scope.tenant().as_bytes()),
        closed: hand.bytes(&closed),
        held: hand.bytes(scene.held.as_bytes()),
        restricted: hand.bytes(scene.restricted.as_bytes()),
        gone: hand.bytes(scene.gone.as_bytes()),
        ended: hand.bytes(scene.ended.as_bytes()),
        admin: hand.bytes(scene.acme.admin.as_bytes()),
        former: hand.bytes(scene.acme.agent.as_bytes()),
        ticket: hand.bytes(scene.ticket.as_bytes()),
        summary: hand.bytes(summary.as_bytes()),
        digest: hand.bytes(&digest),
        erased: hand.bytes(&erased),
        zero: hand.bytes(&[0; 32]),
        far: world.app.now().plus_millis(DAY_MS).as_millis(),
    }
}

/// What breaks each promise, from outside; each goes on from the one before.
async fn mutants(world: &World, scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let ids = ids(world, scene, hand).await;
    let mut all = of_schema_and_files(world).await;
    all.extend(learned::mutants(world, scene, hand).await);
    all.extend(accesses::mutants());
    all.extend(disclosures::mutants());
    all.extend(incidents::mutants());
    all.extend(assessments::mutants(world, hand).await);
    all.extend(billing::mutants());
    all.extend(news::mutants());
    all.extend(of_alerts());
    all.extend(register::mutants());
    all.extend(of_rights(&ids));
    all.extend(of_usage(&ids));
    all.extend(of_accounts_and_mailboxes(&ids, hand));
    all.extend(of_what_was_erased(&ids));
    all.extend(of_keys_and_bytes(&ids, scene, hand));
    all.extend(of_what_is_held_too_long(&ids, scene, hand));
    all
}

async fn of_schema_and_files(world: &World) -> Vec<Mutant> {
    let folder = world.folder.path().to_owned();
    let plan = world.app.settings().backups.clone().unwrap();
    let setup = plan.open().await.unwrap();
    let newest = backup::list(&world.app, &setup).await.unwrap().pop().unwrap().id;
    let lists = plan.folder.join("backups/lists");
    let too_old = world.app.now().plus_millis(-60 * DAY_MS).as_millis();
    let readable = Box::new(move |_: &Hand<'_>| {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::Permissions::from_mode(0o644);
        std::fs::set_permissions(folder.join("root.key"), mode).unwrap();
    });
    let kept = Box::new(move |_: &Hand<'_>| {
        std::fs::copy(lists.join(&newest), lists.join(format!("{too_old:013}-0badcafe"))).unwrap();
    });
    vec![
        data(90, "undeclared", "ALTER TABLE contact ADD COLUMN note TEXT".to_owned()),
        keys(90, "undeclared", "CREATE TABLE shadow (tenant_id TEXT, wrapped TEXT)".to_owned()),
        (86, "readable", readable),
        (44, "backup-old", kept),
    ]
}

fn of_alerts() -> Vec<Mutant> {
    vec![
        data(37, "no-alert", "DELETE FROM alert".to_owned()),
        data(37, "watch-behind", "UPDATE alert_cursor SET seq = 0".to_owned()),
        data(37, "watch-ahead", "UPDATE alert_cursor SET seq = 1000000".to_owned()),
    ]
}

fn of_rights(ids: &Ids) -> Vec<Mutant> {
    let Ids { held, restricted, zero, .. } = ids;
    // Uma’s mail was read before it was held.
    let always_held =
        "UPDATE legal_hold SET made_at_ms = 0; UPDATE erasure SET begun_at_ms = 0 WHERE state = 'held'";
    vec![
        data(47, "hold-used", always_held.to_owned()),
        data(47, "hold-case", "UPDATE erasure SET state = 'done' WHERE state = 'held'".to_owned()),
        data(67, "restriction", format!("UPDATE contact SET state = 'active' WHERE id = {restricted}")),
        data(67, "restriction-reason", format!("UPDATE contact SET state = 'restricted' WHERE id = {held}")),
        data(70, "objection", "DELETE FROM objection".to_owned()),
        // The month runs while it is not known who asks.
        data(
            72,
            "overdue",
            "UPDATE subject_request SET state = 'identity', due_at_ms = 1 WHERE asks_for = 'access'"
                .to_owned(),
        ),
        data(72, "due-late", "UPDATE subject_request SET due_at_ms = due_at_ms + 86400000".to_owned()),
        data(
            72,
            "no-alarm",
            format!("UPDATE subject_request SET received_at_ms = received_at_ms - {}", 22 * DAY_MS),
        ),
        data(72, "overdue", "UPDATE subject_request SET due_at_ms = received_at_ms".to_owned()),
        data(
            75,
            "unproved",
            format!(
                "UPDATE subject_request SET state = 'identity', proof_tag = {zero}, proof_until_ms = 1 \
            WHERE asks_for = 'access'"
            ),
        ),
        data(64, "export-old", "UPDATE access_export SET expires_at_ms = 1".to_owned()),
        data(69, "export-torn", "DELETE FROM access_export_piece".to_owned()),
    ]
}

fn of_usage(ids: &Ids) -> Vec<Mutant> {
    let Ids { acme, held, zero, .. } = ids;
    vec![
        data(63, "consent-words", "UPDATE consent SET words = 'Something else'".to_owned()),
        data(71, "consent-returned", "DELETE FROM consent WHERE decision = 'withdrawn'".to_owned()),
        data(71, "counted", "UPDATE consent SET decision = 'withdrawn'".to_owned()),
        data(62, "not-summed", "UPDATE usage_part SET day = day - 3".to_owned()),
        data(
            62,
            "sum-outlived",
            format!(
                "INSERT INTO usage_sum (tenant_id, day, id, month_id, content_object, content_sealed) \
            VALUES ({acme}, 1, {held}, {held}, {held}, {zero})"
            ),
        ),
    ]
}

fn of_accounts_and_mailboxes(ids: &Ids, hand: &Hand<'_>) -> Vec<Mutant> {
    let Ids { acme, ended, admin, former, summary, zero, far, .. } = ids;
    let session = |n: &str, expires: i64| {
        let (id, tag) = (hand.bytes(n.repeat(16).as_bytes()), hand.bytes(n.repeat(32).as_bytes()));
        format!(
            "INSERT INTO session (id, tag, tenant_id, agent_id, csrf_tag, created_at_ms, expires_at_ms, last_seen_at_ms) \
             VALUES ({id}, {tag}, {acme}, {former}, {zero}, 0, {expires}, 0)"
        )
    };
    let id = hand.bytes(&[7; 16]);
    vec![
        data(92, "former", session("s", *far)),
        data(14, "outlived", session("t", 1)),
        data(41, "late-end", format!("UPDATE mailbox_end SET erase_at_ms = erase_at_ms + {DAY_MS}")),
        data(
            41,
            "past-end",
            format!("UPDATE mailbox_end SET erase_at_ms = 1000, ended_at_ms = 1 WHERE mailbox_id = {ended}"),
        ),
        data(41, "no-end", "DELETE FROM mailbox_end".to_owned()),
        data(
            41,
            "grant",
            format!(
                "INSERT INTO mailbox_grant (tenant_id, mailbox_id, provider, state, grant_object, \
            grant_sealed, refreshed_at_ms, notices) VALUES ({acme}, {ended}, 'google', 'active', {id}, {zero}, 0, 0)"
            ),
        ),
        data(
            41,
            "grant-past",
            format!(
                "INSERT INTO mailbox_grant (tenant_id, mailbox_id, provider, state, grant_object, grant_sealed, \
            refreshed_at_ms, ended_at_ms, notices) VALUES ({acme}, {id}, 'google', 'ended', {id}, {zero}, 0, 1, 3)"
            ),
        ),
        data(
            41,
            "grant-key",
            format!("UPDATE mailbox_grant SET grant_object = {summary} WHERE state = 'ended'"),
        ),
        data(88, "operator", format!("UPDATE agent SET role = 'operator' WHERE id = {admin}")),
        data(
            4,
            "document",
            format!(
                "INSERT INTO document (tenant_id, sha256, kind, version, body, offered_at_ms) \
            VALUES ({acme}, {zero}, 'terms', '1', 'Other words', 0)"
            ),
        ),
    ]
}

/// Ends that wait for holds on something, and nothing of the rest is gone.
fn of_what_is_held_too_long(ids: &Ids, scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let (acme, none) = (&ids.acme, hand.bytes(&[]));
    let mailbox = hand.bytes(scene.acme.mailbox.as_bytes());
    let waits = |n: u8, scope: &str, subject: &str| {
        let id = hand.bytes(&[n; 16]);
        format!(
            "INSERT INTO erasure (tenant_id, id, scope, subject_id, reason, state, key_ids, keys_destroyed, \
            tickets_purged, messages_purged, bytes_purged, begun_at_ms) VALUES ({acme}, {id}, '{scope}', {subject}, \
            'disconnect', 'held', {none}, 0, 0, 0, 0, 1)"
        )
    };
    // The one before goes first: the same again would be nothing new.
    let instead = |n: u8, scope: &str, subject: &str| {
        format!("DELETE FROM erasure WHERE begun_at_ms = 1; {}", waits(n, scope, subject))
    };
    vec![
        data(43, "uncovered", waits(91, "tenant", acme)),
        data(41, "uncovered", instead(92, "mailbox", &mailbox)),
        data(42, "uncovered", instead(93, "tenant", acme)),
        data(47, "uncovered", instead(94, "mailbox", &mailbox)),
    ]
}

fn of_what_was_erased(ids: &Ids) -> Vec<Mutant> {
    let Ids { acme, closed, gone, former, ticket, digest, erased, zero, .. } = ids;
    vec![
        data(
            66,
            "row-left",
            format!(
                "INSERT INTO ticket_participant (tenant_id, ticket_id, contact_id) \
            VALUES ({acme}, {ticket}, {gone})"
            ),
        ),
        keys(
            66,
            "key-left",
            format!(
                "INSERT INTO contact_lookup (tenant_id, tag, contact_id) VALUES ({acme}, {zero}, {gone})"
            ),
        ),
        data(
            42,
            "row-left",
            format!(
                "INSERT INTO change (tenant_id, seq, kind, at_ms) VALUES ({closed}, 900, 'ticket_changed', 0)"
            ),
        ),
        keys(
            42,
            "key-left",
            format!(
                "INSERT INTO tenant_key (tenant_id, generation, epoch, wrapped) VALUES ({closed}, 1, 1, {zero})"
            ),
        ),
        keys(
            42,
            "key-left",
            format!(
                "INSERT INTO rectified (tenant_id, contact_id, profile_object, profile_sealed, at_ms) \
            VALUES ({closed}, {gone}, {gone}, {zero}, 0)"
            ),
        ),
        keys(116, "came-back", format!("INSERT INTO suppressed (tenant_id, tag) VALUES ({acme}, {digest})")),
        // Of one mail alone: others of the company are known still.
        keys(116, "not-suppressed", format!("DELETE FROM suppressed WHERE tag = {erased}")),
        keys(116, "not-suppressed", "DELETE FROM suppressed".to_owned()),
        data(
            115,
            "receipt",
            format!("UPDATE erasure SET keys_destroyed = keys_destroyed + 1 WHERE tenant_id = {acme}"),
        ),
        keys(115, "receipt", "UPDATE ledger SET at_ms = at_ms + 1 WHERE what = 'tenant_erased'".to_owned()),
        data(47, "hold-review", "UPDATE legal_hold SET review_at_ms = 1".to_owned()),
        data(47, "hold-owner", format!("UPDATE legal_hold SET owner_id = {former}")),
    ]
}

fn of_keys_and_bytes(ids: &Ids, scene: &Scene, hand: &Hand<'_>) -> Vec<Mutant> {
    let Ids { acme, other, held, restricted, summary, far, .. } = ids;
    let leaf = hand.bytes(&domain::keyring::LeafRef::contact(scene.held).to_bytes());
    let short = hand.bytes(&[0]);
    vec![
        keys(40, "no-key", format!("DELETE FROM object_key WHERE object_id = {summary}")),
        data(
            86,
            "altered",
            format!(
                "UPDATE contact SET profile_sealed = (SELECT profile_sealed FROM contact WHERE id = {held}) \
            WHERE id = {restricted}"
            ),
        ),
        data(
            34,
            "altered",
            format!(
                "UPDATE contact SET profile_sealed = {} WHERE id = {held}",
                hand.bytes(b"Bea lives in Malmo")
            ),
        ),
        data(
            34,
            "altered",
            format!("UPDATE billing SET content_sealed = {short} WHERE content_sealed IS NOT NULL"),
        ),
        data(87, "bytes", format!("DELETE FROM blob WHERE tenant_id = {other}")),
        keys(46, "old-epoch", format!("UPDATE tenant_key SET epoch = epoch - 1 WHERE tenant_id = {other}")),
        data(
            46,
            "stuck",
            format!("UPDATE erasure SET state = 'begun', begun_at_ms = 1 WHERE tenant_id = {acme}"),
        ),
        data(
            47,
            "hold-erased",
            format!("UPDATE erasure SET subject_id = {held}, begun_at_ms = {far} WHERE tenant_id = {acme}"),
        ),
        keys(47, "hold-key", format!("DELETE FROM leaf_key WHERE leaf = {leaf}")),
        data(
            36,
            "log",
            format!("UPDATE audit_entry SET entry = {short} WHERE tenant_id = {other} AND seq = 0"),
        ),
    ]
}

/// On a stack of its own: the frames of a whole scene are deep where nothing is optimised.
fn deep<F: Future<Output = ()>>(test: impl FnOnce() -> F + Send + 'static) {
    let run = move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        runtime.unwrap().block_on(test());
    };
    let thread = std::thread::Builder::new().stack_size(16 * 1024 * 1024).spawn(run).unwrap();
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

/// A scene on either engine.
macro_rules! kept_on_both_engines {
    ($($name:ident => $scene:path,)+) => { $(
        mod $name {
            use super::*;

            async fn run(engine: Engine) {
                if let Some(world) = world(engine).await {
                    $scene(world).await;
                }
            }

            #[test]
            fn sqlite() {
                deep(|| run(Engine::Sqlite));
            }

            #[test]
            fn postgres() {
                deep(|| run(Engine::Postgres));
            }
        }
    )+ };
}

kept_on_both_engines! {
    a_company_that_was_never_told_is_found_on => register::a_company_that_was_never_told_is_found,
    a_report_is_of_its_company_alone_on => alone::a_report_is_of_its_company_alone,
    amid_an_erasure_nothing_is_broken_on => amid::amid_an_erasure_nothing_is_broken,
    what_people_asked_for_is_kept_until_it_is_broken_on => rest::is_kept_until_it_is_broken,
    who_is_nobody_or_was_told_is_kept_until_it_is_broken_on => rest::who_is_nobody_or_was_told_is_kept,
    every_promise_is_kept_until_it_is_broken_on => every_promise_is_kept_until_it_is_broken,
    what_everybody_is_told_is_kept_until_it_is_broken_on => trust::what_everybody_is_told_is_kept,
    documents_are_kept_until_they_are_broken_on => documents::are_kept_until_they_are_broken,
    what_lies_beside_the_data_is_kept_until_it_is_broken_on => faults::what_lies_beside_the_data_is_kept,
    everyday_things_are_kept_until_they_are_broken_on => daily::everyday_things_are_kept_until_they_are_broken,
}
