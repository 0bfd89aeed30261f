//! What stands below an answer: its author's own signature, else the mailbox's.

use crate::placeholder::{self, Part, Values};
use crate::{App, Result, saved_reply};
use domain::AgentId;
use domain::limits::SIGNATURE_CHARS_MAX;
use domain::record::{AgentProfile, MailboxSettings};
use privacy::Permit;

/// Whose signature it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The author's own.
    Own,
    /// The mailbox's.
    Mailbox,
}

/// A signature as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Whose.
    pub whose: Whose,
    /// Its text, filled in.
    pub text: String,
}

/// Which signature an answer gets: the author's own as it is, else the mailbox's, filled in.
#[must_use]
pub fn choose(own: &str, of_mailbox: &str, values: &Values) -> Option<Signature> {
    if let Some(text) = some(own) {
        return Some(Signature { whose: Whose::Own, text: text.to_owned() });
    }
    let filled = placeholder::fill(of_mailbox, values).ok()?;
    // Nobody looks at it before it goes out: a value that is missing all the same leaves nothing behind.
    let part = |part: Part| match part {
        Part::Text(text) | Part::Value(text) | Part::Fallback(text) => text,
        Part::Empty(_) => String::new(),
    };
    let text: String = filled.0.into_iter().map(part).collect();
    some(&text).map(|text| Signature { whose: Whose::Mailbox, text: text.to_owned() })
}

/// What stands below an answer on this ticket.
///
/// # Errors
/// A restricted requester, or a store's failure.
pub(crate) async fn below(
    app: &App,
    permit: &Permit,
    (author, profile): (AgentId, &AgentProfile),
    settings: &MailboxSettings,
    ticket: &store::Ticket,
) -> Result<Option<String>> {
    let own = profile.signature.as_deref().unwrap_or_default();
    let of_mailbox = settings.signature.as_deref().unwrap_or_default();
    let values = match some(own) {
        Some(_) => Values::default(),
        None => {
            let used = placeholder::used(of_mailbox).unwrap_or_default();
            saved_reply::values(app, permit, author, ticket, &used).await?
        }
    };
    Ok(choose(own, of_mailbox, &values).map(|signature| signature.text))
}

/// A mailbox's signature as it is kept: lines end in LF, nothing when it is empty.
///
/// # Errors
/// [`crate::Error::Input`] when it is too long, [`crate::Error::Placeholder`] when it cannot be read or could come out
/// with a place still empty.
pub(crate) fn checked(text: &str) -> Result<Option<String>> {
    let text = text.replace("\r\n", "\n");
    if text.chars().count() > SIGNATURE_CHARS_MAX {
        return Err(crate::Error::Input { field: "signature", rule: "rule-too-long" });
    }
    placeholder::check_whole(&text)?;
    Ok(some(&text).map(str::to_owned))
}

fn some(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::placeholder::Placeholder;

    #[test]
    fn ones_own_signature_comes_first_and_is_not_read() {
        let values = Values::default().with(Placeholder::AgentName, "Egon Agent");
        let text =
            |own, mailbox| choose(own, mailbox, &values).map(|signature| (signature.whose, signature.text));
        let (own, theirs) = (Whose::Own, Whose::Mailbox);
        assert_eq!(text(" {agent.name}\n", "Support"), Some((own, "{agent.name}".to_owned())));
        assert_eq!(text(" ", "{agent.name}\n{{x}\n"), Some((theirs, "Egon Agent\n{x}".to_owned())));
        assert_eq!(text("", "{mailbox.address}\n"), None);
        assert_eq!(text("", ""), None);
    }
}
