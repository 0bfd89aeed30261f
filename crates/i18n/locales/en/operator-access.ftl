nav-operator-access = Operator access
nav-operator-accesses = Access
operator-access-title = Operator access
operator-access-intro = Whoever runs this Deskhero cannot read your conversations. They can ask for access for an hour at most, for one of three reasons: you asked for help, the service’s safety, or a law. Where you asked for help, one of you lets them in. Whatever they open stands in your audit log.
operator-access-none = Nobody has asked for access to your conversations.
operator-access-who = Who
operator-access-reason = Reason
operator-access-reason-security = Safety of the service
operator-access-reason-support-requested = The company asked for help
operator-access-reason-legal = A law demands it
operator-access-length = How long
operator-access-asked = Asked
operator-access-opened = Opened
operator-access-until = Until
operator-access-ended = Ended
operator-access-state-asked = waits for an admin
operator-access-state-open = open now
operator-access-state-expired = over
operator-access-state-ended = ended
operator-access-state-refused = refused
operator-access-state-lapsed = lapsed
operator-access-decide = They can read nothing before you let them in. They find conversations by number and subject, and can change and download nothing.
operator-access-decided = It was decided, or is over.
operator-access-approve = Let them in
operator-access-refuse = Refuse
operator-access-end = End now
operator-access-seen = What was seen, in the audit log
operator-access-older = Older
operator-access-operator-title = Access to companies
operator-access-operator-intro = You cannot read what companies write and receive. Where it is needed, ask for access to one company, for an hour at most. The company sees that you asked, why, and each thing that you open.
operator-access-operator-none = No access has been asked for.
operator-access-ask = Ask for access
operator-access-company = Company
operator-access-length-ask = Minutes, 60 at most
operator-access-words = What for
operator-access-words-hint = The company reads this. Name no more people than it takes.
operator-access-password = Your password
operator-access-ask-send = Ask
operator-access-waits = It waits for an admin of the company. After a day it lapses.
operator-access-take-back = Take back
operator-access-find = Find a conversation
operator-access-find-hint = By number, or by words of its subject. Twenty are shown at most.
operator-access-find-send = Find
operator-access-found-none = Nothing was found.
operator-access-found-more = There are more. Another word finds them.
operator-access-logged = That you opened this stands in the company’s audit log, with your name and the reason.
operator-access-note = note
operator-access-files = Files, which are not handed out:
field-minutes = Minutes
rule-sixty-minutes = must be from 1 to 60
act-operator-access-list = Looked at the operator’s accesses
act-operator-access-ask = Asked for access to conversations
act-operator-access-open = Opened an access of the operator
act-operator-access-refuse = Refused an access of the operator
act-operator-access-end = Ended an access of the operator
act-operator-access-read = Read conversations as the operator
audit-purpose-operator_access = Access of the operator
audit-reason-no_access = no access is open
access-page-purpose-operator-access = The operator looking into conversations for a while: for safety, at the company’s request, or by law
alert-rule-operator-asks = The operator asks for access
alert-rule-operator-access = The operator has access
alert-why-operator-asks = Whoever runs this service asks to read conversations, because the company asked for help.
alert-why-operator-access = Whoever runs this service may read conversations for an hour at most: for the service’s safety, or because a law demands it.
alert-do-operator-asks = Read the reason under Operator access, and let them in or refuse. Nothing opens before.
alert-do-operator-access = Read the reason under Operator access, and end it there if you do not agree.
verify-accesses = { $n } accesses and readings of the operator: for one of three reasons, an hour at most, let in where that is needed, and each reading under one that was open
verify-fault-access-reason = an access for another reason than the three
verify-fault-access-long = an access for more than an hour
verify-fault-access-not-let-in = an access that the company did not let in
verify-fault-access-not-logged = an access whose opening is not in the log
verify-fault-read-without-access = something read without an open access
operator-access-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
alert-count-operator-asks = { $count ->
    [one] asked once
   *[other] asked { $count } times
}
alert-count-operator-access = { $count ->
    [one] opened once
   *[other] opened { $count } times
}
clause-55 = People look in for safety or to help, and for nothing else
clause-56 = Nobody looks in to train a model
