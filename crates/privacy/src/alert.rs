//! The rules on the audit log (C37), as a pure engine: entries go in one after the other, findings come out. Whoever reads
//! the same entries finds the same again; so does `deskhero verify`.
//!
//! **What counts.** A conversation or a person counts once in the time that is looked at, however many objects it has and
//! however often it was opened. What a list or a search shows counts little, a twenty-fifth each, and once however often it
//! is shown. What is loaded ahead of being looked at, and a file of a conversation, count a fifth.

use crate::act::Act;
use crate::policy::DataClass;
use crate::refusal::OTHER_TENANT_PAGE;
use domain::audit::{Actor, AuditEvent, Operation, Outcome};
use domain::{AlertRule, AlertSettings, ObjectId, RequestId, TicketId, Timestamp};
use std::collections::HashMap;

const MINUTE_MS: i64 = 60_000;
/// Ids that one account asks for in vain within an hour, at most, without an alert: links to what is gone, and lists that a
/// programme keeps, name some.
const ABSENT_MOST: u32 = 5;
/// What is another tenant's counts so much where somebody opened a page, as whoever follows a link once does it, and where
/// they did something, or a programme did.
const PAGE: u32 = 1;
const DEED: u32 = 2;
/// Asking in vain is counted for so long.
const ASKED_MS: i64 = 60 * MINUTE_MS;
/// Exports are counted for so long.
const EXPORTS_MS: i64 = 60 * MINUTE_MS;
/// The longest time that a rule looks back; whoever begins in the middle of a log begins so much earlier.
pub const LOOKS_BACK_MS: i64 = 60 * MINUTE_MS;

/// Weights: of what was looked at, of what may be looked at, of what stands in a list.
const WHOLE: u32 = 25;
const PART: u32 = 5;
const LISTED: u32 = 1;
/// Objects that reading one person opens at most; what opens more is a list.
const PERSON_OBJECTS: usize = 5;
/// Accounts that are followed at once; of more, those that did nothing for longest are forgotten.
const ACTORS_MAX: usize = 10_000;

/// One entry of the log, with what the rules cannot know by themselves.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'e> {
    /// Its place.
    pub seq: i64,
    /// What it says.
    pub event: &'e AuditEvent,
    /// Whether whoever acted runs Deskhero, and the log is a company's.
    pub by_operator: bool,
    /// Whether it was outside of the hours that the company works.
    pub off_hours: bool,
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub rule: AlertRule,
    /// Who acted.
    pub actor: Actor,
    /// How many it counted.
    pub count: u32,
    /// The entries, oldest first.
    pub entries: Vec<i64>,
    /// Time of the first.
    pub first_at: Timestamp,
    /// Time of the last.
    pub last_at: Timestamp,
}

/// What is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    Ticket(TicketId),
    Object(ObjectId),
    Request(RequestId),
    Place(i64),
}

/// When something was counted last, with which entry and weight.
#[derive(Debug, Clone, Copy)]
struct Counted {
    at: Timestamp,
    seq: i64,
    weight: u32,
}

/// What one account did of one kind, in the time that is looked at.
#[derive(Debug, Clone, Default)]
struct Window {
    counted: HashMap<Key, Counted>,
    /// At least what is counted; what has passed is taken off when that matters.
    weight: u32,
}

impl Window {
    /// Forgets what is older than any rule looks back.
    fn forget(&mut self, until: Timestamp) {
        self.counted.retain(|_, one| one.at > until);
        self.weight = self.counted.values().map(|one| one.weight).sum();
    }

    /// Counts something; what was found, where that is more than `most`. Then counting begins anew.
    fn count(&mut self, key: Key, new: Counted, span_ms: i64, most: u32) -> Option<(u32, Vec<Counted>)> {
        let before = self.counted.get(&key).copied();
        let weight = before.map_or(new.weight, |before| before.weight.max(new.weight));
        let at = before.map_or(new.at, |before| before.at.max(new.at));
        self.counted.insert(key, Counted { at, weight, ..new });
        self.weight = self.weight.saturating_add(weight - before.map_or(0, |before| before.weight));
        if self.weight <= most {
            return None;
        }
        let from = at.plus_millis(-span_ms);
        self.counted.retain(|_, one| one.at > from);
        self.weight = self.counted.values().map(|one| one.weight).sum();
        if self.weight <= most {
            return None;
        }
        let mut found: Vec<Counted> = std::mem::take(&mut self.counted).into_values().collect();
        found.sort_unstable_by_key(|one| one.seq);
        Some((std::mem::take(&mut self.weight), found))
    }
}

#[derive(Debug, Clone, Default)]
struct Doings {
    readings: Window,
    exports: Window,
    refusals: Window,
    /// What was asked for and is not there.
    absent: Window,
    /// What was asked for and is another tenant's.
    others: Window,
    last_at: Timestamp,
}

impl Doings {
    fn forget(&mut self, until: Timestamp) {
        let Self { readings, exports, refusals, absent, others, last_at: _ } = self;
        for window in [readings, exports, refusals, absent, others] {
            window.forget(until);
        }
    }
}

/// Follows one log.
#[derive(Debug, Clone, Default)]
pub struct Watch {
    actors: HashMap<Actor, Doings>,
    /// When what has passed was last forgotten.
    forgot_at: Timestamp,
}

impl Watch {
    /// Looks at the next entry.
    pub fn see(&mut self, entry: Entry<'_>, settings: &AlertSettings) -> Vec<Finding> {
        let event = entry.event;
        let mut found = at_once(entry);
        if !matches!(event.actor, Actor::Agent(_) | Actor::Operator) {
            return found;
        }
        self.make_room(event.at);
        let doings = self.actors.entry(event.actor).or_default();
        doings.last_at = doings.last_at.max(event.at);
        let (at, seq) = (event.at, entry.seq);
        let span_ms = |minutes: u32| i64::from(minutes) * MINUTE_MS;
        for (key, weight) in readings(event) {
            let most = settings.bulk_records.saturating_mul(WHOLE);
            let counted = Counted { at, seq, weight };
            let more = doings.readings.count(key, counted, span_ms(settings.bulk_minutes), most);
            found.extend(more.map(|more| finding(AlertRule::BulkReading, event.actor, more, WHOLE)));
        }
        if is_export(event) {
            let counted = Counted { at, seq, weight: 1 };
            let key = Key::Request(event.request);
            let more = doings.exports.count(key, counted, EXPORTS_MS, settings.exports);
            found.extend(more.map(|more| finding(AlertRule::Exports, event.actor, more, 1)));
        }
        let once = |weight| Counted { at, seq, weight };
        if event.act == Act::OTHER_TENANT.word {
            let weight = if event.reason == OTHER_TENANT_PAGE { PAGE } else { DEED };
            let more = doings.others.count(Key::Place(seq), once(weight), ASKED_MS, PAGE);
            found.extend(more.map(|(_, of)| {
                finding(
                    AlertRule::OtherTenant,
                    event.actor,
                    (u32::try_from(of.len()).unwrap_or(u32::MAX), of),
                    1,
                )
            }));
        } else if event.act == Act::ABSENT_ASK.word {
            let more = doings.absent.count(Key::Place(seq), once(1), ASKED_MS, ABSENT_MOST);
            found.extend(more.map(|more| finding(AlertRule::Absent, event.actor, more, 1)));
        } else if event.outcome == Outcome::Refused {
            let counted = once(1);
            let span_ms = span_ms(settings.refusal_minutes);
            let more = doings.refusals.count(Key::Place(seq), counted, span_ms, settings.refusals);
            found.extend(more.map(|more| finding(AlertRule::Refusals, event.actor, more, 1)));
        }
        found
    }

    fn make_room(&mut self, at: Timestamp) {
        // Twice as far as any rule looks: entries do not lie in the order of their times exactly.
        if at.millis_since(self.forgot_at) > LOOKS_BACK_MS {
            self.forgot_at = at;
            let until = at.plus_millis(-2 * LOOKS_BACK_MS);
            self.actors.retain(|_, one| one.last_at > until);
            self.actors.values_mut().for_each(|one| one.forget(until));
        }
        if self.actors.len() >= ACTORS_MAX {
            let newest = self.actors.values().map(|one| one.last_at).max().unwrap_or_default();
            self.actors.retain(|_, one| one.last_at > newest.plus_millis(-LOOKS_BACK_MS));
        }
    }
}

fn finding(rule: AlertRule, actor: Actor, (weight, of): (u32, Vec<Counted>), unit: u32) -> Finding {
    let times = || of.iter().map(|one| one.at);
    let mut entries: Vec<i64> = of.iter().map(|one| one.seq).collect();
    entries.dedup();
    Finding {
        rule,
        actor,
        count: weight.div_ceil(unit),
        entries,
        first_at: times().min().unwrap_or_default(),
        last_at: times().max().unwrap_or_default(),
    }
}

/// What one entry is enough for.
fn at_once(entry: Entry<'_>) -> Vec<Finding> {
    let event = entry.event;
    let one = |rule, count| Finding {
        rule,
        actor: event.actor,
        count,
        entries: vec![entry.seq],
        first_at: event.at,
        last_at: event.at,
    };
    let mut found = Vec::new();
    if entry.by_operator && opens_content(event) {
        found.push(one(AlertRule::Operator, u32::try_from(event.opened.len()).unwrap_or(u32::MAX).max(1)));
    }
    // What an admin of the company opened themselves is no news to it.
    let done = |act: Act| event.outcome == Outcome::Done && event.act == act.word;
    if done(Act::OPERATOR_ACCESS_ASK) && entry.by_operator {
        found.push(one(AlertRule::OperatorAsks, 1));
    }
    if done(Act::OPERATOR_ACCESS_OPEN) && entry.by_operator {
        found.push(one(AlertRule::OperatorAccess, 1));
    }
    let is_person = matches!(event.actor, Actor::Agent(_));
    if entry.off_hours && is_person && (is_export(event) || is_looked_at(event)) {
        found.push(one(AlertRule::OffHours, 1));
    }
    found
}

/// Whether an act of the operator opened something of a company, or handed it out.
fn opens_content(event: &AuditEvent) -> bool {
    let handed = [Act::AUDIT_READ, Act::AUDIT_EXPORT, Act::MAILBOX_EXPORT, Act::COMPANY_EXPORT_HAND_OUT];
    // What the operator itself wrote there, of the accesses that it asked for, is nothing of the company's.
    event.outcome == Outcome::Done
        && event.act != Act::OPERATOR_ACCESS_LIST.word
        && (!event.opened.is_empty() || handed.iter().any(|act| act.word == event.act))
}

/// Whether data of a person, or a mailbox, was handed out whole.
fn is_export(event: &AuditEvent) -> bool {
    let exports = [
        Act::ACCESS_EXPORT_HAND_OUT,
        Act::ACCESS_EXPORT_LINK,
        Act::MAILBOX_EXPORT,
        Act::COMPANY_EXPORT_HAND_OUT,
        Act::AUDIT_EXPORT,
    ];
    event.outcome == Outcome::Done && exports.iter().any(|act| act.word == event.act)
}

/// Whether somebody looked at a conversation or a person: a list that refreshes itself in an open window is no looking.
fn is_looked_at(event: &AuditEvent) -> bool {
    readings(event).iter().any(|(key, weight)| {
        *weight == WHOLE && matches!(key, Key::Ticket(_) | Key::Object(_))
            || event.act == Act::TICKET_SEARCH.word
    })
}

/// What an entry opened, and how much each counts.
fn readings(event: &AuditEvent) -> Vec<(Key, u32)> {
    let Some(act) = Act::find(&event.act) else { return Vec::new() };
    let reads = matches!(act.operation, Operation::Use | Operation::Disclose)
        && matches!(act.class, DataClass::Mail | DataClass::Contact);
    if !reads || event.outcome != Outcome::Done || event.opened.is_empty() {
        return Vec::new();
    }
    let first = event.opened.iter().min().copied();
    let object = |weight| first.map(|object| (Key::Object(object), weight)).into_iter().collect();
    match act {
        act if *act == Act::ATTACHMENT_READ || *act == Act::MESSAGE_IMAGES => object(PART),
        act if *act == Act::MESSAGE_RAW => object(WHOLE),
        act if *act == Act::TICKET_READ_AHEAD => {
            event.tickets.iter().map(|id| (Key::Ticket(*id), PART)).collect()
        }
        _ if !event.tickets.is_empty() => event.tickets.iter().map(|id| (Key::Ticket(*id), WHOLE)).collect(),
        act if *act == Act::CONTACT_READ && event.opened.len() <= PERSON_OBJECTS => object(WHOLE),
        _ => event.opened.iter().map(|object| (Key::Object(*object), LISTED)).collect(),
    }
}

#[cfg(test)]
mod tests;
