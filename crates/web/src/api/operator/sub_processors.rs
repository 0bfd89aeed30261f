//! The register of sub-processors.

use crate::Web;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::Items;
use crate::api::sub_processors::{SubProcessor, everybody};
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use app::register::{self, Input, ObjectionView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::SubProcessorId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Lists everybody who is or was in the register.
#[utoipa::path(get, path = "/api/v1/operator/sub-processors", tag = "sub-processors",
    responses((status = 200, body = Items<SubProcessor>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, _: Caller) -> Answer<Body<Items<SubProcessor>>> {
    Ok(Body(everybody(&web)?))
}

/// What is said of a sub-processor. Days are `2026-11-28`; texts that do not apply are left out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubProcessor {
    /// The company's name.
    #[schema(min_length = 1, max_length = 500)]
    name: String,
    /// What it does.
    #[schema(min_length = 1, max_length = 500)]
    service: String,
    /// The ways out that lead there: s3, operator-mail, clamd, stripe.
    #[schema(min_items = 1)]
    adapters: Vec<String>,
    /// Its hosts: names, or `*.` and what they end in.
    #[schema(min_items = 1, max_items = 20)]
    hosts: Vec<String>,
    /// Country where the data is: two letters.
    #[schema(pattern = "^[A-Z]{2}$")]
    country: String,
    /// Town or region there.
    #[serde(default)]
    place: String,
    /// not_needed, adequacy or clauses; not_needed when absent.
    #[serde(default)]
    transfer: String,
    /// What shows that a decision covers it, where that covers some only.
    #[serde(default)]
    proof: String,
    /// Module of the clauses, 1 to 4.
    #[serde(default)]
    module: u8,
    /// When the clauses were signed.
    #[serde(default)]
    clauses_on: String,
    /// Reference of the transfer impact assessment.
    #[serde(default)]
    assessment: String,
    /// Reference of the contract.
    #[serde(default)]
    contract: String,
    /// When it was signed.
    #[serde(default)]
    contract_on: String,
    /// The last day on which it holds.
    #[serde(default)]
    contract_until: String,
    /// Reference of the technical and organisational measures.
    #[serde(default)]
    measures: String,
    /// Whether the contract passes the obligations on.
    #[serde(default)]
    flows_down: bool,
    /// Whether it is a server of the operator's own.
    #[serde(default)]
    own: bool,
    /// Since when it has been in use, where it was before there was a register.
    #[serde(default)]
    in_use_since: String,
}

impl From<NewSubProcessor> for Input {
    fn from(new: NewSubProcessor) -> Self {
        Self {
            name: new.name,
            service: new.service,
            adapters: new.adapters,
            hosts: new.hosts,
            country: new.country,
            place: new.place,
            transfer: new.transfer,
            proof: new.proof,
            module: new.module,
            clauses_on: new.clauses_on,
            assessment: new.assessment,
            contract: new.contract,
            contract_on: new.contract_on,
            contract_until: new.contract_until,
            measures: new.measures,
            flows_down: new.flows_down,
            own: new.own,
            in_use_since: new.in_use_since,
        }
    }
}

/// From when something holds.
#[derive(Debug, Serialize, ToSchema)]
pub struct Placed {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// From when it holds.
    active_from_ms: i64,
}

async fn put(web: &Web, caller: &Caller, id: Option<SubProcessorId>, new: NewSubProcessor) -> Answer<Placed> {
    let wanted = Input::from(new).read(id)?;
    let (id, from) = register::put(&web.app, &caller.ctx, wanted).await?;
    Ok(Placed { id: id.to_string(), active_from_ms: from.as_millis() })
}

/// Writes a sub-processor down. Companies are told, and it gets nothing before the days of notice are over.
#[utoipa::path(post, path = "/api/v1/operator/sub-processors", tag = "sub-processors", request_body = NewSubProcessor,
    responses((status = 201, body = Placed), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewSubProcessor>,
) -> Answer<(StatusCode, Body<Placed>)> {
    Ok((StatusCode::CREATED, Body(put(&web, &caller, None, new).await?)))
}

/// Says something else of one; what companies have a say in holds after the days of notice, until then what holds now.
#[utoipa::path(put, path = "/api/v1/operator/sub-processors/{sub_processor}", tag = "sub-processors",
    params(("sub_processor" = String, Path, format = "uuid")), request_body = NewSubProcessor,
    responses((status = 200, body = Placed), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<NewSubProcessor>,
) -> Answer<Body<Placed>> {
    let id = input::id(&id)?;
    Ok(Body(put(&web, &caller, Some(id), new).await?))
}

/// Takes one out: it gets nothing any more, from now on.
#[utoipa::path(delete, path = "/api/v1/operator/sub-processors/{sub_processor}", tag = "sub-processors",
    params(("sub_processor" = String, Path, format = "uuid")),
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    register::end(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a company objects to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ObjectionOf {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// The change of the register.
    change: i64,
    /// The company.
    #[schema(format = "uuid")]
    tenant_id: String,
    /// Its name.
    company: String,
    /// Why.
    words: String,
    /// When.
    made_at_ms: i64,
}

impl From<ObjectionView> for ObjectionOf {
    fn from(view: ObjectionView) -> Self {
        Self {
            id: view.id.to_string(),
            change: view.seq,
            tenant_id: view.of.to_string(),
            company: view.company,
            words: view.words,
            made_at_ms: view.made_at.as_millis(),
        }
    }
}

/// Lists what companies object to, the newest first.
#[utoipa::path(get, path = "/api/v1/operator/sub-processor-objections", tag = "sub-processors",
    responses((status = 200, body = Items<ObjectionOf>), ReadErrors))]
pub async fn objections(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<ObjectionOf>>> {
    Ok(Body(Items::whole(register::list_objections(&web.app, &caller.ctx).await?)))
}

/// Whether a country protects data as well as the European Economic Area.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCountry {
    /// Two letters.
    #[schema(pattern = "^[A-Z]{2}$")]
    country: String,
    /// Whether it does.
    adequate: bool,
    /// Which decision, or what ended it.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// Puts a country in, or takes one out: whoever is there by the decision alone gets nothing any more, at once.
#[utoipa::path(put, path = "/api/v1/operator/adequacy", tag = "sub-processors", request_body = NewCountry,
    responses((status = 204), ReadErrors, WriteErrors))]
pub async fn country(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewCountry>,
) -> Answer<StatusCode> {
    register::put_country(&web.app, &caller.ctx, &new.country, new.adequate, &new.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
