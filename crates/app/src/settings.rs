//! What the operator chose and use cases need.

use crate::operator_mail::OperatorMail;
use domain::RequestId;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Settings of the running process.
#[derive(Debug, Clone)]
pub struct Settings {
    /// This node, in leases and claims: the same after a restart, so that a node comes back to what it held
    /// without waiting for its own lease to end. No two processes may share it. Made anew when absent.
    pub node: Option<RequestId>,
    /// The node that serves from the folder of these indexes, whoever looks at them; absent where that is this one, or unknown.
    pub node_here: Option<RequestId>,
    /// Where index folders lie, one by tenant.
    pub index_folder: PathBuf,
    /// Where reports of drills are kept.
    pub drill_folder: PathBuf,
    /// clamd: `host:port` or a socket's path; `None`: mail is not scanned, and that is shown.
    pub clamd: Option<String>,
    /// Where signed heads of the audit logs are also written: a folder off this machine.
    pub checkpoint_folder: Option<PathBuf>,
    /// Years that entries of audit logs are kept.
    pub audit_keep_years: u32,
    /// Hours that a session lasts without use.
    pub session_hours: i64,
    /// Where operator mail goes out; `None`: whoever makes a link hands it over.
    pub operator_mail: Option<OperatorMail>,
    /// What whoever signs a company up is offered; `None`: nobody can.
    pub sign_up: Option<crate::sign_up::Offer>,
    /// What the operator says about themselves in documents.
    pub policy: crate::document::Policy,
    /// What providers of mailboxes said of the operator.
    pub vetted: crate::trust::Vetted,
    /// Address that people type, in links of mails: scheme, host and port.
    pub public_url: Option<String>,
    /// Seconds between polls of a mailbox that cannot push.
    pub poll_s: u64,
    /// Whether the signatures of new mails are checked here.
    pub check_signatures: bool,
    /// Who is asked for their keys; `None`: the machine's own resolver.
    pub resolver: Option<SocketAddr>,
    /// Hosts and ports of the operator's own network from which remote images are fetched too.
    pub image_hosts: Vec<(String, u16)>,
    /// A certificate authority (PEM) to trust for these alone.
    pub image_ca_pem: Option<String>,
    /// Hours for which a copy of the keyring may be kept: so long what was erased last could be opened by whoever has an
    /// older copy and an older ROOT.
    pub snapshot_hours: i64,
    /// By whose permission mailboxes can be connected.
    pub providers: Vec<crate::oauth::Configured>,
    /// Country where this installation is (ISO 3166-1, two letters), where the operator says so.
    pub country: Option<String>,
    /// Days from when a sub-processor is announced until it gets anything.
    pub register_notice_days: u32,
    /// Where `serve` puts backups, and how often.
    pub backups: Option<crate::backup::Plan>,
    /// Where `serve` puts copies of the keyring.
    pub keyring_copies: Option<KeyringCopies>,
    /// How many days after its month sums of usage are kept; `None`: nothing is counted, and nobody is asked.
    pub usage_days: Option<u32>,
    /// What companies pay for; `None`: nothing.
    pub billing: Option<crate::billing::Setup>,
    /// How much work the hash of a password is. Nobody chooses it: tests alone have another than today's.
    pub password_cost: crypto::password::Cost,
}

/// Short-lived copies of the keyring.
#[derive(Clone)]
pub struct KeyringCopies {
    /// Where they lie.
    pub folder: store::ArchiveFolder,
    /// How long each is kept; 0: there are none.
    pub hours: u32,
    /// What their keys are wrapped under.
    pub kek: std::sync::Arc<dyn crypto::Kek>,
}

impl std::fmt::Debug for KeyringCopies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KeyringCopies").field("hours", &self.hours).finish_non_exhaustive()
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            node: None,
            node_here: None,
            index_folder: PathBuf::from("index"),
            drill_folder: PathBuf::from("drills"),
            clamd: None,
            checkpoint_folder: None,
            audit_keep_years: domain::limits::AUDIT_KEEP_YEARS_DEFAULT,
            session_hours: domain::limits::SESSION_DAYS_MAX * 24,
            operator_mail: None,
            sign_up: None,
            policy: crate::document::Policy::default(),
            vetted: crate::trust::Vetted::default(),
            public_url: None,
            poll_s: 60,
            check_signatures: true,
            resolver: None,
            image_hosts: Vec::new(),
            image_ca_pem: None,
            snapshot_hours: 24,
            providers: Vec::new(),
            country: None,
            register_notice_days: domain::limits::REGISTER_NOTICE_DAYS_DEFAULT,
            backups: None,
            keyring_copies: None,
            usage_days: None,
            billing: None,
            password_cost: crypto::password::Cost::TODAY,
        }
    }
}
