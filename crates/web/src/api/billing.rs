//! What a company pays for (C12).

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::pages::billing::pdf;
use crate::problem::Answer;
use app::billing::{self, BillingView, InvoiceView, Payment};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Timestamp;
use domain::record::BillingDetails;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A plan.
#[derive(Debug, Serialize, ToSchema)]
pub struct Plan {
    /// Its name.
    name: String,
    /// Price of a seat and month without VAT, in the smallest unit of the currency.
    price: i64,
    /// Seats at most; 0: as many as there are.
    seats_max: u32,
    /// Days for which nothing is charged.
    trial_days: u32,
}

impl From<billing::Plan> for Plan {
    fn from(plan: billing::Plan) -> Self {
        Self { name: plan.name, price: plan.price, seats_max: plan.seats_max, trial_days: plan.trial_days }
    }
}

/// Whom invoices go to.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Details {
    /// The name that invoices bear.
    #[schema(min_length = 1, max_length = 500)]
    name: String,
    /// Postal address, in lines.
    #[schema(min_length = 1, max_length = 500)]
    address: String,
    /// Country: two letters (ISO 3166-1).
    #[schema(min_length = 2, max_length = 2, example = "SE")]
    country: String,
    /// VAT number with its country; empty where there is none.
    #[serde(default)]
    vat_number: String,
    /// Address that invoices are sent to.
    #[schema(format = "email")]
    email: String,
    /// Language of the invoices.
    #[schema(example = "en")]
    language: String,
}

/// What the company pays for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Billing {
    /// Its plan.
    plan: Plan,
    /// The plan that it has from the next month on.
    next_plan: Option<String>,
    /// All plans.
    plans: Vec<Plan>,
    /// Currency (ISO 4217).
    currency: String,
    /// Seats taken: active agents.
    seats: u32,
    /// Until when nothing is charged.
    trial_until_ms: i64,
    /// What this month comes to with so many seats without VAT, in the smallest unit of the currency.
    due: i64,
    /// What months that are over come to, of which no invoice was made yet, without VAT, in the smallest unit of the currency.
    arrears: i64,
    /// Whom invoices go to.
    details: Option<Details>,
}

impl From<BillingView> for Billing {
    fn from(view: BillingView) -> Self {
        let details = |one: BillingDetails| Details {
            name: one.name,
            address: one.address,
            country: one.country,
            vat_number: one.vat_number,
            email: one.email,
            language: one.language,
        };
        Self {
            plan: view.plan.into(),
            next_plan: view.next_plan,
            plans: view.plans.into_iter().map(Into::into).collect(),
            currency: view.currency,
            seats: view.seats,
            trial_until_ms: view.trial_until.as_millis(),
            due: view.due,
            arrears: view.arrears,
            details: view.details.map(details),
        }
    }
}

/// An invoice, or a credit note.
#[derive(Debug, Serialize, ToSchema)]
pub struct Invoice {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// Its number, counted without a gap.
    number: i64,
    /// Its number as it is written on it; nothing when it has ended.
    written_number: Option<String>,
    /// Whether it credits another one.
    is_credit: bool,
    /// Who was charged.
    buyer: Option<String>,
    /// Currency (ISO 4217).
    currency: Option<String>,
    /// Without VAT, in the smallest unit of the currency.
    net: Option<i64>,
    /// VAT.
    vat: Option<i64>,
    /// When it was made.
    made_at_ms: i64,
    /// When it is due.
    due_at_ms: i64,
    /// When it was paid.
    paid_at_ms: Option<i64>,
    /// When it was sent.
    sent_at_ms: Option<i64>,
    /// Whether it was credited.
    is_credited: bool,
    /// How its payment by card stands: open, settled, odd or over.
    payment: Option<&'static str>,
}

impl From<InvoiceView> for Invoice {
    fn from(view: InvoiceView) -> Self {
        let content = view.content.as_ref();
        Self {
            id: view.id.to_string(),
            number: view.number,
            written_number: content.map(|one| one.number.clone()),
            is_credit: view.is_credit,
            buyer: content.map(|one| one.buyer.name.clone()),
            currency: content.map(|one| one.currency.clone()),
            net: content.map(domain::record::InvoiceContent::net),
            vat: content.map(domain::record::InvoiceContent::vat),
            made_at_ms: view.made_at.as_millis(),
            due_at_ms: view.due_at.as_millis(),
            paid_at_ms: view.paid_at.map(Timestamp::as_millis),
            sent_at_ms: view.sent_at.map(Timestamp::as_millis),
            is_credited: view.is_credited,
            payment: view.payment.map(domain::PaymentState::as_str),
        }
    }
}

/// Reads what the company pays for; 404 where nothing is. Admins only.
#[utoipa::path(get, path = "/api/v1/billing", tag = "billing", responses((status = 200, body = Billing), ReadErrors))]
pub async fn read(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Billing>> {
    Ok(Body(billing::read(&web.app, &caller.ctx).await?.into()))
}

/// Says whom invoices go to. What looks like the number of a payment card is refused in each field. Admins only.
#[utoipa::path(put, path = "/api/v1/billing/details", tag = "billing", request_body = Details,
    responses((status = 200, body = Billing), ReadErrors, WriteErrors))]
pub async fn change_details(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<Details>,
) -> Answer<Body<Billing>> {
    let details = BillingDetails {
        name: new.name,
        address: new.address,
        country: new.country,
        vat_number: new.vat_number,
        email: new.email,
        language: new.language,
    };
    billing::change_details(&web.app, &caller.ctx, &details).await?;
    read(State(web), caller).await
}

/// The plan that is chosen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    /// Its name.
    name: String,
}

/// Chooses a plan: at once during the trial, else from the next month on. Admins only.
#[utoipa::path(put, path = "/api/v1/billing/plan", tag = "billing", request_body = NewPlan,
    responses((status = 200, body = Billing), ReadErrors, WriteErrors))]
pub async fn change_plan(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewPlan>,
) -> Answer<Body<Billing>> {
    billing::change_plan(&web.app, &caller.ctx, &new.name).await?;
    read(State(web), caller).await
}

/// Lists the company's invoices, the newest first. Admins only.
#[utoipa::path(get, path = "/api/v1/invoices", tag = "billing", responses((status = 200, body = Items<Invoice>), ReadErrors))]
pub async fn invoices(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Invoice>>> {
    Ok(Body(Items::whole(billing::list_of(&web.app, &caller.ctx).await?)))
}

/// One of the company's invoices as it was sent. Admins only.
#[utoipa::path(get, path = "/api/v1/invoices/{invoice}/file", tag = "billing",
    params(("invoice" = String, Path, format = "uuid")),
    responses((status = 200, body = Vec<u8>, content_type = "application/pdf"), ReadErrors))]
pub async fn file(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    Ok(pdf(billing::file_of(&web.app, &caller.ctx, input::id(&id)?).await?))
}

/// Where an invoice is paid.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaymentPlace {
    /// The provider's page; nothing when it is paid, or was gone through and the money is on its way.
    url: Option<String>,
    /// Whether it is paid.
    is_paid: bool,
}

/// Begins to pay an invoice by card, or goes on with what was begun: the answer says where a person does so. 404 where no card is taken.
/// Admins only.
#[utoipa::path(post, path = "/api/v1/invoices/{invoice}/payment", tag = "billing",
    params(("invoice" = String, Path, format = "uuid")),
    responses((status = 200, body = PaymentPlace), ReadErrors, WriteErrors))]
pub async fn pay(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Body<PaymentPlace>> {
    let payment = billing::begin(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(Body(match payment {
        Payment::Page { url, .. } => PaymentPlace { url: Some(url), is_paid: false },
        Payment::Waits { .. } => PaymentPlace { url: None, is_paid: false },
        Payment::Done => PaymentPlace { url: None, is_paid: true },
    }))
}
