//! The fields of the index. None is stored.

use crate::words::RULES;
use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing,
    TextOptions,
};

/// Counts up when fields or the rules for words change: an index of another version is rebuilt.
pub const SCHEMA_VERSION: u32 = 2;

/// The fields' numbers.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Everything that words without a field are looked for in.
    pub text: Field,
    /// Subject.
    pub subject: Field,
    /// Who wrote.
    pub from: Field,
    /// To whom.
    pub to: Field,
    /// The message, for deleting.
    pub message: Field,
    /// The ticket, for deleting.
    pub ticket: Field,
    /// The mailbox.
    pub mailbox: Field,
    /// The contact.
    pub contact: Field,
    /// Kind of message.
    pub kind: Field,
    /// 1 with an attachment, 0 without.
    pub attachment: Field,
    /// When, in milliseconds.
    pub at: Field,
    /// The halves of the ids that a hit names: message, then ticket.
    pub halves: [Field; 4],
}

/// Names of the halves, in the order of [`Fields::halves`].
pub const HALVES: [&str; 4] = ["message_high", "message_low", "ticket_high", "ticket_low"];
/// Name of the time.
pub const AT: &str = "at";

fn text(record: IndexRecordOption, norms: bool) -> TextOptions {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(RULES).set_index_option(record).set_fieldnorms(norms);
    TextOptions::default().set_indexing_options(indexing)
}

/// Builds the schema. Positions are kept only where phrases are looked for; lengths only where relevance
/// is computed.
pub fn build() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let id = || BytesOptions::default().set_indexed();
    let fast = || NumericOptions::from(FAST);
    let fields = Fields {
        text: schema.add_text_field("text", text(IndexRecordOption::WithFreqsAndPositions, true)),
        subject: schema.add_text_field("subject", text(IndexRecordOption::WithFreqsAndPositions, false)),
        from: schema.add_text_field("from", text(IndexRecordOption::Basic, false)),
        to: schema.add_text_field("to", text(IndexRecordOption::Basic, false)),
        message: schema.add_bytes_field("message", id()),
        ticket: schema.add_bytes_field("ticket", id()),
        mailbox: schema.add_bytes_field("mailbox", id()),
        contact: schema.add_bytes_field("contact", id()),
        kind: schema.add_u64_field("kind", INDEXED),
        attachment: schema.add_u64_field("attachment", INDEXED),
        at: schema.add_i64_field(AT, fast()),
        halves: HALVES.map(|name| schema.add_u64_field(name, fast())),
    };
    (schema.build(), fields)
}
