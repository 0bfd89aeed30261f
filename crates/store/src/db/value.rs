//! Arguments. Nulls are typed: PostgreSQL wants to know what is absent.

use domain::keyring::{LeafRef, Tag};
use domain::{
    AcceptanceId, AcceptanceWay, AccessExportId, AccessReason, AccessReviewId, AgentId, AgentState, AlertId,
    AlertRule, AlertState, AssessmentId, AssessmentKind, AssessmentState, AssignWay, AttemptId,
    BillingYearId, ChoiceId, ClosedSumKind, CompanyExportId, ConnectorKind, ConsentDecision, ConsentId,
    ConsentPurpose, ConsentWay, ContactId, ContactState, DeliveryState, DisclosureId, DocumentKind,
    DraftKind, ErasureId, ErasureMode, ErasureReason, ErasureScope, ErasureState, ExportState, FieldHolder,
    FieldId, FieldKind, GrantState, HoldId, IncidentEntryId, IncidentEntryKind, IncidentId, IncidentSeverity,
    IncidentState, IntakeId, IntakeState, InvoiceId, JobId, KeyId, LedgerWord, LetterState, LinkPurpose,
    MailKind, MailboxId, MailboxState, MergeId, MessageId, MessageKind, ModelId, NewsId, NoticeId,
    NoticeKind, ObjectId, ObjectionId, ObjectionPurpose, OperatorAccessId, OrganisationId, Provider,
    RecipientNoticeId, RecipientState, ReminderKind, RequestId, RetentionRuleId, RetentionStep, Role,
    SavedReplyId, ScanState, SessionId, SignatureState, SubProcessorId, SubjectDecision, SubjectRequestId,
    SubjectRequestSource, SubjectRequestState, SubjectRight, TagColour, TagId, TeamId, TenantId, TicketId,
    TicketStatus, Timestamp, TokenId, UndoId, UsageMonthId, UsagePartId, UsageSumId, ViewId,
};
use std::borrow::Cow;

/// One argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// BIGINT.
    I64(Option<i64>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
    /// TEXT.
    Text(Option<Cow<'static, str>>),
}

/// What can be an argument.
pub(crate) trait IntoValue {
    /// The argument.
    fn into_value(self) -> Value;
    /// Its null.
    fn null() -> Value;
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or_else(T::null, T::into_value)
    }
    fn null() -> Value {
        T::null()
    }
}

macro_rules! into_value {
    (i64: $($ty:ty => |$v:ident| $e:expr),+ $(,)?) => {$(impl IntoValue for $ty {
        fn into_value(self) -> Value { let $v = self; Value::I64(Some($e)) }
        fn null() -> Value { Value::I64(None) }
    })+};
    (bytes: $($ty:ty => |$v:ident| $e:expr),+ $(,)?) => {$(impl IntoValue for $ty {
        fn into_value(self) -> Value { let $v = self; Value::Bytes(Some($e)) }
        fn null() -> Value { Value::Bytes(None) }
    })+};
    (text: $($ty:ty),+ $(,)?) => {$(impl IntoValue for $ty {
        fn into_value(self) -> Value { Value::Text(Some(Cow::Borrowed(self.as_str()))) }
        fn null() -> Value { Value::Text(None) }
    })+};
    (id: $($ty:ty),+ $(,)?) => { into_value!(bytes: $($ty => |v| v.as_bytes().to_vec()),+); };
}

into_value!(i64: i64 => |v| v, u32 => |v| i64::from(v), bool => |v| i64::from(v), Timestamp => |v| v.as_millis());
into_value!(bytes:
    Vec<u8> => |v| v,
    &[u8] => |v| v.to_vec(),
    &Vec<u8> => |v| v.clone(),
    Tag => |v| v.0.to_vec(),
    LeafRef => |v| v.to_bytes().to_vec(),
    [u8; 32] => |v| v.to_vec(),
    [u8; 16] => |v| v.to_vec(),
);
into_value!(id: TenantId, AgentId, ContactId, MailboxId, TicketId, MessageId, ObjectId, KeyId, IntakeId, TokenId,
    SessionId, JobId, RequestId, TagId, TeamId, ViewId, UndoId, MergeId, SavedReplyId, AcceptanceId, FieldId, AttemptId, ChoiceId,
    OrganisationId, NoticeId, SubjectRequestId, AccessExportId, CompanyExportId, ErasureId, HoldId, AlertId, RecipientNoticeId, RetentionRuleId, ConsentId,
    UsagePartId, UsageSumId, UsageMonthId, SubProcessorId, ObjectionId, OperatorAccessId, DisclosureId, IncidentId, IncidentEntryId, AssessmentId, AccessReviewId, InvoiceId, BillingYearId, ModelId, NewsId, uuid::Uuid);
into_value!(text: AssessmentKind, AssessmentState, ReminderKind, IncidentSeverity, IncidentState, IncidentEntryKind, TicketStatus, MessageKind, MailKind, DeliveryState, IntakeState, ScanState, SignatureState, MailboxState,
    ConnectorKind, Role, AgentState, ContactState, TagColour, LinkPurpose, DraftKind, AssignWay, DocumentKind, AcceptanceWay, LetterState,
    FieldHolder, FieldKind, NoticeKind, ExportState, Provider, GrantState, ErasureScope, ErasureReason, ErasureState, LedgerWord,
    SubjectRight, SubjectRequestState, SubjectRequestSource, SubjectDecision, ErasureMode, ObjectionPurpose, AlertRule, AlertState, RecipientState, RetentionStep, ConsentPurpose,
    ConsentDecision, ConsentWay, AccessReason, ClosedSumKind);

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(Some(Cow::Owned(self)))
    }
    fn null() -> Value {
        Value::Text(None)
    }
}

impl IntoValue for &str {
    fn into_value(self) -> Value {
        Value::Text(Some(Cow::Owned(self.to_owned())))
    }
    fn null() -> Value {
        Value::Text(None)
    }
}
