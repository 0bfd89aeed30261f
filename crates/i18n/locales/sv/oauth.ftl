oauth-instead = Utan lösenord
oauth-button = Anslut via { $provider }
oauth-title = Anslut via { $provider }
oauth-intro = { $provider } ber dig logga in och godkänna. Du kommer tillbaka hit, och brevlådan testas innan den sparas.
oauth-asked = Det här begärs för { $address }
oauth-scope-identity = Vem som godkänner
oauth-scope-address = Kontots adress
oauth-scope-offline = Att förbli ansluten när du har gått
oauth-scope-mail = Att hämta e-post och skicka svar
oauth-scope-read = Att hämta e-post
oauth-scope-send = Att skicka svar
oauth-limited-use = Det som kommer från Google används bara för den här brevlådans ärenden, i enlighet med Google API Services User Data Policy, inklusive kraven på begränsad användning (Limited Use). Det säljs inte till någon, används inte för reklam och läses inte av någon annan än ert eget team.
oauth-kept = Behörigheten sparas krypterad under den här brevlådans nyckel och förstörs när du kopplar från den. Du kan återkalla den när som helst, här eller i ditt konto där.
oauth-continue = Fortsätt till { $provider }
oauth-failed = Brevlådan är inte ansluten
oauth-failed-hint = Inget har sparats.
oauth-again = Försök igen
oauth-state = Webbläsaren kom tillbaka med något som inte begärdes här. Börja om från brevlådorna.
oauth-attempt-unknown = Besöket hos leverantören är över, eller så var det inte ditt. Börja om från brevlådorna.
oauth-attempt-expired = Du var borta i mer än en kvart. Börja om från brevlådorna.
oauth-issuer = Svaret kom inte från leverantören som tillfrågades. Inget skickades dit.
oauth-no-code = Leverantören skickade tillbaka dig utan kod. Börja om från brevlådorna.
oauth-scope-wider = Leverantören gav mer än vad som begärdes. Det godtas inte: begär inte mer än vad sidan anger.
oauth-scope-narrower = Allt godkändes inte. Utan att läsa och skicka e-post kan brevlådan inte anslutas: låt alla rutor vara ikryssade.
oauth-no-refresh = Leverantören gav ingen varaktig behörighet. Den som driver Deskhero måste tillåta ”offline access” där.
oauth-invalid-grant = Behörigheten har återkallats, gått ut eller redan använts. Anslut brevlådan igen.
oauth-invalid-client = Leverantören känner inte till denna Deskhero, eller så är dess hemlighet fel. Den som driver Deskhero måste se över inställningarna.
oauth-unauthorized-client = Leverantören låter inte denna Deskhero fråga på det här sättet. Den som driver Deskhero måste se över inställningarna där.
oauth-invalid-scope = Leverantören erbjuder inte det som begärs. Den som driver Deskhero måste se över inställningarna.
oauth-invalid-request = Leverantören förstod inte frågan. Den som driver Deskhero hittar mer i loggen.
oauth-invalid-token = Leverantören känner inte längre till behörigheten. Anslut brevlådan igen.
oauth-interaction-required = Leverantören vill att någon loggar in igen. Anslut brevlådan igen.
oauth-access-denied = Leverantören fick ett nej. Inget har anslutits.
oauth-unavailable = Leverantören kan inte svara just nu. Försök igen om några minuter.
oauth-refused = Leverantören nekade och sade inte varför.
connect-grant-ended = Leverantörens behörighet har upphört.
error-oauth = Brevlådan kunde inte anslutas med leverantörens behörighet
error-oauth-hint = Börja om från brevlådorna.
oauth-good = Nås med behörighet från { $provider }, utan lösenord
oauth-fresh = förnyad
oauth-ended = Behörigheten har upphört:
oauth-reconnect = Anslut igen
oauth-provider-gone = en leverantör som inte längre är inställd
mailbox-disconnect = Koppla från
mailbox-disconnect-ask = Koppla från { $name }? Ingen mer e-post kommer in, inget svar skickas, och dess lösenord eller behörigheter förstörs. Ärendena finns kvar tills vidare.
rule-by-permission = kan inte ändras medan brevlådan nås med en leverantörs behörighet
oauth-bad-address = Leverantören beskriver inte sig själv på adressen som driftansvarig har angett.
oauth-bad-description = Leverantörens beskrivning av sig själv går inte att läsa.
oauth-bad-issuer = På adressen som driftansvarig har angett beskriver en annan leverantör sig själv. Den godtas inte.
oauth-bad-endpoint = Leverantören anger en adress som inte är skyddad (https). Inget skickades dit.
oauth-bad-pkce = Leverantören känner inte till PKCE, som hindrar att en stulen kod används. Den kan inte användas.
oauth-bad-tokens = Leverantörens svar innehåller ingen behörighet som går att läsa.
oauth-bad-token-kind = Leverantören gav en behörighet av en sort som inte är känd här.
oauth-bad-token = Leverantören gav en behörighet som inte kan användas så som den är skriven.
oauth-bad-scopes = Leverantören anger fler behörigheter än någon skulle begära.
oauth-bad-identity = Leverantörens uppgift om vem som godkände går inte att läsa.
oauth-bad-answer = Leverantören svarade varken med en behörighet eller ett avslag.
oauth-identity-none = Leverantören sade inte vem som godkände. Börja om från brevlådorna.
oauth-identity-audience = Leverantörens uppgift om vem som godkände var avsedd för någon annan än denna Deskhero. Inget har sparats.
oauth-identity-issuer = Uppgiften om vem som godkände kommer från en annan leverantör. Inget har sparats.
oauth-identity-nonce = Leverantörens uppgift om vem som godkände hör till ett annat besök. Börja om från brevlådorna.
oauth-identity-expired = Leverantörens uppgift om vem som godkände är för gammal. Kontrollera båda maskinernas klockor och börja om.
oauth-company = Kontot tillhör ett företag vars brevlådor inte får anslutas här. Den som driver Deskhero kan tillåta det.
oauth-scope-change = Att hämta e-post, och markera eller flytta den där enligt valet
oauth-scope-readwrite = Att hämta e-post, markera eller flytta den där enligt valet och förbereda svar med stora filer
oauth-scope-readwrite-shared = Att hämta e-post, markera eller flytta den där enligt valet och förbereda svar med stora filer, i brevlådor som det här kontot får öppna
oauth-scope-send-shared = Att skicka svar från brevlådor som det här kontot får skicka från
rule-by-provider = kräver leverantörens behörighet: anslut den från sidan för brevlådor
rule-permission-narrow = kräver mer än den behörighet som gavs. Koppla från brevlådan och anslut den med det här valet
oauth-restored = Data har återställts från en säkerhetskopia med en äldre behörighet än den senaste. Anslut brevlådan igen för att fortsätta.
oauth-interrupted = Deskhero stoppades just när leverantören gav nästa behörighet, och leverantören tar inte längre emot den gamla. Anslut brevlådan igen.
oauth-left-untaken = När brevlådan kopplades från tog leverantören inte tillbaka behörigheten.
oauth-left-no-way = Brevlådans leverantör har inget sätt att lämna tillbaka en behörighet.
oauth-left-do = Det som Deskhero hade av den är förstört. Hos leverantören kan den gälla tills någon återkallar den där, i kontots inställningar.
mail-grant-subject = { $mailbox } måste anslutas igen
mail-grant-text = Hej { $name }!

    Leverantörens behörighet för brevlådan { $mailbox } hos { $company } upphörde den { $since }. Sedan dess kommer ingen e-post in och inget svar skickas. Det som kommer under tiden väntar hos leverantören och hämtas efteråt.

    En administratör ansluter den igen här, på en minut:

    { $link }

    Om ingen gör det senast den { $until } ska det som har hämtats med den här brevlådan raderas. Det som en raderingsspärr omfattar bevaras tills den upphör.
oauth-due = Ansluts den igen fortsätter allt, och det som har kommit under tiden hämtas. Annars ska dess e-post här raderas den
oauth-nav = En brevlåda måste anslutas igen
oauth-connect = Anslut { $provider }
oauth-direct-hint = Utan lösenord: du godkänner där och kommer tillbaka.
oauth-choices = Hur långt tillbaka, vilka mappar, vad som händer där
oauth-folders = Mappar eller etiketter
oauth-shared = En delad brevlåda i Microsoft 365, som ditt eget konto får öppna
mailbox-health = Driftstatus
mailbox-last-mail = Senaste mejlet
mailbox-lag = Tid från leverantören hit
mailbox-position = Position
mailbox-quota = Ombedd att vänta
mailbox-quota-none = aldrig
mailbox-quota-waits = { $count ->
    [one] en gång, sammanlagt { $time }
   *[other] { $count } gånger, sammanlagt { $time }
}
mailbox-test = Testa nu
mailbox-test-good = { $count ->
    [one] Den fungerar: ett mejl i dess mappar.
   *[other] Den fungerar: { $count } mejl i dess mappar.
}
mailbox-test-bad = Den fungerar inte
mailbox-ms = { $count } ms
mailbox-seconds = { $count } s
mailbox-health-of = Driftstatus för { $name }
mailbox-kind-gmail = Google
mailbox-kind-graph = Microsoft 365
mailbox-servers-permission = Den här brevlådan nås med sin leverantörs behörighet. Dess mappar, och vad som händer där, kan ändras.
oauth-bad-keys = Leverantörens nycklar går inte att läsa.
rule-unreadable = går inte att läsa
identity-offered = Leverantören låter er skicka även från de här
identity-offered-add = Lägg till { $name }
mailbox-folders-only = Mappar
oauth-application-company = Driftens inställningar anger inte ett enda företag hos Microsoft: sätt dess id i issuer.
oauth-found = { $address } finns hos { $provider }: anslut den där, utan lösenord.
oauth-by-servers = Via IMAP och SMTP i stället
