//! Fetching behind a place of one folder: find the UIDs, look at sizes and dates, then take what fits.

use super::cursor::Place;
use super::date;
use super::session::{Selected, Session};
use super::wire::{Body, Fetched, fetched};
use crate::connector::{Limits, SourceKey, SourceMail, SourceRef};
use crate::error::{Code, ConnectError};
use bytes::Bytes;
use domain::Timestamp;
use domain::limits::MAIL_BYTES_HARD_MAX;
use std::collections::{HashMap, VecDeque};

/// UIDs that a search found, valid for one place in one session.
#[derive(Debug, Default)]
pub(super) struct Pending {
    place: Option<(u32, u32)>,
    uids: VecDeque<u32>,
    /// UIDVALIDITY and next UID when the folder was last looked at.
    pub(super) seen: Option<(Option<u32>, Option<u32>)>,
}

/// What one fetch is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    pub(super) look_back_from: Option<Timestamp>,
    pub(super) limits: Limits,
    /// Several folders are taken in: a mail may move from one into another.
    pub(super) is_one_of_many: bool,
    /// Which source of the mailbox it is, counted from 0.
    pub(super) source: u32,
}

impl Pending {
    /// The mails behind `place`, which moves behind them. Nothing else moves it: an error leaves it alone.
    pub(super) async fn fetch(
        &mut self,
        session: &mut Session,
        place: &mut Place,
        ask: &Ask,
    ) -> Result<Vec<SourceMail>, ConnectError> {
        let is_current = self.place.is_some()
            && self.place == place.uid_validity.map(|validity| (validity, place.last_uid))
            && session.selected.as_ref().is_some_and(|(name, _)| *name == place.name);
        let mut moved = place.clone();
        if !is_current {
            self.uids.clear();
        }
        let mut mails = Vec::new();
        // Until there are mails, or a search finds none: what was found before may all be gone by now.
        while mails.is_empty() {
            if self.uids.is_empty() {
                let selected = session.select(&place.name, false).await?;
                self.seen = Some((selected.uid_validity, selected.uid_next));
                self.search(session, &mut moved, &selected, ask.look_back_from).await?;
                if self.uids.is_empty() {
                    break;
                }
            }
            mails = self.take(session, &mut moved, ask).await?;
        }
        self.place = moved.uid_validity.map(|validity| (validity, moved.last_uid));
        *place = moved;
        Ok(mails)
    }

    async fn search(
        &mut self,
        session: &mut Session,
        place: &mut Place,
        selected: &Selected,
        look_back_from: Option<Timestamp>,
    ) -> Result<(), ConnectError> {
        // Without UIDVALIDITY (RFC 3501 7.1) UIDs prove nothing: 0 is never a real one.
        let uid_validity = selected.uid_validity.unwrap_or(0);
        // Where UIDNEXT is given it tells as much, and more reliably.
        let is_unmoved = selected.uid_next.is_none()
            && place.uid_validity == Some(uid_validity)
            && place.modseq.is_some()
            && place.modseq == selected.highest_modseq;
        if is_unmoved {
            return Ok(());
        }
        let uid_next = match selected.uid_next {
            Some(next) => next,
            None if selected.exists == 0 => 1.max(place.last_uid.saturating_add(1)),
            None => session.uid_search("UID *").await?.last().map_or(1, |last| last.saturating_add(1)),
        };
        place.enter(uid_validity, uid_next);
        let mut uids = Vec::new();
        let first = place.last_uid.saturating_add(1);
        if first < place.baseline {
            let since =
                look_back_from.map(|from| format!(" SINCE {}", date::since(from))).unwrap_or_default();
            let last = place.baseline - 1;
            uids = session.uid_search(&format!("UID {first}:{last}{since}")).await?;
            uids.retain(|uid| (first..=last).contains(uid));
        }
        if uids.is_empty() {
            place.last_uid = place.last_uid.max(place.baseline.saturating_sub(1));
            let first = place.last_uid.saturating_add(1);
            if first < uid_next {
                // `*` names the last mail even when its UID is lower.
                uids = session.uid_search(&format!("UID {first}:*")).await?;
                uids.retain(|uid| *uid >= first);
            }
            if uids.is_empty() {
                place.last_uid = place.last_uid.max(uid_next.saturating_sub(1));
                place.modseq = selected.highest_modseq;
            }
        }
        self.uids = uids.into();
        Ok(())
    }

    /// Takes the next mails that fit into the limits.
    async fn take(
        &mut self,
        session: &mut Session,
        place: &mut Place,
        ask: &Ask,
    ) -> Result<Vec<SourceMail>, ConnectError> {
        let chunk: Vec<u32> = self.uids.iter().copied().take(ask.limits.mails.max(1)).collect();
        let facts = facts(session, &chunk, "RFC822.SIZE INTERNALDATE").await?;
        let (mut done, mut wanted, mut bytes) = (Vec::new(), Vec::new(), 0_u64);
        for uid in chunk {
            let known = facts.get(&uid);
            if known.is_some_and(|fact| is_wanted(fact, uid, place, ask)) {
                let size = known.and_then(|fact| fact.size).unwrap_or(0);
                let is_huge = size > MAIL_BYTES_HARD_MAX as u64;
                if !is_huge && !wanted.is_empty() && bytes.saturating_add(size) > ask.limits.bytes as u64 {
                    break;
                }
                if !is_huge {
                    bytes = bytes.saturating_add(size);
                    wanted.push(uid);
                }
            }
            done.push(uid);
        }
        let mut bodies = facts_of(session, &wanted, "BODY.PEEK[]").await?;
        let mut mails = Vec::new();
        for uid in &done {
            if let Some(fact) = facts.get(uid).filter(|fact| is_wanted(fact, *uid, place, ask)) {
                let body = bodies.remove(uid).map(|fetched| fetched.body).unwrap_or_default();
                mails.extend(mail(session, place, ask, *uid, fact, body).await?);
            }
        }
        for mail in &mails {
            let date = mail.internal_date.map_or(0, Timestamp::as_millis);
            place.newest_ms = place.newest_ms.max(date);
        }
        if let Some(last) = done.last() {
            place.last_uid = *last;
        }
        self.uids.drain(..done.len().min(self.uids.len()));
        Ok(mails)
    }
}

/// Mails that were there before are wanted from the look-back on; all that came later are. Where the mailbox moved to, what
/// is older may be brought at any time.
fn is_wanted(fact: &Fetched, uid: u32, place: &Place, ask: &Ask) -> bool {
    match (ask.look_back_from, fact.internal_date) {
        (Some(from), Some(date)) if uid < place.baseline || ask.source > 0 => date >= from,
        _ => true,
    }
}

async fn facts_of(
    session: &mut Session,
    uids: &[u32],
    items: &str,
) -> Result<HashMap<u32, Fetched>, ConnectError> {
    if uids.is_empty() { Ok(HashMap::new()) } else { facts(session, uids, items).await }
}

pub(super) async fn facts(
    session: &mut Session,
    uids: &[u32],
    items: &str,
) -> Result<HashMap<u32, Fetched>, ConnectError> {
    let set = set_of(uids);
    let responses = session.command(&format!("UID FETCH {set} (UID {items})")).await?;
    let mut facts: HashMap<u32, Fetched> = HashMap::new();
    for fetched in responses.iter().filter_map(fetched) {
        // A server may speak of one mail twice, of flags for instance; or of mails that nobody asked for.
        let Some(uid) = fetched.uid.filter(|uid| uids.contains(uid)) else { continue };
        let fact = facts.entry(uid).or_default();
        fact.uid = Some(uid);
        fact.size = fetched.size.or(fact.size);
        fact.internal_date = fetched.internal_date.or(fact.internal_date);
        if fetched.body != Body::Absent {
            fact.body = fetched.body;
        }
    }
    Ok(facts)
}

/// UIDs as a sequence set.
pub(super) fn set_of(uids: &[u32]) -> String {
    uids.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

/// A mail from what was fetched; `None` when it was deleted meanwhile.
async fn mail(
    session: &mut Session,
    place: &Place,
    ask: &Ask,
    uid: u32,
    fact: &Fetched,
    body: Body,
) -> Result<Option<SourceMail>, ConnectError> {
    let huge = fact.size.filter(|size| *size > MAIL_BYTES_HARD_MAX as u64);
    let (raw, too_large) = match (huge, body) {
        (Some(size), _) | (None, Body::Skipped(size)) => (Bytes::new(), Some(size)),
        (None, Body::Raw(raw)) => (raw, None),
        (None, Body::Absent) if session.uid_search(&format!("UID {uid}")).await?.contains(&uid) => {
            // It is there and the server does not hand it out: never pass over it.
            return Err(ConnectError::new(Code::Protocol, "the server holds a mail back"));
        }
        (None, Body::Absent) => return Ok(None),
    };
    let uid_validity = place.uid_validity.unwrap_or(0);
    let is_late =
        uid >= place.baseline && fact.internal_date.is_some_and(|date| date.as_millis() <= place.newest_ms);
    let key = format!("imap\0{}\0{uid_validity}\0{uid}", place.name);
    let mut mail = SourceMail {
        thread: None,
        source_key: SourceKey::new(key.into_bytes()),
        moved: false,
        check_digest: uid_validity == 0 || ask.is_one_of_many || uid < place.listed_again_below || is_late,
        raw,
        internal_date: fact.internal_date,
        before_connect: uid < place.baseline,
        source_ref: SourceRef::Imap { folder: place.name.clone(), uid_validity, uid },
        too_large,
    };
    if ask.source > 0 {
        mail.come_along(ask.source);
    }
    Ok(Some(mail))
}
