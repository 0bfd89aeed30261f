//! Fetching behind a place of one folder: the next page of its delta query, then the mails of it that fit.
//!
//! Sources: "message: delta", "Get incremental changes to messages in a folder", "Get MIME content of a message" and
//! "Obtain immutable identifiers" in the description of Microsoft Graph v1.0.

use super::cursor::{Item, Place};
use super::folders::Names;
use super::wire::{self, IMMUTABLE, Listed, Page, Refused, encoded};
use crate::api::{Api, Call};
use crate::civil::iso;
use crate::connector::{Limits, SourceKey, SourceMail, SourceRef};
use crate::error::{Code, ConnectError};
use bytes::Bytes;
use domain::Timestamp;
use domain::limits::{INTAKE_BATCH_MAILS_MAX, MAIL_BYTES_HARD_MAX};

/// Pages that one fetch asks for when none of them has a mail to take.
const PAGES_MAX: usize = 30;
/// Mails of one page, whatever was asked for.
const PAGE_ITEMS_MAX: usize = 5_000;
/// A list that is bounded by a date ends after 5,000 mails: with more than this, it is not bounded there but here.
const BOUNDED_MAX: u64 = 4_500;
/// Times that a position may be refused in one fetch.
const RESYNCS_MAX: usize = 2;
/// Bytes of an id or of a conversation's.
const ID_BYTES_MAX: usize = 1_024;
/// A position that is older than this is replaced even when nothing came.
const LINK_AGE_MAX_MS: i64 = 24 * 3_600_000;

/// What one fetch is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    pub(super) look_back_from: Option<Timestamp>,
    pub(super) limits: Limits,
    /// Which source of the mailbox it is, counted from 0.
    pub(super) source: u32,
}

/// The way to one mailbox.
pub(super) struct Way<'a> {
    pub(super) api: &'a mut Api,
    /// What stands before every path of the mailbox.
    pub(super) base: &'a str,
    pub(super) names: &'a mut Names,
}

/// What one folder brought.
#[derive(Default)]
pub(super) struct Found {
    pub(super) mails: Vec<SourceMail>,
    /// There is more to ask for, though nothing was found yet.
    pub(super) is_unfinished: bool,
}

impl Way<'_> {
    /// The mails behind `place`, which moves behind them. Nothing else moves it: an error leaves it alone.
    pub(super) async fn fetch(&mut self, place: &mut Place, ask: &Ask) -> Result<Found, ConnectError> {
        let mut moved = place.clone();
        let (mut found, mut pages, mut resyncs) = (Found::default(), 0, 0);
        while found.mails.is_empty() {
            if !moved.pending.is_empty() {
                found.mails = self.take(&mut moved, ask).await?;
                continue;
            }
            if pages == PAGES_MAX {
                found.is_unfinished = true;
                break;
            }
            pages += 1;
            match self.page(&mut moved, ask).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(refused) if refused.asks_for_resync() && resyncs < RESYNCS_MAX => {
                    resyncs += 1;
                    moved.begin_again();
                }
                Err(refused) if refused.is_about_nothing() => {
                    // The folder, or only what was known of it: then the one of that name is looked for.
                    self.names.forget();
                    if moved.link.is_none() || resyncs == RESYNCS_MAX {
                        return Err(ConnectError { code: Code::NoSuchFolder, ..refused.error });
                    }
                    resyncs += 1;
                    moved.begin_again();
                }
                Err(refused) => return Err(refused.into()),
            }
        }
        *place = moved;
        Ok(found)
    }

    /// Reads the next page. False when nothing came since the last one: until then, what was listed may all be gone by
    /// now, and something else be there.
    async fn page(&mut self, place: &mut Place, ask: &Ask) -> Result<bool, Refused> {
        let id = self.names.resolve(self.api, self.base, &place.name).await?;
        place.enter(&id);
        let link = match &place.link {
            Some(link) => link.clone(),
            None => self.begin(place, ask).await?,
        };
        let size = ask.limits.mails.clamp(1, INTAKE_BATCH_MAILS_MAX);
        let reply = wire::judged(self.api.ask(&wire::get_page(link, size)).await?)?;
        let page: Page<Listed> = wire::read(&reply)?;
        let is_empty = page.value.is_empty();
        place.pending = wanted(page.value, place, ask)?;
        let (next, goes_on) = match (&page.next, &page.delta) {
            (Some(next), _) => (next, true),
            (None, Some(delta)) => (delta, false),
            (None, None) => return Err(ConnectError::new(Code::Protocol, "a list without an end").into()),
        };
        let next = wire::link(self.api, next)?;
        let now = reply.date.map_or(0, Timestamp::as_millis);
        // Where nothing came, the position stays as it is: it need not be stored at every look.
        let is_worth_it = !is_empty || goes_on || place.is_filling || place.link.is_none();
        if is_worth_it || now.saturating_sub(place.linked_ms) > LINK_AGE_MAX_MS {
            (place.link, place.linked_ms) = (Some(next), now);
        }
        let may_be_more = goes_on || !is_empty || place.is_filling;
        place.is_filling &= goes_on;
        Ok(may_be_more)
    }

    /// The address of a list's first page. Whatever is asked for here holds for all that come after it.
    async fn begin(&mut self, place: &mut Place, ask: &Ask) -> Result<String, Refused> {
        let folder =
            format!("{}/mailFolders/{}/messages", self.base, encoded(place.id.as_deref().unwrap_or("")));
        let from = ask.look_back_from.filter(|from| from.as_millis() > 0).map(iso);
        let since = from.map(|from| format!("&$filter={}", encoded(&format!("receivedDateTime ge {from}"))));
        let since = since.unwrap_or_default();
        // How many there are, and when the newest of them came.
        let newest = format!("{folder}?$select=receivedDateTime&$top=1&$count=true{since}");
        let call = wire::get(format!("{newest}&$orderby=receivedDateTime%20desc"));
        let page: Page<Listed> = wire::ask(self.api, &call).await?;
        if place.baseline_ms.is_none() {
            let received = page.value.first().and_then(Listed::received);
            place.baseline_ms = Some(received.map_or(0, Timestamp::as_millis));
        }
        place.is_filling = true;
        let size = encoded("singleValueExtendedProperties($filter=id eq 'Long 0x0E08')");
        let select = "$select=receivedDateTime,conversationId,isDraft";
        let bound = if page.count.is_some_and(|count| count <= BOUNDED_MAX) { since } else { String::new() };
        Ok(format!("{folder}/delta?changeType=created&{select}&$expand={size}{bound}"))
    }

    /// Takes the next mails of the page that fit into the limits.
    async fn take(&mut self, place: &mut Place, ask: &Ask) -> Result<Vec<SourceMail>, ConnectError> {
        let (mut mails, mut bytes, mut done) = (Vec::new(), 0_usize, 0);
        for item in &place.pending {
            let told = usize::try_from(item.size.unwrap_or(0)).unwrap_or(usize::MAX);
            let is_huge = told > MAIL_BYTES_HARD_MAX;
            let fits = |size: usize| mails.is_empty() || bytes.saturating_add(size) <= ask.limits.bytes;
            if mails.len() >= ask.limits.mails.max(1) || (!is_huge && !fits(told)) {
                break;
            }
            match self.mail(item, is_huge, ask).await {
                Ok(Some(mail)) if !fits(mail.raw.len()) => break,
                Ok(Some(mail)) => {
                    bytes = bytes.saturating_add(mail.raw.len());
                    mails.push(mail);
                }
                Ok(None) => {}
                // What is here is handed out first; the next fetch meets the failure, if it lasts.
                Err(_) if !mails.is_empty() => break,
                Err(error) => return Err(error),
            }
            done += 1;
        }
        place.pending.drain(..done);
        Ok(mails)
    }

    /// One mail; `None` when it was deleted meanwhile.
    async fn mail(
        &mut self,
        item: &Item,
        is_huge: bool,
        ask: &Ask,
    ) -> Result<Option<SourceMail>, ConnectError> {
        let (raw, too_large) = if is_huge {
            (Bytes::new(), item.size)
        } else {
            match self.raw(&item.id).await? {
                Raw::Bytes(raw) => (raw, None),
                Raw::TooLarge => {
                    let size = item.size.unwrap_or(0).max(MAIL_BYTES_HARD_MAX as u64 + 1);
                    (Bytes::new(), Some(size))
                }
                Raw::Gone => return Ok(None),
            }
        };
        let mut mail = SourceMail {
            source_key: SourceKey::new(format!("graph\0{}", item.id).into_bytes()),
            check_digest: false,
            moved: false,
            raw,
            internal_date: item.received_ms.map(Timestamp::from_millis),
            before_connect: item.is_old,
            source_ref: SourceRef::Graph { id: item.id.clone() },
            too_large,
            thread: item.thread.clone(),
        };
        if ask.source > 0 {
            mail.come_along(ask.source);
        }
        Ok(Some(mail))
    }

    async fn raw(&mut self, id: &str) -> Result<Raw, ConnectError> {
        let path = format!("{}/messages/{}/$value", self.base, encoded(id));
        let mut call = Call::get(path, MAIL_BYTES_HARD_MAX);
        call.fields.extend([("prefer", IMMUTABLE.to_owned()), ("accept", "*/*".to_owned())]);
        let Some(reply) = self.api.ask_within(&call).await? else { return Ok(Raw::TooLarge) };
        match wire::judged(reply) {
            Ok(reply) => Ok(Raw::Bytes(reply.body)),
            Err(refused) if refused.is_about_nothing() => Ok(Raw::Gone),
            Err(refused) => Err(refused.into()),
        }
    }
}

enum Raw {
    Bytes(Bytes),
    TooLarge,
    Gone,
}

/// What is wanted of a page, oldest first. A list of what was there is bounded by the look-back; where the mailbox moved
/// to, what is older may be brought at any time.
fn wanted(listed: Vec<Listed>, place: &Place, ask: &Ask) -> Result<Vec<Item>, ConnectError> {
    let is_strange =
        |one: &Listed| one.id.is_empty() || one.id.len() > ID_BYTES_MAX || one.id.contains(char::is_control);
    if listed.len() > PAGE_ITEMS_MAX || listed.iter().any(is_strange) {
        return Err(ConnectError::new(Code::Protocol, "a page that cannot be used"));
    }
    let is_recent = |one: &Listed| match (ask.look_back_from, one.received()) {
        (Some(from), Some(at)) if place.is_filling || ask.source > 0 => at >= from,
        _ => true,
    };
    let mut items: Vec<Item> = listed
        .into_iter()
        .filter(|one| one.is_mail() && is_recent(one))
        .map(|one| {
            let received_ms = one.received().map(Timestamp::as_millis);
            let is_old = received_ms.zip(place.baseline_ms).is_none_or(|(at, newest)| at <= newest);
            Item {
                received_ms,
                size: one.size(),
                is_old: place.is_filling && is_old,
                thread: one.conversation_id.filter(|thread| thread.len() <= ID_BYTES_MAX),
                id: one.id,
            }
        })
        .collect();
    items.sort_by_key(|item| item.received_ms);
    Ok(items)
}
