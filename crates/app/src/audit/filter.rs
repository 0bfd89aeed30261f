//! What is looked for in the log.

use crate::{App, Ctx, Error, Result};
use domain::audit::{Actor, AuditEvent, Outcome, Purpose};
use domain::{AgentId, ObjectId, TicketId, Timestamp};
use privacy::Act;
use std::collections::HashSet;
use std::str::FromStr;

/// Messages of a ticket whose objects are looked for.
const MESSAGES_MAX: u32 = 1_000;

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// An agent.
    Agent(AgentId),
    /// Deskhero's own jobs.
    System,
    /// The operator.
    Operator,
    /// Someone who had not signed in.
    Nobody,
}

impl FromStr for By {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(match text {
            "system" => Self::System,
            "operator" => Self::Operator,
            "nobody" => Self::Nobody,
            id => Self::Agent(id.parse().map_err(|_| Error::Input { field: "who", rule: "rule-choice" })?),
        })
    }
}

impl By {
    fn is(self, actor: Actor) -> bool {
        match self {
            Self::Agent(id) => actor == Actor::Agent(id),
            Self::System => matches!(actor, Actor::System(_)),
            Self::Operator => actor == Actor::Operator,
            Self::Nobody => actor == Actor::Nobody,
        }
    }
}

/// What is looked for, as it was typed: words, ids, milliseconds. Empty is anything.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Sought {
    /// An agent's id, `system`, `operator` or `nobody`.
    pub who: String,
    /// The word of an act.
    pub act: String,
    /// A purpose.
    pub purpose: String,
    /// An outcome.
    pub outcome: String,
    /// From when on.
    pub from: Option<Timestamp>,
    /// Until when.
    pub until: Option<Timestamp>,
    /// A ticket's id or number.
    pub ticket: String,
    /// An object's id.
    pub object: String,
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    by: Option<By>,
    act: Option<&'static Act>,
    purpose: Option<Purpose>,
    outcome: Option<Outcome>,
    pub(super) from: Option<Timestamp>,
    pub(super) until: Option<Timestamp>,
    ticket: Option<TicketId>,
    objects: Option<HashSet<ObjectId>>,
}

fn word<T: FromStr>(field: &'static str, text: &str) -> Result<Option<T>> {
    let text = text.trim();
    let bad = |_| Error::Input { field, rule: "rule-choice" };
    if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(bad) }
}

impl AuditFilter {
    /// Reads what was typed. A ticket's number is looked up, and with it what belongs to the ticket.
    ///
    /// # Errors
    /// [`Error::Input`] for what is no choice, or a store's failure.
    pub async fn of(app: &App, ctx: &Ctx, sought: &Sought) -> Result<Self> {
        let act = match sought.act.trim() {
            "" => None,
            word => Some(Act::find(word).ok_or(Error::Input { field: "act", rule: "rule-choice" })?),
        };
        let mut filter = Self {
            by: word("who", &sought.who)?,
            act,
            purpose: word("purpose", &sought.purpose)?,
            outcome: word("outcome", &sought.outcome)?,
            from: sought.from,
            until: sought.until,
            ticket: None,
            objects: word::<ObjectId>("object", &sought.object)?.map(|object| HashSet::from([object])),
        };
        // Before it was made, nothing was done with it.
        let object = filter.objects.iter().flatten().next().map(|object| object.generated_at());
        if let Some(ticket) = ticket_of(app, ctx, sought.ticket.trim()).await? {
            let own = objects_of(app, ctx, ticket).await?;
            filter.ticket = Some(ticket);
            filter.from = filter.from.max(Some(ticket.generated_at()));
            filter.objects = Some(match filter.objects.take() {
                // Of one object of a ticket: what is about both.
                Some(object) => object.into_iter().filter(|object| own.contains(object)).collect(),
                None => own,
            });
        }
        filter.from = filter.from.max(object);
        Ok(filter)
    }

    /// Whether an event is looked for.
    #[must_use]
    pub fn matches(&self, event: &AuditEvent) -> bool {
        self.by.is_none_or(|by| by.is(event.actor))
            && self.act.is_none_or(|act| act.word == event.act)
            && self.purpose.is_none_or(|purpose| purpose == event.purpose)
            && self.outcome.is_none_or(|outcome| outcome == event.outcome)
            && self.from.is_none_or(|from| event.at >= from)
            && self.until.is_none_or(|until| event.at <= until)
            && self.about(event)
    }

    fn about(&self, event: &AuditEvent) -> bool {
        let Some(objects) = &self.objects else { return true };
        self.ticket.is_some_and(|ticket| event.tickets.contains(&ticket))
            || event.opened.iter().chain(&event.made).any(|object| objects.contains(object))
    }
}

async fn ticket_of(app: &App, ctx: &Ctx, text: &str) -> Result<Option<TicketId>> {
    if text.is_empty() {
        return Ok(None);
    }
    // By its id it is found when it is not there any more, too.
    if let Ok(id) = text.parse::<TicketId>() {
        return Ok(Some(id));
    }
    let absent = Error::Input { field: "ticket", rule: "audit-no-such-ticket" };
    let Ok(number) = text.trim_start_matches('#').parse::<i64>() else { return Err(absent) };
    let found = app.store().tenant(ctx.scope).find_ticket_by_number(number).await?;
    found.map(|row| Some(row.id)).ok_or(absent)
}

async fn objects_of(app: &App, ctx: &Ctx, ticket: TicketId) -> Result<HashSet<ObjectId>> {
    let store = app.store().tenant(ctx.scope);
    let mut objects = HashSet::new();
    if let Some(row) = store.find_ticket(ticket).await? {
        objects.insert(row.summary.object());
    }
    for message in store.list_newest_messages_of_ticket(ticket, MESSAGES_MAX).await? {
        objects.insert(message.content.object());
        objects.extend(message.raw_object);
        objects.extend(message.delivery_detail.map(|sealed| sealed.object()));
        objects.extend(message.sender_check.map(|sealed| sealed.object()));
    }
    Ok(objects)
}
