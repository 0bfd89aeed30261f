//! A document's Markdown as the parts of a PDF. What `markdown` shows as HTML stands here in the same order.

use pdf::{Block, Item, Span};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The parts of a text; links to pages of this site become whole addresses under `base`.
#[must_use]
pub fn blocks(text: &str, base: &str) -> Vec<Block> {
    let mut reader = Reader { base, ..Reader::default() };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.read(event);
    }
    reader.blocks
}

#[derive(Default)]
struct Reader<'a> {
    base: &'a str,
    blocks: Vec<Block>,
    spans: Vec<Span>,
    bold: usize,
    link: Option<String>,
    /// The next number of each list that is open; none of one with bullets.
    lists: Vec<Option<u64>>,
    items: Vec<Item>,
    row: Vec<Vec<Span>>,
    rows: Vec<Vec<Vec<Span>>>,
}

const fn level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.words(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Start(tag) => self.begin(&tag),
            Event::End(end) => self.end(end),
            Event::Rule => self.blocks.push(Block::Rule),
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        self.spans.push(Span { text: text.to_owned(), bold: self.bold > 0, link: self.link.clone() });
    }

    fn begin(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Link { dest_url, .. } => self.link = self.leads(dest_url),
            Tag::List(first) => {
                self.item();
                self.lists.push(*first);
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Link => self.link = None,
            TagEnd::Heading(of) => {
                let spans = self.taken();
                self.blocks.push(Block::Heading(level(of), spans));
            }
            // Several paragraphs of a point are one.
            TagEnd::Paragraph if !self.lists.is_empty() => self.words(" "),
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                let spans = self.taken();
                if !spans.is_empty() {
                    self.blocks.push(Block::Paragraph(spans));
                }
            }
            TagEnd::Item => self.item(),
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    self.blocks.push(Block::List(std::mem::take(&mut self.items)));
                }
            }
            TagEnd::TableCell => {
                let spans = self.taken();
                self.row.push(spans);
            }
            TagEnd::TableHead | TagEnd::TableRow => self.rows.push(std::mem::take(&mut self.row)),
            TagEnd::Table => self.blocks.push(Block::Table(std::mem::take(&mut self.rows))),
            _ => {}
        }
    }

    fn taken(&mut self) -> Vec<Span> {
        std::mem::take(&mut self.spans)
    }

    /// A point of a list ends, or another list begins in it.
    fn item(&mut self) {
        let spans = self.taken();
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let Some(next) = self.lists.last_mut() else { return };
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        self.items.push(Item { depth, number: *next, spans });
        *next = next.map(|number| number + 1);
    }

    fn leads(&self, address: &str) -> Option<String> {
        if address.starts_with('/') && !address.starts_with("//") && !address.contains('\\') {
            return Some(format!("{}{address}", self.base));
        }
        ["https://", "mailto:"].iter().any(|start| address.starts_with(start)).then(|| address.to_owned())
    }
}
