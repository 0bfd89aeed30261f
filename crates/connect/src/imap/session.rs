//! One signed-in IMAP session: connecting, protecting, signing in, commands with deadlines.

use super::name::quoted;
use super::wire::{Response, code_number};
use crate::deadline::Deadlines;
use crate::egress::{Adapter, Egress};
use crate::error::{Code, ConnectError};
use crate::sasl::{Mechanism, Secret, Tokens};
use crate::stream::Lines;
use crate::tls::Tls;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Private;
use domain::limits::MAIL_BYTES_HARD_MAX;
use domain::record::{Security, ServerSettings};
use std::collections::HashSet;

/// Bytes that the untagged responses of one command may hold together.
const ANSWER_BYTES_MAX: usize = MAIL_BYTES_HARD_MAX + 64 * 1024 * 1024;

/// A session. When a command fails in the middle or is cancelled, drop the session: what comes next on the
/// connection belongs to that command.
#[derive(Debug)]
pub(super) struct Session {
    lines: Lines,
    tags: u32,
    capabilities: HashSet<String>,
    deadlines: Deadlines,
    /// The selected folder and whether it may be altered.
    pub(super) selected: Option<(String, bool)>,
    /// Something came into the selected folder since it was selected.
    pub(super) has_news: bool,
}

/// What selecting a folder said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Selected {
    pub(super) exists: u32,
    pub(super) uid_validity: Option<u32>,
    pub(super) uid_next: Option<u32>,
    pub(super) highest_modseq: Option<u64>,
}

impl Session {
    /// Connects, protects and signs in. A token that is refused may have been withdrawn before its time: then once more,
    /// with a fresh one.
    pub(super) async fn open(
        server: &ServerSettings,
        tokens: Option<&Tokens>,
        tls: &Tls,
        (adapter, egress): (&Adapter, &Egress),
        deadlines: Deadlines,
    ) -> Result<Self, ConnectError> {
        let secret = Secret::of(server, tokens, false).await?;
        match Self::open_by(server, &secret, tls, (adapter, egress), deadlines).await {
            Err(error) if error.code == Code::AuthFailed && tokens.is_some() => {
                let secret = Secret::of(server, tokens, true).await?;
                Self::open_by(server, &secret, tls, (adapter, egress), deadlines).await
            }
            opened => opened,
        }
    }

    async fn open_by(
        server: &ServerSettings,
        secret: &Secret,
        tls: &Tls,
        (adapter, egress): (&Adapter, &Egress),
        deadlines: Deadlines,
    ) -> Result<Self, ConnectError> {
        let tcp = egress.connect(adapter, &server.host, server.port, deadlines.connect).await?;
        let mut session = match server.security {
            Security::Tls => {
                let stream = tls.wrap(Box::new(tcp), &server.host, deadlines.connect).await?;
                let mut session = Self::new(Lines::new(stream, &deadlines), deadlines);
                session.greeting().await?;
                session
            }
            Security::StartTls => {
                let mut clear = Self::new(Lines::new(Box::new(tcp), &deadlines), deadlines);
                clear.greeting().await?;
                clear.start_tls(tls, &server.host).await?
            }
        };
        session.learn_capabilities().await?;
        match secret {
            Secret::Password(password) => session.sign_in(&server.login, password.reveal()).await?,
            Secret::Token(token) => session.sign_in_by_token(server, token).await?,
        }
        session.learn_capabilities().await?;
        Ok(session)
    }

    pub(super) fn new(lines: Lines, deadlines: Deadlines) -> Self {
        let capabilities = HashSet::new();
        Self { lines, tags: 0, capabilities, deadlines, selected: None, has_news: false }
    }

    async fn greeting(&mut self) -> Result<(), ConnectError> {
        let text = Response::read(&mut self.lines, 0).await?.text();
        let word = text.split(' ').nth(1).unwrap_or_default().to_ascii_uppercase();
        match word.as_str() {
            "OK" => Ok(()),
            "BYE" => Err(ConnectError::new(Code::Unavailable, text)),
            // PREAUTH before TLS would skip STARTTLS; after TLS it would be somebody else's mailbox.
            _ => Err(ConnectError::new(Code::Protocol, text)),
        }
    }

    async fn start_tls(mut self, tls: &Tls, host: &str) -> Result<Self, ConnectError> {
        self.learn_capabilities().await?;
        if !self.has("STARTTLS") {
            return Err(Code::StartTlsMissing.into());
        }
        self.command("STARTTLS").await.map_err(|error| match error.code {
            Code::Refused => ConnectError { code: Code::StartTlsMissing, ..error },
            _ => error,
        })?;
        let deadlines = self.deadlines;
        let stream = tls.wrap(self.lines.into_clear_stream()?, host, deadlines.connect).await?;
        // Nothing learned in clear is kept.
        Ok(Self::new(Lines::new(stream, &deadlines), deadlines))
    }

    pub(super) async fn learn_capabilities(&mut self) -> Result<(), ConnectError> {
        let mut found = HashSet::new();
        for response in self.command("CAPABILITY").await? {
            let text = response.text().to_ascii_uppercase();
            if let Some(words) = text.strip_prefix("* CAPABILITY ") {
                found.extend(words.split_ascii_whitespace().map(str::to_owned));
            }
        }
        self.capabilities = found;
        Ok(())
    }

    /// Whether the server offers an extension.
    pub(super) fn has(&self, capability: &str) -> bool {
        self.capabilities.contains(capability)
    }

    async fn sign_in(&mut self, login: &str, password: &str) -> Result<(), ConnectError> {
        let result = if self.has("AUTH=PLAIN") {
            let secret = STANDARD.encode(format!("\0{login}\0{password}"));
            if self.has("SASL-IR") {
                self.command(&format!("AUTHENTICATE PLAIN {secret}")).await
            } else {
                self.command_with("AUTHENTICATE PLAIN", secret.as_bytes()).await
            }
        } else if self.has("LOGINDISABLED") {
            return Err(Code::AuthUnsupported.into());
        } else {
            self.command(&format!("LOGIN {} {}", quoted(login)?, quoted(password)?)).await
        };
        result.map(|_| ()).map_err(|error| match error.code {
            Code::Refused => ConnectError { code: Code::AuthFailed, ..error },
            _ => error,
        })
    }

    async fn sign_in_by_token(
        &mut self,
        server: &ServerSettings,
        token: &Private<String>,
    ) -> Result<(), ConnectError> {
        let mechanism = Mechanism::offered(|name| self.has(&format!("AUTH={name}")))?;
        let first = mechanism.first(server, token)?;
        let deadline = self.deadlines.command;
        let run = async {
            let name = mechanism.name();
            let tag = match self.has("SASL-IR") {
                true => self.start(&format!("AUTHENTICATE {name} {first}")).await?,
                false => {
                    let tag = self.start(&format!("AUTHENTICATE {name}")).await?;
                    if let Some(refused) = self.until_continuation(&tag).await? {
                        return Err(refused);
                    }
                    self.lines.write(format!("{first}\r\n").as_bytes()).await?;
                    tag
                }
            };
            loop {
                let text = self.next().await?.text();
                if let Some(status) = tagged(&text, &tag) {
                    return status;
                }
                if text.starts_with('+') {
                    self.lines.write(format!("{}\r\n", mechanism.acknowledged()).as_bytes()).await?;
                }
            }
        };
        let result =
            tokio::time::timeout(deadline, run).await.map_err(|_| ConnectError::from(Code::Deadline))?;
        result.map_err(|error| match error.code {
            Code::Refused => ConnectError { code: Code::AuthFailed, ..error },
            _ => error,
        })
    }

    /// Runs a command and hands out its untagged responses.
    ///
    /// # Errors
    /// [`Code::Refused`] and [`Code::Unavailable`] leave the session usable; after others drop it.
    pub(super) async fn command(&mut self, command: &str) -> Result<Vec<Response>, ConnectError> {
        let deadline = self.deadlines.command;
        let run = async {
            let tag = self.start(command).await?;
            self.finish(&tag).await
        };
        tokio::time::timeout(deadline, run).await.map_err(|_| ConnectError::from(Code::Deadline))?
    }

    /// Runs a command that ends in a continuation: `data` goes out when the server asks for it.
    pub(super) async fn command_with(
        &mut self,
        command: &str,
        data: &[u8],
    ) -> Result<Vec<Response>, ConnectError> {
        let deadline = self.deadlines.command;
        let run = async {
            let tag = self.start(command).await?;
            if let Some(refused) = self.until_continuation(&tag).await? {
                return Err(refused);
            }
            self.lines.write(data).await?;
            self.lines.write(b"\r\n").await?;
            self.finish(&tag).await
        };
        tokio::time::timeout(deadline, run).await.map_err(|_| ConnectError::from(Code::Deadline))?
    }

    async fn start(&mut self, command: &str) -> Result<String, ConnectError> {
        self.tags = self.tags.wrapping_add(1);
        let tag = format!("D{}", self.tags);
        self.lines.write(format!("{tag} {command}\r\n").as_bytes()).await?;
        Ok(tag)
    }

    /// Waits for `+`. The server's refusal, when it answers the command instead.
    async fn until_continuation(&mut self, tag: &str) -> Result<Option<ConnectError>, ConnectError> {
        loop {
            let response = self.next().await?;
            let text = response.text();
            if text.starts_with('+') {
                return Ok(None);
            }
            if let Some(status) = tagged(&text, tag) {
                return Ok(Some(status.err().unwrap_or_else(|| ConnectError::new(Code::Protocol, text))));
            }
        }
    }

    async fn finish(&mut self, tag: &str) -> Result<Vec<Response>, ConnectError> {
        let (mut responses, mut size) = (Vec::new(), 0_usize);
        loop {
            let response = self.next().await?;
            let text = response.text();
            if let Some(status) = tagged(&text, tag) {
                return status.map(|()| responses);
            }
            size = size.saturating_add(response.size());
            if size > ANSWER_BYTES_MAX {
                return Err(ConnectError::new(Code::Protocol, "answer too large"));
            }
            responses.push(response);
        }
    }

    /// The next response, whatever it is. A connection that ends after BYE was ended on purpose.
    async fn next(&mut self) -> Result<Response, ConnectError> {
        let response = Response::read(&mut self.lines, MAIL_BYTES_HARD_MAX as u64).await?;
        let text = response.text();
        if text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("* BYE")) {
            return Err(ConnectError::new(Code::Unavailable, text));
        }
        if response.numbered().is_some_and(|(_, word)| word == "EXISTS") {
            self.has_news = true;
        }
        Ok(response)
    }

    /// Selects a folder; read-only unless `is_writing`. A missing folder is [`Code::NoSuchFolder`].
    pub(super) async fn select(&mut self, folder: &str, is_writing: bool) -> Result<Selected, ConnectError> {
        let verb = if is_writing { "SELECT" } else { "EXAMINE" };
        let condstore = if self.has("CONDSTORE") || self.has("QRESYNC") { " (CONDSTORE)" } else { "" };
        self.selected = None;
        let command = format!("{verb} {}{condstore}", super::name::folder(folder)?);
        let responses = self.command(&command).await.map_err(no_folder)?;
        let mut selected = Selected::default();
        for response in responses {
            let text = response.text();
            let number = |word| code_number(&text, word);
            let small = |word| number(word).and_then(|number| u32::try_from(number).ok());
            selected.uid_validity = selected.uid_validity.or_else(|| small("UIDVALIDITY"));
            selected.uid_next = selected.uid_next.or_else(|| small("UIDNEXT"));
            selected.highest_modseq = selected.highest_modseq.or_else(|| number("HIGHESTMODSEQ"));
            if let Some((count, word)) = response.numbered()
                && word == "EXISTS"
            {
                selected.exists = count;
            }
        }
        self.selected = Some((folder.to_owned(), is_writing));
        self.has_news = false;
        Ok(selected)
    }

    /// Searches by UID. A search that the server refuses is an error, never an empty result.
    pub(super) async fn uid_search(&mut self, query: &str) -> Result<Vec<u32>, ConnectError> {
        let responses = self.command(&format!("UID SEARCH {query}")).await?;
        let mut uids: Vec<u32> = responses.iter().flat_map(super::wire::searched).collect();
        uids.sort_unstable();
        uids.dedup();
        Ok(uids)
    }

    /// Waits in IDLE (RFC 2177) until something comes in; false when `end` passed first, `None` when the
    /// server refuses IDLE.
    pub(super) async fn idle(
        &mut self,
        end: std::pin::Pin<&mut tokio::time::Sleep>,
    ) -> Result<Option<bool>, ConnectError> {
        let tag = self.start("IDLE").await?;
        match self.until_continuation(&tag).await? {
            None => {}
            Some(refused) if refused.code == Code::Refused => return Ok(None),
            Some(error) => return Err(error),
        }
        let mut end = end;
        while !self.has_news {
            tokio::select! {
                () = &mut end => break,
                ready = self.lines.ready() => ready?,
            }
            self.next().await?;
        }
        self.lines.write(b"DONE\r\n").await?;
        self.finish(&tag).await?;
        Ok(Some(self.has_news))
    }

    /// Says goodbye. Failures do not matter any more.
    pub(super) async fn close(mut self) {
        let _ = self.command("LOGOUT").await;
    }
}

/// The status of the command with this tag, when `text` is its tagged response.
fn tagged(text: &str, tag: &str) -> Option<Result<(), ConnectError>> {
    let rest = text.strip_prefix(tag)?.strip_prefix(' ')?;
    let upper = rest.to_ascii_uppercase();
    if upper == "OK" || upper.starts_with("OK ") {
        return Some(Ok(()));
    }
    let is_later = ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]"];
    let code =
        if is_later.iter().any(|word| upper.contains(word)) { Code::Unavailable } else { Code::Refused };
    Some(Err(ConnectError::new(code, rest)))
}

/// A refused command on a folder means that the folder is not there (or not for us).
pub(super) fn no_folder(error: ConnectError) -> ConnectError {
    match error.code {
        Code::Refused => ConnectError { code: Code::NoSuchFolder, ..error },
        _ => error,
    }
}
