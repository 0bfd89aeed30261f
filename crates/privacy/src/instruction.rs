//! What a company instructed (C7, C8): decisions that follow it. Most acts belong to no feature that can be turned off: without
//! them there is no helpdesk.

use crate::act::Act;
use crate::permit::{Access, Permit, decide};
use crate::refusal::{Refusal, RefusalReason};
use domain::Feature;
use std::collections::BTreeSet;

/// What a company instructed last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instructions {
    /// Counts up with every change; 0 where nothing was ever instructed.
    pub version: i64,
    /// What is turned off.
    pub off: BTreeSet<Feature>,
}

impl Default for Instructions {
    /// What holds where nothing was ever instructed.
    fn default() -> Self {
        Self { version: 0, off: Feature::off_at_first() }
    }
}

impl Instructions {
    /// Whether a feature may be used.
    #[must_use]
    pub fn allow(&self, feature: Feature) -> bool {
        !self.off.contains(&feature)
    }
}

/// The feature that an act belongs to.
#[must_use]
pub fn feature_of(act: &str) -> Option<Feature> {
    [
        (Act::MESSAGE_IMAGES, Feature::RemoteImages),
        (Act::MESSAGE_FORWARD, Feature::Forwarding),
        (Act::USAGE_KEEP, Feature::Usage),
        (Act::LEARNING_BUILD, Feature::Learning),
        (Act::TAG_SUGGEST, Feature::Learning),
    ]
    .into_iter()
    .find_map(|(of, feature)| (of.word == act).then_some(feature))
}

/// Decides as the company instructed. The events of the permit, and the refusal's, name the version.
///
/// # Errors
/// [`Refusal`], which goes to the audit log too.
pub fn decide_as_instructed(access: &Access, instructions: &Instructions) -> Result<Permit, Refusal> {
    let mut permit = decide(access)?;
    let is_off = feature_of(access.act).is_some_and(|feature| !instructions.allow(feature));
    if is_off {
        return Err(Refusal::new(RefusalReason::Instructed, access.clone()).under(instructions.version));
    }
    if instructions.version > 0 {
        permit.record_version(instructions.version);
    }
    Ok(permit)
}

/// The refusal of what would have left the European Economic Area, by the version in which the company keeps its data there.
#[must_use]
pub fn refuse_to_leave(access: &Access, version: i64) -> Refusal {
    Refusal::new(RefusalReason::Instructed, access.clone()).under(version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::audit::{Actor, Outcome};
    use domain::{AgentId, RequestId, Role, TenantId, TenantScope, Timestamp};

    fn access(act: Act) -> Access {
        let now = Timestamp::from_millis(1);
        let (scope, agent) = (TenantScope::of(TenantId::generate(now)), AgentId::generate(now));
        Access::to(act, scope, Actor::Agent(agent), Some(Role::Agent), RequestId::generate(now), now)
    }

    #[test]
    fn what_is_turned_off_is_refused_by_its_version_and_nothing_else_is() {
        let off = Instructions { version: 3, off: BTreeSet::from([Feature::RemoteImages]) };
        let refusal = decide_as_instructed(&access(Act::MESSAGE_IMAGES), &off).unwrap_err();
        assert_eq!(refusal.reason(), RefusalReason::Instructed);
        let event = refusal.event();
        assert_eq!((event.outcome, event.version), (Outcome::Refused, Some(3)));
        let permit = decide_as_instructed(&access(Act::MESSAGE_FORWARD), &off).unwrap();
        let versions: Vec<_> = permit.into_events(Vec::new()).iter().map(|event| event.version).collect();
        assert_eq!(versions, [Some(3)]);
        assert!(decide_as_instructed(&access(Act::MESSAGE_IMAGES), &Instructions::default()).is_ok());
    }

    #[test]
    fn nothing_is_learned_before_a_company_asks_for_it() {
        let asked = Instructions { version: 1, off: BTreeSet::new() };
        for (instructions, is_on) in [(Instructions::default(), false), (asked, true)] {
            let suggested = decide_as_instructed(&access(Act::TAG_SUGGEST), &instructions);
            assert_eq!(suggested.is_ok(), is_on);
        }
    }

    #[test]
    fn every_feature_has_an_act() {
        for feature in Feature::ALL {
            assert!(Act::ALL.iter().any(|act| feature_of(act.word) == Some(*feature)), "{feature}");
        }
    }
}
