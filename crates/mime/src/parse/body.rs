//! Which parts are the mail's text, which its HTML, which attachments (RFC 2046 5.1.3, 5.1.4; RFC 2387).

use super::walk::Part;

/// A stretch of the mail's body: the same content as text, as HTML, or as both.
#[derive(Debug, Default)]
pub struct Piece {
    /// Parts with plain text, in order.
    pub plain: Vec<u32>,
    /// Parts with HTML, in order.
    pub html: Vec<u32>,
}

/// The body and the attachments of a mail, as indexes of parts.
#[derive(Debug, Default)]
pub struct Body {
    /// Stretches, in order.
    pub pieces: Vec<Piece>,
    /// Attachments, in order.
    pub attachments: Vec<u32>,
    /// A part is encrypted end to end.
    pub encrypted: bool,
}

/// Chooses by walking the tree from the mail itself.
#[must_use]
pub fn choose(parts: &[Part<'_>]) -> Body {
    let mut body = Body::default();
    visit(parts, 0, None, &mut body);
    body
}

fn visit(parts: &[Part<'_>], index: u32, alternative: Option<&mut Piece>, body: &mut Body) {
    let Some(part) = parts.get(index as usize) else { return };
    if part.is_multipart() {
        return visit_children(parts, part, alternative, body);
    }
    let kind = part.ctype.value.as_str();
    let named = part.disposition.param("filename").is_some() || part.ctype.param("name").is_some();
    let unused = |piece: &Piece| piece.plain.is_empty() && piece.html.is_empty();
    let first = body.pieces.is_empty() && alternative.as_deref().is_none_or(unused);
    let attached = part.disposition.is("attachment") || (named && !(first && part.disposition.is("inline")));
    let text = !(attached && index != 0);
    body.encrypted |= kind == "application/pgp-encrypted"
        || kind.ends_with("pkcs7-mime") && part.ctype.param("smime-type") != Some("signed-data");
    match kind {
        "text/plain" | "text/html" if text => {
            let html = kind == "text/html";
            match alternative {
                Some(piece) if html => piece.html.push(index),
                Some(piece) => piece.plain.push(index),
                None if html => body.pieces.push(Piece { plain: Vec::new(), html: vec![index] }),
                None => body.pieces.push(Piece { plain: vec![index], html: Vec::new() }),
            }
        }
        // A multipart that could not be split: its bytes are the only text there is.
        _ if part.ctype.main() == "multipart" => {
            body.pieces.push(Piece { plain: vec![index], html: Vec::new() })
        }
        _ => body.attachments.push(index),
    }
}

fn visit_children(parts: &[Part<'_>], part: &Part<'_>, alternative: Option<&mut Piece>, body: &mut Body) {
    if part.ctype.is("multipart/alternative") && alternative.is_none() {
        let mut piece = Piece::default();
        for child in &part.children {
            visit(parts, *child, Some(&mut piece), body);
        }
        if !piece.plain.is_empty() || !piece.html.is_empty() {
            body.pieces.push(piece);
        }
        return;
    }
    body.encrypted |= part.ctype.is("multipart/encrypted");
    let mut alternative = alternative;
    for child in &part.children {
        visit(parts, *child, alternative.as_deref_mut(), body);
    }
}
