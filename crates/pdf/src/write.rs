//! What was laid out, as a file: pages with their words and lines, links, an outline, and the tree of parts.

use crate::face::Faces;
use crate::layout::{Child, HEIGHT, Laid, MARGIN, Part, Piece, WIDTH};
use crate::{Document, Error};
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{Page, PageSettings};
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagTree,
};
use krilla::{Document as Pdf, SerializeSettings};
use std::collections::HashMap;
use std::num::NonZeroU16;

const INK: [u8; 3] = [28, 30, 33];
const SOFT: [u8; 3] = [92, 98, 106];
const LINK: [u8; 3] = [20, 82, 170];
const FOOT_SIZE: f32 = 7.5;
const FOOT_Y: f32 = HEIGHT - 46.0;

/// What a piece is known by in the tree: its words, and the place that leads on.
type Known = HashMap<usize, (Identifier, Option<Identifier>)>;

/// Writes it.
pub fn write(document: &Document, faces: &Faces, laid: &Laid) -> Result<Vec<u8>, Error> {
    let failed = |error: &dyn std::fmt::Debug| Error::Write(format!("{error:?}"));
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| failed(&error))?;
    let mut pdf = Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut known = Known::new();
    for number in 0..laid.pages {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| failed(&"page"))?;
        let mut page = pdf.start_page_with(settings);
        let of_page = || laid.pieces.iter().enumerate().filter(move |(_, piece)| piece.page == number);
        let mut surface = page.surface();
        for (at, piece) in of_page() {
            let tag = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            words(&mut surface, faces, piece, if piece.link.is_some() { LINK } else { INK });
            surface.end_tagged();
            known.insert(at, (tag, None));
        }
        lines(&mut surface, laid, number);
        foot(&mut surface, faces, document, (number + 1, laid.pages));
        surface.finish();
        for (at, piece) in of_page() {
            if let Some(link) = annotate(&mut page, piece)
                && let Some((_, place)) = known.get_mut(&at)
            {
                *place = Some(link);
            }
        }
        page.finish();
    }
    pdf.set_outline(outline(document, laid));
    let mut metadata = Metadata::new().title(document.title.clone()).language(document.language.clone());
    if !document.author.is_empty() {
        metadata = metadata.authors(vec![document.author.clone()]);
    }
    pdf.set_metadata(metadata);
    pdf.set_tag_tree(tree(document, laid, &known));
    pdf.finish().map_err(|error| failed(&error))
}

fn colour([red, green, blue]: [u8; 3]) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn words(surface: &mut Surface<'_>, faces: &Faces, piece: &Piece, ink: [u8; 3]) {
    let face = faces.of(piece.bold);
    surface.set_fill(Some(Fill { paint: colour(ink).into(), ..Fill::default() }));
    let at = Point::from_xy(piece.x, piece.y);
    surface.draw_glyphs(at, &face.glyphs(&piece.text), face.font.clone(), &piece.text, piece.size, false);
}

fn lines(surface: &mut Surface<'_>, laid: &Laid, page: usize) {
    for stroke in laid.strokes.iter().filter(|stroke| stroke.page == page) {
        let mut path = PathBuilder::new();
        path.move_to(stroke.x, stroke.y);
        path.line_to(stroke.x + stroke.width, stroke.y);
        let Some(path) = path.finish() else { continue };
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke { paint: colour(SOFT).into(), width: 0.4, ..Stroke::default() }));
        surface.draw_path(&path);
        surface.set_stroke(None);
        surface.end_tagged();
    }
}

/// What stands below, at both sides; whoever has it read aloud is spared it.
fn foot(surface: &mut Surface<'_>, faces: &Faces, document: &Document, (number, of): (usize, usize)) {
    let face = faces.of(false);
    let left = face.writable(&document.foot);
    let right = format!("{number} / {of}");
    let width = face.width(&right) * FOOT_SIZE;
    for (text, x, kind) in
        [(left, MARGIN, ArtifactType::Footer), (right, WIDTH - MARGIN - width, ArtifactType::PageNumber)]
    {
        if text.is_empty() {
            continue;
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        let piece = Piece { page: 0, x, y: FOOT_Y, size: FOOT_SIZE, bold: false, text, width, link: None };
        words(surface, faces, &piece, SOFT);
        surface.end_tagged();
    }
}

fn annotate(page: &mut Page<'_>, piece: &Piece) -> Option<Identifier> {
    let address = piece.link.as_ref()?;
    let place = Rect::from_xywh(piece.x, piece.y - piece.size, piece.width, piece.size * 1.3)?;
    let target = Target::Action(LinkAction::new(address.clone()).into());
    let link = Annotation::new_link(LinkAnnotation::new(place, target), Some(address.clone()));
    Some(page.add_tagged_annotation(link))
}

/// The headings, each under the one that it belongs to.
fn outline(document: &Document, laid: &Laid) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut close = |open: &mut Vec<(u8, OutlineNode)>, down_to: u8| {
        while let Some((_, node)) = open.pop_if(|(level, _)| *level >= down_to) {
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    for node in laid.roots.iter().filter_map(|root| laid.nodes.get(*root)) {
        let Part::Heading(level, title) = &node.part else { continue };
        let piece = node.children.iter().find_map(|child| match child {
            Child::Piece(at) => laid.pieces.get(*at),
            Child::Node(_) => None,
        });
        let Some(piece) = piece else { continue };
        close(&mut open, *level);
        let place = XyzDestination::new(piece.page, Point::from_xy(0.0, piece.y - piece.size * 1.2));
        open.push((*level, OutlineNode::new(title.clone(), place)));
    }
    if open.is_empty() {
        let place = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
        open.push((1, OutlineNode::new(document.title.clone(), place)));
    }
    close(&mut open, 0);
    outline
}

fn tree(document: &Document, laid: &Laid, known: &Known) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(document.language.clone()));
    for root in &laid.roots {
        if let Some(group) = group(laid, known, *root) {
            tree.push(group);
        }
    }
    tree
}

fn group(laid: &Laid, known: &Known, at: usize) -> Option<TagGroup> {
    let node = laid.nodes.get(at)?;
    let mut children: Vec<Node> = Vec::new();
    for child in &node.children {
        match child {
            Child::Node(at) => children.extend(group(laid, known, *at).map(Node::from)),
            Child::Piece(at) => {
                let (words, link) = known.get(at)?;
                children.push((*words).into());
                children.extend(link.map(Node::from));
            }
        }
    }
    Some(match &node.part {
        Part::Heading(level, title) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            TagGroup::with_children(Tag::Hn(level, Some(title.clone())), children)
        }
        Part::Paragraph => TagGroup::with_children(Tag::P, children),
        Part::List(true) => TagGroup::with_children(Tag::L(ListNumbering::Decimal), children),
        Part::List(false) => TagGroup::with_children(Tag::L(ListNumbering::Disc), children),
        Part::Item => TagGroup::with_children(Tag::LI, children),
        Part::Label => TagGroup::with_children(Tag::Lbl, children),
        Part::Body => TagGroup::with_children(Tag::LBody, children),
        Part::Link => TagGroup::with_children(Tag::Link, children),
        Part::Table => TagGroup::with_children(Tag::Table, children),
        Part::Row => TagGroup::with_children(Tag::TR, children),
        Part::HeadCell => TagGroup::with_children(Tag::TH(TableHeaderScope::Column), children),
        Part::Cell => TagGroup::with_children(Tag::TD, children),
    })
}
