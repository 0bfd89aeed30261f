//! The elements that may stay, and how they nest.

/// Elements that are kept.
pub const KEPT: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
];

/// The kept element called `name` (any case), as its one spelling.
#[must_use]
pub fn kept(name: &str) -> Option<&'static str> {
    if name.len() > 10 {
        return None;
    }
    let mut lower = [0_u8; 10];
    for (to, from) in lower.iter_mut().zip(name.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    let lower = lower.get(..name.len())?;
    KEPT.binary_search_by(|k| k.as_bytes().cmp(lower)).ok().and_then(|i| KEPT.get(i)).copied()
}

/// Elements whose content is dropped with them.
#[must_use]
pub fn dropped_whole(name: &str) -> bool {
    const DROPPED: [&str; 14] = [
        "script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp", "svg", "math",
        "template", "object", "select", "noscript",
    ];
    DROPPED.iter().any(|d| d.eq_ignore_ascii_case(name))
}

/// Elements without content.
#[must_use]
pub fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img")
}

/// Elements that stand inside a line.
#[must_use]
pub fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "tt"
            | "u"
    )
}

/// Elements to close, and elements at which the search for them stops.
pub type ImpliedEnd = (&'static [&'static str], &'static [&'static str]);

/// The elements that a start tag closes when they are open and nothing of the second list lies between (HTML
/// 13.1.2.4).
#[must_use]
pub fn implied_end(name: &str) -> &'static [ImpliedEnd] {
    const P: ImpliedEnd =
        (&["p"], &["div", "td", "th", "li", "blockquote", "dd", "dt", "table", "center", "ul", "ol", "tr"]);
    match name {
        "li" => &[P, (&["li"], &["ul", "ol", "table"])],
        "dt" | "dd" => &[P, (&["dt", "dd"], &["dl", "table"])],
        "td" | "th" => &[(&["td", "th"], &["tr", "table"])],
        "tr" => &[(&["tr"], &["table", "tbody", "thead", "tfoot"])],
        "tbody" | "thead" | "tfoot" => &[(&["tbody", "thead", "tfoot"], &["table"])],
        "a" => &[(&["a"], &["td", "th"])],
        "br" | "img" => &[],
        _ if is_inline(name) => &[],
        _ => &[P],
    }
}

/// What may stand directly inside `parent` when that is part of a table.
#[must_use]
pub fn table_child(parent: &str, child: &str) -> bool {
    match parent {
        "table" => matches!(child, "tbody" | "thead" | "tfoot" | "tr"),
        "tbody" | "thead" | "tfoot" => child == "tr",
        "tr" => matches!(child, "td" | "th"),
        _ => true,
    }
}
