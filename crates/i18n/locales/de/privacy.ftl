# Erasing, and legal holds.
nav-erasures = Löschungen
erasures-title = Löschungen
erasures-intro = Gelöschtes ist nicht mehr lesbar, weder hier noch in einem Backup. Beginnen Sie bei einer Konversation oder bei der Person daneben.
erasures-list = Gelöscht
erasures-empty = Noch wurde nichts gelöscht.
erasures-older = Ältere
erasure-title = Löschung
erasure-all = Alle Löschungen
erasure-new-title = Endgültig löschen
erasure-back = Zurück
erasure-scope-contact = Person
erasure-scope-conversation = Konversation
erasure-scope-message = Nachricht
erasure-scope-mailbox = Postfach
erasure-scope-tenant = Alles dieses Unternehmens
erasure-reason = Warum
erasure-reason-request = Die Person hat es verlangt
erasure-reason-instruction = Unsere eigene Entscheidung
erasure-reason-retention = Die Frist unserer Regel ist abgelaufen
erasure-reason-disconnect = Das Postfach wurde getrennt
erasure-reason-closure = Das Konto wurde geschlossen
erasure-state-held = Gesperrt
erasure-state-begun = Läuft
erasure-state-keys_gone = Unlesbar, wird entfernt
erasure-state-purged = Entfernt, Schlüsselbund wird geschlossen
erasure-state-done = Gelöscht
erasure-tickets = { $count ->
    [one] { $count } Konversation
   *[other] { $count } Konversationen
}
erasure-messages = { $count ->
    [one] { $count } Nachricht
   *[other] { $count } Nachrichten
}
erasure-keys = { $count ->
    [one] { $count } Schlüssel vernichtet
   *[other] { $count } Schlüssel vernichtet
}
erasure-goes = Das wird gelöscht
erasure-goes-tickets = { $count ->
    [one] { $count } Konversation mit allem darin
   *[other] { $count } Konversationen mit allem darin
}
erasure-goes-messages = { $count ->
    [one] { $count } Nachricht
   *[other] { $count } Nachrichten, auch Antworten und Notizen
}
erasure-goes-attachments = { $count ->
    [one] { $count } Datei
   *[other] { $count } Dateien
}
erasure-goes-of-others = { $count ->
    [one] davon { $count } Nachricht, die jemand anderes geschrieben hat
   *[other] davon { $count } Nachrichten, die andere geschrieben haben
}
erasure-goes-elsewhere = { $count ->
    [one] { $count } Nachricht in einer Konversation, die bleibt
   *[other] { $count } Nachrichten in Konversationen, die bleiben
}
erasure-goes-person = Name, Adressen, Telefon, Felder und Bemerkung
erasure-stays = Das bleibt
erasure-stays-others = Was andere geschrieben haben, auch wo es diese Person nennt oder ihre Adresse zeigt; in deren Konversationen werden nur die eigenen Nachrichten dieser Person gelöscht.
erasure-stays-contact = Die Person, solange sie eine andere Konversation hat.
erasure-stays-log = Das Protokoll, wer was gelesen und geändert hat. Es nennt niemanden außerhalb Ihres Unternehmens.
erasure-stays-sent = Was im Postfach bei Ihrem Anbieter liegt und bei denen, die eine E-Mail erhalten haben.
erasure-held-now = Ein Teil davon unterliegt einer Löschsperre. Die Löschung kann begonnen werden; was die Sperre umfasst, bleibt bis zu ihrer Aufhebung.
erasure-sure = Mir ist bewusst, dass niemand dies zurückholen kann: nicht wir, nicht der Betreiber, nicht aus einem Backup.
erasure-begin = Endgültig löschen
erasure-keep = Behalten
erasure-step-begun = Begonnen
erasure-step-keys = Die Schlüssel sind vernichtet: Niemand kann es mehr lesen, weder hier noch in einem Backup
erasure-step-purged = Zeilen, Bytes und die Wörter der Suche sind entfernt
erasure-step-done = Die übergeordneten Schlüssel sind ersetzt: Eine ältere Kopie des Schlüsselbunds öffnet nichts davon
erasure-step-message = Fertig. Eine ältere Kopie des Schlüsselbunds könnte sie noch öffnen, bis diese Kopie gelöscht ist; der Beleg nennt den Zeitpunkt
erasure-receipt = Beleg herunterladen
erasure-receipt-hint = Signiert und ohne Namen. Wer den öffentlichen Schlüssel hat, kann ihn prüfen.
erasure-held = Eine Löschsperre bewahrt, was sie umfasst. Die Löschung geht von selbst weiter, wenn die Sperre aufgehoben ist.
erasure-ticket = Diese Konversation löschen …
erasure-person = Diese Person löschen …
holds-title = Löschsperren
holds-intro = Was eine Löschsperre erfasst, wird nicht gelöscht, bis sie aufgehoben ist, was auch immer es verlangt. Geben Sie den Grund an, und prüfen Sie ihn wieder.
holds-empty = Nichts ist gesperrt.
holds-made = gesetzt
holds-owner = gesetzt von { $name }
holds-released = aufgehoben
holds-review = wieder zu prüfen
holds-due = Jetzt prüfen
holds-release = Aufheben
holds-release-ask = Was auf diese Löschsperre wartet, wird sofort gelöscht.
holds-place = Vor dem Löschen bewahren: Löschsperre setzen
holds-place-send = Sperre setzen
holds-reason = Grund: der Sachverhalt
holds-law = Gesetz oder Anordnung, die es verlangt (falls vorhanden)
holds-review-at = Wieder zu prüfen am
holds-restored = Nach der Wiederherstellung aus einem älteren Backup erneut gesetzt. Der Grund ging mit den neueren Daten verloren: Geben Sie ihn neu an, oder heben Sie sie auf.
holds-restored-mark = Durch Wiederherstellung erneut gesetzt
holds-forgotten = Der Grund ist vernichtet: Sie wurde vor einem Jahr aufgehoben, oder was sie erfasste, ist gelöscht.
holds-say-why = Grund neu angeben
holds-put-off = Nächste Prüfung angeben
holds-law-needed = Gesetz oder Anordnung, die es verlangt
holds-review-send = Speichern
field-sure = Bestätigung
field-review_at_ms = Tag
field-subject_id = ID
field-hold = Löschsperren
rule-sure = muss angekreuzt sein
rule-effective-order = darf nicht vor dem Tag einer früheren Version liegen, die angekündigt ist und noch nicht gilt
rule-future = muss in der Zukunft liegen
rule-id = muss eine ID sein
mailbox-erase-at = Was über dieses Postfach einging, wird gelöscht am
mailbox-erase-hint = Wird es vorher wieder verbunden, ist es, als wäre es nie weg gewesen. Was eine Löschsperre umfasst, bleibt, bis sie endet.
mailbox-erase-days = Wann gelöscht wird
mailbox-erase-after = { $count ->
    [one] { $count } Tag nach dem Trennen
   *[other] { $count } Tage nach dem Trennen
}
mailbox-erase-change = Ändern
mailbox-erase-now = Jetzt löschen …
mailbox-connect-again = Wieder verbinden
mail-mailbox-end-subject = Die E-Mails von { $mailbox } werden am { $until } gelöscht
mail-mailbox-end-text = Guten Tag { $name },

    das Postfach { $mailbox } von { $company } wurde am { $since } getrennt. Es gehen keine E-Mails ein, und Antworten werden nicht gesendet.

    Am { $until } wird alles, was darüber einging, endgültig gelöscht, hier und in jedem Backup: Konversationen, Antworten, Notizen und Dateien. Wer es behalten möchte, verbindet das Postfach vorher wieder oder exportiert es:

    { $link }

    Was eine Löschsperre umfasst, bleibt, bis sie endet.
field-erase_after_days = Tage
rule-thirty-days = darf höchstens 30 sein
closing-link = Konto des Unternehmens schließen …
closing-title = Konto schließen
closing-back = Zurück zu den Löschungen
closing-goes = Was endgültig gelöscht wird
closing-goes-messages = { $count ->
    [one] { $count } Nachricht mit ihren Dateien
   *[other] { $count } Nachrichten, auch Antworten und Notizen, mit ihren Dateien
}
closing-goes-tickets = { $count ->
    [one] { $count } Konversation
   *[other] { $count } Konversationen
}
closing-goes-attachments = { $count ->
    [one] { $count } Datei
   *[other] { $count } Dateien
}
closing-goes-mailboxes = { $count ->
    [one] { $count } Postfach mit seinem Passwort oder seiner Berechtigung: sofort
   *[other] { $count } Postfächer mit ihren Passwörtern oder Berechtigungen: sofort
}
closing-goes-agents = { $count ->
    [one] Das Konto von { $count } Person: Niemand kann sich anmelden
   *[other] Die Konten von { $count } Personen: Niemand kann sich anmelden
}
closing-goes-rest = Personen und Organisationen, Schlagwörter, Felder, Textbausteine, Einstellungen, das Audit-Protokoll und der Schlüssel, unter dem all das liegt, hier und in jedem Backup
closing-stays-receipt = Ein signierter Beleg ohne personenbezogene Daten; jeder Admin erhält ihn per E-Mail
closing-stays-receipt-kept = Ein signierter Beleg ohne personenbezogene Daten; wer Deskhero betreibt, bewahrt ihn auf
closing-stays-source = Was in Ihren Postfächern bei Ihrem Anbieter liegt, und gesendete E-Mails
closing-stays-sums = Summen je Monat von Unternehmen, die gegangen sind, wo mindestens { $count } Personen beteiligt waren: kein Name, kein Schlüssel und nicht, von wem sie sind
closing-held = Eine Löschsperre gilt. Was sie umfasst, bleibt bis zu ihrer Aufhebung; alles andere wird rechtzeitig gelöscht.
closing-held-now = Die Zeit ist gekommen, aber eine Löschsperre gilt. Was sie umfasst, bleibt bis zu ihrer Aufhebung und geht dann, mit dem Schlüssel des Unternehmens. Alles andere wird jetzt gelöscht.
closing-take = Zuerst mitnehmen
closing-take-hint = Jedes Postfach als eine mbox-Datei, die jedes Mailprogramm liest: was einging und was gesendet wurde. Notizen sind nicht enthalten.
closing-take-mails = E-Mails von { $mailbox } (mbox)
closing-take-log = Das Audit-Protokoll (NDJSON, signiert)
closing-decide = Schließen
closing-at-once = Von diesem Augenblick an gehen keine E-Mails mehr ein, und Antworten werden nicht mehr gesendet: Die Passwörter und Berechtigungen Ihrer Postfächer werden vernichtet. Ihr Team kann bis zum Ende weiterlesen.
closing-days = Tage, bis alles gelöscht wird
closing-days-hint = 0 bis 30; 0 heißt sofort. Bis dahin lässt es sich zurücknehmen.
closing-days-told = Admins erfahren es per E-Mail sofort und an den Tagen 1, 7 und 21.
closing-keep-sums = Anonymisierte Summen bleiben lassen
closing-keep-sums-hint = Wie viele Konversationen, E-Mails und Antworten es in jedem Monat gab, zu denen anderer gegangener Unternehmen addiert, wo mindestens { $count } Personen beteiligt waren. Sonst bleibt nichts, und es lässt sich nicht rückgängig machen. Ohne das bleibt nichts.
closing-slug = Zur Bestätigung { $slug } eingeben
closing-password = Ihr Passwort
closing-begin = Konto schließen
closing-not = Behalten
closing-clock = Das Konto wird geschlossen
closing-until = Alles wird gelöscht am
closing-by = Geschlossen von { $name },
closing-by-nobody = Geschlossen am
closing-keep-hint = Wird es zurückgenommen, ist alles wie zuvor, nur müssen Ihre Postfächer neu verbunden werden.
closing-keep = Zurücknehmen
closing-erasing = Die Löschung hat begonnen. Sie lässt sich nicht mehr zurücknehmen.
closing-banner = Dieses Konto wird geschlossen.
closing-banner-until = Alles wird gelöscht am
closing-banner-link = Ansehen oder zurücknehmen
field-days = Tage
rule-own-slug = ist nicht der Kurzname dieses Unternehmens
rule-own-password = ist nicht Ihr Passwort
mail-closing-subject = { $company } wird am { $until } gelöscht
mail-closing-text = Guten Tag { $name },

    das Konto von { $company } wurde am { $since } geschlossen. Es gehen keine E-Mails mehr ein, und Antworten werden nicht mehr gesendet.

    Am { $until } wird alles endgültig gelöscht, hier und in jedem Backup. Bis dahin kann ein Admin die E-Mails mitnehmen oder die Schließung zurücknehmen:

    { $link }

    Was eine Löschsperre umfasst, bleibt, bis sie endet.
mail-closed-subject = { $company } ist gelöscht
mail-closed-text = Guten Tag { $name },

    alles von { $company } ist gelöscht, hier und in jedem Backup: E-Mails, Personen, Einstellungen und der Schlüssel, unter dem all das lag.

    Der Beleg ist angehängt. Er ist signiert und enthält keine personenbezogenen Daten. Mit dem öffentlichen Schlüssel des Betreibers lässt er sich mit „deskhero receipt check“ prüfen.

    Dies war die letzte E-Mail. Ihr Name und Ihre Adresse werden damit vergessen.
attachment-erased = Eine Datei wurde gelöscht am
attachment-erase = { $name } löschen …
attachment-erase-short = Löschen …
message-redacted = Aus Datenschutzgründen wurde hier etwas ersetzt.
message-redacted-mail = Das Original wurde aus Datenschutzgründen vernichtet, samt seinen Dateien. Niemand kann es zurückholen.
erasure-scope-attachment = Datei
erasure-scope-attachments = Dateien einer Konversation
erasure-scope-pseudonym = Person, aus Konversationen, die bleiben
erasure-scope-people = Alle außerhalb des Unternehmens, aus einer Konversation, die bleibt
erasure-scope-redaction = Texte in einer Konversation
erasure-files = Dateien löschen …
erasure-mode = Was aus den Konversationen wird
erasure-mode-contact = Alles löschen
erasure-mode-pseudonym = Konversationen behalten, Person entfernen
erasure-goes-rewritten = { $count ->
    [one] Name, Adressen und bekannte Angaben in 1 Nachricht, auch in dem, was andere geschrieben haben: Dort steht dann ein Pseudonym
   *[other] Name, Adressen und bekannte Angaben in { $count } Nachrichten, auch in dem, was andere geschrieben haben: Dort steht dann ein Pseudonym
}
erasure-goes-originals = die Originale dieser E-Mails, auch derer von anderen, mit allen ihren Dateien: Was darin steht, lässt sich nicht sicher ersetzen
erasure-goes-drafts = { $count ->
    [one] { $count } Entwurf Ihres Teams in diesen Konversationen, ungelesen
   *[other] { $count } Entwürfe Ihres Teams in diesen Konversationen, ungelesen
}
erasure-stays-pseudonym = Die Konversationen mit Nummer, Status, Schlagwörtern, Zeiten und Verlauf, unter einem Pseudonym, das niemand auf die Person zurückführen kann. Ein Text, der sie mit anderen Worten beschreibt, bleibt, wie er ist.
erasure-stays-mails = Die E-Mails mit allem anderen darin. Wo die Datei war, steht ein Hinweis.
redaction-open = Schwärzen …
redaction-title = Schwärzen
redaction-texts = Was ersetzt werden soll
redaction-hint = Ein Text pro Zeile, bis zu 20, jeder mit mindestens 3 Zeichen: ein Name, eine Adresse, eine Nummer, genau wie geschrieben. Groß- und Kleinschreibung spielt keine Rolle. Ein Text nur aus Buchstaben wird als ganzes Wort gefunden.
redaction-look = Fundstellen anzeigen
redaction-found = Das würde ersetzt
redaction-nowhere = Nichts davon steht in dieser Konversation.
redaction-places = { $count ->
    [one] 1 Stelle, durch ▇▇▇
   *[other] { $count } Stellen, durch ▇▇▇
}
redaction-mails = { $count ->
    [one] das Original von 1 E-Mail wird vernichtet
   *[other] die Originale von { $count } E-Mails werden vernichtet
}
redaction-files = { $count ->
    [one] 1 Datei lag darin und wird ebenfalls gelöscht
   *[other] { $count } Dateien lagen darin und werden ebenfalls gelöscht
}
redaction-message = Nachricht { $n }
redaction-in = { $count ->
    [one] 1 Stelle
   *[other] { $count } Stellen
}
redaction-in-mail = nur im Original
redaction-stays = Bilder und Dateien werden nicht gelesen: Was darin steht, verschwindet nur mit einer E-Mail, die gelöscht wird. Entwürfe zu dieser Konversation werden gelöscht, da nur lesen kann, wer sie verfasst hat.
redaction-begin = Endgültig ersetzen
redaction-keep = Nicht ersetzen
rule-too-short = zu kurz
rule-contact-only = nur bei einem Kontakt
