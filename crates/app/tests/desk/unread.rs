//! Tickets that their reader marks as unread: for themselves alone, until they open them again.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, Engine, World, mail};
use app::view::{ReplyDraft, TicketChange, TicketDraft, TicketFilter};
use app::{Ctx, Error};
use domain::record::Address;
use domain::{AgentId, TicketId};
use futures::StreamExt;

async fn unread(world: &World, ctx: &Ctx) -> Vec<TicketId> {
    let filter = TicketFilter { unread: true, ..TicketFilter::default() };
    let found = app::ticket::list(&world.app, ctx, &filter, None, 50).await.unwrap().items;
    assert!(found.iter().all(|row| row.unread), "the list and its filter say the same");
    let all = app::ticket::list(&world.app, ctx, &TicketFilter::default(), None, 50).await.unwrap().items;
    assert_eq!(all.iter().filter(|row| row.unread).count(), found.len());
    let mut ids: Vec<_> = found.iter().map(|row| row.id).collect();
    ids.sort_unstable();
    ids
}

async fn what_is_marked_is_unread_until_it_is_opened(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let acme = world.company("acme").await;
    let app = &world.app;
    let mails = [1, 2].map(|n| {
        (format!("{n}"), mail("eva@x.test", &format!("{n}@x.test"), None, &format!("Mail {n}"), "Hello."))
    });
    world.take_in(&acme, &mails.each_ref().map(|(key, raw)| (key.as_str(), raw.clone()))).await;
    let ctx = world.agent_ctx(&acme);
    let mut ids: Vec<_> = world.tickets(&acme).await.into_iter().map(|row| row.id).collect();
    ids.sort_unstable();
    assert_eq!(unread(&world, &ctx).await, ids);
    for id in &ids {
        app::ticket::mark_seen(app, &ctx, *id).await.unwrap();
    }
    assert!(unread(&world, &ctx).await.is_empty());

    // One, then both; an id that names nothing is said, one that stands twice is marked once.
    let absent = TicketId::generate(world.app.now());
    let marked = app::ticket::mark(app, &ctx, &[ids[0], absent, ids[0]], true).await.unwrap();
    assert_eq!((marked.tickets, marked.missing), (vec![ids[0]], vec![absent]));
    assert_eq!(unread(&world, &ctx).await, [ids[0]]);
    let row = world.read(&acme, ids[0]).await.row;
    assert!(row.unread && row.kept_unread);
    app::ticket::mark(app, &ctx, &ids, true).await.unwrap();
    assert_eq!(unread(&world, &ctx).await, ids);
    // For others it is as it was.
    let ada = world.admin_ctx(&acme);
    assert_eq!(unread(&world, &ada).await, ids);
    app::ticket::mark(app, &ada, &ids, false).await.unwrap();
    assert!(unread(&world, &ada).await.is_empty());
    assert_eq!(unread(&world, &ctx).await, ids);

    // New mail changes nothing about it, opening does; back again by hand too.
    let more = mail("eva@x.test", "3@x.test", Some("1@x.test"), "Re: Mail 1", "More.");
    world.clock.advance_ms(1_000);
    world.take_in(&acme, &[("3", more)]).await;
    assert_eq!(unread(&world, &ctx).await, ids);
    let now = world.agent_ctx(&acme);
    app::ticket::mark_seen(app, &now, ids[0]).await.unwrap();
    assert_eq!(unread(&world, &now).await, [ids[1]]);
    app::ticket::mark(app, &now, &[ids[1]], false).await.unwrap();
    assert!(unread(&world, &now).await.is_empty());

    // A ticket that no mail came to can be marked as well.
    let made = app::ticket::create(app, &now, draft(&acme)).await.unwrap().0;
    app::ticket::mark_seen(app, &now, made).await.unwrap();
    app::ticket::mark(app, &now, &[made], true).await.unwrap();
    assert_eq!(unread(&world, &now).await, [made]);
}

/// A ticket of our own making.
fn draft(acme: &Company) -> TicketDraft {
    TicketDraft {
        mailbox: acme.mailbox,
        subject: "From us".to_owned(),
        draft: None,
        message: ReplyDraft {
            text: "Are you there?".to_owned(),
            to: vec![Address { name: String::new(), email: "sam@x.test".to_owned() }],
            ..ReplyDraft::default()
        },
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_marked_is_unread_until_it_is_opened_sqlite() {
    what_is_marked_is_unread_until_it_is_opened(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_marked_is_unread_until_it_is_opened_postgres() {
    what_is_marked_is_unread_until_it_is_opened(Engine::Postgres).await;
}

/// The kinds of the next changes that an agent's stream carries.
async fn heard(world: &World, agent: AgentId, company: &Company, after: i64, until: &str) -> Vec<String> {
    let ctx = if agent == company.agent { world.agent_ctx(company) } else { world.admin_ctx(company) };
    let mut stream = Box::pin(app::live::subscribe(&world.app, &ctx, Some(after)).await.unwrap());
    let mut kinds = Vec::new();
    while let Some(event) = stream.next().await {
        let kind = event.kind.clone();
        kinds.push(event.kind);
        if kind == until {
            break;
        }
    }
    kinds
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_reader_alone_hears_of_it_and_limits_hold() {
    let world = World::new(Engine::Sqlite).await.unwrap();
    let acme = world.company("acme").await;
    let beta = world.company("beta").await;
    world.take_in(&acme, &[("1", mail("eva@x.test", "1@x.test", None, "Mail", "Hello."))]).await;
    let (app, ctx, id) = (&world.app, world.agent_ctx(&acme), world.tickets(&acme).await[0].id);
    let after = app.store().tenant(acme.info.scope).get_change_seq().await.unwrap();
    app::ticket::mark(app, &ctx, &[id], true).await.unwrap();
    let change = TicketChange { add_followers: vec![acme.agent], ..TicketChange::default() };
    app::ticket::change(app, &ctx, id, change).await.unwrap();
    let own = heard(&world, acme.agent, &acme, after, "ticket_changed").await;
    assert_eq!(own, ["reading_changed", "ticket_changed"]);
    assert_eq!(heard(&world, acme.admin, &acme, after, "ticket_changed").await, ["ticket_changed"]);

    let theirs = app::ticket::mark(app, &world.agent_ctx(&beta), &[id], true).await.unwrap();
    assert_eq!((theirs.tickets, theirs.missing), (vec![], vec![id]));
    let none = app::ticket::mark(app, &ctx, &[], true).await.unwrap_err();
    assert!(matches!(none, Error::Input { field: "ticket_ids", rule: "rule-required" }), "{none}");
    let many = vec![id; domain::limits::BULK_TICKETS_MAX + 1];
    let many = app::ticket::mark(app, &ctx, &many, true).await.unwrap_err();
    assert!(matches!(many, Error::Input { field: "ticket_ids", rule: "rule-too-many" }), "{many}");
    let shell = Ctx::operator(acme.info.scope, app.now());
    assert!(matches!(
        app::ticket::mark(app, &shell, &[id], true).await,
        Err(Error::Unauthenticated | Error::Refused(_))
    ));
}
