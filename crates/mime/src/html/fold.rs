//! Where the quoted part of a mail starts, so that it can be shown folded.

use super::tags;
use super::token::{Tag, Token, Tokens};
use crate::quote;

/// The attribute that marks quotes in cleaned HTML.
pub const MARK: &str = "data-quote";
/// The marked element is a quote.
const BLOCK: &str = "block";
/// The marked element introduces the quote that follows it.
const INTRO: &str = "intro";
/// The marked element and everything after it is quoted.
const REST: &str = "rest";

/// The mark for a start tag of the source, by the habits of the mail programs.
#[must_use]
pub fn mark(name: &str, tag: &Tag<'_>) -> Option<&'static str> {
    if !matches!(name, "blockquote" | "div" | "hr" | "span" | "table" | "p") {
        return None;
    }
    let class = tag.get("class").unwrap_or_default();
    let has = |wanted: &str| class.split_ascii_whitespace().any(|c| c.eq_ignore_ascii_case(wanted));
    let id = tag.get("id").unwrap_or_default();
    if name == "blockquote"
        && (tag.get("type").is_some_and(|t| t.eq_ignore_ascii_case("cite"))
            || has("gmail_quote")
            || has("protonmail_quote"))
    {
        return Some(BLOCK);
    }
    if [
        "gmail_quote",
        "gmail_quote_container",
        "protonmail_quote",
        "yahoo_quoted",
        "zmail_extra",
        "tutanota_quote",
    ]
    .iter()
    .any(|c| has(c))
        || id.starts_with("yahoo_quoted")
        || tag.get("name").is_some_and(|n| n.eq_ignore_ascii_case("quote"))
    {
        return Some(BLOCK);
    }
    if has("moz-cite-prefix") || has("gmail_attr") {
        return Some(INTRO);
    }
    let reply = [
        "divRplyFwdMsg",
        "appendonsend",
        "mail-editor-reference-message-container",
        "isForwardContent",
        "OLK_SRC_BODY_SECTION",
    ];
    if reply.iter().any(|r| id.eq_ignore_ascii_case(r))
        || has("OutlookMessageHeader")
        || tag.get("data-marker") == Some("__DIVIDER__")
    {
        return Some(REST);
    }
    let style = tag.get("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let outlook = name == "div" && style.contains("border-top:solid#") && style.contains("padding:3.0pt0");
    outlook.then_some(REST)
}

/// Splits cleaned HTML into what to show and what to fold. Nothing is folded when the quote stands alone, or when the
/// author wrote on after or inside it.
#[must_use]
pub fn fold_quotes(html: &str) -> (String, Option<String>) {
    let whole = || (html.to_owned(), None);
    let Some(quote) = find(html) else { return whole() };
    let (before, after) = html.split_at(quote.start);
    if !shows_something(before) || shows_something(quote.tail(html)) {
        return whole();
    }
    let mut visible = before.to_owned();
    for (name, _) in quote.open.iter().rev() {
        visible.push_str(&format!("</{name}>"));
    }
    let mut quoted: String = quote.open.iter().map(|(_, source)| *source).collect();
    quoted.push_str(after);
    (visible, Some(quoted))
}

/// The quote of some HTML.
struct Found<'a> {
    start: usize,
    /// End of the quoted element; `None` when everything after the start is quoted.
    end: Option<usize>,
    /// Elements open where it starts.
    open: Vec<(&'static str, &'a str)>,
}

impl Found<'_> {
    fn tail<'h>(&self, html: &'h str) -> &'h str {
        self.end.and_then(|end| html.get(end..)).unwrap_or_default()
    }
}

fn find(html: &str) -> Option<Found<'_>> {
    let mut open: Vec<(&'static str, &str)> = Vec::new();
    let mut found: Option<(Found<'_>, usize)> = None;
    let mut intro = false;
    let mut tokens = Tokens::new(html);
    loop {
        let at = tokens.at;
        let Some(token) = tokens.next() else { break };
        match token {
            Token::Text(_) => {}
            Token::Open(tag) => {
                let Some(name) = tags::kept(tag.name) else { continue };
                let mark = tag.get(MARK);
                match (&mut found, mark) {
                    (None, Some(REST)) => return Some(Found { start: at, end: None, open }),
                    (None, Some(BLOCK)) => {
                        found = Some((Found { start: at, end: None, open: open.clone() }, open.len()))
                    }
                    (None, Some(INTRO)) => {
                        intro = true;
                        found = Some((Found { start: at, end: None, open: open.clone() }, open.len()));
                    }
                    (Some((quote, depth)), _) if intro && quote.end.is_none() && name == "blockquote" => {
                        *depth = open.len();
                        intro = false;
                    }
                    _ => {}
                }
                if !tags::is_void(name) {
                    open.push((name, tag.source));
                }
            }
            Token::Close(name) => {
                let Some(name) = tags::kept(name) else { continue };
                if let Some(top) = open.iter().rposition(|(n, _)| *n == name) {
                    open.truncate(top);
                }
                if let Some((quote, depth)) = &mut found
                    && quote.end.is_none()
                    && open.len() <= *depth
                    && !intro
                {
                    quote.end = Some(tokens.at);
                    break;
                }
            }
        }
    }
    found.map(|(quote, _)| quote)
}

/// Whether HTML shows text or an image, quotes apart.
fn shows_something(html: &str) -> bool {
    Tokens::new(html).any(|token| match token {
        Token::Text(text) => !text.replace("&nbsp;", "").trim().is_empty(),
        Token::Open(tag) => tag.name == "img",
        Token::Close(_) => false,
    })
}

/// The same for plain text: what the author wrote, and the whole text when something was left out of it.
#[must_use]
pub fn fold_quotes_in_text(text: &str) -> (String, Option<String>) {
    let visible = quote::visible(text);
    let folded = visible.trim() != text.trim();
    (visible, folded.then(|| text.to_owned()))
}
