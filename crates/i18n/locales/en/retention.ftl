mail-retention-subject = From { $from } on, a retention rule erases what is older
mail-retention-conversation-text = Hello { $name },

    { $company } has a retention rule that begins to act on { $from }: “{ $rule }”. From then on it erases conversations { $which }, with their messages, notes and files, here and in every backup.

    What is under a legal hold or a statutory retention stays. Here you can see which conversations it takes and when, and change it:

    { $link }
mail-retention-files-text = Hello { $name },

    { $company } has a retention rule that begins to act on { $from }: “{ $rule }”. From then on it erases the files of conversations { $which }, here and in every backup. What was written stays.

    What is under a legal hold or a statutory retention stays. Here you can see which conversations it takes and when, and change it:

    { $link }
mail-retention-people-subject = From { $from } on, a retention rule takes people out of older conversations
mail-retention-people-text = Hello { $name },

    { $company } has a retention rule that begins to act on { $from }: “{ $rule }”. From then on it takes everybody outside the company out of conversations { $which }, here and in every backup. Pseudonyms stand in their places, and what was written stays without their names, addresses, originals and files. What else you have of these people stays as it is.

    What is under a legal hold or a statutory retention stays. Here you can see which conversations it takes and when, and change it:

    { $link }
mail-retention-contact-text = Hello { $name },

    { $company } has a retention rule that begins to act on { $from }: “{ $rule }”. From then on it erases people with whom nothing has happened for { $days } days and who have no open conversation, with every conversation that they asked in, here and in every backup.

    What is under a legal hold or a statutory retention stays. Here you can see how many people it takes and when, and change it:

    { $link }
mail-retention-pseudonym-subject = From { $from } on, a retention rule takes people out of what is older
mail-retention-pseudonym-text = Hello { $name },

    { $company } has a retention rule that begins to act on { $from }: “{ $rule }”. From then on it takes people with whom nothing has happened for { $days } days, and who have no open conversation, out of every conversation, here and in every backup. A pseudonym stands in their place, and what was written stays without their names, addresses, originals and files.

    What is under a legal hold or a statutory retention stays. Here you can see how many people it takes and when, and change it:

    { $link }
mail-retention-quiet = in which nothing has happened for { $days } days
mail-retention-old = whose first message arrived { $age } days ago or earlier
mail-retention-old-and-quiet = whose first message arrived { $age } days ago or earlier and in which nothing has happened for { $days } days
retention-standing-conversation = Closed conversations
retention-standing-contact = People who no longer write
retention-standing-open = Conversations that nobody closed
rule-retention-days = must be from 1 to 3,660; of conversations one of the two may be left empty
rule-retention-notice-days = must be at most 90
rule-retention-contact = a rule about people has no mailbox, tag, state or age
rule-retention-merged = merged conversations go with the one that has their messages
rule-retention-action = files can be erased of conversations alone
rule-retention-standing = of a rule that every company has, only days, notice and name can be changed
rule-statutory-scope = must be a person or a conversation
rule-ten-years = must be at most ten years ahead
nav-retention = Retention
retention-title = Retention
retention-intro = What is kept no longer than you say. Nothing is kept without an end: three rules are there for every company, and more specific ones can be added. What is due goes for good, by the same steps as every erasure.
retention-rules = Rules
retention-rule = What it says
retention-all = All rules
retention-new = A new rule
retention-says-conversation = { $count ->
    [one] conversations with nothing new for one day
   *[other] conversations with nothing new for { $count } days
}
retention-says-contact = { $count ->
    [one] people with nothing new for one day
   *[other] people with nothing new for { $count } days
}
retention-says-old = { $count ->
    [one] conversations whose first message is at least a day old
   *[other] conversations whose first message is at least { $count } days old
}
retention-says-first = { $count ->
    [one] first message at least a day old
   *[other] first message at least { $count } days old
}
retention-waiting = Begins
retention-unreached = Waits: its notice reached nobody
retention-acting = Acts
retention-name = Name
retention-name-standing = Left empty, it is called by its usual name.
retention-subject = What it is about
retention-subject-conversation = Conversations
retention-subject-contact = People
retention-subject-hint = People with an open conversation are never due. Erased, they go with every conversation that they asked in. For people, states, mailboxes, tag and age are left aside.
retention-statuses = In these states
retention-mailboxes = In these mailboxes (none: all)
retention-tag = With this tag
retention-any-tag = Whatever they have
retention-action = What happens
retention-action-erase = Erased for good
retention-action-drop_attachments = Their files are erased, the rest stays
retention-action-anonymise = People get pseudonyms, conversations stay
retention-actions-hint = Files are erased of conversations alone. With pseudonyms, a rule about conversations takes everybody outside your company out of each one that is due, and they stay who they are elsewhere; a rule about people takes them out of every conversation.
retention-days = Days without anything happening
retention-age = Days since its first message arrived
retention-age-hint = For conversations. With both numbers, both have to have passed; the other one may be left empty.
retention-open-hint = Nobody has closed these conversations. If nothing happens in them for so long, nobody will answer any more: they end, too.
retention-notice = Days until it acts
retention-notice-hint = From when it is made or sharpened. All admins are told by mail, where Deskhero can send its own.
retention-save = Save
retention-try = Only show what it would take
retention-dry = What it takes, and when
retention-acts-from = The rule acts from
retention-dry-none = Nothing falls due within a year.
retention-at-once = { $count ->
    [0] Nothing is due when it begins to act.
    [one] One is due when it begins to act.
   *[other] { $count } are due when it begins to act.
}
retention-by-month = By month
retention-month = Month
retention-count = Due
retention-first = The first of them
retention-a-person = A person
retention-waits = Waits
retention-more = There is more than was counted here.
retention-version = Since version { $version } of your retention policy.
retention-standing-hint = Every company has this rule; it can be shortened and lengthened, not removed.
retention-remove = Remove the rule
retention-remove-ask = What it would have taken stays until another rule takes it.
retention-holds = Legal holds and statutory retentions
holds-ends = ends by itself
holds-ends-at = Ends by itself on (for a statutory retention)
holds-ends-hint = Name the law above. Ten years ahead at most.
field-age_days = Days since its first message arrived
field-notice_days = Days until it acts
field-statuses = States
field-mailbox_ids = Mailboxes
field-tag_id = Tag
field-action = What happens
field-ends_at_ms = End
field-law = Law
field-scope = What is held
