//! The matrix of operation and state, printed; and that permits ask the same table.

use domain::audit::{Actor, Job};
use domain::{AgentId, RequestId, Role, TenantId, TenantScope, Timestamp};
use privacy::{Access, By, Processing, SubjectState, Verdict, Who, authority, decide};
use std::fmt::Write as _;

const NOW: Timestamp = Timestamp::from_millis(1_795_521_600_000);

#[test]
fn what_may_be_done_in_which_state() {
    let mut table = format!("{:<15}", "");
    for state in SubjectState::ALL {
        write!(table, "{:<12}", state.as_str()).unwrap();
    }
    for processing in Processing::ALL {
        write!(table, "\n{:<15}", processing.as_str()).unwrap();
        for state in SubjectState::ALL {
            write!(table, "{:<12}", processing.verdict(state).as_str()).unwrap();
        }
    }
    let lines: Vec<_> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn permits_ask_the_same_table() {
    let scope = TenantScope::of(TenantId::generate(NOW));
    for processing in Processing::ALL {
        for act in processing.acts() {
            let (actor, role) = match act.by {
                By::Jobs => {
                    let jobs = [Job::Intake, Job::Delivery, Job::Connection, Job::Rights, Job::Learning];
                    let fits = |job: &Job| act.allowed_to(Who::of(Actor::System(*job), None).unwrap());
                    (Actor::System(jobs.into_iter().find(fits).unwrap()), None)
                }
                By::People | By::Both => (Actor::Agent(AgentId::generate(NOW)), Some(Role::Admin)),
            };
            let access = Access::to(*act, scope, actor, role, RequestId::generate(NOW), NOW);
            let permit = decide(&access).unwrap();
            assert!(permit.check_subject(SubjectState::Active).is_ok(), "{}", act.word);
            for state in [SubjectState::Restricted, SubjectState::Held] {
                let expected = processing.verdict(state) == Verdict::Allowed;
                let asked = permit.check_subject(state);
                assert_eq!(asked.is_ok(), expected, "{} {}", act.word, state.as_str());
                assert!(asked.err().is_none_or(|refusal| refusal.reason().word() == state.as_str()));
            }
            drop(permit);
        }
    }
}

#[test]
fn an_objection_stops_its_purpose_and_nothing_else() {
    for state in SubjectState::ALL {
        let SubjectState::Objects(purpose) = state else { continue };
        let refused: Vec<_> =
            Processing::ALL.into_iter().filter(|p| p.verdict(state) != Verdict::Allowed).collect();
        assert_eq!(refused.len(), 1, "{purpose}");
        assert_eq!(refused.first().unwrap().as_str(), purpose.as_str());
    }
}

#[test]
fn every_country_of_the_eea_has_its_authority() {
    let codes: Vec<_> = authority::ALL.iter().map(|one| one.country).collect();
    assert_eq!(codes.len(), 30, "27 of the Union, Iceland, Liechtenstein, Norway");
    assert!(codes.is_sorted() && codes.windows(2).all(|two| two.first() != two.last()));
    for one in authority::ALL {
        assert!(one.site.starts_with("https://") && !one.name.is_empty(), "{}", one.country);
        assert_eq!(authority::of(one.country), one);
    }
    assert_eq!(authority::of("SE").short, "IMY");
    assert_eq!(authority::of("nowhere").country, "SE", "the operator's own");
    insta::assert_snapshot!(
        authority::ALL
            .iter()
            .map(|one| format!("{} {}", one.country, one.site))
            .collect::<Vec<_>>()
            .join("\n")
    );
}
