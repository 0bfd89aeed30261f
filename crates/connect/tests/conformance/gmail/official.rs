//! The world of these tests is one that Google's own client library understands: it finds the same mails, and fails where
//! Google's API fails.

use super::{Gmail, bytes};
use crate::world::{ADDRESS, BEFORE, World, drain, mail, raws};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn googles_own_client_finds_what_the_connector_finds() {
    let Some(mut world) = Gmail::start() else { return };
    world.put(&mail(0), true, BEFORE);
    world.put(b"Subject: \xe9\xff\r\n\r\n\xd2\xec\r\n", false, BEFORE);
    let history = world.order("history", json!({}));
    world.order("expire", json!({}));
    world.deliver(&mail(2));
    let mut cursor = Vec::new();
    let batches = drain(&mut *world.open(), &mut cursor, None).await;
    let thread = batches[0].mails[0].thread.clone().unwrap();
    let answer =
        format!("From: {ADDRESS}\r\nTo: a@x.test\r\nSubject: Re: x\r\nReferences: <0@x.test>\r\n\r\nHi\r\n");
    world.asked();
    world.fail(json!([{ "on": "/throttled", "status": 429, "times": 9, "body":
        { "error": { "code": 429, "message": "slow", "errors": [{ "reason": "rateLimitExceeded" }] } } }]));
    let found = world.api.official(history.as_str().unwrap(), &answer, &thread);
    let Some(found) = testkit::or_skip(found) else { return };
    // What Google's client asks is not what is compared here.
    world.api.asked().unwrap();
    let decode = |raw: &Value| {
        URL_SAFE
            .decode(raw.as_str().unwrap())
            .or_else(|_| base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(raw.as_str().unwrap()))
    };
    let mut theirs: Vec<_> =
        found["raw"].as_array().unwrap().iter().map(|raw| decode(raw).unwrap()).collect();
    let mut ours = raws(&batches);
    theirs.sort();
    ours.sort();
    assert_eq!(theirs, ours);
    assert_eq!(found["changes"].as_array().unwrap().len(), 1);
    assert_eq!(found["sent"]["threadId"], json!(thread));
    let sent = world.stored("SENT");
    assert_eq!((sent.len(), bytes(&sent[0])), (1, answer.into_bytes()));
    assert_eq!(
        (&found["profile"]["emailAddress"], &found["senders"]["sendAs"][0]["sendAsEmail"]),
        (&json!(ADDRESS), &json!(ADDRESS))
    );
    let expected = json!({
        "token": [401, "authError"],
        "history": [404, "notFound"],
        "gone": [404, "notFound"],
        "label": [400, "invalidArgument"],
        "throttled": [429, "rateLimitExceeded"],
    });
    assert_eq!(found["failures"], expected);
}
