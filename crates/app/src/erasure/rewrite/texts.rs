//! Texts that are replaced in what a message says.

use domain::record::{Address, AttachmentInfo, FieldValue, FieldValues, MessageContent};
use domain::{Timestamp, limits::SUBJECT_CHARS_MAX};
use mime::Redactor;
use std::collections::BTreeSet;

/// What is looked for, and whose addresses are somebody's who is removed.
pub(super) struct Texts {
    redactor: Redactor,
    emails: BTreeSet<String>,
}

impl Texts {
    pub(super) fn new(texts: &[String], emails: &[String], instead: &str) -> Self {
        let redactor = Redactor::new(texts.iter().chain(emails), instead);
        let emails = emails.iter().filter_map(|email| mime::normalise_address(email)).collect();
        Self { redactor, emails }
    }

    /// What stands in the place of each.
    pub(super) fn instead(&self) -> &str {
        self.redactor.instead()
    }

    /// Whether something of it stands in a mail's bytes: in its header, or in its parts, as they are written and as they are read.
    pub(super) fn stand_in(&self, raw: &[u8]) -> bool {
        let header = mime::header_fields(raw);
        header.iter().any(|(_, value)| self.redactor.count(value) > 0)
            || self.redactor.count(&String::from_utf8_lossy(raw)) > 0
            || mime::decoded_texts(raw).iter().any(|text| self.redactor.count(text) > 0)
    }

    /// The text without them.
    pub(super) fn text(&self, text: &mut String) -> usize {
        let (new, found) = self.redactor.text(text);
        if found > 0 {
            *text = new.into_owned();
        }
        found
    }

    /// An address. Of one that is gone itself, or that holds one of the texts, nothing stays.
    fn address(&self, address: &mut Address) -> usize {
        let is_theirs =
            mime::normalise_address(&address.email).is_some_and(|email| self.emails.contains(&email));
        if is_theirs || self.redactor.count(&address.email) > 0 {
            *address = Address { name: self.instead().to_owned(), email: String::new() };
            return 1;
        }
        self.text(&mut address.name)
    }

    /// What a message says, and in how many places something was replaced. A text that is there with formatting, too, and
    /// the part of it that is shown first count once.
    pub(super) fn content(&self, content: &mut MessageContent) -> usize {
        let MessageContent { from, to, cc, bcc, reply_to, .. } = content;
        let people = [from, to, cc, bcc, reply_to].into_iter().flatten();
        let mut found: usize = people.map(|address| self.address(address)).sum();
        let in_text = self.text(&mut content.text);
        let shown = self.text(&mut content.visible_text);
        let formatted = content.html.as_mut().map_or(0, |html| {
            let (new, found) = self.redactor.html(html);
            if found > 0 {
                *html = new.into_owned();
            }
            found
        });
        found += in_text.max(shown).max(formatted) + self.text(&mut content.subject);
        content.subject = content.subject.chars().take(SUBJECT_CHARS_MAX).collect();
        found += content.signature.as_mut().map_or(0, |signature| self.text(signature));
        let named = |id: &String| self.redactor.count(id) > 0;
        if content.message_id.as_ref().is_some_and(named) {
            content.message_id = None;
            found += 1;
        }
        for ids in [&mut content.in_reply_to, &mut content.references] {
            let before = ids.len();
            ids.retain(|id| !named(id));
            found += before - ids.len();
        }
        found + content.attachments.iter().filter(|file| self.redactor.count(&file.name) > 0).count()
    }

    /// What custom fields hold; true when something was replaced.
    pub(super) fn fields(&self, values: &mut FieldValues) -> bool {
        let mut found = 0;
        for entry in &mut values.entries {
            if let FieldValue::Text(text) | FieldValue::Url(text) = &mut entry.value {
                found += self.text(text);
            }
        }
        found > 0
    }
}

/// A message whose mail is destroyed: its files lay in it.
pub(super) fn without_mail(content: &mut MessageContent, now: Timestamp) {
    content.redacted_at = Some(now);
    for file in content.attachments.iter_mut().filter(|file| file.erased_at.is_none()) {
        *file = nothing_of(file, now);
    }
}

fn nothing_of(file: &AttachmentInfo, now: Timestamp) -> AttachmentInfo {
    AttachmentInfo {
        part: file.part,
        name: super::files::NAME.to_owned(),
        content_type: "text/plain".to_owned(),
        size_bytes: 0,
        sha256: String::new(),
        inline: false,
        content_id: None,
        erased_at: Some(now),
    }
}
