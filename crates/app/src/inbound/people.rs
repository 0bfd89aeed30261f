//! Addresses to contacts: every address of a mail has a contact of its own, except the mailbox's own.

use super::Target;
use crate::organisation::domain_tag;
use crate::{App, Ctx, Result};
use crypto::Draft;
use domain::keyring::{ContactLookup, LeafRef, Tag};
use domain::record::{Address, ContactProfile, MessageContent};
use domain::{ContactId, Sealed};
use std::collections::{HashMap, HashSet};

/// Column name that goes into the tags.
pub const COLUMN: &str = "contact_lookup.tag";
/// Addresses of one mail that become contacts; a longer list is a mailing, not a conversation.
const PEOPLE_PER_MAIL_MAX: usize = 50;

/// A contact that this batch makes.
#[derive(Debug)]
pub struct NewPerson {
    /// Id.
    pub id: ContactId,
    /// Sealed profile.
    pub profile: Sealed<ContactProfile>,
    /// Tag of the address' domain, by which an organisation is found.
    pub domain: Option<Tag>,
}

/// Contacts of a batch: known ones by tag, new ones sealed.
#[derive(Debug, Default)]
pub struct People {
    by_email: HashMap<String, ContactId>,
    /// Made in this batch.
    pub made: Vec<NewPerson>,
    /// Known to the keyring, but without a row: a crash came between keys and data. Their rows are made again.
    lost: HashSet<ContactId>,
}

/// The people of one mail.
#[derive(Debug, Clone)]
pub struct Cast {
    /// Who wrote.
    pub sender: ContactId,
    /// Everyone who takes part, the sender first.
    pub participants: Vec<ContactId>,
}

impl People {
    /// Looks up every address of the batch.
    ///
    /// # Errors
    /// The keyring's failure.
    pub async fn look_up<'a>(
        app: &App,
        target: &Target,
        contents: impl Iterator<Item = &'a MessageContent>,
    ) -> Result<Self> {
        let mut tags: HashMap<Tag, String> = HashMap::new();
        for address in contents.flat_map(|content| people_of(target, content)) {
            tags.insert(app.vault().tag(target.scope, COLUMN, address.email.as_bytes())?, address.email);
        }
        let keys: Vec<Tag> = tags.keys().copied().collect();
        let found = app.keyring().find_contact_lookups(target.scope, &keys).await?;
        let mut people = Self::default();
        for lookup in found {
            if let Some(email) = tags.remove(&lookup.tag) {
                people.by_email.insert(email, lookup.contact);
            }
        }
        people.find_lost(app, target).await?;
        let leaves: Vec<_> = people.by_email.values().map(|id| LeafRef::contact(*id)).collect();
        app.admit(target.scope, &leaves).await?;
        Ok(people)
    }

    async fn find_lost(&mut self, app: &App, target: &Target) -> Result<()> {
        let ids: Vec<ContactId> = self.by_email.values().copied().collect();
        let there = app.store().tenant(target.scope).list_contact_ids(&ids).await?;
        let there: HashSet<ContactId> = there.into_iter().collect();
        self.lost = ids.into_iter().filter(|id| !there.contains(id)).collect();
        Ok(())
    }

    /// The people of one mail; those not known yet are made.
    ///
    /// # Errors
    /// A failure of sealing.
    pub fn of_mail(
        &mut self,
        ctx: &Ctx,
        draft: &mut Draft,
        target: &Target,
        content: &MessageContent,
    ) -> Result<Cast> {
        let mut participants = Vec::new();
        for address in people_of(target, content) {
            let id = match self.by_email.get(&address.email) {
                Some(id) => {
                    let id = *id;
                    if self.lost.remove(&id) {
                        let profile = seal_profile(ctx, draft, id, &address)?;
                        let domain = domain_tag(draft, &address.email)?;
                        self.made.push(NewPerson { id, profile, domain });
                    }
                    id
                }
                None => {
                    let id = self.make(ctx, draft, &address)?;
                    let tag = draft.tag(COLUMN, address.email.as_bytes())?;
                    draft.add_lookup(ContactLookup { tenant: ctx.scope.tenant(), tag, contact: id });
                    self.by_email.insert(address.email.clone(), id);
                    id
                }
            };
            if !participants.contains(&id) {
                participants.push(id);
            }
        }
        let author = content.from.first().and_then(|from| mime::normalise_address(&from.email));
        let sender = match author.and_then(|email| self.by_email.get(&email).copied()) {
            Some(id) => id,
            // Nobody we could name wrote this (no From, or the mailbox itself): a contact of its own, without
            // an address, so that two such mails are never taken for the same person.
            None => self.make(ctx, draft, content.from.first().unwrap_or(&Address::default()))?,
        };
        participants.retain(|id| *id != sender);
        participants.insert(0, sender);
        Ok(Cast { sender, participants })
    }

    fn make(&mut self, ctx: &Ctx, draft: &mut Draft, address: &Address) -> Result<ContactId> {
        let (id, profile) = new_contact(ctx, draft, address)?;
        let domain = domain_tag(draft, &address.email)?;
        self.made.push(NewPerson { id, profile, domain });
        Ok(id)
    }
}

/// Makes a contact's key and seals the profile.
///
/// # Errors
/// A failure of sealing.
pub fn new_contact(
    ctx: &Ctx,
    draft: &mut Draft,
    address: &Address,
) -> Result<(ContactId, Sealed<ContactProfile>)> {
    let id = ContactId::generate(ctx.now);
    draft.create_leaf(ctx.now, LeafRef::contact(id))?;
    Ok((id, seal_profile(ctx, draft, id, address)?))
}

/// Seals the profile of a contact that has a key.
///
/// # Errors
/// A failure of sealing.
pub fn seal_profile(
    ctx: &Ctx,
    draft: &mut Draft,
    id: ContactId,
    address: &Address,
) -> Result<Sealed<ContactProfile>> {
    let emails = if address.email.is_empty() { Vec::new() } else { vec![address.email.clone()] };
    let profile = ContactProfile { name: address.name.clone(), emails, ..ContactProfile::default() };
    Ok(draft.seal(ctx.now, id.uuid(), &[LeafRef::contact(id)], &profile)?)
}

/// The addresses of a mail that are people: normalised, without the mailbox's own.
fn people_of<'a>(target: &'a Target, content: &'a MessageContent) -> impl Iterator<Item = Address> + 'a {
    content
        .from
        .iter()
        .chain(&content.reply_to)
        .chain(&content.to)
        .chain(&content.cc)
        .filter_map(|address| {
            let email = mime::normalise_address(&address.email)?;
            (!target.own_addresses.contains(&email)).then(|| Address { name: address.name.clone(), email })
        })
        .take(PEOPLE_PER_MAIL_MAX)
}
