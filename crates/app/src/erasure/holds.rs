//! Legal holds (C47): what they cover waits for their release before it is erased.

use super::Scope;
use super::kept::{self, Word};
use crate::{App, Ctx, Error, Result, subject_request};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::limits::{LEGAL_HOLDS_MAX, STATUTORY_DAYS_MAX, TEXT_BYTES_MAX};
use domain::record::LegalHold;
use domain::{AgentId, ContactId, ErasureScope, HoldId, TenantScope, TicketId, Timestamp};
use privacy::Act;
use std::collections::BTreeSet;
use store::TenantStore;
use uuid::Uuid;

/// Tickets read at once.
const TICKETS_PER_READ: u32 = 200;
/// Holds read at once.
const HOLDS_PER_READ: u32 = 500;

/// A hold that somebody wants to place.
#[derive(Debug, Clone)]
pub struct NewHold {
    /// On what.
    pub scope: Scope,
    /// Why.
    pub reason: String,
    /// The law or the order that asks for it, where one does.
    pub law: String,
    /// When it is to be looked at again.
    pub review_at: Timestamp,
    /// When it ends by itself: it is a statutory retention then, and the law that asks for it has to be named.
    pub ends_at: Option<Timestamp>,
}

/// A hold, opened.
#[derive(Debug, Clone, serde::Serialize)]
pub struct HoldView {
    /// Id.
    pub id: HoldId,
    /// What kind of thing is held.
    pub scope: ErasureScope,
    /// Which one.
    pub subject_id: Uuid,
    /// Who answers for it.
    pub owner_id: AgentId,
    /// Why; empty once its words were destroyed, and where they were lost.
    pub reason: String,
    /// The law or the order.
    pub law: String,
    /// Whether it is in force without its words: they were in what a restore from an older backup lost, and are to be said
    /// anew.
    pub is_restored: bool,
    /// When its words were destroyed: some time after it was released.
    pub forgotten_at_ms: Option<Timestamp>,
    /// When it is to be looked at again.
    pub review_at_ms: Timestamp,
    /// When it was placed.
    pub made_at_ms: Timestamp,
    /// When it was released.
    pub released_at_ms: Option<Timestamp>,
    /// When it ends by itself: the end of a statutory retention.
    pub ends_at_ms: Option<Timestamp>,
}

/// A statutory retention (C43, C91) names its law and its end, and covers a person or a conversation.
fn check_statutory(ctx: &Ctx, new: &NewHold) -> Result<()> {
    let Some(ends_at) = new.ends_at else { return Ok(()) };
    if !matches!(new.scope, Scope::Contact(_) | Scope::Conversation(_)) {
        return Err(Error::Input { field: "scope", rule: "rule-statutory-scope" });
    }
    if new.law.trim().is_empty() {
        return Err(Error::Input { field: "law", rule: "rule-required" });
    }
    if ends_at <= ctx.now {
        return Err(Error::Input { field: "ends_at_ms", rule: "rule-future" });
    }
    if ends_at.millis_since(ctx.now) > STATUTORY_DAYS_MAX * 24 * 3600 * 1000 {
        return Err(Error::Input { field: "ends_at_ms", rule: "rule-ten-years" });
    }
    Ok(())
}

/// Places a hold.
///
/// # Errors
/// Bad input, a refusal, or a store's failure.
pub async fn place(app: &App, ctx: &Ctx, new: NewHold) -> Result<HoldId> {
    let (reason, law) = (new.reason.trim(), new.law.trim());
    if reason.is_empty() {
        return Err(Error::Input { field: "reason", rule: "rule-required" });
    }
    if reason.len() > TEXT_BYTES_MAX || law.len() > TEXT_BYTES_MAX {
        return Err(Error::Input { field: "reason", rule: "rule-too-long" });
    }
    if new.review_at <= ctx.now {
        return Err(Error::Input { field: "review_at_ms", rule: "rule-future" });
    }
    check_statutory(ctx, &new)?;
    let permit = app.permit(ctx, Act::HOLD_PLACE).await?;
    let owner = ctx.agent_id().ok_or(Error::Unauthenticated)?;
    let store = app.store().tenant(ctx.scope);
    if in_force(&store).await?.len() >= LEGAL_HOLDS_MAX as usize {
        return Err(Error::Input { field: "hold", rule: "rule-too-many" });
    }
    let leaf = LeafRef::settings(ctx.scope.tenant());
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[leaf]).await?;
    let (id, mut keys) = (HoldId::generate(ctx.now), app.vault().draft(ctx.scope));
    let record = LegalHold { reason: reason.to_owned(), law: law.to_owned() };
    let content = keys.seal(ctx.now, id.uuid(), &[leaf], &record)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let hold = store::Hold {
        id,
        scope: new.scope.whole().kind(),
        subject: new.scope.subject(ctx.scope),
        owner,
        content,
        review_at: new.review_at,
        made_at: ctx.now,
        released_at: None,
        ends_at: new.ends_at,
        forgotten_at: None,
    };
    let mut tx = store.begin().await?;
    tx.insert_hold(&hold).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    kept::remember(app, ctx, Word::Placed(&hold)).await?;
    subject_request::follow(app, ctx.scope).await;
    Ok(id)
}

/// Releases a hold: what waited for it goes on.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn release(app: &App, ctx: &Ctx, id: HoldId) -> Result<()> {
    let permit = app.permit(ctx, Act::HOLD_RELEASE).await?;
    let store = app.store().tenant(ctx.scope);
    store.find_hold(id).await?.ok_or(Error::NotFound("hold"))?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = store.begin().await?;
    tx.release_hold(id, ctx.now).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    kept::remember(app, ctx, Word::Released(id)).await?;
    app.erasures_changed().notify_one();
    subject_request::follow(app, ctx.scope).await;
    Ok(())
}

/// Ends those whose time is over: what waited for them goes on.
///
/// # Errors
/// A store's failure.
pub(crate) async fn end_passed(app: &App, scope: TenantScope) -> Result<()> {
    let (store, now) = (app.store().tenant(scope), app.now());
    for id in store.list_ended_holds(now, LEGAL_HOLDS_MAX).await? {
        let ctx = Ctx::job(scope, Job::Retention, now);
        let permit = app.permit(&ctx, Act::HOLD_END).await?;
        let entries = app.seal_events(scope, &permit.into_events(Vec::new())).await?;
        let mut tx = store.begin().await?;
        match tx.release_hold(id, now).await {
            // Somebody released it meanwhile.
            Err(store::StoreError::Conflict(_)) => continue,
            other => other?,
        }
        tx.append_audit(&entries).await?;
        tx.commit().await?;
        kept::remember(app, &ctx, Word::Released(id)).await?;
        app.erasures_changed().notify_one();
    }
    Ok(())
}

/// Lists holds, the newest first: every one that is in force, and of those that were released the newest.
///
/// # Errors
/// A refusal or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<HoldView>> {
    let permit = app.permit(ctx, Act::HOLD_READ).await?;
    let store = app.store().tenant(ctx.scope);
    let mut rows = in_force(&store).await?;
    let newest = store.list_holds(LEGAL_HOLDS_MAX).await?;
    rows.extend(newest.into_iter().filter(|row| row.released_at.is_some()));
    rows.sort_unstable_by_key(|row| std::cmp::Reverse(row.id));
    let opened = app.open_each(&permit, rows, |row| (row.id.uuid(), &row.content)).await?;
    app.settle(permit).await?;
    Ok(opened.into_iter().map(view).collect())
}

/// Reads one.
///
/// # Errors
/// [`Error::NotFound`], a refusal or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: HoldId) -> Result<HoldView> {
    let permit = app.permit(ctx, Act::HOLD_READ).await?;
    let row = app.store().tenant(ctx.scope).find_hold(id).await?.ok_or(Error::NotFound("hold"))?;
    let content = app.open(&permit, id.uuid(), &row.content).await?;
    app.settle(permit).await?;
    Ok(view((row, content)))
}

fn view((row, content): (store::Hold, LegalHold)) -> HoldView {
    HoldView {
        id: row.id,
        scope: row.scope,
        subject_id: row.subject,
        owner_id: row.owner,
        is_restored: row.released_at.is_none() && content.reason.is_empty(),
        reason: content.reason,
        law: content.law,
        forgotten_at_ms: row.forgotten_at,
        review_at_ms: row.review_at,
        made_at_ms: row.made_at,
        released_at_ms: row.released_at,
        ends_at_ms: row.ends_at,
    }
}

/// Every hold in force, the oldest first.
///
/// # Errors
/// A store's failure.
pub(super) async fn in_force(store: &TenantStore) -> Result<Vec<store::Hold>> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = store.list_holds_in_force(after, HOLDS_PER_READ).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = Some(last.id);
        all.extend(page);
    }
}

/// A hold in force that covers something of what is to be erased.
///
/// # Errors
/// A store's failure.
pub(crate) async fn find(app: &App, scope: TenantScope, wanted: Scope) -> Result<Option<HoldId>> {
    let (store, wanted) = (app.store().tenant(scope), wanted.whole());
    for hold in in_force(&store).await? {
        for held in where_it_lies(&store, Scope::of(hold.scope, hold.subject)).await? {
            let covers = match wanted {
                _ if held == Scope::Tenant => true,
                Scope::Tenant => is_there(&store, held).await?,
                _ => meet(&store, held, wanted).await?,
            };
            if covers {
                return Ok(Some(hold.id));
            }
        }
    }
    Ok(None)
}

/// Everybody whom a hold in force names.
///
/// # Errors
/// A store's failure.
pub(super) async fn people(app: &App, scope: TenantScope) -> Result<BTreeSet<ContactId>> {
    let holds = app.store().tenant(scope).list_holds(LEGAL_HOLDS_MAX).await?;
    let in_force = holds.iter().filter(|hold| hold.released_at.is_none());
    let named = in_force.filter_map(|hold| match Scope::of(hold.scope, hold.subject) {
        Scope::Contact(id) => Some(id),
        _ => None,
    });
    Ok(named.collect())
}

/// A hold on what is gone, or never was, keeps nothing.
async fn is_there(store: &TenantStore, held: Scope) -> Result<bool> {
    Ok(match held {
        Scope::Contact(id) => store.find_contact(id).await?.is_some(),
        Scope::Conversation(id) => store.find_ticket(id).await?.is_some(),
        Scope::Message(id) => store.find_message(id).await?.is_some(),
        Scope::Mailbox(id) => store.find_mailbox(id).await?.is_some(),
        _ => true,
    })
}

/// Whether a hold in force covers all of a mailbox or a company, not something in it alone.
///
/// # Errors
/// A store's failure.
pub(crate) async fn keeps_whole(app: &App, scope: TenantScope, whole: Scope) -> Result<bool> {
    let holds = app.store().tenant(scope).list_holds(LEGAL_HOLDS_MAX).await?;
    let in_force = holds.iter().filter(|hold| hold.released_at.is_none());
    Ok(in_force
        .map(|hold| Scope::of(hold.scope, hold.subject))
        .any(|held| held == Scope::Tenant || held == whole))
}

/// Whether a hold in force names this conversation, or one that was merged into it.
///
/// # Errors
/// A store's failure.
pub(crate) async fn is_held(app: &App, scope: TenantScope, ticket: TicketId) -> Result<bool> {
    let store = app.store().tenant(scope);
    for hold in in_force(&store).await? {
        let held = Scope::of(hold.scope, hold.subject);
        if matches!(held, Scope::Conversation(_))
            && where_it_lies(&store, held).await?.contains(&Scope::Conversation(ticket))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is held, and for a conversation those that it was merged into since: its messages lie there.
async fn where_it_lies(store: &TenantStore, held: Scope) -> Result<Vec<Scope>> {
    let (mut all, mut last) = (vec![held], held);
    while let Scope::Conversation(id) = last {
        let into = store.find_ticket(id).await?.and_then(|ticket| ticket.merged_into);
        match into.map(Scope::Conversation) {
            Some(into) if !all.contains(&into) => {
                all.push(into);
                last = into;
            }
            _ => break,
        }
    }
    Ok(all)
}

/// Whether two of these have something in common. The one with fewer tickets is gone through.
async fn meet(store: &TenantStore, held: Scope, wanted: Scope) -> Result<bool> {
    if held == wanted {
        return Ok(true);
    }
    let (through, other) = match (held, wanted) {
        (Scope::Mailbox(_), small) => (small, held),
        (small, _) => (small, wanted),
    };
    let mut after = None;
    loop {
        let page = tickets(store, through, after).await?;
        let Some(last) = page.last().copied() else { return Ok(false) };
        if any_in(store, &page, other).await? {
            return Ok(true);
        }
        after = Some(last);
    }
}

/// Tickets in which something of it lies.
async fn tickets(store: &TenantStore, of: Scope, after: Option<TicketId>) -> Result<Vec<TicketId>> {
    Ok(match of {
        Scope::Contact(id) => store.list_tickets_of_participant(id, after, TICKETS_PER_READ).await?,
        Scope::Mailbox(id) => store.list_tickets_of_mailbox(id, after, TICKETS_PER_READ).await?,
        Scope::Conversation(id) if after.is_none() => vec![id],
        Scope::Message(id) if after.is_none() => {
            store.list_messages_by_ids(&[id]).await?.iter().map(|message| message.ticket).collect()
        }
        _ => Vec::new(),
    })
}

/// Whether something of it lies in one of these tickets.
async fn any_in(store: &TenantStore, page: &[TicketId], of: Scope) -> Result<bool> {
    Ok(match of {
        Scope::Contact(id) => takes_part(store, page, id).await?,
        Scope::Conversation(id) => page.contains(&id),
        Scope::Message(id) => {
            store.list_messages_by_ids(&[id]).await?.iter().any(|message| page.contains(&message.ticket))
        }
        Scope::Mailbox(id) => {
            store.list_tickets_by_ids(page).await?.iter().any(|ticket| ticket.mailbox == id)
                || store.has_messages_of_mailbox(page, id).await?
        }
        _ => true,
    })
}

async fn takes_part(store: &TenantStore, page: &[TicketId], contact: ContactId) -> Result<bool> {
    Ok(store.list_participants(page).await?.iter().any(|found| found.contact == contact)
        || store.list_tickets_by_ids(page).await?.iter().any(|ticket| ticket.requester == contact))
}
