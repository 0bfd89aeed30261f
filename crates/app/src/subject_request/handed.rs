//! A person's requests, for the copy of what is held about them.

use super::{Recipient, recipients};
use crate::{App, Result};
use domain::ContactId;
use domain::record::SubjectRequestContent;
use privacy::Permit;
use store::SubjectRequest;

/// A request with its words and whom it was told to.
pub(crate) struct Handed {
    pub row: SubjectRequest,
    pub content: SubjectRequestContent,
    pub recipients: Vec<Recipient>,
}

/// The cases of a person, oldest first; of those whose words were forgotten, what is left.
pub(crate) async fn of_person(app: &App, permit: &Permit, contact: ContactId) -> Result<Vec<Handed>> {
    let store = app.store().tenant(permit.scope());
    let mut out = Vec::new();
    for row in store.list_subject_requests_of_contact(contact).await?.into_iter().rev() {
        out.push(handed(app, permit, row).await?);
    }
    Ok(out)
}

/// A case with its words and whom it was told to; of one whose words were forgotten, what is left.
pub(crate) async fn handed(app: &App, permit: &Permit, row: SubjectRequest) -> Result<Handed> {
    let content = match &row.content {
        Some(sealed) => app.open(permit, row.id.uuid(), sealed).await?,
        None => SubjectRequestContent::default(),
    };
    let recipients = recipients::told(app, permit, row.id).await?;
    Ok(Handed { row, content, recipients })
}
