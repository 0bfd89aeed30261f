//! What an answer starts from: its subject, the quoted mail, text as HTML.

use crate::html::escape;

/// `Re: ` before the subject, once: prefixes of answers in any common language are taken off first.
#[must_use]
pub fn reply_subject(subject: &str) -> String {
    let mut rest = subject.trim();
    while let Some(after) = without_prefix(rest) {
        rest = after;
    }
    if rest.is_empty() { "Re:".to_owned() } else { format!("Re: {rest}") }
}

/// `Fwd: ` before the subject, once: prefixes of forwarding in any common language are taken off first. Prefixes of
/// answers stay: they say what the mail was.
#[must_use]
pub fn forward_subject(subject: &str) -> String {
    const PREFIXES: [&str; 15] = [
        "fwd", "fw", "wg", "tr", "vb", "vl", "i", "enc", "doorst", "pd", "ilt", "转发", "轉寄", "転送",
        "전달",
    ];
    let mut rest = subject.trim();
    while let Some(after) = without(&PREFIXES, rest) {
        rest = after;
    }
    if rest.is_empty() { "Fwd:".to_owned() } else { format!("Fwd: {rest}") }
}

/// The subject without one leading `Re:`, `AW:`, `SV:`, `Re[2]:`, `回复：` …
fn without_prefix(subject: &str) -> Option<&str> {
    const PREFIXES: [&str; 22] = [
        "re", "aw", "antw", "antwort", "sv", "vs", "ref", "rif", "r", "res", "odp", "rv", "resp", "回复",
        "答复", "回覆", "답장", "ha", "ynt", "на", "отв", "ré",
    ];
    without(&PREFIXES, subject)
}

fn without<'a>(prefixes: &[&str], subject: &'a str) -> Option<&'a str> {
    let at = subject.find([':', '：'])?;
    let (prefix, rest) = subject.split_at(at);
    let prefix = prefix.trim().to_lowercase();
    let prefix = prefix.split(['[', '(', '^']).next().unwrap_or_default().trim();
    let rest = rest.trim_start_matches([':', '：']).trim_start();
    prefixes.contains(&prefix).then_some(rest)
}

/// The quoted mail below an answer: `intro` (the translated "On …, … wrote:" line, made by the caller who knows zone
/// and language) and the text with `> ` before each line. Trailing blank lines are dropped.
#[must_use]
pub fn quote_for_reply(text: &str, intro: &str) -> String {
    let intro: String = intro.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut out = intro.trim().to_owned();
    for line in text.trim_end().lines() {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push('>');
        if !line.starts_with('>') && !line.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// Text as HTML: paragraphs, line breaks, quotes as block quotes, links that can be followed.
#[must_use]
pub fn text_to_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut depth = 0_usize;
    let mut open = false;
    for line in text.lines() {
        let (marks, line) = quote_depth(line);
        if marks != depth || line.trim().is_empty() {
            if open {
                out.push_str("</p>");
                open = false;
            }
            out.push_str(&"<blockquote type=\"cite\">".repeat(marks.saturating_sub(depth)));
            out.push_str(&"</blockquote>".repeat(depth.saturating_sub(marks)));
            depth = marks;
        }
        if line.trim().is_empty() {
            continue;
        }
        out.push_str(if open { "<br>" } else { "<p>" });
        open = true;
        write_line(line, &mut out);
    }
    if open {
        out.push_str("</p>");
    }
    out.push_str(&"</blockquote>".repeat(depth));
    out
}

/// How many `>` a line starts with (at most 20), and what follows.
fn quote_depth(line: &str) -> (usize, &str) {
    let mut rest = line;
    let mut marks = 0;
    while let Some(after) = rest.strip_prefix('>').filter(|_| marks < 20) {
        marks += 1;
        rest = after.strip_prefix(' ').filter(|a| a.starts_with('>')).unwrap_or(after);
    }
    (marks, if marks > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest })
}

/// Escapes a line; leading spaces stay visible, web addresses become links.
fn write_line(line: &str, out: &mut String) {
    let text = line.trim_start_matches(' ');
    out.push_str(&"&nbsp;".repeat((line.len() - text.len()).min(80)));
    for (i, word) in text.split(' ').enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let start = word.trim_start_matches(['(', '<', '"', '[']);
        let url = start.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '>', '"', ']', '\'']);
        if (url.starts_with("https://") && url.len() > 8 || url.starts_with("http://") && url.len() > 7)
            && url.is_ascii()
        {
            let before = word.get(..word.len() - start.len()).unwrap_or_default();
            let after = start.get(url.len()..).unwrap_or_default();
            let safe = escape(url);
            out.push_str(&escape(before));
            out.push_str(&format!(
                "<a href=\"{safe}\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">{safe}</a>"
            ));
            out.push_str(&escape(after));
        } else {
            out.push_str(&escape(word));
        }
    }
}
