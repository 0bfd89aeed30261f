//! One small file by https (RFC 9112): GET, a few redirects to https, a limit on everything.

use crate::Deadlines;
use crate::egress::{AUTOCONFIG, Egress};
use crate::error::{Code, ConnectError};
use crate::stream::Lines;
use crate::tls::Tls;
use std::time::Duration;

/// Bytes of a file.
const FILE_BYTES_MAX: u64 = 128 * 1024;
/// Header fields of an answer.
const FIELDS_MAX: usize = 100;
/// Redirects that are followed.
const REDIRECTS_MAX: usize = 3;
/// How long a server may be silent.
const QUIET_MAX: Duration = Duration::from_secs(5);

/// How to ask.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask<'a> {
    /// Port.
    pub(super) port: u16,
    /// One more authority to trust.
    pub(super) ca_pem: Option<&'a str>,
    /// Refuse servers at addresses that are not public.
    pub(super) is_public_only: bool,
}

enum Answer {
    File(Vec<u8>),
    Moved(String, String),
}

/// Gets a file.
///
/// # Errors
/// What went wrong on the way; [`Code::Refused`] for any other status than 200.
pub(super) async fn get(
    egress: &Egress,
    host: &str,
    path: &str,
    ask: Ask<'_>,
) -> Result<Vec<u8>, ConnectError> {
    let (mut host, mut path) = (host.to_owned(), path.to_owned());
    for _ in 0..=REDIRECTS_MAX {
        match one(egress, &host, &path, ask).await? {
            Answer::File(bytes) => return Ok(bytes),
            Answer::Moved(to, at) => (host, path) = (to, at),
        }
    }
    Err(Code::Refused.into())
}

async fn one(egress: &Egress, host: &str, path: &str, ask: Ask<'_>) -> Result<Answer, ConnectError> {
    let tls = Tls::new(egress, ask.ca_pem)?;
    let _allowance = egress.allow(&AUTOCONFIG, host, ask.port);
    let tcp = match ask.is_public_only {
        true => egress.connect_public(&AUTOCONFIG, host, ask.port, QUIET_MAX).await?,
        false => egress.connect(&AUTOCONFIG, host, ask.port, QUIET_MAX).await?,
    };
    let stream = tls.wrap(Box::new(tcp), host, QUIET_MAX).await?;
    let deadlines = Deadlines { quiet: QUIET_MAX, ..Deadlines::default() };
    let mut lines = Lines::new(stream, &deadlines);
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/xml\r\nConnection: close\r\n\r\n");
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
        return Ok(Answer::File(chunks(&mut lines).await?));
    }
    let length = field("content-length").and_then(|value| value.parse::<u64>().ok());
    match length.filter(|length| *length <= FILE_BYTES_MAX) {
        Some(length) => Ok(Answer::File(lines.bytes(length, true).await?)),
        None => Err(Code::Protocol.into()),
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
    super::is_host_name(to).then(|| Answer::Moved(to.to_ascii_lowercase(), format!("/{path}")))
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

async fn chunks(lines: &mut Lines) -> Result<Vec<u8>, ConnectError> {
    let mut file = Vec::new();
    loop {
        let size = text(lines.line().await?);
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16).map_err(|_| ConnectError::from(Code::Protocol))?;
        if size == 0 {
            return Ok(file);
        }
        if file.len() as u64 + size > FILE_BYTES_MAX {
            return Err(Code::Protocol.into());
        }
        file.append(&mut lines.bytes(size, true).await?);
        lines.line().await?;
    }
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
