//! How a mailbox does: when mail came last and how fast, where take-in stands, what went wrong; and a test at once.

use super::connect::{FaultLine, fault_line, refused};
use super::shell::Shell;
use super::{page, time};
use crate::Web;
use crate::gate::Caller;
use crate::input;
use crate::language::Texts;
use crate::problem::{Answer, Problem};
use app::mailbox::{Checked, HealthView};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use domain::MailboxId;
use i18n::FluentValue;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "settings/health.html")]
struct Health {
    p: Shell,
    id: MailboxId,
    mailbox: String,
    success_iso: Option<String>,
    mail_iso: Option<String>,
    lag: Option<String>,
    /// Where take-in stands: place and how far.
    positions: Vec<(String, String)>,
    quota: String,
    error: Option<String>,
    failures: String,
    retry_iso: Option<String>,
    tested: Option<Tested>,
}

/// What a test found.
struct Tested {
    good: Option<String>,
    faults: Vec<FaultLine>,
    problem: Option<String>,
}

/// Milliseconds as a person reads them: whole seconds from ten on.
fn lasted(texts: Texts, ms: i64) -> String {
    match ms {
        ..10_000 => texts.t_args("mailbox-ms", &[("count", ms)]),
        _ => texts.t_args("mailbox-seconds", &[("count", ms / 1_000)]),
    }
}

async fn shown(web: &Web, caller: &Caller, id: MailboxId, tested: Option<Tested>) -> Answer<Health> {
    let HealthView { mailbox, positions } = app::mailbox::health(&web.app, &caller.ctx, id).await?;
    let p = Shell::of(web, caller, "/mailboxes").await?;
    let texts = p.texts;
    let quota = match mailbox.quota_waits {
        0 => texts.t("mailbox-quota-none"),
        count => {
            let time = lasted(texts, mailbox.quota_waited_ms);
            texts.t_args("mailbox-quota-waits", &[("count", FluentValue::from(count)), ("time", time.into())])
        }
    };
    Ok(Health {
        id,
        success_iso: mailbox.last_success_at_ms.map(time::iso),
        mail_iso: mailbox.last_mail_at_ms.map(time::iso),
        lag: mailbox.lag_ms.map(|ms| lasted(texts, ms)),
        positions: positions.into_iter().map(|one| (one.place, one.at)).collect(),
        quota,
        error: mailbox.last_error.map(|key| texts.t(&key)),
        failures: texts.t_args("mailbox-failures", &[("count", mailbox.attempts)]),
        retry_iso: mailbox.next_attempt_at_ms.map(time::iso),
        mailbox: if mailbox.name.is_empty() { mailbox.address } else { mailbox.name },
        tested,
        p,
    })
}

/// How it does.
pub async fn read(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Html<String>> {
    page(&shown(&web, &caller, input::id(&mailbox)?, None).await?)
}

/// Tries it out, now.
pub async fn test(
    State(web): State<Arc<Web>>,
    caller: Caller,
    Path(mailbox): Path<String>,
) -> Answer<Response> {
    let id = input::id(&mailbox)?;
    let found = app::mailbox::test(&web.app, &caller.ctx, id).await;
    let texts = caller.texts;
    let tested = match found {
        Ok(found) => tested(texts, found),
        Err(error) => {
            let problem: Problem = refused(error)?;
            Tested { good: None, faults: Vec::new(), problem: Some(problem.words(texts)) }
        }
    };
    Ok(page(&shown(&web, &caller, id, Some(tested)).await?)?.into_response())
}

fn tested(texts: Texts, found: Checked) -> Tested {
    let count = i64::try_from(found.mails).unwrap_or(i64::MAX);
    let good = found.faults.is_empty().then(|| texts.t_args("mailbox-test-good", &[("count", count)]));
    let faults = found.faults.into_iter().map(|fault| fault_line(texts, fault)).collect();
    Tested { good, faults, problem: None }
}
