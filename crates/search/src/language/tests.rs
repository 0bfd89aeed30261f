//! What is typed, and what is read in it.

use super::{Asked, Operator, What, Whose};
use crate::query::{Field, Term};
use domain::{TicketStatus, Timestamp};
use proptest::prelude::*;

fn read(text: &str) -> Asked {
    Asked::read(text, false).unwrap()
}

fn only(text: &str) -> (What, bool) {
    let asked = read(text);
    assert!(asked.clauses.is_empty() && asked.left_out.is_empty(), "{text}");
    assert_eq!(asked.conditions.len(), 1, "{text}");
    (asked.conditions[0].what.clone(), asked.conditions[0].without)
}

fn same(text: &str, what: What, without: bool) {
    assert!(only(text) == (what, without), "{text}");
}

#[test]
fn each_operator_makes_its_condition() {
    same("has:attachment", What::Attachment, false);
    same("-has:attachments", What::Attachment, true);
    same("status:open", What::Status(vec![TicketStatus::Open]), false);
    same("STATUS:Spam,trash", What::Status(vec![TicketStatus::Spam, TicketStatus::Trash]), false);
    same("tag:vip", What::Tag("vip".to_owned()), false);
    same("-tag:\"late delivery\"", What::Tag("late delivery".to_owned()), true);
    same("assignee:me", What::Assignee(Whose::Me), false);
    same("assignee:Nobody", What::Assignee(Whose::Nobody), false);
    same("assignee:ada@acme.test", What::Assignee(Whose::Named("ada@acme.test".to_owned())), false);
    same("team:mine", What::Team("mine".to_owned()), false);
    same("-team:\"late shift\"", What::Team("late shift".to_owned()), true);
    same("organisation:\"Acme Ltd\"", What::Organisation("Acme Ltd".to_owned()), false);
    same("mailbox:„Acme Support“", What::Mailbox("Acme Support".to_owned()), false);
}

#[test]
fn days_begin_at_midnight_in_utc() {
    let at = |ms| Timestamp::from_millis(ms);
    same("after:2026-11-25", What::After(at(1_795_564_800_000)), false);
    same("before:2026-11", What::Before(at(1_793_491_200_000)), false);
    same("before:2026", What::Before(at(1_767_225_600_000)), false);
    same("after:1970-1-2", What::After(at(86_400_000)), false);
}

#[test]
fn a_value_that_says_nothing_is_left_out_and_named() {
    for (text, operator) in [
        ("status:foo", Operator::Status),
        ("status:merged", Operator::Status),
        ("status:open,foo", Operator::Status),
        ("has:wings", Operator::Has),
        ("before:yesterday", Operator::Before),
        ("after:2026-02-30", Operator::After),
        ("after:2026-11-25-1", Operator::After),
        ("after:26-11-25", Operator::After),
        ("before:99999", Operator::Before),
    ] {
        let asked = read(&format!("word {text}"));
        assert_eq!(asked.clauses.len(), 1, "{text}");
        assert!(asked.conditions.is_empty(), "{text}");
        assert_eq!(asked.left_out.len(), 1, "{text}");
        assert_eq!(asked.left_out[0].operator, operator, "{text}");
        assert_eq!(asked.left_out[0].value, text.split_once(':').unwrap().1);
    }
}

#[test]
fn what_is_no_operator_is_a_word() {
    let asked = read("https://x.test colour:red statusopen tag: from:anna note:status:open");
    assert!(asked.conditions.is_empty() && asked.left_out.is_empty());
    let terms: Vec<_> = asked.clauses.iter().map(|c| (c.field, c.term.clone())).collect();
    let word = |text: &str| (Field::Any, Term::Word(text.to_owned()));
    assert!(
        terms
            == [
                word("https://x.test"),
                word("colour:red"),
                word("statusopen"),
                (Field::From, Term::Word("anna".to_owned())),
                word("note:status:open"),
            ]
    );
}

#[test]
fn conditions_of_the_index_go_into_its_filter() {
    let filter =
        read("after:2026-01-01 after:2025-01-01 before:2026-06 -before:2024 has:attachment").query().filter;
    assert_eq!(filter.since, Some(Timestamp::from_millis(1_767_225_600_000)));
    assert_eq!(filter.until, Some(Timestamp::from_millis(1_780_272_000_000)));
    assert_eq!(filter.attachment, Some(true));
}

#[test]
fn what_was_typed_is_not_printed() {
    let text = format!("{:?}", read("geheim tag:geheim status:geheim assignee:geheim"));
    assert!(!text.contains("geheim"), "{text}");
}

proptest! {
    #[test]
    fn nothing_that_is_typed_fails(text in "[ -~äÅ„“«東*:\"-]{0,60}", typing: bool) {
        Asked::read(&text, typing).unwrap();
    }

    #[test]
    fn operators_with_anything_behind_them_do_not_fail(
        n in 0..Operator::ALL.len(), value in "[^ \"]{0,20}", typing: bool,
    ) {
        Asked::read(&format!("-{}:{value}", Operator::ALL[n].as_str()), typing).unwrap();
    }
}
