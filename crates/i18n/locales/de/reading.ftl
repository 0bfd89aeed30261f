message-more = Mehr zur Nachricht von { $name }
message-details = Details
message-save-original = Quelltext speichern (.eml)
message-from = Von
message-reply-to = Antwort an
message-subject = Betreff
attachment-open = { $name } in neuem Tab öffnen
attachment-open-short = Öffnen
attachment-look-close = Schließen
remote-blocked = { $count ->
    [one] Ein Bild dieser E-Mail liegt anderswo ({ $names }) und wurde nicht geladen.
   *[other] { $count } Bilder dieser E-Mail liegen anderswo ({ $names }) und wurden nicht geladen.
}
remote-trackers = { $count ->
    [one] Eines sieht nach einem Tracker aus und bleibt blockiert: { $names }.
   *[other] { $count } sehen nach Trackern aus und bleiben blockiert: { $names }.
}
remote-invisible = unsichtbares Bild
remote-more = { $count ->
    [one] { $names } und ein weiteres
   *[other] { $names } und { $count } weitere
}
remote-show = { $count ->
    [one] Bild anzeigen
   *[other] { $count } Bilder anzeigen
}
remote-hint = Deskhero ruft sie ab. Der Absender kann erfahren, dass diese E-Mail geöffnet wurde, aber nicht, von wem oder wo.
remote-shown = Die Bilder dieser E-Mail werden angezeigt, bis Sie diese Seite verlassen.
remote-withheld = Sie können nicht gezeigt werden: Ihr Unternehmen behält seine Daten im Europäischen Wirtschaftsraum, und niemand weiß, wo diese Bilder liegen.
sender-checked = Angaben des empfangenden Servers
sender-said = { $results } (laut { $server })
sender-unknown = Nichts, dem sich glauben lässt
sender-result-pass = bestanden
sender-result-fail = nicht bestanden
sender-result-none = vom Absender nicht verwendet
sender-result-unknown = ohne klares Ergebnis
sender-checked-here = Hier geprüft
sender-unsigned = Die E-Mail trägt keine Signatur (DKIM)
sender-waiting = Ihre Signatur (DKIM) wird gerade geprüft
sender-signature-own = Signatur von { $domain }, der Domain des Absenders: gültig
sender-signature-other = Signatur von { $domain }: gültig, aber nicht die Domain des Absenders
sender-signature-fail = Signatur von { $domain }: passt nicht. { $reason }
sender-signature-neutral = Signatur von { $domain }: zählt nicht. { $reason }
sender-signature-permerror = Signatur von { $domain }: nicht prüfbar. { $reason }
sender-signature-temperror = Signatur von { $domain }: konnte nicht geprüft werden. { $reason }
sender-signature-nameless = einer unlesbaren Domain
sender-signatures-left-out = { $count ->
    [one] Eine weitere Signatur wurde nicht angesehen
   *[other] { $count } weitere Signaturen wurden nicht angesehen
}
sender-reason-body_changed = Der Text wurde nach dem Signieren verändert.
sender-reason-header_changed = Der Header wurde nach dem Signieren verändert, oder ein anderer Schlüssel hat ihn signiert.
sender-reason-expired = Sie war beim Eingang der E-Mail nicht mehr gültig.
sender-reason-future = Sie gibt an, später als der Eingang der E-Mail erstellt worden zu sein.
sender-reason-part_only = Nur der Anfang des Textes wurde signiert.
sender-reason-testing = Die Domain gibt an, Signaturen nur zu erproben.
sender-reason-malformed = Das Feld ist nicht lesbar.
sender-reason-from_unsigned = Die Adresse des Absenders wurde nicht signiert.
sender-reason-algorithm = Ihrem Algorithmus wird nicht vertraut, oder er ist nicht bekannt.
sender-reason-identity = Sie spricht für jemand anderen als ihre Domain.
sender-reason-key_missing = Die Domain hat keinen solchen Schlüssel.
sender-reason-key_revoked = Die Domain hat den Schlüssel zurückgezogen.
sender-reason-key_unusable = Der Schlüssel der Domain ist nicht verwendbar.
sender-reason-key_short = Der Schlüssel ist zu kurz, um ihm zu vertrauen.
sender-reason-dns = Die Nameserver der Domain haben nicht geantwortet.
sender-reason-doubled_field = Ein Header-Feld, das nur einmal stehen darf, steht zweimal darin.
sender-own-signature = Diese E-Mail trägt Ihre eigene Adresse { $address }, aber die Signatur Ihrer Domain passt nicht dazu: Sie wurde unterwegs verändert, oder jemand gibt sich als Teammitglied aus.
sender-own-address = Diese E-Mail trägt Ihre eigene Adresse { $address }, aber der empfangende Mailserver konnte nicht bestätigen, dass sie von Ihnen kommt. Vielleicht gibt sich jemand als Teammitglied aus.
sender-not-confirmed = Der empfangende Mailserver konnte nicht bestätigen, dass diese E-Mail von { $domain } kommt. Bevor Sie einem Link, einer Datei oder einer Bankverbindung darin vertrauen, fragen Sie beim Absender auf anderem Weg nach.
sender-other-address = Der Name des Absenders zeigt die Adresse { $shown }, aber die E-Mail kommt von { $address }.
sender-answers-elsewhere = Diese E-Mail bittet um Antworten an { $address }. Das sieht nach dem Absender aus, ist aber eine fremde Domain.
source-title = Quelltext der Nachricht
source-download = Als .eml speichern, { $size }
source-back = Zurück zum Ticket
source-fields = Header
source-raw = Quelltext
source-cut = Nur die ersten { $size } werden angezeigt. Die gespeicherte Datei enthält jedes Byte.
