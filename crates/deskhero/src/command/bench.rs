//! `deskhero bench …`: the product itself, measured. Nothing here is switched off: what is measured is what runs.

mod audit;
mod mailboxes;
mod person;

use super::import;
use crate::args::Bench;
use crate::source::Source;
use crate::{answer, open};
use anyhow::{Context, Result};
use app::Ctx;
use app::inbound::Target;
use app::index::INDEX_PATIENCE;
use config::Config;
use domain::ConnectorKind;
use domain::record::MailboxSettings;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const ADDRESS: &str = "support@helpdesk.test";

#[derive(Serialize)]
struct Measured {
    mails: usize,
    taken_in: usize,
    bytes: u64,
    seconds: f64,
    mails_per_s: f64,
    cpu_ms_per_mail: f64,
    rss_bytes_peak: u64,
    /// Milliseconds of each stage, for all mails together; stages overlap, so they add up to more than the time.
    stages_ms: BTreeMap<&'static str, f64>,
    /// Share of sealing in the processor time.
    seal_share: f64,
}

/// Runs it.
pub async fn run(command: Bench) -> Result<()> {
    match command {
        Bench::Ingest { folder, repeat, data, database, json } => {
            ingest(folder, repeat, data, database, json).await
        }
        Bench::Audit { entries, data, database, json } => audit::verify(entries, data, database, json).await,
        Bench::Person { mails, json } => person::run(mails, json).await,
        Bench::Mailboxes(args) => mailboxes::connect(args).await,
    }
}

async fn ingest(
    folder: PathBuf,
    repeat: u32,
    data: Option<PathBuf>,
    database: Option<String>,
    json: bool,
) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let data = data.unwrap_or_else(|| scratch.path().join("data"));
    let mut config = Config::for_data(&data);
    if let Some(url) = database {
        config.set_database(&url)?;
    }
    let app = open::app(&config).await?;
    let jobs = app::jobs::start_indexer(&app);
    let target = set_up(&app).await?;
    let bytes = folder_bytes(&folder)?.saturating_mul(u64::from(repeat));
    let (cpu_before, start_us) = (cpu_ms()?, app.clock().monotonic_us());
    let before: BTreeMap<_, _> = app.stages().spent_us().map(|(s, us)| (s.as_str(), us)).collect();
    let source = Source::open(&[folder])?.repeated(repeat);
    let report = import::all(&app, &target, source, |_| ()).await?;
    app.index_caught_up(target.scope, report.change_seq, INDEX_PATIENCE)
        .await
        .context("the mails are taken in, and the next start completes their index")?;
    let seconds = (app.clock().monotonic_us() - start_us) as f64 / 1e6;
    let cpu = cpu_ms()? - cpu_before;
    let stages_ms: BTreeMap<_, _> = app
        .stages()
        .spent_us()
        .map(|(s, us)| (s.as_str(), (us - before.get(s.as_str()).copied().unwrap_or(0)) as f64 / 1e3))
        .collect();
    let mails = report.taken_in + report.known + report.held;
    let measured = Measured {
        mails,
        taken_in: report.taken_in,
        bytes,
        seconds,
        mails_per_s: mails as f64 / seconds,
        cpu_ms_per_mail: cpu / mails as f64,
        rss_bytes_peak: rss_bytes_peak()?,
        seal_share: stages_ms.get("seal").copied().unwrap_or(0.0) / cpu,
        stages_ms,
    };
    drop(jobs);
    answer::print(json, &measured, words)
}

fn words(m: &Measured) -> String {
    let mut lines = vec![
        format!(
            "{} mails ({:.0} MB) in {:.2} s: {:.0} mails/s",
            m.mails,
            m.bytes as f64 / 1e6,
            m.seconds,
            m.mails_per_s
        ),
        format!("{:.2} CPU ms per mail, {:.0} MB at peak", m.cpu_ms_per_mail, m.rss_bytes_peak as f64 / 1e6),
        format!("sealing: {:.1} % of the processor time", m.seal_share * 100.0),
    ];
    lines.extend(m.stages_ms.iter().map(|(stage, ms)| format!("  {stage:<14}{ms:>10.1} ms")));
    lines.join("\n")
}

async fn set_up(app: &std::sync::Arc<app::App>) -> Result<Target> {
    let now = app.now();
    let info = match app::tenant::find_by_slug(app, "bench").await? {
        Some(info) => info,
        None => app::tenant::create(app, "bench", "Bench", &[], now).await?,
    };
    let ctx = Ctx::operator(info.scope, now);
    let known = app::mailbox::list(app, &ctx).await?.into_iter().find(|m| m.address == ADDRESS);
    let mailbox = match known {
        Some(view) => view.id,
        None => {
            let folder = std::env::temp_dir().to_string_lossy().into_owned();
            let settings =
                MailboxSettings { maildir: Some(folder), ..settings(ADDRESS, ConnectorKind::Maildir) };
            begin(app, info.scope).await?;
            app::mailbox::connect(app, &ctx, settings, None).await?.id
        }
    };
    Ok(Target {
        scope: info.scope,
        mailbox,
        own_addresses: vec![ADDRESS.to_owned()],
        intake: Vec::new(),
        server_hosts: Vec::new(),
    })
}

/// A company that may connect a mailbox: with an admin, for whom the documents were signed.
async fn begin(app: &app::App, scope: domain::TenantScope) -> Result<()> {
    let (email, name) = ("bench@bench.invalid".to_owned(), "Bench".to_owned());
    let system = Ctx::operator(app::operator::SCOPE, app.now());
    app::document::release_missing(app, &system, &app::document::AGREED).await?;
    let ctx = Ctx::operator(scope, app.now());
    let password = crypto::random::token()?;
    let new = app::agent::NewAgent { name, email: email.clone(), role: domain::Role::Admin, password };
    app::agent::create(app, &ctx, new).await?;
    Ok(app::document::note_signed(app, &ctx, &email, &app::document::AGREED).await?)
}

/// A mailbox in which nothing is altered.
fn settings(address: &str, kind: ConnectorKind) -> MailboxSettings {
    MailboxSettings { name: "Support".to_owned(), ..MailboxSettings::new(kind, address) }
}

fn folder_bytes(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder).with_context(|| format!("{}", folder.display()))? {
        sum += entry?.metadata()?.len();
    }
    Ok(sum)
}

/// Processor time of this process so far, all threads (Linux: /proc/self/stat, in ticks of 10 ms).
fn cpu_ms() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, rest) = stat.rsplit_once(')').context("/proc/self/stat")?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    Ok((ticks(11) + ticks(12)) * 10.0)
}

/// Most memory that this process has held.
fn rss_bytes_peak() -> Result<u64> {
    let status = std::fs::read_to_string(PathBuf::from("/proc/self/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("VmHWM")?;
    let kib: u64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(kib * 1024)
}
