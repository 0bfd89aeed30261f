//! Under which access an operator opens what a company writes and receives: one that is open at that moment, and no other.

use domain::audit::{Actor, Outcome, UnderAccess};
use domain::{
    AccessReason, AccessStanding, AgentId, ObjectId, ObjectKind, OperatorAccessId, RequestId, Role, TenantId,
    TenantScope, Timestamp,
};
use privacy::{Access, AccessFacts, Act, RefusalReason, decide, decide_under};

const AT: Timestamp = Timestamp::from_millis(1_795_000_000_000);
const MINUTE_MS: i64 = 60_000;

fn facts(reason: AccessReason) -> AccessFacts {
    AccessFacts {
        id: OperatorAccessId::generate(AT),
        scope: TenantScope::of(TenantId::generate(AT)),
        operator: AgentId::generate(AT),
        reason,
        minutes: 30,
        asked_at: AT,
        decided_by: reason.needs_approval().then(|| AgentId::generate(AT)),
        refused: false,
        opened_at: Some(AT),
        until: Some(AT.plus_millis(30 * MINUTE_MS)),
        ended_at: None,
    }
}

fn asked(facts: &AccessFacts, act: Act, at: Timestamp) -> Access {
    let actor = Actor::Agent(facts.operator);
    Access::to(act, facts.scope, actor, Some(Role::Operator), RequestId::generate(at), at)
}

fn refusal(facts: &AccessFacts, access: &Access) -> Option<RefusalReason> {
    decide_under(access, facts).err().map(|refusal| refusal.reason())
}

#[test]
fn an_open_access_reads_conversations_and_nothing_else() {
    for reason in AccessReason::ALL {
        let facts = facts(*reason);
        let read = asked(&facts, Act::OPERATOR_ACCESS_READ, AT);
        // Without it there is no such permit.
        assert_eq!(decide(&read).unwrap_err().reason(), RefusalReason::NotAllowed);
        let permit = decide_under(&read, &facts).unwrap();
        permit.covers(ObjectKind::MessageContent).unwrap();
        permit.covers(ObjectKind::TicketSummary).unwrap();
        for kind in [
            ObjectKind::ContactProfile,
            ObjectKind::DraftContent,
            ObjectKind::MailboxSettings,
            ObjectKind::AgentCredential,
            ObjectKind::SubjectRequest,
            ObjectKind::TenantSettings,
        ] {
            assert!(permit.covers(kind).is_err(), "{kind:?}");
        }
        permit.check_subject(privacy::SubjectState::Restricted).unwrap_err();
        permit.record_opened(ObjectId::generate(AT));
        let event = permit.into_events(Vec::new()).remove(0);
        assert_eq!(event.operator_access, Some(UnderAccess { id: facts.id, reason: *reason }));
        assert_eq!((event.outcome, event.opened.len()), (Outcome::Done, 1));
        // No other act is done under it.
        for act in Act::ALL.iter().filter(|act| **act != Act::OPERATOR_ACCESS_READ) {
            let other = asked(&facts, *act, AT);
            assert_eq!(refusal(&facts, &other), Some(RefusalReason::NotAllowed), "{}", act.word);
        }
    }
}

#[test]
fn what_is_not_open_opens_nothing() {
    let good = facts(AccessReason::SupportRequested);
    let read = |at| asked(&good, Act::OPERATOR_ACCESS_READ, at);
    let last = AT.plus_millis(30 * MINUTE_MS - 1);
    assert_eq!(refusal(&good, &read(last)), None);
    let no = Some(RefusalReason::NoAccess);
    assert_eq!(refusal(&good, &read(AT.plus_millis(30 * MINUTE_MS))), no, "its time has passed");
    assert_eq!(refusal(&good, &read(AT.plus_millis(-1))), no, "it was not open yet");
    let longer = AccessFacts { until: Some(AT.plus_millis(31 * MINUTE_MS)), ..good };
    let closed = [
        (AccessFacts { opened_at: None, until: None, ..good }, "nobody let it in"),
        (AccessFacts { decided_by: None, ..good }, "the company did not let it in"),
        (AccessFacts { ended_at: Some(AT), ..good }, "it was ended"),
        (AccessFacts { refused: true, ..good }, "it was refused"),
        (AccessFacts { until: None, ..good }, "it has no end"),
        (longer, "it ends later than was asked for"),
        (AccessFacts { minutes: 61, ..longer }, "it is longer than an hour"),
        (AccessFacts { operator: AgentId::generate(AT), ..good }, "it is another operator's"),
        (AccessFacts { scope: TenantScope::of(TenantId::generate(AT)), ..good }, "it is another company's"),
    ];
    for (facts, why) in closed {
        assert_eq!(refusal(&facts, &read(AT)), no, "{why}");
    }
    for role in [Role::Agent, Role::Admin] {
        let access = Access { role: Some(role), ..read(AT) };
        assert_eq!(refusal(&good, &access), no);
    }
    assert_eq!(refusal(&good, &Access { actor: Actor::Operator, role: None, ..read(AT) }), no);
}

#[test]
fn it_stands_where_its_row_and_the_time_say() {
    let good = facts(AccessReason::Security);
    let asked = AccessFacts { opened_at: None, until: None, ..good };
    let day = 24 * 60 * MINUTE_MS;
    for (facts, after_ms, standing) in [
        (asked, 0, AccessStanding::Asked),
        (asked, day, AccessStanding::Asked),
        (asked, day + 1, AccessStanding::Lapsed),
        (AccessFacts { ended_at: Some(AT), ..asked }, 0, AccessStanding::Lapsed),
        (AccessFacts { refused: true, ended_at: Some(AT), ..asked }, 0, AccessStanding::Refused),
        (good, 0, AccessStanding::Open),
        (good, 30 * MINUTE_MS, AccessStanding::Expired),
        (AccessFacts { ended_at: Some(AT), ..good }, 0, AccessStanding::Ended),
    ] {
        assert_eq!(facts.standing(AT.plus_millis(after_ms)), standing, "{facts:?}");
    }
}

#[test]
fn there_is_no_reason_to_learn_from_mail() {
    let words: Vec<&str> = AccessReason::ALL.iter().map(|reason| reason.as_str()).collect();
    assert_eq!(words, ["security", "support_requested", "legal"]);
    for other in ["", "support", "training", "machine_learning", "development", "quality", "SECURITY"] {
        assert!(other.parse::<AccessReason>().is_err(), "{other}");
    }
}
