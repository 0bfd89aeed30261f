//! Times and sizes as people read them. Exact times go out in UTC and are shown in the reader's zone by the page
//! script; ages are ready to read without it.

use domain::Timestamp;
use i18n::I18n;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// ISO 8601 in UTC, for `datetime` attributes.
#[must_use]
pub fn iso(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.as_millis()).map(|at| at.to_string()).unwrap_or_default()
}

/// How long ago, in the one unit that says it best. The page script counts by the same steps.
#[must_use]
pub fn age(texts: &I18n, at: Timestamp, now: Timestamp) -> String {
    let ms = now.millis_since(at);
    let (key, count) = match ms {
        ..MINUTE_MS => ("age-now", 0),
        MINUTE_MS..HOUR_MS => ("age-minutes", ms / MINUTE_MS),
        _ if ms < 2 * DAY_MS => ("age-hours", ms / HOUR_MS),
        _ if ms < 14 * DAY_MS => ("age-days", ms / DAY_MS),
        _ if ms < 730 * DAY_MS => ("age-weeks", ms / (7 * DAY_MS)),
        _ => ("age-years", ms / (365 * DAY_MS)),
    };
    texts.t_args(key, &[("count", count)])
}

/// A size in decimal units (1 kB = 1,000 B), as mail programs show it.
#[must_use]
pub fn size(texts: &I18n, bytes: u64) -> String {
    let (key, count) = match bytes {
        ..1_000 => ("size-bytes", bytes.to_string()),
        1_000..1_000_000 => ("size-kb", bytes.div_ceil(1_000).to_string()),
        _ => {
            let mark = texts.t("decimal-mark");
            ("size-mb", format!("{}{mark}{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000))
        }
    };
    texts.t_args(key, &[("count", count)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_and_sizes_read_well() {
        let texts = crate::language::english();
        let now = Timestamp::from_millis(1_800_000_000_000);
        let ago = |ms: i64| age(texts, now.plus_millis(-ms), now);
        assert_eq!(
            [ago(-5), ago(59_999), ago(MINUTE_MS), ago(47 * HOUR_MS), ago(3 * DAY_MS), ago(30 * DAY_MS)],
            ["now", "now", "1 min", "47 h", "3 d", "4 wk"]
        );
        assert_eq!(ago(800 * DAY_MS), "2 y");
        assert_eq!(
            [size(texts, 999), size(texts, 1_001), size(texts, 2_340_000)],
            ["999 B", "2 kB", "2.3 MB"]
        );
        assert_eq!(iso(Timestamp::from_millis(0)), "1970-01-01T00:00:00Z");
    }
}
