//! Whom a request comes from.

use axum::http::HeaderMap;
use web::gate::{COOKIE, cookie, same_site};

fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
}

#[test]
fn only_our_own_pages_may_send() {
    let ours = [
        headers(&[("host", "a.test:8080"), ("origin", "http://a.test:8080")]),
        headers(&[("sec-fetch-site", "same-origin")]),
    ];
    let foreign = [
        headers(&[]),
        headers(&[("host", "a.test"), ("origin", "null")]),
        headers(&[("host", "a.test"), ("origin", "https://a.test.evil")]),
        headers(&[("sec-fetch-site", "same-site"), ("host", "a.test"), ("origin", "https://a.test")]),
        headers(&[("sec-fetch-site", "cross-site")]),
    ];
    assert!(ours.iter().all(|headers| same_site(headers).is_ok()));
    assert!(foreign.iter().all(|headers| same_site(headers).is_err()));
}

#[test]
fn the_cookie_is_found_among_others_by_its_whole_name() {
    assert_eq!(
        cookie(&headers(&[("cookie", "a=b; __Host-deskhero=token; c=d")]), COOKIE).as_deref(),
        Some("token")
    );
    for other in ["x__Host-deskhero=token", "__Host-deskhero2=token", "__Host-deskhero-operator=token"] {
        assert_eq!(cookie(&headers(&[("cookie", other)]), COOKIE), None, "{other}");
    }
}
