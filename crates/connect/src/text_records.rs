//! Texts in DNS, remembered for a while: one domain's key serves many of its mails.

use crate::dns;
use crate::egress::Egress;
use crate::error::{Code, ConnectError};
use domain::Timestamp;
use domain::limits::{KEY_QUESTIONS_AT_ONCE, KEYS_REMEMBERED_MAX, KEYS_REMEMBERED_SECONDS};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::net::SocketAddr;
use tokio::sync::Semaphore;

/// The way to ask for texts.
#[derive(Debug)]
pub struct TextRecords {
    egress: Egress,
    resolver: Option<SocketAddr>,
    /// By name: until when, and what lies there.
    known: Mutex<HashMap<String, (Timestamp, Vec<String>)>>,
    places: Semaphore,
}

impl TextRecords {
    /// With this resolver, or the machine's own.
    #[must_use]
    pub fn new(egress: &Egress, resolver: Option<SocketAddr>) -> Self {
        Self {
            egress: egress.clone(),
            resolver: resolver.or_else(dns::system_resolver),
            known: Mutex::default(),
            places: Semaphore::new(KEY_QUESTIONS_AT_ONCE),
        }
    }

    /// The texts at a name; none when there is no such name.
    ///
    /// # Errors
    /// The resolver's failure: it can be asked again. Failures are not remembered.
    pub async fn find(&self, name: &str, now: Timestamp) -> Result<Vec<String>, ConnectError> {
        if let Some(known) = self.known(name, now) {
            return Ok(known);
        }
        let resolver = self.resolver.ok_or(Code::HostUnknown)?;
        let _place = self.places.acquire().await.map_err(|_| ConnectError::from(Code::Lost))?;
        // Somebody else may have asked while this waited.
        if let Some(known) = self.known(name, now) {
            return Ok(known);
        }
        let found = dns::txt(&self.egress, resolver, name).await?;
        let mut all = self.known.lock();
        if all.len() >= KEYS_REMEMBERED_MAX {
            all.retain(|_, (until, _)| *until > now);
            if all.len() >= KEYS_REMEMBERED_MAX {
                all.clear();
            }
        }
        all.insert(name.to_owned(), (now.plus_millis(KEYS_REMEMBERED_SECONDS * 1_000), found.clone()));
        Ok(found)
    }

    fn known(&self, name: &str, now: Timestamp) -> Option<Vec<String>> {
        let all = self.known.lock();
        all.get(name).filter(|(until, _)| *until > now).map(|(_, found)| found.clone())
    }
}
