# Hvad der er gemt om en person: siden i udleveringen.
access-page-title = Dine personoplysninger
access-page-intro = Det her er, hvad { $company } har gemt om { $name } i sin helpdesk pr. { $at }. Det er samlet, fordi du har ret til det (databeskyttelsesforordningen, artikel 15 og 20). Alt findes også til programmer i de filer, der er nævnt til sidst.
access-page-contents = Indhold
access-page-person = Om dig
access-page-use = Hvorfor og hvordan det bruges
access-page-requests = Hvad du har bedt om vedrørende dine data
access-page-told = Hvem der havde fået dem og er underrettet
access-page-access = Hvem har åbnet det
access-page-access-intro = Hver gang noget om dig bliver åbnet i helpdesken, skrives det i en log. Her står, hvor ofte det er sket måned for måned. Medarbejdere er ikke nævnt ved navn.
access-page-tickets = Dine samtaler
access-page-no-tickets = Der er ingen.
access-page-files = Filerne
access-page-name = Navn
access-page-emails = Adresser
access-page-phone = Telefon
access-page-organisation = Organisation
access-page-remark = Bemærkning
access-page-first-seen = Første gang set
access-page-state = Tilstand
access-page-state-active = I brug
access-page-state-restricted = Begrænset: det opbevares, men bruges ikke
access-page-yes = Ja
access-page-no = Nej
access-page-purpose = Formål
access-page-basis = Retsgrundlag
access-page-kept = Opbevares
access-page-month = Måned
access-page-by = Af
access-page-objects = Åbnede elementer
access-page-last = Sidste gang
access-page-purpose-service-delivery = At besvare din mail
access-page-purpose-authentication = At logge folk ind
access-page-purpose-security = At holde tjenesten sikker
access-page-purpose-administration = At drive kontoen
access-page-purpose-subject-rights = Dine rettigheder
access-page-purpose-legal-obligation = Lovpligter
access-page-basis-consent = Dit samtykke (art. 6, stk. 1, litra a)
access-page-basis-contract = Aftale eller skridt forud for en aftale (art. 6, stk. 1, litra b)
access-page-basis-legal-obligation = Retlig forpligtelse (art. 6, stk. 1, litra c)
access-page-basis-legitimate-interest = Legitim interesse (art. 6, stk. 1, litra f)
access-page-kept-ticket = Så længe samtalen findes; virksomhedens sletteregel gør en ende på den
access-page-kept-contact = Så længe du har en samtale
access-page-kept-account = Så længe kontoen findes
access-page-kept-mailbox = Så længe postkassen er tilsluttet
access-page-kept-tenant = Så længe virksomheden bruger tjenesten
access-page-kept-session = Indtil det udløber
access-page-kept-work = Indtil arbejdet er gjort
access-page-kept-notice = Højst tredive dage
access-page-kept-export = Syv dage
access-page-kept-alert = Et år, efter at det sidst blev fundet
access-page-kept-audit = Nogle år, som operatøren bestemmer, højst femten
access-page-kept-installation = Så længe tjenesten findes
access-page-recipients = Hvem får det
access-page-recipient-operator = Den, der driver helpdesken for virksomheden som databehandler
access-page-recipient-mail-google = Google, som driver en af virksomhedens postkasser
access-page-recipient-mail-microsoft = Microsoft, som driver en af virksomhedens postkasser
access-page-recipient-mail-server = Mailserveren til virksomhedens postkasse
access-page-recipient-virus-scanner = En virusscanner
access-page-recipient-passed-on = { $n ->
    [one] En person, som én mail fra dine samtaler er sendt videre til
   *[other] Andre, som { $n } mails fra dine samtaler er sendt videre til
}
access-page-sources = Hvor det kommer fra
access-page-source-you = { $n ->
    [one] Én mail fra dig
   *[other] { $n } mails fra dig
}
access-page-source-others = { $n ->
    [one] Én mail fra en anden, som du har fået
   *[other] { $n } mails fra andre, som du har fået
}
access-page-source-staff = { $n ->
    [one] Ét svar eller notat fra virksomheden
   *[other] { $n } svar og notater fra virksomheden
}
access-page-rights = Dine rettigheder
access-page-right-art-15 = Indsigt i dine oplysninger (art. 15)
access-page-right-art-16 = Rettelse af det, der er forkert (art. 16)
access-page-right-art-17 = Sletning (art. 17)
access-page-right-art-18 = Begrænsning af, hvad der gøres med dem (art. 18)
access-page-right-art-20 = Dine oplysninger i en form, du kan tage med dig (art. 20)
access-page-right-art-21 = Indsigelse mod brugen (art. 21)
access-page-right-art-7-3 = Tilbagetrækning af et samtykke, du har givet (art. 7, stk. 3)
access-page-right-art-77 = Klage til en tilsynsmyndighed (art. 77)
access-page-no-subject = (intet emne)
access-page-not-own = En andens samtale, som du har deltaget i
access-page-history = Hvad der er sket
access-page-inbound = Mail
access-page-outbound = Svar
access-page-note = Notat
access-page-author-you = Dig
access-page-author-other = En anden
access-page-by-staff = Medarbejdere
access-page-by-system = Systemet
access-page-by-operator = Driftsansvarlig
access-page-by-nobody = En, der ikke var logget ind
access-page-to = Til
access-page-mail = Selve mailen (.eml)
access-page-delivery-queued = Venter på at blive sendt
access-page-delivery-sending = Er ved at blive sendt
access-page-delivery-sent = Sendt
access-page-delivery-bounced = Nåede ikke frem:
access-page-delivery-failed = Kunne ikke sendes:
access-page-delivery-in-doubt = Måske sendt
access-page-left-messages = { $n ->
    [one] Én mail mellem virksomheden og en anden i dine samtaler er udeladt: den handler om vedkommende.
   *[other] { $n } mails mellem virksomheden og andre i dine samtaler er udeladt: de handler om dem.
}
access-page-left-notes = { $n ->
    [one] Ét af virksomhedens notater, som nævner en anden, er udeladt.
   *[other] { $n } af virksomhedens notater, som nævner andre, er udeladt.
}
access-page-left-remark = Virksomhedens bemærkning om dig er udeladt, fordi den nævner en anden.
access-page-file-json = det hele, til programmer
access-page-file-schema = hvad data.json betyder (JSON Schema)
access-page-file-tickets = dine samtaler som tabel
access-page-file-messages = hvad der er skrevet, som tabel
access-page-file-mbox = alle mails, til mailprogrammer
access-page-file-sums = beviser, at filerne er hele
access-page-what-status = Status
access-page-what-snoozed = Lagt til side
access-page-what-priority = Prioritet
access-page-what-assignee = Givet til en medarbejder
access-page-what-team = Givet til et team
access-page-what-mailbox = Flyttet til en anden postkasse
access-page-what-tag-added = Mærkat sat på
access-page-what-tag-removed = Mærkat taget af
access-page-what-follower-added = Følges af en medarbejder
access-page-what-follower-removed = Følges ikke længere af en medarbejder
access-page-what-requester = Gjort til en andens samtale
access-page-what-field = Felt ændret
access-page-what-merged = En anden samtale er lagt sammen med den
access-page-what-merged-into = Lagt sammen med en anden samtale
access-page-what-unmerged = En sammenlægning er fortrudt
access-page-what-split-off = Beskeder fik deres egen samtale
access-page-what-split-from = Skilt ud fra en anden samtale

# Siderne, hvor en administrator beder om det, og personen får det.
access-title = Personoplysninger
access-of = Personoplysninger om { $name }
access-open = Personoplysninger…
access-intro = Alt, hvad der er gemt om denne person, i én ZIP-fil til vedkommende: sider, der kan læses, mails og filer, og det samme til programmer. Hvad der handler om andre, er udeladt.
access-ask = Saml det
access-language = Sidernes sprog
access-none = Ingen har bedt om det endnu. Saml det, når personen spørger, hvad I har gemt; I har en måned til at svare.
access-waiting = Venter på tur
access-making = Bliver samlet: { $percent } %
access-ready = Klar siden
access-failed = Kunne ikke samles. Bed om det igen; hvad der gik galt, står i driftens log.
access-goes = Slettes den
access-download = Hent ({ $size })
access-withdraw = Slet
access-withdraw-ask = Slet denne udlevering? Selve personens oplysninger bliver, som de er.
access-asked = Bedt om den
access-reload = Se igen
access-back = Tilbage til samtalen
access-link-title = Dine personoplysninger
access-link-intro = Her får du, hvad { $company } har gemt om dig i sin helpdesk, som ZIP-fil med sider, der kan læses, dine mails og filer.
access-link-careful = Den indeholder din korrespondance. Gem den, hvor ingen andre finder den.
access-link-until = Linket virker til
access-link-gone = Linket fører ingen steder hen
access-link-gone-hint = Det kan være udløbet eller erstattet af et nyere. Spørg virksomheden, der har sendt dig det.
access-page-kept-request = til et år efter, at din anmodning blev lukket
