//! Assessments of this system.

use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::Items;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use crate::{Web, evidence};
use app::assessment::{self, AssessmentView, Reply};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::record::ExternalTest;
use domain::{ASSESSED_ITEMS, Day, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// An item of an assessment.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssessmentItem {
    /// Its word.
    item: String,
    /// The requirements of the OWASP ASVS 4.0.3 that it gives evidence for.
    asvs: Vec<&'static str>,
    /// Whether the program looks itself.
    automated: bool,
    /// passed, failed, yes, no or not_applicable; nothing where nobody answered yet.
    result: Option<&'static str>,
    /// What the program saw.
    evidence: String,
    /// What is done about it, or what else there is to say.
    note: String,
    /// Until which day.
    #[schema(format = "date")]
    until: Option<String>,
}

/// What somebody else tested.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct External {
    /// On which day it ended.
    #[schema(format = "date")]
    on: String,
    /// By whom.
    #[schema(min_length = 1, max_length = 200)]
    by: String,
    /// What was tested and found.
    #[schema(min_length = 1, max_length = 2000)]
    summary: String,
    /// What is still open.
    #[serde(default)]
    #[schema(max_length = 2000)]
    open: String,
}

/// An assessment.
#[derive(Debug, Serialize, ToSchema)]
pub struct Assessment {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// Counts up from 1.
    number: i64,
    /// own or external.
    kind: &'static str,
    /// open or finished.
    state: &'static str,
    /// When it began.
    begun_at_ms: i64,
    /// By whom; nobody at the command line.
    #[schema(format = "uuid")]
    begun_by_id: Option<String>,
    /// When it was finished.
    finished_at_ms: Option<i64>,
    /// By whom.
    #[schema(format = "uuid")]
    finished_by_id: Option<String>,
    /// How many items are not as they should be.
    failed: i64,
    /// How many wait for an answer or for words.
    waiting: usize,
    /// Its items.
    items: Vec<AssessmentItem>,
    /// What somebody else tested, where it is about that.
    external: Option<External>,
    /// The report, exactly as it was signed; empty while it is open.
    report: String,
    /// Ed25519 over it, hex.
    signature: String,
}

impl From<AssessmentView> for Assessment {
    fn from(view: AssessmentView) -> Self {
        let waiting = view.waiting();
        let item = |one: domain::record::AssessmentItem| {
            let known = ASSESSED_ITEMS.iter().find(|known| known.word == one.word);
            AssessmentItem {
                asvs: known.map(|known| known.asvs.to_vec()).unwrap_or_default(),
                automated: known.is_some_and(|known| known.automated),
                item: one.word,
                result: one.result.map(domain::ItemResult::as_str),
                evidence: one.evidence,
                note: one.note,
                until: one.until.map(|day| day.to_string()),
            }
        };
        let external = |test: ExternalTest| External {
            on: test.on.to_string(),
            by: test.by,
            summary: test.summary,
            open: test.open,
        };
        Self {
            id: view.row.id.to_string(),
            number: view.row.number,
            kind: view.row.kind.as_str(),
            state: view.row.state.as_str(),
            begun_at_ms: view.row.begun_at.as_millis(),
            begun_by_id: view.row.begun_by.map(|id| id.to_string()),
            finished_at_ms: view.row.finished_at.map(Timestamp::as_millis),
            finished_by_id: view.row.finished_by.map(|id| id.to_string()),
            failed: view.row.failed,
            waiting,
            items: view.content.items.into_iter().map(item).collect(),
            external: view.content.external.map(external),
            report: view.content.report,
            signature: app::audit::hex(&view.content.signature),
        }
    }
}

/// What a person says about an item.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentAnswer {
    /// The item's word.
    item: String,
    /// yes, no or not_applicable; nothing for what the program looks at itself.
    result: Option<String>,
    /// What is done about it, or what else there is to say.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
    /// Until which day.
    #[schema(format = "date")]
    until: Option<String>,
}

/// Answers to items.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentAnswers {
    /// Each about an item; what is not named stays.
    answers: Vec<AssessmentAnswer>,
}

fn day(field: &'static str, text: &str) -> Answer<Day> {
    Ok(text.parse().map_err(|_| app::Error::Input { field, rule: "rule-date" })?)
}

fn reply(said: AssessmentAnswer) -> Answer<Reply> {
    let bad = |_| app::Error::Input { field: "result", rule: "rule-choice" };
    Ok(Reply {
        item: said.item,
        result: said.result.as_deref().map(str::parse).transpose().map_err(bad)?,
        note: said.note,
        until: said.until.map(|text| day("until", &text)).transpose()?,
    })
}

/// Lists assessments, the newest first.
#[utoipa::path(get, path = "/api/v1/operator/assessments", tag = "assessments",
    responses((status = 200, body = Items<Assessment>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<Assessment>>> {
    Ok(Body(Items::whole(assessment::list(&web.app, &caller.ctx).await?)))
}

/// Looks at everything that the program can see: begins an assessment with that, or writes it anew into the one that is open.
#[utoipa::path(post, path = "/api/v1/operator/assessments", tag = "assessments",
    responses((status = 201, body = Assessment), ReadErrors, WriteErrors))]
pub async fn run(State(web): State<Arc<Web>>, caller: Caller) -> Answer<(StatusCode, Body<Assessment>)> {
    let id = Box::pin(assessment::run(&web.app, &caller.ctx, evidence::findings())).await?;
    Ok((StatusCode::CREATED, Body(assessment::read(&web.app, &caller.ctx, id).await?.into())))
}

/// Writes down what somebody else tested.
#[utoipa::path(post, path = "/api/v1/operator/external-tests", tag = "assessments", request_body = External,
    responses((status = 201, body = Assessment), ReadErrors, WriteErrors))]
pub async fn external(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<External>,
) -> Answer<(StatusCode, Body<Assessment>)> {
    let test = ExternalTest { on: day("on", &new.on)?, by: new.by, summary: new.summary, open: new.open };
    let id = assessment::external(&web.app, &caller.ctx, test).await?;
    Ok((StatusCode::CREATED, Body(assessment::read(&web.app, &caller.ctx, id).await?.into())))
}

/// Reads an assessment, with its signed report when it is finished.
#[utoipa::path(get, path = "/api/v1/operator/assessments/{assessment}", tag = "assessments",
    params(("assessment" = String, Path, format = "uuid")),
    responses((status = 200, body = Assessment), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Body<Assessment>> {
    Ok(Body(assessment::read(&web.app, &caller.ctx, input::id(&id)?).await?.into()))
}

/// Answers items, or says what is done about them.
#[utoipa::path(post, path = "/api/v1/operator/assessments/{assessment}/answers", tag = "assessments",
    params(("assessment" = String, Path, format = "uuid")), request_body = AssessmentAnswers,
    responses((status = 204, description = "they were written"), ReadErrors, WriteErrors))]
pub async fn answer(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<AssessmentAnswers>,
) -> Answer<StatusCode> {
    let replies: Answer<Vec<Reply>> = new.answers.into_iter().map(reply).collect();
    assessment::answer(&web.app, &caller.ctx, input::id(&id)?, replies?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Finishes an assessment: its report is signed and stays as it is.
#[utoipa::path(post, path = "/api/v1/operator/assessments/{assessment}/closure", tag = "assessments",
    params(("assessment" = String, Path, format = "uuid")),
    responses((status = 204, description = "it is finished"), ReadErrors, WriteErrors))]
pub async fn finish(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    assessment::finish(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
