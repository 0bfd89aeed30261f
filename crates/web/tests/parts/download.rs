//! How a file is handed out.

use app::view::FileView;
use axum::http::header;
use web::pages::download::file;
use web::parts::file_name;

#[test]
fn names_cannot_break_the_header_and_arrive_whole() {
    assert_eq!(
        file_name("Größe \"x\"\r\n.pdf"),
        "filename=\"Gr__e _x___.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%22x%22%0D%0A.pdf"
    );
}

#[test]
fn what_a_browser_could_run_is_handed_out_as_bytes() {
    for content_type in ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript"] {
        let view =
            FileView { name: "x".to_owned(), content_type: content_type.to_owned(), bytes: b"x".to_vec() };
        let response = file(view, true);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/octet-stream");
        assert!(response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment;"));
    }
}
