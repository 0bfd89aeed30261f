//! One request and its answer by https (RFC 9112), with a limit on everything. No cookie, no referrer, no redirect: what
//! an answer of another status means is its reader's to say.

use crate::egress::{Adapter, Egress};
use crate::error::{Code, ConnectError};
use crate::tls::Tls;
use domain::Private;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::time::Duration;

/// Header fields of an answer.
const FIELDS_MAX: usize = 100;
/// Bytes of an answer's head.
const HEAD_BYTES_MAX: usize = 32 * 1024;

/// A server, and how it may be reached.
#[derive(Clone, Copy)]
pub(crate) struct Server<'a> {
    /// Under which adapter.
    pub(crate) adapter: &'a Adapter,
    /// Host name; the certificate must be valid for it.
    pub(crate) host: &'a str,
    /// Port.
    pub(crate) port: u16,
    /// One more authority to trust.
    pub(crate) ca_pem: Option<&'a str>,
    /// Refuse a server at an address that is not public.
    pub(crate) is_public_only: bool,
    /// Whether it speaks no TLS.
    pub(crate) is_plain: bool,
    /// How long all of it may take.
    pub(crate) deadline: Duration,
}

/// What is asked.
pub(crate) struct Ask<'a> {
    pub(crate) method: Method,
    /// Path and query.
    pub(crate) path: &'a str,
    /// The media types that are wanted.
    pub(crate) accept: &'static str,
    /// The `Authorization` field.
    pub(crate) authorization: Option<Private<String>>,
    /// Further header fields.
    pub(crate) fields: &'a [(&'static str, String)],
    /// A body with its media type.
    pub(crate) body: Option<(&'static str, Vec<u8>)>,
    /// A larger answer is refused.
    pub(crate) bytes_max: usize,
}

/// What was answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// Where a redirect leads.
    pub(crate) location: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).field("bytes", &self.body.len()).finish()
    }
}

/// Asks, and reads the answer whole.
///
/// # Errors
/// What went wrong on the way. An answer of any status is none.
pub(crate) async fn ask(egress: &Egress, server: Server<'_>, ask: Ask<'_>) -> Result<Answer, ConnectError> {
    let all = exchange(egress, server, ask);
    tokio::time::timeout(server.deadline, all).await.map_err(|_| ConnectError::from(Code::Deadline))?
}

async fn exchange(egress: &Egress, server: Server<'_>, ask: Ask<'_>) -> Result<Answer, ConnectError> {
    let bytes_max = ask.bytes_max;
    let request = request(&server, ask)?;
    let tls = Tls::new(egress, server.ca_pem)?;
    let _allowance = egress.allow(server.adapter, server.host, server.port);
    let tcp = match server.is_public_only {
        true => egress.connect_public(server.adapter, server.host, server.port, server.deadline).await?,
        false => egress.connect(server.adapter, server.host, server.port, server.deadline).await?,
    };
    let stream = match server.is_plain {
        true => Box::new(tcp),
        false => tls.wrap(Box::new(tcp), server.host, server.deadline).await?,
    };
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .max_headers(FIELDS_MAX)
        .max_buf_size(HEAD_BYTES_MAX)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(lost)?;
    // Polled beside the answer and dropped with it, so nothing of it is left when the deadline passes.
    let mut connection = std::pin::pin!(connection);
    let answering = async {
        let response = sender.send_request(request).await.map_err(lost)?;
        let location = response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        let (status, location) = (response.status(), location.map(str::to_owned));
        let body = Limited::new(response.into_body(), bytes_max).collect().await;
        let body = body.map_err(|error| ConnectError::new(Code::Protocol, error.to_string()))?;
        Ok(Answer { status, location, body: body.to_bytes().to_vec() })
    };
    let mut answering = std::pin::pin!(answering);
    tokio::select! {
        biased;
        answer = &mut answering => answer,
        // It ends when the server closes: what it has sent until then is there to be read.
        _ = &mut connection => answering.await,
    }
}

fn request(server: &Server<'_>, ask: Ask<'_>) -> Result<Request<Full<Bytes>>, ConnectError> {
    let unfit = |_| ConnectError::from(Code::Settings);
    let host =
        if server.port == 443 { server.host.to_owned() } else { format!("{}:{}", server.host, server.port) };
    let mut request = Request::builder()
        .method(ask.method)
        .uri(ask.path)
        .header(header::HOST, host)
        .header(header::ACCEPT, ask.accept)
        .header(header::CONNECTION, HeaderValue::from_static("close"));
    if let Some(words) = ask.authorization {
        let mut value =
            HeaderValue::from_str(words.reveal()).map_err(|_| ConnectError::from(Code::Settings))?;
        value.set_sensitive(true);
        request = request.header(header::AUTHORIZATION, value);
    }
    for (name, value) in ask.fields {
        request = request.header(HeaderName::from_static(name), value);
    }
    let (kind, body): (Option<(HeaderName, &str)>, Vec<u8>) = match ask.body {
        Some((media_type, bytes)) => (Some((header::CONTENT_TYPE, media_type)), bytes),
        None => (None, Vec::new()),
    };
    if let Some((name, media_type)) = kind {
        request = request.header(name, media_type);
    }
    request.body(Full::new(Bytes::from(body))).map_err(unfit)
}

fn lost(error: hyper::Error) -> ConnectError {
    let code = if error.is_parse() { Code::Protocol } else { Code::Lost };
    ConnectError::new(code, error.to_string())
}
