//! News about the product by mail.

use super::letters::Letter;
use crate::Web;
use crate::api::error::{ReadErrors, WriteErrors};
use crate::api::paging::Items;
use crate::gate::Caller;
use crate::input::{self, Json};
use crate::problem::Answer;
use app::news::{self, NewsView};
use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// What it says in a language.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewsText {
    /// Language (BCP 47), one of this installation's.
    language: String,
    /// Subject of the mail.
    #[schema(min_length = 1, max_length = 150)]
    title: String,
    /// Plain text.
    #[schema(min_length = 1, max_length = 20000)]
    text: String,
}

/// A piece of news.
#[derive(Debug, Serialize, ToSchema)]
pub struct News {
    /// Id.
    #[schema(format = "uuid")]
    id: String,
    /// What it says; each reads their language, else English, else the first.
    texts: Vec<NewsText>,
    /// When it was written last.
    written_at_ms: i64,
    /// When it was sent; a draft otherwise.
    sent_at_ms: Option<i64>,
    /// Letters on their way.
    waiting: u64,
    /// Letters that a server has.
    sent: u64,
    /// Letters that came back, or that a server refused.
    bounced: u64,
    /// Letters of which nobody knows whether a server has them.
    in_doubt: u64,
    /// Letters that did not arrive, whose recipients were told in another way.
    told: u64,
    /// Letters to whoever did not want them any more, or has gone.
    dropped: u64,
    /// Letters by whose link somebody ended news.
    unsubscribed: u64,
}

impl From<NewsView> for News {
    fn from(view: NewsView) -> Self {
        let text =
            |one: news::NewsText| NewsText { language: one.language, title: one.title, text: one.body };
        Self {
            id: view.id.to_string(),
            texts: view.texts.into_iter().map(text).collect(),
            written_at_ms: view.written_at.as_millis(),
            sent_at_ms: view.sent_at.map(Timestamp::as_millis),
            waiting: view.counts.waiting,
            sent: view.counts.sent,
            bounced: view.counts.bounced,
            in_doubt: view.counts.in_doubt,
            told: view.counts.told,
            dropped: view.counts.dropped,
            unsubscribed: view.counts.unsubscribed,
        }
    }
}

/// What is written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNews {
    /// In one language at least.
    texts: Vec<NewsText>,
}

fn texts(new: NewNews) -> Vec<news::NewsText> {
    let text = |one: NewsText| news::NewsText { language: one.language, title: one.title, body: one.text };
    new.texts.into_iter().map(text).collect()
}

/// How many would get news now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recipients {
    /// People whose last decision is a consent.
    recipients: u64,
}

/// Lists news, the newest first.
#[utoipa::path(get, path = "/api/v1/operator/news", tag = "news",
    responses((status = 200, body = Items<News>), ReadErrors))]
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Items<News>>> {
    Ok(Body(Items::whole(news::list(&web.app, &caller.ctx).await?)))
}

/// Counts the people who would get news that are sent now.
#[utoipa::path(get, path = "/api/v1/operator/news-recipients", tag = "news",
    responses((status = 200, body = Recipients), ReadErrors))]
pub async fn recipients(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Body<Recipients>> {
    Ok(Body(Recipients { recipients: news::count_recipients(&web.app, &caller.ctx).await? }))
}

/// Writes news, as a draft.
#[utoipa::path(post, path = "/api/v1/operator/news", tag = "news", request_body = NewNews,
    responses((status = 201, body = News), ReadErrors, WriteErrors))]
pub async fn create(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Json(new): Json<NewNews>,
) -> Answer<(StatusCode, Body<News>)> {
    let id = news::write(&web.app, &caller.ctx, None, texts(new)).await?;
    Ok((StatusCode::CREATED, Body(news::read(&web.app, &caller.ctx, id).await?.into())))
}

/// Reads a piece of news.
#[utoipa::path(get, path = "/api/v1/operator/news/{news}", tag = "news",
    params(("news" = String, Path, format = "uuid")),
    responses((status = 200, body = News), ReadErrors))]
pub async fn read(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Body<News>> {
    Ok(Body(news::read(&web.app, &caller.ctx, input::id(&id)?).await?.into()))
}

/// Writes something else in the place of what a draft says; 409 when it was sent.
#[utoipa::path(put, path = "/api/v1/operator/news/{news}", tag = "news",
    params(("news" = String, Path, format = "uuid")), request_body = NewNews,
    responses((status = 200, body = News), ReadErrors, WriteErrors))]
pub async fn change(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    Json(new): Json<NewNews>,
) -> Answer<Body<News>> {
    let id = news::write(&web.app, &caller.ctx, Some(input::id(&id)?), texts(new)).await?;
    Ok(Body(news::read(&web.app, &caller.ctx, id).await?.into()))
}

/// Throws a draft away.
#[utoipa::path(delete, path = "/api/v1/operator/news/{news}", tag = "news",
    params(("news" = String, Path, format = "uuid")), responses((status = 204), ReadErrors))]
pub async fn remove(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    news::remove(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends it, once, to whoever consents at the moment when their letter goes out; 409 when it was sent.
#[utoipa::path(post, path = "/api/v1/operator/news/{news}/sending", tag = "news",
    params(("news" = String, Path, format = "uuid")),
    responses((status = 204, description = "it goes out"), ReadErrors, WriteErrors))]
pub async fn send(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<StatusCode> {
    news::send(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the letters with a piece of news, of every company.
#[utoipa::path(get, path = "/api/v1/operator/news/{news}/letters", tag = "news",
    params(("news" = String, Path, format = "uuid")),
    responses((status = 200, body = Items<Letter>), ReadErrors))]
pub async fn letters(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Body<Items<Letter>>> {
    Ok(Body(Items::whole(news::letters(&web.app, &caller.ctx, input::id(&id)?).await?)))
}
