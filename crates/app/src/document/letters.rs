//! What became of the letters about a version.

use super::write::check_operator;
use crate::letter::{self, LetterView};
use crate::{App, Ctx, Result, operator, tenant};
use domain::{DocumentKind, TenantScope};
use privacy::Act;

/// The letters about a version, of every company, with the addresses of those that one did not reach.
///
/// # Errors
/// [`crate::Error::NotFound`] for whoever is no operator, a refusal, a store's failure.
pub async fn letters(app: &App, ctx: &Ctx, kind: DocumentKind, version: i64) -> Result<Vec<LetterView>> {
    check_operator(ctx)?;
    let mut out = of_company(app, ctx, (operator::SCOPE, ""), (kind, version)).await?;
    for info in tenant::list(app).await? {
        out.extend(of_company(app, ctx, (info.scope, &info.name), (kind, version)).await?);
    }
    Ok(out)
}

async fn of_company(
    app: &App,
    ctx: &Ctx,
    company: (TenantScope, &str),
    (kind, version): (DocumentKind, i64),
) -> Result<Vec<LetterView>> {
    let rows = app.store().tenant(company.0).list_document_letters(kind, version).await?;
    letter::views(app, ctx, company, Act::DOCUMENT_LETTERS, rows).await
}
