//! People come by invitation, go without their name, and get back in by a link that works once.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, PASSWORD, World, mail, servers, until};
use app::agent::{self, AgentChange, Handed, Invitation, ProfileChange};
use app::view::{AssigneeFilter, Author, TicketChange, TicketFilter};
use app::{Ctx, Error, sign_in};
use domain::{AgentState, LinkPurpose, Private, Role, Theme};

const BASE: &str = "https://acme.test";
const NEW: &str = "another four words here";

fn private(text: &str) -> Private<String> {
    Private::new(text.to_owned())
}

fn secret_of(handed: &Handed, way: &str) -> Private<String> {
    let link = handed.link.as_ref().unwrap().reveal();
    private(link.strip_prefix(&format!("{BASE}/{way}/")).unwrap())
}

fn gone<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::NotFound("link")))
}

async fn sign_in_as(world: &World, company: &Company, email: &str, password: &str) -> Result<(), Error> {
    let scope = company.info.scope;
    let now = world.app.now();
    sign_in::with_password(&world.app, scope, email, &private(password), "192.0.2.9", now).await.map(drop)
}

fn wanted(email: &str) -> Invitation {
    Invitation { name: "Nora".to_owned(), email: email.to_owned(), role: Role::Agent }
}

async fn an_invitation_works_once_and_for_seven_days(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (acme, beta) = (world.company("acme").await, world.company("beta").await);
    let (app, admin) = (&world.app, world.admin_ctx(&acme));
    let refused = agent::invite(app, &world.agent_ctx(&acme), wanted("nora@acme.test"), BASE).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "only admins invite");
    let first = agent::invite(app, &admin, wanted("Nora@acme.test"), BASE).await.unwrap();
    assert_eq!(first.agent.state, AgentState::Invited);
    assert!(matches!(
        agent::invite(app, &admin, wanted("nora@acme.test"), BASE).await,
        Err(Error::Exists("agent"))
    ));
    assert!(
        matches!(sign_in_as(&world, &acme, "nora@acme.test", "").await, Err(Error::SignInRefused)),
        "no password yet, no way in"
    );
    let again = agent::invite_again(app, &admin, first.agent.id, BASE).await.unwrap();
    let (old, link) = (secret_of(&first, "invitations"), secret_of(&again, "invitations"));
    let (scope, now) = (acme.info.scope, app.now());
    assert!(gone(agent::invited(app, scope, &old, now).await), "a fresh link replaces the old one");
    assert!(gone(agent::invited(app, beta.info.scope, &link, now).await), "at its own company alone");
    let late = now.plus_millis(app::link::lifetime_ms(LinkPurpose::Invitation));
    assert!(gone(agent::invited(app, scope, &link, late).await));
    assert_eq!(agent::invited(app, scope, &link, now).await.unwrap().email, "nora@acme.test");
    assert!(matches!(
        agent::accept(app, scope, &link, "Nora", private("short"), now).await,
        Err(Error::Input { field: "password", .. })
    ));
    let signed = agent::accept(app, scope, &link, "Nora Holm", private(PASSWORD), now).await.unwrap();
    let known = sign_in::resume(app, &signed.session_token, now).await.unwrap();
    assert_eq!((known.agent, known.ctx.role), (first.agent.id, Some(Role::Agent)));
    assert!(gone(agent::accept(app, scope, &link, "Eve", private(NEW), now).await), "it worked once");
    sign_in_as(&world, &acme, "nora@acme.test", PASSWORD).await.unwrap();
    assert_eq!(agent::profile(app, &known.ctx).await.unwrap().name, "Nora Holm");
    assert!(matches!(
        agent::invite_again(app, &admin, first.agent.id, BASE).await,
        Err(Error::State { state: "active", .. })
    ));
}

async fn a_reset_ends_every_session(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let acme = world.company("acme").await;
    let (app, scope, now) = (&world.app, acme.info.scope, world.app.now());
    let before = sign_in::with_password(app, scope, "egon@acme.test", &private(PASSWORD), "192.0.2.1", now)
        .await
        .unwrap();
    for _ in 0..5 {
        assert!(sign_in_as(&world, &acme, "egon@acme.test", "wrong").await.is_err());
    }
    assert!(matches!(
        sign_in_as(&world, &acme, "egon@acme.test", PASSWORD).await,
        Err(Error::TooMany { .. })
    ));
    let made = agent::reset_of(app, &world.admin_ctx(&acme), acme.agent, BASE).await.unwrap();
    let link = secret_of(&made, "resets");
    let late = now.plus_millis(app::link::lifetime_ms(LinkPurpose::Reset));
    assert!(gone(agent::check_reset(app, scope, &link, late).await));
    assert_eq!(
        agent::check_reset(app, scope, &link, now).await.unwrap(),
        "egon@acme.test",
        "whose password it is"
    );
    agent::reset(app, scope, &link, private(NEW), now).await.unwrap();
    assert!(gone(agent::reset(app, scope, &link, private(PASSWORD), now).await), "it worked once");
    assert!(matches!(sign_in::resume(app, &before.session_token, now).await, Err(Error::Unauthenticated)));
    sign_in_as(&world, &acme, "egon@acme.test", NEW).await.unwrap();
    assert!(sign_in_as(&world, &acme, "egon@acme.test", PASSWORD).await.is_err());
    // One's own change asks for the present password and keeps this browser signed in.
    let ctx = Ctx::agent(scope, acme.agent, Role::Agent, now);
    let wrong = agent::change_password(app, &ctx, &private("no"), private(PASSWORD)).await;
    assert!(matches!(wrong, Err(Error::SignInRefused)));
    let signed = agent::change_password(app, &ctx, &private(NEW), private(PASSWORD)).await.unwrap();
    sign_in::resume(app, &signed.session_token, now).await.unwrap();
}

async fn who_is_deactivated_keeps_the_work_and_loses_the_name(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let acme = world.company("acme").await;
    let (app, admin, now) = (&world.app, world.admin_ctx(&acme), world.app.now());
    let ctx = world.agent_ctx(&acme);
    world.take_in(&acme, &[("1", mail("carla@x.test", "1@x.test", None, "Question", "Hello?"))]).await;
    let ticket = world.tickets(&acme).await[0].id;
    app::note::add(app, &ctx, ticket, "I take this one.").await.unwrap();
    let mine = TicketChange { assignee: Some(Some(acme.agent)), ..TicketChange::default() };
    app::ticket::change(app, &ctx, ticket, mine).await.unwrap();
    let signed =
        sign_in::with_password(app, acme.info.scope, "egon@acme.test", &private(PASSWORD), "192.0.2.1", now)
            .await
            .unwrap();
    let (_, token) = app::token::create(app, &ctx, acme.agent, "").await.unwrap();

    let last = AgentChange { state: Some(AgentState::Deactivated), ..AgentChange::default() };
    let refused = agent::change(app, &admin, acme.admin, last).await;
    assert!(matches!(refused, Err(Error::State { state: "last-admin", .. })));
    let demoted = AgentChange { role: Some(Role::Agent), ..AgentChange::default() };
    assert!(agent::change(app, &admin, acme.admin, demoted).await.is_err());

    let view = agent::change(app, &admin, acme.agent, last).await.unwrap();
    assert!(view.name.starts_with("Former agent ") && view.email.is_empty(), "{view:?}");
    assert!(sign_in::resume(app, &signed.session_token, now).await.is_err());
    assert!(app::token::authenticate(app, &token, now).await.is_err());
    assert!(sign_in_as(&world, &acme, "egon@acme.test", PASSWORD).await.is_err());
    let filter = TicketFilter { assignee: AssigneeFilter::None, ..TicketFilter::default() };
    let unassigned = app::ticket::list(app, &admin, &filter, None, 10).await.unwrap();
    assert_eq!(unassigned.items.len(), 1, "the ticket waits for anybody");
    let shown = world.read(&acme, ticket).await;
    let note = shown
        .messages
        .iter()
        .find(|message| matches!(message.author, Author::Agent(id) if id == acme.agent))
        .unwrap();
    assert_eq!(note.text, "I take this one.");
    let everything = format!("{shown:?} {:?}", agent::list(app, &admin).await.unwrap());
    assert!(!everything.contains("Egon") && !everything.contains("egon@"), "{everything}");
    assert_eq!(note.from[0].name, view.name, "the same pseudonym everywhere");

    let back = AgentChange { state: Some(AgentState::Active), ..AgentChange::default() };
    assert_eq!(agent::change(app, &admin, acme.agent, back).await.unwrap().state, AgentState::Active);
    assert_eq!(agent::read(app, &admin, acme.agent).await.unwrap().name, "Egon Agent");
}

async fn a_profile_is_ones_own(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let acme = world.company("acme").await;
    let (app, ctx) = (&world.app, world.agent_ctx(&acme));
    let change = ProfileChange {
        signature: Some("Egon\nAcme".to_owned()),
        time_zone: Some("Europe/Stockholm".to_owned()),
        theme: Some(Theme::Dark),
        ..ProfileChange::default()
    };
    let view = agent::change_profile(app, &ctx, change).await.unwrap();
    assert_eq!((view.name.as_str(), view.theme), ("Egon Agent", Theme::Dark));
    assert_eq!(agent::profile(app, &ctx).await.unwrap(), view);
    for bad in [
        ProfileChange { time_zone: Some("<b>".to_owned()), ..ProfileChange::default() },
        ProfileChange { time_zone: Some("Europe/Nowhere".to_owned()), ..ProfileChange::default() },
        ProfileChange { language: Some("xx".to_owned()), ..ProfileChange::default() },
        ProfileChange { name: Some(" ".to_owned()), ..ProfileChange::default() },
    ] {
        assert!(matches!(agent::change_profile(app, &ctx, bad).await, Err(Error::Input { .. })));
    }
    world.take_in(&acme, &[("1", mail("carla@x.test", "1@x.test", None, "Question", "Hello?"))]).await;
    let ticket = world.tickets(&acme).await[0].id;
    let draft = app::view::ReplyDraft { text: "Yes.".to_owned(), ..app::view::ReplyDraft::default() };
    app::reply::send(app, &ctx, ticket, draft).await.unwrap();
    let messages = world.read(&acme, ticket).await.messages;
    let sent = messages.iter().find(|message| message.kind == domain::MessageKind::Outbound).unwrap();
    assert_eq!(sent.text.trim_end().replace("\r\n", "\n"), "Yes.\n\n-- \nEgon\nAcme");
}

/// Invitations and resets go out through a real server, and come to nobody who has no account.
async fn links_go_by_the_operators_mail(engine: Engine) {
    let placed = servers::with_operator_mail(engine, &["nora@acme.test"], |_| {}).await;
    let Some((world, dovecot, _exim)) = placed else { return };
    let acme = world.company("acme").await;
    let (app, admin, scope) = (&world.app, world.admin_ctx(&acme), acme.info.scope);
    let made = agent::invite(app, &admin, wanted("nora@acme.test"), BASE).await.unwrap();
    assert!(made.link.is_none(), "it went by mail, and nobody else sees it");
    let inbox = async |count: usize| {
        until(&format!("{count} mails are there"), async || {
            let mails = dovecot.list("nora@acme.test", "INBOX").unwrap();
            (mails.len() == count).then_some(mails)
        })
        .await
    };
    let link_in = |raw: &[u8], way: &str| {
        let text = mime::read(raw).content.text;
        let start = format!("{BASE}/{way}/");
        let line = text.lines().find_map(|line| line.trim().strip_prefix(start.as_str()).map(str::to_owned));
        private(&line.unwrap())
    };
    let link = link_in(&inbox(1).await[0].raw, "invitations");
    let nora = agent::accept(app, scope, &link, "Nora", private(PASSWORD), app.now()).await.unwrap();
    let danish = ProfileChange { language: Some("da".to_owned()), ..ProfileChange::default() };
    let ctx = Ctx::agent(scope, nora.agent, Role::Agent, app.now());
    agent::change_profile(app, &ctx, danish).await.unwrap();

    for email in ["nobody@acme.test", "nora@acme.test", "egon@acme.test", "no address"] {
        agent::request(app, scope, email, "192.0.2.1", BASE.to_owned(), app.now()).await.unwrap();
    }
    let mails = inbox(2).await;
    let subject = |n: usize| mime::read(&mails[n].raw).content.subject;
    assert_eq!(subject(0), "Your account at A company", "nobody knows yet what she reads");
    assert_eq!(subject(1), "Ny adgangskode til A company");
    let link = link_in(&mails[1].raw, "resets");
    agent::reset(app, scope, &link, private(NEW), app.now()).await.unwrap();
    sign_in_as(&world, &acme, "nora@acme.test", NEW).await.unwrap();
    let mut last = Ok(());
    for _ in 0..20 {
        last = agent::request(app, scope, "x@y.test", "192.0.2.1", BASE.to_owned(), app.now()).await;
    }
    assert!(matches!(last, Err(Error::TooMany { .. })), "one network address asks so often and no more");
}

crate::with_either_engine!(
    an_invitation_works_once_and_for_seven_days,
    a_reset_ends_every_session,
    who_is_deactivated_keeps_the_work_and_loses_the_name,
    a_profile_is_ones_own,
    links_go_by_the_operators_mail,
);
