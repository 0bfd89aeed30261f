//! How a file is shown.

use app::view::FileView;
use axum::http::header;
use web::parts::shown;

fn headers(name: &str, content_type: &str, bytes: &[u8]) -> [String; 3] {
    let view =
        FileView { name: name.to_owned(), content_type: content_type.to_owned(), bytes: bytes.to_vec() };
    let response = shown(view);
    [header::CONTENT_TYPE, header::CONTENT_DISPOSITION, header::CONTENT_SECURITY_POLICY]
        .map(|name| response.headers().get(name).unwrap().to_str().unwrap().to_owned())
}

#[test]
fn only_what_begins_as_a_known_kind_is_shown() {
    let [kind, disposition, policy] = headers("a.png", "text/html", b"\x89PNG\r\n\x1a\nx");
    assert_eq!(kind, "image/png");
    assert!(disposition.starts_with("inline; filename=\"a.png\""), "{disposition}");
    assert!(policy.ends_with("; sandbox") && policy.starts_with("default-src 'none';"), "{policy}");
    let [kind, _, policy] = headers("a.pdf", "image/png", b"%PDF-1.7\n");
    assert_eq!(kind, "application/pdf");
    assert!(policy.ends_with("; sandbox") && !policy.contains("script"), "{policy}");
    for bytes in [&b"<html>"[..], b"<svg xmlns=", b" %PDF-1.7", b"GIF", b""] {
        let [kind, disposition, policy] = headers("a.png", "image/png", bytes);
        assert!(kind == "application/octet-stream", "{kind}");
        assert!(disposition.starts_with("attachment; "), "{disposition}");
        assert!(policy.contains("sandbox"), "{policy}");
    }
}
