//! Mail to bytes (RFC 5322, 2045, 2231): CRLF, short lines, nothing that a value could smuggle into the header.

mod field;
pub mod reply;

use domain::Timestamp;
use domain::record::Address;
use mail_builder::encoders::{Base64Encoder, QuotedPrintableEncoder};
use mail_builder::headers::date::Date;
use sha2::{Digest, Sha256};

use crate::LOOP_HEADER;
use field::Fields;

/// A mail to send.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outgoing {
    /// Author.
    pub from: Address,
    /// Who really sends, when that is another than the author.
    pub sender: Option<Address>,
    /// Recipients.
    pub to: Vec<Address>,
    /// Copies.
    pub cc: Vec<Address>,
    /// Blind copies: for the envelope; never written.
    pub bcc: Vec<Address>,
    /// Where answers go.
    pub reply_to: Vec<Address>,
    /// Subject.
    pub subject: String,
    /// Without brackets; see [`crate::new_message_id`].
    pub message_id: String,
    /// Without brackets.
    pub in_reply_to: Option<String>,
    /// Without brackets, oldest first.
    pub references: Vec<String>,
    /// Date field.
    pub date: Timestamp,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: Option<String>,
    /// Files.
    pub attachments: Vec<OutgoingFile>,
    /// Value of the loop header.
    pub loop_token: String,
    /// An automatic mail: marked so that no machine answers it (RFC 3834 5).
    pub auto: bool,
    /// Where one click ends mails like this one (RFC 8058), as an address.
    pub unsubscribe: Option<String>,
}

/// A file of a mail to send.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutgoingFile {
    /// File name.
    pub name: String,
    /// Media type; anything that is none becomes `application/octet-stream`.
    pub content_type: String,
    /// Bytes.
    pub bytes: Vec<u8>,
    /// Content-ID without brackets, when the HTML shows it.
    pub content_id: Option<String>,
}

/// A time as the Date field says it, in UTC (RFC 5322 3.3).
#[must_use]
pub fn date_field(at: Timestamp) -> String {
    Date::new(at.as_millis().div_euclid(1000).max(0)).to_rfc822()
}

/// Writes the mail. The same input gives the same bytes.
#[must_use]
pub fn compose(mail: &Outgoing) -> Vec<u8> {
    let mut fields = Fields::default();
    header(mail, &mut fields);
    let mut out = fields.into_bytes();
    let boundaries = Boundaries::new(mail);
    body(mail, &boundaries, &mut out);
    out
}

fn header(mail: &Outgoing, fields: &mut Fields) {
    fields.raw("Date", &date_field(mail.date));
    fields.addresses("From", std::slice::from_ref(&mail.from));
    if let Some(sender) = mail.sender.as_ref().filter(|s| s.email != mail.from.email) {
        fields.addresses("Sender", std::slice::from_ref(sender));
    }
    fields.addresses("Reply-To", &mail.reply_to);
    fields.addresses("To", &mail.to);
    fields.addresses("Cc", &mail.cc);
    if mail.to.is_empty() && mail.cc.is_empty() {
        fields.raw("To", "undisclosed-recipients:;");
    }
    fields.text("Subject", &mail.subject);
    fields.ids("Message-ID", std::slice::from_ref(&mail.message_id));
    fields.ids("In-Reply-To", mail.in_reply_to.as_slice());
    let references = crate::thread::capped(mail.references.clone());
    fields.ids("References", &references);
    if mail.auto {
        // What answers nothing was made by itself (RFC 3834 5.1).
        let word = if mail.in_reply_to.is_some() { "auto-replied" } else { "auto-generated" };
        fields.raw("Auto-Submitted", word);
        fields.raw("X-Auto-Response-Suppress", "All");
    }
    if let Some(address) = &mail.unsubscribe {
        // RFC 2369 3.2, RFC 8058 3.1.
        fields.raw("List-Unsubscribe", &format!("<{address}>"));
        fields.raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    fields.token(LOOP_HEADER, &mail.loop_token);
    fields.raw("MIME-Version", "1.0");
}

/// Boundaries drawn from a digest of the whole mail: nobody who writes a part of it can write one of them into it.
struct Boundaries {
    seed: String,
}

impl Boundaries {
    fn new(mail: &Outgoing) -> Self {
        let mut digest = Sha256::new();
        let html = mail.html.as_deref().unwrap_or_default();
        for piece in [mail.message_id.as_str(), mail.loop_token.as_str(), mail.text.as_str(), html] {
            digest.update((piece.len() as u64).to_be_bytes());
            digest.update(piece.as_bytes());
        }
        let seed = digest.finalize().iter().take(12).map(|b| format!("{b:02x}")).collect();
        Self { seed }
    }

    fn name(&self, level: &str) -> String {
        format!("=_{level}_{}", self.seed)
    }
}

fn body(mail: &Outgoing, boundaries: &Boundaries, out: &mut Vec<u8>) {
    let (inline, attached): (Vec<&OutgoingFile>, Vec<&OutgoingFile>) =
        mail.attachments.iter().partition(|f| f.content_id.is_some() && mail.html.is_some());
    if attached.is_empty() {
        return content(mail, &inline, boundaries, out);
    }
    let boundary = boundaries.name("m");
    open_multipart("mixed", &boundary, out);
    delimiter(&boundary, out);
    content(mail, &inline, boundaries, out);
    for file in attached {
        delimiter(&boundary, out);
        write_file(file, false, out);
    }
    close_multipart(&boundary, out);
}

fn content(mail: &Outgoing, inline: &[&OutgoingFile], boundaries: &Boundaries, out: &mut Vec<u8>) {
    let Some(html) = &mail.html else { return write_text("plain", &mail.text, out) };
    let boundary = boundaries.name("a");
    open_multipart("alternative", &boundary, out);
    delimiter(&boundary, out);
    write_text("plain", &mail.text, out);
    delimiter(&boundary, out);
    if inline.is_empty() {
        write_text("html", html, out);
    } else {
        let related = boundaries.name("r");
        open_multipart("related", &related, out);
        delimiter(&related, out);
        write_text("html", html, out);
        for file in inline {
            delimiter(&related, out);
            write_file(file, true, out);
        }
        close_multipart(&related, out);
    }
    close_multipart(&boundary, out);
}

fn open_multipart(kind: &str, boundary: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(
        format!("Content-Type: multipart/{kind};\r\n boundary=\"{boundary}\"\r\n\r\n").as_bytes(),
    );
}

fn delimiter(boundary: &str, out: &mut Vec<u8>) {
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
}

fn close_multipart(boundary: &str, out: &mut Vec<u8>) {
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
}

/// A text part. Control characters but tab and line ends are dropped; the text ends with a line end.
fn write_text(subtype: &str, text: &str, out: &mut Vec<u8>) {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut clean: String = lines.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    if !clean.ends_with('\n') {
        clean.push('\n');
    }
    let crlf = clean.replace('\n', "\r\n");
    let kind = format!("Content-Type: text/{subtype}; charset=utf-8\r\n");
    out.extend_from_slice(kind.as_bytes());
    let seven_bit = crlf.is_ascii()
        && clean.lines().all(|l| l.len() <= 78 && !l.ends_with([' ', '\t']) && !l.starts_with("From "));
    let other = crlf.bytes().filter(|b| !b.is_ascii()).count();
    if seven_bit {
        out.extend_from_slice(b"Content-Transfer-Encoding: 7bit\r\n\r\n");
        out.extend_from_slice(crlf.as_bytes());
    } else if other * 3 < crlf.len() {
        out.extend_from_slice(b"Content-Transfer-Encoding: quoted-printable\r\n\r\n");
        quoted_printable(&clean, out);
    } else {
        out.extend_from_slice(b"Content-Transfer-Encoding: base64\r\n\r\n");
        base64(crlf.as_bytes(), out);
    }
}

/// Quoted-printable line by line; a line that could be taken for an mbox separator or the end of SMTP data is encoded.
fn quoted_printable(text: &str, out: &mut Vec<u8>) {
    let encoder = QuotedPrintableEncoder::new().preserve_line_breaks();
    for line in text.lines() {
        let encoded = encoder.encode(line.as_bytes()).unwrap_or_default();
        match encoded.split_first() {
            Some((b'F', rest)) if rest.starts_with(b"rom ") => {
                out.extend_from_slice(b"=46");
                out.extend_from_slice(rest);
            }
            Some((b'.', [])) => out.extend_from_slice(b"=2E"),
            _ => out.extend_from_slice(&encoded),
        }
        out.extend_from_slice(b"\r\n");
    }
}

fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    if let Ok(encoded) = Base64Encoder::new().wrap_lines().encode(bytes) {
        out.extend_from_slice(&encoded);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
}

fn write_file(file: &OutgoingFile, inline: bool, out: &mut Vec<u8>) {
    let name = crate::parse::name::safe_name(&file.name);
    let name = if name.is_empty() { "attachment.bin".to_owned() } else { name };
    let mut fields = Fields::default();
    fields.with_name("Content-Type", &media_type(&file.content_type), "name", &name);
    fields.with_name("Content-Disposition", if inline { "inline" } else { "attachment" }, "filename", &name);
    if let Some(id) = &file.content_id {
        fields.ids("Content-ID", std::slice::from_ref(id));
    }
    fields.raw("Content-Transfer-Encoding", "base64");
    out.extend_from_slice(&fields.into_bytes());
    out.extend_from_slice(b"\r\n");
    base64(&file.bytes, out);
}

/// A media type that may be written; multipart and message types may not be sent in base64 (RFC 2045 6.4).
fn media_type(given: &str) -> String {
    let lower = given.trim().to_ascii_lowercase();
    let token =
        |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&b));
    let good = lower.len() <= 127 && lower.split_once('/').is_some_and(|(a, b)| token(a) && token(b));
    let composite = lower.starts_with("multipart/") || lower.starts_with("message/");
    if good && !composite { lower } else { "application/octet-stream".to_owned() }
}
