//! What a list is narrowed by: the conditions of its view, and those that the page puts in their place.

use super::list::{Choice, Narrowing, Option_, Shown, Words, chosen};
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::problem::Answer;
use app::saved_view::ViewView;
use app::view::{BuiltInView, TicketOrder, ViewConditions, WhichTeam, Whom, Whose};
use domain::{ChoiceId, TagId, TicketStatus};

/// What is sent to take a condition of the saved view away; nothing at all leaves it as it is.
const ANY: &str = "any";

impl Choice {
    /// What the view asks for, and what narrows it on this page: a choice stands in for the view's own.
    ///
    /// # Errors
    /// What is no choice, and a view that is not there.
    pub async fn conditions(&self, web: &Web, caller: &Caller) -> Answer<(ViewConditions, TicketOrder)> {
        let (mut asked, order) = match self.view() {
            Shown::BuiltIn(view) => (view.conditions(), TicketOrder::default()),
            Shown::Saved(id) => app::saved_view::conditions(&web.app, &caller.ctx, id).await?,
        };
        narrow(&mut asked.mailboxes, &self.mailbox)?;
        narrow(&mut asked.statuses, &self.status)?;
        narrow(&mut asked.priorities, &self.priority)?;
        match chosen_but_any::<TagId>(&self.tag)? {
            Some(Some(tag)) if asked.tags.contains(&tag) => {}
            Some(tag) => asked.tags = tag.into_iter().collect(),
            None => {}
        }
        match self.assignee.as_str() {
            "" => {}
            ANY => asked.assignee = Whose::Anyones,
            "none" => asked.assignee = Whose::Nobodys,
            text => asked.assignee = Whose::Of(input::id::<Whom>(text)?),
        }
        asked.team = chosen_but_any(&self.team)?.map_or(asked.team, |team| team.unwrap_or(WhichTeam::Any));
        asked.organisation = chosen(&self.organisation)?.or(asked.organisation);
        self.narrow_fields(web, caller, &mut asked.choices).await?;
        asked.unread = self.only_unread(asked.unread);
        Ok((asked, chosen(&self.order)?.unwrap_or(order)))
    }

    /// Puts the choices of custom fields in the place of the view's of the same fields.
    async fn narrow_fields(&self, web: &Web, caller: &Caller, asked: &mut Vec<ChoiceId>) -> Answer<()> {
        let fields = match asked.is_empty() || self.on_fields().next().is_none() {
            true => Vec::new(),
            false => app::field::list(&web.app, &caller.ctx).await?,
        };
        for (name, value) in self.on_fields() {
            let key = name.trim_start_matches("field.");
            if let Some(field) = fields.iter().find(|field| field.key == key) {
                asked.retain(|asked| field.choices.iter().all(|choice| choice.id != *asked));
            }
            if value == ANY && matches!(self.view(), Shown::Saved(_)) {
                continue;
            }
            // The page's own choices are ids; by its name, somebody wrote the address.
            let choice = match value.parse::<ChoiceId>() {
                Ok(id) => id,
                Err(_) => app::field::mark(&web.app, &caller.ctx, key, value).await?,
            };
            if !asked.contains(&choice) {
                asked.push(choice);
            }
        }
        Ok(())
    }
}

/// Reads a choice: absent, none of them ([`ANY`]), or one.
fn chosen_but_any<T: std::str::FromStr>(text: &str) -> Answer<Option<Option<T>>> {
    if text == ANY { Ok(Some(None)) } else { Ok(chosen(text)?.map(Some)) }
}

fn narrow<T: std::str::FromStr>(asked: &mut Vec<T>, text: &str) -> Answer<()> {
    if let Some(one) = chosen_but_any(text)? {
        *asked = one.into_iter().collect();
    }
    Ok(())
}

/// What a saved view asks for where the page has a choice of this name, as that sends it.
fn own(view: &ViewView, name: &str) -> Vec<String> {
    let asked = &view.conditions;
    let words = |all: &mut dyn Iterator<Item = String>| all.filter(|word| !word.is_empty()).collect();
    match name {
        "mailbox" => words(&mut asked.mailboxes.iter().map(ToString::to_string)),
        "status" => words(&mut asked.statuses.iter().map(ToString::to_string)),
        "priority" => words(&mut asked.priorities.iter().map(ToString::to_string)),
        "tag" => words(&mut asked.tags.iter().map(ToString::to_string)),
        "team" => words(&mut std::iter::once(asked.team.to_string())),
        "order" => vec![view.order.as_str().to_owned()],
        "assignee" => match asked.assignee {
            Whose::Anyones => Vec::new(),
            Whose::Nobodys => vec!["none".to_owned()],
            Whose::Of(whom) => vec![whom.to_string()],
        },
        // The choices of each field are its own.
        _ => words(&mut asked.choices.iter().map(ToString::to_string)),
    }
}

impl Words<'_> {
    /// What the list can be narrowed by: what its view leaves open, and what a saved one asks for.
    #[must_use]
    pub fn narrowings(&self, choice: &Choice) -> Vec<Narrowing> {
        use BuiltInView as V;
        let view = choice.view();
        let among = |name: &str, chosen: &str, all: String, choices: Vec<Option_>| {
            let label = self.texts.t(&format!("tickets-narrow-{name}"));
            self.narrowing(view, (name, label), chosen, all, choices)
        };
        let mut out = Vec::new();
        if matches!(view, Shown::Saved(_) | Shown::BuiltIn(V::All | V::Following)) {
            let all = TicketStatus::LISTED.iter();
            let statuses = all.map(|s| self.option(s.as_str(), self.status(*s), false)).collect();
            out.push(among("status", &choice.status, self.texts.t("tickets-any-status"), statuses));
        }
        if !matches!(view, Shown::BuiltIn(V::Mine | V::Unassigned)) {
            let mut people = vec![
                self.option("me", self.texts.t("tickets-narrow-me"), false),
                self.option("none", self.texts.t("tickets-unassigned"), false),
            ];
            people.extend(
                self.assignees(None)
                    .into_iter()
                    .filter(|o| Some(&o.value) != self.me.map(|id| id.to_string()).as_ref()),
            );
            out.push(among("assignee", &choice.assignee, self.texts.t("tickets-anyone"), people));
        }
        if !self.teams.is_empty() {
            let mut teams = vec![
                self.option("mine", self.texts.t("tickets-narrow-my-teams"), false),
                self.option("none", self.texts.t("ticket-team-none"), false),
            ];
            teams.extend(self.team_choices(None));
            out.push(among("team", &choice.team, self.texts.t("tickets-any-team"), teams));
        }
        out.push(among(
            "priority",
            &choice.priority,
            self.texts.t("tickets-any-priority"),
            self.priorities(None),
        ));
        if !self.tags.is_empty() {
            let mut tags: Vec<_> = self.tags.iter().collect();
            tags.sort_by(|one, other| self.texts.compare(&one.name, &other.name));
            let tags = tags.into_iter().map(|tag| self.option(&tag.id.to_string(), tag.name.clone(), false));
            out.push(among("tag", &choice.tag, self.texts.t("tickets-any-tag"), tags.collect()));
        }
        for (name, label, choices) in self.narrowing_fields() {
            let (chosen, all) = (choice.on_field(&name), self.texts.t("tickets-any-choice"));
            out.push(self.narrowing(view, (&name, label), chosen, all, choices));
        }
        if choice.q.is_empty() {
            let order = |order: &TicketOrder| self.texts.t(&format!("tickets-order-{}", order.as_str()));
            let others = TicketOrder::ALL.iter().skip(1).map(|o| self.option(o.as_str(), order(o), false));
            out.push(among("order", &choice.order, order(&TicketOrder::Newest), others.collect()));
        }
        out
    }

    /// The mailboxes that the list can be narrowed to, after all of them.
    pub(super) fn mailbox_choices(&self, choice: &Choice) -> Vec<Option_> {
        let one = |mailbox: &app::view::MailboxView| {
            self.option(&mailbox.id.to_string(), mailbox.name.clone(), false)
        };
        let (all, boxes) = (self.texts.t("tickets-all-mailboxes"), self.mailboxes.iter().map(one).collect());
        self.narrowing(choice.view(), ("mailbox", String::new()), &choice.mailbox, all, boxes).choices
    }

    /// One choice: `all` first. Where the page chose nothing, what the saved view asks for is what is chosen.
    fn narrowing(
        &self,
        view: Shown,
        (name, label): (&str, String),
        chosen: &str,
        all: String,
        mut choices: Vec<Option_>,
    ) -> Narrowing {
        let mut asked = self.saved_view(view).map(|view| own(view, name)).unwrap_or_default();
        // In the order of the choices, and those alone that are among them.
        let newest = TicketOrder::Newest.as_str();
        let mut labels = Vec::new();
        asked.retain(|value| value == newest || choices.iter().any(|option| option.value == *value));
        for option in choices.iter().filter(|option| asked.contains(&option.value)) {
            labels.push(option.label.clone());
        }
        let none = match (asked.is_empty(), name) {
            (true, _) => "",
            (false, "order") => newest,
            (false, _) => ANY,
        };
        choices.insert(0, self.option(none, all, false));
        let of_view = chosen.is_empty() && !asked.is_empty();
        let now = match asked.as_slice() {
            [one] if of_view => one.clone(),
            _ => chosen.to_owned(),
        };
        // Several at once are one line, which leaves them as they are.
        if asked.len() > 1 {
            choices.insert(0, self.option("", labels.join(", "), false));
        }
        for option in &mut choices {
            option.chosen = option.value == now;
        }
        Narrowing { name: name.to_owned(), label, choices, of_view }
    }
}
