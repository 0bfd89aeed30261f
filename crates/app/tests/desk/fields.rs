//! Custom fields: defined, filled in, checked by kind, found in lists, needed before closing, and gone with their keys.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::field::{self, ChoiceDraft, FieldChange, FieldDraft, Given};
use app::saved_view::ViewDraft;
use app::view::{
    BuiltInView, FieldShown, FieldView, ReplyDraft, TicketChange, TicketFilter, TicketOrder, ViewConditions,
};
use app::{Ctx, Error};
use domain::keyring::LeafRef;
use domain::limits::{FIELD_TEXT_CHARS_MAX, FIELDS_MAX};
use domain::record::{Address, FieldValue};
use domain::{FieldHolder, FieldId, FieldKind, TicketId, TicketStatus};

crate::on_both_engines! {
    fields_are_defined_by_admins_alone
    a_ticket_holds_what_its_fields_can_hold
    a_choice_keeps_its_tickets_under_another_name
    lists_and_views_find_choices
    what_a_ticket_needs_is_asked_for_before_it_is_closed
    a_removed_field_shows_nothing_and_its_values_go
    contacts_have_fields_of_their_own
    values_end_with_their_ticket_and_their_requester
    fields_live_through_a_restart_and_what_was_opened_is_logged
    a_ticket_is_read_while_its_fields_are_filled_in
}

fn draft(holder: FieldHolder, kind: FieldKind, name: &str) -> FieldDraft {
    let choices = match kind {
        FieldKind::Choice => ["Basic", "Pro"].map(str::to_owned).to_vec(),
        _ => Vec::new(),
    };
    let (name, key) = (name.to_owned(), String::new());
    FieldDraft { holder, kind, name, key, choices, personal: false, required: false }
}

async fn define(world: &World, company: &Company, kind: FieldKind, name: &str) -> FieldView {
    let draft = draft(FieldHolder::Ticket, kind, name);
    field::create(&world.app, &world.admin_ctx(company), draft).await.unwrap()
}

/// One field of each kind, with its kind's word as its key.
async fn define_all(world: &World, company: &Company) {
    for kind in FieldKind::ALL {
        define(world, company, *kind, &kind.to_string()).await;
    }
}

async fn tickets(world: &World, company: &Company, count: usize) -> Vec<TicketId> {
    for n in 0..count {
        let raw = mail(&format!("p{n}@x.test"), &format!("{n}@x.test"), None, "Hello", "Text");
        world.take_in(company, &[(&n.to_string(), raw)]).await;
        world.clock.advance_ms(1_000);
    }
    world.tickets(company).await.iter().rev().map(|row| row.id).collect()
}

fn text(text: &str) -> Given {
    Given::Text(text.to_owned())
}

fn typed(text: &str) -> Given {
    Given::Typed(text.to_owned())
}

async fn fill(world: &World, ctx: &Ctx, ticket: TicketId, key: &str, given: Given) -> app::Result<()> {
    field::fill_ticket(&world.app, ctx, ticket, &[(key.to_owned(), given)], None).await
}

fn value(fields: &[FieldShown], key: &str) -> Option<FieldValue> {
    fields.iter().find(|shown| shown.field.key == key).unwrap().value.clone()
}

/// The rule that was broken, and the key and name that were told.
fn broken<T: std::fmt::Debug>(result: app::Result<T>) -> (String, String, &'static str) {
    match result.unwrap_err() {
        Error::Field { key, name, rule } => (key.into_inner(), name.into_inner(), rule),
        other => panic!("{other:?}"),
    }
}

fn rule<T: std::fmt::Debug>(result: app::Result<T>) -> (&'static str, &'static str) {
    match result.unwrap_err() {
        Error::Input { field, rule } => (field, rule),
        other => panic!("{other:?}"),
    }
}

async fn audited(world: &World, companies: &[&Company]) {
    let mut opened = 0;
    for company in companies {
        let report = app::audit::verify(&world.app, &company.info).await.unwrap();
        assert_eq!(report.fault, None);
        opened += report.opened;
    }
    assert_eq!(opened, world.app.vault().opens_total());
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn fields_are_defined_by_admins_alone(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, admin, agent) = (&world.app, world.admin_ctx(&acme), world.agent_ctx(&acme));
    let new = draft(FieldHolder::Ticket, FieldKind::Text, "  Order \n number ");
    assert_eq!(field::create(app, &agent, new.clone()).await.unwrap_err().code(), "refused");
    let made = field::create(app, &admin, new.clone()).await.unwrap();
    assert_eq!((made.name.as_str(), made.key.as_str()), ("Order number", "order_number"));
    assert_eq!(field::list(app, &agent).await.unwrap().as_slice(), std::slice::from_ref(&made));
    assert_eq!(field::read(app, &agent, made.id).await.unwrap(), made);

    // A key is one in its holder; a contact's field may have it too.
    assert!(matches!(field::create(app, &admin, new.clone()).await, Err(Error::Exists("field"))));
    let of_contact = FieldDraft { holder: FieldHolder::Contact, ..new.clone() };
    field::create(app, &admin, of_contact.clone()).await.unwrap();
    let needed = FieldDraft { required: true, key: "other".to_owned(), ..of_contact };
    assert_eq!(rule(field::create(app, &admin, needed).await), ("required", "rule-field-required"));
    let wrong = [
        (FieldDraft { name: " ".to_owned(), ..new.clone() }, ("name", "rule-required")),
        (FieldDraft { name: "x".repeat(61), ..new.clone() }, ("name", "rule-name")),
        (FieldDraft { key: "Plan".to_owned(), ..new.clone() }, ("key", "rule-field-key")),
        (FieldDraft { choices: vec!["a".to_owned()], ..new.clone() }, ("choices", "rule-field-no-choices")),
        (FieldDraft { kind: FieldKind::Choice, ..new.clone() }, ("choices", "rule-required")),
        (
            FieldDraft {
                kind: FieldKind::Choice,
                choices: vec!["a".to_owned(), " A".to_owned()],
                ..new.clone()
            },
            ("choices", "rule-field-same-choice"),
        ),
        (
            FieldDraft {
                kind: FieldKind::Choice,
                choices: (0..51).map(|n| n.to_string()).collect(),
                ..new.clone()
            },
            ("choices", "rule-too-many"),
        ),
    ];
    for (draft, expected) in wrong {
        assert_eq!(rule(field::create(app, &admin, draft).await), expected);
    }

    // Another tenant has none of it.
    let stranger = world.admin_ctx(&other);
    assert!(field::list(app, &stranger).await.unwrap().is_empty());
    let change = FieldChange { name: Some("x".to_owned()), ..FieldChange::default() };
    assert!(matches!(field::change(app, &stranger, made.id, change.clone()).await, Err(Error::NotFound(_))));
    assert!(matches!(field::delete(app, &stranger, made.id).await, Err(Error::NotFound(_))));
    assert_eq!(field::change(app, &agent, made.id, change.clone()).await.unwrap_err().code(), "refused");
    assert_eq!(field::delete(app, &agent, made.id).await.unwrap_err().code(), "refused");

    // They stand in an order that an admin gives them, and there are so many and no more.
    for n in 1..FIELDS_MAX {
        define(&world, &acme, FieldKind::Text, &format!("f{n}")).await;
    }
    let more = draft(FieldHolder::Ticket, FieldKind::Text, "more");
    assert_eq!(rule(field::create(app, &admin, more).await), ("name", "rule-too-many"));
    let place = FieldChange { place: Some(2), ..FieldChange::default() };
    field::change(app, &admin, made.id, place).await.unwrap();
    let keys: Vec<_> = field::list(app, &agent).await.unwrap().into_iter().map(|field| field.key).collect();
    assert_eq!(keys[..5], ["order_number", "f1", "f2", "order_number", "f3"]);
    let place = FieldChange { place: Some(usize::MAX), ..FieldChange::default() };
    field::change(app, &admin, made.id, place).await.unwrap();
    assert_eq!(field::list(app, &agent).await.unwrap().last().unwrap().id, made.id);
    audited(&world, &[&acme, &other]).await;
}

async fn a_ticket_holds_what_its_fields_can_hold(world: World) {
    let acme = world.company("acme").await;
    let ticket = tickets(&world, &acme, 1).await[0];
    let ctx = world.agent_ctx(&acme);
    assert!(world.read(&acme, ticket).await.fields.is_empty());
    assert_eq!(
        broken(fill(&world, &ctx, ticket, "text", text("x")).await),
        ("text".to_owned(), "text".to_owned(), "rule-field-unknown")
    );
    define_all(&world, &acme).await;
    let good = [
        ("text", text("  one line "), FieldValue::Text("one line".to_owned())),
        ("number", Given::Number(-12.5), FieldValue::Number(-12.5)),
        ("number", typed("3,25"), FieldValue::Number(3.25)),
        ("yes_no", Given::Flag(true), FieldValue::Flag(true)),
        ("yes_no", typed("no"), FieldValue::Flag(false)),
        ("date", text("2028-02-29"), FieldValue::Date("2028-02-29".to_owned())),
        ("url", typed("shop.test/1"), FieldValue::Url("https://shop.test/1".to_owned())),
    ];
    for (key, given, expected) in good {
        fill(&world, &ctx, ticket, key, given).await.unwrap();
        assert_eq!(value(&world.read(&acme, ticket).await.fields, key), Some(expected));
    }
    fill(&world, &ctx, ticket, "choice", text("pro")).await.unwrap();
    let wrong = [
        ("text", text(&"x".repeat(FIELD_TEXT_CHARS_MAX + 1)), "rule-field-text"),
        ("text", text("two\nlines"), "rule-field-text"),
        ("text", Given::Number(1.0), "rule-field-text"),
        ("number", text("1"), "rule-field-number"),
        ("number", Given::Number(f64::NAN), "rule-field-number"),
        ("number", typed("a lot"), "rule-field-number"),
        ("yes_no", text("yes"), "rule-field-yes-no"),
        ("date", text("2027-02-29"), "rule-field-date"),
        ("choice", text("Gold"), "rule-field-choice"),
        ("choice", Given::Flag(true), "rule-field-choice"),
        ("url", text("shop.test"), "rule-field-url"),
        ("url", typed("javascript://x"), "rule-field-url"),
    ];
    let before = world.read(&acme, ticket).await;
    for (key, given, rule) in wrong {
        let expected = (key.to_owned(), key.to_owned(), rule);
        assert_eq!(broken(fill(&world, &ctx, ticket, key, given).await), expected);
    }
    // One that is wrong changes nothing of the others; what is so already is no change.
    let both = [("text".to_owned(), text("new")), ("number".to_owned(), typed("x"))];
    field::fill_ticket(&world.app, &ctx, ticket, &both, None).await.unwrap_err();
    fill(&world, &ctx, ticket, "choice", text("Pro")).await.unwrap();
    let after = world.read(&acme, ticket).await;
    assert_eq!((&after.fields, after.row.version), (&before.fields, before.row.version));

    let stale = field::fill_ticket(&world.app, &ctx, ticket, &both[..1], Some(1)).await;
    assert!(matches!(stale, Err(Error::Stale { .. })));
    for kind in FieldKind::ALL {
        let given = if *kind == FieldKind::Text { typed(" ") } else { Given::Nothing };
        fill(&world, &ctx, ticket, kind.as_str(), given).await.unwrap();
    }
    let rows = world.app.store().tenant(acme.info.scope).list_field_values(&[ticket.uuid()]).await.unwrap();
    assert!(rows.is_empty(), "what holds nothing costs nothing");
    assert!(world.read(&acme, ticket).await.fields.iter().all(|shown| shown.value.is_none()));
    audited(&world, &[&acme]).await;
}

async fn a_choice_keeps_its_tickets_under_another_name(world: World) {
    let acme = world.company("acme").await;
    let (app, admin, ctx) = (&world.app, world.admin_ctx(&acme), world.agent_ctx(&acme));
    let ticket = tickets(&world, &acme, 1).await[0];
    let plan = define(&world, &acme, FieldKind::Choice, "Plan").await;
    let [basic, pro] = plan.choices.clone().try_into().unwrap();
    fill(&world, &ctx, ticket, "plan", text("Pro")).await.unwrap();
    let values = async || {
        let rows = app.store().tenant(acme.info.scope).list_field_values(&[ticket.uuid()]).await.unwrap();
        rows[0].content.object()
    };
    let sealed = values().await;
    let choices = |all: &[(Option<domain::ChoiceId>, &str)]| FieldChange {
        choices: Some(
            all.iter().map(|(id, name)| ChoiceDraft { id: *id, name: (*name).to_owned() }).collect(),
        ),
        ..FieldChange::default()
    };
    let change = choices(&[(Some(pro.id), "Professional"), (Some(basic.id), "Basic"), (None, "Max")]);
    let plan = field::change(app, &admin, plan.id, change).await.unwrap();
    assert_eq!(plan.choices[0].name, "Professional");
    assert_eq!(value(&world.read(&acme, ticket).await.fields, "plan"), Some(FieldValue::Choice(pro.id)));
    assert_eq!(values().await, sealed, "nothing was sealed anew");

    let foreign = choices(&[(Some(domain::ChoiceId::generate(admin.now)), "x")]);
    let refused = field::change(app, &admin, plan.id, foreign).await;
    assert_eq!(rule(refused), ("choices", "rule-field-unknown-choice"));
    // A choice that is gone is shown nowhere, and goes with the next value that is filled in.
    field::change(app, &admin, plan.id, choices(&[(Some(basic.id), "Basic")])).await.unwrap();
    assert_eq!(value(&world.read(&acme, ticket).await.fields, "plan"), None);
    audited(&world, &[&acme]).await;
}

async fn found(world: &World, ctx: &Ctx, query: &[(&str, &str)]) -> Vec<TicketId> {
    let mut filter = TicketFilter::default();
    for (key, value) in query {
        filter.choices.push(field::mark(&world.app, ctx, key, value).await.unwrap());
    }
    let page = app::ticket::list(&world.app, ctx, &filter, None, 100).await.unwrap();
    let mut found: Vec<_> = page.items.into_iter().map(|row| row.id).collect();
    found.sort_unstable();
    found
}

async fn lists_and_views_find_choices(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let all = tickets(&world, &acme, 4).await;
    define_all(&world, &acme).await;
    for (ticket, name) in [(all[0], "Pro"), (all[1], "Basic"), (all[2], "Pro")] {
        fill(&world, &ctx, ticket, "choice", text(name)).await.unwrap();
    }
    fill(&world, &ctx, all[2], "yes_no", Given::Flag(true)).await.unwrap();
    fill(&world, &ctx, all[3], "yes_no", Given::Flag(false)).await.unwrap();
    assert_eq!(found(&world, &ctx, &[("choice", "Pro")]).await, [all[0], all[2]]);
    assert_eq!(found(&world, &ctx, &[("choice", "basic")]).await, [all[1]]);
    assert_eq!(found(&world, &ctx, &[("choice", "pro"), ("yes_no", "yes")]).await, [all[2]]);
    assert_eq!(found(&world, &ctx, &[("yes_no", "no")]).await, [all[3]]);
    for (key, value, rule) in [
        ("choice", "Gold", "rule-field-choice"),
        ("text", "x", "rule-field-choice"),
        ("x", "x", "rule-field-unknown"),
    ] {
        assert_eq!(broken(field::mark(app, &ctx, key, value).await).2, rule);
    }

    let pro = field::mark(app, &ctx, "choice", "Pro").await.unwrap();
    let conditions = ViewConditions { choices: vec![pro], ..BuiltInView::Open.conditions() };
    let draft =
        ViewDraft { name: "Pro".to_owned(), shared: false, conditions, order: TicketOrder::default() };
    let view = app::saved_view::create(app, &ctx, draft).await.unwrap();
    let count = async || app::saved_view::read(app, &ctx, view.id).await.unwrap().count;
    assert_eq!(count().await, Some(2));
    // The mark follows the value, and the ticket's status.
    fill(&world, &ctx, all[0], "choice", text("Basic")).await.unwrap();
    assert_eq!(count().await, Some(1));
    let closed = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    app::ticket::change(app, &ctx, all[2], closed).await.unwrap();
    assert_eq!(count().await, Some(0));
    assert_eq!(found(&world, &ctx, &[("choice", "Pro")]).await, [all[2]]);
    fill(&world, &ctx, all[2], "choice", Given::Nothing).await.unwrap();
    assert!(found(&world, &ctx, &[("choice", "Pro")]).await.is_empty());
    audited(&world, &[&acme]).await;
}

async fn what_a_ticket_needs_is_asked_for_before_it_is_closed(world: World) {
    let acme = world.company("acme").await;
    let (app, admin, ctx) = (&world.app, world.admin_ctx(&acme), world.agent_ctx(&acme));
    let all = tickets(&world, &acme, 3).await;
    let needed = FieldChange { required: Some(true), ..FieldChange::default() };
    let mut ids: Vec<FieldId> = Vec::new();
    for name in ["Cause", "Hours"] {
        let field = define(&world, &acme, FieldKind::Text, name).await;
        ids.push(field::change(app, &admin, field.id, needed.clone()).await.unwrap().id);
    }
    let close = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    let missing = ("cause".to_owned(), "Cause, Hours".to_owned(), "rule-field-needed");
    assert_eq!(broken(app::ticket::change(app, &ctx, all[0], close.clone()).await), missing);
    let reply = || ReplyDraft {
        text: "Done".to_owned(),
        status: Some(TicketStatus::Closed),
        ..ReplyDraft::default()
    };
    assert_eq!(broken(app::reply::send(app, &ctx, all[0], reply()).await), missing);
    assert_eq!(world.read(&acme, all[0]).await.messages.len(), 1, "nothing was sent");
    let new = app::view::TicketDraft {
        draft: None,
        mailbox: acme.mailbox,
        subject: "New".to_owned(),
        message: ReplyDraft {
            to: vec![Address { name: String::new(), email: "new@x.test".to_owned() }],
            ..reply()
        },
    };
    assert_eq!(broken(app::ticket::create(app, &ctx, new).await), missing);

    for ticket in &all[..2] {
        fill(&world, &ctx, *ticket, "cause", text("Wear")).await.unwrap();
        fill(&world, &ctx, *ticket, "hours", text("2")).await.unwrap();
    }
    app::reply::send(app, &ctx, all[0], reply()).await.unwrap();
    assert_eq!(world.read(&acme, all[0]).await.row.status, TicketStatus::Closed);
    // Of many, one that lacks something closes none, and is named.
    let number = world.read(&acme, all[2]).await.row.number;
    let named = (missing.0.clone(), format!("Cause, Hours (#{number})"), missing.2);
    assert_eq!(broken(app::ticket::change_many(app, &ctx, &all, &close).await), named);
    assert_eq!(world.read(&acme, all[1]).await.row.status, TicketStatus::Open);
    // What is closed already is let be, also without.
    fill(&world, &ctx, all[0], "hours", Given::Nothing).await.unwrap();
    app::ticket::change_many(app, &ctx, &all[..2], &close).await.unwrap();
    let other = TicketChange { status: Some(TicketStatus::Pending), ..TicketChange::default() };
    app::ticket::change(app, &ctx, all[2], other).await.unwrap();
    for id in ids {
        field::delete(app, &admin, id).await.unwrap();
    }
    app::ticket::change(app, &ctx, all[2], close).await.unwrap();
    audited(&world, &[&acme]).await;
}

async fn a_removed_field_shows_nothing_and_its_values_go(world: World) {
    let acme = world.company("acme").await;
    let (app, admin, ctx) = (&world.app, world.admin_ctx(&acme), world.agent_ctx(&acme));
    let ticket = tickets(&world, &acme, 1).await[0];
    let (gone, stays) = (
        define(&world, &acme, FieldKind::Choice, "Gone").await,
        define(&world, &acme, FieldKind::Text, "Stays").await,
    );
    fill(&world, &ctx, ticket, "gone", text("Pro")).await.unwrap();
    fill(&world, &ctx, ticket, "stays", text("here")).await.unwrap();
    let row = async || app.store().tenant(acme.info.scope).get_ticket(ticket).await.unwrap();
    assert_eq!((row().await.fields, row().await.choices.len()), (vec![gone.id, stays.id], 1));
    field::delete(app, &admin, gone.id).await.unwrap();
    let fields = world.read(&acme, ticket).await.fields;
    assert_eq!(fields.len(), 1);
    assert_eq!(value(&fields, "stays"), Some(FieldValue::Text("here".to_owned())));
    // A new one of the same key has nothing of it.
    define(&world, &acme, FieldKind::Choice, "Gone").await;
    assert_eq!(value(&world.read(&acme, ticket).await.fields, "gone"), None);
    fill(&world, &ctx, ticket, "stays", text("there")).await.unwrap();
    assert_eq!((row().await.fields, row().await.choices), (vec![stays.id], Vec::new()));
    audited(&world, &[&acme]).await;
}

async fn contacts_have_fields_of_their_own(world: World) {
    let acme = world.company("acme").await;
    let (app, admin, ctx) = (&world.app, world.admin_ctx(&acme), world.agent_ctx(&acme));
    let ticket = tickets(&world, &acme, 1).await[0];
    let contact = world.read(&acme, ticket).await.requester_contact.id;
    for kind in [FieldKind::Text, FieldKind::Choice] {
        field::create(app, &admin, draft(FieldHolder::Contact, kind, kind.as_str())).await.unwrap();
    }
    define(&world, &acme, FieldKind::Date, "Due").await;
    let given = [("text".to_owned(), text("VIP")), ("choice".to_owned(), text("Basic"))];
    field::fill_contact(app, &ctx, contact, &given).await.unwrap();
    let unknown = field::fill_contact(app, &ctx, contact, &[("due".to_owned(), text("2026-01-01"))]).await;
    assert_eq!(broken(unknown).2, "rule-field-unknown");
    let absent = domain::ContactId::generate(ctx.now);
    assert!(matches!(field::fill_contact(app, &ctx, absent, &given).await, Err(Error::NotFound("contact"))));
    let vip = Some(FieldValue::Text("VIP".to_owned()));
    let read = world.read(&acme, ticket).await;
    assert_eq!((value(&read.requester_contact.fields, "text"), read.fields.len()), (vip.clone(), 1));
    assert_eq!(value(&app::contact::read(app, &ctx, contact).await.unwrap().fields, "text"), vip);
    let listed = app::contact::list(app, &ctx, None, 10).await.unwrap().items;
    assert_eq!(value(&listed[0].fields, "text"), vip);
    let change = app::view::ContactChange { name: Some("Bo".to_owned()), ..Default::default() };
    let changed = app::contact::change(app, &ctx, contact, change).await.unwrap();
    assert_eq!((changed.name.as_str(), value(&changed.fields, "text")), ("Bo", vip));
    audited(&world, &[&acme]).await;
}

async fn values_end_with_their_ticket_and_their_requester(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx, scope) = (&world.app, world.agent_ctx(&acme), acme.info.scope);
    let ticket = tickets(&world, &acme, 1).await[0];
    define(&world, &acme, FieldKind::Text, "Note").await;
    fill(&world, &ctx, ticket, "note", text("one")).await.unwrap();
    let object = async || {
        let rows = app.store().tenant(scope).list_field_values(&[ticket.uuid()]).await.unwrap();
        rows[0].content.object()
    };
    let first = object().await;
    fill(&world, &ctx, ticket, "note", text("two")).await.unwrap();
    let second = object().await;
    let kept = app.keyring().list_kept_object_keys(scope, None, 10).await.unwrap();
    assert_eq!(kept.iter().map(|key| key.object).collect::<Vec<_>>(), [first], "it ends with the backups");
    assert_eq!(app.keyring().list_object_keys(scope, &[second]).await.unwrap().len(), 1);
    let leaves = async || {
        let key = app.keyring().list_object_keys(scope, &[object().await]).await.unwrap().remove(0);
        let mut leaves: Vec<LeafRef> = key.leaves.iter().map(|(leaf, _)| *leaf).collect();
        leaves.sort_unstable();
        leaves
    };
    let expected = |contact| {
        let mut both = vec![LeafRef::contact(contact), LeafRef::ticket(ticket)];
        both.sort_unstable();
        both
    };
    let old = world.read(&acme, ticket).await.row.requester_id;
    assert_eq!(leaves().await, expected(old));
    // With another requester it is about them, and still opens.
    let eva = Address { name: "Eva".to_owned(), email: "eva@x.test".to_owned() };
    app::ticket::change_requester(app, &ctx, ticket, &eva).await.unwrap();
    let read = world.read(&acme, ticket).await;
    assert_eq!(leaves().await, expected(read.row.requester_id));
    assert_eq!(value(&read.fields, "note"), Some(FieldValue::Text("two".to_owned())));

    // Merged away, it keeps what it held, and lends it to the other one while that holds nothing there.
    world.take_in(&acme, &[("9", mail("q@x.test", "9@x.test", None, "Other", "Text"))]).await;
    let other = world.tickets(&acme).await.iter().find(|row| row.subject == "Other").unwrap().id;
    let merge = app::ticket::merge(app, &ctx, ticket, other).await.unwrap();
    let two = Some(FieldValue::Text("two".to_owned()));
    assert_eq!(value(&world.read(&acme, other).await.fields, "note"), two);
    let refused = fill(&world, &ctx, ticket, "note", text("x")).await;
    assert!(matches!(refused, Err(Error::State { .. })));
    app::ticket::unmerge(app, &ctx, merge).await.unwrap();
    assert_eq!(value(&world.read(&acme, ticket).await.fields, "note"), two);
    assert_eq!(value(&world.read(&acme, other).await.fields, "note"), None);

    let mut tx = app.store().tenant(scope).begin().await.unwrap();
    tx.delete_tickets(&[ticket]).await.unwrap();
    tx.commit().await.unwrap();
    assert!(app.store().tenant(scope).list_field_values(&[ticket.uuid()]).await.unwrap().is_empty());
}

async fn fields_live_through_a_restart_and_what_was_opened_is_logged(world: World) {
    let acme = world.company("acme").await;
    let all = tickets(&world, &acme, 2).await;
    define_all(&world, &acme).await;
    fill(&world, &world.agent_ctx(&acme), all[0], "text", text("kept")).await.unwrap();
    audited(&world, &[&acme]).await;
    let world = world.reopened().await;
    let opens = async |ticket| {
        let before = world.app.vault().opens_total();
        world.read(&acme, ticket).await;
        world.app.vault().opens_total() - before
    };
    // What a ticket holds is one object, whatever it holds; six definitions are there for both.
    assert_eq!(opens(all[0]).await, opens(all[1]).await + 1);
    let kept = value(&world.read(&acme, all[0]).await.fields, "text");
    assert_eq!(kept, Some(FieldValue::Text("kept".to_owned())));
}

async fn a_ticket_is_read_while_its_fields_are_filled_in(world: World) {
    let acme = world.company("acme").await;
    define(&world, &acme, FieldKind::Number, "Hours").await;
    let ticket = tickets(&world, &acme, 1).await[0];
    let ctx = world.agent_ctx(&acme);
    let filling = async {
        for hours in 0..40 {
            fill(&world, &ctx, ticket, "hours", typed(&hours.to_string())).await.unwrap();
        }
    };
    let reading = async {
        for _ in 0..120 {
            // Each value is another object, whose key goes with it.
            app::ticket::read(&world.app, &ctx, ticket).await.unwrap();
        }
    };
    tokio::join!(filling, reading);
}
