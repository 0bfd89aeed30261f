//! What a company pays for, for its admins: plan, billing details, invoices; and the routes of the operator's invoices.

use super::operator::{invoices as of_operator, told};
use super::shell::Shell;
use super::{GET, POST, page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::language::{self, Texts};
use crate::problem::Answer;
use crate::route::Access::{Operator, SessionAdmin};
use crate::route::{Route, get, post};
use app::billing::{self, BillingView, Cards, Handed, InvoiceView, Payment, money};
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::PaymentState;
use domain::record::BillingDetails;
use i18n::I18n;
use serde::Deserialize;
use std::sync::Arc;

/// Where it is.
pub const PLACE: &str = "/billing";

/// The routes: a company's, and the operator's.
pub(super) fn routes() -> Vec<Route> {
    let (payment, credit) =
        ("/operator/invoices/{invoice}/payment", "/operator/invoices/{invoice}/credit-note");
    vec![
        Route::new(GET, PLACE, SessionAdmin, get(show)),
        Route::new(POST, "/billing/plan", SessionAdmin, post(choose)),
        Route::new(POST, "/billing/details", SessionAdmin, post(change)),
        Route::new(GET, "/billing/invoices/{invoice}", SessionAdmin, get(file)),
        Route::new(POST, "/billing/invoices/{invoice}/payment", SessionAdmin, post(begin)),
        Route::new(GET, "/billing/payment", SessionAdmin, get(come_back)),
        Route::new(GET, of_operator::PLACE, Operator, get(of_operator::list)),
        Route::new(GET, "/operator/invoices/{invoice}", Operator, get(of_operator::file)),
        Route::new(POST, payment, Operator, post(of_operator::pay)),
        Route::new(POST, credit, Operator, post(of_operator::credit)),
    ]
}

/// A choice of a form: its word, its name, whether it is chosen.
type Choice = (String, String, bool);

/// An invoice in a line.
pub(super) struct Line {
    pub id: String,
    pub number: String,
    pub buyer: String,
    pub total: String,
    pub made_iso: String,
    /// Where it stands: its word, and how that looks.
    pub state: String,
    pub look: &'static str,
    pub is_there: bool,
    pub may_be_paid: bool,
    pub may_be_credited: bool,
    /// What is odd about its payment.
    pub odd: Option<String>,
}

impl Line {
    pub(super) fn of(p: &Shell, now: domain::Timestamp, view: InvoiceView) -> Self {
        let (word, look) = match (&view.content, view.paid_at, view.is_credit) {
            (None, ..) => ("ended", ""),
            (_, _, true) => ("credit-note", ""),
            (_, None, _) if view.is_credited => ("credited", ""),
            (_, Some(_), _) => ("paid", "good"),
            (_, None, _) if now > view.due_at.plus_millis(24 * 3_600_000) => ("overdue", "bad"),
            _ => ("open", "wait"),
        };
        let is_open = view.content.is_some() && !view.is_credit;
        Self {
            id: view.id.to_string(),
            may_be_paid: is_open && view.paid_at.is_none() && !view.is_credited,
            may_be_credited: is_open && !view.is_credited,
            odd: (view.payment == Some(PaymentState::Odd)).then(|| p.t("billing-invoice-odd")),
            is_there: view.content.is_some(),
            made_iso: time::iso(view.made_at),
            state: p.t(&format!("billing-invoice-{word}")),
            look,
            total: view
                .content
                .as_ref()
                .map_or_else(String::new, |one| money(p.texts, &one.currency, one.total())),
            buyer: view.content.as_ref().map(|one| one.buyer.name.clone()).unwrap_or_default(),
            number: view.content.map_or_else(|| view.number.to_string(), |one| one.number),
        }
    }
}

#[derive(Template)]
#[template(path = "settings/billing.html")]
struct BillingPage {
    p: Shell,
    plan: String,
    seats: String,
    price: String,
    due: String,
    arrears: Option<String>,
    trial_iso: Option<String>,
    next_plan: Option<String>,
    plans: Vec<Choice>,
    languages: Vec<Choice>,
    has_details: bool,
    typed: Fields,
    invoices: Vec<Line>,
    takes_cards: bool,
    kept: String,
    problem: Option<String>,
}

/// The details that are known, as the form has them.
fn typed(details: Option<&BillingDetails>, texts: Texts) -> Fields {
    let known = details.cloned().unwrap_or_else(|| BillingDetails {
        language: texts.locale().to_owned(),
        ..BillingDetails::default()
    });
    let fields = [
        ("name", known.name),
        ("address", known.address),
        ("country", known.country),
        ("vat_number", known.vat_number),
        ("email", known.email),
        ("language", known.language),
    ];
    Fields(fields.map(|(name, value)| (name.to_owned(), value)).to_vec())
}

fn plans(texts: Texts, view: &BillingView) -> Vec<Choice> {
    let chosen = view.next_plan.as_ref().unwrap_or(&view.plan.name);
    let plan = |one: &billing::Plan| {
        let price = money(texts, &view.currency, one.price);
        let seats = match one.seats_max {
            0 => texts.t("billing-seats-any"),
            max => texts.t_args("billing-seats-max", &[("count", i64::from(max))]),
        };
        let label = texts
            .t_args("billing-plan-line", &[("plan", one.name.clone()), ("price", price), ("seats", seats)]);
        (one.name.clone(), label, one.name == *chosen)
    };
    view.plans.iter().map(plan).collect()
}

async fn assemble(web: &Web, caller: &Caller, fields: Option<Fields>) -> Answer<BillingPage> {
    let view = billing::read(&web.app, &caller.ctx).await?;
    let invoices = billing::list_of(&web.app, &caller.ctx).await?;
    let p = Shell::of(web, caller, PLACE).await?;
    let typed = fields.unwrap_or_else(|| typed(view.details.as_ref(), p.texts));
    let language = |own: &'static I18n| {
        (own.locale().to_owned(), own.t("language-name"), typed.get("language") == own.locale())
    };
    Ok(BillingPage {
        plan: view.plan.name.clone(),
        seats: match view.plan.seats_max {
            0 => view.seats.to_string(),
            max => format!("{} / {max}", view.seats),
        },
        price: money(p.texts, &view.currency, view.plan.price),
        due: money(p.texts, &view.currency, view.due),
        arrears: (view.arrears > 0).then(|| money(p.texts, &view.currency, view.arrears)),
        trial_iso: (view.trial_until > caller.ctx.now).then(|| time::iso(view.trial_until)),
        plans: plans(p.texts, &view),
        next_plan: view.next_plan,
        languages: language::all().iter().map(language).collect(),
        has_details: view.details.is_some(),
        invoices: invoices.into_iter().map(|one| Line::of(&p, caller.ctx.now, one)).collect(),
        takes_cards: billing::cards(&web.app, Some(caller.ctx.scope.tenant())).await == Cards::Taken,
        kept: p.texts.t_args("billing-kept", &[("years", view.keep_years.to_string()), ("law", view.law)]),
        typed,
        problem: None,
        p,
    })
}

/// The page.
pub async fn show(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller, None).await?)
}

async fn done(web: &Web, caller: &Caller, done: app::Result<()>, fields: Option<Fields>) -> Answer<Response> {
    let Err(error) = done else { return Ok(Redirect::to(PLACE).into_response()) };
    let mut shown = assemble(web, caller, fields).await?;
    let (status, words) = told(error, shown.p.texts)?;
    shown.problem = Some(words);
    Ok((status, page(&shown)?).into_response())
}

/// Chooses a plan.
pub async fn choose(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let chosen = billing::change_plan(&web.app, &caller.ctx, fields.get("plan")).await;
    done(&web, &caller, chosen, None).await
}

/// Says whom invoices go to.
pub async fn change(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let text = |name: &str| fields.get(name).to_owned();
    let details = BillingDetails {
        name: text("name"),
        address: text("address"),
        country: text("country"),
        vat_number: text("vat_number"),
        email: text("email"),
        language: text("language"),
    };
    let changed = billing::change_details(&web.app, &caller.ctx, &details).await;
    done(&web, &caller, changed, Some(fields)).await
}

/// Hands out an invoice.
pub async fn file(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    Ok(pdf(billing::file_of(&web.app, &caller.ctx, input::id(&id)?).await?))
}

/// The page on which whoever pays goes on to the provider, or is told to wait. That page is another one's: a form may lead nowhere else.
#[derive(Template)]
#[template(path = "settings/payment.html")]
struct PaymentPage {
    p: Shell,
    title: String,
    text: String,
    /// Where it goes on, and what the link says.
    go: Option<(String, String)>,
}

async fn going_on(web: &Web, caller: &Caller, payment: Payment) -> Answer<Response> {
    let p = Shell::of(web, caller, PLACE).await?;
    let (number, text, go) = match payment {
        Payment::Done => return Ok(Redirect::to(PLACE).into_response()),
        Payment::Waits { number } => {
            let text = p.tv("billing-card-waits", "number", &number);
            (number, text, None)
        }
        Payment::Page { url, content } => {
            let total = money(p.texts, &content.currency, content.total());
            let go = (url, p.tv("billing-card-go", "total", &total));
            (content.number, p.t("billing-card-intro"), Some(go))
        }
    };
    let title = p.tv("billing-card-title", "number", &number);
    Ok(page(&PaymentPage { title, text, go, p })?.into_response())
}

/// Begins to pay an invoice by card.
pub async fn begin(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    let payment = billing::begin(&web.app, &caller.ctx, input::id(&id)?).await?;
    going_on(&web, &caller, payment).await
}

/// What the provider sends browsers back with.
#[derive(Deserialize)]
pub struct Back {
    session: String,
}

/// Comes back from the provider's page.
pub async fn come_back(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(back): Query<Back>,
) -> Answer<Response> {
    let payment = billing::finish(&web.app, &caller.ctx, &back.session).await?;
    going_on(&web, &caller, payment).await
}

/// An invoice on its way out.
pub(crate) fn pdf(file: Handed) -> Response {
    let mut response = Response::new(Body::from(file.bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{}\"", file.name)) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
