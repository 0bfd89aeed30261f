//! Writing a mail that begins a ticket: its form beside the list, sent, refused with everything that was typed.

use super::below::{Below, below_first};
use super::drafts::{self, Composed};
use super::list::{Choice, Option_, Words, chosen};
use super::{change, desk, later, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{Fields, Query};
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::draft::{Beginning, DraftView, KeptFile, Written};
use app::view::{MailboxView, ReplyDraft, TakenBack, TicketDraft};
use app::{identity, recipients};
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::record::Address;
use domain::{MailboxId, MailboxState, ObjectId, TicketId, TicketStatus};
use serde::Deserialize;
use std::sync::Arc;

/// What the address says of a mail to begin.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Begin {
    /// Under which id it is kept.
    draft: String,
    /// To whom.
    to: String,
    /// From which mailbox.
    by: String,
}

/// A mail that begins a ticket, as its form stands.
pub struct Mail {
    /// Under which id it is kept.
    pub id: TicketId,
    /// What is written.
    pub written: Written,
    /// What it was kept as.
    pub revision: Option<ObjectId>,
    /// To whom it was begun.
    pub proposed_to: String,
    /// The mailbox that it was begun from.
    pub by: Option<MailboxId>,
    /// Whether it was taken back just now.
    pub returned: bool,
    /// Why it was not sent.
    pub problem: Option<Problem>,
}

impl Mail {
    /// One with nothing in it yet.
    #[must_use]
    pub fn new(id: TicketId, to: &str, by: Option<MailboxId>) -> Self {
        let written = Written { to: to.to_owned(), ..Written::default() };
        let proposed_to = to.to_owned();
        Self { id, written, revision: None, proposed_to, by, returned: false, problem: None }
    }

    fn kept(draft: DraftView) -> Self {
        let mail = Self::new(draft.ticket, "", None);
        Self { written: draft.written, revision: Some(draft.revision), ..mail }
    }

    /// One that was taken back, as it was written.
    #[must_use]
    pub fn returned(id: TicketId, back: TakenBack) -> Self {
        let file = |file: app::view::UploadView| KeptFile {
            id: file.id,
            name: file.name,
            size_bytes: file.size_bytes,
        };
        let written = Written {
            text: back.text,
            html: back.html,
            to: recipients::written(&back.to),
            cc: recipients::written(&back.cc),
            bcc: recipients::written(&back.bcc),
            files: back.uploads.into_iter().map(file).collect(),
            from: back.from.map(|from| from.email).unwrap_or_default(),
            // One that was put aside or thrown away meanwhile begins as others do.
            status: back.status.filter(|status| [TicketStatus::Open, TicketStatus::Closed].contains(status)),
            mail: Some(Beginning { mailbox: Some(back.mailbox), subject: back.subject }),
            ..Written::default()
        };
        Self { written, returned: true, ..Self::new(id, "", None) }
    }
}

/// The same, ready to show.
pub struct NewMail {
    pub id: TicketId,
    pub query: String,
    pub back: String,
    pub senders: Vec<Option_>,
    pub sender_proposed: String,
    pub to: String,
    pub proposed_to: String,
    pub cc: String,
    pub bcc: String,
    pub subject: String,
    pub composed: Composed,
    pub returned: bool,
    pub statuses: Vec<Option_>,
    pub laters: Vec<Option_>,
    pub belows: Vec<OfMailbox>,
    pub others: Vec<Other>,
    pub refused: Option<Refused>,
}

/// What stands below mails of a mailbox.
pub struct OfMailbox {
    pub mailbox: MailboxId,
    pub below: Below,
    pub shown: bool,
}

/// Another mail that was begun.
pub struct Other {
    pub href: String,
    pub subject: String,
    pub to: String,
    pub saved_iso: String,
}

/// Why a mail was not sent, beside the field that it is about.
pub struct Refused {
    pub field: String,
    pub text: String,
}

impl NewMail {
    /// Whether this is the field to mend.
    #[must_use]
    pub fn wrong(&self, field: &str) -> bool {
        self.refused.as_ref().is_some_and(|refused| refused.field == field)
    }

    /// What is wrong with it.
    #[must_use]
    pub fn why(&self) -> &str {
        self.refused.as_ref().map_or("", |refused| refused.text.as_str())
    }

    /// Whether what is wrong stands at none of the form's fields.
    #[must_use]
    pub fn wrong_elsewhere(&self) -> bool {
        self.refused.as_ref().is_some_and(|refused| !FIELDS.contains(&refused.field.as_str()))
    }

    /// How many others were begun.
    #[must_use]
    pub fn others_count(&self) -> i64 {
        i64::try_from(self.others.len()).unwrap_or(i64::MAX)
    }

    /// The field in which one begins.
    #[must_use]
    pub fn begins(&self, field: &str) -> bool {
        let empty = [("to", &self.to), ("subject", &self.subject)];
        let first = empty.iter().find(|(_, value)| value.trim().is_empty()).map_or("text", |(name, _)| name);
        !self.returned && self.refused.as_ref().map_or(first == field, |refused| refused.field == field)
    }

    /// Puts a mail and the others that were begun into words.
    #[must_use]
    pub fn present(
        (texts, words): (Texts, &Words<'_>),
        choice: &Choice,
        mail: Mail,
        others: Vec<DraftView>,
    ) -> Self {
        let Mail { id, written, revision, proposed_to, by, returned, problem } = mail;
        let refused = problem.map(|problem| Refused::of(texts, &problem, &written));
        let beginning = written.mail.unwrap_or_default();
        let proposed = by.or_else(|| choice.mailbox.parse().ok());
        let senders = Senders::of(words, proposed, beginning.mailbox, &written.from);
        let to = recipients::read(&written.to).into_iter().next();
        let below = |mailbox: &&MailboxView| {
            let below = below_first(words, mailbox, to.as_ref(), &beginning.subject)?;
            let shown = senders.mailbox == Some(mailbox.id);
            Some(OfMailbox { mailbox: mailbox.id, below, shown })
        };
        let file = |f: KeptFile| drafts::file(words, f.id, f.name, f.size_bytes);
        let mut composed = Composed {
            text: written.text,
            html: written.html.unwrap_or_default(),
            files: written.files.into_iter().map(file).collect(),
            revision: revision.map(|revision| revision.to_string()).unwrap_or_default(),
        };
        composed.place();
        let query = choice.query();
        let other = |draft: DraftView| Other::of(words, &query, draft);
        Self {
            id,
            back: format!("/tickets{query}"),
            belows: words
                .mailboxes
                .iter()
                .filter(|mailbox| sends(mailbox))
                .filter_map(|m| below(&m))
                .collect(),
            senders: senders.choices,
            sender_proposed: senders.proposed,
            to: written.to,
            proposed_to,
            cc: written.cc,
            bcc: written.bcc,
            subject: beginning.subject,
            composed,
            returned,
            statuses: words.statuses(Some(written.status.unwrap_or(TicketStatus::Pending))),
            laters: words.laters(),
            others: others.into_iter().filter(|draft| draft.ticket != id).map(other).collect(),
            refused,
            query,
        }
    }
}

/// From where it can be sent.
struct Senders {
    choices: Vec<Option_>,
    proposed: String,
    mailbox: Option<MailboxId>,
}

impl Senders {
    /// Every address of every mailbox that sends. `chosen` and `from` are what stands in the form: that mailbox is offered
    /// even where it sends no more, so that what is written keeps its form.
    fn of(words: &Words<'_>, by: Option<MailboxId>, chosen: Option<MailboxId>, from: &str) -> Self {
        let value = |mailbox: MailboxId, email: &str| format!("{mailbox} {email}");
        let mut all: Vec<(MailboxId, Address)> = Vec::new();
        let offered = |mailbox: &&MailboxView| sends(mailbox) || Some(mailbox.id) == chosen;
        for mailbox in words.mailboxes.iter().filter(offered) {
            all.extend(identity::of(mailbox).into_iter().map(|identity| (mailbox.id, identity)));
        }
        let of_mailbox = |id: Option<MailboxId>| all.iter().find(|(mailbox, _)| Some(*mailbox) == id);
        let proposed = of_mailbox(by).or_else(|| all.first());
        let written = all.iter().find(|(mailbox, one)| Some(*mailbox) == chosen && one.email == from);
        let now = written.or_else(|| of_mailbox(chosen)).or(proposed);
        let of = |one: Option<&(MailboxId, Address)>| one.map(|(id, one)| value(*id, &one.email));
        let (now_value, proposed) = (of(now).unwrap_or_default(), of(proposed).unwrap_or_default());
        let mailbox = now.map(|(mailbox, _)| *mailbox);
        let option = |(id, one): &(MailboxId, Address)| {
            let value = value(*id, &one.email);
            let chosen = value == now_value;
            Option_ { value, label: recipients::written(std::slice::from_ref(one)), chosen }
        };
        Self { choices: all.iter().map(option).collect(), proposed, mailbox }
    }
}

/// Whether a mailbox can send.
fn sends(mailbox: &MailboxView) -> bool {
    mailbox.state != MailboxState::Disconnected
}

impl Other {
    fn of(words: &Words<'_>, query: &str, draft: DraftView) -> Self {
        let subject = draft.written.mail.map(|mail| mail.subject).unwrap_or_default();
        Self {
            href: format!("/tickets/new{query}&draft={}", draft.ticket),
            subject: words.subject(&subject),
            to: draft.written.to,
            saved_iso: time::iso(draft.saved_at_ms),
        }
    }
}

/// The form's fields that a word can stand beside.
const FIELDS: [&str; 6] = ["from", "to", "cc", "bcc", "subject", "text"];

impl Refused {
    fn of(texts: Texts, problem: &Problem, written: &Written) -> Self {
        let (field, rule) = problem.broken().unwrap_or_default();
        let typed = match field {
            "cc" => &written.cc,
            "bcc" => &written.bcc,
            _ => &written.to,
        };
        let at = |field: &str, key: &str| Self { field: field.to_owned(), text: texts.t(key) };
        match (field, rule) {
            ("to", "rule-required") => at("to", "reply-to-whom"),
            ("subject", "rule-required") => at("subject", "mail-subject-missing"),
            ("text", "rule-required") => at("text", "mail-text-missing"),
            ("to" | "cc" | "bcc", "rule-address") => {
                let address = recipients::unreadable(typed).unwrap_or_default();
                let text = texts.t_args("mail-address-wrong", &[("address", address)]);
                Self { field: field.to_owned(), text }
            }
            _ if problem.is_of("mailbox") => at("from", "mail-mailbox-off"),
            _ => Self { field: field.to_owned(), text: problem.words(texts) },
        }
    }
}

/// Where a mail to somebody is begun. `query` says which list stands beside it.
#[must_use]
pub fn to_href(query: &str, name: &str, email: &str, by: Option<MailboxId>) -> String {
    let address = Address { name: name.to_owned(), email: email.to_owned() };
    let to = recipients::written(&[address]);
    let by = by.map(|by| by.to_string());
    let all = [("to", Some(&to)), ("by", by.as_ref())];
    let some: Vec<_> = all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    let rest = serde_urlencoded::to_string(some).unwrap_or_default();
    let begin = if query.is_empty() { "?" } else { "&" };
    format!("/tickets/new{query}{begin}{rest}")
}

/// The form. Each mail is kept under an id of its own, which stands in the address: a reload goes on with it.
pub async fn form(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(choice): Query<Choice>,
    Query(begin): Query<Begin>,
) -> Answer<Response> {
    let by: Option<MailboxId> = chosen(&begin.by)?;
    let Some(id) = chosen::<TicketId>(&begin.draft)? else {
        let id = TicketId::generate(caller.ctx.now).to_string();
        let all = [("draft", id.as_str()), ("to", &begin.to), ("by", &begin.by)];
        let some: Vec<_> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let rest = serde_urlencoded::to_string(some).unwrap_or_default();
        return Ok(Redirect::to(&format!("/tickets/new{}&{rest}", choice.query())).into_response());
    };
    let kept = app::draft::read_mail(&web.app, &caller.ctx, id).await?;
    let mail = kept.map_or_else(|| Mail::new(id, begin.to.trim(), by), Mail::kept);
    Ok(desk::composing(&web, &caller, &choice, mail).await?.into_response())
}

/// Sends it; leads to its ticket. What is refused is shown again with everything that was typed.
pub async fn send(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Response> {
    let id: TicketId = fields.parse("draft")?;
    let (written, revision) = (drafts::written(&fields)?, drafts::sent(&fields)?);
    let problem = match begin(&web, &caller, id, &written, &fields).await {
        Ok(ticket) => {
            return Ok(Redirect::to(&format!("/tickets/{ticket}{}", choice.query())).into_response());
        }
        Err(problem) => problem,
    };
    if !KEPT.contains(&problem.status) {
        return Err(problem);
    }
    let status = problem.status;
    let mail = Mail { written, revision, problem: Some(problem), ..Mail::new(id, "", None) };
    Ok((status, shown(&web, &caller, &choice, mail).await?).into_response())
}

/// A mail that was taken back, under an id of its own.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn returned(web: &Web, caller: &Caller, choice: &Choice, back: TakenBack) -> Answer<Response> {
    let mail = Mail::returned(TicketId::generate(caller.ctx.now), back);
    shown(web, caller, choice, mail).await
}

/// The form with what is on this page alone; a reload asks for what is kept of it (htmx, response headers).
async fn shown(web: &Web, caller: &Caller, choice: &Choice, mail: Mail) -> Answer<Response> {
    let address = format!("/tickets/new{}&draft={}", choice.query(), mail.id);
    let address =
        HeaderValue::from_str(&address).map_err(|_| Problem::malformed("the address cannot be sent"))?;
    let page = desk::composing(web, caller, choice, mail).await?;
    Ok(([(HeaderName::from_static("hx-push-url"), address)], page).into_response())
}

/// What can be mended in the form.
const KEPT: [StatusCode; 4] = [
    StatusCode::NOT_FOUND,
    StatusCode::CONFLICT,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::UNPROCESSABLE_ENTITY,
];

async fn begin(
    web: &Web,
    caller: &Caller,
    id: TicketId,
    written: &Written,
    fields: &Fields,
) -> Answer<TicketId> {
    let beginning = written.mail.clone().unwrap_or_default();
    let missing = app::Error::Input { field: "from", rule: "rule-required" };
    let mailbox = beginning.mailbox.ok_or(missing)?;
    let (text, html) = change::written(fields);
    let message = ReplyDraft {
        text,
        html,
        from: Some(written.from.clone()).filter(|from| !from.is_empty()),
        to: recipients::read(&written.to),
        cc: recipients::read(&written.cc),
        bcc: recipients::read(&written.bcc),
        uploads: written.files.iter().map(|file| file.id).collect(),
        status: written.status,
        send_at: later::chosen(web, caller, fields).await?,
        draft: drafts::sent(fields)?,
        undoable: true,
        ..ReplyDraft::default()
    };
    let draft = TicketDraft { mailbox, subject: beginning.subject, message, draft: Some(id) };
    Ok(app::ticket::create(&web.app, &caller.ctx, draft).await?.0)
}
