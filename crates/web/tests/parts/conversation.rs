//! What is folded away in a conversation.

use web::parts::fold;

#[test]
fn quoted_text_is_folded_and_nothing_is_lost() {
    assert_eq!(fold("Yes.\n\n> Is it?", "Yes."), ("Yes.".to_owned(), Some("> Is it?".to_owned())));
    assert_eq!(fold("Yes.\n", "Yes."), ("Yes.".to_owned(), None));
    assert_eq!(fold("> only a quote", ""), ("> only a quote".to_owned(), None));
    let between = "> Is it?\nYes.";
    assert_eq!(fold(between, "Yes."), ("Yes.".to_owned(), Some(between.to_owned())));
}
