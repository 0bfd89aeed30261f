//! The demo's news: a piece that was sent some weeks ago to both people who had asked for it; one of them ended it by the link since.

use anyhow::{Context, Result};
use app::news::{self, NewsText};
use app::{App, Ctx, consent};
use domain::{AgentId, ConsentPurpose, LetterState, NewsId, RequestId, Role, TenantScope, Timestamp};
use store::{LetterEnd, LetterKind, NewsLetter};

const DAY_MS: i64 = 24 * 3_600_000;
/// So long ago both asked for news.
const ASKED_DAYS: i64 = 30;
/// So long ago it was sent.
const SENT_DAYS: i64 = 20;
/// So long ago one of them ended it.
const ENDED_DAYS: i64 = 19;

fn days_ago(app: &App, days: i64) -> Timestamp {
    app.now().plus_millis(-days * DAY_MS)
}

fn texts() -> Vec<NewsText> {
    let text = |language: &str, title: &str, body: &str| NewsText {
        language: language.to_owned(),
        title: title.to_owned(),
        body: body.to_owned(),
    };
    vec![
        text(
            "en",
            "Mails that send themselves later",
            "Hello,\n\nyou can now write a mail today and have it sent tomorrow morning: choose “Send later” beside the button. \
             Until then it can be taken back and changed.\n\nThe people who run Deskhero",
        ),
        text(
            "da",
            "Mails, der sender sig selv senere",
            "Hej\n\nDu kan nu skrive en mail i dag og lade den blive sendt i morgen tidlig: Vælg »Send senere« ved siden af knappen. \
             Indtil da kan den tages tilbage og ændres.\n\nDem, der driver Deskhero",
        ),
    ]
}

/// The operator wrote it and sent it.
pub async fn sent(app: &App, operator: AgentId) -> Result<NewsId> {
    let ctx = Ctx::agent(app::operator::SCOPE, operator, Role::Operator, days_ago(app, SENT_DAYS));
    let id = news::write(app, &ctx, None, texts()).await?;
    news::send(app, &ctx, id).await?;
    let mut tx = app.store().tenant(app::operator::SCOPE).begin().await?;
    tx.update_news_lettered(id, ctx.now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Both had asked for it and got it; the second took that back by the link.
pub async fn received(app: &App, scope: TenantScope, people: [(AgentId, Role); 2], id: NewsId) -> Result<()> {
    let words = i18n::I18n::new(i18n::FALLBACK)?.t("consent-news-text");
    for (agent, role) in people {
        let ctx = Ctx::agent(scope, agent, role, days_ago(app, ASKED_DAYS));
        consent::decide_news(app, &ctx, true, &words).await?;
        letter(app, scope, agent, id).await?;
    }
    let [_, (left, _)] = people;
    let address = news::address(app, "", (scope, left), id)?;
    let token = address.rsplit('/').next().unwrap_or_default();
    Ok(news::unsubscribe(app, token, "", days_ago(app, ENDED_DAYS)).await?)
}

/// Nothing leaves a demo: the letter is written down as one that a server took.
async fn letter(app: &App, scope: TenantScope, agent: AgentId, news: NewsId) -> Result<()> {
    let at = days_ago(app, SENT_DAYS);
    let letter = NewsLetter {
        news,
        agent,
        id: RequestId::generate(at),
        state: LetterState::Waiting,
        attempts: 0,
        code: None,
        due_at: at,
        consent: None,
        made_at: at,
        handed_at: None,
        ended_at: None,
        left_at: None,
    };
    let holder = RequestId::generate(at);
    let mut tx = app.store().tenant(scope).begin().await?;
    let consent =
        tx.find_last_consent(agent, ConsentPurpose::News).await?.context("nobody asked for news")?;
    tx.insert_news_letters(&[letter]).await?;
    tx.claim_letter(LetterKind::News, letter.id, at, holder, at.plus_millis(60_000)).await?;
    tx.end_news_letter(&letter, holder, consent.id, (false, at)).await?;
    let end = LetterEnd { state: LetterState::Sent, code: None, due_at: at, ended_at: Some(at) };
    tx.finish_letter(LetterKind::News, letter.id, holder, end).await?;
    Ok(tx.commit().await?)
}
