//! A mailbox of a company that gave this installation permissions of its own (RFC 6749 4.4; Microsoft's application
//! permissions). Nobody goes to the provider: that the company is the tenant's own is for the operator to know, so only the
//! operator connects by it.

use super::provider::{Configured, configured, metadata};
use super::tokens::Fixed;
use crate::mailbox::{self, Fault};
use crate::view::MailboxView;
use crate::{App, Ctx, Error, Result};
use connect::oauth::{self, Grant, Metadata};
use domain::record::{MailboxGrant, MailboxSettings};
use domain::{Provider, Timestamp};
use std::sync::Arc;

/// Whatever the company's administrator granted.
const SCOPE: &str = "https://graph.microsoft.com/.default";

/// The next token.
pub(super) async fn ask(
    app: &App,
    configured: &Configured,
    metadata: &Metadata,
) -> std::result::Result<Grant, oauth::OauthError> {
    oauth::as_application(app.egress(), &configured.client, metadata, SCOPE).await
}

/// Connects a mailbox that works.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator, and where Microsoft is not set up so; [`Error::Oauth`] with what Microsoft
/// says, [`Error::MailboxFaults`]; bad input; a store's failure.
pub async fn connect_by_application(
    app: &Arc<App>,
    ctx: &Ctx,
    settings: MailboxSettings,
    look_back_from: Option<Timestamp>,
) -> Result<MailboxView> {
    let configured = configured(app, Provider::Microsoft)?;
    if !ctx.is_operator() || !configured.application {
        return Err(Error::NotFound("application permission"));
    }
    mailbox::check_may_connect(app, ctx).await?;
    let settings = mailbox::without_passwords(settings, Provider::Microsoft)?;
    let metadata = metadata(app, configured).await?;
    // Where one registration serves many companies, no token says whose mailboxes it opens.
    if metadata.issuer.contains('{') {
        return Err(Error::Oauth("oauth-application-company"));
    }
    let given = ask(app, configured, &metadata).await?;
    let tokens: connect::Tokens = Arc::new(Fixed(given.access_token.clone()));
    let access = connect::Access { tokens, api: configured.api_for(&settings) };
    let found = connect::examine(&settings, Some(access), app.egress()).await?;
    if !found.faults.is_empty() {
        return Err(Error::MailboxFaults(found.faults.into_iter().map(Fault::from).collect()));
    }
    let life_ms = i64::try_from(given.life.as_millis()).unwrap_or(i64::MAX);
    let grant = MailboxGrant {
        provider: Provider::Microsoft,
        subject: configured.client.client_id.clone(),
        account: String::new(),
        scopes: vec![SCOPE.to_owned()],
        access_token: given.access_token,
        expires_at: ctx.now.plus_millis(life_ms),
        refresh_token: None,
        application: true,
    };
    mailbox::connect_with(app, ctx, settings, look_back_from, Some(grant)).await
}
