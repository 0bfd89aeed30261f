//! Whom an answer goes to when its writer names nobody: where the newest mail asks for it; and who stands in copy, for
//! an answer to all.

use crate::view::MessageView;
use domain::MessageKind;
use domain::limits::ADDRESSES_MAX;
use domain::record::Address;

/// Recipients of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recipients {
    /// To.
    pub to: Vec<Address>,
    /// Everyone else of the newest mail, without the mailbox's own addresses.
    pub cc: Vec<Address>,
}

/// Reads them from a conversation, oldest message first. `own` are addresses that mail comes in by.
#[must_use]
pub fn proposed(conversation: &[MessageView], requester: &Address, own: &[String]) -> Recipients {
    let newest = conversation.iter().rev().find(|m| m.kind == MessageKind::Inbound);
    let Some(mail) = newest else {
        let known = !requester.email.is_empty();
        return Recipients { to: known.then(|| requester.clone()).into_iter().collect(), cc: Vec::new() };
    };
    let mut to = match (mail.reply_to.is_empty(), mail.from.is_empty()) {
        (false, _) => mail.reply_to.clone(),
        (true, false) => mail.from.clone(),
        (true, true) if requester.email.is_empty() => Vec::new(),
        (true, true) => vec![requester.clone()],
    };
    // Of whoever was removed for privacy only a pseudonym is left, which has no address.
    to.retain(|address| !address.email.is_empty());
    let mut taken: Vec<String> = to.iter().map(key).chain(own.iter().map(|own| own.to_lowercase())).collect();
    let mut cc = Vec::new();
    for other in mail.to.iter().chain(&mail.cc) {
        // What is no address cannot be answered; who stands there twice gets one copy.
        let good = mime::normalise_address(&other.email).is_some();
        if good && !taken.contains(&key(other)) && to.len() + cc.len() < ADDRESSES_MAX {
            taken.push(key(other));
            cc.push(other.clone());
        }
    }
    Recipients { to, cc }
}

/// Reads addresses as people write them: with or without names, between commas.
#[must_use]
pub fn read(text: &str) -> Vec<Address> {
    mime::parse::address::parse_list(text).0
}

/// The first of what people wrote that is no address.
#[must_use]
pub fn unreadable(text: &str) -> Option<String> {
    let wrong = |address: &Address| mime::normalise_address(&address.email).is_none();
    let typed = |one: Address| if one.email.is_empty() { one.name } else { one.email };
    read(text).into_iter().find(wrong).map(typed)
}

/// Addresses as a person would write them, and as [`read`] reads them.
#[must_use]
pub fn written(all: &[Address]) -> String {
    let one = |address: &Address| {
        let name = address.name.replace(['"', '\\', '<', '>'], "");
        match name.trim() {
            "" => address.email.clone(),
            name if name.chars().all(|c| c.is_alphanumeric() || c == ' ') => {
                format!("{name} <{}>", address.email)
            }
            name => format!("\"{name}\" <{}>", address.email),
        }
    };
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn key(address: &Address) -> String {
    address.email.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(name: &str, email: &str) -> Address {
        Address { name: name.to_owned(), email: email.to_owned() }
    }

    #[test]
    fn what_is_written_reads_back() {
        let all = [
            address("", "ann@x.test"),
            address("Ann Holm", "ann@x.test"),
            address("Holm, Ann (Sales)", "ann@x.test"),
        ];
        assert_eq!(read(&written(&all)), all);
        assert_eq!(read(&written(&[address("A \"B\" C", "a@x.test")])), [address("A B C", "a@x.test")]);
        assert_eq!(
            read(&written(&[address("Zoë <z@x.test>", "a@x.test")])),
            [address("Zoë z@x.test", "a@x.test")]
        );
        assert_eq!(read(""), []);
        // A comma at the end begins nothing.
        assert_eq!(read("Ann <ann@x.test>, ").len(), 1);
        assert_eq!(unreadable("Ann <ann@x.test>, nobody").as_deref(), Some("nobody"));
        assert_eq!(unreadable("Ann <ann@x.test>, "), None);
    }
}
