//! The command line. Names and `--json` answers stay stable: other tools depend on them.

mod audit;
pub mod backup;
mod bench;
mod document;
mod keys;
mod sub_processor;

pub use audit::Audit;
pub use bench::{At, Bench, Mailboxes};
pub use document::Document;
pub use keys::Keys;
pub use sub_processor::SubProcessor;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Deskhero: the mail of a company's mailboxes as tickets, sealed.
#[derive(Debug, Parser)]
#[command(name = "deskhero", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data lies.
#[derive(Debug, Clone, Args)]
pub struct Data {
    /// Folder that holds everything (database, keyring, blobs, index); made when absent.
    #[arg(long, value_name = "DIR", conflicts_with = "config")]
    pub data: Option<PathBuf>,
    /// Configuration file instead (see docs/configuration.md).
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// One JSON object on standard output.
    #[arg(long)]
    pub json: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve pages and API, take mail in, send answers.
    Serve {
        #[command(flatten)]
        data: Data,
        /// Address to listen on; overrides the configuration.
        #[arg(long, value_name = "ADDR")]
        listen: Option<SocketAddr>,
    },
    /// Say whether the configuration is whole, what is missing, and what has to be registered at providers of mailboxes.
    Check {
        #[command(flatten)]
        data: Data,
    },
    /// Start with a demo company and sample mails.
    Demo {
        /// Folder for the demo's data.
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// Address to listen on.
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// One JSON object on the first line of standard output.
        #[arg(long)]
        json: bool,
    },
    /// Tenants: the companies.
    #[command(subcommand)]
    Tenant(Tenant),
    /// Agents: a tenant's people.
    #[command(subcommand)]
    Agent(Agent),
    /// Mailboxes.
    #[command(subcommand)]
    Mailbox(Mailbox),
    /// API tokens.
    #[command(subcommand)]
    Token(Token),
    /// Deskhero's own mail (`[operator_mail]`).
    #[command(subcommand)]
    OperatorMail(OperatorMail),
    /// The register of sub-processors (docs/sub-processors.md).
    #[command(subcommand)]
    SubProcessor(SubProcessor),
    /// Documents: privacy policy, terms, data processing agreement and the others (docs/documents.md).
    #[command(subcommand)]
    Document(Document),
    /// Take in mails from files: .eml, folders of them, mbox, Maildir. Safe to run twice.
    Import {
        /// Files and folders.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// The tenant's short name.
        #[arg(long, value_name = "T")]
        tenant: String,
        /// The mailbox: its id or address.
        #[arg(long, value_name = "M")]
        mailbox: String,
        #[command(flatten)]
        data: Data,
    },
    /// Take in what a person brings from another Deskhero: the ZIP of their personal data. Safe to run twice.
    ImportPerson {
        /// The ZIP.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// The tenant's short name.
        #[arg(long, value_name = "T")]
        tenant: String,
        /// The mailbox that it belongs to here: its id or address.
        #[arg(long, value_name = "M")]
        mailbox: String,
        #[command(flatten)]
        data: Data,
    },
    /// Mails as Deskhero reads them.
    #[command(subcommand)]
    Mail(Mail),
    /// Measure on this machine.
    #[command(subcommand)]
    Bench(Bench),
    /// Make a backup of the data (docs/backups.md), or look after those that are there.
    Backup(backup::Backup),
    /// Put a backup into an empty place, beside the keys that are in force now.
    Restore(backup::Restore),
    /// Check the promises of the policy on this system, running or stopped: a table, and exit status 1 if one is broken.
    Verify {
        /// Only what belongs to this tenant.
        #[arg(long, value_name = "T")]
        tenant: Option<String>,
        /// Only what stands for this clause, by its number.
        #[arg(long, value_name = "N")]
        clause: Option<u16>,
        /// Where the backups are, when it is not the configured place.
        #[arg(long, value_name = "PLACE")]
        backups: Option<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Look at what a self-assessment looks at, into the open one or a new one; people answer the rest at `/operator`.
    Assess {
        #[command(flatten)]
        data: Data,
    },
    /// The audit log.
    #[command(subcommand)]
    Audit(Audit),
    /// Whether the machine's clock is believed: one that stands far ahead ends no term for a day.
    Clock {
        /// Say that it is right.
        #[arg(long)]
        believe: bool,
        #[command(flatten)]
        data: Data,
    },
    /// Receipts of what was erased.
    #[command(subcommand)]
    Receipt(Receipt),
    /// The keys.
    #[command(subcommand)]
    Keys(Keys),
}

/// Receipts of what was erased.
#[derive(Debug, Subcommand)]
pub enum Receipt {
    /// Prove a receipt, without asking anybody: its signature, and its place in the ledger.
    Check {
        /// The file.
        file: PathBuf,
        /// The public key that is trusted, 64 hexadecimal digits: `deskhero keys status` tells it.
        #[arg(long)]
        key: String,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
}

/// Tenants.
#[derive(Debug, Subcommand)]
pub enum Tenant {
    /// Make a tenant with its keys.
    Create {
        /// Short name, as in addresses: letters, digits, hyphens.
        slug: String,
        /// The company's name.
        #[arg(long)]
        name: Option<String>,
        /// Host names under which its pages answer.
        #[arg(long = "host", value_name = "HOST")]
        hosts: Vec<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Suspend a tenant: nobody gets in, no mail is taken in or sent, nothing is deleted.
    Suspend {
        /// Short name.
        slug: String,
        #[command(flatten)]
        data: Data,
    },
    /// Serve a suspended tenant again.
    Resume {
        /// Short name.
        slug: String,
        #[command(flatten)]
        data: Data,
    },
    /// List tenants.
    List {
        #[command(flatten)]
        data: Data,
    },
}

/// Roles as on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Role {
    /// Reads and answers.
    Agent,
    /// Also manages mailboxes and agents.
    Admin,
    /// Runs Deskhero, sees no mail.
    Operator,
}

/// Agents.
#[derive(Debug, Subcommand)]
pub enum Agent {
    /// Make an agent. The password is read from standard input with `--password-stdin`, else made and shown once.
    Create {
        /// The tenant's short name.
        #[arg(long)]
        tenant: String,
        /// Address for sign-in.
        #[arg(long)]
        email: String,
        /// Name shown to colleagues and in answers.
        #[arg(long)]
        name: String,
        /// Role.
        #[arg(long, value_enum, default_value = "agent")]
        role: Role,
        /// Read the password from standard input.
        #[arg(long)]
        password_stdin: bool,
        #[command(flatten)]
        data: Data,
    },
}

/// How a server's connection is protected.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, required.
    Starttls,
}

/// What happens in the source mailbox.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum AfterTakeIn {
    /// Nothing.
    Leave,
    /// Marked as seen.
    MarkSeen,
    /// Moved to `--move-to`.
    Move,
}

/// Mailboxes.
#[derive(Debug, Subcommand)]
pub enum Mailbox {
    /// Connect a mailbox: a Maildir folder, or IMAP and SMTP servers.
    Connect(Box<Connect>),
    /// Change how a mailbox is reached: servers, sign-in, folders. What is not named stays.
    Change(Box<ChangeMailbox>),
    /// List a tenant's mailboxes and their state.
    List {
        /// The tenant's short name.
        #[arg(long)]
        tenant: String,
        #[command(flatten)]
        data: Data,
    },
}

/// A mailbox to connect.
#[derive(Debug, Args)]
pub struct Connect {
    /// The tenant's short name.
    #[arg(long)]
    pub tenant: String,
    /// The mailbox's address.
    #[arg(long)]
    pub address: String,
    /// Name shown in lists and in From.
    #[arg(long)]
    pub name: Option<String>,
    /// Maildir folder.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["imap_host", "smtp_host"])]
    pub maildir: Option<PathBuf>,
    /// A mailbox at Microsoft 365, by the permission that the whole company gave this installation
    /// (docs/mailboxes-by-permission.md).
    #[arg(long, conflicts_with_all = ["imap_host", "smtp_host", "maildir"])]
    pub microsoft: bool,
    /// IMAP server.
    #[arg(long)]
    pub imap_host: Option<String>,
    /// IMAP port.
    #[arg(long, default_value_t = 993)]
    pub imap_port: u16,
    /// IMAP protection.
    #[arg(long, value_enum, default_value = "tls")]
    pub imap_security: Security,
    /// SMTP server; the IMAP server's name when absent.
    #[arg(long)]
    pub smtp_host: Option<String>,
    /// SMTP port.
    #[arg(long, default_value_t = 465)]
    pub smtp_port: u16,
    /// SMTP protection.
    #[arg(long, value_enum, default_value = "tls")]
    pub smtp_security: Security,
    /// Sign-in name at both servers; the address when absent.
    #[arg(long)]
    pub login: Option<String>,
    /// File that holds the password; standard input when absent.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// PEM of a certificate authority to trust for these servers.
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// How many days to look back for mail that is there already; all of it with `all`.
    #[arg(long, value_name = "DAYS", default_value = "30")]
    pub look_back: String,
    /// Folders to take in; INBOX when absent.
    #[arg(long = "folder", value_name = "FOLDER")]
    pub folders: Vec<String>,
    /// What happens in the source mailbox once a mail is durable here.
    #[arg(long, value_enum, default_value = "leave")]
    pub after: AfterTakeIn,
    /// Folder for `--after move`.
    #[arg(long, value_name = "FOLDER")]
    pub move_to: Option<String>,
    /// Connect without testing sign-in first.
    #[arg(long)]
    pub no_check: bool,
    /// Where the data lies.
    #[command(flatten)]
    pub data: Data,
}

/// A change of how a mailbox is reached.
#[derive(Debug, Args)]
pub struct ChangeMailbox {
    /// The tenant's short name.
    #[arg(long)]
    pub tenant: String,
    /// The mailbox's address; it stays what it is.
    #[arg(long)]
    pub address: String,
    /// Path of the Maildir folder.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["imap_host", "smtp_host"])]
    pub maildir: Option<PathBuf>,
    /// IMAP server. Another one takes the password too.
    #[arg(long)]
    pub imap_host: Option<String>,
    /// IMAP port.
    #[arg(long)]
    pub imap_port: Option<u16>,
    /// IMAP protection.
    #[arg(long, value_enum)]
    pub imap_security: Option<Security>,
    /// SMTP server. Another one takes the password too.
    #[arg(long)]
    pub smtp_host: Option<String>,
    /// SMTP port.
    #[arg(long)]
    pub smtp_port: Option<u16>,
    /// SMTP protection.
    #[arg(long, value_enum)]
    pub smtp_security: Option<Security>,
    /// Sign-in name at both servers.
    #[arg(long)]
    pub login: Option<String>,
    /// File that holds the password for both servers, `-` for standard input; the stored one stays when absent.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// PEM of a certificate authority to trust for these servers.
    #[arg(long, value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// Folders to take in, all of them.
    #[arg(long = "folder", value_name = "FOLDER")]
    pub folders: Vec<String>,
    /// Change without testing first.
    #[arg(long)]
    pub no_check: bool,
    /// Where the data lies.
    #[command(flatten)]
    pub data: Data,
}

/// Tokens.
#[derive(Debug, Subcommand)]
pub enum Token {
    /// Make an API token; its secret is shown once.
    Create {
        /// The tenant's short name.
        #[arg(long, value_name = "T", requires = "agent")]
        tenant: Option<String>,
        /// The agent's address.
        #[arg(long, value_name = "ADDRESS", requires = "tenant")]
        agent: Option<String>,
        /// Instead of an agent's: the address of an operator, for the API below /api/v1/operator.
        #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["tenant", "agent"])]
        operator: Option<String>,
        /// What it is for, as the list shows it.
        #[arg(long, default_value = "")]
        name: String,
        #[command(flatten)]
        data: Data,
    },
    /// List the API tokens of a tenant, or of the operators.
    List {
        /// The tenant's short name; the operators' when absent.
        #[arg(long, value_name = "T")]
        tenant: Option<String>,
        #[command(flatten)]
        data: Data,
    },
    /// Withdraw an API token: it stops working at once.
    Withdraw {
        /// Its id, as `token list` says it.
        #[arg(value_name = "ID")]
        token: domain::TokenId,
        /// The tenant's short name; an operator's token when absent.
        #[arg(long, value_name = "T")]
        tenant: Option<String>,
        #[command(flatten)]
        data: Data,
    },
}

/// Deskhero's own mail.
#[derive(Debug, Subcommand)]
pub enum OperatorMail {
    /// Send a mail to an address of your own, to see that it works.
    Test {
        /// The address.
        #[arg(long, value_name = "ADDRESS")]
        to: String,
        #[command(flatten)]
        data: Data,
    },
}

/// Mails.
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// What Deskhero reads in a mail.
    Read {
        /// The mail's file, `-` for standard input.
        file: PathBuf,
        /// One JSON object on standard output.
        #[arg(long)]
        json: bool,
    },
}
