//! The registry of everything that leaves this process (C27, C28, C33, and the answer to "whom do you send what?").
//!
//! A socket is opened only here, and only for a registered adapter and a host that was allowed for it. Hosts
//! of a mailbox are allowed as long as its connector lives: the [`Allowance`] takes the permission back when
//! it is dropped. Where the operator chose the host, the [`Gate`] is asked as well: it knows the register of
//! sub-processors. Without one, what is not on this machine's own network is refused.

mod adapters;
mod public;

pub use adapters::*;
pub use public::is_outside;

use crate::error::{Code, ConnectError};
use domain::{TenantId, WayAsked};
use parking_lot::{Mutex, RwLock};
use privacy::register::{Stop, Way};
use public::{is_own, is_public};
use rustls::{ClientConfig, RootCertStore};
use std::collections::HashMap;
use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;
use tokio::net::{TcpStream, UnixStream};

type Target = (&'static str, String, u16);

/// How often something left by an adapter, or was refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Use {
    /// Connections opened.
    pub opened: u64,
    /// Connections refused.
    pub refused: u64,
}

/// To whom something went, in a word.
const fn way_word(adapter: &Adapter, way: Way) -> &'static str {
    match (adapter.who, way) {
        (Counterpart::OperatorService, Way::Open) => "registered",
        (Counterpart::OperatorService, Way::OwnNetwork) => "own_network",
        (who, _) => who.as_str(),
    }
}

/// What a gate does before it decides.
pub type Following<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Decides whether something may go out, by the register of sub-processors.
pub trait Gate: Send + Sync {
    /// Takes in what was said since, by whichever process: asked before something goes out where the register has a say.
    fn follow(&self) -> Following<'_>;

    /// Where it may lead.
    ///
    /// # Errors
    /// Why it may not.
    fn decide(&self, who: Counterpart, asked: &WayAsked<'_>) -> Result<Way, Stop>;

    /// Told of what was refused, by the gate or because nobody registered it.
    fn refused(&self, adapter: &Adapter, tenant: Option<TenantId>, stop: Stop);
}

/// What may be asked for backups to be brought back where no register is yet: nothing is sent but what names them.
struct Returning;

impl Gate for Returning {
    fn follow(&self) -> Following<'_> {
        Box::pin(std::future::ready(()))
    }

    fn decide(&self, _: Counterpart, asked: &WayAsked<'_>) -> Result<Way, Stop> {
        if asked.adapter == S3.id { Ok(Way::Open) } else { Ok(Way::OwnNetwork) }
    }

    fn refused(&self, _: &Adapter, _: Option<TenantId>, _: Stop) {}
}

#[derive(Default)]
struct Inner {
    adapters: Vec<Adapter>,
    gate: RwLock<Option<Arc<dyn Gate>>>,
    allowed: Mutex<HashMap<Target, u32>>,
    opened: AtomicU64,
    uses: Mutex<HashMap<(&'static str, &'static str), Use>>,
    refused: AtomicU64,
    authorities: OnceLock<Arc<RootCertStore>>,
    tls: Mutex<HashMap<String, Weak<ClientConfig>>>,
}

/// The registry. Cheap to clone; clones share their state, and each knows whose work it is for.
#[derive(Clone)]
pub struct Egress {
    inner: Arc<Inner>,
    tenant: Option<TenantId>,
}

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
        Self { inner: Arc::new(Inner { adapters: adapters.to_vec(), ..Inner::default() }), tenant: None }
    }

    /// For a restore: where backups are read before there is a register. Nothing else leaves.
    #[must_use]
    pub fn returning() -> Self {
        let egress = Self::default();
        egress.guard(Arc::new(Returning));
        egress
    }

    /// The same registry, for the work of a company.
    #[must_use]
    pub fn of(&self, tenant: TenantId) -> Self {
        Self { inner: Arc::clone(&self.inner), tenant: Some(tenant) }
    }

    /// From now on, this gate is asked.
    pub fn guard(&self, gate: Arc<dyn Gate>) {
        *self.inner.gate.write() = Some(gate);
    }

    /// The registered adapters.
    #[must_use]
    pub fn adapters(&self) -> &[Adapter] {
        &self.inner.adapters
    }

    /// Allows `adapter` to connect to this host and port (a socket's path with port 0) until the
    /// [`Allowance`] is dropped.
    pub fn allow(&self, adapter: &Adapter, host: &str, port: u16) -> Allowance {
        let target = (adapter.id, host.to_ascii_lowercase(), port);
        *self.inner.allowed.lock().entry(target.clone()).or_insert(0) += 1;
        Allowance { egress: self.clone(), target }
    }

    /// Why the register lets nothing leave by an adapter to this host; nobody is told, and nothing is counted.
    #[must_use]
    pub fn stopped(&self, adapter: &Adapter, host: &str) -> Option<Code> {
        self.decide(adapter, &host.to_ascii_lowercase()).err().map(code)
    }

    fn decide(&self, adapter: &Adapter, host: &str) -> Result<Way, Stop> {
        let asked =
            WayAsked { adapter: adapter.id, host, tenant: self.tenant, of_everyone: adapter.of_everyone };
        let gate = self.inner.gate.read().clone();
        match (gate, adapter.who) {
            (Some(gate), who) => gate.decide(who, &asked),
            (None, Counterpart::OperatorService) => Ok(Way::OwnNetwork),
            (None, _) => Ok(Way::Open),
        }
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
        let way = self.check(adapter, host, port).await?;
        self.open((adapter, way), host, port, deadline, |_| true).await
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
        let way = self.check(adapter, host, port).await?;
        self.open((adapter, way), host, port, deadline, is_public).await
    }

    async fn open(
        &self,
        (adapter, way): (&Adapter, Way),
        host: &str,
        port: u16,
        deadline: Duration,
        is_wanted: fn(IpAddr) -> bool,
    ) -> Result<TcpStream, ConnectError> {
        let connecting = async {
            let found = tokio::net::lookup_host((host, port)).await;
            let found = found.map_err(|error| ConnectError::new(Code::HostUnknown, error.to_string()))?;
            let mut wanted: Vec<SocketAddr> = found.filter(|address| is_wanted(address.ip())).collect();
            if way == Way::OwnNetwork && !wanted.is_empty() {
                wanted.retain(|address| is_own(address.ip()));
                if wanted.is_empty() {
                    return Err(self.refuse(adapter, Stop::Unregistered));
                }
            }
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
        self.count(adapter, Some(way));
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
        let way = self.check(adapter, &path.to_string_lossy(), 0).await?;
        #[expect(clippy::disallowed_methods, reason = "the one place where Unix sockets are opened")]
        let connecting = UnixStream::connect(path);
        let stream = tokio::time::timeout(deadline, connecting)
            .await
            .map_err(|_| ConnectError::from(Code::Deadline))?
            .map_err(|error| ConnectError::new(Code::Unreachable, error.to_string()))?;
        self.count(adapter, Some(way));
        Ok(stream)
    }

    /// The certificate authorities of this machine, read once: a mailbox is opened for every answer.
    pub(crate) fn authorities(&self) -> &Arc<RootCertStore> {
        self.inner.authorities.get_or_init(|| {
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
        let mut all = self.inner.tls.lock();
        if let Some(known) = all.get(ca_pem).and_then(Weak::upgrade) {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        all.retain(|_, config| config.strong_count() > 0);
        all.insert(ca_pem.to_owned(), Arc::downgrade(&made));
        Ok(made)
    }

    fn count(&self, adapter: &Adapter, way: Option<Way>) {
        let word = way.map_or("refused", |way| way_word(adapter, way));
        let mut uses = self.inner.uses.lock();
        let one = uses.entry((adapter.id, word)).or_default();
        match way {
            Some(_) => one.opened += 1,
            None => one.refused += 1,
        }
        drop(uses);
        let total = if way.is_some() { &self.inner.opened } else { &self.inner.refused };
        total.fetch_add(1, Ordering::Relaxed);
    }

    /// What left since this was last asked: adapter, to whom in a word, how often.
    #[must_use]
    pub fn take_uses(&self) -> Vec<(&'static str, &'static str, Use)> {
        let taken = std::mem::take(&mut *self.inner.uses.lock());
        taken.into_iter().map(|((adapter, way), count)| (adapter, way, count)).collect()
    }

    /// Connections opened so far.
    #[must_use]
    pub fn opened(&self) -> u64 {
        self.inner.opened.load(Ordering::Relaxed)
    }

    /// Connections refused so far: nobody registered them, or the register lets nothing go there.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.inner.refused.load(Ordering::Relaxed)
    }

    async fn check(&self, adapter: &Adapter, host: &str, port: u16) -> Result<Way, ConnectError> {
        let is_known = self.inner.adapters.iter().any(|known| known.id == adapter.id);
        let target = (adapter.id, host.to_ascii_lowercase(), port);
        if !is_known || !self.inner.allowed.lock().contains_key(&target) {
            return Err(self.refuse(adapter, Stop::Unregistered));
        }
        let gate = self.inner.gate.read().clone();
        if let Some(gate) = gate.filter(|_| adapter.who.is_registered()) {
            gate.follow().await;
        }
        self.decide(adapter, &target.1).map_err(|stop| self.refuse(adapter, stop))
    }

    /// Counts and tells what is refused. Hosts are told to nobody: they may be a company's own.
    fn refuse(&self, adapter: &Adapter, stop: Stop) -> ConnectError {
        self.count(adapter, None);
        tracing::error!(adapter = adapter.id, why = stop.as_str(), "an outbound connection was refused");
        if let Some(gate) = self.inner.gate.read().clone() {
            gate.refused(adapter, self.tenant, stop);
        }
        code(stop).into()
    }
}

const fn code(stop: Stop) -> Code {
    match stop {
        Stop::Unregistered | Stop::Ended => Code::EgressRefused,
        Stop::NotYetActive => Code::EgressNotActive,
        Stop::ContractMissing | Stop::ContractExpired | Stop::ObligationsMissing => Code::EgressContract,
        Stop::TransferMissing | Stop::NotAdequate | Stop::AdequacyLost => Code::EgressTransfer,
        Stop::Residency => Code::EgressResidency,
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
        let mut allowed = self.egress.inner.allowed.lock();
        if let Some(count) = allowed.get_mut(&self.target) {
            *count -= 1;
            if *count == 0 {
                allowed.remove(&self.target);
            }
        }
    }
}

#[cfg(test)]
mod tests;
