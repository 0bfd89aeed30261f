//! Closing a company's account (C42, C94): take-in stops at once, the clock runs, it can be taken back until the end, and
//! then the tenant's key is gone and its admins have the receipt.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, Engine, PASSWORD, World, mail, servers, until};
use app::closing::{self, Close, ClosedMonth, Closing};
use app::erasure::holds;
use app::erasure::receipt::Receipt;
use app::erasure::{self, Scope};
use domain::{ErasureReason, ErasureState, MailboxState, Private};
use futures::StreamExt;

const DAY_MS: i64 = 24 * 3_600_000;

fn wanted(days: Option<u32>) -> Close {
    let password = Private::new(PASSWORD.to_owned());
    Close { days, slug: "acme".to_owned(), password, keep_sums: false }
}

async fn close(world: &World, acme: &Company, days: Option<u32>) -> Closing {
    closing::begin(&world.app, &world.admin_ctx(acme), wanted(days)).await.unwrap()
}

async fn with_mail(world: &World) -> Company {
    let acme = world.company("acme").await;
    let mails = [
        (
            "1",
            mail(
                "Eva Ek <eva@x.test>",
                "1@x.test",
                None,
                "Zebra saddle",
                "From the start it broke.\nFrom here.",
            ),
        ),
        ("2", mail("Bo Berg <bo@x.test>", "2@x.test", None, "A bell", "The quaggabell is silent.")),
    ];
    assert_eq!(world.take_in(&acme, &mails).await.taken_in, 2);
    acme
}

/// One look at what is due, and everything that follows from it.
async fn look(world: &World) {
    app::jobs::closing::round(&world.app).await.unwrap();
    app::jobs::mailbox_end::round(&world.app).await.unwrap();
    erasure::round(&world.app, world.app.now()).await.unwrap();
    app::jobs::closing::round(&world.app).await.unwrap();
}

/// Looks until everything is gone: a step that failed, while others worked, is done again at the next look.
async fn gone(world: &World, acme: &Company) -> store::Erasure {
    let subject = acme.info.scope.tenant().uuid();
    until("the company is gone", async || {
        look(world).await;
        let found = world.app.store().tenant(acme.info.scope).list_erasures_of(subject).await.unwrap();
        assert!(found.len() <= 1);
        found.into_iter().find(|one| one.state == ErasureState::Done)
    })
    .await
}

async fn states(world: &World, acme: &Company) -> Vec<MailboxState> {
    let store = world.app.store().tenant(acme.info.scope);
    store.list_mailboxes().await.unwrap().iter().map(|one| one.state).collect()
}

async fn everything_goes_when_the_days_have_passed(world: World) {
    let acme = with_mail(&world).await;
    let other = world.company("other").await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (scope, ctx) = (acme.info.scope, world.admin_ctx(&acme));
    let before = closing::read(&world.app, &ctx).await.unwrap();
    assert_eq!((before.preview.messages, before.mailboxes, before.agents), (2, 1, 2));
    assert_eq!(before.closing, None);

    let begun = close(&world, &acme, None).await;
    assert_eq!(begun.erase_at.millis_since(begun.ended_at), 7 * DAY_MS);
    assert_eq!((begun.by, begun.can_be_kept), (Some(acme.admin), true));
    // Nothing comes in by it, and nothing can be connected.
    assert_eq!(states(&world, &acme).await, [MailboxState::Disconnected]);
    let folder = world.folder.path().join("maildir-acme");
    let again = app::mailbox::connect(&world.app, &ctx, world::maildir("new@acme.test", &folder), None).await;
    assert!(matches!(again, Err(app::Error::State { noun: "tenant", state: "closing" })));

    world.clock.advance_ms(7 * DAY_MS - 1);
    look(&world).await;
    assert_eq!(world.tickets(&acme).await.len(), 2, "until the end everybody can read");
    world.clock.advance_ms(1);
    let done = gone(&world, &acme).await;
    assert_eq!(done.reason, ErasureReason::Closure);
    let store = world.app.store().tenant(scope);
    assert!(world.app.keyring().list_tenant_keys(scope).await.unwrap().is_empty());
    assert_eq!(store.count_messages().await.unwrap(), 0);
    assert!(store.find_tenant_end().await.unwrap().is_none());
    let key = world.app.vault().checkpoint_public_key();
    Receipt::from_bytes(done.receipt.as_ref().unwrap()).unwrap().check(&key).unwrap();
    // Without operator mail nobody's address is kept for a letter that cannot go.
    let system = world.app.store().tenant(app::operator::SCOPE);
    assert!(system.list_closing_letters().await.unwrap().is_empty());
    // Looked at again, nothing happens; the other company goes on.
    look(&world).await;
    assert_eq!(closing::find(&world.app, other.info.scope).await.unwrap(), None);
    assert_eq!(states(&world, &other).await, [MailboxState::Active]);
}

async fn it_can_be_taken_back_until_the_end(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let none = closing::keep(&world.app, &world.admin_ctx(&acme)).await;
    assert!(matches!(none, Err(app::Error::NotFound("closing"))));
    close(&world, &acme, Some(3)).await;
    // Asked again, other days count from the day on which it began.
    world.clock.advance_ms(DAY_MS);
    let longer = close(&world, &acme, Some(30)).await;
    assert_eq!(longer.erase_at.millis_since(world.app.now()), 29 * DAY_MS);
    world.clock.advance_ms(29 * DAY_MS - 1);
    look(&world).await;
    // What a job begins that did not hear of it is refused: taken back, put off, or not yet due.
    let stale = async || {
        let job = app::Ctx::job(acme.info.scope, domain::audit::Job::Erasure, world.app.now());
        let wanted = erasure::Wanted { scope: Scope::Tenant, reason: ErasureReason::Closure };
        erasure::begin(&world.app, &job, wanted).await
    };
    assert!(matches!(stale().await, Err(app::Error::NotFound("closing"))));
    closing::keep(&world.app, &world.admin_ctx(&acme)).await.unwrap();
    assert!(matches!(stale().await, Err(app::Error::NotFound("closing"))));
    // Connected again, it is the mailbox that it was.
    let settings = world::maildir("support@acme.test", &world.folder.path().join("maildir-acme"));
    let back = app::mailbox::connect(&world.app, &world.operator_ctx(&acme), settings, None).await.unwrap();
    assert_eq!((back.id, back.erase_at_ms), (acme.mailbox, None));
    world.clock.advance_ms(40 * DAY_MS);
    look(&world).await;
    assert_eq!(world.tickets(&acme).await.len(), 2);

    // Zero days are now, and then it is too late.
    close(&world, &acme, Some(0)).await;
    app::jobs::closing::round(&world.app).await.unwrap();
    let late = closing::keep(&world.app, &world.admin_ctx(&acme)).await;
    assert!(matches!(late, Err(app::Error::State { state: "erasing", .. })), "{late:?}");
    gone(&world, &acme).await;
    assert!(world.app.keyring().list_tenant_keys(acme.info.scope).await.unwrap().is_empty());
}

async fn nobody_closes_it_by_mistake(world: World) {
    let acme = with_mail(&world).await;
    let (app, admin) = (&world.app, world.admin_ctx(&acme));
    let other = Close { slug: "other".to_owned(), ..wanted(None) };
    let refused = closing::begin(app, &admin, other).await;
    assert!(matches!(refused, Err(app::Error::Input { field: "slug", .. })));
    let guess = Close { password: Private::new("a guess".to_owned()), ..wanted(None) };
    let refused = closing::begin(app, &admin, guess).await;
    assert!(matches!(refused, Err(app::Error::Input { field: "password", .. })));
    let refused = closing::begin(app, &admin, wanted(Some(31))).await;
    assert!(matches!(refused, Err(app::Error::Input { field: "days", .. })));
    for ctx in [world.agent_ctx(&acme), app::Ctx::operator(acme.info.scope, world.app.now())] {
        assert!(closing::begin(app, &ctx, wanted(None)).await.is_err());
    }
    assert!(matches!(
        app::mailbox::export(app, &world.agent_ctx(&acme), acme.mailbox).await,
        Err(app::Error::Refused(_))
    ));
    assert_eq!(closing::find(app, acme.info.scope).await.unwrap(), None);
    assert_eq!(states(&world, &acme).await, [MailboxState::Active]);
}

async fn a_hold_keeps_it_waiting(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let ctx = world.admin_ctx(&acme);
    let hold = holds::NewHold {
        scope: Scope::Tenant,
        reason: "A claim".to_owned(),
        law: String::new(),
        review_at: ctx.now.plus_millis(90 * DAY_MS),
        ends_at: None,
    };
    let hold = holds::place(&world.app, &ctx, hold).await.unwrap();
    close(&world, &acme, Some(1)).await;
    world.clock.advance_ms(2 * DAY_MS);
    look(&world).await;
    look(&world).await;
    let store = world.app.store().tenant(acme.info.scope);
    let waiting = store.list_erasures_of(acme.info.scope.tenant().uuid()).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].state), (1, ErasureState::Held));
    assert_eq!(world.tickets(&acme).await.len(), 2);
    holds::release(&world.app, &world.admin_ctx(&acme), hold).await.unwrap();
    gone(&world, &acme).await;
    assert!(world.app.keyring().list_tenant_keys(acme.info.scope).await.unwrap().is_empty());
}

async fn handed_out(world: &World, acme: &Company) -> Vec<u8> {
    let mails = app::mailbox::export(&world.app, &world.admin_ctx(acme), acme.mailbox).await.unwrap();
    let pieces: Vec<_> = Box::pin(mails.pieces()).collect().await;
    pieces.into_iter().flat_map(|piece| piece.unwrap()).collect()
}

/// What is stored only (Art. 18; kept for a hold alone) is not read by way of a mailbox's mail, until all of it goes back.
async fn what_is_stored_only_is_handed_out_at_the_end(world: World) {
    let acme = with_mail(&world).await;
    let ctx = world.admin_ctx(&acme);
    let subjects = async || {
        let mbox = handed_out(&world, &acme).await;
        let text = String::from_utf8(mbox).unwrap();
        (text.contains("Zebra saddle"), text.contains("A bell"))
    };
    assert_eq!(subjects().await, (true, true));
    let tickets = world.tickets(&acme).await;
    let of = |subject: &str| tickets.iter().find(|row| row.subject == subject).unwrap();
    let mut tx = world.app.store().tenant(acme.info.scope).begin().await.unwrap();
    let request = domain::SubjectRequestId::generate(ctx.now);
    let contact = of("Zebra saddle").requester_id;
    let row = store::Restriction { contact, request, restricted_at: ctx.now, told_at: None };
    tx.put_restriction(&row, ctx.now).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(subjects().await, (false, true));
    let bell = Scope::Conversation(of("A bell").id);
    world.hold(&acme, bell).await;
    assert_eq!(subjects().await, (false, true), "a hold alone restricts nothing");
    let wanted = erasure::Wanted { scope: bell, reason: domain::ErasureReason::Instruction };
    erasure::begin(&world.app, &ctx, wanted).await.unwrap();
    assert_eq!(subjects().await, (false, false));
    close(&world, &acme, Some(3)).await;
    assert_eq!(subjects().await, (true, true));
}

/// So many people write now, each begins a conversation, and each is answered.
async fn everybody_writes(world: &World, company: &Company, month: &str, people: std::ops::Range<usize>) {
    let now = world.app.now();
    let mails = people.map(|n| {
        let key = format!("{month}{n}@x.test");
        let raw = mail(&format!("P{n} <p{n}@x.test>"), &key, None, &format!("{month} {n}"), "Hello.");
        app::inbound::Incoming { internal_date: Some(now), ..world::incoming(&key, &raw) }
    });
    let prepared = world.app.prepare(&company.target, mails.collect(), now).await.unwrap();
    world.app.take_in(&company.target, prepared, None, now).await.unwrap();
    for row in world.tickets(company).await.into_iter().filter(|row| row.subject.starts_with(month)) {
        world.answer(company, row.id, "Here it is.").await;
    }
    // An answer can be taken back for a while.
    world.clock.advance_ms(60_000);
    while app::jobs::delivery::round(&world.app).await.unwrap() > 0 {}
}

/// Tables in which something of a company is.
async fn tables_of(world: &World, company: &Company) -> Vec<String> {
    let (mut data, tenant) = (world.app.store().inspect().await.unwrap(), company.info.scope.tenant().uuid());
    let mut found = Vec::new();
    for table in data.tables_with("tenant_id") {
        let mut is_there = false;
        data.each(&table, &["tenant_id"], |row| is_there |= row[0].id() == Some(tenant)).await.unwrap();
        if is_there {
            found.push(table);
        }
    }
    found
}

async fn sums_of_many_stay_where_the_company_says_so(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, _jobs) = (&world.app, app::jobs::start_indexer(&world.app));
    everybody_writes(&world, &acme, "First", 0..10).await;
    everybody_writes(&world, &other, "First", 0..11).await;
    world.clock.advance_ms(14 * DAY_MS);
    everybody_writes(&world, &acme, "Second", 0..9).await;
    // One of the nine writes twice: ten mails are not ten people.
    everybody_writes(&world, &acme, "Third", 8..9).await;
    let with = Close { keep_sums: true, ..wanted(Some(1)) };
    assert!(closing::begin(app, &world.admin_ctx(&acme), with).await.unwrap().keep_sums);
    let without = Close { slug: "other".to_owned(), ..wanted(Some(1)) };
    closing::begin(app, &world.admin_ctx(&other), without).await.unwrap();
    world.clock.advance_ms(DAY_MS);
    app::jobs::closing::round(app).await.unwrap();

    // The process ended after it was counted and the keys went, before that was noted.
    let (scope, store) = (acme.info.scope, app.store().tenant(acme.info.scope));
    let before = store.list_erasures_of(scope.tenant().uuid()).await.unwrap().pop().unwrap();
    let mut unnoted = before.clone();
    assert!(erasure::step(app, scope, &mut unnoted, app.now()).await.unwrap());
    let mut tx = store.begin().await.unwrap();
    tx.update_erasure(&before).await.unwrap();
    tx.commit().await.unwrap();
    gone(&world, &acme).await;
    gone(&world, &other).await;

    let operator = world.operator_named("Wim").await;
    let left = app::usage::read(app, &operator).await.unwrap().closed;
    let ten = Some(10);
    let first = ClosedMonth { month: "2026-11".to_owned(), conversations: ten, mails: ten, answers: ten };
    assert_eq!(left, [first]);
    for company in [&acme, &other] {
        assert_eq!(tables_of(&world, company).await, ["tenant_head", "erasure"]);
        assert!(app.keyring().list_tenant_keys(company.info.scope).await.unwrap().is_empty());
    }
    let report = app::verify::run_some(app, None, Some(94)).await.unwrap();
    assert_eq!((report.broken, report.checks[0].looked_at), (0, 3));
}

/// What is taken along is the mail, byte by byte, and each of them is in the log.
async fn the_mail_of_a_mailbox_is_handed_out_whole(world: World) {
    let acme = with_mail(&world).await;
    let ctx = world.admin_ctx(&acme);
    let mbox = handed_out(&world, &acme).await;
    let found: Vec<_> = mime::split_mbox(std::io::Cursor::new(&mbox)).collect();
    assert_eq!(found.len(), 2);
    let text = String::from_utf8(mbox).unwrap();
    assert!(text.contains("\n>From the start it broke.\n>From here.\n"), "{text}");
    assert!(text.contains("Message-ID: <2@x.test>"), "{text}");
    let sought = app::audit::Sought { act: "mailbox.export".to_owned(), ..app::audit::Sought::default() };
    let filter = app::audit::AuditFilter::of(&world.app, &ctx, &sought).await.unwrap();
    let log = app::audit::read(&world.app, &ctx, &filter, None, 50).await.unwrap();
    let objects: usize =
        log.items.iter().filter_map(|line| line.event.as_ref()).map(|event| event.opened).sum();
    assert_eq!(objects, 2);
    let absent = domain::MailboxId::generate(world.app.now());
    assert!(matches!(
        app::mailbox::export(&world.app, &ctx, absent).await,
        Err(app::Error::NotFound("mailbox"))
    ));
}

crate::on_both_engines! {
    everything_goes_when_the_days_have_passed
    it_can_be_taken_back_until_the_end
    nobody_closes_it_by_mistake
    a_hold_keeps_it_waiting
    sums_of_many_stay_where_the_company_says_so
    the_mail_of_a_mailbox_is_handed_out_whole
    what_is_stored_only_is_handed_out_at_the_end
}

async fn admins_are_told_in_time_and_get_the_receipt(engine: Engine) {
    let url = |settings: &mut app::Settings| settings.public_url = Some("https://desk.test:8443".to_owned());
    let placed = servers::with_operator_mail(engine, &["ada@acme.test"], url).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let inbox = async |count: usize| {
        until(&format!("{count} mails are there"), async || {
            // Where the server did not answer in time it is asked again.
            look(&world).await;
            let mails = dovecot.list("ada@acme.test", "INBOX").unwrap();
            assert!(mails.len() <= count, "{} mails, of {count}", mails.len());
            (mails.len() == count).then_some(mails)
        })
        .await
    };
    close(&world, &acme, Some(30)).await;
    for (count, days) in [(1, 0), (2, 1), (3, 6), (4, 14)] {
        world.clock.advance_ms(days * DAY_MS);
        inbox(count).await;
    }
    let first = mime::read(&inbox(4).await[0].raw).content;
    assert_eq!(first.subject, "A company is erased on 24 December 2026");
    assert!(first.text.contains("https://acme.test:8443/closing"), "{}", first.text);

    world.clock.advance_ms(9 * DAY_MS);
    gone(&world, &acme).await;
    let last = inbox(5).await;
    let read = mime::read(&last[4].raw);
    assert_eq!(read.content.subject, "A company is erased");
    let file = mime::attachment(&last[4].raw, read.content.attachments[0].part).unwrap().bytes;
    let key = world.app.vault().checkpoint_public_key();
    let said = Receipt::from_bytes(&file).unwrap().check(&key).unwrap();
    assert_eq!(said.subject_id, acme.info.scope.tenant().uuid());
    // Nobody's address is left.
    let system = world.app.store().tenant(app::operator::SCOPE);
    assert!(system.list_closing_letters().await.unwrap().is_empty());
    look(&world).await;
    inbox(5).await;
}

mod letters {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        super::admins_are_told_in_time_and_get_the_receipt(super::Engine::Sqlite).await;
    }
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        super::admins_are_told_in_time_and_get_the_receipt(super::Engine::Postgres).await;
    }
}
