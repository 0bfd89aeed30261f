//! Permits. [`decide`] is the only maker; a permit remembers what was opened under it and owes it to the
//! audit log.

use crate::act::Act;
use crate::disclosure::DisclosureFacts;
use crate::operator_access::AccessFacts;
use crate::policy::{DataClass, allows};
use crate::purpose::{legal_basis, needs};
use crate::refusal::{Refusal, RefusalReason};
use crate::role::Who;
use crate::subject::SubjectState;
use domain::audit::{Actor, AuditEvent, Operation, Outcome, Purpose, UnderAccess};
use domain::limits::AUDIT_OBJECTS_MAX;
use domain::{ObjectId, ObjectKind, RequestId, Role, TenantScope, TicketId, Timestamp};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Objects that were opened under permits which were dropped without becoming events.
static UNAUDITED_OPENS: AtomicU64 = AtomicU64::new(0);

/// How many objects this process opened without telling the audit log: a permit with opens was dropped
/// instead of [`Permit::into_events`]. Anything but 0 is a defect; tests and `deskhero verify` read it.
#[must_use]
pub fn unaudited_opens() -> u64 {
    UNAUDITED_OPENS.load(Ordering::Acquire)
}

/// What is asked for: who wants to do what, for which purpose, in which tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The tenant.
    pub scope: TenantScope,
    /// Who.
    pub actor: Actor,
    /// The agent's role, for [`Actor::Agent`]; `None` for every other actor.
    pub role: Option<Role>,
    /// Why; the act's own purpose.
    pub purpose: Purpose,
    /// What; the act's own operation.
    pub operation: Operation,
    /// The act's word, one of [`Act::ALL`].
    pub act: &'static str,
    /// Request or batch.
    pub request: RequestId,
    /// When.
    pub at: Timestamp,
}

impl Access {
    /// Asks for `act`, with the purpose and the operation that it has.
    #[must_use]
    pub const fn to(
        act: Act,
        scope: TenantScope,
        actor: Actor,
        role: Option<Role>,
        request: RequestId,
        at: Timestamp,
    ) -> Self {
        Self {
            scope,
            actor,
            role,
            purpose: act.purpose,
            operation: act.operation,
            act: act.word,
            request,
            at,
        }
    }
}

/// Decides.
///
/// # Errors
/// [`Refusal`], which goes to the audit log too.
pub fn decide(access: &Access) -> Result<Permit, Refusal> {
    let who = Who::of(access.actor, access.role).ok_or(RefusalReason::RoleMissing);
    match who.and_then(|who| judge(access, who)) {
        Ok(who) => Ok(Permit::new(access.clone(), who, None)),
        Err(reason) => Err(Refusal::new(reason, access.clone())),
    }
}

/// Decides about an operator who reads of a company: the access is looked at against the moment of asking. Nothing else makes
/// a permit under which an operator opens a company's mail (C35, C55, C88).
///
/// # Errors
/// [`Refusal`], also when the access is another operator's or another company's, does not hold yet, or has ended.
pub fn decide_under(access: &Access, facts: &AccessFacts) -> Result<Permit, Refusal> {
    let decided = match facts.is_open_for(access) {
        true => judge(access, Who::OperatorWithAccess),
        false => Err(RefusalReason::NoAccess),
    };
    match decided {
        Ok(who) => {
            let under = UnderAccess { id: facts.id, reason: facts.reason };
            Ok(Permit::new(access.clone(), who, Some(under)))
        }
        Err(reason) => Err(Refusal::new(reason, access.clone())),
    }
}

/// Decides about an operator who hands out what an authority asks for: two operators have approved it, and its time has not
/// passed. Nothing else makes a permit under which an operator hands out a company's mail (C31, C61, C77).
///
/// # Errors
/// [`Refusal`], also when it is another company's, or not approved.
pub fn decide_disclosing(access: &Access, facts: &DisclosureFacts) -> Result<Permit, Refusal> {
    let decided = match facts.is_open_for(access) {
        true => judge(access, Who::OperatorDisclosing),
        false => Err(RefusalReason::NotApproved),
    };
    match decided {
        Ok(who) => Ok(Permit::new(access.clone(), who, None)),
        Err(reason) => Err(Refusal::new(reason, access.clone())),
    }
}

fn judge(access: &Access, who: Who) -> Result<Who, RefusalReason> {
    let act = Act::find(access.act).ok_or(RefusalReason::UnknownAct)?;
    if access.purpose != act.purpose {
        return Err(RefusalReason::WrongPurpose);
    }
    if access.operation != act.operation {
        return Err(RefusalReason::WrongOperation);
    }
    if !act.allowed_to(who) {
        return Err(RefusalReason::NotAllowed);
    }
    Ok(who)
}

/// The decision that access is allowed. Opening needs one; what was opened is remembered here until
/// [`Permit::into_events`] hands it to the audit log. Cannot be cloned: its opens are counted once.
#[derive(Debug)]
#[must_use = "a permit owes its events to the audit log"]
pub struct Permit {
    access: Access,
    who: Who,
    opened: Mutex<Vec<ObjectId>>,
    foretold: Mutex<HashMap<ObjectId, usize>>,
    tickets: Mutex<Vec<TicketId>>,
    version: Option<i64>,
    under: Option<UnderAccess>,
}

impl Permit {
    fn new(access: Access, who: Who, under: Option<UnderAccess>) -> Self {
        let (opened, foretold, tickets) = (Mutex::default(), Mutex::default(), Mutex::default());
        Self { access, who, opened, foretold, tickets, version: None, under }
    }

    /// The tenant that it is for.
    #[must_use]
    pub const fn scope(&self) -> TenantScope {
        self.access.scope
    }

    /// What was asked for.
    #[must_use]
    pub const fn access(&self) -> &Access {
        &self.access
    }

    /// Whether objects of this kind may be opened under it.
    ///
    /// # Errors
    /// [`Refusal`] when the purpose does not need them or the actor may not use them.
    pub fn covers(&self, kind: ObjectKind) -> Result<(), Refusal> {
        self.covers_class(DataClass::of(kind))
    }

    /// Whether data of this class may be opened under it.
    ///
    /// # Errors
    /// [`Refusal`] when the purpose does not need it or the actor may not use it.
    pub fn covers_class(&self, class: DataClass) -> Result<(), Refusal> {
        let needed = needs(self.access.purpose).contains(&class);
        if needed && allows(self.who, class, Operation::Use) {
            return Ok(());
        }
        Err(self.refusal(RefusalReason::OutsidePermit(class)))
    }

    /// Whether it is for this tenant.
    ///
    /// # Errors
    /// [`Refusal`] when it is for another one.
    pub fn covers_scope(&self, scope: TenantScope) -> Result<(), Refusal> {
        if self.access.scope == scope {
            return Ok(());
        }
        Err(self.refusal(RefusalReason::OtherTenant))
    }

    /// Whether data of a contact in this state may be processed under it. Restricted data, and what is kept for a
    /// legal hold alone, is stored, and used for the subject's rights, legal claims and duties only (GDPR Art. 18(2));
    /// their new mail is still taken in, which is storing, and their data can still be erased. An objection is asked
    /// for where its purpose is.
    ///
    /// # Errors
    /// [`Refusal`] when it may not.
    pub fn check_subject(&self, state: SubjectState) -> Result<(), Refusal> {
        let reason = match state {
            SubjectState::Active | SubjectState::Objects(_) => return Ok(()),
            SubjectState::Restricted => RefusalReason::Restricted,
            SubjectState::Held => RefusalReason::Held,
        };
        let lawful = matches!(self.access.purpose, Purpose::SubjectRights | Purpose::LegalObligation)
            || matches!(self.access.operation, Operation::Collect | Operation::Erase);
        if lawful { Ok(()) } else { Err(self.refusal(reason)) }
    }

    fn refusal(&self, reason: RefusalReason) -> Refusal {
        Refusal::new(reason, self.access.clone())
    }

    /// Remembers an opened object. For `crypto` alone.
    #[doc(hidden)]
    pub fn record_opened(&self, object: ObjectId) {
        match self.foretold.lock().get_mut(&object) {
            Some(times) if *times > 0 => *times -= 1,
            _ => self.opened.lock().push(object),
        }
    }

    /// Remembers tickets that the act changes, at most [`AUDIT_OBJECTS_MAX`]: they stand in its first event.
    pub fn record_tickets(&self, tickets: &[TicketId]) {
        let mut known = self.tickets.lock();
        let room = AUDIT_OBJECTS_MAX.saturating_sub(known.len());
        known.extend(tickets.iter().take(room));
    }

    /// Remembers which version settings have by the act, or by which version it is done.
    pub const fn record_version(&mut self, version: i64) {
        self.version = Some(version);
    }

    /// The events for what was opened and for `next`, which is going to be: so the log can be written meanwhile.
    /// Nothing of `next` may be handed out before they are durable.
    #[must_use]
    pub fn foretell(&self, next: &[ObjectId]) -> Vec<AuditEvent> {
        for object in next {
            *self.foretold.lock().entry(*object).or_default() += 1;
        }
        let mut opened = std::mem::take(&mut *self.opened.lock());
        opened.extend(next);
        self.events(opened, Vec::new())
    }

    /// How many objects were opened under it.
    #[must_use]
    pub fn opened_count(&self) -> usize {
        self.opened.lock().len()
    }

    /// The events for the audit log: one, or as many as [`AUDIT_OBJECTS_MAX`] ids each need. `made` are
    /// the objects that were sealed in the same act.
    #[must_use]
    pub fn into_events(self, made: Vec<ObjectId>) -> Vec<AuditEvent> {
        let opened = std::mem::take(&mut *self.opened.lock());
        self.events(opened, made)
    }

    /// The events for what was opened, when what came of it was refused: `reason` says why, as a fixed word.
    #[must_use]
    pub fn into_refused(self, reason: &'static str) -> Vec<AuditEvent> {
        let opened = std::mem::take(&mut *self.opened.lock());
        let refused = |event| AuditEvent { outcome: Outcome::Refused, reason: reason.to_owned(), ..event };
        self.events(opened, Vec::new()).into_iter().map(refused).collect()
    }

    fn events(&self, mut opened: Vec<ObjectId>, mut made: Vec<ObjectId>) -> Vec<AuditEvent> {
        let mut events = Vec::with_capacity(1);
        loop {
            let room = AUDIT_OBJECTS_MAX - opened.len().min(AUDIT_OBJECTS_MAX);
            let later_opened = split_tail(&mut opened, AUDIT_OBJECTS_MAX);
            let later_made = split_tail(&mut made, room);
            let tickets = std::mem::take(&mut *self.tickets.lock());
            events.push(self.event(opened, made, tickets));
            if later_opened.is_empty() && later_made.is_empty() {
                return events;
            }
            (opened, made) = (later_opened, later_made);
        }
    }

    fn event(&self, opened: Vec<ObjectId>, made: Vec<ObjectId>, tickets: Vec<TicketId>) -> AuditEvent {
        let access = &self.access;
        AuditEvent {
            tenant: access.scope.tenant(),
            at: access.at,
            request: access.request,
            actor: access.actor,
            purpose: access.purpose,
            legal_basis: legal_basis(access.purpose),
            operation: access.operation,
            outcome: Outcome::Done,
            act: access.act.to_owned(),
            opened,
            made,
            tickets,
            reason: String::new(),
            version: self.version,
            operator_access: self.under,
        }
    }
}

/// Takes what stands behind the first `keep` items.
fn split_tail(items: &mut Vec<ObjectId>, keep: usize) -> Vec<ObjectId> {
    if items.len() > keep { items.split_off(keep) } else { Vec::new() }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let opened = self.opened.get_mut().len();
        if opened > 0 {
            UNAUDITED_OPENS.fetch_add(u64::try_from(opened).unwrap_or(u64::MAX), Ordering::AcqRel);
        }
    }
}
