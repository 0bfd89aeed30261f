//! A fresh data store and keyring with one tenant, and rows to put in.

use crate::{
    Agent, Change, ChangeKind, Contact, Intake, Keyring, Mailbox, Message, MessageReference, Participant,
    Store, Tenant, TenantState, TenantStore, Ticket,
};
use domain::keyring::Tag;
use domain::{
    AgentId, AgentState, ConnectorKind, ContactId, ContactState, IntakeId, IntakeState, MailKind, MailboxId,
    MailboxState, MessageId, MessageKind, ObjectId, Priority, Role, ScanState, Sealed, TenantId, TenantScope,
    TicketId, TicketStatus, Timestamp,
};

pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) keyring: Keyring,
    pub(crate) tenant: TenantId,
    pub(crate) url: String,
    pub(crate) folder: tempfile::TempDir,
}

pub(crate) fn at(ms: i64) -> Timestamp {
    NOW.plus_millis(ms)
}

pub(crate) fn tag(n: u64) -> Tag {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    Tag(bytes)
}

pub(crate) fn sealed<T>(n: u8) -> Sealed<T> {
    Sealed::from_parts(ObjectId::generate(NOW), vec![n; 40])
}

impl World {
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}/data.db", folder.path().display());
        let keys = format!("sqlite:{}/keyring.db", folder.path().display());
        Self::open(url, &keys, folder).await
    }

    pub(crate) async fn postgres() -> Option<Self> {
        let cluster = testkit::postgres::shared()?;
        let schema = crate::schema_fingerprint();
        let kind = |what: &str| format!("{what}_{schema:016x}");
        let data = async |url: String| Store::open(&url).await.unwrap().close().await;
        let keys = async |url: String| Keyring::open(&url).await.unwrap().close().await;
        let url = cluster.create_filled(&kind("data"), data).await.unwrap();
        let keys = cluster.create_filled(&kind("keys"), keys).await.unwrap();
        Some(Self::open(url, &keys, tempfile::tempdir().unwrap()).await)
    }

    async fn open(url: String, keys: &str, folder: tempfile::TempDir) -> Self {
        let store = Store::open(&url).await.unwrap();
        let keyring = Keyring::open(keys).await.unwrap();
        let tenant = Self::add_tenant(&store, "first").await;
        Self { store, keyring, tenant, url, folder }
    }

    pub(crate) async fn add_tenant(store: &Store, slug: &str) -> TenantId {
        let id = TenantId::generate(NOW);
        let state = TenantState::Active;
        let tenant = Tenant { id, slug: slug.to_owned(), name: slug.to_uppercase(), state, created_at: NOW };
        store.system().insert_tenant(&tenant, &[&format!("{slug}.example")]).await.unwrap();
        id
    }

    pub(crate) fn scope(&self) -> TenantScope {
        TenantScope::of(self.tenant)
    }

    pub(crate) fn ours(&self) -> TenantStore {
        self.store.tenant(self.scope())
    }

    pub(crate) async fn add_agent(&self, id: AgentId) {
        let agent = Agent {
            id,
            role: Role::Agent,
            state: AgentState::Active,
            email_tag: tag(id.uuid().as_u64_pair().1),
            profile: sealed(5),
            credential: sealed(6),
            created_at: NOW,
            away: false,
            erased_at: None,
        };
        let mut tx = self.ours().begin().await.unwrap();
        tx.insert_agent(&agent).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn add_mailbox(&self) -> MailboxId {
        let id = MailboxId::generate(NOW);
        let mailbox = Mailbox {
            id,
            kind: ConnectorKind::Maildir,
            state: MailboxState::Active,
            settings: sealed(1),
            look_back_from: at(0),
            created_at: NOW,
        };
        let mut tx = self.ours().begin().await.unwrap();
        tx.insert_mailbox(&mailbox).await.unwrap();
        tx.commit().await.unwrap();
        id
    }
}

pub(crate) fn ticket(
    mailbox: MailboxId,
    number: i64,
    status: TicketStatus,
    assignee: Option<AgentId>,
) -> Ticket {
    Ticket {
        id: TicketId::generate(at(number)),
        number,
        status,
        assignee,
        mailbox,
        requester: ContactId::generate(NOW),
        summary: sealed(2),
        message_count: 1,
        attachment_count: 0,
        created_at: at(number),
        updated_at: at(number),
        last_inbound_at: Some(at(number)),
        related: None,
        version: 1,
        priority: Priority::Normal,
        tags: Vec::new(),
        followers: Vec::new(),
        snoozed_until: None,
        status_before: None,
        merged_into: None,
        team: None,
        fields: Vec::new(),
        choices: Vec::new(),
        organisation: None,
    }
}

pub(crate) fn message(ticket: TicketId, mailbox: MailboxId) -> Message {
    Message {
        id: MessageId::generate(NOW),
        ticket,
        mailbox,
        kind: MessageKind::Inbound,
        mail_kind: MailKind::Human,
        scan_state: ScanState::NotConfigured,
        contact: Some(ContactId::generate(NOW)),
        agent: None,
        raw_object: Some(ObjectId::generate(NOW)),
        sent_at: None,
        received_at: NOW,
        attachment_count: 0,
        delivery_state: None,
        delivery_detail: None,
        signature_state: None,
        sender_check: None,
        content: Sealed::from_parts(ObjectId::generate(NOW), vec![3; 1500]),
        mentions: Vec::new(),
    }
}

pub(crate) fn contact() -> Contact {
    Contact {
        id: ContactId::generate(NOW),
        profile: sealed(4),
        state: ContactState::Active,
        created_at: NOW,
        updated_at: NOW,
        organisation: None,
    }
}

pub(crate) fn intake(mailbox: MailboxId, n: u64) -> Intake {
    Intake {
        id: IntakeId::generate(NOW),
        mailbox,
        source_tag: tag(n),
        digest_tag: tag(n + 1_000_000),
        state: IntakeState::Done,
        message: None,
        raw_object: None,
        received_at: NOW,
        attempts: 0,
        next_attempt_at: NOW,
    }
}

pub(crate) fn change(ticket: TicketId) -> Change {
    Change {
        seq: 0,
        kind: ChangeKind::TicketChanged,
        ticket: Some(ticket),
        message: None,
        cause: None,
        agent: None,
        by: None,
        at: NOW,
    }
}

/// What one mail writes.
pub(crate) struct Mail {
    pub(crate) ticket: Ticket,
    pub(crate) message: Message,
    pub(crate) reference: MessageReference,
    pub(crate) participant: Participant,
}

pub(crate) fn mail(mailbox: MailboxId, number: i64) -> Mail {
    let ticket = ticket(mailbox, number, TicketStatus::Open, None);
    let message = message(ticket.id, mailbox);
    let n = u64::try_from(number).unwrap();
    let reference =
        MessageReference { tag: tag(n), message: message.id, ticket: ticket.id, sent_by_us: false };
    let participant = Participant { ticket: ticket.id, contact: ticket.requester };
    Mail { ticket, message, reference, participant }
}
