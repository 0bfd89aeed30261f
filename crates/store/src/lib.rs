//! All SQL of Deskhero, for SQLite and PostgreSQL, and the blobs beside it.
//!
//! **The store cannot decrypt**: it moves [`domain::Sealed`] values and knows no cipher.
//! **No query without a tenant**: queries hang on a [`TenantStore`], made from a
//! [`domain::TenantScope`]; the small [`SystemStore`] serves sign-in, leases and job claims.
//! **Two stores, no shared transaction**: [`Store`] holds sealed data, [`Keyring`] the wrapped keys; keys
//! are made durable first.

mod access_export;
mod access_review;
mod agent;
mod alert;
mod archive;
mod asked;
mod assessment;
mod assign_rule;
mod audit;
mod billing;
mod billing_month;
mod blob;
mod change;
mod clock;
mod closed_sum;
mod closing;
mod company_export;
mod consent;
mod contact;
mod db;
mod dialect;
mod disclosure;
mod document;
mod document_letter;
mod draft;
mod elsewhere;
mod erasure;
mod error;
mod export;
mod field;
mod grant;
mod history;
mod incident;
mod inspect;
mod instruction;
mod intake;
mod keyring;
mod learned;
mod lease;
mod ledger;
mod legal_hold;
mod letter;
mod link;
mod lockout;
mod mailbox;
mod mailbox_end;
mod merge;
mod message;
mod migrate;
mod news;
mod notice;
mod operator_access;
mod organisation;
mod organisation_move;
mod orphan;
mod outbox;
mod promise_report;
mod purge;
mod purge_tenant;
mod rate;
mod recipient_notice;
mod rectified;
mod register;
mod removed;
pub mod restore;
mod restriction;
mod retention;
mod retire;
mod rewrite;
mod saved_reply;
mod saved_view;
mod schema;
mod session;
mod sign_up;
mod signature_queue;
mod subject_request;
mod system;
mod tag;
mod team;
mod tenant;
mod ticket;
mod ticket_filter;
mod ticket_list;
mod ticket_mark;
mod token;
mod tx;
mod undo;
mod upload;
mod usage;
mod view_conditions;
mod view_count;

#[cfg(test)]
mod tests;

pub use access_export::{AccessExport, ExportPiece, ExportProgress};
pub use access_review::AccessReview;
pub use agent::Agent;
pub use alert::{Alert, AlertCursor};
pub use archive::{ArchiveFolder, lock_file};
pub use asked::AskedAbsent;
pub use assessment::{Assessment, AssessmentLetter};
pub use assign_rule::{AssignRule, Availability, RuleOwner};
pub use audit::{AuditEntry, AuditHead, AuditStart, Checkpoint, HashedEntries};
pub use billing::{Billing, Invoice};
pub use billing_month::BillingMonth;
pub use blob::{Appending, PackFile, Packs, RestoredPack};
pub use change::{Cause, Change, ChangeKind, ChangeNotice};
pub use clock::{ClockDoubt, ClockMark};
pub use closed_sum::ClosedSum;
pub use closing::{Closed, TenantEnd};
pub use company_export::CompanyExport;
pub use consent::Consent;
pub use contact::Contact;
pub use disclosure::{Disclosure, DisclosureFile};
pub use document::{Acceptance, Document, DocumentDraft, DocumentRelease, DocumentText};
pub use document_letter::DocumentLetter;
pub use draft::Draft;
pub use elsewhere::Standings;
pub use erasure::Erasure;
pub use error::{Result, StoreError};
pub use export::{ExportedPage, ExportedRow, LogHead, Place, Snapshot};
pub use field::{Field, HeldValues};
pub use grant::{Attempt, Grant};
pub use history::{Happening, TicketEvent};
pub use incident::{Incident, IncidentAlert, IncidentEntry, IncidentLetter, IncidentTold};
pub use inspect::{Cell, Inspection, Page};
pub use instruction::Instruction;
pub use intake::Intake;
pub use keyring::{KeyCounts, Keyring};
pub use learned::{BuiltModel, Learned};
pub use ledger::NewLedgerEntry;
pub use legal_hold::Hold;
pub use letter::{KnownLetter, LetterEnd, LetterKind};
pub use link::OneTimeLink;
pub use lockout::SignInFailures;
pub use mailbox::{Mailbox, MailboxSync, SyncPhase};
pub use mailbox_end::MailboxEnd;
pub use merge::Merge;
pub use message::{Message, MessageFacts, MessageReference, Participant};
pub use migrate::schema_fingerprint;
pub use news::{News, NewsLetter, NewsText};
pub use notice::{Notice, NoticeMail, NoticePopUp};
pub use operator_access::OperatorAccess;
pub use organisation::{Organisation, OrganisationSweep};
pub use outbox::{OutboxClaim, OutboxEntry, OutboxUpdate, StatusSet, Waiting};
pub use promise_report::PromiseReport;
pub use purge::Extent;
pub use recipient_notice::RecipientNotice;
pub use rectified::{RectifiedAccount, RectifiedProfile};
pub use register::{
    EgressUse, RegisterEntry, RegisterNotice, RegisterObjection, RegisterState, RegisterStop, RegisterTold,
    Residency,
};
pub use restriction::{Held, Objection, Restriction};
pub use retention::{RetentionRule, RetentionVersion};
pub use retire::Condemned;
pub use rewrite::ErasureWork;
pub use saved_reply::SavedReply;
pub use saved_view::SavedView;
pub use session::Session;
pub use sign_up::SignUp;
pub use signature_queue::SignatureClaim;
pub use subject_request::{HeldCounts, SubjectRequest};
pub use system::SystemStore;
pub use tag::Tag;
pub use team::Team;
pub use tenant::{Tenant, TenantState};
pub use ticket::{Facts, MARKED_UNREAD, Ticket};
pub use ticket_filter::{AssigneeFilter, TeamFilter, TicketCursor, TicketFilter, TicketOrder};
pub use token::ApiToken;
pub use tx::{TenantStore, TenantTx};
pub use undo::{Undo, UndoItem};
pub use upload::Upload;
pub use usage::{UsagePart, UsageSum};
pub use view_conditions::{BuiltInView, ViewConditions, WhichTeam, Whom, Whose};

pub use dialect::Durability;
use dialect::{Db, Holding};
use domain::TenantScope;
use std::sync::Arc;
use tokio::sync::{Notify, broadcast};
use view_count::ViewCache;

/// Notices that a slow listener may miss before it has to read the changes anew.
const NOTICES_KEPT: usize = 1_024;

/// The store of sealed data.
#[derive(Clone)]
pub struct Store {
    db: Db,
    notices: broadcast::Sender<ChangeNotice>,
    views: Arc<ViewCache>,
    appended: Arc<Notify>,
}

impl Store {
    /// Opens the database at `sqlite:PATH` or `postgres://…`, makes it when it is missing (SQLite), and
    /// brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::BadUrl`], [`StoreError::Newer`], [`StoreError::Restoring`], or a failure of the database.
    pub async fn open(url: &str) -> Result<Self> {
        Self::open_as(url, false).await
    }

    async fn open_as(url: &str, restoring: bool) -> Result<Self> {
        let db = Db::open(url, Holding::Data).await?;
        migrate::migrate(&db, Holding::Data, restoring).await?;
        let (notices, _) = broadcast::channel(NOTICES_KEPT);
        match &db {
            Db::Postgres(postgres) => change::listen(postgres.pool.clone(), notices.clone()).await?,
            Db::Sqlite(_) => change::watch(db.clone(), notices.clone()),
        }
        Ok(Self { db, notices, views: Arc::default(), appended: Arc::default() })
    }

    /// What a tenant's work may read and write.
    #[must_use]
    pub fn tenant(&self, scope: TenantScope) -> TenantStore {
        let (notices, views, appended) =
            (self.notices.clone(), Arc::clone(&self.views), Arc::clone(&self.appended));
        TenantStore::new(self.db.clone(), scope.tenant(), notices, views, appended)
    }

    /// The few queries that are not one tenant's.
    #[must_use]
    pub fn system(&self) -> SystemStore {
        SystemStore::new(self.db.clone())
    }

    /// Notices of committed changes, of this process (SQLite) or of every node (PostgreSQL).
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<ChangeNotice> {
        self.notices.subscribe()
    }

    /// Woken when this process appended to an audit log.
    #[must_use]
    pub fn audit_appended(&self) -> &Notify {
        &self.appended
    }

    /// Waits until every write that was committed before is durable, also those that become so
    /// [`Durability::WithTheNext`]: for whoever is about to note elsewhere how far they followed the changes.
    ///
    /// # Errors
    /// A failure of the database or the disk.
    pub async fn make_durable(&self) -> Result<()> {
        self.db.make_durable().await
    }

    /// Closes every connection; pending work ends first.
    pub async fn close(&self) {
        self.db.close().await;
    }
}
