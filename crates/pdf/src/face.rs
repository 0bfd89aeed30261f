//! The two faces, and how wide words are in them.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::MetadataProvider as _;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;

const REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");
/// What stands in the place of a character that the faces do not have.
const UNKNOWN: char = '?';

/// A face.
pub struct Face {
    /// To write with.
    pub font: Font,
    characters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units: f32,
}

impl Face {
    fn load(bytes: &'static [u8]) -> Option<Self> {
        let read = skrifa::FontRef::new(bytes).ok()?;
        Some(Self {
            font: Font::new(bytes.into(), 0)?,
            characters: read.charmap(),
            metrics: read.glyph_metrics(Size::unscaled(), LocationRef::default()),
            units: f32::from(read.metrics(Size::unscaled(), LocationRef::default()).units_per_em),
        })
    }

    /// The words as this face can write them.
    pub fn writable(&self, text: &str) -> String {
        let one = |c: char| if c.is_whitespace() { ' ' } else { c };
        let known = |c: char| if self.characters.map(c).is_some() { c } else { UNKNOWN };
        text.chars().filter(|c| *c != '\u{ad}').map(one).map(known).collect()
    }

    /// Whether it has all of these characters.
    pub fn has_all(&self, text: &str) -> bool {
        let known = |c: char| c.is_whitespace() || c == '\u{ad}' || self.characters.map(c).is_some();
        text.chars().all(known)
    }

    /// How wide a character is, at size 1.
    fn advance(&self, c: char) -> f32 {
        let glyph = self.characters.map(c).unwrap_or_default();
        self.metrics.advance_width(glyph).unwrap_or_default() / self.units
    }

    /// How wide words are, at size 1.
    pub fn width(&self, text: &str) -> f32 {
        text.chars().map(|c| self.advance(c)).sum()
    }

    /// The words, character by character.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, c): (usize, char)| {
            let id = GlyphId::new(self.characters.map(c).unwrap_or_default().to_u32());
            KrillaGlyph::new(id, self.advance(c), 0.0, 0.0, 0.0, at..at + c.len_utf8(), None)
        };
        text.char_indices().map(glyph).collect()
    }
}

/// Both.
pub struct Faces {
    regular: Face,
    bold: Face,
}

impl Faces {
    /// Reads them; `None` where the binary's fonts are none.
    pub fn load() -> Option<Self> {
        Some(Self { regular: Face::load(REGULAR)?, bold: Face::load(BOLD)? })
    }

    /// The one for words of that look.
    pub const fn of(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }
}
