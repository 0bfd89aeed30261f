oauth-instead = Uden adgangskode
oauth-button = Forbind via { $provider }
oauth-title = Forbind via { $provider }
oauth-intro = { $provider } beder dig logge ind og give lov. Du kommer tilbage hertil, og postkassen afprøves, før den gemmes.
oauth-asked = Det bedes der om, for { $address }
oauth-scope-identity = Hvem der giver lov
oauth-scope-address = Kontoens adresse
oauth-scope-offline = At forblive forbundet, når du er gået
oauth-scope-mail = At hente mail og sende svar
oauth-scope-read = At hente mail
oauth-scope-send = At sende svar
oauth-limited-use = Det, der kommer fra Google, bruges kun til denne postkasses sager, i overensstemmelse med Google API Services User Data Policy, herunder kravene om begrænset brug (Limited Use). Det sælges ikke, bruges ikke til reklame, og ingen læser det ud over jeres eget team.
oauth-kept = Tilladelsen gemmes krypteret under denne postkasses nøgle og slettes, når du afbryder forbindelsen. Du kan altid trække den tilbage, her eller på kontoen dér.
oauth-continue = Fortsæt til { $provider }
oauth-failed = Postkassen er ikke forbundet
oauth-failed-hint = Intet blev gemt.
oauth-again = Prøv igen
oauth-state = Browseren kom tilbage med noget, der ikke blev bedt om her. Begynd forfra fra postkasserne.
oauth-attempt-unknown = Dette besøg hos udbyderen er forbi, eller det var ikke dit. Begynd forfra fra postkasserne.
oauth-attempt-expired = Du var væk i mere end et kvarter. Begynd forfra fra postkasserne.
oauth-issuer = Svaret kom ikke fra den udbyder, der blev spurgt. Intet blev sendt til den.
oauth-no-code = Udbyderen sendte dig tilbage uden en kode. Begynd forfra fra postkasserne.
oauth-scope-wider = Udbyderen gav mere, end der blev bedt om. Det afvises: bed ikke om mere, end siden siger.
oauth-scope-narrower = Der blev ikke givet lov til det hele. Uden at læse og sende mail kan postkassen ikke forbindes: lad alle felter være afkrydset.
oauth-no-refresh = Udbyderen gav ingen varig tilladelse. Den, der driver Deskhero, skal tillade »offline access« dér.
oauth-invalid-grant = Tilladelsen er trukket tilbage, udløbet eller brugt før. Forbind postkassen igen.
oauth-invalid-client = Udbyderen kender ikke denne Deskhero, eller dens hemmelighed er forkert. Den, der driver Deskhero, skal se på indstillingerne.
oauth-unauthorized-client = Udbyderen lader ikke denne Deskhero spørge på den måde. Den, der driver Deskhero, skal se på indstillingerne dér.
oauth-invalid-scope = Udbyderen tilbyder ikke det, der bedes om. Den, der driver Deskhero, skal se på indstillingerne.
oauth-invalid-request = Udbyderen forstod ikke spørgsmålet. Den, der driver Deskhero, finder mere i loggen.
oauth-invalid-token = Udbyderen kender ikke tilladelsen længere. Forbind postkassen igen.
oauth-interaction-required = Udbyderen vil have, at nogen logger ind igen. Forbind postkassen igen.
oauth-access-denied = Udbyderen fik et nej. Intet blev forbundet.
oauth-unavailable = Udbyderen kan ikke svare i øjeblikket. Prøv igen om nogle minutter.
oauth-refused = Udbyderen afviste uden at sige hvorfor.
connect-grant-ended = Udbyderens tilladelse er ophørt.
error-oauth = Postkassen kunne ikke forbindes med udbyderens tilladelse
error-oauth-hint = Begynd forfra fra postkasserne.
oauth-good = Nås med tilladelse fra { $provider }, uden adgangskode
oauth-fresh = fornyet
oauth-ended = Tilladelsen er ophørt:
oauth-reconnect = Forbind igen
oauth-provider-gone = en udbyder, der ikke er sat op længere
mailbox-disconnect = Afbryd forbindelsen
mailbox-disconnect-ask = Afbryd forbindelsen til { $name }? Der kommer ikke mere mail ind, intet svar sendes, og adgangskoder eller tilladelser slettes. Sagerne bliver indtil videre.
rule-by-permission = kan ikke ændres, mens postkassen nås med en udbyders tilladelse
oauth-bad-address = Udbyderen beskriver ikke sig selv på den adresse, som driften har angivet.
oauth-bad-description = Udbyderens beskrivelse af sig selv kan ikke læses.
oauth-bad-issuer = På den adresse, som driften har angivet, beskriver en anden udbyder sig selv. Den tros ikke.
oauth-bad-endpoint = Udbyderen nævner en adresse, der ikke er beskyttet (https). Intet blev sendt dertil.
oauth-bad-pkce = Udbyderen kender ikke PKCE, som hindrer, at en stjålet kode bruges. Den kan ikke benyttes.
oauth-bad-tokens = Udbyderens svar rummer ingen tilladelse, der kan læses.
oauth-bad-token-kind = Udbyderen gav en tilladelse af en slags, der ikke kendes her.
oauth-bad-token = Udbyderen gav en tilladelse, der ikke kan bruges, som den er skrevet.
oauth-bad-scopes = Udbyderen nævner flere tilladelser, end nogen ville bede om.
oauth-bad-identity = Udbyderens ord for, hvem der sagde ja, kan ikke læses.
oauth-bad-answer = Udbyderen svarede hverken med en tilladelse eller et afslag.
oauth-identity-none = Udbyderen sagde ikke, hvem der sagde ja. Begynd forfra fra postkasserne.
oauth-identity-audience = Udbyderens ord for, hvem der sagde ja, gjaldt en anden end denne Deskhero. Intet blev gemt.
oauth-identity-issuer = Ordet for, hvem der sagde ja, er en anden udbyders. Intet blev gemt.
oauth-identity-nonce = Udbyderens ord for, hvem der sagde ja, hører til et andet besøg. Begynd forfra fra postkasserne.
oauth-identity-expired = Udbyderens ord for, hvem der sagde ja, er for gammelt. Se på begge maskiners ure, og begynd forfra.
oauth-company = Kontoen hører til et firma, hvis postkasser ikke må forbindes her. Den, der driver Deskhero, kan tillade det.
oauth-scope-change = At hente post og mærke eller flytte den dér som valgt
oauth-scope-readwrite = At hente post, mærke eller flytte den dér som valgt og gøre svar med store filer klar
oauth-scope-readwrite-shared = At hente post, mærke eller flytte den dér som valgt og gøre svar med store filer klar, i postkasser, som denne konto må åbne
oauth-scope-send-shared = At sende svar fra postkasser, som denne konto må sende fra
rule-by-provider = kræver udbyderens tilladelse: forbind den fra siden for postkasser
rule-permission-narrow = kræver mere end den tilladelse, der blev givet. Afbryd postkassen, og forbind den med dette valg
oauth-restored = Data blev genskabt fra en sikkerhedskopi med en ældre tilladelse end den seneste. Forbind postkassen igen for at fortsætte.
oauth-interrupted = Deskhero blev stoppet i det øjeblik, da udbyderen gav den næste tilladelse, og udbyderen tager ikke den gamle længere. Forbind postkassen igen.
oauth-left-untaken = Da postkassen blev afbrudt, tog udbyderen ikke tilladelsen tilbage.
oauth-left-no-way = Postkassens udbyder har ingen måde at give en tilladelse tilbage på.
oauth-left-do = Det, Deskhero havde af den, er destrueret. Hos udbyderen kan den gælde, indtil nogen trækker den tilbage dér, i kontoens indstillinger.
mail-grant-subject = { $mailbox } skal forbindes igen
mail-grant-text = Hej { $name }

    Udbyderens tilladelse til postkassen { $mailbox } hos { $company } ophørte den { $since }. Siden da kommer ingen post ind, og ingen svar sendes. Det, der kommer imens, venter hos udbyderen og hentes bagefter.

    En administrator forbinder den igen her på et minut:

    { $link }

    Gør ingen det inden den { $until }, skal det, der blev hentet med denne postkasse, slettes. Det, en tilbageholdelse omfatter, bevares, til den ophører.
oauth-due = Forbindes den igen, går alt videre, og det, der kom imens, hentes. Ellers skal dens post her slettes den
oauth-nav = En postkasse skal forbindes igen
oauth-connect = Forbind { $provider }
oauth-direct-hint = Uden adgangskode: du siger ja dér og kommer tilbage.
oauth-choices = Hvor langt tilbage, hvilke mapper, hvad der sker dér
oauth-folders = Mapper eller etiketter
oauth-shared = En delt postkasse i Microsoft 365, som din egen konto må åbne
mailbox-health = Hvordan den har det
mailbox-last-mail = Seneste mail
mailbox-lag = Tid fra udbyderen til her
mailbox-position = Position
mailbox-quota = Bedt om at vente
mailbox-quota-none = aldrig
mailbox-quota-waits = { $count ->
    [one] én gang, { $time } i alt
   *[other] { $count } gange, { $time } i alt
}
mailbox-test = Test nu
mailbox-test-good = { $count ->
    [one] Den virker: én mail i dens mapper.
   *[other] Den virker: { $count } mails i dens mapper.
}
mailbox-test-bad = Den virker ikke
mailbox-ms = { $count } ms
mailbox-seconds = { $count } s
mailbox-health-of = Hvordan { $name } har det
mailbox-kind-gmail = Google
mailbox-kind-graph = Microsoft 365
mailbox-servers-permission = Denne postkasse nås med sin udbyders tilladelse. Dens mapper, og hvad der sker dér, kan ændres.
oauth-bad-keys = Udbyderens nøgler kan ikke læses.
rule-unreadable = kan ikke læses
identity-offered = Din udbyder lader dig også sende fra disse
identity-offered-add = Tilføj { $name }
mailbox-folders-only = Mapper
oauth-application-company = Driftens indstillinger nævner ikke ét firma hos Microsoft: sæt dets id i issuer.
oauth-found = { $address } er hos { $provider }: forbind den dér, uden adgangskode.
oauth-by-servers = Via IMAP og SMTP i stedet
