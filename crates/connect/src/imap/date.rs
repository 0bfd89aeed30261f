//! IMAP's two forms of dates (RFC 9051 section 9: `date-time` and `date`), without a time zone database.

use crate::civil::{civil_from_days, days_from_civil};
use domain::Timestamp;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY_MS: i64 = 86_400_000;

/// Reads `17-Jul-1996 02:44:25 -0700`.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let mut words = text.split_whitespace();
    let (date, time, zone) = (words.next()?, words.next()?, words.next().unwrap_or("+0000"));
    let mut date = date.split('-');
    let day: i64 = date.next()?.parse().ok()?;
    let name = date.next()?;
    let month = MONTHS.iter().position(|month| month.eq_ignore_ascii_case(name))? as i64 + 1;
    let year: i64 = date.next()?.parse().ok()?;
    let mut time = time.split(':').map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (time.next()??, time.next()??, time.next()??);
    let is_sane = (1..=31).contains(&day)
        && (1..=9_999).contains(&year)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    if !is_sane {
        return None;
    }
    let zone_number: i64 = zone.parse().ok().filter(|zone: &i64| zone.abs() < 2_400)?;
    let zone_minutes = zone_number / 100 * 60 + zone_number % 100;
    let seconds = hour * 3_600 + (minute - zone_minutes) * 60 + second;
    Some(Timestamp::from_millis(days_from_civil(year, month, day) * DAY_MS + seconds * 1_000))
}

/// Writes the date for SINCE that surely lies before `from` in every time zone: SINCE compares dates only,
/// in the server's zone.
pub(super) fn since(from: Timestamp) -> String {
    let days = from.as_millis().div_euclid(DAY_MS).saturating_sub(1).clamp(0, 2_900_000);
    let (year, month, day) = civil_from_days(days);
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("Jan");
    format!("{day}-{name}-{year:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_with_their_zone() {
        let at = |text| parse(text).map(Timestamp::as_millis);
        assert_eq!(at(" 1-Jan-1970 00:00:00 +0000"), Some(0));
        assert_eq!(at("17-Jul-1996 02:44:25 -0700"), Some(837_596_665_000));
        assert_eq!(at("01-jan-1970 05:30:00 +0530"), Some(0));
        assert_eq!(at("29-Feb-2024 12:00:00 +0000"), Some(1_709_208_000_000));
        for odd in ["", "NIL", "1-Foo-2020 00:00:00 +0000", "1-Jan-2020", "99-Jan-2020 00:00:00 +0000"] {
            assert_eq!(at(odd), None, "{odd}");
        }
    }

    #[test]
    fn since_lies_a_day_before() {
        assert_eq!(since(Timestamp::from_millis(1_709_208_000_000)), "28-Feb-2024");
        assert_eq!(since(Timestamp::from_millis(1_709_294_400_000)), "29-Feb-2024");
        assert_eq!(since(Timestamp::from_millis(-5)), "1-Jan-1970");
    }
}
