//! What providers say by themselves: there are news in a mailbox. Whoever says so is checked, and all that comes of it is
//! that the mailbox is looked into at once: what is new there, the mailbox itself says.

mod google;
mod microsoft;

use domain::record::{MailboxSettings, text_hash};
use domain::{ConnectorKind, Private};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use tokio::sync::Notify;

pub use google::google;
pub use microsoft::microsoft;

/// What a provider was asked to say: an address, or a secret.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key([u8; 32]);

impl Key {
    fn google(address: &str) -> Self {
        Self(text_hash(&format!("google\0{}", address.to_ascii_lowercase())))
    }

    fn microsoft(secret: &Private<String>) -> Self {
        Self(text_hash(&format!("microsoft\0{}", secret.reveal())))
    }
}

#[derive(Debug, Default)]
struct Bell {
    rung: Notify,
    is_to_watch_anew: AtomicBool,
}

/// The mailboxes of this node that can be told.
#[derive(Default)]
pub struct Bells(Mutex<HashMap<Key, Vec<Weak<Bell>>>>);

impl std::fmt::Debug for Bells {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bells").field("count", &self.0.lock().len()).finish()
    }
}

impl Bells {
    /// One for this mailbox, for as long as it is kept; `secret` is what Microsoft says with each call.
    pub(crate) fn hang(&self, settings: &MailboxSettings, secret: &Private<String>) -> Option<HungBell> {
        let key = match settings.kind {
            ConnectorKind::Gmail => Key::google(&settings.address),
            ConnectorKind::Graph => Key::microsoft(secret),
            ConnectorKind::Maildir | ConnectorKind::Imap => return None,
        };
        let bell = Arc::new(Bell::default());
        let mut all = self.0.lock();
        all.retain(|_, bells| {
            bells.retain(|bell| bell.strong_count() > 0);
            !bells.is_empty()
        });
        all.entry(key).or_default().push(Arc::downgrade(&bell));
        Some(HungBell(bell))
    }

    /// Rings; `false` when nobody hears it.
    fn ring(&self, key: &Key, is_to_watch_anew: bool) -> bool {
        let bells: Vec<_> = self.0.lock().get(key).into_iter().flatten().filter_map(Weak::upgrade).collect();
        for bell in &bells {
            bell.is_to_watch_anew.fetch_or(is_to_watch_anew, Ordering::Relaxed);
            bell.rung.notify_one();
        }
        !bells.is_empty()
    }
}

/// A mailbox's own bell.
#[derive(Debug)]
pub(crate) struct HungBell(Arc<Bell>);

impl HungBell {
    /// Waits until it rings; what rang before is heard, too.
    pub(crate) async fn rung(&self) {
        self.0.rung.notified().await;
    }

    /// Whether the provider has to be asked anew to say when there are news; once for each time.
    pub(crate) fn is_to_watch_anew(&self) -> bool {
        self.0.is_to_watch_anew.swap(false, Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_bell_is_heard_by_its_mailbox_alone_and_once() {
        let bells = Bells::default();
        let key = Key::google("Help@acme.test");
        assert!(!bells.ring(&key, false), "nobody is there");
        let hung = HungBell(Arc::new(Bell::default()));
        bells.0.lock().insert(Key::google("help@ACME.test"), vec![Arc::downgrade(&hung.0)]);
        assert!(!bells.ring(&Key::google("other@acme.test"), true));
        assert!(bells.ring(&key, true));
        hung.rung().await;
        assert!(hung.is_to_watch_anew() && !hung.is_to_watch_anew());
        let again = tokio::time::timeout(std::time::Duration::from_millis(20), hung.rung()).await;
        assert!(again.is_err(), "once");
        drop(hung);
        assert!(!bells.ring(&key, false), "it is gone");
    }
}
