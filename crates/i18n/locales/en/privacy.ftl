# Erasing, and legal holds.
nav-erasures = Erasures
erasures-title = Erasures
erasures-intro = What was erased cannot be read any more, here and in every backup. Begin at a conversation, or at the person beside it.
erasures-list = Erased
erasures-empty = Nothing was erased yet.
erasures-older = Older ones
erasure-title = Erasure
erasure-all = All erasures
erasure-new-title = Erase for good
erasure-back = Back
erasure-scope-contact = Person
erasure-scope-conversation = Conversation
erasure-scope-message = Message
erasure-scope-mailbox = Mailbox
erasure-scope-tenant = Everything of this company
erasure-reason = Why
erasure-reason-request = The person asked for it
erasure-reason-instruction = Our own decision
erasure-reason-retention = It was kept as long as our rule says
erasure-reason-disconnect = The mailbox was disconnected
erasure-reason-closure = The account was closed
erasure-state-held = Held
erasure-state-begun = Under way
erasure-state-keys_gone = Unreadable, being removed
erasure-state-purged = Removed, closing the keyring
erasure-state-done = Erased
erasure-tickets = { $count ->
    [one] { $count } conversation
   *[other] { $count } conversations
}
erasure-messages = { $count ->
    [one] { $count } message
   *[other] { $count } messages
}
erasure-keys = { $count ->
    [one] { $count } key destroyed
   *[other] { $count } keys destroyed
}
erasure-goes = This goes
erasure-goes-tickets = { $count ->
    [one] { $count } conversation, with everything in it
   *[other] { $count } conversations, with everything in them
}
erasure-goes-messages = { $count ->
    [one] { $count } message
   *[other] { $count } messages, answers and notes too
}
erasure-goes-attachments = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
erasure-goes-of-others = { $count ->
    [one] of these, { $count } message that somebody else wrote
   *[other] of these, { $count } messages that other people wrote
}
erasure-goes-elsewhere = { $count ->
    [one] { $count } message in a conversation that stays
   *[other] { $count } messages in conversations that stay
}
erasure-goes-person = name, addresses, phone, fields and remark
erasure-stays = This stays
erasure-stays-others = What other people wrote, also where it names this person or shows their address; in their conversations only this person’s own messages go.
erasure-stays-contact = The person, as long as they have another conversation.
erasure-stays-log = The log of who read and changed what. It names nobody outside of your company.
erasure-stays-sent = What lies in the mailbox at your provider, and with people who got a mail.
erasure-held-now = A legal hold covers some of it. It can be begun; what the hold covers is kept until its release.
erasure-sure = I know that nobody can bring this back: not we, not the operator, not from a backup.
erasure-begin = Erase for good
erasure-keep = Keep it
erasure-step-begun = Begun
erasure-step-keys = Its keys are destroyed: nobody can read it any more, here or in a backup
erasure-step-purged = Rows, bytes and the words of the search are gone
erasure-step-done = The keys above it are replaced: an older copy of the keyring opens nothing of it
erasure-step-message = Done. A copy of the keyring from before could open it until that copy is deleted; the receipt says when
erasure-receipt = Download the receipt
erasure-receipt-hint = Signed, without any name. Whoever has the public key can prove it.
erasure-held = A legal hold keeps what it covers. The erasure goes on by itself when the hold is released.
erasure-ticket = Erase this conversation…
erasure-person = Erase this person…
holds-title = Legal holds
holds-intro = What a hold covers is not erased until it is released, whatever asks for it. Say why, and look at it again.
holds-empty = Nothing is held.
holds-made = placed
holds-owner = placed by { $name }
holds-released = released
holds-review = to be looked at again
holds-due = Look at it again
holds-release = Release
holds-release-ask = What waits for this hold is erased at once.
holds-place = Keep it from being erased: place a legal hold
holds-place-send = Place the hold
holds-reason = Why: the matter
holds-law = Law or order that asks for it (if there is one)
holds-review-at = To be looked at again on
holds-restored = Placed again after data was restored from an older backup. Its reason was lost with the newer data: say anew why, or release it.
holds-restored-mark = Placed again by a restore
holds-forgotten = Its reason is destroyed: it was released a year ago, or what it was on is erased.
holds-say-why = Say anew why
holds-put-off = Say when it is looked at again
holds-law-needed = Law or order that asks for it
holds-review-send = Save
field-sure = Confirmation
field-review_at_ms = Day
field-subject_id = Id
field-hold = Legal holds
rule-sure = has to be ticked
rule-effective-order = must not be before the day of an earlier version that people were told of and that does not hold yet
rule-future = must be in the future
rule-id = must be an id
mailbox-erase-at = What came in by this mailbox is erased on
mailbox-erase-hint = Connected again before, it is as if it had never been away. What a legal hold covers is kept until the hold ends.
mailbox-erase-days = When it is erased
mailbox-erase-after = { $count ->
    [one] { $count } day after disconnecting
   *[other] { $count } days after disconnecting
}
mailbox-erase-change = Change
mailbox-erase-now = Erase it now…
mailbox-connect-again = Connect again
mail-mailbox-end-subject = The mail of { $mailbox } is erased on { $until }
mail-mailbox-end-text = Hello { $name },

    the mailbox { $mailbox } of { $company } was disconnected on { $since }. No mail comes in and no answer goes out.

    On { $until } everything that came in by it is erased for good, here and in every backup: conversations, answers, notes and files. Whoever wants to keep it connects the mailbox again before, or exports it:

    { $link }

    What a legal hold covers is kept until the hold ends.
field-erase_after_days = Days
rule-thirty-days = must be at most 30
closing-link = Close the company’s account…
closing-title = Close the account
closing-back = Back to erasures
closing-goes = What goes for good
closing-goes-messages = { $count ->
    [one] { $count } message, with its files
   *[other] { $count } messages, answers and notes too, with their files
}
closing-goes-tickets = { $count ->
    [one] { $count } conversation
   *[other] { $count } conversations
}
closing-goes-attachments = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
closing-goes-mailboxes = { $count ->
    [one] { $count } mailbox with its password or permission: at once
   *[other] { $count } mailboxes with their passwords or permissions: at once
}
closing-goes-agents = { $count ->
    [one] The account of { $count } person: nobody can sign in
   *[other] The accounts of { $count } people: nobody can sign in
}
closing-goes-rest = People and organisations, tags, fields, saved replies, settings, the audit log, and the key that all of it lies under, here and in every backup
closing-stays-receipt = A signed receipt without any personal data; every admin gets it by mail
closing-stays-receipt-kept = A signed receipt without any personal data; whoever runs Deskhero keeps it
closing-stays-source = Whatever is in your mailboxes at your provider, and mail that was sent
closing-stays-sums = Sums by month of companies that left, where at least { $count } people took part: no name, no key, and not whose they are
closing-held = A legal hold is in force. What it covers is kept until its release; everything else is erased in time.
closing-held-now = The time has come, but a legal hold is in force. What it covers is kept until its release and goes then, with the company’s key. Everything else is erased now.
closing-take = Take it along first
closing-take-hint = Each mailbox as one mbox file, which every mail programme reads: what came in and what went out. Notes are not in it.
closing-take-mails = Mails of { $mailbox } (mbox)
closing-take-log = The audit log (NDJSON, signed)
closing-decide = Close it
closing-at-once = From that moment no mail comes in and no answer goes out: the passwords and permissions of your mailboxes are destroyed. Your people can read on until the end.
closing-days = Days until everything is erased
closing-days-hint = 0 to 30; 0 is now. Until then it can be taken back.
closing-days-told = Admins are told by mail at once, and on days 1, 7 and 21.
closing-keep-sums = Let anonymised sums stay
closing-keep-sums-hint = How many conversations, mails and answers there were in each month, added to those of other companies that left, where at least { $count } people took part. Nothing else stays, and it cannot be undone. Without it, nothing stays.
closing-slug = Type { $slug } to confirm
closing-password = Your password
closing-begin = Close the account
closing-not = Keep it
closing-clock = The account is being closed
closing-until = Everything is erased on
closing-by = Closed by { $name },
closing-by-nobody = Closed on
closing-keep-hint = Taken back, everything is as it was, except that your mailboxes have to be connected again.
closing-keep = Take it back
closing-erasing = Erasing has begun. It cannot be taken back any more.
closing-banner = This account is being closed.
closing-banner-until = Everything is erased on
closing-banner-link = Look, or take it back
field-days = Days
rule-own-slug = is not this company’s short name
rule-own-password = is not your password
mail-closing-subject = { $company } is erased on { $until }
mail-closing-text = Hello { $name },

    the account of { $company } was closed on { $since }. No mail comes in and no answer goes out any more.

    On { $until } everything is erased for good, here and in every backup. Until then an admin can take the mail along, or take it back:

    { $link }

    What a legal hold covers is kept until the hold ends.
mail-closed-subject = { $company } is erased
mail-closed-text = Hello { $name },

    everything of { $company } is erased, here and in every backup: mails, people, settings, and the key that all of it lay under.

    The receipt is attached. It is signed and holds no personal data. With the operator’s public key, “deskhero receipt check” proves it.

    This was the last mail. Your name and address are forgotten with it.
attachment-erased = A file was erased on
attachment-erase = Erase { $name }…
attachment-erase-short = Erase…
message-redacted = Something in this was replaced for privacy.
message-redacted-mail = The original of this was destroyed for privacy, with its files. Nobody can bring it back.
erasure-scope-attachment = File
erasure-scope-attachments = Files of a conversation
erasure-scope-pseudonym = Person, out of conversations that stay
erasure-scope-people = Everybody outside the company, out of a conversation that stays
erasure-scope-redaction = Texts in a conversation
erasure-files = Erase its files…
erasure-mode = What becomes of the conversations
erasure-mode-contact = Erase everything
erasure-mode-pseudonym = Keep the conversations, remove the person
erasure-goes-rewritten = { $count ->
    [one] name, addresses and known details in 1 message, also in what others wrote: a pseudonym stands there instead
   *[other] name, addresses and known details in { $count } messages, also in what others wrote: a pseudonym stands there instead
}
erasure-goes-originals = the originals of these mails, also of those that others wrote, with all of their files: what is in them cannot be replaced surely
erasure-goes-drafts = { $count ->
    [one] { $count } draft of your people in these conversations, unread
   *[other] { $count } drafts of your people in these conversations, unread
}
erasure-stays-pseudonym = The conversations with number, status, tags, times and history, under a pseudonym that nobody can lead back to the person. A text that describes them in other words stays as it is.
erasure-stays-mails = The mails, with everything else in them. A note stands where the file was.
redaction-open = Redact…
redaction-title = Redact
redaction-texts = What is to be replaced
redaction-hint = One text a line, up to 20, each of 3 characters or more: a name, an address, a number, exactly as it is written. Capitals do not matter. A text of letters alone is found as whole words.
redaction-look = See where it stands
redaction-found = This would be replaced
redaction-nowhere = Nothing of it stands in this conversation.
redaction-places = { $count ->
    [one] 1 place, with ▇▇▇
   *[other] { $count } places, with ▇▇▇
}
redaction-mails = { $count ->
    [one] the original of 1 mail is destroyed
   *[other] the originals of { $count } mails are destroyed
}
redaction-files = { $count ->
    [one] 1 file lay in them, and goes too
   *[other] { $count } files lay in them, and go too
}
redaction-message = Message { $n }
redaction-in = { $count ->
    [one] 1 place
   *[other] { $count } places
}
redaction-in-mail = only in its original
redaction-stays = Pictures and files are not read: what stands in them goes only with a mail that goes. Drafts on this conversation go, since nobody but their author can read them.
redaction-begin = Replace for good
redaction-keep = Leave it
rule-too-short = too short
rule-contact-only = only of a contact
