# Folks rettigheder: anmodninger om deres egne data.
nav-requests = Databeskyttelse
nav-requests-due = En anmodning om data skal snart besvares
requests-title = Anmodninger om data
requests-intro = Hvad folk beder om vedrørende deres egne data. Hver skal besvares inden for en måned efter modtagelsen; tre, hvis I inden for den første fortæller dem hvorfor.
requests-new = Skriv en ned
requests-open = Skal klares
requests-closed = Klaret
requests-held = Venter på en tilbageholdelse
requests-none-held = Ingen anmodning venter på en tilbageholdelse.
requests-empty = Ingen venter på svar om deres data.
requests-empty-hint = Anmodninger kommer gennem den offentlige formular, eller I skriver ned, hvad der kom på anden vis.
requests-none-closed = Intet er afsluttet endnu.
requests-more = Vis flere
requests-form-link = Offentlig formular
requests-settings = Hvor man kan klage
requests-settings-hint = Breve nævner tilsynsmyndigheden i dette land.
requests-country = Land
requests-save = Gem
requests-saved = Gemt.
requests-back = Alle anmodninger
requests-forgotten = ordene er glemt
requests-due = Frist
requests-days-left = { $count ->
    [one] { $count } dag tilbage
   *[other] { $count } dage tilbage
}
requests-days-late = { $count ->
    [one] { $count } dag for sent
   *[other] { $count } dage for sent
}
requests-due-today = skal besvares nu
right-access = En kopi af mine data
right-rectification = Ret noget
right-erasure = Slet mine data
right-restriction = Opbevar dem, men brug dem ikke
right-portability = Mine data, så de kan bruges andetsteds
right-objection = Hold op med at bruge dem til et formål
right-withdrawal = Træk mit samtykke tilbage
right-question = Et spørgsmål om mine data
right-short-access = Indsigt
right-short-rectification = Berigtigelse
right-short-erasure = Sletning
right-short-restriction = Begrænsning
right-short-portability = Dataportabilitet
right-short-objection = Indsigelse
right-short-withdrawal = Samtykke trukket tilbage
right-short-question = Spørgsmål
request-state-identity = venter på bekræftelse
request-state-open = åben
request-state-extended = forlænget
request-state-held = sat i bero
request-state-done = klaret
request-state-refused = afvist
request-state-withdrawn = taget tilbage
request-source-agent = skrevet ned her
request-source-form = gennem den offentlige formular
request-source-intake = pr. e-mail
request-source-operator = sendt videre af operatøren
request-source-account = fra en medarbejder, om deres konto
request-step-received = Modtaget
request-step-proved = Adressen bekræftet med linket
request-step-vouched = Identiteten bekræftet af en kollega
request-step-matched = Personen fundet
request-step-extended = Fristen forlænget, og personen fik besked
request-step-decided = Afgjort
request-step-carried_out = Udført
request-step-override = Begrænsede data brugt, af en grund
request-step-notice = Fik besked om, at begrænsningen ophører
request-step-lifted = Begrænsningen ophævet
request-step-recipient_told = Modtager underrettet
request-step-told = Fik udfaldet at vide
request-step-noted = Note
request-step-linked = Link sendt til adressen
request-step-withdrawn = Taget tilbage
request-step-acknowledged = Modtagelsen bekræftet
request-step-held = Venter på en tilbageholdelse
request-step-held_told = Fik besked om, at den venter
request-step-resumed = Tilbageholdelsen ophørte
request-step-confirmed = Bekræftet: udføres, når tilbageholdelsen ophører
request-step-signed_in = Logget ind, med adgangskoden en gang til
request-told-in_ticket = som svar i sagen
request-told-by_mail = med operatørens mail
request-told-by_hand = overgivet
request-told-on_page = på siden om deres konto
request-decision-granted = imødekommet
request-decision-granted-pseudonymise = imødekommet: samtalerne bliver, personen fjernes
request-decision-refused = afvist
purpose-automation = regler, der tildeler sager og fordeler folk på organisationer
purpose-learning = forslag, der er lært af mail
purpose-analytics = tal og rapporter
purpose-marketing = mail om tilbud
requests-who = Hvem spørger
requests-asked-for = Hvad de beder om
requests-language = Brevenes sprog
requests-words = Med deres egne ord
requests-company = Firma, de nævnte
requests-received = Modtaget
requests-received-hint = Hvornår den nåede jer: måneden tæller fra den dag.
requests-ticket = Sag
requests-ticket-number = Sagens nummer
requests-ticket-hint = Breve sendes som svar i den. Lad feltet stå tomt, hvis der ingen er.
requests-how-known = Hvordan ved I, at det er dem?
requests-how-known-hint = For eksempel: de skrev fra den adresse, vi har, i sag 12. Lad feltet stå tomt, så længe I ikke ved det.
requests-create = Skriv den ned
requests-identity = Hvem det er
requests-identity-wait = Adressen er ikke bekræftet endnu. Der er sendt et link til den. Åbner ingen det inden for tre dage, bortfalder anmodningen, og der sker intet.
requests-identity-agent = Det vides endnu ikke, hvem der spørger. Skriv, hvordan I ved det, før noget bliver gjort.
requests-identity-known = Jeg ved, hvem det er
requests-identity-link = Send et link til adressen
requests-identity-link-hint = Den, der åbner det, har bevist, at adressen er deres. Det virker i tre dage.
requests-nobody = Ingen her har denne adresse.
requests-found = Fundet ved adressen.
requests-match = Ved en anden adresse
requests-match-send = Find
requests-preview = Hvad der er
requests-preview-none = Intet er fundet under denne adresse.
requests-held-tickets = Sager
requests-held-mails = Mails fra dem
requests-held-files = Filer i disse
requests-held-answers = Svar til dem
requests-held-notes = Noter
requests-held-elsewhere = Andres sager, som de deltager i
requests-decide = Afgørelse
requests-decide-what = Bliver det, de beder om, gjort?
requests-grant = Ja
requests-refuse = Nej
requests-mode = Hvis ja: hvad der sker med samtalerne
requests-mode-erase = Alt slettes
requests-mode-erase-text = Personen slettes med hver samtale, personen har begyndt, og med det, personen skrev i andres. Det er det, der er bedt om.
requests-mode-pseudonymise = Samtalerne bliver, personen fjernes
requests-mode-pseudonymise-text = Et pseudonym står i stedet, og ingen kan føre det tilbage til personen. Til samtaler, I skal kunne forstå senere, for eksempel om en fejl, der også angår andre. Brevet fortæller personen det.
requests-mode-kept = { $count ->
    [one] 1 samtale, personen har begyndt, under et pseudonym
   *[other] { $count } samtaler, personen har begyndt, under et pseudonym
}
requests-purposes = Hvad der ophører
requests-grounds = Begrundelse
requests-grounds-hint = Den står i brevet. Et afslag skal have en.
requests-decide-send = Afgør
requests-decided = { $decision } den { $day }
requests-decided-pseudonymise = { $decision } den { $day }: samtalerne bliver, personen fjernes
requests-confirm = Udfør det
requests-confirm-restriction = Fra nu af bliver deres data opbevaret og ikke brugt til noget: de bliver ikke fundet, læst eller besvaret, og regler lader dem være.
requests-confirm-objection = Fra nu af bliver deres data ikke brugt til det, de gør indsigelse mod.
requests-confirm-withdrawal = Fra nu af bliver deres data ikke brugt til det, de havde samtykket til.
requests-confirm-question = Svaret står i brevet. Skriv her, hvem der gav det, eller hvor det blev slået op.
requests-confirm-access = Kopien samles med det samme: en ZIP, der hentes her og udleveres.
requests-confirm-access-by-hand = Udlevér kopien, og skriv så her hvordan.
requests-confirm-portability = Data samles med det samme: en ZIP med åbne formater, der hentes her og udleveres.
requests-confirm-portability-by-hand = Udlevér dataene, og skriv så her hvordan.
requests-confirm-rectification = Ret det her, eller hvor det ellers står, og skriv, hvad der blev ændret dér.
requests-confirm-erasure = Alt om denne person slettes for altid, her og i hver sikkerhedskopi, med hver samtale, personen har begyndt. Ingen kan bringe det tilbage. Brevet går derefter med driftens post.
requests-confirm-pseudonym = Personen fjernes for altid, her og i hver sikkerhedskopi, og samtalerne bliver under et pseudonym. Ingen kan bringe det tilbage eller finde ud af, hvem det var. Brevet går derefter med driftens post.
requests-confirm-erasure-by-hand = Slet det, der skal slettes, og skriv så her, hvad der blev gjort.
requests-how = Hvad der blev gjort
requests-confirm-send = Udfør nu
requests-carried-out = Udført den { $day }
requests-waits-since = Siden { $day } får en tilbageholdelse sletningen til at vente. Den går videre af sig selv, når personen ikke længere er omfattet af nogen, og så sendes brevet med udfaldet.
requests-waits-unconfirmed = Siden { $day } får en tilbageholdelse sletningen til at vente. Bekræft den nu, så udføres den, så snart personen ikke længere er omfattet af nogen.
requests-waits-would = En tilbageholdelse omfatter personen eller en af personens sager: sletningen venter, til den ophører.
requests-waits-hold = Tilbageholdelse.
requests-waits-statutory = Lovpligtig opbevaring.
requests-waits-review = Den ses efter senest { $day }.
requests-waits-ends = Den ophører af sig selv { $day }.
requests-waits-holds = Tilbageholdelser
requests-waits-told = Personen fik { $day } besked om, at den venter.
requests-waits-letter = Giv besked om, at den venter
requests-waits-letter-hint = På personens sprog. Brevet siger, at en retlig forpligtelse står i vejen, ikke hvilken. Har driften mail, sendes det af sig selv.
requests-waits-letter-send = Giv besked
requests-letter-waits = Det sendes, når tilbageholdelsen er ophørt, og sletningen er udført.
requests-letter = Brev med udfaldet
requests-letter-hint = På deres sprog. Det nævner, hvor man kan klage; ved et afslag også domstolene.
requests-letter-send = Send og afslut
requests-letter-before = Afgør den først, og udfør det.
requests-by-hand = Det sendes ikke herfra: jeg overgiver det
requests-letter-sent = Sendt { $how }
requests-extend = Tag længere tid
requests-extend-hint = To måneder mere; de får det at vide med grunden, inden for den første måned.
requests-extend-reason = Grund
requests-extend-send = Forlæng og fortæl dem det
requests-withdrawn = De tager den tilbage
requests-withdrawn-how = Hvordan ved I det?
requests-withdrawn-send = Afslut den
requests-note = Note
requests-note-send = Tilføj note
requests-recipient = En anden har dataene
requests-recipient-hint = Den, der fik dem, får en rettelse, sletning eller begrænsning at vide (art. 19). Skriv, hvem I fortalte det, hvornår og hvordan.
requests-recipient-send = Skriv det ned
requests-recipients = Hvem der ellers har dataene
requests-recipients-count = { $count ->
        [0] Ingen mail fra personen er givet videre til nogen.
        [one] Mails fra personen er givet videre til én adresse. Den underrettes med en mail fra postkassen, medmindre du fjerner krydset og skriver, hvorfor det er umuligt eller kræver en uforholdsmæssig indsats (art. 19).
       *[other] Mails fra personen er givet videre til { $count } adresser. Hver underrettes med en mail fra postkassen, medmindre du fjerner krydset og skriver, hvorfor det er umuligt eller kræver en uforholdsmæssig indsats (art. 19).
    }
requests-recipients-told = { $count ->
        [one] Én adresse havde fået mails fra personen.
       *[other] { $count } adresser havde fået mails fra personen.
    }
requests-recipients-reason = Hvorfor den ikke underrettes, hvis du fjernede krydset
requests-recipients-words = Jeres ord til dem
requests-recipients-words-hint = Hvis I vil. Mailen nævner sagens nummer og dagen og siger, hvad de bedes gøre; skriv ikke mere om personen, end de har brug for.
requests-passed-on = sag { $ticket } den { $day }
recipient-state-queued = på vej
recipient-state-sending = på vej
recipient-state-sent = underrettet
recipient-state-failed = ikke nået
recipient-state-in_doubt = måske underrettet
recipient-state-not_told = ikke underrettet
field-recipients = Hvem der ellers har dataene
requests-restricted-since = Brugen af deres data er begrænset siden { $day }.
requests-notice = Før begrænsningen ophører, får de det at vide
requests-notice-text = Hvad I fortæller dem
requests-notice-send = Fortæl dem det
requests-notice-told = De fik det at vide den { $day }.
requests-lift-why = Hvorfor den ophører
requests-lift-send = Ophæv den
requests-history = Hvad der skete
requests-by-them = personen selv
request-not-identity = Adressen er ikke bekræftet endnu: skriv først, hvordan I ved, hvem det er.
request-not-done = Denne anmodning er afsluttet.
request-not-held = En tilbageholdelse får den til at vente: den går videre af sig selv, når den ophører.
request-not-not-held = Ingen tilbageholdelse får denne anmodning til at vente.
request-not-told = De har allerede fået besked.
request-not-erasing = Sletningen er i gang: se igen om lidt, så kan brevet sendes.
request-not-other-erasure = Personen er allerede ved at blive slettet på den anden måde. Vent, til det er gjort, eller vælg den samme måde.
request-not-refused = Denne anmodning er afsluttet.
request-not-withdrawn = Denne anmodning blev taget tilbage.
request-not-carried-out = Udfør det først, eller det er allerede udført.
request-not-not-carried-out = Udfør det, der er imødekommet, før I fortæller dem det.
request-not-not-decided = Afgør den først.
request-not-not-granted = Kun det, der er imødekommet, kan udføres.
request-not-changed = En anden har ændret denne anmodning imens: se på den igen.
request-not-extended = Fristen er allerede forlænget; det kan ske én gang.
request-not-late = Den første måned er gået: fristen kan kun forlænges inden for den.
request-not-forgotten = Anmodningens ord blev glemt et år efter, at den blev afsluttet.
request-not-not-sent = Intet brev kan sendes herfra: overgiv det, og sæt kryds.
request-not-copy-by-hand = Kopien kan ikke sendes herfra, fordi Deskhero ikke har sin egen mail at sende linket med. Hent den ved personens data, overgiv den, og sæt kryds.
request-not-copy-not-ready = Kopien er ikke klar endnu, eller dens tid er udløbet: se ved personens data, og lav den igen.
request-not-not-told = Fortæl dem det først: loven kræver det, før en begrænsning ophæves (art. 18, stk. 3).
request-not-none = Intet er begrænset ved denne anmodning.
rule-country = er intet land i Det Europæiske Økonomiske Samarbejdsområde
rule-received = skal være en dag i det seneste år
rule-no-ticket = er ingen sag her
rule-nobody = er ingens adresse her
rule-erasure-only = kun hvor en sletning er imødekommet
field-grounds = Begrundelse
field-words = Med dine ord
field-vouched = Hvordan I ved det
field-reason = Grund
field-how = Hvad der blev gjort
field-purposes = Hvad der ophører
field-country = Land
field-ticket = Sagens nummer
field-received_at_ms = Modtaget
field-override_reason = Grund
privacy-request-title = Dine data hos { $company }
privacy-request-intro = Her kan du bruge dine rettigheder over det, { $company } har om dig. Du behøver ingen konto. Du får svar inden for en måned.
privacy-request-intro-operator = Her kan du bruge dine rettigheder over det, som firmaer, der besvarer deres mail med Deskhero, har om dig. Din anmodning går til dem, der kender din adresse, og til det firma, du nævner.
privacy-request-what = Hvad ønsker du?
privacy-request-email = Din e-mailadresse
privacy-request-email-hint = Den, du skrev fra. Vi sender et link til den, så ingen andre kan spørge i dit navn.
privacy-request-name = Dit navn
privacy-request-name-hint = Hvis du vil.
privacy-request-company = Firma, du skrev til
privacy-request-words = Noget, vi bør vide
privacy-request-words-hint = Hvis du vil: hvad der er forkert, hvilket formål der skal ophøre, eller fra hvornår.
privacy-request-send = Send
privacy-request-sent = Se i din indbakke
privacy-request-sent-text = Vi har sendt en mail til den adresse, du skrev. Åbn linket i den inden for tre dage; først da er din anmodning fremsat. Kommer der ingen mail, så se blandt de uønskede, eller se, om adressen var rigtig.
privacy-request-off = Denne formular findes ikke her
privacy-request-off-text = Skriv til { $company } på den adresse, du kender, og skriv, hvad du ønsker. Du har de samme rettigheder pr. mail.
privacy-request-not-sent = Mailen med linket kunne ikke sendes, og intet af din anmodning er gemt. Prøv en anden adresse.
privacy-request-not-sent-else = Eller skriv til { $company } på den adresse, du kender, og skriv, hvad du ønsker: du har de samme rettigheder pr. mail.
privacy-request-not-sent-operator = Eller skriv til virksomheden selv: du har de samme rettigheder pr. mail.
privacy-request-complain = Du kan til enhver tid klage til { $authority }:
privacy-proof-title = Er det det, du ønsker?
privacy-proof-text = Nogen har spurgt med din adresse: { $asked }. Bekræft, at det var dig.
privacy-proof-yes = Ja, det var mig
privacy-proof-no = Nej, det var ikke mig
privacy-proof-done = Din anmodning er fremsat
privacy-proof-done-text = Du får svar på din adresse inden for en måned. Der er ikke mere at gøre.
privacy-proof-dropped = Intet er gemt
privacy-proof-dropped-text = Anmodningen er smidt væk.
privacy-proof-gone = Dette link virker ikke
privacy-proof-gone-hint = Det er brugt, eller dets tre dage er gået. Du kan altid spørge igen.
mail-subject-proof-subject = Din anmodning til { $company }
mail-subject-proof-text = Hej { $name },

    nogen har med denne adresse spurgt om de data, { $company } har om dig. Hvis det var dig, så bekræft det her:

    { $link }

    Linket virker én gang, i tre dage. Først da er din anmodning fremsat. Hvis det ikke var dig, så lad det være: der sker intet.
mail-subject-nobody-subject = Din anmodning: intet er gemt under din adresse
mail-subject-nobody-text = Hej { $name },

    den { $received } modtog vi din anmodning: { $asked }. Den har intet nummer: Vi har ledt, og ingen virksomhed, der bruger denne Deskhero, har noget under denne adresse. Med dette brev er den besvaret, og vi beholder intet af den. Nævnte du en virksomhed, der bruger denne Deskhero, har den også din anmodning og besvarer den selv.
mail-case-proof-subject = Din anmodning til { $company }
mail-case-proof-text = Hej { $name },

    nogen har spurgt { $company } om de oplysninger, virksomheden har om denne adresse. Hvis det var dig, så bekræft det her:

    { $link }

    Linket virker én gang, i tre dage. Din anmodning bliver besvaret, når du har bekræftet den. Hvis det ikke var dig, så sig det dér, eller lad det være.
mail-copy-subject = Dine oplysninger hos { $company }
mail-copy-text = Hej { $name },

    du har bedt { $company } om de oplysninger, der findes om dig. Her er de, som én fil:

    { $link }

    Linket virker til { $until }. Den, der har det, får filen: giv det ikke videre.
mail-subject-receipt-subject = { $company } har din anmodning { $number }
mail-subject-receipt-text = Hej { $name },

    din mail om dine data er nået frem til { $company }. Den har nummer { $number }, og du får svar senest { $due }.

    Denne mail er skrevet af et program; ingen læser svar på den.
mail-subject-due-subject = Anmodning { $number } om data skal besvares senest { $due }
mail-subject-due-text = Hej { $name },

    anmodning { $number } om data hos { $company } skal besvares senest { $due }, om { $days } dage. Den er her:

    { $link }

    Kan det ikke nås, så fortæl personen hvorfor inden for den første måned: så er der to måneder mere.
letter-outcome-subject = Din anmodning { $number } til { $company }
letter-waits-subject = Din anmodning { $number } til { $company } må vente
letter-longer-subject = Din anmodning { $number } til { $company } tager længere tid
letter-lifting-subject = Begrænsningen af dine data hos { $company } ophører
letter-opening = Hej { $name },

    den { $received } modtog vi din anmodning: { $asked }. Den har nummer { $number }.
letter-asked-access = en kopi af de data, vi har om dig
letter-asked-rectification = at rette data om dig
letter-asked-erasure = at slette de data, vi har om dig
letter-asked-restriction = at begrænse brugen af dine data
letter-asked-portability = dine data i en form, en anden tjeneste kan læse
letter-asked-objection = at holde op med at bruge dine data til et formål
letter-asked-withdrawal = at trække dit samtykke tilbage
letter-asked-question = dit spørgsmål om, hvordan dine data bliver behandlet
letter-granted-access = Det har vi gjort: du får kopien med oplysninger om, hvad dataene bruges til, hvem der har fået dem, hvor de kom fra, og hvor længe de opbevares.
letter-granted-rectification = Vi har rettet det overalt, hvor det står hos os.
letter-granted-erasure = Vi har slettet dem. Det, loven kræver, at vi beholder, bliver, indtil loven ikke længere kræver det, og bruges ikke til andet.
letter-granted-pseudonym = Vi har slettet dig: dit navn, dine adresser og alt andet, som vi kendte dig på. De samtaler, du har haft med os, er ikke slettet i deres helhed. De bliver uden dig: et pseudonym står i dit sted, de oprindelige mails og deres filer er tilintetgjort, og hverken vi eller andre kan føre pseudonymet tilbage til dig. De af dine data, som loven kræver, at vi beholder, bliver, indtil loven ikke længere kræver det, og bruges ikke til andet.
letter-granted-restriction = Det har vi gjort: dine data bliver opbevaret og ikke brugt til andet end dine rettigheder og retskrav. Vi fortæller dig det, før det ophører.
letter-granted-portability = Det har vi gjort: du får dine data i en åben, maskinlæsbar form.
letter-granted-objection = Vi er holdt op med det samme. Fra nu af bruger vi ikke dine data til:
letter-granted-withdrawal = Dit samtykke er ophørt med det samme. Fra nu af bruger vi ikke dine data til:
letter-granted-question = Her er vores svar:
letter-nobody = Vi har ledt: { $company } har intet under din adresse.
letter-refused = Vi gør ikke det, du beder om, af disse grunde:
letter-waits = Vi sletter dem, men ikke endnu: en retlig forpligtelse eller en tilbageholdelse af juridiske grunde gør, at vi indtil videre skal beholde dem. Så snart den ophører, går sletningen videre af sig selv, og du hører fra os, når den er udført. Du behøver ikke at spørge igen.
letter-longer = Vi kan ikke svare inden for en måned. Du får vores svar senest { $due }, af denne grund:
letter-complaint = Mener du, at vi tager fejl, kan du klage til tilsynsmyndigheden i det land, hvor du bor eller arbejder, eller til vores: { $authority }, { $site }.
letter-court = Du kan også gå til domstolene (databeskyttelsesforordningens art. 79).
letter-receipt = Den underskrevne kvittering for din anmodning er vedlagt: den siger, hvad du bad om og hvornår, og hvad der kom ud af det, og enhver, der har vores offentlige nøgle, kan bevise det.
letter-copy = Linket til dem kommer i en mail for sig.
letter-recipients = Vi havde givet mails fra dig videre til disse, og sådan er de blevet underrettet:
letter-recipient-state-queued = en mail til dem er på vej
letter-recipient-state-sending = en mail til dem er på vej
letter-recipient-state-sent = underrettet
letter-recipient-state-failed = kunne ikke nås
letter-recipient-state-in_doubt = der er skrevet til dem; om det nåede frem, vides ikke
letter-recipient-state-not_told = ikke underrettet: { $reason }
letter-recipient-subject = Om en mail, som { $company } gav videre til dig
letter-recipient-opening = Hej,

    { $company } gav det videre til dig, som en person havde skrevet til os:
letter-recipient-line = - den { $day }, vores sag { $ticket }
letter-recipient-erasure = Personen har bedt os om at slette sine data, og det gør vi. Slet venligst det, du fik fra os, med enhver kopi af det og ethvert link til det, medmindre loven kræver, at du beholder det (databeskyttelsesforordningens art. 17 og 19).
letter-recipient-rectification = Personen har bedt os om at rette sine data, og det har vi gjort. Ret dem venligst også hos dig: svar på denne mail, så får du at vide, hvad der er rigtigt (databeskyttelsesforordningens art. 16 og 19).
letter-recipient-restriction = Personen har bedt os om at begrænse brugen af sine data, og det har vi gjort. Opbevar venligst det, du fik fra os, uden at bruge det, indtil du hører fra os (databeskyttelsesforordningens art. 18 og 19).
letter-recipient-closing = Denne mail svarer på den, vi gav videre, så dit mailprogram viser de to sammen.

    Venlig hilsen
    { $company }
recipient-no-mailbox = Der er ingen forbundet postkasse, den kunne sendes fra.
letter-closing = Venlig hilsen
    { $company }
restricted-chip = begrænset
restricted-ticket = Begrænset
restricted-title = Brugen af denne persons data er begrænset
restricted-text = Personen har bedt om, at de opbevares og ikke bruges til noget. De vises ikke, kan ikke søges frem og besvares ikke, før begrænsningen er ophævet. Ny mail fra personen kommer stadig ind.
restricted-since = Siden { $day }
restricted-case = Åbn anmodningen
restricted-ask = Spørg en administrator, hvis der skal gøres noget med dem.
restricted-answer = Svar alligevel
restricted-answer-hint = Kun på grund af retskrav, for at beskytte en anden, eller fordi personen er enig. Jeres grund gemmes med anmodningen.
restricted-reason = Grund
restricted-words = Svar
restricted-send = Send svaret
held-ticket = Tilbageholdt
held-chip = tilbageholdt
held-title = Dette opbevares kun på grund af en tilbageholdelse
held-text = Det skal slettes, og en tilbageholdelse står i vejen. Til den ophører, opbevares det og bruges ikke til noget: det vises ikke, kan ikke søges frem og besvares ikke. Så går sletningen videre af sig selv. Ny mail kommer stadig ind.
held-messages = { $count ->
    [one] En besked her opbevares kun på grund af en tilbageholdelse og vises ikke.
   *[other] { $count } beskeder her opbevares kun på grund af en tilbageholdelse og vises ikke.
}
requests-facts = Ret, hvad der bedes om
requests-facts-send = Gem
request-not-decided = Den er allerede afgjort.
field-intake = Adresser til anmodninger
intake-title = Anmodninger om folks data
intake-hint = En mail til en af disse adresser opretter en anmodning, med en måned fra modtagelsen.
intake-save = Gem
requests-erasure = Hvor langt sletningen er, og dens kvittering
requests-export = Det, der er samlet, til at hente og udlevere
requests-right-name = Navn
requests-right-phone = Telefon
requests-right-emails = E-mailadresser, én på hver linje
requests-right-hint = Skriv det, som det er rigtigt. Det kommer til at stå i profilen, på listen, i søgningen og i enhver senere kopi; mail fra disse adresser kendes som deres. Hvad en mail selv siger, bliver stående, som den kom.
rectified-name = Navnet blev rettet.
rectified-phone = Telefonnummeret blev rettet.
rectified-emails = E-mailadresserne blev rettet.
rule-address-known = tilhører en anden her
field-emails = E-mailadresser
