//! First pass: a sender's HTML becomes a well-formed tree of known elements, at most [`HTML_DEPTH_MAX`] deep, with the
//! attributes that may matter. Images lose their sources here; places where quotes start are marked here.

use domain::limits::HTML_DEPTH_MAX;

use super::tags::{dropped_whole, implied_end, is_inline, is_void, kept, table_child};
use super::token::{Tag, Token, Tokens, decode_entities, entity};
use super::{escape, fold, remote};

/// Longest attribute that is kept, `data:` images apart: the real parser is slow on long ones with references.
const ATTRIBUTE_BYTES_MAX: usize = 8 * 1024;
/// Character references between two breaks of a text.
const REFERENCES_PER_TEXT: usize = 200;

/// The result of the first pass; not safe to show yet.
#[derive(Debug, Default)]
pub struct Normal {
    /// Well-formed HTML.
    pub html: String,
    /// Remote images whose source was moved away.
    pub remote_images: u32,
    /// Start tags were left out for depth.
    pub too_deep: bool,
}

/// Runs the first pass.
#[must_use]
pub fn normalise(source: &str) -> Normal {
    let mut writer = Writer {
        out: Normal { html: String::with_capacity(source.len()), ..Normal::default() },
        ..Writer::default()
    };
    let mut tokens = Tokens::new(source);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Close(name) => {
                if let Some(name) = kept(name) {
                    writer.close(name);
                }
            }
            Token::Open(tag) if dropped_whole(tag.name) => {
                if !tag.source.ends_with("/>") {
                    tokens.skip_element(tag.name);
                }
            }
            Token::Open(tag) => {
                if let Some(name) = kept(tag.name) {
                    writer.open(name, &tag);
                }
            }
        }
    }
    writer.close_to(0);
    writer.out
}

#[derive(Default)]
struct Writer {
    out: Normal,
    stack: Vec<&'static str>,
    references: usize,
    /// Start tags left out for depth, whose end tags must be left out too.
    skipped: Vec<&'static str>,
}

impl Writer {
    fn push(&mut self, name: &'static str) {
        self.out.html.push('<');
        self.out.html.push_str(name);
        self.out.html.push('>');
        self.stack.push(name);
    }

    fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            if let Some(name) = self.stack.pop() {
                self.out.html.push_str("</");
                self.out.html.push_str(name);
                self.out.html.push('>');
            }
        }
    }

    /// Opens the row and the cell that are missing between a table and its content.
    fn inside_cell(&mut self, child: &str) {
        while let Some(top) = self.stack.last().copied() {
            if table_child(top, child) || self.stack.len() >= HTML_DEPTH_MAX {
                return;
            }
            self.push(if top == "tr" { "td" } else { "tr" });
        }
    }

    fn text(&mut self, text: &str) {
        if !text.bytes().all(|b| b.is_ascii_whitespace()) {
            self.inside_cell("");
        } else if self.stack.last().is_some_and(|top| !table_child(top, "")) {
            return;
        }
        let mut rest = text;
        while let Some(at) = rest.find(['<', '&', '\0']) {
            let (before, from) = rest.split_at(at);
            self.out.html.push_str(before);
            rest = from.get(1..).unwrap_or_default();
            match from.as_bytes().first() {
                Some(b'<') => self.reference("&lt;"),
                Some(b'&') => {
                    match entity(rest).filter(|(c, _)| !c.is_control() && !matches!(c, '<' | '>' | '&')) {
                        Some((c, len)) => {
                            self.out.html.push(c);
                            rest = rest.get(len..).unwrap_or_default();
                        }
                        None => self.reference("&"),
                    }
                }
                _ => {}
            }
        }
        self.out.html.push_str(rest);
    }

    /// Writes a character reference, or what the real parser may take for the start of one. That parser copies the
    /// text read so far for each of them: a break after every few keeps its work linear.
    fn reference(&mut self, text: &str) {
        self.references += 1;
        if self.references.is_multiple_of(REFERENCES_PER_TEXT) {
            self.out.html.push_str("<span></span>");
        }
        self.out.html.push_str(text);
    }

    fn close(&mut self, name: &'static str) {
        if let Some(at) = self.skipped.iter().rposition(|s| *s == name) {
            self.skipped.swap_remove(at);
            return;
        }
        let Some(at) = self.stack.iter().rposition(|s| *s == name) else {
            if name == "p" {
                self.out.html.push_str("<br>");
            }
            return;
        };
        let above = self.stack.get(at + 1..).unwrap_or_default();
        if is_inline(name) && above.iter().any(|a| !is_inline(a)) {
            return;
        }
        let table_between = name != "table" && above.contains(&"table");
        if !table_between {
            self.close_to(at);
        }
    }

    fn open(&mut self, name: &'static str, tag: &Tag<'_>) {
        for (ends, stops) in implied_end(name) {
            let found = self.stack.iter().rposition(|s| ends.contains(s) || stops.contains(s));
            if let Some(at) = found.filter(|at| self.stack.get(*at).is_some_and(|s| ends.contains(s))) {
                self.close_to(at);
            }
        }
        let cell = matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot");
        if cell && !self.stack.contains(&"table") {
            return;
        }
        self.inside_cell(name);
        if self.stack.len() >= HTML_DEPTH_MAX && !is_void(name) {
            self.out.too_deep = true;
            if self.skipped.len() < HTML_DEPTH_MAX {
                self.skipped.push(name);
            }
            return;
        }
        self.out.html.push('<');
        self.out.html.push_str(name);
        self.attributes(name, tag);
        self.out.html.push('>');
        if !is_void(name) {
            self.stack.push(name);
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let html = &mut self.out.html;
        html.push(' ');
        html.push_str(name);
        html.push_str("=\"");
        html.push_str(value);
        html.push('"');
    }

    fn attributes(&mut self, name: &'static str, tag: &Tag<'_>) {
        const PLAIN: [&str; 18] = [
            "align",
            "alt",
            "bgcolor",
            "border",
            "cellpadding",
            "cellspacing",
            "color",
            "colspan",
            "dir",
            "face",
            "height",
            "href",
            "lang",
            "rowspan",
            "size",
            "start",
            "style",
            "title",
        ];
        let mut seen = [false; 18];
        for (key, value) in tag.attributes.iter().filter(|(_, value)| value.len() <= ATTRIBUTE_BYTES_MAX) {
            let known = PLAIN.iter().position(|p| p.eq_ignore_ascii_case(key));
            let first = known.and_then(|at| seen.get_mut(at)).is_some_and(|s| !std::mem::replace(s, true));
            if let Some(plain) = known.and_then(|at| PLAIN.get(at)).filter(|_| first) {
                self.attribute(plain, &value.replace('"', "&quot;"));
            } else if key.eq_ignore_ascii_case("width") || key.eq_ignore_ascii_case("valign") {
                let lower = key.to_ascii_lowercase();
                self.attribute(&lower, &value.replace('"', "&quot;"));
            }
        }
        if name == "img" {
            self.image(tag);
        }
        if let Some(mark) = fold::mark(name, tag) {
            self.attribute(fold::MARK, mark);
        }
    }

    /// Moves the source of an image to where a browser does not load it.
    fn image(&mut self, tag: &Tag<'_>) {
        let source = decode_entities(tag.get("src").unwrap_or_default());
        let source: String = source.trim().chars().filter(|c| !c.is_control()).collect();
        let lower: String = source.chars().take(12).collect::<String>().to_ascii_lowercase();
        let plain_data = lower.starts_with("data:image/") && !source.contains(['&', '"', '<']);
        if source.len() > ATTRIBUTE_BYTES_MAX && !plain_data {
            return;
        }
        if lower.starts_with("cid:") {
            let id = source.get(4..).unwrap_or_default();
            self.attribute("data-cid", &escape(&percent_decoded(id)));
        } else if lower.starts_with("http:") || lower.starts_with("https:") || lower.starts_with("//") {
            self.out.remote_images = self.out.remote_images.saturating_add(1);
            let absolute = if lower.starts_with("//") { format!("https:{source}") } else { source };
            self.attribute("data-remote-src", &escape(&absolute));
            if remote::is_hidden_by(&decode_entities(tag.get("style").unwrap_or_default())) {
                self.attribute(remote::HIDDEN, "");
            }
        } else if plain_data {
            self.attribute("src", &escape(&source));
        } else if tag.get("srcset").is_some() {
            self.out.remote_images = self.out.remote_images.saturating_add(1);
        }
    }
}

/// `%40` and the like in a `cid:` address (RFC 2392).
fn percent_decoded(text: &str) -> String {
    text.replace("%40", "@").replace("%24", "$").replace("%2B", "+").replace("%25", "%")
}
