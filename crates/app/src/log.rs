//! Who may write to the log.

/// Deskhero's crates: their messages carry ids, codes and numbers, never personal data. The canary test reads
/// them at TRACE.
const OURS: &[&str] = &[
    "app", "config", "connect", "crypto", "deskhero", "domain", "i18n", "mime", "privacy", "search", "store",
    "web",
];

/// Whether what this target logs may be written. Libraries may not: at TRACE an HTML parser writes the text of
/// a mail, and a web server a cookie. What goes wrong in them comes back to us as an error.
#[must_use]
pub fn is_ours(target: &str) -> bool {
    let own = target.split_once("::").map_or(target, |(own, _)| own);
    OURS.contains(&own)
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_our_own_crates_may_log() {
        assert!(is_ours("app") && is_ours("app::jobs::runner") && is_ours("deskhero::open"));
        for other in ["html5ever", "html5ever::tree_builder", "h2::codec", "sqlx::query", "apple", "log", ""]
        {
            assert!(!is_ours(other), "{other}");
        }
    }
}
