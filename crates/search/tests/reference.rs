//! The index against the naive way: look into every text.

#![expect(clippy::unwrap_used, reason = "steps of a test that stand outside its function")]

mod world;

use proptest::prelude::*;
use std::collections::BTreeSet;
use world::{World, fill, find, mail};

const WORDS: [&str; 12] =
    ["alpha", "beta", "gamma", "delta", "Älg", "öl", "42", "b2b", "zeta", "eta", "theta", "iota"];

fn text() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..WORDS.len(), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn words_are_found_exactly_where_they_all_stand(
        bodies in prop::collection::vec(text(), 1..40),
        queries in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..4), 1..20),
        commit_at in 0..40_usize,
    ) {
        let world = World::new();
        let index = world.open();
        let mails: Vec<_> = bodies.iter().zip(0..).map(|(words, i)| {
            let body: Vec<_> = words.iter().map(|w| WORDS[*w]).collect();
            mail(i, "-", &body.join(" "))
        }).collect();
        let (first, second) = mails.split_at(commit_at.min(mails.len()));
        fill(&index, first, 1);
        fill(&index, second, 2);
        for words in &queries {
            let query: Vec<_> = words.iter().map(|w| WORDS[*w]).collect();
            let found: BTreeSet<_> = find(&world, &index, &query.join(" ")).into_iter().collect();
            let expected: BTreeSet<_> = bodies.iter().zip(&mails)
                .filter(|(body, _)| words.iter().all(|w| body.contains(w)))
                .map(|(_, m)| m.message).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn no_query_fails_and_no_text_either(query in "\\PC{0,60}", body in "\\PC{0,200}") {
        let world = World::new();
        let index = world.open();
        fill(&index, &[mail(1, &query, &body)], 1);
        for query in [search::Query::parse(&query), search::Query::parse_typing(&query)].into_iter().flatten() {
            world::run(&world, &index, &query);
        }
    }
}
