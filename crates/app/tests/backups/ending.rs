//! Clocks that ran towards an erasure when the data was lost: they run on as they did, and what was taken back stays so.

use crate::desk::{DAY_MS, Desk, on_each};
use crate::world::{self, Engine};
use app::account::{Right, request};
use app::closing::{self, Close};
use app::mailbox::{self, MailboxChange};
use app::{App, Ctx, agent};
use domain::{GrantState, LedgerWord, MailboxState, Role, SubjectDecision, SubjectRight, Timestamp};

/// The mailbox's state, and when what it took in goes.
async fn stands(desk: &Desk, app: &App) -> (MailboxState, Option<Timestamp>) {
    let ctx = Ctx::agent(desk.company.info.scope, desk.company.agent, Role::Admin, app.now());
    let found = mailbox::list(app, &ctx).await.unwrap().remove(0);
    (found.state, found.erase_at_ms)
}

async fn a_mailbox_goes_when_it_would_have_gone_and_one_that_came_back_has_its_days(desk: Desk, _: Engine) {
    let (app, company) = (desk.app(), &desk.company);
    let connected = desk.made().await;
    desk.world.clock.advance_ms(DAY_MS);
    let ended_at = app.now();
    let state = Some(MailboxState::Disconnected);
    let change = MailboxChange { state, erase_after_days: Some(10), ..MailboxChange::default() };
    mailbox::change(app, &desk.world.admin_ctx(company), company.mailbox, change).await.unwrap();
    desk.world.clock.advance_ms(3 * DAY_MS);
    let disconnected = desk.made().await;
    let due = Some(ended_at.plus_millis(10 * DAY_MS));
    for backup in [&connected, &disconnected] {
        let (_place, there) = desk.restored(backup).await;
        assert_eq!(stands(&desk, &there).await, (MailboxState::Disconnected, due));
        there.store().close().await;
    }
    // Connected again: how, is in neither of them. Whoever has to say it once more has thirty days for that.
    let settings = world::maildir("support@acme.test", &desk.world.folder.path().join("maildir-acme"));
    mailbox::connect(app, &desk.world.operator_ctx(company), settings, None).await.unwrap();
    desk.world.clock.advance_ms(DAY_MS);
    let again = desk.made().await;
    for backup in [&connected, &disconnected] {
        let (_place, there) = desk.restored(backup).await;
        let due = Some(app.now().plus_millis(30 * DAY_MS));
        assert_eq!(stands(&desk, &there).await, (MailboxState::Disconnected, due));
        there.store().close().await;
    }
    let (_place, there) = desk.restored(&again).await;
    assert_eq!(stands(&desk, &there).await, (MailboxState::Active, None));
    there.store().close().await;
}

async fn an_account_is_closed_when_it_would_have_been_and_one_that_goes_on_goes_on(desk: Desk, _: Engine) {
    let (app, company) = (desk.app(), &desk.company);
    let open = desk.made().await;
    desk.world.clock.advance_ms(DAY_MS);
    let close = Close {
        slug: "acme".to_owned(),
        password: domain::Private::new(world::PASSWORD.to_owned()),
        days: Some(7),
        keep_sums: true,
    };
    let closed = closing::begin(app, &desk.world.admin_ctx(company), close).await.unwrap();
    desk.world.clock.advance_ms(2 * DAY_MS);
    let meanwhile = desk.made().await;
    let scope = company.info.scope;
    for backup in [&open, &meanwhile] {
        let (_place, there) = desk.restored(backup).await;
        let end = there.store().tenant(scope).find_tenant_end().await.unwrap().unwrap();
        assert_eq!((end.ended_at, end.erase_at), (closed.ended_at, closed.erase_at));
        assert!(end.keep_sums);
        assert_eq!(stands(&desk, &there).await.0, MailboxState::Disconnected);
        there.store().close().await;
    }
    closing::keep(app, &desk.world.admin_ctx(company)).await.unwrap();
    for backup in [&open, &meanwhile] {
        let (_place, there) = desk.restored(backup).await;
        assert_eq!(there.store().tenant(scope).find_tenant_end().await.unwrap(), None);
        there.store().close().await;
    }
}

async fn a_permission_whose_key_is_gone_waits_to_be_given_anew(desk: Desk, _: Engine) {
    let scope = desk.company.info.scope;
    let row = desk.world.permit(&desk.company, None).await;
    let before = desk.made().await;
    let (_place, there) = desk.restored(&before).await;
    let find = async |app: &App| app.store().tenant(scope).find_grant(row.mailbox).await.unwrap();
    assert_eq!(find(&there).await.unwrap().state, GrantState::Good, "it opens as before");
    there.store().close().await;
    desk.app().keyring().delete_object_keys(scope, &[row.grant.object()]).await.unwrap();
    let (_place, there) = desk.restored(&before).await;
    let ended = find(&there).await.unwrap();
    assert_eq!((ended.state, ended.ended_code.as_deref()), (GrantState::Ended, Some("oauth-restored")));
    assert_eq!(stands(&desk, &there).await.0, MailboxState::Active);
    // It can be disconnected like any other.
    let ctx = Ctx::agent(scope, desk.company.agent, Role::Admin, there.now());
    let change = MailboxChange { state: Some(MailboxState::Disconnected), ..MailboxChange::default() };
    mailbox::change(&there, &ctx, row.mailbox, change).await.unwrap();
    assert!(find(&there).await.is_none());
    there.store().close().await;
}

async fn a_permission_that_ended_keeps_its_days_and_one_given_since_has_all_of_them(desk: Desk, _: Engine) {
    let scope = desk.company.info.scope;
    let row = desk.world.permit(&desk.company, None).await;
    let good = desk.made().await;
    desk.world.clock.advance_ms(DAY_MS);
    let ended_at = desk.app().now();
    let word = async |what, detail: Option<&str>| {
        let (entry, at) = (domain::RequestId::generate(desk.app().now()).uuid(), desk.app().now());
        let detail = detail.map(str::to_owned);
        let new = store::NewLedgerEntry { entry, what, subject: row.mailbox.uuid(), detail, at };
        desk.app().keyring().append_ledger(scope, &[new]).await.unwrap();
    };
    desk.world.permit(&desk.company, Some(ended_at)).await;
    word(LedgerWord::PermissionEnded, Some("oauth-invalid-grant")).await;
    let ended = desk.made().await;
    desk.world.clock.advance_ms(8 * DAY_MS);
    let stands = async |backup: &str| {
        let (_place, there) = desk.restored(backup).await;
        let row = there.store().tenant(scope).find_grant(row.mailbox).await.unwrap().unwrap();
        there.store().close().await;
        (row.state, row.ended_at, row.ended_code)
    };
    for backup in [&good, &ended] {
        let (state, at, _) = stands(backup).await;
        assert_eq!((state, at), (GrantState::Ended, Some(ended_at)));
    }
    assert_eq!(stands(&good).await.2.as_deref(), Some("oauth-invalid-grant"));
    // Given anew: no backup from before has it.
    word(LedgerWord::PermissionGiven, None).await;
    desk.world.clock.advance_ms(DAY_MS);
    let now = desk.app().now();
    let again = (GrantState::Ended, Some(now), Some("oauth-restored".to_owned()));
    assert_eq!(stands(&ended).await, again);
}

async fn an_account_that_was_put_right_is_put_right_again(desk: Desk, _: Engine) {
    let (app, company) = (desk.app(), &desk.company);
    let before = desk.made().await;
    desk.world.clock.advance_ms(DAY_MS);
    let (egon, password) = (desk.world.agent_ctx(company), domain::Private::new(world::PASSWORD.to_owned()));
    let id = request::ask(app, &egon, SubjectRight::Rectification, "Egil.", &password).await.unwrap();
    let operator = desk.world.operator_named("Olga").await;
    request::decide(
        app,
        &operator,
        crate::world::seen(app, &operator, id).await,
        SubjectDecision::Granted,
        String::new(),
    )
    .await
    .unwrap();
    let version = request::read(app, &operator, id).await.unwrap().row.version;
    let right = Right { name: Some("Egil".to_owned()), email: Some("egil@acme.test".to_owned()) };
    request::carry_out(app, &operator, (id, version), right, "").await.unwrap();
    let since = desk.made().await;
    let named = async |app: &App| {
        let profile = agent::profile(app, &desk.world.agent_ctx(company)).await.unwrap();
        (profile.name, profile.email)
    };
    for backup in [&before, &since] {
        let (_place, there) = desk.restored(backup).await;
        assert_eq!(named(&there).await, ("Egil".to_owned(), "egil@acme.test".to_owned()));
        let (scope, now) = (company.info.scope, there.now());
        app::sign_in::with_password(&there, scope, "egil@acme.test", &password, "192.0.2.9", now)
            .await
            .unwrap();
        there.store().close().await;
    }
}

async fn passwords_and_permissions_from_before_go_with_the_last_ones(desk: Desk, _: Engine) {
    let (app, scope, mailbox) = (desk.app(), desk.company.info.scope, desk.company.mailbox);
    let settings = async || {
        let row = app.store().tenant(scope).find_mailbox(mailbox).await.unwrap().unwrap();
        row.settings.object()
    };
    let permission = desk.world.permit(&desk.company, None).await.grant.object();
    // As it is done when the next one comes.
    let until = Some(app.now().plus_millis(30 * DAY_MS));
    app.keyring().keep_object_keys(scope, &[permission], until).await.unwrap();
    desk.world.permit(&desk.company, None).await;
    let mut all = vec![permission, settings().await];
    for name in ["One", "Two"] {
        let change = MailboxChange { name: Some(name.to_owned()), ..MailboxChange::default() };
        mailbox::change(app, &desk.world.admin_ctx(&desk.company), mailbox, change).await.unwrap();
        all.push(settings().await);
    }
    assert_eq!(app.keyring().list_object_keys(scope, &all).await.unwrap().len(), 4, "backups hold them");
    let change = MailboxChange { state: Some(MailboxState::Disconnected), ..MailboxChange::default() };
    mailbox::change(app, &desk.world.admin_ctx(&desk.company), mailbox, change).await.unwrap();
    assert!(app.keyring().list_object_keys(scope, &all).await.unwrap().is_empty());
}

on_each!(
    a_mailbox_goes_when_it_would_have_gone_and_one_that_came_back_has_its_days,
    an_account_is_closed_when_it_would_have_been_and_one_that_goes_on_goes_on,
    a_permission_whose_key_is_gone_waits_to_be_given_anew,
    a_permission_that_ended_keeps_its_days_and_one_given_since_has_all_of_them,
    an_account_that_was_put_right_is_put_right_again,
    passwords_and_permissions_from_before_go_with_the_last_ones,
);
