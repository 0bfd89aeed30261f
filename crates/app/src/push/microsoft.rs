//! Microsoft's way (Graph "Change notifications" and "Lifecycle notifications"): each call bears the secret that it was
//! asked to bear.

use super::Key;
use crate::{App, Error, Result};
use domain::Private;
use serde::Deserialize;

/// Notifications in one call.
const NOTIFICATIONS_MAX: usize = 1_000;

#[derive(Deserialize)]
struct Call {
    value: Vec<Notification>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notification {
    #[serde(default)]
    client_state: String,
    #[serde(default)]
    lifecycle_event: Option<String>,
}

/// Takes what Microsoft posted; how many mailboxes here were told. Whoever does not know a secret tells nobody.
///
/// # Errors
/// [`Error::Input`] for what cannot be read.
pub fn microsoft(app: &App, body: &[u8]) -> Result<usize> {
    let unreadable = |_| Error::Input { field: "value", rule: "rule-unreadable" };
    let call: Call = serde_json::from_slice(body).map_err(unreadable)?;
    let told = call.value.into_iter().take(NOTIFICATIONS_MAX).filter(|one| {
        let key = Key::microsoft(&Private::new(one.client_state.clone()));
        // It ends, it was removed, or something was missed: what is new is asked for in any case.
        app.bells().ring(&key, one.lifecycle_event.is_some())
    });
    Ok(told.count())
}
