//! Whether the work fills what the data map declares: a look for canaries says nothing of a column in which nothing lies.

use crate::words;
use app::App;
use domain::{ObjectId, ObjectKind, SealedRecord, TenantId, TenantScope};
use memchr::memmem::Finder;
use minicbor::{Decode, Decoder, Encode, Encoder, decode, encode};
use privacy::data_map::{Column, Holds, Subject, columns};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use store::{Cell, Inspection};
use uuid::Uuid;

/// Stands for a table's rows, whatever they hold.
const ROWS: &str = "*";

/// What nothing of this test can fill, and why.
const EMPTY: &[(&str, &str, &str)] = &[
    (
        "tenant_head",
        "audit_start_signed",
        "signed when entries of a log go, after years: a root, and from where on",
    ),
    (
        "billing_month",
        "plan",
        "there from the end of a month to its invoice: a plan, a price and a number of seats",
    ),
    ("organisation_move", ROWS, "ids that are gone with the round that lays them"),
];

/// Sealed columns in which nobody's words lie, and why.
const WORDLESS: &[(&str, &str, &str)] = &[
    ("access_review", "content_sealed", "ids and decisions"),
    ("agent", "credential_sealed", "a password's hash"),
    ("disclosure_file", "events_sealed", "ids of what was handed out"),
    ("invoice", "file_sealed", "a PDF, in which text is packed"),
    ("learned_model", "content_sealed", "hashes of words, and ids"),
    ("mailbox_sync", "cursor_sealed", "positions"),
];

type Name = (&'static str, &'static str);

/// What was filled at any moment that was looked at: work that is done leaves no row.
#[derive(Default)]
pub struct Filled {
    columns: BTreeSet<Name>,
    /// Sealed columns in which a canary was found, once opened.
    worded: BTreeSet<Name>,
}

/// A table of somebody's data has to have a row, whatever it holds.
fn is_somebodys(column: &Column) -> bool {
    matches!(column.subject, Subject::Contact | Subject::Agent)
}

/// Whether something can lie there that has to be sealed, or that follows from it. Ids, words of fixed lists, times and
/// counts can be nothing else.
fn is_asked(column: &Column) -> bool {
    !matches!(column.holds, Holds::Id | Holds::State | Holds::Time | Holds::Number)
}

fn sealed_kind(column: &Column) -> Option<ObjectKind> {
    match column.holds {
        Holds::Sealed(kind) => Some(kind),
        _ => None,
    }
}

/// Which column has the id that a table's sealed bytes are bound to.
fn bound_to(table: &str) -> &'static str {
    match table {
        "field_values" => "holder_id",
        "mailbox_sync" | "mailbox_grant" => "mailbox_id",
        "draft" | "rectified_account" => "agent_id",
        "sign_up" | "billing" => "tenant_id",
        "erasure_work" => "erasure_id",
        "disclosure_file" => "disclosure_id",
        "learned_model" => "model_id",
        "rectified" => "contact_id",
        _ => "id",
    }
}

/// A sealed value, and whose it is.
struct Value {
    name: Name,
    kind: ObjectKind,
    tenant: TenantId,
    row: Uuid,
    object: ObjectId,
    bytes: Vec<u8>,
}

impl Filled {
    /// Takes down what is filled now.
    pub async fn look(&mut self, app: &App) {
        let mut values = Vec::new();
        self.look_at(app.store().inspect().await.unwrap(), &mut values).await;
        self.look_at(app.keyring().inspect().await.unwrap(), &mut values).await;
        for value in values {
            if !self.worded.contains(&value.name) && is_worded(app, &value).await {
                self.worded.insert(value.name);
            }
        }
    }

    async fn look_at(&mut self, mut data: Inspection, values: &mut Vec<Value>) {
        let mut tables: BTreeMap<&'static str, Vec<&'static Column>> = BTreeMap::new();
        for column in columns().iter().filter(|column| data.has(column.table, column.name)) {
            tables.entry(column.table).or_default().push(column);
        }
        for (table, columns) in tables {
            for column in columns.iter().filter(|column| is_asked(column)) {
                let name = (table, column.name);
                let mut is_filled = false;
                data.each(table, &[column.name], |row| is_filled |= row[0] != Cell::Null).await.unwrap();
                if is_filled {
                    self.columns.insert(name);
                }
                if let Some(kind) = sealed_kind(column).filter(|_| is_filled && !self.worded.contains(&name))
                {
                    sealed(&mut data, (name, kind), values).await;
                }
            }
            let is_somebodys = is_somebodys(columns[0]);
            if is_somebodys && data.each(table, &[columns[0].name], |_| ()).await.unwrap() > 0 {
                self.columns.insert((table, ROWS));
            }
        }
    }

    /// Whether everything was filled, and each sealed column held a canary, but for what is excepted.
    pub fn check(&self) {
        let asked =
            columns().iter().filter(|column| is_asked(column)).map(|column| (column.table, column.name));
        let tables =
            columns().iter().filter(|column| is_somebodys(column)).map(|column| (column.table, ROWS));
        let all: BTreeSet<Name> = asked.chain(tables).collect();
        let is_sealed = |column: &&Column| sealed_kind(column).is_some();
        let sealed: BTreeSet<Name> =
            columns().iter().filter(is_sealed).map(|column| (column.table, column.name)).collect();
        let sealed = sealed.intersection(&self.columns).copied().collect();
        let faults = [
            (
                "is empty, and no exception says why",
                "is filled, and excepted",
                compare(&all, &self.columns, EMPTY),
            ),
            ("holds no canary", "holds a canary, and is excepted", compare(&sealed, &self.worded, WORDLESS)),
        ];
        let mut lines = Vec::new();
        for (missing, filled, (without, beside)) in faults {
            lines.extend(without.into_iter().map(|(table, name)| format!("{table}.{name} {missing}")));
            lines.extend(beside.into_iter().map(|(table, name)| format!("{table}.{name} {filled}")));
        }
        assert!(lines.is_empty(), "the data map:\n{}", lines.join("\n"));
    }
}

/// What lacks without an exception, and what does not lack with one.
fn compare(
    all: &BTreeSet<Name>,
    found: &BTreeSet<Name>,
    but: &[(&'static str, &'static str, &str)],
) -> (Vec<Name>, Vec<Name>) {
    let but: BTreeSet<Name> = but.iter().map(|(table, name, _)| (*table, *name)).collect();
    let missing: BTreeSet<Name> = all.difference(found).copied().collect();
    (missing.difference(&but).copied().collect(), but.difference(&missing).copied().collect())
}

async fn sealed(data: &mut Inspection, (name, kind): (Name, ObjectKind), values: &mut Vec<Value>) {
    let (table, column) = name;
    let object = format!("{}_object", column.trim_end_matches("_sealed"));
    let take = |row: &[Cell]| {
        let [tenant, row, object, bytes] = row else { panic!("{table}.{column}: {row:?}") };
        let Some(bytes) = bytes.bytes() else { return };
        let [tenant, row, object] = [tenant, row, object].map(|cell| cell.id().unwrap());
        let (tenant, object) = (TenantId::from_uuid(tenant), ObjectId::from_uuid(object));
        values.push(Value { name, kind, tenant, row, object, bytes: bytes.to_vec() });
    };
    data.each(table, &["tenant_id", bound_to(table), object.as_str(), column], take).await.unwrap();
}

/// Whether a sealed value holds a canary. It has to open, unless its key was destroyed.
async fn is_worded(app: &App, value: &Value) -> bool {
    let keys = app.object_keys(TenantScope::of(value.tenant), &[value.object]).await.unwrap();
    match keys.get(value.object).and_then(|wrapped| ask(app.vault(), wrapped, value)) {
        Ok(is_worded) => is_worded,
        Err(crypto::OpenError::KeyDestroyed) => false,
        Err(error) => panic!("{:?} {}: {error}", value.name, value.row),
    }
}

/// The bytes of a record of any kind.
macro_rules! opened {
    ($vault:expr, $wrapped:expr, $value:expr, $($kind:ident)+) => {
        match $value.kind {
            $(ObjectKind::$kind => {
                struct Opened(Vec<u8>);
                impl Encode<()> for Opened {
                    fn encode<W: encode::Write>(&self, _: &mut Encoder<W>, (): &mut ()) -> Result<(), encode::Error<W::Error>> {
                        Err(encode::Error::message("it is read alone"))
                    }
                }
                impl<'b> Decode<'b, ()> for Opened {
                    fn decode(from: &mut Decoder<'b>, (): &mut ()) -> Result<Self, decode::Error> {
                        Ok(Self(from.input().to_vec()))
                    }
                }
                impl SealedRecord for Opened {
                    const KIND: ObjectKind = ObjectKind::$kind;
                }
                let question: fn(&Opened, &()) -> bool = |opened, ()| has_canary(&opened.0);
                $vault.prove_that($wrapped, $value.row, &$value.bytes, (question, &()))
            })+
            other => panic!("{other:?} is not known here"),
        }
    };
}

fn ask(
    vault: &crypto::Vault,
    wrapped: &domain::keyring::WrappedObjectKey,
    value: &Value,
) -> Result<bool, crypto::OpenError> {
    opened!(
        vault, wrapped, value, MessageContent TicketSummary ContactProfile AgentProfile AgentCredential MailboxSettings
        MailboxCursor Upload DeliveryDetail TagName ViewName DraftContent SavedReply Team SignUp Acceptance FieldDefinition
        Organisation FieldValues SenderCheck MailboxGrant OauthAttempt TokenName LegalHold SubjectRequest RetentionName
        ClosingLetter Alert RecipientNotice RedactionTerms Usage UsageSum Objection OperatorAccess Disclosure
        DisclosureEvents Incident Assessment AccessReview BillingDetails Invoice InvoiceFile LearnedModel
    )
}

fn has_canary(bytes: &[u8]) -> bool {
    static WORDS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
        let all = words::all().into_iter().map(|what| words::canary(&what));
        let both = all.flat_map(|word| [word.to_lowercase(), word]);
        both.map(|word| Finder::new(word.as_bytes()).into_owned()).collect()
    });
    WORDS.iter().any(|word| word.find(bytes).is_some())
}
