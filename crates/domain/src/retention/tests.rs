use super::*;
use proptest::prelude::*;
use uuid::Uuid;

const STATUSES: &[TicketStatus] = TicketStatus::SETTABLE;

fn mailbox(n: u8) -> MailboxId {
    MailboxId::from_uuid(Uuid::from_bytes([n; 16]))
}

fn tag(n: u8) -> TagId {
    TagId::from_uuid(Uuid::from_bytes([n; 16]))
}

prop_compose! {
    fn terms()(
        about_people in any::<bool>(),
        mailboxes in prop::collection::vec(0_u8..4, 0..3),
        wanted in prop::option::of(0_u8..4),
        statuses in prop::sample::subsequence(STATUSES.to_vec(), 1..=6),
        days in 1_u32..=RETENTION_DAYS_MAX,
        age in prop::option::of((1_u32..=RETENTION_DAYS_MAX, any::<bool>())),
        notice_days in 0_u32..=RETENTION_NOTICE_DAYS_MAX,
        action in prop::sample::select(RetentionAction::ALL.to_vec()),
    ) -> RetentionTerms {
        let subject = if about_people { RetentionSubject::Contact } else { RetentionSubject::Conversation };
        let age = age.filter(|_| !about_people);
        let days = if age.is_some_and(|(_, alone)| alone) { 0 } else { days };
        RetentionTerms {
            subject,
            mailboxes: if about_people { Vec::new() } else { mailboxes.into_iter().map(mailbox).collect() },
            tag: wanted.filter(|_| !about_people).map(tag),
            statuses: if about_people { Vec::new() } else { statuses },
            days,
            age_days: age.map(|(days, _)| days),
            notice_days,
            action,
        }
    }
}

/// What a person would do with a list and a calendar: strike out what does not belong, then count whole days.
fn model(terms: &RetentionTerms, of: &ConversationFacts<'_>, now: Timestamp) -> bool {
    if terms.subject == RetentionSubject::Contact {
        return false;
    }
    let mut boxes = terms.mailboxes.clone();
    boxes.retain(|one| *one == of.mailbox);
    if !terms.mailboxes.is_empty() && boxes.is_empty() {
        return false;
    }
    if let Some(wanted) = terms.tag
        && of.tags.iter().filter(|one| **one == wanted).count() == 0
    {
        return false;
    }
    if !terms.statuses.contains(&of.status) {
        return false;
    }
    let nothing_left = match terms.action {
        RetentionAction::DropAttachments => !of.has_files,
        RetentionAction::Anonymise => !of.has_people,
        RetentionAction::Erase => false,
    };
    if nothing_left {
        return false;
    }
    let passed = |since: Timestamp| (now.as_millis() - since.as_millis()).div_euclid(DAY_MS);
    passed(of.last_at) >= i64::from(terms.days)
        && terms.age_days.is_none_or(|days| passed(of.first_at) >= i64::from(days))
}

proptest! {
    #[test]
    fn a_conversation_is_due_exactly_when_the_model_says(
        terms in terms(),
        in_mailbox in 0_u8..4,
        tags in prop::collection::vec(0_u8..4, 0..4),
        status in prop::sample::select(STATUSES.to_vec()),
        // Around the very moment, and anywhere.
        off in prop_oneof![-2_i64..=2, -4_000 * DAY_MS..4_000 * DAY_MS],
        last in 0_i64..2_000_000_000_000,
        older in prop_oneof![Just(0), 0..4_000 * DAY_MS],
        by_age in any::<bool>(),
        (has_files, has_people) in any::<(bool, bool)>(),
    ) {
        let tags: Vec<TagId> = tags.into_iter().map(tag).collect();
        let last_at = Timestamp::from_millis(last);
        let first_at = last_at.plus_millis(-older);
        let facts = ConversationFacts { mailbox: mailbox(in_mailbox), tags: &tags, status, last_at, first_at, has_files, has_people };
        let moment = if by_age { terms.old_enough(first_at) } else { terms.due_after(last_at) };
        let now = moment.plus_millis(off);
        let due = terms.conversation_due(&facts).is_some_and(|at| at <= now);
        prop_assert_eq!(due, model(&terms, &facts, now));
        if due {
            prop_assert!(last_at <= terms.quiet_since(now));
        }
    }

    #[test]
    fn a_person_is_due_when_nothing_happened_since(
        terms in terms(),
        known in 0_i64..2_000_000_000_000,
        last in prop::option::of(0_i64..2_000_000_000_000),
        has_open in any::<bool>(),
        stands_in in any::<bool>(),
        now in 0_i64..2_500_000_000_000,
    ) {
        let facts = ContactFacts {
            known_at: Timestamp::from_millis(known),
            last_at: last.map(Timestamp::from_millis),
            has_open,
            stands_in,
        };
        let newest = [Some(known), last].into_iter().flatten().max().unwrap_or(known);
        let passed = (now - newest).div_euclid(DAY_MS);
        let again = stands_in && terms.action == RetentionAction::Anonymise;
        let expected =
            terms.subject == RetentionSubject::Contact && !has_open && !again && passed >= i64::from(terms.days);
        let due = terms.contact_due(&facts).is_some_and(|at| at <= Timestamp::from_millis(now));
        prop_assert_eq!(due, expected);
    }

    #[test]
    fn what_is_not_sharper_takes_nothing_more(
        before in terms(),
        after in terms(),
        longer in 0_u32..100,
        older in 0..4_000 * DAY_MS,
        in_mailbox in 0_u8..4,
        tags in prop::collection::vec(0_u8..4, 0..4),
        status in prop::sample::select(STATUSES.to_vec()),
    ) {
        // Two rules that somebody might have made of each other, and two that have nothing in common.
        let (notice_days, age_days) = (after.notice_days, before.age_days.map(|days| days + longer % 7));
        let near = RetentionTerms { days: before.days + longer, age_days, notice_days, ..before.clone() };
        let tags: Vec<TagId> = tags.into_iter().map(tag).collect();
        let last_at = Timestamp::from_millis(0);
        let first_at = last_at.plus_millis(-older);
        let facts = ConversationFacts { mailbox: mailbox(in_mailbox), tags: &tags, status, last_at, first_at, has_files: true, has_people: true };
        for after in [after, near] {
            if !after.is_sharper_than(&before)
                && let Some(at) = after.conversation_due(&facts)
            {
                prop_assert!(before.conversation_due(&facts).is_some_and(|sooner| sooner <= at));
            }
        }
    }

    #[test]
    fn terms_read_what_they_wrote(terms in terms()) {
        prop_assert_eq!(terms.fault(), None);
        prop_assert_eq!(terms.to_string().parse::<RetentionTerms>().unwrap(), terms);
    }
}

#[test]
fn nothing_is_kept_without_an_end() {
    let of = RetentionTerms::default_of;
    let standing = [
        of(RetentionSubject::Conversation),
        of(RetentionSubject::Contact),
        RetentionTerms::default_of_open(),
    ];
    for (n, terms) in standing.iter().enumerate() {
        assert!(standing.iter().skip(n + 1).all(|other| !terms.is_like(other)));
    }
    // Whatever its state, whether or not somebody is left in it, a conversation falls due by one of them.
    for status in STATUSES {
        let at = Timestamp::from_millis(0);
        let (mailbox, tags, status) = (mailbox(1), [].as_slice(), *status);
        let (last_at, first_at, has_files, has_people) = (at, at, false, false);
        let facts = ConversationFacts { mailbox, tags, status, last_at, first_at, has_files, has_people };
        let due: Vec<_> = standing.iter().filter_map(|terms| terms.conversation_due(&facts)).collect();
        assert_eq!(due.len(), 1, "{status}");
    }
    for terms in standing {
        assert_eq!(terms.fault(), None);
        for days in [0, RETENTION_DAYS_MAX + 1, u32::MAX] {
            assert_eq!(
                RetentionTerms { days, ..terms.clone() }.fault(),
                Some(("days", "rule-retention-days"))
            );
        }
        let late = RetentionTerms { notice_days: RETENTION_NOTICE_DAYS_MAX + 1, ..terms };
        assert!(late.fault().is_some());
    }
}

#[test]
fn the_age_counts_beside_what_happens_or_alone() {
    let day = |n: i64| Timestamp::from_millis(n * DAY_MS);
    let facts = ConversationFacts {
        mailbox: mailbox(1),
        tags: &[],
        status: TicketStatus::Closed,
        last_at: day(100),
        first_at: day(0),
        has_files: false,
        has_people: false,
    };
    let of = |days, age_days| RetentionTerms {
        days,
        age_days,
        ..RetentionTerms::default_of(RetentionSubject::Conversation)
    };
    let due = |days, age| of(days, age).conversation_due(&facts);
    assert_eq!(due(30, None), Some(day(130)));
    assert_eq!(due(0, Some(365)), Some(day(365)));
    assert_eq!(due(30, Some(365)), Some(day(365)));
    assert_eq!(due(30, Some(60)), Some(day(130)), "old for long, and something happened lately");
    // Neither is endless, and people have no first message.
    assert_eq!(of(0, None).fault(), Some(("days", "rule-retention-days")));
    for age in [0, RETENTION_DAYS_MAX + 1] {
        assert_eq!(of(30, Some(age)).fault(), Some(("age_days", "rule-retention-days")));
    }
    let people =
        RetentionTerms { age_days: Some(1), ..RetentionTerms::default_of(RetentionSubject::Contact) };
    assert_eq!(people.fault(), Some(("subject", "rule-retention-contact")));
    // Less old, or whatever the age: sooner.
    assert!(of(30, Some(59)).is_sharper_than(&of(30, Some(60))));
    assert!(of(30, None).is_sharper_than(&of(30, Some(60))));
    assert!(!of(30, Some(60)).is_sharper_than(&of(30, None)));
}

#[test]
fn terms_from_before_there_was_an_age_read_as_they_were_written() {
    let old = "conversation;mailboxes=;tag=;statuses=closed;days=30;notice=7;erase";
    let terms: RetentionTerms = old.parse().unwrap();
    assert_eq!((terms.age_days, terms.to_string().as_str()), (None, old));
    for bad in ["age=1;age=2;", "age=;", "old=1;"] {
        let bad = old.replace("notice", &format!("{bad}notice"));
        assert!(bad.parse::<RetentionTerms>().is_err(), "{bad}");
    }
}

#[test]
fn what_was_announced_does_not_come_sooner() {
    let now = Timestamp::from_millis(1_000_000);
    let terms = RetentionTerms::default_of(RetentionSubject::Conversation);
    let first = terms.acts_from(None, now);
    assert_eq!(first.millis_since(now), 7 * DAY_MS);
    // Kept longer: it acts as it did.
    let longer = RetentionTerms { days: 2_000, notice_days: 0, ..terms.clone() };
    assert_eq!(longer.acts_from(Some((&terms, first)), now), first);
    // Sharpened without notice while it is announced: not before that.
    let sharper = RetentionTerms { days: 10, notice_days: 0, ..terms.clone() };
    assert_eq!(sharper.acts_from(Some((&terms, first)), now), first);
    let later = first.plus_millis(DAY_MS);
    let noticed = RetentionTerms { days: 10, ..terms.clone() };
    assert_eq!(noticed.acts_from(Some((&terms, first)), later).millis_since(later), 7 * DAY_MS);
}
