//! All outbound network, behind one registry ([`egress`]): mail sources and sinks ([`Connector`]) over IMAP
//! and SMTP or a Maildir, and the virus scanner ([`clamd`]).
//!
//! No SQL, no clock, no sealing: a connector hands out bytes with a stable key and a cursor, and the caller
//! makes both durable in one transaction before it settles anything in the source. Every wait has a deadline.
//!
//! IMAP and SMTP are spoken by this crate itself. A library that ends its stream in the middle of a FETCH
//! without an error, or gives up the connection over one response that it cannot read, loses mail silently;
//! and only a client that knows when the final dot of a mail left can tell "not sent" from "in doubt".

mod api;
pub mod backoff;
mod civil;
pub mod clamd;
pub mod connector;
mod cursor;
pub mod deadline;
pub mod discover;
mod dns;
pub mod egress;
pub mod error;
pub mod examine;
mod gmail;
mod graph;
mod http;
mod https;
pub mod images;
mod imap;
mod maildir;
pub mod oauth;
pub mod s3;
mod sasl;
mod smtp;
mod stream;
pub mod stripe;
mod text_records;
mod tls;

pub use api::ApiServer;
pub use backoff::Backoff;
pub use connector::{
    Accepted, Batch, CheckReport, Connector, Envelope, Limits, Position, SendAs, SourceKey, SourceMail,
    SourceRef, Wake, Watch, Watched, open, open_with, positions,
};
pub use deadline::Deadlines;
pub use discover::{Discovery, Proposal};
pub use dns::system_resolver;
pub use egress::Egress;
pub use error::{Code, ConnectError, Refusal, SendError};
pub use examine::{Examination, Fault, Side, examine};
pub use images::{Image, Images};
pub use imap::{Copied, Returns};
pub use s3::{Bucket, BucketServer};
pub use sasl::{Access, AccessTokens, Tokens};
pub use smtp::{MayEnd, Provisos, submit};
pub use stripe::{Stripe, StripeAccount};
pub use text_records::TextRecords;
