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
