//! What can go wrong. No variant carries a word of a text or of a query.

use privacy::Refusal;

/// Why an index on disk cannot be used; it is to be [reset](crate::Index::reset) and filled again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Its files do not open under the tenant's secret, or were changed.
    #[error("its files do not open under this secret, or were changed")]
    Sealed,
    /// It was written with other fields or by other rules for words.
    #[error("it was written by another version")]
    Version,
    /// Its content contradicts itself.
    #[error("its content is damaged")]
    Damaged,
}

/// Why an operation on an index failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The permit does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The index has to be rebuilt.
    #[error("the search index has to be rebuilt: {0}")]
    Unreadable(#[from] Unreadable),
    /// Another process, or another handle of this one, has the index open.
    #[error("the search index is open elsewhere")]
    Busy,
    /// The file system refused.
    #[error("the search index could not be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// So many erased files are still held open; erase again.
    #[error("{0} files of the search index that should be gone are still there")]
    StillThere(usize),
    /// The index library refused.
    #[error("the search index failed: {0}")]
    Engine(&'static str),
}

impl From<tantivy::TantivyError> for Error {
    /// Maps without the library's own text, which may quote a term or a path.
    fn from(error: tantivy::TantivyError) -> Self {
        use tantivy::TantivyError as T;
        use tantivy::directory::error::{LockError, OpenReadError};
        match error {
            T::LockFailure(LockError::LockBusy, _) => Self::Busy,
            T::IoError(io) => Self::from_io(&io),
            T::OpenReadError(OpenReadError::IoError { io_error, .. }) => Self::from_io(&io_error),
            T::OpenReadError(OpenReadError::FileDoesNotExist(_)) | T::DataCorruption(_) => {
                Self::Unreadable(Unreadable::Damaged)
            }
            T::OpenReadError(OpenReadError::IncompatibleIndex(_))
            | T::IncompatibleIndex(_)
            | T::SchemaError(_)
            | T::FieldNotFound(_) => Self::Unreadable(Unreadable::Version),
            T::ErrorInThread(_) => Self::Engine("a worker thread stopped"),
            T::Poisoned => Self::Engine("a lock was left by a thread that stopped"),
            T::InvalidArgument(_) => Self::Engine("an argument was refused"),
            _ => Self::Engine("an internal step failed"),
        }
    }
}

impl Error {
    fn from_io(error: &std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
                Self::Unreadable(Unreadable::Sealed)
            }
            kind => Self::Io(kind.into()),
        }
    }
}
