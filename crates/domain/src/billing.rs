//! What a seat costs, and how it is taxed: integers of the smallest unit of a currency, never fractions (C12).

use crate::state::{BadState, states};

states! {
    /// How VAT is charged on an invoice.
    VatKind("kind of VAT") {
        /// At the seller's rate.
        Home = "home" @ 0,
        /// Not: the buyer accounts for it (Art. 196 of Directive 2006/112/EC).
        Reverse = "reverse" @ 1,
        /// Not: the buyer is outside of the EU.
        Outside = "outside" @ 2,
    }
}

states! {
    /// How the payment of an invoice at the provider stands.
    PaymentState("state of a payment") {
        /// Somebody may pay.
        Open = "open" @ 0,
        /// It was paid there.
        Settled = "settled" @ 1,
        /// Money came there that does not fit the invoice: twice, for one that was credited, or another amount. A person looks.
        Odd = "odd" @ 2,
        /// Nobody paid, and nobody can any more; another one may begin.
        Over = "over" @ 3,
    }
}

/// Countries in which Directive 2006/112/EC holds.
const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// How VAT is charged to a buyer. Who has no VAT number is charged at the seller's rate anywhere in the EU.
#[must_use]
pub fn vat_kind(seller_country: &str, country: &str, vat_number: &str) -> VatKind {
    if country == seller_country {
        VatKind::Home
    } else if !EU.contains(&country) {
        VatKind::Outside
    } else if vat_number.is_empty() {
        VatKind::Home
    } else {
        VatKind::Reverse
    }
}

/// What follows the country's letters in a VAT number of the EU: how long it is, and in how many of the places letters may stand
/// (the structure that the Commission's VIES lists).
const VAT_FORMS: [(&str, std::ops::RangeInclusive<usize>, usize); 27] = [
    ("AT", 9..=9, 1),
    ("BE", 10..=10, 0),
    ("BG", 9..=10, 0),
    ("CY", 9..=9, 1),
    ("CZ", 8..=10, 0),
    ("DE", 9..=9, 0),
    ("DK", 8..=8, 0),
    ("EE", 9..=9, 0),
    ("ES", 9..=9, 2),
    ("FI", 8..=8, 0),
    ("FR", 11..=11, 2),
    ("GR", 9..=9, 0),
    ("HR", 11..=11, 0),
    ("HU", 8..=8, 0),
    ("IE", 8..=9, 2),
    ("IT", 11..=11, 0),
    ("LT", 9..=12, 0),
    ("LU", 8..=8, 0),
    ("LV", 11..=11, 0),
    ("MT", 8..=8, 0),
    ("NL", 12..=12, 12),
    ("PL", 10..=10, 0),
    ("PT", 9..=9, 0),
    ("RO", 2..=10, 0),
    ("SE", 12..=12, 0),
    ("SI", 8..=8, 0),
    ("SK", 10..=10, 0),
];

/// Whether it has the form of a VAT number of that country: in the EU it begins with the country's letters (Art. 215), and the
/// rest is as long as that country's.
#[must_use]
pub fn is_vat_number(country: &str, number: &str) -> bool {
    let is_text = (4..=16).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let Some((_, lengths, letters)) = VAT_FORMS.iter().find(|(of, _, _)| *of == country) else {
        return is_text;
    };
    let prefix = if country == "GR" { "EL" } else { country };
    number.strip_prefix(prefix).filter(|_| is_text).is_some_and(|rest| {
        lengths.contains(&rest.len()) && rest.bytes().filter(u8::is_ascii_uppercase).count() <= *letters
    })
}

/// `amount * part / whole`, rounded to the nearest, halves away from zero.
#[must_use]
pub fn share(amount: i64, part: i64, whole: i64) -> i64 {
    let product = i128::from(amount) * i128::from(part);
    let whole = i128::from(whole.max(1));
    let half = if product < 0 { -whole / 2 } else { whole / 2 };
    i64::try_from((product + half) / whole).unwrap_or(i64::MAX)
}

/// An amount as it is written: two places, a point.
#[must_use]
pub fn written(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", amount.unsigned_abs() / 100, amount.unsigned_abs() % 100)
}

/// Whether a text holds what looks like the number of a payment card: 13 to 19 digits that begin as the networks' do (2 to 6) and
/// pass Luhn's test (ISO/IEC 7812-1), with anything but letters between them. Digits that belong to longer words are none.
#[must_use]
pub fn has_card_number(text: &str) -> bool {
    let mut runs: Vec<Vec<u32>> = vec![Vec::new()];
    let (mut in_word, mut before) = (false, '.');
    for c in text.chars().chain(['.']) {
        match digit(c) {
            Some(digit) if !in_word => runs.iter_mut().last().into_iter().for_each(|run| run.push(digit)),
            None if c.is_alphabetic() => {
                in_word = true;
                // A word of its own ends the number before it; digits that a letter follows are no number.
                match digit(before).is_some() {
                    true => runs.iter_mut().last().into_iter().for_each(Vec::clear),
                    false => runs.push(Vec::new()),
                }
            }
            None => in_word = false,
            Some(_) => {}
        }
        before = c;
    }
    let begins = |run: &[u32]| run.first().is_some_and(|first| (2..=6).contains(first));
    runs.iter().any(|run| (13..=19).contains(&run.len()) && begins(run) && passes_luhn(run))
}

/// A digit, of full width as well.
fn digit(c: char) -> Option<u32> {
    match c {
        '\u{ff10}'..='\u{ff19}' => Some(u32::from(c) - 0xff10),
        _ => c.to_digit(10),
    }
}

fn passes_luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(n, digit)| match (n % 2, digit * 2) {
            (0, _) => *digit,
            (_, twice) => twice / 10 + twice % 10,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_rounded_to_the_nearest_and_halves_away_from_zero() {
        assert_eq!(
            (share(1000, 1, 3), share(1000, 2, 3), share(5, 1, 2), share(-5, 1, 2)),
            (333, 667, 3, -3)
        );
        assert_eq!((share(999, 2_500, 10_000), share(0, 1, 31), share(1, 1, 0)), (250, 0, 1));
        assert_eq!(
            (written(123_456), written(-7), written(0)),
            ("1234.56".into(), "-0.07".into(), "0.00".into())
        );
    }

    #[test]
    fn vat_follows_where_the_buyer_is() {
        assert_eq!(vat_kind("SE", "SE", "SE556000016701"), VatKind::Home);
        assert_eq!(vat_kind("SE", "DE", "DE123456789"), VatKind::Reverse);
        assert_eq!(vat_kind("SE", "DE", ""), VatKind::Home);
        assert_eq!(vat_kind("SE", "NO", "NO999"), VatKind::Outside);
        assert!(is_vat_number("DE", "DE123456789") && !is_vat_number("DE", "FR123456789"));
        assert!(is_vat_number("GR", "EL123456789") && is_vat_number("NO", "999999999MVA"));
        assert!(!is_vat_number("DE", "DE 123") && !is_vat_number("DE", "DE"));
        for (country, number) in [
            ("AT", "ATU12345678"),
            ("DK", "DK12345678"),
            ("ES", "ESX1234567X"),
            ("FR", "FRAB123456789"),
            ("IE", "IE1234567WA"),
            ("NL", "NL123456789B01"),
            ("SE", "SE556000016701"),
        ] {
            assert!(is_vat_number(country, number), "{number}");
        }
        for (country, number) in
            [("DK", "DK1234"), ("DK", "DK1234567A"), ("SE", "SE5560000167"), ("FR", "FR12345678")]
        {
            assert!(!is_vat_number(country, number), "{number}");
        }
    }

    #[test]
    fn numbers_of_cards_are_known_and_others_are_not() {
        for card in [
            "4242424242424242",
            "4242 4242 4242 4242",
            "no. 5555-5555-5555-4444.",
            "378282246310005",
            "4242 4242 4242 4242 Acme",
            "4242.4242.4242.4242",
            "4242/4242/4242/4242",
            "4242\r\n4242\r\n4242\r\n4242",
            "\u{ff14}242\u{2009}4242 4242\u{2013}4242",
        ] {
            assert!(has_card_number(card), "{card}");
        }
        for other in [
            "4242424242424241",
            "SE556000016701",
            "0046 8 123 456",
            "a4242424242424242",
            "12345678901234567890",
            "9242 4242 4242 4243",
            "Gade 12\n2100 København\n+45 12 34 56 78",
        ] {
            assert!(!has_card_number(other), "{other}");
        }
    }
}
