//! How a request that was made at the operator's form ends there, once each company that knows the address has it, and the one
//! that was named: what is about an agent's account is the operator's own case, and whoever is known nowhere is told so, at the
//! address that they proved. That tells nothing about anybody else, nor whether there is a company of that name (C73).

use super::Case;
use super::ask::{fresh, keep};
use super::letter::{in_words, words_of};
use crate::operator_mail::{self, Handed, Written};
use crate::tenant::TenantInfo;
use crate::{App, Ctx, Result, agent, operator, tenant};
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::record::{Address, SubjectRequestContent};
use domain::{SubjectRequestSource, SubjectRequestState};
use privacy::Act;
use store::SubjectRequest;

/// Ends it; whether its row may go. It stays where the letter could not be handed over yet, until its answer is due.
///
/// # Errors
/// The store's or the keyring's failure: it is tried again.
pub(super) async fn end(app: &App, case: &Case) -> Result<bool> {
    let mut is_known = false;
    for info in tenant::list_logs(app).await?.into_iter().filter(|info| info.scope != operator::SCOPE) {
        let passed = app.store().tenant(info.scope).find_subject_request(case.row.id).await?;
        is_known |= passed.is_some_and(|row| row.contact.is_some());
        is_known |= of_account(app, &info, case).await?;
    }
    if is_known { Ok(true) } else { tell(app, case).await }
}

/// Makes it the operator's own case where the address is an agent's of this company, active or not; once, however often it is
/// asked.
async fn of_account(app: &App, info: &TenantInfo, case: &Case) -> Result<bool> {
    let scope = info.scope;
    app.load_tenant(scope).await?;
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let tag = app.vault().tag(scope, agent::EMAIL, case.content.email.as_bytes())?;
    let Some(found) = app.store().tenant(scope).find_agent_by_email_tag(tag).await? else {
        return Ok(false);
    };
    let at_operator = app.store().tenant(operator::SCOPE);
    let before = at_operator.list_requests_of_account(scope.tenant(), found.id).await?;
    let what = |row: &SubjectRequest| (row.right, row.received_at);
    if before.iter().any(|row| what(row) == what(&case.row)) {
        return Ok(true);
    }
    let ctx = Ctx::job(operator::SCOPE, Job::AccountRights, app.now());
    let permit = app.permit(&ctx, Act::ACCOUNT_REQUEST_KEEP).await?;
    let mut row = fresh(case.row.right, SubjectRequestSource::Account, case.row.received_at);
    row.state = SubjectRequestState::Open;
    row.account = Some((scope.tenant(), found.id));
    row.updated_at = ctx.now;
    let content = SubjectRequestContent { company: info.name.clone(), ..case.content.clone() };
    keep(app, &ctx, permit, row, &content).await.map(|_| true)
}

/// Tells whoever asked that nothing was found, with where they can complain and whom they can ask.
async fn tell(app: &App, case: &Case) -> Result<bool> {
    let ctx = Ctx::job(operator::SCOPE, Job::Rights, app.now());
    let letter = nobody(app, &ctx, case).await?;
    let permit = app.permit(&ctx, Act::REQUEST_INFORM).await?;
    app.settle(permit).await?;
    match operator_mail::hand_over(app, ctx.scope, letter, ctx.now).await? {
        Handed::Over | Handed::Refused => Ok(true),
        Handed::NotYet => Ok(ctx.now > case.row.due_at),
    }
}

async fn nobody(app: &App, ctx: &Ctx, case: &Case) -> Result<Written> {
    let own = words_of(case);
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let dpo = app.settings().policy.dpo_line(words);
    let mut parts = vec!["mail-subject-nobody-text", "letter-complaint"];
    parts.extend(dpo.as_ref().map(|_| ""));
    parts.push("letter-closing");
    let free = (dpo.as_deref().unwrap_or_default(), case.row.due_at);
    Ok(Written {
        to: Address { name: case.content.name.clone(), email: case.content.email.clone() },
        subject: words.t("mail-subject-nobody-subject"),
        text: in_words(app, ctx, case, &parts, free).await?,
        // Should it go out twice, it can be known for the same.
        id: Some(*case.row.id.as_bytes()),
    })
}
