//! What an agent wants to be told, and where. Sealed in their profile.

use super::quiet;
use crate::agent;
use crate::{App, Ctx, Error, Result};
use domain::NoticeKind;
use domain::record::{AgentProfile, NoticeChoice, NoticeChoices, QuietHours};
use privacy::Act;

/// An agent's choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoicesView {
    /// Each kind, in the order of the table.
    pub kinds: Vec<NoticeChoice>,
    /// When they are left alone.
    pub quiet: Option<QuietHours>,
    /// The time zone of these hours.
    pub time_zone: Option<String>,
    /// Whether anything can be mailed: the operator has mail of its own.
    pub mail_possible: bool,
}

/// What to change; absent fields stay.
#[derive(Debug, Clone, Default)]
pub struct ChoicesChange {
    /// Kinds to choose for; others stay.
    pub kinds: Vec<NoticeChoice>,
    /// Quiet hours (`Some(None)`: none).
    pub quiet: Option<Option<QuietHours>>,
    /// The time zone to keep in the profile where none was chosen: the browser's.
    pub time_zone_else: Option<String>,
}

/// Reads the choices of who asks.
///
/// # Errors
/// [`Error::Unauthenticated`] for anyone but an agent; a store's failure.
pub async fn choices(app: &App, ctx: &Ctx) -> Result<ChoicesView> {
    let id = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let permit = app.permit(ctx, Act::SESSION_READ).await?;
    let row = app.store().tenant(ctx.scope).find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    let profile = agent::profile_of(app, &permit, &row).await?;
    app.settle(permit).await?;
    Ok(view(app, profile))
}

/// Changes the choices of who asks.
///
/// # Errors
/// Bad input, a refusal, or a store's failure.
pub async fn change_choices(app: &App, ctx: &Ctx, change: ChoicesChange) -> Result<ChoicesView> {
    let refuse = |field, rule| Err(Error::Input { field, rule });
    if change.quiet.flatten().is_some_and(|hours| !quiet::is_sound(&hours)) {
        return refuse("quiet", "rule-quiet");
    }
    let profile = agent::reseal_profile(app, ctx, |profile, _| {
        let mut choices = profile.notices.take().unwrap_or_default();
        choices.kinds = NoticeKind::ALL.iter().map(|kind| chosen(&change.kinds, *kind, &choices)).collect();
        choices.quiet = change.quiet.unwrap_or(choices.quiet);
        if choices.quiet.is_some() {
            let zone = profile.time_zone.take().or(change.time_zone_else.clone());
            profile.time_zone = zone.and_then(|name| crate::zone::known(&name));
            if profile.time_zone.is_none() {
                return Err(Error::Input { field: "time_zone", rule: "rule-quiet-zone" });
            }
        }
        profile.notices = Some(choices);
        Ok(())
    });
    Ok(view(app, profile.await?.0))
}

fn chosen(new: &[NoticeChoice], kind: NoticeKind, before: &NoticeChoices) -> NoticeChoice {
    new.iter().copied().find(|choice| choice.kind == kind).unwrap_or_else(|| before.of(kind))
}

fn view(app: &App, profile: AgentProfile) -> ChoicesView {
    let choices = profile.notices.unwrap_or_default();
    ChoicesView {
        kinds: NoticeKind::ALL.iter().map(|kind| choices.of(*kind)).collect(),
        quiet: choices.quiet,
        time_zone: profile.time_zone,
        mail_possible: app.settings().operator_mail.is_some(),
    }
}
