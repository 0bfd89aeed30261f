//! What a company instructs its processor about (C7, GDPR Art. 28(3)(a)).

use crate::state::{BadState, states};

states! {
    /// Something that a company may turn off: Deskhero does without it.
    Feature("feature") {
        /// Showing remote images of mails: their servers are asked for them.
        RemoteImages = "remote_images" @ 0,
        /// Passing mails on to others.
        Forwarding = "forwarding" @ 1,
        /// Counting how its people use Deskhero, of those who consent.
        Usage = "usage" @ 2,
    }
}
