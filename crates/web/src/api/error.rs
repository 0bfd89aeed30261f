//! The failures that every operation may answer with, for the API's description.

use utoipa::{IntoResponses, ToSchema};

/// A problem document (RFC 9457).
#[derive(ToSchema)]
pub struct ProblemDocument {
    /// `urn:deskhero:problem:` and a stable code.
    pub r#type: String,
    /// What kind of failure it is.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened in this case.
    pub detail: String,
    /// Fields that were not accepted.
    pub errors: Option<Vec<FieldProblem>>,
    /// Line of a syntax error, or of a placeholder that cannot be read.
    pub line: Option<u64>,
    /// Column of it.
    pub column: Option<u64>,
    /// The placeholders that exist, when one that does not was used.
    pub placeholders: Option<Vec<String>>,
    /// State of the object, when that is in the way.
    pub state: Option<String>,
    /// Version of the object now.
    pub version: Option<i64>,
    /// Limit that was exceeded.
    pub max_bytes: Option<u64>,
    /// Seconds to wait.
    pub retry_after_s: Option<i64>,
}

/// A field that was not accepted.
#[derive(ToSchema)]
pub struct FieldProblem {
    /// Path of the field.
    pub field: String,
    /// Of a custom field: what people call it.
    pub name: Option<String>,
    /// Key of the rule.
    pub rule: Option<String>,
    /// The rule in words.
    pub detail: String,
}

/// Failures of operations that read.
#[derive(IntoResponses)]
pub enum ReadErrors {
    /// The query cannot be read.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(#[to_schema] ProblemDocument),
    /// No token, or one that is not valid any more.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthenticated(#[to_schema] ProblemDocument),
    /// The role or the state of the person's data does not allow it.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(#[to_schema] ProblemDocument),
    /// Absent, or another tenant's.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(#[to_schema] ProblemDocument),
    /// This address does not take this method.
    #[response(status = 405, content_type = "application/problem+json")]
    Method(#[to_schema] ProblemDocument),
    /// A value is not acceptable.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(#[to_schema] ProblemDocument),
    /// Too many at once.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(#[to_schema] ProblemDocument),
}

/// Failures of operations that write, beside those of reading.
#[derive(IntoResponses)]
pub enum WriteErrors {
    /// The state does not allow it, or it changed in between.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(#[to_schema] ProblemDocument),
    /// The body is larger than the limit.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(#[to_schema] ProblemDocument),
    /// The body is of a kind that is not accepted.
    #[response(status = 415, content_type = "application/problem+json")]
    MediaType(#[to_schema] ProblemDocument),
    /// A mail server that is needed does not answer.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(#[to_schema] ProblemDocument),
}
