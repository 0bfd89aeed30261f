//! A message's source: its header to read, its bytes as text, and the way to save it byte for byte.

use super::shell::Shell;
use super::{page, time};
use crate::gate::Caller;
use crate::problem::Answer;
use crate::{Web, input};
use app::view::SourceView;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Html;
use domain::MessageId;
use domain::limits::SOURCE_SHOWN_BYTES_MAX;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "tickets/source.html")]
struct Source {
    p: Shell,
    message: MessageId,
    source: SourceView,
    subject: String,
    size: String,
    shown: String,
}

/// Shows it.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(message): Path<String>,
) -> Answer<Html<String>> {
    let message: MessageId = input::id(&message)?;
    let source = app::message::source(&web.app, &caller.ctx, message).await?;
    let p = Shell::of(&web, &caller, "/tickets").await?;
    let subject = match source.subject.trim() {
        "" => p.texts.t("ticket-no-subject"),
        subject => subject.to_owned(),
    };
    let size = time::size(p.texts, source.size_bytes);
    let shown = time::size(p.texts, SOURCE_SHOWN_BYTES_MAX as u64);
    page(&Source { p, message, source, subject, size, shown })
}
