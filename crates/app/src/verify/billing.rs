//! C12: invoices have numbers without a gap, are as they were signed, and end when the law does; plans are of companies that
//! are there. Where one company is looked at, its invoices are: numbers without a gap are of all of them.

use super::looking::{Found, Looking};
use crate::billing::{proof, year};
use crate::{App, Result, operator};
use domain::Timestamp;
use domain::limits::INVOICES_PER_PAGE;
use std::collections::HashSet;
use store::{Cell, Invoice};
use uuid::Uuid;

/// What is over ends within so long.
const ENDS_WITHIN_MS: i64 = 2 * 24 * 3_600_000;

/// Every invoice, from the newest to the first, and every plan.
pub(super) async fn invoices(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let store = app.store().tenant(operator::SCOPE);
    let mut before = i64::MAX;
    loop {
        let rows = store.list_invoices(before, INVOICES_PER_PAGE).await?;
        let Some(last) = rows.last().map(|row| row.number) else { break };
        for row in &rows {
            let is_next = before == i64::MAX || row.number == before - 1;
            before = row.number;
            // One that has ended is nobody's any more.
            if !row.of.map_or(l.is_everything(), |of| l.wants_tenant(of.uuid())) {
                continue;
            }
            found.holds(is_next || !l.is_everything(), "invoice-gap", row.number);
            one(app, l.now, row, &mut found).await?;
        }
        before = last;
    }
    if before != i64::MAX && l.is_everything() {
        found.holds(before == 1, "invoice-gap", before);
    }
    let rows = l.data_rows("tenant", &["id", "state"]).await?;
    let is_there = |row: &Vec<Cell>| {
        row.first()?.id().filter(|_| row.get(1).is_some_and(|state| state.text() != "closed"))
    };
    let there: HashSet<Uuid> = rows.iter().filter_map(is_there).collect();
    for cells in l.rows("billing", &["tenant_id"]).await? {
        let Some(of) = cells.first().and_then(Cell::id) else { continue };
        found.holds(there.contains(&of), "billing-stranger", of);
    }
    Ok(found)
}

async fn one(app: &App, now: Timestamp, row: &Invoice, found: &mut Found) -> Result<()> {
    let file = app.store().tenant(operator::SCOPE).find_invoice_file(row.id).await?;
    let is_there = row.content.is_some() && file.is_some();
    let said = proof(row, file.as_ref().map(domain::Sealed::object));
    let key = app.vault().checkpoint_public_key();
    let is_signed = crypto::checkpoint::verify_receipt(said.as_bytes(), &row.signature, &key).is_ok();
    found.holds(is_signed, "invoice-altered", row.number);
    found.holds(is_there || row.ended_at.is_some(), "invoice-lost", row.number);
    let is_over = year(now.plus_millis(-ENDS_WITHIN_MS)) > row.kept_through_year;
    found.holds(!is_over || row.ended_at.is_some(), "invoice-kept", row.number);
    // Of a payment there is what the provider calls it, and nothing that could be a card's number.
    let is_session = |word: &String| word.starts_with("cs_") && !domain::billing::has_card_number(word);
    found.holds(row.payment.as_ref().is_none_or(is_session), "invoice-payment", row.number);
    Ok(())
}
