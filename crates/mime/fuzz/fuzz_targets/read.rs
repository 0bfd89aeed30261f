//! Any bytes as a mail, read and shown. `./dev fuzz read`.
#![no_main]

#[expect(dead_code, reason = "each target checks its part")]
#[path = "../../tests/holds/mod.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &[u8]| {
    holds::mail(raw);
    let _ = mime::reading(raw);
});
