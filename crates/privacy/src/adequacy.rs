//! Where personal data may be without more (C83 to C85): the countries of the European Economic Area, and those of which the
//! European Commission decided that they protect data as well (GDPR Art. 45(3)). Facts of law with their dates, published in
//! the Official Journal; the operator's register can take a country out, or put a newer decision in.

use domain::Day;

/// The countries of the European Economic Area (ISO 3166-1, two letters).
pub const EEA: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT",
    "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Whether the country belongs to the European Economic Area.
#[must_use]
pub fn is_eea(country: &str) -> bool {
    EEA.contains(&country)
}

/// A decision of the Commission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// The country or territory (ISO 3166-1, two letters).
    pub country: &'static str,
    /// Number of the decision.
    pub number: &'static str,
    /// Its date.
    pub on: Day,
    /// The last day on which it holds, where it says one.
    pub until: Option<Day>,
    /// Whether it covers some recipients only: then an entry says what shows that this one is covered.
    pub is_partial: bool,
}

const fn whole(country: &'static str, number: &'static str, on: Day) -> Decision {
    Decision { country, number, on, until: None, is_partial: false }
}

/// The decisions, by country.
pub const DECISIONS: &[Decision] = &[
    whole("AD", "2010/625/EU", Day::of(2010, 10, 19)),
    whole("AR", "2003/490/EC", Day::of(2003, 6, 30)),
    // Commercial organisations, under the Personal Information Protection and Electronic Documents Act.
    Decision { is_partial: true, ..whole("CA", "2002/2/EC", Day::of(2001, 12, 20)) },
    whole("CH", "2000/518/EC", Day::of(2000, 7, 26)),
    whole("FO", "2010/146/EU", Day::of(2010, 3, 5)),
    // Article 12 of the decision, as prolonged.
    Decision { until: Some(Day::of(2031, 12, 27)), ..whole("GB", "(EU) 2021/1772", Day::of(2021, 6, 28)) },
    whole("GG", "2003/821/EC", Day::of(2003, 11, 21)),
    whole("IL", "2011/61/EU", Day::of(2011, 1, 31)),
    whole("IM", "2004/411/EC", Day::of(2004, 4, 28)),
    whole("JE", "2008/393/EC", Day::of(2008, 5, 8)),
    whole("JP", "(EU) 2019/419", Day::of(2019, 1, 23)),
    whole("KR", "(EU) 2022/254", Day::of(2021, 12, 17)),
    whole("NZ", "2013/65/EU", Day::of(2012, 12, 19)),
    // Organisations that certified themselves under the EU-US Data Privacy Framework.
    Decision { is_partial: true, ..whole("US", "(EU) 2023/1795", Day::of(2023, 7, 10)) },
    whole("UY", "2012/484/EU", Day::of(2012, 8, 21)),
];

/// The decision about a country.
#[must_use]
pub fn decision(country: &str) -> Option<&'static Decision> {
    DECISIONS.iter().find(|decision| decision.country == country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_name_each_country_once_and_in_order() {
        let codes: Vec<&str> = DECISIONS.iter().map(|decision| decision.country).collect();
        for list in [EEA, codes.as_slice()] {
            assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
            assert!(list.iter().all(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())));
        }
        assert_eq!(EEA.len(), 30);
        assert!(codes.iter().all(|code| !is_eea(code)));
    }
}
