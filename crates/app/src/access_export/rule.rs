//! Which messages are a person's to have (docs/access-export.md): what they sent or were sent, and what was noted about
//! them in their own tickets; nothing about somebody else that they do not know already. Pure.

use domain::MessageKind;
use domain::record::{Address, MessageContent};
use std::collections::HashSet;

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is theirs to have.
    Given,
    /// It is left out and counted.
    LeftOut,
    /// It is none of theirs: it lies in somebody else's ticket.
    NotTheirs,
}

/// The person, as mails name them.
#[derive(Debug, Clone, Default)]
pub struct Them {
    /// Addresses, normalised.
    pub emails: HashSet<String>,
    /// The company's own addresses, normalised: naming them tells of nobody.
    pub ours: HashSet<String>,
}

/// Somebody else who takes part in a ticket.
#[derive(Debug, Clone, Default)]
pub struct Other {
    /// Name.
    pub name: String,
    /// Phone.
    pub phone: String,
}

/// Shorter names and numbers stand in too many texts to mean somebody.
const TELLING_CHARS_MIN: usize = 3;

impl Them {
    /// Whether an address is theirs.
    #[must_use]
    pub fn has(&self, address: &Address) -> bool {
        mime::normalise_address(&address.email).is_some_and(|email| self.emails.contains(&email))
    }

    /// Whether one of these addresses is theirs.
    #[must_use]
    pub fn among(&self, addresses: &[Address]) -> bool {
        addresses.iter().any(|address| self.has(address))
    }

    /// What becomes of a message: `wrote` when its row says that they wrote it, `own` when the ticket is theirs.
    #[must_use]
    pub fn judge(
        &self,
        kind: MessageKind,
        wrote: bool,
        own: bool,
        content: &MessageContent,
        others: &[Other],
    ) -> Verdict {
        if kind == MessageKind::Note {
            return match own {
                false => Verdict::NotTheirs,
                true if self.names_others(&content.text, others) => Verdict::LeftOut,
                true => Verdict::Given,
            };
        }
        let sent = wrote || (kind == MessageKind::Inbound && self.among(&content.from));
        let got = [&content.to, &content.cc, &content.bcc].into_iter().any(|all| self.among(all));
        match (sent || got, own) {
            (true, _) => Verdict::Given,
            (false, true) => Verdict::LeftOut,
            (false, false) => Verdict::NotTheirs,
        }
    }

    /// Whether a text of the company's gives somebody else away: by any address that is neither theirs nor the company's
    /// own, or by name or phone of somebody who takes part in one of their tickets.
    #[must_use]
    pub fn names_others(&self, text: &str, others: &[Other]) -> bool {
        let folded = text.to_lowercase();
        let named = |what: &str| {
            let what = what.trim().to_lowercase();
            what.chars().count() >= TELLING_CHARS_MIN && folded.contains(&what)
        };
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let (all_digits, known) = (digits(text), |email: &str| {
            let email = mime::normalise_address(email).unwrap_or_default();
            self.emails.contains(&email) || self.ours.contains(&email)
        });
        let called = |other: &Other| {
            let phone = digits(&other.phone);
            named(&other.name) || (phone.len() >= 5 && all_digits.contains(&phone))
        };
        addresses_in(text).any(|email| !known(email)) || others.iter().any(called)
    }
}

/// What looks like an address in a text.
fn addresses_in(text: &str) -> impl Iterator<Item = &str> {
    let stops = |c: char| c.is_whitespace() || "<>()[]{}\",;:'\u{201c}\u{201d}".contains(c);
    text.split(stops).map(|word| word.trim_matches(['.', '!', '?'])).filter(|word| {
        word.split_once('@').is_some_and(|(local, host)| !local.is_empty() && host.contains('.'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn them() -> Them {
        let set = |all: &[&str]| all.iter().map(|email| (*email).to_owned()).collect();
        Them { emails: set(&["eva@home.test"]), ours: set(&["support@acme.test"]) }
    }

    fn to(email: &str) -> Vec<Address> {
        vec![Address { name: String::new(), email: email.to_owned() }]
    }

    #[test]
    fn mails_are_theirs_who_sent_or_got_them() {
        let (mail, note) = (MessageKind::Inbound, MessageKind::Note);
        let from = MessageContent { from: to("Eva@Home.test"), ..MessageContent::default() };
        let got = MessageContent { cc: to("eva@home.test"), ..MessageContent::default() };
        let neither = MessageContent { from: to("bob@b.test"), ..MessageContent::default() };
        for own in [true, false] {
            assert_eq!(them().judge(mail, false, own, &from, &[]), Verdict::Given);
            assert_eq!(them().judge(MessageKind::Outbound, false, own, &got, &[]), Verdict::Given);
            assert_eq!(them().judge(mail, true, own, &neither, &[]), Verdict::Given);
        }
        assert_eq!(them().judge(mail, false, true, &neither, &[]), Verdict::LeftOut);
        assert_eq!(them().judge(mail, false, false, &neither, &[]), Verdict::NotTheirs);
        assert_eq!(them().judge(note, false, false, &neither, &[]), Verdict::NotTheirs);
    }

    #[test]
    fn notes_that_name_others_are_left_out() {
        let others = [Other { name: "Bob Builder".to_owned(), phone: "+45 12 34 56".to_owned() }];
        for fine in ["Called Eva, eva@home.test.", "Write to <Support@acme.test>!", "a @ b", "at 12:30", ""] {
            assert!(!them().names_others(fine, &others), "{fine}");
        }
        for telling in
            ["ask bob@b.test.", "(bob@b.test)", "BOB BUILDER knows", "ring 4512 3456", "mail:x@y.zz"]
        {
            assert!(them().names_others(telling, &others), "{telling}");
        }
    }
}
