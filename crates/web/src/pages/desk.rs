//! The desk: list, conversation and person in one view.

use super::conversation::{Around, Conversation, present};
use super::list::{Choice, List, Words};
use super::mail::{Mail, NewMail};
use super::shell::{self, Shell};
use super::{page, restricted};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use app::draft::DraftView;
use app::view::{AgentView, FieldView, ForwardView, Found, HistoryView, Page, TakenBack, TicketView};
use app::{App, Ctx};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::PAGE_ITEMS_MAX;
use domain::{AgentId, DraftKind, FieldHolder, Role, TagId, TicketId};
use futures::future::BoxFuture;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "tickets/desk.html")]
struct Desk {
    p: Shell,
    list: List,
    open: Option<Conversation>,
    mail: Option<NewMail>,
}

/// Names the address of the page that is to be shown in the place of one that is gone.
const INSTEAD: &str = "x-deskhero-instead";

/// The list alone.
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Answer<Response> {
    let again = headers.contains_key("x-deskhero-live");
    let begun = if again { Begun::Again } else { Begun::Nothing };
    if choice.organisation.is_empty() || choice.organisation().is_some() {
        return led_on(show(&web, &caller, &choice, None, begun).await, again, "/tickets");
    }
    // Somebody typed a name: from then on its id stands in the address.
    Ok(match choice.named(&web, &caller).await? {
        (choice, true) => Redirect::to(&format!("/tickets{}", choice.query())).into_response(),
        (without, false) => {
            let begun = Begun::Unknown(choice.organisation);
            show(&web, &caller, &without, None, begun).await?.into_response()
        }
    })
}

/// A window that looks again by itself learns that there is nothing any more where it is (a view that was removed, a ticket
/// that ended with the mail that began it), and is led on.
fn led_on(shown: Answer<Html<String>>, again: bool, to: &str) -> Answer<Response> {
    match shown {
        Err(problem) if problem.status == StatusCode::NOT_FOUND && again => {
            Ok(Redirect::to(to).into_response())
        }
        shown => Ok(shown?.into_response()),
    }
}

/// A window that looks again by itself at a conversation that was erased, or ended with the mail that began it, gets its list
/// in the place of what it shows still.
async fn gone(web: &Web, caller: &Caller, choice: &Choice, list: &str) -> Answer<Response> {
    match show(web, caller, choice, None, Begun::Nothing).await {
        Ok(page) => Ok(([(INSTEAD, list.to_owned())], page).into_response()),
        without_a_view => led_on(without_a_view, true, "/tickets"),
    }
}

/// A conversation beside its list. Reading it makes it seen.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(ticket): Path<String>,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Answer<Response> {
    let id: TicketId = input::id(&ticket)?;
    if headers.contains_key("x-deskhero-ahead") {
        // What is gone, or belongs to a view that is, is nothing to load; whoever goes there is told.
        return match show(&web, &caller, &choice, Some(id), Begun::Ahead).await {
            Err(problem) if matches!(problem.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN) => {
                Ok(StatusCode::NO_CONTENT.into_response())
            }
            shown => Ok(shown?.into_response()),
        };
    }
    let look = headers.get("x-deskhero-live").map(HeaderValue::as_bytes);
    let list = format!("/tickets{}", choice.query());
    // Whoever comes for a ticket that was merged is led to the one that has its messages.
    match app::ticket::merged_into(&web.app, &caller.ctx, id).await {
        Ok(None) => {}
        Ok(Some(into)) => {
            app::notice::mark_ticket_read(&web.app, &caller.ctx, id).await?;
            return Ok(Redirect::to(&format!("/tickets/{into}{}", choice.query())).into_response());
        }
        Err(error) => {
            let problem = Problem::from(error);
            return match problem.status == StatusCode::NOT_FOUND && look.is_some() {
                true => gone(&web, &caller, &choice, &list).await,
                false => Err(problem),
            };
        }
    }
    // What was told of it is read with it, unless a window looks by itself that nobody sees.
    if look != Some(b"hidden") {
        app::notice::mark_ticket_read(&web.app, &caller.ctx, id).await?;
    }
    // A window that looks again by itself opens nothing.
    let begun = if look.is_none_or(|look| look == b"opened") { Begun::Nothing } else { Begun::Still };
    let shown = show(&web, &caller, &choice, Some(id), begun).await;
    if shown.as_ref().is_err_and(|problem| problem.status == StatusCode::FORBIDDEN)
        && let Some(said) =
            restricted::show(&web, &caller, id, list.clone(), &Fields::default(), None).await?
    {
        return Ok(said.into_response());
    }
    led_on(shown, look.is_some(), &list)
}

/// A conversation with an answer in the composer that was taken back.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn returned(web: &Web, caller: &Caller, choice: &Choice, back: TakenBack) -> Answer<Html<String>> {
    show(web, caller, choice, Some(back.ticket), Begun::TakenBack(Box::new(back))).await
}

/// A conversation with one of its mails in the composer, to be passed on.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn forwarding(
    web: &Web,
    caller: &Caller,
    choice: &Choice,
    mail: ForwardView,
) -> Answer<Html<String>> {
    show(web, caller, choice, Some(mail.ticket), Begun::Forward(Box::new(mail))).await
}

/// The list with a mail beside it that begins a ticket.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn composing(web: &Web, caller: &Caller, choice: &Choice, mail: Mail) -> Answer<Html<String>> {
    show(web, caller, choice, None, Begun::Mail(Box::new(mail))).await
}

/// What the composer begins with, beside the reader's drafts.
enum Begun {
    /// No more than these.
    Nothing,
    /// Nor is it looked at yet: it is loaded ahead.
    Ahead,
    /// Nor is it opened: a window that has it open looks again by itself.
    Still,
    /// There is none: a list that is open looks again.
    Again,
    /// What was taken back just now.
    TakenBack(Box<TakenBack>),
    /// A mail to pass on.
    Forward(Box<ForwardView>),
    /// A mail that begins a ticket.
    Mail(Box<Mail>),
    /// There is none: no organisation has the name that was typed.
    Unknown(String),
}

/// The conversation that is open, and seen from now on, unless it is only loaded ahead, or its reader marked it as unread
/// and does not open it now.
async fn conversation(
    app: &App,
    ctx: &Ctx,
    open: Option<TicketId>,
    begun: &Begun,
) -> Answer<Option<TicketView>> {
    let Some(id) = open else { return Ok(None) };
    if matches!(begun, Begun::Ahead) {
        return Ok(Some(app::ticket::read_ahead(app, ctx, id).await?));
    }
    let mut view = app::ticket::read(app, ctx, id).await?;
    if view.row.kept_unread && matches!(begun, Begun::Still) {
        return Ok(Some(view));
    }
    if view.row.unread {
        if view.row.kept_unread {
            // The reader's other windows show the mark.
            app::ticket::mark(app, ctx, &[id], false).await?;
        } else {
            app::ticket::mark_seen(app, ctx, id).await?;
        }
        (view.row.unread, view.row.kept_unread) = (false, false);
    }
    Ok(Some(view))
}

/// The tickets of the list, and the agents whose names the page needs. A list that looks again takes over its lines and
/// keeps its choices, so only who stands in a line is opened: at 200 agents a third of the time of such a look.
async fn lines(web: &Web, caller: &Caller, choice: &Choice, again: bool) -> Answer<(Found, Vec<AgentView>)> {
    let (app, ctx) = (&*web.app, &caller.ctx);
    if again {
        let found = choice.find(web, caller).await?;
        let named: Vec<AgentId> =
            found.items.iter().filter_map(|row| row.assignee_id).chain(ctx.agent_id()).collect();
        let agents = app::agent::list_named(app, ctx, &named).await?;
        return Ok((found, shell::called(caller, agents)));
    }
    let (found, agents) = tokio::join!(choice.find(web, caller), shell::agents(web, caller));
    Ok((found?, agents?))
}

/// The name of the organisation that the list is narrowed by; empty for none of them, absent while there are none at all.
async fn organisation(app: &App, ctx: &Ctx, choice: &Choice) -> Answer<Option<String>> {
    match choice.organisation() {
        Some(id) => Ok(Some(app::organisation::read(app, ctx, id).await?.name)),
        None => Ok(app::organisation::any(app, ctx).await?.then(String::new)),
    }
}

/// What happened on the ticket that is open, where the reader asked for it.
async fn history(
    app: &App,
    ctx: &Ctx,
    open: Option<TicketId>,
    choice: &Choice,
) -> Answer<Option<Page<HistoryView>>> {
    match open.filter(|_| !choice.history.is_empty()) {
        Some(id) => Ok(Some(app::ticket::history(app, ctx, id, None, PAGE_ITEMS_MAX).await?)),
        None => Ok(None),
    }
}

/// What the reader is writing there; beside a mail that begins a ticket, every such mail.
async fn drafts(app: &App, ctx: &Ctx, open: Option<TicketId>, begun: &Begun) -> Answer<Vec<DraftView>> {
    match (open, begun) {
        (Some(id), _) => Ok(app::draft::read(app, ctx, id).await?),
        (None, Begun::Mail(_)) => Ok(app::draft::list_mails(app, ctx).await?),
        (None, _) => Ok(Vec::new()),
    }
}

/// The custom fields of tickets, where no conversation brings them along.
async fn fields(app: &App, ctx: &Ctx, open: Option<TicketId>) -> Answer<Vec<FieldView>> {
    match open {
        Some(_) => Ok(Vec::new()),
        None => Ok(app::field::list(app, ctx).await?),
    }
}

/// What happened on it, and the tags that fit, where the company lets Deskhero learn.
async fn beside(
    app: &App,
    ctx: &Ctx,
    open: Option<TicketId>,
    choice: &Choice,
) -> Answer<(Option<Page<HistoryView>>, Vec<TagId>)> {
    let fitting = async {
        let Some(id) = open else { return Vec::new() };
        let found = match app::learning::is_on(app, ctx.scope).await {
            Ok(true) => app::learning::suggest(app, ctx, id).await,
            Ok(false) => Ok(Vec::new()),
            Err(error) => Err(error),
        };
        // A conversation is read without them, too.
        found.unwrap_or_default().into_iter().map(|tag| tag.id).collect()
    };
    let (history, fitting) = tokio::join!(history(app, ctx, open, choice), fitting);
    Ok((history?, fitting))
}

/// On the heap: what asks this much at once would lie on the stack of a thread once for each place that shows the desk.
fn show<'a>(
    web: &'a Web,
    caller: &'a Caller,
    choice: &'a Choice,
    open: Option<TicketId>,
    begun: Begun,
) -> BoxFuture<'a, Answer<Html<String>>> {
    Box::pin(desk(web, caller, choice, open, begun))
}

async fn desk(
    web: &Web,
    caller: &Caller,
    choice: &Choice,
    open: Option<TicketId>,
    begun: Begun,
) -> Answer<Html<String>> {
    let (app, ctx) = (&*web.app, &caller.ctx);
    // Questions that do not wait for each other, and one entry in the log for all of them.
    let reads = app.gather(ctx);
    let (ticket, drafts, lines, mailboxes, tags, teams, fields, bar, named, beside) = tokio::join!(
        conversation(app, ctx, open, &begun),
        drafts(app, ctx, open, &begun),
        lines(web, caller, choice, matches!(begun, Begun::Again)),
        app::mailbox::list(app, ctx),
        app::tag::list(app, ctx),
        app::team::list(app, ctx),
        fields(app, ctx, open),
        app::saved_view::side_bar(app, ctx),
        organisation(app, ctx, choice),
        // What is loaded ahead looks again when it is shown: only then is its history read.
        beside(app, ctx, open.filter(|_| !matches!(begun, Begun::Ahead)), choice),
    );
    let (ticket, drafts, (mut found, agents), mut fields, bar) = (ticket?, drafts?, lines?, fields?, bar?);
    let ((history, fitting), named, mailboxes, tags, teams) = (beside?, named?, mailboxes?, tags?, teams?);
    if let Some(ticket) = &ticket {
        fields = ticket.fields.iter().map(|shown| shown.field.clone()).collect();
    }
    fields.retain(|field| field.holder == FieldHolder::Ticket);
    let logged = reads.write();
    // What is being read is seen, also in the list beside it.
    let seen = ticket.as_ref().map(|view| &view.row).filter(|row| !row.unread).map(|row| row.id);
    found.items.iter_mut().filter(|row| Some(row.id) == seen).for_each(|row| row.unread = false);
    let p = Shell::around(caller, "/tickets", &agents, bar).viewing(&choice.view().to_string());
    let words = Words {
        texts: p.texts,
        agents: &agents,
        mailboxes: &mailboxes,
        tags: &tags,
        teams: &teams,
        fields: &fields,
        organisation: named.as_deref(),
        saved: p.saved(),
        me: ctx.agent_id(),
        admin: ctx.role == Some(Role::Admin),
        instructions: p.instructions(),
        images_withheld: app::message::images::are_withheld(app, ctx),
        now: ctx.now,
    };
    let around = Around::of(&found.items, open);
    let mut list = words.list(choice, found, open);
    if let Begun::Unknown(name) = &begun {
        list.remarks.push(p.tv("organisations-not-found", "name", name));
    }
    let (mut open, mut mail) = (ticket.map(|ticket| present(&words, choice, ticket, around)), None);
    match (&mut open, begun) {
        (Some(open), begun) => {
            history.into_iter().for_each(|page| open.history.fill(&words, page, &mut open.messages));
            open.suggested = words.chips(&fitting);
            compose(open, &words, drafts, begun);
        }
        (None, Begun::Mail(begun)) => {
            mail = Some(NewMail::present((p.texts, &words), choice, *begun, drafts))
        }
        (None, _) => {}
    }
    let shown = page(&Desk { p, list, open, mail })?;
    logged.await?;
    Ok(shown)
}

/// Puts into the composer what is written there, and what it was opened for.
fn compose(open: &mut Conversation, words: &Words<'_>, drafts: Vec<DraftView>, begun: Begun) {
    let (forwards, drafts): (Vec<_>, Vec<_>) =
        drafts.into_iter().partition(|draft| draft.kind == DraftKind::Forward);
    open.resume(words, drafts);
    open.offer(forwards.first());
    match begun {
        Begun::Nothing | Begun::Ahead | Begun::Still | Begun::Again | Begun::Mail(_) | Begun::Unknown(_) => {}
        Begun::TakenBack(back) => open.put_back(words, *back),
        Begun::Forward(mail) => {
            open.pass_on(words, *mail);
            forwards.into_iter().for_each(|draft| open.go_on(words, draft));
        }
    }
}
