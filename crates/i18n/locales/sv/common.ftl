app-name = Deskhero
skip-to-content = Hoppa till innehållet
nav-label = Huvudmeny
nav-mailboxes = Brevlådor
nav-agents = Handläggare
nav-tokens = API-nycklar
nav-sign-out = Logga ut
nav-signed-in-as = Inloggad som { $name }
nav-menu = Inställningar och utloggning
nav-keys = Kortkommandon
action-back = Tillbaka till listan
action-more = Visa äldre
live-lost = Ingen anslutning: andras ändringar visas inte. Försöker igen …
live-back = Ansluten igen.
live-gone = Konversationen som var öppen här finns inte längre.
live-moved = Den här sidan leder någon annanstans nu. Kopiera det du har skrivit här och ladda sedan om sidan.
request-failed = Det gick inte. Det du skrev finns kvar här. Försök igen.

age-now = nu
age-minutes = { $count } min
age-hours = { $count } tim
age-days = { $count } d
age-weeks = { $count } v
age-years = { $count } år
size-bytes = { $count } B
size-kb = { $count } kB
size-mb = { $count } MB
decimal-mark = ,

keys-title = Kortkommandon
keys-next = Nästa ärende
keys-previous = Föregående ärende
keys-open = Öppna det valda ärendet
keys-compose = Nytt meddelande
keys-reply = Svara
keys-note = Skriv en anteckning
keys-search = Sök
keys-close = Stäng ärendet
keys-send = Skicka det du har skrivit
keys-back = Tillbaka till listan
keys-help = Visa kortkommandona
keys-single = Kortkommandon med en tangent
keys-dismiss = Klar
key-empty-line = / på en tom rad
key-shift-click = Skift-klick
date-day = { $day } { $month ->
    [1] januari
    [2] februari
    [3] mars
    [4] april
    [5] maj
    [6] juni
    [7] juli
    [8] augusti
    [9] september
    [10] oktober
    [11] november
   *[12] december
    } { $year }
