//! How the page speaks about searching: the operators with what they do, and what is to be known about an answer.

use app::view::{Found, LeftOut};
use i18n::I18n;

/// What can be typed, each with the key of what it finds.
pub const TIPS: [(&str, &str); 15] = [
    ("\"late delivery\"", "search-tip-phrase"),
    ("deliv*", "search-tip-prefix"),
    ("-invoice", "search-tip-without"),
    ("from:anna", "search-tip-from"),
    ("to:support", "search-tip-to"),
    ("subject:invoice", "search-tip-subject"),
    ("has:attachment", "search-tip-has"),
    ("status:open", "search-tip-status"),
    ("tag:\"late delivery\"", "search-tip-tag"),
    ("assignee:me", "search-tip-assignee"),
    ("team:mine", "search-tip-team"),
    ("organisation:acme.com", "search-tip-organisation"),
    ("mailbox:support", "search-tip-mailbox"),
    ("after:2026-11", "search-tip-after"),
    ("before:2026-11-25", "search-tip-before"),
];

/// What is to be known about what was found.
#[must_use]
pub fn remarks(texts: &I18n, found: &Found) -> Vec<String> {
    let mut out = Vec::new();
    if found.widened {
        out.push(texts.t("search-widened"));
    }
    out.extend(found.left_out.iter().map(|left: &LeftOut| {
        let key = format!("search-left-out-{}", left.operator.as_str());
        texts.t_args(&key, &[("value", left.value.as_str())])
    }));
    out
}
