//! Bytes to mail, on the threads for heavy work, and sealed there: bytes and text each get a key of their own,
//! which [`super::assemble`] wraps once mailbox, sender and ticket are known. Reading never fails; should it
//! panic all the same, the mail still becomes a ticket with its bytes attached and a word on what was odd.

use super::{CHUNK_MAILS, Candidate, Target};
use crate::scanner::Scanned;
use crate::stages::{Stage, Stages};
use crate::{App, Result};
use crypto::{Packed, UnwrappedKey, Vault};
use domain::limits::SIGNATURE_AGE_DAYS_MAX;
use domain::record::MessageContent;
use domain::{
    IntakeId, MessageId, ObjectId, ObjectKind, ScanState, Sealed, SignatureState, TenantScope, Timestamp,
};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

/// Message key: the mail could not be read at all.
const UNREADABLE: &str = "oddity-unreadable";
/// Message key: the mail is larger than Deskhero fetches; only its header was read.
const TOO_LARGE: &str = "oddity-too-large";
/// Dates further ahead than this are not believed.
const DATE_AHEAD_MS_MAX: i64 = 24 * 3600 * 1000;
/// Dates before 1990 are not believed.
const DATE_MIN: Timestamp = Timestamp::from_millis(631_152_000_000);

/// Sealed bytes on their way into a pack.
type SealedBytes = (ObjectId, Vec<u8>);

/// A mail whose bytes are sealed, before it has a place.
#[derive(Debug)]
pub struct Ready {
    /// As it came, without its bytes.
    pub candidate: Candidate,
    /// Key of the sealed bytes.
    pub raw: UnwrappedKey,
    /// What became of it.
    pub is: Is,
}

/// What became of a mail.
#[derive(Debug)]
pub enum Is {
    /// The scanner did not answer: its bytes wait under this row.
    Held(IntakeId),
    /// It was read.
    Read(Box<ReadMail>),
}

/// A mail, read and sealed.
#[derive(Debug)]
pub struct ReadMail {
    /// What was read.
    pub mail: mime::Mail,
    /// The message that it will be.
    pub message: MessageId,
    /// The time that is shown and sorted by.
    pub at: Timestamp,
    /// Key of the sealed content.
    pub content_key: UnwrappedKey,
    /// The content, sealed.
    pub content: Sealed<MessageContent>,
    /// The scanner's word.
    pub scan: ScanState,
    /// Whether it bears signatures that are to be checked; `None` where none are.
    pub signatures: Option<SignatureState>,
}

impl AsRef<Candidate> for Candidate {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl AsRef<Candidate> for Ready {
    fn as_ref(&self) -> &Candidate {
        &self.candidate
    }
}

impl Ready {
    /// The mail, unless it is held back.
    #[must_use]
    pub const fn mail(&self) -> Option<&mime::Mail> {
        match &self.is {
            Is::Held(_) => None,
            Is::Read(read) => Some(&read.mail),
        }
    }
}

/// Reads every mail that is not held back, and seals all.
///
/// # Errors
/// [`crate::Error::Interrupted`] when the process is stopping; the batch comes again. A failure of sealing.
pub async fn all(
    app: &App,
    target: &Target,
    mut candidates: Vec<Candidate>,
    now: Timestamp,
) -> Result<(Vec<Ready>, Vec<SealedBytes>)> {
    let (mut work, mut at) = (Vec::new(), 0);
    while !candidates.is_empty() {
        let rest = candidates.split_off(candidates.len().min(CHUNK_MAILS));
        let chunk = std::mem::replace(&mut candidates, rest);
        let (scope, hosts) = (target.scope, target.server_hosts.clone());
        let (vault, stages) = (app.vault().clone(), Arc::clone(app.stages()));
        let check_signatures = app.settings().check_signatures;
        let reader = Reader { vault, stages, scope, hosts, check_signatures, now };
        let first = at;
        at += chunk.len();
        work.push(tokio::task::spawn_blocking(move || reader.chunk(chunk, first)));
    }
    let (mut all, mut bytes) = (Vec::with_capacity(at), Vec::with_capacity(at));
    for chunk in work {
        for (mail, sealed) in chunk.await.map_err(|_| crate::Error::Interrupted)?? {
            all.push(mail);
            bytes.push(sealed);
        }
    }
    Ok((all, bytes))
}

/// What a reading thread needs.
struct Reader {
    vault: Vault,
    stages: Arc<Stages>,
    scope: TenantScope,
    hosts: Vec<String>,
    check_signatures: bool,
    now: Timestamp,
}

impl Reader {
    /// `first` is the place of the chunk's first mail in its batch.
    fn chunk(&self, chunk: Vec<Candidate>, first: usize) -> Result<Vec<(Ready, SealedBytes)>> {
        chunk.into_iter().enumerate().map(|(n, candidate)| self.one(candidate, first + n)).collect()
    }

    fn one(&self, mut candidate: Candidate, place: usize) -> Result<(Ready, SealedBytes)> {
        let raw = std::mem::take(&mut candidate.incoming.raw);
        let Scanned::Pass(scan, virus) = candidate.scanned.clone() else {
            let id = IntakeId::generate(self.now);
            let (raw, sealed) = self.seal_raw(id.uuid(), &raw)?;
            return Ok((Ready { candidate, raw, is: Is::Held(id) }, sealed));
        };
        let mut mail = {
            let _timer = self.stages.timer(Stage::Read);
            read(&raw)
        };
        if candidate.incoming.too_large_bytes.is_some() {
            mail.content.oddities.push(TOO_LARGE.to_owned());
        }
        mail.content.virus = virus;
        mail.content.source_thread.clone_from(&candidate.incoming.thread);
        mail.content.authentication = mime::verdict(&mail.auth_headers, &self.hosts);
        let at = shown_at(&candidate, &mail, self.now);
        // Ids of messages sort as they are read: by time, and within a batch by order.
        let message = MessageId::generate(at.plus_millis(i64::try_from(place).unwrap_or(0)));
        let signatures = self.signatures(&candidate, &raw);
        let (raw, sealed) = self.seal_raw(message.uuid(), &raw)?;
        let (content_key, content) = {
            let _timer = self.stages.timer(Stage::Seal);
            self.vault.seal_ahead(self.scope, self.now, message.uuid(), &mail.content)?
        };
        let read = ReadMail { mail, message, at, content_key, content, scan, signatures };
        Ok((Ready { candidate, raw, is: Is::Read(Box::new(read)) }, sealed))
    }

    /// Not of what is old: its sender may have changed keys since.
    fn signatures(&self, candidate: &Candidate, raw: &[u8]) -> Option<SignatureState> {
        let incoming = &candidate.incoming;
        let age_ms = incoming.internal_date.map_or(0, |at| self.now.millis_since(at));
        let is_new = !incoming.history && age_ms <= SIGNATURE_AGE_DAYS_MAX * 24 * 3_600_000;
        if !self.check_signatures || !is_new || incoming.too_large_bytes.is_some() {
            return None;
        }
        let is_signed = mime::dkim::is_signed(raw);
        Some(if is_signed { SignatureState::Waiting } else { SignatureState::Unsigned })
    }

    fn seal_raw(&self, row: uuid::Uuid, raw: &[u8]) -> Result<(UnwrappedKey, SealedBytes)> {
        let packed = {
            let _timer = self.stages.timer(Stage::Compress);
            Packed::of(raw)
        };
        let _timer = self.stages.timer(Stage::Seal);
        let (key, sealed) =
            self.vault.seal_blob_ahead(self.scope, self.now, ObjectKind::RawMail, row, &packed)?;
        Ok((key, sealed.into_parts()))
    }
}

fn read(raw: &[u8]) -> mime::Mail {
    let read = std::panic::catch_unwind(AssertUnwindSafe(|| mime::read(raw)));
    read.unwrap_or_else(|_| {
        let mut mail = mime::read(b"");
        mail.content.oddities = vec![UNREADABLE.to_owned()];
        mail
    })
}

/// IMAP tells whole seconds (RFC 9051, 2.3.3). Within that second a mail counts as late as it can: an answer
/// that we sent in it stands before the reply to it, and of two mails the one that was fetched first is first.
fn finer(at: Timestamp, now: Timestamp) -> Timestamp {
    if at.as_millis() % 1_000 == 0 { at.max(now.min(at.plus_millis(999))) } else { at }
}

/// The time that is shown and sorted by: when it came in; for history, when it was written. Never later than now: an
/// answer to a mail from a server whose clock is ahead stands behind it.
fn shown_at(candidate: &Candidate, mail: &mime::Mail, now: Timestamp) -> Timestamp {
    let believable = |at: &Timestamp| *at >= DATE_MIN && at.millis_since(now) <= DATE_AHEAD_MS_MAX;
    let written = mail.content.date.filter(believable);
    let arrived = candidate.incoming.internal_date.filter(believable).map(|at| finer(at, now));
    let told = if candidate.incoming.history { written.or(arrived) } else { arrived.or(written) };
    told.map_or(now, |at| at.min(now))
}
