//! Delivery reports: the standard form (RFC 3464), and those of Exim, qmail, Postfix and Exchange without it.

use domain::record::MessageContent;

use super::{is_machine, return_path};
use crate::parse::header::{self, Headers};
use crate::parse::walk::Part;
use crate::parse::word;
use crate::{normalise_address, thread};

/// What a delivery report says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bounce {
    /// Message-ID of the mail that was not delivered.
    pub original_message_id: Option<String>,
    /// Whom it was for.
    pub recipient: Option<String>,
    /// Enhanced status code (RFC 3463).
    pub status: Option<String>,
    /// The refusing server's words.
    pub diagnostic: Option<String>,
    /// Given up; otherwise still being tried.
    pub permanent: bool,
    /// The undelivered mail was itself an automatic one or a report: nothing may be triggered by it.
    pub of_automatic: bool,
    /// What showed that it is a report: a key of [`super::REASONS`].
    pub sign: &'static str,
}

/// Reads the report in a mail. `None` when the mail is none, or reports a success.
#[must_use]
pub fn read(parts: &[Part<'_>], content: &MessageContent) -> Option<Bounce> {
    let top = parts.first()?;
    let status = parts.iter().find(|p| {
        matches!(p.ctype.value.as_str(), "message/delivery-status" | "message/global-delivery-status")
    });
    let mut bounce = match status {
        Some(part) => from_status(&part.transfer.decode(part.body).0)?,
        None => from_signs(top, content)?,
    };
    if let Some(original) = &original_headers(parts) {
        bounce.original_message_id = original.id.clone();
        bounce.of_automatic = original.automatic;
        bounce.recipient = bounce.recipient.or_else(|| original.to.clone());
    }
    if bounce.original_message_id.is_none() {
        bounce.original_message_id = content.in_reply_to.first().or(content.references.last()).cloned();
    }
    Some(bounce)
}

/// What is known of the mail that came back.
struct Original {
    id: Option<String>,
    to: Option<String>,
    automatic: bool,
}

/// The returned mail: attached whole, its header alone, or (qmail) as text below a marker line.
fn original_headers(parts: &[Part<'_>]) -> Option<Original> {
    let attached = parts.iter().skip(1).find(|p| {
        matches!(
            p.ctype.value.as_str(),
            "message/rfc822"
                | "message/global"
                | "text/rfc822-headers"
                | "message/rfc822-headers"
                | "message/global-headers"
        )
    });
    if let Some(part) = attached {
        let bytes = part.transfer.decode(part.body).0;
        return Some(describe(&header::split(&bytes).0));
    }
    let text = parts.iter().find(|p| !p.is_multipart() && p.ctype.is("text/plain"))?;
    let bytes = text.transfer.decode(text.body).0;
    let markers: [&[u8]; 4] = [
        b"--- Below this line is a copy of the message",
        b"------ This is a copy of the message, including all the headers",
        b"------ This is a copy of your message, including all the headers",
        b"----- Original message -----",
    ];
    let at = markers.iter().find_map(|m| memchr::memmem::find(&bytes, m))?;
    let mut rest = header::next_line(bytes.get(at..)?)?.1;
    while let Some((line, next)) = header::next_line(rest) {
        if !line.trim_ascii().is_empty() && !line.starts_with(b"------") {
            break;
        }
        rest = next;
    }
    Some(describe(&header::split(rest).0))
}

fn describe(headers: &Headers<'_>) -> Original {
    let submitted = headers.text("Auto-Submitted").unwrap_or_default().to_lowercase();
    let report =
        headers.text("Content-Type").unwrap_or_default().to_lowercase().starts_with("multipart/report");
    let to = headers
        .get("To")
        .map(|v| crate::parse::address::parse_list(&word::field_text(v, None)).0)
        .unwrap_or_default();
    Original {
        id: headers.text("Message-ID").and_then(|v| thread::first_id(&v)),
        to: to.first().and_then(|a| normalise_address(&a.email)),
        automatic: report || !(submitted.is_empty() || submitted.starts_with("no")),
    }
}

/// The groups of a `message/delivery-status`: the first failed recipient, else the first delayed one.
fn from_status(bytes: &[u8]) -> Option<Bounce> {
    let mut rest = bytes;
    let mut delayed = None;
    let mut seen_action = false;
    for _ in 0..1_000 {
        let (group, next) = header::split(rest);
        if next.is_empty() && group.is_empty() {
            break;
        }
        let action = group.text("Action").unwrap_or_default().to_lowercase();
        seen_action |= !action.is_empty();
        match action.split([' ', ';', '(']).next().unwrap_or_default() {
            "failed" => return Some(one_recipient(&group, true)),
            "delayed" if delayed.is_none() => delayed = Some(one_recipient(&group, false)),
            "" if group.text("Status").is_some_and(|s| s.starts_with(['4', '5'])) => {
                let permanent = group.text("Status").is_some_and(|s| s.starts_with('5'));
                return Some(one_recipient(&group, permanent));
            }
            _ => {}
        }
        if next.is_empty() || next.len() >= rest.len() {
            break;
        }
        rest = next;
    }
    let unreadable = || Bounce { permanent: true, sign: "kind-delivery-report", ..Bounce::default() };
    delayed.or_else(|| (!seen_action).then(unreadable))
}

/// Everybody to whom a mail was given up on, as its report says in the standard form; nobody where it says nothing in it.
#[must_use]
pub fn failed_recipients(parts: &[Part<'_>]) -> Vec<String> {
    let is_status = |part: &&Part<'_>| {
        matches!(part.ctype.value.as_str(), "message/delivery-status" | "message/global-delivery-status")
    };
    let Some(part) = parts.iter().find(is_status) else { return Vec::new() };
    let (bytes, _) = part.transfer.decode(part.body);
    let (mut rest, mut out) = (&*bytes, Vec::new());
    for _ in 0..1_000 {
        let (group, next) = header::split(rest);
        let action = group.text("Action").unwrap_or_default().to_lowercase();
        if action.starts_with("failed") {
            out.extend(one_recipient(&group, true).recipient);
        }
        if next.is_empty() || next.len() >= rest.len() {
            break;
        }
        rest = next;
    }
    out
}

fn one_recipient(group: &Headers<'_>, permanent: bool) -> Bounce {
    let after_type = |name: &str| {
        let value = group.text(name)?;
        let value = value.split_once(';').map_or(value.as_str(), |(_, v)| v).trim().to_owned();
        (!value.is_empty()).then(|| value.chars().take(1_000).collect::<String>())
    };
    let recipient = after_type("Original-Recipient").or_else(|| after_type("Final-Recipient"));
    let status = group.text("Status").and_then(|s| enhanced_status(&s));
    Bounce {
        recipient: recipient.as_deref().and_then(normalise_address),
        permanent: permanent && !status.as_deref().is_some_and(|s| s.starts_with('4')),
        status,
        diagnostic: after_type("Diagnostic-Code"),
        sign: "kind-delivery-report",
        ..Bounce::default()
    }
}

/// Reports without the standard form, by Exim's field, a mailer daemon as author, or qmail's first words.
fn from_signs(top: &Part<'_>, content: &MessageContent) -> Option<Bounce> {
    let headers = &top.headers;
    if let Some(failed) = headers.text("X-Failed-Recipients") {
        let recipient = failed.split(',').find_map(normalise_address);
        return Some(Bounce { recipient, ..from_text(&content.text, "kind-failed-recipients") });
    }
    if content.text.trim_start().starts_with("Hi. This is the") && content.text.contains("send program") {
        return Some(from_text(&content.text, "kind-bounce-text"));
    }
    let local = |email: &str| email.split('@').next().unwrap_or_default().to_ascii_lowercase();
    let daemon =
        content.from.iter().any(|a| matches!(local(&a.email).as_str(), "mailer-daemon" | "postmaster"));
    let null_path = return_path(headers).is_some_and(|p| p.is_empty() || is_machine(&p));
    if daemon && (null_path || is_failure_subject(&content.subject)) {
        return Some(from_text(&content.text, "kind-mailer-daemon"));
    }
    let exchange = content.from.iter().any(|a| local(&a.email).starts_with("microsoftexchange"));
    (null_path && (exchange || is_failure_subject(&content.subject)))
        .then(|| from_text(&content.text, "kind-mailer-daemon"))
}

fn is_failure_subject(subject: &str) -> bool {
    const STARTS: &[&str] = &[
        "undeliver",
        "delivery status notification",
        "delivery failure",
        "delivery has failed",
        "mail delivery failed",
        "mail delivery failure",
        "mail delivery system",
        "failure notice",
        "returned mail",
        "delivery notification",
        "warning: message",
        "unzustellbar",
        "nicht zustellbar",
        "non remis",
        "échec de la remise",
        "no se puede entregar",
        "mancato recapito",
        "não é possível entregar",
        "onbestelbaar",
        "kan inte levereras",
        "kan ikke leveres",
        "ikke leveret",
        "olevererbart",
        "toimittaminen epäonnistui",
        "nie można dostarczyć",
        "niedostarczalna",
        "не удалось доставить",
        "недоставлен",
        "配信不能",
        "配信できません",
        "无法投递",
        "无法传递",
        "系统退信",
    ];
    let lower = subject.trim().to_lowercase();
    STARTS.iter().any(|start| lower.starts_with(start))
}

/// What the text of a report says: an address in brackets, a status code, the line of it.
fn from_text(text: &str, sign: &'static str) -> Bounce {
    let mut bounce = Bounce { permanent: true, sign, ..Bounce::default() };
    for line in text.lines().take(200) {
        if bounce.recipient.is_none() {
            let words = line.split(|c: char| {
                c.is_whitespace() || matches!(c, '<' | '>' | ':' | ',' | ';' | '"' | '(' | ')')
            });
            bounce.recipient = words.filter(|w| w.contains('@')).find_map(normalise_address);
        }
        if bounce.status.is_none()
            && let Some(status) = enhanced_status(line)
        {
            bounce.permanent = !status.starts_with('4');
            bounce.status = Some(status);
            bounce.diagnostic = Some(line.trim().chars().take(1_000).collect());
        }
    }
    if bounce.status.is_none() && text.to_lowercase().contains("will be retried") {
        bounce.permanent = false;
    }
    bounce
}

/// The first `d.d.d` of RFC 3463 in a line.
fn enhanced_status(line: &str) -> Option<String> {
    line.split(|c: char| !(c.is_ascii_digit() || c == '.')).find_map(|word| {
        let word = word.trim_matches('.');
        let numbers: Vec<&str> = word.split('.').collect();
        let [class, subject, detail] = numbers.as_slice() else { return None };
        let short = |n: &str| !n.is_empty() && n.len() <= 3;
        (matches!(*class, "2" | "4" | "5") && short(subject) && short(detail)).then(|| word.to_owned())
    })
}
