//! What must hold for every input.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail by panicking")]

mod holds;

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

#[test]
fn every_mail_of_the_corpus_holds() {
    assert!(CORPUS.len() > 100);
    for raw in CORPUS.iter() {
        holds::mail(raw);
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
        holds::mail(&raw);
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
        holds::mail(&raw);
    }

    #[test]
    fn cleaned_html_is_safe_and_stays_so(source in html_soup()) {
        let once = mime::html::clean(&source).html;
        holds::html(&once);
        let again = mime::html::clean(&once).html;
        holds::html(&again);
    }

    #[test]
    fn visible_text_is_a_part_of_the_text(text in "(On 1 Jan 2026 a@b.test wrote:|> q|-- |text|From: a|To: b|Subject: c|Sent from my iPhone|\n){0,30}") {
        let raw = format!("From: a@x.test\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}");
        holds::mail(raw.as_bytes());
    }

    #[test]
    fn what_is_composed_reads_back(mail in outgoing()) {
        let raw = mime::compose(&mail);
        holds::composed(&raw);
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
