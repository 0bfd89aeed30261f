//! Text of a mail as it is kept: one kind of line end, no NUL and no other invisible control bytes, limited.

use std::borrow::Cow;

use domain::limits::TEXT_BYTES_MAX;

use super::oddity::{self, Oddities};

/// Line ends become `\n`, control characters other than tab are dropped, and what exceeds [`TEXT_BYTES_MAX`] is cut
/// at a character's border.
#[must_use]
pub fn tidy(text: &str, odd: &mut Oddities) -> String {
    let mut text = Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text));
    if text.contains('\0') {
        odd.note(oddity::NUL_BYTES);
    }
    if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) {
        let lines = text.replace("\r\n", "\n");
        if lines.contains('\r') {
            odd.note(oddity::BARE_CR);
        }
        let kept = lines.chars().map(|c| if c == '\r' { '\n' } else { c });
        text = Cow::Owned(kept.filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect());
    }
    cut(&text, odd).to_owned()
}

/// Cuts at [`TEXT_BYTES_MAX`].
fn cut<'a>(text: &'a str, odd: &mut Oddities) -> &'a str {
    if text.len() <= TEXT_BYTES_MAX {
        return text;
    }
    odd.note(oddity::TEXT_CUT);
    text.get(..text.floor_char_boundary(TEXT_BYTES_MAX)).unwrap_or_default()
}

/// Joins the soft line breaks of `format=flowed` (RFC 3676): a line that ends in a space goes on in the next one of
/// the same quote depth; `-- ` stays.
#[must_use]
pub fn unflow(text: &str, delsp: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let depth = line.bytes().take_while(|b| *b == b'>').count();
        let body = line.get(depth..).unwrap_or_default();
        let body = body.strip_prefix(' ').unwrap_or(body);
        let signature = body == "-- ";
        if open == Some(depth) && !signature {
            if delsp {
                out.pop();
            }
        } else {
            if !out.is_empty() || open.is_some() {
                out.push('\n');
            }
            out.extend(std::iter::repeat_n('>', depth));
            if depth > 0 {
                out.push(' ');
            }
        }
        out.push_str(body);
        open = (body.ends_with(' ') && !signature).then_some(depth);
        if open.is_none() && out.is_empty() {
            out.push('\n');
        }
    }
    out
}
