//! What a company had when a month ended: its plan, that plan's price, and who was there. It is noted then, whether or not it is known
//! whom the invoice goes to, and charged as noted.

use super::round::month;
use super::{DAY_MS, Setup, seats, share};
use crate::{App, Result};
use domain::record::InvoiceLine;
use domain::{TenantScope, Timestamp};
use store::BillingMonth;

/// When the month that is to be noted next ends; nothing for a company without a plan.
pub(super) async fn next(app: &App, scope: TenantScope) -> Result<Option<Timestamp>> {
    Ok(since(app, scope).await?.map(|since| month(since).1))
}

/// Until when a company's months are noted.
pub(super) async fn since(app: &App, scope: TenantScope) -> Result<Option<Timestamp>> {
    let store = app.store().tenant(scope);
    let noted = store.list_billing_months().await?.last().map(|last| last.ends_at);
    Ok(store.find_billing().await?.map(|row| noted.unwrap_or(row.billed_until)))
}

/// Notes what a company had until then, within one month. From the next month on it has the plan that it chose.
pub(super) async fn count(app: &App, setup: &Setup, scope: TenantScope, until: Timestamp) -> Result<()> {
    let Some(since) = since(app, scope).await?.filter(|since| *since < until) else { return Ok(()) };
    let mut tx = app.store().tenant(scope).begin().await?;
    let Some(mut row) = tx.find_billing().await? else { return Ok(()) };
    let Some(plan) = setup.plan(&row.plan) else { return Ok(()) };
    let noted = BillingMonth {
        begins_at: since,
        ends_at: until,
        plan: plan.name.clone(),
        price: plan.price,
        seats: seats(&tx.list_agents().await?),
    };
    // Another node may have done the same, and charged it.
    if row.billed_until <= since && tx.insert_billing_month(&noted).await? && until == month(since).1 {
        row.plan = row.next_plan.take().unwrap_or(row.plan);
        tx.update_billing(&row).await?;
    }
    Ok(tx.commit().await?)
}

/// What an invoice says of it.
pub(super) fn line(noted: &BillingMonth, rate: i64) -> InvoiceLine {
    let (begins, ends) = month(noted.begins_at);
    let mut line = InvoiceLine {
        plan: noted.plan.clone(),
        seats: i64::from(noted.seats),
        price: noted.price,
        days: noted.ends_at.millis_since(noted.begins_at) / DAY_MS,
        of_days: ends.millis_since(begins) / DAY_MS,
        net: 0,
        vat: 0,
    };
    line.net = share(line.price * line.seats, line.days, line.of_days);
    line.vat = share(line.net, rate, 10_000);
    line
}
