//! A Maildir on this machine as a mailbox: for the demo, for tests, and for air-gapped use where something
//! else brings and takes the mail.
//!
//! Layout: `new/`, `cur/`, `tmp/` as written by <https://cr.yp.to/proto/maildir.html>; folders as Maildir++
//! (`.Name/` below the root). Answers are delivered into the Maildir `outgoing/` below the root, envelope
//! first as `Return-Path` and `Delivered-To` fields, for whatever carries them on; their copies go to
//! `.Sent/`, marked as seen.

mod cursor;
mod folder;
mod scan;
#[cfg(test)]
mod tests;

use crate::connector::{
    Accepted, Batch, CheckReport, Connector, Envelope, Limits, Position, SourceRef, Wake, folders_of,
    need_move_to,
};
use crate::error::{Code, ConnectError, SendError};
use crate::{Deadlines, Refusal};
use cursor::Cursor;
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, Private, Timestamp};
use folder::Folder;
use parking_lot::Mutex;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Pause between two looks at the folders' times.
const LOOK_PAUSE: Duration = Duration::from_millis(500);
/// Longer than the steps in which any kernel counts the times of files (at most 10 ms).
const TICK: Duration = Duration::from_millis(50);

/// A Maildir mailbox. Files are read and written on the threads for blocking work.
#[derive(Debug)]
pub(crate) struct Maildir {
    inner: Arc<Mutex<Inner>>,
    poll: Duration,
}

#[derive(Debug)]
struct Inner {
    root: PathBuf,
    folders: Vec<Folder>,
    sent: String,
    sent_by_server: bool,
    source: u32,
}

impl Maildir {
    pub(crate) fn open(settings: &MailboxSettings, deadlines: Deadlines) -> Result<Self, ConnectError> {
        let path = settings.maildir.as_deref().filter(|path| !path.is_empty());
        let root = PathBuf::from(path.ok_or_else(|| ConnectError::from(Code::Settings))?);
        let folders = folders_of(settings)
            .into_iter()
            .map(|name| Ok(Folder::new(folder::path_of(&root, &name)?, name, TICK)))
            .collect::<Result<_, ConnectError>>()?;
        let sent = settings.sent_folder.clone().unwrap_or_else(|| "Sent".to_owned());
        folder::path_of(&root, &sent)?;
        let sent_by_server = settings.sent_by_server;
        let inner = Inner { root, folders, sent, sent_by_server, source: settings.source };
        Ok(Self { inner: Arc::new(Mutex::new(inner)), poll: deadlines.poll.min(LOOK_PAUSE) })
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Inner) -> Result<T, ConnectError> + Send + 'static,
    ) -> Result<T, ConnectError> {
        let inner = Arc::clone(&self.inner);
        let done = tokio::task::spawn_blocking(move || work(&mut inner.lock())).await;
        done.map_err(|error| ConnectError::new(Code::LocalIo, error.to_string()))?
    }
}

impl Inner {
    fn is_changed(&self) -> Result<bool, ConnectError> {
        for folder in &self.folders {
            if folder.is_changed()? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn file_sent_now(&self, raw: &[u8], message_id: &str) -> Result<(), ConnectError> {
        if self.sent_by_server {
            return Ok(());
        }
        let path = folder::path_of(&self.root, &self.sent)?;
        if folder::holds(&path, message_id)? {
            return Ok(());
        }
        folder::deliver(&path, raw, true)
    }

    fn fetch_now(
        &mut self,
        cursor: &[u8],
        look_back_from: Option<Timestamp>,
        limits: Limits,
    ) -> Result<Batch, ConnectError> {
        let mut cursor = crate::cursor::decode::<Cursor>(cursor)?;
        cursor.enter(self.source);
        let count = self.folders.len();
        let mut mails = Vec::new();
        for step in 0..count {
            let at = (cursor.turn as usize).wrapping_add(step) % count;
            let Some(folder) = self.folders.get_mut(at) else { continue };
            let place = cursor.folder(&folder.name);
            mails = folder.fetch(place, look_back_from, limits)?;
            if !mails.is_empty() {
                // The next fetch begins with the next folder, so that a large one starves nobody.
                cursor.turn = u32::try_from((at + 1) % count).unwrap_or(0);
                break;
            }
        }
        if count > 1 {
            mails.iter_mut().for_each(|mail| mail.check_digest = true);
        }
        if self.source > 0 {
            mails.iter_mut().for_each(|mail| mail.come_along(self.source));
        }
        Ok(Batch { more: !mails.is_empty(), mails, cursor: crate::cursor::encode(&cursor)? })
    }

    fn check_now(&self) -> Result<CheckReport, ConnectError> {
        let mut report = CheckReport { sent_folder: Some(self.sent.clone()), ..CheckReport::default() };
        for folder in &self.folders {
            report.mails += folder.count()?;
        }
        report.folders = folder::list(&self.root)?;
        Ok(report)
    }

    fn settle_now(
        &mut self,
        refs: &[SourceRef],
        rule: AfterTakeIn,
        move_to: Option<&str>,
    ) -> Result<(), ConnectError> {
        let target = match rule {
            AfterTakeIn::Leave => return Ok(()),
            AfterTakeIn::MarkSeen => None,
            AfterTakeIn::Move => Some(folder::path_of(&self.root, need_move_to(move_to)?)?),
        };
        for folder in &mut self.folders {
            let bases = refs.iter().filter_map(|one| match one {
                SourceRef::Maildir { folder: name, base } if *name == folder.name => Some(base.as_str()),
                _ => None,
            });
            folder.settle(&bases.collect(), target.as_deref())?;
        }
        Ok(())
    }

    fn send_now(&self, envelope: &Envelope, raw: &[u8]) -> Result<(), ConnectError> {
        let mut mail = format!("Return-Path: <{}>\r\n", envelope.from);
        for recipient in &envelope.to {
            mail.push_str(&format!("Delivered-To: {recipient}\r\n"));
        }
        let mut mail = mail.into_bytes();
        mail.extend_from_slice(raw);
        folder::deliver(&self.root.join("outgoing"), &mail, false)
    }
}

/// Where take-in stands in each folder: the change time of the newest file, in seconds since 1970.
pub(crate) fn positions(cursor: &[u8]) -> Result<Vec<Position>, ConnectError> {
    let at = |place: cursor::Place| Position {
        at: format!("{}.{:09}", place.high / 1_000_000_000, place.high % 1_000_000_000),
        place: place.name,
    };
    Ok(crate::cursor::decode::<Cursor>(cursor)?.folders.into_iter().map(at).collect())
}

#[async_trait::async_trait]
impl Connector for Maildir {
    async fn check(&mut self) -> Result<CheckReport, ConnectError> {
        self.run(|inner| inner.check_now()).await
    }

    async fn fetch(
        &mut self,
        cursor: &[u8],
        look_back_from: Option<Timestamp>,
        limits: Limits,
    ) -> Result<Batch, ConnectError> {
        let cursor = cursor.to_vec();
        self.run(move |inner| inner.fetch_now(&cursor, look_back_from, limits)).await
    }

    async fn settle(
        &mut self,
        refs: &[SourceRef],
        rule: AfterTakeIn,
        move_to: Option<&str>,
    ) -> Result<(), ConnectError> {
        let (refs, move_to) = (refs.to_vec(), move_to.map(str::to_owned));
        self.run(move |inner| inner.settle_now(&refs, rule, move_to.as_deref())).await
    }

    async fn wait(&mut self, deadline: Duration) -> Result<Wake, ConnectError> {
        let end = tokio::time::sleep(deadline);
        tokio::pin!(end);
        loop {
            if self.run(|inner| inner.is_changed()).await? {
                return Ok(Wake::Changed);
            }
            tokio::select! {
                () = &mut end => return Ok(Wake::Deadline),
                () = tokio::time::sleep(self.poll) => {}
            }
        }
    }

    async fn send(&mut self, envelope: &Envelope, raw: &[u8]) -> Result<Accepted, SendError> {
        if envelope.to.is_empty() || envelope.to.iter().any(|to| to.contains(['\r', '\n'])) {
            let reason = Private::new("no usable recipient".to_owned());
            return Err(SendError::Rejected(vec![Refusal {
                recipient: None,
                code: 501,
                status: None,
                reason,
            }]));
        }
        let (envelope, raw) = (envelope.clone(), raw.to_vec());
        self.run(move |inner| inner.send_now(&envelope, &raw)).await.map_err(SendError::NotSent)?;
        Ok(Accepted::default())
    }

    async fn file_sent(&mut self, raw: &[u8], message_id: &str) -> Result<(), ConnectError> {
        let (raw, message_id) = (raw.to_vec(), message_id.to_owned());
        self.run(move |inner| inner.file_sent_now(&raw, &message_id)).await
    }
}
