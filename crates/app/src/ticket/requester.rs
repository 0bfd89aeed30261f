//! Another requester: who the ticket is with. What agents wrote, and what custom
//! fields hold, depends on the requester's key, so it is wrapped under
//! the other person's; what the first person wrote stays theirs.

use super::alter::not_merged;
use super::create::requester;
use super::moving::{self, Instead};
use crate::organisation::join_new;
use crate::{App, Ctx, Error, Result, contact, keys};
use domain::TicketId;
use domain::keyring::LeafRef;
use domain::record::Address;
use privacy::Act;
use store::ChangeKind;

/// Makes the person with this address the requester; a new address becomes a contact.
///
/// # Errors
/// [`Error::NotFound`], a bad address, [`Error::State`] for a ticket that was merged, [`Error::Contended`], a refusal,
/// or a store's failure.
pub async fn change_requester(app: &App, ctx: &Ctx, id: TicketId, to: &Address) -> Result<()> {
    let permit = app.permit(ctx, Act::TICKET_MERGE).await?;
    let store = app.store().tenant(ctx.scope);
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[LeafRef::lookup(ctx.scope.tenant()), LeafRef::ticket(id)]).await?;
    let _turn = app.tenant_turn(ctx.scope).await;
    let mut keys = app.vault().draft(ctx.scope);
    let person = requester(app, ctx, &mut keys, to).await?;
    let mut tx = store.begin().await?;
    let mut ticket = tx.find_ticket(id).await?.ok_or(Error::NotFound("ticket"))?;
    not_merged(&ticket)?;
    if person.id == ticket.requester {
        return Ok(());
    }
    let mut written = moving::every_message(&mut tx, id).await?;
    written.retain(|message| message.contact.is_none());
    let instead = Instead { contact: Some(person.id), ..Instead::default() };
    moving::rewrap(app, ctx, &mut keys, &written, instead).await?;
    let filled = tx.list_field_values(&[id.uuid()]).await?;
    let filled: Vec<_> = filled.iter().map(|row| row.content.object()).collect();
    moving::rewrap_objects(app, ctx, &mut keys, &filled, instead).await?;
    let mut summary = app.open(&permit, id.uuid(), &ticket.summary).await?;
    (summary.requester, summary.requester_email) = match tx.find_contact(person.id).await? {
        Some(known) => {
            let known = contact::open(app, &permit, known).await?;
            let email = known.emails.first().cloned().unwrap_or_else(|| to.email.clone());
            (if known.name.is_empty() { email.clone() } else { known.name }, email)
        }
        None => (if to.name.is_empty() { to.email.clone() } else { to.name.clone() }, to.email.clone()),
    };
    let leaves = [LeafRef::contact(person.id), LeafRef::ticket(id)];
    let sealed = keys.seal(ctx.now, id.uuid(), &leaves, &summary)?;
    permit.record_tickets(&[id]);
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let winners = app.keyring().commit(keys.batch()).await?;
    if person.made.is_some() && winners.iter().any(|winner| winner.contact != person.id) {
        return Err(Error::Contended);
    }
    let old = ticket.summary.object();
    ticket.requester = person.id;
    ticket.summary = sealed;
    ticket.updated_at = ctx.now;
    tx.insert_contacts(person.made.as_slice()).await?;
    join_new(&mut tx, person.domain.map(|tag| (person.id, tag)).as_slice()).await?;
    tx.insert_participants(&[store::Participant { ticket: id, contact: person.id }]).await?;
    tx.update_tickets(&[ticket]).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::TicketChanged, Some(id), None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[old]).await?;
    Ok(())
}
