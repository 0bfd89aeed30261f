//! A mailbox at Microsoft 365, through Graph (v1.0): take-in by delta query, mails as MIME, answers by `sendMail`.
//!
//! What is known lies in the cursor alone: the address of the next page for each folder, and what of the last page is not
//! taken yet. Ids are immutable ones, so that a mail that is moved away and back, or listed again after the position was
//! lost, has the key that it had. Addresses that Graph gives are followed to Graph alone.

mod check;
mod cursor;
mod fetch;
mod folders;
mod header;
mod large;
mod send;
mod settle;
mod split;
mod wait;
mod watch;
mod wire;

use crate::api::Api;
use crate::civil;
use crate::connector::{
    Accepted, Batch, CheckReport, Connector, Envelope, Limits, Position, SourceRef, Wake, Watch, Watched,
    folders_of,
};
use crate::deadline::Deadlines;
use crate::egress::{Egress, GRAPH};
use crate::error::{Code, ConnectError, SendError};
use crate::examine::{Examination, Fault, Side};
use crate::sasl::Access;
use cursor::{Cursor, Place};
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, Timestamp};
use fetch::{Ask, Way};
use folders::Names;
use std::collections::HashMap;
use std::time::Duration;

/// A mailbox at Microsoft 365.
#[derive(Debug)]
pub(crate) struct Graph {
    api: Api,
    /// What stands before every path of the mailbox: `/me`, or `/users/` with its address.
    base: String,
    folders: Vec<String>,
    move_to: Option<String>,
    names: Names,
    /// Where the next news of each folder will be told.
    links: HashMap<String, String>,
    /// The folders that the mails of the last batch lie in.
    lies_in: HashMap<String, String>,
    source: u32,
}

/// Where take-in stands in each folder: until when it was listed, on Graph's clock, and how many of those are not taken yet.
pub(crate) fn positions(cursor: &[u8]) -> Result<Vec<Position>, ConnectError> {
    let at = |place: Place| {
        let until = civil::iso(Timestamp::from_millis(place.linked_ms));
        let left = place.pending.len();
        Position { at: if left == 0 { until } else { format!("{until} (−{left})") }, place: place.name }
    };
    Ok(crate::cursor::decode::<Cursor>(cursor)?.folders.into_iter().map(at).collect())
}

impl Graph {
    pub(crate) fn open(
        settings: &MailboxSettings,
        access: Option<Access>,
        egress: &Egress,
        deadlines: Deadlines,
    ) -> Result<Self, ConnectError> {
        let api = Api::new(&GRAPH, access, egress, deadlines)?;
        let base = match api.account() {
            "" => return Err(Code::Settings.into()),
            "me" => "/me".to_owned(),
            address => format!("/users/{}", wire::encoded(address)),
        };
        let moves = settings.after_take_in == AfterTakeIn::Move;
        Ok(Self {
            api,
            base,
            folders: folders_of(settings),
            move_to: settings.move_to.clone().filter(|_| moves),
            names: Names::default(),
            links: HashMap::new(),
            lies_in: HashMap::new(),
            source: settings.source,
        })
    }

    async fn fetch_in(&mut self, cursor: &mut Cursor, ask: &Ask) -> Result<Batch, ConnectError> {
        let count = self.folders.len();
        let mut failure = None;
        for step in 0..count {
            let at = (cursor.turn as usize).wrapping_add(step) % count;
            let Some(name) = self.folders.get(at).cloned() else { continue };
            let place = cursor.folder(&name);
            let mut way = Way { api: &mut self.api, base: &self.base, names: &mut self.names };
            let fetched = way.fetch(place, ask).await;
            self.note(place);
            match fetched {
                Ok(found) if found.mails.is_empty() && !found.is_unfinished => {}
                Ok(found) => {
                    let ids = found.mails.iter().filter_map(|mail| match &mail.source_ref {
                        SourceRef::Graph { id } => Some((id.clone(), name.clone())),
                        _ => None,
                    });
                    self.lies_in = ids.collect();
                    // The next fetch begins with the next folder, so that a large one starves nobody.
                    cursor.turn = u32::try_from((at + 1) % count).unwrap_or(0);
                    return Ok(Batch {
                        mails: found.mails,
                        cursor: crate::cursor::encode(cursor)?,
                        more: true,
                    });
                }
                // One folder that is gone, or closed to us, must not keep the others' mail away.
                Err(error) if matches!(error.code, Code::NoSuchFolder | Code::AccessDenied) => {
                    failure = Some(error);
                }
                Err(error) => return Err(error),
            }
        }
        match failure {
            Some(error) => Err(error),
            None => Ok(Batch { mails: Vec::new(), cursor: crate::cursor::encode(cursor)?, more: false }),
        }
    }

    /// Remembers where the folder's next news will be told, once all that was there is taken.
    fn note(&mut self, place: &Place) {
        match &place.link {
            Some(link) if place.pending.is_empty() && !place.is_filling => {
                self.links.insert(place.name.clone(), link.clone());
            }
            _ => {
                self.links.remove(&place.name);
            }
        }
    }

    /// Looks at everything and collects what is wrong.
    pub(crate) async fn examine(&mut self) -> Examination {
        let found = self.survey().await;
        found.unwrap_or_else(|error| Examination {
            faults: vec![Fault { side: Side::Incoming, error, folder: None }],
            ..Examination::default()
        })
    }
}

#[async_trait::async_trait]
impl Connector for Graph {
    async fn check(&mut self) -> Result<CheckReport, ConnectError> {
        let found = self.survey().await?;
        match found.faults.into_iter().next() {
            Some(fault) => Err(fault.error),
            None => Ok(found.report),
        }
    }

    async fn fetch(
        &mut self,
        cursor: &[u8],
        look_back_from: Option<Timestamp>,
        limits: Limits,
    ) -> Result<Batch, ConnectError> {
        let mut cursor = crate::cursor::decode::<Cursor>(cursor)?;
        cursor.enter(self.source);
        let ask = Ask { look_back_from, limits, source: self.source };
        self.fetch_in(&mut cursor, &ask).await
    }

    async fn settle(
        &mut self,
        refs: &[SourceRef],
        rule: AfterTakeIn,
        move_to: Option<&str>,
    ) -> Result<(), ConnectError> {
        self.settle_all(refs, rule, move_to).await
    }

    async fn wait(&mut self, deadline: Duration) -> Result<Wake, ConnectError> {
        self.look_until(deadline).await
    }

    async fn send(&mut self, envelope: &Envelope, raw: &[u8]) -> Result<Accepted, SendError> {
        self.send_mail(envelope, raw).await
    }

    /// Graph files what it sends.
    async fn file_sent(&mut self, _: &[u8], _: &str) -> Result<(), ConnectError> {
        Ok(())
    }

    async fn watch(&mut self, watch: &Watch) -> Result<Option<Watched>, ConnectError> {
        self.subscribe(watch).await.map(Some)
    }

    async fn unwatch(&mut self, current: &Watched) -> Result<(), ConnectError> {
        self.unsubscribe(current).await
    }
}
