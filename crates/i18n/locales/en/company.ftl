# Everything of a company in one file: the page that it is asked for on, and its own pages.
company-title = Everything in one file
company-intro = One ZIP with everything of the company, for reading and for programs: conversations with notes and what happened on them, mails and attachments, people, settings, rules, the audit log. Passwords and keys are not in it, nor what only its author may read. It is deleted after seven days; while the account is being closed it stays until the end.
company-withdraw-ask = Delete this file? The company’s data itself stays as it is.
company-parts = Single parts
company-page-title = Everything of the company
company-page-intro = This is what was held for { $company } in its helpdesk, as of { $at } (GDPR, Article 28(3)(g)). Everything in it is also there for programs, in the files named below. It holds personal data of everybody who wrote: keep it where few people get at it.
company-page-counts = What is in it
company-page-asked-by = Asked for by
company-page-conversations = Conversations
company-page-messages = Messages
company-page-mails = Mails, byte for byte
company-page-people = People
company-page-organisations = Organisations
company-page-requests = Requests about personal data
company-page-agents = Agents
company-page-number = Number
company-page-subject = Subject
company-page-requester = From
company-page-status = State
company-page-begun = Begun
company-page-restricted = The data of the person who asked is restricted (GDPR, Article 18): it may be stored, and used only with their consent, for legal claims, or to protect others.
company-page-file-company = The company, its agents, teams, tags, fields, saved replies, views, mailboxes, retention rules, holds, erasures, alerts
company-page-file-people = Everybody who wrote, with restrictions and objections
company-page-file-organisations = Organisations
company-page-file-requests = What people asked about their own data, and what came of it
company-page-file-audit = The audit log: each entry with the proof that it stands in the signed log
company-page-file-schema = What the JSON files mean (JSON Schema)
company-page-file-sums = “sha256sum -c SHA256SUMS” proves that nothing is missing or changed
company-page-box = { $n ->
    [one] One mail as one mbox
   *[other] { $n } mails as one mbox
}
company-page-folder-conversations = Each conversation as a page and as JSON
company-page-folder-mails = Each mail byte for byte
company-page-folder-attachments = What was attached, by the number of its mail
company-page-left-out = What is not in it
company-page-left-out-hint = Why, in words; company.json names each table.
company-page-reason-secret = What proves who somebody is, or opens something: passwords, keys, tokens, sessions, providers’ permissions
company-page-reason-own = What one agent alone may read: drafts with their files, saved replies and views that they keep to themselves, their notices, what they have seen
company-page-reason-passing = How far work is that ends by itself: queues, positions, counters
company-page-reason-derived = What says again, for lists and look-ups, what is in it
company-page-reason-operator = What is the operator’s own, and not the company’s
