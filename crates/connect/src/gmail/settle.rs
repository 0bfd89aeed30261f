//! What the tenant chose for mails that are durable here: mark as seen, or move. Labels alone are altered.

use super::Gmail;
use super::ask::usable;
use super::label::find;
use crate::connector::{SourceRef, need_move_to};
use crate::error::{Code, ConnectError};
use domain::AfterTakeIn;
use serde_json::{Map, Value};

/// Ids of one request (users.messages.batchModify).
const IDS_MAX: usize = 1_000;
/// From so many mails on, one request for all (50 units of quota) costs less than one for each (5 units).
const TOGETHER_MIN: usize = 10;

impl Gmail {
    pub(super) async fn settle_in(
        &mut self,
        refs: &[SourceRef],
        rule: AfterTakeIn,
        move_to: Option<&str>,
    ) -> Result<(), ConnectError> {
        let (add, remove) = match rule {
            AfterTakeIn::Leave => return Ok(()),
            AfterTakeIn::MarkSeen => (Vec::new(), vec!["UNREAD".to_owned()]),
            AfterTakeIn::Move => self.move_labels(need_move_to(move_to)?).await?,
        };
        let mut ids = Vec::new();
        for one in refs {
            if let SourceRef::Gmail { id } = one {
                ids.push(usable(id)?);
            }
        }
        let mut labels = Map::new();
        labels.insert("removeLabelIds".to_owned(), remove.into());
        if !add.is_empty() {
            labels.insert("addLabelIds".to_owned(), add.into());
        }
        if ids.len() >= TOGETHER_MIN {
            for ids in ids.chunks(IDS_MAX) {
                labels.insert("ids".to_owned(), ids.into());
                // Mails that are gone are passed over.
                let body = Value::from(labels.clone());
                let done = self.change("messages/batchModify", &[], Some(&body)).await?;
                done.ok_or_else(|| ConnectError::from(Code::Refused))?;
            }
            return Ok(());
        }
        let body = Value::from(labels);
        for id in ids {
            // One that is gone (404) is passed over.
            self.change(&format!("messages/{id}/modify"), &[("fields", "id")], Some(&body)).await?;
        }
        Ok(())
    }

    /// A move puts the label of the target on, and takes those of the folders off.
    async fn move_labels(&mut self, target: &str) -> Result<(Vec<String>, Vec<String>), ConnectError> {
        let labels = self.labels().await?;
        let target = find(&labels, target).ok_or_else(|| ConnectError::from(Code::NoSuchFolder))?;
        let mut remove: Vec<String> = self.chosen().await?.into_iter().map(|folder| folder.id).collect();
        if !remove.iter().any(|id| id == "INBOX") {
            remove.push("INBOX".to_owned());
        }
        // These two say what a mail is; Google does not let them be taken off.
        remove.retain(|id| *id != target.id && id != "SENT" && id != "DRAFT");
        Ok((vec![target.id.clone()], remove))
    }
}
