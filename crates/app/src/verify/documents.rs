//! C1 to C3, C9, C15, C96, C97, C82, C101 to C104, C110, C111: documents, their translations, who agreed, who was told.

use super::looking::{Found, Looking, id_of};
use super::register::{each_event, is_removed};
use crate::document::AGREED;
use crate::document::standard::{self, is_complete_record, names_purposes, unnamed_cookies};
use crate::{App, Result};
use domain::audit::{Actor, Outcome};
use domain::record::text_hash;
use domain::{AgentId, DocumentKind, LetterState, TenantId, TenantScope, Timestamp};
use privacy::Act;
use privacy::cookies::{ENTRIES, Kind};
use std::collections::{HashMap, HashSet};
use store::Cell;
use uuid::Uuid;

/// A release, as its row says.
struct Release {
    kind: String,
    version: i64,
    language: String,
    material: bool,
    effective_at_ms: i64,
    released_at_ms: i64,
    lettered: bool,
}

async fn releases(l: &mut Looking) -> Result<Vec<Release>> {
    let columns =
        ["kind", "version", "language", "material", "effective_at_ms", "released_at_ms", "letters_at_ms"];
    let mut all = Vec::new();
    l.data
        .each("document_release", &columns, |row| {
            if let [kind, version, language, material, effective, released, lettered] = row {
                all.push(Release {
                    kind: kind.text().to_owned(),
                    version: version.int().unwrap_or_default(),
                    language: language.text().to_owned(),
                    material: material.int() == Some(1),
                    effective_at_ms: effective.int().unwrap_or_default(),
                    released_at_ms: released.int().unwrap_or_default(),
                    lettered: lettered.int().is_some(),
                });
            }
        })
        .await?;
    Ok(all)
}

/// The texts of versions, as hashes, by document, version and language.
async fn texts(l: &mut Looking) -> Result<HashMap<(String, i64, String), Vec<u8>>> {
    let mut all = HashMap::new();
    l.data
        .each("document_text", &["kind", "version", "language", "sha256"], |row| {
            if let [kind, version, language, hash] = row {
                let of =
                    (kind.text().to_owned(), version.int().unwrap_or_default(), language.text().to_owned());
                all.insert(of, hash.bytes().unwrap_or_default().to_vec());
            }
        })
        .await?;
    Ok(all)
}

async fn bodies(l: &mut Looking) -> Result<HashMap<Vec<u8>, String>> {
    let mut all = HashMap::new();
    l.data
        .each("document", &["sha256", "body"], |row| {
            if let [hash, body] = row {
                all.insert(hash.bytes().unwrap_or_default().to_vec(), body.text().to_owned());
            }
        })
        .await?;
    Ok(all)
}

/// Each version has the text that counts, and each of its texts is there word for word: a translation leads to the one.
pub(super) async fn translations(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let (releases, texts, bodies) = (releases(l).await?, texts(l).await?, bodies(l).await?);
    for one in &releases {
        let counts = (one.kind.clone(), one.version, one.language.clone());
        let place = format!("{} {}", one.kind, one.version);
        found.holds(texts.contains_key(&counts), "untranslated", place);
    }
    for ((kind, version, language), hash) in &texts {
        let is_there = bodies.get(hash).is_some_and(|body| text_hash(body).as_slice() == hash.as_slice());
        found.holds(is_there, "text", format!("{kind} {version} {language}"));
    }
    Ok(found)
}

/// Who agreed to a version of the data processing agreement, and when.
struct Agreed {
    agent: Uuid,
    object: Uuid,
    version: i64,
    at_ms: i64,
    /// Whether they may agree for the company now.
    is_admin: bool,
}

async fn agreed(l: &mut Looking) -> Result<HashMap<Uuid, Vec<Agreed>>> {
    let mut admins = HashSet::new();
    for row in l.rows("agent", &["tenant_id", "id", "role"]).await? {
        if row.get(2).is_some_and(|role| role.text() == "admin") {
            admins.extend(id_of(&row, 0).zip(id_of(&row, 1)));
        }
    }
    let mut all: HashMap<Uuid, Vec<Agreed>> = HashMap::new();
    let columns = ["tenant_id", "agent_id", "content_object", "version", "accepted_at_ms", "kind"];
    for row in l.rows("acceptance", &columns).await? {
        let [tenant, agent, object, version, at, kind] = row.as_slice() else { continue };
        if let (Some(tenant), Some(agent), Some(object), "dpa") =
            (tenant.id(), agent.id(), object.id(), kind.text())
        {
            let (version, at_ms) = (version.int().unwrap_or_default(), at.int().unwrap_or_default());
            let is_admin = admins.contains(&(tenant, agent));
            all.entry(tenant).or_default().push(Agreed { agent, object, version, at_ms, is_admin });
        }
    }
    Ok(all)
}

/// The version that somebody had to agree to for a mailbox to be connected at a time; where none was released yet, the first.
fn needed_at(releases: &[Release], at_ms: i64) -> Option<(i64, bool)> {
    let counts = |one: &&Release| one.kind == "dpa" && (one.material || one.version == 1);
    let known = || releases.iter().filter(counts).filter(|one| one.released_at_ms <= at_ms);
    let held = known().filter(|one| one.effective_at_ms <= at_ms).max_by_key(|one| one.version);
    match held.or_else(|| known().min_by_key(|one| one.version)) {
        Some(one) => Some((one.version, true)),
        None => releases.iter().filter(counts).map(|one| one.version).min().map(|first| (first, false)),
    }
}

/// Whether the company's log says that somebody who was let agreed for it then: an admin, or the operator who has it signed. Of
/// what the log has let go, it says nothing.
async fn was_let(app: &App, tenant: Uuid, one: &Agreed) -> Result<bool> {
    let scope = TenantScope::of(TenantId::from_uuid(tenant));
    let at = Timestamp::from_millis(one.at_ms);
    if crate::tenant::is_erased(app, scope).await? || is_removed(app, scope, at).await? {
        return Ok(true);
    }
    let mut was_let = false;
    each_event(app, scope, at, |event| {
        let is_theirs = match event.actor {
            Actor::Agent(id) => id.uuid() == one.agent && event.act == Act::DOCUMENT_ACCEPT.word,
            Actor::Operator | Actor::Nobody | Actor::System(_) => true,
        };
        let is_it = event.made.iter().any(|made| made.uuid() == one.object);
        was_let |= is_theirs && is_it && event.outcome == Outcome::Done;
    })
    .await?;
    Ok(was_let)
}

/// No mailbox is connected at a company whose admins had not agreed, when it was, to the data processing agreement of that time.
pub(super) async fn agreements(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let (releases, agreed) = (releases(l).await?, agreed(l).await?);
    let mut let_before: HashMap<Uuid, bool> = HashMap::new();
    for row in l.rows("mailbox", &["tenant_id", "id", "state", "created_at_ms"]).await? {
        let [tenant, id, state, connected] = row.as_slice() else { continue };
        let (Some(tenant), Some(connected)) = (tenant.id(), connected.int()) else { continue };
        if state.text() == "disconnected" {
            continue;
        }
        let needed = needed_at(&releases, connected);
        let counts = |one: &&Agreed| {
            needed.is_none_or(|(version, in_time)| {
                one.version >= version && (!in_time || one.at_ms <= connected)
            })
        };
        let those: Vec<&Agreed> = agreed.get(&tenant).into_iter().flatten().filter(counts).collect();
        let mut is_agreed = those.iter().any(|one| one.is_admin);
        // Whoever is no admin any more may have been one.
        for one in those {
            if is_agreed {
                break;
            }
            is_agreed = match let_before.get(&one.object) {
                Some(known) => *known,
                None => {
                    let found = was_let(app, tenant, one).await?;
                    let_before.insert(one.object, found);
                    found
                }
            };
        }
        found.holds(is_agreed, "unagreed", format!("mailbox {}", id.id().unwrap_or_default()));
    }
    Ok(found)
}

/// The version of a document that holds.
fn holding<'a>(l: &Looking, releases: &'a [Release], kind: &str) -> Option<&'a Release> {
    let of = || releases.iter().filter(|one| one.kind == kind);
    let held = of().filter(|one| one.effective_at_ms <= l.now.as_millis()).max_by_key(|one| one.version);
    held.or_else(|| of().min_by_key(|one| one.version))
}

/// The texts of a document that holds, with their languages.
pub(super) async fn holding_texts(l: &mut Looking, kind: &str) -> Result<Vec<(String, String)>> {
    let releases = releases(l).await?;
    let Some(version) = holding(l, &releases, kind).map(|one| one.version) else { return Ok(Vec::new()) };
    let (texts, bodies) = (texts(l).await?, bodies(l).await?);
    let of = texts.iter().filter(|((of, number, _), _)| of == kind && *number == version);
    Ok(of
        .map(|((_, _, language), hash)| (language.clone(), bodies.get(hash).cloned().unwrap_or_default()))
        .collect())
}

/// The record of processing that holds names everything that the data map does.
pub(super) async fn processing_record(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let (releases, texts, bodies) = (releases(l).await?, texts(l).await?, bodies(l).await?);
    if let Some(one) = holding(l, &releases, "processing-record") {
        let hash = texts.get(&(one.kind.clone(), one.version, one.language.clone()));
        let body = hash.and_then(|hash| bodies.get(hash));
        found.holds(
            body.is_some_and(|body| is_complete_record(body)),
            "record",
            format!("version {}", one.version),
        );
    }
    Ok(found)
}

/// Where people agree to terms, there are the policies that belong to them.
pub(super) async fn policies(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let releases = releases(l).await?;
    if holding(l, &releases, "terms").is_some() {
        for kind in ["privacy-policy", "cookie-policy", "dpa"] {
            found.holds(holding(l, &releases, kind).is_some(), "policy", kind);
        }
    }
    Ok(found)
}

/// The privacy policy that holds names each purpose that accounts are processed for; where the text that counts is in a language
/// whose words are not known here, its translations do.
pub(super) async fn described(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let Some(counts) = held_text(l, "privacy-policy").await? else { return Ok(found) };
    let is_known = |(language, _): &(String, String)| standard::languages().contains(&language.as_str());
    let texts = if is_known(&counts) { vec![counts] } else { holding_texts(l, "privacy-policy").await? };
    for (language, body) in texts.into_iter().filter(is_known) {
        found.holds(names_purposes(&language, &body), "policy-purposes", language);
    }
    Ok(found)
}

/// The cookie policy that holds names everything that is kept in a browser, and each cookie goes to this site alone, over an
/// encrypted connection.
pub(super) async fn cookies(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    if let Some((_, body)) = held_text(l, "cookie-policy").await? {
        let unnamed: Vec<&str> = unnamed_cookies(&body).collect();
        for entry in ENTRIES {
            let is_bound = entry.kind == Kind::Storage || entry.name.starts_with("__Host-");
            found.holds(is_bound && !unnamed.contains(&entry.name), "cookie", entry.name);
        }
    }
    Ok(found)
}

/// The text that counts of the version of a document that holds, with its language.
async fn held_text(l: &mut Looking, kind: &str) -> Result<Option<(String, String)>> {
    let (releases, texts, mut bodies) = (releases(l).await?, texts(l).await?, bodies(l).await?);
    let Some(one) = holding(l, &releases, kind) else { return Ok(None) };
    let hash = texts.get(&(one.kind.clone(), one.version, one.language.clone()));
    let body = hash.and_then(|hash| bodies.remove(hash)).unwrap_or_default();
    Ok(Some((one.language.clone(), body)))
}

/// For so long a version may have no letters yet: they are made within a minute, unless there is no server to send them by.
const LETTERS_WITHIN_MS: i64 = 24 * 3_600_000;

/// A letter that could not be handed over may be tried for so long.
const UNSENT_MS: i64 = 2 * 24 * 3_600_000;
/// For so long nobody may know whether a letter arrived.
const IN_DOUBT_MS: i64 = 7 * 24 * 3_600_000;

/// Everybody who had an account when a version that matters was released has a letter, and one; a day after the release at the
/// latest, whatever the reason. It leaves within days; whom it did not reach is told as a number.
pub(super) async fn told(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let (releases, now) = (releases(l).await?, l.now.as_millis());
    let mut letters: HashMap<(String, i64, Uuid), Vec<Cell>> = HashMap::new();
    let columns = ["tenant_id", "kind", "version", "agent_id", "state", "made_at_ms", "ended_at_ms"];
    for row in l.rows("document_letter", &columns).await? {
        if let [_, kind, version, agent, stands @ ..] = row.as_slice()
            && let (Some(version), Some(agent)) = (version.int(), agent.id())
        {
            letters.insert((kind.text().to_owned(), version, agent), stands.to_vec());
        }
    }
    for row in l.rows("agent", &["tenant_id", "id", "state", "created_at_ms"]).await? {
        let [_, id, state, created] = row.as_slice() else { continue };
        let (Some(id), "active", Some(created)) = (id.id(), state.text(), created.int()) else { continue };
        let concerns = |one: &&Release| {
            let is_due = one.lettered || now - one.released_at_ms >= LETTERS_WITHIN_MS;
            one.material && is_due && created < one.released_at_ms
        };
        for one in releases.iter().filter(concerns) {
            let letter = letters.get(&(one.kind.clone(), one.version, id));
            let what = format!("{} {} to {id}", one.kind, one.version);
            found.holds(letter.is_some(), "unwritten", &what);
            if let Some(stands) = letter {
                on_its_way(stands, now, &what, &mut found);
            }
        }
    }
    Ok(found)
}

/// A letter leaves, and it is found out whether it arrived.
fn on_its_way(stands: &[Cell], now: i64, what: &str, found: &mut Found) {
    let [state, made, ended] = stands else { return };
    let made = made.int().unwrap_or_default();
    match state.text().parse::<LetterState>() {
        Ok(LetterState::Waiting | LetterState::Sending | LetterState::Ending) => {
            found.unless(now - made <= UNSENT_MS, "letter-unsent", what);
        }
        Ok(LetterState::InDoubt) => {
            let since = ended.int().unwrap_or(made);
            found.unless(now - since <= IN_DOUBT_MS, "letter-in-doubt", what);
        }
        Ok(LetterState::Refused) => found.note("letter-refused"),
        Ok(LetterState::Bounced) => found.note("letter-bounced"),
        Ok(LetterState::Sent | LetterState::Dropped | LetterState::Told) => {}
        Err(_) => found.fault("letter-unsent", what),
    }
}

/// For so long after a version holds a page may have been opened by whom nobody asked yet: nodes ask now and then.
const ASKED_WITHIN_MS: i64 = 5 * 60_000;

/// The version that somebody had to take note of before they opened a page then: of what everybody agrees to, and of what
/// changed since they came.
fn asked_at(releases: &[Release], kind: DocumentKind, since_ms: i64, page_ms: i64) -> Option<i64> {
    let is_agreed = AGREED.contains(&kind);
    let counts = |one: &&Release| {
        one.kind == kind.as_str()
            && one.released_at_ms.max(one.effective_at_ms) + ASKED_WITHIN_MS < page_ms
            && (one.material || (is_agreed && one.version == 1))
            && (is_agreed || (one.version > 1 && since_ms < one.released_at_ms))
    };
    releases.iter().filter(counts).map(|one| one.version).max()
}

/// Whoever opens pages has taken note of what holds since. Programs are told, and go on.
async fn asked_first(l: &mut Looking, releases: &[Release], found: &mut Found) -> Result<()> {
    let mut accepted: HashMap<(Uuid, String), i64> = HashMap::new();
    for row in l.rows("acceptance", &["tenant_id", "agent_id", "kind", "version"]).await? {
        let [_, agent, kind, version] = row.as_slice() else { continue };
        if let (Some(agent), Some(version)) = (agent.id(), version.int()) {
            let newest = accepted.entry((agent, kind.text().to_owned())).or_default();
            *newest = version.max(*newest);
        }
    }
    let mut opened: HashMap<Uuid, i64> = HashMap::new();
    for row in l.rows("session", &["tenant_id", "agent_id", "page_at_ms"]).await? {
        if let (Some(agent), Some(at)) = (id_of(&row, 1), row.get(2).and_then(Cell::int)) {
            let last = opened.entry(agent).or_default();
            *last = at.max(*last);
        }
    }
    for row in l.rows("agent", &["tenant_id", "id", "role", "state"]).await? {
        let [_, id, role, state] = row.as_slice() else { continue };
        let Some(id) = id.id().filter(|_| state.text() == "active" && role.text() != "operator") else {
            continue;
        };
        let Some(page) = opened.get(&id) else { continue };
        let since = AgentId::from_uuid(id).generated_at().as_millis();
        // To the data processing agreement one admin agrees for the company.
        for kind in DocumentKind::ALL.iter().filter(|kind| **kind != DocumentKind::Dpa) {
            let Some(needed) = asked_at(releases, *kind, since, *page) else { continue };
            let has = accepted.get(&(id, kind.to_string())).is_some_and(|version| *version >= needed);
            found.holds(has, "unacknowledged", format!("{kind} {needed} by {id}"));
        }
    }
    Ok(())
}

/// What somebody agreed to was released before they did, by somebody who is there; and whoever opened a page had agreed.
pub(super) async fn acknowledged(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let releases = releases(l).await?;
    let agents = l.ids("agent", "id").await?;
    for row in
        l.rows("acceptance", &["tenant_id", "id", "agent_id", "kind", "version", "accepted_at_ms"]).await?
    {
        let [_, id, _, kind, version, at] = row.as_slice() else { continue };
        let Some(version) = version.int() else { continue };
        let release = releases.iter().find(|one| one.kind == kind.text() && one.version == version);
        let in_time = release.is_some_and(|one| at.int().is_some_and(|at| at >= one.released_at_ms));
        let is_known = id_of(&row, 2).is_some_and(|agent| agents.contains_key(&agent));
        found.holds(in_time && is_known, "acknowledged", id.id().unwrap_or_default());
    }
    asked_first(l, &releases, &mut found).await?;
    Ok(found)
}
