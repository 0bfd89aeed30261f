sign-in-operator = als Betreiber
nav-signed-in-as-operator = Betreiber: { $name }
nav-tenants = Mandanten
nav-operator-mail = Betreiber-Mail
nav-operator-menu = Menü
tenants-title = Mandanten
tenants-empty = Es gibt noch keinen Mandanten.
tenants-add = Mandanten hinzufügen
tenants-add-intro = Ein Unternehmen mit eigenen Postfächern und eigenem Team. Sein erster Admin erhält eine Einladung; was danach dort geschieht, ist Sache des Unternehmens, und Sie sehen keine seiner E-Mails.
tenants-add-submit = Hinzufügen und einladen
tenant-name = Unternehmen
tenant-host = Hostname
tenant-host-hint = Unter dem seine Seiten erreichbar sind. Lassen Sie seinen DNS-Eintrag auf diesen Server zeigen.
tenant-no-host = Noch kein Hostname
tenant-admin-name = Name des ersten Admins
tenant-admin-email = Adresse des ersten Admins
tenant-agents = { $count ->
    [one] 1 Person
   *[other] { $count } Personen
}
tenant-mailboxes = { $count ->
    [one] 1 Postfach
   *[other] { $count } Postfächer
}
tenant-without-mail = Die Daten dieses Unternehmens bleiben im Europäischen Wirtschaftsraum, und die Betreiber-Mail geht über einen Server außerhalb hinaus: Nichts davon erreicht das Unternehmen, auch keine Briefe zu Vorfällen und zum Ende seines Kontos. Benachrichtigen Sie es auf anderem Weg.
tenant-suspended = Gesperrt
tenant-waits = Wartet auf seinen Admin
tenant-slug-is = Kurzname { $slug }
tenant-since = seit
tenant-admin = Erster Admin
tenant-admin-intro = Noch kann sich niemand anmelden. Laden Sie ein, wer diesen Helpdesk leiten wird.
tenant-admin-invited = Jemand wurde eingeladen und war noch nicht da. Geben Sie dieselbe Adresse für einen neuen Link ein, oder die einer anderen Person.
tenant-hosts = Hostnamen
tenant-hosts-intro = Hier sind seine Seiten erreichbar, unter keiner anderen Adresse. Ein entfernter Name gilt sofort nicht mehr.
tenant-host-add = Hinzufügen
tenant-host-remove = Entfernen
tenant-rename = Speichern
tenant-suspend-title = Sperren
tenant-suspend-intro = Alle werden abgemeldet, und niemand kommt über Seiten oder Tokens hinein. E-Mails werden nicht abgerufen und wartende Antworten nicht gesendet. Nichts wird gelöscht.
tenant-suspend = Diesen Mandanten sperren
tenant-resume-title = Wieder freigeben
tenant-resume-intro = Das Team kann sich wieder anmelden; inzwischen eingegangene E-Mails werden abgerufen und wartende Antworten gesendet.
tenant-resume = Diesen Mandanten freigeben
operator-mail-title = Betreiber-Mail
operator-mail-intro = Die eigene Mail von Deskhero: Einladungen, Links für ein neues Passwort und zum Bestätigen einer Adresse, Schreiben zu Dokumenten, Vorfällen und Anfragen, Warnungen, Erinnerungen und Rechnungen. Sie geht nie über das Postfach eines Mandanten.
operator-mail-server = Server
operator-mail-from = Von
operator-mail-returns = Postfach dieser Adresse
operator-mail-to = Test senden an
operator-mail-test = Senden
operator-mail-sent = Der Server hat die E-Mail an { $to } angenommen.
operator-mail-none = Es ist kein Server eingerichtet. Links werden denen angezeigt, die sie erstellen, zum Weitergeben.
operator-mail-how = Geben Sie in der Konfiguration unter [operator_mail] einen an (docs/operating.md), und starten Sie Deskhero neu.
