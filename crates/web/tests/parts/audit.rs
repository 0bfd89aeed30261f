//! The page of the audit log.

use app::act::Act;
use domain::audit::Purpose;
use serde_json::json;
use web::parts::{AuditAsked, act_key};

#[test]
fn every_act_is_said_in_words_in_every_language() {
    for texts in web::language::all() {
        for act in Act::ALL {
            assert!(texts.has(&act_key(act.word)), "{}: {}", texts.locale(), act.word);
        }
        for purpose in Purpose::ALL {
            assert!(texts.has(&format!("audit-purpose-{}", purpose.as_str())));
        }
    }
}

#[test]
fn the_address_keeps_what_is_looked_for() {
    let asked: AuditAsked = serde_json::from_value(json!({ "who": "system", "after": "7" })).unwrap();
    assert_eq!(asked.at("/audit", &[("after", "3")]), "/audit?who=system&after=3");
    assert_eq!(AuditAsked::default().at("/audit", &[]), "/audit");
}
