//! Composed mail: what stands in its bytes, and the parts an answer starts from.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use domain::Timestamp;
use domain::record::Address;
use mime::{Outgoing, OutgoingFile};

fn address(name: &str, email: &str) -> Address {
    Address { name: name.to_owned(), email: email.to_owned() }
}

fn outgoing() -> Outgoing {
    Outgoing {
        from: address("Support", "support@helpdesk.test"),
        to: vec![address("Anna Berg", "anna@customer.test")],
        subject: "Re: A question".into(),
        message_id: "m1@helpdesk.test".into(),
        date: Timestamp::from_millis(1_795_510_800_000),
        text: "Hello.\n".into(),
        loop_token: "token".into(),
        ..Outgoing::default()
    }
}

fn text(mail: &Outgoing) -> String {
    String::from_utf8(mime::compose(mail)).unwrap()
}

/// RFC 8058 3.1, RFC 2369 3.2.
#[test]
fn a_mail_that_one_click_ends_says_where() {
    let address = "https://desk.test/news/unsubscribe/abc".to_owned();
    let mail = text(&Outgoing { unsubscribe: Some(address.clone()), ..outgoing() });
    let unfolded = mail.replace("\r\n ", " ");
    assert!(unfolded.contains(&format!("\r\nList-Unsubscribe: <{address}>\r\n")), "{mail}");
    assert!(unfolded.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"), "{mail}");
    assert!(!text(&outgoing()).contains("List-Unsubscribe"));
}

#[test]
fn a_simple_answer_has_these_very_bytes() {
    let expected = "Date: Tue, 24 Nov 2026 09:00:00 +0000\r\nFrom: Support <support@helpdesk.test>\r\n\
        To: Anna Berg <anna@customer.test>\r\nSubject: Re: A question\r\nMessage-ID: <m1@helpdesk.test>\r\n\
        X-Deskhero-Loop: token\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
        Content-Transfer-Encoding: 7bit\r\n\r\nHello.\r\n";
    assert_eq!(text(&outgoing()), expected);
}

#[test]
fn nothing_can_be_smuggled_into_the_header() {
    let evil = "x\r\nBcc: eve@evil.test\r\n\r\nbody";
    let mut mail = outgoing();
    mail.subject = evil.into();
    mail.from.name = evil.into();
    mail.to = vec![address(evil, "a@x.test"), address("b", "b@x.test\r\nBcc: eve@evil.test")];
    mail.message_id = format!("id@x.test>\r\nBcc: <{evil}");
    mail.in_reply_to = Some(evil.into());
    mail.references = vec![evil.into()];
    mail.loop_token = evil.into();
    mail.attachments = vec![OutgoingFile {
        name: evil.into(),
        content_type: evil.into(),
        bytes: b"x".to_vec(),
        content_id: Some(evil.into()),
    }];
    let composed = text(&mail);
    assert!(!composed.lines().any(|l| l.to_ascii_lowercase().starts_with("bcc")), "{composed}");
    assert_eq!(mime::read(composed.as_bytes()).content.to.len(), 1, "what is no address is left out");
}

#[test]
fn blind_copies_are_never_written() {
    let mail = Outgoing { bcc: vec![address("Hidden", "hidden@secret.test")], ..outgoing() };
    assert!(!text(&mail).contains("hidden"));
}

#[test]
fn automatic_mail_says_so() {
    let mail = Outgoing { auto: true, ..outgoing() };
    let read = mime::read(text(&Outgoing { loop_token: String::new(), ..mail }).as_bytes());
    assert_eq!((read.kind, read.auto_reply_allowed), (domain::MailKind::AutoReply, false));
}

#[test]
fn our_own_mail_come_back_is_a_loop() {
    let read = mime::read(text(&outgoing()).as_bytes());
    assert_eq!((read.kind, read.loop_token.as_deref()), (domain::MailKind::Loop, Some("token")));
}

#[test]
fn the_file_name_is_written_for_old_and_new_programs() {
    let file = OutgoingFile {
        name: "Rechnung für Köln.pdf".into(),
        content_type: "application/pdf".into(),
        bytes: vec![0, 255, 10, 13],
        content_id: None,
    };
    let composed = text(&Outgoing { attachments: vec![file], ..outgoing() });
    assert!(composed.contains("filename=\"Rechnung f_r K_ln.pdf\""));
    assert!(composed.contains("filename*=utf-8''Rechnung%20f%C3%BCr%20K%C3%B6ln.pdf"));
    let read = mime::read(composed.as_bytes());
    assert_eq!(read.content.attachments[0].name, "Rechnung für Köln.pdf");
    assert_eq!(
        mime::attachment(composed.as_bytes(), read.content.attachments[0].part).unwrap().bytes,
        [0, 255, 10, 13]
    );
}

#[test]
fn inline_images_stand_beside_the_html_that_shows_them() {
    let file = OutgoingFile {
        name: "logo.png".into(),
        content_type: "image/png".into(),
        bytes: b"png".to_vec(),
        content_id: Some("logo@x.test".into()),
    };
    let html = Some("<p>See <img src=\"cid:logo@x.test\"></p>".to_owned());
    let composed = text(&Outgoing { html, attachments: vec![file], ..outgoing() });
    let read = mime::read(composed.as_bytes());
    assert!(read.content.attachments[0].inline);
    assert_eq!(
        mime::inline_part(composed.as_bytes(), "cid:logo@x.test"),
        Some(read.content.attachments[0].part)
    );
}

#[test]
fn lines_that_mail_servers_change_are_protected() {
    let mail = Outgoing { text: "From here\n.\n..\ntrailing \n".into(), ..outgoing() };
    let composed = text(&mail);
    let body = composed.split("\r\n\r\n").nth(1).unwrap();
    assert!(!body.lines().any(|l| l.starts_with("From ") || l == "."), "{body}");
    assert_eq!(mime::read(composed.as_bytes()).content.text, "From here\n.\n..\ntrailing");
}

#[test]
fn forwarded_subjects_carry_one_prefix_and_keep_those_of_answers() {
    for subject in
        ["A question", " Fwd: A question", "FW: fwd: A question", "WG: A question", "转发：A question"]
    {
        assert_eq!(mime::forward_subject(subject), "Fwd: A question", "{subject}");
    }
    assert_eq!(mime::forward_subject("Fw: Re: A question"), "Fwd: Re: A question");
    assert_eq!(mime::forward_subject("Forwarding: how"), "Fwd: Forwarding: how");
    assert_eq!(mime::forward_subject(" "), "Fwd:");
}

#[test]
fn reply_subjects_carry_one_prefix() {
    for subject in [
        "A question",
        "Re: A question",
        "RE: re: A question",
        "AW: A question",
        "SV: Re[2]: A question",
        "回复：A question",
    ] {
        assert_eq!(mime::reply_subject(subject), "Re: A question", "{subject}");
    }
    assert_eq!(mime::reply_subject(""), "Re:");
    assert_eq!(mime::reply_subject("Report: done"), "Re: Report: done");
}

#[test]
fn the_quote_of_an_answer_is_hidden_when_it_comes_back() {
    let quote = mime::quote_for_reply(
        "First\n\n> older\n",
        "On Tue, 24 Nov 2026 at 09:00, Anna <anna@x.test> wrote:",
    );
    assert!(quote.ends_with("> First\n>\n>> older"), "{quote}");
    let raw = format!("Subject: x\r\n\r\nMy answer.\n\n{quote}\n");
    assert_eq!(mime::read(raw.as_bytes()).content.visible_text, "My answer.");
}

#[test]
fn text_becomes_safe_html() {
    let html = mime::text_to_html("Hi <b>\n  two\n\nSee https://x.test/?a=1&b=2.\n> old\n");
    assert_eq!(
        html,
        "<p>Hi &lt;b&gt;<br>&nbsp;&nbsp;two</p><p>See <a href=\"https://x.test/?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\" \
         target=\"_blank\">https://x.test/?a=1&amp;b=2</a>.</p><blockquote type=\"cite\"><p>old</p></blockquote>"
    );
}

#[test]
fn message_ids_are_made_of_the_given_randomness() {
    assert_eq!(
        mime::new_message_id([0x0f; 16], "Example.TEST"),
        "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f@example.test"
    );
    assert_eq!(mime::new_message_id([0; 16], "a>\r\nb"), format!("{}@ab", "0".repeat(32)));
}

#[test]
fn addresses_have_one_spelling_for_look_up() {
    for (given, normal) in [
        (" Anna@Example.TEST ", Some("anna@example.test")),
        ("Anna <anna@example.test>", Some("anna@example.test")),
        ("mailto:a@x.test", Some("a@x.test")),
        ("a@x.test.", Some("a@x.test")),
        ("ü@bücher.test", Some("ü@bücher.test")),
        ("\"a b\"@x.test", Some("\"a b\"@x.test")),
        ("a b@x.test", None),
        ("a@b@x.test", None),
        ("@x.test", None),
        ("a@", None),
        ("a@-x.test", None),
        ("a@x..test", None),
        ("a\n@x.test", None),
        ("", None),
    ] {
        assert_eq!(mime::normalise_address(given).as_deref(), normal, "{given:?}");
    }
}
