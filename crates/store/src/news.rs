//! News about the product, and the letters with it: one for each agent who consents. How they go out is in [`crate::letter`].

use crate::db::{Conn, Row, args, queries, reads};
use crate::letter::LetterKind;
use crate::{Result, TenantTx};
use domain::{AgentId, ConsentId, LetterState, NewsId, RequestId, TenantId, Timestamp};

queries! {
    INSERT = "INSERT INTO news (tenant_id, id, written_at_ms, sent_at_ms, letters_at_ms) @rows";
    WRITTEN = "UPDATE news SET written_at_ms = $3 WHERE tenant_id = $1 AND id = $2 AND sent_at_ms IS NULL";
    SEND = "UPDATE news SET sent_at_ms = $3 WHERE tenant_id = $1 AND id = $2 AND sent_at_ms IS NULL";
    LETTERED = "UPDATE news SET letters_at_ms = $3 WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM news WHERE tenant_id = $1 AND id = $2 AND sent_at_ms IS NULL";
    LIST = "SELECT id, written_at_ms, sent_at_ms, letters_at_ms FROM news WHERE tenant_id = $1 ORDER BY id DESC";
    FIND = "SELECT id, written_at_ms, sent_at_ms, letters_at_ms FROM news WHERE tenant_id = $1 AND id = $2";
    INSERT_TEXT = "INSERT INTO news_text (tenant_id, news_id, language, title, body) @rows";
    DELETE_TEXTS = "DELETE FROM news_text WHERE tenant_id = $1 AND news_id = $2";
    TEXTS = "SELECT language, title, body FROM news_text WHERE tenant_id = $1 AND news_id = $2 ORDER BY language";
    INSERT_LETTER = "INSERT INTO news_letter (tenant_id, news_id, agent_id, id, state, attempts, due_at_ms, made_at_ms) @rows \
        ON CONFLICT (tenant_id, news_id, agent_id) DO NOTHING";
    DUE = "SELECT news_id, agent_id, id, state, attempts, code, due_at_ms, consent_id, made_at_ms, handed_at_ms, ended_at_ms, left_at_ms \
        FROM news_letter WHERE tenant_id = $1 AND state IN ('waiting', 'sending', 'ending') AND due_at_ms <= $2 \
        ORDER BY due_at_ms LIMIT $3";
    LETTERS = "SELECT news_id, agent_id, id, state, attempts, code, due_at_ms, consent_id, made_at_ms, handed_at_ms, ended_at_ms, \
        left_at_ms FROM news_letter WHERE tenant_id = $1 AND news_id = $2 ORDER BY agent_id";
    HANDED = "UPDATE news_letter SET consent_id = $3, handed_at_ms = $4 WHERE tenant_id = $1 AND id = $2";
    LEAVE = "UPDATE news_letter SET left_at_ms = $4 WHERE tenant_id = $1 AND news_id = $2 AND agent_id = $3 AND left_at_ms IS NULL";
}

/// A piece of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// Id; later ones are greater.
    pub id: NewsId,
    /// When it was written last.
    pub written_at: Timestamp,
    /// When it was sent; a draft otherwise.
    pub sent_at: Option<Timestamp>,
    /// When everybody had their letter made.
    pub letters_at: Option<Timestamp>,
}

/// What it says in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsText {
    /// The language (BCP 47).
    pub language: String,
    /// Subject of the mail.
    pub title: String,
    /// Plain text.
    pub body: String,
}

/// A letter to an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewsLetter {
    /// With which news.
    pub news: NewsId,
    /// To whom.
    pub agent: AgentId,
    /// What its Message-ID is made of.
    pub id: RequestId,
    /// Where it stands.
    pub state: LetterState,
    /// How often it was tried.
    pub attempts: u32,
    /// What the server answered last, as an SMTP code.
    pub code: Option<i64>,
    /// When it is to be tried, or until when somebody has it.
    pub due_at: Timestamp,
    /// The consent by which it was handed over.
    pub consent: Option<ConsentId>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was handed over, just before the server was told its end.
    pub handed_at: Option<Timestamp>,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
    /// When its link was used to get no more news.
    pub left_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<News> {
    let mut f = row.fields();
    Ok(News { id: f.id()?, written_at: f.time()?, sent_at: f.time_opt()?, letters_at: f.time_opt()? })
}

fn read_text(row: &Row) -> Result<NewsText> {
    let mut f = row.fields();
    Ok(NewsText { language: f.text()?.to_owned(), title: f.text()?.to_owned(), body: f.text()?.to_owned() })
}

fn read_letter(row: &Row) -> Result<NewsLetter> {
    let mut f = row.fields();
    Ok(NewsLetter {
        news: f.id()?,
        agent: f.id()?,
        id: f.id()?,
        state: f.state()?,
        attempts: f.u32()?,
        code: f.i64_opt()?,
        due_at: f.time()?,
        consent: f.id_opt()?,
        made_at: f.time()?,
        handed_at: f.time_opt()?,
        ended_at: f.time_opt()?,
        left_at: f.time_opt()?,
    })
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<News>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn find(conn: &mut Conn, tenant: TenantId, id: NewsId) -> Result<Option<News>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn texts(conn: &mut Conn, tenant: TenantId, id: NewsId) -> Result<Vec<NewsText>> {
    conn.list(TEXTS, args![tenant, id]).await?.iter().map(read_text).collect()
}

async fn letters(conn: &mut Conn, tenant: TenantId, id: NewsId) -> Result<Vec<NewsLetter>> {
    conn.list(LETTERS, args![tenant, id]).await?.iter().map(read_letter).collect()
}

async fn letters_due(
    conn: &mut Conn,
    tenant: TenantId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<NewsLetter>> {
    conn.list(DUE, args![tenant, now, limit]).await?.iter().map(read_letter).collect()
}

reads! {
    /// Everything that was written, the newest first: a few a year.
    list_news() -> Vec<News> = list;
    /// A piece of news.
    find_news(id: NewsId) -> Option<News> = find;
    /// What it says, by language.
    list_news_texts(id: NewsId) -> Vec<NewsText> = texts;
    /// The letters with it.
    list_news_letters(id: NewsId) -> Vec<NewsLetter> = letters;
    /// Letters that are to be sent, or whose sender ended.
    list_news_letters_due(now: Timestamp, limit: i64) -> Vec<NewsLetter> = letters_due;
}

impl TenantTx {
    /// Writes a draft: a new one, or in the place of what it said. `false` when it was sent already.
    pub async fn put_news(&mut self, id: NewsId, texts: &[NewsText], now: Timestamp) -> Result<bool> {
        let tenant = self.tenant();
        if self.find_news(id).await?.is_none() {
            let row = args![tenant, id, now, None::<Timestamp>, None::<Timestamp>];
            self.conn().insert(INSERT, vec![row]).await?;
        } else if self.conn().execute(WRITTEN, args![tenant, id, now]).await? == 0 {
            return Ok(false);
        }
        self.conn().execute(DELETE_TEXTS, args![tenant, id]).await?;
        let row = |t: &NewsText| args![tenant, id, t.language.as_str(), t.title.as_str(), t.body.as_str()];
        self.conn().insert(INSERT_TEXT, texts.iter().map(row).collect()).await?;
        Ok(true)
    }

    /// Throws a draft away; `false` when there is none.
    pub async fn delete_news(&mut self, id: NewsId) -> Result<bool> {
        let args = args![self.tenant(), id];
        if self.conn().execute(DELETE, args.clone()).await? == 0 {
            return Ok(false);
        }
        self.conn().execute(DELETE_TEXTS, args).await?;
        Ok(true)
    }

    /// From here on it goes out; `false` when it was sent already.
    pub async fn send_news(&mut self, id: NewsId, now: Timestamp) -> Result<bool> {
        let args = args![self.tenant(), id, now];
        Ok(self.conn().execute(SEND, args).await? == 1)
    }

    /// Everybody has their letter made.
    pub async fn update_news_lettered(&mut self, id: NewsId, now: Timestamp) -> Result<()> {
        let args = args![self.tenant(), id, now];
        self.conn().execute(LETTERED, args).await.map(|_| ())
    }

    /// Makes letters; whoever has one keeps it.
    pub async fn insert_news_letters(&mut self, letters: &[NewsLetter]) -> Result<()> {
        let tenant = self.tenant();
        let row =
            |l: &NewsLetter| args![tenant, l.news, l.agent, l.id, l.state, l.attempts, l.due_at, l.made_at];
        self.conn().insert(INSERT_LETTER, letters.iter().map(row).collect()).await.map(|_| ())
    }

    /// Notes that the server is about to be told the letter's end, and by which consent; `false` when it is not the holder's any
    /// more.
    pub async fn end_news_letter(
        &mut self,
        letter: &NewsLetter,
        holder: RequestId,
        consent: ConsentId,
        (copied, now): (bool, Timestamp),
    ) -> Result<bool> {
        if !self.end_letter(LetterKind::News, letter.id, holder, (copied, now)).await? {
            return Ok(false);
        }
        let args = args![self.tenant(), letter.id, consent, now];
        Ok(self.conn().execute(HANDED, args).await? == 1)
    }

    /// Notes that a letter's link was used to get no more news.
    pub async fn leave_news_letter(&mut self, news: NewsId, agent: AgentId, now: Timestamp) -> Result<()> {
        let args = args![self.tenant(), news, agent, now];
        self.conn().execute(LEAVE, args).await.map(|_| ())
    }
}
