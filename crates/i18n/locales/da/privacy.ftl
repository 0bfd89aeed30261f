# Erasing, and legal holds.
nav-erasures = Sletninger
erasures-title = Sletninger
erasures-intro = Det slettede kan ikke læses mere, hverken her eller i nogen sikkerhedskopi. Begynd ved en samtale eller ved personen ved siden af den.
erasures-list = Slettet
erasures-empty = Der er ikke slettet noget endnu.
erasures-older = Ældre
erasure-title = Sletning
erasure-all = Alle sletninger
erasure-new-title = Slet for altid
erasure-back = Tilbage
erasure-scope-contact = Person
erasure-scope-conversation = Samtale
erasure-scope-message = Besked
erasure-scope-mailbox = Postkasse
erasure-scope-tenant = Alt fra denne virksomhed
erasure-reason = Hvorfor
erasure-reason-request = Personen bad om det
erasure-reason-instruction = Vores egen beslutning
erasure-reason-retention = Det er gemt så længe, som vores regel siger
erasure-reason-disconnect = Postkassen blev afbrudt
erasure-reason-closure = Kontoen blev lukket
erasure-state-held = Tilbageholdt
erasure-state-begun = I gang
erasure-state-keys_gone = Ulæselig, fjernes nu
erasure-state-purged = Fjernet, nøgleringen lukkes
erasure-state-done = Slettet
erasure-tickets = { $count ->
    [one] { $count } samtale
   *[other] { $count } samtaler
}
erasure-messages = { $count ->
    [one] { $count } besked
   *[other] { $count } beskeder
}
erasure-keys = { $count ->
    [one] { $count } nøgle tilintetgjort
   *[other] { $count } nøgler tilintetgjort
}
erasure-goes = Dette forsvinder
erasure-goes-tickets = { $count ->
    [one] { $count } samtale med alt i den
   *[other] { $count } samtaler med alt i dem
}
erasure-goes-messages = { $count ->
    [one] { $count } besked
   *[other] { $count } beskeder, også svar og noter
}
erasure-goes-attachments = { $count ->
    [one] { $count } fil
   *[other] { $count } filer
}
erasure-goes-of-others = { $count ->
    [one] heraf { $count } besked, som en anden har skrevet
   *[other] heraf { $count } beskeder, som andre har skrevet
}
erasure-goes-elsewhere = { $count ->
    [one] { $count } besked i en samtale, der bliver
   *[other] { $count } beskeder i samtaler, der bliver
}
erasure-goes-person = navn, adresser, telefon, felter og bemærkning
erasure-stays = Dette bliver
erasure-stays-others = Det, andre har skrevet, også hvor det nævner personen eller viser personens adresse; i deres samtaler forsvinder kun personens egne beskeder.
erasure-stays-contact = Personen, så længe der er en anden samtale.
erasure-stays-log = Loggen over, hvem der læste og ændrede hvad. Den nævner ingen uden for virksomheden.
erasure-stays-sent = Det, der ligger i postkassen hos jeres udbyder og hos dem, der fik en mail.
erasure-held-now = Noget af det er omfattet af en tilbageholdelse. Sletningen kan begyndes; det, der er omfattet, bevares, til tilbageholdelsen ophæves.
erasure-sure = Jeg ved, at ingen kan bringe dette tilbage: hverken vi, driften eller en sikkerhedskopi.
erasure-begin = Slet for altid
erasure-keep = Behold
erasure-step-begun = Begyndt
erasure-step-keys = Nøglerne er tilintetgjort: ingen kan læse det mere, hverken her eller i en sikkerhedskopi
erasure-step-purged = Rækker, bytes og søgeord er væk
erasure-step-done = Nøglerne ovenover er udskiftet: en ældre kopi af nøgleringen åbner intet af det
erasure-step-message = Færdig. En kopi af nøgleringen fra før kunne åbne den, til kopien slettes; kvitteringen siger hvornår
erasure-receipt = Hent kvitteringen
erasure-receipt-hint = Underskrevet og uden navne. Den, der har den offentlige nøgle, kan bevise den.
erasure-held = En tilbageholdelse bevarer det, den omfatter. Sletningen fortsætter af sig selv, når tilbageholdelsen ophæves.
erasure-ticket = Slet denne samtale…
erasure-person = Slet denne person…
holds-title = Tilbageholdelser
holds-intro = Det, en tilbageholdelse omfatter, slettes ikke, før den ophæves, uanset hvem der beder om det. Skriv hvorfor, og se på den igen.
holds-empty = Intet er tilbageholdt.
holds-made = begyndt
holds-owner = lagt af { $name }
holds-released = ophævet
holds-review = ses på igen
holds-due = Se på den igen
holds-release = Ophæv
holds-release-ask = Det, der venter på den, slettes med det samme.
holds-place = Hold det fra at blive slettet: begynd en tilbageholdelse
holds-place-send = Hold det tilbage
holds-reason = Hvorfor: sagen
holds-law = Lov eller påbud, der kræver det (hvis der er et)
holds-review-at = Ses på igen den
holds-restored = Begyndt igen, efter at data blev genskabt fra en ældre sikkerhedskopi. Begrundelsen gik tabt med de nyere data: skriv igen hvorfor, eller ophæv den.
holds-restored-mark = Begyndt igen ved genskabelse
holds-forgotten = Begrundelsen er tilintetgjort: den blev ophævet for et år siden, eller det, den omfattede, er slettet.
holds-say-why = Skriv igen hvorfor
holds-put-off = Sig, hvornår der ses på den igen
holds-law-needed = Lov eller påbud, der kræver det
holds-review-send = Gem
field-sure = Bekræftelse
field-review_at_ms = Dag
field-subject_id = Id
field-hold = Tilbageholdelser
rule-sure = skal være markeret
rule-effective-order = må ikke ligge før dagen for en tidligere version, som folk har fået besked om, og som endnu ikke gælder
rule-future = skal ligge i fremtiden
rule-id = skal være et id
mailbox-erase-at = Det, der kom ind med denne postkasse, slettes den
mailbox-erase-hint = Forbindes den igen inden da, er det, som om den aldrig havde været væk. Det, en tilbageholdelse omfatter, bevares, til den ophører.
mailbox-erase-days = Hvornår det slettes
mailbox-erase-after = { $count ->
    [one] { $count } dag efter afbrydelsen
   *[other] { $count } dage efter afbrydelsen
}
mailbox-erase-change = Ret
mailbox-erase-now = Slet det nu…
mailbox-connect-again = Forbind igen
mail-mailbox-end-subject = Posten fra { $mailbox } slettes den { $until }
mail-mailbox-end-text = Hej { $name }

    Postkassen { $mailbox } hos { $company } blev afbrudt den { $since }. Ingen post kommer ind, og ingen svar sendes.

    Den { $until } slettes alt, der kom ind med den, for altid, her og i hver sikkerhedskopi: samtaler, svar, noter og filer. Den, der vil beholde det, forbinder postkassen igen inden da eller eksporterer det:

    { $link }

    Det, en tilbageholdelse omfatter, bevares, til den ophører.
field-erase_after_days = Dage
rule-thirty-days = må højst være 30
closing-link = Luk virksomhedens konto…
closing-title = Luk kontoen
closing-back = Tilbage til sletninger
closing-goes = Det slettes for altid
closing-goes-messages = { $count ->
    [one] { $count } besked med dens filer
   *[other] { $count } beskeder, også svar og noter, med deres filer
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
    [one] { $count } postkasse med dens adgangskode eller tilladelse: straks
   *[other] { $count } postkasser med deres adgangskoder eller tilladelser: straks
}
closing-goes-agents = { $count ->
    [one] { $count } persons konto: ingen kan logge ind
   *[other] { $count } personers konti: ingen kan logge ind
}
closing-goes-rest = Personer og organisationer, mærker, felter, gemte svar, indstillinger, revisionsloggen og den nøgle, som det hele ligger under, her og i hver sikkerhedskopi
closing-stays-receipt = En underskrevet kvittering uden personoplysninger; hver administrator får den med e-mail
closing-stays-receipt-kept = En underskrevet kvittering uden personoplysninger; den, der driver Deskhero, opbevarer den
closing-stays-source = Det, der ligger i jeres postkasser hos jeres udbyder, og post, der er sendt
closing-stays-sums = Summer pr. måned af virksomheder, der er stoppet, hvor mindst { $count } personer deltog: intet navn, ingen nøgle, og ikke hvis de er
closing-held = En tilbageholdelse gælder. Det, den omfatter, bevares, til den ophæves; alt andet slettes til tiden.
closing-held-now = Tiden er inde, men en tilbageholdelse gælder. Det, den omfatter, bevares, til den ophæves, og slettes så sammen med virksomhedens nøgle. Alt andet slettes nu.
closing-take = Tag det med først
closing-take-hint = Hver postkasse som én mbox-fil, som ethvert postprogram kan læse: det, der kom ind, og det, der blev sendt. Noter er ikke med.
closing-take-mails = Post fra { $mailbox } (mbox)
closing-take-log = Revisionsloggen (NDJSON, underskrevet)
closing-decide = Luk den
closing-at-once = Fra det øjeblik kommer ingen post ind, og ingen svar sendes: adgangskoderne og tilladelserne til jeres postkasser destrueres. Jeres folk kan læse videre indtil slutningen.
closing-days = Dage, til alt slettes
closing-days-hint = 0 til 30; 0 er nu. Indtil da kan det fortrydes.
closing-days-told = Administratorer får besked med e-mail straks og på dag 1, 7 og 21.
closing-keep-sums = Lad anonymiserede summer blive
closing-keep-sums-hint = Hvor mange samtaler, mails og svar der var i hver måned, lagt sammen med dem fra andre virksomheder, der er stoppet, hvor mindst { $count } personer deltog. Intet andet bliver, og det kan ikke fortrydes. Uden det bliver intet.
closing-slug = Skriv { $slug } for at bekræfte
closing-password = Din adgangskode
closing-begin = Luk kontoen
closing-not = Behold den
closing-clock = Kontoen er ved at blive lukket
closing-until = Alt slettes den
closing-by = Lukket af { $name },
closing-by-nobody = Lukket den
closing-keep-hint = Fortrydes det, er alt som før, bortset fra at jeres postkasser skal forbindes igen.
closing-keep = Fortryd
closing-erasing = Sletningen er begyndt. Den kan ikke fortrydes længere.
closing-banner = Denne konto er ved at blive lukket.
closing-banner-until = Alt slettes den
closing-banner-link = Se på det, eller fortryd
field-days = Dage
rule-own-slug = er ikke denne virksomheds korte navn
rule-own-password = er ikke din adgangskode
mail-closing-subject = { $company } slettes den { $until }
mail-closing-text = Hej { $name }

    Kontoen for { $company } blev lukket den { $since }. Ingen post kommer ind, og ingen svar sendes længere.

    Den { $until } slettes alt for altid, her og i hver sikkerhedskopi. Indtil da kan en administrator tage posten med eller fortryde:

    { $link }

    Det, en tilbageholdelse omfatter, bevares, til den ophører.
mail-closed-subject = { $company } er slettet
mail-closed-text = Hej { $name }

    Alt fra { $company } er slettet, her og i hver sikkerhedskopi: post, personer, indstillinger og den nøgle, som det hele lå under.

    Kvitteringen er vedhæftet. Den er underskrevet og indeholder ingen personoplysninger. Med driftens offentlige nøgle beviser »deskhero receipt check« den.

    Det var den sidste mail. Dit navn og din adresse er glemt med den.
attachment-erased = En fil blev slettet den
attachment-erase = Slet { $name }…
attachment-erase-short = Slet…
message-redacted = Noget heri er erstattet af hensyn til privatliv.
message-redacted-mail = Originalen er tilintetgjort af hensyn til privatliv, sammen med dens filer. Ingen kan få den tilbage.
erasure-scope-attachment = Fil
erasure-scope-attachments = Filer i en samtale
erasure-scope-pseudonym = Person, ud af samtaler der bliver
erasure-scope-people = Alle uden for virksomheden, ud af en samtale der bliver
erasure-scope-redaction = Tekster i en samtale
erasure-files = Slet dens filer…
erasure-mode = Hvad der sker med samtalerne
erasure-mode-contact = Slet alt
erasure-mode-pseudonym = Behold samtalerne, fjern personen
erasure-goes-rewritten = { $count ->
    [one] navn, adresser og kendte oplysninger i 1 besked, også i det andre skrev: der står et pseudonym i stedet
   *[other] navn, adresser og kendte oplysninger i { $count } beskeder, også i det andre skrev: der står et pseudonym i stedet
}
erasure-goes-originals = originalerne af disse mails, også dem som andre har skrevet, med alle deres filer: det, der står i dem, kan ikke erstattes sikkert
erasure-goes-drafts = { $count ->
    [one] { $count } kladde af jeres egne i disse samtaler, ulæst
   *[other] { $count } kladder af jeres egne i disse samtaler, ulæst
}
erasure-stays-pseudonym = Samtalerne med nummer, status, mærker, tider og historik, under et pseudonym, som ingen kan føre tilbage til personen. En tekst, der beskriver personen med andre ord, bliver, som den er.
erasure-stays-mails = Mailene med alt andet i dem. Der står en note, hvor filen var.
redaction-open = Overstreg…
redaction-title = Overstreg
redaction-texts = Det, der skal erstattes
redaction-hint = En tekst pr. linje, op til 20, hver på mindst 3 tegn: et navn, en adresse, et nummer, præcis som det er skrevet. Store og små bogstaver er uden betydning. En tekst af bogstaver alene findes som hele ord.
redaction-look = Se, hvor det står
redaction-found = Dette ville blive erstattet
redaction-nowhere = Intet af det står i denne samtale.
redaction-places = { $count ->
    [one] 1 sted, med ▇▇▇
   *[other] { $count } steder, med ▇▇▇
}
redaction-mails = { $count ->
    [one] originalen af 1 mail tilintetgøres
   *[other] originalerne af { $count } mails tilintetgøres
}
redaction-files = { $count ->
    [one] 1 fil lå i dem og ryger også
   *[other] { $count } filer lå i dem og ryger også
}
redaction-message = Besked { $n }
redaction-in = { $count ->
    [one] 1 sted
   *[other] { $count } steder
}
redaction-in-mail = kun i dens original
redaction-stays = Billeder og filer læses ikke: det, der står i dem, forsvinder kun med en mail, der forsvinder. Kladder i denne samtale slettes, da ingen andre end deres forfatter kan læse dem.
redaction-begin = Erstat for altid
redaction-keep = Lad det være
rule-too-short = for kort
rule-contact-only = kun for en kontakt
