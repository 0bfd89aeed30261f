//! What a list is called, and the organisation in its name.

use super::list::{Choice, Shown, Undone, Words};
use crate::Web;
use crate::gate::Caller;
use crate::problem::Answer;
use app::saved_view::ViewView;
use app::view::BuiltInView;
use domain::OrganisationId;

/// Changes that are said, and offered to be taken back: statuses by which a ticket leaves the list that it was in, who has
/// it, how pressing it is.
pub(super) const TOLD: [&str; 7] = ["closed", "spam", "trash", "snoozed", "assignee", "team", "priority"];
/// What is said of a merge, whose way back is another one.
pub(super) const MERGED: &str = "merged";

impl Choice {
    /// The same with the organisation that has the typed name or domain, and whether there is one.
    ///
    /// # Errors
    /// A refusal or a store's failure.
    pub async fn named(&self, web: &Web, caller: &Caller) -> Answer<(Self, bool)> {
        let found = app::organisation::find(&web.app, &caller.ctx, &self.organisation).await?;
        let organisation = found.map_or_else(String::new, |id| id.to_string());
        Ok((Self { organisation, after: String::new(), ..self.clone() }, found.is_some()))
    }

    /// The organisation that narrows the list; nothing for none, and for what somebody typed.
    #[must_use]
    pub fn organisation(&self) -> Option<OrganisationId> {
        self.organisation.parse().ok()
    }
}

impl Words<'_> {
    pub(super) fn saved_view(&self, view: Shown) -> Option<&ViewView> {
        self.saved.iter().find(|saved| view == Shown::Saved(saved.id))
    }

    /// The view's title, with the organisation whose tickets are shown.
    pub(super) fn titled(&self, view: Shown) -> String {
        match (view, self.organisation.unwrap_or_default()) {
            (_, "") => self.title(view),
            (Shown::BuiltIn(BuiltInView::All), name) => name.to_owned(),
            (view, name) => {
                let view = self.title(view);
                let args = [("name", name), ("view", view.as_str())];
                self.texts.t_args("tickets-title-organisation", &args)
            }
        }
    }

    fn title(&self, view: Shown) -> String {
        match view {
            Shown::BuiltIn(view) => self.texts.t(&format!("view-{}", view.as_str())),
            saved => self.saved_view(saved).map_or_else(String::new, |view| view.name.clone()),
        }
    }

    pub(super) fn undone(&self, choice: &Choice) -> Option<Undone> {
        let text = match choice.changed.parse::<i64>() {
            Ok(count) => self.texts.t_args("tickets-changed", &[("count", count)]),
            Err(_) => {
                let word = TOLD.iter().chain([&MERGED]).find(|word| **word == choice.changed)?;
                self.texts.t(&format!("ticket-done-{word}"))
            }
        };
        let place = if choice.changed == MERGED { "merges" } else { "ticket-changes" };
        (!choice.undo.is_empty()).then(|| Undone { id: choice.undo.clone(), place, text })
    }
}
