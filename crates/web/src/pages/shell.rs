//! What stands around every page: views with their counts, places, the person who is signed in.

use crate::gate::Caller;
use crate::language::{Texts, named};
use crate::problem::Answer;
use crate::{Web, assets};
use app::notice::{Bell, NoticePopUp};
use app::saved_view::{SideBar, ViewView};
use app::view::{AgentView, BuiltInView, Look};
use domain::{AgentState, Density, Role, Theme};
use std::sync::LazyLock;

/// The frame of a page; templates call it `p`.
pub struct Shell {
    /// In the page's language.
    pub texts: Texts,
    /// Name of who is signed in.
    pub me_name: String,
    /// Whether who is signed in said that they are away.
    pub away: bool,
    /// CSRF token for forms.
    pub csrf: String,
    /// Whether the places of admins are shown.
    pub admin: bool,
    /// Where the page begins to listen.
    pub position: i64,
    /// Whether the reader is asked to have their use counted.
    pub asks_usage: bool,
    bar: SideBar,
    look: Look,
    place: &'static str,
    view: String,
}

/// A view of the ticket list, in the navigation.
pub struct ViewLink {
    /// Its word in addresses.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// How many tickets, where that is counted.
    pub count: Option<i64>,
    /// Whether it is shown now.
    pub current: bool,
    /// Whether everyone has it.
    pub shared: bool,
}

/// A notice that the browser shows outside of the page.
pub struct PopUp {
    /// Id; later ones are greater.
    pub id: String,
    /// Where it leads.
    pub href: String,
    /// The ticket.
    pub ticket: String,
    /// What it says.
    pub text: String,
}

/// The table of keys that the page script acts by; the cheat sheet is made from the same one.
static KEYS: LazyLock<Vec<Key>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../assets/keys.json")).unwrap_or_default());

/// A key and what it does.
#[derive(Debug, serde::Deserialize)]
pub struct Key {
    /// The key, as it is written on it; empty where it takes words to say.
    pub key: String,
    /// What it does.
    pub act: String,
}

impl Key {
    /// The message key of what it does.
    #[must_use]
    pub fn label(&self) -> String {
        format!("keys-{}", self.act)
    }
}

/// The agents; whoever has left is called by their pseudonym, in the reader's language.
///
/// # Errors
/// A refusal or the store's failure.
pub async fn agents(web: &Web, caller: &Caller) -> Answer<Vec<AgentView>> {
    Ok(called(caller, app::agent::list(&web.app, &caller.ctx).await?))
}

/// The same, of some who are at hand: the reader among them, or the request's language counts.
pub fn called(caller: &Caller, mut agents: Vec<AgentView>) -> Vec<AgentView> {
    let me = agents.iter().find(|agent| Some(agent.id) == caller.ctx.agent_id());
    let texts = me.and_then(|me| me.look.language.as_deref()).and_then(named).unwrap_or(caller.texts);
    for agent in agents.iter_mut().filter(|agent| agent.state == AgentState::Deactivated) {
        agent.name = texts.t_args("agent-former", &[("code", app::agent::pseudonym::code(agent.id))]);
    }
    agents
}

impl Shell {
    /// The frame of a page for someone who has not signed in.
    #[must_use]
    pub fn bare(texts: Texts) -> Self {
        Self {
            texts,
            me_name: String::new(),
            away: false,
            csrf: String::new(),
            admin: false,
            position: 0,
            asks_usage: false,
            bar: SideBar::default(),
            look: Look::default(),
            place: "",
            view: String::new(),
        }
    }

    /// The frame of an operator's page at `place`.
    ///
    /// # Errors
    /// A refusal or the store's failure.
    pub async fn operator(web: &Web, caller: &Caller, place: &'static str) -> Answer<Self> {
        let me = app::agent::profile(&web.app, &caller.ctx).await?;
        let texts = me.language.as_deref().and_then(named).unwrap_or(caller.texts);
        let alerts = app::alert::count_open(&web.app, caller.ctx.scope).await?;
        let request_due = app::account::request::count_due(&web.app, caller.ctx.now).await? > 0;
        let is_billed = web.app.settings().billing.is_some();
        let bar = SideBar { alerts, request_due, is_billed, ..SideBar::default() };
        Ok(Self { me_name: me.name, csrf: caller.csrf.clone(), place, bar, ..Self::bare(texts) })
    }

    /// Places of the operator: address, message key.
    #[must_use]
    pub fn operator_places(&self) -> Vec<(&'static str, &'static str)> {
        let mut all = vec![
            ("/operator", "nav-tenants"),
            ("/operator/requests", "nav-requests"),
            ("/operator/accesses", "nav-operator-accesses"),
            ("/operator/disclosures", "nav-disclosures"),
            ("/operator/incidents", "nav-incidents"),
            ("/operator/assessments", "nav-assessments"),
            ("/operator/access-reviews", "nav-access-reviews"),
            ("/operator/sub-processors", "nav-sub-processors"),
            ("/operator/documents", "nav-documents"),
            ("/operator/mail", "nav-operator-mail"),
            ("/operator/news", "nav-news"),
            ("/operator/alerts", "nav-alerts"),
            ("/operator/promises", "nav-promises"),
            ("/operator/usage", "nav-usage"),
            ("/operator/tokens", "nav-tokens"),
        ];
        if self.bar.is_billed {
            all.insert(1, ("/operator/invoices", "nav-invoices"));
        }
        all
    }

    /// The frame of a signed-in page at `place`.
    ///
    /// # Errors
    /// A refusal or the store's failure.
    pub async fn of(web: &Web, caller: &Caller, place: &'static str) -> Answer<Self> {
        let agents = agents(web, caller).await?;
        Self::with(web, caller, place, &agents).await
    }

    /// Like [`Shell::of`], when the agents are already at hand.
    ///
    /// # Errors
    /// A refusal or the store's failure.
    pub async fn with(web: &Web, caller: &Caller, place: &'static str, agents: &[AgentView]) -> Answer<Self> {
        let bar = app::saved_view::side_bar(&web.app, &caller.ctx).await?;
        Ok(Self::around(caller, place, agents, bar))
    }

    /// Like [`Shell::with`], when the side bar is at hand too.
    #[must_use]
    pub fn around(caller: &Caller, place: &'static str, agents: &[AgentView], bar: SideBar) -> Self {
        let me = agents.iter().find(|agent| Some(agent.id) == caller.ctx.agent_id());
        let chosen = me.and_then(|agent| agent.look.language.as_deref()).and_then(named);
        Self {
            look: me.map(|agent| agent.look.clone()).unwrap_or_default(),
            me_name: me.map_or_else(String::new, |agent| agent.name.clone()),
            away: me.is_some_and(|agent| agent.away),
            csrf: caller.csrf.clone(),
            admin: caller.ctx.role == Some(Role::Admin),
            position: caller.position,
            asks_usage: bar.asks_usage && !caller.refuses,
            bar,
            place,
            ..Self::bare(chosen.unwrap_or(caller.texts))
        }
    }

    /// The frame with `view` marked as the one that is shown.
    #[must_use]
    pub fn viewing(self, view: &str) -> Self {
        Self { view: view.to_owned(), ..self }
    }

    /// What the reader chose for the list: `compact`, or nothing.
    #[must_use]
    pub fn density(&self) -> Option<&'static str> {
        self.look.density.filter(|density| *density != Density::Comfortable).map(Density::as_str)
    }

    /// What the reader chose: `light`, `dark`, or nothing.
    #[must_use]
    pub fn theme(&self) -> Option<&'static str> {
        self.look.theme.filter(|theme| *theme != Theme::System).map(Theme::as_str)
    }

    /// The reader's time zone, when it is not the browser's.
    #[must_use]
    pub fn time_zone(&self) -> Option<&str> {
        self.look.time_zone.as_deref()
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

    /// The version of a document, as it is called.
    #[must_use]
    pub fn version(&self, version: impl std::borrow::Borrow<i64>) -> String {
        self.tv("document-version", "version", &version.borrow().to_string())
    }

    /// The address of an asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// Places: address, message key, whether only admins see it.
    #[must_use]
    pub fn places(&self) -> Vec<(&'static str, &'static str, bool)> {
        let mut all = vec![
            ("/scheduled", "nav-scheduled", false),
            ("/organisations", "nav-organisations", false),
            ("/mailboxes", "nav-mailboxes", true),
            ("/agents", "nav-agents", false),
            ("/teams", "nav-teams", false),
            ("/saved-replies", "nav-saved-replies", false),
            ("/tags", "nav-tags", false),
            ("/fields", "nav-fields", true),
            ("/requests", "nav-requests", true),
            ("/erasures", "nav-erasures", true),
            ("/alerts", "nav-alerts", true),
            ("/retention", "nav-retention", true),
            ("/instructions", "nav-instructions", true),
            ("/sub-processors", "nav-sub-processors", true),
            ("/operator-accesses", "nav-operator-access", true),
            ("/incidents", "nav-incidents", true),
            ("/access-reviews", "nav-access-reviews", true),
            ("/audit", "nav-audit", true),
            ("/promises", "nav-promises", true),
            ("/tokens", "nav-tokens", false),
            ("/profile", "nav-profile", false),
        ];
        if self.bar.is_billed {
            all.insert(all.len() - 2, ("/billing", "nav-billing", true));
        }
        all
    }

    /// What nothing goes out with: the places of saved replies, for the page script.
    #[must_use]
    pub fn placeholders(&self) -> String {
        super::saved_replies::gaps(self.texts)
    }

    /// What waits there that an admin has to do: a mailbox to be connected again, a request about data that is due soon, an alert.
    #[must_use]
    pub fn wanted(&self, href: &str) -> Option<String> {
        match href {
            "/mailboxes" if self.bar.reconnect => Some(self.t("oauth-nav")),
            "/operator/requests" if self.bar.request_due => Some(self.t("account-requests-due")),
            "/requests" if self.bar.request_due => Some(self.t("nav-requests-due")),
            "/alerts" | "/operator/alerts" if self.bar.alerts > 0 => {
                Some(self.tn("nav-alerts-open", self.bar.alerts))
            }
            _ => None,
        }
    }

    /// When everything goes, while the company's account is being closed.
    #[must_use]
    pub fn closing(&self) -> Option<String> {
        self.bar.closing_at.map(super::time::iso)
    }

    /// Whether something about sub-processors stands there that no admin has looked at.
    #[must_use]
    pub fn register_news(&self) -> bool {
        // One of them fits above the page; whoever leaves has no more say in it.
        self.bar.register_news && self.bar.closing_at.is_none() && !self.here(super::sub_processors::PLACE)
    }

    /// Whether this page is at `href`.
    #[must_use]
    pub fn here(&self, href: &str) -> bool {
        self.place == href
    }

    /// What the company instructs.
    #[must_use]
    pub const fn instructions(&self) -> &app::Instructions {
        &self.bar.instructions
    }

    /// The keyboard, for its list.
    #[must_use]
    pub fn keys(&self) -> &'static [Key] {
        &KEYS
    }

    /// A key as it is written on it, or said.
    #[must_use]
    pub fn key_name(&self, key: &Key) -> String {
        match key.act.as_str() {
            "saved-slash" => self.t("key-empty-line"),
            "select-range" => self.t("key-shift-click"),
            _ => key.key.clone(),
        }
    }

    /// What can be typed into the search, with the key of what it finds.
    #[must_use]
    pub const fn search_tips(&self) -> [(&'static str, &'static str); 15] {
        super::finding::TIPS
    }

    /// What the reader was told.
    #[must_use]
    pub const fn bell(&self) -> &Bell {
        &self.bar.bell
    }

    /// What the browser shows outside of the page: what happened and the ticket's number, no more.
    #[must_use]
    pub fn pop_ups(&self) -> Vec<PopUp> {
        let pop_up = |one: &NoticePopUp| PopUp {
            id: one.id.to_string(),
            href: format!("/tickets/{}", one.ticket),
            ticket: one.ticket.to_string(),
            text: format!("{} · #{}", self.t(&format!("notice-kind-{}", one.kind)), one.number),
        };
        self.bar.bell.pop_ups.iter().map(pop_up).collect()
    }

    /// The views that everyone has. Where nothing waits there is no number.
    #[must_use]
    pub fn views(&self) -> Vec<ViewLink> {
        let counted = |view: BuiltInView| {
            !matches!(view, BuiltInView::All | BuiltInView::Closed | BuiltInView::Spam | BuiltInView::Trash)
        };
        let link = |(view, n): &(BuiltInView, i64)| ViewLink {
            name: view.as_str().to_owned(),
            label: self.t(&format!("view-{}", view.as_str())),
            count: Some(*n).filter(|n| *n > 0 && counted(*view)),
            current: self.view == view.as_str(),
            shared: false,
        };
        self.bar.built_in.iter().map(link).collect()
    }

    /// The views that were saved, as they are kept.
    #[must_use]
    pub fn saved(&self) -> &[ViewView] {
        &self.bar.saved
    }

    /// The views that were saved: the shared ones, then one's own.
    #[must_use]
    pub fn saved_views(&self) -> Vec<ViewLink> {
        let link = |view: &ViewView| ViewLink {
            name: view.id.to_string(),
            label: view.name.clone(),
            count: view.count,
            current: self.view == view.id.to_string(),
            shared: view.shared,
        };
        let mut all: Vec<ViewLink> = self.bar.saved.iter().map(link).collect();
        all.sort_by(|one, other| {
            other.shared.cmp(&one.shared).then_with(|| self.texts.compare(&one.label, &other.label))
        });
        all
    }
}
