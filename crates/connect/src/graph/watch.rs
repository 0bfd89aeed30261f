//! Asking Graph to call when mail comes ("Create subscription", "Reduce missing subscriptions and change notifications").
//! Times are Graph's own, so that no clock has to agree with it.

use super::Graph;
use super::wire::{self, encoded, judged};
use crate::api::Call;
use crate::civil::{iso, read_iso};
use crate::connector::{Watch, Watched};
use crate::error::{Code, ConnectError};
use domain::Timestamp;
use hyper::Method;
use serde::Deserialize;
use serde_json::json;

/// How long Graph is asked to call: a little under three days. It does so for seven in some of Microsoft's clouds, and for
/// 4,230 minutes in others.
const LIFE_MS: i64 = 4_200 * 60_000;
/// Bytes of the secret that Graph says with each call.
const SECRET_BYTES_MAX: usize = 128;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Subscription {
    id: String,
    expiration_date_time: Option<String>,
    resource: Option<String>,
    notification_url: Option<String>,
}

impl Graph {
    /// Goes on with the one that runs, where it is for the same; else begins one.
    pub(super) async fn subscribe(&mut self, watch: &Watch) -> Result<Watched, ConnectError> {
        let is_usable =
            watch.target.starts_with("https://") && watch.secret.reveal().len() <= SECRET_BYTES_MAX;
        if !is_usable {
            return Err(Code::Settings.into());
        }
        let until = self.now().await?.plus_millis(LIFE_MS);
        let resource = self.resource().await?;
        if let Some(current) = &watch.current {
            let renewed = self.renew(current, until).await?;
            let is_same = |one: &Subscription| {
                let lies_at = one.resource.as_deref().unwrap_or(&resource).trim_start_matches('/');
                lies_at.eq_ignore_ascii_case(&resource)
                    && one.notification_url.as_ref().is_none_or(|url| *url == watch.target)
            };
            match renewed {
                Some(one) if is_same(&one) => return Ok(watched(one, until)),
                Some(one) => self.end(&one.id).await?,
                None => {}
            }
        }
        let call = wire::post(
            "/subscriptions",
            &json!({
                "changeType": "created",
                "notificationUrl": watch.target,
                "lifecycleNotificationUrl": watch.target,
                "resource": resource,
                "expirationDateTime": iso(until),
                "clientState": watch.secret.reveal(),
                "latestSupportedTlsVersion": "v1_2",
            }),
        );
        // Whether it arrived or not: a second one does no harm, and both end by themselves.
        Ok(watched(wire::ask(&mut self.api, &call).await?, until))
    }

    pub(super) async fn unsubscribe(&mut self, current: &Watched) -> Result<(), ConnectError> {
        match &current.id {
            Some(id) => self.end(id).await,
            None => Ok(()),
        }
    }

    /// `None` when Graph does not know it any more.
    async fn renew(&mut self, id: &str, until: Timestamp) -> Result<Option<Subscription>, ConnectError> {
        let body = json!({ "expirationDateTime": iso(until) });
        let mut call = wire::post(format!("/subscriptions/{}", encoded(id)), &body);
        call.method = Method::PATCH;
        match wire::ask(&mut self.api, &call).await {
            Ok(renewed) => Ok(Some(renewed)),
            Err(refused) if refused.status == 404 => Ok(None),
            Err(refused) => Err(refused.into()),
        }
    }

    async fn end(&mut self, id: &str) -> Result<(), ConnectError> {
        let path = format!("/subscriptions/{}", encoded(id));
        let call = Call { method: Method::DELETE, ..wire::get(path) };
        match judged(self.api.ask(&call).await?) {
            Ok(_) => Ok(()),
            Err(refused) if refused.status == 404 => Ok(()),
            Err(refused) => Err(refused.into()),
        }
    }

    /// What is watched: the one folder, or the mailbox when there are several.
    async fn resource(&mut self) -> Result<String, ConnectError> {
        let mailbox = match self.api.account() {
            "me" => "me".to_owned(),
            address => format!("users/{address}"),
        };
        match self.folders.as_slice() {
            [one] => {
                let id = self.names.resolve(&mut self.api, &self.base, one).await?;
                Ok(format!("{mailbox}/mailFolders('{id}')/messages"))
            }
            _ => Ok(format!("{mailbox}/messages")),
        }
    }

    /// What time it is there.
    async fn now(&mut self) -> Result<Timestamp, ConnectError> {
        let call = wire::get(format!("{}/mailFolders/inbox?$select=id", self.base));
        let reply = judged(self.api.ask(&call).await?)?;
        reply.date.ok_or_else(|| ConnectError::new(Code::Protocol, "an answer without its date"))
    }
}

fn watched(one: Subscription, asked: Timestamp) -> Watched {
    let until = one.expiration_date_time.as_deref().and_then(read_iso).unwrap_or(asked);
    Watched { id: Some(one.id), until }
}
