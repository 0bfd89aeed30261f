//! A refusal, and the audit event that it becomes: what was refused is logged like what was done (C8).

use crate::permit::Access;
use crate::policy::DataClass;
use crate::purpose::legal_basis;
use domain::audit::{AuditEvent, Outcome};

/// The word of [`RefusalReason::OtherTenantPage`]: the rules on the log tell by it.
pub(crate) const OTHER_TENANT_PAGE: &str = "other_tenant_page";

/// Why access was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum RefusalReason {
    /// The word names no act of the table.
    #[error("this act is not in the table of acts")]
    UnknownAct,
    /// The act has another purpose than the one given.
    #[error("this act has another purpose")]
    WrongPurpose,
    /// The act is another operation than the one given.
    #[error("this act is another operation")]
    WrongOperation,
    /// An agent without a role, or a role for something that is none.
    #[error("the role does not fit the actor")]
    RoleMissing,
    /// The policy does not let this actor do this.
    #[error("the policy does not allow this")]
    NotAllowed,
    /// The purpose does not need this class of data, or the actor may not use it.
    #[error("{} data is outside of this permit", .0.as_str())]
    OutsidePermit(DataClass),
    /// The object belongs to another tenant than the permit.
    #[error("the permit is for another tenant")]
    OtherTenant,
    /// A page with an object of another tenant was opened, as whoever follows a link does it.
    #[error("the page is of another tenant")]
    OtherTenantPage,
    /// Nothing of the tenant's has this id.
    #[error("there is no such thing")]
    Absent,
    /// The company instructed that this is not done (GDPR Art. 28(3)(a)).
    #[error("the company's instructions do not allow this")]
    Instructed,
    /// No access of this operator to this company is open (C35).
    #[error("no access to this company is open")]
    NoAccess,
    /// Two operators have not approved what an authority asks for, or its time has passed (C31).
    #[error("two operators have not approved it, or its time has passed")]
    NotApproved,
    /// The contact's data is stored only (GDPR Art. 18).
    #[error("the contact's data is restricted: it may be stored, and used for rights and claims only")]
    Restricted,
    /// It is to be erased, and kept for a legal hold alone (GDPR Art. 17(3)).
    #[error("its erasure waits for a legal hold: it may be stored, and used for rights and claims only")]
    Held,
}

impl RefusalReason {
    /// Its fixed word, as the audit log carries it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::UnknownAct => "unknown_act",
            Self::WrongPurpose => "wrong_purpose",
            Self::WrongOperation => "wrong_operation",
            Self::RoleMissing => "role_missing",
            Self::NotAllowed => "not_allowed",
            Self::OutsidePermit(_) => "outside_permit",
            Self::OtherTenant => "other_tenant",
            Self::OtherTenantPage => OTHER_TENANT_PAGE,
            Self::Absent => "absent",
            Self::Instructed => "instructed",
            Self::NoAccess => "no_access",
            Self::NotApproved => "not_approved",
            Self::Restricted => "restricted",
            Self::Held => "held",
        }
    }
}

/// Access that was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("refused: {reason}")]
pub struct Refusal {
    reason: RefusalReason,
    access: Access,
    version: Option<i64>,
}

impl Refusal {
    pub(crate) const fn new(reason: RefusalReason, access: Access) -> Self {
        Self { reason, access, version: None }
    }

    /// By which version of the company's instructions.
    pub(crate) const fn under(mut self, version: i64) -> Self {
        self.version = Some(version);
        self
    }

    /// What was asked for exists, and is another tenant's: whoever asks is told that it is absent, the system's log what it
    /// was, and whether a page was opened or something was done.
    #[must_use]
    pub const fn other_tenant(access: Access, is_page: bool) -> Self {
        let reason = if is_page { RefusalReason::OtherTenantPage } else { RefusalReason::OtherTenant };
        Self::new(reason, access)
    }

    /// What was asked for is not there: nobody's, or another tenant's.
    #[must_use]
    pub const fn absent(access: Access) -> Self {
        Self::new(RefusalReason::Absent, access)
    }

    /// Why.
    #[must_use]
    pub const fn reason(&self) -> RefusalReason {
        self.reason
    }

    /// What had been asked for.
    #[must_use]
    pub const fn access(&self) -> &Access {
        &self.access
    }

    /// The event for the audit log.
    #[must_use]
    pub fn event(&self) -> AuditEvent {
        let access = &self.access;
        AuditEvent {
            tenant: access.scope.tenant(),
            at: access.at,
            request: access.request,
            actor: access.actor,
            purpose: access.purpose,
            legal_basis: legal_basis(access.purpose),
            operation: access.operation,
            outcome: Outcome::Refused,
            act: access.act.to_owned(),
            opened: Vec::new(),
            made: Vec::new(),
            tickets: Vec::new(),
            reason: self.reason.word().to_owned(),
            version: self.version,
            operator_access: None,
        }
    }
}
