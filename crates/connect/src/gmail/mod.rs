//! A mailbox at Google, by the Gmail API (gmail.googleapis.com, v1): labels are folders.
//!
//! What lay there at first comes by lists, what comes later by the mailbox's history ([`fill`], [`news`]). A token needs the
//! scopes `gmail.readonly` and `gmail.send`, or `gmail.modify` alone where mails are settled. Google files what is sent
//! itself.

mod ask;
mod cursor;
mod failure;
mod fetch;
mod fill;
mod label;
mod mail;
mod named;
mod news;
mod said;
mod send;
mod settle;

use crate::api::Api;
use crate::civil;
use crate::connector::{
    Accepted, Batch, CheckReport, Connector, Envelope, Limits, Position, SendAs, SourceRef, Wake, Watch,
    Watched, folders_of,
};
use crate::deadline::Deadlines;
use crate::egress::{Egress, GMAIL};
use crate::error::{Code, ConnectError, SendError};
use crate::examine::{Examination, Fault, Side};
use crate::sasl::Access;
use cursor::Cursor;
use domain::record::MailboxSettings;
use domain::{AfterTakeIn, Timestamp};
use fetch::Ask;
use said::{Label, Sender};
use serde_json::json;
use std::collections::HashMap;
use std::time::Duration;

/// The folder in which Google files what is sent.
const SENT: &str = "SENT";

/// A mailbox at Google.
pub(crate) struct Gmail {
    api: Api,
    folders: Vec<String>,
    address: String,
    move_to: Option<String>,
    source: u32,
    labels: Option<Vec<Label>>,
    pending: HashMap<String, fill::Pending>,
    /// A mail that did not fit into the last batch.
    spare: Option<mail::Got>,
    /// Where the history stood when everything was taken.
    seen: Option<String>,
}

impl std::fmt::Debug for Gmail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The rest names people, or is their mail.
        f.debug_struct("Gmail").field("api", &self.api).finish_non_exhaustive()
    }
}

impl Gmail {
    pub(crate) fn open(
        settings: &MailboxSettings,
        access: Option<Access>,
        egress: &Egress,
        deadlines: Deadlines,
    ) -> Result<Self, ConnectError> {
        let moves = settings.after_take_in == AfterTakeIn::Move;
        Ok(Self {
            api: Api::new(&GMAIL, access, egress, deadlines)?,
            folders: folders_of(settings),
            address: settings.address.clone(),
            move_to: settings.move_to.clone().filter(|name| moves && !name.is_empty()),
            source: settings.source,
            labels: None,
            pending: HashMap::new(),
            spare: None,
            seen: None,
        })
    }

    /// After a failure nothing that was learned is relied on.
    fn keep<T>(&mut self, result: Result<T, ConnectError>) -> Result<T, ConnectError> {
        if result.is_err() {
            self.labels = None;
            self.spare = None;
        }
        result
    }

    /// Tries the mailbox out and collects what is wrong.
    pub(crate) async fn examine(&mut self) -> Examination {
        let mut found = Examination::default();
        match self.examine_incoming(&mut found).await {
            Ok(()) => {}
            Err(error) => found.faults.push(Fault { side: Side::Incoming, error, folder: None }),
        }
        // Where the token itself is refused, it is so for both sides.
        if let Err(error) = self.may_send().await {
            found.faults.push(Fault { side: Side::Outgoing, error, folder: None });
        }
        found
    }

    async fn examine_incoming(&mut self, found: &mut Examination) -> Result<(), ConnectError> {
        self.labels = None;
        let labels = self.labels().await?;
        found.report.sent_folder = Some(SENT.to_owned());
        found.report.folders = label::names(&labels);
        for name in self.folders.clone() {
            match label::find(&labels, &name) {
                Some(label) => found.report.mails += self.count(&label.id).await?,
                None => found.faults.push(Fault::missing(&name)),
            }
        }
        if let Some(name) = self.move_to.as_ref().filter(|name| label::find(&labels, name).is_none()) {
            found.faults.push(Fault::missing(name));
        }
        self.history_now().await?;
        Ok(())
    }

    async fn count(&mut self, label: &str) -> Result<u64, ConnectError> {
        let label: Label = self.get(&format!("labels/{}", ask::usable(label)?), &[]).await?;
        Ok(label.messages_total)
    }

    /// Google would put another address into a mail whose sender is none of the account's.
    async fn may_send(&mut self) -> Result<(), ConnectError> {
        let known = self.identities().await?;
        match known.iter().any(|one| one.address.eq_ignore_ascii_case(&self.address)) {
            true => Ok(()),
            false => Err(Code::SendingRefused.into()),
        }
    }
}

#[async_trait::async_trait]
impl Connector for Gmail {
    async fn check(&mut self) -> Result<CheckReport, ConnectError> {
        let mut found = Examination::default();
        let result = match self.examine_incoming(&mut found).await {
            Ok(()) => match found.faults.pop() {
                Some(fault) => Err(fault.error),
                None => self.may_send().await,
            },
            Err(error) => Err(error),
        };
        self.keep(result)?;
        Ok(found.report)
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
        let result = self.fetch_in(&mut cursor, &ask).await;
        self.keep(result)
    }

    async fn settle(
        &mut self,
        refs: &[SourceRef],
        rule: AfterTakeIn,
        move_to: Option<&str>,
    ) -> Result<(), ConnectError> {
        let result = self.settle_in(refs, rule, move_to).await;
        self.keep(result)
    }

    async fn wait(&mut self, deadline: Duration) -> Result<Wake, ConnectError> {
        let Some(seen) = self.seen.clone() else { return Ok(Wake::Changed) };
        let end = tokio::time::sleep(deadline);
        tokio::pin!(end);
        // Whoever waits has just looked.
        loop {
            tokio::select! {
                () = &mut end => return Ok(Wake::Deadline),
                () = tokio::time::sleep(self.api.deadlines().poll) => {}
            }
            let result = self.has_news(&seen).await;
            if self.keep(result)? {
                return Ok(Wake::Changed);
            }
        }
    }

    async fn send(&mut self, envelope: &Envelope, raw: &[u8]) -> Result<Accepted, SendError> {
        self.send_in(envelope, raw).await
    }

    async fn file_sent(&mut self, _: &[u8], _: &str) -> Result<(), ConnectError> {
        Ok(())
    }

    async fn watch(&mut self, watch: &Watch) -> Result<Option<Watched>, ConnectError> {
        let labels: Vec<String> = self.chosen().await?.into_iter().map(|folder| folder.id).collect();
        // A watch for no label at all would be one for every change.
        if labels.is_empty() {
            return Err(Code::NoSuchFolder.into());
        }
        // Google has one watch for a mailbox: asking again goes on with it. Who publishes is proved by Pub/Sub's own
        // signature, not by a secret.
        let body = json!({ "topicName": watch.target, "labelIds": labels, "labelFilterBehavior": "include" });
        let reply = self.change("watch", &[], Some(&body)).await?;
        let reply = reply.ok_or_else(|| ConnectError::new(Code::Refused, "there is no such topic"))?;
        let said: said::Watching = ask::read(&reply)?;
        let until = said.expiration.parse().map(Timestamp::from_millis);
        let until = until.map_err(|_| ConnectError::new(Code::Protocol, "a watch without an end"))?;
        Ok(Some(Watched { id: None, until }))
    }

    async fn unwatch(&mut self, _: &Watched) -> Result<(), ConnectError> {
        self.change("stop", &[], None).await?;
        Ok(())
    }

    async fn identities(&mut self) -> Result<Vec<SendAs>, ConnectError> {
        let said: said::Senders = self.get("settings/sendAs", &[]).await?;
        let is_usable = |one: &Sender| one.is_primary || one.verification_status == "accepted";
        let identity = |one: Sender| SendAs {
            address: one.send_as_email,
            name: Some(one.display_name).filter(|name| !name.is_empty()),
            is_default: one.is_default,
        };
        Ok(said.send_as.into_iter().filter(is_usable).map(identity).collect())
    }
}

/// Where take-in stands: the mailbox's history id, and how far the folders are listed that are not whole yet.
pub(crate) fn positions(cursor: &[u8]) -> Result<Vec<Position>, ConnectError> {
    let cursor = crate::cursor::decode::<Cursor>(cursor)?;
    let history = cursor.history.map(|id| Position { place: String::new(), at: format!("historyId {id}") });
    let filling = cursor.places.into_iter().filter(|place| !place.is_filled);
    let filling = filling
        .map(|place| Position { at: civil::iso(Timestamp::from_millis(place.taken_ms)), place: place.name });
    Ok(history.into_iter().chain(filling).collect())
}
