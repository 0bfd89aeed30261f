//! Kinds of values, each of which refuses what it can't be.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A text that does not have the form of its setting; the setting's error says what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not in the expected form")]
pub struct BadForm;

/// How much is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Only what failed.
    Error,
    /// And what is odd.
    Warn,
    /// And what happens.
    Info,
    /// And how.
    Debug,
    /// Everything.
    Trace,
}

impl LogLevel {
    /// The level as a filter directive.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

/// How the connection to a mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, required.
    Starttls,
}

/// Scheme and authority of the address that people type; no path, no slash at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address, as in a link.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when people come by https.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = BadForm;

    fn try_from(text: String) -> Result<Self, BadForm> {
        let text = text.strip_suffix('/').unwrap_or(&text);
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or(BadForm)?;
        let is_bad = |character: char| {
            character.is_whitespace() || character.is_control() || "/?#@\\\"<>".contains(character)
        };
        if host.is_empty() || host.contains(is_bad) { Err(BadForm) } else { Ok(Self(text.to_owned())) }
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.0
    }
}

/// Where backups go: a folder, or a bucket of S3 with a prefix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum BackupPlace {
    /// A folder.
    Folder(PathBuf),
    /// `s3://BUCKET` or `s3://BUCKET/PREFIX`.
    Bucket {
        /// The bucket.
        bucket: String,
        /// What stands before each name, with a slash at its end; or nothing.
        prefix: String,
    },
}

impl TryFrom<String> for BackupPlace {
    type Error = BadForm;

    fn try_from(text: String) -> Result<Self, BadForm> {
        if let Some(rest) = text.strip_prefix("s3://") {
            let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let prefix = prefix.trim_matches('/');
            let plain = |c: char| c.is_ascii_alphanumeric() || "-._/".contains(c);
            if bucket.is_empty() || !rest.chars().all(plain) || rest.split('/').any(|part| part == "..") {
                return Err(BadForm);
            }
            let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
            return Ok(Self::Bucket { bucket: bucket.to_owned(), prefix });
        }
        // What looks like an address is no folder that somebody meant.
        if text.is_empty() || text.contains("://") {
            Err(BadForm)
        } else {
            Ok(Self::Folder(PathBuf::from(text)))
        }
    }
}

impl From<BackupPlace> for String {
    fn from(place: BackupPlace) -> Self {
        match place {
            BackupPlace::Folder(path) => path.to_string_lossy().into_owned(),
            BackupPlace::Bucket { bucket, prefix } => format!("s3://{bucket}/{prefix}"),
        }
    }
}

/// Where a server of S3 is: by https, or on this machine by http.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Endpoint {
    /// Whether it speaks no TLS.
    pub is_plain: bool,
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
}

impl Endpoint {
    /// Amazon's, of that region which the settings name when nobody says otherwise.
    pub(crate) fn amazon() -> Self {
        Self { is_plain: false, host: "s3.us-east-1.amazonaws.com".to_owned(), port: 443 }
    }

    /// Stripe's.
    pub(crate) fn stripe() -> Self {
        Self { is_plain: false, host: "api.stripe.com".to_owned(), port: 443 }
    }
}

impl TryFrom<String> for Endpoint {
    type Error = BadForm;

    fn try_from(text: String) -> Result<Self, BadForm> {
        let (rest, is_plain) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (rest, false),
            (None, Some(rest)) => (rest, true),
            (None, None) => return Err(BadForm),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = match rest.split_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| BadForm)?),
            None => (rest, if is_plain { 80 } else { 443 }),
        };
        let is_good = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c));
        let is_here = ["localhost", "127.0.0.1"].contains(&host);
        if is_good && (is_here || !is_plain) {
            Ok(Self { is_plain, host: host.to_owned(), port })
        } else {
            Err(BadForm)
        }
    }
}

impl From<Endpoint> for String {
    fn from(endpoint: Endpoint) -> Self {
        let scheme = if endpoint.is_plain { "http" } else { "https" };
        match (endpoint.is_plain, endpoint.port) {
            (false, 443) | (true, 80) => format!("{scheme}://{}", endpoint.host),
            (_, port) => format!("{scheme}://{}:{port}", endpoint.host),
        }
    }
}

/// Days that a backup is kept: 1 to 365 (the privacy policy promises that whatever was deleted is gone from backups
/// within a year).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct RetentionDays(u32);

impl RetentionDays {
    /// Thirty.
    pub(crate) const DEFAULT: Self = Self(30);

    /// How many.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for RetentionDays {
    type Error = BadForm;

    fn try_from(days: u32) -> Result<Self, BadForm> {
        if (1..=365).contains(&days) { Ok(Self(days)) } else { Err(BadForm) }
    }
}

impl From<RetentionDays> for u32 {
    fn from(days: RetentionDays) -> Self {
        days.0
    }
}

/// Days that sums of usage are kept after their month: 1 to 59, so that no day is kept for more than ninety.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct UsageDays(u32);

impl UsageDays {
    /// Thirty.
    pub(crate) const DEFAULT: Self = Self(30);

    /// How many.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for UsageDays {
    type Error = BadForm;

    fn try_from(days: u32) -> Result<Self, BadForm> {
        if (1..=59).contains(&days) { Ok(Self(days)) } else { Err(BadForm) }
    }
}

impl From<UsageDays> for u32 {
    fn from(days: UsageDays) -> Self {
        days.0
    }
}

/// Hours that a copy of the keyring is kept: 168 at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct SnapshotHours(u32);

impl SnapshotHours {
    /// A day.
    pub(crate) const DEFAULT: Self = Self(24);

    /// How many.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for SnapshotHours {
    type Error = BadForm;

    fn try_from(hours: u32) -> Result<Self, BadForm> {
        if hours <= 168 { Ok(Self(hours)) } else { Err(BadForm) }
    }
}

impl From<SnapshotHours> for u32 {
    fn from(hours: SnapshotHours) -> Self {
        hours.0
    }
}

/// An address by https, such as a provider of OAuth2 names itself by (OpenID Connect Discovery 3): compared letter by letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HttpsUrl(String);

impl HttpsUrl {
    pub(crate) fn of(known: &str) -> Self {
        Self(known.to_owned())
    }

    /// As the provider writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for HttpsUrl {
    type Error = BadForm;

    fn try_from(text: String) -> Result<Self, BadForm> {
        let rest = text.strip_prefix("https://").ok_or(BadForm)?;
        let is_bad = |c: char| c.is_whitespace() || c.is_control() || "?#@\\\"<>".contains(c);
        if rest.is_empty() || rest.starts_with('/') || rest.contains(is_bad) {
            Err(BadForm)
        } else {
            Ok(Self(text))
        }
    }
}

impl From<HttpsUrl> for String {
    fn from(url: HttpsUrl) -> Self {
        url.0
    }
}

/// Address of a database. Its `Debug` and `Display` hide what stands between the slashes and the `@`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// A SQLite file.
    #[must_use]
    pub fn sqlite(path: &Path) -> Self {
        Self(format!("sqlite:{}", path.display()))
    }

    /// The address with its password, for the database library.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for PostgreSQL, false for SQLite.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.0.starts_with("postgres")
    }
}

impl TryFrom<String> for DatabaseUrl {
    type Error = BadForm;

    fn try_from(text: String) -> Result<Self, BadForm> {
        let is_known = ["sqlite:", "postgres://", "postgresql://"]
            .iter()
            .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        if is_known { Ok(Self(text)) } else { Err(BadForm) }
    }
}

impl From<DatabaseUrl> for String {
    fn from(url: DatabaseUrl) -> Self {
        url.0
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.split_once("://"), self.0.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, place))) => write!(f, "{scheme}://…@{place}"),
            _ => f.write_str(&self.0),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

/// Where clamd listens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ClamdAddress {
    /// Host and port.
    Tcp(String),
    /// Unix socket.
    Unix(PathBuf),
}

impl TryFrom<String> for ClamdAddress {
    type Error = BadForm;

    fn try_from(text: String) -> Result<Self, BadForm> {
        if let Some(path) = text.strip_prefix("unix:") {
            return if path.starts_with('/') { Ok(Self::Unix(PathBuf::from(path))) } else { Err(BadForm) };
        }
        let address = text.strip_prefix("tcp:").ok_or(BadForm)?;
        let (host, port) = address.rsplit_once(':').ok_or(BadForm)?;
        let port: u16 = port.parse().map_err(|_| BadForm)?;
        if host.is_empty() || port == 0 { Err(BadForm) } else { Ok(Self::Tcp(address.to_owned())) }
    }
}

impl From<ClamdAddress> for String {
    fn from(address: ClamdAddress) -> Self {
        match address {
            ClamdAddress::Tcp(address) => format!("tcp:{address}"),
            ClamdAddress::Unix(path) => format!("unix:{}", path.display()),
        }
    }
}

/// A host name with a port: `intranet.example.com:443`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HostPort {
    /// Host name, lower case.
    pub host: String,
    /// Port.
    pub port: u16,
}

impl TryFrom<String> for HostPort {
    type Error = BadForm;

    fn try_from(text: String) -> Result<Self, BadForm> {
        let (host, port) = text.rsplit_once(':').ok_or(BadForm)?;
        let port = port.parse().ok().filter(|port| *port != 0).ok_or(BadForm)?;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        let is_good = !host.is_empty() && host.bytes().all(is_name);
        if is_good { Ok(Self { host: host.to_ascii_lowercase(), port }) } else { Err(BadForm) }
    }
}

impl From<HostPort> for String {
    fn from(place: HostPort) -> Self {
        format!("{}:{}", place.host, place.port)
    }
}

/// An IP address or a block of them (RFC 4632, RFC 4291): `10.0.0.0/8`, `fd00::/8`, `127.0.0.1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AddressBlock {
    address: IpAddr,
    prefix_bits: u32,
}

impl AddressBlock {
    /// True when the address lies in the block. An IPv4 address written as IPv6 counts as IPv4.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(block), IpAddr::V4(address)) => {
                let shift = 32_u32.saturating_sub(self.prefix_bits);
                (block.to_bits() ^ address.to_bits()).checked_shr(shift).unwrap_or(0) == 0
            }
            (IpAddr::V6(block), IpAddr::V6(address)) => {
                let shift = 128_u32.saturating_sub(self.prefix_bits);
                (block.to_bits() ^ address.to_bits()).checked_shr(shift).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

impl FromStr for AddressBlock {
    type Err = BadForm;

    fn from_str(text: &str) -> Result<Self, BadForm> {
        let (address, prefix) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| BadForm)?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let prefix_bits = prefix.map_or(Ok(width), str::parse).map_err(|_| BadForm)?;
        if prefix_bits > width { Err(BadForm) } else { Ok(Self { address, prefix_bits }) }
    }
}

impl TryFrom<String> for AddressBlock {
    type Error = BadForm;

    fn try_from(text: String) -> Result<Self, BadForm> {
        text.parse()
    }
}

impl From<AddressBlock> for String {
    fn from(block: AddressBlock) -> Self {
        format!("{}/{}", block.address, block.prefix_bits)
    }
}
