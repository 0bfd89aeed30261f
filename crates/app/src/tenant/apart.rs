//! Companies apart: what fails at one of them keeps nothing from the others.

use crate::{Error, Result};
use domain::TenantScope;

/// A round through companies, of which each has its turn.
#[derive(Debug, Default)]
pub(crate) struct Apart(Option<Error>);

impl Apart {
    /// What was done for one; nothing when it failed, of which the log tells.
    pub(crate) fn of<T>(&mut self, scope: TenantScope, done: Result<T>) -> Option<T> {
        match done {
            Ok(done) => Some(done),
            Err(error) => {
                tracing::error!(tenant = %scope.tenant(), %error, "what failed at a company is tried again; the others go on");
                self.0.get_or_insert(error);
                None
            }
        }
    }

    /// Whether each had what it was to have.
    ///
    /// # Errors
    /// The first failure.
    pub(crate) fn end(self) -> Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}
