//! Moments that somebody chooses.

use domain::Timestamp;
use jiff::tz::TimeZone;
use web::parts::{iso, moment, named, zone};

#[test]
fn a_choice_means_a_moment_on_the_writers_clock() {
    // 2026-11-24, a Tuesday, 23:30 in UTC: in Stockholm it is Wednesday already.
    let now = Timestamp::from_millis(1_795_563_000_000);
    let at = |word: &str, names: &[Option<&str>]| iso(moment(word, now, &zone(names)).unwrap());
    assert_eq!(iso(now), "2026-11-24T23:30:00Z");
    assert_eq!(at("1h", &[]), "2026-11-25T00:30:00Z");
    assert_eq!(at("tomorrow", &[]), "2026-11-25T08:00:00Z");
    assert_eq!(at("tomorrow", &[Some("Europe/Stockholm")]), "2026-11-26T07:00:00Z");
    assert_eq!(at("monday", &[Some("Europe/Stockholm")]), "2026-11-30T07:00:00Z");
    // On a Monday the next one is meant; a zone that there is not is passed over.
    let now = Timestamp::from_millis(1_796_040_000_000);
    let monday = moment("monday", now, &zone(&[Some("Mars/Olympus"), Some("America/New_York")])).unwrap();
    assert_eq!(iso(now), "2026-11-30T12:00:00Z");
    assert_eq!(iso(monday), "2026-12-07T13:00:00Z");
    let stockholm = zone(&[Some("Europe/Stockholm")]);
    assert_eq!(iso(named("2026-07-01T08:30", &stockholm).unwrap()), "2026-07-01T06:30:00Z");
    assert!(named("tomorrow", &stockholm).is_none());
    assert!(moment("never", now, &TimeZone::UTC).is_none());
}
