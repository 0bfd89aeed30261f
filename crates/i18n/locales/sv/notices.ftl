notices-title = Notiser
notices-bell = { $count ->
    [0] Notiser
    [one] Notiser, { $count } oläst
   *[other] Notiser, { $count } olästa
}
notices-none = Inget än. Här visas vad som händer i dina ärenden.
notices-mark-all = Markera alla som lästa
notices-all = Alla notiser
notices-choose = Vad du får veta
notices-kept = Notiser sparas i 30 dagar.
notice-unread = Inte läst än
notice-kind-assigned = Tilldelat dig
notice-kind-mail = Nytt mejl
notice-kind-mentioned = Du omnämndes
notice-kind-noted = Ny anteckning
notice-kind-undelivered = Svar inte skickat
notice-kind-woken = Öppet igen
notice-kind-unassigned = Nytt ärende
notice-kind-taken_back = Svar taget tillbaka
notice-what = Vad, och var
notice-what-hint = Aldrig om det du själv har gjort.
notice-choice-assigned = Ett ärende tilldelas dig
notice-choice-mail = Ett mejl kommer in i ett ärende som är ditt eller som du följer
notice-choice-mentioned = Någon nämner dig i en anteckning
notice-choice-noted = Någon skriver en anteckning
notice-hint-noted = I ett ärende som är ditt eller som du följer.
notice-choice-undelivered = Ett av dina svar kunde inte skickas
notice-hint-undelivered = Det misslyckades, kom i retur eller är osäkert.
notice-choice-woken = Ett av dina undanlagda ärenden är öppet igen
notice-choice-unassigned = Ett nytt ärende som ingen har
notice-choice-taken_back = Någon tar tillbaka ett av dina svar
notice-hint-taken_back = Innan det skickades. Det du hade skrivit finns hos den personen.
notice-in-app = I appen
notice-by-mail = Via e-post
notice-in-browser = I webbläsaren
notice-mail-says = Ett mejl innehåller ärendets nummer, vad som hände och en länk. Där finns inget ur något mejl och inget namn på den som skrev, eftersom det går genom e-postservern hos den som driver Deskhero. Några minuter samlas i ett mejl.
notice-mail-impossible = Inte tillgängligt: den som driver Deskhero har inte ställt in några systemmejl.
notice-browser-says = Visas av den här webbläsaren medan Deskhero är öppet i den: ärendets nummer och vad som hände.
notice-browser-granted = Den här webbläsaren får visa dem.
notice-browser-denied = Den här webbläsaren släpper inte igenom dem: tillåt aviseringar för sidan i dess inställningar.
notice-browser-none = Den här webbläsaren kan inte visa dem.
notice-browser-allow = Tillåt i den här webbläsaren
notice-save = Spara
quiet-title = Ostörda tider
quiet-hint = Under tiden mejlas inget och inget dyker upp. Det som skulle ha mejlats kommer i ett enda mejl efteråt. Klocksymbolen fortsätter att räkna.
quiet-on = Stör mig inte
quiet-from = Från
quiet-until = Till
quiet-days = Dessa dagar
quiet-zone = Enligt klockan i { $zone }, som i din profil.
quiet-zone-browser = Enligt klockan i den här webbläsarens tidszon, som sparas i din profil.
quiet-whole-day = Samma tid två gånger är ett helt dygn.
day-mon = mån
day-tue = tis
day-wed = ons
day-thu = tors
day-fri = fre
day-sat = lör
day-sun = sön
keys-notices = Notiser
mention-list = Kollegor
mention-hint = Ett @ nämner en kollega.
mention-found = { $count } kollegor: välj med piltangenterna och Enter
profile-notices-hint = I appen, via e-post, i webbläsaren; ostörda tider.
profile-notices-open = Välj
mail-notices-subject = { $count ->
    [one] En notis
   *[other] { $count } notiser
}
mail-notices-away = { $count ->
    [one] Medan du var borta: en notis
   *[other] Medan du var borta: { $count } notiser
}
mail-notices-line = { $count ->
    [one] #{ $number }: { $what }
   *[other] #{ $number }: { $what } ({ $count })
}
mail-notices-more = { $count ->
    [one] Och en till.
   *[other] Och { $count } till.
}
mail-notices-text = Det här har hänt i dina ärenden hos { $company }:

    { $lines }

    Du har valt att få veta det via e-post. Ändra det här:

    { $link }
