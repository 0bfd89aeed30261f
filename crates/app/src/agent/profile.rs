//! One's own profile: name, signature, language, time zone, theme.

use super::{check_name, profile_of};
use crate::{App, Ctx, Error, Result, keys, signature, zone};
use domain::keyring::LeafRef;
use domain::limits::{SEND_UNDO_SECONDS, SEND_UNDO_SECONDS_DEFAULT};
use domain::record::AgentProfile;
use domain::{Density, Theme};
use privacy::Act;

/// What an agent chose for themselves.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ProfileView {
    /// Name.
    pub name: String,
    /// Address for sign-in.
    pub email: String,
    /// Stands below answers; empty for none.
    pub signature: String,
    /// Language of pages and mails (BCP 47); the installation's when absent.
    pub language: Option<String>,
    /// Time zone (IANA); the browser's when absent.
    pub time_zone: Option<String>,
    /// Light, dark, or as the system is.
    pub theme: Theme,
    /// How much of each ticket the list shows.
    pub density: Density,
    /// How many seconds an answer from a page waits, so that its sending can be undone.
    pub send_undo_seconds: u32,
    /// Away: no new ticket is given to them by a rule.
    pub away: bool,
}

/// What to change; absent fields stay.
#[derive(Debug, Clone, Default)]
pub struct ProfileChange {
    /// Name.
    pub name: Option<String>,
    /// Signature, with placeholders.
    pub signature: Option<String>,
    /// Language; an empty text for the installation's.
    pub language: Option<String>,
    /// Time zone; an empty text for the browser's.
    pub time_zone: Option<String>,
    /// Theme.
    pub theme: Option<Theme>,
    /// How much of each ticket the list shows.
    pub density: Option<Density>,
    /// How many seconds an answer from a page waits: one of [`SEND_UNDO_SECONDS`].
    pub send_undo_seconds: Option<u32>,
    /// Away, or back.
    pub away: Option<bool>,
}

/// Reads the profile of who asks.
///
/// # Errors
/// [`Error::Unauthenticated`] for anyone but an agent; a store's failure.
pub async fn profile(app: &App, ctx: &Ctx) -> Result<ProfileView> {
    let id = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::SESSION_READ).await?;
    let row = app.store().tenant(ctx.scope).find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    let profile = profile_of(app, &permit, &row).await?;
    app.settle(permit).await?;
    Ok(view(profile, row.away))
}

/// Changes the profile of who asks.
///
/// # Errors
/// Bad input, a refusal, or a store's failure.
pub async fn change_profile(app: &App, ctx: &Ctx, change: ProfileChange) -> Result<ProfileView> {
    check(&change)?;
    let profile = reseal_profile(app, ctx, |profile, away| {
        if let Some(new) = &change.signature {
            let old = profile.signature.as_deref().unwrap_or_default();
            // One that is older than its rule stays as it is while the rest is changed.
            if new.replace("\r\n", "\n").trim() != old.trim() {
                profile.signature = signature::checked(new)?;
            }
        }
        if let Some(name) = change.name {
            name.trim().clone_into(&mut profile.name);
        }
        let chosen = |new: Option<String>, old: &mut Option<String>| {
            if let Some(new) = new {
                *old = Some(new).filter(|new| !new.is_empty());
            }
        };
        chosen(change.language, &mut profile.language);
        // Spelt as the database spells it: not every browser knows it otherwise.
        chosen(change.time_zone.map(|name| zone::known(&name).unwrap_or_default()), &mut profile.time_zone);
        profile.theme = change.theme.or(profile.theme);
        profile.density = change.density.or(profile.density);
        *away = change.away.unwrap_or(*away);
        profile.send_undo_seconds = change.send_undo_seconds.or(profile.send_undo_seconds);
        Ok(())
    });
    let (profile, away) = profile.await?;
    Ok(view(profile, away))
}

/// Opens the profile of who asks, lets it be changed, and seals it anew.
///
/// # Errors
/// What changing it says, a refusal, or a store's failure.
pub(crate) async fn reseal_profile(
    app: &App,
    ctx: &Ctx,
    change: impl FnOnce(&mut AgentProfile, &mut bool) -> Result<()>,
) -> Result<(AgentProfile, bool)> {
    let id = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::PROFILE_CHANGE).await?;
    let mut row = app.store().tenant(ctx.scope).find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    let mut profile = profile_of(app, &permit, &row).await?;
    if let Err(error) = change(&mut profile, &mut row.away) {
        app.settle(permit).await?;
        return Err(error);
    }
    let old = row.profile.object();
    let mut keys = app.vault().draft(ctx.scope);
    row.profile = keys.seal(ctx.now, id.uuid(), &[LeafRef::agent(id)], &profile)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.update_agent(&row).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(store::ChangeKind::AgentChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[old]).await?;
    Ok((profile, row.away))
}

fn check(change: &ProfileChange) -> Result<()> {
    if let Some(name) = &change.name {
        check_name(name)?;
    }
    let refuse = |field, rule| Err(Error::Input { field, rule });
    let is_language = |tag: &str| tag.is_empty() || i18n::I18n::locales().contains(&tag);
    if !change.language.as_deref().is_none_or(is_language) {
        return refuse("language", "rule-language");
    }
    let is_zone = |name: &str| name.is_empty() || zone::known(name).is_some();
    if !change.time_zone.as_deref().is_none_or(is_zone) {
        return refuse("time_zone", "rule-time-zone");
    }
    if change.send_undo_seconds.is_some_and(|seconds| !SEND_UNDO_SECONDS.contains(&seconds)) {
        return refuse("send_undo_seconds", "rule-send-undo");
    }
    Ok(())
}

fn view(profile: AgentProfile, away: bool) -> ProfileView {
    ProfileView {
        name: profile.name,
        email: profile.email,
        signature: profile.signature.unwrap_or_default(),
        language: profile.language,
        time_zone: profile.time_zone,
        theme: profile.theme.unwrap_or(Theme::System),
        density: profile.density.unwrap_or(Density::Comfortable),
        send_undo_seconds: profile.send_undo_seconds.unwrap_or(SEND_UNDO_SECONDS_DEFAULT),
        away,
    }
}
