//! `deskhero import`: files through the same pipeline as a connected mailbox; safe to run twice.

use crate::args::Data;
use crate::source::Source;
use crate::{answer, node, open};
use anyhow::{Context, Result};
use app::inbound::{Incoming, Prepared, Report, Target};
use app::index::INDEX_PATIENCE;
use app::{App, Ctx};
use domain::limits::{INTAKE_BATCH_BYTES_MAX, INTAKE_BATCH_MAILS_MAX};
use domain::{MailboxId, TenantScope};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Batches that are read ahead.
const AHEAD: usize = 1;
/// Batches that wait, sealed, for their commit.
const PREPARED_AHEAD: usize = 2;
/// Mails of one commit: what was prepared meanwhile joins it below this.
const COMMIT_MAILS_MAX: usize = 3 * INTAKE_BATCH_MAILS_MAX;

#[derive(Serialize)]
struct Imported {
    mails: usize,
    taken_in: usize,
    known: usize,
    held: usize,
}

/// Runs it.
pub async fn run(paths: Vec<PathBuf>, tenant: &str, mailbox: &str, data: &Data) -> Result<()> {
    let config = open::config(data)?;
    let app = open::app(&config).await?;
    // The index has one writer: where a server runs, it adds the mails when it hears of them.
    let served = node::is_claimed(config.data_dir())?;
    let info = super::tenant_named(&app, tenant).await?;
    let target = target(&app, info.scope, mailbox).await?;
    let source = Source::open(&paths)?;
    let bar = if data.json { ProgressBar::hidden() } else { ProgressBar::new(source.files as u64) };
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos} mails, {per_sec}, {elapsed}")?);
    let jobs = (!served).then(|| app::jobs::start_indexer(&app));
    let report = all(&app, &target, source, |mails| bar.inc(mails as u64)).await?;
    bar.finish_and_clear();
    if let Some(jobs) = jobs {
        app.index_caught_up(target.scope, report.change_seq, INDEX_PATIENCE)
            .await
            .context("the mails are taken in, and the next start completes their index")?;
        drop(jobs);
    }
    let imported = Imported {
        mails: report.taken_in + report.known + report.held,
        taken_in: report.taken_in,
        known: report.known,
        held: report.held,
    };
    answer::print(data.json, &imported, |i| {
        let later = if served { " The running server shows and finds them within seconds." } else { "" };
        format!(
            "{} mails: {} taken in, {} known, {} held back for the virus scanner.{later}",
            i.mails, i.taken_in, i.known, i.held
        )
    })
}

/// The mailbox with this id or address.
pub(super) async fn target(app: &App, scope: TenantScope, mailbox: &str) -> Result<Target> {
    let all = app::mailbox::list(app, &Ctx::operator(scope, app.now())).await?;
    let id: Option<MailboxId> = mailbox.parse().ok();
    let address = mime::normalise_address(mailbox);
    let found = all.into_iter().find(|m| Some(m.id) == id || Some(&m.address) == address.as_ref());
    let found = found.with_context(|| format!("there is no mailbox \"{mailbox}\" in this tenant"))?;
    // An archive may come from any server: none is known whose word on senders counts.
    // What is in an archive was asked long ago: it opens no requests.
    let (own_addresses, intake) = (vec![found.address], Vec::new());
    Ok(Target { scope, mailbox: found.id, own_addresses, intake, server_hosts: Vec::new() })
}

/// Takes every mail of the source in; reading runs ahead of committing.
pub async fn all(
    app: &Arc<App>,
    target: &Target,
    source: Source,
    mut done: impl FnMut(usize),
) -> Result<Report> {
    let (send, mut receive) = mpsc::channel(AHEAD);
    let reader = tokio::task::spawn_blocking(move || read(source, &send));
    let (prepared_send, mut prepared_receive) = mpsc::channel::<Prepared>(PREPARED_AHEAD);
    let preparer = {
        let (app, target) = (Arc::clone(app), target.clone());
        tokio::spawn(async move {
            while let Some(batch) = receive.recv().await {
                let prepared = app.prepare(&target, batch, app.now()).await?;
                if prepared_send.send(prepared).await.is_err() {
                    break;
                }
            }
            Ok::<(), app::Error>(())
        })
    };
    let mut report = Report::default();
    while let Some(mut prepared) = prepared_receive.recv().await {
        // What became ready while the last commit waited for the disk goes with one commit.
        while prepared.len() + INTAKE_BATCH_MAILS_MAX <= COMMIT_MAILS_MAX
            && let Ok(next) = prepared_receive.try_recv()
        {
            prepared.append(next);
        }
        let part = app.take_in(target, prepared, None, app.now()).await?;
        report.taken_in += part.taken_in;
        report.known += part.known;
        report.held += part.held;
        report.change_seq = report.change_seq.max(part.change_seq);
        done(part.taken_in + part.known + part.held);
    }
    preparer.await??;
    reader.await??;
    Ok(report)
}

/// Reads batches and hands them over.
fn read(mut source: Source, send: &mpsc::Sender<Vec<Incoming>>) -> Result<()> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while let Some(mail) = source.next_mail()? {
        bytes += mail.raw.len();
        batch.push(Incoming {
            source_key: Vec::new(),
            check_digest: false,
            moved: false,
            raw: mail.raw.into(),
            internal_date: None,
            history: true,
            too_large_bytes: None,
            thread: None,
        });
        if batch.len() >= INTAKE_BATCH_MAILS_MAX || bytes >= INTAKE_BATCH_BYTES_MAX {
            bytes = 0;
            if send.blocking_send(std::mem::take(&mut batch)).is_err() {
                return Ok(());
            }
        }
    }
    if !batch.is_empty() {
        let _ = send.blocking_send(batch);
    }
    Ok(())
}
