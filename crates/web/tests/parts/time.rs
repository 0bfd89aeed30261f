//! Times and sizes as people read them.

use domain::Timestamp;
use web::parts::{age, day, iso, size};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

#[test]
fn ages_and_sizes_read_well() {
    let texts = web::language::english();
    let now = Timestamp::from_millis(1_800_000_000_000);
    let ago = |ms: i64| age(texts, now.plus_millis(-ms), now);
    assert_eq!(
        [ago(-5), ago(59_999), ago(MINUTE_MS), ago(47 * HOUR_MS), ago(3 * DAY_MS), ago(30 * DAY_MS)],
        ["now", "now", "1 min", "47 h", "3 d", "4 wk"]
    );
    assert_eq!(ago(800 * DAY_MS), "2 y");
    assert_eq!([size(texts, 999), size(texts, 1_001), size(texts, 2_340_000)], ["999 B", "2 kB", "2.3 MB"]);
    assert_eq!(iso(Timestamp::from_millis(0)), "1970-01-01T00:00:00Z");
}

#[test]
fn a_day_has_its_year_and_no_hour_in_each_language() {
    let at = Timestamp::from_millis(1_795_910_400_000);
    let told = ["en", "da", "sv", "nb", "de"].map(|tag| day(web::language::named(tag).unwrap(), at));
    assert_eq!(
        told,
        [
            "29 November 2026",
            "29. november 2026",
            "29 november 2026",
            "29. november 2026",
            "29. November 2026"
        ]
    );
}
