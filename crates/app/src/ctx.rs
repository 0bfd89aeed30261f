//! Who asks, in which tenant, and when: the first parameter of every use case.

use domain::audit::{Actor, Job};
use domain::{AgentId, MessageId, RequestId, Role, TenantScope, TicketId, Timestamp};
use privacy::{Access, Act};
use store::{Cause, Change, ChangeKind};

/// The context of one request or batch.
#[derive(Debug, Clone, Copy)]
pub struct Ctx {
    /// The tenant.
    pub scope: TenantScope,
    /// Who.
    pub actor: Actor,
    /// The agent's role.
    pub role: Option<Role>,
    /// Request or batch.
    pub request: RequestId,
    /// When.
    pub now: Timestamp,
}

impl Ctx {
    /// An agent's request.
    #[must_use]
    pub fn agent(scope: TenantScope, agent: AgentId, role: Role, now: Timestamp) -> Self {
        Self { scope, actor: Actor::Agent(agent), role: Some(role), request: RequestId::generate(now), now }
    }

    /// A background job's batch.
    #[must_use]
    pub fn job(scope: TenantScope, job: Job, now: Timestamp) -> Self {
        Self { scope, actor: Actor::System(job), role: None, request: RequestId::generate(now), now }
    }

    /// The operator at the command line.
    #[must_use]
    pub fn operator(scope: TenantScope, now: Timestamp) -> Self {
        Self { scope, actor: Actor::Operator, role: None, request: RequestId::generate(now), now }
    }

    /// Someone who has not signed in.
    #[must_use]
    pub fn nobody(scope: TenantScope, now: Timestamp) -> Self {
        Self { scope, actor: Actor::Nobody, role: None, request: RequestId::generate(now), now }
    }

    /// The agent, if one asks.
    #[must_use]
    pub const fn agent_id(&self) -> Option<AgentId> {
        match self.actor {
            Actor::Agent(id) => Some(id),
            _ => None,
        }
    }

    /// The act that stands for it when the operator asks: at the command line, on their pages, by token.
    #[must_use]
    pub fn for_operator(&self, act: Act) -> Option<Act> {
        self.is_operator().then_some(act)
    }

    /// Whether the operator asks.
    #[must_use]
    pub fn is_operator(&self) -> bool {
        self.actor == Actor::Operator || self.role == Some(Role::Operator)
    }

    /// A change made by this request.
    #[must_use]
    pub const fn change(
        &self,
        kind: ChangeKind,
        ticket: Option<TicketId>,
        message: Option<MessageId>,
    ) -> Change {
        let (cause, agent, by) = (None, None, self.agent_id());
        Change { seq: 0, kind, ticket, message, cause, agent, by, at: self.now }
    }

    /// The same, with what is behind it.
    #[must_use]
    pub const fn change_by(
        &self,
        cause: Cause,
        kind: ChangeKind,
        ticket: Option<TicketId>,
        message: Option<MessageId>,
    ) -> Change {
        let mut change = self.change(kind, ticket, message);
        change.cause = Some(cause);
        change
    }

    /// What is asked of the policy for `act`.
    #[must_use]
    pub const fn access(&self, act: Act) -> Access {
        Access::to(act, self.scope, self.actor, self.role, self.request, self.now)
    }
}
