nav-incidents = Incidenter
incident-title = Incidenter
incident-intro = Vad som gick fel med personuppgifter, vad som gjordes och vem som underrättades. En myndighet underrättas inom 72 timmar efter att det upptäcktes, om det inte är osannolikt att någon kommer till skada. Inget som står här ändras efteråt.
incident-none = Inget är nedskrivet.
incident-open = Skriv ned en incident
incident-open-send = Skriv ned
incident-name = Rubrik
incident-severity = Allvar
incident-severity-low = låg
incident-severity-medium = medel
incident-severity-high = hög
incident-severity-critical = kritisk
incident-state-open = öppen
incident-state-contained = stoppad
incident-state-closed = avslutad
incident-what = Vad hände
incident-companies = Företag
incident-categories = Kategorier av uppgifter
incident-people = Personer, ungefär
incident-measures = Åtgärder
incident-aware = Upptäckt
incident-aware-hint = I UTC. De 72 timmarna löper därifrån.
incident-known = Vad man vet
incident-number = Nummer
incident-report = Anmälan till myndigheten
incident-report-until = Anmäls senast
incident-report-hint = Antingen har en myndighet underrättats, eller så står det varför ingen behöver det. Efter 72 timmar är det sent, och skälet skrivs ned.
incident-report-at = Anmäld (UTC)
incident-report-send = Det är anmält
incident-report-reported = anmäld
incident-report-reported-late = anmäld för sent
incident-report-not-needed = ingen anmälan behövs
incident-report-over = anmälan försenad
incident-report-due = anmälan återstår
incident-why-late = Varför det var sent
incident-not-needed = Ingen anmälan behövs
incident-not-needed-why = Varför ingen anmälan behövs
incident-timeline = Tidslinje
incident-written = skrivet
incident-note = Lägg till i tidslinjen
incident-note-at = När (UTC)
incident-note-text = Vad som hände eller gjordes
incident-add = Lägg till
incident-why = Varför
incident-reopen = Öppna igen
incident-contain = Det är stoppat
incident-close = Avsluta
incident-close-text = Vad det ledde till
incident-change = Skriv på nytt vad man vet
incident-change-send = Lägg till som ny version
incident-notice = Underrätta företagen
incident-notice-hint = Varje administratör i varje företag får ett brev. Vad man vet nu och vad de ska göra står på en sida hos dem. Andra företag nämns inte.
incident-notice-send = Underrätta dem
incident-advice = Vad som ska göras
incident-told = Vilka som underrättades
incident-told-at = Underrättat
incident-told-intro = Vad den som driver tjänsten har berättat om incidenter som rör ert företag.
incident-told-none = Det finns inget ni behövde få veta.
incident-freeze = Bevara bevis
incident-freeze-hint = Så länge incidenten är öppen glöms larm från den tiden inte, och ett berört företag raderas inte: dess logg finns kvar.
incident-frozen = Bevis bevaras från
incident-from = Från (UTC)
incident-until = Till (UTC)
incident-release = Bevara det inte längre
incident-bundle = Hämta allt
incident-bundle-hint = En signerad ZIP med allt på sidan och de förseglade posterna i loggarna från den tiden, var och en med sitt bevis. Att den hämtades skrivs ned.
incident-plan = Incidentplan
incident-plan-due = ska gås igenom och släppas på nytt inom tolv månader
incident-plan-none = ingen är utgiven
incident-by-rule = En regel på granskningsloggen fann detta. Ingen har tittat på det ännu.
incident-entry-opened = Öppnad
incident-entry-changed = Ny version
incident-entry-note = Anteckning
incident-entry-contained = Stoppad
incident-entry-closed = Avslutad
incident-entry-reopened = Öppnad igen
incident-entry-reported = Myndighet underrättad
incident-entry-not-needed = Ingen anmälan behövs
incident-entry-notice = Företag underrättade
incident-entry-frozen = Bevis bevaras
incident-entry-released = Bevis bevaras inte längre
incident-entry-alarm = Påminnelse om anmälan (timmar)
incident-entry-alert = Funnen av en regel
incident-entry-bundle = Paket utlämnat
incident-letter-waiting = väntar
incident-letter-sending = skickas
incident-letter-ending = skickas
incident-letter-sent = brev skickat
incident-letter-refused = brev avvisat
incident-letter-bounced = brev kom tillbaka
incident-letter-in-doubt = brev ovisst
incident-letter-dropped = ingen där längre
mail-incident-notice-subject = En incident rör ert företag (nr { $number })
mail-incident-notice-text =
    Hej { $name },

    något gick fel med personuppgifter som vi behandlar för ert företag (GDPR artikel 33.2). Vad som hände, vilka uppgifter det gäller, vad vi har gjort och vad ni bör göra står här efter inloggning:

    { $link }
mail-incident-opened-subject = Incident nr { $number } har öppnats
mail-incident-opened-text =
    Hej { $name },

    en regel på granskningsloggen har öppnat en incident. De 72 timmarna för en anmälan löper.

    { $link }
mail-incident-alarm-subject = Incident nr { $number }: anmälan till myndigheten återstår
mail-incident-alarm-text =
    Hej { $name },

    ingen har ännu sagt om en myndighet underrättas om den här incidenten. Det ska ske inom 72 timmar efter att den upptäcktes.

    { $link }
data-class-mail = e-post och anteckningar
data-class-draft = utkast
data-class-contact = kontakter: namn och adresser
data-class-account = handläggares konton
data-class-credential = lösenord och token
data-class-mailbox = brevlådor och åtkomsten till dem
data-class-cursor = mappnamn
data-class-settings = inställningar
data-class-ordering = taggar, team, sparade svar
data-class-audit = granskningslogg
data-class-keys = tal om nycklar
data-class-request = ärenden om människors uppgifter
data-class-alert = larm
data-class-usage = tal om användning
rule-incident-past = får inte ligga i framtiden
rule-incident-report = ska vara efter att det upptäcktes och inte i framtiden
rule-incident-people = ska vara ett tal
act-incident-list = Tittade på incidenter
act-incident-open = Skrev ned en incident
act-incident-change = Lade till i en incident
act-incident-report = Noterade anmälan av en incident
act-incident-tell = Lät underrätta företag om en incident
act-incident-freeze = Bevarade bevis om en incident, eller avslutade det
act-incident-bundle = Hämtade allt om en incident
act-incident-watch = Öppnade en incident efter en regel, eller påminde om anmälan
act-incident-notice = Underrättade företaget om en incident
act-incident-show = Visade vad som berättats om incidenter
act-incident-read = Tittade på vad som berättats om incidenter
verify-incidents = { $n } granskade: incidenter anmälda i tid eller motiverade, företag underrättade, planen högst tolv månader gammal
verify-incidents-none = ännu ingen incident och ingen plan
verify-fault-incident-unreported = efter 72 timmar varken anmäld eller motiverad
verify-fault-incident-unexplained = anmäld för sent utan skäl
verify-fault-incident-plan-old = incidentplanen är äldre än tolv månader
verify-fault-incident-untold = ett företag underrättades inte, eller brevet saknas
clause-38 = Incidenter skrivs ned, anmäls och meddelas
field-title = Rubrik
field-what = Vad hände
field-severity = Allvar
field-categories = Kategorier av uppgifter
field-tenants = Företag
field-people = Personer, ungefär
field-aware_at = Upptäckt
field-at = När
field-why_late = Varför det var sent
field-until = Till
