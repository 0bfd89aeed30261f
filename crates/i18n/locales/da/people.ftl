nav-profile = Din profil
agent-former = Tidligere medarbejder { $code }
agent-change = Rediger
agent-role-save = Gem rolle
agent-reset = Link til ny adgangskode
agent-invite-again = Ny invitation
agent-deactivate = Deaktiver
agent-deactivate-what = Vil du deaktivere { $name }? De bliver logget ud overalt, åbne sager gives tilbage, og et pseudonym står fra da af i stedet for navnet.
agent-reactivate = Luk ind igen
agent-last-admin = En virksomhed skal have en aktiv administrator. Gør først en anden til administrator.
agents-invite = Inviter nogen
agents-invite-intro = De vælger selv deres adgangskode via et link, der virker én gang og i syv dage.
agents-invite-submit = Inviter
agent-invited-link = Giv dette link til { $name }. Det virker én gang, i syv dage, og vises ikke igen.
agent-invited-mailed = En invitation er på vej til { $name }.
agent-reset-link = Giv dette link til { $name }. Det virker én gang, i én time, og vises ikke igen.
agent-reset-mailed = Et link til en ny adgangskode er på vej til { $name }.
invitation-title = Velkommen til { $company }
invitation-intro = Du logger ind med { $email }. Vælg en adgangskode.
invitation-submit = Kom i gang
invitation-gone = Denne invitation virker ikke længere
invitation-gone-hint = Den virker én gang og i syv dage. Bed den administrator, der sendte den, om en ny, eller log ind, hvis du allerede har brugt den.
reset-title = Glemt adgangskoden?
reset-intro = Et link til en ny adgangskode sendes til adressen på din konto.
reset-request = Send linket
reset-asked = Hvis der er en konto med den adresse, er et link på vej til den. Det virker én gang, i én time. Kig også i spammappen.
reset-ask-admin = Spørg en administrator i din virksomhed: På siden »Medarbejdere« kan de lave et link til en ny adgangskode.
reset-back = Tilbage til login
reset-set-title = Ny adgangskode
reset-set-intro = Du logges ud overalt og logger ind med den nye adgangskode.
reset-set-whose = For { $email }.
reset-submit = Gem adgangskoden
reset-gone = Dette link virker ikke længere
reset-gone-hint = Det virker én gang og i én time. Bed om et nyt på loginsiden.
profile-title = Din profil
profile-signature = Signatur
profile-signature-hint = Står under dine svar, medmindre sagens team har en. Lad feltet være tomt, hvis du ingen selv vil have. Det, der står i klammer, udfyldes, som {"{"}agent.name{"}"}; kan en værdi mangle, så angiv, hvad der skal stå: {"{"}mailbox.name|Support{"}"}
profile-theme = Udseende
profile-theme-system = Som systemet
profile-theme-light = Lyst
profile-theme-dark = Mørkt
profile-density = Sagsliste
profile-density-comfortable = Med begyndelsen af hver besked
profile-density-compact = Kompakt
profile-language = Sprog
profile-language-none = Som browseren beder om
profile-time-zone = Tidszone
profile-time-zone-hint = Lad feltet være tomt for at bruge browserens.
profile-undo = Afsendelse kan fortrydes i
profile-undo-none = Slet ikke: Svar sendes med det samme
profile-undo-seconds = { $count } sekunder
profile-undo-hint = Så længe venter et svar, før det sendes.
profile-save = Gem
profile-saved = Gemt.
profile-password-saved = Din nye adgangskode er sat. Alle andre browsere er logget ud.
profile-password = Adgangskode
profile-password-present = Nuværende adgangskode
profile-password-submit = Skift adgangskode
profile-password-hint = Du bliver ved med at være logget ind her og logges ud alle andre steder.
profile-password-wrong = Den nuværende adgangskode er ikke rigtig.
language-name = Dansk
mail-invitation-subject = Din konto hos { $company }
mail-invitation-text = Hej { $name }

    Du er inviteret til at besvare mail for { $company } i Deskhero. Vælg din adgangskode her:

    { $link }

    Linket virker én gang, i syv dage. Ved du ikke, hvad det handler om, så gør ingenting.
mail-reset-subject = Ny adgangskode til { $company }
mail-reset-text = Hej { $name }

    Vælg en ny adgangskode til Deskhero hos { $company } her:

    { $link }

    Linket virker én gang, i én time. Har du ikke bedt om det, så gør ingenting: Intet ændrer sig.
mail-test-subject = Deskheros egen mail virker
mail-test-text = Dette er en test. Invitationer og links til nye adgangskoder kommer fra denne adresse.
sign-up-title = Opret en plads til dit firma
sign-up-intro = Jeres postkasser, jeres sager, jeres folk. Det tager to minutter.
sign-up-slug = Kort navn
sign-up-slug-hint = Jeres sider ligger på dette navn foran .{ $domain }. Lad det stå tomt, så dannes det af firmaets navn.
sign-up-you = Dig
sign-up-email-hint = Der sendes et link dertil. Intet oprettes, før du åbner det.
sign-up-documents = Det, du accepterer
sign-up-accept = Jeg har læst og accepterer:
sign-up-recorded = Hvilke versioner du accepterer, og hvornår, gemmes sammen med firmaets data.
sign-up-submit = Send mig linket
sign-up-sent = Et link er på vej til dig. Det virker én gang, i et døgn. Kig også i spammappen.
sign-up-gone = Dette link virker ikke længere
sign-up-gone-hint = Det virker én gang og i et døgn. Har du brugt det, så log ind; ellers opret igen.
document-terms = Servicevilkår
document-privacy-policy = Privatlivspolitik
document-version = version { $version }
nav-acceptances = Accepterede dokumenter
acceptances-title = Accepterede dokumenter
acceptances-intro = Hvilke dokumenter jeres folk har accepteret, i hvilken version og hvornår. Hashværdien er den præcise teksts.
acceptances-empty = Intet er accepteret her. Firmaer, der opretter sig selv, accepterer dokumenter; jeres blev oprettet af operatøren.
mail-sign-up-subject = { $company } i Deskhero
mail-sign-up-text = Hej { $name },

    nogen har med denne adresse bedt om at oprette en plads til { $company } i Deskhero. Var det dig, så fortsæt her:

    { $link }

    Linket virker én gang, i et døgn. Var det ikke dig, så lad det ligge: intet er oprettet.
file-erased = Denne fil blev slettet den { $day }.
person-removed = Fjernet person { $code }
