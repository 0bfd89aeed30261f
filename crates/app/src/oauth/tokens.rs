//! The access token of a mailbox, and its successor.
//!
//! A token is made fresh a while before it ends, by exactly one of all tasks and nodes: a lease decides. Who comes late waits
//! and takes what the other one got. What the provider answers is kept before it is used. Whoever has opened a token keeps it
//! in mind as long as the same one is kept: a mailbox is asked for news all day, and each opening is an event in the log.

use super::application;
use super::finish::log_refusal;
use super::provider::{configured, metadata};
use crate::erasure::ends;
use crate::{App, Ctx, Error, Result, keys};
use connect::oauth::{self, OauthError, Refused};
use connect::{AccessTokens, Code, ConnectError};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::MailboxGrant;
use domain::{GrantState, MailboxId, ObjectId, Private, RequestId, TenantScope, Timestamp};
use parking_lot::Mutex;
use privacy::Act;
use std::sync::Arc;
use std::time::Duration;
use store::{ChangeKind, Grant};

/// So long before its end a token is made fresh.
const MARGIN_MS: i64 = 2 * 60 * 1000;
/// A refresh takes no longer than this.
const LEASE_MS: i64 = 60 * 1000;
/// How often whoever comes late looks whether the other one is done.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// A token that is at hand.
#[derive(Debug)]
pub(super) struct Fixed(pub(super) Private<String>);

#[async_trait::async_trait]
impl AccessTokens for Fixed {
    async fn access_token(&self, _: bool) -> std::result::Result<Private<String>, ConnectError> {
        Ok(self.0.clone())
    }
}

/// The tokens of a mailbox that is connected.
#[derive(Clone)]
pub struct MailboxTokens {
    app: Arc<App>,
    scope: TenantScope,
    mailbox: MailboxId,
    opened: Arc<Mutex<Option<Opened>>>,
}

/// A token that was opened.
struct Opened {
    object: ObjectId,
    token: Private<String>,
    expires_at: Timestamp,
}

impl std::fmt::Debug for MailboxTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailboxTokens").field("mailbox", &self.mailbox).finish_non_exhaustive()
    }
}

#[async_trait::async_trait]
impl AccessTokens for MailboxTokens {
    async fn access_token(&self, was_refused: bool) -> std::result::Result<Private<String>, ConnectError> {
        // In a task of its own: whoever asks may be cancelled, and what the provider gave in place of the old token would
        // be lost between getting and keeping it.
        let own = self.clone();
        let current = tokio::spawn(async move { own.current(was_refused).await });
        let current = current.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a token could not be made fresh");
            Err(Error::Interrupted)
        });
        current.map_err(|error| match error {
            Error::Connect(error) => error,
            Error::Oauth(_) => Code::GrantEnded.into(),
            other => ConnectError::new(Code::Unavailable, other.to_string()),
        })
    }
}

impl MailboxTokens {
    /// Those of this mailbox, where it has any.
    #[must_use]
    pub fn of(
        app: &Arc<App>,
        scope: TenantScope,
        mailbox: MailboxId,
        settings: &domain::record::MailboxSettings,
    ) -> Option<connect::Access> {
        let provider = settings.provider?;
        let tokens = Arc::new(Self { app: Arc::clone(app), scope, mailbox, opened: Arc::default() });
        let api = configured(app, provider).ok().and_then(|configured| configured.api_for(settings));
        Some(connect::Access { tokens, api })
    }

    async fn current(&self, was_refused: bool) -> Result<Private<String>> {
        let row = self.row().await?;
        if !was_refused && let Some(token) = self.fresh(row.grant.object()) {
            return Ok(token);
        }
        if !was_refused {
            let grant = self.open(&row).await?;
            if grant.expires_at.millis_since(self.app.now()) > MARGIN_MS {
                return Ok(grant.access_token);
            }
        }
        let (name, holder) = (format!("grant/{}", self.mailbox), RequestId::generate(self.app.now()));
        let system = self.app.store().system();
        loop {
            let now = self.app.now();
            if system.acquire_lease(&name, holder, now, now.plus_millis(LEASE_MS)).await? {
                break;
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        let fresh = self.refresh(row.grant.object()).await;
        system.release_lease(&name, holder).await?;
        fresh
    }

    /// The token in this object, where it is known and good for a while.
    fn fresh(&self, object: ObjectId) -> Option<Private<String>> {
        let now = self.app.now();
        let opened = self.opened.lock();
        let known = opened.as_ref().filter(|known| known.object == object);
        let known = known.filter(|known| known.expires_at.millis_since(now) > MARGIN_MS);
        known.map(|known| known.token.clone())
    }

    async fn read(&self) -> Result<(Grant, MailboxGrant)> {
        let row = self.row().await?;
        let grant = self.open(&row).await?;
        Ok((row, grant))
    }

    /// The permission as it is kept: whether it has ended is looked up at every request.
    async fn row(&self) -> Result<Grant> {
        let row = self.app.store().tenant(self.scope).find_grant(self.mailbox).await?;
        let row = row.ok_or(Error::Oauth("oauth-invalid-grant"))?;
        if row.state == GrantState::Ended {
            return Err(Error::Oauth("oauth-invalid-grant"));
        }
        Ok(row)
    }

    async fn open(&self, row: &Grant) -> Result<MailboxGrant> {
        let ctx = Ctx::job(self.scope, Job::Connection, self.app.now());
        let permit = self.app.permit(&ctx, Act::MAILBOX_CONNECT).await?;
        let grant = self.app.open(&permit, self.mailbox.uuid(), &row.grant).await?;
        self.app.settle(permit).await?;
        let (object, token) = (row.grant.object(), grant.access_token.clone());
        *self.opened.lock() = Some(Opened { object, token, expires_at: grant.expires_at });
        Ok(grant)
    }

    /// Gets the next token, unless somebody has got one since `seen`.
    async fn refresh(&self, seen: ObjectId) -> Result<Private<String>> {
        let (row, grant) = self.read().await?;
        if row.grant.object() != seen {
            return Ok(grant.access_token);
        }
        if grant.refresh_token.is_none() && !grant.application {
            return self.end(row, "oauth-no-refresh").await;
        }
        let configured = configured(&self.app, grant.provider)?;
        let metadata = metadata(&self.app, configured).await.map_err(later)?;
        // Some providers take an old token for a while after they gave the next one. So the old one stays until its
        // successor is kept, and is tried again by whoever comes after a crash in between.
        let was_asked = row.asked_at.is_some();
        let row = Grant { asked_at: Some(self.app.now()), ..row };
        self.put(&row).await?;
        let given = match &grant.refresh_token {
            Some(token) => oauth::refresh(self.app.egress(), &configured.client, &metadata, token).await,
            None => application::ask(&self.app, configured, &metadata).await,
        };
        let given = match given {
            Ok(given) => given,
            Err(error) => return self.refused(row, was_asked, error).await,
        };
        let now = self.app.now();
        let life_ms = i64::try_from(given.life.as_millis()).unwrap_or(i64::MAX);
        let next = MailboxGrant {
            access_token: given.access_token.clone(),
            expires_at: now.plus_millis(life_ms),
            refresh_token: given.refresh_token.or(grant.refresh_token),
            ..grant
        };
        self.keep(&row, &next).await?;
        Ok(given.access_token)
    }

    /// Logs that there is no next token; some refusals end the permission.
    async fn refused(&self, row: Grant, was_asked: bool, error: OauthError) -> Result<Private<String>> {
        let ends = match &error {
            // The provider had given the next one, and nobody was there to keep it.
            OauthError::Refused(Refused::InvalidGrant) if was_asked => Some("oauth-interrupted"),
            OauthError::Refused(refused) if refused.ends_the_grant() => Some(refused.key()),
            _ => None,
        };
        let ctx = Ctx::job(self.scope, Job::Connection, self.app.now());
        log_refusal(&self.app, &ctx, Act::MAILBOX_REFRESH, &error.clone().into()).await?;
        match ends {
            Some(key) => self.end(row, key).await,
            None => {
                // Only where it may have given tokens that never came does anybody have to remember that it was asked.
                if matches!(error, OauthError::Refused(_)) {
                    self.put(&Grant { asked_at: None, ..row }).await?;
                }
                Err(later(error))
            }
        }
    }

    async fn put(&self, row: &Grant) -> Result<()> {
        let mut tx = self.app.store().tenant(self.scope).begin().await?;
        tx.put_grant(row).await?;
        Ok(tx.commit().await?)
    }

    async fn keep(&self, old: &Grant, next: &MailboxGrant) -> Result<()> {
        let ctx = Ctx::job(self.scope, Job::Connection, self.app.now());
        let permit = self.app.permit(&ctx, Act::MAILBOX_REFRESH).await?;
        let leaves = [LeafRef::mailbox(self.mailbox)];
        self.app.admit(self.scope, &leaves).await?;
        let mut keys = self.app.vault().draft(self.scope);
        let sealed = keys.seal(ctx.now, self.mailbox.uuid(), &leaves, next)?;
        self.app.keyring().commit(keys.batch()).await?;
        let entries = self.app.seal_events(self.scope, &permit.into_events(keys.made())).await?;
        let row = Grant { grant: sealed, refreshed_at: ctx.now, asked_at: None, ..old.clone() };
        let mut tx = self.app.store().tenant(self.scope).begin().await?;
        tx.put_grant(&row).await?;
        tx.append_audit(&entries).await?;
        tx.commit().await?;
        self.app.vault().publish(keys);
        // A backup that is restored goes on with what it holds, as far as the provider takes it.
        keys::replaced(&self.app, self.scope, &[old.grant.object()]).await
    }

    /// Writes down that the permission is gone; its tokens with it.
    async fn end(&self, row: Grant, code: &'static str) -> Result<Private<String>> {
        let ctx = Ctx::job(self.scope, Job::Connection, self.app.now());
        let row = Grant {
            state: GrantState::Ended,
            ended_at: Some(ctx.now),
            ended_code: Some(code.to_owned()),
            ..row
        };
        let mut tx = self.app.store().tenant(self.scope).begin().await?;
        tx.put_grant(&row).await?;
        tx.append_changes(&[ctx.change(ChangeKind::MailboxChanged, None, None)]).await?;
        tx.commit().await?;
        ends::remember(&self.app, &ctx, ends::Word::PermissionEnded(self.mailbox, code)).await?;
        self.app.keyring().delete_object_keys(self.scope, &[row.grant.object()]).await?;
        keys::end_replaced_of(&self.app, self.scope, LeafRef::mailbox(self.mailbox)).await?;
        tracing::warn!(mailbox = %self.mailbox, code, "a provider's permission has ended: the mailbox waits to be connected again");
        Err(Error::Oauth(code))
    }
}

/// What may go better another time.
fn later(error: OauthError) -> Error {
    match error {
        OauthError::Connect(error) => Error::Connect(error),
        other => Error::Connect(ConnectError::new(Code::Unavailable, other.to_string())),
    }
}

/// Gives a permission back to its provider. Returns why it did not take it back, as a key: then it may be good there until
/// somebody withdraws it in the account.
pub(crate) async fn withdraw(app: &App, grant: &MailboxGrant) -> Option<&'static str> {
    // That of a whole company is not one mailbox's to give back; its token ends within the hour.
    if grant.application {
        return None;
    }
    let token = grant.refresh_token.as_ref().unwrap_or(&grant.access_token);
    let withdrawn = async {
        // Whom nobody set up any more is not asked.
        let configured = configured(app, grant.provider).map_err(|_| OauthError::Unsupported)?;
        let metadata = metadata(app, configured).await?;
        oauth::revoke(app.egress(), &configured.client, &metadata, token).await
    };
    let error = withdrawn.await.err()?;
    tracing::warn!(%error, "a provider did not take a permission back: it can be withdrawn in the account's settings");
    match error {
        OauthError::Unsupported => Some("oauth-left-no-way"),
        _ => Some("oauth-left-untaken"),
    }
}
