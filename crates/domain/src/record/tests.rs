//! Records that were sealed before they had all their members still open.

use super::*;
use crate::{AfterTakeIn, ConnectorKind};

/// A mailbox's settings as they were sealed before they had a signature.
#[derive(Encode)]
struct Before {
    #[n(0)]
    name: String,
    #[n(1)]
    address: String,
    #[n(2)]
    kind: ConnectorKind,
    #[n(3)]
    maildir: Option<String>,
    #[n(4)]
    imap: Option<ServerSettings>,
    #[n(5)]
    smtp: Option<ServerSettings>,
    #[n(6)]
    folders: Vec<String>,
    #[n(7)]
    sent_folder: Option<String>,
    #[n(8)]
    sent_by_server: bool,
    #[n(9)]
    after_take_in: AfterTakeIn,
    #[n(10)]
    move_to: Option<String>,
    #[n(11)]
    aliases: Vec<String>,
}

#[test]
fn settings_from_before_there_were_signatures_open() {
    let before = Before {
        name: "Support".to_owned(),
        address: "support@acme.test".to_owned(),
        kind: ConnectorKind::Imap,
        maildir: None,
        imap: Some(ServerSettings { host: "imap.acme.test".to_owned(), ..ServerSettings::default() }),
        smtp: None,
        folders: vec!["INBOX".to_owned()],
        sent_folder: None,
        sent_by_server: true,
        after_take_in: AfterTakeIn::MarkSeen,
        move_to: None,
        aliases: vec!["help@acme.test".to_owned()],
    };
    let bytes = minicbor::to_vec(&before).unwrap();
    let now: MailboxSettings = minicbor::decode(&bytes).unwrap();
    assert_eq!(now.own_addresses().collect::<Vec<_>>(), ["support@acme.test", "help@acme.test"]);
    let named = Address { name: "Help".to_owned(), email: "Help@acme.test".to_owned() };
    let both = MailboxSettings { identities: vec![named.clone()], ..now.clone() };
    assert_eq!(both.further(), [named]);
    assert_eq!((now.address, now.aliases, now.signature), (before.address, before.aliases, None));
    assert_eq!((now.imap, now.after_take_in), (before.imap, before.after_take_in));
}

/// The content of a message as it was before [`MessageContent::authentication`].
#[derive(Encode)]
struct ContentBefore {
    #[n(0)]
    from: Vec<Address>,
    #[n(1)]
    to: Vec<Address>,
    #[n(2)]
    cc: Vec<Address>,
    #[n(3)]
    bcc: Vec<Address>,
    #[n(4)]
    reply_to: Vec<Address>,
    #[n(5)]
    subject: String,
    #[n(6)]
    date: Option<Timestamp>,
    #[n(7)]
    message_id: Option<String>,
    #[n(8)]
    in_reply_to: Vec<String>,
    #[n(9)]
    references: Vec<String>,
    #[n(10)]
    text: String,
    #[n(11)]
    html: Option<String>,
    #[n(12)]
    visible_text: String,
    #[n(13)]
    attachments: Vec<AttachmentInfo>,
    #[n(14)]
    oddities: Vec<String>,
    #[n(15)]
    virus: Option<String>,
    #[n(16)]
    remote_images: u32,
}

#[test]
fn content_that_was_sealed_before_still_opens() {
    let before = ContentBefore {
        from: vec![Address { name: "Eva".to_owned(), email: "eva@home.test".to_owned() }],
        to: Vec::new(),
        cc: Vec::new(),
        bcc: Vec::new(),
        reply_to: Vec::new(),
        subject: "Bell".to_owned(),
        date: None,
        message_id: None,
        in_reply_to: Vec::new(),
        references: Vec::new(),
        text: "Does it fit?".to_owned(),
        html: None,
        visible_text: String::new(),
        attachments: Vec::new(),
        oddities: Vec::new(),
        virus: None,
        remote_images: 2,
    };
    let bytes = minicbor::to_vec(&before).unwrap();
    let read: MessageContent = minicbor::decode(&bytes).unwrap();
    assert_eq!((read.subject.as_str(), read.remote_images, read.authentication), ("Bell", 2, None));
    let told = Authentication {
        server: "mx.acme.test".to_owned(),
        spf: Some(AuthResult::Fail),
        dkim: None,
        dmarc: Some(AuthResult::Unknown),
    };
    let now = MessageContent { authentication: Some(told), ..MessageContent::default() };
    let again: MessageContent = minicbor::decode(&minicbor::to_vec(&now).unwrap()).unwrap();
    assert_eq!(again, now);
}
