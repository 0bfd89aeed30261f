//! Whether what an authority asks for may be handed out: one pure question, asked for each permit (C31, C61, C77).

use crate::permit::Access;
use domain::audit::Actor;
use domain::{AgentId, DisclosureStanding, Role, TenantScope, Timestamp};

/// How long it can be handed out after the second approval.
pub const OPEN_MS: i64 = 72 * 3_600_000;

/// A disclosure, as its row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisclosureFacts {
    /// Of which company.
    pub scope: TenantScope,
    /// Who approved first, and when.
    pub first: Option<(AgentId, Timestamp)>,
    /// Who approved then, and when.
    pub second: Option<(AgentId, Timestamp)>,
    /// Whether somebody said no.
    pub refused: bool,
}

impl DisclosureFacts {
    /// Where it stands at a time. One operator who approves twice is one operator.
    #[must_use]
    pub fn standing(&self, at: Timestamp) -> DisclosureStanding {
        match (self.refused, self.first, self.second) {
            (true, _, _) => DisclosureStanding::Refused,
            (false, Some((one, _)), Some((other, approved))) if one != other => {
                match at.millis_since(approved) {
                    0..OPEN_MS => DisclosureStanding::Approved,
                    _ => DisclosureStanding::Expired,
                }
            }
            (false, Some(_), _) => DisclosureStanding::Half,
            (false, None, _) => DisclosureStanding::Asked,
        }
    }

    /// Whether whoever asks is an operator, in its company, while it can be handed out.
    pub(crate) fn is_open_for(&self, access: &Access) -> bool {
        let is_operator = matches!(access.actor, Actor::Agent(_)) && access.role == Some(Role::Operator);
        let is_open = self.standing(access.at) == DisclosureStanding::Approved;
        access.scope == self.scope && is_operator && is_open
    }
}
