//! The receipt of a case: what was asked and when, what came of it and when, and how whoever asked was told. It holds opaque ids
//! alone, and whoever has the public key can check it without asking anybody. Of an erasure there is one more, which says what
//! was erased ([`crate::erasure::receipt`]).

use super::Case;
use super::letter::Told;
use super::waiting::close_with;
use crate::erasure::receipt::{BadReceipt, Receipt};
use crate::upload::File;
use crate::{App, Ctx, Error, Result};
use domain::record::SubjectRequestContent;
use domain::{
    AgentId, ErasureId, ErasureMode, ObjectionPurpose, SubjectDecision, SubjectRequestId,
    SubjectRequestSource, SubjectRequestState, SubjectRight, SubjectStep, TenantId, Timestamp,
};
use privacy::Act;
use serde::{Deserialize, Serialize};
use store::SubjectRequest;

/// The form of this receipt.
const FORM: &str = "deskhero case receipt v1";

/// What a receipt of a case says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSaid {
    /// Which form it has.
    pub form: String,
    /// The tenant.
    pub tenant_id: TenantId,
    /// The case.
    pub request_id: SubjectRequestId,
    /// Its number.
    pub number: i64,
    /// What was asked for.
    pub right: SubjectRight,
    /// How it came in.
    pub source: SubjectRequestSource,
    /// When it was received: the month counts from there.
    pub received_at_ms: Timestamp,
    /// When its answer was due, with the extension.
    pub due_at_ms: Timestamp,
    /// Whether the time was extended (GDPR Art. 12(3)).
    pub extended: bool,
    /// Where it came to.
    pub state: SubjectRequestState,
    /// What was decided; absent where whoever asked took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<SubjectDecision>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at_ms: Option<Timestamp>,
    /// When that was carried out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried_out_at_ms: Option<Timestamp>,
    /// Which way an erasure went.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<ErasureMode>,
    /// The erasure, which has a receipt of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erasure_id: Option<ErasureId>,
    /// Purposes that ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<ObjectionPurpose>,
    /// When it was closed.
    pub closed_at_ms: Timestamp,
    /// How whoever asked had the outcome: `in_ticket`, `by_mail`, `by_hand` or `on_page`; absent where they took it back, or
    /// once the words of the case were forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
}

/// The signed receipt of a case that is closed (JSON).
///
/// # Errors
/// [`Error::NotFound`] for a case that is not, a refusal, or a store's failure.
pub async fn receipt(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<Vec<u8>> {
    let permit = app.permit(ctx, Act::REQUEST_READ).await?;
    let row = app.store().tenant(ctx.scope).find_subject_request(id).await?;
    let content = match row.as_ref().and_then(|row| row.content.as_ref()) {
        Some(sealed) => app.open(&permit, id.uuid(), sealed).await?,
        None => SubjectRequestContent::default(),
    };
    app.settle(permit).await?;
    let said = row.and_then(|row| said(ctx.scope.tenant(), row, content));
    Receipt::sign(app, &said.ok_or(Error::NotFound("receipt"))?)
}

/// The receipt that goes with the letter which ends a case: the same as its receipt afterwards.
///
/// # Errors
/// [`Error::NotFound`] for a case without a number, or a failure of signing.
pub(super) fn enclosed(app: &App, ctx: &Ctx, case: &Case, told: Told) -> Result<File> {
    let mut closed = Case { row: case.row.clone(), content: case.content.clone() };
    close_with(&mut closed, ctx, String::new(), told);
    let said = said(ctx.scope.tenant(), closed.row, closed.content).ok_or(Error::NotFound("receipt"))?;
    let (name, bytes) = (format!("receipt-{}.json", said.number), Receipt::sign(app, &said)?);
    Ok(File { name, content_type: "application/json".to_owned(), bytes })
}

/// The receipt of a closed case of an account, for whoever has the account.
///
/// # Errors
/// [`Error::NotFound`] for another's and for one that is not closed, a refusal, or a store's failure.
pub(crate) async fn of_account(
    app: &App,
    ctx: &Ctx,
    (tenant, agent): (TenantId, AgentId),
    id: SubjectRequestId,
) -> Result<Vec<u8>> {
    let row = app.store().tenant(ctx.scope).find_subject_request(id).await?;
    let row = row.filter(|row| row.account == Some((tenant, agent))).ok_or(Error::NotFound("receipt"))?;
    let permit = app.permit(ctx, Act::ACCOUNT_REQUEST_SHOW).await?;
    let content = match &row.content {
        Some(sealed) => app.open(&permit, id.uuid(), sealed).await?,
        None => SubjectRequestContent::default(),
    };
    app.settle(permit).await?;
    Receipt::sign(app, &said(ctx.scope.tenant(), row, content).ok_or(Error::NotFound("receipt"))?)
}

fn said(tenant: TenantId, row: SubjectRequest, content: SubjectRequestContent) -> Option<CaseSaid> {
    let closed_at_ms = row.closed_at?;
    let has = |step| content.events.iter().rev().find(|event| event.step == step);
    Some(CaseSaid {
        form: FORM.to_owned(),
        tenant_id: tenant,
        request_id: row.id,
        number: row.number?,
        right: row.right,
        source: row.source,
        received_at_ms: row.received_at,
        due_at_ms: row.due_at,
        extended: row.due_at > super::clock::due(row.received_at, false),
        state: row.state,
        decision: row.decision,
        decided_at_ms: row.decided_at,
        carried_out_at_ms: row.carried_out_at,
        mode: row.erasure_mode,
        erasure_id: content.erasure,
        told: has(SubjectStep::Told).map(|event| event.text.clone()),
        purposes: content.purposes,
        closed_at_ms,
    })
}

impl Receipt {
    /// Checks the signature of a case's receipt, without asking anybody.
    ///
    /// # Errors
    /// [`BadReceipt`].
    pub fn check_case(&self, trusted: &[u8; 32]) -> std::result::Result<CaseSaid, BadReceipt> {
        self.check_signature(trusted)?;
        let said: CaseSaid = serde_json::from_str(&self.said).map_err(|_| BadReceipt::Unreadable)?;
        if said.form == FORM { Ok(said) } else { Err(BadReceipt::Unreadable) }
    }
}
