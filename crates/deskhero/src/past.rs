//! What lies behind the demo company: an address that it gave up, people who asked about their own data, a claim for which
//! something has to be kept, a colleague who left, a company that closed, a backup. Everything happens by the use cases that
//! an admin has, so that what is promised can be looked at, and `deskhero verify` has something to look at.

use crate::{questions, sample};
use anyhow::{Context, Result};
use app::inbound::{Incoming, Target};
use app::mailbox::MailboxChange;
use app::rectification::Rectification;
use app::subject_request::{self, Asking, Decision, NewRequest};
use app::usage::{self, Used};
use app::view::{ForwardDraft, ReplyDraft, TicketChange};
use app::{App, Ctx, access_export, backup, disclosure, document, erasure, incident, operator_access};
use domain::record::{Address, MailboxSettings};
use domain::{
    AccessReason, AgentId, AgentState, BrowserFamily, ConnectorKind, DocumentKind, ErasureReason,
    IncidentSeverity, MailboxId, MailboxState, ObjectionPurpose, Private, Role, SubjectDecision,
    SubjectRequestId, SubjectRight, SystemFamily, TenantScope, TicketId, TicketStatus, Timestamp,
};
use std::path::Path;
use std::sync::Arc;

pub(crate) const ADDRESS: &str = "hello@nordlys.example";
pub(crate) const DAY_MS: i64 = 24 * 3600 * 1000;
/// So long ago was the last of its old mails answered.
const GIVEN_UP_DAYS: i64 = 289;
/// A day whose use is a sum by now, so long ago.
const COUNTED_DAYS: i64 = 3;
/// So long ago the operator released the documents.
const FIRST_RELEASE_DAYS: i64 = 200;
/// So long ago one changed.
const CHANGE_DAYS: i64 = 60;
/// Rounds after which an erasure is over.
const ROUNDS_MAX: usize = 20;

/// Lays it down. Only of a company that is new.
pub async fn lay(app: &Arc<App>, data: &Path, scope: TenantScope, admin: AgentId) -> Result<()> {
    let mut index = app::jobs::start_indexer(app);
    let ctx = || Ctx::agent(scope, admin, Role::Admin, app.now());
    crate::sub_processors::lay(app).await?;
    // Its admin has looked.
    app::register::seen(app, &ctx()).await?;
    let mailbox = old_mailbox(app, data, &ctx()).await?;
    let then = Ctx::agent(scope, admin, Role::Admin, app.now().plus_millis(-GIVEN_UP_DAYS * DAY_MS));
    answered_long_ago(app, mailbox, &then).await?;
    crate::learned::lay(app, mailbox, &then).await?;
    crate::invoices::lay(app, scope, admin).await?;
    crate::learned::instructed(app, scope, admin).await?;
    keep_for_a_claim(app, &ctx()).await?;
    keep_for_the_books(app, &ctx()).await?;
    passed_on(app, &ctx()).await?;
    requests(app, &ctx()).await?;
    // Whoever got what is erased is told while the address is still there.
    app::jobs::recipients::round(app).await?;
    taken_out(app, &ctx()).await?;
    restricted_for_a_while(app, &ctx()).await?;
    refused(app, &ctx()).await?;
    let change = MailboxChange { state: Some(MailboxState::Disconnected), ..MailboxChange::default() };
    app::mailbox::change(app, &ctx(), mailbox, change).await?;
    counted(app, scope, admin).await?;
    colleague_who_left(app, &ctx()).await?;
    company_that_closed(app).await?;
    erase_what_was_asked(app).await?;
    // The rules that every company has.
    app::jobs::retention::round(app).await?;
    crate::learned::learn(app).await?;
    in_the_index(app).await?;
    index.shutdown().await;
    if let Some(plan) = &app.settings().backups {
        backup::make(app, &plan.open().await?).await?;
    }
    Ok(())
}

/// What the trust centre shows, of all that lies behind: of logs that were followed.
pub async fn promises(app: &Arc<App>) -> Result<()> {
    app::jobs::monitoring::round(app).await?;
    app::trust::check(app).await?;
    Ok(())
}

/// What is dated long ago is found at once, in each company that is still there.
async fn in_the_index(app: &App) -> Result<()> {
    for info in app::tenant::list(app).await? {
        let Ok(tx) = app.store().tenant(info.scope).begin().await else { continue };
        let seq = tx.change_seq();
        drop(tx);
        app.index_caught_up(info.scope, seq, app::index::INDEX_PATIENCE).await?;
    }
    Ok(())
}

/// The company asked for help: its admin lets the operator in, who looks at one conversation, and ends it.
pub async fn looked_into(
    app: &App,
    scope: TenantScope,
    admin: AgentId,
    by: &Ctx,
    password: &str,
) -> Result<()> {
    let ask = operator_access::Ask {
        scope,
        reason: AccessReason::SupportRequested,
        words: Private::new(
            "You wrote that letters show wrong in the conversation about the invoice.".to_owned(),
        ),
        minutes: Some(15),
        password: Private::new(password.to_owned()),
    };
    let id = operator_access::ask(app, by, ask).await?;
    let ctx = Ctx::agent(scope, admin, Role::Admin, app.now());
    operator_access::approve(app, &ctx, id).await?;
    let all = tickets(app, &ctx).await?;
    let about =
        all.iter().find(|row| row.subject.starts_with("The invoice")).context("the invoice is not there")?;
    let by = Ctx { now: app.now(), ..*by };
    operator_access::read_ticket(app, &by, scope, id, about.id).await?;
    operator_access::end(app, &by, scope, id).await?;
    Ok(())
}

/// A court asked for one conversation: two operators approved, it was handed out, and the company reads it in its log.
pub async fn asked_by_a_court(app: &App, scope: TenantScope, both: [(&Ctx, &str); 2]) -> Result<()> {
    let new = disclosure::NewDisclosure {
        scope,
        authority: "Nordby tingsrätt".to_owned(),
        basis: "Rättegångsbalken 38:2, order of the court".to_owned(),
        reference: "T 412-26".to_owned(),
        tickets: vec![1],
        from: None,
        until: None,
        gag_until: None,
    };
    let [(first, _), _] = both;
    let id = disclosure::ask(app, first, new).await?;
    for (by, password) in both {
        disclosure::approve(app, by, id, &Private::new(password.to_owned())).await?;
    }
    // Later than the second approval.
    disclosure::hand_out(app, &Ctx { now: app.now(), ..*first }, id).await?;
    Ok(())
}

/// A list of names went to the wrong address three weeks ago: it was reported in time, the company was told, and it is closed.
pub async fn gone_astray(app: &App, scope: TenantScope, operator: &Ctx) -> Result<()> {
    let noticed = operator.now.plus_millis(-21 * DAY_MS);
    let after = |hours: i64| noticed.plus_millis(hours * 3_600_000);
    let facts = incident::NewFacts {
        title: "A list of names was sent to the wrong address".to_owned(),
        severity: Some(IncidentSeverity::Medium),
        what: "A technician sent a list of 14 names with their addresses to a supplier instead of a colleague. The supplier \
            said so the same day and deleted it."
            .to_owned(),
        tenants: vec![scope.tenant()],
        categories: vec!["contact".to_owned()],
        people: Some(14),
        measures: "The supplier confirmed the deletion in writing. Lists are handed over by link from now on.".to_owned(),
    };
    let id = incident::open(app, operator, incident::NewIncident { facts, aware_at: noticed }).await?;
    let note = |hours, text: &str| incident::Step::Note { at: after(hours), text: text.to_owned() };
    let steps = [
        note(1, "The supplier was called and asked to delete the list."),
        note(5, "The supplier confirmed in writing that it is deleted."),
        incident::Step::Contain,
        incident::Step::Report {
            at: after(26),
            authority: "Datatilsynet".to_owned(),
            reference: "2026-441-0187".to_owned(),
            why_late: String::new(),
        },
        incident::Step::Notice { text: "There is nothing that you have to do.".to_owned() },
        incident::Step::Close { text: "The authority has no further questions.".to_owned() },
    ];
    for step in steps {
        incident::take(app, operator, id, step).await?;
    }
    Ok(incident::round(app).await?)
}

/// The admin lets it be counted how Deskhero is used: a day of it is a sum by now, and today has begun.
async fn counted(app: &App, scope: TenantScope, admin: AgentId) -> Result<()> {
    let words = i18n::I18n::new(i18n::FALLBACK)?.t("consent-usage-text");
    for days in [COUNTED_DAYS, 0] {
        let ctx = Ctx::agent(scope, admin, Role::Admin, app.now().plus_millis(-days * DAY_MS));
        app::consent::decide(app, &ctx, true, &words).await?;
        for (feature, deed) in
            [("/tickets", false), ("/tickets/{ticket}", false), ("/tickets/{ticket}/replies", true)]
        {
            let used = Used {
                deed,
                feature,
                browser: BrowserFamily::Firefox,
                system: SystemFamily::Linux,
                network: usage::network("192.0.2.1"),
            };
            app.count_use(&ctx, used).await;
        }
        usage::round(app).await?;
    }
    Ok(())
}

/// A version that changes something for people, in every language.
const fn change(kind: DocumentKind, effective_at: Option<Timestamp>) -> document::NewRelease {
    document::NewRelease { kind, material: true, effective_at, translations_unchanged: false }
}

/// What the operator had released before the company came, and what changed since.
pub async fn documents(app: &App) -> Result<()> {
    let then = Ctx::operator(app::operator::SCOPE, app.now().plus_millis(-FIRST_RELEASE_DAYS * DAY_MS));
    document::generate(app, &then, DocumentKind::ALL).await?;
    for kind in DocumentKind::ALL {
        document::release(app, &then, change(*kind, None)).await?;
    }
    Ok(())
}

/// What the company's people agreed to at the beginning; and a change since, of which they took note.
pub async fn agreed(app: &App, scope: TenantScope, admin: AgentId, agent: AgentId) -> Result<()> {
    let ago = |days: i64| app.now().plus_millis(-days * DAY_MS);
    accept_all(app, Ctx::agent(scope, admin, Role::Admin, ago(FIRST_RELEASE_DAYS - 1))).await?;
    accept_all(app, Ctx::agent(scope, agent, Role::Agent, ago(FIRST_RELEASE_DAYS - 2))).await?;
    let operator = Ctx::operator(app::operator::SCOPE, ago(CHANGE_DAYS));
    let kind = DocumentKind::Terms;
    for draft in document::drafts(app, &operator).await?.into_iter().filter(|draft| draft.kind == kind) {
        let (before, after) = match draft.language.as_str() {
            "da" | "nb" => ("tre måneders varsel", "seks måneders varsel"),
            "sv" => ("tre månaders uppsägningstid", "sex månaders uppsägningstid"),
            "de" => ("Frist von drei Monaten", "Frist von sechs Monaten"),
            _ => ("three months’ notice", "six months’ notice"),
        };
        document::write(app, &operator, kind, &draft.language, &draft.body.replace(before, after)).await?;
    }
    let effective_at = Some(ago(CHANGE_DAYS - 30));
    document::release(app, &operator, change(kind, effective_at)).await?;
    accept_all(app, Ctx::agent(scope, admin, Role::Admin, ago(CHANGE_DAYS - 1))).await?;
    accept_all(app, Ctx::agent(scope, agent, Role::Agent, ago(CHANGE_DAYS - 3))).await
}

async fn accept_all(app: &App, ctx: Ctx) -> Result<()> {
    let mut texts = Vec::new();
    for one in document::pending(app, &ctx).await? {
        texts.push(document::read(app, one.kind, Some(one.version), None, ctx.now).await?.sha256);
    }
    Ok(document::accept(app, &ctx, &texts).await?)
}

/// An address that was given up.
async fn old_mailbox(app: &Arc<App>, data: &Path, ctx: &Ctx) -> Result<MailboxId> {
    let folder = data.join("mailbox-given-up");
    sample::make_maildir(&folder)?;
    let settings = MailboxSettings {
        name: "Old address".to_owned(),
        maildir: Some(std::path::absolute(&folder)?.to_str().context("the path is not UTF-8")?.to_owned()),
        ..MailboxSettings::new(ConnectorKind::Maildir, ADDRESS)
    };
    let operator = Ctx::operator(ctx.scope, ctx.now);
    Ok(app::mailbox::connect(app, &operator, settings, None).await?.id)
}

/// Takes in what had come to it.
pub(crate) async fn take_in(app: &Arc<App>, mailbox: MailboxId, ctx: &Ctx, raws: Vec<Vec<u8>>) -> Result<()> {
    let target = Target {
        scope: ctx.scope,
        mailbox,
        own_addresses: vec![ADDRESS.to_owned()],
        intake: Vec::new(),
        server_hosts: Vec::new(),
    };
    let mails = raws.into_iter().map(|raw| Incoming {
        source_key: Vec::new(),
        check_digest: false,
        moved: false,
        raw: raw.into(),
        internal_date: None,
        history: true,
        too_large_bytes: None,
        thread: None,
    });
    let prepared = app.prepare(&target, mails.collect(), ctx.now).await?;
    app.take_in(&target, prepared, None, ctx.now).await?;
    Ok(())
}

/// What had come to it, as of then.
async fn answered_long_ago(app: &Arc<App>, mailbox: MailboxId, ctx: &Ctx) -> Result<()> {
    take_in(app, mailbox, ctx, sample::past(ADDRESS, app.now())?).await?;
    let all = tickets(app, ctx).await?;
    let claim = all.iter().find(|row| row.subject.starts_with("The fork")).context("no claim")?;
    let text = "We are sorry to hear that. Please keep the fork: our insurer will want to see it.".to_owned();
    let draft = ReplyDraft { text, ..ReplyDraft::default() };
    app::reply::send(app, ctx, claim.id, draft).await?;
    while app::jobs::delivery::round(app).await? > 0 {}
    for ticket in all {
        let change = TicketChange { status: Some(TicketStatus::Closed), ..TicketChange::default() };
        app::ticket::change(app, ctx, ticket.id, change).await?;
    }
    Ok(())
}

pub(crate) async fn tickets(app: &App, ctx: &Ctx) -> Result<Vec<app::view::TicketRow>> {
    Ok(app::ticket::list(app, ctx, &app::view::TicketFilter::default(), None, 50).await?.items)
}

/// Somebody was hurt: what he wrote is kept, whatever ends around it.
async fn keep_for_a_claim(app: &App, ctx: &Ctx) -> Result<()> {
    let all = tickets(app, ctx).await?;
    let claim =
        all.iter().find(|row| row.subject.starts_with("The fork")).context("the claim is not there")?;
    let hold = erasure::holds::NewHold {
        scope: erasure::Scope::Conversation(TicketId::from_uuid(claim.id.uuid())),
        reason: "A fork that broke: a claim for damages may follow".to_owned(),
        law: "GDPR Art. 17(3)(e)".to_owned(),
        review_at: ctx.now.plus_millis(180 * DAY_MS),
        ends_at: None,
    };
    erasure::holds::place(app, ctx, hold).await?;
    Ok(())
}

/// What a letter about an invoice belongs to has to be kept for seven years, and no longer.
async fn keep_for_the_books(app: &App, ctx: &Ctx) -> Result<()> {
    let all = tickets(app, ctx).await?;
    let invoice =
        all.iter().find(|row| row.subject.starts_with("The invoice")).context("the invoice is not there")?;
    let hold = erasure::holds::NewHold {
        scope: erasure::Scope::Conversation(TicketId::from_uuid(invoice.id.uuid())),
        reason: "A complaint about an invoice belongs to the books".to_owned(),
        law: "Bokföringslagen 7:2 (SFS 1999:1078)".to_owned(),
        review_at: ctx.now.plus_millis(365 * DAY_MS),
        ends_at: Some(ctx.now.plus_millis(7 * 365 * DAY_MS)),
    };
    erasure::holds::place(app, ctx, hold).await?;
    Ok(())
}

/// What somebody wrote was passed on to a shop, before they asked for its erasure.
async fn passed_on(app: &Arc<App>, ctx: &Ctx) -> Result<()> {
    let all = tickets(app, ctx).await?;
    let asked =
        all.iter().find(|row| row.subject.contains("catalogue")).context("the catalogue is not there")?;
    let store = app.store().tenant(ctx.scope);
    let mail = store.list_messages_of_ticket(asked.id, None, 1).await?.pop().context("it has no mail")?;
    let to =
        vec![Address { name: "Svendborg Tryk".to_owned(), email: "post@svendborgtryk.example".to_owned() }];
    let text = "Could you send her one of the catalogues that you have left?".to_owned();
    app::forward::send(app, ctx, mail.id, ForwardDraft { text, to, quotes: true, ..ForwardDraft::default() })
        .await?;
    while app::jobs::delivery::round(app).await? > 0 {}
    Ok(())
}

/// Somebody of whom nothing has to be known any more: the conversation stays.
async fn taken_out(app: &App, ctx: &Ctx) -> Result<()> {
    let all = tickets(app, ctx).await?;
    let asked =
        all.iter().find(|row| row.subject.contains("rent out")).context("the question is not there")?;
    let scope = erasure::Scope::Pseudonym(asked.requester_id);
    erasure::begin(app, ctx, erasure::Wanted { scope, reason: ErasureReason::Instruction }).await?;
    erase_what_was_asked(app).await
}

/// People who asked: one waits for an answer, the others had theirs.
async fn requests(app: &Arc<App>, ctx: &Ctx) -> Result<()> {
    let ago = |days: i64| ctx.now.plus_millis(-days * DAY_MS);
    let karla = ("Karla Riis", "karla.riis@kunde.example");
    let words = "Please delete everything that you have about me.";
    let erased = asked(app, ctx, SubjectRight::Erasure, karla, words, ago(12)).await?;
    answer(app, ctx, erased, Vec::new()).await?;
    let ida = ("Ida Moe", "ida.moe@posten.example");
    let copied = asked(app, ctx, SubjectRight::Access, ida, "What do you know about me?", ago(9)).await?;
    answer(app, ctx, copied, Vec::new()).await?;
    while access_export::round(app).await? {}
    let sven = ("Sven Falk", "sven.falk@brev.example");
    let words = "No statistics about me, and no newsletter.";
    let objected = asked(app, ctx, SubjectRight::Objection, sven, words, ago(20)).await?;
    answer(app, ctx, objected, vec![ObjectionPurpose::Analytics]).await?;
    let nora = ("Nora Dahl", "nora.dahl@post.example");
    let words = "My old number is still in your files. Do not use my data until that is put right.";
    let restricted = asked(app, ctx, SubjectRight::Restriction, nora, words, ago(15)).await?;
    answer(app, ctx, restricted, Vec::new()).await?;
    let words = "I have another address now: sven@falk.example";
    let put_right = asked(app, ctx, SubjectRight::Rectification, sven, words, ago(6)).await?;
    let emails = Some(vec!["sven@falk.example".to_owned()]);
    put_right_as_asked(app, ctx, put_right, Rectification { emails, ..Rectification::default() }).await?;
    let words = "My name is Ida Moe-Berg since the wedding.";
    asked(app, ctx, SubjectRight::Rectification, ida, words, ago(4)).await?;
    questions::answered(app, ctx, ago(3)).await
}

/// Nothing was done with his data until his complaint was looked into. He was told before that ended.
async fn restricted_for_a_while(app: &App, ctx: &Ctx) -> Result<()> {
    let olav = ("Olav Lind", "olav.lind@post.example");
    let words = "The invoice is wrong. Do not use what you have about me until you have looked into that.";
    let received = ctx.now.plus_millis(-25 * DAY_MS);
    let id = asked(app, ctx, SubjectRight::Restriction, olav, words, received).await?;
    answer(app, ctx, id, Vec::new()).await?;
    let notice = "We have put the invoice right. From next week on we use your data as before.";
    subject_request::give_notice(app, ctx, id, notice, true).await?;
    subject_request::lift(app, ctx, id, "The invoice was put right").await?;
    Ok(())
}

/// Somebody wanted to be forgotten of whom an invoice has to be kept.
async fn refused(app: &App, ctx: &Ctx) -> Result<()> {
    let erik = ("Erik Sund", "erik.sund@post.example");
    let received = ctx.now.plus_millis(-40 * DAY_MS);
    let id = asked(app, ctx, SubjectRight::Erasure, erik, "Delete my invoice.", received).await?;
    let grounds = "The invoice belongs to the books, which the law has us keep for seven years.".to_owned();
    let decision = Decision { decision: SubjectDecision::Refused, grounds, purposes: Vec::new(), mode: None };
    questions::decide(app, ctx, id, decision).await?;
    subject_request::close(app, ctx, id, "", true).await?;
    Ok(())
}

pub(crate) async fn asked(
    app: &App,
    ctx: &Ctx,
    right: SubjectRight,
    (name, email): (&str, &str),
    words: &str,
    received_at: Timestamp,
) -> Result<SubjectRequestId> {
    let asking = Asking {
        right,
        email: email.to_owned(),
        name: name.to_owned(),
        words: words.to_owned(),
        language: i18n::FALLBACK.to_owned(),
        company: String::new(),
    };
    let new = NewRequest {
        asking,
        ticket: None,
        received_at: Some(received_at),
        vouched: "Wrote from the address that we have, and named their order.".to_owned(),
    };
    Ok(subject_request::create(app, ctx, new).await?)
}

/// Grants it, carries it out, and hands the letter over.
async fn answer(app: &App, ctx: &Ctx, id: SubjectRequestId, purposes: Vec<ObjectionPurpose>) -> Result<()> {
    let granted =
        Decision { decision: SubjectDecision::Granted, grounds: String::new(), purposes, mode: None };
    questions::decide(app, ctx, id, granted).await?;
    let version = subject_request::read(app, ctx, id).await?.row.version;
    subject_request::confirm(app, ctx, id, version, "").await?;
    erase_what_was_asked(app).await?;
    subject_request::close(app, ctx, id, "", true).await?;
    Ok(())
}

/// Grants a rectification, puts it right, and hands the letter over.
async fn put_right_as_asked(app: &App, ctx: &Ctx, id: SubjectRequestId, right: Rectification) -> Result<()> {
    let decision = SubjectDecision::Granted;
    let granted = Decision { decision, grounds: String::new(), purposes: Vec::new(), mode: None };
    questions::decide(app, ctx, id, granted).await?;
    let version = subject_request::read(app, ctx, id).await?.row.version;
    subject_request::put_right(app, ctx, id, version, right, "").await?;
    subject_request::close(app, ctx, id, "", true).await?;
    Ok(())
}

/// Somebody of a company; gives their id.
async fn agent(app: &App, ctx: &Ctx, name: &str, email: &str, role: Role) -> Result<AgentId> {
    let (name, email) = (name.to_owned(), email.to_owned());
    let new = app::agent::NewAgent { name, email, role, password: crypto::random::token()? };
    Ok(app::agent::create(app, ctx, new).await?.id)
}

async fn colleague_who_left(app: &App, ctx: &Ctx) -> Result<()> {
    let id = agent(app, ctx, "Carl Dam", "carl@nordlys.example", Role::Agent).await?;
    let change = app::agent::AgentChange { state: Some(AgentState::Deactivated), ..Default::default() };
    app::agent::change(app, ctx, id, change).await?;
    Ok(())
}

/// Another company, which is here no more.
async fn company_that_closed(app: &App) -> Result<()> {
    let scope = app::tenant::create(app, "fjord", "Fjord Cykler", &[], app.now()).await?.scope;
    let operator = Ctx::operator(scope, app.now());
    let admin = agent(app, &operator, "Frida Fjord", "frida@fjord.example", Role::Admin).await?;
    let ctx = Ctx::agent(scope, admin, Role::Admin, app.now());
    let wanted = erasure::Wanted { scope: erasure::Scope::Tenant, reason: ErasureReason::Instruction };
    erasure::begin(app, &ctx, wanted).await?;
    Ok(())
}

/// Takes what was begun to its end: nobody is told before.
async fn erase_what_was_asked(app: &App) -> Result<()> {
    for _ in 0..ROUNDS_MAX {
        if erasure::round(app, app.now()).await? == 0 {
            return Ok(());
        }
    }
    anyhow::bail!("what the demo erases is not erased")
}
