//! News by mail: to whoever asked for it, once; ended by one click; and nothing else depends on it (C60).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, servers, until};
use app::consent::{self, Standing};
use app::jobs::news_letters;
use app::news::{self, NewsText};
use app::{Ctx, Error, operator};
use domain::{AgentId, ConsentDecision, ConsentPurpose, ConsentWay, LetterState, NewsId, RequestId};
use store::LetterKind;
use testkit::dovecot::Dovecot;
use testkit::exim::Exim;

const DAY_MS: i64 = 24 * 3_600_000;
const WORDS: &str = "If you ask for it, news is sent to you.";

fn shell(world: &World) -> Ctx {
    Ctx::operator(operator::SCOPE, world.app.now())
}

fn text(language: &str, title: &str, body: &str) -> NewsText {
    NewsText { language: language.to_owned(), title: title.to_owned(), body: body.to_owned() }
}

async fn sent(world: &World, title: &str) -> NewsId {
    world.clock.advance_ms(1_000);
    let texts = vec![text("en", title, "Now in two colours.")];
    let id = news::write(&world.app, &shell(world), None, texts).await.unwrap();
    news::send(&world.app, &shell(world), id).await.unwrap();
    id
}

async fn decide(world: &World, ctx: &Ctx, gives: bool) {
    world.clock.advance_ms(1_000);
    let ctx = Ctx { now: world.app.now(), ..*ctx };
    consent::decide_news(&world.app, &ctx, gives, WORDS).await.unwrap();
}

async fn with_mail(engine: Engine) -> Option<(World, Company, Dovecot, Exim)> {
    let people = ["ada@acme.test", "egon@acme.test"];
    let public = Some("https://desk.test".to_owned());
    let (world, dovecot, exim) =
        servers::with_operator_mail(engine, &people, |settings| settings.public_url = public).await?;
    let acme = world.company("acme").await;
    Some((world, acme, dovecot, exim))
}

/// The mails of somebody, once there are so many.
async fn mails(dovecot: &Dovecot, address: &str, count: usize) -> Vec<String> {
    until("the mails are there", async || {
        let all = dovecot.list(address, "INBOX").unwrap();
        (all.len() >= count)
            .then(|| all.iter().map(|m| String::from_utf8_lossy(&m.raw).into_owned()).collect())
    })
    .await
}

/// A header's value, with its lines put together.
fn header(raw: &str, name: &str) -> Option<String> {
    let head = raw.replace("\r\n", "\n");
    let head = head.split_once("\n\n").unwrap().0.replace("\n ", " ").replace("\n\t", " ");
    let prefix = format!("{}:", name.to_ascii_lowercase());
    let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(&prefix))?;
    Some(line.split_once(':').unwrap().1.trim().to_owned())
}

fn token(raw: &str) -> String {
    let value = header(raw, "List-Unsubscribe").unwrap();
    let url = value.trim_start_matches('<').trim_end_matches('>');
    assert!(url.starts_with("https://") && url.contains("/news/unsubscribe/"), "{value}");
    url.rsplit_once('/').unwrap().1.to_owned()
}

async fn standing(world: &World, acme: &Company, agent: AgentId) -> Standing {
    consent::news(&world.app, acme.info.scope, agent).await.unwrap()
}

/// One click ends news and nothing else.
async fn one_click_stops_news_and_nothing_else(engine: Engine) {
    let Some((world, acme, dovecot, _exim)) = with_mail(engine).await else { return };
    let (app, egon) = (&world.app, world.agent_ctx(&acme));
    assert_eq!(standing(&world, &acme, acme.agent).await, Standing::Unasked);
    let first = sent(&world, "Nobody asked").await;
    assert_eq!(news_letters::round(app).await.unwrap(), 0, "nobody asked for it");
    decide(&world, &egon, true).await;
    assert_eq!(news::count_recipients(app, &shell(&world)).await.unwrap(), 1);
    let second = sent(&world, "New saddles").await;
    let another = world.another_node().await;
    let (one, two) = tokio::join!(news_letters::round(app), news_letters::round(&another));
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    let all = mails(&dovecot, "egon@acme.test", 1).await;
    assert_eq!(header(&all[0], "List-Unsubscribe-Post").unwrap(), "List-Unsubscribe=One-Click");
    assert_eq!(header(&all[0], "Subject").unwrap(), "New saddles");
    let token = token(&all[0]);
    let read = mime::read(all[0].as_bytes());
    assert!(read.content.text.contains(&token), "the link stands in the text, too: {}", read.content.text);
    // A link that is not ours is answered alike, and does nothing; one for somebody else is not to be made of it.
    let mut forged = token.clone();
    let flipped = if forged.starts_with('A') { "B" } else { "A" };
    forged.replace_range(..1, flipped);
    for wrong in [forged.as_str(), "x", "", "AAAA"] {
        news::unsubscribe(app, wrong, "192.0.2.1", app.now()).await.unwrap();
    }
    assert_eq!(standing(&world, &acme, acme.agent).await, Standing::Given);
    // The click, and once more.
    for _ in 0..2 {
        world.clock.advance_ms(1_000);
        news::unsubscribe(app, &token, "192.0.2.1", app.now()).await.unwrap();
    }
    assert_eq!(standing(&world, &acme, acme.agent).await, Standing::Refused);
    let own = consent::own(app, &egon).await.unwrap();
    let said: Vec<_> = own.iter().map(|one| (one.purpose, one.decision, one.way.unwrap())).collect();
    let purpose = ConsentPurpose::News;
    let (given, ended) = (ConsentDecision::Given, ConsentDecision::Withdrawn);
    assert_eq!(said, [(purpose, given, ConsentWay::Page), (purpose, ended, ConsentWay::MailLink)]);
    let view = news::read(app, &shell(&world), second).await.unwrap();
    assert_eq!((view.counts.sent, view.counts.unsubscribed), (1, 1));
    assert_eq!(news::read(app, &shell(&world), first).await.unwrap().counts, news::Counts::default());
    sent(&world, "More saddles").await;
    assert_eq!(news_letters::round(app).await.unwrap(), 0);
    // The other stream goes on: a link for a new password, without a word of unsubscribing.
    let base = "https://acme.test".to_owned();
    app::agent::request(app, acme.info.scope, "egon@acme.test", "192.0.2.1", base, app.now()).await.unwrap();
    let all = mails(&dovecot, "egon@acme.test", 2).await;
    assert_eq!(all.len(), 2);
    let reset = all.iter().find(|raw| mime::read(raw.as_bytes()).content.text.contains("/resets/")).unwrap();
    assert_eq!(header(reset, "List-Unsubscribe"), None);
}

/// Whoever takes it back after it was sent, and before their letter goes out, gets none.
async fn who_takes_it_back_before_gets_none(engine: Engine) {
    let Some((world, acme, dovecot, _exim)) = with_mail(engine).await else { return };
    let (app, egon, ada) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    decide(&world, &egon, true).await;
    decide(&world, &ada, true).await;
    let id = sent(&world, "New saddles").await;
    let alone =
        world.another_node_with(app::Settings { operator_mail: None, ..app.settings().clone() }).await;
    news_letters::round(&alone).await.unwrap();
    decide(&world, &egon, false).await;
    world.clock.advance_ms(DAY_MS);
    assert_eq!(news_letters::round(app).await.unwrap(), 1);
    assert_eq!(mails(&dovecot, "ada@acme.test", 1).await.len(), 1);
    assert!(dovecot.list("egon@acme.test", "INBOX").unwrap().is_empty());
    let counts = news::read(app, &shell(&world), id).await.unwrap().counts;
    assert_eq!((counts.sent, counts.dropped, counts.waiting), (1, 1, 0));
    let report = app::verify::run_some(app, None, Some(60)).await.unwrap();
    assert_eq!((report.broken, report.kept), (0, 1));
}

/// A sender that ends before the server is told the letter's end leaves it to another; one that ends after that leaves it in
/// doubt, and it is not sent again.
async fn what_was_interrupted_is_not_sent_twice(engine: Engine) {
    let Some((world, acme, dovecot, _exim)) = with_mail(engine).await else { return };
    let (app, store) = (&world.app, world.app.store().tenant(acme.info.scope));
    decide(&world, &world.agent_ctx(&acme), true).await;
    decide(&world, &world.admin_ctx(&acme), true).await;
    let id = sent(&world, "New saddles").await;
    let alone =
        world.another_node_with(app::Settings { operator_mail: None, ..app.settings().clone() }).await;
    news_letters::round(&alone).await.unwrap();
    world.clock.advance_ms(DAY_MS);
    let (holder, now) = (RequestId::generate(app.now()), app.now());
    for letter in store.list_news_letters(id).await.unwrap() {
        let mut tx = store.begin().await.unwrap();
        assert!(
            tx.claim_letter(LetterKind::News, letter.id, now, holder, now.plus_millis(60_000)).await.unwrap()
        );
        if letter.agent == acme.agent {
            let last = tx.find_last_consent(acme.agent, ConsentPurpose::News).await.unwrap().unwrap();
            assert!(tx.end_news_letter(&letter, holder, last.id, (false, now)).await.unwrap());
        }
        tx.commit().await.unwrap();
    }
    news_letters::round(app).await.unwrap();
    assert!(dovecot.list("ada@acme.test", "INBOX").unwrap().is_empty(), "somebody has it");
    for _ in 0..2 {
        world.clock.advance_ms(61_000);
        news_letters::round(app).await.unwrap();
    }
    let found = store.list_news_letters(id).await.unwrap();
    let state = |agent| found.iter().find(|one| one.agent == agent).unwrap().state;
    assert_eq!((state(acme.admin), state(acme.agent)), (LetterState::Sent, LetterState::InDoubt));
    assert_eq!(mails(&dovecot, "ada@acme.test", 1).await.len(), 1);
    assert!(dovecot.list("egon@acme.test", "INBOX").unwrap().is_empty());
}

/// A draft is written by operators alone, changes until it is sent, and is sent once.
async fn a_draft_is_sent_once_and_changes_no_more(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (app, acme) = (&world.app, world.company("acme").await);
    let write = async |id, texts| news::write(app, &shell(&world), id, texts).await;
    let nothing = write(None, vec![text("en", " ", "\n")]).await;
    assert!(matches!(nothing, Err(Error::Input { field: "text", .. })));
    let untitled = write(None, vec![text("en", "", "Something")]).await;
    assert!(matches!(untitled, Err(Error::Input { field: "title", .. })));
    let id = write(None, vec![text("en", "One", "First.\r\n")]).await.unwrap();
    write(Some(id), vec![text("en", "One", "Second."), text("da", "En", "Anden.")]).await.unwrap();
    let view = news::read(app, &shell(&world), id).await.unwrap();
    assert_eq!(view.texts, [text("da", "En", "Anden."), text("en", "One", "Second.")]);
    assert_eq!(news::text_for(&view.texts, Some("da")).unwrap().title, "En");
    assert_eq!(news::text_for(&view.texts, Some("sv")).unwrap().title, "One");
    news::send(app, &shell(&world), id).await.unwrap();
    for done in [
        news::send(app, &shell(&world), id).await,
        write(Some(id), vec![text("en", "Two", "Third.")]).await.map(drop),
    ] {
        assert!(matches!(done, Err(Error::State { state: "sent", .. })));
    }
    assert!(matches!(news::remove(app, &shell(&world), id).await, Err(Error::NotFound(_))));
    let draft = write(None, vec![text("en", "Draft", "No.")]).await.unwrap();
    news::remove(app, &shell(&world), draft).await.unwrap();
    assert_eq!(news::list(app, &shell(&world)).await.unwrap().len(), 1);
    for ctx in [world.admin_ctx(&acme), world.agent_ctx(&acme)] {
        assert!(news::list(app, &ctx).await.is_err());
        assert!(news::write(app, &ctx, None, vec![text("en", "One", "First.")]).await.is_err());
    }
    // The ledger knows of a consent that ended: what is restored from before writes to nobody.
    let egon = world.agent_ctx(&acme);
    decide(&world, &egon, true).await;
    decide(&world, &egon, false).await;
    let entries = app.keyring().list_ledger(acme.info.scope, -1, 100).await.unwrap();
    let entry = entries.iter().find(|one| one.subject == acme.agent.uuid()).unwrap();
    assert_eq!(entry.detail.as_deref(), Some("news"));
    forget_last(&world, &acme).await;
    assert_eq!(standing(&world, &acme, acme.agent).await, Standing::Given, "as in a backup from before");
    app::erasure::replay(app, acme.info.scope, app.now()).await.unwrap();
    assert_eq!(standing(&world, &acme, acme.agent).await, Standing::Refused);
}

/// Puts a person's decisions back to how they were before the last one.
async fn forget_last(world: &World, acme: &Company) {
    let store = world.app.store().tenant(acme.info.scope);
    let mut all = store.list_consents_of_agent(acme.agent).await.unwrap();
    all.pop();
    let mut tx = store.begin().await.unwrap();
    tx.delete_consents_of_agent(acme.agent).await.unwrap();
    for one in &all {
        tx.insert_consent(one).await.unwrap();
    }
    tx.commit().await.unwrap();
}

crate::with_either_engine!(
    one_click_stops_news_and_nothing_else,
    who_takes_it_back_before_gets_none,
    what_was_interrupted_is_not_sent_twice,
    a_draft_is_sent_once_and_changes_no_more,
);
