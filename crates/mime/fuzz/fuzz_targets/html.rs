//! Any text as the HTML of a mail: what is left is safe, and cleaning it again leaves it safe. `./dev fuzz html`.
#![no_main]

#[expect(dead_code, reason = "each target checks its part")]
#[path = "../../tests/holds/mod.rs"]
mod holds;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|source: &str| {
    let once = mime::html::clean(source).html;
    holds::html(&once);
    holds::html(&mime::html::clean(&once).html);
    let (visible, quoted) = mime::fold_quotes(&once);
    holds::html(&visible);
    holds::html(quoted.as_deref().unwrap_or_default());
    let text = mime::quote_for_reply(source, "");
    holds::html(&mime::text_to_html(&text));
});
