//! The operator's own mail: invitations and resets. It goes out through the server that the operator configured, never
//! through a tenant's mailbox. Without one, whoever asked for a link hands it over.

use crate::{App, Error, Result};
use connect::Envelope;
use domain::Timestamp;
use domain::record::{Address, ServerSettings};
use i18n::I18n;

/// Where operator mail goes out.
#[derive(Debug, Clone)]
pub struct OperatorMail {
    /// The server; no sign-in when its login is empty.
    pub server: ServerSettings,
    /// Author: a bare address.
    pub from: String,
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

/// Sends a letter; `false` when there is no operator mail, or its server did not take it.
pub(crate) async fn send(app: &App, letter: Letter, now: Timestamp) -> bool {
    let Some(mail) = &app.settings().operator_mail else { return false };
    let own = letter.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let args = [("name", letter.name.as_str()), ("company", &letter.company), ("link", &letter.link)];
    let subject = words.t_args(&format!("mail-{}-subject", letter.kind), &args);
    let text = words.t_args(&format!("mail-{}-text", letter.kind), &args);
    let to = Address { name: letter.name.clone(), email: letter.to };
    match deliver(app, mail, to, subject, text, now).await {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(%error, "operator mail was not sent");
            false
        }
    }
}

/// Sends a mail to `to`, to see that it works.
///
/// # Errors
/// [`Error::State`] without operator mail; bad input; what the server says.
pub async fn test(app: &App, to: &str, now: Timestamp) -> Result<()> {
    let email = mime::normalise_address(to).ok_or(Error::Input { field: "to", rule: "rule-address" })?;
    let mail = app.settings().operator_mail.as_ref();
    let mail = mail.ok_or(Error::State { noun: "operator mail", state: "not-configured" })?;
    let (subject, text) = (crate::words().t("mail-test-subject"), crate::words().t("mail-test-text"));
    deliver(app, mail, Address { name: String::new(), email }, subject, text, now).await
}

async fn deliver(
    app: &App,
    mail: &OperatorMail,
    to: Address,
    subject: String,
    text: String,
    now: Timestamp,
) -> Result<()> {
    let domain = mail.from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    let envelope = Envelope { from: mail.from.clone(), to: vec![to.email.clone()] };
    let raw = mime::compose(&mime::Outgoing {
        from: Address { name: crate::words().t("app-name"), email: mail.from.clone() },
        to: vec![to],
        subject,
        text,
        date: now,
        message_id: mime::new_message_id(crypto::random::bytes()?, domain),
        // Nobody's out-of-office need answer it (RFC 3834 5).
        auto: true,
        ..mime::Outgoing::default()
    });
    match connect::submit(&mail.server, app.egress(), &envelope, &raw).await {
        Ok(_) => Ok(()),
        Err(connect::SendError::NotSent(error) | connect::SendError::InDoubt(error)) => Err(error.into()),
        Err(connect::SendError::Rejected(_) | connect::SendError::Temporary(_)) => {
            Err(connect::ConnectError::from(connect::Code::SendingRefused).into())
        }
    }
}
