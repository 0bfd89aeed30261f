//! Sub-processors, as a company's admins see them: who they are, what was announced, objecting, where data stays.

use super::error::{ReadErrors, WriteErrors};
use super::paging::Items;
use crate::Web;
use crate::gate::Caller;
use crate::input::Json;
use crate::problem::Answer;
use app::register::{self, Listed, ResidencyView, Standing, Version};
use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{SubProcessor as Entry, Transfer};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// A way out.
#[derive(Debug, Serialize, ToSchema)]
pub struct Way {
    /// Id of the adapter.
    adapter: &'static str,
    /// What for.
    purpose: &'static str,
    /// Which data is sent.
    data: Vec<&'static str>,
}

/// What is said of a sub-processor.
#[derive(Debug, Serialize, ToSchema)]
pub struct Said {
    /// The company's name.
    name: String,
    /// What it does.
    service: String,
    /// Country where the data is: two letters.
    country: String,
    /// Town or region there.
    place: String,
    /// not_needed, adequacy or clauses.
    transfer: &'static str,
    /// The decision, or the module of the clauses with the day of their signing.
    transfer_basis: Option<String>,
    /// Reference of the contract.
    contract: String,
    /// When it was signed.
    contract_on: String,
    /// The last day on which it holds.
    contract_until: Option<String>,
    /// Reference of the technical and organisational measures.
    measures: String,
    /// Whether the contract passes the obligations on.
    flows_down: bool,
    /// Whether it is a server of the operator's own.
    own: bool,
    /// From when this holds.
    active_from_ms: i64,
    /// The change of the register that says it.
    change: i64,
}

/// A sub-processor.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubProcessor {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// active, announced, stopped or ended.
    standing: &'static str,
    /// Why it gets nothing, where it is stopped.
    stop: Option<&'static str>,
    /// What for, and which data.
    ways: Vec<Way>,
    /// What holds now; of one that was announced, what will.
    current: Said,
    /// What it becomes.
    announced: Option<Said>,
}

fn said(entry: &Entry, active_from_ms: i64, change: i64) -> Said {
    let basis = match &entry.transfer {
        Transfer::NotNeeded => None,
        Transfer::Adequacy { .. } => {
            register::decision(&entry.country).map(|one| format!("{}, {}", one.number, one.on))
        }
        Transfer::Clauses { module, signed_on, assessment } => {
            Some(format!("module {module}, {signed_on}, {assessment}"))
        }
    };
    Said {
        name: entry.name.clone(),
        service: entry.service.clone(),
        country: entry.country.clone(),
        place: entry.place.clone(),
        transfer: entry.transfer.as_str(),
        transfer_basis: basis,
        contract: entry.contract.clone(),
        contract_on: entry.contract_on.to_string(),
        contract_until: entry.contract_until.map(|day| day.to_string()),
        measures: entry.measures.clone(),
        flows_down: entry.flows_down,
        own: entry.own,
        active_from_ms,
        change,
    }
}

/// A sub-processor as it is told to programs.
pub fn told(one: &Listed) -> SubProcessor {
    let (standing, stop) = match one.standing {
        Standing::Active => ("active", None),
        Standing::Announced => ("announced", None),
        Standing::Stopped(stop) => ("stopped", Some(stop.as_str())),
        Standing::Ended => ("ended", None),
    };
    let later = |version: &Version| said(&version.entry, version.active_from.as_millis(), version.seq);
    SubProcessor {
        id: one.id.to_string(),
        standing,
        stop,
        ways: one
            .ways
            .iter()
            .map(|way| Way { adapter: way.id, purpose: way.purpose, data: way.data.to_vec() })
            .collect(),
        current: said(&one.entry, one.active_from.as_millis(), one.seq),
        announced: one.announced.as_ref().map(later),
    }
}

/// Everybody in the register.
///
/// # Errors
/// 503 when it cannot be read.
pub fn everybody(web: &Web) -> Answer<Items<SubProcessor>> {
    let all = register::listed(&web.app, web.app.now());
    let all = all.ok_or(app::Error::Contended)?;
    Ok(Items { items: all.iter().map(told).collect(), next: None })
}

/// Lists the sub-processors, with what was announced. Admins only; the same list is public at `/subprocessors.json`.
#[utoipa::path(get, path = "/api/v1/sub-processors", tag = "sub-processors",
    responses((status = 200, body = Items<SubProcessor>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, _: Caller) -> Answer<Body<Items<SubProcessor>>> {
    Ok(Body(everybody(&web)?))
}

/// An objection.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewObjection {
    /// `change` of what was announced.
    change: i64,
    /// Why.
    #[schema(min_length = 1, max_length = 5000)]
    words: String,
}

/// That an objection was kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct Objection {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
}

/// Objects to what was announced, until it holds; 404 when nothing was announced, 409 when it holds or the company has objected
/// before. Admins only.
#[utoipa::path(post, path = "/api/v1/sub-processor-objections", tag = "sub-processors", request_body = NewObjection,
    responses((status = 201, body = Objection), ReadErrors, WriteErrors))]
pub async fn object(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewObjection>,
) -> Answer<(StatusCode, Body<Objection>)> {
    let id = register::object(&web.app, &caller.ctx, new.change, &new.words).await?;
    Ok((StatusCode::CREATED, Body(Objection { id: id.to_string() })))
}

/// Where the company's data stays.
#[derive(Debug, Serialize, ToSchema)]
pub struct Residency {
    /// Whether it stays in the European Economic Area.
    only_eea: bool,
    /// Counts up with every change.
    version: i64,
    /// When it was last changed.
    changed_at_ms: Option<i64>,
    /// Sub-processors outside, which get nothing of this company then.
    outside: Vec<String>,
    /// Where the installation itself is, where the operator says so.
    installation_country: Option<String>,
    /// Whether the operator's mail goes out outside: then none of it reaches this company while its data stays, letters about
    /// incidents and about the end of its account neither.
    mail_outside: bool,
}

impl From<ResidencyView> for Residency {
    fn from(view: ResidencyView) -> Self {
        Self {
            only_eea: view.only_eea,
            version: view.version,
            changed_at_ms: view.changed_at.map(domain::Timestamp::as_millis),
            outside: view.outside,
            installation_country: view.own_country,
            mail_outside: view.mail_outside,
        }
    }
}

/// Reads whether the company's data stays in the European Economic Area. Admins only.
#[utoipa::path(get, path = "/api/v1/residency", tag = "sub-processors",
    responses((status = 200, body = Residency), ReadErrors))]
pub async fn residency(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Residency>> {
    Ok(Body(register::residency(&web.app, &caller.ctx).await?.into()))
}

/// Where data is to stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewResidency {
    /// Whether it stays in the European Economic Area: whatever is outside is refused then, or of an unknown place.
    only_eea: bool,
}

/// Says whether the company's data stays in the European Economic Area. Admins only.
#[utoipa::path(put, path = "/api/v1/residency", tag = "sub-processors", request_body = NewResidency,
    responses((status = 200, body = Residency), ReadErrors, WriteErrors))]
pub async fn set_residency(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewResidency>,
) -> Answer<Body<Residency>> {
    Ok(Body(register::change_residency(&web.app, &caller.ctx, new.only_eea).await?.into()))
}
