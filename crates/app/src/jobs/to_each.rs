//! A letter to each of several people: who has theirs gets it no second time while a server lets others wait (RFC 5321
//! 4.5.4.1). What is known of that is this process's alone: after its end some may have the same mail twice, under the same
//! Message-ID.

use crate::operator_mail::{self, Handed, Written};
use crate::{App, Result};
use domain::{TenantScope, Timestamp};
use parking_lot::Mutex;
use std::collections::HashMap;

/// Whoever could not have it for so long is waited for no more.
const PATIENCE_MS: i64 = 24 * 3600 * 1000;
/// After so many in a row that could not have it, the server is away: the others are asked at the next look.
const AWAY: u32 = 3;

/// How far a letter has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reached {
    /// Somebody has it, and nobody is waited for.
    Some,
    /// Nobody has it, and nobody is waited for.
    Nobody,
    /// It is handed over at the next look, to whoever could not have it yet.
    Waits,
}

/// What became of a mail while others of the same letter wait.
#[derive(Debug, Clone, Copy)]
enum One {
    Over,
    Refused,
    WaitsSince(Timestamp),
}

/// The mails of letters that wait, by what their Message-IDs are made of.
#[derive(Debug, Default)]
pub(crate) struct Letters(Mutex<HashMap<[u8; 16], One>>);

/// Hands them over, those that were not yet.
///
/// # Errors
/// A failure of the store or of the log.
pub(crate) async fn hand_over(app: &App, of: TenantScope, letters: Vec<Written>) -> Result<Reached> {
    let (known, now) = (&app.letters().0, app.now());
    let ids: Vec<[u8; 16]> = letters.iter().filter_map(|letter| letter.id).collect();
    let (mut reached, mut waits, mut in_a_row) = (false, false, 0);
    for letter in letters {
        let id = letter.id.unwrap_or_default();
        let before = known.lock().get(&id).copied();
        let since = match before {
            Some(One::Over) => {
                reached = true;
                continue;
            }
            Some(One::Refused) => continue,
            Some(One::WaitsSince(since)) => since,
            None => now,
        };
        let one = match operator_mail::hand_over(app, of, letter, now).await? {
            Handed::Over => One::Over,
            Handed::NotYet if now.millis_since(since) < PATIENCE_MS => One::WaitsSince(since),
            Handed::NotYet | Handed::Refused => One::Refused,
        };
        known.lock().insert(id, one);
        reached |= matches!(one, One::Over);
        let is_waited_for = matches!(one, One::WaitsSince(_));
        waits |= is_waited_for;
        in_a_row = if is_waited_for { in_a_row + 1 } else { 0 };
        if in_a_row == AWAY {
            return Ok(Reached::Waits);
        }
    }
    if waits {
        return Ok(Reached::Waits);
    }
    known.lock().retain(|id, _| !ids.contains(id));
    Ok(if reached { Reached::Some } else { Reached::Nobody })
}
