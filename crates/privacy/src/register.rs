//! What the register of sub-processors comes to: its changes in their order, and whether data may go somewhere by them
//! (C28, C30, C80 to C85). Pure: whoever asks says what time it is.

use crate::adequacy;
use domain::{
    RegisterChange, RegisterNotice, SubProcessor, SubProcessorId, TenantId, Timestamp, Transfer, WayAsked,
};
use std::collections::BTreeMap;

const DAY_MS: i64 = 86_400_000;

/// Who is at the other end of a way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counterpart {
    /// A server that the tenant chose and is responsible for: no sub-processor.
    TenantServer,
    /// A server of whoever runs Deskhero, on the same machine or network: no sub-processor. Elsewhere it has to be in the
    /// register: as one, or as the operator's own.
    OperatorService,
    /// The resolver that the machine's operator set: names of servers and of the domains that signed mails, and nothing of what
    /// mails say.
    Network,
    /// A server that the sender of a mail named in it.
    NamedBySender,
}

impl Counterpart {
    /// Whether the register has a say in what goes there.
    #[must_use]
    pub const fn is_registered(self) -> bool {
        matches!(self, Self::OperatorService | Self::NamedBySender)
    }

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TenantServer => "tenant_server",
            Self::OperatorService => "operator_service",
            Self::Network => "network",
            Self::NamedBySender => "named_by_sender",
        }
    }
}

/// Why nothing goes somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stop {
    /// Nobody wrote down that anything goes there.
    Unregistered,
    /// It was announced, and its day has not come.
    NotYetActive,
    /// It gets nothing any more.
    Ended,
    /// No contract is named.
    ContractMissing,
    /// The contract has ended.
    ContractExpired,
    /// The contract does not pass the obligations on, or names no measures.
    ObligationsMissing,
    /// Outside of the European Economic Area, and no ground on which data may go there.
    TransferMissing,
    /// No decision says that the country protects data as well.
    NotAdequate,
    /// The decision that said so does not hold any more.
    AdequacyLost,
    /// The company wants its data in the European Economic Area.
    Residency,
}

impl Stop {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::Unregistered,
        Self::NotYetActive,
        Self::Ended,
        Self::ContractMissing,
        Self::ContractExpired,
        Self::ObligationsMissing,
        Self::TransferMissing,
        Self::NotAdequate,
        Self::AdequacyLost,
        Self::Residency,
    ];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unregistered => "unregistered",
            Self::NotYetActive => "not_yet_active",
            Self::Ended => "ended",
            Self::ContractMissing => "contract_missing",
            Self::ContractExpired => "contract_expired",
            Self::ObligationsMissing => "obligations_missing",
            Self::TransferMissing => "transfer_missing",
            Self::NotAdequate => "not_adequate",
            Self::AdequacyLost => "adequacy_lost",
            Self::Residency => "residency",
        }
    }
}

/// Where a way may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Wherever it was said to lead.
    Open,
    /// To this machine and the network around it alone: nobody wrote the place down.
    OwnNetwork,
}

/// What is said of a sub-processor from a moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The change that says it.
    pub seq: i64,
    /// When that was made.
    pub at: Timestamp,
    /// What is said.
    pub entry: SubProcessor,
    /// From when it holds.
    pub active_from: Timestamp,
    /// Why from then.
    pub notice: RegisterNotice,
    /// Whether a company that it concerns was not told yet: until then, it does not hold.
    pub waits: bool,
    /// When the sub-processor was taken out after this was said: what is said later is of somebody new.
    pub ended_at: Option<Timestamp>,
}

impl Version {
    /// Whether it holds.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        !self.waits && self.active_from <= now
    }

    /// Whether it held at any time between the two.
    #[must_use]
    pub fn held_within(&self, from: Timestamp, to: Timestamp) -> bool {
        self.holds(to) && self.ended_at.is_none_or(|ended| ended >= from.max(self.active_from))
    }
}

/// One sub-processor with everything that was ever said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// In the order in which it was said.
    pub versions: Vec<Version>,
    /// When it was taken out.
    pub ended_at: Option<Timestamp>,
}

impl Line {
    /// What holds now; of one that was taken out, what held then. What was said before one was taken out does not come back
    /// when it is put in again: until that holds, nothing does.
    #[must_use]
    pub fn current(&self, now: Timestamp) -> Option<&Version> {
        let counts = |version: &&Version| version.ended_at == self.ended_at;
        self.versions.iter().rev().filter(counts).find(|version| version.holds(now))
    }

    /// What was announced and does not hold yet: said after what holds.
    #[must_use]
    pub fn announced(&self, now: Timestamp) -> Option<&Version> {
        self.versions.last().filter(|version| !version.holds(now) && self.ended_at.is_none())
    }

    /// A change holds when each company has known of it for its days; one that says the same of whom companies know waits
    /// with what it says it of.
    fn follow(&mut self, told: &BTreeMap<i64, Timestamp>, now: Timestamp) {
        let mut before: Option<Version> = None;
        for version in &mut self.versions {
            let waits_for = match version.notice {
                RegisterNotice::Ahead { days } => {
                    let last = told.get(&version.seq).copied();
                    version.waits = last.is_none();
                    Some(last.unwrap_or(now).plus_millis(i64::from(days) * DAY_MS))
                }
                RegisterNotice::NotNeeded => before
                    .filter(|before| before.ended_at == version.ended_at)
                    .filter(|before| !version.entry.own && !version.entry.differs_from(&before.entry))
                    .map(|before| {
                        version.waits = before.waits;
                        before.active_from
                    }),
                RegisterNotice::Nobody | RegisterNotice::InUse { .. } => None,
            };
            version.active_from = version.active_from.max(waits_for.unwrap_or(version.active_from));
            before = Some(version.clone());
        }
    }
}

/// A country that the operator put in or took out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Which of the two.
    pub is_adequate: bool,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// The register as its changes left it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    lines: BTreeMap<SubProcessorId, Line>,
    countries: BTreeMap<String, Said>,
    only_eea: BTreeMap<TenantId, i64>,
    own_country: Option<String>,
    last_seq: i64,
    began_at: Option<Timestamp>,
}

impl Register {
    /// An empty one of an installation in this country, where that is known.
    #[must_use]
    pub fn new(own_country: Option<String>) -> Self {
        Self { own_country, ..Self::default() }
    }

    /// Takes a change in.
    pub fn apply(&mut self, seq: i64, at: Timestamp, change: RegisterChange) {
        self.last_seq = seq;
        self.began_at.get_or_insert(at);
        match change {
            RegisterChange::Put { id, entry, active_from, notice } => {
                let line = self.lines.entry(id).or_default();
                line.ended_at = None;
                // Whoever is to be told was not, as long as nobody says so.
                let waits = matches!(notice, RegisterNotice::Ahead { .. });
                line.versions.push(Version { seq, at, entry, active_from, notice, waits, ended_at: None });
            }
            RegisterChange::End { id } => {
                let line = self.lines.entry(id).or_default();
                line.ended_at = Some(at);
                for version in line.versions.iter_mut().filter(|version| version.ended_at.is_none()) {
                    version.ended_at = Some(at);
                }
            }
            RegisterChange::Country { code, is_adequate, reason } => {
                self.countries.insert(code, Said { is_adequate, reason, at });
            }
        }
    }

    /// The changes of which companies are told ahead of time, and when each was made.
    pub fn announced(&self) -> impl Iterator<Item = (i64, Timestamp)> {
        let all = self.lines.values().flat_map(|line| &line.versions);
        all.filter(|one| matches!(one.notice, RegisterNotice::Ahead { .. })).map(|one| (one.seq, one.at))
    }

    /// Takes in of which of them every company was told, and when the last one was; the others wait.
    pub fn follow(&mut self, told: &BTreeMap<i64, Timestamp>, now: Timestamp) {
        self.lines.values_mut().for_each(|line| line.follow(told, now));
    }

    /// The companies that want their data in the European Economic Area, each by the version in which it says so.
    pub fn keep_in_eea(&mut self, tenants: impl IntoIterator<Item = (TenantId, i64)>) {
        self.only_eea = tenants.into_iter().collect();
    }

    /// The companies that want that, each by the version in which it says so.
    #[must_use]
    pub const fn kept_in_eea(&self) -> &BTreeMap<TenantId, i64> {
        &self.only_eea
    }

    /// Where the installation itself is, if that is known.
    #[must_use]
    pub fn own_country(&self) -> Option<&str> {
        self.own_country.as_deref()
    }

    /// The number of the last change; 0 before the first.
    #[must_use]
    pub const fn last_seq(&self) -> i64 {
        self.last_seq
    }

    /// When the first change was made.
    #[must_use]
    pub const fn began_at(&self) -> Option<Timestamp> {
        self.began_at
    }

    /// Everybody who was ever in it.
    pub fn lines(&self) -> impl Iterator<Item = (SubProcessorId, &Line)> {
        self.lines.iter().map(|(id, line)| (*id, line))
    }

    /// One of them.
    #[must_use]
    pub fn line(&self, id: SubProcessorId) -> Option<&Line> {
        self.lines.get(&id)
    }

    /// What the operator said of countries.
    #[must_use]
    pub const fn countries(&self) -> &BTreeMap<String, Said> {
        &self.countries
    }

    /// Whether the country protects data as well, by a decision that holds or by what the operator put in.
    ///
    /// # Errors
    /// [`Stop::NotAdequate`], or [`Stop::AdequacyLost`] where it once did.
    pub fn adequate(&self, country: &str, now: Timestamp) -> Result<(), Stop> {
        let decision = adequacy::decision(country);
        match (self.countries.get(country), decision) {
            (Some(said), _) if said.is_adequate => Ok(()),
            (Some(_), _) => Err(Stop::AdequacyLost),
            (None, Some(decision)) => match decision.until {
                Some(until) if until.ends() < now => Err(Stop::AdequacyLost),
                _ => Ok(()),
            },
            (None, None) => Err(Stop::NotAdequate),
        }
    }

    /// Whether data may go to whoever this is about.
    ///
    /// # Errors
    /// Why not.
    pub fn standing(&self, entry: &SubProcessor, now: Timestamp) -> Result<(), Stop> {
        if entry.own {
            return Ok(());
        }
        if entry.contract.trim().is_empty() {
            return Err(Stop::ContractMissing);
        }
        if entry.contract_until.is_some_and(|until| until.ends() < now) {
            return Err(Stop::ContractExpired);
        }
        if !entry.flows_down || entry.measures.trim().is_empty() {
            return Err(Stop::ObligationsMissing);
        }
        self.ground(entry, now)
    }

    /// Whether what is said of it is a ground on which data may go to its country (GDPR Chapter V).
    ///
    /// # Errors
    /// Why not.
    pub fn ground(&self, entry: &SubProcessor, now: Timestamp) -> Result<(), Stop> {
        if entry.own || adequacy::is_eea(&entry.country) {
            return Ok(());
        }
        match &entry.transfer {
            Transfer::NotNeeded => Err(Stop::TransferMissing),
            Transfer::Clauses { module, assessment, .. } => {
                let is_whole = (1..=4).contains(module) && !assessment.trim().is_empty();
                if is_whole { Ok(()) } else { Err(Stop::TransferMissing) }
            }
            Transfer::Adequacy { proof } => {
                self.adequate(&entry.country, now)?;
                let is_partial =
                    adequacy::decision(&entry.country).is_some_and(|decision| decision.is_partial);
                if is_partial && proof.trim().is_empty() { Err(Stop::TransferMissing) } else { Ok(()) }
            }
        }
    }

    /// Whether a company's data may be in this country; `None` stands for one that nobody knows.
    fn resident(&self, asked: &WayAsked<'_>, country: Option<&str>) -> Result<(), Stop> {
        let is_bound = match asked.tenant {
            Some(tenant) => self.only_eea.contains_key(&tenant),
            None => asked.of_everyone && !self.only_eea.is_empty(),
        };
        if is_bound && !country.is_some_and(adequacy::is_eea) { Err(Stop::Residency) } else { Ok(()) }
    }

    /// Whether something may go out.
    ///
    /// # Errors
    /// Why not.
    pub fn decide(&self, who: Counterpart, asked: &WayAsked<'_>, now: Timestamp) -> Result<Way, Stop> {
        match who {
            // The company's own choice, and its own responsibility.
            Counterpart::TenantServer | Counterpart::Network => return Ok(Way::Open),
            // Nobody knows where such a server is.
            Counterpart::NamedBySender => return self.resident(asked, None).map(|()| Way::Open),
            Counterpart::OperatorService => {}
        }
        let leads = |entry: &SubProcessor| {
            entry.adapters.iter().any(|id| id == asked.adapter) && entry.has_host(asked.host)
        };
        let mut stop = None;
        for line in self.lines.values() {
            let current = line.current(now).filter(|version| leads(&version.entry));
            let found = match current {
                Some(_) if line.ended_at.is_some() => Err(Stop::Ended),
                Some(version) => self
                    .standing(&version.entry, now)
                    .and_then(|()| self.resident(asked, Some(&version.entry.country))),
                None if line.announced(now).is_some_and(|version| leads(&version.entry)) => {
                    Err(Stop::NotYetActive)
                }
                None => continue,
            };
            match found {
                Ok(()) => return Ok(Way::Open),
                // One that says more than that it has ended.
                Err(Stop::Ended) if stop.is_some() => {}
                Err(other) => stop = Some(other),
            }
        }
        match stop {
            Some(stop) => Err(stop),
            // Where the installation itself is; said by the operator, or taken to be where the company expects it.
            None => match self.own_country.as_deref() {
                Some(country) => self.resident(asked, Some(country)).map(|()| Way::OwnNetwork),
                None => Ok(Way::OwnNetwork),
            },
        }
    }
}
