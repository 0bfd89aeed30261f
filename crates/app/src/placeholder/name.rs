//! What a name tells: whether it is one, and how the person is called. Where it does not tell, there is none: "Hello
//! there" is better than "Hello jo@example.org".

/// Words before a name that are no part of it.
const TITLES: [&str; 16] = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "herr", "frau", "hr", "fr", "m", "mme", "madame",
    "monsieur",
];

/// Words behind a comma that do not make what stands before it a family name.
const SUFFIXES: [&str; 14] =
    ["phd", "md", "mba", "msc", "bsc", "jr", "sr", "esq", "inc", "ltd", "llc", "gmbh", "ag", "ab"];

/// One line: without control characters, one space between words.
pub fn line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A person's name; nothing when it is an address, or has no letter.
pub fn whole(name: &str) -> Option<String> {
    let name = line(name);
    let name = name.trim_matches(['"', '\'', '“', '”', '«', '»']).trim();
    let is_name = !name.contains('@') && name.chars().any(char::is_alphabetic);
    is_name.then(|| name.to_owned())
}

/// How a person is called: the first name, as far as the name tells it.
pub fn first(name: &str) -> Option<String> {
    let name = whole(name)?;
    // "Anna Berg (Nordlys)" and "Anna Berg [external]".
    let name = name.split(['(', '[']).next().unwrap_or_default().trim();
    // Where the family name stands first, the whole name is how one is addressed.
    if name.chars().next().is_some_and(is_family_first) {
        return Some(name.to_owned());
    }
    let name = match name.split_once(',') {
        Some((family, given)) if is_given(given) => format!("{given} {family}"),
        Some((name, _)) => name.to_owned(),
        None => name.to_owned(),
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = words.iter().skip_while(|word| is_title(word)).copied().collect::<Vec<_>>();
    let first = *named.first()?;
    let letters = first.chars().filter(|c| c.is_alphabetic()).count();
    // "Frau Berg" names the family; "J. Berg" only the first letter.
    if (named.len() == 1 && words.len() > 1) || letters < 2 || first.ends_with('.') {
        return None;
    }
    Some(first.to_owned())
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

fn is_title(word: &str) -> bool {
    let bare = bare(word);
    let abbreviated = word.ends_with('.') && bare.chars().count() > 1;
    abbreviated || (TITLES.contains(&bare.as_str()) && bare.chars().count() > 1)
}

/// Whether what stands behind a comma is a given name.
fn is_given(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(|word| {
        let bare = bare(word);
        !bare.is_empty() && !SUFFIXES.contains(&bare.as_str()) && !word.ends_with('.')
    })
}

/// Chinese, Japanese and Korean writing.
const fn is_family_first(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_name_is_taken_only_where_the_name_tells_it() {
        let told = [
            ("Anna Berg", "Anna"),
            ("anna", "anna"),
            ("Berg, Anna", "Anna"),
            ("\"Berg, Anna Maria\"", "Anna"),
            ("Dr. Anna Berg", "Anna"),
            ("Herr Prof. Jean-Luc Picard", "Jean-Luc"),
            ("Anna Berg, PhD", "Anna"),
            ("Anna (Nordlys)", "Anna"),
            ("  Anna \r\n Berg ", "Anna"),
            ("山田 太郎", "山田 太郎"),
            ("김민준", "김민준"),
            ("Øyvind Å", "Øyvind"),
        ];
        for (name, called) in told {
            assert_eq!(first(name).as_deref(), Some(called), "{name}");
        }
        for name in
            ["", " ", "anna@example.org", "J. Berg", "J Berg", "Frau Berg", "Dr. Berg", "4711", "'?'", "(x)"]
        {
            assert_eq!(first(name), None, "{name}");
        }
    }

    #[test]
    fn an_address_is_no_name() {
        assert_eq!(whole("'anna@example.org'"), None);
        assert_eq!(whole(" Anna\tBerg\u{7} ").as_deref(), Some("Anna Berg"));
        assert_eq!(whole("12"), None);
    }
}
