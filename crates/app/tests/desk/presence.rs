//! Who else is at a ticket: their own company alone sees it, for as long as they say so.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::world::{Company, World, mail};
use app::presence::{self, Doing, Present};
use app::{Ctx, Error};
use domain::TicketId;
use futures::StreamExt as _;
use uuid::Uuid;

crate::on_both_engines! {
    whoever_is_at_a_ticket_is_seen_there_until_they_leave
    another_company_hears_nothing
    nobody_takes_every_place_with_windows_of_their_own
}

async fn asked(world: &World, company: &Company) -> TicketId {
    world.take_in(company, &[("1", mail("carla@x.test", "1@x.test", None, "Question", "Hello?"))]).await;
    world.tickets(company).await[0].id
}

async fn tell(
    world: &World,
    ctx: &Ctx,
    ticket: TicketId,
    window: u128,
    doing: Option<Doing>,
) -> Vec<Present> {
    let window = Uuid::from_u128(window);
    presence::tell(&world.app, ctx, ticket, window, doing).await.unwrap()
}

async fn whoever_is_at_a_ticket_is_seen_there_until_they_leave(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    let (egon, ada) = (world.agent_ctx(&acme), world.admin_ctx(&acme));
    let mut told = Box::pin(presence::subscribe(&world.app, &ada).await.unwrap());
    let entries = async || app::audit::verify(&world.app, &acme.info).await.unwrap();
    let before = entries().await.opened;
    let seen = |doing: Doing| vec![Present { agent_id: acme.agent, doing }];
    // Oneself is nobody else, in however many windows.
    assert!(tell(&world, &egon, ticket, 1, Some(Doing::Looking)).await.is_empty());
    assert_eq!(told.next().await, Some(ticket));
    assert!(tell(&world, &egon, ticket, 2, Some(Doing::Answering)).await.is_empty());
    assert_eq!(told.next().await, Some(ticket));
    assert_eq!(tell(&world, &ada, ticket, 3, Some(Doing::Looking)).await, seen(Doing::Answering));
    assert_eq!(told.next().await, Some(ticket));
    // Saying the same again is no news.
    tell(&world, &egon, ticket, 2, Some(Doing::Answering)).await;
    tell(&world, &egon, ticket, 2, None).await;
    assert_eq!(told.next().await, Some(ticket));
    assert_eq!(tell(&world, &ada, ticket, 3, Some(Doing::Looking)).await, seen(Doing::Looking));
    // What is not said again is forgotten.
    world.clock.advance_ms(domain::limits::PRESENCE_SECONDS * 1000);
    assert!(tell(&world, &world.admin_ctx(&acme), ticket, 3, Some(Doing::Looking)).await.is_empty());
    assert_eq!(told.next().await, Some(ticket));
    assert_eq!(entries().await.opened, before, "nothing is opened for it");
}

async fn another_company_hears_nothing(world: World) {
    let (acme, other) = (world.company("acme").await, world.company("other").await);
    let (ticket, theirs) = (asked(&world, &acme).await, asked(&world, &other).await);
    let (egon, stranger) = (world.agent_ctx(&acme), world.agent_ctx(&other));
    let mut told = Box::pin(presence::subscribe(&world.app, &stranger).await.unwrap());
    tell(&world, &egon, ticket, 1, Some(Doing::Answering)).await;
    let absent =
        presence::tell(&world.app, &stranger, ticket, Uuid::from_u128(2), Some(Doing::Looking)).await;
    assert!(matches!(absent, Err(Error::NotFound("ticket"))), "{absent:?}");
    tell(&world, &stranger, theirs, 2, Some(Doing::Looking)).await;
    assert_eq!(told.next().await, Some(theirs), "and of nothing before");
    let operator = Ctx::operator(acme.info.scope, world.app.now());
    assert!(matches!(presence::subscribe(&world.app, &operator).await.err(), Some(Error::Refused(_))));
}

async fn nobody_takes_every_place_with_windows_of_their_own(world: World) {
    let acme = world.company("acme").await;
    let ticket = asked(&world, &acme).await;
    tell(&world, &world.agent_ctx(&acme), ticket, 0, Some(Doing::Answering)).await;
    let windows = u128::try_from(domain::limits::PRESENCES_PER_AGENT_MAX).unwrap();
    for window in 1..=windows {
        world.clock.advance_ms(1);
        tell(&world, &world.agent_ctx(&acme), ticket, window, Some(Doing::Looking)).await;
    }
    let seen = tell(&world, &world.admin_ctx(&acme), ticket, 0, Some(Doing::Looking)).await;
    let looking = Present { agent_id: acme.agent, doing: Doing::Looking };
    assert_eq!(seen, [looking], "the window that was silent longest is forgotten");
}
