//! Retention rules: what is kept no longer than the company says, a dry run of it, and the versions of the policy.

use super::error::{ReadErrors, WriteErrors};
use super::paging::{Items, Paging, limit};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::{Answer, Problem};
use app::retention::{Found, Named, NewRule, PolicyVersion, Preview, RuleView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::limits::RETENTION_NOTICE_DAYS_DEFAULT;
use domain::{RetentionAction, RetentionRuleId, RetentionTerms};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// What a rule says.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// conversation, or contact: people, who are erased with every conversation that they asked in. Of people only `days` and
    /// `notice_days` can be said; whoever has a conversation that is not closed is never due.
    subject: String,
    /// The mailboxes whose conversations it is about; empty: all.
    #[serde(default)]
    #[schema(max_items = 100)]
    mailbox_ids: Vec<String>,
    /// The tag that they have to have.
    #[serde(default)]
    #[schema(format = "uuid")]
    tag_id: Option<String>,
    /// The states in which they are: open, pending, snoozed, closed, spam, trash.
    #[serde(default)]
    statuses: Vec<String>,
    /// Days without anything happening; of conversations with `age_days` it may be 0, or left out: then the age alone counts.
    #[serde(default)]
    #[schema(maximum = 3660)]
    days: u32,
    /// Of conversations: days since the first message arrived. Both this and `days` have to have passed; null: however old.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 3660)]
    age_days: Option<u32>,
    /// Days from when the rule is made or sharpened until it acts.
    #[serde(default = "default_notice")]
    #[schema(maximum = 90)]
    notice_days: u32,
    /// What is done with what is due: erase; of conversations also `drop_attachments` (their files go, what was written
    /// stays); anonymise (the conversations stay: of conversations, pseudonyms take the places of everybody outside the
    /// company in each that is due; of people, a pseudonym takes theirs in every conversation that they take part in).
    #[serde(default = "default_action")]
    action: String,
}

const fn default_notice() -> u32 {
    RETENTION_NOTICE_DAYS_DEFAULT
}

fn default_action() -> String {
    RetentionAction::Erase.as_str().to_owned()
}

fn word<T: std::str::FromStr>(field: &str, word: &str) -> Answer<T> {
    word.parse().map_err(|_| Problem::malformed(format!("{field}: {word} is not one of the values")))
}

impl Terms {
    fn read(self) -> Answer<RetentionTerms> {
        Ok(RetentionTerms {
            subject: word("subject", &self.subject)?,
            mailboxes: self.mailbox_ids.iter().map(|id| word("mailbox_ids", id)).collect::<Answer<_>>()?,
            tag: self.tag_id.map(|id| word("tag_id", &id)).transpose()?,
            statuses: self.statuses.iter().map(|one| word("statuses", one)).collect::<Answer<_>>()?,
            days: self.days,
            age_days: self.age_days,
            notice_days: self.notice_days,
            action: word("action", &self.action)?,
        })
    }
}

impl From<RetentionTerms> for Terms {
    fn from(terms: RetentionTerms) -> Self {
        Self {
            subject: terms.subject.to_string(),
            mailbox_ids: terms.mailboxes.iter().map(ToString::to_string).collect(),
            tag_id: terms.tag.map(|id| id.to_string()),
            statuses: terms.statuses.iter().map(ToString::to_string).collect(),
            days: terms.days,
            age_days: terms.age_days,
            notice_days: terms.notice_days,
            action: terms.action.to_string(),
        }
    }
}

/// A retention rule.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionRule {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// What it is called; empty for one that every company has and nobody named.
    name: String,
    /// Whether every company has it: its days, its notice and its name can be changed, and it cannot be removed.
    standing: bool,
    /// What it says.
    terms: Terms,
    /// The version of the policy with which it became what it is.
    version: i64,
    /// From when on it acts.
    acts_from_ms: i64,
    /// It would act, and waits: its notice reached no admin.
    waits_for_notice: bool,
    /// When it was made.
    made_at_ms: i64,
    /// When it was last changed.
    changed_at_ms: i64,
}

impl From<RuleView> for RetentionRule {
    fn from(rule: RuleView) -> Self {
        Self {
            id: rule.id.to_string(),
            name: rule.name,
            standing: rule.standing,
            terms: rule.terms.into(),
            version: rule.version,
            acts_from_ms: rule.acts_from_ms.as_millis(),
            waits_for_notice: rule.waits_for_notice,
            made_at_ms: rule.made_at_ms.as_millis(),
            changed_at_ms: rule.changed_at_ms.as_millis(),
        }
    }
}

/// A rule to make, or what one is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionRuleDraft {
    /// What it is called.
    #[serde(default)]
    #[schema(max_length = 200)]
    name: String,
    /// What it says.
    terms: Terms,
}

impl RetentionRuleDraft {
    fn read(self) -> Answer<NewRule> {
        Ok(NewRule { name: self.name, terms: self.terms.read()? })
    }
}

/// How many fall due in a month.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionMonth {
    /// The month, in UTC: `2026-11`.
    month: String,
    /// How many.
    count: usize,
}

/// Something that falls due.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionDue {
    /// Of a conversation: its number.
    ticket_number: Option<i64>,
    /// Of a conversation or a person: the id.
    #[schema(format = "uuid")]
    subject_id: String,
    /// When it goes, unless something happens until then.
    due_at_ms: i64,
    /// Whether a legal hold, a restriction or an open request keeps it.
    waits: bool,
}

impl From<Named> for RetentionDue {
    fn from(one: Named) -> Self {
        let ticket_number = match one.found {
            Found::Conversation(_, number) => Some(number),
            Found::Contact(_) => None,
        };
        let subject_id = one.found.subject().to_string();
        Self { ticket_number, subject_id, due_at_ms: one.due_at_ms.as_millis(), waits: one.waits }
    }
}

/// A dry run: what a rule would take within a year, and when. Nothing is opened for it, and nothing is changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionPreview {
    /// From when on the rule acts.
    acts_from_ms: i64,
    /// How many are due when it begins to act.
    at_once: usize,
    /// By month, the next first.
    months: Vec<RetentionMonth>,
    /// The first fifty.
    first: Vec<RetentionDue>,
    /// Whether there is more than was counted.
    more: bool,
}

impl From<Preview> for RetentionPreview {
    fn from(preview: Preview) -> Self {
        let month = |one: app::retention::Month| RetentionMonth { month: one.month, count: one.count };
        Self {
            acts_from_ms: preview.acts_from_ms.as_millis(),
            at_once: preview.at_once,
            months: preview.months.into_iter().map(month).collect(),
            first: preview.first.into_iter().map(RetentionDue::from).collect(),
            more: preview.more,
        }
    }
}

/// A version of the retention policy. Receipts of erasures cite its number.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionVersion {
    /// Its number, from 1.
    version: i64,
    /// Which rule it was about.
    #[schema(format = "uuid")]
    rule_id: String,
    /// made, changed or removed.
    step: String,
    /// What the rule says since then; of a removed one, what it said.
    terms: Terms,
    /// By whom; null for what every company has.
    #[schema(format = "uuid")]
    by_id: Option<String>,
    /// When.
    made_at_ms: i64,
}

impl From<PolicyVersion> for RetentionVersion {
    fn from(one: PolicyVersion) -> Self {
        Self {
            version: one.version,
            rule_id: one.rule.to_string(),
            step: one.step.to_string(),
            terms: one.terms.into(),
            by_id: one.by.map(|id| id.to_string()),
            made_at_ms: one.made_at.as_millis(),
        }
    }
}

/// Lists the retention rules; those that every company has first.
#[utoipa::path(get, path = "/api/v1/retention-rules", tag = "retention",
    responses((status = 200, body = Items<RetentionRule>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<RetentionRule>>> {
    Ok(Body(Items::whole(app::retention::list(&web.app, &caller.ctx).await?)))
}

async fn find(web: &Web, caller: &Caller, id: RetentionRuleId) -> Answer<RetentionRule> {
    let all = app::retention::list(&web.app, &caller.ctx).await?;
    let found = all.into_iter().find(|rule| rule.id == id);
    Ok(found.ok_or(app::Error::NotFound("retention rule"))?.into())
}

/// Makes a rule. It acts when its notice has passed.
#[utoipa::path(post, path = "/api/v1/retention-rules", tag = "retention", request_body = RetentionRuleDraft,
    responses((status = 201, body = RetentionRule), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<RetentionRuleDraft>,
) -> Answer<(StatusCode, Body<RetentionRule>)> {
    let id = app::retention::create(&web.app, &caller.ctx, new.read()?).await?;
    Ok((StatusCode::CREATED, Body(find(&web, &caller, id).await?)))
}

/// Reads a rule.
#[utoipa::path(get, path = "/api/v1/retention-rules/{rule}", tag = "retention",
    params(("rule" = String, Path, format = "uuid")), responses((status = 200, body = RetentionRule), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(rule): Path<String>,
) -> Answer<Body<RetentionRule>> {
    Ok(Body(find(&web, &caller, input::id(&rule)?).await?))
}

/// Changes a rule, whole. Sharpened, it waits for its notice again; one that keeps things longer acts as it did.
#[utoipa::path(put, path = "/api/v1/retention-rules/{rule}", tag = "retention",
    params(("rule" = String, Path, format = "uuid")), request_body = RetentionRuleDraft,
    responses((status = 200, body = RetentionRule), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(rule): Path<String>,
    Json(new): Json<RetentionRuleDraft>,
) -> Answer<Body<RetentionRule>> {
    let id: RetentionRuleId = input::id(&rule)?;
    app::retention::change(&web.app, &caller.ctx, id, new.read()?).await?;
    Ok(Body(find(&web, &caller, id).await?))
}

/// Removes a rule that not every company has.
#[utoipa::path(delete, path = "/api/v1/retention-rules/{rule}", tag = "retention",
    params(("rule" = String, Path, format = "uuid")), responses((status = 204), ReadErrors, WriteErrors))]
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(rule): Path<String>,
) -> Answer<StatusCode> {
    app::retention::delete(&web.app, &caller.ctx, input::id(&rule)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says what a rule takes, and when.
#[utoipa::path(get, path = "/api/v1/retention-rules/{rule}/preview", tag = "retention",
    params(("rule" = String, Path, format = "uuid")), responses((status = 200, body = RetentionPreview), ReadErrors))]
pub async fn preview(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(rule): Path<String>,
) -> Answer<Body<RetentionPreview>> {
    Ok(Body(app::retention::preview(&web.app, &caller.ctx, input::id(&rule)?).await?.into()))
}

/// Says what a rule would take, and when, if it were made now.
#[utoipa::path(post, path = "/api/v1/retention-rules/preview", tag = "retention", request_body = Terms,
    responses((status = 200, body = RetentionPreview), ReadErrors, WriteErrors))]
pub async fn preview_of(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(terms): Json<Terms>,
) -> Answer<Body<RetentionPreview>> {
    Ok(Body(app::retention::preview_of(&web.app, &caller.ctx, &terms.read()?).await?.into()))
}

/// Lists the versions of the retention policy, the newest first.
#[utoipa::path(get, path = "/api/v1/retention-versions", tag = "retention", params(Paging),
    responses((status = 200, body = Items<RetentionVersion>), ReadErrors))]
pub async fn versions(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(paging): Query<Paging>,
) -> Answer<Body<Items<RetentionVersion>>> {
    let (limit, before) = (limit(paging.limit)?, paging.after.map(|at| word("after", &at)).transpose()?);
    let found = app::retention::versions(&web.app, &caller.ctx, before, limit).await?;
    let next = found.last().filter(|_| found.len() >= limit as usize).map(|last| last.version.to_string());
    Ok(Body(Items { items: found.into_iter().map(RetentionVersion::from).collect(), next }))
}
