//! Documents as PDF: headings, paragraphs, lists and tables, on pages with numbers, tagged so that a screen reader reads them as
//! what they are (PDF/UA-1). Pure: the same document gives the same bytes.
//!
//! **It draws nothing but text and lines.** The fonts are in the binary; what a document uses of them is embedded in it.

mod face;
mod layout;
mod write;

/// Whether the fonts have every character of a text; what they lack would stand as a question mark.
#[must_use]
pub fn can_write(text: &str) -> bool {
    static FACES: std::sync::LazyLock<Option<face::Faces>> = std::sync::LazyLock::new(face::Faces::load);
    FACES.as_ref().is_some_and(|faces| [false, true].iter().all(|bold| faces.of(*bold).has_all(text)))
}

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its title, for the window of a reader and at the foot of each page; what is on the page stands in the blocks.
    pub title: String,
    /// Who is responsible for it.
    pub author: String,
    /// The language of its text (BCP 47).
    pub language: String,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
    /// What stands at the foot of each page, before the number.
    pub foot: String,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading: 1 is the title.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// Names with values, in small type: what is known about the document.
    Facts(Vec<(String, String)>),
    /// A list.
    List(Vec<Item>),
    /// Rows of cells; the first row names the columns.
    Table(Vec<Vec<Vec<Span>>>),
    /// A line across the page.
    Rule,
}

/// A point of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// How deep it stands: 0 is the outermost.
    pub depth: u8,
    /// Its number; a bullet when absent.
    pub number: Option<u64>,
    /// What it says.
    pub spans: Vec<Span>,
}

/// Words of one look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    /// The words.
    pub text: String,
    /// Whether they are bold.
    pub bold: bool,
    /// Where they lead: a whole address.
    pub link: Option<String>,
}

impl Span {
    /// Words like any others.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// A document that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The fonts in the binary cannot be read.
    #[error("the fonts cannot be read")]
    Font,
    /// It breaks a rule of the format.
    #[error("the document cannot be written: {0}")]
    Write(String),
}

/// The document as a file.
///
/// # Errors
/// [`Error`].
pub fn make(document: &Document) -> Result<Vec<u8>, Error> {
    let faces = face::Faces::load().ok_or(Error::Font)?;
    write::write(document, &faces, &layout::lay_out(document, &faces))
}
