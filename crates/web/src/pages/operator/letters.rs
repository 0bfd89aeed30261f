//! Letters that did not reach somebody, or of which nobody knows, and settling them: the part of a page that has them.

use crate::Web;
use crate::gate::Caller;
use crate::pages::shell::Shell;
use app::letter::{self, LetterView, Settling};
use domain::{LetterState, RequestId};

/// Letters that somebody has to look after.
#[derive(Default)]
pub(super) struct Lost {
    pub(super) letters: Vec<Line>,
    pub(super) some_in_doubt: bool,
    pub(super) some_came_back: bool,
}

/// One of them.
pub(super) struct Line {
    pub(super) id: RequestId,
    pub(super) company: String,
    pub(super) email: String,
    pub(super) state: String,
    /// It was refused or came back otherwise.
    pub(super) is_in_doubt: bool,
}

/// Those of the letters that somebody has to look after.
pub(super) fn lost(p: &Shell, all: Vec<LetterView>) -> Lost {
    let is_lost = |one: &LetterView| {
        matches!(one.state, LetterState::Refused | LetterState::InDoubt | LetterState::Bounced)
    };
    let line = |one: LetterView| Line {
        id: one.id,
        state: p.t(&format!("document-letter-{}", one.state)),
        is_in_doubt: one.state == LetterState::InDoubt,
        company: one.company,
        email: one.email,
    };
    let letters: Vec<Line> = all.into_iter().filter(is_lost).map(line).collect();
    Lost {
        some_in_doubt: letters.iter().any(|one| one.is_in_doubt),
        some_came_back: letters.iter().any(|one| !one.is_in_doubt),
        letters,
    }
}

/// Has a letter sent once more or anew, or notes that it arrived or was told in another way.
pub(super) async fn settle(web: &Web, caller: &Caller, id: &str, how: Settling) -> app::Result<()> {
    let id = id.parse().map_err(|_| app::Error::NotFound("letter"))?;
    letter::settle(&web.app, &caller.ctx, id, how).await
}
