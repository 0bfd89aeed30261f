//! Conversations: each as JSON for programs and as a page for people, with its mails byte by byte and what is attached to
//! them. They are read one after the other, their messages some at a time.

use super::page::Listed;
use super::write::{Writer, moment};
use crate::Result;
use crate::access_export::data::{self, Moment};
use crate::access_export::write::{self, Opened};
use domain::record::FieldValues;
use domain::{AgentId, ContactId, FieldHolder, FieldId, MailboxId, MessageId, TagId, TeamId};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::HashSet;
use store::{Happening, Ticket, TicketEvent};
use uuid::Uuid;

/// Conversations looked up at once.
const TICKETS_PER_READ: u32 = 50;
/// Messages that are opened at a time.
const MESSAGES_AT_ONCE: u32 = 20;
/// Events of a conversation read at once.
const EVENTS_PER_READ: u32 = 500;
/// Conversations on one page of the list.
const PER_LIST: usize = 500;

/// A message, as the JSON has it.
#[derive(Serialize)]
struct Written<'m> {
    #[serde(flatten)]
    data: &'m data::Message,
    id: MessageId,
    mailbox_id: MailboxId,
    contact_id: Option<ContactId>,
    agent_id: Option<AgentId>,
    agent: Option<&'m str>,
    mention_ids: &'m [AgentId],
    forward_of_id: Option<MessageId>,
    redacted_at: Option<Moment>,
    restricted: bool,
}

/// A conversation that is being written.
struct Subject<'t> {
    row: &'t Ticket,
    ticket: data::Ticket,
    restricted: bool,
    /// The number of its first message.
    first: u32,
}

/// The messages of a conversation that its JSON has.
struct Span {
    last: Option<MessageId>,
    /// What was opened, where that is all of it.
    kept: Option<Vec<(Opened, bool)>>,
}

impl Writer<'_> {
    /// Writes every conversation, by number.
    pub(super) async fn conversations(&mut self) -> Result<()> {
        let (mut after, mut n) = (0, 1);
        loop {
            let rows = self.store().list_tickets_after(after, TICKETS_PER_READ).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.number;
            self.last_number = last.number;
            let rows = self.app.open_each(&self.permit, rows, |row| (row.id.uuid(), &row.summary)).await?;
            let held = self.held(&rows.iter().map(|(row, _)| row.id.uuid()).collect::<Vec<_>>()).await?;
            let requesters: Vec<ContactId> = rows.iter().map(|(row, _)| row.requester).collect();
            let restricted = self.restricted(&requesters).await?;
            for (row, summary) in &rows {
                let restricted = restricted.contains(&row.requester);
                let history = self.history(row).await?;
                let ticket = self.ticket(row, (&summary.subject, held.get(&row.id.uuid())), &history).await?;
                let subject = Subject { row, ticket, restricted, first: n };
                let asked = json!({ "name": summary.requester, "email": summary.requester_email });
                n += self.conversation(&subject, asked, &history).await?;
                self.counts.conversations += 1;
                self.beat().await?;
            }
        }
    }

    async fn restricted(&self, ids: &[ContactId]) -> Result<HashSet<ContactId>> {
        Ok(self.store().list_restricted_contacts(ids).await?.into_iter().collect())
    }

    /// Writes one; how many messages it has.
    async fn conversation(&mut self, of: &Subject<'_>, asked: Value, history: &[TicketEvent]) -> Result<u32> {
        let name = format!("conversations/{:06}", of.ticket.number);
        self.begin_json(&format!("{name}.json"), "conversation").await?;
        for (member, value) in self.told(of, asked, history).await? {
            self.member(member, &value).await?;
        }
        self.begin_list("messages").await?;
        let (mut span, mut n) = (Span { last: None, kept: None }, of.first);
        loop {
            let (some, last) = self.some(of, n, span.last).await?;
            let Some(last) = last else { break };
            for (opened, restricted) in &some {
                let written = self.written(opened, of.restricted || *restricted);
                let text = serde_json::to_value(&written).map_err(std::io::Error::other)?;
                self.item(&text).await?;
            }
            n = n.saturating_add(u32::try_from(some.len()).unwrap_or(u32::MAX));
            span = Span { kept: span.last.is_none().then_some(some), last: Some(last) };
        }
        self.end_list().await?;
        self.end_json().await?;
        self.conversation_page(of, &name, span).await?;
        Ok(n - of.first)
    }

    /// Writes its page and its mails. Most conversations are short: what was opened for the JSON is at hand.
    async fn conversation_page(&mut self, of: &Subject<'_>, name: &str, span: Span) -> Result<()> {
        self.packing.open(&format!("{name}.html"))?;
        let head = self.conversation_head(&of.ticket, of.restricted);
        self.packing.put(head.as_bytes()).await?;
        if let Some(some) = span.kept {
            let text = self.messages_html(&some);
            self.packing.put(text.as_bytes()).await?;
            self.end_page().await?;
            return self.mails(&some).await;
        }
        for with_mails in [false, true] {
            let (mut after, mut n) = (None, of.first);
            loop {
                let (mut some, last) = self.some(of, n, after).await?;
                let Some(last) = last.filter(|_| after < span.last) else { break };
                // What came since is not in the JSON, and its numbers are another conversation's.
                some.retain(|(opened, _)| Some(opened.row.id) <= span.last);
                (after, n) = (Some(last), n + u32::try_from(some.len()).unwrap_or(u32::MAX));
                if with_mails {
                    self.mails(&some).await?;
                } else {
                    let text = self.messages_html(&some);
                    self.packing.put(text.as_bytes()).await?;
                }
            }
            if !with_mails {
                self.end_page().await?;
            }
        }
        Ok(())
    }

    async fn mails(&mut self, some: &[(Opened, bool)]) -> Result<()> {
        for (opened, _) in some {
            write::mail(self.app, &self.permit, &mut self.packing, opened).await?;
            self.counts.messages += 1;
            self.counts.mails += u64::from(opened.row.raw_object.is_some());
            self.packing.step(1);
        }
        self.beat().await
    }

    /// The messages that come next, each with whether its author is restricted, and the last of them; what was erased
    /// meanwhile makes all of it begin anew.
    async fn some(
        &self,
        of: &Subject<'_>,
        n: u32,
        after: Option<MessageId>,
    ) -> Result<(Vec<(Opened, bool)>, Option<MessageId>)> {
        let rows = self.store().list_messages_of_ticket(of.row.id, after, MESSAGES_AT_ONCE).await?;
        let last = rows.last().map(|row| row.id);
        let people: Vec<ContactId> = rows.iter().filter_map(|row| row.contact).collect();
        let restricted = self.restricted(&people).await?;
        let mut out = Vec::with_capacity(rows.len());
        for (n, mut opened) in (n..).zip(write::opened(self.app, &self.permit, rows).await?) {
            write::name(&mut opened, n, of.ticket.number);
            for text in [&mut opened.data.text, &mut opened.data.visible_text] {
                *text = crate::mention::named(text, &opened.row.mentions, &self.book.names);
            }
            let is_restricted = opened.row.contact.is_some_and(|contact| restricted.contains(&contact));
            out.push((opened, is_restricted));
        }
        Ok((out, last))
    }

    fn written<'m>(&'m self, opened: &'m Opened, restricted: bool) -> Written<'m> {
        let row = &opened.row;
        Written {
            data: &opened.data,
            id: row.id,
            mailbox_id: row.mailbox,
            contact_id: row.contact,
            agent_id: row.agent,
            agent: self.book.name(row.agent),
            mention_ids: &row.mentions,
            forward_of_id: opened.forward_of,
            redacted_at: moment(opened.redacted_at),
            restricted,
        }
    }

    /// What happened on it, oldest first.
    async fn history(&self, row: &Ticket) -> Result<Vec<TicketEvent>> {
        let (mut all, mut before) = (Vec::new(), None);
        loop {
            let page = self.store().list_ticket_events(row.id, before, EVENTS_PER_READ).await?;
            before = page.last().map(|event| event.place);
            all.extend(page);
            if before.is_none() {
                all.reverse();
                return Ok(all);
            }
        }
    }

    async fn ticket(
        &self,
        row: &Ticket,
        (subject, held): (&str, Option<&FieldValues>),
        history: &[TicketEvent],
    ) -> Result<data::Ticket> {
        let merged_into = match row.merged_into {
            Some(id) => self.store().find_ticket(id).await?.map(|into| into.number),
            None => None,
        };
        let told = |event: &TicketEvent| {
            let (before, after) = self.change(event);
            data::Happened {
                at: Moment(event.at),
                what: event.what.as_str().to_owned(),
                before,
                after,
                until: moment(event.until),
                by: if event.by.is_some() { "staff" } else { "system" }.to_owned(),
                woken: event.cause == Some(store::Cause::Woken),
            }
        };
        Ok(data::Ticket {
            number: row.number,
            own: true,
            subject: Some(subject.to_owned()),
            status: Some(row.status),
            status_before: row.status_before,
            priority: Some(row.priority),
            created_at: Some(Moment(row.created_at)),
            updated_at: Some(Moment(row.updated_at)),
            last_inbound_at: moment(row.last_inbound_at),
            snoozed_until: moment(row.snoozed_until),
            merged_into,
            tags: row.tags.iter().filter_map(|id| self.book.tags.get(id).cloned()).collect(),
            fields: self.fields(FieldHolder::Ticket, held),
            history: history.iter().map(told).collect(),
        })
    }

    /// What changed, in words where there are any.
    fn change(&self, event: &TicketEvent) -> (Option<String>, Option<String>) {
        let named = |id: Option<Uuid>| {
            let id = id?;
            let book = &self.book;
            let field = || book.fields.iter().find(|field| field.id == FieldId::from_uuid(id));
            match event.what {
                Happening::TagAdded | Happening::TagRemoved => book.tags.get(&TagId::from_uuid(id)).cloned(),
                Happening::Field => field().map(|field| field.name.clone()),
                Happening::Team => book.teams.get(&TeamId::from_uuid(id)).cloned(),
                Happening::Mailbox => book.address(MailboxId::from_uuid(id)).map(str::to_owned),
                _ => book.name(Some(AgentId::from_uuid(id))).map(str::to_owned),
            }
        };
        (
            event.word_before.clone().or_else(|| named(event.id_before)),
            event.word_after.clone().or_else(|| named(event.id_after)),
        )
    }

    /// What stands before its messages.
    async fn told(
        &self,
        of: &Subject<'_>,
        asked: Value,
        history: &[TicketEvent],
    ) -> Result<Vec<(&'static str, Value)>> {
        let (row, ticket, store) = (of.row, &of.ticket, self.store());
        let people = store.list_people_of_ticket(row.id).await?;
        let links = store.list_ticket_links(row.id).await?;
        let happened = history.iter().zip(&ticket.history).map(|(event, told)| {
            json!({
                "at": told.at,
                "what": told.what,
                "before": told.before,
                "after": told.after,
                "before_id": event.id_before,
                "after_id": event.id_after,
                "until": told.until,
                "by_id": event.by,
                "by": self.book.name(event.by),
                "cause": event.cause.map(store::Cause::as_str),
                "rule_of_id": event.rule_of,
            })
        });
        Ok(vec![
            ("id", json!(row.id)),
            ("number", json!(row.number)),
            ("subject", json!(ticket.subject)),
            ("restricted", json!(of.restricted)),
            ("requester_id", json!(row.requester)),
            ("requester", asked),
            ("participant_ids", json!(people)),
            ("organisation_id", json!(row.organisation)),
            ("mailbox_id", json!(row.mailbox)),
            ("mailbox", json!(self.book.address(row.mailbox))),
            ("assignee_id", json!(row.assignee)),
            ("assignee", json!(self.book.name(row.assignee))),
            ("team_id", json!(row.team)),
            ("team", json!(row.team.and_then(|id| self.book.teams.get(&id)))),
            ("follower_ids", json!(row.followers)),
            ("status", json!(row.status)),
            ("status_before", json!(row.status_before)),
            ("priority", json!(row.priority)),
            ("tags", json!(ticket.tags)),
            ("fields", json!(ticket.fields)),
            ("created_at", json!(ticket.created_at)),
            ("updated_at", json!(ticket.updated_at)),
            ("last_inbound_at", json!(ticket.last_inbound_at)),
            ("snoozed_until", json!(ticket.snoozed_until)),
            ("related_id", json!(row.related)),
            ("linked_ids", json!(links)),
            ("merged_into", json!(ticket.merged_into)),
            ("merged_into_id", json!(row.merged_into)),
            ("merges", json!(self.merges(row).await?)),
            ("history", json!(happened.collect::<Vec<_>>())),
        ])
    }

    /// What was merged into it.
    async fn merges(&self, row: &Ticket) -> Result<Vec<Value>> {
        let (store, mut out) = (self.store(), Vec::new());
        for merge in store.list_merges_into(row.id).await? {
            let messages = store.list_merged_messages(merge.id).await?;
            out.push(json!({
                "id": merge.id,
                "source_id": merge.source,
                "by_id": merge.agent,
                "source_status": merge.source_status,
                "target_status": merge.target_status,
                "made_at": Moment(merge.made_at),
                "message_ids": messages,
            }));
        }
        Ok(out)
    }

    /// Writes the lists that lead to the pages.
    pub(super) async fn conversation_lists(&mut self) -> Result<()> {
        let (mut after, mut listed): (i64, Vec<Listed>) = (0, Vec::new());
        loop {
            let mut rows = self.store().list_tickets_after(after, TICKETS_PER_READ).await?;
            // One that came since has no page.
            rows.retain(|row| row.number <= self.last_number);
            let last = rows.last().map(|row| row.number);
            let rows = self.app.open_each(&self.permit, rows, |row| (row.id.uuid(), &row.summary)).await?;
            listed.extend(rows.into_iter().map(|(row, summary)| Listed::of(&row, summary)));
            if listed.len() >= PER_LIST || (last.is_none() && !listed.is_empty()) {
                let some = std::mem::take(&mut listed);
                self.conversation_list(&some).await?;
                self.beat().await?;
            }
            let Some(last) = last else { return Ok(()) };
            after = last;
        }
    }
}
