//! What agents ask about their accounts: list, read, and each step of a case.

use crate::Web;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::{Items, limit};
use crate::api::steps::steps;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::{Answer, Problem};
use app::account::{Right, request};
use app::subject_request::RequestRow;
use axum::Json as Body;
use axum::extract::{Path, State};
use domain::{SubjectRequestId, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// An agent's request about their account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountCase {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// Its number.
    number: Option<i64>,
    /// access, rectification, erasure, restriction, portability, objection, withdrawal or question.
    right: String,
    /// open, extended, done, refused or withdrawn.
    state: String,
    /// The company.
    #[schema(format = "uuid")]
    tenant_id: Option<String>,
    /// The agent.
    #[schema(format = "uuid")]
    agent_id: Option<String>,
    /// Their name then; empty a year after it was closed.
    name: String,
    /// Their address then.
    email: String,
    /// When it was received: the month counts from there.
    received_at_ms: i64,
    /// When its answer is due.
    due_at_ms: i64,
    /// Days until then, begun ones counted; negative when it is late.
    days_left: i64,
    /// granted or refused.
    decision: Option<String>,
    /// When that was carried out.
    carried_out_at_ms: Option<i64>,
    /// When whoever asked had the outcome.
    closed_at_ms: Option<i64>,
    /// Counts up with every change; send it back to carry out.
    version: i64,
}

impl From<RequestRow> for AccountCase {
    fn from(row: RequestRow) -> Self {
        Self {
            id: row.id.to_string(),
            number: row.number,
            right: row.right.to_string(),
            state: row.state.to_string(),
            tenant_id: row.account.map(|(tenant, _)| tenant.to_string()),
            agent_id: row.account.map(|(_, agent)| agent.to_string()),
            name: row.name,
            email: row.email,
            received_at_ms: row.received_at_ms.as_millis(),
            due_at_ms: row.due_at_ms.as_millis(),
            days_left: row.days_left,
            decision: row.decision.map(|decision| decision.to_string()),
            carried_out_at_ms: row.carried_out_at_ms.map(Timestamp::as_millis),
            closed_at_ms: row.closed_at_ms.map(Timestamp::as_millis),
            version: row.version,
        }
    }
}

/// Something that happened on a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountCaseEvent {
    /// When.
    at_ms: i64,
    /// What, as a word.
    step: String,
    /// Which operator did it.
    #[schema(format = "uuid")]
    agent_id: Option<String>,
    /// In words.
    text: String,
}

/// A case with everything in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountCaseFile {
    /// The case.
    request: AccountCase,
    /// The company's name then.
    company: String,
    /// What they wrote.
    words: String,
    /// Their language (BCP 47).
    language: String,
    /// Why it was decided so.
    grounds: String,
    /// The letter with the outcome: as it went out, or as it would now; absent until it is decided.
    letter: Option<String>,
    /// What happened, oldest first.
    events: Vec<AccountCaseEvent>,
}

async fn case(web: &Web, caller: &Caller, id: SubjectRequestId) -> Answer<Body<AccountCaseFile>> {
    let view = request::read(&web.app, &caller.ctx, id).await?;
    let letter = match (view.letter, view.row.email.is_empty()) {
        (None, false) => request::proposed(&web.app, &caller.ctx, id).await?,
        (letter, _) => letter,
    };
    let event = |event: domain::record::SubjectRequestEvent| AccountCaseEvent {
        at_ms: event.at.as_millis(),
        step: event.step.to_string(),
        agent_id: event.agent.map(|id| id.to_string()),
        text: event.text,
    };
    Ok(Body(AccountCaseFile {
        request: view.row.into(),
        company: view.company,
        words: view.words,
        language: view.language,
        grounds: view.grounds,
        letter,
        events: view.events.into_iter().map(event).collect(),
    }))
}

/// Which cases.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseQuery {
    /// `open` (the next due first; the default) or `closed` (the last due first).
    state: Option<String>,
    /// Items of the page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: Option<u32>,
    /// `next` of the page before.
    after: Option<String>,
}

/// Lists what agents ask about their accounts; a page has 50 at most.
#[utoipa::path(get, path = "/api/v1/operator/requests", tag = "requests", params(CaseQuery),
    responses((status = 200, body = Items<AccountCase>), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(query): Query<CaseQuery>,
) -> Answer<Body<Items<AccountCase>>> {
    let closed = match query.state.as_deref() {
        None | Some("open") => false,
        Some("closed") => true,
        Some(_) => return Err(Problem::malformed("state: expected open or closed")),
    };
    let limit = limit(query.limit)?;
    let page = request::list(&web.app, &caller.ctx, closed, query.after.as_deref(), limit).await?;
    Ok(Body(Items::of(page)))
}

/// Reads a case.
#[utoipa::path(get, path = "/api/v1/operator/requests/{request}", tag = "requests",
    params(("request" = String, Path, format = "uuid")),
    responses((status = 200, body = AccountCaseFile), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(request): Path<String>,
) -> Answer<Body<AccountCaseFile>> {
    case(&web, &caller, input::id(&request)?).await
}

/// What is decided.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseDecision {
    /// The version that was looked at.
    version: i64,
    /// granted or refused.
    decision: String,
    /// Why; needed for a refusal. It stands in the letter.
    #[serde(default)]
    #[schema(max_length = 10000)]
    grounds: String,
}

/// The second step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseFulfilment {
    /// The version that was looked at.
    version: i64,
    /// What was done; needed for what is done elsewhere.
    #[serde(default)]
    #[schema(max_length = 10000)]
    text: String,
    /// For a rectification: the name that is right.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// For a rectification: the address for sign-in that is right.
    #[serde(default)]
    #[schema(format = "email", max_length = 320)]
    email: Option<String>,
}

/// Something that is told to whoever asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseTelling {
    /// The words; for the letter with the outcome, the proposed one when empty.
    #[serde(default)]
    #[schema(max_length = 10000)]
    text: String,
    /// It does not go out from here: somebody hands it over.
    #[serde(default)]
    by_hand: bool,
}

/// Something said in words.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseNote {
    /// The words.
    #[schema(min_length = 1, max_length = 10000)]
    text: String,
}

steps! { "requests", AccountCaseFile;
    /// Decides. Until it is carried out, it can be decided anew; 409 `wrong-state` where it changed since that version.
    decision, "/api/v1/operator/requests/{request}/decision", CaseDecision(app, ctx, id, said) => {
        let word = || Problem::invalid("decision", "not one of the words");
        let decision = said.decision.parse().map_err(|_| word())?;
        request::decide(app, ctx, (id, said.version), decision, said.grounds).await?;
    };
    /// Carries out what was granted: the second step. An account is erased or put right here; a copy its agent fetches
    /// themselves. 409: the company's only admin cannot be erased before somebody else is one, or the company is closed.
    fulfilment, "/api/v1/operator/requests/{request}/fulfilment", CaseFulfilment(app, ctx, id, said) => {
        let right = Right { name: said.name, email: said.email };
        let done = request::carry_out(app, ctx, (id, said.version), right, &said.text).await;
        done.map_err(Problem::of_fulfilment)?;
    };
    /// Takes two months longer and tells whoever asked, with the reason: within the first month, once.
    extension, "/api/v1/operator/requests/{request}/extension", CaseTelling(app, ctx, id, said) =>
        request::extend(app, ctx, id, &said.text, said.by_hand).await?;
    /// Sends the letter with the outcome and closes the case.
    letter, "/api/v1/operator/requests/{request}/letter", CaseTelling(app, ctx, id, said) =>
        request::close(app, ctx, id, &said.text, said.by_hand).await?;
    /// Adds a note.
    notes, "/api/v1/operator/requests/{request}/notes", CaseNote(app, ctx, id, said) =>
        request::note(app, ctx, id, &said.text).await?;
}
