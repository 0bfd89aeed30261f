//! Incidents: written down, reported in time, told to companies; evidence is kept, and goes into a signed bundle (C38).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::log::log;
use crate::world::{Company, World};
use app::incident::{self, NewFacts, NewIncident, Step};
use app::{Ctx, Error, operator};
use domain::audit::Actor;
use domain::{
    AlertRule, AlertState, IncidentEntryKind, IncidentId, IncidentSeverity, IncidentState, LetterState,
    TenantScope,
};
use std::io::Read as _;

crate::on_both_engines! {
    an_incident_is_written_down_and_nothing_is_rewritten
    the_clock_reminds_at_48_and_66_hours_each_once
    companies_are_told_once_and_read_it
    what_is_frozen_is_kept
    an_alert_opens_one_and_no_flood
    the_bundle_is_signed_and_fits_its_schema
}

const HOUR_MS: i64 = 3_600_000;

fn facts(acme: &Company) -> NewFacts {
    NewFacts {
        title: "A list went astray".to_owned(),
        severity: Some(IncidentSeverity::High),
        what: "A list of names was sent to the wrong address.".to_owned(),
        tenants: vec![acme.info.scope.tenant()],
        categories: vec!["contact".to_owned()],
        people: Some(40),
        measures: "It was deleted there.".to_owned(),
    }
}

fn now(world: &World, ctx: &Ctx) -> Ctx {
    Ctx { now: world.app.now(), request: domain::RequestId::generate(world.app.now()), ..*ctx }
}

async fn open(world: &World, by: &Ctx, acme: &Company) -> IncidentId {
    let by = now(world, by);
    let new = NewIncident { facts: facts(acme), aware_at: by.now };
    incident::open(&world.app, &by, new).await.unwrap()
}

async fn take(world: &World, by: &Ctx, id: IncidentId, step: Step) -> app::Result<()> {
    incident::take(&world.app, &now(world, by), id, step).await.map(|_| ())
}

async fn kinds(world: &World, by: &Ctx, id: IncidentId) -> Vec<IncidentEntryKind> {
    let view = incident::read(&world.app, &now(world, by), id).await.unwrap();
    view.entries.iter().map(|one| one.kind).collect()
}

async fn an_incident_is_written_down_and_nothing_is_rewritten(world: World) {
    let app = &world.app;
    let acme = world.company("acme").await;
    let wim = world.operator_named("Wim").await;
    let id = open(&world, &wim, &acme).await;
    // Lines of one millisecond have no order.
    world.clock.advance_ms(1_000);
    let again = NewFacts { people: Some(50), ..facts(&acme) };
    take(&world, &wim, id, Step::Change(again)).await.unwrap();
    let text = |text: &str| text.to_owned();
    // It is not closed before somebody says whether an authority is told.
    let early = take(&world, &wim, id, Step::Close { text: text("Done") }).await;
    assert!(matches!(early, Err(Error::State { state: "undecided", .. })), "{early:?}");
    world.clock.advance_ms(73 * HOUR_MS);
    let report = |why: &str| Step::Report {
        at: app.now(),
        authority: text("The authority"),
        reference: text("7/26"),
        why_late: text(why),
    };
    let late = take(&world, &wim, id, report(" ")).await;
    assert!(matches!(late, Err(Error::Input { field: "why_late", .. })), "{late:?}");
    take(&world, &wim, id, report("Nobody knew how many")).await.unwrap();
    take(&world, &wim, id, Step::Contain).await.unwrap();
    take(&world, &wim, id, Step::Notice { text: text("Nothing") }).await.unwrap();
    take(&world, &wim, id, Step::Close { text: text("Done") }).await.unwrap();
    let view = incident::read(app, &now(&world, &wim), id).await.unwrap();
    assert_eq!((view.row.number, view.row.state, view.facts.people), (1, IncidentState::Closed, Some(50)));
    assert!(view.row.late_explained);
    let known: Vec<_> =
        view.entries.iter().filter_map(|one| one.content.facts.as_ref().map(|facts| facts.people)).collect();
    // A notice bears the version of which it tells.
    assert_eq!(known, [Some(40), Some(50), Some(50)], "the first version stays as it was");
    assert!(matches!(take(&world, &wim, id, Step::Contain).await, Err(Error::State { state: "closed", .. })));
    // Nobody else sees the register.
    let admin = incident::list(app, &world.admin_ctx(&acme)).await;
    assert!(matches!(admin, Err(Error::NotFound(_))));
}

async fn the_clock_reminds_at_48_and_66_hours_each_once(world: World) {
    let app = &world.app;
    let acme = world.company("acme").await;
    let wim = world.operator_named("Wim").await;
    let (id, other) = (open(&world, &wim, &acme).await, open(&world, &wim, &acme).await);
    take(&world, &wim, other, Step::NotNeeded { text: "Nobody is harmed".to_owned() }).await.unwrap();
    let alarms = async || {
        incident::round(app).await.unwrap();
        incident::round(app).await.unwrap();
        kinds(&world, &wim, id).await.iter().filter(|kind| **kind == IncidentEntryKind::Alarm).count()
    };
    world.clock.advance_ms(47 * HOUR_MS);
    assert_eq!(alarms().await, 0);
    world.clock.advance_ms(2 * HOUR_MS);
    assert_eq!(alarms().await, 1);
    world.clock.advance_ms(18 * HOUR_MS);
    assert_eq!(alarms().await, 2);
    world.clock.advance_ms(48 * HOUR_MS);
    assert_eq!(alarms().await, 2);
    assert!(!kinds(&world, &wim, other).await.contains(&IncidentEntryKind::Alarm));
    let events = log(&world, operator::SCOPE).await;
    assert_eq!(events.iter().filter(|event| event.act == "incident.watch").count(), 2);
    // Each operator has a letter about each.
    let view = incident::read(app, &now(&world, &wim), id).await.unwrap();
    for one in view.entries.iter().filter(|one| one.kind == IncidentEntryKind::Alarm) {
        let letters = app.store().tenant(operator::SCOPE).list_incident_letters(one.id).await.unwrap();
        assert_eq!(letters.len(), 1);
    }
}

async fn companies_are_told_once_and_read_it(world: World) {
    let app = &world.app;
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let wim = world.operator_named("Wim").await;
    let id = open(&world, &wim, &acme).await;
    assert!(incident::told(app, &now(&world, &world.admin_ctx(&acme))).await.unwrap().is_empty());
    take(&world, &wim, id, Step::Notice { text: "Tell those people".to_owned() }).await.unwrap();
    for _ in 0..3 {
        incident::round(app).await.unwrap();
    }
    let told = incident::told(app, &now(&world, &world.admin_ctx(&acme))).await.unwrap();
    assert_eq!((told.len(), told[0].advice.as_str()), (1, "Tell those people"));
    assert!(told[0].facts.tenants.is_empty(), "no company reads which others it is about");
    assert!(incident::told(app, &now(&world, &world.admin_ctx(&other))).await.unwrap().is_empty());
    let agent = incident::told(app, &now(&world, &world.agent_ctx(&acme))).await;
    assert!(matches!(agent, Err(Error::Refused(_))), "{agent:?}");
    let events = log(&world, acme.info.scope).await;
    assert_eq!(events.iter().filter(|event| event.act == "incident.notice").count(), 1);
    let view = incident::read(app, &now(&world, &wim), id).await.unwrap();
    assert_eq!(view.notices.len(), 1);
    assert_eq!(view.notices[0].letter.unwrap().1, LetterState::Waiting, "there is no operator's mail here");
}

/// An alert of that rule, as the job that follows the logs raises it.
async fn alert(world: &World, scope: TenantScope, rule: AlertRule) -> domain::AlertId {
    let (app, at) = (&world.app, world.app.now());
    let leaves = [domain::keyring::LeafRef::settings(scope.tenant())];
    app.load_tenant(scope).await.unwrap();
    app.admit(scope, &leaves).await.unwrap();
    let id = domain::AlertId::generate(at);
    let mut keys = app.vault().draft(scope);
    let content = domain::record::AlertContent { actor: Some(Actor::Nobody), ..Default::default() };
    let content = keys.seal(at, id.uuid(), &leaves, &content).unwrap();
    app.keyring().commit(keys.batch()).await.unwrap();
    let row = store::Alert {
        id,
        rule,
        state: AlertState::Open,
        agent: None,
        times: 1,
        first_at: at,
        last_at: at,
        raised_at: at,
        mailed_at: None,
        acknowledged_at: None,
        acknowledged_by: None,
        content,
        version: 1,
    };
    let mut tx = app.store().tenant(scope).begin().await.unwrap();
    tx.insert_alert(&row).await.unwrap();
    tx.commit().await.unwrap();
    app.vault().publish(keys);
    id
}

async fn what_is_frozen_is_kept(world: World) {
    let app = &world.app;
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let wim = world.operator_named("Wim").await;
    let id = open(&world, &wim, &acme).await;
    let (held, gone) = (
        alert(&world, acme.info.scope, AlertRule::Exports).await,
        alert(&world, other.info.scope, AlertRule::Exports).await,
    );
    let (from, until) = (app.now().plus_millis(-HOUR_MS), app.now().plus_millis(HOUR_MS));
    take(&world, &wim, id, Step::Freeze { from, until }).await.unwrap();
    // It stands where it was decided, and says from when on it is kept.
    let view = incident::read(app, &now(&world, &wim), id).await.unwrap();
    let kind = domain::IncidentEntryKind::Frozen;
    let frozen = view.entries.iter().find(|entry| entry.kind == kind).unwrap();
    assert_eq!((frozen.at, frozen.moment()), (from, frozen.written_at));
    world.clock.advance_ms(400 * 24 * HOUR_MS);
    app::jobs::upkeep::round(app).await.unwrap();
    let find = async |scope: TenantScope, id| app.store().tenant(scope).find_alert(id).await.unwrap();
    assert!(find(other.info.scope, gone).await.is_none(), "others are forgotten after a year");
    assert!(find(acme.info.scope, held).await.is_some());
    // The company's log ends with the company: that waits, too.
    let wanted =
        app::erasure::Wanted { scope: app::erasure::Scope::Tenant, reason: domain::ErasureReason::Request };
    let erasure = app::erasure::begin(app, &now(&world, &world.admin_ctx(&acme)), wanted).await.unwrap();
    let state = async || {
        app::erasure::round(app, app.now()).await.unwrap();
        let row = app.store().tenant(acme.info.scope).find_erasure(erasure).await.unwrap();
        row.map(|row| row.state)
    };
    assert_eq!(state().await, Some(domain::ErasureState::Held));
    assert!(!log(&world, acme.info.scope).await.is_empty());
    take(&world, &wim, id, Step::Release).await.unwrap();
    assert_ne!(state().await, Some(domain::ErasureState::Held));
}

async fn an_alert_opens_one_and_no_flood(world: World) {
    let app = &world.app;
    let acme = world.company("acme").await;
    let wim = world.operator_named("Wim").await;
    for _ in 0..5 {
        alert(&world, acme.info.scope, AlertRule::BulkReading).await;
        alert(&world, acme.info.scope, AlertRule::Refusals).await;
        incident::round(app).await.unwrap();
        incident::round(app).await.unwrap();
    }
    alert(&world, operator::SCOPE, AlertRule::OtherTenant).await;
    incident::round(app).await.unwrap();
    let all = incident::list(app, &now(&world, &wim)).await.unwrap();
    let rules: Vec<_> = all.iter().map(|one| one.row.rule.map(|rule| rule.0)).collect();
    assert_eq!(rules, [Some(AlertRule::OtherTenant), Some(AlertRule::BulkReading)]);
    assert_eq!(all[1].facts.tenants, [acme.info.scope.tenant()]);
    let found = kinds(&world, &wim, all[1].row.id).await;
    assert_eq!(found.iter().filter(|kind| **kind == IncidentEntryKind::Alert).count(), 4);
    // When it is closed, the next one opens another.
    let id = all[1].row.id;
    let text = || "A colleague cleaned up".to_owned();
    take(&world, &wim, id, Step::NotNeeded { text: text() }).await.unwrap();
    // It names a company, and nobody told that or said why not.
    let untold = take(&world, &wim, id, Step::Close { text: text() }).await;
    assert!(matches!(untold, Err(Error::State { noun: "incident", state: "untold" })), "{untold:?}");
    let view = incident::read(app, &now(&world, &wim), id).await.unwrap();
    assert_eq!(view.untold, [acme.info.scope.tenant()]);
    let silent = take(&world, &wim, id, Step::NotTold { text: " ".to_owned() }).await;
    assert!(matches!(silent, Err(Error::Input { field: "text", .. })), "{silent:?}");
    take(&world, &wim, id, Step::NotTold { text: text() }).await.unwrap();
    let again = take(&world, &wim, id, Step::NotTold { text: text() }).await;
    assert!(matches!(again, Err(Error::State { noun: "incident", state: "told" })), "{again:?}");
    take(&world, &wim, id, Step::Close { text: text() }).await.unwrap();
    alert(&world, acme.info.scope, AlertRule::BulkReading).await;
    incident::round(app).await.unwrap();
    assert_eq!(incident::list(app, &now(&world, &wim)).await.unwrap().len(), 3);
}

async fn the_bundle_is_signed_and_fits_its_schema(world: World) {
    let app = &world.app;
    let acme = world.company("acme").await;
    let wim = world.operator_named("Wim").await;
    let id = open(&world, &wim, &acme).await;
    take(&world, &wim, id, Step::Notice { text: "Nothing".to_owned() }).await.unwrap();
    incident::round(app).await.unwrap();
    world.clock.advance_ms(1_000);
    let bundle = incident::bundle(app, &now(&world, &wim), id).await.unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bundle.bytes)).unwrap();
    let mut file = |name: &str| {
        let mut bytes = Vec::new();
        zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    let (said, sums, signature) = (file("incident.json"), file("SHA256SUMS"), file("SHA256SUMS.sig"));
    crypto::checkpoint::verify_receipt(&sums, &signature, &app.vault().checkpoint_public_key()).unwrap();
    let said: serde_json::Value = serde_json::from_slice(&said).unwrap();
    app::access_export::schema::check_against(incident::SCHEMA, &said).unwrap();
    assert_eq!(said["number"], 1);
    assert_eq!(said["timeline"].as_array().unwrap().last().unwrap()["kind"], "bundle");
    let lines = String::from_utf8(file(&format!("logs/{}.ndjson", acme.info.scope.tenant()))).unwrap();
    assert!(lines.lines().count() > 1);
    assert_eq!(said["logs"][1]["entries"].as_u64().unwrap() + 1, lines.lines().count() as u64);
    assert!(kinds(&world, &wim, id).await.contains(&IncidentEntryKind::Bundle));
}
