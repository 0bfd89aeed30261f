nav-assessments = Bedömningar
nav-access-reviews = Åtkomstgranskning
assess-title = Bedömningar
assess-intro = Minst var 90:e dag bedöms det här systemet: programmet tittar på det som det kan se, du besvarar resten och rapporten signeras. Varje punkt anger det krav i OWASP ASVS 4.0.3 som den ger underlag för.
assess-due = Nästa ska vara klar senast
assess-overdue = Nästa skulle ha varit klar senast
assess-none = Ingenting har bedömts än.
assess-failed = { $count ->
    [one] { $count } inte i sin ordning
   *[other] { $count } inte i sin ordning
}
assess-run = Påbörja en bedömning
assess-run-again = Titta igen
assess-run-hint = Programmet tittar på allt som det kan se. Det du har svarat står kvar.
assess-external = Anteckna ett externt test
assess-external-hint = Ett penetrationstest eller en annan granskning utifrån. Det signeras genast och sparas.
assess-on = Avslutades den
assess-by = Av vem
assess-summary = Vad som testades och hittades
assess-open = Fynd som fortfarande är öppna
assess-open-none = inga
assess-external-send = Anteckna
assess-kind-own = Egen bedömning
assess-kind-external = Externt test
assess-state-open = öppen
assess-state-finished = avslutad
assess-by-shell = på kommandoraden
assess-begun = Påbörjad
assess-answer-hint = Ett nej, eller något som inte är i sin ordning, kräver en anteckning: vad som görs åt det och till när.
assess-asked = Besvaras av en människa
assess-looked = Sett av programmet
assess-evidence = Sett:
assess-waits = väntar
assess-note = Anteckning
assess-note-what = Vad som görs åt det
assess-until = Senast
assess-save = Spara
assess-finish = Spara och avsluta
assess-finish-hint = Då signeras rapporten, och därefter ändras ingenting mer.
assess-download = Ladda ner den signerade rapporten
assess-download-hint = Dess exakta text, med signaturen och nyckeln som styrker den.
assess-result-passed = i sin ordning
assess-result-failed = inte i sin ordning
assess-result-yes = ja
assess-result-no = nej
assess-result-not-applicable = inte tillämpligt
assess-item-password-length = Lösenord är tillräckligt långa och får vara mycket långa
assess-item-sign-in-limits = Den som gissar lösenord får vänta allt längre
assess-item-password-hashes = Varje sparat lösenord är hashat så långsamt som krävs i dag
assess-item-session-length = En session som inte används slutar inom trettio dagar
assess-item-session-cookies = Sessionskakor är bundna till sin värd och läses av inget skript
assess-item-operator-tokens = Ingen operatörs token har varit oanvänd i nittio dagar
assess-item-at-rest = Det som är personligt är förseglat där det ligger
assess-item-audit-log = Granskningsloggen är hel
assess-item-backups = Den nyaste säkerhetskopian är så ny som planen säger
assess-item-documents = Varje dokument har släppts på nytt inom ett år
assess-item-terms = Det som har en frist raderas när den löper ut
assess-item-browser-tls = Webbläsare når sidorna endast via TLS
assess-item-mail-tls = E-postservrar nås endast via TLS
assess-item-virus-scan = Inkommande e-post genomsöks efter virus
assess-item-refused-hosts = Ingenting var på väg till en värd som registret inte anger
assess-item-page-policy = Sidor kör inget skript utom sitt eget, och ingen bäddar in dem
assess-item-page-headers = Webbläsare gissar inga typer och röjer inga adresser
assess-item-promises = Den senaste kontrollen fann inget löfte brutet
assess-item-threats = Hot har tänkts igenom för det som ändrats
assess-item-key-holders = Det är känt vem som har vilken nyckel och hur var och en byts ut
assess-item-admin-access = Den som når servrarna styrker det med två faktorer
assess-item-restore-tried = En säkerhetskopia har återställts på prov
assess-item-tls-tested = Adressens TLS har testats utifrån
assess-item-alerts-read = Någon läser larm inom en arbetsdag
assess-item-hardened = Servrar är så härdade som tillverkarna råder
assess-item-up-to-date = Deskhero och allt därunder är uppdaterat
review-title = Åtkomstgranskning
review-intro = Gå igenom vem som har åtkomst: varje person och varje token bekräftas eller tas bort. Rapporten signeras och sparas. Två gånger om året är en god vana.
review-intro-operators = Minst var 90:e dag bekräftas eller tas varje operatör och varje token bort. Rapporten signeras och sparas.
review-old = Den senaste granskningen av vem som har åtkomst är mer än 180 dagar gammal.
review-none = Ingenting har gåtts igenom än.
review-one = Granskning
review-lines = { $count ->
    [one] { $count } rad
   *[other] { $count } rader
}
review-removed = { $count ->
    [one] { $count } borttagen
   *[other] { $count } borttagna
}
review-waiting = { $count ->
    [one] { $count } väntar
   *[other] { $count } väntar
}
review-begin = Påbörja en granskning
review-as-of = Som det var
review-teams = Team:
review-since = där sedan
review-used = senast använd
review-never-seen = aldrig inloggad
review-sessions = { $count ->
    [one] { $count } session
   *[other] { $count } sessioner
}
review-token = Token
review-keep = Bekräfta
review-remove = Ta bort
review-remove-what = { $name } inaktiveras genast: loggas ut överallt, och alla dennes token slutar fungera.
review-remove-token = Token { $name } slutar genast fungera.
review-finish-hint = Varje rad är avgjord. Rapporten signeras, och därefter ändras ingenting mer.
review-finish = Avsluta granskningen
review-decision-kept = bekräftad
review-decision-removed = borttagen
rule-review-own = kan inte fattas om dig själv: någon annan tar bort dig
mail-assessment-due-subject = En bedömning av Deskhero ska vara klar senast { $day }
mail-assessment-due-text = Hej { $name },

    var 90:e dag bedöms systemet. Nästa bedömning ska vara klar senast { $day }.

    { $link }
mail-assessment-overdue-subject = En bedömning av Deskhero är försenad
mail-assessment-overdue-text = Hej { $name },

    bedömningen av systemet skulle ha varit klar senast { $day }. Tills den är det är löftet om regelbundna bedömningar brutet.

    { $link }
mail-review-due-subject = En granskning av operatörerna ska vara klar senast { $day }
mail-review-due-text = Hej { $name },

    var 90:e dag gås det igenom vilka operatörer och token som har åtkomst. Nästa granskning ska vara klar senast { $day }.

    { $link }
mail-review-overdue-subject = En granskning av operatörerna är försenad
mail-review-overdue-text = Hej { $name },

    granskningen av operatörer och token skulle ha varit klar senast { $day }.

    { $link }
act-assessment-list = Tittade på bedömningar
act-assessment-change = Bedömde det här systemet
act-assessment-remind = Påminde om en bedömning eller en granskning
act-review-list = Tittade på åtkomstgranskningar
act-review-change = Granskade vem som har åtkomst
act-operator-remove = Inaktiverade en operatör
verify-assessments = { $n } granskade: den senaste bedömningen är högst 90 dagar gammal, avslutade rapporter är som de signerades, det som inte var i sin ordning har en anteckning, det som en granskning tog bort är borta
verify-fault-assessment-old = den senaste avslutade bedömningen är mer än 90 dagar gammal
verify-fault-assessment-report = en avslutad rapport är inte som den signerades
verify-fault-assessment-unexplained = något var inte i sin ordning, och ingen anteckning säger vad som görs åt det
verify-fault-review-access = något som en granskning tog bort ger fortfarande åtkomst
clause-89 = Säkerheten bedöms regelbundet, och det granskas vem som har åtkomst
field-on = Avslutades den
field-by = Av vem
field-summary = Vad som testades och hittades
field-open = Fynd som fortfarande är öppna
field-item = Punkt
field-result = Svar
field-decision = Beslut
field-lines = Rader
