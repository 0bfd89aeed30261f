//! Every limit in one place. What exceeds one gets a clear error or is cut with a note; nothing grows
//! without bound. Units stand last in the name.

/// A mail larger than this becomes a ticket that says so; its bytes are kept whole up to [`MAIL_BYTES_HARD_MAX`].
pub const MAIL_BYTES_MAX: usize = 50 * 1024 * 1024;
/// A mail larger than this is not fetched; the intake row says so and points to the source mailbox.
pub const MAIL_BYTES_HARD_MAX: usize = 150 * 1024 * 1024;
/// Header block of a mail.
pub const HEADER_BYTES_MAX: usize = 512 * 1024;
/// MIME parts of one mail.
pub const MIME_PARTS_MAX: usize = 1_000;
/// Nesting of MIME parts.
pub const MIME_DEPTH_MAX: usize = 32;
/// Attachments shown for one message; the rest stay in the raw mail.
pub const ATTACHMENTS_MAX: usize = 250;
/// HTML accepted for cleaning; longer HTML is replaced by the mail's text.
pub const HTML_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Signatures (DKIM) of one mail that are checked; further ones are counted.
pub const SIGNATURES_MAX: usize = 5;
/// Names of header fields that one signature may list.
pub const SIGNED_FIELDS_MAX: usize = 200;
/// A mail that was this old when it came in has its signatures left alone: its sender may have changed keys since.
pub const SIGNATURE_AGE_DAYS_MAX: i64 = 7;
/// Times that a domain is asked for a key when its servers do not answer.
pub const SIGNATURE_ATTEMPTS_MAX: u32 = 5;
/// Mails whose signatures are checked in one go.
pub const SIGNATURES_PER_ROUND: u32 = 32;
/// Domains that are asked for keys at once.
pub const KEY_QUESTIONS_AT_ONCE: usize = 8;
/// Keys that are remembered, and answers that there is none.
pub const KEYS_REMEMBERED_MAX: usize = 2_000;
/// How long they are.
pub const KEYS_REMEMBERED_SECONDS: i64 = 15 * 60;
/// Remote images of one message that can be shown; further ones stay blocked.
pub const REMOTE_IMAGES_MAX: usize = 100;
/// A remote image larger than this is not shown.
pub const REMOTE_IMAGE_BYTES_MAX: usize = 5 * 1024 * 1024;
/// Remote images that are fetched at once.
pub const REMOTE_IMAGES_AT_ONCE: usize = 16;
/// Bytes of a message's source that a page shows; the whole can be downloaded.
pub const SOURCE_SHOWN_BYTES_MAX: usize = 256 * 1024;
/// An image attachment larger than this has no preview.
pub const PREVIEW_BYTES_MAX: u64 = 10 * 1024 * 1024;
/// Previews of images that one message shows; further ones are opened by a click.
pub const PREVIEWS_MAX: usize = 8;
/// Nesting of HTML elements.
pub const HTML_DEPTH_MAX: usize = 256;
/// Text kept as read for one message; the whole stays in the raw mail.
pub const TEXT_BYTES_MAX: usize = 1024 * 1024;
/// Characters of a subject that are kept.
pub const SUBJECT_CHARS_MAX: usize = 998;
/// Characters of an address that are kept (RFC 5321 4.5.3.1: 64 + 1 + 255).
pub const ADDRESS_CHARS_MAX: usize = 320;
/// Characters of a display name that are kept.
pub const NAME_CHARS_MAX: usize = 200;
/// Host names of a tenant.
pub const HOST_NAMES_MAX: usize = 20;
/// Addresses kept of one header field.
pub const ADDRESSES_MAX: usize = 200;
/// Message-IDs kept of References.
pub const REFERENCES_MAX: usize = 100;
/// Characters of a file name.
pub const FILE_NAME_CHARS_MAX: usize = 200;
/// Mails of one take-in batch.
pub const INTAKE_BATCH_MAILS_MAX: usize = 128;
/// Bytes of one take-in batch (a single larger mail still goes, alone).
pub const INTAKE_BATCH_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Text of an answer or note.
pub const REPLY_BYTES_MAX: usize = 1024 * 1024;
/// Files of an answer, together.
pub const REPLY_ATTACHMENT_BYTES_MAX: usize = 25 * 1024 * 1024;
/// An API request body other than an upload.
pub const REQUEST_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Items of one page of a list.
pub const PAGE_ITEMS_MAX: u32 = 100;
/// Items of a page when the caller names no number.
pub const PAGE_ITEMS_DEFAULT: u32 = 50;
/// Characters of a search query.
pub const QUERY_CHARS_MAX: usize = 400;
/// Leaves below one bucket key.
pub const BUCKET_LEAVES_MAX: i64 = 1_024;
/// Plain bytes of one chunk of a large sealed object.
pub const SEAL_CHUNK_BYTES: usize = 64 * 1024;
/// Ids in one audit event; a larger act writes several.
pub const AUDIT_OBJECTS_MAX: usize = 4_096;
/// Entries of the audit log that one question looks through; then it says how far it came.
pub const AUDIT_SCAN_MAX: u32 = 20_000;
/// Bytes of one line of an exported audit log: an event with all its ids, sealed and in clear.
pub const AUDIT_LINE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Characters of a password.
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Characters of a password.
pub const PASSWORD_CHARS_MAX: usize = 256;
/// Characters of an agent's or a mailbox's signature.
pub const SIGNATURE_CHARS_MAX: usize = 2_000;
/// Automatic mails to one address in 24 hours (C24).
pub const AUTO_REPLIES_PER_DAY_MAX: u32 = 1;
/// Mails of one sender address in an hour before they are treated as a loop.
pub const SENDER_MAILS_PER_HOUR_MAX: u32 = 120;
/// Tags that a tenant can have.
pub const TAGS_MAX: usize = 500;
/// Tags on one ticket.
pub const TICKET_TAGS_MAX: usize = 20;
/// Agents who follow one ticket.
pub const TICKET_FOLLOWERS_MAX: usize = 50;
/// Characters of a tag's name.
pub const TAG_CHARS_MAX: usize = 40;
/// Tickets that one request changes.
pub const BULK_TICKETS_MAX: usize = 500;
/// Furthest time that a ticket is put aside for, in days.
pub const SNOOZE_DAYS_MAX: i64 = 366;
/// Furthest time that an answer is sent at, in days.
pub const SEND_DAYS_MAX: i64 = 366;
/// How long an answer can wait so that its sending can be undone, in seconds: what an agent can choose.
pub const SEND_UNDO_SECONDS: [u32; 3] = [0, 10, 30];
/// The same, for who has chosen nothing.
pub const SEND_UNDO_SECONDS_DEFAULT: u32 = 10;
/// People of a tenant of whom copies are looked through at once.
pub const ACCESS_EXPORT_PEOPLE_MAX: u32 = 10_000;
/// Addresses of one person.
pub const CONTACT_ADDRESSES_MAX: usize = 20;
/// Further addresses of a mailbox.
pub const MAILBOX_ADDRESSES_MAX: usize = 50;
/// Characters of an API token's name.
pub const TOKEN_NAME_CHARS_MAX: usize = 60;
/// Folders of a mailbox that are taken in.
pub const MAILBOX_FOLDERS_MAX: usize = 100;
/// Characters of a mail server's host name, of a sign-in name, of a password there, and of a folder's name.
pub const MAIL_SERVER_CHARS_MAX: usize = 1_000;
/// Bytes of the certificate authority of a mail server.
pub const MAIL_SERVER_CA_BYTES_MAX: usize = 64 * 1024;
/// Teams of a tenant.
pub const TEAMS_MAX: usize = 100;
/// Agents in one team.
pub const TEAM_MEMBERS_MAX: usize = 500;
/// Characters of a team's name.
pub const TEAM_CHARS_MAX: usize = 60;
/// Saved views of a tenant, everyone's and each agent's own together.
pub const SAVED_VIEWS_MAX: usize = 1_000;
/// Characters of a view's name.
pub const VIEW_CHARS_MAX: usize = 60;
/// Saved replies of a tenant, everyone's and each agent's own together.
pub const SAVED_REPLIES_MAX: usize = 1_000;
/// Characters of a saved reply's name.
pub const SAVED_REPLY_NAME_CHARS_MAX: usize = 80;
/// Characters of a saved reply's text.
pub const SAVED_REPLY_CHARS_MAX: usize = 10_000;
/// Characters of a saved reply's HTML.
pub const SAVED_REPLY_HTML_CHARS_MAX: usize = 40_000;
/// Characters of what stands in for a value that is missing.
pub const FALLBACK_CHARS_MAX: usize = 100;
/// Messages that a merge or a split moves.
pub const MOVED_MESSAGES_MAX: usize = 1_000;
/// How long somebody counts as being at a ticket without saying so again, in seconds.
pub const PRESENCE_SECONDS: i64 = 25;
/// Windows at tickets that one process knows of; who comes beyond them is not seen.
pub const PRESENCES_MAX: usize = 20_000;
/// Windows of one agent at tickets; of more, the one that was silent longest is forgotten.
pub const PRESENCES_PER_AGENT_MAX: usize = 20;
/// Drafts of one agent.
pub const DRAFTS_MAX: usize = 500;
/// Drafts of one agent of mails that begin a ticket: the page lists them all.
pub const MAIL_DRAFTS_MAX: u32 = 50;
/// Files that one draft holds.
pub const DRAFT_FILES_MAX: usize = 100;
/// Files of the mail that is passed on, in a draft.
pub const DRAFT_PARTS_MAX: usize = 250;
/// Characters of each of a draft's lines of recipients.
pub const DRAFT_RECIPIENTS_CHARS_MAX: usize = 4_000;

/// Hours in which whoever asked for an account proves their address.
pub const SIGN_UP_HOURS: i64 = 24;
/// People who asked for an account and have not proved their address yet.
pub const SIGN_UPS_WAITING_MAX: i64 = 1_000;
/// Characters of a document that is accepted.
pub const DOCUMENT_BYTES_MAX: usize = 1024 * 1024;
/// Custom fields of tickets, and as many of contacts.
pub const FIELDS_MAX: usize = 30;
/// Name of a custom field.
pub const FIELD_NAME_CHARS_MAX: usize = 60;
/// Key of a custom field: what programs call it.
pub const FIELD_KEY_CHARS_MAX: usize = 40;
/// Choices of a custom field.
pub const FIELD_CHOICES_MAX: usize = 50;
/// Name of a choice.
pub const FIELD_CHOICE_CHARS_MAX: usize = 60;
/// What a text field holds.
pub const FIELD_TEXT_CHARS_MAX: usize = 500;
/// What a field for web addresses holds.
pub const FIELD_URL_CHARS_MAX: usize = 2_000;
/// Organisations of a tenant.
pub const ORGANISATIONS_MAX: i64 = 20_000;
/// Name of an organisation.
pub const ORGANISATION_NAME_CHARS_MAX: usize = 100;
/// Domains of an organisation.
pub const ORGANISATION_DOMAINS_MAX: usize = 50;
/// Notes on an organisation.
pub const ORGANISATION_NOTES_CHARS_MAX: usize = 10_000;
/// Agents whom one note mentions.
pub const NOTE_MENTIONS_MAX: usize = 20;
/// How long a notice is kept, in days.
pub const NOTICE_DAYS_MAX: i64 = 30;
/// Notices of one agent; of more, the oldest go.
pub const NOTICES_PER_AGENT_MAX: u32 = 500;
/// Notices that the panel shows.
pub const NOTICES_SHOWN: u32 = 20;
/// Notices that one mail lists; it says how many more there are.
pub const NOTICES_MAILED_MAX: usize = 20;
/// Shortest time between two mails with notices to one agent, in seconds.
pub const NOTICE_MAIL_SECONDS_MIN: i64 = 300;
/// How long notices are gathered before they are mailed, in seconds.
pub const NOTICE_GATHER_SECONDS: i64 = 120;
/// How long after it was made a notice may still be mailed where that failed, in days.
pub const NOTICE_MAIL_DAYS_MAX: i64 = 2;
/// Legal holds of a tenant that are in force.
pub const LEGAL_HOLDS_MAX: u32 = 1_000;
/// How long the words of a legal hold are kept after it was released: why it was placed, and by which law.
pub const HOLD_WORDS_KEPT_DAYS: i64 = 365;
/// Tickets whose keys are destroyed at once when their requester is erased.
pub const ERASED_TICKETS_MAX: u32 = 100_000;
/// Texts that one redaction replaces.
pub const REDACTED_TEXTS_MAX: usize = 20;
/// Characters of the shortest of them: shorter ones stand everywhere.
pub const REDACTED_CHARS_MIN: usize = 3;
/// Characters of the longest.
pub const REDACTED_CHARS_MAX: usize = 200;
/// Days that a backup is kept, unless the operator says another number.
pub const BACKUP_DAYS_DEFAULT: u32 = 30;
/// Days after which what a disconnected mailbox took in is erased, at the latest (C41).
pub const DISCONNECTED_DAYS_MAX: u32 = 30;
/// Days after which a tenant that is being closed is erased, unless its admin says another number (C42).
pub const CLOSING_DAYS_DEFAULT: u32 = 7;
/// The most of them.
pub const CLOSING_DAYS_MAX: u32 = 30;
/// Fewer people than this are in no sum that stays of a closed tenant (C94).
pub const CLOSED_SUM_PEOPLE_MIN: u32 = 10;
/// Days for which it is tried to send the receipt of a closed tenant.
pub const CLOSED_LETTER_DAYS: i64 = 30;
/// How long an export of what is held about a person is kept, in days.
pub const ACCESS_EXPORT_DAYS: i64 = 7;
/// Exports of one person that are kept at a time; of more, the oldest goes.
pub const ACCESS_EXPORTS_MAX: usize = 5;
/// An export larger than this is not made: a person's data of that size is handed over by other means.
pub const ACCESS_EXPORT_BYTES_MAX: u64 = 20 * 1024 * 1024 * 1024;
/// Messages of one export.
pub const ACCESS_EXPORT_MESSAGES_MAX: usize = 200_000;
/// Plain bytes of one piece of an export; what is held in memory of it at a time, one mail apart.
pub const ACCESS_EXPORT_PIECE_BYTES: usize = 4 * 1024 * 1024;
/// Times that an export is begun before it is given up.
pub const ACCESS_EXPORT_ATTEMPTS_MAX: u32 = 3;
/// How long the one file with everything of a company is kept, in days; while its account is being closed, until the end.
pub const COMPANY_EXPORT_DAYS: i64 = 7;
/// Such files of one company that are kept at a time; of more, the oldest goes.
pub const COMPANY_EXPORTS_MAX: usize = 3;
/// A file larger than this is not made.
pub const COMPANY_EXPORT_BYTES_MAX: u64 = 1024 * 1024 * 1024 * 1024;
/// Newest entries of the audit log that are looked through for what it says of an agent who asks.
pub const ACCOUNT_EXPORT_AUDIT_ENTRIES_MAX: i64 = 200_000;
/// Newest entries of the audit log that are looked through for who opened a person's data.
pub const ACCESS_EXPORT_AUDIT_ENTRIES_MAX: i64 = 1_000_000;
/// Files in an export that is taken in.
pub const PERSON_IMPORT_FILES_MAX: usize = 500_000;
/// Unpacked bytes of an export that is taken in.
pub const PERSON_IMPORT_BYTES_MAX: u64 = ACCESS_EXPORT_BYTES_MAX;
/// Bytes of the description in an export that is taken in (`data.json`).
pub const PERSON_IMPORT_DATA_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// Hours that a person has to prove their address after asking about their own data.
pub const SUBJECT_PROOF_HOURS: i64 = 72;
/// Requests of a tenant whose address was not proved yet.
pub const SUBJECT_UNPROVED_MAX: i64 = 1_000;
/// Characters of what somebody writes with a request, and of a note on it.
pub const SUBJECT_WORDS_CHARS_MAX: usize = 10_000;
/// Events kept of one request.
pub const SUBJECT_EVENTS_MAX: usize = 200;
/// Requests on one page of a list.
pub const SUBJECT_REQUESTS_PER_PAGE: u32 = 50;
/// People who are told by one case of the rectification, erasure or restriction of somebody's data.
pub const RECIPIENTS_MAX: usize = 1_000;
/// Days after it was closed that the words of a request are kept; its dates and outcome stay as evidence (Art. 5(2)).
pub const SUBJECT_WORDS_KEPT_DAYS: i64 = 365;
/// Conversations and contacts that alert settings may let one account open in their minutes.
pub const ALERT_RECORDS: std::ops::RangeInclusive<u32> = 10..=10_000;
/// Minutes within which alert settings may count.
pub const ALERT_MINUTES: std::ops::RangeInclusive<u32> = 1..=60;
/// Exports that alert settings may let one account hand out within an hour.
pub const ALERT_EXPORTS: std::ops::RangeInclusive<u32> = 0..=100;
/// Refusals that alert settings may let one account meet in their minutes.
pub const ALERT_REFUSALS: std::ops::RangeInclusive<u32> = 3..=1_000;
/// Entries that one alert names; of more, the newest.
pub const ALERT_ENTRIES_MAX: usize = 50;
/// Characters of the note on an alert.
pub const ALERT_NOTE_CHARS_MAX: usize = 2_000;
/// Alerts on one page of a list.
pub const ALERTS_PER_PAGE: u32 = 50;
/// Days after it was last found that an alert is kept.
pub const ALERT_DAYS_MAX: i64 = 365;
/// Ids of one refused request that are looked for elsewhere: as many as a change of many can name.
pub const ASKED_IDS_MAX: usize = BULK_TICKETS_MAX;
/// Ids of refused requests that wait to be looked for elsewhere; of more, the newest are let go.
pub const ASKED_WAITING_MAX: usize = 10_000;
/// Ids that an account asked for in vain and that are remembered for an hour: of more, nothing is noted. Those of other
/// tenants are counted by themselves, too, so that none hides behind ids that are nobody's.
pub const ASKED_KEPT_MAX: usize = 20;
/// Days after its receipt at which admins are told that a request is still open (C72).
pub const SUBJECT_ALARM_DAYS: [i64; 2] = [20, 28];
/// Milliseconds that the clock may stand ahead of where it was seen last, and end terms: a long weekend without a machine.
pub const CLOCK_AHEAD_MAX_MS: i64 = 3 * 24 * 3_600_000;
/// Milliseconds that Deskhero runs before a clock further ahead is believed: a day in which somebody may look.
pub const CLOCK_DOUBT_MS: i64 = 24 * 3_600_000;
/// Years that an entry of an audit log is kept, unless the operator says another number: longer than every rule that companies
/// have by default.
pub const AUDIT_KEEP_YEARS_DEFAULT: u32 = 6;
/// The most of them.
pub const AUDIT_KEEP_YEARS_MAX: u32 = 15;
/// Entries of an audit log that are removed in one round.
pub const AUDIT_REMOVED_PER_ROUND: i64 = 20_000;
/// Days that a session lasts, and nothing else that a sign-in needs lasts longer.
pub const SESSION_DAYS_MAX: i64 = 14;
/// Calendar years that an invoice is kept after that of its issue, at most.
pub const INVOICE_YEARS_MAX: u32 = 30;
/// Days until what was counted of a day's usage is one sum.
pub const USAGE_PART_DAYS_MAX: i64 = 2;
/// Days without anything happening after which a closed conversation goes, unless the tenant says another number (C90):
/// three years and a day, so that the third year's claims are over.
pub const RETENTION_DAYS_DEFAULT: u32 = 1_096;
/// Days without anything happening after which a conversation goes that was never closed, unless the tenant says another
/// number: five years and a day. Nobody has answered it for so long that nobody will.
pub const RETENTION_OPEN_DAYS_DEFAULT: u32 = 1_827;
/// The most of them: about ten years. Nothing is kept without an end.
pub const RETENTION_DAYS_MAX: u32 = 3_660;
/// Days from when a retention rule is made or sharpened until it acts, unless the tenant says another number.
pub const RETENTION_NOTICE_DAYS_DEFAULT: u32 = 7;
/// The most of them.
pub const RETENTION_NOTICE_DAYS_MAX: u32 = 90;
/// Retention rules of a tenant.
pub const RETENTION_RULES_MAX: usize = 50;
/// Mailboxes that a retention rule names.
pub const RETENTION_MAILBOXES_MAX: usize = 100;
/// Characters of a retention rule's name.
pub const RETENTION_NAME_CHARS_MAX: usize = 200;
/// Erasures that retention rules begin in one round of a tenant.
pub const RETENTION_PER_ROUND: usize = 100;
/// Conversations or people that a retention rule looks at in one round.
pub const RETENTION_LOOKED_AT_MAX: usize = 2_000;
/// Conversations or people that a dry run looks at.
pub const RETENTION_PREVIEW_MAX: usize = 20_000;
/// Those that a dry run names.
pub const RETENTION_PREVIEW_NAMED: usize = 50;
/// The longest time for which a statutory retention keeps something, in days: ten years.
pub const STATUTORY_DAYS_MAX: i64 = 3_660;
/// How many days after its month the sums of usage are kept, when the operator says nothing.
pub const USAGE_DAYS_DEFAULT: u32 = 30;
/// The most days for which they may be kept: with the longest month, no day is kept for more than ninety.
pub const USAGE_DAYS_MAX: u32 = 59;
/// Different pages and deeds that are counted for one person between two writes.
pub const USAGE_FEATURES_MAX: usize = 200;
/// People whose use is counted between two writes; whoever comes then is not counted.
pub const USAGE_PEOPLE_MAX: usize = 10_000;
/// Fewer people than this are not told apart in a sum.
pub const USAGE_PEOPLE_MIN: u32 = 5;
/// Conversations that are learned from, the newest.
pub const LEARNED_CONVERSATIONS_MAX: usize = 2_000;
/// Conversations of one tag that are learned from, the newest.
pub const LEARNED_CONVERSATIONS_OF_TAG_MAX: u32 = 500;
/// Tags that are learned, those with the most conversations.
pub const LEARNED_TAGS_MAX: usize = 200;
/// Words that a model knows, those that stand in the most conversations.
pub const LEARNED_WORDS_MAX: usize = 20_000;
/// Different words of one conversation that are looked at.
pub const LEARNED_WORDS_OF_CONVERSATION_MAX: usize = 400;
/// A tag is suggested when so many conversations have it.
pub const LEARNED_CONVERSATIONS_MIN: u32 = 3;
/// A word is learned when so many different people wrote it: what one person alone writes tells of that person.
pub const LEARNED_PEOPLE_MIN: usize = 2;
/// Tags that are suggested for one conversation.
pub const SUGGESTED_TAGS_MAX: usize = 3;
/// Days from when a new sub-processor is announced until it gets anything, unless the operator says another number.
pub const REGISTER_NOTICE_DAYS_DEFAULT: u32 = 30;
/// The fewest of them.
pub const REGISTER_NOTICE_DAYS_MIN: u32 = 7;
/// The most of them.
pub const REGISTER_NOTICE_DAYS_MAX: u32 = 365;
/// Days from the first entry of the register within which what was in use before is written down as such.
pub const REGISTER_BEGINNING_DAYS: i64 = 7;
/// Changes of the register.
pub const REGISTER_CHANGES_MAX: usize = 10_000;
/// Hosts of a sub-processor.
pub const REGISTER_HOSTS_MAX: usize = 20;
/// Characters of each text of an entry.
pub const REGISTER_TEXT_CHARS_MAX: usize = 500;
/// Characters of an objection.
pub const OBJECTION_CHARS_MAX: usize = 5_000;
/// Objections of one company.
pub const OBJECTIONS_MAX: usize = 100;
/// Minutes for which an access of the operator to a company is open, at most (C35).
pub const OPERATOR_ACCESS_MINUTES_MAX: u32 = 60;
/// Minutes for which it is open where nobody says otherwise.
pub const OPERATOR_ACCESS_MINUTES_DEFAULT: u32 = 30;
/// Characters of what an access is for.
pub const OPERATOR_ACCESS_WORDS_MAX: usize = 2_000;
/// Accesses of a page.
pub const OPERATOR_ACCESSES_PER_PAGE: u32 = 50;
/// Conversations that are found for the operator at once: what it looks for, and no list of everything.
pub const OPERATOR_ACCESS_FOUND_MAX: u32 = 20;
/// Conversations that an authority asks for at once.
pub const DISCLOSURE_TICKETS_MAX: usize = 100;
/// Mails of one disclosure.
pub const DISCLOSURE_MAILS_MAX: usize = 5_000;
/// Bytes of the mails of one disclosure.
pub const DISCLOSURE_BYTES_MAX: usize = 128 << 20;
/// Characters of each text of an incident.
pub const INCIDENT_TEXT_CHARS_MAX: usize = 5_000;
/// Characters of the title of an incident, and of an authority's name and reference.
pub const INCIDENT_TITLE_CHARS_MAX: usize = 200;
/// Companies that an incident names.
pub const INCIDENT_TENANTS_MAX: usize = 1_000;
/// Entries of the log in the bundle of an incident, of each log: the newest.
pub const INCIDENT_ENTRIES_MAX: usize = 20_000;
/// Bytes of the bundle of an incident, before they are packed.
pub const INCIDENT_BUNDLE_BYTES_MAX: usize = 256 << 20;
/// Characters of each text of an assessment.
pub const ASSESSMENT_TEXT_CHARS_MAX: usize = 2_000;
/// Lines of a review: people and tokens.
pub const REVIEW_LINES_MAX: usize = 5_000;
/// Characters of each text of a disclosure.
pub const DISCLOSURE_TEXT_CHARS_MAX: usize = 500;
/// Characters of the title of a piece of news.
pub const NEWS_TITLE_CHARS_MAX: usize = 150;
/// Characters of its text.
pub const NEWS_TEXT_CHARS_MAX: usize = 20_000;
/// Characters of each text of billing details.
pub const BILLING_TEXT_CHARS_MAX: usize = 500;
/// Invoices on one page of a list.
pub const INVOICES_PER_PAGE: u32 = 200;
/// The highest price of a seat and month, in the smallest unit of the currency: sums of it stay far from overflowing.
pub const SEAT_PRICE_MAX: i64 = 100_000_000;
