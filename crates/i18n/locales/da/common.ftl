app-name = Deskhero
skip-to-content = Gå til indholdet
nav-label = Hovedmenu
nav-mailboxes = Postkasser
nav-agents = Medarbejdere
nav-tokens = API-nøgler
nav-sign-out = Log ud
nav-signed-in-as = Logget ind som { $name }
nav-menu = Indstillinger og log ud
nav-keys = Tastaturgenveje
action-back = Tilbage til listen
action-more = Vis ældre
live-lost = Ingen forbindelse: Du ser ikke de andres ændringer. Prøver igen …
live-back = Forbindelsen er tilbage.
live-gone = Samtalen, der var åben her, findes ikke længere.
live-moved = Siden fører et andet sted hen nu. Kopiér det, du har skrevet her, og genindlæs så siden.
request-failed = Det lykkedes ikke. Det, du skrev, er her stadig. Prøv igen.

age-now = nu
age-minutes = { $count } min.
age-hours = { $count } t.
age-days = { $count } d.
age-weeks = { $count } u.
age-years = { $count } år
size-bytes = { $count } B
size-kb = { $count } kB
size-mb = { $count } MB
decimal-mark = ,

keys-title = Tastaturgenveje
keys-next = Næste sag
keys-previous = Forrige sag
keys-open = Åbn den valgte sag
keys-compose = Ny besked
keys-reply = Svar
keys-note = Skriv et notat
keys-search = Søg
keys-close = Luk sagen
keys-send = Send det, du har skrevet
keys-back = Tilbage til listen
keys-help = Vis tastaturgenvejene
keys-single = Genveje med én tast
keys-dismiss = Færdig
key-empty-line = / på en tom linje
key-shift-click = Shift-klik
date-day = { $day }. { $month ->
    [1] januar
    [2] februar
    [3] marts
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[12] december
    } { $year }
