# News about the product by mail, and its end
nav-news = Neuigkeiten
news-title = Neuigkeiten per E-Mail
news-intro = Was in Deskhero neu ist, per E-Mail an alle, die darum gebeten haben. Jede Neuigkeit wird einmal gesendet. Wer keine mehr möchte, beendet das mit einem Klick in der E-Mail. Einladungen, neue Passwörter und Briefe zu Dokumenten hängen nicht davon ab.
news-recipients = { $count ->
    [one] Eine Person bekäme sie jetzt.
   *[other] { $count } Personen bekämen sie jetzt.
 }
news-no-mail = Es ist kein Mailserver eingerichtet: Die Briefe warten, bis es einen gibt (docs/operating.md).
news-drafts = Entwürfe
news-sent-title = Gesendet
news-none = Es wurde noch nichts gesendet.
news-new = Neuigkeit schreiben
news-new-hint = Eine Sprache genügt. Jede Person liest sie in ihrer Sprache, sonst auf Englisch, sonst in der ersten, die es gibt.
news-title-in = Betreff · { $language }
news-text-in = Text · { $language }
news-save = Entwurf speichern
news-writing = Entwurf
news-preview = So wird sie aussehen
news-as-sent = So wurde sie gesendet
news-send = Senden
news-send-hint = Sie lässt sich nicht zurückholen. Jeder Brief geht nur hinaus, wenn sein Empfänger in diesem Moment noch Neuigkeiten möchte.
news-remove = Entwurf verwerfen
news-is-sent = Gesendet
news-letters = Briefe, die nicht ankamen
news-sent = { $count ->
    [one] Ein Brief gesendet
   *[other] { $count } Briefe gesendet
 }
news-waiting = { $count ->
    [one] einer unterwegs
   *[other] { $count } unterwegs
 }
news-bounced = { $count ->
    [one] einer kam zurück
   *[other] { $count } kamen zurück
 }
news-in-doubt = { $count ->
    [one] einer ungewiss
   *[other] { $count } ungewiss
 }
news-told = { $count ->
    [one] eine Person anders verständigt
   *[other] { $count } anders verständigt
 }
news-dropped = { $count ->
    [one] einer nicht mehr gewünscht
   *[other] { $count } nicht mehr gewünscht
 }
news-unsubscribed = { $count ->
    [one] eine Abmeldung
   *[other] { $count } Abmeldungen
 }
unsubscribe-title = Keine Neuigkeiten mehr per E-Mail?
unsubscribe-text = Sie erhalten keine Neuigkeiten zu Deskhero mehr. In Ihrem Profil können Sie jederzeit wieder darum bitten.
unsubscribe-button = Abmelden
unsubscribe-done = Abgemeldet
unsubscribe-done-text = Sie erhalten keine Neuigkeiten zu Deskhero mehr.
unsubscribe-rest = Was Ihr Konto braucht, erreicht Sie weiterhin: Einladungen, Links für ein neues Passwort, Benachrichtigungen und geänderte Dokumente.
mail-news-foot = Sie erhalten diese E-Mail, weil Sie um Neuigkeiten zu Deskhero gebeten haben.
    Abmelden: { $link }
consent-news-title = Neuigkeiten per E-Mail
consent-news-text = Wenn Sie darum bitten, schreibt Ihnen der Betreiber von Deskhero ab und zu, was in Deskhero neu ist, an die Adresse Ihres Kontos. Nichts anderes hängt davon ab, und jede E-Mail hat einen Link, der das mit einem Klick beendet.
consent-news-given = Sie erhalten Neuigkeiten per E-Mail.
consent-news-refused = Sie erhalten keine Neuigkeiten per E-Mail.
consent-news-unasked = Sie haben sich nicht entschieden. Sie erhalten keine Neuigkeiten per E-Mail.
consent-news-give = Neuigkeiten senden
consent-news-withdraw = Keine Neuigkeiten mehr
account-ended-news = Sie erhalten keine Neuigkeiten zu Deskhero mehr per E-Mail.
account-page-category-news-letter = Neuigkeiten, die Ihnen per E-Mail gesendet wurden
account-page-purpose-product-news = Um Ihnen zu berichten, was neu ist, wo Sie darum bitten
access-page-purpose-product-news = Berichten, was neu ist, wo darum gebeten wird
