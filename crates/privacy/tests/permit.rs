//! Permits: what they cover, what they remember, what they owe.

use domain::audit::{Actor, Job, Operation, Outcome, Purpose};
use domain::limits::AUDIT_OBJECTS_MAX;
use domain::{AgentId, ObjectId, ObjectKind, RequestId, Role, TenantId, TenantScope, Timestamp};
use privacy::{Access, Act, DataClass, RefusalReason, SubjectState, Who, decide, unaudited_opens};
use proptest::prelude::*;

const AT: Timestamp = Timestamp::from_millis(1_795_000_000_000);

fn access(act: Act, actor: Actor, role: Option<Role>) -> Access {
    let scope = TenantScope::of(TenantId::generate(AT));
    Access::to(act, scope, actor, role, RequestId::generate(AT), AT)
}

fn agent(role: Role) -> (Actor, Option<Role>) {
    (Actor::Agent(AgentId::generate(AT)), Some(role))
}

fn reason(access: &Access) -> Option<RefusalReason> {
    decide(access).err().map(|refusal| refusal.reason())
}

#[test]
fn an_agent_reads_tickets_and_an_operator_does_not() {
    let (actor, role) = agent(Role::Agent);
    let permit = decide(&access(Act::TICKET_READ, actor, role)).unwrap();
    permit.covers(ObjectKind::MessageContent).unwrap();
    permit.covers(ObjectKind::ContactProfile).unwrap();
    let refused = permit.covers(ObjectKind::AgentCredential).unwrap_err();
    assert_eq!(refused.reason(), RefusalReason::OutsidePermit(DataClass::Credential));
    assert_eq!(
        reason(&access(Act::TICKET_READ, actor, Some(Role::Operator))),
        Some(RefusalReason::NotAllowed)
    );
    assert_eq!(reason(&access(Act::TICKET_READ, Actor::Operator, None)), Some(RefusalReason::NotAllowed));
    assert_eq!(reason(&access(Act::TICKET_READ, Actor::Nobody, None)), Some(RefusalReason::NotAllowed));
}

#[test]
fn an_act_has_one_purpose_and_one_operation() {
    let (actor, role) = agent(Role::Admin);
    let mut asked = access(Act::TICKET_READ, actor, role);
    asked.purpose = Purpose::Security;
    assert_eq!(reason(&asked), Some(RefusalReason::WrongPurpose));
    let mut asked = access(Act::TICKET_READ, actor, role);
    asked.operation = Operation::Disclose;
    assert_eq!(reason(&asked), Some(RefusalReason::WrongOperation));
    let mut asked = access(Act::TICKET_READ, actor, role);
    asked.act = "ticket.peek";
    assert_eq!(reason(&asked), Some(RefusalReason::UnknownAct));
}

#[test]
fn a_role_is_never_guessed() {
    let (actor, _) = agent(Role::Agent);
    assert_eq!(reason(&access(Act::TICKET_READ, actor, None)), Some(RefusalReason::RoleMissing));
    let job = Actor::System(Job::Intake);
    assert_eq!(reason(&access(Act::INTAKE_BATCH, job, Some(Role::Admin))), Some(RefusalReason::RoleMissing));
}

#[test]
fn a_refusal_becomes_an_event() {
    let asked = access(Act::AUDIT_READ, Actor::Nobody, None);
    let event = decide(&asked).map(drop).unwrap_err().event();
    assert_eq!(event.outcome, Outcome::Refused);
    assert_eq!(event.tenant, asked.scope.tenant());
    assert_eq!(event.act, "audit.read");
}

#[test]
fn restricted_data_is_stored_and_erased_but_not_used() {
    let (actor, role) = agent(Role::Admin);
    for act in [Act::TICKET_READ, Act::TICKET_ANSWER, Act::CONTACT_CHANGE] {
        let permit = decide(&access(act, actor, role)).unwrap();
        permit.check_subject(SubjectState::Active).unwrap();
        let refused = permit.check_subject(SubjectState::Restricted).unwrap_err();
        assert_eq!(refused.reason(), RefusalReason::Restricted, "{}", act.word);
    }
    let intake = decide(&access(Act::INTAKE_BATCH, Actor::System(Job::Intake), None)).unwrap();
    intake.check_subject(SubjectState::Restricted).unwrap();
}

#[test]
fn a_dropped_permit_with_opens_is_noticed() {
    let (actor, role) = agent(Role::Agent);
    let before = unaudited_opens();
    let permit = decide(&access(Act::TICKET_READ, actor, role)).unwrap();
    permit.record_opened(ObjectId::generate(AT));
    drop(permit.into_events(Vec::new()));
    drop(decide(&access(Act::TICKET_READ, actor, role)).unwrap());
    assert_eq!(unaudited_opens(), before);
    let permit = decide(&access(Act::TICKET_READ, actor, role)).unwrap();
    permit.record_opened(ObjectId::generate(AT));
    permit.record_opened(ObjectId::generate(AT));
    drop(permit);
    assert_eq!(unaudited_opens(), before + 2);
}

#[test]
fn what_was_foretold_is_owed_once() {
    let (actor, role) = agent(Role::Agent);
    let before = unaudited_opens();
    let ids: Vec<_> = (0..3).map(|_| ObjectId::generate(AT)).collect();
    let permit = decide(&access(Act::TICKET_READ, actor, role)).unwrap();
    permit.record_opened(ids[0]);
    let events = permit.foretell(&ids[1..]);
    assert_eq!(events.iter().flat_map(|e| e.opened.clone()).collect::<Vec<_>>(), ids);
    permit.record_opened(ids[1]);
    permit.record_opened(ids[2]);
    assert_eq!(permit.opened_count(), 0, "the log has them already");
    permit.record_opened(ids[2]);
    assert_eq!(permit.opened_count(), 1, "a second opening is one more");
    drop(permit);
    assert_eq!(unaudited_opens(), before + 1);
}

#[test]
fn every_actor_and_act_is_decided_as_the_table_says() {
    let cases = [
        (agent(Role::Agent), Who::Agent),
        (agent(Role::Admin), Who::Admin),
        (agent(Role::Operator), Who::OperatorRole),
        ((Actor::Operator, None), Who::OperatorShell),
        ((Actor::Nobody, None), Who::Nobody),
        ((Actor::System(Job::Intake), None), Who::Intake),
        ((Actor::System(Job::Delivery), None), Who::Delivery),
        ((Actor::System(Job::Reindex), None), Who::Reindex),
        ((Actor::System(Job::Rotation), None), Who::Rotation),
        ((Actor::System(Job::Connection), None), Who::Connection),
        ((Actor::System(Job::Verification), None), Who::Verification),
    ];
    for ((actor, role), who) in cases {
        for act in Act::ALL {
            assert_eq!(
                decide(&access(*act, actor, role)).is_ok(),
                act.allowed_to(who),
                "{who:?} {}",
                act.word
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn events_carry_every_id_once_and_none_is_too_long(opened in 0usize..10_000, made in 0usize..10_000) {
        let (actor, role) = agent(Role::Agent);
        let permit = decide(&access(Act::TICKET_READ, actor, role)).unwrap();
        let ids: Vec<_> = (0..opened).map(|_| ObjectId::generate(AT)).collect();
        for id in &ids {
            permit.record_opened(*id);
        }
        prop_assert_eq!(permit.opened_count(), opened);
        let made: Vec<_> = (0..made).map(|_| ObjectId::generate(AT)).collect();
        let events = permit.into_events(made.clone());
        prop_assert!(events.iter().all(|e| e.opened.len() + e.made.len() <= AUDIT_OBJECTS_MAX));
        prop_assert_eq!(events.iter().flat_map(|e| e.opened.clone()).collect::<Vec<_>>(), ids);
        prop_assert_eq!(events.iter().flat_map(|e| e.made.clone()).collect::<Vec<_>>(), made);
    }
}
