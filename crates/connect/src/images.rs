//! Remote images of a mail, fetched by this process so that the sender never learns an agent's address or browser.
//!
//! Whoever writes a mail chooses what is asked for. So it goes by https alone (an `http:` address is asked for by https
//! too, as browsers do), to port 443 of public addresses, without a cookie, within limits of size and time; the address
//! that was looked up is the one that is connected to, at each redirect too. Only what is an image by its own first bytes
//! is handed out.

use crate::egress::{Egress, IMAGES};
use crate::error::{Code, ConnectError};
use crate::https::{self, is_host_name};
use domain::TenantId;
use domain::limits::{REMOTE_IMAGE_BYTES_MAX, REMOTE_IMAGES_AT_ONCE};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long one image may take, waiting for a free place included.
const FETCH_MAX: Duration = Duration::from_secs(10);
/// Bytes of an address.
const URL_BYTES_MAX: usize = 8 * 1024;

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Media type, by its first bytes.
    pub content_type: &'static str,
    /// Bytes.
    pub bytes: Vec<u8>,
}

/// The way to fetch images.
#[derive(Clone)]
pub struct Images {
    egress: Egress,
    own: Vec<(String, u16)>,
    ca_pem: Option<String>,
    places: Arc<Semaphore>,
}

impl std::fmt::Debug for Images {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Images")
    }
}

impl Images {
    /// From public addresses. `own` names hosts and ports of the operator's own network that may be asked as well, whose
    /// certificates `ca_pem` may have signed.
    #[must_use]
    pub fn new(egress: &Egress, own: Vec<(String, u16)>, ca_pem: Option<String>) -> Self {
        let places = Arc::new(Semaphore::new(REMOTE_IMAGES_AT_ONCE));
        Self { egress: egress.clone(), own, ca_pem, places }
    }

    /// The same way, for the work of a company.
    #[must_use]
    pub fn of(&self, tenant: TenantId) -> Self {
        Self { egress: self.egress.of(tenant), ..self.clone() }
    }

    /// Fetches an image; `may_go_to` decides about the hosts of redirects.
    ///
    /// # Errors
    /// [`Code::Refused`] for an address that is not asked and for any other status than 200; [`Code::Protocol`] for what
    /// is too large or no image; what went wrong on the way.
    pub async fn fetch(&self, url: &str, may_go_to: fn(&str) -> bool) -> Result<Image, ConnectError> {
        let place = address(url).ok_or(ConnectError::from(Code::Refused))?;
        let is_own = self.own.iter().any(|(host, port)| *host == place.host && *port == place.port);
        if !is_own && place.port != 443 {
            return Err(Code::Refused.into());
        }
        let ask = https::Ask {
            adapter: &IMAGES,
            port: place.port,
            ca_pem: self.ca_pem.as_deref().filter(|_| is_own),
            is_public_only: !is_own,
            accept: "image/*",
            bytes_max: REMOTE_IMAGE_BYTES_MAX,
            deadline: FETCH_MAX,
            // From a host of the own network nothing leads on: what is named there was allowed, nothing else.
            may_go_to: if is_own { nowhere } else { may_go_to },
        };
        let fetching = async {
            let _place = self.places.acquire().await.map_err(|_| ConnectError::from(Code::Unavailable))?;
            https::get(&self.egress, &place.host, &place.path, ask).await
        };
        let bytes = tokio::time::timeout(FETCH_MAX, fetching)
            .await
            .map_err(|_| ConnectError::from(Code::Deadline))??;
        let content_type = image_type(&bytes).ok_or(ConnectError::from(Code::Protocol))?;
        Ok(Image { content_type, bytes })
    }
}

const fn nowhere(_: &str) -> bool {
    false
}

/// The media type of an image that every browser draws and that holds no script, by its first bytes.
#[must_use]
pub fn image_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Place {
    host: String,
    port: u16,
    path: String,
}

/// Reads an http or https address: no sign-in in it, a host by name, and a path that fits in a request line.
fn address(url: &str) -> Option<Place> {
    if url.len() > URL_BYTES_MAX {
        return None;
    }
    let (scheme, rest) = url.split_once("://")?;
    let usual = match scheme.to_ascii_lowercase().as_str() {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?', '\\']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end)?;
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, port.parse().ok()?),
        None => (authority, usual),
    };
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let mut coded = String::with_capacity(path.len() + 1);
    if !path.starts_with('/') {
        coded.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'\\' => return None,
            b'!'..=b'~' if !matches!(byte, b'"' | b'<' | b'>' | b'`') => coded.push(char::from(byte)),
            _ => {
                let _ = write!(coded, "%{byte:02X}");
            }
        }
    }
    // What browsers ask for by https although the mail says http.
    let port = if port == 80 { 443 } else { port };
    is_host_name(&host).then_some(Place { host, port, path: coded })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_strictly() {
        let read = |url: &str| address(url).map(|p| format!("{}:{}{}", p.host, p.port, p.path));
        let is = |url: &str, expected: &str| assert_eq!(read(url).as_deref(), Some(expected), "{url}");
        is("https://Img.x.test/a.png?b=c#d", "img.x.test:443/a.png?b=c");
        is("http://x.test", "x.test:443/");
        is("https://x.test?a b", "x.test:443/?a%20b");
        is("https://x.test./ä\r\nHost: evil", "x.test:443/%C3%A4%0D%0AHost:%20evil");
        is("https://x.test:8443/", "x.test:8443/");
        for refused in [
            "ftp://x.test/",
            "//x.test/",
            "https:x.test/",
            "https://user@x.test/",
            "https://user:secret@x.test/",
            "https://x.test\\@y.test/",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://x.test:99999/",
            "https://ex ample.test/",
            "https:///x",
            "",
        ] {
            assert_eq!(read(refused), None, "{refused}");
        }
    }

    #[test]
    fn images_are_known_by_their_first_bytes() {
        assert_eq!(image_type(b"\x89PNG\r\n\x1a\nx"), Some("image/png"));
        assert_eq!(image_type(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(image_type(b"GIF89a"), Some("image/gif"));
        assert_eq!(image_type(b"RIFF0000WEBPVP8 "), Some("image/webp"));
        for no in [&b"<svg xmlns="[..], b"<html>", b"RIFF0000AVI ", b"%PDF-1.7", b""] {
            assert_eq!(image_type(no), None);
        }
    }
}
