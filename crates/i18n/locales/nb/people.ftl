nav-profile = Profilen din
agent-former = Tidligere medarbeider { $code }
agent-change = Endre
agent-role-save = Lagre rolle
agent-reset = Lenke for nytt passord
agent-invite-again = Ny invitasjon
agent-deactivate = Deaktiver
agent-deactivate-what = Vil du deaktivere { $name }? Personen blir logget ut overalt, åpne saker gis tilbake, og et pseudonym står i stedet for navnet fra da av.
agent-reactivate = Slipp inn igjen
agent-last-admin = En virksomhet må ha én aktiv administrator. Gjør noen andre til administrator først.
agents-invite = Inviter noen
agents-invite-intro = De velger passordet sitt selv, med en lenke som virker én gang, i sju dager.
agents-invite-submit = Inviter
agent-invited-link = Gi denne lenken til { $name }. Den virker én gang, i sju dager, og vises ikke igjen.
agent-invited-mailed = En invitasjon er på vei til { $name }.
agent-reset-link = Gi denne lenken til { $name }. Den virker én gang, i én time, og vises ikke igjen.
agent-reset-mailed = En lenke for nytt passord er på vei til { $name }.
invitation-title = Velkommen til { $company }
invitation-intro = Du logger inn med { $email }. Velg et passord.
invitation-submit = Kom i gang
invitation-gone = Denne invitasjonen virker ikke lenger
invitation-gone-hint = Den virker én gang og i sju dager. Be administratoren som sendte den, om en ny, eller logg inn hvis du allerede har brukt den.
reset-title = Glemt passordet?
reset-intro = En lenke for nytt passord sendes til adressen på kontoen din.
reset-request = Send lenken
reset-asked = Hvis det finnes en konto med denne adressen, er en lenke på vei til den. Den virker én gang, i én time. Se også i søppelposten.
reset-ask-admin = Spør en administrator i virksomheten: På siden «Medarbeidere» kan de lage en lenke for nytt passord.
reset-back = Tilbake til innlogging
reset-set-title = Nytt passord
reset-set-intro = Du blir logget ut overalt og logger inn med det nye passordet.
reset-set-whose = For { $email }.
reset-submit = Lagre passordet
reset-gone = Denne lenken virker ikke lenger
reset-gone-hint = Den virker én gang og i én time. Be om en ny på innloggingssiden.
profile-title = Profilen din
profile-signature = Signatur
profile-signature-hint = Står under svarene dine, med mindre sakens team har en. La feltet stå tomt hvis du ikke vil ha noen egen. Det som står i krøllparenteser, fylles ut, som {"{"}agent.name{"}"}. Der en verdi kan mangle, oppgi hva som da skal stå: {"{"}mailbox.name|Kundeservice{"}"}
profile-theme = Utseende
profile-theme-system = Som systemet
profile-theme-light = Lyst
profile-theme-dark = Mørkt
profile-density = Sakslisten
profile-density-comfortable = Med begynnelsen av hver melding
profile-density-compact = Kompakt
profile-language = Språk
profile-language-none = Som nettleseren ber om
profile-time-zone = Tidssone
profile-time-zone-hint = La feltet stå tomt for å bruke nettleserens.
profile-undo = Sending kan angres i
profile-undo-none = Ikke i det hele tatt: Svar sendes med en gang
profile-undo-seconds = { $count } sekunder
profile-undo-hint = Så lenge venter et svar før det sendes.
profile-save = Lagre
profile-saved = Lagret.
profile-password-saved = Det nye passordet er lagret. Alle andre nettlesere er logget ut.
profile-password = Passord
profile-password-present = Nåværende passord
profile-password-submit = Endre passord
profile-password-hint = Du blir værende innlogget her, og blir logget ut alle andre steder.
profile-password-wrong = Det nåværende passordet er feil.
language-name = Norsk bokmål
mail-invitation-subject = Kontoen din hos { $company }
mail-invitation-text = Hei, { $name }

    Du er invitert til å besvare e-posten til { $company } i Deskhero. Velg passordet ditt her:

    { $link }

    Lenken virker én gang, i sju dager. Hvis du ikke vet hva dette gjelder, trenger du ikke gjøre noe.
mail-reset-subject = Nytt passord for { $company }
mail-reset-text = Hei, { $name }

    Velg et nytt passord for Deskhero hos { $company } her:

    { $link }

    Lenken virker én gang, i én time. Hvis du ikke har bedt om dette, trenger du ikke gjøre noe: Ingenting endres.
mail-test-subject = E-posten fra Deskhero virker
mail-test-text = Dette er en test. Invitasjoner og lenker for nytt passord kommer fra denne adressen.
sign-up-title = Registrer virksomheten din
sign-up-intro = Deres postkasser, deres saker, deres folk. Det tar to minutter.
sign-up-slug = Kortnavn
sign-up-slug-hint = Sidene deres ligger på dette navnet foran .{ $domain }. Står det tomt, lages det av virksomhetens navn.
sign-up-you = Deg
sign-up-email-hint = En lenke sendes dit. Ingenting opprettes før du åpner den.
sign-up-documents = Hva du godtar
sign-up-accept = Jeg har lest og godtar:
sign-up-recorded = Hvilke versjoner du godtar, og når, lagres sammen med virksomhetens opplysninger.
sign-up-submit = Send meg lenken
sign-up-sent = En lenke er på vei til deg. Den virker én gang, i ett døgn. Se også i søppelposten.
sign-up-gone = Denne lenken virker ikke lenger
sign-up-gone-hint = Den virker én gang og i ett døgn. Har du brukt den, kan du logge inn. Ellers kan du registrere deg på nytt.
document-terms = Vilkår for bruk
document-privacy-policy = Personvernerklæring
document-version = versjon { $version }
nav-acceptances = Godtatte dokumenter
acceptances-title = Godtatte dokumenter
acceptances-intro = Hvilke dokumenter medarbeiderne deres har godtatt, i hvilken versjon, og når. Hashen er av den nøyaktige teksten.
acceptances-empty = Ingenting er godtatt her. Virksomheter som registrerer seg selv, godtar dokumenter. Deres ble opprettet av operatøren.
mail-sign-up-subject = { $company } i Deskhero
mail-sign-up-text = Hei, { $name }

    Noen har med denne adressen bedt om å registrere { $company } i Deskhero. Hvis det var deg, kan du fortsette her:

    { $link }

    Lenken virker én gang, i ett døgn. Hvis det ikke var deg, trenger du ikke gjøre noe: Ingenting er opprettet.
file-erased = Denne filen ble slettet { $day }.
person-removed = Fjernet person { $code }
