//! The register of sub-processors: who is in it, what each is stopped by, countries, objections.

use super::told;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::pages::page;
use crate::pages::shell::Shell;
use crate::pages::sub_processors::{Line, line};
use crate::pages::time::{date, day};
use crate::problem::Answer;
use app::register::{self, ADAPTERS, Counterpart, Input, Standing, Version};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::SubProcessorId;
use std::sync::Arc;

/// Where it is.
pub const PLACE: &str = "/operator/sub-processors";

/// A country of the table.
struct Country {
    code: String,
    name: String,
    decision: String,
    said: String,
    adequate: bool,
}

/// What a company says.
struct Objected {
    company: String,
    about: String,
    words: String,
    day: String,
}

/// A form, filled in.
struct Form {
    typed: Input,
    hosts: String,
    module: String,
    adapters: Vec<(&'static str, String, bool)>,
    transfers: Vec<(&'static str, String, bool)>,
}

impl Form {
    fn of(p: &Shell, typed: Input) -> Self {
        let adapters = ADAPTERS
            .iter()
            .filter(|adapter| adapter.who == Counterpart::OperatorService)
            .map(|adapter| {
                let on = typed.adapters.iter().any(|id| id == adapter.id);
                (adapter.id, p.t(&format!("way-{}", adapter.id)), on)
            })
            .collect();
        let transfer = |word: &'static str, key: &str| {
            let on = typed.transfer == word || (typed.transfer.is_empty() && word == "not_needed");
            (word, p.t(key), on)
        };
        Self {
            hosts: typed.hosts.join("\n"),
            module: if typed.module == 0 { String::new() } else { typed.module.to_string() },
            adapters,
            transfers: vec![
                transfer("not_needed", "transfer-not-needed"),
                transfer("adequacy", "transfer-by-adequacy"),
                transfer("clauses", "transfer-by-clauses"),
            ],
            typed,
        }
    }
}

#[derive(Template)]
#[template(path = "operator/sub_processors.html")]
struct RegisterPage {
    p: Shell,
    lines: Vec<Line>,
    countries: Vec<Country>,
    objections: Vec<Objected>,
    /// Whom names are asked of.
    resolver: Option<String>,
    form: Form,
    /// Where the form goes.
    action: String,
    days: String,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "operator/sub_processor.html")]
struct OnePage {
    p: Shell,
    one: Line,
    hosts: String,
    stopped: bool,
    history: Vec<(String, String, String)>,
    form: Form,
    action: String,
    days: String,
    problem: Option<String>,
}

fn days(web: &Web) -> String {
    web.app.settings().register_notice_days.to_string()
}

async fn assemble(web: &Web, caller: &Caller, typed: Input) -> Answer<RegisterPage> {
    let now = caller.ctx.now;
    let objections = register::list_objections(&web.app, &caller.ctx).await?;
    let news = register::news(&web.app);
    let p = Shell::operator(web, caller, PLACE).await?;
    let texts = p.texts;
    let resolver = register::resolver(&web.app).await.map(|(resolver, is_outside)| {
        let key = if is_outside { "register-resolver-outside" } else { "register-resolver-own" };
        p.tv(key, "resolver", &resolver)
    });
    let country = |one: register::Country| Country {
        decision: one
            .decision
            .map_or_else(String::new, |found| format!("{} · {}", found.number, date(texts, found.on))),
        said: one.said.map_or_else(String::new, |(_, reason, at)| format!("{} · {reason}", day(texts, at))),
        adequate: one.is_adequate,
        name: p.texts.country(&one.code),
        code: one.code,
    };
    let about = |seq: i64| {
        news.iter().find(|news| news.seq == seq).map(|news| news.entry.name.clone()).unwrap_or_default()
    };
    Ok(RegisterPage {
        lines: register::listed(&web.app, now)
            .unwrap_or_default()
            .iter()
            .map(|one| line(p.texts, one))
            .collect(),
        countries: register::countries(&web.app, now).into_iter().map(country).collect(),
        objections: objections
            .into_iter()
            .map(|one| Objected {
                about: about(one.seq),
                company: one.company,
                words: one.words,
                day: day(p.texts, one.made_at),
            })
            .collect(),
        resolver,
        form: Form::of(&p, typed),
        action: PLACE.to_owned(),
        days: days(web),
        problem: None,
        p,
    })
}

/// The register.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller, Input::default()).await?)
}

fn typed(fields: &Fields) -> Input {
    let text = |name: &str| fields.get(name).to_owned();
    Input {
        name: text("name"),
        service: text("service"),
        adapters: fields.all("adapter").map(str::to_owned).collect(),
        hosts: fields.get("hosts").split_whitespace().map(str::to_owned).collect(),
        country: text("country"),
        place: text("place"),
        transfer: text("transfer"),
        proof: text("proof"),
        module: fields.get("module").parse().unwrap_or_default(),
        clauses_on: text("clauses_on"),
        assessment: text("assessment"),
        contract: text("contract"),
        contract_on: text("contract_on"),
        contract_until: text("contract_until"),
        measures: text("measures"),
        flows_down: fields.some("flows_down").is_some(),
        own: fields.some("own").is_some(),
        in_use_since: text("in_use_since"),
    }
}

/// Writes one down.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let typed = typed(&fields);
    let done = match typed.clone().read(None) {
        Ok(wanted) => register::put(&web.app, &caller.ctx, wanted).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(Redirect::to(PLACE).into_response()),
        Err(error) => {
            let mut shown = assemble(&web, &caller, typed).await?;
            let (status, words) = told(error, shown.p.texts)?;
            shown.problem = Some(words);
            Ok((status, page(&shown)?).into_response())
        }
    }
}

async fn assemble_one(
    web: &Web,
    caller: &Caller,
    id: SubProcessorId,
    typed: Option<Input>,
) -> Answer<OnePage> {
    register::list_objections(&web.app, &caller.ctx).await?;
    let all = register::listed(&web.app, caller.ctx.now).unwrap_or_default();
    let found = all.iter().find(|one| one.id == id).ok_or(app::Error::NotFound("sub-processor"))?;
    let p = Shell::operator(web, caller, PLACE).await?;
    let latest = found.announced.as_ref().map_or(&found.entry, |version| &version.entry);
    let history = register::history(&web.app, id).unwrap_or_default();
    let row = |version: Version| {
        let (said, from) = (day(p.texts, version.at), day(p.texts, version.active_from));
        (
            said,
            from,
            format!(
                "{} · {} · {}",
                version.entry.name,
                p.texts.country(&version.entry.country),
                version.entry.contract
            ),
        )
    };
    Ok(OnePage {
        one: line(p.texts, found),
        hosts: found.entry.hosts.join(", "),
        stopped: matches!(found.standing, Standing::Stopped(_)),
        history: history.into_iter().map(row).collect(),
        form: Form::of(&p, typed.unwrap_or_else(|| Input::of(latest))),
        action: format!("{PLACE}/{id}"),
        days: days(web),
        problem: None,
        p,
    })
}

/// One of them, with everything that was ever said of it.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Html<String>> {
    page(&assemble_one(&web, &caller, input::id(&id)?, None).await?)
}

/// Says something else of one.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let (id, typed) = (input::id(&id)?, typed(&fields));
    let done = match typed.clone().read(Some(id)) {
        Ok(wanted) => register::put(&web.app, &caller.ctx, wanted).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("{PLACE}/{id}")).into_response()),
        Err(error) => {
            let mut shown = assemble_one(&web, &caller, id, Some(typed)).await?;
            let (status, words) = told(error, shown.p.texts)?;
            shown.problem = Some(words);
            Ok((status, page(&shown)?).into_response())
        }
    }
}

/// Takes one out.
pub async fn remove(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Redirect> {
    register::end(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(Redirect::to(PLACE))
}

/// Puts a country in, or takes one out.
pub async fn country(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let adequate = fields.get("adequate") == "yes";
    let (code, reason) = (fields.get("country"), fields.get("reason"));
    match register::put_country(&web.app, &caller.ctx, code, adequate, reason).await {
        Ok(()) => Ok(Redirect::to(&format!("{PLACE}#countries")).into_response()),
        Err(error) => {
            let mut shown = assemble(&web, &caller, Input::default()).await?;
            let (status, words) = told(error, shown.p.texts)?;
            shown.problem = Some(words);
            Ok((status, page(&shown)?).into_response())
        }
    }
}
