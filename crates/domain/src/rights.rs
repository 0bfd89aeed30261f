//! The words of people's rights: what they ask for, where a request, a restriction and an erasure stand.

use crate::state::{BadState, states};

states! {
    /// Which right somebody asks for (GDPR Art. 15 to 18, 20, 21 and 7(3)).
    SubjectRight("right") {
        /// A copy of what is held on them (Art. 15).
        Access = "access" @ 0,
        /// Something wrong is put right (Art. 16).
        Rectification = "rectification" @ 1,
        /// What is held is destroyed (Art. 17).
        Erasure = "erasure" @ 2,
        /// What is held is stored, and used for nothing else (Art. 18).
        Restriction = "restriction" @ 3,
        /// A copy that another service can read (Art. 20).
        Portability = "portability" @ 4,
        /// A purpose ends for them (Art. 21).
        Objection = "objection" @ 5,
        /// Consent is taken back (Art. 7(3)).
        Withdrawal = "withdrawal" @ 6,
        /// A question about their data is answered (Art. 38(4)).
        Question = "question" @ 7,
    }
    /// Where a subject request stands.
    SubjectRequestState("state of a request") {
        /// Who asks has not proved that the address is theirs.
        Identity = "identity" @ 0,
        /// It has to be answered within a month.
        Open = "open" @ 1,
        /// It has to be answered within three months; who asked was told why.
        Extended = "extended" @ 2,
        /// A legal hold keeps it from being carried out.
        Held = "held" @ 3,
        /// What was asked for was done, and who asked was told.
        Done = "done" @ 4,
        /// It was refused, and who asked was told why and what they can do.
        Refused = "refused" @ 5,
        /// Who asked took it back.
        Withdrawn = "withdrawn" @ 6,
    }
    /// How a subject request came in.
    SubjectRequestSource("source of a request") {
        /// Somebody in the company wrote it down.
        Agent = "agent" @ 0,
        /// By the public form.
        Form = "form" @ 1,
        /// By a mail to an address for requests.
        Intake = "intake" @ 2,
        /// The operator passed it on.
        Operator = "operator" @ 3,
        /// An agent asked about their own account.
        Account = "account" @ 4,
    }
    /// What was decided on a subject request.
    SubjectDecision("decision") {
        /// What was asked for is done.
        Granted = "granted" @ 0,
        /// It is not.
        Refused = "refused" @ 1,
    }
    /// How a request for an erasure is carried out.
    ErasureMode("mode of an erasure") {
        /// The person goes with every conversation that they asked in.
        Erase = "erase" @ 0,
        /// Their conversations stay, and a pseudonym stands in their place.
        Pseudonymise = "pseudonymise" @ 1,
    }
    /// What happened on a subject request.
    SubjectStep("step of a request") {
        /// It came in.
        Received = "received" @ 0,
        /// The address was proved by a link.
        Proved = "proved" @ 1,
        /// Somebody in the company vouched for who it is.
        Vouched = "vouched" @ 2,
        /// It was found whom it is about.
        Matched = "matched" @ 3,
        /// The time was extended, and who asked was told.
        Extended = "extended" @ 4,
        /// It was decided.
        Decided = "decided" @ 5,
        /// What was decided was carried out.
        CarriedOut = "carried_out" @ 6,
        /// Restricted data was used all the same; the text says why.
        Override = "override" @ 7,
        /// The person was told that a restriction is going to end.
        Notice = "notice" @ 8,
        /// The restriction ended.
        Lifted = "lifted" @ 9,
        /// Somebody who had the data was told.
        RecipientTold = "recipient_told" @ 10,
        /// The letter with the outcome went out, or was handed over.
        Told = "told" @ 11,
        /// A note of whoever works on it.
        Noted = "noted" @ 12,
        /// Who asked took it back.
        Withdrawn = "withdrawn" @ 13,
        /// The receipt of it was sent to who asked.
        Acknowledged = "acknowledged" @ 14,
        /// A legal hold keeps it waiting.
        Held = "held" @ 15,
        /// Who asked was told that it waits.
        HeldTold = "held_told" @ 16,
        /// The hold ended, and it went on.
        Resumed = "resumed" @ 17,
        /// It is to be carried out as soon as no legal hold is in the way.
        Confirmed = "confirmed" @ 18,
        /// Who asked was signed in, and gave their password once more.
        SignedIn = "signed_in" @ 19,
        /// A link that proves the address was sent to it.
        Linked = "linked" @ 20,
    }
    /// Where it stands that somebody who got a person's data is told.
    RecipientState("state of a recipient") {
        /// The mail is on its way.
        Queued = "queued" @ 0,
        /// It is being sent.
        Sending = "sending" @ 1,
        /// The server took it.
        Sent = "sent" @ 2,
        /// It could not be sent.
        Failed = "failed" @ 3,
        /// Nobody can know whether it was sent.
        InDoubt = "in_doubt" @ 4,
        /// They are not told, for a reason.
        NotTold = "not_told" @ 5,
    }
    /// What a contact can object to, or take their consent back for: each ends at once.
    ObjectionPurpose("purpose") {
        /// Rules that give their tickets to somebody and sort them into organisations.
        Automation = "automation" @ 0,
        /// Suggestions that are learnt from their mail.
        Learning = "learning" @ 1,
        /// Figures that their tickets count in.
        Analytics = "analytics" @ 2,
        /// Mail about offers.
        Marketing = "marketing" @ 3,
    }
    /// What may be done with a contact's data (GDPR Art. 18).
    ContactState("contact state") {
        /// Processed as usual.
        Active = "active" @ 0,
        /// Stored only.
        Restricted = "restricted" @ 1,
    }

    /// What is erased.
    ErasureScope("erasure scope") {
        /// A contact with every conversation that is theirs, and what they wrote in others'.
        Contact = "contact" @ 0,
        /// One conversation.
        Conversation = "conversation" @ 1,
        /// One message.
        Message = "message" @ 2,
        /// A mailbox with every message that it took in or sent.
        Mailbox = "mailbox" @ 3,
        /// A tenant with everything.
        Tenant = "tenant" @ 4,
        /// One file of a message.
        Attachment = "attachment" @ 5,
        /// Every file of a conversation; the conversation stays.
        Attachments = "attachments" @ 6,
        /// A contact, out of conversations that stay under a pseudonym.
        Pseudonym = "pseudonym" @ 7,
        /// Texts in a conversation that stays.
        Redaction = "redaction" @ 8,
        /// Everybody outside the company, out of a conversation that stays.
        People = "people" @ 9,
    }

    /// Why something is erased.
    ErasureReason("erasure reason") {
        /// The person asked for it (GDPR Art. 17(1)).
        Request = "request" @ 0,
        /// The tenant decided it.
        Instruction = "instruction" @ 1,
        /// A retention rule.
        Retention = "retention" @ 2,
        /// A mailbox was disconnected.
        Disconnect = "disconnect" @ 3,
        /// The tenant's account was closed.
        Closure = "closure" @ 4,
    }

    /// Where an erasure stands.
    ErasureState("erasure state") {
        /// A legal hold keeps it from going on.
        Held = "held" @ 0,
        /// It will go on, whatever happens.
        Begun = "begun" @ 1,
        /// Nothing of it can be read any more, here and in every backup of the data.
        KeysGone = "keys_gone" @ 2,
        /// Rows, bytes and index are gone too.
        Purged = "purged" @ 3,
        /// No older copy of the keyring opens it either; the receipt is there.
        Done = "done" @ 4,
    }

    /// What an entry of the ledger says was done about somebody's rights.
    LedgerWord("ledger word") {
        /// A contact was erased.
        ContactErased = "contact_erased" @ 0,
        /// A conversation was erased.
        ConversationErased = "conversation_erased" @ 1,
        /// A message was erased.
        MessageErased = "message_erased" @ 2,
        /// A mailbox was erased.
        MailboxErased = "mailbox_erased" @ 3,
        /// A tenant was erased.
        TenantErased = "tenant_erased" @ 4,
        /// A contact's data was restricted (GDPR Art. 18).
        ContactRestricted = "contact_restricted" @ 5,
        /// The restriction was lifted.
        ContactLifted = "contact_lifted" @ 6,
        /// A contact objected to a purpose (GDPR Art. 21).
        Objection = "objection" @ 7,
        /// The objection was taken back.
        ObjectionWithdrawn = "objection_withdrawn" @ 8,
        /// A consent was withdrawn (GDPR Art. 7(3)).
        ConsentWithdrawn = "consent_withdrawn" @ 9,
        /// One file of a message was erased.
        AttachmentErased = "attachment_erased" @ 10,
        /// Every file of a conversation was erased.
        AttachmentsErased = "attachments_erased" @ 11,
        /// A contact was removed from conversations that stay under a pseudonym.
        ContactPseudonymised = "contact_pseudonymised" @ 12,
        /// Texts were replaced in a conversation.
        ConversationRedacted = "conversation_redacted" @ 13,
        /// An agent's account was erased.
        AccountErased = "account_erased" @ 14,
        /// A mailbox was disconnected; the detail is after how many days what it took in goes.
        MailboxDisconnected = "mailbox_disconnected" @ 15,
        /// A mailbox was connected again.
        MailboxConnected = "mailbox_connected" @ 16,
        /// The tenant's account is being closed; the detail is after how many days everything goes.
        ClosingBegun = "closing_begun" @ 17,
        /// It was taken back that the account is being closed.
        ClosingTakenBack = "closing_taken_back" @ 18,
        /// A provider's permission for a mailbox ended by itself; the detail is why.
        PermissionEnded = "permission_ended" @ 19,
        /// A provider's permission was given anew.
        PermissionGiven = "permission_given" @ 20,
        /// Everybody outside the company was removed from a conversation that stays.
        ConversationAnonymised = "conversation_anonymised" @ 21,
        /// A legal hold was placed on this; the detail is when it is looked at again, when it ends, its scope and its owner.
        HoldPlaced = "hold_placed" @ 22,
        /// The hold of this id was released.
        HoldReleased = "hold_released" @ 23,
        /// An erasure of this waits for a hold; the detail is its scope, its reason, the part of a mail and its id.
        ErasureHeld = "erasure_held" @ 24,
        /// The erasure of this id, which waited, was taken back.
        ErasureTakenBack = "erasure_taken_back" @ 25,
    }
}
