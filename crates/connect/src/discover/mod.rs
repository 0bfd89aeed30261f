//! From an address to the servers of its mailbox: providers that everybody knows, SRV records (RFC 6186,
//! RFC 8314 5.1), the domain's own autoconfig file, the provider that its MX names, and last a guess. What is
//! found is a proposal: a person sees it before a password goes anywhere. Only the domain leaves, never the
//! address.

mod autoconfig;
mod provider;

use crate::dns;
use crate::egress::{AUTOCONFIG, Egress};
use crate::https::{self, is_host_name};
use domain::record::Security;
use std::net::SocketAddr;
use std::time::Duration;

pub use provider::Hint;

/// How long the whole search may take.
const SEARCH_MAX: Duration = Duration::from_secs(8);
/// Bytes of an autoconfig file.
const FILE_BYTES_MAX: usize = 128 * 1024;
/// How long one server may take for it.
const FILE_MAX: Duration = Duration::from_secs(5);

/// Where a proposal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A provider that Deskhero knows by the domain.
    Provider,
    /// The domain's SRV records.
    Srv,
    /// The domain's autoconfig file.
    Autoconfig,
    /// A provider that Deskhero knows by the domain's MX.
    Mx,
    /// Names that are usual; nobody said so.
    Guess,
}

impl Source {
    /// The word for it in message keys and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Srv => "srv",
            Self::Autoconfig => "autoconfig",
            Self::Mx => "mx",
            Self::Guess => "guess",
        }
    }
}

/// One server of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Endpoint {
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Protection.
    pub security: Security,
}

/// What the sign-in name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Login {
    /// The whole address.
    Address,
    /// What stands before the `@`.
    LocalPart,
}

/// How a mailbox is probably reached.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Proposal {
    /// Who said so.
    pub source: Source,
    /// The provider's name, when it is known.
    pub provider: Option<&'static str>,
    /// Incoming server.
    pub imap: Endpoint,
    /// Outgoing server.
    pub smtp: Endpoint,
    /// The sign-in name.
    pub login: Login,
    /// What a person should know before trying.
    pub hint: Option<Hint>,
}

impl Proposal {
    /// The sign-in name of the mailbox with this address.
    #[must_use]
    pub fn login_name(&self, address: &str) -> String {
        match self.login {
            Login::Address => address.to_owned(),
            Login::LocalPart => address.rsplit_once('@').map_or(address, |(local, _)| local).to_owned(),
        }
    }
}

/// The way to look servers up.
#[derive(Debug, Clone)]
pub struct Discovery {
    egress: Egress,
    resolver: Option<SocketAddr>,
    https_port: u16,
    ca_pem: Option<String>,
    is_public_only: bool,
}

impl Discovery {
    /// With the machine's own resolver, and autoconfig files from public addresses only: nobody makes this
    /// process ask servers of the network that it stands in.
    #[must_use]
    pub fn new(egress: &Egress) -> Self {
        let egress = egress.clone();
        Self { egress, resolver: dns::system_resolver(), https_port: 443, ca_pem: None, is_public_only: true }
    }

    /// With another resolver, and autoconfig files from this port of any address, whose certificate `ca_pem`
    /// may have signed: for networks without a public name, and for tests.
    #[must_use]
    pub fn within(egress: &Egress, resolver: SocketAddr, https_port: u16, ca_pem: Option<String>) -> Self {
        let egress = egress.clone();
        Self { egress, resolver: Some(resolver), https_port, ca_pem, is_public_only: false }
    }

    /// The most trustworthy proposal for mailboxes of `domain` (lower case). Never fails: what does not answer
    /// is passed over, and the guess is always there.
    pub async fn propose(&self, domain: &str) -> Proposal {
        if let Some(known) = provider::of_domain(domain) {
            return known;
        }
        if !is_host_name(domain) {
            return guess(domain);
        }
        tokio::time::timeout(SEARCH_MAX, self.ask(domain))
            .await
            .ok()
            .flatten()
            .unwrap_or_else(|| guess(domain))
    }

    async fn ask(&self, domain: &str) -> Option<Proposal> {
        let (srv, file, mx) = tokio::join!(self.by_srv(domain), self.by_file(domain), self.by_mx(domain));
        srv.or(file).or(mx)
    }

    async fn by_srv(&self, domain: &str) -> Option<Proposal> {
        let find = |name: &'static str, security| async move {
            let server = self.srv(&format!("{name}.{domain}")).await?;
            Some(Endpoint { host: server.host, port: server.port, security })
        };
        let (imaps, imap, submissions, submission) = tokio::join!(
            find("_imaps._tcp", Security::Tls),
            find("_imap._tcp", Security::StartTls),
            find("_submissions._tcp", Security::Tls),
            find("_submission._tcp", Security::StartTls)
        );
        let (imap, smtp) = (imaps.or(imap)?, submissions.or(submission)?);
        let known = provider::of_server(&imap.host);
        Some(Proposal {
            source: Source::Srv,
            provider: known.as_ref().and_then(|known| known.provider),
            hint: known.and_then(|known| known.hint),
            imap,
            smtp,
            login: Login::Address,
        })
    }

    async fn srv(&self, name: &str) -> Option<dns::Server> {
        dns::srv(&self.egress, self.resolver?, name).await.ok().flatten()
    }

    async fn by_mx(&self, domain: &str) -> Option<Proposal> {
        let hosts = dns::mx(&self.egress, self.resolver?, domain).await.ok()?;
        hosts.iter().find_map(|host| provider::of_mx(host))
    }

    async fn by_file(&self, domain: &str) -> Option<Proposal> {
        let places = [
            (format!("autoconfig.{domain}"), "/mail/config-v1.1.xml"),
            (domain.to_owned(), "/.well-known/autoconfig/mail/config-v1.1.xml"),
        ];
        let [own, known] = places.map(|(host, path)| async move {
            let asked = https::Ask {
                adapter: &AUTOCONFIG,
                port: self.https_port,
                ca_pem: self.ca_pem.as_deref(),
                is_public_only: self.is_public_only,
                accept: "text/xml",
                bytes_max: FILE_BYTES_MAX,
                deadline: FILE_MAX,
                may_go_to: |_| true,
            };
            let file = https::get(&self.egress, &host, path, asked).await.ok()?;
            autoconfig::read(&file)
        });
        let (own, known) = tokio::join!(own, known);
        own.or(known)
    }
}

/// Names that are usual.
fn guess(domain: &str) -> Proposal {
    let endpoint =
        |name: &str, port| Endpoint { host: format!("{name}.{domain}"), port, security: Security::Tls };
    Proposal {
        source: Source::Guess,
        provider: None,
        imap: endpoint("imap", 993),
        smtp: endpoint("smtp", 465),
        login: Login::Address,
        hint: None,
    }
}
