//! The language that a request asks for.

use axum::http::{HeaderMap, header};
use i18n::I18n;
use web::language::{all, asked, english, own_name, wished};

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

#[test]
fn a_text_is_found_in_a_language_that_pages_do_not_speak() {
    let there: Vec<String> = ["en", "fr", "pt-BR"].iter().map(|tag| (*tag).to_owned()).collect();
    let wish = |accepted: &'static str| {
        let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, accepted.parse().unwrap())]);
        wished(&there, &headers)
    };
    assert_eq!(wish("fr-CA,fr;q=0.9,en;q=0.8").as_deref(), Some("fr"));
    assert_eq!(wish("da, pt-br;q=0.5, en;q=0.3").as_deref(), Some("pt-BR"));
    assert_eq!(wish("da"), None);
    assert_eq!(wished(&there, &HeaderMap::new()), None);
}

#[test]
fn a_language_goes_by_its_own_name() {
    let names = ["da", "fr", "pt-BR", "tlh"].map(own_name);
    assert_eq!(names, ["Dansk", "Français", "Português (pt-BR)", "tlh"]);
}
