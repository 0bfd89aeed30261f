# Everything of a company in one file: the page that it is asked for on, and its own pages.
company-title = Allt i en fil
company-intro = En ZIP-fil med allt om företaget, att läsa och för program: konversationer med anteckningar och vad som har hänt i dem, mejl och bilagor, personer, inställningar, regler, granskningsloggen. Lösenord och nycklar ingår inte, och inte heller sådant som bara den som skrev det får läsa. Filen tas bort efter sju dagar. Medan kontot avslutas finns den kvar till slutet.
company-withdraw-ask = Ta bort den här filen? Företagets uppgifter i sig påverkas inte.
company-parts = Enskilda delar
company-page-title = Allt om företaget
company-page-intro = Det här är vad som fanns för { $company } i dess helpdesk per { $at } (artikel 28.3 g i dataskyddsförordningen, GDPR). Allt finns också för program, i filerna som anges nedan. Det innehåller personuppgifter om alla som har skrivit: förvara det där få kommer åt det.
company-page-counts = Vad som ingår
company-page-asked-by = Begärt av
company-page-conversations = Konversationer
company-page-messages = Meddelanden
company-page-mails = Mejl, byte för byte
company-page-people = Personer
company-page-organisations = Organisationer
company-page-requests = Begäranden om personuppgifter
company-page-agents = Handläggare
company-page-number = Nummer
company-page-subject = Ämne
company-page-requester = Från
company-page-status = Status
company-page-begun = Påbörjad
company-page-restricted = Behandlingen av uppgifterna om den som frågade är begränsad (artikel 18 i dataskyddsförordningen): de får lagras, och bara användas med personens samtycke, för rättsliga anspråk eller för att skydda andra.
company-page-file-company = Företaget, dess handläggare, team, etiketter, fält, sparade svar, vyer, brevlådor, gallringsregler, raderingsspärrar, raderingar, larm
company-page-file-people = Alla som har skrivit, med begränsningar och invändningar
company-page-file-organisations = Organisationer
company-page-file-requests = Vad personer har begärt om sina egna uppgifter, och vad det ledde till
company-page-file-audit = Granskningsloggen: varje post med beviset för att den står i den signerade loggen
company-page-file-schema = Vad JSON-filerna betyder (JSON Schema)
company-page-file-sums = ”sha256sum -c SHA256SUMS” visar att inget saknas eller har ändrats
company-page-box = { $n ->
    [one] Ett mejl som en mbox
   *[other] { $n } mejl som en mbox
}
company-page-folder-conversations = Varje konversation som sida och som JSON
company-page-folder-mails = Varje mejl byte för byte
company-page-folder-attachments = Det som var bifogat, efter mejlets nummer
company-page-left-out = Vad som inte ingår
company-page-left-out-hint = Varför, i ord; company.json anger varje tabell.
company-page-reason-secret = Det som bevisar vem någon är, eller öppnar något: lösenord, nycklar, API-nycklar, sessioner, leverantörers behörigheter
company-page-reason-own = Det som bara en enskild handläggare får läsa: utkast med filer, sparade svar och vyer som hen behåller för sig själv, hens notiser, vad hen har sett
company-page-reason-passing = Hur långt arbete som avslutas av sig självt har kommit: köer, positioner, räknare
company-page-reason-derived = Det som, för listor och uppslag, upprepar det som ingår
company-page-reason-operator = Det som är driftens eget och inte företagets
