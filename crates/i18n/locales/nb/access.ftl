# What is held about a person: the page in the export.
access-page-title = Personopplysningene dine
access-page-intro = Dette er det { $company } har lagret om { $name } i helpdesken sin per { $at }. Det er samlet fordi du har rett til det (personvernforordningen artikkel 15 og 20). Alt finnes også for programmer, i filene som er nevnt til slutt.
access-page-contents = Innhold
access-page-person = Om deg
access-page-use = Hvorfor og hvordan opplysningene brukes
access-page-requests = Hva du har bedt om når det gjelder opplysningene dine
access-page-told = Hvem som hadde fått dem, og har fått beskjed
access-page-access = Hvem som har åpnet dem
access-page-access-intro = Hver gang noe om deg åpnes i helpdesken, blir det logget. Her står det hvor ofte, måned for måned. Ansatte er ikke nevnt med navn.
access-page-tickets = Samtalene dine
access-page-no-tickets = Det er ingen.
access-page-files = Filene
access-page-name = Navn
access-page-emails = Adresser
access-page-phone = Telefon
access-page-organisation = Organisasjon
access-page-remark = Merknad
access-page-first-seen = Først sett
access-page-state = Tilstand
access-page-state-active = I bruk
access-page-state-restricted = Begrenset: lagres, men brukes ikke
access-page-yes = Ja
access-page-no = Nei
access-page-purpose = Formål
access-page-basis = Behandlingsgrunnlag
access-page-kept = Lagres
access-page-month = Måned
access-page-by = Av
access-page-objects = Åpnede elementer
access-page-last = Siste gang
access-page-purpose-service-delivery = Å besvare e-posten din
access-page-purpose-authentication = Å logge folk inn
access-page-purpose-security = Å holde tjenesten sikker
access-page-purpose-administration = Å drive kontoen
access-page-purpose-subject-rights = Rettighetene dine
access-page-purpose-legal-obligation = Plikter etter loven
access-page-basis-consent = Samtykket ditt (GDPR art. 6 nr. 1 bokstav a)
access-page-basis-contract = Avtale, eller tiltak før en avtale (GDPR art. 6 nr. 1 bokstav b)
access-page-basis-legal-obligation = Rettslig forpliktelse (GDPR art. 6 nr. 1 bokstav c)
access-page-basis-legitimate-interest = Berettiget interesse (GDPR art. 6 nr. 1 bokstav f)
access-page-kept-ticket = Så lenge samtalen finnes, til virksomhetens oppbevaringsregel sletter den
access-page-kept-contact = Så lenge du har en samtale
access-page-kept-account = Så lenge kontoen finnes
access-page-kept-mailbox = Så lenge postkassen er koblet til
access-page-kept-tenant = Så lenge virksomheten bruker tjenesten
access-page-kept-session = Til den utløper
access-page-kept-work = Til arbeidet er gjort
access-page-kept-notice = Høyst tretti dager
access-page-kept-export = Sju dager
access-page-kept-alert = Ett år etter at det sist ble funnet
access-page-kept-audit = I noen år, som operatøren bestemmer, høyst femten
access-page-kept-installation = Så lenge tjenesten finnes
access-page-recipients = Hvem som får dem
access-page-recipient-operator = Den som drifter helpdesken for virksomheten, som databehandler
access-page-recipient-mail-google = Google, som drifter en av virksomhetens postkasser
access-page-recipient-mail-microsoft = Microsoft, som drifter en av virksomhetens postkasser
access-page-recipient-mail-server = E-postserveren til virksomhetens postkasse
access-page-recipient-virus-scanner = En virusskanner
access-page-recipient-passed-on = { $n ->
    [one] Noen som én e-post fra samtalene dine ble sendt videre til
   *[other] Andre som { $n } e-poster fra samtalene dine ble sendt videre til
}
access-page-sources = Hvor de kommer fra
access-page-source-you = { $n ->
    [one] Én e-post fra deg
   *[other] { $n } e-poster fra deg
}
access-page-source-others = { $n ->
    [one] Én e-post fra noen andre, som du har fått
   *[other] { $n } e-poster fra andre, som du har fått
}
access-page-source-staff = { $n ->
    [one] Ett svar eller notat fra virksomheten
   *[other] { $n } svar og notater fra virksomheten
}
access-page-rights = Rettighetene dine
access-page-right-art-15 = Innsyn i opplysningene dine (GDPR art. 15)
access-page-right-art-16 = Retting av det som er feil (GDPR art. 16)
access-page-right-art-17 = Sletting (GDPR art. 17)
access-page-right-art-18 = Begrensning av behandlingen (GDPR art. 18)
access-page-right-art-20 = Opplysningene dine i en form du kan ta med deg (GDPR art. 20)
access-page-right-art-21 = Å protestere mot bruken (GDPR art. 21)
access-page-right-art-7-3 = Å trekke tilbake et samtykke du har gitt (GDPR art. 7 nr. 3)
access-page-right-art-77 = Klage til en tilsynsmyndighet (GDPR art. 77)
access-page-no-subject = (uten emne)
access-page-not-own = En annens samtale, som du har deltatt i
access-page-history = Hva som har skjedd
access-page-inbound = E-post
access-page-outbound = Svar
access-page-note = Notat
access-page-author-you = Deg
access-page-author-other = Noen andre
access-page-by-staff = Ansatte
access-page-by-system = Systemet
access-page-by-operator = Operatøren
access-page-by-nobody = Noen som ikke var logget inn
access-page-to = Til
access-page-mail = Selve e-posten (.eml)
access-page-delivery-queued = Venter på å bli sendt
access-page-delivery-sending = Sendes nå
access-page-delivery-sent = Sendt
access-page-delivery-bounced = Kom ikke fram:
access-page-delivery-failed = Kunne ikke sendes:
access-page-delivery-in-doubt = Kanskje sendt
access-page-left-messages = { $n ->
    [one] Én e-post mellom virksomheten og en annen i samtalene dine er utelatt: Den handler om den personen.
   *[other] { $n } e-poster mellom virksomheten og andre i samtalene dine er utelatt: De handler om de personene.
}
access-page-left-notes = { $n ->
    [one] Ett av virksomhetens notater er utelatt fordi det nevner noen andre.
   *[other] { $n } av virksomhetens notater er utelatt fordi de nevner noen andre.
}
access-page-left-remark = Virksomhetens merknad om deg er utelatt fordi den nevner noen andre.
access-page-file-json = alt, for programmer
access-page-file-schema = hva data.json betyr (JSON Schema)
access-page-file-tickets = samtalene dine som tabell
access-page-file-messages = det som er skrevet, som tabell
access-page-file-mbox = alle e-poster, for e-postprogrammer
access-page-file-sums = viser at filene er hele
access-page-what-status = Status
access-page-what-snoozed = Utsatt
access-page-what-priority = Prioritet
access-page-what-assignee = Gitt til en ansatt
access-page-what-team = Gitt til et team
access-page-what-mailbox = Flyttet til en annen postkasse
access-page-what-tag-added = Etikett lagt til
access-page-what-tag-removed = Etikett fjernet
access-page-what-follower-added = Følges av en ansatt
access-page-what-follower-removed = Følges ikke lenger av en ansatt
access-page-what-requester = Gjort til en annen persons samtale
access-page-what-field = Felt endret
access-page-what-merged = En annen samtale ble slått sammen med denne
access-page-what-merged-into = Slått sammen med en annen samtale
access-page-what-unmerged = En sammenslåing ble angret
access-page-what-split-off = Meldinger ble skilt ut til en egen samtale
access-page-what-split-from = Skilt ut fra en annen samtale

# The pages on which an admin asks for it, and the person gets it.
access-title = Personopplysninger
access-of = Personopplysninger om { $name }
access-open = Personopplysninger…
access-intro = Alt som er lagret om denne personen, i én ZIP til vedkommende: lesbare sider, e-poster og filer, og det samme for programmer. Det som handler om andre, er utelatt.
access-ask = Sett sammen
access-language = Språk på sidene
access-none = Ingen har bedt om det ennå. Sett det sammen når personen spør hva dere har lagret. Dere har én måned på å svare.
access-waiting = Venter på tur
access-making = Settes sammen: { $percent } %
access-ready = Klar siden
access-failed = Kunne ikke settes sammen. Be om det på nytt. Hva som gikk galt, står i operatørens logg.
access-goes = Slettes
access-download = Last ned ({ $size })
access-withdraw = Slett
access-withdraw-ask = Vil du slette denne eksporten? Selve personopplysningene blir som de er.
access-asked = Bedt om
access-reload = Se på nytt
access-back = Tilbake til samtalen
access-link-title = Personopplysningene dine
access-link-intro = Her får du det { $company } har lagret om deg i helpdesken sin, som en ZIP med lesbare sider, e-postene dine og filene dine.
access-link-careful = Den inneholder korrespondansen din. Oppbevar den der ingen andre finner den.
access-link-until = Lenken virker til
access-link-gone = Denne lenken fører ingen steder
access-link-gone-hint = Den kan ha utløpt eller være erstattet av en nyere. Spør virksomheten som sendte den til deg.
access-page-kept-request = til ett år etter at anmodningen din ble avsluttet
