//! The legal hold for which a request waits, on its page.

use super::shell::Shell;
use app::subject_request::RequestView;
use domain::{SubjectRequestState, Timestamp};

/// The legal hold that keeps a case waiting, in words.
pub(super) struct WaitingLine {
    pub text: String,
    pub kind: String,
    pub until: String,
    pub told: Option<String>,
}

/// In words.
pub(super) fn waiting(p: &Shell, view: &RequestView) -> Option<WaitingLine> {
    let (texts, found) = (p.texts, view.waiting?);
    let on = |key: &str, at: Timestamp| {
        texts.t_args(key, &[("day", app::zone::written(at, p.time_zone(), p.texts))])
    };
    let goes_on = view.erasure_id.is_some();
    Some(WaitingLine {
        text: match (found.since_ms.filter(|_| view.row.state == SubjectRequestState::Held), goes_on) {
            (Some(since), true) => on("requests-waits-since", since),
            (Some(since), false) => on("requests-waits-unconfirmed", since),
            (None, _) => texts.t("requests-waits-would"),
        },
        kind: texts.t(if found.is_statutory { "requests-waits-statutory" } else { "requests-waits-hold" }),
        until: match found.ends_at_ms {
            Some(at) => on("requests-waits-ends", at),
            None => on("requests-waits-review", found.review_at_ms),
        },
        told: found.told_at_ms.map(|at| on("requests-waits-told", at)),
    })
}
