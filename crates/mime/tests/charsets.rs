//! Every encoding that `encoding_rs` knows, and what senders call them.

use encoding_rs::*;

/// Every encoding that mail may come in, with text that it can hold.
const CASES: &[(&Encoding, &str)] = &[
    (BIG5, "您好世界"),
    (EUC_JP, "こんにちは世界"),
    (EUC_KR, "안녕하세요"),
    (GB18030, "你好，世界€"),
    (GBK, "你好，世界"),
    (IBM866, "Привет"),
    (ISO_2022_JP, "ご注文の件"),
    (ISO_8859_2, "Příliš žluťoučký"),
    (ISO_8859_3, "Ĥĝĵ"),
    (ISO_8859_4, "Šķēps"),
    (ISO_8859_5, "Привет"),
    (ISO_8859_6, "مرحبا"),
    (ISO_8859_7, "Γειά σου"),
    (ISO_8859_8, "שלום"),
    (ISO_8859_8_I, "שלום"),
    (ISO_8859_10, "Þórður"),
    (ISO_8859_13, "Ačiū"),
    (ISO_8859_14, "Ŵŷ"),
    (ISO_8859_15, "5 € œuf"),
    (ISO_8859_16, "Brașov"),
    (KOI8_R, "Привет"),
    (KOI8_U, "Привіт"),
    (MACINTOSH, "Grüße"),
    (SHIFT_JIS, "こんにちは"),
    (UTF_8, "Grüße 你好 🙂"),
    (WINDOWS_874, "สวัสดี"),
    (WINDOWS_1250, "Příliš"),
    (WINDOWS_1251, "Привет"),
    (WINDOWS_1252, "Grüße – “€”"),
    (WINDOWS_1253, "Γειά σου"),
    (WINDOWS_1254, "Şişli"),
    (WINDOWS_1255, "שלום"),
    (WINDOWS_1256, "مرحبا"),
    (WINDOWS_1257, "Ačiū"),
    (WINDOWS_1258, "chào"),
    (X_MAC_CYRILLIC, "Привет"),
];

fn bytes(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{} cannot hold the sample", encoding.name());
    bytes.into_owned()
}

fn mail(label: &str, body: &[u8]) -> Vec<u8> {
    let mut raw = format!(
        "From: a@x.test\r\nContent-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    .into_bytes();
    raw.extend_from_slice(body);
    raw
}

#[test]
fn every_encoding_reads_in_the_body_as_8_bit() {
    for (encoding, text) in CASES {
        let read = mime::read(&mail(encoding.name(), &bytes(encoding, text)));
        assert_eq!(read.content.text, *text, "{}", encoding.name());
        assert!(!read.content.oddities.iter().any(|o| o == "oddity-charset"), "{}", encoding.name());
    }
}

#[test]
fn every_encoding_reads_in_the_body_as_quoted_printable() {
    for (encoding, text) in CASES {
        let quoted: String = bytes(encoding, text).iter().map(|b| format!("={b:02X}")).collect();
        let raw = format!(
            "Content-Type: text/plain; charset={}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n",
            encoding.name()
        );
        assert_eq!(mime::read(raw.as_bytes()).content.text, *text, "{}", encoding.name());
    }
}

#[test]
fn every_encoding_reads_in_the_subject() {
    for (encoding, text) in CASES {
        let quoted: String = bytes(encoding, text).iter().map(|b| format!("={b:02X}")).collect();
        let raw = format!("Subject: =?{}?Q?{quoted}?=\r\n\r\nx", encoding.name());
        assert_eq!(mime::read(raw.as_bytes()).content.subject, *text, "{}", encoding.name());
    }
}

#[test]
fn every_encoding_reads_in_an_html_that_names_it_itself() {
    let ascii_compatible = |e: &&(&'static Encoding, &str)| e.0.is_ascii_compatible();
    for (encoding, text) in CASES.iter().filter(ascii_compatible) {
        let mut raw = b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".to_vec();
        raw.extend_from_slice(format!("<meta charset={}><p>", encoding.name()).as_bytes());
        raw.extend_from_slice(&bytes(encoding, text));
        assert_eq!(mime::read(&raw).content.text, *text, "{}", encoding.name());
    }
}

#[test]
fn utf_16_reads_with_and_without_a_mark() {
    let units: Vec<u16> = "Grüße, Welt".encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
    for (label, body) in [("utf-16le", &little), ("utf-16be", &big), ("utf-16", &little), ("utf-16", &big)] {
        // 8-bit UTF-16 holds line ends of two bytes: only an encoding carries it through mail.
        let mut raw = format!(
            "Content-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        );
        raw.extend(body.iter().map(|b| format!("={b:02X}")));
        assert_eq!(mime::read(raw.as_bytes()).content.text, "Grüße, Welt", "{label}");
    }
}

#[test]
fn misspelt_labels_are_understood() {
    let cases: &[(&str, &'static Encoding, &str)] = &[
        ("cp-1252", WINDOWS_1252, "Grüße"),
        ("cp1251", WINDOWS_1251, "Привет"),
        ("win-1251", WINDOWS_1251, "Привет"),
        ("iso8859-15", ISO_8859_15, "5 €"),
        ("ISO_8859_15", ISO_8859_15, "5 €"),
        ("x-cp1250", WINDOWS_1250, "Příliš"),
        ("cp932", SHIFT_JIS, "こんにちは"),
        ("ks_c_5601-1987", EUC_KR, "안녕하세요"),
        ("gb_2312-80", GBK, "你好"),
        ("utf8mb4", UTF_8, "Grüße 🙂"),
        ("\"UTF-8\"", UTF_8, "Grüße"),
    ];
    for (label, encoding, text) in cases {
        let read = mime::read(&mail(label, &bytes(encoding, text)));
        assert_eq!(read.content.text, *text, "{label}");
        assert!(!read.content.oddities.iter().any(|o| o == "oddity-charset"), "{label}");
    }
}
