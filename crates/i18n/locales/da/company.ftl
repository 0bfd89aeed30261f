# Alt fra en virksomhed i én fil: siden, hvor der bedes om den, og dens egne sider.
company-title = Alt i én fil
company-intro = Én ZIP-fil med alt fra virksomheden, til at læse og til programmer: samtaler med notater og hvad der skete i dem, mails og vedhæftede filer, personer, indstillinger, regler, revisionsloggen. Adgangskoder og nøgler er ikke med, og heller ikke hvad kun forfatteren må læse. Den slettes efter syv dage; mens kontoen lukkes, bliver den til det sidste.
company-withdraw-ask = Slet denne fil? Selve virksomhedens oplysninger bliver, som de er.
company-parts = Enkelte dele
company-page-title = Alt fra virksomheden
company-page-intro = Dette er, hvad der var gemt for { $company } i dens helpdesk den { $at } (GDPR, artikel 28, stk. 3, litra g). Alt heri findes også til programmer, i filerne nedenfor. Det rummer personoplysninger om alle, der har skrevet: gem det, hvor få kommer til det.
company-page-counts = Hvad der er i den
company-page-asked-by = Bedt om af
company-page-conversations = Samtaler
company-page-messages = Beskeder
company-page-mails = Mails, byte for byte
company-page-people = Personer
company-page-organisations = Organisationer
company-page-requests = Anmodninger om personoplysninger
company-page-agents = Medarbejdere
company-page-number = Nummer
company-page-subject = Emne
company-page-requester = Fra
company-page-status = Tilstand
company-page-begun = Begyndt
company-page-restricted = Oplysningerne om den, der spurgte, er begrænset (GDPR, artikel 18): de må opbevares, og kun bruges med samtykke, til retskrav eller for at beskytte andre.
company-page-file-company = Virksomheden, dens medarbejdere, teams, etiketter, felter, gemte svar, visninger, postkasser, regler for opbevaring, tilbageholdelser, sletninger, alarmer
company-page-file-people = Alle, der har skrevet, med begrænsninger og indsigelser
company-page-file-organisations = Organisationer
company-page-file-requests = Hvad folk bad om angående deres egne oplysninger, og hvad der kom ud af det
company-page-file-audit = Revisionsloggen: hver linje med beviset for, at den står i den underskrevne log
company-page-file-schema = Hvad JSON-filerne betyder (JSON Schema)
company-page-file-sums = »sha256sum -c SHA256SUMS« beviser, at intet mangler eller er ændret
company-page-box = { $n ->
    [one] Én mail som én mbox
   *[other] { $n } mails som én mbox
}
company-page-folder-conversations = Hver samtale som side og som JSON
company-page-folder-mails = Hver mail byte for byte
company-page-folder-attachments = Hvad der var vedhæftet, efter mailens nummer
company-page-left-out = Hvad der ikke er i den
company-page-left-out-hint = Hvorfor, med ord; company.json nævner hver tabel.
company-page-reason-secret = Hvad der beviser, hvem nogen er, eller åbner noget: adgangskoder, nøgler, tokens, sessioner, udbyderes tilladelser
company-page-reason-own = Hvad én medarbejder alene må læse: kladder med deres filer, gemte svar og visninger, som de beholder for sig selv, deres beskeder, hvad de har set
company-page-reason-passing = Hvor langt arbejde er, som ender af sig selv: køer, positioner, tællere
company-page-reason-derived = Hvad der til lister og opslag gentager, hvad der er i den
company-page-reason-operator = Hvad der er driftens eget og ikke virksomhedens
