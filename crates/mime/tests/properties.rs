//! What must hold for every input.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use domain::Timestamp;
use domain::record::Address;
use mime::{Outgoing, OutgoingFile};
use proptest::prelude::*;

static CORPUS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut all = Vec::new();
    for kind in fs::read_dir(root).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        let mut files: Vec<_> = fs::read_dir(kind).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        let small = |b: &Vec<u8>| b.len() < 8_000;
        all.extend(
            files
                .iter()
                .filter(|p| p.extension().is_some_and(|e| e == "eml"))
                .map(|p| fs::read(p).unwrap())
                .filter(small),
        );
    }
    all
});

/// Everything that must hold for any mail at all.
fn check(raw: &[u8]) {
    let mail = mime::read(raw);
    let content = &mail.content;
    assert!(is_subsequence(&content.visible_text, &content.text), "visible text is made up");
    assert_eq!(content.text.trim().is_empty(), content.visible_text.trim().is_empty(), "everything hidden");
    assert!(content.subject.chars().count() <= domain::limits::SUBJECT_CHARS_MAX);
    assert!(content.attachments.len() <= domain::limits::ATTACHMENTS_MAX);
    for file in &content.attachments {
        assert!(!file.name.is_empty() && !file.name.contains(['/', '\\', '\n', '\r', '\0']));
        let again = mime::attachment(raw, file.part).unwrap();
        assert_eq!(again.bytes.len() as u64, file.size_bytes);
        assert_eq!(again.name, file.name);
    }
    if let Some(html) = &content.html {
        check_html(html);
        let (visible, quoted) = mime::fold_quotes(html);
        check_html(&visible);
        check_html(quoted.as_deref().unwrap_or_default());
    }
}

fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut chars = whole.chars();
    part.chars().all(|wanted| chars.any(|c| c == wanted))
}

/// No script, no handler, no form, nothing that loads: judged by the start tags alone, attribute by attribute.
fn check_html(html: &str) {
    for tag in html.split('<').skip(1).map(|t| t.split('>').next().unwrap()) {
        let lower = tag.to_ascii_lowercase();
        let name = lower.split_whitespace().next().unwrap_or_default().trim_start_matches('/');
        for bad in [
            "script", "style", "iframe", "object", "embed", "form", "input", "svg", "math", "link", "meta",
            "base", "video", "audio",
        ] {
            assert_ne!(name, bad, "{tag}");
        }
        let mut rest = lower.as_str();
        while let Some((before, after)) = rest.split_once("=\"") {
            let key = before.rsplit(char::is_whitespace).next().unwrap();
            let (value, next) = after.split_once('"').unwrap_or((after, ""));
            assert!(!key.starts_with("on"), "{tag}");
            assert!(
                !matches!(
                    key,
                    "srcset" | "background" | "poster" | "action" | "formaction" | "data" | "id" | "class"
                ),
                "{tag}"
            );
            assert!(key != "src" || value.starts_with("data:image/"), "{tag}");
            assert!(
                key != "href"
                    || ["http:", "https:", "mailto:", "tel:"]
                        .iter()
                        .any(|s| value.trim_start().starts_with(s)),
                "{tag}"
            );
            assert!(
                key != "style"
                    || !value.contains("url") && !value.contains("expression") && !value.contains("position"),
                "{tag}"
            );
            rest = next;
        }
    }
}

#[test]
fn every_mail_of_the_corpus_holds() {
    assert!(CORPUS.len() > 100);
    for raw in CORPUS.iter() {
        check(raw);
    }
}

fn html_soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<table>"),
        Just("<tr>"),
        Just("<td>"),
        Just("</table>"),
        Just("<b>"),
        Just("</b>"),
        Just("<i>"),
        Just("<p>"),
        Just("</p>"),
        Just("<div>"),
        Just("</div>"),
        Just("<a href=\"javascript:x\">"),
        Just("<a href='http://x.test/'>"),
        Just("<img src=http://x.test/a.png>"),
        Just("<img src=\"cid:a\" onerror='x'>"),
        Just("<script>"),
        Just("</script>"),
        Just("<style>"),
        Just("</style>"),
        Just("<!--"),
        Just("-->"),
        Just("<svg><p>"),
        Just("<math><mtext>"),
        Just("<noscript>"),
        Just("<textarea>"),
        Just("</textarea>"),
        Just("<li>"),
        Just("<blockquote type=cite>"),
        Just("</blockquote>"),
        Just("text "),
        Just("&lt;script&gt;"),
        Just("<"),
        Just("\""),
        Just("'"),
        Just(">"),
        Just("<p style=\"background:url(http://x.test)\">"),
        Just("<font color='red\" onload=\"x'>"),
        Just("<div class=gmail_quote>"),
        Just("<select><option>"),
        Just("<template>"),
        Just("é\u{0}日"),
        Just("<br/>"),
        Just("<form action=x><input>"),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|v| v.concat())
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[A-Za-z ]{1,30}", "\\PC{0,60}", "[\r\n\t\"\\\\<>,;:@é日]{0,40}"]
}

fn address() -> impl Strategy<Value = Address> {
    (name(), "[a-z0-9._+-]{0,3}[a-z0-9]{1,12}@[a-z0-9]{1,10}\\.test")
        .prop_map(|(name, email)| Address { name, email })
}

fn file() -> impl Strategy<Value = OutgoingFile> {
    let kinds = prop_oneof![
        Just("application/pdf"),
        Just("text/plain"),
        Just("message/rfc822"),
        Just("x\r\nEvil: 1"),
        Just("")
    ];
    let cid = proptest::option::of("[a-z]{1,8}@x\\.test");
    (name(), kinds, proptest::collection::vec(any::<u8>(), 0..300), cid).prop_map(
        |(name, content_type, bytes, content_id)| OutgoingFile {
            name,
            content_type: content_type.to_owned(),
            bytes,
            content_id,
        },
    )
}

prop_compose! {
    fn outgoing()(
        from in address(),
        to in proptest::collection::vec(address(), 1..5),
        cc in proptest::collection::vec(address(), 0..3),
        subject in name(),
        text in "[ -~éß日\n.>-]{0,600}",
        html in proptest::option::of("[a-zé ]{1,100}"),
        attachments in proptest::collection::vec(file(), 0..4),
        references in proptest::collection::vec("[a-z0-9]{1,20}@[a-z]{1,10}\\.test", 0..12),
        seconds in 0_i64..4_000_000_000,
        auto in any::<bool>(),
    ) -> Outgoing {
        Outgoing {
            from, to, cc, subject, text, attachments, references, auto,
            html: html.map(|h| format!("<p>{h}</p>")),
            bcc: vec![Address { name: "Hidden".into(), email: "hidden@secret.test".into() }],
            message_id: "m1@helpdesk.test".into(),
            in_reply_to: Some("t1@customer.test".into()),
            date: Timestamp::from_millis(seconds * 1000),
            loop_token: "token".into(),
            ..Outgoing::default()
        }
    }
}

fn words(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn reading_never_panics_on_bytes(raw in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        check(&raw);
    }

    #[test]
    fn reading_never_panics_on_mutated_mails(
        which in any::<prop::sample::Index>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..20),
    ) {
        let mut raw = CORPUS[which.index(CORPUS.len())].clone();
        for (at, byte, kind) in edits {
            let at = at.index(raw.len() + 1);
            match kind {
                0 if at < raw.len() => raw[at] = byte,
                1 => raw.insert(at, byte),
                2 if at < raw.len() => { raw.remove(at); }
                _ => raw.truncate(at.max(raw.len() / 2)),
            }
        }
        check(&raw);
    }

    #[test]
    fn cleaned_html_is_safe_and_stays_so(source in html_soup()) {
        let once = mime::html::clean(&source).html;
        check_html(&once);
        let again = mime::html::clean(&once).html;
        check_html(&again);
    }

    #[test]
    fn visible_text_is_a_part_of_the_text(text in "(On 1 Jan 2026 a@b.test wrote:|> q|-- |text|From: a|To: b|Subject: c|Sent from my iPhone|\n){0,30}") {
        let raw = format!("From: a@x.test\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}");
        check(raw.as_bytes());
    }

    #[test]
    fn what_is_composed_reads_back(mail in outgoing()) {
        let raw = mime::compose(&mail);
        check_bytes(&raw);
        let read = mime::read(&raw);
        let content = &read.content;
        prop_assert_eq!(words(&content.subject), words(&mail.subject));
        prop_assert_eq!(&content.from[0].email, &mail.from.email);
        prop_assert_eq!(content.to.len(), mail.to.len());
        prop_assert_eq!(content.cc.len(), mail.cc.len());
        prop_assert_eq!(content.message_id.as_deref(), Some("m1@helpdesk.test"));
        prop_assert_eq!(&content.in_reply_to, &["t1@customer.test".to_owned()]);
        prop_assert_eq!(content.date, Some(mail.date));
        if !mail.text.trim().is_empty() {
            prop_assert_eq!(content.text.trim_end(), mail.text.trim_end());
        }
        prop_assert_eq!(read.loop_token.as_deref(), Some("token"));
        prop_assert_eq!(content.attachments.len(), mail.attachments.len());
        let mut sent: Vec<_> = mail.attachments.iter().map(|f| f.bytes.clone()).collect();
        let mut got: Vec<_> = content.attachments.iter().map(|a| mime::attachment(&raw, a.part).unwrap().bytes).collect();
        sent.sort();
        got.sort();
        prop_assert_eq!(sent, got);
    }

    #[test]
    fn normalised_addresses_are_stable(text in "\\PC{0,80}") {
        if let Some(once) = mime::normalise_address(&text) {
            prop_assert_eq!(mime::normalise_address(&once), Some(once.clone()));
        }
    }
}

/// CRLF only, no line beyond 998 bytes, no header line that the composer does not know, no blind copy.
fn check_bytes(raw: &[u8]) {
    let text = String::from_utf8(raw.to_vec()).expect("composed mail is ASCII");
    assert!(text.is_ascii());
    assert!(!text.contains("hidden@secret.test"));
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|l| l.len() <= 998));
    let header = text.split("\r\n\r\n").next().unwrap();
    let known = [
        "Date",
        "From",
        "Reply-To",
        "To",
        "Cc",
        "Subject",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "X-Deskhero-Loop",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    ];
    for line in header.split("\r\n").filter(|l| !l.starts_with([' ', '\t'])) {
        let name = line.split(':').next().unwrap();
        assert!(known.contains(&name), "{line}");
    }
}
