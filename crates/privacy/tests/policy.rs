//! The policy as tables: a change of policy is a diff of these snapshots.

use domain::Role;
use domain::audit::Operation;
use privacy::policy::{operation_word, operations};
use privacy::purpose::{PURPOSES, legal_basis, needs};
use privacy::{Act, DataClass, Who};
use std::fmt::Write as _;

#[test]
fn who_may_do_what_with_which_data() {
    let mut table = String::new();
    for who in Who::ALL {
        writeln!(table, "{} for {:?}", who.as_str(), who.purposes()).unwrap();
        for class in DataClass::ALL {
            let words: Vec<_> = operations(who, class).iter().map(|o| operation_word(*o)).collect();
            let words = if words.is_empty() { "-".to_owned() } else { words.join(" ") };
            writeln!(table, "  {:<11}{words}", class.as_str()).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn purposes_with_their_legal_basis_and_data() {
    let mut table = String::new();
    for purpose in PURPOSES {
        let classes: Vec<_> = needs(purpose).iter().map(|c| c.as_str()).collect();
        writeln!(table, "{purpose:?}: {:?}; {}", legal_basis(purpose), classes.join(" ")).unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn acts_with_who_may_do_them() {
    let mut table = String::new();
    for act in Act::ALL {
        let who: Vec<_> = Who::ALL.iter().filter(|w| act.allowed_to(**w)).map(|w| w.as_str()).collect();
        writeln!(
            table,
            "{:<20}{:?} {} {}: {}",
            act.word,
            act.purpose,
            operation_word(act.operation),
            act.class.as_str(),
            who.join(", ")
        )
        .unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn the_operator_sees_no_mail_and_no_contact() {
    for who in [Who::OperatorRole, Who::OperatorShell] {
        assert!(operations(who, DataClass::Mail).is_empty());
        assert!(operations(who, DataClass::Contact).is_empty());
    }
}

#[test]
fn each_act_has_its_own_word_and_someone_who_may_do_it() {
    for (i, act) in Act::ALL.iter().enumerate() {
        assert!(Act::ALL.iter().skip(i + 1).all(|other| other.word != act.word), "{} twice", act.word);
        assert!(Who::ALL.iter().any(|who| act.allowed_to(*who)), "nobody may do {}", act.word);
        assert!(needs(act.purpose).contains(&act.class), "{} is outside of its own purpose", act.word);
    }
}

#[test]
fn only_admins_manage() {
    for act in [Act::AGENT_MANAGE, Act::MAILBOX_MANAGE, Act::AUDIT_READ] {
        assert_eq!(act.roles().collect::<Vec<_>>(), [Role::Admin], "{}", act.word);
    }
    assert_eq!(Act::TICKET_ANSWER.roles().collect::<Vec<_>>(), [Role::Agent, Role::Admin]);
    assert_eq!(Act::KEYS_ROTATE.roles().collect::<Vec<_>>(), [Role::Operator]);
}

#[test]
fn whoever_may_change_data_may_not_thereby_erase_it() {
    assert!(!operations(Who::Agent, DataClass::Mail).contains(&Operation::Erase));
    assert!(!operations(Who::Agent, DataClass::Contact).contains(&Operation::Erase));
}
