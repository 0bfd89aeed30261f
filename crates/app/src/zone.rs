//! Time zones by their names (IANA, Time Zone Database).

use jiff::tz::{self, TimeZone};

/// The zone of this name, spelt as the database spells it; nothing where there is none.
#[must_use]
pub fn known(name: &str) -> Option<String> {
    TimeZone::get(name.trim()).ok()?.iana_name().map(str::to_owned)
}

/// The zones to choose from, in order of their names: those of places, and UTC.
#[must_use]
pub fn all() -> Vec<String> {
    let is_place = |name: &str| {
        let (area, _) = name.split_once('/').unwrap_or_default();
        area.starts_with(|c: char| c.is_ascii_uppercase()) && !matches!(area, "Etc" | "SystemV" | "US")
    };
    let names = tz::db().available().map(|name| name.as_str().to_owned());
    let mut all: Vec<String> = names.filter(|name| is_place(name) || name == "UTC").collect();
    all.sort_unstable();
    all
}

/// The day in a zone, or in UTC, as ISO 8601 writes it.
#[must_use]
pub fn day(at: domain::Timestamp, zone: Option<&str>) -> String {
    let zone = zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
    let at = jiff::Timestamp::from_millisecond(at.as_millis());
    at.map(|at| zone.to_datetime(at).date().to_string()).unwrap_or_default()
}

/// The day in a zone, or in UTC, as a language writes it in a sentence.
#[must_use]
pub fn written(at: domain::Timestamp, zone: Option<&str>, words: &i18n::I18n) -> String {
    let zone = zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
    let Ok(at) = jiff::Timestamp::from_millisecond(at.as_millis()) else { return String::new() };
    let date = zone.to_datetime(at).date();
    words.day(date.year(), date.month(), date.day())
}

/// A moment in UTC, as a field for date and time writes it (`2026-11-29T08:30`).
///
/// # Errors
/// [`crate::Error::Input`] of `field` when it is none.
pub fn moment(field: &'static str, text: &str) -> crate::Result<domain::Timestamp> {
    let bad = |_| crate::Error::Input { field, rule: "rule-date" };
    let at = text.trim().parse::<jiff::civil::DateTime>().map_err(bad)?;
    let at = TimeZone::UTC.to_timestamp(at).map_err(bad)?;
    Ok(domain::Timestamp::from_millis(at.as_millisecond()))
}

/// When a day begins in a zone, or in UTC: the one `days` after the one that is written, as ISO 8601 writes it.
/// Nothing where none is written.
///
/// # Errors
/// [`crate::Error::Input`] of `field` when it is not a day.
pub fn begins(
    field: &'static str,
    day: &str,
    days: i32,
    zone: Option<&str>,
) -> crate::Result<Option<domain::Timestamp>> {
    if day.is_empty() {
        return Ok(None);
    }
    let zone = zone.and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
    let bad = |_| crate::Error::Input { field, rule: "rule-date" };
    let date = day.parse::<jiff::civil::Date>().map_err(bad)?;
    let date = date.checked_add(jiff::Span::new().days(days)).map_err(bad)?;
    let at = zone.to_timestamp(date.at(0, 0, 0, 0)).map_err(bad)?;
    Ok(Some(domain::Timestamp::from_millis(at.as_millisecond())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_the_zone() {
        let at = domain::Timestamp::from_millis(1_795_562_999_000);
        let days = [None, Some("Europe/Copenhagen"), Some("Asia/Tokyo")].map(|zone| day(at, zone));
        assert_eq!(days, ["2026-11-24", "2026-11-25", "2026-11-25"]);
    }

    #[test]
    fn a_day_begins_when_it_does_in_the_zone() {
        let begins =
            |day: &str, days, zone| begins("from", day, days, zone).map(|at| at.map(|at| at.as_millis()));
        assert_eq!(begins("2026-11-24", 0, None).unwrap(), Some(1_795_478_400_000));
        assert_eq!(begins("2026-11-24", 1, Some("Europe/Copenhagen")).unwrap(), Some(1_795_561_200_000));
        assert_eq!(begins("", 0, None).unwrap(), None);
        assert!(begins("24/11", 0, None).is_err());
    }

    #[test]
    fn a_zone_is_one_that_there_is() {
        assert_eq!(known(" europe/copenhagen").as_deref(), Some("Europe/Copenhagen"));
        assert_eq!([known("Europe/Nowhere"), known(""), known("<b>")], [None, None, None]);
        let all = all();
        assert!(all.len() > 300 && all.is_sorted(), "{}", all.len());
        for name in ["UTC", "Europe/Copenhagen", "America/Argentina/Buenos_Aires"] {
            assert!(all.iter().any(|zone| zone == name), "{name}");
        }
        assert!(all.iter().all(|name| known(name).is_some()));
    }
}
