//! What a person is told beside the data itself (GDPR Art. 15(1)): purposes and how long, from the data map; recipients,
//! from the settings; sources; rights; and who opened their data, from the audit log.

use super::data::{self, Moment};
use super::gather::Gathered;
use crate::{App, Result};
use domain::audit::{Actor, AuditEvent, LegalBasis, Purpose};
use domain::keyring::LeafRef;
use domain::limits::ACCESS_EXPORT_AUDIT_ENTRIES_MAX;
use domain::{MessageKind, Provider};
use privacy::Permit;
use privacy::data_map::{Retention, Subject, columns};
use std::collections::{BTreeMap, BTreeSet};

/// Entries of the log read at once.
const ENTRIES_PER_READ: u32 = 1_000;

/// Articles of the GDPR that give the person rights.
pub(crate) const RIGHTS: [&str; 8] =
    ["art-15", "art-16", "art-17", "art-18", "art-20", "art-21", "art-7-3", "art-77"];

/// Purposes of a contact's data, as words.
pub(super) fn purposes() -> Vec<data::Purpose> {
    let theirs = columns().iter().filter(|column| column.subject == Subject::Contact);
    let purpose = |column: &privacy::data_map::Column| data::Purpose {
        purpose: purpose_word(column.purpose).to_owned(),
        legal_basis: basis_word(column.legal_basis()).to_owned(),
        retention: retention_word(column.retention).to_owned(),
    };
    theirs.map(purpose).collect::<BTreeSet<_>>().into_iter().collect()
}

pub(crate) const fn purpose_word(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ServiceDelivery => "service_delivery",
        Purpose::Authentication => "authentication",
        Purpose::Security => "security",
        Purpose::Administration => "administration",
        Purpose::SubjectRights => "subject_rights",
        Purpose::LegalObligation => "legal_obligation",
        Purpose::UsageAnalysis => "usage_analysis",
        Purpose::OperatorAccess => "operator_access",
        Purpose::ProductNews => "product_news",
    }
}

pub(crate) const fn basis_word(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Contract => "contract",
        LegalBasis::LegitimateInterest => "legitimate_interest",
        LegalBasis::LegalObligation => "legal_obligation",
        LegalBasis::Consent => "consent",
    }
}

pub(crate) const fn retention_word(retention: Retention) -> &'static str {
    match retention {
        Retention::Ticket => "ticket",
        Retention::Contact => "contact",
        Retention::Account => "account",
        Retention::Mailbox => "mailbox",
        Retention::Tenant => "tenant",
        Retention::Session => "session",
        Retention::Work => "work",
        Retention::Notice => "notice",
        Retention::Export => "export",
        Retention::Request => "request",
        Retention::Hold => "hold",
        Retention::Alert => "alert",
        Retention::Usage => "usage",
        Retention::UsageSum => "usage_sum",
        Retention::Invoice => "invoice",
        Retention::Audit => "audit",
        Retention::Installation => "installation",
    }
}

/// Purposes, recipients, sources and rights.
pub(super) async fn about(app: &App, permit: &Permit, gathered: &Gathered) -> Result<data::About> {
    let counts = gathered.counts;
    let mut recipients = vec![data::Recipient { kind: "operator".to_owned(), times: None }];
    let mut recipient = |kind: &str, times: Option<u64>| {
        recipients.push(data::Recipient { kind: kind.to_owned(), times });
    };
    let mut providers = BTreeSet::new();
    for row in app.store().tenant(permit.scope()).list_mailboxes().await? {
        let settings = crate::mailbox::open_settings(app, permit, &row).await?;
        providers.insert(match settings.provider {
            Some(Provider::Google) => "mail_google",
            Some(Provider::Microsoft) => "mail_microsoft",
            Some(Provider::Other) | None => "mail_server",
        });
    }
    providers.into_iter().for_each(|kind| recipient(kind, None));
    if app.settings().clamd.is_some() {
        recipient("virus_scanner", None);
    }
    if counts.passed_on > 0 {
        recipient("passed_on", Some(counts.passed_on));
    }
    let source = |kind: &str, messages: u64| data::Source { kind: kind.to_owned(), messages };
    let sources = [source("you", counts.own), source("others", counts.others), source("staff", counts.staff)];
    Ok(data::About {
        purposes: purposes(),
        recipients,
        sources: sources.into_iter().filter(|source| source.messages > 0).collect(),
        rights: RIGHTS.iter().map(|right| (*right).to_owned()).collect(),
    })
}

/// Who opened the person's data: counts by month, purpose and kind of actor. This export is not among them.
pub(super) async fn access(app: &App, permit: &Permit, gathered: &Gathered) -> Result<Vec<data::Opened>> {
    let scope = permit.scope();
    app.admit(scope, &[LeafRef::audit(scope.tenant())]).await?;
    let store = app.store().tenant(scope);
    let size = i64::try_from(store.get_audit_head().await?.size).unwrap_or(i64::MAX);
    let mut from = size.saturating_sub(ACCESS_EXPORT_AUDIT_ENTRIES_MAX).max(0);
    let mut all: BTreeMap<(String, &str, &str), data::Opened> = BTreeMap::new();
    loop {
        let entries = store.list_audit_entries(from, ENTRIES_PER_READ).await?;
        let Some(last) = entries.last() else { break };
        from = last.seq + 1;
        for entry in &entries {
            let event = app.vault().open_event(permit, scope.tenant(), &entry.bytes)?;
            if event.request != permit.access().request {
                count(&mut all, &event, gathered);
            }
        }
        tokio::task::yield_now().await;
    }
    Ok(all.into_values().collect())
}

fn count<'a>(
    all: &mut BTreeMap<(String, &'a str, &'a str), data::Opened>,
    event: &AuditEvent,
    gathered: &Gathered,
) {
    let theirs = event.opened.iter().filter(|object| gathered.objects.contains(object)).count();
    if theirs == 0 {
        return;
    }
    let at = Moment(event.at);
    let month: String = at.to_string().chars().take(7).collect();
    let by = match event.actor {
        Actor::Agent(_) if event.operator_access.is_some() => "operator",
        Actor::Agent(_) => "staff",
        Actor::System(_) => "system",
        Actor::Operator => "operator",
        Actor::Nobody => "nobody",
    };
    let purpose = purpose_word(event.purpose);
    let line = all.entry((month.clone(), purpose, by)).or_insert_with(|| data::Opened {
        month,
        purpose: purpose.to_owned(),
        by: by.to_owned(),
        objects: 0,
        first_at: at,
        last_at: at,
    });
    line.objects += theirs as u64;
    line.first_at = line.first_at.min(at);
    line.last_at = line.last_at.max(at);
}

/// Message keys of the words that a page shows for a kind of message.
pub(super) const fn kind_key(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Inbound => "access-page-inbound",
        MessageKind::Outbound => "access-page-outbound",
        MessageKind::Note => "access-page-note",
    }
}
