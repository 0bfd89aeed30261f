nav-profile = Your profile
agent-former = Former agent { $code }
agent-change = Change
agent-role-save = Save role
agent-reset = Link for a new password
agent-invite-again = New invitation
agent-deactivate = Deactivate
agent-deactivate-what = Deactivate { $name }? They are signed out everywhere, open tickets are given back, and a pseudonym stands for the name from then on.
agent-reactivate = Let back in
agent-last-admin = A company needs one active admin. Make somebody else an admin first.
agents-invite = Invite somebody
agents-invite-intro = They set their own password under a link that works once, for seven days.
agents-invite-submit = Invite
agent-invited-link = Hand this link to { $name }. It works once, for seven days, and is not shown again.
agent-invited-mailed = An invitation is on its way to { $name }.
agent-reset-link = Hand this link to { $name }. It works once, for one hour, and is not shown again.
agent-reset-mailed = A link for a new password is on its way to { $name }.
invitation-title = Welcome to { $company }
invitation-intro = You sign in with { $email }. Choose a password.
invitation-submit = Start
invitation-gone = This invitation does not work any more
invitation-gone-hint = It works once and for seven days. Ask the admin who sent it for a new one, or sign in if you have accepted it already.
reset-title = Forgot the password?
reset-intro = A link for a new password goes to the address of your account.
reset-request = Send the link
reset-asked = If there is an account with this address, a link is on its way to it. It works once, for one hour. Look into the spam folder too.
reset-ask-admin = Ask an admin of your company: on the page “Agents” they make a link for a new password.
reset-back = Back to sign-in
reset-set-title = New password
reset-set-intro = You are signed out everywhere and sign in with the new password.
reset-set-whose = For { $email }.
reset-submit = Set password
reset-gone = This link does not work any more
reset-gone-hint = It works once and for one hour. Ask for a new one on the sign-in page.
profile-title = Your profile
profile-signature = Signature
profile-signature-hint = Stands below your answers, unless the ticket’s team has one. Leave it empty for none of your own. What stands in braces is filled in, like {"{"}agent.name{"}"}; where a value may be missing, say what to write then: {"{"}mailbox.name|Support{"}"}
profile-theme = Theme
profile-theme-system = As the system
profile-theme-light = Light
profile-theme-dark = Dark
profile-density = List of tickets
profile-density-comfortable = With the beginning of each message
profile-density-compact = Compact
profile-language = Language
profile-language-none = As the browser asks
profile-time-zone = Time zone
profile-time-zone-hint = Leave it empty for the browser’s own.
profile-undo = Sending can be undone for
profile-undo-none = No time: answers go out at once
profile-undo-seconds = { $count } seconds
profile-undo-hint = An answer waits that long before it goes out.
profile-save = Save
profile-saved = Saved.
profile-password-saved = Your new password is set. Every other browser is signed out.
profile-password = Password
profile-password-present = Present password
profile-password-submit = Change password
profile-password-hint = You stay signed in here and are signed out everywhere else.
profile-password-wrong = The present password is not right.
language-name = English
mail-invitation-subject = Your account at { $company }
mail-invitation-text = Hello { $name },

    you are invited to answer the mail of { $company } in Deskhero. Set your password here:

    { $link }

    The link works once, for seven days. If you do not know what this is about, leave it.
mail-reset-subject = New password for { $company }
mail-reset-text = Hello { $name },

    set a new password for Deskhero at { $company } here:

    { $link }

    The link works once, for one hour. If you did not ask for it, leave it: nothing changes.
mail-test-subject = Deskhero’s own mail works
mail-test-text = This is a test. Invitations and links for new passwords will come from this address.
sign-up-title = Make a place for your company
sign-up-intro = Your mailboxes, your tickets, your people. It takes two minutes.
sign-up-slug = Short name
sign-up-slug-hint = Your pages are at this name before .{ $domain }. Leave it empty and it is made from the company’s name.
sign-up-you = You
sign-up-email-hint = A link goes there. Nothing is made before you open it.
sign-up-documents = What you agree to
sign-up-accept = I have read and accept:
sign-up-recorded = Which versions you accept, and when, is kept with your company’s data.
sign-up-submit = Send me the link
sign-up-sent = A link is on its way to you. It works once, for a day. Look into the spam folder too.
sign-up-gone = This link does not work any more
sign-up-gone-hint = It works once and for a day. If you have used it, sign in; else sign up again.
document-terms = Terms of service
document-privacy-policy = Privacy policy
document-version = version { $version }
nav-acceptances = Accepted documents
acceptances-title = Accepted documents
acceptances-intro = Which documents your people accepted, in which version, and when. The hash is that of the exact text.
acceptances-empty = Nothing has been accepted here. Companies that sign up themselves accept documents; yours was made by the operator.
mail-sign-up-subject = { $company } in Deskhero
mail-sign-up-text = Hello { $name },

    somebody asked with this address to make a place for { $company } in Deskhero. If that was you, go on here:

    { $link }

    The link works once, for a day. If it was not you, leave it: nothing has been made.
file-erased = This file was erased on { $day }.
person-removed = Removed person { $code }
