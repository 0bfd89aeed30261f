//! Times and sizes as people read them. Exact times go out in UTC and are shown in the reader's zone by the page
//! script; ages are ready to read without it.

use domain::{Day, Timestamp};
use i18n::I18n;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// ISO 8601 in UTC, for `datetime` attributes.
#[must_use]
pub fn iso(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.as_millis()).map(|at| at.to_string()).unwrap_or_default()
}

/// The day in UTC as a language writes it, with its year: what holds from a day on, holds from the same one for everybody.
#[must_use]
pub fn day(texts: &I18n, at: Timestamp) -> String {
    app::zone::written(at, None, texts)
}

/// A day as a language writes it.
#[must_use]
pub fn date(texts: &I18n, day: Day) -> String {
    self::day(texts, day.starts())
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
