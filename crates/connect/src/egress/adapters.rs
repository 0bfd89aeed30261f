//! Every way out of this build: what for, which data, and who is at the other end (C27 to C29). Destinations that nobody but
//! the operator chose are in the register of sub-processors as well, or on the operator's own network.

pub use privacy::register::Counterpart;

/// One way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adapter {
    /// Short name.
    pub id: &'static str,
    /// What for.
    pub purpose: &'static str,
    /// Which data is sent.
    pub data: &'static [&'static str],
    /// Where it goes.
    pub region: &'static str,
    /// To whom.
    pub who: Counterpart,
    /// Whether what is sent is of every company at once.
    pub of_everyone: bool,
}

/// Take-in from a tenant's mail server.
pub const IMAP: Adapter = Adapter {
    id: "imap",
    purpose: "take in mail of a connected mailbox and file copies of answers there",
    data: &[
        "sign-in name, and password or access token, of the mailbox",
        "which mails are read, and marked or moved where the company chose that",
        "copies of sent answers",
    ],
    region: "chosen by the tenant",
    who: Counterpart::TenantServer,
    of_everyone: false,
};
/// Sending through a tenant's mail server.
pub const SMTP: Adapter = Adapter {
    id: "smtp",
    purpose: "send answers from a connected mailbox",
    data: &[
        "sign-in name, and password or access token, of the mailbox",
        "sender and recipients",
        "the answer",
    ],
    region: "chosen by the tenant",
    who: Counterpart::TenantServer,
    of_everyone: false,
};
/// The operator's own mail server, or whoever sends mail for the operator.
pub const OPERATOR_MAIL: Adapter = Adapter {
    id: "operator-mail",
    purpose: "send what Deskhero itself writes: invitations, links, notices, letters about requests; and read in the mailbox of \
              its author what came back, and which letters were taken",
    data: &[
        "sign-in name and password of the operator's mail",
        "name and address of whoever is written to: agents, and people who asked about their own data",
        "what is written to them; of tickets their numbers, never their mails",
    ],
    region: "chosen by the operator",
    who: Counterpart::OperatorService,
    of_everyone: false,
};
/// The virus scanner.
pub const CLAMD: Adapter = Adapter {
    id: "clamd",
    purpose: "scan mail for viruses",
    data: &["the whole mail"],
    region: "the operator's own machine or network",
    who: Counterpart::OperatorService,
    of_everyone: false,
};
/// The machine's resolver.
pub const DNS: Adapter = Adapter {
    id: "dns",
    purpose: "find the servers of a mailbox that somebody connects, the address of each server that is asked, and the keys \
              with which the signatures of new mails are checked",
    data: &[
        "the domain of the mailbox's address",
        "names of mail servers, and of hosts where remote images lie",
        "the domains that signed new mails: most often those of their senders",
    ],
    region: "the resolver that the operator's machine uses",
    who: Counterpart::Network,
    of_everyone: false,
};
/// The web server of a mailbox's domain.
pub const AUTOCONFIG: Adapter = Adapter {
    id: "autoconfig",
    purpose: "find the servers of a mailbox that somebody connects",
    data: &["the domain of the mailbox's address"],
    region: "chosen by the tenant",
    who: Counterpart::TenantServer,
    of_everyone: false,
};
/// The servers where a mail's remote images lie.
pub const IMAGES: Adapter = Adapter {
    id: "images",
    purpose: "show the remote images of a mail when an agent asks for them",
    data: &["the address of the image as it stands in the mail", "that the mail was opened"],
    region: "chosen by the sender of the mail",
    who: Counterpart::NamedBySender,
    of_everyone: false,
};
/// A provider's authorisation server: where mailboxes are connected by OAuth2.
pub const OAUTH: Adapter = Adapter {
    id: "oauth",
    purpose: "connect a mailbox by OAuth2, and keep its permission fresh",
    data: &["what the provider knows this installation by", "codes and tokens of the mailbox"],
    region: "chosen by the tenant among the operator's providers",
    who: Counterpart::TenantServer,
    of_everyone: false,
};
/// Google's Gmail API.
pub const GMAIL: Adapter = Adapter {
    id: "gmail",
    purpose: "take in mail of a mailbox at Google, and send answers from it",
    data: &[
        "an access token of the mailbox",
        "which mails are read, and marked or moved where the company chose that",
        "sender and recipients",
        "the answer",
        "the topic by which Google tells of news, where the operator set one",
    ],
    region: "chosen by the tenant among the operator's providers",
    who: Counterpart::TenantServer,
    of_everyone: false,
};
/// Microsoft's Graph.
pub const GRAPH: Adapter = Adapter {
    id: "graph",
    purpose: "take in mail of a mailbox at Microsoft 365, and send answers from it",
    data: &[
        "an access token of the mailbox",
        "which mails are read, and marked or moved where the company chose that",
        "sender and recipients",
        "the answer",
        "the address of this installation that Microsoft calls at news, with a secret, where the operator wants that",
    ],
    region: "chosen by the tenant among the operator's providers",
    who: Counterpart::TenantServer,
    of_everyone: false,
};
/// The bucket of the operator's backups.
pub const S3: Adapter = Adapter {
    id: "s3",
    purpose: "keep backups of the data, where the operator chose a bucket for them",
    data: &[
        "backups, sealed under a key that never leaves this installation in clear",
        "how large they are, and when they are made",
    ],
    region: "chosen by the operator",
    who: Counterpart::OperatorService,
    of_everyone: true,
};
/// Whoever takes payments for the operator.
pub const STRIPE: Adapter = Adapter {
    id: "stripe",
    purpose: "let companies pay an invoice by card, at Stripe's own page",
    data: &[
        "the operator's secret key at Stripe",
        "number, id, amount, currency and language of an invoice",
        "where the browser comes back to: the address of this installation",
    ],
    region: "chosen by the operator",
    who: Counterpart::OperatorService,
    of_everyone: false,
};
/// Every adapter of this build: whatever leaves, leaves by one of them.
pub const ADAPTERS: &[Adapter] =
    &[IMAP, SMTP, OPERATOR_MAIL, CLAMD, DNS, AUTOCONFIG, IMAGES, OAUTH, GMAIL, GRAPH, S3, STRIPE];

/// The adapter of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Adapter> {
    ADAPTERS.iter().find(|adapter| adapter.id == id)
}
