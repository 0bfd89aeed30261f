//! C93, C95: nothing is kept longer than a company's rules say, and what rules erase cites the policy by which it went.

use super::looking::{Found, Looking, id_of};
use crate::erasure::receipt::Receipt;
use crate::retention::{Found as Thing, action_scope, waits};
use crate::{App, Result, operator};
use domain::{
    ContactId, ConversationFacts, MailboxId, RetentionAction, RetentionTerms, TagId, TenantId, TenantScope,
    TicketId, TicketStatus, Timestamp,
};
use privacy::data_map::standing_rules;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{Cell, Page};
use uuid::Uuid;

const HOUR_MS: i64 = 3600 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// People looked at at once.
const PEOPLE_PER_READ: u32 = 200;

/// A rule, as its row says.
struct Rule {
    tenant: Uuid,
    id: Uuid,
    is_standing: bool,
    said: String,
    terms: Option<RetentionTerms>,
    version: i64,
    acts_from: Timestamp,
    /// When its notice was over, had it reached somebody.
    noticed_at_ms: i64,
    /// Whether admins were told of it as it is.
    was_told: bool,
}

/// What is to be looked at, and what is excused.
struct Looked {
    rules: HashMap<Uuid, Vec<Rule>>,
    /// What is erased, or waits for a hold.
    going: HashSet<Uuid>,
    /// Companies of which rules have begun to erase something within the hour: what is left is on its way.
    busy: HashSet<Uuid>,
    until: Timestamp,
}

impl Looked {
    /// The rules of a company about this that act, and when something falls due by them.
    fn due<'a>(
        &'a self,
        tenant: Uuid,
        at: impl Fn(&RetentionTerms) -> Option<Timestamp>,
    ) -> impl Iterator<Item = &'a RetentionTerms> {
        let of = self.rules.get(&tenant).map(Vec::as_slice).unwrap_or_default();
        let of = if self.busy.contains(&tenant) { &[] } else { of };
        let is_late = move |rule: &'a Rule| {
            let terms = rule.terms.as_ref()?;
            at(terms).filter(|at| (*at).max(rule.acts_from) < self.until).map(|_| terms)
        };
        of.iter().filter_map(is_late)
    }
}

async fn rules_of(l: &mut Looking) -> Result<Vec<Rule>> {
    let columns =
        ["tenant_id", "id", "standing", "terms", "version", "acts_from_ms", "changed_at_ms", "told_version"];
    let rows = l.rows("retention_rule", &columns).await?;
    let rule = |row: &Vec<Cell>| {
        let [tenant, id, standing, terms, version, acts_from, changed, told] = row.as_slice() else {
            return None;
        };
        let said: Option<RetentionTerms> = terms.text().parse().ok();
        let notice_days = said.as_ref().map_or(0, |terms| terms.notice_days);
        Some(Rule {
            noticed_at_ms: changed.int()?.saturating_add(i64::from(notice_days) * DAY_MS),
            was_told: notice_days == 0 || told.int() == version.int(),
            tenant: tenant.id()?,
            id: id.id()?,
            is_standing: standing.int() == Some(1),
            said: terms.text().to_owned(),
            terms: said,
            version: version.int()?,
            acts_from: Timestamp::from_millis(acts_from.int()?),
        })
    };
    Ok(rows.iter().filter_map(rule).collect())
}

/// Companies of which something is kept: not those that are closed, that end, or that are erased.
async fn companies(l: &mut Looking) -> Result<HashMap<Uuid, i64>> {
    let mut ends: HashSet<Uuid> = l.ids("tenant_end", "tenant_id").await?.into_keys().collect();
    ends.extend(l.erasures().await?.into_iter().filter(|one| one.scope == "tenant").map(|one| one.tenant));
    ends.insert(operator::SCOPE.tenant().uuid());
    let rows = l.rows("tenant", &["id", "state", "created_at_ms"]).await?;
    let company = |row: &Vec<Cell>| {
        let [id, state, made] = row.as_slice() else { return None };
        let id = id.id().filter(|id| state.text() != "closed" && !ends.contains(id))?;
        Some((id, made.int().unwrap_or_default()))
    };
    Ok(rows.iter().filter_map(company).collect())
}

/// Every company has the rules that leave nothing without an end, every rule ends something, and nothing is there that was
/// due a day ago and waits for nothing.
pub(super) async fn rules(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let companies = companies(l).await?;
    let versions = l.ids("retention_version", "tenant_id").await?;
    let mut rules: HashMap<Uuid, Vec<Rule>> = HashMap::new();
    for rule in rules_of(l).await?.into_iter().filter(|rule| companies.contains_key(&rule.tenant)) {
        let ends = rule.terms.as_ref().is_some_and(|terms| terms.fault().is_none());
        found.holds(ends, "endless-rule", rule.id);
        rules.entry(rule.tenant).or_default().push(rule);
    }
    for (tenant, made_at_ms) in companies {
        // The first look at a new company makes them.
        let is_new = !versions.contains_key(&tenant) && made_at_ms + DAY_MS > l.now.as_millis();
        let own = rules.get(&tenant).map(Vec::as_slice).unwrap_or_default();
        for terms in standing_rules().iter().filter(|_| !is_new) {
            if !own.iter().any(|rule| covers_all(rule, terms)) {
                found.looked_at += 1;
                found.fault("no-rule", format!("{} of {tenant}", terms.subject));
            }
        }
    }
    unreached(app, l, &rules, &mut found).await?;
    let looked =
        Looked { rules, going: HashSet::new(), busy: HashSet::new(), until: l.now.plus_millis(-DAY_MS) };
    overdue(app, l, looked, &mut found).await?;
    Ok(found)
}

/// A rule whose notice could reach nobody waits: then something is kept for longer than the company said.
async fn unreached(
    app: &App,
    l: &mut Looking,
    rules: &HashMap<Uuid, Vec<Rule>>,
    found: &mut Found,
) -> Result<()> {
    let mut has_admin: HashSet<Uuid> = HashSet::new();
    for row in l.rows("agent", &["tenant_id", "role", "state"]).await? {
        if let [tenant, role, state] = row.as_slice()
            && role.text() == "admin"
            && state.text() == "active"
        {
            has_admin.extend(tenant.id());
        }
    }
    let (has_mail, latest) = (app.settings().operator_mail.is_some(), l.now.as_millis() - DAY_MS);
    for rule in rules.values().flatten().filter(|rule| !rule.was_told && rule.noticed_at_ms < latest) {
        if has_mail || !has_admin.contains(&rule.tenant) {
            found.fault("notice-unreached", rule.id);
        }
    }
    Ok(())
}

/// Whether it is the rule that everybody has, for whatever no other rule names.
fn covers_all(rule: &Rule, standing: &RetentionTerms) -> bool {
    rule.is_standing && rule.terms.as_ref().is_some_and(|terms| terms.is_like(standing))
}

async fn overdue(app: &App, l: &mut Looking, mut looked: Looked, found: &mut Found) -> Result<()> {
    let columns = ["tenant_id", "subject_id", "reason", "state", "begun_at_ms"];
    let recently = l.now.as_millis() - HOUR_MS;
    for row in l.rows("erasure", &columns).await? {
        let [tenant, subject, reason, state, begun] = row.as_slice() else { continue };
        if state.text() != "done" {
            looked.going.extend(subject.id());
        }
        if reason.text() == "retention" && begun.int().is_some_and(|begun| begun > recently) {
            looked.busy.extend(tenant.id());
        }
    }
    conversations(app, l, &looked, found).await?;
    for tenant in looked.rules.keys() {
        people(app, *tenant, &looked, found).await?;
    }
    Ok(())
}

async fn conversations(app: &App, l: &mut Looking, looked: &Looked, found: &mut Found) -> Result<()> {
    let columns = [
        "tenant_id",
        "id",
        "number",
        "status",
        "mailbox_id",
        "updated_at_ms",
        "attachment_count",
        "tag_ids",
        "created_at_ms",
    ];
    let mut after: Option<Page> = None;
    loop {
        let (rows, next) = l.page("ticket", &columns, after.as_ref()).await?;
        for row in &rows {
            conversation(app, row, looked, found).await?;
        }
        after = next;
        if after.is_none() {
            return Ok(());
        }
    }
}

async fn conversation(app: &App, row: &[Cell], looked: &Looked, found: &mut Found) -> Result<()> {
    let [tenant, id, number, status, mailbox, updated, files, tags, made] = row else { return Ok(()) };
    let (Some(tenant), Some(id), Some(mailbox), Some(updated), Some(made)) =
        (tenant.id(), id.id(), mailbox.id(), updated.int(), made.int())
    else {
        return Ok(());
    };
    let Ok(status) = status.text().parse::<TicketStatus>() else { return Ok(()) };
    let tags: Vec<TagId> = tags
        .bytes()
        .unwrap_or_default()
        .chunks_exact(16)
        .filter_map(|id| Uuid::from_slice(id).ok())
        .map(TagId::from_uuid)
        .collect();
    let (mailbox, last_at) = (MailboxId::from_uuid(mailbox), Timestamp::from_millis(updated));
    let has_files = files.int().is_some_and(|files| files > 0);
    let id = TicketId::from_uuid(id);
    let (first_at, has_people) = (Timestamp::from_millis(0), true);
    let mut facts =
        ConversationFacts { mailbox, tags: &tags, status, last_at, first_at, has_files, has_people };
    // Of few it has to be asked whether somebody is left in them, and how old they are.
    let ask =
        |of: fn(&RetentionTerms) -> bool| looked.due(tenant, |terms| terms.conversation_due(&facts)).any(of);
    let (people, age) =
        (ask(|terms| terms.action == RetentionAction::Anonymise), ask(|terms| terms.age_days.is_some()));
    let store = app.store().tenant(TenantScope::of(TenantId::from_uuid(tenant)));
    if people {
        facts.has_people = !store.list_tickets_with_people(&[id]).await?.is_empty();
    }
    if age {
        let first = store.list_first_messages(&[id]).await?.pop();
        facts.first_at = first.map_or(Timestamp::from_millis(made), |(_, at)| at);
    }
    let due = |terms: &RetentionTerms| terms.conversation_due(&facts);
    let thing = Thing::Conversation(id, number.int().unwrap_or_default());
    if is_late(app, tenant, thing, looked, due).await? {
        found.fault("overdue-kept", format!("ticket {id}"));
    }
    Ok(())
}

async fn people(app: &App, tenant: Uuid, looked: &Looked, found: &mut Found) -> Result<()> {
    let store = app.store().tenant(TenantScope::of(TenantId::from_uuid(tenant)));
    let mut after: Option<ContactId> = None;
    loop {
        let some = store.list_contact_facts(after, PEOPLE_PER_READ).await?;
        for (id, facts) in &some {
            let due = |terms: &RetentionTerms| terms.contact_due(facts);
            if is_late(app, tenant, Thing::Contact(*id), looked, due).await? {
                found.fault("overdue-kept", format!("contact {id}"));
            }
        }
        after = some.last().map(|(id, _)| *id);
        if some.len() < PEOPLE_PER_READ as usize {
            return Ok(());
        }
    }
}

/// Whether something should have gone and waits for nothing.
async fn is_late(
    app: &App,
    tenant: Uuid,
    thing: Thing,
    looked: &Looked,
    due: impl Fn(&RetentionTerms) -> Option<Timestamp>,
) -> Result<bool> {
    if looked.going.contains(&thing.subject()) {
        return Ok(false);
    }
    let scope = TenantScope::of(TenantId::from_uuid(tenant));
    for terms in looked.due(tenant, due) {
        if action_scope(terms.action, thing).is_some() && !waits(app, scope, terms, thing).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The versions of each policy follow one another, each rule says what its version says, and each erasure by a rule cites
/// one that is there, as its receipt does.
pub(super) async fn versions(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let companies = companies(l).await?;
    let mut said: BTreeMap<(Uuid, i64), (Uuid, String)> = BTreeMap::new();
    for row in l.rows("retention_version", &["tenant_id", "version", "rule_id", "terms"]).await? {
        if let [tenant, version, rule, terms] = row.as_slice()
            && let (Some(tenant), Some(version), Some(rule)) = (tenant.id(), version.int(), rule.id())
        {
            said.insert((tenant, version), (rule, terms.text().to_owned()));
        }
    }
    for (tenant, version) in said.keys() {
        let follows = *version == 1 || said.contains_key(&(*tenant, version - 1));
        found.holds(*version > 0 && follows, "version-gap", format!("{version} of {tenant}"));
    }
    for rule in rules_of(l).await? {
        let is_said = said
            .get(&(rule.tenant, rule.version))
            .is_some_and(|(of, terms)| *of == rule.id && *terms == rule.said);
        found.holds(is_said, "unversioned-rule", rule.id);
    }
    let key = app.vault().checkpoint_public_key();
    let columns = ["tenant_id", "id", "reason", "policy_version", "receipt"];
    for row in l.rows("erasure", &columns).await? {
        let [_, id, reason, cited, receipt] = row.as_slice() else { continue };
        let Some(tenant) = id_of(&row, 0).filter(|tenant| companies.contains_key(tenant)) else { continue };
        if reason.text() != "retention" {
            continue;
        }
        let is_there = cited.int().is_some_and(|cited| said.contains_key(&(tenant, cited)));
        let receipt = receipt.bytes().and_then(|bytes| Receipt::from_bytes(bytes).ok());
        let told = receipt.and_then(|receipt| receipt.check(&key).ok());
        let is_same = told.is_none_or(|told| told.policy_version == cited.int());
        found.holds(is_there && is_same, "no-version", id.id().unwrap_or_default());
    }
    Ok(found)
}
