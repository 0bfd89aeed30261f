//! Watches over subject requests: passes on what came to the operator (C73), tells admins of what is due after 20 and 28
//! days (C72), by letters or, where no operator mail goes out, by alerts, lets erasures wait for legal holds and goes on when
//! these end (C47), and forgets what nobody proved in time and the words of what was closed long ago. Each step may run again.

use super::ending_letter::admins;
use super::notice_mail::base;
use super::to_each::{self, Reached};
use crate::operator_mail::{self, Handed, Written};
use crate::subject_request::{self, clock};
use crate::tenant::Apart;
use crate::{App, Ctx, Result, alert, operator, tenant, zone};
use domain::audit::Job;
use domain::keyring::{LeafRef, Tag};
use domain::limits::{AUTO_REPLIES_PER_DAY_MAX, SUBJECT_WORDS_KEPT_DAYS};
use domain::record::{Address, AgentProfile, text_hash};
use domain::{AgentId, AlertRule, RequestId, SubjectRequestState, SubjectStep, TenantScope};
use i18n::I18n;
use privacy::Act;
use std::sync::Arc;
use std::time::Duration;
use store::SubjectRequest;

/// How often it is looked.
const EVERY: Duration = Duration::from_secs(60);
/// Requests handled in one round of a tenant.
const PER_ROUND: u32 = 200;
/// The first alarm comes at most so long before a request is due.
const ALARM_AHEAD_DAYS: i64 = 12;
/// One round of mails takes no longer.
const LEASE_MS: i64 = 10 * 60 * 1000;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "subject requests cannot be watched over");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Does what it is time for.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    let (name, holder, now) = ("subject-requests", RequestId::generate(app.now()), app.now());
    let system = app.store().system();
    if !system.acquire_lease(name, holder, now, now.plus_millis(LEASE_MS)).await? {
        return Ok(());
    }
    let done = work(app).await;
    system.release_lease(name, holder).await?;
    done
}

async fn work(app: &App) -> Result<()> {
    let mut apart = Apart::default();
    apart.of(operator::SCOPE, subject_request::route(app).await);
    for info in tenant::list_logs(app).await? {
        apart.of(info.scope, forget(app, info.scope).await);
        subject_request::follow(app, info.scope).await;
    }
    if app.settings().operator_mail.is_some() {
        for info in tenant::list_served(app).await? {
            apart.of(info.scope, acknowledge(app, info.scope, &info.name).await);
            apart.of(info.scope, subject_request::inform(app, info.scope).await);
        }
    }
    for info in tenant::list_served(app).await? {
        apart.of(info.scope, alarm(app, info.scope, &info.name).await);
    }
    // What agents asked about their accounts.
    apart.of(operator::SCOPE, alarm(app, operator::SCOPE, &crate::words().t("app-name")).await);
    apart.end()
}

async fn forget(app: &App, scope: TenantScope) -> Result<()> {
    let (store, now) = (app.store().tenant(scope), app.now());
    for (id, _) in store.list_unproved_subject_requests(now, PER_ROUND).await? {
        subject_request::drop_unproved(app, scope, id).await?;
    }
    let before = now.plus_millis(-SUBJECT_WORDS_KEPT_DAYS * clock::DAY_MS);
    let old = store.list_subject_requests_to_forget(before, PER_ROUND).await?;
    if old.is_empty() {
        return Ok(());
    }
    let permit = app.permit(&Ctx::job(scope, Job::Rights, now), Act::REQUEST_FORGET).await?;
    let mut objects: Vec<_> =
        old.iter().filter_map(|row| row.content.as_ref()).map(domain::Sealed::object).collect();
    for row in &old {
        let told = store.list_recipient_notices(row.id).await?;
        objects.extend(told.iter().map(|one| one.content.object()));
    }
    app.keyring().delete_object_keys(scope, &objects).await?;
    let entries = app.seal_events(scope, &permit.into_events(objects)).await?;
    let mut tx = store.begin().await?;
    for row in old {
        tx.delete_recipient_notices(row.id).await?;
        tx.update_subject_request(&SubjectRequest { content: None, ..row }).await?;
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Confirms the receipt of what came by mail, where an automatic answer is allowed (RFC 3834 2) and this address had none
/// within a day.
async fn acknowledge(app: &App, scope: TenantScope, company: &str) -> Result<()> {
    let store = app.store().tenant(scope);
    for id in store.list_unacknowledged_subject_requests(PER_ROUND).await? {
        let ctx = Ctx::job(scope, Job::Rights, app.now());
        let permit = app.permit(&ctx, Act::REQUEST_CONFIRM).await?;
        let mut case = subject_request::load(app, &permit, id).await?;
        let letter = receipt(&case, company);
        let tag = address_tag(app, scope, &case.content.email).await?;
        let mut tx = store.begin().await?;
        let may_go = tx.count_auto_reply(tag, AUTO_REPLIES_PER_DAY_MAX, app.now()).await?;
        tx.commit().await?;
        if !may_go {
            // Another mail of theirs was answered a short while ago: a loop ends here.
        } else if operator_mail::hand_over(app, scope, letter, app.now()).await? == Handed::NotYet {
            let mut tx = store.begin().await?;
            tx.uncount_auto_reply(tag).await?;
            tx.commit().await?;
            return app.settle(permit).await;
        } else {
            case.note(&ctx, SubjectStep::Acknowledged, "");
        }
        case.row.acknowledge = false;
        let saving = subject_request::save(app, &ctx, permit, &mut case).await?;
        subject_request::finish(app, &ctx, saving).await?;
    }
    Ok(())
}

/// What automatic mails to an address are counted by.
async fn address_tag(app: &App, scope: TenantScope, email: &str) -> Result<Tag> {
    app.load_tenant(scope).await?;
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    Ok(app.vault().tag(scope, AUTO_REPLY, email.as_bytes())?)
}

/// Column name that goes into the tag of an address that was answered automatically.
const AUTO_REPLY: &str = "auto_reply.tag";

/// That a request came in, and until when it is answered.
fn receipt(case: &subject_request::Case, company: &str) -> Written {
    let own = I18n::new(&case.content.language).ok();
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let number = case.row.number.unwrap_or_default().to_string();
    let due = zone::written(case.row.due_at, None, words);
    let name = if case.content.name.is_empty() { &case.content.email } else { &case.content.name };
    let args = [("name", name.as_str()), ("company", company), ("number", &number), ("due", &due)];
    Written {
        to: Address { name: case.content.name.clone(), email: case.content.email.clone() },
        subject: words.t_args("mail-subject-receipt-subject", &args),
        text: words.t_args("mail-subject-receipt-text", &args),
        id: Some(*case.row.id.as_bytes()),
    }
}

/// Tells the admins of what is due soon.
async fn alarm(app: &App, scope: TenantScope, company: &str) -> Result<()> {
    let (store, now) = (app.store().tenant(scope), app.now());
    let ahead = now.plus_millis(ALARM_AHEAD_DAYS * clock::DAY_MS);
    for row in store.list_unalarmed_subject_requests(ahead, PER_ROUND).await? {
        // What came by the operator's form is passed on, and is not theirs to answer.
        if scope == operator::SCOPE && row.account.is_none() {
            continue;
        }
        let extended =
            row.state == SubjectRequestState::Extended || row.due_at > clock::due(row.received_at, false);
        let count = clock::alarms(row.received_at, row.due_at, extended, now);
        if count <= row.alarms {
            continue;
        }
        let reached = match app.settings().operator_mail {
            Some(_) => tell(app, scope, company, &row, count).await?,
            None => Reached::Nobody,
        };
        match reached {
            Reached::Some => {}
            Reached::Waits => continue,
            // No letter says so: it stands where admins look.
            Reached::Nobody => alert::tell(app, scope, AlertRule::RequestDue).await?,
        }
        let mut tx = store.begin().await?;
        if let Some(fresh) = tx.find_subject_request(row.id).await? {
            tx.update_subject_request(&SubjectRequest { alarms: count, ..fresh }).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Writes to every admin.
async fn tell(
    app: &App,
    scope: TenantScope,
    company: &str,
    row: &SubjectRequest,
    count: u32,
) -> Result<Reached> {
    let base = match scope == operator::SCOPE {
        true => app.settings().public_url.clone().unwrap_or_default(),
        false => base(app, scope).await?.unwrap_or_default(),
    };
    let to = admins(app, scope).await?;
    let letter = |(agent, profile): &(AgentId, AgentProfile)| {
        let id = text_hash(&format!("{}/{count}/{}/{agent}", row.id, row.due_at.as_millis()));
        Written { id: id.first_chunk().copied(), ..write(app, profile, company, row, &base) }
    };
    to_each::hand_over(app, scope, to.iter().map(letter).collect()).await
}

/// The mail names the case by its number alone.
fn write(app: &App, profile: &AgentProfile, company: &str, row: &SubjectRequest, base: &str) -> Written {
    let own = profile.language.as_deref().and_then(|tag| I18n::new(tag).ok());
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let number = row.number.unwrap_or_default().to_string();
    let due = zone::written(row.due_at, profile.time_zone.as_deref(), words);
    let days = clock::days_left(row.due_at, app.now()).to_string();
    let place = if row.account.is_some() { "/operator/requests" } else { "/requests" };
    let link = format!("{base}{place}/{}", row.id);
    let args = [
        ("name", profile.name.as_str()),
        ("company", company),
        ("number", &number),
        ("due", &due),
        ("days", &days),
        ("link", &link),
    ];
    Written {
        to: Address { name: profile.name.clone(), email: profile.email.clone() },
        subject: words.t_args("mail-subject-due-subject", &args),
        text: words.t_args("mail-subject-due-text", &args),
        id: None,
    }
}
