//! The audit log: read, exported, and its signed head. Admins only.

use super::error::ReadErrors;
use super::paging::limit;
use crate::Web;
use crate::gate::Caller;
use crate::input::Query;
use crate::problem::Answer;
use app::audit::{self, AuditEventView, AuditFilter, AuditLine, Export, ExportFormat, Sought};
use axum::Json as Body;
use axum::body::Body as Bytes;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use domain::Timestamp;
use domain::audit::Actor;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// What is looked for in the log, and which page of it.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Items of the page.
    #[param(minimum = 1, maximum = 100, default = 50)]
    limit: Option<u32>,
    /// `next` of the page before.
    after: Option<String>,
    /// Who acted: an agent's id, `system` (Deskhero's own jobs), `operator`, or `nobody` (not signed in).
    who: Option<String>,
    /// What was done: the word of an act, like `ticket.read`.
    act: Option<String>,
    /// Why: service_delivery, authentication, security, administration, subject_rights or legal_obligation.
    purpose: Option<String>,
    /// `done` or `refused`.
    outcome: Option<String>,
    /// Not earlier than this.
    from_ms: Option<i64>,
    /// Not later than this.
    until_ms: Option<i64>,
    /// About this ticket: its id, or its number.
    ticket: Option<String>,
    /// About this object: its id.
    #[param(format = "uuid")]
    object: Option<String>,
}

impl AuditQuery {
    fn sought(self) -> Sought {
        Sought {
            who: self.who.unwrap_or_default(),
            act: self.act.unwrap_or_default(),
            purpose: self.purpose.unwrap_or_default(),
            outcome: self.outcome.unwrap_or_default(),
            from: self.from_ms.map(Timestamp::from_millis),
            until: self.until_ms.map(Timestamp::from_millis),
            ticket: self.ticket.unwrap_or_default(),
            object: self.object.unwrap_or_default(),
        }
    }
}

/// One event of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    /// Its place in the log, from 0.
    pub seq: i64,
    /// What it says; null when it cannot be opened: it was changed outside of Deskhero.
    pub event: Option<AuditEvent>,
}

/// What an event says.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEvent {
    /// When.
    pub at_ms: i64,
    /// The request or batch; one request may have several events.
    #[schema(format = "uuid")]
    pub request_id: String,
    /// agent, system, operator or nobody.
    pub actor: &'static str,
    /// The agent who acted.
    #[schema(format = "uuid")]
    pub agent_id: Option<String>,
    /// What was done, as a fixed word.
    pub act: String,
    /// Why.
    pub purpose: &'static str,
    /// On which basis (GDPR Art. 6(1)): consent, contract, legal_obligation or legitimate_interest.
    pub legal_basis: &'static str,
    /// collect, use, store, disclose or erase.
    pub operation: &'static str,
    /// done or refused.
    pub outcome: &'static str,
    /// Why it was refused, as a fixed word; empty otherwise.
    pub reason: String,
    /// The version of what was changed by it, or under which it was refused: instructions, documents, the register.
    pub version: Option<i64>,
    /// For which reason the operator's access was given under which it was read: security, support_requested or legal.
    pub operator_access: Option<&'static str>,
    /// Objects that were opened.
    pub opened_count: usize,
    /// Objects that were made.
    pub made_count: usize,
    /// Tickets that it is about, as far as it names them; the first hundred.
    pub ticket_ids: Vec<String>,
}

impl From<AuditLine> for AuditEntry {
    fn from(line: AuditLine) -> Self {
        Self { seq: line.seq, event: line.event.map(AuditEvent::from) }
    }
}

impl From<AuditEventView> for AuditEvent {
    fn from(event: AuditEventView) -> Self {
        let (actor, agent) = match event.actor {
            Actor::Agent(id) => ("agent", Some(id.to_string())),
            Actor::System(_) => ("system", None),
            Actor::Operator => ("operator", None),
            Actor::Nobody => ("nobody", None),
        };
        Self {
            at_ms: event.at_ms.as_millis(),
            request_id: event.request.to_string(),
            actor,
            agent_id: agent,
            act: event.act,
            purpose: event.purpose.as_str(),
            legal_basis: event.legal_basis.as_str(),
            operation: event.operation.as_str(),
            outcome: event.outcome.as_str(),
            reason: event.reason,
            version: event.version,
            operator_access: event.operator_access.map(domain::AccessReason::as_str),
            opened_count: event.opened,
            made_count: event.made,
            ticket_ids: event.tickets.iter().map(|(id, _)| id.to_string()).collect(),
        }
    }
}

/// One page of the log.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditEntries {
    /// Events, newest first.
    pub items: Vec<AuditEntry>,
    /// Pass it as `after` to look further back; null at the beginning of the log, or of the time that was asked for.
    pub next: Option<String>,
    /// Entries that were looked through for this page.
    pub looked_at_count: u32,
    /// Set when it was looked no further back than this, though the page is not full: older events may match.
    pub stopped_at_ms: Option<i64>,
}

/// Lists events, newest first. Entries are sealed, so a filter has to open them: one request looks through 20,000 at most,
/// and says how far it came. Reading the log is itself an event of it.
#[utoipa::path(get, path = "/api/v1/audit/entries", tag = "audit", params(AuditQuery),
    responses((status = 200, body = AuditEntries), ReadErrors))]
pub async fn list(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(mut query): Query<AuditQuery>,
) -> Answer<Body<AuditEntries>> {
    let (limit, after) = (limit(query.limit)?, query.after.take());
    let filter = AuditFilter::of(&web.app, &caller.ctx, &query.sought()).await?;
    let page = audit::read(&web.app, &caller.ctx, &filter, after.as_deref(), limit).await?;
    Ok(Body(AuditEntries {
        items: page.items.into_iter().map(AuditEntry::from).collect(),
        next: page.next,
        looked_at_count: page.looked_at,
        stopped_at_ms: page.stopped_at_ms.map(Timestamp::as_millis),
    }))
}

/// What is looked for in the log, and in which form it is handed out.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `ndjson` or `csv`.
    #[param(default = "ndjson")]
    format: Option<String>,
    /// Who acted: an agent's id, `system`, `operator` or `nobody`.
    who: Option<String>,
    /// What was done: the word of an act.
    act: Option<String>,
    /// Why.
    purpose: Option<String>,
    /// `done` or `refused`.
    outcome: Option<String>,
    /// Not earlier than this.
    from_ms: Option<i64>,
    /// Not later than this.
    until_ms: Option<i64>,
    /// About this ticket: its id, or its number.
    ticket: Option<String>,
    /// About this object: its id.
    #[param(format = "uuid")]
    object: Option<String>,
}

/// Exports events, oldest first, with a signed checkpoint and a proof for each: `deskhero audit check FILE --key KEY` proves
/// them with the public key alone. Exporting the log is itself an event of it.
#[utoipa::path(get, path = "/api/v1/audit/export", tag = "audit", params(ExportQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/x-ndjson"), ReadErrors))]
pub async fn export(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Query(query): Query<ExportQuery>,
) -> Answer<Response> {
    let format: ExportFormat = query.format.as_deref().unwrap_or("ndjson").parse()?;
    let sought = AuditQuery {
        who: query.who,
        act: query.act,
        purpose: query.purpose,
        outcome: query.outcome,
        from_ms: query.from_ms,
        until_ms: query.until_ms,
        ticket: query.ticket,
        object: query.object,
        ..AuditQuery::default()
    };
    let export = audit::export(&web.app, &caller.ctx, &sought.sought(), format).await?;
    Ok(handed_out(export, format, caller.ctx.now))
}

/// An export as a file.
pub(crate) fn handed_out(export: Export, format: ExportFormat, now: Timestamp) -> Response {
    let (kind, ending) = match format {
        ExportFormat::Ndjson => ("application/x-ndjson", "ndjson"),
        ExportFormat::Csv => ("text/csv; charset=utf-8", "csv"),
    };
    let name = format!("attachment; filename=\"audit-{}.{ending}\"", now.as_millis());
    let mut response = Response::new(Bytes::from_stream(export.pieces()));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

/// A signed head of the log. Keep it elsewhere: whoever cuts the log, or puts another in its place, does not get past it.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditCheckpoint {
    /// Entries.
    pub size: u64,
    /// Root of the tree over them (RFC 6962), hex.
    pub root: String,
    /// When it was signed.
    pub signed_at_ms: i64,
    /// The key that signed it (Ed25519), hex.
    pub public_key: String,
    /// The whole of it (CBOR), hex.
    pub checkpoint: String,
}

/// Signs the head of the log as it is now.
#[utoipa::path(get, path = "/api/v1/audit/checkpoint", tag = "audit",
    responses((status = 200, body = AuditCheckpoint), ReadErrors))]
pub async fn checkpoint(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<AuditCheckpoint>> {
    let signed = audit::newest_checkpoint(&web.app, &caller.ctx).await?;
    Ok(Body(AuditCheckpoint {
        size: signed.size,
        root: audit::hex(&signed.root),
        signed_at_ms: signed.at.as_millis(),
        public_key: audit::hex(&signed.public_key),
        checkpoint: audit::hex(&signed.to_bytes().map_err(app::Error::from)?),
    }))
}
