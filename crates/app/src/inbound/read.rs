//! Bytes to mail, on the threads for heavy work. Reading never fails; should it panic all the same, the
//! mail still becomes a ticket with its bytes attached and a word on what was odd.

use super::Candidate;
use crate::App;
use crate::scanner::Scanned;
use crate::stages::Stage;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

/// Mails that one thread reads; a batch is split so that more than one core reads.
const CHUNK_MAILS: usize = 32;
/// Message key: the mail could not be read at all.
const UNREADABLE: &str = "oddity-unreadable";
/// Message key: the mail is larger than Deskhero fetches; only its header was read.
const TOO_LARGE: &str = "oddity-too-large";

/// Reads every mail that is not held back.
///
/// # Errors
/// [`crate::Error::Interrupted`] when the process is stopping; the batch comes again.
pub async fn all(app: &App, mut candidates: Vec<Candidate>) -> crate::Result<Vec<Candidate>> {
    let mut work = Vec::new();
    while !candidates.is_empty() {
        let rest = candidates.split_off(candidates.len().min(CHUNK_MAILS));
        let chunk = std::mem::replace(&mut candidates, rest);
        let stages = Arc::clone(app.stages());
        work.push(tokio::task::spawn_blocking(move || {
            let _timer = stages.timer(Stage::Read);
            chunk.into_iter().map(read).collect::<Vec<_>>()
        }));
    }
    let mut all = Vec::new();
    for chunk in work {
        all.extend(chunk.await.map_err(|_| crate::Error::Interrupted)?);
    }
    Ok(all)
}

fn read(mut candidate: Candidate) -> Candidate {
    if candidate.scanned == Scanned::Hold {
        return candidate;
    }
    let raw = &candidate.incoming.raw;
    let read = std::panic::catch_unwind(AssertUnwindSafe(|| mime::read(raw)));
    let mut mail = read.unwrap_or_else(|_| {
        let mut mail = mime::read(b"");
        mail.content.oddities = vec![UNREADABLE.to_owned()];
        mail
    });
    if candidate.incoming.too_large_bytes.is_some() {
        mail.content.oddities.push(TOO_LARGE.to_owned());
    }
    candidate.mail = Some(mail);
    candidate
}
