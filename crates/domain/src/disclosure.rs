//! Handing what a company has to an authority, where a law demands it (C31, C61, C77).

use crate::state::{BadState, states};

states! {
    /// Where a disclosure stands.
    DisclosureStanding("standing of a disclosure") {
        /// Two operators have to approve.
        Asked = "asked" @ 0,
        /// One of them did.
        Half = "half" @ 1,
        /// Both did: it can be handed out.
        Approved = "approved" @ 2,
        /// An operator said no.
        Refused = "refused" @ 3,
        /// Its time has passed.
        Expired = "expired" @ 4,
    }
}
