//! Which host a request names.

use axum::http::{HeaderMap, header};
use web::host::name;

fn of(host: &str) -> String {
    let mut headers = HeaderMap::new();
    headers.insert(header::HOST, host.parse().unwrap());
    name(&headers)
}

#[test]
fn the_host_is_read_without_port_case_and_root_dot() {
    assert_eq!(of("Support.Example.COM:8443"), "support.example.com");
    assert_eq!(of("support.example.com."), "support.example.com");
    assert_eq!(of("[::1]:8080"), "::1");
    assert_eq!(of(""), "");
}
