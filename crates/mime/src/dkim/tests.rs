//! The examples of the standards, and what goes wrong with signatures. The arithmetic itself is proved where the keys
//! are, in `app`.

use super::*;

/// RFC 6376 A.2.
const SIMPLE: &str = include_str!("../../tests/dkim/rfc6376.eml");
/// RFC 8463 A.3.
const TWO: &str = include_str!("../../tests/dkim/rfc8463.eml");
const RECEIVED: Timestamp = Timestamp::from_millis(1_795_521_600_000);
const ED25519: &str = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

fn crlf(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}

fn outcome(found: &Found, record: &str) -> (Outcome, Option<Reason>) {
    match &found.signed {
        Ok(signed) => signed.judge(&key(&[record.to_owned()]).unwrap(), |_, _| None),
        Err((outcome, reason)) => (*outcome, Some(*reason)),
    }
}

fn first(raw: &str) -> Found {
    signatures(&crlf(raw), RECEIVED).found.remove(0)
}

#[test]
fn the_examples_of_the_standards_are_read() {
    let found = signatures(&crlf(SIMPLE), RECEIVED);
    assert_eq!((found.from_domain.as_str(), found.left_out), ("football.example.com", 0));
    assert_eq!(found.found[0].key_name(), "brisbane._domainkey.example.com");
    assert!(found.found[0].signed.as_ref().unwrap().body_fits);
    let both = signatures(&crlf(TWO), RECEIVED);
    let names: Vec<_> = both.found.iter().map(Found::key_name).collect();
    assert_eq!(names, ["brisbane._domainkey.football.example.com", "test._domainkey.football.example.com"]);
    assert!(both.found.iter().all(|found| found.signed.as_ref().unwrap().body_fits));
    // A file of this machine has the line feed alone, an mbox a line before the mail.
    assert_eq!(signatures(TWO.as_bytes(), RECEIVED), both);
    assert_eq!(signatures(format!("From joe Fri Jul 11\n{TWO}").as_bytes(), RECEIVED), both);
    assert!(is_signed(TWO.as_bytes()) && !is_signed(b"From: a@x.test\r\n\r\nDKIM-Signature: v=1\r\n"));
}

#[test]
fn what_was_altered_does_not_fit() {
    let two = |raw: &str| outcome(&signatures(&crlf(raw), RECEIVED).found[0], ED25519);
    assert_eq!(two(TWO), (Outcome::Pass, None));
    // White space may change where the signature says so, and nothing else.
    assert_eq!(two(&TWO.replace("the game.  Are", "the  game. Are")), (Outcome::Pass, None));
    assert_eq!(two(&TWO.replace("lost", "won")), (Outcome::Fail, Some(Reason::BodyChanged)));
    let text = |raw: &str| first(raw).signed.unwrap().text;
    assert_eq!(text(&TWO.replace("Subject: Is", "subject :  Is")), text(TWO));
    assert_ne!(text(&TWO.replace("dinner", "supper")), text(TWO));
    assert_ne!(text(&SIMPLE.replace("Subject: Is", "Subject:  Is")), text(SIMPLE));
    // The lowest field counts; a further one that readers may see instead counts against the mail.
    let doubled = |raw: &str| format!("Subject: Pay at once\n{raw}");
    assert_eq!(text(&doubled(SIMPLE)), text(SIMPLE));
    assert_eq!(outcome(&first(&doubled(SIMPLE)), "p=AAAA"), (Outcome::Neutral, Some(Reason::DoubledField)));
    // Who signs a field once more than it stands there signs that there is no further one (RFC 6376 8.15).
    assert_ne!(text(&doubled(TWO)), text(TWO));
    let authors = signatures(&crlf(&format!("From: boss@acme.test\n{TWO}")), RECEIVED);
    assert_eq!(authors.from_domain, "");
}

#[test]
fn the_beginning_of_a_text_is_not_the_text() {
    let bytes = |n: usize| SIMPLE.replace("c=simple/simple;", &format!("c=simple/simple; l={n};"));
    let end = "Hi.\r\n\r\nWe lost the game. Are you hungry yet?\r\n\r\nJoe.\r\n".len();
    let key = "p=AAAA";
    assert_eq!(outcome(&first(&bytes(end)), key), (Outcome::Pass, None));
    let longer = bytes(end) + "Send money to 12345.\n";
    assert_eq!(outcome(&first(&longer), key), (Outcome::Neutral, Some(Reason::PartOnly)));
    assert_eq!(outcome(&first(&bytes(end + 1)), key), (Outcome::PermError, Some(Reason::Malformed)));
    assert_eq!(outcome(&first(&bytes(0)), key), (Outcome::Fail, Some(Reason::BodyChanged)));
}

#[test]
fn fields_that_say_too_little_or_too_much_are_refused() {
    let with = |from: &str, to: &str| {
        let raw = SIMPLE.replace(from, to);
        assert_ne!(raw, SIMPLE, "{from}");
        first(&raw).signed.map(|_| ())
    };
    let no = |reason| Err((Outcome::PermError, reason));
    for (from, to, expected) in [
        ("v=1;", "v=2;", no(Reason::Malformed)),
        ("v=1;", "", no(Reason::Malformed)),
        ("v=1;", "v=1; v=1;", no(Reason::Malformed)),
        ("rsa-sha256", "rsa-sha1", no(Reason::Algorithm)),
        ("rsa-sha256", "rsa-md5", no(Reason::Algorithm)),
        ("s=brisbane;", "", no(Reason::Malformed)),
        ("s=brisbane;", "s=a b;", no(Reason::Malformed)),
        ("d=example.com;", "d=com;", no(Reason::Malformed)),
        ("d=example.com;", "d=example.net;", no(Reason::Identity)),
        ("d=example.com;", "d=ample.com;", no(Reason::Identity)),
        ("q=dns/txt", "q=carrier/pigeon", no(Reason::Malformed)),
        ("q=dns/txt", "q=carrier/pigeon:dns/txt", Ok(())),
        ("From : ", "", no(Reason::FromUnsigned)),
        ("c=simple/simple", "c=simple/strict", no(Reason::Malformed)),
        ("c=simple/simple", "c=relaxed", Ok(())),
        ("q=dns/txt", "t=1795521600; x=1795521599", no(Reason::Malformed)),
        ("q=dns/txt", "t=now", no(Reason::Malformed)),
        ("q=dns/txt", "t=1795525200", Ok(())),
        ("q=dns/txt", "t=1795525201", no(Reason::Future)),
        ("q=dns/txt", "x=1795521600", Ok(())),
        ("q=dns/txt", "x=1795521599", Err((Outcome::Fail, Reason::Expired))),
    ] {
        assert_eq!(with(from, to), expected, "{from} -> {to}");
    }
    let many = signatures(&crlf(&"DKIM-Signature: v=1\n".repeat(SIGNATURES_MAX + 3)), RECEIVED);
    assert_eq!((many.found.len(), many.left_out), (SIGNATURES_MAX, 3));
}

#[test]
fn keys_are_read_with_their_limits() {
    let read = |record: &str| key(&[record.to_owned()]).map(|key| key.bytes.len());
    assert_eq!(read(ED25519), Ok(32));
    assert_eq!(read("p=AA AA\r\n AA"), Ok(4));
    for (record, reason) in [
        ("v=DKIM1; p=", Reason::KeyRevoked),
        ("v=DKIM2; p=AAAA", Reason::KeyUnusable),
        ("v=DKIM1; k=dsa; p=AAAA", Reason::KeyUnusable),
        ("v=DKIM1; h=sha1; p=AAAA", Reason::KeyUnusable),
        ("v=DKIM1; s=tlsrpt; p=AAAA", Reason::KeyUnusable),
        ("v=DKIM1; p=!!!!", Reason::KeyUnusable),
        ("v=DKIM1", Reason::KeyUnusable),
        ("v=spf1 -all", Reason::KeyUnusable),
    ] {
        assert_eq!(read(record), Err(reason), "{record}");
    }
    assert_eq!(key(&[]), Err(Reason::KeyMissing));
    // Something else may lie at the name, too.
    assert!(key(&["v=spf1 -all".to_owned(), ED25519.to_owned()]).is_ok());
    let found = signatures(&crlf(TWO), RECEIVED).found;
    assert_eq!(outcome(&found[0], "p=AAAA"), (Outcome::PermError, Some(Reason::KeyUnusable)));
    let testing = ED25519.replace("k=", "t=y:s; k=");
    assert_eq!(outcome(&found[0], &testing), (Outcome::Neutral, Some(Reason::Testing)));
    // i= is below d=.
    assert_eq!(outcome(&first(SIMPLE), "t=s; p=AAAA"), (Outcome::PermError, Some(Reason::Identity)));
    assert_eq!(outcome(&first(SIMPLE), "p=AAAA"), (Outcome::Pass, None));
}

#[test]
fn texts_take_the_forms_of_the_standard() {
    // RFC 6376 3.4.5, 3.4.3, 3.4.4.
    let mail = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
    let (lines, text) = canon::split(mail, 1_000);
    let header = |canon: Canon| {
        let mut out = Vec::new();
        for line in &lines {
            canon.field(line.bytes, &mut out);
            out.extend_from_slice(b"\r\n");
        }
        String::from_utf8(out).unwrap()
    };
    assert_eq!(header(Canon::Relaxed), "a:X\r\nb:Y Z\r\n");
    assert_eq!(header(Canon::Simple), "A: X\r\nB : Y\t\r\n\tZ  \r\n");
    let mut body = Body::new(text);
    assert_eq!(body.canonical(Canon::Relaxed), b" C\r\nD E\r\n");
    assert_eq!(body.canonical(Canon::Simple), b" C \r\nD \t E\r\n");
    for (text, simple, relaxed) in [
        ("", "\r\n", ""),
        ("\r\n\r\n", "\r\n", ""),
        (" \r\n", " \r\n", ""),
        ("a", "a\r\n", "a\r\n"),
        ("a\r\n\r\nb ", "a\r\n\r\nb \r\n", "a\r\n\r\nb\r\n"),
    ] {
        let mut body = Body::new(text.as_bytes());
        assert_eq!(body.canonical(Canon::Simple), simple.as_bytes(), "{text:?}");
        assert_eq!(body.canonical(Canon::Relaxed), relaxed.as_bytes(), "{text:?}");
    }
    let without = |field: &str| String::from_utf8(tags::without_signature(field.as_bytes())).unwrap();
    assert_eq!(without("D: a=b; b = x\r\n y ; bh=z"), "D: a=b; b = ; bh=z");
    assert_eq!(without("D: bh=z;b=xy=\r\n"), "D: bh=z;b=");
}

proptest::proptest! {
    /// Whatever comes is read, and its lines are all there.
    #[test]
    fn anything_is_read(raw in "(DKIM-Signature: |From: a@b.c|v=1;|b=|h=from:|d=x.y;|s=z;|a=rsa-sha256;|bh=|[ \t;:=\r\na-z]){0,60}") {
        let found = signatures(raw.as_bytes(), RECEIVED);
        proptest::prop_assert!(found.found.len() <= SIGNATURES_MAX);
        for one in &found.found {
            if let Ok(signed) = &one.signed {
                proptest::prop_assert!(one.domain.contains('.') && !signed.text.is_empty());
            }
        }
    }
}
