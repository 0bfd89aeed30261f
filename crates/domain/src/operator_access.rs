//! What the operator may read of a company for a while (C35, C55, C56, C88).

use crate::state::{BadState, states};

states! {
    /// Why the operator looks into a company's mail. There is no other reason: none to learn from it, none to try things out.
    AccessReason("reason for an access") {
        /// The service, or somebody's data, is in danger.
        Security = "security" @ 0,
        /// The company asked for help. Its admin lets the operator in.
        SupportRequested = "support_requested" @ 1,
        /// The law says so.
        Legal = "legal" @ 2,
    }
    /// Where an access stands.
    AccessStanding("standing of an access") {
        /// An admin of the company has to decide.
        Asked = "asked" @ 0,
        /// The operator may read.
        Open = "open" @ 1,
        /// Its time has passed.
        Expired = "expired" @ 2,
        /// Somebody ended it before.
        Ended = "ended" @ 3,
        /// An admin of the company said no.
        Refused = "refused" @ 4,
        /// Nobody decided in time, or it was taken back.
        Lapsed = "lapsed" @ 5,
    }
}

impl AccessReason {
    /// Whether an admin of the company has to let the operator in.
    #[must_use]
    pub const fn needs_approval(self) -> bool {
        match self {
            Self::SupportRequested => true,
            Self::Security | Self::Legal => false,
        }
    }
}
