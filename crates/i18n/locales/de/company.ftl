# Everything of a company in one file: the page that it is asked for on, and its own pages.
company-title = Alles in einer Datei
company-intro = Ein ZIP mit allen Daten des Unternehmens, zum Lesen und für Programme: Konversationen mit Notizen und Verlauf, E-Mails und Anhänge, Personen, Einstellungen, Regeln, das Audit-Protokoll. Passwörter und Schlüssel sind nicht enthalten, auch nicht, was nur lesen darf, wer es verfasst hat. Die Datei wird nach sieben Tagen gelöscht; während das Konto geschlossen wird, bleibt sie bis zum Ende.
company-withdraw-ask = Diese Datei löschen? Die Daten des Unternehmens selbst bleiben unverändert.
company-parts = Einzelne Teile
company-page-title = Alle Daten des Unternehmens
company-page-intro = Dies ist, was für { $company } im Helpdesk gespeichert war, Stand { $at } (Art. 28 Abs. 3 Buchst. g DSGVO). Alles hier gibt es auch für Programme, in den unten genannten Dateien. Es enthält personenbezogene Daten aller, die geschrieben haben: Bewahren Sie es dort auf, wo nur wenige darauf zugreifen können.
company-page-counts = Was enthalten ist
company-page-asked-by = Angefordert von
company-page-conversations = Konversationen
company-page-messages = Nachrichten
company-page-mails = E-Mails, Byte für Byte
company-page-people = Personen
company-page-organisations = Organisationen
company-page-requests = Anfragen zu personenbezogenen Daten
company-page-agents = Teammitglieder
company-page-number = Nummer
company-page-subject = Betreff
company-page-requester = Von
company-page-status = Status
company-page-begun = Begonnen
company-page-restricted = Die Verarbeitung der Daten der anfragenden Person ist eingeschränkt (Art. 18 DSGVO): Die Daten dürfen gespeichert, aber nur mit ihrer Einwilligung, für Rechtsansprüche oder zum Schutz anderer verwendet werden.
company-page-file-company = Das Unternehmen, seine Teammitglieder, Teams, Schlagwörter, Felder, Textbausteine, Ansichten, Postfächer, Aufbewahrungsregeln, Löschsperren, Löschungen, Warnungen
company-page-file-people = Alle, die geschrieben haben, mit Einschränkungen und Widersprüchen
company-page-file-organisations = Organisationen
company-page-file-requests = Was Personen zu ihren eigenen Daten angefragt haben und was daraus wurde
company-page-file-audit = Das Audit-Protokoll: jeder Eintrag mit dem Nachweis, dass er im signierten Protokoll steht
company-page-file-schema = Was die JSON-Dateien bedeuten (JSON Schema)
company-page-file-sums = „sha256sum -c SHA256SUMS“ weist nach, dass nichts fehlt oder verändert ist
company-page-box = { $n ->
    [one] Eine E-Mail als eine mbox
   *[other] { $n } E-Mails als eine mbox
}
company-page-folder-conversations = Jede Konversation als Seite und als JSON
company-page-folder-mails = Jede E-Mail Byte für Byte
company-page-folder-attachments = Was angehängt war, nach der Nummer seiner E-Mail
company-page-left-out = Was nicht enthalten ist
company-page-left-out-hint = Warum, in Worten; company.json nennt jede Tabelle.
company-page-reason-secret = Was nachweist, wer jemand ist, oder etwas öffnet: Passwörter, Schlüssel, Tokens, Sitzungen, Berechtigungen der Anbieter
company-page-reason-own = Was nur ein einzelnes Teammitglied lesen darf: Entwürfe mit ihren Dateien, nicht geteilte Textbausteine und Ansichten, eigene Benachrichtigungen, was es gesehen hat
company-page-reason-passing = Wie weit Arbeit ist, die von selbst endet: Warteschlangen, Positionen, Zähler
company-page-reason-derived = Was für Listen und zum Nachschlagen wiederholt, was schon enthalten ist
company-page-reason-operator = Was dem Betreiber gehört und nicht dem Unternehmen
