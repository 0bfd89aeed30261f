//! The demo company's sample mails: written from a table, with dates counted back from now.

use anyhow::{Context, Result};
use domain::Timestamp;
use domain::record::Address;
use mime::{Outgoing, OutgoingFile};
use serde::Deserialize;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

const TABLE: &str = include_str!("../demo/mails.toml");
const PAST: &str = include_str!("../demo/past.toml");
const TAGGED: &str = include_str!("../demo/learned.toml");
const INVOICE_PDF: &[u8] = include_bytes!("../demo/invoice.pdf");
const WHEEL_PNG: &[u8] = include_bytes!("../demo/wheel.png");

#[derive(Deserialize)]
struct Table {
    mail: Vec<Sample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    id: String,
    minutes_ago: i64,
    name: String,
    email: String,
    #[serde(default)]
    cc: Vec<String>,
    subject: String,
    #[serde(default)]
    answers: Option<String>,
    text: String,
    #[serde(default)]
    html: Option<String>,
    #[serde(default)]
    attach: Vec<String>,
    #[serde(default)]
    auto: bool,
}

/// Makes an empty Maildir.
pub fn make_maildir(folder: &Path) -> Result<()> {
    for name in ["cur", "new", "tmp"] {
        std::fs::create_dir_all(folder.join(name))?;
    }
    Ok(())
}

/// What people wrote long ago, oldest first.
pub fn past(to: &str, now: Timestamp) -> Result<Vec<Vec<u8>>> {
    Ok(old(PAST, to, now)?.into_iter().map(|(_, raw)| raw).collect())
}

/// What people wrote long ago about things that come again, oldest first, each with the first letter of its id.
pub fn tagged(to: &str, now: Timestamp) -> Result<Vec<(char, Vec<u8>)>> {
    let all = old(TAGGED, to, now)?;
    Ok(all.into_iter().map(|(id, raw)| (id.chars().next().unwrap_or_default(), raw)).collect())
}

fn old(table: &str, to: &str, now: Timestamp) -> Result<Vec<(String, Vec<u8>)>> {
    let table: Table = toml::from_str(table).context("the table of old mails")?;
    let composed = |sample: &Sample| {
        let at = now.plus_millis(-sample.minutes_ago * 60_000);
        Ok((sample.id.clone(), mime::compose(&outgoing(sample, to, at)?)))
    };
    table.mail.iter().map(composed).collect()
}

/// Makes the Maildir and delivers the sample mails into it.
pub fn write_maildir(folder: &Path, to: &str, now: Timestamp) -> Result<()> {
    make_maildir(folder)?;
    let table: Table = toml::from_str(TABLE).context("the table of sample mails")?;
    for (number, sample) in table.mail.iter().enumerate() {
        let at = now.plus_millis(-sample.minutes_ago * 60_000);
        let raw = mime::compose(&outgoing(sample, to, at)?);
        let name = format!("{}.{number:03}.demo", at.as_millis() / 1000);
        let mut file = File::create(folder.join("new").join(name))?;
        file.write_all(&raw)?;
        file.set_modified(UNIX_EPOCH + Duration::from_millis(at.as_millis().unsigned_abs()))?;
    }
    Ok(())
}

fn outgoing(sample: &Sample, to: &str, at: Timestamp) -> Result<Outgoing> {
    let address = |email: &str| Address { name: String::new(), email: email.to_owned() };
    let id = |id: &str| format!("{id}@mail.example");
    Ok(Outgoing {
        from: Address { name: sample.name.clone(), email: sample.email.clone() },
        sender: None,
        to: vec![address(to)],
        cc: sample.cc.iter().map(|cc| address(cc)).collect(),
        bcc: Vec::new(),
        reply_to: Vec::new(),
        subject: sample.subject.clone(),
        message_id: id(&sample.id),
        in_reply_to: sample.answers.as_deref().map(id),
        references: sample.answers.as_deref().map(id).into_iter().collect(),
        date: at,
        text: sample.text.clone(),
        html: sample.html.clone(),
        attachments: sample.attach.iter().map(|name| file(name)).collect::<Result<_>>()?,
        loop_token: String::new(),
        auto: sample.auto,
        unsubscribe: None,
    })
}

fn file(name: &str) -> Result<OutgoingFile> {
    let (content_type, bytes) = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("pdf") => ("application/pdf", INVOICE_PDF),
        Some("png") => ("image/png", WHEEL_PNG),
        _ => anyhow::bail!("no sample file {name}"),
    };
    Ok(OutgoingFile {
        name: name.to_owned(),
        content_type: content_type.to_owned(),
        bytes: bytes.to_vec(),
        content_id: None,
    })
}
