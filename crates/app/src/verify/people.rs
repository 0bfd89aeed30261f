//! C5, C10, C11, C13, C16, C17, C105: who there is, how they prove it, what they gave, and how they leave.

use super::inside::Inside;
use super::looking::{Found, Looking};
use crate::{App, Result};
use domain::record::{AgentCredential, MailboxGrant, OauthAttempt};
use domain::{ConnectorKind, Provider, Role};
use privacy::access_plan::OF_CONTACTS;
use std::collections::{HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

/// Columns that name a contact.
const CONTACT_COLUMNS: [&str; 2] = ["contact_id", "requester_contact_id"];
/// Who takes part in a conversation: nothing but ids, of what is given whole.
const ONLY_IDS: [&str; 1] = ["ticket_participant"];
/// An hour: whoever went to a provider is back by then.
const ATTEMPT_MS: i64 = 3_600_000;

/// Whoever signs in is an agent, an admin or an operator; nobody is a contact as well; what lets somebody in is of somebody
/// in the same company.
pub(super) async fn principals(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let contacts = l.ids("contact", "id").await?;
    let mut of = HashMap::new();
    for row in l.rows("agent", &["tenant_id", "id", "role"]).await? {
        let [tenant, id, role] = row.as_slice() else { continue };
        let (Some(tenant), Some(id)) = (tenant.id(), id.id()) else { continue };
        let is_one = role.text().parse::<Role>().is_ok() && !contacts.contains_key(&id);
        found.holds(is_one, "role", id);
        of.insert(id, tenant);
    }
    for table in ["session", "api_token", "one_time_link"] {
        for row in l.rows(table, &["tenant_id", "agent_id"]).await? {
            let [tenant, agent] = row.as_slice() else { continue };
            // A link may be for somebody who has no account yet.
            let Some(agent) = agent.id() else { continue };
            found.holds(tenant.id() == of.get(&agent).copied(), "stranger", format!("{table} of {agent}"));
        }
    }
    Ok(found)
}

/// What is kept of each password is made by argon2id, as slowly as is asked for today.
pub(super) async fn passwords(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let columns = ["tenant_id", "id", "credential_object", "credential_sealed", "state"];
    for row in l.rows("agent", &columns).await? {
        let [tenant, id, object, sealed, state] = row.as_slice() else { continue };
        let answer = match Inside::of(tenant, id, object, sealed) {
            Some(inside) => inside.says(app, is_slow, &(state.text() == "active")).await?,
            None => Some(false),
        };
        if let Some(answer) = answer {
            found.holds(answer, "weak-password", id.id().unwrap_or_default());
        }
    }
    Ok(found)
}

/// Who was invited has none yet, and who is gone has none any more.
fn is_slow(credential: &AgentCredential, is_active: &bool) -> bool {
    let phc = &credential.password_phc;
    (phc.is_empty() && !is_active) || !crypto::password::is_outdated(phc)
}

/// Every table that names a contact is in what a contact gets who asks.
pub(super) async fn reached(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let planned: HashSet<&str> = OF_CONTACTS.iter().map(|planned| planned.table).chain(ONLY_IDS).collect();
    for (table, column) in l.data.columns().await? {
        if CONTACT_COLUMNS.contains(&column.as_str()) {
            found.holds(planned.contains(table.as_str()), "unreached", format!("{table}.{column}"));
        }
    }
    Ok(found)
}

/// A mailbox at a provider has a permission of that provider, which covers what it is for; and nobody who went there has been
/// away for long.
pub(super) async fn granted(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let now = l.now.as_millis();
    for row in l
        .rows("oauth_attempt", &["tenant_id", "id", "content_object", "content_sealed", "expires_at_ms"])
        .await?
    {
        let [tenant, id, object, sealed, expires] = row.as_slice() else { continue };
        let answer = match Inside::of(tenant, id, object, sealed) {
            Some(inside) => inside.says(app, is_bound, &()).await?,
            None => Some(false),
        };
        let is_short = expires.int().is_some_and(|at| at <= now + ATTEMPT_MS);
        found.holds(answer.unwrap_or(true) && is_short, "unbound-attempt", id.id().unwrap_or_default());
    }
    let granted = l.ids("mailbox_grant", "mailbox_id").await?;
    for row in l.rows("mailbox", &["tenant_id", "id", "kind", "state"]).await? {
        let [_, id, kind, state] = row.as_slice() else { continue };
        let kind = kind.text().parse::<ConnectorKind>();
        if matches!(kind, Ok(ConnectorKind::Gmail | ConnectorKind::Graph)) && state.text() != "disconnected" {
            let id = id.id().unwrap_or_default();
            found.holds(granted.contains_key(&id), "ungranted", id);
        }
    }
    Ok(found)
}

/// State, nonce and verifier are there, and long enough that nobody guesses them (RFC 6749 10.10, RFC 7636 4.1).
fn is_bound(attempt: &OauthAttempt, (): &()) -> bool {
    [&attempt.state, &attempt.nonce, &attempt.verifier].iter().all(|one| one.reveal().len() >= 22)
}

/// What each permission is good for.
pub(super) async fn scopes(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let under_way = l.under_way().await?;
    for row in l
        .rows("mailbox_grant", &["tenant_id", "mailbox_id", "grant_object", "grant_sealed", "provider"])
        .await?
    {
        let [tenant, id, object, sealed, provider] = row.as_slice() else { continue };
        let answer = match Inside::of(tenant, id, object, sealed) {
            Some(inside) => inside.says(app, is_for_mail, &provider.text().to_owned()).await?,
            None => Some(false),
        };
        // Without its key it opens nothing, and its mailbox is going.
        let is_going = tenant.id().is_some_and(|tenant| under_way.contains(&tenant));
        found.holds(answer.unwrap_or(is_going), "scopes", id.id().unwrap_or_default());
    }
    Ok(found)
}

/// Mail, and who gave it: neither calendars nor files nor address books.
fn is_for_mail(grant: &MailboxGrant, provider: &String) -> bool {
    let is_for_mail = |scope: &String| crate::oauth::is_for_mail(scope);
    // What a provider of the operator's own calls its permissions is in the configuration.
    let is_theirs = grant.provider == Provider::Other || grant.scopes.iter().all(is_for_mail);
    grant.provider.as_str() == provider && is_theirs
}

/// In each company that is served, somebody is there who can close its account.
pub(super) async fn closable(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut admins: HashSet<Uuid> = HashSet::new();
    let mut invited: HashSet<Uuid> = HashSet::new();
    for row in l.rows("agent", &["tenant_id", "role", "state"]).await? {
        let [tenant, role, state] = row.as_slice() else { continue };
        match (role.text(), state.text()) {
            ("admin", "active") => admins.extend(tenant.id()),
            (_, "invited") => invited.extend(tenant.id()),
            _ => {}
        }
    }
    let system = crate::operator::SCOPE.tenant().uuid();
    // One that has nobody yet was just made.
    let people: HashSet<Uuid> = l
        .rows("agent", &["tenant_id"])
        .await?
        .iter()
        .filter_map(|row| row.first().and_then(Cell::id))
        .collect();
    for row in l.data_rows("tenant", &["id", "state"]).await? {
        let [id, state] = row.as_slice() else { continue };
        let Some(id) = id.id().filter(|id| *id != system && l.wants_tenant(*id)) else { continue };
        if state.text() == "active" && people.contains(&id) {
            found.holds(admins.contains(&id) || invited.contains(&id), "no-admin", id);
        }
    }
    Ok(found)
}
