//! What lay in a folder when the mailbox was connected, or may have come while the history was too old: a list by
//! users.messages.list, taken from its oldest mail on.
//!
//! Google lists the newest first, sorted by internal date. The ids of the whole list are kept in memory; the cursor holds
//! the date that was reached, and whoever begins again lists from there. Page tokens are not stored: nothing says how long
//! they are good.

use super::Gmail;
use super::cursor::{Cursor, Place};
use super::fetch::{Ask, Step};
use super::label::{Folder, is_in};
use super::mail::{Got, Room};
use super::said::Listed;
use crate::error::{Code, ConnectError};
use domain::Timestamp;
use std::collections::HashSet;

/// Ids of one list; 2,000 pages.
const IDS_MAX: usize = 1_000_000;

/// The rest of a list, good for one position.
#[derive(Debug)]
pub(super) struct Pending {
    place: Place,
    /// Older ones are taken, or not wanted, in milliseconds.
    from_ms: i64,
    /// Younger ones were taken as news, in milliseconds. `None` for the first list of a place, which holds none of those.
    until_ms: Option<i64>,
    /// It is what lay there when the mailbox was connected.
    is_first_look: bool,
    /// The newest first: they are taken from the end.
    ids: Vec<String>,
}

impl Gmail {
    /// Takes the next mails of a folder's list that fit, and moves its place behind them.
    pub(super) async fn fill(
        &mut self,
        cursor: &mut Cursor,
        folder: &Folder,
        chosen: &[Folder],
        ask: &Ask,
    ) -> Step {
        if cursor.place(&folder.name).is_filled {
            return Ok(Some(Vec::new()));
        }
        let pending = self.pending.remove(&folder.name);
        let pending = match pending.filter(|pending| pending.place == *cursor.place(&folder.name)) {
            Some(pending) => pending,
            None => match self.list(cursor, folder, chosen, ask).await? {
                Some(pending) => pending,
                None => return Ok(None),
            },
        };
        let Pending { mut place, from_ms, until_ms, is_first_look, mut ids } = pending;
        let (start, mut room) = (place.clone(), Room::new(ask.limits));
        while let Some(id) = ids.last().filter(|_| !room.is_full()).cloned() {
            let got = match self.got(&id).await {
                Ok(got) => got,
                // What is there is handed out: else whoever has to wait in every batch would never get on.
                Err(_) if !room.mails.is_empty() => break,
                Err(error) => {
                    let rest = Pending { place: start, from_ms, until_ms, is_first_look, ids };
                    self.pending.insert(folder.name.clone(), rest);
                    return Err(error);
                }
            };
            if let Some(got) = got {
                let date_ms = got.date.map_or(from_ms, Timestamp::as_millis);
                let is_of_list = date_ms >= from_ms && until_ms.is_none_or(|until_ms| date_ms <= until_ms);
                if is_of_list && is_wanted(&got, cursor, folder, chosen, ask) {
                    let before_connect = is_first_look || date_ms <= cursor.connected_ms;
                    if !self.put(&mut room, got, before_connect, ask) {
                        break;
                    }
                }
                place.pass(&id, date_ms);
            }
            ids.pop();
        }
        if ids.is_empty() {
            place.is_filled = true;
            place.same_time.clear();
        } else {
            let rest = Pending { place: place.clone(), from_ms, until_ms, is_first_look, ids };
            self.pending.insert(folder.name.clone(), rest);
        }
        *cursor.place(&folder.name) = place;
        Ok(Some(room.mails))
    }

    /// Lists what is not taken of a folder. `None` when the history is too old.
    async fn list(
        &mut self,
        cursor: &mut Cursor,
        folder: &Folder,
        chosen: &[Folder],
        ask: &Ask,
    ) -> Result<Option<Pending>, ConnectError> {
        let place = cursor.place(&folder.name).clone();
        let bound_ms = ask.look_back_from.map_or(0, Timestamp::as_millis);
        let is_bound = !place.is_again || ask.source > 0;
        let from_ms = if is_bound { place.taken_ms.max(bound_ms) } else { place.taken_ms };
        let mut ids = self.ids_within(folder, from_ms, place.until_ms).await?;
        let start = cursor.history.clone().unwrap_or_default();
        // What came since is in the list as well, and in the news.
        let Some(news) = self.ids_since(&start, chosen).await? else { return Ok(None) };
        ids.retain(|id| !news.contains(id) && !place.same_time.contains(id));
        let (until_ms, is_first_look) = (place.until_ms, place.from_ms.is_none());
        if until_ms.is_none() {
            let newest_ms = self.date_of_first(&ids).await?;
            let place = cursor.place(&folder.name);
            place.until_ms = newest_ms;
            if is_first_look {
                (place.from_ms, place.taken_ms) = (Some(from_ms), from_ms);
                cursor.connected_ms = cursor.connected_ms.max(newest_ms.unwrap_or(0));
            }
        }
        let place = cursor.place(&folder.name).clone();
        Ok(Some(Pending { place, from_ms, until_ms, is_first_look, ids }))
    }

    /// The date of the first of these mails that is there still, in milliseconds.
    async fn date_of_first(&mut self, ids: &[String]) -> Result<Option<i64>, ConnectError> {
        for id in ids {
            if let Some(date) = self.facts(id).await?.and_then(|facts| facts.date) {
                return Ok(Some(date.as_millis()));
            }
        }
        Ok(None)
    }

    /// The ids of a folder's mails between two dates, the newest first.
    async fn ids_within(
        &mut self,
        folder: &Folder,
        from_ms: i64,
        until_ms: Option<i64>,
    ) -> Result<Vec<String>, ConnectError> {
        // Whole seconds, and whether a bound itself is within is said nowhere: the mails' own dates decide.
        let from = (from_ms > 0).then(|| format!("after:{}", (from_ms / 1_000).saturating_sub(1)));
        let until = until_ms.map(|until_ms| format!("before:{}", (until_ms / 1_000).saturating_add(2)));
        let bounds: Vec<String> = from.into_iter().chain(until).collect();
        let bounds = bounds.join(" ");
        let is_apart = folder.id == "SPAM" || folder.id == "TRASH";
        let (mut ids, mut known, mut token) = (Vec::new(), HashSet::new(), None::<String>);
        loop {
            let mut query = vec![("labelIds", folder.id.as_str()), ("maxResults", "500")];
            query.push(("fields", "messages/id,nextPageToken"));
            if !bounds.is_empty() {
                query.push(("q", &bounds));
            }
            if is_apart {
                query.push(("includeSpamTrash", "true"));
            }
            if let Some(token) = &token {
                query.push(("pageToken", token));
            }
            let page: Listed = self.get("messages", &query).await?;
            for one in page.messages {
                if known.insert(one.id.clone()) {
                    ids.push(one.id);
                }
            }
            let next = page.next_page_token;
            if next.is_none() {
                return Ok(ids);
            }
            if ids.len() > IDS_MAX || next == token {
                return Err(ConnectError::new(Code::Protocol, "the list of mails has no end"));
            }
            token = next;
        }
    }
}

/// Whether it lies here still, and did not come from the list of another of the folders that it lies in.
fn is_wanted(got: &Got, cursor: &Cursor, folder: &Folder, chosen: &[Folder], ask: &Ask) -> bool {
    let date_ms = got.date.map_or(0, Timestamp::as_millis);
    let others = chosen.iter().filter(|other| other.id != folder.id && got.labels.contains(&other.id));
    let is_taken = |other: &Folder| {
        let place = cursor.places.iter().find(|place| place.name == other.name);
        place.is_some_and(|place| place.has_passed(&got.id, date_ms))
    };
    is_in(&got.labels, chosen)
        && got.labels.contains(&folder.id)
        && !ask.is_too_old(got.date)
        && !others.into_iter().any(is_taken)
}
