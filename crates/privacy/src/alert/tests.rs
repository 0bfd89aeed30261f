use super::*;
use crate::legal_basis;
use domain::{AgentId, TenantId};
use proptest::prelude::*;

const START: Timestamp = Timestamp::from_millis(1_795_521_600_000);

fn at(ms: i64) -> Timestamp {
    START.plus_millis(ms)
}

fn who(n: i64) -> Actor {
    Actor::Agent(AgentId::generate(at(n)))
}

fn event(actor: Actor, act: Act, at: Timestamp) -> AuditEvent {
    AuditEvent {
        tenant: TenantId::generate(START),
        at,
        request: RequestId::generate(at),
        actor,
        purpose: act.purpose,
        legal_basis: legal_basis(act.purpose),
        operation: act.operation,
        outcome: Outcome::Done,
        act: act.word.to_owned(),
        opened: Vec::new(),
        made: Vec::new(),
        tickets: Vec::new(),
        reason: String::new(),
        version: None,
        operator_access: None,
    }
}

fn objects(n: usize, ms: i64) -> Vec<ObjectId> {
    (0..n).map(|_| ObjectId::generate(at(ms))).collect()
}

fn reading(actor: Actor, ticket: TicketId, ms: i64) -> AuditEvent {
    AuditEvent { tickets: vec![ticket], opened: objects(12, ms), ..event(actor, Act::TICKET_READ, at(ms)) }
}

fn listing(actor: Actor, rows: usize, ms: i64) -> AuditEvent {
    AuditEvent { opened: objects(rows, ms), ..event(actor, Act::TICKET_READ, at(ms)) }
}

fn refused(actor: Actor, ms: i64) -> AuditEvent {
    AuditEvent { outcome: Outcome::Refused, ..event(actor, Act::AUDIT_READ, at(ms)) }
}

fn watch(events: &[AuditEvent], settings: &AlertSettings) -> Vec<Finding> {
    let mut watch = Watch::default();
    let see = |(seq, event): (usize, &AuditEvent)| {
        let entry = Entry { seq: seq.try_into().unwrap(), event, by_operator: false, off_hours: false };
        watch.see(entry, settings)
    };
    events.iter().enumerate().flat_map(see).collect()
}

fn tickets(n: u32) -> Vec<TicketId> {
    (0..n).map(|n| TicketId::generate(at(i64::from(n)))).collect()
}

#[test]
fn one_more_than_is_ordinary_alerts_and_counting_begins_anew() {
    let (me, settings) = (who(1), AlertSettings::default());
    let all = tickets(602);
    let of = |n: usize| -> Vec<AuditEvent> {
        all.iter().take(n).zip(0..).map(|(ticket, n)| reading(me, *ticket, n * 900)).collect()
    };
    assert_eq!(watch(&of(300), &settings), []);
    let found = watch(&of(301), &settings);
    assert_eq!(found.len(), 1);
    let first = found.first().unwrap();
    assert_eq!((first.rule, first.actor, first.count), (AlertRule::BulkReading, me, 301));
    assert_eq!((first.entries.first(), first.entries.last()), (Some(&0), Some(&300)));
    assert_eq!((first.first_at, first.last_at), (at(0), at(300 * 900)));
    assert_eq!(watch(&of(601), &settings).len(), 1);
    assert_eq!(watch(&of(602), &settings).len(), 2);
}

#[test]
fn what_is_opened_again_counts_once_and_two_accounts_apart() {
    let settings = AlertSettings::default();
    let all = tickets(200);
    let (one, two) = (who(1), who(2));
    let again = all.iter().cycle().take(2_000).zip(0..).map(|(ticket, n)| reading(one, *ticket, n * 100));
    assert_eq!(watch(&again.collect::<Vec<_>>(), &settings), []);
    let more = tickets(400);
    let apart: Vec<AuditEvent> = more
        .iter()
        .zip(0..)
        .map(|(ticket, n)| reading(if n % 2 == 0 { one } else { two }, *ticket, n * 1_000))
        .collect();
    assert_eq!(watch(&apart, &settings), []);
}

#[test]
fn sixty_tickets_with_lists_search_files_and_loading_ahead_are_ordinary() {
    let (me, settings) = (who(1), AlertSettings::default());
    let mut events = Vec::new();
    let (worked, ahead, shown) = (tickets(60), tickets(300), objects(100, 0));
    for (n, ticket) in worked.iter().enumerate() {
        let ms = i64::try_from(n).unwrap() * 10_000;
        events.push(AuditEvent { opened: shown.clone(), ..event(me, Act::TICKET_READ, at(ms)) });
        events.push(AuditEvent { opened: objects(50, ms), ..event(me, Act::TICKET_SEARCH, at(ms + 1)) });
        for next in ahead.iter().skip(n * 5).take(5) {
            events.push(AuditEvent {
                tickets: vec![*next],
                opened: objects(20, ms),
                ..event(me, Act::TICKET_READ_AHEAD, at(ms + 2))
            });
        }
        for _ in 0..3 {
            let opened = objects(1, ms);
            events.push(AuditEvent { opened, ..event(me, Act::ATTACHMENT_READ, at(ms + 3)) });
        }
        events.push(reading(me, *ticket, ms + 4));
        events.push(AuditEvent {
            tickets: vec![*ticket],
            opened: objects(1, ms),
            ..event(me, Act::TICKET_ANSWER, at(ms + 5))
        });
    }
    assert_eq!(watch(&events, &settings), []);
}

#[test]
fn whoever_pages_through_everything_by_lists_is_found_too() {
    let (me, settings) = (who(1), AlertSettings::default());
    let pages: Vec<AuditEvent> = (0..151).map(|n| listing(me, 50, n * 1_000)).collect();
    assert_eq!(watch(pages.get(..150).unwrap(), &settings), []);
    assert_eq!(watch(&pages, &settings).len(), 1);
    let again: Vec<AuditEvent> = pages.iter().map(|_| pages.first().unwrap().clone()).collect();
    assert_eq!(watch(&again, &settings), []);
}

#[test]
fn exports_refusals_and_what_is_enough_once() {
    let (me, settings) = (who(1), AlertSettings::default());
    let export = |n: i64| event(me, Act::ACCESS_EXPORT_HAND_OUT, at(n * 60_000));
    assert_eq!(watch(&(0..5).map(export).collect::<Vec<_>>(), &settings), []);
    let found = watch(&(0..6).map(export).collect::<Vec<_>>(), &settings);
    assert_eq!(found.iter().map(|one| (one.rule, one.count)).collect::<Vec<_>>(), [(AlertRule::Exports, 6)]);
    assert_eq!(watch(&(0..20).map(|n| refused(me, n * 1_000)).collect::<Vec<_>>(), &settings), []);
    let found = watch(&(0..21).map(|n| refused(me, n * 1_000)).collect::<Vec<_>>(), &settings);
    assert_eq!(
        found.iter().map(|one| (one.rule, one.count)).collect::<Vec<_>>(),
        [(AlertRule::Refusals, 21)]
    );
}

#[test]
fn a_page_of_anothers_is_one_link_and_a_deed_or_a_second_page_alerts() {
    let (me, settings) = (who(1), AlertSettings::default());
    let page = |minute: i64| AuditEvent {
        outcome: Outcome::Refused,
        reason: OTHER_TENANT_PAGE.to_owned(),
        ..event(me, Act::OTHER_TENANT, at(minute * 60_000))
    };
    let deed = AuditEvent { reason: "other_tenant".to_owned(), ..page(0) };
    let found = |events: &[AuditEvent]| -> Vec<_> {
        watch(events, &settings).into_iter().map(|one| (one.rule, one.count)).collect()
    };
    assert_eq!(found(&[page(0)]), []);
    assert_eq!(found(&[page(0), page(60)]), []);
    assert_eq!(found(&[page(0), page(59)]), [(AlertRule::OtherTenant, 2)]);
    assert_eq!(found(&[deed]), [(AlertRule::OtherTenant, 1)]);
}

#[test]
fn ids_that_name_nothing_alert_above_what_links_and_lists_name() {
    let (me, settings) = (who(1), AlertSettings::default());
    let absent =
        |n: i64| AuditEvent { outcome: Outcome::Refused, ..event(me, Act::ABSENT_ASK, at(n * 60_000)) };
    let found = |n: i64| -> Vec<_> {
        let events: Vec<_> = (0..n).map(absent).collect();
        watch(&events, &settings).into_iter().map(|one| (one.rule, one.count)).collect()
    };
    assert_eq!(found(5), []);
    assert_eq!(found(6), [(AlertRule::Absent, 6)]);
}

#[test]
fn what_has_passed_is_forgotten() {
    let settings = AlertSettings::default();
    let mut watch = Watch::default();
    let mut see = |event: &AuditEvent| {
        let entry = Entry { seq: 0, event, by_operator: false, off_hours: false };
        watch.see(entry, &settings);
        (watch.actors.len(), watch.actors.values().map(|one| one.readings.counted.len()).sum::<usize>())
    };
    let all = tickets(50);
    for n in 0..50 {
        let one = all.get(usize::try_from(n).unwrap()).unwrap();
        see(&reading(who(1 + n), *one, n));
        see(&reading(who(100), *one, n));
    }
    let later = at(3 * 60 * MINUTE_MS);
    assert_eq!(see(&AuditEvent { at: later, ..reading(who(100), *all.first().unwrap(), 0) }), (1, 1));
}

#[test]
fn the_operator_alerts_by_what_they_open_and_people_by_the_hour() {
    let (me, settings) = (who(1), AlertSettings::default());
    let see = |event: &AuditEvent, by_operator, off_hours| {
        let entry = Entry { seq: 7, event, by_operator, off_hours };
        let found = Watch::default().see(entry, &settings);
        found.into_iter().map(|one| (one.rule, one.entries)).collect::<Vec<_>>()
    };
    let opens = AuditEvent { opened: objects(2, 0), ..event(Actor::Operator, Act::AGENT_FIND, at(0)) };
    let proves = event(Actor::Operator, Act::AUDIT_VERIFY, at(0));
    assert_eq!(see(&opens, true, true), [(AlertRule::Operator, vec![7])]);
    assert_eq!(see(&opens, false, false), []);
    assert_eq!(see(&proves, true, false), []);
    let reads = reading(me, TicketId::generate(START), 0);
    assert_eq!(see(&reads, false, true), [(AlertRule::OffHours, vec![7])]);
    assert_eq!(see(&reads, false, false), []);
    // An open window that refreshes its list is nobody looking.
    assert_eq!(see(&listing(me, 50, 0), false, true), []);
    assert_eq!(see(&event(me, Act::SESSION_READ, at(0)), false, true), []);
}

proptest! {
    /// Whatever the times: it alerts exactly where more distinct conversations than are ordinary lie in one window.
    #[test]
    fn windows_are_exact(
        steps in proptest::collection::vec((0i64..400_000, 0usize..40), 1..120),
        most in 20u32..40,
        minutes in 1u32..20,
    ) {
        let settings = AlertSettings { bulk_records: most, bulk_minutes: minutes, ..AlertSettings::default() };
        let (me, all) = (who(1), tickets(40));
        let mut ms = 0;
        let mut events = Vec::new();
        for (step, ticket) in steps {
            ms += step / 20;
            events.push(reading(me, *all.get(ticket).unwrap(), ms));
        }
        let found = watch(&events, &settings);
        // Done again, slowly: the events since the last finding, those in the window, each conversation once.
        let (mut since, mut expected) = (0, Vec::new());
        for (n, event) in events.iter().enumerate() {
            let from = event.at.plus_millis(-i64::from(minutes) * 60_000);
            let distinct: std::collections::BTreeSet<_> = events.get(since..=n).unwrap().iter()
                .filter(|one| one.at > from).flat_map(|one| one.tickets.clone()).collect();
            if distinct.len() > most as usize {
                expected.push(i64::try_from(n).unwrap());
                since = n + 1;
            }
        }
        let last: Vec<i64> = found.iter().filter_map(|one| one.entries.last().copied()).collect();
        prop_assert_eq!(last, expected);
    }

    /// Entries are looked at in parts as well as at once: whoever goes on where another stopped finds the same.
    #[test]
    fn reading_again_goes_on_where_another_stopped(
        steps in proptest::collection::vec((0i64..20_000, 0usize..60), 1..200),
        cut in 0usize..200,
    ) {
        let settings = AlertSettings { bulk_records: 20, bulk_minutes: 5, ..AlertSettings::default() };
        let (me, all) = (who(1), tickets(60));
        let mut ms = 0;
        let mut watches = (Watch::default(), Watch::default());
        let mut found = (Vec::new(), Vec::new());
        for (n, (step, ticket)) in steps.into_iter().enumerate() {
            ms += step;
            let event = reading(me, *all.get(ticket).unwrap(), ms);
            let entry = Entry { seq: n.try_into().unwrap(), event: &event, by_operator: false, off_hours: false };
            found.0.extend(watches.0.see(entry, &settings));
            let again = watches.1.see(entry, &settings);
            if n >= cut {
                found.1.extend(again);
            } else {
                found.1.extend(found.0.get(found.1.len()..).unwrap_or_default().iter().cloned());
            }
        }
        prop_assert_eq!(found.0, found.1);
    }
}
