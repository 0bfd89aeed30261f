//! C114: whoever got a person's data is told of its rectification, erasure or restriction, or it is said why they are not.

use super::inside::Inside;
use super::looking::{Erased, Found, Looking, id_of};
use crate::erasure::receipt::Receipt;
use crate::{App, Result};
use domain::limits::{PAGE_ITEMS_MAX, RECIPIENTS_MAX};
use domain::record::{
    ContactProfile, MailboxSettings, MessageContent, RecipientNoticeContent, SubjectRequestContent,
};
use domain::{ContactId, DeliveryState, MessageId, MessageKind, Timestamp};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use store::{Cell, Page};
use uuid::Uuid;

/// It is tried for two days; a system that was stopped meanwhile has another.
const LATE_MS: i64 = 3 * 24 * 3600 * 1000;
/// Messages of a person that are looked at.
const MESSAGES_MAX: u32 = 10_000;

/// A row of its columns: tenant, id, object, sealed, and others.
type Row = Vec<Cell>;
/// Rows by whom or what they are about.
type Rows = HashMap<Uuid, Vec<Row>>;

/// Rows that hold something, read whole.
async fn all(l: &mut Looking, table: &str, columns: &[&str]) -> Result<Vec<Row>> {
    let (mut rows, mut after): (_, Option<Page>) = (Vec::new(), None);
    loop {
        let (some, next) = l.page(table, columns, after.as_ref()).await?;
        rows.extend(some);
        after = next;
        if after.is_none() {
            return Ok(rows);
        }
    }
}

fn inside(row: &[Cell]) -> Option<Inside<'_>> {
    let [tenant, id, object, sealed, ..] = row else { return None };
    Inside::of(tenant, id, object, sealed)
}

/// Every recipient of a case was told, or has a reason, in time; and none is missing.
pub(super) async fn told(app: &App, l: &mut Looking) -> Result<Found> {
    let mut found = Found::default();
    let columns = [
        "tenant_id",
        "id",
        "content_object",
        "content_sealed",
        "request_id",
        "state",
        "made_at_ms",
        "ended_at_ms",
    ];
    let rows = all(l, "recipient_notice", &columns).await?;
    let suspended: HashSet<Uuid> = l
        .rows("tenant", &["id", "state"])
        .await?
        .iter()
        .filter(|row| row.get(1).is_some_and(|state| state.text() == "suspended"))
        .filter_map(|row| id_of(row, 0))
        .collect();
    let mut notices: Rows = HashMap::new();
    for row in rows {
        let is_late = id_of(&row, 0).is_none_or(|tenant| !suspended.contains(&tenant));
        notice(app, &row, is_late.then(|| l.now.plus_millis(-LATE_MS)), &mut found).await?;
        if let Some(request) = id_of(&row, 4) {
            notices.entry(request).or_default().push(row);
        }
    }
    Box::pin(cases(app, l, &notices, &mut found)).await?;
    Ok(found)
}

/// One who is told, or not.
async fn notice(app: &App, row: &[Cell], late: Option<Timestamp>, found: &mut Found) -> Result<()> {
    let [_, id, _, _, _, state, made, ended] = row else { return Ok(()) };
    let Some(id) = id.id() else { return Ok(()) };
    found.looked_at += 1;
    let question: fn(&RecipientNoticeContent, &()) -> bool = match state.text() {
        "queued" | "sending" => {
            let since = made.int().unwrap_or_default();
            if late.is_some_and(|late| since < late.as_millis()) {
                found.fault("untold", id);
            }
            return Ok(());
        }
        // What was on its way when a backup was made is not sent, and says so.
        "in_doubt" => return Ok(()),
        "not_told" => has_reason,
        "failed" => has_detail,
        _ => is_forgotten,
    };
    if ended.int().is_none() {
        found.fault("untold", id);
    }
    let says = match inside(row) {
        Some(inside) => inside.says(app, question, &()).await?,
        None => Some(false),
    };
    if says == Some(false) {
        found.fault("untold-why", id);
    }
    Ok(())
}

/// The mail itself is kept no longer than it is on its way.
fn is_forgotten(notice: &RecipientNoticeContent, _: &()) -> bool {
    notice.subject.is_empty() && notice.text.is_empty() && notice.answers.is_empty()
}

fn has_reason(notice: &RecipientNoticeContent, _: &()) -> bool {
    is_forgotten(notice, &()) && !notice.reason.trim().is_empty()
}

fn has_detail(notice: &RecipientNoticeContent, _: &()) -> bool {
    is_forgotten(notice, &()) && !notice.detail.trim().is_empty()
}

/// Each case that was carried out: of an erasure the receipt says who there was, else the person's mails do.
async fn cases(app: &App, l: &mut Looking, notices: &Rows, found: &mut Found) -> Result<()> {
    let columns = [
        "tenant_id",
        "id",
        "content_object",
        "content_sealed",
        "asks_for",
        "contact_id",
        "carried_out_at_ms",
    ];
    let mailboxes = all(l, "mailbox", &["tenant_id", "id", "settings_object", "settings_sealed"]).await?;
    let people = all(l, "contact", &["tenant_id", "id", "profile_object", "profile_sealed"]).await?;
    let mut erased: Rows = HashMap::new();
    for row in all(l, "subject_request", &columns).await? {
        let [tenant, id, _, _, right, contact, carried] = row.as_slice() else { continue };
        let (Some(tenant), Some(id), Some(contact)) = (tenant.id(), id.id(), contact.id()) else { continue };
        let own = notices.get(&id).map(Vec::as_slice).unwrap_or_default();
        let (is_erasure, is_put_right) =
            (right.text() == "erasure", matches!(right.text(), "rectification" | "restriction"));
        if is_erasure {
            erased.entry(contact).or_default().push(row);
            continue;
        }
        let Some(carried) = carried.int().filter(|_| is_put_right && own.len() < RECIPIENTS_MAX) else {
            continue;
        };
        // One that was carried out before anybody was told, and one whose words are gone, tell nothing.
        let is_known = match inside(&row) {
            Some(inside) => inside.says(app, has_plan, &()).await? == Some(true),
            None => false,
        };
        let person = people.iter().find(|row| id_of(row, 1) == Some(contact));
        if let Some(person) = person.filter(|_| is_known) {
            let heard = Heard::new()?;
            let ours: Vec<&Row> = mailboxes.iter().filter(|row| id_of(row, 0) == Some(tenant)).collect();
            hear(app, &heard, own, &ours, person).await?;
            let all = Box::pin(all_heard(app, person, heard, Timestamp::from_millis(carried))).await?;
            found.holds(all, "recipient-missing", id);
        }
    }
    of_erasures(app, l, (&erased, notices), found).await
}

fn has_plan(case: &SubjectRequestContent, _: &()) -> bool {
    case.recipients.is_some()
}

/// Those whom a receipt commits itself to are those whom the cases have.
async fn of_erasures(
    app: &App,
    l: &mut Looking,
    (cases, notices): (&Rows, &Rows),
    found: &mut Found,
) -> Result<()> {
    let key = app.vault().checkpoint_public_key();
    let of_person = |one: &Erased| matches!(one.scope.as_str(), "contact" | "pseudonym");
    for one in l.erasures().await?.into_iter().filter(of_person) {
        let receipt = one.receipt.as_deref().and_then(|bytes| Receipt::from_bytes(bytes).ok());
        let said = receipt.and_then(|receipt| receipt.check(&key).ok()).and_then(|said| said.recipients);
        let (Some(said), Some(of)) = (said, cases.get(&one.subject)) else { continue };
        // A case that was forgotten took them along.
        if of.iter().any(|case| inside(case).is_none()) {
            continue;
        }
        let about: BTreeSet<String> = said.hashes.into_iter().collect();
        let mut there = 0_u64;
        let own: Vec<&Row> = of.iter().filter_map(|case| notices.get(&id_of(case, 1)?)).flatten().collect();
        for row in own {
            if let Some(inside) = inside(row)
                && inside.says(app, is_committed, &about).await? == Some(true)
            {
                there += 1;
            }
        }
        found.holds(there == said.count, "recipient-missing", one.id);
    }
    Ok(())
}

fn is_committed(notice: &RecipientNoticeContent, hashes: &BTreeSet<String>) -> bool {
    notice.commitment().is_none_or(|hash| hashes.contains(&crate::audit::hex(&hash)))
}

/// Addresses that were asked for, as hashes under a salt of this look alone: they are compared, and known to nobody.
struct Heard {
    salt: [u8; 32],
    all: Mutex<HashSet<[u8; 32]>>,
    /// The person's own messages.
    theirs: HashSet<MessageId>,
}

impl Heard {
    fn new() -> Result<Self> {
        Ok(Self { salt: crypto::random::bytes()?, all: Mutex::default(), theirs: HashSet::new() })
    }

    fn hash(&self, email: &str) -> Option<[u8; 32]> {
        mime::normalise_address(email).map(|email| domain::record::committed(&self.salt, &email))
    }

    fn hear<'a>(&self, emails: impl Iterator<Item = &'a str>) -> bool {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(emails.filter_map(|email| self.hash(email)));
        true
    }

    fn knows(&self, email: &str) -> bool {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        self.hash(email).is_none_or(|hash| all.contains(&hash))
    }
}

fn hear_notice(notice: &RecipientNoticeContent, heard: &Heard) -> bool {
    heard.hear(std::iter::once(notice.email.as_str()))
}

fn hear_mailbox(settings: &MailboxSettings, heard: &Heard) -> bool {
    let own: Vec<String> = settings.own_addresses().collect();
    heard.hear(own.iter().map(String::as_str))
}

fn hear_person(profile: &ContactProfile, heard: &Heard) -> bool {
    heard.hear(profile.emails.iter().map(String::as_str))
}

fn hear_sender(content: &MessageContent, heard: &Heard) -> bool {
    heard.hear(content.from.iter().map(|from| from.email.as_str()))
}

/// Whether everybody is known whom a mail of the person's was passed on to by this one.
fn is_heard(content: &MessageContent, heard: &Heard) -> bool {
    let is_theirs = content.forward_of.is_some_and(|of| heard.theirs.contains(&of));
    let mut to = content.to.iter().chain(&content.cc).chain(&content.bcc);
    !is_theirs || to.all(|one| heard.knows(&one.email))
}

/// Hears of those who are told or not, of the company's own addresses, and of the person's.
async fn hear(app: &App, heard: &Heard, notices: &[Row], mailboxes: &[&Row], person: &Row) -> Result<()> {
    for row in notices {
        if let Some(one) = inside(row) {
            one.says(app, hear_notice, heard).await?;
        }
    }
    for row in mailboxes {
        if let Some(one) = inside(row) {
            one.says(app, hear_mailbox, heard).await?;
        }
    }
    if let Some(one) = inside(person) {
        one.says(app, hear_person, heard).await?;
    }
    Ok(())
}

/// Whether everybody was heard of whom the person's mails were passed on to until then.
async fn all_heard(app: &App, person: &Row, mut heard: Heard, until: Timestamp) -> Result<bool> {
    let (Some(own), Some(id)) = (inside(person), id_of(person, 1)) else { return Ok(true) };
    let store = app.store().tenant(own.scope());
    let theirs = store.list_messages_of_contact(ContactId::from_uuid(id), MESSAGES_MAX).await?;
    heard.theirs = theirs.iter().copied().collect();
    let mut tickets = BTreeSet::new();
    for some in theirs.chunks(PAGE_ITEMS_MAX as usize) {
        for message in store.list_messages_by_ids(some).await? {
            tickets.insert(message.ticket);
            if let Some(message) = store.find_message(message.id).await? {
                let one = Inside::at(own.tenant, message.id.uuid(), &message.content);
                one.says(app, hear_sender, &heard).await?;
            }
        }
    }
    for ticket in tickets {
        let mut after = None;
        loop {
            let page = store.list_messages_of_ticket(ticket, after, PAGE_ITEMS_MAX).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for row in &page {
                let went = row.kind == MessageKind::Outbound
                    && row.delivery_state != Some(DeliveryState::Failed)
                    && row.sent_at.unwrap_or(row.received_at) < until;
                let one = Inside::at(own.tenant, row.id.uuid(), &row.content);
                if went && one.says(app, is_heard, &heard).await? == Some(false) {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}
