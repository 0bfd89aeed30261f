//! Where everything stands: words become lines, lines become pages, and each piece knows which part of the document it is.

use crate::face::Faces;
use crate::{Block, Document, Item, Span};

/// A4, in points.
pub const WIDTH: f32 = 595.28;
/// A4, in points.
pub const HEIGHT: f32 = 841.89;
/// Empty at each side.
pub const MARGIN: f32 = 64.0;
const TOP: f32 = 60.0;
/// The last line of text stands above this.
const BOTTOM: f32 = HEIGHT - 78.0;
const BODY: f32 = 10.0;
const SMALL: f32 = 8.5;
const LEADING: f32 = 1.5;
const INDENT: f32 = 16.0;
/// Between two columns of a table.
const GUTTER: f32 = 10.0;

/// What a part of the document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A heading with its level and words.
    Heading(u8, String),
    /// A paragraph.
    Paragraph,
    /// A list; whether it is numbered.
    List(bool),
    /// A point of one.
    Item,
    /// Its number or bullet.
    Label,
    /// What it says.
    Body,
    /// Words that lead somewhere.
    Link,
    /// A table.
    Table,
    /// A row of one.
    Row,
    /// A cell that names its column.
    HeadCell,
    /// A cell.
    Cell,
}

/// What a part consists of.
#[derive(Debug, Clone, Copy)]
pub enum Child {
    /// Another part.
    Node(usize),
    /// Something on a page.
    Piece(usize),
}

/// A part, with what it consists of, in the order of reading.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub part: Part,
    /// Of what.
    pub children: Vec<Child>,
}

/// Words on a page, of one look.
#[derive(Debug)]
pub struct Piece {
    /// The page, from 0.
    pub page: usize,
    /// From the left.
    pub x: f32,
    /// The line that the words stand on, from the top.
    pub y: f32,
    /// Size of type.
    pub size: f32,
    /// Bold.
    pub bold: bool,
    /// The words.
    pub text: String,
    /// How wide they are.
    pub width: f32,
    /// Where they lead.
    pub link: Option<String>,
}

/// A line across a part of a page.
#[derive(Debug)]
pub struct Stroke {
    /// The page.
    pub page: usize,
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// How long.
    pub width: f32,
}

/// Everything in its place.
#[derive(Debug, Default)]
pub struct Laid {
    /// How many pages there are.
    pub pages: usize,
    /// Words.
    pub pieces: Vec<Piece>,
    /// Lines.
    pub strokes: Vec<Stroke>,
    /// Parts.
    pub nodes: Vec<Node>,
    /// The outermost of them.
    pub roots: Vec<usize>,
}

/// A word with its look.
struct Word {
    text: String,
    bold: bool,
    link: Option<String>,
    width: f32,
    /// Whether there is a space before it.
    spaced: bool,
}

/// Where text may stand, and how large it is.
#[derive(Clone, Copy)]
struct Column {
    x: f32,
    width: f32,
    size: f32,
    bold: bool,
}

struct Pen<'a> {
    faces: &'a Faces,
    out: Laid,
    page: usize,
    y: f32,
}

/// Lays a document out.
pub fn lay_out(document: &Document, faces: &Faces) -> Laid {
    let mut pen = Pen { faces, out: Laid::default(), page: 0, y: TOP };
    for block in &document.blocks {
        pen.block(block);
    }
    pen.out.pages = pen.page + 1;
    pen.out
}

const fn whole(size: f32) -> Column {
    Column { x: MARGIN, width: WIDTH - 2.0 * MARGIN, size, bold: false }
}

impl Pen<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, spans) => self.heading(*level, spans),
            Block::Paragraph(spans) => {
                let node = self.root(Part::Paragraph);
                self.text(node, spans, whole(BODY));
                self.y += BODY * 0.6;
            }
            Block::Facts(facts) => self.facts(facts),
            Block::List(items) => self.list(items),
            Block::Table(rows) => self.table(rows),
            Block::Rule => {
                self.y += 4.0;
                let stroke = Stroke { page: self.page, x: MARGIN, y: self.y, width: WIDTH - 2.0 * MARGIN };
                self.out.strokes.push(stroke);
                self.y += 12.0;
            }
        }
    }

    fn node(&mut self, part: Part) -> usize {
        self.out.nodes.push(Node { part, children: Vec::new() });
        self.out.nodes.len() - 1
    }

    fn root(&mut self, part: Part) -> usize {
        let node = self.node(part);
        self.out.roots.push(node);
        node
    }

    fn under(&mut self, parent: usize, part: Part) -> usize {
        let node = self.node(part);
        self.child(parent, Child::Node(node));
        node
    }

    fn child(&mut self, parent: usize, child: Child) {
        if let Some(node) = self.out.nodes.get_mut(parent) {
            node.children.push(child);
        }
    }

    /// Begins another page where there is not so much left.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.page += 1;
            self.y = TOP;
        }
    }

    fn heading(&mut self, level: u8, spans: &[Span]) {
        let size = match level {
            ..=1 => 20.0,
            2 => 13.5,
            _ => 11.0,
        };
        if self.y > TOP {
            self.y += size * 0.7;
        }
        // Never alone at the end of a page.
        self.room(size * LEADING + BODY * LEADING * 2.0);
        let words: Vec<&str> = spans.iter().map(|span| span.text.as_str()).collect();
        let node = self.root(Part::Heading(level, words.concat()));
        self.text(node, spans, Column { bold: true, ..whole(size) });
        self.y += size * 0.25;
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        let bold = |text: &str| Span { bold: true, ..Span::plain(text) };
        for (name, value) in facts {
            let node = self.root(Part::Paragraph);
            self.text(node, &[bold(&format!("{name}: ")), Span::plain(value)], whole(SMALL));
        }
        self.y += SMALL;
    }

    fn list(&mut self, items: &[Item]) {
        let list = self.root(Part::List(items.iter().any(|item| item.number.is_some())));
        for item in items {
            let indent = INDENT * f32::from(item.depth.min(6) + 1);
            let node = self.under(list, Part::Item);
            self.room(BODY * LEADING);
            let label = self.under(node, Part::Label);
            let mark = item.number.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
            let at = Column { x: MARGIN + indent - INDENT, width: INDENT * 2.0, ..whole(BODY) };
            let (page, y) = (self.page, self.y);
            self.text(label, &[Span::plain(mark)], at);
            (self.page, self.y) = (page, y);
            let body = self.under(node, Part::Body);
            let at = Column { x: MARGIN + indent, width: WIDTH - 2.0 * MARGIN - indent, ..whole(BODY) };
            self.text(body, &item.spans, at);
            self.y += BODY * 0.25;
        }
        self.y += BODY * 0.5;
    }

    fn table(&mut self, rows: &[Vec<Vec<Span>>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let table = self.root(Part::Table);
        let widths = self.widths(rows, columns);
        for (number, row) in rows.iter().enumerate() {
            let node = self.under(table, Part::Row);
            self.room(SMALL * LEADING * 2.0);
            let (page, y) = (self.page, self.y);
            let mut end = (page, y);
            let mut x = MARGIN;
            for (cell, width) in row.iter().zip(&widths) {
                (self.page, self.y) = (page, y);
                let is_head = number == 0;
                let cell_node = self.under(node, if is_head { Part::HeadCell } else { Part::Cell });
                let at = Column { x, width: width - GUTTER, size: SMALL, bold: is_head };
                self.text(cell_node, cell, at);
                if (self.page, self.y) > end {
                    end = (self.page, self.y);
                }
                x += width;
            }
            (self.page, self.y) = end;
            self.y += 2.0;
            let stroke = Stroke { page: self.page, x: MARGIN, y: self.y, width: WIDTH - 2.0 * MARGIN };
            self.out.strokes.push(stroke);
            self.y += 3.0;
        }
        self.y += BODY;
    }

    /// Columns get room by what is in them: by the root of it, so that a long one leaves some to the others.
    fn widths(&self, rows: &[Vec<Vec<Span>>], columns: usize) -> Vec<f32> {
        let size_of = |cell: &Vec<Span>| -> f32 {
            cell.iter().map(|span| self.faces.of(span.bold).width(&span.text)).sum()
        };
        let most = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(size_of);
            cells.fold(4.0_f32, f32::max).sqrt()
        };
        let wanted: Vec<f32> = (0..columns).map(most).collect();
        let all: f32 = wanted.iter().sum();
        wanted.iter().map(|one| (WIDTH - 2.0 * MARGIN) * one / all).collect()
    }

    /// Writes words into a column, line by line.
    fn text(&mut self, node: usize, spans: &[Span], at: Column) {
        let mut line: Vec<Word> = Vec::new();
        let mut width = 0.0;
        for word in self.words(spans, at) {
            let space = if word.spaced && !line.is_empty() { self.space(at, word.bold) } else { 0.0 };
            if width + space + word.width > at.width && !line.is_empty() {
                self.line(node, std::mem::take(&mut line), at);
                width = word.width;
            } else {
                width += space + word.width;
            }
            line.push(word);
        }
        if !line.is_empty() {
            self.line(node, line, at);
        }
    }

    fn space(&self, at: Column, bold: bool) -> f32 {
        self.faces.of(bold || at.bold).width(" ") * at.size
    }

    /// The words of spans; what is wider than its column is cut.
    fn words(&self, spans: &[Span], at: Column) -> Vec<Word> {
        let mut out: Vec<Word> = Vec::new();
        let mut spaced = false;
        for span in spans {
            let bold = span.bold || at.bold;
            let face = self.faces.of(bold);
            let text = face.writable(&span.text);
            for (number, word) in text.split(' ').enumerate() {
                spaced |= number > 0;
                let mut rest = word;
                while !rest.is_empty() {
                    let (now, later) = self.cut(rest, bold, at);
                    let width = face.width(now) * at.size;
                    let link = span.link.clone();
                    out.push(Word { text: now.to_owned(), bold, link, width, spaced });
                    spaced = false;
                    rest = later;
                }
            }
        }
        out
    }

    /// As much of a word as a line holds, and the rest.
    fn cut<'w>(&self, word: &'w str, bold: bool, at: Column) -> (&'w str, &'w str) {
        let face = self.faces.of(bold);
        if face.width(word) * at.size <= at.width {
            return (word, "");
        }
        let mut width = 0.0;
        let mut buffer = [0; 4];
        for (place, c) in word.char_indices() {
            width += face.width(c.encode_utf8(&mut buffer)) * at.size;
            if width > at.width && place > 0 {
                return word.split_at(place);
            }
        }
        (word, "")
    }

    /// Sets a line: neighbours of one look are one piece.
    fn line(&mut self, node: usize, words: Vec<Word>, at: Column) {
        let height = at.size * LEADING;
        self.room(height);
        let base = self.y + at.size * 1.1;
        let mut x = at.x;
        let mut pieces: Vec<Piece> = Vec::new();
        for (number, word) in words.into_iter().enumerate() {
            let space = if word.spaced && number > 0 { self.space(at, word.bold) } else { 0.0 };
            let lead = if space > 0.0 { " " } else { "" };
            match pieces.last_mut().filter(|last| last.bold == word.bold && last.link == word.link) {
                Some(last) => {
                    last.text.push_str(lead);
                    last.text.push_str(&word.text);
                    last.width += space + word.width;
                }
                None => pieces.push(Piece {
                    page: self.page,
                    x,
                    y: base,
                    size: at.size,
                    bold: word.bold,
                    text: format!("{lead}{}", word.text),
                    width: space + word.width,
                    link: word.link,
                }),
            }
            x += space + word.width;
        }
        // The end of a line is a space to whoever reads it aloud.
        if let Some(last) = pieces.last_mut() {
            last.text.push(' ');
        }
        for piece in pieces {
            let under = if piece.link.is_some() { self.under(node, Part::Link) } else { node };
            self.out.pieces.push(piece);
            self.child(under, Child::Piece(self.out.pieces.len() - 1));
        }
        self.y += height;
    }
}
