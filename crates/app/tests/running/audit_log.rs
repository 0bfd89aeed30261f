//! The audit log is read and looked through, exported with proofs, and proved whole against a second place (C36, C86).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::audit::{AuditFilter, AuditPage, Depth, ExportFormat, Sought, check, export, read, verify_with};
use domain::audit::{Actor, AuditEvent, LegalBasis, Operation, Outcome, Purpose};
use domain::limits::AUDIT_SCAN_MAX;
use domain::{ObjectId, RequestId, TicketId, Timestamp};
use futures::TryStreamExt as _;
use std::io::Cursor;

crate::on_both_engines! {
    admins_read_the_log_and_find_what_they_look_for
    a_long_look_says_where_it_stopped
    time_is_found_without_looking_through_everything
    an_export_proves_itself_with_the_public_key_alone
    a_log_that_was_cut_and_signed_anew_is_found_by_the_second_place
}

async fn look(world: &World, company: &Company, sought: Sought) -> AuditPage {
    let (app, ctx) = (&world.app, world.admin_ctx(company));
    let filter = AuditFilter::of(app, &ctx, &sought).await.unwrap();
    read(app, &ctx, &filter, None, 100).await.unwrap()
}

fn acts(page: &AuditPage) -> Vec<&str> {
    page.items.iter().filter_map(|line| line.event.as_ref()).map(|event| event.act.as_str()).collect()
}

async fn admins_read_the_log_and_find_what_they_look_for(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    world.take_in(&acme, &[("1", mail("a@x.test", "1@x.test", None, "One", "Text"))]).await;
    world.take_in(&acme, &[("2", mail("b@x.test", "2@x.test", None, "Two", "Text"))]).await;
    let tickets = world.tickets(&acme).await;
    let (one, two) = (&tickets[1], &tickets[0]);
    world.clock.advance_ms(1_000);
    world.read(&acme, one.id).await;
    world.clock.advance_ms(1_000);
    world.read(&acme, two.id).await;
    app::audit::read(&world.app, &world.agent_ctx(&acme), &AuditFilter::default(), None, 10)
        .await
        .unwrap_err();

    // Newest first; what was refused, and this very reading, stand in it too.
    let page = look(&world, &acme, Sought::default()).await;
    assert_eq!(acts(&page)[..3], ["audit.read", "ticket.read", "ticket.read"]);
    let refused = page.items[0].event.as_ref().unwrap();
    assert_eq!((refused.outcome, refused.reason.as_str()), (Outcome::Refused, "not_allowed"));
    let reading = page.items[1].event.as_ref().unwrap();
    assert_eq!(reading.tickets, [(two.id, Some(two.number))]);
    assert!(reading.opened > 1 && reading.actor == Actor::Agent(acme.agent));
    let again = look(&world, &acme, Sought::default()).await;
    assert_eq!(acts(&again)[0], "audit.read");
    assert_eq!(again.items[0].event.as_ref().unwrap().outcome, Outcome::Done);

    // By ticket: its number or its id; its messages' objects count as it.
    let of = |ticket: String| Sought { ticket, act: "ticket.read".to_owned(), ..Sought::default() };
    let read_one = look(&world, &acme, of(format!("#{}", one.number))).await;
    assert!(read_one.items.iter().all(|line| line.event.as_ref().unwrap().opened > 0));
    let by_id = look(&world, &acme, of(one.id.to_string())).await;
    assert_eq!(read_one.items, by_id.items);
    let naming = |page: &AuditPage, ticket: TicketId| {
        page.items
            .iter()
            .filter(|line| line.event.as_ref().unwrap().tickets.iter().any(|(id, _)| *id == ticket))
            .count()
    };
    assert_eq!((naming(&by_id, one.id), naming(&by_id, two.id)), (1, 0));
    let intake = Sought { ticket: one.number.to_string(), who: "system".to_owned(), ..Sought::default() };
    assert!(acts(&look(&world, &acme, intake).await).contains(&"intake.batch"), "by what it made");

    by_everything_else(&world, &acme).await;
    page_by_page(&world, &acme).await;
    let others = look(&world, &other, Sought { ticket: one.id.to_string(), ..Sought::default() }).await;
    assert_eq!(others.items, []);
}

async fn by_everything_else(world: &World, acme: &Company) {
    // By who, purpose, outcome, object.
    let refused = Sought { outcome: "refused".to_owned(), ..Sought::default() };
    assert_eq!(acts(&look(world, acme, refused).await), ["audit.read"]);
    let agents =
        Sought { who: acme.agent.to_string(), purpose: "service_delivery".to_owned(), ..Sought::default() };
    let found = look(world, acme, agents).await;
    assert!(found.items.len() > 2);
    assert!(found.items.iter().all(|line| line.event.as_ref().unwrap().actor == Actor::Agent(acme.agent)));
    let absent = Sought { object: ObjectId::generate(world.app.now()).to_string(), ..Sought::default() };
    assert_eq!(look(world, acme, absent).await.items, []);
    for wrong in [
        Sought { act: "nonsense".to_owned(), ..Sought::default() },
        Sought { who: "everyone".to_owned(), ..Sought::default() },
        Sought { ticket: "#999".to_owned(), ..Sought::default() },
    ] {
        assert_eq!(
            AuditFilter::of(&world.app, &world.admin_ctx(acme), &wrong).await.unwrap_err().code(),
            "bad-input"
        );
    }
}

async fn page_by_page(world: &World, acme: &Company) {
    // Page by page it is the same, and nobody else's.
    let (mut all, mut after) = (Vec::new(), None::<String>);
    loop {
        let ctx = world.admin_ctx(acme);
        let page = read(&world.app, &ctx, &AuditFilter::default(), after.as_deref(), 7).await.unwrap();
        all.extend(page.items.iter().map(|line| line.seq));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert!(all.is_sorted_by(|a, b| a == &(b + 1)) && all.last() == Some(&0), "{all:?}");
}

/// An event that is written a thousand times.
pub fn event(company: &Company, at: Timestamp, act: &str) -> AuditEvent {
    AuditEvent {
        tenant: company.info.scope.tenant(),
        at,
        request: RequestId::generate(at),
        actor: Actor::Agent(company.agent),
        purpose: Purpose::ServiceDelivery,
        legal_basis: LegalBasis::Contract,
        operation: Operation::Use,
        outcome: Outcome::Done,
        act: act.to_owned(),
        opened: vec![ObjectId::generate(at)],
        made: Vec::new(),
        tickets: Vec::new(),
        reason: String::new(),
        version: None,
        operator_access: None,
    }
}

pub async fn append(world: &World, company: &Company, events: &[AuditEvent]) {
    let sealed = world.app.seal_events(company.info.scope, events).await.unwrap();
    let mut tx = world.app.store().tenant(company.info.scope).begin().await.unwrap();
    tx.append_audit(&sealed).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_long_look_says_where_it_stopped(world: World) {
    let acme = world.company("acme").await;
    let now = world.app.now();
    let many = vec![event(&acme, now, "ticket.read"); 5_000];
    for _ in 0..=AUDIT_SCAN_MAX / 5_000 {
        append(&world, &acme, &many).await;
    }
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    let sought = Sought { act: "tenant.create".to_owned(), ..Sought::default() };
    let filter = AuditFilter::of(app, &ctx, &sought).await.unwrap();
    let first = read(app, &ctx, &filter, None, 50).await.unwrap();
    assert_eq!((first.items.len(), first.looked_at), (0, AUDIT_SCAN_MAX));
    assert_eq!(first.stopped_at_ms, Some(now), "it says that it stopped, and where");
    let second = read(app, &ctx, &filter, first.next.as_deref(), 50).await.unwrap();
    assert_eq!((second.stopped_at_ms, second.next.as_deref()), (None, None));
    assert_eq!(acts(&second), ["tenant.create"], "looking further back finds it");
}

async fn time_is_found_without_looking_through_everything(world: World) {
    let acme = world.company("acme").await;
    let (start, hour) = (world.app.now(), 3_600_000);
    for n in 0..40 {
        append(&world, &acme, &vec![event(&acme, start.plus_millis(n * hour), "ticket.read"); 100]).await;
    }
    let sought = Sought {
        from: Some(start.plus_millis(5 * hour)),
        until: Some(start.plus_millis(5 * hour + 1)),
        act: "ticket.read".to_owned(),
        ..Sought::default()
    };
    let (app, ctx) = (&world.app, world.admin_ctx(&acme));
    let filter = AuditFilter::of(app, &ctx, &sought).await.unwrap();
    let page = read(app, &ctx, &filter, None, 100).await.unwrap();
    assert_eq!(page.items.len(), 100);
    assert!(page.looked_at < 250, "{}", page.looked_at);
    let rest = read(app, &ctx, &filter, page.next.as_deref(), 100).await.unwrap();
    assert_eq!((rest.items.len(), rest.next, rest.stopped_at_ms), (0, None, None));
}

async fn exported(world: &World, company: &Company, sought: &Sought, format: ExportFormat) -> String {
    let export = export(&world.app, &world.admin_ctx(company), sought, format).await.unwrap();
    let pieces: Vec<_> = export.pieces().try_collect().await.unwrap();
    String::from_utf8(pieces.concat()).unwrap()
}

async fn an_export_proves_itself_with_the_public_key_alone(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    world.take_in(&acme, &[("1", mail("a@x.test", "1@x.test", None, "One", "Text"))]).await;
    append(&world, &acme, &vec![event(&acme, world.app.now(), "ticket.read"); 1_500]).await;
    let key = world.app.vault().checkpoint_public_key();
    let proved = |text: &str| check(Cursor::new(text.as_bytes()), &key);
    let everything = Sought::default();
    let searched = Sought { act: "intake.batch".to_owned(), ..Sought::default() };
    for format in [ExportFormat::Ndjson, ExportFormat::Csv] {
        let whole = exported(&world, &acme, &everything, format).await;
        let found = proved(&whole).unwrap();
        assert_eq!((found.entries, found.without_gap), (found.entries_in_log, true));
        assert_eq!(found.tenant, acme.info.scope.tenant().to_string());
        assert!(whole.contains("audit.export"), "that it was exported is part of it");
        let part = exported(&world, &acme, &searched, format).await;
        assert_eq!(proved(&part).unwrap().entries, 1);
        let none = exported(&world, &other, &searched, format).await;
        assert_eq!(proved(&none).unwrap().entries, 0);

        // A line left out, changed, moved; the end cut off; another key; another tenant's line.
        let lines: Vec<&str> = part.split_inclusive('\n').collect();
        let whole_lines: Vec<&str> = whole.split_inclusive('\n').collect();
        let mut without = whole_lines.clone();
        without.remove(5);
        let mut moved = whole_lines.clone();
        moved.swap(5, 6);
        let without_end = whole_lines[..whole_lines.len() - 1].concat();
        for (what, text) in [
            ("a line is left out", without.concat()),
            ("lines are swapped", moved.concat()),
            ("the end is cut off", without_end),
            ("a word is another", part.replacen("intake.batch", "intake.botch", 1)),
            (
                "an id is another",
                part.replacen(
                    &acme.info.scope.tenant().to_string(),
                    &other.info.scope.tenant().to_string(),
                    1,
                ),
            ),
            ("a line is doubled", [lines[0], lines[1], lines[1], lines[2]].concat()),
            ("the file is empty", String::new()),
            ("it is something else", "{\"a\":1}\n".to_owned()),
        ] {
            if text != part {
                assert!(proved(&text).is_err(), "{what}");
            }
        }
        assert!(check(Cursor::new(whole.as_bytes()), &[7; 32]).is_err());
    }
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    assert!(export(app, &ctx, &everything, ExportFormat::Csv).await.is_err());
}

async fn a_log_that_was_cut_and_signed_anew_is_found_by_the_second_place(world: World) {
    let acme = world.company("acme").await;
    let folder = world.folder.path().join("elsewhere");
    std::fs::create_dir_all(&folder).unwrap();
    let depth = Depth { open_all: false, second_place: Some(&folder) };
    let (app, scope) = (&world.app, acme.info.scope);
    append(&world, &acme, &vec![event(&acme, app.now(), "ticket.read"); 10]).await;
    let signed = app::audit::checkpoint(app, &acme.info, app.now()).await.unwrap().unwrap();
    let file = |size: u64| folder.join(format!("acme-{size:012}.checkpoint"));
    std::fs::write(file(signed.size), signed.to_bytes().unwrap()).unwrap();
    let found = verify_with(app, &acme.info, depth).await.unwrap();
    assert_eq!((found.fault, found.second_place, found.checkpoints), (None, Some(1), 1));
    assert_eq!(found.opened_from, signed.size, "only what no checkpoint covers is opened");

    // A head that the log never had, signed with the right key: what lies elsewhere tells.
    let forged = app.vault().sign_checkpoint(scope.tenant(), signed.size, [9; 32], app.now()).unwrap();
    std::fs::write(file(signed.size), forged.to_bytes().unwrap()).unwrap();
    let fault = verify_with(app, &acme.info, depth).await.unwrap().fault.unwrap();
    assert!(fault.contains("second place"), "{fault}");

    // One that is ahead of the log: entries were cut away.
    let ahead = app.vault().sign_checkpoint(scope.tenant(), signed.size + 1_000, [9; 32], app.now()).unwrap();
    std::fs::write(file(signed.size), signed.to_bytes().unwrap()).unwrap();
    std::fs::write(file(signed.size + 1_000), ahead.to_bytes().unwrap()).unwrap();
    let fault = verify_with(app, &acme.info, depth).await.unwrap().fault.unwrap();
    assert!(fault.contains("it was cut"), "{fault}");
    std::fs::write(file(signed.size + 1_000), b"no checkpoint").unwrap();
    let fault = verify_with(app, &acme.info, depth).await.unwrap().fault.unwrap();
    assert!(fault.contains("cannot be read"), "{fault}");
    let absent = folder.join("absent");
    let depth = Depth { open_all: false, second_place: Some(&absent) };
    assert!(verify_with(app, &acme.info, depth).await.unwrap().fault.is_some());
}
