nav-sub-processors = Underdatabehandlere
sub-processors-title = Underdatabehandlere
sub-processors-intro = De, der får virksomheders data ud over virksomhederne selv og den, der driver tjenesten. Hver er bundet af en kontrakt; ingen andre får noget.
sub-processors-empty = Ingen: ingen data forlader driftsansvarliges egne maskiner og netværk til andre.
sub-processors-inside = På driftsansvarliges eget netværk eller ikke i brug
sub-processors-inside-intro = Dette går ingen andre steder hen: En server uden for netværket afvises, så længe den ikke står ovenfor.
sub-processors-none-of = Ikke underdatabehandlere
sub-processors-none-of-intro = Det, der går til servere, som virksomheden selv eller en afsender har valgt, og til maskinens eget netværk.
sub-processors-changes = Ændringer
sub-processors-no-changes = Ingen endnu.
sub-processors-feed = Ændringer som feed (Atom)
sub-processors-updated = Senest ændret { $day }.
sub-processors-public = Offentlig side
sub-processors-ahead = Varslet: fra { $day }
sub-processors-add = Skriv en underdatabehandler ind
sub-processor-active = aktiv
sub-processor-announced = varslet, fra { $day }
sub-processor-ended = afsluttet
sub-processor-does = Hvad den gør
sub-processor-place = Hvor data er
sub-processor-whose = Hvis den er
sub-processor-own = Driftsansvarliges egen server
sub-processor-transfer = Grundlag for overførslen
sub-processor-contract = Kontrakt
sub-processor-contract-days = af { $on }, indtil { $until }
sub-processor-contract-open = af { $on }, uden udløb
sub-processor-measures = Tekniske og organisatoriske foranstaltninger
sub-processor-none = ingen
sub-processor-from = Gælder fra
sub-processor-becomes = Fra { $day }
sub-processor-name = Virksomhedens navn
sub-processor-ways = Hvad der fører dertil
sub-processor-hosts = Værter
sub-processor-hosts-hint = Én på hver linje. »*.« står for ethvert navn foran det, der følger.
sub-processor-country = Land
sub-processor-country-hint = To bogstaver, for eksempel SE.
sub-processor-town = By eller region
sub-processor-proof = Hvad der viser, at afgørelsen omfatter den
sub-processor-proof-hint = Kun hvor en afgørelse omfatter nogle modtagere, som i USA og Canada.
sub-processor-module = Klausulernes modul
sub-processor-clauses-on = Klausuler underskrevet
sub-processor-assessment = Reference til vurderingen af overførslen
sub-processor-contract-on = Kontrakt underskrevet
sub-processor-contract-until = Kontraktens sidste dag
sub-processor-contract-until-hint = Tom: den udløber ikke. Derefter går der ikke mere dertil.
sub-processor-flows-down = Kontrakten binder den til det, der binder os
sub-processor-is-own = Det er vores egen server på en offentlig adresse og ingen andens
sub-processor-in-use = I brug siden
sub-processor-in-use-hint = Kun for det, der var i brug før registret, inden for en uge efter den første post. Virksomhederne får besked.
sub-processor-notice = Det, virksomhederne har indsigelsesret over, meddeles deres administratorer pr. mail og gælder efter { $days } dage.
sub-processor-save = Skriv ind
sub-processor-said = Hvad der gælder
sub-processor-change = Skriv noget andet
sub-processor-history = Alt, hvad der er skrevet ind
sub-processor-end = Tag den ud
sub-processor-end-intro = Derefter får den ikke mere. Det, der er skrevet ind, kan stadig læses.
sub-processor-stopped = Den får intet: { $why }.
transfer-not-needed = Ikke nødvendigt: data bliver i EØS
transfer-adequacy = Europa-Kommissionens afgørelse om tilstrækkeligt beskyttelsesniveau ({ $decision })
transfer-clauses = Standardkontraktbestemmelser, modul { $module }, af { $day }; vurdering { $assessment }
transfer-by-adequacy = En afgørelse om tilstrækkeligt beskyttelsesniveau fra Europa-Kommissionen
transfer-by-clauses = Standardkontraktbestemmelser
stop-unregistered = ingen har skrevet den ind
stop-not-yet-active = varslet og endnu ikke aktiv
stop-ended = taget ud
stop-contract-missing = der er ikke angivet nogen kontrakt
stop-contract-expired = kontrakten er udløbet
stop-obligations-missing = kontrakten viderefører ikke forpligtelserne eller nævner ingen foranstaltninger
stop-transfer-missing = uden for EØS uden grundlag for overførslen
stop-not-adequate = ingen afgørelse siger, at landet beskytter data lige så godt
stop-adequacy-lost = afgørelsen om tilstrækkeligt beskyttelsesniveau gælder ikke længere
stop-residency = en virksomhed holder sine data i EØS
register-intro = De, der får data ud over virksomhederne og dig. Intet forlader dit eget netværk til nogen, som ikke står her med en gyldig kontrakt.
register-news-new = Ny: { $who } ({ $what }), { $place }. Aktiv fra { $day }.
register-news-changed = Ændret: { $who } ({ $what }), { $place }. Gælder fra { $day }.
register-news-in-use = Skrevet ind: { $who } ({ $what }), { $place }. Den var i brug før denne liste.
register-news-first = Skrevet ind: { $who } ({ $what }), { $place }.
register-news-kept = { $who } ({ $what }), { $place }: kontrakt eller referencer fornyet.
residency-title = Hvor jeres data bliver
residency-intro = Hvis data bliver i EØS, går intet fra virksomheden til en underdatabehandler andre steder, og eksterne billeder i mails hentes ikke, fordi ingen ved, hvor de ligger. Jeres egne mailservere vælger I selv.
residency-outside = Disse er udenfor og får da intet fra jer:
residency-installation = Denne installation er i { $country }.
residency-installation-unknown = Driftsansvarlige har ikke oplyst, i hvilket land installationen er.
residency-only-eea = Vores data bliver i EØS
residency-save = Gem
residency-changed = Ændret { $day }
objection-words = Hvorfor I gør indsigelse
objection-hint = Driftsansvarlige læser den og svarer jer. Indsigelsen gemmes med tidspunkt.
objection-send = Gør indsigelse
objection-made = I gjorde indsigelse { $day }.
objections-title = Hvad virksomheder gør indsigelse mod
countries-title = Lande, der beskytter data lige så godt
countries-intro = Efter Europa-Kommissionens afgørelse. Falder en afgørelse, så tag landet ud: De, der kun er der i kraft af den, får straks ikke mere.
countries-decision = Afgørelse
countries-counts = Gælder
countries-yes = ja
countries-no = nej
countries-reason = Hvilken afgørelse, eller hvad der ophævede den
countries-take-out = Tag ud
countries-put-in = Sæt ind
way-imap = Hente mail fra en postkasse
way-data-imap = Postkassens login; kopier af sendte svar
way-smtp = Sende svar fra en postkasse
way-data-smtp = Postkassens login; afsender og modtagere; svaret
way-operator-mail = Sende tjenestens egen mail
way-data-operator-mail = Navn og adresse på modtageren; invitationer, links, meddelelser med sagsnumre, breve om anmodninger; aldrig en sags mail
way-clamd = Scanne mail for virus
way-data-clamd = Hele mailen
way-dns = Finde servere og nøgler ved navn
way-data-dns = Navne på servere og på domæner, der har signeret nye mails
way-autoconfig = Finde en postkasses servere
way-data-autoconfig = Postkassens domæne
way-images = Vise eksterne billeder i en mail, når en medarbejder beder om det
way-data-images = Billedets adresse; at mailen blev åbnet
way-oauth = Forbinde en postkasse med udbyderens tilladelse
way-data-oauth = Det, udbyderen kender tjenesten på; postkassens koder og tokens
way-gmail = Hente og sende mail fra en postkasse hos Google
way-data-gmail = Et token til postkassen; afsender og modtagere; svaret
way-graph = Hente og sende mail fra en postkasse hos Microsoft 365
way-data-graph = Et token til postkassen; afsender og modtagere; svaret
way-s3 = Opbevare sikkerhedskopier
way-data-s3 = Sikkerhedskopier, forseglet under en nøgle, der aldrig forlader tjenesten ukrypteret; hvor store de er, og hvornår de laves
way-whom-tenant-server = Til en server, som virksomheden har valgt og er ansvarlig for
way-whom-operator-service = Til driftsansvarliges egen server
way-whom-network = Til navneserveren i maskinens eget netværk
way-whom-named-by-sender = Til en server, som mailens afsender har angivet
connect-egress-not-active = Denne underdatabehandler er varslet og får intet endnu.
connect-egress-contract = Der er ingen gyldig kontrakt med denne underdatabehandler.
connect-egress-transfer = Der er intet grundlag for at overføre data til det land.
connect-egress-residency = Jeres virksomhed holder sine data i EØS.
rule-in-use = er kun muligt i registrets første uge og med en dag før det
rule-country-eea = hører til EØS
rule-adapter = er ingen vej ud, der kan føre til en underdatabehandler
rule-module = skal være fra 1 til 4
field-service = Hvad den gør
field-adapters = Hvad der fører dertil
field-hosts = Værter
field-place = By eller region
field-transfer = Grundlag for overførslen
field-proof = Hvad der viser, at afgørelsen omfatter den
field-module = Klausulernes modul
field-clauses_on = Klausuler underskrevet
field-assessment = Vurdering af overførslen
field-contract = Kontrakt
field-contract_on = Kontrakt underskrevet
field-contract_until = Kontraktens sidste dag
field-measures = Foranstaltninger
field-in_use_since = I brug siden
act-register-read = Læste registret over underdatabehandlere
act-register-change = Ændrede registret over underdatabehandlere
act-register-tell = Gav administratorer besked om en underdatabehandler
act-objection-make = Gjorde indsigelse mod en underdatabehandler
act-objection-keep = Gemte en indsigelse mod en underdatabehandler
act-objection-forget = Glemte en indsigelse fra en virksomhed, der er væk
act-residency-read = Så, hvor data bliver
act-residency-change = Sagde, om data bliver i EØS
alert-rule-egress-refused = Noget ville til et sted, som ingen har skrevet ind
alert-rule-egress-stopped = En vej ud er stoppet
alert-rule-sub-processor-objection = En virksomhed gør indsigelse mod en underdatabehandler
alert-why-egress-refused = En forbindelse til en server uden for driftsansvarliges eget netværk blev afvist: Den står ikke i registret over underdatabehandlere, er endnu ikke aktiv eller er taget ud. Intet blev sendt.
alert-why-egress-stopped = Modtageren får ikke mere: Kontrakten er udløbet eller ufuldstændig, grundlaget for overførsel til landet er væk, eller en virksomhed holder sine data i EØS.
alert-why-sub-processor-objection = En administrator i virksomheden har gjort indsigelse inden for varslet. Ordene står i registret.
alert-do-egress-refused = Driftsansvarlig: Se under Underdatabehandlere eller med »deskhero check«, hvilken vej det er. Skal det derhen, så skriv underdatabehandleren ind; virksomhederne får først besked. Hvis ikke, så find ud af, hvem der satte det op.
alert-do-egress-stopped = Driftsansvarlig: Forny kontrakten eller overførselsgrundlaget, og skriv det ind under Underdatabehandlere, eller brug en anden. Indtil da venter sikkerhedskopier, scanninger eller mail ad den vej.
alert-do-sub-processor-objection = Læs den under Underdatabehandlere, og svar virksomheden, før dagen kommer.
mail-register-subject = { $company }: en underdatabehandler til jeres helpdesk
alert-count-egress-refused = { $count ->
    [one] { $count } forsøg
   *[other] { $count } forsøg
}
alert-count-egress-stopped = { $count ->
    [one] { $count } vej ud
   *[other] { $count } veje ud
}
alert-count-sub-processor-objection = { $count ->
    [one] { $count } indsigelse
   *[other] { $count } indsigelser
}
mail-register-ahead-text =
    Hej { $name }

    Fra { $day } skal { $who } være underdatabehandler for den tjeneste, som { $company } bruger til sin mail ({ $what }; data er i { $country }). Indtil da får den intet.

    Her kan I læse, hvad der står om den, og gøre indsigelse:
    { $link }
mail-register-in-use-text =
    Hej { $name }

    { $who } er underdatabehandler for den tjeneste, som { $company } bruger til sin mail ({ $what }; data er i { $country }). Den var i brug, før der var et register, og er nu skrevet ind.

    Her kan I læse, hvad der står om den:
    { $link }
verify-registered = { $n } ændringer af registret over underdatabehandlere: underskrevet, hver på sin plads, ingen mangler
verify-leaving = { $n } veje ud og dage, hvor de blev brugt: hver er kendt og siger, hvad den sender, og ingen træner en model
verify-bound = { $n } underdatabehandlere: den, der ikke har en gyldig kontrakt eller et grundlag, får intet, og det er meddelt
verify-announced = { $n } varsler og brug: ingen for tidligt, og virksomhederne fik besked
verify-resident = { $n } virksomheder har sagt, hvor deres data bliver, og det står, som de sagde
verify-fault-register = registret over underdatabehandlere er ikke det, der blev underskrevet
verify-fault-register-short = slutningen af registret mangler
verify-fault-unknown-way = noget forlod systemet ad en vej, som denne version ikke har
verify-fault-not-stopped = den, der intet får, er ikke noteret som sådan
verify-fault-sent-early = noget forlod systemet, før nogen måtte få det
verify-fault-not-ahead = det gælder, før varslet er udløbet
verify-fault-not-announced = en virksomhed fik ikke besked
verify-fault-residency = hvor data bliver, er ikke det, virksomheden sagde
clause-27 = Postkassedata sælges eller deles ikke til reklame eller markedsføring
clause-28 = Data går kun til underdatabehandlere på listen
clause-29 = Kun det nødvendige sendes
clause-30 = Underdatabehandlere er bundet af de samme forpligtelser
clause-50 = Intet overføres til udvikling af generelle modeller
clause-53 = Intet går til eksterne AI-tjenester
clause-76 = Videregivelse til underdatabehandlere følger registret
clause-79 = Listen over underdatabehandlere er offentlig
clause-80 = Ændringer af listen varsles
clause-81 = Underdatabehandlere er bundet af kontrakt
clause-83 = En virksomhed kan holde sine data i EØS
clause-84 = Standardkontraktbestemmelser, hvor det er nødvendigt
clause-85 = Afgørelser om tilstrækkeligt beskyttelsesniveau, og hvad et bortfald stopper
