//! Labels as folders: which ones are taken in, and what lies in them.

use super::Gmail;
use super::said::{self, Label};
use crate::error::ConnectError;

/// Labels that say what becomes of a mail, not where it lies: never offered as folders.
const STATES: [&str; 3] = ["UNREAD", "CHAT", "DRAFT"];
/// What lies here as well is not taken, unless it was chosen: it is unfinished, or thrown away.
const APART: [&str; 3] = ["DRAFT", "SPAM", "TRASH"];

/// A folder that is taken in.
#[derive(Clone)]
pub(super) struct Folder {
    /// As in the settings.
    pub(super) name: String,
    /// The label's id.
    pub(super) id: String,
}

/// The label of a folder: by its name, which Google takes for the same in capitals.
pub(super) fn find<'a>(labels: &'a [Label], name: &str) -> Option<&'a Label> {
    let same = |label: &&Label| label.name == name || label.id == name;
    let alike = |label: &&Label| label.name.to_lowercase() == name.to_lowercase();
    labels.iter().find(same).or_else(|| labels.iter().find(alike))
}

/// The names that may stand in the settings.
pub(super) fn names(labels: &[Label]) -> Vec<String> {
    let offered = labels.iter().filter(|label| !STATES.contains(&label.id.as_str()));
    offered.map(|label| label.name.clone()).collect()
}

/// Whether a mail with these labels lies in one of the folders. A sent mail does where its folder was chosen, or when it
/// was sent to this mailbox: a label that is put on a conversation is put on our answers, too.
pub(super) fn is_in(labels: &[String], folders: &[Folder]) -> bool {
    let has = |id: &str| labels.iter().any(|label| label == id);
    let chose = |id: &str| folders.iter().any(|folder| folder.id == id);
    let is_apart = APART.iter().any(|id| has(id) && !chose(id));
    let is_sent = has("SENT") && !chose("SENT") && !(has("INBOX") && chose("INBOX"));
    folders.iter().any(|folder| has(&folder.id)) && !is_apart && !is_sent
}

impl Gmail {
    /// All labels. Asked for once: again after any failure.
    pub(super) async fn labels(&mut self) -> Result<Vec<Label>, ConnectError> {
        if let Some(labels) = &self.labels {
            return Ok(labels.clone());
        }
        let said: said::Labels = self.get("labels", &[]).await?;
        self.labels = Some(said.labels.clone());
        Ok(said.labels)
    }

    /// The folders of the settings that are there.
    pub(super) async fn chosen(&mut self) -> Result<Vec<Folder>, ConnectError> {
        let labels = self.labels().await?;
        let folder = |name: &String| {
            find(&labels, name).map(|label| Folder { name: name.clone(), id: label.id.clone() })
        };
        let chosen: Vec<Folder> = self.folders.iter().filter_map(folder).collect();
        if chosen.len() < self.folders.len() {
            // It may be there the next time.
            self.labels = None;
        }
        Ok(chosen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(id: &str, name: &str) -> Label {
        Label { id: id.to_owned(), name: name.to_owned(), messages_total: 0 }
    }

    fn is_taken(labels: &[&str], folders: &[&str]) -> bool {
        let labels: Vec<String> = labels.iter().map(|id| (*id).to_owned()).collect();
        let folder = |id: &&str| Folder { name: (*id).to_owned(), id: (*id).to_owned() };
        is_in(&labels, &folders.iter().map(folder).collect::<Vec<_>>())
    }

    #[test]
    fn a_folder_is_a_label_by_its_name() {
        let labels = [label("INBOX", "INBOX"), label("Label_7", "Support/Tier 1"), label("UNREAD", "UNREAD")];
        assert_eq!(find(&labels, "Support/Tier 1").unwrap().id, "Label_7");
        assert_eq!(find(&labels, "support/tier 1").unwrap().id, "Label_7");
        assert!(find(&labels, "Support").is_none());
        assert_eq!(names(&labels), ["INBOX", "Support/Tier 1"]);
    }

    #[test]
    fn what_is_unfinished_sent_or_thrown_away_stays_out_unless_it_was_chosen() {
        assert!(is_taken(&["INBOX", "UNREAD"], &["INBOX"]));
        assert!(is_taken(&["INBOX", "SENT"], &["INBOX"]), "sent to oneself");
        assert!(is_taken(&["SENT"], &["SENT"]) && is_taken(&["SPAM"], &["INBOX", "SPAM"]));
        assert!(!is_taken(&["SENT", "L"], &["L"]) && !is_taken(&["SENT", "INBOX", "L"], &["L"]));
        for apart in APART {
            assert!(!is_taken(&["INBOX", apart], &["INBOX"]), "{apart}");
        }
        assert!(!is_taken(&["L"], &["INBOX"]) && !is_taken(&[], &["INBOX"]));
    }
}
