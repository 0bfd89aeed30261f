//! The set-up link: it works once, for a day, and of two who hold it one gets in.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use crate::world::{Engine, PASSWORD, World};
use app::document::{self, AGREED, standard};
use app::set_up::{self, Person, SetUp};
use app::tenant::{self, NewTenant};
use app::{App, Error, operator, sign_in};
use domain::record::text_hash;
use domain::{DocumentKind, Private, Role};

fn person(email: &str) -> Person {
    Person { name: "Ada".to_owned(), email: email.to_owned(), password: Private::new(PASSWORD.to_owned()) }
}

/// What is agreed to is the text that this installation shows.
fn wanted(app: &App, host: &str) -> SetUp {
    let tenant =
        NewTenant { slug: String::new(), name: "Acme & Sons".to_owned(), hosts: vec![host.to_owned()] };
    let text = |kind: &DocumentKind| standard::texts(app.settings(), *kind).remove(0).1;
    let accepted = AGREED.iter().map(|kind| text_hash(&text(kind))).collect();
    SetUp { operator: person("ada@acme.test"), tenant, admin: None, accepted }
}

async fn the_link_works_once(engine: Engine) {
    let Some(world) = World::new(engine).await else { return };
    let (app, now) = (&world.app, world.app.now());
    let first = set_up::offer(app, now).await.unwrap().unwrap();
    let link = set_up::offer(app, now).await.unwrap().unwrap();
    let gone = |result| matches!(result, Err(Error::NotFound("link")));
    assert!(gone(set_up::check(app, &first, now).await), "a newer link replaces an older one");
    set_up::check(app, &link, now).await.unwrap();
    assert!(gone(set_up::check(app, &Private::new("guess".to_owned()), now).await));
    let late = now.plus_millis(24 * 3_600_000);
    assert!(gone(set_up::check(app, &link, late).await), "after a day it is over");

    // What is refused makes nothing and keeps the link.
    let mut bad = wanted(app, "desk.acme.test");
    bad.operator.password = Private::new("short".to_owned());
    let refused = set_up::complete(app, &link, bad, now).await;
    assert!(matches!(refused, Err(Error::Input { field: "password", .. })));
    assert!(matches!(
        set_up::complete(app, &link, wanted(app, "no host"), now).await,
        Err(Error::Input { field: "host", .. })
    ));
    assert!(!operator::exists(app).await.unwrap());

    // Nothing is made for whoever agrees to nothing.
    let unread = SetUp { accepted: Vec::new(), ..wanted(app, "desk.acme.test") };
    let refused = set_up::complete(app, &link, unread, now).await;
    assert!(matches!(refused, Err(Error::Input { field: "accepted", rule: "rule-accept" })));

    // Two at once: one gets in.
    let both = tokio::join!(
        set_up::complete(app, &link, wanted(app, "desk.acme.test"), now),
        set_up::complete(app, &link, wanted(app, "desk.acme.test"), now)
    );
    let made = match both {
        (Ok(made), Err(Error::NotFound(_) | Error::Exists(_))) => made,
        (Err(Error::NotFound(_) | Error::Exists(_)), Ok(made)) => made,
        other => panic!("{other:?}"),
    };
    assert_eq!(made.tenant.slug, "acme-sons");
    assert!(gone(set_up::check(app, &link, now).await));
    assert!(set_up::offer(app, now).await.unwrap().is_none(), "no link once something is there");

    // Two accounts: an agent with mail, an operator without.
    let signed = sign_in::resume(app, &made.admin.unwrap().session_token, now).await.unwrap();
    assert_eq!((signed.ctx.scope, signed.ctx.role), (made.tenant.scope, Some(Role::Admin)));
    // The company agreed to what it was shown, which is what everybody finds from now on.
    assert!(document::pending(app, &signed.ctx).await.unwrap().is_empty());
    document::check_dpa(app, made.tenant.scope, now).await.unwrap();
    assert_eq!(document::list(app, now).await.unwrap().len(), DocumentKind::ALL.len());
    let signed = sign_in::resume(app, &made.operator.session_token, now).await.unwrap();
    assert_eq!((signed.ctx.scope, signed.ctx.role), (operator::SCOPE, Some(Role::Operator)));
    let refused = app::saved_view::side_bar(app, &signed.ctx).await;
    assert!(matches!(refused, Err(Error::Refused(_))), "an operator sees no mail");
    let listed = tenant::list(app).await.unwrap();
    assert_eq!(listed.iter().map(|info| info.slug.as_str()).collect::<Vec<_>>(), ["acme-sons"]);
    assert!(tenant::find_by_host(app, "DESK.acme.test").await.unwrap().is_some());
    for log in tenant::list_logs(app).await.unwrap() {
        let verified = app::audit::verify(app, &log).await.unwrap();
        assert!(verified.fault.is_none() && verified.entries > 0, "{} {:?}", log.slug, verified.fault);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_link_works_once_on_sqlite() {
    the_link_works_once(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_link_works_once_on_postgres() {
    the_link_works_once(Engine::Postgres).await;
}
