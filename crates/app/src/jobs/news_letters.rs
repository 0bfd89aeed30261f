//! Sends news to those who consent: one letter each (C60; [`super::letters`]).
//!
//! Whether somebody consents is asked when letters are made, when one is written, and once more in the transaction that notes that
//! the server is told its end: after a consent was taken back, none goes out.

use super::letters::{self, Letters};
use super::notice_mail::base;
use crate::operator_mail::Written;
use crate::{App, Result, news, operator, tenant};
use domain::audit::Job;
use domain::record::Address;
use domain::{AgentId, ConsentDecision, ConsentPurpose, LetterState, RequestId, TenantScope, Timestamp};
use futures::future::BoxFuture;
use privacy::Act;
use std::sync::Arc;
use store::{LetterKind, NewsLetter, NewsText, TenantTx};

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    letters::run::<WithNews>(app).await;
}

/// Makes letters for everybody who is to have one, and sends those that are due; gives how many went out.
///
/// # Errors
/// A store's failure.
pub async fn round(app: &App) -> Result<u64> {
    letters::round::<WithNews>(app).await
}

struct WithNews;

impl Letters for WithNews {
    const KIND: LetterKind = LetterKind::News;
    /// News that were sent, and what they say.
    type Matter = (store::News, Vec<NewsText>);
    type Letter = NewsLetter;

    async fn matters(app: &App) -> Result<Vec<Self::Matter>> {
        let store = app.store().tenant(operator::SCOPE);
        let mut all = Vec::new();
        for one in store.list_news().await?.into_iter().filter(|one| one.sent_at.is_some()) {
            all.push((one, store.list_news_texts(one.id).await?));
        }
        Ok(all)
    }

    fn is_lettered((news, _): &Self::Matter) -> bool {
        news.letters_at.is_some()
    }

    async fn note_lettered(app: &App, (news, _): &Self::Matter, now: Timestamp) -> Result<()> {
        let mut tx = app.store().tenant(operator::SCOPE).begin().await?;
        tx.update_news_lettered(news.id, now).await?;
        Ok(tx.commit().await?)
    }

    async fn scopes(app: &App) -> Result<Vec<TenantScope>> {
        Ok(tenant::list_served(app).await?.into_iter().map(|info| info.scope).collect())
    }

    /// Whoever consents.
    async fn recipients(app: &App, scope: TenantScope, _news: &Self::Matter) -> Result<Vec<AgentId>> {
        news::recipients(app, scope).await
    }

    fn letter(_scope: TenantScope, (news, _): &Self::Matter, agent: AgentId, now: Timestamp) -> NewsLetter {
        NewsLetter {
            news: news.id,
            agent,
            id: RequestId::generate(now),
            state: LetterState::Waiting,
            attempts: 0,
            code: None,
            due_at: now,
            consent: None,
            made_at: now,
            handed_at: None,
            ended_at: None,
            left_at: None,
        }
    }

    fn end(letter: &mut NewsLetter, now: Timestamp) {
        (letter.state, letter.ended_at) = (LetterState::Dropped, Some(now));
    }

    async fn insert(tx: &mut TenantTx, letters: &[NewsLetter]) -> Result<()> {
        Ok(tx.insert_news_letters(letters).await?)
    }

    async fn due(app: &App, scope: TenantScope, limit: i64) -> Result<Vec<NewsLetter>> {
        Ok(app.store().tenant(scope).list_news_letters_due(app.now(), limit).await?)
    }

    fn standing(letter: &NewsLetter) -> (RequestId, LetterState) {
        (letter.id, letter.state)
    }

    fn is_about(letter: &NewsLetter, (news, _): &Self::Matter) -> bool {
        letter.news == news.id
    }

    /// With the address that ends them; `None` also when its agent consents no more.
    async fn written(
        app: &App,
        scope: TenantScope,
        letter: &NewsLetter,
        (_, texts): &Self::Matter,
    ) -> Result<Option<(Written, Option<String>)>> {
        if news::consents(app, scope, letter.agent).await?.is_none() {
            return Ok(None);
        }
        let by = (Job::News, Act::NEWS_TELL);
        let Some(profile) = letters::profile(app, scope, letter.agent, by).await? else { return Ok(None) };
        let Some(text) = news::text_for(texts, profile.language.as_deref()) else { return Ok(None) };
        let base = base(app, scope).await?.unwrap_or_default();
        let link = news::address(app, &base, (scope, letter.agent), letter.news)?;
        let written = Written {
            to: Address { name: profile.name.clone(), email: profile.email.clone() },
            subject: text.title.clone(),
            text: news::letter_text(text, &link),
            id: Some(*letter.id.as_bytes()),
        };
        Ok(Some((written, Some(link))))
    }

    /// By which consent, too; not where it was taken back meanwhile.
    fn note_ending<'a>(
        app: &'a App,
        scope: TenantScope,
        letter: &'a NewsLetter,
        (holder, copied): (RequestId, bool),
    ) -> BoxFuture<'a, Result<bool>> {
        Box::pin(async move {
            let mut tx = app.store().tenant(scope).begin().await?;
            let last = tx.find_last_consent(letter.agent, ConsentPurpose::News).await?;
            let Some(consent) = last.filter(|last| last.decision == ConsentDecision::Given) else {
                return Ok(false);
            };
            let is_ours = tx.end_news_letter(letter, holder, consent.id, (copied, app.now())).await?;
            tx.commit().await?;
            Ok(is_ours)
        })
    }
}
