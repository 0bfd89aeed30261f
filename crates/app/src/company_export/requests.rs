//! `requests.json`: what people asked about their own data, and what came of it.

use super::write::{Writer, moment};
use crate::Result;
use crate::access_export::data::Moment;
use crate::subject_request::{Handed, handed};
use domain::limits::PAGE_ITEMS_MAX;
use domain::record::SubjectRequestEvent;
use serde_json::{Value, json};

impl Writer<'_> {
    /// Writes the cases, oldest first.
    pub(super) async fn requests(&mut self) -> Result<()> {
        self.begin_json("requests.json", "requests").await?;
        self.begin_list("requests").await?;
        let mut after = None;
        loop {
            let rows = self.store().list_subject_requests(after, PAGE_ITEMS_MAX).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.id);
            for row in rows {
                let one = handed(self.app, &self.permit, row).await?;
                self.item(&request(&one)).await?;
                self.counts.requests += 1;
            }
            self.beat().await?;
        }
        self.end_list().await?;
        self.end_json().await
    }
}

fn request(one: &Handed) -> Value {
    let Handed { row, content, recipients } = one;
    let event = |event: &SubjectRequestEvent| {
        json!({
            "at": Moment(event.at),
            "step": event.step,
            "agent_id": event.agent,
            "text": event.text,
        })
    };
    let told = recipients.iter().map(|one| {
        let passed = one.passed.iter();
        json!({
            "name": one.name,
            "email": one.email,
            "passed_on": passed.map(|one| json!({ "ticket": one.ticket, "at": Moment(one.at) })).collect::<Vec<_>>(),
            "state": one.state,
            "reason": one.reason,
            "detail": one.detail,
            "at": moment(one.ended_at_ms),
        })
    });
    let mut out = json!({
        "id": row.id,
        "number": row.number,
        "right": row.right,
        "state": row.state,
        "source": row.source,
        "contact_id": row.contact,
        "ticket_id": row.ticket,
        "name": content.name,
        "email": content.email,
        "language": content.language,
        "words": content.words,
        "grounds": content.grounds,
        "purposes": content.purposes,
        "erasure_mode": row.erasure_mode,
        "erasure_id": content.erasure,
        "export_id": content.export,
        "decision": row.decision,
        "decided_by_id": row.decided_by,
        "outcome": content.letter,
        "events": content.events.iter().map(event).collect::<Vec<_>>(),
        "recipients": told.collect::<Vec<_>>(),
    });
    let times = [
        ("received_at", Some(row.received_at)),
        ("due_at", Some(row.due_at)),
        ("decided_at", row.decided_at),
        ("carried_out_at", row.carried_out_at),
        ("held_at", row.held_at),
        ("closed_at", row.closed_at),
    ];
    for (name, at) in times {
        if let Some(members) = out.as_object_mut() {
            members.insert(name.to_owned(), json!(moment(at)));
        }
    }
    out
}
