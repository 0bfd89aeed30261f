//! What of the register is published, and what a document about sub-processors is filled from. It holds nothing personal.

use crate::App;
use connect::egress::{self, Adapter, Counterpart};
use domain::{RegisterNotice, SubProcessor, SubProcessorId, TenantId, Timestamp, WayAsked};
use privacy::adequacy::{self, Decision};
use privacy::register::{Line, Register, Stop, Version, Way};

/// Where a sub-processor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It gets what its ways out send.
    Active,
    /// It was announced, and gets nothing yet.
    Announced,
    /// It gets nothing, because of this.
    Stopped(Stop),
    /// It gets nothing any more.
    Ended,
}

/// A sub-processor.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Which.
    pub id: SubProcessorId,
    /// What holds now; of one that was announced, what will.
    pub entry: SubProcessor,
    /// The ways out that lead there, with what each is for and sends.
    pub ways: Vec<&'static Adapter>,
    /// Where it stands.
    pub standing: Standing,
    /// From when that holds.
    pub active_from: Timestamp,
    /// The change that says it.
    pub seq: i64,
    /// What it becomes, and from when.
    pub announced: Option<Version>,
    /// When it was taken out.
    pub ended_at: Option<Timestamp>,
}

/// A piece of news about the register: what companies are told of.
#[derive(Debug, Clone)]
pub struct News {
    /// The change.
    pub seq: i64,
    /// When it was made.
    pub at: Timestamp,
    /// Whom it is about.
    pub id: SubProcessorId,
    /// What is said.
    pub entry: SubProcessor,
    /// From when.
    pub active_from: Timestamp,
    /// Why from then.
    pub notice: RegisterNotice,
    /// Whether it was not there before.
    pub is_new: bool,
    /// Whether a company that it concerns was not told yet: until then, it does not hold.
    pub waits: bool,
}

impl News {
    /// Whether it holds.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        !self.waits && self.active_from <= now
    }

    /// Whether companies are told of it.
    #[must_use]
    pub fn is_told(&self) -> bool {
        matches!(self.notice, RegisterNotice::Ahead { .. } | RegisterNotice::InUse { .. })
    }
}

/// What was ever said of a sub-processor.
pub type History = Vec<Version>;

/// A way out that leads to nobody's sub-processor: to whom, and why not.
pub type OwnWay = &'static Adapter;

/// A country whose protection counts as adequate, or did.
#[derive(Debug, Clone)]
pub struct Country {
    /// Two letters.
    pub code: String,
    /// The Commission's decision, where there is one.
    pub decision: Option<&'static Decision>,
    /// What the operator said of it, and when.
    pub said: Option<(bool, String, Timestamp)>,
    /// Whether it counts now.
    pub is_adequate: bool,
}

fn line(register: &Register, id: SubProcessorId, line: &Line, now: Timestamp) -> Option<Listed> {
    let announced = line.announced(now);
    let current = line.current(now).or(announced).or_else(|| line.versions.last())?;
    let standing = match () {
        () if line.ended_at.is_some() => Standing::Ended,
        () if !current.holds(now) => Standing::Announced,
        () => register.standing(&current.entry, now).map_or_else(Standing::Stopped, |()| Standing::Active),
    };
    Some(Listed {
        id,
        ways: current.entry.adapters.iter().filter_map(|id| egress::find(id)).collect(),
        entry: current.entry.clone(),
        standing,
        active_from: current.active_from,
        seq: current.seq,
        announced: announced.filter(|version| version.seq != current.seq).cloned(),
        ended_at: line.ended_at,
    })
}

/// Everybody who is or was in the register, those that are first. `None` when it cannot be read.
#[must_use]
pub fn listed(app: &App, now: Timestamp) -> Option<Vec<Listed>> {
    let register = app.watch().register()?;
    let mut all: Vec<Listed> =
        register.lines().filter_map(|(id, known)| line(&register, id, known, now)).collect();
    all.sort_by_key(|one| (one.standing == Standing::Ended, one.entry.name.to_lowercase()));
    Some(all)
}

/// Those that get nothing although they are in use, and why.
#[must_use]
pub fn stopped(app: &App, now: Timestamp) -> Vec<(Listed, Stop)> {
    let all = listed(app, now).unwrap_or_default().into_iter();
    all.filter_map(|one| match one.standing {
        Standing::Stopped(stop) => Some((one, stop)),
        _ => None,
    })
    .collect()
}

/// Whether something of this company, or work of nobody's alone, comes through to this host by this way out: the register lets
/// it, or the host is on the operator's own network.
///
/// # Errors
/// Why not.
pub async fn reaches(app: &App, adapter: &Adapter, host: &str, tenant: Option<TenantId>) -> Result<(), Stop> {
    let host = host.to_ascii_lowercase();
    let asked = WayAsked { adapter: adapter.id, host: &host, tenant, of_everyone: adapter.of_everyone };
    match connect::egress::Gate::decide(app.watch(), adapter.who, &asked)? {
        Way::OwnNetwork if egress::is_outside(&host).await => Err(Stop::Unregistered),
        Way::Open | Way::OwnNetwork => Ok(()),
    }
}

/// From when something goes to this host by this way out, where that was announced.
#[must_use]
pub fn opens_at(app: &App, adapter: &Adapter, host: &str, now: Timestamp) -> Option<Timestamp> {
    let register = app.watch().register()?;
    let announced = register.lines().filter_map(|(_, line)| line.announced(now));
    let leads = announced.filter(|version| {
        version.entry.adapters.iter().any(|id| id == adapter.id) && version.entry.has_host(host)
    });
    leads.map(|version| version.active_from).min()
}

/// What was ever said of one, the newest first.
#[must_use]
pub fn history(app: &App, id: SubProcessorId) -> Option<History> {
    let register = app.watch().register()?;
    Some(register.line(id)?.versions.iter().rev().cloned().collect())
}

/// What companies are told of, the newest first.
#[must_use]
pub fn news(app: &App) -> Vec<News> {
    let Some(register) = app.watch().register() else { return Vec::new() };
    let mut all: Vec<News> = register
        .lines()
        .flat_map(|(id, line)| {
            // What was taken out and is put in again is as new.
            let before = std::iter::once(None).chain(line.versions.iter().map(Some));
            let is_new = |before: Option<&Version>| before.is_none_or(|before| before.ended_at.is_some());
            line.versions.iter().zip(before).map(move |(version, before)| (id, version, is_new(before)))
        })
        .map(|(id, version, is_new)| News {
            seq: version.seq,
            at: version.at,
            id,
            entry: version.entry.clone(),
            active_from: version.active_from,
            notice: version.notice.clone(),
            is_new,
            waits: version.waits,
        })
        .collect();
    all.sort_by_key(|news| std::cmp::Reverse(news.seq));
    all
}

/// The ways out that lead to no sub-processor.
#[must_use]
pub fn own_ways() -> Vec<OwnWay> {
    egress::ADAPTERS.iter().filter(|adapter| adapter.who != Counterpart::OperatorService).collect()
}

/// The resolver that names are asked of, and whether it is outside of the operator's own network; nothing where there is none.
pub async fn resolver(app: &App) -> Option<(String, bool)> {
    let resolver = app.settings().resolver.or_else(connect::system_resolver)?.ip().to_string();
    let is_outside = egress::is_outside(&resolver).await;
    Some((resolver, is_outside))
}

/// Countries that protect data as well, and those of which that was said once.
#[must_use]
pub fn countries(app: &App, now: Timestamp) -> Vec<Country> {
    let Some(register) = app.watch().register() else { return Vec::new() };
    let mut codes: Vec<&str> = adequacy::DECISIONS.iter().map(|decision| decision.country).collect();
    codes.extend(register.countries().keys().map(String::as_str));
    codes.sort_unstable();
    codes.dedup();
    let country = |code: &str| Country {
        code: code.to_owned(),
        decision: adequacy::decision(code),
        said: register.countries().get(code).map(|said| (said.is_adequate, said.reason.clone(), said.at)),
        is_adequate: register.adequate(code, now).is_ok(),
    };
    codes.into_iter().map(country).collect()
}
