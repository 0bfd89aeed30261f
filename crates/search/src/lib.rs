//! Full-text search: one index per tenant, in encrypted pages, derived from the store and rebuildable.
//!
//! **No field is stored; a search needs a [`privacy::Permit`] and answers with ids.** The index is never
//! backed up: what is lost, damaged or of an older schema is [reset](Index::reset) and filled again from
//! the store, from [`Index::committed_seq`] on. tantivy's `mmap` feature stays off, so that no directory in
//! clear can be built.

mod collect;
mod compile;
mod directory;
mod document;
mod erase;
mod error;
mod index;
mod language;
mod merge;
mod pool;
mod query;
mod schema;
mod words;

pub use collect::{Cursor, Hit, Page};
pub use document::{Doc, Target};
pub use error::{Error, Unreadable};
pub use index::{Budget, HITS_MAX, Index, WRITER_BYTES_MIN, look};
pub use language::{Asked, Condition, LeftOut, Operator, What, Whose};
pub use pool::{Indexes, PoolSizes};
pub use query::{Clause, Field, Filter, Order, Query, QueryError, Term};
pub use words::folded;
