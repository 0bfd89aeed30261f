//! One table of errors: a code, a class, and what to tell the person. `web` turns the class into a status.

use domain::{Private, TicketStatus};

/// What kind of failure it is; decides the HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Input that cannot be accepted (400/422).
    Input,
    /// Not signed in, or the token is unknown (401).
    Unauthenticated,
    /// Signed in, but the role does not allow it (403).
    Forbidden,
    /// Absent, or another tenant's: the same answer (404).
    NotFound,
    /// The object is in a state that does not allow it (409).
    Conflict,
    /// Over a limit (413).
    TooLarge,
    /// Too many attempts (429).
    TooMany,
    /// A part that is needed does not answer at the moment (503).
    Unavailable,
    /// A fault of ours (500).
    Internal,
}

/// A failure of a use case. `Display` carries no personal data.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A field of the input.
    #[error("{field}: {rule}")]
    Input {
        /// The field, as named in the API.
        field: &'static str,
        /// Message key of the rule that it breaks.
        rule: &'static str,
    },
    /// A custom field of the input.
    #[error("a custom field: {rule}")]
    Field {
        /// What programs call it.
        key: Private<String>,
        /// What people call it; several, where they lack the same.
        name: Private<String>,
        /// Message key of the rule that it breaks.
        rule: &'static str,
    },
    /// A query that cannot be read.
    #[error("the search query cannot be read at character {at}")]
    Query {
        /// Where, in characters.
        at: usize,
    },
    /// A text whose placeholders cannot be read.
    #[error(transparent)]
    Placeholder(#[from] crate::placeholder::Fault),
    /// No valid session or token.
    #[error("not signed in")]
    Unauthenticated,
    /// Wrong address or password: one answer for every cause.
    #[error("sign-in refused")]
    SignInRefused,
    /// Too many failed attempts.
    #[error("too many attempts, wait {retry_after_s} seconds")]
    TooMany {
        /// When the next attempt is accepted.
        retry_after_s: i64,
    },
    /// The role or the policy does not allow it.
    #[error("not allowed: {0}")]
    Refused(#[from] privacy::Refusal),
    /// The operator has suspended the tenant.
    #[error("this tenant is suspended: nobody can sign in, and no mail is taken in or sent")]
    Suspended,
    /// Absent, or another tenant's.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The ticket changed in between.
    #[error("the ticket changed in between: it is {status} at version {version}")]
    Stale {
        /// Its status now.
        status: TicketStatus,
        /// Its version now.
        version: i64,
    },
    /// A mail came to the ticket, or was sent, that the writer of an answer had not seen.
    #[error("a message came to the ticket meanwhile")]
    Answered {
        /// How many messages it has now, notes not counted.
        mails: i64,
    },
    /// The object's state forbids it.
    #[error("not possible in state {state}")]
    State {
        /// What it is about.
        noun: &'static str,
        /// Its state.
        state: &'static str,
    },
    /// Nobody who may speak for the company agreed to the data processing agreement that holds now (C9).
    #[error("the data processing agreement was not agreed to by an admin of the company")]
    Unagreed,
    /// The text that counts of a document changed, and these translations of it did not.
    #[error(
        "the text that counts changed and these translations did not: {}; change them, too, or say that they stay as they are \
         (translations_unchanged, --translations-unchanged)",
        .0.join(", ")
    )]
    Untranslated(Vec<String>),
    /// It exists already.
    #[error("{0} exists already")]
    Exists(&'static str),
    /// Over a limit.
    #[error("{what} is larger than {max_bytes} bytes")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit.
        max_bytes: usize,
    },
    /// The live test of a mailbox found these; it was not connected.
    #[error("the mailbox does not work with these settings")]
    MailboxFaults(Vec<crate::mailbox::Fault>),
    /// The attachment carries a virus.
    #[error("the attachment is infected and is not handed out")]
    Infected,
    /// Data that cannot be opened: key destroyed or bytes altered.
    #[error("sealed data cannot be opened: {0}")]
    Open(#[from] crypto::OpenError),
    /// Keys.
    #[error("keys: {0}")]
    Key(#[from] crypto::KeyError),
    /// The file with ROOT.
    #[error(transparent)]
    KeyFile(#[from] crypto::KeyFileError),
    /// Database or blobs.
    #[error("store: {0}")]
    Store(#[from] store::StoreError),
    /// Passwords.
    #[error("password: {0}")]
    Password(#[from] crypto::password::PasswordError),
    /// A provider gave no permission for a mailbox, or none that can be used; message key of what it is and what to do.
    #[error("the provider's permission cannot be used: {0}")]
    Oauth(&'static str),
    /// The audit log could not be written: what was asked for is not handed out (C36).
    #[error("the audit log cannot be written, so access is refused")]
    LogUnwritable,
    /// The audit log is not what was signed: it was changed outside of Deskhero.
    #[error("the audit log is not whole: `deskhero audit verify` says where")]
    LogBroken,
    /// The process is stopping; what was begun was not done.
    #[error("interrupted: the process is stopping")]
    Interrupted,
    /// Other nodes kept winning the same claim.
    #[error("too much contention, try again")]
    Contended,
    /// A file or folder.
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
    /// Backups.
    #[error(transparent)]
    Backup(#[from] crate::backup::Fault),
    /// Index.
    #[error("search: {0}")]
    Search(#[from] search::Error),
    /// The index lacks what is durable in the store; the reason.
    #[error("the full-text index cannot be brought up to date: {0}")]
    IndexBehind(String),
    /// The provider of payments.
    #[error("the provider of payments does not answer as it should: {}", .0.code.words())]
    Payments(connect::ConnectError),
    /// A mailbox's servers.
    #[error(transparent)]
    Connect(#[from] connect::ConnectError),
}

impl Error {
    /// The class.
    #[must_use]
    pub const fn class(&self) -> Class {
        match self {
            Self::Input { .. }
            | Self::Field { .. }
            | Self::Query { .. }
            | Self::MailboxFaults(_)
            | Self::Oauth(_)
            | Self::Placeholder(_) => Class::Input,
            Self::Unauthenticated | Self::SignInRefused => Class::Unauthenticated,
            Self::TooMany { .. } => Class::TooMany,
            Self::Refused(_) | Self::Suspended | Self::Infected => Class::Forbidden,
            // Erased, perhaps while it was being read: there is nothing any more.
            Self::NotFound(_)
            | Self::Open(crypto::OpenError::KeyDestroyed)
            | Self::Key(crypto::KeyError::LeafDestroyed(_)) => Class::NotFound,
            Self::Stale { .. }
            | Self::Answered { .. }
            | Self::State { .. }
            | Self::Unagreed
            | Self::Untranslated(_)
            | Self::Exists(_) => Class::Conflict,
            Self::TooLarge { .. } => Class::TooLarge,
            Self::Connect(_)
            | Self::Payments(_)
            | Self::LogUnwritable
            | Self::Interrupted
            | Self::Contended
            | Self::Store(store::StoreError::Conflict(_))
            | Self::IndexBehind(_) => Class::Unavailable,
            Self::Open(_)
            | Self::LogBroken
            | Self::Key(_)
            | Self::KeyFile(_)
            | Self::Password(_)
            | Self::Io(_)
            | Self::Store(_)
            | Self::Backup(_)
            | Self::Search(_) => Class::Internal,
        }
    }

    /// The stable code: `type` of the problem document and key of its text (`error-…`).
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Input { .. } | Self::Field { .. } => "bad-input",
            Self::Query { .. } => "bad-query",
            Self::Placeholder(_) => "bad-placeholder",
            Self::Unauthenticated => "unauthenticated",
            Self::SignInRefused => "sign-in-refused",
            Self::TooMany { .. } => "too-many-attempts",
            Self::Refused(_) => "refused",
            Self::Suspended => "suspended",
            Self::NotFound(_) | Self::Key(crypto::KeyError::LeafDestroyed(_)) => "not-found",
            Self::Stale { .. } => "changed-in-between",
            Self::Answered { .. } => "answered-meanwhile",
            Self::State { .. } => "wrong-state",
            Self::Unagreed => "agreement-missing",
            Self::Untranslated(_) => "untranslated",
            Self::Exists(_) => "exists",
            Self::TooLarge { .. } => "too-large",
            Self::MailboxFaults(_) => "mailbox-faults",
            Self::Oauth(_) => "oauth",
            Self::Infected => "infected",
            Self::Connect(_) => "mail-server",
            Self::Payments(_) => "payments",
            Self::Open(_) => "cannot-open",
            Self::LogBroken => "log-broken",
            Self::LogUnwritable
            | Self::Interrupted
            | Self::Contended
            | Self::Store(store::StoreError::Conflict(_))
            | Self::IndexBehind(_) => "try-again",
            Self::Key(_)
            | Self::KeyFile(_)
            | Self::Password(_)
            | Self::Io(_)
            | Self::Store(_)
            | Self::Backup(_)
            | Self::Search(_) => "internal",
        }
    }
}

impl From<connect::oauth::OauthError> for Error {
    fn from(error: connect::oauth::OauthError) -> Self {
        use connect::oauth::OauthError as O;
        match error {
            O::Refused(refused) => Self::Oauth(refused.key()),
            O::Malformed(why) => {
                tracing::warn!(why, "a provider of mailboxes does not answer as it should");
                Self::Oauth(why)
            }
            O::Unsupported => Self::Oauth("oauth-unauthorized-client"),
            O::Connect(error) => Self::Connect(error),
        }
    }
}

/// Result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_erased_is_absent_and_what_was_changed_is_a_fault() {
        assert_eq!(Error::Open(crypto::OpenError::KeyDestroyed).class(), Class::NotFound);
        assert_eq!(Error::Open(crypto::OpenError::EventTampered).class(), Class::Internal);
    }
}
