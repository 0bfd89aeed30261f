//! `deskhero bench audit`: a log of so many events, as reading tickets writes them, sealed and appended as they always are;
//! then the time that it takes to prove it whole, and to open every entry besides.

use crate::{answer, open};
use anyhow::{Result, ensure};
use app::App;
use app::audit::{Depth, Verified, checkpoint, verify_with};
use app::tenant::TenantInfo;
use config::Config;
use domain::audit::{Actor, AuditEvent, LegalBasis, Operation, Outcome, Purpose};
use domain::{AgentId, ObjectId, RequestId, TicketId, Timestamp};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;

/// Events appended in one transaction.
const EVENTS_PER_WRITE: u64 = 5_000;
/// Events between two checkpoints.
const EVENTS_PER_CHECKPOINT: u64 = 100_000;
/// Objects that each says were opened: a short conversation with the people of it.
const OPENED: usize = 6;
/// How often it is verified.
const ROUNDS: usize = 3;

#[derive(Serialize)]
struct Measured {
    entries: u64,
    checkpoints: usize,
    /// Entries proved in a second, in each round.
    verified_per_s: Vec<f64>,
    /// The same with every entry opened, once.
    opened_per_s: f64,
    rss_bytes_peak: u64,
}

pub(super) async fn verify(
    entries: u64,
    data: Option<PathBuf>,
    database: Option<String>,
    json: bool,
) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let mut config = Config::for_data(&data.unwrap_or_else(|| scratch.path().join("data")));
    if let Some(url) = database {
        config.set_database(&url)?;
    }
    let app = open::app(&config).await?;
    let info = match app::tenant::find_by_slug(&app, "bench").await? {
        Some(info) => info,
        None => app::tenant::create(&app, "bench", "Bench", &[], app.now()).await?,
    };
    write(&app, &info, entries).await?;
    let mut verified_per_s = Vec::with_capacity(ROUNDS);
    let mut last = timed(&app, &info, false).await?;
    for _ in 0..ROUNDS {
        last = timed(&app, &info, false).await?;
        verified_per_s.push(last.0);
    }
    let opened = timed(&app, &info, true).await?;
    let measured = Measured {
        entries: last.1.entries,
        checkpoints: last.1.checkpoints,
        verified_per_s,
        opened_per_s: opened.0,
        rss_bytes_peak: super::rss_bytes_peak()?,
    };
    answer::print(json, &measured, words)
}

fn words(m: &Measured) -> String {
    let rounds: Vec<String> = m.verified_per_s.iter().map(|per_s| format!("{per_s:.0}")).collect();
    format!(
        "{} entries, {} checkpoints: {} entries/s proved, {:.0} entries/s with each opened, {:.0} MB at peak",
        m.entries,
        m.checkpoints,
        rounds.join(", "),
        m.opened_per_s,
        m.rss_bytes_peak as f64 / 1e6,
    )
}

async fn timed(app: &Arc<App>, info: &TenantInfo, open_all: bool) -> Result<(f64, Verified)> {
    let start_us = app.clock().monotonic_us();
    let found = verify_with(app, info, Depth { open_all, second_place: None }).await?;
    let seconds = (app.clock().monotonic_us() - start_us) as f64 / 1e6;
    ensure!(found.fault.is_none(), "the log is not whole: {:?}", found.fault);
    Ok((found.entries as f64 / seconds, found))
}

async fn write(app: &Arc<App>, info: &TenantInfo, entries: u64) -> Result<()> {
    let now = app.now();
    let agents: Vec<AgentId> = (0..20).map(|_| AgentId::generate(now)).collect();
    let mut written = 0;
    while written < entries {
        let at = now.plus_millis(i64::try_from(written).unwrap_or_default());
        let count = EVENTS_PER_WRITE.min(entries - written);
        let events: Vec<AuditEvent> =
            agents.iter().cycle().zip(0..count).map(|(agent, _)| event(info, *agent, at)).collect();
        let sealed = app.seal_events(info.scope, &events).await?;
        let mut tx = app.store().tenant(info.scope).begin().await?;
        tx.append_audit(&sealed).await?;
        tx.commit().await?;
        written += count;
        if written.is_multiple_of(EVENTS_PER_CHECKPOINT) {
            checkpoint(app, info, at).await?;
        }
    }
    Ok(checkpoint(app, info, app.now()).await.map(|_| ())?)
}

fn event(info: &TenantInfo, agent: AgentId, at: Timestamp) -> AuditEvent {
    AuditEvent {
        tenant: info.scope.tenant(),
        at,
        request: RequestId::generate(at),
        actor: Actor::Agent(agent),
        purpose: Purpose::ServiceDelivery,
        legal_basis: LegalBasis::Contract,
        operation: Operation::Use,
        outcome: Outcome::Done,
        act: "ticket.read".to_owned(),
        opened: (0..OPENED).map(|_| ObjectId::generate(at)).collect(),
        made: Vec::new(),
        tickets: vec![TicketId::generate(at)],
        reason: String::new(),
        version: None,
        operator_access: None,
    }
}
