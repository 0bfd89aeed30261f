//! Follows the change sequence of every tenant and tells agents of what concerns them. Where it stands is written with
//! the notices, so each change is told of once, whatever stops it in between; take-in does nothing for it. Who wants to
//! be told what is sealed in profiles: opened once, and anew when a profile changed.

use crate::notice::quiet;
use crate::tenant::Apart;
use crate::{App, Ctx, Result, tenant};
use domain::audit::Job;
use domain::limits::{NOTICE_GATHER_SECONDS, NOTICES_PER_AGENT_MAX};
use domain::record::{NoticeChoice, NoticeChoices};
use domain::{
    AgentId, AgentState, DeliveryState, MailKind, MessageId, MessageKind, NoticeId, NoticeKind, ObjectId,
    TenantScope, TicketId, TicketStatus,
};
use privacy::Act;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use store::{Cause, Change, ChangeKind, Facts, MessageFacts, Notice};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::MissedTickBehavior;

/// Changes handled at once.
const CHANGES_PER_READ: u32 = 500;
/// How often it is written down how far changes were followed of which nobody had to be told; and the time between
/// attempts after a failure.
const KEEP_EVERY: Duration = Duration::from_secs(5);
/// How long changes are waited for that come in one breath.
const BREATH: Duration = Duration::from_millis(50);

/// What somebody chose.
#[derive(Debug, Clone)]
struct Chosen {
    choices: NoticeChoices,
    time_zone: Option<String>,
}

/// How far one tenant's changes were followed.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    seq: i64,
    kept: i64,
}

/// Where the job stands, and what agents chose.
#[derive(Debug, Default)]
pub struct Follower {
    marks: HashMap<TenantScope, Mark>,
    /// By agent: which profile was opened, and what it says.
    chosen: HashMap<AgentId, (ObjectId, Chosen)>,
}

/// What happened, and whom it concerns: how often, and with which change last.
type News = BTreeMap<(AgentId, TicketId, NoticeKind), (u32, i64)>;

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    let mut notices = app.store().subscribe();
    let mut follower = Follower::default();
    let mut dirty: HashSet<TenantScope> = all_tenants(&app).await;
    let mut failed: HashSet<TenantScope> = HashSet::new();
    let mut keep = tokio::time::interval(KEEP_EVERY);
    keep.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        for scope in std::mem::take(&mut dirty) {
            failed.remove(&scope);
            if let Err(error) = follower.catch_up(&app, scope).await {
                tracing::error!(tenant = %scope.tenant(), %error, "agents cannot be told of what happened; it is tried again");
                failed.insert(scope);
            }
        }
        tokio::select! {
            notice = notices.recv() => {
                match notice {
                    Ok(notice) => { dirty.insert(TenantScope::of(notice.tenant)); }
                    Err(RecvError::Lagged(_)) => dirty = all_tenants(&app).await,
                    Err(RecvError::Closed) => return,
                }
                tokio::time::sleep(BREATH).await;
                while let Ok(notice) = notices.try_recv() {
                    dirty.insert(TenantScope::of(notice.tenant));
                }
            }
            _ = keep.tick() => {
                dirty.extend(&failed);
                follower.keep(&app).await;
            }
        }
    }
}

async fn all_tenants(app: &App) -> HashSet<TenantScope> {
    match tenant::list(app).await {
        Ok(all) => all.into_iter().map(|info| info.scope).collect(),
        Err(error) => {
            tracing::error!(%error, "the list of tenants cannot be read");
            HashSet::new()
        }
    }
}

/// Tells of everything that has happened in every tenant; for tests and commands.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<()> {
    let (mut follower, mut apart) = (Follower::default(), Apart::default());
    for info in tenant::list(app).await? {
        let told = follower.catch_up(app, info.scope).await;
        apart.of(info.scope, told);
    }
    follower.keep(app).await;
    apart.end()
}

impl Follower {
    /// Tells of every change that was not followed yet.
    ///
    /// # Errors
    /// A store's failure: what was told stays told, the rest is looked at again.
    pub async fn catch_up(&mut self, app: &App, scope: TenantScope) -> Result<()> {
        let store = app.store().tenant(scope);
        let mut mark = match self.marks.get(&scope) {
            Some(mark) => *mark,
            None => {
                let kept = store.get_notice_cursor().await?;
                Mark { seq: kept, kept }
            }
        };
        loop {
            let changes = store.list_changes_after(mark.seq, CHANGES_PER_READ).await?;
            let Some(last) = changes.last().map(|change| change.seq) else { return Ok(()) };
            let news = self.news(app, scope, &changes).await?;
            let notices = self.wanted(app, scope, &news).await?;
            if notices.is_empty() {
                mark.seq = last;
            } else {
                mark.seq = tell(app, scope, mark.seq, last, notices).await?;
                mark.kept = mark.seq;
            }
            self.marks.insert(scope, mark);
        }
    }

    /// Writes down how far changes were followed of which nobody had to be told.
    async fn keep(&mut self, app: &App) {
        for (scope, mark) in self.marks.iter_mut().filter(|(_, mark)| mark.kept < mark.seq) {
            match keep(app, *scope, mark.seq).await {
                Ok(()) => mark.kept = mark.seq,
                Err(error) => {
                    tracing::warn!(tenant = %scope.tenant(), %error, "how far changes were followed cannot be kept")
                }
            }
        }
    }

    /// Whom the changes concern, whatever they chose.
    async fn news(&mut self, app: &App, scope: TenantScope, changes: &[Change]) -> Result<News> {
        let store = app.store().tenant(scope);
        let told: Vec<(&Change, TicketId)> = changes
            .iter()
            .filter(|change| may_concern(change))
            .filter_map(|c| Some((c, c.ticket?)))
            .collect();
        if told.is_empty() {
            return Ok(News::new());
        }
        let mut ids: Vec<TicketId> = told.iter().map(|(_, ticket)| *ticket).collect();
        ids.sort_unstable();
        ids.dedup();
        let tickets = store.list_ticket_facts(&ids).await?;
        let mut messages: Vec<MessageId> = told
            .iter()
            .filter(|(change, ticket)| {
                change.cause != Some(Cause::Opened) && needs_message(change, tickets.get(ticket))
            })
            .filter_map(|(change, _)| change.message)
            .collect();
        messages.dedup();
        let messages: HashMap<_, _> =
            store.list_message_facts(&messages).await?.into_iter().map(|facts| (facts.id, facts)).collect();
        let everyone = match told.iter().any(|(change, _)| change.cause == Some(Cause::Opened)) {
            true => self.learn(app, scope, |_| true).await?,
            false => Vec::new(),
        };
        // Most want to hear nothing of tickets that nobody has.
        let wants = |choice: NoticeChoice| choice.app || choice.mail || choice.browser;
        let chose =
            |id: &AgentId| self.chosen.get(id).map(|(_, chosen)| chosen.choices.of(NoticeKind::Unassigned));
        let everyone: Vec<AgentId> = everyone.into_iter().filter(|id| chose(id).is_some_and(wants)).collect();
        let mut news = News::new();
        for (change, ticket) in told {
            let Some((facts, _)) = tickets.get(&ticket) else { continue };
            let message = change.message.and_then(|id| messages.get(&id));
            for (agent, kind) in concerned(change, facts, message, &everyone) {
                let (times, last) = news.entry((agent, ticket, kind)).or_default();
                (*times, *last) = (*times + 1, change.seq);
            }
        }
        Ok(news)
    }

    /// The notices that somebody wants.
    async fn wanted(&mut self, app: &App, scope: TenantScope, news: &News) -> Result<Vec<Notice>> {
        if news.is_empty() {
            return Ok(Vec::new());
        }
        let now = app.now();
        let who: HashSet<AgentId> = news.keys().map(|(agent, ..)| *agent).collect();
        self.learn(app, scope, |id| who.contains(&id)).await?;
        let mailed = app.settings().operator_mail.is_some();
        let mut news: Vec<_> = news.iter().collect();
        news.sort_by_key(|(_, (_, last))| *last);
        // Ids of the same moment in the order of what happened.
        let mut ids: Vec<NoticeId> = news.iter().map(|_| NoticeId::generate(now)).collect();
        ids.sort_unstable();
        let notice = |((&(agent, ticket, kind), &(times, _)), id)| {
            let (_, chosen) = self.chosen.get(&agent)?;
            let choice = chosen.choices.of(kind);
            let mail = choice.mail && mailed;
            if !(choice.app || mail || choice.browser) {
                return None;
            }
            let quiet =
                chosen.choices.quiet.and_then(|hours| quiet::until(&hours, chosen.time_zone.as_deref(), now));
            let soon = now.plus_millis(NOTICE_GATHER_SECONDS * 1000);
            Some(Notice {
                agent,
                id,
                kind,
                ticket,
                times,
                in_app: choice.app,
                pops_up: choice.browser && quiet.is_none(),
                made_at: now,
                read_at: None,
                mail_at: mail.then(|| quiet.unwrap_or(soon).max(soon)),
            })
        };
        Ok(news.into_iter().zip(ids).filter_map(notice).collect())
    }

    /// Knows what these agents chose; returns those of them who may sign in. The others are told nothing.
    async fn learn(
        &mut self,
        app: &App,
        scope: TenantScope,
        asked: impl Fn(AgentId) -> bool,
    ) -> Result<Vec<AgentId>> {
        let mut rows = app.store().tenant(scope).list_agents().await?;
        rows.retain(|row| asked(row.id));
        for row in rows.iter().filter(|row| row.state != AgentState::Active) {
            self.chosen.remove(&row.id);
        }
        rows.retain(|row| row.state == AgentState::Active);
        let active = rows.iter().map(|row| row.id).collect();
        rows.retain(|row| self.chosen.get(&row.id).is_none_or(|(object, _)| *object != row.profile.object()));
        if rows.is_empty() {
            return Ok(active);
        }
        let permit = app.permit(&Ctx::job(scope, Job::Notices, app.now()), Act::NOTICE_MAKE).await?;
        let profiles = app.open_all(&permit, rows.iter().map(|row| (row.id.uuid(), &row.profile))).await?;
        app.settle(permit).await?;
        for (row, profile) in rows.iter().zip(profiles) {
            let chosen =
                Chosen { choices: profile.notices.unwrap_or_default(), time_zone: profile.time_zone };
            self.chosen.insert(row.id, (row.profile.object(), chosen));
        }
        Ok(active)
    }
}

/// Whether a change can be news to anybody.
fn may_concern(change: &Change) -> bool {
    match change.cause {
        Some(Cause::History) => false,
        Some(_) => true,
        None => change.kind == ChangeKind::MessageAdded,
    }
}

/// Whether it takes the message to know whom it concerns: mail on a ticket that is nobody's concerns nobody.
fn needs_message(change: &Change, ticket: Option<&(Facts, i64)>) -> bool {
    let somebodys = |(facts, _): &(Facts, i64)| facts.assignee.is_some() || !facts.followers.is_empty();
    match change.cause {
        Some(Cause::Undelivered) => true,
        None => change.by.is_some() || ticket.is_some_and(somebodys),
        Some(_) => false,
    }
}

/// Whom a change concerns. Nobody is told of what they did themselves, or of what is out of sight.
fn concerned(
    change: &Change,
    ticket: &Facts,
    message: Option<&MessageFacts>,
    everyone: &[AgentId],
) -> Vec<(AgentId, NoticeKind)> {
    if ticket.status.is_out_of_sight() || ticket.status == TicketStatus::Merged {
        return Vec::new();
    }
    let mut watchers: Vec<AgentId> =
        ticket.assignee.into_iter().chain(ticket.followers.iter().copied()).collect();
    watchers.sort_unstable();
    watchers.dedup();
    let all = |who: Vec<AgentId>, kind: NoticeKind| who.into_iter().map(|id| (id, kind)).collect::<Vec<_>>();
    let mut told = match (change.cause, message) {
        (Some(Cause::Opened), _) if change.kind == ChangeKind::MessageAdded && ticket.assignee.is_none() => {
            all(everyone.to_vec(), NoticeKind::Unassigned)
        }
        // Who gave it on since is not told of it.
        (Some(Cause::Assigned), _) if change.agent == ticket.assignee => {
            all(change.agent.into_iter().collect(), NoticeKind::Assigned)
        }
        (Some(Cause::Woken), _) => {
            all(ticket.assignee.map_or(watchers, |assignee| vec![assignee]), NoticeKind::Woken)
        }
        (Some(Cause::TakenBack), _) => all(change.agent.into_iter().collect(), NoticeKind::TakenBack),
        (Some(Cause::Undelivered), Some(message)) => {
            use DeliveryState as D;
            let failed = matches!(message.delivery_state, Some(D::Failed | D::Bounced | D::InDoubt));
            all(message.agent.filter(|_| failed).into_iter().collect(), NoticeKind::Undelivered)
        }
        (None, Some(message)) => match message.kind {
            MessageKind::Inbound if matches!(message.mail_kind, MailKind::Human | MailKind::List) => {
                all(watchers, NoticeKind::Mail)
            }
            MessageKind::Note => {
                watchers.retain(|id| !message.mentions.contains(id));
                let mut told = all(message.mentions.clone(), NoticeKind::Mentioned);
                told.extend(all(watchers, NoticeKind::Noted));
                told
            }
            MessageKind::Inbound | MessageKind::Outbound => Vec::new(),
        },
        _ => Vec::new(),
    };
    told.retain(|(id, _)| change.by != Some(*id));
    told
}

/// Writes notices with the place up to which changes were followed; returns it. Where another node was faster, nothing
/// is written, and its place is returned.
async fn tell(app: &App, scope: TenantScope, from: i64, until: i64, mut notices: Vec<Notice>) -> Result<i64> {
    let ctx = Ctx::job(scope, Job::Notices, app.now());
    let mut tx = app.store().tenant(scope).begin().await?;
    let theirs = tx.get_notice_cursor().await?;
    if theirs > from {
        return Ok(theirs);
    }
    for notice in &mut notices {
        // What was not read yet is told of once, however often it happens.
        if let Some(before) = tx.find_unread_notice(notice.agent, notice.ticket, notice.kind).await? {
            tx.delete_notices(notice.agent, &[before.id]).await?;
            notice.times = notice.times.saturating_add(before.times);
            notice.mail_at = match (before.mail_at, notice.mail_at) {
                (Some(before), Some(now)) => Some(before.min(now)),
                (before, now) => now.or(before),
            };
        }
    }
    tx.insert_notices(&notices).await?;
    let agents: HashSet<AgentId> = notices.iter().map(|notice| notice.agent).collect();
    let mut changes = Vec::with_capacity(agents.len());
    for agent in agents {
        tx.delete_notices_beyond(agent, NOTICES_PER_AGENT_MAX).await?;
        let mut change = ctx.change(ChangeKind::NoticesChanged, None, None);
        change.agent = Some(agent);
        changes.push(change);
    }
    tx.update_notice_cursor(until).await?;
    tx.append_changes(&changes).await?;
    tx.commit().await?;
    Ok(until)
}

async fn keep(app: &App, scope: TenantScope, seq: i64) -> Result<()> {
    let mut tx = app.store().tenant(scope).begin().await?;
    if tx.get_notice_cursor().await? < seq {
        tx.update_notice_cursor(seq).await?;
        tx.commit().await?;
    }
    Ok(())
}
