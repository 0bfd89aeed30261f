//! Fields that a ticket needs before it is closed. Which of its fields hold something stands in its row, so nothing of
//! it is opened for that.

use super::refused;
use crate::{App, Ctx, Error, Result, field};
use domain::{FieldHolder, Private, TicketId, TicketStatus};
use privacy::Act;
use store::Field;

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
    refuse(app, ctx, needed.into_iter().filter(lacks).collect()).await
}

/// Whether a ticket that is being made may begin with this status.
///
/// # Errors
/// As [`check`].
pub(crate) async fn check_new(app: &App, ctx: &Ctx, status: Option<TicketStatus>) -> Result<()> {
    let needed = needed(app, ctx, status).await?;
    refuse(app, ctx, needed).await
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

async fn refuse(app: &App, ctx: &Ctx, missing: Vec<Field>) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let permit = app.permit(ctx, Act::FIELD_READ).await?;
    let fields = field::open(app, &permit, &missing).await?;
    app.settle(permit).await?;
    let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
    match fields.first().map(|field| refused(field, "rule-field-needed")) {
        Some(Error::Field { key, rule, .. }) => {
            Err(Error::Field { key, name: Private::new(names.join(", ")), rule })
        }
        _ => Ok(()),
    }
}
