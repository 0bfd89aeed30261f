//! File names that are safe to show and to save.

use domain::limits::FILE_NAME_CHARS_MAX;

use super::address::is_invisible;
use super::walk::Part;

/// The name of a part: what the sender gave, or one made from its type and number. Without path, control and
/// direction characters; at most [`FILE_NAME_CHARS_MAX`] characters with the extension kept; never empty.
#[must_use]
pub fn file_name(part: &Part<'_>, number: usize) -> String {
    let given = part.disposition.param("filename").or_else(|| part.ctype.param("name"));
    given.map(safe_name).filter(|n| !n.is_empty()).unwrap_or_else(|| made_name(part, number))
}

/// See [`file_name`]; empty when nothing usable is left.
#[must_use]
pub fn safe_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).find(|s| !s.trim().is_empty()).unwrap_or_default();
    let clean: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect();
    let clean = clean.trim_matches(|c: char| c.is_whitespace() || c == '.');
    let clean = if given.trim_start().starts_with('.') && !clean.is_empty() { clean } else { clean.trim() };
    let total = clean.chars().count();
    if total <= FILE_NAME_CHARS_MAX {
        return clean.to_owned();
    }
    let extension =
        clean.rsplit_once('.').map(|(_, e)| e).filter(|e| !e.is_empty() && e.chars().count() <= 16);
    let keep = FILE_NAME_CHARS_MAX - extension.map_or(0, |e| e.chars().count() + 1);
    let stem: String = clean.chars().take(keep).collect();
    extension.map_or(stem.clone(), |e| format!("{stem}.{e}"))
}

fn made_name(part: &Part<'_>, number: usize) -> String {
    let kind = part.ctype.value.as_str();
    match kind {
        "message/rfc822" | "message/global" => {
            let (inner, _) = super::header::split(part.body);
            let subject = inner.get("Subject").map(|s| super::word::field_words(s, None)).unwrap_or_default();
            let subject: String = safe_name(&subject).chars().take(80).collect();
            if subject.is_empty() { format!("message-{number}.eml") } else { format!("{subject}.eml") }
        }
        "message/delivery-status" => "delivery-status.txt".to_owned(),
        "message/disposition-notification" => "read-receipt.txt".to_owned(),
        "text/rfc822-headers" | "message/rfc822-headers" => "headers.txt".to_owned(),
        "application/ms-tnef" => "winmail.dat".to_owned(),
        _ => format!("attachment-{number}.{}", extension(kind)),
    }
}

fn extension(kind: &str) -> &'static str {
    match kind {
        "text/plain" => "txt",
        "text/html" => "html",
        "text/calendar" => "ics",
        "text/csv" => "csv",
        "text/vcard" | "text/x-vcard" => "vcf",
        "text/xml" | "application/xml" => "xml",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "application/json" => "json",
        "application/pgp-signature" => "asc",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "p7s",
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => "p7m",
        "image/png" => "png",
        "image/jpeg" | "image/jpg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/svg+xml" => "svg",
        "image/heic" => "heic",
        "audio/mpeg" => "mp3",
        "video/mp4" => "mp4",
        _ => "bin",
    }
}
