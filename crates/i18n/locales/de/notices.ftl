notices-title = Benachrichtigungen
notices-bell = { $count ->
    [0] Benachrichtigungen
    [one] Benachrichtigungen, { $count } ungelesen
   *[other] Benachrichtigungen, { $count } ungelesen
}
notices-none = Noch nichts. Hier erfahren Sie, was auf Ihren Tickets geschieht.
notices-mark-all = Alle als gelesen markieren
notices-all = Alle Benachrichtigungen
notices-choose = Was Ihnen gemeldet wird
notices-kept = Benachrichtigungen werden 30 Tage aufbewahrt.
notice-unread = Noch nicht gelesen
notice-kind-assigned = Ihnen zugewiesen
notice-kind-mail = Neue E-Mail
notice-kind-mentioned = Sie wurden erwähnt
notice-kind-noted = Neue Notiz
notice-kind-undelivered = Antwort nicht gesendet
notice-kind-woken = Wieder offen
notice-kind-unassigned = Neues Ticket
notice-kind-taken_back = Antwort zurückgeholt
notice-what = Was und wo
notice-what-hint = Nie über das, was Sie selbst getan haben.
notice-choice-assigned = Ein Ticket wird Ihnen zugewiesen
notice-choice-mail = Eine E-Mail geht ein zu einem Ticket, das Ihres ist oder das Sie beobachten
notice-choice-mentioned = Jemand erwähnt Sie in einer Notiz
notice-choice-noted = Jemand schreibt eine Notiz
notice-hint-noted = Zu einem Ticket, das Ihres ist oder das Sie beobachten.
notice-choice-undelivered = Eine Antwort von Ihnen konnte nicht gesendet werden
notice-hint-undelivered = Der Versand schlug fehl, sie kam zurück, oder es ist ungewiss.
notice-choice-woken = Ein zurückgestelltes Ticket von Ihnen ist wieder offen
notice-choice-unassigned = Ein neues Ticket, das niemand hat
notice-choice-taken_back = Jemand holt eine Antwort von Ihnen zurück
notice-hint-taken_back = Bevor sie gesendet wurde. Ihr Text liegt jetzt bei dieser Person.
notice-in-app = In der App
notice-by-mail = Per E-Mail
notice-in-browser = Im Browser
notice-mail-says = Die E-Mail enthält die Ticketnummer, was geschehen ist, und einen Link. Sie enthält nichts aus anderen E-Mails und keine Namen derer, die geschrieben haben, denn sie geht über den Mailserver des Betreibers von Deskhero. Was innerhalb einiger Minuten geschieht, kommt in einer E-Mail.
notice-mail-impossible = Nicht verfügbar: Wer Deskhero betreibt, hat keine eigene Mail eingerichtet.
notice-browser-says = Wird von diesem Browser angezeigt, solange Deskhero darin geöffnet ist: die Ticketnummer und was geschehen ist.
notice-browser-granted = Dieser Browser darf sie anzeigen.
notice-browser-denied = Dieser Browser lässt sie nicht durch: Erlauben Sie in seinen Einstellungen Benachrichtigungen für diese Seite.
notice-browser-none = Dieser Browser kann sie nicht anzeigen.
notice-browser-allow = In diesem Browser erlauben
notice-save = Speichern
quiet-title = Ruhezeiten
quiet-hint = Währenddessen wird nichts gemailt und nichts eingeblendet. Was per E-Mail kommen sollte, kommt am Ende in einer einzigen; die Glocke zählt weiter.
quiet-on = Nicht stören
quiet-from = Von
quiet-until = Bis
quiet-days = An diesen Tagen
quiet-zone = Nach der Uhr von { $zone }, wie in Ihrem Profil.
quiet-zone-browser = Nach der Zeitzone dieses Browsers, die in Ihr Profil übernommen wird.
quiet-whole-day = Zweimal dieselbe Uhrzeit bedeutet den ganzen Tag.
day-mon = Mo
day-tue = Di
day-wed = Mi
day-thu = Do
day-fri = Fr
day-sat = Sa
day-sun = So
keys-notices = Benachrichtigungen
mention-list = Teammitglieder
mention-hint = Mit @ erwähnen Sie ein Teammitglied.
mention-found = { $count } Teammitglieder: mit den Pfeiltasten und der Eingabetaste auswählen
profile-notices-hint = In der App, per E-Mail, im Browser; Ruhezeiten.
profile-notices-open = Auswählen
mail-notices-subject = { $count ->
    [one] Eine Benachrichtigung
   *[other] { $count } Benachrichtigungen
}
mail-notices-away = { $count ->
    [one] Während Ihrer Abwesenheit: eine Benachrichtigung
   *[other] Während Ihrer Abwesenheit: { $count } Benachrichtigungen
}
mail-notices-line = { $count ->
    [one] #{ $number }: { $what }
   *[other] #{ $number }: { $what } ({ $count })
}
mail-notices-more = { $count ->
    [one] Und eine weitere.
   *[other] Und { $count } weitere.
}
mail-notices-text = Was auf Ihren Tickets bei { $company } geschehen ist:

    { $lines }

    Sie haben gewählt, dies per E-Mail zu erfahren. Hier können Sie das ändern:

    { $link }
