//! What is said above a mail about images that lie elsewhere: how many, where, and which look like trackers.

use super::list::Words;
use app::message::images::{self, RemoteImage, Tracker};
use app::view::MessageView;
use domain::{Feature, MessageKind};
use i18n::FluentValue;

/// Names that are listed; further ones are counted.
const NAMES_MAX: usize = 3;

/// Remote images of a mail.
pub struct Remote {
    /// How many were not loaded, and from where.
    pub text: String,
    /// Which of them look like trackers.
    pub trackers: Option<String>,
    /// The button that shows the others, where the company allows it.
    pub show: Option<String>,
    /// Why they cannot be shown, where the company allows it and keeps its data where nobody knows whether they lie.
    pub withheld: Option<String>,
}

/// The line for a mail.
#[must_use]
pub fn images(words: &Words<'_>, message: &MessageView) -> Option<Remote> {
    let found = images::of(message);
    if found.is_empty() || message.kind != MessageKind::Inbound {
        return None;
    }
    let (trackers, others): (Vec<&RemoteImage>, Vec<_>) = found.iter().partition(|one| one.tracker.is_some());
    let invisible = || words.texts.t("remote-invisible");
    let name = |image: &&RemoteImage| match image.tracker {
        Some(Tracker::Service(name)) => format!("{name} ({})", image.host),
        _ => format!("{} ({})", invisible(), image.host),
    };
    let hosts = listed(words, found.iter().map(|image| image.host.clone()));
    let names = listed(words, trackers.iter().map(name));
    let said = |key: &str, count: usize, names: String| {
        let args = [("count", FluentValue::from(count)), ("names", names.into())];
        words.texts.t_args(key, &args)
    };
    let wanted = words.instructions.allow(Feature::RemoteImages) && !others.is_empty();
    Some(Remote {
        text: said("remote-blocked", found.len(), hosts),
        trackers: (!trackers.is_empty()).then(|| said("remote-trackers", trackers.len(), names)),
        show: (wanted && !words.images_withheld).then(|| said("remote-show", others.len(), String::new())),
        withheld: (wanted && words.images_withheld).then(|| words.texts.t("remote-withheld")),
    })
}

/// Each name once, the first few by name.
fn listed(words: &Words<'_>, names: impl Iterator<Item = String>) -> String {
    let mut once: Vec<String> = Vec::new();
    for name in names.filter(|name| !name.is_empty()) {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    let more = once.len().saturating_sub(NAMES_MAX);
    once.truncate(NAMES_MAX);
    let listed = once.join(", ");
    if more == 0 {
        listed
    } else {
        words.texts.t_args("remote-more", &[("names", listed.into()), ("count", FluentValue::from(more))])
    }
}
