//! Remote images from a real https server of the test's own.

use connect::{Code, Egress, Images};
use std::sync::{Arc, Mutex};
use testkit::state_dir::StateDir;
use testkit::tls::{HOST_NAMES, Tls};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\nthe rest";

type Heads = Arc<Mutex<Vec<String>>>;

/// Answers by path; remembers the head of every request.
async fn server(tls: &Tls) -> (u16, Heads) {
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
    let heads = Heads::default();
    let kept = Arc::clone(&heads);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let (acceptor, heads) = (acceptor.clone(), Arc::clone(&kept));
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.unwrap());
                }
                let head = String::from_utf8(head).unwrap();
                let answer = answer(head.split(' ').nth(1).unwrap());
                heads.lock().unwrap().push(head);
                stream.write_all(&answer).await.ok();
                stream.shutdown().await.ok();
            });
        }
    });
    (port, heads)
}

fn answer(path: &str) -> Vec<u8> {
    let with = |head: &str, body: &[u8]| [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
    match path {
        "/length.png?a=1" => with("200 OK\r\nContent-Length: 16\r\nSet-Cookie: seen=1", PNG),
        "/open.png" => with("200 OK\r\nContent-Type: text/html", PNG),
        "/chunks.png" => {
            with("200 OK\r\nTransfer-Encoding: chunked", &[b"10\r\n", PNG, b"\r\n0\r\n\r\n"].concat())
        }
        "/page" => with("200 OK\r\nContent-Type: image/png", b"<html><script>alert(1)</script>"),
        "/large.png" => with("200 OK\r\nContent-Length: 99999999999", PNG),
        "/endless.png" => with("200 OK", &[PNG, &vec![0; 6 * 1024 * 1024]].concat()),
        "/head.png" => with(&format!("200 OK\r\nX-Long: {}", "x".repeat(64 * 1024)), PNG),
        "/moved.png" => with("302 Found\r\nLocation: /open.png\r\nContent-Length: 0", b""),
        _ => with("404 Not Found\r\nContent-Length: 0", b""),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_images_within_limits_are_handed_out() {
    let Some(state) = testkit::or_skip(StateDir::create("images")) else { return };
    let Some(tls) = testkit::or_skip(Tls::create(&state, HOST_NAMES)) else { return };
    let (port, heads) = server(&tls).await;
    let egress = Egress::default();
    let ca = std::fs::read_to_string(&tls.ca).unwrap();
    let images = Images::new(&egress, vec![("localhost".to_owned(), port)], Some(ca));
    for path in ["/length.png?a=1", "/open.png", "/chunks.png"] {
        let found = images.fetch(&format!("https://localhost:{port}{path}"), |_| true).await.unwrap();
        assert_eq!((found.content_type, &*found.bytes), ("image/png", PNG), "{path}");
    }
    for (path, code) in [
        ("/page", Code::Protocol),
        ("/large.png", Code::Protocol),
        ("/endless.png", Code::Protocol),
        ("/head.png", Code::Protocol),
        ("/absent.png", Code::Refused),
        ("/moved.png", Code::Refused),
    ] {
        let error = images.fetch(&format!("https://localhost:{port}{path}"), |_| true).await.unwrap_err();
        assert_eq!(error.code, code, "{path}");
    }
    let head = heads.lock().unwrap().first().unwrap().to_ascii_lowercase();
    let names: Vec<_> = head.trim_end().lines().skip(1).filter_map(|line| line.split(':').next()).collect();
    assert_eq!(names, ["host", "accept", "connection"], "nothing else is told");
    assert_eq!(egress.refused(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_makes_this_process_ask_servers_of_its_own_network() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let egress = Egress::default();
    let images = Images::new(&egress, vec![], None);
    // Another port than that of https is not asked, and a name that leads here is not reached on that.
    let other_port = images.fetch(&format!("https://localhost:{port}/a.png"), |_| true).await.unwrap_err();
    assert_eq!(other_port.code, Code::Refused);
    let here = images.fetch("http://localhost/a.png", |_| true).await.unwrap_err();
    assert_eq!(here.code, Code::Unreachable);
    assert_eq!(images.fetch("https://127.0.0.1/a.png", |_| true).await.unwrap_err().code, Code::Refused);
    assert_eq!((egress.opened(), egress.refused()), (0, 0));
    let reached = tokio::time::timeout(std::time::Duration::from_millis(50), listener.accept()).await;
    assert!(reached.is_err(), "nothing was connected to");
}
