//! The bytes of attachments, taken from the raw mail again: they are stored nowhere else.

use super::oddity::Oddities;
use super::walk::{self, Part};
use super::{charset, mail, name};

/// An attachment with its decoded bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// As in `AttachmentInfo::name`.
    pub name: String,
    /// Media type, lower case.
    pub content_type: String,
    /// Decoded, exact.
    pub bytes: Vec<u8>,
}

/// The part `part` of the mail (the number in `AttachmentInfo::part`). `None` when there is none, or when it is a
/// multipart.
#[must_use]
pub fn attachment(raw: &[u8], part: u32) -> Option<Attachment> {
    let raw = mail::with_line_feeds(raw);
    let parts = walk::walk(&raw, &mut Oddities::default());
    let found = parts.get(part as usize).filter(|p| !p.is_multipart())?;
    let bytes = found.transfer.decode(found.body).0.into_owned();
    Some(Attachment { name: name::file_name(found, part as usize), content_type: content_type(found), bytes })
}

/// What the parts of a mail hold, decoded and as text: whatever is written with other letters in the mail itself (base64,
/// another character set). Of files that are no text, the letters that stand in them as they are.
#[must_use]
pub fn decoded_texts(raw: &[u8]) -> Vec<String> {
    let raw = mail::with_line_feeds(raw);
    let parts = walk::walk(&raw, &mut Oddities::default());
    let texts = parts.iter().filter(|part| !part.is_multipart()).map(|part| {
        let bytes = part.transfer.decode(part.body).0;
        charset::decode(part.ctype.param("charset"), &bytes).text.into_owned()
    });
    texts.collect()
}

/// The part with the Content-ID `content_id` (brackets and `cid:` are forgiven), for images inside the text.
#[must_use]
pub fn inline_part(raw: &[u8], content_id: &str) -> Option<u32> {
    let wanted = content_id.trim().trim_start_matches("cid:").trim_matches(['<', '>']);
    let raw = mail::with_line_feeds(raw);
    let parts = walk::walk(&raw, &mut Oddities::default());
    let at = parts.iter().position(|p| p.content_id().is_some_and(|id| id == wanted))?;
    u32::try_from(at).ok()
}

/// The media type, limited and safe to put into a header field.
#[must_use]
pub fn content_type(part: &Part<'_>) -> String {
    let value = &part.ctype.value;
    let good = value.len() <= 127
        && value.bytes().all(|b| b.is_ascii_graphic() && !b"\"\\(),;:<>@[]?=".contains(&b));
    if good { value.clone() } else { "application/octet-stream".to_owned() }
}
