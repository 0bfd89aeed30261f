//! A mailbox's further addresses, and from which of them an answer comes.

use super::conversation::Conversation;
use super::list::{Option_, Words};
use super::page;
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::{Answer, Problem};
use app::mailbox::MailboxChange;
use app::view::{MailboxView, MessageView};
use app::{identity, recipients};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::MailboxId;
use domain::record::Address;
use std::sync::Arc;

/// From where an answer comes.
pub struct Sender {
    /// The address.
    pub address: String,
    /// The one that it comes from unless its writer says otherwise.
    pub proposed: String,
    /// What can be chosen; nothing where there is no choice.
    pub choices: Vec<Option_>,
}

/// From where an answer comes unless its writer says otherwise, and what they can choose.
pub(super) fn offered(words: &Words<'_>, mailbox: MailboxId, messages: &[MessageView]) -> Sender {
    let found = words.mailboxes.iter().find(|known| known.id == mailbox);
    let all = found.map(identity::of).unwrap_or_default();
    let from = identity::proposed(&all, messages).email;
    let option = |one: &Address| Option_ {
        value: one.email.clone(),
        label: recipients::written(std::slice::from_ref(one)),
        chosen: one.email == from,
    };
    let choices = if all.len() > 1 { all.iter().map(option).collect() } else { Vec::new() };
    Sender { proposed: from.clone(), address: from, choices }
}

/// The mailboxes' addresses: mail comes in by them.
pub(super) fn own(words: &Words<'_>) -> Vec<String> {
    let all = words.mailboxes.iter().flat_map(identity::of);
    all.map(|identity| identity.email).collect()
}

impl Conversation {
    /// An answer that is being written comes from this address, if it is still one.
    pub(super) fn write_from(&mut self, email: &str) {
        let from = &mut self.from;
        if from.choices.iter().any(|choice| choice.value == email) {
            from.choices.iter_mut().for_each(|choice| choice.chosen = choice.value == email);
            email.clone_into(&mut from.address);
        }
    }
}

#[derive(Template)]
#[template(path = "settings/identities.html")]
struct IdentitiesPage {
    p: Shell,
    mailbox: MailboxView,
    typed: Address,
    problem: Option<String>,
    /// What the provider lets it send from, too.
    offered: Vec<Address>,
    /// Every address, and whether people write there about their own data.
    intake: Vec<(String, bool)>,
}

async fn show(
    web: &Web,
    caller: &Caller,
    id: MailboxId,
    refused: Option<(Address, &Problem)>,
) -> Answer<Html<String>> {
    let mailbox = app::mailbox::read(&web.app, &caller.ctx, id).await?;
    let p = Shell::of(web, caller, "/mailboxes").await?;
    let (typed, problem) =
        refused.map_or((Address::default(), None), |(typed, problem)| (typed, Some(problem.words(p.texts))));
    // A provider that does not answer offers nothing: addresses are typed then, as anywhere else.
    let offered = app::mailbox::send_as(&web.app, &caller.ctx, id).await.unwrap_or_default();
    let every = identity::of(&mailbox).into_iter();
    let intake = every.map(|one| (one.email.clone(), mailbox.intake.contains(&one.email))).collect();
    page(&IdentitiesPage { p, mailbox, typed, problem, offered, intake })
}

/// The addresses.
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Html<String>> {
    show(&web, &caller, input::id(&mailbox)?, None).await
}

async fn put(web: &Web, caller: &Caller, id: MailboxId, aliases: Vec<Address>) -> app::Result<MailboxView> {
    let change = MailboxChange { aliases: Some(aliases), ..MailboxChange::default() };
    app::mailbox::change(&web.app, &caller.ctx, id, change).await
}

fn back(id: MailboxId) -> Response {
    Redirect::to(&format!("/mailboxes/{id}/addresses")).into_response()
}

/// Adds an address; one that is there already gets another name.
pub async fn add(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: MailboxId = input::id(&mailbox)?;
    let new = Address { name: fields.get("name").to_owned(), email: fields.get("email").to_owned() };
    let mut all = app::mailbox::read(&web.app, &caller.ctx, id).await?.aliases;
    all.retain(|known| !known.email.eq_ignore_ascii_case(&new.email));
    all.push(new.clone());
    match put(&web, &caller, id, all).await {
        Ok(_) => Ok(back(id)),
        Err(error) => {
            let problem = Problem::from(error);
            if problem.status != StatusCode::UNPROCESSABLE_ENTITY {
                return Err(problem);
            }
            let shown = show(&web, &caller, id, Some((new, &problem))).await?;
            Ok((problem.status, shown).into_response())
        }
    }
}

/// Says to which addresses people write about their own data.
pub async fn intake(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: MailboxId = input::id(&mailbox)?;
    let chosen = fields.all("intake").map(str::to_owned).collect();
    let change = MailboxChange { intake: Some(chosen), ..MailboxChange::default() };
    app::mailbox::change(&web.app, &caller.ctx, id, change).await?;
    Ok(back(id))
}

/// Takes an address away.
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: MailboxId = input::id(&mailbox)?;
    let mut all = app::mailbox::read(&web.app, &caller.ctx, id).await?.aliases;
    all.retain(|known| known.email != fields.get("email"));
    put(&web, &caller, id, all).await?;
    Ok(back(id))
}
