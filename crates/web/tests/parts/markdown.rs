//! Documents as pages.

use web::parts::render;

#[test]
fn formatting_is_shown_and_html_is_text() {
    let html = render(
        "# Terms\n\n- **one** <b>two</b>\n\n<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| c | d |\n",
    );
    assert!(html.contains("<h1>Terms</h1>") && html.contains("<strong>one</strong>"), "{html}");
    assert!(
        html.contains("&lt;b&gt;two") && html.contains("&lt;script&gt;") && !html.contains("<script"),
        "{html}"
    );
    assert!(html.contains("<td>c</td>"), "{html}");
}

#[test]
fn links_lead_nowhere_else() {
    for bad in ["javascript:alert(1)", "//evil.test/", "http://evil.test", "data:text/html,x", "/\\evil.test"]
    {
        let html = render(&format!("[x](<{bad}>)"));
        assert!(html.contains("href=\"#\""), "{bad}: {html}");
    }
    for good in ["/documents/dpa", "https://example.com/", "mailto:a@b.test", "#top"] {
        assert!(render(&format!("[x]({good})")).contains(&format!("href=\"{good}\"")), "{good}");
    }
    assert!(!render("![x](https://evil.test/a.png)").contains("img"));
}
