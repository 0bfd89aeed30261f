//! The last report of a page, and whether one is being made: one at a time for each who may ask.

use super::{Report, run};
use crate::App;
use domain::{TenantId, TenantScope};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A report, and what is under way.
#[derive(Debug, Clone, Default)]
pub struct Latest {
    /// The last one since this process began.
    pub report: Option<Arc<Report>>,
    /// Whether the next one is being made.
    pub is_running: bool,
    /// Whether the last try failed: the store could not be read.
    pub has_failed: bool,
}

/// The reports, by whom they are about: a tenant, or everything.
#[derive(Debug, Default)]
pub(crate) struct Verifications(Mutex<HashMap<Option<TenantId>, Latest>>);

impl Verifications {
    fn with<T>(&self, only: Option<TenantScope>, change: impl FnOnce(&mut Latest) -> T) -> T {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        change(all.entry(only.map(TenantScope::tenant)).or_default())
    }
}

/// The last report.
#[must_use]
pub fn latest(app: &App, only: Option<TenantScope>) -> Latest {
    app.verifications().with(only, |latest| latest.clone())
}

/// A report about everything that was made otherwise: it is the last one here.
pub(crate) fn remember(app: &App, report: Report) {
    app.verifications().with(None, |latest| latest.report = Some(Arc::new(report)));
}

/// Begins the next one, unless it is being made.
pub fn begin(app: &Arc<App>, only: Option<TenantScope>) {
    let was_running =
        app.verifications().with(only, |latest| std::mem::replace(&mut latest.is_running, true));
    if was_running {
        return;
    }
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let made = run(&app, only).await;
        if let (Ok(report), None) = (&made, only)
            && let Err(error) = crate::trust::keep(&app, report).await
        {
            tracing::error!(%error, "what the promises came to could not be kept for everybody to read");
        }
        if let Err(error) = &made {
            tracing::error!(%error, "the promises could not be checked");
        }
        app.verifications().with(only, |latest| {
            *latest = Latest {
                has_failed: made.is_err(),
                report: made.ok().map(Arc::new).or_else(|| latest.report.take()),
                is_running: false,
            };
        });
    });
}
