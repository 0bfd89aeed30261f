//! Organisations: people belong by the domain of their address or by hand; what is kept is sealed; the work after a
//! change of domains goes on where it stopped.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::jobs::organisations::{round, step};
use app::organisation::{self, OrganisationChange, OrganisationDraft, OrganisationView};
use app::saved_view::ViewDraft;
use app::view::{TicketChange, TicketFilter, TicketOrder};
use app::{Ctx, Error};
use domain::{ContactId, OrganisationId, TicketStatus};

crate::on_both_engines! {
    people_belong_where_their_domain_says
    what_was_said_by_hand_stays
    domains_are_one_organisations_and_nobodys_who_is_public
    the_work_goes_on_where_it_stopped
    beside_a_conversation_stand_the_others_open_tickets
    lists_searches_and_counts_follow_its_people
    without_it_people_and_tickets_stay
    it_lives_through_a_restart_and_what_was_opened_is_logged
}

fn draft(name: &str, domains: &[&str]) -> OrganisationDraft {
    let domains = domains.iter().map(|domain| (*domain).to_owned()).collect();
    OrganisationDraft { name: name.to_owned(), domains, notes: format!("About {name}") }
}

async fn make(world: &World, company: &Company, name: &str, domains: &[&str]) -> OrganisationView {
    world.clock.advance_ms(1_000);
    organisation::create(&world.app, &world.agent_ctx(company), draft(name, domains)).await.unwrap()
}

async fn write(world: &World, company: &Company, from: &str) -> ContactId {
    let id = format!("{}.{from}", world.app.now().as_millis());
    world.take_in(company, &[(&id, mail(from, &id, None, &format!("From {from}"), "Text"))]).await;
    world.clock.advance_ms(1_000);
    let rows = world.tickets(company).await;
    rows.iter().find(|row| row.requester_email == from).unwrap().requester_id
}

async fn belongs(world: &World, company: &Company, contact: ContactId) -> Option<OrganisationId> {
    app::contact::read(&world.app, &world.agent_ctx(company), contact).await.unwrap().organisation_id
}

async fn people(world: &World, ctx: &Ctx, id: OrganisationId) -> Vec<String> {
    let page = organisation::people(&world.app, ctx, id, None, 100).await.unwrap();
    page.items.into_iter().map(|contact| contact.emails[0].clone()).collect()
}

fn domains(domains: &[&str]) -> OrganisationChange {
    let domains = Some(domains.iter().map(|domain| (*domain).to_owned()).collect());
    OrganisationChange { domains, ..OrganisationChange::default() }
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

async fn people_belong_where_their_domain_says(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let before = write(&world, &acme, "anna@shop.test").await;
    let stranger = write(&world, &acme, "bo@gmail.com").await;
    let shop = make(&world, &acme, "  Shop \n Ltd ", &["@Shop.Test", "shop.test"]).await;
    assert_eq!(
        (shop.name.as_str(), shop.domains.as_slice()),
        ("Shop Ltd", ["shop.test".to_owned()].as_slice())
    );
    // Who wrote before is found by the job, who writes after by take-in.
    let after = write(&world, &acme, "carl@shop.test").await;
    assert_eq!(belongs(&world, &acme, after).await, Some(shop.id));
    assert_eq!(belongs(&world, &acme, before).await, None);
    round(app).await.unwrap();
    assert_eq!(belongs(&world, &acme, before).await, Some(shop.id));
    assert_eq!(belongs(&world, &acme, stranger).await, None);
    assert_eq!(people(&world, &ctx, shop.id).await, ["carl@shop.test", "anna@shop.test"]);
    // Also whoever we write to first.
    let new = app::view::TicketDraft {
        draft: None,
        mailbox: acme.mailbox,
        subject: "Hello".to_owned(),
        message: app::view::ReplyDraft {
            text: "Hello".to_owned(),
            to: vec![domain::record::Address { name: String::new(), email: "dora@shop.test".to_owned() }],
            ..Default::default()
        },
    };
    app::ticket::create(app, &world.agent_ctx(&acme), new).await.unwrap();
    assert_eq!(people(&world, &ctx, shop.id).await[0], "dora@shop.test");
    // A subdomain is another domain, and another tenant's people are nobody's here.
    let sub = write(&world, &acme, "eva@mail.shop.test").await;
    let foreign = write(&world, &other, "fred@shop.test").await;
    assert_eq!((belongs(&world, &acme, sub).await, belongs(&world, &other, foreign).await), (None, None));

    // With other domains, they are sorted anew.
    organisation::change(app, &ctx, shop.id, domains(&["mail.shop.test"])).await.unwrap();
    round(app).await.unwrap();
    assert_eq!(people(&world, &ctx, shop.id).await, ["eva@mail.shop.test"]);

    let theirs = world.admin_ctx(&other);
    assert!(matches!(organisation::read(app, &theirs, shop.id).await, Err(Error::NotFound(_))));
    assert!(matches!(organisation::people(app, &theirs, shop.id, None, 9).await, Err(Error::NotFound(_))));
    assert!(matches!(organisation::tickets(app, &theirs, shop.id, None, 9).await, Err(Error::NotFound(_))));
    let change = organisation::change(app, &theirs, shop.id, domains(&[])).await;
    assert!(matches!(change, Err(Error::NotFound(_))));
    assert!(matches!(organisation::delete(app, &theirs, shop.id).await, Err(Error::NotFound(_))));
    let placed = organisation::place_contact(app, &theirs, foreign, Some(shop.id)).await;
    assert_eq!(rule(placed), ("organisation_id", "rule-unknown-organisation"));
    assert!(organisation::list(app, &theirs, None, 10).await.unwrap().items.is_empty());
    audited(&world, &[&acme, &other]).await;
}

async fn what_was_said_by_hand_stays(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let (anna, bo) =
        (write(&world, &acme, "anna@shop.test").await, write(&world, &acme, "bo@gmail.com").await);
    let shop = make(&world, &acme, "Shop", &["shop.test"]).await;
    let mill = make(&world, &acme, "Mill", &[]).await;
    assert_eq!(organisation::place_by_address(app, &ctx, mill.id, "BO@gmail.com").await.unwrap(), bo);
    organisation::place_contact(app, &ctx, anna, None).await.unwrap();
    round(app).await.unwrap();
    assert_eq!((belongs(&world, &acme, anna).await, belongs(&world, &acme, bo).await), (None, Some(mill.id)));
    organisation::leave(app, &ctx, mill.id, bo).await.unwrap();
    assert!(matches!(organisation::leave(app, &ctx, mill.id, bo).await, Err(Error::NotFound(_))));
    organisation::place_contact(app, &ctx, anna, Some(shop.id)).await.unwrap();
    organisation::change(app, &ctx, shop.id, domains(&[])).await.unwrap();
    round(app).await.unwrap();
    assert_eq!((belongs(&world, &acme, anna).await, belongs(&world, &acme, bo).await), (Some(shop.id), None));
    for (email, wrong) in [("no address", "rule-address"), ("nobody@x.test", "rule-unknown-person")] {
        let placed = organisation::place_by_address(app, &ctx, shop.id, email).await;
        assert_eq!(rule(placed), ("email", wrong));
    }
    let absent = ContactId::generate(ctx.now);
    let placed = organisation::place_contact(app, &ctx, absent, None).await;
    assert!(matches!(placed, Err(Error::NotFound("contact"))));
    audited(&world, &[&acme]).await;
}

async fn domains_are_one_organisations_and_nobodys_who_is_public(world: World) {
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let shop = make(&world, &acme, "Shop", &["shop.test", "shop.example"]).await;
    let mill = make(&world, &acme, "Mill", &[]).await;
    let wrong = [
        (draft("New", &["gmail.com"]), ("domains", "rule-domain-public")),
        (draft("New", &["OUTLOOK.com"]), ("domains", "rule-domain-public")),
        (draft("New", &["localhost"]), ("domains", "rule-domain")),
        (draft("New", &["a@b.test"]), ("domains", "rule-domain")),
        (draft("New", &["shop.example"]), ("domains", "rule-domain-taken")),
        (draft(" ", &[]), ("name", "rule-required")),
        (draft(&"x".repeat(101), &[]), ("name", "rule-name")),
        (OrganisationDraft { notes: "x".repeat(10_001), ..draft("New", &[]) }, ("notes", "rule-too-long")),
    ];
    for (draft, expected) in wrong {
        assert_eq!(rule(organisation::create(app, &ctx, draft).await), expected);
    }
    assert!(matches!(organisation::create(app, &ctx, draft("SHOP", &[])).await, Err(Error::Exists(_))));
    let taken = organisation::change(app, &ctx, mill.id, domains(&["shop.test"])).await;
    assert_eq!(rule(taken), ("domains", "rule-domain-taken"));
    let name = OrganisationChange { name: Some("shop".to_owned()), ..OrganisationChange::default() };
    assert!(matches!(organisation::change(app, &ctx, mill.id, name.clone()).await, Err(Error::Exists(_))));
    assert_eq!(organisation::change(app, &ctx, shop.id, name).await.unwrap().name, "shop");
    organisation::change(app, &ctx, shop.id, domains(&["shop.test"])).await.unwrap();
    organisation::change(app, &ctx, mill.id, domains(&["shop.example"])).await.unwrap();
    for (text, found) in [
        (" SHOP ", Some(shop.id)),
        ("shop.test", Some(shop.id)),
        ("@Shop.Example", Some(mill.id)),
        ("gmail.com", None),
        ("x", None),
    ] {
        assert_eq!(organisation::find(app, &ctx, text).await.unwrap(), found, "{text}");
    }
    let page = organisation::list(app, &ctx, None, 1).await.unwrap();
    assert_eq!(page.items[0].id, mill.id);
    let rest = organisation::list(app, &ctx, page.next.as_deref(), 1).await.unwrap();
    assert_eq!((rest.items[0].id, rest.items[0].notes.as_str(), rest.next), (shop.id, "About Shop", None));
    audited(&world, &[&acme]).await;
}

async fn the_work_goes_on_where_it_stopped(world: World) {
    let acme = world.company("acme").await;
    let scope = acme.info.scope;
    let mut mails = Vec::new();
    for n in 0..450 {
        let from = format!("p{n}@{}.test", if n % 3 == 0 { "shop" } else { "else" });
        mails.push((n.to_string(), mail(&from, &format!("{n}@x.test"), None, "Hello", "Text")));
    }
    for batch in mails.chunks(100) {
        let batch: Vec<_> = batch.iter().map(|(key, raw)| (key.as_str(), raw.clone())).collect();
        world.take_in(&acme, &batch).await;
        world.clock.advance_ms(1_000);
    }
    let shop = make(&world, &acme, "Shop", &["shop.test"]).await;
    let count = async |world: &World| {
        let store = world.app.store().tenant(scope);
        store.list_people_of_organisation(shop.id, None, 1_000).await.unwrap().len()
    };
    assert!(step(&world.app, scope).await.unwrap());
    let half = count(&world).await;
    assert!(half > 0 && half < 150, "{half}");
    // A crash now loses nothing: where it stands is kept.
    let world = world.reopened().await;
    assert!(step(&world.app, scope).await.unwrap());
    assert!(count(&world).await > half);
    // Other domains meanwhile begin it anew.
    let ctx = world.agent_ctx(&acme);
    organisation::change(&world.app, &ctx, shop.id, domains(&["shop.test", "else.test"])).await.unwrap();
    round(&world.app).await.unwrap();
    assert_eq!(count(&world).await, 450);
    assert!(!step(&world.app, scope).await.unwrap(), "nothing is left to do");
    assert_eq!(world.app.store().tenant(scope).find_organisation_sweep().await.unwrap(), None);
}

async fn beside_a_conversation_stand_the_others_open_tickets(world: World) {
    let acme = world.company("acme").await;
    let app = &world.app;
    make(&world, &acme, "Shop", &["shop.test"]).await;
    for from in ["anna@shop.test", "bo@shop.test", "carl@shop.test", "dora@else.test"] {
        write(&world, &acme, from).await;
    }
    let (rows, ctx) = (world.tickets(&acme).await, world.agent_ctx(&acme));
    let of = |from: &str| rows.iter().find(|row| row.requester_email == from).unwrap().id;
    let close = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    app::ticket::change(app, &ctx, of("carl@shop.test"), close).await.unwrap();
    let read = world.read(&acme, of("anna@shop.test")).await;
    let belonging = read.belonging.unwrap();
    assert_eq!(belonging.organisation.name, "Shop");
    assert_eq!(belonging.tickets.iter().map(|row| row.id).collect::<Vec<_>>(), [of("bo@shop.test")]);
    assert!(world.read(&acme, of("dora@else.test")).await.belonging.is_none());
    let all = organisation::tickets(app, &ctx, belonging.organisation.id, None, 2).await.unwrap();
    let rest =
        organisation::tickets(app, &ctx, belonging.organisation.id, all.next.as_deref(), 2).await.unwrap();
    let ids: Vec<_> = all.items.iter().chain(&rest.items).map(|row| row.requester_email.as_str()).collect();
    assert_eq!(ids, ["carl@shop.test", "bo@shop.test", "anna@shop.test"]);
    let trash = TicketChange { status: Some(TicketStatus::Trash), ..TicketChange::default() };
    app::ticket::change(app, &ctx, of("bo@shop.test"), trash).await.unwrap();
    let all = organisation::tickets(app, &ctx, belonging.organisation.id, None, 9).await.unwrap();
    assert_eq!(all.items.len(), 2);
    audited(&world, &[&acme]).await;
}

async fn lists_searches_and_counts_follow_its_people(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let anna = write(&world, &acme, "anna@shop.test").await;
    write(&world, &acme, "bo@gmail.com").await;
    let shop = make(&world, &acme, "Shop Ltd", &["shop.test"]).await;
    let mill = make(&world, &acme, "Mill", &[]).await;
    write(&world, &acme, "carl@shop.test").await;
    let mut views = Vec::new();
    for id in [shop.id, mill.id] {
        let conditions = format!("status=open&organisation={id}").parse().unwrap();
        let draft =
            ViewDraft { name: "Its own".to_owned(), shared: true, conditions, order: TicketOrder::Created };
        views.push(app::saved_view::create(app, &ctx, draft).await.unwrap().id);
    }
    let listed = async |id: OrganisationId| -> Vec<String> {
        let filter = TicketFilter { organisation: Some(id), ..TicketFilter::default() };
        let page = app::ticket::list(app, &ctx, &filter, None, 50).await.unwrap();
        page.items.into_iter().map(|row| row.requester_email).collect()
    };
    let counts = async || {
        let all = app::saved_view::list(app, &ctx).await.unwrap();
        let count = |id| all.iter().find(|view| view.id == id).and_then(|view| view.count).unwrap();
        (count(views[0]), count(views[1]))
    };
    let found = async |text: &str| {
        let filter = TicketFilter::default();
        let found = app::ticket::search(app, &ctx, text, &filter, None, 50).await.unwrap();
        (found.items.len(), found.left_out.len())
    };
    assert_eq!((listed(shop.id).await, counts().await), (vec!["carl@shop.test".to_owned()], (1, 0)));
    round(app).await.unwrap();
    assert_eq!(listed(shop.id).await, ["carl@shop.test", "anna@shop.test"]);
    assert_eq!(counts().await, (2, 0));
    for (text, n) in [
        ("organisation:shop.test", 2),
        ("organisation:\"SHOP ltd\" status:open", 2),
        ("organisation:mill", 0),
    ] {
        assert_eq!(found(text).await, (n, 0), "{text}");
    }
    assert_eq!(found("organisation:nobody.test status:open").await, (3, 1));

    organisation::place_contact(app, &ctx, anna, Some(mill.id)).await.unwrap();
    assert_eq!((listed(mill.id).await, counts().await), (vec!["anna@shop.test".to_owned()], (1, 1)));
    // Whoever asks from then on decides where a ticket stands.
    let ticket = world.tickets(&acme).await.into_iter().find(|row| row.requester_id == anna).unwrap().id;
    let carl = domain::record::Address { name: String::new(), email: "carl@shop.test".to_owned() };
    app::ticket::change_requester(app, &ctx, ticket, &carl).await.unwrap();
    assert_eq!(counts().await, (2, 0));
    organisation::delete(app, &world.admin_ctx(&acme), shop.id).await.unwrap();
    assert_eq!((listed(shop.id).await, counts().await), (Vec::new(), (0, 0)));

    // Another tenant sees nothing by these ids.
    let filter = TicketFilter { organisation: Some(mill.id), ..TicketFilter::default() };
    let theirs = app::ticket::list(app, &world.agent_ctx(&other), &filter, None, 50).await.unwrap();
    assert!(theirs.items.is_empty());
    audited(&world, &[&acme, &other]).await;
}

async fn without_it_people_and_tickets_stay(world: World) {
    let acme = world.company("acme").await;
    let (app, admin, ctx) = (&world.app, world.admin_ctx(&acme), world.agent_ctx(&acme));
    let shop = make(&world, &acme, "Shop", &["shop.test"]).await;
    let anna = write(&world, &acme, "anna@shop.test").await;
    let object = app.store().tenant(acme.info.scope).find_organisation(shop.id).await.unwrap().unwrap();
    assert_eq!(organisation::delete(app, &ctx, shop.id).await.unwrap_err().code(), "refused");
    organisation::delete(app, &admin, shop.id).await.unwrap();
    assert_eq!(belongs(&world, &acme, anna).await, None);
    assert_eq!(world.tickets(&acme).await.len(), 1);
    let kept = app.keyring().list_kept_object_keys(acme.info.scope, None, 10).await.unwrap();
    let kept: Vec<_> = kept.iter().map(|key| key.object).collect();
    assert_eq!(kept, [object.content.object()], "its key ends with the backups");
    assert!(matches!(organisation::delete(app, &admin, shop.id).await, Err(Error::NotFound(_))));
    // Name and domain are free again, also for who was there before.
    let again = make(&world, &acme, "Shop", &["shop.test"]).await;
    round(app).await.unwrap();
    assert_eq!(belongs(&world, &acme, anna).await, Some(again.id));
    audited(&world, &[&acme]).await;
}

async fn it_lives_through_a_restart_and_what_was_opened_is_logged(world: World) {
    let acme = world.company("acme").await;
    let shop = make(&world, &acme, "Shop", &["shop.test"]).await;
    audited(&world, &[&acme]).await;
    let world = world.reopened().await;
    let read = organisation::read(&world.app, &world.agent_ctx(&acme), shop.id).await.unwrap();
    assert_eq!(read, shop);
    let anna = write(&world, &acme, "anna@shop.test").await;
    assert_eq!(belongs(&world, &acme, anna).await, Some(shop.id));
}
