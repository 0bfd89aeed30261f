//! How Deskhero is used: counts, without anything of a conversation.

use crate::{BrowserFamily, ObjectKind, SealedRecord, SystemFamily};
use minicbor::{Decode, Encode};

/// How often something was opened or done.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct UsageCount {
    /// Which page or deed: the pattern of its address, without any id.
    #[n(0)]
    pub feature: String,
    /// How often.
    #[n(1)]
    pub times: u32,
}

/// What one person used within some minutes, until the day is summed up.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct UsageContent {
    /// Pages and deeds.
    #[n(0)]
    pub counts: Vec<UsageCount>,
    /// With which browser.
    #[n(1)]
    pub browser: BrowserFamily,
    /// On which system.
    #[n(2)]
    pub system: SystemFamily,
    /// From where: the first three bytes of an IPv4 address, or the first six of an IPv6 address.
    #[n(3)]
    pub network: String,
}

impl SealedRecord for UsageContent {
    const KIND: ObjectKind = ObjectKind::Usage;
}

/// A line of a day's sum.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct UsageLine {
    /// What is counted: a feature, a browser, a system.
    #[n(0)]
    pub word: String,
    /// How often.
    #[n(1)]
    pub times: u64,
    /// By how many people.
    #[n(2)]
    pub people: u32,
}

/// What everybody together used on a day. Nothing in it is anybody's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct UsageSumContent {
    /// Pages and deeds.
    #[n(0)]
    pub features: Vec<UsageLine>,
    /// Browsers.
    #[n(1)]
    pub browsers: Vec<UsageLine>,
    /// Systems.
    #[n(2)]
    pub systems: Vec<UsageLine>,
    /// People who were counted.
    #[n(3)]
    pub people: u32,
    /// Networks that they came from.
    #[n(4)]
    pub networks: u32,
}

impl SealedRecord for UsageSumContent {
    const KIND: ObjectKind = ObjectKind::UsageSum;
}
