//! Under which name a deactivated agent's work stays readable (C92): one for each, the same for ever, and not
//! the person's. It is made of the random part of the id, so nothing has to be kept for it.

use domain::{AgentId, ContactId};

/// Letters and digits that cannot be taken for one another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The pseudonym: eight letters and digits, 40 random bits.
#[must_use]
pub fn code(id: AgentId) -> String {
    code_of(id.as_bytes())
}

fn code_of(id: &[u8; 16]) -> String {
    let tail = id.iter().rev().take(5).fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    let letter = |at: u32| {
        let index = usize::try_from((tail >> (5 * at)) & 31).unwrap_or(0);
        LETTERS.get(index).map_or('0', |letter| char::from(*letter))
    };
    (0..8).map(letter).collect()
}

/// The name that stands in the place of the person's.
#[must_use]
pub fn name(id: AgentId) -> String {
    crate::words().t_args("agent-former", &[("code", code(id))])
}

/// What tells the pseudonym of a person who was removed from every other.
#[must_use]
pub fn code_of_person(id: ContactId) -> String {
    code_of(id.as_bytes())
}

/// The name of the contact who stands in the place of a person that was removed: of its own id, which has nothing to do
/// with theirs.
#[must_use]
pub fn person(id: ContactId) -> String {
    crate::words().t_args("person-removed", &[("code", code_of_person(id))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use std::collections::BTreeSet;

    #[test]
    fn each_agent_has_its_own_and_always_the_same() {
        let ids: Vec<_> = (0..2_000).map(|ms| AgentId::generate(Timestamp::from_millis(ms))).collect();
        let codes: BTreeSet<_> = ids.iter().map(|id| code(*id)).collect();
        assert_eq!(codes.len(), ids.len());
        assert!(ids.iter().all(|id| code(*id) == code(*id) && code(*id).len() == 8));
    }
}
