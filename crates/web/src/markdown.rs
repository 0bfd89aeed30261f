//! Documents as pages: a small Markdown without HTML of its own. What stands in angle brackets is text, pictures are left out,
//! and links lead to addresses of this site, to https and to mail.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// The text as HTML.
#[must_use]
pub fn render(text: &str) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES);
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, events.filter_map(plain));
    // Wide tables scroll by themselves.
    out.replace("<table>", "<div class=\"wide-table\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>")
}

fn plain(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::HtmlBlock | Tag::Image { .. }) | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => {
            return None;
        }
        Event::Start(Tag::Link { link_type, dest_url, .. }) => {
            let dest_url = if is_safe(&dest_url) { dest_url } else { CowStr::Borrowed("#") };
            let (title, id) = (CowStr::Borrowed(""), CowStr::Borrowed(""));
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        other => other,
    })
}

fn is_safe(address: &str) -> bool {
    let is_here = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    is_here || ["https://", "mailto:", "#"].iter().any(|start| address.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_is_shown_and_html_is_text() {
        let html = render(
            "# Terms\n\n- **one** <b>two</b>\n\n<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| c | d |\n",
        );
        assert!(html.contains("<h1>Terms</h1>") && html.contains("<strong>one</strong>"), "{html}");
        assert!(
            html.contains("&lt;b&gt;two") && html.contains("&lt;script&gt;") && !html.contains("<script"),
            "{html}"
        );
        assert!(html.contains("<td>c</td>"), "{html}");
    }

    #[test]
    fn links_lead_nowhere_else() {
        for bad in
            ["javascript:alert(1)", "//evil.test/", "http://evil.test", "data:text/html,x", "/\\evil.test"]
        {
            let html = render(&format!("[x](<{bad}>)"));
            assert!(html.contains("href=\"#\""), "{bad}: {html}");
        }
        for good in ["/documents/dpa", "https://example.com/", "mailto:a@b.test", "#top"] {
            assert!(render(&format!("[x]({good})")).contains(&format!("href=\"{good}\"")), "{good}");
        }
        assert!(!render("![x](https://evil.test/a.png)").contains("img"));
    }
}
