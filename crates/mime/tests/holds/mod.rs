//! What must hold whatever comes in: for the property tests and for the fuzz targets.

/// Everything that must hold for any mail at all.
pub fn mail(raw: &[u8]) {
    let mail = mime::read(raw);
    let content = &mail.content;
    assert!(is_subsequence(&content.visible_text, &content.text), "visible text is made up");
    assert_eq!(content.text.trim().is_empty(), content.visible_text.trim().is_empty(), "everything hidden");
    assert!(content.subject.chars().count() <= domain::limits::SUBJECT_CHARS_MAX);
    assert!(content.attachments.len() <= domain::limits::ATTACHMENTS_MAX);
    for file in &content.attachments {
        assert!(!file.name.is_empty() && !file.name.contains(['/', '\\', '\n', '\r', '\0']));
        let again = mime::attachment(raw, file.part).unwrap();
        assert_eq!(again.bytes.len() as u64, file.size_bytes);
        assert_eq!(again.name, file.name);
    }
    if let Some(source) = &content.html {
        html(source);
        let (visible, quoted) = mime::fold_quotes(source);
        html(&visible);
        html(quoted.as_deref().unwrap_or_default());
    }
}

fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut chars = whole.chars();
    part.chars().all(|wanted| chars.any(|c| c == wanted))
}

/// No script, no handler, no form, nothing that loads: judged by the start tags alone, attribute by attribute.
pub fn html(source: &str) {
    for tag in source.split('<').skip(1).map(|t| t.split('>').next().unwrap()) {
        let lower = tag.to_ascii_lowercase();
        let name = lower.split_whitespace().next().unwrap_or_default().trim_start_matches('/');
        for bad in [
            "script", "style", "iframe", "object", "embed", "form", "input", "svg", "math", "link", "meta",
            "base", "video", "audio",
        ] {
            assert_ne!(name, bad, "{tag}");
        }
        let mut rest = lower.as_str();
        while let Some((before, after)) = rest.split_once("=\"") {
            let key = before.rsplit(char::is_whitespace).next().unwrap();
            let (value, next) = after.split_once('"').unwrap_or((after, ""));
            assert!(!key.starts_with("on"), "{tag}");
            assert!(
                !matches!(
                    key,
                    "srcset" | "background" | "poster" | "action" | "formaction" | "data" | "id" | "class"
                ),
                "{tag}"
            );
            assert!(key != "src" || value.starts_with("data:image/"), "{tag}");
            assert!(
                key != "href"
                    || ["http:", "https:", "mailto:", "tel:"]
                        .iter()
                        .any(|s| value.trim_start().starts_with(s)),
                "{tag}"
            );
            assert!(
                key != "style"
                    || !value.contains("url") && !value.contains("expression") && !value.contains("position"),
                "{tag}"
            );
            rest = next;
        }
    }
}

/// CRLF only, no line beyond 998 bytes, no header line that the composer does not know, no blind copy.
pub fn composed(raw: &[u8]) {
    let text = String::from_utf8(raw.to_vec()).expect("composed mail is ASCII");
    assert!(text.is_ascii());
    assert!(!text.contains("hidden@secret.test"));
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|l| l.len() <= 998));
    let header = text.split("\r\n\r\n").next().unwrap();
    let known = [
        "Date",
        "From",
        "Reply-To",
        "To",
        "Cc",
        "Subject",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "X-Deskhero-Loop",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    ];
    for line in header.split("\r\n").filter(|l| !l.starts_with([' ', '\t'])) {
        let name = line.split(':').next().unwrap();
        assert!(known.contains(&name), "{line}");
    }
}
