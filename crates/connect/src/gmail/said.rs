//! What Google says, as its discovery document of the Gmail API names it. Whatever else stands in an answer is passed
//! over; numbers of 64 bits come as text.

use serde::Deserialize;
use std::borrow::Cow;

/// `Profile`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Profile {
    pub(super) history_id: String,
}

/// `ListLabelsResponse`.
#[derive(Deserialize)]
pub(super) struct Labels {
    #[serde(default)]
    pub(super) labels: Vec<Label>,
}

/// `Label`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Label {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) messages_total: u64,
}

/// `ListMessagesResponse`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    #[serde(default)]
    pub(super) messages: Vec<Named>,
    pub(super) next_page_token: Option<String>,
}

/// A `Message` of which only its id is known, and perhaps its labels.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named {
    pub(super) id: String,
    #[serde(default)]
    pub(super) label_ids: Vec<String>,
}

/// `Message` with format `RAW` or `MINIMAL`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Message<'a> {
    #[serde(default)]
    pub(super) thread_id: Option<String>,
    #[serde(default)]
    pub(super) label_ids: Vec<String>,
    pub(super) internal_date: Option<String>,
    #[serde(default)]
    pub(super) size_estimate: u64,
    /// In base64url.
    #[serde(borrow)]
    pub(super) raw: Option<Cow<'a, str>>,
}

/// `ListHistoryResponse`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Changes {
    #[serde(default)]
    pub(super) history: Vec<Record>,
    pub(super) next_page_token: Option<String>,
    pub(super) history_id: Option<String>,
}

/// `History`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Record {
    pub(super) id: String,
    #[serde(default)]
    pub(super) messages_added: Vec<Added>,
    #[serde(default)]
    pub(super) labels_added: Vec<Labelled>,
}

/// `HistoryMessageAdded`.
#[derive(Debug, Deserialize)]
pub(super) struct Added {
    pub(super) message: Named,
}

/// `HistoryLabelAdded`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Labelled {
    pub(super) message: Named,
    #[serde(default)]
    pub(super) label_ids: Vec<String>,
}

/// What `messages.send` says of the mail.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Sent {
    pub(super) thread_id: Option<String>,
}

/// `WatchResponse`.
#[derive(Debug, Deserialize)]
pub(super) struct Watching {
    pub(super) expiration: String,
}

/// `ListSendAsResponse`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Senders {
    #[serde(default)]
    pub(super) send_as: Vec<Sender>,
}

/// `SendAs`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Sender {
    pub(super) send_as_email: String,
    #[serde(default)]
    pub(super) display_name: String,
    #[serde(default)]
    pub(super) is_default: bool,
    #[serde(default)]
    pub(super) is_primary: bool,
    #[serde(default)]
    pub(super) verification_status: String,
}

/// An error as every Google API words it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Refused {
    #[serde(default)]
    pub(super) error: Words,
}

/// Its middle.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Words {
    pub(super) message: String,
    pub(super) errors: Vec<Reason>,
    pub(super) details: Vec<Reason>,
}

/// Why, as a word that does not change.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Reason {
    pub(super) reason: String,
}
