//! What the program looks at itself. It opens nothing: settings, rows, and what the checks of promises say.

use crate::verify::{self, State};
use crate::{App, Result, backup, document, operator, tenant, trust};
use domain::limits::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use domain::{AlertRule, DocumentKind, ItemResult, TOKEN_UNUSED_DAYS, Timestamp};

const DAY_MS: i64 = 24 * 3_600_000;
/// A session lasts at most so long without use (ASVS 3.3.2).
const SESSION_HOURS_MAX: i64 = 30 * 24;
/// A document is gone through once in so many days.
const DOCUMENT_DAYS: i64 = 366;
/// How far refused hosts are looked back at.
const REFUSED_DAYS: i64 = 90;
/// Alerts of one log that are looked through.
const ALERTS_MAX: u32 = 1_000;
/// The clause that says that assessments are made: it cannot be evidence for one.
const OWN_CLAUSE: u16 = 89;

/// What was seen of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Its word.
    pub item: &'static str,
    /// What it came to.
    pub result: ItemResult,
    /// Numbers and fixed words.
    pub evidence: String,
}

impl Finding {
    /// Something that is as it should be, or not.
    #[must_use]
    pub fn of(item: &'static str, holds: bool, evidence: impl Into<String>) -> Self {
        let result = if holds { ItemResult::Passed } else { ItemResult::Failed };
        Self { item, result, evidence: evidence.into() }
    }
}

/// Everything that the program sees without a page.
pub(super) async fn look(app: &App, now: Timestamp) -> Result<Vec<Finding>> {
    let settings = app.settings();
    let hours = settings.session_hours;
    let url = settings.public_url.as_deref().unwrap_or_default();
    let (accounts, addresses) = crate::sign_in::FAILURES_FREE;
    let mut all = vec![
        Finding::of(
            "password-length",
            PASSWORD_CHARS_MIN >= 12 && PASSWORD_CHARS_MAX >= 64,
            format!("{PASSWORD_CHARS_MIN}-{PASSWORD_CHARS_MAX}"),
        ),
        Finding::of("sign-in-limits", accounts <= 100, format!("{accounts} / {addresses}")),
        Finding::of("session-length", hours <= SESSION_HOURS_MAX, format!("{hours} h")),
        Finding::of("browser-tls", url.starts_with("https://") || trust::is_local(url), scheme(url)),
        Finding::of("virus-scan", settings.clamd.is_some(), said(settings.clamd.is_some(), "clamd")),
    ];
    all.push(passwords(app).await?);
    all.push(clause(app, "mail-tls", 33).await?);
    all.push(tokens(app, now).await?);
    all.push(backups(app, now).await);
    all.push(documents(app, now).await?);
    all.push(refused(app, now).await?);
    all.extend(promises(app, now).await?);
    Ok(all)
}

fn said(is: bool, word: &str) -> String {
    if is { word.to_owned() } else { String::new() }
}

fn scheme(url: &str) -> String {
    url.split_once("://").map(|(scheme, _)| scheme.to_owned()).unwrap_or_default()
}

/// What a check of a promise says now.
async fn clause(app: &App, item: &'static str, clause: u16) -> Result<Finding> {
    let report = Box::pin(verify::run_some(app, None, Some(clause))).await?;
    let looked_at: u64 = report.checks.iter().map(|one| one.looked_at).sum();
    Ok(Finding::of(item, report.broken == 0, format!("C{clause}: {looked_at}, {}", report.broken)))
}

async fn passwords(app: &App) -> Result<Finding> {
    let found = clause(app, "password-hashes", 11).await?;
    let evidence = format!("{}; {}", app.settings().password_cost, found.evidence);
    Ok(Finding { evidence, ..found })
}

/// Tokens of operators that nobody used for long.
async fn tokens(app: &App, now: Timestamp) -> Result<Finding> {
    let rows = app.store().tenant(operator::SCOPE).list_api_tokens().await?;
    let live: Vec<_> = rows.iter().filter(|row| row.revoked_at.is_none()).collect();
    let is_old = |row: &&&store::ApiToken| {
        now.millis_since(row.last_used_at.unwrap_or(row.created_at)) > TOKEN_UNUSED_DAYS * DAY_MS
    };
    let old = live.iter().filter(is_old).count();
    Ok(Finding::of("operator-tokens", old == 0, format!("{}, {old}", live.len())))
}

/// The newest backup is younger than two turns of the plan.
async fn backups(app: &App, now: Timestamp) -> Finding {
    let Some(plan) = app.settings().backups.as_ref() else { return Finding::of("backups", false, "") };
    let newest = match plan.open().await {
        Ok(setup) => backup::list(app, &setup).await.ok().and_then(|all| all.iter().map(|one| one.at).max()),
        Err(_) => None,
    };
    let hours = newest.map(|at| now.millis_since(at) / 3_600_000);
    let most = i64::from(plan.every_hours) * 2;
    let evidence = hours.map(|hours| format!("{hours} h / {most} h")).unwrap_or_default();
    Finding::of("backups", hours.is_some_and(|hours| hours <= most), evidence)
}

/// The newest version of each document is not older than a year.
async fn documents(app: &App, now: Timestamp) -> Result<Finding> {
    let all = document::releases(app).await?;
    let newest =
        |kind: &DocumentKind| all.iter().filter(|one| one.kind == *kind).map(|one| one.released_at).max();
    let ages: Vec<i64> =
        DocumentKind::ALL.iter().filter_map(newest).map(|at| now.millis_since(at) / DAY_MS).collect();
    let oldest = ages.iter().max();
    let evidence = oldest.map(|days| format!("{}, {days} d", ages.len())).unwrap_or_default();
    Ok(Finding::of("documents", oldest.is_some_and(|days| *days <= DOCUMENT_DAYS), evidence))
}

/// Nothing was on its way to a host that the register does not name.
async fn refused(app: &App, now: Timestamp) -> Result<Finding> {
    let (since, mut times) = (now.plus_millis(-REFUSED_DAYS * DAY_MS), 0);
    for info in tenant::list_logs(app).await? {
        let alerts = app.store().tenant(info.scope).list_alerts_since(since, ALERTS_MAX).await?;
        times += alerts.iter().filter(|one| one.rule == AlertRule::EgressRefused).count();
    }
    Ok(Finding::of("refused-hosts", times == 0, times.to_string()))
}

/// What the last check of all promises came to.
async fn promises(app: &App, now: Timestamp) -> Result<Vec<Finding>> {
    let last = trust::latest(app, now).await?.filter(|one| !one.is_stale);
    let Some(last) = last else {
        return Ok(["promises", "at-rest", "audit-log", "terms"]
            .map(|item| Finding::of(item, false, ""))
            .into());
    };
    let said = last.said;
    let broken: Vec<u16> = said
        .clauses
        .iter()
        .filter(|one| one.state == State::Broken && one.clause != OWN_CLAUSE)
        .map(|one| one.clause)
        .collect();
    let named =
        |clauses: &[u16]| clauses.iter().map(|clause| format!("C{clause}")).collect::<Vec<_>>().join(" ");
    let of = |item, clauses: &[u16]| {
        let bad: Vec<u16> = clauses.iter().copied().filter(|clause| broken.contains(clause)).collect();
        Finding::of(item, bad.is_empty(), if bad.is_empty() { named(clauses) } else { named(&bad) })
    };
    let kept = said.clauses.len() - broken.len();
    Ok(vec![
        Finding::of(
            "promises",
            broken.is_empty(),
            format!("{kept} / {} {}", said.clauses.len(), named(&broken)),
        ),
        of("at-rest", &[18, 86, 87]),
        of("audit-log", &[36]),
        of("terms", &[45, 93]),
    ])
}
