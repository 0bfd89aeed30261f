//! Taking a whole tenant out. What stays says that it was here and is gone: its row without a name, the erasure and its
//! receipt.

use crate::db::{args, queries};
use crate::dialect::Durability;
use crate::{Result, SystemStore};
use domain::{TenantId, TenantScope};

queries! {
    CLOSE = "UPDATE tenant SET slug = $2, name = $2, state = 'closed' WHERE id = $1";
    HEAD = "UPDATE tenant_head SET audit_size = 0, audit_peaks = $2, audit_start = 0, audit_start_signed = NULL WHERE tenant_id = $1";
    SOME_INTAKE = "DELETE FROM intake WHERE tenant_id = $1 AND id IN (SELECT id FROM intake WHERE tenant_id = $1 LIMIT $2)";
    SOME_MESSAGE_REFERENCE = "DELETE FROM message_reference WHERE tenant_id = $1 AND (tag, message_id) IN (SELECT tag, message_id FROM message_reference WHERE tenant_id = $1 LIMIT $2)";
    SOME_MESSAGE = "DELETE FROM message WHERE tenant_id = $1 AND id IN (SELECT id FROM message WHERE tenant_id = $1 LIMIT $2)";
    SOME_TICKET_EVENT = "DELETE FROM ticket_event WHERE tenant_id = $1 AND (ticket_id, place) IN (SELECT ticket_id, place FROM ticket_event WHERE tenant_id = $1 LIMIT $2)";
    SOME_TICKET_PARTICIPANT = "DELETE FROM ticket_participant WHERE tenant_id = $1 AND (ticket_id, contact_id) IN (SELECT ticket_id, contact_id FROM ticket_participant WHERE tenant_id = $1 LIMIT $2)";
    SOME_TICKET_SEEN = "DELETE FROM ticket_seen WHERE tenant_id = $1 AND (agent_id, ticket_id) IN (SELECT agent_id, ticket_id FROM ticket_seen WHERE tenant_id = $1 LIMIT $2)";
    SOME_TICKET_MARK = "DELETE FROM ticket_mark WHERE tenant_id = $1 AND (mark_id, status, updated_at_ms, ticket_id) IN (SELECT mark_id, status, updated_at_ms, ticket_id FROM ticket_mark WHERE tenant_id = $1 LIMIT $2)";
    SOME_TICKET = "DELETE FROM ticket WHERE tenant_id = $1 AND id IN (SELECT id FROM ticket WHERE tenant_id = $1 LIMIT $2)";
    SOME_CONTACT = "DELETE FROM contact WHERE tenant_id = $1 AND id IN (SELECT id FROM contact WHERE tenant_id = $1 LIMIT $2)";
    SOME_BLOB = "DELETE FROM blob WHERE tenant_id = $1 AND object_id IN (SELECT object_id FROM blob WHERE tenant_id = $1 LIMIT $2)";
    SOME_AUDIT_ENTRY = "DELETE FROM audit_entry WHERE tenant_id = $1 AND seq IN (SELECT seq FROM audit_entry WHERE tenant_id = $1 LIMIT $2)";
    SOME_CHANGE = "DELETE FROM change WHERE tenant_id = $1 AND seq IN (SELECT seq FROM change WHERE tenant_id = $1 LIMIT $2)";
    SESSION = "DELETE FROM session WHERE tenant_id = $1";
    API_TOKEN = "DELETE FROM api_token WHERE tenant_id = $1";
    OUTBOX = "DELETE FROM outbox WHERE tenant_id = $1";
    SIGNATURE_QUEUE = "DELETE FROM signature_queue WHERE tenant_id = $1";
    INTAKE = "DELETE FROM intake WHERE tenant_id = $1";
    MESSAGE_REFERENCE = "DELETE FROM message_reference WHERE tenant_id = $1";
    MESSAGE = "DELETE FROM message WHERE tenant_id = $1";
    TICKET_EVENT = "DELETE FROM ticket_event WHERE tenant_id = $1";
    TICKET_PARTICIPANT = "DELETE FROM ticket_participant WHERE tenant_id = $1";
    TICKET_SEEN = "DELETE FROM ticket_seen WHERE tenant_id = $1";
    TICKET_MARK = "DELETE FROM ticket_mark WHERE tenant_id = $1";
    TICKET_UNDO = "DELETE FROM ticket_undo WHERE tenant_id = $1";
    TICKET_UNDO_ITEM = "DELETE FROM ticket_undo_item WHERE tenant_id = $1";
    TICKET_MERGE = "DELETE FROM ticket_merge WHERE tenant_id = $1";
    TICKET_MERGE_MESSAGE = "DELETE FROM ticket_merge_message WHERE tenant_id = $1";
    TICKET_LINK = "DELETE FROM ticket_link WHERE tenant_id = $1";
    TICKET = "DELETE FROM ticket WHERE tenant_id = $1";
    CONTACT = "DELETE FROM contact WHERE tenant_id = $1";
    FIELD_VALUES = "DELETE FROM field_values WHERE tenant_id = $1";
    FIELD = "DELETE FROM field WHERE tenant_id = $1";
    ORGANISATION = "DELETE FROM organisation WHERE tenant_id = $1";
    ORGANISATION_DOMAIN = "DELETE FROM organisation_domain WHERE tenant_id = $1";
    ORGANISATION_SWEEP = "DELETE FROM organisation_sweep WHERE tenant_id = $1";
    ORGANISATION_MOVE = "DELETE FROM organisation_move WHERE tenant_id = $1";
    DRAFT = "DELETE FROM draft WHERE tenant_id = $1";
    UPLOAD = "DELETE FROM upload WHERE tenant_id = $1";
    BLOB = "DELETE FROM blob WHERE tenant_id = $1";
    SAVED_REPLY = "DELETE FROM saved_reply WHERE tenant_id = $1";
    SAVED_VIEW = "DELETE FROM saved_view WHERE tenant_id = $1";
    VIEW_COUNT = "DELETE FROM view_count WHERE tenant_id = $1";
    TAG = "DELETE FROM tag WHERE tenant_id = $1";
    TEAM = "DELETE FROM team WHERE tenant_id = $1";
    ASSIGN_RULE = "DELETE FROM assign_rule WHERE tenant_id = $1";
    NOTICE = "DELETE FROM notice WHERE tenant_id = $1";
    NOTICE_MAIL = "DELETE FROM notice_mail WHERE tenant_id = $1";
    NOTICE_CURSOR = "DELETE FROM notice_cursor WHERE tenant_id = $1";
    MAILBOX_GRANT = "DELETE FROM mailbox_grant WHERE tenant_id = $1";
    MAILBOX_END = "DELETE FROM mailbox_end WHERE tenant_id = $1";
    MAILBOX_SYNC = "DELETE FROM mailbox_sync WHERE tenant_id = $1";
    MAILBOX = "DELETE FROM mailbox WHERE tenant_id = $1";
    OAUTH_ATTEMPT = "DELETE FROM oauth_attempt WHERE tenant_id = $1";
    ONE_TIME_LINK = "DELETE FROM one_time_link WHERE tenant_id = $1";
    SIGN_UP = "DELETE FROM sign_up WHERE tenant_id = $1";
    ACCEPTANCE = "DELETE FROM acceptance WHERE tenant_id = $1";
    DOCUMENT = "DELETE FROM document WHERE tenant_id = $1";
    DOCUMENT_DRAFT = "DELETE FROM document_draft WHERE tenant_id = $1";
    DOCUMENT_TEXT = "DELETE FROM document_text WHERE tenant_id = $1";
    DOCUMENT_RELEASE = "DELETE FROM document_release WHERE tenant_id = $1";
    DOCUMENT_LETTER = "DELETE FROM document_letter WHERE tenant_id = $1";
    ERASURE_WORK = "DELETE FROM erasure_work WHERE tenant_id = $1";
    ERASURE_OLD = "DELETE FROM erasure_old WHERE tenant_id = $1";
    LEGAL_HOLD = "DELETE FROM legal_hold WHERE tenant_id = $1";
    ACCESS_EXPORT_PIECE = "DELETE FROM access_export_piece WHERE tenant_id = $1";
    ACCESS_EXPORT = "DELETE FROM access_export WHERE tenant_id = $1";
    COMPANY_EXPORT_PIECE = "DELETE FROM company_export_piece WHERE tenant_id = $1";
    COMPANY_EXPORT = "DELETE FROM company_export WHERE tenant_id = $1";
    SUBJECT_REQUEST = "DELETE FROM subject_request WHERE tenant_id = $1";
    SUBJECT_REQUEST_SETTINGS = "DELETE FROM subject_request_settings WHERE tenant_id = $1";
    RESTRICTION = "DELETE FROM restriction WHERE tenant_id = $1";
    RETENTION_RULE = "DELETE FROM retention_rule WHERE tenant_id = $1";
    RETENTION_VERSION = "DELETE FROM retention_version WHERE tenant_id = $1";
    OBJECTION = "DELETE FROM objection WHERE tenant_id = $1";
    RECIPIENT_NOTICE = "DELETE FROM recipient_notice WHERE tenant_id = $1";
    ALERT = "DELETE FROM alert WHERE tenant_id = $1";
    ALERT_CURSOR = "DELETE FROM alert_cursor WHERE tenant_id = $1";
    ALERT_SETTINGS = "DELETE FROM alert_settings WHERE tenant_id = $1";
    INSTRUCTION = "DELETE FROM instruction WHERE tenant_id = $1";
    NEWS = "DELETE FROM news WHERE tenant_id = $1";
    NEWS_TEXT = "DELETE FROM news_text WHERE tenant_id = $1";
    NEWS_LETTER = "DELETE FROM news_letter WHERE tenant_id = $1";
    CONSENT = "DELETE FROM consent WHERE tenant_id = $1";
    LEARNED_MODEL = "DELETE FROM learned_model WHERE tenant_id = $1";
    USAGE_PART = "DELETE FROM usage_part WHERE tenant_id = $1";
    USAGE_SUM = "DELETE FROM usage_sum WHERE tenant_id = $1";
    ASKED_ABSENT = "DELETE FROM asked_absent WHERE tenant_id = $1";
    AUTO_REPLY = "DELETE FROM auto_reply WHERE tenant_id = $1";
    AUDIT_ENTRY = "DELETE FROM audit_entry WHERE tenant_id = $1";
    AUDIT_CHECKPOINT = "DELETE FROM audit_checkpoint WHERE tenant_id = $1";
    CHANGE = "DELETE FROM change WHERE tenant_id = $1";
    AGENT = "DELETE FROM agent WHERE tenant_id = $1";
    TENANT_END = "DELETE FROM tenant_end WHERE tenant_id = $1";
    CLOSING_LETTER = "DELETE FROM closing_letter WHERE tenant_id = $1";
    RESIDENCY = "DELETE FROM residency WHERE tenant_id = $1";
    REGISTER_ENTRY = "DELETE FROM register_entry WHERE tenant_id = $1";
    REGISTER_STOP = "DELETE FROM register_stop WHERE tenant_id = $1";
    REGISTER_NOTICE = "DELETE FROM register_notice WHERE tenant_id = $1";
    EGRESS_USE = "DELETE FROM egress_use WHERE tenant_id = $1";
    OPERATOR_ACCESS = "DELETE FROM operator_access WHERE tenant_id = $1";
    BILLING = "DELETE FROM billing WHERE tenant_id = $1";
    BILLING_MONTH = "DELETE FROM billing_month WHERE tenant_id = $1";
    INVOICE = "DELETE FROM invoice WHERE tenant_id = $1";
    DISCLOSURE = "DELETE FROM disclosure WHERE tenant_id = $1";
    DISCLOSURE_FILE = "DELETE FROM disclosure_file WHERE tenant_id = $1";
    ASSESSMENT = "DELETE FROM assessment WHERE tenant_id = $1";
    ACCESS_REVIEW = "DELETE FROM access_review WHERE tenant_id = $1";
    ASSESSMENT_LETTER = "DELETE FROM assessment_letter WHERE tenant_id = $1";
    INCIDENT = "DELETE FROM incident WHERE tenant_id = $1";
    INCIDENT_TENANT = "DELETE FROM incident_tenant WHERE tenant_id = $1";
    INCIDENT_ALERT = "DELETE FROM incident_alert WHERE tenant_id = $1";
    INCIDENT_ENTRY = "DELETE FROM incident_entry WHERE tenant_id = $1";
    INCIDENT_TOLD = "DELETE FROM incident_told WHERE tenant_id = $1";
    INCIDENT_LETTER = "DELETE FROM incident_letter WHERE tenant_id = $1";
    REGISTER_OBJECTION = "DELETE FROM register_objection WHERE tenant_id = $1";
    PROMISE_REPORT = "DELETE FROM promise_report WHERE tenant_id = $1";
    HOST_NAME = "DELETE FROM host_name WHERE tenant_id = $1";
}

/// Every table with rows of a tenant, those that others lean on last.
const TABLES: &[&str] = &[
    SESSION,
    API_TOKEN,
    OUTBOX,
    SIGNATURE_QUEUE,
    INTAKE,
    MESSAGE_REFERENCE,
    MESSAGE,
    TICKET_EVENT,
    TICKET_PARTICIPANT,
    TICKET_SEEN,
    TICKET_MARK,
    TICKET_UNDO,
    TICKET_UNDO_ITEM,
    TICKET_MERGE,
    TICKET_MERGE_MESSAGE,
    TICKET_LINK,
    TICKET,
    CONTACT,
    FIELD_VALUES,
    FIELD,
    ORGANISATION,
    ORGANISATION_DOMAIN,
    ORGANISATION_SWEEP,
    ORGANISATION_MOVE,
    DRAFT,
    UPLOAD,
    BLOB,
    SAVED_REPLY,
    SAVED_VIEW,
    VIEW_COUNT,
    TAG,
    TEAM,
    ASSIGN_RULE,
    NOTICE,
    NOTICE_MAIL,
    NOTICE_CURSOR,
    MAILBOX_GRANT,
    MAILBOX_END,
    MAILBOX_SYNC,
    MAILBOX,
    OAUTH_ATTEMPT,
    ONE_TIME_LINK,
    SIGN_UP,
    ACCEPTANCE,
    DOCUMENT,
    DOCUMENT_DRAFT,
    DOCUMENT_TEXT,
    DOCUMENT_RELEASE,
    DOCUMENT_LETTER,
    ERASURE_WORK,
    ERASURE_OLD,
    LEGAL_HOLD,
    ACCESS_EXPORT_PIECE,
    ACCESS_EXPORT,
    COMPANY_EXPORT_PIECE,
    COMPANY_EXPORT,
    SUBJECT_REQUEST,
    SUBJECT_REQUEST_SETTINGS,
    RECIPIENT_NOTICE,
    ALERT,
    ALERT_CURSOR,
    ALERT_SETTINGS,
    INSTRUCTION,
    NEWS,
    NEWS_TEXT,
    NEWS_LETTER,
    CONSENT,
    LEARNED_MODEL,
    USAGE_PART,
    USAGE_SUM,
    ASKED_ABSENT,
    RESTRICTION,
    RETENTION_RULE,
    RETENTION_VERSION,
    OBJECTION,
    AUTO_REPLY,
    AUDIT_ENTRY,
    AUDIT_CHECKPOINT,
    CHANGE,
    AGENT,
    TENANT_END,
    CLOSING_LETTER,
    RESIDENCY,
    REGISTER_ENTRY,
    REGISTER_STOP,
    REGISTER_NOTICE,
    OPERATOR_ACCESS,
    BILLING,
    BILLING_MONTH,
    INVOICE,
    DISCLOSURE,
    DISCLOSURE_FILE,
    ASSESSMENT,
    ACCESS_REVIEW,
    ASSESSMENT_LETTER,
    INCIDENT,
    INCIDENT_TENANT,
    INCIDENT_ALERT,
    INCIDENT_ENTRY,
    INCIDENT_TOLD,
    INCIDENT_LETTER,
    REGISTER_OBJECTION,
    EGRESS_USE,
    PROMISE_REPORT,
    HOST_NAME,
];

/// Tables whose rows of a tenant stay, and why.
#[cfg(test)]
const STAY: &[(&str, &str)] =
    &[("tenant_head", "the erasure itself is still written"), ("erasure", "it proves what was done")];

/// What a tenant is called that is no more.
fn nameless(tenant: TenantId) -> String {
    format!("closed-{tenant}")
}

/// Of these there may be very many.
const LARGE: [&str; 12] = [
    SOME_INTAKE,
    SOME_MESSAGE_REFERENCE,
    SOME_MESSAGE,
    SOME_TICKET_EVENT,
    SOME_TICKET_PARTICIPANT,
    SOME_TICKET_SEEN,
    SOME_TICKET_MARK,
    SOME_TICKET,
    SOME_CONTACT,
    SOME_BLOB,
    SOME_AUDIT_ENTRY,
    SOME_CHANGE,
];
/// Rows taken out in one write: others wait no longer for it than for one of their own.
const ROWS_PER_WRITE: u32 = 200;

impl SystemStore {
    /// Takes some rows of a tenant out; false when what is left is little. Becomes durable [`Durability::WithTheNext`] write.
    pub async fn purge_some_of_tenant(&self, scope: TenantScope) -> Result<bool> {
        for text in LARGE {
            let mut tx = self.begin_as(Durability::WithTheNext).await?;
            let gone = tx.execute(text, args![scope.tenant(), ROWS_PER_WRITE]).await?;
            tx.commit().await?;
            if gone > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Takes every row of a tenant out but those that say that it was erased; its name goes too.
    pub async fn purge_tenant(&self, scope: TenantScope) -> Result<()> {
        let tenant = scope.tenant();
        for text in TABLES {
            let mut tx = self.begin().await?;
            tx.execute(text, args![tenant]).await?;
            tx.commit().await?;
        }
        let mut tx = self.begin().await?;
        tx.execute(HEAD, args![tenant, Vec::<u8>::new()]).await?;
        tx.execute(CLOSE, args![tenant, nameless(tenant)]).await?;
        tx.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table that was forgotten here would outlive its tenant.
    #[test]
    fn every_table_with_a_tenant_is_taken_out_or_said_to_stay() {
        let schema: String = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/data"))
            .unwrap()
            .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
            .collect();
        let (mut table, mut found) = ("", Vec::new());
        for line in schema.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                table = rest.split_whitespace().next().unwrap();
            }
            if line.trim_start().starts_with("tenant_id ") {
                found.push(table);
            }
        }
        let dropped = |table: &str| schema.contains(&format!("DROP TABLE {table};"));
        for table in found.into_iter().filter(|table| !dropped(table)) {
            let text = format!("DELETE FROM {table} WHERE tenant_id = $1");
            let stays = STAY.iter().any(|(name, _)| *name == table);
            assert!(TABLES.contains(&text.as_str()) != stays, "{table}: taken out, or said to stay?");
        }
    }
}
