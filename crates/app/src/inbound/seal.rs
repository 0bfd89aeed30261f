//! What else of a mail is sealed, and what the index gets to read.

use super::Target;
use crate::texts::Text;
use crate::{Ctx, Result};
use crypto::Draft;
use domain::keyring::LeafRef;
use domain::record::{MessageContent, TicketSummary};
use domain::{MessageId, MessageKind, Sealed, TicketId, Timestamp};

/// Characters of the preview in the ticket list.
const PREVIEW_CHARS: usize = 160;

/// Seals what the ticket list shows.
///
/// # Errors
/// A failure of sealing.
pub fn summary(
    ctx: &Ctx,
    draft: &mut Draft,
    ticket: TicketId,
    requester: domain::ContactId,
    content: &MessageContent,
) -> Result<Sealed<TicketSummary>> {
    let from = content.from.first();
    let email = from.map(|a| a.email.clone()).unwrap_or_default();
    let name = from.map(|a| a.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(|| email.clone());
    let summary = TicketSummary {
        subject: content.subject.clone(),
        requester: name,
        requester_email: email,
        preview: preview(&content.visible_text),
    };
    let leaves = [LeafRef::contact(requester), LeafRef::ticket(ticket)];
    Ok(draft.seal(ctx.now, ticket.uuid(), &leaves, &summary)?)
}

/// The start of a text, on one line.
#[must_use]
pub fn preview(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if out.chars().count() >= PREVIEW_CHARS {
            break;
        }
    }
    out.chars().take(PREVIEW_CHARS).collect()
}

/// The names of the files that are there.
#[must_use]
pub fn file_names(content: &MessageContent) -> Vec<String> {
    let there = content.attachments.iter().filter(|file| file.erased_at.is_none());
    there.map(|file| file.name.clone()).collect()
}

/// What the index gets to read.
#[must_use]
pub fn text(
    target: &Target,
    message: MessageId,
    ticket: TicketId,
    contact: domain::ContactId,
    at: Timestamp,
    content: &MessageContent,
) -> Text {
    let line = |all: &[domain::record::Address]| {
        all.iter().map(|a| format!("{} {}", a.name, a.email)).collect::<Vec<_>>().join(" ")
    };
    Text {
        message,
        ticket,
        mailbox: target.mailbox,
        contact: Some(contact),
        kind: MessageKind::Inbound,
        at,
        subject: content.subject.clone(),
        from: line(&content.from),
        to: format!("{} {}", line(&content.to), line(&content.cc)),
        body: content.visible_text.clone(),
        attachment_names: file_names(content),
    }
}
