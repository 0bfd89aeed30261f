//! Defining custom fields. A field's kind and key stay: what was filled in, and programs, rely on them.

use super::{FieldView, view};
use crate::{App, Ctx, Error, Result, keys};
use domain::keyring::{LeafRef, Tag as LookupTag};
use domain::limits::{
    FIELD_CHOICE_CHARS_MAX, FIELD_CHOICES_MAX, FIELD_KEY_CHARS_MAX, FIELD_NAME_CHARS_MAX, FIELDS_MAX,
};
use domain::record::{FieldChoice, FieldDefinition};
use domain::{ChoiceId, FieldHolder, FieldId, FieldKind};
use privacy::Act;
use store::{ChangeKind, Field, TenantTx};

/// Column name that goes into the lookup tag of a key.
const KEY: &str = "field.key_tag";

/// A field to define.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDraft {
    /// What has it.
    pub holder: FieldHolder,
    /// What it holds.
    pub kind: FieldKind,
    /// As it is shown.
    pub name: String,
    /// What programs call it; made from the name when empty.
    pub key: String,
    /// The choices of a list.
    pub choices: Vec<String>,
    /// Whether it holds data about a person.
    pub personal: bool,
    /// Whether a ticket needs it before it is closed.
    pub required: bool,
}

/// A choice as it shall be from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceDraft {
    /// The choice that it is; a new one when absent.
    pub id: Option<ChoiceId>,
    /// Its name.
    pub name: String,
}

/// A change of a field; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldChange {
    /// Name.
    pub name: Option<String>,
    /// All choices of a list. One that is left out is shown nowhere any more.
    pub choices: Option<Vec<ChoiceDraft>>,
    /// Whether it holds data about a person.
    pub personal: Option<bool>,
    /// Whether a ticket needs it before it is closed.
    pub required: Option<bool>,
    /// Its place among those of the same holder, from 0.
    pub place: Option<usize>,
}

/// Defines a field.
///
/// # Errors
/// [`Error::Exists`] for a key that there is, bad input, a refusal, or a store's failure.
pub async fn create(app: &App, ctx: &Ctx, draft: FieldDraft) -> Result<FieldView> {
    let name = checked_name(&draft.name, "name", FIELD_NAME_CHARS_MAX)?;
    let key = checked_key(&draft.key, &name)?;
    check_required(draft.holder, draft.required)?;
    let fresh = |name: &String| ChoiceDraft { id: None, name: name.clone() };
    let asked = draft.choices.iter().map(fresh).collect();
    let choices = match draft.kind {
        FieldKind::YesNo if draft.choices.is_empty() => vec![unnamed(ctx), unnamed(ctx)],
        kind => choices(ctx, kind, asked, &[])?,
    };
    let permit = app.permit(ctx, Act::FIELD_MANAGE).await?;
    let key_tag = key_tag(app, ctx, draft.holder, &key).await?;
    let id = FieldId::generate(ctx.now);
    let definition = FieldDefinition { name, key, choices };
    let mut keys = app.vault().draft(ctx.scope);
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    let mut row = Field {
        id,
        holder: draft.holder,
        kind: draft.kind,
        key_tag,
        personal: draft.personal,
        required: draft.required,
        place: 0,
        definition: keys.seal(ctx.now, id.uuid(), &leaves, &definition)?,
        created_at: ctx.now,
    };
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    let all = tx.list_fields().await?;
    if all.iter().any(|other| other.key_tag == key_tag) {
        return Err(Error::Exists("field"));
    }
    let places: Vec<i64> = all.iter().filter(|f| f.holder == row.holder).map(|f| f.place).collect();
    if places.len() >= FIELDS_MAX {
        return Err(Error::Input { field: "name", rule: "rule-too-many" });
    }
    row.place = places.into_iter().max().map_or(0, |last| last + 1);
    tx.insert_field(&row).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(view(&row, definition))
}

/// Changes a field. It is sealed anew; the old key ends with the backups that hold what it opens. What was filled in is not touched: a choice keeps its
/// id under another name.
///
/// # Errors
/// [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn change(app: &App, ctx: &Ctx, id: FieldId, change: FieldChange) -> Result<FieldView> {
    let name =
        change.name.as_deref().map(|name| checked_name(name, "name", FIELD_NAME_CHARS_MAX)).transpose()?;
    let permit = app.permit(ctx, Act::FIELD_MANAGE).await?;
    let rows = app.store().tenant(ctx.scope).list_fields().await?;
    let mut row = rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound("field"))?;
    check_required(row.holder, change.required.unwrap_or(false))?;
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &[LeafRef::settings(ctx.scope.tenant())]).await?;
    let old = row.definition.object();
    let mut definition = app.open(&permit, id.uuid(), &row.definition).await?;
    definition.name = name.unwrap_or(definition.name);
    if let Some(asked) = change.choices {
        definition.choices = match choices(ctx, row.kind, asked, &definition.choices) {
            Ok(choices) => choices,
            // What was opened for it is told all the same.
            Err(error) => {
                app.settle(permit).await?;
                return Err(error);
            }
        };
    }
    row.personal = change.personal.unwrap_or(row.personal);
    row.required = change.required.unwrap_or(row.required);
    let mut keys = app.vault().draft(ctx.scope);
    row.definition = keys.seal(ctx.now, id.uuid(), &[LeafRef::settings(ctx.scope.tenant())], &definition)?;
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    match change.place {
        Some(place) => put_at(&mut tx, &mut row, place).await?,
        None => tx.update_field(&row).await?,
    }
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    keys::replaced(app, ctx.scope, &[old]).await?;
    Ok(view(&row, definition))
}

/// Writes a field at another place; the others move by one.
async fn put_at(tx: &mut TenantTx, row: &mut Field, place: usize) -> Result<()> {
    let mut all = tx.list_fields().await?;
    all.retain(|other| other.holder == row.holder && other.id != row.id);
    all.insert(place.min(all.len()), row.clone());
    for (at, field) in (0i64..).zip(&mut all) {
        let moved = field.place != at;
        field.place = at;
        if field.id == row.id {
            row.place = at;
        }
        if moved || field.id == row.id {
            tx.update_field(field).await?;
        }
    }
    Ok(())
}

/// Removes a field; its definition's key ends with the backups that hold it. What was filled in is shown nowhere any more: it stays sealed
/// where it is until a field there is filled in again, or its ticket or contact ends.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn delete(app: &App, ctx: &Ctx, id: FieldId) -> Result<()> {
    let permit = app.permit(ctx, Act::FIELD_DELETE).await?;
    let rows = app.store().tenant(ctx.scope).list_fields().await?;
    let row = rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound("field"))?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    tx.delete_field(id).await?;
    tx.append_audit(&entries).await?;
    tx.append_changes(&[ctx.change(ChangeKind::OrderingChanged, None, None)]).await?;
    tx.commit().await?;
    keys::replaced(app, ctx.scope, &[row.definition.object()]).await?;
    Ok(())
}

fn unnamed(ctx: &Ctx) -> FieldChoice {
    FieldChoice { id: ChoiceId::generate(ctx.now), name: String::new() }
}

/// Only tickets are closed.
const fn check_required(holder: FieldHolder, required: bool) -> Result<()> {
    if required && matches!(holder, FieldHolder::Contact) {
        return Err(Error::Input { field: "required", rule: "rule-field-required" });
    }
    Ok(())
}

/// The choices that a field has from now on; those with an id are among `known`.
fn choices(
    ctx: &Ctx,
    kind: FieldKind,
    asked: Vec<ChoiceDraft>,
    known: &[FieldChoice],
) -> Result<Vec<FieldChoice>> {
    let wrong = |rule| Err(Error::Input { field: "choices", rule });
    if kind != FieldKind::Choice {
        return if asked.is_empty() { Ok(known.to_vec()) } else { wrong("rule-field-no-choices") };
    }
    if asked.is_empty() {
        return wrong("rule-required");
    }
    if asked.len() > FIELD_CHOICES_MAX {
        return wrong("rule-too-many");
    }
    let mut out: Vec<FieldChoice> = Vec::with_capacity(asked.len());
    for choice in asked {
        let name = checked_name(&choice.name, "choices", FIELD_CHOICE_CHARS_MAX)?;
        let id = match choice.id {
            None => ChoiceId::generate(ctx.now),
            Some(id) if known.iter().any(|known| known.id == id) => id,
            Some(_) => return wrong("rule-field-unknown-choice"),
        };
        let taken = |other: &FieldChoice| other.id == id || other.name.to_lowercase() == name.to_lowercase();
        if out.iter().any(taken) {
            return wrong("rule-field-same-choice");
        }
        out.push(FieldChoice { id, name });
    }
    Ok(out)
}

/// A name as it is kept: one space between words.
fn checked_name(name: &str, field: &'static str, chars_max: usize) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Err(Error::Input { field, rule: "rule-required" });
    }
    if name.chars().count() > chars_max || name.chars().any(char::is_control) {
        return Err(Error::Input { field, rule: "rule-name" });
    }
    Ok(name)
}

/// A key: small letters, digits and underscores; made from the name when none is given.
fn checked_key(key: &str, name: &str) -> Result<String> {
    let key = match key.trim() {
        "" => made_of(name),
        given => given.to_owned(),
    };
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let starts = key.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts || key.len() > FIELD_KEY_CHARS_MAX || !key.chars().all(good) {
        return Err(Error::Input { field: "key", rule: "rule-field-key" });
    }
    Ok(key)
}

/// A key out of a name: letters that it cannot hold are left out or written with others.
fn made_of(name: &str) -> String {
    let mut key = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'æ' | 'ä' => key.push_str("ae"),
            'ø' | 'ö' => key.push_str("oe"),
            'å' => key.push_str("aa"),
            'ü' => key.push_str("ue"),
            'ß' => key.push_str("ss"),
            'é' | 'è' | 'ê' => key.push('e'),
            c if c.is_ascii_alphanumeric() => key.push(c),
            _ if key.is_empty() || key.ends_with('_') => {}
            _ => key.push('_'),
        }
    }
    key.chars().take(FIELD_KEY_CHARS_MAX).collect::<String>().trim_matches('_').to_owned()
}

/// A ticket's field and a contact's may have the same key.
async fn key_tag(app: &App, ctx: &Ctx, holder: FieldHolder, key: &str) -> Result<LookupTag> {
    app.load_tenant(ctx.scope).await?;
    let tenant = ctx.scope.tenant();
    app.admit(ctx.scope, &[LeafRef::lookup(tenant), LeafRef::settings(tenant)]).await?;
    Ok(app.vault().tag(ctx.scope, KEY, format!("{holder}/{key}").as_bytes())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_of_names() {
        for (name, key) in [
            ("Order number", "order_number"),
            ("Ærø & Ångström (m)", "aeroe_aangstroem_m"),
            ("  Plan: Pro!  ", "plan_pro"),
        ] {
            assert_eq!(checked_key("", name).ok().as_deref(), Some(key));
        }
        for wrong in ["", "1st", "Plan", "a-b", "a b", "_a", &"a".repeat(41)] {
            assert!(checked_key(wrong, "電話").is_err(), "{wrong}");
        }
    }
}
