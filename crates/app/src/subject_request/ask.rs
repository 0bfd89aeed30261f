//! The public form: anyone may ask, without an account. What they ask becomes a case once they opened the link that was
//! sent to the address; whether the address is known here is looked up only then, so that neither the answer nor its time
//! can tell (C75).

use super::{Case, clock, ending, finish, save};
use crate::operator_mail::{self, Handed, Written};
use crate::tenant::{Apart, TenantInfo};
use crate::throttle::{self, Limit};
use crate::{App, Ctx, Error, Result, contact, operator, tenant};
use domain::keyring::LeafRef;
use domain::limits::{NAME_CHARS_MAX, SUBJECT_PROOF_HOURS, SUBJECT_UNPROVED_MAX, SUBJECT_WORDS_CHARS_MAX};
use domain::record::{Address, SubjectRequestContent, SubjectRequestEvent};
use domain::{
    Private, SubjectRequestId, SubjectRequestSource, SubjectRequestState, SubjectRight, SubjectStep,
    TenantScope, Timestamp,
};
use i18n::I18n;
use privacy::{Act, Permit};
use store::SubjectRequest;

/// Column name that goes into the tag of a link.
pub(super) const COLUMN: &str = "subject_request.proof_tag";

pub(super) const HOUR_MS: i64 = 3_600_000;
/// Words of a name.
const NAME_WORDS_MAX: usize = 6;
/// Requests that are passed on in one round.
const PER_ROUND: u32 = 50;

/// Asking from one place.
const FROM_ONE_PLACE: Limit = Limit { column: "subject_request.client", max: 10, pause_ms: HOUR_MS };
/// Asking for one address, in one tenant.
pub(super) const FOR_ONE_ADDRESS: Limit =
    Limit { column: "subject_request.email", max: 3, pause_ms: HOUR_MS };

/// What somebody asks for.
#[derive(Debug, Clone)]
pub struct Asking {
    /// Which right.
    pub right: SubjectRight,
    /// The address that it is about.
    pub email: String,
    /// Their name; may be empty.
    pub name: String,
    /// In their words; may be empty.
    pub words: String,
    /// Their language.
    pub language: String,
    /// The company that they mean; asked for at the operator's.
    pub company: String,
}

impl Asking {
    /// Checks it.
    ///
    /// # Errors
    /// [`Error::Input`].
    pub fn check(&self) -> Result<()> {
        let fits = |text: &str| text.chars().count() <= NAME_CHARS_MAX && !text.chars().any(char::is_control);
        if !fits(&self.name) {
            return Err(Error::Input { field: "name", rule: "rule-name" });
        }
        if !fits(&self.company) {
            return Err(Error::Input { field: "company", rule: "rule-name" });
        }
        if self.words.chars().count() > SUBJECT_WORDS_CHARS_MAX {
            return Err(Error::Input { field: "words", rule: "rule-too-long" });
        }
        Ok(())
    }

    pub(super) fn content(self, at: Timestamp) -> Result<SubjectRequestContent> {
        self.check()?;
        let email = mime::normalise_address(&self.email);
        let email = email.ok_or(Error::Input { field: "email", rule: "rule-address" })?;
        let received =
            SubjectRequestEvent { at, step: SubjectStep::Received, agent: None, text: String::new() };
        Ok(SubjectRequestContent {
            email,
            name: self.name.trim().to_owned(),
            words: self.words.trim().to_owned(),
            language: if i18n::I18n::locales().contains(&self.language.as_str()) {
                self.language
            } else {
                i18n::FALLBACK.to_owned()
            },
            events: vec![received],
            company: self.company.trim().to_owned(),
            ..SubjectRequestContent::default()
        })
    }
}

/// Whether addresses can be proved here: by the operator's mail.
#[must_use]
pub fn can_prove(app: &App) -> bool {
    app.settings().operator_mail.is_some()
}

/// Takes down what somebody asks for and sends the link that proves their address. `base` is the address of the pages.
///
/// # Errors
/// Bad input, [`Error::TooMany`], [`Error::State`] when no mail can go out or it did not.
pub async fn ask(
    app: &App,
    scope: TenantScope,
    asking: Asking,
    client: &str,
    base: &str,
    now: Timestamp,
) -> Result<()> {
    if !can_prove(app) {
        return Err(Error::State { noun: "operator mail", state: "not-configured" });
    }
    let right = asking.right;
    let content = asking.content(now)?;
    throttle::count(app, FROM_ONE_PLACE, client.as_bytes(), now).await?;
    let whose = format!("{}/{}", scope.tenant(), content.email);
    throttle::count(app, FOR_ONE_ADDRESS, whose.as_bytes(), now).await?;
    let secret = crypto::random::token()?;
    let link = format!("{base}/privacy-requests/{}", secret.reveal());
    let letter = proof_letter(app, scope, &content, ("mail-subject-proof", &link)).await?;
    let id = take_down(app, scope, (right, &content), &secret, now).await?;
    if operator_mail::hand_over(app, scope, letter, now).await? == Handed::Over {
        return Ok(());
    }
    drop_unproved(app, scope, id).await?;
    Err(Error::State { noun: "mail", state: "not-sent" })
}

/// Takes down what somebody asks for where no mail goes out, as in a demo: nobody has the link, and it is forgotten in its time.
///
/// # Errors
/// Bad input; a failure of sealing, or the store's.
pub async fn ask_unsent(app: &App, scope: TenantScope, asking: Asking, now: Timestamp) -> Result<()> {
    let right = asking.right;
    let content = asking.content(now)?;
    take_down(app, scope, (right, &content), &crypto::random::token()?, now).await.map(drop)
}

/// Keeps what waits until whoever has the secret proves their address.
async fn take_down(
    app: &App,
    scope: TenantScope,
    (right, content): (SubjectRight, &SubjectRequestContent),
    secret: &Private<String>,
    now: Timestamp,
) -> Result<SubjectRequestId> {
    let ctx = Ctx::nobody(scope, now);
    let permit = app.permit(&ctx, Act::REQUEST_ASK).await?;
    let mut row = fresh(right, SubjectRequestSource::Form, now);
    row.proof_tag = Some(app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?);
    row.proof_until = Some(now.plus_millis(SUBJECT_PROOF_HOURS * HOUR_MS));
    keep(app, &ctx, permit, row, content).await
}

/// The mail with the link: the same words for every address.
pub(super) async fn proof_letter(
    app: &App,
    scope: TenantScope,
    content: &SubjectRequestContent,
    (kind, link): (&str, &str),
) -> Result<Written> {
    let own = I18n::new(&content.language).ok();
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    let company = match tenant::find(app, scope).await? {
        Some(info) if scope != operator::SCOPE => info.name,
        _ => words.t("app-name"),
    };
    // Nobody has proved yet who typed it, and it goes to an address that may be anybody's.
    let called = Some(content.name.trim()).filter(|name| is_name(name)).unwrap_or_default();
    let name = if called.is_empty() { content.email.as_str() } else { called };
    let args = [("name", name), ("company", &company), ("link", link)];
    Ok(Written {
        to: Address { name: called.to_owned(), email: content.email.clone() },
        subject: words.t_args(&format!("{kind}-subject"), &args),
        text: words.t_args(&format!("{kind}-text"), &args),
        id: None,
    })
}

/// Whether a text is such as people are called by: letters, and what stands between and behind them in a name. No address, no
/// figure, no sentence.
fn is_name(text: &str) -> bool {
    let is_part = |word: &str| {
        let word = word.strip_suffix(['.', ',']).unwrap_or(word);
        !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || "'’-".contains(c))
    };
    let words = text.split_whitespace().count();
    (1..=NAME_WORDS_MAX).contains(&words) && text.split_whitespace().all(is_part)
}

/// A request as it begins.
pub(crate) fn fresh(right: SubjectRight, source: SubjectRequestSource, now: Timestamp) -> SubjectRequest {
    SubjectRequest {
        id: SubjectRequestId::generate(now),
        number: None,
        right,
        state: SubjectRequestState::Identity,
        source,
        contact: None,
        ticket: None,
        content: None,
        proof_tag: None,
        proof_until: None,
        received_at: now,
        due_at: clock::due(now, false),
        decision: None,
        decided_at: None,
        decided_by: None,
        carried_out_at: None,
        closed_at: None,
        alarms: 0,
        acknowledge: false,
        held_at: None,
        held_told_at: None,
        version: 1,
        updated_at: now,
        account: None,
        erasure_mode: None,
    }
}

/// Seals and keeps a new request; a case gets its number.
pub(crate) async fn keep(
    app: &App,
    ctx: &Ctx,
    permit: Permit,
    mut row: SubjectRequest,
    content: &SubjectRequestContent,
) -> Result<SubjectRequestId> {
    let leaves = [LeafRef::settings(ctx.scope.tenant())];
    app.load_tenant(ctx.scope).await?;
    app.admit(ctx.scope, &leaves).await?;
    let mut keys = app.vault().draft(ctx.scope);
    row.content = Some(keys.seal(ctx.now, row.id.uuid(), &leaves, content)?);
    app.keyring().commit(keys.batch()).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(keys.made())).await?;
    let mut tx = app.store().tenant(ctx.scope).begin().await?;
    if row.proof_tag.is_some() && tx.count_unproved_subject_requests().await? >= SUBJECT_UNPROVED_MAX {
        return Err(Error::TooMany { retry_after_s: HOUR_MS / 1000 });
    }
    // What nobody proved yet is no case.
    if row.proof_tag.is_none() {
        row.number = Some(tx.next_subject_request_number().await?);
    }
    tx.insert_subject_request(&row).await?;
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    app.vault().publish(keys);
    Ok(row.id)
}

/// Forgets a request that never became a case: its key, then its row.
pub(crate) async fn drop_unproved(app: &App, scope: TenantScope, id: SubjectRequestId) -> Result<()> {
    let store = app.store().tenant(scope);
    let Some(row) = store.find_subject_request(id).await? else { return Ok(()) };
    if let Some(sealed) = &row.content {
        app.keyring().delete_object_keys(scope, &[sealed.object()]).await?;
    }
    let mut tx = store.begin().await?;
    tx.delete_subject_request(id).await?;
    Ok(tx.commit().await?)
}

async fn by_link(
    app: &App,
    scope: TenantScope,
    secret: &Private<String>,
    now: Timestamp,
) -> Result<SubjectRequest> {
    let tag = app.vault().system_tag(COLUMN, secret.reveal().as_bytes())?;
    let found = app.store().tenant(scope).find_subject_request_by_proof(tag, now).await?;
    found.ok_or(Error::NotFound("link"))
}

/// What is asked for under a link.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work; the store's failure.
pub async fn asked(
    app: &App,
    scope: TenantScope,
    secret: &Private<String>,
    now: Timestamp,
) -> Result<SubjectRight> {
    Ok(by_link(app, scope, secret, now).await?.right)
}

/// Who asked says that it was not they: nothing is kept of it. A case that came otherwise, by mail say, is closed as taken back.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work; a refusal, or the store's failure.
pub async fn withdraw_link(
    app: &App,
    scope: TenantScope,
    secret: &Private<String>,
    now: Timestamp,
) -> Result<()> {
    let row = by_link(app, scope, secret, now).await?;
    let ctx = Ctx::nobody(scope, now);
    let permit = app.permit(&ctx, Act::REQUEST_PROVE).await?;
    if row.number.is_none() {
        app.settle(permit).await?;
        return drop_unproved(app, scope, row.id).await;
    }
    let mut case = super::load(app, &permit, row.id).await?;
    case.row.state = SubjectRequestState::Withdrawn;
    (case.row.proof_tag, case.row.proof_until) = (None, None);
    case.row.closed_at = Some(now);
    case.note(&ctx, SubjectStep::Withdrawn, "");
    let saving = save(app, &ctx, permit, &mut case).await?;
    finish(app, &ctx, saving).await
}

/// The address is proved: the request becomes a case, and is matched with whom it is about. At the operator's it waits to
/// be passed on.
///
/// # Errors
/// [`Error::NotFound`] when the link does not work, or was used; the store's failure.
pub async fn prove(app: &App, scope: TenantScope, secret: &Private<String>, now: Timestamp) -> Result<()> {
    let row = by_link(app, scope, secret, now).await?;
    let ctx = Ctx::nobody(scope, now);
    let permit = app.permit(&ctx, Act::REQUEST_PROVE).await?;
    let mut case = super::load(app, &permit, row.id).await?;
    case.row.state = SubjectRequestState::Open;
    (case.row.proof_tag, case.row.proof_until) = (None, None);
    case.note(&ctx, SubjectStep::Proved, "");
    if scope != operator::SCOPE {
        find_contact(app, &ctx, &permit, &mut case).await?;
    }
    let saving = save(app, &ctx, permit, &mut case).await?;
    finish(app, &ctx, saving).await
}

/// Matches a case with the contact that has its address.
pub(super) async fn find_contact(app: &App, ctx: &Ctx, permit: &Permit, case: &mut Case) -> Result<bool> {
    let found = contact::find_by_email(app, permit, &case.content.email).await?;
    let Some(found) = found else { return Ok(false) };
    case.row.contact = Some(found.id);
    case.note(ctx, SubjectStep::Matched, "");
    Ok(true)
}

/// Passes on what came to the operator: to every tenant that knows the address, and to the one that was named, with the time of
/// its receipt. Whoever asked had the same answer on the page long before; whom no tenant knows is told so at the address that
/// they proved, whatever they named (C73).
///
/// # Errors
/// A store's failure.
pub async fn route(app: &App) -> Result<()> {
    let at_operator = app.store().tenant(operator::SCOPE);
    let (mut apart, companies) = (Apart::default(), tenant::list_keyed(app).await?);
    for row in at_operator.list_subject_requests_to_pass_on(PER_ROUND).await? {
        let done = route_one(app, &companies, &row).await;
        // Where one could not look, it is asked again: nothing is lost, and the next request does not wait for it.
        apart.of(operator::SCOPE, done);
    }
    apart.end()
}

async fn route_one(app: &App, companies: &[TenantInfo], row: &SubjectRequest) -> Result<()> {
    let ctx = Ctx::job(operator::SCOPE, domain::audit::Job::Rights, app.now());
    let permit = app.permit(&ctx, Act::REQUEST_ROUTE).await?;
    let case = super::load(app, &permit, row.id).await;
    app.settle(permit).await?;
    let (case, mut apart) = (case?, Apart::default());
    let named = named(app, companies, &case.content.company).await?;
    for info in companies {
        let is_named = named == Some(info.scope);
        apart.of(info.scope, pass_on(app, info.scope, &case, is_named).await);
    }
    apart.end()?;
    // What was passed on is with whom it concerns; what concerns nobody is not kept once they were told.
    if ending::end(app, &case).await? {
        drop_unproved(app, operator::SCOPE, row.id).await?;
    }
    Ok(())
}

/// The company that somebody means: by its short name, its name or a host name, where that is one alone.
async fn named(app: &App, companies: &[TenantInfo], text: &str) -> Result<Option<TenantScope>> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Ok(None);
    }
    let by_host = match tenant::check_host(&text) {
        Ok(host) => tenant::find_by_host(app, &host).await?.map(|info| info.scope),
        Err(_) => None,
    };
    let is_meant = |info: &&TenantInfo| {
        info.slug == text || info.name.trim().to_lowercase() == text || by_host == Some(info.scope)
    };
    let mut meant = companies.iter().filter(is_meant).map(|info| info.scope);
    Ok(meant.next().filter(|_| meant.next().is_none()))
}

/// Makes a request at the operator a tenant's case, where it knows the address or is the one that was named; once, however
/// often it is asked.
async fn pass_on(app: &App, scope: TenantScope, case: &Case, is_named: bool) -> Result<()> {
    let ctx = Ctx::job(scope, domain::audit::Job::Rights, app.now());
    let permit = privacy::decide(&ctx.access(Act::REQUEST_ROUTE))?;
    let contact = contact::find_by_email(app, &permit, &case.content.email).await?;
    if contact.is_none() && !is_named {
        return Ok(());
    }
    let store = app.store().tenant(scope);
    if store.find_subject_request(case.row.id).await?.is_some() {
        return Ok(());
    }
    let mut passed = Case {
        row: SubjectRequest {
            state: SubjectRequestState::Open,
            source: SubjectRequestSource::Operator,
            contact: contact.as_ref().map(|found| found.id),
            number: None,
            proof_tag: None,
            proof_until: None,
            content: None,
            version: 1,
            ..case.row.clone()
        },
        content: case.content.clone(),
    };
    if contact.is_some() {
        passed.note(&ctx, SubjectStep::Matched, "");
    }
    keep(app, &ctx, permit, passed.row, &passed.content).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn a_name_is_what_people_are_called_by() {
        for name in ["Carla", "Bo Ek", "J. R. O’Neill-Ståhl", "Åsa af Klint, jr."] {
            assert!(is_name(name), "{name}");
        }
        for text in
            ["", "Win a prize: http://evil.example/claim", "evil.example", "call +46 8 1", "a b c d e f g"]
        {
            assert!(!is_name(text), "{text}");
        }
    }
}
