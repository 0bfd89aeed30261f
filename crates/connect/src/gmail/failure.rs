//! What a refusal of Google's means, by its status and its reason.

use super::said::{Reason, Refused};
use crate::api::Reply;
use crate::error::{Code, ConnectError};

/// Reasons that mean: too many requests.
const THROTTLED: [&str; 6] = [
    "rateLimitExceeded",
    "userRateLimitExceeded",
    "quotaExceeded",
    "dailyLimitExceeded",
    "RATE_LIMIT_EXCEEDED",
    "concurrentLimitExceeded",
];
/// Reasons that mean: the scopes of the token do not allow it.
const NARROW: [&str; 2] = ["insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"];

/// The failure that an answer other than 2xx stands for. Google's words go into `detail` alone.
pub(super) fn failure(reply: &Reply) -> ConnectError {
    let said: Refused = serde_json::from_slice(&reply.body).unwrap_or_default();
    let has = |known: &[&str]| {
        let mut reasons = said.error.errors.iter().chain(&said.error.details);
        reasons.any(|Reason { reason }| known.contains(&reason.as_str()))
    };
    let code = match reply.status {
        401 => Code::AuthFailed,
        429 => Code::Throttled,
        403 if has(&THROTTLED) => Code::Throttled,
        403 if has(&NARROW) => Code::ScopeMissing,
        408 | 500..=599 => Code::Unavailable,
        400..=499 => Code::Refused,
        _ => Code::Protocol,
    };
    let words = match said.error.message.is_empty() {
        true => reply.status.to_string(),
        false => format!("{} {}", reply.status, said.error.message),
    };
    ConnectError::new(code, words).after(reply.retry_after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn code(status: u16, body: &str) -> Code {
        let retry_after = Some(Duration::from_secs(7));
        let error = failure(&Reply { status, retry_after, date: None, body: body.to_owned().into() });
        assert_eq!(error.wait, retry_after);
        assert!(!error.to_string().contains("words"));
        error.code
    }

    #[test]
    fn each_refusal_has_its_code() {
        let because = |reason: &str| {
            format!(r#"{{"error":{{"code":403,"message":"words","errors":[{{"reason":"{reason}"}}]}}}}"#)
        };
        assert_eq!(code(403, &because("rateLimitExceeded")), Code::Throttled);
        assert_eq!(code(403, &because("userRateLimitExceeded")), Code::Throttled);
        assert_eq!(code(403, &because("quotaExceeded")), Code::Throttled);
        assert_eq!(code(403, &because("insufficientPermissions")), Code::ScopeMissing);
        assert_eq!(code(403, &because("domainPolicy")), Code::Refused);
        assert_eq!(code(403, "<html>"), Code::Refused);
        let narrow = r#"{"error":{"details":[{"@type":"x"},{"reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}"#;
        assert_eq!(code(403, narrow), Code::ScopeMissing);
        assert_eq!(code(401, ""), Code::AuthFailed);
        assert_eq!(code(429, ""), Code::Throttled);
        assert_eq!(code(400, "{}"), Code::Refused);
        assert_eq!((code(500, ""), code(503, "")), (Code::Unavailable, Code::Unavailable));
        assert_eq!(code(302, ""), Code::Protocol);
    }
}
