sign-in-title = Logg inn
sign-in-new-password = Det nye passordet er lagret. Logg inn med det.
sign-in-tenant = hos { $tenant }
sign-in-email = E-postadresse
sign-in-password = Passord
sign-in-submit = Logg inn
sign-in-wrong = Adressen eller passordet er feil. Etter flere forsøk blir innloggingen stengt en stund.
sign-in-wait = For mange forsøk. Innloggingen er stengt en stund. Prøv igjen om { $minutes ->
    [one] ett minutt
   *[other] { $minutes } minutter
}.
sign-in-insecure = Innlogging virker ikke på denne adressen: Den er ikke kryptert, så nettleseren tar ikke vare på noen informasjonskapsel. Åpne Deskhero med https, eller på denne maskinen med http://localhost.
sign-in-no-cookie = Du er ikke logget inn: nettleseren din har ikke lagret noen informasjonskapsel fra dette nettstedet. Tillat informasjonskapsler for dette nettstedet i nettleserens innstillinger, og logg så inn igjen.
sign-in-no-tenant = Ingen virksomhet svarer på denne adressen. Sjekk adressen i nettleseren, eller spør den som drifter Deskhero for dere.
