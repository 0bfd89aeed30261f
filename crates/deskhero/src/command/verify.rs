//! `deskhero verify`: the promises of the policy, checked on this system.

use crate::args::Data;
use crate::{answer, backups, open};
use anyhow::{Result, bail};
use app::verify::{self, Checked, Report, State};
use i18n::I18n;
use serde::Serialize;
use std::fmt::Write as _;

/// A check, as it is told.
#[derive(Serialize)]
struct Told {
    clause: String,
    promise: String,
    state: State,
    evidence: String,
}

/// The answer.
#[derive(Serialize)]
struct Answer {
    kept: usize,
    broken: usize,
    not_applicable: usize,
    checks: Vec<Told>,
}

/// Runs it.
pub async fn run(tenant: Option<String>, clause: Option<u16>, at: Option<String>, data: Data) -> Result<()> {
    let config = open::config(&data)?;
    let egress = connect::Egress::default();
    let plan = backups::verified(&config, at.as_deref(), &egress)?;
    let app = open::verified(&config, plan, egress).await?;
    let only = match &tenant {
        Some(slug) => Some(super::tenant_named(&app, slug).await?.scope),
        None => None,
    };
    let report = verify::run_some(&app, only, clause).await?;
    if let Some(clause) = clause.filter(|_| report.checks.is_empty()) {
        bail!("there is no check for C{clause}: docs/promises.md lists those that there are");
    }
    let answer = told(report)?;
    let broken = answer.broken;
    answer::print(data.json, &answer, table)?;
    if broken > 0 {
        bail!("{broken} promises are broken");
    }
    Ok(())
}

fn told(report: Report) -> Result<Answer> {
    let words = I18n::new(i18n::FALLBACK)?;
    let checks = report
        .checks
        .iter()
        .map(|one| Told {
            clause: format!("C{}", one.clause),
            promise: words.t(&format!("clause-{}", one.clause)),
            state: one.state,
            evidence: evidence(&words, one),
        })
        .collect();
    let Report { kept, broken, not_applicable, .. } = report;
    Ok(Answer { kept, broken, not_applicable, checks })
}

fn evidence(words: &I18n, one: &Checked) -> String {
    let mut said = match one.state {
        State::NotApplicable => words.t("verify-none"),
        State::Kept => words.t_args(
            &format!("verify-{}", one.check),
            &[("n", i64::try_from(one.looked_at).unwrap_or(i64::MAX))],
        ),
        State::Broken => {
            let fault = |fault: &verify::Fault| {
                format!("{}: {}", words.t(&format!("verify-fault-{}", fault.word)), fault.what)
            };
            let mut told = one.faults.iter().map(fault).collect::<Vec<_>>().join("; ");
            let more = one.faults_total.saturating_sub(one.faults.len() as u64);
            if more > 0 {
                let _ = write!(told, "; +{more}");
            }
            told
        }
    };
    for (word, n) in &one.noted {
        let n = i64::try_from(*n).unwrap_or(i64::MAX);
        let _ = write!(said, "; {}", words.t_args(&format!("verify-noted-{word}"), &[("n", n)]));
    }
    said
}

fn table(answer: &Answer) -> String {
    let mut out = String::new();
    let width = answer.checks.iter().map(|one| one.promise.chars().count()).max().unwrap_or(0);
    for one in &answer.checks {
        let state = match one.state {
            State::Kept => "kept",
            State::Broken => "BROKEN",
            State::NotApplicable => "n/a",
        };
        let _ = writeln!(out, "{:<5} {:<width$}  {state:<6}  {}", one.clause, one.promise, one.evidence);
    }
    let Answer { kept, broken, not_applicable, .. } = answer;
    let _ = write!(out, "{kept} kept, {broken} broken, {not_applicable} not applicable");
    out
}
