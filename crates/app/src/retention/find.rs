//! What a rule finds: page after page, the longest quiet first for conversations, by id for people. Nothing is opened.

use super::{Found, action_scope};
use crate::erasure::{Scope, holds};
use crate::{App, Result};
use domain::limits::ERASED_TICKETS_MAX;
use domain::{
    ContactId, ConversationFacts, Priority, RetentionAction, RetentionSubject, RetentionTerms,
    SubjectRequestState, TenantScope, TicketId, Timestamp,
};
use std::collections::{HashMap, HashSet};
use store::{RetentionRule, TenantStore, TicketCursor, TicketFilter, TicketOrder};
use uuid::Uuid;

/// Conversations whose people are looked up at once.
const TICKETS_PER_READ: usize = 64;
/// Conversations or people read at once.
const PER_READ: u32 = 200;

/// Something that falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Due {
    /// What.
    pub found: Found,
    /// When.
    pub due_at: Timestamp,
    /// Where it stands in the order of the pages.
    pub place: Place,
}

/// A place in the order of the pages.
pub(crate) type Place = (Timestamp, Uuid);

/// One page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// What falls due until the time that was asked for.
    pub due: Vec<Due>,
    /// How many were looked at.
    pub looked_at: usize,
    /// Where the next page begins; nowhere when this is the last.
    pub next: Option<Place>,
}

/// What falls due until `until`, after `after`.
///
/// # Errors
/// A store's failure.
pub(crate) async fn page(
    store: &TenantStore,
    terms: &RetentionTerms,
    until: Timestamp,
    after: Option<Place>,
) -> Result<Page> {
    match terms.subject {
        RetentionSubject::Conversation => conversations(store, terms, until, after).await,
        RetentionSubject::Contact => contacts(store, terms, until, after).await,
    }
}

async fn conversations(
    store: &TenantStore,
    terms: &RetentionTerms,
    until: Timestamp,
    after: Option<Place>,
) -> Result<Page> {
    let filter = TicketFilter {
        statuses: terms.statuses.clone(),
        mailboxes: terms.mailboxes.clone(),
        tags: terms.tag.into_iter().collect(),
        ..TicketFilter::default()
    };
    // In this order a place is a time and an id.
    let cursor = after.map(|(updated_at, id)| TicketCursor {
        updated_at,
        id: TicketId::from_uuid(id),
        number: 0,
        priority: Priority::Normal,
    });
    let tickets = store.list_tickets(&filter, TicketOrder::Oldest, cursor, PER_READ).await?;
    let quiet_since = terms.quiet_since(until);
    let more = tickets.len() >= PER_READ as usize;
    let last = tickets.last().filter(|last| more && last.updated_at <= quiet_since);
    let mut page = Page {
        next: last.map(|last| (last.updated_at, last.id.uuid())),
        looked_at: tickets.len(),
        ..Page::default()
    };
    let quiet: Vec<TicketId> =
        tickets.iter().filter(|ticket| ticket.updated_at <= quiet_since).map(|ticket| ticket.id).collect();
    let with_people = with_people(store, terms, &quiet).await?;
    let first = first_messages(store, terms, &quiet).await?;
    for ticket in &tickets {
        let asked =
            Asked { first_at: first.get(&ticket.id).copied(), has_people: with_people.contains(&ticket.id) };
        let due_at = ticket_due(terms, ticket, asked).filter(|at| *at <= until);
        let found = Found::Conversation(ticket.id, ticket.number);
        let place = (ticket.updated_at, ticket.id.uuid());
        page.due.extend(due_at.map(|due_at| Due { found, due_at, place }));
    }
    Ok(page)
}

/// Those of these from which somebody outside the company can be told, where a rule asks for that.
async fn with_people(
    store: &TenantStore,
    terms: &RetentionTerms,
    tickets: &[TicketId],
) -> Result<HashSet<TicketId>> {
    if terms.action != RetentionAction::Anonymise {
        return Ok(HashSet::new());
    }
    Ok(store.list_tickets_with_people(tickets).await?.into_iter().collect())
}

/// When the first message of each of these arrived, where a rule asks for that.
async fn first_messages(
    store: &TenantStore,
    terms: &RetentionTerms,
    tickets: &[TicketId],
) -> Result<HashMap<TicketId, Timestamp>> {
    if terms.age_days.is_none() {
        return Ok(HashMap::new());
    }
    Ok(store.list_first_messages(tickets).await?.into_iter().collect())
}

/// What does not stand in a ticket's row, and is asked for where a rule wants to know it.
#[derive(Clone, Copy)]
struct Asked {
    /// When its first message arrived; of one without messages, when it was made.
    first_at: Option<Timestamp>,
    /// Whether somebody outside the company can be told from it.
    has_people: bool,
}

/// When a conversation falls due. One that has nothing left that the rule would take is not due again.
fn ticket_due(terms: &RetentionTerms, ticket: &store::Ticket, asked: Asked) -> Option<Timestamp> {
    let facts = ConversationFacts {
        mailbox: ticket.mailbox,
        tags: &ticket.tags,
        status: ticket.status,
        last_at: ticket.updated_at,
        first_at: asked.first_at.unwrap_or(ticket.created_at),
        has_files: ticket.attachment_count > 0,
        has_people: asked.has_people,
    };
    terms.conversation_due(&facts)
}

/// Whether a rule that acts still has this erased, and nothing keeps it waiting. What is gone already is let end.
///
/// # Errors
/// A store's failure.
pub(crate) async fn is_due(app: &App, scope: TenantScope, what: Scope) -> Result<bool> {
    let (store, now) = (app.store().tenant(scope), app.now());
    let mut rules = store.list_retention_rules().await?;
    rules.retain(|rule| rule.acts_from <= now);
    match what {
        Scope::Conversation(id) | Scope::Attachments(id) | Scope::People(id) => {
            let Some(ticket) = store.find_ticket(id).await? else { return Ok(true) };
            let found = Found::Conversation(id, ticket.number);
            let has_people = !store.list_tickets_with_people(&[id]).await?.is_empty();
            let first_at = store.list_first_messages(&[id]).await?.pop().map(|(_, at)| at);
            let due = |terms: &RetentionTerms| ticket_due(terms, &ticket, Asked { first_at, has_people });
            takes(app, scope, (what, found), &rules, due).await
        }
        Scope::Contact(id) | Scope::Pseudonym(id) => {
            // The facts are asked for by what comes before them.
            let before = ContactId::from_uuid(Uuid::from_u128(id.uuid().as_u128().wrapping_sub(1)));
            let facts = store.list_contact_facts(Some(before), 1).await?;
            let Some((_, facts)) = facts.into_iter().find(|(found, _)| *found == id) else { return Ok(true) };
            takes(app, scope, (what, Found::Contact(id)), &rules, |terms| terms.contact_due(&facts)).await
        }
        _ => Ok(true),
    }
}

async fn takes(
    app: &App,
    scope: TenantScope,
    (what, found): (Scope, Found),
    rules: &[RetentionRule],
    due: impl Fn(&RetentionTerms) -> Option<Timestamp>,
) -> Result<bool> {
    let now = app.now();
    for rule in rules.iter().filter(|rule| action_scope(rule.terms.action, found) == Some(what)) {
        if due(&rule.terms).is_some_and(|at| at <= now) && !waits(app, scope, &rule.terms, found).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn contacts(
    store: &TenantStore,
    terms: &RetentionTerms,
    until: Timestamp,
    after: Option<Place>,
) -> Result<Page> {
    let after = after.map(|(_, id)| ContactId::from_uuid(id));
    let people = store.list_contact_facts(after, PER_READ).await?;
    let more = people.len() >= PER_READ as usize;
    let mut page = Page {
        next: people.last().filter(|_| more).map(|(id, facts)| (facts.known_at, id.uuid())),
        looked_at: people.len(),
        ..Page::default()
    };
    for (id, facts) in &people {
        let due_at = terms.contact_due(facts).filter(|at| *at <= until);
        let place = (facts.known_at, id.uuid());
        page.due.extend(due_at.map(|due_at| Due { found: Found::Contact(*id), due_at, place }));
    }
    Ok(page)
}

/// Whether something that is due waits: for a legal hold; for the end of a restriction, since the person may need what is
/// kept for them (GDPR Art. 18(2)); for a request of theirs that is not answered yet; for a mail that is still to be sent
/// before people are taken out of its conversation.
///
/// # Errors
/// A store's failure.
pub(crate) async fn waits(
    app: &App,
    scope: TenantScope,
    terms: &RetentionTerms,
    found: Found,
) -> Result<bool> {
    let store = app.store().tenant(scope);
    let people = people_of(&store, terms.action, found).await?;
    if !store.list_restricted_contacts(&people).await?.is_empty() {
        return Ok(true);
    }
    let open = |request: &store::SubjectRequest| {
        use SubjectRequestState as S;
        matches!(request.state, S::Identity | S::Open | S::Extended | S::Held)
    };
    for contact in people {
        if store.list_subject_requests_of_contact(contact).await?.iter().any(open) {
            return Ok(true);
        }
    }
    if let Found::Conversation(ticket, _) = found
        && store.list_subject_requests_of_ticket(ticket).await?.iter().any(open)
    {
        return Ok(true);
    }
    match action_scope(terms.action, found) {
        Some(Scope::Tenant) | None => Ok(true),
        // What is still to be sent goes out as it was written.
        Some(Scope::People(ticket)) if store.has_mail_on_its_way(ticket).await? => Ok(true),
        Some(wanted) => Ok(holds::find(app, scope, wanted).await?.is_some()),
    }
}

/// Who asked and who takes part.
async fn people_of(store: &TenantStore, action: RetentionAction, found: Found) -> Result<Vec<ContactId>> {
    Ok(match found {
        // Whoever takes part in their conversations is concerned as well: these go with them, or are written anew. A
        // pseudonym reaches into the conversations of others, too.
        Found::Contact(id) => {
            let mut all = vec![id];
            let mut tickets = store.list_tickets_of_requester(id, ERASED_TICKETS_MAX).await?;
            if action == RetentionAction::Anonymise {
                tickets.extend(store.list_tickets_of_participant(id, None, ERASED_TICKETS_MAX).await?);
            }
            for some in tickets.chunks(TICKETS_PER_READ) {
                all.extend(store.list_participants(some).await?.into_iter().map(|one| one.contact));
            }
            all.sort_unstable();
            all.dedup();
            all
        }
        Found::Conversation(id, _) => {
            let asked = store.list_tickets_by_ids(&[id]).await?.into_iter().map(|ticket| ticket.requester);
            let take_part = store.list_participants(&[id]).await?.into_iter().map(|one| one.contact);
            let mut all: Vec<_> = asked.chain(take_part).collect();
            all.sort_unstable();
            all.dedup();
            all
        }
    })
}
