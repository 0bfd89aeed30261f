//! What no hold covers of a mailbox or a company whose end waits for holds on something in it: it goes in its time (C41, C42,
//! C47), each conversation, message and person by an erasure of its own, with its keys, its entry in the ledger and its
//! receipt. Only what a hold covers waits, and with it what it needs to be found and read: its people, its mailbox. When the
//! last of these holds ends, the whole goes on with what is left.
//!
//! Nothing is noted of how far this is: at each round it is looked anew for what is there and not covered.

use super::purge::Purged;
use super::rest::Turns;
use super::{Scope, Under, Wanted, begin_under, holds, many};
use crate::{App, Ctx, Error, Result};
use domain::audit::Job;
use domain::limits::LEGAL_HOLDS_MAX;
use domain::{
    ContactId, ErasureId, ErasureReason, ErasureScope, ErasureState, MailboxId, MessageId, TenantScope,
    TicketId, Timestamp,
};
use std::collections::BTreeSet;
use store::{Erasure, TenantStore};
use uuid::Uuid;

const DAY_MS: i64 = 24 * 3600 * 1000;

/// Parts that are under way at once.
const PARTS_AT_ONCE: usize = many::PER_ROUND as usize;
/// Erasures that are under way, read at once.
const OPEN_MAX: u32 = 2 * many::PER_ROUND;
/// Read at once.
const PER_READ: u32 = 200;

/// Whether an erasure is of a part of what ends. Nothing else has these reasons.
pub(crate) const fn is_part(scope: ErasureScope, reason: ErasureReason) -> bool {
    matches!(reason, ErasureReason::Disconnect | ErasureReason::Closure)
        && !matches!(scope, ErasureScope::Mailbox | ErasureScope::Tenant)
}

/// Begins those of a tenant of which it is time.
///
/// # Errors
/// A store's failure; done again, it finds what is left.
pub(super) async fn begin(app: &App, scope: TenantScope, held: &[Erasure], now: Timestamp) -> Result<()> {
    let wholes = held.iter().filter(|row| matches!(row.scope, ErasureScope::Mailbox | ErasureScope::Tenant));
    let wholes: Vec<&Erasure> = wholes.filter(|row| row.state == ErasureState::Held).collect();
    if wholes.is_empty() {
        return Ok(());
    }
    let open = app.store().tenant(scope).list_open_erasures(OPEN_MAX).await?;
    let under_way = open.iter().filter(|row| is_part(row.scope, row.reason)).count();
    let ctx = Ctx::job(scope, Job::Erasure, now);
    let (room, turns) = (PARTS_AT_ONCE.saturating_sub(under_way), Turns::begin(app));
    let mut parts = Parts { app, ctx, room, whole: None, turns };
    for row in wholes {
        let what = Scope::of(row.scope, row.subject);
        // Where nothing holds it any more it goes whole; where everything is held, nothing goes.
        if holds::find(app, scope, what).await?.is_none() || holds::keeps_whole(app, scope, what).await? {
            continue;
        }
        parts.whole = Some(row.id);
        match what {
            Scope::Tenant => parts.company().await?,
            // A mailbox of a company that ends ends with it.
            Scope::Mailbox(id) if row.reason == ErasureReason::Closure => {
                parts.mailbox(id, row.reason).await?
            }
            Scope::Mailbox(id) => parts.mailbox(id, ErasureReason::Disconnect).await?,
            _ => {}
        }
    }
    Ok(())
}

/// Begins to erase people of whom no conversation is left, once parts of what ends are out.
///
/// # Errors
/// A store's failure.
pub(super) async fn begin_people(
    app: &App,
    scope: TenantScope,
    (reason, whole): (ErasureReason, Option<ErasureId>),
    now: Timestamp,
) -> Result<()> {
    let ctx = Ctx::job(scope, Job::Erasure, now);
    Parts { app, ctx, room: PARTS_AT_ONCE, whole, turns: Turns::begin(app) }.people(reason).await
}

/// What was taken out by the parts of an erasure: its receipt counts them.
///
/// # Errors
/// A store's failure.
pub(super) async fn taken_out(app: &App, scope: TenantScope, whole: &Erasure) -> Result<Purged> {
    let (store, mut sum, mut before) = (app.store().tenant(scope), Purged::default(), None);
    loop {
        // The newest first, and a part is newer than what it is a part of.
        let page = store.list_erasures(before, PER_READ).await?;
        for part in page.iter().filter(|row| row.whole == Some(whole.id)) {
            sum.tickets += part.tickets;
            sum.messages += part.messages;
            sum.bytes += part.bytes;
            sum.keys += part.keys_destroyed;
        }
        before = page.last().map(|row| row.id).filter(|id| *id > whole.id);
        if before.is_none() {
            return Ok(sum);
        }
    }
}

/// Whether a part of which nothing was done is still to go: nothing holds it, and what it is a part of ends.
///
/// # Errors
/// A store's failure.
pub(super) async fn is_due(app: &App, scope: TenantScope, row: &Erasure, what: Scope) -> Result<bool> {
    if holds::find(app, scope, what).await?.is_some() {
        return Ok(false);
    }
    let store = app.store().tenant(scope);
    if let Scope::Contact(id) = what {
        return has_no_tickets(&store, id).await;
    }
    let (subject, is_closure) = (scope.tenant().uuid(), row.reason == ErasureReason::Closure);
    if is_closure {
        return Ok(!store.list_erasures_of(subject).await?.is_empty());
    }
    match what {
        Scope::Conversation(id) => match store.find_ticket(id).await? {
            Some(ticket) => {
                Ok(ends(&store, ticket.mailbox).await? && is_of(&store, id, ticket.mailbox).await?)
            }
            None => Ok(true),
        },
        Scope::Message(id) => match store.find_message(id).await? {
            Some(message) => ends(&store, message.mailbox).await,
            None => Ok(true),
        },
        _ => Ok(true),
    }
}

/// Something of a mailbox or a company whose end waits that is still there although nothing covers it, and nothing did a day
/// ago: a day is more than enough for what is not covered to go.
///
/// # Errors
/// A store's failure.
pub(crate) async fn left(
    app: &App,
    scope: TenantScope,
    whole: Scope,
    now: Timestamp,
) -> Result<Option<Uuid>> {
    let store = app.store().tenant(scope);
    let day_ago = now.plus_millis(-DAY_MS);
    let holds = store.list_holds(LEGAL_HOLDS_MAX).await?;
    if holds.iter().any(|hold| hold.released_at.is_some_and(|at| at > day_ago))
        || holds::find(app, scope, whole).await?.is_none()
        || holds::keeps_whole(app, scope, whole).await?
    {
        return Ok(None);
    }
    let Scope::Mailbox(id) = whole else {
        for mailbox in store.list_mailboxes().await? {
            let of_mailbox = Scope::Mailbox(mailbox.id);
            if holds::find(app, scope, of_mailbox).await?.is_none() {
                return Ok(Some(mailbox.id.uuid()));
            }
            if let Some(found) = left_in(app, scope, mailbox.id).await? {
                return Ok(Some(found));
            }
        }
        return left_people(app, scope).await;
    };
    left_in(app, scope, id).await
}

async fn left_in(app: &App, scope: TenantScope, mailbox: MailboxId) -> Result<Option<Uuid>> {
    let (store, mut after) = (app.store().tenant(scope), None);
    loop {
        let page = store.list_tickets_of_mailbox(mailbox, after, PER_READ).await?;
        let Some(last) = page.last() else { break };
        after = Some(*last);
        let rows = store.list_tickets_by_ids(&page).await?;
        for ticket in rows.iter().filter(|row| row.merged_into.is_none()) {
            if holds::find(app, scope, Scope::Conversation(ticket.id)).await?.is_none() {
                return Ok(Some(ticket.id.uuid()));
            }
        }
    }
    let mut after = None;
    loop {
        let page = store.list_messages_of_mailbox(mailbox, after, PER_READ).await?;
        let Some(last) = page.last() else { return Ok(None) };
        after = Some(*last);
        for message in page {
            if holds::find(app, scope, Scope::Message(message)).await?.is_none() {
                return Ok(Some(message.uuid()));
            }
        }
    }
}

async fn left_people(app: &App, scope: TenantScope) -> Result<Option<Uuid>> {
    let (store, mut after) = (app.store().tenant(scope), None);
    loop {
        let page = store.list_contacts_without_tickets(after, PER_READ).await?;
        let Some(last) = page.last() else { return Ok(None) };
        after = Some(*last);
        for contact in page {
            if holds::find(app, scope, Scope::Contact(contact)).await?.is_none() {
                return Ok(Some(contact.uuid()));
            }
        }
    }
}

/// Whether parts of this company are on their way: the whole waits for them, so that each has its receipt.
///
/// # Errors
/// A store's failure.
pub(super) async fn are_under_way(app: &App, scope: TenantScope) -> Result<bool> {
    let open = app.store().tenant(scope).list_open_erasures(OPEN_MAX).await?;
    let of_the_end = |row: &&Erasure| {
        matches!(row.reason, ErasureReason::Disconnect | ErasureReason::Closure)
            && row.scope != ErasureScope::Tenant
            && matches!(row.state, ErasureState::Begun | ErasureState::KeysGone)
    };
    Ok(open.iter().any(|row| of_the_end(&row)))
}

async fn ends(store: &TenantStore, mailbox: MailboxId) -> Result<bool> {
    let all = store.list_erasures_of(mailbox.uuid()).await?;
    Ok(all.iter().any(|one| one.scope == ErasureScope::Mailbox))
}

/// Whether all that was written in a conversation came by this mailbox.
async fn is_of(store: &TenantStore, ticket: TicketId, mailbox: MailboxId) -> Result<bool> {
    let mut after = None;
    loop {
        let page = store.list_messages_of_ticket(ticket, after, PER_READ).await?;
        let Some(last) = page.last() else { return Ok(true) };
        after = Some(last.id);
        if page.iter().any(|row| row.mailbox != mailbox) {
            return Ok(false);
        }
    }
}

async fn has_no_tickets(store: &TenantStore, id: ContactId) -> Result<bool> {
    Ok(store.list_tickets_of_requester(id, 1).await?.is_empty()
        && store.list_tickets_of_participant(id, None, 1).await?.is_empty()
        && store.list_messages_of_contact(id, 1).await?.is_empty())
}

struct Parts<'a> {
    app: &'a App,
    ctx: Ctx,
    /// How many may still begin.
    room: usize,
    /// What they are parts of.
    whole: Option<ErasureId>,
    turns: Turns,
}

impl Parts<'_> {
    fn store(&self) -> TenantStore {
        self.app.store().tenant(self.ctx.scope)
    }

    /// Every mailbox: one in which nothing is held goes whole. Then whoever is left without a conversation.
    async fn company(&mut self) -> Result<()> {
        for mailbox in self.store().list_mailboxes().await? {
            self.one(Scope::Mailbox(mailbox.id), ErasureReason::Closure).await?;
        }
        self.people(ErasureReason::Closure).await
    }

    async fn mailbox(&mut self, id: MailboxId, reason: ErasureReason) -> Result<()> {
        let (store, mut after) = (self.store(), None);
        while self.room > 0 {
            let page = store.list_tickets_of_mailbox(id, after, PER_READ).await?;
            let Some(last) = page.last() else { break };
            after = Some(*last);
            for ticket in page {
                self.conversation(ticket, id, reason).await?;
            }
        }
        self.messages_elsewhere(id, reason).await
    }

    /// A conversation that is this mailbox's alone; of one in which others have a part, its messages go
    /// ([`Self::messages_elsewhere`]). One that was merged into another goes with that.
    async fn conversation(&mut self, id: TicketId, mailbox: MailboxId, reason: ErasureReason) -> Result<()> {
        let store = self.store();
        let is_merged = store.find_ticket(id).await?.is_none_or(|ticket| ticket.merged_into.is_some());
        if is_merged || !(reason == ErasureReason::Closure || is_of(&store, id, mailbox).await?) {
            return Ok(());
        }
        self.one(Scope::Conversation(id), reason).await
    }

    /// What came by this mailbox and lies in conversations of others.
    async fn messages_elsewhere(&mut self, id: MailboxId, reason: ErasureReason) -> Result<()> {
        let (store, mut after) = (self.store(), None::<MessageId>);
        while self.room > 0 {
            let page = store.list_messages_of_mailbox(id, after, PER_READ).await?;
            let Some(last) = page.last() else { break };
            after = Some(*last);
            let rows = store.list_messages_by_ids(&page).await?;
            let tickets: BTreeSet<TicketId> = rows.iter().map(|row| row.ticket).collect();
            let mut shared = BTreeSet::new();
            for ticket in tickets {
                let of = store.find_ticket(ticket).await?.map(|row| row.mailbox);
                if of != Some(id) || !is_of(&store, ticket, id).await? {
                    shared.insert(ticket);
                }
            }
            for row in rows.iter().filter(|row| shared.contains(&row.ticket)) {
                self.one(Scope::Message(row.id), reason).await?;
            }
        }
        Ok(())
    }

    /// Whoever has no conversation left. For somebody under a hold of their own it waits.
    async fn people(&mut self, reason: ErasureReason) -> Result<()> {
        let (store, mut after) = (self.store(), None);
        while self.room > 0 {
            let page = store.list_contacts_without_tickets(after, PER_READ).await?;
            let Some(last) = page.last() else { break };
            after = Some(*last);
            for id in page {
                self.one(Scope::Contact(id), reason).await?;
            }
        }
        Ok(())
    }

    /// Begins one, unless it is under way or a hold covers it. A mailbox waits by itself for what is held of it.
    async fn one(&mut self, what: Scope, reason: ErasureReason) -> Result<()> {
        let scope = self.ctx.scope;
        let known = self.store().list_erasures_of(what.subject(scope)).await?;
        let is_open = known.iter().any(|one| one.state != ErasureState::Done);
        let is_mailbox = matches!(what, Scope::Mailbox(_));
        if self.room == 0 || is_open || (!is_mailbox && holds::find(self.app, scope, what).await?.is_some()) {
            return Ok(());
        }
        let under = Under { policy_version: None, whole: self.whole };
        match begin_under(self.app, &self.ctx, Wanted { scope: what, reason }, under).await {
            Ok(_) => {
                self.room -= 1;
                self.turns.next(self.app).await;
            }
            // Gone meanwhile.
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
