app-name = Deskhero
skip-to-content = Zum Inhalt springen
nav-label = Hauptmenü
nav-mailboxes = Postfächer
nav-agents = Teammitglieder
nav-tokens = API-Tokens
nav-sign-out = Abmelden
nav-signed-in-as = Angemeldet als { $name }
nav-menu = Einstellungen und Abmelden
nav-keys = Tastenkürzel
action-back = Zurück zur Liste
action-more = Ältere anzeigen
live-lost = Keine Verbindung: Änderungen anderer werden nicht angezeigt. Neuer Versuch läuft …
live-back = Wieder verbunden.
live-gone = Die Konversation, die hier geöffnet war, gibt es nicht mehr.
live-moved = Diese Seite führt jetzt woandershin. Kopieren Sie, was Sie hier geschrieben haben, und laden Sie die Seite dann neu.
request-failed = Das hat nicht geklappt. Ihr Text ist noch da. Versuchen Sie es noch einmal.

age-now = jetzt
age-minutes = { $count } Min.
age-hours = { $count } Std.
age-days = { $count } Tg.
age-weeks = { $count } Wo.
age-years = { $count } J.
size-bytes = { $count } B
size-kb = { $count } kB
size-mb = { $count } MB
decimal-mark = ,

keys-title = Tastenkürzel
keys-next = Nächstes Ticket
keys-previous = Vorheriges Ticket
keys-open = Ausgewähltes Ticket öffnen
keys-compose = Neue Nachricht
keys-reply = Antworten
keys-note = Notiz hinzufügen
keys-search = Suchen
keys-close = Ticket schließen
keys-send = Eingabe senden
keys-back = Zurück zur Liste
keys-help = Tastenkürzel anzeigen
keys-single = Kürzel mit nur einer Taste
keys-dismiss = Fertig
key-empty-line = / in einer leeren Zeile
key-shift-click = Umschalt + Klick
date-day = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
    } { $year }
