//! Custom fields: which there are, and defining them.

use super::list::Option_;
use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::field::{ChoiceDraft, FieldChange, FieldDraft};
use app::view::FieldView;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::{FieldHolder, FieldId, FieldKind};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/fields.html")]
struct ListPage {
    p: Shell,
    groups: Vec<Group>,
}

/// The fields of tickets, or of contacts.
struct Group {
    holder: &'static str,
    title: String,
    empty: String,
    fields: Vec<Line>,
}

struct Line {
    id: FieldId,
    name: String,
    key: String,
    kind: String,
    personal: bool,
    required: bool,
    up: Option<usize>,
    down: Option<usize>,
}

/// Lists them.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    let all = app::field::list(&web.app, &caller.ctx).await?;
    let p = Shell::of(&web, &caller, "/fields").await?;
    let group = |holder: FieldHolder| {
        let own: Vec<_> = all.iter().filter(|field| field.holder == holder).collect();
        let line = |(at, field): (usize, &&FieldView)| Line {
            id: field.id,
            name: field.name.clone(),
            key: field.key.clone(),
            kind: p.t(&format!("custom-kind-{}", field.kind)),
            personal: field.personal,
            required: field.required,
            up: at.checked_sub(1),
            down: Some(at + 1).filter(|below| *below < own.len()),
        };
        Group {
            holder: holder.as_str(),
            title: p.t(&format!("custom-of-{holder}")),
            empty: p.t(&format!("custom-none-{holder}")),
            fields: own.iter().enumerate().map(line).collect(),
        }
    };
    let groups = [FieldHolder::Ticket, FieldHolder::Contact].map(group).into_iter().collect();
    page(&ListPage { p, groups })
}

#[derive(Template)]
#[template(path = "settings/field.html")]
struct EditPage {
    p: Shell,
    id: Option<FieldId>,
    holders: Vec<Option_>,
    kinds: Vec<Option_>,
    kind: String,
    of: String,
    listed: bool,
    closes: bool,
    name: String,
    key: String,
    choices: Vec<(String, String)>,
    more: String,
    personal: bool,
    required: bool,
    problem: Option<String>,
}

/// What was typed into the form.
#[derive(Clone)]
struct Typed {
    holder: FieldHolder,
    kind: FieldKind,
    name: String,
    key: String,
    choices: Vec<(String, String)>,
    more: String,
    personal: bool,
    required: bool,
}

impl Typed {
    /// A field that is to be defined.
    fn new(holder: FieldHolder) -> Self {
        let (name, key, more) = (String::new(), String::new(), String::new());
        let (personal, required) = (holder == FieldHolder::Contact, false);
        Self { holder, kind: FieldKind::Text, name, key, choices: Vec::new(), more, personal, required }
    }

    fn of(field: &FieldView) -> Self {
        let listed = field.choices.iter().filter(|_| field.kind == FieldKind::Choice);
        Self {
            name: field.name.clone(),
            key: field.key.clone(),
            kind: field.kind,
            choices: listed.map(|choice| (choice.id.to_string(), choice.name.clone())).collect(),
            personal: field.personal,
            required: field.required,
            ..Self::new(field.holder)
        }
    }

    fn read(fields: &Fields, holder: FieldHolder, kind: FieldKind) -> Self {
        let ids = fields.all("choice_id").map(str::to_owned);
        let more = fields.all("more").next().unwrap_or_default();
        Self {
            holder,
            kind,
            name: fields.get("name").to_owned(),
            key: fields.get("key").to_owned(),
            choices: ids.zip(fields.all("choice").map(str::to_owned)).collect(),
            more: more.replace("\r\n", "\n"),
            personal: fields.some("personal").is_some(),
            required: fields.some("required").is_some() && holder == FieldHolder::Ticket,
        }
    }

    /// New choices, one a line.
    fn fresh(&self) -> impl Iterator<Item = String> + '_ {
        self.more.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
    }
}

fn options<T: ToString + Copy + PartialEq>(texts: Texts, family: &str, all: &[T], chosen: T) -> Vec<Option_> {
    let option = |one: &T| Option_ {
        value: one.to_string(),
        label: texts.t(&format!("{family}-{}", one.to_string())),
        chosen: *one == chosen,
    };
    all.iter().map(option).collect()
}

async fn edit(
    web: &Web,
    caller: &Caller,
    id: Option<FieldId>,
    typed: Typed,
    problem: Option<&Problem>,
) -> Answer<Html<String>> {
    let p = Shell::of(web, caller, "/fields").await?;
    page(&EditPage {
        id,
        holders: options(p.texts, "custom-of", FieldHolder::ALL, typed.holder),
        kinds: options(p.texts, "custom-kind", FieldKind::ALL, typed.kind),
        kind: p.t(&format!("custom-kind-{}", typed.kind)),
        of: p.t(&format!("custom-of-{}", typed.holder)),
        listed: id.is_none() || typed.kind == FieldKind::Choice,
        closes: id.is_none() || typed.holder == FieldHolder::Ticket,
        name: typed.name,
        key: typed.key,
        choices: typed.choices,
        more: typed.more,
        personal: typed.personal,
        required: typed.required,
        problem: problem.map(|problem| problem.words(p.texts)),
        p,
    })
}

/// The form for a new one.
pub async fn form(
    State(web): State<Arc<Web>>,
    caller: Caller,
    input::Query(asked): input::Query<Asked>,
) -> Answer<Html<String>> {
    let holder = asked.holder.parse().unwrap_or(FieldHolder::Ticket);
    edit(&web, &caller, None, Typed::new(holder), None).await
}

/// What the form begins with.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    holder: String,
}

/// The form for one that there is.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(field): Path<String>,
) -> Answer<Html<String>> {
    let field = app::field::read(&web.app, &caller.ctx, input::id(&field)?).await?;
    edit(&web, &caller, Some(field.id), Typed::of(&field), None).await
}

/// Whether the person can mend it in the form.
const fn is_of_the_form(error: &app::Error) -> bool {
    matches!(error, app::Error::Input { .. } | app::Error::Exists(_))
}

/// The list, or the form with what is wrong.
async fn done(
    web: &Web,
    caller: &Caller,
    id: Option<FieldId>,
    typed: Typed,
    made: app::Result<FieldView>,
) -> Answer<Response> {
    match made {
        Ok(_) => Ok(Redirect::to("/fields").into_response()),
        Err(error) if is_of_the_form(&error) => {
            // A key that there is can be mended like any other.
            let error = match error {
                app::Error::Exists(_) => app::Error::Input { field: "key", rule: "rule-field-taken" },
                error => error,
            };
            let problem = Problem::from(error);
            let shown = edit(web, caller, id, typed, Some(&problem)).await?;
            Ok((problem.status, shown).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Defines one.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let typed = Typed::read(&fields, fields.parse("holder")?, fields.parse("kind")?);
    let listed = typed.kind == FieldKind::Choice;
    let draft = FieldDraft {
        holder: typed.holder,
        kind: typed.kind,
        name: typed.name.clone(),
        key: typed.key.clone(),
        // Lines that were typed before another type was chosen mean nothing.
        choices: typed.fresh().filter(|_| listed).collect(),
        personal: typed.personal,
        required: typed.required,
    };
    let made = app::field::create(&web.app, &caller.ctx, draft).await;
    done(&web, &caller, None, typed, made).await
}

/// Changes one. A choice whose name was emptied is removed.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(field): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: FieldId = input::id(&field)?;
    let now = app::field::read(&web.app, &caller.ctx, id).await?;
    let typed = Typed { key: now.key, ..Typed::read(&fields, now.holder, now.kind) };
    let choices = match now.kind {
        FieldKind::Choice => {
            let mut all = Vec::new();
            for (id, name) in typed.choices.iter().filter(|(_, name)| !name.trim().is_empty()) {
                let id = id.parse().map_err(|_| Problem::invalid("choice_id", "not a choice"))?;
                all.push(ChoiceDraft { id: Some(id), name: name.clone() });
            }
            all.extend(typed.fresh().map(|name| ChoiceDraft { id: None, name }));
            Some(all)
        }
        _ => None,
    };
    let change = FieldChange {
        name: Some(typed.name.clone()),
        choices,
        personal: Some(typed.personal),
        required: Some(typed.required),
        place: None,
    };
    let made = app::field::change(&web.app, &caller.ctx, id, change).await;
    done(&web, &caller, Some(id), typed, made).await
}

/// Puts one at another place.
pub async fn place(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(field): Path<String>,
    fields: Fields,
) -> Answer<Redirect> {
    let change = FieldChange { place: Some(fields.parse("place")?), ..FieldChange::default() };
    app::field::change(&web.app, &caller.ctx, input::id(&field)?, change).await?;
    Ok(Redirect::to("/fields"))
}

/// Removes one.
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(field): Path<String>,
) -> Answer<Redirect> {
    app::field::delete(&web.app, &caller.ctx, input::id(&field)?).await?;
    Ok(Redirect::to("/fields"))
}
