//! Asking for access. Where the company asked for help, its admins decide; for safety and by law it opens at once, and they are
//! told at once: the log of the company says so, and its rules alert (`privacy::alert`).

use super::{note, over};
use crate::{App, Ctx, Error, Result, agent};
use domain::keyring::LeafRef;
use domain::limits::{
    OPERATOR_ACCESS_MINUTES_DEFAULT, OPERATOR_ACCESS_MINUTES_MAX, OPERATOR_ACCESS_WORDS_MAX,
};
use domain::record::OperatorAccessContent;
use domain::{AccessReason, OperatorAccessId, Private, TenantScope};
use privacy::Act;
use store::OperatorAccess;

const MINUTE_MS: i64 = 60_000;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Ask {
    /// To which company.
    pub scope: TenantScope,
    /// Why.
    pub reason: AccessReason,
    /// What for.
    pub words: Private<String>,
    /// How long, an hour at most; half an hour when absent.
    pub minutes: Option<u32>,
    /// The password of whoever asks: that it is they, now.
    pub password: Private<String>,
}

/// Asks for access to a company, and opens it where nobody has to decide.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; bad input (also for a wrong password), a refusal, or a store's failure.
pub async fn ask(app: &App, ctx: &Ctx, ask: Ask) -> Result<OperatorAccessId> {
    let (theirs, _) = over(app, ctx, ask.scope).await?;
    let operator = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let minutes = ask.minutes.unwrap_or(OPERATOR_ACCESS_MINUTES_DEFAULT);
    if !(1..=OPERATOR_ACCESS_MINUTES_MAX).contains(&minutes) {
        return Err(Error::Input { field: "minutes", rule: "rule-sixty-minutes" });
    }
    let words = checked(ask.words.reveal())?;
    match agent::prove_password(app, ctx, &ask.password).await {
        Err(Error::SignInRefused) => {
            return Err(Error::Input { field: "password", rule: "rule-own-password" });
        }
        other => other?,
    }
    let me = agent::profile(app, ctx).await?;
    let opens = !ask.reason.needs_approval();
    let mut permits = vec![app.permit(&theirs, Act::OPERATOR_ACCESS_ASK).await?];
    note(app, ctx, Act::OPERATOR_ACCESS_ASK).await?;
    if opens {
        permits.push(app.permit(&theirs, Act::OPERATOR_ACCESS_OPEN).await?);
        note(app, ctx, Act::OPERATOR_ACCESS_OPEN).await?;
    }
    let leaves = [LeafRef::settings(ask.scope.tenant())];
    app.load_tenant(ask.scope).await?;
    app.admit(ask.scope, &leaves).await?;
    let id = OperatorAccessId::generate(ctx.now);
    let mut keys = app.vault().draft(ask.scope);
    let content = OperatorAccessContent { words, name: me.name, email: me.email };
    let content = keys.seal(ctx.now, id.uuid(), &leaves, &content)?;
    app.keyring().commit(keys.batch()).await?;
    let mut events = Vec::new();
    for permit in permits {
        let made = if events.is_empty() { keys.made() } else { Vec::new() };
        events.extend(permit.into_events(made));
    }
    let entries = app.seal_events(ask.scope, &events).await?;
    let row = OperatorAccess {
        id,
        operator,
        reason: ask.reason,
        minutes,
        asked_at: ctx.now,
        decided_by: None,
        refused: false,
        opened_at: opens.then_some(ctx.now),
        until: opens.then(|| ctx.now.plus_millis(i64::from(minutes) * MINUTE_MS)),
        ended_at: None,
        ended_by: None,
        content,
    };
    let mut tx = app.store().tenant(ask.scope).begin().await?;
    tx.insert_operator_access(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(id)
}

fn checked(words: &str) -> Result<String> {
    let words = words.trim();
    let rule = match words.chars().count() {
        0 => "rule-required",
        1..=OPERATOR_ACCESS_WORDS_MAX => return Ok(words.to_owned()),
        _ => "rule-too-long",
    };
    Err(Error::Input { field: "words", rule })
}
