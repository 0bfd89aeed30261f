//! Tickets: list, search, create, read.

use super::drafts::revision;
use super::error::{ReadErrors, WriteErrors};
use super::paging::{Items, limit};
use super::view::{Address, Ticket, TicketDetail};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, FieldQuery, Json};
use crate::problem::{Answer, Problem};
use app::view::{AssigneeFilter, BuiltInView, Found, ReplyDraft, TicketDraft, TicketFilter, TicketOrder};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{AgentId, MailboxId, ObjectId, TicketId, TicketStatus, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Which tickets.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TicketQuery {
    /// A saved view's id, or open, unassigned, mine, following, snoozed, pending, closed, all, spam or trash. What else
    /// is given takes the place of what the view says.
    #[param(max_length = 40)]
    view: Option<String>,
    /// Statuses, separated by commas (open, pending, snoozed, closed, spam, trash); all but spam and trash when
    /// absent.
    #[param(
        pattern = "^(open|pending|snoozed|closed|spam|trash)(,(open|pending|snoozed|closed|spam|trash))*$"
    )]
    status: Option<String>,
    /// An agent's id, `me`, or `none`.
    #[param(pattern = "^(me|none|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    assignee: Option<String>,
    /// A team's id, `mine` (teams that you belong to), or `none`.
    #[param(pattern = "^(mine|none|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    team: Option<String>,
    /// Only those with people of this organisation.
    #[param(format = "uuid")]
    organisation: Option<String>,
    /// Ids of mailboxes, separated by commas.
    #[param(max_length = 800)]
    mailbox: Option<String>,
    /// Only this contact's.
    #[param(format = "uuid")]
    requester: Option<String>,
    /// Priorities, separated by commas (low, normal, high, urgent).
    #[param(pattern = "^(low|normal|high|urgent)(,(low|normal|high|urgent))*$")]
    priority: Option<String>,
    /// Ids of tags, separated by commas: only tickets that have them all.
    #[param(max_length = 800)]
    tag: Option<String>,
    /// Only what this agent follows: an id, or `me`.
    #[param(pattern = "^(me|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    follower: Option<String>,
    /// Only what this agent has not seen.
    unread: Option<bool>,
    /// newest, oldest, created or priority. With `q` the newest match is always first.
    #[param(pattern = "^(newest|oldest|created|priority)$", default = "newest")]
    order: Option<String>,
    /// What to search for: words, `"a phrase"`, `begin*`, `-without`, and `from:`, `to:`, `subject:`,
    /// `has:attachment`, `status:`, `tag:`, `assignee:` (me, nobody, or a name or address), `team:` (mine, none, or a name), `organisation:` (a name or a domain), `mailbox:`, `before:` and
    /// `after:` (2026-11-25, 2026-11 or 2026, in UTC). When the words as typed find nothing, words that are spelt
    /// nearly like them are looked for.
    #[param(max_length = 400)]
    q: Option<String>,
    /// Items of the page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: Option<u32>,
    /// `next` of the page before.
    after: Option<String>,
}

fn value<T: std::str::FromStr>(name: &str, text: Option<&str>) -> Answer<Option<T>> {
    text.map(|text| {
        text.parse().map_err(|_| Problem::malformed(format!("{name}: not one of the accepted values")))
    })
    .transpose()
}

/// Reads a list of words that commas separate.
fn values<T: std::str::FromStr>(name: &str, text: Option<&str>) -> Answer<Vec<T>> {
    let words = text.into_iter().flat_map(|words| words.split(','));
    words.filter_map(|word| value(name, Some(word)).transpose()).collect()
}

/// Reads an agent's id, or `me`.
fn agent(name: &str, caller: &Caller, text: Option<&str>) -> Answer<Option<AgentId>> {
    if text == Some("me") { Ok(caller.ctx.agent_id()) } else { value(name, text) }
}

impl TicketQuery {
    async fn filter(&self, web: &Web, caller: &Caller) -> Answer<TicketFilter> {
        let mut filter = match self.view.as_deref() {
            None => TicketFilter::default(),
            Some(name) => view(web, caller, name).await?,
        };
        match self.assignee.as_deref() {
            None => {}
            Some("none") => filter.assignee = AssigneeFilter::None,
            text => {
                let agent = agent("assignee", caller, text)?;
                filter.assignee = agent.map_or(AssigneeFilter::None, AssigneeFilter::Agent);
            }
        }
        if self.status.is_some() {
            filter.statuses = values("status", self.status.as_deref())?;
        }
        if self.priority.is_some() {
            filter.priorities = values("priority", self.priority.as_deref())?;
        }
        if self.tag.is_some() {
            filter.tags = values("tag", self.tag.as_deref())?;
        }
        if self.mailbox.is_some() {
            filter.mailboxes = values("mailbox", self.mailbox.as_deref())?;
        }
        filter.follower = agent("follower", caller, self.follower.as_deref())?.or(filter.follower);
        filter.requester = value("requester", self.requester.as_deref())?.or(filter.requester);
        filter.organisation = value("organisation", self.organisation.as_deref())?.or(filter.organisation);
        filter.team = value("team", self.team.as_deref())?.unwrap_or(filter.team);
        filter.unread = self.unread.unwrap_or(filter.unread);
        filter.order = value("order", self.order.as_deref())?.unwrap_or(filter.order);
        Ok(filter)
    }
}

/// What a view takes, by its word or its id.
async fn view(web: &Web, caller: &Caller, name: &str) -> Answer<TicketFilter> {
    let me = caller.ctx.agent_id();
    if let Some(known) = BuiltInView::ALL.iter().find(|view| view.as_str() == name) {
        return Ok(TicketFilter::of(known.conditions(), TicketOrder::default(), me));
    }
    let id = name.parse().map_err(|_| Problem::malformed("view: not one of the accepted values"))?;
    let (conditions, order) = app::saved_view::conditions(&web.app, &caller.ctx, id).await?;
    Ok(TicketFilter::of(conditions, order, me))
}

/// A condition of a search that was left out, because its value says nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct LeftOut {
    /// has, status, tag, assignee, team, organisation, mailbox, before or after.
    operator: &'static str,
    /// The value, as typed.
    value: String,
}

/// One page of tickets.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tickets {
    #[serde(flatten)]
    page: Items<Ticket>,
    /// The words as typed found nothing: these tickets have words that are spelt nearly like them.
    widened: bool,
    /// Conditions of `q` that were left out.
    left_out: Vec<LeftOut>,
    /// Of a search (`q`): the company has tickets that no search goes through, whatever was typed, because the person's data
    /// is restricted or kept for a legal hold. Whether any of them has the words is not said.
    stored_only: bool,
}

impl From<Found> for Tickets {
    fn from(found: Found) -> Self {
        let left_out =
            |left: app::view::LeftOut| LeftOut { operator: left.operator.as_str(), value: left.value };
        let items = found.items.into_iter().map(Ticket::from).collect();
        Self {
            page: Items { items, next: found.next },
            stored_only: found.stored_only,
            widened: found.widened,
            left_out: found.left_out.into_iter().map(left_out).collect(),
        }
    }
}

/// Lists tickets, newest change first; with `q`, those with the newest match first. `field.KEY=VALUE` narrows the list
/// to tickets whose custom field holds a choice, by its name or id, or yes or no.
#[utoipa::path(get, path = "/api/v1/tickets", tag = "tickets", params(TicketQuery,
    ("field.{key}" = Option<String>, Query, description = "A choice of this field, or yes or no; as many as there are fields.")),
    responses((status = 200, body = Tickets), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    FieldQuery(query, fields): FieldQuery<TicketQuery>,
) -> Answer<Body<Tickets>> {
    let (mut filter, limit) = (query.filter(&web, &caller).await?, limit(query.limit)?);
    for (key, value) in fields {
        filter.choices.push(app::field::mark(&web.app, &caller.ctx, &key, &value).await?);
    }
    let after = query.after.as_deref();
    let page = match query.q.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => app::ticket::search(&web.app, &caller.ctx, text, &filter, after, limit).await?,
        None => app::ticket::list(&web.app, &caller.ctx, &filter, after, limit).await?.into(),
    };
    Ok(Body(page.into()))
}

/// A conversation that an agent starts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    /// From which mailbox.
    #[schema(format = "uuid")]
    mailbox_id: String,
    /// From which of its addresses; its own when absent.
    #[schema(max_length = 320)]
    from: Option<String>,
    /// Recipients; the first one is the requester.
    #[schema(min_items = 1, max_items = 200)]
    to: Vec<Address>,
    /// Copies.
    #[serde(default)]
    #[schema(max_items = 200)]
    cc: Vec<Address>,
    /// Blind copies.
    #[serde(default)]
    #[schema(max_items = 200)]
    bcc: Vec<Address>,
    /// Subject.
    #[schema(min_length = 1, max_length = 998)]
    subject: String,
    /// Text; made from `html` when empty.
    #[serde(default)]
    #[schema(max_length = 1048576)]
    text: String,
    /// The same with its formatting; cleaned before it is sent.
    html: Option<String>,
    /// Ids of uploads to attach.
    #[serde(default)]
    uploads: Vec<String>,
    /// Status of the new ticket; pending when absent.
    #[schema(value_type = Option<String>, pattern = "^(open|pending|closed|spam)$")]
    status: Option<TicketStatus>,
    /// When it goes out, in milliseconds since 1970-01-01T00:00:00Z, a year ahead at most; now when absent or past.
    /// Until then it can be taken back: the ticket is gone then, if nothing else is there.
    send_at_ms: Option<i64>,
    /// The id under which it is kept as a draft: it is thrown away, unless it was changed elsewhere since.
    #[schema(format = "uuid")]
    draft_id: Option<String>,
    /// The draft's revision.
    #[schema(format = "uuid")]
    draft_revision: Option<String>,
}

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Created {
    /// The ticket.
    #[schema(format = "uuid")]
    ticket_id: String,
    /// The message; its delivery state tells how it goes on.
    #[schema(format = "uuid")]
    message_id: String,
}

impl Created {
    /// The answer to what was made: 201 and where it is.
    pub fn answer(ticket: TicketId, message: domain::MessageId) -> Response {
        let place = [(header::LOCATION, format!("/api/v1/messages/{message}"))];
        let body = Self { ticket_id: ticket.to_string(), message_id: message.to_string() };
        (StatusCode::CREATED, place, Body(body)).into_response()
    }
}

/// Reads ids of uploads.
///
/// # Errors
/// 422 that names the field.
pub fn uploads(ids: &[String]) -> Answer<Vec<ObjectId>> {
    ids.iter().map(|id| id.parse().map_err(|_| Problem::invalid("uploads", "not an identifier"))).collect()
}

/// Puts addresses into the form of use cases.
#[must_use]
pub fn people(all: Vec<Address>) -> Vec<domain::record::Address> {
    all.into_iter().map(domain::record::Address::from).collect()
}

/// Writes first: makes a ticket and sends its first message, with the signature that an answer of yours would have.
#[utoipa::path(post, path = "/api/v1/tickets", tag = "tickets", request_body = NewTicket,
    responses((status = 201, body = Created), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewTicket>,
) -> Answer<Response> {
    let mailbox: MailboxId =
        new.mailbox_id.parse().map_err(|_| Problem::invalid("mailbox_id", "not an identifier"))?;
    let message = ReplyDraft {
        text: new.text,
        html: new.html,
        from: new.from,
        to: people(new.to),
        cc: people(new.cc),
        bcc: people(new.bcc),
        uploads: uploads(&new.uploads)?,
        status: new.status,
        send_at: new.send_at_ms.map(Timestamp::from_millis),
        draft: revision(new.draft_revision.as_deref())?,
        ..ReplyDraft::default()
    };
    let kept = new.draft_id.as_deref().map(str::parse).transpose();
    let kept = kept.map_err(|_| Problem::invalid("draft_id", "not an identifier"))?;
    let draft = TicketDraft { mailbox, subject: new.subject, message, draft: kept };
    let (ticket, message) = app::ticket::create(&web.app, &caller.ctx, draft).await?;
    Ok(Created::answer(ticket, message))
}

/// Reads a ticket. Its messages are a list of their own.
#[utoipa::path(get, path = "/api/v1/tickets/{ticket}", tag = "tickets",
    params(("ticket" = String, Path, format = "uuid")),
    responses((status = 200, body = TicketDetail), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
) -> Answer<Body<TicketDetail>> {
    let id: TicketId = input::id(&ticket)?;
    Ok(Body(app::ticket::read(&web.app, &caller.ctx, id).await?.into()))
}
