# People's rights: requests about their own data.
nav-requests = Privacy requests
nav-requests-due = A privacy request is due soon
requests-title = Privacy requests
requests-intro = What people ask about their own data. Each has to be answered within a month of its receipt; three, when you tell them why within the first.
requests-new = Write one down
requests-open = To do
requests-closed = Done
requests-held = Waiting for a legal hold
requests-none-held = No request waits for a legal hold.
requests-empty = Nobody waits for an answer about their data.
requests-empty-hint = Requests come by the public form, or you write down what came otherwise.
requests-none-closed = Nothing was closed yet.
requests-more = Show more
requests-form-link = Public form
requests-settings = Whom to complain to
requests-settings-hint = Letters name the supervisory authority of this country.
requests-country = Country
requests-save = Save
requests-saved = Saved.
requests-back = All requests
requests-forgotten = words forgotten
requests-due = Due
requests-days-left = { $count ->
    [one] { $count } day left
   *[other] { $count } days left
}
requests-days-late = { $count ->
    [one] { $count } day late
   *[other] { $count } days late
}
requests-due-today = due now
right-access = A copy of my data
right-rectification = Put something right
right-erasure = Erase my data
right-restriction = Store it, but do not use it
right-portability = My data, to take elsewhere
right-objection = Stop using it for a purpose
right-withdrawal = Take my consent back
right-question = A question about my data
right-short-access = Access
right-short-rectification = Rectification
right-short-erasure = Erasure
right-short-restriction = Restriction
right-short-portability = Portability
right-short-objection = Objection
right-short-withdrawal = Consent withdrawn
right-short-question = Question
request-state-identity = waits for proof
request-state-open = open
request-state-extended = extended
request-state-held = on hold
request-state-done = done
request-state-refused = refused
request-state-withdrawn = taken back
request-source-agent = written down here
request-source-form = by the public form
request-source-intake = by mail
request-source-operator = passed on by the operator
request-source-account = by an agent, about their account
request-step-received = Received
request-step-proved = Address proved by the link
request-step-vouched = Identity vouched for
request-step-matched = Person found
request-step-extended = Time extended, and told
request-step-decided = Decided
request-step-carried_out = Carried out
request-step-override = Restricted data used, for a reason
request-step-notice = Told that the restriction ends
request-step-lifted = Restriction lifted
request-step-recipient_told = Recipient told
request-step-told = Outcome told
request-step-noted = Note
request-step-linked = Link sent to the address
request-step-withdrawn = Taken back
request-step-acknowledged = Receipt confirmed
request-step-held = Waits for a legal hold
request-step-held_told = Told that it waits
request-step-resumed = The legal hold ended
request-step-confirmed = Confirmed: carried out when the legal hold ends
request-step-signed_in = Signed in, with the password once more
request-told-in_ticket = as an answer in the ticket
request-told-by_mail = by the operator’s mail
request-told-by_hand = handed over
request-told-on_page = on the page of their account
request-decision-granted = granted
request-decision-granted-pseudonymise = granted: the conversations stay, the person goes
request-decision-refused = refused
purpose-automation = rules that assign tickets and sort people into organisations
purpose-learning = suggestions learnt from mail
purpose-analytics = figures and reports
purpose-marketing = mail about offers
requests-who = Who asks
requests-asked-for = What they ask for
requests-language = Language of letters
requests-words = In their words
requests-company = Company that they named
requests-received = Received
requests-received-hint = When it reached you: the month counts from that day.
requests-ticket = Ticket
requests-ticket-number = Ticket number
requests-ticket-hint = Letters go out as answers in it. Leave it empty for none.
requests-how-known = How do you know that it is they?
requests-how-known-hint = For example: they wrote from the address that we have, in ticket 12. Leave it empty while you do not.
requests-create = Write it down
requests-identity = Who it is
requests-identity-wait = The address is not proved yet. A link was sent to it; if nobody opens it within three days, the request is dropped and nothing is done.
requests-identity-agent = It is not known yet who asks. Say how you know before anything is done.
requests-identity-known = I know who it is
requests-identity-link = Send a link to the address
requests-identity-link-hint = Whoever opens it has proved that the address is theirs. It works for three days.
requests-nobody = Nobody here has this address.
requests-found = Found by the address.
requests-match = By another address
requests-match-send = Find
requests-preview = What is held
requests-preview-none = Nothing is found under this address.
requests-held-tickets = Tickets
requests-held-mails = Mails from them
requests-held-files = Files with these
requests-held-answers = Answers to them
requests-held-notes = Notes
requests-held-elsewhere = Tickets of others that they take part in
requests-decide = Decision
requests-decide-what = Is what they ask for done?
requests-grant = Yes
requests-refuse = No
requests-mode = If yes: what becomes of the conversations
requests-mode-erase = Everything goes
requests-mode-erase-text = The person goes with every conversation that they asked in, and with what they wrote in others’. This is what they asked for.
requests-mode-pseudonymise = The conversations stay, the person goes
requests-mode-pseudonymise-text = A pseudonym stands in their place, which nobody can lead back to them. For conversations that you have to understand later, such as a fault that concerns others, too. The letter tells them so.
requests-mode-kept = { $count ->
    [one] 1 conversation that they asked in, under a pseudonym
   *[other] { $count } conversations that they asked in, under a pseudonym
}
requests-purposes = What ends
requests-grounds = Reasons
requests-grounds-hint = They stand in the letter. For a refusal there must be some.
requests-decide-send = Decide
requests-decided = { $decision } on { $day }
requests-decided-pseudonymise = { $decision } on { $day }: the conversations stay, the person goes
requests-confirm = Carry it out
requests-confirm-restriction = From now on their data is stored and used for nothing: it is not found, not read, not answered, and rules leave it alone.
requests-confirm-objection = From now on their data is not used for what they object to.
requests-confirm-withdrawal = From now on their data is not used for what they had agreed to.
requests-confirm-question = The answer stands in the letter. Say here who gave it, or where it was looked up.
requests-confirm-access = The copy is put together at once: a ZIP, to be downloaded here and handed over.
requests-confirm-access-by-hand = Hand the copy over, then say here how.
requests-confirm-portability = The data is put together at once: a ZIP with open formats, to be downloaded here and handed over.
requests-confirm-portability-by-hand = Hand the data over, then say here how.
requests-confirm-rectification = Put it right here, or wherever else it stands, and say what was changed there.
requests-confirm-erasure = Everything of this person is erased for good, here and in every backup, with every conversation that they asked in. Nobody can bring it back. The letter goes out by the operator’s mail then.
requests-confirm-pseudonym = The person goes for good, here and in every backup, and their conversations stay under a pseudonym. Nobody can bring it back, or find out who it was. The letter goes out by the operator’s mail then.
requests-confirm-erasure-by-hand = Erase what is to be erased, then say here what was done.
requests-how = What was done
requests-confirm-send = Carry out now
requests-carried-out = Carried out on { $day }
requests-waits-since = Since { $day } a legal hold keeps the erasure waiting. It goes on by itself when no hold covers this person any more, and the letter with the outcome goes out then.
requests-waits-unconfirmed = Since { $day } a legal hold keeps the erasure waiting. Confirm it now, and it is carried out as soon as no hold covers this person any more.
requests-waits-would = A legal hold covers this person or a conversation of theirs: the erasure will wait until it ends.
requests-waits-hold = Legal hold.
requests-waits-statutory = Statutory retention.
requests-waits-review = It is looked at again by { $day }.
requests-waits-ends = It ends by itself on { $day }.
requests-waits-holds = Legal holds
requests-waits-told = They were told on { $day } that it waits.
requests-waits-letter = Tell them that it waits
requests-waits-letter-hint = In their language. It says that a legal obligation is in the way, not which. With the operator’s mail it goes out by itself.
requests-waits-letter-send = Tell them
requests-letter-waits = It goes out when the legal hold has ended and the erasure is done.
requests-letter = Letter with the outcome
requests-letter-hint = In their language. It names whom to complain to; for a refusal also the courts.
requests-letter-send = Send and close
requests-letter-before = Decide first, and carry it out.
requests-by-hand = It does not go out from here: I hand it over
requests-letter-sent = Sent { $how }
requests-extend = Take longer
requests-extend-hint = Two months more, told to them with the reason, within the first month.
requests-extend-reason = Reason
requests-extend-send = Extend and tell them
requests-withdrawn = They take it back
requests-withdrawn-how = How do you know?
requests-withdrawn-send = Close it
requests-note = Note
requests-note-send = Add note
requests-recipient = Somebody else has the data
requests-recipient-hint = Whoever was given it is told of a correction, erasure or restriction (Art. 19). Say whom you told, when and how.
requests-recipient-send = Note it
requests-recipients = Who else has the data
requests-recipients-count = { $count ->
        [0] No mail of theirs was passed on to anybody.
        [one] Mails of theirs were passed on to one address. It is told by a mail from the mailbox, unless you untick it and say why telling it is impossible or a disproportionate effort (Art. 19).
       *[other] Mails of theirs were passed on to { $count } addresses. Each is told by a mail from the mailbox, unless you untick it and say why telling it is impossible or a disproportionate effort (Art. 19).
    }
requests-recipients-told = { $count ->
        [one] One address had been given mails of theirs.
       *[other] { $count } addresses had been given mails of theirs.
    }
requests-recipients-reason = Why it is not told, where you unticked it
requests-recipients-words = Your words to them
requests-recipients-words-hint = If you like. The mail names the ticket’s number and the day, and says what they are asked to do; say no more of the person than they need.
requests-passed-on = ticket { $ticket } on { $day }
recipient-state-queued = on its way
recipient-state-sending = on its way
recipient-state-sent = told
recipient-state-failed = not reached
recipient-state-in_doubt = may have been told
recipient-state-not_told = not told
field-recipients = Who else has the data
requests-restricted-since = Their data is restricted since { $day }.
requests-notice = Before the restriction ends, they are told
requests-notice-text = What you tell them
requests-notice-send = Tell them
requests-notice-told = They were told on { $day }.
requests-lift-why = Why it ends
requests-lift-send = Lift it
requests-history = What happened
requests-by-them = they
request-not-identity = The address is not proved yet: say first how you know who it is.
request-not-done = This request is closed.
request-not-held = A legal hold keeps it waiting: it goes on by itself when that ends.
request-not-not-held = No legal hold keeps this request waiting.
request-not-told = They were told already.
request-not-erasing = The erasure is under way: look again in a moment, then the letter can go out.
request-not-other-erasure = This person is being erased in the other way already. Wait until that is done, or decide for the same way.
request-not-refused = This request is closed.
request-not-withdrawn = This request was taken back.
request-not-carried-out = Carry it out first, or it was carried out already.
request-not-not-carried-out = Carry out what was granted before you tell them.
request-not-not-decided = Decide first.
request-not-not-granted = Only what was granted can be carried out.
request-not-changed = Somebody changed this request meanwhile: look at it again.
request-not-extended = It was extended already; that is possible once.
request-not-late = The first month is over: the time can be extended within it only.
request-not-forgotten = The words of this request were forgotten a year after it was closed.
request-not-not-sent = No letter can go out from here: hand it over, and tick the box.
request-not-copy-by-hand = The copy cannot go out from here, since Deskhero has no mail of its own to send the link by. Download it with the person’s data, hand it over, and tick the box.
request-not-copy-not-ready = The copy is not ready yet, or its time is over: look at the person’s data and make it anew.
request-not-not-told = Tell them first: the law wants it before a restriction is lifted (Art. 18(3)).
request-not-none = Nothing is restricted by this request.
rule-country = is no country of the European Economic Area
rule-received = must be a day of the past year
rule-no-ticket = is no ticket here
rule-nobody = is nobody’s address here
rule-erasure-only = only where an erasure is granted
field-grounds = Reasons
field-words = In your words
field-vouched = How you know
field-reason = Reason
field-how = What was done
field-purposes = What ends
field-country = Country
field-ticket = Ticket number
field-received_at_ms = Received
field-override_reason = Reason
privacy-request-title = Your data at { $company }
privacy-request-intro = Here you can use your rights over what { $company } holds on you. You need no account. You get an answer within a month.
privacy-request-intro-operator = Here you can use your rights over what companies hold on you that answer their mail with Deskhero. Your request goes to those that know your address, and to the one that you name.
privacy-request-what = What do you want?
privacy-request-email = Your e-mail address
privacy-request-email-hint = The one that you wrote with. We send a link to it, so that nobody else can ask in your name.
privacy-request-name = Your name
privacy-request-name-hint = If you like.
privacy-request-company = Company that you wrote to
privacy-request-words = Anything we should know
privacy-request-words-hint = If you like: what is wrong, which purpose to stop, or from when on.
privacy-request-send = Send
privacy-request-sent = Look into your mailbox
privacy-request-sent-text = We sent a mail to the address that you gave. Open the link in it within three days; only then is your request made. If no mail comes, look among the unwanted ones, or see whether the address was right.
privacy-request-off = This form is not available here
privacy-request-off-text = Write to { $company } at the address that you know, and say what you want. You have the same rights by mail.
privacy-request-not-sent = The mail with the link could not be sent, and nothing was kept of your request. Try another address.
privacy-request-not-sent-else = Or write to { $company } at the address that you know, and say what you want: you have the same rights by mail.
privacy-request-not-sent-operator = Or write to the company itself: you have the same rights by mail.
privacy-request-complain = You can complain at any time to { $authority }:
privacy-proof-title = Is this what you want?
privacy-proof-text = Somebody asked with your address: { $asked }. Confirm that it was you.
privacy-proof-yes = Yes, it was me
privacy-proof-no = No, it was not me
privacy-proof-done = Your request is made
privacy-proof-done-text = You get an answer at your address, within a month. There is nothing else to do.
privacy-proof-dropped = Nothing was kept
privacy-proof-dropped-text = The request was thrown away.
privacy-proof-gone = This link does not work
privacy-proof-gone-hint = It was used, or its three days are over. You can ask again at any time.
mail-subject-proof-subject = Your request to { $company }
mail-subject-proof-text = Hello { $name },

    somebody asked with this address about the data that { $company } holds on you. If that was you, confirm it here:

    { $link }

    The link works once, for three days. Only then is your request made. If it was not you, leave it: nothing happens.
mail-subject-nobody-subject = Your request: nothing is held under your address
mail-subject-nobody-text = Hello { $name },

    on { $received } we received your request: { $asked }. It has no number: we looked, and no company that uses this Deskhero holds anything under this address. With this letter it is answered, and we keep nothing of it. If you named a company that uses this Deskhero, it has your request as well and answers it itself.
mail-case-proof-subject = Your request to { $company }
mail-case-proof-text = Hello { $name },

    somebody asked { $company } about the data that it holds on this address. If that was you, confirm it here:

    { $link }

    The link works once, for three days. Your request is answered when you have confirmed it. If it was not you, say so there, or leave it.
mail-copy-subject = Your data at { $company }
mail-copy-text = Hello { $name },

    you asked { $company } for the data that it holds on you. Here it is, as one file:

    { $link }

    The link works until { $until }. Whoever has it gets the file: pass it on to nobody.
mail-subject-receipt-subject = { $company } has your request { $number }
mail-subject-receipt-text = Hello { $name },

    your mail about your data reached { $company }. It has the number { $number }, and you get an answer by { $due }.

    This mail was written by a program; nobody reads answers to it.
mail-subject-due-subject = Privacy request { $number } is due on { $due }
mail-subject-due-text = Hello { $name },

    the privacy request { $number } at { $company } has to be answered by { $due }, in { $days } days. It is here:

    { $link }

    If it cannot be done by then, tell the person why, within the first month: then there are two months more.
letter-outcome-subject = Your request { $number } to { $company }
letter-waits-subject = Your request { $number } to { $company } has to wait
letter-longer-subject = Your request { $number } to { $company } takes longer
letter-lifting-subject = The restriction of your data at { $company } is going to end
letter-opening = Hello { $name },

    on { $received } we received your request: { $asked }. It has the number { $number }.
letter-asked-access = a copy of the data that we hold on you
letter-asked-rectification = to put data on you right
letter-asked-erasure = to erase the data that we hold on you
letter-asked-restriction = to restrict the use of your data
letter-asked-portability = your data in a form that another service can read
letter-asked-objection = to stop using your data for a purpose
letter-asked-withdrawal = to take your consent back
letter-asked-question = your question about how your data is handled
letter-granted-access = We have done so: you get the copy, with what it is used for, who received it, where it came from and how long it is kept.
letter-granted-rectification = We have put it right wherever it stands with us.
letter-granted-erasure = We have erased it. What the law makes us keep stays until the law no longer does, and is used for nothing else.
letter-granted-pseudonym = We have erased you: your name, your addresses and everything else by which we knew you. The conversations that you had with us were not erased as a whole. They stay without you: a pseudonym stands in your place, the original mails and their files are destroyed, and neither we nor anybody else can lead the pseudonym back to you. What the law makes us keep of your data stays until the law no longer does, and is used for nothing else.
letter-granted-restriction = We have done so: your data is stored, and used for nothing but your rights and legal claims. We tell you before that ends.
letter-granted-portability = We have done so: you get your data in an open, machine-readable form.
letter-granted-objection = We have stopped at once. From now on we do not use your data for:
letter-granted-withdrawal = Your consent has ended at once. From now on we do not use your data for:
letter-granted-question = This is our answer:
letter-nobody = We have looked for it: { $company } holds nothing under your address.
letter-refused = We do not do what you ask for, for these reasons:
letter-waits = We are going to erase it, but not yet: a legal obligation, or a legal hold, makes us keep it for the time being. As soon as that ends, the erasure goes on by itself, and you hear from us when it is done. You need not ask again.
letter-longer = We cannot answer within a month. You get our answer by { $due }, for this reason:
letter-complaint = If you think that we are wrong, you can complain to the supervisory authority of the country where you live or work, or to ours: { $authority }, { $site }.
letter-court = You can also go to court (Art. 79 of the General Data Protection Regulation).
letter-receipt = The signed receipt of your request is enclosed: it says what you asked and when, and what came of it, and whoever has our public key can prove it.
letter-copy = A second mail brings the link to it.
letter-recipients = We had passed mails of yours on to these, and this is what they were told:
letter-recipient-state-queued = a mail to them is on its way
letter-recipient-state-sending = a mail to them is on its way
letter-recipient-state-sent = told
letter-recipient-state-failed = could not be reached
letter-recipient-state-in_doubt = written to; whether it arrived is not known
letter-recipient-state-not_told = not told: { $reason }
letter-recipient-subject = About a mail that { $company } passed on to you
letter-recipient-opening = Hello,

    { $company } passed on to you what somebody wrote to us:
letter-recipient-line = - on { $day }, our ticket { $ticket }
letter-recipient-erasure = The person asked us to erase their data, and we do so. Please erase what you got from us, with every copy of it and link to it, unless the law makes you keep it (General Data Protection Regulation, Art. 17 and 19).
letter-recipient-rectification = The person asked us to put their data right, and we have done so. Please put it right with you, too: answer this mail, and you get what is right (General Data Protection Regulation, Art. 16 and 19).
letter-recipient-restriction = The person asked us to restrict the use of their data, and we have done so. Please keep what you got from us without using it, until you hear from us (General Data Protection Regulation, Art. 18 and 19).
letter-recipient-closing = This mail answers the one that we passed on, so that your mail program shows the two together.

    Kind regards
    { $company }
recipient-no-mailbox = No mailbox is connected from which it could be sent.
letter-closing = Kind regards
    { $company }
restricted-chip = restricted
restricted-ticket = Restricted
restricted-title = This person’s data is restricted
restricted-text = They have asked that it is stored and used for nothing. It is not shown, not searched and not answered until the restriction is lifted. New mail of theirs still comes in.
restricted-since = Since { $day }
restricted-case = Open the request
restricted-ask = Ask an admin when something has to be done with it.
restricted-answer = Answer all the same
restricted-answer-hint = Only for legal claims, to protect somebody else, or because they agree. Your reason is kept with their request.
restricted-reason = Reason
restricted-words = Answer
restricted-send = Send the answer
held-ticket = Kept for a legal hold
held-chip = legal hold
held-title = This is kept for a legal hold alone
held-text = It is to be erased, and a legal hold is in the way. Until that ends it is stored and used for nothing: it is not shown, not searched and not answered. Then the erasure goes on by itself. New mail still comes in.
held-messages = { $count ->
    [one] One message here is kept for a legal hold alone, and is not shown.
   *[other] { $count } messages here are kept for a legal hold alone, and are not shown.
}
requests-facts = Change what is asked for
requests-facts-send = Save
request-not-decided = It was decided already.
field-intake = Addresses for requests
intake-title = Requests about people’s data
intake-hint = A mail to one of these addresses opens a privacy request, with its month from the receipt.
intake-save = Save
requests-erasure = How far the erasure is, and its receipt
requests-export = What was put together, to download and to hand over
requests-right-name = Name
requests-right-phone = Phone
requests-right-emails = E-mail addresses, one on each line
requests-right-hint = Written as it is right. It takes its place in the profile, in the list, in the search and in every later copy; mail from these addresses is known as theirs. What a mail itself says stays as it came.
rectified-name = The name was put right.
rectified-phone = The phone number was put right.
rectified-emails = The e-mail addresses were put right.
rule-address-known = belongs to somebody else here
field-emails = E-mail addresses
