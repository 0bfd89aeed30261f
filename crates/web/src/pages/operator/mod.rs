//! The operator's pages: tenants and what concerns all of them. No mail, no contact.

pub mod access;
pub mod access_reviews;
pub mod assessments;
pub mod disclosures;
pub mod documents;
pub mod incidents;
pub mod invoices;
mod letters;
pub mod mail;
pub mod news;
pub mod requests;
pub mod sub_processors;
pub mod tenant;
pub mod tenants;
pub mod usage;

use crate::language::Texts;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::Private;

/// What just happened: words, and a link to hand over where there is one.
type Done = Option<(String, Option<String>)>;

/// What is told beside the form that it is about; anything else is a page of its own.
pub(super) fn told(error: app::Error, texts: Texts) -> Result<(StatusCode, String), Problem> {
    let problem = Problem::from(error);
    match problem.status {
        StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS => {
            Ok((problem.status, problem.words(texts)))
        }
        _ => Err(problem),
    }
}

/// The words for a link that was made: it was mailed, or it is to be handed over.
fn handed(made: app::agent::Handed, texts: Texts) -> Done {
    let way = if made.link.is_some() { "agent-invited-link" } else { "agent-invited-mailed" };
    let words = texts.t_args(way, &[("name", made.agent.name)]);
    Some((words, made.link.map(Private::into_inner)))
}
