//! Documents as parts of a PDF.

use pdf::{Block, Span};
use web::parts::blocks;

#[test]
fn everything_that_the_page_shows_is_there() {
    let text = "# Title\n\nOne **two** [three](/documents/dpa).\n\n- a\n  1. b\n  2. c\n- d\n\n| x | y |\n|---|---|\n| z | w |\n\n---\n";
    let all = blocks(text, "https://desk.test");
    let [
        Block::Heading(1, title),
        Block::Paragraph(words),
        Block::List(items),
        Block::Table(rows),
        Block::Rule,
    ] = all.as_slice()
    else {
        panic!("{all:?}")
    };
    assert_eq!(title, &[Span::plain("Title")]);
    let link = words.iter().find_map(|span| span.link.as_deref());
    assert_eq!(link, Some("https://desk.test/documents/dpa"));
    assert!(words.iter().any(|span| span.bold && span.text == "two"));
    let said: Vec<(u8, Option<u64>)> = items.iter().map(|item| (item.depth, item.number)).collect();
    assert_eq!(said, [(0, None), (1, Some(1)), (1, Some(2)), (0, None)]);
    assert_eq!(rows.len(), 2);
}

#[test]
fn links_lead_nowhere_else() {
    for bad in ["javascript:alert(1)", "//evil.test/", "http://evil.test", "#top"] {
        let all = blocks(&format!("[x](<{bad}>)"), "https://desk.test");
        assert_eq!(all, [Block::Paragraph(vec![Span::plain("x")])], "{bad}");
    }
}
