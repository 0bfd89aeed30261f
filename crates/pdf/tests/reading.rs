//! What is written is what a reader finds: `pdftotext` of poppler reads each file.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use pdf::{Block, Document, Item, Span};
use std::process::Command;

fn text(file: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().join("a.pdf");
    std::fs::write(&at, file).unwrap();
    let Ok(output) = Command::new("pdftotext").arg("-layout").arg(&at).arg("-").output() else {
        assert!(std::env::var_os("DESKHERO_TEST_REQUIRE").is_none(), "pdftotext is not installed");
        return None;
    };
    assert!(output.status.success(), "{output:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        title: "Terms · Version 3".to_owned(),
        author: "Nordlys Hosting AB".to_owned(),
        language: "en".to_owned(),
        foot: "Nordlys Hosting AB · Terms".to_owned(),
        blocks,
    }
}

const LETTERS: &str =
    "å ä ö ø æ Å Ä Ö Ø Æ ß ł č ź ž š ñ ç „wort“ »ord« «ord» “word” ‘it’ – — … € § ½ ÚOOÚ Ελλάδα Дания";

#[test]
fn every_letter_of_europe_is_read_again() {
    let file = pdf::make(&document(vec![Block::Paragraph(vec![Span::plain(LETTERS)])])).unwrap();
    let Some(read) = text(&file) else { return };
    for word in LETTERS.split(' ') {
        assert!(read.contains(word), "{word}: {read}");
    }
    assert!(read.contains("Nordlys Hosting AB · Terms") && read.replace(' ', "").contains("1/1"), "{read}");
    assert!(file.len() < 40_000, "{} bytes", file.len());
}

#[test]
fn everything_stands_on_some_page_and_in_its_order() {
    let mut blocks = vec![Block::Heading(1, vec![Span::plain("Terms of service")])];
    for n in 1..=40 {
        blocks.push(Block::Heading(2, vec![Span::plain(format!("Section {n}"))]));
        let words =
            format!("paragraph{n} has many words so that it takes more than one line of a page. ").repeat(4);
        blocks.push(Block::Paragraph(vec![Span::plain(words)]));
        let item = |depth, number, text: String| Item { depth, number, spans: vec![Span::plain(text)] };
        blocks.push(Block::List(vec![
            item(0, None, format!("point{n}")),
            item(1, Some(1), format!("below{n}")),
        ]));
    }
    let cell = |text: String| vec![Span::plain(text)];
    blocks.push(Block::Table(
        (0..60).map(|n| vec![cell(format!("left{n}")), cell(format!("right{n}"))]).collect(),
    ));
    let file = pdf::make(&document(blocks)).unwrap();
    let Some(read) = text(&file) else { return };
    let mut at = 0;
    for n in 1..=40 {
        for word in
            [format!("Section {n}\n"), format!("paragraph{n} "), format!("point{n}"), format!("below{n}")]
        {
            let found = read.get(at..).unwrap().find(&word);
            at += found.unwrap_or_else(|| panic!("{word:?} is not behind what stands before it"));
        }
    }
    for n in 0..60 {
        assert!(read.contains(&format!("left{n} ")) && read.contains(&format!("right{n}\n")), "{n}");
    }
    assert!(read.replace(' ', "").contains("1/") && read.matches('\u{c}').count() > 5, "it has many pages");
}

#[test]
fn what_is_too_wide_or_unknown_is_still_there() {
    let hash = "0123456789abcdef".repeat(20);
    let odd = "one \u{1f600} two\u{7} three";
    let link =
        Span { link: Some("https://desk.test/documents/dpa".to_owned()), ..Span::plain("the agreement") };
    let blocks = vec![
        Block::Facts(vec![("SHA-256".to_owned(), hash.clone())]),
        Block::Paragraph(vec![Span::plain(odd), Span::plain(" and "), link]),
        Block::Paragraph(Vec::new()),
        Block::Rule,
        Block::Table(vec![vec![]]),
    ];
    let file = pdf::make(&document(blocks)).unwrap();
    assert!(file.windows(31).any(|part| part == b"https://desk.test/documents/dpa"), "the link leads there");
    let Some(read) = text(&file) else { return };
    let squeezed: String = read.split_whitespace().collect();
    assert!(squeezed.contains(&hash), "{read}");
    assert!(read.contains("one ? two") && read.contains("the agreement"), "{read}");
}

#[test]
fn the_same_document_is_the_same_file() {
    let one =
        document(vec![Block::Heading(1, vec![Span::plain("A")]), Block::Paragraph(vec![Span::plain("b")])]);
    assert_eq!(pdf::make(&one).unwrap(), pdf::make(&one).unwrap());
    assert!(pdf::make(&Document::default()).is_err() || pdf::make(&document(Vec::new())).is_ok());
}
