//! `company.json`: what the company is, how it works, which rules it has, and what is not in the file.

use super::write::{Writer, left_out, moment};
use crate::access_export::data::Moment;
use crate::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ErasureId;
use domain::limits::PAGE_ITEMS_MAX;
use domain::record::{AcceptanceContent, AlertContent};
use serde_json::{Value, json};
use store::CompanyExport;

/// Holds that are given; there are never as many.
const HOLDS_MAX: u32 = 100_000;
/// Checkpoints, alerts and versions read at once.
const PER_READ: u32 = 500;

impl Writer<'_> {
    /// Writes the file.
    pub(super) async fn company(&mut self, row: &CompanyExport) -> Result<()> {
        self.begin_json("company.json", "company").await?;
        self.member("made_at", &Moment(self.ctx.now)).await?;
        self.member("language", &row.language).await?;
        self.about().await?;
        self.agents().await?;
        self.teams().await?;
        self.tags_and_fields().await?;
        self.saved().await?;
        self.mailboxes().await?;
        self.retention().await?;
        self.holds().await?;
        self.erasures().await?;
        self.exports(row).await?;
        self.alerts().await?;
        self.settle().await?;
        self.checkpoints().await?;
        let counts = self.counts;
        self.member("counts", &counts).await?;
        self.list("left_out", &left_out()).await?;
        self.end_json().await
    }

    async fn about(&mut self) -> Result<()> {
        let (id, system) = (self.ctx.scope.tenant(), self.app.store().system());
        let tenant = system.find_tenant(id).await?.ok_or(Error::NotFound("tenant"))?;
        let hosts = system.list_host_names(id).await?;
        let about = json!({
            "id": id,
            "slug": tenant.slug,
            "name": tenant.name,
            "created_at": Moment(tenant.created_at),
            "hosts": hosts,
        });
        self.member("company", &about).await?;
        let end = self.store().find_tenant_end().await?.map(|end| {
            json!({
                "by_id": end.by,
                "begun_at": Moment(end.ended_at),
                "erase_at": Moment(end.erase_at),
                "keep_sums": end.keep_sums,
            })
        });
        self.member("closing", &end).await?;
        let residency = self.store().find_residency().await?.map(|row| {
            json!({
                "only_eea": row.only_eea,
                "version": row.version,
                "by_id": row.by,
                "changed_at": Moment(row.changed_at),
            })
        });
        self.member("residency", &residency).await?;
        self.operator_accesses().await?;
        self.access_reviews().await?;
        let country = self.store().find_subject_request_country().await?;
        self.member("supervisory_country", &country).await?;
        let rows = self.store().list_acceptances().await?;
        let contents = rows.iter().map(|row| (row.id.uuid(), &row.content));
        let contents = self.app.open_all(&self.permit, contents).await?;
        let of = |(row, one): (&store::Acceptance, AcceptanceContent)| {
            json!({
                "document": one.document.kind.as_str(),
                "version": one.document.version,
                "sha256": hex(&one.document.sha256),
                "agent_id": row.agent,
                "name": one.name,
                "email": one.email,
                "accepted_at": Moment(row.accepted_at),
            })
        };
        let all: Vec<Value> = rows.iter().zip(contents).map(of).collect();
        self.list("acceptances", &all).await
    }

    /// Whenever the operator asked to read something of the company.
    async fn operator_accesses(&mut self) -> Result<()> {
        self.begin_list("operator_accesses").await?;
        let mut before = None;
        loop {
            let page = self.store().list_operator_accesses(before, PER_READ).await?;
            let Some(last) = page.last() else { break };
            before = Some(last.id);
            let contents = page.iter().map(|row| (row.id.uuid(), &row.content));
            let contents = self.app.open_all(&self.permit, contents).await?;
            for (row, content) in page.iter().zip(contents) {
                self.item(&operator_access(row, &content)).await?;
            }
        }
        self.end_list().await
    }

    /// The reviews of who has access, each with its report as it was signed.
    async fn access_reviews(&mut self) -> Result<()> {
        let rows = self.store().list_access_reviews().await?;
        let contents = rows.iter().map(|row| (row.id.uuid(), &row.content));
        let contents = self.app.open_all(&self.permit, contents).await?;
        let of = |(row, one): (&store::AccessReview, domain::record::AccessReviewContent)| {
            json!({
                "id": row.id,
                "number": row.number,
                "state": row.state,
                "begun_at": Moment(row.begun_at),
                "begun_by_id": row.begun_by,
                "finished_at": row.finished_at.map(Moment),
                "finished_by_id": row.finished_by,
                "report": one.report,
                "signature": STANDARD.encode(&one.signature),
            })
        };
        let all: Vec<Value> = rows.iter().zip(contents).map(of).collect();
        self.list("access_reviews", &all).await
    }

    async fn retention(&mut self) -> Result<()> {
        let rows = self.store().list_retention_rules().await?;
        let names = rows.iter().map(|row| (row.id.uuid(), &row.name));
        let names = self.app.open_all(&self.permit, names).await?;
        let of = |(row, name): (&store::RetentionRule, domain::record::RetentionName)| {
            json!({
                "id": row.id,
                "name": name.name,
                "standing": row.standing,
                "terms": row.terms.to_string(),
                "version": row.version,
                "acts_from": Moment(row.acts_from),
                "made_at": Moment(row.made_at),
                "changed_at": Moment(row.changed_at),
            })
        };
        let all: Vec<Value> = rows.iter().zip(names).map(of).collect();
        self.list("retention_rules", &all).await?;
        self.begin_list("retention_versions").await?;
        let mut before = None;
        loop {
            let page = self.store().list_retention_versions(before, PER_READ).await?;
            let Some(last) = page.last() else { return self.end_list().await };
            before = Some(last.version);
            for row in &page {
                let one = json!({
                    "version": row.version,
                    "rule_id": row.rule,
                    "step": row.step,
                    "terms": row.terms.to_string(),
                    "by_id": row.by,
                    "made_at": Moment(row.made_at),
                });
                self.item(&one).await?;
            }
        }
    }

    async fn holds(&mut self) -> Result<()> {
        let rows = self.store().list_holds(HOLDS_MAX).await?;
        let contents = rows.iter().map(|row| (row.id.uuid(), &row.content));
        let contents = self.app.open_all(&self.permit, contents).await?;
        let of = |(row, content): (&store::Hold, domain::record::LegalHold)| {
            json!({
                "id": row.id,
                "scope": row.scope,
                "subject_id": row.subject,
                "owner_id": row.owner,
                "reason": content.reason,
                "law": content.law,
                "review_at": Moment(row.review_at),
                "made_at": Moment(row.made_at),
                "released_at": moment(row.released_at),
                "ends_at": moment(row.ends_at),
            })
        };
        let all: Vec<Value> = rows.iter().zip(contents).map(of).collect();
        self.list("legal_holds", &all).await
    }

    /// What was erased, with the receipts: ids and counts alone.
    async fn erasures(&mut self) -> Result<()> {
        self.begin_list("erasures").await?;
        let mut before: Option<ErasureId> = None;
        loop {
            let page = self.store().list_erasures(before, PAGE_ITEMS_MAX).await?;
            let Some(last) = page.last() else { return self.end_list().await };
            before = Some(last.id);
            for row in &page {
                let receipt = row.receipt.as_ref();
                let receipt: Option<Value> = receipt.and_then(|bytes| serde_json::from_slice(bytes).ok());
                let one = json!({
                    "id": row.id,
                    "scope": row.scope,
                    "subject_id": row.subject,
                    "reason": row.reason,
                    "state": row.state,
                    "by_id": row.by,
                    "begun_at": Moment(row.begun_at),
                    "keys_gone_at": moment(row.keys_gone_at),
                    "purged_at": moment(row.purged_at),
                    "done_at": moment(row.done_at),
                    "conversations": row.tickets,
                    "messages": row.messages,
                    "receipt": receipt,
                });
                self.item(&one).await?;
            }
        }
    }

    /// Other files with everything of the company.
    async fn exports(&mut self, own: &CompanyExport) -> Result<()> {
        let rows = self.store().list_company_exports().await?;
        let of = |row: CompanyExport| {
            json!({
                "id": row.id,
                "asked_by_id": row.agent,
                "state": row.state,
                "language": row.language,
                "asked_at": Moment(row.asked_at),
                "ready_at": moment(row.ready_at),
                "expires_at": Moment(row.expires_at),
                "is_this": row.id == own.id,
            })
        };
        let all: Vec<Value> = rows.into_iter().map(of).collect();
        self.list("exports", &all).await
    }

    async fn alerts(&mut self) -> Result<()> {
        let settings = self.store().find_alert_settings().await?.map(|(one, changed_at)| {
            let hours = one.hours.map(|hours| {
                json!({
                    "days": hours.days,
                    "from_minute": hours.from_minute,
                    "until_minute": hours.until_minute,
                    "zone": hours.zone,
                })
            });
            json!({
                "version": one.version,
                "bulk_records": one.bulk_records,
                "bulk_minutes": one.bulk_minutes,
                "exports": one.exports,
                "refusals": one.refusals,
                "refusal_minutes": one.refusal_minutes,
                "hours": hours,
                "changed_at": Moment(changed_at),
            })
        });
        self.member("alert_settings", &settings).await?;
        self.begin_list("alerts").await?;
        for state in domain::AlertState::ALL {
            let mut before = None;
            loop {
                let page = self.store().list_alerts(*state, before, PER_READ).await?;
                let Some(last) = page.last() else { break };
                before = Some(last.id);
                let contents = page.iter().map(|row| (row.id.uuid(), &row.content));
                let contents = self.app.open_all(&self.permit, contents).await?;
                for (row, content) in page.iter().zip(contents) {
                    self.item(&alert(row, &content)).await?;
                }
            }
        }
        self.end_list().await
    }

    /// The signed heads of the log, from the first.
    async fn checkpoints(&mut self) -> Result<()> {
        self.begin_list("audit_checkpoints").await?;
        let mut after = -1;
        loop {
            let page = self.store().list_checkpoints(after, PER_READ).await?;
            let Some(last) = page.last() else { return self.end_list().await };
            after = last.size;
            for row in &page {
                let one = json!({
                    "entries": row.size,
                    "root": hex(&row.root),
                    "signed": STANDARD.encode(&row.signature),
                    "at": Moment(row.at),
                });
                self.item(&one).await?;
            }
        }
    }
}

fn operator_access(row: &store::OperatorAccess, content: &domain::record::OperatorAccessContent) -> Value {
    json!({
        "id": row.id,
        "operator_id": row.operator,
        "operator": content.name,
        "operator_email": content.email,
        "reason": row.reason.as_str(),
        "words": content.words,
        "minutes": row.minutes,
        "asked_at": Moment(row.asked_at),
        "decided_by_id": row.decided_by,
        "refused": row.refused,
        "opened_at": row.opened_at.map(Moment),
        "until": row.until.map(Moment),
        "ended_at": row.ended_at.map(Moment),
        "ended_by_id": row.ended_by,
    })
}

fn alert(row: &store::Alert, content: &AlertContent) -> Value {
    json!({
        "id": row.id,
        "rule": row.rule,
        "state": row.state,
        "agent_id": row.agent,
        "times": row.times,
        "count": content.count,
        "entries": content.entries,
        "note": content.note,
        "first_at": Moment(row.first_at),
        "last_at": Moment(row.last_at),
        "raised_at": Moment(row.raised_at),
        "acknowledged_at": moment(row.acknowledged_at),
        "acknowledged_by_id": row.acknowledged_by,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
