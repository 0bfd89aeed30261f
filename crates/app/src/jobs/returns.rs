//! Reads the mailbox of operator mail's author (`[operator_mail]`, `returns_host`), where that is configured.
//!
//! Each letter that goes out once ([`super::letters`]) goes there, too, by one more recipient: a server takes a mail for all of them
//! or for none (RFC 5321 4.1.1.4). So a letter in doubt whose copy lies there was taken. Where it does not, though the mailbox could
//! be read for as long as a copy may take, it was not, and the letter waits again under the same Message-ID. Reports that a letter
//! came back (RFC 3464) are noted and marked as seen; copies of settled letters are taken out. Everything else stays as it is.

use crate::operator_mail::{OperatorMail, ReturnsBox};
use crate::{App, Result, alert, letter, operator};
use connect::{Code, ConnectError, Copied, Returns};
use domain::{AlertRule, LetterState, RequestId, TenantScope, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use store::KnownLetter;

/// One process looks at a time.
const LEASE: &str = "letter-returns";
/// So long it may: longer than a look takes.
const LEASE_MS: i64 = 10 * 60 * 1000;
/// How often it is asked whether there is something to settle.
const EVERY: Duration = Duration::from_secs(15);
/// So often at least while it cannot be read.
const FAILING_MAX: Duration = Duration::from_secs(5 * 60);
/// So often it is looked even when there is not.
const IDLE_MS: i64 = 5 * 60 * 1000;
/// So long after something was found, and after a process began, it is looked as often as it is asked: letters are on their way.
const BUSY_MS: i64 = 2 * 60 * 1000;
/// So long one look may take.
const LOOK_MAX: Duration = Duration::from_secs(5 * 60);
/// Copies of one look.
const COPIES_MAX: usize = 2_000;
/// Reports of one look.
const REPORTS_MAX: usize = 100;
/// Bytes of a report that is read.
const REPORT_BYTES_MAX: u64 = 1024 * 1024;
/// After so long, reports that were about no letter are read once more: the letter may have been sent anew meanwhile.
const REPORTS_AGAIN_MS: i64 = 60 * 60 * 1000;
/// So long it may fail before operators are told.
const TOLD_AFTER_MS: i64 = 60 * 60 * 1000;
/// They are told again when it still fails after so long.
const TOLD_AGAIN_MS: i64 = 24 * 60 * 60 * 1000;
/// Letters in doubt of one look, of each kind.
const DOUBTS_MAX: i64 = 50;

/// What one process knows of the mailbox. Nothing of it need be kept: without it everything is looked at once more.
#[derive(Debug, Default)]
pub struct Known {
    /// Since when every look succeeded.
    readable_since: Option<Timestamp>,
    /// The last look.
    looked_at: Option<Timestamp>,
    /// The last look that found something, or the first: who has just begun does not know what another process handed over.
    found_at: Option<Timestamp>,
    /// There was more than fits into one look.
    has_more: bool,
    /// What the UIDs are valid for.
    uid_validity: u32,
    /// Behind which UID copies are looked at next.
    copies_after: u32,
    /// The same of reports.
    reports_after: u32,
    /// When reports are looked at from the first again.
    reports_again_at: Option<Timestamp>,
    /// It was told that copies cannot be taken out.
    told_stay: bool,
}

/// What a look came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Came {
    /// Letters that were in doubt and did arrive.
    pub arrived: u64,
    /// Letters that were in doubt and are sent once more.
    pub again: u64,
    /// Letters that came back.
    pub bounced: u64,
    /// Copies that were taken out.
    pub removed: u64,
}

/// How long the mailbox cannot be read already.
#[derive(Debug, Default)]
pub struct Failing {
    since: Option<Timestamp>,
    told_at: Option<Timestamp>,
}

impl Failing {
    /// Notes that it could not be read once more; raises an alert with the operator after an hour of that, and again each day.
    pub async fn tell(&mut self, app: &App) {
        let now = app.now();
        let since = *self.since.get_or_insert(now);
        let is_told = self.told_at.is_some_and(|at| now < at.plus_millis(TOLD_AGAIN_MS));
        if is_told || now < since.plus_millis(TOLD_AFTER_MS) {
            return;
        }
        match alert::tell(app, operator::SCOPE, AlertRule::Returns).await {
            Ok(()) => self.told_at = Some(now),
            Err(error) => tracing::error!(%error, "an alert cannot be raised"),
        }
    }
}

/// Runs until the process ends.
pub async fn run(app: Arc<App>) {
    if app.settings().operator_mail.as_ref().is_none_or(|mail| mail.returns.is_none()) {
        return;
    }
    let (mut known, mut pause, mut failing) = (Known::default(), EVERY, Failing::default());
    loop {
        pause = match round(&app, &mut known).await {
            Ok(_) => {
                failing = Failing::default();
                EVERY
            }
            Err(error) => {
                failing.tell(&app).await;
                tracing::error!(
                    %error,
                    "the mailbox of operator mail cannot be read: until it can, letters in doubt stay so, and nobody is told \
                     which came back. See returns_host, login and password_file in [operator_mail]"
                );
                pause.saturating_mul(2).min(FAILING_MAX)
            }
        };
        tokio::time::sleep(pause).await;
    }
}

/// Looks into the mailbox when it is time to.
///
/// # Errors
/// A store's failure; what is wrong with the mailbox.
pub async fn round(app: &App, known: &mut Known) -> Result<Came> {
    let Some(mail) = &app.settings().operator_mail else { return Ok(Came::default()) };
    let Some(returns) = &mail.returns else { return Ok(Came::default()) };
    let system = app.store().system();
    if known.is_idle(app.now()) && system.list_doubtful_letters(app.now(), 1).await?.is_empty() {
        return Ok(Came::default());
    }
    // Under the node's own name: where it ended amid a look, its next start goes on at once.
    let (begun, holder) = (app.now(), app.node());
    if !system.acquire_lease(LEASE, holder, begun, begun.plus_millis(LEASE_MS)).await? {
        return Ok(Came::default());
    }
    known.begin(begun, returns.wait_ms);
    let looked = tokio::time::timeout(LOOK_MAX, look(app, (mail, returns), known)).await;
    let looked = looked.unwrap_or_else(|_| Err(ConnectError::from(Code::Deadline).into()));
    known.end(begun, looked.is_ok());
    system.release_lease(LEASE, holder).await?;
    let came = looked?;
    if came != Came::default() {
        known.found_at = Some(app.now());
        let Came { arrived, again, bounced, removed } = came;
        tracing::info!(
            arrived,
            again,
            bounced,
            removed,
            "what the mailbox of operator mail says of letters is noted"
        );
    }
    Ok(came)
}

impl Known {
    /// Whether there is no reason to look, but for letters in doubt.
    fn is_idle(&self, now: Timestamp) -> bool {
        let is_recent = |at: Option<Timestamp>, ms: i64| at.is_some_and(|at| now < at.plus_millis(ms));
        is_recent(self.looked_at, IDLE_MS) && !self.has_more && !is_recent(self.found_at, BUSY_MS)
    }

    /// A look begins. Where nobody looked for long, nobody knows whether it could be read.
    fn begin(&mut self, now: Timestamp, wait_ms: i64) {
        let long = IDLE_MS.saturating_mul(2).max(wait_ms);
        if self.looked_at.is_some_and(|at| now > at.plus_millis(long)) {
            self.readable_since = None;
        }
        self.found_at.get_or_insert(now);
    }

    fn end(&mut self, begun: Timestamp, is_good: bool) {
        self.looked_at = Some(begun);
        self.readable_since = is_good.then(|| self.readable_since.unwrap_or(begun));
    }

    /// UIDs of another time are worth nothing.
    fn enter(&mut self, uid_validity: u32, now: Timestamp) {
        if self.uid_validity != uid_validity {
            (self.uid_validity, self.copies_after, self.reports_after) = (uid_validity, 0, 0);
        }
        if self.reports_again_at.is_none_or(|at| now >= at) {
            self.reports_after = 0;
            self.reports_again_at = Some(now.plus_millis(REPORTS_AGAIN_MS));
        }
    }
}

async fn look(app: &App, (mail, returns): (&OperatorMail, &ReturnsBox), known: &mut Known) -> Result<Came> {
    let mut inbox = Returns::open(&returns.server, app.egress()).await?;
    known.enter(inbox.uid_validity(), app.now());
    let mut came = Came::default();
    copies(app, mail, &mut inbox, known, &mut came).await?;
    reports(app, &mut inbox, known, &mut came).await?;
    let before = app.now().plus_millis(-returns.wait_ms);
    // Whoever could not read it for a while does not know what is still on its way there.
    if known.readable_since.is_some_and(|since| since <= before) {
        absent(app, mail, &mut inbox, before, &mut came).await?;
    }
    inbox.close().await;
    Ok(came)
}

/// Copies that are there: what was in doubt did arrive, and what is settled needs none.
async fn copies(
    app: &App,
    mail: &OperatorMail,
    inbox: &mut Returns,
    known: &mut Known,
    came: &mut Came,
) -> Result<()> {
    let any = mail.message_id([0; 16]);
    let domain = any.split_once('@').map_or("", |(_, domain)| domain);
    let (found, next) = inbox.copies((&mail.from, domain), known.copies_after, COPIES_MAX).await?;
    known.copies_after = next.unwrap_or(0);
    known.has_more = next.is_some();
    let own: Vec<Own> = found.iter().filter_map(|copy| own(mail, copy)).collect();
    let ids: Vec<RequestId> = own.iter().map(|copy| copy.letter).collect();
    let letters = app.store().system().list_letters(&ids).await?;
    let letters: HashMap<RequestId, KnownLetter> = letters.into_iter().map(|one| (one.id, one)).collect();
    let mut settled = Vec::new();
    for copy in own {
        let Some(one) = letters.get(&copy.letter) else { continue };
        let is_settled = match one.state {
            LetterState::Waiting | LetterState::Sending | LetterState::Ending => false,
            LetterState::InDoubt => {
                let arrived = letter::arrive(app, one, app.now()).await?;
                came.arrived += u64::from(arrived);
                arrived
            }
            LetterState::Sent
            | LetterState::Refused
            | LetterState::Bounced
            | LetterState::Dropped
            | LetterState::Told => true,
        };
        if is_settled && copy.is_spare {
            settled.push(copy.uid);
        }
    }
    if settled.is_empty() || inbox.can_remove() {
        came.removed += settled.len() as u64;
        return Ok(inbox.remove(&settled).await?);
    }
    if !known.told_stay {
        known.told_stay = true;
        tracing::warn!(
            "the server of operator mail's mailbox does not offer UIDPLUS (RFC 4315): copies of letters stay in it until somebody \
             removes them"
        );
    }
    Ok(())
}

/// A copy of a letter.
struct Own {
    uid: u32,
    letter: RequestId,
    /// Whether it is nothing but a copy: the letter itself went to somebody else's mailbox.
    is_spare: bool,
}

/// The letter that a mail is a copy of; `None` when it is anything else.
fn own(mail: &OperatorMail, copy: &Copied) -> Option<Own> {
    let content = mime::read(&copy.header).content;
    let is_own = |email: &str| email.eq_ignore_ascii_case(&mail.from);
    let id = content.message_id?;
    let letter = letter::id_in(&id)?;
    let is_by_us = !content.from.is_empty() && content.from.iter().all(|one| is_own(&one.email));
    if !is_by_us || id != mail.message_id(*letter.as_bytes()) {
        return None;
    }
    // Whoever reads letters to themselves in this mailbox keeps them.
    let fields = mime::header_fields(&copy.header);
    let delivered = fields.iter().filter(|(name, _)| {
        name.eq_ignore_ascii_case("Delivered-To") || name.eq_ignore_ascii_case("X-Original-To")
    });
    let delivered: Vec<&str> = delivered.map(|(_, value)| value.trim().trim_matches(['<', '>'])).collect();
    let is_to = |email: &str| is_own(email) || delivered.iter().any(|to| to.eq_ignore_ascii_case(email));
    let is_spare = !content.to.is_empty() && !content.to.iter().any(|one| is_to(&one.email));
    Some(Own { uid: copy.uid, letter, is_spare })
}

/// Reports about letters that came back.
async fn reports(app: &App, inbox: &mut Returns, known: &mut Known, came: &mut Came) -> Result<()> {
    let found = inbox.reports(known.reports_after, REPORTS_MAX, REPORT_BYTES_MAX).await?;
    known.has_more |= found.len() == REPORTS_MAX;
    for (uid, raw) in found {
        if let Some(raw) = raw
            && letter::bounced(app, &raw, app.now()).await?
        {
            inbox.mark_seen(&[uid]).await?;
            came.bounced += 1;
        }
        known.reports_after = uid;
    }
    Ok(())
}

/// Letters in doubt for so long that a copy would be there: in whatever folder.
async fn absent(
    app: &App,
    mail: &OperatorMail,
    inbox: &mut Returns,
    before: Timestamp,
    came: &mut Came,
) -> Result<()> {
    for one in app.store().system().list_doubtful_letters(before, DOUBTS_MAX).await? {
        if inbox.holds(&mail.message_id(*one.id.as_bytes())).await? {
            came.arrived += u64::from(letter::arrive(app, &one, app.now()).await?);
            continue;
        }
        let mut tx = app.store().tenant(TenantScope::of(one.tenant)).begin().await?;
        let again = tx.send_letter_again(one.kind, one.id, app.now(), before).await?;
        tx.commit().await?;
        came.again += u64::from(again);
    }
    Ok(())
}
