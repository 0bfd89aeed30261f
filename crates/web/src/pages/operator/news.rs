//! News about the product: written, looked at, sent once to whoever asked for it (C60).

use super::letters::{self, Lost};
use super::told;
use crate::Web;
use crate::gate::Caller;
use crate::input::{self, Fields};
use crate::pages::consent;
use crate::pages::personal_data::own_name;
use crate::pages::shell::Shell;
use crate::pages::{page, time};
use crate::problem::Answer;
use crate::route::Access::{Operator, Provider, Session, Signed};
use crate::route::{GET, POST, Route, get, post};
use app::letter::Settling;
use app::news::{self, Counts, NewsText, NewsView};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::NewsId;
use std::sync::Arc;

/// Where it is.
pub const PLACE: &str = "/operator/news";

/// Everything about news: the operator's pages, what somebody decides for themselves, and the end of it from a mail.
pub fn routes() -> Vec<Route> {
    let end = "/news/unsubscribe/{token}";
    vec![
        Route::new(GET, PLACE, Operator, get(list)),
        Route::new(POST, PLACE, Operator, post(create)),
        Route::new(GET, "/operator/news/{news}", Operator, get(show)),
        Route::new(POST, "/operator/news/{news}", Operator, post(save)),
        Route::new(POST, "/operator/news/{news}/sending", Operator, post(send)),
        Route::new(POST, "/operator/news/{news}/removal", Operator, post(remove)),
        Route::new(POST, "/operator/news/{news}/letters/{letter}/sending", Operator, post(send_again)),
        Route::new(POST, "/operator/news/{news}/letters/{letter}/arrival", Operator, post(arrived)),
        Route::new(POST, "/operator/news/{news}/letters/{letter}/renewal", Operator, post(send_anew)),
        Route::new(POST, "/operator/news/{news}/letters/{letter}/telling", Operator, post(told_otherwise)),
        Route::new(POST, "/profile/consents/news", Session, post(consent::decide_news)),
        Route::new(GET, end, Signed, get(consent::unsubscribe::form)),
        // From wherever somebody reads their mail: no page of ours has sent it.
        Route::new(POST, end, Provider, post(consent::unsubscribe::end)),
    ]
}

/// A piece of news in a line.
struct Line {
    id: NewsId,
    title: String,
    language: String,
    sent_iso: Option<String>,
    written_iso: String,
    counts: Vec<String>,
}

fn counted(p: &Shell, counts: Counts) -> Vec<String> {
    let Counts { waiting, sent, bounced, in_doubt, told, dropped, unsubscribed } = counts;
    let mut out = vec![p.tn("news-sent", number(sent))];
    let rest = [
        ("news-waiting", waiting),
        ("news-bounced", bounced),
        ("news-in-doubt", in_doubt),
        ("news-told", told),
        ("news-dropped", dropped),
        ("news-unsubscribed", unsubscribed),
    ];
    out.extend(rest.iter().filter(|(_, n)| *n > 0).map(|(key, n)| p.tn(key, number(*n))));
    out
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn line(p: &Shell, view: &NewsView) -> Line {
    let text = news::text_for(&view.texts, Some(p.locale()));
    Line {
        id: view.id,
        title: text.map(|text| text.title.clone()).unwrap_or_default(),
        language: text.map(|text| text.language.clone()).unwrap_or_default(),
        sent_iso: view.sent_at.map(time::iso),
        written_iso: time::iso(view.written_at),
        counts: if view.sent_at.is_some() { counted(p, view.counts) } else { Vec::new() },
    }
}

#[derive(Template)]
#[template(path = "operator/news.html")]
struct ListPage {
    p: Shell,
    drafts: Vec<Line>,
    sent: Vec<Line>,
    forms: Vec<Form>,
    recipients: i64,
    has_mail: bool,
    problem: Option<String>,
}

/// What is written in a language, as the form has it.
struct Form {
    language: &'static str,
    name: String,
    title: String,
    body: String,
    is_open: bool,
    /// The letter as it would go out.
    letter: String,
}

fn forms(p: &Shell, texts: &[NewsText]) -> Vec<Form> {
    let own = i18n::I18n::locales().into_iter().find(|language| *language == p.locale());
    let form = |language: &'static str| {
        let text = texts.iter().find(|text| text.language == language);
        Form {
            language,
            name: own_name(language),
            title: text.map(|text| text.title.clone()).unwrap_or_default(),
            body: text.map(|text| text.body.clone()).unwrap_or_default(),
            is_open: text.is_some() || texts.is_empty() && Some(language) == own,
            letter: text
                .map(|text| news::letter_text(text, "https://…/news/unsubscribe/…"))
                .unwrap_or_default(),
        }
    };
    i18n::I18n::locales().into_iter().map(form).collect()
}

fn typed(fields: &Fields) -> Vec<NewsText> {
    let text = |language: &str| NewsText {
        language: language.to_owned(),
        title: fields.get(&format!("title-{language}")).to_owned(),
        body: fields.get(&format!("text-{language}")).to_owned(),
    };
    let is_written = |text: &NewsText| !text.title.is_empty() || !text.body.is_empty();
    i18n::I18n::locales().into_iter().map(text).filter(is_written).collect()
}

async fn assemble(web: &Web, caller: &Caller, texts: &[NewsText]) -> Answer<ListPage> {
    let all = news::list(&web.app, &caller.ctx).await?;
    let p = Shell::operator(web, caller, PLACE).await?;
    let lines = all.iter().map(|view| line(&p, view));
    let (sent, drafts) = lines.partition(|line| line.sent_iso.is_some());
    Ok(ListPage {
        drafts,
        sent,
        forms: forms(&p, texts),
        recipients: number(news::count_recipients(&web.app, &caller.ctx).await?),
        has_mail: web.app.settings().operator_mail.is_some(),
        problem: None,
        p,
    })
}

/// All of it, and the form that begins a piece.
pub async fn list(State(web): State<Arc<Web>>, caller: Caller) -> Answer<Html<String>> {
    page(&assemble(&web, &caller, &[]).await?)
}

/// Begins a piece, as a draft.
pub async fn create(State(web): State<Arc<Web>>, caller: Caller, fields: Fields) -> Answer<Response> {
    let texts = typed(&fields);
    match news::write(&web.app, &caller.ctx, None, texts.clone()).await {
        Ok(id) => Ok(Redirect::to(&format!("{PLACE}/{id}")).into_response()),
        Err(error) => {
            let mut shown = assemble(&web, &caller, &texts).await?;
            let (status, words) = told(error, shown.p.texts)?;
            shown.problem = Some(words);
            Ok((status, page(&shown)?).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "operator/news_one.html")]
struct OnePage {
    p: Shell,
    line: Line,
    /// Letters that did not reach somebody.
    lost: Lost,
    /// Where they are settled from here.
    place: String,
    forms: Vec<Form>,
    recipients: i64,
    has_mail: bool,
    problem: Option<String>,
}

async fn one(web: &Web, caller: &Caller, id: NewsId, texts: Option<Vec<NewsText>>) -> Answer<OnePage> {
    let view = news::read(&web.app, &caller.ctx, id).await?;
    let p = Shell::operator(web, caller, PLACE).await?;
    let Counts { bounced, in_doubt, .. } = view.counts;
    let lost = match bounced + in_doubt {
        0 => Lost::default(),
        _ => letters::lost(&p, news::letters(&web.app, &caller.ctx, id).await?),
    };
    Ok(OnePage {
        line: line(&p, &view),
        lost,
        place: format!("{PLACE}/{id}"),
        forms: forms(&p, texts.as_ref().unwrap_or(&view.texts)),
        recipients: number(news::count_recipients(&web.app, &caller.ctx).await?),
        has_mail: web.app.settings().operator_mail.is_some(),
        problem: None,
        p,
    })
}

/// A piece: as it is being written, with how it looks; or what became of it.
pub async fn show(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer<Html<String>> {
    page(&one(&web, &caller, input::id(&id)?, None).await?)
}

async fn after(
    web: &Web,
    caller: &Caller,
    (id, texts): (NewsId, Option<Vec<NewsText>>),
    done: app::Result<()>,
) -> Answer<Response> {
    let Err(error) = done else { return Ok(Redirect::to(&format!("{PLACE}/{id}")).into_response()) };
    let mut shown = one(web, caller, id, texts).await?;
    let (status, words) = told(error, shown.p.texts)?;
    shown.problem = Some(words);
    Ok((status, page(&shown)?).into_response())
}

/// Keeps what was written.
pub async fn save(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(id): Path<String>,
    fields: Fields,
) -> Answer<Response> {
    let (id, texts) = (input::id(&id)?, typed(&fields));
    let done = news::write(&web.app, &caller.ctx, Some(id), texts.clone()).await.map(drop);
    after(&web, &caller, (id, Some(texts)), done).await
}

/// Sends it.
pub async fn send(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Response> {
    let id = input::id(&id)?;
    let done = news::send(&web.app, &caller.ctx, id).await;
    after(&web, &caller, (id, None), done).await
}

/// Throws a draft away.
pub async fn remove(State(web): State<Arc<Web>>, caller: Caller, Path(id): Path<String>) -> Answer<Redirect> {
    news::remove(&web.app, &caller.ctx, input::id(&id)?).await?;
    Ok(Redirect::to(PLACE))
}

/// Has a letter in doubt sent once more.
pub async fn send_again(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((id, letter)): Path<(String, String)>,
) -> Answer<Response> {
    let done = letters::settle(&web, &caller, &letter, Settling::Again).await;
    after(&web, &caller, (input::id(&id)?, None), done).await
}

/// Notes that a letter in doubt arrived.
pub async fn arrived(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((id, letter)): Path<(String, String)>,
) -> Answer<Response> {
    let done = letters::settle(&web, &caller, &letter, Settling::Arrived).await;
    after(&web, &caller, (input::id(&id)?, None), done).await
}

/// Has a letter that did not arrive sent anew.
pub async fn send_anew(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((id, letter)): Path<(String, String)>,
) -> Answer<Response> {
    let done = letters::settle(&web, &caller, &letter, Settling::Anew).await;
    after(&web, &caller, (input::id(&id)?, None), done).await
}

/// Notes that whoever a letter did not reach was told in another way.
pub async fn told_otherwise(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path((id, letter)): Path<(String, String)>,
) -> Answer<Response> {
    let done = letters::settle(&web, &caller, &letter, Settling::Told).await;
    after(&web, &caller, (input::id(&id)?, None), done).await
}
