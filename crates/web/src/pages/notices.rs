//! Notices: the panel behind the bell, the page of all of them, and what somebody wants to be told.

use super::page;
use super::shell::Shell;
use super::time;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::notice::{ChoicesChange, ChoicesView, NoticeView, Reading};
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::NoticeKind;
use domain::limits::{NOTICES_SHOWN, PAGE_ITEMS_DEFAULT};
use domain::record::{NoticeChoice, QuietHours};
use std::sync::Arc;

/// A notice, ready to show.
pub struct Line {
    pub id: String,
    pub href: String,
    pub what: String,
    pub number: i64,
    pub subject: String,
    pub unread: bool,
    pub made_iso: String,
    pub age: String,
}

fn line(texts: Texts, now: domain::Timestamp, notice: NoticeView) -> Line {
    let what = texts.t(&format!("notice-kind-{}", notice.kind));
    let subject = match notice.subject.trim() {
        "" => texts.t("ticket-no-subject"),
        subject => subject.to_owned(),
    };
    Line {
        id: notice.id.to_string(),
        href: format!("/tickets/{}", notice.ticket_id),
        what: match notice.times {
            0 | 1 => what,
            times => format!("{what} · {times}"),
        },
        number: notice.ticket_number,
        subject,
        unread: notice.read_at_ms.is_none(),
        made_iso: time::iso(notice.made_at_ms),
        age: time::age(texts, notice.made_at_ms, now),
    }
}

#[derive(Template)]
#[template(path = "notices/panel.html")]
struct Panel {
    texts: Texts,
    csrf: String,
    lines: Vec<Line>,
    unread: bool,
}

/// The newest, for the panel behind the bell.
pub async fn newest(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let found = app::notice::list(&web.app, &caller.ctx, false, None, NOTICES_SHOWN).await?;
    let texts = caller.texts;
    let lines: Vec<_> = found.items.into_iter().map(|one| line(texts, caller.ctx.now, one)).collect();
    page(&Panel { texts, csrf: caller.csrf.clone(), unread: lines.iter().any(|line| line.unread), lines })
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct List {
    p: Shell,
    lines: Vec<Line>,
    newest_unread: Option<String>,
    next: Option<String>,
}

/// Which page of them.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Choice {
    #[serde(default)]
    after: Option<String>,
}

/// All of them.
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(choice): Query<Choice>,
) -> Answer<Html<String>> {
    let after = choice.after.as_deref();
    let found = app::notice::list(&web.app, &caller.ctx, false, after, PAGE_ITEMS_DEFAULT).await?;
    let p = Shell::of(&web, &caller, "/notices").await?;
    let lines: Vec<_> = found.items.into_iter().map(|one| line(p.texts, caller.ctx.now, one)).collect();
    let newest_unread = lines.iter().find(|line| line.unread).map(|line| line.id.clone());
    page(&List { p, lines, newest_unread, next: found.next })
}

/// Marks as read: everything that was shown.
pub async fn read(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Redirect> {
    let until = fields.some("until").map(input::id).transpose()?;
    app::notice::mark_read(&web.app, &caller.ctx, &Reading::Until(until)).await?;
    Ok(Redirect::to("/notices"))
}

/// One kind of notice on the page of choices.
struct Kind {
    choice: NoticeChoice,
    name: String,
    hint: String,
}

#[derive(Template)]
#[template(path = "notices/choices.html")]
struct ChoicesPage {
    p: Shell,
    kinds: Vec<Kind>,
    mail_possible: bool,
    quiet: Option<Hours>,
    days: Vec<(usize, String, bool)>,
    time_zone: Option<String>,
    problem: Option<String>,
}

/// Quiet hours as fields have them.
struct Hours {
    from: String,
    until: String,
}

pub(super) const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

async fn assemble(web: &Web, caller: &Caller, view: ChoicesView) -> Answer<ChoicesPage> {
    let p = Shell::of(web, caller, "/profile").await?;
    let texts = p.texts;
    let kind = |choice: &NoticeChoice| Kind {
        choice: *choice,
        name: texts.t(&format!("notice-choice-{}", choice.kind)),
        hint: match choice.kind {
            NoticeKind::Noted | NoticeKind::Undelivered | NoticeKind::TakenBack => {
                texts.t(&format!("notice-hint-{}", choice.kind))
            }
            _ => String::new(),
        },
    };
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let chosen = view.quiet.map_or([true, true, true, true, true, false, false], |quiet| quiet.days);
    let day = |(n, (word, on)): (usize, (&&str, bool))| (n, texts.t(&format!("day-{word}")), on);
    Ok(ChoicesPage {
        kinds: view.kinds.iter().map(kind).collect(),
        mail_possible: view.mail_possible,
        quiet: view
            .quiet
            .map(|quiet| Hours { from: clock(quiet.from_minute), until: clock(quiet.until_minute) }),
        days: DAYS.iter().zip(chosen).enumerate().map(day).collect(),
        time_zone: view.time_zone,
        problem: None,
        p,
    })
}

/// What somebody wants to be told.
pub async fn choices(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let view = app::notice::choices(&web.app, &caller.ctx).await?;
    page(&assemble(&web, &caller, view).await?)
}

/// Changes it.
pub async fn change_choices(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let before = app::notice::choices(&web.app, &caller.ctx).await?;
    let ticked = |name: String| fields.some(&name).is_some();
    let kind = |choice: &NoticeChoice| NoticeChoice {
        kind: choice.kind,
        app: ticked(format!("app-{}", choice.kind)),
        // What cannot be chosen now stays as it was.
        mail: if before.mail_possible { ticked(format!("mail-{}", choice.kind)) } else { choice.mail },
        browser: ticked(format!("browser-{}", choice.kind)),
    };
    let kinds: Vec<NoticeChoice> = before.kinds.iter().map(kind).collect();
    let quiet = match fields.some("quiet") {
        Some(_) => Some(QuietHours {
            from_minute: minute(fields.get("from"))?,
            until_minute: minute(fields.get("until"))?,
            days: std::array::from_fn(|n| ticked(format!("day-{n}"))),
        }),
        None => None,
    };
    let change = ChoicesChange {
        kinds: kinds.clone(),
        quiet: Some(quiet),
        time_zone_else: fields.some("zone").map(str::to_owned),
    };
    match app::notice::change_choices(&web.app, &caller.ctx, change).await {
        Ok(_) => Ok(Redirect::to("/notices/choices").into_response()),
        Err(error @ app::Error::Input { .. }) => {
            let problem = Problem::from(error);
            let mut shown = assemble(&web, &caller, ChoicesView { kinds, quiet, ..before }).await?;
            shown.problem = Some(problem.words(shown.p.texts));
            Ok((problem.status, page(&shown)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The minute of the day that a time field names (HTML, time string).
pub(super) fn minute(text: &str) -> Answer<u16> {
    let bad = || Problem::invalid("quiet", "expected a time like 22:00");
    let (hour, minute) = text.split_once(':').ok_or_else(bad)?;
    let minute = minute.split_once(':').map_or(minute, |(minute, _)| minute);
    let (hour, minute): (u16, u16) = (hour.parse().map_err(|_| bad())?, minute.parse().map_err(|_| bad())?);
    if hour < 24 && minute < 60 { Ok(hour * 60 + minute) } else { Err(bad()) }
}
