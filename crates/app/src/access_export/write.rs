//! Writes the files of an export: `data.json`, the tables, the mails and what is attached to them.

use super::data::{self, Author, Moment};
use super::gather::Gathered;
use super::packing::Packing;
use super::parcel::safe_name;
use crate::{App, Result};
use domain::record::{DeliveryDetail, MessageContent, SenderCheck};
use domain::{MessageId, MessageKind, ObjectKind, ScanState, Timestamp};
use privacy::Permit;
use serde::Serialize;
use std::collections::HashMap;

/// Messages that are opened at a time.
const MESSAGES_AT_ONCE: usize = 50;

/// An export that is being written.
pub(super) struct Writer<'a> {
    pub app: &'a App,
    pub permit: &'a Permit,
    pub gathered: &'a Gathered,
    pub packing: Packing<'a>,
}

/// A message as it is written, and what it was written from.
pub(crate) struct Opened {
    pub row: store::Message,
    pub data: data::Message,
    /// The message that it passes on.
    pub forward_of: Option<MessageId>,
    /// When something was taken out of it.
    pub redacted_at: Option<Timestamp>,
}

impl Writer<'_> {
    /// Writes to the file that was begun.
    pub(super) async fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.packing.put(bytes).await
    }

    async fn put_json(&mut self, value: &impl Serialize) -> Result<()> {
        self.packing.put_json(value).await
    }

    /// Batches of messages, in the order of the tickets: the ticket's place, the first one's number, ids.
    pub(super) fn batches(&self) -> Vec<(usize, u32, Vec<MessageId>)> {
        let mut n = 0_u32;
        let mut out = Vec::new();
        for (at, ticket) in self.gathered.tickets.iter().enumerate() {
            for some in ticket.messages.chunks(MESSAGES_AT_ONCE) {
                out.push((at, n + 1, some.to_vec()));
                n = n.saturating_add(u32::try_from(some.len()).unwrap_or(u32::MAX));
            }
        }
        out
    }

    /// Opens a batch; what was erased meanwhile is left out.
    pub(super) async fn open(&self, batch: &(usize, u32, Vec<MessageId>)) -> Result<Vec<Opened>> {
        let (ticket, first, ids) = batch;
        let number = self.gathered.tickets.get(*ticket).map_or(0, |ticket| ticket.data.number);
        let rows = self.app.store().tenant(self.permit.scope()).list_messages_by_ids(ids).await?;
        let mut by_id: HashMap<MessageId, Opened> = HashMap::with_capacity(rows.len());
        for opened in opened(self.app, self.permit, rows).await? {
            by_id.insert(opened.row.id, self.for_person(opened));
        }
        let mut out = Vec::with_capacity(ids.len());
        for (n, id) in (*first..).zip(ids) {
            if let Some(mut opened) = by_id.remove(id) {
                name(&mut opened, n, number);
                out.push(opened);
            }
        }
        Ok(out)
    }

    /// Leaves out what is not the person's to have.
    fn for_person(&self, opened: Opened) -> Opened {
        let Opened { row, mut data, .. } = opened;
        let them = &self.gathered.them;
        if data.author == Author::Other && row.contact == Some(self.gathered.contact) {
            data.author = Author::You;
        }
        // A note's author is an agent, by name; an answer names them as the person saw it.
        if row.kind == MessageKind::Note {
            data.from = Vec::new();
        }
        data.bcc.retain(|address| them.has(address));
        // Colleagues who are mentioned in a note are not named.
        let staff = row.mentions.iter().map(|id| (*id, "\u{2026}".to_owned())).collect();
        for text in [&mut data.text, &mut data.visible_text] {
            *text = crate::mention::named(text, &row.mentions, &staff);
        }
        Opened { row, data, forward_of: None, redacted_at: None }
    }

    /// Writes `data.json`, member by member.
    pub(super) async fn data(&mut self, head: &[(&str, serde_json::Value)]) -> Result<()> {
        self.packing.open("data.json")?;
        self.put(b"{\n").await?;
        for (name, value) in head {
            self.put(format!("\"{name}\": ").as_bytes()).await?;
            self.put_json(value).await?;
            self.put(b",\n").await?;
        }
        self.put(b"\"tickets\": [").await?;
        let gathered = self.gathered;
        for (at, ticket) in gathered.tickets.iter().enumerate() {
            self.put(if at == 0 { b"\n" } else { b",\n" }).await?;
            self.put_json(&ticket.data).await?;
        }
        self.put(b"\n],\n\"messages\": [").await?;
        let mut first = true;
        for batch in self.batches() {
            for opened in self.open(&batch).await? {
                self.put(if first { b"\n" } else { b",\n" }).await?;
                first = false;
                self.put_json(&opened.data).await?;
            }
        }
        self.put(b"\n]\n}\n").await
    }

    /// Writes the tables (RFC 4180).
    pub(super) async fn tables(&mut self) -> Result<()> {
        self.packing.open("tickets.csv")?;
        self.put(b"number,own,subject,status,priority,created_at,updated_at,tags,messages\r\n").await?;
        let gathered = self.gathered;
        for ticket in &gathered.tickets {
            let data = &ticket.data;
            let moment = |at: Option<Moment>| at.map(|at| at.to_string()).unwrap_or_default();
            let cells = [
                data.number.to_string(),
                data.own.to_string(),
                data.subject.clone().unwrap_or_default(),
                data.status.map(|status| status.to_string()).unwrap_or_default(),
                data.priority.map(|priority| priority.to_string()).unwrap_or_default(),
                moment(data.created_at),
                moment(data.updated_at),
                data.tags.join("; "),
                ticket.messages.len().to_string(),
            ];
            self.put(line(&cells).as_bytes()).await?;
        }
        self.packing.open("messages.csv")?;
        self.put(b"n,ticket,kind,author,sent_at,from,to,cc,subject,text,attachments,delivery,mail\r\n")
            .await?;
        for batch in self.batches() {
            for Opened { data, .. } in self.open(&batch).await? {
                let all = |list: &[domain::record::Address]| {
                    list.iter().map(written).collect::<Vec<_>>().join("; ")
                };
                let author = match data.author {
                    Author::You => "you",
                    Author::Other => "other",
                    Author::Staff => "staff",
                };
                let files: Vec<_> = data.attachments.iter().map(|file| file.name.clone()).collect();
                let cells = [
                    data.n.to_string(),
                    data.ticket.to_string(),
                    data.kind.to_string(),
                    author.to_owned(),
                    data.sent_at.unwrap_or(data.received_at).to_string(),
                    all(&data.from),
                    all(&data.to),
                    all(&data.cc),
                    data.subject,
                    data.visible_text,
                    files.join("; "),
                    data.delivery.map(|delivery| delivery.state.to_string()).unwrap_or_default(),
                    data.mail.unwrap_or_default(),
                ];
                self.put(line(&cells).as_bytes()).await?;
            }
        }
        Ok(())
    }

    /// Writes each mail's own bytes, and its attachments.
    pub(super) async fn mails(&mut self) -> Result<()> {
        for batch in self.batches() {
            for opened in self.open(&batch).await? {
                self.packing.step(1);
                mail(self.app, self.permit, &mut self.packing, &opened).await?;
            }
            self.packing.note().await?;
        }
        Ok(())
    }

    /// Writes the mails as one mbox (RFC 4155, mboxrd quoting).
    pub(super) async fn mbox(&mut self) -> Result<()> {
        self.packing.open("mails.mbox")?;
        for batch in self.batches() {
            for Opened { row, data, .. } in self.open(&batch).await? {
                self.packing.step(1);
                let Some(object) = row.raw_object else { continue };
                let raw = self.app.open_blob(self.permit, ObjectKind::RawMail, row.id.uuid(), object).await?;
                let from = data.from.first().and_then(|from| mime::normalise_address(&from.email));
                let at = data.sent_at.unwrap_or(data.received_at).0;
                let mail = mime::mbox::mboxrd(from.as_deref(), at, &raw);
                self.put(&mail).await?;
            }
            self.packing.note().await?;
        }
        Ok(())
    }
}

/// Opens messages, in their order; that they were opened stands in the log when this is done. What is being erased is left out.
///
/// # Errors
/// What cannot be opened, or a failure of the store or of the log.
pub(crate) async fn opened(app: &App, permit: &Permit, rows: Vec<store::Message>) -> Result<Vec<Opened>> {
    let rows = app.open_each(permit, rows, |row| (row.id.uuid(), &row.content)).await?;
    let (rows, contents): (Vec<store::Message>, Vec<MessageContent>) = rows.into_iter().unzip();
    let failed = rows.iter().filter_map(|row| Some((row.id.uuid(), row.delivery_detail.as_ref()?)));
    let mut details = app.open_left(permit, failed).await?.into_iter();
    let checked = rows.iter().filter_map(|row| Some((row.id.uuid(), row.sender_check.as_ref()?)));
    let mut checks = app.open_left(permit, checked).await?.into_iter();
    app.append_audit(permit.scope(), &permit.foretell(&[])).await?;
    let mut out = Vec::with_capacity(rows.len());
    for (row, content) in rows.into_iter().zip(contents) {
        let detail = row.delivery_detail.as_ref().and_then(|_| details.next().flatten());
        let check = row.sender_check.as_ref().and_then(|_| checks.next().flatten());
        let (forward_of, redacted_at) = (content.forward_of, content.redacted_at);
        let data = message(&row, content, detail, check);
        out.push(Opened { row, data, forward_of, redacted_at });
    }
    Ok(out)
}

fn message(
    row: &store::Message,
    content: MessageContent,
    detail: Option<DeliveryDetail>,
    check: Option<SenderCheck>,
) -> data::Message {
    let author = match row.kind {
        MessageKind::Outbound | MessageKind::Note => Author::Staff,
        MessageKind::Inbound => Author::Other,
    };
    let (detail_reason, detail_status) =
        detail.map_or((None, None), |detail| (Some(detail.reason), detail.status));
    data::Message {
        n: 0,
        ticket: 0,
        kind: row.kind,
        mail_kind: row.mail_kind,
        author,
        from: content.from,
        to: content.to,
        cc: content.cc,
        bcc: content.bcc,
        reply_to: content.reply_to,
        subject: content.subject,
        date: content.date.map(Moment),
        message_id: content.message_id,
        in_reply_to: content.in_reply_to,
        references: content.references,
        text: content.text,
        html: content.html,
        visible_text: content.visible_text,
        signature: content.signature,
        attachments: content.attachments.into_iter().map(attachment).collect(),
        oddities: content.oddities,
        scan: row.scan_state,
        virus: content.virus,
        remote_images: content.remote_images,
        source_thread: content.source_thread,
        authentication: content.authentication,
        sender_check: check,
        signature_state: row.signature_state,
        delivery: row.delivery_state.map(|state| data::Delivery {
            state,
            reason: detail_reason,
            status: detail_status,
        }),
        sent_at: row.sent_at.map(Moment),
        received_at: Moment(row.received_at),
        mail: None,
    }
}

/// Packs a mail's own bytes under its name, and what is attached to it; nothing where it never was a mail, or its bytes were
/// destroyed.
///
/// # Errors
/// What cannot be opened, or as [`Packing::put`].
pub(crate) async fn mail(
    app: &App,
    permit: &Permit,
    packing: &mut Packing<'_>,
    Opened { row, data, .. }: &Opened,
) -> Result<()> {
    let (Some(object), Some(name)) = (row.raw_object, &data.mail) else { return Ok(()) };
    let raw = app.open_blob(permit, ObjectKind::RawMail, row.id.uuid(), object).await?;
    packing.file(name, &raw).await?;
    for info in &data.attachments {
        if let (Some(file), Some(found)) = (&info.file, mime::attachment(&raw, info.part)) {
            packing.file(file, &found.bytes).await?;
        }
    }
    Ok(())
}

/// Gives a message its number, and its files their names.
pub(crate) fn name(opened: &mut Opened, n: u32, ticket: i64) {
    let Opened { row, data, .. } = opened;
    (data.n, data.ticket) = (n, ticket);
    data.mail = row.raw_object.map(|_| format!("mails/{n:06}.eml"));
    let hidden = row.scan_state == ScanState::Infected || row.raw_object.is_none();
    for (at, file) in (1_u32..).zip(&mut data.attachments) {
        file.file = (!hidden).then(|| format!("attachments/{n:06}/{at:02}-{}", safe_name(&file.name)));
    }
}

fn attachment(info: domain::record::AttachmentInfo) -> data::Attachment {
    data::Attachment {
        name: info.name,
        content_type: info.content_type,
        size_bytes: info.size_bytes,
        sha256: info.sha256,
        part: info.part,
        inline: info.inline,
        content_id: info.content_id,
        file: None,
    }
}

/// An address, as people write it.
pub(crate) fn written(address: &domain::record::Address) -> String {
    match (address.name.as_str(), address.email.as_str()) {
        ("", email) => email.to_owned(),
        (name, "") => name.to_owned(),
        (name, email) => format!("{name} <{email}>"),
    }
}

/// A line of a table. A cell that a spreadsheet would take for a formula begins with an apostrophe.
pub(crate) fn line(cells: &[String]) -> String {
    let cell = |cell: &String| {
        let shield = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{shield}{}\"", cell.replace('"', "\"\""))
    };
    let mut line = cells.iter().map(cell).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_are_quoted_and_start_no_formula() {
        let cells = ["1".to_owned(), "a \"b\", c\r\nd".to_owned(), "=1+1".to_owned()];
        assert_eq!(line(&cells), "\"1\",\"a \"\"b\"\", c\r\nd\",\"'=1+1\"\r\n");
    }
}
