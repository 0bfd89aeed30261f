//! Retention rules (C90, C93, C95) over years: what is due goes, what is held waits, what is used stays; the dry run says
//! what then happens, and the receipt cites the policy.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, Engine, World, mail, servers, until};
use app::agent::ProfileChange;
use app::erasure::receipt::{Receipt, Said};
use app::erasure::{self, Scope, holds};
use app::retention::{self, Found, NewRule, RuleView};
use app::subject_request::{self, Asking, NewRequest};
use app::view::TicketChange;
use domain::{
    ErasureReason, ErasureState, RetentionAction, RetentionStep, RetentionSubject, RetentionTerms,
    SubjectRight, TicketId, TicketStatus,
};

const DAY_MS: i64 = 24 * 3_600_000;

async fn with_mail(world: &World) -> Company {
    let acme = world.company("acme").await;
    let mails = [
        ("1", mail("Eva Ek <eva@x.test>", "1@x.test", None, "Zebra", "The saddle broke.")),
        ("2", mail("Bo Berg <bo@x.test>", "2@x.test", None, "Bell", "The bell is silent.")),
        ("3", mail("Cid Dal <cid@x.test>", "3@x.test", None, "Wheel", "The wheel is round.")),
    ];
    assert_eq!(world.take_in(&acme, &mails).await.taken_in, 3);
    acme
}

async fn close(world: &World, acme: &Company, ticket: TicketId) {
    let change = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    app::ticket::change(&world.app, &world.agent_ctx(acme), ticket, change).await.unwrap();
}

/// Which tickets are there, by number.
async fn there(world: &World, acme: &Company) -> Vec<i64> {
    let store = world.app.store().tenant(acme.info.scope);
    let filter = store::TicketFilter { statuses: TicketStatus::SETTABLE.to_vec(), ..Default::default() };
    let all = store.list_tickets(&filter, store::TicketOrder::Created, None, 100).await.unwrap();
    let mut numbers: Vec<i64> = all.iter().map(|ticket| ticket.number).collect();
    numbers.sort_unstable();
    numbers
}

async fn ticket(world: &World, acme: &Company, number: i64) -> store::Ticket {
    let store = world.app.store().tenant(acme.info.scope);
    let filter = store::TicketFilter { statuses: TicketStatus::SETTABLE.to_vec(), ..Default::default() };
    let all = store.list_tickets(&filter, store::TicketOrder::Created, None, 100).await.unwrap();
    all.into_iter().find(|ticket| ticket.number == number).unwrap()
}

/// A look at the rules, and everything that follows from it.
async fn look(world: &World) {
    app::jobs::retention::round(&world.app).await.unwrap();
    for _ in 0..3 {
        erasure::round(&world.app, world.app.now()).await.unwrap();
    }
}

async fn done(world: &World, acme: &Company) -> Vec<store::Erasure> {
    let store = world.app.store().tenant(acme.info.scope);
    let mut all = store.list_erasures(None, 100).await.unwrap();
    all.retain(|one| one.state == ErasureState::Done);
    all
}

async fn rules(world: &World, acme: &Company) -> Vec<RuleView> {
    retention::list(&world.app, &world.admin_ctx(acme)).await.unwrap()
}

fn closed_after(days: u32, notice_days: u32) -> RetentionTerms {
    let statuses = vec![TicketStatus::Closed];
    RetentionTerms {
        days,
        notice_days,
        statuses,
        ..RetentionTerms::default_of(RetentionSubject::Conversation)
    }
}

fn said(world: &World, erasure: &store::Erasure) -> Said {
    let key = world.app.vault().checkpoint_public_key();
    Receipt::from_bytes(erasure.receipt.as_ref().unwrap()).unwrap().check(&key).unwrap()
}

async fn what_everybody_has_ends_what_is_closed_and_leaves_what_is_used(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    close(&world, &acme, ticket(&world, &acme, 1).await.id).await;
    look(&world).await;
    let standing = rules(&world, &acme).await;
    assert_eq!(standing.iter().map(|rule| rule.standing).collect::<Vec<_>>(), [true, true, true]);
    world.clock.advance_ms(1_096 * DAY_MS - 1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1, 2, 3], "a moment before, everything is there");
    // Bo goes on writing; Cid's stays open and nobody touches it.
    world.clock.advance_ms(1);
    let again = [("4", mail("Bo Berg <bo@x.test>", "4@x.test", Some("2@x.test"), "Re: Bell", "It rings."))];
    world.take_in(&acme, &again).await;
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [2, 3]);
    let gone = done(&world, &acme).await;
    assert!(gone.iter().all(|one| one.reason == ErasureReason::Retention && one.by.is_none()));
    assert!(gone.iter().all(|one| said(&world, one).policy_version == Some(3)));
    // Eva has no conversation left: she goes too.
    look(&world).await;
    let store = world.app.store().tenant(acme.info.scope);
    assert_eq!(store.list_contact_facts(None, 10).await.unwrap().len(), 2);
    // What is open waits for somebody for five years, and not for ever; who is in it goes with the last of it.
    world.clock.advance_ms(731 * DAY_MS - 1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [2, 3], "a moment before five years and a day");
    world.clock.advance_ms(1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [2], "Bo's is in use");
    look(&world).await;
    assert_eq!(store.list_contact_facts(None, 10).await.unwrap().len(), 1);
}

/// A company from before there was an end for what is open: it is told, and has the whole notice.
async fn a_company_that_knows_no_end_of_what_is_open_is_told_first(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    look(&world).await;
    let open = RetentionTerms::default_of_open();
    let store = world.app.store().tenant(acme.info.scope);
    let ours = rules(&world, &acme).await.into_iter().find(|rule| rule.terms.is_like(&open)).unwrap();
    let mut tx = store.begin().await.unwrap();
    tx.delete_retention_rule(ours.id).await.unwrap();
    tx.commit().await.unwrap();
    world.clock.advance_ms(4_000 * DAY_MS);
    // Six years longer than it is kept from now on: a week of notice all the same.
    look(&world).await;
    let all = rules(&world, &acme).await;
    let made = all.iter().find(|rule| rule.terms.is_like(&open)).unwrap();
    assert!(made.standing && made.id != ours.id);
    assert_eq!(made.acts_from_ms.millis_since(world.app.now()), 7 * DAY_MS);
    let dry = retention::preview(&world.app, &world.admin_ctx(&acme), made.id).await.unwrap();
    assert_eq!((dry.at_once, dry.acts_from_ms), (3, made.acts_from_ms));
    world.clock.advance_ms(7 * DAY_MS - 1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1, 2, 3]);
    world.clock.advance_ms(1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, Vec::<i64>::new());
    // It is kept for longer, and for no longer than all else.
    let longer = |days| RetentionTerms { days, ..made.terms.clone() };
    let ctx = world.admin_ctx(&acme);
    let new = |days| NewRule { name: String::new(), terms: longer(days) };
    retention::change(&world.app, &ctx, made.id, new(3_660)).await.unwrap();
    assert!(retention::change(&world.app, &ctx, made.id, new(3_661)).await.is_err());
    let kept = retention::delete(&world.app, &ctx, made.id).await;
    assert!(matches!(kept, Err(app::Error::State { state: "standing", .. })));
}

/// How old a conversation is counts from its first message, beside what happened in it or alone.
async fn the_age_counts_from_the_first_message(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let begun = world.app.now();
    world.clock.advance_ms(50 * DAY_MS);
    let again = [("4", mail("Bo Berg <bo@x.test>", "4@x.test", Some("2@x.test"), "Re: Bell", "It rings."))];
    world.take_in(&acme, &again).await;
    for number in 1..=3 {
        close(&world, &acme, ticket(&world, &acme, number).await.id).await;
    }
    // Bo's is as old as the others, whatever came since.
    let bos = ticket(&world, &acme, 2).await;
    let store = world.app.store().tenant(acme.info.scope);
    let first = store.list_first_messages(&[bos.id]).await.unwrap();
    assert_eq!(first, [(bos.id, begun)]);
    let hold = holds::NewHold {
        scope: Scope::Conversation(ticket(&world, &acme, 3).await.id),
        reason: "A claim".to_owned(),
        law: String::new(),
        review_at: world.app.now().plus_millis(90 * DAY_MS),
        ends_at: None,
    };
    let hold = holds::place(&world.app, &world.admin_ctx(&acme), hold).await.unwrap();
    // Made with a week's notice: nothing before day 57, although 30 days of age have passed.
    let terms = |days, age_days| RetentionTerms { age_days, ..closed_after(days, 7) };
    let due = async |terms: &RetentionTerms| {
        let found = retention::preview_of(&world.app, &world.admin_ctx(&acme), terms).await.unwrap();
        let day = |at: domain::Timestamp| at.millis_since(begun) / DAY_MS;
        let mut days: Vec<_> = found.first.iter().map(|one| (day(one.due_at_ms), one.waits)).collect();
        days.sort_unstable();
        days
    };
    assert_eq!(due(&terms(20, Some(60))).await, [(70, false), (70, false), (70, true)]);
    assert_eq!(due(&terms(5, Some(60))).await, [(60, false), (60, false), (60, true)]);
    assert_eq!(due(&terms(0, Some(30))).await, [(57, false), (57, false), (57, true)]);
    for bad in [terms(0, None), terms(20, Some(0)), terms(20, Some(3_661))] {
        let refused = retention::preview_of(&world.app, &world.admin_ctx(&acme), &bad).await;
        assert!(matches!(refused, Err(app::Error::Input { rule: "rule-retention-days", .. })));
    }
    let rule = NewRule { name: "Sixty days old".to_owned(), terms: terms(5, Some(60)) };
    let id = retention::create(&world.app, &world.admin_ctx(&acme), rule).await.unwrap();
    world.clock.advance_ms(10 * DAY_MS - 1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1, 2, 3]);
    world.clock.advance_ms(1);
    // Begun, and Eva writes before anything is done: sixty days old, and in use.
    app::jobs::retention::round(&world.app).await.unwrap();
    let again = [("5", mail("Eva Ek <eva@x.test>", "5@x.test", Some("1@x.test"), "Re: Zebra", "Again."))];
    world.take_in(&acme, &again).await;
    close(&world, &acme, ticket(&world, &acme, 1).await.id).await;
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1, 3]);
    // By the age alone it goes in use; what is held stays until it is released.
    let alone = NewRule { name: "Sixty days old".to_owned(), terms: terms(0, Some(60)) };
    retention::change(&world.app, &world.admin_ctx(&acme), id, alone).await.unwrap();
    world.clock.advance_ms(7 * DAY_MS - 1);
    look(&world).await;
    // Five quiet days have passed, and what became sharper has its notice again.
    assert_eq!(there(&world, &acme).await, [1, 3]);
    let again = [("6", mail("Eva Ek <eva@x.test>", "6@x.test", Some("1@x.test"), "Re: Zebra", "Now?"))];
    world.take_in(&acme, &again).await;
    close(&world, &acme, ticket(&world, &acme, 1).await.id).await;
    world.clock.advance_ms(1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [3]);
    holds::release(&world.app, &world.admin_ctx(&acme), hold).await.unwrap();
    look(&world).await;
    assert_eq!(there(&world, &acme).await, Vec::<i64>::new());
}

async fn what_is_held_waits_for_its_release(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    for number in 1..=3 {
        close(&world, &acme, ticket(&world, &acme, number).await.id).await;
    }
    let ctx = world.admin_ctx(&acme);
    let hold = |scope, ends_at| holds::NewHold {
        scope,
        reason: "A claim".to_owned(),
        law: "Bokföringslagen 7:2 (SFS 1999:1078)".to_owned(),
        review_at: ctx.now.plus_millis(90 * DAY_MS),
        ends_at,
    };
    let first = Scope::Conversation(ticket(&world, &acme, 1).await.id);
    let legal = holds::place(&world.app, &ctx, hold(first, None)).await.unwrap();
    // A statutory retention names its end, ten years at most, and covers a person or a conversation.
    for (scope, days) in [(first, 3_661), (first, 0), (Scope::Mailbox(acme.mailbox), 100)] {
        let bad = hold(scope, Some(ctx.now.plus_millis(days * DAY_MS)));
        assert!(matches!(holds::place(&world.app, &ctx, bad).await, Err(app::Error::Input { .. })));
    }
    let second = Scope::Contact(ticket(&world, &acme, 2).await.requester);
    let ends_at = ctx.now.plus_millis(100 * DAY_MS);
    holds::place(&world.app, &ctx, hold(second, Some(ends_at))).await.unwrap();

    let rule = NewRule { name: "Short".to_owned(), terms: closed_after(30, 0) };
    retention::create(&world.app, &ctx, rule).await.unwrap();
    world.clock.advance_ms(30 * DAY_MS);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1, 2], "what nothing holds went");
    world.clock.advance_ms(70 * DAY_MS - 1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1, 2]);
    // Its end comes by itself, and what waited for it goes with the same look.
    world.clock.advance_ms(1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1]);
    let all = holds::list(&world.app, &world.admin_ctx(&acme)).await.unwrap();
    assert_eq!(all.iter().filter(|one| one.released_at_ms.is_some()).count(), 1);
    holds::release(&world.app, &world.admin_ctx(&acme), legal).await.unwrap();
    look(&world).await;
    assert_eq!(there(&world, &acme).await, Vec::<i64>::new());
}

async fn what_a_rule_began_is_let_be_when_something_happens_before(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    for number in 1..=3 {
        close(&world, &acme, ticket(&world, &acme, number).await.id).await;
    }
    let ctx = world.admin_ctx(&acme);
    let rule = NewRule { name: "Short".to_owned(), terms: closed_after(30, 0) };
    retention::create(&world.app, &ctx, rule).await.unwrap();
    world.clock.advance_ms(30 * DAY_MS);
    app::jobs::retention::round(&world.app).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    assert_eq!(store.list_open_erasures(10).await.unwrap().len(), 3, "begun, and nothing done yet");
    // Eva writes again, for Bo's a hold is placed; Cid's goes.
    let again =
        [("4", mail("Eva Ek <eva@x.test>", "4@x.test", Some("1@x.test"), "Re: Zebra", "Still broken."))];
    world.take_in(&acme, &again).await;
    let bos = Scope::Conversation(ticket(&world, &acme, 2).await.id);
    let new = holds::NewHold {
        scope: bos,
        reason: "A claim".to_owned(),
        law: String::new(),
        review_at: world.app.now().plus_millis(DAY_MS),
        ends_at: None,
    };
    let hold = holds::place(&world.app, &world.admin_ctx(&acme), new).await.unwrap();
    erasure::round(&world.app, world.app.now()).await.unwrap();
    assert_eq!(there(&world, &acme).await, [1, 2]);
    let left = store.list_erasures(None, 10).await.unwrap();
    assert!(left.iter().all(|one| one.state == ErasureState::Done), "{left:?}");
    // Whoever writes while it is held keeps it, too.
    let again = [("5", mail("Bo Berg <bo@x.test>", "5@x.test", Some("2@x.test"), "Re: Bell", "Ring."))];
    world.take_in(&acme, &again).await;
    holds::release(&world.app, &world.admin_ctx(&acme), hold).await.unwrap();
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1, 2]);
}

async fn the_dry_run_says_what_then_happens(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    for number in 1..=2 {
        close(&world, &acme, ticket(&world, &acme, number).await.id).await;
        world.clock.advance_ms(10 * DAY_MS);
    }
    let ctx = world.admin_ctx(&acme);
    let terms = closed_after(40, 7);
    let before = retention::preview_of(&world.app, &ctx, &terms).await.unwrap();
    let rule = NewRule { name: "  Forty   days ".to_owned(), terms };
    let id = retention::create(&world.app, &ctx, rule).await.unwrap();
    let expected = retention::preview(&world.app, &ctx, id).await.unwrap();
    assert_eq!(before, expected, "one that is not made yet says the same");
    assert_eq!((expected.at_once, expected.more), (0, false));
    assert_eq!(expected.months.iter().map(|month| month.count).sum::<usize>(), 2);
    let names: Vec<String> = rules(&world, &acme).await.into_iter().map(|rule| rule.name).collect();
    assert_eq!(names, ["", "", "", "Forty days"]);
    let numbers = |first: &[retention::Named]| {
        let number = |one: &retention::Named| match one.found {
            Found::Conversation(_, number) => number,
            Found::Contact(_) => 0,
        };
        first.iter().map(number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&expected.first), [1, 2]);
    for (at, left) in expected.first.iter().map(|one| one.due_at_ms).zip([vec![2, 3], vec![3]]) {
        let wait = at.millis_since(world.app.now());
        world.clock.advance_ms(wait - 1);
        let there_before = there(&world, &acme).await;
        look(&world).await;
        assert_eq!(there(&world, &acme).await, there_before);
        world.clock.advance_ms(1);
        look(&world).await;
        assert_eq!(there(&world, &acme).await, left);
    }
    assert!(done(&world, &acme).await.iter().all(|one| one.policy_version == Some(4)));
}

async fn a_rule_acts_after_its_notice_and_each_change_is_a_version(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    close(&world, &acme, ticket(&world, &acme, 1).await.id).await;
    look(&world).await;
    world.clock.advance_ms(100 * DAY_MS);
    let rule = NewRule { name: "Short".to_owned(), terms: closed_after(200, 0) };
    let id = retention::create(&world.app, &world.admin_ctx(&acme), rule).await.unwrap();
    // Sharpened, it waits for its notice, although what it takes is due.
    let sharper = NewRule { name: "Shorter".to_owned(), terms: closed_after(50, 14) };
    retention::change(&world.app, &world.admin_ctx(&acme), id, sharper).await.unwrap();
    world.clock.advance_ms(14 * DAY_MS - 1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1, 2, 3]);
    world.clock.advance_ms(1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [2, 3]);
    retention::delete(&world.app, &world.admin_ctx(&acme), id).await.unwrap();
    let steps = retention::versions(&world.app, &world.admin_ctx(&acme), None, 10).await.unwrap();
    let steps: Vec<_> = steps.iter().map(|one| (one.version, one.step, one.by.is_some())).collect();
    use RetentionStep as S;
    assert_eq!(
        steps,
        [
            (6, S::Removed, true),
            (5, S::Changed, true),
            (4, S::Made, true),
            (3, S::Made, false),
            (2, S::Made, false),
            (1, S::Made, false)
        ]
    );
    // Nobody but an admin, nothing that is not carried out, and none of what everybody has.
    let ctx = world.admin_ctx(&acme);
    let action = RetentionAction::DropAttachments;
    let other = NewRule {
        name: "x".to_owned(),
        terms: RetentionTerms { action, ..RetentionTerms::default_of(RetentionSubject::Contact) },
    };
    assert!(matches!(
        retention::create(&world.app, &ctx, other).await,
        Err(app::Error::Input { field: "action", .. })
    ));
    assert!(retention::list(&world.app, &world.agent_ctx(&acme)).await.is_err());
    let standing = rules(&world, &acme).await.remove(0);
    let kept = retention::delete(&world.app, &ctx, standing.id).await;
    assert!(matches!(kept, Err(app::Error::State { state: "standing", .. })));
    let narrower = NewRule {
        name: String::new(),
        terms: RetentionTerms { statuses: vec![TicketStatus::Spam], ..standing.terms.clone() },
    };
    assert!(retention::change(&world.app, &ctx, standing.id, narrower).await.is_err());
    let endless =
        NewRule { name: String::new(), terms: RetentionTerms { days: 3_661, ..standing.terms.clone() } };
    assert!(retention::change(&world.app, &ctx, standing.id, endless).await.is_err());
    let longer = NewRule { name: String::new(), terms: RetentionTerms { days: 2_000, ..standing.terms } };
    retention::change(&world.app, &ctx, standing.id, longer).await.unwrap();
    assert_eq!(rules(&world, &acme).await[0].terms.days, 2_000);
}

async fn files_go_once_and_what_was_written_stays(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let with_file = mail("Dag <dag@x.test>", "5@x.test", None, "Bill", "See the file.").replace(
        "Content-Type: text/plain; charset=utf-8\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n",
    );
    let (head, _) = with_file.split_once("\r\n\r\n").unwrap();
    let raw = format!(
        "{head}\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n--b\r\n\
         Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=bill.bin\r\n\r\n\
         paid\r\n--b--\r\n"
    );
    world.take_in(&acme, &[("5", raw)]).await;
    let bill = ticket(&world, &acme, 4).await;
    assert_eq!(bill.attachment_count, 1);
    close(&world, &acme, bill.id).await;
    close(&world, &acme, ticket(&world, &acme, 1).await.id).await;
    let terms = RetentionTerms { action: RetentionAction::DropAttachments, ..closed_after(30, 0) };
    let new = NewRule { name: "Files".to_owned(), terms };
    retention::create(&world.app, &world.admin_ctx(&acme), new).await.unwrap();
    for _ in 0..3 {
        world.clock.advance_ms(31 * DAY_MS);
        look(&world).await;
    }
    // Once: a conversation without files has nothing that the rule would take.
    let gone = done(&world, &acme).await;
    assert_eq!(gone.iter().map(|one| one.scope).collect::<Vec<_>>(), [domain::ErasureScope::Attachments]);
    assert_eq!(there(&world, &acme).await, [1, 2, 3, 4]);
    let view = world.read(&acme, bill.id).await;
    assert_eq!((view.row.attachment_count, view.messages[0].text.trim()), (0, "See the file."));
}

fn without_names(days: u32, notice_days: u32) -> NewRule {
    let action = RetentionAction::Anonymise;
    let terms =
        RetentionTerms { days, notice_days, action, ..RetentionTerms::default_of(RetentionSubject::Contact) };
    NewRule { name: "No names".to_owned(), terms }
}

/// Who is due by a rule, and whether each waits.
async fn due_by(world: &World, acme: &Company, rule: &RetentionTerms) -> Vec<(uuid::Uuid, bool)> {
    let found = retention::preview_of(&world.app, &world.admin_ctx(acme), rule).await.unwrap();
    found.first.iter().map(|one| (one.found.subject(), one.waits)).collect()
}

async fn people_get_a_pseudonym_once(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let eva = ticket(&world, &acme, 1).await;
    // Bo's stays open; Eva and Cid have nothing that does.
    let more =
        [("4", mail("Bo Berg <bo@x.test>", "4@x.test", Some("2@x.test"), "Re: Bell", "Eva Ek knows it."))];
    world.take_in(&acme, &more).await;
    for number in [1, 3] {
        close(&world, &acme, ticket(&world, &acme, number).await.id).await;
    }
    let rule = without_names(30, 7);
    let terms = rule.terms.clone();
    retention::create(&world.app, &world.admin_ctx(&acme), rule).await.unwrap();
    let both = due_by(&world, &acme, &terms).await;
    assert_eq!(both.len(), 2);
    let hold = holds::NewHold {
        scope: Scope::Contact(ticket(&world, &acme, 3).await.requester),
        reason: "A claim".to_owned(),
        law: String::new(),
        review_at: world.app.now().plus_millis(90 * DAY_MS),
        ends_at: None,
    };
    let hold = holds::place(&world.app, &world.admin_ctx(&acme), hold).await.unwrap();
    world.clock.advance_ms(30 * DAY_MS - 1);
    look(&world).await;
    assert!(done(&world, &acme).await.is_empty(), "a moment before, everybody is there");
    world.clock.advance_ms(1);
    look(&world).await;
    let gone = done(&world, &acme).await;
    assert_eq!(
        gone.iter().map(|one| (one.scope, one.subject)).collect::<Vec<_>>(),
        [(domain::ErasureScope::Pseudonym, eva.requester.uuid())]
    );
    assert_eq!((gone[0].reason, said(&world, &gone[0]).policy_version), (ErasureReason::Retention, Some(4)));
    let view = world.read(&acme, eva.id).await;
    assert!(view.messages[0].text.contains("The saddle broke."));
    let nobody =
        app::contact::read(&world.app, &world.admin_ctx(&acme), view.row.requester_id).await.unwrap();
    assert!(nobody.emails.is_empty() && nobody.name.starts_with("Removed person "), "{nobody:?}");
    assert!(format!("{view:?}").contains(&nobody.name) && !format!("{view:?}").contains("Eva"));
    // Who was held goes when nothing holds them any more; nobody is due again, however long it is looked.
    holds::release(&world.app, &world.admin_ctx(&acme), hold).await.unwrap();
    for _ in 0..4 {
        look(&world).await;
        world.clock.advance_ms(100 * DAY_MS);
    }
    assert_eq!(done(&world, &acme).await.len(), 2);
    assert_eq!(due_by(&world, &acme, &terms).await, []);
    assert_eq!(there(&world, &acme).await, [1, 2, 3]);
    // What Eva writes now is a new person's, who is due in their time.
    let new = [("5", mail("Eva Ek <eva@x.test>", "5@x.test", Some("1@x.test"), "Re: Zebra", "Once more."))];
    assert_eq!(world.take_in(&acme, &new).await.taken_in, 1);
    let again = ticket(&world, &acme, 4).await;
    assert!(again.requester != eva.requester && again.requester != view.row.requester_id);
    close(&world, &acme, again.id).await;
    assert_eq!(due_by(&world, &acme, &terms).await, [(again.requester.uuid(), false)]);
    // The rule that everybody has takes what is left, in its time.
    world.clock.advance_ms(1_096 * DAY_MS);
    look(&world).await;
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [2]);
}

async fn a_pseudonym_waits_for_whoever_is_restricted_or_asks(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let store = world.app.store().tenant(acme.info.scope);
    // Eva takes part in what Bo asked: she cannot be taken out of it while he is restricted.
    let (eva, bo) = (ticket(&world, &acme, 1).await, ticket(&world, &acme, 2).await);
    let mut tx = store.begin().await.unwrap();
    tx.insert_participants(&[store::Participant { ticket: bo.id, contact: eva.requester }]).await.unwrap();
    let request = domain::SubjectRequestId::generate(world.app.now());
    let restriction =
        store::Restriction { contact: bo.requester, request, restricted_at: world.app.now(), told_at: None };
    tx.put_restriction(&restriction, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    for number in 1..=2 {
        close(&world, &acme, ticket(&world, &acme, number).await.id).await;
    }
    let rule = without_names(30, 0);
    let terms = rule.terms.clone();
    retention::create(&world.app, &world.admin_ctx(&acme), rule).await.unwrap();
    world.clock.advance_ms(31 * DAY_MS);
    look(&world).await;
    assert!(done(&world, &acme).await.is_empty());
    let waits: Vec<_> = due_by(&world, &acme, &terms).await.into_iter().map(|(_, waits)| waits).collect();
    assert_eq!(waits, [true, true]);
    let mut tx = store.begin().await.unwrap();
    tx.delete_restriction(bo.requester, world.app.now()).await.unwrap();
    tx.commit().await.unwrap();
    look(&world).await;
    assert_eq!(done(&world, &acme).await.len(), 2);
}

async fn nothing_goes_while_somebody_waits_for_an_answer(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    for number in 1..=2 {
        close(&world, &acme, ticket(&world, &acme, number).await.id).await;
    }
    let ctx = world.admin_ctx(&acme);
    world.clock.advance_ms(60 * DAY_MS);
    // Eva asks what is held about her, before a rule is made that would end it.
    let asking = Asking {
        right: SubjectRight::Access,
        email: "eva@x.test".to_owned(),
        name: String::new(),
        words: String::new(),
        language: "en".to_owned(),
        company: String::new(),
    };
    let asked = NewRequest { asking, ticket: None, received_at: None, vouched: "Telephone".to_owned() };
    let asked = subject_request::create(&world.app, &ctx, asked).await.unwrap();
    let rule = NewRule { name: "Short".to_owned(), terms: closed_after(30, 0) };
    retention::create(&world.app, &ctx, rule).await.unwrap();
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1, 3]);
    subject_request::withdraw(&world.app, &ctx, asked, "Telephone").await.unwrap();
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [3]);
}

/// Every admin has one letter for what a rule says now, in their language, and it leads to the page that shows what it takes.
async fn a_rule_is_told_of_by_one_letter(engine: Engine) {
    let url = |settings: &mut app::Settings| settings.public_url = Some("https://desk.test:8443".to_owned());
    let placed = servers::with_operator_mail(engine, &["ada@acme.test"], url).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = with_mail(&world).await;
    let ctx = world.admin_ctx(&acme);
    let profile = ProfileChange { language: Some("da".to_owned()), ..ProfileChange::default() };
    app::agent::change_profile(&world.app, &ctx, profile).await.unwrap();
    let inbox = async |count: usize| {
        until(&format!("{count} letters are there"), async || {
            let mut mails = dovecot.list("ada@acme.test", "INBOX").unwrap();
            // The rules that everybody has are told of, too.
            mails.retain(|mail| mime::read(&mail.raw).content.text.contains("Ryd op"));
            assert!(mails.len() <= count, "{} letters, of {count}", mails.len());
            (mails.len() == count).then_some(mails)
        })
        .await
    };
    let rule = NewRule { name: "Ryd op".to_owned(), terms: closed_after(200, 14) };
    let id = retention::create(&world.app, &ctx, rule).await.unwrap();
    look(&world).await;
    look(&world).await;
    let mails = inbox(1).await;
    let read = mime::read(&mails[0].raw).content;
    let words = i18n::I18n::new("da").unwrap();
    let from = app::zone::written(world.app.now().plus_millis(14 * DAY_MS), None, &words);
    assert_eq!(read.subject, words.t_args("mail-retention-subject", &[("from", from.as_str())]));
    for part in ["Ryd op", "200", &from, "https://acme.test:8443/retention"] {
        assert!(read.text.contains(part), "{part}: {}", read.text);
    }
    // What it says from now on is told once more.
    let sharper = NewRule { name: "Ryd op".to_owned(), terms: closed_after(100, 14) };
    retention::change(&world.app, &ctx, id, sharper).await.unwrap();
    look(&world).await;
    look(&world).await;
    let mails = inbox(2).await;
    assert!(mails.iter().any(|mail| mime::read(&mail.raw).content.text.contains("100")));
}

/// The alerts about notices that reached nobody: how many rules, and of which companies.
async fn alerted(world: &World, scope: domain::TenantScope) -> Vec<(u32, Vec<domain::TenantId>)> {
    let role = if scope == app::operator::SCOPE { domain::Role::Operator } else { domain::Role::Admin };
    let ctx = app::Ctx::agent(scope, domain::AgentId::generate(world::START), role, world.app.now());
    let open = app::alert::list(&world.app, &ctx, domain::AlertState::Open, None, 50).await.unwrap().items;
    let mut found = Vec::new();
    for row in open.iter().filter(|row| row.rule == domain::AlertRule::RetentionNotice) {
        let view = app::alert::read(&world.app, &ctx, row.id).await.unwrap();
        found.push((view.count, view.tenants));
    }
    found
}

/// Nobody is there who could be told, or the mail that tells them is away: the rule waits, and its notice begins anew.
async fn a_rule_waits_while_its_notice_reaches_nobody(world: World) {
    let acme = with_mail(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    close(&world, &acme, ticket(&world, &acme, 1).await.id).await;
    let rule = NewRule { name: "Short".to_owned(), terms: closed_after(1, 14) };
    retention::create(&world.app, &world.admin_ctx(&acme), rule).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    let set = async |state| {
        let mut admins = store.list_agents().await.unwrap();
        admins.retain(|agent| agent.role == domain::Role::Admin);
        let mut tx = store.begin().await.unwrap();
        for admin in admins {
            tx.update_agent(&store::Agent { state, ..admin }).await.unwrap();
        }
        tx.commit().await.unwrap();
    };
    let waits = async || {
        let rules = rules(&world, &acme).await;
        rules.iter().find(|rule| !rule.standing).unwrap().waits_for_notice
    };
    set(domain::AgentState::Deactivated).await;
    for _ in 0..4 {
        world.clock.advance_ms(10 * DAY_MS);
        look(&world).await;
    }
    assert!(waits().await);
    assert_eq!(alerted(&world, acme.info.scope).await, [(4, Vec::new())]);
    let told = alerted(&world, app::operator::SCOPE).await;
    assert_eq!(told, [(4, vec![acme.info.scope.tenant()])]);
    assert_eq!(there(&world, &acme).await, [1, 2, 3]);
    set(domain::AgentState::Active).await;
    assert!(!waits().await);
    // With a mail that reaches nobody it waits, too, whoever is there.
    let server = domain::record::ServerSettings {
        host: "127.0.0.1".to_owned(),
        port: testkit::port::Port::claim().unwrap().number(),
        ..domain::record::ServerSettings::default()
    };
    let from = "desk@desk.test".to_owned();
    let mail = app::operator_mail::OperatorMail { server, from, returns: None };
    let settings = app::Settings { operator_mail: Some(mail), ..world.app.settings().clone() };
    let with_mail = world.another_node_with(settings).await;
    for _ in 0..2 {
        world.clock.advance_ms(20 * DAY_MS);
        app::jobs::retention::round(&with_mail).await.unwrap();
    }
    let all = retention::list(&with_mail, &world.admin_ctx(&acme)).await.unwrap();
    assert!(all.iter().all(|rule| rule.waits_for_notice), "{all:?}");
    assert!(store.list_open_erasures(10).await.unwrap().is_empty());
    // From when somebody can know of it, the whole notice passes.
    world.clock.advance_ms(14 * DAY_MS - 1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [1, 2, 3]);
    world.clock.advance_ms(1);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, [2, 3]);
}

async fn it_goes_on_where_it_was_interrupted(world: World) {
    let acme = with_mail(&world).await;
    for number in 1..=3 {
        close(&world, &acme, ticket(&world, &acme, number).await.id).await;
    }
    let rule = NewRule { name: "Short".to_owned(), terms: closed_after(10, 0) };
    retention::create(&world.app, &world.admin_ctx(&acme), rule).await.unwrap();
    world.clock.advance_ms(10 * DAY_MS);
    app::jobs::retention::round(&world.app).await.unwrap();
    // Begun, and the process ends; another one looks again before anything is erased.
    let world = world.reopened().await;
    app::jobs::retention::round(&world.app).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    let mut open = store.list_open_erasures(10).await.unwrap();
    assert_eq!(open.len(), 3, "none is begun twice");
    // One gets as far as its keys.
    while open[0].state != ErasureState::KeysGone {
        erasure::step(&world.app, acme.info.scope, &mut open[0], world.app.now()).await.unwrap();
    }
    let world = world.reopened().await;
    let _jobs = app::jobs::start_indexer(&world.app);
    look(&world).await;
    assert_eq!(there(&world, &acme).await, Vec::<i64>::new());
    look(&world).await;
    assert_eq!(done(&world, &acme).await.len(), 3);
}

async fn changes_end_and_an_index_can_still_be_filled(world: World) {
    let acme = with_mail(&world).await;
    close(&world, &acme, ticket(&world, &acme, 1).await.id).await;
    close(&world, &acme, ticket(&world, &acme, 2).await.id).await;
    let store = world.app.store().tenant(acme.info.scope);
    let before = store.list_changes_after(0, 500).await.unwrap();
    let newest = store.get_change_seq().await.unwrap();
    let fills = |change: &&store::Change| change.kind == store::ChangeKind::MessageAdded;
    world.clock.advance_ms(30 * DAY_MS);
    app::jobs::upkeep::round(&world.app).await.unwrap();
    assert_eq!(store.list_changes_after(0, 500).await.unwrap(), before, "a margin of thirty days");
    world.clock.advance_ms(1);
    app::jobs::upkeep::round(&world.app).await.unwrap();
    let after = store.list_changes_after(0, 500).await.unwrap();
    assert!(after.len() < before.len());
    assert_eq!(after.iter().filter(fills).count(), before.iter().filter(fills).count());
    assert!(after.iter().all(|change| fills(&change) || change.seq == newest), "{after:?}");
    assert_eq!(store.get_change_seq().await.unwrap(), newest);
    // One that begins with nothing finds everything, and comes as far as the newest.
    let _jobs = app::jobs::start_indexer(&world.app);
    world::until("the index is there", async || {
        let index = world.app.index(acme.info.scope).await.unwrap();
        (index.committed_seq() >= newest).then_some(())
    })
    .await;
}

crate::on_both_engines! {
    changes_end_and_an_index_can_still_be_filled
    what_everybody_has_ends_what_is_closed_and_leaves_what_is_used
    a_company_that_knows_no_end_of_what_is_open_is_told_first
    the_age_counts_from_the_first_message
    what_is_held_waits_for_its_release
    what_a_rule_began_is_let_be_when_something_happens_before
    the_dry_run_says_what_then_happens
    a_rule_acts_after_its_notice_and_each_change_is_a_version
    files_go_once_and_what_was_written_stays
    it_goes_on_where_it_was_interrupted
    people_get_a_pseudonym_once
    a_rule_waits_while_its_notice_reaches_nobody
    a_pseudonym_waits_for_whoever_is_restricted_or_asks
    nothing_goes_while_somebody_waits_for_an_answer
}

crate::with_either_engine!(a_rule_is_told_of_by_one_letter);
