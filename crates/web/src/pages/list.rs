//! The ticket list: which tickets a view, a mailbox and a search name, and how their lines read.

use super::{finding, time};
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::problem::Answer;
use app::Instructions;
use app::saved_view::ViewView;
use app::view::{
    AgentView, BuiltInView, FieldView, Found, MailboxView, TagView, TeamView, TicketFilter, TicketRow,
};
use domain::limits::{FIELDS_MAX, PAGE_ITEMS_DEFAULT};
use domain::{AgentId, MailboxId, TagId, TicketId, TicketStatus, Timestamp, ViewId};
use i18n::I18n;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the address says about the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// View.
    pub view: String,
    /// Mailbox.
    pub mailbox: String,
    /// Search.
    pub q: String,
    /// Position.
    pub after: String,
    /// Status, where the view leaves it open.
    pub status: String,
    /// An agent's id, `me` or `none`, where the view leaves it open.
    pub assignee: String,
    /// Priority.
    pub priority: String,
    /// Tag.
    pub tag: String,
    /// A team's id, `mine` or `none`.
    pub team: String,
    /// An organisation's id; its name or domain, as it was typed.
    pub organisation: String,
    /// Whether the history of the ticket that is open is shown.
    pub history: String,
    /// Order.
    pub order: String,
    /// Only what is unread.
    pub unread: String,
    /// What is read too, where the saved view asks for unread alone.
    pub read: String,
    /// A change that was just made, to take it back.
    pub undo: String,
    /// How many tickets it changed.
    pub changed: String,
    /// Conditions on custom fields: `field.` and a key, with a choice. What else the address says means nothing here.
    #[serde(flatten)]
    pub fields: BTreeMap<String, String>,
}

/// A choice in a `select`.
pub struct Option_ {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A line of the list.
pub struct Line {
    /// Id.
    pub id: TicketId,
    /// Address of the conversation.
    pub href: String,
    /// Something new in it.
    pub unread: bool,
    /// The reader is writing something on it.
    pub draft: bool,
    /// Shown beside the list.
    pub current: bool,
    /// Who wrote.
    pub requester: String,
    /// Subject.
    pub subject: String,
    /// Start of the newest message.
    pub preview: String,
    /// Status, as a word.
    pub status: String,
    /// Look of the status.
    pub status_look: &'static str,
    /// Who has it.
    pub assignee: String,
    /// The team whose it is.
    pub team: String,
    /// Mailbox, when there are several.
    pub mailbox: String,
    /// Messages.
    pub messages: i64,
    /// Attachments.
    pub attachments: i64,
    /// Tags.
    pub tags: Vec<TagChip>,
    /// Priority, where it is not the usual one.
    pub priority: Option<(&'static str, String)>,
    /// When it is open again.
    pub snoozed_iso: Option<String>,
    /// Age of the last change.
    pub age: String,
    /// The same, exactly.
    pub updated_iso: String,
}

/// A tag, as it is shown.
pub struct TagChip {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Colour.
    pub colour: &'static str,
}

/// The list, ready to show.
pub struct List {
    /// Heading.
    pub title: String,
    /// View.
    pub view: String,
    /// The saved view that is shown.
    pub saved: Option<Saved>,
    /// Search.
    pub query: String,
    /// What is to be known about what was found.
    pub remarks: Vec<String>,
    /// There is what no search goes through.
    pub stored_only: bool,
    /// Choice of mailboxes.
    pub mailboxes: Vec<Option_>,
    /// Lines.
    pub rows: Vec<Line>,
    /// What to say when there are none.
    pub empty: String,
    /// Whether connecting a mailbox is the next step.
    pub offer_mailbox: bool,
    /// Address of older ones.
    pub next: Option<String>,
    /// Query string that keeps the list as it is.
    pub keep: String,
    /// What the list can be narrowed by.
    pub narrow: Vec<Narrowing>,
    /// How many of them are in use.
    pub narrowed: i64,
    /// The organisation's name that it is narrowed by; absent while there are none at all.
    pub organisation: Option<String>,
    /// Only what is unread.
    pub unread: bool,
    /// The saved view asks for that.
    pub unread_of_view: bool,
    /// What can be done to the selected tickets.
    pub actions: Actions,
    /// What was just done and can be taken back.
    pub undo: Option<Undone>,
}

/// A saved view that is shown.
pub struct Saved {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Whether who looks may change it.
    pub mine: bool,
    /// Whether everyone has it.
    pub shared: bool,
}

/// A choice that narrows the list.
pub struct Narrowing {
    /// Name of the field.
    pub name: String,
    /// Label.
    pub label: String,
    /// Choices; the first one narrows nothing.
    pub choices: Vec<Option_>,
    /// What is chosen is what the saved view asks for.
    pub of_view: bool,
}

/// What can be done to the selected tickets.
pub struct Actions {
    /// Whom they can be given to.
    pub assignees: Vec<Option_>,
    /// The teams that they can be given to.
    pub teams: Vec<Option_>,
    /// Statuses that they can get.
    pub statuses: Vec<Option_>,
    /// Priorities that they can get.
    pub priorities: Vec<Option_>,
    /// The tags that there are.
    pub tags: Vec<TagView>,
    /// How long they can be put aside.
    pub snoozes: Vec<Option_>,
    /// They are spam or trash.
    pub away: bool,
}

/// A change that was just made.
pub struct Undone {
    /// Its id.
    pub id: String,
    /// Where it is taken back.
    pub place: &'static str,
    /// What to say.
    pub text: String,
}

impl Choice {
    /// The view that is shown.
    #[must_use]
    pub fn view(&self) -> Shown {
        let known = BuiltInView::ALL.iter().find(|view| view.as_str() == self.view);
        match (known, self.view.parse()) {
            (Some(view), _) => Shown::BuiltIn(*view),
            (None, Ok(id)) => Shown::Saved(id),
            (None, Err(_)) if self.q.is_empty() => Shown::BuiltIn(BuiltInView::Open),
            (None, Err(_)) => Shown::BuiltIn(BuiltInView::All),
        }
    }

    /// Whether only what is unread is shown; `of_view` where the view asks for that.
    #[must_use]
    pub const fn only_unread(&self, of_view: bool) -> bool {
        !self.unread.is_empty() || (of_view && self.read.is_empty())
    }

    /// The query string that keeps the list as it is.
    #[must_use]
    pub fn query(&self) -> String {
        let view = self.view().to_string();
        let mut pairs = vec![("view", view.as_str())];
        for (name, value) in [
            ("mailbox", &self.mailbox),
            ("q", &self.q),
            ("status", &self.status),
            ("assignee", &self.assignee),
            ("priority", &self.priority),
            ("tag", &self.tag),
            ("team", &self.team),
            ("organisation", &self.organisation),
            ("order", &self.order),
            ("unread", &self.unread),
            ("read", &self.read),
            ("history", &self.history),
        ] {
            if !value.is_empty() {
                pairs.push((name, value.as_str()));
            }
        }
        pairs.extend(self.on_fields());
        format!("?{}", serde_urlencoded::to_string(pairs).unwrap_or_default())
    }

    /// The conditions on custom fields.
    pub(super) fn on_fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        pairs.filter(|(name, value)| name.starts_with("field.") && !value.is_empty()).take(FIELDS_MAX)
    }

    /// The choice of a custom field that narrows the list.
    #[must_use]
    pub fn on_field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// The page of tickets that this names.
    ///
    /// # Errors
    /// What a use case refuses.
    pub async fn find(&self, web: &Web, caller: &Caller) -> Answer<Found> {
        let (asked, order) = self.conditions(web, caller).await?;
        let filter = TicketFilter::of(asked, order, caller.ctx.agent_id());
        let after = Some(self.after.as_str()).filter(|after| !after.is_empty());
        Ok(match self.q.trim() {
            "" => app::ticket::list(&web.app, &caller.ctx, &filter, after, PAGE_ITEMS_DEFAULT).await?.into(),
            text => {
                app::ticket::search(&web.app, &caller.ctx, text, &filter, after, PAGE_ITEMS_DEFAULT).await?
            }
        })
    }
}

/// Which view is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// One that everyone has.
    BuiltIn(BuiltInView),
    /// A saved one.
    Saved(ViewId),
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BuiltIn(view) => f.write_str(view.as_str()),
            Self::Saved(id) => id.fmt(f),
        }
    }
}

/// Reads a field of the address; empty is absent.
pub(super) fn chosen<T: std::str::FromStr>(text: &str) -> Answer<Option<T>> {
    if text.is_empty() { Ok(None) } else { input::id(text).map(Some) }
}

/// Everything that the lines' words come from.
pub struct Words<'a> {
    /// Texts.
    pub texts: &'a I18n,
    /// Agents.
    pub agents: &'a [AgentView],
    /// Mailboxes.
    pub mailboxes: &'a [MailboxView],
    /// Tags.
    pub tags: &'a [TagView],
    /// Teams.
    pub teams: &'a [TeamView],
    /// Custom fields of tickets.
    pub fields: &'a [FieldView],
    /// The organisation's name that the list is narrowed by; absent while there are none at all.
    pub organisation: Option<&'a str>,
    /// Saved views.
    pub saved: &'a [ViewView],
    /// Who looks.
    pub me: Option<AgentId>,
    /// Whether they are an admin.
    pub admin: bool,
    /// What the company instructs.
    pub instructions: &'a Instructions,
    /// No remote image is fetched for the company.
    pub images_withheld: bool,
    /// Now.
    pub now: Timestamp,
}

impl Words<'_> {
    /// A subject that is never empty.
    #[must_use]
    pub fn subject(&self, subject: &str) -> String {
        match subject.trim() {
            "" => self.texts.t("ticket-no-subject"),
            text => text.to_owned(),
        }
    }

    /// A status in words.
    #[must_use]
    pub fn status(&self, status: TicketStatus) -> String {
        self.texts.t(&format!("ticket-status-{status}"))
    }

    /// An agent's name.
    #[must_use]
    pub fn agent(&self, id: domain::AgentId) -> String {
        self.agents.iter().find(|agent| agent.id == id).map_or_else(String::new, |agent| agent.name.clone())
    }

    /// A mailbox's name.
    #[must_use]
    pub fn mailbox(&self, id: MailboxId) -> String {
        self.mailboxes.iter().find(|mailbox| mailbox.id == id).map_or_else(String::new, |m| m.name.clone())
    }

    /// The names of all tags but these.
    #[must_use]
    pub fn tags_but(&self, taken: &[TagId]) -> Vec<String> {
        let left = self.tags.iter().filter(|tag| !taken.contains(&tag.id));
        let mut names: Vec<String> = left.map(|tag| tag.name.clone()).collect();
        names.sort_by(|one, other| self.texts.compare(one, other));
        names
    }

    /// The list as it is shown, with `current` marked.
    #[must_use]
    pub fn list(&self, choice: &Choice, found: Found, current: Option<TicketId>) -> List {
        let view = choice.view();
        let query = choice.q.trim().to_owned();
        let title = match query.is_empty() {
            true => self.titled(view),
            false => self.texts.t_args("tickets-search-results", &[("query", query.as_str())]),
        };
        let empty_of = match view {
            _ if !query.is_empty() => "search",
            Shown::BuiltIn(view) => view.as_str(),
            Shown::Saved(_) => "narrowed",
        };
        let saved = self.saved_view(view).map(|view| Saved {
            id: view.id.to_string(),
            name: view.name.clone(),
            mine: Some(view.owner) == self.me || self.admin,
            shared: view.shared,
        });
        let unread_of_view = self.saved_view(view).is_some_and(|view| view.conditions.unread);
        let remarks = finding::remarks(self.texts, &found);
        let narrow = self.narrowings(choice);
        let in_use = narrow
            .iter()
            .filter(|n| n.name != "order" && !n.of_view && n.choices.iter().skip(1).any(|c| c.chosen));
        let in_use = in_use.count() + usize::from(!choice.organisation.is_empty());
        let narrowed = i64::try_from(in_use).unwrap_or_default();
        List {
            title,
            view: view.to_string(),
            saved,
            empty: if narrowed > 0 || !choice.unread.is_empty() {
                self.texts.t("tickets-empty-narrowed")
            } else {
                self.texts.t(&format!("tickets-empty-{empty_of}"))
            },
            offer_mailbox: self.mailboxes.is_empty(),
            mailboxes: self.mailbox_choices(choice),
            next: found.next.map(|next| format!("/tickets{}&after={next}", choice.query())),
            rows: found.items.into_iter().map(|row| self.line(choice, row, current)).collect(),
            keep: choice.query(),
            narrow,
            narrowed,
            organisation: self.organisation.map(str::to_owned),
            unread: choice.only_unread(unread_of_view),
            unread_of_view,
            actions: self.actions(matches!(view, Shown::BuiltIn(BuiltInView::Spam | BuiltInView::Trash))),
            undo: self.undone(choice),
            remarks,
            stored_only: found.stored_only,
            query,
        }
    }

    fn line(&self, choice: &Choice, row: TicketRow, current: Option<TicketId>) -> Line {
        Line {
            href: format!("/tickets/{}{}", row.id, choice.query()),
            unread: row.unread,
            draft: row.draft,
            current: current == Some(row.id),
            subject: match (row.restricted, row.held) {
                (true, false) => self.texts.t("restricted-ticket"),
                (true, true) => self.texts.t("held-ticket"),
                _ => self.subject(&row.subject),
            },
            status: self.status(row.status),
            status_look: look(row.status),
            assignee: row.assignee_id.map_or_else(|| self.texts.t("tickets-unassigned"), |id| self.agent(id)),
            team: self.team(row.team_id),
            mailbox: if self.mailboxes.len() > 1 { self.mailbox(row.mailbox_id) } else { String::new() },
            messages: row.message_count,
            attachments: row.attachment_count,
            tags: self.chips(&row.tag_ids),
            priority: self.priority(row.priority),
            snoozed_iso: row.snoozed_until_ms.map(time::iso),
            age: time::age(self.texts, row.updated_at_ms, self.now),
            updated_iso: time::iso(row.updated_at_ms),
            id: row.id,
            requester: if row.restricted { format!("#{}", row.number) } else { row.requester },
            preview: row.preview,
        }
    }
}

/// How a status looks.
pub(super) const fn look(status: TicketStatus) -> &'static str {
    match status {
        TicketStatus::Open => "accent",
        TicketStatus::Pending | TicketStatus::Snoozed => "wait",
        TicketStatus::Closed => "good",
        TicketStatus::Spam | TicketStatus::Trash => "bad",
        TicketStatus::Merged => "low",
    }
}
