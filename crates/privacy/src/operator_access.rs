//! Whether an access of the operator to a company is open: one pure question, asked for each permit (C35, C55, C88).

use crate::permit::Access;
use domain::audit::Actor;
use domain::limits::OPERATOR_ACCESS_MINUTES_MAX;
use domain::{AccessReason, AccessStanding, AgentId, OperatorAccessId, Role, TenantScope, Timestamp};

/// How long an access that was asked for waits to be decided about.
pub const WAITS_MS: i64 = 24 * 3_600_000;
const MINUTE_MS: i64 = 60_000;

/// An access, as its row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessFacts {
    /// Id.
    pub id: OperatorAccessId,
    /// To which company.
    pub scope: TenantScope,
    /// Whose.
    pub operator: AgentId,
    /// Why.
    pub reason: AccessReason,
    /// How long, from its opening.
    pub minutes: u32,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// The company's admin who decided.
    pub decided_by: Option<AgentId>,
    /// Whether they said no.
    pub refused: bool,
    /// When it was opened.
    pub opened_at: Option<Timestamp>,
    /// Until when it is open.
    pub until: Option<Timestamp>,
    /// When it was ended before its time.
    pub ended_at: Option<Timestamp>,
}

impl AccessFacts {
    /// Where it stands at a time.
    #[must_use]
    pub const fn standing(&self, at: Timestamp) -> AccessStanding {
        match (self.opened_at, self.ended_at) {
            (_, _) if self.refused => AccessStanding::Refused,
            (None, Some(_)) => AccessStanding::Lapsed,
            (None, None) if at.millis_since(self.asked_at) > WAITS_MS => AccessStanding::Lapsed,
            (None, None) => AccessStanding::Asked,
            (Some(_), Some(_)) => AccessStanding::Ended,
            (Some(opened), None) => match self.until {
                Some(until) if at.millis_since(until) < 0 && self.is_lawful(opened, until) => {
                    AccessStanding::Open
                }
                _ => AccessStanding::Expired,
            },
        }
    }

    /// Whether it was opened as an access may be: for an hour at most, and by the company's admin where it asked for help.
    const fn is_lawful(&self, opened: Timestamp, until: Timestamp) -> bool {
        let is_short = self.minutes <= OPERATOR_ACCESS_MINUTES_MAX
            && until.millis_since(opened) <= self.minutes as i64 * MINUTE_MS;
        is_short && (!self.reason.needs_approval() || self.decided_by.is_some())
    }

    /// Whether whoever asks is its operator, in its company, while it is open.
    pub(crate) fn is_open_for(&self, access: &Access) -> bool {
        access.scope == self.scope
            && access.actor == Actor::Agent(self.operator)
            && access.role == Some(Role::Operator)
            && self.opened_at.is_some_and(|opened| opened <= access.at)
            && self.standing(access.at) == AccessStanding::Open
    }
}
