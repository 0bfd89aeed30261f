# People's rights: requests about their own data.
nav-requests = Personvern
nav-requests-due = En personvernanmodning forfaller snart
requests-title = Personvernanmodninger
requests-intro = Det folk ber om når det gjelder sine egne opplysninger. Hver anmodning må besvares innen en måned etter at den er mottatt, eller tre, når dere forteller dem hvorfor innen den første.
requests-new = Skriv ned en
requests-open = Å gjøre
requests-closed = Ferdig
requests-held = Stanset av slettesperre
requests-none-held = Ingen anmodning er stanset av en slettesperre.
requests-empty = Ingen venter på svar om opplysningene sine.
requests-empty-hint = Anmodninger kommer gjennom det offentlige skjemaet, eller dere skriver ned det som kom på annen måte.
requests-none-closed = Ingenting er avsluttet ennå.
requests-more = Vis flere
requests-form-link = Offentlig skjema
requests-settings = Hvor man kan klage
requests-settings-hint = Brev nevner tilsynsmyndigheten i dette landet.
requests-country = Land
requests-save = Lagre
requests-saved = Lagret.
requests-back = Alle anmodninger
requests-forgotten = ordene er glemt
requests-due = Frist
requests-days-left = { $count ->
    [one] { $count } dag igjen
   *[other] { $count } dager igjen
}
requests-days-late = { $count ->
    [one] { $count } dag for sent
   *[other] { $count } dager for sent
}
requests-due-today = forfaller nå
right-access = En kopi av opplysningene mine
right-rectification = Rett noe
right-erasure = Slett opplysningene mine
right-restriction = Lagre dem, men ikke bruk dem
right-portability = Opplysningene mine, til bruk et annet sted
right-objection = Slutt å bruke dem til et formål
right-withdrawal = Trekk tilbake samtykket mitt
right-question = Et spørsmål om opplysningene mine
right-short-access = Innsyn
right-short-rectification = Retting
right-short-erasure = Sletting
right-short-restriction = Begrensning
right-short-portability = Dataportabilitet
right-short-objection = Protest
right-short-withdrawal = Tilbaketrukket samtykke
right-short-question = Spørsmål
request-state-identity = venter på bekreftelse
request-state-open = åpen
request-state-extended = forlenget
request-state-held = på vent
request-state-done = ferdig
request-state-refused = avslått
request-state-withdrawn = trukket tilbake
request-source-agent = skrevet ned her
request-source-form = gjennom det offentlige skjemaet
request-source-intake = på e-post
request-source-operator = gitt videre av operatøren
request-source-account = fra en medarbeider, om egen konto
request-step-received = Mottatt
request-step-proved = Adressen bekreftet med lenken
request-step-vouched = Identiteten bekreftet av en kollega
request-step-matched = Personen funnet
request-step-extended = Fristen forlenget, og personen fikk beskjed
request-step-decided = Avgjort
request-step-carried_out = Utført
request-step-override = Begrensede opplysninger brukt, med en begrunnelse
request-step-notice = Fikk beskjed om at begrensningen opphører
request-step-lifted = Begrensningen opphevet
request-step-recipient_told = Mottaker underrettet
request-step-told = Fikk vite utfallet
request-step-noted = Notat
request-step-linked = Lenke sendt til adressen
request-step-withdrawn = Trukket tilbake
request-step-acknowledged = Mottak bekreftet
request-step-held = Stanset av en slettesperre
request-step-held_told = Fikk beskjed om at den må vente
request-step-resumed = Slettesperren opphørte
request-step-confirmed = Bekreftet: utføres når slettesperren opphører
request-step-signed_in = Logget inn, med passordet en gang til
request-told-in_ticket = som svar i saken
request-told-by_mail = med operatørens e-post
request-told-by_hand = overlevert
request-told-on_page = på siden om kontoen deres
request-decision-granted = innvilget
request-decision-granted-pseudonymise = innvilget: samtalene beholdes, personen fjernes
request-decision-refused = avslått
purpose-automation = regler som tildeler saker og fordeler personer på organisasjoner
purpose-learning = forslag som er lært av e-post
purpose-analytics = tall og rapporter
purpose-marketing = e-post om tilbud
requests-who = Hvem som spør
requests-asked-for = Hva de ber om
requests-language = Språk i brev
requests-words = Med deres egne ord
requests-company = Virksomheten de oppga
requests-received = Mottatt
requests-received-hint = Når den nådde dere: Måneden regnes fra den dagen.
requests-ticket = Sak
requests-ticket-number = Saksnummer
requests-ticket-hint = Brev sendes som svar i den. La feltet stå tomt hvis det ikke er noen.
requests-how-known = Hvordan vet dere at det er dem?
requests-how-known-hint = For eksempel: De skrev fra adressen vi har, i sak 12. La feltet stå tomt så lenge dere ikke vet det.
requests-create = Skriv den ned
requests-identity = Hvem det er
requests-identity-wait = Adressen er ikke bekreftet ennå. En lenke er sendt til den. Åpner ingen den innen tre dager, bortfaller anmodningen, og ingenting blir gjort.
requests-identity-agent = Det er ikke kjent ennå hvem som spør. Skriv hvordan dere vet det, før noe blir gjort.
requests-identity-known = Jeg vet hvem det er
requests-identity-link = Send en lenke til adressen
requests-identity-link-hint = Den som åpner den, har bevist at adressen er deres. Den virker i tre dager.
requests-nobody = Ingen her har denne adressen.
requests-found = Funnet ved adressen.
requests-match = Med en annen adresse
requests-match-send = Finn
requests-preview = Hva som er lagret
requests-preview-none = Ingenting er funnet under denne adressen.
requests-held-tickets = Saker
requests-held-mails = E-poster fra dem
requests-held-files = Filer i disse
requests-held-answers = Svar til dem
requests-held-notes = Notater
requests-held-elsewhere = Andres saker som de deltar i
requests-decide = Avgjørelse
requests-decide-what = Skal det de ber om, gjøres?
requests-grant = Ja
requests-refuse = Nei
requests-mode = Hvis ja: hva som skjer med samtalene
requests-mode-erase = Alt slettes
requests-mode-erase-text = Personen slettes med hver samtale vedkommende har startet, og med det vedkommende har skrevet i andres. Det er dette det er bedt om.
requests-mode-pseudonymise = Samtalene beholdes, personen fjernes
requests-mode-pseudonymise-text = Et pseudonym står i stedet, og ingen kan føre det tilbake til personen. For samtaler dere må kunne forstå senere, for eksempel om en feil som også angår andre. Brevet forteller personen det.
requests-mode-kept = { $count ->
    [one] 1 samtale som personen har startet, under et pseudonym
   *[other] { $count } samtaler som personen har startet, under et pseudonym
}
requests-purposes = Hva som opphører
requests-grounds = Begrunnelse
requests-grounds-hint = Den står i brevet. Et avslag må ha en.
requests-decide-send = Avgjør
requests-decided = { $decision } { $day }
requests-decided-pseudonymise = { $decision } { $day }: samtalene beholdes, personen fjernes
requests-confirm = Utfør
requests-confirm-restriction = Fra nå av blir opplysningene lagret og ikke brukt til noe: De blir ikke funnet, ikke lest og ikke besvart, og regler lar dem være.
requests-confirm-objection = Fra nå av blir opplysningene ikke brukt til det personen protesterer mot.
requests-confirm-withdrawal = Fra nå av blir opplysningene ikke brukt til det personen hadde samtykket til.
requests-confirm-question = Svaret står i brevet. Skriv her hvem som ga det, eller hvor det ble slått opp.
requests-confirm-access = Kopien settes sammen med en gang: en ZIP som lastes ned her og overleveres.
requests-confirm-access-by-hand = Overlever kopien, og skriv deretter her hvordan.
requests-confirm-portability = Opplysningene settes sammen med en gang: en ZIP med åpne formater, som lastes ned her og overleveres.
requests-confirm-portability-by-hand = Overlever opplysningene, og skriv deretter her hvordan.
requests-confirm-rectification = Rett det her, eller der det ellers står, og skriv hva som ble endret der.
requests-confirm-erasure = Alt om denne personen slettes for godt, her og i hver sikkerhetskopi, med hver samtale vedkommende har startet. Ingen kan hente det tilbake. Brevet sendes deretter med operatørens e-post.
requests-confirm-pseudonym = Personen fjernes for godt, her og i hver sikkerhetskopi, og samtalene beholdes under et pseudonym. Ingen kan hente det tilbake eller finne ut hvem det var. Brevet sendes deretter med operatørens e-post.
requests-confirm-erasure-by-hand = Slett det som skal slettes, og skriv deretter her hva som ble gjort.
requests-how = Hva som ble gjort
requests-confirm-send = Utfør nå
requests-carried-out = Utført { $day }
requests-waits-since = Siden { $day } er slettingen stanset av en slettesperre. Den går videre av seg selv når ingen sperre lenger omfatter denne personen, og da sendes brevet med utfallet.
requests-waits-unconfirmed = Siden { $day } er slettingen stanset av en slettesperre. Bekreft den nå, så blir den utført så snart ingen sperre lenger omfatter denne personen.
requests-waits-would = En slettesperre omfatter denne personen eller en samtale med vedkommende: Slettingen venter til sperren opphører.
requests-waits-hold = Slettesperre.
requests-waits-statutory = Lovpålagt oppbevaring.
requests-waits-review = Den skal ses på igjen innen { $day }.
requests-waits-ends = Den opphører av seg selv { $day }.
requests-waits-holds = Slettesperrer
requests-waits-told = Personen fikk beskjed { $day } om at den må vente.
requests-waits-letter = Gi beskjed om at den må vente
requests-waits-letter-hint = På personens språk. Brevet sier at en rettslig forpliktelse står i veien, ikke hvilken. Med operatørens e-post sendes det av seg selv.
requests-waits-letter-send = Gi beskjed
requests-letter-waits = Det sendes når slettesperren er opphørt og slettingen er utført.
requests-letter = Brev med utfallet
requests-letter-hint = På personens språk. Det nevner hvor man kan klage, og ved avslag også domstolene.
requests-letter-send = Send og avslutt
requests-letter-before = Avgjør først, og utfør det.
requests-by-hand = Det sendes ikke herfra: Jeg overleverer det
requests-letter-sent = Sendt { $how }
requests-extend = Bruk lengre tid
requests-extend-hint = To måneder til. Personen må få vite det, med begrunnelsen, innen den første måneden.
requests-extend-reason = Begrunnelse
requests-extend-send = Forleng og gi beskjed
requests-withdrawn = De trekker den tilbake
requests-withdrawn-how = Hvordan vet dere det?
requests-withdrawn-send = Avslutt den
requests-note = Notat
requests-note-send = Legg til notat
requests-recipient = Noen andre har opplysningene
requests-recipient-hint = Den som har fått dem, skal få beskjed om retting, sletting eller begrensning (art. 19). Skriv hvem dere ga beskjed til, når og hvordan.
requests-recipient-send = Noter det
requests-recipients = Hvem andre som har opplysningene
requests-recipients-count = { $count ->
        [0] Ingen e-post fra personen er gitt videre til noen.
        [one] E-poster fra personen er gitt videre til én adresse. Den får beskjed med en e-post fra postkassen, med mindre du fjerner krysset og skriver hvorfor det er umulig eller krever en uforholdsmessig stor innsats (art. 19).
       *[other] E-poster fra personen er gitt videre til { $count } adresser. Hver av dem får beskjed med en e-post fra postkassen, med mindre du fjerner krysset og skriver hvorfor det er umulig eller krever en uforholdsmessig stor innsats (art. 19).
    }
requests-recipients-told = { $count ->
        [one] Én adresse hadde fått e-poster fra personen.
       *[other] { $count } adresser hadde fått e-poster fra personen.
    }
requests-recipients-reason = Hvorfor den ikke får beskjed, der du fjernet krysset
requests-recipients-words = Deres ord til dem
requests-recipients-words-hint = Hvis dere vil. E-posten nevner saksnummeret og dagen, og sier hva de blir bedt om å gjøre. Skriv ikke mer om personen enn de trenger.
requests-passed-on = sak { $ticket } { $day }
recipient-state-queued = på vei
recipient-state-sending = på vei
recipient-state-sent = har fått beskjed
recipient-state-failed = ikke nådd
recipient-state-in_doubt = kan ha fått beskjed
recipient-state-not_told = ikke fått beskjed
field-recipients = Hvem andre som har opplysningene
requests-restricted-since = Behandlingen av opplysningene er begrenset siden { $day }.
requests-notice = Før begrensningen opphører, skal personen få beskjed
requests-notice-text = Hva dere forteller
requests-notice-send = Gi beskjed
requests-notice-told = Personen fikk beskjed { $day }.
requests-lift-why = Hvorfor den opphører
requests-lift-send = Opphev den
requests-history = Hva som har skjedd
requests-by-them = personen selv
request-not-identity = Adressen er ikke bekreftet ennå: Skriv først hvordan dere vet hvem det er.
request-not-done = Denne anmodningen er avsluttet.
request-not-held = En slettesperre stanser den: Den går videre av seg selv når sperren opphører.
request-not-not-held = Ingen slettesperre stanser denne anmodningen.
request-not-told = De har allerede fått beskjed.
request-not-erasing = Slettingen pågår: Se igjen om et øyeblikk, så kan brevet sendes.
request-not-other-erasure = Denne personen slettes allerede på den andre måten. Vent til det er gjort, eller velg samme måte.
request-not-refused = Denne anmodningen er avsluttet.
request-not-withdrawn = Denne anmodningen er trukket tilbake.
request-not-carried-out = Utfør det først, eller det er allerede utført.
request-not-not-carried-out = Utfør det som er innvilget, før dere gir beskjed.
request-not-not-decided = Avgjør først.
request-not-not-granted = Bare det som er innvilget, kan utføres.
request-not-changed = Noen har endret denne anmodningen imens: Se på den igjen.
request-not-extended = Fristen er allerede forlenget. Det er mulig én gang.
request-not-late = Den første måneden er over: Fristen kan bare forlenges innen den.
request-not-forgotten = Ordene i denne anmodningen ble glemt ett år etter at den ble avsluttet.
request-not-not-sent = Ingen brev kan sendes herfra: Overlever det, og kryss av i boksen.
request-not-copy-by-hand = Kopien kan ikke sendes herfra, fordi Deskhero ikke har egen e-post å sende lenken med. Last den ned ved personens opplysninger, overlever den, og kryss av i boksen.
request-not-copy-not-ready = Kopien er ikke klar ennå, eller tiden dens er ute: Se ved personens opplysninger, og lag den på nytt.
request-not-not-told = Gi beskjed først: Loven krever det før en begrensning oppheves (art. 18 nr. 3).
request-not-none = Ingenting er begrenset av denne anmodningen.
rule-country = er ikke et land i Det europeiske økonomiske samarbeidsområdet
rule-received = må være en dag i det siste året
rule-no-ticket = er ikke en sak her
rule-nobody = tilhører ingen her
rule-erasure-only = bare der en sletting er innvilget
field-grounds = Begrunnelse
field-words = Med egne ord
field-vouched = Hvordan dere vet det
field-reason = Begrunnelse
field-how = Hva som ble gjort
field-purposes = Hva som opphører
field-country = Land
field-ticket = Saksnummer
field-received_at_ms = Mottatt
field-override_reason = Begrunnelse
privacy-request-title = Opplysningene dine hos { $company }
privacy-request-intro = Her kan du bruke rettighetene dine når det gjelder det { $company } har lagret om deg. Du trenger ingen konto. Du får svar innen en måned.
privacy-request-intro-operator = Her kan du bruke rettighetene dine når det gjelder det virksomheter som besvarer e-posten sin med Deskhero, har lagret om deg. Anmodningen går til dem som kjenner adressen din, og til virksomheten du nevner.
privacy-request-what = Hva ønsker du?
privacy-request-email = E-postadressen din
privacy-request-email-hint = Den du skrev fra. Vi sender en lenke til den, slik at ingen andre kan spørre i ditt navn.
privacy-request-name = Navnet ditt
privacy-request-name-hint = Hvis du vil.
privacy-request-company = Virksomheten du skrev til
privacy-request-words = Noe vi bør vite
privacy-request-words-hint = Hvis du vil: hva som er feil, hvilket formål du vil stanse, eller fra når.
privacy-request-send = Send
privacy-request-sent = Se i innboksen din
privacy-request-sent-text = Vi har sendt en e-post til adressen du oppga. Åpne lenken i den innen tre dager. Først da er anmodningen sendt. Kommer det ingen e-post, se i søppelposten, eller se om adressen var riktig.
privacy-request-off = Dette skjemaet er ikke tilgjengelig her
privacy-request-off-text = Skriv til { $company } på adressen du kjenner, og si hva du ønsker. Du har de samme rettighetene på e-post.
privacy-request-not-sent = E-posten med lenken kunne ikke sendes, og ingenting av anmodningen er lagret. Prøv en annen adresse.
privacy-request-not-sent-else = Eller skriv til { $company } på adressen du kjenner, og si hva du ønsker: du har de samme rettighetene på e-post.
privacy-request-not-sent-operator = Eller skriv til virksomheten selv: du har de samme rettighetene på e-post.
privacy-request-complain = Du kan når som helst klage til { $authority }:
privacy-proof-title = Er det dette du ønsker?
privacy-proof-text = Noen har spurt med adressen din: { $asked }. Bekreft at det var deg.
privacy-proof-yes = Ja, det var meg
privacy-proof-no = Nei, det var ikke meg
privacy-proof-done = Anmodningen din er sendt
privacy-proof-done-text = Du får svar på adressen din innen en måned. Du trenger ikke gjøre noe mer.
privacy-proof-dropped = Ingenting ble lagret
privacy-proof-dropped-text = Anmodningen er slettet.
privacy-proof-gone = Denne lenken virker ikke
privacy-proof-gone-hint = Den er brukt, eller de tre dagene er over. Du kan når som helst spørre igjen.
mail-subject-proof-subject = Anmodningen din til { $company }
mail-subject-proof-text = Hei, { $name }

    Noen har med denne adressen spurt om opplysningene { $company } har lagret om deg. Hvis det var deg, bekreft det her:

    { $link }

    Lenken virker én gang, i tre dager. Først da er anmodningen sendt. Hvis det ikke var deg, trenger du ikke gjøre noe: Ingenting skjer.
mail-subject-nobody-subject = Anmodningen din: ingenting er lagret under adressen din
mail-subject-nobody-text = Hei, { $name }

    Vi mottok anmodningen din { $received }: { $asked }. Den har ikke noe nummer: Vi har lett, og ingen virksomhet som bruker denne Deskhero-installasjonen, har noe lagret under denne adressen. Med dette brevet er den besvart, og vi beholder ingenting av den. Nevnte du en virksomhet som bruker denne Deskhero-installasjonen, har også den anmodningen din og besvarer den selv.
mail-case-proof-subject = Forespørselen din til { $company }
mail-case-proof-text = Hei, { $name }

    noen har spurt { $company } om opplysningene virksomheten har om denne adressen. Hvis det var deg, bekreft det her:

    { $link }

    Lenken virker én gang, i tre dager. Forespørselen din blir besvart når du har bekreftet den. Hvis det ikke var deg, si det der, eller la det være.
mail-copy-subject = Opplysningene dine hos { $company }
mail-copy-text = Hei, { $name }

    du har bedt { $company } om opplysningene som finnes om deg. Her er de, som én fil:

    { $link }

    Lenken virker til { $until }. Den som har den, får filen: Ikke gi den videre.
mail-subject-receipt-subject = { $company } har mottatt anmodningen din { $number }
mail-subject-receipt-text = Hei, { $name }

    E-posten om opplysningene dine er kommet fram til { $company }. Den har nummer { $number }, og du får svar innen { $due }.

    Denne e-posten er skrevet av et program. Ingen leser svar på den.
mail-subject-due-subject = Personvernanmodning { $number } forfaller { $due }
mail-subject-due-text = Hei, { $name }

    Personvernanmodning { $number } hos { $company } må besvares innen { $due }, om { $days } dager. Den er her:

    { $link }

    Hvis det ikke kan gjøres innen da, fortell personen hvorfor innen den første måneden: Da har dere to måneder til.
letter-outcome-subject = Anmodningen din { $number } til { $company }
letter-waits-subject = Anmodningen din { $number } til { $company } må vente
letter-longer-subject = Anmodningen din { $number } til { $company } tar lengre tid
letter-lifting-subject = Begrensningen av opplysningene dine hos { $company } opphører
letter-opening = Hei, { $name }

    Vi mottok anmodningen din { $received }: { $asked }. Den har nummer { $number }.
letter-asked-access = en kopi av opplysningene vi har om deg
letter-asked-rectification = å rette opplysninger om deg
letter-asked-erasure = å slette opplysningene vi har om deg
letter-asked-restriction = å begrense bruken av opplysningene dine
letter-asked-portability = opplysningene dine i en form en annen tjeneste kan lese
letter-asked-objection = å slutte å bruke opplysningene dine til et formål
letter-asked-withdrawal = å trekke tilbake samtykket ditt
letter-asked-question = spørsmålet ditt om hvordan opplysningene dine behandles
letter-granted-access = Det har vi gjort: Du får kopien, med hva opplysningene brukes til, hvem som har fått dem, hvor de kommer fra og hvor lenge de lagres.
letter-granted-rectification = Vi har rettet det overalt hvor det står hos oss.
letter-granted-erasure = Vi har slettet dem. Det loven pålegger oss å beholde, lagres til loven ikke lenger krever det, og brukes ikke til noe annet.
letter-granted-pseudonym = Vi har slettet deg: navnet ditt, adressene dine og alt annet vi kjente deg på. Samtalene du har hatt med oss, er ikke slettet i sin helhet. De beholdes uten deg: Et pseudonym står i ditt sted, de originale e-postene og filene i dem er destruert, og verken vi eller noen andre kan føre pseudonymet tilbake til deg. Det loven pålegger oss å beholde av opplysningene dine, lagres til loven ikke lenger krever det, og brukes ikke til noe annet.
letter-granted-restriction = Det har vi gjort: Opplysningene dine lagres, og brukes ikke til noe annet enn rettighetene dine og rettskrav. Vi sier fra til deg før det opphører.
letter-granted-portability = Det har vi gjort: Du får opplysningene dine i en åpen, maskinlesbar form.
letter-granted-objection = Vi har stanset med en gang. Fra nå av bruker vi ikke opplysningene dine til:
letter-granted-withdrawal = Samtykket ditt er opphørt med en gang. Fra nå av bruker vi ikke opplysningene dine til:
letter-granted-question = Her er svaret vårt:
letter-nobody = Vi har lett etter dem: { $company } har ingenting lagret under adressen din.
letter-refused = Vi gjør ikke det du ber om, av disse grunnene:
letter-waits = Vi kommer til å slette dem, men ikke ennå: En rettslig forpliktelse eller en juridisk begrunnet slettesperre gjør at vi må beholde dem inntil videre. Så snart den opphører, går slettingen videre av seg selv, og du hører fra oss når den er utført. Du trenger ikke spørre igjen.
letter-longer = Vi kan ikke svare innen en måned. Du får svaret vårt innen { $due }, av denne grunnen:
letter-complaint = Hvis du mener at vi tar feil, kan du klage til tilsynsmyndigheten i landet der du bor eller arbeider, eller til vår: { $authority }, { $site }.
letter-court = Du kan også gå til domstolene (personvernforordningen art. 79).
letter-receipt = Den signerte kvitteringen for anmodningen din er vedlagt: den sier hva du ba om og når, og hva som kom ut av det, og den som har den offentlige nøkkelen vår, kan bevise det.
letter-copy = Lenken til dem kommer i en egen e-post.
letter-recipients = Vi hadde gitt e-poster fra deg videre til disse, og slik har de fått beskjed:
letter-recipient-state-queued = en e-post til dem er på vei
letter-recipient-state-sending = en e-post til dem er på vei
letter-recipient-state-sent = har fått beskjed
letter-recipient-state-failed = kunne ikke nås
letter-recipient-state-in_doubt = vi har skrevet til dem, men vet ikke om det kom fram
letter-recipient-state-not_told = har ikke fått beskjed: { $reason }
letter-recipient-subject = Om en e-post som { $company } ga videre til deg
letter-recipient-opening = Hei

    { $company } ga videre til deg det noen hadde skrevet til oss:
letter-recipient-line = - { $day }, vår sak { $ticket }
letter-recipient-erasure = Personen har bedt oss slette opplysningene sine, og det gjør vi. Vi ber deg slette det du fikk fra oss, med alle kopier av det og lenker til det, med mindre loven pålegger deg å beholde det (personvernforordningen art. 17 og 19).
letter-recipient-rectification = Personen har bedt oss rette opplysningene sine, og det har vi gjort. Vi ber deg rette dem hos deg også: Svar på denne e-posten, så får du vite hva som er riktig (personvernforordningen art. 16 og 19).
letter-recipient-restriction = Personen har bedt oss begrense bruken av opplysningene sine, og det har vi gjort. Vi ber deg oppbevare det du fikk fra oss, uten å bruke det, til du hører fra oss (personvernforordningen art. 18 og 19).
letter-recipient-closing = Denne e-posten svarer på den vi ga videre, slik at e-postprogrammet ditt viser de to sammen.

    Vennlig hilsen
    { $company }
recipient-no-mailbox = Ingen postkasse er koblet til som det kan sendes fra.
letter-closing = Vennlig hilsen
    { $company }
restricted-chip = begrenset
restricted-ticket = Begrenset
restricted-title = Behandlingen av denne personens opplysninger er begrenset
restricted-text = Personen har bedt om at opplysningene lagres og ikke brukes til noe. De vises ikke, kan ikke søkes fram og besvares ikke før begrensningen er opphevet. Ny e-post fra personen kommer fortsatt inn.
restricted-since = Siden { $day }
restricted-case = Åpne anmodningen
restricted-ask = Spør en administrator hvis noe må gjøres med dem.
restricted-answer = Svar likevel
restricted-answer-hint = Bare for rettskrav, for å verne noen andre, eller fordi personen samtykker. Begrunnelsen lagres med anmodningen.
restricted-reason = Begrunnelse
restricted-words = Svar
restricted-send = Send svaret
held-ticket = Sperret
held-chip = sperret
held-title = Dette oppbevares bare på grunn av en slettesperre
held-text = Det skal slettes, og en slettesperre står i veien. Til den opphører, oppbevares det og brukes ikke til noe: Det vises ikke, kan ikke søkes frem og besvares ikke. Deretter går slettingen videre av seg selv. Ny e-post kommer fortsatt inn.
held-messages = { $count ->
    [one] Én melding her oppbevares bare på grunn av en slettesperre og vises ikke.
   *[other] { $count } meldinger her oppbevares bare på grunn av en slettesperre og vises ikke.
}
requests-facts = Endre hva det bes om
requests-facts-send = Lagre
request-not-decided = Den er allerede avgjort.
field-intake = Adresser for anmodninger
intake-title = Anmodninger om folks opplysninger
intake-hint = En e-post til en av disse adressene oppretter en personvernanmodning, med en måned regnet fra mottaket.
intake-save = Lagre
requests-erasure = Hvor langt slettingen er kommet, og kvitteringen
requests-export = Det som er satt sammen, til å laste ned og overlevere
requests-right-name = Navn
requests-right-phone = Telefon
requests-right-emails = E-postadresser, én per linje
requests-right-hint = Skriv det slik det er riktig. Det kommer til å stå i profilen, i listen, i søket og i alle senere kopier. E-post fra disse adressene regnes som personens. Det som står i selve e-posten, blir stående slik det kom.
rectified-name = Navnet er rettet.
rectified-phone = Telefonnummeret er rettet.
rectified-emails = E-postadressene er rettet.
rule-address-known = tilhører noen andre her
field-emails = E-postadresser
