//! A request for an erasure is carried out in one of two ways, as it was decided, shown and confirmed: everything goes, or
//! the person goes out of conversations that stay under a pseudonym (C66, C74, C94, C114).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::erasure::receipt::Receipt;
use app::erasure::{self, Scope, Wanted, holds};
use app::jobs::{delivery, recipients};
use app::subject_request::{self as requests, Asking, Decision, NewRequest, RequestView};
use app::view::ForwardDraft;
use app::{Error, forward};
use domain::record::Address;
use domain::{
    ContactId, ErasureMode, ErasureReason, ErasureScope, ErasureState, LedgerWord, RecipientState,
    SubjectDecision, SubjectRequestId, SubjectRequestState, SubjectRight, SubjectStep, TicketId,
};

const CARLA: &str = "carla@x.test";
const DAY_MS: i64 = 24 * 3_600_000;

/// Carla with a conversation, and her case about it.
struct Scene {
    acme: Company,
    ticket: TicketId,
    carla: ContactId,
    case: SubjectRequestId,
}

async fn asked(world: &World, acme: &Company, right: SubjectRight, email: &str) -> SubjectRequestId {
    let asking = Asking {
        right,
        email: email.to_owned(),
        name: "Carla".to_owned(),
        words: "Slet mig.".to_owned(),
        language: "da".to_owned(),
        company: String::new(),
    };
    let vouched = "She wrote from her address.".to_owned();
    let new = NewRequest { asking, ticket: Some(1), received_at: None, vouched };
    requests::create(&world.app, &world.admin_ctx(acme), new).await.unwrap()
}

async fn scene(world: &World) -> Scene {
    let acme = world.company("acme").await;
    let text =
        mail(&format!("Carla Quist <{CARLA}>"), "c1@x.test", None, "Saddle", "The zebra saddle broke.");
    world.take_in(&acme, &[("c1", text)]).await;
    let ticket = world.tickets(&acme).await[0].id;
    let carla =
        world.app.store().tenant(acme.info.scope).find_ticket(ticket).await.unwrap().unwrap().requester;
    let case = asked(world, &acme, SubjectRight::Erasure, CARLA).await;
    Scene { acme, ticket, carla, case }
}

impl Scene {
    async fn view(&self, world: &World) -> RequestView {
        requests::read(&world.app, &world.admin_ctx(&self.acme), self.case).await.unwrap()
    }

    async fn decide(
        &self,
        world: &World,
        decision: SubjectDecision,
        mode: Option<ErasureMode>,
    ) -> Result<(), Error> {
        let new =
            Decision { decision, grounds: "Vi har set på det.".to_owned(), purposes: Vec::new(), mode };
        let (app, ctx) = (&world.app, world.admin_ctx(&self.acme));
        let version = crate::world::version(app, &ctx, self.case).await;
        requests::decide(app, &ctx, self.case, version, new).await
    }

    async fn grant(&self, world: &World, mode: ErasureMode) {
        self.decide(world, SubjectDecision::Granted, Some(mode)).await.unwrap();
    }

    async fn confirm(&self, world: &World) -> Result<(), Error> {
        let version = self.view(world).await.row.version;
        requests::confirm(&world.app, &world.admin_ctx(&self.acme), self.case, version, "").await
    }

    async fn letter(&self, world: &World) -> String {
        requests::proposed(&world.app, &world.admin_ctx(&self.acme), self.case).await.unwrap().unwrap()
    }

    async fn hold(&self, world: &World) -> domain::HoldId {
        let ctx = world.admin_ctx(&self.acme);
        let new = holds::NewHold {
            scope: Scope::Conversation(self.ticket),
            reason: "A claim about the saddle".to_owned(),
            law: String::new(),
            review_at: ctx.now.plus_millis(90 * DAY_MS),
            ends_at: None,
        };
        holds::place(&world.app, &ctx, new).await.unwrap()
    }

    /// The conversation is there, and Carla is not.
    async fn is_without_her(&self, world: &World) {
        let said = format!("{:?}", world.read(&self.acme, self.ticket).await).to_lowercase();
        assert!(said.contains("zebra saddle broke") && said.contains("removed person"), "{said}");
        assert!(!said.contains("carla") && !said.contains("quist"), "{said}");
        assert!(app::contact::read(&world.app, &world.admin_ctx(&self.acme), self.carla).await.is_err());
    }
}

async fn erase(world: &World) {
    erasure::round(&world.app, world.app.now()).await.unwrap();
}

async fn the_person_goes_and_the_conversations_stay(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let copy = asked(&world, &scene.acme, SubjectRight::Access, CARLA).await;
    let message = world.read(&scene.acme, scene.ticket).await.messages[0].id;
    let to = vec![Address { name: String::new(), email: "sam@supplier.test".to_owned() }];
    let draft = ForwardDraft { text: "Can you mend it?".to_owned(), to, ..ForwardDraft::default() };
    forward::send(app, &world.agent_ctx(&scene.acme), message, draft).await.unwrap();
    while delivery::round(app).await.unwrap() > 0 {}
    // Both ways are counted, and everything is what goes where nothing is said.
    let previews = requests::previews(app, &ctx, scene.case).await.unwrap();
    assert_eq!((previews[0].0, previews[0].1.tickets, previews[0].1.kept), (ErasureMode::Erase, 1, 0));
    assert_eq!((previews[1].0, previews[1].1.tickets, previews[1].1.kept), (ErasureMode::Pseudonymise, 0, 1));
    assert!(requests::previews(app, &ctx, copy).await.unwrap().is_empty());
    scene.decide(&world, SubjectDecision::Granted, None).await.unwrap();
    let seen = scene.view(&world).await;
    assert_eq!(seen.row.mode, Some(ErasureMode::Erase));
    // What was seen for one way is not confirmed for the other.
    scene.grant(&world, ErasureMode::Pseudonymise).await;
    let stale = requests::confirm(app, &ctx, scene.case, seen.row.version, "").await;
    assert!(matches!(stale, Err(Error::State { state: "changed", .. })), "{stale:?}");
    scene.confirm(&world).await.unwrap();
    let early = requests::close(app, &ctx, scene.case, "", true).await;
    assert!(matches!(early, Err(Error::State { state: "erasing", .. })), "{early:?}");
    erase(&world).await;
    scene.is_without_her(&world).await;
    let seen = scene.view(&world).await;
    assert_eq!((seen.row.mode, seen.row.ticket_id), (Some(ErasureMode::Pseudonymise), None));
    let decided: Vec<_> = seen.events.iter().filter(|event| event.step == SubjectStep::Decided).collect();
    assert_eq!(
        decided.iter().map(|event| event.text.as_str()).collect::<Vec<_>>(),
        ["granted", "granted-pseudonymise"]
    );
    // Nothing in what is kept of her leads to who stands there now.
    assert_eq!(requests::read(app, &ctx, copy).await.unwrap().row.ticket_id, None);
    recipients::round(app).await.unwrap();
    let told = requests::recipients(app, &ctx, scene.case).await.unwrap();
    assert_eq!((told[0].email.as_str(), told[0].state), ("sam@supplier.test", Some(RecipientState::Sent)));
    assert!(told[0].passed.is_empty(), "{told:?}");
    let erasure = app.store().tenant(scene.acme.info.scope);
    let erasure = erasure.find_erasure(seen.erasure_id.unwrap()).await.unwrap().unwrap();
    let receipt = Receipt::from_bytes(&erasure.receipt.unwrap()).unwrap();
    let said = receipt.check(&app.vault().checkpoint_public_key()).unwrap();
    assert_eq!((said.scope, said.reason), (ErasureScope::Pseudonym, ErasureReason::Request));
    assert_eq!(said.recipients.unwrap().count, 1);
    let ledger = app.keyring().list_ledger(scene.acme.info.scope, -1, 10).await.unwrap();
    assert_eq!(ledger[0].what, LedgerWord::ContactPseudonymised);
    let letter = scene.letter(&world).await;
    assert!(
        letter.contains("et pseudonym står i dit sted") && letter.contains("Vi har slettet dig"),
        "{letter}"
    );
    // In the ticket nobody writes to her any more: it is handed over, since no mail goes out from here.
    let nowhere = requests::close(app, &ctx, scene.case, "", false).await;
    assert!(matches!(nowhere, Err(Error::State { noun: "letter", state: "not-sent" })), "{nowhere:?}");
    requests::close(app, &ctx, scene.case, "", true).await.unwrap();
    scene.is_without_her(&world).await;
    // Her mail does not come back.
    let text =
        mail(&format!("Carla Quist <{CARLA}>"), "c1@x.test", None, "Saddle", "The zebra saddle broke.");
    assert_eq!(world.take_in(&scene.acme, &[("c1", text)]).await.known, 1);
    the_log_names_it(&world, &scene).await;
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn the_log_names_it(world: &World, scene: &Scene) {
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    assert_eq!(app::audit::verify(app, &scene.acme.info).await.unwrap().fault, None);
    let log = app::audit::read(app, &ctx, &app::audit::AuditFilter::default(), None, 100).await.unwrap();
    let log = format!("{log:?}");
    assert!(log.contains("erasure.pseudonymise") && !log.contains("erasure.begin"), "{log}");
}

async fn a_hold_keeps_the_way_and_another_is_confirmed_anew(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let hold = scene.hold(&world).await;
    scene.grant(&world, ErasureMode::Erase).await;
    scene.confirm(&world).await.unwrap();
    let first = scene.view(&world).await.erasure_id.unwrap();
    // Decided for the other way, what waits is taken back and has to be confirmed once more.
    scene.grant(&world, ErasureMode::Pseudonymise).await;
    let seen = scene.view(&world).await;
    assert_eq!((seen.row.state, seen.erasure_id), (SubjectRequestState::Held, None));
    let store = world.app.store().tenant(scene.acme.info.scope);
    assert!(store.find_erasure(first).await.unwrap().is_none());
    scene.confirm(&world).await.unwrap();
    erase(&world).await;
    let seen = scene.view(&world).await;
    assert_eq!((seen.row.state, seen.row.mode), (SubjectRequestState::Held, Some(ErasureMode::Pseudonymise)));
    assert!(!scene.letter(&world).await.contains("slettet dem"));
    // The same once more changes nothing of it.
    scene.grant(&world, ErasureMode::Pseudonymise).await;
    assert_eq!(scene.view(&world).await.erasure_id, seen.erasure_id);
    holds::release(&world.app, &world.admin_ctx(&scene.acme), hold).await.unwrap();
    erase(&world).await;
    scene.is_without_her(&world).await;
    let seen = scene.view(&world).await;
    assert!(seen.row.carried_out_at_ms.is_some() && seen.row.state == SubjectRequestState::Open);
    assert!(scene.letter(&world).await.contains("De bliver uden dig"));
}

/// Carla never asked: once the case is about somebody else, nothing of hers waits to be erased.
async fn another_person_in_a_case_that_waits_is_decided_about_anew(world: World) {
    let scene = scene(&world).await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let text = mail("Bo Berg <bo@x.test>", "b1@x.test", None, "Bell", "The bell is loose.");
    world.take_in(&scene.acme, &[("b1", text)]).await;
    let hold = scene.hold(&world).await;
    scene.grant(&world, ErasureMode::Pseudonymise).await;
    scene.confirm(&world).await.unwrap();
    let first = scene.view(&world).await.erasure_id.unwrap();
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    requests::match_contact(app, &ctx, scene.case, "bo@x.test").await.unwrap();
    let seen = scene.view(&world).await;
    assert_eq!((seen.row.state, seen.row.decision), (SubjectRequestState::Open, None));
    assert_eq!((seen.row.mode, seen.erasure_id, seen.waiting), (None, None, None));
    let store = app.store().tenant(scene.acme.info.scope);
    assert!(store.find_erasure(first).await.unwrap().is_none());
    let early = scene.confirm(&world).await;
    assert!(matches!(early, Err(Error::State { state: "not-granted", .. })), "{early:?}");
    scene.grant(&world, ErasureMode::Erase).await;
    scene.confirm(&world).await.unwrap();
    holds::release(app, &ctx, hold).await.unwrap();
    erase(&world).await;
    let left: Vec<_> = world.tickets(&scene.acme).await.into_iter().map(|row| row.id).collect();
    assert_eq!(left, [scene.ticket], "Bo's went");
    assert!(app::contact::read(app, &ctx, scene.carla).await.is_ok());
}

/// The process ends before it is noted that the keys are gone, and once more afterwards.
async fn after_a_crash_it_goes_on_in_the_same_way(world: World) {
    let scene = scene(&world).await;
    let scope = scene.acme.info.scope;
    scene.grant(&world, ErasureMode::Pseudonymise).await;
    scene.confirm(&world).await.unwrap();
    let id = scene.view(&world).await.erasure_id.unwrap();
    let world = world.reopened().await;
    let mut row = world.app.store().tenant(scope).find_erasure(id).await.unwrap().unwrap();
    assert!(erasure::step(&world.app, scope, &mut row, world.app.now()).await.unwrap());
    assert_eq!(row.state, ErasureState::KeysGone);
    let begun = store::Erasure { state: ErasureState::Begun, keys_gone_at: None, ..row };
    let mut tx = world.app.store().tenant(scope).begin().await.unwrap();
    tx.update_erasure(&begun).await.unwrap();
    tx.commit().await.unwrap();
    let world = world.reopened().await;
    let _jobs = app::jobs::start_indexer(&world.app);
    erase(&world).await;
    let row = world.app.store().tenant(scope).find_erasure(id).await.unwrap().unwrap();
    assert_eq!((row.state, row.scope), (ErasureState::Done, ErasureScope::Pseudonym));
    scene.is_without_her(&world).await;
    assert!(scene.letter(&world).await.contains("et pseudonym"));
}

async fn only_one_way_at_a_time_and_only_of_an_erasure(world: World) {
    let scene = scene(&world).await;
    let (app, ctx) = (&world.app, world.admin_ctx(&scene.acme));
    let wrong = scene.decide(&world, SubjectDecision::Refused, Some(ErasureMode::Pseudonymise)).await;
    assert!(matches!(wrong, Err(Error::Input { field: "mode", rule: "rule-erasure-only" })), "{wrong:?}");
    let of = |mode| Decision {
        decision: SubjectDecision::Granted,
        grounds: String::new(),
        purposes: Vec::new(),
        mode: Some(mode),
    };
    let nobody = asked(&world, &scene.acme, SubjectRight::Erasure, "nobody@x.test").await;
    let wrong = requests::decide(
        app,
        &ctx,
        nobody,
        crate::world::version(app, &ctx, nobody).await,
        of(ErasureMode::Pseudonymise),
    )
    .await;
    assert!(matches!(wrong, Err(Error::Input { field: "email", rule: "rule-nobody" })), "{wrong:?}");
    let copy = asked(&world, &scene.acme, SubjectRight::Access, CARLA).await;
    let wrong = requests::decide(
        app,
        &ctx,
        copy,
        crate::world::version(app, &ctx, copy).await,
        of(ErasureMode::Erase),
    )
    .await;
    assert!(matches!(wrong, Err(Error::Input { field: "mode", .. })), "{wrong:?}");
    // Somebody began the other way by hand: what came of it could not be told truthfully.
    let wanted = Wanted { scope: Scope::Pseudonym(scene.carla), reason: ErasureReason::Instruction };
    erasure::begin(app, &ctx, wanted).await.unwrap();
    scene.grant(&world, ErasureMode::Erase).await;
    let other = scene.confirm(&world).await;
    assert!(matches!(other, Err(Error::State { state: "other-erasure", .. })), "{other:?}");
    scene.grant(&world, ErasureMode::Pseudonymise).await;
    scene.confirm(&world).await.unwrap();
    // Refused, it has no way any more.
    let other = asked(&world, &scene.acme, SubjectRight::Erasure, CARLA).await;
    requests::decide(
        app,
        &ctx,
        other,
        crate::world::version(app, &ctx, other).await,
        of(ErasureMode::Pseudonymise),
    )
    .await
    .unwrap();
    let grounds = "The law makes us keep it.".to_owned();
    let refused = Decision { decision: SubjectDecision::Refused, grounds, purposes: Vec::new(), mode: None };
    requests::decide(app, &ctx, other, crate::world::version(app, &ctx, other).await, refused).await.unwrap();
    assert_eq!(requests::read(app, &ctx, other).await.unwrap().row.mode, None);
}

crate::on_both_engines! {
    the_person_goes_and_the_conversations_stay
    a_hold_keeps_the_way_and_another_is_confirmed_anew
    another_person_in_a_case_that_waits_is_decided_about_anew
    after_a_crash_it_goes_on_in_the_same_way
    only_one_way_at_a_time_and_only_of_an_erasure
}
