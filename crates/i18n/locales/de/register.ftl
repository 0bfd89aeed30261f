nav-sub-processors = Unterauftragsverarbeiter
sub-processors-title = Unterauftragsverarbeiter
sub-processors-intro = Wer Daten von Unternehmen erhält, außer den Unternehmen selbst und dem Betreiber dieses Dienstes. Jeder ist vertraglich gebunden; niemand sonst erhält etwas.
sub-processors-empty = Niemand: Keine Daten verlassen die eigenen Rechner und das Netz des Betreibers.
sub-processors-inside = Im eigenen Netz des Betreibers oder nicht in Gebrauch
sub-processors-inside-intro = Nichts davon geht anderswohin: Ein Server außerhalb dieses Netzes wird abgewiesen, solange er nicht oben steht.
sub-processors-none-of = Keine Unterauftragsverarbeiter
sub-processors-none-of-intro = Was an Server geht, die das Unternehmen selbst oder ein Absender gewählt hat, und an das eigene Netz des Rechners.
sub-processors-changes = Änderungen
sub-processors-no-changes = Noch keine.
sub-processors-feed = Änderungen als Feed (Atom)
sub-processors-updated = Zuletzt geändert am { $day }.
sub-processors-public = Öffentliche Seite
sub-processors-ahead = Angekündigt: ab { $day }
sub-processors-add = Unterauftragsverarbeiter eintragen
sub-processor-active = aktiv
sub-processor-announced = angekündigt, ab { $day }
sub-processor-ended = beendet
sub-processor-does = Was er tut
sub-processor-place = Wo die Daten sind
sub-processor-whose = Wem es gehört
sub-processor-own = Eigener Server des Betreibers
sub-processor-transfer = Grundlage der Übermittlung
sub-processor-contract = Vertrag
sub-processor-contract-days = vom { $on }, bis { $until }
sub-processor-contract-open = vom { $on }, unbefristet
sub-processor-measures = Technische und organisatorische Maßnahmen
sub-processor-none = keine
sub-processor-from = Gilt ab
sub-processor-becomes = Ab { $day }
sub-processor-name = Name des Unternehmens
sub-processor-ways = Was dorthin führt
sub-processor-hosts = Hosts
sub-processor-hosts-hint = Einer je Zeile. „*.“ steht für jeden Namen vor dem, was folgt.
sub-processor-country = Land
sub-processor-country-hint = Zwei Buchstaben, zum Beispiel SE.
sub-processor-town = Ort oder Region
sub-processor-proof = Was zeigt, dass der Beschluss ihn erfasst
sub-processor-proof-hint = Nur wo ein Beschluss bloß einen Teil der Empfänger erfasst, wie in den USA und Kanada.
sub-processor-module = Modul der Klauseln
sub-processor-clauses-on = Klauseln unterzeichnet am
sub-processor-assessment = Referenz der Transfer-Folgenabschätzung
sub-processor-contract-on = Vertrag unterzeichnet am
sub-processor-contract-until = Letzter Tag des Vertrags
sub-processor-contract-until-hint = Leer: ohne Ende. Danach geht nichts mehr dorthin.
sub-processor-flows-down = Der Vertrag gibt unsere Pflichten weiter
sub-processor-is-own = Es ist unser eigener Server an einer öffentlichen Adresse und niemandes sonst
sub-processor-in-use = In Gebrauch seit
sub-processor-in-use-hint = Nur für das, was vor dem Register in Gebrauch war, binnen einer Woche nach dem ersten Eintrag. Die Unternehmen erfahren es.
sub-processor-notice = Wogegen Unternehmen Einspruch erheben können, erfahren deren Admins per E-Mail; es gilt nach { $days } Tagen.
sub-processor-save = Eintragen
sub-processor-said = Was gilt
sub-processor-change = Etwas anderes eintragen
sub-processor-history = Alles, was eingetragen wurde
sub-processor-end = Austragen
sub-processor-end-intro = Danach erhält er nichts mehr. Was eingetragen wurde, bleibt lesbar.
sub-processor-stopped = Er erhält nichts: { $why }.
transfer-not-needed = Nicht nötig: Die Daten bleiben im Europäischen Wirtschaftsraum
transfer-adequacy = Angemessenheitsbeschluss der Europäischen Kommission ({ $decision })
transfer-clauses = Standardvertragsklauseln, Modul { $module }, vom { $day }; Abschätzung { $assessment }
transfer-by-adequacy = Ein Angemessenheitsbeschluss der Europäischen Kommission
transfer-by-clauses = Standardvertragsklauseln
stop-unregistered = nicht eingetragen
stop-not-yet-active = angekündigt und noch nicht aktiv
stop-ended = ausgetragen
stop-contract-missing = kein Vertrag genannt
stop-contract-expired = Vertrag abgelaufen
stop-obligations-missing = Vertrag gibt die Pflichten nicht weiter oder nennt keine Maßnahmen
stop-transfer-missing = außerhalb des EWR ohne Grundlage für die Übermittlung
stop-not-adequate = kein Beschluss, dass das Land Daten ebenso schützt
stop-adequacy-lost = der Angemessenheitsbeschluss gilt nicht mehr
stop-residency = ein Unternehmen behält seine Daten im EWR
register-intro = Wer außer den Unternehmen und Ihnen Daten erhält. Nichts verlässt Ihr Netz an jemanden, der hier nicht mit gültigem Vertrag steht.
register-news-new = Neu: { $who } ({ $what }), { $place }. Aktiv ab { $day }.
register-news-changed = Geändert: { $who } ({ $what }), { $place }. Gilt ab { $day }.
register-news-in-use = Eingetragen: { $who } ({ $what }), { $place }. Er war in Gebrauch, bevor es diese Liste gab.
register-news-first = Eingetragen: { $who } ({ $what }), { $place }.
register-news-kept = { $who } ({ $what }), { $place }: Vertrag oder Referenzen erneuert.
residency-title = Wo Ihre Daten bleiben
residency-intro = Bleiben die Daten im Europäischen Wirtschaftsraum, geht nichts von diesem Unternehmen an einen Unterauftragsverarbeiter anderswo, und entfernte Bilder in E-Mails werden nicht geladen, weil niemand weiß, wo sie liegen. Ihre eigenen Mailserver wählen Sie selbst.
residency-outside = Diese sind außerhalb und erhalten dann nichts von Ihnen:
residency-installation = Diese Installation steht in { $country }.
residency-installation-unknown = Der Betreiber hat nicht angegeben, in welchem Land diese Installation steht.
residency-only-eea = Unsere Daten bleiben im Europäischen Wirtschaftsraum
residency-save = Speichern
residency-changed = Geändert am { $day }
objection-words = Warum Sie Einspruch erheben
objection-hint = Der Betreiber liest ihn und antwortet Ihnen. Ihr Einspruch wird mit Zeitpunkt festgehalten.
objection-send = Einspruch erheben
objection-made = Sie haben am { $day } Einspruch erhoben.
objections-title = Einsprüche der Unternehmen
countries-title = Länder, die Daten ebenso schützen
countries-intro = Nach Beschluss der Europäischen Kommission. Fällt ein Beschluss, nehmen Sie das Land heraus: Wer allein deshalb dort ist, erhält sofort nichts mehr.
countries-decision = Beschluss
countries-counts = Gilt
countries-yes = ja
countries-no = nein
countries-reason = Welcher Beschluss, oder was ihn beendet hat
countries-take-out = Herausnehmen
countries-put-in = Aufnehmen
way-imap = E-Mails eines Postfachs abholen
way-data-imap = Anmeldung des Postfachs; Kopien gesendeter Antworten
way-smtp = Antworten aus einem Postfach senden
way-data-smtp = Anmeldung des Postfachs; Absender und Empfänger; die Antwort
way-operator-mail = Eigene E-Mails des Dienstes senden
way-data-operator-mail = Name und Adresse der Empfänger; Einladungen, Links, Hinweise mit Ticketnummern, Schreiben zu Anfragen; nie die E-Mails eines Tickets
way-clamd = E-Mails auf Viren prüfen
way-data-clamd = Die ganze E-Mail
way-dns = Server und Schlüssel nach Namen finden
way-data-dns = Namen von Servern und von Domains, die neue E-Mails signiert haben
way-autoconfig = Server eines Postfachs finden
way-data-autoconfig = Die Domain des Postfachs
way-images = Entfernte Bilder einer E-Mail zeigen, wenn jemand aus dem Team sie verlangt
way-data-images = Die Adresse des Bildes; dass die E-Mail geöffnet wurde
way-oauth = Postfach mit Genehmigung des Anbieters verbinden
way-data-oauth = Woran der Anbieter diesen Dienst erkennt; Codes und Token des Postfachs
way-gmail = E-Mails eines Postfachs bei Google abholen und senden
way-data-gmail = Ein Token des Postfachs; Absender und Empfänger; die Antwort
way-graph = E-Mails eines Postfachs bei Microsoft 365 abholen und senden
way-data-graph = Ein Token des Postfachs; Absender und Empfänger; die Antwort
way-s3 = Sicherungen aufbewahren
way-data-s3 = Sicherungen, versiegelt mit einem Schlüssel, der diesen Dienst nie im Klartext verlässt; wie groß sie sind und wann sie entstehen
way-whom-tenant-server = An einen Server, den das Unternehmen gewählt hat und verantwortet
way-whom-operator-service = An einen eigenen Server des Betreibers
way-whom-network = An den Namensdienst im eigenen Netz des Rechners
way-whom-named-by-sender = An einen Server, den der Absender der E-Mail nennt
connect-egress-not-active = Dieser Unterauftragsverarbeiter ist angekündigt und erhält noch nichts.
connect-egress-contract = Mit diesem Unterauftragsverarbeiter besteht kein gültiger Vertrag.
connect-egress-transfer = Für die Übermittlung in dieses Land gibt es keine Grundlage.
connect-egress-residency = Ihr Unternehmen behält seine Daten im Europäischen Wirtschaftsraum.
rule-in-use = ist nur in der ersten Woche des Registers möglich, mit einem Tag davor
rule-country-eea = gehört zum Europäischen Wirtschaftsraum
rule-adapter = ist kein Weg, der zu einem Unterauftragsverarbeiter führen darf
rule-module = muss von 1 bis 4 sein
field-service = Was er tut
field-adapters = Was dorthin führt
field-hosts = Hosts
field-place = Ort oder Region
field-transfer = Grundlage der Übermittlung
field-proof = Was zeigt, dass der Beschluss ihn erfasst
field-module = Modul der Klauseln
field-clauses_on = Klauseln unterzeichnet am
field-assessment = Transfer-Folgenabschätzung
field-contract = Vertrag
field-contract_on = Vertrag unterzeichnet am
field-contract_until = Letzter Tag des Vertrags
field-measures = Maßnahmen
field-in_use_since = In Gebrauch seit
act-register-read = Register der Unterauftragsverarbeiter gelesen
act-register-change = Register der Unterauftragsverarbeiter geändert
act-register-tell = Admins über einen Unterauftragsverarbeiter unterrichtet
act-objection-make = Einspruch gegen einen Unterauftragsverarbeiter erhoben
act-objection-keep = Einspruch gegen einen Unterauftragsverarbeiter festgehalten
act-objection-forget = Einspruch eines gelöschten Unternehmens vergessen
act-residency-read = Nachgesehen, wo Daten bleiben
act-residency-change = Festgelegt, ob Daten im Europäischen Wirtschaftsraum bleiben
alert-rule-egress-refused = Etwas wollte an einen Ort, den niemand eingetragen hat
alert-rule-egress-stopped = Ein Weg nach außen wurde gestoppt
alert-rule-sub-processor-objection = Ein Unternehmen erhebt Einspruch gegen einen Unterauftragsverarbeiter
alert-why-egress-refused = Eine Verbindung zu einem Server außerhalb des eigenen Netzes wurde abgewiesen: Er steht nicht im Register der Unterauftragsverarbeiter, ist noch nicht aktiv oder wurde ausgetragen. Nichts wurde gesendet.
alert-why-egress-stopped = Der Empfänger erhält nichts mehr: Sein Vertrag ist abgelaufen oder unvollständig, die Grundlage für die Übermittlung in sein Land ist weggefallen, oder ein Unternehmen behält seine Daten im Europäischen Wirtschaftsraum.
alert-why-sub-processor-objection = Ein Admin des Unternehmens hat innerhalb der Frist Einspruch erhoben. Der Wortlaut steht im Register.
alert-do-egress-refused = Betreiber: Unter „Unterauftragsverarbeiter“ oder mit „deskhero check“ sehen Sie, welcher Weg es ist. Soll es dorthin, tragen Sie ihn ein; die Unternehmen erfahren es vorher. Sonst klären Sie, wer es eingerichtet hat.
alert-do-egress-stopped = Betreiber: Erneuern Sie Vertrag oder Grundlage der Übermittlung und tragen Sie es unter „Unterauftragsverarbeiter“ ein, oder nehmen Sie jemand anderen. Bis dahin warten Sicherungen, Prüfungen oder E-Mails auf diesem Weg.
alert-do-sub-processor-objection = Lesen Sie ihn unter „Unterauftragsverarbeiter“ und antworten Sie dem Unternehmen, bevor der Tag kommt.
mail-register-subject = { $company }: ein Unterauftragsverarbeiter Ihres Helpdesks
alert-count-egress-refused = { $count ->
    [one] { $count } Versuch
   *[other] { $count } Versuche
}
alert-count-egress-stopped = { $count ->
    [one] { $count } Weg
   *[other] { $count } Wege
}
alert-count-sub-processor-objection = { $count ->
    [one] { $count } Einspruch
   *[other] { $count } Einsprüche
}
mail-register-ahead-text =
    Guten Tag { $name },

    ab { $day } soll { $who } Unterauftragsverarbeiter des Dienstes sein, den { $company } für E-Mails nutzt ({ $what }; die Daten sind in { $country }). Bis zu diesem Tag erhält er nichts.

    Was über ihn eingetragen ist, und wie Sie Einspruch erheben, steht hier:
    { $link }
mail-register-in-use-text =
    Guten Tag { $name },

    { $who } ist Unterauftragsverarbeiter des Dienstes, den { $company } für E-Mails nutzt ({ $what }; die Daten sind in { $country }). Er war in Gebrauch, bevor es ein Register gab, und ist nun eingetragen.

    Was über ihn eingetragen ist, steht hier:
    { $link }
verify-registered = { $n } Änderungen am Register der Unterauftragsverarbeiter: signiert, jede an ihrem Platz, keine fehlt
verify-leaving = { $n } Wege nach außen und Tage ihrer Nutzung: jeder ist bekannt und sagt, was er sendet, und keiner trainiert ein Modell
verify-bound = { $n } Unterauftragsverarbeiter: Wer keinen gültigen Vertrag oder keine Grundlage hat, erhält nichts, und das ist gemeldet
verify-announced = { $n } Ankündigungen und Nutzungen: keine zu früh, und die Unternehmen erfuhren davon
verify-resident = { $n } Unternehmen haben gesagt, wo ihre Daten bleiben, und es steht so da
verify-fault-register = das Register der Unterauftragsverarbeiter ist nicht das signierte
verify-fault-register-short = das Ende des Registers fehlt
verify-fault-unknown-way = etwas ging auf einem Weg hinaus, den diese Version nicht hat
verify-fault-not-stopped = wer nichts erhält, ist nicht als solcher vermerkt
verify-fault-sent-early = etwas ging hinaus, bevor es jemand erhalten durfte
verify-fault-not-ahead = es gilt, bevor die Frist abgelaufen ist
verify-fault-not-announced = ein Unternehmen wurde nicht unterrichtet
verify-fault-residency = wo Daten bleiben, ist nicht, was das Unternehmen sagte
clause-27 = Postfachdaten werden nicht für Werbung oder Marketing verkauft oder geteilt
clause-28 = Daten gehen nur an gelistete Unterauftragsverarbeiter
clause-29 = Nur das Nötige wird gesendet
clause-30 = Unterauftragsverarbeiter unterliegen denselben Pflichten
clause-50 = Nichts wird zur Entwicklung allgemeiner Modelle übermittelt
clause-53 = Nichts geht an externe KI-Dienste
clause-76 = Weitergabe an Unterauftragsverarbeiter folgt dem Register
clause-79 = Die Liste der Unterauftragsverarbeiter ist öffentlich
clause-80 = Änderungen der Liste werden vorher angekündigt
clause-81 = Unterauftragsverarbeiter sind vertraglich gebunden
clause-83 = Ein Unternehmen kann seine Daten im EWR behalten
clause-84 = Standardvertragsklauseln, wo nötig
clause-85 = Angemessenheitsbeschlüsse, und was ihr Wegfall stoppt
