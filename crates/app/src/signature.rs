//! What stands below an answer: the signature of the ticket's team, where it has one with a signature, because a team
//! speaks with one voice; else its author's own; else the mailbox's.

use crate::placeholder::{self, Part, Placeholder, Values};
use crate::{App, Result, saved_reply, team};
use domain::AgentId;
use domain::limits::SIGNATURE_CHARS_MAX;
use domain::record::{AgentProfile, MailboxSettings};
use privacy::Permit;

/// Whose signature it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The team's.
    Team,
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

/// The signatures that an answer can get, as they are kept; empty where there is none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signatures<'a> {
    /// The team's.
    pub team: &'a str,
    /// The author's own.
    pub own: &'a str,
    /// The mailbox's.
    pub mailbox: &'a str,
}

/// Which signature an answer gets: the team's, else the author's own, else the mailbox's, each filled in. One's own that
/// cannot be read is older than the rule that it must be, and goes out as it is.
#[must_use]
pub fn choose(of: Signatures<'_>, values: &Values) -> Option<Signature> {
    let signed = |whose, text: Option<String>| text.map(|text| Signature { whose, text });
    signed(Whose::Team, filled(of.team, values))
        .or_else(|| signed(Whose::Own, own(of.own, values)))
        .or_else(|| signed(Whose::Mailbox, filled(of.mailbox, values)))
}

fn own(text: &str, values: &Values) -> Option<String> {
    match placeholder::used(text) {
        Ok(_) => filled(text, values),
        Err(_) => some(text).map(str::to_owned),
    }
}

fn filled(text: &str, values: &Values) -> Option<String> {
    let filled = placeholder::fill(text, values).ok()?;
    // Nobody looks at it before it goes out: a value that is missing all the same leaves nothing behind.
    let part = |part: Part| match part {
        Part::Text(text) | Part::Value(text) | Part::Fallback(text) => text,
        Part::Empty(_) => String::new(),
    };
    let text: String = filled.0.into_iter().map(part).collect();
    some(&text).map(str::to_owned)
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
    let of_team = team::signature_of(app, permit, ticket).await?;
    let own = profile.signature.as_deref().unwrap_or_default();
    let mailbox = settings.signature.as_deref().unwrap_or_default();
    let none = Signatures::default();
    let in_order = [
        (of_team.as_str(), Signatures { team: &of_team, ..none }),
        (own, Signatures { own, ..none }),
        (mailbox, Signatures { mailbox, ..none }),
    ];
    for (text, of) in in_order {
        if let Some(signature) = choose(of, &values(app, permit, author, ticket, text).await?) {
            return Ok(Some(signature.text));
        }
    }
    Ok(None)
}

/// The signatures that the first mail of a ticket can get: it has no team yet.
#[must_use]
pub fn of_first<'a>(own: &'a str, mailbox: &'a str) -> Signatures<'a> {
    Signatures { team: "", own, mailbox }
}

/// Whether the first signature that is not empty names the ticket's number.
#[must_use]
pub fn names_number(of: Signatures<'_>) -> bool {
    let first = [of.team, of.own, of.mailbox].into_iter().find_map(some).unwrap_or_default();
    placeholder::used(first).is_ok_and(|used| used.contains(&Placeholder::TicketNumber))
}

/// What the placeholders of a signature stand for. Only what they need is opened.
async fn values(
    app: &App,
    permit: &Permit,
    author: AgentId,
    ticket: &store::Ticket,
    text: &str,
) -> Result<Values> {
    let used = placeholder::used(text).unwrap_or_default();
    match used.is_empty() {
        true => Ok(Values::default()),
        false => saved_reply::values(app, permit, author, ticket, &used).await,
    }
}

/// A signature as it is kept: lines end in LF, nothing when it is empty.
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

    #[test]
    fn the_teams_comes_before_ones_own_which_comes_before_the_mailboxs() {
        let values = Values::default().with(Placeholder::AgentName, "Egon Agent");
        let of = |team, own, mailbox| {
            let of = Signatures { team, own, mailbox };
            choose(of, &values).map(|signature| (signature.whose, signature.text))
        };
        let text = |own, mailbox| of(" ", own, mailbox);
        let (own, theirs) = (Whose::Own, Whose::Mailbox);
        assert_eq!(of("{agent.name}, Sales", "Own", ""), Some((Whose::Team, "Egon Agent, Sales".to_owned())));
        assert_eq!(of("{mailbox.address}", "Own", "x"), Some((own, "Own".to_owned())));
        assert_eq!(text(" {agent.name}\n", "Support"), Some((own, "Egon Agent".to_owned())));
        assert_eq!(text("{ me }\n", "Support"), Some((own, "{ me }".to_owned())));
        assert_eq!(text("{mailbox.name}", "Support"), Some((theirs, "Support".to_owned())));
        assert_eq!(text(" ", "{agent.name}\n{{x}\n"), Some((theirs, "Egon Agent\n{x}".to_owned())));
        assert_eq!(text("", "{mailbox.address}\n"), None);
        assert_eq!(text("", ""), None);
    }
}
