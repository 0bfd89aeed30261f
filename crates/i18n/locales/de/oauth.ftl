oauth-instead = Ohne Passwort
oauth-button = Über { $provider } verbinden
oauth-title = Über { $provider } verbinden
oauth-intro = { $provider } bittet Sie, sich anzumelden und zuzustimmen. Danach kommen Sie hierher zurück, und das Postfach wird getestet, bevor es gespeichert wird.
oauth-asked = Was verlangt wird, für { $address }
oauth-scope-identity = Wer zustimmt
oauth-scope-address = Die Adresse dieses Kontos
oauth-scope-offline = Verbunden bleiben, wenn Sie gegangen sind
oauth-scope-mail = E-Mails abrufen und Antworten senden
oauth-scope-read = E-Mails abrufen
oauth-scope-send = Antworten senden
oauth-limited-use = Was von Google kommt, wird nur für die Tickets dieses Postfachs verwendet, im Einklang mit der Google API Services User Data Policy samt ihren Anforderungen zur eingeschränkten Nutzung (Limited Use). Es wird an niemanden verkauft und für keine Werbung verwendet, und kein Mensch außer Ihrem eigenen Team liest es.
oauth-kept = Die Berechtigung wird mit dem Schlüssel dieses Postfachs verschlüsselt gespeichert und vernichtet, wenn Sie es trennen. Sie können sie jederzeit widerrufen, hier oder in Ihrem Konto dort.
oauth-continue = Weiter zu { $provider }
oauth-failed = Das Postfach ist nicht verbunden
oauth-failed-hint = Nichts wurde gespeichert.
oauth-again = Erneut versuchen
oauth-state = Der Browser kam mit etwas zurück, das hier nicht verlangt wurde. Beginnen Sie noch einmal bei den Postfächern.
oauth-attempt-unknown = Dieser Besuch beim Anbieter ist vorbei oder war nicht Ihrer. Beginnen Sie noch einmal bei den Postfächern.
oauth-attempt-expired = Sie waren länger als eine Viertelstunde weg. Beginnen Sie noch einmal bei den Postfächern.
oauth-issuer = Die Antwort kam nicht von dem Anbieter, der gefragt wurde. An ihn wurde nichts gesendet.
oauth-no-code = Der Anbieter hat Sie ohne Code zurückgeschickt. Beginnen Sie noch einmal bei den Postfächern.
oauth-scope-wider = Der Anbieter hat mehr gewährt als verlangt. Das wird abgelehnt: Verlangen Sie nicht mehr, als die Seite sagt.
oauth-scope-narrower = Nicht allem wurde zugestimmt. Ohne E-Mails zu lesen und zu senden, lässt sich das Postfach nicht verbinden: Lassen Sie jedes Häkchen gesetzt.
oauth-no-refresh = Der Anbieter hat keine dauerhafte Berechtigung gegeben. Wer Deskhero betreibt, muss dort „offline access“ erlauben.
oauth-invalid-grant = Die Berechtigung wurde widerrufen, ist abgelaufen oder wurde schon verwendet. Verbinden Sie das Postfach neu.
oauth-invalid-client = Der Anbieter kennt dieses Deskhero nicht, oder sein Geheimnis ist falsch. Wer Deskhero betreibt, muss die Einstellungen prüfen.
oauth-unauthorized-client = Der Anbieter lässt dieses Deskhero nicht auf diese Weise anfragen. Wer Deskhero betreibt, muss die Einstellungen dort prüfen.
oauth-invalid-scope = Der Anbieter bietet nicht an, was verlangt wird. Wer Deskhero betreibt, muss die Einstellungen prüfen.
oauth-invalid-request = Der Anbieter hat die Anfrage nicht verstanden. Wer Deskhero betreibt, findet mehr im Protokoll.
oauth-invalid-token = Der Anbieter kennt die Berechtigung nicht mehr. Verbinden Sie das Postfach neu.
oauth-interaction-required = Der Anbieter verlangt eine neue Anmeldung. Verbinden Sie das Postfach neu.
oauth-access-denied = Beim Anbieter wurde nicht zugestimmt. Nichts wurde verbunden.
oauth-unavailable = Der Anbieter kann gerade nicht antworten. Versuchen Sie es in einigen Minuten noch einmal.
oauth-refused = Der Anbieter hat abgelehnt und nicht gesagt, warum.
connect-grant-ended = Die Berechtigung des Anbieters ist beendet.
error-oauth = Das Postfach konnte nicht mit der Berechtigung des Anbieters verbunden werden
error-oauth-hint = Beginnen Sie noch einmal bei den Postfächern.
oauth-good = Erreicht mit der Berechtigung von { $provider }, ohne Passwort
oauth-fresh = erneuert
oauth-ended = Die Berechtigung ist beendet:
oauth-reconnect = Neu verbinden
oauth-provider-gone = einem Anbieter, der nicht mehr eingerichtet ist
mailbox-disconnect = Trennen
mailbox-disconnect-ask = { $name } trennen? Es gehen keine E-Mails mehr ein, Antworten werden nicht mehr gesendet, und die Passwörter oder Berechtigungen des Postfachs werden vernichtet. Seine Tickets bleiben vorerst.
rule-by-permission = lässt sich nicht ändern, solange das Postfach mit der Berechtigung eines Anbieters erreicht wird
oauth-bad-address = Unter der Adresse, die der Betreiber angegeben hat, beschreibt sich der Anbieter nicht.
oauth-bad-description = Die Selbstbeschreibung des Anbieters ist nicht lesbar.
oauth-bad-issuer = Unter der Adresse, die der Betreiber angegeben hat, beschreibt sich ein anderer Anbieter. Ihm wird nicht geglaubt.
oauth-bad-endpoint = Der Anbieter nennt eine Adresse, die nicht geschützt ist (https). An sie wurde nichts gesendet.
oauth-bad-pkce = Der Anbieter kennt PKCE nicht, das die Verwendung eines gestohlenen Codes verhindert. Er kann nicht verwendet werden.
oauth-bad-tokens = Die Antwort des Anbieters enthält keine lesbare Berechtigung.
oauth-bad-token-kind = Der Anbieter hat eine Berechtigung einer hier unbekannten Art gegeben.
oauth-bad-token = Der Anbieter hat eine Berechtigung gegeben, die in dieser Schreibweise nicht verwendbar ist.
oauth-bad-scopes = Der Anbieter nennt mehr Berechtigungen, als irgendjemand verlangen würde.
oauth-bad-identity = Die Angabe des Anbieters, wer zugestimmt hat, ist nicht lesbar.
oauth-bad-answer = Der Anbieter hat weder mit einer Berechtigung noch mit einer Ablehnung geantwortet.
oauth-identity-none = Der Anbieter hat nicht gesagt, wer zugestimmt hat. Beginnen Sie noch einmal bei den Postfächern.
oauth-identity-audience = Die Angabe des Anbieters, wer zugestimmt hat, war für jemand anderen als dieses Deskhero bestimmt. Nichts wurde gespeichert.
oauth-identity-issuer = Die Angabe, wer zugestimmt hat, stammt von einem anderen Anbieter. Nichts wurde gespeichert.
oauth-identity-nonce = Die Angabe des Anbieters, wer zugestimmt hat, gehört zu einem anderen Besuch. Beginnen Sie noch einmal bei den Postfächern.
oauth-identity-expired = Die Angabe des Anbieters, wer zugestimmt hat, ist zu alt. Prüfen Sie die Uhren beider Rechner, und beginnen Sie noch einmal.
oauth-company = Das Konto gehört zu einem Unternehmen, dessen Postfächer hier nicht verbunden werden dürfen. Wer Deskhero betreibt, kann es erlauben.
oauth-scope-change = E-Mails abrufen und dort wie gewählt markieren oder verschieben
oauth-scope-readwrite = E-Mails abrufen, dort wie gewählt markieren oder verschieben und Antworten mit großen Dateien vorbereiten
oauth-scope-readwrite-shared = E-Mails abrufen, dort wie gewählt markieren oder verschieben und Antworten mit großen Dateien vorbereiten, in Postfächern, die dieses Konto öffnen darf
oauth-scope-send-shared = Antworten aus Postfächern senden, aus denen dieses Konto senden darf
rule-by-provider = braucht die Berechtigung des Anbieters: von der Seite der Postfächer aus verbinden
rule-permission-narrow = braucht mehr als die erteilte Berechtigung. Trennen Sie das Postfach, und verbinden Sie es mit dieser Wahl
oauth-restored = Die Daten wurden aus einem Backup wiederhergestellt, das eine ältere als die letzte Berechtigung enthält. Verbinden Sie das Postfach neu, um fortzufahren.
oauth-interrupted = Deskhero wurde in dem Augenblick angehalten, in dem der Anbieter die nächste Berechtigung gab, und die alte nimmt er nicht mehr an. Verbinden Sie das Postfach neu.
oauth-left-untaken = Als das Postfach getrennt wurde, nahm der Anbieter die Berechtigung nicht zurück.
oauth-left-no-way = Der Anbieter dieses Postfachs kennt keinen Weg, eine Berechtigung zurückzugeben.
oauth-left-do = Was Deskhero davon hatte, ist vernichtet. Beim Anbieter kann sie gelten, bis jemand sie dort in den Einstellungen des Kontos widerruft.
mail-grant-subject = { $mailbox } muss neu verbunden werden
mail-grant-text = Guten Tag { $name },

    die Berechtigung des Anbieters für das Postfach { $mailbox } von { $company } endete am { $since }. Seitdem gehen keine E-Mails ein, und Antworten werden nicht gesendet. Was inzwischen kommt, wartet beim Anbieter und wird danach abgerufen.

    Ein Admin verbindet es hier in einer Minute neu:

    { $link }

    Geschieht das nicht bis zum { $until }, steht zur Löschung an, was über dieses Postfach eingegangen ist. Was eine Löschsperre umfasst, bleibt, bis sie endet.
oauth-due = Neu verbunden geht alles weiter, und was inzwischen kam, wird abgerufen. Andernfalls werden die E-Mails des Postfachs hier gelöscht am
oauth-nav = Ein Postfach muss neu verbunden werden
oauth-connect = { $provider } verbinden
oauth-direct-hint = Ohne Passwort: Sie stimmen dort zu und kommen zurück.
oauth-choices = Wie weit zurück, welche Ordner, was dort geschieht
oauth-folders = Ordner oder Labels
oauth-shared = Ein freigegebenes Postfach von Microsoft 365, das Ihr eigenes Konto öffnen darf
mailbox-health = Zustand
mailbox-last-mail = Letzte E-Mail
mailbox-lag = Zeit vom Anbieter bis hierher
mailbox-position = Position
mailbox-quota = Um Geduld gebeten
mailbox-quota-none = nie
mailbox-quota-waits = { $count ->
    [one] einmal, insgesamt { $time }
   *[other] { $count }-mal, insgesamt { $time }
}
mailbox-test = Jetzt testen
mailbox-test-good = { $count ->
    [one] Es funktioniert: eine E-Mail in den Ordnern.
   *[other] Es funktioniert: { $count } E-Mails in den Ordnern.
}
mailbox-test-bad = Es funktioniert nicht
mailbox-ms = { $count } ms
mailbox-seconds = { $count } s
mailbox-health-of = Zustand von { $name }
mailbox-kind-gmail = Google
mailbox-kind-graph = Microsoft 365
mailbox-servers-permission = Dieses Postfach wird mit der Berechtigung seines Anbieters erreicht. Ändern lassen sich seine Ordner und was dort geschieht.
oauth-bad-keys = Die Schlüssel des Anbieters sind nicht lesbar.
rule-unreadable = ist nicht lesbar
identity-offered = Ihr Anbieter lässt Sie auch von diesen senden
identity-offered-add = { $name } hinzufügen
mailbox-folders-only = Ordner
oauth-application-company = Die Einstellungen des Betreibers nennen kein einzelnes Unternehmen bei Microsoft: Setzen Sie dessen ID in den Issuer.
oauth-found = { $address } liegt bei { $provider }: Verbinden Sie es dort, ohne Passwort.
oauth-by-servers = Stattdessen über IMAP und SMTP
