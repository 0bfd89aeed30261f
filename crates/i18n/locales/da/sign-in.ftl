sign-in-title = Log ind
sign-in-new-password = Din nye adgangskode er sat. Log ind med den.
sign-in-tenant = hos { $tenant }
sign-in-email = Mailadresse
sign-in-password = Adgangskode
sign-in-submit = Log ind
sign-in-wrong = Adressen eller adgangskoden er ikke rigtig. Efter flere forsøg holder login pause et stykke tid.
sign-in-wait = For mange forsøg. Login holder pause. Prøv igen om { $minutes ->
    [one] et minut
   *[other] { $minutes } minutter
}.
sign-in-insecure = Login kan ikke virke på denne adresse: Den er ikke krypteret, så browseren gemmer ingen cookie. Åbn Deskhero med https eller på denne maskine med http://localhost.
sign-in-no-cookie = Du er ikke logget ind: din browser har ikke gemt nogen cookie fra dette sted. Tillad cookies for dette sted i browserens indstillinger, og log så ind igen.
sign-in-no-tenant = Ingen virksomhed svarer på denne adresse. Tjek adressen i browseren, eller spørg den, der driver Deskhero for jer.
