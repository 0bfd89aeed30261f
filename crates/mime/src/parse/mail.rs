//! The reading of a whole mail, step by step.

use std::borrow::Cow;

use domain::MailKind;
use domain::limits::{ATTACHMENTS_MAX, HTML_BYTES_MAX, MAIL_BYTES_MAX, SUBJECT_CHARS_MAX, TEXT_BYTES_MAX};
use domain::record::{Address, AttachmentInfo, MessageContent};
use sha2::{Digest, Sha256};

use super::authentication::{self, AuthHeaders};
use super::body::{self, Body, Piece};
use super::header::{self, Headers};
use super::oddity::{self, Oddities};
use super::walk::{self, Part};
use super::{address, charset, field, name, part, text, word};
use crate::loop_::{self, bounce::Bounce};
use crate::{compose, html, quote, thread};

/// A mail that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Mail {
    /// What is kept, sealed.
    pub content: MessageContent,
    /// Human, automatic answer, bounce, list, loop.
    pub kind: MailKind,
    /// Why, as a message key (see [`loop_::REASONS`]).
    pub kind_reason: &'static str,
    /// What the receiving server wrote about the sender's authenticity.
    pub auth_headers: AuthHeaders,
    /// What a delivery report says.
    pub bounce: Option<Bounce>,
    /// Whether an automatic answer may be sent (RFC 3834 2).
    pub auto_reply_allowed: bool,
    /// Value of our own loop header.
    pub loop_token: Option<String>,
    /// Envelope sender; the empty text is the null path `<>`.
    pub return_path: Option<String>,
    /// Ticket number of a `[#123]` in the subject.
    pub subject_token: Option<u64>,
    /// The tags of Content-Language (RFC 3282 2), as written.
    pub languages: Vec<String>,
}

/// The header of a mail for people: names as written, values unfolded and decoded.
#[must_use]
pub fn header_fields(raw: &[u8]) -> Vec<(String, String)> {
    let raw = with_line_feeds(raw);
    let (headers, _) = header::split(&raw);
    let shown = |field: &header::Field<'_>| {
        let name = String::from_utf8_lossy(field.name).into_owned();
        (name, word::field_words(field.value, None))
    };
    headers.iter().map(shown).collect()
}

/// Everybody to whom a mail was given up on, as the report `raw` says in the standard form (RFC 3464).
#[must_use]
pub fn failed_recipients(raw: &[u8]) -> Vec<String> {
    let (raw, mut odd) = (with_line_feeds(raw), Oddities::default());
    loop_::bounce::failed_recipients(&walk::walk(&raw, &mut odd))
}

/// Reads a mail. Never fails and never panics: what cannot be read becomes an oddity in `content.oddities`.
#[must_use]
pub fn read(raw: &[u8]) -> Mail {
    let mut odd = Oddities::default();
    let too_large = raw.len() > MAIL_BYTES_MAX;
    let raw = if too_large {
        odd.note(oddity::TOO_LARGE);
        Cow::Borrowed(header_only(raw))
    } else {
        with_line_feeds(raw)
    };
    if matches!(raw, Cow::Owned(_)) {
        odd.note(oddity::BARE_CR);
    }
    let parts = walk::walk(&raw, &mut odd);
    let Some(top) = parts.first() else { return empty() };
    if raw.iter().all(u8::is_ascii_whitespace) {
        odd.note(oddity::EMPTY);
    } else if top.headers.is_empty() {
        odd.note(oddity::NOT_A_MAIL);
    } else if top.headers.broken {
        odd.note(oddity::BROKEN_HEADER);
    }
    let fallback = fallback_charset(&parts);
    let mut content = read_header(&top.headers, fallback, &mut odd);
    let chosen = body::choose(&parts);
    if chosen.encrypted {
        odd.note(oddity::ENCRYPTED);
    }
    read_body(&parts, &chosen, &mut content, &mut odd);
    read_attachments(&parts, &chosen, &mut content, &mut odd);
    finish(&parts, content, odd)
}

fn finish(parts: &[Part<'_>], mut content: MessageContent, odd: Oddities) -> Mail {
    let headers = parts.first().map(|p| p.headers.clone()).unwrap_or_default();
    let bounce = loop_::bounce::read(parts, &content);
    let facts = loop_::classify(parts, &content, bounce.as_ref());
    content.oddities = odd.into_keys();
    Mail {
        kind: facts.kind,
        kind_reason: facts.reason,
        auth_headers: authentication::collect(&headers),
        bounce: if facts.kind == MailKind::Bounce { bounce } else { None },
        auto_reply_allowed: facts.auto_reply_allowed,
        loop_token: loop_::loop_token(&headers),
        return_path: loop_::return_path(&headers),
        subject_token: thread::subject_token(&content.subject),
        languages: languages(&headers),
        content,
    }
}

/// The tags of Content-Language; comments are not read.
fn languages(headers: &Headers<'_>) -> Vec<String> {
    let text = headers.text("Content-Language").unwrap_or_default();
    let is_tag = |tag: &&str| {
        (1..=LANGUAGE_CHARS_MAX).contains(&tag.len())
            && tag.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    let tags = text.split(',').map(|tag| tag.split('(').next().unwrap_or_default().trim());
    tags.filter(is_tag).take(LANGUAGES_MAX).map(str::to_owned).collect()
}

fn empty() -> Mail {
    let content = MessageContent { oddities: vec![oddity::EMPTY.to_owned()], ..MessageContent::default() };
    finish(&[], content, Oddities::default())
}

/// The header block of a mail that is too large to be read whole.
fn header_only(raw: &[u8]) -> &[u8] {
    let (_, body) = header::split(raw);
    raw.get(..raw.len() - body.len()).unwrap_or_default()
}

/// A mail with bare CR line ends alone (old Macintosh) is rewritten; any other is taken as it is.
#[must_use]
pub fn with_line_feeds(raw: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'\n', raw).is_some() || memchr::memchr(b'\r', raw).is_none() {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.iter().map(|b| if *b == b'\r' { b'\n' } else { *b }).collect())
}

/// The charset that the mail's own text names: 8-bit header fields are most likely written in it.
fn fallback_charset<'p>(parts: &'p [Part<'_>]) -> Option<&'p str> {
    parts.iter().filter(|p| p.ctype.main() == "text").find_map(|p| p.ctype.param("charset"))
}

/// Languages that are read of a mail, and the length of a tag (RFC 5646 4.4.1).
const LANGUAGES_MAX: usize = 10;
const LANGUAGE_CHARS_MAX: usize = 35;
/// Fields that may stand once (RFC 5322 3.6).
const ONCE: [&str; 9] =
    ["From", "Sender", "Reply-To", "To", "Cc", "Message-ID", "In-Reply-To", "References", "Subject"];

fn read_header(headers: &Headers<'_>, fallback: Option<&str>, odd: &mut Oddities) -> MessageContent {
    if ONCE.iter().any(|name| headers.all(name).nth(1).is_some()) {
        odd.note(oddity::DUPLICATE_HEADER);
    }
    let mut list = |name: &str| -> Vec<Address> {
        let mut all = Vec::new();
        for value in headers.all(name) {
            let (some, more) = address::parse_list(&word::field_text(value, fallback));
            if more || all.len() + some.len() > domain::limits::ADDRESSES_MAX {
                odd.note(oddity::TOO_MANY_ADDRESSES);
            }
            all.extend(some);
        }
        all.truncate(domain::limits::ADDRESSES_MAX);
        all
    };
    let mut from = list("From");
    if !from.iter().any(is_address) {
        let mut sender = list("Sender");
        sender.retain(is_address);
        if !sender.is_empty() {
            from = sender;
        }
    }
    let (to, cc, reply_to) = (list("To"), list("Cc"), list("Reply-To"));
    if !headers.is_empty() && !from.iter().any(is_address) {
        odd.note(oddity::NO_FROM);
    }
    let subject = headers.get("Subject").map(|v| word::field_words(v, fallback)).unwrap_or_default();
    let date = headers.text("Date").map(|d| field::parse_date(&d));
    match date {
        None if !headers.is_empty() => odd.note(oddity::NO_DATE),
        Some(None) => odd.note(oddity::BAD_DATE),
        _ => {}
    }
    let message_id = headers.text("Message-ID").and_then(|v| thread::first_id(&v));
    if message_id.is_none() && !headers.is_empty() {
        odd.note(oddity::NO_MESSAGE_ID);
    }
    let ids = |name: &str| {
        headers.all(name).flat_map(|v| thread::ids(&word::field_text(v, None))).collect::<Vec<_>>()
    };
    MessageContent {
        from,
        to,
        cc,
        reply_to,
        subject: subject.chars().take(SUBJECT_CHARS_MAX).collect(),
        date: date.flatten(),
        message_id,
        in_reply_to: thread::capped(ids("In-Reply-To")),
        references: thread::capped(ids("References")),
        ..MessageContent::default()
    }
}

fn is_address(address: &Address) -> bool {
    address::normalise_address(&address.email).is_some()
}

/// Decodes a text part to text.
fn part_text(part: &Part<'_>, odd: &mut Oddities) -> String {
    let (bytes, wrong) = part.transfer.decode(part.body);
    if wrong {
        odd.note(oddity::TRANSFER_ENCODING);
    }
    let mut label = part.ctype.param("charset");
    let meta;
    if label.is_none() && part.ctype.is("text/html") && !bytes.is_ascii() {
        meta = html::meta_charset(&bytes);
        label = meta.as_deref();
    }
    let decoded = charset::decode(label, &bytes);
    if decoded.guessed {
        odd.note(oddity::CHARSET);
    }
    decoded.text.into_owned()
}

fn read_body(parts: &[Part<'_>], chosen: &Body, content: &mut MessageContent, odd: &mut Oddities) {
    let with_html = chosen.pieces.iter().any(|p| !p.html.is_empty());
    let mut text = String::new();
    let mut markup = String::new();
    let mut html_too_large = false;
    for piece in &chosen.pieces {
        let plain = join_plain(parts, piece, odd);
        let mut cleaned = String::new();
        for part in piece.html.iter().filter_map(|i| parts.get(*i as usize)) {
            let source = part_text(part, odd);
            let clean = html::clean(&source);
            html_too_large |=
                clean.too_large || markup.len() + cleaned.len() + clean.html.len() > 2 * HTML_BYTES_MAX;
            if clean.too_deep {
                odd.note(oddity::HTML_TOO_DEEP);
            }
            content.remote_images = content.remote_images.saturating_add(clean.remote_images);
            cleaned.push_str(&clean.html);
        }
        let plain = match plain {
            Some(plain) => plain,
            None => html::text::from_cleaned(&cleaned),
        };
        if with_html && piece.html.is_empty() {
            cleaned = compose::reply::text_to_html(&plain);
        }
        if text.len() < TEXT_BYTES_MAX {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(&plain);
        }
        markup.push_str(&cleaned);
    }
    if html_too_large {
        odd.note(oddity::HTML_TOO_LARGE);
    }
    content.text = text::tidy(&text, odd).trim_end().to_owned();
    content.html = (with_html && !html_too_large).then_some(markup);
    content.visible_text = quote::visible(&content.text);
}

/// The plain text of a piece; `None` when it has none, or only white space beside HTML.
fn join_plain(parts: &[Part<'_>], piece: &Piece, odd: &mut Oddities) -> Option<String> {
    let mut joined = String::new();
    for part in piece.plain.iter().filter_map(|i| parts.get(*i as usize)) {
        let mut one = part_text(part, odd);
        if part.ctype.param("format").is_some_and(|f| f.eq_ignore_ascii_case("flowed")) {
            let delsp = part.ctype.param("delsp").is_some_and(|d| d.eq_ignore_ascii_case("yes"));
            one = text::unflow(&one.replace("\r\n", "\n"), delsp);
        }
        if !joined.is_empty() && !joined.ends_with('\n') {
            joined.push('\n');
        }
        joined.push_str(&one);
    }
    let empty_beside_html = joined.trim().is_empty() && !piece.html.is_empty();
    (!piece.plain.is_empty() && !empty_beside_html).then_some(joined)
}

fn read_attachments(parts: &[Part<'_>], chosen: &Body, content: &mut MessageContent, odd: &mut Oddities) {
    if chosen.attachments.len() > ATTACHMENTS_MAX {
        odd.note(oddity::TOO_MANY_ATTACHMENTS);
    }
    for index in chosen.attachments.iter().take(ATTACHMENTS_MAX) {
        let Some(part) = parts.get(*index as usize) else { continue };
        let (bytes, wrong) = part.transfer.decode(part.body);
        if wrong {
            odd.note(oddity::TRANSFER_ENCODING);
        }
        let content_id = part.content_id();
        let used = content_id.as_deref().is_some_and(|id| {
            content.html.as_deref().is_some_and(|h| h.contains(&format!("data-cid=\"{}\"", html::escape(id))))
        });
        content.attachments.push(AttachmentInfo {
            part: *index,
            name: name::file_name(part, *index as usize),
            content_type: part::content_type(part),
            size_bytes: bytes.len() as u64,
            sha256: hex(&Sha256::digest(&bytes)),
            inline: used,
            content_id,
            erased_at: None,
        });
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}
