//! What stays of a company that said so when it closed its account (C94): counts by month of all such companies together.

use crate::{App, Result};
use domain::limits::CLOSED_SUM_PEOPLE_MIN;
use domain::{ClosedSumKind, TenantScope};
use store::ClosedSum;

/// A month of companies that left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedMonth {
    /// Which: `2026-05` (ISO 8601), UTC.
    pub month: String,
    /// Conversations that were begun; `None` where too few people took part.
    pub conversations: Option<i64>,
    /// Mails that came in.
    pub mails: Option<i64>,
    /// Answers that went out.
    pub answers: Option<i64>,
}

/// Adds up what stays of a company, if it said that this does. Done again, it does nothing.
///
/// # Errors
/// The store's failure.
pub(crate) async fn keep_sums(app: &App, scope: TenantScope) -> Result<()> {
    let store = app.store().tenant(scope);
    if !store.find_tenant_end().await?.is_some_and(|end| end.keep_sums) {
        return Ok(());
    }
    let sums = store.list_sums_of_tenant(CLOSED_SUM_PEOPLE_MIN).await?;
    let mut tx = store.begin().await?;
    tx.add_closed_sums(&sums).await?;
    Ok(tx.commit().await?)
}

/// What stayed, newest month first.
///
/// # Errors
/// The store's failure.
pub(crate) async fn months(app: &App) -> Result<Vec<ClosedMonth>> {
    let sums = app.store().system().list_closed_sums().await?;
    Ok(sums.chunk_by(|one, next| one.month == next.month).filter_map(month).collect())
}

fn month(sums: &[ClosedSum]) -> Option<ClosedMonth> {
    let of = |kind| sums.iter().find(|one| one.kind == kind).map(|one| one.count);
    let month = sums.first()?.month;
    Some(ClosedMonth {
        month: format!("{:04}-{:02}", month / 100, month % 100),
        conversations: of(ClosedSumKind::Conversation),
        mails: of(ClosedSumKind::Mail),
        answers: of(ClosedSumKind::Answer),
    })
}
