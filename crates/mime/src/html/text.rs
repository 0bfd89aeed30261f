//! Text of cleaned HTML: blocks become lines, quotes get `> `, cells are parted by a space.

use super::tags;
use super::token::{Tag, Token, Tokens, decode_entities};

/// The text of HTML that [`super::clean`] made (other HTML is read too, but nothing is promised for it).
#[must_use]
pub fn from_cleaned(html: &str) -> String {
    let mut writer = Writer::default();
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => writer.text(&decode_entities(text)),
            Token::Open(tag) => {
                if let Some(name) = tags::kept(tag.name) {
                    writer.open(name, &tag);
                }
            }
            Token::Close(name) => {
                if let Some(name) = tags::kept(name) {
                    writer.close(name);
                }
            }
        }
    }
    writer.out.trim_end().to_owned()
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Line ends due before the next text.
    breaks: usize,
    space: bool,
    line_open: bool,
    /// Nothing was written since the quote began.
    fresh: bool,
    quote: usize,
    pre: usize,
    lists: Vec<Option<u32>>,
    hidden: Vec<&'static str>,
}

impl Writer {
    fn block(&mut self, lines: usize) {
        if (self.line_open || !self.out.is_empty()) && !self.fresh {
            self.breaks = self.breaks.max(lines);
        }
        self.space = false;
    }

    fn begin(&mut self) {
        if self.breaks > 0 {
            let quoted = ">".repeat(self.quote.min(20));
            for i in 0..self.breaks {
                if i > 0 {
                    self.out.push_str(&quoted);
                }
                self.out.push('\n');
            }
            self.breaks = 0;
            self.line_open = false;
        }
        if !self.line_open {
            if self.quote > 0 {
                self.out.push_str(&">".repeat(self.quote.min(20)));
                self.out.push(' ');
            }
            self.line_open = true;
            self.fresh = false;
            self.space = false;
        }
        if self.space {
            self.out.push(' ');
            self.space = false;
        }
    }

    fn text(&mut self, text: &str) {
        if !self.hidden.is_empty() {
            return;
        }
        if self.pre > 0 {
            for (i, line) in text.split('\n').enumerate() {
                if i > 0 {
                    self.breaks += 1;
                }
                if !line.is_empty() {
                    self.begin();
                    self.out.push_str(line);
                }
            }
            return;
        }
        for (i, word) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            if i > 0 && self.line_open && self.breaks == 0 {
                self.space = true;
            }
            if !word.is_empty() {
                self.begin();
                self.out.extend(word.chars().map(|c| if c == '\u{a0}' { ' ' } else { c }));
            }
        }
    }

    fn open(&mut self, name: &'static str, tag: &Tag<'_>) {
        if !self.hidden.is_empty() {
            if !tags::is_void(name) {
                self.hidden.push(name);
            }
            return;
        }
        if !tags::is_void(name)
            && tag.get("style").is_some_and(|s| s.replace(' ', "").contains("display:none"))
        {
            self.hidden.push(name);
            return;
        }
        match name {
            "br" => {
                self.breaks = if self.line_open || self.breaks > 0 || !self.out.is_empty() {
                    self.breaks + 1
                } else {
                    0
                };
                self.space = false;
            }
            "hr" => self.block(2),
            "img" => {
                let alt = decode_entities(tag.get("alt").unwrap_or_default());
                self.text(alt.trim());
            }
            "td" | "th" => self.space = self.line_open && self.breaks == 0,
            "ul" | "ol" => {
                self.block(1);
                self.lists.push((name == "ol").then_some(0));
            }
            "li" => {
                self.block(1);
                self.item();
            }
            "pre" => {
                self.block(1);
                self.pre += 1;
            }
            "blockquote" => {
                self.block(1);
                self.flush_before_quote();
                self.quote += 1;
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" => self.block(2),
            _ if tags::is_inline(name) => {}
            _ => self.block(1),
        }
    }

    /// Line ends before a quote belong to the outer text: they are written with its marks.
    fn flush_before_quote(&mut self) {
        if self.breaks > 0 && !self.out.is_empty() {
            self.out.push_str(&"\n".repeat(self.breaks));
            self.breaks = 0;
            self.line_open = false;
        }
        self.fresh = !self.line_open;
    }

    fn item(&mut self) {
        let mark = match self.lists.last_mut() {
            Some(Some(n)) => {
                *n += 1;
                format!("{n}. ")
            }
            _ => "- ".to_owned(),
        };
        self.begin();
        self.out.push_str(&mark);
    }

    fn close(&mut self, name: &'static str) {
        if let Some(top) = self.hidden.last() {
            if *top == name {
                self.hidden.pop();
            }
            return;
        }
        match name {
            "blockquote" => {
                self.quote = self.quote.saturating_sub(1);
                self.block(1);
            }
            "pre" => {
                self.pre = self.pre.saturating_sub(1);
                self.block(1);
            }
            "ul" | "ol" => {
                self.lists.pop();
                self.block(1);
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" => self.block(2),
            "td" | "th" => self.space = self.line_open && self.breaks == 0,
            _ if tags::is_inline(name) => {}
            _ => self.block(1),
        }
    }
}
