# Alerts: what the rules on the audit log found
alerts-title = Warnungen
alerts-intro = Regeln verfolgen das Audit-Protokoll und warnen, wenn etwas ungewöhnlich ist. Eine Warnung beschuldigt niemanden: Jemand sieht sie sich an und schreibt hier, was sich ergeben hat.
alerts-intro-system = Was Regeln im Protokoll dieses Systems und über die Protokolle von Unternehmen gefunden haben. Warnungen zu den eigenen Teammitgliedern eines Unternehmens gehen an dessen Admins.
alerts-empty = Nichts wartet darauf, angesehen zu werden.
alerts-empty-hint = Findet eine Regel etwas, steht es innerhalb einer Minute hier; ist die Betreiber-Mail eingerichtet, erhalten Admins eine E-Mail.
alerts-empty-acknowledged = Noch wurde nichts angesehen.
alerts-older = Ältere Warnungen
alerts-all = Alle Warnungen
alerts-times = { $count }-mal
alerts-who-operator = Wer diesen Dienst betreibt
alerts-who-company = Ein Konto eines Unternehmens
alerts-who-gone = Ein ehemaliges Teammitglied
alerts-who-log = Das Protokoll selbst
alerts-who-nobody = Eine Aufbewahrungsregel
alerts-who-mailbox = Ein getrenntes Postfach
alerts-who-request = Eine Anfrage zu eigenen Daten
alerts-who-hold = Eine Löschsperre
alerts-about = Betrifft:
alerts-found = Was gefunden wurde
alerts-counted = Gezählt
alerts-first = Zuerst
alerts-last = Zuletzt
alerts-entries = Einträge im Audit-Protokoll
alerts-entries-more = Die neuesten fünfzig.
alerts-entry = Eintrag { $number }
alerts-look = Angesehen
alerts-looked = Angesehen
alerts-note = Was sich ergeben hat
alerts-note-hint = Es bleibt ein Jahr lang bei der Warnung. Findet die Regel wieder etwas, ist das eine neue Warnung.
alerts-acknowledge = Ich habe es mir angesehen
alerts-settings = Schwellenwerte
alerts-settings-intro = Ab wann die Regeln warnen. Jede Änderung steht mit eigener Version im Audit-Protokoll.
alerts-bulk-hint = Eine Konversation oder Person zählt einmal, egal, wie oft sie geöffnet wird. Was eine Liste zeigt, zählt ein Fünfundzwanzigstel, im Voraus Geladenes und Dateien ein Fünftel.
alerts-bulk-records = Konversationen und Personen, höchstens
alerts-bulk-minutes = Innerhalb von Minuten
alerts-others = Exporte und Ablehnungen
alerts-exports = Exporte eines Kontos pro Stunde, höchstens
alerts-refusals = Ablehnungen eines Kontos, höchstens
alerts-refusal-minutes = Innerhalb von Minuten
alerts-hours = Arbeitszeiten
alerts-hours-hint = Wer außerhalb davon eine Konversation oder Person öffnet, sucht oder exportiert, löst eine Warnung aus.
alerts-hours-on = Außerhalb der Arbeitszeiten warnen
alerts-hours-from = Von
alerts-hours-until = Bis
alerts-hours-zone = Zeitzone
alerts-hours-days = Tage
alerts-save = Schwellenwerte speichern
alerts-version = Version { $number }
alert-state-open = Offen
alert-state-acknowledged = Angesehen
alert-rule-retention-notice = Eine Aufbewahrungsregel wartet: Ihre Ankündigung hat niemanden erreicht
alert-rule-mailbox-ends = Die E-Mails eines getrennten Postfachs werden gelöscht
alert-rule-request-due = Eine Anfrage ist bald fällig
alert-rule-hold-review = Eine Löschsperre ist wieder zu prüfen
alert-rule-returns = Das Postfach der Betreiberpost kann nicht gelesen werden
alert-rule-bulk-reading = Massenhaftes Lesen
alert-rule-exports = Viele Exporte
alert-rule-off-hours = Lesen außerhalb der Arbeitszeiten
alert-rule-other-tenant = Daten eines anderen Unternehmens angefragt
alert-rule-absent = Viele nicht vorhandene IDs nacheinander
alert-rule-refusals = Immer wieder abgelehnt
alert-rule-operator = Der Betreiber hat Daten geöffnet
alert-rule-checkpoint = Das Protokoll ist nicht das, das signiert wurde
alert-rule-signing = Das Protokoll kann nicht signiert werden
alert-rule-entry = Ein Eintrag des Protokolls wurde verändert
alert-rule-clock = Die Uhr geht weit vor
alert-why-retention-notice = Die Ankündigung einer Aufbewahrungsregel hat keinen Admin erreicht. Niemand konnte davon wissen, daher wartet sie: Was sie löschen würde, wird länger aufbewahrt, als das Unternehmen festgelegt hat.
alert-why-mailbox-ends = Ein Postfach wurde getrennt, oder die Berechtigung seines Anbieters ist abgelaufen. Was es angenommen hat, wird endgültig gelöscht, wenn seine Tage um sind, höchstens dreißig, auch in Sicherungen. Deskhero kann hier keine eigenen E-Mails senden, daher steht dies an der Stelle der Briefe, die Admins nach dem ersten, dem siebten und dem einundzwanzigsten Tag bekommen.
alert-why-request-due = Jemand hat nach den eigenen Daten gefragt und noch keine Antwort. Das Gesetz gibt einen Monat. Deskhero kann hier keine eigenen E-Mails senden, daher steht dies an der Stelle der Briefe, die Admins nach 20 und nach 28 Tagen bekommen.
alert-why-hold-review = Der Tag ist gekommen, der beim Setzen der Sperre genannt wurde. Sie bewahrt Daten, die sonst gelöscht würden, und nur so lange, wie ihr Grund besteht.
alert-why-returns = Seit einer Stunde konnte das Postfach unter operator_mail.returns_host nicht gelesen werden. Solange bleiben unklare Briefe unklar, und niemand erfährt, welche zurückkamen.
alert-why-bulk-reading = Ein Konto oder eines seiner Tokens hat in kurzer Zeit mehr Konversationen und Personen geöffnet als üblich.
alert-why-exports = Ein Konto hat innerhalb einer Stunde mehr Exporte herausgegeben als üblich.
alert-why-off-hours = Jemand hat außerhalb der Arbeitszeiten des Unternehmens eine Konversation oder Person geöffnet, gesucht oder exportiert.
alert-why-other-tenant = Jemand, der bei einem Unternehmen angemeldet ist, hat IDs eines anderen Unternehmens genannt: zwei oder mehr innerhalb einer Stunde, oder eine über ein Programm oder um etwas damit zu tun. Als Antwort kam, dass es so etwas nicht gibt. Auch das Unternehmen erfährt nicht, wem eine ID gehört.
alert-why-absent = Ein Konto hat innerhalb einer Stunde mehr IDs als üblich angefragt, zu denen es im Unternehmen nichts gibt. Vielleicht werden sie erraten oder stammen von anderswo.
alert-why-refusals = Ein Konto hat immer wieder etwas verlangt, das ihm nicht zusteht.
alert-why-operator = Wer diesen Dienst betreibt, hat etwas des Unternehmens geöffnet. Jedes Mal wird gemeldet.
alert-why-checkpoint = Was am zweiten Ort der Prüfpunkte liegt, ist nicht das, was in der Datenbank steht: Einträge wurden verändert, oder das Protokoll wurde gekürzt.
alert-why-signing = Der Kopf des Protokolls konnte nicht signiert oder nicht an seinen zweiten Ort geschrieben werden.
alert-why-entry = Ein Eintrag lässt sich nicht öffnen: Er ist nicht das, was geschrieben wurde.
alert-why-clock = Die Uhr des Rechners geht mehr als drei Tage gegenüber dem letzten bekannten Stand vor. Eine falsche Uhr würde alle Fristen auf einmal beenden, daher endet vorerst keine: weder von Aufbewahrungsregeln und gesetzlichen Aufbewahrungen noch von getrennten Postfächern, geschlossenen Konten oder alten Backups.
alert-do-retention-notice = Unter „Aufbewahrung“ ist die wartende Regel markiert. Admins: Sorgen Sie dafür, dass ein Admin aktiv ist und eine Adresse hat, die E-Mails annimmt. Betreiber: Sorgen Sie dafür, dass die Betreiber-Mail funktioniert. Die Ankündigung beginnt dann von selbst von vorn.
alert-do-mailbox-ends = Unter „Postfächer“ zeigt das Postfach den Tag. Bis dahin kann, wer die E-Mails behalten will, es wieder verbinden oder sie exportieren.
alert-do-request-due = Unter „Anfragen“ steht die nächste fällige zuerst. Entscheiden Sie sie, führen Sie sie aus, und senden Sie den Brief; oder verlängern Sie die Frist mit einem Grund.
alert-do-hold-review = Unter „Löschungen“ sind die fälligen Sperren gekennzeichnet. Heben Sie auf, was keinen Grund mehr hat; geben Sie für die anderen an, wann sie wieder geprüft werden.
alert-do-returns = „deskhero check“ sagt, was nicht stimmt: der Server, sein Zertifikat oder das Passwort. Sobald es gelesen werden kann, geht alles von selbst weiter.
alert-do-bulk-reading = Fragen Sie die Person, ob sie es war. Weiß niemand davon, deaktivieren Sie das Konto, und widerrufen Sie seine Tokens.
alert-do-exports = Fragen Sie die Person, ob sie es war und für welche Anfrage.
alert-do-off-hours = Fragen Sie die Person, ob sie es war.
alert-do-other-tenant = An eine solche ID kommt man bei gewöhnlicher Arbeit nicht: Finden Sie heraus, woher das Konto sie hat. Eine einzelne Seite, die über einen zugeschickten Link geöffnet wird, löst keine Warnung aus.
alert-do-absent = Fragen Sie die Person, oder wer das Programm betreibt, woher die IDs stammen. Auch eine veraltete Liste kann die Ursache sein. Weiß niemand davon, deaktivieren Sie das Konto, und widerrufen Sie seine Tokens.
alert-do-refusals = Vielleicht hat ein Programm eine zu kleine Rolle, oder jemand probiert aus, was sich öffnen lässt.
alert-do-operator = Fragen Sie den Betreiber, wozu es war, und halten Sie die Antwort hier fest.
alert-do-checkpoint = Der Betreiber prüft das Protokoll mit „deskhero audit verify“ und findet heraus, wer in die Datenbank schreiben konnte.
alert-do-signing = Der Betreiber sieht sich den Ordner der Prüfpunkte an: Ist er da, beschreibbar, nicht voll?
alert-do-entry = Der Betreiber prüft das Protokoll mit „deskhero audit verify“ und findet heraus, wer in die Datenbank schreiben konnte.
alert-do-clock = Vergleichen Sie die Uhr des Rechners. Ist sie falsch, stellen Sie sie richtig: Alles geht sofort weiter. Ist sie richtig, weil tagelang nichts lief, bestätigen Sie das mit „deskhero clock --believe“, oder warten Sie: Nach einem Tag Betrieb wird ihr geglaubt.
alert-count-request-due = { $count ->
    [one] { $count } Hinweis
   *[other] { $count } Hinweise
}
alert-count-hold-review = { $count ->
    [one] { $count } Prüfung
   *[other] { $count } Prüfungen
}
alert-count-returns = { $count ->
    [one] { $count } Fehler
   *[other] { $count } Fehler
}
alert-count-mailbox-ends = { $count ->
    [one] { $count } Hinweis
   *[other] { $count } Hinweise
}
alert-count-retention-notice = { $count ->
    [one] { $count } Regel
   *[other] { $count } Regeln
}
alert-count-bulk-reading = { $count ->
    [one] { $count } Konversation oder Person
   *[other] { $count } Konversationen und Personen
}
alert-count-exports = { $count ->
    [one] { $count } Export
   *[other] { $count } Exporte
}
alert-count-off-hours = { $count ->
    [one] einmal
   *[other] { $count }-mal
}
alert-count-other-tenant = { $count ->
    [one] { $count } Anfrage
   *[other] { $count } Anfragen
}
alert-count-absent = { $count ->
    [one] { $count } ID
   *[other] { $count } IDs
}
alert-count-refusals = { $count ->
    [one] { $count } Ablehnung
   *[other] { $count } Ablehnungen
}
alert-count-operator = { $count ->
    [one] { $count } Objekt geöffnet
   *[other] { $count } Objekte geöffnet
}
alert-count-checkpoint = { $count ->
    [one] einmal
   *[other] { $count }-mal
}
alert-count-signing = { $count ->
    [one] einmal
   *[other] { $count }-mal
}
alert-count-entry = { $count ->
    [one] { $count } Eintrag
   *[other] { $count } Einträge
}
alert-count-clock = { $count ->
    [one] einmal
   *[other] { $count }-mal
}
nav-alerts = Warnungen
nav-alerts-open = { $count ->
    [one] eine anzusehen
   *[other] { $count } anzusehen
}
rule-alert-number = Diese Zahl liegt außerhalb des Möglichen.
rule-alert-hours = Arbeitszeiten brauchen mindestens einen Tag und können nicht rund um die Uhr gelten.
mail-alert-subject = Warnung: { $what }
mail-alert-text = Guten Tag { $name },

    eine Regel für das Audit-Protokoll von { $company } hat etwas gefunden: { $what }.

    Bitte sehen Sie es sich an, und schreiben Sie dort, was sich ergeben hat:
    { $link }

    Zu jeder Warnung gibt es eine E-Mail; was innerhalb einer Stunde wieder gefunden wird, wird dort mitgezählt.
audit-version = Version { $number }
field-bulk_records = Konversationen und Personen
field-bulk_minutes = Minuten für massenhaftes Lesen
field-exports = Exporte
field-refusals = Ablehnungen
field-refusal_minutes = Minuten für Ablehnungen
field-zone = Zeitzone
field-hours = Arbeitszeiten
field-note = Was sich ergeben hat
