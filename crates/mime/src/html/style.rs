//! The safe subset of inline CSS: properties that colour, size and space text, with values that cannot load anything.

/// Properties that may stay.
const PROPERTIES: &[&str] = &[
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-radius",
    "border-right",
    "border-spacing",
    "border-style",
    "border-top",
    "border-width",
    "color",
    "direction",
    "display",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-width",
    "min-width",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "text-indent",
    "text-transform",
    "vertical-align",
    "white-space",
    "width",
    "word-break",
    "word-wrap",
];

/// Keeps the safe declarations of a style attribute; `None` when none is left.
#[must_use]
pub fn filter(style: &str) -> Option<String> {
    let mut out = String::new();
    for declaration in style.split(';').take(100) {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let property = property.trim().to_ascii_lowercase();
        let value = value.trim();
        if PROPERTIES.binary_search(&property.as_str()).is_ok() && is_safe(value) && !hides(&property, value)
        {
            if !out.is_empty() {
                out.push(';');
            }
            out.push_str(&property);
            out.push(':');
            out.push_str(value);
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Plain words, numbers and colours; no function but those of colours, so no `url()`, `expression()`, `image-set()`.
fn is_safe(value: &str) -> bool {
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '#' | '%' | '.' | ',' | '-' | '\'' | '"' | '!' | '(' | ')' | '_' | '+')
    };
    if value.len() > 300 || !value.chars().all(plain) {
        return false;
    }
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('(') {
        let name = before
            .rsplit(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if !matches!(name.as_str(), "rgb" | "rgba" | "hsl" | "hsla") {
            return false;
        }
        rest = after;
    }
    true
}

/// `display` may hide (a preheader), but must not make a mail's box cover the page.
fn hides(property: &str, value: &str) -> bool {
    property == "display"
        && !matches!(
            value.to_ascii_lowercase().as_str(),
            "none" | "block" | "inline" | "inline-block" | "table" | "table-cell" | "table-row"
        )
}
