sign-in-operator = som operatør
nav-signed-in-as-operator = Operatør: { $name }
nav-tenants = Virksomheder
nav-operator-mail = Systemmail
nav-operator-menu = Menu
tenants-title = Virksomheder
tenants-empty = Der er ingen virksomheder endnu.
tenants-add = Tilføj en virksomhed
tenants-add-intro = En virksomhed med sine egne postkasser og medarbejdere. Den første administrator får en invitation. Resten er deres eget, og du ser intet af deres mail.
tenants-add-submit = Tilføj og inviter
tenant-name = Virksomhed
tenant-host = Værtsnavn
tenant-host-hint = Her svarer dens sider. Lad dens DNS-post pege på denne server.
tenant-no-host = Intet værtsnavn endnu
tenant-admin-name = Første administrators navn
tenant-admin-email = Første administrators adresse
tenant-agents = { $count ->
    [one] 1 medarbejder
   *[other] { $count } medarbejdere
}
tenant-mailboxes = { $count ->
    [one] 1 postkasse
   *[other] { $count } postkasser
}
tenant-without-mail = Denne virksomheds data bliver i EØS, og systemmailen sendes via en server udenfor: Intet af den når frem til virksomheden, heller ikke breve om hændelser og om kontoens ophør. Giv den besked på en anden måde.
tenant-suspended = Sat på pause
tenant-waits = Venter på sin administrator
tenant-slug-is = Kort navn { $slug }
tenant-since = siden
tenant-admin = Første administrator
tenant-admin-intro = Ingen kan logge ind endnu. Inviter den, der skal styre denne helpdesk.
tenant-admin-invited = Nogen er inviteret og er ikke kommet endnu. Skriv den samme adresse for at få et nyt link eller en andens adresse.
tenant-hosts = Værtsnavne
tenant-hosts-intro = Her svarer dens sider, og ingen andre steder. Et navn, der fjernes, holder op med det samme.
tenant-host-add = Tilføj
tenant-host-remove = Fjern
tenant-rename = Gem
tenant-suspend-title = Sæt på pause
tenant-suspend-intro = Alle logges ud, og ingen kommer ind, hverken på siderne eller med en nøgle. Der hentes ingen mail, og svar, der venter, sendes ikke. Intet slettes.
tenant-suspend = Sæt virksomheden på pause
tenant-resume-title = Åbn igen
tenant-resume-intro = Medarbejderne kan logge ind igen. Mail, der er kommet imens, hentes, og svar, der venter, sendes.
tenant-resume = Åbn for virksomheden igen
operator-mail-title = Systemmail
operator-mail-intro = Deskheros egen mail: invitationer, links til en ny adgangskode og til at bekræfte en adresse, breve om dokumenter, hændelser og anmodninger, alarmer, påmindelser og fakturaer. Den går aldrig gennem en virksomheds postkasse.
operator-mail-server = Server
operator-mail-from = Fra
operator-mail-returns = Adressens postkasse
operator-mail-to = Send en test til
operator-mail-test = Send
operator-mail-sent = Serveren tog imod mailen til { $to }.
operator-mail-none = Der er ikke opsat en server. Links vises til den, der laver dem, så de kan gives videre.
operator-mail-how = Angiv en under [operator_mail] i konfigurationen (docs/operating.md), og start Deskhero igen.
