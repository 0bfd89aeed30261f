//! What stands below answers from a mailbox, unless their author has a signature.

use super::page;
use super::saved_replies::{Offer, Preview, offers, preview, text};
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::problem::{Answer, Problem};
use app::mailbox::MailboxChange;
use app::placeholder::Part;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::MailboxId;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/mailbox_signature.html")]
struct SignaturePage {
    p: Shell,
    id: MailboxId,
    mailbox: String,
    text: String,
    problem: Option<String>,
    preview: Preview,
    placeholders: Vec<Offer>,
}

async fn show(
    web: &Web,
    caller: &Caller,
    id: MailboxId,
    typed: Option<(String, &Problem)>,
) -> Answer<Html<String>> {
    let mailbox = app::mailbox::read(&web.app, &caller.ctx, id).await?;
    let p = Shell::of(web, caller, "/mailboxes").await?;
    let (text, problem) = match typed {
        Some((text, problem)) => (text, Some(problem.words(p.texts))),
        None => (mailbox.signature, None),
    };
    page(&SignaturePage {
        id,
        mailbox: if mailbox.name.is_empty() { mailbox.address } else { mailbox.name },
        preview: preview(p.texts, &text),
        text,
        problem,
        placeholders: offers(p.texts),
        p,
    })
}

/// The signature.
pub async fn form(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Html<String>> {
    show(&web, &caller, input::id(&mailbox)?, None).await
}

/// Changes it.
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let id: MailboxId = input::id(&mailbox)?;
    let typed = text(&fields);
    let change = MailboxChange { signature: Some(typed.clone()), ..MailboxChange::default() };
    match app::mailbox::change(&web.app, &caller.ctx, id, change).await {
        Ok(_) => Ok(Redirect::to("/mailboxes").into_response()),
        Err(error @ (app::Error::Input { .. } | app::Error::Placeholder(_))) => {
            let problem = Problem::from(error);
            let shown = show(&web, &caller, id, Some((typed, &problem))).await?;
            Ok((problem.status, shown).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
