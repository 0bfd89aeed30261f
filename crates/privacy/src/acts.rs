//! The table of acts: word, purpose, operation, class of data, and whose it is.

use crate::act::{Act, By, acts};
use crate::policy::DataClass;
use domain::audit::{Operation, Purpose};

acts! {
    /// Reading lists and conversations.
    TICKET_READ = "ticket.read": ServiceDelivery Use Mail People,
    /// Reading what happened on a ticket.
    TICKET_HISTORY = "ticket.history": ServiceDelivery Use Mail People,
    /// Loading a ticket that is likely to be read next: handed out, not looked at yet.
    TICKET_READ_AHEAD = "ticket.read_ahead": ServiceDelivery Use Mail People,
    /// Status, assignee, tags.
    TICKET_CHANGE = "ticket.change": ServiceDelivery Store Mail People,
    /// Waking a ticket that was put aside.
    TICKET_WAKE = "ticket.wake": ServiceDelivery Store Mail Jobs,
    /// Merging tickets, splitting messages off, another requester: keys are wrapped anew.
    TICKET_MERGE = "ticket.merge": ServiceDelivery Store Mail People,
    /// Taking a change of many tickets back.
    TICKET_RESTORE = "ticket.restore": ServiceDelivery Store Mail People,
    /// Reading the names of tags.
    TAG_READ = "tag.read": ServiceDelivery Use Ordering People,
    /// Adding a tag to the tenant's list.
    TAG_CREATE = "tag.create": ServiceDelivery Store Ordering People,
    /// Renaming tags.
    TAG_MANAGE = "tag.manage": Administration Store Ordering People,
    /// Removing tags, from every ticket too.
    TAG_DELETE = "tag.delete": Administration Erase Ordering People,
    /// Suggesting tags for a ticket, by what was learned from the company's own.
    TAG_SUGGEST = "tag.suggest": ServiceDelivery Use Ordering People,
    /// Learning from a company's tagged tickets which tags fit.
    LEARNING_BUILD = "learning.build": ServiceDelivery Store Ordering Jobs,
    /// Ending what was learned: something that it was learned from goes, or may not be learned from any more.
    LEARNING_END = "learning.end": ServiceDelivery Erase Ordering Jobs,
    /// Forgetting what was learned, because the company says so.
    LEARNING_FORGET = "learning.forget": Administration Erase Ordering People,
    /// Reading names and signatures of teams.
    TEAM_READ = "team.read": ServiceDelivery Use Ordering People,
    /// Making and changing teams.
    TEAM_MANAGE = "team.manage": Administration Store Ordering People,
    /// Removing teams; their tickets stay.
    TEAM_DELETE = "team.delete": Administration Erase Ordering People,
    /// Reading the names of saved views.
    VIEW_READ = "view.read": ServiceDelivery Use Ordering People,
    /// Saving a view of the ticket list.
    VIEW_SAVE = "view.save": ServiceDelivery Store Ordering People,
    /// Removing a saved view.
    VIEW_DELETE = "view.delete": ServiceDelivery Erase Ordering People,
    /// Reading saved replies.
    SAVED_REPLY_READ = "saved_reply.read": ServiceDelivery Use Ordering People,
    /// Asking for an account for a company.
    SIGN_UP_ASK = "sign_up.ask": Administration Store Settings People,
    /// Making what was asked for, once the address is proved.
    SIGN_UP_COMPLETE = "sign_up.complete": Administration Use Settings People,
    /// Accepting documents.
    DOCUMENT_ACCEPT = "document.accept": Administration Store Settings People,
    /// Taking note of a document, or agreeing to it, for oneself.
    DOCUMENT_ACKNOWLEDGE = "document.acknowledge": ServiceDelivery Store Account People,
    /// The operator reading drafts of documents.
    DOCUMENT_READ = "document.read": Administration Use Settings People,
    /// Writing a document.
    DOCUMENT_WRITE = "document.write": Administration Store Settings People,
    /// Releasing a version of a document.
    DOCUMENT_RELEASE = "document.release": Administration Store Settings People,
    /// Reading what became of the letters about a version.
    DOCUMENT_LETTERS = "document.letters": Administration Use Account People,
    /// Writing to somebody that a document changed.
    DOCUMENT_TELL = "document.tell": ServiceDelivery Disclose Account Jobs,
    /// Reading which documents were accepted, when and by whom.
    ACCEPTANCE_READ = "acceptance.read": Administration Use Settings People,
    /// Filling a saved reply in for a ticket.
    SAVED_REPLY_FILL = "saved_reply.fill": ServiceDelivery Use Mail People,
    /// Writing saved replies.
    SAVED_REPLY_SAVE = "saved_reply.save": ServiceDelivery Store Ordering People,
    /// Removing a saved reply.
    SAVED_REPLY_DELETE = "saved_reply.delete": ServiceDelivery Erase Ordering People,
    /// Reading which custom fields there are.
    FIELD_READ = "field.read": ServiceDelivery Use Ordering People,
    /// Defining custom fields.
    FIELD_MANAGE = "field.manage": Administration Store Ordering People,
    /// Removing custom fields: what they held has no name any more.
    FIELD_DELETE = "field.delete": Administration Erase Ordering People,
    /// Filling in a ticket's custom fields.
    TICKET_FIELDS = "ticket.fields": ServiceDelivery Store Mail People,
    /// Answering: the text leaves the tenant.
    TICKET_ANSWER = "ticket.answer": ServiceDelivery Disclose Mail People,
    /// Passing a mail on to somebody else, with its files: the text leaves the tenant.
    MESSAGE_FORWARD = "message.forward": ServiceDelivery Disclose Mail People,
    /// Writing a note that never leaves.
    TICKET_NOTE = "ticket.note": ServiceDelivery Store Mail People,
    /// Reading one's own drafts.
    DRAFT_READ = "draft.read": ServiceDelivery Use Draft People,
    /// Keeping what one is writing.
    DRAFT_SAVE = "draft.save": ServiceDelivery Store Draft People,
    /// Throwing one's own draft away.
    DRAFT_DISCARD = "draft.discard": ServiceDelivery Erase Draft People,
    /// Searching in texts.
    TICKET_SEARCH = "ticket.search": ServiceDelivery Use Mail People,
    /// Reading one's own notices, with the subjects of their tickets.
    NOTICE_READ = "notice.read": ServiceDelivery Use Mail People,
    /// Marking one's own notices as read.
    NOTICE_MARK = "notice.mark": ServiceDelivery Store Account People,
    /// Marking tickets as unread, or read, for oneself.
    TICKET_MARK = "ticket.mark": ServiceDelivery Store Account People,
    /// Live events of the ticket list.
    TICKET_WATCH = "ticket.watch": ServiceDelivery Use Mail People,
    /// Handing out a mail's own bytes.
    MESSAGE_RAW = "message.raw": ServiceDelivery Use Mail People,
    /// Showing a mail's remote images: their addresses go to the servers that the sender named.
    MESSAGE_IMAGES = "message.images": ServiceDelivery Disclose Mail People,
    /// Handing out an attachment.
    ATTACHMENT_READ = "attachment.read": ServiceDelivery Use Mail People,
    /// Uploading a file for an answer.
    ATTACHMENT_UPLOAD = "attachment.upload": ServiceDelivery Store Mail People,
    /// Sending again, or giving up, what is in doubt.
    DELIVERY_DECIDE = "delivery.decide": ServiceDelivery Disclose Mail People,
    /// Taking an answer back while it waits for its time.
    DELIVERY_TAKE_BACK = "delivery.take_back": ServiceDelivery Store Mail People,
    /// Reading contacts.
    CONTACT_READ = "contact.read": ServiceDelivery Use Contact People,
    /// Changing a contact.
    CONTACT_CHANGE = "contact.change": ServiceDelivery Store Contact People,
    /// Reading organisations.
    ORGANISATION_READ = "organisation.read": ServiceDelivery Use Contact People,
    /// Making and changing organisations.
    ORGANISATION_SAVE = "organisation.save": ServiceDelivery Store Contact People,
    /// Removing organisations.
    ORGANISATION_DELETE = "organisation.delete": ServiceDelivery Erase Contact People,
    /// Finding out by their domains which contacts belong to an organisation.
    ORGANISATION_JOIN = "organisation.join": ServiceDelivery Store Contact Jobs,
    /// Filling in a contact's custom fields.
    CONTACT_FIELDS = "contact.fields": ServiceDelivery Store Contact People,
    /// Lists of colleagues, for assigning.
    AGENT_READ = "agent.read": ServiceDelivery Use Account People,
    /// Creating, changing, deactivating agents.
    AGENT_MANAGE = "agent.manage": Administration Store Account People,
    /// Seeing which mailboxes there are.
    MAILBOX_READ = "mailbox.read": ServiceDelivery Use Mailbox People,
    /// The operator naming an agent: at the command line any, on their pages and by token another operator.
    AGENT_FIND = "agent.find": Administration Use Account People,
    /// The operator naming a mailbox at the command line.
    MAILBOX_FIND = "mailbox.find": Administration Use Mailbox People,
    /// Connecting and changing mailboxes.
    MAILBOX_MANAGE = "mailbox.manage": Administration Store Mailbox People,
    /// Reading how a mailbox is reached; never its passwords.
    MAILBOX_INSPECT = "mailbox.inspect": Administration Use Mailbox People,
    /// Changing how a mailbox is reached: servers, sign-in, folders.
    MAILBOX_SERVERS = "mailbox.servers": Administration Store Mailbox People,
    /// Disconnecting a mailbox.
    MAILBOX_DISCONNECT = "mailbox.disconnect": Administration Erase Mailbox People,
    /// Changing the tenant's settings; creating the tenant.
    SETTINGS_CHANGE = "settings.change": Administration Store Settings People,
    /// The operator reading which tenants there are.
    TENANT_READ = "tenant.read": Administration Use Settings People,
    /// Creating a tenant.
    TENANT_CREATE = "tenant.create": Administration Store Settings People,
    /// Changing what a tenant is called and where its pages answer.
    TENANT_CHANGE = "tenant.change": Administration Store Settings People,
    /// Suspending a tenant, and serving it again.
    TENANT_SUSPEND = "tenant.suspend": Administration Store Settings People,
    /// The operator inviting the first admin of a tenant.
    TENANT_INVITE = "tenant.invite": Administration Store Credential People,
    /// Reading how the operator's own mail goes out; never its password.
    OPERATOR_MAIL_READ = "operator_mail.read": Administration Use Settings People,
    /// Sending a mail by the operator's mail server, to see that it works.
    OPERATOR_MAIL_TEST = "operator_mail.test": Administration Use Settings People,
    /// Saying that the machine's clock is right, though it stands far ahead of where it was seen last.
    CLOCK_BELIEVE = "clock.believe": Administration Store Settings People,
    /// Signing in.
    SIGN_IN = "session.create": Authentication Use Credential People,
    /// Recognising a session or an API token.
    SESSION_READ = "session.read": Authentication Use Account People,
    /// Signing out.
    SIGN_OUT = "session.end": Authentication Erase Credential People,
    /// Making a reset link for whoever says that they forgot their password.
    RESET_REQUEST = "reset.request": Authentication Use Account People,
    /// Changing one's own profile.
    PROFILE_CHANGE = "profile.change": ServiceDelivery Store Account People,
    /// Changing one's own password.
    PASSWORD_CHANGE = "password.change": Authentication Store Credential People,
    /// Making API tokens.
    TOKEN_CREATE = "token.create": Authentication Store Credential People,
    /// Withdrawing API tokens.
    TOKEN_WITHDRAW = "token.withdraw": Authentication Erase Credential People,
    /// Counting what an erasure would take along.
    ERASURE_PREVIEW = "erasure.preview": SubjectRights Use Contact People,
    /// Erasing a contact, a conversation, a message.
    ERASURE_BEGIN = "erasure.begin": SubjectRights Erase Contact People,
    /// Taking a person out of conversations that stay, under a pseudonym.
    ERASURE_PSEUDONYMISE = "erasure.pseudonymise": SubjectRights Erase Contact People,
    /// Reading what was erased, and the receipts.
    ERASURE_READ = "erasure.read": SubjectRights Use Contact People,
    /// Erasing a mailbox with its mail.
    MAILBOX_ERASE = "mailbox.erase": Administration Erase Mailbox People,
    /// Closing the tenant's account: everything is erased.
    TENANT_CLOSE = "tenant.close": Administration Erase Settings People,
    /// Handing a company's mail back to it (GDPR Art. 28(3)(g)).
    MAILBOX_EXPORT = "mailbox.export": LegalObligation Disclose Contact People,
    /// Asking for everything of a company to be put together in one file; taking that back.
    COMPANY_EXPORT_ASK = "company_export.ask": LegalObligation Disclose Mail People,
    /// Reading which such files there are.
    COMPANY_EXPORT_LIST = "company_export.list": LegalObligation Use Settings People,
    /// Putting one together.
    COMPANY_EXPORT_MAKE = "company_export.make": LegalObligation Store Mail Jobs,
    /// Handing one out.
    COMPANY_EXPORT_HAND_OUT = "company_export.hand_out": LegalObligation Disclose Mail People,
    /// Destroying one whose time has passed.
    COMPANY_EXPORT_EXPIRE = "company_export.expire": LegalObligation Erase Mail Jobs,
    /// Taking it back that the account is being closed.
    TENANT_KEEP = "tenant.keep": Administration Store Settings People,
    /// Proving by one's own password that it is oneself who decides.
    PASSWORD_PROVE = "password.prove": Authentication Use Credential People,
    /// Telling a tenant's admins that it is being closed, and sending them the receipt when it is.
    CLOSING_TELL = "closing.tell": ServiceDelivery Disclose Account Jobs,
    /// Reading legal holds.
    HOLD_READ = "hold.read": LegalObligation Use Settings People,
    /// Placing a legal hold, and looking at it again.
    HOLD_PLACE = "hold.place": LegalObligation Store Settings People,
    /// Releasing a legal hold.
    HOLD_RELEASE = "hold.release": LegalObligation Store Settings People,
    /// Ending a statutory retention whose time is over.
    HOLD_END = "hold.end": LegalObligation Store Settings Jobs,
    /// Destroying the words of a hold that was released, some time after or with what it was on.
    HOLD_FORGET = "hold.forget": LegalObligation Erase Settings Jobs,
    /// Reading retention rules.
    RETENTION_READ = "retention.read": LegalObligation Use Settings Both,
    /// Making, changing and removing retention rules.
    RETENTION_CHANGE = "retention.change": LegalObligation Store Settings Both,
    /// Counting what a retention rule would take.
    RETENTION_PREVIEW = "retention.preview": LegalObligation Use Settings People,
    /// Asking about one's own data, by the public form.
    REQUEST_ASK = "request.ask": SubjectRights Collect Request People,
    /// Proving, by the link in a mail, that the address is one's own.
    REQUEST_PROVE = "request.prove": SubjectRights Use Request People,
    /// Reading people's requests about their own data.
    REQUEST_READ = "request.read": SubjectRights Use Request People,
    /// Working on them: who it is, what is decided, notes.
    REQUEST_WORK = "request.work": SubjectRights Store Request People,
    /// Writing to whoever asked: that it takes longer, what came of it.
    REQUEST_TELL = "request.tell": SubjectRights Disclose Request People,
    /// The same as an answer in a ticket.
    REQUEST_ANSWER = "request.answer": SubjectRights Disclose Mail People,
    /// Passing a request that came to the operator on to whom it concerns.
    REQUEST_ROUTE = "request.route": SubjectRights Store Request Jobs,
    /// Confirming the receipt of a request that came by mail.
    REQUEST_CONFIRM = "request.confirm": SubjectRights Use Request Jobs,
    /// Letting a request wait for a legal hold, and taking it on when that ends.
    REQUEST_FOLLOW = "request.follow": SubjectRights Store Request Jobs,
    /// Telling whoever asked that it waits, and what came of it in the end.
    REQUEST_INFORM = "request.inform": SubjectRights Disclose Request Jobs,
    /// Finding whom a person's mails were passed on to.
    REQUEST_RECIPIENTS = "request.recipients": SubjectRights Use Mail Both,
    /// Writing down who is told of a rectification, an erasure or a restriction, and what became of that.
    RECIPIENT_NOTE = "recipient.note": SubjectRights Store Request Both,
    /// Telling somebody who got a person's data that it ends.
    RECIPIENT_TELL = "recipient.tell": SubjectRights Disclose Request Jobs,
    /// Forgetting the words of requests that were closed long ago.
    REQUEST_FORGET = "request.forget": SubjectRights Erase Request Jobs,
    /// Restricting a contact's data, and lifting that.
    CONTACT_RESTRICT = "contact.restrict": SubjectRights Store Contact People,
    /// Ending a purpose for a contact who objects.
    CONTACT_OBJECT = "contact.object": SubjectRights Store Contact People,
    /// Putting a contact's name or addresses right, at their request.
    CONTACT_RECTIFY = "contact.rectify": SubjectRights Store Contact People,
    /// Answering a restricted person all the same, for a reason that is kept with their request.
    TICKET_ANSWER_RESTRICTED = "ticket.answer_restricted": LegalObligation Disclose Mail People,
    /// Reading the audit log.
    AUDIT_READ = "audit.read": Security Use Audit People,
    /// Proving the audit log whole.
    AUDIT_VERIFY = "audit.verify": Security Use Audit Both,
    /// Handing out the audit log.
    AUDIT_EXPORT = "audit.export": Security Disclose Audit People,
    /// Removing the oldest entries of the log, whose time is over.
    AUDIT_SHORTEN = "audit.shorten": Security Erase Audit Jobs,
    /// Asking for an id that names nothing: nobody's, or another tenant's.
    ABSENT_ASK = "absent.ask": Security Use Audit People,
    /// Asking for something of another tenant: to whoever asks it is absent. In the system's log alone.
    OTHER_TENANT = "other.tenant": Security Use Audit People,
    /// Following the log for the rules that alert.
    ALERT_WATCH = "alert.watch": Security Use Audit Jobs,
    /// Raising an alert, or counting it once more.
    ALERT_RAISE = "alert.raise": Security Store Alert Jobs,
    /// Reading alerts.
    ALERT_READ = "alert.read": Security Use Alert People,
    /// Saying that an alert was looked at.
    ALERT_ACKNOWLEDGE = "alert.acknowledge": Security Store Alert People,
    /// Changing from where on the rules alert.
    ALERT_SETTINGS = "alert.settings": Security Store Alert People,
    /// Forgetting alerts that are old.
    ALERT_FORGET = "alert.forget": Security Erase Alert Jobs,
    /// New generations of keys.
    KEYS_ROTATE = "keys.rotate": Security Store Keys Both,
    /// Trying whether a company's keys can be handed over.
    KEYS_DRILL = "keys.drill": Security Use Keys People,
    /// Handing every key over to another KEK.
    KEYS_HAND_OVER = "keys.hand_over": Security Store Keys People,
    /// A batch of mails taken in.
    INTAKE_BATCH = "intake.batch": ServiceDelivery Collect Mail Jobs,
    /// Mails held back, scanned again.
    INTAKE_RESCAN = "intake.rescan": ServiceDelivery Collect Mail Jobs,
    /// Checking the signatures of mails that came in: the domains that signed them are named to the resolver.
    SENDER_CHECK = "sender.check": ServiceDelivery Store Mail Jobs,
    /// An answer handed to the mail server.
    DELIVERY_SEND = "delivery.send": ServiceDelivery Disclose Mail Jobs,
    /// What became of an answer.
    DELIVERY_REPORT = "delivery.report": ServiceDelivery Store Mail Jobs,
    /// Telling agents of what happened: their choices are opened, no mail.
    NOTICE_MAKE = "notice.make": ServiceDelivery Use Account Jobs,
    /// Handing a mail with notices to the operator's mail server.
    NOTICE_MAIL = "notice.mail": ServiceDelivery Disclose Account Jobs,
    /// Building the full-text index.
    INDEX_BUILD = "index.build": ServiceDelivery Use Mail Jobs,
    /// A step of an erasure.
    ERASURE_STEP = "erasure.step": SubjectRights Erase Mail Jobs,
    /// Reaching a mailbox.
    MAILBOX_CONNECT = "mailbox.connect": ServiceDelivery Use Mailbox Jobs,
    /// Keeping what a provider gives in the place of a token that ends.
    MAILBOX_REFRESH = "mailbox.refresh": ServiceDelivery Store Mailbox Jobs,
    /// Asking for what is held about a contact to be put together for them; taking that back.
    ACCESS_EXPORT_ASK = "access_export.ask": SubjectRights Disclose Contact People,
    /// Reading which exports of a contact there are.
    ACCESS_EXPORT_LIST = "access_export.list": SubjectRights Disclose Contact People,
    /// Putting together what is held about a contact.
    ACCESS_EXPORT_MAKE = "access_export.make": SubjectRights Store Mail Jobs,
    /// Handing it to an admin, who hands it to the contact.
    ACCESS_EXPORT_HAND_OUT = "access_export.hand_out": SubjectRights Disclose Contact People,
    /// Making the link by which a contact gets it.
    ACCESS_EXPORT_LINK = "access_export.link": SubjectRights Disclose Contact Both,
    /// Handing it to whoever has that link.
    ACCESS_EXPORT_HAND_OVER = "access_export.hand_over": SubjectRights Disclose Contact Jobs,
    /// Taking in an export that a person brought from elsewhere.
    PERSON_IMPORT = "person.import": SubjectRights Store Mail Jobs,
    /// Destroying an export whose time has passed.
    ACCESS_EXPORT_EXPIRE = "access_export.expire": SubjectRights Erase Mail Jobs,
    /// Deciding about what needs one's consent.
    CONSENT_DECIDE = "consent.decide": ServiceDelivery Store Account People,
    /// Reading what was written of news about the product, and what became of it.
    NEWS_READ = "news.read": Administration Use Settings People,
    /// Writing news about the product.
    NEWS_WRITE = "news.write": Administration Store Settings People,
    /// Sending it to those who consent.
    NEWS_SEND = "news.send": Administration Store Settings People,
    /// Writing to somebody who consents.
    NEWS_TELL = "news.tell": ProductNews Disclose Account Jobs,
    /// Taking back a consent by the link in a mail.
    NEWS_LEAVE = "news.leave": ProductNews Store Account Jobs,
    /// Reading what became of letters with news.
    NEWS_LETTERS = "news.letters": Administration Use Account People,
    /// Having a letter of which nobody knows whether it arrived sent once more.
    LETTER_AGAIN = "letter.again": Administration Store Settings People,
    /// Saying that such a letter arrived.
    LETTER_ARRIVED = "letter.arrived": Administration Store Settings People,
    /// Having a letter that was refused or came back sent anew.
    LETTER_ANEW = "letter.anew": Administration Store Settings People,
    /// Saying that whoever such a letter did not reach was told in another way.
    LETTER_TOLD = "letter.told": Administration Store Settings People,
    /// Ending a consent because a request about an account was granted.
    CONSENT_RIGHT = "consent.right": SubjectRights Store Account Jobs,
    /// Keeping what was counted of people who consent.
    USAGE_KEEP = "usage.keep": UsageAnalysis Collect Usage Jobs,
    /// Summing a day up.
    USAGE_SUM = "usage.sum": UsageAnalysis Use Usage Jobs,
    /// Forgetting what was counted.
    USAGE_FORGET = "usage.forget": UsageAnalysis Erase Usage Jobs,
    /// Reading sums.
    USAGE_READ = "usage.read": UsageAnalysis Use Usage People,
    /// Asking for what is held about one's own account.
    ACCOUNT_EXPORT_ASK = "account_export.ask": ServiceDelivery Use Account People,
    /// Putting it together for whoever asked, and for nobody else.
    ACCOUNT_EXPORT_MAKE = "account_export.make": SubjectRights Disclose Account Jobs,
    /// Asking the operator about one's own account.
    ACCOUNT_REQUEST_ASK = "account_request.ask": ServiceDelivery Use Account People,
    /// Keeping what an agent asked, as a case with the operator.
    ACCOUNT_REQUEST_KEEP = "account_request.keep": SubjectRights Collect Request Jobs,
    /// Showing agents what they asked, and the answers.
    ACCOUNT_REQUEST_SHOW = "account_request.show": SubjectRights Use Request Jobs,
    /// Putting an account right, at its agent's request.
    ACCOUNT_RECTIFY = "account.rectify": SubjectRights Store Account Jobs,
    /// Erasing an account, at its agent's request.
    ACCOUNT_ERASE = "account.erase": SubjectRights Erase Account Jobs,
    /// Beginning a backup of everything, as it lies there.
    BACKUP_MAKE = "backup.make": Administration Store Settings Jobs,
    /// Removing backups whose time is over.
    BACKUP_REMOVE = "backup.remove": Administration Erase Settings Jobs,
    /// Serving what was restored from a backup, after what was erased since was erased again.
    BACKUP_RESTORE = "backup.restore": Administration Store Settings Jobs,
    /// Reading the register of sub-processors with its history, and what companies object to.
    REGISTER_READ = "register.read": Administration Use Settings People,
    /// Changing the register of sub-processors.
    REGISTER_CHANGE = "register.change": Administration Store Settings People,
    /// Telling a company's admins of a sub-processor.
    REGISTER_TELL = "register.tell": LegalObligation Disclose Account Jobs,
    /// Objecting to a sub-processor.
    OBJECTION_MAKE = "objection.make": Administration Store Settings People,
    /// Keeping an objection, with whoever runs Deskhero.
    OBJECTION_KEEP = "objection.keep": LegalObligation Store Settings Jobs,
    /// Forgetting the objections of a company that is gone.
    OBJECTION_FORGET = "objection.forget": LegalObligation Erase Settings Jobs,
    /// Reading what the company instructs its processor.
    INSTRUCTION_READ = "instruction.read": Administration Use Settings People,
    /// Instructing its processor.
    INSTRUCTION_CHANGE = "instruction.change": Administration Store Settings People,
    /// Reading whether data stays in the European Economic Area.
    RESIDENCY_READ = "residency.read": Administration Use Settings People,
    /// Saying whether data stays in the European Economic Area.
    RESIDENCY_CHANGE = "residency.change": Administration Store Settings People,
    /// Sending data out of the European Economic Area, as it is refused where the company keeps its data there.
    RESIDENCY_LEAVE = "residency.leave": ServiceDelivery Use Settings Jobs,
    /// Reading which accesses to a company the operator asked for, has and had.
    OPERATOR_ACCESS_LIST = "operator_access.list": Administration Use Settings People,
    /// Asking for access to a company's mail: its admins decide.
    OPERATOR_ACCESS_ASK = "operator_access.ask": Administration Store Settings People,
    /// Opening an access: by the company's admin, or at once where the reason is safety or the law.
    OPERATOR_ACCESS_OPEN = "operator_access.open": Administration Store Settings People,
    /// Saying no to an access that was asked for.
    OPERATOR_ACCESS_REFUSE = "operator_access.refuse": Administration Store Settings People,
    /// Ending an access before its time.
    OPERATOR_ACCESS_END = "operator_access.end": Administration Store Settings People,
    /// Reading conversations of a company, while an access is open.
    OPERATOR_ACCESS_READ = "operator_access.read": OperatorAccess Use Mail People,
    /// Reading the register of incidents.
    INCIDENT_LIST = "incident.list": Administration Use Settings People,
    /// Writing an incident down.
    INCIDENT_OPEN = "incident.open": Administration Store Settings People,
    /// Adding to what is known of an incident.
    INCIDENT_CHANGE = "incident.change": Administration Store Settings People,
    /// Noting that an authority was told, or why none has to be.
    INCIDENT_REPORT = "incident.report": Administration Store Settings People,
    /// Telling the companies that an incident is about.
    INCIDENT_TELL = "incident.tell": Administration Store Settings People,
    /// Keeping what may prove something, or ending that.
    INCIDENT_FREEZE = "incident.freeze": Administration Store Settings People,
    /// Handing out everything about an incident, with the logs of its time.
    INCIDENT_BUNDLE = "incident.bundle": Administration Store Settings People,
    /// Opening incidents where a rule found an attack, and reminding of reports.
    INCIDENT_WATCH = "incident.watch": LegalObligation Store Settings Jobs,
    /// Telling a company of an incident.
    INCIDENT_NOTICE = "incident.notice": LegalObligation Store Settings Jobs,
    /// Showing a company what it was told of incidents.
    INCIDENT_SHOW = "incident.show": LegalObligation Use Settings Jobs,
    /// Reading what the company was told of incidents.
    INCIDENT_READ = "incident.read": Administration Use Settings People,
    /// Reading assessments of this system.
    ASSESSMENT_LIST = "assessment.list": Administration Use Settings People,
    /// Beginning, answering and finishing an assessment, and writing down what somebody else found.
    ASSESSMENT_CHANGE = "assessment.change": Administration Store Settings People,
    /// Reminding operators that an assessment or a review is due.
    ASSESSMENT_REMIND = "assessment.remind": LegalObligation Store Settings Jobs,
    /// Reading reviews of who has access.
    REVIEW_LIST = "review.list": Administration Use Settings People,
    /// Beginning, deciding and finishing a review of who has access.
    REVIEW_CHANGE = "review.change": Administration Store Settings People,
    /// Deactivating an operator whom a review does not confirm: every way in ends.
    OPERATOR_REMOVE = "operator.remove": Administration Erase Credential People,
    /// Reading what authorities ask of companies.
    DISCLOSURE_LIST = "disclosure.list": Administration Use Settings People,
    /// Writing down what an authority asks for.
    DISCLOSURE_ASK = "disclosure.ask": Administration Store Settings People,
    /// Approving that it is handed out.
    DISCLOSURE_APPROVE = "disclosure.approve": Administration Store Settings People,
    /// Refusing it.
    DISCLOSURE_REFUSE = "disclosure.refuse": Administration Store Settings People,
    /// Registering what is handed out.
    DISCLOSURE_MADE = "disclosure.made": Administration Store Settings People,
    /// Handing mails of a company to an authority.
    DISCLOSURE_HAND_OUT = "disclosure.hand_out": LegalObligation Disclose Mail People,
    /// Telling a company of it, when it may know.
    DISCLOSURE_TELL = "disclosure.tell": LegalObligation Store Settings Jobs,
    /// Showing a company what was handed out.
    DISCLOSURE_SHOW = "disclosure.show": LegalObligation Use Settings Jobs,
    /// Reading one's own plan, billing details and invoices.
    BILLING_READ = "billing.read": Administration Use Billing People,
    /// Changing one's own plan or billing details.
    BILLING_CHANGE = "billing.change": Administration Store Billing People,
    /// Beginning to pay one of one's own invoices, or coming back from it.
    BILLING_PAY = "billing.pay": Administration Store Billing People,
    /// Beginning, moving on and reading a company's plan, for an invoice.
    BILLING_FOLLOW = "billing.follow": LegalObligation Store Billing Jobs,
    /// Reading all invoices.
    INVOICE_LIST = "invoice.list": Administration Use Billing People,
    /// Noting that an invoice was paid.
    INVOICE_PAY = "invoice.pay": Administration Store Billing People,
    /// Noting what a provider of payments says of an invoice.
    INVOICE_SETTLE = "invoice.settle": LegalObligation Store Billing Jobs,
    /// Making a credit note.
    INVOICE_CREDIT = "invoice.credit": Administration Store Billing People,
    /// Making an invoice.
    INVOICE_MAKE = "invoice.make": LegalObligation Store Billing Jobs,
    /// Showing a company its invoices, or sending one.
    INVOICE_SHOW = "invoice.show": LegalObligation Use Billing Jobs,
    /// Ending invoices whose term is over.
    INVOICE_END = "invoice.end": LegalObligation Erase Billing Jobs,
}
