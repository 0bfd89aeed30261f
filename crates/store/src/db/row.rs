//! Rows, read field after field in the order of the SELECT.

use crate::{Result, StoreError};
use domain::keyring::{LeafRef, Tag};
use domain::{Sealed, Timestamp};
use rusqlite::types::Value as Cell;
use sqlx::Row as _;
use std::str::FromStr;

/// One row of either engine.
pub(crate) enum Row {
    /// SQLite: its values.
    Sqlite(Vec<Cell>),
    /// PostgreSQL.
    Postgres(sqlx::postgres::PgRow),
}

impl Row {
    /// Reads the fields in order.
    pub(crate) fn fields(&self) -> Fields<'_> {
        Fields { row: self, next: 0 }
    }

    /// How many fields it has.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Sqlite(row) => row.len(),
            Self::Postgres(row) => row.len(),
        }
    }
}

/// Reader of the fields of a row.
pub(crate) struct Fields<'r> {
    row: &'r Row,
    next: usize,
}

macro_rules! typed {
    ($($name:ident -> $ty:ty, $cell:ident($value:ident) => $read:expr;)+) => {$(
        /// The next field, or `None` when it is null.
        pub(crate) fn $name(&mut self) -> Result<Option<$ty>> {
            let at = self.next;
            self.next += 1;
            match self.row {
                Row::Sqlite(row) => match row.get(at) {
                    Some(Cell::$cell($value)) => Ok(Some($read)),
                    Some(Cell::Null) => Ok(None),
                    _ => Err(StoreError::Corrupt("column")),
                },
                Row::Postgres(row) => {
                    row.try_get::<Option<$ty>, _>(at).map_err(|_| StoreError::Corrupt("column"))
                }
            }
        }
    )+};
}

impl<'r> Fields<'r> {
    typed! {
        i64_opt -> i64, Integer(value) => *value;
        text_opt -> &'r str, Text(value) => value.as_str();
        bytes_opt -> &'r [u8], Blob(value) => value.as_slice();
    }

    /// The next number.
    pub(crate) fn i64(&mut self) -> Result<i64> {
        self.i64_opt()?.ok_or(StoreError::Corrupt("number"))
    }

    /// The next number, as a count.
    pub(crate) fn u32(&mut self) -> Result<u32> {
        u32::try_from(self.i64()?).map_err(|_| StoreError::Corrupt("count"))
    }

    /// The next number, as a boolean.
    pub(crate) fn flag(&mut self) -> Result<bool> {
        Ok(self.i64()? != 0)
    }

    /// The next time.
    pub(crate) fn time(&mut self) -> Result<Timestamp> {
        self.i64().map(Timestamp::from_millis)
    }

    /// The next time, if any.
    pub(crate) fn time_opt(&mut self) -> Result<Option<Timestamp>> {
        Ok(self.i64_opt()?.map(Timestamp::from_millis))
    }

    /// The next bytes.
    pub(crate) fn bytes(&mut self) -> Result<&'r [u8]> {
        self.bytes_opt()?.ok_or(StoreError::Corrupt("bytes"))
    }

    /// The next text.
    pub(crate) fn text(&mut self) -> Result<&'r str> {
        self.text_opt()?.ok_or(StoreError::Corrupt("text"))
    }

    /// The next state word.
    pub(crate) fn state<T: FromStr>(&mut self) -> Result<T> {
        T::from_str(self.text()?).map_err(|_| StoreError::Corrupt("state"))
    }

    /// The next state word, if any.
    pub(crate) fn state_opt<T: FromStr>(&mut self) -> Result<Option<T>> {
        self.text_opt()?.map(|word| T::from_str(word).map_err(|_| StoreError::Corrupt("state"))).transpose()
    }

    /// The next id.
    pub(crate) fn id<T: FromId>(&mut self) -> Result<T> {
        T::from_id(self.bytes()?)
    }

    /// The next id, if any.
    pub(crate) fn id_opt<T: FromId>(&mut self) -> Result<Option<T>> {
        self.bytes_opt()?.map(T::from_id).transpose()
    }

    /// The next ids, one after the other in one field; none when it is null.
    pub(crate) fn ids<T: FromId>(&mut self) -> Result<Vec<T>> {
        self.bytes_opt()?.unwrap_or_default().chunks(16).map(T::from_id).collect()
    }

    /// The next tag.
    pub(crate) fn tag(&mut self) -> Result<Tag> {
        self.hash().map(Tag)
    }

    /// The next tag, if any.
    pub(crate) fn tag_opt(&mut self) -> Result<Option<Tag>> {
        let bytes = self.bytes_opt()?;
        bytes.map(|bytes| bytes.try_into().map(Tag).map_err(|_| StoreError::Corrupt("hash"))).transpose()
    }

    /// The next 32 bytes.
    pub(crate) fn hash(&mut self) -> Result<[u8; 32]> {
        self.bytes()?.try_into().map_err(|_| StoreError::Corrupt("hash"))
    }

    /// The next leaf.
    pub(crate) fn leaf(&mut self) -> Result<LeafRef> {
        LeafRef::from_bytes(self.bytes()?).ok_or(StoreError::Corrupt("leaf"))
    }

    /// The next two fields: object and sealed bytes.
    pub(crate) fn sealed<T>(&mut self) -> Result<Sealed<T>> {
        let object = self.id()?;
        Ok(Sealed::from_parts(object, self.bytes()?))
    }

    /// The next two fields, if any.
    pub(crate) fn sealed_opt<T>(&mut self) -> Result<Option<Sealed<T>>> {
        let object = self.id_opt()?;
        let bytes = self.bytes_opt()?;
        Ok(object.zip(bytes).map(|(object, bytes)| Sealed::from_parts(object, bytes)))
    }
}

/// What is stored as sixteen bytes.
pub(crate) trait FromId: Sized {
    /// Reads them.
    fn from_id(bytes: &[u8]) -> Result<Self>;
}

impl FromId for uuid::Uuid {
    fn from_id(bytes: &[u8]) -> Result<Self> {
        Self::from_slice(bytes).map_err(|_| StoreError::Corrupt("id"))
    }
}

macro_rules! from_id {
    ($($ty:ident),+ $(,)?) => {$(impl FromId for domain::$ty {
        fn from_id(bytes: &[u8]) -> Result<Self> { Self::from_slice(bytes).map_err(|_| StoreError::Corrupt("id")) }
    })+};
}
from_id!(
    TenantId,
    AgentId,
    ContactId,
    MailboxId,
    TicketId,
    MessageId,
    ObjectId,
    KeyId,
    IntakeId,
    TokenId,
    SessionId,
    JobId,
    RequestId,
    TagId,
    TeamId,
    ViewId,
    UndoId,
    MergeId,
    SavedReplyId,
    AcceptanceId,
    FieldId,
    AttemptId,
    ChoiceId,
    OrganisationId,
    NoticeId,
    ErasureId,
    HoldId,
    RetentionRuleId,
    AccessExportId,
    CompanyExportId,
    SubjectRequestId,
    AlertId,
    ConsentId,
    UsagePartId,
    UsageSumId,
    UsageMonthId,
    RecipientNoticeId,
    SubProcessorId,
    ObjectionId,
    OperatorAccessId,
    DisclosureId,
    IncidentId,
    IncidentEntryId,
    AssessmentId,
    AccessReviewId,
    InvoiceId,
    BillingYearId,
    ModelId,
    NewsId,
);
