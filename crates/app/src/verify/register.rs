//! C7, C27 to C30, C50, C53, C76, C79 to C81, C83 to C85: where data goes, by whose contract, told ahead of time, and where it stays.

use super::looking::{Found, Looking, id_of};
use crate::audit::{first_after, kept_since, opened};
use crate::{App, Ctx, Error, Result, operator, register};
use connect::egress::{self, Counterpart};
use domain::audit::{AuditEvent, Outcome};
use domain::keyring::LeafRef;
use domain::limits::REGISTER_NOTICE_DAYS_MIN;
use domain::{Feature, RegisterNotice, TenantId, TenantScope, Timestamp};
use privacy::register::{Register, Version};
use privacy::{Act, Permit};
use std::collections::{BTreeSet, HashMap};
use store::Cell;
use uuid::Uuid;

const DAY_MS: i64 = 86_400_000;
/// How long the job may take to write down that somebody gets nothing, or to write to companies.
const LATE_MS: i64 = 2 * DAY_MS;
/// How far apart the times of a row and of its entry may be.
const ABOUT_MS: i64 = 3_600_000;
/// Entries of a log looked at in one go.
const ENTRIES_PER_READ: u32 = 1_000;

/// Looks at each entry of a log from about a time on.
pub(super) async fn each_event(
    app: &App,
    scope: TenantScope,
    since: Timestamp,
    mut each: impl FnMut(&AuditEvent),
) -> Result<()> {
    let store = app.store().tenant(scope);
    let size = i64::try_from(store.get_audit_head().await?.size).unwrap_or(i64::MAX);
    app.load_tenant(scope).await?;
    app.admit(scope, &[LeafRef::audit(scope.tenant())]).await?;
    let permit = app.permit(&Ctx::operator(scope, app.now()), Act::AUDIT_VERIFY).await?;
    // An act is in the log about when its row says it was.
    let from = since.plus_millis(-ABOUT_MS);
    let mut next = first_after(app, &permit, &store, size, from).await?;
    while next < size {
        let entries = store.list_audit_entries(next, ENTRIES_PER_READ).await?;
        let Some(end) = entries.last().map(|entry| entry.seq) else { break };
        next = end + 1;
        entries.iter().filter_map(|entry| opened(app, &permit, &store, entry)).for_each(|event| each(&event));
        tokio::task::yield_now().await;
    }
    settled(app, permit).await
}

/// Writes down that a log was read for a check. One that may take no other entry, because it is not whole or its company is
/// being erased and its key went first, is its own check's matter.
pub(super) async fn settled(app: &App, permit: Permit) -> Result<()> {
    use crypto::KeyError::{LeafDestroyed, LeafNotLoaded};
    match app.settle(permit).await {
        Err(Error::LogUnwritable | Error::Key(LeafDestroyed(_) | LeafNotLoaded(_))) | Ok(()) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Whether what a log knew of this time may have been removed from it, because its own time was over.
pub(super) async fn is_removed(app: &App, scope: TenantScope, at: Timestamp) -> Result<bool> {
    Ok(kept_since(app, scope).await?.is_some_and(|since| at <= since.plus_millis(ABOUT_MS)))
}

/// The last version that the log knows of an act.
pub(super) async fn last_version(app: &App, scope: TenantScope, act: Act, since: Timestamp) -> Result<i64> {
    let mut last = 0;
    each_event(app, scope, since, |event| {
        if event.act == act.word {
            last = last.max(event.version.unwrap_or_default());
        }
    })
    .await?;
    Ok(last)
}

/// Every change of the register is as it was signed, in its place, and the log knows of no later one.
pub(super) async fn registered(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut last = Timestamp::default();
    for row in l.data_rows("register_entry", &["tenant_id", "seq", "at_ms"]).await? {
        found.looked_at += 1;
        last = last.max(Timestamp::from_millis(row.get(2).and_then(Cell::int).unwrap_or_default()));
    }
    match Box::pin(register::read(app)).await? {
        None => found.fault("register", "register_entry"),
        Some(known) => {
            let said = last_version(app, operator::SCOPE, Act::REGISTER_CHANGE, last);
            let logged = Box::pin(said).await?;
            if logged > known.last_seq() {
                found.fault("register-short", format!("{} of {logged}", known.last_seq()));
            }
        }
    }
    Ok(found)
}

/// What left: by whose work is not written down, so that it is looked at where everything is.
async fn uses(l: &mut Looking, columns: &[&str]) -> Result<Vec<Vec<Cell>>> {
    if l.is_everything() { l.data_rows("egress_use", columns).await } else { Ok(Vec::new()) }
}

/// Whatever left did so by an adapter of this build, which says what it sends and to whom; there is none that trains a model.
pub(super) async fn leaving(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    for row in uses(l, &["tenant_id", "adapter", "way"]).await? {
        let [_, id, way] = row.as_slice() else { continue };
        let known = egress::find(id.text()).is_some_and(|adapter| match adapter.who {
            Counterpart::OperatorService => matches!(way.text(), "registered" | "own_network" | "refused"),
            who => way.text() == who.as_str() || way.text() == "refused",
        });
        found.holds(known, "unknown-way", format!("{} {}", id.text(), way.text()));
    }
    for adapter in egress::ADAPTERS {
        found.holds(!adapter.data.is_empty() && !adapter.purpose.is_empty(), "unknown-way", adapter.id);
    }
    Ok(found)
}

/// Whoever gets nothing, because a contract ended or a ground for the transfer was lost, is written down as such.
pub(super) async fn bound(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let Some(known) = Box::pin(register::read(app)).await? else { return Ok(found) };
    let mut stops: HashMap<Uuid, String> = HashMap::new();
    for row in l.data_rows("register_stop", &["tenant_id", "sub_processor_id", "reason"]).await? {
        if let Some(id) = id_of(&row, 1) {
            stops.insert(id, row.get(2).map(|cell| cell.text().to_owned()).unwrap_or_default());
        }
    }
    for (id, line) in known.lines().filter(|(_, line)| line.ended_at.is_none()) {
        let Some(version) = line.current(l.now) else { continue };
        let standing = known.standing(&version.entry, l.now);
        let was = version.active_from <= l.now.plus_millis(-LATE_MS)
            && known.standing(&version.entry, l.now.plus_millis(-LATE_MS)) == standing;
        let told = stops.get(&id.uuid()).map(String::as_str);
        let holds = match standing {
            Ok(()) => told.is_none() || !was,
            Err(stop) => told == Some(stop.as_str()) || (told.is_none() && !was),
        };
        found.holds(holds, "not-stopped", id);
    }
    Ok(found)
}

/// The days on which somebody in the register could have got something by an adapter.
fn served(known: &Register, adapter: &str, day: i64) -> bool {
    // What left is counted a while after it did.
    let starts = Timestamp::from_millis(day * DAY_MS - ABOUT_MS);
    let ends = Timestamp::from_millis((day + 1) * DAY_MS - 1);
    let reaches = |version: &Version| {
        version.entry.adapters.iter().any(|id| id == adapter) && version.held_within(starts, ends)
    };
    known.lines().any(|(_, line)| line.versions.iter().any(reaches))
}

/// What companies have a say in holds only when each of them has had it on its pages for its days; nothing went out before.
pub(super) async fn announced(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let Some(known) = Box::pin(register::read(app)).await? else { return Ok(found) };
    for row in uses(l, &["tenant_id", "adapter", "way", "day", "opened"]).await? {
        let [_, adapter, way, day, opened] = row.as_slice() else { continue };
        if way.text() == "registered" && opened.int().unwrap_or_default() > 0 {
            let day = day.int().unwrap_or_default();
            found.holds(
                served(&known, adapter.text(), day),
                "sent-early",
                format!("{} {day}", adapter.text()),
            );
        }
    }
    let mut told: HashMap<(Uuid, i64), i64> = HashMap::new();
    for row in l.data_rows("register_notice", &["tenant_id", "seq", "told_at_ms"]).await? {
        let int = |at: usize| row.get(at).and_then(Cell::int);
        if let (Some(tenant), Some(seq), Some(at)) = (id_of(&row, 0), int(1), int(2)) {
            told.insert((tenant, seq), at);
        }
    }
    let companies = crate::tenant::list_logs(app).await?;
    for (_, line) in known.lines() {
        for version in &line.versions {
            let days = match version.notice {
                RegisterNotice::Ahead { days } => {
                    let ahead = version.active_from.millis_since(version.at);
                    let is_ahead = days >= REGISTER_NOTICE_DAYS_MIN && ahead >= i64::from(days) * DAY_MS;
                    found.holds(is_ahead, "not-ahead", version.seq);
                    i64::from(days)
                }
                RegisterNotice::InUse { .. } => 0,
                RegisterNotice::Nobody | RegisterNotice::NotNeeded => continue,
            };
            // What is to stand on their pages by now, and what has to have stood there for its days.
            let is_due = version.at <= l.now.plus_millis(-LATE_MS) && version.ended_at.is_none();
            let latest = version.holds(l.now).then(|| l.now.as_millis() - days * DAY_MS);
            for info in companies.iter().filter(|info| info.scope != operator::SCOPE) {
                let tenant = info.scope.tenant();
                if !l.wants_tenant(tenant.uuid()) || tenant.generated_at() > version.at {
                    continue;
                }
                let holds = match (told.get(&(tenant.uuid(), version.seq)), latest) {
                    (Some(at), Some(latest)) => *at <= latest || days == 0,
                    (Some(_), None) => true,
                    (None, latest) => !is_due && (latest.is_none() || days == 0),
                };
                found.holds(holds, "not-announced", format!("{tenant} {}", version.seq));
            }
        }
    }
    Ok(found)
}

/// Where a company said where its data stays, that stands as its admins said last, and the installation itself is there.
pub(super) async fn resident(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let columns = ["tenant_id", "only_eea", "version", "changed_at_ms"];
    let mut rows: HashMap<Uuid, (bool, i64, i64)> = HashMap::new();
    for row in l.rows("residency", &columns).await? {
        let int = |at: usize| row.get(at).and_then(Cell::int).unwrap_or_default();
        if let Some(tenant) = id_of(&row, 0) {
            rows.insert(tenant, (int(1) != 0, int(2), int(3)));
        }
    }
    for info in crate::tenant::list_logs(app).await? {
        let tenant = info.scope.tenant();
        if info.scope == operator::SCOPE || !l.wants_tenant(tenant.uuid()) {
            continue;
        }
        let Some((only_eea, version, since)) = rows.get(&tenant.uuid()).copied() else { continue };
        let since = Timestamp::from_millis(since);
        let logged = Box::pin(last_version(app, info.scope, Act::RESIDENCY_CHANGE, since)).await?;
        let is_logged = logged == version || (logged == 0 && is_removed(app, info.scope, since).await?);
        let is_here = !only_eea || register::may_stay_here(app);
        found.holds(only_eea == (version % 2 == 1) && is_logged && is_here, "residency", tenant);
    }
    Ok(found)
}

/// A version of what a company instructs, as its row says.
struct Instructed {
    version: i64,
    off: String,
    made_at: Timestamp,
}

impl Instructed {
    fn lets(&self, feature: Feature) -> bool {
        Feature::read_off(&self.off).is_ok_and(|off| !off.contains(&feature))
    }
}

/// Each version of a company's instructions follows the one before, its log knows of no later one, and whatever belongs to a
/// feature was done by a version that lets it.
pub(super) async fn instructed(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut all: HashMap<Uuid, Vec<Instructed>> = HashMap::new();
    let columns = ["tenant_id", "version", "features_off", "made_at_ms"];
    for row in l.rows("instruction", &columns).await? {
        let [tenant, version, off, made] = row.as_slice() else { continue };
        let made_at = Timestamp::from_millis(made.int().unwrap_or_default());
        let one =
            Instructed { version: version.int().unwrap_or_default(), off: off.text().to_owned(), made_at };
        all.entry(tenant.id().unwrap_or_default()).or_default().push(one);
    }
    for (tenant, mut versions) in all {
        versions.sort_by_key(|one| one.version);
        let scope = TenantScope::of(TenantId::from_uuid(tenant));
        let is_whole = versions.iter().zip(1..).all(|(one, n)| one.version == n);
        let Some(first) = versions.first().map(|one| one.made_at) else { continue };
        let last = versions.last().map_or(first, |one| one.made_at);
        let (mut logged, mut broken) = (0, BTreeSet::new());
        each_event(app, scope, first, |event| {
            if event.act == Act::INSTRUCTION_CHANGE.word {
                logged = logged.max(event.version.unwrap_or_default());
            }
            let feature = privacy::instruction::feature_of(&event.act);
            let Some(feature) = feature.filter(|_| event.outcome == Outcome::Done) else { return };
            let is_kept = match event.version {
                // Before anything was instructed.
                None => event.at <= first.plus_millis(ABOUT_MS),
                Some(version) => versions.iter().any(|one| one.version == version && one.lets(feature)),
            };
            if !is_kept {
                broken.insert(feature);
            }
        })
        .await?;
        let newest = versions.last().map_or(0, |one| one.version);
        let is_logged = logged == newest || (logged == 0 && is_removed(app, scope, last).await?);
        found.holds(is_whole && is_logged, "instruction-gap", tenant);
        for feature in broken {
            found.fault("instruction-broken", format!("{tenant} {feature}"));
        }
    }
    Ok(found)
}
