//! The virus scanner as a step of take-in: not configured is shown as such; unreachable means that mail
//! is held back and tried again, never passed on unscanned.

use crate::Result;
use connect::clamd::{Clamd, Verdict};
use connect::egress::Egress;
use domain::{ScanState, TenantScope};

/// The configured scanner, or none.
#[derive(Debug)]
pub struct Scanner(Option<Clamd>);

/// What the scanner said of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanned {
    /// May go on.
    Pass(ScanState, Option<String>),
    /// The scanner did not answer: hold the mail back.
    Hold,
}

impl Scanner {
    /// The scanner at `address` (`host:port` or a socket's path), or none.
    ///
    /// # Errors
    /// An address that cannot be read.
    pub fn new(address: Option<&str>, egress: &Egress) -> Result<Self> {
        Ok(Self(address.map(|address| Clamd::open(address, egress)).transpose()?))
    }

    /// Whether one is configured.
    #[must_use]
    pub const fn is_configured(&self) -> bool {
        self.0.is_some()
    }

    /// Scans one mail of a company.
    pub async fn scan(&self, scope: TenantScope, raw: &[u8]) -> Scanned {
        let Some(clamd) = &self.0 else { return Scanned::Pass(ScanState::NotConfigured, None) };
        match clamd.of(scope.tenant()).scan(raw).await {
            Ok(Verdict::Clean) => Scanned::Pass(ScanState::Clean, None),
            Ok(Verdict::Infected(name)) => Scanned::Pass(ScanState::Infected, Some(name)),
            Err(error) => {
                tracing::warn!(%error, "the virus scanner does not answer: mail is held back");
                Scanned::Hold
            }
        }
    }
}
