//! Subject requests: what people ask about their own data, as cases with a clock (C64 to C75). A case tells how it came
//! in, who it is about and how that is known, what was decided, what was done, and how they were told.

mod ask;
pub mod clock;
mod copy;
mod decide;
mod ending;
mod handed;
mod letter;
mod link;
mod mode;
mod receipt;
mod recipients;
mod restrict;
mod waiting;
mod work;

pub use ask::{Asking, ask, ask_unsent, asked, can_prove, prove, route, withdraw_link};
pub use decide::{Decision, confirm, confirm_telling, decide, put_right, put_right_telling};
pub use letter::{Told, close, extend, proposed};
pub use link::send_link;
pub use mode::previews;
pub(crate) use receipt::of_account as receipt_of_account;
pub use receipt::{CaseSaid, receipt};
pub use recipients::{Recipient, recipients};
pub use restrict::{give_notice, lift};
pub use waiting::{Waiting, tell_waiting};
pub use work::{NewRequest, change_facts, create, match_contact, note, recipient_told, vouch, withdraw};

pub use privacy::Authority;

pub(crate) use ask::{drop_unproved, fresh, keep};
pub(crate) use decide::{confirm_named, entry_of, may_carry_out};
pub(crate) use handed::{Handed, handed, of_person};
pub(crate) use recipients::{before_erasure, of_erasure};
pub(crate) use restrict::note_override;
pub(crate) use waiting::{follow, inform};
pub(crate) use work::checked;

use crate::view::Page;
use crate::{App, Ctx, Error, Result, keys, restricted};
use crypto::Draft;
use domain::keyring::LeafRef;
use domain::limits::{SUBJECT_EVENTS_MAX, SUBJECT_REQUESTS_PER_PAGE};
use domain::record::{SubjectRequestContent, SubjectRequestEvent};
use domain::{
    AgentId, ContactId, ErasureMode, ObjectId, ObjectionPurpose, Role, SubjectDecision, SubjectRequestId,
    SubjectRequestSource, SubjectRequestState, SubjectRight, SubjectStep, TenantId, TicketId, Timestamp,
};
use privacy::{Act, Permit, SubjectState};
use store::{HeldCounts, Objection, Restriction, StoreError, SubjectRequest, TenantTx};

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// Id.
    pub id: SubjectRequestId,
    /// Number; absent until the address was proved.
    pub number: Option<i64>,
    /// What is asked for.
    pub right: SubjectRight,
    /// Where it stands.
    pub state: SubjectRequestState,
    /// How it came in.
    pub source: SubjectRequestSource,
    /// Whom it is about, once that is known.
    pub contact_id: Option<ContactId>,
    /// The company and the agent whose account it is about, at the operator's.
    pub account: Option<(TenantId, AgentId)>,
    /// The ticket in which it came.
    pub ticket_id: Option<TicketId>,
    /// The address that it is about; empty once it was forgotten.
    pub email: String,
    /// The name that was given.
    pub name: String,
    /// When it was received.
    pub received_at_ms: Timestamp,
    /// When its answer is due.
    pub due_at_ms: Timestamp,
    /// Days until then, begun ones counted; negative when it is late.
    pub days_left: i64,
    /// What was decided.
    pub decision: Option<SubjectDecision>,
    /// How a granted erasure of somebody who is known is carried out, or was.
    pub mode: Option<ErasureMode>,
    /// When that was carried out.
    pub carried_out_at_ms: Option<Timestamp>,
    /// When who asked had the outcome.
    pub closed_at_ms: Option<Timestamp>,
    /// Counts up with every change.
    pub version: i64,
}

/// A case with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    /// Its line.
    pub row: RequestRow,
    /// What they wrote.
    pub words: String,
    /// Their language.
    pub language: String,
    /// The company that they named to the operator.
    pub company: String,
    /// What happened, oldest first.
    pub events: Vec<SubjectRequestEvent>,
    /// Why it was decided so.
    pub grounds: String,
    /// What they object to.
    pub purposes: Vec<ObjectionPurpose>,
    /// The letter, as it went out.
    pub letter: Option<String>,
    /// When it was decided.
    pub decided_at_ms: Option<Timestamp>,
    /// By whom.
    pub decided_by: Option<AgentId>,
    /// What is held of them, by category; nothing where nobody was found.
    pub held: Option<HeldCounts>,
    /// Whether their data is restricted, and by which request.
    pub restriction: Option<Restriction>,
    /// What they object to already.
    pub objections: Vec<Objection>,
    /// Whether the software carries it out by itself.
    pub by_itself: bool,
    /// The erasure that it began.
    pub erasure_id: Option<domain::ErasureId>,
    /// What was put together for whoever asked.
    pub export_id: Option<domain::AccessExportId>,
    /// The legal hold that keeps it waiting, or would.
    pub waiting: Option<Waiting>,
    /// Who got the data and was told, or was not; nobody before it was carried out.
    pub recipients: Vec<Recipient>,
    /// The letter that says so, as it would go out; nothing once they were told.
    pub waiting_letter: Option<String>,
}

/// Which requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// What is to be done, the next due first.
    #[default]
    Open,
    /// What waits for a legal hold, the next due first.
    Held,
    /// What was done.
    Closed,
}

/// A request that is being worked on.
pub(crate) struct Case {
    pub row: SubjectRequest,
    pub content: SubjectRequestContent,
}

/// A change of a request that is written, but not committed.
pub(crate) struct Saving {
    pub tx: TenantTx,
    keys: Draft,
    old: Option<ObjectId>,
}

impl Case {
    /// Notes that something happened; above the limit the oldest notes make room, what else happened stays.
    pub fn note(&mut self, ctx: &Ctx, step: SubjectStep, text: impl Into<String>) {
        let events = &mut self.content.events;
        if events.len() >= SUBJECT_EVENTS_MAX {
            match events.iter().position(|event| event.step == SubjectStep::Noted) {
                Some(at) => drop(events.remove(at)),
                None => drop(events.remove(1)),
            }
        }
        events.push(SubjectRequestEvent { at: ctx.now, step, agent: ctx.agent_id(), text: text.into() });
    }

    /// Whether the time was extended.
    pub fn is_extended(&self) -> bool {
        self.row.due_at > clock::due(self.row.received_at, false)
    }

    /// Refuses to work on a case that is closed, or not proved.
    pub const fn check_open(&self) -> Result<()> {
        use SubjectRequestState as S;
        match self.row.state {
            S::Open | S::Extended | S::Held => Ok(()),
            state @ (S::Identity | S::Done | S::Refused | S::Withdrawn) => {
                Err(Error::State { noun: "request", state: state.as_str() })
            }
        }
    }
}

/// Reads a request and opens it.
pub(crate) async fn load(app: &App, permit: &Permit, id: SubjectRequestId) -> Result<Case> {
    let row = app.store().tenant(permit.scope()).find_subject_request(id).await?;
    let row = row.ok_or(Error::NotFound("request"))?;
    let Some(sealed) = &row.content else {
        return Err(Error::State { noun: "request", state: "forgotten" });
    };
    let content = app.open(permit, id.uuid(), sealed).await?;
    Ok(Case { row, content })
}

/// Writes a changed request with its audit event, in a transaction that more can be written in.
pub(crate) async fn save(app: &App, ctx: &Ctx, permit: Permit, case: &mut Case) -> Result<Saving> {
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    let old = case.row.content.as_ref().map(domain::Sealed::object);
    case.row.content = Some(keys.seal(ctx.now, case.row.id.uuid(), &leaves, &case.content)?);
    case.row.updated_at = ctx.now;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if case.row.number.is_none() && case.row.proof_tag.is_none() {
        case.row.number = Some(tx.next_subject_request_number().await?);
    }
    match tx.update_subject_request(&case.row).await {
        Ok(()) => {}
        Err(StoreError::Conflict(_)) => return Err(Error::State { noun: "request", state: "changed" }),
        Err(error) => return Err(error.into()),
    }
    tx.append_audit(&entries).await?;
    Ok(Saving { tx, keys, old })
}

/// Makes a change count.
pub(crate) async fn finish(app: &App, ctx: &Ctx, saving: Saving) -> Result<()> {
    saving.tx.commit().await?;
    app.vault().publish(saving.keys);
    keys::replaced(app, ctx.scope, saving.old.as_slice()).await?;
    Ok(())
}

fn row(row: &SubjectRequest, email: String, name: String, now: Timestamp) -> RequestRow {
    RequestRow {
        id: row.id,
        number: row.number,
        right: row.right,
        state: row.state,
        source: row.source,
        contact_id: row.contact,
        account: row.account,
        ticket_id: row.ticket,
        email,
        name,
        received_at_ms: row.received_at,
        due_at_ms: row.due_at,
        days_left: clock::days_left(row.due_at, now),
        decision: row.decision,
        mode: row.erasure_mode,
        carried_out_at_ms: row.carried_out_at,
        closed_at_ms: row.closed_at,
        version: row.version,
    }
}

fn cursor(row: &SubjectRequest) -> String {
    format!("{}.{}", row.due_at.as_millis(), row.id)
}

pub(crate) fn read_cursor(text: &str) -> Result<(Timestamp, SubjectRequestId)> {
    let bad = Error::Input { field: "after", rule: "rule-cursor" };
    let Some((at, id)) = text.split_once('.') else { return Err(bad) };
    match (at.parse(), id.parse()) {
        (Ok(at), Ok(id)) => Ok((Timestamp::from_millis(at), id)),
        _ => Err(bad),
    }
}

/// Lists requests, a page at a time.
///
/// # Errors
/// A bad cursor, a refusal, or a store's failure.
pub async fn list(
    app: &App,
    ctx: &Ctx,
    which: Which,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<RequestRow>> {
    let permit = app.permit(ctx, Act::REQUEST_READ).await?;
    let after = after.map(read_cursor).transpose()?;
    let limit = limit.clamp(1, SUBJECT_REQUESTS_PER_PAGE);
    let store = app.store().tenant(ctx.scope);
    let rows = match which {
        Which::Open => store.list_open_subject_requests(after, limit + 1).await?,
        Which::Held => store.list_held_subject_requests(after, limit + 1).await?,
        Which::Closed => store.list_closed_subject_requests(after, limit + 1).await?,
    };
    page_of(app, ctx, permit, rows, limit).await
}

/// A page of what was read with one more than `limit`, opened.
///
/// # Errors
/// A store's failure.
pub(crate) async fn page_of(
    app: &App,
    ctx: &Ctx,
    permit: Permit,
    mut rows: Vec<SubjectRequest>,
    limit: u32,
) -> Result<Page<RequestRow>> {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(cursor);
    let sealed: Vec<_> = rows.iter().filter_map(|row| Some((row.id.uuid(), row.content.as_ref()?))).collect();
    let mut contents = app.open_left(&permit, sealed).await?.into_iter();
    app.settle(permit).await?;
    let line = |one: &SubjectRequest| {
        let content = one.content.as_ref().and_then(|_| contents.next().flatten()).unwrap_or_default();
        row(one, content.email, content.name, ctx.now)
    };
    Ok(Page { items: rows.iter().map(line).collect(), next })
}

/// Reads a request, with what is held of whom it is about.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<RequestView> {
    let permit = app.permit(ctx, Act::REQUEST_READ).await?;
    let store = app.store().tenant(ctx.scope);
    let found = store.find_subject_request(id).await?.ok_or(Error::NotFound("request"))?;
    let content: SubjectRequestContent = match &found.content {
        Some(sealed) => app.open(&permit, id.uuid(), sealed).await?,
        None => SubjectRequestContent::default(),
    };
    let recipients = recipients::told(app, &permit, id).await?;
    app.settle(permit).await?;
    let (mut held, mut restriction, mut objections) = (None, None, Vec::new());
    if let Some(contact) = found.contact {
        held = Some(store.count_held_of_contact(contact).await?);
        restriction = store.find_restriction(contact).await?;
        objections = store.list_objections(contact).await?;
    }
    let waiting = waiting::shown(app, ctx.scope, &found).await?;
    let tells = found.state == SubjectRequestState::Held && found.held_told_at.is_none();
    let case = Case { row: found, content };
    let waiting_letter = if tells { Some(letter::waits(app, ctx, &case).await?) } else { None };
    let Case { row: found, content } = case;
    Ok(RequestView {
        row: row(&found, content.email, content.name, ctx.now),
        words: content.words,
        language: content.language,
        company: content.company,
        events: content.events,
        grounds: content.grounds,
        purposes: content.purposes,
        letter: content.letter,
        decided_at_ms: found.decided_at,
        decided_by: found.decided_by,
        held,
        restriction,
        objections,
        by_itself: decide::by_itself(&found),
        erasure_id: content.erasure,
        export_id: content.export,
        waiting,
        recipients,
        waiting_letter,
    })
}

/// The requests of a contact, newest first, without their words: nothing is opened. For admins; nobody else is told.
///
/// # Errors
/// The store's failure.
pub async fn of_contact(app: &App, ctx: &Ctx, contact: ContactId) -> Result<Vec<RequestRow>> {
    if ctx.role != Some(Role::Admin) {
        return Ok(Vec::new());
    }
    drop(app.permit(ctx, Act::REQUEST_READ).await?);
    let rows = app.store().tenant(ctx.scope).list_subject_requests_of_contact(contact).await?;
    Ok(rows.iter().map(|one| row(one, String::new(), String::new(), ctx.now)).collect())
}

/// Every authority that letters may name.
#[must_use]
pub const fn authorities() -> &'static [Authority] {
    privacy::authority::ALL
}

/// The authority that letters name.
///
/// # Errors
/// The store's failure.
pub async fn authority(app: &App, ctx: &Ctx) -> Result<&'static Authority> {
    let country = app.store().tenant(ctx.scope).find_subject_request_country().await?;
    Ok(privacy::authority::of(country.as_deref().unwrap_or(privacy::authority::DEFAULT)))
}

/// Sets the country whose authority letters name.
///
/// # Errors
/// [`Error::Input`] for a country outside of the table, a refusal, or a store's failure.
pub async fn set_country(app: &App, ctx: &Ctx, country: &str) -> Result<()> {
    if privacy::authority::ALL.iter().all(|one| one.country != country) {
        return Err(Error::Input { field: "country", rule: "rule-country" });
    }
    let permit = app.permit(ctx, Act::SETTINGS_CHANGE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.put_subject_request_country(country).await?;
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// What may be said of a ticket that is stored only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RestrictedTicket {
    /// The ticket's number.
    pub number: i64,
    /// Since when, where a case says so.
    pub since: Option<Timestamp>,
    /// The case, for admins.
    pub request: Option<SubjectRequestId>,
    /// Whether it is so because it is to be erased and kept for a legal hold.
    pub is_held: bool,
    /// That hold, neither its reason nor its law.
    pub hold: Option<Waiting>,
}

/// Whether a ticket is stored only, because its requester is restricted or for a legal hold; nothing is opened.
///
/// # Errors
/// A refusal, or a store's failure.
pub async fn restricted_ticket(app: &App, ctx: &Ctx, id: TicketId) -> Result<Option<RestrictedTicket>> {
    drop(app.permit(ctx, Act::TICKET_READ).await?);
    let store = app.store().tenant(ctx.scope);
    let Some(ticket) = store.find_ticket(id).await? else { return Ok(None) };
    let closed = restricted::of_tickets(app, ctx.scope, std::slice::from_ref(&ticket)).await?;
    let state = closed.ticket(&ticket);
    if state == SubjectState::Active {
        return Ok(None);
    }
    let is_held = state == SubjectState::Held;
    let found = store.find_restriction(ticket.requester).await?;
    let hold = match closed.hold_of(&ticket).filter(|_| is_held) {
        Some(id) => waiting::of_hold(app, ctx.scope, id).await?,
        None => None,
    };
    let request = match ctx.role {
        Some(Role::Admin) => restrict::because_of(app, ctx.scope, ticket.requester).await?,
        _ => None,
    };
    let since = found.map(|found| found.restricted_at);
    Ok(Some(RestrictedTicket { number: ticket.number, since, request, is_held, hold }))
}
