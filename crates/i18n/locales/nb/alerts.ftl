# Alerts: what the rules on the audit log found
alerts-title = Alarmer
alerts-intro = Regler følger revisjonsloggen og slår alarm når noe er uvanlig. En alarm anklager ingen: Noen ser på den og skriver her hva som kom ut av det.
alerts-intro-system = Det reglene har funnet i loggen for dette systemet, og om loggene til virksomhetene. Det virksomhetenes egne folk gjør der, får administratorene deres vite om.
alerts-empty = Ingenting venter på å bli sett på.
alerts-empty-hint = Når en regel finner noe, står det her innen et minutt, og administratorene får en e-post der operatørens e-post er satt opp.
alerts-empty-acknowledged = Ingenting er sett på ennå.
alerts-older = Eldre alarmer
alerts-all = Alle alarmer
alerts-times = { $count } ganger
alerts-who-operator = Den som drifter tjenesten
alerts-who-company = En konto i en virksomhet
alerts-who-gone = En tidligere medarbeider
alerts-who-log = Selve loggen
alerts-who-nobody = En oppbevaringsregel
alerts-who-mailbox = En frakoblet postkasse
alerts-who-request = En anmodning om noens opplysninger
alerts-who-hold = En slettesperre
alerts-about = Om:
alerts-found = Hva som ble funnet
alerts-counted = Talt
alerts-first = Først
alerts-last = Sist
alerts-entries = Oppføringer i revisjonsloggen
alerts-entries-more = De femti nyeste.
alerts-entry = Oppføring { $number }
alerts-look = Sett på
alerts-looked = Sett på
alerts-note = Hva som kom ut av det
alerts-note-hint = Det blir stående ved alarmen i ett år. Neste gang regelen finner noe, blir det en ny alarm.
alerts-acknowledge = Jeg har sett på den
alerts-settings = Grenser
alerts-settings-intro = Når reglene slår alarm. Hver endring står i revisjonsloggen med sin egen versjon.
alerts-bulk-hint = En samtale eller en person teller én gang, uansett hvor ofte den åpnes. Det en liste viser, teller en tjuefemdel. Det som hentes på forhånd, og filer teller en femdel.
alerts-bulk-records = Samtaler og personer, høyst
alerts-bulk-minutes = Innen så mange minutter
alerts-others = Eksporter og avslag
alerts-exports = Eksporter fra én konto innen en time, høyst
alerts-refusals = Avslag for én konto, høyst
alerts-refusal-minutes = Innen så mange minutter
alerts-hours = Arbeidstid
alerts-hours-hint = Den som åpner en samtale eller en person, søker eller eksporterer utenfor arbeidstiden, utløser en alarm.
alerts-hours-on = Slå alarm utenfor arbeidstiden
alerts-hours-from = Fra
alerts-hours-until = Til
alerts-hours-zone = Tidssone
alerts-hours-days = Dager
alerts-save = Lagre grenser
alerts-version = Versjon { $number }
alert-state-open = Åpen
alert-state-acknowledged = Sett på
alert-rule-retention-notice = En oppbevaringsregel venter: Forhåndsvarselet nådde ingen
alert-rule-mailbox-ends = E-posten fra en frakoblet postkasse blir slettet
alert-rule-request-due = En anmodning har snart frist
alert-rule-hold-review = En slettesperre skal ses på igjen
alert-rule-returns = Operatørpostens postkasse kan ikke leses
alert-rule-bulk-reading = Lesing i store mengder
alert-rule-exports = Mange eksporter
alert-rule-off-hours = Lesing utenfor arbeidstiden
alert-rule-other-tenant = Forespørsel om en annen virksomhets opplysninger
alert-rule-absent = Den ene id-en etter den andre som ikke finnes
alert-rule-refusals = Avvist gang på gang
alert-rule-operator = Operatøren åpnet opplysninger
alert-rule-checkpoint = Loggen er ikke den som ble signert
alert-rule-signing = Loggen kan ikke signeres
alert-rule-entry = En oppføring i loggen er endret
alert-rule-clock = Klokken går langt foran
alert-why-retention-notice = Forhåndsvarselet om en oppbevaringsregel nådde ingen administrator. Ingen kunne vite om det, så regelen venter: Det den ville ha slettet, lagres lenger enn virksomheten har bestemt.
alert-why-mailbox-ends = En postkasse ble frakoblet, eller leverandørens tillatelse opphørte. Det den tok imot, slettes for godt når dagene er over, høyst tretti, også i sikkerhetskopier. Deskhero kan ikke sende egen e-post her, så dette står i stedet for brevene som administratorer får etter den første, den sjuende og den tjueførste dagen.
alert-why-request-due = Noen har spurt om sine egne opplysninger og har ikke fått svar ennå. Loven gir en måned. Deskhero kan ikke sende egen e-post her, så dette står i stedet for brevene som administratorer får etter 20 og etter 28 dager.
alert-why-hold-review = Dagen som ble oppgitt da sperren ble lagt inn, er kommet. Den beholder opplysninger som ellers ville blitt slettet, og bare så lenge grunnen består.
alert-why-returns = I en time har postkassen under operator_mail.returns_host ikke kunnet leses. Inntil den kan det, forblir brev i tvil, og ingen får vite hvilke som kom tilbake.
alert-why-bulk-reading = Én konto, eller en av dens API-nøkler, åpnet flere samtaler og personer på kort tid enn det som er vanlig.
alert-why-exports = Én konto leverte ut flere eksporter innen en time enn det som er vanlig.
alert-why-off-hours = Noen åpnet en samtale eller en person, søkte eller eksporterte utenfor virksomhetens arbeidstid.
alert-why-other-tenant = Noen som er logget inn hos én virksomhet, oppga id-er som tilhører en annen: to eller flere innen en time, eller én fra et program eller for å gjøre noe med den. De fikk til svar at det ikke finnes. Virksomheten deres får heller ikke vite hvem en id tilhører.
alert-why-absent = Én konto spurte innen en time etter flere id-er enn vanlig som ikke viser til noe i virksomheten. Den gjetter kanskje, eller har dem fra et annet sted.
alert-why-refusals = Én konto ba gang på gang om noe den ikke har tilgang til.
alert-why-operator = Den som drifter tjenesten, åpnet noe som er virksomhetens. Dere får beskjed hver gang.
alert-why-checkpoint = Det som ligger på kontrollpunktenes andre lagringssted, er ikke det som står i databasen: Oppføringer er endret, eller loggen er kuttet.
alert-why-signing = Loggens hode kunne ikke signeres eller skrives til det andre lagringsstedet.
alert-why-entry = En oppføring lar seg ikke åpne: Den er ikke det som ble skrevet.
alert-why-clock = Maskinens klokke går mer enn tre dager foran der den sist ble sett. En feil klokke ville få alle frister til å løpe ut på én gang, så ingen løper ut nå: verken for oppbevaringsregler, lovpålagt oppbevaring, frakoblede postkasser, avsluttede kontoer eller gamle sikkerhetskopier.
alert-do-retention-notice = Under Oppbevaring er regelen som venter, merket. Administratorer: Sørg for at en administrator er aktiv og har en adresse som tar imot e-post. Operatør: Sørg for at operatørens e-post blir sendt. Da begynner forhåndsvarselet på nytt av seg selv.
alert-do-mailbox-ends = Under Postkasser viser postkassen dagen. Inntil da kan den som vil beholde e-posten, koble den til igjen eller eksportere den.
alert-do-request-due = Under Anmodninger står den som har frist først, øverst. Avgjør den, utfør den og send brevet; eller forleng fristen med en begrunnelse.
alert-do-hold-review = Under Slettinger er sperrene som skal ses på, merket. Opphev dem som det ikke lenger er grunn til; oppgi for de andre når de skal ses på igjen.
alert-do-returns = «deskhero check» sier hva som er galt: serveren, sertifikatet eller passordet. Så snart den kan leses, fortsetter alt av seg selv.
alert-do-bulk-reading = Spør personen om vedkommende sto bak. Hvis ingen vet noe om det, deaktiver kontoen og trekk tilbake API-nøklene.
alert-do-exports = Spør personen om vedkommende sto bak, og for hvilken anmodning.
alert-do-off-hours = Spør personen om vedkommende sto bak.
alert-do-other-tenant = En slik id kommer man ikke over i vanlig arbeid: Finn ut hvor kontoen har den fra. Én enkelt side som åpnes med en lenke noen har sendt, utløser ingen alarm.
alert-do-absent = Spør personen, eller den som drifter programmet, hvor id-ene kommer fra. En utdatert liste kan også være årsaken. Hvis ingen vet noe om det, deaktiver kontoen og trekk tilbake API-nøklene.
alert-do-refusals = Det kan være et program med for liten rolle, eller noen som kjenner på dørene.
alert-do-operator = Spør operatøren hva det var til, og ta vare på svaret her.
alert-do-checkpoint = Operatøren kontrollerer loggen med «deskhero audit verify» og finner ut hvem som kunne skrive til databasen.
alert-do-signing = Operatøren ser på mappen med kontrollpunkter: Finnes den, kan den skrives til, er den full?
alert-do-entry = Operatøren kontrollerer loggen med «deskhero audit verify» og finner ut hvem som kunne skrive til databasen.
alert-do-clock = Sammenlign maskinens klokke. Går den feil, så still den: Da fortsetter alt med en gang. Går den riktig, fordi ingenting har kjørt på flere dager, så si det med «deskhero clock --believe», eller vent: Etter et døgns drift blir den trodd.
alert-count-request-due = { $count ->
    [one] { $count } varsel
   *[other] { $count } varsler
}
alert-count-hold-review = { $count ->
    [one] { $count } gang
   *[other] { $count } ganger
}
alert-count-returns = { $count ->
    [one] { $count } feil
   *[other] { $count } feil
}
alert-count-mailbox-ends = { $count ->
    [one] { $count } varsel
   *[other] { $count } varsler
}
alert-count-retention-notice = { $count ->
    [one] { $count } regel
   *[other] { $count } regler
}
alert-count-bulk-reading = { $count ->
    [one] { $count } samtale eller person
   *[other] { $count } samtaler og personer
}
alert-count-exports = { $count ->
    [one] { $count } eksport
   *[other] { $count } eksporter
}
alert-count-off-hours = { $count ->
    [one] én gang
   *[other] { $count } ganger
}
alert-count-other-tenant = { $count ->
    [one] { $count } forespørsel
   *[other] { $count } forespørsler
}
alert-count-absent = { $count ->
    [one] { $count } id
   *[other] { $count } id-er
}
alert-count-refusals = { $count ->
    [one] { $count } avslag
   *[other] { $count } avslag
}
alert-count-operator = { $count ->
    [one] { $count } ting åpnet
   *[other] { $count } ting åpnet
}
alert-count-checkpoint = { $count ->
    [one] én gang
   *[other] { $count } ganger
}
alert-count-signing = { $count ->
    [one] én gang
   *[other] { $count } ganger
}
alert-count-entry = { $count ->
    [one] { $count } oppføring
   *[other] { $count } oppføringer
}
alert-count-clock = { $count ->
    [one] én gang
   *[other] { $count } ganger
}
nav-alerts = Alarmer
nav-alerts-open = { $count ->
    [one] én å se på
   *[other] { $count } å se på
}
rule-alert-number = Dette tallet er utenfor det som er mulig.
rule-alert-hours = Arbeidstiden må ha minst én dag, og kan ikke være hele tiden.
mail-alert-subject = Alarm: { $what }
mail-alert-text = Hei, { $name }

    En regel på revisjonsloggen til { $company } har funnet noe: { $what }.

    Se på det, og skriv der hva som kom ut av det:
    { $link }

    Det sendes én e-post for hver alarm. Det som blir funnet igjen innen en time, telles på den.
audit-version = Versjon { $number }
field-bulk_records = Samtaler og personer
field-bulk_minutes = Minutter for lesing i store mengder
field-exports = Eksporter
field-refusals = Avslag
field-refusal_minutes = Minutter for avslag
field-zone = Tidssone
field-hours = Arbeidstid
field-note = Hva som kom ut av det
