//! One file by https (RFC 9112): GET, a few redirects to https, a limit on everything. No cookie, no referrer, no
//! sign-in: a server learns which file is asked for, and from which address.

use crate::Deadlines;
use crate::egress::{Adapter, Egress};
use crate::error::{Code, ConnectError};
use crate::stream::Lines;
use crate::tls::Tls;
use std::time::Duration;

/// Header fields of an answer.
const FIELDS_MAX: usize = 100;
/// Longest line of an answer's head: whoever sends a mail chooses the server of its images.
const LINE_BYTES_MAX: usize = 8 * 1024;
/// Redirects that are followed.
const REDIRECTS_MAX: usize = 3;
/// How long a server may be silent.
const QUIET_MAX: Duration = Duration::from_secs(5);

/// How to ask.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    /// Under which adapter.
    pub(crate) adapter: &'a Adapter,
    /// Port.
    pub(crate) port: u16,
    /// One more authority to trust.
    pub(crate) ca_pem: Option<&'a str>,
    /// Refuse servers at addresses that are not public.
    pub(crate) is_public_only: bool,
    /// The media types that are wanted.
    pub(crate) accept: &'static str,
    /// A larger file is refused.
    pub(crate) bytes_max: u64,
    /// Hosts that a redirect may lead to.
    pub(crate) may_go_to: fn(&str) -> bool,
}

enum Answer {
    File(Vec<u8>),
    Moved(String, String),
}

/// Gets a file.
///
/// # Errors
/// What went wrong on the way; [`Code::Refused`] for any other status than 200.
pub(crate) async fn get(
    egress: &Egress,
    host: &str,
    path: &str,
    ask: Ask<'_>,
) -> Result<Vec<u8>, ConnectError> {
    let (mut host, mut path) = (host.to_owned(), path.to_owned());
    for _ in 0..=REDIRECTS_MAX {
        match one(egress, &host, &path, ask).await? {
            Answer::File(bytes) => return Ok(bytes),
            Answer::Moved(to, at) if (ask.may_go_to)(&to) => (host, path) = (to, at),
            Answer::Moved(..) => break,
        }
    }
    Err(Code::Refused.into())
}

async fn one(egress: &Egress, host: &str, path: &str, ask: Ask<'_>) -> Result<Answer, ConnectError> {
    let tls = Tls::new(egress, ask.ca_pem)?;
    let _allowance = egress.allow(ask.adapter, host, ask.port);
    let tcp = match ask.is_public_only {
        true => egress.connect_public(ask.adapter, host, ask.port, QUIET_MAX).await?,
        false => egress.connect(ask.adapter, host, ask.port, QUIET_MAX).await?,
    };
    let stream = tls.wrap(Box::new(tcp), host, QUIET_MAX).await?;
    let deadlines = Deadlines { quiet: QUIET_MAX, ..Deadlines::default() };
    let mut lines = Lines::new(stream, &deadlines);
    lines.set_line_bytes_max(LINE_BYTES_MAX);
    let at = if ask.port == 443 { host.to_owned() } else { format!("{host}:{}", ask.port) };
    let accept = ask.accept;
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {at}\r\nAccept: {accept}\r\nConnection: close\r\n\r\n");
    lines.write(request.as_bytes()).await?;
    let status = text(lines.line().await?);
    let code = status.split(' ').nth(1).unwrap_or_default().to_owned();
    let fields = fields(&mut lines).await?;
    let field = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    match code.as_str() {
        "200" => {}
        "301" | "302" | "303" | "307" | "308" => {
            return moved(host, field("location").unwrap_or_default()).ok_or_else(|| Code::Refused.into());
        }
        _ => return Err(Code::Refused.into()),
    }
    if field("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked")) {
        return Ok(Answer::File(chunks(&mut lines, ask.bytes_max).await?));
    }
    match field("content-length").map(str::parse::<u64>) {
        Some(Ok(length)) if length <= ask.bytes_max => Ok(Answer::File(lines.bytes(length, true).await?)),
        Some(_) => Err(Code::Protocol.into()),
        None => Ok(Answer::File(lines.rest(ask.bytes_max).await?)),
    }
}

/// Only to https and its own port, so that a file cannot be replaced on the way.
fn moved(host: &str, location: &str) -> Option<Answer> {
    let is_clean = !location.bytes().any(|byte| byte <= b' ' || byte == 0x7f);
    if location.starts_with('/') && !location.starts_with("//") && is_clean {
        return Some(Answer::Moved(host.to_owned(), location.to_owned()));
    }
    let rest = location.strip_prefix("https://").filter(|_| is_clean)?;
    let (to, path) = rest.split_once('/').unwrap_or((rest, ""));
    is_host_name(to).then(|| Answer::Moved(to.to_ascii_lowercase(), format!("/{path}")))
}

async fn fields(lines: &mut Lines) -> Result<Vec<(String, String)>, ConnectError> {
    let mut fields = Vec::new();
    loop {
        let line = text(lines.line().await?);
        if line.is_empty() {
            return Ok(fields);
        }
        if fields.len() >= FIELDS_MAX {
            return Err(Code::Protocol.into());
        }
        if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
}

async fn chunks(lines: &mut Lines, bytes_max: u64) -> Result<Vec<u8>, ConnectError> {
    let mut file = Vec::new();
    loop {
        let size = text(lines.line().await?);
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16).map_err(|_| ConnectError::from(Code::Protocol))?;
        if size == 0 {
            return Ok(file);
        }
        if size > bytes_max.saturating_sub(file.len() as u64) {
            return Err(Code::Protocol.into());
        }
        file.append(&mut lines.bytes(size, true).await?);
        lines.line().await?;
    }
}

/// Whether it can stand in DNS and in a URL as it is (RFC 1123 2.1). Addresses with digits alone are none.
pub(crate) fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    let last_is_name =
        name.rsplit('.').next().is_some_and(|last| last.bytes().any(|b| b.is_ascii_alphabetic()));
    name.len() <= 253 && last_is_name && name.split('.').all(is_label)
}

fn text(line: Vec<u8>) -> String {
    String::from_utf8_lossy(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_lead_to_https_alone() {
        let to = |location| match moved("a.test", location) {
            Some(Answer::Moved(host, path)) => format!("{host}{path}"),
            _ => String::new(),
        };
        assert_eq!(to("https://b.test/x?y"), "b.test/x?y");
        assert_eq!(to("/z"), "a.test/z");
        for refused in
            ["http://b.test/", "//b.test/", "https://b.test:8443/", "https://10.0.0.1/", "", "/a\r\nb"]
        {
            assert_eq!(to(refused), "", "{refused}");
        }
    }
}
