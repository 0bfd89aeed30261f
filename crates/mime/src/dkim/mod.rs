//! Signatures of mails (DKIM): RFC 6376, RFC 8301 (what is not trusted any more) and RFC 8463 (Ed25519). Everything but
//! asking for the key and the arithmetic: [`signatures`] reads them and says what each one signed, [`key`] reads what its
//! domain answers, [`Signed::judge`] puts both together.
//!
//! Readers must see what was signed: a mail with a second From or Subject proves nothing, nor does a signature over the
//! beginning of a text that goes on.

mod canon;
mod tags;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;

use base64_simd::forgiving_decode_to_vec;
use domain::Timestamp;
use domain::limits::{HEADER_BYTES_MAX, SIGNATURES_MAX, SIGNED_FIELDS_MAX};
use domain::record::{SignatureReason as Reason, SignatureResult as Outcome};
use sha2::{Digest, Sha256};

use crate::parse::{address, header, word};
use canon::{Body, Canon, Line};
use tags::Tags;

/// Clocks differ by this much.
const CLOCKS_DIFFER_MS_MAX: i64 = 3_600_000;
/// Characters of a name in DNS.
const DNS_NAME_CHARS_MAX: usize = 253;
/// Fields that may stand in a header once (RFC 5322 3.6, RFC 2045): readers show one of them, a signature covers another.
const ONCE: &[&str] = &[
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "date",
    "subject",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
];

/// How a signature was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 over SHA-256; the key is a SubjectPublicKeyInfo or an RSAPublicKey (DER).
    RsaSha256,
    /// Ed25519 over the SHA-256 of the text; the key is its 32 bytes.
    Ed25519Sha256,
}

/// The signatures of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatures {
    /// The domain in From, lower case; empty unless there is exactly one author.
    pub from_domain: String,
    /// Each, from the top of the header.
    pub found: Vec<Found>,
    /// Further ones that were not looked at.
    pub left_out: u32,
}

/// One signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The domain that it speaks for, lower case; empty when it cannot be read.
    pub domain: String,
    /// The name of its key there, lower case.
    pub selector: String,
    /// What it signed, or why it cannot be checked.
    pub signed: Result<Signed, (Outcome, Reason)>,
}

impl Found {
    /// The name in DNS where its key lies (RFC 6376 3.6.2.1).
    #[must_use]
    pub fn key_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }
}

/// What a signature signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// How.
    pub algorithm: Algorithm,
    /// The bytes over which it was made: with [`Algorithm::Ed25519Sha256`] their SHA-256.
    pub text: Vec<u8>,
    /// The signature.
    pub signature: Vec<u8>,
    /// The mail's text is the one that was signed.
    body_fits: bool,
    /// More text follows than was signed.
    part_only: bool,
    /// A field stands in the header more often than it may.
    doubled: bool,
    /// It speaks for its domain itself, not for one below.
    identity_is_domain: bool,
}

/// A domain's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key; for which algorithm says [`Key::fits`].
    pub bytes: Vec<u8>,
    algorithm: Algorithm,
    testing: bool,
    strict: bool,
}

/// Whether a mail bears any signature: cheap, for take-in.
#[must_use]
pub fn is_signed(raw: &[u8]) -> bool {
    header::split(raw).0.has(FIELD)
}

const FIELD: &str = "DKIM-Signature";

/// Reads the signatures of a mail that came in at `received`.
#[must_use]
pub fn signatures(raw: &[u8], received: Timestamp) -> Signatures {
    let raw = canon::with_crlf(raw);
    let (lines, body) = canon::split(&raw, HEADER_BYTES_MAX);
    let mut body = Body::new(body);
    let own: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|l| l.is(FIELD))).collect();
    let read = |at: &usize| lines.get(*at).map(|line| one(line, &lines, &mut body, received));
    let left_out = own.len().saturating_sub(SIGNATURES_MAX);
    Signatures {
        from_domain: from_domain(&raw, &lines),
        found: own.iter().take(SIGNATURES_MAX).filter_map(read).collect(),
        left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
    }
}

/// The domain in From. Both ways of reading a header must find the same one author.
fn from_domain(raw: &[u8], lines: &[Line<'_>]) -> String {
    let (headers, _) = header::split(raw);
    let (shown, signed) = (headers.all("From").count(), lines.iter().filter(|line| line.is("From")).count());
    let (Some(value), 1, 1) = (headers.get("From"), shown, signed) else { return String::new() };
    let (authors, _) = address::parse_list(&word::field_text(value, None));
    let [author] = authors.as_slice() else { return String::new() };
    let domain = author.email.rsplit_once('@').map_or("", |(_, domain)| domain);
    domain.trim_end_matches('.').to_ascii_lowercase()
}

fn one(line: &Line<'_>, lines: &[Line<'_>], body: &mut Body<'_>, received: Timestamp) -> Found {
    let tags = Tags::read(line.value());
    let name = |tag: &str| {
        let text = tags.as_ref().and_then(|tags| tags.get(tag)).unwrap_or_default();
        if is_dns_name(text) { text.to_ascii_lowercase() } else { String::new() }
    };
    let (domain, selector) = (name("d"), name("s"));
    let broken = Err((Outcome::PermError, Reason::Malformed));
    let is_named = domain.contains('.')
        && !selector.is_empty()
        && domain.len() + selector.len() + "._domainkey.".len() <= DNS_NAME_CHARS_MAX;
    let signed = match tags {
        Some(tags) if is_named => Asked { line, lines, tags: &tags, domain: &domain }.signed(body, received),
        _ => broken,
    };
    Found { domain, selector, signed }
}

/// A signature's field and what is around it.
struct Asked<'a> {
    line: &'a Line<'a>,
    lines: &'a [Line<'a>],
    tags: &'a Tags,
    domain: &'a str,
}

impl Asked<'_> {
    /// RFC 6376 6.1.1.
    fn signed(&self, body: &mut Body<'_>, received: Timestamp) -> Result<Signed, (Outcome, Reason)> {
        let no = |reason| (Outcome::PermError, reason);
        let malformed = || no(Reason::Malformed);
        if self.tags.get("v") != Some("1") || !self.asks_dns() {
            return Err(malformed());
        }
        let algorithm = match self.tags.get("a").ok_or_else(malformed)? {
            "rsa-sha256" => Algorithm::RsaSha256,
            "ed25519-sha256" => Algorithm::Ed25519Sha256,
            _ => return Err(no(Reason::Algorithm)),
        };
        let (of_header, of_body) = Canon::both(self.tags.get("c")).ok_or_else(malformed)?;
        let names = self.names().ok_or_else(malformed)?;
        if !names.iter().any(|name| name == "from") {
            return Err(no(Reason::FromUnsigned));
        }
        let identity_is_domain = self.identity()?;
        self.in_time(received)?;
        let signature = self.bytes("b").ok_or_else(malformed)?;
        let hash = self.bytes("bh").ok_or_else(malformed)?;
        let length = match self.tags.get("l") {
            Some(text) => Some(text.parse::<usize>().map_err(|_| malformed())?),
            None => None,
        };
        let text = body.canonical(of_body);
        let part = text.get(..length.unwrap_or(text.len())).ok_or_else(malformed)?;
        let (body_fits, part_only) = (Sha256::digest(part).as_slice() == hash, part.len() < text.len());
        let text = self.header_text(&names, of_header);
        let text = match algorithm {
            Algorithm::RsaSha256 => text,
            Algorithm::Ed25519Sha256 => Sha256::digest(&text).to_vec(),
        };
        let doubled = ONCE.iter().any(|name| self.lines.iter().filter(|line| line.is(name)).count() > 1);
        Ok(Signed { algorithm, text, signature, body_fits, part_only, doubled, identity_is_domain })
    }

    fn asks_dns(&self) -> bool {
        self.tags.get("q").is_none_or(|ways| ways.split(':').any(|way| way.trim() == "dns/txt"))
    }

    /// The names of the fields that were signed, lower case, in order.
    fn names(&self) -> Option<Vec<String>> {
        let names: Vec<String> =
            self.tags.get("h")?.split(':').map(|name| name.trim().to_ascii_lowercase()).collect();
        let good = names.len() <= SIGNED_FIELDS_MAX && names.iter().all(|name| !name.is_empty());
        good.then_some(names)
    }

    fn bytes(&self, tag: &str) -> Option<Vec<u8>> {
        from_base64(self.tags.get(tag)?)
    }

    /// Whether it speaks for its domain itself; one below is fine unless the key says otherwise.
    fn identity(&self) -> Result<bool, (Outcome, Reason)> {
        let Some(identity) = self.tags.get("i") else { return Ok(true) };
        let (_, of) = identity.rsplit_once('@').ok_or((Outcome::PermError, Reason::Malformed))?;
        let of = of.to_ascii_lowercase();
        let below = of.strip_suffix(self.domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        if below { Ok(of == self.domain) } else { Err((Outcome::PermError, Reason::Identity)) }
    }

    fn in_time(&self, received: Timestamp) -> Result<(), (Outcome, Reason)> {
        let malformed = (Outcome::PermError, Reason::Malformed);
        let at = |tag: &str| match self.tags.get(tag) {
            Some(text) => {
                let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() <= 12;
                let seconds: i64 =
                    if digits { text.parse().map_err(|_| malformed)? } else { return Err(malformed) };
                Ok(Some(Timestamp::from_millis(seconds.saturating_mul(1_000))))
            }
            None => Ok(None),
        };
        let (made, until) = (at("t")?, at("x")?);
        if made.is_some_and(|made| made.millis_since(received) > CLOCKS_DIFFER_MS_MAX) {
            return Err((Outcome::PermError, Reason::Future));
        }
        if let (Some(made), Some(until)) = (made, until)
            && until < made
        {
            return Err(malformed);
        }
        match until {
            Some(until) if until < received => Err((Outcome::Fail, Reason::Expired)),
            _ => Ok(()),
        }
    }

    /// What was signed of the header (RFC 6376 3.7): of fields that stand there more than once the lowest first, last the
    /// signature's own field without the signature.
    fn header_text(&self, names: &[String], canon: Canon) -> Vec<u8> {
        let mut of_name: HashMap<String, Vec<&Line<'_>>> = HashMap::new();
        for line in self.lines {
            of_name.entry(line.name()).or_default().push(line);
        }
        let mut text = Vec::new();
        for name in names {
            if let Some(line) = of_name.get_mut(name).and_then(Vec::pop) {
                canon.field(line.bytes, &mut text);
                text.extend_from_slice(b"\r\n");
            }
        }
        canon.field(&tags::without_signature(self.line.bytes), &mut text);
        text
    }
}

/// Reads the records that lie at a key's name.
///
/// # Errors
/// Why there is no key that can be used.
pub fn key(records: &[String]) -> Result<Key, Reason> {
    let mut worst = Reason::KeyMissing;
    for record in records {
        match one_key(record) {
            Ok(key) => return Ok(key),
            Err(reason) => worst = reason,
        }
    }
    Err(worst)
}

/// RFC 6376 3.6.1.
fn one_key(record: &str) -> Result<Key, Reason> {
    let tags = Tags::read(record.as_bytes()).ok_or(Reason::KeyUnusable)?;
    let lists = |tag: &str, word: &[&str]| {
        tags.get(tag).is_none_or(|text| text.split(':').any(|one| word.contains(&one.trim())))
    };
    let is_ours = tags.get("v").is_none_or(|version| version == "DKIM1")
        && lists("h", &["sha256"])
        && lists("s", &["*", "email"]);
    let algorithm = match tags.get("k").unwrap_or("rsa") {
        "rsa" => Algorithm::RsaSha256,
        "ed25519" => Algorithm::Ed25519Sha256,
        _ => return Err(Reason::KeyUnusable),
    };
    let text = tags.get("p").filter(|_| is_ours).ok_or(Reason::KeyUnusable)?;
    let bytes = from_base64(text).ok_or(Reason::KeyUnusable)?;
    if bytes.is_empty() {
        return Err(Reason::KeyRevoked);
    }
    let flag = |flag: &str| tags.get("t").is_some_and(|text| text.split(':').any(|one| one.trim() == flag));
    Ok(Key { bytes, algorithm, testing: flag("y"), strict: flag("s") })
}

impl Signed {
    /// What the signature comes to with its key. `arithmetic` says what is wrong with signature or key, if anything.
    #[must_use]
    pub fn judge(
        &self,
        key: &Key,
        arithmetic: impl FnOnce(&Self, &[u8]) -> Option<Reason>,
    ) -> (Outcome, Option<Reason>) {
        if key.algorithm != self.algorithm {
            return (Outcome::PermError, Some(Reason::KeyUnusable));
        }
        if key.strict && !self.identity_is_domain {
            return (Outcome::PermError, Some(Reason::Identity));
        }
        let (outcome, reason) = match arithmetic(self, &key.bytes) {
            Some(reason @ Reason::HeaderChanged) => (Outcome::Fail, Some(reason)),
            Some(reason) => (Outcome::PermError, Some(reason)),
            None if !self.body_fits => (Outcome::Fail, Some(Reason::BodyChanged)),
            None if self.doubled => (Outcome::Neutral, Some(Reason::DoubledField)),
            None if self.part_only => (Outcome::Neutral, Some(Reason::PartOnly)),
            None => (Outcome::Pass, None),
        };
        // Such a mail must not be treated differently from one without a signature (RFC 6376 3.6.1).
        if key.testing { (Outcome::Neutral, Some(Reason::Testing)) } else { (outcome, reason) }
    }
}

/// White space may stand anywhere between the characters.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let text: Cow<'_, str> = if text.contains(|c: char| c.is_ascii_whitespace()) {
        text.chars().filter(|c| !c.is_ascii_whitespace()).collect::<String>().into()
    } else {
        text.into()
    };
    forgiving_decode_to_vec(text.as_bytes()).ok()
}

/// Names of letters, digits, hyphens and underscores (RFC 6376 3.5 takes sub-domains of RFC 5321; keys of some
/// providers have an underscore).
fn is_dns_name(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    text.len() <= DNS_NAME_CHARS_MAX && text.split('.').all(label)
}
