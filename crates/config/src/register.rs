//! What the section about the register of sub-processors holds.

use crate::value::BadForm;
use serde::{Deserialize, Serialize};

/// Days from when a sub-processor is announced until it gets anything: 7 to 365.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct NoticeDays(u32);

impl NoticeDays {
    /// Thirty.
    pub(crate) const DEFAULT: Self = Self(30);

    /// How many.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for NoticeDays {
    type Error = BadForm;

    fn try_from(days: u32) -> Result<Self, BadForm> {
        if (7..=365).contains(&days) { Ok(Self(days)) } else { Err(BadForm) }
    }
}

impl From<NoticeDays> for u32 {
    fn from(days: NoticeDays) -> Self {
        days.0
    }
}

/// A country by its two letters (ISO 3166-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode(String);

impl CountryCode {
    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CountryCode {
    type Error = BadForm;

    fn try_from(text: String) -> Result<Self, BadForm> {
        let is_code = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_code { Ok(Self(text)) } else { Err(BadForm) }
    }
}

impl From<CountryCode> for String {
    fn from(code: CountryCode) -> Self {
        code.0
    }
}
