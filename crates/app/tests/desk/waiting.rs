//! Erasures of cases that wait for a legal hold (C47): the hold sets the state, whoever asked is told in their language, and
//! the end of the last hold takes erasure and case to their end.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, mail, servers, until};
use app::Error;
use app::erasure::{self, Scope, holds};
use app::subject_request::{self as requests, Asking, Decision, NewRequest, RequestView, Which};
use domain::{
    ErasureState, HoldId, SubjectDecision, SubjectRequestId, SubjectRequestState, SubjectRight, SubjectStep,
    TicketId,
};

const CARLA: &str = "carla@acme.test";
const DAY_MS: i64 = 24 * 3_600_000;

/// Carla with a conversation, and a case of hers.
struct Scene {
    acme: Company,
    ticket: TicketId,
    case: SubjectRequestId,
}

async fn scene(world: &World) -> Scene {
    let acme = world.company("acme").await;
    let text = mail(&format!("Carla <{CARLA}>"), "c1@x.test", None, "Saddle", "About the zebra saddle.");
    world.take_in(&acme, &[("c1", text)]).await;
    let ticket = world.tickets(&acme).await.first().unwrap().id;
    let asking = Asking {
        right: SubjectRight::Erasure,
        email: CARLA.to_owned(),
        name: "Carla".to_owned(),
        words: "Slet mig.".to_owned(),
        language: "da".to_owned(),
        company: String::new(),
    };
    let vouched = "She wrote from her address.".to_owned();
    let new = NewRequest { asking, ticket: None, received_at: None, vouched };
    let case = requests::create(&world.app, &world.admin_ctx(&acme), new).await.unwrap();
    Scene { acme, ticket, case }
}

async fn view(world: &World, scene: &Scene) -> RequestView {
    requests::read(&world.app, &world.admin_ctx(&scene.acme), scene.case).await.unwrap()
}

async fn release(world: &World, scene: &Scene, hold: HoldId) {
    holds::release(&world.app, &world.admin_ctx(&scene.acme), hold).await.unwrap();
}

async fn decide(world: &World, scene: &Scene, decision: SubjectDecision) {
    let new =
        Decision { decision, grounds: "We have looked at it.".to_owned(), purposes: Vec::new(), mode: None };
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let version = crate::world::version(app, &ctx, scene.case).await;
    requests::decide(app, &ctx, scene.case, version, new).await.unwrap();
}

async fn confirm(world: &World, scene: &Scene) -> Result<(), Error> {
    let version = view(world, scene).await.row.version;
    requests::confirm(&world.app, &world.admin_ctx(&scene.acme), scene.case, version, "").await
}

async fn state(world: &World, scene: &Scene) -> SubjectRequestState {
    view(world, scene).await.row.state
}

fn steps(view: &RequestView) -> Vec<SubjectStep> {
    view.events.iter().map(|event| event.step).collect()
}

async fn erase(world: &World) {
    erasure::round(&world.app, world.app.now()).await.unwrap();
}

async fn listed(world: &World, scene: &Scene, which: Which) -> usize {
    requests::list(&world.app, &world.admin_ctx(&scene.acme), which, None, 10).await.unwrap().items.len()
}

async fn a_hold_from_before_keeps_it_waiting_until_the_last_one_ends(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let first = world.hold(&scene.acme, Scope::Conversation(scene.ticket)).await;
    // Shown before anything is decided; the case does not wait yet.
    let seen = view(&world, &scene).await;
    assert_eq!((seen.row.state, seen.waiting.unwrap().hold_id), (SubjectRequestState::Open, first));
    decide(&world, &scene, SubjectDecision::Granted).await;
    assert_eq!(state(&world, &scene).await, SubjectRequestState::Held);
    confirm(&world, &scene).await.unwrap();
    let seen = view(&world, &scene).await;
    let waiting = seen.waiting.unwrap();
    assert_eq!((seen.row.state, seen.row.carried_out_at_ms), (SubjectRequestState::Held, None));
    assert_eq!((waiting.is_statutory, waiting.review_at_ms), (false, ctx.now.plus_millis(90 * DAY_MS)));
    assert_eq!(
        (listed(&world, &scene, Which::Held).await, listed(&world, &scene, Which::Open).await),
        (1, 1)
    );
    let again = confirm(&world, &scene).await;
    assert!(matches!(again, Err(Error::State { state: "held", .. })), "{again:?}");
    let early = requests::close(app, &ctx, scene.case, "", true).await;
    assert!(matches!(early, Err(Error::State { state: "not-carried-out", .. })), "{early:?}");
    // No mail goes out from here: somebody hands the letter over.
    let letter = seen.waiting_letter.unwrap();
    for part in ["Hej Carla", "en retlig forpligtelse", "https://www.imy.se", "art. 79"] {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    assert!(!letter.contains("claim"), "no details: {letter}");
    let nowhere = requests::tell_waiting(app, &ctx, scene.case, "", false).await;
    assert!(matches!(nowhere, Err(Error::State { noun: "letter", state: "not-sent" })), "{nowhere:?}");
    requests::tell_waiting(app, &ctx, scene.case, "", true).await.unwrap();
    let twice = requests::tell_waiting(app, &ctx, scene.case, "", true).await;
    assert!(matches!(twice, Err(Error::State { state: "told", .. })), "{twice:?}");
    // A second hold; the end of the first changes nothing.
    let second = world.hold(&scene.acme, Scope::Contact(seen.row.contact_id.unwrap())).await;
    release(&world, &scene, first).await;
    erase(&world).await;
    assert_eq!(state(&world, &scene).await, SubjectRequestState::Held);
    assert_eq!(view(&world, &scene).await.waiting.unwrap().hold_id, second);
    let kept = app::ticket::read(app, &ctx, scene.ticket).await;
    assert!(matches!(kept, Err(Error::Refused(_))), "it is there, and used for nothing");
    release(&world, &scene, second).await;
    erase(&world).await;
    let seen = view(&world, &scene).await;
    assert_eq!(seen.row.state, SubjectRequestState::Open);
    assert!(seen.row.carried_out_at_ms.is_some() && seen.waiting.is_none());
    use SubjectStep as S;
    assert_eq!(
        steps(&seen),
        [
            S::Received,
            S::Vouched,
            S::Matched,
            S::Decided,
            S::Held,
            S::Confirmed,
            S::HeldTold,
            S::Resumed,
            S::CarriedOut
        ]
    );
    assert!(app::ticket::read(app, &ctx, scene.ticket).await.is_err());
    requests::close(app, &ctx, scene.case, "", true).await.unwrap();
    assert_eq!(state(&world, &scene).await, SubjectRequestState::Done);
    assert_eq!(app::audit::verify(app, &scene.acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn a_hold_may_end_before_it_is_confirmed(world: World) {
    let scene = scene(&world).await;
    decide(&world, &scene, SubjectDecision::Granted).await;
    let hold = world.hold(&scene.acme, Scope::Mailbox(scene.acme.mailbox)).await;
    assert_eq!(state(&world, &scene).await, SubjectRequestState::Held, "the hold sets it");
    release(&world, &scene, hold).await;
    let seen = view(&world, &scene).await;
    assert_eq!((seen.row.state, seen.row.carried_out_at_ms), (SubjectRequestState::Open, None));
    world.read(&scene.acme, scene.ticket).await;
    confirm(&world, &scene).await.unwrap();
    assert!(view(&world, &scene).await.row.carried_out_at_ms.is_some());
}

async fn what_waits_can_be_refused_or_taken_back(world: World) {
    let scene = scene(&world).await;
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let hold = world.hold(&scene.acme, Scope::Conversation(scene.ticket)).await;
    decide(&world, &scene, SubjectDecision::Granted).await;
    confirm(&world, &scene).await.unwrap();
    let begun = view(&world, &scene).await.erasure_id.unwrap();
    assert_eq!(erasure::read(app, &ctx, begun).await.unwrap().state, ErasureState::Held);
    decide(&world, &scene, SubjectDecision::Refused).await;
    assert!(matches!(erasure::read(app, &ctx, begun).await, Err(Error::NotFound(_))));
    assert_eq!(state(&world, &scene).await, SubjectRequestState::Open);
    decide(&world, &scene, SubjectDecision::Granted).await;
    confirm(&world, &scene).await.unwrap();
    requests::withdraw(app, &ctx, scene.case, "By telephone").await.unwrap();
    release(&world, &scene, hold).await;
    erase(&world).await;
    world.read(&scene.acme, scene.ticket).await;
}

async fn the_letters_go_out_by_themselves(engine: Engine) {
    let placed = servers::with_operator_mail(engine, &[CARLA], |_| {}).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    decide(&world, &scene, SubjectDecision::Granted).await;
    confirm(&world, &scene).await.unwrap();
    let app = &world.app;
    // It is under way, and nothing is destroyed yet.
    assert_eq!(state(&world, &scene).await, SubjectRequestState::Open);
    let early = requests::close(app, &world.admin_ctx(&scene.acme), scene.case, "", true).await;
    assert!(matches!(early, Err(Error::State { state: "erasing", .. })), "{early:?}");
    let hold = world.hold(&scene.acme, Scope::Conversation(scene.ticket)).await;
    let seen = view(&world, &scene).await;
    assert_eq!((seen.row.state, seen.row.carried_out_at_ms), (SubjectRequestState::Held, None));
    erase(&world).await;
    let inbox = async |count: usize| {
        until(&format!("{count} letters are there"), async || {
            app::jobs::subject_requests::round(app).await.unwrap();
            let mails = dovecot.list(CARLA, "INBOX").unwrap();
            assert!(mails.len() <= count, "{} mails, of {count}", mails.len());
            (mails.len() == count).then_some(mails)
        })
        .await
    };
    let told = mime::read(&inbox(1).await.first().unwrap().raw).content;
    assert_eq!(told.subject, "Din anmodning 1 til A company må vente");
    assert!(told.text.contains("retlig forpligtelse") && !told.text.contains("saddle"), "{}", told.text);
    assert!(view(&world, &scene).await.waiting.unwrap().told_at_ms.is_some());
    world.clock.advance_ms(40 * DAY_MS);
    inbox(1).await;
    release(&world, &scene, hold).await;
    erase(&world).await;
    let outcome = mime::read(&inbox(2).await.last().unwrap().raw).content;
    assert!(outcome.text.contains("Vi har slettet dem"), "{}", outcome.text);
    let done = view(&world, &scene).await;
    assert_eq!(done.row.state, SubjectRequestState::Done);
    assert_eq!((done.row.closed_at_ms.is_some(), done.letter.is_some()), (true, true));
    app::jobs::subject_requests::round(app).await.unwrap();
    inbox(2).await;
    assert_eq!(privacy::unaudited_opens(), 0);
}

mod letters {
    use super::*;
    #[tokio::test(flavor = "multi_thread")]
    async fn on_sqlite() {
        the_letters_go_out_by_themselves(Engine::Sqlite).await;
    }
    #[tokio::test(flavor = "multi_thread")]
    async fn on_postgres() {
        the_letters_go_out_by_themselves(Engine::Postgres).await;
    }
}

crate::on_both_engines! {
    a_hold_from_before_keeps_it_waiting_until_the_last_one_ends
    a_hold_may_end_before_it_is_confirmed
    what_waits_can_be_refused_or_taken_back
}
