//! From which of a mailbox's addresses an answer comes: the one that its mail was addressed to, unless its writer names
//! another. Which there are, the mailbox says.

use crate::view::{MailboxView, MessageView};
use crate::{Error, Result};
use domain::MessageKind;
use domain::limits::{MAILBOX_ADDRESSES_MAX, NAME_CHARS_MAX};
use domain::record::{Address, MailboxSettings};

/// Every address of a mailbox that answers may come from, its own first, each with the name that stands with it.
#[must_use]
pub fn of(mailbox: &MailboxView) -> Vec<Address> {
    named(&mailbox.name, &mailbox.address, mailbox.aliases.clone())
}

fn named(name: &str, address: &str, further: Vec<Address>) -> Vec<Address> {
    let mut all = vec![Address { name: name.to_owned(), email: address.to_owned() }];
    all.extend(further);
    for identity in all.iter_mut().filter(|identity| identity.name.trim().is_empty()) {
        name.clone_into(&mut identity.name);
    }
    all
}

/// The address that an answer to a conversation comes from, oldest message first: the one that the newest mail was
/// addressed to; where that names none (a blind copy, a list), the one that we wrote from last.
#[must_use]
pub fn proposed(identities: &[Address], conversation: &[MessageView]) -> Address {
    let known = |email: &str| {
        let email = mime::normalise_address(email)?;
        identities.iter().find(|identity| identity.email == email).cloned()
    };
    let newest = |kind| conversation.iter().rev().filter(move |message| message.kind == kind);
    let addressed = newest(MessageKind::Inbound).take(1).flat_map(|mail| mail.to.iter().chain(&mail.cc));
    let written = newest(MessageKind::Outbound).flat_map(|mail| mail.from.iter());
    let found = addressed.chain(written).find_map(|address| known(&address.email));
    found.or_else(|| identities.first().cloned()).unwrap_or_default()
}

/// The address that is named, or the one that is proposed.
///
/// # Errors
/// [`Error::Input`] for one that is not the mailbox's.
pub(crate) fn choose(
    settings: &MailboxSettings,
    wanted: Option<&str>,
    conversation: &[MessageView],
) -> Result<Address> {
    let all = named(&settings.name, &settings.address, settings.further());
    let Some(wanted) = wanted else { return Ok(proposed(&all, conversation)) };
    let email = mime::normalise_address(wanted);
    let found = all.into_iter().find(|identity| Some(&identity.email) == email.as_ref());
    found.ok_or(Error::Input { field: "from", rule: "rule-not-ours" })
}

/// Further addresses as they are kept: normalised, each once, without the mailbox's own.
///
/// # Errors
/// [`Error::Input`] for what is no address or no name, and for too many.
pub(crate) fn checked(own: &str, further: &[Address]) -> Result<Vec<Address>> {
    let refuse = |rule| Error::Input { field: "aliases", rule };
    let mut all: Vec<Address> = Vec::new();
    for one in further {
        let email = mime::normalise_address(&one.email).ok_or_else(|| refuse("rule-address"))?;
        let name = one.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.chars().count() > NAME_CHARS_MAX || name.chars().any(char::is_control) {
            return Err(refuse("rule-name"));
        }
        if email != own && !all.iter().any(|known| known.email == email) {
            all.push(Address { name, email });
        }
    }
    if all.len() > MAILBOX_ADDRESSES_MAX {
        return Err(refuse("rule-too-many"));
    }
    Ok(all)
}
