//! The language that a request asks for.

use axum::http::{HeaderMap, header};
use i18n::I18n;
use web::language::{all, asked, english};

fn locale(address: &str, accepted: &[&str]) -> String {
    let mut headers = HeaderMap::new();
    for value in accepted {
        headers.append(header::ACCEPT_LANGUAGE, value.parse().unwrap());
    }
    asked(&headers, &address.parse().unwrap()).locale().to_owned()
}

#[test]
fn the_browser_says_which_language_and_an_address_says_it_better() {
    assert_eq!(locale("/sign-in", &[]), "en");
    assert_eq!(locale("/sign-in", &["da-DK,da;q=0.9,en;q=0.8"]), "da");
    assert_eq!(locale("/sign-in", &["fr", "da;q=0.4, en;q=0.3"]), "da");
    assert_eq!(locale("/frame?a=b&language=da", &["en"]), "da");
    assert_eq!(locale("/frame?language=en", &["da"]), "en");
    assert_eq!(locale("/frame?language=../da", &["da"]), "da");
    assert_eq!(locale("/frame?language=xx", &[]), "en");
}

#[test]
fn every_catalogue_is_there() {
    assert_eq!(english().locale(), "en");
    assert_eq!(all().len(), I18n::locales().len());
}
