//! The acts: each thing that can be done with personal data, once, with its purpose, its operation and the
//! class of data that it is about. Who may do it follows from the policy table; nothing is listed twice.
//!
//! A new act is a new line in the table below; without one, [`crate::decide`] refuses.

use crate::policy::{DataClass, allows};
use crate::role::Who;
use domain::Role;
use domain::audit::{Operation, Purpose};

/// One act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Act {
    /// The fixed word that the audit log carries.
    pub word: &'static str,
    /// Why it is done.
    pub purpose: Purpose,
    /// What is done.
    pub operation: Operation,
    /// The class of data that it is about.
    pub class: DataClass,
}

macro_rules! acts {
    ($($(#[$doc:meta])+ $name:ident = $word:literal: $purpose:ident $operation:ident $class:ident),+ $(,)?) => {
        impl Act {
            $($(#[$doc])+ pub const $name: Self = Self {
                word: $word,
                purpose: Purpose::$purpose,
                operation: Operation::$operation,
                class: DataClass::$class,
            };)+

            /// Every act, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

acts! {
    /// Reading lists and conversations.
    TICKET_READ = "ticket.read": ServiceDelivery Use Mail,
    /// Opening a ticket by hand.
    TICKET_CREATE = "ticket.create": ServiceDelivery Store Mail,
    /// Status, assignee, tags.
    TICKET_CHANGE = "ticket.change": ServiceDelivery Store Mail,
    /// Answering: the text leaves the tenant.
    TICKET_ANSWER = "ticket.answer": ServiceDelivery Disclose Mail,
    /// Writing a note that never leaves.
    TICKET_NOTE = "ticket.note": ServiceDelivery Store Mail,
    /// Searching in texts.
    TICKET_SEARCH = "ticket.search": ServiceDelivery Use Mail,
    /// Live events of the ticket list.
    TICKET_WATCH = "ticket.watch": ServiceDelivery Use Mail,
    /// Handing out a mail's own bytes.
    MESSAGE_RAW = "message.raw": ServiceDelivery Use Mail,
    /// Handing out an attachment.
    ATTACHMENT_READ = "attachment.read": ServiceDelivery Use Mail,
    /// Uploading a file for an answer.
    ATTACHMENT_UPLOAD = "attachment.upload": ServiceDelivery Store Mail,
    /// Sending again, or giving up, what is in doubt.
    DELIVERY_DECIDE = "delivery.decide": ServiceDelivery Disclose Mail,
    /// Reading contacts.
    CONTACT_READ = "contact.read": ServiceDelivery Use Contact,
    /// Changing a contact.
    CONTACT_CHANGE = "contact.change": ServiceDelivery Store Contact,
    /// Lists of colleagues, for assigning.
    AGENT_READ = "agent.read": ServiceDelivery Use Account,
    /// Creating, changing, deactivating agents.
    AGENT_MANAGE = "agent.manage": Administration Store Account,
    /// Seeing which mailboxes there are.
    MAILBOX_READ = "mailbox.read": ServiceDelivery Use Mailbox,
    /// Connecting and changing mailboxes.
    MAILBOX_MANAGE = "mailbox.manage": Administration Store Mailbox,
    /// Disconnecting a mailbox.
    MAILBOX_DISCONNECT = "mailbox.disconnect": Administration Erase Mailbox,
    /// Reading the tenant's settings.
    SETTINGS_READ = "settings.read": ServiceDelivery Use Settings,
    /// Changing the tenant's settings; creating the tenant.
    SETTINGS_CHANGE = "settings.change": Administration Store Settings,
    /// Creating a tenant.
    TENANT_CREATE = "tenant.create": Administration Store Settings,
    /// Signing in.
    SIGN_IN = "session.create": Authentication Use Credential,
    /// Recognising a session or an API token.
    SESSION_READ = "session.read": Authentication Use Account,
    /// Signing out.
    SIGN_OUT = "session.end": Authentication Erase Credential,
    /// Changing one's own password.
    PASSWORD_CHANGE = "password.change": Authentication Store Credential,
    /// Making API tokens.
    TOKEN_CREATE = "token.create": Authentication Store Credential,
    /// Withdrawing API tokens.
    TOKEN_WITHDRAW = "token.withdraw": Authentication Erase Credential,
    /// Reading the audit log.
    AUDIT_READ = "audit.read": Security Use Audit,
    /// Proving the audit log whole.
    AUDIT_VERIFY = "audit.verify": Security Use Audit,
    /// Handing out the audit log.
    AUDIT_EXPORT = "audit.export": Security Disclose Audit,
    /// Numbers of the keyring.
    KEYS_STATUS = "keys.status": Security Use Keys,
    /// New generations of keys.
    KEYS_ROTATE = "keys.rotate": Security Store Keys,
    /// A batch of mails taken in.
    INTAKE_BATCH = "intake.batch": ServiceDelivery Collect Mail,
    /// Mails held back, scanned again.
    INTAKE_RESCAN = "intake.rescan": ServiceDelivery Collect Mail,
    /// An answer handed to the mail server.
    DELIVERY_SEND = "delivery.send": ServiceDelivery Disclose Mail,
    /// What became of an answer.
    DELIVERY_REPORT = "delivery.report": ServiceDelivery Store Mail,
    /// Building the full-text index.
    INDEX_BUILD = "index.build": ServiceDelivery Use Mail,
    /// Reaching a mailbox.
    MAILBOX_CONNECT = "mailbox.connect": ServiceDelivery Use Mailbox,
    /// Remembering where take-in stands.
    MAILBOX_POSITION = "mailbox.position": ServiceDelivery Store Cursor,
}

impl Act {
    /// The act with this word.
    #[must_use]
    pub fn find(word: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|act| act.word == word)
    }

    /// Whether the policy lets `who` do it.
    #[must_use]
    pub fn allowed_to(&self, who: Who) -> bool {
        allows(who, self.class, self.operation)
    }

    /// The roles that may do it, for the table of routes.
    pub fn roles(&self) -> impl Iterator<Item = Role> + use<'_> {
        Role::ALL.iter().copied().filter(|role| self.allowed_to(Who::of_role(*role)))
    }
}
