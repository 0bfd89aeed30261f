notices-title = Varsler
notices-bell = { $count ->
    [0] Varsler
    [one] Varsler, { $count } ulest
   *[other] Varsler, { $count } uleste
}
notices-none = Ingenting ennå. Her får du vite hva som skjer i sakene dine.
notices-mark-all = Merk alle som lest
notices-all = Alle varsler
notices-choose = Hva du får varsel om
notices-kept = Varsler lagres i 30 dager.
notice-unread = Ikke lest ennå
notice-kind-assigned = Tildelt deg
notice-kind-mail = Ny e-post
notice-kind-mentioned = Du ble nevnt
notice-kind-noted = Nytt notat
notice-kind-undelivered = Svar ikke sendt
notice-kind-woken = Åpen igjen
notice-kind-unassigned = Ny sak
notice-kind-taken_back = Svar trukket tilbake
notice-what = Hva, og hvor
notice-what-hint = Aldri om det du selv har gjort.
notice-choice-assigned = En sak blir tildelt deg
notice-choice-mail = Det kommer en e-post i en sak som er din, eller som du følger
notice-choice-mentioned = Noen nevner deg i et notat
notice-choice-noted = Noen skriver et notat
notice-hint-noted = I en sak som er din, eller som du følger.
notice-choice-undelivered = Et svar fra deg kunne ikke sendes
notice-hint-undelivered = Det mislyktes, kom i retur, eller det er usikkert.
notice-choice-woken = En utsatt sak som er din, er åpen igjen
notice-choice-unassigned = En ny sak som ingen har
notice-choice-taken_back = Noen trekker tilbake et svar fra deg
notice-hint-taken_back = Før det ble sendt. Det du hadde skrevet, er hos dem.
notice-in-app = I appen
notice-by-mail = På e-post
notice-in-browser = I nettleseren
notice-mail-says = En e-post inneholder sakens nummer, hva som skjedde, og en lenke. Den inneholder ingenting fra selve e-postene og ikke navnet på den som skrev, for den går gjennom e-postserveren til den som drifter Deskhero. Varsler fra noen minutter samles i én e-post.
notice-mail-impossible = Ikke tilgjengelig: Den som drifter Deskhero, har ikke satt opp egen e-post.
notice-browser-says = Vises av denne nettleseren mens Deskhero er åpen i den: sakens nummer og hva som skjedde.
notice-browser-granted = Denne nettleseren kan vise dem.
notice-browser-denied = Denne nettleseren slipper dem ikke gjennom: Tillat varsler for denne siden i innstillingene.
notice-browser-none = Denne nettleseren kan ikke vise dem.
notice-browser-allow = Tillat i denne nettleseren
notice-save = Lagre
quiet-title = Stille tid
quiet-hint = Imens blir ingenting sendt på e-post, og ingenting dukker opp. Det som skulle ha vært sendt, kommer i én e-post når den er over. Bjellen teller videre.
quiet-on = La meg være i fred
quiet-from = Fra
quiet-until = Til
quiet-days = På disse dagene
quiet-zone = Etter klokken i { $zone }, som i profilen din.
quiet-zone-browser = Etter klokken i denne nettleserens tidssone, som lagres i profilen din.
quiet-whole-day = Samme tidspunkt to ganger er et helt døgn.
day-mon = Man
day-tue = Tir
day-wed = Ons
day-thu = Tor
day-fri = Fre
day-sat = Lør
day-sun = Søn
keys-notices = Varsler
mention-list = Kolleger
mention-hint = En @ nevner en kollega.
mention-found = { $count } kolleger: Velg med piltastene og Enter
profile-notices-hint = I appen, på e-post, i nettleseren; stille tid.
profile-notices-open = Velg
mail-notices-subject = { $count ->
    [one] Ett varsel
   *[other] { $count } varsler
}
mail-notices-away = { $count ->
    [one] Mens du var borte: ett varsel
   *[other] Mens du var borte: { $count } varsler
}
mail-notices-line = { $count ->
    [one] #{ $number }: { $what }
   *[other] #{ $number }: { $what } ({ $count })
}
mail-notices-more = { $count ->
    [one] Og ett til.
   *[other] Og { $count } til.
}
mail-notices-text = Dette har skjedd i sakene dine hos { $company }:

    { $lines }

    Du har valgt å få beskjed om dette på e-post. Endre det her:

    { $link }
