//! A provider's REST interface over https (RFC 9110): one connection that is kept, an access token with every request,
//! a limit on everything.
//!
//! Whatever only reads is asked again when a kept connection turns out to be closed. Whatever alters something is sent
//! once: [`Failed::may_have_arrived`] says whether it is in doubt.

use crate::civil;
use crate::deadline::Deadlines;
use crate::egress::{Adapter, Allowance, Egress};
use crate::error::{Code, ConnectError};
use crate::sasl::{Access, Tokens};
use crate::tls::Tls;
use domain::{Private, Timestamp};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes, Incoming};
use hyper::client::conn::http1::{Builder, SendRequest};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use std::time::Duration;
use tokio::task::AbortHandle;

/// Header fields of an answer.
const FIELDS_MAX: usize = 100;
/// Bytes of an answer's head.
const HEAD_BYTES_MAX: usize = 64 * 1024;
/// Room that is made for an answer before it comes.
const ROOM_BYTES_MAX: usize = 16 * 1024 * 1024;
/// The longest pause that is believed.
const WAIT_MAX: Duration = Duration::from_secs(3_600);

/// Where a provider's API is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiServer {
    /// Host name; the certificate must be valid for it.
    pub host: String,
    /// Port.
    pub port: u16,
    /// What stands before every path, without a slash at its end.
    pub prefix: String,
    /// PEM of one more authority to trust.
    pub ca_pem: Option<String>,
    /// Whose mailbox: `me`, or the address of one that is shared.
    pub account: String,
}

/// One request.
pub(crate) struct Call {
    pub(crate) method: Method,
    /// Path and query behind the prefix.
    pub(crate) path: String,
    /// Further header fields.
    pub(crate) fields: Vec<(&'static str, String)>,
    /// A body with its media type; none where [`Call::fields`] tell it.
    pub(crate) body: Option<(&'static str, Bytes)>,
    /// A larger answer is refused.
    pub(crate) bytes_max: usize,
}

impl Call {
    /// Asks for something.
    pub(crate) fn get(path: impl Into<String>, bytes_max: usize) -> Self {
        Self { method: Method::GET, path: path.into(), fields: Vec::new(), body: None, bytes_max }
    }

    /// Alters something.
    pub(crate) fn post(path: impl Into<String>, media_type: &'static str, body: Vec<u8>) -> Self {
        let body = Some((media_type, Bytes::from(body)));
        Self { method: Method::POST, path: path.into(), fields: Vec::new(), body, bytes_max: 1024 * 1024 }
    }
}

/// What was answered.
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// How long the server asked to wait (RFC 9110 10.2.3).
    pub(crate) retry_after: Option<Duration>,
    /// What time it is there (RFC 9110 6.6.1).
    pub(crate) date: Option<Timestamp>,
    pub(crate) body: Bytes,
}

/// A request without an answer.
#[derive(Debug)]
pub(crate) struct Failed {
    pub(crate) error: ConnectError,
    /// The server may have done what it was asked for.
    pub(crate) may_have_arrived: bool,
    /// It answered with more than [`Call::bytes_max`].
    pub(crate) is_too_large: bool,
}

impl Failed {
    fn before(error: ConnectError) -> Self {
        Self { error, may_have_arrived: false, is_too_large: false }
    }

    fn in_doubt(error: ConnectError) -> Self {
        Self { error, may_have_arrived: true, is_too_large: false }
    }
}

/// A connection, and the task that runs it.
struct Kept {
    sender: SendRequest<Full<Bytes>>,
    task: AbortHandle,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A provider's interface for one mailbox.
pub(crate) struct Api {
    adapter: &'static Adapter,
    server: ApiServer,
    tokens: Tokens,
    tls: Tls,
    egress: Egress,
    deadlines: Deadlines,
    kept: Option<Kept>,
    _allowance: Allowance,
}

impl std::fmt::Debug for Api {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Api").field("is_connected", &self.kept.is_some()).finish_non_exhaustive()
    }
}

impl Api {
    /// Registers the provider's host for egress; connects to nothing yet.
    pub(crate) fn new(
        adapter: &'static Adapter,
        access: Option<Access>,
        egress: &Egress,
        deadlines: Deadlines,
    ) -> Result<Self, ConnectError> {
        let Some(Access { tokens, api: Some(server) }) = access else { return Err(Code::Settings.into()) };
        let tls = Tls::new(egress, server.ca_pem.as_deref())?;
        let allowance = egress.allow(adapter, &server.host, server.port);
        let egress = egress.clone();
        Ok(Self { adapter, server, tokens, tls, egress, deadlines, kept: None, _allowance: allowance })
    }

    /// Whose mailbox it is about.
    pub(crate) fn account(&self) -> &str {
        &self.server.account
    }

    /// The next request gets a new connection, so that it is not in doubt because a kept one was closed meanwhile.
    pub(crate) fn forget_connection(&mut self) {
        self.kept = None;
    }

    pub(crate) const fn deadlines(&self) -> Deadlines {
        self.deadlines
    }

    /// Asks; once more on a new connection when the kept one was closed, and once more with another token when that was
    /// refused. For requests that alter nothing, or that may be done twice without harm.
    pub(crate) async fn ask(&mut self, call: &Call) -> Result<Reply, ConnectError> {
        self.ask_once_more(call).await.map_err(|failed| failed.error)
    }

    /// As [`Api::ask`]; `None` when the answer is larger than the call allows.
    pub(crate) async fn ask_within(&mut self, call: &Call) -> Result<Option<Reply>, ConnectError> {
        match self.ask_once_more(call).await {
            Ok(reply) => Ok(Some(reply)),
            Err(failed) if failed.is_too_large => Ok(None),
            Err(failed) => Err(failed.error),
        }
    }

    async fn ask_once_more(&mut self, call: &Call) -> Result<Reply, Failed> {
        let was_kept = self.kept.is_some();
        match self.tell(call).await {
            Err(failed) if was_kept && failed.error.code == Code::Lost => self.tell(call).await,
            result => result,
        }
    }

    /// Path and query behind the prefix of an address that the server itself gave; `None` when it leads elsewhere.
    pub(crate) fn local_path<'a>(&self, url: &'a str) -> Option<&'a str> {
        let is_clean = url.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'\\'));
        let (host, _) = url.strip_prefix("https://").filter(|_| is_clean)?.split_once('/')?;
        let path = url.get("https://".len() + host.len()..)?;
        let wanted = self.authority();
        let is_here = host.eq_ignore_ascii_case(&wanted)
            || host.strip_suffix(":443").is_some_and(|host| host.eq_ignore_ascii_case(&wanted));
        let path = path.strip_prefix(self.server.prefix.as_str()).filter(|_| is_here)?;
        let is_straight = path.starts_with('/') && !path.split(['/', '?']).any(|part| part == "..");
        is_straight.then_some(path)
    }

    /// The way out.
    pub(crate) const fn egress(&self) -> &Egress {
        &self.egress
    }

    /// PEM of one more authority to trust.
    pub(crate) fn ca_pem(&self) -> Option<&str> {
        self.server.ca_pem.as_deref()
    }

    /// Host, and port where it is not the usual one.
    pub(crate) fn authority(&self) -> String {
        match self.server.port {
            443 => self.server.host.clone(),
            port => format!("{}:{port}", self.server.host),
        }
    }

    /// Sends a request once. A refused token (401) is replaced and the request repeated: it was not carried out.
    pub(crate) async fn tell(&mut self, call: &Call) -> Result<Reply, Failed> {
        let deadline = self.deadlines.command;
        let all = async {
            let token = self.tokens.access_token(false).await.map_err(Failed::before)?;
            let reply = self.exchange(call, &token).await?;
            if reply.status != 401 {
                return Ok(reply);
            }
            let token = self.tokens.access_token(true).await.map_err(Failed::before)?;
            self.exchange(call, &token).await
        };
        match tokio::time::timeout(deadline, all).await {
            Ok(reply) => reply,
            Err(_) => Err(Failed::in_doubt(Code::Deadline.into())),
        }
    }

    async fn exchange(&mut self, call: &Call, token: &Private<String>) -> Result<Reply, Failed> {
        let request = self.request(call, token).map_err(Failed::before)?;
        let mut kept = self.connection().await.map_err(Failed::before)?;
        let quiet = self.deadlines.quiet;
        let sending = tokio::time::timeout(quiet, kept.sender.send_request(request));
        let response = match sending.await {
            Err(_) => return Err(Failed::in_doubt(Code::Deadline.into())),
            Ok(Err(error)) if error.is_canceled() => return Err(Failed::before(lost(&error))),
            Ok(Err(error)) => return Err(Failed::in_doubt(lost(&error))),
            Ok(Ok(response)) => response,
        };
        let status = response.status().as_u16();
        let retry_after = retry_after(response.headers().get(header::RETRY_AFTER));
        let date = response.headers().get(header::DATE).and_then(|value| value.to_str().ok());
        let date = date.and_then(civil::read_http);
        let body = whole(response.into_body(), call.bytes_max, quiet).await?;
        self.kept = Some(kept);
        Ok(Reply { status, retry_after, date, body })
    }

    /// The connection: the kept one while it is good, else a new one. It is taken out, so that whoever is cancelled in
    /// the middle of an answer leaves none behind.
    async fn connection(&mut self) -> Result<Kept, ConnectError> {
        if let Some(mut kept) = self.kept.take()
            && kept.sender.ready().await.is_ok()
        {
            return Ok(kept);
        }
        let deadline = self.deadlines.connect;
        let tcp = self.egress.connect(self.adapter, &self.server.host, self.server.port, deadline).await?;
        let stream = self.tls.wrap(Box::new(tcp), &self.server.host, deadline).await?;
        let shaking = Builder::new()
            .max_headers(FIELDS_MAX)
            .max_buf_size(HEAD_BYTES_MAX)
            .handshake(TokioIo::new(stream));
        let (sender, connection) = shaking.await.map_err(|error| lost(&error))?;
        let task = tokio::spawn(async move {
            // Whoever waits for the answer is told what went wrong.
            drop(connection.await);
        });
        Ok(Kept { sender, task: task.abort_handle() })
    }

    fn request(&self, call: &Call, token: &Private<String>) -> Result<Request<Full<Bytes>>, ConnectError> {
        let unfit = || ConnectError::from(Code::Settings);
        let host = self.authority();
        let bearer = Private::new(format!("Bearer {}", token.reveal()));
        let mut bearer = HeaderValue::from_str(bearer.reveal()).map_err(|_| unfit())?;
        bearer.set_sensitive(true);
        let mut request = Request::builder()
            .method(call.method.clone())
            .uri(format!("{}{}", self.server.prefix, call.path))
            .header(header::HOST, host)
            .header(header::ACCEPT, "application/json")
            .header(header::AUTHORIZATION, bearer);
        if call.body.is_none() && call.method == Method::POST {
            // Some servers want a length where there is nothing (RFC 9110 8.6).
            request = request.header(header::CONTENT_LENGTH, 0);
        }
        for (name, value) in &call.fields {
            request = request.header(HeaderName::from_static(name), value);
        }
        let (media_type, body) = match &call.body {
            Some((media_type, body)) => (Some(*media_type).filter(|one| !one.is_empty()), body.clone()),
            None => (None, Bytes::new()),
        };
        if let Some(media_type) = media_type {
            request = request.header(header::CONTENT_TYPE, media_type);
        }
        request.body(Full::new(body)).map_err(|_| unfit())
    }
}

/// Reads an answer's body, none that is larger than `bytes_max`: where its size is told beforehand, nothing of it.
async fn whole(mut body: Incoming, bytes_max: usize, quiet: Duration) -> Result<Bytes, Failed> {
    let too_large = || {
        let error = ConnectError::new(Code::Protocol, "answer too large");
        Failed { error, may_have_arrived: true, is_too_large: true }
    };
    let told = body.size_hint().lower();
    if told > bytes_max as u64 {
        return Err(too_large());
    }
    let mut all = Vec::with_capacity(usize::try_from(told).unwrap_or(0).min(ROOM_BYTES_MAX));
    loop {
        let frame = tokio::time::timeout(quiet, body.frame()).await;
        let frame = match frame.map_err(|_| Failed::in_doubt(Code::Deadline.into()))? {
            None => return Ok(all.into()),
            Some(frame) => frame.map_err(|error| Failed::in_doubt(lost(&error)))?,
        };
        let data = frame.into_data().unwrap_or_default();
        if all.len().saturating_add(data.len()) > bytes_max {
            return Err(too_large());
        }
        all.extend_from_slice(&data);
    }
}

/// In seconds; the other form, a date, would need a clock that agrees with the server's.
fn retry_after(value: Option<&HeaderValue>) -> Option<Duration> {
    let seconds: u64 = value?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(WAIT_MAX))
}

fn lost(error: &hyper::Error) -> ConnectError {
    let code = if error.is_parse() { Code::Protocol } else { Code::Lost };
    ConnectError::new(code, error.to_string())
}
