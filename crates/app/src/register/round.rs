//! What the job does: reads the register anew, tells of what stopped and of what was refused, writes to companies.

use super::watch::Refused;
use super::{load, objection, published, tell};
use crate::alert::{self, Raised};
use crate::{App, Ctx, Result, operator};
use connect::egress::{self, Counterpart};
use domain::audit::Job;
use domain::{AlertRule, SubProcessorId, TenantScope};
use privacy::Act;
use privacy::instruction::refuse_to_leave;
use privacy::register::Stop;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use store::RegisterStop;

/// Looks once. Whatever fails is done at the next look.
///
/// # Errors
/// The first failure; the rest is done all the same.
pub async fn round(app: &App) -> Result<()> {
    load(app).await?;
    Box::pin(tell_refused(app)).await;
    let stops = Box::pin(follow_stops(app)).await;
    let counted = Box::pin(count_uses(app)).await;
    let told = Box::pin(tell::round(app)).await;
    let forgotten = Box::pin(objection::forget(app)).await;
    stops.and(counted).and(told).and(forgotten)
}

/// Days for which it is known what left.
const USES_KEPT_DAYS: i64 = 400;

/// Writes down what left by which way since the last look.
async fn count_uses(app: &App) -> Result<()> {
    let uses = app.egress().take_uses();
    if uses.is_empty() {
        return Ok(());
    }
    let day = app.now().as_millis().div_euclid(86_400_000);
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    for (adapter, way, count) in uses {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let (adapter, way) = (adapter.to_owned(), way.to_owned());
        let (opened, refused) = (number(count.opened), number(count.refused));
        tx.count_egress_use(&store::EgressUse { day, adapter, way, opened, refused }).await?;
    }
    tx.forget_egress_uses(day - USES_KEPT_DAYS).await?;
    Ok(tx.commit().await?)
}

/// A company objected: the operators are told.
pub(super) async fn objected(app: &App, scope: TenantScope) {
    let one = Raised::of_log(AlertRule::Objection, Vec::new(), app.now());
    let one = Raised { tenants: vec![scope.tenant()], ..one };
    if let Err(error) = alert::raise(app, operator::SCOPE, vec![one], None).await {
        tracing::error!(%error, "operators cannot be told of an objection by an alert; it stands in the register");
    }
}

/// Which alert a refusal is: none where nobody did anything out of the ordinary.
fn rule(refused: &Refused) -> Option<AlertRule> {
    let is_operators =
        egress::find(refused.adapter).is_some_and(|adapter| adapter.who == Counterpart::OperatorService);
    match refused.stop {
        Stop::Unregistered | Stop::Ended | Stop::NotYetActive => Some(AlertRule::EgressRefused),
        // An image that its company does not want asked for is no alert.
        Stop::Residency => is_operators.then_some(AlertRule::EgressStopped),
        // The stop itself is told of, once.
        _ => None,
    }
}

/// Each company's log says that something was kept from leaving the European Economic Area, and by which version of what the
/// company wants (C7, C83): once for each look, however much it was.
async fn note_kept(app: &App, refused: &[Refused]) {
    let kept: BTreeSet<_> = refused.iter().flat_map(|refused| &refused.kept).collect();
    for (tenant, version) in kept {
        let scope = TenantScope::of(*tenant);
        let access = Ctx::job(scope, Job::Register, app.now()).access(Act::RESIDENCY_LEAVE);
        let event = refuse_to_leave(&access, *version).event();
        if let Err(error) = app.append_audit(scope, &[event]).await {
            tracing::error!(%tenant, %error, "a company's log cannot say that its data was kept in the area");
        }
    }
}

async fn tell_refused(app: &App) {
    let mut all: BTreeMap<AlertRule, HashSet<TenantScope>> = BTreeMap::new();
    let refused = app.watch().take_refused();
    Box::pin(note_kept(app, &refused)).await;
    for refused in refused {
        let Some(rule) = rule(&refused) else { continue };
        let scope = refused.tenant.map_or(operator::SCOPE, TenantScope::of);
        all.entry(rule).or_default().insert(scope);
    }
    for (rule, scopes) in all {
        for scope in scopes {
            alert::log_fault(app, scope, rule).await;
        }
    }
}

/// Tells of everybody who gets nothing from now on, once for each reason.
async fn follow_stops(app: &App) -> Result<()> {
    let now = app.now();
    let store = app.store().tenant(operator::SCOPE);
    let known: BTreeMap<SubProcessorId, RegisterStop> =
        store.list_register_stops().await?.into_iter().map(|stop| (stop.id, stop)).collect();
    let stopped: BTreeMap<SubProcessorId, Stop> =
        published::stopped(app, now).into_iter().map(|(one, stop)| (one.id, stop)).collect();
    let is_told =
        |id: &SubProcessorId, stop: &Stop| known.get(id).is_some_and(|known| known.reason == stop.as_str());
    let fresh: Vec<_> = stopped.iter().filter(|(id, stop)| !is_told(id, stop)).collect();
    let over: Vec<_> = known.keys().filter(|id| !stopped.contains_key(id)).collect();
    if fresh.is_empty() && over.is_empty() {
        return Ok(());
    }
    if !fresh.is_empty() {
        let one = Raised::of_log(AlertRule::EgressStopped, Vec::new(), now);
        let count = u32::try_from(fresh.len()).unwrap_or(u32::MAX);
        alert::raise(app, operator::SCOPE, vec![Raised { count, ..one }], None).await?;
    }
    let mut tx = store.begin().await?;
    for (id, stop) in fresh {
        tx.put_register_stop(&RegisterStop { id: *id, reason: stop.as_str().to_owned(), since: now }).await?;
    }
    for id in over {
        tx.delete_register_stop(*id).await?;
    }
    Ok(tx.commit().await?)
}
