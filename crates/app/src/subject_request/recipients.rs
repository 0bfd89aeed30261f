//! Whom a person's mails were passed on to, and that they are told of a rectification, an erasure or a restriction
//! (GDPR Art. 19; C114). They are found, and the mails to them written, before any key goes; what is kept of them afterwards
//! are their address, what they got when, and what became of it.

use super::letter::words_of;
use super::{Case, load, mode};
use crate::{App, Ctx, Error, Result, contact, tenant, zone};
use crypto::Draft;
use domain::audit::Job;
use domain::keyring::LeafRef;
use domain::limits::{ERASED_TICKETS_MAX, PAGE_ITEMS_MAX, RECIPIENTS_MAX, SUBJECT_WORDS_CHARS_MAX};
use domain::merkle::Hash;
use domain::record::{
    Address, MessageContent, NotTold, PassedOn, RECIPIENT_SALT_BYTES, RecipientNoticeContent, RecipientPlan,
};
use domain::{
    ContactId, DeliveryState, ErasureId, MailboxId, MailboxState, MessageId, MessageKind, RecipientNoticeId,
    RecipientState, SubjectRequestId, SubjectRight, TenantScope, TicketId, Timestamp,
};
use privacy::{Act, Permit};
use std::collections::{BTreeMap, HashSet};
use store::{RecipientNotice, TenantTx};

/// One who got a person's data, and what became of telling them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Their address.
    pub email: String,
    /// Their name, as the mail had it.
    pub name: String,
    /// What they got, oldest first.
    pub passed: Vec<PassedOn>,
    /// Where it stands; `None` while nobody is told yet.
    pub state: Option<RecipientState>,
    /// Why they are not told.
    pub reason: String,
    /// What their server said.
    pub detail: String,
    /// When it ended.
    pub ended_at_ms: Option<Timestamp>,
    /// The salt, and what the receipt of the erasure says of them by it.
    pub committed: Option<(Vec<u8>, [u8; 32])>,
}

/// One who got a person's data.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    name: String,
    passed: Vec<PassedOn>,
    /// Message-ID and mailbox of the newest mail that was passed on.
    newest: Option<(String, MailboxId)>,
}

/// Those who got a person's data, by their addresses.
pub(super) type All = BTreeMap<String, Found>;

/// Whether somebody is told of this one.
pub(super) const fn are_told(right: SubjectRight) -> bool {
    matches!(right, SubjectRight::Rectification | SubjectRight::Erasure | SubjectRight::Restriction)
}

/// Checks what an admin said.
pub(super) fn checked(plan: RecipientPlan) -> Result<RecipientPlan> {
    let reason = |one: NotTold| {
        let email = mime::normalise_address(&one.email);
        let email = email.ok_or(Error::Input { field: "recipients", rule: "rule-address" })?;
        let reason = super::work::checked("reason", &one.reason, true)?;
        Ok(NotTold { email, reason })
    };
    if plan.not_told.len() > RECIPIENTS_MAX {
        return Err(Error::Input { field: "recipients", rule: "rule-too-many" });
    }
    if plan.words.chars().count() > SUBJECT_WORDS_CHARS_MAX {
        return Err(Error::Input { field: "recipients", rule: "rule-too-long" });
    }
    let not_told = plan.not_told.into_iter().map(reason).collect::<Result<_>>()?;
    Ok(RecipientPlan { words: plan.words.trim().to_owned(), not_told })
}

/// The search for those who got a person's data.
struct Search<'a> {
    app: &'a App,
    permit: &'a Permit,
    contact: ContactId,
    /// The person's addresses.
    theirs: HashSet<String>,
    /// The company's own.
    ours: HashSet<String>,
    all: All,
}

/// Finds everybody to whom a mail of the person was passed on, and whom a message about it went to without them.
pub(super) async fn find(app: &App, permit: &Permit, contact: ContactId) -> Result<All> {
    let store = app.store().tenant(permit.scope());
    let Some(row) = store.find_contact(contact).await? else { return Ok(All::new()) };
    let person = contact::open(app, permit, row).await?;
    let theirs = person.emails.iter().filter_map(|email| mime::normalise_address(email)).collect();
    let mut ours = HashSet::new();
    let boxes = store.list_mailboxes().await?;
    let settings = app.open_left(permit, boxes.iter().map(|row| (row.id.uuid(), &row.settings))).await?;
    for settings in settings.into_iter().flatten() {
        ours.extend(settings.own_addresses().filter_map(|own| mime::normalise_address(&own)));
    }
    let mut search = Search { app, permit, contact, theirs, ours, all: All::new() };
    let own = store.list_tickets_of_requester(contact, ERASED_TICKETS_MAX).await?;
    for ticket in &own {
        search.ticket(*ticket, true).await?;
    }
    let mut after = None;
    loop {
        let page = store.list_tickets_of_participant(contact, after, PAGE_ITEMS_MAX).await?;
        let Some(last) = page.last().copied() else { return Ok(search.all) };
        for ticket in page.into_iter().filter(|ticket| !own.contains(ticket)) {
            search.ticket(ticket, false).await?;
        }
        after = Some(last);
    }
}

impl Search<'_> {
    /// Looks at what went out in a ticket; in somebody else's, only the person's own mails count.
    async fn ticket(&mut self, ticket: TicketId, own: bool) -> Result<()> {
        let store = self.app.store().tenant(self.permit.scope());
        let Some(number) = store.find_ticket(ticket).await?.map(|row| row.number) else { return Ok(()) };
        let mut after = None;
        loop {
            let page = store.list_messages_of_ticket(ticket, after, PAGE_ITEMS_MAX).await?;
            let Some(last) = page.last().map(|row| row.id) else { return Ok(()) };
            self.permit.record_tickets(&[ticket]);
            let went = |row: &&store::Message| {
                row.kind == MessageKind::Outbound && row.delivery_state != Some(DeliveryState::Failed)
            };
            let sent: Vec<_> = page.iter().filter(went).collect();
            // What is being erased by somebody else is nobody's to tell of.
            let contents =
                self.app.open_left(self.permit, sent.iter().map(|row| (row.id.uuid(), &row.content))).await?;
            for (row, content) in sent.into_iter().zip(contents) {
                let Some(content) = content else { continue };
                if self.discloses(ticket, own, &content).await? {
                    self.note(row, number, content);
                }
            }
            after = Some(last);
        }
    }

    /// Whether a message of ours handed the person's data to somebody else.
    async fn discloses(&mut self, ticket: TicketId, own: bool, content: &MessageContent) -> Result<bool> {
        match content.forward_of {
            Some(_) if own => Ok(true),
            Some(of) => self.is_theirs(of).await,
            None if !own => Ok(false),
            None if self.reaches(content) => Ok(false),
            // They may have written from an address that was put right since.
            None => {
                self.learn(ticket).await?;
                Ok(!self.reaches(content))
            }
        }
    }

    async fn is_theirs(&self, id: MessageId) -> Result<bool> {
        let row = self.app.store().tenant(self.permit.scope()).find_message(id).await?;
        Ok(row.is_some_and(|row| row.contact == Some(self.contact)))
    }

    /// Whether the person got it.
    fn reaches(&self, content: &MessageContent) -> bool {
        everybody(content)
            .any(|one| mime::normalise_address(&one.email).is_some_and(|email| self.theirs.contains(&email)))
    }

    /// The addresses from which the person wrote in a ticket.
    async fn learn(&mut self, ticket: TicketId) -> Result<()> {
        let store = self.app.store().tenant(self.permit.scope());
        let rows = store.list_newest_messages_of_ticket(ticket, PAGE_ITEMS_MAX).await?;
        let own: Vec<_> = rows.iter().filter(|row| row.contact == Some(self.contact)).collect();
        let contents =
            self.app.open_left(self.permit, own.iter().map(|row| (row.id.uuid(), &row.content))).await?;
        let from = contents.iter().flatten().flat_map(|content| &content.from);
        self.theirs.extend(from.filter_map(|one| mime::normalise_address(&one.email)));
        Ok(())
    }

    fn note(&mut self, row: &store::Message, ticket: i64, content: MessageContent) {
        let passed = PassedOn { ticket, at: row.sent_at.unwrap_or(row.received_at) };
        let newest = content.message_id.clone().unwrap_or_default();
        for one in everybody(&content) {
            let Some(email) = mime::normalise_address(&one.email) else { continue };
            if self.theirs.contains(&email) || self.ours.contains(&email) || self.all.len() >= RECIPIENTS_MAX
            {
                continue;
            }
            let found = self.all.entry(email).or_default();
            found.name.clone_from(&one.name);
            if !found.passed.contains(&passed) {
                found.passed.push(passed);
            }
            found.newest = Some((newest.clone(), row.mailbox));
        }
    }
}

fn everybody(content: &MessageContent) -> impl Iterator<Item = &Address> {
    content.to.iter().chain(&content.cc).chain(&content.bcc)
}

/// Those who are going to be told, sealed and with what the log says of it; written in the transaction of whoever asks.
pub(super) struct Written {
    rows: Vec<RecipientNotice>,
    keys: Draft,
    entries: Vec<(Vec<u8>, Hash)>,
}

impl Written {
    pub async fn insert(&self, tx: &mut TenantTx) -> Result<()> {
        tx.insert_recipient_notices(&self.rows).await?;
        Ok(tx.append_audit(&self.entries).await?)
    }

    /// Makes it count, after the transaction.
    pub fn publish(self, app: &App) {
        app.vault().publish(self.keys);
        app.outbox_changed().notify_waiters();
    }
}

/// Writes the mails to those who were found.
pub(super) async fn write(app: &App, ctx: &Ctx, case: &Case, all: All) -> Result<Written> {
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &leaves).await?;
    let permit = app.permit(ctx, Act::RECIPIENT_NOTE).await?;
    let company = tenant::find(app, ctx.scope).await?.map(|info| info.name).unwrap_or_default();
    let boxes = app.store().tenant(ctx.scope).list_mailboxes().await?;
    let connected =
        |id: &MailboxId| boxes.iter().any(|one| one.id == *id && one.state != MailboxState::Disconnected);
    let plan = case.content.recipients.clone().unwrap_or_default();
    let (mut keys, mut rows) = (app.vault().draft(ctx.scope), Vec::new());
    for (email, found) in all {
        let Some((answers, mailbox)) = found.newest else { continue };
        // Where its mailbox is gone, another one of the company writes.
        let other = || boxes.iter().map(|one| one.id).find(|id| connected(id));
        let mailbox = Some(mailbox).filter(connected).or_else(other).unwrap_or(mailbox);
        let skipped = plan.not_told.iter().find(|one| one.email == email);
        let salt = crypto::random::bytes::<RECIPIENT_SALT_BYTES>()?.to_vec();
        let (name, passed) = (found.name, found.passed);
        let mut content = RecipientNoticeContent { email, name, passed, salt, ..Default::default() };
        match skipped {
            Some(one) => content.reason.clone_from(&one.reason),
            None => {
                (content.subject, content.text, content.answers) =
                    mail(case, &company, &content, &plan, answers)
            }
        }
        if mode::is_pseudonym(&case.row) {
            // By a number in their case whoever stands in their place could be led back to them.
            content.passed.clear();
        }
        let id = RecipientNoticeId::generate(ctx.now);
        rows.push(RecipientNotice {
            id,
            request: case.row.id,
            mailbox,
            state: if skipped.is_some() { RecipientState::NotTold } else { RecipientState::Queued },
            content: keys.seal(ctx.now, id.uuid(), &leaves, &content)?,
            attempts: 0,
            next_attempt_at: ctx.now,
            made_at: ctx.now,
            ended_at: skipped.map(|_| ctx.now),
            version: 1,
        });
    }
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    Ok(Written { rows, keys, entries })
}

/// Subject, text and what it answers: by number, day and thread the mail is found, and nothing else is said of the person.
fn mail(
    case: &Case,
    company: &str,
    content: &RecipientNoticeContent,
    plan: &RecipientPlan,
    answers: String,
) -> (String, String, String) {
    let own = words_of(case);
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let line = |one: &PassedOn| {
        let (ticket, day) = (one.ticket.to_string(), zone::written(one.at, None, words));
        words.t_args("letter-recipient-line", &[("ticket", ticket.as_str()), ("day", &day)])
    };
    let args = [("company", company)];
    let mut parts = vec![
        words.t_args("letter-recipient-opening", &args),
        content.passed.iter().map(line).collect::<Vec<_>>().join("\n"),
        words.t(&format!("letter-recipient-{}", case.row.right)),
    ];
    parts.extend(Some(plan.words.clone()).filter(|words| !words.is_empty()));
    parts.push(words.t_args("letter-recipient-closing", &args));
    (words.t_args("letter-recipient-subject", &args), parts.join("\n\n"), answers)
}

/// Writes the mails of an erasure that a case began, before its keys go. Done again, it does nothing.
///
/// # Errors
/// A store's failure; then nothing is destroyed yet.
pub(crate) async fn before_erasure(
    app: &App,
    scope: TenantScope,
    id: ErasureId,
    contact: ContactId,
) -> Result<()> {
    let store = app.store().tenant(scope);
    let ctx = Ctx::job(scope, Job::Rights, app.now());
    for row in store.list_subject_requests_of_contact(contact).await? {
        let granted = row.decision == Some(domain::SubjectDecision::Granted);
        if row.right != SubjectRight::Erasure || !granted || row.content.is_none() {
            continue;
        }
        if !store.list_recipient_notices(row.id).await?.is_empty() {
            continue;
        }
        let permit = app.permit(&ctx, Act::REQUEST_RECIPIENTS).await?;
        let case = load(app, &permit, row.id).await?;
        if case.content.erasure != Some(id) {
            app.settle(permit).await?;
            continue;
        }
        let all = find(app, &permit, contact).await?;
        app.settle(permit).await?;
        let written = write(app, &ctx, &case, all).await?;
        let mut tx = store.begin().await?;
        // The transaction holds the tenant: nobody else writes them meanwhile.
        if tx.list_recipient_notices(row.id).await?.is_empty() {
            written.insert(&mut tx).await?;
        }
        tx.commit().await?;
        written.publish(app);
    }
    Ok(())
}

/// Those who are told of an erasure that cases began, for its receipt; nobody where no case did.
///
/// # Errors
/// A store's failure.
pub(crate) async fn of_erasure(
    app: &App,
    scope: TenantScope,
    id: ErasureId,
    contact: ContactId,
) -> Result<Vec<Recipient>> {
    let store = app.store().tenant(scope);
    let permit = app.permit(&Ctx::job(scope, Job::Rights, app.now()), Act::REQUEST_RECIPIENTS).await?;
    let mut all = Vec::new();
    for row in store.list_subject_requests_of_contact(contact).await? {
        if row.right == SubjectRight::Erasure
            && row.content.is_some()
            && load(app, &permit, row.id).await?.content.erasure == Some(id)
        {
            all.extend(told(app, &permit, row.id).await?);
        }
    }
    app.settle(permit).await?;
    Ok(all)
}

/// Everybody who got the data of whom a case is about: with what became of telling them, or as they would be told.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn recipients(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<Vec<Recipient>> {
    let store = app.store().tenant(ctx.scope);
    let row = store.find_subject_request(id).await?.ok_or(Error::NotFound("request"))?;
    let permit = app.permit(ctx, Act::REQUEST_RECIPIENTS).await?;
    let mut out = told(app, &permit, id).await?;
    if let Some(contact) =
        row.contact.filter(|_| out.is_empty() && are_told(row.right) && row.closed_at.is_none())
    {
        let plan = match &row.content {
            Some(_) => load(app, &permit, id).await?.content.recipients.unwrap_or_default(),
            None => RecipientPlan::default(),
        };
        let reason = |email: &str| plan.not_told.iter().find(|one| one.email == email);
        out.extend(find(app, &permit, contact).await?.into_iter().map(|(email, found)| Recipient {
            reason: reason(&email).map(|one| one.reason.clone()).unwrap_or_default(),
            email,
            name: found.name,
            passed: found.passed,
            state: None,
            detail: String::new(),
            ended_at_ms: None,
            committed: None,
        }));
    }
    app.settle(permit).await?;
    Ok(out)
}

/// Those who were told by a case, or are not.
pub(crate) async fn told(app: &App, permit: &Permit, id: SubjectRequestId) -> Result<Vec<Recipient>> {
    let rows = app.store().tenant(permit.scope()).list_recipient_notices(id).await?;
    let contents = app.open_all(permit, rows.iter().map(|row| (row.id.uuid(), &row.content))).await?;
    let view = |(row, content): (RecipientNotice, RecipientNoticeContent)| Recipient {
        committed: content.commitment().map(|hash| (content.salt.clone(), hash)),
        email: content.email,
        name: content.name,
        passed: content.passed,
        state: Some(row.state),
        reason: content.reason,
        detail: content.detail,
        ended_at_ms: row.ended_at,
    };
    Ok(rows.into_iter().zip(contents).map(view).collect())
}
