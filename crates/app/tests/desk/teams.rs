//! Teams: made by admins, given to tickets, in lists, views and counts, signed for, and gone without a trace on tickets.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{self, Company, PASSWORD, World, mail};
use app::Error;
use app::agent::NewAgent;
use app::saved_view::ViewDraft;
use app::team::{TeamChange, TeamDraft, TeamView};
use app::view::{TicketChange, TicketFilter, TicketOrder, WhichTeam};
use domain::{AgentId, Private, Role, TeamId, TicketId, TicketStatus};

crate::on_both_engines! {
    admins_make_teams_and_a_name_is_one_teams
    a_ticket_has_one_team_and_lists_and_counts_know_it
    my_teams_are_other_ones_for_each_agent
    many_tickets_get_a_team_and_go_back
    a_team_that_goes_leaves_its_tickets_where_they_are
    the_teams_signature_comes_first
}

async fn fill(world: &World, company: &Company, n: usize) -> Vec<TicketId> {
    for i in 0..n {
        let raw =
            mail(&format!("p{i}@x.test"), &format!("m{i}@x.test"), None, &format!("Subject {i}"), "Text");
        world.take_in(company, &[(&format!("k{i}"), raw)]).await;
        world.clock.advance_ms(1_000);
    }
    let mut rows = world.tickets(company).await;
    rows.sort_by_key(|row| row.number);
    rows.iter().map(|row| row.id).collect()
}

async fn team(world: &World, company: &Company, name: &str, members: &[AgentId]) -> TeamView {
    let draft = TeamDraft { name: name.to_owned(), members: members.to_vec(), ..TeamDraft::default() };
    app::team::create(&world.app, &world.admin_ctx(company), draft).await.unwrap()
}

fn given(team: Option<TeamId>) -> TicketChange {
    TicketChange { team: Some(team), ..TicketChange::default() }
}

async fn give(world: &World, company: &Company, ticket: TicketId, team: Option<TeamId>) {
    let row = app::ticket::change(&world.app, &world.agent_ctx(company), ticket, given(team)).await.unwrap();
    assert_eq!(row.team_id, team);
}

async fn listed(world: &World, company: &Company, team: WhichTeam) -> Vec<TicketId> {
    let filter = TicketFilter { team, ..TicketFilter::default() };
    let page = app::ticket::list(&world.app, &world.agent_ctx(company), &filter, None, 50).await.unwrap();
    page.items.iter().map(|row| row.id).collect()
}

async fn admins_make_teams_and_a_name_is_one_teams(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (app, ctx, admin) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    let sales = team(&world, &acme, " Sales  and  leasing ", &[acme.agent, acme.agent]).await;
    assert_eq!((sales.name.as_str(), sales.members.as_slice()), ("Sales and leasing", &[acme.agent][..]));
    let draft = |name: &str, members: Vec<AgentId>| TeamDraft {
        name: name.to_owned(),
        members,
        ..TeamDraft::default()
    };
    let again = app::team::create(app, &admin, draft("SALES and leasing", Vec::new())).await;
    assert!(matches!(again, Err(Error::Exists("team"))));
    let stranger = app::team::create(app, &admin, draft("Stock", vec![other.agent])).await;
    assert!(matches!(stranger, Err(Error::Input { field: "member_ids", rule: "rule-unknown-agent" })));
    let refused = app::team::create(app, &ctx, draft("Stock", Vec::new())).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "teams are the admin's");
    let hole = TeamDraft { signature: "{mailbox.name}".to_owned(), ..draft("Stock", Vec::new()) };
    assert!(matches!(app::team::create(app, &admin, hole).await, Err(Error::Placeholder(_))));
    let stock = team(&world, &acme, "Stock", &[]).await;
    let taken = TeamChange { name: Some("sales AND leasing".to_owned()), ..TeamChange::default() };
    assert!(matches!(app::team::change(app, &admin, stock.id, taken).await, Err(Error::Exists("team"))));
    let change = TeamChange { members: Some(vec![acme.admin]), ..TeamChange::default() };
    let changed = app::team::change(app, &admin, stock.id, change).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.members.as_slice()), ("Stock", &[acme.admin][..]));
    let names: Vec<_> = app::team::list(app, &ctx).await.unwrap().into_iter().map(|team| team.name).collect();
    assert_eq!(names, ["Sales and leasing", "Stock"]);
    assert!(app::team::list(app, &world.agent_ctx(&other)).await.unwrap().is_empty());
    let theirs = app::team::read(app, &world.agent_ctx(&other), stock.id).await;
    assert!(matches!(theirs, Err(Error::NotFound("team"))));
    let report = app::audit::verify(app, &acme.info).await.unwrap();
    assert_eq!(report.fault, None);
}

async fn a_ticket_has_one_team_and_lists_and_counts_know_it(world: World) {
    let acme = world.company("acme").await;
    let tickets = fill(&world, &acme, 4).await;
    let (sales, stock) =
        (team(&world, &acme, "Sales", &[acme.agent]).await, team(&world, &acme, "Stock", &[]).await);
    let (app, admin) = (&world.app, world.admin_ctx(&acme));
    let conditions = format!("status=open&team={}", sales.id).parse().unwrap();
    let draft = ViewDraft { name: "Sales".to_owned(), shared: true, conditions, order: TicketOrder::Newest };
    let view = app::saved_view::create(app, &admin, draft).await.unwrap();
    give(&world, &acme, tickets[0], Some(sales.id)).await;
    give(&world, &acme, tickets[1], Some(sales.id)).await;
    give(&world, &acme, tickets[1], Some(stock.id)).await;
    give(&world, &acme, tickets[2], Some(sales.id)).await;
    assert_eq!(listed(&world, &acme, WhichTeam::Of(sales.id)).await, [tickets[2], tickets[0]]);
    assert_eq!(listed(&world, &acme, WhichTeam::Of(stock.id)).await, [tickets[1]]);
    assert_eq!(listed(&world, &acme, WhichTeam::None).await, [tickets[3]]);
    assert_eq!(app::saved_view::read(app, &admin, view.id).await.unwrap().count, Some(2));
    let close = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
    app::ticket::change(app, &admin, tickets[0], close).await.unwrap();
    assert_eq!(app::saved_view::read(app, &admin, view.id).await.unwrap().count, Some(1));
    // A search is narrowed by it as a list is.
    let jobs = app::jobs::start_indexer(app);
    let raw = mail("p9@x.test", "m9@x.test", None, "Subject 9", "Text");
    let report = world.take_in(&acme, &[("k9", raw)]).await;
    app.index_caught_up(acme.info.scope, report.change_seq, app::index::INDEX_PATIENCE).await.unwrap();
    let filter = TicketFilter { team: WhichTeam::Mine, ..TicketFilter::default() };
    let found = app::ticket::search(app, &world.agent_ctx(&acme), "text", &filter, None, 50).await.unwrap();
    let mut found: Vec<_> = found.items.iter().map(|row| row.number).collect();
    found.sort_unstable();
    assert_eq!(found, [1, 3]);
    for (text, wanted) in [
        ("team:mine", vec![1, 3]),
        ("-team:none status:open", vec![2, 3]),
        ("text team:sales status:closed", vec![1]),
    ] {
        let all = TicketFilter::default();
        let found = app::ticket::search(app, &world.agent_ctx(&acme), text, &all, None, 50).await.unwrap();
        let mut numbers: Vec<_> = found.items.iter().map(|row| row.number).collect();
        numbers.sort_unstable();
        assert_eq!((numbers, found.left_out.len()), (wanted, 0), "{text}");
    }
    let found =
        app::ticket::search(app, &admin, "team:mine", &TicketFilter::default(), None, 50).await.unwrap();
    assert!(found.items.is_empty() && found.left_out.is_empty(), "who belongs to no team has none's tickets");
    drop(jobs);
    let nowhere =
        app::ticket::change(app, &admin, tickets[0], given(Some(TeamId::generate(admin.now)))).await;
    assert!(matches!(nowhere, Err(Error::Input { field: "team_id", rule: "rule-unknown-team" })));
}

async fn my_teams_are_other_ones_for_each_agent(world: World) {
    let acme = world.company("acme").await;
    let tickets = fill(&world, &acme, 3).await;
    let (app, ctx, admin) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    let sales = team(&world, &acme, "Sales", &[acme.agent]).await;
    let stock = team(&world, &acme, "Stock", &[acme.agent, acme.admin]).await;
    give(&world, &acme, tickets[0], Some(sales.id)).await;
    give(&world, &acme, tickets[1], Some(stock.id)).await;
    let conditions = "status=open&team=mine".parse().unwrap();
    let draft = ViewDraft { name: "Ours".to_owned(), shared: true, conditions, order: TicketOrder::Newest };
    let view = app::saved_view::create(app, &admin, draft).await.unwrap();
    let count = async |ctx| app::saved_view::read(app, ctx, view.id).await.unwrap().count.unwrap();
    assert_eq!((count(&ctx).await, count(&admin).await), (2, 1));
    assert_eq!(listed(&world, &acme, WhichTeam::Mine).await, [tickets[1], tickets[0]]);
    // Whoever joins sees its tickets at once, and whoever leaves sees them no more.
    let change = TeamChange { members: Some(vec![acme.admin]), ..TeamChange::default() };
    app::team::change(app, &admin, sales.id, change).await.unwrap();
    assert_eq!((count(&ctx).await, count(&admin).await), (1, 2));
    assert_eq!(listed(&world, &acme, WhichTeam::Mine).await, [tickets[1]]);
    let none = TeamChange { members: Some(Vec::new()), ..TeamChange::default() };
    app::team::change(app, &admin, stock.id, none).await.unwrap();
    assert_eq!((count(&ctx).await, count(&admin).await), (0, 1));
    assert!(listed(&world, &acme, WhichTeam::Mine).await.is_empty());
}

async fn many_tickets_get_a_team_and_go_back(world: World) {
    let acme = world.company("acme").await;
    let tickets = fill(&world, &acme, 3).await;
    let (app, ctx, admin) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    let (sales, stock) = (team(&world, &acme, "Sales", &[]).await, team(&world, &acme, "Stock", &[]).await);
    give(&world, &acme, tickets[0], Some(stock.id)).await;
    give(&world, &acme, tickets[1], Some(sales.id)).await;
    let changed = app::ticket::change_many(app, &ctx, &tickets, &given(Some(sales.id))).await.unwrap();
    assert_eq!(changed.tickets, [tickets[0], tickets[2]], "what is the team's already is left alone");
    // The team that one of them had goes meanwhile.
    app::team::delete(app, &admin, stock.id).await.unwrap();
    let restored = app::ticket::undo(app, &ctx, changed.undo.unwrap()).await.unwrap();
    assert_eq!(restored.tickets.len(), 2);
    assert_eq!(listed(&world, &acme, WhichTeam::Of(sales.id)).await, [tickets[1]]);
    assert_eq!(listed(&world, &acme, WhichTeam::None).await.len(), 2);
}

async fn a_team_that_goes_leaves_its_tickets_where_they_are(world: World) {
    let acme = world.company("acme").await;
    let tickets = fill(&world, &acme, 3).await;
    let (app, ctx, admin) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    let sales = team(&world, &acme, "Sales", &[acme.agent]).await;
    for id in &tickets {
        give(&world, &acme, *id, Some(sales.id)).await;
    }
    let mine = TicketChange { assignee: Some(Some(acme.agent)), ..TicketChange::default() };
    app::ticket::change(app, &ctx, tickets[0], mine).await.unwrap();
    let trash = TicketChange { status: Some(TicketStatus::Trash), ..TicketChange::default() };
    app::ticket::change(app, &ctx, tickets[1], trash).await.unwrap();
    assert!(matches!(app::team::delete(app, &ctx, sales.id).await, Err(Error::Refused(_))));
    app::team::delete(app, &admin, sales.id).await.unwrap();
    assert!(matches!(app::team::delete(app, &admin, sales.id).await, Err(Error::NotFound("team"))));
    assert!(app::team::list(app, &ctx).await.unwrap().is_empty());
    for (id, assignee) in tickets.iter().zip([Some(acme.agent), None, None]) {
        let row = world.read(&acme, *id).await.row;
        assert_eq!((row.team_id, row.assignee_id), (None, assignee), "{}", row.number);
    }
}

async fn the_teams_signature_comes_first(world: World) {
    let acme = world.company("acme").await;
    let ticket = fill(&world, &acme, 1).await[0];
    let (app, ctx, admin) = (&world.app, world.agent_ctx(&acme), world.admin_ctx(&acme));
    let of_mailbox = app::mailbox::MailboxChange {
        signature: Some("Support".to_owned()),
        ..app::mailbox::MailboxChange::default()
    };
    app::mailbox::change(app, &admin, acme.mailbox, of_mailbox).await.unwrap();
    let sales = team(&world, &acme, "Sales", &[]).await;
    give(&world, &acme, ticket, Some(sales.id)).await;
    let below = async |text: &str| {
        let id = world.answer(&acme, ticket, text).await;
        let sent = app::message::read(app, &ctx, id).await.unwrap();
        sent.text.split_once("\n\n-- \n").map(|(_, below)| below.to_owned())
    };
    assert_eq!(below("One").await.as_deref(), Some("Support"), "a team without a signature changes nothing");
    let own = app::agent::ProfileChange { signature: Some("Egon".to_owned()), ..Default::default() };
    app::agent::change_profile(app, &ctx, own).await.unwrap();
    assert_eq!(below("Two").await.as_deref(), Some("Egon"));
    let signed = TeamChange {
        signature: Some("{agent.name} of Sales, {ticket.number}".to_owned()),
        ..TeamChange::default()
    };
    app::team::change(app, &admin, sales.id, signed).await.unwrap();
    assert_eq!(below("Three").await.as_deref(), Some("Egon Agent of Sales, 1"));
    give(&world, &acme, ticket, None).await;
    assert_eq!(below("Four").await.as_deref(), Some("Egon"));
    assert_eq!(privacy::unaudited_opens(), 0);
}

/// Whoever was deactivated stays a member on paper, and comes back as one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_who_is_let_back_in_is_one_again() {
    let world = World::new(world::Engine::Sqlite).await.unwrap();
    let acme = world.company("acme").await;
    let (app, admin) = (&world.app, world.admin_ctx(&acme));
    let new = NewAgent {
        name: "Nora".to_owned(),
        email: "nora@acme.test".to_owned(),
        role: Role::Agent,
        password: Private::new(PASSWORD.to_owned()),
    };
    let nora = app::agent::create(app, &admin, new).await.unwrap().id;
    let sales = team(&world, &acme, "Sales", &[nora]).await;
    for state in [domain::AgentState::Deactivated, domain::AgentState::Active] {
        let change = app::agent::AgentChange { state: Some(state), ..Default::default() };
        app::agent::change(app, &admin, nora, change).await.unwrap();
        assert_eq!(app::team::read(app, &admin, sales.id).await.unwrap().members, [nora]);
    }
}
