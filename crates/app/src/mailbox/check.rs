//! Trying a mailbox out, live, before it is kept.

use super::{check_folder, check_may_connect, normalised, open_settings, validate};
use crate::oauth::MailboxTokens;
use crate::throttle::{self, Limit};
use crate::view::MailboxView;
use crate::{App, Ctx, Error, Result};
use connect::{Access, Discovery, Proposal};
use domain::record::MailboxSettings;
use domain::{MailboxId, MailboxState, Timestamp};
use privacy::Act;
use std::sync::Arc;

/// Each asks other machines: enough for whoever looks for the right settings, too few to search a network.
const ASKS: Limit = Limit { column: "mailbox.check", max: 60, pause_ms: 10 * 60 * 1000 };

/// One thing that is wrong with a mailbox, for a person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fault {
    /// `incoming` or `outgoing`.
    pub side: &'static str,
    /// Message key of what it is and what to do.
    pub key: &'static str,
    /// The folder that it is about.
    pub folder: Option<String>,
    /// The server's own words.
    pub said: Option<String>,
}

/// What the live test found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Checked {
    /// What is wrong; nothing when the mailbox works.
    pub faults: Vec<Fault>,
    /// Folders on the server.
    pub folders: Vec<String>,
    /// Where copies of answers go.
    pub sent_folder: Option<String>,
    /// Mails in the folders to take in.
    pub mails: u64,
}

/// How a mailbox with this address is probably reached. Asks DNS and the domain's web server, by the domain.
///
/// # Errors
/// Bad input, [`Error::TooMany`], a refusal.
pub async fn propose(app: &App, ctx: &Ctx, address: &str) -> Result<Proposal> {
    let permit = app.permit(ctx, Act::MAILBOX_MANAGE).await?;
    let address = normalised(address)?;
    count(app, ctx).await?;
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    let found = Discovery::new(&app.egress().of(ctx.scope.tenant())).propose(domain).await;
    app.settle(permit).await?;
    Ok(found)
}

/// Tries a mailbox that is not connected: signs in at both servers, looks for the folders, and asks whether the address may
/// send. Alters and sends nothing.
///
/// # Errors
/// [`Error::Unagreed`] before the agreement on processing is accepted, [`Error::State`] of a company that closes; bad input,
/// [`Error::TooMany`], a refusal. What is wrong with the mailbox is in the answer.
pub async fn examine(app: &App, ctx: &Ctx, settings: &MailboxSettings) -> Result<Checked> {
    // Nothing is looked at in the name of whoever could not connect it.
    drop(app.permit(ctx, Act::MAILBOX_MANAGE).await?);
    check_may_connect(app, ctx).await?;
    check_folder(ctx, None, settings.maildir.as_deref())?;
    examine_with(app, ctx, settings, None).await
}

/// Tries a mailbox that is connected, as it is.
///
/// # Errors
/// [`Error::NotFound`], [`Error::State`] for one that was disconnected; else as [`examine`].
pub async fn test(app: &Arc<App>, ctx: &Ctx, id: MailboxId) -> Result<Checked> {
    let permit = app.permit(ctx, Act::MAILBOX_MANAGE).await?;
    let row = app.store().tenant(ctx.scope).find_mailbox(id).await?.ok_or(Error::NotFound("mailbox"))?;
    if row.state == MailboxState::Disconnected {
        return Err(Error::State { noun: "mailbox", state: row.state.as_str() });
    }
    let settings = open_settings(app, &permit, &row).await?;
    app.settle(permit).await?;
    let access = MailboxTokens::of(app, ctx.scope, id, &settings);
    examine_with(app, ctx, &settings, access).await
}

/// As [`examine`], with the access of a mailbox that has one.
///
/// # Errors
/// As [`examine`].
pub(super) async fn examine_with(
    app: &App,
    ctx: &Ctx,
    settings: &MailboxSettings,
    access: Option<Access>,
) -> Result<Checked> {
    let permit = app.permit(ctx, Act::MAILBOX_MANAGE).await?;
    validate(settings)?;
    count(app, ctx).await?;
    let found = connect::examine(settings, access, &app.egress().of(ctx.scope.tenant())).await;
    app.settle(permit).await?;
    let found = match found {
        Ok(found) => found,
        Err(error) => {
            let fault = connect::Fault { side: connect::Side::Incoming, error, folder: None };
            connect::Examination { faults: vec![fault], ..connect::Examination::default() }
        }
    };
    Ok(Checked {
        faults: found.faults.into_iter().map(Fault::from).collect(),
        folders: found.report.folders,
        sent_folder: found.report.sent_folder,
        mails: found.report.mails,
    })
}

/// Connects a mailbox that works.
///
/// # Errors
/// [`Error::MailboxFaults`] when it does not; else as [`super::connect`].
pub async fn connect_checked(
    app: &App,
    ctx: &Ctx,
    settings: MailboxSettings,
    look_back_from: Option<Timestamp>,
) -> Result<MailboxView> {
    let checked = examine(app, ctx, &settings).await?;
    if !checked.faults.is_empty() {
        return Err(Error::MailboxFaults(checked.faults));
    }
    super::connect(app, ctx, settings, look_back_from).await
}

async fn count(app: &App, ctx: &Ctx) -> Result<()> {
    throttle::count(app, ASKS, ctx.scope.tenant().as_bytes(), ctx.now).await
}

impl From<connect::Fault> for Fault {
    fn from(fault: connect::Fault) -> Self {
        let said = fault.error.detail.into_inner();
        Self {
            side: fault.side.as_str(),
            key: fault.error.code.key(),
            folder: fault.folder,
            said: Some(said.trim().to_owned()).filter(|said| !said.is_empty()),
        }
    }
}
