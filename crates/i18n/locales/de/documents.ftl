documents-title = Dokumente
documents-intro = Was hier gilt: wer was mit welchen Daten tun darf, und worauf Sie sich verlassen können.
documents-none = Noch wurde nichts veröffentlicht.
document-dpa = Auftragsverarbeitungsvertrag
document-cookie-policy = Cookie-Richtlinie
document-measures = Technische und organisatorische Maßnahmen
document-processing-record = Verzeichnis von Verarbeitungstätigkeiten
document-sub-processors = Unterauftragsverarbeiter
document-incident-plan = Plan für Vorfälle
document-translation = Dies ist eine Übersetzung. Bei Abweichungen gilt der Text auf { $language }.
document-left-behind = Der Text auf { $language } wurde geändert, seit dies übersetzt wurde.
document-original = Diesen Text lesen
document-not-holding = Dies ist nicht die Fassung, die jetzt gilt.
document-to-holding = Die geltende lesen
document-effective = gilt ab
document-versions = Fassungen
document-holds = gilt jetzt
document-changes = Was sich geändert hat
document-unchanged = Es hat sich nichts geändert.
document-unchanged-here = In dieser Übersetzung hat sich nichts geändert, wohl aber im Text auf { $language }, der gilt:
agreement-title = Bevor Sie beginnen
agreement-changed = Etwas hat sich geändert
agreement-intro = Lesen Sie, was unten steht. Wenn Sie zustimmen, geht es weiter; wenn nicht, können Sie Ihre Daten mitnehmen und gehen.
agreement-company = Sie stimmen dem im Namen Ihres Unternehmens zu. Ohne das kann kein Postfach verbunden werden.
agreement-read = Lesen: { $document }
agreement-agree = Ich habe das gelesen und stimme zu
agreement-refuse = Ich stimme nicht zu
refusal-title = Sie stimmen nicht zu
refusal-admin = Dann können Sie alles Ihres Unternehmens als eine Datei mitnehmen und das Konto schließen. Bis dahin geht nichts verloren, und Mail kommt weiterhin an.
refusal-export = Alles mitnehmen
refusal-close = Konto schließen
refusal-agent = Nur die Admins Ihres Unternehmens können das Konto schließen oder mit dem Betreiber sprechen: Sagen Sie es ihnen. Was über Sie gespeichert ist, können Sie mitnehmen.
refusal-back = Zurück zu dem, was zu lesen ist
error-unagreed = Noch kann kein Postfach verbunden werden
error-unagreed-hint = Zuerst muss ein Admin des Unternehmens dem Auftragsverarbeitungsvertrag zustimmen. Er erscheint vor der nächsten Seite, sobald er veröffentlicht ist.
error-untranslated = Übersetzungen wurden nicht geändert
error-untranslated-hint = Der Text, der gilt, wurde es. Schreiben Sie sie neu, oder bestätigen Sie, dass sie bleiben, wie sie sind.
set-up-accept = Ich akzeptiere die Nutzungsbedingungen, die Datenschutzerklärung und den Auftragsverarbeitungsvertrag für das Unternehmen
set-up-accept-hint = Entwürfe, die Sie später unter Betreiber, Dokumente ändern können. Wer stattdessen den Desk verwaltet, wird beim Anmelden gefragt.
nav-documents = Dokumente
operator-documents-intro = Schreiben Sie sie, oder lassen Sie Entwürfe aus Ihren Einstellungen und der Datenkarte machen. Was veröffentlicht ist, ändert sich nie; wen es betrifft, der erfährt es.
document-never = nie veröffentlicht
document-written = Entwurf
document-public = Wie alle sie sehen
document-writing = Schreiben
document-writing-intro = Markdown, ohne HTML. Der Text in einer Sprache gilt; die anderen sind Übersetzungen davon und sagen es.
document-counts = dieser Text gilt
document-text = Text ({ $language })
document-save = Speichern
document-another-language = Eine andere Sprache
document-language-tag = Sprachkürzel (BCP 47)
document-language-tag-hint = Jede Sprache: fr für Französisch, fi für Finnisch, pt-BR für brasilianisches Portugiesisch. Um den Text herum bleiben Seiten in der Sprache des Lesers.
document-another-text = Text
document-preview = Vorschau
document-generate = Standardentwürfe neu schreiben
document-generate-hint = Was in diesen Sprachen geschrieben ist, wird ersetzt.
document-release = Veröffentlichen
document-release-intro = Alle Sprachen, die geschrieben sind, werden eine Fassung. Sie wird danach nie geändert.
document-material = Es ändert etwas für Menschen
document-material-hint = Alle mit einem Konto bekommen einen Brief und eine Seite, die sie lesen und der sie zustimmen.
document-no-mail = Es ist kein Mailserver eingerichtet: Niemand erhält einen Brief über eine wesentliche Änderung, bis es einen gibt (docs/operating.md).
document-stays = Diese Übersetzungen bleiben, wie sie sind: { $languages }
document-stays-hint = Der Text, der gilt, hat sich geändert, sie nicht. Nach der Veröffentlichung steht das oben in ihnen.
document-untranslated = Der Text, der gilt, hat sich geändert, diese Übersetzungen nicht: { $languages }. Schreiben Sie sie neu, oder bestätigen Sie unten, dass sie bleiben, wie sie sind.
field-effective = Gilt ab
document-effective-day = Gilt ab (heute, wenn leer)
document-is-material = ändert etwas
letters-title = Briefe zu Fassung { $count }
letters-lost = Diese Personen wurden nicht erreicht, oder niemand weiß, ob sie erreicht wurden.
letter-again = Noch einmal senden
letter-arrived = Er kam an
letter-anew = Neu senden
letter-told = Anders verständigt
letters-doubt-hint = Unklar: Deskhero wurde beendet, oder die Verbindung brach ab, während dem Server das Ende des Briefs mitgeteilt wurde. Fragen Sie die Person, oder sehen Sie im Protokoll des Mailservers nach. Noch einmal gesendet, hat er dieselbe Message-ID.
letters-back-hint = Abgelehnt oder zurückgekommen: Die Adresse ist falsch oder nimmt keine E-Mail an. Neu gesendet, geht der Brief an die Adresse, die das Konto dann hat, unter einer anderen Message-ID. Wurde die Person anders verständigt, vermerken Sie es hier.
document-letter-waiting = wartet
document-letter-sending = wird gesendet
document-letter-ending = wird übergeben
document-letter-sent = gesendet
document-letter-refused = vom Server abgelehnt
document-letter-in-doubt = unklar
document-letter-bounced = kam zurück
document-letter-dropped = niemand mehr da, oder wegen eines anderen Kontos an diese Adresse gesendet
document-letter-told = anders verständigt
mail-document-subject = { $document }: Fassung { $version } gilt ab { $day }
mail-document-text = Guten Tag { $name },

    ein Dokument, dem Sie zugestimmt haben, hat sich in einer Weise geändert, die Sie betrifft: { $document }, Fassung { $version }. Es gilt ab { $day }.

    Lesen: { $link }
    Was sich geändert hat: { $changes }

    Wenn Sie Deskhero das nächste Mal öffnen, werden Sie gefragt, ob Sie zustimmen. Wenn nicht, kann Ihr Unternehmen seine Daten mitnehmen und das Konto schließen.
mail-document-operator-text = Guten Tag { $name },

    ein Dokument dieses Deskhero hat sich in einer Weise geändert, die Menschen betrifft, die es nutzen: { $document }, Fassung { $version }. Es gilt ab { $day }.

    Lesen: { $link }
    Was sich geändert hat: { $changes }
document-pdf = Als PDF
document-no-pdf = Von diesem Text gibt es kein PDF: Den Schriften fehlen Zeichen, die darin stehen. Die Seite lässt sich drucken.
document-pdf-version = Fassung
document-pdf-from = Gilt ab
document-pdf-counts = Die maßgebliche Sprache

language-in-bg = Bulgarisch
language-in-cs = Tschechisch
language-in-da = Dänisch
language-in-de = Deutsch
language-in-el = Griechisch
language-in-en = Englisch
language-in-es = Spanisch
language-in-et = Estnisch
language-in-fi = Finnisch
language-in-fr = Französisch
language-in-ga = Irisch
language-in-hr = Kroatisch
language-in-hu = Ungarisch
language-in-is = Isländisch
language-in-it = Italienisch
language-in-lt = Litauisch
language-in-lv = Lettisch
language-in-mt = Maltesisch
language-in-nb = Norwegisch (Bokmål)
language-in-nl = Niederländisch
language-in-nn = Norwegisch (Nynorsk)
language-in-pl = Polnisch
language-in-pt = Portugiesisch
language-in-ro = Rumänisch
language-in-se = Nordsamisch
language-in-sk = Slowakisch
language-in-sl = Slowenisch
language-in-sv = Schwedisch
language-in-uk = Ukrainisch
