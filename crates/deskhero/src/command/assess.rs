//! `deskhero assess`: what the program sees of a self-assessment, into the one that is open or a new one.

use crate::args::Data;
use crate::{answer, backups, open};
use anyhow::Result;
use app::{Ctx, assessment, operator};
use domain::{ASSESSED_ITEMS, ItemResult};
use i18n::I18n;
use serde::Serialize;
use std::fmt::Write as _;

/// An item, as it is told.
#[derive(Serialize)]
struct Told {
    item: String,
    about: String,
    asvs: Vec<&'static str>,
    automated: bool,
    result: Option<ItemResult>,
    evidence: String,
    note: String,
}

/// The answer.
#[derive(Serialize)]
struct Answer {
    id: String,
    number: i64,
    failed: i64,
    waiting: usize,
    items: Vec<Told>,
}

/// Runs it.
pub async fn run(data: Data) -> Result<()> {
    let config = open::config(&data)?;
    let egress = connect::Egress::default();
    let plan = backups::verified(&config, None, &egress)?;
    let app = open::verified(&config, plan, egress).await?;
    let ctx = Ctx::operator(operator::SCOPE, app.now());
    let id = Box::pin(assessment::run(&app, &ctx, web::evidence::findings())).await?;
    let view = assessment::read(&app, &ctx, id).await?;
    let words = I18n::new(i18n::FALLBACK)?;
    let waiting = view.waiting();
    let told = |item: domain::record::AssessmentItem| {
        let known = ASSESSED_ITEMS.iter().find(|known| known.word == item.word);
        Told {
            about: words.t(&format!("assess-item-{}", item.word)),
            asvs: known.map(|known| known.asvs.to_vec()).unwrap_or_default(),
            automated: known.is_some_and(|known| known.automated),
            item: item.word,
            result: item.result,
            evidence: item.evidence,
            note: item.note,
        }
    };
    let answer = Answer {
        id: id.to_string(),
        number: view.row.number,
        failed: view.row.failed,
        waiting,
        items: view.content.items.into_iter().map(told).collect(),
    };
    answer::print(data.json, &answer, table)
}

fn table(answer: &Answer) -> String {
    let mut out = String::new();
    let width = answer.items.iter().map(|one| one.about.chars().count()).max().unwrap_or(0);
    for one in &answer.items {
        let state = one.result.map_or("to be answered", ItemResult::as_str);
        let _ =
            writeln!(out, "{:<width$}  {state:<14}  {} ({})", one.about, one.evidence, one.asvs.join(", "));
    }
    let Answer { number, failed, waiting, .. } = answer;
    let _ = write!(
        out,
        "Assessment {number}: {failed} not in order, {waiting} wait. Answer them and finish at /operator/assessments"
    );
    out
}
