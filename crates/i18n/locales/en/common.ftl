app-name = Deskhero
skip-to-content = Skip to content
nav-label = Main
nav-mailboxes = Mailboxes
nav-agents = Agents
nav-tokens = API tokens
nav-sign-out = Sign out
nav-signed-in-as = Signed in as { $name }
nav-menu = Settings and signing out
nav-keys = Keyboard shortcuts
action-back = Back to the list
action-more = Show older
live-lost = Not connected: changes by others don’t show. Trying again …
live-back = Connected again.
live-gone = The conversation that was open here is not there any more.
live-moved = This page leads elsewhere now. Copy what you have written here, then reload it.
request-failed = That did not work. What you wrote is still here; try again.

age-now = now
age-minutes = { $count } min
age-hours = { $count } h
age-days = { $count } d
age-weeks = { $count } wk
age-years = { $count } y
size-bytes = { $count } B
size-kb = { $count } kB
size-mb = { $count } MB
decimal-mark = .

keys-title = Keyboard shortcuts
keys-next = Next ticket
keys-previous = Previous ticket
keys-open = Open the selected ticket
keys-compose = New message
keys-reply = Reply
keys-note = Add a note
keys-search = Search
keys-close = Close the ticket
keys-send = Send what you wrote
keys-back = Back to the list
keys-help = Show the keyboard shortcuts
keys-single = Single-key shortcuts
keys-dismiss = Done
key-empty-line = / on an empty line
key-shift-click = Shift click
date-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
    } { $year }
