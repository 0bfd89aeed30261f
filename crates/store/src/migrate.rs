//! Migrations: embedded, numbered, one way, each in one transaction.

use crate::db::{Conn, args};
use crate::dialect::{Db, Dialect, Holding, Reach};
use crate::{Result, StoreError};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// The number in a file's name is its version; numbers may be left out.
const DATA: &[(i64, &str)] = &[
    (1, include_str!("../migrations/data/0001_start.sql")),
    (2, include_str!("../migrations/data/0002_ordering.sql")),
    (3, include_str!("../migrations/data/0003_links.sql")),
    (4, include_str!("../migrations/data/0004_views.sql")),
    (5, include_str!("../migrations/data/0005_merge.sql")),
    (6, include_str!("../migrations/data/0006_later.sql")),
    (7, include_str!("../migrations/data/0007_drafts.sql")),
    (8, include_str!("../migrations/data/0008_saved_replies.sql")),
    (9, include_str!("../migrations/data/0009_teams.sql")),
    (10, include_str!("../migrations/data/0010_assigning.sql")),
    (11, include_str!("../migrations/data/0011_fields.sql")),
    (12, include_str!("../migrations/data/0012_notices.sql")),
    (13, include_str!("../migrations/data/0013_sign_up.sql")),
    (14, include_str!("../migrations/data/0014_organisations.sql")),
    (15, include_str!("../migrations/data/0015_unassigned.sql")),
    (16, include_str!("../migrations/data/0016_sender_check.sql")),
    (17, include_str!("../migrations/data/0017_organisation_tickets.sql")),
    (18, include_str!("../migrations/data/0018_history.sql")),
    (19, include_str!("../migrations/data/0019_merge_undo.sql")),
    (20, include_str!("../migrations/data/0020_merge_fields.sql")),
    (21, include_str!("../migrations/data/0021_token_names.sql")),
    (22, include_str!("../migrations/data/0022_oauth.sql")),
    (23, include_str!("../migrations/data/0023_erasure.sql")),
    (24, include_str!("../migrations/data/0024_subject_requests.sql")),
    (26, include_str!("../migrations/data/0026_access_export.sql")),
    (28, include_str!("../migrations/data/0028_mailbox_end.sql")),
    (29, include_str!("../migrations/data/0029_retention.sql")),
    (30, include_str!("../migrations/data/0030_closing.sql")),
    (31, include_str!("../migrations/data/0031_rewriting.sql")),
    (32, include_str!("../migrations/data/0032_alerts.sql")),
    (33, include_str!("../migrations/data/0033_waiting.sql")),
    (34, include_str!("../migrations/data/0034_recipients.sql")),
    (35, include_str!("../migrations/data/0035_account_requests.sql")),
    (36, include_str!("../migrations/data/0036_pseudonyms.sql")),
    (37, include_str!("../migrations/data/0037_clock.sql")),
    (38, include_str!("../migrations/data/0038_erasure_modes.sql")),
    (39, include_str!("../migrations/data/0039_asked.sql")),
    (40, include_str!("../migrations/data/0040_people.sql")),
    (41, include_str!("../migrations/data/0041_company_export.sql")),
    (42, include_str!("../migrations/data/0042_documents.sql")),
    (43, include_str!("../migrations/data/0043_document_letters.sql")),
    (44, include_str!("../migrations/data/0044_register.sql")),
    (45, include_str!("../migrations/data/0045_residency.sql")),
    (46, include_str!("../migrations/data/0046_usage.sql")),
    (47, include_str!("../migrations/data/0047_operator_access.sql")),
    (48, include_str!("../migrations/data/0048_disclosure.sql")),
    (49, include_str!("../migrations/data/0049_incident.sql")),
    (50, include_str!("../migrations/data/0050_billing.sql")),
    (51, include_str!("../migrations/data/0051_promise_report.sql")),
    (52, include_str!("../migrations/data/0052_assessment.sql")),
    (54, include_str!("../migrations/data/0054_learned_model.sql")),
    (55, include_str!("../migrations/data/0055_instructions.sql")),
    (56, include_str!("../migrations/data/0056_news.sql")),
    (57, include_str!("../migrations/data/0057_payment.sql")),
    (58, include_str!("../migrations/data/0058_letter_copies.sql")),
    (59, include_str!("../migrations/data/0059_told.sql")),
    (60, include_str!("../migrations/data/0060_log_start.sql")),
    (61, include_str!("../migrations/data/0061_unused.sql")),
    (62, include_str!("../migrations/data/0062_ends.sql")),
    (63, include_str!("../migrations/data/0063_hold_words.sql")),
    (64, include_str!("../migrations/data/0064_told_and_seen.sql")),
    (65, include_str!("../migrations/data/0065_billing_month.sql")),
    (66, include_str!("../migrations/data/0066_last_seen.sql")),
    (67, include_str!("../migrations/data/0067_erasure_of.sql")),
    (68, include_str!("../migrations/data/0068_closed_sum.sql")),
];
const KEYRING: &[(i64, &str)] = &[
    (1, include_str!("../migrations/keyring/0001_start.sql")),
    (2, include_str!("../migrations/keyring/0002_erasing.sql")),
    (3, include_str!("../migrations/keyring/0003_kept.sql")),
    (4, include_str!("../migrations/keyring/0004_accounts.sql")),
];

const VERSION_TABLE: &str =
    "CREATE TABLE IF NOT EXISTS schema_version (version @int NOT NULL PRIMARY KEY) @clustered";
const LIST_VERSIONS: &str = "SELECT version FROM schema_version ORDER BY version";
const INSERT_VERSION: &str = "INSERT INTO schema_version (version) VALUES ($1)";
/// Two processes that start at once migrate one after the other.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7310579640211)::TEXT";

/// In place of a version: the data was restored and has not passed the gate yet.
pub(crate) const RESTORING: i64 = -1;

/// The steps of the schema, in order.
pub(crate) const fn steps(holding: Holding) -> &'static [(i64, &'static str)] {
    match holding {
        Holding::Data => DATA,
        Holding::Keyring => KEYRING,
    }
}

/// What an empty database is with this program, as a number: with other steps, or other words of an engine in them, it is
/// another. For tests, which copy a database that was made once.
#[must_use]
pub fn schema_fingerprint() -> u64 {
    let mut hasher = DefaultHasher::new();
    for holding in [Holding::Data, Holding::Keyring] {
        for (version, step) in steps(holding) {
            let words = [Dialect::Sqlite, Dialect::Postgres].map(|dialect| dialect.words(step));
            (version, words, crate::dialect::postgres::row_security(step)).hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// Every version that is known here.
pub(crate) fn all_versions(holding: Holding) -> Vec<i64> {
    steps(holding).iter().map(|(version, _)| *version).collect()
}

/// Brings a database to the newest schema.
///
/// # Errors
/// [`StoreError::Newer`] when a newer program wrote it, [`StoreError::Restoring`] when a restore is not finished, unless
/// that is expected.
pub(crate) async fn migrate(db: &Db, holding: Holding, restoring: bool) -> Result<()> {
    let mut tx = db.begin(Reach::System).await?;
    let found = run(&mut tx, holding, |_| true).await?;
    if found.contains(&RESTORING) && !restoring {
        return Err(StoreError::Restoring);
    }
    tx.commit().await
}

/// The versions that a database has; none when it is empty.
pub(crate) async fn versions(db: &Db) -> Result<Vec<i64>> {
    let mut tx = db.begin(Reach::System).await?;
    let dialect = tx.dialect();
    tx.script(dialect.words(VERSION_TABLE)).await?;
    tx.list(LIST_VERSIONS, args![]).await?.iter().map(|row| row.fields().i64()).collect()
}

/// Notes a version.
pub(crate) async fn mark(tx: &mut Conn, version: i64) -> Result<()> {
    tx.execute(INSERT_VERSION, args![version]).await.map(|_| ())
}

/// Takes those steps that are wanted and were not taken yet; returns the versions that were there before.
pub(crate) async fn run(tx: &mut Conn, holding: Holding, wanted: impl Fn(i64) -> bool) -> Result<Vec<i64>> {
    let dialect = tx.dialect();
    if dialect == Dialect::Postgres {
        tx.list(LOCK, args![]).await?;
    }
    tx.script(dialect.words(VERSION_TABLE)).await?;
    let rows = tx.list(LIST_VERSIONS, args![]).await?;
    let found: Vec<i64> = rows.iter().map(|row| row.fields().i64()).collect::<Result<_>>()?;
    let known = steps(holding).iter().map(|(version, _)| *version).max().unwrap_or(0);
    if let Some(found) = found.iter().copied().find(|version| *version > known) {
        return Err(StoreError::Newer { found, known });
    }
    for (version, step) in steps(holding).iter().filter(|(v, _)| !found.contains(v) && wanted(*v)) {
        tx.script(dialect.words(step)).await?;
        if dialect == Dialect::Postgres && holding == Holding::Data {
            tx.script(crate::dialect::postgres::row_security(step)).await?;
        }
        mark(tx, *version).await?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_step_under_its_own_number() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/");
        for (steps, holding) in [(DATA, "data"), (KEYRING, "keyring")] {
            let files = std::fs::read_dir(format!("{folder}{holding}")).unwrap();
            let mut there: Vec<(i64, String)> = files
                .map(|file| {
                    let path = file.unwrap().path();
                    let name = path.file_name().unwrap().to_str().unwrap();
                    let number = name.split('_').next().unwrap().parse().unwrap();
                    (number, std::fs::read_to_string(&path).unwrap())
                })
                .collect();
            there.sort();
            let known: Vec<_> = steps.iter().map(|(number, text)| (*number, (*text).to_owned())).collect();
            assert!(known == there, "{holding}: the steps are not the files, in the order of their numbers");
        }
    }
}
