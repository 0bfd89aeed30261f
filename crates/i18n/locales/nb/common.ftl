app-name = Deskhero
skip-to-content = Gå til innholdet
nav-label = Hovedmeny
nav-mailboxes = Postkasser
nav-agents = Medarbeidere
nav-tokens = API-nøkler
nav-sign-out = Logg ut
nav-signed-in-as = Logget inn som { $name }
nav-menu = Innstillinger og utlogging
nav-keys = Hurtigtaster
action-back = Tilbake til listen
action-more = Vis eldre
live-lost = Ikke tilkoblet: Endringer fra andre vises ikke. Prøver igjen …
live-back = Tilkoblet igjen.
live-gone = Samtalen som var åpen her, finnes ikke lenger.
live-moved = Denne siden fører et annet sted nå. Kopier det du har skrevet her, og last den inn på nytt.
request-failed = Det gikk ikke. Det du skrev, står her fortsatt. Prøv igjen.

age-now = nå
age-minutes = { $count } min
age-hours = { $count } t
age-days = { $count } d
age-weeks = { $count } u
age-years = { $count } år
size-bytes = { $count } B
size-kb = { $count } kB
size-mb = { $count } MB
decimal-mark = ,

keys-title = Hurtigtaster
keys-next = Neste sak
keys-previous = Forrige sak
keys-open = Åpne den valgte saken
keys-compose = Ny melding
keys-reply = Svar
keys-note = Skriv et notat
keys-search = Søk
keys-close = Lukk saken
keys-send = Send det du har skrevet
keys-back = Tilbake til listen
keys-help = Vis hurtigtastene
keys-single = Hurtigtaster med én tast
keys-dismiss = Ferdig
key-empty-line = / på en tom linje
key-shift-click = Shift-klikk
date-day = { $day }. { $month ->
    [1] januar
    [2] februar
    [3] mars
    [4] april
    [5] mai
    [6] juni
    [7] juli
    [8] august
    [9] september
    [10] oktober
    [11] november
   *[12] desember
    } { $year }
