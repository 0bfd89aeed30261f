//! Passing a mail on: it is put into the composer, and what stands there goes out.

use super::change::written;
use super::conversation::Conversation;
use super::drafts::{self, ComposedFile};
use super::list::{Choice, Words};
use super::{desk, later, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use app::draft::DraftView;
use app::recipients;
use app::view::{ForwardDraft, ForwardView, TakenBack};
use axum::extract::{Path, State};
use axum::response::{Html, Redirect};
use domain::{MessageId, ObjectId};
use std::sync::Arc;

/// What the composer holds of a mail that is passed on.
pub struct Forward {
    pub message: MessageId,
    pub to: String,
    pub cc: String,
    pub bcc: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub parts: Vec<Part>,
    pub files: Vec<ComposedFile>,
    pub infected: bool,
    pub returned: bool,
    /// The draft's revision; empty when there is none.
    pub revision: String,
}

/// A file of the mail.
pub struct Part {
    pub part: u32,
    pub name: String,
    pub size: String,
    pub chosen: bool,
}

impl Forward {
    /// What was taken back: its text and files are whole.
    #[must_use]
    pub fn returned(words: &Words<'_>, message: MessageId, back: TakenBack) -> Self {
        let files =
            back.uploads.into_iter().map(|f| drafts::file(words, f.id, f.name, f.size_bytes)).collect();
        let html = back.html.unwrap_or_default();
        let mut composed = drafts::Composed { html, files, ..drafts::Composed::default() };
        composed.place();
        Self {
            message,
            to: recipients::written(&back.to),
            cc: recipients::written(&back.cc),
            bcc: recipients::written(&back.bcc),
            subject: back.subject,
            text: back.text,
            parts: Vec::new(),
            files: composed.files,
            html: composed.html,
            infected: false,
            returned: true,
            revision: String::new(),
        }
    }
}

impl Conversation {
    /// Puts a mail into the composer, to be passed on.
    pub fn pass_on(&mut self, words: &Words<'_>, mail: ForwardView) {
        let signature = self.signature.as_ref().map(|below| below.text.as_str());
        let part = |file: domain::record::AttachmentInfo| Part {
            part: file.part,
            size: time::size(words.texts, file.size_bytes),
            name: file.name,
            chosen: !file.inline,
        };
        self.composer.forward = Some(Forward {
            message: mail.message,
            to: String::new(),
            cc: String::new(),
            bcc: String::new(),
            subject: mail.subject,
            text: app::forward::joined("", signature, &mail.quoted),
            html: String::new(),
            parts: mail.files.into_iter().map(part).collect(),
            files: Vec::new(),
            infected: mail.infected,
            returned: false,
            revision: String::new(),
        });
    }

    /// Takes up what is kept of passing this mail on.
    pub fn go_on(&mut self, words: &Words<'_>, draft: DraftView) {
        let mut written = draft.written;
        let (Some(forward), Some(passing)) = (&mut self.composer.forward, written.forward.take()) else {
            return;
        };
        if passing.message != forward.message {
            return;
        }
        let files =
            written.files.into_iter().map(|f| drafts::file(words, f.id, f.name, f.size_bytes)).collect();
        let html = written.html.unwrap_or_default();
        let mut composed = drafts::Composed { html, files, ..drafts::Composed::default() };
        composed.place();
        (forward.html, forward.files) = (composed.html, composed.files);
        (forward.to, forward.cc, forward.bcc) = (written.to, written.cc, written.bcc);
        (forward.subject, forward.text) = (passing.subject, written.text);
        forward.revision = draft.revision.to_string();
        for part in &mut forward.parts {
            part.chosen = passing.parts.contains(&part.part);
        }
        self.write_from(&written.from);
    }
}

/// The mail's conversation with the mail in the composer.
pub async fn form(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
    Query(choice): Query<Choice>,
) -> Answer<Html<String>> {
    let id: MessageId = input::id(&message)?;
    let mail = app::forward::propose(&web.app, &caller.ctx, id).await?;
    desk::forwarding(&web, &caller, &choice, mail).await
}

/// Passes it on; leads back to the conversation.
pub async fn send(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let id: MessageId = input::id(&message)?;
    let parts: Result<Vec<u32>, _> = fields.all("part").map(str::parse).collect();
    let uploads: Result<Vec<ObjectId>, _> = fields.all("upload").map(str::parse).collect();
    let (text, html) = written(&fields);
    let draft = ForwardDraft {
        from: fields.some("from").map(str::to_owned),
        subject: fields.some("subject").map(str::to_owned),
        text,
        html,
        quotes: false,
        to: recipients::read(fields.get("to")),
        cc: recipients::read(fields.get("cc")),
        bcc: recipients::read(fields.get("bcc")),
        parts: Some(parts.map_err(|_| Problem::invalid("part", "not an attachment"))?),
        uploads: uploads.map_err(|_| Problem::invalid("upload", "not an upload"))?,
        send_at: later::chosen(&web, &caller, &fields).await?,
        undoable: true,
        draft: drafts::sent(&fields)?,
    };
    let (ticket, _) = app::forward::send(&web.app, &caller.ctx, id, draft).await?;
    Ok(Redirect::to(&format!("/tickets/{ticket}{}", choice.query())))
}
