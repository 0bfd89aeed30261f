//! Waiting for news: a look at every folder now and then. Whoever is told of news by Graph itself need not wait for it.

use super::Graph;
use super::wire::{self, Page, Refused};
use crate::connector::Wake;
use crate::error::ConnectError;
use serde::de::IgnoredAny;
use std::time::Duration;

impl Graph {
    pub(super) async fn look_until(&mut self, deadline: Duration) -> Result<Wake, ConnectError> {
        let looking = async {
            // Whoever waits has just looked.
            loop {
                tokio::time::sleep(self.api.deadlines().poll).await;
                if self.has_news().await? {
                    return Ok(Wake::Changed);
                }
            }
        };
        tokio::time::timeout(deadline, looking).await.unwrap_or(Ok(Wake::Deadline))
    }

    /// Asks without going on from there: the next fetch asks again.
    async fn has_news(&mut self) -> Result<bool, ConnectError> {
        for name in &self.folders {
            let Some(link) = self.links.get(name) else { return Ok(true) };
            let page: Result<Page<IgnoredAny>, Refused> =
                wire::ask(&mut self.api, &wire::get_page(link.clone(), 1)).await;
            match page {
                Ok(page) if page.value.is_empty() && page.next.is_none() => {}
                Ok(_) => return Ok(true),
                // What to do about it is the fetch's to say.
                Err(refused) if refused.asks_for_resync() || refused.is_about_nothing() => return Ok(true),
                Err(refused) => return Err(refused.into()),
            }
        }
        Ok(false)
    }
}
