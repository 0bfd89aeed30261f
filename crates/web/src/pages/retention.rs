//! Retention rules: which there are, a form for one, and a dry run of what it takes and when.

use super::shell::Shell;
use super::{page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::{Answer, Problem};
use app::retention::{Found, NewRule, Preview, RuleView};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::{RETENTION_DAYS_MAX, RETENTION_NAME_CHARS_MAX, RETENTION_NOTICE_DAYS_MAX};
use domain::{RetentionAction, RetentionRuleId, RetentionSubject, RetentionTerms, TicketStatus};
use std::sync::Arc;

/// One rule in the list.
struct Line {
    id: RetentionRuleId,
    name: String,
    says: String,
    /// What happens to them.
    does: String,
    from_iso: String,
    waits: bool,
    /// It waits since its notice reached nobody.
    is_unreached: bool,
}

/// Something that can be ticked or chosen.
struct Choice {
    value: String,
    text: String,
    on: bool,
}

/// The form of a rule.
struct Form {
    name: String,
    standing: bool,
    subjects: Vec<Choice>,
    mailboxes: Vec<Choice>,
    tags: Vec<Choice>,
    statuses: Vec<Choice>,
    actions: Vec<Choice>,
    days: String,
    age_days: String,
    /// Whether it says what becomes of conversations that nobody ever closed.
    is_open: bool,
    notice_days: String,
    days_max: u32,
    notice_max: u32,
    name_max: usize,
    problem: Option<String>,
}

/// A dry run, in words.
struct DryRun {
    from_iso: String,
    none: bool,
    at_once: String,
    months: Vec<(String, String)>,
    first: Vec<DueLine>,
    more: bool,
}

/// One of the first that fall due.
struct DueLine {
    what: String,
    href: Option<String>,
    due_iso: String,
    waits: bool,
}

#[derive(Template)]
#[template(path = "privacy/retention.html")]
struct ListPage {
    p: Shell,
    lines: Vec<Line>,
    form: Form,
    dry: Option<DryRun>,
    action: String,
}

#[derive(Template)]
#[template(path = "privacy/retention_rule.html")]
struct RulePage {
    p: Shell,
    title: String,
    removal: String,
    version: String,
    form: Form,
    dry: Option<DryRun>,
    action: String,
}

fn title(p: &Shell, rule: &RuleView) -> String {
    match rule.name.is_empty() {
        true => p.t(app::retention::usual_name(&rule.terms)),
        false => rule.name.clone(),
    }
}

/// Of what a rule is, in a few words.
fn says(p: &Shell, terms: &RetentionTerms) -> String {
    match terms.age_days {
        None => p.tn(&format!("retention-says-{}", terms.subject), i64::from(terms.days)),
        Some(age) if terms.days == 0 => p.tn("retention-says-old", i64::from(age)),
        Some(age) => {
            let quiet = p.tn("retention-says-conversation", i64::from(terms.days));
            format!("{quiet} · {}", p.tn("retention-says-first", i64::from(age)))
        }
    }
}

fn line(p: &Shell, caller: &Caller, rule: &RuleView) -> Line {
    Line {
        id: rule.id,
        name: title(p, rule),
        says: says(p, &rule.terms),
        does: p.t(&format!("retention-action-{}", rule.terms.action)),
        from_iso: time::iso(rule.acts_from_ms),
        waits: rule.acts_from_ms > caller.ctx.now,
        is_unreached: rule.waits_for_notice,
    }
}

/// What stands in the form: a rule's own words, or what somebody typed.
async fn form(web: &Web, caller: &Caller, p: &Shell, rule: &NewRule, standing: bool) -> Answer<Form> {
    let terms = &rule.terms;
    let mailboxes = app::mailbox::list(&web.app, &caller.ctx).await?;
    let tags = app::tag::list(&web.app, &caller.ctx).await?;
    let choice =
        |value: &dyn std::fmt::Display, text: String, on| Choice { value: value.to_string(), text, on };
    Ok(Form {
        name: rule.name.clone(),
        standing,
        subjects: RetentionSubject::ALL
            .iter()
            .map(|one| choice(one, p.t(&format!("retention-subject-{one}")), *one == terms.subject))
            .collect(),
        mailboxes: mailboxes
            .into_iter()
            .map(|one| choice(&one.id, one.address, terms.mailboxes.contains(&one.id)))
            .collect(),
        tags: tags.into_iter().map(|one| choice(&one.id, one.name, terms.tag == Some(one.id))).collect(),
        statuses: TicketStatus::SETTABLE
            .iter()
            .map(|one| choice(one, p.t(&format!("ticket-status-{one}")), terms.statuses.contains(one)))
            .collect(),
        actions: RetentionAction::ALL
            .iter()
            .map(|one| choice(one, p.t(&format!("retention-action-{one}")), *one == terms.action))
            .collect(),
        days: if terms.days == 0 { String::new() } else { terms.days.to_string() },
        age_days: terms.age_days.map(|days| days.to_string()).unwrap_or_default(),
        is_open: standing && terms.is_like(&RetentionTerms::default_of_open()),
        notice_days: terms.notice_days.to_string(),
        days_max: RETENTION_DAYS_MAX,
        notice_max: RETENTION_NOTICE_DAYS_MAX,
        name_max: RETENTION_NAME_CHARS_MAX,
        problem: None,
    })
}

fn dry_run(p: &Shell, preview: &Preview) -> DryRun {
    let size = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let due = |one: &app::retention::Named| {
        let (what, href) = match one.found {
            Found::Conversation(id, number) => (format!("#{number}"), Some(format!("/tickets/{id}"))),
            Found::Contact(id) => (p.t("retention-a-person"), Some(format!("/contacts/{id}/personal-data"))),
        };
        DueLine { what, href, due_iso: time::iso(one.due_at_ms), waits: one.waits }
    };
    DryRun {
        from_iso: time::iso(preview.acts_from_ms),
        none: preview.months.is_empty(),
        at_once: p.tn("retention-at-once", size(preview.at_once)),
        months: preview.months.iter().map(|one| (one.month.clone(), one.count.to_string())).collect(),
        first: preview.first.iter().map(due).collect(),
        more: preview.more,
    }
}

/// What a form says. Of people, nothing but times can be said; of what every company has, the rest stays.
fn read_form(fields: &Fields, standing: Option<&RetentionTerms>) -> Answer<NewRule> {
    let number = |name: &str| fields.get(name).trim().parse().unwrap_or(u32::MAX);
    // Left empty, it is not asked for.
    let asked = |name: &str| (!fields.get(name).trim().is_empty()).then(|| number(name));
    let (days, notice_days) = (asked("days").unwrap_or_default(), number("notice_days"));
    let name = fields.get("name").to_owned();
    if let Some(terms) = standing {
        return Ok(NewRule { name, terms: RetentionTerms { days, notice_days, ..terms.clone() } });
    }
    let subject = fields.parse("subject")?;
    let about_people = subject == RetentionSubject::Contact;
    let of = |name: &'static str| fields.all(name).filter(move |_| !about_people);
    let terms = RetentionTerms {
        subject,
        mailboxes: of("mailbox").map(input::id).collect::<Answer<_>>()?,
        tag: of("tag").filter(|tag| !tag.is_empty()).map(input::id).next().transpose()?,
        statuses: of("status").filter_map(|status| status.parse().ok()).collect(),
        days,
        age_days: asked("age_days").filter(|_| !about_people),
        notice_days,
        action: fields.parse("action")?,
    };
    Ok(NewRule { name, terms })
}

async fn list_page(web: &Web, caller: &Caller, new: &NewRule) -> Answer<ListPage> {
    let rules = app::retention::list(&web.app, &caller.ctx).await?;
    let p = Shell::of(web, caller, "/retention").await?;
    let form = form(web, caller, &p, new, false).await?;
    let lines = rules.iter().map(|rule| line(&p, caller, rule)).collect();
    Ok(ListPage { lines, form, dry: None, action: "/retention".to_owned(), p })
}

/// The rules, and a form for another one.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let terms = RetentionTerms::default_of(RetentionSubject::Conversation);
    page(&list_page(&web, &caller, &NewRule { name: String::new(), terms }).await?)
}

/// A problem that belongs beside the form; others are a page of their own.
fn beside_form(error: app::Error) -> Answer<Problem> {
    let problem: Problem = error.into();
    match problem.status {
        StatusCode::UNPROCESSABLE_ENTITY => Ok(problem),
        _ => Err(problem),
    }
}

/// Makes a rule, or says what it would take.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let new = read_form(&fields, None)?;
    let (status, dry, problem) = if fields.some("try").is_some() {
        match app::retention::preview_of(&web.app, &caller.ctx, &new.terms).await {
            Ok(preview) => (StatusCode::OK, Some(preview), None),
            Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, None, Some(beside_form(error)?)),
        }
    } else {
        match app::retention::create(&web.app, &caller.ctx, new.clone()).await {
            Ok(id) => return Ok(Redirect::to(&format!("/retention/{id}")).into_response()),
            Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, None, Some(beside_form(error)?)),
        }
    };
    let mut shown = list_page(&web, &caller, &new).await?;
    shown.dry = dry.map(|preview| dry_run(&shown.p, &preview));
    shown.form.problem = problem.map(|problem| problem.words(shown.p.texts));
    Ok((status, page(&shown)?).into_response())
}

async fn found(web: &Web, caller: &Caller, id: RetentionRuleId) -> Answer<RuleView> {
    let all = app::retention::list(&web.app, &caller.ctx).await?;
    Ok(all.into_iter().find(|rule| rule.id == id).ok_or(app::Error::NotFound("retention rule"))?)
}

async fn rule_page(web: &Web, caller: &Caller, rule: &RuleView, typed: &NewRule) -> Answer<RulePage> {
    let p = Shell::of(web, caller, "/retention").await?;
    Ok(RulePage {
        title: title(&p, rule),
        removal: format!("/retention/{}/removal", rule.id),
        version: p.tv("retention-version", "version", &rule.version.to_string()),
        form: form(web, caller, &p, typed, rule.standing).await?,
        dry: None,
        action: format!("/retention/{}", rule.id),
        p,
    })
}

/// A rule, and what it takes.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(rule): Path<String>,
) -> Answer<Html<String>> {
    let rule = found(&web, &caller, input::id(&rule)?).await?;
    let preview = app::retention::preview(&web.app, &caller.ctx, rule.id).await?;
    let says = NewRule { name: rule.name.clone(), terms: rule.terms.clone() };
    let mut shown = rule_page(&web, &caller, &rule, &says).await?;
    shown.dry = Some(dry_run(&shown.p, &preview));
    page(&shown)
}

/// Changes a rule, or says what it would take if it were made now.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(rule): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let rule = found(&web, &caller, input::id(&rule)?).await?;
    let typed = read_form(&fields, rule.standing.then_some(&rule.terms))?;
    let (status, dry, problem) = if fields.some("try").is_some() {
        match app::retention::preview_of(&web.app, &caller.ctx, &typed.terms).await {
            Ok(preview) => (StatusCode::OK, Some(preview), None),
            Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, None, Some(beside_form(error)?)),
        }
    } else {
        match app::retention::change(&web.app, &caller.ctx, rule.id, typed.clone()).await {
            Ok(()) => return Ok(Redirect::to(&format!("/retention/{}", rule.id)).into_response()),
            Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, None, Some(beside_form(error)?)),
        }
    };
    let mut shown = rule_page(&web, &caller, &rule, &typed).await?;
    shown.dry = dry.map(|preview| dry_run(&shown.p, &preview));
    shown.form.problem = problem.map(|problem| problem.words(shown.p.texts));
    Ok((status, page(&shown)?).into_response())
}

/// Removes a rule.
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(rule): Path<String>,
) -> Answer<Redirect> {
    app::retention::delete(&web.app, &caller.ctx, input::id(&rule)?).await?;
    Ok(Redirect::to("/retention"))
}
