//! Invoices and credit notes: numbered without a gap, sealed with their PDF, signed, and never changed.

use super::{Setup, check_company, paper, round, setup};
use crate::{App, Ctx, Error, Result, operator};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::limits::INVOICES_PER_PAGE;
use domain::record::{InvoiceContent, InvoiceFile};
use domain::{BillingYearId, Day, InvoiceId, ObjectId, PaymentState, TenantId, Timestamp};
use privacy::{Act, Permit};
use std::collections::HashSet;
use store::{Condemned, Invoice};

/// Times that it is begun anew when another one took the number.
const TRIES: usize = 8;

/// An invoice that is to be made.
#[derive(Debug, Clone)]
pub(super) struct New {
    pub of: TenantId,
    pub credits: i64,
    pub from: Timestamp,
    pub until: Timestamp,
    /// Without its number.
    pub content: InvoiceContent,
}

/// An invoice, or a credit note.
#[derive(Debug, Clone)]
pub struct InvoiceView {
    /// Id.
    pub id: InvoiceId,
    /// Whose.
    pub of: Option<TenantId>,
    /// Its number; the prefix before it stands in what it says.
    pub number: i64,
    /// Whether it credits another one.
    pub is_credit: bool,
    /// When it was made.
    pub made_at: Timestamp,
    /// What it says; nothing when it has ended.
    pub content: Option<InvoiceContent>,
    /// When it is due.
    pub due_at: Timestamp,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// Whether it was credited.
    pub is_credited: bool,
    /// How its payment by card stands.
    pub payment: Option<PaymentState>,
}

/// An invoice as a file.
#[derive(Debug)]
pub struct Handed {
    /// Its name.
    pub name: String,
    /// A PDF.
    pub bytes: Vec<u8>,
}

/// What must not change of an invoice, as it is signed.
pub(crate) fn proof(row: &Invoice, file: Option<ObjectId>) -> String {
    let of = row.of.map(|of| of.to_string()).unwrap_or_default();
    let content = row.content.as_ref().map(|content| content.object().to_string()).unwrap_or_default();
    let file = file.map(|file| file.to_string()).unwrap_or_default();
    format!(
        "deskhero invoice 1\n{} {} {of} {} {} {} {} {} {} {} {} {content} {file}",
        row.number,
        row.id,
        row.year_id,
        row.year,
        row.kept_through_year,
        row.credits,
        row.from.as_millis(),
        row.until.as_millis(),
        row.made_at.as_millis(),
        row.due_at.as_millis(),
    )
}

/// Makes one under the next number. Nothing where there is one of that period.
pub(super) async fn issue(app: &App, setup: &Setup, new: New) -> Result<()> {
    for _ in 0..TRIES {
        let ctx = Ctx::job(operator::SCOPE, Job::Billing, app.now());
        let permit = app.permit(&ctx, Act::INVOICE_MAKE).await?;
        let number = app.store().tenant(ctx.scope).find_last_invoice_number().await? + 1;
        if try_issue(app, &ctx, permit, (setup, number), &new).await? {
            return Ok(());
        }
    }
    Err(Error::State { noun: "invoice", state: "numbered" })
}

async fn try_issue(
    app: &App,
    ctx: &Ctx,
    permit: Permit,
    (setup, number): (&Setup, i64),
    new: &New,
) -> Result<bool> {
    let store = app.store().tenant(ctx.scope);
    let content = InvoiceContent { number: format!("{}{number}", setup.prefix), ..new.content.clone() };
    let document = paper::document(&content);
    let made = tokio::task::spawn_blocking(move || pdf::make(&document)).await;
    let bytes = made.map_err(std::io::Error::other)?.map_err(std::io::Error::other)?;
    let year = round::year(ctx.now);
    let kept_through_year = year + i64::from(setup.keep_years);
    let known = store.find_billing_year(year, kept_through_year).await?;
    let year_id = known.unwrap_or_else(|| BillingYearId::generate(ctx.now));
    let leaf = LeafRef::billing_year(year_id);
    app.load_tenant(ctx.scope).await?;
    let mut keys = app.vault().draft(ctx.scope);
    match known {
        Some(_) => app.admit(ctx.scope, &[leaf]).await?,
        None => keys.create_leaf(ctx.now, leaf)?,
    }
    let id = InvoiceId::generate(ctx.now);
    let sealed = keys.seal(ctx.now, id.uuid(), &[leaf], &content)?;
    let file = keys.seal(ctx.now, id.uuid(), &[leaf], &InvoiceFile { bytes })?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut row = Invoice {
        number,
        id,
        of: Some(new.of),
        year_id,
        year,
        kept_through_year,
        credits: new.credits,
        from: new.from,
        until: new.until,
        made_at: ctx.now,
        due_at: content.due.starts(),
        paid_at: None,
        sent_at: None,
        ended_at: None,
        content: Some(sealed),
        signature: Vec::new(),
        payment: None,
        payment_state: None,
    };
    row.signature = app.vault().sign_receipt(proof(&row, Some(file.object())).as_bytes())?.to_vec();
    let mut tx = store.begin().await?;
    let is_next = tx.find_last_invoice_number().await? == number - 1;
    let is_new = is_next && tx.insert_invoice(&row, &file).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    if !is_new {
        let leaves = if known.is_none() { vec![leaf] } else { Vec::new() };
        let mut objects = vec![file.object()];
        objects.extend(row.content.iter().map(domain::Sealed::object));
        app.keyring().destroy(ctx.scope, &Condemned { leaves, objects, ..Condemned::default() }).await?;
    }
    Ok(is_next)
}

fn check_operator(ctx: &Ctx) -> Result<()> {
    let is_own = ctx.is_operator() && ctx.scope == operator::SCOPE;
    if is_own { Ok(()) } else { Err(Error::NotFound("invoice")) }
}

async fn views(app: &App, permit: &Permit, rows: Vec<Invoice>) -> Result<Vec<InvoiceView>> {
    let sealed = rows.iter().filter_map(|row| Some((row.id.uuid(), row.content.as_ref()?)));
    let mut contents = app.open_left(permit, sealed).await?.into_iter();
    // A credit note is younger than what it credits, and stands before it in every list.
    let credited: HashSet<i64> = rows.iter().map(|row| row.credits).collect();
    let view = |row: Invoice| InvoiceView {
        id: row.id,
        of: row.of,
        number: row.number,
        is_credit: row.credits != 0,
        made_at: row.made_at,
        content: row.content.as_ref().and_then(|_| contents.next().flatten()),
        due_at: row.due_at,
        paid_at: row.paid_at,
        sent_at: row.sent_at,
        is_credited: credited.contains(&row.number),
        payment: row.payment_state,
    };
    Ok(rows.into_iter().map(view).collect())
}

/// All invoices, the newest first, for operators.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator, or where nothing is paid for; a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<InvoiceView>> {
    check_operator(ctx)?;
    setup(app)?;
    let permit = app.permit(ctx, Act::INVOICE_LIST).await?;
    let rows = app.store().tenant(operator::SCOPE).list_invoices(i64::MAX, INVOICES_PER_PAGE).await?;
    let all = views(app, &permit, rows).await?;
    app.settle(permit).await?;
    Ok(all)
}

/// A company's own invoices, the newest first, for its admins.
///
/// # Errors
/// [`Error::NotFound`] for operators, or where nothing is paid for; a refusal, or a store's failure.
pub async fn list_of(app: &App, ctx: &Ctx) -> Result<Vec<InvoiceView>> {
    let permit = begin_of(app, ctx).await?;
    let store = app.store().tenant(operator::SCOPE);
    let rows = store.list_invoices_of(ctx.scope.tenant(), INVOICES_PER_PAGE).await?;
    let all = views(app, &permit, rows).await?;
    app.settle(permit).await?;
    Ok(all)
}

/// The admin may; what they see is opened where it lies.
async fn begin_of(app: &App, ctx: &Ctx) -> Result<Permit> {
    check_company(ctx)?;
    setup(app)?;
    let permit = app.permit(ctx, Act::BILLING_READ).await?;
    app.settle(permit).await?;
    let own = Ctx { request: ctx.request, ..Ctx::job(operator::SCOPE, Job::Billing, ctx.now) };
    app.permit(&own, Act::INVOICE_SHOW).await
}

/// One of a company's own invoices as it was sent.
///
/// # Errors
/// [`Error::NotFound`]; a refusal, or a store's failure.
pub async fn file_of(app: &App, ctx: &Ctx, id: InvoiceId) -> Result<Handed> {
    let permit = begin_of(app, ctx).await?;
    let row = app.store().tenant(operator::SCOPE).find_invoice(id).await?;
    let row = row.filter(|row| row.of == Some(ctx.scope.tenant())).ok_or(Error::NotFound("invoice"));
    handed(app, permit, row).await
}

/// One of all invoices as it was sent, for operators.
///
/// # Errors
/// As [`file_of`].
pub async fn file(app: &App, ctx: &Ctx, id: InvoiceId) -> Result<Handed> {
    check_operator(ctx)?;
    setup(app)?;
    let permit = app.permit(ctx, Act::INVOICE_LIST).await?;
    let row = app.store().tenant(operator::SCOPE).find_invoice(id).await?;
    handed(app, permit, row.ok_or(Error::NotFound("invoice"))).await
}

async fn handed(app: &App, permit: Permit, row: Result<Invoice>) -> Result<Handed> {
    let found = match row {
        Ok(row) => opened(app, &permit, &row).await,
        Err(error) => Err(error),
    };
    app.settle(permit).await?;
    found
}

async fn opened(app: &App, permit: &Permit, row: &Invoice) -> Result<Handed> {
    let file = app.store().tenant(operator::SCOPE).find_invoice_file(row.id).await?;
    let (Some(content), Some(file)) = (&row.content, file) else { return Err(Error::NotFound("invoice")) };
    let content: InvoiceContent = app.open(permit, row.id.uuid(), content).await?;
    let file: InvoiceFile = app.open(permit, row.id.uuid(), &file).await?;
    Ok(Handed { name: paper::file_name(&content), bytes: file.bytes })
}

/// Notes that an invoice was paid.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::State`] when it was before; a refusal, or a store's failure.
pub async fn pay(app: &App, ctx: &Ctx, id: InvoiceId) -> Result<()> {
    check_operator(ctx)?;
    setup(app)?;
    let permit = app.permit(ctx, Act::INVOICE_PAY).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let row = tx.find_invoice(id).await?.filter(|row| row.credits == 0 && row.ended_at.is_none());
    row.ok_or(Error::NotFound("invoice"))?;
    if !tx.update_invoice_paid(id, ctx.now).await? {
        return Err(Error::State { noun: "invoice", state: "paid" });
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Credits an invoice by a document of its own, whole; done twice, there is still one.
///
/// # Errors
/// [`Error::NotFound`]; a refusal, or a store's failure.
pub async fn credit(app: &App, ctx: &Ctx, id: InvoiceId) -> Result<()> {
    check_operator(ctx)?;
    let setup = setup(app)?;
    let permit = app.permit(ctx, Act::INVOICE_CREDIT).await?;
    let row = app.store().tenant(ctx.scope).find_invoice(id).await?.filter(|row| row.credits == 0);
    let Some((row, of)) = row.and_then(|row| row.of.map(|of| (row, of))) else {
        app.settle(permit).await?;
        return Err(Error::NotFound("invoice"));
    };
    let sealed = row.content.as_ref().ok_or(Error::NotFound("invoice"))?;
    let old: InvoiceContent = app.open(&permit, id.uuid(), sealed).await?;
    app.settle(permit).await?;
    let mut content = InvoiceContent { credits: Some(old.number.clone()), ..old };
    for line in &mut content.lines {
        (line.net, line.vat) = (-line.net, -line.vat);
    }
    (content.issued, content.due) = (Day::at(ctx.now), Day::at(ctx.now));
    let new = New { of, credits: row.number, from: row.from, until: row.until, content };
    issue(app, setup, new).await
}
