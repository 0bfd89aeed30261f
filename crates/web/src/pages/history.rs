//! What happened on a ticket, in words: quiet lines between the messages.

use super::conversation::Message;
use super::list::{Choice, Words};
use super::time;
use app::view::{Happening, HistoryView, Page};
use domain::{AgentId, FieldId, MailboxId, TagId, TeamId, TicketId};
use i18n::FluentValue;
use uuid::Uuid;

/// Changes that stand there at once; of more, their number.
const UNFOLDED_MAX: usize = 3;

/// Changes between two messages, oldest first.
pub struct Run {
    /// Tells it from others on the page.
    pub id: String,
    /// How many.
    pub count: i64,
    /// Whether only their number is seen at first.
    pub folded: bool,
    /// They.
    pub changes: Vec<Change>,
}

/// One of them.
pub struct Change {
    /// What happened.
    pub text: String,
    /// The time at the end of the text.
    pub until_iso: Option<String>,
    /// When it happened.
    pub at_iso: String,
}

/// The history of the ticket that is open.
pub struct History {
    /// Whether the reader asked for it.
    pub shown: bool,
    /// The address with it, or without.
    pub toggle: String,
    /// Older changes are left out.
    pub cut: bool,
    /// Nothing happened yet.
    pub empty: bool,
    /// What happened after the last message.
    pub last: Option<Run>,
}

impl History {
    /// Nothing of it yet, and the address that shows it, or hides it again.
    #[must_use]
    pub fn hidden(ticket: TicketId, choice: &Choice) -> Self {
        let history = if choice.history.is_empty() { "yes".to_owned() } else { String::new() };
        let toggle = format!("/tickets/{ticket}{}", Choice { history, ..choice.clone() }.query());
        Self { shown: !choice.history.is_empty(), toggle, cut: false, empty: false, last: None }
    }

    /// Puts what happened between the messages.
    pub fn fill(&mut self, words: &Words<'_>, page: Page<HistoryView>, messages: &mut [Message]) {
        (self.cut, self.empty) = (page.next.is_some(), page.items.is_empty());
        let mut changes = page.items.into_iter().rev().peekable();
        for message in messages {
            let mut before = Vec::new();
            while let Some(change) = changes.next_if(|change| change.at_ms < message.at) {
                before.push(words.change(&change));
            }
            message.changes = run(message.id.to_string(), before);
        }
        self.last = run("last".to_owned(), changes.map(|change| words.change(&change)).collect());
    }
}

fn run(id: String, changes: Vec<Change>) -> Option<Run> {
    let (count, folded) = (i64::try_from(changes.len()).unwrap_or_default(), changes.len() > UNFOLDED_MAX);
    (count > 0).then_some(Run { id, count, folded, changes })
}

impl Words<'_> {
    fn change(&self, change: &HistoryView) -> Change {
        let until_iso = match change.what {
            Happening::Snoozed => change.until_ms.map(time::iso),
            Happening::Status if change.word_after.as_deref() == Some("snoozed") => {
                change.until_ms.map(time::iso)
            }
            _ => None,
        };
        Change { text: self.happened(change), until_iso, at_iso: time::iso(change.at_ms) }
    }

    fn happened(&self, change: &HistoryView) -> String {
        let name = self.or_gone(change.by.map_or_else(|| self.texts.t("app-name"), |id| self.agent(id)));
        let value = self.value(change);
        let rule = change.rule_of.map(|id| self.rule_of(id));
        let args = [
            ("name", FluentValue::from(name)),
            ("value", value.into()),
            ("rule", rule.clone().unwrap_or_default().into()),
            ("number", change.number.unwrap_or_default().to_string().into()),
        ];
        self.texts.t_args(key(change, rule.is_some()), &args)
    }

    /// What it is about, by its name.
    fn value(&self, change: &HistoryView) -> String {
        use Happening as H;
        let Some(id) = change.id_after.or(change.id_before) else {
            let word = change.word_after.as_deref().unwrap_or_default();
            let kind = if change.what == H::Priority { "priority" } else { "status" };
            return if word.is_empty() {
                String::new()
            } else {
                self.texts.t(&format!("ticket-{kind}-{word}"))
            };
        };
        let name = match change.what {
            H::Assignee | H::FollowerAdded | H::FollowerRemoved => self.agent(AgentId::from_uuid(id)),
            H::Team => self.team(Some(TeamId::from_uuid(id))),
            H::Mailbox => self.mailbox(MailboxId::from_uuid(id)),
            H::TagAdded | H::TagRemoved => {
                let known = self.tags.iter().find(|tag| tag.id == TagId::from_uuid(id));
                known.map_or_else(String::new, |tag| tag.name.clone())
            }
            H::Field => {
                let known = self.fields.iter().find(|field| field.id == FieldId::from_uuid(id));
                known.map_or_else(String::new, |field| field.name.clone())
            }
            _ => String::new(),
        };
        self.or_gone(name)
    }

    fn rule_of(&self, id: Uuid) -> String {
        let team = self.team(Some(TeamId::from_uuid(id)));
        self.or_gone(if team.is_empty() { self.mailbox(MailboxId::from_uuid(id)) } else { team })
    }

    /// What was removed meanwhile has no name.
    fn or_gone(&self, name: String) -> String {
        if name.is_empty() { self.texts.t("history-gone") } else { name }
    }
}

/// The sentence that says it.
fn key(change: &HistoryView, by_rule: bool) -> &'static str {
    use Happening as H;
    let is_now = |word: &str| change.word_after.as_deref() == Some(word);
    let own = change.by.is_some() && change.by.map(|id| id.uuid()) == change.id_after.or(change.id_before);
    match change.what {
        H::Status if change.woken => "history-woken",
        H::Status if is_now("snoozed") && change.until_ms.is_some() => "history-snoozed",
        H::Status if is_now("snoozed") => "history-snoozed-reply",
        H::Status if is_now("closed") => "history-closed",
        H::Status if is_now("open") && change.by.is_none() => "history-reopened",
        H::Status => "history-status",
        H::Snoozed if change.until_ms.is_some() => "history-snoozed",
        H::Snoozed => "history-snoozed-reply",
        H::Priority => "history-priority",
        H::Assignee if by_rule => "history-assigned-rule",
        H::Assignee if change.id_after.is_none() => "history-unassigned",
        H::Assignee if own => "history-taken",
        H::Assignee => "history-assigned",
        H::Team if by_rule => "history-team-rule",
        H::Team if change.id_after.is_none() => "history-team-none",
        H::Team => "history-team",
        H::Mailbox => "history-mailbox",
        H::TagAdded => "history-tag-added",
        H::TagRemoved => "history-tag-removed",
        H::FollowerAdded if own => "history-follows",
        H::FollowerAdded => "history-follower-added",
        H::FollowerRemoved if own => "history-unfollows",
        H::FollowerRemoved => "history-follower-removed",
        H::Requester => "history-requester",
        H::Field => "history-field",
        H::Merged => "history-merged",
        H::MergedInto => "history-merged-into",
        H::Unmerged => "history-unmerged",
        H::SplitOff => "history-split-off",
        H::SplitFrom => "history-split-from",
    }
}
