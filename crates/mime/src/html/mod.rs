//! Cleaned HTML. Two passes: [`normalise`] re-writes whatever the sender sent into a well-formed, shallow tree of
//! known elements (so that no input can make the real parser slow), then ammonia, the judge of what is safe, parses
//! and filters that. Nothing remote loads: sources of images are moved to attributes that browsers ignore.

pub mod fold;
mod normalise;
mod policy;
pub mod remote;
pub mod send;
mod style;
pub(crate) mod tags;
pub mod text;
pub(crate) mod token;

use domain::limits::HTML_BYTES_MAX;

/// HTML that is safe to show in the mail frame.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clean {
    /// No script, no form, no handler, no remote load. Images: `data-remote-src` (blocked), `data-cid` (an
    /// attachment), or a `data:` image.
    pub html: String,
    /// Remote images that were blocked, tracking pixels among them.
    pub remote_images: u32,
    /// The source exceeds [`HTML_BYTES_MAX`]; only its beginning was cleaned.
    pub too_large: bool,
    /// Elements nested too deep were left out, their text kept.
    pub too_deep: bool,
}

/// Cleans `source`. Time is linear in its length.
#[must_use]
pub fn clean(source: &str) -> Clean {
    let too_large = source.len() > HTML_BYTES_MAX;
    let source = if too_large {
        source.get(..source.floor_char_boundary(HTML_BYTES_MAX)).unwrap_or_default()
    } else {
        source
    };
    let normal = normalise::normalise(source);
    let html = policy::apply(&normal.html);
    Clean { html, remote_images: normal.remote_images, too_large, too_deep: normal.too_deep }
}

/// The charset that a `<meta>` in the first kilobyte names.
#[must_use]
pub fn meta_charset(bytes: &[u8]) -> Option<String> {
    let head =
        String::from_utf8_lossy(bytes.get(..bytes.len().min(1_024)).unwrap_or_default()).to_ascii_lowercase();
    let meta = head.find("<meta")?;
    let after = head.get(meta..)?.split_once("charset=")?.1;
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let name: String = name
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
        .collect();
    (!name.is_empty()).then_some(name)
}

/// Text as it may stand in HTML text and in quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            _ => out.push(c),
        }
    }
    out
}
