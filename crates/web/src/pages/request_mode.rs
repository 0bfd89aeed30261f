//! The two ways of an erasure that somebody asked for, on its page: what each is, and exactly what it takes along.

use super::erasures::{goes, stays};
use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::Fields;
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::subject_request::{self as requests, RequestView};
use domain::{ErasureMode, ErasureScope, SubjectDecision, SubjectRequestId, SubjectRight};

/// One of them.
pub(super) struct Way {
    pub value: &'static str,
    pub label: String,
    pub text: String,
    pub goes: Vec<String>,
    pub stays: Vec<String>,
    /// It was decided, or is proposed.
    pub chosen: bool,
}

/// Both, of an erasure of somebody who is known that was not carried out; none otherwise.
///
/// # Errors
/// A refusal or a store's failure.
pub(super) async fn of_case(
    web: &Web,
    caller: &Caller,
    p: &Shell,
    (id, view): (SubjectRequestId, &RequestView),
) -> Answer<Vec<Way>> {
    let chosen = view.row.mode.unwrap_or(ErasureMode::Erase);
    let previews = requests::previews(&web.app, &caller.ctx, id).await?;
    let way = |(mode, preview): (ErasureMode, app::erasure::Preview)| {
        let (mut going, mut staying) = (goes(p, preview), Vec::new());
        going.push(p.t("erasure-goes-person"));
        if preview.kept > 0 {
            staying.push(p.tn("requests-mode-kept", preview.kept));
        }
        staying.extend(stays(
            p,
            match mode {
                ErasureMode::Erase => ErasureScope::Contact,
                ErasureMode::Pseudonymise => ErasureScope::Pseudonym,
            },
        ));
        Way {
            value: mode.as_str(),
            label: p.t(&format!("requests-mode-{mode}")),
            text: p.t(&format!("requests-mode-{mode}-text")),
            goes: going,
            stays: staying,
            chosen: mode == chosen,
        }
    };
    Ok(previews.into_iter().map(way).collect())
}

/// The way that the form names, where it names one; a refusal needs none.
///
/// # Errors
/// A word that is none.
pub(super) fn chosen(fields: &Fields) -> Result<Option<ErasureMode>, Problem> {
    let is_refused = fields.get("decision") == SubjectDecision::Refused.as_str();
    match fields.some("mode") {
        Some(_) if !is_refused => fields.parse("mode").map(Some),
        _ => Ok(None),
    }
}

/// What was decided on that day, in words.
pub(super) fn decided(texts: Texts, view: &RequestView, decision: SubjectDecision, day: String) -> String {
    let args = [("decision", texts.t(&format!("request-decision-{decision}"))), ("day", day)];
    match view.row.mode {
        Some(ErasureMode::Pseudonymise) => texts.t_args("requests-decided-pseudonymise", &args),
        _ => texts.t_args("requests-decided", &args),
    }
}

/// What confirming does.
pub(super) fn confirm(texts: Texts, view: &RequestView) -> String {
    texts.t(&match (view.row.right, view.by_itself, view.row.mode) {
        (SubjectRight::Access | SubjectRight::Portability | SubjectRight::Erasure, false, _) => {
            format!("requests-confirm-{}-by-hand", view.row.right)
        }
        (SubjectRight::Erasure, true, Some(ErasureMode::Pseudonymise)) => {
            "requests-confirm-pseudonym".to_owned()
        }
        (right, ..) => format!("requests-confirm-{right}"),
    })
}
