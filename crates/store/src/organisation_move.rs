//! A ticket's row says which organisation its requester belongs to, so that the list of an organisation is one scan of
//! an index. When a person comes to belong elsewhere, their tickets follow: a few in that write, the rest in later ones.

use crate::db::{Conn, IntoValue, Value, args, queries, reads};
use crate::ticket::{self, Facts};
use crate::{Result, TenantTx};
use domain::{ContactId, OrganisationId, TenantId, TicketId, TicketStatus, Timestamp};
use std::collections::HashMap;

queries! {
    LIST_OF_CONTACTS = "SELECT id, organisation_id FROM contact WHERE tenant_id = $1 AND id IN (@many)";
    // In the order of the index by requester. Whatever is written meanwhile goes elsewhere in it, and is right by that.
    LIST_TICKETS = "SELECT status, updated_at_ms, id FROM ticket WHERE tenant_id = $1 AND requester_contact_id = $2 \
        AND (status, updated_at_ms, id) > ($3, $4, $5) ORDER BY status, updated_at_ms, id LIMIT $6";
    SET = "UPDATE ticket SET organisation_id = $2 WHERE tenant_id = $1 AND id IN (@many)";
    PUT = "INSERT INTO organisation_move (tenant_id, contact_id, after_status, after_updated_at_ms, after_id) @rows \
        ON CONFLICT (tenant_id, contact_id) DO UPDATE SET after_status = excluded.after_status, \
        after_updated_at_ms = excluded.after_updated_at_ms, after_id = excluded.after_id";
    PUT_PEOPLE = "INSERT INTO organisation_move (tenant_id, contact_id) SELECT tenant_id, id FROM contact \
        WHERE tenant_id = $1 AND organisation_id = $2 \
        ON CONFLICT (tenant_id, contact_id) DO UPDATE SET after_status = NULL, after_updated_at_ms = NULL, \
        after_id = NULL";
    LIST = "SELECT contact_id, after_status, after_updated_at_ms, after_id FROM organisation_move \
        WHERE tenant_id = $1 ORDER BY contact_id LIMIT $2";
    DELETE = "DELETE FROM organisation_move WHERE tenant_id = $1 AND contact_id = $2";
}

/// Tickets that one write takes along.
pub(crate) const TICKETS_PER_WRITE: u32 = 500;
/// People whose tickets one write looks at.
const PEOPLE_PER_WRITE: u32 = 200;

/// The ticket that was looked at last.
#[derive(Debug, Clone, Copy)]
struct Place {
    status: TicketStatus,
    updated_at: Timestamp,
    id: TicketId,
}

/// What is left to do for a person.
enum Left {
    Nothing,
    After(Option<Place>),
}

/// Where these contacts belong; who belongs nowhere is left out.
pub(crate) async fn of_contacts(
    conn: &mut Conn,
    tenant: TenantId,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, OrganisationId>> {
    let many = contacts.iter().map(|id| id.into_value()).collect();
    let rows = conn.list_many(LIST_OF_CONTACTS, args![tenant], many).await?;
    let mut out = HashMap::new();
    for row in &rows {
        let mut f = row.fields();
        if let (id, Some(organisation)) = (f.id()?, f.id_opt()?) {
            out.insert(id, organisation);
        }
    }
    Ok(out)
}

async fn any(conn: &mut Conn, tenant: TenantId) -> Result<bool> {
    Ok(!conn.list(LIST, args![tenant, 1u32]).await?.is_empty())
}

reads! {
    /// Whether tickets are left that have to follow their requesters.
    has_organisation_moves() -> bool = any;
}

impl TenantTx {
    /// Takes a person's tickets along to where the person belongs now.
    pub(crate) async fn take_tickets_along(&mut self, contact: ContactId) -> Result<()> {
        match self.take_along(contact, None).await? {
            Left::Nothing => Ok(()),
            Left::After(place) => self.put_move(contact, place).await,
        }
    }

    /// The people of an organisation are about to leave it: their tickets will follow.
    pub(crate) async fn start_moves_of(&mut self, organisation: OrganisationId) -> Result<()> {
        let args = args![self.tenant(), organisation];
        self.conn().execute(PUT_PEOPLE, args).await.map(|_| ())
    }

    /// Lets the next tickets follow their requesters; whether more may be left.
    pub async fn move_tickets_to_organisations(&mut self) -> Result<bool> {
        let tenant = self.tenant();
        let rows = self.conn().list(LIST, args![tenant, PEOPLE_PER_WRITE]).await?;
        for row in &rows {
            let mut f = row.fields();
            let contact: ContactId = f.id()?;
            let (status, updated_at, id) = (f.state_opt()?, f.time_opt()?, f.id_opt()?);
            let after = match (status, updated_at, id) {
                (Some(status), Some(updated_at), Some(id)) => Some(Place { status, updated_at, id }),
                _ => None,
            };
            match self.take_along(contact, after).await? {
                Left::Nothing => {
                    self.conn().execute(DELETE, args![tenant, contact]).await?;
                }
                Left::After(place) => {
                    self.put_move(contact, place).await?;
                    return Ok(true);
                }
            }
        }
        Ok(rows.len() == PEOPLE_PER_WRITE as usize)
    }

    async fn put_move(&mut self, contact: ContactId, place: Option<Place>) -> Result<()> {
        let (status, at) = (place.map(|place| place.status), place.map(|place| place.updated_at));
        let row = args![self.tenant(), contact, status, at, place.map(|place| place.id)];
        self.conn().insert(PUT, vec![row]).await.map(|_| ())
    }

    async fn take_along(&mut self, contact: ContactId, after: Option<Place>) -> Result<Left> {
        let (tenant, limit) = (self.tenant(), self.moves_left);
        if limit == 0 {
            return Ok(Left::After(after));
        }
        let belongs = of_contacts(self.conn(), tenant, &[contact]).await?.remove(&contact);
        let after = match after {
            Some(place) => args![tenant, contact, place.status, place.updated_at, place.id, limit],
            None => args![tenant, contact, "", 0i64, [0u8; 16], limit],
        };
        let rows = self.conn().list(LIST_TICKETS, after).await?;
        let mut places = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut f = row.fields();
            places.push(Place { status: f.state()?, updated_at: f.time()?, id: f.id()? });
        }
        let ids: Vec<TicketId> = places.iter().map(|place| place.id).collect();
        self.moves_left -= u32::try_from(ids.len()).unwrap_or(limit).min(limit);
        self.set_organisation(&ids, belongs).await?;
        Ok(if ids.len() < limit as usize { Left::Nothing } else { Left::After(places.last().copied()) })
    }

    /// Neither version nor time change: nothing happened on the tickets.
    async fn set_organisation(&mut self, ids: &[TicketId], to: Option<OrganisationId>) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let tenant = self.tenant();
        let known = ticket::facts(self.conn(), tenant, ids).await?;
        let views = self.counted_views().await?;
        let mut moved: Vec<Value> = Vec::new();
        for (id, (old, _)) in known.iter().filter(|(_, (facts, _))| facts.organisation != to) {
            let new = Facts { organisation: to, ..old.clone() };
            self.counts.moved(&views, Some(old), Some(&new));
            moved.push(id.into_value());
        }
        self.conn().execute_many(SET, args![tenant, to], moved).await.map(|_| ())
    }
}
