//! What the register of sub-processors lets through, and what stops (C28, C30, C80 to C85).

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use domain::{
    Day, RegisterChange, RegisterNotice, SubProcessor, SubProcessorId, TenantId, Timestamp, Transfer,
    WayAsked,
};
use privacy::register::{Counterpart, Register, Stop, Way};

fn at(day: &str) -> Timestamp {
    day.parse::<Day>().unwrap().starts()
}

fn id(n: u8) -> SubProcessorId {
    SubProcessorId::from_slice(&[n; 16]).unwrap()
}

fn entry(host: &str, country: &str) -> SubProcessor {
    SubProcessor {
        name: "Firn Storage".to_owned(),
        service: "keeps sealed backups".to_owned(),
        adapters: vec!["s3".to_owned()],
        hosts: vec![host.to_owned()],
        country: country.to_owned(),
        contract: "DPA 17".to_owned(),
        contract_on: Day::of(2026, 1, 1),
        contract_until: Some(Day::of(2027, 1, 1)),
        measures: "TOM 3".to_owned(),
        flows_down: true,
        ..SubProcessor::default()
    }
}

fn put(register: &mut Register, n: u8, entry: SubProcessor, from: &str) {
    let seq = register.last_seq() + 1;
    let notice = RegisterNotice::Ahead { days: 30 };
    let change = RegisterChange::Put { id: id(n), entry, active_from: at(from), notice };
    register.apply(seq, at("2026-02-01"), change);
    tell(register, &[seq]);
}

/// Every company was told of these on 2026-01-01, and of what was told before.
fn tell(register: &mut Register, all: &[i64]) {
    let told = all.iter().map(|seq| (*seq, at("2026-01-01")));
    let told = told.chain((1..all.first().copied().unwrap_or_default()).map(|seq| (seq, at("2026-01-01"))));
    register.follow(&told.collect(), at("2026-02-01"));
}

fn asked(host: &str) -> WayAsked<'_> {
    WayAsked { adapter: "s3", host, tenant: None, of_everyone: true }
}

fn decided(register: &Register, host: &str, day: &str) -> Result<Way, Stop> {
    register.decide(Counterpart::OperatorService, &asked(host), at(day))
}

#[test]
fn nothing_goes_to_whom_nobody_wrote_down() {
    let mut register = Register::default();
    assert_eq!(decided(&register, "s3.example.org", "2026-03-01"), Ok(Way::OwnNetwork));
    put(&mut register, 1, entry("s3.example.org", "SE"), "2026-02-01");
    assert_eq!(decided(&register, "s3.example.org", "2026-03-01"), Ok(Way::Open));
    assert_eq!(decided(&register, "other.example.org", "2026-03-01"), Ok(Way::OwnNetwork));
    let other = WayAsked { adapter: "clamd", ..asked("s3.example.org") };
    let other = register.decide(Counterpart::OperatorService, &other, at("2026-03-01"));
    assert_eq!(other, Ok(Way::OwnNetwork));
}

#[test]
fn a_new_one_waits_for_its_day_and_a_changed_one_goes_on_until_then() {
    let mut register = Register::default();
    put(&mut register, 1, entry("*.example.org", "SE"), "2026-03-03");
    assert_eq!(decided(&register, "s3.example.org", "2026-03-02"), Err(Stop::NotYetActive));
    assert_eq!(decided(&register, "s3.example.org", "2026-03-03"), Ok(Way::Open));
    put(&mut register, 1, entry("eu.example.net", "NO"), "2026-05-01");
    assert_eq!(decided(&register, "s3.example.org", "2026-04-30"), Ok(Way::Open));
    assert_eq!(decided(&register, "eu.example.net", "2026-04-30"), Err(Stop::NotYetActive));
    assert_eq!(decided(&register, "eu.example.net", "2026-05-01"), Ok(Way::Open));
    register.apply(3, at("2026-06-01"), RegisterChange::End { id: id(1) });
    assert_eq!(decided(&register, "eu.example.net", "2026-06-01"), Err(Stop::Ended));
}

#[test]
fn one_that_was_taken_out_and_is_put_in_again_is_as_new() {
    let mut register = Register::default();
    put(&mut register, 1, entry("s3.example.org", "SE"), "2026-03-03");
    register.apply(2, at("2026-06-01"), RegisterChange::End { id: id(1) });
    assert_eq!(decided(&register, "s3.example.org", "2026-06-02"), Err(Stop::Ended));
    let again = |seq, notice| RegisterChange::Put {
        id: id(1),
        entry: SubProcessor { contract: format!("DPA {seq}"), ..entry("s3.example.org", "SE") },
        active_from: at("2026-11-01"),
        notice,
    };
    register.apply(3, at("2026-10-01"), again(3, RegisterNotice::Ahead { days: 30 }));
    let told = [(1, at("2026-01-01")), (3, at("2026-10-01"))].into();
    register.follow(&told, at("2026-10-01"));
    let line = register.line(id(1)).unwrap();
    assert_eq!((line.ended_at, line.current(at("2026-10-31"))), (None, None));
    assert_eq!(line.announced(at("2026-10-31")).unwrap().seq, 3);
    assert_eq!(decided(&register, "s3.example.org", "2026-10-31"), Err(Stop::NotYetActive));
    assert_eq!(decided(&register, "s3.example.org", "2026-11-01"), Ok(Way::Open));
    // What was said before does not hold in between, and did until then.
    let held = |from, to| line.versions.iter().any(|one| one.held_within(at(from), at(to)));
    assert!(held("2026-05-31", "2026-06-01") && !held("2026-06-02", "2026-10-31"));
    assert!(held("2026-10-31", "2026-11-01") && !held("2026-01-01", "2026-03-02"));
    // Said of what was taken out, the same is no reason to wait for nothing.
    register.apply(4, at("2026-12-01"), RegisterChange::End { id: id(1) });
    register.apply(5, at("2026-12-02"), again(5, RegisterNotice::NotNeeded));
    register.follow(&told, at("2026-12-02"));
    let line = register.line(id(1)).unwrap();
    assert_eq!(line.versions.last().unwrap().active_from, at("2026-11-01"));
    assert!(line.versions.iter().take(2).all(|one| one.ended_at.is_some()));
}

#[test]
fn it_waits_until_every_company_has_known_of_it_for_its_days() {
    let mut register = Register::default();
    let put = |register: &mut Register, seq, entry, from, notice| {
        let change = RegisterChange::Put { id: id(1), entry, active_from: at(from), notice };
        register.apply(seq, at("2026-02-01"), change);
    };
    let firn = entry("s3.example.org", "SE");
    put(&mut register, 1, firn.clone(), "2026-03-03", RegisterNotice::Ahead { days: 30 });
    // Nobody said that anybody was told.
    assert_eq!(decided(&register, "s3.example.org", "2027-01-01"), Err(Stop::NotYetActive));
    // Another contract makes no haste: it waits with what it says it of.
    let renewed = SubProcessor { contract: "DPA 18".to_owned(), ..firn.clone() };
    put(&mut register, 2, renewed, "2026-03-03", RegisterNotice::NotNeeded);
    register.follow(&[].into(), at("2026-04-01"));
    assert_eq!(decided(&register, "s3.example.org", "2026-06-01"), Err(Stop::NotYetActive));
    assert_eq!(register.line(id(1)).unwrap().versions[0].active_from, at("2026-05-01"));
    // The last one was told late.
    register.follow(&[(1, at("2026-04-01"))].into(), at("2026-04-01"));
    assert_eq!(decided(&register, "s3.example.org", "2026-04-30"), Err(Stop::NotYetActive));
    assert_eq!(decided(&register, "s3.example.org", "2026-05-01"), Ok(Way::Open));
    assert_eq!(register.line(id(1)).unwrap().current(at("2026-05-01")).unwrap().seq, 2);
}

#[test]
fn a_contract_that_is_missing_over_or_weaker_stops_it() {
    let stop = |change: fn(&mut SubProcessor), day: &str| {
        let mut register = Register::default();
        let mut one = entry("s3.example.org", "SE");
        change(&mut one);
        put(&mut register, 1, one, "2026-02-01");
        decided(&register, "s3.example.org", day).err()
    };
    assert_eq!(stop(|_| {}, "2027-01-01"), None);
    assert_eq!(stop(|_| {}, "2027-01-02"), Some(Stop::ContractExpired));
    assert_eq!(stop(|one| one.contract_until = None, "2040-01-01"), None);
    assert_eq!(stop(|one| one.contract.clear(), "2026-03-01"), Some(Stop::ContractMissing));
    assert_eq!(stop(|one| one.flows_down = false, "2026-03-01"), Some(Stop::ObligationsMissing));
    assert_eq!(stop(|one| one.measures.clear(), "2026-03-01"), Some(Stop::ObligationsMissing));
    assert_eq!(stop(|one| one.country = "US".to_owned(), "2026-03-01"), Some(Stop::TransferMissing));
}

#[test]
fn outside_of_the_eea_a_ground_is_needed_and_it_can_be_lost() {
    let with = |country: &str, transfer: Transfer| {
        let mut register = Register::default();
        put(&mut register, 1, SubProcessor { transfer, ..entry("s3.example.org", country) }, "2026-02-01");
        register
    };
    let adequacy = |proof: &str| Transfer::Adequacy { proof: proof.to_owned() };
    let clauses = |assessment: &str| Transfer::Clauses {
        module: 3,
        signed_on: Day::of(2026, 1, 1),
        assessment: assessment.to_owned(),
    };
    let decided = |register: &Register| decided(register, "s3.example.org", "2026-03-01");
    assert_eq!(decided(&with("CH", adequacy(""))), Ok(Way::Open));
    assert_eq!(decided(&with("BR", adequacy(""))), Err(Stop::NotAdequate));
    assert_eq!(decided(&with("US", adequacy(""))), Err(Stop::TransferMissing));
    assert_eq!(decided(&with("US", adequacy("listed"))), Ok(Way::Open));
    assert_eq!(decided(&with("IN", clauses("TIA 4"))), Ok(Way::Open));
    assert_eq!(decided(&with("IN", clauses(""))), Err(Stop::TransferMissing));
    let mut register = with("CH", adequacy(""));
    let gone =
        RegisterChange::Country { code: "CH".to_owned(), is_adequate: false, reason: "annulled".to_owned() };
    register.apply(9, at("2026-02-02"), gone);
    assert_eq!(decided(&register), Err(Stop::AdequacyLost));
    assert_eq!(decided(&with("GB", adequacy(""))), Ok(Way::Open));
    assert_eq!(with("GB", adequacy("")).adequate("GB", at("2031-12-28")), Err(Stop::AdequacyLost));
}

#[test]
fn a_company_that_stays_in_the_eea_sends_nothing_elsewhere() {
    let tenant = TenantId::from_slice(&[7; 16]).unwrap();
    let mut register = Register::new(Some("SE".to_owned()));
    put(&mut register, 1, entry("eea.example.org", "SE"), "2026-02-01");
    let abroad = SubProcessor {
        transfer: Transfer::Adequacy { proof: String::new() },
        ..entry("ch.example.org", "CH")
    };
    put(&mut register, 2, abroad, "2026-02-01");
    register.keep_in_eea([(tenant, 1)]);
    let decide = |who, host, tenant, of_everyone| {
        let asked = WayAsked { tenant, of_everyone, ..asked(host) };
        register.decide(who, &asked, at("2026-03-01"))
    };
    let service = Counterpart::OperatorService;
    assert_eq!(decide(service, "eea.example.org", Some(tenant), false), Ok(Way::Open));
    assert_eq!(decide(service, "ch.example.org", Some(tenant), false), Err(Stop::Residency));
    let other = TenantId::from_slice(&[8; 16]).unwrap();
    assert_eq!(decide(service, "ch.example.org", Some(other), false), Ok(Way::Open));
    // What is of everyone is of this company too.
    assert_eq!(decide(service, "ch.example.org", None, true), Err(Stop::Residency));
    assert_eq!(decide(service, "ch.example.org", None, false), Ok(Way::Open));
    assert_eq!(decide(service, "scanner", Some(tenant), false), Ok(Way::OwnNetwork));
    assert_eq!(decide(Counterpart::NamedBySender, "x", Some(tenant), false), Err(Stop::Residency));
    assert_eq!(decide(Counterpart::TenantServer, "x", Some(tenant), false), Ok(Way::Open));
}
