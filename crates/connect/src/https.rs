//! One file by https (RFC 9112): GET, a few redirects to https, a limit on everything. No cookie, no referrer, no
//! sign-in: a server learns which file is asked for, and from which address.

use crate::egress::{Adapter, Egress};
use crate::error::{Code, ConnectError};
use crate::http::{self, Server};
use hyper::Method;
use std::time::Duration;

/// Redirects that are followed.
const REDIRECTS_MAX: usize = 3;

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
    pub(crate) bytes_max: usize,
    /// How long one server may take.
    pub(crate) deadline: Duration,
    /// Hosts that a redirect may lead to.
    pub(crate) may_go_to: fn(&str) -> bool,
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
        let server = Server {
            adapter: ask.adapter,
            host: &host,
            port: ask.port,
            ca_pem: ask.ca_pem,
            is_public_only: ask.is_public_only,
            is_plain: false,
            deadline: ask.deadline,
        };
        let wanted = http::Ask {
            method: Method::GET,
            path: &path,
            accept: ask.accept,
            authorization: None,
            fields: &[],
            body: None,
            bytes_max: ask.bytes_max,
        };
        let answer = http::ask(egress, server, wanted).await?;
        match answer.status.as_u16() {
            200 => return Ok(answer.body),
            301 | 302 | 303 | 307 | 308 => {}
            _ => break,
        }
        match moved(&host, answer.location.as_deref().unwrap_or_default()) {
            Some((to, at)) if (ask.may_go_to)(&to) => (host, path) = (to, at),
            _ => break,
        }
    }
    Err(Code::Refused.into())
}

/// Only to https and its own port, so that a file cannot be replaced on the way.
fn moved(host: &str, location: &str) -> Option<(String, String)> {
    let is_clean = !location.bytes().any(|byte| byte <= b' ' || byte == 0x7f);
    if location.starts_with('/') && !location.starts_with("//") && is_clean {
        return Some((host.to_owned(), location.to_owned()));
    }
    let rest = location.strip_prefix("https://").filter(|_| is_clean)?;
    let (to, path) = rest.split_once('/').unwrap_or((rest, ""));
    is_host_name(to).then(|| (to.to_ascii_lowercase(), format!("/{path}")))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_lead_to_https_alone() {
        let to = |location| match moved("a.test", location) {
            Some((host, path)) => format!("{host}{path}"),
            None => String::new(),
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
