//! Quiet hours on the clock of somebody's own time zone.

use domain::Timestamp;
use domain::record::QuietHours;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Quiet times that follow each other at once are one; of more than this many, the rest is looked at when they end.
const FOLLOWING_MAX: usize = 8;
const DAY_MINUTES: u16 = 24 * 60;

/// Whether these are hours of a day, and leave some time of the week in which somebody can be told.
#[must_use]
pub fn is_sound(quiet: &QuietHours) -> bool {
    let minutes = [quiet.from_minute, quiet.until_minute];
    let always = quiet.from_minute == quiet.until_minute && quiet.days.iter().all(|day| *day);
    minutes.iter().all(|minute| *minute < DAY_MINUTES) && !always
}

/// When the quiet ends that there is now; `None` when there is none.
#[must_use]
pub fn until(quiet: &QuietHours, zone: Option<&str>, now: Timestamp) -> Option<Timestamp> {
    let zone = zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
    let mut end = period(quiet, &zone, now)?;
    for _ in 0..FOLLOWING_MAX {
        match period(quiet, &zone, end) {
            Some(later) => end = later,
            None => break,
        }
    }
    Some(end)
}

/// When the quiet time ends in which this moment lies.
fn period(quiet: &QuietHours, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
    let today = zone.to_datetime(jiff::Timestamp::from_millisecond(at.as_millis()).ok()?).date();
    // One that began yesterday may go on.
    [today.yesterday().ok(), Some(today)]
        .into_iter()
        .flatten()
        .filter_map(|day| of(quiet, zone, day, at))
        .max()
}

/// When the quiet time ends that began on this day, if the moment lies in it.
fn of(quiet: &QuietHours, zone: &TimeZone, day: Date, at: Timestamp) -> Option<Timestamp> {
    let weekday = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
    if quiet.days.get(weekday) != Some(&true) {
        return None;
    }
    let last = if quiet.until_minute > quiet.from_minute { day } else { day.tomorrow().ok()? };
    let (from, until) = (moment(zone, day, quiet.from_minute)?, moment(zone, last, quiet.until_minute)?);
    (from <= at && at < until).then_some(until)
}

fn moment(zone: &TimeZone, day: Date, minute: u16) -> Option<Timestamp> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    let at = zone.to_timestamp(day.at(hour, minute, 0, 0)).ok()?;
    Some(Timestamp::from_millis(at.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [bool; 7] = [true; 7];
    const WORKDAYS: [bool; 7] = [true, true, true, true, true, false, false];
    const WEEKEND: [bool; 7] = [false, false, false, false, false, true, true];

    fn hours(from: u16, until: u16, days: [bool; 7]) -> QuietHours {
        QuietHours { from_minute: from * 60, until_minute: until * 60, days }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn a_night_reaches_into_the_next_day_in_its_own_zone() {
        let night = hours(22, 7, ALL);
        let zone = Some("Europe/Copenhagen");
        // Tuesday, 24 November 2026; the zone is an hour ahead.
        assert_eq!(until(&night, zone, at("2026-11-24T20:59:59Z")), None);
        assert_eq!(until(&night, zone, at("2026-11-24T21:00:00Z")), Some(at("2026-11-25T06:00:00Z")));
        assert_eq!(until(&night, zone, at("2026-11-25T05:59:59Z")), Some(at("2026-11-25T06:00:00Z")));
        assert_eq!(until(&night, zone, at("2026-11-25T06:00:00Z")), None);
        assert_eq!(until(&night, None, at("2026-11-24T21:00:00Z")), None);
    }

    #[test]
    fn a_night_belongs_to_the_day_on_which_it_begins() {
        let night = hours(22, 7, WORKDAYS);
        assert_eq!(
            until(&night, None, at("2026-11-28T03:00:00Z")),
            Some(at("2026-11-28T07:00:00Z")),
            "Friday's"
        );
        assert_eq!(until(&night, None, at("2026-11-28T23:00:00Z")), None, "Saturday has none");
        assert_eq!(until(&night, None, at("2026-11-30T03:00:00Z")), None, "nor has Sunday");
    }

    #[test]
    fn whole_days_that_follow_each_other_end_together() {
        let weekend = hours(0, 0, WEEKEND);
        assert_eq!(until(&weekend, None, at("2026-11-28T12:00:00Z")), Some(at("2026-11-30T00:00:00Z")));
        assert_eq!(until(&weekend, None, at("2026-11-30T00:00:00Z")), None);
        assert!(is_sound(&weekend) && !is_sound(&hours(0, 0, ALL)) && !is_sound(&hours(24, 7, ALL)));
    }

    #[test]
    fn a_clock_that_is_put_back_ends_the_night_at_its_hour() {
        let night = hours(22, 7, ALL);
        // In the night to 25 October 2026 the clock goes back at three.
        let zone = Some("Europe/Copenhagen");
        assert_eq!(until(&night, zone, at("2026-10-24T20:00:00Z")), Some(at("2026-10-25T06:00:00Z")));
    }
}
