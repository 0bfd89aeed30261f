//! What the demo company pays for: a plan since its trial ended two months ago, with invoices of which the older ones are paid.

use anyhow::{Context, Result};
use app::{App, Ctx, billing};
use config::{Config, CountryCode, Plan};
use domain::record::BillingDetails;
use domain::{AgentId, Role, TenantScope};

const DAY_MS: i64 = 24 * 3600 * 1000;
/// So long ago the company said whom invoices go to, and its trial began.
const BEGUN_DAYS: i64 = 75;

/// Who sells, and what.
pub fn sell(config: &mut Config) {
    let said = |text: &str| Some(text.to_owned());
    let plan =
        |name: &str, price, seats_max| Plan { name: name.to_owned(), price, seats_max, trial_days: 14 };
    let billing = &mut config.billing;
    billing.seller = said("Nordlys Hosting AB");
    billing.address = said("Storgatan 1\n111 22 Stockholm");
    billing.country = CountryCode::try_from("SE".to_owned()).ok();
    billing.vat_number = said("SE556000000001");
    billing.bank = "Bankgiro 0000-0000".to_owned();
    billing.prefix = "NH-".to_owned();
    billing.plans = vec![plan("Team", 1_900, 10), plan("Company", 2_900, 0)];
}

/// The company's plan, and the invoices until today.
pub async fn lay(app: &App, scope: TenantScope, admin: AgentId) -> Result<()> {
    let then = app.now().plus_millis(-BEGUN_DAYS * DAY_MS);
    let ctx = Ctx::agent(scope, admin, Role::Admin, then);
    let details = BillingDetails {
        name: "Nordlys Cykler ApS".to_owned(),
        address: "Havnegade 12\n8000 Aarhus C".to_owned(),
        country: "DK".to_owned(),
        vat_number: "DK12345678".to_owned(),
        email: "faktura@nordlys.example".to_owned(),
        language: "da".to_owned(),
    };
    billing::change_details(app, &ctx, &details).await?;
    Ok(billing::round(app).await?)
}

/// All but the newest are paid.
pub async fn pay(app: &App, operator: &Ctx) -> Result<()> {
    let all = billing::list(app, operator).await?;
    let (_, older) = all.split_first().context("the demo has no invoice")?;
    for one in older {
        billing::pay(app, operator, one.id).await?;
    }
    Ok(())
}
