//! What a company instructs its processor about (C7, GDPR Art. 28(3)(a)).

use crate::state::{BadState, states};
use std::collections::BTreeSet;

states! {
    /// Something that a company may turn off: Deskhero does without it.
    Feature("feature") {
        /// Showing remote images of mails: their servers are asked for them.
        RemoteImages = "remote_images" @ 0,
        /// Passing mails on to others.
        Forwarding = "forwarding" @ 1,
        /// Counting how its people use Deskhero, of those who consent.
        Usage = "usage" @ 2,
        /// Learning from its conversations which tags fit, for itself alone.
        Learning = "learning" @ 3,
    }
}

/// Stands before a feature's word, where a company asked for it.
const ASKED: char = '+';

impl Feature {
    /// Whether it is off until a company asks for it: saying nothing is no instruction to do it.
    #[must_use]
    pub const fn is_asked_for(self) -> bool {
        match self {
            Self::Learning => true,
            Self::RemoteImages | Self::Forwarding | Self::Usage => false,
        }
    }

    /// What is off where a company instructed nothing.
    #[must_use]
    pub fn off_at_first() -> BTreeSet<Self> {
        Self::ALL.iter().copied().filter(|feature| feature.is_asked_for()).collect()
    }

    /// What is off, as it is kept. What has to be asked for stands there when it is on: a version from before there was such a
    /// thing did not ask for it.
    #[must_use]
    pub fn write_off(off: &BTreeSet<Self>) -> String {
        let word = |feature: &Self| match (feature.is_asked_for(), off.contains(feature)) {
            (false, true) => Some(feature.as_str().to_owned()),
            (true, false) => Some(format!("{ASKED}{feature}")),
            _ => None,
        };
        Self::ALL.iter().filter_map(word).collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Feature::write_off`] wrote.
    ///
    /// # Errors
    /// [`BadState`] for a word that is not known.
    pub fn read_off(words: &str) -> Result<BTreeSet<Self>, BadState> {
        let mut off = Self::off_at_first();
        for word in words.split_ascii_whitespace() {
            match word.strip_prefix(ASKED) {
                Some(asked) => off.remove(&asked.parse()?),
                None => off.insert(word.parse()?),
            };
        }
        Ok(off)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_to_be_asked_for_is_off_where_nothing_was_said_of_it() {
        assert_eq!(Feature::read_off("").unwrap(), BTreeSet::from([Feature::Learning]));
        let old = BTreeSet::from([Feature::Forwarding, Feature::Learning]);
        assert_eq!(Feature::read_off("forwarding").unwrap(), old);
        assert_eq!(Feature::read_off("+learning").unwrap(), BTreeSet::new());
        assert!(Feature::read_off("something").is_err());
        for off in [BTreeSet::new(), old, BTreeSet::from([Feature::Usage])] {
            assert_eq!(Feature::read_off(&Feature::write_off(&off)).unwrap(), off);
        }
    }
}
