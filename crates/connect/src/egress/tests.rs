use super::*;

async fn listener() -> (tokio::net::TcpListener, u16) {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

#[tokio::test]
async fn only_a_registered_host_is_reached_and_only_while_it_is_allowed() {
    let (_listener, port) = listener().await;
    let egress = Egress::default();
    let second = Duration::from_secs(5);
    let refused = egress.connect(&IMAP, "127.0.0.1", port, second).await.unwrap_err();
    assert_eq!(refused.code, Code::EgressRefused);
    let first = egress.allow(&IMAP, "127.0.0.1", port);
    let again = egress.allow(&IMAP, "127.0.0.1", port);
    egress.connect(&IMAP, "127.0.0.1", port, second).await.unwrap();
    // Allowed for IMAP is not allowed for SMTP, nor for another port.
    assert!(egress.connect(&SMTP, "127.0.0.1", port, second).await.is_err());
    assert!(egress.connect(&IMAP, "127.0.0.1", port ^ 1, second).await.is_err());
    drop(first);
    egress.connect(&IMAP, "127.0.0.1", port, second).await.unwrap();
    drop(again);
    assert!(egress.connect(&IMAP, "127.0.0.1", port, second).await.is_err());
    assert_eq!((egress.opened(), egress.refused()), (2, 4));
}

#[tokio::test]
async fn an_adapter_that_is_not_registered_opens_nothing() {
    let (_listener, port) = listener().await;
    let egress = Egress::new(&[SMTP]);
    let _allowance = egress.allow(&IMAP, "127.0.0.1", port);
    let error = egress.connect(&IMAP, "127.0.0.1", port, Duration::from_secs(5)).await.unwrap_err();
    assert_eq!(error.code, Code::EgressRefused);
}

#[tokio::test]
async fn a_name_that_leads_into_this_network_is_not_reached_as_public() {
    let (_listener, port) = listener().await;
    let egress = Egress::default();
    let _allowance = egress.allow(&AUTOCONFIG, "localhost", port);
    let second = Duration::from_secs(5);
    egress.connect(&AUTOCONFIG, "localhost", port, second).await.unwrap();
    let error = egress.connect_public(&AUTOCONFIG, "localhost", port, second).await.unwrap_err();
    assert_eq!(error.code, Code::Unreachable);
}

#[test]
fn every_adapter_says_what_it_sends() {
    for adapter in ADAPTERS {
        assert!(!adapter.purpose.is_empty() && !adapter.data.is_empty() && !adapter.region.is_empty());
    }
}
