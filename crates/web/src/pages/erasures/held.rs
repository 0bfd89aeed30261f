//! What legal holds are of, in words, and whose they are. Names come by the ordinary ways, which log them and keep closed what is
//! stored only.

use crate::Web;
use crate::gate::Caller;
use crate::problem::Answer;
use app::erasure::Scope;
use app::erasure::holds::HoldView;
use domain::{AgentId, ContactId, MailboxId, TicketId};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Where the end of an id begins that tells things apart: in front stands the time.
const SHORT_FROM: usize = 24;

/// The names of what is held.
pub(super) struct Named {
    tickets: HashMap<TicketId, i64>,
    /// Of whose data is stored only, the name is empty.
    people: HashMap<ContactId, String>,
    mailboxes: HashMap<MailboxId, String>,
    owners: HashMap<AgentId, String>,
}

fn unlike<T: Eq + Hash>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.collect::<HashSet<_>>().into_iter().collect()
}

fn scope(hold: &HoldView) -> Scope {
    Scope::of(hold.scope, hold.subject_id)
}

impl Named {
    /// Looks for what these holds are of.
    pub async fn of_all(web: &Web, caller: &Caller, holds: &[HoldView]) -> Answer<Self> {
        let (app, ctx) = (&*web.app, &caller.ctx);
        let tickets = unlike(holds.iter().filter_map(|hold| match scope(hold) {
            Scope::Conversation(id) => Some(id),
            _ => None,
        }));
        let people = unlike(holds.iter().filter_map(|hold| match scope(hold) {
            Scope::Contact(id) => Some(id),
            _ => None,
        }));
        let has_mailboxes = holds.iter().any(|hold| matches!(scope(hold), Scope::Mailbox(_)));
        let mailboxes = if has_mailboxes { app::mailbox::list(app, ctx).await? } else { Vec::new() };
        let owners = unlike(holds.iter().map(|hold| hold.owner_id));
        let owners =
            if owners.is_empty() { Vec::new() } else { app::agent::list_named(app, ctx, &owners).await? };
        let name = |person: app::view::ContactView| {
            let email = person.emails.into_iter().next().unwrap_or_default();
            (person.id, if person.name.is_empty() { email } else { person.name })
        };
        Ok(Self {
            tickets: app::ticket::numbers(app, ctx, &tickets).await?.into_iter().collect(),
            people: app::contact::list_named(app, ctx, &people).await?.into_iter().map(name).collect(),
            mailboxes: mailboxes.into_iter().map(|mailbox| (mailbox.id, mailbox.address)).collect(),
            owners: owners.into_iter().map(|agent| (agent.id, agent.name)).collect(),
        })
    }

    /// What it is of, and where that is. A company is named by the kind alone.
    pub fn of(&self, hold: &HoldView) -> (String, Option<String>) {
        let short = || hold.subject_id.simple().to_string().chars().skip(SHORT_FROM).collect::<String>();
        match scope(hold) {
            Scope::Tenant => (String::new(), None),
            Scope::Conversation(id) => match self.tickets.get(&id) {
                Some(number) => (format!("#{number}"), Some(format!("/tickets/{id}"))),
                None => (short(), None),
            },
            Scope::Contact(id) => match self.people.get(&id) {
                Some(name) if !name.is_empty() => {
                    (name.clone(), Some(format!("/contacts/{id}/personal-data")))
                }
                _ => (short(), None),
            },
            Scope::Mailbox(id) => (self.mailboxes.get(&id).cloned().unwrap_or_else(short), None),
            _ => (short(), None),
        }
    }

    /// Who answers for it; empty of whoever has no name any more.
    pub fn owner(&self, hold: &HoldView) -> String {
        self.owners.get(&hold.owner_id).cloned().unwrap_or_default()
    }
}
