//! Asks the virus scanner about each mail of a batch.

use super::Candidate;
use crate::App;
use crate::scanner::Scanned;
use domain::{ScanState, TenantScope};

/// Scans all; those that got no answer stay [`Scanned::Hold`]. After the first silence the rest of the
/// batch is not asked: the scanner is down, and each question would wait for its deadline.
pub async fn all(app: &App, scope: TenantScope, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    if !app.scanner().is_configured() {
        return candidates;
    }
    let mut silent = false;
    for candidate in &mut candidates {
        candidate.scanned = if silent {
            Scanned::Hold
        } else if candidate.incoming.too_large_bytes.is_some() {
            Scanned::Pass(ScanState::NotConfigured, None)
        } else {
            app.scanner().scan(scope, &candidate.incoming.raw).await
        };
        silent = candidate.scanned == Scanned::Hold;
    }
    candidates
}
