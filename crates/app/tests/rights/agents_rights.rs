//! Agents have their rights about their own accounts, against whoever runs Deskhero: they get what is held, and nothing of
//! anybody else.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::unpacked::Unpacked;
use crate::world::{Company, Engine, PASSWORD, World, mail, servers, until};
use app::account::{Right, request};
use app::agent::{self, ProfileChange};
use app::erasure::receipt::Receipt;
use app::subject_request::{self as cases, Told, Which};
use app::view::TicketChange;
use app::{Ctx, Error, account, operator, sign_in, team, token};
use domain::audit::{Actor, Job, Outcome};
use domain::{
    AgentState, LedgerWord, Private, Role, SubjectDecision, SubjectRequestId, SubjectRequestState,
    SubjectRight, SubjectStep,
};
use sha2::{Digest, Sha256};

fn private(text: &str) -> Private<String> {
    Private::new(text.to_owned())
}

async fn signs_in(world: &World, acme: &Company, email: &str, password: &str) -> Result<(), Error> {
    let (app, scope) = (&world.app, acme.info.scope);
    sign_in::with_password(app, scope, email, &private(password), "192.0.2.9", app.now()).await.map(drop)
}

/// Egon signs in, fails once, makes two tokens and withdraws one, belongs to a team; Ada does the same, and a mail is there.
async fn lived_in(world: &World) -> Company {
    let acme = world.company("acme").await;
    let (app, egon, ada) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    signs_in(world, &acme, "egon@acme.test", PASSWORD).await.unwrap();
    signs_in(world, &acme, "ada@acme.test", PASSWORD).await.unwrap();
    assert!(signs_in(world, &acme, "egon@acme.test", "wrong").await.is_err());
    let (gone, _) = token::create(app, &egon, acme.agent, "Old report").await.unwrap();
    token::withdraw(app, &egon, gone.id).await.unwrap();
    token::create(app, &egon, acme.agent, "=Zapier").await.unwrap();
    token::create(app, &ada, acme.admin, "Adas own token").await.unwrap();
    let signature = Some("Egon, by the lighthouse".to_owned());
    let language = Some("da".to_owned());
    agent::change_profile(app, &egon, ProfileChange { signature, language, ..ProfileChange::default() })
        .await
        .unwrap();
    for (name, members) in [("Lamps", vec![acme.agent, acme.admin]), ("Directors", vec![acme.admin])] {
        team::create(
            app,
            &ada,
            team::TeamDraft { name: name.to_owned(), members, ..team::TeamDraft::default() },
        )
        .await
        .unwrap();
    }
    let text = mail("Carla <carla@example.org>", "c1@x.test", None, "Saddle", "About the zebra saddle.");
    world.take_in(&acme, &[("c1", text)]).await;
    let ticket = world.tickets(&acme).await[0].id;
    world.answer(&acme, ticket, "We have giraffes, too.").await;
    acme
}

async fn an_agent_gets_what_is_held_about_their_account(world: World) {
    let acme = lived_in(&world).await;
    let (app, egon) = (&world.app, world.agent_ctx(&acme));
    let data = account::read(app, &egon).await.unwrap();
    assert_eq!((data.account.name.as_str(), data.account.email.as_str()), ("Egon Agent", "egon@acme.test"));
    assert_eq!((data.account.role.as_str(), data.account.sign_in_failures), ("agent", 1));
    assert_eq!((data.account.teams.as_slice(), data.sessions.len()), (["Lamps".to_owned()].as_slice(), 1));
    let mut tokens: Vec<_> =
        data.tokens.iter().map(|one| (one.name.as_str(), one.withdrawn_at.is_some())).collect();
    tokens.sort_unstable();
    assert_eq!(tokens, [("", true), ("=Zapier", false)], "a token that works no more keeps no name");
    let events: Vec<_> = data.events.iter().map(|one| (one.act.as_str(), one.by, one.done)).collect();
    for said in [
        ("session.create", "nobody", true),
        ("session.create", "nobody", false),
        ("token.create", "you", true),
        ("token.withdraw", "you", true),
        ("profile.change", "you", true),
        ("account_export.ask", "you", true),
    ] {
        assert!(events.contains(&said) || said.1 == "nobody", "{said:?} in {events:?}");
    }
    assert!(
        events.iter().all(|(act, ..)| !act.starts_with("ticket.")),
        "what they did in tickets is the company's"
    );
    let held: Vec<_> = data.about.categories.iter().map(|one| one.category.as_str()).collect();
    assert_eq!(
        held,
        [
            "acceptance",
            "agent",
            "api_token",
            "closing_letter",
            "consent",
            "document_letter",
            "news_letter",
            "one_time_link",
            "rectified_account",
            "session",
            "sign_in_failure",
            "sign_up",
            "usage_part",
        ]
    );
    let json = serde_json::to_value(&data).unwrap();
    assert_eq!(app::access_export::schema::check_against(account::SCHEMA, &json), Ok(()));
    // Only who is signed in has an account to ask about.
    let nobody = Ctx::nobody(acme.info.scope, app.now());
    assert!(matches!(account::read(app, &nobody).await, Err(Error::Unauthenticated)));
}

async fn the_copy_is_whole_and_has_nobody_else_in_it(world: World) {
    let acme = lived_in(&world).await;
    let (app, egon) = (&world.app, world.agent_ctx(&acme));
    let export = account::export(app, &egon).await.unwrap();
    assert!(export.name.starts_with("account-2026-11-24"), "{}", export.name);
    let copy = Unpacked::of(export.bytes);
    let names: Vec<_> = copy.files.keys().map(String::as_str).collect();
    let all =
        ["SHA256SUMS", "account-export-1.json", "data.json", "events.csv", "index.html", "sessions.csv"];
    assert_eq!(names, [&all[..], &["tokens.csv"]].concat());
    for line in copy.text("SHA256SUMS").lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        let made: String =
            Sha256::digest(&copy.files[name]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sum, made, "{name}");
    }
    let json: serde_json::Value = serde_json::from_slice(&copy.files["data.json"]).unwrap();
    assert_eq!(app::access_export::schema::check_against(account::SCHEMA, &json), Ok(()));
    for theirs in ["Egon Agent", "egon@acme.test", "by the lighthouse", "Lamps"] {
        assert!(
            copy.text("index.html").contains(theirs) && copy.text("data.json").contains(theirs),
            "{theirs}"
        );
    }
    assert!(copy.text("index.html").contains("lang=\"da\""), "in their language");
    let named = world.with_dpo().await;
    let named = account::export(&named, &egon).await.unwrap();
    let page = Unpacked::of(named.bytes).text("index.html");
    assert!(page.contains("Karin Ek, karin@example.com, +46 8 1"), "whom they ask (C106)");
    assert!(copy.text("tokens.csv").contains("\"'=Zapier\""), "no formula");
    for other in ["Ada", "Directors", "Carla", "carla@", "zebra", "giraffe", "argon2", "dh_"] {
        assert!(!copy.says(other), "{other}");
    }
    assert!(memchr::memmem::find(&copy.zip, b"Egon").is_none(), "it is packed");
}

async fn the_log_tells_who_asked_and_what_was_opened(world: World) {
    let acme = lived_in(&world).await;
    let (app, egon) = (&world.app, world.agent_ctx(&acme));
    account::export(app, &egon).await.unwrap();
    let ada = world.admin_ctx(&acme);
    let sought = app::audit::Sought { purpose: "subject_rights".to_owned(), ..app::audit::Sought::default() };
    let filter = app::audit::AuditFilter::of(app, &ada, &sought).await.unwrap();
    let log = app::audit::read(app, &ada, &filter, None, 50).await.unwrap();
    let log: Vec<_> = log.items.into_iter().filter_map(|line| line.event).collect();
    let made: Vec<_> = log.iter().filter(|one| one.act == "account_export.make").collect();
    assert_eq!(made.len(), 1);
    assert_eq!((made[0].actor, made[0].outcome), (Actor::System(Job::AccountRights), Outcome::Done));
    // Profile, the name of a team, the name of a token.
    assert_eq!(made[0].opened, 3);
    let asked = app::audit::Sought { act: "account_export.ask".to_owned(), ..app::audit::Sought::default() };
    let filter = app::audit::AuditFilter::of(app, &ada, &asked).await.unwrap();
    let log = app::audit::read(app, &ada, &filter, None, 50).await.unwrap();
    let log: Vec<_> = log.items.into_iter().filter_map(|line| line.event).collect();
    assert_eq!(log.iter().map(|one| one.actor).collect::<Vec<_>>(), [Actor::Agent(acme.agent)]);
    assert_eq!(log[0].request, made[0].request, "under one request");
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
    // An admin has the same, of their own account alone.
    let own = account::read(app, &ada).await.unwrap();
    assert_eq!((own.account.name.as_str(), own.account.role.as_str()), ("Ada Admin", Role::Admin.as_str()));
    assert!(!serde_json::to_string(&own).unwrap().contains("Egon"));
}

async fn asks(world: &World, ctx: &Ctx, right: SubjectRight, words: &str) -> SubjectRequestId {
    request::ask(&world.app, ctx, right, words, &private(PASSWORD)).await.unwrap()
}

async fn grants(world: &World, olga: &Ctx, id: SubjectRequestId) -> i64 {
    request::decide(
        &world.app,
        olga,
        crate::world::seen(&world.app, olga, id).await,
        SubjectDecision::Granted,
        String::new(),
    )
    .await
    .unwrap();
    request::read(&world.app, olga, id).await.unwrap().row.version
}

/// The receipt of a closed request is had by whoever asked, as by the operator, and by nobody else.
async fn the_receipt_is_theirs(
    world: &World,
    acme: &Company,
    (egon, olga): (&Ctx, &Ctx),
    id: SubjectRequestId,
) {
    let receipt = request::receipt(&world.app, egon, id).await.unwrap();
    assert_eq!(receipt, cases::receipt(&world.app, olga, id).await.unwrap());
    let said = Receipt::from_bytes(&receipt).unwrap();
    let said = said.check_case(&world.app.vault().checkpoint_public_key()).unwrap();
    assert_eq!((said.request_id, said.told.as_deref()), (id, Some("on_page")));
    let others = request::receipt(&world.app, &world.admin_ctx(acme), id).await;
    assert!(matches!(others, Err(Error::NotFound("receipt"))), "{others:?}");
}

/// Refused by who saw it as it is, with the courts.
async fn a_refusal_names_the_courts(world: &World, egon: &Ctx, olga: &Ctx) {
    let app = &world.app;
    let id = asks(world, egon, SubjectRight::Restriction, "").await;
    let seen = crate::world::seen(app, olga, id).await;
    let bare = request::decide(app, olga, seen, SubjectDecision::Refused, String::new()).await;
    assert!(matches!(bare, Err(Error::Input { field: "grounds", .. })), "{bare:?}");
    request::decide(app, olga, seen, SubjectDecision::Refused, "It is needed.".to_owned()).await.unwrap();
    let stale = request::decide(app, olga, seen, SubjectDecision::Granted, String::new()).await;
    assert!(matches!(stale, Err(Error::State { noun: "request", state: "changed" })), "{stale:?}");
    request::close(app, olga, id, "", false).await.unwrap();
    let letter = request::own(app, egon).await.unwrap()[0].letter.clone().unwrap();
    assert!(letter.contains("It is needed.") && letter.contains("79"), "{letter}");
}

async fn a_request_lies_with_the_operator_and_its_answer_with_the_agent(world: World) {
    let acme = lived_in(&world).await;
    let (app, egon, olga) = (&world.app, world.agent_ctx(&acme), world.operator_named("Olga").await);
    let wrong = request::ask(app, &egon, SubjectRight::Objection, "No.", &private("wrong")).await;
    assert!(matches!(wrong, Err(Error::Input { field: "password", .. })), "{wrong:?}");
    let id = asks(&world, &egon, SubjectRight::Objection, "Stop counting me.").await;
    // It is with the operator, and with nobody in the company.
    let open = request::list(app, &olga, false, None, 10).await.unwrap().items;
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].account, Some((acme.info.scope.tenant(), acme.agent)));
    assert_eq!((open[0].state, open[0].number, open[0].days_left), (SubjectRequestState::Open, Some(1), 30));
    let ada = world.admin_ctx(&acme);
    assert!(cases::list(app, &ada, Which::Open, None, 10).await.unwrap().items.is_empty());
    for other in [&ada, &egon] {
        assert!(matches!(request::read(app, other, id).await, Err(Error::NotFound("request"))));
        assert!(matches!(request::list(app, other, false, None, 10).await, Err(Error::NotFound("request"))));
    }
    assert!(request::own(app, &ada).await.unwrap().is_empty(), "each sees their own");
    assert!(matches!(request::take_back(app, &ada, id).await, Err(Error::NotFound("request"))));
    // The round that passes on what came by the form leaves it where it is.
    app::jobs::subject_requests::round(app).await.unwrap();
    assert_eq!(request::list(app, &olga, false, None, 10).await.unwrap().items.len(), 1);
    let view = request::read(app, &olga, id).await.unwrap();
    let steps: Vec<_> = view.events.iter().map(|event| event.step).collect();
    assert_eq!(steps, [SubjectStep::Received, SubjectStep::SignedIn]);
    assert_eq!((view.words.as_str(), view.company.as_str()), ("Stop counting me.", "A company"));
    cases::set_country(app, &olga, "DK").await.unwrap();
    // What no software does is said in words: here, where nothing is counted.
    let version = grants(&world, &olga, id).await;
    let settings = app::Settings { usage_days: None, ..app.settings().clone() };
    let elsewhere = world.another_node_with(settings).await;
    let silent = request::carry_out(&elsewhere, &olga, (id, version), Right::default(), "").await;
    assert!(matches!(silent, Err(Error::Input { field: "how", .. })), "{silent:?}");
    let early = request::close(app, &olga, id, "", false).await;
    assert!(matches!(early, Err(Error::State { state: "not-carried-out", .. })), "{early:?}");
    request::carry_out(app, &olga, (id, version), Right::default(), "Taken out of the figures.")
        .await
        .unwrap();
    assert_eq!(
        request::close(app, &olga, id, "", false).await.unwrap(),
        Told::OnPage,
        "no mail goes out here"
    );
    let own = request::own(app, &egon).await.unwrap();
    let letter = own[0].letter.as_deref().unwrap();
    assert!(letter.contains("Egon Agent") && letter.contains("Datatilsynet"), "{letter}");
    assert!(letter.contains("Vi er holdt op"), "in their language: {letter}");
    the_receipt_is_theirs(&world, &acme, (&egon, &olga), id).await;
    assert_eq!(
        (own[0].state, request::list(app, &olga, true, None, 10).await.unwrap().items.len()),
        (SubjectRequestState::Done, 1)
    );
    a_refusal_names_the_courts(&world, &egon, &olga).await;
    // Taken back: closed.
    let id = asks(&world, &egon, SubjectRight::Access, "").await;
    request::take_back(app, &egon, id).await.unwrap();
    assert_eq!(request::own(app, &egon).await.unwrap()[0].state, SubjectRequestState::Withdrawn);
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
    assert_eq!(app::audit::verify(app, &operator::info()).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn an_account_is_put_right(world: World) {
    let acme = lived_in(&world).await;
    let (app, egon, olga) = (&world.app, world.agent_ctx(&acme), world.operator_named("Olga").await);
    let id = asks(&world, &egon, SubjectRight::Rectification, "I am called Egil.").await;
    let version = grants(&world, &olga, id).await;
    let right =
        |name: &str, email: &str| Right { name: Some(name.to_owned()), email: Some(email.to_owned()) };
    let taken = request::carry_out(app, &olga, (id, version), right("Egil", "ada@acme.test"), "").await;
    assert!(matches!(taken, Err(Error::Exists("agent"))), "{taken:?}");
    let stale = request::carry_out(app, &olga, (id, version - 1), right("Egil", "egil@acme.test"), "").await;
    assert!(matches!(stale, Err(Error::State { state: "changed", .. })), "{stale:?}");
    request::carry_out(app, &olga, (id, version), right("Egil", "egil@acme.test"), "").await.unwrap();
    let profile = agent::profile(app, &egon).await.unwrap();
    assert_eq!((profile.name.as_str(), profile.email.as_str()), ("Egil", "egil@acme.test"));
    signs_in(&world, &acme, "egil@acme.test", PASSWORD).await.unwrap();
    assert!(signs_in(&world, &acme, "egon@acme.test", PASSWORD).await.is_err());
    let letter = request::proposed(app, &olga, id).await.unwrap().unwrap();
    assert!(letter.contains("Egil") && !letter.contains("Egon"), "by what is right: {letter}");
    request::close(app, &olga, id, "", true).await.unwrap();
    // Nobody else's account was touched, and the company's log says that it was put right.
    assert_eq!(agent::profile(app, &world.admin_ctx(&acme)).await.unwrap().name, "Ada Admin");
    let said = account::read(app, &egon).await.unwrap().events;
    assert!(said.iter().any(|event| event.act == "account.rectify" || event.act == "account_request.ask"));
}

async fn an_account_is_erased_and_does_not_come_back(world: World) {
    let acme = lived_in(&world).await;
    let (app, egon, ada) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    let (olga, scope) = (world.operator_named("Olga").await, acme.info.scope);
    let before = app.store().tenant(scope).find_agent(acme.agent).await.unwrap().unwrap();
    let ticket = world.tickets(&acme).await[0].id;
    let his = TicketChange { assignee: Some(Some(acme.agent)), ..TicketChange::default() };
    app::ticket::change(app, &ada, ticket, his).await.unwrap();
    let id = asks(&world, &egon, SubjectRight::Erasure, "I have left.").await;
    let version = grants(&world, &olga, id).await;
    request::carry_out(app, &olga, (id, version), Right::default(), "").await.unwrap();
    // Nobody gets in, and nothing of it opens.
    assert!(matches!(signs_in(&world, &acme, "egon@acme.test", PASSWORD).await, Err(Error::SignInRefused)));
    let objects = [before.profile.object(), before.credential.object()];
    let keys = app.keyring().list_object_keys(scope, &objects);
    assert!(keys.await.unwrap().is_empty(), "the keys are gone at once");
    let shown = agent::list(app, &ada).await.unwrap();
    let gone = shown.iter().find(|one| one.id == acme.agent).unwrap();
    assert!(gone.email.is_empty() && !gone.name.contains("Egon"), "{gone:?}");
    let back = agent::AgentChange { state: Some(AgentState::Active), ..agent::AgentChange::default() };
    let back = agent::change(app, &ada, acme.agent, back).await;
    assert!(matches!(back, Err(Error::State { state: "erased", .. })), "{back:?}");
    // What they did stays, somebody else has to take it, and their address is free for somebody new.
    let tickets = world.tickets(&acme).await;
    assert_eq!(tickets.iter().map(|row| row.assignee_id).collect::<Vec<_>>(), [None]);
    let new = agent::NewAgent {
        name: "Egon".to_owned(),
        email: "egon@acme.test".to_owned(),
        role: Role::Agent,
        password: private(PASSWORD),
    };
    agent::create(app, &ada, new).await.unwrap();
    // The letter can be written still, but has no page to stand on.
    let unsent = request::close(app, &olga, id, "", false).await;
    assert!(
        matches!(
            unsent,
            Err(Error::State { noun: "letter", .. } | Error::State { state: "not-configured", .. })
        ),
        "{unsent:?}"
    );
    assert_eq!(request::close(app, &olga, id, "", true).await.unwrap(), Told::ByHand);
    let letter = request::read(app, &olga, id).await.unwrap().letter.unwrap();
    assert!(letter.contains("Vi har slettet din konto"), "{letter}");
    // A backup from before still has the row: the ledger takes it out once more.
    let ledger = app.keyring().list_ledger(scope, -1, 10).await.unwrap();
    assert_eq!(
        ledger.last().map(|entry| (entry.what, entry.subject)),
        Some((LedgerWord::AccountErased, acme.agent.uuid()))
    );
    let mut tx = app.store().tenant(scope).begin().await.unwrap();
    let row = tx.find_agent(acme.agent).await.unwrap().unwrap();
    let profile = before.profile.clone();
    let restored = store::Agent { profile, state: AgentState::Active, erased_at: None, ..row };
    tx.update_agent(&restored).await.unwrap();
    tx.commit().await.unwrap();
    let replayed = app::erasure::replay(app, scope, app.now()).await.unwrap();
    assert_eq!(replayed.states, 1);
    agent::list(app, &ada).await.unwrap();
    assert_eq!(app::erasure::replay(app, scope, app.now()).await.unwrap().states, 0);
    assert_eq!(app::audit::verify(app, &acme.info).await.unwrap().fault, None);
    assert_eq!(privacy::unaudited_opens(), 0);
}

async fn the_last_admin_stays_until_somebody_else_is_one(world: World) {
    let acme = lived_in(&world).await;
    let (app, ada, olga) = (&world.app, world.admin_ctx(&acme), world.operator_named("Olga").await);
    let id = asks(&world, &ada, SubjectRight::Erasure, "").await;
    let version = grants(&world, &olga, id).await;
    let refused = request::carry_out(app, &olga, (id, version), Right::default(), "").await;
    assert!(matches!(refused, Err(Error::State { state: "last-admin", .. })), "{refused:?}");
    signs_in(&world, &acme, "ada@acme.test", PASSWORD).await.unwrap();
    let raise = agent::AgentChange { role: Some(Role::Admin), ..agent::AgentChange::default() };
    agent::change(app, &ada, acme.agent, raise).await.unwrap();
    request::carry_out(app, &olga, (id, version), Right::default(), "").await.unwrap();
    assert!(signs_in(&world, &acme, "ada@acme.test", PASSWORD).await.is_err());
}

async fn operators_are_told_after_20_and_28_days(engine: Engine) {
    let placed = servers::with_operator_mail(engine, &["olga@desk.test", "egon@acme.test"], |_| {}).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let (acme, app) = (world.company("acme").await, &world.app);
    world.operator_named("Olga").await;
    asks(&world, &world.agent_ctx(&acme), SubjectRight::Objection, "").await;
    let mut told = 0;
    for (days, count) in [(19, 0), (1, 1), (7, 1), (1, 2)] {
        world.clock.advance_ms(days * 24 * 3_600_000);
        app::jobs::subject_requests::round(app).await.unwrap();
        let mails = until("the alarm is there", async || {
            let mails = dovecot.list("olga@desk.test", "INBOX").unwrap();
            (mails.len() >= count).then_some(mails)
        });
        told = mails.await.len();
        assert_eq!(told, count);
    }
    let text = mime::read(&dovecot.list("olga@desk.test", "INBOX").unwrap()[told - 1].raw).content.text;
    assert!(text.contains("/operator/requests/") && !text.contains("Egon"), "{text}");
    // The answer goes out by mail.
    let olga = app.store().tenant(operator::SCOPE).list_agents().await.unwrap()[0].id;
    let olga = Ctx::agent(operator::SCOPE, olga, Role::Operator, app.now());
    let id = request::list(app, &olga, false, None, 10).await.unwrap().items[0].id;
    let longer = request::extend(app, &olga, id, "Many asked.", false).await.unwrap();
    assert_eq!(longer, Told::ByMail);
    assert_eq!(request::read(app, &olga, id).await.unwrap().row.state, SubjectRequestState::Extended);
    request::decide(
        app,
        &olga,
        crate::world::seen(app, &olga, id).await,
        SubjectDecision::Refused,
        "It is needed.".to_owned(),
    )
    .await
    .unwrap();
    assert_eq!(request::close(app, &olga, id, "", false).await.unwrap(), Told::ByMail);
    let mails = until("both letters are there", async || {
        let mails = dovecot.list("egon@acme.test", "INBOX").unwrap();
        (mails.len() == 2).then_some(mails)
    });
    let mails = mails.await;
    let mail = mime::read(&mails[1].raw).content;
    assert!(mail.text.contains("It is needed."), "{}", mail.text);
    let enclosed = mime::attachment(&mails[1].raw, mail.attachments[0].part).unwrap().bytes;
    assert_eq!(enclosed, cases::receipt(app, &olga, id).await.unwrap());
}

crate::on_both_engines! {
    an_agent_gets_what_is_held_about_their_account
    the_copy_is_whole_and_has_nobody_else_in_it
    the_log_tells_who_asked_and_what_was_opened
    a_request_lies_with_the_operator_and_its_answer_with_the_agent
    an_account_is_put_right
    an_account_is_erased_and_does_not_come_back
    the_last_admin_stays_until_somebody_else_is_one
}

mod operators_are_told_after_20_and_28_days {
    use super::Engine;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        super::operators_are_told_after_20_and_28_days(Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        super::operators_are_told_after_20_and_28_days(Engine::Postgres).await;
    }
}
