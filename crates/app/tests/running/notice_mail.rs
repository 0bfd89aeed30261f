//! Notices by mail: gathered, held back in quiet hours, little said, and never twice.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, mail, servers, until};
use app::Ctx;
use app::agent::{AgentChange, ProfileChange};
use app::jobs::{notice_mail, notices};
use app::notice::{self, ChoicesChange};
use app::operator_mail::OperatorMail;
use app::view::TicketChange;
use domain::record::{NoticeChoice, QuietHours, ServerSettings};
use domain::{AgentState, NoticeKind, RequestId, TicketId};
use store::NoticeMail;

const MINUTE_MS: i64 = 60_000;

async fn asked(world: &World, company: &Company) -> TicketId {
    let raw = mail("Carla <carla@x.test>", "1@x.test", None, "Question", "Where is my saddle?");
    world.take_in(company, &[("1", raw)]).await;
    let ticket = world.tickets(company).await[0].id;
    let give = TicketChange { assignee: Some(Some(company.agent)), ..TicketChange::default() };
    app::ticket::change(&world.app, &world.admin_ctx(company), ticket, give).await.unwrap();
    ticket
}

async fn answered(world: &World, company: &Company, n: u8) {
    let raw = mail("carla@x.test", &format!("a{n}@x.test"), Some("1@x.test"), "Re: Question", "Saddle?");
    world.take_in(company, &[(&format!("a{n}"), raw)]).await;
    notices::round(&world.app).await.unwrap();
}

async fn choose(world: &World, ctx: &Ctx, quiet: Option<QuietHours>) {
    let all = NoticeKind::ALL.iter();
    let kinds = all.map(|kind| NoticeChoice { kind: *kind, app: true, mail: true, browser: true }).collect();
    let change =
        ChoicesChange { kinds, quiet: Some(quiet), time_zone_else: Some("Europe/Copenhagen".to_owned()) };
    notice::change_choices(&world.app, ctx, change).await.unwrap();
}

async fn note(world: &World, company: &Company, ticket: TicketId) {
    app::note::add(&world.app, &world.admin_ctx(company), ticket, "Saddle").await.unwrap();
    notices::round(&world.app).await.unwrap();
}

async fn later(world: &World, minutes: i64) {
    world.clock.advance_ms(minutes * MINUTE_MS);
    notice_mail::round(&world.app).await.unwrap();
}

async fn mails_are_few_and_say_little(engine: Engine) {
    let url = |settings: &mut app::Settings| settings.public_url = Some("https://desk.test:8443".to_owned());
    let placed = servers::with_operator_mail(engine, &["egon@acme.test"], url).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = world.company("acme").await;
    let ctx = world.agent_ctx(&acme);
    let inbox = async |count: usize| {
        until(&format!("{count} mails are there"), async || {
            let mails = dovecot.list("egon@acme.test", "INBOX").unwrap();
            assert!(mails.len() <= count, "{} mails, of {count}", mails.len());
            (mails.len() == count).then_some(mails)
        })
        .await
    };
    choose(&world, &ctx, None).await;
    let ticket = asked(&world, &acme).await;
    answered(&world, &acme, 1).await;
    later(&world, 1).await;
    // One mail for what happened in some minutes, after they have passed.
    later(&world, 1).await;
    let mails = inbox(1).await;
    let first = mime::read(&mails[0].raw).content;
    assert_eq!(first.subject, "2 notices");
    let link = format!("https://acme.test:8443/tickets/{ticket}");
    assert!(
        first.text.contains("#1: New mail") && first.text.contains("#1: Assigned to you"),
        "{}",
        first.text
    );
    assert!(first.text.contains(&link) && first.text.contains("https://acme.test:8443/notices/choices"));
    let raw = String::from_utf8_lossy(&mails[0].raw);
    assert!(raw.contains("Auto-Submitted: auto-generated"), "{raw}");
    for word in ["Question", "Saddle", "saddle", "Carla", "carla", "x.test"] {
        assert!(!raw.contains(word), "{word}: {raw}");
    }
    // The next one not within some minutes, and nothing of what was read meanwhile.
    note(&world, &acme, ticket).await;
    later(&world, 3).await;
    answered(&world, &acme, 2).await;
    later(&world, 1).await;
    later(&world, 1).await;
    let second = mime::read(&inbox(2).await[1].raw).content;
    assert!(
        second.text.contains("#1: New mail (2)") && second.text.contains("#1: New note"),
        "{}",
        second.text
    );
    answered(&world, &acme, 3).await;
    notice::mark_ticket_read(&world.app, &ctx, ticket).await.unwrap();
    later(&world, 20).await;
    inbox(2).await;
    quiet_hours_end_in_one_mail(&world, &acme, ticket).await;
    let third = mime::read(&inbox(3).await[2].raw).content;
    assert_eq!(third.subject, "Mens du var væk: 2 notifikationer");
    interrupted_mails_go_again_as_the_same(&world, &acme, ticket).await;
    let fourth = &inbox(4).await[3];
    let id = u128::from_be_bytes(*BATCH.parse::<RequestId>().unwrap().as_bytes());
    assert_eq!(mime::read(&fourth.raw).content.message_id, Some(format!("{id:032x}@acme.test")));
    who_is_deactivated_gets_nothing_more(&world, &acme, ticket).await;
    inbox(4).await;
}

async fn who_is_deactivated_gets_nothing_more(world: &World, acme: &Company, ticket: TicketId) {
    note(world, acme, ticket).await;
    let gone = AgentChange { state: Some(AgentState::Deactivated), ..AgentChange::default() };
    app::agent::change(&world.app, &world.admin_ctx(acme), acme.agent, gone).await.unwrap();
    later(world, 20).await;
}

async fn quiet_hours_end_in_one_mail(world: &World, acme: &Company, ticket: TicketId) {
    let ctx = world.agent_ctx(acme);
    let danish = ProfileChange { language: Some("da".to_owned()), ..ProfileChange::default() };
    app::agent::change_profile(&world.app, &ctx, danish).await.unwrap();
    // It is half past one in Copenhagen by now: quiet from one to three.
    choose(world, &ctx, Some(QuietHours { from_minute: 13 * 60, until_minute: 15 * 60, days: [true; 7] }))
        .await;
    note(world, acme, ticket).await;
    later(world, 10).await;
    answered(world, acme, 4).await;
    assert_eq!(app::saved_view::side_bar(&world.app, &ctx).await.unwrap().bell.pop_ups, []);
    assert_eq!(app::saved_view::side_bar(&world.app, &ctx).await.unwrap().bell.unread, 2);
    later(world, 60).await;
    later(world, 30).await;
    choose(world, &ctx, None).await;
}

const BATCH: &str = "019ab000-0000-7000-8000-00000000beef";

/// A mail that was being sent when its sender ended.
async fn interrupted_mails_go_again_as_the_same(world: &World, acme: &Company, ticket: TicketId) {
    let store = world.app.store().tenant(acme.info.scope);
    notice::mark_ticket_read(&world.app, &world.agent_ctx(acme), ticket).await.unwrap();
    note(world, acme, ticket).await;
    assert_eq!(
        app::saved_view::side_bar(&world.app, &world.agent_ctx(acme)).await.unwrap().bell.pop_ups.len(),
        1
    );
    // Its id carries a time; what was made until then belongs to it.
    let made = store.list_notices_to_mail(acme.agent).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let ids: Vec<_> = made.iter().map(|notice| notice.id).collect();
    tx.delete_notices(acme.agent, &ids).await.unwrap();
    let batch: RequestId = BATCH.parse().unwrap();
    let earlier: Vec<_> =
        made.into_iter().map(|notice| store::Notice { made_at: batch.generated_at(), ..notice }).collect();
    tx.insert_notices(&earlier).await.unwrap();
    let now = world.app.now();
    let lease = NoticeMail {
        batch: Some(batch),
        mailed_at: now.plus_millis(-60 * MINUTE_MS),
        lease_until: now.plus_millis(4 * MINUTE_MS),
    };
    tx.update_notice_mail(acme.agent, &lease).await.unwrap();
    tx.commit().await.unwrap();
    later(world, 3).await;
    assert_eq!(
        store.find_notice_mail(acme.agent).await.unwrap(),
        Some(lease),
        "whoever has it may still send"
    );
    later(world, 2).await;
    assert_eq!(store.find_notice_mail(acme.agent).await.unwrap().unwrap().batch, None);
}

/// Without a server nothing is lost, and it is not asked for all the time.
async fn a_server_that_is_away_is_tried_again(engine: Engine) {
    let server = ServerSettings { host: "127.0.0.1".to_owned(), port: 9, ..ServerSettings::default() };
    let own = OperatorMail { server, from: "desk@acme.test".to_owned(), returns: None };
    let Some(world) = World::with(engine, |settings| settings.operator_mail = Some(own)).await else {
        return;
    };
    let acme = world.company("acme").await;
    choose(&world, &world.agent_ctx(&acme), None).await;
    asked(&world, &acme).await;
    notices::round(&world.app).await.unwrap();
    later(&world, 2).await;
    let store = world.app.store().tenant(acme.info.scope);
    let tried = store.find_notice_mail(acme.agent).await.unwrap().unwrap();
    assert_eq!((tried.batch, tried.mailed_at), (None, world.app.now()));
    assert_eq!(store.list_notices_to_mail(acme.agent).await.unwrap().len(), 1);
    later(&world, 4).await;
    assert_eq!(store.find_notice_mail(acme.agent).await.unwrap(), Some(tried), "not yet");
    later(&world, 1).await;
    assert_ne!(store.find_notice_mail(acme.agent).await.unwrap(), Some(tried));
    // After two days it is nobody's news.
    later(&world, 3 * 24 * 60).await;
    assert_eq!(store.list_notices_to_mail(acme.agent).await.unwrap(), []);
}

crate::with_either_engine!(mails_are_few_and_say_little, a_server_that_is_away_is_tried_again);
