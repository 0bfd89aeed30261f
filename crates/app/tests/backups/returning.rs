//! What comes back: every row, every byte, on either engine; and what does not.

use crate::desk::{DAY_MS, Desk, Elsewhere, blobs, everything, numbered, on_each};
use crate::world::{Engine, incoming};
use app::rectification::Rectification;
use app::{Ctx, Error, backup, tag};
use domain::audit::{Actor, Job};
use domain::{DeliveryState, MailboxState, Role, TagColour, TenantScope};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::StoreError;

async fn a_restore_holds_what_the_backup_saw(desk: Desk, _engine: Engine) {
    let ticket = desk.world.tickets(&desk.company).await[0].id;
    desk.world.answer(&desk.company, ticket, "An answer on its way").await;
    let password = domain::Private::new(crate::world::PASSWORD.to_owned());
    let (scope, now) = (desk.company.info.scope, desk.app().now());
    app::sign_in::with_password(desk.app(), scope, "ada@acme.test", &password, "127.0.0.1", now)
        .await
        .unwrap();
    let made = backup::make(desk.app(), &desk.setup).await.unwrap();
    let before = everything(desk.app().store().snapshot().await.unwrap()).await;
    let bytes = blobs(desk.app(), &desk.company).await;
    assert_eq!(made.rows, before.values().map(|rows| rows.len() as u64).sum::<u64>());
    assert!(bytes.len() >= 12, "{}", bytes.len());
    // What happens later is not in it.
    desk.bring(12..15).await;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(elsewhere) = Elsewhere::new(engine) else { continue };
        let restored = elsewhere.fill(&desk, None, false).await.unwrap();
        assert_eq!((restored.id.as_str(), restored.rows), (made.id.as_str(), made.rows));
        assert!(restored.tenants_without_keys.is_empty());
        assert!(
            matches!(store::Store::open(&elsewhere.url).await, Err(StoreError::Restoring)),
            "before the gate"
        );
        let raw = store::Store::open_restored(&elsewhere.url).await.unwrap();
        assert_eq!(everything(raw.snapshot().await.unwrap()).await, before);
        raw.close().await;
        let (app, passed) = elsewhere.open(&desk).await;
        assert_eq!(passed.held, 1);
        assert_eq!(blobs(&app, &desk.company).await, bytes);
        after_the_gate(&desk, &app, ticket).await;
        app.store().close().await;
        store::Store::open(&elsewhere.url).await.unwrap().close().await;
    }
}

/// What people see: the mails open, the answer waits for a person, nobody is signed in, the log is whole, and mail comes in.
async fn after_the_gate(desk: &Desk, app: &Arc<app::App>, ticket: domain::TicketId) {
    let scope = desk.company.info.scope;
    let ctx = Ctx::agent(scope, desk.company.agent, Role::Agent, app.now());
    let read = app::ticket::read(app, &ctx, ticket).await.unwrap();
    let ours = app::ticket::read(desk.app(), &ctx, ticket).await.unwrap();
    assert_eq!(read.messages.len(), ours.messages.len());
    let doubt = app.store().tenant(scope).list_outbox_in_doubt(10).await.unwrap();
    assert_eq!(doubt.len(), 1);
    let message = app.store().tenant(scope).list_messages_by_ids(&[doubt[0].message]).await.unwrap();
    assert_eq!(message[0].delivery_state, Some(DeliveryState::InDoubt));
    for info in app::tenant::list_logs(app).await.unwrap() {
        let verified = app::audit::verify(app, &info).await.unwrap();
        assert_eq!(verified.fault, None, "{}", info.slug);
    }
    let bring = async |numbers: std::ops::Range<usize>| {
        let mails = numbers.map(|n| incoming(&format!("key-{n}"), &numbered(n))).collect();
        let prepared = app.prepare(&desk.company.target, mails, app.now()).await.unwrap();
        app.take_in(&desk.company.target, prepared, None, app.now()).await.unwrap()
    };
    let known = bring(0..12).await;
    assert_eq!(known.known, 12, "{known:?}");
    let later = bring(12..15).await;
    assert_eq!((later.known, later.taken_in), (0, 3), "{later:?}");
}

async fn what_was_changed_since_opens_as_it_was(desk: Desk, _engine: Engine) {
    let (app, company) = (desk.app(), &desk.company);
    let admin = desk.world.admin_ctx(company);
    let ticket = desk.world.tickets(company).await[0].clone();
    let kept = tag::create(app, &admin, "Before", TagColour::Red).await.unwrap();
    let gone = tag::create(app, &admin, "Removed", TagColour::Blue).await.unwrap();
    let wrong = app::rectification::held(app, &admin, ticket.requester_id).await.unwrap();
    backup::make(app, &desk.setup).await.unwrap();
    desk.world.clock.advance_ms(DAY_MS);
    let (admin, agent) = (desk.world.admin_ctx(company), desk.world.agent_ctx(company));
    tag::change(app, &admin, kept.id, Some("After"), None).await.unwrap();
    tag::delete(app, &admin, gone.id).await.unwrap();
    let name = Some("After".to_owned());
    let change = app::agent::ProfileChange { name: name.clone(), ..Default::default() };
    app::agent::change_profile(app, &agent, change).await.unwrap();
    let change = app::mailbox::MailboxChange { name: name.clone(), ..Default::default() };
    app::mailbox::change(app, &admin, company.mailbox, change).await.unwrap();
    let right = Rectification { name: Some("Right".to_owned()), ..Default::default() };
    app::rectification::rectify(app, &admin, ticket.requester_id, right).await.unwrap();
    // What is needed by nothing is swept, and this is not.
    let mut sweep = app::jobs::orphans::Sweep::default();
    for _ in 0..3 {
        desk.world.clock.advance_ms(2 * 3_600_000);
        sweep.round(app).await.unwrap();
    }
    let elsewhere = Elsewhere::new(Engine::Sqlite).unwrap();
    elsewhere.fill(&desk, None, false).await.unwrap();
    let (app, passed) = elsewhere.open(&desk).await;
    let ctx = Ctx::agent(company.info.scope, company.agent, Role::Admin, app.now());
    let names: Vec<_> = tag::list(&app, &ctx).await.unwrap().into_iter().map(|tag| tag.name).collect();
    assert_eq!(names, ["Before", "Removed"]);
    assert_ne!(app::agent::profile(&app, &ctx).await.unwrap().name, "After");
    assert_ne!(app::mailbox::read(&app, &ctx, company.mailbox).await.unwrap().name, "After");
    // What was put right is right in older data, too: in the profile and in the list.
    assert_eq!(passed.replayed.states, 1);
    let held = app::rectification::held(&app, &ctx, ticket.requester_id).await.unwrap();
    assert_eq!((held.name.as_str(), &held.emails), ("Right", &wrong.emails));
    let read = app::ticket::read(&app, &ctx, ticket.id).await.unwrap();
    assert_eq!(read.row.requester, "Right");
    app.store().close().await;
}

async fn the_logs_tell_of_backups_and_of_a_restore(desk: Desk, _engine: Engine) {
    let (operator, company) = (app::operator::SCOPE, desk.company.info.scope);
    let acts = async |app: &app::App, scope: TenantScope| -> Vec<String> {
        let permit = app.permit(&Ctx::operator(scope, app.now()), privacy::Act::AUDIT_VERIFY).await.unwrap();
        let entries = app.store().tenant(scope).list_audit_entries(0, 1_000).await.unwrap();
        let open = |bytes: &[u8]| app.vault().open_event(&permit, scope.tenant(), bytes).unwrap();
        let events = entries.iter().map(|entry| open(&entry.bytes));
        events.filter(|event| event.actor == Actor::System(Job::Backup)).map(|event| event.act).collect()
    };
    backup::make(desk.app(), &desk.setup).await.unwrap();
    assert_eq!(acts(desk.app(), operator).await, ["backup.make"]);
    assert!(acts(desk.app(), company).await.is_empty(), "that they are made is the operator's to tell");
    let elsewhere = Elsewhere::new(Engine::Sqlite).unwrap();
    elsewhere.fill(&desk, None, false).await.unwrap();
    let (app, _) = elsewhere.open(&desk).await;
    assert_eq!(acts(&app, company).await, ["backup.restore"]);
    assert_eq!(acts(&app, operator).await, ["backup.make", "backup.restore"]);
    app.store().close().await;
    let setup = backup::Setup { retention_days: 3, ..desk.setup.clone() };
    desk.world.clock.advance_ms(4 * DAY_MS);
    backup::prune::prune(desk.app(), &setup, desk.app().now()).await.unwrap();
    assert_eq!(acts(desk.app(), operator).await, ["backup.make", "backup.remove"]);
}

async fn a_mailbox_that_was_disconnected_since_is_disconnected(desk: Desk, _engine: Engine) {
    let (app, company) = (desk.app(), &desk.company);
    backup::make(app, &desk.setup).await.unwrap();
    desk.world.clock.advance_ms(DAY_MS);
    let change = app::mailbox::MailboxChange {
        state: Some(MailboxState::Disconnected),
        ..app::mailbox::MailboxChange::default()
    };
    app::mailbox::change(app, &desk.world.admin_ctx(company), company.mailbox, change).await.unwrap();
    let due = app.now().plus_millis(30 * DAY_MS);
    desk.world.clock.advance_ms(DAY_MS);
    let elsewhere = Elsewhere::new(Engine::Sqlite).unwrap();
    elsewhere.fill(&desk, None, false).await.unwrap();
    let (app, passed) = elsewhere.open(&desk).await;
    assert_eq!(passed.replayed.states, 1);
    let ctx = Ctx::agent(company.info.scope, company.agent, Role::Admin, app.now());
    let found = app::mailbox::list(&app, &ctx).await.unwrap().remove(0);
    assert_eq!(
        (found.state, found.name.as_str()),
        (MailboxState::Disconnected, "Disconnected since the backup")
    );
    assert_eq!(found.erase_at_ms, Some(due));
    app.store().close().await;
}

async fn what_was_replaced_ends_with_the_backups_that_hold_it(desk: Desk, _engine: Engine) {
    let (app, admin) = (desk.app(), desk.world.admin_ctx(&desk.company));
    let tag = tag::create(app, &admin, "Before", TagColour::Red).await.unwrap();
    let before = app.keyring().count_keys().await.unwrap().objects;
    tag::change(app, &admin, tag.id, Some("After"), None).await.unwrap();
    let changed = app.keyring().count_keys().await.unwrap().objects;
    let mut sweep = app::jobs::orphans::Sweep::default();
    desk.world.clock.advance_ms(29 * DAY_MS);
    assert_eq!(sweep.round(app).await.unwrap(), 0);
    desk.world.clock.advance_ms(2 * DAY_MS);
    assert_eq!(sweep.round(app).await.unwrap(), 1);
    assert!(changed > before && app.keyring().count_keys().await.unwrap().objects < changed);
    let ctx = desk.world.agent_ctx(&desk.company);
    assert_eq!(tag::list(app, &ctx).await.unwrap()[0].name, "After");
}

async fn a_second_backup_writes_what_changed(desk: Desk, _engine: Engine) {
    desk.bring(12..90).await;
    let first = backup::make(desk.app(), &desk.setup).await.unwrap();
    assert_eq!(first.new_pieces, first.pieces);
    let second = backup::make(desk.app(), &desk.setup).await.unwrap();
    // Its list, and the ends of the tables of the log, which says that there was a first one.
    assert_eq!(second.new_pieces, 2, "{second:?}");
    assert!(second.new_bytes < first.new_bytes / 20, "{} of {}", second.new_bytes, first.new_bytes);
    assert_ne!(first.id, second.id);
    desk.bring(90..91).await;
    let third = backup::make(desk.app(), &desk.setup).await.unwrap();
    // What is before the end of a pack is not written again.
    assert!(third.new_pieces > 0 && third.new_bytes < first.new_bytes / 2, "{third:?}, {first:?}");
    let checked = backup::check::check(desk.app(), &desk.setup).await.unwrap();
    assert_eq!((checked.backups, checked.faults.as_slice()), (3, &[][..]));
}

/// Bytes that were overwritten after a backup are in none that follows, however old their pack is.
async fn what_was_overwritten_in_a_pack_is_not_named_again(desk: Desk, engine: Engine) {
    // The packs have rested for a while by the clock that backups go by.
    desk.world.clock.advance_ms(400 * crate::desk::DAY_MS);
    desk.bring(12..20).await;
    backup::make(desk.app(), &desk.setup).await.unwrap();
    let packs = desk.world.folder.path().join("blobs");
    let unread = backup::make(desk.app(), &desk.setup).await.unwrap();
    let of_the_log = unread.new_pieces;
    assert_eq!(of_the_log, 2, "{unread:?}");
    let pack = std::fs::read_dir(&packs).unwrap().next().unwrap().unwrap().path();
    let mut bytes = std::fs::read(&pack).unwrap();
    bytes[..100].fill(0);
    std::fs::write(&pack, &bytes).unwrap();
    let made = backup::make(desk.app(), &desk.setup).await.unwrap();
    assert_eq!(made.new_pieces, of_the_log + 1, "{made:?}");
    let Some(elsewhere) = Elsewhere::new(engine) else { return };
    elsewhere.fill(&desk, Some(made.id), false).await.unwrap();
    let restored =
        std::fs::read(elsewhere.folder.path().join("blobs").join(pack.file_name().unwrap())).unwrap();
    assert!(bytes.starts_with(&restored) && restored[..100].iter().all(|byte| *byte == 0));
}

async fn a_backup_while_mail_comes_in_is_of_one_moment(desk: Desk, engine: Engine) {
    let stop = AtomicBool::new(false);
    let mailing = async {
        let mut n = 12;
        while !stop.load(Ordering::SeqCst) {
            desk.bring(n..n + 3).await;
            n += 3;
        }
        n
    };
    let backing_up = async {
        let mut made = Vec::new();
        for _ in 0..4 {
            made.push(backup::make(desk.app(), &desk.setup).await.unwrap());
        }
        stop.store(true, Ordering::SeqCst);
        made
    };
    let (count, made) = tokio::join!(mailing, backing_up);
    assert!(count > 15, "no mail came in meanwhile");
    let mut sizes = BTreeSet::new();
    for one in made {
        assert!(one.missing.is_empty());
        let Some(elsewhere) = Elsewhere::new(engine) else { return };
        elsewhere.fill(&desk, Some(one.id), false).await.unwrap();
        let (app, _) = elsewhere.open(&desk).await;
        // Each message's bytes are there, and each batch is there whole or not at all.
        let found = blobs(&app, &desk.company).await.len();
        assert_eq!(found % 3, 0, "{found}");
        sizes.insert(found);
        app.store().close().await;
    }
    assert!(sizes.iter().max().unwrap() > &12, "{sizes:?}");
}

async fn what_is_there_is_not_replaced_unasked(desk: Desk, engine: Engine) {
    let first = backup::make(desk.app(), &desk.setup).await.unwrap();
    desk.world.clock.advance_ms(1);
    desk.bring(12..15).await;
    let second = backup::make(desk.app(), &desk.setup).await.unwrap();
    let Some(elsewhere) = Elsewhere::new(engine) else { return };
    elsewhere.fill(&desk, Some(first.id.clone()), false).await.unwrap();
    // Broken off before the gate: it may be begun anew.
    elsewhere.fill(&desk, Some(first.id), false).await.unwrap();
    let (app, _) = elsewhere.open(&desk).await;
    assert_eq!(blobs(&app, &desk.company).await.len(), 12);
    app.store().close().await;
    let refused = elsewhere.fill(&desk, None, false).await.unwrap_err();
    assert!(matches!(refused, Error::Backup(backup::Fault::Occupied)), "{refused}");
    let restored = elsewhere.fill(&desk, None, true).await.unwrap();
    assert_eq!(restored.id, second.id);
    let (app, _) = elsewhere.open(&desk).await;
    assert_eq!(blobs(&app, &desk.company).await.len(), 15);
    let unknown = elsewhere.fill(&desk, Some("0-00000000".to_owned()), true).await.unwrap_err();
    assert!(matches!(unknown, Error::Backup(backup::Fault::Unknown(_))), "{unknown}");
}

on_each!(
    a_restore_holds_what_the_backup_saw,
    what_was_changed_since_opens_as_it_was,
    the_logs_tell_of_backups_and_of_a_restore,
    a_mailbox_that_was_disconnected_since_is_disconnected,
    what_was_replaced_ends_with_the_backups_that_hold_it,
    a_second_backup_writes_what_changed,
    what_was_overwritten_in_a_pack_is_not_named_again,
    a_backup_while_mail_comes_in_is_of_one_moment,
    what_is_there_is_not_replaced_unasked,
);
