//! One SMTP connection: protected and signed in before anything else is said.

use super::reply::Reply;
use crate::deadline::Deadlines;
use crate::egress::{Adapter, Egress};
use crate::error::{Code, ConnectError};
use crate::sasl::{Mechanism, Secret, Tokens};
use crate::stream::Lines;
use crate::tls::Tls;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Private;
use domain::record::{Security, ServerSettings};
use std::collections::HashMap;
use std::time::Duration;

/// How we name ourselves: an address literal (RFC 5321 4.1.3) that tells nothing of the machine.
const OUR_NAME: &str = "[127.0.0.1]";
/// How long the goodbye may take.
const QUIT_MAX: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(super) struct Dialogue {
    lines: Lines,
    extensions: HashMap<String, String>,
}

impl Dialogue {
    /// Connects, protects and signs in; once more with a fresh token where one is refused.
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
        let mut dialogue = match server.security {
            Security::Tls => {
                let stream = tls.wrap(Box::new(tcp), &server.host, deadlines.connect).await?;
                let mut dialogue = Self::new(Lines::new(stream, &deadlines));
                dialogue.greeting().await?;
                dialogue
            }
            Security::StartTls => {
                let mut clear = Self::new(Lines::new(Box::new(tcp), &deadlines));
                clear.greeting().await?;
                clear.hello().await?;
                let stream = clear.start_tls().await?.into_clear_stream()?;
                let stream = tls.wrap(stream, &server.host, deadlines.connect).await?;
                Self::new(Lines::new(stream, &deadlines))
            }
        };
        dialogue.hello().await?;
        match secret {
            Secret::Password(password) => dialogue.sign_in(&server.login, password.reveal()).await?,
            Secret::Token(token) => dialogue.sign_in_by_token(server, token).await?,
        }
        Ok(dialogue)
    }

    pub(super) fn new(lines: Lines) -> Self {
        Self { lines, extensions: HashMap::new() }
    }

    async fn greeting(&mut self) -> Result<(), ConnectError> {
        let reply = self.reply().await?;
        if reply.is_positive() { Ok(()) } else { Err(ConnectError::new(Code::Unavailable, reply.text)) }
    }

    async fn hello(&mut self) -> Result<(), ConnectError> {
        let reply = self.command(&format!("EHLO {OUR_NAME}")).await?;
        if !reply.is_positive() {
            return Err(ConnectError::new(Code::Unavailable, reply.text));
        }
        self.extensions = reply
            .text
            .lines()
            .skip(1)
            .map(|line| line.split_once(' ').unwrap_or((line, "")))
            .map(|(word, rest)| (word.to_ascii_uppercase(), rest.to_ascii_uppercase()))
            .collect();
        Ok(())
    }

    /// What the server says behind an extension's name, when it offers it.
    pub(super) fn extension(&self, name: &str) -> Option<&str> {
        self.extensions.get(name).map(String::as_str)
    }

    /// Asks for TLS (RFC 3207), required: without it nothing is said.
    async fn start_tls(mut self) -> Result<Lines, ConnectError> {
        if self.extension("STARTTLS").is_none() {
            return Err(Code::StartTlsMissing.into());
        }
        let reply = self.command("STARTTLS").await?;
        if reply.code != 220 {
            return Err(ConnectError::new(Code::StartTlsMissing, reply.text));
        }
        Ok(self.lines)
    }

    async fn sign_in(&mut self, login: &str, password: &str) -> Result<(), ConnectError> {
        if login.is_empty() {
            // A relay in the tenant's own network that knows us by our address.
            return Ok(());
        }
        let offered: Vec<&str> = self.extension("AUTH").unwrap_or_default().split_whitespace().collect();
        let reply = if offered.contains(&"PLAIN") {
            let secret = STANDARD.encode(format!("\0{login}\0{password}"));
            self.command(&format!("AUTH PLAIN {secret}")).await?
        } else if offered.contains(&"LOGIN") {
            let mut reply = self.command("AUTH LOGIN").await?;
            for secret in [login, password] {
                if reply.code == 334 {
                    reply = self.command(&STANDARD.encode(secret)).await?;
                }
            }
            reply
        } else {
            return Err(Code::AuthUnsupported.into());
        };
        signed_in(reply)
    }

    async fn sign_in_by_token(
        &mut self,
        server: &ServerSettings,
        token: &Private<String>,
    ) -> Result<(), ConnectError> {
        let offered: Vec<&str> = self.extension("AUTH").unwrap_or_default().split_whitespace().collect();
        let mechanism = Mechanism::offered(|name| offered.contains(&name))?;
        let first = mechanism.first(server, token)?;
        let mut reply = self.command(&format!("AUTH {} {first}", mechanism.name())).await?;
        if reply.code == 334 {
            reply = self.command(mechanism.acknowledged()).await?;
        }
        signed_in(reply)
    }

    /// Says one line and reads the reply.
    pub(super) async fn command(&mut self, command: &str) -> Result<Reply, ConnectError> {
        self.write(format!("{command}\r\n").as_bytes()).await?;
        self.reply().await
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), ConnectError> {
        self.lines.write(bytes).await
    }

    pub(super) async fn reply(&mut self) -> Result<Reply, ConnectError> {
        Reply::read(&mut self.lines).await
    }

    /// Waits longer for the next reply.
    pub(super) fn be_patient(&mut self, quiet: Duration) {
        self.lines.set_quiet(quiet);
    }

    /// Says goodbye. Failures do not matter any more.
    pub(super) async fn quit(&mut self) {
        let _ = tokio::time::timeout(QUIT_MAX, self.command("QUIT")).await;
    }
}

fn signed_in(reply: Reply) -> Result<(), ConnectError> {
    match reply.code {
        235 => Ok(()),
        400..=499 => Err(ConnectError::new(Code::Unavailable, reply.text)),
        _ => Err(ConnectError::new(Code::AuthFailed, reply.text)),
    }
}
