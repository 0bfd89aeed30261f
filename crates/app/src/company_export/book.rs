//! What everything else is told by: who the company's people are, and what its tags, fields, teams and mailboxes are called.

use crate::access_export::gather::tag_names;
use crate::agent::pseudonym;
use crate::{App, Error, Result, field, mailbox, tenant};
use domain::record::MailboxSettings;
use domain::{AgentId, MailboxId, TagId, TeamId};
use privacy::Permit;
use std::collections::HashMap;

/// An agent, by what they are called.
pub(super) struct Colleague {
    pub row: store::Agent,
    /// Absent once their account was erased.
    pub profile: Option<domain::record::AgentProfile>,
}

/// Names, by id.
pub(super) struct Book {
    pub company: String,
    pub agents: Vec<Colleague>,
    pub names: HashMap<AgentId, String>,
    pub tags: HashMap<TagId, String>,
    pub teams: HashMap<TeamId, String>,
    pub fields: Vec<field::FieldView>,
    pub mailboxes: Vec<(store::Mailbox, MailboxSettings)>,
}

impl Book {
    /// Opens what has names.
    ///
    /// # Errors
    /// What cannot be opened, or a store's failure.
    pub(super) async fn open(app: &App, permit: &Permit) -> Result<Self> {
        let (scope, store) = (permit.scope(), app.store().tenant(permit.scope()));
        let info = tenant::find(app, scope).await?.ok_or(Error::NotFound("tenant"))?;
        let rows = store.list_agents().await?;
        let profiles = app.open_left(permit, rows.iter().map(|row| (row.id.uuid(), &row.profile))).await?;
        let agents: Vec<_> =
            rows.into_iter().zip(profiles).map(|(row, profile)| Colleague { row, profile }).collect();
        let names = agents.iter().map(|one| (one.row.id, called(one))).collect();
        let teams = store.list_teams().await?;
        let contents = app.open_all(permit, teams.iter().map(|row| (row.id.uuid(), &row.content))).await?;
        let teams = teams.iter().map(|row| row.id).zip(contents.into_iter().map(|one| one.name)).collect();
        let mut mailboxes = Vec::new();
        for row in store.list_mailboxes().await? {
            let settings = mailbox::open_settings(app, permit, &row).await?;
            mailboxes.push((row, settings));
        }
        Ok(Self {
            company: info.name,
            agents,
            names,
            tags: tag_names(app, permit, &store).await?,
            teams,
            fields: field::open(app, permit, &store.list_fields().await?).await?,
            mailboxes,
        })
    }

    /// What an agent is called.
    pub(super) fn name(&self, id: Option<AgentId>) -> Option<&str> {
        id.and_then(|id| self.names.get(&id)).map(String::as_str)
    }

    /// The address of a mailbox.
    pub(super) fn address(&self, id: MailboxId) -> Option<&str> {
        let found = self.mailboxes.iter().find(|(row, _)| row.id == id);
        found.map(|(_, settings)| settings.address.as_str())
    }
}

fn called(one: &Colleague) -> String {
    match &one.profile {
        Some(profile) if !profile.name.is_empty() => profile.name.clone(),
        _ => pseudonym::name(one.row.id),
    }
}
