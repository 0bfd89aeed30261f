//! What companies pay for (C12): plans by seats, with a trial, invoiced monthly in arrears. Off unless the operator says who sells.
//!
//! Billing details are the company's and go with it. An invoice stands for itself and lies in the system's own tenant, under the key
//! of its calendar year, which is destroyed when the term of the law on bookkeeping is over; its number stays, so that there is
//! no gap.

mod card;
mod counting;
mod invoice;
mod paper;
mod remind;
mod round;

pub use card::{Cards, Payment, begin, cards, finish};
pub(crate) use invoice::proof;
pub use invoice::{Handed, InvoiceView, credit, file, file_of, list, list_of, pay};
pub(crate) use round::year;
pub use round::{bill_last, round};

use crate::{App, Ctx, Error, Result, keys, operator};
use domain::billing::{has_card_number, is_vat_number, share, vat_kind};
use domain::keyring::LeafRef;
use domain::limits::BILLING_TEXT_CHARS_MAX;
use domain::record::{BillingDetails, InvoiceParty};
use domain::{AgentState, TenantScope, Timestamp};
use privacy::Act;
use store::{Agent, Billing};

const DAY_MS: i64 = 24 * 3_600_000;

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// Price of a seat and month, in the smallest unit of the currency.
    pub price: i64,
    /// Seats at most; 0: as many as there are.
    pub seats_max: u32,
    /// Days for which nothing is charged.
    pub trial_days: u32,
}

/// Who sells, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// Who sells.
    pub seller: InvoiceParty,
    /// Currency (ISO 4217).
    pub currency: String,
    /// The seller's rate of VAT, in hundredths of a per cent.
    pub vat_rate: i64,
    /// What stands before the number of an invoice.
    pub prefix: String,
    /// Days to pay.
    pub days_to_pay: u32,
    /// How it is to be paid.
    pub bank: String,
    /// Calendar years that an invoice is kept after that of its issue.
    pub keep_years: u32,
    /// The law that says so.
    pub law: String,
    /// Where invoices are paid by card, if they can be.
    pub stripe: Option<connect::StripeAccount>,
    /// The plans, the first one for whoever chose none; never empty.
    pub plans: Vec<Plan>,
}

impl Setup {
    fn plan(&self, name: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.name == name).or_else(|| self.plans.first())
    }
}

/// What a company pays for.
#[derive(Debug, Clone)]
pub struct BillingView {
    /// Its plan.
    pub plan: Plan,
    /// The plan that it has from the next month on.
    pub next_plan: Option<String>,
    /// All plans.
    pub plans: Vec<Plan>,
    /// Currency (ISO 4217).
    pub currency: String,
    /// Seats: active agents.
    pub seats: u32,
    /// Until when nothing is charged.
    pub trial_until: Timestamp,
    /// What this month comes to with so many seats, without VAT.
    pub due: i64,
    /// What months that are over come to, of which no invoice was made yet, without VAT.
    pub arrears: i64,
    /// Whom invoices go to.
    pub details: Option<BillingDetails>,
    /// The law by which invoices are kept.
    pub law: String,
    /// Calendar years that they are kept after that of their issue.
    pub keep_years: u32,
}

pub(crate) fn setup(app: &App) -> Result<&Setup> {
    app.settings().billing.as_ref().ok_or(Error::NotFound("billing"))
}

fn check_company(ctx: &Ctx) -> Result<()> {
    let is_own = ctx.scope == operator::SCOPE || ctx.is_operator();
    if is_own { Err(Error::NotFound("billing")) } else { Ok(()) }
}

/// Hundredths, with the mark of the language.
#[must_use]
pub fn decimal(words: &i18n::I18n, hundredths: i64) -> String {
    let written = domain::billing::written(hundredths);
    let (whole, part) = written.split_once('.').unwrap_or((&written, "00"));
    let sign = if hundredths < 0 { "-" } else { "" };
    let whole = words.number(whole.trim_start_matches('-').parse().unwrap_or_default());
    format!("{sign}{whole}{}{part}", words.t("decimal-mark"))
}

/// An amount with its currency, as the language writes numbers.
#[must_use]
pub fn money(words: &i18n::I18n, currency: &str, amount: i64) -> String {
    format!("{} {currency}", decimal(words, amount))
}

/// The day on which a time falls, at its begin.
pub(crate) fn midnight(at: Timestamp) -> Timestamp {
    Timestamp::from_millis(at.as_millis().div_euclid(DAY_MS) * DAY_MS)
}

/// Whom seats are counted of.
fn seats(agents: &[Agent]) -> u32 {
    let active = agents.iter().filter(|agent| agent.state == AgentState::Active).count();
    u32::try_from(active).unwrap_or(u32::MAX)
}

/// Places that are taken: whoever is invited has one, and is not charged yet.
fn taken(agents: &[Agent]) -> u32 {
    let taken = agents.iter().filter(|agent| agent.state != AgentState::Deactivated).count();
    u32::try_from(taken).unwrap_or(u32::MAX)
}

fn begun(setup: &Setup, now: Timestamp) -> Billing {
    let plan = setup.plans.first();
    let days = plan.map_or(0, |plan| i64::from(plan.trial_days));
    // Whole days alone are charged.
    let trial_until = match days {
        0 => midnight(now),
        days => midnight(now).plus_millis((days + 1) * DAY_MS),
    };
    let plan = plan.map(|plan| plan.name.clone()).unwrap_or_default();
    Billing {
        plan,
        next_plan: None,
        trial_until,
        billed_until: trial_until,
        trial_told: false,
        content: None,
    }
}

/// What the company has; the first plan, on trial, before the job has seen it.
async fn standing(app: &App, setup: &Setup, scope: TenantScope, now: Timestamp) -> Result<Billing> {
    let found = app.store().tenant(scope).find_billing().await?;
    Ok(found.unwrap_or_else(|| begun(setup, now)))
}

/// Refuses more seats than the company's plan has: whoever is invited will take one.
///
/// # Errors
/// [`Error::Input`] of `seats`.
pub(crate) async fn check_seats(
    app: &App,
    scope: TenantScope,
    agents: &[Agent],
    now: Timestamp,
) -> Result<()> {
    let Some(setup) = app.settings().billing.as_ref().filter(|_| scope != operator::SCOPE) else {
        return Ok(());
    };
    let row = standing(app, setup, scope, now).await?;
    // Who chose a smaller plan for the next month fills it now.
    let plans = [Some(&row.plan), row.next_plan.as_ref()];
    let limits = plans.into_iter().flatten().filter_map(|name| setup.plan(name)).map(|plan| plan.seats_max);
    if limits.filter(|max| *max > 0).min().is_some_and(|max| taken(agents) >= max) {
        return Err(Error::Input { field: "seats", rule: "rule-seats" });
    }
    Ok(())
}

/// What the company pays for, for its admins.
///
/// # Errors
/// [`Error::NotFound`] where nothing is paid for; a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx) -> Result<BillingView> {
    check_company(ctx)?;
    let setup = setup(app)?;
    let permit = app.permit(ctx, Act::BILLING_READ).await?;
    let row = standing(app, setup, ctx.scope, ctx.now).await?;
    let details = match &row.content {
        Some(content) => Some(app.open(&permit, ctx.scope.tenant().uuid(), content).await?),
        None => None,
    };
    app.settle(permit).await?;
    let plan = setup.plan(&row.plan).cloned().ok_or(Error::NotFound("billing"))?;
    let seats = seats(&app.store().tenant(ctx.scope).list_agents().await?);
    let noted = app.store().tenant(ctx.scope).list_billing_months().await?;
    let since = noted.last().map_or(row.billed_until, |last| last.ends_at);
    let from = since.max(round::month(ctx.now).0);
    let (begins, ends) = round::month(from);
    let days = ends.millis_since(from) / DAY_MS;
    let is_charged = from < round::month(ctx.now).1;
    let due = share(plan.price * i64::from(seats), days, ends.millis_since(begins) / DAY_MS);
    Ok(BillingView {
        next_plan: row.next_plan,
        plans: setup.plans.clone(),
        currency: setup.currency.clone(),
        seats,
        trial_until: row.trial_until,
        due: if is_charged { due } else { 0 },
        arrears: noted.iter().map(|month| counting::line(month, 0).net).sum(),
        details,
        law: setup.law.clone(),
        keep_years: setup.keep_years,
        plan,
    })
}

fn text(field: &'static str, text: &str, is_needed: bool) -> Result<String> {
    let text = text.trim().replace("\r\n", "\n");
    let rule = match text.chars().count() {
        0 if is_needed => "rule-required",
        0..=BILLING_TEXT_CHARS_MAX if has_card_number(&text) => "rule-card-number",
        0..=BILLING_TEXT_CHARS_MAX => return Ok(text),
        _ => "rule-too-long",
    };
    Err(Error::Input { field, rule })
}

fn checked(new: &BillingDetails) -> Result<BillingDetails> {
    let country = text("country", &new.country, true)?.to_ascii_uppercase();
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(Error::Input { field: "country", rule: "rule-country-letters" });
    }
    let vat_number: String = text("vat_number", &new.vat_number, false)?
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.'))
        .collect::<String>()
        .to_ascii_uppercase();
    if !vat_number.is_empty() && !is_vat_number(&country, &vat_number) {
        return Err(Error::Input { field: "vat_number", rule: "rule-vat-number" });
    }
    let email = mime::normalise_address(&text("email", &new.email, true)?);
    Ok(BillingDetails {
        name: text("name", &new.name, true)?,
        address: text("address", &new.address, true)?,
        vat_number,
        email: email.ok_or(Error::Input { field: "email", rule: "rule-address" })?,
        language: i18n::I18n::new(&new.language).map_or(i18n::FALLBACK, |_| new.language.as_str()).to_owned(),
        country,
    })
}

/// Says whom invoices go to.
///
/// # Errors
/// [`Error::NotFound`] where nothing is paid for; bad input, a refusal, or a store's failure.
pub async fn change_details(app: &App, ctx: &Ctx, new: &BillingDetails) -> Result<()> {
    check_company(ctx)?;
    let setup = setup(app)?;
    let permit = app.permit(ctx, Act::BILLING_CHANGE).await?;
    let details = checked(new)?;
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &leaves).await?;
    let mut made = app.vault().draft(ctx.scope);
    let content = made.seal(ctx.now, ctx.scope.tenant().uuid(), &leaves, &details)?;
    app.keyring().commit(made.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(made.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.insert_billing(&begun(setup, ctx.now)).await?;
    let mut row = tx.find_billing().await?.ok_or(Error::NotFound("billing"))?;
    let old = row.content.replace(content).map(|old| old.object());
    tx.update_billing(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(made);
    let old: Vec<_> = old.into_iter().collect();
    keys::replaced(app, ctx.scope, &old).await
}

/// Chooses a plan: one with more seats at once, and for the whole month; another one at once while nothing is charged, else from
/// the next month on.
///
/// # Errors
/// [`Error::NotFound`] where nothing is paid for; bad input where there is no such plan, or it has fewer seats than there are
/// people; a refusal, or a store's failure.
pub async fn change_plan(app: &App, ctx: &Ctx, name: &str) -> Result<()> {
    check_company(ctx)?;
    let setup = setup(app)?;
    let permit = app.permit(ctx, Act::BILLING_CHANGE).await?;
    let plan = setup.plans.iter().find(|plan| plan.name == name);
    let plan = plan.ok_or(Error::Input { field: "plan", rule: "rule-plan" })?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if plan.seats_max > 0 && taken(&tx.list_agents().await?) > plan.seats_max {
        return Err(Error::Input { field: "plan", rule: "rule-seats" });
    }
    tx.insert_billing(&begun(setup, ctx.now)).await?;
    let mut row = tx.find_billing().await?.ok_or(Error::NotFound("billing"))?;
    let has_more =
        |than: &Plan| than.seats_max > 0 && (plan.seats_max == 0 || plan.seats_max > than.seats_max);
    let is_larger = setup.plan(&row.plan).is_some_and(has_more);
    if ctx.now < row.trial_until || is_larger || row.plan == plan.name {
        (row.plan, row.next_plan) = (plan.name.clone(), None);
    } else {
        row.next_plan = Some(plan.name.clone());
    }
    tx.update_billing(&row).await?;
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}
