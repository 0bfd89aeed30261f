sign-in-operator = som driftansvarig
nav-signed-in-as-operator = Driftansvarig: { $name }
nav-tenants = Företag
nav-operator-mail = Systemmejl
nav-operator-menu = Meny
tenants-title = Företag
tenants-empty = Det finns inget företag än.
tenants-add = Lägg till ett företag
tenants-add-intro = Ett företag med egna brevlådor och egen personal. Dess första administratör får en inbjudan. Vad de gör sedan är deras eget, och du ser inget av deras e-post.
tenants-add-submit = Lägg till och bjud in
tenant-name = Företag
tenant-host = Värdnamn
tenant-host-hint = Där dess sidor finns. Låt DNS-posten peka på den här servern.
tenant-no-host = Inget värdnamn än
tenant-admin-name = Första administratörens namn
tenant-admin-email = Första administratörens adress
tenant-agents = { $count ->
    [one] 1 person
   *[other] { $count } personer
}
tenant-mailboxes = { $count ->
    [one] 1 brevlåda
   *[other] { $count } brevlådor
}
tenant-without-mail = Företagets data stannar inom EES, och systemmejlet skickas via en server utanför: inget av det når företaget, inte heller brev om incidenter och om att kontot avslutas. Meddela det på annat sätt.
tenant-suspended = Pausat
tenant-waits = Väntar på sin administratör
tenant-slug-is = Kortnamn { $slug }
tenant-since = sedan
tenant-admin = Första administratör
tenant-admin-intro = Ingen kan logga in än. Bjud in den person som ska sköta den här helpdesken.
tenant-admin-invited = Någon har bjudits in men har inte kommit än. Skriv samma adress för en ny länk, eller en annan persons.
tenant-hosts = Värdnamn
tenant-hosts-intro = Dess sidor finns här och på ingen annan adress. Ett namn som tas bort slutar gälla genast.
tenant-host-add = Lägg till
tenant-host-remove = Ta bort
tenant-rename = Spara
tenant-suspend-title = Pausa
tenant-suspend-intro = Alla loggas ut, och ingen kommer in via sidorna eller med en API-nyckel. Ingen e-post hämtas, och svar som väntar skickas inte. Inget raderas.
tenant-suspend = Pausa företaget
tenant-resume-title = Öppna igen
tenant-resume-intro = Personalen kan logga in igen. E-post som har kommit under tiden hämtas, och svar som väntar skickas.
tenant-resume = Öppna för företaget
operator-mail-title = Systemmejl
operator-mail-intro = Deskheros egna mejl: inbjudningar, länkar för nytt lösenord och för att bekräfta en adress, brev om dokument, incidenter och begäranden, larm, påminnelser och fakturor. De går aldrig via ett företags brevlåda.
operator-mail-server = Server
operator-mail-from = Från
operator-mail-returns = Adressens brevlåda
operator-mail-to = Skicka ett test till
operator-mail-test = Skicka
operator-mail-sent = Servern tog emot mejlet till { $to }.
operator-mail-none = Ingen server är konfigurerad. Länkar visas för den som skapar dem, för att lämnas vidare.
operator-mail-how = Ange en i [operator_mail] i konfigurationen (docs/operating.md) och starta om Deskhero.
