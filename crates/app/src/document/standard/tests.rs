//! What drafts say, in every language, by what is configured.

use super::*;
use domain::record::{InvoiceParty, Security, ServerSettings};
use privacy::cookies::ENTRIES;

#[test]
fn every_document_has_a_text_without_a_gap() {
    let settings = Settings::default();
    for kind in DocumentKind::ALL {
        let texts = texts(&settings, *kind);
        assert!(texts.iter().any(|(language, _)| *language == ENGLISH), "{kind}");
        for (language, text) in texts {
            assert!(!text.contains('{') && text.starts_with("# "), "{kind} in {language}");
        }
    }
}

/// What a form is made of besides words: headings, lists and tables in their order; links, gaps and code.
fn shape(form: &str) -> Vec<String> {
    let marks = form.lines().filter_map(|line| {
        let mark: String = line.chars().take_while(|c| matches!(c, '#' | '-' | '|')).collect();
        (!mark.is_empty()).then_some(mark)
    });
    let between = |open: &str, close: char| -> Vec<String> {
        let after = form.split(open).skip(1);
        after.filter_map(|text| text.split_once(close)).map(|(found, _)| found.to_owned()).collect()
    };
    let code: Vec<String> = form.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let mut inside = [between("](", ')'), between("{", '}'), code].concat();
    inside.sort();
    marks.chain(inside).collect()
}

#[test]
fn every_document_is_in_every_language_of_the_pages() {
    let mut all = languages();
    all.sort_unstable();
    for kind in DocumentKind::ALL {
        let mut written: Vec<&str> = forms(*kind).iter().map(|(language, _)| *language).collect();
        written.sort_unstable();
        assert_eq!(written, all, "{kind}");
    }
}

#[test]
fn what_fills_a_translation_is_in_its_language() {
    for kind in DocumentKind::ALL {
        // What stands between the bars of tables, and lists; names of tables and connections are the same in each.
        let filled = |form: &str, words: &Words| -> Vec<String> {
            let text = fill(&Settings::default(), form, words);
            let made = text.lines().filter(|line| form.lines().all(|written| written != *line));
            let parts = made.flat_map(|line| line.split('|').map(str::trim));
            parts
                .filter(|part| !matches!(part.as_bytes(), [] | [b'`' | b'-', .., b'`' | b'-']))
                .map(str::to_owned)
                .collect()
        };
        let english: Vec<String> = filled(forms(*kind)[0].1, words::of(ENGLISH));
        for (language, form) in &forms(*kind)[1..] {
            let words = words::of(language);
            assert_eq!(words.language, *language);
            let found = filled(form, words);
            assert_eq!(found.len(), english.len(), "{kind} in {language}");
            let left: Vec<_> = found.iter().filter(|part| english.contains(part)).collect();
            assert!(left.is_empty(), "{kind} in {language}: {left:?}");
        }
    }
}

#[test]
fn a_translation_has_the_shape_of_the_english_text() {
    for kind in DocumentKind::ALL {
        let mut shapes = forms(*kind).iter().map(|(language, form)| (*language, shape(form)));
        let english = shapes.next();
        let wanted = english.as_ref().map(|(_, wanted)| wanted);
        for (language, found) in shapes {
            assert_eq!(Some(&found), wanted, "{kind} in {language}");
        }
    }
}

#[test]
fn the_record_names_every_table_of_the_data_map() {
    for (language, text) in texts(&Settings::default(), DocumentKind::ProcessingRecord) {
        assert!(is_complete_record(&text), "{language}");
        assert!(!is_complete_record(&text.replace("`ticket`", "")), "{language}");
    }
}

#[test]
fn the_policy_names_each_purpose() {
    for (language, text) in texts(&Settings::default(), DocumentKind::PrivacyPolicy) {
        assert!(names_purposes(language, &text), "{language}");
        let words = words::of(language);
        assert!(!names_purposes(language, &text.replace((words.purpose)(Purpose::Authentication), "")));
    }
}

#[test]
fn what_the_operator_typed_formats_nothing() {
    let mut settings = Settings::default();
    settings.policy.operator = "Bad <b> [x](http://evil.test)".to_owned();
    let (_, text) = texts(&settings, DocumentKind::Terms).remove(0);
    assert!(text.contains("Bad \\<b\\> \\[x\\](http://evil.test)"));
}

/// Everything that a text may depend on.
fn whole() -> Settings {
    Settings {
        register_notice_days: 45,
        usage_days: Some(30),
        checkpoint_folder: Some("/elsewhere".into()),
        operator_mail: Some(crate::operator_mail::OperatorMail {
            server: ServerSettings {
                host: "mail.example.com".to_owned(),
                port: 465,
                security: Security::Tls,
                login: String::new(),
                password: String::new(),
                ca_pem: None,
            },
            from: "desk@example.com".to_owned(),
            returns: None,
        }),
        billing: Some(crate::billing::Setup {
            seller: InvoiceParty::default(),
            currency: "EUR".to_owned(),
            vat_rate: 0,
            prefix: String::new(),
            days_to_pay: 30,
            bank: String::new(),
            keep_years: 7,
            law: String::new(),
            stripe: None,
            plans: Vec::new(),
        }),
        ..Settings::default()
    }
}

#[test]
fn the_cookie_policy_names_everything_that_is_kept_in_a_browser() {
    for (language, text) in texts(&Settings::default(), DocumentKind::CookiePolicy) {
        assert_eq!(unnamed_cookies(&text).collect::<Vec<_>>(), [] as [&str; 0], "{language}");
        for entry in ENTRIES {
            let without = text.replace(&format!("`{}`", entry.name), "");
            assert_eq!(unnamed_cookies(&without).collect::<Vec<_>>(), [entry.name], "{language}");
        }
    }
}

#[test]
fn what_depends_on_the_configuration_is_said_where_it_is_so() {
    let (bare, whole) = (Settings::default(), whole());
    for language in languages() {
        let words = words::of(language);
        let said = |settings: &Settings, kind| -> String {
            texts(settings, kind).into_iter().find(|(of, _)| *of == language).unwrap().1
        };
        // What is said with it, and what without.
        let either = |kind: DocumentKind, with: &str, without: &str| {
            let (less, more) = (said(&bare, kind), said(&whole, kind));
            assert!(more.contains(with) && !less.contains(with), "{kind} in {language}: {with}");
            assert!(less.contains(without), "{kind} in {language}: {without}");
        };
        either(DocumentKind::PrivacyPolicy, words.account_usage, "");
        either(DocumentKind::PrivacyPolicy, words.account_billing, "");
        either(DocumentKind::PrivacyPolicy, words.told_by_mail, words.told_by_page);
        either(DocumentKind::Terms, words.told_by_mail, words.told_by_page);
        let plan = words.price_plans.split("{page_plan}").next().unwrap();
        either(DocumentKind::Terms, plan, words.price_agreed);
        assert!(!said(&whole, DocumentKind::Terms).contains(words.price_agreed), "{language}");
        either(DocumentKind::Measures, words.second_place, "");
        either(DocumentKind::Dpa, " 45 ", " 30 ");
        either(DocumentKind::SubProcessors, " 45 ", " 30 ");
        let page = words.announced_by_page.split("{page_sub}").next().unwrap();
        either(DocumentKind::SubProcessors, words.announced_by_mail, page);
        for kind in DocumentKind::ALL {
            assert!(!said(&whole, *kind).contains('{'), "{kind} in {language}");
        }
    }
}

#[test]
fn pages_go_by_the_names_that_they_have() {
    for language in languages() {
        let shown = I18n::new(language).unwrap();
        let names = |kind: DocumentKind, key: &str| {
            let (_, text) = texts(&whole(), kind).into_iter().find(|(of, _)| *of == language).unwrap();
            assert!(text.contains(&shown.t(key)), "{kind} in {language}: {key}");
        };
        names(DocumentKind::PrivacyPolicy, "account-title");
        names(DocumentKind::Terms, "closing-title");
        names(DocumentKind::Terms, "billing-title");
        names(DocumentKind::Measures, "verify-title");
    }
}

#[test]
fn the_law_goes_by_its_name_in_each_language() {
    let mut settings = Settings::default();
    for said in ["", "Sweden", "sweden", "SE"] {
        settings.policy.governing_law = said.to_owned();
        for kind in [DocumentKind::Terms, DocumentKind::Dpa] {
            for (language, text) in texts(&settings, kind) {
                let name = I18n::new(language).unwrap().t("country-SE");
                assert!(text.contains(&name), "{kind} in {language}: {said}");
                assert!(language == ENGLISH || !text.contains("Sweden"), "{kind} in {language}: {said}");
                assert!(governing_law(&settings, language).contains(&name));
            }
        }
    }
    let (_, english) = texts(&settings, DocumentKind::Terms).remove(0);
    assert!(english.contains("The law of Sweden governs."));
    settings.policy.governing_law = "Scots law".to_owned();
    for (language, text) in texts(&settings, DocumentKind::Terms) {
        assert!(text.contains("Scots law"), "{language}: what is no country stands as it was written");
    }
}

#[test]
fn the_record_says_which_categories_of_data_there_are() {
    for (language, text) in texts(&Settings::default(), DocumentKind::ProcessingRecord) {
        let shown = I18n::new(language).unwrap();
        let row = |table: &str| -> Vec<String> {
            let line = text.lines().find(|line| line.starts_with(&format!("| `{table}` |"))).unwrap();
            line.split('|').map(|cell| cell.trim().to_owned()).collect()
        };
        for (table, class) in
            [("ticket", "mail"), ("contact", "contact"), ("agent", "account"), ("alert", "alert")]
        {
            let cells = row(table);
            assert_eq!(cells.len(), 7, "{language}");
            assert!(
                cells[2].contains(&shown.t(&format!("data-class-{class}"))),
                "{table} in {language}: {cells:?}"
            );
        }
    }
}
