//! Strict reading of what a caller sends: a limit on every body, unknown members refused, no NUL, and an error that
//! names the place.

use crate::asked::Named;
use crate::problem::{Answer, Problem};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use domain::limits::{FIELDS_MAX, REQUEST_BYTES_MAX};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A JSON body of the type `T`.
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Answer<Self> {
        if media_type(request.headers()) != "application/json" {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "media-type",
                "error-media-type",
                "the body must be application/json",
            ));
        }
        let named = request.extensions().get::<Named>().cloned();
        let bytes = body(request, REQUEST_BYTES_MAX).await?;
        let value: Value = serde_json::from_slice(&bytes).map_err(|error| {
            Problem::malformed(format!("the body is not JSON: {error}"))
                .with("line", error.line().into())
                .with("column", error.column().into())
        })?;
        refuse_nul(&value, "")?;
        if let Some(named) = named {
            named.json(&value);
        }
        serde_path_to_error::deserialize(value).map(Self).map_err(|error| {
            let path = error.path().to_string();
            Problem::invalid(
                if path == "." { "body".to_owned() } else { path },
                error.into_inner().to_string(),
            )
        })
    }
}

/// A query string of the type `T`.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Answer<Self> {
        let query = parts.uri.query().unwrap_or_default();
        if query.contains("%00") {
            return Err(Problem::malformed("the query contains NUL"));
        }
        axum::extract::Query::<T>::try_from_uri(&parts.uri)
            .map(|query| Self(query.0))
            .map_err(|error| Problem::malformed(format!("the query cannot be read: {}", error.body_text())))
    }
}

/// A query string of the type `T`, and the conditions on custom fields that stand in it as `field.KEY=VALUE`.
pub struct FieldQuery<T>(pub T, pub Vec<(String, String)>);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for FieldQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Answer<Self> {
        let query = parts.uri.query().unwrap_or_default();
        if query.contains("%00") {
            return Err(Problem::malformed("the query contains NUL"));
        }
        let unreadable =
            |error: &dyn std::fmt::Display| Problem::malformed(format!("the query cannot be read: {error}"));
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(query).map_err(|error| unreadable(&error))?;
        let (mut rest, mut fields) = (Vec::new(), Vec::new());
        for (name, value) in pairs {
            match name.strip_prefix("field.") {
                Some(key) => fields.push((key.to_owned(), value)),
                None => rest.push((name, value)),
            }
        }
        if fields.len() > FIELDS_MAX {
            return Err(Problem::malformed("more conditions on fields than there can be fields"));
        }
        let rest = serde_urlencoded::to_string(rest).unwrap_or_default();
        let known = serde_urlencoded::from_str(&rest).map_err(|error| unreadable(&error))?;
        Ok(Self(known, fields))
    }
}

/// The fields of a form of ours, its CSRF token checked by the gate of pages before the handler sees them.
#[derive(Debug, Clone, Default)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// Reads an urlencoded body.
    ///
    /// # Errors
    /// A [`Problem`] when it is too large, not a form, or contains NUL.
    pub async fn read(request: Request) -> Answer<Self> {
        if media_type(request.headers()) != "application/x-www-form-urlencoded" {
            return Err(Problem::malformed("not a form"));
        }
        let bytes = body(request, REQUEST_BYTES_MAX).await?;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&bytes)
            .map_err(|_| Problem::malformed("the form cannot be read"))?;
        if pairs.iter().any(|(_, value)| value.contains('\0')) {
            return Err(Problem::malformed("the form contains NUL"));
        }
        Ok(Self(pairs))
    }

    /// The value of `name`, without surrounding space; empty when absent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }

    /// The value of `name`, or nothing when it is empty.
    #[must_use]
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Every value of `name`.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The value of `name`, read as a `T`.
    ///
    /// # Errors
    /// A [`Problem`] that names the field.
    pub fn parse<T: std::str::FromStr>(&self, name: &str) -> Answer<T> {
        self.get(name).parse().map_err(|_| Problem::invalid(name, "not one of the choices"))
    }
}

/// Reads a whole body of at most `max_bytes`.
///
/// # Errors
/// 413 when it is larger, 400 when the connection ends in the middle.
pub async fn body(request: Request, max_bytes: usize) -> Answer<Bytes> {
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > max_bytes) {
        return Err(Problem::too_large(max_bytes));
    }
    read(request.into_body(), max_bytes).await
}

async fn read(body: Body, max_bytes: usize) -> Answer<Bytes> {
    use futures::StreamExt;
    let mut stream = body.into_data_stream();
    let mut whole = Vec::new();
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|_| Problem::malformed("the body ends in the middle"))?;
        if whole.len() + piece.len() > max_bytes {
            return Err(Problem::too_large(max_bytes));
        }
        whole.extend_from_slice(&piece);
    }
    Ok(Bytes::from(whole))
}

/// The media type of a request, lower case, without parameters.
#[must_use]
pub fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn refuse_nul(value: &Value, path: &str) -> Answer<()> {
    match value {
        Value::String(text) if text.contains('\0') => {
            Err(Problem::invalid(path.trim_start_matches('.'), "NUL is not allowed in text"))
        }
        Value::Array(items) => {
            items.iter().enumerate().try_for_each(|(at, item)| refuse_nul(item, &format!("{path}[{at}]")))
        }
        Value::Object(members) => {
            members.iter().try_for_each(|(name, member)| refuse_nul(member, &format!("{path}.{name}")))
        }
        _ => Ok(()),
    }
}

/// Reads an identifier of a path. What is not one is as absent as what does not exist.
///
/// # Errors
/// 404.
pub fn id<T: std::str::FromStr>(text: &str) -> Answer<T> {
    text.parse().map_err(|_| Problem::not_found())
}
