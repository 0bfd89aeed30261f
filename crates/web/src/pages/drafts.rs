//! What is being written: kept as it is typed, and put back into the composer wherever its author opens the ticket.

use super::conversation::Conversation;
use super::forward::Forward;
use super::list::{Choice, Words};
use super::time;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use app::draft::{Base, Beginning, DraftView, KeptFile, Passing, Written};
use app::recipients;
use app::view::TakenBack;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::{DraftKind, ObjectId, TicketId};
use serde::Serialize;
use std::sync::Arc;

/// What one form of the composer holds.
#[derive(Default)]
pub struct Composed {
    /// Text.
    pub text: String,
    /// The same with its formatting; empty when it has none.
    pub html: String,
    /// Files.
    pub files: Vec<ComposedFile>,
    /// The draft's revision; empty when there is none.
    pub revision: String,
}

impl Composed {
    /// Tells files that stand in the text from those beside it.
    pub fn place(&mut self) {
        for file in &mut self.files {
            file.inline = self.html.contains(&format!("cid:{}\"", file.id));
        }
    }
}

/// A file of it.
pub struct ComposedFile {
    /// The upload.
    pub id: String,
    /// Name.
    pub name: String,
    /// Size, in words.
    pub size: String,
    /// What the button says that takes it out.
    pub remove: String,
    /// It stands in the text: it is no file beside it.
    pub inline: bool,
}

/// What the composer holds: an answer and a note.
#[derive(Default)]
pub struct Composer {
    /// The answer.
    pub reply: Composed,
    /// The note.
    pub note: Composed,
    /// Whom an answer goes to unless its writer says otherwise.
    pub proposed_to: String,
    /// Who gets a copy unless its writer says otherwise.
    pub proposed_cc: String,
    /// How many messages its writer has seen, notes not counted.
    pub seen: i64,
    /// A mail that is passed on, instead of both.
    pub forward: Option<Forward>,
    /// Where one that is kept goes on.
    pub kept_forward: Option<String>,
    /// Whether it is an answer that was taken back just now.
    pub returned: bool,
}

impl Composer {
    /// An empty one, with whom an answer goes to unless its writer says otherwise.
    #[must_use]
    pub fn new(proposed: &recipients::Recipients, mails: i64) -> Self {
        Self {
            proposed_to: recipients::written(&proposed.to),
            proposed_cc: recipients::written(&proposed.cc),
            seen: mails,
            ..Self::default()
        }
    }

    /// Whether only a note is being written.
    #[must_use]
    pub const fn note_first(&self) -> bool {
        !self.note.revision.is_empty() && self.reply.revision.is_empty() && !self.returned
    }
}

impl Conversation {
    /// Puts the reader's drafts into the composer.
    pub fn resume(&mut self, words: &Words<'_>, drafts: Vec<DraftView>) {
        for draft in drafts {
            let DraftView { kind, written, revision, .. } = draft;
            let files = written.files.into_iter().map(|f| file(words, f.id, f.name, f.size_bytes)).collect();
            let html = written.html.unwrap_or_default();
            let mut composed = Composed { text: written.text, html, files, revision: revision.to_string() };
            composed.place();
            match kind {
                DraftKind::Forward | DraftKind::Mail => {}
                DraftKind::Note => self.composer.note = composed,
                DraftKind::Reply => {
                    self.composer.reply = composed;
                    self.composer.seen = written.mails_seen.unwrap_or(self.mails);
                    (self.to, self.cc, self.bcc) = (written.to, written.cc, written.bcc);
                    self.write_from(&written.from);
                    if written.status.is_some() {
                        self.then = words.statuses(written.status);
                    }
                }
            }
        }
    }

    /// Says that passing a mail on was begun.
    pub fn offer(&mut self, draft: Option<&DraftView>) {
        let passing = draft.and_then(|draft| draft.written.forward.as_ref());
        self.composer.kept_forward =
            passing.map(|passing| format!("/messages/{}/forward{}", passing.message, self.query));
    }

    /// Puts an answer that was taken back into the composer, before what is being written there.
    pub fn put_back(&mut self, words: &Words<'_>, back: TakenBack) {
        self.write_from(back.from.as_ref().map_or("", |from| &from.email));
        if let Some(message) = back.forward_of {
            self.composer.forward = Some(Forward::returned(words, message, back));
            return;
        }
        self.to = recipients::written(&back.to);
        self.cc = recipients::written(&back.cc);
        self.bcc = recipients::written(&back.bcc);
        if back.status.is_some() {
            self.then = words.statuses(back.status);
        }
        let reply = &mut self.composer.reply;
        let since = std::mem::take(&mut reply.text);
        let since_html = std::mem::take(&mut reply.html);
        if back.html.is_some() || !since_html.is_empty() {
            let lines =
                |html: String, text: &str| if html.is_empty() { app::draft::blocks(text) } else { html };
            let first = lines(back.html.unwrap_or_default(), &back.text);
            let then = lines(since_html, &since);
            reply.html = if then.is_empty() { first } else { format!("{first}<div><br></div>{then}") };
        }
        reply.text = if since.trim().is_empty() { back.text } else { format!("{}\n\n{since}", back.text) };
        reply.files.extend(back.uploads.into_iter().map(|f| file(words, f.id, f.name, f.size_bytes)));
        reply.place();
        self.composer.seen = self.mails;
        self.composer.returned = true;
    }
}

/// A file of the composer.
pub(super) fn file(words: &Words<'_>, id: ObjectId, name: String, size_bytes: u64) -> ComposedFile {
    ComposedFile {
        id: id.to_string(),
        // Of what a form names only the name is known.
        size: if size_bytes == 0 { String::new() } else { time::size(words.texts, size_bytes) },
        remove: words.texts.t_args("reply-remove", &[("name", name.as_str())]),
        name,
        inline: false,
    }
}

/// What the page has to know of a save.
#[derive(Serialize)]
pub struct Saved {
    /// The draft's revision; empty when nothing is kept.
    revision: String,
}

/// Keeps what is being written.
pub async fn save(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((ticket, kind)): Path<(String, String)>,
    fields: Fields,
) -> Answer<Json<Saved>> {
    let (id, kind): (TicketId, DraftKind) = (input::id(&ticket)?, input::id(&kind)?);
    let written = written(&fields)?;
    let draft = app::draft::save(&web.app, &caller.ctx, id, kind, written, base(&fields)?).await?;
    Ok(Json(Saved { revision: draft.map_or_else(String::new, |draft| draft.revision.to_string()) }))
}

/// Throws a draft away.
pub async fn discard(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((ticket, kind)): Path<(String, String)>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let (id, kind): (TicketId, DraftKind) = (input::id(&ticket)?, input::id(&kind)?);
    app::draft::discard(&web.app, &caller.ctx, id, kind, base(&fields)?).await?;
    Ok(Redirect::to(&format!("/tickets/{id}{}", choice.query())))
}

/// Keeps a mail that begins a ticket.
pub async fn save_mail(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Json<Saved>> {
    let id: TicketId = fields.parse("draft")?;
    let draft = app::draft::save_mail(&web.app, &caller.ctx, id, written(&fields)?, base(&fields)?).await?;
    Ok(Json(Saved { revision: draft.map_or_else(String::new, |draft| draft.revision.to_string()) }))
}

/// Throws such a mail away.
pub async fn discard_mail(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: TicketId = fields.parse("draft")?;
    app::draft::discard_mail(&web.app, &caller.ctx, id, base(&fields)?).await?;
    Ok(Redirect::to(&format!("/tickets{}", choice.query())))
}

/// The draft that a form sends, when it holds one.
///
/// # Errors
/// What is no revision.
pub fn sent(fields: &Fields) -> Answer<Option<ObjectId>> {
    let revision = fields.some("revision").map(str::parse).transpose();
    revision.map_err(|_| Problem::invalid("revision", "not a revision"))
}

fn base(fields: &Fields) -> Answer<Base> {
    if fields.some("force").is_some() {
        return Ok(Base::Any);
    }
    Ok(sent(fields)?.map_or(Base::Nothing, Base::Revision))
}

/// What a form holds, as it was typed.
///
/// # Errors
/// What is no upload, no status, or no message.
pub(super) fn written(fields: &Fields) -> Answer<Written> {
    // As typed: a line that ends in a space is one that goes on.
    let raw = |name: &str| fields.all(name).next().unwrap_or_default().replace("\r\n", "\n");
    let file = |(id, name): (&str, &str)| {
        let id = id.parse().map_err(|_| Problem::invalid("upload", "not an upload"))?;
        Ok(KeptFile { id, name: name.to_owned(), size_bytes: 0 })
    };
    let files = fields.all("upload").zip(fields.all("upload_name")).map(file).collect::<Answer<_>>()?;
    // A mail that begins a ticket chooses a mailbox with the address: both stand in one field.
    let begins = fields.some("draft").is_some();
    let (mailbox, from) = match raw("from").split_once(' ') {
        Some((mailbox, from)) if begins => (mailbox.parse().ok(), from.to_owned()),
        _ => (None, raw("from")),
    };
    Ok(Written {
        text: raw("text"),
        html: Some(raw("html")).filter(|html| !html.is_empty()),
        to: raw("to"),
        cc: raw("cc"),
        bcc: raw("bcc"),
        from,
        files,
        status: if fields.some("status").is_some() { Some(fields.parse("status")?) } else { None },
        mails_seen: if fields.some("seen").is_some() { Some(fields.parse("seen")?) } else { None },
        forward: if fields.some("forward_of").is_some() { Some(passing(fields)?) } else { None },
        mail: begins.then(|| Beginning { mailbox, subject: raw("subject") }),
    })
}

fn passing(fields: &Fields) -> Answer<Passing> {
    let parts: Result<_, _> = fields.all("part").map(str::parse).collect();
    Ok(Passing {
        message: fields.parse("forward_of")?,
        subject: fields.all("subject").next().unwrap_or_default().to_owned(),
        parts: parts.map_err(|_| Problem::invalid("part", "not an attachment"))?,
    })
}
