//! What a person does to a ticket: change, reply, note, decide on an answer in doubt. Each leads back to where they
//! were, so that a reload repeats nothing.

use super::list::Choice;
use super::titles::TOLD;
use super::{drafts, later};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use app::mention::Mentions;
use app::recipients;
use app::view::{ReplyDraft, Snooze, TicketChange};
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::{AgentId, MailboxId, MessageId, ObjectId, TagId, TeamId, TicketId, TicketStatus};
use std::sync::Arc;

/// An hour.
const HOUR_MS: i64 = 3_600_000;

fn back(ticket: TicketId, choice: &Choice) -> Redirect {
    Redirect::to(&format!("/tickets/{ticket}{}", choice.query()))
}

/// Changes a ticket; refused when it changed since the page was made.
pub async fn ticket(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TicketId = input::id(&ticket)?;
    let change = alteration(&web, &caller, &fields).await?;
    let Some(word) = told(&change) else {
        app::ticket::change(&web.app, &caller.ctx, id, change).await?;
        return Ok(back(id, &choice));
    };
    let made = app::ticket::change_many(&web.app, &caller.ctx, &[id], &change).await?;
    if !made.missing.is_empty() {
        return Err(Problem::not_found());
    }
    let undo = made.undo.map(|undo| format!("&undo={undo}&changed={word}")).unwrap_or_default();
    Ok(Redirect::to(&format!("/tickets/{id}{}{undo}", choice.query())))
}

/// The word for a change that is said, and offered to be taken back: a status that takes a ticket out of the list, another
/// holder, another priority.
fn told(change: &TicketChange) -> Option<&'static str> {
    let status = change.snooze.map(|_| TicketStatus::Snoozed).or(change.status).map(TicketStatus::as_str);
    let others = [
        (change.assignee.is_some(), "assignee"),
        (change.team.is_some(), "team"),
        (change.priority.is_some(), "priority"),
    ];
    let other = || others.into_iter().find_map(|(is_there, word)| is_there.then_some(word));
    status.or_else(other).filter(|word| TOLD.contains(word))
}

/// The tickets that a form names.
fn selected(fields: &Fields) -> Answer<Vec<TicketId>> {
    let ids: Result<_, _> = fields.all("ticket").map(str::parse).collect();
    ids.map_err(|_| Problem::invalid("ticket", "not a ticket"))
}

/// Changes the selected tickets; leads back to the list, which offers to take it back.
pub async fn many(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let ids = selected(&fields)?;
    let change = alteration(&web, &caller, &fields).await?;
    let made = app::ticket::change_many(&web.app, &caller.ctx, &ids, &change).await?;
    let undo = made.undo.map(|id| format!("&undo={id}&changed={}", made.tickets.len()));
    Ok(Redirect::to(&format!("/tickets{}{}", choice.query(), undo.unwrap_or_default())))
}

/// Marks tickets as unread, or read, for whoever asks. Leads to the list: a ticket that is open would be read. As read, it
/// leads back to where it was asked for.
pub async fn readings(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let ids = selected(&fields)?;
    let unread = match fields.get("unread") {
        "yes" => true,
        "no" => false,
        _ => return Err(Problem::invalid("unread", "expected yes or no")),
    };
    let marked = app::ticket::mark(&web.app, &caller.ctx, &ids, unread).await?;
    if marked.tickets.is_empty() {
        return Err(Problem::not_found());
    }
    match fields.some("at") {
        Some(ticket) => Ok(back(input::id(ticket)?, &choice)),
        None => Ok(Redirect::to(&format!("/tickets{}", choice.query()))),
    }
}

/// Takes such a change back; leads to the ticket where it was made, else to the list.
pub async fn reverse(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(change): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    app::ticket::undo(&web.app, &caller.ctx, input::id(&change)?).await?;
    match fields.some("ticket") {
        Some(ticket) => Ok(back(input::id(ticket)?, &choice)),
        None => Ok(Redirect::to(&format!("/tickets{}", choice.query()))),
    }
}

/// Reads a change from a form: a field that is absent, or left at its empty choice, changes nothing.
async fn alteration(web: &Web, caller: &Caller, fields: &Fields) -> Answer<TicketChange> {
    let me = caller.ctx.agent_id();
    let mut change = TicketChange { version: parsed(fields, "version")?, ..TicketChange::default() };
    // The bar of the list has a choice and buttons.
    change.status = parsed(fields, "put")?.or(parsed(fields, "status")?);
    change.priority = parsed(fields, "priority")?;
    change.assignee = match fields.some("assignee") {
        Some("none") => Some(None),
        Some("me") => Some(me),
        _ => parsed::<AgentId>(fields, "assignee")?.map(Some),
    };
    change.team = match fields.some("team") {
        Some("none") => Some(None),
        _ => parsed::<TeamId>(fields, "team")?.map(Some),
    };
    change.mailbox = parsed::<MailboxId>(fields, "mailbox_id")?;
    change.restore = fields.some("restore").is_some();
    match fields.some("follow") {
        Some("yes") => change.add_followers.extend(me),
        Some(_) => change.remove_followers.extend(me),
        None => {}
    }
    if let Some(name) = fields.some("add_tag") {
        change.add_tags.push(app::tag::named(&web.app, &caller.ctx, name).await?);
    }
    change.remove_tags.extend(parsed::<TagId>(fields, "remove_tag")?);
    change.snooze = snooze(web, caller, fields).await?;
    Ok(change)
}

fn parsed<T: std::str::FromStr>(fields: &Fields, name: &str) -> Answer<Option<T>> {
    fields.some(name).map(|_| fields.parse(name)).transpose()
}

/// A time that was named, or one of the usual spans.
async fn snooze(web: &Web, caller: &Caller, fields: &Fields) -> Answer<Option<Snooze>> {
    if let Some(at) = fields.some("snooze_at") {
        return Ok(Some(Snooze::Until(later::on_clock(web, caller, fields, at, "snooze_at").await?)));
    }
    let Some(word) = fields.some("snooze") else { return Ok(None) };
    if word == "reply" {
        return Ok(Some(Snooze::UntilReply));
    }
    let unit = [('h', HOUR_MS), ('d', 24 * HOUR_MS)]
        .into_iter()
        .find_map(|(unit, ms)| Some(word.strip_suffix(unit)?.parse::<i64>().ok()?.saturating_mul(ms)));
    let ms = unit.ok_or_else(|| Problem::invalid("snooze", "not one of the choices"))?;
    Ok(Some(Snooze::Until(caller.ctx.now.plus_millis(ms))))
}

/// Answers.
pub async fn reply(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TicketId = input::id(&ticket)?;
    // Whoever empties the field means nobody, and not the requester.
    if fields.some("to").is_none() {
        return Err(Problem::refused("error-to-whom"));
    }
    let uploads: Result<Vec<ObjectId>, _> = fields.all("upload").map(str::parse).collect();
    let (text, html) = written(&fields);
    let draft = ReplyDraft {
        text,
        html,
        from: fields.some("from").map(str::to_owned),
        to: recipients::read(fields.get("to")),
        cc: recipients::read(fields.get("cc")),
        bcc: recipients::read(fields.get("bcc")),
        mails_seen: if fields.some("seen").is_some() { Some(fields.parse("seen")?) } else { None },
        uploads: uploads.map_err(|_| Problem::invalid("upload", "not an upload"))?,
        status: if fields.some("status").is_some() { Some(fields.parse("status")?) } else { None },
        send_at: later::chosen(&web, &caller, &fields).await?,
        draft: drafts::sent(&fields)?,
        undoable: true,
        take: true,
    };
    app::reply::send(&web.app, &caller.ctx, id, draft).await?;
    Ok(back(id, &choice))
}

/// Adds a note.
pub async fn note(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TicketId = input::id(&ticket)?;
    let draft = drafts::sent(&fields)?;
    let (text, mentions) = (lines(fields.get("text")), Mentions::Written);
    app::note::add_drafted(&web.app, &caller.ctx, id, &text, mentions, draft).await?;
    Ok(back(id, &choice))
}

/// Decides what happens to an answer that failed or whose delivery is in doubt.
pub async fn outcome(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: MessageId = input::id(&message)?;
    let ticket = app::message::read(&web.app, &caller.ctx, id).await?.ticket_id;
    match fields.get("decision") {
        "resend" => app::message::resend(&web.app, &caller.ctx, id).await?,
        "give_up" => app::message::give_up(&web.app, &caller.ctx, id).await?,
        _ => return Err(Problem::invalid("decision", "expected resend or give_up")),
    }
    Ok(back(ticket, &choice))
}

/// What was written, with its formatting where it has some: the text is made of that then.
pub(super) fn written(fields: &Fields) -> (String, Option<String>) {
    match fields.some("html") {
        Some(html) => (String::new(), Some(html.to_owned())),
        None => (lines(fields.get("text")), None),
    }
}

/// Browsers send line ends as CRLF (HTML, form submission).
pub(super) fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}
