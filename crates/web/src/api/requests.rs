//! Subject requests: list, write down, read, and each step of a case. For admins.

use super::error::{ReadErrors, WriteErrors};
use super::paging::{Items, limit};
use super::request_hold::WaitingForHold;
use super::request_mode::ModePreview;
use super::request_recipients::TellingRecipients;
use super::steps::steps;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::{Answer, Problem};
use app::rectification::Rectification;
use app::subject_request::{self as requests, Asking, RequestRow, Which};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::{SubjectRequestId, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Somebody's request about their own data.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubjectRequest {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// Counted by tenant; absent until it is known who asks.
    pub number: Option<i64>,
    /// access, rectification, erasure, restriction, portability, objection, withdrawal or question.
    pub right: String,
    /// identity, open, extended, held, done, refused or withdrawn.
    pub state: String,
    /// agent, form, intake or operator.
    pub source: String,
    /// Whom it is about, once that is known.
    #[schema(format = "uuid")]
    pub contact_id: Option<String>,
    /// The ticket in which it came; letters go out as answers in it.
    #[schema(format = "uuid")]
    pub ticket_id: Option<String>,
    /// The address that it is about; empty a year after it was closed.
    pub email: String,
    /// The name that was given.
    pub name: String,
    /// When it was received: the month counts from there.
    pub received_at_ms: i64,
    /// When its answer is due.
    pub due_at_ms: i64,
    /// Days until then, begun ones counted; negative when it is late.
    pub days_left: i64,
    /// granted or refused.
    pub decision: Option<String>,
    /// Of a granted erasure of somebody who is known: erase (everything goes) or pseudonymise (the conversations stay without
    /// them, under a pseudonym).
    pub mode: Option<String>,
    /// When that was carried out.
    pub carried_out_at_ms: Option<i64>,
    /// When whoever asked had the outcome.
    pub closed_at_ms: Option<i64>,
    /// Counts up with every change; send it back to decide and to carry out.
    pub version: i64,
}

impl From<RequestRow> for SubjectRequest {
    fn from(row: RequestRow) -> Self {
        Self {
            id: row.id.to_string(),
            number: row.number,
            right: row.right.to_string(),
            state: row.state.to_string(),
            source: row.source.to_string(),
            contact_id: row.contact_id.map(|id| id.to_string()),
            ticket_id: row.ticket_id.map(|id| id.to_string()),
            email: row.email,
            name: row.name,
            received_at_ms: row.received_at_ms.as_millis(),
            due_at_ms: row.due_at_ms.as_millis(),
            days_left: row.days_left,
            decision: row.decision.map(|decision| decision.to_string()),
            mode: row.mode.map(|mode| mode.to_string()),
            carried_out_at_ms: row.carried_out_at_ms.map(Timestamp::as_millis),
            closed_at_ms: row.closed_at_ms.map(Timestamp::as_millis),
            version: row.version,
        }
    }
}

/// Something that happened on a request.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubjectRequestEvent {
    /// When.
    pub at_ms: i64,
    /// What, as a word.
    pub step: String,
    /// Who, where somebody in the company did.
    #[schema(format = "uuid")]
    pub agent_id: Option<String>,
    /// In words.
    pub text: String,
}

/// How much is held of a person, by category.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldCounts {
    /// Tickets that they asked for.
    pub tickets: i64,
    /// Mails that they wrote.
    pub mails: i64,
    /// Files with them.
    pub files: i64,
    /// Answers to them.
    pub answers: i64,
    /// Notes in their tickets.
    pub notes: i64,
    /// Tickets of others in which they take part.
    pub elsewhere: i64,
}

/// A request with everything in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubjectRequestCase {
    /// The request.
    pub request: SubjectRequest,
    /// What they wrote.
    pub words: String,
    /// Their language (BCP 47).
    pub language: String,
    /// The company that they named to the operator.
    pub company: String,
    /// Why it was decided so.
    pub grounds: String,
    /// Purposes that end: automation, learning, analytics, marketing.
    pub purposes: Vec<String>,
    /// What is held of them; absent where nobody was found.
    pub held: Option<HeldCounts>,
    /// Since when their data is restricted.
    pub restricted_at_ms: Option<i64>,
    /// Purposes that they object to by now, whatever request said so.
    pub objections: Vec<String>,
    /// Of an erasure of somebody who is known, until it is carried out: what each way would take along.
    pub previews: Vec<ModePreview>,
    /// The legal hold that keeps it waiting (state `held`), or would once it is granted.
    pub waiting: Option<WaitingForHold>,
    /// The letter with the outcome: as it went out, or as it would now; absent until it is decided.
    pub letter: Option<String>,
    /// What happened, oldest first.
    pub events: Vec<SubjectRequestEvent>,
}

async fn case(web: &Web, caller: &Caller, id: SubjectRequestId) -> Answer<Body<SubjectRequestCase>> {
    let view = requests::read(&web.app, &caller.ctx, id).await?;
    let letter = match (view.letter, view.row.email.is_empty()) {
        (None, false) => requests::proposed(&web.app, &caller.ctx, id).await?,
        (letter, _) => letter,
    };
    let previews = requests::previews(&web.app, &caller.ctx, id).await?;
    let event = |event: domain::record::SubjectRequestEvent| SubjectRequestEvent {
        at_ms: event.at.as_millis(),
        step: event.step.to_string(),
        agent_id: event.agent.map(|id| id.to_string()),
        text: event.text,
    };
    Ok(Body(SubjectRequestCase {
        request: view.row.into(),
        words: view.words,
        language: view.language,
        company: view.company,
        grounds: view.grounds,
        purposes: view.purposes.iter().map(ToString::to_string).collect(),
        held: view.held.map(|held| HeldCounts {
            tickets: held.tickets,
            mails: held.mails,
            files: held.files,
            answers: held.answers,
            notes: held.notes,
            elsewhere: held.elsewhere,
        }),
        restricted_at_ms: view.restriction.map(|restriction| restriction.restricted_at.as_millis()),
        objections: view.objections.iter().map(|objection| objection.purpose.to_string()).collect(),
        previews: previews.into_iter().map(Into::into).collect(),
        waiting: view.waiting.map(Into::into),
        letter,
        events: view.events.into_iter().map(event).collect(),
    }))
}

/// Which requests.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RequestQuery {
    /// `open` (the next due first; the default), `held` (those of them that wait for a legal hold) or `closed` (the last due
    /// first).
    state: Option<String>,
    /// Items of the page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: Option<u32>,
    /// `next` of the page before.
    after: Option<String>,
}

/// Lists requests; a page has 50 at most.
#[utoipa::path(get, path = "/api/v1/subject-requests", tag = "subject requests", params(RequestQuery),
    responses((status = 200, body = Items<SubjectRequest>), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(query): Query<RequestQuery>,
) -> Answer<Body<Items<SubjectRequest>>> {
    let which = match query.state.as_deref() {
        None | Some("open") => Which::Open,
        Some("held") => Which::Held,
        Some("closed") => Which::Closed,
        Some(_) => return Err(Problem::malformed("state: expected open, held or closed")),
    };
    let limit = limit(query.limit)?;
    let page = requests::list(&web.app, &caller.ctx, which, query.after.as_deref(), limit).await?;
    Ok(Body(Items::of(page)))
}

/// A request to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSubjectRequest {
    /// access, rectification, erasure, restriction, portability, objection, withdrawal or question.
    right: String,
    /// The address that it is about, and where letters go.
    #[schema(max_length = 320)]
    email: String,
    /// The name that was given.
    #[serde(default)]
    #[schema(max_length = 200)]
    name: String,
    /// What they wrote.
    #[serde(default)]
    #[schema(max_length = 10000)]
    words: String,
    /// Language of letters (BCP 47): one that there is, else English.
    #[serde(default)]
    language: String,
    /// Number of the ticket in which it came.
    ticket_number: Option<i64>,
    /// When it was received, within the past year; now when absent.
    received_at_ms: Option<i64>,
    /// How it is known who asks; empty while it is not.
    #[serde(default)]
    #[schema(max_length = 10000)]
    identity: String,
}

/// Writes a request down.
#[utoipa::path(post, path = "/api/v1/subject-requests", tag = "subject requests",
    request_body = NewSubjectRequest,
    responses((status = 201, body = SubjectRequestCase), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewSubjectRequest>,
) -> Answer<(StatusCode, Body<SubjectRequestCase>)> {
    let right = word("right", &new.right)?;
    let NewSubjectRequest { email, name, words, language, .. } = new;
    let asking = Asking { right, email, name, words, language, company: String::new() };
    let new = requests::NewRequest {
        asking,
        ticket: new.ticket_number,
        received_at: new.received_at_ms.map(Timestamp::from_millis),
        vouched: new.identity,
    };
    let id = requests::create(&web.app, &caller.ctx, new).await?;
    Ok((StatusCode::CREATED, case(&web, &caller, id).await?))
}

/// One of the words of a list.
fn word<T: std::str::FromStr>(field: &str, text: &str) -> Answer<T> {
    text.parse().map_err(|_| Problem::invalid(field, "not one of the words"))
}

/// Reads a request.
#[utoipa::path(get, path = "/api/v1/subject-requests/{request}", tag = "subject requests",
    params(("request" = String, Path, format = "uuid")),
    responses((status = 200, body = SubjectRequestCase), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(request): Path<String>,
) -> Answer<Body<SubjectRequestCase>> {
    case(&web, &caller, input::id(&request)?).await
}

/// Something said in words.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InWords {
    /// The words.
    #[schema(min_length = 1, max_length = 10000)]
    text: String,
}

/// Something that is told to whoever asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Telling {
    /// The words; for the letter with the outcome, the proposed one when empty.
    #[serde(default)]
    #[schema(max_length = 10000)]
    text: String,
    /// It does not go out from here: somebody hands it over.
    #[serde(default)]
    by_hand: bool,
}

/// What is decided.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDecision {
    /// The version that was looked at.
    version: i64,
    /// granted or refused.
    decision: String,
    /// Why; needed for a refusal. It stands in the letter.
    #[serde(default)]
    #[schema(max_length = 10000)]
    grounds: String,
    /// For an objection or a withdrawal: automation, learning, analytics, marketing.
    #[serde(default)]
    purposes: Vec<String>,
    /// For a granted erasure of somebody who is known: erase (everything goes; the default) or pseudonymise (the conversations
    /// stay without them, under a pseudonym). What is carried out is what the version that is sent back then says.
    #[serde(default)]
    mode: Option<String>,
}

/// The second step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fulfilment {
    /// The version that was looked at.
    version: i64,
    /// What was done; needed for what is done elsewhere.
    #[serde(default)]
    #[schema(max_length = 10000)]
    text: String,
    /// What is right, for a rectification of somebody who is known here; what is not named stays.
    #[serde(default)]
    rectification: Option<NewRectification>,
    /// What is said on those who got the person's data.
    #[serde(default)]
    recipients: TellingRecipients,
}

/// What is right.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRectification {
    /// Name.
    #[serde(default)]
    #[schema(max_length = 200)]
    name: Option<String>,
    /// Phone.
    #[serde(default)]
    #[schema(max_length = 200)]
    phone: Option<String>,
    /// Every address, the one for answers first.
    #[serde(default)]
    #[schema(max_items = 20)]
    emails: Option<Vec<String>>,
}

/// An address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ByAddress {
    /// The address.
    #[schema(max_length = 320)]
    email: String,
}

/// Nothing more is said.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// What is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// access, rectification, erasure, restriction, portability, objection, withdrawal or question.
    right: String,
    /// Language of letters (BCP 47): one that there is.
    language: String,
}

steps! { "subject requests", SubjectRequestCase;
    /// Says what is asked for and in which language letters are, until it is decided: a mail says neither.
    facts, "/api/v1/subject-requests/{request}/facts", Facts(app, ctx, id, said) =>
        requests::change_facts(app, ctx, id, word("right", &said.right)?, &said.language).await?;
    /// Says how it is known who asks; from then on it is a case.
    identity, "/api/v1/subject-requests/{request}/identity", InWords(app, ctx, id, said) =>
        requests::vouch(app, ctx, id, &said.text).await?;
    /// Sends a link to the address that the case is about: whoever opens it has proved who they are.
    link, "/api/v1/subject-requests/{request}/link", Nothing(app, ctx, id, _said) =>
        requests::send_link(app, ctx, id).await?;
    /// Says by another address whom it is about.
    contact, "/api/v1/subject-requests/{request}/contact", ByAddress(app, ctx, id, said) =>
        requests::match_contact(app, ctx, id, &said.email).await?;
    /// Takes two months longer and tells whoever asked, with the reason: within the first month, once.
    extension, "/api/v1/subject-requests/{request}/extension", Telling(app, ctx, id, said) =>
        requests::extend(app, ctx, id, &said.text, said.by_hand).await?;
    /// Decides. Until it is carried out, it can be decided anew; 409 `wrong-state` where it changed since that version.
    decision, "/api/v1/subject-requests/{request}/decision", NewDecision(app, ctx, id, said) => {
        let purposes = said.purposes.iter().map(|text| word("purposes", text)).collect::<Answer<Vec<_>>>()?;
        let decision = word("decision", &said.decision)?;
        let mode = said.mode.as_deref().map(|text| word("mode", text)).transpose()?;
        let decision = requests::Decision { decision, grounds: said.grounds, purposes, mode };
        requests::decide(app, ctx, id, said.version, decision).await?;
    };
    /// Carries out what was granted: the second step. A restriction or an objection takes hold at once; name, phone and
    /// addresses of whoever asked for a rectification are put right everywhere.
    fulfilment, "/api/v1/subject-requests/{request}/fulfilment", Fulfilment(app, ctx, id, said) => match said.rectification {
        None => {
            let plan = said.recipients.into();
            let done = requests::confirm_telling(app, ctx, id, said.version, &said.text, plan).await;
            done.map_err(Problem::of_fulfilment)?;
        }
        Some(NewRectification { name, phone, emails }) => {
            let right = Rectification { name, phone, emails };
            let (which, plan) = ((id, said.version), said.recipients.into());
            let done = requests::put_right_telling(app, ctx, which, right, &said.text, plan).await;
            done.map_err(Problem::of_fulfilment)?;
        }
    };
    /// Sends the letter with the outcome and closes the case.
    letter, "/api/v1/subject-requests/{request}/letter", Telling(app, ctx, id, said) =>
        requests::close(app, ctx, id, &said.text, said.by_hand).await?;
    /// Tells whoever asked that it waits for a legal hold, without naming details; 409 unless it is `held`, and where they
    /// were told. By the operator's mail it goes out by itself.
    hold_letter, "/api/v1/subject-requests/{request}/hold-letter", Telling(app, ctx, id, said) =>
        requests::tell_waiting(app, ctx, id, &said.text, said.by_hand).await?;
    /// Whoever asked takes it back.
    withdrawal, "/api/v1/subject-requests/{request}/withdrawal", InWords(app, ctx, id, said) =>
        requests::withdraw(app, ctx, id, &said.text).await?;
    /// Adds a note.
    notes, "/api/v1/subject-requests/{request}/notes", InWords(app, ctx, id, said) =>
        requests::note(app, ctx, id, &said.text).await?;
    /// Notes that somebody who had the data was told (GDPR Art. 19).
    recipients, "/api/v1/subject-requests/{request}/recipients", InWords(app, ctx, id, said) =>
        requests::recipient_told(app, ctx, id, &said.text).await?;
    /// Tells a restricted person that the restriction is going to end.
    notice, "/api/v1/subject-requests/{request}/notice", Telling(app, ctx, id, said) =>
        requests::give_notice(app, ctx, id, &said.text, said.by_hand).await?;
    /// Lifts the restriction; 409 `wrong-state` unless the person was told before (GDPR Art. 18(3)).
    lifting, "/api/v1/subject-requests/{request}/lifting", InWords(app, ctx, id, said) =>
        requests::lift(app, ctx, id, &said.text).await?;
}

/// Settings of subject requests.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubjectRequestSettings {
    /// The country whose supervisory authority letters name (ISO 3166-1 alpha-2, of the European Economic Area).
    #[schema(min_length = 2, max_length = 2)]
    country: String,
}

/// Reads the settings of subject requests.
#[utoipa::path(get, path = "/api/v1/subject-request-settings", tag = "subject requests", operation_id = "settings",
    responses((status = 200, body = SubjectRequestSettings), ReadErrors))]
pub async fn settings(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<SubjectRequestSettings>> {
    let country = requests::authority(&web.app, &caller.ctx).await?.country.to_owned();
    Ok(Body(SubjectRequestSettings { country }))
}

/// Changes the settings of subject requests.
#[utoipa::path(put, path = "/api/v1/subject-request-settings", tag = "subject requests",
    operation_id = "change_settings", request_body = SubjectRequestSettings,
    responses((status = 200, body = SubjectRequestSettings), ReadErrors, WriteErrors))]
pub async fn change_settings(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<SubjectRequestSettings>,
) -> Answer<Body<SubjectRequestSettings>> {
    requests::set_country(&web.app, &caller.ctx, &new.country).await?;
    Ok(Body(new))
}
