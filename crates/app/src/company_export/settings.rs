//! How a company works: its people, teams, tags, fields, saved replies, views and mailboxes.

use super::write::{Writer, moment};
use crate::Result;
use crate::access_export::data::Moment;
use domain::record::{MailboxSettings, ServerSettings};
use serde_json::{Value, json};

impl Writer<'_> {
    /// The company's people.
    pub(super) async fn agents(&mut self) -> Result<()> {
        let of = |one: &super::book::Colleague| {
            let profile = one.profile.clone().unwrap_or_default();
            json!({
                "id": one.row.id,
                "name": self.book.name(Some(one.row.id)),
                "email": profile.email,
                "role": one.row.role,
                "state": one.row.state,
                "away": one.row.away,
                "signature": profile.signature,
                "language": profile.language,
                "time_zone": profile.time_zone,
                "created_at": Moment(one.row.created_at),
                "erased_at": moment(one.row.erased_at),
            })
        };
        let all: Vec<Value> = self.book.agents.iter().map(of).collect();
        self.list("agents", &all).await
    }

    /// Teams, and who gets tickets.
    pub(super) async fn teams(&mut self) -> Result<()> {
        let rows = self.store().list_teams().await?;
        let contents = rows.iter().map(|row| (row.id.uuid(), &row.content));
        let contents = self.app.open_all(&self.permit, contents).await?;
        let of = |(row, content): (&store::Team, domain::record::TeamContent)| {
            json!({
                "id": row.id,
                "name": content.name,
                "signature": content.signature,
                "member_ids": row.members,
                "created_at": Moment(row.created_at),
            })
        };
        let all: Vec<Value> = rows.iter().zip(contents).map(of).collect();
        self.list("teams", &all).await?;
        let of = |rule: store::AssignRule| {
            json!({
                "of_id": rule.owner.uuid(),
                "team_id": rule.team,
                "way": rule.way,
                "last_agent_id": rule.last,
            })
        };
        let all: Vec<Value> = self.store().list_assign_rules().await?.into_iter().map(of).collect();
        self.list("assign_rules", &all).await
    }

    /// Tags and custom fields.
    pub(super) async fn tags_and_fields(&mut self) -> Result<()> {
        let of = |row: store::Tag| {
            json!({
                "id": row.id,
                "name": self.book.tags.get(&row.id),
                "colour": row.colour,
                "created_at": Moment(row.created_at),
            })
        };
        let all: Vec<Value> = self.store().list_tags().await?.into_iter().map(of).collect();
        self.list("tags", &all).await?;
        let of = |one: &crate::field::FieldView| {
            json!({
                "id": one.id,
                "key": one.key,
                "name": one.name,
                "holder": one.holder,
                "kind": one.kind,
                "choices": one.choices,
                "personal": one.personal,
                "required": one.required,
                "created_at": Moment(one.created_at_ms),
            })
        };
        let all: Vec<Value> = self.book.fields.iter().map(of).collect();
        self.list("fields", &all).await
    }

    /// Saved replies and views that everyone has.
    pub(super) async fn saved(&mut self) -> Result<()> {
        let rows = self.store().list_shared_saved_replies().await?;
        let contents = rows.iter().map(|row| (row.id.uuid(), &row.content));
        let contents = self.app.open_all(&self.permit, contents).await?;
        let of = |(row, content): (&store::SavedReply, domain::record::SavedReplyContent)| {
            json!({
                "id": row.id,
                "owner_id": row.owner,
                "name": content.name,
                "text": content.text,
                "html": content.html,
                "created_at": Moment(row.created_at),
                "updated_at": Moment(row.updated_at),
            })
        };
        let all: Vec<Value> = rows.iter().zip(contents).map(of).collect();
        self.list("saved_replies", &all).await?;
        let mut rows = self.store().list_saved_views().await?;
        rows.retain(|row| row.shared);
        let names = rows.iter().map(|row| (row.id.uuid(), &row.name));
        let names = self.app.open_all(&self.permit, names).await?;
        let of = |(row, name): (&store::SavedView, domain::record::ViewName)| {
            json!({
                "id": row.id,
                "owner_id": row.owner,
                "name": name.name,
                "conditions": row.conditions.to_string(),
                "order": row.order.as_str(),
                "created_at": Moment(row.created_at),
            })
        };
        let all: Vec<Value> = rows.iter().zip(names).map(of).collect();
        self.list("views", &all).await
    }

    /// Mailboxes and how they are reached; never what proves who may.
    pub(super) async fn mailboxes(&mut self) -> Result<()> {
        let store = self.store();
        let (ends, grants) = (store.list_mailbox_ends().await?, store.list_grants().await?);
        let of = |(row, settings): &(store::Mailbox, MailboxSettings)| {
            let end = ends.iter().find(|end| end.mailbox == row.id);
            let permission = grants.iter().find(|grant| grant.mailbox == row.id).map(|grant| {
                json!({
                    "provider": grant.provider,
                    "state": grant.state,
                    "refreshed_at": Moment(grant.refreshed_at),
                    "ended_at": moment(grant.ended_at),
                })
            });
            json!({
                "id": row.id,
                "name": settings.name,
                "address": settings.address,
                "kind": row.kind,
                "state": row.state,
                "imap": settings.imap.as_ref().map(server),
                "smtp": settings.smtp.as_ref().map(server),
                "folders": settings.folders,
                "sent_folder": settings.sent_folder,
                "sent_by_server": settings.sent_by_server,
                "after_take_in": settings.after_take_in,
                "move_to": settings.move_to,
                "aliases": settings.aliases,
                "identities": settings.identities,
                "signature": settings.signature,
                "shared": settings.shared,
                "intake": settings.intake,
                "look_back_from": Moment(row.look_back_from),
                "created_at": Moment(row.created_at),
                "disconnected_at": moment(end.map(|end| end.ended_at)),
                "erase_at": moment(end.map(|end| end.erase_at)),
                "permission": permission,
            })
        };
        let all: Vec<Value> = self.book.mailboxes.iter().map(of).collect();
        self.list("mailboxes", &all).await
    }
}

/// A server, without its password.
fn server(settings: &ServerSettings) -> Value {
    json!({
        "host": settings.host,
        "port": settings.port,
        "security": settings.security,
        "login": settings.login,
    })
}
