//! What the receiving server found out about a sender: Authentication-Results (RFC 8601).
//!
//! Anyone can write such a field into a mail, so only that is believed which the sender cannot have written:
//!
//! 1. **What stands above the first Received field** (RFC 5321 4.4) that is not of a local delivery (LMTP). The server
//!    that took the mail over put that Received on top of all that the sender wrote; above it stands only what was
//!    added afterwards.
//! 2. **The topmost field, at providers of [`PROVIDERS`]**, if it bears the provider's own name: they write one below
//!    their Received for every mail, above whatever the sender wrote.
//! 3. **Bad news in the topmost field**, if it bears a name of the mailbox's own server. Servers that check by a milter
//!    write it below their Received, where a sender's own could stand too if the server did not check at all. A sender
//!    may forge praise, never blame: a failure is believed, a pass is not.
//!
//! Any other field says what an earlier server thought, or what the sender would like us to think.

use domain::record::{AuthResult, Authentication};

use super::header::Headers;
use super::word;

/// Fields that are looked at.
const FIELDS_MAX: usize = 20;
/// Characters of one field that are read.
const FIELD_CHARS_MAX: usize = 8_192;
/// Results that are read of one field.
const RESULTS_MAX: usize = 50;

/// Fields about the sender's authenticity, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuthHeaders {
    /// Authentication-Results (RFC 8601).
    pub authentication_results: Vec<String>,
    /// How many of them stand above the first Received field of a transfer: the sender cannot have written these.
    pub above_transfer: usize,
}

/// Providers that check every mail: where their mailboxes are read (a host or a domain above it), and the name in their
/// fields (the same; nothing where they give none).
const PROVIDERS: &[(&str, &str)] = &[
    ("fastmail.com", "messagingengine.com"),
    ("gmail.com", "google.com"),
    ("gmx.com", "gmx.net"),
    ("gmx.net", "gmx.net"),
    ("googlemail.com", "google.com"),
    ("office365.com", ""),
    ("outlook.com", ""),
    ("web.de", "web.de"),
    ("yahoo.com", "yahoo.com"),
];

/// Collects the fields of a header block.
#[must_use]
pub fn collect(headers: &Headers<'_>) -> AuthHeaders {
    let mut found = AuthHeaders::default();
    let mut transferred = None;
    for field in headers.iter() {
        if field.name.eq_ignore_ascii_case(b"Authentication-Results") {
            if found.authentication_results.len() < FIELDS_MAX {
                found.authentication_results.push(word::field_text(field.value, None));
            }
        } else if transferred.is_none() && field.name.eq_ignore_ascii_case(b"Received") {
            let is_transfer = !is_local_delivery(&word::field_text(field.value, None));
            transferred = is_transfer.then_some(found.authentication_results.len());
        }
    }
    // Without any Received there is no line between ours and theirs.
    found.above_transfer = transferred.unwrap_or(0);
    found
}

/// What the receiving server says; `hosts` are the host of the mailbox's server and the domain of its address, lower
/// case. `None` when nothing is said that can be believed.
#[must_use]
pub fn verdict(headers: &AuthHeaders, hosts: &[String]) -> Option<Authentication> {
    let fields: Vec<_> = headers.authentication_results.iter().map(|text| read(text)).collect();
    let (own, rest) = fields.split_at_checked(headers.above_transfer)?;
    if let Some((first, more)) = own.split_first() {
        // One server may write a field for each of its checks; the newest word on each counts.
        let mut whole = first.clone();
        for field in more {
            whole.spf = whole.spf.or(field.spf);
            whole.dkim = whole.dkim.or(field.dkim);
            whole.dmarc = whole.dmarc.or(field.dmarc);
        }
        return whole_or_nothing(whole);
    }
    let top = rest.first()?;
    let by_provider = PROVIDERS.iter().any(|(mailboxes, name)| {
        let is_there = hosts.iter().any(|host| is_within(host, mailboxes));
        is_there && if name.is_empty() { top.server.is_empty() } else { is_within(&top.server, name) }
    });
    if by_provider {
        return whole_or_nothing(top.clone());
    }
    if [top.dkim, top.dmarc].contains(&Some(AuthResult::Pass)) {
        // Were it the server's, the failure beside it would be nothing to worry about.
        return None;
    }
    let is_ours = hosts.iter().any(|host| !top.server.is_empty() && is_near(&top.server, host));
    let bad = |result: Option<AuthResult>| result.filter(|result| *result == AuthResult::Fail);
    let blame = Authentication {
        server: top.server.clone(),
        spf: bad(top.spf),
        dkim: bad(top.dkim),
        dmarc: bad(top.dmarc),
    };
    whole_or_nothing(blame).filter(|_| is_ours)
}

fn whole_or_nothing(found: Authentication) -> Option<Authentication> {
    (found.spf.is_some() || found.dkim.is_some() || found.dmarc.is_some()).then_some(found)
}

/// Whether `name` is `domain` or a name below it.
fn is_within(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether a server's name may belong to the mailbox's host: one lies within the other, or both lie within a domain that
/// is a company's, like `mx1.acme.test` and `imap.acme.test`.
fn is_near(one: &str, other: &str) -> bool {
    let parent = other.split_once('.').map_or("", |(_, parent)| parent);
    let is_wide = parent.split('.').count() >= 2 && !is_suffix_of_many(parent);
    is_within(one, other)
        || (one.contains('.') && is_within(other, one))
        || (is_wide && is_within(one, parent))
}

/// Whether a name of two labels is more likely a suffix under which companies register (`co.uk`) than a company's.
fn is_suffix_of_many(name: &str) -> bool {
    name.split_once('.')
        .is_some_and(|(first, last)| !last.contains('.') && last.len() == 2 && first.len() <= 3)
}

/// Whether a Received field tells of a delivery inside the receiving system. Its own clause counts, never what the other
/// side said: comments are dropped, and the last "with" is the writer's.
fn is_local_delivery(received: &str) -> bool {
    let text = without_comments(received);
    let lower = text.to_ascii_lowercase();
    let by = lower.rfind(" with ").and_then(|at| lower.get(at + 6..)).unwrap_or_default();
    let protocol = by.split(|c: char| c.is_whitespace() || c == ';').next().unwrap_or_default();
    matches!(
        protocol,
        "lmtp" | "lmtps" | "lmtpa" | "lmtpsa" | "utf8lmtp" | "utf8lmtps" | "utf8lmtpa" | "utf8lmtpsa"
    )
}

/// Reads one field: `server; method=result (comment) property=value; …`.
fn read(text: &str) -> Authentication {
    let text: String = text.chars().take(FIELD_CHARS_MAX).collect();
    let text = without_comments(&text);
    let mut parts = text.split(';').take(RESULTS_MAX + 1).peekable();
    let mut found = Authentication::default();
    // Microsoft leaves its name out and starts with a result.
    if let Some(server) = parts.next_if(|part| !part.contains('=')) {
        let name = server.split_ascii_whitespace().next().unwrap_or_default();
        found.server = name.trim_matches('"').trim_end_matches('.').to_ascii_lowercase();
    }
    for part in parts {
        let Some((method, rest)) = part.split_once('=') else { continue };
        let method = method.split('/').next().unwrap_or_default().trim().to_ascii_lowercase();
        let word = rest.split_ascii_whitespace().next().unwrap_or_default();
        let result = result(&word.to_ascii_lowercase());
        match method.as_str() {
            "spf" => found.spf = better(found.spf, result),
            "dkim" => found.dkim = better(found.dkim, result),
            "dmarc" => found.dmarc = better(found.dmarc, result),
            _ => {}
        }
    }
    found
}

/// Of several signatures one that is good suffices.
fn better(before: Option<AuthResult>, now: AuthResult) -> Option<AuthResult> {
    match before {
        Some(AuthResult::Pass) => before,
        Some(AuthResult::Fail) if now != AuthResult::Pass => before,
        _ => Some(now),
    }
}

fn result(word: &str) -> AuthResult {
    match word {
        "pass" | "bestguesspass" => AuthResult::Pass,
        "fail" | "softfail" | "hardfail" => AuthResult::Fail,
        "none" => AuthResult::None,
        _ => AuthResult::Unknown,
    }
}

/// Drops comments, nested ones too (RFC 5322 3.2.2); a bracket in quotes is none.
fn without_comments(text: &str) -> String {
    let (mut out, mut depth, mut quoted, mut escaped) =
        (String::with_capacity(text.len()), 0_u32, false, false);
    for c in text.chars() {
        let was_escaped = std::mem::take(&mut escaped);
        match c {
            '\\' if !was_escaped && (quoted || depth > 0) => escaped = true,
            '"' if !was_escaped && depth == 0 => {
                quoted = !quoted;
                out.push(c);
            }
            '(' if !was_escaped && !quoted => depth += 1,
            ')' if !was_escaped && !quoted && depth > 0 => {
                depth -= 1;
                out.push(' ');
            }
            // What is quoted separates nothing.
            ';' if quoted => out.push(','),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::header;
    use super::*;
    use AuthResult::{Fail, None as Nothing, Pass, Unknown};

    const OURS: &str =
        "Authentication-Results: mx.acme.test; spf=pass smtp.mailfrom=x.test; dkim=fail; dmarc=none\r\n";
    const FORGED: &str = "Authentication-Results: mx.acme.test; spf=pass; dkim=pass; dmarc=pass\r\n";
    const EDGE: &str = "Received: from out.x.test (out.x.test [192.0.2.1]) by mx.acme.test with ESMTPS id 1; Tue, 24 Nov 2026 11:00:00 +0000\r\n";
    const LMTP: &str =
        "Received: from mx.acme.test by store.acme.test with LMTP id 2; Tue, 24 Nov 2026 11:00:01 +0000\r\n";

    fn of(
        fields: &[&str],
        hosts: &[&str],
    ) -> Option<(Option<AuthResult>, Option<AuthResult>, Option<AuthResult>)> {
        let raw = format!("{}From: a@x.test\r\n\r\nx", fields.concat());
        let (headers, _) = header::split(raw.as_bytes());
        let hosts: Vec<_> = hosts.iter().map(|host| (*host).to_owned()).collect();
        verdict(&collect(&headers), &hosts).map(|found| (found.spf, found.dkim, found.dmarc))
    }

    #[test]
    fn what_stands_above_the_receiving_servers_own_received_is_believed() {
        let expected = Some((Some(Pass), Some(Fail), Some(Nothing)));
        assert_eq!(of(&[OURS, EDGE], &[]), expected);
        assert_eq!(of(&[LMTP, OURS, EDGE, FORGED], &["imap.acme.test"]), expected);
        // One field for each check; the newest word on each counts.
        let one = "Authentication-Results: mx.acme.test; dmarc=fail\r\n";
        assert_eq!(of(&[one, OURS, EDGE], &[]), Some((Some(Pass), Some(Fail), Some(Fail))));
    }

    #[test]
    fn what_a_sender_may_have_written_is_not_believed() {
        for hosts in [&[][..], &["imap.acme.test"], &["acme.test"], &["imap.gmail.com"]] {
            assert_eq!(of(&[EDGE, FORGED], hosts), None, "{hosts:?}");
            assert_eq!(of(&[LMTP, EDGE, FORGED], hosts), None, "{hosts:?}");
            assert_eq!(of(&[FORGED], hosts), None, "{hosts:?}");
            assert_eq!(of(&[FORGED, LMTP], hosts), None, "{hosts:?}");
        }
        // A greeting cannot make the transfer look like a delivery.
        let greeting = "Received: from x with LMTP id 7 (x with LMTP [192.0.2.1]) by mx.acme.test (x with LMTP) with SMTP id 1\r\n";
        assert_eq!(of(&[greeting, FORGED, EDGE], &["acme.test"]), None);
        assert_eq!(of(&["Received: nonsense\r\n", FORGED, EDGE], &[]), None);
    }

    #[test]
    fn below_it_a_provider_is_believed_under_its_own_name_in_the_topmost_field() {
        let google = "Authentication-Results: mx.google.com;\r\n dkim=pass header.i=@x.test;\r\n spf=softfail (google.com: domain; of \"a\" dmarc=pass) smtp.mailfrom=a@x.test;\r\n dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=x.test\r\n";
        assert_eq!(
            of(&[EDGE, google, FORGED], &["imap.gmail.com"]),
            Some((Some(Fail), Some(Pass), Some(Fail)))
        );
        assert_eq!(of(&[EDGE, FORGED, google], &["imap.gmail.com"]), None);
        assert_eq!(of(&[EDGE, google], &["imap.gmail.com.evil.test"]), None);
        let microsoft = "Authentication-Results: spf=none (sender IP is 192.0.2.1)\r\n smtp.mailfrom=x.test; dkim=temperror; dmarc=bestguesspass action=none\r\n";
        assert_eq!(
            of(&[EDGE, microsoft], &["outlook.office365.com"]),
            Some((Some(Nothing), Some(Unknown), Some(Pass)))
        );
        assert_eq!(of(&[EDGE, microsoft], &["imap.acme.test"]), None);
    }

    #[test]
    fn below_it_bad_news_of_the_own_server_is_believed_and_praise_is_not() {
        assert_eq!(of(&[EDGE, OURS], &["imap.acme.test"]), Some((None, Some(Fail), None)));
        assert_eq!(of(&[EDGE, OURS], &["acme.test"]), Some((None, Some(Fail), None)));
        assert_eq!(of(&[EDGE, OURS], &["imap.other.test"]), None);
        assert_eq!(of(&[EDGE, FORGED, OURS], &["imap.acme.test"]), None);
        let mixed = "Authentication-Results: mx.acme.test; spf=fail; dkim=pass; dmarc=pass\r\n";
        assert_eq!(of(&[EDGE, mixed], &["imap.acme.test"]), None);
    }

    #[test]
    fn host_names_are_near_within_a_company_and_not_beyond() {
        for (one, other) in [
            ("mx1.acme.test", "imap.acme.test"),
            ("acme.test", "imap.acme.test"),
            ("mx.acme.test", "acme.test"),
        ] {
            assert!(is_near(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("mx.evil.test", "imap.acme.test"),
            ("test", "acme.test"),
            ("mx.evil.co.uk", "acme.co.uk"),
            ("evilacme.test", "acme.test"),
        ] {
            assert!(!is_near(one, other), "{one} {other}");
        }
    }

    #[test]
    fn fields_are_read_as_they_come() {
        let found = read(
            "\"Mx.Acme.test.\" 1 ; spf/1 = pass (a;b=(\\)c)) x=y ; dkim=fail d=\"a; dkim=pass\"; dkim=pass ; dkim=none;arc=pass;;=;x",
        );
        assert_eq!(
            (found.server.as_str(), found.spf, found.dkim, found.dmarc),
            ("mx.acme.test", Some(Pass), Some(Pass), None)
        );
        assert_eq!(read(""), Authentication::default());
        assert_eq!(read("((((").server, "");
        assert_eq!(
            read("mx.acme.test; none"),
            Authentication { server: "mx.acme.test".to_owned(), ..Default::default() }
        );
    }
}
