//! Those who got a person's data are told of its rectification, erasure and restriction (GDPR Art. 19; C114): found and
//! written to before the keys go, each once, with what became of it kept in the case.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, mail, servers, until};
use app::erasure::receipt::{BadReceipt, Receipt, Said};
use app::erasure::{Scope, Wanted};
use app::jobs::{delivery, recipients};
use app::subject_request::{self as requests, Asking, Decision, NewRequest, Recipient};
use app::view::ForwardDraft;
use app::{Error, erasure, forward};
use domain::record::{Address, NotTold, RecipientPlan, committed};
use domain::{
    ErasureReason, ErasureState, MessageId, RecipientState, SubjectDecision, SubjectRequestId,
    SubjectRequestState, SubjectRight, TicketId,
};
use std::sync::atomic::{AtomicBool, Ordering};
use testkit::Account;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;

const CARLA: &str = "carla@x.test";
const DESK: &str = "desk@acme.test";

async fn wrote(world: &World, acme: &Company) -> (TicketId, MessageId) {
    let text = mail(&format!("Carla <{CARLA}>"), "c1@x.test", None, "Saddle", "About the zebra saddle.");
    world.take_in(acme, &[("c1", text)]).await;
    let ticket = world.tickets(acme).await[0].id;
    (ticket, world.read(acme, ticket).await.messages[0].id)
}

async fn pass_on(world: &World, acme: &Company, mail: MessageId, to: &[&str]) {
    let to = to.iter().map(|email| Address { name: String::new(), email: (*email).to_owned() }).collect();
    let draft =
        ForwardDraft { text: "Can you mend it?".to_owned(), quotes: true, to, ..ForwardDraft::default() };
    forward::send(&world.app, &world.agent_ctx(acme), mail, draft).await.unwrap();
    while delivery::round(&world.app).await.unwrap() > 0 {}
}

/// A case of somebody's that was granted, and is not carried out yet.
pub async fn granted(
    world: &World,
    acme: &Company,
    (email, right): (&str, SubjectRight),
    ticket: Option<i64>,
) -> SubjectRequestId {
    let ctx = world.admin_ctx(acme);
    let asking = Asking {
        right,
        email: email.to_owned(),
        name: "Carla".to_owned(),
        words: String::new(),
        language: "en".to_owned(),
        company: String::new(),
    };
    let vouched = "She wrote from her address.".to_owned();
    let new = NewRequest { asking, ticket, received_at: None, vouched };
    let id = requests::create(&world.app, &ctx, new).await.unwrap();
    let decision = Decision {
        decision: SubjectDecision::Granted,
        grounds: String::new(),
        purposes: Vec::new(),
        mode: None,
    };
    requests::decide(&world.app, &ctx, id, crate::world::version(&world.app, &ctx, id).await, decision)
        .await
        .unwrap();
    id
}

async fn confirm(
    world: &World,
    acme: &Company,
    id: SubjectRequestId,
    plan: RecipientPlan,
) -> Result<(), Error> {
    let ctx = world.admin_ctx(acme);
    let version = requests::read(&world.app, &ctx, id).await.unwrap().row.version;
    requests::confirm_telling(&world.app, &ctx, id, version, "", plan).await
}

async fn told(world: &World, acme: &Company, id: SubjectRequestId) -> Vec<Recipient> {
    requests::recipients(&world.app, &world.admin_ctx(acme), id).await.unwrap()
}

/// What went out through the Maildir mailbox, beside the forwards.
fn sent(world: &World) -> Vec<Vec<u8>> {
    let folder = world.folder.path().join("maildir-acme/outgoing/new");
    let Ok(files) = std::fs::read_dir(folder) else { return Vec::new() };
    let mails = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    mails.filter(|raw| mime::read(raw).content.subject.starts_with("About a mail that")).collect()
}

async fn whoever_got_it_is_told_of_an_erasure(world: World) {
    let acme = world.company("acme").await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (_, id) = wrote(&world, &acme).await;
    pass_on(&world, &acme, id, &["sam@supplier.test", "ida@supplier.test"]).await;
    let case = granted(&world, &acme, (CARLA, SubjectRight::Erasure), None).await;
    let before = told(&world, &acme, case).await;
    let emails: Vec<_> = before.iter().map(|one| (one.email.as_str(), one.state)).collect();
    assert_eq!(emails, [("ida@supplier.test", None), ("sam@supplier.test", None)]);
    assert_eq!((before[0].passed.len(), before[0].passed[0].ticket), (1, 1));
    let not = |reason: &str| RecipientPlan {
        words: "Thank you for your help.".to_owned(),
        not_told: vec![NotTold { email: "Ida@Supplier.test".to_owned(), reason: reason.to_owned() }],
    };
    let silent = confirm(&world, &acme, case, not(" ")).await;
    assert!(matches!(silent, Err(Error::Input { field: "reason", .. })), "{silent:?}");
    confirm(&world, &acme, case, not("The firm is dissolved")).await.unwrap();
    // Passed on once more before the keys go.
    pass_on(&world, &acme, id, &["late@supplier.test", CARLA, "support@acme.test"]).await;
    erasure::round(&world.app, world.app.now()).await.unwrap();
    assert!(world.tickets(&acme).await.is_empty());
    let states = async || {
        let all = told(&world, &acme, case).await;
        let mut all: Vec<_> = all.into_iter().map(|one| (one.email, one.state.unwrap())).collect();
        all.sort_unstable();
        all
    };
    use RecipientState as S;
    let named = |state| {
        [("ida@supplier.test", S::NotTold), ("late@supplier.test", state), ("sam@supplier.test", state)]
            .map(|(email, state)| (email.to_owned(), state))
    };
    assert_eq!(states().await, named(S::Queued));
    recipients::round(&world.app).await.unwrap();
    assert_eq!(states().await, named(S::Sent));
    recipients::round(&world.app).await.unwrap();
    let mails = sent(&world);
    assert_eq!(mails.len(), 2, "each once");
    for raw in &mails {
        let read = mime::read(raw).content;
        assert_eq!(read.in_reply_to.len(), 1);
        for part in ["our ticket 1", "erase what you got", "Thank you for your help."] {
            assert!(read.text.contains(part), "{part}: {}", read.text);
        }
        let text = String::from_utf8_lossy(raw);
        for word in ["Carla", "carla", "addle", "zebra"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
    the_receipt_commits_itself_to_them(&world, &acme, case).await;
    let letter = requests::proposed(&world.app, &world.admin_ctx(&acme), case).await.unwrap().unwrap();
    for part in ["- sam@supplier.test: told", "- ida@supplier.test: not told: The firm is dissolved"] {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    assert_eq!(app::audit::verify(&world.app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// The job runs all the while: an erasure begins together with the case that asks for it, or it would be under way before
/// anybody knows whom to tell, and the case could not be carried out any more.
async fn an_erasure_never_begins_before_its_case_says_so(world: World) {
    let acme = world.company("acme").await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (_, id) = wrote(&world, &acme).await;
    pass_on(&world, &acme, id, &["sam@supplier.test"]).await;
    let case = granted(&world, &acme, (CARLA, SubjectRight::Erasure), None).await;
    let is_over = AtomicBool::new(false);
    let carried = async {
        let carried = confirm(&world, &acme, case, RecipientPlan::default()).await;
        is_over.store(true, Ordering::Relaxed);
        carried
    };
    let rounds = async {
        while !is_over.load(Ordering::Relaxed) {
            erasure::round(&world.app, world.app.now()).await.unwrap();
        }
    };
    tokio::join!(carried, rounds).0.unwrap();
    erasure::round(&world.app, world.app.now()).await.unwrap();
    assert!(world.tickets(&acme).await.is_empty());
    let all: Vec<_> = told(&world, &acme, case).await.into_iter().map(|one| (one.email, one.state)).collect();
    assert_eq!(all, [("sam@supplier.test".to_owned(), Some(RecipientState::Queued))]);
    let again = confirm(&world, &acme, case, RecipientPlan::default()).await;
    assert!(matches!(again, Err(Error::State { state: "carried-out", .. })), "{again:?}");
}

/// A case is carried out by an erasure that was begun for another reason: they are told all the same, and what a rule began
/// is not let be any more.
async fn joined(world: &World, reason: ErasureReason) {
    let acme = world.company("acme").await;
    let _jobs = app::jobs::start_indexer(&world.app);
    let (ticket, id) = wrote(world, &acme).await;
    pass_on(world, &acme, id, &["sam@supplier.test"]).await;
    let case = granted(world, &acme, (CARLA, SubjectRight::Erasure), None).await;
    let (ctx, store) = (world.admin_ctx(&acme), world.app.store().tenant(acme.info.scope));
    let carla = store.find_ticket(ticket).await.unwrap().unwrap().requester;
    let wanted = Wanted { scope: Scope::Contact(carla), reason };
    let before = erasure::begin(&world.app, &ctx, wanted).await.unwrap();
    confirm(world, &acme, case, RecipientPlan::default()).await.unwrap();
    let seen = requests::read(&world.app, &ctx, case).await.unwrap();
    assert_eq!(seen.erasure_id, Some(before));
    let row = store.find_erasure(before).await.unwrap().unwrap();
    assert_eq!((row.reason, row.state), (ErasureReason::Request, ErasureState::Begun));
    erasure::round(&world.app, world.app.now()).await.unwrap();
    assert!(world.tickets(&acme).await.is_empty());
    let all: Vec<_> = told(world, &acme, case).await.into_iter().map(|one| (one.email, one.state)).collect();
    assert_eq!(all, [("sam@supplier.test".to_owned(), Some(RecipientState::Queued))]);
    let row = store.find_erasure(before).await.unwrap().unwrap();
    let receipt = Receipt::from_bytes(row.receipt.as_deref().unwrap()).unwrap();
    let said = receipt.check(&world.app.vault().checkpoint_public_key()).unwrap();
    assert_eq!((said.reason, said.recipients.unwrap().count), (ErasureReason::Request, 1));
}

async fn an_erasure_by_instruction_tells_whom_a_case_that_joins_it_concerns(world: World) {
    joined(&world, ErasureReason::Instruction).await;
}

async fn an_erasure_by_a_rule_goes_on_for_a_case_that_joins_it(world: World) {
    joined(&world, ErasureReason::Retention).await;
}

/// What is not there was not done.
async fn nobody_is_told_of_an_erasure_that_is_not_there(world: World) {
    let acme = world.company("acme").await;
    wrote(&world, &acme).await;
    let case = granted(&world, &acme, (CARLA, SubjectRight::Erasure), None).await;
    confirm(&world, &acme, case, RecipientPlan::default()).await.unwrap();
    let ctx = world.admin_ctx(&acme);
    let id = requests::read(&world.app, &ctx, case).await.unwrap().erasure_id.unwrap();
    let mut tx = world.app.store().tenant(acme.info.scope).begin().await.unwrap();
    tx.delete_erasure(id).await.unwrap();
    tx.commit().await.unwrap();
    let false_word = requests::close(&world.app, &ctx, case, "", true).await;
    assert!(matches!(false_word, Err(Error::State { state: "erasing", .. })), "{false_word:?}");
}

/// The receipt says how many there are, what became of it, and who by hashes that the case alone explains.
async fn the_receipt_commits_itself_to_them(world: &World, acme: &Company, case: SubjectRequestId) {
    let id = requests::read(&world.app, &world.admin_ctx(acme), case).await.unwrap().erasure_id.unwrap();
    let row = world.app.store().tenant(acme.info.scope).find_erasure(id).await.unwrap().unwrap();
    let (bytes, key) = (row.receipt.unwrap(), world.app.vault().checkpoint_public_key());
    let receipt = Receipt::from_bytes(&bytes).unwrap();
    let said = receipt.check(&key).unwrap();
    let recipients = said.recipients.clone().unwrap();
    assert_eq!((recipients.count, recipients.states.values().sum::<u64>()), (3, 3));
    assert_eq!(recipients.states["not_told"], 1);
    let all = told(world, acme, case).await;
    let mut hashes = Vec::new();
    for one in &all {
        let (salt, hash) = one.committed.clone().unwrap();
        assert_eq!((salt.len(), hash), (32, committed(&salt, &one.email)));
        assert_ne!(hash, committed(&[0; 32], &one.email));
        hashes.push(app::audit::hex(&hash));
    }
    hashes.sort();
    assert_eq!(recipients.hashes, hashes);
    let text = String::from_utf8_lossy(&bytes);
    for word in ["supplier", "sam@", "dissolved"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    // One from before is as good as ever; one of a form that nobody knows is none.
    let old = Said { form: "deskhero erasure receipt v1".to_owned(), recipients: None, ..said };
    let sign = |said: &Said| {
        let said = serde_json::to_string(said).unwrap();
        let signature = app::audit::hex(&world.app.vault().sign_receipt(said.as_bytes()).unwrap());
        Receipt { said, signature, ..receipt.clone() }
    };
    let before = sign(&old);
    assert!(!before.said.contains("recipients"));
    assert_eq!(before.check(&key).unwrap(), old);
    let unknown = sign(&Said { form: "deskhero erasure receipt v9".to_owned(), ..old });
    assert!(matches!(unknown.check(&key), Err(BadReceipt::Unreadable)));
}

async fn what_was_being_sent_is_in_doubt_and_not_sent_again(world: World) {
    let acme = world.company("acme").await;
    let (_, id) = wrote(&world, &acme).await;
    pass_on(&world, &acme, id, &["sam@supplier.test"]).await;
    let case = granted(&world, &acme, (CARLA, SubjectRight::Restriction), None).await;
    confirm(&world, &acme, case, RecipientPlan::default()).await.unwrap();
    let store = world.app.store().tenant(acme.info.scope);
    let mut row = store.list_recipient_notices(case).await.unwrap().remove(0);
    // The process ended while the mail was going out.
    row.state = RecipientState::Sending;
    let mut tx = store.begin().await.unwrap();
    tx.update_recipient_notice(&row).await.unwrap();
    tx.commit().await.unwrap();
    recipients::round(&world.app).await.unwrap();
    assert_eq!(told(&world, &acme, case).await[0].state, Some(RecipientState::InDoubt));
    assert!(sent(&world).is_empty());
    // It goes with the words of its case, which are kept while it restricts somebody.
    let ctx = world.admin_ctx(&acme);
    requests::close(&world.app, &ctx, case, "", true).await.unwrap();
    requests::give_notice(&world.app, &ctx, case, "It ends.", true).await.unwrap();
    requests::lift(&world.app, &ctx, case, "It is right now").await.unwrap();
    world.clock.advance_ms(366 * 24 * 3_600_000);
    app::jobs::subject_requests::round(&world.app).await.unwrap();
    assert!(store.list_recipient_notices(case).await.unwrap().is_empty());
}

/// Through a real server: who is there is told, who is not there is not.
async fn the_mail_goes_out_through_the_mailbox(engine: Engine) {
    let accounts = [DESK, "sam@acme.test"].map(|address| Account::new(address, "pw"));
    let Some(dovecot) = testkit::or_skip(Dovecot::start(&accounts)) else { return };
    let Some(exim) = testkit::or_skip(Exim::start(&dovecot)) else { return };
    let Some(world) = World::new(engine).await else { return };
    let acme = world.company("acme").await;
    let settings = servers::settings(&dovecot, DESK, DESK, dovecot.imaps_port(), exim.smtps_port());
    let desk = servers::connect(&world, &acme, settings, None).await;
    let acme = Company { mailbox: desk.id, target: desk.target(), ..acme };
    let (_, id) = wrote(&world, &acme).await;
    pass_on(&world, &acme, id, &["sam@acme.test", "reject550@acme.test"]).await;
    let case = granted(&world, &acme, (CARLA, SubjectRight::Restriction), None).await;
    confirm(&world, &acme, case, RecipientPlan::default()).await.unwrap();
    let ended = until("both are done with", async || {
        recipients::round(&world.app).await.unwrap();
        let all = told(&world, &acme, case).await;
        all.iter().all(|one| one.ended_at_ms.is_some()).then_some(all)
    })
    .await;
    let state = |email: &str| ended.iter().find(|one| one.email == email).unwrap();
    assert_eq!(state("sam@acme.test").state, Some(RecipientState::Sent));
    let lost = state("reject550@acme.test");
    assert_eq!(lost.state, Some(RecipientState::Failed));
    assert!(lost.detail.contains("550"), "{lost:?}");
    let inbox = until("the mail is there", async || {
        let mails = dovecot.list("sam@acme.test", "INBOX").unwrap();
        (mails.len() == 2).then_some(mails)
    })
    .await;
    let [passed, asked] = [0, 1].map(|at: usize| mime::read(&inbox[at].raw).content);
    assert_eq!(asked.subject, "About a mail that A company passed on to you");
    assert_eq!(asked.in_reply_to.first(), passed.message_id.as_ref());
    assert!(asked.text.contains("restrict the use of their data"), "{}", asked.text);
    let seen = requests::read(&world.app, &world.admin_ctx(&acme), case).await.unwrap();
    assert_eq!((seen.row.state, seen.recipients.len()), (SubjectRequestState::Open, 2));
    // The copy of what is held about her says it too, and fits its schema.
    let _jobs = app::jobs::start_indexer(&world.app);
    let found =
        crate::unpacked::export(&world.app, &world.admin_ctx(&acme), seen.row.contact_id.unwrap()).await;
    let data: serde_json::Value = serde_json::from_str(&found.text("data.json")).unwrap();
    assert_eq!(app::access_export::schema::check(&data), Ok(()));
    let data = found.data();
    let asked = &data.requests[0];
    assert_eq!((asked.right.as_str(), asked.state.as_str()), ("restriction", "open"));
    let mut told: Vec<_> =
        asked.recipients.iter().map(|one| (one.email.as_str(), one.state.as_str())).collect();
    told.sort_unstable();
    assert_eq!(told, [("reject550@acme.test", "failed"), ("sam@acme.test", "sent")]);
    assert!(found.text("index.html").contains("sam@acme.test: told"));
    assert_eq!(privacy::unaudited_opens(), 0);
}

mod through_servers {
    use super::*;
    #[tokio::test(flavor = "multi_thread")]
    async fn on_sqlite() {
        the_mail_goes_out_through_the_mailbox(Engine::Sqlite).await;
    }
    #[tokio::test(flavor = "multi_thread")]
    async fn on_postgres() {
        the_mail_goes_out_through_the_mailbox(Engine::Postgres).await;
    }
}

crate::on_both_engines! {
    whoever_got_it_is_told_of_an_erasure
    an_erasure_never_begins_before_its_case_says_so
    an_erasure_by_instruction_tells_whom_a_case_that_joins_it_concerns
    an_erasure_by_a_rule_goes_on_for_a_case_that_joins_it
    nobody_is_told_of_an_erasure_that_is_not_there
    what_was_being_sent_is_in_doubt_and_not_sent_again
}
