//! The section about plans and invoices.

use crate::declare::section;
use crate::register::CountryCode;
use crate::value::{BadForm, Endpoint};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

section! {
    /// Plans that companies pay for, and their invoices (docs/billing.md). Off without `seller`: whoever runs Deskhero for their own
    /// company needs none of it.
    "billing" Billing {
        /// Currency of all prices (ISO 4217). It has hundredths.
        currency: String = "EUR".to_owned(), "three capital letters like \"EUR\"";
        /// Your rate of VAT, in hundredths of a per cent.
        vat_rate: VatRate = VatRate::DEFAULT, "a whole number from 0 to 10000, like 2500 for 25 %";
        /// What stands before the number of an invoice.
        prefix: String = String::new(), "a text like \"A-\"";
        /// Days to pay.
        days_to_pay: u32 = 30, "a number of days";
        /// How an invoice is to be paid: your account. It stands on each invoice.
        bank: String = String::new(), "a text";
        /// Calendar years that an invoice is kept after that of its issue. Then its key is destroyed.
        keep_years: KeepYears = KeepYears::DEFAULT, "a number of years from 0 to 30";
        /// The law that says so.
        law: String = "Bokföringslagen (1999:1078) 7 kap. 2 §".to_owned(), "a text";
        /// The plans; the first one is that of whoever chose none. Prices are for a seat and month, in hundredths of the currency;
        /// `seats_max` and `trial_days` may be left out.
        plans: Vec<Plan> = Vec::new(),
            "a list of plans like [{ name = \"Team\", price = 1900, seats_max = 25, trial_days = 30 }]";
        /// Where Stripe's API is. By http only on this machine.
        stripe_endpoint: Endpoint = Endpoint::stripe(), "a text that starts with https://";
    }
    without default {
        /// Who sells: the name that stands on invoices.
        seller: String, "\"Example Hosting AB\"", "a text";
        /// Postal address.
        address: String, "\"Storgatan 1, 111 22 Stockholm\"", "a text";
        /// Country: two letters (ISO 3166-1).
        country: CountryCode, "\"SE\"", "two capital letters like \"SE\"";
        /// VAT number.
        vat_number: String, "\"SE556000000001\"", "a text";
        /// File that holds your secret key at Stripe. With it, companies can pay invoices by card, at Stripe's own page.
        stripe_secret_file: PathBuf, "\"/etc/deskhero/stripe.secret\"", "the path of a file";
        /// File with a certificate authority (PEM) to trust for Stripe's API alone.
        stripe_ca_file: PathBuf, "\"/etc/deskhero/stripe-ca.pem\"", "the path of a file";
    }
}

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
