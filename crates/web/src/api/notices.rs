//! Notices: what an agent was told, marking it as read, and what they want to be told.

use super::error::{ReadErrors, WriteErrors};
use super::paging::{Items, limit};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Json, Query};
use crate::problem::Answer;
use app::notice::{ChoicesChange, ChoicesView, NoticeView, Reading};
use axum::Json as Body;
use axum::extract::State;
use domain::record::{NoticeChoice, QuietHours};
use domain::{NoticeId, NoticeKind};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// Something that an agent was told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Notice {
    /// Id.
    #[schema(format = "uuid")]
    pub id: String,
    /// assigned, mail, mentioned, noted, undelivered, woken, unassigned or taken_back.
    pub kind: String,
    /// On which ticket.
    #[schema(format = "uuid")]
    pub ticket_id: String,
    /// The ticket's number.
    pub ticket_number: i64,
    /// The ticket's subject.
    pub subject: String,
    /// How often that happened since they last looked.
    pub count: u32,
    /// When it last happened, in milliseconds since 1970-01-01T00:00:00Z.
    pub made_at_ms: i64,
    /// When it was read; null while it was not.
    pub read_at_ms: Option<i64>,
}

impl From<NoticeView> for Notice {
    fn from(notice: NoticeView) -> Self {
        Self {
            id: notice.id.to_string(),
            kind: notice.kind.to_string(),
            ticket_id: notice.ticket_id.to_string(),
            ticket_number: notice.ticket_number,
            subject: notice.subject,
            count: notice.times,
            made_at_ms: notice.made_at_ms.as_millis(),
            read_at_ms: notice.read_at_ms.map(domain::Timestamp::as_millis),
        }
    }
}

/// Which notices.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoticePaging {
    /// Only those that were not read.
    #[serde(default)]
    pub unread: bool,
    /// Items of the page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: Option<u32>,
    /// `next` of the page before.
    pub after: Option<String>,
}

/// Lists what the token's agent was told, newest first. Notices are kept for 30 days, 500 at most. The event stream says
/// `notices_changed` when there are others.
#[utoipa::path(get, path = "/api/v1/notices", tag = "notices", params(NoticePaging),
    responses((status = 200, body = Items<Notice>), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(paging): Query<NoticePaging>,
) -> Answer<Body<Items<Notice>>> {
    let limit = limit(paging.limit)?;
    let after = paging.after.as_deref();
    let page = app::notice::list(&web.app, &caller.ctx, paging.unread, after, limit).await?;
    Ok(Body(Items::of(page)))
}

/// Which notices to mark as read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReading {
    /// These; all that there are when absent.
    #[schema(max_items = 100)]
    notice_ids: Option<Vec<String>>,
}

/// How many were marked.
#[derive(Debug, Serialize, ToSchema)]
pub struct MadeReading {
    /// Notices that were not read before.
    pub marked: u64,
}

/// Marks notices of the token's agent as read. Opening a ticket's page marks its notices too.
#[utoipa::path(post, path = "/api/v1/notices/reading", tag = "notices", request_body = NewReading,
    responses((status = 200, body = MadeReading), ReadErrors, WriteErrors))]
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewReading>,
) -> Answer<Body<MadeReading>> {
    let which = match new.notice_ids {
        Some(ids) => Reading::These(ids.iter().map(|id| input::id(id)).collect::<Answer<Vec<NoticeId>>>()?),
        None => Reading::Until(None),
    };
    let marked = app::notice::mark_read(&web.app, &caller.ctx, &which).await?;
    Ok(Body(MadeReading { marked }))
}

/// Where an agent is told of one kind.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// assigned, mail, mentioned, noted, undelivered, woken, unassigned or taken_back.
    #[schema(value_type = String, pattern = "^(assigned|mail|mentioned|noted|undelivered|woken|unassigned|taken_back)$")]
    kind: NoticeKind,
    /// In the app.
    app: bool,
    /// By e-mail: the ticket's number and what happened, nothing of any mail.
    mail: bool,
    /// By the browser, outside of the page.
    browser: bool,
}

/// When nothing is mailed or popped up, on the clock of the agent's time zone.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Quiet {
    /// Minute of the day at which it begins.
    #[schema(maximum = 1439)]
    from_minute: u16,
    /// Minute of the day at which it ends: on the next day when not after the beginning, after a whole day when the same.
    #[schema(maximum = 1439)]
    until_minute: u16,
    /// The days on which it begins, Monday first.
    days: [bool; 7],
}

/// What an agent wants to be told.
#[derive(Debug, Serialize, ToSchema)]
pub struct Choices {
    /// Each kind.
    kinds: Vec<Choice>,
    /// Quiet hours; null for none.
    quiet: Option<Quiet>,
    /// The time zone of quiet hours: the profile's.
    time_zone: Option<String>,
    /// Whether anything can be mailed: whoever runs Deskhero has set up mail of its own.
    mail_possible: bool,
}

impl From<ChoicesView> for Choices {
    fn from(view: ChoicesView) -> Self {
        let choice = |choice: NoticeChoice| Choice {
            kind: choice.kind,
            app: choice.app,
            mail: choice.mail,
            browser: choice.browser,
        };
        let quiet = |quiet: QuietHours| Quiet {
            from_minute: quiet.from_minute,
            until_minute: quiet.until_minute,
            days: quiet.days,
        };
        Self {
            kinds: view.kinds.into_iter().map(choice).collect(),
            quiet: view.quiet.map(quiet),
            time_zone: view.time_zone,
            mail_possible: view.mail_possible,
        }
    }
}

/// Reads what the token's agent wants to be told.
#[utoipa::path(get, path = "/api/v1/notices/choices", tag = "notices",
    responses((status = 200, body = Choices), ReadErrors))]
pub async fn choices(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Choices>> {
    Ok(Body(app::notice::choices(&web.app, &caller.ctx).await?.into()))
}

/// What to choose; absent members stay as they are.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoicesPatch {
    /// Kinds to choose for; others stay.
    #[serde(default)]
    #[schema(max_items = 7)]
    kinds: Vec<Choice>,
    /// Quiet hours; the profile needs a time zone.
    quiet: Option<Quiet>,
    /// True for no quiet hours.
    #[serde(default)]
    no_quiet: bool,
}

/// Changes what the token's agent wants to be told.
#[utoipa::path(patch, path = "/api/v1/notices/choices", tag = "notices", request_body = ChoicesPatch,
    responses((status = 200, body = Choices), ReadErrors, WriteErrors))]
pub async fn change_choices(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(patch): Json<ChoicesPatch>,
) -> Answer<Body<Choices>> {
    let choice = |choice: Choice| NoticeChoice {
        kind: choice.kind,
        app: choice.app,
        mail: choice.mail,
        browser: choice.browser,
    };
    let quiet = patch.quiet.map(|quiet| QuietHours {
        from_minute: quiet.from_minute,
        until_minute: quiet.until_minute,
        days: quiet.days,
    });
    let change = ChoicesChange {
        kinds: patch.kinds.into_iter().map(choice).collect(),
        quiet: if patch.no_quiet { Some(None) } else { quiet.map(Some) },
        time_zone_else: None,
    };
    Ok(Body(app::notice::change_choices(&web.app, &caller.ctx, change).await?.into()))
}
