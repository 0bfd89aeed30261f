//! `deskhero sub-processor …`

use super::check::{Finding, State};
use crate::args::{Data, SubProcessor};
use crate::{answer, open};
use anyhow::{Context, Result};
use app::register::{self, Input, Listed, Standing};
use app::{App, Ctx, operator};
use config::{BackupPlace, ClamdAddress, Config};
use connect::egress::{Adapter, CLAMD, OPERATOR_MAIL, S3, STRIPE};
use domain::SubProcessorId;
use serde::Serialize;
use std::path::Path;

/// Runs it.
pub async fn run(command: SubProcessor) -> Result<()> {
    match command {
        SubProcessor::List { data } => list(&data).await,
        SubProcessor::Put { file, id, data } => put(&file, id.as_deref(), &data).await,
        SubProcessor::End { id, data } => {
            let app = open::app(&open::config(&data)?).await?;
            let id: SubProcessorId = id.parse()?;
            register::end(&app, &Ctx::operator(operator::SCOPE, app.now()), id).await?;
            answer::print(data.json, &serde_json::json!({ "id": id }), |_| "It gets nothing any more.".into())
        }
        SubProcessor::Country { code, adequate, reason, data } => {
            let app = open::app(&open::config(&data)?).await?;
            let ctx = Ctx::operator(operator::SCOPE, app.now());
            register::put_country(&app, &ctx, &code, adequate, &reason).await?;
            let said = serde_json::json!({ "country": code, "adequate": adequate });
            answer::print(data.json, &said, |_| {
                let word = if adequate { "counts as adequate" } else { "counts as adequate no more" };
                format!("{code} {word}.")
            })
        }
    }
}

#[derive(Serialize)]
struct Line {
    id: SubProcessorId,
    name: String,
    country: String,
    standing: &'static str,
    why: Option<&'static str>,
    active_from_ms: i64,
}

fn line(one: Listed) -> Line {
    let (standing, why) = match one.standing {
        Standing::Active => ("active", None),
        Standing::Announced => ("announced", None),
        Standing::Stopped(stop) => ("stopped", Some(stop.as_str())),
        Standing::Ended => ("ended", None),
    };
    Line {
        id: one.id,
        name: one.entry.name,
        country: one.entry.country,
        standing,
        why,
        active_from_ms: one.active_from.as_millis(),
    }
}

async fn list(data: &Data) -> Result<()> {
    let app = open::app(&open::config(data)?).await?;
    let all = register::listed(&app, app.now()).context("the register is not what was signed")?;
    let items: Vec<Line> = all.into_iter().map(line).collect();
    answer::print(data.json, &serde_json::json!({ "items": items }), |_| {
        let word = |one: &Line| one.why.map_or_else(String::new, |why| format!(" ({why})"));
        let row =
            |one: &Line| format!("{}  {}{}  {}  {}", one.id, one.standing, word(one), one.country, one.name);
        match items.is_empty() {
            true => "Nobody is in the register.".to_owned(),
            false => items.iter().map(row).collect::<Vec<_>>().join("\n"),
        }
    })
}

async fn put(file: &Path, id: Option<&str>, data: &Data) -> Result<()> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let input: Input = toml::from_str(&text).with_context(|| format!("{}: not an entry", file.display()))?;
    let app = open::app(&open::config(data)?).await?;
    let id = id.map(str::parse::<SubProcessorId>).transpose()?;
    let ctx = Ctx::operator(operator::SCOPE, app.now());
    let (id, from) = register::put(&app, &ctx, input.read(id)?).await?;
    let said = serde_json::json!({ "id": id, "active_from_ms": from.as_millis() });
    answer::print(data.json, &said, |_| match from > ctx.now {
        true => format!(
            "{id} is announced; it gets something from {} on, or later: when each company has known of it for its days.",
            super::backup::time(from)
        ),
        false => format!("{id} is in the register from now on."),
    })
}

/// The ways out that the configuration names, with the host of each.
fn ways(config: &Config) -> Vec<(&'static Adapter, String)> {
    let mut ways = Vec::new();
    if matches!(config.backup.to, Some(BackupPlace::Bucket { .. })) {
        ways.push((&S3, config.backup.s3_endpoint.host.clone()));
    }
    if let Some(host) = &config.operator_mail.host {
        ways.push((&OPERATOR_MAIL, host.clone()));
    }
    let returns = config.operator_mail.returns_host.as_ref();
    if let Some(host) = returns.filter(|host| config.operator_mail.host.as_ref() != Some(*host)) {
        ways.push((&OPERATOR_MAIL, host.clone()));
    }
    if let Some(ClamdAddress::Tcp(address)) = &config.scanner.clamd {
        let host = address.rsplit_once(':').map_or(address.as_str(), |(host, _)| host);
        ways.push((&CLAMD, host.trim_matches(['[', ']']).to_owned()));
    }
    if config.billing.seller.is_some() && config.billing.stripe_secret_file.is_some() {
        ways.push((&STRIPE, config.billing.stripe_endpoint.host.clone()));
    }
    ways
}

/// What `deskhero check` says of the register.
pub(super) async fn finding(app: &App, config: &Config) -> Finding {
    let about = "[register]";
    if register::listed(app, app.now()).is_none() {
        return Finding::new(State::Bad, about, "the register of sub-processors is not what was signed");
    }
    let mut stopped: Vec<String> = register::stopped(app, app.now())
        .into_iter()
        .map(|(one, stop)| format!("{} gets nothing: {}", one.entry.name, stop.as_str()))
        .collect();
    let ways = ways(config);
    for (adapter, host) in &ways {
        if let Err(stop) = register::reaches(app, adapter, host, None).await {
            stopped.push(format!("nothing goes to {host} ({}): {}", adapter.id, stop.as_str()));
        }
    }
    if !stopped.is_empty() {
        return Finding::new(State::Bad, about, stopped.join("; "));
    }
    match ways.is_empty() {
        true => Finding::new(State::Off, about, "nothing that you chose leads to anybody else"),
        false => Finding::new(
            State::Good,
            about,
            "whoever is outside of your own network gets something only while the register says so",
        ),
    }
}
