//! The mailbox that operator mail comes back to: it tells which letters in doubt arrived and which came back, copies of letters are
//! taken out of it, and nothing else in it is touched. What it does not tell, somebody does.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::log::log;
use crate::world::{Company, Engine, PASSWORD, World, servers, until};
use app::account::{Right, request};
use app::document::NewRelease;
use app::jobs::returns::{self, Came, Known};
use app::jobs::{document_letters, news_letters};
use app::letter::{self, Settling};
use app::{Ctx, Error, alert, consent, document, news, operator};
use domain::audit::Actor;
use domain::{
    AlertRule, AlertState, ConsentPurpose, DocumentKind, LetterState, Private, RequestId, SubjectDecision,
    SubjectRight, TenantScope,
};
use store::{KnownLetter, LetterKind};
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;
use testkit::imap::StoredMail;

const TERMS: DocumentKind = DocumentKind::Terms;
const OWN: &str = "desk@acme.test";
const MINUTE_MS: i64 = 60_000;
/// How far a look lies behind the one before.
const BETWEEN_MS: i64 = 6 * MINUTE_MS;

fn shell(world: &World) -> Ctx {
    Ctx::operator(operator::SCOPE, world.app.now())
}

async fn release(world: &World, text: &str) -> i64 {
    world.clock.advance_ms(1_000);
    document::write(&world.app, &shell(world), TERMS, "en", text).await.unwrap();
    let new = NewRelease { kind: TERMS, material: true, effective_at: None, translations_unchanged: false };
    document::release(&world.app, &shell(world), new).await.unwrap()
}

/// Ada and Egon of a company, and Olga who runs Deskhero.
async fn people(world: &World) -> Company {
    let acme = world.company("acme").await;
    world.operator_named("Olga").await;
    acme
}

/// Letters about a version, in each company and at the operator's, by address.
async fn letters(world: &World, acme: &Company, version: i64) -> Vec<(&'static str, KnownLetter)> {
    let mut ids = Vec::new();
    for scope in [acme.info.scope, operator::SCOPE] {
        for row in world.app.store().tenant(scope).list_document_letters(TERMS, version).await.unwrap() {
            let whose = match row.agent {
                agent if agent == acme.admin => "ada@acme.test",
                agent if agent == acme.agent => "egon@acme.test",
                _ => "olga@desk.test",
            };
            ids.push((whose, row.id));
        }
    }
    let mut out = Vec::new();
    for (whose, id) in ids {
        out.push((whose, world.app.store().system().list_letters(&[id]).await.unwrap()[0]));
    }
    out.sort_by_key(|(whose, _)| *whose);
    out
}

async fn states(world: &World, acme: &Company, version: i64) -> Vec<LetterState> {
    letters(world, acme, version).await.into_iter().map(|(_, one)| one.state).collect()
}

/// Letters are made and not sent: there is no server.
async fn make(world: &World) {
    let settings = app::Settings { operator_mail: None, ..world.app.settings().clone() };
    let alone = world.another_node_with(settings).await;
    document_letters::round(&alone).await.unwrap();
    world.clock.advance_ms(BETWEEN_MS);
}

/// A node began to hand a letter over, and ended amid that.
async fn doubt(world: &World, letter: &KnownLetter, copied: bool) {
    let (app, now) = (&world.app, world.app.now());
    let holder = RequestId::generate(now);
    let mut tx = app.store().tenant(TenantScope::of(letter.tenant)).begin().await.unwrap();
    assert!(tx.claim_letter(letter.kind, letter.id, now, holder, now.plus_millis(MINUTE_MS)).await.unwrap());
    assert!(tx.end_letter(letter.kind, letter.id, holder, (copied, now)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(app.store().system().interrupt_letters(letter.kind, holder, now).await.unwrap(), 1);
}

/// What the server would have put into the author's mailbox.
fn copy(letter: &KnownLetter, from: &str, to: &str) -> String {
    let id = letter.id.uuid().simple();
    format!(
        "From: Deskhero <{from}>\r\nTo: Somebody <{to}>\r\nSubject: Terms\r\nMessage-ID: <{id}@acme.test>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nThey changed.\r\n"
    )
}

/// A report that a letter did not get to these.
fn report(letter: &str, failed: &[&str]) -> String {
    let each = |to: &&str| format!("\r\nFinal-Recipient: rfc822;{to}\r\nAction: failed\r\nStatus: 5.2.2\r\n");
    format!(
        "From: MAILER-DAEMON@mail.example.test\r\nTo: {OWN}\r\nSubject: Mail delivery failed\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nIt failed.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns;mail.example.test\r\n{}\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{letter}@acme.test>\r\n\r\n--b--\r\n",
        failed.iter().map(each).collect::<String>()
    )
}

fn inbox(dovecot: &Dovecot, address: &str) -> Vec<StoredMail> {
    dovecot.list(address, "INBOX").unwrap()
}

async fn until_mails(dovecot: &Dovecot, address: &str, count: usize) -> Vec<StoredMail> {
    until(&format!("{count} mails of {address} are there"), async || {
        let all = inbox(dovecot, address);
        (all.len() >= count).then_some(all)
    })
    .await
}

async fn with_mail(
    engine: Engine,
    addresses: &[&str],
    from: &str,
) -> Option<(World, Company, Dovecot, Exim)> {
    let (world, dovecot, exim) = servers::with_returns(engine, addresses, from).await?;
    let acme = people(&world).await;
    Some((world, acme, dovecot, exim))
}

/// Copies of settled letters go, one that came back is noted and its report marked; everything else stays as it was.
async fn nothing_else_in_it_is_touched(engine: Engine) {
    // Egon has no mailbox there.
    let Some((world, acme, dovecot, _exim)) =
        with_mail(engine, &["ada@acme.test", "olga@desk.test"], OWN).await
    else {
        return;
    };
    let version = release(&world, "# Terms\n\nOne.\n").await;
    assert_eq!(document_letters::round(&world.app).await.unwrap(), 3);
    let all = letters(&world, &acme, version).await;
    assert!(all.iter().all(|(_, one)| (one.state, one.copied) == (LetterState::Sent, true)));
    let stranger = KnownLetter { id: RequestId::generate(world.app.now()), ..all[0].1 };
    let unknown = stranger.id.uuid().simple().to_string();
    let foreign = [
        (servers::mail("eve@x.test", OWN, "1@x.test", None, "Hello"), ""),
        // Somebody marked it and did not remove it yet.
        (servers::mail("eve@x.test", OWN, "2@x.test", None, "Old"), "\\Deleted \\Seen"),
        (servers::mail(OWN, "eve@x.test", "3@acme.test", None, "An answer by hand"), ""),
        (copy(&stranger, OWN, "ada@acme.test"), ""),
        (copy(&all[0].1, "eve@x.test", "ada@acme.test"), ""),
        // Whose own letter it is reads it here.
        (copy(&all[0].1, OWN, OWN), ""),
        (format!("Delivered-To: ada@acme.test\r\n{}", copy(&all[0].1, OWN, "ada@acme.test")), ""),
        (report(&unknown, &["ada@acme.test"]), ""),
    ];
    let before: Vec<u32> = foreign
        .iter()
        .map(|(raw, flags)| dovecot.append(OWN, "INBOX", raw.as_bytes(), flags, None).unwrap())
        .collect();
    let foreign = |dovecot: &Dovecot| -> Vec<(u32, String, Vec<u8>)> {
        let all = inbox(dovecot, OWN).into_iter().filter(|mail| before.contains(&mail.uid));
        all.map(|mail| (mail.uid, mail.flags.replace("\\Recent", "").trim().to_owned(), mail.raw)).collect()
    };
    // Three copies, and a report about one that came back.
    until_mails(&dovecot, OWN, before.len() + 4).await;
    let untouched = foreign(&dovecot);
    assert_eq!(untouched.len(), before.len());
    let mut known = Known::default();
    let came = returns::round(&world.app, &mut known).await.unwrap();
    assert_eq!(came, Came { bounced: 1, removed: 3, ..Came::default() });
    assert_eq!(foreign(&dovecot), untouched);
    let rest: Vec<_> = inbox(&dovecot, OWN).into_iter().filter(|mail| !before.contains(&mail.uid)).collect();
    assert_eq!(rest.len(), 1);
    assert!(rest[0].has_flag("\\Seen") && String::from_utf8_lossy(&rest[0].raw).contains("egon@acme.test"));
    let (sent, bounced) = (LetterState::Sent, LetterState::Bounced);
    assert_eq!(states(&world, &acme, version).await, [sent, bounced, sent]);
    let listed = document::letters(&world.app, &shell(&world), TERMS, version).await.unwrap();
    assert!(listed.iter().any(|one| (one.state, one.email.as_str()) == (bounced, "egon@acme.test")));
    // Another process knows nothing of the first, and does nothing twice.
    for known in [&mut known, &mut Known::default()] {
        world.clock.advance_ms(BETWEEN_MS);
        assert_eq!(returns::round(&world.app, known).await.unwrap(), Came::default());
    }
    assert_eq!((foreign(&dovecot), inbox(&dovecot, OWN).len()), (untouched, before.len() + 1));
    // A report about the copy alone tells nothing of the letter; one about both does.
    let id = all[0].1.id.uuid().simple().to_string();
    let about = |failed: &[&str]| report(&id, failed).into_bytes();
    let now = world.app.now();
    assert!(!letter::bounced(&world.app, &about(&[OWN]), now).await.unwrap());
    assert_eq!(states(&world, &acme, version).await[0], sent);
    assert!(letter::bounced(&world.app, &about(&[OWN, "ada@acme.test"]), now).await.unwrap());
    assert_eq!(states(&world, &acme, version).await[0], bounced);
}

/// What went out before a process ended is looked for by the next, though its first look came before the copies.
async fn who_has_just_begun_looks_again_soon(engine: Engine) {
    let addresses = ["ada@acme.test", "egon@acme.test", "olga@desk.test"];
    let Some((world, _acme, dovecot, _exim)) = with_mail(engine, &addresses, OWN).await else { return };
    let mut known = Known::default();
    assert_eq!(returns::round(&world.app, &mut known).await.unwrap(), Came::default());
    release(&world, "# Terms\n\nOne.\n").await;
    assert_eq!(document_letters::round(&world.app).await.unwrap(), 3);
    until_mails(&dovecot, OWN, 3).await;
    world.clock.advance_ms(MINUTE_MS / 4);
    assert_eq!(returns::round(&world.app, &mut known).await.unwrap(), Came { removed: 3, ..Came::default() });
}

/// A copy tells that a letter arrived, in whatever folder it lies; none tells that it did not, when the mailbox could be read for
/// as long as a copy may take.
async fn doubts_are_settled_both_ways(engine: Engine) {
    let addresses = ["ada@acme.test", "egon@acme.test", "olga@desk.test"];
    let Some((world, acme, mut dovecot, _exim)) = with_mail(engine, &addresses, OWN).await else { return };
    let version = release(&world, "# Terms\n\nOne.\n").await;
    make(&world).await;
    let all = letters(&world, &acme, version).await;
    for (_, letter) in &all {
        doubt(&world, letter, true).await;
    }
    let look = async |known: &mut Known| returns::round(&world.app, known).await;
    let (mut known, mut late) = (Known::default(), Known::default());
    let put = |at: usize, folder: &str| {
        dovecot.append(OWN, folder, copy(&all[at].1, OWN, all[at].0).as_bytes(), "", None).unwrap();
    };
    put(0, "INBOX");
    put(2, "Junk");
    assert_eq!(look(&mut known).await.unwrap(), Came { arrived: 1, removed: 1, ..Came::default() });
    let (sent, in_doubt) = (LetterState::Sent, LetterState::InDoubt);
    assert_eq!(states(&world, &acme, version).await, [sent, in_doubt, in_doubt]);
    // Nobody could read it for a while: what comes there late may not have come yet.
    world.clock.advance_ms(BETWEEN_MS);
    dovecot.stop();
    assert!(look(&mut known).await.is_err());
    dovecot.start_again().unwrap();
    world.clock.advance_ms(BETWEEN_MS);
    assert_eq!(look(&mut known).await.unwrap(), Came::default());
    assert_eq!(look(&mut late).await.unwrap(), Came::default(), "nor does one who has just begun to look");
    for came in [Came::default(), Came { arrived: 1, again: 1, ..Came::default() }] {
        world.clock.advance_ms(BETWEEN_MS);
        assert_eq!(look(&mut known).await.unwrap(), came);
    }
    assert_eq!(states(&world, &acme, version).await, [sent, LetterState::Waiting, sent]);
    assert_eq!(document_letters::round(&world.app).await.unwrap(), 1);
    let mails = until_mails(&dovecot, "egon@acme.test", 1).await;
    let id = format!("Message-ID: <{}@acme.test>", all[1].1.id.uuid().simple());
    assert!(String::from_utf8_lossy(&mails[0].raw).contains(&id), "the same one");
    until_mails(&dovecot, OWN, 1).await;
    world.clock.advance_ms(BETWEEN_MS);
    assert_eq!(look(&mut known).await.unwrap(), Came { removed: 1, ..Came::default() });
    assert_eq!(states(&world, &acme, version).await, [sent, sent, sent]);
    assert!(inbox(&dovecot, "ada@acme.test").is_empty() && inbox(&dovecot, OWN).is_empty());
    // Without a copy that went along its absence tells nothing; nor does it after a backup was brought back.
    let version = release(&world, "# Terms\n\nTwo.\n").await;
    make(&world).await;
    let all = letters(&world, &acme, version).await;
    doubt(&world, &all[0].1, false).await;
    doubt(&world, &all[1].1, true).await;
    world.app.store().system().quarantine_letters().await.unwrap();
    for _ in 0..3 {
        world.clock.advance_ms(BETWEEN_MS);
        assert_eq!(look(&mut known).await.unwrap(), Came::default());
    }
    assert_eq!(states(&world, &acme, version).await, [in_doubt, in_doubt, in_doubt]);
    // A copy that is there tells as much as ever, and so does a report about it.
    dovecot.append(OWN, "INBOX", copy(&all[0].1, OWN, all[0].0).as_bytes(), "", None).unwrap();
    let returned = report(&all[1].1.id.uuid().simple().to_string(), &[OWN]);
    dovecot.append(OWN, "INBOX", returned.as_bytes(), "", None).unwrap();
    world.clock.advance_ms(BETWEEN_MS);
    assert_eq!(look(&mut known).await.unwrap(), Came { arrived: 1, bounced: 1, removed: 1, again: 0 });
    assert_eq!(states(&world, &acme, version).await, [sent, sent, in_doubt]);
}

/// Where the server takes no mail to the author, letters go out all the same, and it is noted that no copy did.
async fn a_server_may_refuse_the_copy(engine: Engine) {
    let addresses = ["ada@acme.test", "egon@acme.test", "olga@desk.test"];
    let Some((world, acme, dovecot, _exim)) = with_mail(engine, &addresses, "reject550@acme.test").await
    else {
        return;
    };
    let version = release(&world, "# Terms\n\nOne.\n").await;
    assert_eq!(document_letters::round(&world.app).await.unwrap(), 3);
    let all = letters(&world, &acme, version).await;
    assert!(all.iter().all(|(_, one)| (one.state, one.copied) == (LetterState::Sent, false)));
    for address in addresses {
        assert_eq!(until_mails(&dovecot, address, 1).await.len(), 1);
    }
}

/// Whoever runs Deskhero says what became of a letter of which nobody knows, and nobody else does.
/// Operators are told after an hour in which it could not be read, and again after a day.
async fn operators_are_told_that_it_cannot_be_read(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let olga = world.operator_named("Olga").await;
    let mut failing = returns::Failing::default();
    let count = async || {
        let rows = alert::list(&world.app, &olga, AlertState::Open, None, 10).await.unwrap().items;
        rows.iter().filter(|row| row.rule == AlertRule::Returns).map(|row| row.times).sum::<u32>()
    };
    let mut told = Vec::new();
    for minutes in [0, 30, 29, 1, 5, 24 * 60] {
        world.clock.advance_ms(minutes * MINUTE_MS);
        failing.tell(&world.app).await;
        told.push(count().await);
    }
    assert_eq!(told, [0, 0, 0, 1, 1, 2]);
}

async fn somebody_settles_it(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (app, acme) = (&world.app, world.company("acme").await);
    let olga = world.operator_named("Olga").await;
    let version = release(&world, "# Terms\n\nOne.\n").await;
    document_letters::round(app).await.unwrap();
    world.clock.advance_ms(BETWEEN_MS);
    let all = letters(&world, &acme, version).await;
    let ids: Vec<RequestId> = all.iter().map(|(_, one)| one.id).collect();
    let ctx = || Ctx { now: app.now(), ..olga };
    let settle = async |ctx: &Ctx, id, how| letter::settle(app, ctx, id, how).await;
    // One that waits is not in doubt.
    let waits = settle(&ctx(), ids[0], Settling::Again).await;
    assert!(matches!(waits, Err(Error::State { noun: "letter", state: "waiting" })), "{waits:?}");
    for (_, letter) in &all {
        doubt(&world, letter, false).await;
    }
    for theirs in [world.admin_ctx(&acme), world.agent_ctx(&acme)] {
        let refused = settle(&theirs, ids[0], Settling::Arrived).await;
        assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    }
    let nothing = settle(&ctx(), RequestId::generate(app.now()), Settling::Arrived).await;
    assert!(matches!(nothing, Err(Error::NotFound(_))));
    settle(&ctx(), ids[0], Settling::Again).await.unwrap();
    settle(&ctx(), ids[1], Settling::Arrived).await.unwrap();
    settle(&ctx(), ids[2], Settling::Arrived).await.unwrap();
    for id in &ids {
        let again = settle(&ctx(), *id, Settling::Again).await;
        assert!(matches!(again, Err(Error::State { noun: "letter", .. })), "{again:?}");
    }
    let (waiting, sent) = (LetterState::Waiting, LetterState::Sent);
    assert_eq!(states(&world, &acme, version).await, [waiting, sent, sent]);
    // What concerns a company stands in its log, and in the operators', under the same request.
    let Actor::Agent(by) = ctx().actor else { panic!("an operator") };
    let acts = async |scope| {
        let all = log(&world, scope).await.into_iter();
        let all = all.filter(|event| event.act.starts_with("letter.") && event.actor == Actor::Agent(by));
        all.map(|event| (event.act, event.request)).collect::<Vec<_>>()
    };
    let theirs = acts(acme.info.scope).await;
    let named: Vec<_> = theirs.iter().map(|(act, _)| act.as_str()).collect();
    assert_eq!(named, ["letter.again", "letter.arrived"]);
    let own = acts(operator::SCOPE).await;
    assert!(theirs.iter().all(|event| own.contains(event)) && own.len() > theirs.len());
}

/// Egon's address is put right, as he asks.
async fn moves(world: &World, acme: &Company, olga: &Ctx, email: &str) {
    let (app, egon) = (&world.app, world.agent_ctx(acme));
    let olga = Ctx { now: app.now(), ..*olga };
    let password = Private::new(PASSWORD.to_owned());
    let id = request::ask(app, &egon, SubjectRight::Rectification, "I moved.", &password).await.unwrap();
    let version = async || request::read(app, &olga, id).await.unwrap().row.version;
    let seen = (id, version().await);
    request::decide(app, &olga, seen, SubjectDecision::Granted, String::new()).await.unwrap();
    let right = Right { name: None, email: Some(email.to_owned()) };
    request::carry_out(app, &olga, (id, version().await), right, "").await.unwrap();
}

/// Egon's letter is refused, Olga's comes back; somebody has the one sent anew and says that of the other they told her.
async fn what_did_not_arrive_is_sent_anew_or_told_of(engine: Engine) {
    let addresses = ["ada@acme.test", "egil@acme.test"];
    let Some((world, dovecot, _exim)) = servers::with_returns(engine, &addresses, OWN).await else { return };
    let (app, acme) = (&world.app, world.company("acme").await);
    let olga = world.operator_named("Olga").await;
    moves(&world, &acme, &olga, "reject550@acme.test").await;
    let version = release(&world, "# Terms\n\nOne.\n").await;
    assert_eq!(document_letters::round(app).await.unwrap(), 2);
    let all = letters(&world, &acme, version).await;
    let [ada, egon, own] = [0, 1, 2].map(|at| all[at].1);
    let back = report(&own.id.uuid().simple().to_string(), &["olga@desk.test"]).into_bytes();
    assert!(letter::bounced(app, &back, app.now()).await.unwrap());
    let (sent, refused, told) = (LetterState::Sent, LetterState::Refused, LetterState::Told);
    assert_eq!(states(&world, &acme, version).await, [sent, refused, LetterState::Bounced]);
    let ctx = || Ctx { now: app.now(), ..olga };
    let settle = async |ctx: &Ctx, id, how| letter::settle(app, ctx, id, how).await;
    let not_theirs = [
        settle(&world.admin_ctx(&acme), egon.id, Settling::Anew).await,
        settle(&world.agent_ctx(&acme), egon.id, Settling::Told).await,
    ];
    assert!(not_theirs.iter().all(|one| matches!(one, Err(Error::NotFound(_)))), "{not_theirs:?}");
    // Each is settled as it stands.
    let others = [
        (ada.id, Settling::Anew),
        (ada.id, Settling::Told),
        (egon.id, Settling::Again),
        (own.id, Settling::Arrived),
    ];
    for (id, how) in others {
        let said = settle(&ctx(), id, how).await;
        assert!(matches!(said, Err(Error::State { noun: "letter", .. })), "{said:?}");
    }
    moves(&world, &acme, &olga, "egil@acme.test").await;
    settle(&ctx(), egon.id, Settling::Anew).await.unwrap();
    let twice = settle(&ctx(), egon.id, Settling::Anew).await;
    assert!(matches!(twice, Err(Error::NotFound("letter"))), "one decision is one letter: {twice:?}");
    settle(&ctx(), own.id, Settling::Told).await.unwrap();
    let twice = settle(&ctx(), own.id, Settling::Told).await;
    assert!(matches!(twice, Err(Error::State { state: "told", .. })), "{twice:?}");
    assert_eq!(states(&world, &acme, version).await, [sent, LetterState::Waiting, told]);
    it_goes_out_once_as_another(&world, &acme, &dovecot, (version, &egon)).await;
    assert!(!letter::bounced(app, &back, app.now()).await.unwrap(), "who was told was told");
    assert_eq!(states(&world, &acme, version).await, [sent, sent, told]);
    let acts = async |scope| {
        let all = log(&world, scope).await.into_iter().map(|event| event.act);
        all.filter(|act| act.starts_with("letter.")).collect::<Vec<_>>()
    };
    assert_eq!(acts(acme.info.scope).await, ["letter.anew"]);
    // What was tried in vain stands there, too.
    assert!(acts(operator::SCOPE).await.ends_with(&["letter.anew".to_owned(), "letter.told".to_owned()]));
}

/// A letter that is sent anew is another one: what is still said of the first, by a copy or a report, is not said of it.
async fn it_goes_out_once_as_another(
    world: &World,
    acme: &Company,
    dovecot: &Dovecot,
    (version, first): (i64, &KnownLetter),
) {
    let app = &world.app;
    let anew = letters(world, acme, version).await[1].1;
    assert_ne!(anew.id, first.id);
    doubt(world, &anew, true).await;
    dovecot.append(OWN, "INBOX", copy(first, OWN, "reject550@acme.test").as_bytes(), "", None).unwrap();
    assert_eq!(returns::round(app, &mut Known::default()).await.unwrap().arrived, 0);
    let late = report(&first.id.uuid().simple().to_string(), &["reject550@acme.test"]);
    assert!(!letter::bounced(app, late.as_bytes(), app.now()).await.unwrap());
    let standing = async || letters(world, acme, version).await[1].1.state;
    assert_eq!(standing().await, LetterState::InDoubt);
    let mut tx = app.store().tenant(acme.info.scope).begin().await.unwrap();
    assert!(tx.send_letter_again(anew.kind, anew.id, app.now(), app.now()).await.unwrap());
    tx.commit().await.unwrap();
    let another = world.another_node().await;
    let (one, two) = tokio::join!(document_letters::round(app), document_letters::round(&another));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    let mails = until_mails(dovecot, "egil@acme.test", 1).await;
    assert_eq!(mails.len(), 1);
    let id = mime::read(&mails[0].raw).content.message_id.unwrap();
    assert!(id.starts_with(&anew.id.uuid().simple().to_string()), "{id}");
    world.clock.advance_ms(BETWEEN_MS);
    assert_eq!(document_letters::round(app).await.unwrap(), 0);
    assert_eq!(inbox(dovecot, "egil@acme.test").len(), 1);
}

/// News go the same way, except that nobody says of a letter that was never handed over that it arrived.
async fn news_go_the_same_way(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (app, acme) = (&world.app, world.company("acme").await);
    let olga = world.operator_named("Olga").await;
    for ctx in [world.admin_ctx(&acme), world.agent_ctx(&acme)] {
        consent::decide_news(app, &ctx, true, "It is sent.").await.unwrap();
    }
    world.clock.advance_ms(1_000);
    let texts = vec![news::NewsText { language: "en".into(), title: "New".into(), body: "Saddles.".into() }];
    let id = news::write(app, &shell(&world), None, texts).await.unwrap();
    news::send(app, &shell(&world), id).await.unwrap();
    news_letters::round(app).await.unwrap();
    world.clock.advance_ms(BETWEEN_MS);
    let store = app.store().tenant(acme.info.scope);
    let (now, holder) = (app.now(), RequestId::generate(app.now()));
    let rows = store.list_news_letters(id).await.unwrap();
    let handed = rows.iter().find(|row| row.agent == acme.agent).unwrap();
    let mut tx = store.begin().await.unwrap();
    let last = tx.find_last_consent(acme.agent, ConsentPurpose::News).await.unwrap().unwrap();
    let until = now.plus_millis(MINUTE_MS);
    assert!(tx.claim_letter(LetterKind::News, handed.id, now, holder, until).await.unwrap());
    assert!(tx.end_news_letter(handed, holder, last.id, (false, now)).await.unwrap());
    tx.commit().await.unwrap();
    // As after a backup was brought back: both are in doubt.
    app.store().system().quarantine_letters().await.unwrap();
    let listed = news::letters(app, &shell(&world), id).await.unwrap();
    let mut addresses: Vec<_> = listed.iter().map(|one| (one.state, one.email.as_str())).collect();
    addresses.sort_unstable();
    let in_doubt = LetterState::InDoubt;
    assert_eq!(addresses, [(in_doubt, "ada@acme.test"), (in_doubt, "egon@acme.test")]);
    let theirs = news::letters(app, &world.admin_ctx(&acme), id).await;
    assert!(matches!(theirs, Err(Error::NotFound(_))));
    let ctx = || Ctx { now: app.now(), ..olga };
    for row in &rows {
        let settled = letter::settle(app, &ctx(), row.id, Settling::Arrived).await;
        assert_eq!(settled.is_ok(), row.id == handed.id, "{settled:?}");
    }
    let unhanded = rows.iter().find(|row| row.agent == acme.admin).unwrap();
    letter::settle(app, &ctx(), unhanded.id, Settling::Again).await.unwrap();
    let counts = news::read(app, &shell(&world), id).await.unwrap().counts;
    assert_eq!((counts.sent, counts.waiting, counts.in_doubt), (1, 1, 0));
    // One that came back and is sent anew was not handed over yet.
    let came_back = report(&handed.id.uuid().simple().to_string(), &["egon@acme.test"]);
    assert!(letter::bounced(app, came_back.as_bytes(), app.now()).await.unwrap());
    letter::settle(app, &ctx(), handed.id, Settling::Anew).await.unwrap();
    let rows = store.list_news_letters(id).await.unwrap();
    let anew = rows.iter().find(|row| row.agent == acme.agent).unwrap();
    assert_eq!((anew.state, anew.consent, anew.handed_at), (LetterState::Waiting, None, None));
    let report = app::verify::run_some(app, None, Some(60)).await.unwrap();
    assert_eq!(report.broken, 0);
}

crate::with_either_engine!(
    nothing_else_in_it_is_touched,
    doubts_are_settled_both_ways,
    who_has_just_begun_looks_again_soon,
    a_server_may_refuse_the_copy,
    operators_are_told_that_it_cannot_be_read,
    somebody_settles_it,
    what_did_not_arrive_is_sent_anew_or_told_of,
    news_go_the_same_way,
);
