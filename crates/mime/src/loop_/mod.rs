//! Classification: who or what wrote a mail, and whether a machine may answer it (RFC 3834, 3464, 2369, 8058).

pub mod bounce;
mod out_of_office;

use domain::MailKind;
use domain::record::MessageContent;

use crate::LOOP_HEADER;
use crate::parse::header::Headers;
use crate::parse::walk::Part;
use bounce::Bounce;

/// Every reason that [`classify`] may give, for the catalogue test.
pub const REASONS: &[&str] = &[
    "kind-person",
    "kind-own-mail",
    "kind-delivery-report",
    "kind-delivery-notice",
    "kind-read-receipt",
    "kind-failed-recipients",
    "kind-mailer-daemon",
    "kind-bounce-text",
    "kind-auto-submitted",
    "kind-auto-header",
    "kind-precedence-auto-reply",
    "kind-out-of-office",
    "kind-null-return-path",
    "kind-feedback-report",
    "kind-list-id",
    "kind-list-unsubscribe",
    "kind-precedence-bulk",
];

/// The verdict on a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Kind.
    pub kind: MailKind,
    /// One of [`REASONS`].
    pub reason: &'static str,
    /// Whether an automatic answer may be sent.
    pub auto_reply_allowed: bool,
}

/// Classifies a mail. The surest signs come first: our own mark, delivery reports, what the sending program declares,
/// then conventions, at last the subject.
#[must_use]
pub fn classify(parts: &[Part<'_>], content: &MessageContent, bounce: Option<&Bounce>) -> Verdict {
    let Some(top) = parts.first() else { return verdict(MailKind::Human, "kind-person", false) };
    let headers = &top.headers;
    if headers.has(LOOP_HEADER) {
        return verdict(MailKind::Loop, "kind-own-mail", false);
    }
    if let Some(report) = report_kind(top) {
        return match (report, bounce) {
            ("delivery-status", Some(_)) => verdict(MailKind::Bounce, "kind-delivery-report", false),
            ("delivery-status", None) => verdict(MailKind::AutoReply, "kind-delivery-notice", false),
            ("disposition-notification", _) => verdict(MailKind::AutoReply, "kind-read-receipt", false),
            _ => verdict(MailKind::AutoReply, "kind-feedback-report", false),
        };
    }
    if let Some(reason) = bounce.map(|b| b.sign) {
        return verdict(MailKind::Bounce, reason, false);
    }
    if let Some(reason) = automatic(headers, content) {
        return verdict(MailKind::AutoReply, reason, false);
    }
    if let Some(reason) = list(headers) {
        return verdict(MailKind::List, reason, false);
    }
    if return_path(headers).is_some_and(|p| p.is_empty()) {
        return verdict(MailKind::AutoReply, "kind-null-return-path", false);
    }
    verdict(MailKind::Human, "kind-person", may_answer(headers, content))
}

const fn verdict(kind: MailKind, reason: &'static str, auto_reply_allowed: bool) -> Verdict {
    Verdict { kind, reason, auto_reply_allowed }
}

/// The report type of a `multipart/report` (RFC 6522), also when the parameter is missing.
fn report_kind<'p>(top: &'p Part<'_>) -> Option<&'p str> {
    let report = top.ctype.is("multipart/report");
    match top.ctype.param("report-type") {
        Some(kind) if report => Some(match kind.to_ascii_lowercase().as_str() {
            "delivery-status" => "delivery-status",
            "disposition-notification" => "disposition-notification",
            _ => "feedback-report",
        }),
        None if report => Some("delivery-status"),
        _ => None,
    }
}

fn lower(headers: &Headers<'_>, name: &str) -> String {
    headers.text(name).unwrap_or_default().to_lowercase()
}

fn automatic(headers: &Headers<'_>, content: &MessageContent) -> Option<&'static str> {
    let submitted = lower(headers, "Auto-Submitted");
    let word = submitted.split([';', ' ', '(']).next().unwrap_or_default();
    if !word.is_empty() && word != "no" {
        return Some("kind-auto-submitted");
    }
    let declared = ["X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-AutoReply-From"];
    if declared
        .iter()
        .any(|name| headers.get(name).is_some_and(|v| !v.trim_ascii().eq_ignore_ascii_case(b"no")))
    {
        return Some("kind-auto-header");
    }
    let precedence = lower(headers, "Precedence");
    if matches!(precedence.as_str(), "auto_reply" | "auto-reply")
        || lower(headers, "X-Precedence") == "auto_reply"
    {
        return Some("kind-precedence-auto-reply");
    }
    let backup = headers.has("X-Auto-Response-Suppress") || lower(headers, "Return-Path") == "<>";
    (backup && out_of_office::is_subject(&content.subject)).then_some("kind-out-of-office")
}

fn list(headers: &Headers<'_>) -> Option<&'static str> {
    if headers.has("List-Id") || headers.has("List-Post") || headers.has("Mailing-List") {
        return Some("kind-list-id");
    }
    if headers.has("List-Unsubscribe") {
        return Some("kind-list-unsubscribe");
    }
    let precedence = lower(headers, "Precedence");
    matches!(precedence.as_str(), "bulk" | "list" | "junk").then_some("kind-precedence-bulk")
}

/// RFC 3834 2: not to machines, roles that never read, or those who ask for silence.
fn may_answer(headers: &Headers<'_>, content: &MessageContent) -> bool {
    let suppress = lower(headers, "X-Auto-Response-Suppress");
    if suppress.split(',').any(|s| matches!(s.trim(), "all" | "autoreply" | "oof")) {
        return false;
    }
    let path = return_path(headers);
    let to = content.reply_to.first().or(content.from.first()).map(|a| a.email.as_str());
    let known = to.is_some_and(|a| crate::normalise_address(a).is_some());
    let authors = content.from.iter().chain(&content.reply_to).map(|a| a.email.as_str());
    known && !authors.chain(path.as_deref()).any(is_machine)
}

/// Whether an address belongs to a machine by its local part.
#[must_use]
pub fn is_machine(email: &str) -> bool {
    let local = email.rsplit_once('@').map_or(email, |(l, _)| l).to_ascii_lowercase();
    let bare: String = local.chars().filter(char::is_ascii_alphanumeric).collect();
    let role = [
        "mailerdaemon",
        "postmaster",
        "noreply",
        "donotreply",
        "nobody",
        "listserv",
        "majordomo",
        "bounce",
        "bounces",
    ];
    role.contains(&bare.as_str())
        || bare.starts_with("noreply")
        || bare.starts_with("donotreply")
        || local.starts_with("owner-")
        || local.ends_with("-request")
        || local.ends_with("-bounces")
        || local.starts_with("bounce+")
        || local.starts_with("bounces+")
        || local.starts_with("bounce-")
}

/// Envelope sender; the empty text is `<>`. Without the field: `None`.
#[must_use]
pub fn return_path(headers: &Headers<'_>) -> Option<String> {
    let value = headers.text("Return-Path")?;
    let path: String =
        value.trim_matches(|c: char| matches!(c, '<' | '>') || c.is_whitespace()).chars().take(320).collect();
    Some(path)
}

/// Value of our own loop header.
#[must_use]
pub fn loop_token(headers: &Headers<'_>) -> Option<String> {
    headers.text(LOOP_HEADER).map(|v| v.chars().take(200).collect())
}
