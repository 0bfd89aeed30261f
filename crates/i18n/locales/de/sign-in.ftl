sign-in-title = Anmelden
sign-in-new-password = Ihr neues Passwort ist gesetzt. Melden Sie sich damit an.
sign-in-tenant = bei { $tenant }
sign-in-email = E-Mail-Adresse
sign-in-password = Passwort
sign-in-submit = Anmelden
sign-in-wrong = Adresse oder Passwort stimmt nicht. Nach mehreren Versuchen pausiert die Anmeldung eine Weile.
sign-in-wait = Zu viele Versuche. Die Anmeldung pausiert. Versuchen Sie es in { $minutes ->
    [one] einer Minute
   *[other] { $minutes } Minuten
} noch einmal.
sign-in-insecure = Unter dieser Adresse ist keine Anmeldung möglich: Sie ist nicht verschlüsselt, daher speichert der Browser kein Cookie. Öffnen Sie Deskhero über https oder auf diesem Rechner über http://localhost.
sign-in-no-cookie = Sie sind nicht angemeldet: Ihr Browser hat kein Cookie dieser Website behalten. Erlauben Sie Cookies für diese Website in den Einstellungen Ihres Browsers und melden Sie sich dann erneut an.
sign-in-no-tenant = Unter dieser Adresse meldet sich kein Unternehmen. Prüfen Sie die Adresse im Browser, oder wenden Sie sich an den Betreiber Ihres Deskhero.
