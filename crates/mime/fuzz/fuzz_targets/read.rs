//! `cargo +nightly fuzz run read -- -max_len=65536 ../tests/corpus/*/` from `crates/mime/fuzz`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &[u8]| {
    let mail = mime::read(raw);
    for file in &mail.content.attachments {
        let again = mime::attachment(raw, file.part).expect("an attachment that was listed");
        assert_eq!(again.bytes.len() as u64, file.size_bytes);
    }
    if let Some(html) = &mail.content.html {
        let _ = mime::fold_quotes(html);
    }
});
