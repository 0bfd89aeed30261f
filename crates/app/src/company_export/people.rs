//! `people.json` and `organisations.json`: who wrote, and whom they belong to.

use super::write::{Writer, moment};
use crate::access_export::data::{self, Moment};
use crate::access_export::gather::as_field;
use crate::{Result, field};
use domain::limits::{ACCESS_EXPORT_PEOPLE_MAX, PAGE_ITEMS_MAX};
use domain::record::{ContactProfile, FieldValues};
use domain::{ContactId, ContactState, FieldHolder, ObjectionPurpose};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

impl Writer<'_> {
    /// Writes everybody who wrote, or was written to.
    pub(super) async fn people(&mut self) -> Result<()> {
        self.begin_json("people.json", "people").await?;
        self.begin_list("people").await?;
        let exported = self.store().list_contacts_with_access_exports(ACCESS_EXPORT_PEOPLE_MAX).await?;
        let exported: HashSet<ContactId> = exported.into_iter().collect();
        let mut before = None;
        loop {
            let rows = self.store().list_contacts(before, PAGE_ITEMS_MAX).await?;
            let Some(last) = rows.last() else { break };
            before = Some(last.id);
            let ids: Vec<ContactId> = rows.iter().map(|row| row.id).collect();
            let rows = self.app.open_each(&self.permit, rows, |row| (row.id.uuid(), &row.profile)).await?;
            let held = self.held(&ids.iter().map(|id| id.uuid()).collect::<Vec<_>>()).await?;
            let mut object = HashSet::new();
            for purpose in ObjectionPurpose::ALL {
                object.extend(self.store().list_objecting_contacts(*purpose, &ids).await?);
            }
            for (row, profile) in rows {
                let fields = self.fields(FieldHolder::Contact, held.get(&row.id.uuid()));
                let mut one = person(&row, profile, &fields);
                self.more(&row, (object.contains(&row.id), exported.contains(&row.id)), &mut one).await?;
                self.item(&one).await?;
                self.counts.people += 1;
            }
            self.beat().await?;
        }
        self.end_list().await?;
        self.end_json().await
    }

    /// What few people have: a restriction, objections, copies of what is held about them.
    async fn more(
        &self,
        row: &store::Contact,
        (objects, has_exports): (bool, bool),
        one: &mut Value,
    ) -> Result<()> {
        let store = self.store();
        let restriction = match row.state {
            ContactState::Restricted => store.find_restriction(row.id).await?,
            ContactState::Active => None,
        };
        let restriction = restriction.map(|one| {
            json!({
                "request_id": one.request,
                "restricted_at": Moment(one.restricted_at),
                "told_at": moment(one.told_at),
            })
        });
        let objections = if objects { store.list_objections(row.id).await? } else { Vec::new() };
        let objection = |one: store::Objection| {
            json!({
                "purpose": one.purpose,
                "request_id": one.request,
                "made_at": Moment(one.made_at),
            })
        };
        let exports = if has_exports { store.list_access_exports(row.id).await? } else { Vec::new() };
        let export = |one: store::AccessExport| {
            json!({
                "id": one.id,
                "asked_by_id": one.agent,
                "state": one.state,
                "language": one.language,
                "asked_at": Moment(one.asked_at),
                "ready_at": moment(one.ready_at),
                "expires_at": Moment(one.expires_at),
            })
        };
        if let Some(members) = one.as_object_mut() {
            members.insert("restriction".to_owned(), json!(restriction));
            let objections: Vec<Value> = objections.into_iter().map(objection).collect();
            members.insert("objections".to_owned(), json!(objections));
            let exports: Vec<Value> = exports.into_iter().map(export).collect();
            members.insert("exports".to_owned(), json!(exports));
        }
        Ok(())
    }

    /// What custom fields hold, by holder.
    pub(super) async fn held(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, FieldValues>> {
        if self.book.fields.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = self.store().list_field_values(ids).await?;
        field::held(self.app, &self.permit, &rows).await
    }

    /// The fields of a holder.
    pub(super) fn fields(&self, holder: FieldHolder, held: Option<&FieldValues>) -> Vec<data::Field> {
        field::shown(&self.book.fields, holder, held).into_iter().filter_map(as_field).collect()
    }

    /// Writes whom they belong to.
    pub(super) async fn organisations(&mut self) -> Result<()> {
        self.begin_json("organisations.json", "organisations").await?;
        self.begin_list("organisations").await?;
        let mut before = None;
        loop {
            let rows = self.store().list_organisations(before, PAGE_ITEMS_MAX).await?;
            let Some(last) = rows.last() else { break };
            before = Some(last.id);
            let contents = rows.iter().map(|row| (row.id.uuid(), &row.content));
            let contents = self.app.open_all(&self.permit, contents).await?;
            for (row, content) in rows.iter().zip(contents) {
                let one = json!({
                    "id": row.id,
                    "name": content.name,
                    "domains": content.domains,
                    "notes": content.notes,
                    "created_at": Moment(row.created_at),
                    "updated_at": Moment(row.updated_at),
                });
                self.item(&one).await?;
                self.counts.organisations += 1;
            }
            self.beat().await?;
        }
        self.end_list().await?;
        self.end_json().await
    }
}

fn person(row: &store::Contact, profile: ContactProfile, fields: &[data::Field]) -> Value {
    json!({
        "id": row.id,
        "name": profile.name,
        "emails": profile.emails,
        "phone": profile.phone,
        "remark": profile.remark,
        "state": row.state,
        "organisation_id": row.organisation,
        "fields": fields,
        "created_at": Moment(row.created_at),
        "updated_at": Moment(row.updated_at),
    })
}
