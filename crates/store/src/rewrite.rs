//! Objects that an erasure writes anew: what it has to know until it is done, and what stands in the place of what.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Message, Participant, Result, StoreError, TenantTx, Ticket};
use domain::record::RedactionTerms;
use domain::{ContactId, ErasureId, MessageId, ObjectId, Sealed, TenantId, TicketId};

queries! {
    PUT_WORK = "INSERT INTO erasure_work (tenant_id, erasure_id, part, into_id, terms_object, terms_sealed) @rows \
        ON CONFLICT (tenant_id, erasure_id) DO UPDATE SET part = excluded.part, into_id = excluded.into_id, \
        terms_object = excluded.terms_object, terms_sealed = excluded.terms_sealed";
    FIND_WORK = "SELECT part, into_id, terms_object, terms_sealed FROM erasure_work WHERE tenant_id = $1 AND erasure_id = $2";
    DELETE_WORK = "DELETE FROM erasure_work WHERE tenant_id = $1 AND erasure_id = $2";
    INSERT_OLD = "INSERT INTO erasure_old (tenant_id, erasure_id, object_id) @rows ON CONFLICT DO NOTHING";
    LIST_OLD = "SELECT object_id FROM erasure_old WHERE tenant_id = $1 AND erasure_id = $2";
    DELETE_OLD = "DELETE FROM erasure_old WHERE tenant_id = $1 AND erasure_id = $2 AND object_id IN (@many)";
    // Nobody may have written it since it was read.
    REWRITE = "UPDATE message SET content_object = $4, content_sealed = $5, raw_object = $6, contact_id = $7, \
        delivery_detail_object = $8, delivery_detail_sealed = $9, sender_check_object = $10, sender_check_sealed = $11, \
        signature_state = $12, attachment_count = $13 WHERE tenant_id = $1 AND id = $2 AND content_object = $3";
    SWAP_MESSAGES = "UPDATE message SET contact_id = $4 WHERE tenant_id = $1 AND ticket_id = $2 AND contact_id = $3";
    SWAP_BEFORE = "UPDATE ticket_event SET id_before = $4 WHERE tenant_id = $1 AND ticket_id = $2 AND id_before = $3";
    SWAP_AFTER = "UPDATE ticket_event SET id_after = $4 WHERE tenant_id = $1 AND ticket_id = $2 AND id_after = $3";
    DELETE_REFERENCES = "DELETE FROM message_reference WHERE tenant_id = $1 AND (tag, message_id) IN (SELECT tag, message_id \
        FROM message_reference WHERE tenant_id = $1 AND ticket_id = $2 AND message_id IN (@many))";
    FORGET_SIGNATURES = "DELETE FROM signature_queue WHERE tenant_id = $1 AND message_id = $2";
}

/// What an erasure has to know until it is done.
#[derive(Debug, Clone, Default)]
pub struct ErasureWork {
    /// The part of the mail, where one file is erased.
    pub part: Option<u32>,
    /// The contact that stands in the place of a person who is removed.
    pub into: Option<ContactId>,
    /// The texts that are replaced.
    pub terms: Option<Sealed<RedactionTerms>>,
}

fn read(row: &Row) -> Result<ErasureWork> {
    let mut f = row.fields();
    let part = f.i64_opt()?.map(u32::try_from).transpose().map_err(|_| StoreError::Corrupt("part"))?;
    Ok(ErasureWork { part, into: f.id_opt()?, terms: f.sealed_opt()? })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: ErasureId) -> Result<Option<ErasureWork>> {
    conn.find(FIND_WORK, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn old(conn: &mut Conn, tenant: TenantId, id: ErasureId) -> Result<Vec<ObjectId>> {
    conn.list(LIST_OLD, args![tenant, id]).await?.iter().map(|row| row.fields().id()).collect()
}

reads! {
    /// What an erasure has to know until it is done.
    find_erasure_work(id: ErasureId) -> Option<ErasureWork> = find;
    /// The objects in whose place others stand, and whose keys and bytes may still be there.
    list_erasure_old(id: ErasureId) -> Vec<ObjectId> = old;
}

impl TenantTx {
    /// Keeps what an erasure has to know.
    pub async fn put_erasure_work(&mut self, id: ErasureId, work: &ErasureWork) -> Result<()> {
        let row = args![
            self.tenant(),
            id,
            work.part,
            work.into,
            work.terms.as_ref().map(|t| t.object()),
            work.terms.as_ref().map(|t| t.as_bytes())
        ];
        self.conn().insert(PUT_WORK, vec![row]).await.map(|_| ())
    }

    /// Forgets what an erasure had to know.
    pub async fn delete_erasure_work(&mut self, id: ErasureId) -> Result<()> {
        let args = args![self.tenant(), id];
        self.conn().execute(DELETE_WORK, args).await.map(|_| ())
    }

    /// Notes objects in whose place others stand from this write on.
    pub async fn insert_erasure_old(&mut self, id: ErasureId, objects: &[ObjectId]) -> Result<()> {
        let t = self.tenant();
        let rows = objects.iter().map(|object| args![t, id, *object]).collect();
        self.conn().insert(INSERT_OLD, rows).await.map(|_| ())
    }

    /// Notes that keys and bytes of these are gone.
    pub async fn delete_erasure_old(&mut self, id: ErasureId, objects: &[ObjectId]) -> Result<()> {
        let args = args![self.tenant(), id];
        let many = objects.iter().map(|object| crate::db::IntoValue::into_value(*object)).collect();
        self.conn().execute_many(DELETE_OLD, args, many).await.map(|_| ())
    }

    /// Puts other objects in the place of a message's, whose content was this one until now.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody else wrote it since it was read.
    pub async fn rewrite_message(&mut self, before: ObjectId, m: &Message) -> Result<()> {
        let (detail, check) = (m.delivery_detail.as_ref(), m.sender_check.as_ref());
        let args = args![
            self.tenant(),
            m.id,
            before,
            m.content.object(),
            m.content.as_bytes(),
            m.raw_object,
            m.contact,
            detail.map(|d| d.object()),
            detail.map(|d| d.as_bytes()),
            check.map(|c| c.object()),
            check.map(|c| c.as_bytes()),
            m.signature_state,
            m.attachment_count
        ];
        if self.conn().execute(REWRITE, args).await? == 0 {
            return Err(StoreError::Conflict("message"));
        }
        if m.signature_state.is_none() {
            let args = args![self.tenant(), m.id];
            self.conn().execute(FORGET_SIGNATURES, args).await?;
        }
        Ok(())
    }

    /// As [`TenantTx::update_tickets`]; that a ticket is with somebody else is told to nobody: who it was is to be forgotten.
    ///
    /// # Errors
    /// As there.
    pub async fn update_tickets_untold(&mut self, tickets: &[Ticket]) -> Result<()> {
        self.update_tickets(tickets).await?;
        self.found.retain(|found| !found.is_of_requester());
        Ok(())
    }

    /// Puts one contact in another's place in a ticket: as author, as who takes part, in its history.
    pub async fn swap_contact(&mut self, ticket: TicketId, of: ContactId, into: ContactId) -> Result<()> {
        for text in [SWAP_MESSAGES, SWAP_BEFORE, SWAP_AFTER] {
            let args = args![self.tenant(), ticket, of, into];
            self.conn().execute(text, args).await?;
        }
        if self.delete_participants(ticket, &[of]).await? > 0 {
            self.insert_participants(&[Participant { ticket, contact: into }]).await?;
        }
        Ok(())
    }

    /// Forgets by which references mails are joined to these messages of a ticket.
    pub async fn delete_references_of(&mut self, ticket: TicketId, messages: &[MessageId]) -> Result<()> {
        let args = args![self.tenant(), ticket];
        let many = messages.iter().map(|id| crate::db::IntoValue::into_value(*id)).collect();
        self.conn().execute_many(DELETE_REFERENCES, args, many).await.map(|_| ())
    }
}
