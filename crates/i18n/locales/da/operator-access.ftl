nav-operator-access = Driftens adgang
nav-operator-accesses = Adgang
operator-access-title = Driftens adgang
operator-access-intro = Den, der driver denne Deskhero, kan ikke læse jeres samtaler. De kan bede om adgang i højst en time af én af tre grunde: I har bedt om hjælp, tjenestens sikkerhed, eller en lov. Har I bedt om hjælp, er det en af jer, der lukker dem ind. Alt, hvad de åbner, står i jeres revisionslog.
operator-access-none = Ingen har bedt om adgang til jeres samtaler.
operator-access-who = Hvem
operator-access-reason = Grund
operator-access-reason-security = Tjenestens sikkerhed
operator-access-reason-support-requested = Virksomheden bad om hjælp
operator-access-reason-legal = En lov kræver det
operator-access-length = Hvor længe
operator-access-asked = Bedt om
operator-access-opened = Åbnet
operator-access-until = Indtil
operator-access-ended = Afsluttet
operator-access-state-asked = venter på en administrator
operator-access-state-open = åben nu
operator-access-state-expired = forbi
operator-access-state-ended = afsluttet
operator-access-state-refused = afvist
operator-access-state-lapsed = bortfaldet
operator-access-decide = De kan intet læse, før I lukker dem ind. De finder samtaler efter nummer og emne og kan hverken ændre eller hente noget.
operator-access-decided = Det er allerede afgjort eller forbi.
operator-access-approve = Luk dem ind
operator-access-refuse = Afvis
operator-access-end = Afslut nu
operator-access-seen = Hvad der blev set, i revisionsloggen
operator-access-older = Ældre
operator-access-operator-title = Adgang til virksomheder
operator-access-operator-intro = Du kan ikke læse, hvad virksomheder skriver og modtager. Er det nødvendigt, så bed om adgang til én virksomhed i højst en time. Virksomheden ser, at du bad om det, hvorfor, og hver ting, du åbner.
operator-access-operator-none = Der er ikke bedt om nogen adgang.
operator-access-ask = Bed om adgang
operator-access-company = Virksomhed
operator-access-length-ask = Minutter, højst 60
operator-access-words = Hvad den skal bruges til
operator-access-words-hint = Virksomheden læser dette. Nævn ikke flere personer end nødvendigt.
operator-access-password = Din adgangskode
operator-access-ask-send = Bed om adgang
operator-access-waits = Den venter på en administrator i virksomheden. Efter et døgn bortfalder den.
operator-access-take-back = Tag tilbage
operator-access-find = Find en samtale
operator-access-find-hint = Efter nummer eller efter ord i emnet. Der vises højst tyve.
operator-access-find-send = Find
operator-access-found-none = Der blev ikke fundet noget.
operator-access-found-more = Der er flere. Et andet ord finder dem.
operator-access-logged = At du åbnede dette, står i virksomhedens revisionslog med dit navn og grunden.
operator-access-note = note
operator-access-files = Filer, som ikke udleveres:
field-minutes = Minutter
rule-sixty-minutes = skal være fra 1 til 60
act-operator-access-list = Så på driftens adgange
act-operator-access-ask = Bad om adgang til samtaler
act-operator-access-open = Åbnede en adgang for driften
act-operator-access-refuse = Afviste en adgang for driften
act-operator-access-end = Afsluttede en adgang for driften
act-operator-access-read = Læste samtaler som drift
audit-purpose-operator_access = Driftens adgang
audit-reason-no_access = ingen adgang er åben
access-page-purpose-operator-access = Driften, der ser i samtaler for en tid: af hensyn til sikkerheden, efter virksomhedens ønske eller efter loven
alert-rule-operator-asks = Driften beder om adgang
alert-rule-operator-access = Driften har adgang
alert-why-operator-asks = Den, der driver tjenesten, beder om at læse samtaler, fordi virksomheden har bedt om hjælp.
alert-why-operator-access = Den, der driver tjenesten, må læse samtaler i højst en time: af hensyn til tjenestens sikkerhed, eller fordi en lov kræver det.
alert-do-operator-asks = Læs grunden under »Driftens adgang«, og luk dem ind, eller afvis. Intet åbnes før.
alert-do-operator-access = Læs grunden under »Driftens adgang«, og afslut den dér, hvis I ikke er enige.
verify-accesses = { $n } adgange og læsninger fra driften: af én af tre grunde, højst en time, lukket ind, hvor det kræves, og hver læsning under en, der var åben
verify-fault-access-reason = en adgang af en anden grund end de tre
verify-fault-access-long = en adgang på mere end en time
verify-fault-access-not-let-in = en adgang, som virksomheden ikke lukkede ind
verify-fault-access-not-logged = en adgang, hvis åbning ikke står i loggen
verify-fault-read-without-access = noget læst uden en åben adgang
operator-access-minutes = { $count ->
    [one] { $count } minut
   *[other] { $count } minutter
}
alert-count-operator-asks = { $count ->
    [one] bedt om én gang
   *[other] bedt om { $count } gange
}
alert-count-operator-access = { $count ->
    [one] åbnet én gang
   *[other] åbnet { $count } gange
}
clause-55 = Mennesker ser kun ind for sikkerheden eller for at hjælpe
clause-56 = Ingen ser ind for at træne en model
