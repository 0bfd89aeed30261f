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

/// Whether it has the form of a VAT number of that country: in the EU it begins with the country's letters (Art. 215).
#[must_use]
pub fn is_vat_number(country: &str, number: &str) -> bool {
    let is_text = (4..=16).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let prefix = if country == "GR" { "EL" } else { country };
    is_text && (!EU.contains(&country) || number.starts_with(prefix))
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

/// Whether a text holds what looks like the number of a payment card: 13 to 19 digits that pass Luhn's test (ISO/IEC 7812-1),
/// alone, with spaces or hyphens between them. Digits that belong to longer words are none.
#[must_use]
pub fn has_card_number(text: &str) -> bool {
    let mut runs: Vec<Vec<u32>> = vec![Vec::new()];
    let (mut in_word, mut before) = (false, '.');
    for c in text.chars().chain(['.']) {
        match c.to_digit(10) {
            Some(digit) if !in_word => runs.iter_mut().last().into_iter().for_each(|run| run.push(digit)),
            None if c.is_alphabetic() => {
                in_word = true;
                // A word of its own ends the number before it; digits that a letter follows are no number.
                match before.is_ascii_digit() {
                    true => runs.iter_mut().last().into_iter().for_each(Vec::clear),
                    false => runs.push(Vec::new()),
                }
            }
            None if matches!(c, ' ' | '-' | '\u{a0}') => in_word = false,
            None => {
                in_word = false;
                runs.push(Vec::new());
            }
            Some(_) => {}
        }
        before = c;
    }
    runs.iter().any(|run| (13..=19).contains(&run.len()) && passes_luhn(run))
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
    }

    #[test]
    fn numbers_of_cards_are_known_and_others_are_not() {
        for card in [
            "4242424242424242",
            "4242 4242 4242 4242",
            "no. 5555-5555-5555-4444.",
            "378282246310005",
            "4242 4242 4242 4242 Acme",
        ] {
            assert!(has_card_number(card), "{card}");
        }
        for other in [
            "4242424242424241",
            "SE556000016701",
            "0046 8 123 456",
            "a4242424242424242",
            "12345678901234567890",
        ] {
            assert!(!has_card_number(other), "{other}");
        }
    }
}
