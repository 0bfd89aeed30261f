//! What happened on a request, on its page.

use super::time;
use crate::language::Texts;
use app::subject_request::RequestView;
use app::view::AgentView;
use domain::SubjectStep;

/// Something that happened.
pub(super) struct EventLine {
    pub what: String,
    pub who: String,
    pub text: String,
    pub at_iso: String,
}

/// Oldest first, in words.
pub(super) fn events(texts: Texts, view: &RequestView, agents: &[AgentView]) -> Vec<EventLine> {
    let line = |event: &domain::record::SubjectRequestEvent| {
        let name = |id| agents.iter().find(|agent| Some(agent.id) == id).map(|agent| agent.name.clone());
        let text = match event.step {
            SubjectStep::Decided => texts.t(&format!("request-decision-{}", event.text)),
            SubjectStep::Told | SubjectStep::HeldTold => texts.t(&format!("request-told-{}", event.text)),
            _ => event.text.clone(),
        };
        EventLine {
            what: texts.t(&format!("request-step-{}", event.step)),
            who: name(event.agent).unwrap_or_else(|| match event.step {
                SubjectStep::Received | SubjectStep::Proved => texts.t("requests-by-them"),
                _ => String::new(),
            }),
            text,
            at_iso: time::iso(event.at),
        }
    };
    view.events.iter().map(line).collect()
}
