//! The one place that turns a failure into a status and a body: a problem document (RFC 9457) for programs, a page
//! for people. Another tenant's object and an absent one give the same bytes.

use crate::language::{Texts, english};
use app::Class;
use app::placeholder::{Fault, Placeholder, Wrong};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::limits::FALLBACK_CHARS_MAX;
use serde_json::{Map, Value, json};

/// A failure on its way out.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Status.
    pub status: StatusCode,
    /// Stable code, the last part of `type`.
    pub code: &'static str,
    /// Message key of the title; the hint for people is `{title}-hint`.
    pub title: &'static str,
    /// What happened, without personal data.
    pub detail: String,
    /// Further members of the document.
    pub members: Map<String, Value>,
    /// Values of the rule's message.
    args: Vec<(&'static str, String)>,
}

impl Problem {
    /// A failure with no further members.
    #[must_use]
    pub fn new(
        status: StatusCode,
        code: &'static str,
        title: &'static str,
        detail: impl Into<String>,
    ) -> Self {
        Self { status, code, title, detail: detail.into(), members: Map::new(), args: Vec::new() }
    }

    /// Absent, or another tenant's.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "error-not-found", "there is nothing at this address")
    }

    /// No session, no token, or one that is not valid any more.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthenticated", "error-unauthenticated", "not signed in")
    }

    /// The role does not include it.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "error-forbidden", "the role does not allow this")
    }

    /// An operator's token at an address of the tenants' API.
    #[must_use]
    pub fn operator_token() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "operator-token",
            "error-operator-token",
            "an operator's token opens /api/v1/operator and nothing else: use the token of a person of the company, who \
             makes one on the page API tokens",
        )
    }

    /// A tenant's token at an address of the operator's API.
    #[must_use]
    pub fn tenant_token() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "tenant-token",
            "error-tenant-token",
            "this takes an operator's token: an operator makes one at /operator/tokens, or by \
             `deskhero token create --operator ADDRESS`",
        )
    }

    /// A request that no page of ours sent.
    #[must_use]
    pub fn foreign_request() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "foreign-request",
            "error-csrf",
            "the request does not come from this site",
        )
    }

    /// A body over its limit.
    #[must_use]
    pub fn too_large(max_bytes: usize) -> Self {
        let detail = format!("the request is larger than {max_bytes} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "error-too-large", detail)
            .with("max_bytes", json!(max_bytes))
    }

    /// A body or query that cannot be read at all.
    #[must_use]
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", "error-malformed", detail)
    }

    /// Readable, but not acceptable: the field and the rule that it breaks.
    #[must_use]
    pub fn invalid(field: impl Into<String>, detail: impl Into<String>) -> Self {
        let (field, detail) = (field.into(), detail.into());
        let text = format!("{field}: {detail}");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-input", "error-invalid", text)
            .with("errors", json!([{ "field": field, "detail": detail }]))
    }

    /// What a page refuses for a reason of its own: the message key says what happened.
    #[must_use]
    pub fn refused(title: &'static str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-input", title, english().t(title))
    }

    /// A provider's permission that cannot be used: the message key says why, and what to do.
    fn permission(key: &'static str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "oauth", "error-oauth", english().t(key))
            .with("reason", json!(key))
    }

    /// A fault of ours: explained in the log, not to whoever asked, who gets the number that it is found by.
    fn fault(error: &app::Error) -> Self {
        let number = uuid::Uuid::new_v4().simple().to_string();
        let number = number.get(..8).unwrap_or_default();
        tracing::error!(%error, code = error.code(), number, "request failed");
        let (status, title) = status_and_title(error.class());
        Self::new(status, error.code(), title, "a fault in Deskhero; it is logged")
            .with("number", json!(number))
    }

    /// The document with one more member.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    /// The same, of the field that the page calls so.
    #[must_use]
    pub fn of_field(mut self, field: &str) -> Self {
        let broken = self.members.get_mut("errors").and_then(|errors| errors.get_mut(0)?.as_object_mut());
        if let Some(broken) = broken {
            broken.insert("field".to_owned(), json!(field));
        }
        self
    }

    /// The field of a form, and the rule that what stands there breaks.
    #[must_use]
    pub fn broken(&self) -> Option<(&str, &str)> {
        let broken = self.members.get("errors")?.get(0)?;
        let part = |name: &str| broken.get(name).and_then(Value::as_str);
        Some((part("field")?, part("rule").unwrap_or_default()))
    }

    /// Whether it is about the state of such a thing.
    #[must_use]
    pub fn is_of(&self, noun: &str) -> bool {
        self.members.get("noun").and_then(Value::as_str) == Some(noun)
    }

    /// What the API says of carrying out a request: what was done is called `text` there, as in what is sent, and `how` on pages.
    #[must_use]
    pub fn of_fulfilment(error: app::Error) -> Self {
        match error {
            app::Error::Input { field: "how", rule } => app::Error::Input { field: "text", rule }.into(),
            other => other.into(),
        }
    }

    /// What it says to a person, beside the form that it is about: the rule in words, or what happened.
    #[must_use]
    pub fn words(&self, texts: Texts) -> String {
        let broken = self.members.get("errors").and_then(|errors| errors.get(0));
        let part = |name: &str| broken.and_then(|broken| broken.get(name)).and_then(Value::as_str);
        match (part("field"), part("rule")) {
            (Some(field), Some(rule)) => {
                let key = format!("field-{field}");
                // A custom field has a name of its own.
                let name = part("name").map(str::to_owned);
                let name =
                    name.unwrap_or_else(|| if texts.has(&key) { texts.t(&key) } else { field.to_owned() });
                format!("{name}: {}.", texts.t_args(rule, &self.args))
            }
            _ => format!("{}. {}", texts.t(self.title), self.said(texts)),
        }
    }

    /// What happened: of what was typed, which field and why.
    #[must_use]
    pub fn titled(&self, texts: Texts) -> String {
        let broken = self.members.get("errors").and_then(|errors| errors.get(0)?.get("rule")).is_some();
        match broken {
            true => self.words(texts).trim_end_matches('.').to_owned(),
            false => texts.t(self.title),
        }
    }

    /// What happened, closer. That is written for programs, in English: in any other language what to do is said instead.
    #[must_use]
    pub fn said(&self, texts: Texts) -> String {
        if texts.locale() == i18n::FALLBACK { self.detail.clone() } else { self.hint(texts) }
    }

    /// What to do, for people.
    #[must_use]
    pub fn hint(&self, texts: Texts) -> String {
        let number = self.members.get("number").and_then(Value::as_str).unwrap_or_default();
        texts.t_args(&format!("{}-hint", self.title), &[("number", number)])
    }

    /// The document of RFC 9457, in English.
    #[must_use]
    pub fn document(&self) -> Value {
        let mut document = Map::new();
        document.insert("type".to_owned(), json!(format!("urn:deskhero:problem:{}", self.code)));
        document.insert("title".to_owned(), json!(english().t(self.title)));
        document.insert("status".to_owned(), json!(self.status.as_u16()));
        document.insert("detail".to_owned(), json!(self.detail));
        document.extend(self.members.clone());
        Value::Object(document)
    }
}

impl From<app::Error> for Problem {
    fn from(error: app::Error) -> Self {
        let class = error.class();
        if class == Class::Internal {
            return Self::fault(&error);
        }
        if matches!(error, app::Error::Open(_)) {
            tracing::warn!(%error, "what was asked for was erased");
        }
        let (status, title) = status_and_title(class);
        if class == Class::NotFound {
            return Self::not_found();
        }
        let title = match error {
            app::Error::Suspended => "error-suspended",
            app::Error::Unagreed => "error-unagreed",
            app::Error::Untranslated(_) => "error-untranslated",
            app::Error::Payments(_) => "error-payments",
            app::Error::Refused(ref refusal) => match refusal.reason().word() {
                "restricted" => "error-restricted",
                "held" => "error-held",
                _ => title,
            },
            _ => title,
        };
        let problem = Self::new(status, error.code(), title, error.to_string());
        match error {
            app::Error::Input { field, rule } => {
                let text = english().t(rule);
                let detail = format!("{field}: {text}");
                Self { detail, ..problem }
                    .with("errors", json!([{ "field": field, "rule": rule, "detail": text }]))
            }
            app::Error::Field { key, name, rule } => {
                let (field, text) = (format!("fields.{}", key.reveal()), english().t(rule));
                let detail = format!("{field}: {text}");
                let error =
                    json!({ "field": field, "name": name.into_inner(), "rule": rule, "detail": text });
                Self { detail, ..problem }.with("errors", json!([error]))
            }
            app::Error::Placeholder(fault) => unreadable(problem, &fault),
            app::Error::Query { at } => problem.with("at", json!(at)),
            app::Error::TooMany { retry_after_s } => problem.with("retry_after_s", json!(retry_after_s)),
            app::Error::Stale { status, version } => {
                problem.with("state", json!(status)).with("version", json!(version))
            }
            app::Error::Answered { mails } => {
                Self { title: "error-answered", ..problem }.with("mail_count", json!(mails))
            }
            app::Error::State { noun, state } => of_state(problem, noun, state),
            app::Error::Untranslated(languages) => problem.with("languages", json!(languages)),
            app::Error::Oauth(key) => Self::permission(key),
            app::Error::MailboxFaults(faults) => problem.with("faults", crate::problem::faults(faults)),
            app::Error::TooLarge { max_bytes, .. } => problem.with("max_bytes", json!(max_bytes)),
            _ => problem,
        }
    }
}

/// What a thing's state forbids. Where nobody was faster, what is so is said instead.
fn of_state(problem: Problem, noun: &'static str, state: &'static str) -> Problem {
    let problem = problem.with("noun", json!(noun)).with("state", json!(state));
    let title = match (noun, state) {
        ("disclosure", "handed-out") => "error-handed-out",
        ("image", "withheld") => "error-image-withheld",
        ("incident", "untold") => "error-incident-untold",
        ("mail", "not-sent") => "error-mail-not-sent",
        _ => return problem,
    };
    Problem { title, detail: english().t(&format!("{title}-hint")), ..problem }
}

/// A text whose placeholders cannot be read: what is wrong, where, and which there are. The words that were typed go to
/// whoever typed them, and stand in no log.
fn unreadable(problem: Problem, fault: &Fault) -> Problem {
    let rule = match fault.wrong {
        Wrong::Unknown => "rule-placeholder-unknown",
        Wrong::Unclosed => "rule-placeholder-unclosed",
        Wrong::FallbackTooLong => "rule-placeholder-fallback",
        Wrong::NoFallback => "rule-placeholder-missing",
    };
    let known: Vec<String> = Placeholder::all().map(Placeholder::written).collect();
    let args = vec![
        ("line", fault.line.to_string()),
        ("column", fault.column.to_string()),
        ("word", format!("{{{}}}", fault.word)),
        ("known", known.join(", ")),
        ("stand_in", format!("{{{}|…}}", fault.word)),
        ("max", FALLBACK_CHARS_MAX.to_string()),
    ];
    let detail = english().t_args(rule, &args);
    Problem { args, ..problem }
        .with("errors", json!([{ "field": "text", "rule": rule, "detail": detail }]))
        .with("line", json!(fault.line))
        .with("column", json!(fault.column))
        .with("placeholders", json!(known))
}

/// What the live test of a mailbox found, for programs: the side, the code, the words, what the server said.
pub(crate) fn faults(faults: Vec<app::mailbox::Fault>) -> Value {
    let one = |fault: app::mailbox::Fault| {
        json!({
            "side": fault.side,
            "code": fault.key,
            "detail": english().t(fault.key),
            "folder": fault.folder,
            "said": fault.said,
        })
    };
    faults.into_iter().map(one).collect()
}

const fn status_and_title(class: Class) -> (StatusCode, &'static str) {
    match class {
        Class::Input => (StatusCode::UNPROCESSABLE_ENTITY, "error-invalid"),
        Class::Unauthenticated => (StatusCode::UNAUTHORIZED, "error-unauthenticated"),
        Class::Forbidden => (StatusCode::FORBIDDEN, "error-forbidden"),
        Class::NotFound => (StatusCode::NOT_FOUND, "error-not-found"),
        Class::Conflict => (StatusCode::CONFLICT, "error-conflict"),
        Class::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "error-too-large"),
        Class::TooMany => (StatusCode::TOO_MANY_REQUESTS, "error-too-many"),
        Class::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "error-unavailable"),
        Class::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "error-internal"),
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, self.document().to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"deskhero\""));
        }
        if let Some(seconds) = self.members.get("retry_after_s").and_then(Value::as_i64) {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // The page layer finds it here and shows a page instead.
        response.extensions_mut().insert(self);
        response
    }
}

/// What a handler returns.
pub type Answer<T> = Result<T, Problem>;
