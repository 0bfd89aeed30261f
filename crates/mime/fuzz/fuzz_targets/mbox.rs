//! Any bytes as an mbox; and any bytes as a mail that went into one. `./dev fuzz mbox`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &[u8]| {
    let mails: Vec<_> = mime::split_mbox(raw).map(|mail| mail.expect("memory can be read")).collect();
    assert!(mails.is_sorted_by(|a, b| a.offset < b.offset));
    assert!(mails.iter().map(|mail| mail.bytes.len()).sum::<usize>() <= raw.len());

    // White space between separators is no mail.
    if raw.iter().all(u8::is_ascii_whitespace) {
        return;
    }
    let mut file = Vec::new();
    for _ in 0..2 {
        file.extend_from_slice(b"From a@x.test Tue Nov 24 11:00:00 2026\n");
        for line in raw.split_inclusive(|byte| *byte == b'\n') {
            // mboxrd: one more `>` before each quoted or unquoted separator.
            let unquoted = line.iter().position(|byte| *byte != b'>').and_then(|at| line.get(at..));
            if unquoted.is_some_and(|rest| rest.starts_with(b"From ")) {
                file.push(b'>');
            }
            file.extend_from_slice(line);
        }
        if !raw.ends_with(b"\n") {
            file.push(b'\n');
        }
        file.push(b'\n');
    }
    let again: Vec<_> =
        mime::split_mbox(file.as_slice()).map(|mail| mail.expect("memory can be read").bytes).collect();
    assert_eq!(again.len(), 2);
    for bytes in again {
        assert_eq!(bytes.strip_suffix(b"\n").unwrap_or(&bytes), raw.strip_suffix(b"\n").unwrap_or(raw));
    }
});
