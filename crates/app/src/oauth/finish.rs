//! Coming back from a provider, with a code or a refusal. Whatever is wrong with what the browser brings ends the attempt,
//! and is said in words.

use super::provider::{Configured, configured, metadata};
use super::tokens::Fixed;
use crate::mailbox::{self, Fault};
use crate::view::MailboxView;
use crate::{App, Ctx, Error, Result};
use connect::oauth::{self, Grant, Metadata, Refused};
use domain::record::{MailboxGrant, MailboxSettings, OauthAttempt};
use domain::{AttemptId, Private};
use privacy::Act;
use std::sync::Arc;

/// Characters of what a provider sends along.
const PARAMETER_CHARS_MAX: usize = 4_096;

/// What the browser comes back with (RFC 6749 4.1.2, RFC 9207).
#[derive(Debug, Clone, Default)]
pub struct Back {
    /// What it was given.
    pub state: String,
    /// What becomes tokens.
    pub code: Option<Private<String>>,
    /// Why there is none.
    pub error: Option<String>,
    /// Who sends it back.
    pub iss: Option<String>,
}

/// A mailbox that is connected now.
#[derive(Debug, Clone)]
pub struct Finished {
    /// It.
    pub mailbox: MailboxView,
    /// Whether that ends set-up.
    pub is_first: bool,
}

/// The host names of the tenant for which somebody went to a provider; nothing for a state that is not ours.
///
/// # Errors
/// The store's failure.
pub async fn hosts_of(app: &App, state: &str) -> Result<Option<Vec<String>>> {
    let Some(id) = attempt_of(state) else { return Ok(None) };
    let system = app.store().system();
    match system.find_tenant_of_oauth_attempt(id).await? {
        Some(tenant) => Ok(Some(system.list_host_names(tenant).await?)),
        None => Ok(None),
    }
}

fn attempt_of(state: &str) -> Option<AttemptId> {
    state.split_once('.')?.0.parse().ok()
}

/// Connects the mailbox that the attempt was made for. The attempt is used up by that, however it ends.
///
/// # Errors
/// [`Error::Oauth`] with what is wrong, [`Error::MailboxFaults`] when the mailbox cannot be reached with what was given, a
/// refusal, a store's failure.
pub async fn finish(app: &Arc<App>, ctx: &Ctx, back: Back) -> Result<Finished> {
    let done = take_up(app, ctx, back).await;
    if let Err(error) = &done {
        log_refusal(app, ctx, Act::MAILBOX_MANAGE, error).await?;
    }
    done
}

/// Logs why a provider's permission was not taken.
pub(super) async fn log_refusal(app: &App, ctx: &Ctx, act: Act, error: &Error) -> Result<()> {
    let reason = match error {
        Error::Oauth(key) => *key,
        Error::Connect(error) => error.code.key(),
        Error::MailboxFaults(_) => "mailbox-faults",
        // What the policy refuses is logged there.
        _ => return Ok(()),
    };
    let permit = match app.permit(ctx, act).await {
        // Whoever may not ask at all stands in the log for that.
        Err(Error::Refused(_)) => return Ok(()),
        permit => permit?,
    };
    let events = permit.into_refused(reason);
    app.append_audit(ctx.scope, &events).await
}

async fn take_up(app: &Arc<App>, ctx: &Ctx, back: Back) -> Result<Finished> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let id = attempt_of(&back.state).ok_or(Error::Oauth("oauth-state"))?;
    let store = app.store().tenant(ctx.scope);
    let row = store.find_oauth_attempt(id).await?.filter(|row| row.agent == agent);
    let row = row.ok_or(Error::Oauth("oauth-attempt-unknown"))?;
    let permit = app.permit(ctx, Act::MAILBOX_MANAGE).await?;
    let attempt = app.open(&permit, id.uuid(), &row.content).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let is_same = crypto::random::are_equal(attempt.state.reveal().as_bytes(), back.state.as_bytes());
    let mut tx = store.begin().await?;
    // Of two who come back with the same, one goes on.
    let is_first = match tx.delete_oauth_attempt(id).await {
        Err(store::StoreError::Conflict(_)) => false,
        other => other.map(|()| true)?,
    };
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.keyring().delete_object_keys(ctx.scope, &[row.content.object()]).await?;
    if !is_first {
        return Err(Error::Oauth("oauth-attempt-unknown"));
    }
    if !is_same {
        return Err(Error::Oauth("oauth-state"));
    }
    if row.expires_at <= ctx.now {
        return Err(Error::Oauth("oauth-attempt-expired"));
    }
    let configured = configured(app, attempt.provider)?;
    let metadata = metadata(app, configured).await?;
    let code = code(&metadata, back)?;
    let given =
        oauth::exchange(app.egress(), &configured.client, &metadata, &code, &attempt.verifier).await?;
    match keep(app, ctx, configured, &metadata, &attempt, &given).await {
        Ok(mailbox) => Ok(Finished { mailbox, is_first: attempt.is_first }),
        Err(error) => {
            // What is not kept is given back.
            let token = given.refresh_token.as_ref().unwrap_or(&given.access_token);
            let _ = oauth::revoke(app.egress(), &configured.client, &metadata, token).await;
            Err(error)
        }
    }
}

/// The code, from whom it has to come.
fn code(metadata: &Metadata, back: Back) -> Result<Private<String>> {
    // A provider that always names itself is not believed when it does not: somebody else sent the browser (RFC 9207 2.4).
    match &back.iss {
        Some(iss) if !metadata.is_issuer(iss) => return Err(Error::Oauth("oauth-issuer")),
        None if metadata.names_itself => return Err(Error::Oauth("oauth-issuer")),
        _ => {}
    }
    if let Some(error) = back.error {
        return Err(Error::Oauth(Refused::of(&error).key()));
    }
    let fits = |code: &Private<String>| {
        let text = code.reveal();
        !text.is_empty() && text.len() <= PARAMETER_CHARS_MAX && text.bytes().all(|b| b.is_ascii_graphic())
    };
    back.code.filter(fits).ok_or(Error::Oauth("oauth-no-code"))
}

async fn keep(
    app: &Arc<App>,
    ctx: &Ctx,
    configured: &Configured,
    metadata: &Metadata,
    attempt: &OauthAttempt,
    given: &Grant,
) -> Result<MailboxView> {
    let grant = checked(ctx, configured, metadata, attempt, given)?;
    let tokens: connect::Tokens = Arc::new(Fixed(grant.access_token.clone()));
    let access = connect::Access { tokens, api: configured.api_for(&attempt.settings) };
    let found = connect::examine(&attempt.settings, Some(access), app.egress()).await;
    let faults: Vec<Fault> = match found {
        Ok(found) => found.faults.into_iter().map(Fault::from).collect(),
        Err(error) => {
            vec![Fault::from(connect::Fault { side: connect::Side::Incoming, error, folder: None })]
        }
    };
    if !faults.is_empty() {
        return Err(Error::MailboxFaults(faults));
    }
    match attempt.again {
        Some(id) => mailbox::reconnect(app, ctx, id, grant).await,
        None => {
            mailbox::connect_with(app, ctx, attempt.settings.clone(), attempt.look_back_from, Some(grant))
                .await
        }
    }
}

/// Whether a permission is good for a mailbox with these settings; of a provider that is not set up any more, nobody knows.
pub(crate) fn is_enough(app: &App, grant: &MailboxGrant, settings: &MailboxSettings) -> bool {
    if grant.application {
        return true;
    }
    let Ok(configured) = configured(app, grant.provider) else { return false };
    let asked: Vec<String> = configured.scopes_for(settings).into_iter().map(|scope| scope.name).collect();
    !matches!(compare(&asked, &grant.scopes), Err(Error::Oauth("oauth-scope-narrower")))
}

/// What was given, beside what was asked for.
fn compare(asked: &[String], given: &[String]) -> Result<()> {
    // Microsoft leaves out where a scope belongs, and adds who agreed by name; Google writes `email` as an address.
    let short = |name: &str| {
        let name = name.strip_prefix("https://graph.microsoft.com/").unwrap_or(name);
        let name = name.strip_prefix("https://outlook.office.com/").unwrap_or(name);
        match name {
            "https://www.googleapis.com/auth/userinfo.email" | "profile" => "email".to_owned(),
            other => other.to_ascii_lowercase(),
        }
    };
    let (asked, given): (Vec<_>, Vec<_>) =
        (asked.iter().map(|one| short(one)).collect(), given.iter().map(|one| short(one)).collect());
    // A provider may leave out what it always gives.
    let needed = |one: &&String| !["openid", "email", "offline_access"].contains(&one.as_str());
    if asked.iter().filter(needed).any(|one| !given.contains(one)) {
        return Err(Error::Oauth("oauth-scope-narrower"));
    }
    if given.iter().any(|one| !asked.contains(one)) {
        return Err(Error::Oauth("oauth-scope-wider"));
    }
    Ok(())
}

/// The grant, once who gave it and what it is good for were compared with what was asked.
fn checked(
    ctx: &Ctx,
    configured: &Configured,
    metadata: &Metadata,
    attempt: &OauthAttempt,
    given: &Grant,
) -> Result<MailboxGrant> {
    let asked: Vec<String> =
        configured.scopes_for(&attempt.settings).into_iter().map(|scope| scope.name).collect();
    let scopes = given.scopes.clone().unwrap_or_else(|| asked.clone());
    compare(&asked, &scopes)?;
    let claims = given.claims.as_ref().ok_or(Error::Oauth("oauth-identity-none"))?;
    // As OpenID Connect Core 3.1.3.7 has it; the token came from the provider itself, over TLS.
    let nonce = Some(attempt.nonce.reveal().as_str());
    for (is_so, key) in [
        (claims.audience.contains(&configured.client.client_id), "oauth-identity-audience"),
        (metadata.is_issuer(&claims.issuer), "oauth-identity-issuer"),
        (claims.nonce.as_deref() == nonce, "oauth-identity-nonce"),
        (claims.expires_s > ctx.now.as_millis() / 1000, "oauth-identity-expired"),
    ] {
        if !is_so {
            return Err(Error::Oauth(key));
        }
    }
    let companies = &configured.companies;
    let of = |known: &String| claims.company.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(known));
    if !companies.is_empty() && !companies.iter().any(of) {
        return Err(Error::Oauth("oauth-company"));
    }
    if given.refresh_token.is_none() {
        return Err(Error::Oauth("oauth-no-refresh"));
    }
    let life_ms = i64::try_from(given.life.as_millis()).unwrap_or(i64::MAX);
    Ok(MailboxGrant {
        provider: attempt.provider,
        subject: claims.subject.reveal().clone(),
        account: claims.email.as_ref().map(|email| email.reveal().clone()).unwrap_or_default(),
        scopes,
        access_token: given.access_token.clone(),
        expires_at: ctx.now.plus_millis(life_ms),
        refresh_token: given.refresh_token.clone(),
        application: false,
    })
}
