# Everything of a company in one file: the page that it is asked for on, and its own pages.
company-title = Alt i én fil
company-intro = Én ZIP med alt fra virksomheten, til å lese og for programmer: samtaler med notater og hva som har skjedd i dem, e-poster og vedlegg, personer, innstillinger, regler, revisjonsloggen. Passord og nøkler er ikke med, og heller ikke det bare den som skrev det, kan lese. Filen slettes etter sju dager. Mens kontoen avsluttes, blir den liggende til slutten.
company-withdraw-ask = Vil du slette denne filen? Selve virksomhetens opplysninger blir som de er.
company-parts = Enkelte deler
company-page-title = Alt fra virksomheten
company-page-intro = Dette er det som var lagret for { $company } i helpdesken per { $at } (personvernforordningen artikkel 28 nr. 3 bokstav g). Alt finnes også for programmer, i filene som er nevnt nedenfor. Det inneholder personopplysninger om alle som har skrevet: Oppbevar det der få har tilgang.
company-page-counts = Hva som er med
company-page-asked-by = Bedt om av
company-page-conversations = Samtaler
company-page-messages = Meldinger
company-page-mails = E-poster, byte for byte
company-page-people = Personer
company-page-organisations = Organisasjoner
company-page-requests = Anmodninger om personopplysninger
company-page-agents = Medarbeidere
company-page-number = Nummer
company-page-subject = Emne
company-page-requester = Fra
company-page-status = Tilstand
company-page-begun = Startet
company-page-restricted = Behandlingen av opplysningene om den som spurte, er begrenset (personvernforordningen artikkel 18): De kan lagres, og bare brukes med personens samtykke, for rettskrav eller for å verne andre.
company-page-file-company = Virksomheten, medarbeiderne, team, etiketter, felter, lagrede svar, visninger, postkasser, oppbevaringsregler, slettesperrer, slettinger, alarmer
company-page-file-people = Alle som har skrevet, med begrensninger og protester
company-page-file-organisations = Organisasjoner
company-page-file-requests = Hva folk har bedt om når det gjelder egne opplysninger, og hva som kom ut av det
company-page-file-audit = Revisjonsloggen: hver oppføring med bevis for at den står i den signerte loggen
company-page-file-schema = Hva JSON-filene betyr (JSON Schema)
company-page-file-sums = «sha256sum -c SHA256SUMS» viser at ingenting mangler eller er endret
company-page-box = { $n ->
    [one] Én e-post som én mbox
   *[other] { $n } e-poster som én mbox
}
company-page-folder-conversations = Hver samtale som en side og som JSON
company-page-folder-mails = Hver e-post byte for byte
company-page-folder-attachments = Vedleggene, etter nummeret på e-posten
company-page-left-out = Hva som ikke er med
company-page-left-out-hint = Hvorfor, med ord. Filen company.json nevner hver tabell.
company-page-reason-secret = Det som beviser hvem noen er, eller åpner noe: passord, nøkler, API-nøkler, økter, leverandørers tillatelser
company-page-reason-own = Det bare én medarbeider kan lese: utkast med filene i dem, lagrede svar og visninger bare for dem selv, varsler, hva de har sett
company-page-reason-passing = Hvor langt arbeid som avslutter seg selv, er kommet: køer, posisjoner, tellere
company-page-reason-derived = Det som for lister og oppslag gjentar det som er med
company-page-reason-operator = Det som er operatørens eget og ikke virksomhetens
