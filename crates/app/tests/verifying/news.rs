//! News by mail (C60).

use super::*;
use app::news::{self, NewsText};
use domain::{ConsentPurpose, LetterState, RequestId};
use store::LetterKind;

/// The admin asked for news, and a letter with it went out.
pub async fn lay(world: &World, acme: &Company) {
    let app = &world.app;
    let operator = || app::Ctx::operator(app::operator::SCOPE, app.now());
    app::consent::decide_news(app, &world.admin_ctx(acme), true, "It is sent to you.").await.unwrap();
    world.clock.advance_ms(5_000);
    let text =
        NewsText { language: "en".to_owned(), title: "Saddles".to_owned(), body: "Two colours.".to_owned() };
    let id = news::write(app, &operator(), None, vec![text]).await.unwrap();
    news::send(app, &operator(), id).await.unwrap();
    app::jobs::news_letters::round(app).await.unwrap();
    // There is no server here: it is handed over as a sender would.
    world.clock.advance_ms(10 * 60_000);
    let (store, now) = (app.store().tenant(acme.info.scope), app.now());
    let letter = store.list_news_letters(id).await.unwrap()[0];
    let holder = RequestId::generate(now);
    let mut tx = store.begin().await.unwrap();
    let consent = tx.find_last_consent(acme.admin, ConsentPurpose::News).await.unwrap().unwrap();
    assert!(
        tx.claim_letter(LetterKind::News, letter.id, now, holder, now.plus_millis(60_000)).await.unwrap()
    );
    assert!(tx.end_news_letter(&letter, holder, consent.id, (false, now)).await.unwrap());
    let end = store::LetterEnd { state: LetterState::Sent, code: None, due_at: now, ended_at: Some(now) };
    tx.finish_letter(LetterKind::News, letter.id, holder, end).await.unwrap();
    tx.commit().await.unwrap();
}

/// What breaks the promise, from outside; each goes on from the one before.
pub fn mutants() -> Vec<Mutant> {
    let before = "(SELECT min(handed_at_ms) FROM news_letter) - 2000";
    vec![
        data(
            60,
            "news-unconsented",
            format!(
                "UPDATE consent SET decision = 'withdrawn', decided_at_ms = {before} WHERE purpose = 'news'"
            ),
        ),
        data(60, "news-unsent", "UPDATE news SET sent_at_ms = NULL".to_owned()),
    ]
}
