//! Second pass: ammonia with the list of what may stay. It alone decides what is safe.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::{fold, remote, style, tags};

static POLICY: LazyLock<Builder<'static>> = LazyLock::new(build);

/// Parses and filters `html`.
#[must_use]
pub fn apply(html: &str) -> String {
    if html.is_empty() {
        return String::new();
    }
    POLICY.clean(html).to_string()
}

fn build() -> Builder<'static> {
    let mut builder = Builder::empty();
    let generic = HashSet::from([
        "align",
        "bgcolor",
        "color",
        "dir",
        "height",
        "lang",
        "style",
        "title",
        "valign",
        "width",
        fold::MARK,
    ]);
    let table = HashSet::from(["border", "cellpadding", "cellspacing", "colspan", "rowspan"]);
    let attributes = HashMap::from([
        ("a", HashSet::from(["href"])),
        ("font", HashSet::from(["face", "size"])),
        ("img", HashSet::from(["alt", "border", "data-cid", "data-remote-src", remote::HIDDEN, "src"])),
        ("ol", HashSet::from(["start"])),
        ("table", table.clone()),
        ("td", table.clone()),
        ("th", table),
    ]);
    builder
        .tags(tags::KEPT.iter().copied().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(generic)
        .tag_attributes(attributes)
        .set_tag_attribute_value("a", "target", "_blank")
        .link_rel(Some("noopener noreferrer nofollow"))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "data"]))
        .url_relative(UrlRelative::Deny)
        .attribute_filter(filter);
    builder
}

fn filter<'u>(element: &str, attribute: &str, value: &'u str) -> Option<Cow<'u, str>> {
    match attribute {
        "style" => style::filter(value).map(Cow::Owned),
        "src" => (element == "img" && is_inline_image(value)).then_some(Cow::Borrowed(value)),
        "href" => {
            let scheme = value.trim().split(':').next().unwrap_or_default().to_ascii_lowercase();
            matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel").then_some(Cow::Borrowed(value))
        }
        _ => Some(Cow::Borrowed(value)),
    }
}

/// A picture carried in the address itself; SVG may hold script and is left out.
fn is_inline_image(value: &str) -> bool {
    let lower: String = value.chars().take(20).collect::<String>().to_ascii_lowercase();
    ["data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp"]
        .iter()
        .any(|p| lower.starts_with(p))
}
