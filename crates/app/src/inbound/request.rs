//! A mail to an address for requests about people's own data opens a case, linked with its ticket, in the commit that takes
//! the mail in; its month counts from the receipt (C72). What is asked for, and whether it is really they, a person says;
//! in which language they are answered, too, where the mail does not tell.

use super::assemble::Placed;
use super::{Candidate, Target, language};
use crate::subject_request::clock;
use crate::{Ctx, Result};
use crypto::Draft;
use domain::keyring::LeafRef;
use domain::limits::SUBJECT_WORDS_CHARS_MAX;
use domain::record::{SubjectRequestContent, SubjectRequestEvent};
use domain::{
    MailKind, SubjectRequestId, SubjectRequestSource, SubjectRequestState, SubjectRight, SubjectStep,
};
use store::{SubjectRequest, TenantTx};

/// The request that a mail makes, if it is one: written by a person, now, to an address for such mail.
///
/// # Errors
/// A failure of sealing.
pub fn of_mail(
    ctx: &Ctx,
    draft: &mut Draft,
    target: &Target,
    candidate: &Candidate,
    mail: &mime::Mail,
    placed: &Placed,
) -> Result<Option<SubjectRequest>> {
    let content = &mail.content;
    if target.intake.is_empty() || candidate.incoming.history || mail.kind != MailKind::Human {
        return Ok(None);
    }
    let Some(from) = content.from.first() else { return Ok(None) };
    let Some(email) = mime::normalise_address(&from.email) else { return Ok(None) };
    if !is_addressed(target, mail) {
        return Ok(None);
    }
    let received = candidate.incoming.internal_date.unwrap_or(ctx.now).min(ctx.now);
    let id = SubjectRequestId::generate(ctx.now);
    let event =
        SubjectRequestEvent { at: received, step: SubjectStep::Received, agent: None, text: String::new() };
    let content = SubjectRequestContent {
        email,
        name: from.name.clone(),
        words: content.visible_text.chars().take(SUBJECT_WORDS_CHARS_MAX).collect(),
        language: language::of(mail).to_owned(),
        events: vec![event],
        ..SubjectRequestContent::default()
    };
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    Ok(Some(SubjectRequest {
        id,
        number: None,
        right: SubjectRight::Access,
        state: SubjectRequestState::Identity,
        source: SubjectRequestSource::Intake,
        contact: None,
        ticket: Some(placed.ticket),
        content: Some(draft.seal(ctx.now, id.uuid(), &leaves, &content)?),
        proof_tag: None,
        proof_until: None,
        received_at: received,
        due_at: clock::due(received, false),
        decision: None,
        decided_at: None,
        decided_by: None,
        carried_out_at: None,
        closed_at: None,
        alarms: 0,
        acknowledge: mail.auto_reply_allowed,
        held_at: None,
        held_told_at: None,
        version: 1,
        updated_at: ctx.now,
        account: None,
        erasure_mode: None,
    }))
}

/// Whether a mail is to one of the addresses for requests; one that names none of the mailbox's is to its own.
fn is_addressed(target: &Target, mail: &mime::Mail) -> bool {
    let to = mail.content.to.iter().chain(&mail.content.cc);
    let named: Vec<String> = to.filter_map(|address| mime::normalise_address(&address.email)).collect();
    let own = named.iter().any(|address| target.own_addresses.contains(address));
    match own {
        true => named.iter().any(|address| target.intake.contains(address)),
        false => target.own_addresses.first().is_some_and(|address| target.intake.contains(address)),
    }
}

/// Writes requests with their numbers; a further mail of a ticket whose request is open belongs to that one.
///
/// # Errors
/// The store's failure.
pub async fn write(tx: &mut TenantTx, requests: &[SubjectRequest]) -> Result<()> {
    for request in requests {
        let Some(ticket) = request.ticket else { continue };
        let known = tx.list_subject_requests_of_ticket(ticket).await?;
        if known.iter().any(|known| known.closed_at.is_none()) {
            continue;
        }
        let number = Some(tx.next_subject_request_number().await?);
        tx.insert_subject_request(&SubjectRequest { number, ..request.clone() }).await?;
    }
    Ok(())
}
