//! Every catalogue loads, and variables are filled in.

use i18n::{FALLBACK, I18n, I18nError};

#[test]
fn every_catalogue_loads() {
    assert!(I18n::locales().contains(&FALLBACK));
    for locale in I18n::locales() {
        let texts = I18n::new(locale).expect("catalogue loads");
        assert_eq!(texts.locale(), locale);
        assert!(texts.has("app-name"));
    }
}

#[test]
fn unknown_languages_are_refused() {
    assert!(matches!(I18n::new("xx"), Err(I18nError::UnknownLocale(locale)) if locale == "xx"));
    assert!(matches!(I18n::new("not a tag"), Err(I18nError::UnknownLocale(_))));
}

#[test]
fn variables_are_filled_in_without_invisible_marks() {
    let texts = I18n::new("en").expect("catalogue loads");
    assert_eq!(texts.t_args("age-minutes", &[("count", 3)]), "3 min");
    assert_eq!(texts.t_args("nav-signed-in-as", &[("name", "Ada")]), "Signed in as Ada");
    assert_eq!(texts.t("no-such-key"), "no-such-key");
}
