# Alerts: what the rules on the audit log found
alerts-title = Larm
alerts-intro = Regler följer granskningsloggen och larmar när något är ovanligt. Ett larm anklagar ingen: någon tittar på det och skriver här vad det ledde till.
alerts-intro-system = Vad regler har hittat i det här systemets logg och om företagens loggar. Vad företagens egen personal gör där meddelas deras administratörer.
alerts-empty = Inget väntar på granskning.
alerts-empty-hint = När en regel hittar något står det här inom en minut, och administratörer får ett mejl om systemmejl är inställda.
alerts-empty-acknowledged = Inget har granskats än.
alerts-older = Äldre larm
alerts-all = Alla larm
alerts-times = { $count } gånger
alerts-who-operator = Den som driver tjänsten
alerts-who-company = Ett konto hos ett företag
alerts-who-gone = En tidigare handläggare
alerts-who-log = Själva loggen
alerts-who-nobody = En gallringsregel
alerts-who-mailbox = En frånkopplad brevlåda
alerts-who-request = En begäran om någons uppgifter
alerts-who-hold = En raderingsspärr
alerts-about = Om:
alerts-found = Vad som hittades
alerts-counted = Antal
alerts-first = Först
alerts-last = Senast
alerts-entries = Poster i granskningsloggen
alerts-entries-more = De femtio senaste.
alerts-entry = Post { $number }
alerts-look = Granskat
alerts-looked = Granskat
alerts-note = Vad det ledde till
alerts-note-hint = Texten finns kvar vid larmet i ett år. Nästa gång regeln hittar något blir det ett nytt larm.
alerts-acknowledge = Jag har granskat det
alerts-settings = Gränsvärden
alerts-settings-intro = När reglerna larmar. Varje ändring står i granskningsloggen under en egen version.
alerts-bulk-hint = En konversation eller person räknas en gång, hur ofta den än öppnas. Det som en lista visar räknas som en tjugofemtedel, det som laddas i förväg och filer som en femtedel.
alerts-bulk-records = Konversationer och personer, högst
alerts-bulk-minutes = Inom minuter
alerts-others = Exporter och nekanden
alerts-exports = Exporter från ett konto inom en timme, högst
alerts-refusals = Nekanden för ett konto, högst
alerts-refusal-minutes = Inom minuter
alerts-hours = Arbetstid
alerts-hours-hint = Den som öppnar en konversation eller en person, söker eller exporterar utanför arbetstid utlöser ett larm.
alerts-hours-on = Larma utanför arbetstid
alerts-hours-from = Från
alerts-hours-until = Till
alerts-hours-zone = Tidszon
alerts-hours-days = Dagar
alerts-save = Spara gränsvärden
alerts-version = Version { $number }
alert-state-open = Öppet
alert-state-acknowledged = Granskat
alert-rule-retention-notice = En gallringsregel väntar: förvarningen nådde ingen
alert-rule-mailbox-ends = Posten från en frånkopplad brevlåda raderas snart
alert-rule-request-due = En begäran ska snart besvaras
alert-rule-hold-review = En raderingsspärr ska ses över
alert-rule-returns = Operatörspostens brevlåda kan inte läsas
alert-rule-bulk-reading = Läsning i stor mängd
alert-rule-exports = Många exporter
alert-rule-off-hours = Läsning utanför arbetstid
alert-rule-other-tenant = Ett annat företags uppgifter efterfrågade
alert-rule-absent = Det ena id:t efter det andra som inte finns
alert-rule-refusals = Nekad gång på gång
alert-rule-operator = Driftansvarig öppnade uppgifter
alert-rule-checkpoint = Loggen är inte den som signerades
alert-rule-signing = Loggen kan inte signeras
alert-rule-entry = En post i loggen har ändrats
alert-rule-clock = Klockan går långt före
alert-why-retention-notice = Förvarningen om en gallringsregel nådde ingen administratör. Ingen kunde känna till den, så den väntar: det som den skulle radera sparas längre än företaget har sagt.
alert-why-mailbox-ends = En brevlåda kopplades från, eller så upphörde leverantörens behörighet. Det den tog emot raderas för gott när dess dagar är över, högst trettio, också i säkerhetskopior. Deskhero kan inte skicka egen e-post här, så det här står i stället för de brev som administratörer får efter första, sjunde och tjugoförsta dagen.
alert-why-request-due = Någon har frågat om sina egna uppgifter och har inte fått svar ännu. Lagen ger en månad. Deskhero kan inte skicka egen e-post här, så det här står i stället för de brev som administratörer får efter 20 och efter 28 dagar.
alert-why-hold-review = Den dag har kommit som angavs när spärren lades. Den behåller uppgifter som annars skulle raderas, och bara så länge skälet finns kvar.
alert-why-returns = I en timme har brevlådan under operator_mail.returns_host inte kunnat läsas. Tills den kan det förblir osäkra brev osäkra, och ingen får veta vilka som kom tillbaka.
alert-why-bulk-reading = Ett konto, eller en av dess API-nycklar, öppnade fler konversationer och personer på kort tid än vanligt.
alert-why-exports = Ett konto lämnade ut fler exporter inom en timme än vanligt.
alert-why-off-hours = Någon öppnade en konversation eller en person, sökte eller exporterade utanför företagets arbetstid.
alert-why-other-tenant = Någon som är inloggad hos ett företag angav id:n som tillhör ett annat: två eller fler inom en timme, eller ett via ett program eller för att göra något med det. Svaret var att det inte finns. Inte heller personens eget företag får veta vems ett id är.
alert-why-absent = Ett konto frågade inom en timme efter fler id:n än vanligt som inte avser något hos företaget. Det kan vara gissningar, eller id:n från något annat håll.
alert-why-refusals = Ett konto bad gång på gång om det som det inte har rätt till.
alert-why-operator = Den som driver tjänsten öppnade något som tillhör företaget. Det meddelas varje gång.
alert-why-checkpoint = Det som ligger på kontrollpunkternas andra plats är inte det som står i databasen: poster har ändrats eller så har loggen kapats.
alert-why-signing = Loggens huvud kunde inte signeras eller skrivas till sin andra plats.
alert-why-entry = En post går inte att öppna: den är inte det som skrevs.
alert-why-clock = Maskinens klocka ligger mer än tre dagar före den tid som den senast visade. En felaktig klocka skulle avsluta alla frister på en gång, så ingen löper ut just nu: varken för gallringsregler, lagstadgade bevarandetider, frånkopplade brevlådor, avslutade konton eller gamla säkerhetskopior.
alert-do-retention-notice = Under Gallring är regeln som väntar markerad. Administratörer: se till att en administratör är aktiv och har en adress som tar emot e-post. Driftansvarig: se till att systemmejl kommer ut. Då börjar förvarningen om av sig själv.
alert-do-mailbox-ends = Under Brevlådor visar brevlådan dagen. Till dess kan den som vill behålla posten ansluta den igen eller exportera den.
alert-do-request-due = Under Begäranden står den som ska besvaras härnäst först. Besluta om den, utför den och skicka brevet; eller förläng tiden med ett skäl.
alert-do-hold-review = Under Raderingar är de spärrar märkta som ska ses över. Häv dem vars skäl har upphört; ange för de andra när de ses över igen.
alert-do-returns = ”deskhero check” säger vad som är fel: servern, dess certifikat eller lösenordet. Så snart den kan läsas fortsätter allt av sig självt.
alert-do-bulk-reading = Fråga personen om det var hen. Om ingen känner till det: inaktivera kontot och återkalla dess API-nycklar.
alert-do-exports = Fråga personen om det var hen, och för vilken begäran.
alert-do-off-hours = Fråga personen om det var hen.
alert-do-other-tenant = Ett sådant id får man inte tag på i vanligt arbete: ta reda på hur kontot fick det. En enstaka sida som öppnas via en länk som någon har skickat utlöser inget larm.
alert-do-absent = Fråga personen, eller den som driver programmet, var id:na kommer ifrån. En inaktuell lista kan också vara orsaken. Om ingen känner till det: inaktivera kontot och återkalla dess API-nycklar.
alert-do-refusals = Det kan vara ett program med för liten roll, eller någon som känner på dörrarna.
alert-do-operator = Fråga driftansvarig vad det gällde, och spara svaret här.
alert-do-checkpoint = Driftansvarig kontrollerar loggen med ”deskhero audit verify” och tar reda på vem som kunde skriva till databasen.
alert-do-signing = Driftansvarig tittar på mappen för kontrollpunkter: finns den, går den att skriva till, är den inte full?
alert-do-entry = Driftansvarig kontrollerar loggen med ”deskhero audit verify” och tar reda på vem som kunde skriva till databasen.
alert-do-clock = Jämför maskinens klocka. Går den fel, ställ den rätt: allt fortsätter genast. Går den rätt, eftersom inget har körts på flera dagar, säg det med ”deskhero clock --believe” eller vänta: efter ett dygns drift godtas den.
alert-count-request-due = { $count ->
    [one] { $count } varning
   *[other] { $count } varningar
}
alert-count-hold-review = { $count ->
    [one] { $count } gång
   *[other] { $count } gånger
}
alert-count-returns = { $count ->
    [one] { $count } fel
   *[other] { $count } fel
}
alert-count-mailbox-ends = { $count ->
    [one] { $count } meddelande
   *[other] { $count } meddelanden
}
alert-count-retention-notice = { $count ->
    [one] { $count } regel
   *[other] { $count } regler
}
alert-count-bulk-reading = { $count ->
    [one] { $count } konversation eller person
   *[other] { $count } konversationer och personer
}
alert-count-exports = { $count ->
    [one] { $count } export
   *[other] { $count } exporter
}
alert-count-off-hours = { $count ->
    [one] en gång
   *[other] { $count } gånger
}
alert-count-other-tenant = { $count ->
    [one] { $count } förfrågan
   *[other] { $count } förfrågningar
}
alert-count-absent = { $count ->
    [one] { $count } id
   *[other] { $count } id:n
}
alert-count-refusals = { $count ->
    [one] { $count } nekande
   *[other] { $count } nekanden
}
alert-count-operator = { $count ->
    [one] { $count } sak öppnad
   *[other] { $count } saker öppnade
}
alert-count-checkpoint = { $count ->
    [one] en gång
   *[other] { $count } gånger
}
alert-count-signing = { $count ->
    [one] en gång
   *[other] { $count } gånger
}
alert-count-entry = { $count ->
    [one] { $count } post
   *[other] { $count } poster
}
alert-count-clock = { $count ->
    [one] en gång
   *[other] { $count } gånger
}
nav-alerts = Larm
nav-alerts-open = { $count ->
    [one] ett att granska
   *[other] { $count } att granska
}
rule-alert-number = Talet ligger utanför det möjliga.
rule-alert-hours = Arbetstiden behöver minst en dag och kan inte omfatta all tid.
mail-alert-subject = Larm: { $what }
mail-alert-text = Hej { $name }!

    En regel för granskningsloggen hos { $company } har hittat något: { $what }.

    Titta på det och skriv där vad det ledde till:
    { $link }

    Det skickas ett mejl per larm. Det som hittas igen inom en timme räknas in i samma larm.
audit-version = Version { $number }
field-bulk_records = Konversationer och personer
field-bulk_minutes = Minuter för läsning i stor mängd
field-exports = Exporter
field-refusals = Nekanden
field-refusal_minutes = Minuter för nekanden
field-zone = Tidszon
field-hours = Arbetstid
field-note = Vad det ledde till
