//! Waiting for news: IDLE where the server offers it, else a look now and then.

use super::ImapSmtp;
use super::session::Session;
use crate::connector::Wake;
use crate::error::{Code, ConnectError};
use std::time::Duration;

/// RFC 2177 asks to leave IDLE before 29 minutes are over.
const IDLE_MAX: Duration = Duration::from_secs(28 * 60);
/// With several folders only the first one can wake us: the others are looked at this often.
const MANY_FOLDERS_MAX: Duration = Duration::from_secs(60);

impl ImapSmtp {
    pub(super) async fn wait_in(
        &mut self,
        session: &mut Session,
        deadline: Duration,
    ) -> Result<Wake, ConnectError> {
        let folder = self.folders.first().cloned().ok_or_else(|| ConnectError::from(Code::Settings))?;
        if session.selected.as_ref().is_none_or(|(name, _)| *name != folder) {
            let selected = session.select(&folder, false).await?;
            let seen = self.pending.get(&folder).and_then(|pending| pending.seen);
            if seen != Some((selected.uid_validity, selected.uid_next)) || selected.uid_next.is_none() {
                return Ok(self.news(session));
            }
        }
        if session.has_news {
            return Ok(self.news(session));
        }
        let many = if self.folders.len() > 1 { MANY_FOLDERS_MAX } else { IDLE_MAX };
        let end = tokio::time::sleep(deadline.min(many));
        tokio::pin!(end);
        if session.has("IDLE") && !self.is_idle_refused {
            match session.idle(end.as_mut()).await? {
                Some(true) => return Ok(self.news(session)),
                Some(false) => return Ok(Wake::Deadline),
                None => self.is_idle_refused = true,
            }
        }
        loop {
            tokio::select! {
                () = &mut end => return Ok(Wake::Deadline),
                () = tokio::time::sleep(self.deadlines.poll) => {}
            }
            session.command("NOOP").await?;
            if session.has_news {
                return Ok(self.news(session));
            }
        }
    }

    /// Lets the next fetch select anew: it learns what came from the server, not from us.
    fn news(&mut self, session: &mut Session) -> Wake {
        session.selected = None;
        Wake::Changed
    }
}
