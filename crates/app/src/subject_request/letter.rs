//! Letters of a case: that it takes longer and why, and what came of it, in the language of whoever asked, with where they
//! can complain and, for a refusal, that they can go to court (Art. 12(3) and (4), 77 to 79; C108).

use super::waiting::close_with;
use super::work::checked;
use super::{Case, authority, clock, copy, finish, load, mode, receipt, recipients, save};
use crate::operator_mail::{self, Handed, Written};
use crate::upload::{self, File};
use crate::view::ReplyDraft;
use crate::{App, Ctx, Error, Result, operator, reply, tenant, zone};
use domain::record::Address;
use domain::{
    ErasureState, RecipientState, RequestId, SubjectDecision, SubjectRequestId, SubjectRequestState,
    SubjectRight, SubjectStep, Timestamp,
};
use i18n::I18n;
use privacy::Act;

/// How a letter reached whoever asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// As an answer in the case's ticket.
    InTicket,
    /// By the operator's mail.
    ByMail,
    /// Somebody handed it over.
    ByHand,
    /// It stands on the page of their account; no mail goes out from here.
    OnPage,
}

impl Told {
    /// The word for it in message keys and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InTicket => "in_ticket",
            Self::ByMail => "by_mail",
            Self::ByHand => "by_hand",
            Self::OnPage => "on_page",
        }
    }
}

/// How long sending the last letter may take before somebody else may.
const CLOSING_MS: i64 = 2 * 60 * 1000;

/// A letter of a case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter<'a> {
    /// The key of its subject.
    pub subject: &'static str,
    /// Its words.
    pub text: &'a str,
    /// Whether the case ends with it: then its signed receipt is enclosed.
    pub is_last: bool,
}

impl<'a> Letter<'a> {
    /// One after which the case goes on.
    pub(super) const fn of(subject: &'static str, text: &'a str) -> Self {
        Self { subject, text, is_last: false }
    }
}

/// The words of whoever asked.
pub(super) fn words_of(case: &Case) -> Option<I18n> {
    I18n::new(&case.content.language).ok()
}

/// Sends a letter: in the case's ticket, else by the operator's mail; `by_hand` says that it was handed over already.
///
/// # Errors
/// [`Error::State`] when nothing can go out: then it is shown, to be handed over.
pub(super) async fn tell(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    letter: Letter<'_>,
    by_hand: bool,
) -> Result<Told> {
    if by_hand {
        return Ok(Told::ByHand);
    }
    let to = Address { name: case.content.name.clone(), email: case.content.email.clone() };
    if let Some(ticket) = case.row.ticket {
        let uploads = match letter.is_last {
            true => {
                let File { name, content_type, bytes } = receipt::enclosed(app, ctx, case, Told::InTicket)?;
                vec![upload::add(app, ctx, &name, &content_type, bytes).await?.id]
            }
            false => Vec::new(),
        };
        let (text, to) = (letter.text.to_owned(), vec![to.clone()]);
        let draft = ReplyDraft { text, to, uploads, ..ReplyDraft::default() };
        match reply::send_letter(app, ctx, ticket, draft).await {
            Ok(_) => return Ok(Told::InTicket),
            // The ticket went, or its mailbox was disconnected.
            Err(Error::NotFound(_) | Error::State { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    if reads_on_page(app, case) {
        return Ok(Told::OnPage);
    }
    let number = case.row.number.unwrap_or_default().to_string();
    let company = company(app, ctx).await?;
    let args = [("number", number.as_str()), ("company", &company)];
    let own = words_of(case);
    let subject = own.as_ref().unwrap_or_else(|| crate::words()).t_args(letter.subject, &args);
    let written = Written { to, subject, text: letter.text.to_owned(), id: None };
    let files = match letter.is_last {
        true => vec![receipt::enclosed(app, ctx, case, Told::ByMail)?.into()],
        false => Vec::new(),
    };
    match operator_mail::hand_over_with(app, ctx.scope, written, files, ctx.now).await? {
        Handed::Over => Ok(Told::ByMail),
        Handed::Refused | Handed::NotYet => Err(Error::State { noun: "letter", state: "not-sent" }),
    }
}

/// Whether whoever asked sees the letter when they sign in, and no mail can go out: an account that is erased has no page.
fn reads_on_page(app: &App, case: &Case) -> bool {
    let is_erased = case.row.right == SubjectRight::Erasure && case.row.carried_out_at.is_some();
    case.row.account.is_some() && !is_erased && app.settings().operator_mail.is_none()
}

async fn company(app: &App, ctx: &Ctx) -> Result<String> {
    if ctx.scope == operator::SCOPE {
        return Ok(crate::words().t("app-name"));
    }
    Ok(tenant::find(app, ctx.scope).await?.map(|info| info.name).unwrap_or_default())
}

/// The letter with the outcome, as it would go out now; nothing before it is decided.
///
/// # Errors
/// [`Error::NotFound`], a refusal, or a store's failure.
pub async fn proposed(app: &App, ctx: &Ctx, id: SubjectRequestId) -> Result<Option<String>> {
    let permit = app.permit(ctx, Act::REQUEST_READ).await?;
    let case = load(app, &permit, id).await;
    app.settle(permit).await?;
    match case? {
        case if case.row.decision.is_none() => Ok(None),
        case => written(app, ctx, &case).await.map(Some),
    }
}

pub(super) async fn written(app: &App, ctx: &Ctx, case: &Case) -> Result<String> {
    let own = words_of(case);
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let refused = case.row.decision == Some(SubjectDecision::Refused);
    let number = case.row.number.unwrap_or_default().to_string();
    let (company, authority) = (company(app, ctx).await?, authority(app, ctx).await?);
    let received = zone::written(case.row.received_at, None, words);
    let name = if case.content.name.is_empty() { &case.content.email } else { &case.content.name };
    let asked = words.t(&format!("letter-asked-{}", case.row.right));
    let args = [
        ("name", name.as_str()),
        ("number", &number),
        ("company", &company),
        ("received", &received),
        ("asked", &asked),
        ("authority", &authority.full_name()),
        ("site", authority.site),
    ];
    let mut parts = vec![words.t_args("letter-opening", &args)];
    parts.push(match (refused, case.row.contact) {
        (true, _) => words.t("letter-refused"),
        (false, _) if case.row.account.is_some() => {
            words.t(&format!("letter-account-granted-{}", case.row.right))
        }
        (false, None) if case.row.right != SubjectRight::Question => words.t_args("letter-nobody", &args),
        (false, _) if mode::is_pseudonym(&case.row) => words.t("letter-granted-pseudonym"),
        (false, _) => words.t(&format!("letter-granted-{}", case.row.right)),
    });
    if !refused && !case.content.purposes.is_empty() {
        let line =
            |purpose: &domain::ObjectionPurpose| format!("- {}", words.t(&format!("purpose-{purpose}")));
        parts.push(case.content.purposes.iter().map(line).collect::<Vec<_>>().join("\n"));
    }
    if copy::of(case).is_some() && app.settings().operator_mail.is_some() {
        parts.push(words.t("letter-copy"));
    }
    if let Some(told) = told_of(app, ctx, words, case).await? {
        parts.push(told);
    }
    if !case.content.grounds.is_empty() {
        parts.push(case.content.grounds.clone());
    }
    parts.push(words.t_args("letter-complaint", &args));
    if refused {
        parts.push(words.t("letter-court"));
    }
    parts.extend(app.settings().policy.dpo_line(words));
    parts.push(words.t("letter-receipt"));
    parts.push(words.t_args("letter-closing", &args));
    Ok(parts.join("\n\n"))
}

/// Who got their data and was told, or was not and why (Art. 19).
async fn told_of(app: &App, ctx: &Ctx, words: &I18n, case: &Case) -> Result<Option<String>> {
    let of_job = matches!(ctx.actor, domain::audit::Actor::System(_));
    let permit = app.permit(ctx, if of_job { Act::REQUEST_INFORM } else { Act::REQUEST_READ }).await?;
    let told = recipients::told(app, &permit, case.row.id).await?;
    app.settle(permit).await?;
    if told.is_empty() {
        return Ok(None);
    }
    let line = |one: &recipients::Recipient| {
        let state = one.state.unwrap_or(RecipientState::Queued);
        let what =
            words.t_args(&format!("letter-recipient-state-{state}"), &[("reason", one.reason.as_str())]);
        format!("- {}: {what}", one.email)
    };
    let lines = told.iter().map(line).collect::<Vec<_>>().join("\n");
    Ok(Some(format!("{}\n{lines}", words.t("letter-recipients"))))
}

/// Sends the letter with the outcome and closes the case. An empty text is the one that is proposed.
///
/// # Errors
/// [`Error::State`] for a case that is not decided, granted and not carried out, closed, or whose letter cannot go out and
/// was not handed over; [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn close(app: &App, ctx: &Ctx, id: SubjectRequestId, text: &str, by_hand: bool) -> Result<Told> {
    // A letter goes before its case is saved: of two who close it at once, one sends it.
    let (name, holder) = (format!("case-letter/{id}"), RequestId::generate(ctx.now));
    let system = app.store().system();
    if !system.acquire_lease(&name, holder, ctx.now, ctx.now.plus_millis(CLOSING_MS)).await? {
        return Err(Error::State { noun: "request", state: "changed" });
    }
    let done = close_alone(app, ctx, id, text, by_hand).await;
    system.release_lease(&name, holder).await?;
    done
}

async fn close_alone(app: &App, ctx: &Ctx, id: SubjectRequestId, text: &str, by_hand: bool) -> Result<Told> {
    let text = checked("text", text, false)?;
    let permit = app.permit(ctx, Act::REQUEST_TELL).await?;
    let mut case = load(app, &permit, id).await?;
    let may = match may_close(&case) {
        Ok(()) => is_erased(app, ctx, &case).await,
        error => error,
    };
    let sent = match may {
        Ok(()) => {
            let text = if text.is_empty() { written(app, ctx, &case).await? } else { text };
            let letter = Letter { is_last: true, ..Letter::of("letter-outcome-subject", &text) };
            last(app, ctx, &case, letter, by_hand).await.map(|told| (told, text))
        }
        Err(error) => Err(error),
    };
    let (told, text) = match sent {
        Ok(sent) => sent,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    close_with(&mut case, ctx, text, told);
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await?;
    Ok(told)
}

/// The last letter, after the copy that it speaks of.
async fn last(app: &App, ctx: &Ctx, case: &Case, letter: Letter<'_>, by_hand: bool) -> Result<Told> {
    if !by_hand {
        copy::send(app, ctx, case).await?;
    }
    tell(app, ctx, case, letter, by_hand).await
}

fn may_close(case: &Case) -> Result<()> {
    case.check_open()?;
    match (case.row.decision, case.row.carried_out_at) {
        (None, _) => Err(Error::State { noun: "request", state: "not-decided" }),
        (Some(SubjectDecision::Granted), None) => {
            Err(Error::State { noun: "request", state: "not-carried-out" })
        }
        _ => Ok(()),
    }
}

/// Nobody is told that something was erased before it is.
async fn is_erased(app: &App, ctx: &Ctx, case: &Case) -> Result<()> {
    let Some(id) = case.content.erasure else { return Ok(()) };
    let found = app.store().tenant(ctx.scope).find_erasure(id).await?;
    match found.map(|found| found.state) {
        Some(ErasureState::KeysGone | ErasureState::Purged | ErasureState::Done) => Ok(()),
        // One that is not there is none that was done: its row stays for ever.
        Some(ErasureState::Held | ErasureState::Begun) | None => {
            Err(Error::State { noun: "request", state: "erasing" })
        }
    }
}

/// Extends the time by two months and tells whoever asked, with the reason (Art. 12(3)): within the first month, once.
///
/// # Errors
/// [`Error::State`] for a case that is closed, late or extended already, or when the letter cannot go out and was not handed
/// over; [`Error::NotFound`], bad input, a refusal, or a store's failure.
pub async fn extend(app: &App, ctx: &Ctx, id: SubjectRequestId, reason: &str, by_hand: bool) -> Result<Told> {
    let reason = checked("text", reason, true)?;
    let permit = app.permit(ctx, Act::REQUEST_TELL).await?;
    let mut case = load(app, &permit, id).await?;
    let due = clock::due(case.row.received_at, true);
    let sent = match may_extend(ctx, &case) {
        Ok(()) => {
            let text = longer(app, ctx, &case, &reason, due).await?;
            tell(app, ctx, &case, Letter::of("letter-longer-subject", &text), by_hand).await
        }
        Err(error) => Err(error),
    };
    let told = match sent {
        Ok(told) => told,
        Err(error) => {
            app.settle(permit).await?;
            return Err(error);
        }
    };
    if case.row.state != SubjectRequestState::Held {
        case.row.state = SubjectRequestState::Extended;
    }
    (case.row.due_at, case.row.alarms) = (due, 0);
    case.note(ctx, SubjectStep::Extended, reason);
    let saving = save(app, ctx, permit, &mut case).await?;
    finish(app, ctx, saving).await?;
    Ok(told)
}

fn may_extend(ctx: &Ctx, case: &Case) -> Result<()> {
    case.check_open()?;
    if case.is_extended() {
        return Err(Error::State { noun: "request", state: "extended" });
    }
    if ctx.now > case.row.due_at {
        return Err(Error::State { noun: "request", state: "late" });
    }
    Ok(())
}

/// That the erasure waits for a legal hold: not which, and not why it was placed.
pub(super) async fn waits(app: &App, ctx: &Ctx, case: &Case) -> Result<String> {
    let parts = ["letter-opening", "letter-waits", "letter-complaint", "letter-court", "letter-closing"];
    in_words(app, ctx, case, &parts, ("", case.row.due_at)).await
}

async fn longer(app: &App, ctx: &Ctx, case: &Case, reason: &str, due: Timestamp) -> Result<String> {
    let parts = ["letter-opening", "letter-longer", "", "letter-complaint", "letter-closing"];
    in_words(app, ctx, case, &parts, (reason, due)).await
}

/// These paragraphs in the language of whoever asked; an empty key stands for `free`.
pub(super) async fn in_words(
    app: &App,
    ctx: &Ctx,
    case: &Case,
    parts: &[&'static str],
    (free, due): (&str, Timestamp),
) -> Result<String> {
    let own = words_of(case);
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let name = if case.content.name.is_empty() { &case.content.email } else { &case.content.name };
    let number = case.row.number.unwrap_or_default().to_string();
    let company = company(app, ctx).await?;
    let (received, due) = (zone::written(case.row.received_at, None, words), zone::written(due, None, words));
    let authority = authority(app, ctx).await?;
    let asked = words.t(&format!("letter-asked-{}", case.row.right));
    let args = [
        ("name", name.as_str()),
        ("number", &number),
        ("company", &company),
        ("received", &received),
        ("asked", &asked),
        ("due", &due),
        ("authority", &authority.full_name()),
        ("site", authority.site),
    ];
    let part = |key: &&str| if key.is_empty() { free.to_owned() } else { words.t_args(key, &args) };
    Ok(parts.iter().map(part).collect::<Vec<_>>().join("\n\n"))
}
