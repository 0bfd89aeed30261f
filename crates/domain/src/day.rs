//! A day of the calendar, without a time: when a contract was signed, when a decision was made.

use crate::Timestamp;
use minicbor::{Decode, Encode};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// A day (UTC), counted from 1970-01-01. Written as `2026-05-31` (ISO 8601).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Day(#[n(0)] i32);

/// A text that is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day: expected YYYY-MM-DD")]
pub struct BadDay;

impl Day {
    /// The day of year, month and day; the caller says a date that exists.
    #[must_use]
    pub const fn of(year: i32, month: i32, day: i32) -> Self {
        // Days of the civil calendar, with years that begin in March: the leap day is the last of its year.
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// The day of a point in time (UTC).
    #[must_use]
    pub fn at(time: Timestamp) -> Self {
        Self(i32::try_from(time.as_millis().div_euclid(DAY_MS)).unwrap_or(i32::MAX))
    }

    /// When it begins (UTC).
    #[must_use]
    pub fn starts(self) -> Timestamp {
        Timestamp::from_millis(i64::from(self.0) * DAY_MS)
    }

    /// The last moment that is still this day.
    #[must_use]
    pub fn ends(self) -> Timestamp {
        self.starts().plus_millis(DAY_MS - 1)
    }

    /// So many days later.
    #[must_use]
    pub const fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    const fn parts(self) -> (i32, i32, i32) {
        let days = self.0.saturating_add(719_468);
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400;
        (if month <= 2 { year + 1 } else { year }, month, day)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl std::str::FromStr for Day {
    type Err = BadDay;

    fn from_str(text: &str) -> Result<Self, BadDay> {
        let mut parts = text.trim().split('-');
        let mut number = |digits: usize| {
            let part =
                parts.next().filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()));
            part.and_then(|part| part.parse::<i32>().ok()).ok_or(BadDay)
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return Err(BadDay);
        }
        let found = Self::of(year, month, day);
        // The thirty-first of a shorter month would be a day of the next.
        if found.parts() == (year, month, day) { Ok(found) } else { Err(BadDay) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written() {
        for text in ["1970-01-01", "2000-02-29", "2026-11-28", "1999-12-31", "2100-03-01"] {
            assert_eq!(text.parse::<Day>().unwrap().to_string(), text);
        }
        assert_eq!(Day::of(1970, 1, 1), Day::default());
        assert_eq!(Day::of(2023, 7, 10).plus(1).to_string(), "2023-07-11");
        assert_eq!(Day::at(Timestamp::from_millis(-1)).to_string(), "1969-12-31");
        assert_eq!(Day::of(1970, 1, 2).starts().as_millis(), 86_400_000);
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in
            ["", "2026-13-01", "2026-02-30", "2100-02-29", "26-01-01", "2026-1-1", "2026-01-01-1", "x"]
        {
            assert_eq!(text.parse::<Day>(), Err(BadDay), "{text}");
        }
    }
}
