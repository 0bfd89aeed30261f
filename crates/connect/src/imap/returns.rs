//! The mailbox of who writes: whether a mail that went there as well has come, reports about mails that came back, and copies
//! taken out again. Nothing else in it is changed.

use super::fetch::{facts, set_of};
use super::name::quoted;
use super::sent;
use super::session::Session;
use super::settle::mark;
use crate::deadline::Deadlines;
use crate::egress::{Allowance, Egress, OPERATOR_MAIL};
use crate::error::{Code, ConnectError};
use crate::tls::Tls;
use bytes::Bytes;
use domain::record::ServerSettings;
use std::time::Duration;

/// Where mail comes in.
const INBOX: &str = "INBOX";
/// How long the answer to one command may take.
const COMMAND_MAX: Duration = Duration::from_secs(120);
/// UIDs of one command.
const UIDS_MAX: usize = 500;
/// Folders that are looked through.
const FOLDERS_MAX: usize = 200;
/// The part of a header that tells whose copy a mail is.
const HEADER: &str = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID FROM TO DELIVERED-TO X-ORIGINAL-TO)]";

/// A mail that may be a copy of one that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its UID.
    pub uid: u32,
    /// Fields of its header: Message-ID, From, To, Delivered-To, X-Original-To.
    pub header: Bytes,
}

/// One signed-in look into the mailbox that mail of an author comes back to.
pub struct Returns {
    session: Session,
    uid_validity: u32,
    _allowance: Allowance,
}

impl std::fmt::Debug for Returns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Returns").field("uid_validity", &self.uid_validity).finish_non_exhaustive()
    }
}

impl Returns {
    /// Signs in and opens the inbox.
    ///
    /// # Errors
    /// What is wrong with the server or the settings.
    pub async fn open(server: &ServerSettings, egress: &Egress) -> Result<Self, ConnectError> {
        let allowance = egress.allow(&OPERATOR_MAIL, &server.host, server.port);
        let tls = Tls::new(egress, server.ca_pem.as_deref())?;
        let deadlines = Deadlines { command: COMMAND_MAX, ..Deadlines::default() };
        let session = Session::open(server, None, &tls, (&OPERATOR_MAIL, egress), deadlines).await?;
        Self::begin(session, allowance).await
    }

    pub(super) async fn begin(mut session: Session, allowance: Allowance) -> Result<Self, ConnectError> {
        let uid_validity = session.select(INBOX, true).await?.uid_validity.unwrap_or(0);
        Ok(Self { session, uid_validity, _allowance: allowance })
    }

    /// What the UIDs of this look are valid for; 0 where they prove nothing.
    #[must_use]
    pub const fn uid_validity(&self) -> u32 {
        self.uid_validity
    }

    /// Whether copies can be taken out: without UIDPLUS (RFC 4315) that would take other mail along that somebody marked.
    #[must_use]
    pub fn can_remove(&self) -> bool {
        self.session.has("UIDPLUS")
    }

    /// The first mails behind the UID `after`, `max` at most, that `from` wrote and whose Message-ID was made at `domain`; with
    /// the last one's UID where there may be more.
    ///
    /// # Errors
    /// As any command.
    pub async fn copies(
        &mut self,
        (from, domain): (&str, &str),
        after: u32,
        max: usize,
    ) -> Result<(Vec<Copied>, Option<u32>), ConnectError> {
        let by = if from.is_ascii() { format!(" FROM {}", quoted(from)?) } else { String::new() };
        let query = format!("HEADER Message-ID {}{by}", quoted(&format!("@{domain}>"))?);
        let (behind, mut out) = (self.behind(&query, after, max).await?, Vec::new());
        for uids in behind.chunks(UIDS_MAX) {
            let mut found = facts(&mut self.session, uids, HEADER).await?;
            let copied = |uid: &u32| Some(Copied { uid: *uid, header: found.remove(uid)?.body.raw()? });
            out.extend(uids.iter().filter_map(copied));
        }
        Ok((out, behind.last().copied().filter(|_| behind.len() == max)))
    }

    /// The first reports (`multipart/report`) behind the UID `after` that nobody has seen, `max` at most; without their bytes
    /// those that are larger than `bytes_max`.
    ///
    /// # Errors
    /// As any command.
    pub async fn reports(
        &mut self,
        after: u32,
        max: usize,
        bytes_max: u64,
    ) -> Result<Vec<(u32, Option<Bytes>)>, ConnectError> {
        let query = "UNSEEN HEADER Content-Type \"multipart/report\"";
        let mut out = Vec::new();
        for uid in self.behind(query, after, max).await? {
            let size = facts(&mut self.session, &[uid], "RFC822.SIZE").await?.remove(&uid);
            let fits = size.and_then(|fact| fact.size).is_some_and(|size| size <= bytes_max);
            let fact = match fits {
                true => facts(&mut self.session, &[uid], "BODY.PEEK[]").await?.remove(&uid),
                false => None,
            };
            out.push((uid, fact.and_then(|fact| fact.body.raw())));
        }
        Ok(out)
    }

    async fn behind(&mut self, query: &str, after: u32, max: usize) -> Result<Vec<u32>, ConnectError> {
        let first = after.saturating_add(1);
        // `*` names the last mail even when its UID is lower.
        let mut uids = self.session.uid_search(&format!("UID {first}:* {query}")).await?;
        uids.retain(|uid| *uid >= first);
        uids.truncate(max);
        Ok(uids)
    }

    /// Whether a mail of this Message-ID lies in any folder.
    ///
    /// # Errors
    /// As any command; also where there are more folders than are looked through.
    pub async fn holds(&mut self, message_id: &str) -> Result<bool, ConnectError> {
        let query = format!("HEADER Message-ID {}", quoted(&format!("<{message_id}>"))?);
        let folders = sent::folders(&mut self.session).await?;
        if folders.len() > FOLDERS_MAX {
            return Err(ConnectError::new(Code::Settings, format!("more than {FOLDERS_MAX} folders")));
        }
        let others = folders.into_iter().map(|(_, name)| name);
        let others = others.filter(|name| !name.eq_ignore_ascii_case(INBOX));
        let mut found = false;
        for folder in std::iter::once(INBOX.to_owned()).chain(others) {
            match self.session.select(&folder, false).await {
                Ok(_) => {}
                // Not for us: nothing for us is filed there.
                Err(error) if error.code == Code::NoSuchFolder && folder != INBOX => continue,
                Err(error) => return Err(error),
            }
            if !self.session.uid_search(&query).await?.is_empty() {
                found = true;
                break;
            }
        }
        let selected = self.session.select(INBOX, true).await?;
        if selected.uid_validity.unwrap_or(0) != self.uid_validity {
            return Err(ConnectError::new(Code::Protocol, "the inbox became another one"));
        }
        Ok(found)
    }

    /// Marks mails as seen.
    ///
    /// # Errors
    /// As any command.
    pub async fn mark_seen(&mut self, uids: &[u32]) -> Result<(), ConnectError> {
        for uids in uids.chunks(UIDS_MAX) {
            mark(&mut self.session, uids, "\\Seen").await?;
        }
        Ok(())
    }

    /// Takes these mails out, and no other.
    ///
    /// # Errors
    /// As any command; [`Code::Refused`] where the server cannot do that.
    pub async fn remove(&mut self, uids: &[u32]) -> Result<(), ConnectError> {
        if !self.can_remove() {
            return Err(ConnectError::new(Code::Refused, "the server does not offer UIDPLUS"));
        }
        for uids in uids.chunks(UIDS_MAX) {
            mark(&mut self.session, uids, "\\Deleted").await?;
            self.session.command(&format!("UID EXPUNGE {}", set_of(uids))).await?;
        }
        Ok(())
    }

    /// Says goodbye. Failures do not matter any more.
    pub async fn close(self) {
        self.session.close().await;
    }
}
