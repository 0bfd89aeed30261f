oauth-instead = Uten passord
oauth-button = Koble til med { $provider }
oauth-title = Koble til med { $provider }
oauth-intro = { $provider } ber deg logge inn og godta. Du kommer tilbake hit, og postkassen testes før den lagres.
oauth-asked = Det vi ber om, for { $address }
oauth-scope-identity = Hvem som godtar
oauth-scope-address = Adressen til den kontoen
oauth-scope-offline = Å være tilkoblet når du har gått
oauth-scope-mail = Å hente e-post og sende svar
oauth-scope-read = Å hente e-post
oauth-scope-send = Å sende svar
oauth-limited-use = Det som kommer fra Google, brukes bare til sakene i denne postkassen, i samsvar med Google API Services User Data Policy, inkludert kravene til begrenset bruk (Limited Use). Det selges ikke til noen, brukes ikke til reklame og leses ikke av andre enn deres eget team.
oauth-kept = Tillatelsen lagres kryptert med postkassens nøkkel og destrueres når du kobler fra. Du kan når som helst trekke den tilbake, her eller i kontoen din der.
oauth-continue = Fortsett til { $provider }
oauth-failed = Postkassen er ikke koblet til
oauth-failed-hint = Ingenting ble lagret.
oauth-again = Prøv igjen
oauth-state = Nettleseren kom tilbake med noe det ikke var bedt om her. Begynn på nytt fra postkassene.
oauth-attempt-unknown = Dette besøket hos leverandøren er over, eller det var ikke ditt. Begynn på nytt fra postkassene.
oauth-attempt-expired = Du var borte i mer enn et kvarter. Begynn på nytt fra postkassene.
oauth-issuer = Svaret kom ikke fra leverandøren som ble spurt. Ingenting ble sendt til den.
oauth-no-code = Leverandøren sendte deg tilbake uten en kode. Begynn på nytt fra postkassene.
oauth-scope-wider = Leverandøren ga mer enn det var bedt om. Det avvises: Be ikke om mer enn det siden sier.
oauth-scope-narrower = Ikke alt ble godtatt. Uten å kunne lese og sende e-post kan postkassen ikke kobles til: La alle bokser være krysset av.
oauth-no-refresh = Leverandøren ga ingen varig tillatelse. Den som drifter Deskhero, må tillate «offline access» der.
oauth-invalid-grant = Tillatelsen er trukket tilbake, utløpt eller brukt før. Koble til postkassen på nytt.
oauth-invalid-client = Leverandøren kjenner ikke denne Deskhero-installasjonen, eller hemmeligheten er feil. Den som drifter Deskhero, må se på innstillingene.
oauth-unauthorized-client = Leverandøren lar ikke denne Deskhero-installasjonen spørre på denne måten. Den som drifter Deskhero, må se på innstillingene der.
oauth-invalid-scope = Leverandøren tilbyr ikke det vi ber om. Den som drifter Deskhero, må se på innstillingene.
oauth-invalid-request = Leverandøren forsto ikke forespørselen. Den som drifter Deskhero, finner mer i loggen.
oauth-invalid-token = Leverandøren kjenner ikke tillatelsen lenger. Koble til postkassen på nytt.
oauth-interaction-required = Leverandøren vil at noen logger inn på nytt. Koble til postkassen på nytt.
oauth-access-denied = Leverandøren fikk nei. Ingenting ble koblet til.
oauth-unavailable = Leverandøren kan ikke svare akkurat nå. Prøv igjen om noen minutter.
oauth-refused = Leverandøren sa nei, og sa ikke hvorfor.
connect-grant-ended = Leverandørens tillatelse er opphørt.
error-oauth = Postkassen kunne ikke kobles til med leverandørens tillatelse
error-oauth-hint = Begynn på nytt fra postkassene.
oauth-good = Nås med tillatelse fra { $provider }, uten passord
oauth-fresh = fornyet
oauth-ended = Tillatelsen er opphørt:
oauth-reconnect = Koble til på nytt
oauth-provider-gone = en leverandør som ikke lenger er satt opp
mailbox-disconnect = Koble fra
mailbox-disconnect-ask = Vil du koble fra { $name }? Det kommer ikke inn mer e-post, ingen svar sendes, og passord eller tillatelser destrueres. Sakene blir liggende inntil videre.
rule-by-permission = kan ikke endres så lenge postkassen nås med en leverandørs tillatelse
oauth-bad-address = Leverandøren beskriver ikke seg selv på adressen operatøren har oppgitt.
oauth-bad-description = Leverandørens beskrivelse av seg selv kan ikke leses.
oauth-bad-issuer = På adressen operatøren har oppgitt, beskriver en annen leverandør seg selv. Vi stoler ikke på den.
oauth-bad-endpoint = Leverandøren oppgir en adresse som ikke er beskyttet (https). Ingenting ble sendt dit.
oauth-bad-pkce = Leverandøren kjenner ikke PKCE, som hindrer at en stjålet kode blir brukt. Den kan ikke brukes.
oauth-bad-tokens = Leverandørens svar inneholder ingen tillatelse som kan leses.
oauth-bad-token-kind = Leverandøren ga en tillatelse av en type som ikke er kjent her.
oauth-bad-token = Leverandøren ga en tillatelse som ikke kan brukes slik den er skrevet.
oauth-bad-scopes = Leverandøren oppgir flere tillatelser enn noen ville be om.
oauth-bad-identity = Leverandørens opplysning om hvem som godtok, kan ikke leses.
oauth-bad-answer = Leverandøren svarte verken med en tillatelse eller et avslag.
oauth-identity-none = Leverandøren sa ikke hvem som godtok. Begynn på nytt fra postkassene.
oauth-identity-audience = Leverandørens opplysning om hvem som godtok, var ment for noen andre enn denne Deskhero-installasjonen. Ingenting ble lagret.
oauth-identity-issuer = Opplysningen om hvem som godtok, kommer fra en annen leverandør. Ingenting ble lagret.
oauth-identity-nonce = Leverandørens opplysning om hvem som godtok, hører til et annet besøk. Begynn på nytt fra postkassene.
oauth-identity-expired = Leverandørens opplysning om hvem som godtok, er for gammel. Se på klokkene på begge maskinene, og begynn på nytt.
oauth-company = Kontoen tilhører en virksomhet som ikke har lov til å koble til postkassene sine her. Den som drifter Deskhero, kan tillate det.
oauth-scope-change = Å hente e-post, og merke eller flytte den der som valgt
oauth-scope-readwrite = Å hente e-post, merke eller flytte den der som valgt, og gjøre klar svar med store filer
oauth-scope-readwrite-shared = Å hente e-post, merke eller flytte den der som valgt, og gjøre klar svar med store filer, i postkasser denne kontoen kan åpne
oauth-scope-send-shared = Å sende svar fra postkasser denne kontoen kan sende fra
rule-by-provider = krever leverandørens tillatelse: Koble den til fra siden for postkasser
rule-permission-narrow = krever mer enn tillatelsen som ble gitt. Koble fra postkassen, og koble den til med dette valget
oauth-restored = Dataene ble gjenopprettet fra en sikkerhetskopi med en eldre tillatelse enn den siste. Koble til postkassen på nytt for å fortsette.
oauth-interrupted = Deskhero ble stanset i det øyeblikket leverandøren ga den neste tillatelsen, og leverandøren godtar ikke den gamle lenger. Koble til postkassen på nytt.
oauth-left-untaken = Da postkassen ble koblet fra, tok ikke leverandøren tillatelsen tilbake.
oauth-left-no-way = Leverandøren av postkassen har ingen måte å gi en tillatelse tilbake på.
oauth-left-do = Det Deskhero hadde av den, er ødelagt. Hos leverandøren kan den gjelde til noen trekker den tilbake der, i innstillingene for kontoen.
mail-grant-subject = { $mailbox } må kobles til på nytt
mail-grant-text = Hei, { $name }

    Leverandørens tillatelse for postkassen { $mailbox } hos { $company } opphørte { $since }. Siden da kommer det ikke inn e-post, og ingen svar sendes. Det som kommer imens, venter hos leverandøren og hentes etterpå.

    En administrator kan koble den til igjen her, på et minutt:

    { $link }

    Hvis ingen gjør det innen { $until }, skal det som ble hentet med denne postkassen, slettes. Det en slettesperre omfatter, bevares til den opphører.
oauth-due = Kobles den til igjen, fortsetter alt, og det som kom imens, hentes. Ellers skal e-posten her slettes
oauth-nav = En postkasse må kobles til igjen
oauth-connect = Koble til { $provider }
oauth-direct-hint = Uten passord: Du godtar der og kommer tilbake.
oauth-choices = Hvor langt tilbake, hvilke mapper, hva som skjer der
oauth-folders = Mapper eller etiketter
oauth-shared = En delt postkasse i Microsoft 365 som din egen konto kan åpne
mailbox-health = Hvordan det går
mailbox-last-mail = Siste e-post
mailbox-lag = Tid fra leverandøren til hit
mailbox-position = Posisjon
mailbox-quota = Bedt om å vente
mailbox-quota-none = aldri
mailbox-quota-waits = { $count ->
    [one] én gang, { $time } til sammen
   *[other] { $count } ganger, { $time } til sammen
}
mailbox-test = Test nå
mailbox-test-good = { $count ->
    [one] Den virker: én e-post i mappene.
   *[other] Den virker: { $count } e-poster i mappene.
}
mailbox-test-bad = Den virker ikke
mailbox-ms = { $count } ms
mailbox-seconds = { $count } s
mailbox-health-of = Hvordan det går med { $name }
mailbox-kind-gmail = Google
mailbox-kind-graph = Microsoft 365
mailbox-servers-permission = Denne postkassen nås med leverandørens tillatelse. Du kan endre mappene og hva som skjer der.
oauth-bad-keys = Leverandørens nøkler kan ikke leses.
rule-unreadable = kan ikke leses
identity-offered = Leverandøren din lar deg også sende fra disse
identity-offered-add = Legg til { $name }
mailbox-folders-only = Mapper
oauth-application-company = Operatørens innstillinger oppgir ikke én bestemt virksomhet hos Microsoft: Sett id-en til virksomheten inn i issuer.
oauth-found = { $address } er hos { $provider }: Koble den til der, uten passord.
oauth-by-servers = Med IMAP og SMTP i stedet
