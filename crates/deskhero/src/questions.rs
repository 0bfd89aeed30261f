//! What somebody asked the demo's company about its handling of data, and what they were told (C107).

use crate::past;
use anyhow::Result;
use app::subject_request::{self, Decision};
use app::{App, Ctx};
use domain::{SubjectDecision, SubjectRequestId, SubjectRight, Timestamp};
use std::sync::Arc;

/// Lays it down.
pub async fn answered(app: &Arc<App>, ctx: &Ctx, received_at: Timestamp) -> Result<()> {
    let liv = ("Liv Aas", "liv.aas@posten.example");
    let words = "How long do you keep what I write to you?";
    let id = past::asked(app, ctx, SubjectRight::Question, liv, words, received_at).await?;
    let grounds =
        "Three years after the last mail of a conversation; then it is erased, in backups too.".to_owned();
    let decision = Decision { decision: SubjectDecision::Granted, grounds, purposes: Vec::new(), mode: None };
    decide(app, ctx, id, decision).await?;
    let version = subject_request::read(app, ctx, id).await?.row.version;
    subject_request::confirm(app, ctx, id, version, "Looked up in the rules on retention.").await?;
    subject_request::close(app, ctx, id, "", true).await?;
    Ok(())
}

/// Decides on what there is.
pub(crate) async fn decide(app: &App, ctx: &Ctx, id: SubjectRequestId, decision: Decision) -> Result<()> {
    let version = subject_request::read(app, ctx, id).await?.row.version;
    Ok(subject_request::decide(app, ctx, id, version, decision).await?)
}
