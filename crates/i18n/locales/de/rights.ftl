# People's rights: requests about their own data.
nav-requests = Datenschutz
nav-requests-due = Eine Datenschutzanfrage ist bald fällig
requests-title = Datenschutzanfragen
requests-intro = Was betroffene Personen zu ihren eigenen Daten verlangen. Jede Anfrage ist innerhalb eines Monats nach Eingang zu beantworten; innerhalb von drei Monaten, wenn Sie im ersten mitteilen, warum.
requests-new = Anfrage erfassen
requests-open = Offen
requests-closed = Erledigt
requests-held = Warten auf eine Löschsperre
requests-none-held = Keine Anfrage wartet auf eine Löschsperre.
requests-empty = Niemand wartet auf eine Antwort zu eigenen Daten.
requests-empty-hint = Anfragen kommen über das öffentliche Formular, oder Sie erfassen, was auf anderem Weg kam.
requests-none-closed = Noch wurde nichts abgeschlossen.
requests-more = Mehr anzeigen
requests-form-link = Öffentliches Formular
requests-settings = Aufsichtsbehörde
requests-settings-hint = Schreiben nennen die Aufsichtsbehörde dieses Landes.
requests-country = Land
requests-save = Speichern
requests-saved = Gespeichert.
requests-back = Alle Anfragen
requests-forgotten = Wortlaut vergessen
requests-due = Fällig
requests-days-left = { $count ->
    [one] noch { $count } Tag
   *[other] noch { $count } Tage
}
requests-days-late = { $count ->
    [one] { $count } Tag überfällig
   *[other] { $count } Tage überfällig
}
requests-due-today = jetzt fällig
right-access = Eine Kopie meiner Daten
right-rectification = Etwas berichtigen
right-erasure = Meine Daten löschen
right-restriction = Meine Daten speichern, aber nicht verwenden
right-portability = Meine Daten zum Mitnehmen
right-objection = Der Verwendung für einen Zweck widersprechen
right-withdrawal = Meine Einwilligung widerrufen
right-question = Eine Frage zu meinen Daten
right-short-access = Auskunft
right-short-rectification = Berichtigung
right-short-erasure = Löschung
right-short-restriction = Einschränkung
right-short-portability = Datenübertragbarkeit
right-short-objection = Widerspruch
right-short-withdrawal = Einwilligung widerrufen
right-short-question = Frage
request-state-identity = wartet auf Nachweis
request-state-open = offen
request-state-extended = verlängert
request-state-held = ruht
request-state-done = erledigt
request-state-refused = abgelehnt
request-state-withdrawn = zurückgezogen
request-source-agent = hier erfasst
request-source-form = über das öffentliche Formular
request-source-intake = per E-Mail
request-source-operator = vom Betreiber weitergegeben
request-source-account = von einem Teammitglied, zum eigenen Konto
request-step-received = Eingegangen
request-step-proved = Adresse über den Link bestätigt
request-step-vouched = Identität durch das Team bestätigt
request-step-matched = Person gefunden
request-step-extended = Frist verlängert und mitgeteilt
request-step-decided = Entschieden
request-step-carried_out = Ausgeführt
request-step-override = Eingeschränkte Daten verwendet, mit Begründung
request-step-notice = Mitgeteilt, dass die Einschränkung endet
request-step-lifted = Einschränkung aufgehoben
request-step-recipient_told = Empfänger unterrichtet
request-step-told = Ergebnis mitgeteilt
request-step-noted = Notiz
request-step-linked = Link an die Adresse gesendet
request-step-withdrawn = Zurückgezogen
request-step-acknowledged = Eingang bestätigt
request-step-held = Wartet auf eine Löschsperre
request-step-held_told = Mitgeteilt, dass sie wartet
request-step-resumed = Die Löschsperre ist beendet
request-step-confirmed = Bestätigt: Ausführung, wenn die Löschsperre endet
request-step-signed_in = Angemeldet, mit erneuter Passworteingabe
request-told-in_ticket = als Antwort im Ticket
request-told-by_mail = über die Betreiber-Mail
request-told-by_hand = selbst übergeben
request-told-on_page = auf der Seite des Kontos
request-decision-granted = stattgegeben
request-decision-granted-pseudonymise = stattgegeben: Die Konversationen bleiben, die Person wird entfernt
request-decision-refused = abgelehnt
purpose-automation = Regeln, die Tickets zuweisen und Personen Organisationen zuordnen
purpose-learning = Vorschläge, die aus E-Mails gelernt werden
purpose-analytics = Kennzahlen und Berichte
purpose-marketing = E-Mails über Angebote
requests-who = Wer anfragt
requests-asked-for = Was verlangt wird
requests-language = Sprache der Schreiben
requests-words = In eigenen Worten
requests-company = Genanntes Unternehmen
requests-received = Eingegangen
requests-received-hint = Wann die Anfrage bei Ihnen einging: Der Monat zählt ab diesem Tag.
requests-ticket = Ticket
requests-ticket-number = Ticketnummer
requests-ticket-hint = Schreiben werden als Antworten darin gesendet. Leer lassen, wenn es keines gibt.
requests-how-known = Woher wissen Sie, dass es diese Person ist?
requests-how-known-hint = Zum Beispiel: hat in Ticket 12 von der bekannten Adresse geschrieben. Leer lassen, solange Sie es nicht wissen.
requests-create = Erfassen
requests-identity = Wer es ist
requests-identity-wait = Die Adresse ist noch nicht bestätigt. Ein Link wurde dorthin gesendet. Öffnet ihn innerhalb von drei Tagen niemand, verfällt die Anfrage, und es geschieht nichts.
requests-identity-agent = Noch ist nicht bekannt, wer anfragt. Geben Sie an, woher Sie es wissen, bevor etwas getan wird.
requests-identity-known = Ich weiß, wer es ist
requests-identity-link = Link an die Adresse senden
requests-identity-link-hint = Wer ihn öffnet, hat bewiesen, dass ihm die Adresse gehört. Er gilt drei Tage.
requests-nobody = Niemand hier hat diese Adresse.
requests-found = Über die Adresse gefunden.
requests-match = Über eine andere Adresse
requests-match-send = Suchen
requests-preview = Was gespeichert ist
requests-preview-none = Unter dieser Adresse wurde nichts gefunden.
requests-held-tickets = Tickets
requests-held-mails = E-Mails der Person
requests-held-files = Dateien darin
requests-held-answers = Antworten an sie
requests-held-notes = Notizen
requests-held-elsewhere = Tickets anderer, an denen sie beteiligt ist
requests-decide = Entscheidung
requests-decide-what = Wird der Anfrage stattgegeben?
requests-grant = Ja
requests-refuse = Nein
requests-mode = Wenn ja: was aus den Konversationen wird
requests-mode-erase = Alles wird gelöscht
requests-mode-erase-text = Die Person wird gelöscht, mit jeder Konversation, in der sie angefragt hat, und mit dem, was sie in denen anderer geschrieben hat. Das ist, was sie verlangt hat.
requests-mode-pseudonymise = Die Konversationen bleiben, die Person wird entfernt
requests-mode-pseudonymise-text = An ihrer Stelle steht ein Pseudonym, das niemand auf sie zurückführen kann. Für Konversationen, die Sie später noch verstehen müssen, etwa zu einer Störung, die auch andere betrifft. Das Schreiben teilt es der Person mit.
requests-mode-kept = { $count ->
    [one] 1 Konversation, in der sie angefragt hat, unter einem Pseudonym
   *[other] { $count } Konversationen, in denen sie angefragt hat, unter einem Pseudonym
}
requests-purposes = Was endet
requests-grounds = Gründe
requests-grounds-hint = Sie stehen im Schreiben. Eine Ablehnung muss begründet werden.
requests-decide-send = Entscheiden
requests-decided = { $decision } am { $day }
requests-decided-pseudonymise = { $decision } am { $day }: Die Konversationen bleiben, die Person wird entfernt
requests-confirm = Ausführen
requests-confirm-restriction = Ab jetzt werden die Daten der Person gespeichert und für nichts verwendet: Sie werden nicht gefunden, nicht gelesen, nicht beantwortet, und Regeln lassen sie in Ruhe.
requests-confirm-objection = Ab jetzt werden die Daten der Person nicht mehr für das verwendet, dem sie widerspricht.
requests-confirm-withdrawal = Ab jetzt werden die Daten der Person nicht mehr für das verwendet, worin sie eingewilligt hatte.
requests-confirm-question = Die Antwort steht im Brief. Schreiben Sie hier, wer sie gab oder wo sie nachgeschlagen wurde.
requests-confirm-access = Die Kopie wird sofort zusammengestellt: ein ZIP, das Sie hier herunterladen und aushändigen.
requests-confirm-access-by-hand = Händigen Sie die Kopie aus, und schreiben Sie dann hier, wie.
requests-confirm-portability = Die Daten werden sofort zusammengestellt: ein ZIP mit offenen Formaten, das Sie hier herunterladen und aushändigen.
requests-confirm-portability-by-hand = Händigen Sie die Daten aus, und schreiben Sie dann hier, wie.
requests-confirm-rectification = Berichtigen Sie es hier, oder wo es sonst steht, und schreiben Sie, was dort geändert wurde.
requests-confirm-erasure = Alles dieser Person wird endgültig gelöscht, hier und in jedem Backup, mit jeder Konversation, in der sie angefragt hat. Niemand kann es zurückholen. Danach wird das Schreiben über die Betreiber-Mail gesendet.
requests-confirm-pseudonym = Die Person wird endgültig entfernt, hier und in jedem Backup, und ihre Konversationen bleiben unter einem Pseudonym. Niemand kann das zurückholen oder herausfinden, wer es war. Danach wird das Schreiben über die Betreiber-Mail gesendet.
requests-confirm-erasure-by-hand = Löschen Sie, was zu löschen ist, und schreiben Sie dann hier, was getan wurde.
requests-how = Was getan wurde
requests-confirm-send = Jetzt ausführen
requests-carried-out = Ausgeführt am { $day }
requests-waits-since = Seit { $day } lässt eine Löschsperre die Löschung warten. Sie geht von selbst weiter, wenn keine Sperre diese Person mehr erfasst; dann wird auch das Schreiben mit dem Ergebnis gesendet.
requests-waits-unconfirmed = Seit { $day } lässt eine Löschsperre die Löschung warten. Bestätigen Sie sie jetzt, dann wird sie ausgeführt, sobald keine Sperre diese Person mehr erfasst.
requests-waits-would = Eine Löschsperre erfasst diese Person oder eine ihrer Konversationen: Die Löschung wartet, bis sie endet.
requests-waits-hold = Löschsperre.
requests-waits-statutory = Gesetzliche Aufbewahrung.
requests-waits-review = Sie wird bis { $day } wieder geprüft.
requests-waits-ends = Sie endet von selbst am { $day }.
requests-waits-holds = Löschsperren
requests-waits-told = Der Person wurde am { $day } mitgeteilt, dass sie wartet.
requests-waits-letter = Mitteilen, dass sie wartet
requests-waits-letter-hint = In der Sprache der Person. Es sagt, dass eine rechtliche Verpflichtung entgegensteht, nicht welche. Mit der Betreiber-Mail wird es von selbst gesendet.
requests-waits-letter-send = Mitteilen
requests-letter-waits = Es wird gesendet, wenn die Löschsperre beendet und die Löschung erledigt ist.
requests-letter = Schreiben mit dem Ergebnis
requests-letter-hint = In der Sprache der Person. Es nennt, wo man sich beschweren kann; bei einer Ablehnung auch die Gerichte.
requests-letter-send = Senden und abschließen
requests-letter-before = Entscheiden Sie zuerst, und führen Sie es aus.
requests-by-hand = Nicht von hier senden: Ich übergebe es selbst
requests-letter-sent = Mitgeteilt: { $how }
requests-extend = Frist verlängern
requests-extend-hint = Zwei Monate mehr, der Person innerhalb des ersten Monats mit Begründung mitgeteilt.
requests-extend-reason = Grund
requests-extend-send = Verlängern und mitteilen
requests-withdrawn = Die Person zieht sie zurück
requests-withdrawn-how = Woher wissen Sie das?
requests-withdrawn-send = Abschließen
requests-note = Notiz
requests-note-send = Notiz hinzufügen
requests-recipient = Jemand anderes hat die Daten
requests-recipient-hint = Wer sie erhalten hat, wird über Berichtigung, Löschung oder Einschränkung unterrichtet (Art. 19 DSGVO). Schreiben Sie, wen Sie wann und wie unterrichtet haben.
requests-recipient-send = Vermerken
requests-recipients = Wer die Daten noch hat
requests-recipients-count = { $count ->
        [0] Keine E-Mail der Person wurde an jemanden weitergegeben.
        [one] E-Mails der Person wurden an eine Adresse weitergegeben. Sie wird durch eine E-Mail aus dem Postfach unterrichtet, es sei denn, Sie entfernen das Häkchen und geben an, warum das unmöglich oder mit unverhältnismäßigem Aufwand verbunden ist (Art. 19 DSGVO).
       *[other] E-Mails der Person wurden an { $count } Adressen weitergegeben. Jede wird durch eine E-Mail aus dem Postfach unterrichtet, es sei denn, Sie entfernen das Häkchen und geben an, warum das unmöglich oder mit unverhältnismäßigem Aufwand verbunden ist (Art. 19 DSGVO).
    }
requests-recipients-told = { $count ->
        [one] Eine Adresse hatte E-Mails der Person erhalten.
       *[other] { $count } Adressen hatten E-Mails der Person erhalten.
    }
requests-recipients-reason = Warum nicht unterrichtet wird, wo Sie das Häkchen entfernt haben
requests-recipients-words = Ihre Worte an sie
requests-recipients-words-hint = Wenn Sie möchten. Die E-Mail nennt die Nummer des Tickets und den Tag und sagt, worum gebeten wird; schreiben Sie nicht mehr über die Person als nötig.
requests-passed-on = Ticket { $ticket } am { $day }
recipient-state-queued = unterwegs
recipient-state-sending = unterwegs
recipient-state-sent = unterrichtet
recipient-state-failed = nicht erreicht
recipient-state-in_doubt = vielleicht unterrichtet
recipient-state-not_told = nicht unterrichtet
field-recipients = Wer die Daten noch hat
requests-restricted-since = Die Verarbeitung ihrer Daten ist seit { $day } eingeschränkt.
requests-notice = Bevor die Einschränkung endet, wird die Person unterrichtet
requests-notice-text = Was Sie ihr mitteilen
requests-notice-send = Mitteilen
requests-notice-told = Die Person wurde am { $day } unterrichtet.
requests-lift-why = Warum sie endet
requests-lift-send = Aufheben
requests-history = Was geschehen ist
requests-by-them = die Person selbst
request-not-identity = Die Adresse ist noch nicht bestätigt: Geben Sie zuerst an, woher Sie wissen, wer es ist.
request-not-done = Diese Anfrage ist abgeschlossen.
request-not-held = Eine Löschsperre lässt sie warten: Sie geht von selbst weiter, wenn die Sperre endet.
request-not-not-held = Keine Löschsperre lässt diese Anfrage warten.
request-not-told = Das wurde der Person schon mitgeteilt.
request-not-erasing = Die Löschung läuft: Sehen Sie gleich noch einmal nach, dann kann das Schreiben gesendet werden.
request-not-other-erasure = Diese Person wird schon auf die andere Weise gelöscht. Warten Sie, bis das erledigt ist, oder entscheiden Sie sich für dieselbe Weise.
request-not-refused = Diese Anfrage ist abgeschlossen.
request-not-withdrawn = Diese Anfrage wurde zurückgezogen.
request-not-carried-out = Führen Sie es zuerst aus, oder es wurde schon ausgeführt.
request-not-not-carried-out = Führen Sie aus, wozu stattgegeben wurde, bevor Sie es mitteilen.
request-not-not-decided = Entscheiden Sie zuerst.
request-not-not-granted = Nur eine Anfrage, der stattgegeben wurde, lässt sich ausführen.
request-not-changed = Jemand hat diese Anfrage inzwischen geändert: Sehen Sie sie sich noch einmal an.
request-not-extended = Die Frist wurde schon verlängert; das ist nur einmal möglich.
request-not-late = Der erste Monat ist vorbei: Nur innerhalb dieses Monats lässt sich die Frist verlängern.
request-not-forgotten = Der Wortlaut dieser Anfrage wurde ein Jahr nach ihrem Abschluss vergessen.
request-not-not-sent = Von hier kann kein Schreiben gesendet werden: Übergeben Sie es selbst, und setzen Sie das Häkchen.
request-not-copy-by-hand = Die Kopie kann von hier nicht hinausgehen, weil Deskhero keine eigene E-Mail hat, um den Link zu senden. Laden Sie sie bei den Daten der Person herunter, übergeben Sie sie, und setzen Sie das Häkchen.
request-not-copy-not-ready = Die Kopie ist noch nicht fertig, oder ihre Zeit ist um: Sehen Sie bei den Daten der Person nach, und erstellen Sie sie neu.
request-not-not-told = Unterrichten Sie zuerst die Person: Das Gesetz verlangt es, bevor eine Einschränkung aufgehoben wird (Art. 18 Abs. 3 DSGVO).
request-not-none = Durch diese Anfrage ist nichts eingeschränkt.
rule-country = ist kein Land des Europäischen Wirtschaftsraums
rule-received = muss ein Tag des vergangenen Jahres sein
rule-no-ticket = ist hier kein Ticket
rule-nobody = ist hier niemandes Adresse
rule-erasure-only = nur wo einer Löschung stattgegeben wird
field-grounds = Gründe
field-words = In Ihren Worten
field-vouched = Woher Sie es wissen
field-reason = Grund
field-how = Was getan wurde
field-purposes = Was endet
field-country = Land
field-ticket = Ticketnummer
field-received_at_ms = Eingegangen
field-override_reason = Grund
privacy-request-title = Ihre Daten bei { $company }
privacy-request-intro = Hier können Sie Ihre Rechte an den Daten wahrnehmen, die { $company } über Sie gespeichert hat. Sie brauchen kein Konto. Sie erhalten innerhalb eines Monats eine Antwort.
privacy-request-intro-operator = Hier können Sie Ihre Rechte an den Daten wahrnehmen, die Unternehmen, die ihre E-Mails mit Deskhero beantworten, über Sie gespeichert haben. Ihre Anfrage geht an die, die Ihre Adresse kennen, und an das Unternehmen, das Sie nennen.
privacy-request-what = Was möchten Sie?
privacy-request-email = Ihre E-Mail-Adresse
privacy-request-email-hint = Die, von der Sie geschrieben haben. Wir senden einen Link dorthin, damit niemand sonst in Ihrem Namen anfragen kann.
privacy-request-name = Ihr Name
privacy-request-name-hint = Wenn Sie möchten.
privacy-request-company = Unternehmen, dem Sie geschrieben haben
privacy-request-words = Was wir noch wissen sollten
privacy-request-words-hint = Wenn Sie möchten: was falsch ist, welcher Zweck enden soll oder ab wann.
privacy-request-send = Senden
privacy-request-sent = Sehen Sie in Ihr Postfach
privacy-request-sent-text = Wir haben eine E-Mail an die angegebene Adresse gesendet. Öffnen Sie den Link darin innerhalb von drei Tagen; erst dann ist Ihre Anfrage gestellt. Kommt keine E-Mail, sehen Sie im Spam-Ordner nach, oder prüfen Sie, ob die Adresse richtig war.
privacy-request-off = Dieses Formular ist hier nicht verfügbar
privacy-request-off-text = Schreiben Sie { $company } an die Adresse, die Sie kennen, und sagen Sie, was Sie möchten. Per E-Mail haben Sie dieselben Rechte.
privacy-request-not-sent = Die E-Mail mit dem Link konnte nicht gesendet werden, und von Ihrer Anfrage wurde nichts gespeichert. Versuchen Sie es mit einer anderen Adresse.
privacy-request-not-sent-else = Oder schreiben Sie { $company } an die Adresse, die Sie kennen, und sagen Sie, was Sie möchten: per E-Mail haben Sie dieselben Rechte.
privacy-request-not-sent-operator = Oder schreiben Sie dem Unternehmen selbst: per E-Mail haben Sie dieselben Rechte.
privacy-request-complain = Sie können sich jederzeit beschweren bei { $authority }:
privacy-proof-title = Möchten Sie das?
privacy-proof-text = Jemand hat mit Ihrer Adresse angefragt: { $asked }. Bestätigen Sie, dass Sie das waren.
privacy-proof-yes = Ja, das war ich
privacy-proof-no = Nein, das war ich nicht
privacy-proof-done = Ihre Anfrage ist gestellt
privacy-proof-done-text = Sie erhalten innerhalb eines Monats eine Antwort an Ihre Adresse. Mehr müssen Sie nicht tun.
privacy-proof-dropped = Nichts wurde gespeichert
privacy-proof-dropped-text = Die Anfrage wurde verworfen.
privacy-proof-gone = Dieser Link funktioniert nicht
privacy-proof-gone-hint = Er wurde schon verwendet, oder seine drei Tage sind vorbei. Sie können jederzeit noch einmal anfragen.
mail-subject-proof-subject = Ihre Anfrage an { $company }
mail-subject-proof-text = Guten Tag { $name },

    jemand hat mit dieser Adresse wegen der Daten angefragt, die { $company } über Sie gespeichert hat. Wenn Sie das waren, bestätigen Sie es hier:

    { $link }

    Der Link gilt drei Tage lang und nur einmal. Erst mit Ihrer Bestätigung ist Ihre Anfrage gestellt. Wenn Sie es nicht waren, müssen Sie nichts tun: Es geschieht nichts.
mail-subject-nobody-subject = Ihre Anfrage: unter Ihrer Adresse ist nichts gespeichert
mail-subject-nobody-text = Guten Tag { $name },

    am { $received } haben wir Ihre Anfrage erhalten: { $asked }. Sie hat keine Nummer: Wir haben nachgesehen, und kein Unternehmen, das dieses Deskhero nutzt, hat unter dieser Adresse etwas gespeichert. Mit diesem Brief ist sie beantwortet, und wir behalten nichts davon. Haben Sie ein Unternehmen genannt, das dieses Deskhero nutzt, so hat es Ihre Anfrage ebenfalls und beantwortet sie selbst.
mail-case-proof-subject = Ihre Anfrage an { $company }
mail-case-proof-text = Guten Tag { $name },

    jemand hat bei { $company } nach den Daten gefragt, die zu dieser Adresse gespeichert sind. Wenn Sie das waren, bestätigen Sie es hier:

    { $link }

    Der Link funktioniert einmal, drei Tage lang. Ihre Anfrage wird beantwortet, sobald Sie sie bestätigt haben. Wenn Sie es nicht waren, sagen Sie es dort, oder lassen Sie es einfach.
mail-copy-subject = Ihre Daten bei { $company }
mail-copy-text = Guten Tag { $name },

    Sie haben { $company } nach den Daten gefragt, die über Sie gespeichert sind. Hier sind sie, als eine Datei:

    { $link }

    Der Link funktioniert bis { $until }. Wer ihn hat, erhält die Datei: Geben Sie ihn nicht weiter.
mail-subject-receipt-subject = { $company } hat Ihre Anfrage { $number } erhalten
mail-subject-receipt-text = Guten Tag { $name },

    Ihre E-Mail zu Ihren Daten ist bei { $company } eingegangen. Sie hat die Nummer { $number }, und Sie erhalten bis { $due } eine Antwort.

    Diese E-Mail hat ein Programm geschrieben; Antworten darauf liest niemand.
mail-subject-due-subject = Datenschutzanfrage { $number } ist am { $due } fällig
mail-subject-due-text = Guten Tag { $name },

    die Datenschutzanfrage { $number } bei { $company } ist bis { $due } zu beantworten, in { $days } Tagen. Sie ist hier:

    { $link }

    Ist das bis dahin nicht möglich, teilen Sie der Person innerhalb des ersten Monats mit, warum: Dann bleiben zwei weitere Monate.
letter-outcome-subject = Ihre Anfrage { $number } an { $company }
letter-waits-subject = Ihre Anfrage { $number } an { $company } muss warten
letter-longer-subject = Ihre Anfrage { $number } an { $company } dauert länger
letter-lifting-subject = Die Einschränkung der Verarbeitung Ihrer Daten bei { $company } wird enden
letter-opening = Guten Tag { $name },

    am { $received } haben wir Ihre Anfrage erhalten: { $asked }. Sie hat die Nummer { $number }.
letter-asked-access = eine Kopie der Daten, die wir über Sie gespeichert haben
letter-asked-rectification = die Berichtigung von Daten über Sie
letter-asked-erasure = die Löschung der Daten, die wir über Sie gespeichert haben
letter-asked-restriction = die Einschränkung der Verarbeitung Ihrer Daten
letter-asked-portability = Ihre Daten in einem Format, das ein anderer Dienst lesen kann
letter-asked-objection = Widerspruch gegen die Verarbeitung Ihrer Daten für einen Zweck
letter-asked-withdrawal = Widerruf Ihrer Einwilligung
letter-asked-question = Ihre Frage, wie mit Ihren Daten umgegangen wird
letter-granted-access = Das haben wir getan: Sie erhalten die Kopie, mit Angaben dazu, wofür die Daten verwendet werden, wer sie erhalten hat, woher sie stammen und wie lange sie aufbewahrt werden.
letter-granted-rectification = Wir haben die Daten überall berichtigt, wo sie bei uns stehen.
letter-granted-erasure = Wir haben die Daten gelöscht. Was wir gesetzlich aufbewahren müssen, bleibt, bis die Pflicht endet, und wird für nichts anderes verwendet.
letter-granted-pseudonym = Wir haben Sie gelöscht: Ihren Namen, Ihre Adressen und alles andere, woran wir Sie erkannt haben. Die Konversationen, die Sie mit uns geführt haben, wurden nicht als Ganzes gelöscht. Sie bleiben ohne Sie: An Ihrer Stelle steht ein Pseudonym, die ursprünglichen E-Mails und ihre Dateien sind vernichtet, und weder wir noch andere können das Pseudonym auf Sie zurückführen. Was wir von Ihren Daten gesetzlich aufbewahren müssen, bleibt, bis die Pflicht endet, und wird für nichts anderes verwendet.
letter-granted-restriction = Das haben wir getan: Ihre Daten werden gespeichert und nur noch für Ihre Rechte und für Rechtsansprüche verwendet. Bevor das endet, unterrichten wir Sie.
letter-granted-portability = Das haben wir getan: Sie erhalten Ihre Daten in einem offenen, maschinenlesbaren Format.
letter-granted-objection = Wir haben sofort damit aufgehört. Ab jetzt verwenden wir Ihre Daten nicht mehr für:
letter-granted-withdrawal = Ihre Einwilligung ist sofort beendet. Ab jetzt verwenden wir Ihre Daten nicht mehr für:
letter-granted-question = Dies ist unsere Antwort:
letter-nobody = Wir haben danach gesucht: { $company } hat unter Ihrer Adresse nichts gespeichert.
letter-refused = Wir kommen Ihrer Anfrage nicht nach, aus diesen Gründen:
letter-waits = Wir werden die Daten löschen, aber noch nicht: Eine rechtliche Verpflichtung oder eine Löschsperre zwingt uns, sie vorerst aufzubewahren. Sobald das endet, geht die Löschung von selbst weiter, und Sie hören von uns, wenn sie erledigt ist. Sie müssen nicht noch einmal anfragen.
letter-longer = Wir können nicht innerhalb eines Monats antworten. Sie erhalten unsere Antwort bis { $due }, aus diesem Grund:
letter-complaint = Wenn Sie meinen, dass wir im Unrecht sind, können Sie sich bei der Aufsichtsbehörde des Landes beschweren, in dem Sie wohnen oder arbeiten, oder bei unserer: { $authority }, { $site }.
letter-court = Sie können auch vor Gericht gehen (Art. 79 der Datenschutz-Grundverordnung).
letter-receipt = Der signierte Beleg zu Ihrer Anfrage liegt bei: Er sagt, was Sie wann verlangt haben und was daraus wurde, und wer unseren öffentlichen Schlüssel hat, kann es nachweisen.
letter-copy = Der Link dazu kommt in einer eigenen E-Mail.
letter-recipients = An diese Empfänger hatten wir E-Mails von Ihnen weitergegeben, und das wurde ihnen mitgeteilt:
letter-recipient-state-queued = eine E-Mail dorthin ist unterwegs
letter-recipient-state-sending = eine E-Mail dorthin ist unterwegs
letter-recipient-state-sent = unterrichtet
letter-recipient-state-failed = konnte nicht erreicht werden
letter-recipient-state-in_doubt = angeschrieben; ob es ankam, ist nicht bekannt
letter-recipient-state-not_told = nicht unterrichtet: { $reason }
letter-recipient-subject = Zu einer E-Mail, die { $company } an Sie weitergegeben hat
letter-recipient-opening = Guten Tag,

    { $company } hat an Sie weitergegeben, was uns jemand geschrieben hat:
letter-recipient-line = - am { $day }, unser Ticket { $ticket }
letter-recipient-erasure = Die betroffene Person hat uns gebeten, ihre Daten zu löschen, und das tun wir. Bitte löschen Sie, was Sie von uns erhalten haben, mit jeder Kopie davon und jedem Link darauf, sofern Sie nicht gesetzlich zur Aufbewahrung verpflichtet sind (Art. 17 und 19 der Datenschutz-Grundverordnung).
letter-recipient-rectification = Die betroffene Person hat uns gebeten, ihre Daten zu berichtigen, und das haben wir getan. Bitte berichtigen Sie sie auch bei sich: Antworten Sie auf diese E-Mail, dann erfahren Sie, was richtig ist (Art. 16 und 19 der Datenschutz-Grundverordnung).
letter-recipient-restriction = Die betroffene Person hat uns gebeten, die Verarbeitung ihrer Daten einzuschränken, und das haben wir getan. Bitte bewahren Sie auf, was Sie von uns erhalten haben, ohne es zu verwenden, bis Sie von uns hören (Art. 18 und 19 der Datenschutz-Grundverordnung).
letter-recipient-closing = Diese E-Mail antwortet auf die, die wir weitergegeben haben, damit Ihr Mailprogramm beide zusammen anzeigt.

    Mit freundlichen Grüßen
    { $company }
recipient-no-mailbox = Kein Postfach ist verbunden, aus dem sie gesendet werden könnte.
letter-closing = Mit freundlichen Grüßen
    { $company }
restricted-chip = eingeschränkt
restricted-ticket = Eingeschränkt
restricted-title = Die Verarbeitung der Daten dieser Person ist eingeschränkt
restricted-text = Die Person hat verlangt, dass ihre Daten gespeichert und für nichts verwendet werden. Sie werden nicht angezeigt, nicht durchsucht und nicht beantwortet, bis die Einschränkung aufgehoben ist. Neue E-Mails der Person gehen weiterhin ein.
restricted-since = Seit { $day }
restricted-case = Anfrage öffnen
restricted-ask = Fragen Sie einen Admin, wenn damit etwas geschehen muss.
restricted-answer = Trotzdem antworten
restricted-answer-hint = Nur für Rechtsansprüche, zum Schutz anderer oder weil die Person einwilligt. Ihr Grund wird bei der Anfrage gespeichert.
restricted-reason = Grund
restricted-words = Antwort
restricted-send = Antwort senden
held-ticket = Gesperrt
held-chip = Löschsperre
held-title = Dies wird nur wegen einer Löschsperre gespeichert
held-text = Es soll gelöscht werden, und eine Löschsperre steht dem entgegen. Bis sie endet, wird es gespeichert und für nichts verwendet: Es wird nicht angezeigt, nicht durchsucht und nicht beantwortet. Dann geht die Löschung von selbst weiter. Neue E-Mails gehen weiterhin ein.
held-messages = { $count ->
    [one] Eine Nachricht hier wird nur wegen einer Löschsperre gespeichert und nicht angezeigt.
   *[other] { $count } Nachrichten hier werden nur wegen einer Löschsperre gespeichert und nicht angezeigt.
}
requests-facts = Ändern, was verlangt wird
requests-facts-send = Speichern
request-not-decided = Es wurde schon entschieden.
field-intake = Adressen für Anfragen
intake-title = Anfragen zu personenbezogenen Daten
intake-hint = Eine E-Mail an eine dieser Adressen eröffnet eine Datenschutzanfrage; die Monatsfrist läuft ab Eingang.
intake-save = Speichern
requests-erasure = Wie weit die Löschung ist, und ihr Beleg
requests-export = Was zusammengestellt wurde, zum Herunterladen und Aushändigen
requests-right-name = Name
requests-right-phone = Telefon
requests-right-emails = E-Mail-Adressen, eine pro Zeile
requests-right-hint = So schreiben, wie es richtig ist. Es kommt ins Profil, in die Liste, in die Suche und in jede spätere Kopie; E-Mails von diesen Adressen werden der Person zugeordnet. Was in einer E-Mail selbst steht, bleibt, wie es kam.
rectified-name = Der Name wurde berichtigt.
rectified-phone = Die Telefonnummer wurde berichtigt.
rectified-emails = Die E-Mail-Adressen wurden berichtigt.
rule-address-known = gehört hier jemand anderem
field-emails = E-Mail-Adressen
