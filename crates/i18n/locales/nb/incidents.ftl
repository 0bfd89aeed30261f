nav-incidents = Hendelser
incident-title = Hendelser
incident-intro = Hva som gikk galt med personopplysninger, hva som ble gjort, og hvem som fikk beskjed. En myndighet får beskjed innen 72 timer etter at det ble oppdaget, med mindre det er usannsynlig at noen kommer til skade. Ingenting som står her, endres etterpå.
incident-none = Det er ikke skrevet ned noe.
incident-open = Skriv ned en hendelse
incident-open-send = Skriv ned
incident-name = Tittel
incident-severity = Alvor
incident-severity-low = lav
incident-severity-medium = middels
incident-severity-high = høy
incident-severity-critical = kritisk
incident-state-open = åpen
incident-state-contained = stoppet
incident-state-closed = avsluttet
incident-what = Hva skjedde
incident-companies = Virksomheter
incident-categories = Kategorier av opplysninger
incident-people = Personer, omtrent
incident-measures = Tiltak
incident-aware = Oppdaget
incident-aware-hint = I UTC. De 72 timene løper derfra.
incident-known = Hva man vet
incident-number = Nummer
incident-report = Melding til myndigheten
incident-report-until = Meldes senest
incident-report-hint = Enten har en myndighet fått beskjed, eller det står hvorfor ingen trenger det. Etter 72 timer er det for sent, og grunnen skrives ned.
incident-report-at = Meldt (UTC)
incident-report-send = Det er meldt
incident-report-reported = meldt
incident-report-reported-late = meldt for sent
incident-report-not-needed = ingen melding nødvendig
incident-report-over = melding forfalt
incident-report-due = melding gjenstår
incident-why-late = Hvorfor det var for sent
incident-not-needed = Ingen melding er nødvendig
incident-not-needed-why = Hvorfor ingen melding er nødvendig
incident-timeline = Forløp
incident-written = skrevet
incident-note = Føy til forløpet
incident-note-at = Når (UTC)
incident-note-text = Hva som skjedde eller ble gjort
incident-add = Legg til
incident-why = Hvorfor
incident-reopen = Åpne igjen
incident-contain = Det er stoppet
incident-close = Avslutt
incident-close-text = Hva det ble til
incident-change = Skriv på nytt hva man vet
incident-change-send = Legg til som ny versjon
incident-notice = Gi virksomhetene beskjed
incident-notice-hint = Hver administrator i hver virksomhet får ett brev. Det man vet nå, og hva de skal gjøre, står på en side hos dem. Andre virksomheter nevnes ikke.
incident-notice-send = Gi dem beskjed
incident-advice = Hva som skal gjøres
incident-told = Hvem som fikk beskjed
incident-told-at = Beskjed gitt
incident-told-intro = Hva den som drifter tjenesten, har fortalt dere om hendelser som gjelder virksomheten deres.
incident-told-none = Det er ingenting dere trengte å få vite.
incident-freeze = Bevar bevis
incident-freeze-hint = Så lenge hendelsen er åpen, glemmes ikke varsler fra den tiden, og en berørt virksomhet slettes ikke: loggen dens blir.
incident-frozen = Bevis bevares fra
incident-from = Fra (UTC)
incident-until = Til (UTC)
incident-release = Bevar det ikke lenger
incident-bundle = Hent alt
incident-bundle-hint = En signert ZIP med alt på siden og de forseglede postene i loggene fra den tiden, hver med sitt bevis. At den ble hentet, skrives ned.
incident-plan = Hendelsesplan
incident-plan-due = skal gås gjennom og utgis på nytt innen tolv måneder
incident-plan-none = ingen er utgitt
incident-by-rule = En regel på revisjonsloggen fant dette. Ingen har sett på det ennå.
incident-entry-opened = Åpnet
incident-entry-changed = Ny versjon
incident-entry-note = Notat
incident-entry-contained = Stoppet
incident-entry-closed = Avsluttet
incident-entry-reopened = Åpnet igjen
incident-entry-reported = Myndighet varslet
incident-entry-not-needed = Ingen melding nødvendig
incident-entry-notice = Virksomheter varslet
incident-entry-frozen = Bevis bevares
incident-entry-released = Bevis bevares ikke lenger
incident-entry-alarm = Påminnelse om meldingen (timer)
incident-entry-alert = Funnet av en regel
incident-entry-bundle = Pakke utlevert
incident-letter-waiting = venter
incident-letter-sending = sendes
incident-letter-ending = sendes
incident-letter-sent = brev sendt
incident-letter-refused = brev avvist
incident-letter-bounced = brev kom i retur
incident-letter-in-doubt = brev uvisst
incident-letter-dropped = ingen der lenger
mail-incident-notice-subject = En hendelse gjelder virksomheten deres (nr. { $number })
mail-incident-notice-text =
    Hei { $name }!

    Noe gikk galt med personopplysninger som vi behandler for virksomheten deres (GDPR artikkel 33 nr. 2). Hva som skjedde, hvilke opplysninger det gjelder, hva vi har gjort og hva dere bør gjøre, står her etter innlogging:

    { $link }
mail-incident-opened-subject = Hendelse nr. { $number } er åpnet
mail-incident-opened-text =
    Hei { $name }!

    En regel på revisjonsloggen har åpnet en hendelse. De 72 timene for en melding løper.

    { $link }
mail-incident-alarm-subject = Hendelse nr. { $number }: meldingen til myndigheten gjenstår
mail-incident-alarm-text =
    Hei { $name }!

    Ingen har ennå sagt om en myndighet får beskjed om denne hendelsen. Det må skje innen 72 timer etter at den ble oppdaget.

    { $link }
data-class-mail = e-post og notater
data-class-draft = utkast
data-class-contact = kontakter: navn og adresser
data-class-account = saksbehandleres kontoer
data-class-credential = passord og tokener
data-class-mailbox = postbokser og tilgangen til dem
data-class-cursor = mappenavn
data-class-settings = innstillinger
data-class-ordering = merkelapper, team, lagrede svar
data-class-audit = revisjonslogg
data-class-keys = tall om nøkler
data-class-request = forespørsler om folks opplysninger
data-class-alert = varsler
data-class-usage = tall om bruk
rule-incident-past = kan ikke ligge fram i tid
rule-incident-report = må være etter at det ble oppdaget, og ikke fram i tid
rule-incident-people = må være et tall
act-incident-list = Så på hendelser
act-incident-open = Skrev ned en hendelse
act-incident-change = La til i en hendelse
act-incident-report = Noterte meldingen av en hendelse
act-incident-tell = Lot virksomheter få beskjed om en hendelse
act-incident-freeze = Bevarte bevis om en hendelse, eller avsluttet det
act-incident-bundle = Hentet alt om en hendelse
act-incident-watch = Åpnet en hendelse etter en regel, eller minnet om meldingen
act-incident-notice = Ga virksomheten beskjed om en hendelse
act-incident-show = Viste hva som ble fortalt om hendelser
act-incident-read = Så på hva som ble fortalt om hendelser
verify-incidents = { $n } sett på: hendelser meldt i tide eller begrunnet, virksomheter varslet, planen høyst tolv måneder gammel
verify-incidents-none = ennå ingen hendelse og ingen plan
verify-fault-incident-unreported = etter 72 timer verken meldt eller begrunnet
verify-fault-incident-unexplained = meldt for sent uten begrunnelse
verify-fault-incident-plan-old = hendelsesplanen er eldre enn tolv måneder
verify-fault-incident-untold = en virksomhet fikk ikke beskjed, eller brevet mangler
clause-38 = Hendelser skrives ned, meldes og formidles
field-title = Tittel
field-what = Hva skjedde
field-severity = Alvor
field-categories = Kategorier av opplysninger
field-tenants = Virksomheter
field-people = Personer, omtrent
field-aware_at = Oppdaget
field-at = Når
field-why_late = Hvorfor det var for sent
field-until = Til
