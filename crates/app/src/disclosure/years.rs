//! What was asked and handed out, by year: public, as numbers (C77). What a company may not know of yet is not among them:
//! whoever reads them before and after would know.

use crate::{App, Result, operator, zone};
use domain::{TenantId, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Year {
    /// The year, in UTC.
    pub year: i64,
    /// How often authorities asked.
    pub asked: u32,
    /// How often that was refused.
    pub refused: u32,
    /// How often something was handed out.
    pub handed_out: u32,
    /// How many mails those were.
    pub mails: u64,
    /// Of how many companies.
    pub companies: u32,
    /// How often a law forbade to tell the company at once.
    pub told_later: u32,
}

fn year(at: Timestamp) -> i64 {
    zone::day(at, None).split('-').next().and_then(|year| year.parse().ok()).unwrap_or_default()
}

/// The numbers of each year in which there was something, the newest first.
///
/// # Errors
/// The store's failure.
pub async fn years(app: &App) -> Result<Vec<Year>> {
    let store = app.store().tenant(operator::SCOPE);
    let (mut rows, files) = (store.list_disclosures().await?, store.list_disclosure_files().await?);
    let now = app.now();
    rows.retain(|row| row.gag_until.is_none_or(|until| until <= now));
    let mut all: BTreeMap<i64, (Year, BTreeSet<TenantId>)> = BTreeMap::new();
    for row in &rows {
        all.entry(year(row.asked_at)).or_default().0.asked += 1;
        // What was handed out before somebody said no was not refused.
        let is_out = |at| files.iter().any(|file| file.disclosure == row.id && file.made_at <= at);
        if let Some((_, at)) = row.refused.filter(|(_, at)| !is_out(*at)) {
            all.entry(year(at)).or_default().0.refused += 1;
        }
    }
    for file in &files {
        let Some(row) = rows.iter().find(|row| row.id == file.disclosure) else { continue };
        let (one, companies) = all.entry(year(file.made_at)).or_default();
        one.handed_out += 1;
        one.mails += u64::from(file.mails);
        one.told_later += u32::from(row.gag_until.is_some_and(|until| file.made_at < until));
        companies.insert(row.of);
    }
    let counted = |(year, (one, companies)): (i64, (Year, BTreeSet<TenantId>))| Year {
        year,
        companies: u32::try_from(companies.len()).unwrap_or(u32::MAX),
        ..one
    };
    Ok(all.into_iter().rev().map(counted).collect())
}
