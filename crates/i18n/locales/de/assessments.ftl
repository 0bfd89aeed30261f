nav-assessments = Prüfungen
nav-access-reviews = Zugriffsprüfung
assess-title = Prüfungen
assess-intro = Mindestens alle 90 Tage wird dieses System geprüft: Das Programm sieht nach, was es selbst sehen kann, Sie beantworten den Rest, und der Bericht wird signiert. Jeder Punkt nennt die Anforderung des OWASP ASVS 4.0.3, für die er ein Nachweis ist.
assess-due = Die nächste ist fällig bis zum
assess-overdue = Die nächste war fällig bis zum
assess-none = Es wurde noch nichts geprüft.
assess-failed = { $count ->
    [one] { $count } nicht in Ordnung
   *[other] { $count } nicht in Ordnung
}
assess-run = Prüfung beginnen
assess-run-again = Noch einmal nachsehen
assess-run-hint = Das Programm sieht alles nach, was es sehen kann. Was Sie beantwortet haben, bleibt.
assess-external = Externe Prüfung festhalten
assess-external-hint = Ein Penetrationstest oder ein anderer Blick von außen. Das wird sofort signiert und aufbewahrt.
assess-on = Beendet am
assess-by = Durch wen
assess-summary = Was geprüft und gefunden wurde
assess-open = Befunde, die noch offen sind
assess-open-none = keine
assess-external-send = Festhalten
assess-kind-own = Selbstprüfung
assess-kind-external = Externe Prüfung
assess-state-open = offen
assess-state-finished = abgeschlossen
assess-by-shell = auf der Befehlszeile
assess-begun = Begonnen
assess-answer-hint = Ein Nein, oder was nicht in Ordnung ist, braucht eine Notiz: was dagegen getan wird und bis wann.
assess-asked = Beantwortet ein Mensch
assess-looked = Sieht das Programm nach
assess-evidence = Gesehen:
assess-waits = wartet
assess-note = Notiz
assess-note-what = Was dagegen getan wird
assess-until = Bis
assess-save = Speichern
assess-finish = Speichern und abschließen
assess-finish-hint = Dann wird der Bericht signiert, und nichts ändert sich mehr.
assess-download = Signierten Bericht herunterladen
assess-download-hint = Sein genauer Text, mit der Signatur und dem Schlüssel, der sie beweist.
assess-result-passed = in Ordnung
assess-result-failed = nicht in Ordnung
assess-result-yes = ja
assess-result-no = nein
assess-result-not-applicable = trifft nicht zu
assess-item-password-length = Passwörter sind lang genug und dürfen sehr lang sein
assess-item-sign-in-limits = Wer Passwörter rät, muss immer länger warten
assess-item-password-hashes = Jedes gespeicherte Passwort ist so langsam gehasht, wie es heute verlangt wird
assess-item-session-length = Eine Sitzung ohne Nutzung endet binnen dreißig Tagen
assess-item-session-cookies = Sitzungs-Cookies sind an ihren Host gebunden, und kein Skript liest sie
assess-item-operator-tokens = Kein Token eines Betreibers blieb neunzig Tage lang ungenutzt
assess-item-at-rest = Was personenbezogen ist, liegt versiegelt da
assess-item-audit-log = Das Audit-Log ist vollständig
assess-item-backups = Die neueste Sicherung ist so jung, wie der Plan es sagt
assess-item-documents = Jedes Dokument wurde binnen eines Jahres neu freigegeben
assess-item-terms = Was eine Frist hat, wird an ihrem Ende gelöscht
assess-item-browser-tls = Browser erreichen die Seiten nur über TLS
assess-item-mail-tls = Mailserver werden nur über TLS erreicht
assess-item-virus-scan = Eingehende Mail wird auf Viren geprüft
assess-item-refused-hosts = Nichts war auf dem Weg zu einem Host, den das Verzeichnis nicht nennt
assess-item-page-policy = Seiten führen nur ihr eigenes Skript aus, und niemand bettet sie ein
assess-item-page-headers = Browser raten keine Typen und verraten keine Adressen
assess-item-promises = Die letzte Kontrolle fand keine Zusage gebrochen
assess-item-threats = Für alles Geänderte wurden Bedrohungen durchdacht
assess-item-key-holders = Es ist bekannt, wer welchen Schlüssel hat und wie er ersetzt wird
assess-item-admin-access = Wer die Server erreicht, weist sich mit zwei Faktoren aus
assess-item-restore-tried = Eine Sicherung wurde zur Probe eingespielt
assess-item-tls-tested = Das TLS der Adresse wurde von außen geprüft
assess-item-alerts-read = Jemand liest Alarme binnen eines Arbeitstages
assess-item-hardened = Server sind so gehärtet eingerichtet, wie ihre Hersteller es raten
assess-item-up-to-date = Deskhero und alles darunter ist auf dem neuesten Stand
review-title = Zugriffsprüfung
review-intro = Gehen Sie durch, wer Zugriff hat: Jede Person und jedes Token wird bestätigt oder entfernt. Der Bericht wird signiert und aufbewahrt. Zweimal im Jahr ist eine gute Gewohnheit.
review-intro-operators = Mindestens alle 90 Tage wird jeder Betreiber und jedes seiner Tokens bestätigt oder entfernt. Der Bericht wird signiert und aufbewahrt.
review-old = Die letzte Prüfung, wer Zugriff hat, ist mehr als 180 Tage her.
review-none = Es wurde noch nichts durchgegangen.
review-one = Zugriffsprüfung
review-lines = { $count ->
    [one] { $count } Zeile
   *[other] { $count } Zeilen
}
review-removed = { $count ->
    [one] { $count } entfernt
   *[other] { $count } entfernt
}
review-waiting = { $count ->
    [one] { $count } wartet
   *[other] { $count } warten
}
review-begin = Prüfung beginnen
review-as-of = Stand
review-teams = Teams:
review-since = da seit
review-used = zuletzt genutzt
review-never-seen = nie angemeldet
review-sessions = { $count ->
    [one] { $count } Sitzung
   *[other] { $count } Sitzungen
}
review-token = Token
review-keep = Bestätigen
review-remove = Entfernen
review-remove-what = { $name } wird sofort deaktiviert: überall abgemeldet, und jedes eigene Token hört auf zu gelten.
review-remove-token = Das Token { $name } hört sofort auf zu gelten.
review-finish-hint = Jede Zeile ist entschieden. Der Bericht wird signiert, und nichts ändert sich mehr.
review-finish = Prüfung abschließen
review-decision-kept = bestätigt
review-decision-removed = entfernt
rule-review-own = kann nicht über einen selbst getroffen werden: jemand anderes entfernt Sie
mail-assessment-due-subject = Eine Prüfung von Deskhero ist bis { $day } fällig
mail-assessment-due-text = Guten Tag { $name },

    alle 90 Tage wird das System geprüft. Die nächste Prüfung ist bis { $day } abzuschließen.

    { $link }
mail-assessment-overdue-subject = Eine Prüfung von Deskhero ist überfällig
mail-assessment-overdue-text = Guten Tag { $name },

    die Prüfung des Systems war bis { $day } abzuschließen. Bis dahin ist die Zusage regelmäßiger Prüfungen gebrochen.

    { $link }
mail-review-due-subject = Eine Prüfung der Betreiber ist bis { $day } fällig
mail-review-due-text = Guten Tag { $name },

    alle 90 Tage wird durchgegangen, welche Betreiber und Tokens Zugriff haben. Die nächste Prüfung ist bis { $day } abzuschließen.

    { $link }
mail-review-overdue-subject = Eine Prüfung der Betreiber ist überfällig
mail-review-overdue-text = Guten Tag { $name },

    die Prüfung der Betreiber und Tokens war bis { $day } abzuschließen.

    { $link }
act-assessment-list = Prüfungen angesehen
act-assessment-change = Dieses System geprüft
act-assessment-remind = An eine Prüfung erinnert
act-review-list = Zugriffsprüfungen angesehen
act-review-change = Geprüft, wer Zugriff hat
act-operator-remove = Einen Betreiber deaktiviert
verify-assessments = { $n } angesehen: Die letzte Prüfung ist höchstens 90 Tage alt, abgeschlossene Berichte sind wie signiert, was nicht in Ordnung war, hat eine Notiz, was eine Zugriffsprüfung entfernte, ist weg
verify-fault-assessment-old = die letzte abgeschlossene Prüfung ist mehr als 90 Tage alt
verify-fault-assessment-report = ein abgeschlossener Bericht ist nicht, wie er signiert wurde
verify-fault-assessment-unexplained = etwas war nicht in Ordnung, und keine Notiz sagt, was dagegen getan wird
verify-fault-review-access = was eine Zugriffsprüfung entfernte, gewährt noch Zugriff
clause-89 = Die Sicherheit wird regelmäßig geprüft, und wer Zugriff hat, wird durchgegangen
field-on = Beendet am
field-by = Durch wen
field-summary = Was geprüft und gefunden wurde
field-open = Befunde, die noch offen sind
field-item = Punkt
field-result = Antwort
field-decision = Entscheidung
field-lines = Zeilen
