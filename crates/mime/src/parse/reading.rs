//! What Deskhero reads in a mail, as `deskhero mail read` prints it.

use domain::record::Address;
use serde::Serialize;

use super::{field, mail};

/// The view; field names are stable: tools depend on them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// Author.
    pub from: Vec<Person>,
    /// Recipients.
    pub to: Vec<Person>,
    /// Copies.
    pub cc: Vec<Person>,
    /// Where answers should go.
    pub reply_to: Vec<Person>,
    /// Subject, decoded.
    pub subject: String,
    /// RFC 3339, UTC.
    pub date: Option<String>,
    /// Without brackets.
    pub message_id: Option<String>,
    /// Without brackets.
    pub in_reply_to: Vec<String>,
    /// Without brackets, oldest first.
    pub references: Vec<String>,
    /// Whole text.
    pub text: String,
    /// Cleaned.
    pub html: Option<String>,
    /// Without quotes and signature.
    pub visible_text: String,
    /// Attachments.
    pub attachments: Vec<File>,
    /// `human`, `auto_reply`, `bounce`, `list`, `loop`.
    pub kind: String,
    /// Message key.
    pub kind_reason: String,
}

/// One address.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Person {
    /// Display name; empty when there was none.
    pub name: String,
    /// Address.
    pub email: String,
}

/// One attachment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct File {
    /// File name.
    pub name: String,
    /// Media type.
    pub content_type: String,
    /// Decoded size.
    pub size_bytes: u64,
    /// Hex.
    pub sha256: String,
    /// Shown inside the text.
    pub inline: bool,
}

/// Reads `raw` and shows it.
#[must_use]
pub fn reading(raw: &[u8]) -> Reading {
    let mail = mail::read(raw);
    let content = mail.content;
    Reading {
        from: people(content.from),
        to: people(content.to),
        cc: people(content.cc),
        reply_to: people(content.reply_to),
        subject: content.subject,
        date: content.date.map(field::rfc3339),
        message_id: content.message_id,
        in_reply_to: content.in_reply_to,
        references: content.references,
        text: content.text,
        html: content.html,
        visible_text: content.visible_text,
        attachments: content
            .attachments
            .into_iter()
            .map(|a| File {
                name: a.name,
                content_type: a.content_type,
                size_bytes: a.size_bytes,
                sha256: a.sha256,
                inline: a.inline,
            })
            .collect(),
        kind: mail.kind.as_str().to_owned(),
        kind_reason: mail.kind_reason.to_owned(),
    }
}

fn people(list: Vec<Address>) -> Vec<Person> {
    list.into_iter().map(|a| Person { name: a.name, email: a.email }).collect()
}
