//! How long entries of audit logs are kept.

use crate::value::BadForm;
use serde::{Deserialize, Serialize};

/// Years that an entry of an audit log is kept: 1 to 15.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct LogYears(u32);

impl LogYears {
    /// Six: longer than what companies have by default.
    pub(crate) const DEFAULT: Self = Self(6);

    /// How many.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for LogYears {
    type Error = BadForm;

    fn try_from(years: u32) -> Result<Self, BadForm> {
        if (1..=15).contains(&years) { Ok(Self(years)) } else { Err(BadForm) }
    }
}

impl From<LogYears> for u32 {
    fn from(years: LogYears) -> Self {
        years.0
    }
}
