//! What the ways out that speak TLS really send: recorded in clear, on the way to servers that are real or stand in for them
//! (C29). It is what their adapters declare, and nothing else: no name of this program or machine, no cookie, nothing of the mails
//! that were taken in.

use crate::gmail::Gmail;
use crate::graph::Graph;
use crate::oauth::{Provided, SCOPES, VERIFIER};
use crate::world::{ADDRESS, Imap, PASSWORD, World, drain, mail};
use connect::egress::{GMAIL, GRAPH, IMAP, OAUTH, SMTP};
use connect::oauth::{self, Client, Metadata};
use connect::{Connector, Envelope, Watch};
use domain::{AfterTakeIn, Private};
use serde_json::Value;
use std::collections::BTreeSet;
use std::net::TcpStream as StdStream;
use std::sync::{Arc, Mutex};
use testkit::gmail::GmailApi;
use testkit::graph::Graph as GraphApi;
use testkit::tls::Tls;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio_rustls::{TlsAcceptor, TlsConnector};

const ALICE: &str = "alice@example.test";

/// What was said on a connection.
type Heard = Arc<Mutex<Vec<u8>>>;

/// Stands before a server with the server's own certificate, and writes down what a client says to it.
struct Tap {
    port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
    task: JoinHandle<()>,
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Tap {
    async fn before(port: u16, tls: &Tls) -> Self {
        let (acceptor, connector) = (acceptor(tls), connector(tls));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let (own, heard) = (listener.local_addr().unwrap().port(), Arc::<Mutex<Vec<Heard>>>::default());
        let kept = Arc::clone(&heard);
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let (acceptor, connector, said) = (acceptor.clone(), connector.clone(), Heard::default());
                kept.lock().unwrap().push(Arc::clone(&said));
                tokio::spawn(async move {
                    let Ok(client) = acceptor.accept(client).await else { return };
                    let server = StdStream::connect(("127.0.0.1", port)).unwrap();
                    server.set_nonblocking(true).unwrap();
                    let server = TcpStream::from_std(server).unwrap();
                    let name = ServerName::try_from("localhost").unwrap();
                    let server = connector.connect(name, server).await.unwrap();
                    relay(client, server, &said).await;
                });
            }
        });
        Self { port: own, heard, task }
    }

    /// What was said so far, by connection.
    fn heard(&self) -> Vec<Vec<u8>> {
        self.heard.lock().unwrap().iter().map(|one| one.lock().unwrap().clone()).collect()
    }
}

fn acceptor(tls: &Tls) -> TlsAcceptor {
    let certificates = CertificateDer::pem_file_iter(&tls.certificate).unwrap().collect::<Result<_, _>>();
    let key = PrivateKeyDer::from_pem_file(&tls.key).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates.unwrap(), key);
    TlsAcceptor::from(Arc::new(config.unwrap()))
}

fn connector(tls: &Tls) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(CertificateDer::pem_file_iter(&tls.ca).unwrap().map(Result::unwrap));
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

async fn relay(
    client: impl AsyncRead + AsyncWrite,
    server: impl AsyncRead + AsyncWrite,
    said: &Mutex<Vec<u8>>,
) {
    let (mut from_client, mut to_client) = tokio::io::split(client);
    let (mut from_server, mut to_server) = tokio::io::split(server);
    let there = async {
        let mut chunk = [0; 16 * 1024];
        while let Ok(n @ 1..) = from_client.read(&mut chunk).await {
            said.lock().unwrap().extend_from_slice(&chunk[..n]);
            if to_server.write_all(&chunk[..n]).await.is_err() || to_server.flush().await.is_err() {
                break;
            }
        }
        to_server.shutdown().await.ok();
    };
    let back = async {
        tokio::io::copy(&mut from_server, &mut to_client).await.ok();
        to_client.shutdown().await.ok();
    };
    tokio::join!(there, back);
}

/// The names of what stands in JSON.
fn names(value: &Value, name: &str, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            for (inner, value) in all {
                let dot = if name.is_empty() { "" } else { "." };
                names(value, &format!("{name}{dot}{inner}"), out);
            }
        }
        Value::Array(all) => all.iter().for_each(|value| names(value, &format!("{name}[]"), out)),
        _ => {
            out.insert(name.to_owned());
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// What was said in requests, by name.
#[derive(Default)]
struct Said {
    fields: BTreeSet<String>,
    parameters: BTreeSet<String>,
    content: BTreeSet<String>,
}

impl Said {
    fn of(heard: &[Vec<u8>]) -> Self {
        let mut said = Self::default();
        for connection in heard {
            let mut rest = connection.as_slice();
            while !rest.is_empty() {
                rest = said.request(rest);
            }
        }
        said
    }

    /// Reads a request, and gives what follows it.
    fn request<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let end = find(bytes, b"\r\n\r\n").unwrap();
        let mut lines = std::str::from_utf8(&bytes[..end]).unwrap().lines();
        let target = lines.next().unwrap().split(' ').nth(1).unwrap();
        let query = target.split_once('?').map_or("", |(_, query)| query);
        self.parameters.extend(form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name.into_owned()));
        let fields: Vec<_> = lines.map(|line| line.split_once(": ").unwrap()).collect();
        self.fields.extend(fields.iter().map(|(name, _)| name.to_ascii_lowercase()));
        let field = |name: &str| {
            let found = fields.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
            found.map_or("", |(_, value)| *value)
        };
        let until = end + 4 + field("content-length").parse().unwrap_or(0);
        self.body(field("content-type").split(';').next().unwrap(), &bytes[end + 4..until]);
        &bytes[until..]
    }

    fn body(&mut self, kind: &str, body: &[u8]) {
        match kind {
            "" => assert!(body.is_empty(), "what is sent has no type"),
            "application/json" => names(&serde_json::from_slice(body).unwrap(), "", &mut self.content),
            "application/x-www-form-urlencoded" => {
                self.content.extend(form_urlencoded::parse(body).map(|(name, _)| name.into_owned()));
            }
            "multipart/related" => {
                let from = find(body, b"\r\n\r\n").unwrap() + 4;
                let until = from + find(&body[from..], b"\r\n--").unwrap();
                names(&serde_json::from_slice(&body[from..until]).unwrap(), "", &mut self.content);
            }
            // A mail in base64, and a piece of a file of one.
            "text/plain" | "application/octet-stream" => {}
            other => panic!("{other} is sent"),
        }
    }
}

/// The names that are known, each of which was said, and those that may be said.
fn only(said: &BTreeSet<String>, must: &[&str], may: &[&str]) {
    let unknown: Vec<_> =
        said.iter().filter(|one| !must.contains(&one.as_str()) && !may.contains(&one.as_str())).collect();
    assert!(unknown.is_empty(), "{unknown:?} is in no register");
    let missing: Vec<_> = must.iter().filter(|one| !said.contains(**one)).collect();
    assert!(missing.is_empty(), "{missing:?} was not said: the recording shows nothing");
}

fn has(heard: &[Vec<u8>], words: &str) -> bool {
    heard.iter().any(|one| find(one, words.as_bytes()).is_some())
}

fn envelope() -> Envelope {
    Envelope { from: ADDRESS.into(), to: vec![ALICE.into()], thread: None }
}

fn answer() -> String {
    format!(
        "From: {ADDRESS}\r\nTo: {ALICE}\r\nSubject: Re: mail 0\r\nMessage-ID: <1@example.test>\r\n\
         In-Reply-To: <0@elsewhere.test>\r\nReferences: <0@elsewhere.test>\r\n\r\nIn the shed.\r\n"
    )
}

/// The same with a file that is too large for one request.
fn large() -> String {
    let head = answer().replace("<1@", "<2@").replace("\r\n\r\nIn the shed.\r\n", "");
    let file = "c2FkZGxlIHNhZGRsZSBzYWRkbGUgc2FkZGxlIHNhZGRsZSBzYWRkbGUg\r\n".repeat(80_000);
    format!(
        "{head}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nIn the shed.\r\n\
         --b\r\nContent-Type: application/pdf; name=saddle.pdf\r\nContent-Disposition: attachment; filename=saddle.pdf\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{file}--b--\r\n"
    )
}

/// Everything that a mailbox is asked for: looked into, taken in, marked, moved, answered from, watched.
async fn life(world: &mut impl World, one: &mut dyn Connector, watch: Option<&Watch>) {
    one.check().await.unwrap();
    world.deliver(&mail(0));
    let mut cursor = Vec::new();
    let first = drain(one, &mut cursor, None).await;
    world.deliver(&mail(1));
    let second = drain(one, &mut cursor, None).await;
    let refs: Vec<_> = first
        .iter()
        .chain(&second)
        .flat_map(|batch| &batch.mails)
        .map(|one| one.source_ref.clone())
        .collect();
    assert_eq!(refs.len(), 2);
    one.settle(&refs, AfterTakeIn::MarkSeen, None).await.unwrap();
    one.settle(&refs, AfterTakeIn::Move, Some("Archive")).await.unwrap();
    one.send(&envelope(), answer().as_bytes()).await.unwrap();
    one.file_sent(answer().as_bytes(), "1@example.test").await.unwrap();
    one.identities().await.unwrap();
    if let Some(watch) = watch {
        let watched = one.watch(watch).await.unwrap().unwrap();
        one.watch(&Watch { current: watched.id.clone(), ..watch.clone() }).await.unwrap();
        one.unwatch(&watched).await.unwrap();
    }
}

/// What HTTP itself needs.
const OF_HTTP: &[&str] = &["accept", "host"];
const OF_BODIES: &[&str] = &["connection", "content-length", "content-type"];
const MARKS: &str = "which mails are read, and marked or moved where the company chose that";

fn watch(target: &str) -> Watch {
    Watch { target: target.to_owned(), secret: Private::new("only we".to_owned()), current: None }
}

#[tokio::test(flavor = "multi_thread")]
async fn google_gets_what_the_register_names() {
    let Some(mut world) = Gmail::start() else { return };
    let tap = Tap::before(world.port().unwrap(), world.tls()).await;
    let mut one = world.open_at(tap.port);
    life(&mut world, &mut *one, Some(&watch("projects/p/topics/t"))).await;
    one.send(&envelope(), large().as_bytes()).await.unwrap();
    let heard = tap.heard();
    let said = Said::of(&heard);
    only(&said.fields, &["accept", "host", "authorization"], OF_BODIES);
    let asked = [
        "format",
        "historyTypes",
        "includeSpamTrash",
        "labelId",
        "labelIds",
        "maxResults",
        "pageToken",
        "q",
        "startHistoryId",
        "uploadType",
    ];
    only(&said.parameters, &["fields"], &asked);
    let marks = ["addLabelIds[]", "ids[]", "removeLabelIds[]", "addLabelIds", "removeLabelIds"];
    let told = ["threadId", "labelIds[]", "labelFilterBehavior"];
    only(&said.content, &["raw", "topicName"], &[&marks[..], &told].concat());
    assert!(has(&heard, &format!("Bearer {}\r\n", GmailApi::TOKEN)) && !has(&heard, "only we"));
    assert!(!has(&heard, "Text 0") && !has(&heard, "deskhero"));
    assert_eq!(
        GMAIL.data,
        [
            "an access token of the mailbox",
            MARKS,
            "sender and recipients",
            "the answer",
            "the topic by which Google tells of news, where the operator set one",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn microsoft_gets_what_the_register_names() {
    let Some(mut world) = Graph::start() else { return };
    let tap = Tap::before(world.port().unwrap(), world.stand_in.tls()).await;
    world.move_to(tap.port);
    world.tell(&format!("uploads?root=https://localhost:{}", tap.port));
    let mut one = world.open_at(tap.port);
    let target = world.stand_in.endpoint_url();
    life(&mut world, &mut *one, Some(&watch(&target))).await;
    let heard = tap.heard();
    let said = Said::of(&heard);
    only(
        &said.fields,
        &["accept", "host", "authorization", "prefer"],
        &[OF_BODIES, &["content-range"]].concat(),
    );
    let asked = [
        "$count",
        "$expand",
        "$filter",
        "$orderby",
        "$top",
        "$skip",
        "changeType",
        "$deltatoken",
        "$skiptoken",
    ];
    only(&said.parameters, &["$select"], &asked);
    let must = ["notificationUrl", "clientState", "requests[].body.isRead", "requests[].body.destinationId"];
    let may = [
        "changeType",
        "lifecycleNotificationUrl",
        "resource",
        "expirationDateTime",
        "latestSupportedTlsVersion",
        "requests[].id",
        "requests[].method",
        "requests[].url",
        "requests[].headers.Content-Type",
        "requests[].headers.Prefer",
        "AttachmentItem.attachmentType",
        "AttachmentItem.name",
        "AttachmentItem.size",
        "AttachmentItem.contentType",
        "@odata.type",
        "name",
        "contentType",
        "contentBytes",
    ];
    only(&said.content, &must, &may);
    assert!(has(&heard, &format!("Bearer {}\r\n", GraphApi::TOKEN)));
    assert!(!has(&heard, "Text 0") && !has(&heard, "deskhero"));
    assert_eq!(
        GRAPH.data,
        [
            "an access token of the mailbox",
            MARKS,
            "sender and recipients",
            "the answer",
            "the address of this installation that Microsoft calls at news, with a secret, where the operator wants that",
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_gets_what_the_register_names() {
    let Some(world) = Provided::start(3_600).await else { return };
    let (egress, real) = (&world.egress, &world.metadata);
    let own: u16 = world.client.issuer.rsplit(':').next().unwrap().parse().unwrap();
    let tap = Tap::before(own, world.provider.tls()).await;
    let here = |url: &str| url.replace(&format!(":{own}"), &format!(":{}", tap.port));
    // What is said there is not what was asked for: it is another's description.
    let asked = Client { issuer: here(&world.client.issuer), ..world.client.clone() };
    assert!(oauth::discover(egress, &asked).await.is_err());
    let metadata = Metadata {
        token_endpoint: here(&real.token_endpoint),
        revocation_endpoint: real.revocation_endpoint.as_deref().map(here),
        jwks_uri: real.jwks_uri.as_deref().map(here),
        ..real.clone()
    };
    let code = Private::new(world.consented(&SCOPES)["code"].clone());
    let verifier = Private::new(VERIFIER.to_owned());
    let grant = oauth::exchange(egress, &world.client, &metadata, &code, &verifier).await.unwrap();
    let fresh =
        oauth::refresh(egress, &world.client, &metadata, &grant.refresh_token.unwrap()).await.unwrap();
    oauth::as_application(egress, &world.client, &metadata, "mail").await.unwrap();
    oauth::keys(egress, &world.client, &metadata).await.unwrap();
    oauth::revoke(egress, &world.client, &metadata, &fresh.access_token).await.unwrap();
    let heard = tap.heard();
    let said = Said::of(&heard);
    only(&said.fields, OF_HTTP, OF_BODIES);
    only(&said.parameters, &[], &[]);
    let known = ["client_id", "client_secret", "redirect_uri"];
    let tokens = ["grant_type", "code", "code_verifier", "refresh_token", "token", "scope"];
    only(&said.content, &[&known[..], &tokens].concat(), &[]);
    assert!(!has(&heard, ADDRESS), "whose mailbox it is, the code says");
    assert_eq!(
        OAUTH.data,
        ["what the provider knows this installation by", "codes and tokens of the mailbox"]
    );
}

/// The commands of a session in IMAP: the first word of each, and the second of those by UID.
fn commands(heard: &[Vec<u8>]) -> BTreeSet<String> {
    let text: String = heard.iter().map(|one| String::from_utf8_lossy(one).into_owned()).collect();
    let command = |line: &str| {
        let mut words = line.split(' ');
        words.next().filter(|tag| tag.strip_prefix('D').is_some_and(|n| n.parse::<u32>().is_ok()))?;
        let first = words.next()?;
        Some(if first == "UID" { format!("UID {}", words.next()?) } else { first.to_owned() })
    };
    text.lines().filter_map(command).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_gets_what_the_register_names() {
    let Some(mut world) = Imap::with_exim() else { return };
    let tls = world.dovecot.tls().clone();
    let taken = Tap::before(world.dovecot.imaps_port(), &tls).await;
    let sent = Tap::before(world.exim.as_ref().unwrap().smtps_port(), &tls).await;
    let mut settings = world.settings();
    settings.imap.as_mut().unwrap().port = taken.port;
    settings.smtp.as_mut().unwrap().port = sent.port;
    let mut one = connect::open(&settings, None, &world.egress).unwrap();
    life(&mut world, &mut *one, None).await;
    let (taken, sent) = (taken.heard(), sent.heard());
    // No ID, which would tell what program asks (RFC 2971).
    let must = ["AUTHENTICATE", "UID FETCH", "UID STORE", "APPEND"];
    let may = [
        "CAPABILITY",
        "SELECT",
        "EXAMINE",
        "LIST",
        "STATUS",
        "NOOP",
        "IDLE",
        "LOGOUT",
        "UID SEARCH",
        "UID MOVE",
        "UID COPY",
        "UID EXPUNGE",
        "CREATE",
        "SUBSCRIBE",
        "NAMESPACE",
        "ENABLE",
    ];
    only(&commands(&taken), &must, &may);
    assert!(has(&taken, &answer()) && !has(&taken, "Text 0") && !has(&taken, "deskhero"));
    let mut mails = 0;
    for session in &sent {
        let text = String::from_utf8_lossy(session);
        let dialogue = text.split("\r\nDATA\r\n").next().unwrap();
        for line in dialogue.lines() {
            let is_known = ["EHLO [127.0.0.1]", "QUIT", "RSET", "NOOP"].contains(&line)
                || line.starts_with("AUTH PLAIN")
                || line.starts_with(&format!("MAIL FROM:<{ADDRESS}>"))
                || line == format!("RCPT TO:<{ALICE}>")
                // Asked for when it is looked whether the server sends as the mailbox; nothing is sent then.
                || line == format!("RCPT TO:<{ADDRESS}>");
            assert!(is_known, "{line} is said");
        }
        mails += usize::from(text.contains(&answer()));
    }
    assert_eq!(mails, 1);
    assert!(!has(&sent, PASSWORD) && !has(&sent, "deskhero"));
    let sign_in = "sign-in name, and password or access token, of the mailbox";
    assert_eq!(IMAP.data, [sign_in, MARKS, "copies of sent answers"]);
    assert_eq!(SMTP.data, [sign_in, "sender and recipients", "the answer"]);
}
