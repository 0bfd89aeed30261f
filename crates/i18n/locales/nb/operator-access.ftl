nav-operator-access = Operatørens tilgang
nav-operator-accesses = Tilgang
operator-access-title = Operatørens tilgang
operator-access-intro = Den som drifter denne Deskhero, kan ikke lese samtalene deres. De kan be om tilgang i høyst én time av én av tre grunner: dere har bedt om hjelp, tjenestens sikkerhet, eller en lov. Har dere bedt om hjelp, er det en av dere som slipper dem inn. Alt de åpner, står i revisjonsloggen deres.
operator-access-none = Ingen har bedt om tilgang til samtalene deres.
operator-access-who = Hvem
operator-access-reason = Grunn
operator-access-reason-security = Tjenestens sikkerhet
operator-access-reason-support-requested = Virksomheten ba om hjelp
operator-access-reason-legal = En lov krever det
operator-access-length = Hvor lenge
operator-access-asked = Bedt om
operator-access-opened = Åpnet
operator-access-until = Til
operator-access-ended = Avsluttet
operator-access-state-asked = venter på en administrator
operator-access-state-open = åpen nå
operator-access-state-expired = over
operator-access-state-ended = avsluttet
operator-access-state-refused = avslått
operator-access-state-lapsed = bortfalt
operator-access-decide = De kan ikke lese noe før dere slipper dem inn. De finner samtaler etter nummer og emne, og kan verken endre eller laste ned noe.
operator-access-decided = Det er allerede avgjort, eller over.
operator-access-approve = Slipp dem inn
operator-access-refuse = Avslå
operator-access-end = Avslutt nå
operator-access-seen = Hva som ble sett, i revisjonsloggen
operator-access-older = Eldre
operator-access-operator-title = Tilgang til virksomheter
operator-access-operator-intro = Du kan ikke lese det virksomheter skriver og mottar. Der det trengs, ber du om tilgang til én virksomhet, i høyst én time. Virksomheten ser at du ba om det, hvorfor, og hver ting du åpner.
operator-access-operator-none = Det er ikke bedt om noen tilgang.
operator-access-ask = Be om tilgang
operator-access-company = Virksomhet
operator-access-length-ask = Minutter, høyst 60
operator-access-words = Hva den skal brukes til
operator-access-words-hint = Virksomheten leser dette. Ikke nevn flere personer enn nødvendig.
operator-access-password = Passordet ditt
operator-access-ask-send = Be om tilgang
operator-access-waits = Den venter på en administrator i virksomheten. Etter et døgn bortfaller den.
operator-access-take-back = Ta tilbake
operator-access-find = Finn en samtale
operator-access-find-hint = Etter nummer eller ord i emnet. Høyst tjue vises.
operator-access-find-send = Finn
operator-access-found-none = Ingenting ble funnet.
operator-access-found-more = Det er flere. Et annet ord finner dem.
operator-access-logged = At du åpnet dette, står i virksomhetens revisjonslogg, med navnet ditt og grunnen.
operator-access-note = notat
operator-access-files = Filer, som ikke utleveres:
field-minutes = Minutter
rule-sixty-minutes = må være fra 1 til 60
act-operator-access-list = Så på operatørens tilganger
act-operator-access-ask = Ba om tilgang til samtaler
act-operator-access-open = Åpnet en tilgang for operatøren
act-operator-access-refuse = Avslo en tilgang for operatøren
act-operator-access-end = Avsluttet en tilgang for operatøren
act-operator-access-read = Leste samtaler som operatør
audit-purpose-operator_access = Operatørens tilgang
audit-reason-no_access = ingen tilgang er åpen
access-page-purpose-operator-access = Operatøren som ser i samtaler for en tid: av hensyn til sikkerheten, etter virksomhetens ønske eller etter loven
alert-rule-operator-asks = Operatøren ber om tilgang
alert-rule-operator-access = Operatøren har tilgang
alert-why-operator-asks = Den som drifter tjenesten, ber om å lese samtaler fordi virksomheten har bedt om hjelp.
alert-why-operator-access = Den som drifter tjenesten, får lese samtaler i høyst én time: av hensyn til tjenestens sikkerhet, eller fordi en lov krever det.
alert-do-operator-asks = Les grunnen under «Operatørens tilgang», og slipp dem inn eller avslå. Ingenting åpnes før det.
alert-do-operator-access = Les grunnen under «Operatørens tilgang», og avslutt den der hvis dere ikke er enige.
verify-accesses = { $n } tilganger og lesninger fra operatøren: av én av tre grunner, høyst én time, sluppet inn der det kreves, og hver lesning under en som var åpen
verify-fault-access-reason = en tilgang av en annen grunn enn de tre
verify-fault-access-long = en tilgang på mer enn én time
verify-fault-access-not-let-in = en tilgang som virksomheten ikke slapp inn
verify-fault-access-not-logged = en tilgang der åpningen ikke står i loggen
verify-fault-read-without-access = noe lest uten en åpen tilgang
operator-access-minutes = { $count ->
    [one] { $count } minutt
   *[other] { $count } minutter
}
alert-count-operator-asks = { $count ->
    [one] bedt om én gang
   *[other] bedt om { $count } ganger
}
alert-count-operator-access = { $count ->
    [one] åpnet én gang
   *[other] åpnet { $count } ganger
}
clause-55 = Mennesker ser inn for sikkerheten eller for å hjelpe, og ikke for noe annet
clause-56 = Ingen ser inn for å trene en modell
