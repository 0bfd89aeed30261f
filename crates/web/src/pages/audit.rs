//! The audit log, for a company's admins: who did what, and why.

use super::shell::{self, Shell};
use super::{page, time};
use crate::Web;
use crate::api::audit::handed_out;
use crate::gate::Caller;
use crate::input::Query;
use crate::language::Texts;
use crate::problem::Answer;
use app::act::Act;
use app::audit::{self, AuditEventView, AuditFilter, AuditLine, AuditPage, ExportFormat, Sought};
use app::view::AgentView;
use app::zone;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::TicketId;
use domain::audit::{Actor, Outcome, Purpose};
use domain::limits::PAGE_ITEMS_DEFAULT;
use i18n::FluentValue;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;

/// Tickets of one event that are named in its line.
const TICKETS_SHOWN: usize = 4;

/// What the address says.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    who: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    act: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    purpose: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    outcome: String,
    /// The first day.
    #[serde(skip_serializing_if = "String::is_empty")]
    from: String,
    /// The last day.
    #[serde(skip_serializing_if = "String::is_empty")]
    until: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    ticket: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    object: String,
    #[serde(skip_serializing)]
    after: String,
    #[serde(skip_serializing)]
    format: String,
}

impl Asked {
    /// The address of `path` with what is looked for.
    #[must_use]
    pub fn at(&self, path: &str, more: &[(&str, &str)]) -> String {
        let query = serde_urlencoded::to_string(self).unwrap_or_default();
        let more = serde_urlencoded::to_string(more).unwrap_or_default();
        let parts = [query, more].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
    }

    fn sought(&self, zone: Option<&str>) -> app::Result<Sought> {
        Ok(Sought {
            who: self.who.clone(),
            act: self.act.clone(),
            purpose: self.purpose.clone(),
            outcome: self.outcome.clone(),
            from: zone::begins("from", &self.from, 0, zone)?,
            until: zone::begins("until", &self.until, 1, zone)?.map(|next| next.plus_millis(-1)),
            ticket: self.ticket.clone(),
            object: self.object.clone(),
        })
    }

    fn has_more(&self) -> bool {
        [&self.purpose, &self.outcome, &self.ticket, &self.object].iter().any(|text| !text.is_empty())
    }
}

/// One of the choices of a list.
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

struct Line {
    seq: i64,
    event: Option<Shown>,
}

struct Shown {
    at_iso: String,
    who: String,
    what: String,
    purpose: String,
    basis: String,
    touched: Vec<String>,
    tickets: Vec<(TicketId, String)>,
    /// How many more tickets, in words.
    more: String,
    refused: bool,
    reason: String,
    /// The version that settings have by it, or why the operator was let in, in words.
    version: String,
}

#[derive(Template)]
#[template(path = "settings/audit.html")]
struct Log {
    p: Shell,
    asked: Asked,
    more: bool,
    narrowed: bool,
    who: Vec<Choice>,
    acts: Vec<Choice>,
    purposes: Vec<Choice>,
    outcomes: Vec<Choice>,
    days: String,
    problem: Option<String>,
    lines: Vec<Line>,
    older: Option<String>,
    stopped: Option<(String, String)>,
    newest: Option<String>,
    ndjson: String,
    csv: String,
    key: String,
}

/// The message key of an act.
#[must_use]
pub fn act_key(word: &str) -> String {
    format!("act-{}", word.replace(['.', '_'], "-"))
}

/// The log.
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let agents = shell::agents(&web, &caller).await?;
    let p = Shell::with(&web, &caller, "/audit", &agents).await?;
    let after = Some(asked.after.as_str()).filter(|after| !after.is_empty());
    let (found, problem) = match look(&web, &caller, &asked, p.time_zone(), after).await {
        Ok(found) => (found, None),
        // What was typed stays, with what is wrong about it.
        Err(app::Error::Input { rule, .. }) => (AuditPage::default(), Some(p.t(rule))),
        Err(error) => return Err(error.into()),
    };
    let names: HashMap<_, _> = agents.iter().map(|agent| (agent.id, agent.name.as_str())).collect();
    let stopped = found.stopped_at_ms.map(|at| {
        let args = [("count", FluentValue::from(found.looked_at)), ("time", "\u{1}".into())];
        let text = p.texts.t_args("audit-stopped", &args);
        (text, time::iso(at))
    });
    let log = Log {
        more: asked.has_more(),
        narrowed: !asked.at("", &[]).is_empty(),
        who: people(p.texts, &agents, &asked.who),
        acts: acts(p.texts, &asked.act),
        purposes: choices(
            p.texts,
            "audit-purpose",
            &Purpose::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
            &asked.purpose,
        ),
        outcomes: choices(
            p.texts,
            "audit-outcome",
            &Outcome::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
            &asked.outcome,
        ),
        days: p.tv("audit-days", "zone", p.time_zone().unwrap_or("UTC")),
        problem,
        lines: found.items.into_iter().map(|one| line(p.texts, &names, one)).collect(),
        older: found.next.map(|next| asked.at("/audit", &[("after", &next)])),
        stopped,
        newest: after.map(|_| asked.at("/audit", &[])),
        ndjson: asked.at("/audit/export", &[("format", "ndjson")]),
        csv: asked.at("/audit/export", &[("format", "csv")]),
        key: audit::public_key(&web.app),
        asked,
        p,
    };
    Ok(page(&log)?.into_response())
}

async fn look(
    web: &Web,
    caller: &Caller,
    asked: &Asked,
    zone: Option<&str>,
    after: Option<&str>,
) -> app::Result<AuditPage> {
    let filter = AuditFilter::of(&web.app, &caller.ctx, &asked.sought(zone)?).await?;
    audit::read(&web.app, &caller.ctx, &filter, after, PAGE_ITEMS_DEFAULT).await
}

/// The log as a file.
pub async fn export(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let format = if asked.format.is_empty() { ExportFormat::Ndjson } else { asked.format.parse()? };
    let agents = shell::agents(&web, &caller).await?;
    let me = agents.iter().find(|agent| Some(agent.id) == caller.ctx.agent_id());
    let sought = asked.sought(me.and_then(|me| me.look.time_zone.as_deref()))?;
    let export = audit::export(&web.app, &caller.ctx, &sought, format).await?;
    Ok(handed_out(export, format, caller.ctx.now))
}

fn choice(value: &str, label: String, chosen: &str) -> Choice {
    Choice { value: value.to_owned(), label, chosen: value == chosen }
}

fn people(texts: Texts, agents: &[AgentView], chosen: &str) -> Vec<Choice> {
    let mut named: Vec<Choice> =
        agents.iter().map(|agent| choice(&agent.id.to_string(), agent.name.clone(), chosen)).collect();
    named.sort_by(|one, other| texts.compare(&one.label, &other.label));
    let fixed = ["system", "operator", "nobody"];
    let fixed = fixed.map(|word| choice(word, texts.t(&format!("audit-who-{word}")), chosen));
    let mut all = vec![choice("", texts.t("audit-who-any"), chosen)];
    all.extend(named);
    all.extend(fixed);
    all
}

fn acts(texts: Texts, chosen: &str) -> Vec<Choice> {
    let mut all: Vec<Choice> =
        Act::ALL.iter().map(|act| choice(act.word, texts.t(&act_key(act.word)), chosen)).collect();
    all.sort_by(|one, other| texts.compare(&one.label, &other.label));
    all.insert(0, choice("", texts.t("audit-what-any"), chosen));
    all
}

fn choices(texts: Texts, key: &str, words: &[&str], chosen: &str) -> Vec<Choice> {
    let all = words.iter().map(|word| choice(word, texts.t(&format!("{key}-{word}")), chosen));
    std::iter::once(choice("", texts.t(&format!("{key}-any")), chosen)).chain(all).collect()
}

fn line(texts: Texts, names: &HashMap<domain::AgentId, &str>, line: AuditLine) -> Line {
    Line { seq: line.seq, event: line.event.map(|event| shown(texts, names, event)) }
}

fn shown(texts: Texts, names: &HashMap<domain::AgentId, &str>, event: AuditEventView) -> Shown {
    let who = match event.actor {
        Actor::Agent(id) if event.act.starts_with("operator_access.") && !names.contains_key(&id) => {
            texts.t("audit-who-operator")
        }
        Actor::Agent(id) => {
            names.get(&id).map_or_else(|| texts.t("audit-who-gone"), |name| (*name).to_owned())
        }
        Actor::System(_) => texts.t("audit-who-system"),
        Actor::Operator => texts.t("audit-who-operator"),
        Actor::Nobody => texts.t("audit-who-nobody"),
    };
    let count = |key: &str, count: usize| {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        (count > 0).then(|| texts.t_args(key, &[("count", count)]))
    };
    let touched = [count("audit-opened", event.opened), count("audit-made", event.made)];
    let rest = event.tickets.len().saturating_sub(TICKETS_SHOWN);
    let number = |(id, number): &(TicketId, Option<i64>)| number.map(|number| (*id, format!("#{number}")));
    let mut tickets: Vec<_> = event.tickets.iter().take(TICKETS_SHOWN).filter_map(number).collect();
    tickets.dedup();
    let gone = event.tickets.len() == 1 && tickets.is_empty();
    let act = act_key(&event.act);
    Shown {
        at_iso: time::iso(event.at_ms),
        who,
        what: if texts.has(&act) { texts.t(&act) } else { event.act },
        purpose: texts.t(&format!("audit-purpose-{}", event.purpose.as_str())),
        basis: texts.t(&format!("audit-basis-{}", event.legal_basis.as_str())),
        touched: touched.into_iter().flatten().collect(),
        more: if gone {
            texts.t("audit-ticket-gone")
        } else {
            count("audit-more-tickets", rest).unwrap_or_default()
        },
        tickets,
        refused: event.outcome == Outcome::Refused,
        reason: reason(texts, event.reason),
        version: match (event.operator_access, event.version) {
            (Some(why), _) => texts.t(&format!("operator-access-reason-{}", why.as_str().replace('_', "-"))),
            (None, Some(n)) => texts.t_args("audit-version", &[("number", n.to_string())]),
            (None, None) => String::new(),
        },
    }
}

/// Why it was refused: a fixed word, or the key of a text.
fn reason(texts: Texts, word: String) -> String {
    let own = format!("audit-reason-{word}");
    match word.as_str() {
        "" => word,
        _ if texts.has(&own) => texts.t(&own),
        _ if texts.has(&word) => texts.t(&word),
        _ => word,
    }
}

impl Log {
    /// What is said where looking stopped: before the time, the time, after it.
    fn stopped_parts(&self) -> Option<(&str, &str, &str)> {
        let (text, iso) = self.stopped.as_ref()?;
        let (before, after) = text.split_once('\u{1}')?;
        Some((before, iso, after))
    }
}
