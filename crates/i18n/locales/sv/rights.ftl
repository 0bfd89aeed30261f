# People's rights: requests about their own data.
nav-requests = Dataskydd
nav-requests-due = En begäran om personuppgifter måste snart besvaras
requests-title = Begäranden om personuppgifter
requests-intro = Vad personer begär om sina egna uppgifter. Varje begäran måste besvaras inom en månad från mottagandet, eller inom tre om ni meddelar personen varför inom den första.
requests-new = Registrera en
requests-open = Att göra
requests-closed = Klara
requests-held = Väntar på en raderingsspärr
requests-none-held = Ingen begäran väntar på en raderingsspärr.
requests-empty = Ingen väntar på svar om sina uppgifter.
requests-empty-hint = Begäranden kommer via det offentliga formuläret, eller så registrerar ni det som har kommit på annat sätt.
requests-none-closed = Inget har avslutats än.
requests-more = Visa fler
requests-form-link = Offentligt formulär
requests-settings = Vart man kan klaga
requests-settings-hint = Brev anger tillsynsmyndigheten i det här landet.
requests-country = Land
requests-save = Spara
requests-saved = Sparat.
requests-back = Alla begäranden
requests-forgotten = texten är borttagen
requests-due = Svar senast
requests-days-left = { $count ->
    [one] { $count } dag kvar
   *[other] { $count } dagar kvar
}
requests-days-late = { $count ->
    [one] { $count } dag försenad
   *[other] { $count } dagar försenad
}
requests-due-today = måste besvaras nu
right-access = En kopia av mina uppgifter
right-rectification = Rätta något
right-erasure = Radera mina uppgifter
right-restriction = Lagra mina uppgifter, men använd dem inte
right-portability = Mina uppgifter, att ta med någon annanstans
right-objection = Sluta använda mina uppgifter för ett ändamål
right-withdrawal = Återkalla mitt samtycke
right-question = En fråga om mina uppgifter
right-short-access = Tillgång
right-short-rectification = Rättelse
right-short-erasure = Radering
right-short-restriction = Begränsning
right-short-portability = Dataportabilitet
right-short-objection = Invändning
right-short-withdrawal = Återkallat samtycke
right-short-question = Fråga
request-state-identity = väntar på bekräftelse
request-state-open = öppen
request-state-extended = förlängd
request-state-held = vilande
request-state-done = klar
request-state-refused = avslagen
request-state-withdrawn = tillbakatagen
request-source-agent = registrerad här
request-source-form = via det offentliga formuläret
request-source-intake = via e-post
request-source-operator = vidarebefordrad av driftansvarig
request-source-account = från en handläggare, om det egna kontot
request-step-received = Mottagen
request-step-proved = Adressen bekräftad via länken
request-step-vouched = Identiteten intygad
request-step-matched = Personen hittad
request-step-extended = Tiden förlängd, och meddelad
request-step-decided = Beslutad
request-step-carried_out = Utförd
request-step-override = Begränsade uppgifter använda, av ett skäl
request-step-notice = Meddelad att begränsningen upphör
request-step-lifted = Begränsningen hävd
request-step-recipient_told = Mottagare underrättad
request-step-told = Meddelad utfallet
request-step-noted = Anteckning
request-step-linked = Länk skickad till adressen
request-step-withdrawn = Tillbakatagen
request-step-acknowledged = Mottagandet bekräftat
request-step-held = Väntar på en raderingsspärr
request-step-held_told = Meddelad att den väntar
request-step-resumed = Raderingsspärren upphörde
request-step-confirmed = Bekräftad: utförs när raderingsspärren upphör
request-step-signed_in = Inloggad, med lösenordet en gång till
request-told-in_ticket = som svar i ärendet
request-told-by_mail = som systemmejl
request-told-by_hand = överlämnat
request-told-on_page = på sidan om personens konto
request-decision-granted = beviljad
request-decision-granted-pseudonymise = beviljad: konversationerna finns kvar, personen tas bort
request-decision-refused = avslagen
purpose-automation = regler som tilldelar ärenden och sorterar in personer i organisationer
purpose-learning = förslag som lärts av e-post
purpose-analytics = statistik och rapporter
purpose-marketing = e-post om erbjudanden
requests-who = Vem som begär
requests-asked-for = Vad personen begär
requests-language = Brevens språk
requests-words = Med personens egna ord
requests-company = Företag som personen angav
requests-received = Mottagen
requests-received-hint = När den nådde er: månaden räknas från den dagen.
requests-ticket = Ärende
requests-ticket-number = Ärendenummer
requests-ticket-hint = Brev skickas som svar i det. Lämna tomt om det inte finns något.
requests-how-known = Hur vet ni att det är personen själv?
requests-how-known-hint = Till exempel: skrev från adressen som vi har, i ärende 12. Lämna tomt så länge ni inte vet.
requests-create = Registrera
requests-identity = Vem det är
requests-identity-wait = Adressen är inte bekräftad än. En länk har skickats till den. Om ingen öppnar den inom tre dagar förfaller begäran och inget görs.
requests-identity-agent = Det är inte känt än vem som frågar. Skriv hur ni vet det innan något görs.
requests-identity-known = Jag vet vem det är
requests-identity-link = Skicka en länk till adressen
requests-identity-link-hint = Den som öppnar den har bevisat att adressen är deras. Den fungerar i tre dagar.
requests-nobody = Ingen här har den adressen.
requests-found = Hittad via adressen.
requests-match = Via en annan adress
requests-match-send = Sök
requests-preview = Vad som finns
requests-preview-none = Inget finns under den här adressen.
requests-held-tickets = Ärenden
requests-held-mails = Mejl från personen
requests-held-files = Filer i dem
requests-held-answers = Svar till personen
requests-held-notes = Anteckningar
requests-held-elsewhere = Andras ärenden som personen deltar i
requests-decide = Beslut
requests-decide-what = Ska det som begärs göras?
requests-grant = Ja
requests-refuse = Nej
requests-mode = Om ja: vad som händer med konversationerna
requests-mode-erase = Allt raderas
requests-mode-erase-text = Personen försvinner, med varje konversation som hen har frågat i och det hen har skrivit i andras. Det är vad som har begärts.
requests-mode-pseudonymise = Konversationerna finns kvar, personen tas bort
requests-mode-pseudonymise-text = En pseudonym som ingen kan härleda till personen står där i stället. För konversationer som ni måste kunna förstå senare, till exempel om ett fel som även berör andra. Det framgår av brevet till personen.
requests-mode-kept = { $count ->
    [one] 1 konversation som personen har frågat i, under en pseudonym
   *[other] { $count } konversationer som personen har frågat i, under en pseudonym
}
requests-purposes = Vad som upphör
requests-grounds = Skäl
requests-grounds-hint = De står i brevet. Ett avslag måste motiveras.
requests-decide-send = Besluta
requests-decided = { $decision } den { $day }
requests-decided-pseudonymise = { $decision } den { $day }: konversationerna finns kvar, personen tas bort
requests-confirm = Utför
requests-confirm-restriction = Från och med nu lagras personens uppgifter och används inte till något: de går inte att hitta, läsa eller besvara, och regler rör dem inte.
requests-confirm-objection = Från och med nu används personens uppgifter inte till det som hen invänder mot.
requests-confirm-withdrawal = Från och med nu används personens uppgifter inte till det som hen hade samtyckt till.
requests-confirm-question = Svaret står i brevet. Skriv här vem som gav det, eller var det slogs upp.
requests-confirm-access = Kopian sammanställs genast: en ZIP-fil att ladda ner här och lämna ut.
requests-confirm-access-by-hand = Lämna ut kopian och skriv sedan här hur.
requests-confirm-portability = Uppgifterna sammanställs genast: en ZIP-fil med öppna format att ladda ner här och lämna ut.
requests-confirm-portability-by-hand = Lämna ut uppgifterna och skriv sedan här hur.
requests-confirm-rectification = Rätta det här, eller var det annars står, och skriv vad som ändrades där.
requests-confirm-erasure = Allt om den här personen raderas för gott, här och i varje säkerhetskopia, med varje konversation som personen har frågat i. Ingen kan få tillbaka det. Brevet skickas sedan som systemmejl.
requests-confirm-pseudonym = Personen tas bort för gott, här och i varje säkerhetskopia, och personens konversationer finns kvar under en pseudonym. Ingen kan få tillbaka det eller ta reda på vem det var. Brevet skickas sedan som systemmejl.
requests-confirm-erasure-by-hand = Radera det som ska raderas och skriv sedan här vad som gjordes.
requests-how = Vad som gjordes
requests-confirm-send = Utför nu
requests-carried-out = Utförd den { $day }
requests-waits-since = Sedan den { $day } gör en raderingsspärr att raderingen väntar. Den fortsätter av sig själv när ingen spärr längre omfattar personen, och då skickas brevet med utfallet.
requests-waits-unconfirmed = Sedan den { $day } gör en raderingsspärr att raderingen väntar. Bekräfta den nu så utförs den så snart ingen spärr längre omfattar personen.
requests-waits-would = En raderingsspärr omfattar personen eller en av personens konversationer: raderingen väntar tills den upphör.
requests-waits-hold = Raderingsspärr.
requests-waits-statutory = Lagstadgad bevarandetid.
requests-waits-review = Den ses över senast den { $day }.
requests-waits-ends = Den upphör av sig själv den { $day }.
requests-waits-holds = Raderingsspärrar
requests-waits-told = Personen meddelades den { $day } att den väntar.
requests-waits-letter = Meddela att den väntar
requests-waits-letter-hint = På personens språk. Där står att en rättslig förpliktelse hindrar det, inte vilken. Med systemmejl skickas det av sig självt.
requests-waits-letter-send = Meddela
requests-letter-waits = Det skickas när raderingsspärren har upphört och raderingen är gjord.
requests-letter = Brev med utfallet
requests-letter-hint = På personens språk. Där står vart man kan vända sig med klagomål; vid avslag även domstol.
requests-letter-send = Skicka och avsluta
requests-letter-before = Besluta först, och utför det.
requests-by-hand = Det skickas inte härifrån: jag överlämnar det
requests-letter-sent = Skickat { $how }
requests-extend = Ta längre tid
requests-extend-hint = Två månader till, meddelat med skälet inom den första månaden.
requests-extend-reason = Skäl
requests-extend-send = Förläng och meddela
requests-withdrawn = Personen tar tillbaka den
requests-withdrawn-how = Hur vet ni det?
requests-withdrawn-send = Avsluta den
requests-note = Anteckning
requests-note-send = Lägg till anteckning
requests-recipient = Någon annan har uppgifterna
requests-recipient-hint = Den som har fått dem underrättas om en rättelse, radering eller begränsning (art. 19). Skriv vem ni underrättade, när och hur.
requests-recipient-send = Notera
requests-recipients = Vilka andra som har uppgifterna
requests-recipients-count = { $count ->
        [0] Inget mejl från personen har vidarebefordrats till någon.
        [one] Mejl från personen har vidarebefordrats till en adress. Den underrättas med ett mejl från brevlådan, om du inte kryssar ur den och skriver varför det är omöjligt eller medför en oproportionell ansträngning (art. 19).
       *[other] Mejl från personen har vidarebefordrats till { $count } adresser. Var och en underrättas med ett mejl från brevlådan, om du inte kryssar ur den och skriver varför det är omöjligt eller medför en oproportionell ansträngning (art. 19).
    }
requests-recipients-told = { $count ->
        [one] En adress hade fått mejl från personen.
       *[other] { $count } adresser hade fått mejl från personen.
    }
requests-recipients-reason = Varför den inte underrättas, där du kryssade ur
requests-recipients-words = Era ord till dem
requests-recipients-words-hint = Om ni vill. Mejlet anger ärendets nummer och dagen, och säger vad de ombeds göra. Skriv inte mer om personen än de behöver.
requests-passed-on = ärende { $ticket } den { $day }
recipient-state-queued = på väg
recipient-state-sending = på väg
recipient-state-sent = underrättad
recipient-state-failed = inte nådd
recipient-state-in_doubt = kanske underrättad
recipient-state-not_told = inte underrättad
field-recipients = Vilka andra som har uppgifterna
requests-restricted-since = Behandlingen av personens uppgifter är begränsad sedan den { $day }.
requests-notice = Innan begränsningen upphör meddelas personen
requests-notice-text = Vad ni meddelar personen
requests-notice-send = Meddela
requests-notice-told = Personen meddelades den { $day }.
requests-lift-why = Varför den upphör
requests-lift-send = Häv den
requests-history = Vad som har hänt
requests-by-them = personen själv
request-not-identity = Adressen är inte bekräftad än: skriv först hur ni vet vem det är.
request-not-done = Den här begäran är avslutad.
request-not-held = En raderingsspärr gör att den väntar: den fortsätter av sig själv när spärren upphör.
request-not-not-held = Ingen raderingsspärr gör att den här begäran väntar.
request-not-told = Personen har redan meddelats.
request-not-erasing = Raderingen pågår: titta igen om en stund, då kan brevet skickas.
request-not-other-erasure = Personen raderas redan på det andra sättet. Vänta tills det är klart, eller besluta om samma sätt.
request-not-refused = Den här begäran är avslutad.
request-not-withdrawn = Den här begäran har tagits tillbaka.
request-not-carried-out = Utför den först, eller så är den redan utförd.
request-not-not-carried-out = Utför det som har beviljats innan ni meddelar personen.
request-not-not-decided = Besluta först.
request-not-not-granted = Bara det som har beviljats kan utföras.
request-not-changed = Någon har ändrat den här begäran under tiden: titta på den igen.
request-not-extended = Den har redan förlängts. Det är möjligt en gång.
request-not-late = Den första månaden har gått: tiden kan bara förlängas inom den.
request-not-forgotten = Texten i den här begäran togs bort ett år efter att den avslutades.
request-not-not-sent = Inget brev kan skickas härifrån: överlämna det och kryssa i rutan.
request-not-copy-by-hand = Kopian kan inte skickas härifrån, eftersom Deskhero inte har någon egen e-post att skicka länken med. Ladda ner den vid personens uppgifter, överlämna den och kryssa i rutan.
request-not-copy-not-ready = Kopian är inte klar än, eller så har dess tid gått ut: titta vid personens uppgifter och gör den på nytt.
request-not-not-told = Meddela personen först: lagen kräver det innan en begränsning hävs (art. 18.3).
request-not-none = Inget är begränsat genom den här begäran.
rule-country = är inget land i Europeiska ekonomiska samarbetsområdet
rule-received = måste vara en dag under det senaste året
rule-no-ticket = är inget ärende här
rule-nobody = är ingens adress här
rule-erasure-only = bara där en radering beviljas
field-grounds = Skäl
field-words = Med dina ord
field-vouched = Hur ni vet det
field-reason = Skäl
field-how = Vad som gjordes
field-purposes = Vad som upphör
field-country = Land
field-ticket = Ärendenummer
field-received_at_ms = Mottagen
field-override_reason = Skäl
privacy-request-title = Dina uppgifter hos { $company }
privacy-request-intro = Här kan du utöva dina rättigheter när det gäller de uppgifter som { $company } har om dig. Du behöver inget konto. Du får svar inom en månad.
privacy-request-intro-operator = Här kan du utöva dina rättigheter när det gäller de uppgifter som företag som besvarar sin e-post med Deskhero har om dig. Din begäran går till dem som känner till din adress, och till det företag som du anger.
privacy-request-what = Vad vill du?
privacy-request-email = Din e-postadress
privacy-request-email-hint = Den som du skrev från. Vi skickar en länk till den, så att ingen annan kan fråga i ditt namn.
privacy-request-name = Ditt namn
privacy-request-name-hint = Om du vill.
privacy-request-company = Företag som du skrev till
privacy-request-words = Något vi bör veta
privacy-request-words-hint = Om du vill: vad som är fel, vilket ändamål som ska upphöra, eller från och med när.
privacy-request-send = Skicka
privacy-request-sent = Titta i din inkorg
privacy-request-sent-text = Vi har skickat ett mejl till adressen som du angav. Öppna länken i det inom tre dagar. Först då har din begäran lämnats in. Om inget mejl kommer, titta i skräpposten eller kontrollera att adressen var rätt.
privacy-request-off = Det här formuläret är inte tillgängligt här
privacy-request-off-text = Skriv till { $company } på den adress du känner till och berätta vad du vill. Du har samma rättigheter via e-post.
privacy-request-not-sent = Mejlet med länken kunde inte skickas, och inget av din begäran har sparats. Prova en annan adress.
privacy-request-not-sent-else = Eller skriv till { $company } på den adress du känner till och berätta vad du vill: du har samma rättigheter via e-post.
privacy-request-not-sent-operator = Eller skriv till företaget självt: du har samma rättigheter via e-post.
privacy-request-complain = Du kan när som helst klaga till { $authority }:
privacy-proof-title = Är det här vad du vill?
privacy-proof-text = Någon har gjort en begäran med din adress: { $asked }. Bekräfta att det var du.
privacy-proof-yes = Ja, det var jag
privacy-proof-no = Nej, det var inte jag
privacy-proof-done = Din begäran har lämnats in
privacy-proof-done-text = Du får svar på din adress inom en månad. Du behöver inte göra något mer.
privacy-proof-dropped = Inget har sparats
privacy-proof-dropped-text = Begäran har kastats.
privacy-proof-gone = Länken fungerar inte
privacy-proof-gone-hint = Den har använts, eller så har dess tre dagar gått. Du kan göra en ny begäran när som helst.
mail-subject-proof-subject = Din begäran till { $company }
mail-subject-proof-text = Hej { $name }!

    Någon har med den här adressen gjort en begäran om de uppgifter som { $company } har om dig. Om det var du, bekräfta det här:

    { $link }

    Länken fungerar en gång, i tre dagar. Först då har din begäran lämnats in. Om det inte var du behöver du inte göra något: inget händer.
mail-subject-nobody-subject = Din begäran: inget finns under din adress
mail-subject-nobody-text = Hej { $name }!

    Den { $received } tog vi emot din begäran: { $asked }. Den har inget nummer: vi har letat, och inget företag som använder denna Deskhero har något under den här adressen. Med det här brevet är den besvarad, och vi behåller inget av den. Om du angav ett företag som använder denna Deskhero har även det fått din begäran och besvarar den självt.
mail-case-proof-subject = Din begäran till { $company }
mail-case-proof-text = Hej { $name }!

    någon har frågat { $company } om de uppgifter som företaget har om den här adressen. Om det var du, bekräfta det här:

    { $link }

    Länken fungerar en gång, i tre dagar. Din begäran besvaras när du har bekräftat den. Om det inte var du, säg det där eller låt det vara.
mail-copy-subject = Dina uppgifter hos { $company }
mail-copy-text = Hej { $name }!

    du har bett { $company } om de uppgifter som finns om dig. Här är de, som en fil:

    { $link }

    Länken fungerar till { $until }. Den som har den får filen: ge den inte vidare.
mail-subject-receipt-subject = { $company } har tagit emot din begäran { $number }
mail-subject-receipt-text = Hej { $name }!

    Ditt mejl om dina uppgifter har nått { $company }. Det har nummer { $number }, och du får svar senast den { $due }.

    Det här mejlet är skrivet av ett program. Ingen läser svar på det.
mail-subject-due-subject = Begäran { $number } om personuppgifter måste besvaras senast den { $due }
mail-subject-due-text = Hej { $name }!

    Begäran { $number } om personuppgifter hos { $company } måste besvaras senast den { $due }, om { $days } dagar. Den finns här:

    { $link }

    Om det inte går att hinna, meddela personen varför inom den första månaden: då har ni två månader till.
letter-outcome-subject = Din begäran { $number } till { $company }
letter-waits-subject = Din begäran { $number } till { $company } måste vänta
letter-longer-subject = Din begäran { $number } till { $company } tar längre tid
letter-lifting-subject = Begränsningen av dina uppgifter hos { $company } kommer att upphöra
letter-opening = Hej { $name }!

    Den { $received } tog vi emot din begäran: { $asked }. Den har nummer { $number }.
letter-asked-access = en kopia av de uppgifter som vi har om dig
letter-asked-rectification = att rätta uppgifter om dig
letter-asked-erasure = att radera de uppgifter som vi har om dig
letter-asked-restriction = att begränsa hur dina uppgifter används
letter-asked-portability = dina uppgifter i en form som en annan tjänst kan läsa
letter-asked-objection = att sluta använda dina uppgifter för ett ändamål
letter-asked-withdrawal = att återkalla ditt samtycke
letter-asked-question = din fråga om hur dina uppgifter behandlas
letter-granted-access = Vi har gjort det: du får kopian, med vad uppgifterna används till, vilka som har fått dem, varifrån de kom och hur länge de lagras.
letter-granted-rectification = Vi har rättat dem överallt där de finns hos oss.
letter-granted-erasure = Vi har raderat dem. Det som lagen kräver att vi behåller finns kvar tills lagen inte längre kräver det, och används inte till något annat.
letter-granted-pseudonym = Vi har raderat dig: ditt namn, dina adresser och allt annat som vi kände dig genom. Konversationerna som du har haft med oss har inte raderats i sin helhet. De finns kvar utan dig: en pseudonym står i ditt ställe, de ursprungliga mejlen och deras filer är förstörda, och varken vi eller någon annan kan härleda pseudonymen till dig. De av dina uppgifter som lagen kräver att vi behåller finns kvar tills lagen inte längre kräver det, och används inte till något annat.
letter-granted-restriction = Vi har gjort det: dina uppgifter lagras och används inte till något annat än dina rättigheter och rättsliga anspråk. Vi meddelar dig innan det upphör.
letter-granted-portability = Vi har gjort det: du får dina uppgifter i en öppen, maskinläsbar form.
letter-granted-objection = Vi har upphört genast. Från och med nu använder vi inte dina uppgifter för:
letter-granted-withdrawal = Ditt samtycke har upphört genast. Från och med nu använder vi inte dina uppgifter för:
letter-granted-question = Här är vårt svar:
letter-nobody = Vi har letat: { $company } har inget under din adress.
letter-refused = Vi gör inte det som du begär, av dessa skäl:
letter-waits = Vi kommer att radera dem, men inte än: en rättslig förpliktelse, eller en raderingsspärr av rättsliga skäl, gör att vi måste behålla dem tills vidare. Så snart den upphör fortsätter raderingen av sig själv, och du hör från oss när den är gjord. Du behöver inte begära det igen.
letter-longer = Vi kan inte svara inom en månad. Du får vårt svar senast den { $due }, av det här skälet:
letter-complaint = Om du anser att vi har fel kan du klaga till tillsynsmyndigheten i landet där du bor eller arbetar, eller till vår: { $authority }, { $site }.
letter-court = Du kan också vända dig till domstol (art. 79 i dataskyddsförordningen).
letter-receipt = Det signerade kvittot på din begäran är bifogat: det säger vad du begärde och när, och vad som blev av det, och den som har vår publika nyckel kan bevisa det.
letter-copy = Länken till dem kommer i ett eget mejl.
letter-recipients = Vi hade vidarebefordrat mejl från dig till de här, och så har de underrättats:
letter-recipient-state-queued = ett mejl till dem är på väg
letter-recipient-state-sending = ett mejl till dem är på väg
letter-recipient-state-sent = underrättad
letter-recipient-state-failed = kunde inte nås
letter-recipient-state-in_doubt = vi har skrivit till dem; om det kom fram är inte känt
letter-recipient-state-not_told = inte underrättad: { $reason }
letter-recipient-subject = Om ett mejl som { $company } har vidarebefordrat till dig
letter-recipient-opening = Hej!

    { $company } har vidarebefordrat det här till dig, som någon hade skrivit till oss:
letter-recipient-line = - den { $day }, vårt ärende { $ticket }
letter-recipient-erasure = Personen har begärt att få sina uppgifter raderade, och det gör vi. Radera det du har fått från oss, med varje kopia av det och länk till det, om inte lagen kräver att du behåller det (art. 17 och 19 i dataskyddsförordningen).
letter-recipient-rectification = Personen har begärt att få sina uppgifter rättade, och det har vi gjort. Rätta dem även hos dig: svara på det här mejlet så får du veta vad som är rätt (art. 16 och 19 i dataskyddsförordningen).
letter-recipient-restriction = Personen har begärt att behandlingen av uppgifterna begränsas, och det har vi gjort. Behåll det du har fått från oss utan att använda det, tills du hör från oss (art. 18 och 19 i dataskyddsförordningen).
letter-recipient-closing = Det här mejlet är ett svar på det som vi vidarebefordrade, så att ditt e-postprogram visar de två tillsammans.

    Med vänlig hälsning
    { $company }
recipient-no-mailbox = Ingen brevlåda är ansluten som det kunde skickas från.
letter-closing = Med vänlig hälsning
    { $company }
restricted-chip = begränsad
restricted-ticket = Begränsat
restricted-title = Behandlingen av den här personens uppgifter är begränsad
restricted-text = Personen har begärt att uppgifterna lagras och inte används till något. De visas inte, går inte att söka och besvaras inte förrän begränsningen hävs. Nya mejl från personen kommer fortfarande in.
restricted-since = Sedan den { $day }
restricted-case = Öppna begäran
restricted-ask = Fråga en administratör när något måste göras med dem.
restricted-answer = Svara ändå
restricted-answer-hint = Bara för rättsliga anspråk, för att skydda någon annan, eller för att personen samtycker. Ditt skäl sparas med personens begäran.
restricted-reason = Skäl
restricted-words = Svar
restricted-send = Skicka svaret
held-ticket = Spärrat
held-chip = spärrad
held-title = Det här lagras bara på grund av en raderingsspärr
held-text = Det ska raderas, och en raderingsspärr hindrar det. Tills den upphör lagras det och används inte till något: det visas inte, går inte att söka och besvaras inte. Sedan fortsätter raderingen av sig själv. Nya mejl kommer fortfarande in.
held-messages = { $count ->
    [one] Ett meddelande här lagras bara på grund av en raderingsspärr och visas inte.
   *[other] { $count } meddelanden här lagras bara på grund av en raderingsspärr och visas inte.
}
requests-facts = Ändra vad som begärs
requests-facts-send = Spara
request-not-decided = Det har redan beslutats.
field-intake = Adresser för begäranden
intake-title = Begäranden om personuppgifter
intake-hint = Ett mejl till någon av de här adresserna öppnar en begäran om personuppgifter, med en månad från mottagandet.
intake-save = Spara
requests-erasure = Hur långt raderingen har kommit, och dess kvitto
requests-export = Det som har sammanställts, att ladda ner och lämna ut
requests-right-name = Namn
requests-right-phone = Telefon
requests-right-emails = E-postadresser, en per rad
requests-right-hint = Skrivet så som det är rätt. Det gäller i profilen, i listan, i sökningen och i varje senare kopia. E-post från de här adresserna räknas som personens. Vad ett mejl i sig säger blir som det kom.
rectified-name = Namnet har rättats.
rectified-phone = Telefonnumret har rättats.
rectified-emails = E-postadresserna har rättats.
rule-address-known = tillhör någon annan här
field-emails = E-postadresser
