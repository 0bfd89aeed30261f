//! What the ways out that the operator chose really send, recorded at a server that listens (C29): what their adapters declare,
//! and nothing else. No name of this program or machine, no cookie, no address of anybody.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

use connect::clamd::{Clamd, Verdict};
use connect::egress::{CLAMD, DNS, S3, STRIPE};
use connect::s3::{SignRequests, Signed, Unsigned};
use connect::stripe::NewSession;
use connect::{Bucket, BucketServer, Egress, Stripe, StripeAccount, TextRecords};
use domain::{Private, Timestamp};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

/// A server for one connection, which answers when `is_whole` says that it heard everything.
fn recorder(
    is_whole: fn(&[u8]) -> bool,
    answer: impl Fn(&[u8]) -> Vec<u8> + Send + 'static,
) -> (SocketAddr, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let at = listener.local_addr().unwrap();
    let heard = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut heard, mut chunk) = (Vec::new(), [0; 4096]);
        while !is_whole(&heard) {
            match stream.read(&mut chunk).unwrap() {
                0 => break,
                n => heard.extend_from_slice(&chunk[..n]),
            }
        }
        stream.write_all(&answer(&heard)).unwrap();
        heard
    });
    (at, heard)
}

struct Signer;

impl SignRequests for Signer {
    fn sign(&self, _: &Unsigned<'_>) -> Signed {
        Signed {
            authorization: Private::new("signature".to_owned()),
            date: "20261128T000000Z".to_owned(),
            body_sha256: "hash".to_owned(),
        }
    }
}

#[tokio::test]
async fn a_bucket_gets_sealed_bytes_under_a_name_and_a_signature() {
    let whole = |heard: &[u8]| heard.ends_with(b"sealed bytes");
    let (at, heard) = recorder(whole, |_| b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_vec());
    let server = BucketServer {
        host: at.ip().to_string(),
        port: at.port(),
        is_plain: true,
        ca_pem: None,
        bucket: "backups".to_owned(),
        prefix: "desk/".to_owned(),
    };
    let bucket = Bucket::new(server, Arc::new(Signer), &Egress::default());
    bucket.put("pieces/ab/abcd", b"sealed bytes").await.unwrap();
    let heard = String::from_utf8(heard.join().unwrap()).unwrap();
    let (head, body) = heard.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    assert_eq!(lines.next(), Some("PUT /backups/desk/pieces/ab/abcd HTTP/1.1"));
    let fields: BTreeSet<String> =
        lines.map(|line| line.split_once(':').unwrap().0.to_ascii_lowercase()).collect();
    let declared = [
        "accept",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "x-amz-content-sha256",
        "x-amz-date",
    ];
    assert!(fields.iter().all(|field| declared.contains(&field.as_str())), "{fields:?}");
    assert_eq!(body, "sealed bytes");
    assert!(S3.data[0].starts_with("backups, sealed"));
}

#[tokio::test]
async fn the_scanner_gets_the_mail_and_nothing_about_it() {
    let whole = |heard: &[u8]| heard.ends_with(&[0, 0, 0, 0]);
    let (at, heard) = recorder(whole, |_| b"stream: OK\0".to_vec());
    let clamd = Clamd::open(&at.to_string(), &Egress::default()).unwrap();
    assert_eq!(clamd.scan(b"the whole mail").await.unwrap(), Verdict::Clean);
    let heard = heard.join().unwrap();
    let expected = [&b"zINSTREAM\0"[..], &14_u32.to_be_bytes(), b"the whole mail", &[0; 4]].concat();
    assert_eq!(heard, expected);
    assert_eq!(CLAMD.data, ["the whole mail"]);
}

#[tokio::test]
async fn the_resolver_gets_a_name() {
    let whole = |heard: &[u8]| heard.len() > 2 && heard.len() == 2 + usize::from(heard[1]);
    // There is no such name.
    let answer = |heard: &[u8]| {
        let mut answer = heard.to_vec();
        (answer[4], answer[5]) = (0x81, 0x83);
        answer
    };
    let (at, heard) = recorder(whole, answer);
    let records = TextRecords::new(&Egress::default(), Some(at));
    let found = records.find("key._domainkey.example.org", Timestamp::from_millis(0)).await.unwrap();
    assert!(found.is_empty());
    let heard = heard.join().unwrap();
    // Length, head of twelve bytes, the name, type and class.
    let name = b"\x03key\x0a_domainkey\x07example\x03org\0";
    assert_eq!(heard.len(), 2 + 12 + name.len() + 4);
    assert_eq!(&heard[14..14 + name.len()], name);
    assert!(DNS.data.iter().any(|data| data.contains("domains that signed")));
}

/// What the provider of payments answers with.
const SESSION: &[u8] = br#"{"id":"cs_1","url":"https://pay.test/cs_1","status":"open","payment_status":"unpaid","amount_total":3524,"currency":"eur","client_reference_id":"invoice-id"}"#;

/// It hears one request to its end, and answers with a session.
fn provider() -> (SocketAddr, JoinHandle<Vec<u8>>) {
    let whole = |heard: &[u8]| {
        let text = String::from_utf8_lossy(heard).to_ascii_lowercase();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
        length.is_some_and(|length: usize| body.len() >= length)
    };
    let answer = |_: &[u8]| {
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            SESSION.len()
        );
        [head.as_bytes(), SESSION].concat()
    };
    recorder(whole, answer)
}

#[tokio::test]
async fn the_provider_of_payments_gets_what_the_register_names_and_nothing_about_anybody() {
    let (at, heard) = provider();
    let account = StripeAccount {
        host: at.ip().to_string(),
        port: at.port(),
        is_plain: true,
        ca_pem: None,
        secret: Private::new("sk_test_own".to_owned()),
    };
    let new = NewSession {
        reference: "invoice-id",
        name: "2026-17",
        amount: 3524,
        currency: "EUR",
        language: "sv",
        success_url: "https://desk.test/billing/payment?session={CHECKOUT_SESSION_ID}",
        cancel_url: "https://desk.test/billing",
        idempotency_key: "a hash",
    };
    let session = Stripe::new(account, &Egress::default()).begin(&new).await.unwrap();
    assert_eq!((session.id.as_str(), session.amount), ("cs_1", 3524));
    let heard = String::from_utf8(heard.join().unwrap()).unwrap();
    let (head, body) = heard.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    assert_eq!(lines.next(), Some("POST /v1/checkout/sessions HTTP/1.1"));
    let fields: BTreeSet<String> =
        lines.map(|line| line.split_once(':').unwrap().0.to_ascii_lowercase()).collect();
    let of_http = ["accept", "connection", "content-length", "content-type", "host"];
    let named = ["authorization", "idempotency-key", "stripe-version"];
    assert!(
        fields.iter().all(|one| of_http.contains(&one.as_str()) || named.contains(&one.as_str())),
        "{fields:?}"
    );
    let sent: Vec<(String, String)> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    // One payment of one thing: the number, id, amount, currency and language of an invoice; and where the browser comes back to.
    let price = "line_items[0][price_data]";
    assert_eq!(
        sent,
        [
            ("mode", "payment"),
            ("client_reference_id", "invoice-id"),
            ("line_items[0][quantity]", "1"),
            (format!("{price}[currency]").as_str(), "eur"),
            (format!("{price}[unit_amount]").as_str(), "3524"),
            (format!("{price}[product_data][name]").as_str(), "2026-17"),
            ("locale", "sv"),
            ("success_url", new.success_url),
            ("cancel_url", new.cancel_url),
        ]
    );
    assert_eq!(
        STRIPE.data,
        [
            "the operator's secret key at Stripe",
            "number, id, amount, currency and language of an invoice",
            "where the browser comes back to: the address of this installation",
        ]
    );
}
