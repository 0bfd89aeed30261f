//! IMAP (RFC 3501, RFC 9051) as a source, SMTP as the way out: the mailbox of a company's mail server.
//!
//! One connection per mailbox. Reading never alters the source: folders are opened with EXAMINE, bodies read
//! with BODY.PEEK. A session that was left in the middle of a command is dropped, never used again.

mod cursor;
mod date;
mod fetch;
mod name;
mod returns;
mod sent;
mod session;
mod settle;
#[cfg(test)]
mod tests;
mod wait;
mod wire;

use crate::connector::{
    Accepted, Batch, CheckReport, Connector, Envelope, Limits, Position, SourceRef, Wake, folders_of,
};
use crate::deadline::Deadlines;
use crate::egress::{Allowance, Egress, IMAP, SMTP};
use crate::error::{Code, ConnectError, SendError};
use crate::examine::{Examination, Fault, Side};
use crate::sasl::Tokens;
use crate::smtp::Submission;
use crate::tls::Tls;
use cursor::Cursor;
use domain::record::{MailboxSettings, ServerSettings};
use domain::{AfterTakeIn, Timestamp};
use fetch::{Ask, Pending};
use session::Session;
use std::collections::HashMap;
use std::time::Duration;

pub use returns::{Copied, Returns};

/// A mailbox on IMAP and SMTP servers.
pub(crate) struct ImapSmtp {
    server: ServerSettings,
    tokens: Option<Tokens>,
    tls: Tls,
    submission: Option<Submission>,
    address: String,
    egress: Egress,
    deadlines: Deadlines,
    folders: Vec<String>,
    sent_folder: Option<String>,
    sent_by_server: bool,
    session: Option<Session>,
    pending: HashMap<String, Pending>,
    is_idle_refused: bool,
    source: u32,
    _allowances: Vec<Allowance>,
}

impl std::fmt::Debug for ImapSmtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The settings hold the password.
        f.debug_struct("ImapSmtp").field("is_connected", &self.session.is_some()).finish_non_exhaustive()
    }
}

fn need_server(server: Option<&ServerSettings>) -> Result<ServerSettings, ConnectError> {
    let usable = server.filter(|server| !server.host.is_empty() && server.port != 0);
    usable.cloned().ok_or_else(|| Code::Settings.into())
}

/// Where take-in stands in each folder: UIDVALIDITY and the last UID.
pub(crate) fn positions(cursor: &[u8]) -> Result<Vec<Position>, ConnectError> {
    let at = |place: cursor::Place| Position {
        at: format!("UID {} ({})", place.last_uid, place.uid_validity.unwrap_or_default()),
        place: place.name,
    };
    Ok(crate::cursor::decode::<Cursor>(cursor)?.folders.into_iter().map(at).collect())
}

impl ImapSmtp {
    pub(crate) fn open(
        settings: &MailboxSettings,
        tokens: Option<Tokens>,
        egress: &Egress,
        deadlines: Deadlines,
    ) -> Result<Self, ConnectError> {
        let server = need_server(settings.imap.as_ref())?;
        let tls = Tls::new(egress, server.ca_pem.as_deref())?;
        let mut allowances = vec![egress.allow(&IMAP, &server.host, server.port)];
        let submission = match &settings.smtp {
            None => None,
            Some(smtp) => {
                let smtp = need_server(Some(smtp))?;
                allowances.push(egress.allow(&SMTP, &smtp.host, smtp.port));
                Some(Submission::new(smtp, tokens.clone(), egress.clone(), deadlines)?)
            }
        };
        Ok(Self {
            server,
            tokens,
            tls,
            submission,
            address: settings.address.clone(),
            egress: egress.clone(),
            deadlines,
            folders: folders_of(settings),
            sent_folder: settings.sent_folder.clone().filter(|name| !name.is_empty()),
            sent_by_server: settings.sent_by_server,
            session: None,
            pending: HashMap::new(),
            is_idle_refused: false,
            source: settings.source,
            _allowances: allowances,
        })
    }

    /// The session: the kept one when it still answers, else a new one. It is taken out, so that whoever is
    /// cancelled or fails leaves none behind; [`ImapSmtp::keep`] puts it back.
    async fn session(&mut self) -> Result<Session, ConnectError> {
        if let Some(mut session) = self.session.take()
            && session.command("NOOP").await.is_ok()
        {
            return Ok(session);
        }
        self.open_session().await
    }

    async fn open_session(&self) -> Result<Session, ConnectError> {
        let way = (&IMAP, &self.egress);
        Session::open(&self.server, self.tokens.as_ref(), &self.tls, way, self.deadlines).await
    }

    /// Keeps the session for the next call, unless the failure left it in an unknown state.
    fn keep<T>(&mut self, session: Session, result: Result<T, ConnectError>) -> Result<T, ConnectError> {
        let is_usable = result
            .as_ref()
            .err()
            .is_none_or(|error| matches!(error.code, Code::Refused | Code::NoSuchFolder | Code::Settings));
        if is_usable {
            self.session = Some(session);
        }
        result
    }

    async fn fetch_in(
        &mut self,
        session: &mut Session,
        cursor: &mut Cursor,
        ask: &Ask,
    ) -> Result<Batch, ConnectError> {
        let count = self.folders.len();
        let mut failure = None;
        for step in 0..count {
            let at = (cursor.turn as usize).wrapping_add(step) % count;
            let Some(name) = self.folders.get(at).cloned() else { continue };
            let pending = self.pending.entry(name.clone()).or_default();
            match pending.fetch(session, cursor.folder(&name), ask).await {
                Ok(mails) if mails.is_empty() => {}
                Ok(mails) => {
                    // The next fetch begins with the next folder, so that a large one starves nobody.
                    cursor.turn = u32::try_from((at + 1) % count).unwrap_or(0);
                    return Ok(Batch { mails, cursor: crate::cursor::encode(cursor)?, more: true });
                }
                // One folder that is gone must not keep the others' mail away.
                Err(error) if error.code == Code::NoSuchFolder => failure = Some(error),
                Err(error) => return Err(error),
            }
        }
        match failure {
            Some(error) => Err(error),
            None => Ok(Batch { mails: Vec::new(), cursor: crate::cursor::encode(cursor)?, more: false }),
        }
    }

    /// Tries both servers at once and collects what is wrong.
    pub(crate) async fn examine(&mut self, settings: &MailboxSettings) -> Examination {
        let outgoing = async {
            match &self.submission {
                Some(submission) => submission.check(&self.address).await,
                None => Ok(()),
            }
        };
        let (incoming, outgoing) = tokio::join!(self.examine_incoming(settings), outgoing);
        let mut found = incoming.unwrap_or_else(|error| Examination {
            faults: vec![Fault { side: Side::Incoming, error, folder: None }],
            ..Examination::default()
        });
        if let Err(error) = outgoing {
            found.faults.push(Fault { side: Side::Outgoing, error, folder: None });
        }
        found
    }

    async fn examine_incoming(&self, settings: &MailboxSettings) -> Result<Examination, ConnectError> {
        let mut session = self.open_session().await?;
        let mut found = Examination::default();
        let folders = sent::folders(&mut session).await?;
        found.report.wakes = session.has("IDLE");
        found.report.sent_folder = sent::choose(&folders, self.sent_folder.as_deref());
        let moves = settings.after_take_in == AfterTakeIn::Move;
        let others = [settings.move_to.as_ref().filter(|_| moves), self.sent_folder.as_ref()];
        for (folder, is_source) in self
            .folders
            .iter()
            .map(|name| (name, true))
            .chain(others.into_iter().flatten().map(|n| (n, false)))
        {
            match session.select(folder, false).await {
                Ok(selected) if is_source => found.report.mails += u64::from(selected.exists),
                Ok(_) => {}
                Err(error) if error.code == Code::NoSuchFolder => found.faults.push(Fault::missing(folder)),
                Err(error) => return Err(error),
            }
        }
        found.report.folders = folders.into_iter().map(|(_, name)| name).collect();
        session.close().await;
        Ok(found)
    }

    async fn check_in(&self, session: &mut Session) -> Result<CheckReport, ConnectError> {
        let mut report = CheckReport { wakes: session.has("IDLE"), ..CheckReport::default() };
        let folders = sent::folders(session).await?;
        for folder in &self.folders {
            report.mails += u64::from(session.select(folder, false).await?.exists);
        }
        report.sent_folder = sent::choose(&folders, self.sent_folder.as_deref());
        if let Some(sent) = &report.sent_folder {
            session.select(sent, false).await?;
        }
        report.folders = folders.into_iter().map(|(_, name)| name).collect();
        Ok(report)
    }
}

#[async_trait::async_trait]
impl Connector for ImapSmtp {
    async fn check(&mut self) -> Result<CheckReport, ConnectError> {
        let mut session = self.open_session().await?;
        let report = self.check_in(&mut session).await?;
        session.close().await;
        if let Some(submission) = &self.submission {
            submission.check(&self.address).await?;
        }
        Ok(report)
    }

    async fn fetch(
        &mut self,
        cursor: &[u8],
        look_back_from: Option<Timestamp>,
        limits: Limits,
    ) -> Result<Batch, ConnectError> {
        let mut cursor = crate::cursor::decode::<Cursor>(cursor)?;
        cursor.enter(self.source);
        // Folders that were taken in before count: a mail may have moved out of one.
        let is_one_of_many =
            self.folders.len() > 1 || cursor.folders.iter().any(|place| !self.folders.contains(&place.name));
        let ask = Ask { look_back_from, limits, is_one_of_many, source: self.source };
        let mut session = self.session().await?;
        let result = self.fetch_in(&mut session, &mut cursor, &ask).await;
        self.keep(session, result)
    }

    async fn settle(
        &mut self,
        refs: &[SourceRef],
        rule: AfterTakeIn,
        move_to: Option<&str>,
    ) -> Result<(), ConnectError> {
        if rule == AfterTakeIn::Leave || refs.is_empty() {
            return Ok(());
        }
        let mut session = self.session().await?;
        let result = settle::settle(&mut session, refs, rule, move_to).await;
        self.keep(session, result)
    }

    async fn wait(&mut self, deadline: Duration) -> Result<Wake, ConnectError> {
        let mut session = self.session().await?;
        let result = self.wait_in(&mut session, deadline).await;
        self.keep(session, result)
    }

    async fn send(&mut self, envelope: &Envelope, raw: &[u8]) -> Result<Accepted, SendError> {
        match &self.submission {
            Some(submission) => submission.send(envelope, raw).await,
            None => Err(SendError::NotSent(Code::Settings.into())),
        }
    }

    async fn file_sent(&mut self, raw: &[u8], message_id: &str) -> Result<(), ConnectError> {
        if self.sent_by_server {
            return Ok(());
        }
        let mut session = self.session().await?;
        let result = sent::file(&mut session, self.sent_folder.as_deref(), raw, message_id).await;
        self.keep(session, result)
    }
}
