//! How a mailbox is reached, after it was connected: read without its passwords, changed, and tested before it is kept.
//!
//! Where its mail comes to lie elsewhere, everything there is listed anew and compared by what it is: nothing comes in
//! twice, and nothing is passed over because two servers gave the same numbers.

use super::check::examine_with;
use super::{MailboxChange, change, check_folder, grant, open_settings};
use crate::oauth::MailboxTokens;
use crate::view::MailboxView;
use crate::{App, Ctx, Error, Result};
use domain::limits::{MAIL_SERVER_CA_BYTES_MAX, MAIL_SERVER_CHARS_MAX, MAILBOX_FOLDERS_MAX};
use domain::record::{MailboxSettings, Security, ServerSettings};
use domain::{AfterTakeIn, ConnectorKind, MailboxId, Private};
use privacy::Act;
use std::sync::Arc;

/// A change of one server; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerChange {
    /// Host name.
    pub host: Option<String>,
    /// Port.
    pub port: Option<u16>,
    /// Protection.
    pub security: Option<Security>,
    /// Sign-in name.
    pub login: Option<String>,
    /// Password; an empty one stays what it is.
    pub password: Option<Private<String>>,
    /// PEM of a certificate authority to trust for this server alone; an empty one for none.
    pub ca_pem: Option<String>,
}

/// A change of how a mailbox is reached; absent fields stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServersChange {
    /// Incoming server.
    pub imap: Option<ServerChange>,
    /// Outgoing server.
    pub smtp: Option<ServerChange>,
    /// Path of the Maildir folder.
    pub maildir: Option<String>,
    /// Folders to take in, whole; `INBOX` when empty.
    pub folders: Option<Vec<String>>,
    /// Folder for copies of answers; empty where it is found by itself.
    pub sent_folder: Option<String>,
    /// Whether the server files the copies by itself.
    pub sent_by_server: Option<bool>,
}

/// A server as it can be shown.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ServerView {
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub security: Security,
    /// Sign-in name.
    pub login: String,
    /// PEM of the certificate authority that is trusted for this server alone.
    pub ca_pem: Option<String>,
}

/// How a mailbox is reached, without its passwords.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ServersView {
    /// Kind.
    pub kind: ConnectorKind,
    /// Incoming server.
    pub imap: Option<ServerView>,
    /// Outgoing server.
    pub smtp: Option<ServerView>,
    /// Whether the outgoing server has the sign-in name and the password of the incoming one.
    pub one_sign_in: bool,
    /// Path of the Maildir folder.
    pub maildir: Option<String>,
    /// Folders taken in; `INBOX` when empty.
    pub folders: Vec<String>,
    /// Folder for copies of answers, where it was named.
    pub sent_folder: Option<String>,
    /// Whether the server files the copies by itself.
    pub sent_by_server: bool,
    /// What happens in the source mailbox.
    pub after_take_in: AfterTakeIn,
    /// Folder for [`AfterTakeIn::Move`].
    pub move_to: Option<String>,
}

/// Reads how a mailbox is reached.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn servers(app: &App, ctx: &Ctx, id: MailboxId) -> Result<ServersView> {
    let permit = app.permit(ctx, Act::MAILBOX_INSPECT).await?;
    let row = app.store().tenant(ctx.scope).find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
    let settings = open_settings(app, &permit, &row).await?;
    app.settle(permit).await?;
    Ok(view(settings))
}

/// Changes a mailbox; how it is reached only after a live test with what it would be.
///
/// # Errors
/// [`Error::MailboxFaults`] when it would not work; else as [`change`].
pub async fn change_checked(
    app: &Arc<App>,
    ctx: &Ctx,
    id: MailboxId,
    asked: MailboxChange,
) -> Result<MailboxView> {
    if let Some(after) = asked.after_take_in {
        grant::check_reach(app, ctx, id, after).await?;
    }
    if let Some(servers) = &asked.servers {
        let permit = app.permit(ctx, Act::MAILBOX_SERVERS).await?;
        let row = app.store().tenant(ctx.scope).find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
        let mut settings = open_settings(app, &permit, &row).await?;
        app.settle(permit).await?;
        servers.apply(ctx, &mut settings)?;
        settings.after_take_in = asked.after_take_in.unwrap_or(settings.after_take_in);
        settings.move_to = asked.move_to.clone().or(settings.move_to);
        let access = MailboxTokens::of(app, ctx.scope, id, &settings);
        let checked = examine_with(app, ctx, &settings, access).await?;
        if !checked.faults.is_empty() {
            return Err(Error::MailboxFaults(checked.faults));
        }
    }
    change(app, ctx, id, asked).await
}

impl ServersChange {
    /// Makes the settings what they become.
    ///
    /// # Errors
    /// A server of a mailbox that has none or is reached by a provider's permission, a stored password for another host than it
    /// was given for, and another folder, where no operator says so.
    pub(super) fn apply(&self, ctx: &Ctx, settings: &mut MailboxSettings) -> Result<()> {
        // What a provider gave is good at its own servers: another mailbox is connected for others.
        if settings.provider.is_some() && (self.imap.is_some() || self.smtp.is_some()) {
            return Err(Error::Input { field: "servers", rule: "rule-by-permission" });
        }
        let before = place(settings);
        for (field, asked, server) in
            [("imap", &self.imap, &mut settings.imap), ("smtp", &self.smtp, &mut settings.smtp)]
        {
            let Some(asked) = asked else { continue };
            let server = server.as_mut().ok_or(Error::Input { field, rule: "rule-no-server" })?;
            asked.apply(field, server)?;
        }
        check_folder(ctx, settings.maildir.as_deref(), self.maildir.as_deref())?;
        if let Some(path) = &self.maildir {
            let maildir = settings.maildir.as_mut();
            *maildir.ok_or(Error::Input { field: "maildir", rule: "rule-no-folder" })? = path.clone();
        }
        if let Some(folders) = &self.folders {
            settings.folders.clone_from(folders);
        }
        if let Some(folder) = &self.sent_folder {
            settings.sent_folder = Some(folder.clone()).filter(|folder| !folder.is_empty());
        }
        settings.sent_by_server = self.sent_by_server.unwrap_or(settings.sent_by_server);
        if place(settings) != before {
            settings.source = settings.source.saturating_add(1);
        }
        Ok(())
    }
}

impl ServerChange {
    fn apply(&self, field: &'static str, server: &mut ServerSettings) -> Result<()> {
        let password = self.password.as_ref().filter(|password| !password.reveal().is_empty());
        if let Some(host) = &self.host {
            // Nobody but the server that it was given for may learn the stored one.
            if password.is_none() && !host.eq_ignore_ascii_case(&server.host) {
                return Err(Error::Input { field, rule: "rule-password-again" });
            }
            server.host.clone_from(host);
        }
        server.port = self.port.unwrap_or(server.port);
        server.security = self.security.unwrap_or(server.security);
        if let Some(login) = &self.login {
            server.login.clone_from(login);
        }
        if let Some(password) = password {
            server.password.clone_from(password.reveal());
        }
        if let Some(ca_pem) = &self.ca_pem {
            server.ca_pem = Some(ca_pem.clone()).filter(|pem| !pem.trim().is_empty());
        }
        Ok(())
    }
}

/// Where the mail lies: what take-in knows holds for this place alone.
fn place(settings: &MailboxSettings) -> (Option<(String, u16, String)>, Option<String>) {
    let server = settings.imap.as_ref();
    let server = server.map(|one| (one.host.to_ascii_lowercase(), one.port, one.login.clone()));
    (server, settings.maildir.clone())
}

/// What settings of servers may be, whoever gives them.
///
/// # Errors
/// The field, and the rule that it breaks.
pub(super) fn validate(settings: &MailboxSettings) -> Result<()> {
    let long = |text: &str| text.chars().count() > MAIL_SERVER_CHARS_MAX || text.contains(['\r', '\n', '\0']);
    for (field, server) in [("imap", &settings.imap), ("smtp", &settings.smtp)] {
        let Some(server) = server else { continue };
        if server.host.trim().is_empty() || server.port == 0 {
            return Err(Error::Input { field, rule: "rule-server" });
        }
        let ca_bytes = server.ca_pem.as_ref().map_or(0, String::len);
        if [&server.host, &server.login, &server.password].into_iter().any(|text| long(text))
            || ca_bytes > MAIL_SERVER_CA_BYTES_MAX
        {
            return Err(Error::Input { field, rule: "rule-too-long" });
        }
    }
    let folders = settings.folders.iter().chain(&settings.sent_folder).chain(&settings.move_to);
    if settings.folders.len() > MAILBOX_FOLDERS_MAX {
        return Err(Error::Input { field: "folders", rule: "rule-too-many" });
    }
    if folders.into_iter().any(|name| long(name)) {
        return Err(Error::Input { field: "folders", rule: "rule-too-long" });
    }
    Ok(())
}

fn view(settings: MailboxSettings) -> ServersView {
    let sign_in = |server: &ServerSettings| (server.login.clone(), server.password.clone());
    let shown = |server: ServerSettings| ServerView {
        host: server.host,
        port: server.port,
        security: server.security,
        login: server.login,
        ca_pem: server.ca_pem,
    };
    ServersView {
        kind: settings.kind,
        one_sign_in: settings.imap.as_ref().map(sign_in) == settings.smtp.as_ref().map(sign_in),
        imap: settings.imap.map(shown),
        smtp: settings.smtp.map(shown),
        maildir: settings.maildir,
        folders: settings.folders,
        sent_folder: settings.sent_folder,
        sent_by_server: settings.sent_by_server,
        after_take_in: settings.after_take_in,
        move_to: settings.move_to,
    }
}
