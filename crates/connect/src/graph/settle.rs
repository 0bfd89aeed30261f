//! What the tenant chose for mails that are durable here: mark as read, or move; twenty in one request
//! ("Combine multiple HTTP requests using JSON batching"). All of it may be done twice without harm.

use super::Graph;
use super::wire::{self, IMMUTABLE, encoded, judged};
use crate::api::Reply;
use crate::connector::{SourceRef, need_move_to};
use crate::error::{Code, ConnectError};
use bytes::Bytes;
use domain::AfterTakeIn;
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// Requests of one batch.
const BATCH_MAX: usize = 20;
/// Times that parts of a batch are tried which Graph puts off.
const TRIES_MAX: usize = 4;
/// The pause before, where none is asked for, and the longest.
const PAUSE: Duration = Duration::from_millis(500);
const PAUSE_MAX: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct Answers {
    responses: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    id: String,
    status: u16,
    #[serde(default)]
    headers: serde_json::Map<String, Value>,
    #[serde(default)]
    body: Value,
}

impl One {
    /// As if it had been asked for alone.
    fn reply(&self) -> Reply {
        let seconds = self.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("retry-after"));
        let seconds = seconds.and_then(|(_, value)| value.as_str()?.trim().parse().ok());
        Reply {
            status: self.status,
            retry_after: seconds.map(|seconds: u64| Duration::from_secs(seconds.min(3_600))),
            date: None,
            body: Bytes::from(self.body.to_string()),
        }
    }
}

impl Graph {
    pub(super) async fn settle_all(
        &mut self,
        refs: &[SourceRef],
        rule: AfterTakeIn,
        move_to: Option<&str>,
    ) -> Result<(), ConnectError> {
        let target = match rule {
            AfterTakeIn::Leave => return Ok(()),
            AfterTakeIn::MarkSeen => None,
            AfterTakeIn::Move => {
                let name = need_move_to(move_to)?;
                Some((name, self.names.resolve(&mut self.api, &self.base, name).await?))
            }
        };
        let ids: Vec<String> = refs
            .iter()
            .filter_map(|one| match one {
                SourceRef::Graph { id } => Some(id.clone()),
                _ => None,
            })
            .filter(|id| !target.as_ref().is_some_and(|(name, _)| self.is_in(id, name)))
            .collect();
        let target = target.map(|(_, id)| id);
        for ids in ids.chunks(BATCH_MAX) {
            let mut left = ids.to_vec();
            for attempt in 1.. {
                let put_off = self.settle_some(&mut left, target.as_deref()).await?;
                match put_off {
                    None => break,
                    Some(error) if attempt == TRIES_MAX => return Err(error),
                    // Whoever calls comes with other mails next time: these are settled now, or not at all.
                    Some(error) => tokio::time::sleep(error.wait.unwrap_or(PAUSE).min(PAUSE_MAX)).await,
                }
            }
        }
        Ok(())
    }

    /// Whether the mail was just fetched from that folder.
    fn is_in(&self, id: &str, folder: &str) -> bool {
        self.lies_in.get(id).is_some_and(|name| name.eq_ignore_ascii_case(folder))
    }

    /// Settles mails; leaves those that Graph puts off, with how it said so.
    async fn settle_some(
        &mut self,
        ids: &mut Vec<String>,
        target: Option<&str>,
    ) -> Result<Option<ConnectError>, ConnectError> {
        let requests: Vec<Value> = ids
            .iter()
            .enumerate()
            .map(|(at, id)| {
                let mail = format!("{}/messages/{}", self.base, encoded(id));
                let (method, url, body) = match target {
                    None => ("PATCH", mail, json!({"isRead": true})),
                    Some(target) => ("POST", format!("{mail}/move"), json!({"destinationId": target})),
                };
                let headers = json!({"Content-Type": "application/json", "Prefer": IMMUTABLE});
                json!({"id": at.to_string(), "method": method, "url": url, "headers": headers, "body": body})
            })
            .collect();
        let call = wire::post("/$batch", &json!({ "requests": requests }));
        let answers: Answers = wire::ask(&mut self.api, &call).await?;
        let (mut left, mut put_off) = (Vec::new(), None);
        for (at, mail) in ids.drain(..).enumerate() {
            let part = at.to_string();
            let one = answers.responses.iter().find(|one| one.id == part);
            let one =
                one.ok_or_else(|| ConnectError::new(Code::Protocol, "a part of a batch has no answer"))?;
            match judged(one.reply()) {
                Ok(_) => {}
                // Mails that are no longer there are passed over. It may be the folder, too: that is looked for anew.
                Err(refused) if refused.is_about_nothing() => self.names.forget(),
                Err(refused) if matches!(refused.error.code, Code::Throttled | Code::Unavailable) => {
                    left.push(mail);
                    put_off = Some(refused.error);
                }
                Err(refused) => return Err(refused.into()),
            }
        }
        *ids = left;
        Ok(put_off)
    }
}
