# What is held about a person: the page in the export.
access-page-title = Ihre personenbezogenen Daten
access-page-intro = Dies ist, was { $company } in seinem Helpdesk über { $name } gespeichert hat, Stand { $at }. Es wurde zusammengestellt, weil Sie ein Recht darauf haben (Art. 15 und 20 DSGVO). Alles hier gibt es auch für Programme, in den am Ende genannten Dateien.
access-page-contents = Inhalt
access-page-person = Über Sie
access-page-use = Wozu und wie die Daten verwendet werden
access-page-requests = Ihre Anfragen zu Ihren Daten
access-page-told = Wer sie erhalten hatte und unterrichtet wurde
access-page-access = Wer sie geöffnet hat
access-page-access-intro = Jedes Mal, wenn im Helpdesk etwas von Ihnen geöffnet wird, wird das protokolliert. Hier steht, wie oft das in welchem Monat geschah. Beschäftigte werden nicht namentlich genannt.
access-page-tickets = Ihre Konversationen
access-page-no-tickets = Es gibt keine.
access-page-files = Die Dateien
access-page-name = Name
access-page-emails = Adressen
access-page-phone = Telefon
access-page-organisation = Organisation
access-page-remark = Bemerkung
access-page-first-seen = Zuerst gesehen
access-page-state = Zustand
access-page-state-active = In Verwendung
access-page-state-restricted = Eingeschränkt: wird gespeichert und nicht verwendet
access-page-yes = Ja
access-page-no = Nein
access-page-purpose = Zweck
access-page-basis = Rechtsgrundlage
access-page-kept = Aufbewahrt
access-page-month = Monat
access-page-by = Durch
access-page-objects = Geöffnete Einträge
access-page-last = Zuletzt
access-page-purpose-service-delivery = Beantwortung Ihrer E-Mails
access-page-purpose-authentication = Anmeldung
access-page-purpose-security = Sicherheit des Dienstes
access-page-purpose-administration = Verwaltung des Kontos
access-page-purpose-subject-rights = Ihre Rechte
access-page-purpose-legal-obligation = Rechtliche Verpflichtungen
access-page-basis-consent = Ihre Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO)
access-page-basis-contract = Vertrag oder vorvertragliche Maßnahmen (Art. 6 Abs. 1 Buchst. b DSGVO)
access-page-basis-legal-obligation = Rechtliche Verpflichtung (Art. 6 Abs. 1 Buchst. c DSGVO)
access-page-basis-legitimate-interest = Berechtigtes Interesse (Art. 6 Abs. 1 Buchst. f DSGVO)
access-page-kept-ticket = So lange wie die Konversation, die nach der Aufbewahrungsregel des Unternehmens endet
access-page-kept-contact = Solange Sie eine Konversation haben
access-page-kept-account = So lange wie das Konto
access-page-kept-mailbox = Solange das Postfach verbunden ist
access-page-kept-tenant = Solange das Unternehmen den Dienst nutzt
access-page-kept-session = Bis zum Ablauf
access-page-kept-work = Bis die Arbeit erledigt ist
access-page-kept-notice = Höchstens dreißig Tage
access-page-kept-export = Sieben Tage
access-page-kept-alert = Ein Jahr nach dem letzten Fund
access-page-kept-audit = Einige Jahre, wie der Betreiber festlegt, höchstens fünfzehn
access-page-kept-installation = So lange wie der Dienst
access-page-recipients = Wer sie erhält
access-page-recipient-operator = Wer diesen Helpdesk für das Unternehmen betreibt, als Auftragsverarbeiter
access-page-recipient-mail-google = Google, das ein Postfach des Unternehmens betreibt
access-page-recipient-mail-microsoft = Microsoft, das ein Postfach des Unternehmens betreibt
access-page-recipient-mail-server = Der Mailserver des Postfachs des Unternehmens
access-page-recipient-virus-scanner = Ein Virenscanner
access-page-recipient-passed-on = { $n ->
    [one] Jemand, an den eine E-Mail aus Ihren Konversationen weitergegeben wurde
   *[other] Andere, an die { $n } E-Mails aus Ihren Konversationen weitergegeben wurden
}
access-page-sources = Woher sie stammen
access-page-source-you = { $n ->
    [one] Eine E-Mail von Ihnen
   *[other] { $n } E-Mails von Ihnen
}
access-page-source-others = { $n ->
    [one] Eine E-Mail von jemand anderem, die an Sie ging
   *[other] { $n } E-Mails von anderen, die an Sie gingen
}
access-page-source-staff = { $n ->
    [one] Eine Antwort oder Notiz des Unternehmens
   *[other] { $n } Antworten und Notizen des Unternehmens
}
access-page-rights = Ihre Rechte
access-page-right-art-15 = Auskunft über Ihre Daten (Art. 15 DSGVO)
access-page-right-art-16 = Berichtigung unrichtiger Daten (Art. 16 DSGVO)
access-page-right-art-17 = Löschung (Art. 17 DSGVO)
access-page-right-art-18 = Einschränkung der Verarbeitung (Art. 18 DSGVO)
access-page-right-art-20 = Datenübertragbarkeit: Ihre Daten in einem Format, das Sie anderswo verwenden können (Art. 20 DSGVO)
access-page-right-art-21 = Widerspruch gegen die Verarbeitung (Art. 21 DSGVO)
access-page-right-art-7-3 = Widerruf einer Einwilligung, die Sie erteilt haben (Art. 7 Abs. 3 DSGVO)
access-page-right-art-77 = Beschwerde bei einer Aufsichtsbehörde (Art. 77 DSGVO)
access-page-no-subject = (kein Betreff)
access-page-not-own = Konversation von jemand anderem, an der Sie beteiligt waren
access-page-history = Was geschehen ist
access-page-inbound = E-Mail
access-page-outbound = Antwort
access-page-note = Notiz
access-page-author-you = Sie
access-page-author-other = Jemand anderes
access-page-by-staff = Beschäftigte
access-page-by-system = Das System
access-page-by-operator = Der Betreiber
access-page-by-nobody = Jemand ohne Anmeldung
access-page-to = An
access-page-mail = Die E-Mail selbst (.eml)
access-page-delivery-queued = Wartet auf den Versand
access-page-delivery-sending = Wird gesendet
access-page-delivery-sent = Gesendet
access-page-delivery-bounced = Nicht angekommen:
access-page-delivery-failed = Konnte nicht gesendet werden:
access-page-delivery-in-doubt = Vielleicht gesendet
access-page-left-messages = { $n ->
    [one] Aus Ihren Konversationen ist eine E-Mail zwischen dem Unternehmen und jemand anderem ausgelassen: Sie betrifft diese Person.
   *[other] Aus Ihren Konversationen sind { $n } E-Mails zwischen dem Unternehmen und anderen ausgelassen: Sie betreffen diese Personen.
}
access-page-left-notes = { $n ->
    [one] Eine Notiz des Unternehmens, die jemand anderen nennt, ist ausgelassen.
   *[other] { $n } Notizen des Unternehmens, die jemand anderen nennen, sind ausgelassen.
}
access-page-left-remark = Die Bemerkung des Unternehmens über Sie ist ausgelassen, weil sie jemand anderen nennt.
access-page-file-json = alles, für Programme
access-page-file-schema = was data.json bedeutet (JSON Schema)
access-page-file-tickets = Ihre Konversationen als Tabelle
access-page-file-messages = was geschrieben wurde, als Tabelle
access-page-file-mbox = alle E-Mails, für Mailprogramme
access-page-file-sums = weist nach, dass die Dateien vollständig sind
access-page-what-status = Status
access-page-what-snoozed = Zurückgestellt
access-page-what-priority = Priorität
access-page-what-assignee = Beschäftigten zugewiesen
access-page-what-team = Einem Team zugewiesen
access-page-what-mailbox = In ein anderes Postfach verschoben
access-page-what-tag-added = Schlagwort vergeben
access-page-what-tag-removed = Schlagwort entfernt
access-page-what-follower-added = Von Beschäftigten beobachtet
access-page-what-follower-removed = Von Beschäftigten nicht mehr beobachtet
access-page-what-requester = Zur Konversation einer anderen Person gemacht
access-page-what-field = Feld geändert
access-page-what-merged = Eine andere Konversation wurde mit dieser zusammengeführt
access-page-what-merged-into = In einer anderen Konversation zusammengeführt
access-page-what-unmerged = Zusammenführung rückgängig gemacht
access-page-what-split-off = Nachrichten wurden in eine eigene Konversation abgetrennt
access-page-what-split-from = Von einer anderen Konversation abgetrennt

# The pages on which an admin asks for it, and the person gets it.
access-title = Personenbezogene Daten
access-of = Personenbezogene Daten von { $name }
access-open = Personenbezogene Daten …
access-intro = Alles, was über diese Person gespeichert ist, als ZIP für sie: lesbare Seiten, ihre E-Mails und Dateien, und dasselbe für Programme. Was andere betrifft, ist ausgelassen.
access-ask = Zusammenstellen
access-language = Sprache der Seiten
access-none = Noch wurde nichts angefordert. Stellen Sie die Daten zusammen, wenn die Person Auskunft verlangt; für die Antwort haben Sie einen Monat.
access-waiting = In der Warteschlange
access-making = Wird zusammengestellt: { $percent } %
access-ready = Fertig seit
access-failed = Konnte nicht zusammengestellt werden. Fordern Sie es noch einmal an; was schiefging, steht im Protokoll des Betreibers.
access-goes = Wird gelöscht am
access-download = Herunterladen ({ $size })
access-withdraw = Löschen
access-withdraw-ask = Diesen Export löschen? Die Daten der Person selbst bleiben unverändert.
access-asked = Angefordert am
access-reload = Aktualisieren
access-back = Zurück zur Konversation
access-link-title = Ihre personenbezogenen Daten
access-link-intro = Hier erhalten Sie, was { $company } in seinem Helpdesk über Sie gespeichert hat: ein ZIP mit lesbaren Seiten, Ihren E-Mails und Dateien.
access-link-careful = Es enthält Ihren Schriftwechsel. Bewahren Sie es dort auf, wo niemand sonst es findet.
access-link-until = Dieser Link funktioniert bis
access-link-gone = Dieser Link führt nirgendwohin
access-link-gone-hint = Er ist vielleicht abgelaufen oder durch einen neueren ersetzt. Fragen Sie das Unternehmen, das ihn Ihnen geschickt hat.
access-page-kept-request = bis ein Jahr nach Abschluss Ihrer Anfrage
