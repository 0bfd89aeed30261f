//! Hostile input stays within the limits of `domain`, and what is beyond them is said.

use domain::limits;

fn has(mail: &mime::Mail, oddity: &str) -> bool {
    mail.content.oddities.iter().any(|o| o == oddity)
}

#[test]
fn parts_are_counted() {
    let mut raw = String::from("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
    for _ in 0..limits::MIME_PARTS_MAX + 500 {
        raw.push_str("--b\r\n\r\nx\r\n");
    }
    assert!(has(&mime::read(raw.as_bytes()), "oddity-too-many-parts"));
}

#[test]
fn header_fields_beyond_the_limit_are_not_read_but_the_body_is() {
    let mut raw = String::from("From: a@x.test\r\n");
    raw.push_str(&format!("X-Big: {}\r\n", "y".repeat(limits::HEADER_BYTES_MAX)));
    raw.push_str("Subject: too late\r\n\r\nThe body.\r\n");
    let mail = mime::read(raw.as_bytes());
    assert!(has(&mail, "oddity-header-too-large"));
    assert_eq!((mail.content.subject.as_str(), mail.content.text.as_str()), ("", "The body."));
}

#[test]
fn a_mail_that_is_too_large_keeps_its_header() {
    let mut raw = b"From: a@x.test\r\nSubject: large\r\n\r\n".to_vec();
    raw.resize(limits::MAIL_BYTES_MAX + 1, b'x');
    let mail = mime::read(&raw);
    assert!(has(&mail, "oddity-too-large"));
    assert_eq!((mail.content.subject.as_str(), mail.content.text.as_str()), ("large", ""));
}

#[test]
fn text_is_cut_at_a_character() {
    let raw =
        format!("Content-Type: text/plain; charset=utf-8\r\n\r\n{}", "é".repeat(limits::TEXT_BYTES_MAX));
    let mail = mime::read(raw.as_bytes());
    assert!(has(&mail, "oddity-text-cut"));
    assert!(mail.content.text.len() <= limits::TEXT_BYTES_MAX && mail.content.text.ends_with('é'));
}

#[test]
fn large_html_becomes_text() {
    let raw = format!("Content-Type: text/html\r\n\r\n<p>start</p>{}", "word ".repeat(500_000));
    let mail = mime::read(raw.as_bytes());
    assert!(has(&mail, "oddity-html-too-large"));
    assert!(mail.content.html.is_none() && mail.content.text.starts_with("start"));
}

/// Inputs on which a naive parser is quadratic: the test's own time limit is the runner's, the sizes are such that
/// quadratic work would take hours.
#[test]
fn cleaning_is_linear_on_hostile_html() {
    let n = 8_000;
    let inputs = [
        "<b>".repeat(n),
        "<a href=x>".repeat(n),
        "<div>".repeat(n),
        "<table>".repeat(n),
        "<!--".repeat(n),
        "<p x='".repeat(n),
        "<a ".repeat(n),
        "</x".repeat(n),
        format!("<table>{}", "x<tr>".repeat(n)),
        (0..n).map(|i| format!("<font color={i}>")).chain((0..n).map(|_| "<p>x".to_owned())).collect(),
        format!("{}{}", "<b><i><u>".repeat(80), "<p>x</p></i><i>".repeat(n / 4)),
        "&".repeat(n * 10),
        "&eacute;".repeat(n * 4),
        "&#20320;".repeat(n * 4),
        "a<".repeat(n * 4),
        "<style>".repeat(n),
        format!("<a href=\"http://x.test/{}\">x</a>", "&amp;".repeat(n * 4)),
        format!("<a href=\"http://x.test/{}\">x</a>", "&amp;".repeat(1_500)).repeat(20),
        "<blockquote type=cite>".repeat(n),
    ];
    for input in inputs {
        let clean = mime::html::clean(&input);
        assert!(clean.html.len() < 40 * input.len() + 10_000);
        let _ = mime::fold_quotes(&clean.html);
        let _ = mime::html::text::from_cleaned(&clean.html);
    }
}

#[test]
fn reading_is_linear_on_hostile_mail() {
    let n = 100_000;
    let nested: String =
        (0..2_000).map(|i| format!("Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")).collect();
    let inputs = [
        format!("{nested}{}", "x".repeat(1_000_000)),
        format!("Content-Type: multipart/mixed; boundary=-\n\n{}", "--".repeat(n)),
        format!("Subject: {}\n\nx", "=?utf-8?Q?".repeat(n / 4)),
        format!("To: {}\n\nx", "(".repeat(n)),
        format!("To: {}\n\nx", "\"a".repeat(n)),
        format!("References: {}\n\nx", "<a".repeat(n)),
        format!("Content-Type: text/plain{}\n\nx", ";a=b".repeat(n)),
        format!("\n\n{}", "On \n".repeat(n)),
        format!("\n\n{}", "From: a\n".repeat(n)),
        format!("\n\n{}", "a:\n".repeat(n)),
        format!("\n\n{}", "-- \n".repeat(n)),
        format!("\n\n{}", "-----\n".repeat(n)),
    ];
    for input in inputs {
        let mail = mime::read(input.as_bytes());
        assert!(mail.content.text.len() <= limits::TEXT_BYTES_MAX);
        assert!(mail.content.references.len() <= limits::REFERENCES_MAX);
    }
}
