//! What the section about plans and invoices holds.

use crate::value::BadForm;
use serde::{Deserialize, Serialize};

/// A plan that companies choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// Price of a seat and month, in the smallest unit of the currency.
    pub price: i64,
    /// Seats at most; 0: as many as there are.
    #[serde(default)]
    pub seats_max: u32,
    /// Days for which nothing is charged.
    #[serde(default)]
    pub trial_days: u32,
}

/// A rate of VAT, in hundredths of a per cent: 0 to 10000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct VatRate(u32);

impl VatRate {
    /// 25 %.
    pub(crate) const DEFAULT: Self = Self(2_500);

    /// Hundredths of a per cent.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for VatRate {
    type Error = BadForm;

    fn try_from(rate: u32) -> Result<Self, BadForm> {
        if rate <= 10_000 { Ok(Self(rate)) } else { Err(BadForm) }
    }
}

impl From<VatRate> for u32 {
    fn from(rate: VatRate) -> Self {
        rate.0
    }
}

/// Calendar years that an invoice is kept after that of its issue: 0 to 30.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct KeepYears(u32);

impl KeepYears {
    /// Seven: bokföringslagen (1999:1078) 7 kap. 2 §.
    pub(crate) const DEFAULT: Self = Self(7);

    /// How many.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for KeepYears {
    type Error = BadForm;

    fn try_from(years: u32) -> Result<Self, BadForm> {
        if years <= 30 { Ok(Self(years)) } else { Err(BadForm) }
    }
}

impl From<KeepYears> for u32 {
    fn from(years: KeepYears) -> Self {
        years.0
    }
}
