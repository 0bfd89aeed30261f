//! Signing in: argon2id, a session kept on the server, lockout by account and by address. Every cause of
//! a refusal gives one answer, after the same work: there is no oracle for who is known.

use crate::{App, Ctx, Error, Result, agent, tenant};
use domain::audit::{AuditEvent, Outcome};
use domain::keyring::{LeafRef, Tag};
use domain::{AgentId, AgentState, Private, Role, SessionId, TenantScope, Timestamp};
use privacy::Act;

/// Column names that go into the tags.
const SESSION: &str = "session.tag";
const CSRF: &str = "session.csrf";
const ACCOUNT: &str = "sign_in_failure.account";
const ADDRESS: &str = "sign_in_failure.address";

/// Failures before an account waits.
const ACCOUNT_FAILURES_FREE: i64 = 5;
/// Failures before a network address waits: many people may share one.
const ADDRESS_FAILURES_FREE: i64 = 30;
/// Failures before an account waits, and before an address does.
pub(crate) const FAILURES_FREE: (i64, i64) = (ACCOUNT_FAILURES_FREE, ADDRESS_FAILURES_FREE);
/// Failures older than this no longer count.
const FORGET_MS: i64 = 24 * 3_600_000;
/// First wait; doubles with each further failure.
const WAIT_FIRST_MS: i64 = 30_000;
/// How often the time of last use is written, at most.
const SEEN_EVERY_MS: i64 = 600_000;
/// Longest wait.
const WAIT_MS_MAX: i64 = 3_600_000;

/// A new session.
#[derive(Debug)]
pub struct SignedIn {
    /// Goes into the `__Host-` cookie; never stored.
    pub session_token: Private<String>,
    /// Goes into forms.
    pub csrf_token: String,
    /// Who.
    pub agent: AgentId,
    /// When it ends without use.
    pub expires_at: Timestamp,
}

/// A session that was recognised.
#[derive(Debug)]
pub struct Signed {
    /// The agent's context for this request.
    pub ctx: Ctx,
    /// Who.
    pub agent: AgentId,
    /// Goes into forms.
    pub csrf_token: String,
    /// The session.
    pub session: SessionId,
    /// When a page was last opened in it, past what its owner has to take note of.
    pub page_at: Option<Timestamp>,
}

/// Signs in with a password.
///
/// # Errors
/// [`Error::SignInRefused`] whatever was wrong; [`Error::TooMany`] during lockout; a store's failure.
pub async fn with_password(
    app: &App,
    scope: TenantScope,
    email: &str,
    password: &Private<String>,
    client: &str,
    now: Timestamp,
) -> Result<SignedIn> {
    let ctx = Ctx::nobody(scope, now);
    tenant::check_served(app, scope).await?;
    let permit = app.permit(&ctx, Act::SIGN_IN).await?;
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let email = mime::normalise_address(email).unwrap_or_default();
    let doors = [
        (app.vault().tag(scope, ACCOUNT, email.as_bytes())?, ACCOUNT_FAILURES_FREE),
        (app.vault().system_tag(ADDRESS, client.as_bytes())?, ADDRESS_FAILURES_FREE),
    ];
    check_doors(app, &doors, now).await?;
    let found = match email.is_empty() {
        true => None,
        false => {
            let tag = app.vault().tag(scope, agent::EMAIL, email.as_bytes())?;
            app.store().tenant(scope).find_agent_by_email_tag(tag).await?
        }
    };
    let phc = match &found {
        // Who was invited has no password yet: the same work as for an unknown address.
        Some(row) => Some(app.open(&permit, row.id.uuid(), &row.credential).await?.password_phc)
            .filter(|phc| !phc.is_empty()),
        None => None,
    };
    let (password, cost) = (password.clone(), app.settings().password_cost);
    let right = tokio::task::spawn_blocking(move || match phc {
        Some(phc) => crypto::password::verify(&password, &phc),
        None => crypto::password::dummy_verify(&password, cost),
    })
    .await
    .map_err(|_| Error::Interrupted)?;
    let row = found.filter(|row| right && row.state == AgentState::Active);
    let mut events = permit.into_events(Vec::new());
    let Some(row) = row else {
        for event in &mut events {
            event.outcome = Outcome::Refused;
        }
        return refuse(app, scope, &events, &doors, now).await;
    };
    app.append_audit(scope, &events).await?;
    for (tag, _) in &doors {
        app.store().system().delete_sign_in_failures(*tag).await?;
    }
    open_session(app, scope, row.id, now).await
}

async fn check_doors(app: &App, doors: &[(Tag, i64)], now: Timestamp) -> Result<()> {
    for (tag, _) in doors {
        let until = app.store().system().get_sign_in_failures(*tag).await?.locked_until;
        if until > now {
            return Err(Error::TooMany { retry_after_s: (until.millis_since(now) / 1000).max(1) });
        }
    }
    Ok(())
}

async fn refuse(
    app: &App,
    scope: TenantScope,
    events: &[AuditEvent],
    doors: &[(Tag, i64)],
    now: Timestamp,
) -> Result<SignedIn> {
    app.append_audit(scope, events).await?;
    for (tag, free) in doors {
        let forget_before = now.plus_millis(-FORGET_MS);
        let failures = app.store().system().insert_sign_in_failure(*tag, now, forget_before).await?;
        if let Some(wait) = wait_ms(i64::from(failures), *free) {
            app.store().system().update_sign_in_lock(*tag, now.plus_millis(wait)).await?;
        }
    }
    Err(Error::SignInRefused)
}

/// How long a door stays shut after this many failures.
fn wait_ms(failures: i64, free: i64) -> Option<i64> {
    let over = failures.checked_sub(free).filter(|over| *over >= 0)?;
    let shift = u32::try_from(over).unwrap_or(u32::MAX).min(16);
    Some(WAIT_FIRST_MS.saturating_mul(1 << shift).min(WAIT_MS_MAX))
}

async fn open_session(app: &App, scope: TenantScope, agent: AgentId, now: Timestamp) -> Result<SignedIn> {
    let token = crypto::random::token()?;
    let csrf_token = csrf(app, &token)?;
    let expires_at = now.plus_millis(app.settings().session_hours * 3_600_000);
    let session = store::Session {
        id: SessionId::generate(now),
        tag: app.vault().system_tag(SESSION, token.reveal().as_bytes())?,
        tenant: scope.tenant(),
        agent,
        // A digest of it, so that who reads the database cannot make a form.
        csrf_tag: app.vault().system_tag(CSRF, csrf_token.as_bytes())?,
        created_at: now,
        expires_at,
        last_seen_at: now,
        page_at: None,
    };
    app.store().system().insert_session(&session).await?;
    Ok(SignedIn { csrf_token, session_token: token, agent, expires_at })
}

/// Opens a session for someone who proved by a one-time link who they are.
///
/// # Errors
/// A refusal or a store's failure.
pub(crate) async fn by_link(
    app: &App,
    scope: TenantScope,
    agent: AgentId,
    now: Timestamp,
) -> Result<SignedIn> {
    let permit = app.permit(&Ctx::nobody(scope, now), Act::SIGN_IN).await?;
    app.settle(permit).await?;
    open_session(app, scope, agent, now).await
}

/// Lets an account try again at once: its owner has just set a new password.
///
/// # Errors
/// The store's failure.
pub(crate) async fn forget_failures(app: &App, scope: TenantScope, email: &str) -> Result<()> {
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let tag = app.vault().tag(scope, ACCOUNT, email.as_bytes())?;
    Ok(app.store().system().delete_sign_in_failures(tag).await?)
}

/// How often somebody failed to sign in under an address, and until when that waits.
///
/// # Errors
/// A store's failure.
pub(crate) async fn failures(app: &App, scope: TenantScope, email: &str) -> Result<store::SignInFailures> {
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let tag = app.vault().tag(scope, ACCOUNT, email.as_bytes())?;
    Ok(app.store().system().get_sign_in_failures(tag).await?)
}

/// The role of an agent who may act now.
///
/// # Errors
/// [`Error::Unauthenticated`] when the agent is gone or was deactivated; the store's failure.
pub async fn active_role(app: &App, scope: TenantScope, agent: AgentId) -> Result<Role> {
    let row = app.store().tenant(scope).find_agent(agent).await?.ok_or(Error::Unauthenticated)?;
    match row.state {
        AgentState::Active => Ok(row.role),
        AgentState::Deactivated | AgentState::Invited => Err(Error::Unauthenticated),
    }
}

/// Recognises a session.
///
/// # Errors
/// [`Error::Unauthenticated`], or the store's failure.
pub async fn resume(app: &App, token: &Private<String>, now: Timestamp) -> Result<Signed> {
    let tag = app.vault().system_tag(SESSION, token.reveal().as_bytes())?;
    let found = app.store().system().find_session(tag, now).await?.ok_or(Error::Unauthenticated)?;
    // Now and then is enough: not every request writes.
    if now.millis_since(found.last_seen_at) > SEEN_EVERY_MS {
        app.store().system().update_session_seen(&found, now).await?;
    }
    let scope = TenantScope::of(found.tenant);
    let role = active_role(app, scope, found.agent).await?;
    let ctx = Ctx::agent(scope, found.agent, role, now);
    let (session, page_at) = (found.id, found.page_at);
    Ok(Signed { ctx, agent: found.agent, csrf_token: csrf(app, token)?, session, page_at })
}

/// Notes that a page is opened in a session whose owner has nothing to take note of: now and then is enough.
///
/// # Errors
/// The store's failure.
pub async fn opens_page(
    app: &App,
    (session, page_at): (SessionId, Option<Timestamp>),
    now: Timestamp,
) -> Result<()> {
    if page_at.is_none_or(|at| now.millis_since(at) > SEEN_EVERY_MS) {
        app.store().system().update_session_page(session, now).await?;
    }
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// The store's failure.
pub async fn out(app: &App, ctx: &Ctx, token: &Private<String>) -> Result<()> {
    let permit = app.permit(ctx, Act::SIGN_OUT).await?;
    let tag = app.vault().system_tag(SESSION, token.reveal().as_bytes())?;
    if let Some(session) = app.store().system().find_session(tag, ctx.now).await? {
        app.store().system().delete_session(session.id).await?;
    }
    app.settle(permit).await
}

/// The token that forms carry: bound to the session, useless without its cookie.
fn csrf(app: &App, token: &Private<String>) -> Result<String> {
    let tag = app.vault().system_tag(CSRF, token.reveal().as_bytes())?;
    Ok(tag.0.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_start_after_the_free_failures_double_and_end_at_the_longest() {
        assert_eq!(wait_ms(4, 5), None);
        assert_eq!(wait_ms(5, 5), Some(30_000));
        assert_eq!(wait_ms(6, 5), Some(60_000));
        assert_eq!(wait_ms(100, 5), Some(WAIT_MS_MAX));
        assert_eq!(wait_ms(i64::MAX, 5), Some(WAIT_MS_MAX));
    }
}
