nav-operator-access = Zugriff des Betreibers
nav-operator-accesses = Zugriff
operator-access-title = Zugriff des Betreibers
operator-access-intro = Wer dieses Deskhero betreibt, kann Ihre Konversationen nicht lesen. Zugriff kann für höchstens eine Stunde verlangt werden, aus einem von drei Gründen: weil Sie um Hilfe gebeten haben, für die Sicherheit des Dienstes oder weil ein Gesetz es verlangt. Haben Sie um Hilfe gebeten, gibt jemand von Ihnen den Zugriff frei. Alles, was geöffnet wird, steht in Ihrem Audit-Protokoll.
operator-access-none = Niemand hat Zugriff auf Ihre Konversationen verlangt.
operator-access-who = Wer
operator-access-reason = Grund
operator-access-reason-security = Sicherheit des Dienstes
operator-access-reason-support-requested = Das Unternehmen hat um Hilfe gebeten
operator-access-reason-legal = Ein Gesetz verlangt es
operator-access-length = Wie lange
operator-access-asked = Verlangt
operator-access-opened = Geöffnet
operator-access-until = Bis
operator-access-ended = Beendet
operator-access-state-asked = wartet auf einen Admin
operator-access-state-open = jetzt offen
operator-access-state-expired = vorbei
operator-access-state-ended = beendet
operator-access-state-refused = abgelehnt
operator-access-state-lapsed = verfallen
operator-access-decide = Bevor Sie freigeben, lässt sich nichts lesen. Konversationen werden nach Nummer und Betreff gefunden; ändern oder herunterladen lässt sich nichts.
operator-access-decided = Darüber ist schon entschieden, oder es ist vorbei.
operator-access-approve = Freigeben
operator-access-refuse = Ablehnen
operator-access-end = Jetzt beenden
operator-access-seen = Was gelesen wurde, im Audit-Protokoll
operator-access-older = Ältere
operator-access-operator-title = Zugriff auf Unternehmen
operator-access-operator-intro = Sie können nicht lesen, was Unternehmen schreiben und empfangen. Wo es nötig ist, verlangen Sie Zugriff auf ein Unternehmen, für höchstens eine Stunde. Das Unternehmen sieht, dass Sie ihn verlangt haben, warum, und alles, was Sie öffnen.
operator-access-operator-none = Es wurde kein Zugriff verlangt.
operator-access-ask = Zugriff verlangen
operator-access-company = Unternehmen
operator-access-length-ask = Minuten, höchstens 60
operator-access-words = Wozu
operator-access-words-hint = Das Unternehmen liest dies. Nennen Sie nicht mehr Personen als nötig.
operator-access-password = Ihr Passwort
operator-access-ask-send = Verlangen
operator-access-waits = Er wartet auf einen Admin des Unternehmens. Nach einem Tag verfällt er.
operator-access-take-back = Zurücknehmen
operator-access-find = Konversation suchen
operator-access-find-hint = Nach Nummer oder nach Wörtern des Betreffs. Höchstens zwanzig werden angezeigt.
operator-access-find-send = Suchen
operator-access-found-none = Es wurde nichts gefunden.
operator-access-found-more = Es gibt weitere. Ein anderes Wort findet sie.
operator-access-logged = Dass Sie dies geöffnet haben, steht im Audit-Protokoll des Unternehmens, mit Ihrem Namen und dem Grund.
operator-access-note = Notiz
operator-access-files = Dateien, die nicht herausgegeben werden:
field-minutes = Minuten
rule-sixty-minutes = muss von 1 bis 60 sein
act-operator-access-list = Zugriffe des Betreibers angesehen
act-operator-access-ask = Zugriff auf Konversationen verlangt
act-operator-access-open = Zugriff des Betreibers geöffnet
act-operator-access-refuse = Zugriff des Betreibers abgelehnt
act-operator-access-end = Zugriff des Betreibers beendet
act-operator-access-read = Konversationen als Betreiber gelesen
audit-purpose-operator_access = Zugriff des Betreibers
audit-reason-no_access = kein Zugriff ist offen
access-page-purpose-operator-access = Der Betreiber, der eine Zeit lang in Konversationen sieht: für die Sicherheit, auf Wunsch des Unternehmens oder von Gesetzes wegen
alert-rule-operator-asks = Der Betreiber verlangt Zugriff
alert-rule-operator-access = Der Betreiber hat Zugriff
alert-why-operator-asks = Wer diesen Dienst betreibt, möchte Konversationen lesen, weil das Unternehmen um Hilfe gebeten hat.
alert-why-operator-access = Wer diesen Dienst betreibt, darf höchstens eine Stunde lang Konversationen lesen: für die Sicherheit des Dienstes oder weil ein Gesetz es verlangt.
alert-do-operator-asks = Lesen Sie den Grund unter „Zugriff des Betreibers“ und geben Sie frei oder lehnen Sie ab. Vorher öffnet sich nichts.
alert-do-operator-access = Lesen Sie den Grund unter „Zugriff des Betreibers“ und beenden Sie ihn dort, wenn Sie nicht einverstanden sind.
verify-accesses = { $n } Zugriffe und Lesevorgänge des Betreibers: aus einem von drei Gründen, höchstens eine Stunde, freigegeben, wo das nötig ist, und jedes Lesen unter einem, der offen war
verify-fault-access-reason = ein Zugriff aus einem anderen als den drei Gründen
verify-fault-access-long = ein Zugriff von mehr als einer Stunde
verify-fault-access-not-let-in = ein Zugriff, den das Unternehmen nicht freigegeben hat
verify-fault-access-not-logged = ein Zugriff, dessen Öffnung nicht im Protokoll steht
verify-fault-read-without-access = etwas ohne offenen Zugriff gelesen
operator-access-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
alert-count-operator-asks = { $count ->
    [one] einmal verlangt
   *[other] { $count }-mal verlangt
}
alert-count-operator-access = { $count ->
    [one] einmal geöffnet
   *[other] { $count }-mal geöffnet
}
clause-55 = Menschen sehen für die Sicherheit oder zur Hilfe hinein, und zu nichts anderem
clause-56 = Niemand sieht hinein, um ein Modell zu trainieren
