//! Organisations: the list, one with its people and tickets, and saying by hand who belongs to it.

use super::list::Choice;
use super::shell::Shell;
use super::{mail, page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields, Query};
use crate::problem::{Answer, Problem};
use app::organisation::{OrganisationChange, OrganisationDraft, OrganisationView};
use app::view::{ContactView, TicketRow};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::limits::PAGE_ITEMS_DEFAULT;
use domain::{ContactId, OrganisationId, TicketId};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "organisations/list.html")]
struct ListPage {
    p: Shell,
    organisations: Vec<OrganisationView>,
    next: Option<String>,
    asked: String,
}

/// What the list's address says.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    after: String,
}

/// Lists them, newest first; a name or a domain leads to the one that has it.
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let text = asked.q.trim();
    if !text.is_empty()
        && let Some(id) = app::organisation::find(&web.app, &caller.ctx, text).await?
    {
        return Ok(at(id).into_response());
    }
    let after = Some(asked.after.as_str()).filter(|after| !after.is_empty());
    let found = app::organisation::list(&web.app, &caller.ctx, after, PAGE_ITEMS_DEFAULT).await?;
    let p = Shell::of(&web, &caller, "/organisations").await?;
    let next = found.next.map(|next| format!("/organisations?after={next}"));
    let shown = ListPage { p, organisations: found.items, next, asked: text.to_owned() };
    Ok(page(&shown)?.into_response())
}

fn at(id: OrganisationId) -> Redirect {
    Redirect::to(&format!("/organisations/{id}"))
}

/// What stands in the form.
#[derive(Clone, Default)]
struct Typed {
    name: String,
    domains: String,
    notes: String,
}

impl Typed {
    fn read(fields: &Fields) -> Self {
        let whole = |name: &str| fields.all(name).next().unwrap_or_default().replace("\r\n", "\n");
        Self { name: fields.get("name").to_owned(), domains: whole("domains"), notes: whole("notes") }
    }

    fn of(organisation: &OrganisationView) -> Self {
        Self {
            name: organisation.name.clone(),
            domains: organisation.domains.join("\n"),
            notes: organisation.notes.clone(),
        }
    }

    /// Domains, one a line or with blanks or commas between them.
    fn domains(&self) -> Vec<String> {
        let words = self.domains.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }
}

#[derive(Template)]
#[template(path = "organisations/new.html")]
struct NewPage {
    p: Shell,
    typed: Typed,
    problem: Option<String>,
}

async fn new(web: &Web, caller: &Caller, typed: Typed, problem: Option<&Problem>) -> Answer<Html<String>> {
    let p = Shell::of(web, caller, "/organisations").await?;
    let problem = problem.map(|problem| problem.words(p.texts));
    page(&NewPage { p, typed, problem })
}

/// The form for a new one.
pub async fn form(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    new(&web, &caller, Typed::default(), None).await
}

/// Whether the person can mend it in the form; a name that there is, like any other.
fn mendable(error: app::Error) -> Result<Problem, app::Error> {
    match error {
        app::Error::Exists(_) => {
            Ok(app::Error::Input { field: "name", rule: "rule-organisation-taken" }.into())
        }
        error @ app::Error::Input { .. } => Ok(error.into()),
        error => Err(error),
    }
}

/// Makes one.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let typed = Typed::read(&fields);
    let draft =
        OrganisationDraft { name: typed.name.clone(), domains: typed.domains(), notes: typed.notes.clone() };
    match app::organisation::create(&web.app, &caller.ctx, draft).await {
        Ok(made) => Ok(at(made.id).into_response()),
        Err(error) => {
            let problem = mendable(error)?;
            let shown = new(&web, &caller, typed, Some(&problem)).await?;
            Ok((problem.status, shown).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "organisations/organisation.html")]
struct OnePage {
    p: Shell,
    id: OrganisationId,
    name: String,
    domains: Vec<String>,
    notes: String,
    people: Vec<Person>,
    more_people: Option<String>,
    tickets: Vec<Line>,
    more_tickets: Option<String>,
    typed: Typed,
    problem: Option<String>,
    person_problem: Option<String>,
}

struct Person {
    id: ContactId,
    write: String,
    name: String,
    email: String,
}

struct Line {
    href: String,
    subject: String,
    requester: String,
    status: String,
    look: &'static str,
    age: String,
    updated_iso: String,
}

/// From where its people and tickets are shown.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct From {
    people: String,
    tickets: String,
}

/// What was wrong in one of the page's forms.
enum Wrong {
    Nothing,
    Organisation(Typed, Problem),
    Person(Problem),
}

async fn one(
    web: &Web,
    caller: &Caller,
    id: OrganisationId,
    from: &From,
    wrong: Wrong,
) -> Answer<Html<String>> {
    let (app, ctx) = (&*web.app, &caller.ctx);
    let after = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let (people_after, tickets_after) = (after(&from.people), after(&from.tickets));
    let organisation = app::organisation::read(app, ctx, id).await?;
    let (people, tickets) = tokio::try_join!(
        app::organisation::people(app, ctx, id, people_after.as_deref(), PAGE_ITEMS_DEFAULT),
        app::organisation::tickets(app, ctx, id, tickets_after.as_deref(), PAGE_ITEMS_DEFAULT),
    )?;
    let p = Shell::of(web, caller, "/organisations").await?;
    let (typed, problem, person_problem) = match wrong {
        Wrong::Nothing => (Typed::of(&organisation), None, None),
        Wrong::Organisation(typed, problem) => (typed, Some(problem.words(p.texts)), None),
        Wrong::Person(problem) => (Typed::of(&organisation), None, Some(problem.words(p.texts))),
    };
    let line = |row: TicketRow| Line {
        href: format!("/tickets/{}", row.id),
        subject: if row.subject.trim().is_empty() { p.t("ticket-no-subject") } else { row.subject },
        requester: row.requester,
        status: p.t(&format!("ticket-status-{}", row.status)),
        look: super::list::look(row.status),
        age: time::age(p.texts, row.updated_at_ms, ctx.now),
        updated_iso: time::iso(row.updated_at_ms),
    };
    let person = |contact: ContactView| {
        let email = contact.emails.first().cloned().unwrap_or_default();
        Person {
            id: contact.id,
            write: mail::to_href("", &contact.name, &email, None),
            email,
            name: contact.name,
        }
    };
    let more = |list: &str, next: Option<String>| next.map(|at| format!("/organisations/{id}?{list}={at}"));
    page(&OnePage {
        id,
        people: people.items.into_iter().map(person).collect(),
        more_people: more("people", people.next),
        tickets: tickets.items.into_iter().map(line).collect(),
        more_tickets: more("tickets", tickets.next),
        name: organisation.name,
        domains: organisation.domains,
        notes: organisation.notes,
        typed,
        problem,
        person_problem,
        p,
    })
}

/// One, with its people and tickets.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(organisation): Path<String>,
    Query(from): Query<From>,
) -> Answer<Html<String>> {
    one(&web, &caller, input::id(&organisation)?, &from, Wrong::Nothing).await
}

/// Changes one.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(organisation): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: OrganisationId = input::id(&organisation)?;
    let typed = Typed::read(&fields);
    let change = OrganisationChange {
        name: Some(typed.name.clone()),
        domains: Some(typed.domains()),
        notes: Some(typed.notes.clone()),
    };
    match app::organisation::change(&web.app, &caller.ctx, id, change).await {
        Ok(_) => Ok(at(id).into_response()),
        Err(error) => {
            let problem = mendable(error)?;
            let status = problem.status;
            let wrong = Wrong::Organisation(typed, problem);
            let shown = one(&web, &caller, id, &From::default(), wrong).await?;
            Ok((status, shown).into_response())
        }
    }
}

/// Removes one; its people stay.
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(organisation): Path<String>,
) -> Answer<Redirect> {
    app::organisation::delete(&web.app, &caller.ctx, input::id(&organisation)?).await?;
    Ok(Redirect::to("/organisations"))
}

/// Says by hand that the person with an address belongs to it.
pub async fn add_person(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(organisation): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: OrganisationId = input::id(&organisation)?;
    match app::organisation::place_by_address(&web.app, &caller.ctx, id, fields.get("email")).await {
        Ok(_) => Ok(at(id).into_response()),
        Err(error @ app::Error::Input { .. }) => {
            let problem = Problem::from(error);
            let status = problem.status;
            let shown = one(&web, &caller, id, &From::default(), Wrong::Person(problem)).await?;
            Ok((status, shown).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Says by hand that a person does not belong to it.
pub async fn remove_person(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((organisation, contact)): Path<(String, String)>,
) -> Answer<Redirect> {
    let (id, contact): (OrganisationId, ContactId) = (input::id(&organisation)?, input::id(&contact)?);
    app::organisation::leave(&web.app, &caller.ctx, id, contact).await?;
    Ok(at(id))
}

/// Says by hand where a contact belongs, by the organisation's name; without one, to none. Leads back to the ticket
/// beside which it stood.
pub async fn place(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(contact): Path<String>,
    Query(choice): Query<Choice>,
    fields: Fields,
) -> Answer<Redirect> {
    let contact: ContactId = input::id(&contact)?;
    let organisation = match fields.some("organisation") {
        None => None,
        Some(name) => {
            let found = app::organisation::find(&web.app, &caller.ctx, name).await?;
            let unknown = app::Error::Input { field: "organisation", rule: "rule-unknown-organisation" };
            // Who does not exist is told before what.
            if found.is_none() {
                app::contact::read(&web.app, &caller.ctx, contact).await?;
            }
            Some(found.ok_or(unknown)?)
        }
    };
    app::organisation::place_contact(&web.app, &caller.ctx, contact, organisation).await?;
    let ticket: TicketId = fields.parse("ticket")?;
    Ok(Redirect::to(&format!("/tickets/{ticket}{}", choice.query())))
}
