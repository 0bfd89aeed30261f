//! What is found by what.

#![expect(clippy::unwrap_used, reason = "steps of a test that stand outside its function")]

mod world;

use domain::{MailboxId, TenantId, TenantScope};
use search::{Cursor, Error, Filter, Order, Query, QueryError};
use world::{World, at, fill, find, mail, permit_for, run};

/// Whether a mail with this body is found by this query.
fn finds(body: &str, queries: &[(&str, bool)]) {
    let world = World::new();
    let index = world.open();
    let mut other = mail(2, "Other", "nothing of the kind");
    other.from = "someone@else.example".to_owned();
    fill(&index, &[mail(1, "Betreff", body), other], 1);
    for (query, expected) in queries {
        assert_eq!(find(&world, &index, query).len() == 1, *expected, "{query} in {body}");
    }
}

#[test]
fn all_words_have_to_occur_and_case_does_not_matter() {
    finds(
        "The invoice 4711-0815 arrived TOO late.",
        &[
            ("invoice late", true),
            ("INVOICE Late", true),
            ("invoice early", false),
            ("4711", true),
            ("4711-0815", true),
            ("0815-4711", false),
            ("invoice -late", false),
            ("invoice -early", true),
            ("too", true),
            ("voice", false),
        ],
    );
}

#[test]
fn phrases_keep_the_order() {
    finds(
        "please send the red box today",
        &[
            ("\"red box\"", true),
            ("\"box red\"", false),
            ("„the red box“", true),
            ("\"red box", true),
            ("\"send the box\"", false),
            ("-\"red box\" please", false),
        ],
    );
}

#[test]
fn prefixes_end_in_a_star() {
    finds(
        "Reklamation wegen Lieferverzögerung",
        &[
            ("reklam*", true),
            ("reklam", false),
            ("lieferverzo*", true),
            ("Lieferverzö*", true),
            ("xr*", false),
        ],
    );
}

#[test]
fn the_last_word_is_a_prefix_while_typing() {
    let world = World::new();
    let index = world.open();
    fill(&index, &[mail(1, "Rechnung", "offene Mahnung")], 1);
    let typed = |text: &str| run(&world, &index, &Query::parse_typing(text).unwrap()).hits.len();
    assert_eq!(typed("offene mah"), 1);
    assert_eq!(typed("off mahnung"), 0, "only the last");
    assert_eq!(typed("offene mah "), 0, "a finished word");
    assert_eq!(typed("from:anna.ob"), 1);
    assert_eq!(typed("anna.oberg@ku"), 1);
}

#[test]
fn letters_with_marks_are_found_with_and_without() {
    finds(
        "Är Åsa Öberg i Malmö? Straße, Œuvre, łódź, İstanbul, Ελληνικός, cafe\u{301}",
        &[
            ("asa oberg", true),
            ("ÅSA ÖBERG", true),
            ("malmo", true),
            ("STRASSE", true),
            ("oeuvre", true),
            ("lodz", true),
            ("istanbul", true),
            ("ελληνικοσ", true),
            ("café", true),
            ("cafe", true),
        ],
    );
}

#[test]
fn scripts_without_spaces_are_found_by_any_part() {
    finds(
        "お問い合わせの件、東京都渋谷区。주문번호 확인 ﾊﾝｶｸ สวัสดีครับ",
        &[
            ("東京", true),
            ("東京都渋谷区", true),
            ("京都", true),
            ("渋谷", true),
            ("区", true),
            ("東", true),
            ("渋東", false),
            ("東京渋谷", false),
            ("주문", true),
            ("번호", true),
            ("\"주문번호 확인\"", true),
            ("\"확인 주문번호\"", false),
            ("ハンカク", true),
            ("สวัสดี", true),
        ],
    );
}

#[test]
fn addresses_are_found_whole_and_by_part() {
    finds(
        "write to <Jean-Luc.Picard+ncc@Enterprise.Example>, or mailto:data@enterprise.example.",
        &[
            ("jean-luc.picard+ncc@enterprise.example", true),
            ("picard", true),
            ("enterprise.example", true),
            ("data@enterprise.example", true),
            ("<data@enterprise.example>", true),
            ("picard@enterprise.example", false),
            ("lore@enterprise.example", false),
            ("data@ent*", true),
            ("lore@ent*", false),
        ],
    );
}

#[test]
fn a_field_narrows_the_search() {
    finds(
        "the body says hello",
        &[
            ("from:anna", true),
            ("from:öberg", true),
            ("FROM:anna.oberg@kund.example", true),
            ("from:\"anna öberg\" body", true),
            ("from:support", false),
            ("to:support@foretag.example hello", true),
            ("to:anna", false),
            ("subject:betreff", true),
            ("subject:hello", false),
            ("subject:betr* hello", true),
            ("-from:anna hello", false),
            ("https://hello", false),
        ],
    );
}

#[test]
fn names_of_attachments_are_found() {
    let world = World::new();
    let index = world.open();
    let mut with = mail(1, "s", "b");
    with.files.push("Vertrag_2026.pdf".to_owned());
    fill(&index, &[with.clone()], 1);
    assert_eq!(find(&world, &index, "vertrag"), [with.message]);
    assert_eq!(find(&world, &index, "Vertrag_2026.pdf"), [with.message]);
}

#[test]
fn odd_queries_fail_with_a_place_or_find_nothing() {
    for empty in ["", "   ", "!!!", "-", "\"", "from:", "*", "\"\" -- ::", "\u{0}"] {
        assert_eq!(Query::parse(empty), Err(QueryError::Empty), "{empty}");
    }
    assert_eq!(Query::parse(&"x".repeat(401)).unwrap_err().position(), 400);
    assert!(matches!(Query::parse(&"ab ".repeat(60)), Err(QueryError::TooManyWords(at)) if at > 90));
    assert!(Query::parse(&"ä".repeat(400)).is_ok());
}

#[test]
fn newest_first_one_per_ticket_page_by_page() {
    let world = World::new();
    let index = world.open();
    let mut mails: Vec<_> = (0..25).map(|i| mail(i * 10, "s", "needle")).collect();
    for i in 0..10 {
        let mut older = mail(i * 10 + 5, "s", "needle again");
        older.ticket = mails[20].ticket;
        mails.push(older);
    }
    // Two with the same time: the order stays the same between pages.
    mails[3].at = mails[4].at;
    fill(&index, &mails[..20], 1);
    fill(&index, &mails[20..], 2);
    let query = Query::parse("needle").unwrap();
    let all = index.search(&world.permit(), &query, 100, None).unwrap();
    assert_eq!(all.hits.len(), 25);
    assert!(all.hits.is_sorted_by(|a, b| a.at >= b.at));
    assert_eq!(all.next, None);
    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let page = index.search(&world.permit(), &query, 4, after).unwrap();
        paged.extend(page.hits);
        match page.next {
            Some(next) => after = Cursor::from_bytes(&next.to_bytes()),
            None => break,
        }
    }
    assert_eq!(paged, all.hits);
}

#[test]
fn the_best_match_first_when_asked() {
    let world = World::new();
    let index = world.open();
    let best = mail(1, "x", "needle needle needle");
    fill(&index, &[best.clone(), mail(2, "x", &format!("needle {}", "hay ".repeat(300)))], 1);
    let page = run(&world, &index, &Query::parse("needle").unwrap().in_order(Order::Relevance));
    assert_eq!(page.hits[0].message, best.message);
    assert!(page.hits[0].score > page.hits[1].score);
    assert_eq!(page.hits[0].at, at(1));
}

#[test]
fn only_the_mailboxes_asked_for() {
    let world = World::new();
    let index = world.open();
    let (a, b) = (mail(1, "s", "needle"), mail(2, "s", "needle"));
    fill(&index, &[a.clone(), b.clone()], 1);
    let among = |mailboxes: &[MailboxId]| {
        let filter = Filter { mailboxes: Some(mailboxes.to_vec()), ..Filter::default() };
        let query = Query::parse("needle").unwrap().with_filter(filter);
        run(&world, &index, &query).hits.iter().map(|h| h.message).collect::<Vec<_>>()
    };
    assert_eq!(among(&[a.mailbox]), [a.message]);
    assert_eq!(among(&[a.mailbox, b.mailbox]), [b.message, a.message]);
    assert!(among(&[]).is_empty());
    assert!(among(&[MailboxId::generate(at(9))]).is_empty());
}

#[test]
fn attachments_and_days_narrow_the_search() {
    let world = World::new();
    let index = world.open();
    // 14 November 2023 and the day after, at 22:13 UTC.
    let (day, mut with) = (86_400_000, mail(86_400_000, "s", "needle"));
    let plain = mail(0, "s", "needle");
    with.files.push("plan.pdf".to_owned());
    assert_eq!(with.at.millis_since(plain.at), day);
    fill(&index, &[plain.clone(), with.clone()], 1);
    for (query, expected) in [
        ("needle has:attachment", vec![with.message]),
        ("-has:attachment", vec![plain.message]),
        ("after:2023-11-15", vec![with.message]),
        ("after:2023-11-14 needle", vec![with.message, plain.message]),
        ("before:2023-11-15", vec![plain.message]),
        ("before:2023-11-14", vec![]),
        ("-before:2023-11-15 has:attachment", vec![with.message]),
        ("after:2023-11-14 before:2023-11-15", vec![plain.message]),
        ("after:2023-12 needle", vec![]),
    ] {
        assert_eq!(find(&world, &index, query), expected, "{query}");
    }
}

#[test]
fn a_widened_query_forgives_slips_in_words_and_in_nothing_else() {
    let world = World::new();
    let index = world.open();
    let one = mail(1, "Reklamation", "The invoice 4711 for the red box arrived");
    fill(&index, &[one.clone(), mail(2, "Other", "nothing of the kind")], 1);
    let widened = |text: &str| {
        let query = Query::parse_typing(text).unwrap();
        query.widened().map(|query| run(&world, &index, &query).hits.len())
    };
    for (text, expected) in [
        ("invocie ", Some(1)),
        ("invoise ", Some(1)),
        ("Reklmatoin ", Some(1)),
        ("Rekalm", Some(1)),
        ("invoise 4711", Some(1)),
        ("invoise 4712", Some(0)),
        ("invoise -arived", Some(1)),
        ("subject:invoise ", Some(0)),
        ("from:obreg ", Some(2)),
        ("voice ", Some(0)),
        ("4712", None),
        ("bax", None),
        ("\"rad box\"", None),
        ("has:attachment", None),
    ] {
        assert_eq!(widened(text), expected, "{text}");
    }
}

#[test]
fn a_page_goes_on_behind_any_of_its_hits() {
    let world = World::new();
    let index = world.open();
    let mails: Vec<_> = (0..9).map(|i| mail(i, "s", &"needle ".repeat(1 + i as usize))).collect();
    fill(&index, &mails, 1);
    for order in [Order::Newest, Order::Relevance] {
        let query = Query::parse("needle").unwrap().in_order(order);
        let all = run(&world, &index, &query).hits;
        for (n, hit) in all.iter().enumerate() {
            let rest = index.search(&world.permit(), &query, 100, Some(hit.cursor())).unwrap();
            assert_eq!(rest.hits, all[n + 1..], "{order:?} after {n}");
        }
    }
}

#[test]
fn a_permit_for_another_tenant_is_refused() {
    let world = World::new();
    let index = world.open();
    let other = permit_for(TenantScope::of(TenantId::generate(at(3))));
    let answer = index.search(&other, &Query::parse("needle").unwrap(), 10, None);
    assert!(matches!(answer, Err(Error::Refused(_))));
}
