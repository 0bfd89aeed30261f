//! Until when a request has to be answered: one month after its receipt, three where it was extended (GDPR Art. 12(3)).
//! Months are those of the calendar; a day that a month does not have is its last (Regulation 1182/71 Art. 3(2)(c)).

use domain::Timestamp;
use domain::limits::SUBJECT_ALARM_DAYS;
use jiff::ToSpan;
use jiff::tz::TimeZone;

/// A day.
pub(crate) const DAY_MS: i64 = 24 * 3600 * 1000;

/// This many calendar months later, at the same time of day in UTC.
#[must_use]
pub fn months_after(at: Timestamp, months: i32) -> Timestamp {
    let later = jiff::Timestamp::from_millisecond(at.as_millis())
        .and_then(|at| TimeZone::UTC.to_datetime(at).checked_add(months.months()))
        .and_then(|at| TimeZone::UTC.to_timestamp(at))
        .map(|at| at.as_millisecond());
    // Outside of what a calendar holds, thirty days are a month.
    later.map_or_else(|_| at.plus_millis(i64::from(months) * 30 * DAY_MS), Timestamp::from_millis)
}

/// When a request that was received then is due.
#[must_use]
pub fn due(received: Timestamp, extended: bool) -> Timestamp {
    months_after(received, if extended { 3 } else { 1 })
}

/// How many days are left, begun ones counted; negative when it is late.
#[must_use]
pub fn days_left(due: Timestamp, now: Timestamp) -> i64 {
    let left = due.millis_since(now);
    if left >= 0 { (left + DAY_MS - 1) / DAY_MS } else { -((-left + DAY_MS - 1) / DAY_MS) }
}

/// How many alarms there should have been by now: after 20 and 28 days; of a request that was extended, as long before its
/// end as these are before the end of thirty days.
#[must_use]
pub fn alarms(received: Timestamp, due: Timestamp, extended: bool, now: Timestamp) -> u32 {
    let at = |days: i64| match extended {
        false => received.plus_millis(days * DAY_MS),
        true => due.plus_millis((days - 30) * DAY_MS),
    };
    let passed = SUBJECT_ALARM_DAYS.iter().filter(|days| now >= at(**days)).count();
    u32::try_from(passed).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn a_month_is_one_of_the_calendar() {
        let cases = [
            ("2026-01-31T10:00:00Z", 1, "2026-02-28T10:00:00Z"),
            ("2028-01-31T10:00:00Z", 1, "2028-02-29T10:00:00Z"),
            ("2026-03-31T23:59:59Z", 1, "2026-04-30T23:59:59Z"),
            ("2026-11-27T12:00:00Z", 1, "2026-12-27T12:00:00Z"),
            ("2026-11-30T12:00:00Z", 3, "2027-02-28T12:00:00Z"),
            ("2026-12-31T00:00:00Z", 1, "2027-01-31T00:00:00Z"),
        ];
        for (from, months, to) in cases {
            assert_eq!(months_after(at(from), months), at(to), "{from} and {months}");
        }
    }

    #[test]
    fn days_left_count_the_one_that_has_begun() {
        let due = at("2026-12-27T12:00:00Z");
        for (now, left) in [
            ("2026-12-27T12:00:00Z", 0),
            ("2026-12-27T11:59:59Z", 1),
            ("2026-12-26T12:00:00Z", 1),
            ("2026-12-26T11:00:00Z", 2),
            ("2026-12-27T12:00:01Z", -1),
            ("2026-12-29T12:00:00Z", -2),
        ] {
            assert_eq!(days_left(due, at(now)), left, "{now}");
        }
    }

    #[test]
    fn alarms_come_after_20_and_28_days_or_as_long_before_a_later_end() {
        let received = at("2026-11-01T09:00:00Z");
        let (plain, extended) = (due(received, false), due(received, true));
        for (now, count) in [
            ("2026-11-21T08:59:59Z", 0),
            ("2026-11-21T09:00:00Z", 1),
            ("2026-11-29T08:59:59Z", 1),
            ("2026-11-29T09:00:00Z", 2),
        ] {
            assert_eq!(alarms(received, plain, false, at(now)), count, "{now}");
        }
        assert_eq!(extended, at("2027-02-01T09:00:00Z"));
        for (now, count) in
            [("2027-01-22T08:59:59Z", 0), ("2027-01-22T09:00:00Z", 1), ("2027-01-30T09:00:00Z", 2)]
        {
            assert_eq!(alarms(received, extended, true, at(now)), count, "{now}");
        }
    }
}
