//! Invoices paid by card at Stripe's own page (C12): one session for an invoice at a time. Whoever comes back is not believed, and need not
//! come back: the provider is asked, then and in each round. Money that does not fit stays at the invoice until a person has looked.

use super::{Setup, check_company, setup};
use crate::jobs::notice_mail::base;
use crate::tenant::Apart;
use crate::{App, Ctx, Error, Result, operator, register};
use connect::egress::STRIPE;
use connect::stripe::{NewSession, Session, Standing};
use connect::{Code, Stripe};
use domain::audit::Job;
use domain::limits::INVOICES_PER_PAGE;
use domain::record::{InvoiceContent, text_hash};
use domain::{InvoiceId, PaymentState, TenantId, Timestamp};
use privacy::Act;
use privacy::register::Stop;
use store::Invoice;

/// Where whoever pays goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payment {
    /// To the provider's page.
    Page {
        /// Its address.
        url: String,
        /// What is paid for.
        content: Box<InvoiceContent>,
    },
    /// Nowhere: it was done there, and the money is on its way.
    Waits {
        /// The invoice's number, as it is written.
        number: String,
    },
    /// Nowhere: it is paid.
    Done,
}

/// Whether invoices can be paid by card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cards {
    /// The operator has no account for that.
    Off,
    /// They can.
    Taken,
    /// Nothing goes to whoever takes them.
    Stopped {
        /// Why.
        stop: Stop,
        /// From when something will, where that was announced.
        from: Option<Timestamp>,
    },
}

/// Whether a company can pay its invoices by card; for nobody, whether anybody can.
pub async fn cards(app: &App, of: Option<TenantId>) -> Cards {
    let account = app.settings().billing.as_ref().and_then(|setup| setup.stripe.as_ref());
    let Some(account) = account else { return Cards::Off };
    match register::reaches(app, &STRIPE, &account.host, of).await {
        Ok(()) => Cards::Taken,
        Err(stop) => {
            let from = register::opens_at(app, &STRIPE, &account.host, app.now());
            Cards::Stopped { stop, from: from.filter(|_| stop == Stop::NotYetActive) }
        }
    }
}

/// The provider, for what is one company's.
fn stripe(app: &App, setup: &Setup, of: Option<TenantId>) -> Result<Stripe> {
    let account = setup.stripe.clone().ok_or(Error::NotFound("payment"))?;
    let egress = of.map_or_else(|| app.egress().clone(), |of| app.egress().of(of));
    Ok(Stripe::new(account, &egress))
}

/// The admin may; what is written afterwards lies where the invoices are.
async fn admitted(app: &App, ctx: &Ctx) -> Result<Ctx> {
    check_company(ctx)?;
    let permit = app.permit(ctx, Act::BILLING_PAY).await?;
    app.settle(permit).await?;
    Ok(own(ctx))
}

fn own(ctx: &Ctx) -> Ctx {
    Ctx { request: ctx.request, ..Ctx::job(operator::SCOPE, Job::Billing, ctx.now) }
}

/// Begins to pay one of the company's own invoices, or goes on with what was begun.
///
/// # Errors
/// [`Error::NotFound`] where there is no such invoice, or no card is taken; [`Error::State`] when it was credited or has nothing to
/// pay; [`Error::Payments`] when the provider does not answer as it should; a refusal, or a store's failure.
pub async fn begin(app: &App, ctx: &Ctx, id: InvoiceId) -> Result<Payment> {
    match begin_once(app, ctx, id).await {
        // Somebody began it meanwhile: it goes on there.
        Err(Error::Contended) => begin_once(app, ctx, id).await,
        other => other,
    }
}

async fn begin_once(app: &App, ctx: &Ctx, id: InvoiceId) -> Result<Payment> {
    let own = admitted(app, ctx).await?;
    let of = ctx.scope.tenant();
    if cards(app, Some(of)).await != Cards::Taken {
        return Err(Error::NotFound("payment"));
    }
    let stripe = stripe(app, setup(app)?, Some(of))?;
    let (row, content) = payable(app, ctx, &own, id).await?;
    if row.paid_at.is_some() {
        return Ok(Payment::Done);
    }
    if let (Some(session), Some(PaymentState::Open)) = (&row.payment, row.payment_state) {
        let session = stripe.find(session).await.map_err(Error::Payments)?;
        let state = follow(app, &stripe, &row, &content, &session).await?;
        if state != Followed::Over {
            return Ok(going_on(state, session, content));
        }
    }
    let row = app.store().tenant(own.scope).find_invoice(id).await?.ok_or(Error::NotFound("invoice"))?;
    if row.payment_state == Some(PaymentState::Open) {
        return Err(Error::Contended);
    }
    let session = stripe.begin(&asked(app, ctx, &row, &content).await?.as_new(&content)).await;
    let session = session.map_err(Error::Payments)?;
    let permit = app.permit(&own, Act::INVOICE_SETTLE).await?;
    let entries = app.seal_events(own.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(own.scope).begin().await?;
    let is_begun = tx.begin_invoice_payment(id, &session.id).await?;
    // Two who begin at once are given the same session.
    let same = tx.find_invoice(id).await?.is_some_and(|now| now.payment.as_ref() == Some(&session.id));
    if !is_begun && !same {
        return Err(Error::Contended);
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    Ok(going_on(Followed::AsBefore, session, content))
}

fn going_on(state: Followed, session: Session, content: InvoiceContent) -> Payment {
    match (state, session.url) {
        (Followed::Settled, _) => Payment::Done,
        (_, Some(url)) => Payment::Page { url, content: Box::new(content) },
        (_, None) => Payment::Waits { number: content.number },
    }
}

/// An invoice of the company that is not credited, and what it says.
async fn payable(app: &App, ctx: &Ctx, own: &Ctx, id: InvoiceId) -> Result<(Invoice, InvoiceContent)> {
    let store = app.store().tenant(own.scope);
    let row = store.find_invoice(id).await?;
    let row = row.filter(|row| row.of == Some(ctx.scope.tenant()) && row.credits == 0);
    let row = row.ok_or(Error::NotFound("invoice"))?;
    let content = said(app, own, &row).await?;
    if store.is_invoice_credited(ctx.scope.tenant(), row.from, row.number).await? {
        return Err(Error::State { noun: "invoice", state: "credited" });
    }
    if content.total() <= 0 {
        return Err(Error::State { noun: "invoice", state: "nothing to pay" });
    }
    Ok((row, content))
}

async fn said(app: &App, own: &Ctx, row: &Invoice) -> Result<InvoiceContent> {
    let sealed = row.content.as_ref().ok_or(Error::NotFound("invoice"))?;
    let permit = app.permit(own, Act::INVOICE_SHOW).await?;
    let content = app.open(&permit, row.id.uuid(), sealed).await?;
    app.settle(permit).await?;
    Ok(content)
}

/// What is asked of the provider.
struct Asked {
    reference: String,
    back: String,
    away: String,
    key: String,
}

impl Asked {
    fn as_new<'a>(&'a self, content: &'a InvoiceContent) -> NewSession<'a> {
        NewSession {
            reference: &self.reference,
            name: &content.number,
            amount: content.total(),
            currency: &content.currency,
            language: &content.language,
            success_url: &self.back,
            cancel_url: &self.away,
            idempotency_key: &self.key,
        }
    }
}

async fn asked(app: &App, ctx: &Ctx, row: &Invoice, content: &InvoiceContent) -> Result<Asked> {
    let base = base(app, ctx.scope).await?.ok_or(Error::NotFound("payment"))?;
    // After a crash between the provider's answer and our row, the same session is given again. After one that is over, and for other
    // words, there is another one.
    let before = row.payment.as_deref().unwrap_or_default();
    let words = format!("{}\n{before}\n{base}\n{}\n{}", row.id, content.total(), content.language);
    Ok(Asked {
        reference: row.id.to_string(),
        back: format!("{base}/billing/payment?session={{CHECKOUT_SESSION_ID}}"),
        away: format!("{base}/billing"),
        key: text_hash(&words).iter().map(|byte| format!("{byte:02x}")).collect(),
    })
}

/// Somebody came back from the provider's page with a session.
///
/// # Errors
/// [`Error::NotFound`] when none of the company's invoices is paid by it; else as [`begin`].
pub async fn finish(app: &App, ctx: &Ctx, session: &str) -> Result<Payment> {
    let own = admitted(app, ctx).await?;
    let stripe = stripe(app, setup(app)?, Some(ctx.scope.tenant()))?;
    let store = app.store().tenant(own.scope);
    let rows = store.list_invoices_of(ctx.scope.tenant(), INVOICES_PER_PAGE).await?;
    let row = rows.into_iter().find(|row| row.payment.as_deref() == Some(session));
    let row = row.ok_or(Error::NotFound("payment"))?;
    let content = said(app, &own, &row).await?;
    if row.payment_state != Some(PaymentState::Open) {
        return Ok(Payment::Done);
    }
    let session = stripe.find(session).await.map_err(Error::Payments)?;
    let state = follow(app, &stripe, &row, &content, &session).await?;
    Ok(going_on(state, session, content))
}

/// Looks at every session that is open. What fails for one keeps nothing from the others.
pub(super) async fn look(app: &App, setup: &Setup) -> Result<()> {
    if setup.stripe.is_none() {
        return Ok(());
    }
    let store = app.store().tenant(operator::SCOPE);
    let mut apart = Apart::default();
    for row in store.list_invoices_by_payment(PaymentState::Open, INVOICES_PER_PAGE).await? {
        apart.of(operator::SCOPE, look_at(app, setup, &row).await);
    }
    apart.end()
}

async fn look_at(app: &App, setup: &Setup, row: &Invoice) -> Result<()> {
    let Some(id) = &row.payment else { return Ok(()) };
    let stripe = stripe(app, setup, row.of)?;
    let content = said(app, &Ctx::job(operator::SCOPE, Job::Billing, app.now()), row).await?;
    let session = stripe.find(id).await.map_err(Error::Payments)?;
    follow(app, &stripe, row, &content, &session).await.map(drop)
}

/// What became of a session that was open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Followed {
    /// Nothing.
    AsBefore,
    /// It is over, and nobody paid.
    Over,
    /// It was paid.
    Settled,
}

async fn follow(
    app: &App,
    stripe: &Stripe,
    row: &Invoice,
    content: &InvoiceContent,
    session: &Session,
) -> Result<Followed> {
    let store = app.store().tenant(operator::SCOPE);
    let is_credited = match row.of {
        Some(of) => store.is_invoice_credited(of, row.from, row.number).await?,
        None => true,
    };
    let is_wanted = row.paid_at.is_none() && !is_credited;
    match session.standing {
        Standing::Open if is_wanted => Ok(Followed::AsBefore),
        Standing::Open => {
            // Paid by bank, or credited, while the page was open: nobody is to pay once more.
            match stripe.expire(&session.id).await {
                Ok(_) => forget(app, row, &session.id).await,
                // It was paid in this moment: the next look sees it.
                Err(error) if error.code == Code::Refused => Ok(Followed::AsBefore),
                Err(error) => Err(Error::Payments(error)),
            }
        }
        Standing::Processing => Ok(Followed::AsBefore),
        Standing::Expired => forget(app, row, &session.id).await,
        Standing::Paid => {
            let fits = session.amount == content.total()
                && session.currency == content.currency
                && session.reference == row.id.to_string();
            settle(app, row, &session.id, is_wanted && fits).await
        }
    }
}

async fn forget(app: &App, row: &Invoice, session: &str) -> Result<Followed> {
    note(app, row, session, |_| PaymentState::Over, false).await?;
    Ok(Followed::Over)
}

async fn settle(app: &App, row: &Invoice, session: &str, fits: bool) -> Result<Followed> {
    let state = |is_paid| if is_paid { PaymentState::Settled } else { PaymentState::Odd };
    if note(app, row, session, state, fits).await? == Some(PaymentState::Odd) {
        tracing::warn!(invoice = %row.id, "a payment that does not fit: look at the provider, and pay it back");
    }
    Ok(Followed::Settled)
}

/// Notes the invoice as paid where that is wanted, and how its session stands then; nothing where that was noted before.
async fn note(
    app: &App,
    row: &Invoice,
    session: &str,
    state: impl FnOnce(bool) -> PaymentState,
    is_paid: bool,
) -> Result<Option<PaymentState>> {
    let ctx = Ctx::job(operator::SCOPE, Job::Billing, app.now());
    let permit = app.permit(&ctx, Act::INVOICE_SETTLE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    // An operator may have noted it in this moment.
    let is_paid = is_paid && tx.update_invoice_paid(row.id, ctx.now).await?;
    let state = state(is_paid);
    if !tx.update_invoice_payment(row.id, session, state).await? {
        return Ok(None);
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    Ok(Some(state))
}
