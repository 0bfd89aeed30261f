//! The last result of a check of all promises, for everybody: a state for each, when it was made, and a signature, so that
//! nobody who has the database alone makes it say something else.

use crate::alert::{self, Raised};
use crate::verify::{self, Report, State};
use crate::{App, Error, Result, operator};
use domain::{AlertRule, Timestamp};
use serde::{Deserialize, Serialize};
use store::PromiseReport;

/// Hours after which a result is old: a check is made every day.
pub const STALE_HOURS: i64 = 48;
/// Days for which results are kept.
const KEPT_DAYS: i64 = 400;
const HOUR_MS: i64 = 3_600_000;
const FORM: &str = "deskhero promises 1";

/// What was found about a promise. How many things were looked at is nobody's business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// Its number.
    pub clause: u16,
    /// kept, broken or not_applicable: broken where any of its checks says so.
    pub state: State,
}

/// What a result says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The form of this text.
    form: String,
    /// When everything was checked.
    pub at_ms: i64,
    /// The version of the program that did.
    pub version: String,
    /// Each promise, in order.
    pub clauses: Vec<Clause>,
}

/// A result, as everybody may read it.
#[derive(Debug, Clone)]
pub struct Published {
    /// What it says.
    pub said: Said,
    /// Exactly what was signed.
    pub body: String,
    /// Ed25519 over it, in the form of a receipt.
    pub signature: Vec<u8>,
    /// Whether it is too old to say how things stand.
    pub is_stale: bool,
}

impl Said {
    fn of(report: &Report) -> Self {
        let mut clauses: Vec<Clause> = Vec::new();
        // They are in the order of the clauses; some have several checks.
        for one in &report.checks {
            match clauses.last_mut().filter(|last| last.clause == one.clause) {
                Some(last) => last.state = worse(last.state, one.state),
                None => clauses.push(Clause { clause: one.clause, state: one.state }),
            }
        }
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Self { form: FORM.to_owned(), at_ms: report.at.as_millis(), version, clauses }
    }

    /// Whether this version of the program made it.
    #[must_use]
    pub fn is_of_now(&self) -> bool {
        self.version == env!("CARGO_PKG_VERSION")
    }

    /// When.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        Timestamp::from_millis(self.at_ms)
    }

    /// How a promise stands.
    #[must_use]
    pub fn state(&self, clause: u16) -> Option<State> {
        self.clauses.iter().find(|one| one.clause == clause).map(|one| one.state)
    }

    /// How many promises are in that state.
    #[must_use]
    pub fn count(&self, state: State) -> usize {
        self.clauses.iter().filter(|one| one.state == state).count()
    }
}

const fn worse(one: State, other: State) -> State {
    match (one, other) {
        (State::Broken, _) | (_, State::Broken) => State::Broken,
        (State::Kept, _) | (_, State::Kept) => State::Kept,
        (State::NotApplicable, State::NotApplicable) => State::NotApplicable,
    }
}

/// What a kept text says, if this Deskhero signed it at that time.
pub(crate) fn proved(app: &App, at: Timestamp, body: &str, signature: &[u8]) -> Option<Said> {
    let key = app.vault().checkpoint_public_key();
    crypto::checkpoint::verify_receipt(body.as_bytes(), signature, &key).ok()?;
    serde_json::from_str::<Said>(body).ok().filter(|said| said.form == FORM && said.at() == at)
}

/// Keeps a result of a check of everything.
///
/// # Errors
/// The cipher's or the store's failure.
pub async fn keep(app: &App, report: &Report) -> Result<()> {
    let before = latest(app, report.at).await?.map(|published| published.said);
    let body = serde_json::to_string(&Said::of(report)).map_err(|_| Error::NotFound("report"))?;
    let signature = app.vault().sign_receipt(body.as_bytes())?.to_vec();
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    tx.insert_promise_report(&PromiseReport { at: report.at, body, signature }).await?;
    tx.forget_promise_reports(report.at.plus_millis(-KEPT_DAYS * 24 * HOUR_MS)).await?;
    tx.commit().await?;
    Box::pin(tell(app, &Said::of(report), before.as_ref())).await
}

/// Tells the operators of promises that were not found broken before.
async fn tell(app: &App, said: &Said, before: Option<&Said>) -> Result<()> {
    let is_new = |clause: &u16| before.and_then(|said| said.state(*clause)) != Some(State::Broken);
    let broken = said.clauses.iter().filter(|one| one.state == State::Broken).map(|one| one.clause);
    let fresh: Vec<u16> = broken.filter(is_new).collect();
    if fresh.is_empty() {
        return Ok(());
    }
    tracing::error!(clauses = ?fresh, "promises are broken: /operator/promises and `deskhero verify` say by what");
    let one = Raised::of_log(AlertRule::Promise, Vec::new(), said.at());
    let count = u32::try_from(fresh.len()).unwrap_or(u32::MAX);
    alert::raise(app, operator::SCOPE, vec![Raised { count, ..one }], None).await.map(drop)
}

/// Checks everything, and keeps the result.
///
/// # Errors
/// A store's failure.
pub async fn check(app: &App) -> Result<()> {
    let report = Box::pin(verify::run(app, None)).await?;
    keep(app, &report).await?;
    verify::remember(app, report);
    Ok(())
}

/// The last result; nothing where there is none, or none that this Deskhero signed.
///
/// # Errors
/// The store's failure.
pub async fn latest(app: &App, now: Timestamp) -> Result<Option<Published>> {
    let Some(row) = app.store().tenant(operator::SCOPE).find_promise_report().await? else { return Ok(None) };
    Ok(proved(app, row.at, &row.body, &row.signature).map(|said| Published {
        is_stale: now.millis_since(row.at) > STALE_HOURS * HOUR_MS,
        said,
        body: row.body,
        signature: row.signature,
    }))
}
