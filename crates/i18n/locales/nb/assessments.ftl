nav-assessments = Vurderinger
nav-access-reviews = Tilgangsgjennomgang
assess-title = Vurderinger
assess-intro = Minst hver 90. dag vurderes dette systemet: Programmet ser på det som det kan se, du svarer på resten, og rapporten signeres. Hvert punkt oppgir kravet i OWASP ASVS 4.0.3 som det er dokumentasjon for.
assess-due = Den neste skal være ferdig innen
assess-overdue = Den neste skulle vært ferdig innen
assess-none = Ingenting er vurdert ennå.
assess-failed = { $count ->
    [one] { $count } ikke i orden
   *[other] { $count } ikke i orden
}
assess-run = Begynn en vurdering
assess-run-again = Se etter igjen
assess-run-hint = Programmet ser på alt som det kan se. Det du har svart, blir stående.
assess-external = Noter en ekstern test
assess-external-hint = En penetrasjonstest eller en annen undersøkelse utenfra. Den signeres straks og oppbevares.
assess-on = Avsluttet den
assess-by = Av hvem
assess-summary = Hva som ble testet og funnet
assess-open = Funn som fortsatt er åpne
assess-open-none = ingen
assess-external-send = Noter
assess-kind-own = Egenvurdering
assess-kind-external = Ekstern test
assess-state-open = åpen
assess-state-finished = avsluttet
assess-by-shell = på kommandolinjen
assess-begun = Begynt
assess-answer-hint = Et nei, eller noe som ikke er i orden, krever et notat: hva som gjøres med det, og innen når.
assess-asked = Besvares av et menneske
assess-looked = Sett av programmet
assess-evidence = Sett:
assess-waits = venter
assess-note = Notat
assess-note-what = Hva som gjøres med det
assess-until = Innen
assess-save = Lagre
assess-finish = Lagre og avslutt
assess-finish-hint = Da signeres rapporten, og deretter endres ingenting mer.
assess-download = Last ned den signerte rapporten
assess-download-hint = Den nøyaktige teksten, med signaturen og nøkkelen som beviser den.
assess-result-passed = i orden
assess-result-failed = ikke i orden
assess-result-yes = ja
assess-result-no = nei
assess-result-not-applicable = ikke aktuelt
assess-item-password-length = Passord er lange nok og kan være svært lange
assess-item-sign-in-limits = Den som gjetter passord, må vente lenger og lenger
assess-item-password-hashes = Hvert lagret passord er hashet så langsomt som kreves i dag
assess-item-session-length = En økt uten bruk slutter innen tretti dager
assess-item-session-cookies = Øktkapsler er bundet til verten sin, og ingen skript leser dem
assess-item-operator-tokens = Ingen operatørs token har vært ubrukt i nitti dager
assess-item-at-rest = Det som er personlig, er forseglet der det ligger
assess-item-audit-log = Revisjonsloggen er hel
assess-item-backups = Den nyeste sikkerhetskopien er så ny som planen sier
assess-item-documents = Hvert dokument er utgitt på nytt innen ett år
assess-item-terms = Det som har en frist, slettes når den utløper
assess-item-browser-tls = Nettlesere når sidene bare via TLS
assess-item-mail-tls = E-postservere nås bare via TLS
assess-item-virus-scan = Innkommende e-post skannes for virus
assess-item-refused-hosts = Ingenting var på vei til en vert som registeret ikke nevner
assess-item-page-policy = Sider kjører ingen skript utenom sitt eget, og ingen bygger dem inn
assess-item-page-headers = Nettlesere gjetter ingen typer og røper ingen adresser
assess-item-promises = Den siste kontrollen fant ingen løfter brutt
assess-item-threats = Trusler er tenkt gjennom for det som er endret
assess-item-key-holders = Det er kjent hvem som har hvilken nøkkel, og hvordan hver byttes ut
assess-item-admin-access = Den som når serverne, beviser det med to faktorer
assess-item-restore-tried = En sikkerhetskopi er lagt tilbake på prøve
assess-item-tls-tested = Adressens TLS er testet utenfra
assess-item-alerts-read = Noen leser varsler innen en arbeidsdag
assess-item-hardened = Servere er satt opp så herdet som produsentene anbefaler
assess-item-up-to-date = Deskhero og alt under er oppdatert
review-title = Tilgangsgjennomgang
review-intro = Gå gjennom hvem som har tilgang: Hver person og hvert token bekreftes eller fjernes. Rapporten signeres og oppbevares. To ganger i året er en god vane.
review-intro-operators = Minst hver 90. dag bekreftes eller fjernes hver operatør og hvert av tokenene deres. Rapporten signeres og oppbevares.
review-old = Den siste gjennomgangen av hvem som har tilgang, er mer enn 180 dager gammel.
review-none = Ingenting er gått gjennom ennå.
review-one = Gjennomgang
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
review-begin = Begynn en gjennomgang
review-as-of = Slik det var
review-teams = Team:
review-since = der siden
review-used = sist brukt
review-never-seen = aldri logget inn
review-sessions = { $count ->
    [one] { $count } økt
   *[other] { $count } økter
}
review-token = Token
review-keep = Bekreft
review-remove = Fjern
review-remove-what = { $name } deaktiveres straks: logges ut overalt, og alle vedkommendes token slutter å virke.
review-remove-token = Tokenet { $name } slutter straks å virke.
review-finish-hint = Hver linje er avgjort. Rapporten signeres, og deretter endres ingenting mer.
review-finish = Avslutt gjennomgangen
review-decision-kept = bekreftet
review-decision-removed = fjernet
rule-review-own = kan ikke tas om deg selv: noen andre fjerner deg
mail-assessment-due-subject = En vurdering av Deskhero skal være ferdig innen { $day }
mail-assessment-due-text = Hei { $name },

    hver 90. dag vurderes systemet. Den neste vurderingen skal være ferdig innen { $day }.

    { $link }
mail-assessment-overdue-subject = En vurdering av Deskhero er forfalt
mail-assessment-overdue-text = Hei { $name },

    vurderingen av systemet skulle vært ferdig innen { $day }. Inntil den er det, er løftet om regelmessige vurderinger brutt.

    { $link }
mail-review-due-subject = En gjennomgang av operatørene skal være ferdig innen { $day }
mail-review-due-text = Hei { $name },

    hver 90. dag gås det gjennom hvilke operatører og token som har tilgang. Den neste gjennomgangen skal være ferdig innen { $day }.

    { $link }
mail-review-overdue-subject = En gjennomgang av operatørene er forfalt
mail-review-overdue-text = Hei { $name },

    gjennomgangen av operatører og token skulle vært ferdig innen { $day }.

    { $link }
act-assessment-list = Så på vurderinger
act-assessment-change = Vurderte dette systemet
act-assessment-remind = Minnet om en vurdering eller en gjennomgang
act-review-list = Så på gjennomganger av tilganger
act-review-change = Gikk gjennom hvem som har tilgang
act-operator-remove = Deaktiverte en operatør
verify-assessments = { $n } sett på: den siste vurderingen er høyst 90 dager gammel, avsluttede rapporter er slik de ble signert, det som ikke var i orden, har et notat, det en gjennomgang fjernet, er borte
verify-fault-assessment-old = den siste avsluttede vurderingen er mer enn 90 dager gammel
verify-fault-assessment-report = en avsluttet rapport er ikke slik den ble signert
verify-fault-assessment-unexplained = noe var ikke i orden, og intet notat sier hva som gjøres med det
verify-fault-review-access = noe som en gjennomgang fjernet, gir fortsatt tilgang
clause-89 = Sikkerheten vurderes regelmessig, og det gås gjennom hvem som har tilgang
field-on = Avsluttet den
field-by = Av hvem
field-summary = Hva som ble testet og funnet
field-open = Funn som fortsatt er åpne
field-item = Punkt
field-result = Svar
field-decision = Beslutning
field-lines = Linjer
