//! What companies pay for, and the invoices, which belong to the system's own tenant (C12).

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, TenantTx};
use domain::record::{BillingDetails, InvoiceContent, InvoiceFile};
use domain::{BillingYearId, InvoiceId, PaymentState, Sealed, TenantId, Timestamp};

queries! {
    FIND_BILLING = "SELECT plan, next_plan, trial_until_ms, billed_until_ms, trial_told, content_object, content_sealed \
        FROM billing WHERE tenant_id = $1";
    INSERT_BILLING = "INSERT INTO billing (tenant_id, plan, next_plan, trial_until_ms, billed_until_ms, \
        content_object, content_sealed) @rows ON CONFLICT (tenant_id) DO NOTHING";
    UPDATE_BILLING = "UPDATE billing SET plan = $2, next_plan = $3, billed_until_ms = $4, \
        content_object = $5, content_sealed = $6 WHERE tenant_id = $1";
    INSERT = "INSERT INTO invoice (tenant_id, number, id, of_tenant_id, year_id, year, kept_through_year, credits, from_ms, until_ms, made_at_ms, \
        due_at_ms, content_object, content_sealed, file_object, file_sealed, signature) @rows \
        ON CONFLICT (tenant_id, of_tenant_id, from_ms, credits) DO NOTHING";
    LAST = "SELECT MAX(number) FROM invoice WHERE tenant_id = $1";
    YEAR = "SELECT year_id FROM invoice WHERE tenant_id = $1 AND year = $2 AND kept_through_year = $3 LIMIT 1";
    FIND = "SELECT number, id, of_tenant_id, year_id, year, kept_through_year, credits, from_ms, until_ms, made_at_ms, due_at_ms, paid_at_ms, \
        sent_at_ms, ended_at_ms, content_object, content_sealed, signature, payment, payment_state FROM invoice WHERE tenant_id = $1 AND id = $2";
    FILE = "SELECT file_object, file_sealed FROM invoice WHERE tenant_id = $1 AND id = $2 AND file_object IS NOT NULL";
    LIST = "SELECT number, id, of_tenant_id, year_id, year, kept_through_year, credits, from_ms, until_ms, made_at_ms, due_at_ms, paid_at_ms, \
        sent_at_ms, ended_at_ms, content_object, content_sealed, signature, payment, payment_state FROM invoice \
        WHERE tenant_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3";
    LIST_OF = "SELECT number, id, of_tenant_id, year_id, year, kept_through_year, credits, from_ms, until_ms, made_at_ms, due_at_ms, paid_at_ms, \
        sent_at_ms, ended_at_ms, content_object, content_sealed, signature, payment, payment_state FROM invoice \
        WHERE tenant_id = $1 AND of_tenant_id = $2 ORDER BY from_ms DESC, credits DESC LIMIT $3";
    LIST_UNSENT = "SELECT number, id, of_tenant_id, year_id, year, kept_through_year, credits, from_ms, until_ms, made_at_ms, due_at_ms, \
        paid_at_ms, sent_at_ms, ended_at_ms, content_object, content_sealed, signature, payment, payment_state FROM invoice \
        WHERE tenant_id = $1 AND sent_at_ms IS NULL ORDER BY number LIMIT $2";
    LIST_BY_PAYMENT = "SELECT number, id, of_tenant_id, year_id, year, kept_through_year, credits, from_ms, until_ms, made_at_ms, due_at_ms, \
        paid_at_ms, sent_at_ms, ended_at_ms, content_object, content_sealed, signature, payment, payment_state FROM invoice \
        WHERE tenant_id = $1 AND payment_state = $2 LIMIT $3";
    IS_CREDITED = "SELECT 1 FROM invoice WHERE tenant_id = $1 AND of_tenant_id = $2 AND from_ms = $3 AND credits = $4";
    LIST_KEPT_BEFORE = "SELECT number, id, of_tenant_id, year_id, year, kept_through_year, credits, from_ms, until_ms, made_at_ms, due_at_ms, \
        paid_at_ms, sent_at_ms, ended_at_ms, content_object, content_sealed, signature, payment, payment_state FROM invoice \
        WHERE tenant_id = $1 AND kept_through_year < $2 AND ended_at_ms IS NULL ORDER BY number LIMIT $3";
    LIST_OVERDUE = "SELECT number, id, of_tenant_id, year_id, year, kept_through_year, credits, from_ms, until_ms, made_at_ms, due_at_ms, \
        paid_at_ms, sent_at_ms, ended_at_ms, content_object, content_sealed, signature, payment, payment_state FROM invoice \
        WHERE tenant_id = $1 AND due_at_ms <= $2 AND credits = 0 AND paid_at_ms IS NULL AND ended_at_ms IS NULL \
        AND sent_at_ms IS NOT NULL AND reminded_at_ms IS NULL ORDER BY number LIMIT $3";
    REMINDED = "UPDATE invoice SET reminded_at_ms = $3 WHERE tenant_id = $1 AND id = $2";
    TRIAL_TOLD = "UPDATE billing SET trial_told = 1 WHERE tenant_id = $1";
    PAID = "UPDATE invoice SET paid_at_ms = $3 WHERE tenant_id = $1 AND id = $2 AND paid_at_ms IS NULL";
    // Only where nothing else came between.
    BEGIN_PAYMENT = "UPDATE invoice SET payment = $3, payment_state = $4 WHERE tenant_id = $1 AND id = $2 \
        AND (payment_state IS NULL OR payment_state = $5) AND paid_at_ms IS NULL AND ended_at_ms IS NULL";
    MOVE_PAYMENT = "UPDATE invoice SET payment_state = $4 WHERE tenant_id = $1 AND id = $2 AND payment = $3 AND payment_state = $5";
    SENT = "UPDATE invoice SET sent_at_ms = $3 WHERE tenant_id = $1 AND id = $2";
    // What is left says that there was a document of this number, and no more.
    END = "UPDATE invoice SET ended_at_ms = $3, of_tenant_id = NULL, content_object = NULL, content_sealed = NULL, \
        file_object = NULL, file_sealed = NULL, payment = NULL, payment_state = NULL, sent_at_ms = COALESCE(sent_at_ms, $3), signature = $4 \
        WHERE tenant_id = $1 AND id = $2";
}

/// What a company pays for.
#[derive(Debug, Clone)]
pub struct Billing {
    /// The name of its plan.
    pub plan: String,
    /// The plan that it has from the next period on.
    pub next_plan: Option<String>,
    /// Until when nothing is charged.
    pub trial_until: Timestamp,
    /// Until when it was charged.
    pub billed_until: Timestamp,
    /// Whether they were told that it ends.
    pub trial_told: bool,
    /// Whom invoices go to.
    pub content: Option<Sealed<BillingDetails>>,
}

/// An invoice, or a credit note.
#[derive(Debug, Clone)]
pub struct Invoice {
    /// Its number: 1, 2, 3, without a gap.
    pub number: i64,
    /// Id.
    pub id: InvoiceId,
    /// Whose; nobody's any more when it has ended.
    pub of: Option<TenantId>,
    /// The key that it lies under.
    pub year_id: BillingYearId,
    /// The calendar year of issue, UTC.
    pub year: i64,
    /// The calendar year to whose end it is kept, by the law of the day of its issue.
    pub kept_through_year: i64,
    /// The number of the invoice that it credits; 0 for an invoice.
    pub credits: i64,
    /// The period's begin.
    pub from: Timestamp,
    /// The period's end.
    pub until: Timestamp,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it is due.
    pub due_at: Timestamp,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// When what it said ended.
    pub ended_at: Option<Timestamp>,
    /// What it says.
    pub content: Option<Sealed<InvoiceContent>>,
    /// Of what must not change.
    pub signature: Vec<u8>,
    /// Its session at the operator's provider of payments.
    pub payment: Option<String>,
    /// How that stands.
    pub payment_state: Option<PaymentState>,
}

fn read(row: &Row) -> Result<Invoice> {
    let mut f = row.fields();
    Ok(Invoice {
        number: f.i64()?,
        id: f.id()?,
        of: f.id_opt()?,
        year_id: f.id()?,
        year: f.i64()?,
        kept_through_year: f.i64()?,
        credits: f.i64()?,
        from: f.time()?,
        until: f.time()?,
        made_at: f.time()?,
        due_at: f.time()?,
        paid_at: f.time_opt()?,
        sent_at: f.time_opt()?,
        ended_at: f.time_opt()?,
        content: f.sealed_opt()?,
        signature: f.bytes()?.to_vec(),
        payment: f.text_opt()?.map(str::to_owned),
        payment_state: f.state_opt()?,
    })
}

async fn billing(conn: &mut Conn, tenant: TenantId) -> Result<Option<Billing>> {
    let row = conn.find(FIND_BILLING, args![tenant]).await?;
    let billing = |row: &Row| {
        let mut f = row.fields();
        Ok(Billing {
            plan: f.text()?.to_owned(),
            next_plan: f.text_opt()?.map(str::to_owned),
            trial_until: f.time()?,
            billed_until: f.time()?,
            trial_told: f.flag()?,
            content: f.sealed_opt()?,
        })
    };
    row.as_ref().map(billing).transpose()
}

async fn last(conn: &mut Conn, tenant: TenantId) -> Result<i64> {
    let row = conn.find(LAST, args![tenant]).await?;
    Ok(row.map_or(Ok(None), |row| row.fields().i64_opt())?.unwrap_or_default())
}

async fn year(
    conn: &mut Conn,
    tenant: TenantId,
    year: i64,
    kept_through: i64,
) -> Result<Option<BillingYearId>> {
    conn.find(YEAR, args![tenant, year, kept_through]).await?.map(|row| row.fields().id()).transpose()
}

async fn find(conn: &mut Conn, tenant: TenantId, id: InvoiceId) -> Result<Option<Invoice>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn file(conn: &mut Conn, tenant: TenantId, id: InvoiceId) -> Result<Option<Sealed<InvoiceFile>>> {
    conn.find(FILE, args![tenant, id]).await?.map(|row| row.fields().sealed()).transpose()
}

async fn list(conn: &mut Conn, tenant: TenantId, before: i64, limit: u32) -> Result<Vec<Invoice>> {
    conn.list(LIST, args![tenant, before, limit]).await?.iter().map(read).collect()
}

async fn of(conn: &mut Conn, tenant: TenantId, of: TenantId, limit: u32) -> Result<Vec<Invoice>> {
    conn.list(LIST_OF, args![tenant, of, limit]).await?.iter().map(read).collect()
}

async fn unsent(conn: &mut Conn, tenant: TenantId, limit: u32) -> Result<Vec<Invoice>> {
    conn.list(LIST_UNSENT, args![tenant, limit]).await?.iter().map(read).collect()
}

async fn by_payment(
    conn: &mut Conn,
    tenant: TenantId,
    state: PaymentState,
    limit: u32,
) -> Result<Vec<Invoice>> {
    conn.list(LIST_BY_PAYMENT, args![tenant, state.as_str(), limit]).await?.iter().map(read).collect()
}

async fn overdue(conn: &mut Conn, tenant: TenantId, due: Timestamp, limit: u32) -> Result<Vec<Invoice>> {
    conn.list(LIST_OVERDUE, args![tenant, due, limit]).await?.iter().map(read).collect()
}

async fn is_credited(
    conn: &mut Conn,
    tenant: TenantId,
    of: TenantId,
    from: Timestamp,
    number: i64,
) -> Result<bool> {
    Ok(conn.find(IS_CREDITED, args![tenant, of, from, number]).await?.is_some())
}

async fn kept_before(conn: &mut Conn, tenant: TenantId, year: i64, limit: u32) -> Result<Vec<Invoice>> {
    conn.list(LIST_KEPT_BEFORE, args![tenant, year, limit]).await?.iter().map(read).collect()
}

reads! {
    /// What the company pays for.
    find_billing() -> Option<Billing> = billing;
    /// The last number; 0 before the first.
    find_last_invoice_number() -> i64 = last;
    /// The key of a year's invoices that are kept through another one, where there is one.
    find_billing_year(of: i64, kept_through: i64) -> Option<BillingYearId> = year;
    /// One of the invoices.
    find_invoice(id: InvoiceId) -> Option<Invoice> = find;
    /// One of them as it was sent.
    find_invoice_file(id: InvoiceId) -> Option<Sealed<InvoiceFile>> = file;
    /// Invoices before a number, the newest first.
    list_invoices(before: i64, limit: u32) -> Vec<Invoice> = list;
    /// A company's invoices, the newest first.
    list_invoices_of(whose: TenantId, limit: u32) -> Vec<Invoice> = of;
    /// Those that were not sent yet.
    list_unsent_invoices(limit: u32) -> Vec<Invoice> = unsent;
    /// Those that were sent, were due by then and not paid, and nobody was reminded of.
    list_overdue_invoices(due: Timestamp, limit: u32) -> Vec<Invoice> = overdue;
    /// Those whose payment stands so.
    list_invoices_by_payment(state: PaymentState, limit: u32) -> Vec<Invoice> = by_payment;
    /// Whether a company's invoice of that period and number was credited.
    is_invoice_credited(whose: TenantId, from: Timestamp, number: i64) -> bool = is_credited;
    /// Those kept to the end of a year before this one that have not ended yet.
    list_invoices_kept_before(before: i64, limit: u32) -> Vec<Invoice> = kept_before;
}

impl TenantTx {
    /// Begins a company's plan; false when it has one.
    pub async fn insert_billing(&mut self, b: &Billing) -> Result<bool> {
        let row = args![
            self.tenant(),
            b.plan.as_str(),
            b.next_plan.as_deref(),
            b.trial_until,
            b.billed_until,
            b.content.as_ref().map(Sealed::object),
            b.content.as_ref().map(Sealed::as_bytes)
        ];
        Ok(self.conn().insert(INSERT_BILLING, vec![row]).await? > 0)
    }

    /// Changes it.
    pub async fn update_billing(&mut self, b: &Billing) -> Result<()> {
        let args = args![
            self.tenant(),
            b.plan.as_str(),
            b.next_plan.as_deref(),
            b.billed_until,
            b.content.as_ref().map(Sealed::object),
            b.content.as_ref().map(Sealed::as_bytes)
        ];
        self.conn().execute(UPDATE_BILLING, args).await.map(|_| ())
    }

    /// Notes that the company was told that its trial ends.
    pub async fn update_billing_trial_told(&mut self) -> Result<()> {
        let args = args![self.tenant()];
        self.conn().execute(TRIAL_TOLD, args).await.map(|_| ())
    }

    /// Adds an invoice; false when there is one for that period.
    pub async fn insert_invoice(&mut self, i: &Invoice, file: &Sealed<InvoiceFile>) -> Result<bool> {
        let row = args![
            self.tenant(),
            i.number,
            i.id,
            i.of,
            i.year_id,
            i.year,
            i.kept_through_year,
            i.credits,
            i.from,
            i.until,
            i.made_at,
            i.due_at,
            i.content.as_ref().map(Sealed::object),
            i.content.as_ref().map(Sealed::as_bytes),
            file.object(),
            file.as_bytes(),
            i.signature.as_slice()
        ];
        Ok(self.conn().insert(INSERT, vec![row]).await? > 0)
    }

    /// Notes that one was paid; false when it was before.
    pub async fn update_invoice_paid(&mut self, id: InvoiceId, at: Timestamp) -> Result<bool> {
        let args = args![self.tenant(), id, at];
        Ok(self.conn().execute(PAID, args).await? > 0)
    }

    /// Notes the session in which one is paid; false when it was paid, has ended, or has one that is not over.
    pub async fn begin_invoice_payment(&mut self, id: InvoiceId, session: &str) -> Result<bool> {
        let (open, over) = (PaymentState::Open.as_str(), PaymentState::Over.as_str());
        let args = args![self.tenant(), id, session, open, over];
        Ok(self.conn().execute(BEGIN_PAYMENT, args).await? > 0)
    }

    /// Moves a session that is open on; false when it is not any more.
    pub async fn update_invoice_payment(
        &mut self,
        id: InvoiceId,
        session: &str,
        state: PaymentState,
    ) -> Result<bool> {
        let args = args![self.tenant(), id, session, state.as_str(), PaymentState::Open.as_str()];
        Ok(self.conn().execute(MOVE_PAYMENT, args).await? > 0)
    }

    /// Notes that somebody was reminded of one.
    pub async fn update_invoice_reminded(&mut self, id: InvoiceId, at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), id, at];
        self.conn().execute(REMINDED, args).await.map(|_| ())
    }

    /// Notes that one was sent.
    pub async fn update_invoice_sent(&mut self, id: InvoiceId, at: Timestamp) -> Result<()> {
        let args = args![self.tenant(), id, at];
        self.conn().execute(SENT, args).await.map(|_| ())
    }

    /// Ends what one says; its number stays.
    pub async fn end_invoice(&mut self, id: InvoiceId, at: Timestamp, signature: &[u8]) -> Result<()> {
        let args = args![self.tenant(), id, at, signature];
        self.conn().execute(END, args).await.map(|_| ())
    }
}
