//! Alerts: what the rules on the audit log found, and from where on they alert. For admins.

use super::error::{ReadErrors, WriteErrors};
use super::paging::{Items, limit};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::{Answer, Problem};
use app::alert::{self, AlertRow, AlertView};
use axum::Json as Body;
use axum::extract::{Path, State};
use domain::audit::Actor;
use domain::{AlertId, AlertState, Timestamp, WorkHours};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// What a rule on the audit log found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Alert {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// `bulk_reading`, `exports`, `off_hours`, `absent`, `other_tenant`, `refusals`, `operator`; about the log itself:
    /// `checkpoint`, `signing`, `entry`; about the machine: `clock`; about what nobody did: `retention_notice`, `mailbox_ends`,
    /// `request_due`, `hold_review`; to operators alone, `returns`.
    rule: String,
    /// open or acknowledged.
    state: String,
    /// Whose account it is about; its tokens count as the account.
    #[schema(format = "uuid")]
    agent_id: Option<String>,
    /// How often it was found within an hour of the last time.
    times: u32,
    /// Time of the first entry that it is about.
    first_at_ms: i64,
    /// Time of the last one.
    last_at_ms: i64,
    /// When it was found first.
    raised_at_ms: i64,
    /// When somebody had looked at it.
    acknowledged_at_ms: Option<i64>,
    /// Who.
    #[schema(format = "uuid")]
    acknowledged_by_id: Option<String>,
}

impl From<AlertRow> for Alert {
    fn from(row: AlertRow) -> Self {
        Self {
            id: row.id.to_string(),
            rule: row.rule.to_string(),
            state: row.state.to_string(),
            agent_id: row.agent_id.map(|id| id.to_string()),
            times: row.times,
            first_at_ms: row.first_at_ms.as_millis(),
            last_at_ms: row.last_at_ms.as_millis(),
            raised_at_ms: row.raised_at_ms.as_millis(),
            acknowledged_at_ms: row.acknowledged_at_ms.map(Timestamp::as_millis),
            acknowledged_by_id: row.acknowledged_by.map(|id| id.to_string()),
        }
    }
}

/// An alert with everything in it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertDetail {
    /// The alert.
    alert: Alert,
    /// Who acted: agent or operator; log where it is about the log itself.
    actor: String,
    /// How many the rule counted: records, exports, refusals, acts.
    count: u32,
    /// The entries of the log (`seq`), oldest first; of more than fifty, the newest.
    entries: Vec<u64>,
    /// The companies that it is about, in the operator's alerts about companies.
    tenant_ids: Vec<String>,
    /// What whoever looked at it wrote.
    note: String,
}

impl From<AlertView> for AlertDetail {
    fn from(view: AlertView) -> Self {
        let actor = match view.actor {
            Some(Actor::Agent(_)) => "agent",
            Some(Actor::Operator) => "operator",
            Some(Actor::System(_) | Actor::Nobody) | None => "log",
        };
        Self {
            alert: view.row.into(),
            actor: actor.to_owned(),
            count: view.count,
            entries: view.entries,
            tenant_ids: view.tenants.iter().map(ToString::to_string).collect(),
            note: view.note,
        }
    }
}

/// Which alerts.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AlertQuery {
    /// `open` (the default) or `acknowledged`.
    state: Option<String>,
    /// Items of the page; 50 at most.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: Option<u32>,
    /// `next` of the page before.
    after: Option<String>,
}

/// Lists alerts, the newest first.
#[utoipa::path(get, path = "/api/v1/alerts", tag = "alerts", params(AlertQuery),
    responses((status = 200, body = Items<Alert>), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(query): Query<AlertQuery>,
) -> Answer<Body<Items<Alert>>> {
    let state: AlertState = query
        .state
        .as_deref()
        .unwrap_or("open")
        .parse()
        .map_err(|_| Problem::malformed("state: expected open or acknowledged"))?;
    let limit = limit(query.limit)?;
    let page = alert::list(&web.app, &caller.ctx, state, query.after.as_deref(), limit).await?;
    Ok(Body(Items::of(page)))
}

/// Reads an alert.
#[utoipa::path(get, path = "/api/v1/alerts/{alert}", tag = "alerts",
    params(("alert" = String, Path, format = "uuid")),
    responses((status = 200, body = AlertDetail), ReadErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Body<AlertDetail>> {
    Ok(Body(alert::read(&web.app, &caller.ctx, input::id(&id)?).await?.into()))
}

/// What came of looking at it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// What came of it.
    #[serde(default)]
    #[schema(max_length = 2000)]
    note: String,
}

/// Says that an alert was looked at; 409 when somebody was faster.
#[utoipa::path(post, path = "/api/v1/alerts/{alert}/acknowledgement", tag = "alerts",
    params(("alert" = String, Path, format = "uuid")), request_body = Acknowledgement,
    responses((status = 200, body = AlertDetail), ReadErrors, WriteErrors))]
pub async fn acknowledge(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(said): Json<Acknowledgement>,
) -> Answer<Body<AlertDetail>> {
    let id: AlertId = input::id(&id)?;
    alert::acknowledge(&web.app, &caller.ctx, id, &said.note).await?;
    Ok(Body(alert::read(&web.app, &caller.ctx, id).await?.into()))
}

/// The hours that the company works.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// Monday to Sunday.
    days: [bool; 7],
    /// Minute of the day at which work begins.
    #[schema(minimum = 0, maximum = 1439)]
    from_minute: u16,
    /// Minute of the day at which it ends; one that is not later is of the next day.
    #[schema(minimum = 0, maximum = 1439)]
    until_minute: u16,
    /// Zone by its name (IANA).
    zone: String,
}

/// From where on the rules alert. Each is the most that is ordinary.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertSettings {
    /// Counts up with every change; the event of the change carries it.
    version: i64,
    /// Conversations and people that one account opens within `bulk_minutes`.
    bulk_records: u32,
    /// Minutes.
    bulk_minutes: u32,
    /// Exports and whole mailboxes that one account hands out within an hour.
    exports: u32,
    /// Refusals of one account within `refusal_minutes`.
    refusals: u32,
    /// Minutes.
    refusal_minutes: u32,
    /// Reading outside of these alerts; nothing does when absent.
    hours: Option<Hours>,
}

/// From where on the rules are to alert.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAlertSettings {
    /// Conversations and people that one account opens within `bulk_minutes`.
    #[schema(minimum = 10, maximum = 10000)]
    bulk_records: u32,
    /// Minutes.
    #[schema(minimum = 1, maximum = 60)]
    bulk_minutes: u32,
    /// Exports and whole mailboxes that one account hands out within an hour.
    #[schema(minimum = 0, maximum = 100)]
    exports: u32,
    /// Refusals of one account within `refusal_minutes`.
    #[schema(minimum = 3, maximum = 1000)]
    refusals: u32,
    /// Minutes.
    #[schema(minimum = 1, maximum = 60)]
    refusal_minutes: u32,
    /// Reading outside of these alerts; nothing does when absent.
    hours: Option<Hours>,
}

impl From<domain::AlertSettings> for AlertSettings {
    fn from(settings: domain::AlertSettings) -> Self {
        let hours = |hours: WorkHours| Hours {
            days: hours.days,
            from_minute: hours.from_minute,
            until_minute: hours.until_minute,
            zone: hours.zone,
        };
        Self {
            version: settings.version,
            bulk_records: settings.bulk_records,
            bulk_minutes: settings.bulk_minutes,
            exports: settings.exports,
            refusals: settings.refusals,
            refusal_minutes: settings.refusal_minutes,
            hours: settings.hours.map(hours),
        }
    }
}

/// Reads from where on the rules alert.
#[utoipa::path(get, path = "/api/v1/alert-settings", tag = "alerts",
    responses((status = 200, body = AlertSettings), ReadErrors))]
pub async fn settings(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<AlertSettings>> {
    Ok(Body(alert::settings(&web.app, &caller.ctx).await?.into()))
}

/// Sets from where on the rules alert.
#[utoipa::path(put, path = "/api/v1/alert-settings", tag = "alerts", request_body = NewAlertSettings,
    responses((status = 200, body = AlertSettings), ReadErrors, WriteErrors))]
pub async fn change_settings(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewAlertSettings>,
) -> Answer<Body<AlertSettings>> {
    let hours = |hours: Hours| WorkHours {
        days: hours.days,
        from_minute: hours.from_minute,
        until_minute: hours.until_minute,
        zone: hours.zone,
    };
    let new = domain::AlertSettings {
        version: 0,
        bulk_records: new.bulk_records,
        bulk_minutes: new.bulk_minutes,
        exports: new.exports,
        refusals: new.refusals,
        refusal_minutes: new.refusal_minutes,
        hours: new.hours.map(hours),
    };
    Ok(Body(alert::change_settings(&web.app, &caller.ctx, new).await?.into()))
}
