//! Any text in every field of a mail to send: nothing reaches the header that is none of it. `./dev fuzz compose`.
#![no_main]

#[path = "../../tests/holds/mod.rs"]
mod holds;

use domain::record::Address;
use libfuzzer_sys::fuzz_target;
use mime::{Outgoing, OutgoingFile};

fuzz_target!(|text: &str| {
    let someone = |email: &str| Address { name: text.to_owned(), email: email.to_owned() };
    let raw = mime::compose(&Outgoing {
        from: someone("desk@acme.test"),
        to: vec![someone("eva@x.test"), someone("bo@x.test")],
        bcc: vec![someone("hidden@secret.test")],
        subject: text.to_owned(),
        message_id: "m1@acme.test".to_owned(),
        in_reply_to: Some(text.to_owned()),
        references: vec![text.to_owned(), "r1@x.test".to_owned()],
        text: text.to_owned(),
        html: Some(mime::text_to_html(text)),
        attachments: vec![OutgoingFile {
            name: text.to_owned(),
            content_type: text.to_owned(),
            bytes: text.as_bytes().to_vec(),
            content_id: Some(text.to_owned()),
        }],
        loop_token: text.to_owned(),
        ..Outgoing::default()
    });
    // A text that names the blind copy itself may be written.
    if !text.contains("hidden") {
        holds::composed(&raw);
    }
    holds::mail(&raw);
    let content = mime::read(&raw).content;
    assert_eq!(content.message_id.as_deref(), Some("m1@acme.test"));
    assert_eq!(content.from.len(), 1);
    let to: Vec<_> = content.to.iter().map(|address| address.email.as_str()).collect();
    assert_eq!(to, ["eva@x.test", "bo@x.test"]);
    assert!(content.cc.is_empty());
    assert_eq!(content.attachments.len(), 1);
    assert_eq!(
        mime::attachment(&raw, content.attachments[0].part).map(|file| file.bytes).as_deref(),
        Some(text.as_bytes())
    );
});
