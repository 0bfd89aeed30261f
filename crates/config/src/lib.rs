//! The operator's settings: one tree, read from a TOML file or made for a data folder.
//!
//! Every setting is declared and described once, in [`settings`]; the reference page and the example file
//! are generated from there ([`reference`]).

mod billing;
mod declare;
mod error;
mod locate;
mod log_years;
mod policy;
pub mod reference;
mod register;
pub mod settings;
mod value;

pub use billing::{KeepYears, Plan, VatRate};
pub use error::ConfigError;
pub use locate::{KEK_VARIABLE, KekSource};
pub use log_years::LogYears;
pub use register::{CountryCode, NoticeDays};
pub use settings::Config;
pub use value::{
    AddressBlock, BackupPlace, ClamdAddress, DatabaseUrl, Endpoint, HostPort, HttpsUrl, LogLevel,
    MailSecurity, PublicUrl, RetentionDays, SnapshotHours, UsageDays,
};
