//! Agents have their rights about their own accounts, against whoever runs Deskhero: they get what is held, and nothing of
//! anybody else.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::unpacked::Unpacked;
use crate::world::{Company, PASSWORD, World, mail};
use app::agent::{self, ProfileChange};
use app::{Ctx, Error, account, sign_in, team, token};
use domain::audit::{Actor, Job, Outcome};
use domain::{Private, Role};
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
    let tokens: Vec<_> =
        data.tokens.iter().map(|one| (one.name.as_str(), one.withdrawn_at.is_some())).collect();
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
        ["acceptance", "agent", "api_token", "one_time_link", "session", "sign_in_failure", "sign_up"]
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

crate::on_both_engines! {
    an_agent_gets_what_is_held_about_their_account
    the_copy_is_whole_and_has_nobody_else_in_it
    the_log_tells_who_asked_and_what_was_opened
}
