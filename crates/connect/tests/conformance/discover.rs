//! From a domain to its servers: a resolver of the test's own, and a real https server for the file.

use connect::discover::{Discovery, Login, Source};
use connect::{Egress, Proposal};
use domain::record::Security;
use std::sync::Arc;
use testkit::dns::{Dns, MX, SRV, name};
use testkit::state_dir::StateDir;
use testkit::tls::{HOST_NAMES, Tls};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// SRV data: priority, weight, port, target.
fn srv(priority: u16, port: u16, target: &str) -> Vec<u8> {
    let head = [priority, 0, port].map(u16::to_be_bytes).concat();
    let target = if target == "." { vec![0] } else { name(target) };
    [head, target].concat()
}

const FILE: &str = "<clientConfig version=\"1.1\"><emailProvider id=\"x\"><incomingServer type=\"imap\">\
    <hostname>imap.x.test</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username>\
    <authentication>password-cleartext</authentication></incomingServer><outgoingServer type=\"smtp\">\
    <hostname>smtp.x.test</hostname><port>587</port><socketType>STARTTLS</socketType>\
    <authentication>password-cleartext</authentication></outgoingServer></emailProvider></clientConfig>";

/// Serves the file at the well-known path of `localhost`, behind a redirect and in chunks.
async fn web_server(tls: &Tls) -> u16 {
    let certificates =
        CertificateDer::pem_file_iter(&tls.certificate).unwrap().collect::<Result<Vec<_>, _>>();
    let key = PrivateKeyDer::from_pem_file(&tls.key).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates.unwrap(), key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let mut stream = acceptor.accept(stream).await.unwrap();
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.unwrap());
                }
                let head = String::from_utf8(head).unwrap();
                assert!(!head.contains('@'), "the address stays here: {head}");
                let answer = if head.starts_with("GET /.well-known/autoconfig/mail/config-v1.1.xml ") {
                    "HTTP/1.1 302 Found\r\nLocation: /real\r\nContent-Length: 0\r\n\r\n".to_owned()
                } else if head.starts_with("GET /real ") {
                    let (one, two) = FILE.split_at(100);
                    format!(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{one}\r\n{:x}\r\n{two}\r\n0\r\n\r\n",
                        two.len()
                    )
                } else {
                    "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned()
                };
                stream.write_all(answer.as_bytes()).await.unwrap();
                stream.shutdown().await.ok();
            });
        }
    });
    port
}

async fn propose(domain: &str, records: Vec<(&'static str, u16, Vec<u8>)>) -> Proposal {
    let egress = Egress::default();
    let resolver = Dns::start();
    for (name, kind, data) in records {
        resolver.add(name, kind, data);
    }
    let found = Discovery::within(&egress, resolver.address(), 1, None).propose(domain).await;
    assert_eq!(egress.refused(), 0);
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn srv_records_name_the_servers() {
    let records = vec![
        ("_imaps._tcp.x.test", SRV, srv(20, 993, "second.x.test")),
        ("_imaps._tcp.x.test", SRV, srv(10, 1993, "First.x.test")),
        ("_submissions._tcp.x.test", SRV, srv(0, 0, ".")),
        ("_submission._tcp.x.test", SRV, srv(0, 587, "out.x.test")),
    ];
    let found = propose("x.test", records).await;
    assert_eq!(found.source, Source::Srv);
    assert_eq!((found.imap.host.as_str(), found.imap.port), ("first.x.test", 1993));
    assert_eq!((found.smtp.host.as_str(), found.smtp.security), ("out.x.test", Security::StartTls));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_exchanger_names_the_provider_and_else_it_is_a_guess() {
    let mx = |host: &str| [vec![0, 10], name(host)].concat();
    let found = propose("x.test", vec![("x.test", MX, mx("aspmx.l.google.com"))]).await;
    assert_eq!((found.source, found.provider), (Source::Mx, Some("Google")));
    let found = propose("x.test", vec![("x.test", MX, mx("mail.x.test"))]).await;
    assert_eq!((found.source, found.imap.host.as_str()), (Source::Guess, "imap.x.test"));
    // No question about what everybody knows, nor about what is no name.
    assert_eq!(propose("gmail.com", vec![]).await.source, Source::Provider);
    assert_eq!(propose("10.0.0.1", vec![]).await.source, Source::Guess);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_domains_own_file_names_the_servers() {
    let Some(state) = testkit::or_skip(StateDir::create("autoconfig")) else { return };
    let Some(tls) = testkit::or_skip(Tls::create(&state, HOST_NAMES)) else { return };
    let port = web_server(&tls).await;
    let egress = Egress::default();
    let ca = std::fs::read_to_string(&tls.ca).unwrap();
    let resolver = Dns::start();
    let at = resolver.address();
    let found = Discovery::within(&egress, at, port, Some(ca)).propose("localhost").await;
    assert_eq!((found.source, found.login), (Source::Autoconfig, Login::LocalPart));
    assert_eq!(found.smtp.host, "smtp.x.test");
    // Whose certificate nobody trusts is not believed.
    let found = Discovery::within(&egress, at, port, None).propose("localhost").await;
    assert_eq!(found.source, Source::Guess);
    assert_eq!(egress.refused(), 0);
}
