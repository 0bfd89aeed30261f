# What is held about a person: the page in the export.
access-page-title = Dina personuppgifter
access-page-intro = Det här är vad { $company } har om { $name } i sin helpdesk per { $at }. Det har sammanställts för att du har rätt till det (artiklarna 15 och 20 i dataskyddsförordningen, GDPR). Allt finns också för program, i filerna som anges sist.
access-page-contents = Innehåll
access-page-person = Om dig
access-page-use = Varför och hur det används
access-page-requests = Vad du har begärt om dina uppgifter
access-page-told = Vilka som hade fått dem och har underrättats
access-page-access = Vem som har öppnat dem
access-page-access-intro = Varje gång något om dig öppnas i helpdesken loggas det. Här står hur ofta det har skett, månad för månad. Personalen anges inte med namn.
access-page-tickets = Dina konversationer
access-page-no-tickets = Det finns inga.
access-page-files = Filerna
access-page-name = Namn
access-page-emails = Adresser
access-page-phone = Telefon
access-page-organisation = Organisation
access-page-remark = Kommentar
access-page-first-seen = Först sedd
access-page-state = Status
access-page-state-active = Används
access-page-state-restricted = Begränsad: uppgifterna lagras men används inte
access-page-yes = Ja
access-page-no = Nej
access-page-purpose = Ändamål
access-page-basis = Rättslig grund
access-page-kept = Lagras
access-page-month = Månad
access-page-by = Av
access-page-objects = Öppnade objekt
access-page-last = Senast
access-page-purpose-service-delivery = Att besvara din e-post
access-page-purpose-authentication = Att logga in personer
access-page-purpose-security = Att hålla tjänsten säker
access-page-purpose-administration = Att sköta kontot
access-page-purpose-subject-rights = Dina rättigheter
access-page-purpose-legal-obligation = Rättsliga förpliktelser
access-page-basis-consent = Ditt samtycke (art. 6.1 a GDPR)
access-page-basis-contract = Avtal, eller åtgärder före ett avtal (art. 6.1 b GDPR)
access-page-basis-legal-obligation = Rättslig förpliktelse (art. 6.1 c GDPR)
access-page-basis-legitimate-interest = Berättigat intresse (art. 6.1 f GDPR)
access-page-kept-ticket = Så länge konversationen finns; den gallras enligt företagets gallringsregel
access-page-kept-contact = Så länge du har en konversation
access-page-kept-account = Så länge kontot finns
access-page-kept-mailbox = Så länge brevlådan är ansluten
access-page-kept-tenant = Så länge företaget använder tjänsten
access-page-kept-session = Tills det går ut
access-page-kept-work = Tills arbetet är gjort
access-page-kept-notice = Högst trettio dagar
access-page-kept-export = Sju dagar
access-page-kept-alert = Ett år efter att det senast hittades
access-page-kept-audit = I några år, som operatören bestämmer, högst femton
access-page-kept-installation = Så länge tjänsten finns
access-page-recipients = Vilka som får det
access-page-recipient-operator = Den som driver helpdesken åt företaget, som dess personuppgiftsbiträde
access-page-recipient-mail-google = Google, som driver en av företagets brevlådor
access-page-recipient-mail-microsoft = Microsoft, som driver en av företagets brevlådor
access-page-recipient-mail-server = E-postservern för företagets brevlåda
access-page-recipient-virus-scanner = En virusskanner
access-page-recipient-passed-on = { $n ->
    [one] Någon som ett mejl ur dina konversationer har vidarebefordrats till
   *[other] Andra som { $n } mejl ur dina konversationer har vidarebefordrats till
}
access-page-sources = Varifrån det kommer
access-page-source-you = { $n ->
    [one] Ett mejl från dig
   *[other] { $n } mejl från dig
}
access-page-source-others = { $n ->
    [one] Ett mejl från någon annan som du har fått
   *[other] { $n } mejl från andra som du har fått
}
access-page-source-staff = { $n ->
    [one] Ett svar eller en anteckning från företaget
   *[other] { $n } svar och anteckningar från företaget
}
access-page-rights = Dina rättigheter
access-page-right-art-15 = Tillgång till dina uppgifter (art. 15 GDPR)
access-page-right-art-16 = Rättelse av det som är fel (art. 16 GDPR)
access-page-right-art-17 = Radering (art. 17 GDPR)
access-page-right-art-18 = Begränsning av behandlingen (art. 18 GDPR)
access-page-right-art-20 = Dina uppgifter i en form som du kan ta med dig (art. 20 GDPR)
access-page-right-art-21 = Invändning mot att de används (art. 21 GDPR)
access-page-right-art-7-3 = Återkallelse av ett samtycke som du har gett (art. 7.3 GDPR)
access-page-right-art-77 = Klagomål till en tillsynsmyndighet (art. 77 GDPR)
access-page-no-subject = (inget ämne)
access-page-not-own = Någon annans konversation, som du har deltagit i
access-page-history = Vad som har hänt
access-page-inbound = Mejl
access-page-outbound = Svar
access-page-note = Anteckning
access-page-author-you = Du
access-page-author-other = Någon annan
access-page-by-staff = Personalen
access-page-by-system = Systemet
access-page-by-operator = Driftansvarig
access-page-by-nobody = Någon som inte var inloggad
access-page-to = Till
access-page-mail = Själva mejlet (.eml)
access-page-delivery-queued = Väntar på att skickas
access-page-delivery-sending = Skickas nu
access-page-delivery-sent = Skickat
access-page-delivery-bounced = Kom inte fram:
access-page-delivery-failed = Kunde inte skickas:
access-page-delivery-in-doubt = Kanske skickat
access-page-left-messages = { $n ->
    [one] Ett mejl mellan företaget och någon annan i dina konversationer är utelämnat: det handlar om den personen.
   *[other] { $n } mejl mellan företaget och andra i dina konversationer är utelämnade: de handlar om de personerna.
}
access-page-left-notes = { $n ->
    [one] En av företagets anteckningar, som nämner någon annan, är utelämnad.
   *[other] { $n } av företagets anteckningar, som nämner någon annan, är utelämnade.
}
access-page-left-remark = Företagets kommentar om dig är utelämnad, eftersom den nämner någon annan.
access-page-file-json = allt, för program
access-page-file-schema = vad data.json betyder (JSON Schema)
access-page-file-tickets = dina konversationer som tabell
access-page-file-messages = det som har skrivits, som tabell
access-page-file-mbox = alla mejl, för e-postprogram
access-page-file-sums = visar att filerna är hela
access-page-what-status = Status
access-page-what-snoozed = Undanlagt
access-page-what-priority = Prioritet
access-page-what-assignee = Tilldelat någon i personalen
access-page-what-team = Tilldelat ett team
access-page-what-mailbox = Flyttat till en annan brevlåda
access-page-what-tag-added = Etikett tillagd
access-page-what-tag-removed = Etikett borttagen
access-page-what-follower-added = Följs av någon i personalen
access-page-what-follower-removed = Följs inte längre av någon i personalen
access-page-what-requester = Gjort till en annan persons konversation
access-page-what-field = Fält ändrat
access-page-what-merged = En annan konversation slogs ihop med den
access-page-what-merged-into = Infogad i en annan konversation
access-page-what-unmerged = En sammanslagning ångrades
access-page-what-split-off = Meddelanden fick en egen konversation
access-page-what-split-from = Utbruten ur en annan konversation

# The pages on which an admin asks for it, and the person gets it.
access-title = Personuppgifter
access-of = Personuppgifter om { $name }
access-open = Personuppgifter…
access-intro = Allt som finns om den här personen, i en ZIP-fil till personen: sidor att läsa, mejl och filer, och samma sak för program. Det som handlar om andra är utelämnat.
access-ask = Sammanställ
access-language = Sidornas språk
access-none = Ingen har begärt det än. Sammanställ det när personen frågar vad ni har om dem; ni har en månad på er att svara.
access-waiting = Väntar på sin tur
access-making = Sammanställs: { $percent } %
access-ready = Klart sedan
access-failed = Kunde inte sammanställas. Begär det igen. Vad som gick fel står i driftloggen.
access-goes = Tas bort den
access-download = Ladda ner ({ $size })
access-withdraw = Ta bort
access-withdraw-ask = Ta bort den här sammanställningen? Personens uppgifter i sig påverkas inte.
access-asked = Begärt den
access-reload = Titta igen
access-back = Tillbaka till konversationen
access-link-title = Dina personuppgifter
access-link-intro = Här får du det som { $company } har om dig i sin helpdesk, som en ZIP-fil med sidor att läsa, dina mejl och filer.
access-link-careful = Den innehåller din korrespondens. Förvara den där ingen annan hittar den.
access-link-until = Länken fungerar till
access-link-gone = Länken leder ingenstans
access-link-gone-hint = Den kan ha gått ut eller ersatts av en nyare. Fråga företaget som skickade den till dig.
access-page-kept-request = till ett år efter att din begäran avslutades
