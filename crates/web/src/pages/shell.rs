//! What stands around every page: views with their counts, places, the person who is signed in.

use crate::gate::Caller;
use crate::problem::Answer;
use crate::{Web, assets, texts};
use app::view::{AgentView, Counts};
use domain::Role;
use i18n::I18n;
use std::sync::Arc;

/// Views of the ticket list, in their order.
pub const VIEWS: [&str; 10] =
    ["open", "unassigned", "mine", "following", "snoozed", "pending", "closed", "all", "spam", "trash"];

/// The frame of a page; templates call it `p`.
pub struct Shell {
    texts: Arc<I18n>,
    /// Name of who is signed in.
    pub me_name: String,
    /// CSRF token for forms.
    pub csrf: String,
    /// Whether the places of admins are shown.
    pub admin: bool,
    counts: Option<Counts>,
    place: &'static str,
    view: String,
}

/// A view of the ticket list, in the navigation.
pub struct ViewLink {
    /// Its word in addresses.
    pub name: &'static str,
    /// Its message key.
    pub key: String,
    /// How many tickets, where that is counted.
    pub count: Option<i64>,
    /// Whether it is shown now.
    pub current: bool,
}

impl Shell {
    /// The frame of a page for someone who has not signed in.
    #[must_use]
    pub fn bare() -> Self {
        Self {
            texts: Arc::clone(texts()),
            me_name: String::new(),
            csrf: String::new(),
            admin: false,
            counts: None,
            place: "",
            view: String::new(),
        }
    }

    /// The frame of an operator's page at `place`.
    ///
    /// # Errors
    /// A refusal or the store's failure.
    pub async fn operator(web: &Web, caller: &Caller, place: &'static str) -> Answer<Self> {
        let me = match caller.ctx.agent_id() {
            Some(id) => app::agent::read_self(&web.app, &caller.ctx, id).await?.name,
            None => String::new(),
        };
        Ok(Self { me_name: me, csrf: caller.csrf.clone(), place, ..Self::bare() })
    }

    /// Places of the operator: address, message key.
    #[must_use]
    pub fn operator_places(&self) -> [(&'static str, &'static str); 1] {
        [("/operator", "nav-tenants")]
    }

    /// The frame of a signed-in page at `place`.
    ///
    /// # Errors
    /// A refusal or the store's failure.
    pub async fn of(web: &Web, caller: &Caller, place: &'static str) -> Answer<Self> {
        let agents = app::agent::list(&web.app, &caller.ctx).await?;
        Self::with(web, caller, place, &agents).await
    }

    /// Like [`Shell::of`], when the agents are already at hand.
    ///
    /// # Errors
    /// A refusal or the store's failure.
    pub async fn with(web: &Web, caller: &Caller, place: &'static str, agents: &[AgentView]) -> Answer<Self> {
        let counts = app::ticket::counts(&web.app, &caller.ctx).await?;
        let me = agents.iter().find(|agent| Some(agent.id) == caller.ctx.agent_id());
        Ok(Self {
            me_name: me.map_or_else(String::new, |agent| agent.name.clone()),
            csrf: caller.csrf.clone(),
            admin: caller.ctx.role == Some(Role::Admin),
            counts: Some(counts),
            place,
            ..Self::bare()
        })
    }

    /// The frame with `view` marked as the one that is shown.
    #[must_use]
    pub fn viewing(self, view: &str) -> Self {
        Self { view: view.to_owned(), ..self }
    }

    /// The page's language.
    #[must_use]
    pub fn locale(&self) -> &str {
        self.texts.locale()
    }

    /// A text.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    /// A text with one value.
    #[must_use]
    pub fn tv(&self, key: &str, name: &str, value: &str) -> String {
        self.texts.t_args(key, &[(name, value)])
    }

    /// A text with a count.
    #[must_use]
    pub fn tn(&self, key: &str, count: impl std::borrow::Borrow<i64>) -> String {
        self.texts.t_args(key, &[("count", *count.borrow())])
    }

    /// The address of an asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// Places: address, message key, whether only admins see it.
    #[must_use]
    pub fn places(&self) -> [(&'static str, &'static str, bool); 4] {
        [
            ("/mailboxes", "nav-mailboxes", true),
            ("/agents", "nav-agents", false),
            ("/tags", "nav-tags", false),
            ("/tokens", "nav-tokens", false),
        ]
    }

    /// Whether this page is at `href`.
    #[must_use]
    pub fn here(&self, href: &str) -> bool {
        self.place == href
    }

    /// The keyboard, for its list.
    #[must_use]
    pub fn keys(&self) -> [(&'static str, &'static str); 20] {
        [
            ("j", "keys-next"),
            ("k", "keys-previous"),
            ("Enter", "keys-open"),
            ("r", "keys-reply"),
            ("n", "keys-note"),
            ("Ctrl Enter", "keys-send"),
            ("e", "keys-close"),
            ("a", "keys-assign"),
            ("t", "keys-tag"),
            ("p", "keys-priority"),
            ("h", "keys-snooze"),
            ("f", "keys-follow"),
            ("!", "keys-spam"),
            ("#", "keys-trash"),
            ("x", "keys-select"),
            ("Shift click", "keys-select-range"),
            ("z", "keys-undo"),
            ("u", "keys-back"),
            ("/", "keys-search"),
            ("?", "keys-help"),
        ]
    }

    /// The views.
    #[must_use]
    pub fn views(&self) -> Vec<ViewLink> {
        let count = |name: &str| {
            let counts = self.counts?;
            match name {
                "open" => Some(counts.open),
                "unassigned" => Some(counts.unassigned),
                "mine" => Some(counts.mine),
                "pending" => Some(counts.pending),
                "snoozed" => Some(counts.snoozed),
                _ => None,
            }
        };
        VIEWS
            .into_iter()
            .map(|name| ViewLink {
                name,
                key: format!("view-{name}"),
                count: count(name).filter(|n| *n > 0),
                current: self.view == name,
            })
            .collect()
    }
}
