nav-assessments = Assessments
nav-access-reviews = Access reviews
assess-title = Assessments
assess-intro = At least every 90 days this system is assessed: the program looks at what it can see, you answer the rest, and the report is signed. Each item names the requirement of the OWASP ASVS 4.0.3 that it gives evidence for.
assess-due = The next one is due by
assess-overdue = The next one was due by
assess-none = Nothing has been assessed yet.
assess-failed = { $count ->
    [one] { $count } not in order
   *[other] { $count } not in order
}
assess-run = Begin an assessment
assess-run-again = Look again
assess-run-hint = The program looks at everything that it can see. What you have answered stays.
assess-external = Write down an external test
assess-external-hint = A penetration test, or another look from outside. It is signed at once and kept.
assess-on = Ended on
assess-by = By whom
assess-summary = What was tested and found
assess-open = Findings that are still open
assess-open-none = none
assess-external-send = Write down
assess-kind-own = Self-assessment
assess-kind-external = External test
assess-state-open = open
assess-state-finished = finished
assess-by-shell = at the command line
assess-begun = Begun
assess-answer-hint = A no, or something that is not in order, needs a note: what is done about it, and until when.
assess-asked = Answered by a person
assess-looked = Seen by the program
assess-evidence = Seen:
assess-waits = waits
assess-note = Note
assess-note-what = What is done about it
assess-until = Until
assess-save = Save
assess-finish = Save and finish
assess-finish-hint = The report is signed then, and nothing changes any more.
assess-download = Download the signed report
assess-download-hint = Its exact text, with the signature and the key that proves it.
assess-result-passed = in order
assess-result-failed = not in order
assess-result-yes = yes
assess-result-no = no
assess-result-not-applicable = not applicable
assess-item-password-length = Passwords are long enough, and may be very long
assess-item-sign-in-limits = Whoever guesses passwords has to wait longer and longer
assess-item-password-hashes = Every stored password is hashed as slowly as is asked for today
assess-item-session-length = A session without use ends within thirty days
assess-item-session-cookies = Session cookies are bound to their host, and no script reads them
assess-item-operator-tokens = No operator’s token has been unused for ninety days
assess-item-at-rest = What is personal is sealed where it lies
assess-item-audit-log = The audit log is whole
assess-item-backups = The newest backup is as young as the plan says
assess-item-documents = Every document was released again within a year
assess-item-terms = What has a term is erased when it ends
assess-item-browser-tls = Browsers reach the pages by TLS alone
assess-item-mail-tls = Mail servers are reached by TLS alone
assess-item-virus-scan = Incoming mail is scanned for viruses
assess-item-refused-hosts = Nothing was on its way to a host that the register does not name
assess-item-page-policy = Pages run no script but their own, and nobody frames them
assess-item-page-headers = Browsers guess no types and tell no addresses
assess-item-promises = The last check found no promise broken
assess-item-threats = Threats were thought through for what changed
assess-item-key-holders = It is known who holds which key, and how each is replaced
assess-item-admin-access = Whoever reaches the servers proves it with two factors
assess-item-restore-tried = A backup was put back on trial
assess-item-tls-tested = The TLS of the address was tested from outside
assess-item-alerts-read = Somebody reads alerts within a working day
assess-item-hardened = Servers are set up as hardened as their makers advise
assess-item-up-to-date = Deskhero and everything under it is up to date
review-title = Access reviews
review-intro = Go through who has access: each person and each token is confirmed or removed. The report is signed and kept. Twice a year is a good habit.
review-intro-operators = At least every 90 days each operator and each of their tokens is confirmed or removed. The report is signed and kept.
review-old = The last review of who has access is more than 180 days ago.
review-none = Nothing has been gone through yet.
review-one = Access review
review-lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
review-removed = { $count ->
    [one] { $count } removed
   *[other] { $count } removed
}
review-waiting = { $count ->
    [one] { $count } waits
   *[other] { $count } wait
}
review-begin = Begin a review
review-as-of = As it was
review-teams = Teams:
review-since = there since
review-used = last used
review-never-seen = never signed in
review-sessions = { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}
review-token = Token
review-keep = Confirm
review-remove = Remove
review-remove-what = { $name } is deactivated at once: signed out everywhere, and every token of theirs stops working.
review-remove-token = The token { $name } stops working at once.
review-finish-hint = Every line is decided. The report is signed, and nothing changes any more.
review-finish = Finish the review
review-decision-kept = confirmed
review-decision-removed = removed
rule-review-own = cannot be made about yourself: somebody else removes you
mail-assessment-due-subject = An assessment of Deskhero is due by { $day }
mail-assessment-due-text = Hello { $name },

    every 90 days the system is assessed. The next assessment is to be finished by { $day }.

    { $link }
mail-assessment-overdue-subject = An assessment of Deskhero is overdue
mail-assessment-overdue-text = Hello { $name },

    the assessment of the system was to be finished by { $day }. Until it is, the promise of regular assessments is broken.

    { $link }
mail-review-due-subject = A review of the operators is due by { $day }
mail-review-due-text = Hello { $name },

    every 90 days it is gone through which operators and tokens have access. The next review is to be finished by { $day }.

    { $link }
mail-review-overdue-subject = A review of the operators is overdue
mail-review-overdue-text = Hello { $name },

    the review of operators and tokens was to be finished by { $day }.

    { $link }
act-assessment-list = Looked at assessments
act-assessment-change = Assessed this system
act-assessment-remind = Reminded of an assessment or a review
act-review-list = Looked at reviews of who has access
act-review-change = Reviewed who has access
act-operator-remove = Deactivated an operator
verify-assessments = { $n } looked at: the last assessment is not older than 90 days, finished reports are as they were signed, what failed has a note, what a review removed is gone
verify-fault-assessment-old = the last finished assessment is older than 90 days
verify-fault-assessment-report = a finished report is not as it was signed
verify-fault-assessment-unexplained = something was not in order, and no note says what is done about it
verify-fault-review-access = what a review removed still gives access
clause-89 = Security is assessed regularly, and who has access is reviewed
field-on = Ended on
field-by = By whom
field-summary = What was tested and found
field-open = Findings that are still open
field-item = Item
field-result = Answer
field-decision = Decision
field-lines = Lines
