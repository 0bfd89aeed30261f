# Erasing, and legal holds.
nav-erasures = Raderingar
erasures-title = Raderingar
erasures-intro = Det som har raderats kan inte läsas längre, varken här eller i någon säkerhetskopia. Börja vid en konversation eller vid personen bredvid den.
erasures-list = Raderat
erasures-empty = Inget har raderats än.
erasures-older = Äldre
erasure-title = Radering
erasure-all = Alla raderingar
erasure-new-title = Radera för gott
erasure-back = Tillbaka
erasure-scope-contact = Person
erasure-scope-conversation = Konversation
erasure-scope-message = Meddelande
erasure-scope-mailbox = Brevlåda
erasure-scope-tenant = Allt om det här företaget
erasure-reason = Varför
erasure-reason-request = Personen bad om det
erasure-reason-instruction = Vårt eget beslut
erasure-reason-retention = Det har sparats så länge som vår regel säger
erasure-reason-disconnect = Brevlådan kopplades från
erasure-reason-closure = Kontot avslutades
erasure-state-held = Spärrat
erasure-state-begun = Pågår
erasure-state-keys_gone = Oläsligt, tas bort
erasure-state-purged = Borttaget, nyckelringen stängs
erasure-state-done = Raderat
erasure-tickets = { $count ->
    [one] { $count } konversation
   *[other] { $count } konversationer
}
erasure-messages = { $count ->
    [one] { $count } meddelande
   *[other] { $count } meddelanden
}
erasure-keys = { $count ->
    [one] { $count } nyckel förstörd
   *[other] { $count } nycklar förstörda
}
erasure-goes = Det här försvinner
erasure-goes-tickets = { $count ->
    [one] { $count } konversation, med allt i den
   *[other] { $count } konversationer, med allt i dem
}
erasure-goes-messages = { $count ->
    [one] { $count } meddelande
   *[other] { $count } meddelanden, även svar och anteckningar
}
erasure-goes-attachments = { $count ->
    [one] { $count } fil
   *[other] { $count } filer
}
erasure-goes-of-others = { $count ->
    [one] varav { $count } meddelande som någon annan har skrivit
   *[other] varav { $count } meddelanden som andra har skrivit
}
erasure-goes-elsewhere = { $count ->
    [one] { $count } meddelande i en konversation som finns kvar
   *[other] { $count } meddelanden i konversationer som finns kvar
}
erasure-goes-person = namn, adresser, telefon, fält och kommentar
erasure-stays = Det här finns kvar
erasure-stays-others = Det som andra har skrivit, även där det nämner personen eller visar personens adress. I deras konversationer försvinner bara personens egna meddelanden.
erasure-stays-contact = Personen, så länge hen har en annan konversation.
erasure-stays-log = Loggen över vem som har läst och ändrat vad. Den nämner ingen utanför företaget.
erasure-stays-sent = Det som ligger i brevlådan hos er leverantör och hos dem som har fått ett mejl.
erasure-held-now = En raderingsspärr omfattar en del av det. Raderingen kan påbörjas; det som spärren omfattar bevaras tills den hävs.
erasure-sure = Jag vet att ingen kan återställa det här: varken vi eller driftansvarig, och inte från en säkerhetskopia.
erasure-begin = Radera för gott
erasure-keep = Behåll
erasure-step-begun = Påbörjad
erasure-step-keys = Nycklarna är förstörda: ingen kan läsa det längre, varken här eller i en säkerhetskopia
erasure-step-purged = Rader, byte och sökord är borta
erasure-step-done = Nycklarna ovanför är utbytta: en äldre kopia av nyckelringen öppnar inget av det
erasure-step-message = Klart. En äldre kopia av nyckelringen kunde öppna det tills kopian raderas; kvittot säger när
erasure-receipt = Ladda ner kvittot
erasure-receipt-hint = Signerat och utan namn. Den som har den publika nyckeln kan kontrollera det.
erasure-held = En raderingsspärr bevarar det den omfattar. Raderingen fortsätter av sig själv när spärren hävs.
erasure-ticket = Radera konversationen…
erasure-person = Radera personen…
holds-title = Raderingsspärrar
holds-intro = Det som en spärr omfattar raderas inte förrän den hävs, vad som än begärs. Skriv varför och se över den med tiden.
holds-empty = Inget är spärrat.
holds-made = lagd
holds-owner = lagd av { $name }
holds-released = hävd
holds-review = ses över
holds-due = Dags att se över
holds-release = Häv
holds-release-ask = Det som väntar på spärren raderas genast.
holds-place = Hindra att det raderas: lägg en raderingsspärr
holds-place-send = Lägg spärren
holds-reason = Varför: vad det gäller
holds-law = Lag eller beslut som kräver det (om det finns)
holds-review-at = Ses över den
holds-restored = Lagd på nytt efter att data återställts från en äldre säkerhetskopia. Skälet gick förlorat med de nyare data: skriv på nytt varför, eller häv den.
holds-restored-mark = Lagd på nytt vid återställning
holds-forgotten = Skälet är förstört: den hävdes för ett år sedan, eller det som den omfattade är raderat.
holds-say-why = Skriv på nytt varför
holds-put-off = Ange när den ses över igen
holds-law-needed = Lag eller beslut som kräver det
holds-review-send = Spara
field-sure = Bekräftelse
field-review_at_ms = Dag
field-subject_id = Id
field-hold = Raderingsspärrar
rule-sure = måste kryssas i
rule-effective-order = får inte ligga före dagen för en tidigare version som folk har fått veta om och som ännu inte gäller
rule-future = måste ligga i framtiden
rule-id = måste vara ett id
mailbox-erase-at = Det som har kommit in via den här brevlådan raderas den
mailbox-erase-hint = Ansluts den igen innan dess är det som om den aldrig varit borta. Det som en raderingsspärr omfattar bevaras tills den upphör.
mailbox-erase-days = När det raderas
mailbox-erase-after = { $count ->
    [one] { $count } dag efter frånkopplingen
   *[other] { $count } dagar efter frånkopplingen
}
mailbox-erase-change = Ändra
mailbox-erase-now = Radera det nu…
mailbox-connect-again = Anslut igen
mail-mailbox-end-subject = E-posten i { $mailbox } raderas den { $until }
mail-mailbox-end-text = Hej { $name }!

    Brevlådan { $mailbox } hos { $company } kopplades från den { $since }. Ingen e-post kommer in och inget svar skickas.

    Den { $until } raderas allt som har kommit in via den för gott, här och i varje säkerhetskopia: konversationer, svar, anteckningar och filer. Den som vill behålla det ansluter brevlådan igen innan dess eller exporterar det:

    { $link }

    Det som en raderingsspärr omfattar bevaras tills den upphör.
field-erase_after_days = Dagar
rule-thirty-days = får vara högst 30
closing-link = Avsluta företagets konto…
closing-title = Avsluta kontot
closing-back = Tillbaka till raderingar
closing-goes = Det som försvinner för gott
closing-goes-messages = { $count ->
    [one] { $count } meddelande, med dess filer
   *[other] { $count } meddelanden, även svar och anteckningar, med deras filer
}
closing-goes-tickets = { $count ->
    [one] { $count } konversation
   *[other] { $count } konversationer
}
closing-goes-attachments = { $count ->
    [one] { $count } fil
   *[other] { $count } filer
}
closing-goes-mailboxes = { $count ->
    [one] { $count } brevlåda med lösenord eller behörighet: genast
   *[other] { $count } brevlådor med lösenord eller behörigheter: genast
}
closing-goes-agents = { $count ->
    [one] Kontot för { $count } person: ingen kan logga in
   *[other] Kontona för { $count } personer: ingen kan logga in
}
closing-goes-rest = Personer och organisationer, etiketter, fält, sparade svar, inställningar, granskningsloggen och nyckeln som allt ligger under, här och i varje säkerhetskopia
closing-stays-receipt = Ett signerat kvitto utan personuppgifter; varje administratör får det med e-post
closing-stays-receipt-kept = Ett signerat kvitto utan personuppgifter; den som driver Deskhero behåller det
closing-stays-source = Det som finns i era brevlådor hos er leverantör, och e-post som har skickats
closing-stays-sums = Summor per månad av företag som har slutat, där minst { $count } personer deltog: inget namn, ingen nyckel och inte vems de är
closing-held = En raderingsspärr gäller. Det den omfattar bevaras tills den hävs; allt annat raderas i tid.
closing-held-now = Tiden är inne, men en raderingsspärr gäller. Det den omfattar bevaras tills den hävs och raderas då, tillsammans med företagets nyckel. Allt annat raderas nu.
closing-take = Ta med det först
closing-take-hint = Varje brevlåda som en mbox-fil, som alla e-postprogram läser: det som har kommit in och det som har skickats. Anteckningar ingår inte.
closing-take-mails = E-post i { $mailbox } (mbox)
closing-take-log = Granskningsloggen (NDJSON, signerad)
closing-decide = Avsluta det
closing-at-once = Från den stunden kommer ingen e-post in och inget svar skickas: lösenorden och behörigheterna till era brevlådor förstörs. Er personal kan läsa vidare till slutet.
closing-days = Dagar tills allt raderas
closing-days-hint = 0 till 30; 0 är nu. Fram till dess kan det ångras.
closing-days-told = Administratörer meddelas via e-post genast och dag 1, 7 och 21.
closing-keep-sums = Låt anonymiserade summor vara kvar
closing-keep-sums-hint = Hur många konversationer, mejl och svar det fanns i varje månad, tillagda till dem från andra företag som har slutat, där minst { $count } personer deltog. Inget annat blir kvar, och det går inte att ångra. Utan det blir inget kvar.
closing-slug = Skriv { $slug } för att bekräfta
closing-password = Ditt lösenord
closing-begin = Avsluta kontot
closing-not = Behåll det
closing-clock = Kontot håller på att avslutas
closing-until = Allt raderas den
closing-by = Avslutat av { $name },
closing-by-nobody = Avslutat den
closing-keep-hint = Om det ångras är allt som förut, utom att era brevlådor måste anslutas igen.
closing-keep = Ångra
closing-erasing = Raderingen har börjat. Den kan inte längre ångras.
closing-banner = Det här kontot håller på att avslutas.
closing-banner-until = Allt raderas den
closing-banner-link = Titta på det, eller ångra
field-days = Dagar
rule-own-slug = är inte företagets kortnamn
rule-own-password = är inte ditt lösenord
mail-closing-subject = { $company } raderas den { $until }
mail-closing-text = Hej { $name }!

    Kontot för { $company } avslutades den { $since }. Ingen e-post kommer in och inget svar skickas längre.

    Den { $until } raderas allt för gott, här och i varje säkerhetskopia. Fram till dess kan en administratör ta med e-posten eller ångra:

    { $link }

    Det som en raderingsspärr omfattar bevaras tills den upphör.
mail-closed-subject = { $company } är raderat
mail-closed-text = Hej { $name }!

    Allt om { $company } är raderat, här och i varje säkerhetskopia: mejl, personer, inställningar och nyckeln som allt låg under.

    Kvittot är bifogat. Det är signerat och innehåller inga personuppgifter. Med driftens publika nyckel kontrollerar ”deskhero receipt check” det.

    Det här var det sista mejlet. Ditt namn och din adress raderas i och med det.
attachment-erased = En fil raderades den
attachment-erase = Radera { $name }…
attachment-erase-short = Radera…
message-redacted = Något här har ersatts av integritetsskäl.
message-redacted-mail = Originalet har förstörts av integritetsskäl, med dess filer. Ingen kan få tillbaka det.
erasure-scope-attachment = Fil
erasure-scope-attachments = Filer i en konversation
erasure-scope-pseudonym = Person, ur konversationer som finns kvar
erasure-scope-people = Alla utanför företaget, ur en konversation som finns kvar
erasure-scope-redaction = Texter i en konversation
erasure-files = Radera dess filer…
erasure-mode = Vad som händer med konversationerna
erasure-mode-contact = Radera allt
erasure-mode-pseudonym = Behåll konversationerna, ta bort personen
erasure-goes-rewritten = { $count ->
    [one] namn, adresser och kända uppgifter i 1 meddelande, även i det som andra har skrivit: en pseudonym står där i stället
   *[other] namn, adresser och kända uppgifter i { $count } meddelanden, även i det som andra har skrivit: en pseudonym står där i stället
}
erasure-goes-originals = originalen av de här mejlen, även av dem som andra har skrivit, med alla filer: det som står i dem kan inte ersättas säkert
erasure-goes-drafts = { $count ->
    [one] { $count } utkast från er personal i de här konversationerna, oläst
   *[other] { $count } utkast från er personal i de här konversationerna, olästa
}
erasure-stays-pseudonym = Konversationerna med nummer, status, etiketter, tider och historik, under en pseudonym som ingen kan härleda till personen. En text som beskriver personen med andra ord blir som den är.
erasure-stays-mails = Mejlen, med allt annat i dem. Där filen var står en notering.
redaction-open = Maskera…
redaction-title = Maskera
redaction-texts = Det som ska ersättas
redaction-hint = En text per rad, högst 20, var och en på minst 3 tecken: ett namn, en adress, ett nummer, precis som det är skrivet. Stora och små bokstäver spelar ingen roll. En text av bara bokstäver hittas som hela ord.
redaction-look = Se var det står
redaction-found = Det här skulle ersättas
redaction-nowhere = Inget av det står i den här konversationen.
redaction-places = { $count ->
    [one] 1 ställe, med ▇▇▇
   *[other] { $count } ställen, med ▇▇▇
}
redaction-mails = { $count ->
    [one] originalet av 1 mejl förstörs
   *[other] originalen av { $count } mejl förstörs
}
redaction-files = { $count ->
    [one] 1 fil låg i dem och försvinner också
   *[other] { $count } filer låg i dem och försvinner också
}
redaction-message = Meddelande { $n }
redaction-in = { $count ->
    [one] 1 ställe
   *[other] { $count } ställen
}
redaction-in-mail = bara i originalet
redaction-stays = Bilder och filer läses inte: det som står i dem försvinner bara med ett mejl som försvinner. Utkast i den här konversationen försvinner, eftersom ingen annan än den som skrev dem kan läsa dem.
redaction-begin = Ersätt för gott
redaction-keep = Låt det vara
rule-too-short = för kort
rule-contact-only = bara för en kontakt
