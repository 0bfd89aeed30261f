# What is held about a person: the page in the export.
access-page-title = Your personal data
access-page-intro = This is what { $company } holds about { $name } in its helpdesk, as of { $at }. It was put together because you have a right to it (GDPR, Articles 15 and 20). Everything in it is also there for programs, in the files named at the end.
access-page-contents = Contents
access-page-person = About you
access-page-use = Why and how it is used
access-page-requests = What you asked about your data
access-page-told = Who had got it, and was told
access-page-access = Who opened it
access-page-access-intro = Each time something of yours is opened in the helpdesk, that is logged. Here is how often, by month. Staff are not named.
access-page-tickets = Your conversations
access-page-no-tickets = There are none.
access-page-files = The files
access-page-name = Name
access-page-emails = Addresses
access-page-phone = Phone
access-page-organisation = Organisation
access-page-remark = Remark
access-page-first-seen = First seen
access-page-state = State
access-page-state-active = In use
access-page-state-restricted = Restricted: it is stored and not used
access-page-yes = Yes
access-page-no = No
access-page-purpose = Purpose
access-page-basis = Legal basis
access-page-kept = Kept
access-page-month = Month
access-page-by = By
access-page-objects = Items opened
access-page-last = Last time
access-page-purpose-service-delivery = Answering your mail
access-page-purpose-authentication = Signing people in
access-page-purpose-security = Keeping the service safe
access-page-purpose-administration = Running the account
access-page-purpose-subject-rights = Your rights
access-page-purpose-legal-obligation = Legal duties
access-page-basis-consent = Your consent (Art. 6(1)(a) GDPR)
access-page-basis-contract = Contract, or steps before one (Art. 6(1)(b) GDPR)
access-page-basis-legal-obligation = Legal obligation (Art. 6(1)(c) GDPR)
access-page-basis-legitimate-interest = Legitimate interest (Art. 6(1)(f) GDPR)
access-page-kept-ticket = As long as the conversation, which the company’s retention rule ends
access-page-kept-contact = As long as you have a conversation
access-page-kept-account = As long as the account
access-page-kept-mailbox = As long as the mailbox is connected
access-page-kept-tenant = As long as the company uses the service
access-page-kept-session = Until it expires
access-page-kept-work = Until the work is done
access-page-kept-notice = Thirty days at most
access-page-kept-export = Seven days
access-page-kept-alert = A year after it was last found
access-page-kept-audit = For some years, as the operator says, fifteen at most
access-page-kept-installation = As long as the service
access-page-recipients = Who gets it
access-page-recipient-operator = Whoever runs this helpdesk for the company, as its processor
access-page-recipient-mail-google = Google, which runs a mailbox of the company
access-page-recipient-mail-microsoft = Microsoft, which runs a mailbox of the company
access-page-recipient-mail-server = The mail server of the company’s mailbox
access-page-recipient-virus-scanner = A virus scanner
access-page-recipient-passed-on = { $n ->
    [one] Somebody to whom one mail of your conversations was passed on
   *[other] Others to whom { $n } mails of your conversations were passed on
}
access-page-sources = Where it comes from
access-page-source-you = { $n ->
    [one] One mail of yours
   *[other] { $n } mails of yours
}
access-page-source-others = { $n ->
    [one] One mail of somebody else that you were sent
   *[other] { $n } mails of others that you were sent
}
access-page-source-staff = { $n ->
    [one] One answer or note of the company
   *[other] { $n } answers and notes of the company
}
access-page-rights = Your rights
access-page-right-art-15 = Access to your data (Art. 15 GDPR)
access-page-right-art-16 = Correction of what is wrong (Art. 16 GDPR)
access-page-right-art-17 = Erasure (Art. 17 GDPR)
access-page-right-art-18 = Restriction of what is done with it (Art. 18 GDPR)
access-page-right-art-20 = Your data in a form that you can take elsewhere (Art. 20 GDPR)
access-page-right-art-21 = Objection to its use (Art. 21 GDPR)
access-page-right-art-7-3 = Withdrawal of a consent that you gave (Art. 7(3) GDPR)
access-page-right-art-77 = Complaint to a supervisory authority (Art. 77 GDPR)
access-page-no-subject = (no subject)
access-page-not-own = Somebody else’s conversation, in which you took part
access-page-history = What happened
access-page-inbound = Mail
access-page-outbound = Answer
access-page-note = Note
access-page-author-you = You
access-page-author-other = Somebody else
access-page-by-staff = Staff
access-page-by-system = The system
access-page-by-operator = The operator
access-page-by-nobody = Somebody who had not signed in
access-page-to = To
access-page-mail = The mail itself (.eml)
access-page-delivery-queued = Waiting to be sent
access-page-delivery-sending = Being sent
access-page-delivery-sent = Sent
access-page-delivery-bounced = Did not arrive:
access-page-delivery-failed = Could not be sent:
access-page-delivery-in-doubt = Perhaps sent
access-page-left-messages = { $n ->
    [one] One mail between the company and somebody else, in your conversations, is left out: it is about that person.
   *[other] { $n } mails between the company and others, in your conversations, are left out: they are about those people.
}
access-page-left-notes = { $n ->
    [one] One note of the company that names somebody else is left out.
   *[other] { $n } notes of the company that name somebody else are left out.
}
access-page-left-remark = The company’s remark about you is left out, because it names somebody else.
access-page-file-json = everything, for programs
access-page-file-schema = what data.json means (JSON Schema)
access-page-file-tickets = your conversations as a table
access-page-file-messages = what was written, as a table
access-page-file-mbox = every mail, for mail programs
access-page-file-sums = proves that the files are whole
access-page-what-status = Status
access-page-what-snoozed = Put aside
access-page-what-priority = Priority
access-page-what-assignee = Given to somebody of the staff
access-page-what-team = Given to a team
access-page-what-mailbox = Moved to another mailbox
access-page-what-tag-added = Tag put on
access-page-what-tag-removed = Tag taken off
access-page-what-follower-added = Followed by somebody of the staff
access-page-what-follower-removed = Followed no more by somebody of the staff
access-page-what-requester = Made another person’s conversation
access-page-what-field = Field changed
access-page-what-merged = Another conversation was merged into it
access-page-what-merged-into = Merged into another conversation
access-page-what-unmerged = A merge was undone
access-page-what-split-off = Messages went to a conversation of their own
access-page-what-split-from = Split off another conversation

# The pages on which an admin asks for it, and the person gets it.
access-title = Personal data
access-of = Personal data of { $name }
access-open = Personal data…
access-intro = Everything that is held about this person, as one ZIP for them: readable pages, their mails and files, and the same for programs. What is about other people is left out.
access-ask = Put it together
access-language = Language of its pages
access-none = Nobody has asked for it yet. Put it together when the person asks what you hold about them; you have one month to answer.
access-waiting = Waits its turn
access-making = Being put together: { $percent } %
access-ready = Ready since
access-failed = Could not be put together. Ask for it again; what went wrong stands in the operator’s log.
access-goes = Is deleted on
access-download = Download ({ $size })
access-withdraw = Delete
access-withdraw-ask = Delete this export? The person’s data itself stays as it is.
access-asked = Asked for on
access-reload = Look again
access-back = Back to the conversation
access-link-title = Your personal data
access-link-intro = Here you get what { $company } holds about you in its helpdesk, as a ZIP with readable pages, your mails and files.
access-link-careful = It holds your correspondence. Keep it where nobody else finds it.
access-link-until = This link works until
access-link-gone = This link leads nowhere
access-link-gone-hint = It may have run out, or been replaced by a newer one. Ask the company that sent it to you.
access-page-kept-request = until a year after your request was closed
