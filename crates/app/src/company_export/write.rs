//! Writes an export: which files there are, and in which order.

use super::book::Book;
use super::make::SCHEMA;
use crate::access_export::data::Moment;
use crate::access_export::packing::Packing;
use crate::access_export::parcel::safe_name;
use crate::mailbox::export::{boxed, next};
use crate::{App, Ctx, Result, audit};
use domain::{MailboxId, Timestamp};
use i18n::I18n;
use privacy::{Act, Permit};
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;
use store::{CompanyExport, TenantStore};

/// The word that says what it is.
const FORMAT: &str = "deskhero-company-export";
/// Changes with whatever a reader of the version before could not read.
const VERSION: u32 = 1;

/// How long it goes on under one permit, and without saying how far it is.
const BEAT_MS: i64 = 2_000;

/// How many there are of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(super) struct Counts {
    pub people: u64,
    pub organisations: u64,
    pub requests: u64,
    pub conversations: u64,
    pub messages: u64,
    pub mails: u64,
}

/// A mailbox's mails in one file.
pub(super) struct BoxFile {
    pub address: String,
    pub file: String,
    pub mails: u64,
}

/// An export that is being written.
pub(super) struct Writer<'a> {
    pub app: &'a Arc<App>,
    pub ctx: Ctx,
    pub permit: Permit,
    pub packing: Packing<'a>,
    pub book: Book,
    pub words: I18n,
    pub counts: Counts,
    /// Lists of conversations: file, first and last number.
    pub lists: Vec<(String, i64, i64)>,
    pub boxes: Vec<BoxFile>,
    /// The greatest number of a conversation that is in it.
    pub last_number: i64,
    is_first: bool,
}

/// A point in time, where there is one.
pub(super) fn moment(at: Option<Timestamp>) -> Option<Moment> {
    at.map(Moment)
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        app: &'a Arc<App>,
        ctx: Ctx,
        permit: Permit,
        (packing, book, words): (Packing<'a>, Book, I18n),
    ) -> Self {
        let (counts, lists, boxes) = (Counts::default(), Vec::new(), Vec::new());
        Self { app, ctx, permit, packing, book, words, counts, lists, boxes, last_number: 0, is_first: true }
    }

    pub(super) fn store(&self) -> TenantStore {
        self.app.store().tenant(self.ctx.scope)
    }

    /// Writes all of it.
    pub(super) async fn all(&mut self, row: &CompanyExport) -> Result<()> {
        self.packing.file("company-export-1.json", SCHEMA.as_bytes()).await?;
        self.people().await?;
        self.organisations().await?;
        self.requests().await?;
        self.conversations().await?;
        self.conversation_lists().await?;
        self.mboxes().await?;
        self.audit().await?;
        // Last, since they say how many there are.
        self.company(row).await?;
        self.page(row).await
    }

    /// Writes what was opened so far into the log, and goes on under another permit: an event stands in the log soon after
    /// its time, however long all of it takes.
    pub(super) async fn settle(&mut self) -> Result<()> {
        let ctx = Ctx { now: self.app.now(), ..self.ctx };
        let permit = self.app.permit(&ctx, Act::COMPANY_EXPORT_MAKE).await?;
        let before = std::mem::replace(&mut self.permit, permit);
        self.app.settle(before).await?;
        self.packing.note().await
    }

    /// The same, where so much time has passed since that it is worth a write.
    pub(super) async fn beat(&mut self) -> Result<()> {
        let is_due = self.app.now().millis_since(self.permit.access().at) >= BEAT_MS;
        if is_due { self.settle().await } else { Ok(()) }
    }

    /// Begins a JSON file.
    pub(super) async fn begin_json(&mut self, file: &str, kind: &str) -> Result<()> {
        self.packing.open(file)?;
        let head = format!("{{\n\"format\": \"{FORMAT}\",\n\"version\": {VERSION},\n\"kind\": \"{kind}\"");
        self.packing.put(head.as_bytes()).await
    }

    /// Writes a member of it.
    pub(super) async fn member(&mut self, name: &str, value: &impl Serialize) -> Result<()> {
        self.packing.put(format!(",\n\"{name}\": ").as_bytes()).await?;
        self.packing.put_json(value).await
    }

    /// Begins a member that is a list.
    pub(super) async fn begin_list(&mut self, name: &str) -> Result<()> {
        self.is_first = true;
        self.packing.put(format!(",\n\"{name}\": [").as_bytes()).await
    }

    /// Writes an item of it.
    pub(super) async fn item(&mut self, value: &impl Serialize) -> Result<()> {
        self.packing.put(if self.is_first { b"\n" } else { b",\n" }).await?;
        self.is_first = false;
        self.packing.put_json(value).await
    }

    /// Ends the list.
    pub(super) async fn end_list(&mut self) -> Result<()> {
        self.packing.put(b"\n]").await
    }

    /// Writes a list that is short.
    pub(super) async fn list(&mut self, name: &str, items: &[Value]) -> Result<()> {
        self.begin_list(name).await?;
        for item in items {
            self.item(item).await?;
        }
        self.end_list().await
    }

    /// Ends the file.
    pub(super) async fn end_json(&mut self) -> Result<()> {
        self.packing.put(b"\n}\n").await
    }

    /// Writes the mails of each mailbox as one mbox (RFC 4155, mboxrd quoting).
    async fn mboxes(&mut self) -> Result<()> {
        let all: Vec<(MailboxId, String)> =
            self.book.mailboxes.iter().map(|(row, settings)| (row.id, settings.address.clone())).collect();
        for (n, (mailbox, address)) in (1_u32..).zip(all) {
            let file = format!("mailboxes/{n:02}-{}.mbox", safe_name(&address));
            self.packing.open(&file)?;
            let (mut mails, mut after) = (0, None);
            loop {
                let (rows, last) = next(&self.store(), mailbox, after).await?;
                if last.is_none() {
                    break;
                }
                after = last;
                for row in rows {
                    self.packing.step(1);
                    // Notes were never mails, and of some mails the bytes were destroyed.
                    if row.raw_object.is_none() {
                        continue;
                    }
                    let mail = boxed(self.app, &self.permit, &row).await?;
                    self.packing.put(&mail.unwrap_or_default()).await?;
                    mails += 1;
                }
                self.beat().await?;
            }
            self.boxes.push(BoxFile { address, file, mails });
        }
        Ok(())
    }

    /// Writes the audit log as it is now: each entry with the key that opens it alone and its way to the signed root.
    async fn audit(&mut self) -> Result<()> {
        self.settle().await?;
        let ctx = Ctx { now: self.app.now(), ..self.ctx };
        let permit = self.app.permit(&ctx, Act::COMPANY_EXPORT_MAKE).await?;
        let mut log = audit::export::whole(self.app, &ctx, permit, self.book.names.clone()).await?;
        self.packing.open("audit.ndjson")?;
        while let Some(piece) = log.piece().await? {
            self.packing.put(piece.as_bytes()).await?;
        }
        self.packing.note().await
    }
}

/// A reason why something is left out, as the file says it.
pub(super) fn left_out() -> Vec<Value> {
    use privacy::company_plan::{Handling, OF_COMPANIES, WITHHELD};
    let tables = OF_COMPANIES.iter().filter_map(|line| match line.handling {
        Handling::LeftOut(reason) => {
            Some(json!({ "table": line.table, "part": null, "reason": reason.as_str() }))
        }
        Handling::Given(_) => None,
    });
    let parts = WITHHELD
        .iter()
        .map(|(table, part, reason)| json!({ "table": table, "part": part, "reason": reason.as_str() }));
    tables.chain(parts).collect()
}
