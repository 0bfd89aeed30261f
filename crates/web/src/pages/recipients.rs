//! Those who got a person's data, on the page of a request: who is going to be told, and what became of it.

use super::shell::Shell;
use crate::Web;
use crate::gate::Caller;
use crate::input::Fields;
use crate::problem::Answer;
use app::subject_request::{self as requests, Recipient, RequestView};
use domain::record::{NotTold, RecipientPlan};
use domain::{SubjectDecision, SubjectRequestId, SubjectRight};

/// One of them.
pub(super) struct RecipientLine {
    pub email: String,
    pub who: String,
    /// What they got.
    pub passed: String,
    /// What became of it.
    pub state: String,
    /// The reason, or what their server said.
    pub detail: String,
}

/// Those of a case.
pub(super) struct Recipients {
    /// They can still be chosen.
    pub chosen: bool,
    /// How many there are, in words.
    pub count: String,
    pub lines: Vec<RecipientLine>,
}

fn line(p: &Shell, one: Recipient) -> RecipientLine {
    let passed = |passed: &domain::record::PassedOn| {
        let (ticket, day) =
            (passed.ticket.to_string(), app::zone::written(passed.at, p.time_zone(), p.texts));
        p.texts.t_args("requests-passed-on", &[("ticket", ticket), ("day", day)])
    };
    RecipientLine {
        who: if one.name.is_empty() { one.email.clone() } else { format!("{} · {}", one.name, one.email) },
        passed: one.passed.iter().map(passed).collect::<Vec<_>>().join(", "),
        state: one.state.map(|state| p.texts.t(&format!("recipient-state-{state}"))).unwrap_or_default(),
        detail: if one.reason.is_empty() { one.detail } else { one.reason },
        email: one.email,
    }
}

/// Who is told, where the case is about to be carried out, or was.
///
/// # Errors
/// A refusal or a store's failure.
pub(super) async fn of_case(
    web: &Web,
    caller: &Caller,
    p: &Shell,
    (id, view): (SubjectRequestId, &RequestView),
) -> Answer<Option<Recipients>> {
    use SubjectRight as R;
    let are_told = matches!(view.row.right, R::Rectification | R::Erasure | R::Restriction);
    let is_granted = view.row.decision == Some(SubjectDecision::Granted);
    let chosen = view.row.carried_out_at_ms.is_none() && view.erasure_id.is_none();
    if !are_told
        || !is_granted
        || view.row.contact_id.is_none()
        || (chosen && view.row.closed_at_ms.is_some())
    {
        return Ok(None);
    }
    let found = match chosen {
        true => requests::recipients(&web.app, &caller.ctx, id).await?,
        false => view.recipients.clone(),
    };
    if found.is_empty() && !chosen {
        return Ok(None);
    }
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let key = if chosen { "requests-recipients-count" } else { "requests-recipients-told" };
    Ok(Some(Recipients {
        chosen: chosen && !found.is_empty(),
        count: p.texts.t_args(key, &[("count", count)]),
        lines: found.into_iter().map(|one| line(p, one)).collect(),
    }))
}

/// What the form says: each that was shown is told, but for those that were unticked.
pub(super) fn plan(fields: &Fields) -> RecipientPlan {
    let told: Vec<_> = fields.all("tell").collect();
    let shown = fields.all("recipient").zip(fields.all("reason"));
    let not_told = shown.filter(|(email, _)| !told.contains(email));
    RecipientPlan {
        words: fields.get("recipient_words").to_owned(),
        not_told: not_told
            .map(|(email, reason)| NotTold { email: email.to_owned(), reason: reason.to_owned() })
            .collect(),
    }
}
