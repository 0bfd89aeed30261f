//! What people ask about their own data, and what a company keeps, restricts, puts right and hands over.

use crate::words::{address, canary, contact};
use crate::work::{DAY_MS, Desk};
use crate::{answers, mails};
use app::erasure::{Scope, holds};
use app::rectification::Rectification;
use app::retention::{self, NewRule};
use app::subject_request::{self as requests, Asking, Decision, NewRequest};
use app::view::ReplyDraft;
use app::{access_export, account, company_export};
use domain::{
    ObjectionPurpose, Private, RetentionSubject, RetentionTerms, SubjectDecision, SubjectRequestId,
    SubjectRight,
};

fn asking(right: SubjectRight, (name, email): (String, String)) -> Asking {
    let (words, language) = (canary("request words"), "en".to_owned());
    Asking { right, email, name, words, language, company: String::new() }
}

/// One of [`crate::words::PEOPLE`], as they name themselves.
fn named(who: &str) -> (String, String) {
    (canary(&format!("{who} name")), address(&format!("{who} address")))
}

/// A case that was granted, and is not carried out.
async fn granted(desk: &Desk, right: SubjectRight, who: (String, String)) -> SubjectRequestId {
    let (app, admin) = (&desk.world.app, desk.admin());
    let vouched = canary("vouched words");
    let new = NewRequest { asking: asking(right, who), ticket: None, received_at: None, vouched };
    let id = requests::create(app, &admin, new).await.unwrap();
    requests::note(app, &admin, id, &canary("case note")).await.unwrap();
    let purposes = match right {
        SubjectRight::Objection => vec![ObjectionPurpose::Marketing],
        _ => Vec::new(),
    };
    let decision = SubjectDecision::Granted;
    let decision = Decision { decision, grounds: canary("grounds"), purposes, mode: None };
    requests::decide(app, &admin, id, crate::world::version(app, &admin, id).await, decision).await.unwrap();
    id
}

async fn version(desk: &Desk, id: SubjectRequestId) -> i64 {
    requests::read(&desk.world.app, &desk.admin(), id).await.unwrap().row.version
}

async fn confirm(desk: &Desk, id: SubjectRequestId) {
    let version = version(desk, id).await;
    requests::confirm(&desk.world.app, &desk.admin(), id, version, "").await.unwrap();
}

/// Gives the secrets that were handed out.
pub async fn ask(desk: &Desk) -> String {
    requests::set_country(&desk.world.app, &desk.admin(), "SE").await.unwrap();
    let secrets = exports(desk).await;
    let sender = (canary("sender name"), contact());
    let objects = granted(desk, SubjectRight::Objection, sender).await;
    confirm(desk, objects).await;
    requests::close(&desk.world.app, &desk.admin(), objects, "", true).await.unwrap();
    let form = asking(SubjectRight::Access, (String::new(), address("asker address")));
    let now = desk.world.app.now();
    requests::ask(&desk.world.app, desk.scope, form, &canary("client"), "https://acme.test", now)
        .await
        .unwrap();
    // Whoever wrote to the address for requests is told that it is here.
    app::jobs::subject_requests::round(&desk.world.app).await.unwrap();
    Box::pin(restricted(desk)).await;
    Box::pin(rectified(desk)).await;
    Box::pin(kept(desk)).await;
    secrets
}

/// Everything of a person, and everything of the company.
async fn exports(desk: &Desk) -> String {
    let (app, admin) = (&desk.world.app, desk.admin());
    let sender = (canary("sender name"), contact());
    let case = granted(desk, SubjectRight::Access, sender).await;
    confirm(desk, case).await;
    while access_export::round(app).await.unwrap() {}
    let rows = desk.tickets().await;
    let person = rows.iter().find(|row| row.requester_email == contact()).unwrap().requester_id;
    let made = access_export::list(app, &admin, person).await.unwrap().remove(0);
    let (link, _) = access_export::link(app, &admin, made.id).await.unwrap();
    requests::close(app, &admin, case, "", false).await.unwrap();
    company_export::ask(app, &admin, "en").await.unwrap();
    while company_export::round(app).await.unwrap() {}
    let own = account::export(app, &desk.ctx()).await.unwrap();
    assert!(!own.bytes.is_empty());
    format!("access link={}\n", link.reveal())
}

/// Whoever is restricted is written to with a reason.
async fn restricted(desk: &Desk) {
    let (app, admin) = (&desk.world.app, desk.admin());
    let ticket = mails::of(desk, "restricted").await.id;
    let case = granted(desk, SubjectRight::Restriction, named("restricted")).await;
    confirm(desk, case).await;
    let draft = ReplyDraft { text: canary("override answer"), ..ReplyDraft::default() };
    app::reply::send_restricted(app, &admin, ticket, draft, &canary("override reason")).await.unwrap();
    answers::sent(desk).await;
    requests::give_notice(app, &admin, case, &canary("notice words"), true).await.unwrap();
}

/// What was passed on is put right, and whoever got it is told; an account is put right too.
async fn rectified(desk: &Desk) {
    let (app, admin) = (&desk.world.app, desk.admin());
    answers::pass_on(desk, "rectified").await;
    let case = granted(desk, SubjectRight::Rectification, named("rectified")).await;
    let right = Rectification {
        name: Some(canary("right name")),
        phone: Some(canary("right phone")),
        emails: Some(vec![address("right address")]),
    };
    let plan = domain::record::RecipientPlan { words: canary("recipient words"), not_told: Vec::new() };
    let version = version(desk, case).await;
    requests::put_right_telling(app, &admin, (case, version), right, "", plan).await.unwrap();
    app::jobs::recipients::round(app).await.unwrap();
    let (words, password) = (canary("account words"), Private::new(canary("agent password")));
    let right = SubjectRight::Rectification;
    let id = account::request::ask(app, &desk.ctx(), right, &words, &password).await.unwrap();
    let operator = desk.operator().await;
    let granted = SubjectDecision::Granted;
    account::request::decide(
        app,
        &operator,
        crate::world::seen(app, &operator, id).await,
        granted,
        canary("grounds"),
    )
    .await
    .unwrap();
    let version = account::request::read(app, &operator, id).await.unwrap().row.version;
    let right = account::Right {
        name: Some(canary("right agent name")),
        email: Some(address("right agent address")),
    };
    account::request::carry_out(app, &operator, (id, version), right, "").await.unwrap();
    account::request::close(app, &operator, id, "", false).await.unwrap();
}

/// What has to be kept, and what a rule ends.
async fn kept(desk: &Desk) {
    let (app, admin) = (&desk.world.app, desk.admin());
    let hold = holds::NewHold {
        scope: Scope::Contact(mails::of(desk, "held").await.requester_id),
        reason: canary("hold reason"),
        law: canary("hold law"),
        review_at: admin.now.plus_millis(90 * DAY_MS),
        ends_at: None,
    };
    holds::place(app, &admin, hold).await.unwrap();
    app::jobs::retention::round(app).await.unwrap();
    let terms = RetentionTerms::default_of(RetentionSubject::Conversation);
    retention::create(app, &admin, NewRule { name: canary("rule name"), terms }).await.unwrap();
    app::jobs::retention::round(app).await.unwrap();
}

/// Somebody's mail was passed on, and they ask for their erasure; gives the case, which is not carried out.
pub async fn asks_for_erasure(desk: &Desk) -> SubjectRequestId {
    answers::pass_on(desk, "erased").await;
    granted(desk, SubjectRight::Erasure, named("erased")).await
}

/// The erasure begins: whoever got their data is told before their keys go.
pub async fn is_carried_out(desk: &Desk, case: SubjectRequestId) -> domain::ErasureId {
    confirm(desk, case).await;
    requests::read(&desk.world.app, &desk.admin(), case).await.unwrap().erasure_id.unwrap()
}
