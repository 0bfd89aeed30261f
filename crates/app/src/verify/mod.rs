//! The promises of the policy, checked on the living system: its rows, keys, files and settings as they lie there, not as
//! the program would read them. Each check names the clauses that it stands for; what alters the system from outside so
//! that a promise is broken has to be found by one (tests/verifying breaks each).
//!
//! **Nothing is opened**: sealed bytes are proved to authenticate, and some are asked a question where they lie, which is
//! answered by yes or no; what they hold is handed out to nobody. What is only seen once is no fault: rows are written and keys destroyed while a check looks.

mod accesses;
mod accounts;
mod again;
mod alerts;
mod anonymised;
mod assessments;
mod backups;
mod billing;
mod cases;
mod disclosures;
mod documents;
mod erasures;
mod files;
mod hand_over;
mod holds;
mod incidents;
mod inside;
mod kept;
mod learned;
mod looking;
mod mail;
mod mailboxes;
mod news;
mod people;
mod permissions;
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
mod uncovered;
mod usage;
mod ways;

pub use kept::{Latest, begin, latest};
pub(crate) use kept::{Verifications, remember};

use crate::{App, Result};
use domain::TenantScope;
use looking::{Found, Looking};
use serde::Serialize;
use std::collections::BTreeSet;

/// Faults that are told one by one; of more, their number is.
const FAULTS_TOLD_MAX: usize = 20;

/// The table of the checks: its name, its word (in keys of messages), the clauses that it stands for, and what looks.
macro_rules! checks {
    (($app:ident, $l:ident) $($name:ident = $word:literal [$($clause:literal),+] => $look:expr,)+) => {
        /// What is looked at.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Check { $($name,)+ }

        impl Check {
            const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The clauses that it stands for.
            const fn clauses(self) -> &'static [u16] {
                match self { $(Self::$name => &[$($clause),+],)+ }
            }

            /// Its word, in keys of messages.
            const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }

            // Each asks much, and one frame would hold all of them: they lie on the heap.
            async fn look(self, $app: &App, $l: &mut Looking) -> Result<Found> {
                match self { $(Self::$name => $look,)+ }
            }
        }
    };
}

checks! { (app, l)
    Accepted = "accepted" [4] => Box::pin(accounts::accepted(app, l)).await,
    Audit = "audit" [6, 8, 36, 59, 112] => Box::pin(accounts::audit(app, l)).await,
    Sealed = "sealed" [18, 19, 20, 21, 34, 86, 87] => Box::pin(sealed::sealed(app, l)).await,
    Files = "files" [86] => files::files(app),
    Operators = "operators" [88] => Box::pin(accounts::operators(l)).await,
    Active = "active" [40] => Box::pin(sealed::active(l)).await,
    Ends = "ends" [41] => Box::pin(ends(app, l)).await,
    Closed = "closed" [42] => Box::pin(erasures::closed(app, l)).await,
    Backups = "backups" [44] => Box::pin(backups::backups(app)).await,
    Retention = "retention" [45] => backups::retention(app),
    Epoch = "epoch" [46] => Box::pin(erasures::epoch(app, l)).await,
    Holds = "holds" [47] => Box::pin(holds::holds(app, l)).await,
    Exports = "exports" [64, 69] => Box::pin(requests::exports(l)).await,
    Erased = "erased" [66] => Box::pin(erasures::erased(l)).await,
    Restrictions = "restrictions" [67] => Box::pin(rights::restrictions(l)).await,
    Objections = "objections" [70] => Box::pin(rights::objections(l)).await,
    Clock = "clock" [72] => Box::pin(requests::clock(l)).await,
    Challenges = "challenges" [75] => Box::pin(requests::challenges(l)).await,
    Schema = "schema" [10, 90] => Box::pin(schema::schema(l)).await,
    Former = "former" [92] => Box::pin(accounts::former(l)).await,
    Sessions = "sessions" [14] => Box::pin(accounts::sessions(l)).await,
    Receipts = "receipts" [115] => Box::pin(erasures::receipts(app, l)).await,
    NotAgain = "not-again" [116] => Box::pin(again::not_again(l)).await,
    Alerts = "alerts" [37] => Box::pin(alerts::alerts(app, l)).await,
    Statutory = "statutory" [43, 91] => Box::pin(statutory::statutory(app, l)).await,
    Rules = "rules" [93] => Box::pin(retention::rules(app, l)).await,
    Versions = "versions" [95] => Box::pin(retention::versions(app, l)).await,
    Rectified = "rectified" [65] => Box::pin(rectified::rectified(app, l)).await,
    Lifted = "lifted" [68] => Box::pin(cases::lifted(app, l)).await,
    Routed = "routed" [73] => Box::pin(cases::routed(l)).await,
    Questions = "questions" [107] => Box::pin(cases::questions(app, l)).await,
    HandOver = "hand-over" [78] => Box::pin(hand_over::hand_over(app, l)).await,
    Outcomes = "outcomes" [74] => Box::pin(cases::outcomes(app, l)).await,
    Ways = "ways" [33] => Box::pin(ways::ways(app, l)).await,
    Anonymised = "anonymised" [94] => Box::pin(anonymised::anonymised(app, l)).await,
    Told = "told" [114] => Box::pin(told::told(app, l)).await,
    Consents = "consents" [63, 71, 98, 99] => Box::pin(usage::consents(l)).await,
    News = "news" [60] => Box::pin(news::news(l)).await,
    Usage = "usage" [62] => Box::pin(usage::usage(app, l)).await,
    Registered = "registered" [28, 76, 79] => Box::pin(register::registered(app, l)).await,
    Leaving = "leaving" [27, 29, 50, 53] => Box::pin(register::leaving(l)).await,
    Bound = "bound" [30, 81, 84, 85] => Box::pin(register::bound(app, l)).await,
    Announced = "announced" [80] => Box::pin(register::announced(app, l)).await,
    Resident = "resident" [83] => Box::pin(register::resident(app, l)).await,
    Translations = "translations" [1, 2] => Box::pin(documents::translations(l)).await,
    Agreements = "agreements" [9] => Box::pin(documents::agreements(app, l)).await,
    ProcessingRecord = "record" [82] => Box::pin(documents::processing_record(l)).await,
    Policies = "policies" [101, 111] => Box::pin(documents::policies(l)).await,
    Letters = "letters" [102] => Box::pin(documents::told(l)).await,
    Acknowledged = "acknowledged" [103, 104, 110] => Box::pin(documents::acknowledged(l)).await,
    Principals = "principals" [5] => Box::pin(people::principals(l)).await,
    Passwords = "passwords" [11] => Box::pin(people::passwords(app, l)).await,
    Reached = "reached" [13] => Box::pin(people::reached(l)).await,
    Granted = "granted" [16] => Box::pin(people::granted(app, l)).await,
    Scopes = "scopes" [17] => Box::pin(people::scopes(app, l)).await,
    TakenIn = "taken-in" [22] => Box::pin(mail::taken_in(l)).await,
    Sent = "sent" [23] => Box::pin(mail::sent(l)).await,
    Unprompted = "unprompted" [24] => Box::pin(mail::unprompted(l)).await,
    History = "history" [25] => Box::pin(mail::history(l)).await,
    Findable = "findable" [26] => Box::pin(mail::findable(app, l)).await,
    Alike = "alike" [58] => Box::pin(mail::alike(l)).await,
    Closable = "closable" [105] => Box::pin(people::closable(l)).await,
    Described = "described" [3] => Box::pin(documents::described(l)).await,
    Cookies = "cookies" [15, 96, 97] => Box::pin(documents::cookies(l)).await,
    Instructed = "instructed" [7] => Box::pin(register::instructed(app, l)).await,
    Accesses = "accesses" [35, 55, 56] => Box::pin(accesses::accesses(app, l)).await,
    Measures = "measures" [39] => Box::pin(trust::measures(app, l)).await,
    Providers = "providers" [48] => trust::providers(app, l),
    LimitedUse = "limited-use" [57] => Box::pin(trust::limited_use(l)).await,
    Contact = "contact" [106] => trust::contact(app),
    Law = "law" [109] => Box::pin(trust::law(app, l)).await,
    Complaints = "complaints" [108] => Box::pin(trust::complaints(app, l)).await,
    Invoices = "invoices" [12] => Box::pin(billing::invoices(app, l)).await,
    Incidents = "incidents" [38] => Box::pin(incidents::incidents(app, l)).await,
    Assessments = "assessments" [89] => Box::pin(assessments::assessments(app, l)).await,
    Learned = "learned" [49, 51, 52] => Box::pin(learned::learned(app, l)).await,
    Forgotten = "forgotten" [54] => Box::pin(learned::forgotten(app, l)).await,
    Inferred = "inferred" [113] => Box::pin(learned::inferred(app, l)).await,
    Disclosures = "disclosures" [31, 61, 77] => Box::pin(disclosures::disclosures(app, l)).await,
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
    /// What breaks nothing and is told all the same, with how often: the key of its text is `verify-noted-` and the word.
    pub noted: Vec<(&'static str, u64)>,
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
            noted: found.noted.iter().map(|(word, n)| (*word, *n)).collect(),
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

/// What disconnected mailboxes and permissions leave behind.
async fn ends(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = mailboxes::ends(app, l).await?;
    permissions::ended(l, &mut found).await?;
    Ok(found)
}

async fn look(app: &App, check: Check, only: Option<TenantScope>) -> Result<Found> {
    check.look(app, &mut Looking::begin(app, only).await?).await
}

/// The words of every check, and every clause.
#[must_use]
pub fn words() -> Vec<(&'static str, &'static [u16])> {
    Check::ALL.iter().map(|check| (check.word(), check.clauses())).collect()
}
