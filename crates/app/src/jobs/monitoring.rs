//! Follows the audit log of every tenant and alerts (C37). Where it stands is written with what it found, so nothing is
//! found twice or passed over, whatever stops it in between; what the rules count is kept in memory and read again from
//! the log by whoever goes on. A round that found something to look at is one event, and that event is nothing to look at.

use crate::alert::{self, Followed, Letters, Raised};
use crate::audit::{LATE_MS, first_after, opened};
use crate::tenant::TenantInfo;
use crate::{App, Ctx, Error, Result, operator, tenant};
use domain::audit::{Actor, AuditEvent, Job};
use domain::keyring::LeafRef;
use domain::{AgentId, AlertRule, AlertSettings, TenantId, TenantScope, Timestamp};
use privacy::alert::{Entry, LOOKS_BACK_MS, Watch};
use privacy::{Act, Permit};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use store::{AlertCursor, TenantStore};

/// The longest time between two looks: another node may have appended.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// The shortest: who is busy has one event of this for so long, not one for each of theirs.
const REST: Duration = Duration::from_secs(3);
/// Entries looked at in one go.
const ENTRIES_PER_READ: u32 = 500;
/// How often one tenant is gone on with before the next has its turn.
const READS_PER_TURN: usize = 20;
/// Entries that are read again when following goes on.
const REREAD_MAX: i64 = 100_000;
/// One tenant's turn takes no longer.
const LEASE_MS: i64 = 120_000;
/// How often the second place is looked at.
const PLACE_EVERY_MS: i64 = 60_000;
/// What is wrong about a log is told so often.
const FAULT_EVERY_MS: i64 = 600_000;

/// Where one log stands.
#[derive(Debug)]
struct Place {
    cursor: AlertCursor,
    watch: Watch,
}

/// Follows the logs.
#[derive(Debug, Default)]
pub struct Follower {
    places: HashMap<TenantScope, Place>,
    place_seen_at: Option<Timestamp>,
    faults_told: HashMap<TenantScope, Timestamp>,
}

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    tokio::join!(follow(&app), write(&app));
}

/// Writes letters, apart from following: a mail server that takes its time holds up no alert.
async fn write(app: &App) {
    let mut letters = Letters::default();
    loop {
        match tenant::list_logs(app).await {
            Ok(all) => letters.round(app, &all).await,
            Err(error) => {
                tracing::error!(%error, "letters about alerts cannot be written; it is tried again")
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

async fn follow(app: &App) {
    let mut follower = Follower::default();
    loop {
        if let Err(error) = follower.round(app).await {
            tracing::error!(%error, "the audit logs cannot be followed; it is tried again");
        }
        tokio::time::sleep(REST).await;
        tokio::select! {
            () = app.store().audit_appended().notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Follows every log to its end, by a new follower, and writes about what was found; for tests and commands.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    Follower::default().round(app).await?;
    Letters::default().round(app, &tenant::list_logs(app).await?).await;
    Ok(())
}

impl Follower {
    /// Follows every log to its end.
    ///
    /// # Errors
    /// A store's failure. What is wrong with one tenant keeps no other's log from being followed.
    pub async fn round(&mut self, app: &App) -> Result<()> {
        // What was asked of this node, this node knows.
        alert::answer(app).await;
        if !lease(app).await? {
            self.places.clear();
            return Ok(());
        }
        let sizes: HashMap<TenantId, i64> =
            app.store().system().list_audit_sizes().await?.into_iter().collect();
        let all = tenant::list_logs(app).await?;
        self.places.retain(|scope, _| all.iter().any(|info| info.scope == *scope));
        let operators = operators(app).await?;
        for info in &all {
            let size = sizes.get(&info.scope.tenant()).copied().unwrap_or_default();
            if let Err(error) = self.follow(app, info.scope, size, &operators).await {
                // What it counted is read again: nothing of this turn was kept.
                self.places.remove(&info.scope);
                tracing::error!(tenant = %info.scope.tenant(), %error, "an audit log cannot be followed; it is tried again");
            }
            if !lease(app).await? {
                return Ok(());
            }
        }
        self.look_at_place(app, &all).await
    }

    async fn follow(
        &mut self,
        app: &App,
        scope: TenantScope,
        size: i64,
        operators: &HashSet<AgentId>,
    ) -> Result<()> {
        if self.places.get(&scope).is_some_and(|place| place.cursor.seq >= size) {
            return Ok(());
        }
        let settings = alert::settings_of(app, scope).await?;
        let looking = Looking { app, scope, store: app.store().tenant(scope), operators, settings };
        for _ in 0..READS_PER_TURN {
            let stored = looking.store.find_alert_cursor().await?;
            let mut place = match self.places.remove(&scope) {
                Some(place) if Some(place.cursor) == stored => place,
                _ => looking.begin(stored).await?,
            };
            let (done, place_after) = looking.go_on(&mut place, stored.map(|cursor| cursor.seq)).await?;
            place.cursor.seq = place_after;
            self.places.insert(scope, place);
            if done {
                break;
            }
        }
        Ok(())
    }

    /// Compares the second place with the logs.
    async fn look_at_place(&mut self, app: &App, all: &[TenantInfo]) -> Result<()> {
        let now = app.now();
        if self.place_seen_at.is_some_and(|at| now.millis_since(at) < PLACE_EVERY_MS) {
            return Ok(());
        }
        self.place_seen_at = Some(now);
        for scope in alert::checkpoints(app, all).await? {
            let is_told =
                self.faults_told.get(&scope).is_some_and(|at| now.millis_since(*at) < FAULT_EVERY_MS);
            if !is_told {
                self.faults_told.insert(scope, now);
                alert::log_fault(app, scope, AlertRule::Checkpoint).await;
            }
        }
        Ok(())
    }
}

async fn lease(app: &App) -> Result<bool> {
    let (now, system) = (app.now(), app.store().system());
    Ok(system.acquire_lease("monitoring", app.node(), now, now.plus_millis(LEASE_MS)).await?)
}

/// Who runs Deskhero: they are no agents of a company.
pub(crate) async fn operators(app: &App) -> Result<HashSet<AgentId>> {
    let agents = app.store().tenant(operator::SCOPE).list_agents().await?;
    Ok(agents.into_iter().map(|agent| agent.id).collect())
}

/// One log, and what the rules have to know.
struct Looking<'a> {
    app: &'a App,
    scope: TenantScope,
    store: TenantStore,
    operators: &'a HashSet<AgentId>,
    settings: AlertSettings,
}

impl Looking<'_> {
    async fn permit(&self) -> Result<Permit> {
        self.app.admit(self.scope, &[LeafRef::audit(self.scope.tenant())]).await?;
        let ctx = Ctx::job(self.scope, Job::Monitoring, self.app.now());
        self.app.permit(&ctx, Act::ALERT_WATCH).await
    }

    /// Reads again what the rules look back at. A log that was not followed yet is followed from an hour ago on.
    async fn begin(&self, stored: Option<AlertCursor>) -> Result<Place> {
        let (permit, now) = (self.permit().await?, self.app.now());
        let size = i64::try_from(self.store.get_audit_head().await?.size).unwrap_or(i64::MAX);
        let cursor = match stored {
            Some(cursor) => cursor,
            None => {
                let from = now.plus_millis(-LOOKS_BACK_MS);
                let seq = first_after(self.app, &permit, &self.store, size, from).await?;
                AlertCursor { seq, began_at: now }
            }
        };
        let mut watch = Watch::default();
        let next = self.store.list_audit_entries(cursor.seq, 1).await?;
        let at = next.first().and_then(|entry| opened(self.app, &permit, &self.store, entry));
        let back = at.map_or(now, |event| event.at).plus_millis(-LOOKS_BACK_MS - 2 * LATE_MS);
        let from = first_after(self.app, &permit, &self.store, cursor.seq.min(size), back).await?;
        let mut from = from.max(cursor.seq - REREAD_MAX);
        'reading: loop {
            let entries = self.store.list_audit_entries(from, ENTRIES_PER_READ).await?;
            let Some(last) = entries.last().map(|entry| entry.seq) else { break };
            for entry in entries {
                if entry.seq >= cursor.seq {
                    break 'reading;
                }
                if let Some(event) = opened(self.app, &permit, &self.store, &entry) {
                    watch.see(self.entry(entry.seq, &event), &self.settings);
                }
            }
            from = last + 1;
        }
        // Nothing was opened that an event would name; what is looked at anew has its event when it is.
        drop(permit);
        Ok(Place { cursor, watch })
    }

    fn entry<'e>(&self, seq: i64, event: &'e AuditEvent) -> Entry<'e> {
        entry(self.scope, self.operators, &self.settings, seq, event)
    }

    /// Looks at the next entries; whether those were all, and where it stands.
    async fn go_on(&self, place: &mut Place, from: Option<i64>) -> Result<(bool, i64)> {
        let entries = self.store.list_audit_entries(place.cursor.seq, ENTRIES_PER_READ).await?;
        let Some(last) = entries.last().map(|entry| entry.seq) else {
            return match from {
                Some(seq) => Ok((true, seq)),
                None => self.write(Vec::new(), Vec::new(), place.cursor, from).await.map(|seq| (true, seq)),
            };
        };
        let done = entries.len() < ENTRIES_PER_READ as usize;
        let (permit, now) = (self.permit().await?, self.app.now());
        let (mut found, mut is_any) = (Vec::new(), false);
        for one in &entries {
            let Some(event) = opened(self.app, &permit, &self.store, one) else {
                let seq = u64::try_from(one.seq).unwrap_or_default();
                found.push(Raised::of_log(AlertRule::Entry, vec![seq], now));
                is_any = true;
                continue;
            };
            if event.actor == Actor::System(Job::Monitoring) {
                continue;
            }
            is_any = true;
            let seen = place.watch.see(self.entry(one.seq, &event), &self.settings);
            found.extend(seen.into_iter().map(Raised::from));
        }
        let events = permit.into_events(Vec::new());
        let events = if is_any { events } else { Vec::new() };
        let until = AlertCursor { seq: last + 1, ..place.cursor };
        Ok((done, self.write(found, events, until, from).await?))
    }

    async fn write(
        &self,
        found: Vec<Raised>,
        events: Vec<AuditEvent>,
        until: AlertCursor,
        from: Option<i64>,
    ) -> Result<i64> {
        let followed = Followed { from, until, events };
        alert::raise(self.app, self.scope, found, Some(followed)).await?.ok_or(Error::Contended)
    }
}

/// An entry as the rules see it.
pub(crate) fn entry<'e>(
    scope: TenantScope,
    operators: &HashSet<AgentId>,
    settings: &AlertSettings,
    seq: i64,
    event: &'e AuditEvent,
) -> Entry<'e> {
    let is_operators = matches!(event.actor, Actor::Agent(id) if operators.contains(&id));
    let by_operator = scope != operator::SCOPE && (is_operators || event.actor == Actor::Operator);
    Entry { seq, event, by_operator, off_hours: alert::is_off(settings, event.at) }
}
