//! Letters that go out once each, whatever is interrupted: about documents that changed, and with news. Each kind has a table of
//! its own, and all of them go the same way.

use crate::db::{IntoValue, Row, args};
use crate::{Result, SystemStore, TenantTx};
use domain::{LetterState, RequestId, TenantId, Timestamp};

/// Which letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterKind {
    /// About a document that changed.
    Document,
    /// With news.
    News,
}

/// What is asked of a table of letters.
struct Texts {
    claim: &'static str,
    ending: &'static str,
    finish: &'static str,
    doubt: &'static str,
    give_back: &'static str,
    doubt_own: &'static str,
    bounce: &'static str,
    quarantine: &'static str,
    uncopied: &'static str,
    known: &'static str,
    doubtful: &'static str,
    arrived: &'static str,
    again: &'static str,
    renew: &'static str,
    told: &'static str,
}

macro_rules! texts {
    ($table:literal, $went:literal, $anew:literal) => {
        Texts {
            claim: concat!(
                "UPDATE ",
                $table,
                " SET state = 'sending', holder = $4, due_at_ms = $5, attempts = attempts + 1 \
                WHERE tenant_id = $1 AND id = $2 AND state IN ('waiting', 'sending') AND due_at_ms <= $3"
            ),
            ending: concat!(
                "UPDATE ",
                $table,
                " SET state = 'ending', copied = $5 WHERE tenant_id = $1 AND id = $2 AND state = 'sending' AND holder = $3 \
                AND due_at_ms > $4"
            ),
            finish: concat!(
                "UPDATE ",
                $table,
                " SET state = $4, code = $5, due_at_ms = $6, ended_at_ms = $7, holder = NULL \
                WHERE tenant_id = $1 AND id = $2 AND holder = $3 AND state IN ('sending', 'ending')"
            ),
            doubt: concat!(
                "UPDATE ",
                $table,
                " SET state = 'in-doubt', ended_at_ms = $2, holder = NULL \
                WHERE tenant_id = $1 AND state = 'ending' AND due_at_ms <= $2"
            ),
            give_back: concat!(
                "UPDATE ",
                $table,
                " SET state = 'waiting', due_at_ms = $2, holder = NULL WHERE state = 'sending' AND holder = $1"
            ),
            doubt_own: concat!(
                "UPDATE ",
                $table,
                " SET state = 'in-doubt', ended_at_ms = $2, holder = NULL WHERE state = 'ending' AND holder = $1"
            ),
            bounce: concat!(
                "UPDATE ",
                $table,
                " SET state = 'bounced', ended_at_ms = $2 WHERE id = $1 AND state IN ('sent', 'in-doubt', 'ending')"
            ),
            quarantine: concat!(
                "UPDATE ",
                $table,
                " SET state = 'in-doubt', holder = NULL WHERE state IN ('waiting', 'sending', 'ending')"
            ),
            uncopied: concat!("UPDATE ", $table, " SET copied = 0 WHERE state = 'in-doubt'"),
            known: concat!("SELECT tenant_id, id, state, copied, ended_at_ms FROM ", $table, " WHERE id IN (@many)"),
            doubtful: concat!(
                "SELECT tenant_id, id, state, copied, ended_at_ms FROM ",
                $table,
                " WHERE state = 'in-doubt' AND copied = 1 AND ended_at_ms <= $1 ORDER BY ended_at_ms LIMIT $2"
            ),
            arrived: concat!(
                "UPDATE ",
                $table,
                " SET state = 'sent', ended_at_ms = $3 WHERE tenant_id = $1 AND id = $2 AND state = 'in-doubt'",
                $went
            ),
            again: concat!(
                "UPDATE ",
                $table,
                " SET state = 'waiting', due_at_ms = $3, ended_at_ms = NULL WHERE tenant_id = $1 AND id = $2 \
                AND state = 'in-doubt' AND COALESCE(ended_at_ms, 0) <= $4"
            ),
            renew: concat!(
                "UPDATE ",
                $table,
                " SET id = $3, state = 'waiting', attempts = 0, code = NULL, due_at_ms = $4, copied = 0, ended_at_ms = NULL",
                $anew,
                " WHERE tenant_id = $1 AND id = $2 AND state IN ('refused', 'bounced')"
            ),
            told: concat!(
                "UPDATE ",
                $table,
                " SET state = 'told', ended_at_ms = $3 WHERE tenant_id = $1 AND id = $2 AND state IN ('refused', 'bounced')"
            ),
        }
    };
}

const DOCUMENT: Texts = texts!("document_letter", "", "");
const NEWS: Texts =
    texts!("news_letter", " AND handed_at_ms IS NOT NULL", ", consent_id = NULL, handed_at_ms = NULL");

#[cfg(test)]
pub(crate) const ALL: &[&str] = &[
    DOCUMENT.claim,
    DOCUMENT.ending,
    DOCUMENT.finish,
    DOCUMENT.doubt,
    DOCUMENT.give_back,
    DOCUMENT.doubt_own,
    DOCUMENT.bounce,
    DOCUMENT.quarantine,
    DOCUMENT.uncopied,
    DOCUMENT.known,
    DOCUMENT.doubtful,
    DOCUMENT.arrived,
    DOCUMENT.again,
    DOCUMENT.renew,
    DOCUMENT.told,
    NEWS.claim,
    NEWS.ending,
    NEWS.finish,
    NEWS.doubt,
    NEWS.give_back,
    NEWS.doubt_own,
    NEWS.bounce,
    NEWS.quarantine,
    NEWS.uncopied,
    NEWS.known,
    NEWS.doubtful,
    NEWS.arrived,
    NEWS.again,
    NEWS.renew,
    NEWS.told,
];

const KINDS: [LetterKind; 2] = [LetterKind::Document, LetterKind::News];

const fn of(kind: LetterKind) -> &'static Texts {
    match kind {
        LetterKind::Document => &DOCUMENT,
        LetterKind::News => &NEWS,
    }
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterEnd {
    /// Where it stands.
    pub state: LetterState,
    /// What the server answered.
    pub code: Option<i64>,
    /// When it is to be tried again, if it is.
    pub due_at: Timestamp,
    /// When it came to its end, if it did.
    pub ended_at: Option<Timestamp>,
}

/// A letter, as far as it is alike for every kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownLetter {
    /// Which letters it is of.
    pub kind: LetterKind,
    /// Whose agent it is for.
    pub tenant: TenantId,
    /// What its Message-ID is made of.
    pub id: RequestId,
    /// Where it stands.
    pub state: LetterState,
    /// Whether it went to its author, too.
    pub copied: bool,
    /// When it came to its end, or into doubt.
    pub ended_at: Option<Timestamp>,
}

fn read(kind: LetterKind, row: &Row) -> Result<KnownLetter> {
    let mut f = row.fields();
    Ok(KnownLetter {
        kind,
        tenant: f.id()?,
        id: f.id()?,
        state: f.state()?,
        copied: f.flag()?,
        ended_at: f.time_opt()?,
    })
}

impl TenantTx {
    /// Takes a letter, to send it, until `lease_until`; `false` when somebody else has it.
    pub async fn claim_letter(
        &mut self,
        kind: LetterKind,
        id: RequestId,
        now: Timestamp,
        holder: RequestId,
        lease_until: Timestamp,
    ) -> Result<bool> {
        let args = args![self.tenant(), id, now, holder, lease_until];
        Ok(self.conn().execute(of(kind).claim, args).await? == 1)
    }

    /// Notes that the server is about to be told the letter's end, and whether a copy of it goes to its author; `false` when it
    /// is not the holder's any more.
    pub async fn end_letter(
        &mut self,
        kind: LetterKind,
        id: RequestId,
        holder: RequestId,
        (copied, now): (bool, Timestamp),
    ) -> Result<bool> {
        let args = args![self.tenant(), id, holder, now, copied];
        Ok(self.conn().execute(of(kind).ending, args).await? == 1)
    }

    /// Notes what became of a letter.
    pub async fn finish_letter(
        &mut self,
        kind: LetterKind,
        id: RequestId,
        holder: RequestId,
        end: LetterEnd,
    ) -> Result<()> {
        let LetterEnd { state, code, due_at, ended_at } = end;
        let args = args![self.tenant(), id, holder, state, code, due_at, ended_at];
        self.conn().execute(of(kind).finish, args).await.map(|_| ())
    }

    /// Letters whose sender ended while the server was told their end: nobody knows whether it has them.
    pub async fn doubt_letters(&mut self, kind: LetterKind, now: Timestamp) -> Result<u64> {
        let args = args![self.tenant(), now];
        self.conn().execute(of(kind).doubt, args).await
    }

    /// A letter in doubt did arrive; `false` when it is in doubt no more, or is news that was never noted as handed over: then
    /// nobody knows by which consent that was.
    pub async fn arrive_letter(&mut self, kind: LetterKind, id: RequestId, now: Timestamp) -> Result<bool> {
        let args = args![self.tenant(), id, now];
        Ok(self.conn().execute(of(kind).arrived, args).await? == 1)
    }

    /// A letter that has been in doubt since `since` at the latest waits again; `false` when it is no such letter any more.
    pub async fn send_letter_again(
        &mut self,
        kind: LetterKind,
        id: RequestId,
        now: Timestamp,
        since: Timestamp,
    ) -> Result<bool> {
        let args = args![self.tenant(), id, now, since];
        Ok(self.conn().execute(of(kind).again, args).await? == 1)
    }

    /// A letter that was refused or came back waits anew as `anew`: what is still said of the old one, by a copy or a report, is
    /// not said of that. `false` when it is no such letter any more.
    pub async fn renew_letter(
        &mut self,
        kind: LetterKind,
        id: RequestId,
        anew: RequestId,
        now: Timestamp,
    ) -> Result<bool> {
        let args = args![self.tenant(), id, anew, now];
        Ok(self.conn().execute(of(kind).renew, args).await? == 1)
    }

    /// Whoever a letter did not reach was told in another way; `false` when it was neither refused nor came back.
    pub async fn tell_letter(&mut self, kind: LetterKind, id: RequestId, now: Timestamp) -> Result<bool> {
        let args = args![self.tenant(), id, now];
        Ok(self.conn().execute(of(kind).told, args).await? == 1)
    }
}

impl SystemStore {
    /// Letters that this holder had when it ended wait again, but for those whose end the server was told: they are in doubt, and
    /// counted. Only for a holder that has just started and sends nothing yet.
    pub async fn interrupt_letters(
        &self,
        kind: LetterKind,
        holder: RequestId,
        now: Timestamp,
    ) -> Result<u64> {
        let mut tx = self.begin().await?;
        // In this order: a database may still be ending what the holder asked for last, which makes one of the other.
        tx.execute(of(kind).give_back, args![holder, now]).await?;
        let doubtful = tx.execute(of(kind).doubt_own, args![holder, now]).await?;
        tx.commit().await?;
        Ok(doubtful)
    }

    /// Notes that a letter of any kind came back; `false` when there is none of that id.
    pub async fn bounce_letter(&self, id: RequestId, now: Timestamp) -> Result<bool> {
        for texts in KINDS.map(of) {
            if self.write(texts.bounce, args![id, now]).await? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The letters of these ids, of any kind and company.
    pub async fn list_letters(&self, ids: &[RequestId]) -> Result<Vec<KnownLetter>> {
        let (mut conn, mut out) = (self.read().await?, Vec::new());
        for kind in KINDS {
            let many = ids.iter().map(|id| id.into_value()).collect();
            for row in conn.list_many(of(kind).known, args![], many).await? {
                out.push(read(kind, &row)?);
            }
        }
        Ok(out)
    }

    /// Letters that have been in doubt since `before` at the latest and went to their author, too: of each kind `limit` at most,
    /// the oldest first.
    pub async fn list_doubtful_letters(&self, before: Timestamp, limit: i64) -> Result<Vec<KnownLetter>> {
        let (mut conn, mut out) = (self.read().await?, Vec::new());
        for kind in KINDS {
            for row in conn.list(of(kind).doubtful, args![before, limit]).await? {
                out.push(read(kind, &row)?);
            }
        }
        Ok(out)
    }

    /// Holds what was on its way when the backup was made: nobody can know whether it went out. What was in doubt then may have
    /// been settled since, and its copy taken out of the author's mailbox: that it is not there tells nothing any more.
    pub async fn quarantine_letters(&self) -> Result<u64> {
        let (mut tx, mut held) = (self.begin().await?, 0);
        for texts in KINDS.map(of) {
            held += tx.execute(texts.quarantine, args![]).await?;
            tx.execute(texts.uncopied, args![]).await?;
        }
        tx.commit().await?;
        Ok(held)
    }
}
