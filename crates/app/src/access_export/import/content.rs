//! What of a message is kept when it comes in with a person. Pure.

use super::super::data;
use domain::record::{Address, AttachmentInfo, DeliveryDetail, MessageContent};
use domain::{DeliveryState, MessageKind};

/// Message key: the person brought it, and nobody here vouches for it.
const ODDITY: &str = "oddity-imported";

/// What waits to be sent elsewhere is not sent from here.
pub(super) const fn settled(state: DeliveryState) -> DeliveryState {
    match state {
        DeliveryState::Queued | DeliveryState::Sending => DeliveryState::InDoubt,
        other => other,
    }
}

/// Text without control characters, no longer than this.
pub(super) fn cut(text: &str, chars: usize) -> String {
    text.chars().filter(|c| !c.is_control() || *c == '\n').take(chars).collect()
}

/// The content as it is kept here: HTML cleaned again, files only where the mail has them, nobody's word on the sender.
pub(super) fn content(message: &data::Message, raw: Option<&[u8]>, virus: Option<String>) -> MessageContent {
    use domain::limits::{ADDRESSES_MAX, REFERENCES_MAX, SUBJECT_CHARS_MAX, TEXT_BYTES_MAX};
    let own = raw.filter(|_| message.kind == MessageKind::Inbound).map(|raw| mime::read(raw).content);
    let text =
        |text: &str| text.get(..text.floor_char_boundary(TEXT_BYTES_MAX)).unwrap_or_default().to_owned();
    let people = |all: &[Address]| all.iter().take(ADDRESSES_MAX).cloned().collect::<Vec<_>>();
    let (html, remote_images) = match own {
        // Read from the mail itself: nothing between it and the page has to be believed.
        Some(own) => (own.html, own.remote_images),
        None => (message.html.as_deref().map(|html| mime::html::clean(html).html), message.remote_images),
    };
    let mut oddities: Vec<String> =
        message.oddities.iter().filter(|key| *key != ODDITY).take(50).cloned().collect();
    oddities.push(ODDITY.to_owned());
    MessageContent {
        from: people(&message.from),
        to: people(&message.to),
        cc: people(&message.cc),
        bcc: people(&message.bcc),
        reply_to: people(&message.reply_to),
        subject: cut(&message.subject, SUBJECT_CHARS_MAX),
        date: message.date.map(|at| at.0),
        message_id: message.message_id.clone(),
        in_reply_to: message.in_reply_to.iter().take(REFERENCES_MAX).cloned().collect(),
        references: message.references.iter().take(REFERENCES_MAX).cloned().collect(),
        text: text(&message.text),
        html,
        visible_text: text(&message.visible_text),
        attachments: raw.map(|raw| attachments(message, raw)).unwrap_or_default(),
        oddities,
        virus,
        remote_images,
        signature: message.signature.as_deref().map(text),
        authentication: None,
        forward_of: None,
        source_thread: None,
        redacted_at: None,
        goes_regardless: false,
    }
}

/// The files that the mail has at the parts that are named.
fn attachments(message: &data::Message, raw: &[u8]) -> Vec<AttachmentInfo> {
    use sha2::{Digest, Sha256};
    let known = |file: &data::Attachment| {
        let found = mime::attachment(raw, file.part)?;
        let sum: String = Sha256::digest(&found.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        (sum == file.sha256).then(|| AttachmentInfo {
            part: file.part,
            name: file.name.chars().take(domain::limits::FILE_NAME_CHARS_MAX).collect(),
            content_type: found.content_type,
            size_bytes: found.bytes.len() as u64,
            sha256: sum,
            inline: file.inline,
            content_id: file.content_id.clone(),
            erased_at: None,
        })
    };
    message.attachments.iter().take(domain::limits::ATTACHMENTS_MAX).filter_map(known).collect()
}

/// Why an answer was not delivered.
pub(super) fn detail(message: &data::Message) -> Option<DeliveryDetail> {
    let delivery = message.delivery.as_ref()?;
    Some(DeliveryDetail { reason: delivery.reason.clone()?, status: delivery.status.clone() })
}
