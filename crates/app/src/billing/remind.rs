//! Reminding: that a trial ends, and that an invoice was not paid. One mail each to whom invoices go, in their language; one that was
//! interrupted goes again under the same Message-ID.

use super::{DAY_MS, Plan, Setup, money, paper};
use crate::jobs::{self, notice_mail::base};
use crate::operator_mail::{self, Handed, Written};
use crate::{App, Ctx, Result, operator, zone};
use domain::audit::Job;
use domain::limits::INVOICES_PER_PAGE;
use domain::record::{Address, BillingDetails, InvoiceContent, text_hash};
use domain::{TenantScope, Timestamp};
use privacy::Act;
use store::Invoice;

/// Days before the end of a trial.
const BEFORE_END_DAYS: i64 = 7;
/// Days after the day on which an invoice was due.
const AFTER_DUE_DAYS: i64 = 7;

/// Tells a company once that its trial ends soon: whom invoices go to, else its admins, who have to say whom.
///
/// # Errors
/// A refusal, or a store's failure; done again, it goes on.
pub(super) async fn trial(app: &App, setup: &Setup, scope: TenantScope) -> Result<()> {
    let (store, now) = (app.store().tenant(scope), app.now());
    let is_due = |row: &store::Billing| {
        let left = row.trial_until.millis_since(now);
        !row.trial_told && (1..=BEFORE_END_DAYS * DAY_MS).contains(&left)
    };
    if app.settings().operator_mail.is_none() {
        return Ok(());
    }
    let Some(row) = store.find_billing().await?.filter(is_due) else { return Ok(()) };
    let Some(plan) = setup.plan(&row.plan) else { return Ok(()) };
    let link = format!("{}/billing", base(app, scope).await?.unwrap_or_default());
    let letter = Ending { setup, scope, plan, until: row.trial_until, link };
    let mut letters = Vec::new();
    match &row.content {
        Some(content) => {
            let permit = app.permit(&Ctx::job(scope, Job::Billing, now), Act::BILLING_FOLLOW).await?;
            let details: BillingDetails = app.open(&permit, scope.tenant().uuid(), content).await?;
            app.settle(permit).await?;
            let to = Address { name: details.name, email: details.email };
            letters.push(letter.write(to, &details.language, true));
        }
        None => {
            for (_, profile) in jobs::admins(app, scope).await? {
                let language = profile.language.unwrap_or_default();
                letters.push(letter.write(
                    Address { name: profile.name, email: profile.email },
                    &language,
                    false,
                ));
            }
        }
    }
    for written in letters {
        if operator_mail::hand_over(app, operator::SCOPE, written, now).await? == Handed::NotYet {
            return Ok(());
        }
    }
    let mut tx = store.begin().await?;
    tx.update_billing_trial_told().await?;
    Ok(tx.commit().await?)
}

/// A trial that ends soon.
struct Ending<'a> {
    setup: &'a Setup,
    scope: TenantScope,
    plan: &'a Plan,
    until: Timestamp,
    link: String,
}

impl Ending<'_> {
    fn write(&self, to: Address, language: &str, is_invoiced: bool) -> Written {
        let own = paper::own_words(language);
        let words = own.as_ref().unwrap_or_else(|| crate::words());
        let args = [
            ("plan", self.plan.name.clone()),
            ("price", money(words, &self.setup.currency, self.plan.price)),
            ("day", zone::written(self.until.plus_millis(-1), None, words)),
            ("link", self.link.clone()),
            ("seller", self.setup.seller.name.clone()),
        ];
        let text = if is_invoiced { "mail-trial-text" } else { "mail-trial-nobody-text" };
        Written {
            subject: words.t_args("mail-trial-subject", &args),
            text: words.t_args(text, &args),
            id: text_hash(&format!("trial/{}/{}", self.scope.tenant(), to.email)).first_chunk().copied(),
            to,
        }
    }
}

/// Reminds once of each invoice that was sent and not paid.
///
/// # Errors
/// As [`trial`].
pub(super) async fn overdue(app: &App) -> Result<()> {
    if app.settings().operator_mail.is_none() {
        return Ok(());
    }
    let store = app.store().tenant(operator::SCOPE);
    let due = app.now().plus_millis(-AFTER_DUE_DAYS * DAY_MS);
    for row in store.list_overdue_invoices(due, INVOICES_PER_PAGE).await? {
        let is_credited = match row.of {
            Some(of) => store.is_invoice_credited(of, row.from, row.number).await?,
            None => true,
        };
        if !is_credited && !remind(app, &row).await? {
            break;
        }
        let mut tx = store.begin().await?;
        tx.update_invoice_reminded(row.id, app.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Whether the mail left, or never will.
async fn remind(app: &App, row: &Invoice) -> Result<bool> {
    let Some(content) = &row.content else { return Ok(true) };
    let permit = app.permit(&Ctx::job(operator::SCOPE, Job::Billing, app.now()), Act::INVOICE_SHOW).await?;
    let content: InvoiceContent = app.open(&permit, row.id.uuid(), content).await?;
    app.settle(permit).await?;
    let own = paper::own_words(&content.language);
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let args = [
        ("number", content.number.clone()),
        ("total", paper::money(words, &content, content.total())),
        ("due", paper::day(words, content.due)),
        ("bank", content.bank.clone()),
        ("seller", content.seller.name.clone()),
    ];
    let written = Written {
        to: Address { name: content.buyer.name.clone(), email: content.email.clone() },
        subject: words.t_args("mail-overdue-subject", &args),
        text: words.t_args("mail-overdue-text", &args),
        id: text_hash(&format!("overdue/{}", row.id)).first_chunk().copied(),
    };
    Ok(operator_mail::hand_over(app, operator::SCOPE, written, app.now()).await? != Handed::NotYet)
}
