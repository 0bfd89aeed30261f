//! The promises of the policy, checked on the living system: its rows, keys, files and settings as they lie there, not as
//! the program would read them. Each check names the clauses that it stands for; what alters the system from outside so
//! that a promise is broken has to be found by one (tests/verifying breaks each).
//!
//! **Nothing is opened**: sealed bytes are proved to authenticate, and some are asked a question where they lie, which is
//! answered by yes or no; what they hold is handed out to nobody. What is only seen once is no fault: rows are written and keys destroyed while a check looks.

mod accesses;
mod accounts;
mod alerts;
mod anonymised;
mod backups;
mod cases;
mod disclosures;
mod documents;
mod erasures;
mod files;
mod holds;
mod inside;
mod kept;
mod looking;
mod mail;
mod mailboxes;
mod people;
mod rectified;
mod register;
mod requests;
mod retention;
mod rights;
mod schema;
mod sealed;
mod statutory;
mod told;
mod trust;
mod usage;
mod ways;

pub(crate) use kept::Verifications;
pub use kept::{Latest, begin, latest};

use crate::{App, Result};
use domain::TenantScope;
use looking::{Found, Looking};
use serde::Serialize;
use std::collections::BTreeSet;

/// Faults that are told one by one; of more, their number is.
const FAULTS_TOLD_MAX: usize = 20;

/// What is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Check {
    Audit,
    Sealed,
    Schema,
    Files,
    Operators,
    Former,
    Ends,
    Active,
    Erased,
    Closed,
    Receipts,
    NotAgain,
    Epoch,
    Backups,
    Retention,
    Holds,
    Restrictions,
    Objections,
    Clock,
    Challenges,
    Exports,
    Accepted,
    Sessions,
    Alerts,
    Statutory,
    Rules,
    Versions,
    Rectified,
    Lifted,
    Routed,
    Outcomes,
    Ways,
    Anonymised,
    Told,
    Consents,
    Usage,
    Registered,
    Leaving,
    Bound,
    Announced,
    Resident,
    Translations,
    Agreements,
    ProcessingRecord,
    Policies,
    Letters,
    Acknowledged,
    Principals,
    Passwords,
    Reached,
    Granted,
    Scopes,
    TakenIn,
    Sent,
    Unprompted,
    History,
    Findable,
    Alike,
    Closable,
    Described,
    Cookies,
    Instructed,
    Accesses,
    Measures,
    Providers,
    LimitedUse,
    Contact,
    Law,
    Complaints,
    Disclosures,
}

impl Check {
    const ALL: &'static [Self] = &[
        Self::Accepted,
        Self::Audit,
        Self::Sealed,
        Self::Files,
        Self::Operators,
        Self::Active,
        Self::Ends,
        Self::Closed,
        Self::Backups,
        Self::Retention,
        Self::Epoch,
        Self::Holds,
        Self::Exports,
        Self::Erased,
        Self::Restrictions,
        Self::Objections,
        Self::Clock,
        Self::Challenges,
        Self::Schema,
        Self::Former,
        Self::Sessions,
        Self::Receipts,
        Self::NotAgain,
        Self::Alerts,
        Self::Statutory,
        Self::Rules,
        Self::Versions,
        Self::Rectified,
        Self::Lifted,
        Self::Routed,
        Self::Outcomes,
        Self::Ways,
        Self::Anonymised,
        Self::Told,
        Self::Consents,
        Self::Usage,
        Self::Registered,
        Self::Leaving,
        Self::Bound,
        Self::Announced,
        Self::Resident,
        Self::Translations,
        Self::Agreements,
        Self::ProcessingRecord,
        Self::Policies,
        Self::Letters,
        Self::Acknowledged,
        Self::Principals,
        Self::Passwords,
        Self::Reached,
        Self::Granted,
        Self::Scopes,
        Self::TakenIn,
        Self::Sent,
        Self::Unprompted,
        Self::History,
        Self::Findable,
        Self::Alike,
        Self::Closable,
        Self::Described,
        Self::Cookies,
        Self::Instructed,
        Self::Accesses,
        Self::Measures,
        Self::Providers,
        Self::LimitedUse,
        Self::Contact,
        Self::Law,
        Self::Complaints,
        Self::Disclosures,
    ];

    /// The clauses that it stands for.
    const fn clauses(self) -> &'static [u16] {
        match self {
            Self::Accepted => &[4],
            Self::Audit => &[6, 8, 36, 59, 112],
            Self::Sealed => &[18, 19, 20, 21, 34, 86, 87],
            Self::Files => &[86],
            Self::Operators => &[88],
            Self::Active => &[40],
            Self::Ends => &[41],
            Self::Closed => &[42],
            Self::Backups => &[44],
            Self::Retention => &[45],
            Self::Epoch => &[46],
            Self::Holds => &[47],
            Self::Exports => &[64, 69],
            Self::Erased => &[66],
            Self::Restrictions => &[67],
            Self::Objections => &[70],
            Self::Clock => &[72],
            Self::Challenges => &[75],
            Self::Schema => &[10, 90],
            Self::Former => &[92],
            Self::Sessions => &[14],
            Self::Receipts => &[115],
            Self::NotAgain => &[116],
            Self::Alerts => &[37],
            Self::Statutory => &[43, 91],
            Self::Rules => &[93],
            Self::Versions => &[95],
            Self::Rectified => &[65],
            Self::Lifted => &[68],
            Self::Routed => &[73],
            Self::Outcomes => &[74],
            Self::Ways => &[33],
            Self::Anonymised => &[94],
            Self::Told => &[114],
            Self::Consents => &[63, 71, 98, 99],
            Self::Usage => &[62],
            Self::Registered => &[28, 76, 79],
            Self::Leaving => &[27, 29, 50, 53],
            Self::Bound => &[30, 81, 84, 85],
            Self::Announced => &[80],
            Self::Resident => &[83],
            Self::Translations => &[1, 2],
            Self::Agreements => &[9],
            Self::ProcessingRecord => &[82],
            Self::Policies => &[101, 111],
            Self::Letters => &[102],
            Self::Acknowledged => &[103, 104, 110],
            Self::Principals => &[5],
            Self::Passwords => &[11],
            Self::Reached => &[13],
            Self::Granted => &[16],
            Self::Scopes => &[17],
            Self::TakenIn => &[22],
            Self::Sent => &[23],
            Self::Unprompted => &[24],
            Self::History => &[25],
            Self::Findable => &[26],
            Self::Alike => &[58],
            Self::Closable => &[105],
            Self::Described => &[3],
            Self::Cookies => &[15, 96, 97],
            Self::Instructed => &[7],
            Self::Accesses => &[35, 55, 56],
            Self::Measures => &[39],
            Self::Providers => &[48],
            Self::LimitedUse => &[57],
            Self::Contact => &[106],
            Self::Law => &[109],
            Self::Complaints => &[108],
            Self::Disclosures => &[31, 61, 77],
        }
    }

    /// Its word, in keys of messages.
    const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Audit => "audit",
            Self::Sealed => "sealed",
            Self::Files => "files",
            Self::Operators => "operators",
            Self::Active => "active",
            Self::Ends => "ends",
            Self::Closed => "closed",
            Self::Backups => "backups",
            Self::Retention => "retention",
            Self::Epoch => "epoch",
            Self::Holds => "holds",
            Self::Exports => "exports",
            Self::Erased => "erased",
            Self::Restrictions => "restrictions",
            Self::Objections => "objections",
            Self::Clock => "clock",
            Self::Challenges => "challenges",
            Self::Schema => "schema",
            Self::Former => "former",
            Self::Sessions => "sessions",
            Self::Receipts => "receipts",
            Self::NotAgain => "not-again",
            Self::Alerts => "alerts",
            Self::Statutory => "statutory",
            Self::Rules => "rules",
            Self::Versions => "versions",
            Self::Rectified => "rectified",
            Self::Lifted => "lifted",
            Self::Routed => "routed",
            Self::Outcomes => "outcomes",
            Self::Ways => "ways",
            Self::Anonymised => "anonymised",
            Self::Told => "told",
            Self::Consents => "consents",
            Self::Usage => "usage",
            Self::Registered => "registered",
            Self::Leaving => "leaving",
            Self::Bound => "bound",
            Self::Announced => "announced",
            Self::Resident => "resident",
            Self::Translations => "translations",
            Self::Agreements => "agreements",
            Self::ProcessingRecord => "record",
            Self::Policies => "policies",
            Self::Letters => "letters",
            Self::Acknowledged => "acknowledged",
            Self::Principals => "principals",
            Self::Passwords => "passwords",
            Self::Reached => "reached",
            Self::Granted => "granted",
            Self::Scopes => "scopes",
            Self::TakenIn => "taken-in",
            Self::Sent => "sent",
            Self::Unprompted => "unprompted",
            Self::History => "history",
            Self::Findable => "findable",
            Self::Alike => "alike",
            Self::Closable => "closable",
            Self::Described => "described",
            Self::Cookies => "cookies",
            Self::Instructed => "instructed",
            Self::Accesses => "accesses",
            Self::Measures => "measures",
            Self::Providers => "providers",
            Self::LimitedUse => "limited-use",
            Self::Contact => "contact",
            Self::Law => "law",
            Self::Complaints => "complaints",
            Self::Disclosures => "disclosures",
        }
    }

    // Each asks much, and one frame would hold all of them: they lie on the heap.
    async fn look(self, app: &App, l: &mut Looking) -> Result<Found> {
        match self {
            Self::Accepted => Box::pin(accounts::accepted(l)).await,
            Self::Audit => Box::pin(accounts::audit(app, l)).await,
            Self::Sealed => Box::pin(sealed::sealed(app, l)).await,
            Self::Files => files::files(app),
            Self::Operators => Box::pin(accounts::operators(l)).await,
            Self::Active => Box::pin(sealed::active(l)).await,
            Self::Ends => Box::pin(mailboxes::ends(l)).await,
            Self::Closed => Box::pin(erasures::closed(l)).await,
            Self::Backups => Box::pin(backups::backups(app)).await,
            Self::Retention => backups::retention(app),
            Self::Epoch => Box::pin(erasures::epoch(app, l)).await,
            Self::Holds => Box::pin(holds::holds(l)).await,
            Self::Exports => Box::pin(requests::exports(l)).await,
            Self::Erased => Box::pin(erasures::erased(l)).await,
            Self::Restrictions => Box::pin(rights::restrictions(l)).await,
            Self::Objections => Box::pin(rights::objections(l)).await,
            Self::Clock => Box::pin(requests::clock(l)).await,
            Self::Challenges => Box::pin(requests::challenges(l)).await,
            Self::Schema => Box::pin(schema::schema(l)).await,
            Self::Former => Box::pin(accounts::former(l)).await,
            Self::Sessions => Box::pin(accounts::sessions(l)).await,
            Self::Receipts => Box::pin(erasures::receipts(app, l)).await,
            Self::NotAgain => Box::pin(erasures::not_again(l)).await,
            Self::Alerts => Box::pin(alerts::alerts(app, l)).await,
            Self::Statutory => Box::pin(statutory::statutory(app, l)).await,
            Self::Rules => Box::pin(retention::rules(app, l)).await,
            Self::Versions => Box::pin(retention::versions(app, l)).await,
            Self::Rectified => Box::pin(rectified::rectified(app, l)).await,
            Self::Lifted => Box::pin(cases::lifted(app, l)).await,
            Self::Routed => Box::pin(cases::routed(l)).await,
            Self::Outcomes => Box::pin(cases::outcomes(app, l)).await,
            Self::Ways => Box::pin(ways::ways(app, l)).await,
            Self::Anonymised => Box::pin(anonymised::anonymised(app, l)).await,
            Self::Told => Box::pin(told::told(app, l)).await,
            Self::Consents => Box::pin(usage::consents(l)).await,
            Self::Usage => Box::pin(usage::usage(app, l)).await,
            Self::Registered => Box::pin(register::registered(app, l)).await,
            Self::Leaving => Box::pin(register::leaving(l)).await,
            Self::Bound => Box::pin(register::bound(app, l)).await,
            Self::Announced => Box::pin(register::announced(app, l)).await,
            Self::Resident => Box::pin(register::resident(app, l)).await,
            Self::Translations => Box::pin(documents::translations(l)).await,
            Self::Agreements => Box::pin(documents::agreements(l)).await,
            Self::ProcessingRecord => Box::pin(documents::processing_record(l)).await,
            Self::Policies => Box::pin(documents::policies(l)).await,
            Self::Letters => Box::pin(documents::told(l)).await,
            Self::Acknowledged => Box::pin(documents::acknowledged(l)).await,
            Self::Principals => Box::pin(people::principals(l)).await,
            Self::Passwords => Box::pin(people::passwords(app, l)).await,
            Self::Reached => Box::pin(people::reached(l)).await,
            Self::Granted => Box::pin(people::granted(app, l)).await,
            Self::Scopes => Box::pin(people::scopes(app, l)).await,
            Self::TakenIn => Box::pin(mail::taken_in(l)).await,
            Self::Sent => Box::pin(mail::sent(l)).await,
            Self::Unprompted => Box::pin(mail::unprompted(l)).await,
            Self::History => Box::pin(mail::history(l)).await,
            Self::Findable => Box::pin(mail::findable(app, l)).await,
            Self::Alike => Box::pin(mail::alike(l)).await,
            Self::Closable => Box::pin(people::closable(l)).await,
            Self::Described => Box::pin(documents::described(l)).await,
            Self::Cookies => Box::pin(documents::cookies(l)).await,
            Self::Instructed => Box::pin(register::instructed(app, l)).await,
            Self::Accesses => Box::pin(accesses::accesses(app, l)).await,
            Self::Measures => Box::pin(trust::measures(app, l)).await,
            Self::Providers => trust::providers(app, l),
            Self::LimitedUse => Box::pin(trust::limited_use(l)).await,
            Self::Contact => trust::contact(app),
            Self::Law => Box::pin(trust::law(app, l)).await,
            Self::Complaints => Box::pin(trust::complaints(app, l)).await,
            Self::Disclosures => Box::pin(disclosures::disclosures(app, l)).await,
        }
    }
}

/// Whether a promise is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// What was looked at keeps it.
    Kept,
    /// Something breaks it.
    Broken,
    /// There is nothing yet that could.
    NotApplicable,
}

/// Something that breaks a promise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Its word: the key of its message is `verify-fault-` and this.
    pub word: &'static str,
    /// Where: a table, an id, a file. Never anything that is personal.
    pub what: String,
}

/// What was found about a clause.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// The clause.
    pub clause: u16,
    /// The check's word: the key of its evidence is `verify-` and this, with `-none` where there was nothing to look at.
    pub check: &'static str,
    /// Whether it is kept.
    pub state: State,
    /// How many things were looked at.
    pub looked_at: u64,
    /// What breaks it: the first few.
    pub faults: Vec<Fault>,
    /// How many there are.
    pub faults_total: u64,
}

/// What was found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// When.
    pub at: domain::Timestamp,
    /// Promises that are kept.
    pub kept: usize,
    /// That are broken.
    pub broken: usize,
    /// That nothing could break yet.
    pub not_applicable: usize,
    /// Each, in the order of the clauses.
    pub checks: Vec<Checked>,
}

/// Checks everything, of every tenant or of one.
///
/// # Errors
/// A store's failure. What is wrong with what is stored is in the answer.
pub async fn run(app: &App, only: Option<TenantScope>) -> Result<Report> {
    run_some(app, only, None).await
}

/// The same, of what stands for one clause alone: nothing where no check does.
///
/// # Errors
/// As [`run`].
pub async fn run_some(app: &App, only: Option<TenantScope>, clause: Option<u16>) -> Result<Report> {
    let mut checks = Vec::new();
    let is_wanted = |check: &&Check| clause.is_none_or(|clause| check.clauses().contains(&clause));
    for check in Check::ALL.iter().filter(is_wanted) {
        let mut found = look(app, *check, only).await?;
        if !found.faults.is_empty() {
            // Once more: what was under way is over, or is a fault.
            let again = look(app, *check, only).await?;
            let seen: BTreeSet<Fault> = found.faults.into_iter().collect();
            found = Found {
                faults: again.faults.into_iter().filter(|one| seen.contains(one)).collect(),
                ..again
            };
        }
        let state = match (found.faults.is_empty(), found.looked_at) {
            (false, _) => State::Broken,
            (true, 0) => State::NotApplicable,
            (true, _) => State::Kept,
        };
        let faults_total = found.faults.len() as u64;
        found.faults.truncate(FAULTS_TOLD_MAX);
        checks.extend(check.clauses().iter().map(|clause| Checked {
            clause: *clause,
            check: check.word(),
            state,
            looked_at: found.looked_at,
            faults: found.faults.clone(),
            faults_total,
        }));
    }
    checks.sort_by_key(|one| one.clause);
    let count = |state| checks.iter().filter(|one| one.state == state).count();
    let (kept, broken, not_applicable) =
        (count(State::Kept), count(State::Broken), count(State::NotApplicable));
    Ok(Report { at: app.now(), kept, broken, not_applicable, checks })
}

async fn look(app: &App, check: Check, only: Option<TenantScope>) -> Result<Found> {
    check.look(app, &mut Looking::begin(app, only).await?).await
}

/// The words of every check, and every clause.
#[must_use]
pub fn words() -> Vec<(&'static str, &'static [u16])> {
    Check::ALL.iter().map(|check| (check.word(), check.clauses())).collect()
}
