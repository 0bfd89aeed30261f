//! A mailbox whose provider tells of news by itself. It is asked to when take-in begins, and again before that ends; where
//! it cannot, or does not, the mailbox is looked into now and then as any other.

use crate::push::HungBell;
use crate::{App, Result, oauth};
use connect::{Connector, Watch, Watched};
use domain::Timestamp;
use domain::record::MailboxSettings;

/// So long before its end it is asked again.
const MARGIN_MS: i64 = 12 * 3_600_000;
/// After a failure, it is asked again so much later.
const AGAIN_MS: i64 = 10 * 60_000;

/// Whether and how a provider tells of news.
#[derive(Debug, Default)]
pub struct Watching {
    asked: Option<Asked>,
}

#[derive(Debug)]
struct Asked {
    bell: HungBell,
    watch: Watch,
    running: Option<Watched>,
    not_before: Timestamp,
}

impl Watching {
    /// What a mailbox with these settings can have of it.
    ///
    /// # Errors
    /// No randomness.
    pub fn of(app: &App, settings: &MailboxSettings) -> Result<Self> {
        let configured = settings.provider.and_then(|provider| oauth::provider_of(app, provider).ok());
        let Some(push) = configured.and_then(|configured| configured.push.as_ref()) else {
            return Ok(Self::default());
        };
        let secret = crypto::random::token()?;
        let target = push.topic.clone().unwrap_or_else(|| push.url.clone());
        let bell = app.bells().hang(settings, &secret);
        let watch = Watch { target, secret, current: None };
        let not_before = Timestamp::from_millis(0);
        Ok(Self { asked: bell.map(|bell| Asked { bell, watch, running: None, not_before }) })
    }

    /// Asks the provider, when it is time to.
    pub async fn keep_up(&mut self, app: &App, connector: &mut dyn Connector) {
        let Some(asked) = &mut self.asked else { return };
        let now = app.now();
        let ends = asked.running.as_ref().is_none_or(|one| one.until.millis_since(now) < MARGIN_MS);
        if (!asked.bell.is_to_watch_anew() && !ends) || now < asked.not_before {
            return;
        }
        asked.watch.current = asked.running.as_ref().and_then(|one| one.id.clone());
        match connector.watch(&asked.watch).await {
            Ok(watched) => {
                asked.not_before = if watched.is_some() { now } else { now.plus_millis(AGAIN_MS) };
                asked.running = watched;
            }
            Err(error) => {
                asked.not_before = now.plus_millis(AGAIN_MS);
                tracing::warn!(%error, "the provider does not tell of news by itself: the mailbox is looked into now and then");
            }
        }
    }

    /// Waits until the provider tells of news: for ever where it does not.
    pub async fn told(&self) {
        match &self.asked {
            Some(asked) => asked.bell.rung().await,
            None => std::future::pending().await,
        }
    }
}
