//! `index.html`: what is held about one's own account, for people, in their language. No script, nothing from elsewhere.

use super::data::Data;
use crate::access_export::data::Moment;
use crate::access_export::page::{STYLE, Words, at, dashed, dpo, escaped, link, list};
use crate::document::Policy;
use i18n::I18n;

/// Writes the page.
pub(super) fn page(words: &I18n, data: &Data, policy: &Policy) -> String {
    let words = Words(words);
    let mut out = head(&words, data, policy);
    out += &account(&words, data);
    out += &about(&words, data);
    out += &signed_in(&words, data);
    out += &tokens(&words, data);
    out += &accepted(&words, data);
    out += &consents(&words, data);
    out += &usage(&words, data);
    out += &events(&words, data);
    out += &files(&words);
    out + "</main>\n</body>\n</html>\n"
}

fn head(words: &Words<'_>, data: &Data, policy: &Policy) -> String {
    let args = [("name", data.account.name.as_str()), ("company", &data.company), ("at", &at(data.made_at))];
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<p class=\"company\">{company}</p>\n\
         <h1>{title}</h1>\n<p class=\"intro\">{intro}</p>\n<p class=\"intro soft\">{not_here}</p>\n{dpo}</header>\n<main>\n",
        lang = escaped(words.0.locale()),
        company = escaped(&data.company),
        title = words.t("account-page-title"),
        intro = escaped(&words.0.t_args("account-page-intro", &args)),
        dpo = dpo(policy.dpo_line(words.0).as_deref()),
        not_here = escaped(&words.0.t_args("account-page-not-here", &args)),
    )
}

fn section(words: &Words<'_>, key: &str, inner: &str) -> String {
    format!("<section>\n<h2>{}</h2>\n{inner}</section>\n", words.t(key))
}

fn account(words: &Words<'_>, data: &Data) -> String {
    let one = &data.account;
    let mut out = "<dl>\n".to_owned();
    out += &words.row("access-page-name", &one.name);
    out += &words.row("account-page-email", &one.email);
    out += &words.row("account-page-role", &words.0.t(&format!("agent-role-{}", one.role)));
    out += &words.row("account-page-teams", &one.teams.join(", "));
    out += &words.row("account-page-since", &at(one.created_at));
    out += &words.row("account-page-last-seen", &time(one.last_seen_at));
    out +=
        &words.row("account-page-away", &if one.away { words.0.t("access-page-yes") } else { String::new() });
    out += &words.row("account-page-signature", &one.signature);
    out += &words.row("account-page-language", one.language.as_deref().unwrap_or_default());
    out += &words.row("account-page-time-zone", one.time_zone.as_deref().unwrap_or_default());
    let theme = one.theme.as_deref().map(|theme| words.0.t(&format!("profile-theme-{theme}")));
    out += &words.row("account-page-theme", &theme.unwrap_or_default());
    let density = one.density.as_deref().map(|density| words.0.t(&format!("profile-density-{density}")));
    out += &words.row("account-page-density", &density.unwrap_or_default());
    let seconds = one.send_undo_seconds.map(|seconds| seconds.to_string());
    out += &words.row("account-page-undo", &seconds.unwrap_or_default());
    out += &words.row("account-page-notices", &notices(words, data));
    let failures = if one.sign_in_failures > 0 { one.sign_in_failures.to_string() } else { String::new() };
    out += &words.row("account-page-failures", &failures);
    out += &words.row("account-page-waits", &one.sign_in_waits_until.map(at).unwrap_or_default());
    section(words, "access-page-person", &(out + "</dl>\n"))
}

/// What was chosen, a line for each kind; the quiet hours.
fn notices(words: &Words<'_>, data: &Data) -> String {
    let line = |choice: &domain::record::NoticeChoice| {
        let ways = [(choice.app, "app"), (choice.mail, "mail"), (choice.browser, "browser")];
        let ways = ways
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, way)| words.0.t(&format!("account-page-notice-{way}")));
        let ways = ways.collect::<Vec<_>>().join(", ");
        let ways = if ways.is_empty() { words.0.t("access-page-no") } else { ways };
        format!("{}: {ways}", words.0.t(&format!("notice-kind-{}", choice.kind)))
    };
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let quiet = data.account.quiet.map(|quiet| {
        let (from, until) = (clock(quiet.from_minute), clock(quiet.until_minute));
        words.0.t_args("account-page-quiet", &[("from", from), ("until", until)])
    });
    data.account.notices.iter().map(line).chain(quiet).collect::<Vec<_>>().join("\n")
}

fn about(words: &Words<'_>, data: &Data) -> String {
    let mut out = words.table(&[
        "account-page-category",
        "access-page-purpose",
        "access-page-basis",
        "access-page-kept",
    ]);
    for one in &data.about.categories {
        let word = |kind: &str, word: &str| words.t(&format!("access-page-{kind}-{}", dashed(word)));
        out += &format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            words.t(&format!("account-page-category-{}", dashed(&one.category))),
            words.t(&format!("account-page-purpose-{}", dashed(&one.purpose))),
            word("basis", &one.legal_basis),
            word("kept", &one.retention)
        );
    }
    out += "</tbody></table>\n";
    let all = |kind: &str, words_of: &[&str]| {
        let keys: Vec<_> =
            words_of.iter().map(|word| format!("account-page-{kind}-{}", dashed(word))).collect();
        keys.into_iter().map(|key| words.t(&key)).collect::<Vec<_>>()
    };
    let recipients = all("recipient", &data.about.recipients);
    out += &list(&words.t("access-page-recipients"), recipients.into_iter());
    out += &list(&words.t("access-page-sources"), all("source", &data.about.sources).into_iter());
    let rights = data.about.rights.iter().map(|right| words.t(&format!("access-page-right-{right}")));
    out += &list(&words.t("access-page-rights"), rights);
    section(words, "access-page-use", &out)
}

/// A table of cells that are written already.
fn rows(words: &Words<'_>, heads: &[&str], lines: impl Iterator<Item = Vec<String>>) -> String {
    let cell = |cell: String| format!("<td>{cell}</td>");
    let line = |cells: Vec<String>| format!("<tr>{}</tr>\n", cells.into_iter().map(cell).collect::<String>());
    let body: String = lines.map(line).collect();
    if body.is_empty() {
        return format!("<p>{}</p>\n", words.t("account-page-none"));
    }
    format!("{}{body}</tbody></table>\n", words.table(heads))
}

fn time(moment: Option<Moment>) -> String {
    moment.map(at).unwrap_or_default()
}

fn signed_in(words: &Words<'_>, data: &Data) -> String {
    let lines = data
        .sessions
        .iter()
        .map(|one| vec![at(one.began_at), at(one.last_used_at), time(one.page_opened_at), at(one.ends_at)]);
    let heads = ["account-page-began", "account-page-used", "account-page-opened", "account-page-ends"];
    let mut out = rows(words, &heads, lines);
    out += &format!("<p class=\"soft\">{}</p>\n", words.t("account-page-no-address"));
    if !data.links.is_empty() {
        let lines = data.links.iter().map(|one| {
            vec![words.t(&format!("account-page-link-{}", one.purpose)), at(one.made_at), at(one.ends_at)]
        });
        out += &rows(words, &["account-page-link", "account-page-made", "account-page-ends"], lines);
    }
    section(words, "account-page-sessions", &out)
}

fn tokens(words: &Words<'_>, data: &Data) -> String {
    let lines = data
        .tokens
        .iter()
        .map(|one| vec![escaped(&one.name), at(one.made_at), time(one.last_used_at), time(one.withdrawn_at)]);
    let heads = ["access-page-name", "account-page-made", "account-page-used", "account-page-withdrawn"];
    section(words, "account-page-tokens", &rows(words, &heads, lines))
}

fn accepted(words: &Words<'_>, data: &Data) -> String {
    let lines = data.acceptances.iter().map(|one| {
        let document = words.t(&format!("document-{}", one.document));
        vec![document, escaped(&one.version), at(one.accepted_at)]
    });
    let heads = ["account-page-document", "account-page-version", "account-page-accepted"];
    section(words, "account-page-acceptances", &rows(words, &heads, lines))
}

fn consents(words: &Words<'_>, data: &Data) -> String {
    let lines = data.consents.iter().map(|one| {
        vec![words.t(&format!("consent-decision-{}", one.decision)), escaped(&one.words), at(one.decided_at)]
    });
    let heads = ["account-page-decision", "account-page-shown", "account-page-when"];
    section(words, "account-page-consents", &rows(words, &heads, lines))
}

fn usage(words: &Words<'_>, data: &Data) -> String {
    let lines = data.usage.iter().map(|one| {
        let counts = one.counts.iter().map(|count| format!("{} {}", count.times, escaped(&count.feature)));
        let with = [&one.browser, &one.system, &one.network].map(|word| escaped(word)).join(", ");
        vec![at(one.day), with, counts.collect::<Vec<_>>().join("<br>")]
    });
    let heads = ["account-page-day", "account-page-with", "account-page-counts"];
    section(words, "account-page-usage", &rows(words, &heads, lines))
}

fn events(words: &Words<'_>, data: &Data) -> String {
    let lines = data.events.iter().map(|one| {
        let act = words.t(&format!("act-{}", one.act.replace(['.', '_'], "-")));
        let refused = if one.done { String::new() } else { words.t("account-page-refused") };
        vec![at(one.at), format!("{act} {refused}"), words.t(&format!("account-page-by-{}", one.by))]
    });
    let heads = ["account-page-when", "account-page-what", "access-page-by"];
    section(words, "account-page-events", &rows(words, &heads, lines))
}

fn files(words: &Words<'_>) -> String {
    let all = [
        ("data.json", "json"),
        ("account-export-1.json", "schema"),
        ("sessions.csv", "sessions"),
        ("tokens.csv", "tokens"),
        ("events.csv", "events"),
        ("SHA256SUMS", "sums"),
    ];
    let line = |(file, key): &(&str, &str)| {
        format!(
            "{} <span class=\"soft\">{}</span>",
            link(file, file),
            words.t(&format!("account-page-file-{key}"))
        )
    };
    section(words, "access-page-files", &list("", all.iter().map(line)))
}
