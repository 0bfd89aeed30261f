//! A small tokeniser for HTML: tags, text; comments and declarations are skipped. Linear: a search that once reached
//! the end of the input is never repeated.

/// A piece of HTML.
#[derive(Debug)]
pub enum Token<'a> {
    /// Text, entities still encoded.
    Text(&'a str),
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag's name, as written.
    Close(&'a str),
}

/// A start tag.
#[derive(Debug)]
pub struct Tag<'a> {
    /// Name as written.
    pub name: &'a str,
    /// Attributes, values with entities still encoded.
    pub attributes: Vec<(&'a str, &'a str)>,
    /// The tag as it stands.
    pub source: &'a str,
}

impl<'a> Tag<'a> {
    /// The first attribute called `name` (any case).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| *v)
    }
}

/// Attributes read of one tag.
const ATTRIBUTES_MAX: usize = 64;

/// Tokens of a source, with the byte position of the next one.
#[derive(Debug)]
pub struct Tokens<'a> {
    source: &'a str,
    /// Where the next token starts.
    pub at: usize,
    no_comment_end: bool,
}

impl<'a> Tokens<'a> {
    /// Starts at the beginning of `source`.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        Self { source, at: 0, no_comment_end: false }
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Skips up to and with the end tag of a raw-text element such as `style`; to the end when there is none.
    pub fn skip_element(&mut self, name: &str) {
        let mut from = self.at;
        while let Some(found) = self.source.get(from..).and_then(|s| s.find("</")) {
            let at = from + found + 2;
            let after = self.source.as_bytes().get(at..at + name.len());
            if after.is_some_and(|a| a.eq_ignore_ascii_case(name.as_bytes())) {
                let end =
                    self.source.get(at..).and_then(|s| s.find('>')).map_or(self.source.len(), |e| at + e + 1);
                self.at = end;
                return;
            }
            from = at;
        }
        self.at = self.source.len();
    }

    /// Skips `<!…>`, `<?…>` and comments, of which `rest` starts with one.
    fn skip_declaration(&mut self, rest: &str) {
        let skipped = if rest.starts_with("<!--") && !rest.starts_with("<!-->") && !self.no_comment_end {
            match rest.get(4..).and_then(|s| s.find("-->")) {
                Some(end) => end + 7,
                None => {
                    self.no_comment_end = true;
                    4
                }
            }
        } else {
            rest.find('>').map_or(rest.len(), |end| end + 1)
        };
        self.at += skipped;
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            let bytes = rest.as_bytes();
            match (bytes.first(), bytes.get(1)) {
                (Some(b'<'), Some(b'!' | b'?')) => self.skip_declaration(rest),
                (Some(b'<'), Some(b'/')) if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                    let end = rest.find('>').unwrap_or(rest.len());
                    self.at += (end + 1).min(rest.len());
                    let name = rest.get(2..end).unwrap_or_default();
                    let name =
                        name.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
                    return Some(Token::Close(name));
                }
                (Some(b'<'), Some(b'/')) => self.at += rest.find('>').map_or(rest.len(), |e| e + 1),
                (Some(b'<'), Some(c)) if c.is_ascii_alphabetic() => {
                    let Some((tag, len)) = read_tag(rest) else {
                        self.at = self.source.len();
                        return Some(Token::Text(rest));
                    };
                    self.at += len;
                    return Some(Token::Open(tag));
                }
                _ => {
                    let end = rest.get(1..).and_then(|s| s.find('<')).map_or(rest.len(), |e| e + 1);
                    let end =
                        if rest.is_char_boundary(1) { end } else { rest.find('<').unwrap_or(rest.len()) };
                    self.at += end;
                    return rest.get(..end).map(Token::Text);
                }
            }
        }
    }
}

/// Reads a start tag at the start of `text`; `None` when the input ends inside it.
fn read_tag(text: &str) -> Option<(Tag<'_>, usize)> {
    let bytes = text.as_bytes();
    let stop = |from: usize, f: &dyn Fn(u8) -> bool| {
        bytes.get(from..).and_then(|b| b.iter().position(|c| f(*c))).map(|p| from + p)
    };
    let space = |c: u8| c.is_ascii_whitespace() || c == b'/';
    let name_end = stop(1, &|c| space(c) || c == b'>')?;
    let name = text.get(1..name_end)?;
    let mut attributes = Vec::new();
    let mut at = name_end;
    loop {
        at = stop(at, &|c| !space(c))?;
        if bytes.get(at) == Some(&b'>') {
            return Some((Tag { name, attributes, source: text.get(..=at)? }, at + 1));
        }
        let key_end = stop(at + 1, &|c| space(c) || matches!(c, b'>' | b'='))?;
        let key = text.get(at..key_end)?;
        at = stop(key_end, &|c| !c.is_ascii_whitespace())?;
        let mut value = "";
        if bytes.get(at) == Some(&b'=') {
            at = stop(at + 1, &|c| !c.is_ascii_whitespace())?;
            match bytes.get(at) {
                Some(quote @ (b'"' | b'\'')) => {
                    let end = stop(at + 1, &|c| c == *quote)?;
                    value = text.get(at + 1..end)?;
                    at = end + 1;
                }
                _ => {
                    let end = stop(at, &|c| c.is_ascii_whitespace() || c == b'>')?;
                    value = text.get(at..end)?;
                    at = end;
                }
            }
        }
        if attributes.len() < ATTRIBUTES_MAX {
            attributes.push((key, value));
        }
    }
}

/// Decodes numeric character references and the named ones that matter in addresses and text.
#[must_use]
pub fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
        match entity(rest) {
            Some((c, len)) => {
                out.push(c);
                rest = rest.get(len..).unwrap_or_default();
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

/// The character of the reference whose text after the `&` starts `rest`, and the bytes it takes.
#[must_use]
pub fn entity(rest: &str) -> Option<(char, usize)> {
    let len = rest.bytes().take(12).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    let c = match rest.get(..len)? {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "colon" => ':',
        "sol" => '/',
        "Tab" => '\t',
        "NewLine" => '\n',
        name => numeric(name)?,
    };
    let semicolon = rest.get(len..).is_some_and(|r| r.starts_with(';'));
    Some((c, len + usize::from(semicolon)))
}

fn numeric(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(code)
}
