//! Putting right what is held of a person, on the page of the request that grants it.

use crate::Web;
use crate::gate::Caller;
use crate::input::Fields;
use crate::problem::Answer;
use app::rectification::{self, Held, Rectification};
use app::subject_request::RequestView;
use domain::{SubjectDecision, SubjectRight};

/// What is held now, where it is going to be put right.
///
/// # Errors
/// A refusal or a store's failure.
pub(super) async fn wrong(web: &Web, caller: &Caller, view: &RequestView) -> Answer<Option<Held>> {
    let is_granted = view.row.decision == Some(SubjectDecision::Granted);
    let is_asked = view.row.right == SubjectRight::Rectification && view.row.closed_at_ms.is_none();
    match view.row.contact_id {
        Some(contact) if is_asked && is_granted && view.row.carried_out_at_ms.is_none() => {
            Ok(Some(rectification::held(&web.app, &caller.ctx, contact).await?))
        }
        _ => Ok(None),
    }
}

/// What is right, where the form asked for it.
pub(super) fn right(fields: &Fields) -> Option<Rectification> {
    let emails = fields.0.iter().find(|(name, _)| name == "emails")?.1.lines().map(str::to_owned).collect();
    let text = |name: &str| Some(fields.get(name).to_owned());
    Some(Rectification { name: text("name"), phone: text("phone"), emails: Some(emails) })
}
