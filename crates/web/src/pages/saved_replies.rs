//! Saved replies: the list, writing one with a live preview, and what the composer needs to insert one.

use super::shell::{self, Shell};
use super::{drafts, page};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::placeholder::{self, Part, Placeholder, Values};
use app::recipients;
use app::saved_reply::{Begun, Ready, SavedReplyChange, SavedReplyDraft, SavedReplyView};
use app::view::AgentView;
use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{AgentId, SavedReplyId, TicketId, Timestamp};
use serde::Serialize;
use std::sync::Arc;

/// Characters of a text that stand beside its name.
const START_CHARS: usize = 200;

#[derive(Template)]
#[template(path = "settings/saved_replies.html")]
struct ListPage {
    p: Shell,
    groups: Vec<(&'static str, Vec<Line>)>,
}

struct Line {
    id: SavedReplyId,
    name: String,
    start: String,
    by: String,
}

/// The beginning of a text, on one line.
pub(super) fn start(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(START_CHARS).collect()
}

/// Who made it, in words; nothing for who looks.
fn by(texts: Texts, agents: &[AgentView], caller: &Caller, owner: AgentId) -> String {
    let found = agents.iter().find(|agent| agent.id == owner && Some(owner) != caller.ctx.agent_id());
    found.map_or_else(String::new, |agent| texts.t_args("saved-by", &[("name", agent.name.as_str())]))
}

/// One's own and the shared ones.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let agents = shell::agents(&web, &caller).await?;
    let mut all = app::saved_reply::list(&web.app, &caller.ctx).await?;
    let p = Shell::with(&web, &caller, "/saved-replies", &agents).await?;
    all.sort_by(|one, other| p.texts.compare(&one.name, &other.name));
    let (shared, own): (Vec<_>, Vec<_>) = all.into_iter().partition(|reply| reply.shared);
    let lines = |replies: Vec<SavedReplyView>| -> Vec<Line> {
        let line = |reply: SavedReplyView| Line {
            id: reply.id,
            start: start(&reply.text),
            by: by(p.texts, &agents, &caller, reply.owner),
            name: reply.name,
        };
        replies.into_iter().map(line).collect()
    };
    let groups = [("saved-shared-group", lines(shared)), ("saved-own-group", lines(own))];
    page(&ListPage { p, groups: groups.into_iter().filter(|(_, lines)| !lines.is_empty()).collect() })
}

#[derive(Template)]
#[template(path = "settings/saved_reply.html")]
struct EditPage {
    p: Shell,
    id: Option<SavedReplyId>,
    name: String,
    text: String,
    html: String,
    /// When it was last changed.
    seen: Option<i64>,
    shared: bool,
    may_change: bool,
    may_share: bool,
    by: String,
    problem: Option<String>,
    preview: Preview,
    placeholders: Vec<Offer>,
}

/// A placeholder that can be put into the text.
pub(super) struct Offer {
    pub written: String,
    pub meaning: String,
}

/// How a text comes out with sample values.
#[derive(Default)]
pub(super) struct Preview {
    pub problem: Option<String>,
    pub whole: Vec<Part>,
    /// With nothing but what is always known; empty when that is the same.
    pub bare: Vec<Part>,
}

#[derive(Template)]
#[template(path = "settings/_saved_preview.html")]
struct PreviewPart {
    p: Shell,
    preview: Preview,
}

/// A ticket that there is not.
fn sample(texts: Texts) -> Values {
    use Placeholder as P;
    let all = [
        (P::RequesterName, "placeholder-sample-requester"),
        (P::RequesterFirstName, "placeholder-sample-requester"),
        (P::RequesterEmail, "placeholder-sample-email"),
        (P::TicketNumber, "placeholder-sample-number"),
        (P::TicketSubject, "placeholder-sample-subject"),
        (P::AgentName, "placeholder-sample-agent"),
        (P::AgentFirstName, "placeholder-sample-agent"),
        (P::MailboxName, "placeholder-sample-mailbox"),
        (P::MailboxAddress, "placeholder-sample-address"),
    ];
    all.into_iter()
        .fold(Values::default(), |values, (placeholder, key)| values.with(placeholder, &texts.t(key)))
}

/// How it comes out with sample values.
pub(super) fn preview(texts: Texts, text: &str) -> Preview {
    if text.trim().is_empty() {
        return Preview::default();
    }
    let known = sample(texts);
    let always = Placeholder::all().filter(|placeholder| !placeholder.may_be_missing());
    let bare = always.fold(Values::default(), |values, placeholder| {
        values.with(placeholder, known.get(placeholder).unwrap_or_default())
    });
    match (placeholder::fill(text, &known), placeholder::fill(text, &bare)) {
        (Ok(whole), Ok(bare)) => {
            Preview { problem: None, bare: if bare == whole { Vec::new() } else { bare.0 }, whole: whole.0 }
        }
        (Err(fault), _) | (_, Err(fault)) => {
            let problem = Problem::from(app::Error::Placeholder(fault));
            Preview { problem: Some(problem.words(texts)), ..Preview::default() }
        }
    }
}

/// How the text of the form comes out.
pub async fn show_preview(caller: Caller, fields: Fields) -> Answer<Html<String>> {
    page(&PreviewPart { p: Shell::bare(caller.texts), preview: preview(caller.texts, &text(&fields)) })
}

/// What was typed, line ends as they are kept.
pub(super) fn text(fields: &Fields) -> String {
    fields.all("text").next().unwrap_or_default().replace("\r\n", "\n")
}

async fn edit(
    web: &Web,
    caller: &Caller,
    reply: Option<SavedReplyView>,
    typed: Option<(&SavedReplyDraft, &Problem)>,
) -> Answer<Html<String>> {
    let agents = shell::agents(web, caller).await?;
    let p = Shell::with(web, caller, "/saved-replies", &agents).await?;
    let texts = p.texts;
    let mut shown = EditPage {
        p,
        id: reply.as_ref().map(|reply| reply.id),
        name: String::new(),
        text: String::new(),
        html: String::new(),
        seen: reply.as_ref().map(|reply| reply.updated_at_ms.as_millis()),
        shared: false,
        may_change: reply.as_ref().is_none_or(|reply| reply.may_change),
        may_share: reply.as_ref().is_none_or(|reply| Some(reply.owner) == caller.ctx.agent_id()),
        by: reply.as_ref().map_or_else(String::new, |reply| by(texts, &agents, caller, reply.owner)),
        problem: None,
        preview: Preview::default(),
        placeholders: offers(texts),
    };
    if let Some(reply) = reply {
        (shown.name, shown.text, shown.shared) = (reply.name, reply.text, reply.shared);
        shown.html = reply.html.unwrap_or_default();
    }
    if let Some((draft, problem)) = typed {
        shown.name.clone_from(&draft.name);
        shown.text.clone_from(&draft.text);
        shown.html = draft.html.clone().unwrap_or_default();
        shown.shared = draft.shared;
        shown.problem = Some(problem.words(texts));
    }
    shown.preview = preview(texts, &shown.text);
    page(&shown)
}

/// The placeholders and what they mean.
pub(super) fn offers(texts: Texts) -> Vec<Offer> {
    let offer = |placeholder: Placeholder| Offer {
        written: placeholder.written(),
        meaning: texts.t(placeholder.meaning()),
    };
    Placeholder::all().map(offer).collect()
}

/// A new one.
pub async fn form(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    edit(&web, &caller, None, None).await
}

/// One that there is.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(saved_reply): Path<String>,
) -> Answer<Html<String>> {
    let reply = app::saved_reply::read(&web.app, &caller.ctx, input::id(&saved_reply)?).await?;
    edit(&web, &caller, Some(reply), None).await
}

fn typed(fields: &Fields) -> SavedReplyDraft {
    SavedReplyDraft {
        name: fields.get("name").to_owned(),
        text: text(fields),
        html: fields.some("html").map(str::to_owned),
        shared: fields.some("shared").is_some(),
    }
}

/// Whether the person can mend it in the form.
const fn is_of_the_form(error: &app::Error) -> bool {
    matches!(error, app::Error::Input { .. } | app::Error::Placeholder(_))
}

/// Keeps a new one.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let draft = typed(&fields);
    match app::saved_reply::create(&web.app, &caller.ctx, draft.clone()).await {
        Ok(_) => Ok(Redirect::to("/saved-replies").into_response()),
        Err(error) if is_of_the_form(&error) => {
            let problem = Problem::from(error);
            let shown = edit(&web, &caller, None, Some((&draft, &problem))).await?;
            Ok((problem.status, shown).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Changes one.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(saved_reply): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: SavedReplyId = input::id(&saved_reply)?;
    let reply = app::saved_reply::read(&web.app, &caller.ctx, id).await?;
    let draft = typed(&fields);
    let seen = if fields.some("seen").is_some() { Some(fields.parse::<i64>("seen")?) } else { None };
    let seen = seen.map(Timestamp::from_millis);
    // Only the owner's form has the choice.
    let shared = (Some(reply.owner) == caller.ctx.agent_id()).then_some(draft.shared);
    let (name, text, html) = (Some(draft.name.clone()), Some(draft.text.clone()), draft.html.clone());
    match app::saved_reply::change(
        &web.app,
        &caller.ctx,
        id,
        SavedReplyChange { name, text, html, shared, seen },
    )
    .await
    {
        Ok(_) => Ok(Redirect::to("/saved-replies").into_response()),
        Err(error) if is_of_the_form(&error) => {
            let problem = Problem::from(error);
            let shown = edit(&web, &caller, Some(reply), Some((&draft, &problem))).await?;
            Ok((problem.status, shown).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes one.
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(saved_reply): Path<String>,
) -> Answer<Redirect> {
    app::saved_reply::delete(&web.app, &caller.ctx, input::id(&saved_reply)?).await?;
    Ok(Redirect::to("/saved-replies"))
}

#[derive(Template)]
#[template(path = "tickets/saved_choices.html")]
struct Choices {
    p: Shell,
    replies: Vec<Choice>,
}

/// A saved reply in the composer's menu.
struct Choice {
    id: SavedReplyId,
    name: String,
    start: String,
    shared: bool,
}

/// What the composer's menu offers, as options.
pub async fn choices(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let choice = |reply: SavedReplyView| Choice {
        id: reply.id,
        start: start(&reply.text),
        name: reply.name,
        shared: reply.shared,
    };
    let mut replies: Vec<Choice> =
        app::saved_reply::list(&web.app, &caller.ctx).await?.into_iter().map(choice).collect();
    replies.sort_by(|one, other| caller.texts.compare(&one.name, &other.name));
    page(&Choices { p: Shell::bare(caller.texts), replies })
}

/// A saved reply for the caret.
#[derive(Serialize)]
pub struct ForCaret {
    text: String,
    html: Option<String>,
    empty: Vec<Gap>,
}

/// A place without a value.
#[derive(Serialize)]
struct Gap {
    mark: String,
    meaning: String,
}

/// Every place that a saved reply can have, as JSON: nothing goes out with one in it.
#[must_use]
pub fn gaps(texts: &i18n::I18n) -> String {
    let gap = |one: Placeholder| Gap { mark: one.written(), meaning: texts.t(one.meaning()) };
    serde_json::to_string(&Placeholder::all().map(gap).collect::<Vec<_>>()).unwrap_or_default()
}

/// Fills one in for the ticket that is open.
pub async fn fill(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((ticket, saved_reply)): Path<(String, String)>,
) -> Answer<Json<ForCaret>> {
    let (ticket, id): (TicketId, SavedReplyId) = (input::id(&ticket)?, input::id(&saved_reply)?);
    let ready = app::saved_reply::fill(&web.app, &caller.ctx, id, ticket).await?;
    Ok(Json(for_caret(&caller, ready)))
}

/// Fills one in for a mail that begins a ticket, as far as it is written.
pub async fn fill_first(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(saved_reply): Path<String>,
    fields: Fields,
) -> Answer<Json<ForCaret>> {
    let written = drafts::written(&fields)?;
    let beginning = written.mail.unwrap_or_default();
    let to = recipients::read(&written.to).into_iter().next();
    let mail = Begun { mailbox: beginning.mailbox, to, subject: &beginning.subject };
    let ready = app::saved_reply::fill_first(&web.app, &caller.ctx, input::id(&saved_reply)?, mail).await?;
    Ok(Json(for_caret(&caller, ready)))
}

fn for_caret(caller: &Caller, ready: Ready) -> ForCaret {
    let gap = |empty: Placeholder| Gap { mark: empty.written(), meaning: caller.texts.t(empty.meaning()) };
    let empty = ready.text.empty().into_iter().map(gap).collect();
    ForCaret { text: ready.text.text(), html: ready.html, empty }
}
