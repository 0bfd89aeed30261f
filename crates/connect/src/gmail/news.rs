//! News: what the mailbox's history tells behind the point where we stand (users.history.list).
//!
//! Counted as news are mails that came, and mails that were put into a folder of the settings by their label. One that both
//! came and was labelled later may come twice, under the same key.

use super::Gmail;
use super::cursor::Cursor;
use super::fetch::{Ask, Step};
use super::label::{Folder, is_in};
use super::mail::{Got, Room};
use super::said::{Changes, Record};
use crate::error::{Code, ConnectError};
use domain::Timestamp;
use std::collections::HashSet;

/// Pages of one look. With 500 records each, more than a mailbox sees in years.
const PAGES_MAX: usize = 10_000;
const FIELDS: &str = "history(id,messagesAdded/message(id,labelIds),labelsAdded(message/id,labelIds)),\
                      historyId,nextPageToken";

/// A mail that a record of the history tells of.
struct News<'a> {
    id: &'a str,
    /// It came; else it was put into a folder.
    came: bool,
}

/// The mails of a record that may be wanted.
fn news<'a>(record: &'a Record, chosen: &[Folder]) -> Vec<News<'a>> {
    // What the labels are is told most of the time, not always: then the mail itself tells.
    let may_be_in = |labels: &[String]| labels.is_empty() || is_in(labels, chosen);
    let came = record.messages_added.iter().filter(|one| may_be_in(&one.message.label_ids));
    let was_put = |labels: &[String]| chosen.iter().any(|folder| labels.contains(&folder.id));
    let put = record.labels_added.iter().filter(|one| was_put(&one.label_ids));
    came.map(|one| News { id: &one.message.id, came: true })
        .chain(put.map(|one| News { id: &one.message.id, came: false }))
        .collect()
}

impl Gmail {
    /// One page of what came behind `history`; `None` when that is too old.
    async fn changes(
        &mut self,
        history: &str,
        chosen: &[Folder],
        token: Option<&str>,
    ) -> Result<Option<Changes>, ConnectError> {
        let mut query = vec![
            ("startHistoryId", history),
            ("historyTypes", "messageAdded"),
            ("historyTypes", "labelAdded"),
            ("maxResults", "500"),
            ("fields", FIELDS),
        ];
        if let [only] = chosen {
            query.push(("labelId", &only.id));
        }
        if let Some(token) = token {
            query.push(("pageToken", token));
        }
        self.find("history", &query).await
    }

    /// Takes the next news that fit, and moves the cursor behind them.
    pub(super) async fn news(&mut self, cursor: &mut Cursor, chosen: &[Folder], ask: &Ask) -> Step {
        let start = cursor.history.clone().unwrap_or_default();
        let (mut room, mut seen, mut token) = (Room::new(ask.limits), HashSet::new(), None);
        for _ in 0..PAGES_MAX {
            let Some(page) = self.changes(&start, chosen, token.as_deref()).await? else { return Ok(None) };
            for record in &page.history {
                if !self.take_record(cursor, record, chosen, ask, &mut room, &mut seen).await? {
                    return Ok(Some(room.mails));
                }
                cursor.history = Some(record.id.clone());
                cursor.done.clear();
            }
            token = page.next_page_token;
            if token.is_none() {
                // Up to here nothing else was of any concern: it need not be looked at again.
                cursor.history = page.history_id.or_else(|| cursor.history.take());
            }
            if token.is_none() || !room.mails.is_empty() {
                return Ok(Some(room.mails));
            }
        }
        Err(ConnectError::new(Code::Protocol, "the history has no end"))
    }

    /// Takes the mails of one record. `false` when not all of them fit: then the cursor holds those that are taken.
    async fn take_record(
        &mut self,
        cursor: &mut Cursor,
        record: &Record,
        chosen: &[Folder],
        ask: &Ask,
        room: &mut Room,
        seen: &mut HashSet<String>,
    ) -> Result<bool, ConnectError> {
        for one in news(record, chosen) {
            if cursor.done.iter().any(|id| id == one.id) || seen.contains(one.id) {
                continue;
            }
            if room.is_full() {
                return Ok(false);
            }
            let got = match self.got(one.id).await {
                // What is there is handed out: else whoever has to wait in every batch would never get on.
                Err(_) if !room.mails.is_empty() => return Ok(false),
                got => got?,
            };
            if let Some(got) = got.filter(|got| is_wanted(got, chosen, ask)) {
                let date_ms = got.date.map_or(0, Timestamp::as_millis);
                let labels = got.labels.clone();
                // A mail that somebody puts into a folder may have been there long before.
                let before_connect = !one.came && date_ms <= cursor.connected_ms;
                if !self.put(room, got, before_connect, ask) {
                    return Ok(false);
                }
                note(cursor, chosen, &labels, date_ms);
            }
            cursor.done.push(one.id.to_owned());
            seen.insert(one.id.to_owned());
        }
        Ok(true)
    }

    /// The ids of all that came behind `history`; `None` when that is too old.
    pub(super) async fn ids_since(
        &mut self,
        history: &str,
        chosen: &[Folder],
    ) -> Result<Option<HashSet<String>>, ConnectError> {
        let (mut ids, mut token) = (HashSet::new(), None);
        for _ in 0..PAGES_MAX {
            let Some(page) = self.changes(history, chosen, token.as_deref()).await? else { return Ok(None) };
            for record in &page.history {
                ids.extend(news(record, chosen).into_iter().map(|one| one.id.to_owned()));
            }
            token = page.next_page_token;
            if token.is_none() {
                return Ok(Some(ids));
            }
        }
        Err(ConnectError::new(Code::Protocol, "the history has no end"))
    }

    /// Whether something came behind `history`, or may have.
    pub(super) async fn has_news(&mut self, history: &str) -> Result<bool, ConnectError> {
        let chosen = self.chosen().await?;
        let Some(page) = self.changes(history, &chosen, None).await? else { return Ok(true) };
        let any = page.history.iter().any(|record| !news(record, &chosen).is_empty());
        Ok(any || page.next_page_token.is_some())
    }
}

/// By its labels of now, as a mail that was moved out of a folder of another server is not there either.
fn is_wanted(got: &Got, chosen: &[Folder], ask: &Ask) -> bool {
    is_in(&got.labels, chosen) && !ask.is_too_old(got.date)
}

/// Remembers the date of the last mail that came, for the day when the history is too old. The last one's and not the
/// newest: a single mail from the future would hide all others.
fn note(cursor: &mut Cursor, chosen: &[Folder], labels: &[String], date_ms: i64) {
    for folder in chosen.iter().filter(|folder| labels.contains(&folder.id)) {
        let place = cursor.place(&folder.name);
        if place.is_filled {
            place.taken_ms = date_ms;
        }
    }
}
