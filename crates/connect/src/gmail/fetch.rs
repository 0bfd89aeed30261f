//! Fetching: the news first, and then, in turn, what lay in each folder when the mailbox was connected.

use super::Gmail;
use super::cursor::Cursor;
use super::label::Folder;
use crate::connector::{Batch, Limits, SourceMail};
use crate::error::{Code, ConnectError};
use domain::Timestamp;

/// What one fetch is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    pub(super) look_back_from: Option<Timestamp>,
    pub(super) limits: Limits,
    /// Which source of the mailbox it is, counted from 0.
    pub(super) source: u32,
}

impl Ask {
    /// Where the mailbox moved to, what is older may be brought at any time.
    pub(super) fn is_too_old(&self, date: Option<Timestamp>) -> bool {
        let is_before = |from: Timestamp| date.is_some_and(|date| date < from);
        self.source > 0 && self.look_back_from.is_some_and(is_before)
    }
}

/// What a step brought; `None` when the history does not reach back to the cursor.
pub(super) type Step = Result<Option<Vec<SourceMail>>, ConnectError>;

impl Gmail {
    pub(super) async fn fetch_in(&mut self, cursor: &mut Cursor, ask: &Ask) -> Result<Batch, ConnectError> {
        let chosen = self.chosen().await?;
        if chosen.is_empty() {
            return Err(Code::NoSuchFolder.into());
        }
        if cursor.history.is_none() {
            // Before anything is listed: what comes meanwhile is news.
            cursor.history = Some(self.history_now().await?);
            cursor.turn = 1;
        }
        let mut taken = self.round(cursor, &chosen, ask).await?;
        if taken.is_none() {
            let now = self.history_now().await?;
            cursor.list_again(now);
            self.pending.clear();
            taken = self.round(cursor, &chosen, ask).await?;
        }
        let Some(mails) = taken else {
            return Err(ConnectError::new(Code::Protocol, "the history ends before it begins"));
        };
        if !mails.is_empty() {
            return Ok(Batch { mails, cursor: crate::cursor::encode(cursor)?, more: true });
        }
        self.seen.clone_from(&cursor.history);
        // One folder that is gone must not keep the others' mail away.
        if chosen.len() < self.folders.len() {
            return Err(Code::NoSuchFolder.into());
        }
        Ok(Batch { mails, cursor: crate::cursor::encode(cursor)?, more: false })
    }

    /// The first of the news and the folders that has something, beginning with the one whose turn it is.
    async fn round(&mut self, cursor: &mut Cursor, chosen: &[Folder], ask: &Ask) -> Step {
        let count = chosen.len() + 1;
        for step in 0..count {
            let at = (cursor.turn as usize).wrapping_add(step) % count;
            let folder = at.checked_sub(1).and_then(|at| chosen.get(at));
            let taken = match folder {
                None => self.news(cursor, chosen, ask).await?,
                Some(folder) => self.fill(cursor, folder, chosen, ask).await?,
            };
            match taken {
                Some(mails) if mails.is_empty() => {}
                Some(mails) => {
                    // The next fetch begins with the next one, so that a large folder starves nobody.
                    cursor.turn = u32::try_from((at + 1) % count).unwrap_or(0);
                    return Ok(Some(mails));
                }
                None => return Ok(None),
            }
        }
        Ok(Some(Vec::new()))
    }
}
