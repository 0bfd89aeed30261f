//! Everything about an incident as one ZIP: what is known, its timeline, who was told, and the entries of the logs of its time with
//! the way to their signed roots; with sums, and a signature over those. Entries are in it as they lie in the log, sealed: whoever may
//! export a log opens them, an operator who makes a bundle does not.

use super::{Line, Sealed, check, read, seal, view::IncidentView};
use crate::access_export::parcel::Parcel;
use crate::audit::evidence;
use crate::{App, Ctx, Error, Result, operator, tenant};
use domain::limits::INCIDENT_BUNDLE_BYTES_MAX;
use domain::record::IncidentContent;
use domain::{IncidentEntryKind, IncidentId, TenantScope, Timestamp};
use privacy::Act;
use serde_json::{Value, json};

/// What `incident.json` means.
pub const SCHEMA: &str = include_str!("incident-1.json");
/// Where everybody reads it.
pub const SCHEMA_PATH: &str = "/schemas/incident-1.json";

/// A file on its way out.
#[derive(Debug)]
pub struct Bundle {
    /// Its name.
    pub name: String,
    /// A ZIP.
    pub bytes: Vec<u8>,
}

/// Makes the bundle of an incident. That it was handed out is in its timeline and in the log before it leaves.
///
/// # Errors
/// [`Error::NotFound`] also for whoever is no operator; [`Error::TooLarge`], a refusal, or a store's failure.
pub async fn bundle(app: &App, ctx: &Ctx, id: IncidentId) -> Result<Bundle> {
    check(ctx)?;
    let permit = app.permit(ctx, Act::INCIDENT_BUNDLE).await?;
    let line = Line { kind: IncidentEntryKind::Bundle, at: ctx.now, content: IncidentContent::default() };
    app.store().tenant(ctx.scope).find_incident(id).await?.ok_or(Error::NotFound("incident"))?;
    let Sealed { entry, keys, audit } = seal(app, ctx, permit, id, line).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.insert_incident_entry(&entry).await?;
    tx.append_audit(&audit).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    let view = read(app, ctx, id).await?;
    let bytes = packed(app, ctx, &view).await?;
    Ok(Bundle { name: format!("incident-{}.zip", view.row.number), bytes })
}

async fn packed(app: &App, ctx: &Ctx, view: &IncidentView) -> Result<Vec<u8>> {
    let mut parcel = Parcel::new(ctx.now);
    let (mut size, mut logs) = (0_usize, Vec::new());
    // Where nothing is frozen: from a day before it was noticed on.
    let (from, until) = match view.row.frozen {
        Some((_, from, until)) => (from, until.min(ctx.now)),
        None => (view.row.aware_at.plus_millis(-24 * 3_600_000), view.row.closed_at.unwrap_or(ctx.now)),
    };
    let named = view.facts.tenants.iter().map(|id| TenantScope::of(*id));
    for scope in std::iter::once(operator::SCOPE).chain(named) {
        // Of one that was closed there is no log any more.
        if scope != operator::SCOPE && tenant::is_erased(app, scope).await? {
            continue;
        }
        let log = evidence::of(app, scope, (from, until), ctx.now).await?;
        size = size.saturating_add(log.lines.len());
        if size > INCIDENT_BUNDLE_BYTES_MAX {
            return Err(Error::TooLarge { what: "bundle", max_bytes: INCIDENT_BUNDLE_BYTES_MAX });
        }
        let name = format!("logs/{}.ndjson", scope.tenant());
        parcel.begin(&name)?;
        parcel.write(log.lines.as_bytes())?;
        logs.push(json!({ "file": name, "tenant": scope.tenant(), "entries": log.entries }));
    }
    parcel.begin("incident.json")?;
    let said = said(ctx.now, view, logs, (from, until));
    parcel.write(&serde_json::to_vec_pretty(&said).map_err(std::io::Error::other)?)?;
    parcel.begin("incident-1.json")?;
    parcel.write(SCHEMA.as_bytes())?;
    parcel.finish_signed(|sums| Ok(app.vault().sign_receipt(sums)?.to_vec()))
}

fn said(now: Timestamp, view: &IncidentView, logs: Vec<Value>, span: (Timestamp, Timestamp)) -> Value {
    let ms = |at: Option<Timestamp>| at.map(Timestamp::as_millis);
    let row = &view.row;
    let entries = view.entries.iter().map(|one| {
        json!({
            "id": one.id,
            "kind": one.kind,
            "by": one.by,
            "at_ms": one.at.as_millis(),
            "written_at_ms": one.written_at.as_millis(),
            "text": one.content.text,
            "facts": one.content.facts,
            "authority": one.content.authority,
            "reference": one.content.reference,
            "why_late": one.content.why_late,
        })
    });
    let notices = view.notices.iter().map(|one| {
        json!({
            "entry": one.entry,
            "tenant": one.of,
            "told_at_ms": ms(one.told_at),
            "agent": one.letter.map(|letter| letter.0),
            "letter": one.letter.map(|letter| letter.1),
            "letter_ended_at_ms": ms(one.letter.and_then(|letter| letter.2)),
        })
    });
    json!({
        "deskhero_incident": 1,
        "id": row.id,
        "number": row.number,
        "severity": row.severity,
        "state": row.state,
        "aware_at_ms": row.aware_at.as_millis(),
        "opened_at_ms": row.opened_at.as_millis(),
        "rule": row.rule.map(|rule| rule.0),
        "report_due_ms": view.report_due.as_millis(),
        "reported_at_ms": ms(row.reported_at),
        "not_needed_at_ms": ms(row.not_needed_at),
        "contained_at_ms": ms(row.contained_at),
        "closed_at_ms": ms(row.closed_at),
        "facts": view.facts,
        "timeline": entries.collect::<Vec<_>>(),
        "notices": notices.collect::<Vec<_>>(),
        "logs_from_ms": span.0.as_millis(),
        "logs_until_ms": span.1.as_millis(),
        "logs": logs,
        "made_at_ms": now.as_millis(),
    })
}
