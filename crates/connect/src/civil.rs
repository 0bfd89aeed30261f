//! The calendar, without a time zone database: dates as days, and the moments that web interfaces write.

use domain::Timestamp;

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads `2026-11-27T03:05:13Z`, with or without a fraction (ISO 8601, in UTC alone).
pub(crate) fn read_iso(text: &str) -> Option<Timestamp> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut date = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let date = [date.next()??, date.next()??, date.next()??];
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let ms = moment(date, time)?;
    let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(Timestamp::from_millis(ms + digits.parse::<i64>().ok()?))
}

/// Writes a moment so, to the second below it.
pub(crate) fn iso(at: Timestamp) -> String {
    let seconds = at.as_millis().div_euclid(1_000).clamp(0, 253_402_300_799);
    let (year, month, day) = civil_from_days(seconds / 86_400);
    let rest = seconds % 86_400;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60)
}

/// Reads the `Date` of an answer: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 5.6.7).
pub(crate) fn read_http(text: &str) -> Option<Timestamp> {
    let mut words = text.strip_suffix(" GMT")?.split(' ').skip(1);
    let day = words.next()?.parse().ok()?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as i64 + 1;
    let year = words.next()?.parse().ok()?;
    moment([year, month, day], words.next()?).map(Timestamp::from_millis)
}

/// Milliseconds since the epoch of a date and `hh:mm:ss`.
fn moment([year, month, day]: [i64; 3], time: &str) -> Option<i64> {
    let mut time = time.splitn(3, ':').map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (time.next()??, time.next()??, time.next()??);
    let is_sane = (1..=9_999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    let seconds = hour * 3_600 + minute * 60 + second;
    is_sane.then(|| days_from_civil(year, month, day) * DAY_MS + seconds * 1_000)
}

/// Days since 1970-01-01 of a date of the Gregorian calendar; years are counted from March.
pub(crate) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The year, month and day of a day since 1970-01-01.
pub(crate) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_the_web_are_read_and_written() {
        let at = |text| read_iso(text).map(Timestamp::as_millis);
        assert_eq!(at("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(at("2024-02-29T12:00:00.1234567Z"), Some(1_709_208_000_123));
        assert_eq!(at("2024-02-29T12:00:00.5Z"), Some(1_709_208_000_500));
        for odd in ["", "2024-02-29", "2024-13-01T00:00:00Z", "2024-01-01T00:00:00+01:00", "aTbZ"] {
            assert_eq!(at(odd), None, "{odd}");
        }
        assert_eq!(iso(Timestamp::from_millis(1_709_208_000_999)), "2024-02-29T12:00:00Z");
        assert_eq!(iso(Timestamp::from_millis(-1)), "1970-01-01T00:00:00Z");
        let date = read_http("Sun, 06 Nov 1994 08:49:37 GMT").map(Timestamp::as_millis);
        assert_eq!(date, Some(784_111_777_000));
        assert_eq!(read_http("Sunday, 06-Nov-94 08:49:37 GMT"), None);
    }

    #[test]
    fn both_directions_agree_over_four_centuries() {
        for days in (0..146_097).step_by(13) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
    }
}
