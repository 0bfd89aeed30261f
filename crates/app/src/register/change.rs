//! Changing the register. Whatever companies have a say in holds from a later day, of which they are told (C80).

use super::{check_operator, load};
use crate::{App, Ctx, Error, Result, operator, tenant};
use connect::egress::{self, Counterpart};
use crypto::RegisterLine;
use domain::limits::{
    REGISTER_BEGINNING_DAYS, REGISTER_CHANGES_MAX, REGISTER_HOSTS_MAX, REGISTER_TEXT_CHARS_MAX,
};
use domain::{Day, RegisterChange, RegisterNotice, SubProcessor, SubProcessorId, Timestamp};
use privacy::register::Register;
use privacy::{Act, Permit};
use std::sync::Arc;

const DAY_MS: i64 = 86_400_000;

/// What the operator wants written down.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Which one is changed; a new one when absent.
    pub id: Option<SubProcessorId>,
    /// What is said of it.
    pub entry: SubProcessor,
    /// Since when it has been in use, where it was before there was a register.
    pub in_use_since: Option<Day>,
}

fn register(app: &App) -> Result<Arc<Register>> {
    app.watch().register().ok_or(Error::LogBroken)
}

/// Writes down a sub-processor, or what is said of one from now on; from when that holds.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator, and for an id that nobody has; bad input (also a ground that is none for the
/// country, and a contract that is over before it holds), a refusal, or a store's failure.
pub async fn put(app: &App, ctx: &Ctx, wanted: Wanted) -> Result<(SubProcessorId, Timestamp)> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::REGISTER_CHANGE).await?;
    let entry = check(wanted.entry)?;
    load(app).await?;
    let register = register(app)?;
    if let Some(id) = wanted.id {
        register.line(id).ok_or(Error::NotFound("sub-processor"))?;
    }
    let id = wanted.id.unwrap_or_else(|| SubProcessorId::generate(ctx.now));
    check_can_hold(&register, &entry, ctx.now)?;
    let before = register.line(id).filter(|line| line.ended_at.is_none());
    let latest = before.and_then(|line| line.versions.last());
    let has_companies = !tenant::list_logs(app).await?.iter().all(|info| info.scope == operator::SCOPE);
    let days = app.settings().register_notice_days;
    let (active_from, notice) = match (latest, wanted.in_use_since) {
        (Some(latest), _) if !entry.differs_from(&latest.entry) => {
            (latest.active_from.max(ctx.now), RegisterNotice::NotNeeded)
        }
        _ if entry.own => (ctx.now, RegisterNotice::NotNeeded),
        _ if !has_companies => (ctx.now, RegisterNotice::Nobody),
        // One that was taken out was not in use until now.
        (None, Some(since)) if register.line(id).is_none() => {
            check_in_use(&register, since, ctx.now)?;
            (ctx.now, RegisterNotice::InUse { since })
        }
        _ => (ctx.now.plus_millis(i64::from(days) * DAY_MS), RegisterNotice::Ahead { days }),
    };
    if entry.contract_until.is_some_and(|until| until.ends() < active_from) {
        return Err(Error::Input { field: "contract_until", rule: "rule-register-over" });
    }
    let change = RegisterChange::Put { id, entry, active_from, notice };
    Box::pin(append(app, ctx, permit, &change)).await?;
    Ok((id, active_from))
}

/// Nothing is announced that says of itself that data may not go there. A contract may still be missing.
fn check_can_hold(register: &Register, entry: &SubProcessor, now: Timestamp) -> Result<()> {
    match register.ground(entry, now) {
        Ok(()) => Ok(()),
        Err(_) => Err(Error::Input { field: "transfer", rule: "rule-register-transfer" }),
    }
}

/// What was in use before there was a register is written down as such when the register begins, and not later.
fn check_in_use(register: &Register, since: Day, now: Timestamp) -> Result<()> {
    let began = register.began_at().unwrap_or(now);
    let is_beginning = now.millis_since(began) <= REGISTER_BEGINNING_DAYS * DAY_MS;
    match is_beginning && since.starts() < began {
        true => Ok(()),
        false => Err(Error::Input { field: "in_use_since", rule: "rule-in-use" }),
    }
}

/// Takes a sub-processor out: from now on it gets nothing.
///
/// # Errors
/// As [`put`]; [`Error::State`] when it was taken out before.
pub async fn end(app: &App, ctx: &Ctx, id: SubProcessorId) -> Result<()> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::REGISTER_CHANGE).await?;
    load(app).await?;
    let register = register(app)?;
    let line = register.line(id).ok_or(Error::NotFound("sub-processor"))?;
    if line.ended_at.is_some() {
        return Err(Error::State { noun: "sub-processor", state: "ended" });
    }
    Box::pin(append(app, ctx, permit, &RegisterChange::End { id })).await
}

/// Puts a country in that protects data as well, or takes one out.
///
/// # Errors
/// As [`put`].
pub async fn put_country(app: &App, ctx: &Ctx, code: &str, is_adequate: bool, reason: &str) -> Result<()> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::REGISTER_CHANGE).await?;
    let code = country(code)?;
    if privacy::adequacy::is_eea(&code) {
        return Err(Error::Input { field: "country", rule: "rule-country-eea" });
    }
    let reason = text("reason", reason)?;
    if reason.is_empty() {
        return Err(Error::Input { field: "reason", rule: "rule-required" });
    }
    load(app).await?;
    register(app)?;
    Box::pin(append(app, ctx, permit, &RegisterChange::Country { code, is_adequate, reason })).await
}

async fn append(app: &App, ctx: &Ctx, mut permit: Permit, change: &RegisterChange) -> Result<()> {
    let body = minicbor::to_vec(change).map_err(|_| crypto::KeyError::BadRecord)?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let known = register(app)?.last_seq();
    let last = tx.list_register_entries(known - 1, 2).await?.pop();
    let seq = last.as_ref().map_or(0, |row| row.seq) + 1;
    if seq != known + 1 || usize::try_from(seq).is_ok_and(|seq| seq > REGISTER_CHANGES_MAX) {
        // Somebody else was faster.
        return Err(Error::Contended);
    }
    let previous = last.map_or([0; 32], |row| {
        let (body, previous) = (row.body.as_slice(), &row.previous);
        RegisterLine { seq: row.seq, at: row.at, by: row.by, body, previous }.hash()
    });
    let by = ctx.agent_id();
    let line = RegisterLine { seq, at: ctx.now, by, body: &body, previous: &previous };
    let signature = app.vault().sign_register(&line)?.to_vec();
    permit.record_version(seq);
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    tx.insert_register_entry(&store::RegisterEntry { seq, at: ctx.now, by, body, previous, signature })
        .await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    load(app).await?;
    app.register_changed().notify_one();
    Ok(())
}

fn text(field: &'static str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.chars().count() > REGISTER_TEXT_CHARS_MAX || text.chars().any(char::is_control) {
        return Err(Error::Input { field, rule: "rule-too-long" });
    }
    Ok(text.to_owned())
}

fn needed(field: &'static str, value: &str) -> Result<String> {
    match text(field, value)? {
        empty if empty.is_empty() => Err(Error::Input { field, rule: "rule-required" }),
        text => Ok(text),
    }
}

fn country(code: &str) -> Result<String> {
    let code = code.trim().to_ascii_uppercase();
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code { Ok(code) } else { Err(Error::Input { field: "country", rule: "rule-country" }) }
}

/// Ways out that may lead to a sub-processor.
fn adapter(id: &str) -> Result<String> {
    match egress::find(id.trim()) {
        Some(adapter) if adapter.who == Counterpart::OperatorService => Ok(adapter.id.to_owned()),
        _ => Err(Error::Input { field: "adapters", rule: "rule-adapter" }),
    }
}

fn host(host: &str) -> Result<String> {
    let bad = |_| Error::Input { field: "hosts", rule: "rule-host" };
    match host.trim().strip_prefix("*.") {
        Some(end) if end.contains('.') => Ok(format!("*.{}", tenant::check_host(end).map_err(bad)?)),
        Some(_) => Err(Error::Input { field: "hosts", rule: "rule-host" }),
        None => tenant::check_host(host).map_err(bad),
    }
}

fn check(entry: SubProcessor) -> Result<SubProcessor> {
    if entry.hosts.is_empty() || entry.adapters.is_empty() {
        let field = if entry.hosts.is_empty() { "hosts" } else { "adapters" };
        return Err(Error::Input { field, rule: "rule-required" });
    }
    if entry.hosts.len() > REGISTER_HOSTS_MAX {
        return Err(Error::Input { field: "hosts", rule: "rule-too-many" });
    }
    let mut adapters = entry.adapters.iter().map(|id| adapter(id)).collect::<Result<Vec<_>>>()?;
    adapters.sort_unstable();
    adapters.dedup();
    if !entry.contract.trim().is_empty() && entry.contract_on == Day::default() {
        return Err(Error::Input { field: "contract_on", rule: "rule-date" });
    }
    let mut transfer = entry.transfer;
    match &mut transfer {
        domain::Transfer::NotNeeded => {}
        domain::Transfer::Adequacy { proof } => *proof = text("proof", proof)?,
        domain::Transfer::Clauses { module, assessment, .. } => {
            if !(1..=4).contains(module) {
                return Err(Error::Input { field: "module", rule: "rule-module" });
            }
            *assessment = text("assessment", assessment)?;
        }
    }
    Ok(SubProcessor {
        name: needed("name", &entry.name)?,
        service: needed("service", &entry.service)?,
        adapters,
        hosts: entry.hosts.iter().map(|one| host(one)).collect::<Result<Vec<_>>>()?,
        country: country(&entry.country)?,
        place: text("place", &entry.place)?,
        transfer,
        contract: text("contract", &entry.contract)?,
        measures: text("measures", &entry.measures)?,
        ..entry
    })
}
