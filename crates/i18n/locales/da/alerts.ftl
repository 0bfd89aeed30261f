# Alarmer: hvad reglerne på revisionsloggen fandt
alerts-title = Alarmer
alerts-intro = Regler følger revisionsloggen og slår alarm, når noget er usædvanligt. En alarm anklager ingen: nogen ser på den og skriver her, hvad der kom ud af det.
alerts-intro-system = Hvad regler fandt i dette systems log og om virksomhedernes logge. Hvad virksomhedernes egne folk gør dér, får deres administratorer at vide.
alerts-empty = Intet venter på at blive set på.
alerts-empty-hint = Når en regel finder noget, står det her inden for et minut, og administratorer får en mail, hvor driftens mail er sat op.
alerts-empty-acknowledged = Intet er set på endnu.
alerts-older = Ældre alarmer
alerts-all = Alle alarmer
alerts-times = { $count } gange
alerts-who-operator = Den, der driver tjenesten
alerts-who-company = En konto i en virksomhed
alerts-who-gone = En tidligere medarbejder
alerts-who-log = Selve loggen
alerts-who-nobody = En opbevaringsregel
alerts-who-mailbox = En afbrudt postkasse
alerts-who-request = En anmodning om nogens data
alerts-who-hold = En tilbageholdelse
alerts-about = Om:
alerts-found = Hvad der blev fundet
alerts-counted = Talt
alerts-first = Først
alerts-last = Sidst
alerts-entries = Poster i revisionsloggen
alerts-entries-more = De nyeste halvtreds.
alerts-entry = Post { $number }
alerts-look = Set på
alerts-looked = Set på
alerts-note = Hvad der kom ud af det
alerts-note-hint = Det bliver ved alarmen i et år. Næste gang reglen finder noget, er det en ny alarm.
alerts-acknowledge = Jeg har set på den
alerts-settings = Grænser
alerts-settings-intro = Hvornår reglerne slår alarm. Hver ændring står i revisionsloggen under sin egen version.
alerts-bulk-hint = En samtale eller en person tæller én gang, uanset hvor ofte den åbnes. Det, en liste viser, tæller en femogtyvendedel; det, der hentes på forhånd, og filer tæller en femtedel.
alerts-bulk-records = Samtaler og personer, højst
alerts-bulk-minutes = Inden for minutter
alerts-others = Eksporter og afslag
alerts-exports = Eksporter fra én konto inden for en time, højst
alerts-refusals = Afslag til én konto, højst
alerts-refusal-minutes = Inden for minutter
alerts-hours = Arbejdstid
alerts-hours-hint = Hvem der uden for den åbner en samtale eller en person, søger eller eksporterer, udløser en alarm.
alerts-hours-on = Slå alarm uden for arbejdstiden
alerts-hours-from = Fra
alerts-hours-until = Til
alerts-hours-zone = Tidszone
alerts-hours-days = Dage
alerts-save = Gem grænser
alerts-version = Version { $number }
alert-state-open = Åben
alert-state-acknowledged = Set på
alert-rule-retention-notice = En opbevaringsregel venter: varslet nåede ingen
alert-rule-mailbox-ends = Mailen fra en afbrudt postkasse bliver slettet
alert-rule-request-due = En anmodning har snart frist
alert-rule-hold-review = En tilbageholdelse skal ses på igen
alert-rule-returns = Operatørpostens postkasse kan ikke læses
alert-rule-bulk-reading = Læsning i store mængder
alert-rule-exports = Mange eksporter
alert-rule-off-hours = Læsning uden for arbejdstiden
alert-rule-other-tenant = En anden virksomheds data efterspurgt
alert-rule-absent = Det ene id efter det andet, der ikke findes
alert-rule-refusals = Afvist igen og igen
alert-rule-operator = Driften åbnede data
alert-rule-checkpoint = Loggen er ikke den, der blev underskrevet
alert-rule-signing = Loggen kan ikke underskrives
alert-rule-entry = En post i loggen er ændret
alert-rule-clock = Uret er langt foran
alert-why-retention-notice = Varslet om en opbevaringsregel nåede ingen administrator. Ingen kunne vide noget om den, så den venter: det, den ville slette, bliver gemt længere, end virksomheden har sagt.
alert-why-mailbox-ends = En postkasse blev afbrudt, eller udbyderens tilladelse ophørte. Det, den tog imod, bliver slettet for altid, når dens dage er gået, højst tredive, også i sikkerhedskopier. Deskhero kan ikke selv sende mail her, så dette står i stedet for de breve, som administratorer får efter den første, den syvende og den enogtyvende dag.
alert-why-request-due = Nogen har spurgt om deres egne data og har endnu ikke fået svar. Loven giver en måned. Deskhero kan ikke selv sende mail her, så dette står i stedet for de breve, som administratorer får efter 20 og efter 28 dage.
alert-why-hold-review = Den dag er kommet, der blev nævnt, da tilbageholdelsen begyndte. Den beholder data, der ellers ville blive slettet, og kun så længe grunden består.
alert-why-returns = I en time har postkassen under operator_mail.returns_host ikke kunnet læses. Indtil den kan, forbliver breve i tvivl, og ingen får at vide, hvilke der kom tilbage.
alert-why-bulk-reading = Én konto, eller et af dens tokens, åbnede på kort tid flere samtaler og personer, end der er sædvanligt.
alert-why-exports = Én konto udleverede flere eksporter inden for en time, end der er sædvanligt.
alert-why-off-hours = Nogen åbnede en samtale eller en person, søgte eller eksporterede uden for virksomhedens arbejdstid.
alert-why-other-tenant = En, der er logget ind hos én virksomhed, nævnte id’er, der er en andens: to eller flere inden for en time, eller ét gennem et program eller for at gøre noget med det. Svaret var, at det ikke findes. Virksomheden selv får heller ikke at vide, hvis et id er.
alert-why-absent = Én konto bad inden for en time om flere id’er, end der er sædvanligt, som ikke er på noget i virksomheden. Den gætter måske på dem eller har dem andetsteds fra.
alert-why-refusals = Én konto bad igen og igen om det, den ikke må få.
alert-why-operator = Den, der driver tjenesten, åbnede noget, der er virksomhedens. Hver gang bliver fortalt.
alert-why-checkpoint = Det, der ligger på kontrolpunkternes andet sted, er ikke det, der står i databasen: poster er ændret, eller loggen er klippet af.
alert-why-signing = Loggens hoved kunne ikke underskrives eller skrives til sit andet sted.
alert-why-entry = En post kan ikke åbnes: den er ikke det, der blev skrevet.
alert-why-clock = Maskinens ur er mere end tre dage foran det, det sidst viste. Et forkert ur ville udløse alle frister på én gang, så ingen udløber lige nu: hverken sletteregler, lovbestemt opbevaring, afbrudte postkasser, lukkede konti eller gamle sikkerhedskopier.
alert-do-retention-notice = Under Opbevaring er reglen, der venter, mærket. Administratorer: sørg for, at en administrator er aktiv og har en adresse, der tager imod mail. Driften: sørg for, at driftens mail kommer ud. Så begynder varslet forfra af sig selv.
alert-do-mailbox-ends = Under Postkasser viser postkassen dagen. Indtil da kan den, der vil beholde mailen, tilslutte den igen eller eksportere den.
alert-do-request-due = Under Anmodninger står den, der har frist først, øverst. Afgør den, udfør den, og send brevet; eller forlæng fristen med en grund.
alert-do-hold-review = Under Sletninger er de tilbageholdelser mærket, der skal ses på. Ophæv dem, hvis grund er bortfaldet; sig for de andre, hvornår der ses på dem igen.
alert-do-returns = »deskhero check« siger, hvad der er galt: serveren, dens certifikat eller adgangskoden. Så snart den kan læses, fortsætter alt af sig selv.
alert-do-bulk-reading = Spørg personen, om det var dem. Ved ingen noget om det, så deaktivér kontoen og træk dens tokens tilbage.
alert-do-exports = Spørg personen, om det var dem, og til hvilken anmodning.
alert-do-off-hours = Spørg personen, om det var dem.
alert-do-other-tenant = Sådan et id får man ikke fat i under almindeligt arbejde: find ud af, hvor kontoen har det fra. Én side, der åbnes med et link, som nogen har sendt, slår ikke alarm.
alert-do-absent = Spørg personen, eller den, der driver programmet, hvor id’erne er fra. En forældet liste gør det også. Ved ingen noget om det, så deaktivér kontoen og træk dens tokens tilbage.
alert-do-refusals = Det kan være et program med for lille en rolle, eller en, der prøver døre af.
alert-do-operator = Spørg driften, hvad det var til, og gem svaret her.
alert-do-checkpoint = Driften beviser loggen med »deskhero audit verify« og finder ud af, hvem der kunne skrive til databasen.
alert-do-signing = Driften ser på mappen med kontrolpunkter: er den der, kan den skrives til, er den ikke fuld?
alert-do-entry = Driften beviser loggen med »deskhero audit verify« og finder ud af, hvem der kunne skrive til databasen.
alert-do-clock = Sammenlign maskinens ur. Går det forkert, så stil det: alt fortsætter med det samme. Går det rigtigt, fordi intet kørte i dagevis, så sig det med »deskhero clock --believe«, eller vent: efter et døgns drift tror Deskhero på det.
alert-count-request-due = { $count ->
    [one] { $count } varsel
   *[other] { $count } varsler
}
alert-count-hold-review = { $count ->
    [one] { $count } gang
   *[other] { $count } gange
}
alert-count-returns = { $count ->
    [one] { $count } fejl
   *[other] { $count } fejl
}
alert-count-mailbox-ends = { $count ->
    [one] { $count } varsel
   *[other] { $count } varsler
}
alert-count-retention-notice = { $count ->
    [one] { $count } regel
   *[other] { $count } regler
}
alert-count-bulk-reading = { $count ->
    [one] { $count } samtale eller person
   *[other] { $count } samtaler og personer
}
alert-count-exports = { $count ->
    [one] { $count } eksport
   *[other] { $count } eksporter
}
alert-count-off-hours = { $count ->
    [one] én gang
   *[other] { $count } gange
}
alert-count-other-tenant = { $count ->
    [one] { $count } forespørgsel
   *[other] { $count } forespørgsler
}
alert-count-absent = { $count ->
    [one] { $count } id
   *[other] { $count } id’er
}
alert-count-refusals = { $count ->
    [one] { $count } afslag
   *[other] { $count } afslag
}
alert-count-operator = { $count ->
    [one] { $count } ting åbnet
   *[other] { $count } ting åbnet
}
alert-count-checkpoint = { $count ->
    [one] én gang
   *[other] { $count } gange
}
alert-count-signing = { $count ->
    [one] én gang
   *[other] { $count } gange
}
alert-count-entry = { $count ->
    [one] { $count } post
   *[other] { $count } poster
}
alert-count-clock = { $count ->
    [one] én gang
   *[other] { $count } gange
}
nav-alerts = Alarmer
nav-alerts-open = { $count ->
    [one] én at se på
   *[other] { $count } at se på
}
rule-alert-number = Dette tal ligger uden for det mulige.
rule-alert-hours = Arbejdstid skal have mindst én dag og kan ikke være hele tiden.
mail-alert-subject = Alarm: { $what }
mail-alert-text = Hej { $name },

    en regel på revisionsloggen for { $company } har fundet noget: { $what }.

    Se på det, og skriv dér, hvad der kom ud af det:
    { $link }

    Der er én mail for hver alarm; det, der findes igen inden for en time, tælles på den.
audit-version = Version { $number }
field-bulk_records = Samtaler og personer
field-bulk_minutes = Minutter for læsning i store mængder
field-exports = Eksporter
field-refusals = Afslag
field-refusal_minutes = Minutter for afslag
field-zone = Tidszone
field-hours = Arbejdstid
field-note = Hvad der kom ud af det
