//! The operator's own mail: invitations, resets and notices. It goes out through the server that the operator configured, never
//! through a tenant's mailbox. Without one, whoever asked for a link hands it over.

use crate::throttle::{self, Limit};
use crate::{App, Ctx, Error, Result, operator};
use connect::{Accepted, Envelope, Provisos, Returns, SendError};
use domain::record::{Address, Security, ServerSettings};
use domain::{TenantScope, Timestamp};
use i18n::I18n;
use mime::OutgoingFile;
use privacy::Act;

/// Where operator mail goes out.
#[derive(Debug, Clone)]
pub struct OperatorMail {
    /// The server; no sign-in when its login is empty.
    pub server: ServerSettings,
    /// Author: a bare address.
    pub from: String,
    /// The mailbox of that address, where it may be read.
    pub returns: Option<ReturnsBox>,
}

impl OperatorMail {
    /// The Message-ID of a mail that is made of `id`.
    pub(crate) fn message_id(&self, id: [u8; 16]) -> String {
        let domain = self.from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
        mime::new_message_id(id, domain)
    }
}

/// The mailbox of operator mail's author: reports about mail that came back lie there, and copies of letters that go out once each.
#[derive(Debug, Clone)]
pub struct ReturnsBox {
    /// Its server (IMAP).
    pub server: ServerSettings,
    /// Milliseconds that a copy may take to it, at most.
    pub wait_ms: i64,
}

/// Where it goes out, as operators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailWay {
    /// Host name of the server.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub security: Security,
    /// Author: a bare address.
    pub from: String,
    /// Host name and port of the server where the author's mailbox is read; `None` where it is not.
    pub returns: Option<(String, u16)>,
}

/// A mail to write.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    /// Recipient.
    pub to: String,
    /// Recipient's name.
    pub name: String,
    /// Which mail: `mail-{kind}-subject` and `mail-{kind}-text`.
    pub kind: &'static str,
    /// The company.
    pub company: String,
    /// The link in it.
    pub link: String,
    /// Language that the recipient chose (BCP 47).
    pub language: Option<String>,
}

/// Sends a letter of a company's, or of the system's own; `false` when there is no operator mail, or its server did not take it.
pub(crate) async fn send(app: &App, of: TenantScope, letter: Letter, now: Timestamp) -> bool {
    let Some(mail) = &app.settings().operator_mail else { return false };
    let own = letter.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let args = [("name", letter.name.as_str()), ("company", &letter.company), ("link", &letter.link)];
    let subject = words.t_args(&format!("mail-{}-subject", letter.kind), &args);
    let text = words.t_args(&format!("mail-{}-text", letter.kind), &args);
    let to = Address { name: letter.name.clone(), email: letter.to };
    let letter = Written { to, subject, text, id: None };
    match deliver(app, (mail, of), letter, now).await {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, "operator mail was not sent");
            false
        }
    }
}

/// How operator mail goes out, without sign-in name and password; `None` when it does not.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator; a refusal, or the log's failure.
pub async fn read(app: &App, ctx: &Ctx) -> Result<Option<MailWay>> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::OPERATOR_MAIL_READ).await?;
    app.settle(permit).await?;
    let way = |mail: &OperatorMail| MailWay {
        host: mail.server.host.clone(),
        port: mail.server.port,
        security: mail.server.security,
        from: mail.from.clone(),
        returns: mail.returns.as_ref().map(|one| (one.server.host.clone(), one.server.port)),
    };
    Ok(app.settings().operator_mail.as_ref().map(way))
}

fn check_operator(ctx: &Ctx) -> Result<()> {
    if ctx.is_operator() { Ok(()) } else { Err(Error::NotFound("operator mail")) }
}

/// Tests in a row.
const TESTS: Limit = Limit { column: "operator_mail.test", max: 20, pause_ms: 600_000 };

/// Sends a mail to `to`, to see that it works, and looks whether the author's mailbox can be read, where it is to be.
///
/// # Errors
/// [`Error::State`] without operator mail; [`Error::NotFound`] for whoever is no operator; [`Error::TooMany`]; bad input;
/// what the server says.
pub async fn test(app: &App, ctx: &Ctx, to: &str) -> Result<()> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::OPERATOR_MAIL_TEST).await?;
    let email = mime::normalise_address(to).ok_or(Error::Input { field: "to", rule: "rule-address" })?;
    let mail = app.settings().operator_mail.as_ref();
    let mail = mail.ok_or(Error::State { noun: "operator mail", state: "not-configured" })?;
    throttle::count(app, TESTS, ctx.scope.tenant().as_bytes(), ctx.now).await?;
    app.settle(permit).await?;
    let (subject, text) = (crate::words().t("mail-test-subject"), crate::words().t("mail-test-text"));
    let letter = Written { to: Address { name: String::new(), email }, subject, text, id: None };
    deliver(app, (mail, ctx.scope), letter, ctx.now).await?;
    if let Some(returns) = &mail.returns {
        Returns::open(&returns.server, app.egress()).await?.close().await;
    }
    Ok(())
}

/// What became of a mail with notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Handed {
    /// The server has it, or may have it: it is not sent again.
    Over,
    /// The server refuses it for good.
    Refused,
    /// It went to nobody; it can be tried again.
    NotYet,
}

/// Hands a mail over under a Message-ID made of `id`: should it be sent twice, it can be known for the same.
pub(crate) async fn hand_over(app: &App, of: TenantScope, letter: Written, now: Timestamp) -> Result<Handed> {
    hand_over_with(app, of, letter, Vec::new(), now).await
}

/// As [`hand_over`], with files.
pub(crate) async fn hand_over_with(
    app: &App,
    of: TenantScope,
    letter: Written,
    files: Vec<OutgoingFile>,
    now: Timestamp,
) -> Result<Handed> {
    let Some(mail) = &app.settings().operator_mail else { return Ok(Handed::NotYet) };
    match submit(app, (mail, of), (letter, files, None), Provisos::default(), now).await? {
        Ok(_) | Err(SendError::InDoubt(_)) => Ok(Handed::Over),
        Err(SendError::Rejected(_)) => Ok(Handed::Refused),
        Err(error @ (SendError::NotSent(_) | SendError::Temporary(_))) => {
            tracing::warn!(%error, "a mail with notices was not sent yet");
            Ok(Handed::NotYet)
        }
    }
}

/// Hands a mail over, unless `may_end` says no before the server is told its end; `None` without operator mail. Where there is an
/// address `unsubscribe`, one click there ends such mails. Where the author's mailbox is read, a copy goes there.
pub(crate) async fn hand_over_once(
    app: &App,
    of: TenantScope,
    (letter, unsubscribe): (Written, Option<String>),
    may_end: &connect::MayEnd<'_>,
    now: Timestamp,
) -> Result<Option<std::result::Result<Accepted, SendError>>> {
    let Some(mail) = &app.settings().operator_mail else { return Ok(None) };
    let copy_to = mail.returns.as_ref().map(|_| mail.from.as_str());
    let provisos = Provisos { may_end: Some(may_end), copy_to };
    Ok(Some(submit(app, (mail, of), (letter, Vec::new(), unsubscribe), provisos, now).await?))
}

/// A mail in words.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    /// Recipient.
    pub to: Address,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// What its Message-ID is made of; anything when absent.
    pub id: Option<[u8; 16]>,
}

async fn deliver(
    app: &App,
    way: (&OperatorMail, TenantScope),
    letter: Written,
    now: Timestamp,
) -> Result<()> {
    match submit(app, way, (letter, Vec::new(), None), Provisos::default(), now).await? {
        Ok(_) => Ok(()),
        Err(SendError::NotSent(error) | SendError::InDoubt(error)) => Err(error.into()),
        Err(SendError::Rejected(_) | SendError::Temporary(_)) => {
            Err(connect::ConnectError::from(connect::Code::SendingRefused).into())
        }
    }
}

async fn submit(
    app: &App,
    (mail, of): (&OperatorMail, TenantScope),
    (letter, attachments, unsubscribe): (Written, Vec<OutgoingFile>, Option<String>),
    provisos: Provisos<'_, '_>,
    now: Timestamp,
) -> Result<std::result::Result<Accepted, SendError>> {
    let envelope = Envelope { from: mail.from.clone(), to: vec![letter.to.email.clone()], thread: None };
    let id = letter.id.map_or_else(crypto::random::bytes, Ok)?;
    let raw = mime::compose(&mime::Outgoing {
        from: Address { name: crate::words().t("app-name"), email: mail.from.clone() },
        to: vec![letter.to],
        subject: letter.subject,
        text: letter.text,
        date: now,
        message_id: mail.message_id(id),
        // Nobody's out-of-office need answer it (RFC 3834 5).
        auto: true,
        unsubscribe,
        attachments,
        ..mime::Outgoing::default()
    });
    // Whose letter it is: a company's data may have to stay where it is.
    let is_own = of == operator::SCOPE;
    let egress = if is_own { app.egress().clone() } else { app.egress().of(of.tenant()) };
    Ok(connect::submit(&mail.server, &egress, &envelope, &raw, provisos).await)
}
