//! News about the product by mail (C60): written by the operator, sent once to whoever asked for it, and ended by one click
//! (RFC 8058). Nothing else depends on it: invitations, new passwords and letters about documents go out whatever was decided.

use crate::letter::{self, LetterView};
use crate::throttle::{self, Limit};
use crate::{App, Ctx, Error, Result, consent, operator, tenant};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::limits::{NEWS_TEXT_CHARS_MAX, NEWS_TITLE_CHARS_MAX};
use domain::{
    AgentId, AgentState, ConsentDecision, ConsentId, ConsentPurpose, LetterState, NewsId, TenantId,
    TenantScope, Timestamp,
};
use i18n::I18n;
use privacy::Act;
use std::collections::HashMap;
pub use store::NewsText;

/// Column name that goes into the tag of a link.
const COLUMN: &str = "news.unsubscribe";
/// Bytes of that tag in the link.
const TAG_BYTES: usize = 16;
/// Links that are not ours, from one network address. Those that are, are not counted: a provider of mailboxes follows them for
/// many people.
const BY_CLIENT: Limit = Limit { column: "news.client", max: 60, pause_ms: 3_600_000 };

/// A piece of news, as operators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsView {
    /// Id.
    pub id: NewsId,
    /// What it says, by language.
    pub texts: Vec<NewsText>,
    /// When it was written last.
    pub written_at: Timestamp,
    /// When it was sent; a draft otherwise.
    pub sent_at: Option<Timestamp>,
    /// What became of its letters.
    pub counts: Counts,
}

/// What became of letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// They are on their way.
    pub waiting: u64,
    /// A server has them.
    pub sent: u64,
    /// They came back, or a server refused them.
    pub bounced: u64,
    /// Nobody knows.
    pub in_doubt: u64,
    /// They did not arrive, and somebody told whoever they were for in another way.
    pub told: u64,
    /// Whoever they were for did not want them any more, or has gone.
    pub dropped: u64,
    /// Their link was used to get no more.
    pub unsubscribed: u64,
}

fn check_operator(ctx: &Ctx) -> Result<()> {
    if ctx.is_operator() && ctx.scope == operator::SCOPE { Ok(()) } else { Err(Error::NotFound("news")) }
}

/// Everything that was written, the newest first.
///
/// # Errors
/// [`Error::NotFound`] for whoever is no operator, a refusal, a store's failure.
pub async fn list(app: &App, ctx: &Ctx) -> Result<Vec<NewsView>> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::NEWS_READ).await?;
    let mut out = Vec::new();
    for row in app.store().tenant(operator::SCOPE).list_news().await? {
        out.push(view(app, row).await?);
    }
    app.settle(permit).await?;
    Ok(out)
}

/// One piece of it.
///
/// # Errors
/// As [`list`]; [`Error::NotFound`] when there is none.
pub async fn read(app: &App, ctx: &Ctx, id: NewsId) -> Result<NewsView> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::NEWS_READ).await?;
    let row = app.store().tenant(operator::SCOPE).find_news(id).await?.ok_or(Error::NotFound("news"))?;
    app.settle(permit).await?;
    view(app, row).await
}

async fn view(app: &App, row: store::News) -> Result<NewsView> {
    let texts = app.store().tenant(operator::SCOPE).list_news_texts(row.id).await?;
    let mut counts = Counts::default();
    if row.sent_at.is_some() {
        for info in tenant::list(app).await? {
            for letter in app.store().tenant(info.scope).list_news_letters(row.id).await? {
                let of = match letter.state {
                    LetterState::Waiting | LetterState::Sending | LetterState::Ending => &mut counts.waiting,
                    LetterState::Sent => &mut counts.sent,
                    LetterState::Refused | LetterState::Bounced => &mut counts.bounced,
                    LetterState::InDoubt => &mut counts.in_doubt,
                    LetterState::Told => &mut counts.told,
                    LetterState::Dropped => &mut counts.dropped,
                };
                *of += 1;
                counts.unsubscribed += u64::from(letter.left_at.is_some());
            }
        }
    }
    Ok(NewsView { id: row.id, texts, written_at: row.written_at, sent_at: row.sent_at, counts })
}

/// Its letters, of every company, with the addresses of those that one did not reach.
///
/// # Errors
/// As [`read`].
pub async fn letters(app: &App, ctx: &Ctx, id: NewsId) -> Result<Vec<LetterView>> {
    check_operator(ctx)?;
    app.store().tenant(operator::SCOPE).find_news(id).await?.ok_or(Error::NotFound("news"))?;
    let mut out = Vec::new();
    for info in tenant::list(app).await? {
        let rows = app.store().tenant(info.scope).list_news_letters(id).await?;
        out.extend(letter::views(app, ctx, (info.scope, &info.name), Act::NEWS_LETTERS, rows).await?);
    }
    Ok(out)
}

/// How many would get news that is sent now.
///
/// # Errors
/// As [`list`].
pub async fn count_recipients(app: &App, ctx: &Ctx) -> Result<u64> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::NEWS_READ).await?;
    let mut count = 0;
    for info in tenant::list_served(app).await? {
        count += recipients(app, info.scope).await?.len() as u64;
    }
    app.settle(permit).await?;
    Ok(count)
}

/// Who of a company consents now.
pub(crate) async fn recipients(app: &App, scope: TenantScope) -> Result<Vec<AgentId>> {
    let store = app.store().tenant(scope);
    let mut gives: HashMap<AgentId, bool> = HashMap::new();
    // In order: the last one holds.
    for one in store.list_consents().await?.into_iter().filter(|one| one.purpose == ConsentPurpose::News) {
        gives.insert(one.agent, one.decision == ConsentDecision::Given);
    }
    if !gives.values().any(|gives| *gives) {
        return Ok(Vec::new());
    }
    let is_there = |row: &store::Agent| {
        row.state == AgentState::Active && row.erased_at.is_none() && gives.get(&row.id) == Some(&true)
    };
    Ok(store.list_agents().await?.into_iter().filter(is_there).map(|row| row.id).collect())
}

/// The consent that somebody's last decision about news is; none where it is none.
pub(crate) async fn consents(app: &App, scope: TenantScope, agent: AgentId) -> Result<Option<ConsentId>> {
    let last = app.store().tenant(scope).find_last_consent(agent, ConsentPurpose::News).await?;
    Ok(last.filter(|last| last.decision == ConsentDecision::Given).map(|last| last.id))
}

/// Writes a draft, in every language that something is said in: a new one without `id`.
///
/// # Errors
/// [`Error::Input`]; [`Error::State`] when it was sent; otherwise as [`list`].
pub async fn write(app: &App, ctx: &Ctx, id: Option<NewsId>, texts: Vec<NewsText>) -> Result<NewsId> {
    check_operator(ctx)?;
    let texts = checked(texts)?;
    let permit = app.permit(ctx, Act::NEWS_WRITE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    if let Some(id) = id
        && tx.find_news(id).await?.is_none()
    {
        return Err(Error::NotFound("news"));
    }
    let id = id.unwrap_or_else(|| NewsId::generate(ctx.now));
    if !tx.put_news(id, &texts, ctx.now).await? {
        return Err(Error::State { noun: "news", state: "sent" });
    }
    tx.append_audit(&entries).await?;
    tx.commit().await?;
    Ok(id)
}

fn checked(texts: Vec<NewsText>) -> Result<Vec<NewsText>> {
    let mut out: Vec<NewsText> = Vec::new();
    for text in texts {
        let title = text.title.trim().to_owned();
        let body = text.body.replace("\r\n", "\n").trim_end().to_owned();
        if title.is_empty() && body.trim().is_empty() {
            continue;
        }
        let is_known = I18n::locales().contains(&text.language.as_str());
        if !is_known || out.iter().any(|other| other.language == text.language) {
            return Err(Error::Input { field: "language", rule: "rule-language" });
        }
        if title.is_empty()
            || title.chars().count() > NEWS_TITLE_CHARS_MAX
            || title.chars().any(char::is_control)
        {
            return Err(Error::Input { field: "title", rule: "rule-required" });
        }
        let is_bad = |c: char| c.is_control() && c != '\n' && c != '\t';
        if body.trim().is_empty() || body.chars().count() > NEWS_TEXT_CHARS_MAX || body.chars().any(is_bad) {
            return Err(Error::Input { field: "text", rule: "rule-required" });
        }
        out.push(NewsText { language: text.language, title, body });
    }
    if out.is_empty() {
        return Err(Error::Input { field: "text", rule: "rule-required" });
    }
    Ok(out)
}

/// Throws a draft away.
///
/// # Errors
/// [`Error::NotFound`] also for what was sent; otherwise as [`list`].
pub async fn remove(app: &App, ctx: &Ctx, id: NewsId) -> Result<()> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::NEWS_WRITE).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    if !tx.delete_news(id).await? {
        return Err(Error::NotFound("news"));
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// Sends it, once: from here on it goes to whoever consents at the moment when their letter does.
///
/// # Errors
/// [`Error::State`] when it was sent already, or without operator mail; otherwise as [`read`].
pub async fn send(app: &App, ctx: &Ctx, id: NewsId) -> Result<()> {
    check_operator(ctx)?;
    let permit = app.permit(ctx, Act::NEWS_SEND).await?;
    let entries = app.seal_events(ctx.scope, &permit.into_events(Vec::new())).await?;
    let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
    tx.find_news(id).await?.ok_or(Error::NotFound("news"))?;
    if !tx.send_news(id, ctx.now).await? {
        return Err(Error::State { noun: "news", state: "sent" });
    }
    tx.append_audit(&entries).await?;
    Ok(tx.commit().await?)
}

/// The text for somebody who reads `language`: theirs, else English, else the first.
#[must_use]
pub fn text_for<'a>(texts: &'a [NewsText], language: Option<&str>) -> Option<&'a NewsText> {
    let of = |wanted: &str| texts.iter().find(|text| text.language == wanted);
    language.and_then(of).or_else(|| of(i18n::FALLBACK)).or_else(|| texts.first())
}

/// The whole text of a letter, with the lines that say how to get no more.
#[must_use]
pub fn letter_text(text: &NewsText, link: &str) -> String {
    let own = I18n::new(&text.language).ok();
    let words = own.as_ref().unwrap_or_else(|| crate::words());
    format!("{}\n\n-- \n{}\n", text.body, words.t_args("mail-news-foot", &[("link", link)]))
}

/// Where one click ends news for an agent. It works as long as the letter may be read, and says who it is for to nobody who has
/// no keys of this system.
///
/// # Errors
/// The system's keys are not loaded.
pub fn address(app: &App, base: &str, of: (TenantScope, AgentId), news: NewsId) -> Result<String> {
    let mut claim = Vec::with_capacity(48 + TAG_BYTES);
    for id in [of.0.tenant().as_bytes(), of.1.as_bytes(), news.as_bytes()] {
        claim.extend_from_slice(id);
    }
    let tag = app.vault().system_tag(COLUMN, &claim)?;
    claim.extend(tag.0.iter().take(TAG_BYTES));
    Ok(format!("{base}/news/unsubscribe/{}", URL_SAFE_NO_PAD.encode(claim)))
}

/// Takes the consent back that a link is about. One that is not ours is answered alike, and does nothing.
///
/// # Errors
/// [`Error::TooMany`] for somebody who tries many that are not ours; a store's failure.
pub async fn unsubscribe(app: &App, token: &str, client: &str, now: Timestamp) -> Result<()> {
    match opened(app, token)? {
        Some((of, news)) if !tenant::is_erased(app, of.0).await? => {
            consent::leave_news(app, of, news, now).await
        }
        Some(_) => Ok(()),
        None => throttle::count(app, BY_CLIENT, client.as_bytes(), now).await,
    }
}

fn opened(app: &App, token: &str) -> Result<Option<((TenantScope, AgentId), NewsId)>> {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return Ok(None) };
    let Some((claim, given)) = bytes.split_last_chunk::<TAG_BYTES>() else { return Ok(None) };
    let tag = app.vault().system_tag(COLUMN, claim)?;
    if !tag.0.first_chunk::<TAG_BYTES>().is_some_and(|tag| crypto::random::are_equal(tag, given)) {
        return Ok(None);
    }
    Ok(parts(claim))
}

fn parts(claim: &[u8]) -> Option<((TenantScope, AgentId), NewsId)> {
    let (tenant, rest) = claim.split_first_chunk::<16>()?;
    let (agent, news) = rest.split_first_chunk::<16>()?;
    let scope = TenantScope::of(TenantId::from_slice(tenant).ok()?);
    Some(((scope, AgentId::from_slice(agent).ok()?), NewsId::from_slice(news).ok()?))
}
