notices-title = Notices
notices-bell = { $count ->
    [0] Notices
    [one] Notices, { $count } unread
   *[other] Notices, { $count } unread
}
notices-none = Nothing yet. What happens on your tickets is told here.
notices-mark-all = Mark all as read
notices-all = All notices
notices-choose = What you are told
notices-kept = Notices are kept for 30 days.
notice-unread = Not read yet
notice-kind-assigned = Assigned to you
notice-kind-mail = New mail
notice-kind-mentioned = You were mentioned
notice-kind-noted = New note
notice-kind-undelivered = Answer not sent
notice-kind-woken = Open again
notice-kind-unassigned = New ticket
notice-kind-taken_back = Answer taken back
notice-what = What, and where
notice-what-hint = Never of what you did yourself.
notice-choice-assigned = A ticket is assigned to you
notice-choice-mail = A mail comes in on a ticket that is yours or that you follow
notice-choice-mentioned = Somebody mentions you in a note
notice-choice-noted = Somebody writes a note
notice-hint-noted = On a ticket that is yours or that you follow.
notice-choice-undelivered = An answer of yours could not be sent
notice-hint-undelivered = It failed, came back, or it is not certain.
notice-choice-woken = A ticket of yours that was put aside is open again
notice-choice-unassigned = A new ticket that nobody has
notice-choice-taken_back = Somebody takes an answer of yours back
notice-hint-taken_back = Before it went out. What you had written is with them.
notice-in-app = In the app
notice-by-mail = By e-mail
notice-in-browser = In the browser
notice-mail-says = A mail has the ticket’s number, what happened and a link. There is nothing of any mail in it and no name of whoever wrote, because it goes through the mail server of whoever runs Deskhero. Some minutes are gathered into one mail.
notice-mail-impossible = Not available: whoever runs Deskhero has set up no mail of its own.
notice-browser-says = Shown by this browser while Deskhero is open in it: the ticket’s number and what happened.
notice-browser-granted = This browser may show them.
notice-browser-denied = This browser does not let them through: allow notifications for this page in its settings.
notice-browser-none = This browser cannot show them.
notice-browser-allow = Allow in this browser
notice-save = Save
quiet-title = Quiet hours
quiet-hint = Nothing is mailed or pops up meanwhile. What was to be mailed comes in one mail when they end; the bell goes on counting.
quiet-on = Leave me alone
quiet-from = From
quiet-until = Until
quiet-days = On these days
quiet-zone = On the clock of { $zone }, as in your profile.
quiet-zone-browser = On the clock of this browser’s time zone, which goes into your profile.
quiet-whole-day = The same time twice is a whole day.
day-mon = Mon
day-tue = Tue
day-wed = Wed
day-thu = Thu
day-fri = Fri
day-sat = Sat
day-sun = Sun
keys-notices = Notices
mention-list = Colleagues
mention-hint = An @ mentions a colleague.
mention-found = { $count } colleagues: choose with the arrow keys and Enter
profile-notices-hint = In the app, by e-mail, in the browser; quiet hours.
profile-notices-open = Choose
mail-notices-subject = { $count ->
    [one] One notice
   *[other] { $count } notices
}
mail-notices-away = { $count ->
    [one] While you were away: one notice
   *[other] While you were away: { $count } notices
}
mail-notices-line = { $count ->
    [one] #{ $number }: { $what }
   *[other] #{ $number }: { $what } ({ $count })
}
mail-notices-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
mail-notices-text = What happened on your tickets at { $company }:

    { $lines }

    You chose to be told of this by e-mail. Change it here:

    { $link }
