//! The register of sub-processors: who gets data besides the company itself and whoever runs Deskhero, where they are, and
//! on which ground data may go there (GDPR Art. 28(2) and (4), 44 to 46). Nothing in it is personal: it is published.

use crate::{Day, SubProcessorId, TenantId, Timestamp};
use minicbor::{Decode, Encode};

/// On which ground data may go to where a sub-processor is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub enum Transfer {
    /// It stays in the European Economic Area.
    #[default]
    #[n(0)]
    NotNeeded,
    /// The European Commission decided that the country protects data as well (GDPR Art. 45).
    #[n(1)]
    Adequacy {
        /// What shows that the decision covers this recipient, where it does not cover everybody there.
        #[n(0)]
        proof: String,
    },
    /// Standard contractual clauses (GDPR Art. 46(2)(c)).
    #[n(2)]
    Clauses {
        /// Module, 1 to 4.
        #[n(0)]
        module: u8,
        /// When they were signed.
        #[n(1)]
        signed_on: Day,
        /// Reference of the transfer impact assessment.
        #[n(2)]
        assessment: String,
    },
}

impl Transfer {
    /// The word for it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::NotNeeded => "not_needed",
            Self::Adequacy { .. } => "adequacy",
            Self::Clauses { .. } => "clauses",
        }
    }
}

/// What the register says of one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct SubProcessor {
    /// The company's name.
    #[n(0)]
    pub name: String,
    /// What it does.
    #[n(1)]
    pub service: String,
    /// The ways out that lead there: ids of adapters.
    #[n(2)]
    pub adapters: Vec<String>,
    /// Its hosts: names, or `*.` and what they end in.
    #[n(3)]
    pub hosts: Vec<String>,
    /// Country where the data is (ISO 3166-1, two letters).
    #[n(4)]
    pub country: String,
    /// Town or region there.
    #[n(5)]
    pub place: String,
    /// On which ground it may go there.
    #[n(6)]
    pub transfer: Transfer,
    /// Reference of the contract (GDPR Art. 28(4)).
    #[n(7)]
    pub contract: String,
    /// When it was signed.
    #[n(8)]
    pub contract_on: Day,
    /// The last day on which it holds; it has no end when absent.
    #[n(9)]
    pub contract_until: Option<Day>,
    /// Reference of the technical and organisational measures.
    #[n(10)]
    pub measures: String,
    /// Whether the contract binds it to what binds whoever runs Deskhero (C30).
    #[n(11)]
    pub flows_down: bool,
    /// A server of the operator's own, at an address of the public internet: nobody else's, so no contract.
    #[n(12)]
    pub own: bool,
}

impl SubProcessor {
    /// Whether one of its hosts is this one (in lower case).
    #[must_use]
    pub fn has_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| match known.strip_prefix("*.") {
            Some(end) => {
                host.strip_suffix(end).is_some_and(|before| before.len() > 1 && before.ends_with('.'))
            }
            None => known == host,
        })
    }

    /// Whether companies are told ahead when this becomes the other: who gets which data, where, and on which ground.
    #[must_use]
    pub fn differs_from(&self, before: &Self) -> bool {
        let adds = |now: &[String], then: &[String]| now.iter().any(|one| !then.contains(one));
        self.name != before.name
            || self.country != before.country
            || self.transfer.as_str() != before.transfer.as_str()
            || (before.own && !self.own)
            || adds(&self.hosts, &before.hosts)
            || adds(&self.adapters, &before.adapters)
    }
}

/// Why something holds from when it does.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum RegisterNotice {
    /// Companies are told so many days ahead.
    #[n(0)]
    Ahead {
        /// Days.
        #[n(0)]
        days: u32,
    },
    /// There was no company yet that could have been told.
    #[n(1)]
    Nobody,
    /// It was in use before there was a register; companies are told when it is written down.
    #[n(2)]
    InUse {
        /// Since when.
        #[n(0)]
        since: Day,
    },
    /// Nothing changed that companies have a say in.
    #[n(3)]
    NotNeeded,
}

/// One change of the register. They are signed, and none is ever taken away.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[expect(clippy::large_enum_variant, reason = "changes are few, and taken one by one")]
pub enum RegisterChange {
    /// A sub-processor, or what is said of one from a day on.
    #[n(0)]
    Put {
        /// Which.
        #[n(0)]
        id: SubProcessorId,
        /// What is said of it.
        #[n(1)]
        entry: SubProcessor,
        /// From when that holds.
        #[n(2)]
        active_from: Timestamp,
        /// Why from then.
        #[n(3)]
        notice: RegisterNotice,
    },
    /// A sub-processor gets nothing any more.
    #[n(1)]
    End {
        /// Which.
        #[n(0)]
        id: SubProcessorId,
    },
    /// A country whose protection counts as adequate, or no longer does.
    #[n(2)]
    Country {
        /// Two letters.
        #[n(0)]
        code: String,
        /// Which of the two.
        #[n(1)]
        is_adequate: bool,
        /// Why: a decision, or what ended one.
        #[n(2)]
        reason: String,
    },
}

/// Who asks for a way out, and where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayAsked<'a> {
    /// Id of the adapter.
    pub adapter: &'a str,
    /// Host in lower case.
    pub host: &'a str,
    /// The company whose work it is; `None` where it is nobody's alone.
    pub tenant: Option<TenantId>,
    /// Whether what is sent is of every company.
    pub of_everyone: bool,
}
