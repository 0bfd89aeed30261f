//! The registry of everything that leaves this process (C33, and the answer to "whom do you send what?").
//!
//! A socket is opened only here, and only for a registered adapter and a host that was allowed for it. Hosts
//! of a mailbox are allowed as long as its connector lives: the [`Allowance`] takes the permission back when
//! it is dropped.

use crate::error::{Code, ConnectError};
use parking_lot::Mutex;
use rustls::{ClientConfig, RootCertStore};
use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;
use tokio::net::{TcpStream, UnixStream};

/// Who is at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counterpart {
    /// A server that the tenant chose and is responsible for.
    TenantServer,
    /// A service of the operator's own, on the same machine or network.
    OperatorService,
    /// A server that the sender of a mail named in it.
    NamedBySender,
    /// A sub-processor, listed in the register of sub-processors.
    SubProcessor,
}

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
}

/// Take-in from a tenant's mail server.
pub const IMAP: Adapter = Adapter {
    id: "imap",
    purpose: "take in mail of a connected mailbox and file copies of answers there",
    data: &["sign-in name and password of the mailbox", "copies of sent answers"],
    region: "chosen by the tenant",
    who: Counterpart::TenantServer,
};
/// Sending through a tenant's mail server.
pub const SMTP: Adapter = Adapter {
    id: "smtp",
    purpose: "send answers from a connected mailbox",
    data: &["sign-in name and password of the mailbox", "sender and recipients", "the answer"],
    region: "chosen by the tenant",
    who: Counterpart::TenantServer,
};
/// The virus scanner.
pub const CLAMD: Adapter = Adapter {
    id: "clamd",
    purpose: "scan mail for viruses",
    data: &["the whole mail"],
    region: "the operator's own machine or network",
    who: Counterpart::OperatorService,
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
    who: Counterpart::OperatorService,
};
/// The web server of a mailbox's domain.
pub const AUTOCONFIG: Adapter = Adapter {
    id: "autoconfig",
    purpose: "find the servers of a mailbox that somebody connects",
    data: &["the domain of the mailbox's address"],
    region: "chosen by the tenant",
    who: Counterpart::TenantServer,
};
/// The servers where a mail's remote images lie.
pub const IMAGES: Adapter = Adapter {
    id: "images",
    purpose: "show the remote images of a mail when an agent asks for them",
    data: &["the address of the image as it stands in the mail", "that the mail was opened"],
    region: "chosen by the sender of the mail",
    who: Counterpart::NamedBySender,
};
/// A provider's authorisation server: where mailboxes are connected by OAuth2.
pub const OAUTH: Adapter = Adapter {
    id: "oauth",
    purpose: "connect a mailbox by OAuth2, and keep its permission fresh",
    data: &["what the provider knows this installation by", "codes and tokens of the mailbox"],
    region: "chosen by the tenant among the operator's providers",
    who: Counterpart::TenantServer,
};
/// Google's Gmail API.
pub const GMAIL: Adapter = Adapter {
    id: "gmail",
    purpose: "take in mail of a mailbox at Google, and send answers from it",
    data: &["an access token of the mailbox", "sender and recipients", "the answer"],
    region: "chosen by the tenant among the operator's providers",
    who: Counterpart::TenantServer,
};
/// Microsoft's Graph.
pub const GRAPH: Adapter = Adapter {
    id: "graph",
    purpose: "take in mail of a mailbox at Microsoft 365, and send answers from it",
    data: &["an access token of the mailbox", "sender and recipients", "the answer"],
    region: "chosen by the tenant among the operator's providers",
    who: Counterpart::TenantServer,
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
    who: Counterpart::SubProcessor,
};
/// Every adapter of this build, for the register of recipients.
pub const ADAPTERS: &[Adapter] = &[IMAP, SMTP, CLAMD, DNS, AUTOCONFIG, IMAGES, OAUTH, GMAIL, GRAPH, S3];

type Target = (&'static str, String, u16);

#[derive(Default)]
struct Inner {
    adapters: Vec<Adapter>,
    allowed: Mutex<HashMap<Target, u32>>,
    opened: AtomicU64,
    refused: AtomicU64,
    authorities: OnceLock<Arc<RootCertStore>>,
    tls: Mutex<HashMap<String, Weak<ClientConfig>>>,
}

/// The registry. Cheap to clone; clones share their state.
#[derive(Clone)]
pub struct Egress(Arc<Inner>);

impl std::fmt::Debug for Egress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Hosts are the tenants' own: counts only.
        f.debug_struct("Egress").field("opened", &self.opened()).field("refused", &self.refused()).finish()
    }
}

impl Default for Egress {
    fn default() -> Self {
        Self::new(ADAPTERS)
    }
}

impl Egress {
    /// A registry that knows these adapters; [`Egress::default`] knows all of [`ADAPTERS`].
    #[must_use]
    pub fn new(adapters: &[Adapter]) -> Self {
        Self(Arc::new(Inner { adapters: adapters.to_vec(), ..Inner::default() }))
    }

    /// The registered adapters.
    #[must_use]
    pub fn adapters(&self) -> &[Adapter] {
        &self.0.adapters
    }

    /// Allows `adapter` to connect to this host and port (a socket's path with port 0) until the
    /// [`Allowance`] is dropped.
    pub fn allow(&self, adapter: &Adapter, host: &str, port: u16) -> Allowance {
        let target = (adapter.id, host.to_ascii_lowercase(), port);
        *self.0.allowed.lock().entry(target.clone()).or_insert(0) += 1;
        Allowance { egress: self.clone(), target }
    }

    /// Opens a TCP connection.
    ///
    /// # Errors
    /// [`Code::EgressRefused`] (counted) when adapter or host is not registered; [`Code::HostUnknown`],
    /// [`Code::PortRefused`], [`Code::Unreachable`]; [`Code::Deadline`].
    pub async fn connect(
        &self,
        adapter: &Adapter,
        host: &str,
        port: u16,
        deadline: Duration,
    ) -> Result<TcpStream, ConnectError> {
        self.check(adapter, host, port)?;
        self.open(host, port, deadline, |_| true).await
    }

    /// As [`Egress::connect`], but only to addresses of the public internet: a name that leads into the network
    /// around this machine is unreachable.
    ///
    /// # Errors
    /// As [`Egress::connect`].
    pub async fn connect_public(
        &self,
        adapter: &Adapter,
        host: &str,
        port: u16,
        deadline: Duration,
    ) -> Result<TcpStream, ConnectError> {
        self.check(adapter, host, port)?;
        self.open(host, port, deadline, is_public).await
    }

    async fn open(
        &self,
        host: &str,
        port: u16,
        deadline: Duration,
        is_wanted: fn(IpAddr) -> bool,
    ) -> Result<TcpStream, ConnectError> {
        let connecting = async {
            let found = tokio::net::lookup_host((host, port)).await;
            let found = found.map_err(|error| ConnectError::new(Code::HostUnknown, error.to_string()))?;
            let wanted: Vec<SocketAddr> = found.filter(|address| is_wanted(address.ip())).collect();
            #[expect(clippy::disallowed_methods, reason = "the one place where TCP connections are opened")]
            let stream = TcpStream::connect(wanted.as_slice()).await;
            stream.map_err(|error| {
                let code = match error.kind() {
                    ErrorKind::ConnectionRefused => Code::PortRefused,
                    _ => Code::Unreachable,
                };
                ConnectError::new(code, error.to_string())
            })
        };
        let stream = tokio::time::timeout(deadline, connecting)
            .await
            .map_err(|_| ConnectError::from(Code::Deadline))??;
        // Commands are small and answered one by one: waiting to fill a packet would add 40 ms to each.
        stream.set_nodelay(true).map_err(|error| ConnectError::new(Code::Unreachable, error.to_string()))?;
        self.0.opened.fetch_add(1, Ordering::Relaxed);
        Ok(stream)
    }

    /// Opens a connection to a Unix socket on this machine.
    ///
    /// # Errors
    /// As [`Egress::connect`].
    pub async fn connect_unix(
        &self,
        adapter: &Adapter,
        path: &Path,
        deadline: Duration,
    ) -> Result<UnixStream, ConnectError> {
        self.check(adapter, &path.to_string_lossy(), 0)?;
        #[expect(clippy::disallowed_methods, reason = "the one place where Unix sockets are opened")]
        let connecting = UnixStream::connect(path);
        let stream = tokio::time::timeout(deadline, connecting)
            .await
            .map_err(|_| ConnectError::from(Code::Deadline))?
            .map_err(|error| ConnectError::new(Code::Unreachable, error.to_string()))?;
        self.0.opened.fetch_add(1, Ordering::Relaxed);
        Ok(stream)
    }

    /// The certificate authorities of this machine, read once: a mailbox is opened for every answer.
    pub(crate) fn authorities(&self) -> &Arc<RootCertStore> {
        self.0.authorities.get_or_init(|| {
            let mut authorities = RootCertStore::empty();
            authorities.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            Arc::new(authorities)
        })
    }

    /// TLS for whoever trusts these authorities (PEM) beside the machine's: one for all who do so at a time, because with all
    /// authorities in it, it is large.
    pub(crate) fn tls_config(
        &self,
        ca_pem: &str,
        make: impl FnOnce() -> Result<ClientConfig, ConnectError>,
    ) -> Result<Arc<ClientConfig>, ConnectError> {
        let mut all = self.0.tls.lock();
        if let Some(known) = all.get(ca_pem).and_then(Weak::upgrade) {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        all.retain(|_, config| config.strong_count() > 0);
        all.insert(ca_pem.to_owned(), Arc::downgrade(&made));
        Ok(made)
    }

    /// Connections opened so far.
    #[must_use]
    pub fn opened(&self) -> u64 {
        self.0.opened.load(Ordering::Relaxed)
    }

    /// Connections refused so far because they were not registered. Anything but 0 is a defect.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.0.refused.load(Ordering::Relaxed)
    }

    fn check(&self, adapter: &Adapter, host: &str, port: u16) -> Result<(), ConnectError> {
        let is_known = self.0.adapters.iter().any(|known| known.id == adapter.id);
        let target = (adapter.id, host.to_ascii_lowercase(), port);
        if is_known && self.0.allowed.lock().contains_key(&target) {
            return Ok(());
        }
        self.0.refused.fetch_add(1, Ordering::Relaxed);
        tracing::error!(adapter = adapter.id, "an outbound connection that is not registered was refused");
        Err(Code::EgressRefused.into())
    }
}

/// Whether an address belongs to the public internet (RFC 6890): not this machine, not a network around it.
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let is_shared = a == 100 && (64..128).contains(&b);
            let is_test = v4.is_documentation() || (a == 198 && (18..20).contains(&b));
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_multicast()
                || a == 0
                || a >= 240
                || is_shared
                || is_test)
        }
        // Global unicast alone (RFC 4291 2.4), without the blocks that carry IPv4 or are for documentation.
        IpAddr::V6(v6) => {
            let [first, second, ..] = v6.segments();
            (first & 0xe000) == 0x2000
                && first != 0x2002
                && !(first == 0x2001 && (second == 0xdb8 || second < 0x200))
        }
    }
}

/// The permission for one host; dropping it takes the permission back.
pub struct Allowance {
    egress: Egress,
    target: Target,
}

impl std::fmt::Debug for Allowance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Allowance").field(&self.target.0).finish()
    }
}

impl Drop for Allowance {
    fn drop(&mut self) {
        let mut allowed = self.egress.0.allowed.lock();
        if let Some(count) = allowed.get_mut(&self.target) {
            *count -= 1;
            if *count == 0 {
                allowed.remove(&self.target);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn listener() -> (tokio::net::TcpListener, u16) {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        (listener, port)
    }

    #[tokio::test]
    async fn only_a_registered_host_is_reached_and_only_while_it_is_allowed() {
        let (_listener, port) = listener().await;
        let egress = Egress::default();
        let second = Duration::from_secs(5);
        let refused = egress.connect(&IMAP, "127.0.0.1", port, second).await.unwrap_err();
        assert_eq!(refused.code, Code::EgressRefused);
        let first = egress.allow(&IMAP, "127.0.0.1", port);
        let again = egress.allow(&IMAP, "127.0.0.1", port);
        egress.connect(&IMAP, "127.0.0.1", port, second).await.unwrap();
        // Allowed for IMAP is not allowed for SMTP, nor for another port.
        assert!(egress.connect(&SMTP, "127.0.0.1", port, second).await.is_err());
        assert!(egress.connect(&IMAP, "127.0.0.1", port ^ 1, second).await.is_err());
        drop(first);
        egress.connect(&IMAP, "127.0.0.1", port, second).await.unwrap();
        drop(again);
        assert!(egress.connect(&IMAP, "127.0.0.1", port, second).await.is_err());
        assert_eq!((egress.opened(), egress.refused()), (2, 4));
    }

    #[tokio::test]
    async fn an_adapter_that_is_not_registered_opens_nothing() {
        let (_listener, port) = listener().await;
        let egress = Egress::new(&[SMTP]);
        let _allowance = egress.allow(&IMAP, "127.0.0.1", port);
        let error = egress.connect(&IMAP, "127.0.0.1", port, Duration::from_secs(5)).await.unwrap_err();
        assert_eq!(error.code, Code::EgressRefused);
    }

    #[test]
    fn only_the_public_internet_is_public() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for yes in ["9.9.9.9", "193.0.6.139", "2a00:1450:4001::1", "2620:fe::fe", "::ffff:9.9.9.9"] {
            assert!(public(yes), "{yes}");
        }
        let no = [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:10.0.0.1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001:0:1::1",
            "ff02::1",
            "64:ff9b::a00:1",
        ];
        for no in no {
            assert!(!public(no), "{no}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_into_this_network_is_not_reached_as_public() {
        let (_listener, port) = listener().await;
        let egress = Egress::default();
        let _allowance = egress.allow(&AUTOCONFIG, "localhost", port);
        let second = Duration::from_secs(5);
        egress.connect(&AUTOCONFIG, "localhost", port, second).await.unwrap();
        let error = egress.connect_public(&AUTOCONFIG, "localhost", port, second).await.unwrap_err();
        assert_eq!(error.code, Code::Unreachable);
    }

    #[test]
    fn every_adapter_says_what_it_sends() {
        for adapter in ADAPTERS {
            assert!(!adapter.purpose.is_empty() && !adapter.data.is_empty() && !adapter.region.is_empty());
        }
    }
}
