//! The running Deskhero: its stores, keys, index and the parts that wait for each other.

use crate::Result;
use crate::audit_queue::AuditQueues;
use crate::clock::Clock;
use crate::jobs::indexer::Committed;
use crate::scanner;
use crate::settings::Settings;
use crate::stages::Stages;
use crate::texts::Texts;
use connect::egress::Egress;
use crypto::Vault;
use domain::{RequestId, Timestamp};
use std::sync::Arc;

/// Everything that use cases and jobs work with. Cheap to share; there is one in a process.
pub struct App {
    store: store::Store,
    keyring: store::Keyring,
    packs: store::Packs,
    vault: Vault,
    roots: Arc<dyn crypto::RootStore>,
    indexes: search::Indexes,
    texts: Texts,
    index_wanted: tokio::sync::Notify,
    index_progress: tokio::sync::watch::Sender<Committed>,
    egress: Egress,
    watch: Arc<crate::register::Watch>,
    scanner: scanner::Scanner,
    images: connect::Images,
    text_records: connect::TextRecords,
    clock: Arc<dyn Clock>,
    settings: Settings,
    node: RequestId,
    stages: Arc<Stages>,
    turns: crate::turn::Turns,
    audit_queues: AuditQueues,
    asked: crate::alert::AskedInVain,
    mailboxes_changed: tokio::sync::Notify,
    outbox_changed: tokio::sync::Notify,
    signatures_waiting: tokio::sync::Notify,
    snoozes_changed: tokio::sync::Notify,
    organisations_changed: tokio::sync::Notify,
    register_changed: tokio::sync::Notify,
    access_exports_asked: tokio::sync::Notify,
    company_exports_asked: tokio::sync::Notify,
    presences: crate::presence::Presences,
    letters: crate::jobs::to_each::Letters,
    usage: crate::usage::Counter,
    providers: crate::oauth::Providers,
    bells: crate::push::Bells,
    erasures_changed: tokio::sync::Notify,
    verifications: crate::verify::Verifications,
    noted: crate::document::Noted,
    keys_dropped: std::sync::atomic::AtomicBool,
}

/// The parts that [`App::new`] puts together; the edge (`deskhero`) opens them.
pub struct Parts {
    /// Data.
    pub store: store::Store,
    /// Wrapped keys.
    pub keyring: store::Keyring,
    /// Sealed bytes of mails.
    pub packs: store::Packs,
    /// Keys.
    pub vault: Vault,
    /// Where ROOT is held.
    pub roots: Arc<dyn crypto::RootStore>,
    /// Full text.
    pub indexes: search::Indexes,
    /// Outbound network.
    pub egress: Egress,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Settings.
    pub settings: Settings,
}

impl App {
    /// Puts the parts together.
    ///
    /// # Errors
    /// When the scanner's address cannot be registered for egress.
    pub fn new(parts: Parts) -> Result<Arc<Self>> {
        let watch = Arc::new(crate::register::Watch::new(Arc::clone(&parts.clock)));
        parts.egress.guard(Arc::clone(&watch) as Arc<dyn connect::egress::Gate>);
        let scanner = scanner::Scanner::new(parts.settings.clamd.as_deref(), &parts.egress)?;
        let (own, ca_pem) = (parts.settings.image_hosts.clone(), parts.settings.image_ca_pem.clone());
        let images = connect::Images::new(&parts.egress, own, ca_pem);
        let text_records = connect::TextRecords::new(&parts.egress, parts.settings.resolver);
        let app = Arc::new(Self {
            store: parts.store,
            keyring: parts.keyring,
            packs: parts.packs,
            vault: parts.vault,
            roots: parts.roots,
            indexes: parts.indexes,
            texts: Texts::default(),
            index_wanted: tokio::sync::Notify::new(),
            index_progress: tokio::sync::watch::Sender::new(Committed::new()),
            egress: parts.egress,
            watch,
            scanner,
            images,
            text_records,
            stages: Arc::new(Stages::new(Arc::clone(&parts.clock))),
            node: parts.settings.node.unwrap_or_else(|| RequestId::generate(parts.clock.now())),
            settings: parts.settings,
            turns: crate::turn::Turns::default(),
            audit_queues: AuditQueues::default(),
            asked: crate::alert::AskedInVain::default(),
            clock: parts.clock,
            mailboxes_changed: tokio::sync::Notify::new(),
            outbox_changed: tokio::sync::Notify::new(),
            signatures_waiting: tokio::sync::Notify::new(),
            snoozes_changed: tokio::sync::Notify::new(),
            organisations_changed: tokio::sync::Notify::new(),
            register_changed: tokio::sync::Notify::new(),
            access_exports_asked: tokio::sync::Notify::new(),
            company_exports_asked: tokio::sync::Notify::new(),
            presences: crate::presence::Presences::default(),
            letters: crate::jobs::to_each::Letters::default(),
            usage: crate::usage::Counter::default(),
            providers: crate::oauth::Providers::default(),
            bells: crate::push::Bells::default(),
            erasures_changed: tokio::sync::Notify::new(),
            verifications: crate::verify::Verifications::default(),
            noted: crate::document::Noted::default(),
            keys_dropped: std::sync::atomic::AtomicBool::new(false),
        });
        app.watch.serve(&app);
        Ok(app)
    }

    /// This process, in leases and claims.
    #[must_use]
    pub const fn node(&self) -> RequestId {
        self.node
    }

    /// The time now: read once at the edge of a request or batch, then passed on.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Settings.
    #[must_use]
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Data.
    #[must_use]
    pub const fn store(&self) -> &store::Store {
        &self.store
    }

    /// Wrapped keys.
    #[must_use]
    pub const fn keyring(&self) -> &store::Keyring {
        &self.keyring
    }

    /// Blobs.
    #[must_use]
    pub const fn packs(&self) -> &store::Packs {
        &self.packs
    }

    /// Keys.
    #[must_use]
    pub const fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Where ROOT is held.
    pub(crate) fn roots(&self) -> &dyn crypto::RootStore {
        self.roots.as_ref()
    }

    /// Woken when something is to be erased, or may be again.
    pub(crate) const fn erasures_changed(&self) -> &tokio::sync::Notify {
        &self.erasures_changed
    }

    /// Whether every key was dropped from memory because another process destroyed some.
    pub(crate) const fn keys_dropped(&self) -> &std::sync::atomic::AtomicBool {
        &self.keys_dropped
    }

    /// Full text.
    #[must_use]
    pub const fn indexes(&self) -> &search::Indexes {
        &self.indexes
    }

    /// Texts on their way to the index.
    #[must_use]
    pub const fn texts(&self) -> &Texts {
        &self.texts
    }

    pub(crate) const fn index_wanted(&self) -> &tokio::sync::Notify {
        &self.index_wanted
    }

    pub(crate) const fn index_progress(&self) -> &tokio::sync::watch::Sender<Committed> {
        &self.index_progress
    }

    /// What was counted of usage since the last write.
    pub(crate) const fn usage(&self) -> &crate::usage::Counter {
        &self.usage
    }

    /// Outbound network.
    #[must_use]
    pub const fn egress(&self) -> &Egress {
        &self.egress
    }

    /// What is asked before anything leaves.
    pub(crate) fn watch(&self) -> &crate::register::Watch {
        &self.watch
    }

    /// Wakes the job that watches over where data goes.
    pub(crate) const fn register_changed(&self) -> &tokio::sync::Notify {
        &self.register_changed
    }

    /// The virus scanner.
    #[must_use]
    pub const fn scanner(&self) -> &scanner::Scanner {
        &self.scanner
    }

    /// Remote images.
    pub(crate) const fn images(&self) -> &connect::Images {
        &self.images
    }

    /// Keys of domains that sign mail.
    pub(crate) const fn text_records(&self) -> &connect::TextRecords {
        &self.text_records
    }

    /// Where the time of take-in goes.
    #[must_use]
    pub const fn stages(&self) -> &Arc<Stages> {
        &self.stages
    }

    pub(crate) const fn turns(&self) -> &crate::turn::Turns {
        &self.turns
    }

    pub(crate) const fn audit_queues(&self) -> &AuditQueues {
        &self.audit_queues
    }

    /// What was asked for in vain.
    pub(crate) const fn asked(&self) -> &crate::alert::AskedInVain {
        &self.asked
    }

    /// Woken when mailboxes were connected or changed.
    #[must_use]
    pub const fn mailboxes_changed(&self) -> &tokio::sync::Notify {
        &self.mailboxes_changed
    }

    /// Woken when an answer waits to be sent.
    #[must_use]
    pub const fn outbox_changed(&self) -> &tokio::sync::Notify {
        &self.outbox_changed
    }

    /// Woken when the signatures of a mail wait to be checked.
    pub(crate) const fn signatures_waiting(&self) -> &tokio::sync::Notify {
        &self.signatures_waiting
    }

    /// Woken when a ticket was put aside until a time.
    pub(crate) const fn snoozes_changed(&self) -> &tokio::sync::Notify {
        &self.snoozes_changed
    }

    /// Wakes the job that sorts contacts into organisations.
    pub(crate) const fn organisations_changed(&self) -> &tokio::sync::Notify {
        &self.organisations_changed
    }

    /// Wakes the job that puts together what is held about a person.
    pub(crate) const fn access_exports_asked(&self) -> &tokio::sync::Notify {
        &self.access_exports_asked
    }

    /// Wakes the job that puts everything of a company together.
    pub(crate) const fn company_exports_asked(&self) -> &tokio::sync::Notify {
        &self.company_exports_asked
    }

    /// Whom providers tell of news.
    pub(crate) const fn bells(&self) -> &crate::push::Bells {
        &self.bells
    }

    /// What the providers of mailboxes say of themselves.
    pub(crate) const fn providers(&self) -> &crate::oauth::Providers {
        &self.providers
    }

    /// What the promises were found to be.
    pub(crate) const fn verifications(&self) -> &crate::verify::Verifications {
        &self.verifications
    }

    /// Who was seen to have taken note of every document.
    pub(crate) const fn noted(&self) -> &crate::document::Noted {
        &self.noted
    }

    /// Letters of which some are waited for.
    pub(crate) const fn letters(&self) -> &crate::jobs::to_each::Letters {
        &self.letters
    }

    /// Who is at which ticket.
    pub(crate) const fn presences(&self) -> &crate::presence::Presences {
        &self.presences
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("App")
    }
}
