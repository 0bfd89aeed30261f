//! What a legal hold keeps when the data was lost: a backup from before knows neither the hold nor what waits for it (C47).

use crate::desk::{DAY_MS, Desk, on_each};
use crate::world::{self, Engine, mail};
use app::erasure::hold_words::{self, HoldChange};
use app::erasure::{self, Scope, Wanted, holds};
use app::mailbox::{self, MailboxChange};
use app::{App, Ctx, Error};
use domain::{ErasureReason, ErasureState, HoldId, MailboxState, Role, TicketId};
use privacy::RefusalReason;

async fn begin(desk: &Desk, scope: Scope, reason: ErasureReason) {
    let wanted = Wanted { scope, reason };
    erasure::begin(desk.app(), &desk.world.admin_ctx(&desk.company), wanted).await.unwrap();
}

async fn ticket(desk: &Desk) -> TicketId {
    let raw = mail("Carla <carla@example.org>", "c1@x.test", None, "Saddle", "About the zebra saddle.");
    desk.world.take_in(&desk.company, &[("c1", raw)]).await;
    let rows = desk.world.tickets(&desk.company).await;
    rows.iter().find(|row| row.subject == "Saddle").unwrap().id
}

/// What is there of a hold and of what waits for it, and whether the conversation can be read.
async fn stands(
    desk: &Desk,
    app: &App,
    ticket: TicketId,
) -> (Vec<(HoldId, bool)>, Vec<ErasureState>, &'static str) {
    let scope = desk.company.info.scope;
    let ctx = Ctx::agent(scope, desk.company.agent, Role::Admin, app.now());
    let held = holds::list(app, &ctx).await.unwrap();
    let held = held.iter().map(|hold| (hold.id, hold.released_at_ms.is_none())).collect();
    let erasures = app.store().tenant(scope).list_erasures_of(ticket.uuid()).await.unwrap();
    let read = match app::ticket::read(app, &ctx, ticket).await {
        Ok(_) => "read",
        Err(Error::Refused(refusal)) if refusal.reason() == RefusalReason::Held => "held",
        Err(_) => "gone",
    };
    (held, erasures.iter().map(|row| row.state).collect(), read)
}

async fn a_hold_and_what_waits_for_it_are_in_force_after_a_restore(desk: Desk, _: Engine) {
    let ticket = ticket(&desk).await;
    let before = desk.made().await;
    let hold = desk.world.hold(&desk.company, Scope::Conversation(ticket)).await;
    begin(&desk, Scope::Conversation(ticket), ErasureReason::Instruction).await;
    let (_place, there) = desk.restored(&before).await;
    let waits = (vec![(hold, true)], vec![ErasureState::Held], "held");
    assert_eq!(stands(&desk, &there, ticket).await, waits);
    // Its reason was in what is lost; what it covers is not.
    let ctx = Ctx::agent(desk.company.info.scope, desk.company.agent, Role::Admin, there.now());
    let view = holds::list(&there, &ctx).await.unwrap().remove(0);
    assert_eq!((view.subject_id, view.reason.as_str()), (ticket.uuid(), ""));
    assert_eq!(view.review_at_ms, desk.app().now().plus_millis(90 * DAY_MS));
    // It waits there as it does here, whatever goes round.
    erasure::round(&there, there.now()).await.unwrap();
    let scope = desk.company.info.scope;
    erasure::replay(&there, scope, there.now()).await.unwrap();
    assert_eq!(stands(&desk, &there, ticket).await, waits);
    assert_eq!(app::audit::verify(&there, &desk.company.info).await.unwrap().fault, None);
    let _jobs = app::jobs::start_indexer(&there);
    holds::release(&there, &ctx, hold).await.unwrap();
    erasure::round(&there, there.now()).await.unwrap();
    assert_eq!(stands(&desk, &there, ticket).await.2, "gone");
    there.store().close().await;
}

async fn a_hold_that_was_released_and_an_erasure_that_was_done_stay_so(desk: Desk, _: Engine) {
    let ticket = ticket(&desk).await;
    let before = desk.made().await;
    let hold = desk.world.hold(&desk.company, Scope::Conversation(ticket)).await;
    let meanwhile = desk.made().await;
    holds::release(desk.app(), &desk.world.admin_ctx(&desk.company), hold).await.unwrap();
    let (_place, there) = desk.restored(&before).await;
    assert_eq!(stands(&desk, &there, ticket).await, (Vec::new(), Vec::new(), "read"));
    there.store().close().await;
    let (_place, there) = desk.restored(&meanwhile).await;
    assert_eq!(stands(&desk, &there, ticket).await, (vec![(hold, false)], Vec::new(), "read"));
    there.store().close().await;
    // Held once more, released, and erased: it goes again.
    let hold = desk.world.hold(&desk.company, Scope::Conversation(ticket)).await;
    begin(&desk, Scope::Conversation(ticket), ErasureReason::Instruction).await;
    let _jobs = app::jobs::start_indexer(&desk.world.app);
    holds::release(desk.app(), &desk.world.admin_ctx(&desk.company), hold).await.unwrap();
    erasure::round(desk.app(), desk.app().now()).await.unwrap();
    let (_place, there) = desk.restored(&before).await;
    assert_eq!(stands(&desk, &there, ticket).await.2, "gone");
    there.store().close().await;
}

/// The law of a statutory retention was in what is lost: whoever looks after it names it anew.
async fn the_law_of_a_retention_that_a_restore_lost_is_named_anew(desk: Desk, _: Engine) {
    let ticket = ticket(&desk).await;
    let before = desk.made().await;
    let ctx = desk.world.admin_ctx(&desk.company);
    let new = holds::NewHold {
        scope: Scope::Conversation(ticket),
        reason: "An invoice".to_owned(),
        law: "Bokföringslagen 7:2".to_owned(),
        review_at: ctx.now.plus_millis(90 * DAY_MS),
        ends_at: Some(ctx.now.plus_millis(900 * DAY_MS)),
    };
    let hold = holds::place(desk.app(), &ctx, new).await.unwrap();
    let (_place, there) = desk.restored(&before).await;
    let lawless = async || {
        let report = app::verify::run_some(&there, None, Some(43)).await.unwrap();
        report.checks.iter().flat_map(|one| one.faults.clone()).any(|one| one.word == "no-law")
    };
    assert!(lawless().await);
    let ctx = Ctx::agent(desk.company.info.scope, desk.company.agent, Role::Admin, there.now());
    assert!(holds::read(&there, &ctx, hold).await.unwrap().is_restored);
    let said = |law: &str| {
        let words = Some(("An invoice".to_owned(), law.to_owned()));
        HoldChange { words, review_at: None }
    };
    let none = hold_words::change(&there, &ctx, hold, said(" ")).await;
    assert!(matches!(none, Err(Error::Input { field: "law", rule: "rule-required" })), "{none:?}");
    hold_words::change(&there, &ctx, hold, said("Bokföringslagen 7:2")).await.unwrap();
    let view = holds::read(&there, &ctx, hold).await.unwrap();
    assert_eq!((view.is_restored, view.reason.as_str()), (false, "An invoice"));
    assert!(!lawless().await);
    assert_eq!(app::audit::verify(&there, &desk.company.info).await.unwrap().fault, None);
    there.store().close().await;
}

/// Of a rule nothing is written down: it finds it again, or not.
async fn what_a_rule_began_is_found_by_the_rule(desk: Desk, _: Engine) {
    let ticket = ticket(&desk).await;
    let before = desk.made().await;
    desk.world.hold(&desk.company, Scope::Conversation(ticket)).await;
    begin(&desk, Scope::Conversation(ticket), ErasureReason::Retention).await;
    let (_place, there) = desk.restored(&before).await;
    let (held, erasures, read) = stands(&desk, &there, ticket).await;
    assert_eq!((held.len(), erasures, read), (1, Vec::new(), "read"));
    there.store().close().await;
}

/// What was taken back when the mailbox was connected again is not in force in a backup from meanwhile either.
async fn a_mailbox_that_came_back_is_not_erased_by_older_data(desk: Desk, _: Engine) {
    let (company, app) = (&desk.company, desk.app());
    let hold = desk.world.hold(company, Scope::Tenant).await;
    let state = Some(MailboxState::Disconnected);
    let change = MailboxChange { state, erase_after_days: Some(1), ..MailboxChange::default() };
    mailbox::change(app, &desk.world.admin_ctx(company), company.mailbox, change).await.unwrap();
    desk.world.clock.advance_ms(DAY_MS);
    app::jobs::mailbox_end::round(app).await.unwrap();
    let meanwhile = desk.made().await;
    let settings = world::maildir("support@acme.test", &desk.world.folder.path().join("maildir-acme"));
    mailbox::connect(app, &desk.world.operator_ctx(company), settings, None).await.unwrap();
    let (_place, there) = desk.restored(&meanwhile).await;
    let store = there.store().tenant(company.info.scope);
    assert_eq!(store.list_erasures_of(company.mailbox.uuid()).await.unwrap(), []);
    let ctx = Ctx::agent(company.info.scope, company.agent, Role::Admin, there.now());
    let _jobs = app::jobs::start_indexer(&there);
    holds::release(&there, &ctx, hold).await.unwrap();
    app::jobs::mailbox_end::round(&there).await.unwrap();
    erasure::round(&there, there.now()).await.unwrap();
    assert!(store.find_mailbox(company.mailbox).await.unwrap().is_some());
    there.store().close().await;
}

/// What went of a mailbox because nothing held it does not come back with a backup from before, and what was held does.
async fn what_no_hold_covered_does_not_come_back(desk: Desk, _: Engine) {
    let kept = ticket(&desk).await;
    let before = desk.made().await;
    let (company, app, _jobs) = (&desk.company, desk.app(), app::jobs::start_indexer(desk.app()));
    let hold = desk.world.hold(company, Scope::Conversation(kept)).await;
    let state = Some(MailboxState::Disconnected);
    let change = MailboxChange { state, erase_after_days: Some(1), ..MailboxChange::default() };
    mailbox::change(app, &desk.world.admin_ctx(company), company.mailbox, change).await.unwrap();
    desk.world.clock.advance_ms(DAY_MS);
    let left = async || desk.world.tickets(company).await.iter().map(|row| row.id).collect::<Vec<_>>();
    world::until("only what is held is left", async || {
        app::jobs::mailbox_end::round(app).await.unwrap();
        erasure::round(app, app.now()).await.unwrap();
        (left().await == [kept]).then_some(())
    })
    .await;
    let (_place, there) = desk.restored(&before).await;
    let store = there.store().tenant(company.info.scope);
    let tickets = async || store.list_tickets_of_mailbox(company.mailbox, None, 100).await.unwrap();
    assert_eq!(tickets().await, [kept]);
    let of = store.list_erasures_of(company.mailbox.uuid()).await.unwrap();
    assert_eq!((of.len(), of[0].state), (1, ErasureState::Held));
    let ctx = Ctx::agent(company.info.scope, company.agent, Role::Admin, there.now());
    let _jobs = app::jobs::start_indexer(&there);
    holds::release(&there, &ctx, hold).await.unwrap();
    world::until("the mailbox is gone there", async || {
        erasure::round(&there, there.now()).await.unwrap();
        store.find_mailbox(company.mailbox).await.unwrap().is_none().then_some(())
    })
    .await;
    assert_eq!(tickets().await, []);
    there.store().close().await;
}

on_each!(
    what_no_hold_covered_does_not_come_back,
    a_mailbox_that_came_back_is_not_erased_by_older_data,
    a_hold_and_what_waits_for_it_are_in_force_after_a_restore,
    a_hold_that_was_released_and_an_erasure_that_was_done_stay_so,
    the_law_of_a_retention_that_a_restore_lost_is_named_anew,
    what_a_rule_began_is_found_by_the_rule,
);
