//! The states of nouns, with the words that stand in SQL, in the API and in message keys.

/// A word that is not one of the listed states.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {noun}: expected one of {expected}")]
pub struct BadState {
    /// What was being read.
    pub noun: &'static str,
    /// The words that are accepted.
    pub expected: &'static str,
}

macro_rules! states {
    ($($(#[$doc:meta])* $name:ident ($noun:literal) { $($(#[$vdoc:meta])* $variant:ident = $word:literal @ $n:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, minicbor::Encode, minicbor::Decode)]
        #[cbor(index_only)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] #[n($n)] $variant),+ }

        impl $name {
            /// Every state, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it, as in SQL, the API and message keys.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = BadState;
            fn from_str(s: &str) -> Result<Self, BadState> {
                match s { $($word => Ok(Self::$variant),)+ _ => Err(BadState { noun: $noun, expected: concat!($($word, " "),+) }) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    )+};
}

pub(crate) use states;

states! {
    /// Where a ticket stands.
    TicketStatus("ticket status") {
        /// Waiting for an agent.
        Open = "open" @ 0,
        /// Waiting for the contact.
        Pending = "pending" @ 1,
        /// Answered and done; a new mail of a participant opens it again.
        Closed = "closed" @ 2,
        /// Unwanted mail, kept out of the list.
        Spam = "spam" @ 3,
        /// Put aside until a time or a reply; then it is open again.
        Snoozed = "snoozed" @ 4,
        /// Thrown away: in no list and no search, until it is put back.
        Trash = "trash" @ 5,
        /// Merged into another ticket, which has its messages: in no list; who comes for it is led there.
        Merged = "merged" @ 6,
    }
    /// How pressing a ticket is.
    Priority("priority") {
        /// Can wait.
        Low = "low" @ 0,
        /// As it comes.
        Normal = "normal" @ 1,
        /// Before others.
        High = "high" @ 2,
        /// At once.
        Urgent = "urgent" @ 3,
    }
    /// What a draft becomes.
    DraftKind("draft kind") {
        /// An answer.
        Reply = "reply" @ 0,
        /// A note.
        Note = "note" @ 1,
        /// A mail that is passed on.
        Forward = "forward" @ 2,
        /// A mail that begins a ticket.
        Mail = "mail" @ 3,
    }
    /// What a custom field belongs to.
    FieldHolder("field holder") {
        /// Tickets.
        Ticket = "ticket" @ 0,
        /// Contacts.
        Contact = "contact" @ 1,
    }
    /// What a custom field holds.
    FieldKind("field kind") {
        /// A line of text.
        Text = "text" @ 0,
        /// A number.
        Number = "number" @ 1,
        /// Yes or no.
        YesNo = "yes_no" @ 2,
        /// A day.
        Date = "date" @ 3,
        /// One of a list.
        Choice = "choice" @ 4,
        /// A web address.
        Url = "url" @ 5,
    }
    /// The colour of a tag, by name: the pages choose one that can be read in light and dark.
    TagColour("tag colour") {
        /// No colour.
        Grey = "grey" @ 0,
        /// Blue.
        Blue = "blue" @ 1,
        /// Green.
        Green = "green" @ 2,
        /// Amber.
        Amber = "amber" @ 3,
        /// Red.
        Red = "red" @ 4,
        /// Violet.
        Violet = "violet" @ 5,
    }
    /// Whom a new ticket goes to, among those who are there.
    AssignWay("way of assigning") {
        /// Nobody: it waits until somebody takes it.
        Nobody = "nobody" @ 0,
        /// Each in turn.
        RoundRobin = "round_robin" @ 1,
        /// Whoever has the fewest open tickets.
        LeastLoaded = "least_loaded" @ 2,
    }
    /// What a message is.
    MessageKind("message kind") {
        /// A mail that came in.
        Inbound = "inbound" @ 0,
        /// An answer of an agent.
        Outbound = "outbound" @ 1,
        /// A note that never leaves.
        Note = "note" @ 2,
    }
    /// How a mail was classified (RFC 3834, RFC 3464, RFC 2369).
    MailKind("mail kind") {
        /// Written by a person.
        Human = "human" @ 0,
        /// An automatic answer.
        AutoReply = "auto_reply" @ 1,
        /// A delivery report.
        Bounce = "bounce" @ 2,
        /// Sent through a mailing list or in bulk.
        List = "list" @ 3,
        /// Our own mail come back, or a machine answering machines.
        Loop = "loop" @ 4,
    }
    /// Where an answer stands.
    DeliveryState("delivery state") {
        /// Waiting to be sent.
        Queued = "queued" @ 0,
        /// Being handed to the mail server.
        Sending = "sending" @ 1,
        /// Accepted by the mail server.
        Sent = "sent" @ 2,
        /// A delivery report says that it did not arrive.
        Bounced = "bounced" @ 3,
        /// Refused, or given up; the reason stands beside it.
        Failed = "failed" @ 4,
        /// The connection broke when it may already have been accepted: a person decides.
        InDoubt = "in_doubt" @ 5,
    }
    /// What is counted in the sums of companies that closed their account.
    ClosedSumKind("closed sum kind") {
        /// Conversations that were begun.
        Conversation = "conversation" @ 0,
        /// Mails that came in.
        Mail = "mail" @ 1,
        /// Answers that went out.
        Answer = "answer" @ 2,
    }
    /// Where an export of what is held about a person stands.
    ExportState("export state") {
        /// Nobody works on it yet.
        Waiting = "waiting" @ 0,
        /// It is being put together.
        Making = "making" @ 1,
        /// It can be handed over.
        Ready = "ready" @ 2,
        /// It could not be put together; asking again begins anew.
        Failed = "failed" @ 3,
    }
    /// Where a mail stands on its way in.
    IntakeState("intake state") {
        /// Its bytes are durable; the virus scanner has not answered yet.
        Held = "held" @ 0,
        /// It became a message.
        Done = "done" @ 1,
        /// Larger than Deskhero fetches; left in the mailbox.
        TooLarge = "too_large" @ 2,
        /// The same bytes were taken in before under another position.
        Duplicate = "duplicate" @ 3,
    }
    /// What the virus scanner said.
    ScanState("scan state") {
        /// No scanner is configured.
        NotConfigured = "not_configured" @ 0,
        /// Scanned, nothing found.
        Clean = "clean" @ 1,
        /// Scanned, something found: attachments are not handed out.
        Infected = "infected" @ 2,
    }
    /// Whether the signatures of a mail that came in were checked here.
    SignatureState("signature state") {
        /// It bears none.
        Unsigned = "unsigned" @ 0,
        /// It bears some, and they are about to be checked.
        Waiting = "waiting" @ 1,
        /// They were checked.
        Checked = "checked" @ 2,
    }
    /// Whether a mailbox is taken in.
    MailboxState("mailbox state") {
        /// Taken in.
        Active = "active" @ 0,
        /// Stopped by an agent.
        Paused = "paused" @ 1,
        /// Disconnected: no take-in, no sending.
        Disconnected = "disconnected" @ 2,
    }
    /// How a mailbox is reached.
    ConnectorKind("connector kind") {
        /// A Maildir folder on this machine.
        Maildir = "maildir" @ 0,
        /// IMAP and SMTP servers.
        Imap = "imap" @ 1,
        /// Google's Gmail API.
        Gmail = "gmail" @ 2,
        /// Microsoft's Graph.
        Graph = "graph" @ 3,
    }
    /// What happens to a mail in the source mailbox once it is durable here.
    AfterTakeIn("after take-in") {
        /// Nothing is altered.
        Leave = "leave" @ 0,
        /// It is marked as seen.
        MarkSeen = "mark_seen" @ 1,
        /// It is moved to the folder named in the settings.
        Move = "move" @ 2,
    }
    /// What an agent may do.
    Role("role") {
        /// Reads and answers tickets.
        Agent = "agent" @ 0,
        /// Also manages mailboxes, agents and the audit log of the tenant.
        Admin = "admin" @ 1,
        /// Runs Deskhero; sees no mail.
        Operator = "operator" @ 2,
    }
    /// Whether an agent may sign in.
    AgentState("agent state") {
        /// May sign in.
        Active = "active" @ 0,
        /// May not.
        Deactivated = "deactivated" @ 1,
        /// Was invited and has set no password yet.
        Invited = "invited" @ 2,
    }
    /// How pages look to somebody.
    Theme("theme") {
        /// As the system is set.
        System = "system" @ 0,
        /// Light.
        Light = "light" @ 1,
        /// Dark.
        Dark = "dark" @ 2,
    }
    /// A document that whoever uses Deskhero agrees to.
    DocumentKind("document") {
        /// Terms of service.
        Terms = "terms" @ 0,
        /// Privacy policy.
        PrivacyPolicy = "privacy-policy" @ 1,
        /// Data processing agreement (GDPR Art. 28(3)).
        Dpa = "dpa" @ 2,
        /// Cookie policy.
        CookiePolicy = "cookie-policy" @ 3,
        /// Technical and organisational measures (Art. 32).
        Measures = "measures" @ 4,
        /// Record of processing activities (Art. 30).
        ProcessingRecord = "processing-record" @ 5,
        /// List of sub-processors.
        SubProcessors = "sub-processors" @ 6,
        /// Plan for incidents (Art. 33 and 34).
        IncidentPlan = "incident-plan" @ 7,
    }
    /// How somebody came to accept a document.
    AcceptanceWay("acceptance way") {
        /// When they signed their company up.
        SignUp = "sign-up" @ 0,
        /// When they set Deskhero up.
        SetUp = "set-up" @ 1,
        /// On the page that stood before the next one that they opened.
        Page = "page" @ 2,
        /// On paper, of which the operator keeps the copy and noted it.
        Signed = "signed" @ 3,
    }
    /// Where a letter about a changed document stands.
    LetterState("letter state") {
        /// It is still to be sent.
        Waiting = "waiting" @ 0,
        /// It is being sent; the server has not been told its end.
        Sending = "sending" @ 1,
        /// The server is being told its end: from here on it may have it.
        Ending = "ending" @ 2,
        /// The server has it.
        Sent = "sent" @ 3,
        /// The server refuses it for good.
        Refused = "refused" @ 4,
        /// Nobody knows whether the server has it.
        InDoubt = "in-doubt" @ 5,
        /// It came back.
        Bounced = "bounced" @ 6,
        /// There is nobody to send it to any more.
        Dropped = "dropped" @ 7,
        /// It did not arrive, and somebody told them in another way.
        Told = "told" @ 8,
    }
    /// Who gives access to mailboxes by OAuth2.
    Provider("provider") {
        /// Google.
        Google = "google" @ 0,
        /// Microsoft 365.
        Microsoft = "microsoft" @ 1,
        /// The operator's own choice.
        Other = "other" @ 2,
    }
    /// Where a provider's permission stands.
    GrantState("grant state") {
        /// It is good.
        Good = "good" @ 0,
        /// It was withdrawn, or has run out.
        Ended = "ended" @ 1,
    }
    /// How much of each ticket the list shows.
    Density("density") {
        /// With the beginning of its newest message.
        Comfortable = "comfortable" @ 0,
        /// Without it, closer together.
        Compact = "compact" @ 1,
    }
    /// What an agent is told.
    NoticeKind("notice kind") {
        /// A ticket was given to them.
        Assigned = "assigned" @ 0,
        /// A mail came in on a ticket that is theirs or that they follow.
        Mail = "mail" @ 1,
        /// A note names them.
        Mentioned = "mentioned" @ 2,
        /// A note on a ticket that is theirs or that they follow.
        Noted = "noted" @ 3,
        /// An answer of theirs failed, bounced or is in doubt.
        Undelivered = "undelivered" @ 4,
        /// A ticket of theirs that was put aside is open again.
        Woken = "woken" @ 5,
        /// A ticket came in that nobody has.
        Unassigned = "unassigned" @ 6,
        /// A waiting answer of theirs was taken back by somebody else.
        TakenBack = "taken_back" @ 7,
    }
    /// What a one-time link is good for.
    LinkPurpose("link purpose") {
        /// The first accounts of an installation.
        SetUp = "set_up" @ 0,
        /// A new agent sets a password.
        Invitation = "invitation" @ 1,
        /// An agent sets a new password.
        Reset = "reset" @ 2,
    }
}

impl TicketStatus {
    /// What lists and search show when no status is asked for: neither spam nor trash.
    pub const LISTED: &'static [Self] = &[Self::Open, Self::Pending, Self::Snoozed, Self::Closed];

    /// What a person or a program may set. A merge makes the other one.
    pub const SETTABLE: &'static [Self] =
        &[Self::Open, Self::Pending, Self::Snoozed, Self::Closed, Self::Spam, Self::Trash];

    /// Whether the ticket is out of sight: spam or trash.
    #[must_use]
    pub const fn is_out_of_sight(self) -> bool {
        matches!(self, Self::Spam | Self::Trash)
    }
}

impl Priority {
    /// Its place in the order, 0 for the least pressing; stored in SQL so that lists can sort by it.
    #[must_use]
    pub const fn rank(self) -> i64 {
        match self {
            Self::Low => 0,
            Self::Normal => 1,
            Self::High => 2,
            Self::Urgent => 3,
        }
    }

    /// The priority of a stored rank.
    #[must_use]
    pub fn from_rank(rank: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|priority| priority.rank() == rank)
    }
}
