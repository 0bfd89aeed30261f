//! C1 to C3, C9, C15, C96, C97, C82, C101 to C104, C110, C111: documents, their translations, who agreed, who was told.

use super::looking::{Found, Looking, id_of};
use crate::Result;
use crate::document::standard::{self, is_complete_record, names_purposes, unnamed_cookies};
use domain::record::text_hash;
use privacy::cookies::{ENTRIES, Kind};
use std::collections::{HashMap, HashSet};
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

/// No mailbox is connected at a company that never agreed to a data processing agreement.
pub(super) async fn agreements(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut agreed = HashSet::new();
    for row in l.rows("acceptance", &["tenant_id", "kind"]).await? {
        if let [tenant, kind] = row.as_slice()
            && kind.text() == "dpa"
        {
            agreed.extend(tenant.id());
        }
    }
    for row in l.rows("mailbox", &["tenant_id", "id", "state"]).await? {
        let [tenant, id, state] = row.as_slice() else { continue };
        if state.text() != "disconnected" {
            let is_agreed = tenant.id().is_some_and(|tenant| agreed.contains(&tenant));
            found.holds(is_agreed, "unagreed", format!("mailbox {}", id.id().unwrap_or_default()));
        }
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

/// Everybody who had an account when a version that matters was released has a letter, and one; a day after the release at the
/// latest, whatever the reason.
pub(super) async fn told(l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let (releases, now) = (releases(l).await?, l.now.as_millis());
    let mut letters: HashSet<(String, i64, Uuid)> = HashSet::new();
    for row in l.rows("document_letter", &["tenant_id", "kind", "version", "agent_id"]).await? {
        let [_, kind, version, agent] = row.as_slice() else { continue };
        if let (Some(version), Some(agent)) = (version.int(), agent.id()) {
            letters.insert((kind.text().to_owned(), version, agent));
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
            let has_one = letters.contains(&(one.kind.clone(), one.version, id));
            found.holds(has_one, "unwritten", format!("{} {} to {id}", one.kind, one.version));
        }
    }
    Ok(found)
}

/// What somebody agreed to was released before they did, by somebody who is there.
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
    Ok(found)
}
