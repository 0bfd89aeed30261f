//! `deskhero bench person`: one person with many mails; everything put together, handed out, and erased.

use super::{cpu_ms, rss_bytes_peak, set_up};
use crate::{answer, open};
use anyhow::{Context, Result, bail};
use app::Ctx;
use app::access_export;
use app::agent::NewAgent;
use app::erasure::{self, Scope, Wanted};
use app::inbound::Incoming;
use app::index::INDEX_PATIENCE;
use config::Config;
use domain::limits::INTAKE_BATCH_MAILS_MAX;
use domain::{ErasureReason, ErasureState, ExportState, Private, Role};
use serde::Serialize;

/// Bytes of a text; each third mail has a file of ten times as much.
const TEXT_BYTES: usize = 4_000;
const PERSON: &str = "eva@home.test";

#[derive(Serialize)]
struct Measured {
    mails: usize,
    make_s: f64,
    hand_out_s: f64,
    keys_gone_s: f64,
    erased_s: f64,
    zip_bytes: u64,
    cpu_s: f64,
    rss_bytes_peak: u64,
}

/// Runs it.
pub async fn run(mails: usize, json: bool) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let app = open::app(&Config::for_data(&scratch.path().join("data"))).await?;
    let jobs = app::jobs::start_indexer(&app);
    let target = set_up(&app).await?;
    let (scope, now) = (target.scope, app.now());
    let email = "ada@helpdesk.test".to_owned();
    let password = Private::new("correct horse battery staple".to_owned());
    let new = NewAgent { name: "Ada".to_owned(), email, role: Role::Admin, password };
    let admin = app::agent::create(&app, &Ctx::operator(scope, now), new).await?.id;
    let mut seq = 0;
    let all: Vec<usize> = (0..mails).collect();
    for some in all.chunks(INTAKE_BATCH_MAILS_MAX) {
        let batch = some.iter().map(|n| incoming(*n)).collect();
        let prepared = app.prepare(&target, batch, app.now()).await?;
        seq = app.take_in(&target, prepared, None, app.now()).await?.change_seq;
    }
    app.index_caught_up(scope, seq, INDEX_PATIENCE).await?;
    let admin = Ctx::agent(scope, admin, Role::Admin, app.now());
    let person = app::contact::list(&app, &admin, None, 10).await?.items;
    let person = person.into_iter().find(|one| one.emails.iter().any(|email| email == PERSON));
    let person = person.context("the person is not there")?.id;
    let (cpu, start) = (cpu_ms()?, app.clock().monotonic_us());
    let seconds = |since: u64| (app.clock().monotonic_us() - since) as f64 / 1e6;
    let asked = access_export::ask(&app, &admin, person, "en").await?;
    access_export::round(&app).await?;
    let make_s = seconds(start);
    let made = access_export::read(&app, &admin, asked.id).await?;
    if made.state != ExportState::Ready {
        bail!("the export was not made");
    }
    let start = app.clock().monotonic_us();
    let (mut out, mut zip_bytes) = (access_export::hand_out(&app, &admin, asked.id).await?, 0);
    while let Some(piece) = out.next().await? {
        zip_bytes += piece.len() as u64;
    }
    let hand_out_s = seconds(start);
    let cpu_s = (cpu_ms()? - cpu) / 1e3;
    let start = app.clock().monotonic_us();
    let wanted = Wanted { scope: Scope::Contact(person), reason: ErasureReason::Request };
    let id = erasure::begin(&app, &admin, wanted).await?;
    let store = app.store().tenant(scope);
    let mut row = store.find_erasure(id).await?.context("the erasure is not there")?;
    erasure::step(&app, scope, &mut row, app.now()).await?;
    let keys_gone_s = seconds(start);
    erasure::round(&app, app.now()).await?;
    let erased_s = seconds(start);
    if store.find_erasure(id).await?.is_none_or(|row| row.state != ErasureState::Done) {
        bail!("the person was not erased");
    }
    let rss_bytes_peak = rss_bytes_peak()?;
    let measured =
        Measured { mails, make_s, hand_out_s, keys_gone_s, erased_s, zip_bytes, cpu_s, rss_bytes_peak };
    drop(jobs);
    answer::print(json, &measured, |m| {
        format!(
            "{} mails of one person: {:.2} s to put together, {:.2} s to hand out {:.1} MB ({:.2} CPU s); keys gone after {:.3} s, all erased after {:.2} s; {:.0} MB at peak",
            m.mails,
            m.make_s,
            m.hand_out_s,
            m.zip_bytes as f64 / 1e6,
            m.cpu_s,
            m.keys_gone_s,
            m.erased_s,
            m.rss_bytes_peak as f64 / 1e6
        )
    })
}

fn incoming(n: usize) -> Incoming {
    let words = |bytes: usize| {
        let word = |at: usize| format!("{:x} ", (at + n).wrapping_mul(0x9e37_79b9) & 0x00ff_ffff);
        let line = |at: usize| (0..8).map(|w| word(at * 8 + w)).collect::<String>() + "\r\n";
        (0..bytes / 60).map(line).collect::<String>()
    };
    let file = match n % 3 {
        0 => format!(
            "--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=\"table-{n}.csv\"\r\n\r\n{}\r\n",
            words(10 * TEXT_BYTES)
        ),
        _ => String::new(),
    };
    let raw = format!(
        "From: Eva Example <{PERSON}>\r\nTo: support@helpdesk.test\r\nSubject: Question {n}\r\nMessage-ID: <{n}@home.test>\r\n\
         Date: Tue, 24 Nov 2026 11:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\n{}\r\n{file}--b--\r\n",
        words(TEXT_BYTES)
    );
    Incoming {
        source_key: n.to_string().into_bytes(),
        check_digest: false,
        moved: false,
        raw: raw.into_bytes().into(),
        internal_date: None,
        history: true,
        too_large_bytes: None,
        thread: None,
    }
}
