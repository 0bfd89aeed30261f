notices-title = Notifikationer
notices-bell = { $count ->
    [0] Notifikationer
    [one] Notifikationer, { $count } ulæst
   *[other] Notifikationer, { $count } ulæste
}
notices-none = Intet endnu. Her kan du se, hvad der sker på dine sager.
notices-mark-all = Markér alle som læst
notices-all = Alle notifikationer
notices-choose = Hvad du får besked om
notices-kept = Notifikationer gemmes i 30 dage.
notice-unread = Ikke læst endnu
notice-kind-assigned = Tildelt dig
notice-kind-mail = Ny mail
notice-kind-mentioned = Du blev nævnt
notice-kind-noted = Ny note
notice-kind-undelivered = Svar ikke sendt
notice-kind-woken = Åben igen
notice-kind-unassigned = Ny sag
notice-kind-taken_back = Svar taget tilbage
notice-what = Hvad og hvor
notice-what-hint = Aldrig om det, du selv har gjort.
notice-choice-assigned = En sag bliver tildelt dig
notice-choice-mail = Der kommer en mail på en sag, som er din, eller som du følger
notice-choice-mentioned = Nogen nævner dig i en note
notice-choice-noted = Nogen skriver en note
notice-hint-noted = På en sag, som er din, eller som du følger.
notice-choice-undelivered = Et af dine svar kunne ikke sendes
notice-hint-undelivered = Det mislykkedes, kom retur, eller det er uvist.
notice-choice-woken = En af dine sager, der var lagt til side, er åben igen
notice-choice-unassigned = En ny sag, som ingen har
notice-choice-taken_back = Nogen tager et af dine svar tilbage
notice-hint-taken_back = Før det blev sendt. Det, du havde skrevet, er hos dem.
notice-in-app = I appen
notice-by-mail = På e-mail
notice-in-browser = I browseren
notice-mail-says = En mail har sagens nummer, hvad der skete, og et link. Der står intet fra nogen mail i den og intet navn på den, der skrev, for den går gennem mailserveren hos den, der driver Deskhero. Nogle minutter samles i én mail.
notice-mail-impossible = Ikke muligt: den, der driver Deskhero, har ikke sat en egen mail op.
notice-browser-says = Vises af denne browser, mens Deskhero er åben i den: sagens nummer, og hvad der skete.
notice-browser-granted = Denne browser må vise dem.
notice-browser-denied = Denne browser lader dem ikke komme igennem: tillad notifikationer for denne side i dens indstillinger.
notice-browser-none = Denne browser kan ikke vise dem.
notice-browser-allow = Tillad i denne browser
notice-save = Gem
quiet-title = Ro
quiet-hint = Imens bliver intet mailet, og intet dukker op. Det, der skulle have været mailet, kommer i én mail bagefter; klokken tæller videre.
quiet-on = Lad mig være i fred
quiet-from = Fra
quiet-until = Til
quiet-days = På disse dage
quiet-zone = Efter uret i { $zone }, som i din profil.
quiet-zone-browser = Efter uret i denne browsers tidszone, som bliver gemt i din profil.
quiet-whole-day = Samme tidspunkt to gange er et helt døgn.
day-mon = Man
day-tue = Tir
day-wed = Ons
day-thu = Tor
day-fri = Fre
day-sat = Lør
day-sun = Søn
keys-notices = Notifikationer
mention-list = Kolleger
mention-hint = Et @ nævner en kollega.
mention-found = { $count } kolleger: vælg med piletasterne og Enter
profile-notices-hint = I appen, på e-mail, i browseren; ro.
profile-notices-open = Vælg
mail-notices-subject = { $count ->
    [one] Én notifikation
   *[other] { $count } notifikationer
}
mail-notices-away = { $count ->
    [one] Mens du var væk: én notifikation
   *[other] Mens du var væk: { $count } notifikationer
}
mail-notices-line = { $count ->
    [one] #{ $number }: { $what }
   *[other] #{ $number }: { $what } ({ $count })
}
mail-notices-more = { $count ->
    [one] Og én mere.
   *[other] Og { $count } mere.
}
mail-notices-text = Det skete på dine sager hos { $company }:

    { $lines }

    Du har valgt at få besked om dette på e-mail. Skift det her:

    { $link }
