nav-assessments = Vurderinger
nav-access-reviews = Gennemgang af adgange
assess-title = Vurderinger
assess-intro = Mindst hver 90. dag vurderes dette system: Programmet ser på det, som det kan se, du besvarer resten, og rapporten signeres. Hvert punkt nævner det krav i OWASP ASVS 4.0.3, som det er dokumentation for.
assess-due = Den næste skal være færdig senest
assess-overdue = Den næste skulle have været færdig senest
assess-none = Intet er vurderet endnu.
assess-failed = { $count ->
    [one] { $count } ikke i orden
   *[other] { $count } ikke i orden
}
assess-run = Begynd en vurdering
assess-run-again = Se efter igen
assess-run-hint = Programmet ser på alt, som det kan se. Det, du har svaret, bliver stående.
assess-external = Notér en ekstern test
assess-external-hint = En penetrationstest eller en anden undersøgelse udefra. Den signeres med det samme og gemmes.
assess-on = Afsluttet den
assess-by = Af hvem
assess-summary = Hvad der blev testet og fundet
assess-open = Fund, der stadig er åbne
assess-open-none = ingen
assess-external-send = Notér
assess-kind-own = Egen vurdering
assess-kind-external = Ekstern test
assess-state-open = åben
assess-state-finished = afsluttet
assess-by-shell = på kommandolinjen
assess-begun = Begyndt
assess-answer-hint = Et nej, eller noget, der ikke er i orden, kræver en note: hvad der gøres ved det, og hvornår det er gjort.
assess-asked = Besvares af et menneske
assess-looked = Set af programmet
assess-evidence = Set:
assess-waits = venter
assess-note = Note
assess-note-what = Hvad der gøres ved det
assess-until = Senest
assess-save = Gem
assess-finish = Gem og afslut
assess-finish-hint = Så signeres rapporten, og derefter ændres intet mere.
assess-download = Hent den signerede rapport
assess-download-hint = Den nøjagtige tekst med signaturen og den nøgle, der beviser den.
assess-result-passed = i orden
assess-result-failed = ikke i orden
assess-result-yes = ja
assess-result-no = nej
assess-result-not-applicable = ikke relevant
assess-item-password-length = Adgangskoder er lange nok og må være meget lange
assess-item-sign-in-limits = Den, der gætter adgangskoder, må vente længere og længere
assess-item-password-hashes = Hver gemt adgangskode er hashet så langsomt, som der kræves i dag
assess-item-session-length = En session uden brug slutter inden for tredive dage
assess-item-session-cookies = Sessionscookies er bundet til deres vært, og intet script læser dem
assess-item-operator-tokens = Ingen operatørs token har været ubrugt i halvfems dage
assess-item-at-rest = Det, der er personligt, er forseglet, hvor det ligger
assess-item-audit-log = Revisionsloggen er hel
assess-item-backups = Den nyeste sikkerhedskopi er så ny, som planen siger
assess-item-documents = Hvert dokument er frigivet på ny inden for et år
assess-item-terms = Det, der har en frist, slettes, når den udløber
assess-item-browser-tls = Browsere når kun siderne via TLS
assess-item-mail-tls = Mailservere nås kun via TLS
assess-item-virus-scan = Indgående mail scannes for virus
assess-item-refused-hosts = Intet var på vej til en vært, som registret ikke nævner
assess-item-page-policy = Sider kører intet script ud over deres eget, og ingen indlejrer dem
assess-item-page-headers = Browsere gætter ingen typer og røber ingen adresser
assess-item-promises = Den seneste kontrol fandt intet løfte brudt
assess-item-threats = Trusler er gennemtænkt for det, der er ændret
assess-item-key-holders = Det vides, hvem der har hvilken nøgle, og hvordan hver udskiftes
assess-item-admin-access = Den, der når serverne, beviser det med to faktorer
assess-item-restore-tried = En sikkerhedskopi er lagt tilbage på prøve
assess-item-tls-tested = Adressens TLS er testet udefra
assess-item-alerts-read = Nogen læser alarmer inden for en arbejdsdag
assess-item-hardened = Servere er sat op så hærdet, som producenterne anbefaler
assess-item-up-to-date = Deskhero og alt derunder er opdateret
review-title = Gennemgang af adgange
review-intro = Gennemgå, hvem der har adgang: Hver person og hvert token bekræftes eller fjernes. Rapporten signeres og gemmes. To gange om året er en god vane.
review-intro-operators = Mindst hver 90. dag bekræftes eller fjernes hver operatør og hvert af deres tokens. Rapporten signeres og gemmes.
review-old = Den seneste gennemgang af, hvem der har adgang, er mere end 180 dage gammel.
review-none = Intet er gennemgået endnu.
review-one = Gennemgang
review-lines = { $count ->
    [one] { $count } linje
   *[other] { $count } linjer
}
review-removed = { $count ->
    [one] { $count } fjernet
   *[other] { $count } fjernet
}
review-waiting = { $count ->
    [one] { $count } venter
   *[other] { $count } venter
}
review-begin = Begynd en gennemgang
review-as-of = Som det var
review-teams = Teams:
review-since = der siden
review-used = sidst brugt
review-never-seen = aldrig logget ind
review-sessions = { $count ->
    [one] { $count } session
   *[other] { $count } sessioner
}
review-token = Token
review-keep = Bekræft
review-remove = Fjern
review-remove-what = { $name } deaktiveres med det samme: logges ud overalt, og alle vedkommendes tokens holder op med at virke.
review-remove-token = Tokenet { $name } holder op med at virke med det samme.
review-finish-hint = Hver linje er afgjort. Rapporten signeres, og derefter ændres intet mere.
review-finish = Afslut gennemgangen
review-decision-kept = bekræftet
review-decision-removed = fjernet
rule-review-own = kan ikke træffes om dig selv: en anden fjerner dig
mail-assessment-due-subject = En vurdering af Deskhero skal være færdig senest { $day }
mail-assessment-due-text = Hej { $name },

    hver 90. dag vurderes systemet. Den næste vurdering skal være færdig senest { $day }.

    { $link }
mail-assessment-overdue-subject = En vurdering af Deskhero er forfalden
mail-assessment-overdue-text = Hej { $name },

    vurderingen af systemet skulle have været færdig senest { $day }. Indtil den er det, er løftet om regelmæssige vurderinger brudt.

    { $link }
mail-review-due-subject = En gennemgang af operatørerne skal være færdig senest { $day }
mail-review-due-text = Hej { $name },

    hver 90. dag gennemgås det, hvilke operatører og tokens der har adgang. Den næste gennemgang skal være færdig senest { $day }.

    { $link }
mail-review-overdue-subject = En gennemgang af operatørerne er forfalden
mail-review-overdue-text = Hej { $name },

    gennemgangen af operatører og tokens skulle have været færdig senest { $day }.

    { $link }
act-assessment-list = Så på vurderinger
act-assessment-change = Vurderede dette system
act-assessment-remind = Mindede om en vurdering eller en gennemgang
act-review-list = Så på gennemgange af adgange
act-review-change = Gennemgik, hvem der har adgang
act-operator-remove = Deaktiverede en operatør
verify-assessments = { $n } set på: den seneste vurdering er højst 90 dage gammel, afsluttede rapporter er, som de blev signeret, det, der ikke var i orden, har en note, det, en gennemgang fjernede, er væk
verify-fault-assessment-old = den seneste afsluttede vurdering er mere end 90 dage gammel
verify-fault-assessment-report = en afsluttet rapport er ikke, som den blev signeret
verify-fault-assessment-unexplained = noget var ikke i orden, og ingen note siger, hvad der gøres ved det
verify-fault-review-access = noget, som en gennemgang fjernede, giver stadig adgang
clause-89 = Sikkerheden vurderes regelmæssigt, og det gennemgås, hvem der har adgang
field-on = Afsluttet den
field-by = Af hvem
field-summary = Hvad der blev testet og fundet
field-open = Fund, der stadig er åbne
field-item = Punkt
field-result = Svar
field-decision = Afgørelse
field-lines = Linjer
