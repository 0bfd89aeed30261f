//! The virus scanner, against a real clamd.

use connect::clamd::{Clamd, Verdict};
use connect::{Code, Egress};
use testkit::clamd::{MARKER, MARKER_SIGNATURE};

#[tokio::test(flavor = "multi_thread")]
async fn verdicts_over_tcp_and_over_the_socket() {
    let Some(mut server) = testkit::or_skip(testkit::clamd::Clamd::start()) else { return };
    let egress = Egress::default();
    let tcp = Clamd::open(&format!("127.0.0.1:{}", server.port()), &egress).unwrap();
    let unix = Clamd::open(server.socket().to_str().unwrap(), &egress).unwrap();
    // Longer than one chunk, with the marker in the last one.
    let infected = [vec![b'a'; 300_000], MARKER.as_bytes().to_vec()].concat();
    for clamd in [&tcp, &unix] {
        clamd.ping().await.unwrap();
        assert_eq!(clamd.scan(b"harmless").await.unwrap(), Verdict::Clean);
        assert_eq!(clamd.scan(b"").await.unwrap(), Verdict::Clean);
        assert_eq!(clamd.scan(&infected).await.unwrap(), Verdict::Infected(MARKER_SIGNATURE.into()));
    }
    server.stop();
    assert_eq!(tcp.scan(b"harmless").await.unwrap_err().code, Code::PortRefused);
    assert!(unix.ping().await.is_err());
    server.start_again().unwrap();
    assert_eq!(tcp.scan(&infected).await.unwrap(), Verdict::Infected(MARKER_SIGNATURE.into()));
}
