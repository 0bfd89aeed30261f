nav-profile = Ihr Profil
agent-former = Ehemaliges Teammitglied { $code }
agent-change = Ändern
agent-role-save = Rolle speichern
agent-reset = Link für neues Passwort
agent-invite-again = Neue Einladung
agent-deactivate = Deaktivieren
agent-deactivate-what = { $name } deaktivieren? Die Person wird überall abgemeldet, offene Tickets werden zurückgegeben, und statt des Namens steht von da an ein Pseudonym.
agent-reactivate = Wieder zulassen
agent-last-admin = Ein Unternehmen braucht einen aktiven Admin. Machen Sie zuerst jemand anderen zum Admin.
agents-invite = Jemanden einladen
agents-invite-intro = Das eigene Passwort wird über einen Link gesetzt, der sieben Tage lang und nur einmal gilt.
agents-invite-submit = Einladen
agent-invited-link = Geben Sie diesen Link an { $name } weiter. Er gilt sieben Tage lang und nur einmal und wird nicht noch einmal angezeigt.
agent-invited-mailed = Eine Einladung an { $name } ist unterwegs.
agent-reset-link = Geben Sie diesen Link an { $name } weiter. Er gilt eine Stunde lang und nur einmal und wird nicht noch einmal angezeigt.
agent-reset-mailed = Ein Link für ein neues Passwort ist an { $name } unterwegs.
invitation-title = Willkommen bei { $company }
invitation-intro = Sie melden sich mit { $email } an. Wählen Sie ein Passwort.
invitation-submit = Loslegen
invitation-gone = Diese Einladung funktioniert nicht mehr
invitation-gone-hint = Sie gilt sieben Tage lang und nur einmal. Bitten Sie den Admin, der sie gesendet hat, um eine neue, oder melden Sie sich an, wenn Sie sie schon angenommen haben.
reset-title = Passwort vergessen?
reset-intro = Ein Link für ein neues Passwort geht an die Adresse Ihres Kontos.
reset-request = Link senden
reset-asked = Wenn es ein Konto mit dieser Adresse gibt, ist ein Link dorthin unterwegs. Er gilt eine Stunde lang und nur einmal. Sehen Sie auch im Spam-Ordner nach.
reset-ask-admin = Wenden Sie sich an einen Admin Ihres Unternehmens: Auf der Seite „Teammitglieder“ lässt sich ein Link für ein neues Passwort erstellen.
reset-back = Zurück zur Anmeldung
reset-set-title = Neues Passwort
reset-set-intro = Sie werden überall abgemeldet und melden sich mit dem neuen Passwort an.
reset-set-whose = Für { $email }.
reset-submit = Passwort setzen
reset-gone = Dieser Link funktioniert nicht mehr
reset-gone-hint = Er gilt eine Stunde lang und nur einmal. Fordern Sie auf der Anmeldeseite einen neuen an.
profile-title = Ihr Profil
profile-signature = Signatur
profile-signature-hint = Steht unter Ihren Antworten, sofern das Team des Tickets keine hat. Leer lassen, wenn Sie keine eigene möchten. Was in geschweiften Klammern steht, wird ausgefüllt, etwa {"{"}agent.name{"}"}; wo ein Wert fehlen kann, geben Sie an, was dann stehen soll: {"{"}mailbox.name|Support{"}"}
profile-theme = Farbschema
profile-theme-system = Wie im System
profile-theme-light = Hell
profile-theme-dark = Dunkel
profile-density = Liste der Tickets
profile-density-comfortable = Mit dem Anfang jeder Nachricht
profile-density-compact = Kompakt
profile-language = Sprache
profile-language-none = Wie im Browser
profile-time-zone = Zeitzone
profile-time-zone-hint = Leer lassen für die Zeitzone des Browsers.
profile-undo = Senden lässt sich rückgängig machen
profile-undo-none = Gar nicht: Antworten werden sofort gesendet
profile-undo-seconds = { $count } Sekunden lang
profile-undo-hint = So lange wartet eine Antwort, bevor sie gesendet wird.
profile-save = Speichern
profile-saved = Gespeichert.
profile-password-saved = Ihr neues Passwort ist gesetzt. Alle anderen Browser sind abgemeldet.
profile-password = Passwort
profile-password-present = Aktuelles Passwort
profile-password-submit = Passwort ändern
profile-password-hint = Hier bleiben Sie angemeldet, überall sonst werden Sie abgemeldet.
profile-password-wrong = Das aktuelle Passwort stimmt nicht.
language-name = Deutsch
mail-invitation-subject = Ihr Konto bei { $company }
mail-invitation-text = Guten Tag { $name },

    Sie sind eingeladen, in Deskhero die E-Mails von { $company } zu beantworten. Setzen Sie hier Ihr Passwort:

    { $link }

    Der Link gilt sieben Tage lang und nur einmal. Wenn Sie nicht wissen, worum es geht, müssen Sie nichts tun.
mail-reset-subject = Neues Passwort für { $company }
mail-reset-text = Guten Tag { $name },

    hier setzen Sie ein neues Passwort für Deskhero bei { $company }:

    { $link }

    Der Link gilt eine Stunde lang und nur einmal. Wenn Sie ihn nicht angefordert haben, müssen Sie nichts tun: Es ändert sich nichts.
mail-test-subject = Die eigene Mail von Deskhero funktioniert
mail-test-text = Dies ist ein Test. Einladungen und Links für neue Passwörter werden von dieser Adresse kommen.
sign-up-title = Ihr Unternehmen registrieren
sign-up-intro = Ihre Postfächer, Ihre Tickets, Ihr Team. Es dauert zwei Minuten.
sign-up-slug = Kurzname
sign-up-slug-hint = Ihre Seiten sind unter diesem Namen vor .{ $domain } erreichbar. Bleibt er leer, wird er aus dem Namen des Unternehmens gebildet.
sign-up-you = Sie
sign-up-email-hint = Dorthin geht ein Link. Bevor Sie ihn öffnen, wird nichts angelegt.
sign-up-documents = Wozu Sie zustimmen
sign-up-accept = Ich habe gelesen und akzeptiere:
sign-up-recorded = Welche Versionen Sie wann akzeptieren, wird bei den Daten Ihres Unternehmens gespeichert.
sign-up-submit = Link senden
sign-up-sent = Ein Link ist zu Ihnen unterwegs. Er gilt einen Tag lang und nur einmal. Sehen Sie auch im Spam-Ordner nach.
sign-up-gone = Dieser Link funktioniert nicht mehr
sign-up-gone-hint = Er gilt einen Tag lang und nur einmal. Haben Sie ihn schon verwendet, melden Sie sich an; sonst registrieren Sie sich noch einmal.
document-terms = Nutzungsbedingungen
document-privacy-policy = Datenschutzerklärung
document-version = Version { $version }
nav-acceptances = Akzeptierte Dokumente
acceptances-title = Akzeptierte Dokumente
acceptances-intro = Welche Dokumente Ihr Team akzeptiert hat, in welcher Version und wann. Der Hash ist der des genauen Wortlauts.
acceptances-empty = Hier wurde nichts akzeptiert. Unternehmen, die sich selbst registrieren, akzeptieren Dokumente; Ihres hat der Betreiber angelegt.
mail-sign-up-subject = { $company } in Deskhero
mail-sign-up-text = Guten Tag { $name },

    jemand hat mit dieser Adresse darum gebeten, { $company } in Deskhero zu registrieren. Wenn Sie das waren, geht es hier weiter:

    { $link }

    Der Link gilt einen Tag lang und nur einmal. Wenn Sie es nicht waren, müssen Sie nichts tun: Es wurde nichts angelegt.
file-erased = Diese Datei wurde am { $day } gelöscht.
person-removed = Entfernte Person { $code }
