nav-sub-processors = Underdatabehandlere
sub-processors-title = Underdatabehandlere
sub-processors-intro = De som får virksomheters data utenom virksomhetene selv og den som driver tjenesten. Hver er bundet av en kontrakt; ingen andre får noe.
sub-processors-empty = Ingen: ingen data forlater driftsansvarliges egne maskiner og nettverk til andre.
sub-processors-inside = På driftsansvarliges eget nettverk eller ikke i bruk
sub-processors-inside-intro = Dette går ingen andre steder: En tjener utenfor nettverket avvises så lenge den ikke står ovenfor.
sub-processors-none-of = Ikke underdatabehandlere
sub-processors-none-of-intro = Det som går til tjenere som virksomheten selv eller en avsender har valgt, og til maskinens eget nettverk.
sub-processors-changes = Endringer
sub-processors-no-changes = Ingen ennå.
sub-processors-feed = Endringer som strøm (Atom)
sub-processors-updated = Sist endret { $day }.
sub-processors-public = Offentlig side
sub-processors-ahead = Varslet: fra { $day }
sub-processors-add = Før inn en underdatabehandler
sub-processor-active = aktiv
sub-processor-announced = varslet, fra { $day }
sub-processor-ended = avsluttet
sub-processor-does = Hva den gjør
sub-processor-place = Hvor dataene er
sub-processor-whose = Hvem sin den er
sub-processor-own = Driftsansvarliges egen tjener
sub-processor-transfer = Grunnlag for overføringen
sub-processor-contract = Kontrakt
sub-processor-contract-days = av { $on }, til { $until }
sub-processor-contract-open = av { $on }, uten utløp
sub-processor-measures = Tekniske og organisatoriske tiltak
sub-processor-none = ingen
sub-processor-from = Gjelder fra
sub-processor-becomes = Fra { $day }
sub-processor-name = Virksomhetens navn
sub-processor-ways = Hva som fører dit
sub-processor-hosts = Verter
sub-processor-hosts-hint = Én på hver linje. «*.» står for ethvert navn foran det som følger.
sub-processor-country = Land
sub-processor-country-hint = To bokstaver, for eksempel SE.
sub-processor-town = By eller region
sub-processor-proof = Hva som viser at beslutningen omfatter den
sub-processor-proof-hint = Bare der en beslutning omfatter noen mottakere, som i USA og Canada.
sub-processor-module = Klausulenes modul
sub-processor-clauses-on = Klausuler undertegnet
sub-processor-assessment = Referanse til vurderingen av overføringen
sub-processor-contract-on = Kontrakt undertegnet
sub-processor-contract-until = Kontraktens siste dag
sub-processor-contract-until-hint = Tomt: den utløper ikke. Deretter går ingenting mer dit.
sub-processor-flows-down = Kontrakten binder den til det som binder oss
sub-processor-is-own = Det er vår egen tjener på en offentlig adresse og ingen annens
sub-processor-in-use = I bruk siden
sub-processor-in-use-hint = Bare for det som var i bruk før registeret, innen en uke etter den første posten. Virksomhetene får beskjed.
sub-processor-notice = Det virksomhetene kan innvende mot, meldes til administratorene deres på e-post og gjelder etter { $days } dager.
sub-processor-save = Før inn
sub-processor-said = Hva som gjelder
sub-processor-change = Skriv noe annet
sub-processor-history = Alt som er ført inn
sub-processor-end = Ta den ut
sub-processor-end-intro = Deretter får den ikke mer. Det som er ført inn, kan fortsatt leses.
sub-processor-stopped = Den får ingenting: { $why }.
transfer-not-needed = Ikke nødvendig: dataene blir i EØS
transfer-adequacy = EU-kommisjonens beslutning om tilstrekkelig beskyttelsesnivå ({ $decision })
transfer-clauses = Standard personvernbestemmelser, modul { $module }, av { $day }; vurdering { $assessment }
transfer-by-adequacy = En beslutning om tilstrekkelig beskyttelsesnivå fra EU-kommisjonen
transfer-by-clauses = Standard personvernbestemmelser
stop-unregistered = ingen har ført den inn
stop-not-yet-active = varslet og ikke aktiv ennå
stop-ended = tatt ut
stop-contract-missing = ingen kontrakt er oppgitt
stop-contract-expired = kontrakten er utløpt
stop-obligations-missing = kontrakten viderefører ikke forpliktelsene eller nevner ingen tiltak
stop-transfer-missing = utenfor EØS uten grunnlag for overføringen
stop-not-adequate = ingen beslutning sier at landet verner data like godt
stop-adequacy-lost = beslutningen om tilstrekkelig beskyttelsesnivå gjelder ikke lenger
stop-residency = en virksomhet holder dataene sine i EØS
register-intro = De som får data utenom virksomhetene og deg. Ingenting forlater ditt eget nettverk til noen som ikke står her med en gyldig kontrakt.
register-news-new = Ny: { $who } ({ $what }), { $place }. Aktiv fra { $day }.
register-news-changed = Endret: { $who } ({ $what }), { $place }. Gjelder fra { $day }.
register-news-in-use = Ført inn: { $who } ({ $what }), { $place }. Den var i bruk før denne listen.
register-news-first = Ført inn: { $who } ({ $what }), { $place }.
register-news-kept = { $who } ({ $what }), { $place }: kontrakt eller referanser fornyet.
residency-title = Hvor dataene deres blir
residency-intro = Hvis data blir i EØS, går ingenting fra virksomheten til en underdatabehandler andre steder, og eksterne bilder i e-poster hentes ikke, fordi ingen vet hvor de ligger. Deres egne e-posttjenere velger dere selv.
residency-outside = Disse er utenfor og får da ingenting fra dere:
residency-installation = Denne installasjonen er i { $country }.
residency-installation-unknown = Driftsansvarlige har ikke oppgitt i hvilket land installasjonen er.
residency-only-eea = Våre data blir i EØS
residency-save = Lagre
residency-changed = Endret { $day }
objection-words = Hvorfor dere innvender
objection-hint = Driftsansvarlige leser den og svarer dere. Innvendingen lagres med tidspunkt.
objection-send = Innvend
objection-made = Dere innvendte { $day }.
objections-title = Hva virksomheter innvender mot
countries-title = Land som verner data like godt
countries-intro = Etter EU-kommisjonens beslutning. Faller en beslutning, så ta landet ut: De som bare er der i kraft av den, får straks ikke mer.
countries-decision = Beslutning
countries-counts = Gjelder
countries-yes = ja
countries-no = nei
countries-reason = Hvilken beslutning, eller hva som opphevet den
countries-take-out = Ta ut
countries-put-in = Sett inn
way-imap = Hente e-post fra en postboks
way-data-imap = Postboksens innlogging; kopier av sendte svar
way-smtp = Sende svar fra en postboks
way-data-smtp = Postboksens innlogging; avsender og mottakere; svaret
way-operator-mail = Sende tjenestens egen e-post
way-data-operator-mail = Mottakerens navn og adresse; invitasjoner, lenker, varsler med saksnumre, brev om forespørsler; aldri e-posten i en sak
way-clamd = Skanne e-post for virus
way-data-clamd = Hele e-posten
way-dns = Finne tjenere og nøkler etter navn
way-data-dns = Navn på tjenere og på domener som har signert nye e-poster
way-autoconfig = Finne en postboks’ tjenere
way-data-autoconfig = Postboksens domene
way-images = Vise eksterne bilder i en e-post når en medarbeider ber om det
way-data-images = Bildets adresse; at e-posten ble åpnet
way-oauth = Koble til en postboks med leverandørens tillatelse
way-data-oauth = Det leverandøren kjenner tjenesten på; postboksens koder og token
way-gmail = Hente og sende e-post fra en postboks hos Google
way-data-gmail = Et token for postboksen; avsender og mottakere; svaret
way-graph = Hente og sende e-post fra en postboks hos Microsoft 365
way-data-graph = Et token for postboksen; avsender og mottakere; svaret
way-s3 = Oppbevare sikkerhetskopier
way-data-s3 = Sikkerhetskopier, forseglet under en nøkkel som aldri forlater tjenesten ukryptert; hvor store de er, og når de lages
way-whom-tenant-server = Til en tjener som virksomheten har valgt og er ansvarlig for
way-whom-operator-service = Til driftsansvarliges egen tjener
way-whom-network = Til navnetjeneren i maskinens eget nettverk
way-whom-named-by-sender = Til en tjener som e-postens avsender har angitt
connect-egress-not-active = Denne underdatabehandleren er varslet og får ingenting ennå.
connect-egress-contract = Det finnes ingen gyldig kontrakt med denne underdatabehandleren.
connect-egress-transfer = Det finnes ikke grunnlag for å overføre data til det landet.
connect-egress-residency = Virksomheten deres holder dataene sine i EØS.
rule-in-use = er bare mulig i registerets første uke og med en dag før det
rule-country-eea = hører til EØS
rule-adapter = er ingen vei ut som kan føre til en underdatabehandler
rule-module = må være fra 1 til 4
field-service = Hva den gjør
field-adapters = Hva som fører dit
field-hosts = Verter
field-place = By eller region
field-transfer = Grunnlag for overføringen
field-proof = Hva som viser at beslutningen omfatter den
field-module = Klausulenes modul
field-clauses_on = Klausuler undertegnet
field-assessment = Vurdering av overføringen
field-contract = Kontrakt
field-contract_on = Kontrakt undertegnet
field-contract_until = Kontraktens siste dag
field-measures = Tiltak
field-in_use_since = I bruk siden
act-register-read = Leste registeret over underdatabehandlere
act-register-change = Endret registeret over underdatabehandlere
act-register-tell = Ga administratorer beskjed om en underdatabehandler
act-objection-make = Innvendte mot en underdatabehandler
act-objection-keep = Lagret en innvending mot en underdatabehandler
act-objection-forget = Glemte en innvending fra en virksomhet som er borte
act-residency-read = Så hvor data blir
act-residency-change = Sa om data blir i EØS
alert-rule-egress-refused = Noe ville til et sted som ingen har ført inn
alert-rule-egress-stopped = En vei ut er stoppet
alert-rule-sub-processor-objection = En virksomhet innvender mot en underdatabehandler
alert-why-egress-refused = En forbindelse til en tjener utenfor driftsansvarliges eget nettverk ble avvist: Den står ikke i registeret over underdatabehandlere, er ikke aktiv ennå eller er tatt ut. Ingenting ble sendt.
alert-why-egress-stopped = Mottakeren får ikke mer: Kontrakten er utløpt eller ufullstendig, grunnlaget for overføring til landet er borte, eller en virksomhet holder dataene sine i EØS.
alert-why-sub-processor-objection = En administrator i virksomheten har innvendt innen varselfristen. Ordene står i registeret.
alert-do-egress-refused = Driftsansvarlig: Se under Underdatabehandlere eller med «deskhero check» hvilken vei det er. Skal det dit, før inn underdatabehandleren; virksomhetene får beskjed først. Hvis ikke, finn ut hvem som satte det opp.
alert-do-egress-stopped = Driftsansvarlig: Forny kontrakten eller overføringsgrunnlaget og før det inn under Underdatabehandlere, eller bruk en annen. Til da venter sikkerhetskopier, skanninger eller e-post den veien.
alert-do-sub-processor-objection = Les den under Underdatabehandlere og svar virksomheten før dagen kommer.
mail-register-subject = { $company }: en underdatabehandler for helpdesken deres
alert-count-egress-refused = { $count ->
    [one] { $count } forsøk
   *[other] { $count } forsøk
}
alert-count-egress-stopped = { $count ->
    [one] { $count } vei ut
   *[other] { $count } veier ut
}
alert-count-sub-processor-objection = { $count ->
    [one] { $count } innvending
   *[other] { $count } innvendinger
}
mail-register-ahead-text =
    Hei { $name }

    Fra { $day } skal { $who } være underdatabehandler for tjenesten som { $company } bruker til e-posten sin ({ $what }; dataene er i { $country }). Fram til da får den ingenting.

    Her kan dere lese hva som står om den, og innvende:
    { $link }
mail-register-in-use-text =
    Hei { $name }

    { $who } er underdatabehandler for tjenesten som { $company } bruker til e-posten sin ({ $what }; dataene er i { $country }). Den var i bruk før det fantes et register, og er nå ført inn.

    Her kan dere lese hva som står om den:
    { $link }
verify-registered = { $n } endringer av registeret over underdatabehandlere: signert, hver på sin plass, ingen mangler
verify-leaving = { $n } veier ut og dager de ble brukt: hver er kjent og sier hva den sender, og ingen trener en modell
verify-bound = { $n } underdatabehandlere: den som ikke har gyldig kontrakt eller grunnlag, får ingenting, og det er meldt
verify-announced = { $n } varsler og bruk: ingen for tidlig, og virksomhetene fikk beskjed
verify-resident = { $n } virksomheter har sagt hvor dataene deres blir, og det står som de sa
verify-fault-register = registeret over underdatabehandlere er ikke det som ble signert
verify-fault-register-short = slutten av registeret mangler
verify-fault-unknown-way = noe forlot systemet på en vei som denne versjonen ikke har
verify-fault-not-stopped = den som ikke får noe, er ikke notert som det
verify-fault-sent-early = noe forlot systemet før noen kunne få det
verify-fault-not-ahead = det gjelder før varselfristen er ute
verify-fault-not-announced = en virksomhet fikk ikke beskjed
verify-fault-residency = hvor data blir, er ikke det virksomheten sa
clause-27 = Postboksdata selges eller deles ikke til reklame eller markedsføring
clause-28 = Data går bare til underdatabehandlere på listen
clause-29 = Bare det nødvendige sendes
clause-30 = Underdatabehandlere er bundet av de samme forpliktelsene
clause-50 = Ingenting overføres for å utvikle generelle modeller
clause-53 = Ingenting går til eksterne KI-tjenester
clause-76 = Utlevering til underdatabehandlere følger registeret
clause-79 = Listen over underdatabehandlere er offentlig
clause-80 = Endringer av listen varsles
clause-81 = Underdatabehandlere er bundet av kontrakt
clause-83 = En virksomhet kan holde dataene sine i EØS
clause-84 = Standard personvernbestemmelser der det trengs
clause-85 = Beslutninger om tilstrekkelig beskyttelsesnivå, og hva et bortfall stopper
