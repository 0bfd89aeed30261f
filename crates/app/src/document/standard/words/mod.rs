//! The words that tables of standard texts are made of, a file for each language.

mod da;
mod de;
mod en;
mod nb;
mod sv;

use domain::audit::{LegalBasis, Purpose};
use privacy::data_map::{Retention, Subject};

/// Words of a language.
pub(super) struct Words {
    /// Its tag.
    pub language: &'static str,
    pub operator: &'static str,
    pub authority: &'static str,
    pub runs: &'static str,
    pub address: &'static str,
    pub dpo: &'static str,
    pub email: &'static str,
    pub phone: &'static str,
    pub controller: &'static str,
    pub processor: &'static str,
    pub head: &'static str,
    pub ways_head: &'static str,
    pub sealed: &'static str,
    pub opaque: &'static str,
    pub tenant_server: &'static str,
    pub operator_service: &'static str,
    pub named_by_sender: &'static str,
    pub network: &'static str,
    pub live_list: &'static str,
    pub account: &'static [&'static str],
    /// Of accounts besides, where use is counted.
    pub account_usage: &'static str,
    /// Of accounts besides, where companies pay.
    pub account_billing: &'static str,
    /// Of a table without anything sealed.
    pub no_category: &'static str,
    pub price_agreed: &'static str,
    pub price_plans: &'static str,
    /// Where signed heads of the log lie in a second place.
    pub second_place: &'static str,
    pub told_by_mail: &'static str,
    pub told_by_page: &'static str,
    pub announced_by_mail: &'static str,
    pub announced_by_page: &'static str,
    pub purpose: fn(Purpose) -> &'static str,
    pub basis: fn(LegalBasis) -> &'static str,
    pub subject: fn(Subject) -> &'static str,
    pub retention: fn(Retention) -> &'static str,
}

/// Those of a language; English for one that has none.
pub(super) fn of(language: &str) -> &'static Words {
    static WORDS: [Words; 5] = [en::WORDS, da::WORDS, sv::WORDS, nb::WORDS, de::WORDS];
    let [english, danish, swedish, norwegian, german] = &WORDS;
    match language {
        "da" => danish,
        "sv" => swedish,
        "nb" => norwegian,
        "de" => german,
        _ => english,
    }
}
