//! Connected mailboxes and where their take-in stands.

use crate::db::{Conn, Row, args, queries, reads};
use crate::{Result, StoreError, TenantTx};
use domain::record::{MailboxCursor, MailboxSettings};
use domain::{ConnectorKind, MailboxId, MailboxState, Sealed, TenantId, Timestamp};
use std::str::FromStr;

queries! {
    INSERT = "INSERT INTO mailbox (tenant_id, id, kind, state, settings_object, settings_sealed, \
        look_back_from_ms, created_at_ms) @rows";
    FIND = "SELECT id, kind, state, settings_object, settings_sealed, look_back_from_ms, created_at_ms \
        FROM mailbox WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT id, kind, state, settings_object, settings_sealed, look_back_from_ms, created_at_ms \
        FROM mailbox WHERE tenant_id = $1 ORDER BY id";
    LIST_IDS = "SELECT id FROM mailbox WHERE tenant_id = $1";
    UPDATE = "UPDATE mailbox SET kind = $3, state = $4, settings_object = $5, settings_sealed = $6, \
        look_back_from_ms = $7 WHERE tenant_id = $1 AND id = $2";
    UPSERT_SYNC = "INSERT INTO mailbox_sync (tenant_id, mailbox_id, cursor_object, cursor_sealed, phase, attempts, \
        next_attempt_at_ms, last_success_at_ms, last_error_code, behind, last_mail_at_ms, lag_ms, quota_waits, \
        quota_waited_ms) @rows \
        ON CONFLICT (tenant_id, mailbox_id) DO UPDATE SET cursor_object = excluded.cursor_object, \
        cursor_sealed = excluded.cursor_sealed, phase = excluded.phase, attempts = excluded.attempts, \
        next_attempt_at_ms = excluded.next_attempt_at_ms, last_success_at_ms = excluded.last_success_at_ms, \
        last_error_code = excluded.last_error_code, behind = excluded.behind, \
        last_mail_at_ms = excluded.last_mail_at_ms, lag_ms = excluded.lag_ms, quota_waits = excluded.quota_waits, \
        quota_waited_ms = excluded.quota_waited_ms";
    FIND_SYNC = "SELECT mailbox_id, cursor_object, cursor_sealed, phase, attempts, next_attempt_at_ms, \
        last_success_at_ms, last_error_code, behind, last_mail_at_ms, lag_ms, quota_waits, quota_waited_ms \
        FROM mailbox_sync WHERE tenant_id = $1 AND mailbox_id = $2";
    LIST_SYNC = "SELECT mailbox_id, cursor_object, cursor_sealed, phase, attempts, next_attempt_at_ms, \
        last_success_at_ms, last_error_code, behind, last_mail_at_ms, lag_ms, quota_waits, quota_waited_ms \
        FROM mailbox_sync WHERE tenant_id = $1 ORDER BY mailbox_id";
}

/// A connected mailbox.
#[derive(Debug, Clone)]
pub struct Mailbox {
    /// Id.
    pub id: MailboxId,
    /// How it is reached.
    pub kind: ConnectorKind,
    /// Whether it is taken in.
    pub state: MailboxState,
    /// Address, servers, secrets.
    pub settings: Sealed<MailboxSettings>,
    /// Mail older than this is not taken in.
    pub look_back_from: Timestamp,
    /// When it was connected.
    pub created_at: Timestamp,
}

macro_rules! phases {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// What take-in of a mailbox is doing.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum SyncPhase { $($(#[$doc])* $variant),+ }
        impl SyncPhase {
            /// Its word in SQL, the API and message keys.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
        impl FromStr for SyncPhase {
            type Err = StoreError;
            fn from_str(s: &str) -> Result<Self> {
                match s { $($word => Ok(Self::$variant),)+ _ => Err(StoreError::Corrupt("sync phase")) }
            }
        }
    };
}
phases! {
    /// Not connected yet.
    Waiting = "waiting",
    /// Connecting.
    Connecting = "connecting",
    /// Taking in what was there before, or came while nobody looked.
    BackFill = "back_fill",
    /// Everything is taken in; waiting for new mail.
    Idle = "idle",
    /// The last attempt failed; the next one is planned.
    BackOff = "back_off",
}

/// Where take-in of a mailbox stands.
#[derive(Debug, Clone)]
pub struct MailboxSync {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// The connector's position.
    pub cursor: Option<Sealed<MailboxCursor>>,
    /// What it is doing.
    pub phase: SyncPhase,
    /// Failed attempts in a row.
    pub attempts: u32,
    /// When it tries next.
    pub next_attempt_at: Timestamp,
    /// When it last worked.
    pub last_success_at: Option<Timestamp>,
    /// A fixed word for the last failure (never the server's text).
    pub last_error_code: Option<String>,
    /// Mails known at the source and not taken in yet.
    pub behind: Option<i64>,
    /// When a mail was last taken in.
    pub last_mail_at: Option<Timestamp>,
    /// How long that one was at the source before.
    pub lag_ms: Option<i64>,
    /// How often the source asked to wait.
    pub quota_waits: i64,
    /// For how long altogether.
    pub quota_waited_ms: i64,
}

fn read(row: &Row) -> Result<Mailbox> {
    let mut f = row.fields();
    Ok(Mailbox {
        id: f.id()?,
        kind: f.state()?,
        state: f.state()?,
        settings: f.sealed()?,
        look_back_from: f.time()?,
        created_at: f.time()?,
    })
}

fn read_sync(row: &Row) -> Result<MailboxSync> {
    let mut f = row.fields();
    Ok(MailboxSync {
        mailbox: f.id()?,
        cursor: f.sealed_opt()?,
        phase: f.state()?,
        attempts: f.u32()?,
        next_attempt_at: f.time()?,
        last_success_at: f.time_opt()?,
        last_error_code: f.text_opt()?.map(str::to_owned),
        behind: f.i64_opt()?,
        last_mail_at: f.time_opt()?,
        lag_ms: f.i64_opt()?,
        quota_waits: f.i64()?,
        quota_waited_ms: f.i64()?,
    })
}

async fn find(conn: &mut Conn, tenant: TenantId, id: MailboxId) -> Result<Option<Mailbox>> {
    conn.find(FIND, args![tenant, id]).await?.as_ref().map(read).transpose()
}

async fn get(conn: &mut Conn, tenant: TenantId, id: MailboxId) -> Result<Mailbox> {
    find(conn, tenant, id).await?.ok_or(StoreError::NotFound("mailbox"))
}

pub(crate) async fn ids(conn: &mut Conn, tenant: TenantId) -> Result<Vec<MailboxId>> {
    conn.list(LIST_IDS, args![tenant]).await?.iter().map(|row| row.fields().id()).collect()
}

async fn list(conn: &mut Conn, tenant: TenantId) -> Result<Vec<Mailbox>> {
    conn.list(LIST, args![tenant]).await?.iter().map(read).collect()
}

async fn find_sync(conn: &mut Conn, tenant: TenantId, id: MailboxId) -> Result<Option<MailboxSync>> {
    conn.find(FIND_SYNC, args![tenant, id]).await?.as_ref().map(read_sync).transpose()
}

async fn list_sync(conn: &mut Conn, tenant: TenantId) -> Result<Vec<MailboxSync>> {
    conn.list(LIST_SYNC, args![tenant]).await?.iter().map(read_sync).collect()
}

reads! {
    /// A mailbox.
    find_mailbox(id: MailboxId) -> Option<Mailbox> = find;
    /// A mailbox; an error when there is none.
    get_mailbox(id: MailboxId) -> Mailbox = get;
    /// Every mailbox, oldest first.
    list_mailboxes() -> Vec<Mailbox> = list;
    /// Where its take-in stands; `None` before the first attempt.
    find_mailbox_sync(id: MailboxId) -> Option<MailboxSync> = find_sync;
    /// Where take-in stands, for each mailbox that was tried.
    list_mailbox_syncs() -> Vec<MailboxSync> = list_sync;
}

impl TenantTx {
    /// Connects a mailbox.
    pub async fn insert_mailbox(&mut self, m: &Mailbox) -> Result<()> {
        let row = args![
            self.tenant(),
            m.id,
            m.kind,
            m.state,
            m.settings.object(),
            m.settings.as_bytes(),
            m.look_back_from,
            m.created_at
        ];
        self.conn().insert(INSERT, vec![row]).await.map(|_| ())
    }

    /// Changes a mailbox.
    pub async fn update_mailbox(&mut self, m: &Mailbox) -> Result<()> {
        let args = args![
            self.tenant(),
            m.id,
            m.kind,
            m.state,
            m.settings.object(),
            m.settings.as_bytes(),
            m.look_back_from
        ];
        match self.conn().execute(UPDATE, args).await? {
            0 => Err(StoreError::NotFound("mailbox")),
            _ => Ok(()),
        }
    }

    /// Writes where take-in of a mailbox stands.
    pub async fn update_mailbox_sync(&mut self, s: &MailboxSync) -> Result<()> {
        let row = args![
            self.tenant(),
            s.mailbox,
            s.cursor.as_ref().map(|c| c.object()),
            s.cursor.as_ref().map(|c| c.as_bytes()),
            s.phase.as_str(),
            s.attempts,
            s.next_attempt_at,
            s.last_success_at,
            s.last_error_code.clone(),
            s.behind,
            s.last_mail_at,
            s.lag_ms,
            s.quota_waits,
            s.quota_waited_ms
        ];
        self.conn().insert(UPSERT_SYNC, vec![row]).await.map(|_| ())
    }
}
