//! Following companies month by month, sending what was made, and ending what the law does not keep any more.

use super::{Setup, begun, card, counting, invoice, midnight, paper, remind, vat_kind};
use crate::operator_mail::{self, Handed, Written};
use crate::tenant::{self, Apart};
use crate::{App, Ctx, Result, operator, terms, zone};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::limits::INVOICES_PER_PAGE;
use domain::record::{
    Address, BillingDetails, InvoiceContent, InvoiceFile, InvoiceLine, InvoiceParty, text_hash,
};
use domain::{Day, TenantScope, Timestamp, VatKind};
use mime::OutgoingFile;
use privacy::Act;
use store::{Condemned, Invoice};

fn year_and_month(at: Timestamp) -> (i32, i32) {
    let day = zone::day(at, None);
    let mut parts = day.split('-').map(|part| part.parse().unwrap_or_default());
    (parts.next().unwrap_or_default(), parts.next().unwrap_or(1))
}

/// The calendar year of a time, UTC.
pub(crate) fn year(at: Timestamp) -> i64 {
    i64::from(year_and_month(at).0)
}

/// When the month of a time begins and ends, UTC.
pub(super) fn month(at: Timestamp) -> (Timestamp, Timestamp) {
    let (year, month) = year_and_month(at);
    let next = if month == 12 { Day::of(year + 1, 1, 1) } else { Day::of(year, month + 1, 1) };
    (Day::of(year, month, 1).starts(), next.starts())
}

/// One round: what is due is made, what was paid by card is noted, what was made is sent, what is over ends.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn round(app: &App) -> Result<()> {
    let mut apart = Apart::default();
    if let Some(setup) = &app.settings().billing {
        for info in tenant::list(app).await? {
            apart.of(info.scope, follow(app, setup, info.scope).await);
        }
        for info in tenant::list_served(app).await? {
            apart.of(info.scope, remind::trial(app, setup, info.scope).await);
        }
        apart.of(operator::SCOPE, card::look(app, setup).await);
    }
    apart.of(operator::SCOPE, end(app).await);
    apart.of(operator::SCOPE, send(app).await);
    apart.of(operator::SCOPE, remind::overdue(app).await);
    apart.end()
}

async fn follow(app: &App, setup: &Setup, scope: TenantScope) -> Result<()> {
    let now = app.now();
    let turn = app.tenant_turn(scope).await;
    // Of a company that is erased nothing is written any more.
    if tenant::is_erased(app, scope).await? {
        return Ok(());
    }
    let mut tx = app.store().tenant(scope).begin().await?;
    if tx.find_billing().await?.is_none() {
        tx.insert_billing(&begun(setup, now)).await?;
    }
    tx.commit().await?;
    drop(turn);
    while let Some(until) = counting::next(app, scope).await?.filter(|until| *until <= now) {
        counting::count(app, setup, scope, until).await?;
    }
    bill(app, setup, scope).await
}

/// Charges what is left, before a company goes: the whole days until today.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn bill_last(app: &App, scope: TenantScope) -> Result<()> {
    let Some(setup) = &app.settings().billing else { return Ok(()) };
    follow(app, setup, scope).await?;
    counting::count(app, setup, scope, midnight(app.now())).await?;
    bill(app, setup, scope).await
}

/// Charges what is over, once it is known whom.
async fn bill(app: &App, setup: &Setup, scope: TenantScope) -> Result<()> {
    let store = app.store().tenant(scope);
    for month in store.list_billing_months().await? {
        let Some(content) = store.find_billing().await?.and_then(|row| row.content) else { break };
        let ctx = Ctx::job(scope, Job::Billing, app.now());
        let permit = app.permit(&ctx, Act::BILLING_FOLLOW).await?;
        let details: BillingDetails = app.open(&permit, scope.tenant().uuid(), &content).await?;
        let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
        let kind = vat_kind(&setup.seller.country, &details.country, &details.vat_number);
        let rate = if kind == VatKind::Home { setup.vat_rate } else { 0 };
        let line = counting::line(&month, rate);
        let (from, until) = (month.begins_at, month.ends_at);
        if line.net > 0 {
            let content = content_of(setup, details, line, (kind, rate), (from, until, ctx.now));
            let new = invoice::New { of: scope.tenant(), credits: 0, from, until, content };
            invoice::issue(app, setup, new).await?;
        }
        let mut tx = store.begin().await?;
        tx.delete_billing_month(from).await?;
        // Another node may have done the same.
        if let Some(mut now) = tx.find_billing().await?.filter(|now| now.billed_until == from) {
            now.billed_until = until;
            tx.update_billing(&now).await?;
        }
        tx.append_audit(&entries).await?;
        tx.commit().await?;
    }
    Ok(())
}

fn content_of(
    setup: &Setup,
    details: BillingDetails,
    line: InvoiceLine,
    (vat_kind, vat_rate): (VatKind, i64),
    (from, until, now): (Timestamp, Timestamp, Timestamp),
) -> InvoiceContent {
    InvoiceContent {
        number: String::new(),
        credits: None,
        seller: setup.seller.clone(),
        buyer: InvoiceParty {
            name: details.name,
            address: details.address,
            country: details.country,
            vat_number: details.vat_number,
        },
        email: details.email,
        language: details.language,
        currency: setup.currency.clone(),
        issued: Day::at(now),
        due: Day::at(now).plus(i32::try_from(setup.days_to_pay).unwrap_or(30)),
        from: Day::at(from),
        until: Day::at(until.plus_millis(-1)),
        vat_kind,
        vat_rate,
        lines: vec![line],
        bank: setup.bank.clone(),
    }
}

/// Sends what was made and not sent yet. A mail that was interrupted goes again under the same Message-ID.
async fn send(app: &App) -> Result<()> {
    if app.settings().operator_mail.is_none() {
        return Ok(());
    }
    let store = app.store().tenant(operator::SCOPE);
    for row in store.list_unsent_invoices(INVOICES_PER_PAGE).await? {
        if !send_one(app, &row).await? {
            break;
        }
    }
    Ok(())
}

async fn send_one(app: &App, row: &Invoice) -> Result<bool> {
    let store = app.store().tenant(operator::SCOPE);
    let (Some(content), Some(file)) = (&row.content, store.find_invoice_file(row.id).await?) else {
        return Ok(true);
    };
    let permit = app.permit(&Ctx::job(operator::SCOPE, Job::Billing, app.now()), Act::INVOICE_SHOW).await?;
    let content: InvoiceContent = app.open(&permit, row.id.uuid(), content).await?;
    let file: InvoiceFile = app.open(&permit, row.id.uuid(), &file).await?;
    app.settle(permit).await?;
    let own = paper::own_words(&content.language);
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let args = [
        ("number", content.number.clone()),
        ("total", paper::money(words, &content, content.total())),
        ("due", paper::day(words, content.due)),
        ("seller", content.seller.name.clone()),
    ];
    let kind = if content.credits.is_some() { "credit-note" } else { "invoice" };
    let written = Written {
        to: Address { name: content.buyer.name.clone(), email: content.email.clone() },
        subject: words.t_args(&format!("mail-{kind}-subject"), &args),
        text: words.t_args(&format!("mail-{kind}-text"), &args),
        id: text_hash(&format!("invoice/{}", row.id)).first_chunk().copied(),
    };
    let file = OutgoingFile {
        name: paper::file_name(&content),
        content_type: "application/pdf".to_owned(),
        bytes: file.bytes,
        content_id: None,
    };
    let handed = operator_mail::hand_over_with(app, operator::SCOPE, written, vec![file], app.now()).await?;
    if handed == Handed::NotYet {
        return Ok(false);
    }
    if handed == Handed::Refused {
        tracing::warn!(invoice = %row.id, "the server refuses the mail with an invoice: hand it over otherwise");
    }
    let mut tx = store.begin().await?;
    tx.update_invoice_sent(row.id, app.now()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends the invoices whose term is over: their year's key is destroyed first. That nothing is sold any more changes no term.
async fn end(app: &App) -> Result<()> {
    let store = app.store().tenant(operator::SCOPE);
    loop {
        let rows = store.list_invoices_kept_before(year(app.now()), INVOICES_PER_PAGE).await?;
        if rows.is_empty() || !terms::may_end(app).await? {
            return Ok(());
        }
        let ctx = Ctx::job(operator::SCOPE, Job::Billing, app.now());
        let permit = app.permit(&ctx, Act::INVOICE_END).await?;
        let mut leaves: Vec<_> = rows.iter().map(|row| LeafRef::billing_year(row.year_id)).collect();
        leaves.sort_unstable();
        leaves.dedup();
        app.vault().mark_destroyed(ctx.scope, &leaves);
        app.keyring().destroy(ctx.scope, &Condemned { leaves, ..Condemned::default() }).await?;
        let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
        let mut tx = store.begin().await?;
        for row in rows {
            let ended = Invoice { of: None, content: None, ..row };
            let signature = app.vault().sign_receipt(invoice::proof(&ended, None).as_bytes())?;
            tx.end_invoice(ended.id, ctx.now, &signature).await?;
        }
        tx.append_audit(&entries).await?;
        tx.commit().await?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_of_the_calendar() {
        let at = Day::of(2028, 2, 10).starts().plus_millis(5);
        assert_eq!(month(at), (Day::of(2028, 2, 1).starts(), Day::of(2028, 3, 1).starts()));
        let last = Day::of(2026, 12, 31).ends();
        assert_eq!(month(last), (Day::of(2026, 12, 1).starts(), Day::of(2027, 1, 1).starts()));
        assert_eq!(year(last), 2026);
    }
}
