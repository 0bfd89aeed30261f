//! How Deskhero is used, counted for its operator, of those who consent (C14, C62, C63): which pages and deeds how often, with
//! which family of browser and system, from which network. It takes nothing from a conversation: what is counted is the pattern
//! of an address, which has no id in it.
//!
//! 1. **count** (memory): a request of somebody who consents;
//! 2. **keep**: every few minutes, a part by person, sealed under their own key;
//! 3. **sum**: when a day is over, all parts of it become one sum, which is nobody's, under the key of its month;
//! 4. **end**: some days after the month, its key is destroyed.
//!
//! What lies in memory is lost with its process.

mod count;
mod keep;
mod read;
mod sum;

pub use count::{Counter, Used, network};
pub use keep::keep;
pub(crate) use keep::{forget, forget_all, of_agent};
pub use read::{Line, Shown, read};
pub use sum::{end, sum};

use domain::Timestamp;

const DAY_MS: i64 = 24 * 3_600_000;

/// The day of a time: days since 1970-01-01, UTC.
#[must_use]
pub const fn day_of(at: Timestamp) -> i64 {
    at.as_millis().div_euclid(DAY_MS)
}

/// One round of the job: keeps, sums up, ends.
///
/// # Errors
/// A store's failure; done again, it goes on.
pub async fn round(app: &crate::App) -> crate::Result<()> {
    keep(app).await?;
    sum(app).await?;
    end(app).await
}
