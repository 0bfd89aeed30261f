//! What can be odd about a mail. Each is a message key that the catalogues translate.

/// Keys of everything that [`crate::read`] may find odd, for the catalogue test.
pub const ALL: &[&str] = &[
    EMPTY,
    NOT_A_MAIL,
    TOO_LARGE,
    HEADER_TOO_LARGE,
    BROKEN_HEADER,
    DUPLICATE_HEADER,
    NO_FROM,
    NO_DATE,
    BAD_DATE,
    NO_MESSAGE_ID,
    BROKEN_MIME,
    TOO_MANY_PARTS,
    TOO_DEEP,
    TOO_MANY_ATTACHMENTS,
    TOO_MANY_ADDRESSES,
    CHARSET,
    TRANSFER_ENCODING,
    NUL_BYTES,
    BARE_CR,
    TEXT_CUT,
    HTML_TOO_LARGE,
    HTML_TOO_DEEP,
    ENCRYPTED,
];

/// The mail has no bytes, or only white space.
pub const EMPTY: &str = "oddity-empty";
/// No header field could be found; the bytes are shown as text.
pub const NOT_A_MAIL: &str = "oddity-not-a-mail";
/// Larger than [`domain::limits::MAIL_BYTES_MAX`]: only the header was read.
pub const TOO_LARGE: &str = "oddity-too-large";
/// The header block exceeds [`domain::limits::HEADER_BYTES_MAX`]; fields beyond were not read.
pub const HEADER_TOO_LARGE: &str = "oddity-header-too-large";
/// A line in the header block was no field.
pub const BROKEN_HEADER: &str = "oddity-broken-header";
/// A field that may stand once stands several times (RFC 5322 3.6).
pub const DUPLICATE_HEADER: &str = "oddity-duplicate-header";
/// No author's address.
pub const NO_FROM: &str = "oddity-no-from";
/// No Date field.
pub const NO_DATE: &str = "oddity-no-date";
/// A Date field that is no date.
pub const BAD_DATE: &str = "oddity-bad-date";
/// No Message-ID.
pub const NO_MESSAGE_ID: &str = "oddity-no-message-id";
/// A multipart without usable boundary, or not closed.
pub const BROKEN_MIME: &str = "oddity-broken-mime";
/// More parts than [`domain::limits::MIME_PARTS_MAX`].
pub const TOO_MANY_PARTS: &str = "oddity-too-many-parts";
/// Parts nested deeper than [`domain::limits::MIME_DEPTH_MAX`].
pub const TOO_DEEP: &str = "oddity-too-deep";
/// More attachments than [`domain::limits::ATTACHMENTS_MAX`].
pub const TOO_MANY_ATTACHMENTS: &str = "oddity-too-many-attachments";
/// More addresses in one field than [`domain::limits::ADDRESSES_MAX`].
pub const TOO_MANY_ADDRESSES: &str = "oddity-too-many-addresses";
/// Text in an unknown or wrongly named charset; read by the best guess.
pub const CHARSET: &str = "oddity-charset";
/// Base64 or quoted-printable with bytes that do not belong there.
pub const TRANSFER_ENCODING: &str = "oddity-transfer-encoding";
/// NUL bytes in the text; left out.
pub const NUL_BYTES: &str = "oddity-nul-bytes";
/// Lines ended by a bare CR.
pub const BARE_CR: &str = "oddity-bare-cr";
/// Text longer than [`domain::limits::TEXT_BYTES_MAX`].
pub const TEXT_CUT: &str = "oddity-text-cut";
/// HTML longer than [`domain::limits::HTML_BYTES_MAX`]; only the text is shown.
pub const HTML_TOO_LARGE: &str = "oddity-html-too-large";
/// HTML nested deeper than [`domain::limits::HTML_DEPTH_MAX`]; the inner elements were left out, their text kept.
pub const HTML_TOO_DEEP: &str = "oddity-html-too-deep";
/// Encrypted end to end (OpenPGP, S/MIME): only the recipient's program can read it.
pub const ENCRYPTED: &str = "oddity-encrypted";

/// The oddities found so far, each once, in order of discovery.
#[derive(Debug, Default)]
pub struct Oddities(Vec<&'static str>);

impl Oddities {
    /// Notes `key` unless it is noted already.
    pub fn note(&mut self, key: &'static str) {
        if !self.0.contains(&key) {
            self.0.push(key);
        }
    }

    /// The keys as owned text.
    #[must_use]
    pub fn into_keys(self) -> Vec<String> {
        self.0.into_iter().map(str::to_owned).collect()
    }
}
