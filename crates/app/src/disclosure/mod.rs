//! Handing what a company has to an authority (C31, C61, C77): written down with its ground and its scope, approved by two
//! operators, handed out within three days, registered. The company reads it in its own log and on its page: at once, or, where a
//! law forbids that, when the gag ends.

mod ask;
mod hand_out;
mod tell;
mod years;

pub use ask::{NewDisclosure, approve, ask, refuse};
pub use hand_out::{Handed, hand_out};
pub use tell::{Told, round, told};
pub use years::{Year, years};

use crate::tenant::{self, TenantInfo};
use crate::{App, Ctx, Error, Result, operator};
use domain::record::DisclosureContent;
use domain::{AgentId, DisclosureId, DisclosureStanding, TenantId, TenantScope, Timestamp};
use privacy::{Act, DisclosureFacts};
use store::{Disclosure, DisclosureFile};

/// A disclosure, as operators see it.
#[derive(Debug, Clone)]
pub struct DisclosureView {
    /// Id.
    pub id: DisclosureId,
    /// The company.
    pub of: TenantId,
    /// Its name; empty when it is gone.
    pub company: String,
    /// The authority.
    pub authority: String,
    /// The law, and the order.
    pub basis: String,
    /// The authority's reference.
    pub reference: String,
    /// Numbers of the conversations.
    pub tickets: Vec<i64>,
    /// Nothing that is older.
    pub from: Option<Timestamp>,
    /// Nothing from then on.
    pub until: Option<Timestamp>,
    /// Until when the company may not be told.
    pub gag_until: Option<Timestamp>,
    /// Where it stands.
    pub standing: DisclosureStanding,
    /// Who wrote it down.
    pub asked_by: AgentId,
    /// When.
    pub asked_at_ms: Timestamp,
    /// Who approved, and when, in that order.
    pub approvals: Vec<(AgentId, Timestamp)>,
    /// Who said no, and when.
    pub refused: Option<(AgentId, Timestamp)>,
    /// Why; nothing of what was refused before reasons were asked for.
    pub refusal: Option<String>,
    /// What was handed out.
    pub files: Vec<FileView>,
}

/// What was handed out.
#[derive(Debug, Clone, Copy)]
pub struct FileView {
    /// To which operator.
    pub by: AgentId,
    /// When.
    pub made_at_ms: Timestamp,
    /// How many mails.
    pub mails: u32,
    /// How large it was.
    pub size_bytes: i64,
    /// When it came to stand in the company's log.
    pub told_at_ms: Option<Timestamp>,
    /// When it could have, and the company was gone: nobody was left to tell.
    pub nobody_at_ms: Option<Timestamp>,
}

fn facts(row: &Disclosure) -> DisclosureFacts {
    DisclosureFacts {
        scope: TenantScope::of(row.of),
        first: row.first,
        second: row.second,
        refused: row.refused.is_some(),
    }
}

/// Operators with an account, in the system's own tenant: at the command line nobody proves who they are.
fn check(ctx: &Ctx) -> Result<AgentId> {
    let id = ctx.agent_id().filter(|_| ctx.is_operator() && ctx.scope == operator::SCOPE);
    id.ok_or(Error::NotFound("disclosure"))
}

fn view(
    now: Timestamp,
    row: Disclosure,
    content: DisclosureContent,
    infos: &[TenantInfo],
    files: &[DisclosureFile],
) -> DisclosureView {
    let info = infos.iter().find(|info| info.scope.tenant() == row.of);
    let file = |file: &DisclosureFile| FileView {
        by: file.by,
        made_at_ms: file.made_at,
        mails: file.mails,
        size_bytes: file.size_bytes,
        told_at_ms: file.told_at,
        nobody_at_ms: file.nobody_at,
    };
    DisclosureView {
        id: row.id,
        of: row.of,
        company: info.map(|info| info.name.clone()).unwrap_or_default(),
        standing: facts(&row).standing(now),
        authority: content.authority,
        basis: content.basis,
        reference: content.reference,
        tickets: content.tickets,
        from: content.from,
        until: content.until,
        gag_until: row.gag_until,
        asked_by: row.asked_by,
        asked_at_ms: row.asked_at,
        approvals: row.first.into_iter().chain(row.second).collect(),
        refused: row.refused,
        refusal: content.refusal,
        files: files.iter().filter(|file| file.disclosure == row.id).map(file).collect(),
    }
}

/// All of them, the newest first.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator; a refusal, or a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<DisclosureView>> {
    check(ctx)?;
    let permit = app.permit(ctx, Act::DISCLOSURE_LIST).await?;
    let store = app.store().tenant(operator::SCOPE);
    let (rows, files) = (store.list_disclosures().await?, store.list_disclosure_files().await?);
    let infos = tenant::list(app).await?;
    let contents = app.open_all(&permit, rows.iter().map(|row| (row.id.uuid(), &row.content))).await?;
    app.settle(permit).await?;
    let all = rows.into_iter().zip(contents);
    let mut all: Vec<_> = all.map(|(row, content)| view(ctx.now, row, content, &infos, &files)).collect();
    all.reverse();
    Ok(all)
}

/// One of them.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; a refusal, or a store's failure.
pub async fn read(app: &App, ctx: &Ctx, id: DisclosureId) -> Result<DisclosureView> {
    let all = list(app, ctx).await?;
    all.into_iter().find(|one| one.id == id).ok_or(Error::NotFound("disclosure"))
}
