//! HTML on its way out: cleaned HTML whose pictures load again, its plain text, and what stands below it.

use super::token::{Tag, Token, Tokens, decode_entities};
use super::{escape, text};

/// Where cleaning moved the Content-ID of a picture of the mail itself.
const OWN: &str = "data-cid";
/// Where cleaning moved the address of a remote image.
const REMOTE: &str = "data-remote-src";

/// Content-IDs that cleaned HTML shows, in order.
#[must_use]
pub fn content_ids(cleaned: &str) -> Vec<String> {
    let tags = Tokens::new(cleaned).filter_map(|token| match token {
        Token::Open(tag) => tag.get(OWN).map(decode_entities),
        _ => None,
    });
    tags.collect()
}

/// Gives pictures of the mail itself another Content-ID; where there is none, they keep theirs.
#[must_use]
pub fn with_content_ids(cleaned: &str, mut other: impl FnMut(&str) -> Option<String>) -> String {
    rewritten(cleaned, |tag| {
        let own = tag.get(OWN)?;
        let id = other(&decode_entities(own))?;
        Some(tag.source.replacen(&format!("{OWN}=\"{own}\""), &format!("{OWN}=\"{}\"", escape(&id)), 1))
    })
}

/// Cleaned HTML as mail programs read it: pictures of the mail by their Content-ID (RFC 2392), remote ones by their
/// address. Cleaning it again gives what it was made from.
#[must_use]
pub fn sendable(cleaned: &str) -> String {
    rewritten(cleaned, |tag| {
        let (name, scheme) = if tag.get(OWN).is_some() { (OWN, "cid:") } else { (REMOTE, "") };
        tag.get(name)?;
        Some(tag.source.replacen(&format!(" {name}=\""), &format!(" src=\"{scheme}"), 1))
    })
}

/// Cleaned HTML without its pictures.
#[must_use]
pub fn without_pictures(cleaned: &str) -> String {
    rewritten(cleaned, |tag| (tag.name == "img").then(String::new))
}

/// The plain text that goes with cleaned HTML: as [`text::from_cleaned`] reads it, and a link's address after its words
/// where they do not name it.
#[must_use]
pub fn plain(cleaned: &str) -> String {
    let mut out = String::with_capacity(cleaned.len() + 256);
    let (mut tokens, mut from) = (Tokens::new(cleaned), 0);
    let mut link: Option<(String, usize)> = None;
    let mut before = 0;
    while let Some(token) = tokens.next() {
        match token {
            Token::Open(tag) if tag.name == "a" => {
                link = tag.get("href").map(|href| (decode_entities(href), tokens.at));
            }
            Token::Close("a") => {
                let Some((href, begin)) = link.take() else { continue };
                let words = text::from_cleaned(cleaned.get(begin..before).unwrap_or_default());
                if !names(words.trim(), &href) {
                    out.push_str(cleaned.get(from..before).unwrap_or_default());
                    out.push_str(&escape(&format!(" <{href}>")));
                    from = before;
                }
            }
            _ => {}
        }
        before = tokens.at;
    }
    out.push_str(cleaned.get(from..).unwrap_or_default());
    text::from_cleaned(&out)
}

/// Whether a link's words are its address.
fn names(words: &str, href: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim_end_matches('/');
        let schemes = ["https://", "http://", "mailto:", "tel:"];
        let rest = schemes.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
        rest.strip_prefix("www.").unwrap_or(rest).to_lowercase()
    };
    bare(words) == bare(href)
}

/// Lines of text as HTML, one block each.
#[must_use]
pub fn blocks(text: &str) -> String {
    let line = |line: &str| match line.trim_end() {
        "" => "<div><br></div>".to_owned(),
        line => {
            let words = line.trim_start_matches(' ');
            let indent = "&nbsp;".repeat(line.len() - words.len());
            format!("<div>{indent}{}</div>", escape(words).replace("  ", " &nbsp;"))
        }
    };
    text.lines().map(line).collect()
}

/// What stands below HTML: the same as below its text (RFC 3676 4.3). Empty for a signature without words.
#[must_use]
pub fn below(signature: &str) -> String {
    match signature.trim() {
        "" => String::new(),
        words => format!("<div><br></div><div>-- </div>{}", blocks(words)),
    }
}

/// Writes HTML anew, each start tag as `tag` gives it; `None` leaves it as it is.
fn rewritten(html: &str, mut tag: impl FnMut(&Tag<'_>) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let (mut tokens, mut from) = (Tokens::new(html), 0);
    while let Some(token) = tokens.next() {
        let Token::Open(found) = token else { continue };
        if let Some(other) = tag(&found) {
            let begin = tokens.at.saturating_sub(found.source.len());
            out.push_str(html.get(from..begin).unwrap_or_default());
            out.push_str(&other);
            from = tokens.at;
        }
    }
    out.push_str(html.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::clean;

    #[test]
    fn pictures_load_again_as_they_were_meant() {
        let written = "<div>See <img src=\"cid:0198&amp;x@y\" alt=\"a &quot; data-cid=&quot;\"> and <img src=\"https://example.com/a.png?b=1&amp;c=2\"></div>";
        let cleaned = clean(written).html;
        assert_eq!(content_ids(&cleaned), ["0198&x@y"]);
        let sent = sendable(&cleaned);
        assert!(sent.contains("src=\"cid:0198&amp;x@y\""), "{sent}");
        assert!(sent.contains("src=\"https://example.com/a.png?b=1&amp;c=2\""), "{sent}");
        assert!(!sent.contains("data-remote-src"), "{sent}");
        assert_eq!(clean(&sent).html, cleaned);
        let other = with_content_ids(&cleaned, |id| (id == "0198&x@y").then(|| "z@y".to_owned()));
        assert_eq!(content_ids(&other), ["z@y"]);
        assert_eq!(with_content_ids(&cleaned, |_| None), cleaned);
    }

    #[test]
    fn pictures_can_be_left_out() {
        let written = "<div>See <img src=\"cid:1@y\" alt=\"a > b\"><b>this</b><img src=\"https://example.com/a.png\"></div>";
        assert_eq!(without_pictures(&clean(written).html), "<div>See <b>this</b></div>");
    }

    #[test]
    fn nothing_that_can_run_is_sent() {
        let sent = sendable(&clean("<img src=x onerror=alert(1)><script>1</script><a href='javascript:1'>a</a><img src='javascript:1'>").html);
        for bad in ["onerror", "script", "javascript"] {
            assert!(!sent.contains(bad), "{sent}");
        }
    }

    #[test]
    fn plain_text_names_where_a_link_leads() {
        let of = |html: &str| plain(&clean(html).html);
        assert_eq!(
            of("Read <a href=\"https://example.com/a?b=1&amp;c\">our guide</a>."),
            "Read our guide <https://example.com/a?b=1&c>."
        );
        assert_eq!(of("<a href=\"https://www.example.com/\">example.com</a>"), "example.com");
        assert_eq!(of("<a href=\"mailto:a@example.com\">a@example.com</a>"), "a@example.com");
        assert_eq!(of("<div>One</div><ul><li><b>two</b></li></ul>"), "One\n- two");
    }

    #[test]
    fn text_becomes_blocks_and_comes_back() {
        let text = "Hello <you>,\n\n  two  spaces & more";
        assert_eq!(text::from_cleaned(&clean(&blocks(text)).html).replace('\u{a0}', " "), text);
        assert_eq!(below("  "), "");
        assert_eq!(plain(&clean(&format!("<div>Hi</div>{}", below("Jo\nAcme"))).html), "Hi\n\n--\nJo\nAcme");
    }
}
