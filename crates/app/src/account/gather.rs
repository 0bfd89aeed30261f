//! Finds what is held about an agent's own account: what the data map says the operator is controller for. What they wrote in
//! tickets, noted or were told of is the company's, and is not in it.

use super::data::{self, About, Account, Category, Event, FORMAT, VERSION};
use crate::access_export::about::{RIGHTS, basis_word, purpose_word, retention_word};
use crate::access_export::data::Moment;
use crate::{App, Ctx, Error, Result, agent, sign_in, tenant};
use domain::audit::{Actor, AuditEvent, Outcome};
use domain::keyring::LeafRef;
use domain::limits::ACCOUNT_EXPORT_AUDIT_ENTRIES_MAX;
use domain::record::{AgentProfile, UsageContent, UsageCount};
use domain::{AgentId, ObjectId, Timestamp};
use privacy::data_map::{Party, Subject, columns};
use privacy::policy::DataClass;
use privacy::{Act, Permit};
use std::collections::{BTreeSet, HashSet};
use store::TenantStore;

/// Entries of the log read at once.
const ENTRIES_PER_READ: u32 = 1_000;

/// Everything about the account of `id`, opened under a permit that the caller settles.
pub(super) async fn gather(app: &App, ctx: &Ctx, permit: &Permit, id: AgentId) -> Result<data::Data> {
    let store = app.store().tenant(permit.scope());
    let row = store.find_agent(id).await?.ok_or(Error::NotFound("agent"))?;
    let profile = agent::profile_of(app, permit, &row).await?;
    let company = tenant::find(app, permit.scope()).await?.ok_or(Error::NotFound("tenant"))?;
    let objects = HashSet::from([row.profile.object(), row.credential.object()]);
    let moment = |at| Moment(at);
    let session = |one: store::Session| data::Session {
        began_at: moment(one.created_at),
        last_used_at: moment(one.last_seen_at),
        page_opened_at: one.page_at.map(moment),
        ends_at: moment(one.expires_at),
    };
    let link = |one: store::OneTimeLink| data::Link {
        purpose: one.purpose.to_string(),
        made_at: moment(one.created_at),
        ends_at: moment(one.expires_at),
    };
    let sessions = store.list_sessions_of_agent(id, ctx.now).await?;
    let links = store.list_links_of_agent(id, ctx.now).await?;
    Ok(data::Data {
        format: FORMAT,
        version: VERSION,
        made_at: moment(ctx.now),
        language: profile.language.clone().unwrap_or_else(|| i18n::FALLBACK.to_owned()),
        controller: app.settings().public_url.clone().unwrap_or_default(),
        company: company.name,
        account: account(app, permit, &store, (&row, profile)).await?,
        sessions: sessions.into_iter().map(session).collect(),
        links: links.into_iter().map(link).collect(),
        tokens: tokens(app, permit, &store, id).await?,
        acceptances: acceptances(app, permit, &store, id).await?,
        consents: store.list_consents_of_agent(id).await?.into_iter().map(consented).collect(),
        usage: crate::usage::of_agent(app, permit, id).await?.into_iter().map(used).collect(),
        events: events(app, permit, &store, id, &objects).await?,
        about: about(app),
    })
}

fn consented(one: store::Consent) -> data::Consented {
    data::Consented {
        purpose: one.purpose.to_string(),
        decision: one.decision.to_string(),
        words: one.words,
        decided_at: Moment(one.decided_at),
    }
}

fn used((day, content): (i64, UsageContent)) -> data::Used {
    let count = |count: UsageCount| data::Counted { feature: count.feature, times: count.times };
    data::Used {
        day: Moment(Timestamp::from_millis(day * 24 * 3_600_000)),
        browser: content.browser.to_string(),
        system: content.system.to_string(),
        network: content.network,
        counts: content.counts.into_iter().map(count).collect(),
    }
}

async fn account(
    app: &App,
    permit: &Permit,
    store: &TenantStore,
    (row, profile): (&store::Agent, AgentProfile),
) -> Result<Account> {
    let mut teams = store.list_teams().await?;
    teams.retain(|team| team.members.contains(&row.id));
    let names = app.open_all(permit, teams.iter().map(|team| (team.id.uuid(), &team.content))).await?;
    let failures = sign_in::failures(app, permit.scope(), &profile.email).await?;
    let notices = profile.notices.unwrap_or_default();
    Ok(Account {
        id: row.id.to_string(),
        name: profile.name,
        email: profile.email,
        role: row.role.to_string(),
        state: row.state.to_string(),
        away: row.away,
        created_at: Moment(row.created_at),
        last_seen_at: store.list_agents_seen().await?.get(&row.id).copied().map(Moment),
        signature: profile.signature.unwrap_or_default(),
        language: profile.language,
        time_zone: profile.time_zone,
        theme: profile.theme.map(|theme| theme.to_string()),
        density: profile.density.map(|density| density.to_string()),
        send_undo_seconds: profile.send_undo_seconds,
        notices: notices.kinds,
        quiet: notices.quiet,
        teams: names.into_iter().map(|team| team.name).collect(),
        sign_in_failures: failures.failures,
        sign_in_waits_until: Some(Moment(failures.locked_until)).filter(|until| until.0 > permit.access().at),
    })
}

async fn tokens(app: &App, permit: &Permit, store: &TenantStore, id: AgentId) -> Result<Vec<data::Token>> {
    let mut rows = store.list_api_tokens().await?;
    rows.retain(|row| row.agent == id);
    let named = rows.iter().filter_map(|row| Some((row.id.uuid(), row.name.as_ref()?)));
    let mut names = app.open_all(permit, named).await?.into_iter();
    let token = |row: store::ApiToken| data::Token {
        name: row.name.as_ref().and_then(|_| names.next()).unwrap_or_default().name,
        made_at: Moment(row.created_at),
        last_used_at: row.last_used_at.map(Moment),
        withdrawn_at: row.revoked_at.map(Moment),
    };
    Ok(rows.into_iter().map(token).collect())
}

async fn acceptances(
    app: &App,
    permit: &Permit,
    store: &TenantStore,
    id: AgentId,
) -> Result<Vec<data::Accepted>> {
    let mut rows = store.list_acceptances().await?;
    rows.retain(|row| row.agent == id);
    let contents = app.open_all(permit, rows.iter().map(|row| (row.id.uuid(), &row.content))).await?;
    let accepted = |(row, content): (store::Acceptance, domain::record::AcceptanceContent)| data::Accepted {
        document: content.document.kind.to_string(),
        version: content.document.version,
        sha256: content.document.sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
        accepted_at: Moment(row.accepted_at),
        name: content.name,
        email: content.email,
    };
    Ok(rows.into_iter().zip(contents).map(accepted).collect())
}

/// What the log says of the account: acts on accounts and on how people sign in, which this agent did, or for which their own
/// profile or password was opened. Everything else that they did is in their company's log.
async fn events(
    app: &App,
    permit: &Permit,
    store: &TenantStore,
    id: AgentId,
    objects: &HashSet<ObjectId>,
) -> Result<Vec<Event>> {
    let tenant = permit.scope().tenant();
    app.admit(permit.scope(), &[LeafRef::audit(tenant)]).await?;
    let size = i64::try_from(store.get_audit_head().await?.size).unwrap_or(i64::MAX);
    let mut from = size.saturating_sub(ACCOUNT_EXPORT_AUDIT_ENTRIES_MAX).max(0);
    let mut all = Vec::new();
    loop {
        let entries = store.list_audit_entries(from, ENTRIES_PER_READ).await?;
        let Some(last) = entries.last() else { break };
        from = last.seq + 1;
        for entry in &entries {
            let event = app.vault().open_event(permit, tenant, &entry.bytes)?;
            if is_theirs(&event, id, objects) {
                all.push(told(&event, id));
            }
        }
        tokio::task::yield_now().await;
    }
    all.reverse();
    Ok(all)
}

/// Acts by which everybody's names are read to be shown: of no account in particular.
const OF_EVERYBODY: [Act; 4] = [Act::AGENT_READ, Act::AGENT_FIND, Act::NOTICE_MAKE, Act::NOTICE_MAIL];

fn is_theirs(event: &AuditEvent, id: AgentId, objects: &HashSet<ObjectId>) -> bool {
    let of_accounts = Act::find(&event.act).is_some_and(|act| {
        matches!(act.class, DataClass::Account | DataClass::Credential) && !OF_EVERYBODY.contains(act)
    });
    // Recognising a session is no event of its own, and marks of what was read are the company's.
    let passing = [Act::SESSION_READ.word, Act::NOTICE_MARK.word, Act::TICKET_MARK.word];
    // By these an admin changes somebody's account, mostly a colleague's.
    let of_whom = [Act::AGENT_MANAGE.word, Act::TENANT_INVITE.word].contains(&event.act.as_str());
    of_accounts
        && !passing.contains(&event.act.as_str())
        && ((event.actor == Actor::Agent(id) && !of_whom)
            || event.opened.iter().any(|object| objects.contains(object)))
}

fn told(event: &AuditEvent, id: AgentId) -> Event {
    let by = match event.actor {
        Actor::Agent(by) if by == id => "you",
        // A colleague is another person: not named.
        Actor::Agent(_) => "colleague",
        Actor::System(_) => "system",
        Actor::Operator => "operator",
        Actor::Nobody => "nobody",
    };
    Event { at: Moment(event.at), act: event.act.clone(), by, done: event.outcome == Outcome::Done }
}

/// What is held and why, from the data map: the tables about agents for which the operator is controller.
#[must_use]
pub fn about(app: &App) -> About {
    let theirs = columns()
        .iter()
        .filter(|column| column.subject == Subject::Agent && column.party == Party::Controller);
    let category = |column: &privacy::data_map::Column| Category {
        category: column.table.to_owned(),
        purpose: purpose_word(column.purpose).to_owned(),
        legal_basis: basis_word(column.legal_basis()).to_owned(),
        retention: retention_word(column.retention).to_owned(),
    };
    let mut recipients = vec!["company"];
    if app.settings().operator_mail.is_some() {
        recipients.push("operator_mail");
    }
    About {
        categories: theirs.map(category).collect::<BTreeSet<_>>().into_iter().collect(),
        recipients,
        sources: vec!["you", "company", "use"],
        rights: RIGHTS.to_vec(),
    }
}
