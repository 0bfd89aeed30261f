//! Going to a provider for a mailbox.

use super::finish::log_refusal;
use super::provider::{configured, metadata};
use crate::throttle::{self, Limit};
use crate::{App, Ctx, Error, Result, mailbox};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use connect::oauth;
use domain::keyring::LeafRef;
use domain::record::{MailboxSettings, OauthAttempt, text_hash};
use domain::{AttemptId, MailboxId, Private, Provider, Timestamp};
use privacy::Act;

/// How long somebody may be at the provider.
const ATTEMPT_MS: i64 = 15 * 60 * 1000;
/// How many may be there at once.
const ATTEMPTS_MAX: i64 = 20;
/// Each asks the provider.
const ASKS: Limit = Limit { column: "oauth.begin", max: 60, pause_ms: 10 * 60 * 1000 };

/// What is to be connected.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The mailbox, without passwords.
    pub settings: MailboxSettings,
    /// Older mail is not taken in.
    pub look_back_from: Option<Timestamp>,
    /// The mailbox that is to be connected again.
    pub again: Option<MailboxId>,
    /// Whether it is the end of set-up.
    pub is_first: bool,
}

/// Remembers what is wanted, and where the browser has to go for it.
///
/// # Errors
/// [`Error::NotFound`] for a provider that is not set up, [`Error::Unagreed`] for a new mailbox before the agreement on
/// processing is accepted, [`Error::State`] of a company that closes, [`Error::TooMany`], [`Error::Oauth`] when the provider
/// does not answer as it should, bad input, a refusal, a store's failure.
pub async fn begin(app: &App, ctx: &Ctx, provider: Provider, wanted: Wanted) -> Result<String> {
    let url = set_out(app, ctx, provider, wanted).await;
    if let Err(error) = &url {
        log_refusal(app, ctx, Act::MAILBOX_MANAGE, error).await?;
    }
    url
}

async fn set_out(app: &App, ctx: &Ctx, provider: Provider, wanted: Wanted) -> Result<String> {
    let agent = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::MAILBOX_MANAGE).await?;
    if wanted.again.is_none() {
        // Nobody agrees at the provider to what cannot be connected afterwards.
        mailbox::check_may_connect(app, ctx).await?;
    }
    let configured = configured(app, provider)?;
    let settings = mailbox::without_passwords(wanted.settings, provider)?;
    throttle::count(app, ASKS, ctx.scope.tenant().as_bytes(), ctx.now).await?;
    let metadata = metadata(app, configured).await?;
    let id = AttemptId::generate(ctx.now);
    let content = OauthAttempt {
        provider,
        state: Private::new(format!("{id}.{}", crypto::random::token()?.reveal())),
        nonce: crypto::random::token()?,
        verifier: crypto::random::token()?,
        settings,
        look_back_from: wanted.look_back_from,
        again: wanted.again,
        is_first: wanted.is_first,
    };
    let leaves = [LeafRef::agent(agent)];
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let row = store::Attempt {
        id,
        agent,
        content: keys.seal(ctx.now, id.uuid(), &leaves, &content)?,
        expires_at: ctx.now.plus_millis(ATTEMPT_MS),
    };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if tx.count_oauth_attempts(ctx.now).await? >= ATTEMPTS_MAX {
        return Err(Error::TooMany { retry_after_s: ATTEMPT_MS / 1000 });
    }
    let passed = tx.list_oauth_attempts_passed(ctx.now).await?;
    tx.delete_oauth_attempts_passed(ctx.now).await?;
    tx.insert_oauth_attempt(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    app.keyring().delete_object_keys(ctx.scope, &passed).await?;
    let challenge = URL_SAFE_NO_PAD.encode(text_hash(content.verifier.reveal()));
    let scopes = configured.scopes_for(&content.settings);
    let scopes: Vec<&str> = scopes.iter().map(|scope| scope.name.as_str()).collect();
    let attempt = oauth::Attempt {
        state: content.state.reveal(),
        nonce: content.nonce.reveal(),
        challenge: &challenge,
        scopes: &scopes,
        login_hint: Some(&content.settings.address),
        extra: configured.extra(),
    };
    Ok(oauth::authorization_url(&configured.client, &metadata, &attempt))
}
