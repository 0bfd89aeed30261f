//! Opens messages: contents, delivery details and what signatures came to, each kind's keys in one query.

use crate::agent::pseudonym;
use crate::view::{Author, Mention, MessageView};
use crate::{App, Result, mention, restricted};
use domain::record::{DeliveryDetail, MessageContent, SenderCheck};
use domain::{AgentId, AgentState, DeliveryState, MessageId, Timestamp};
use privacy::Permit;

/// Opens rows, in order. What is being erased is left out, and what would be and is kept for a legal hold, unless the permit
/// is for that.
///
/// # Errors
/// What cannot be opened, or the keyring's failure.
pub async fn open(app: &App, permit: &Permit, mut rows: Vec<store::Message>) -> Result<Vec<MessageView>> {
    let kept = restricted::kept_messages(app, permit, &rows).await?;
    rows.retain(|row| !kept.contains(&row.id));
    open_all(app, permit, rows).await
}

/// Opens rows, in order, none of which is kept for a legal hold alone. What is being erased is left out.
///
/// # Errors
/// As of [`open`].
pub(crate) async fn open_all(
    app: &App,
    permit: &Permit,
    rows: Vec<store::Message>,
) -> Result<Vec<MessageView>> {
    let rows = app.open_each(permit, rows, |row| (row.id.uuid(), &row.content)).await?;
    let (rows, contents): (Vec<store::Message>, Vec<MessageContent>) = rows.into_iter().unzip();
    let failed = rows.iter().filter_map(|row| Some((row.id.uuid(), row.delivery_detail.as_ref()?)));
    let mut details = app.open_left(permit, failed).await?.into_iter();
    let checked = rows.iter().filter_map(|row| Some((row.id.uuid(), row.sender_check.as_ref()?)));
    let mut checks = app.open_left(permit, checked).await?.into_iter();
    let gone = gone(app, permit, &rows).await?;
    let waiting = waiting(app, permit, &rows).await?;
    let mentioned: Vec<AgentId> = rows.iter().flat_map(|row| row.mentions.iter().copied()).collect();
    let names = mention::names(app, permit, &mentioned).await?;
    Ok(rows
        .into_iter()
        .zip(contents)
        .map(|(row, content)| {
            let detail = row.delivery_detail.as_ref().and_then(|_| details.next().flatten());
            let check = row.sender_check.as_ref().and_then(|_| checks.next().flatten());
            let mentions = row.mentions.clone();
            let mut message = view(row, content, detail, check);
            message.text = mention::named(&message.text, &mentions, &names);
            message.visible_text = mention::named(&message.visible_text, &mentions, &names);
            let mention =
                |id: AgentId| Mention { agent_id: id, name: names.get(&id).cloned().unwrap_or_default() };
            message.mentions = mentions.into_iter().map(mention).collect();
            message.goes_out_at_ms = waiting.iter().find(|(id, _)| *id == message.id).map(|(_, at)| *at);
            if let Author::Agent(id) = message.author
                && gone.contains(&id)
            {
                // Of a deactivated agent the work stays readable, the name does not (C92).
                message.from.iter_mut().for_each(|from| from.name = pseudonym::name(id));
            }
            message
        })
        .collect())
}

/// The answers that wait for their time, and when that is.
async fn waiting(app: &App, permit: &Permit, rows: &[store::Message]) -> Result<Vec<(MessageId, Timestamp)>> {
    let queued = rows.iter().filter(|row| row.delivery_state == Some(DeliveryState::Queued));
    let queued: Vec<_> = queued.map(|row| row.id).collect();
    if queued.is_empty() {
        return Ok(Vec::new());
    }
    let entries = app.store().tenant(permit.scope()).list_outbox(&queued).await?;
    let untried = entries.into_iter().filter(|entry| entry.attempts == 0);
    Ok(untried.map(|entry| (entry.message, entry.next_attempt_at)).collect())
}

/// The deactivated among the authors.
async fn gone(app: &App, permit: &Permit, rows: &[store::Message]) -> Result<Vec<AgentId>> {
    if rows.iter().all(|row| row.agent.is_none()) {
        return Ok(Vec::new());
    }
    let agents = app.store().tenant(permit.scope()).list_agents().await?;
    let gone = agents.into_iter().filter(|agent| agent.state == AgentState::Deactivated);
    Ok(gone.map(|agent| agent.id).collect())
}

fn view(
    row: store::Message,
    content: MessageContent,
    detail: Option<DeliveryDetail>,
    check: Option<SenderCheck>,
) -> MessageView {
    MessageView {
        id: row.id,
        ticket_id: row.ticket,
        kind: row.kind,
        mail_kind: row.mail_kind,
        author: match (row.agent, row.contact) {
            (Some(agent), _) => Author::Agent(agent),
            (None, Some(contact)) => Author::Contact(contact),
            (None, None) => Author::System,
        },
        from: content.from,
        to: content.to,
        cc: content.cc,
        bcc: content.bcc,
        reply_to: content.reply_to,
        subject: content.subject,
        message_id: content.message_id,
        text: content.text,
        html: content.html,
        visible_text: content.visible_text,
        attachments: content.attachments,
        oddities: content.oddities,
        scan: row.scan_state,
        virus: content.virus,
        remote_images: content.remote_images,
        authentication: content.authentication,
        signature_state: row.signature_state,
        sender_check: check,
        mentions: Vec::new(),
        date: content.date,
        forward_of: content.forward_of,
        delivery: row.delivery_state,
        goes_out_at_ms: None,
        delivery_reason: detail.map(|detail| detail.reason),
        has_raw: row.raw_object.is_some(),
        redacted_at_ms: content.redacted_at,
        sent_at_ms: row.sent_at.unwrap_or(row.received_at),
        received_at_ms: row.received_at,
    }
}
