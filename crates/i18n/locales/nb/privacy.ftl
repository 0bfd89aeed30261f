# Erasing, and legal holds.
nav-erasures = Slettinger
erasures-title = Slettinger
erasures-intro = Det som er slettet, kan ikke lenger leses, verken her eller i noen sikkerhetskopi. Begynn fra en samtale, eller fra personen ved siden av den.
erasures-list = Slettet
erasures-empty = Ingenting er slettet ennå.
erasures-older = Eldre
erasure-title = Sletting
erasure-all = Alle slettinger
erasure-new-title = Slett for godt
erasure-back = Tilbake
erasure-scope-contact = Person
erasure-scope-conversation = Samtale
erasure-scope-message = Melding
erasure-scope-mailbox = Postkasse
erasure-scope-tenant = Alt fra denne virksomheten
erasure-reason = Hvorfor
erasure-reason-request = Personen ba om det
erasure-reason-instruction = Vår egen beslutning
erasure-reason-retention = Det er lagret så lenge regelen vår sier
erasure-reason-disconnect = Postkassen ble koblet fra
erasure-reason-closure = Kontoen ble avsluttet
erasure-state-held = På vent
erasure-state-begun = Pågår
erasure-state-keys_gone = Uleselig, fjernes nå
erasure-state-purged = Fjernet, nøkkelringen lukkes
erasure-state-done = Slettet
erasure-tickets = { $count ->
    [one] { $count } samtale
   *[other] { $count } samtaler
}
erasure-messages = { $count ->
    [one] { $count } melding
   *[other] { $count } meldinger
}
erasure-keys = { $count ->
    [one] { $count } nøkkel destruert
   *[other] { $count } nøkler destruert
}
erasure-goes = Dette slettes
erasure-goes-tickets = { $count ->
    [one] { $count } samtale, med alt i den
   *[other] { $count } samtaler, med alt i dem
}
erasure-goes-messages = { $count ->
    [one] { $count } melding
   *[other] { $count } meldinger, også svar og notater
}
erasure-goes-attachments = { $count ->
    [one] { $count } fil
   *[other] { $count } filer
}
erasure-goes-of-others = { $count ->
    [one] av disse { $count } melding som noen andre har skrevet
   *[other] av disse { $count } meldinger som andre har skrevet
}
erasure-goes-elsewhere = { $count ->
    [one] { $count } melding i en samtale som beholdes
   *[other] { $count } meldinger i samtaler som beholdes
}
erasure-goes-person = navn, adresser, telefon, felter og merknad
erasure-stays = Dette beholdes
erasure-stays-others = Det andre har skrevet, også der det nevner personen eller viser adressen. I deres samtaler slettes bare personens egne meldinger.
erasure-stays-contact = Personen, så lenge vedkommende har en annen samtale.
erasure-stays-log = Loggen over hvem som leste og endret hva. Den nevner ingen utenfor virksomheten.
erasure-stays-sent = Det som ligger i postkassen hos leverandøren deres, og hos dem som har fått e-posten.
erasure-held-now = En slettesperre omfatter noe av dette. Slettingen kan startes; det sperren omfatter, bevares til den oppheves.
erasure-sure = Jeg vet at ingen kan hente dette tilbake: verken vi eller operatøren, heller ikke fra en sikkerhetskopi.
erasure-begin = Slett for godt
erasure-keep = Behold
erasure-step-begun = Startet
erasure-step-keys = Nøklene er destruert: Ingen kan lese det lenger, verken her eller i en sikkerhetskopi
erasure-step-purged = Rader, byte og søkeord er borte
erasure-step-done = Nøklene over er skiftet ut: En eldre kopi av nøkkelringen åpner ingenting av det
erasure-step-message = Ferdig. En kopi av nøkkelringen fra før kan åpne den til kopien slettes. Kvitteringen sier når
erasure-receipt = Last ned kvitteringen
erasure-receipt-hint = Signert og uten navn. Den som har den offentlige nøkkelen, kan kontrollere den.
erasure-held = En slettesperre bevarer det den omfatter. Slettingen fortsetter av seg selv når sperren oppheves.
erasure-ticket = Slett denne samtalen…
erasure-person = Slett denne personen…
holds-title = Slettesperrer
holds-intro = Det en slettesperre omfatter, slettes ikke før den oppheves, uansett hva som krever det. Skriv hvorfor, og se på den igjen.
holds-empty = Ingenting er sperret.
holds-made = lagt inn
holds-owner = lagt inn av { $name }
holds-released = opphevet
holds-review = skal ses på igjen
holds-due = Se på den igjen
holds-release = Opphev
holds-release-ask = Det som venter på denne sperren, slettes med en gang.
holds-place = Hindre at det slettes: Legg inn en slettesperre
holds-place-send = Legg inn sperren
holds-reason = Hvorfor: hva det gjelder
holds-law = Lov eller pålegg som krever det (hvis det finnes)
holds-review-at = Skal ses på igjen
holds-restored = Lagt på igjen etter at data ble gjenopprettet fra en eldre sikkerhetskopi. Begrunnelsen gikk tapt med de nyere dataene: skriv på nytt hvorfor, eller opphev den.
holds-restored-mark = Lagt på igjen ved gjenoppretting
holds-forgotten = Begrunnelsen er tilintetgjort: Den ble opphevet for et år siden, eller det den omfattet, er slettet.
holds-say-why = Skriv på nytt hvorfor
holds-put-off = Oppgi når den skal ses på igjen
holds-law-needed = Lov eller pålegg som krever det
holds-review-send = Lagre
field-sure = Bekreftelse
field-review_at_ms = Dag
field-subject_id = Id
field-hold = Slettesperrer
rule-sure = må krysses av
rule-effective-order = kan ikke ligge før dagen for en tidligere versjon som folk har fått beskjed om, og som ennå ikke gjelder
rule-future = må ligge fram i tid
rule-id = må være en id
mailbox-erase-at = Det som kom inn med denne postkassen, slettes
mailbox-erase-hint = Kobles den til igjen før det, er det som om den aldri har vært borte. Det en slettesperre omfatter, bevares til den opphører.
mailbox-erase-days = Når det slettes
mailbox-erase-after = { $count ->
    [one] { $count } dag etter frakobling
   *[other] { $count } dager etter frakobling
}
mailbox-erase-change = Endre
mailbox-erase-now = Slett det nå…
mailbox-connect-again = Koble til igjen
mail-mailbox-end-subject = E-posten i { $mailbox } slettes { $until }
mail-mailbox-end-text = Hei, { $name }

    Postkassen { $mailbox } hos { $company } ble koblet fra { $since }. Det kommer ikke inn e-post, og ingen svar sendes.

    Alt som kom inn med den, slettes for godt { $until }, her og i hver sikkerhetskopi: samtaler, svar, notater og filer. Den som vil beholde det, kobler postkassen til igjen før det, eller eksporterer det:

    { $link }

    Det en slettesperre omfatter, bevares til den opphører.
field-erase_after_days = Dager
rule-thirty-days = må være høyst 30
closing-link = Avslutt virksomhetens konto…
closing-title = Avslutt kontoen
closing-back = Tilbake til slettinger
closing-goes = Dette slettes for godt
closing-goes-messages = { $count ->
    [one] { $count } melding, med filene i den
   *[other] { $count } meldinger, også svar og notater, med filene i dem
}
closing-goes-tickets = { $count ->
    [one] { $count } samtale
   *[other] { $count } samtaler
}
closing-goes-attachments = { $count ->
    [one] { $count } fil
   *[other] { $count } filer
}
closing-goes-mailboxes = { $count ->
    [one] { $count } postkasse med passordet eller tillatelsen: med en gang
   *[other] { $count } postkasser med passordene eller tillatelsene: med en gang
}
closing-goes-agents = { $count ->
    [one] Kontoen til { $count } person: Ingen kan logge inn
   *[other] Kontoene til { $count } personer: Ingen kan logge inn
}
closing-goes-rest = Personer og organisasjoner, etiketter, felter, lagrede svar, innstillinger, revisjonsloggen og nøkkelen som alt ligger under, her og i hver sikkerhetskopi
closing-stays-receipt = En signert kvittering uten personopplysninger, som hver administrator får på e-post
closing-stays-receipt-kept = En signert kvittering uten personopplysninger, som den som drifter Deskhero, oppbevarer
closing-stays-source = Det som ligger i postkassene hos leverandøren deres, og e-post som er sendt
closing-stays-sums = Summer per måned av bedrifter som har sluttet, der minst { $count } personer deltok: ikke noe navn, ingen nøkkel, og ikke hvem de tilhører
closing-held = En slettesperre gjelder. Det den omfatter, bevares til den oppheves; alt annet slettes i tide.
closing-held-now = Tiden er inne, men en slettesperre gjelder. Det den omfatter, bevares til den oppheves og slettes da, sammen med nøkkelen til virksomheten. Alt annet slettes nå.
closing-take = Ta det med først
closing-take-hint = Hver postkasse som én mbox-fil, som alle e-postprogrammer kan lese: det som kom inn, og det som ble sendt. Notater er ikke med.
closing-take-mails = E-post fra { $mailbox } (mbox)
closing-take-log = Revisjonsloggen (NDJSON, signert)
closing-decide = Avslutt den
closing-at-once = Fra det øyeblikket kommer det ikke inn e-post, og ingen svar sendes: Passordene og tillatelsene til postkassene deres destrueres. Medarbeiderne deres kan lese videre til slutten.
closing-days = Dager til alt slettes
closing-days-hint = 0 til 30, der 0 er nå. Fram til da kan det angres.
closing-days-told = Administratorer får beskjed på e-post med en gang, og på dag 1, 7 og 21.
closing-keep-sums = La anonymiserte summer bli igjen
closing-keep-sums-hint = Hvor mange samtaler, e-poster og svar det var i hver måned, lagt sammen med dem fra andre bedrifter som har sluttet, der minst { $count } personer deltok. Ikke noe annet blir igjen, og det kan ikke angres. Uten det blir ingenting igjen.
closing-slug = Skriv { $slug } for å bekrefte
closing-password = Passordet ditt
closing-begin = Avslutt kontoen
closing-not = Behold den
closing-clock = Kontoen avsluttes
closing-until = Alt slettes
closing-by = Avsluttet av { $name },
closing-by-nobody = Avsluttet
closing-keep-hint = Hvis du angrer, er alt som før, bortsett fra at postkassene må kobles til igjen.
closing-keep = Angre
closing-erasing = Slettingen har startet. Den kan ikke angres lenger.
closing-banner = Denne kontoen avsluttes.
closing-banner-until = Alt slettes
closing-banner-link = Se på det, eller angre
field-days = Dager
rule-own-slug = er ikke kortnavnet til denne virksomheten
rule-own-password = er ikke passordet ditt
mail-closing-subject = { $company } slettes { $until }
mail-closing-text = Hei, { $name }

    Kontoen til { $company } ble avsluttet { $since }. Det kommer ikke inn e-post, og ingen svar sendes lenger.

    Alt slettes for godt { $until }, her og i hver sikkerhetskopi. Fram til da kan en administrator ta med seg e-posten, eller angre:

    { $link }

    Det en slettesperre omfatter, bevares til den opphører.
mail-closed-subject = { $company } er slettet
mail-closed-text = Hei, { $name }

    Alt fra { $company } er slettet, her og i hver sikkerhetskopi: e-post, personer, innstillinger og nøkkelen som alt lå under.

    Kvitteringen er lagt ved. Den er signert og inneholder ingen personopplysninger. Med operatørens offentlige nøkkel kan den kontrolleres med «deskhero receipt check».

    Dette var den siste e-posten. Navnet og adressen din er glemt med den.
attachment-erased = En fil ble slettet
attachment-erase = Slett { $name }…
attachment-erase-short = Slett…
message-redacted = Noe i denne er erstattet av hensyn til personvernet.
message-redacted-mail = Originalen er destruert av hensyn til personvernet, sammen med filene. Ingen kan hente den tilbake.
erasure-scope-attachment = Fil
erasure-scope-attachments = Filer i en samtale
erasure-scope-pseudonym = Person, ut av samtaler som beholdes
erasure-scope-people = Alle utenfor virksomheten, ut av en samtale som beholdes
erasure-scope-redaction = Tekster i en samtale
erasure-files = Slett filene i den…
erasure-mode = Hva som skjer med samtalene
erasure-mode-contact = Slett alt
erasure-mode-pseudonym = Behold samtalene, fjern personen
erasure-goes-rewritten = { $count ->
    [one] navn, adresser og kjente opplysninger i 1 melding, også i det andre har skrevet: Et pseudonym står der i stedet
   *[other] navn, adresser og kjente opplysninger i { $count } meldinger, også i det andre har skrevet: Et pseudonym står der i stedet
}
erasure-goes-originals = originalene av disse e-postene, også dem andre har skrevet, med alle filene: Det som står i dem, kan ikke erstattes sikkert
erasure-goes-drafts = { $count ->
    [one] { $count } utkast fra deres egne i disse samtalene, ulest
   *[other] { $count } utkast fra deres egne i disse samtalene, ulest
}
erasure-stays-pseudonym = Samtalene med nummer, status, etiketter, tidspunkter og historikk, under et pseudonym som ingen kan føre tilbake til personen. En tekst som beskriver personen med andre ord, blir som den er.
erasure-stays-mails = E-postene, med alt annet i dem. Et notat står der filen var.
redaction-open = Sladd…
redaction-title = Sladd
redaction-texts = Det som skal erstattes
redaction-hint = Én tekst per linje, opptil 20, hver på minst 3 tegn: et navn, en adresse, et nummer, akkurat slik det er skrevet. Store og små bokstaver spiller ingen rolle. En tekst med bare bokstaver finnes som hele ord.
redaction-look = Se hvor det står
redaction-found = Dette ville blitt erstattet
redaction-nowhere = Ingenting av det står i denne samtalen.
redaction-places = { $count ->
    [one] 1 sted, med ▇▇▇
   *[other] { $count } steder, med ▇▇▇
}
redaction-mails = { $count ->
    [one] originalen av 1 e-post destrueres
   *[other] originalene av { $count } e-poster destrueres
}
redaction-files = { $count ->
    [one] 1 fil lå i dem, og slettes også
   *[other] { $count } filer lå i dem, og slettes også
}
redaction-message = Melding { $n }
redaction-in = { $count ->
    [one] 1 sted
   *[other] { $count } steder
}
redaction-in-mail = bare i originalen
redaction-stays = Bilder og filer leses ikke: Det som står i dem, forsvinner bare med en e-post som slettes. Utkast i denne samtalen slettes, siden ingen andre enn den som skrev dem, kan lese dem.
redaction-begin = Erstatt for godt
redaction-keep = La det være
rule-too-short = for kort
rule-contact-only = bare for en kontakt
