//! A mail comes in. The steps, in order, one file each:
//!
//! 1. [`recognise`]: what was taken in before is left out (by the source's stable key, never by Message-ID)
//! 2. [`scan`]: the virus scanner's word; without it the mail is held back, durable
//! 3. [`read`]: bytes to mail, in parallel; never fails. Bytes and text are sealed there and then, each under
//!    a key of its own, and the sealed bytes begin to be written
//! 4. [`people`]: addresses to contacts
//! 5. [`thread`]: which ticket; in order, one batch of a tenant at a time
//! 6. [`assemble`]: the keys wrapped under mailbox, sender and ticket; the rows
//! 7. [`commit`]: bytes and keys durable, then the data in one transaction with its audit event
//! 8. the index's queue, and whoever watches
//!
//! A crash between any two steps loses nothing and repeats nothing: until the data is committed the
//! source still has the mail, and the cursor that moves past it is part of the same commit.

pub mod assemble;
mod assign;
pub mod commit;
mod language;
pub mod lookup;
pub mod people;
pub mod read;
pub mod recognise;
mod request;
pub mod scan;
pub mod seal;
pub mod thread;

use crate::scanner::Scanned;
use crate::stages::Stage;
use crate::{App, Ctx, Result};
use bytes::Bytes;
use commit::Around;
use domain::audit::Job;
use domain::keyring::Tag;
use domain::record::MailboxSettings;
use domain::{ConnectorKind, MailboxId, TenantScope, Timestamp};
use read::Ready;
use std::sync::Arc;
use store::Appending;

/// Mails that one thread works on; a batch is split so that more than one core does.
const CHUNK_MAILS: usize = 32;

/// A mail at its source.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The source's stable key for it (provider's id, or folder + UIDVALIDITY + UID); empty when the source has
    /// none: then its bytes are its key.
    pub source_key: Vec<u8>,
    /// The key may be new for an old mail (changed UIDVALIDITY, import): compare the bytes too.
    pub check_digest: bool,
    /// The mailbox lay elsewhere before, and what carried the mail along may have changed its bytes: compare what it says.
    pub moved: bool,
    /// The bytes; empty when the mail is larger than Deskhero fetches.
    pub raw: Bytes,
    /// When the source received it.
    pub internal_date: Option<Timestamp>,
    /// It was there before the mailbox was connected: part of history, never news.
    pub history: bool,
    /// Its size, when that is more than Deskhero fetches.
    pub too_large_bytes: Option<u64>,
    /// The conversation that the source counts it to.
    pub thread: Option<String>,
}

/// The mailbox that takes in, as far as the steps need it.
#[derive(Debug, Clone)]
pub struct Target {
    /// Tenant.
    pub scope: TenantScope,
    /// Mailbox.
    pub mailbox: MailboxId,
    /// Its own addresses, normalised: never a contact, never a participant.
    pub own_addresses: Vec<String>,
    /// Those of them to which people write about their own data.
    pub intake: Vec<String>,
    /// The host of its server and the domain of its address: whose word on senders counts.
    pub server_hosts: Vec<String>,
}

/// [`Target::server_hosts`] of a mailbox.
#[must_use]
pub fn server_hosts(settings: &MailboxSettings) -> Vec<String> {
    let host = settings.imap.as_ref().map(|server| server.host.as_str());
    let domain = settings.address.rsplit_once('@').map(|(_, domain)| domain);
    // What a provider's own interface hands out, the provider's own servers received.
    let known = match settings.kind {
        ConnectorKind::Gmail => Some("mx.google.com"),
        ConnectorKind::Graph => Some("protection.outlook.com"),
        ConnectorKind::Imap | ConnectorKind::Maildir => None,
    };
    host.into_iter().chain(known).chain(domain).map(str::to_ascii_lowercase).collect()
}

/// A mail that passed the first two steps.
#[derive(Debug)]
pub struct Candidate {
    /// As it came; its bytes are gone once they are sealed.
    pub incoming: Incoming,
    /// Tag of the source key.
    pub source_tag: Tag,
    /// Tag of the bytes.
    pub digest_tag: Tag,
    /// The scanner's word.
    pub scanned: Scanned,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Became messages.
    pub taken_in: usize,
    /// Were here before.
    pub known: usize,
    /// Wait for the scanner.
    pub held: usize,
    /// The last change that the batch made.
    pub change_seq: i64,
}

/// A batch, read and ready to be threaded and committed.
pub struct Prepared {
    mails: Vec<Ready>,
    bytes: Vec<Appending>,
    known: usize,
}

impl Prepared {
    /// Mails in it.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.mails.len()
    }

    /// Whether nothing in it is new.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.mails.is_empty()
    }

    /// Adds the batch that follows, so that one commit takes both.
    pub fn append(&mut self, next: Self) {
        self.mails.extend(next.mails);
        self.bytes.extend(next.bytes);
        self.known += next.known;
    }
}

impl App {
    /// Steps 1 to 3; may run while the batch before is being committed.
    ///
    /// # Errors
    /// The store's or the keyring's failure; nothing that counts was written.
    pub async fn prepare(
        self: &Arc<Self>,
        target: &Target,
        mails: Vec<Incoming>,
        now: Timestamp,
    ) -> Result<Prepared> {
        let total = mails.len();
        let fresh = {
            let _timer = self.stages().timer(Stage::Recognise);
            recognise::fresh(self, target, mails).await?
        };
        let known = total - fresh.len();
        let scanned = {
            let _timer = self.stages().timer(Stage::Scan);
            scan::all(self, target.scope, fresh).await
        };
        let (mails, bytes) = self.read_and_seal(target, scanned, now).await?;
        Ok(Prepared { mails, bytes, known })
    }

    async fn read_and_seal(
        &self,
        target: &Target,
        candidates: Vec<Candidate>,
        now: Timestamp,
    ) -> Result<(Vec<Ready>, Vec<Appending>)> {
        let (mails, sealed) = read::all(self, target, candidates, now).await?;
        Ok((mails, vec![self.packs().begin_append(sealed).await?]))
    }

    /// Steps 4 to 8. `cursor` is the source's position after this batch; it moves with the data.
    ///
    /// # Errors
    /// A store's failure; nothing of the batch was written, or all of it.
    pub async fn take_in(
        self: &Arc<Self>,
        target: &Target,
        prepared: Prepared,
        cursor: Option<Vec<u8>>,
        now: Timestamp,
    ) -> Result<Report> {
        let ctx = Ctx::job(target.scope, Job::Intake, now);
        let _turn = self.tenant_turn(target.scope).await;
        let (mails, late) = recognise::again(self, target, prepared.mails).await?;
        let mut report = Report { known: prepared.known + late, ..Report::default() };
        if mails.is_empty() && cursor.is_none() {
            return Ok(report);
        }
        let around = Around { bytes: prepared.bytes, cursor, replaces: None };
        let committed = commit::batch(self, &ctx, target, &mails, around).await?;
        report.taken_in = committed.taken_in;
        report.held = committed.held;
        report.change_seq = committed.change_seq;
        Ok(report)
    }

    /// Takes a mail that was held back through the other steps; its held row goes with the same commit.
    ///
    /// # Errors
    /// A store's failure; the mail stays held.
    pub async fn release(
        self: &Arc<Self>,
        target: &Target,
        held: &store::Intake,
        incoming: Incoming,
        scanned: Scanned,
        now: Timestamp,
    ) -> Result<()> {
        let candidate =
            Candidate { incoming, source_tag: held.source_tag, digest_tag: held.digest_tag, scanned };
        let (mails, bytes) = self.read_and_seal(target, vec![candidate], now).await?;
        let ctx = Ctx::job(target.scope, Job::Intake, now);
        let _turn = self.tenant_turn(target.scope).await;
        let around = Around { bytes, cursor: None, replaces: Some(held.id) };
        commit::batch(self, &ctx, target, &mails, around).await?;
        Ok(())
    }
}
