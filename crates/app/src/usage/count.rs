//! Counting, in memory.

use super::day_of;
use crate::{App, Ctx, consent};
use domain::limits::{USAGE_FEATURES_MAX, USAGE_PEOPLE_MAX};
use domain::record::{UsageContent, UsageCount};
use domain::{AgentId, BrowserFamily, SystemFamily, TenantScope};
use parking_lot::Mutex;
use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;

/// Stands before the address of what was done.
const DEED: &str = "POST";

/// One use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Whether something was done, and not only a page opened.
    pub deed: bool,
    /// Which page or deed: the pattern of its address.
    pub feature: &'static str,
    /// Family of the browser.
    pub browser: BrowserFamily,
    /// Family of the system.
    pub system: SystemFamily,
    /// The network; see [`network`].
    pub network: String,
}

/// Whose use on which day.
pub(super) type Whose = (TenantScope, AgentId, i64);

#[derive(Debug)]
struct Counts {
    features: BTreeMap<(&'static str, bool), u32>,
    browser: BrowserFamily,
    system: SystemFamily,
    network: String,
}

/// What was counted since the last write.
#[derive(Debug, Default)]
pub struct Counter(Mutex<HashMap<Whose, Counts>>);

impl Counter {
    fn add(&self, whose: Whose, used: Used) {
        let mut all = self.0.lock();
        if all.len() >= USAGE_PEOPLE_MAX && !all.contains_key(&whose) {
            return;
        }
        let Used { deed, feature, browser, system, network } = used;
        let counts =
            all.entry(whose).or_insert(Counts { features: BTreeMap::new(), browser, system, network });
        if counts.features.len() < USAGE_FEATURES_MAX || counts.features.contains_key(&(feature, deed)) {
            let times = counts.features.entry((feature, deed)).or_default();
            *times = times.saturating_add(1);
        }
    }

    /// Takes everything out.
    pub(super) fn take(&self) -> Vec<(Whose, UsageContent)> {
        let content = |(whose, counts): (Whose, Counts)| {
            let count = |((feature, deed), times): ((&str, bool), u32)| UsageCount {
                feature: if deed { format!("{DEED} {feature}") } else { feature.to_owned() },
                times,
            };
            let Counts { features, browser, system, network } = counts;
            let counts = features.into_iter().map(count).collect();
            (whose, UsageContent { counts, browser, system, network })
        };
        std::mem::take(&mut *self.0.lock()).into_iter().map(content).collect()
    }

    /// Forgets what was counted of somebody.
    pub(super) fn forget(&self, scope: TenantScope, agent: AgentId) {
        self.0.lock().retain(|(of, who, _), _| (*of, *who) != (scope, agent));
    }
}

impl App {
    /// Counts a use, if whoever it is consents now. A failure to ask counts nothing.
    pub async fn count_use(&self, ctx: &Ctx, used: Used) {
        let Some(agent) = ctx.agent_id() else { return };
        match consent::standing(self, ctx.scope, agent).await {
            Ok(consent::Standing::Given) => self.usage().add((ctx.scope, agent, day_of(ctx.now)), used),
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "whether usage may be counted could not be asked: it is not")
            }
        }
    }
}

/// The network of an address: its first three bytes for IPv4, its first six for IPv6; nothing else of it is looked at.
#[must_use]
pub fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V4(address)) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn an_address_loses_what_tells_a_person_apart() {
        assert_eq!(network("192.0.2.77"), "192.0.2.0/24");
        assert_eq!(network("::ffff:192.0.2.77"), "192.0.2.0/24");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1::/48");
        assert_eq!(network("somewhere"), "");
    }
}
