//! C65: what was put right is what leads to a person; what was wrong leads to nobody.

use super::inside::{Inside, say};
use super::looking::{Found, Looking};
use crate::inbound::people::COLUMN;
use crate::{App, Result};
use crypto::Vault;
use domain::TenantScope;
use domain::keyring::LeafRef;
use domain::record::ContactProfile;
use std::collections::{HashMap, HashSet};
use store::{Cell, Page};
use uuid::Uuid;

/// What leads to a person.
struct Leads<'a> {
    vault: &'a Vault,
    scope: TenantScope,
    tags: &'a HashSet<Vec<u8>>,
}

/// Whoever was put right is found by the addresses in their profile, by each of them, and by no other.
pub(super) async fn rectified(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let mut leads: HashMap<Uuid, HashSet<Vec<u8>>> = HashMap::new();
    for row in l.key_rows("contact_lookup", &["tenant_id", "tag", "contact_id"]).await? {
        if let [_, tag, contact] = row.as_slice()
            && let (Some(tag), Some(contact)) = (tag.bytes(), contact.id())
        {
            leads.entry(contact).or_default().insert(tag.to_vec());
        }
    }
    let columns = ["tenant_id", "id", "profile_object", "profile_sealed"];
    let mut after: Option<Page> = None;
    loop {
        let (rows, next) = l.page("contact", &columns, after.as_ref()).await?;
        let some: Vec<Inside<'_>> = rows.iter().filter_map(|row| of(row)).collect();
        for own in some.chunk_by(|one, next| one.tenant == next.tenant) {
            let answers = say(app, own, was_put_right, &()).await?;
            for (one, _) in own.iter().zip(answers).filter(|(_, answer)| *answer == Some(true)) {
                person(app, *one, &leads, &mut found).await?;
            }
        }
        after = next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

fn of(row: &[Cell]) -> Option<Inside<'_>> {
    let [tenant, id, object, sealed] = row else { return None };
    Inside::of(tenant, id, object, sealed)
}

async fn person(
    app: &App,
    inside: Inside<'_>,
    leads: &HashMap<Uuid, HashSet<Vec<u8>>>,
    found: &mut Found,
) -> Result<()> {
    let scope = inside.scope();
    app.load_tenant(scope).await?;
    app.admit(scope, &[LeafRef::lookup(scope.tenant())]).await?;
    let none = HashSet::new();
    let about = Leads { vault: app.vault(), scope, tags: leads.get(&inside.row).unwrap_or(&none) };
    let old = inside.says(app, leads_elsewhere, &about).await? == Some(true);
    found.holds(!old, "lookup-old", inside.row);
    if inside.says(app, is_led_to, &about).await? == Some(false) {
        found.fault("lookup-missing", inside.row);
    }
    Ok(())
}

fn was_put_right(profile: &ContactProfile, _: &()) -> bool {
    profile.is_rectified
}

fn own(profile: &ContactProfile, leads: &Leads<'_>) -> HashSet<Vec<u8>> {
    let tag = |email: &String| leads.vault.tag(leads.scope, COLUMN, email.as_bytes()).ok();
    profile.emails.iter().filter_map(tag).map(|tag| tag.0.to_vec()).collect()
}

/// Whether something leads to them that is no address of theirs.
fn leads_elsewhere(profile: &ContactProfile, leads: &Leads<'_>) -> bool {
    !leads.tags.is_subset(&own(profile, leads))
}

/// Whether each of their addresses leads to them.
fn is_led_to(profile: &ContactProfile, leads: &Leads<'_>) -> bool {
    own(profile, leads).is_subset(leads.tags)
}
