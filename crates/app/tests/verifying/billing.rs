//! Invoices (C12).

use super::*;
use app::billing::{self, Plan, Setup};
use domain::record::{BillingDetails, InvoiceParty};

/// Somebody sells.
pub fn setup() -> Setup {
    let plan = Plan { name: "Team".to_owned(), price: 1_900, seats_max: 0, trial_days: 0 };
    Setup {
        seller: InvoiceParty {
            name: "Hosting AB".to_owned(),
            country: "SE".to_owned(),
            ..InvoiceParty::default()
        },
        currency: "EUR".to_owned(),
        vat_rate: 2_500,
        prefix: String::new(),
        days_to_pay: 30,
        bank: String::new(),
        keep_years: 7,
        law: "A law".to_owned(),
        stripe: None,
        plans: vec![plan],
    }
}

/// A company that pays since three months ago.
pub async fn lay(world: &World, acme: &Company) {
    let details = BillingDetails {
        name: "Acme AB".to_owned(),
        address: "Lund".to_owned(),
        country: "SE".to_owned(),
        email: "money@acme.test".to_owned(),
        language: "en".to_owned(),
        ..BillingDetails::default()
    };
    let admin = world.admin_ctx(acme);
    let ctx = app::Ctx { now: admin.now.plus_millis(-90 * DAY_MS), ..admin };
    billing::change_details(&world.app, &ctx, &details).await.unwrap();
    billing::round(&world.app).await.unwrap();
}

/// What breaks the promise, from outside; each goes on from the one before.
pub fn mutants() -> Vec<Mutant> {
    let data = |word, sql: &str| super::data(12, word, sql.to_owned());
    vec![
        data("invoice-payment", "UPDATE invoice SET payment = '4242424242424242' WHERE number = 1"),
        data("invoice-altered", "UPDATE invoice SET due_at_ms = due_at_ms + 86400000 WHERE number = 1"),
        data("invoice-kept", "UPDATE invoice SET kept_through_year = 2020 WHERE number = 1"),
        data("invoice-lost", "UPDATE invoice SET file_object = NULL, file_sealed = NULL WHERE number = 1"),
        data("invoice-gap", "DELETE FROM invoice WHERE number = 2"),
    ]
}
