# Alerts: what the rules on the audit log found
alerts-title = Alerts
alerts-intro = Rules follow the audit log and alert when something is out of the ordinary. An alert accuses nobody: somebody looks at it, and says here what came of it.
alerts-intro-system = What rules found in the log of this system, and about the logs of companies. What companies’ own people do there is told to their admins.
alerts-empty = Nothing is waiting to be looked at.
alerts-empty-hint = When a rule finds something, it stands here within a minute, and admins get a mail where operator mail is set up.
alerts-empty-acknowledged = Nothing has been looked at yet.
alerts-older = Older alerts
alerts-all = All alerts
alerts-times = { $count } times
alerts-who-operator = Whoever runs this service
alerts-who-company = An account of a company
alerts-who-gone = A former agent
alerts-who-log = The log itself
alerts-who-nobody = A retention rule
alerts-who-mailbox = A disconnected mailbox
alerts-who-request = A request about somebody’s data
alerts-who-hold = A legal hold
alerts-about = About:
alerts-found = What was found
alerts-counted = Counted
alerts-first = First
alerts-last = Last
alerts-entries = Entries of the audit log
alerts-entries-more = The newest fifty.
alerts-entry = Entry { $number }
alerts-look = Looked at
alerts-looked = Looked at
alerts-note = What came of it
alerts-note-hint = It stays with the alert for a year. The next time that the rule finds something is another alert.
alerts-acknowledge = I have looked at it
alerts-settings = Thresholds
alerts-settings-intro = From where on the rules alert. Every change stands in the audit log under a version of its own.
alerts-bulk-hint = A conversation or a person counts once, however often it is opened. What a list shows counts a twenty-fifth, what is loaded ahead and files a fifth.
alerts-bulk-records = Conversations and people, at most
alerts-bulk-minutes = Within minutes
alerts-others = Exports and refusals
alerts-exports = Exports of one account within an hour, at most
alerts-refusals = Refusals of one account, at most
alerts-refusal-minutes = Within minutes
alerts-hours = Working hours
alerts-hours-hint = Whoever opens a conversation or a person, searches or exports outside of them raises an alert.
alerts-hours-on = Alert outside of working hours
alerts-hours-from = From
alerts-hours-until = Until
alerts-hours-zone = Time zone
alerts-hours-days = Days
alerts-save = Save thresholds
alerts-version = Version { $number }
alert-state-open = Open
alert-state-acknowledged = Looked at
alert-rule-retention-notice = A retention rule waits: its notice reached nobody
alert-rule-mailbox-ends = The mail of a disconnected mailbox is going to be erased
alert-rule-request-due = A request is due soon
alert-rule-hold-review = A legal hold is to be looked at again
alert-rule-returns = The mailbox of operator mail cannot be read
alert-rule-bulk-reading = Bulk reading
alert-rule-exports = Many exports
alert-rule-off-hours = Reading outside of working hours
alert-rule-other-tenant = Another company’s data asked for
alert-rule-absent = One id after the other that is not there
alert-rule-refusals = Refused again and again
alert-rule-operator = The operator opened data
alert-rule-checkpoint = The log is not the one that was signed
alert-rule-signing = The log cannot be signed
alert-rule-entry = An entry of the log was changed
alert-rule-clock = The clock stands far ahead
alert-why-retention-notice = The notice of a retention rule reached no admin. Nobody could know of it, so it waits: what it would erase is kept for longer than the company said.
alert-why-mailbox-ends = A mailbox was disconnected, or its provider’s permission ended. What it took in is erased for good when its days are over, thirty at most, in backups too. Deskhero cannot send mail of its own here, so this stands in the place of the letters that admins get after the first, the seventh and the twenty-first day.
alert-why-request-due = Somebody asked about their own data and has no answer yet. The law gives a month. Deskhero cannot send mail of its own here, so this stands in the place of the letters that admins get after 20 and after 28 days.
alert-why-hold-review = The day has come that was named when the hold was placed. A hold keeps data that would be erased otherwise, and only as long as its reason lasts.
alert-why-returns = For an hour the mailbox named under operator_mail.returns_host could not be read. Until it can, letters that are in doubt stay so, and nobody is told which came back.
alert-why-bulk-reading = One account, or a token of it, opened more conversations and people in a short time than is ordinary.
alert-why-exports = One account handed out more exports within an hour than is ordinary.
alert-why-off-hours = Somebody opened a conversation or a person, searched or exported outside of the hours that the company works.
alert-why-other-tenant = Somebody who is signed in at one company named ids of another company’s: two or more within an hour, or one by a programme or to do something with it. They were told that there is no such thing. Their company is not told either whose an id is.
alert-why-absent = One account asked within an hour for more ids than is ordinary that name nothing of the company. It may be guessing them, or have them from elsewhere.
alert-why-refusals = One account asked again and again for what it may not have.
alert-why-operator = Whoever runs this service opened something of the company. Each time is told of.
alert-why-checkpoint = What lies in the second place of checkpoints is not what stands in the database: entries were changed, or the log was cut.
alert-why-signing = The head of the log could not be signed or written to its second place.
alert-why-entry = An entry does not open: it is not what was written.
alert-why-clock = The machine’s clock stands more than three days ahead of where it was seen last. A wrong clock would end every term at once, so none ends for now: not of retention rules, statutory retentions, disconnected mailboxes, closed accounts or old backups.
alert-do-retention-notice = Under Retention, the rule that waits is marked. Admins: see to it that an admin is active and has an address that takes mail. Operator: see to it that operator mail goes out. The notice then begins anew by itself.
alert-do-mailbox-ends = Under Mailboxes, the mailbox shows the day. Until then, whoever wants to keep its mail connects it again or exports it.
alert-do-request-due = Under Requests, the one that is due next stands first. Decide it, carry it out, and send the letter; or extend its time with a reason.
alert-do-hold-review = Under Erasures, the holds that are due are marked. Release those whose reason is over; of the others, say when they are looked at again.
alert-do-returns = “deskhero check” says what is wrong: the server, its certificate, or the password. As soon as it can be read, everything goes on by itself.
alert-do-bulk-reading = Ask the person whether it was them. If nobody knows of it, deactivate the account and withdraw its tokens.
alert-do-exports = Ask the person whether it was them, and for which request.
alert-do-off-hours = Ask the person whether it was them.
alert-do-other-tenant = An id like that is not come by in ordinary work: find out how the account came by it. One page that is opened by a link that somebody sent raises no alert.
alert-do-absent = Ask the person, or whoever runs the programme, where the ids are from. A list that is out of date does it, too. If nobody knows of it, deactivate the account and withdraw its tokens.
alert-do-refusals = It may be a programme with too small a role, or somebody trying doors.
alert-do-operator = Ask the operator what it was for, and keep the answer here.
alert-do-checkpoint = The operator proves the log with “deskhero audit verify” and finds out who could write to the database.
alert-do-signing = The operator looks at the folder of checkpoints: is it there, writable, not full?
alert-do-entry = The operator proves the log with “deskhero audit verify” and finds out who could write to the database.
alert-do-clock = Compare the machine’s clock. If it is wrong, set it right: all goes on at once. If it is right, because nothing ran for days, say so with “deskhero clock --believe”, or wait: after a day of running it is believed.
alert-count-request-due = { $count ->
    [one] { $count } notice
   *[other] { $count } notices
}
alert-count-hold-review = { $count ->
    [one] { $count } look
   *[other] { $count } looks
}
alert-count-returns = { $count ->
    [one] { $count } failure
   *[other] { $count } failures
}
alert-count-mailbox-ends = { $count ->
    [one] { $count } notice
   *[other] { $count } notices
}
alert-count-retention-notice = { $count ->
    [one] { $count } rule
   *[other] { $count } rules
}
alert-count-bulk-reading = { $count ->
    [one] { $count } conversation or person
   *[other] { $count } conversations and people
}
alert-count-exports = { $count ->
    [one] { $count } export
   *[other] { $count } exports
}
alert-count-off-hours = { $count ->
    [one] once
   *[other] { $count } times
}
alert-count-other-tenant = { $count ->
    [one] { $count } request
   *[other] { $count } requests
}
alert-count-absent = { $count ->
    [one] { $count } id
   *[other] { $count } ids
}
alert-count-refusals = { $count ->
    [one] { $count } refusal
   *[other] { $count } refusals
}
alert-count-operator = { $count ->
    [one] { $count } thing opened
   *[other] { $count } things opened
}
alert-count-checkpoint = { $count ->
    [one] once
   *[other] { $count } times
}
alert-count-signing = { $count ->
    [one] once
   *[other] { $count } times
}
alert-count-entry = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
alert-count-clock = { $count ->
    [one] once
   *[other] { $count } times
}
nav-alerts = Alerts
nav-alerts-open = { $count ->
    [one] one to look at
   *[other] { $count } to look at
}
rule-alert-number = This number is outside of what is possible.
rule-alert-hours = Working hours need at least one day, and cannot be all of the time.
mail-alert-subject = Alert: { $what }
mail-alert-text = Hello { $name },

    a rule on the audit log of { $company } found something: { $what }.

    Please look at it and say there what came of it:
    { $link }

    There is one mail for each alert; what is found again within an hour is counted on it.
audit-version = Version { $number }
field-bulk_records = Conversations and people
field-bulk_minutes = Minutes of bulk reading
field-exports = Exports
field-refusals = Refusals
field-refusal_minutes = Minutes of refusals
field-zone = Time zone
field-hours = Working hours
field-note = What came of it
