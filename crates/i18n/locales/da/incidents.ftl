nav-incidents = Hændelser
incident-title = Hændelser
incident-intro = Hvad der gik galt med personoplysninger, hvad der blev gjort, og hvem der fik besked. En myndighed får besked inden 72 timer efter at det blev opdaget, medmindre ingen ventes at lide skade. Intet af det, der står her, ændres bagefter.
incident-none = Der er ikke skrevet noget ned.
incident-open = Skriv en hændelse ned
incident-open-send = Skriv ned
incident-name = Titel
incident-severity = Alvor
incident-severity-low = lav
incident-severity-medium = middel
incident-severity-high = høj
incident-severity-critical = kritisk
incident-state-open = åben
incident-state-contained = stoppet
incident-state-closed = afsluttet
incident-what = Hvad skete der
incident-companies = Virksomheder
incident-categories = Kategorier af oplysninger
incident-people = Personer, omtrent
incident-measures = Foranstaltninger
incident-aware = Opdaget
incident-aware-hint = I UTC. De 72 timer løber derfra.
incident-known = Hvad man ved
incident-number = Nummer
incident-report = Anmeldelse til myndigheden
incident-report-until = Anmeldes senest
incident-report-hint = Enten har en myndighed fået besked, eller der står hvorfor ingen skal have det. Efter 72 timer er det for sent, og grunden skrives ned.
incident-report-at = Anmeldt (UTC)
incident-report-send = Det er anmeldt
incident-report-reported = anmeldt
incident-report-reported-late = anmeldt for sent
incident-report-not-needed = ingen anmeldelse nødvendig
incident-report-over = anmeldelse overskredet
incident-report-due = anmeldelse udestår
incident-why-late = Hvorfor det var for sent
incident-not-needed = Ingen anmeldelse er nødvendig
incident-not-needed-why = Hvorfor ingen anmeldelse er nødvendig
incident-timeline = Forløb
incident-written = skrevet
incident-note = Føj til forløbet
incident-note-at = Hvornår (UTC)
incident-note-text = Hvad der skete eller blev gjort
incident-add = Tilføj
incident-why = Hvorfor
incident-reopen = Åbn igen
incident-contain = Det er stoppet
incident-close = Afslut
incident-close-text = Hvad der kom ud af det
incident-change = Skriv på ny, hvad man ved
incident-change-send = Tilføj som ny version
incident-notice = Giv virksomhederne besked
incident-notice-hint = Hver administrator i hver virksomhed får ét brev. Det, man ved nu, og hvad de skal gøre, står på en side hos dem. Andre virksomheder nævnes ikke.
incident-notice-send = Giv dem besked
incident-advice = Hvad der skal gøres
incident-told = Hvem der fik besked
incident-told-at = Besked givet
incident-told-intro = Hvad den, der driver tjenesten, har fortalt jer om hændelser, der vedrører jeres virksomhed.
incident-told-none = Der er intet, I skulle have besked om.
incident-freeze = Bevar beviser
incident-freeze-hint = Så længe hændelsen er åben, glemmes alarmer fra den tid ikke, og en berørt virksomhed slettes ikke: dens log bliver.
incident-frozen = Beviser bevares fra
incident-from = Fra (UTC)
incident-until = Til (UTC)
incident-release = Bevar det ikke længere
incident-bundle = Hent det hele
incident-bundle-hint = En underskrevet ZIP med alt på denne side og de forseglede poster i logge fra den tid, hver med sit bevis. At den blev hentet, skrives ned.
incident-plan = Beredskabsplan for hændelser
incident-plan-due = skal gennemgås og udgives igen inden tolv måneder
incident-plan-none = ingen er udgivet
incident-by-rule = En regel på revisionsloggen fandt dette. Ingen har set på det endnu.
incident-entry-opened = Åbnet
incident-entry-changed = Ny version
incident-entry-note = Notat
incident-entry-contained = Stoppet
incident-entry-closed = Afsluttet
incident-entry-reopened = Åbnet igen
incident-entry-reported = Myndighed underrettet
incident-entry-not-needed = Ingen anmeldelse nødvendig
incident-entry-notice = Virksomheder underrettet
incident-entry-frozen = Beviser bevares
incident-entry-released = Beviser bevares ikke længere
incident-entry-alarm = Påmindelse om anmeldelsen (timer)
incident-entry-alert = Fundet af en regel
incident-entry-bundle = Pakke udleveret
incident-letter-waiting = venter
incident-letter-sending = sendes
incident-letter-ending = sendes
incident-letter-sent = brev sendt
incident-letter-refused = brev afvist
incident-letter-bounced = brev kom retur
incident-letter-in-doubt = brev i tvivl
incident-letter-dropped = ingen der længere
mail-incident-notice-subject = En hændelse vedrører jeres virksomhed (nr. { $number })
mail-incident-notice-text =
    Hej { $name }

    Noget gik galt med personoplysninger, som vi behandler for jeres virksomhed (GDPR artikel 33, stk. 2). Hvad der skete, hvilke oplysninger det gælder, hvad vi har gjort, og hvad I bør gøre, står her efter log ind:

    { $link }
mail-incident-opened-subject = Hændelse nr. { $number } er åbnet
mail-incident-opened-text =
    Hej { $name }

    En regel på revisionsloggen har åbnet en hændelse. De 72 timer til en anmeldelse løber.

    { $link }
mail-incident-alarm-subject = Hændelse nr. { $number }: anmeldelsen til myndigheden udestår
mail-incident-alarm-text =
    Hej { $name }

    Ingen har endnu sagt, om en myndighed får besked om denne hændelse. Det skal ske inden 72 timer efter at den blev opdaget.

    { $link }
data-class-mail = e-mails og notater
data-class-draft = kladder
data-class-contact = kontakter: navne og adresser
data-class-account = medarbejderes konti
data-class-credential = adgangskoder og tokens
data-class-mailbox = postkasser og adgangen til dem
data-class-cursor = mappenavne
data-class-settings = indstillinger
data-class-ordering = mærker, teams, gemte svar
data-class-audit = revisionslog
data-class-keys = tal om nøgler
data-class-request = anmodninger om personers oplysninger
data-class-alert = alarmer
data-class-usage = tal om brug
rule-incident-past = må ikke ligge frem i tiden
rule-incident-report = skal være efter at det blev opdaget og ikke frem i tiden
rule-incident-people = skal være et tal
act-incident-list = Så på hændelser
act-incident-open = Skrev en hændelse ned
act-incident-change = Føjede til en hændelse
act-incident-report = Noterede anmeldelsen af en hændelse
act-incident-tell = Lod virksomheder få besked om en hændelse
act-incident-freeze = Bevarede beviser om en hændelse, eller afsluttede det
act-incident-bundle = Hentede alt om en hændelse
act-incident-watch = Åbnede en hændelse efter en regel, eller mindede om anmeldelsen
act-incident-notice = Gav virksomheden besked om en hændelse
act-incident-show = Viste, hvad der blev fortalt om hændelser
act-incident-read = Så på, hvad der blev fortalt om hændelser
verify-incidents = { $n } set på: hændelser anmeldt i tide eller begrundet, virksomheder underrettet, planen højst tolv måneder gammel
verify-incidents-none = endnu ingen hændelse og ingen plan
verify-fault-incident-unreported = efter 72 timer hverken anmeldt eller begrundet
verify-fault-incident-unexplained = anmeldt for sent uden begrundelse
verify-fault-incident-plan-old = beredskabsplanen er ældre end tolv måneder
verify-fault-incident-untold = en virksomhed fik ikke besked, eller dens brev mangler
clause-38 = Hændelser skrives ned, anmeldes og meddeles
field-title = Titel
field-what = Hvad skete der
field-severity = Alvor
field-categories = Kategorier af oplysninger
field-tenants = Virksomheder
field-people = Personer, omtrent
field-aware_at = Opdaget
field-at = Hvornår
field-why_late = Hvorfor det var for sent
field-until = Til
