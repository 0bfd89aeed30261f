//! The page assets: bundled and compressed by the build, served from memory, named by their content so that a
//! browser keeps them for good.

use crate::problem::Problem;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// One bundled file.
pub struct Asset {
    /// Name in templates (`main.css`).
    pub name: &'static str,
    /// Name in the address, with the hash of its content.
    pub file: &'static str,
    /// Media type.
    pub content_type: &'static str,
    /// Content.
    pub bytes: &'static [u8],
    /// Content, compressed with brotli (RFC 7932).
    pub brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets/assets.rs"));

/// The address of the asset that templates call `name`.
#[must_use]
pub fn address(name: &str) -> String {
    let file = ASSETS.iter().find(|asset| asset.name == name).map_or(name, |asset| asset.file);
    format!("/assets/{file}")
}

/// Serves one asset.
pub async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.file == file) else {
        return Problem::not_found().into_response();
    };
    let brotli = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|coding| coding.trim().split(';').next() == Some("br")));
    let mut response = Response::new(Body::from(if brotli { asset.brotli } else { asset.bytes }));
    let set = response.headers_mut();
    set.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    set.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if brotli {
        set.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}
