//! Invoices paid by card at Stripe's own page: once, whoever comes back or does not, and never by a number that came here (C12).

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use crate::billing::{details, go_to, now, setup};
use crate::log::log;
use crate::world::{Company, Engine, World};
use app::billing::{self, Cards, InvoiceView, Payment};
use app::register::{self, Stop};
use app::{Ctx, Error, operator};
use domain::{InvoiceId, PaymentState};
use testkit::stripe::{Mood, Stripe};

crate::with_either_engine! {
    an_invoice_is_paid_by_card,
    whoever_does_not_come_back_has_paid_too,
    who_paid_by_bank_is_not_asked_again,
    money_that_does_not_fit_is_kept_in_sight,
    a_page_that_is_over_makes_room_for_another,
    a_provider_that_fails_changes_nothing,
    nobody_pays_for_others_or_for_what_was_credited,
    no_card_is_taken_while_nothing_may_go_to_the_provider,
}

struct Desk {
    world: World,
    acme: Company,
    stripe: Stripe,
    operator: Ctx,
    id: InvoiceId,
}

/// A company with an invoice of 35.24 EUR, and a provider where it can be paid.
async fn desk(engine: Engine) -> Option<Desk> {
    desk_with(engine, Stripe::SECRET).await
}

async fn desk_with(engine: Engine, secret: &str) -> Option<Desk> {
    let stripe = testkit::or_skip(Stripe::start())?;
    let account = connect::StripeAccount {
        host: "localhost".to_owned(),
        port: stripe.port(),
        is_plain: false,
        ca_pem: Some(stripe.ca_pem().unwrap()),
        secret: secret.to_owned().into(),
    };
    let with = |settings: &mut app::Settings| {
        settings.public_url = Some("https://desk.test".to_owned());
        settings.billing = Some(billing::Setup { stripe: Some(account), ..setup() });
    };
    let world = World::with(engine, with).await?;
    let acme = world.company("acme").await;
    let operator = world.operator_named("Wim").await;
    let admin = world.admin_ctx(&acme);
    billing::change_details(&world.app, &admin, &details("SE", "SE556000016701")).await.unwrap();
    billing::round(&world.app).await.unwrap();
    go_to(&world, 2027, 1, 1);
    billing::round(&world.app).await.unwrap();
    let id = billing::list_of(&world.app, &now(&world, &admin)).await.unwrap()[0].id;
    Some(Desk { world, acme, stripe, operator, id })
}

impl Desk {
    fn admin(&self) -> Ctx {
        now(&self.world, &self.world.admin_ctx(&self.acme))
    }

    async fn begin(&self) -> app::Result<Payment> {
        billing::begin(&self.world.app, &self.admin(), self.id).await
    }

    /// The page to which whoever begins is sent.
    async fn page(&self) -> String {
        match self.begin().await.unwrap() {
            Payment::Page { url, .. } => url,
            other => panic!("{other:?}"),
        }
    }

    fn pay(&self, page: &str) -> String {
        let (status, back) = self.stripe.pay(page, Stripe::GOOD_CARD).unwrap();
        assert_eq!(status, 303);
        back.rsplit_once('=').unwrap().1.to_owned()
    }

    async fn round(&self) -> app::Result<()> {
        billing::round(&self.world.app).await
    }

    async fn invoice(&self) -> InvoiceView {
        let all = billing::list_of(&self.world.app, &self.admin()).await.unwrap();
        all.into_iter().find(|one| one.id == self.id).unwrap()
    }

    async fn state(&self) -> (bool, Option<PaymentState>) {
        let one = self.invoice().await;
        (one.paid_at.is_some(), one.payment)
    }
}

async fn an_invoice_is_paid_by_card(engine: Engine) {
    let Some(desk) = desk(engine).await else { return };
    let (first, second) = tokio::join!(desk.begin(), desk.begin());
    assert_eq!(first.unwrap(), second.unwrap(), "two who begin at once are sent to one page");
    let page = desk.page().await;
    let (status, _) = desk.stripe.pay(&page, Stripe::DECLINED_CARD).unwrap();
    assert_eq!((status, desk.state().await), (402, (false, Some(PaymentState::Open))));
    let (status, back) = desk.stripe.pay(&page, Stripe::GOOD_CARD).unwrap();
    let session = back.strip_prefix("https://acme.test/billing/payment?session=").unwrap();
    assert_eq!(status, 303);
    let done = billing::finish(&desk.world.app, &desk.admin(), session).await.unwrap();
    assert_eq!((done, desk.state().await), (Payment::Done, (true, Some(PaymentState::Settled))));
    assert_eq!(desk.begin().await.unwrap(), Payment::Done);
    let again = billing::finish(&desk.world.app, &desk.admin(), session).await.unwrap();
    assert_eq!(again, Payment::Done);
    let payments: serde_json::Value = serde_json::from_str(&desk.stripe.payments().unwrap()).unwrap();
    let paid: Vec<_> =
        payments["data"].as_array().unwrap().iter().filter(|one| one["status"] == "succeeded").collect();
    assert_eq!((paid.len(), &paid[0]["amount"], &paid[0]["currency"]), (1, &3_524.into(), &"eur".into()));
    let acts = |events: Vec<domain::audit::AuditEvent>, act: &str| {
        events.iter().filter(|one| one.act == act).count()
    };
    let of_acme = log(&desk.world, desk.acme.info.scope).await;
    assert!(acts(of_acme, "billing.pay") >= 5);
    // Two began, or one did and the other went on; one settled.
    assert!((2..=3).contains(&acts(log(&desk.world, operator::SCOPE).await, "invoice.settle")));
}

async fn whoever_does_not_come_back_has_paid_too(engine: Engine) {
    let Some(desk) = desk(engine).await else { return };
    let page = desk.page().await;
    desk.round().await.unwrap();
    assert_eq!(desk.state().await, (false, Some(PaymentState::Open)));
    let session = desk.pay(&page);
    desk.stripe.alter(&session, r#"{"payment_status": "unpaid"}"#).unwrap();
    desk.round().await.unwrap();
    let waits = desk.begin().await.unwrap();
    assert_eq!(waits, Payment::Waits { number: "A-1".to_owned() }, "a debit takes days");
    desk.stripe.alter(&session, r#"{"payment_status": "paid"}"#).unwrap();
    desk.round().await.unwrap();
    assert_eq!(desk.state().await, (true, Some(PaymentState::Settled)));
}

async fn who_paid_by_bank_is_not_asked_again(engine: Engine) {
    let Some(desk) = desk(engine).await else { return };
    let page = desk.page().await;
    billing::pay(&desk.world.app, &now(&desk.world, &desk.operator), desk.id).await.unwrap();
    desk.round().await.unwrap();
    assert_eq!(desk.state().await, (true, Some(PaymentState::Over)));
    let (status, _) = desk.stripe.pay(&page, Stripe::GOOD_CARD).unwrap();
    assert_eq!(status, 410, "the page is over");
}

async fn money_that_does_not_fit_is_kept_in_sight(engine: Engine) {
    let Some(desk) = desk(engine).await else { return };
    let session = desk.pay(&desk.page().await);
    desk.stripe.alter(&session, r#"{"amount_total": 100}"#).unwrap();
    desk.round().await.unwrap();
    assert_eq!(desk.state().await, (false, Some(PaymentState::Odd)), "another amount");
    let Some(desk) = self::desk(engine).await else { return };
    desk.pay(&desk.page().await);
    billing::pay(&desk.world.app, &now(&desk.world, &desk.operator), desk.id).await.unwrap();
    desk.round().await.unwrap();
    assert_eq!(desk.state().await, (true, Some(PaymentState::Odd)), "by bank and by card");
}

async fn a_page_that_is_over_makes_room_for_another(engine: Engine) {
    let Some(desk) = desk(engine).await else { return };
    let page = desk.page().await;
    let session = page.rsplit_once('/').unwrap().1;
    desk.stripe.alter(session, r#"{"status": "expired"}"#).unwrap();
    desk.round().await.unwrap();
    assert_eq!(desk.state().await, (false, Some(PaymentState::Over)));
    let next = desk.page().await;
    assert_ne!(next, page);
    // Found to be over by whoever begins.
    let session = next.rsplit_once('/').unwrap().1;
    desk.stripe.alter(session, r#"{"status": "expired"}"#).unwrap();
    let third = desk.page().await;
    assert_ne!(third, next);
    let session = desk.pay(&third);
    billing::finish(&desk.world.app, &desk.admin(), &session).await.unwrap();
    assert_eq!(desk.state().await, (true, Some(PaymentState::Settled)));
}

async fn a_provider_that_fails_changes_nothing(engine: Engine) {
    let Some(mut desk) = desk(engine).await else { return };
    for mood in [Mood::Broken, Mood::Garbled] {
        desk.stripe.be(mood).unwrap();
        let failed = desk.begin().await;
        assert!(matches!(failed, Err(Error::Payments(_))), "{mood:?}: {failed:?}");
        assert_eq!(desk.state().await, (false, None));
    }
    desk.stripe.be(Mood::Good).unwrap();
    let session = desk.pay(&desk.page().await);
    desk.stripe.stop();
    let failed = billing::finish(&desk.world.app, &desk.admin(), &session).await;
    assert!(matches!(failed, Err(Error::Payments(_))), "{failed:?}");
    assert!(desk.round().await.is_err());
    assert_eq!(desk.state().await, (false, Some(PaymentState::Open)), "it is looked at again");
    let Some(desk) = desk_with(engine, "sk_test_of_somebody_else").await else { return };
    let failed = desk.begin().await.unwrap_err();
    assert!(matches!(&failed, Error::Payments(error) if error.code == connect::Code::AuthFailed));
    assert!(!format!("{failed} {failed:?}").contains("sk_test"));
}

async fn nobody_pays_for_others_or_for_what_was_credited(engine: Engine) {
    let Some(desk) = desk(engine).await else { return };
    let app = &desk.world.app;
    let other = desk.world.company("other").await;
    let stranger = now(&desk.world, &desk.world.admin_ctx(&other));
    let begun = billing::begin(app, &stranger, desk.id).await;
    assert!(matches!(begun, Err(Error::NotFound("invoice"))), "{begun:?}");
    let begun = billing::begin(app, &now(&desk.world, &desk.world.agent_ctx(&desk.acme)), desk.id).await;
    assert!(matches!(begun, Err(Error::Refused(_))), "{begun:?}");
    let page = desk.page().await;
    let session = page.rsplit_once('/').unwrap().1;
    let back = billing::finish(app, &stranger, session).await;
    assert!(matches!(back, Err(Error::NotFound("payment"))), "{back:?}");
    billing::credit(app, &now(&desk.world, &desk.operator), desk.id).await.unwrap();
    let begun = desk.begin().await;
    assert!(matches!(begun, Err(Error::State { state: "credited", .. })), "{begun:?}");
    assert!(desk.invoice().await.is_credited);
    desk.round().await.unwrap();
    assert_eq!(desk.state().await, (false, Some(PaymentState::Over)), "its page was ended");
}

/// Somebody elsewhere, whom the register names or does not.
async fn no_card_is_taken_while_nothing_may_go_to_the_provider(engine: Engine) {
    let account = connect::StripeAccount {
        host: "9.9.9.9".to_owned(),
        port: 9,
        is_plain: false,
        ca_pem: None,
        secret: "sk_test_1".to_owned().into(),
    };
    let with = |settings: &mut app::Settings| {
        settings.billing = Some(billing::Setup { stripe: Some(account), ..setup() });
    };
    let Some(world) = World::with(engine, with).await else { return };
    let acme = world.company("acme").await;
    let cards = async || billing::cards(&world.app, Some(acme.info.scope.tenant())).await;
    assert_eq!(cards().await, Cards::Stopped { stop: Stop::Unregistered, from: None });
    let begun =
        billing::begin(&world.app, &world.admin_ctx(&acme), InvoiceId::generate(world.app.now())).await;
    assert!(matches!(begun, Err(Error::NotFound("payment"))), "{begun:?}");
    let entry = register::Input {
        name: "Stripe".to_owned(),
        service: "takes payments".to_owned(),
        adapters: vec!["stripe".to_owned()],
        hosts: vec!["9.9.9.9".to_owned()],
        country: "CH".to_owned(),
        transfer: "adequacy".to_owned(),
        contract: "1".to_owned(),
        contract_on: "2026-01-01".to_owned(),
        measures: "2".to_owned(),
        flows_down: true,
        ..register::Input::default()
    };
    let ctx = Ctx::operator(operator::SCOPE, world.app.now());
    register::put(&world.app, &ctx, entry.read(None).unwrap()).await.unwrap();
    register::round(&world.app).await.unwrap();
    let day = 24 * 3_600_000;
    let from = Some(world.app.now().plus_millis(30 * day));
    assert_eq!(cards().await, Cards::Stopped { stop: Stop::NotYetActive, from });
    world.clock.advance_ms(30 * day);
    assert_eq!(cards().await, Cards::Taken);
    // Whoever keeps data in the European Economic Area sends nothing there; for others it goes on.
    register::change_residency(&world.app, &now(&world, &world.admin_ctx(&acme)), true).await.unwrap();
    assert_eq!(cards().await, Cards::Stopped { stop: Stop::Residency, from: None });
    assert_eq!(billing::cards(&world.app, None).await, Cards::Taken);
}
