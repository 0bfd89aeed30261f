//! What can go wrong with a mail server, by code and in words. `Display` never holds personal data: the
//! server's own words are kept apart, as [`Private`].

use domain::Private;
use std::time::Duration;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $words:literal;)+) => {
        /// What went wrong, as a stable code. [`Code::key`] is the message key that pages show.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $name),+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The message key, stable.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }

            /// The words for logs.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words),+ }
            }
        }
    };
}

codes! {
    /// The settings lack what the connector needs.
    Settings = "connect-settings-incomplete", "the mailbox settings are incomplete";
    /// The egress registry does not allow the connection.
    EgressRefused = "connect-egress-refused", "the outbound connection is not registered";
    /// The sub-processor was announced, and its day has not come.
    EgressNotActive = "connect-egress-not-active", "the sub-processor is announced and gets nothing yet";
    /// There is no contract with the sub-processor that holds.
    EgressContract = "connect-egress-contract", "there is no contract with the sub-processor that holds";
    /// There is no ground on which data may go to that country.
    EgressTransfer = "connect-egress-transfer", "there is no ground on which data may go to that country";
    /// The company keeps its data in the European Economic Area.
    EgressResidency = "connect-egress-residency", "the company keeps its data in the European Economic Area";
    /// The name is not found.
    HostUnknown = "connect-host-unknown", "there is no server of this name";
    /// Nobody listens on the port.
    PortRefused = "connect-port-refused", "nothing listens on this port";
    /// No route, or any other failure of the network.
    Unreachable = "connect-unreachable", "the server cannot be reached";
    /// A deadline passed.
    Deadline = "connect-deadline", "the server did not answer in time";
    /// The connection broke.
    Lost = "connect-lost", "the connection broke";
    /// The server speaks no TLS on this port.
    NotTls = "connect-not-tls", "the server does not speak TLS on this port";
    /// STARTTLS is not offered, refused, or was tampered with.
    StartTlsMissing = "connect-starttls-missing", "the server offers no protected connection on this port";
    /// Bytes arrived in clear after STARTTLS and before the handshake.
    StartTlsInjection = "connect-starttls-injection", "clear text was found where only TLS may stand";
    /// The certificate is for another name.
    TlsName = "connect-tls-name", "the certificate is not valid for the host name";
    /// The certificate is from an authority that is not trusted.
    TlsUntrusted = "connect-tls-untrusted", "the certificate is from an unknown authority";
    /// The certificate is too old or too new.
    TlsExpired = "connect-tls-expired", "the certificate is not valid at this time";
    /// Any other failure of the handshake.
    TlsFailed = "connect-tls-failed", "the protected connection could not be set up";
    /// The additional authority cannot be read.
    BadCa = "connect-bad-ca", "the certificate authority in the settings cannot be read";
    /// Wrong name or password.
    AuthFailed = "connect-auth-failed", "sign-in was refused";
    /// The provider's permission is gone: it was withdrawn, or has run out.
    GrantEnded = "connect-grant-ended", "the provider's permission for the mailbox has ended";
    /// The provider's permission does not cover what was asked for.
    ScopeMissing = "connect-scope-missing", "the provider's permission does not cover this";
    /// The server offers no way to sign in that we know.
    AuthUnsupported = "connect-auth-unsupported", "the server offers no known way to sign in";
    /// The provider's permission does not reach this mailbox or folder.
    AccessDenied = "connect-access-denied", "the provider's permission does not reach this";
    /// A folder of the settings does not exist.
    NoSuchFolder = "connect-no-such-folder", "a folder does not exist";
    /// The server refused a command.
    Refused = "connect-refused", "the server refused a command";
    /// The server cannot serve just now.
    Unavailable = "connect-unavailable", "the server is not available at the moment";
    /// The server lets us ask only so much.
    Throttled = "connect-throttled", "the server asks to wait before the next request";
    /// What the server said cannot be understood.
    Protocol = "connect-protocol", "the server's answer cannot be understood";
    /// The server does not let us send.
    SendingRefused = "connect-sending-refused", "the server refuses to send mail";
    /// The cursor is not one of ours.
    BadCursor = "connect-bad-cursor", "the stored position cannot be read";
    /// A local file cannot be read or written.
    LocalIo = "connect-local-io", "a folder of the mailbox cannot be read or written";
    /// The scanner refused the mail for its size.
    ScanTooLarge = "connect-scan-too-large", "the virus scanner refused the mail for its size";
}

/// A connector's failure.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{}", code.words())]
pub struct ConnectError {
    /// What went wrong.
    pub code: Code,
    /// The server's or the system's own words: for the tenant's admin, never for a log.
    pub detail: Private<String>,
    /// How long the server asked to wait.
    pub wait: Option<Duration>,
}

impl ConnectError {
    /// An error with the server's words.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: Private::new(detail.into()), wait: None }
    }

    /// As it is, with how long the server asked to wait.
    #[must_use]
    pub fn after(self, wait: Option<Duration>) -> Self {
        Self { wait, ..self }
    }

    /// Whether trying again later can help without anyone changing settings.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(
            self.code,
            Code::Unreachable
                | Code::HostUnknown
                | Code::PortRefused
                | Code::Deadline
                | Code::Lost
                | Code::Refused
                | Code::Unavailable
                | Code::Throttled
                | Code::Protocol
                | Code::LocalIo
        )
    }
}

impl From<Code> for ConnectError {
    fn from(code: Code) -> Self {
        Self { code, detail: Private::default(), wait: None }
    }
}

impl From<std::io::Error> for ConnectError {
    fn from(error: std::io::Error) -> Self {
        let code = match error.kind() {
            std::io::ErrorKind::TimedOut => Code::Deadline,
            _ => Code::Lost,
        };
        Self::new(code, error.to_string())
    }
}

/// A server's refusal of a mail or of one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The recipient that was refused; `None` when the whole mail was.
    pub recipient: Option<Private<String>>,
    /// Reply code (RFC 5321 4.2).
    pub code: u16,
    /// Enhanced status code (RFC 3463), when given.
    pub status: Option<String>,
    /// The server's words.
    pub reason: Private<String>,
}

/// Why a mail was not (or not certainly) sent. No state but [`SendError::InDoubt`] leaves it open whether
/// the server took the mail.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SendError {
    /// Refused for good (5xx): the mail went to nobody.
    #[error("the server refused the mail")]
    Rejected(Vec<Refusal>),
    /// Refused for now (4xx): the mail went to nobody; try again later.
    #[error("the server asks to try again later")]
    Temporary(Vec<Refusal>),
    /// The connection failed before the mail was handed over: the mail went to nobody.
    #[error("the mail was not sent: {0}")]
    NotSent(ConnectError),
    /// The connection broke after the end of the mail was on its way and before the answer: it may have
    /// been sent. A person decides (never sent twice silently).
    #[error("the mail may have been sent: {0}")]
    InDoubt(ConnectError),
}
