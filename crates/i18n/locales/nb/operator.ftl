sign-in-operator = som operatør
nav-signed-in-as-operator = Operatør: { $name }
nav-tenants = Virksomheter
nav-operator-mail = Operatørens e-post
nav-operator-menu = Meny
tenants-title = Virksomheter
tenants-empty = Det er ingen virksomheter ennå.
tenants-add = Legg til en virksomhet
tenants-add-intro = En virksomhet med egne postkasser og egne medarbeidere. Den første administratoren får en invitasjon. Resten er deres eget, og du ser ingenting av e-posten deres.
tenants-add-submit = Legg til og inviter
tenant-name = Virksomhet
tenant-host = Vertsnavn
tenant-host-hint = Sidene svarer her. La DNS-posten peke til denne serveren.
tenant-no-host = Ikke noe vertsnavn ennå
tenant-admin-name = Første administrators navn
tenant-admin-email = Første administrators adresse
tenant-agents = { $count ->
    [one] 1 person
   *[other] { $count } personer
}
tenant-mailboxes = { $count ->
    [one] 1 postkasse
   *[other] { $count } postkasser
}
tenant-without-mail = Dataene til denne virksomheten blir i EØS, og operatørens e-post sendes via en server utenfor: Ingenting av den når frem til virksomheten, heller ikke brev om hendelser og om at kontoen avsluttes. Gi den beskjed på en annen måte.
tenant-suspended = Midlertidig stengt
tenant-waits = Venter på administratoren
tenant-slug-is = Kortnavn { $slug }
tenant-since = siden
tenant-admin = Første administrator
tenant-admin-intro = Ingen kan logge inn ennå. Inviter den som skal administrere denne helpdesken.
tenant-admin-invited = Noen er invitert, men har ikke logget inn ennå. Skriv samme adresse for å få en ny lenke, eller adressen til noen andre.
tenant-hosts = Vertsnavn
tenant-hosts-intro = Sidene svarer her, og ikke på noen annen adresse. Et navn som fjernes, slutter å virke med en gang.
tenant-host-add = Legg til
tenant-host-remove = Fjern
tenant-rename = Lagre
tenant-suspend-title = Steng midlertidig
tenant-suspend-intro = Alle blir logget ut, og ingen kommer inn, verken på sidene eller med en API-nøkkel. Ingen e-post hentes, og svar som venter, blir ikke sendt. Ingenting slettes.
tenant-suspend = Steng virksomheten midlertidig
tenant-resume-title = Åpne igjen
tenant-resume-intro = De som arbeider der, kan logge inn igjen. E-post som er kommet imens, hentes, og svar som venter, sendes.
tenant-resume = Åpne virksomheten igjen
operator-mail-title = Operatørens e-post
operator-mail-intro = E-post fra Deskhero selv: invitasjoner, lenker for nytt passord og for å bekrefte en adresse, brev om dokumenter, hendelser og anmodninger, alarmer, påminnelser og fakturaer. Den går aldri gjennom en virksomhets postkasse.
operator-mail-server = Server
operator-mail-from = Fra
operator-mail-returns = Postkassen til adressen
operator-mail-to = Send en test til
operator-mail-test = Send
operator-mail-sent = Serveren tok imot e-posten til { $to }.
operator-mail-none = Ingen server er satt opp. Lenker vises til den som lager dem, og må gis videre.
operator-mail-how = Oppgi en under [operator_mail] i konfigurasjonen (docs/operating.md), og start Deskhero på nytt.
