use super::*;
use proptest::prelude::*;

fn anna() -> Values {
    Values::default()
        .with(Placeholder::RequesterName, "Anna Berg")
        .with(Placeholder::RequesterFirstName, "Anna Berg")
        .with(Placeholder::TicketNumber, "1042")
}

fn filled(text: &str) -> String {
    fill(text, &anna()).unwrap().text()
}

fn wrong(text: &str) -> (Wrong, String, usize, usize) {
    let fault = fill(text, &anna()).unwrap_err();
    assert_eq!(used(text).unwrap_err(), fault);
    (fault.wrong, fault.word, fault.line, fault.column)
}

#[test]
fn the_table_is_in_order_and_each_word_is_found() {
    let all: Vec<_> = Placeholder::all().collect();
    assert_eq!(all.len(), 9);
    assert!(all.is_sorted());
    for placeholder in all {
        assert_eq!(placeholder.entry().0, placeholder);
        assert_eq!(Placeholder::find(placeholder.word()), Some(placeholder));
        assert_eq!(used(&placeholder.written()).unwrap(), BTreeSet::from([placeholder]));
    }
    assert_eq!(Placeholder::find("Requester.First_Name"), Some(Placeholder::RequesterFirstName));
}

#[test]
fn values_fallbacks_and_braces() {
    assert_eq!(filled("Hello {requester.first_name}, this is {ticket.number}."), "Hello Anna, this is 1042.");
    assert_eq!(filled("{ requester.name | friend }"), "Anna Berg");
    assert_eq!(filled("Re {ticket.subject|your question}!"), "Re your question!");
    assert_eq!(filled("Re {ticket.subject|a | b}!"), "Re a | b!");
    assert_eq!(filled("Re{ticket.subject|}!"), "Re!");
    assert_eq!(filled("{{requester.name} }} {{{ticket.number}}"), "{requester.name} }} {1042}");
    assert_eq!(filled(""), "");
}

#[test]
fn a_place_without_a_value_stays_and_is_told_once() {
    let filled = fill("{agent.name}, {mailbox.name|us}, {agent.name} {ticket.number}", &anna()).unwrap();
    assert_eq!(filled.text(), "{agent.name}, us, {agent.name} 1042");
    assert_eq!(filled.empty(), [Placeholder::AgentName]);
}

#[test]
fn a_value_that_says_nothing_is_none() {
    let values = Values::default()
        .with(Placeholder::RequesterName, "anna@example.org")
        .with(Placeholder::RequesterFirstName, "anna@example.org")
        .with(Placeholder::TicketSubject, " \r\n\t ")
        .with(Placeholder::MailboxName, "Sup\u{0}port\r\nBcc: x@y.test");
    assert_eq!(values.get(Placeholder::RequesterName), None);
    assert_eq!(values.get(Placeholder::RequesterFirstName), None);
    assert_eq!(values.get(Placeholder::TicketSubject), None);
    assert_eq!(values.get(Placeholder::MailboxName), Some("Sup port Bcc: x@y.test"));
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    assert_eq!(wrong("Hi {requester.nam},"), (Wrong::Unknown, "requester.nam".to_owned(), 1, 4));
    assert_eq!(wrong("Ö\nüü {}"), (Wrong::Unknown, String::new(), 2, 4));
    assert_eq!(wrong("{{ok} {a|b}"), (Wrong::Unknown, "a".to_owned(), 1, 7));
    assert_eq!(wrong("x {ticket.number\n}"), (Wrong::Unclosed, String::new(), 1, 3));
    assert_eq!(wrong("{ticket.number {agent.name}"), (Wrong::Unclosed, String::new(), 1, 1));
    assert_eq!(wrong("a\n{"), (Wrong::Unclosed, String::new(), 2, 1));
    let long = format!("{{ticket.subject|{}}}", "x".repeat(FALLBACK_CHARS_MAX + 1));
    assert_eq!(wrong(&long), (Wrong::FallbackTooLong, "ticket.subject".to_owned(), 1, 1));
    assert!(fill(&long.replacen('x', "", 1), &anna()).is_ok());
}

#[test]
fn what_nobody_looks_at_needs_something_for_each_missing_value() {
    let wrong = |text: &str| check_whole(text).map_err(|fault| (fault.wrong, fault.line, fault.column));
    assert_eq!(wrong("{agent.name}\n{mailbox.name|us}{ticket.subject|} {{x {ticket.number}"), Ok(()));
    assert_eq!(wrong("Ö {{{agent.name}\nat {mailbox.name}"), Err((Wrong::NoFallback, 2, 4)));
    assert_eq!(wrong("{mailbox.name"), Err((Wrong::Unclosed, 1, 1)));
}

/// Texts with many braces, bars and words that placeholders have.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("|".to_owned()),
        Just("\n".to_owned()),
        Just("{{".to_owned()),
        "[a-zäö .]{0,4}",
        prop::sample::select(Placeholder::all().map(Placeholder::word).collect::<Vec<_>>())
            .prop_map(str::to_owned),
        prop::sample::select(Placeholder::all().collect::<Vec<_>>()).prop_map(Placeholder::written),
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn values() -> impl Strategy<Value = Values> {
    prop::collection::vec((prop::sample::select(Placeholder::all().collect::<Vec<_>>()), texts()), 0..9)
        .prop_map(|all| all.into_iter().fold(Values::default(), |values, (p, text)| values.with(p, &text)))
}

proptest! {
    #[test]
    fn escaped_text_comes_back_as_it_was(text in texts(), values in values()) {
        prop_assert_eq!(fill(&escaped(&text), &values).unwrap().text(), text);
    }

    #[test]
    fn what_can_be_read_does_not_depend_on_values_and_its_places_are_in_the_text(
        text in texts(), values in values()
    ) {
        match (used(&text), fill(&text, &values)) {
            (Ok(used), Ok(filled)) => {
                let missing: BTreeSet<_> = filled.empty().into_iter().collect();
                prop_assert!(missing.is_subset(&used));
                prop_assert!(missing.iter().all(|placeholder| values.get(*placeholder).is_none()));
                // Without placeholders only doubled braces differ.
                if used.is_empty() {
                    prop_assert_eq!(filled.text(), text.replace("{{", "{"));
                }
            }
            (Err(one), Err(other)) => {
                prop_assert_eq!(&one, &other);
                let line = text.split('\n').nth(one.line - 1).unwrap();
                prop_assert_eq!(line.chars().nth(one.column - 1), Some('{'));
            }
            (used, filled) => prop_assert!(false, "{used:?} {filled:?}"),
        }
    }

    #[test]
    fn a_value_is_one_line_and_is_not_read_again(text in texts()) {
        let values = Values::default().with(Placeholder::TicketSubject, &text);
        let filled = fill("<{ticket.subject|-}>", &values).unwrap().text();
        prop_assert!(!filled.chars().any(char::is_control));
        let value = values.get(Placeholder::TicketSubject).unwrap_or("-");
        prop_assert_eq!(filled, format!("<{value}>"));
    }
}
