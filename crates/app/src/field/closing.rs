//! Fields that a ticket needs before it is closed. Which of its fields hold something stands in its row, so nothing of
//! it is opened for that.

use super::refused;
use crate::{App, Ctx, Error, Result, field};
use domain::{FieldHolder, Private, TicketId, TicketStatus};
use privacy::Act;
use store::{Field, Ticket};

/// Tickets that a refusal names.
const NAMED_MAX: usize = 10;

/// Whether these tickets may get this status.
///
/// # Errors
/// [`Error::Field`] that names what is missing, a refusal, or a store's failure.
pub(crate) async fn check(
    app: &App,
    ctx: &Ctx,
    status: Option<TicketStatus>,
    tickets: &[TicketId],
) -> Result<()> {
    let needed = needed(app, ctx, status).await?;
    if needed.is_empty() {
        return Ok(());
    }
    let mut rows = app.store().tenant(ctx.scope).list_tickets_by_ids(tickets).await?;
    rows.retain(|ticket| ticket.status != TicketStatus::Closed);
    let lacks = |field: &Field| rows.iter().any(|ticket| !ticket.fields.contains(&field.id));
    let missing: Vec<Field> = needed.into_iter().filter(lacks).collect();
    rows.retain(|ticket| missing.iter().any(|field| !ticket.fields.contains(&field.id)));
    refuse(app, ctx, missing, if tickets.len() > 1 { numbers(&rows) } else { String::new() }).await
}

/// Which of many tickets it is, for whoever is refused: ` (#3, #8)`.
fn numbers(rows: &[Ticket]) -> String {
    let mut all: Vec<i64> = rows.iter().map(|ticket| ticket.number).collect();
    all.sort_unstable();
    let named: Vec<String> = all.iter().take(NAMED_MAX).map(|number| format!("#{number}")).collect();
    format!(" ({}{})", named.join(", "), if all.len() > NAMED_MAX { ", …" } else { "" })
}

/// Whether a ticket that is being made may begin with this status.
///
/// # Errors
/// As [`check`].
pub(crate) async fn check_new(app: &App, ctx: &Ctx, status: Option<TicketStatus>) -> Result<()> {
    let needed = needed(app, ctx, status).await?;
    refuse(app, ctx, needed, String::new()).await
}

/// The fields that a ticket with this status needs.
async fn needed(app: &App, ctx: &Ctx, status: Option<TicketStatus>) -> Result<Vec<Field>> {
    if status != Some(TicketStatus::Closed) {
        return Ok(Vec::new());
    }
    let mut all = app.store().tenant(ctx.scope).list_fields().await?;
    all.retain(|field| field.required && field.holder == FieldHolder::Ticket);
    Ok(all)
}

async fn refuse(app: &App, ctx: &Ctx, missing: Vec<Field>, tickets: String) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let permit = app.permit(ctx, Act::FIELD_READ).await?;
    let fields = field::open(app, &permit, &missing).await?;
    app.settle(permit).await?;
    let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
    match fields.first().map(|field| refused(field, "rule-field-needed")) {
        Some(Error::Field { key, rule, .. }) => {
            Err(Error::Field { key, name: Private::new(names.join(", ") + &tickets), rule })
        }
        _ => Ok(()),
    }
}
