nav-incidents = Incidents
incident-title = Incidents
incident-intro = What went wrong with personal data, what was done, and who was told. An authority is told within 72 hours after it was noticed, unless nobody is likely to come to harm. Nothing that is written here is changed afterwards.
incident-none = Nothing has been written down.
incident-open = Write an incident down
incident-open-send = Write down
incident-name = Title
incident-severity = Severity
incident-severity-low = low
incident-severity-medium = medium
incident-severity-high = high
incident-severity-critical = critical
incident-state-open = open
incident-state-contained = contained
incident-state-closed = closed
incident-what = What happened
incident-companies = Companies
incident-categories = Categories of data
incident-people = People, roughly
incident-measures = Measures
incident-aware = Noticed
incident-aware-hint = In UTC. The 72 hours run from then.
incident-known = What is known
incident-number = Number
incident-report = Report to the authority
incident-report-until = To be reported until
incident-report-hint = Either an authority was told, or it is said why none has to be. After 72 hours it is late, and the reason is written down.
incident-report-at = Reported (UTC)
incident-report-send = It was reported
incident-report-reported = reported
incident-report-reported-late = reported late
incident-report-not-needed = no report needed
incident-report-over = report overdue
incident-report-due = report due
incident-why-late = Why it was late
incident-not-needed = No report is needed
incident-not-needed-why = Why no report is needed
incident-timeline = Timeline
incident-written = written
incident-note = Add to the timeline
incident-note-at = When (UTC)
incident-note-text = What happened or was done
incident-add = Add
incident-why = Why
incident-reopen = Open again
incident-contain = It is stopped
incident-close = Close
incident-close-text = What came of it
incident-change = Write what is known anew
incident-change-send = Add as a new version
incident-notice = Tell the companies
incident-notice-hint = Each admin of each company gets one letter. What is known now, and what they are to do, stands on a page of theirs. Other companies are not named.
incident-notice-send = Tell them
incident-advice = What to do
incident-told = Who was told
incident-told-at = Told
incident-told-intro = What whoever runs this service told you about incidents that concern your company.
incident-told-none = There is nothing that you had to be told.
incident-freeze = Keep evidence
incident-freeze-hint = While the incident is open, alerts of that time are not forgotten, and a company that it is about is not erased: its log stays.
incident-frozen = Evidence is kept of
incident-from = From (UTC)
incident-until = Until (UTC)
incident-release = Keep it no longer
incident-bundle = Download everything
incident-bundle-hint = A signed ZIP with everything on this page and the sealed entries of the logs of that time, each with its proof. That it was handed out is written down.
incident-plan = Incident plan
incident-plan-due = to be gone through and released again within twelve months
incident-plan-none = none is released
incident-by-rule = A rule on the audit log found this. Nobody has looked at it yet.
incident-entry-opened = Opened
incident-entry-changed = New version
incident-entry-note = Note
incident-entry-contained = Stopped
incident-entry-closed = Closed
incident-entry-reopened = Opened again
incident-entry-reported = Authority told
incident-entry-not-needed = No report needed
incident-entry-notice = Companies told
incident-entry-frozen = Evidence is kept
incident-entry-released = Evidence is kept no longer
incident-entry-alarm = Reminder of the report (hours)
incident-entry-alert = Found by a rule
incident-entry-bundle = Bundle handed out
incident-letter-waiting = waits
incident-letter-sending = is being sent
incident-letter-ending = is being sent
incident-letter-sent = letter sent
incident-letter-refused = letter refused
incident-letter-bounced = letter came back
incident-letter-in-doubt = letter in doubt
incident-letter-dropped = nobody there any more
mail-incident-notice-subject = An incident concerns your company (no. { $number })
mail-incident-notice-text =
    Hello { $name },

    something went wrong with personal data that we process for your company (GDPR Article 33(2)). What happened, which data it is about, what we did and what you should do stands here, after signing in:

    { $link }
mail-incident-opened-subject = Incident no. { $number } was opened
mail-incident-opened-text =
    Hello { $name },

    a rule on the audit log opened an incident. The 72 hours for a report run.

    { $link }
mail-incident-alarm-subject = Incident no. { $number }: the report to the authority is due
mail-incident-alarm-text =
    Hello { $name },

    nobody has said yet whether an authority is told of this incident. It has to be within 72 hours after it was noticed.

    { $link }
data-class-mail = mail and notes
data-class-draft = drafts
data-class-contact = contacts: names and addresses
data-class-account = accounts of agents
data-class-credential = passwords and tokens
data-class-mailbox = mailboxes and how to reach them
data-class-cursor = folder names
data-class-settings = settings
data-class-ordering = tags, teams, saved replies
data-class-audit = audit log
data-class-keys = counts about keys
data-class-request = requests about people’s data
data-class-alert = alerts
data-class-usage = counts of usage
rule-incident-past = must not be ahead
rule-incident-report = must be after it was noticed, and not ahead
rule-incident-people = must be a number
act-incident-list = Looked at incidents
act-incident-open = Wrote an incident down
act-incident-change = Added to an incident
act-incident-report = Noted the report of an incident
act-incident-tell = Had companies told of an incident
act-incident-freeze = Kept evidence of an incident, or ended that
act-incident-bundle = Downloaded everything about an incident
act-incident-watch = Opened an incident by a rule, or reminded of its report
act-incident-notice = Told the company of an incident
act-incident-show = Showed what was told of incidents
act-incident-read = Looked at what was told of incidents
verify-incidents = { $n } looked at: incidents reported in time or with a reason, companies told, the plan not older than twelve months
verify-incidents-none = no incident and no plan yet
verify-fault-incident-unreported = past 72 hours, neither reported nor said why not
verify-fault-incident-unexplained = reported late without a reason
verify-fault-incident-plan-old = the plan for incidents is older than twelve months
verify-fault-incident-untold = a company was not told, or its letter is missing
clause-38 = Incidents are written down, reported and told
field-title = Title
field-what = What happened
field-severity = Severity
field-categories = Categories of data
field-tenants = Companies
field-people = People, roughly
field-aware_at = Noticed
field-at = When
field-why_late = Why it was late
field-until = Until
