//! A bucket of S3 (Amazon S3 API Reference 2006-03-01), as far as backups need one: put, get, list, delete, by path. Whatever
//! is kept there is sealed before it comes here. The caller signs: this crate has no cipher.

use crate::egress::{Egress, S3};
use crate::error::{Code, ConnectError};
use crate::http::{self, Answer, Server};
use domain::Private;
use hyper::Method;
use std::sync::Arc;
use std::time::Duration;

/// The longest answer: a piece of a backup.
const BYTES_MAX: usize = 512 * 1024 * 1024;
/// How long one request may take.
const DEADLINE: Duration = Duration::from_secs(300);
/// How often a request is made when the server is busy or the connection breaks: each may be repeated without harm.
const ATTEMPTS: u32 = 5;
/// The pause before the second attempt; it doubles.
const PAUSE: Duration = Duration::from_millis(300);
/// Pages of a list: a thousand names each.
const PAGES_MAX: usize = 100_000;

/// Where a bucket is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketServer {
    /// Host name; the certificate must be valid for it.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Whether it speaks no TLS: a server on this machine.
    pub is_plain: bool,
    /// PEM of one more authority to trust.
    pub ca_pem: Option<String>,
    /// The bucket.
    pub bucket: String,
    /// What stands before each name, with a slash at its end; or nothing.
    pub prefix: String,
}

/// A request to be signed.
#[derive(Debug)]
pub struct Unsigned<'a> {
    /// Method.
    pub method: &'a str,
    /// As in the `Host` field.
    pub host: &'a str,
    /// Path.
    pub path: &'a str,
    /// Query, sorted and encoded.
    pub query: &'a str,
    /// Body.
    pub body: &'a [u8],
}

/// What a signature puts into a request.
#[derive(Debug)]
pub struct Signed {
    /// The `Authorization` field.
    pub authorization: Private<String>,
    /// `x-amz-date`.
    pub date: String,
    /// `x-amz-content-sha256`.
    pub body_sha256: String,
}

/// Signs requests (AWS Signature Version 4).
pub trait SignRequests: Send + Sync {
    /// The signature of a request that is made now.
    fn sign(&self, request: &Unsigned<'_>) -> Signed;
}

/// A bucket. Cheap to clone.
#[derive(Clone)]
pub struct Bucket {
    server: Arc<BucketServer>,
    signer: Arc<dyn SignRequests>,
    egress: Egress,
}

impl std::fmt::Debug for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bucket").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Bucket {
    /// The bucket there. Nothing is asked yet.
    #[must_use]
    pub fn new(server: BucketServer, signer: Arc<dyn SignRequests>, egress: &Egress) -> Self {
        Self { server: Arc::new(server), signer, egress: egress.clone() }
    }

    fn path(&self, name: &str) -> Result<String, ConnectError> {
        // Such names need no encoding, in a path or a signature.
        let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'.' | b'_' | b'/');
        let path = format!("/{}/{}{name}", self.server.bucket, self.server.prefix);
        let is_good = path.bytes().all(plain) && !path.split('/').any(|part| part == "..");
        if is_good { Ok(path) } else { Err(Code::Settings.into()) }
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        query: &str,
        body: &[u8],
    ) -> Result<Answer, ConnectError> {
        let mut pause = PAUSE;
        let mut attempt = 1;
        loop {
            let answered = self.ask_once(&method, path, query, body).await;
            let again = match &answered {
                Ok(answer) => answer.status.is_server_error() || answer.status.as_u16() == 429,
                Err(error) => error.is_temporary(),
            };
            if !again || attempt == ATTEMPTS {
                return answered;
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
            attempt += 1;
        }
    }

    async fn ask_once(
        &self,
        method: &Method,
        path: &str,
        query: &str,
        body: &[u8],
    ) -> Result<Answer, ConnectError> {
        let server = &self.server;
        let usual = if server.is_plain { 80 } else { 443 };
        // As `http` writes the field.
        let host = match server.port {
            port if port == usual && port == 443 => server.host.clone(),
            port => format!("{}:{port}", server.host),
        };
        let unsigned = Unsigned { method: method.as_str(), host: &host, path, query, body };
        let signed = self.signer.sign(&unsigned);
        let target = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
        let fields = [("x-amz-date", signed.date), ("x-amz-content-sha256", signed.body_sha256)];
        let body = (*method == Method::PUT).then(|| ("application/octet-stream", body.to_vec()));
        let ask = http::Ask {
            method: method.clone(),
            path: &target,
            accept: "*/*",
            authorization: Some(signed.authorization),
            fields: &fields,
            body,
            bytes_max: BYTES_MAX,
        };
        let place = Server {
            adapter: &S3,
            host: &server.host,
            port: server.port,
            ca_pem: server.ca_pem.as_deref(),
            is_public_only: false,
            is_plain: server.is_plain,
            deadline: DEADLINE,
        };
        http::ask(&self.egress, place, ask).await
    }

    /// Writes these bytes under a name, anew where there are some.
    ///
    /// # Errors
    /// What the server said.
    pub async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), ConnectError> {
        let answer = self.ask(Method::PUT, &self.path(name)?, "", bytes).await?;
        if answer.status.is_success() { Ok(()) } else { Err(refused(&answer)) }
    }

    /// The bytes of this name, if there are some.
    ///
    /// # Errors
    /// What the server said.
    pub async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, ConnectError> {
        let answer = self.ask(Method::GET, &self.path(name)?, "", &[]).await?;
        match answer.status.as_u16() {
            200 => Ok(Some(answer.body)),
            404 if !says(&answer, "NoSuchBucket") => Ok(None),
            _ => Err(refused(&answer)),
        }
    }

    /// Deletes what has this name.
    ///
    /// # Errors
    /// What the server said.
    pub async fn delete(&self, name: &str) -> Result<(), ConnectError> {
        let answer = self.ask(Method::DELETE, &self.path(name)?, "", &[]).await?;
        match answer.status.as_u16() {
            200..=299 => Ok(()),
            404 if !says(&answer, "NoSuchBucket") => Ok(()),
            _ => Err(refused(&answer)),
        }
    }

    /// The names that begin with `folder` and a slash, with their lengths, in order.
    ///
    /// # Errors
    /// What the server said.
    pub async fn list(&self, folder: &str) -> Result<Vec<(String, u64)>, ConnectError> {
        let path = format!("/{}", self.server.bucket);
        let prefix = format!("{}{folder}/", self.server.prefix);
        let (mut found, mut token) = (Vec::new(), None::<String>);
        for _ in 0..PAGES_MAX {
            let mut query = String::new();
            if let Some(token) = &token {
                query = format!("continuation-token={}&", encoded(token));
            }
            query.push_str(&format!("list-type=2&prefix={}", encoded(&prefix)));
            let answer = self.ask(Method::GET, &path, &query, &[]).await?;
            if answer.status.as_u16() != 200 {
                return Err(refused(&answer));
            }
            token = self.read_page(&answer.body, &mut found)?;
            if token.is_none() {
                found.sort();
                return Ok(found);
            }
        }
        Err(Code::Protocol.into())
    }

    /// Reads a page of a list; gives the token of the next.
    fn read_page(&self, body: &[u8], found: &mut Vec<(String, u64)>) -> Result<Option<String>, ConnectError> {
        let unread = || ConnectError::new(Code::Protocol, "not a list of a bucket");
        let text = std::str::from_utf8(body).map_err(|_| unread())?;
        let page = roxmltree::Document::parse(text).map_err(|_| unread())?;
        let inner = |node: roxmltree::Node<'_, '_>, name: &str| {
            let child = node.children().find(|child| child.tag_name().name() == name);
            child.and_then(|child| child.text()).map(str::to_owned)
        };
        let root = page.root_element();
        for item in root.children().filter(|child| child.tag_name().name() == "Contents") {
            let key = inner(item, "Key").ok_or_else(unread)?;
            let size = inner(item, "Size").and_then(|size| size.parse().ok()).ok_or_else(unread)?;
            let name = key.strip_prefix(self.server.prefix.as_str()).ok_or_else(unread)?;
            found.push((name.to_owned(), size));
        }
        let goes_on = inner(root, "IsTruncated").is_some_and(|word| word == "true");
        let next = inner(root, "NextContinuationToken").filter(|token| !token.is_empty());
        if goes_on && next.is_none() { Err(unread()) } else { Ok(next.filter(|_| goes_on)) }
    }
}

fn says(answer: &Answer, code: &str) -> bool {
    String::from_utf8_lossy(&answer.body).contains(code)
}

/// An answer that is none of those that were hoped for. The server's words name the bucket at most.
fn refused(answer: &Answer) -> ConnectError {
    let code = match answer.status.as_u16() {
        401 | 403 => Code::AuthFailed,
        404 => Code::NoSuchFolder,
        429 | 503 => Code::Throttled,
        500..=599 => Code::Unavailable,
        _ => Code::Refused,
    };
    let words: String = String::from_utf8_lossy(&answer.body).chars().take(500).collect();
    ConnectError::new(code, format!("{}: {words}", answer.status))
}

/// As a signature wants it (RFC 3986 2.3).
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
