mail-retention-subject = Från den { $from } raderar en gallringsregel det som är äldre
mail-retention-conversation-text = Hej { $name }!

    { $company } har en gallringsregel som börjar gälla den { $from }: ”{ $rule }”. Från och med då raderar den konversationer { $which }, med deras meddelanden, anteckningar och filer, här och i varje säkerhetskopia.

    Det som omfattas av en raderingsspärr eller en lagstadgad bevarandetid finns kvar. Här kan du se vilka konversationer regeln omfattar och när, och ändra den:

    { $link }
mail-retention-files-text = Hej { $name }!

    { $company } har en gallringsregel som börjar gälla den { $from }: ”{ $rule }”. Från och med då raderar den filerna i konversationer { $which }, här och i varje säkerhetskopia. Det som har skrivits finns kvar.

    Det som omfattas av en raderingsspärr eller en lagstadgad bevarandetid finns kvar. Här kan du se vilka konversationer regeln omfattar och när, och ändra den:

    { $link }
mail-retention-people-subject = Från den { $from } tar en gallringsregel bort personer ur äldre konversationer
mail-retention-people-text = Hej { $name }!

    { $company } har en gallringsregel som börjar gälla den { $from }: ”{ $rule }”. Från och med då tar den bort alla utanför företaget ur konversationer { $which }, här och i varje säkerhetskopia. Pseudonymer står i deras ställe, och det som har skrivits finns kvar utan deras namn, adresser, original och filer. Det ni i övrigt har om de här personerna blir som det är.

    Det som omfattas av en raderingsspärr eller en lagstadgad bevarandetid finns kvar. Här kan du se vilka konversationer regeln omfattar och när, och ändra den:

    { $link }
mail-retention-contact-text = Hej { $name }!

    { $company } har en gallringsregel som börjar gälla den { $from }: ”{ $rule }”. Från och med då raderar den personer som det inte har hänt något med på { $days } dagar och som inte har någon öppen konversation, med varje konversation som de har frågat i, här och i varje säkerhetskopia.

    Det som omfattas av en raderingsspärr eller en lagstadgad bevarandetid finns kvar. Här kan du se hur många personer regeln omfattar och när, och ändra den:

    { $link }
mail-retention-pseudonym-subject = Från den { $from } tar en gallringsregel bort personer ur det som är äldre
mail-retention-pseudonym-text = Hej { $name }!

    { $company } har en gallringsregel som börjar gälla den { $from }: ”{ $rule }”. Från och med då tar den bort personer som det inte har hänt något med på { $days } dagar, och som inte har någon öppen konversation, ur varje konversation, här och i varje säkerhetskopia. En pseudonym står i deras ställe, och det som har skrivits finns kvar utan deras namn, adresser, original och filer.

    Det som omfattas av en raderingsspärr eller en lagstadgad bevarandetid finns kvar. Här kan du se hur många personer regeln omfattar och när, och ändra den:

    { $link }
mail-retention-quiet = där inget har hänt på { $days } dagar
mail-retention-old = vars första meddelande kom för { $age } dagar sedan eller tidigare
mail-retention-old-and-quiet = vars första meddelande kom för { $age } dagar sedan eller tidigare och där inget har hänt på { $days } dagar
retention-standing-conversation = Stängda konversationer
retention-standing-contact = Personer som inte längre skriver
retention-standing-open = Konversationer som ingen har stängt
rule-retention-days = måste vara från 1 till 3 660; för konversationer får ett av de två lämnas tomt
rule-retention-notice-days = får vara högst 90
rule-retention-contact = en regel om personer har varken brevlåda, etikett, status eller ålder
rule-retention-merged = sammanslagna konversationer följer den som har deras meddelanden
rule-retention-action = bara konversationers filer kan raderas
rule-retention-standing = för en regel som alla företag har kan bara dagar, förvarning och namn ändras
rule-statutory-scope = måste vara en person eller en konversation
rule-ten-years = får ligga högst tio år framåt
nav-retention = Gallring
retention-title = Gallring
retention-intro = Hur länge ni sparar det som finns. Inget sparas utan slut: tre regler finns för varje företag, och mer specifika kan läggas till. Det som ska gallras försvinner för gott, i samma steg som varje radering.
retention-rules = Regler
retention-rule = Vad den säger
retention-all = Alla regler
retention-new = En ny regel
retention-says-conversation = { $count ->
    [one] konversationer utan något nytt på en dag
   *[other] konversationer utan något nytt på { $count } dagar
}
retention-says-contact = { $count ->
    [one] personer utan något nytt på en dag
   *[other] personer utan något nytt på { $count } dagar
}
retention-says-old = { $count ->
    [one] konversationer vars första meddelande är minst en dag gammalt
   *[other] konversationer vars första meddelande är minst { $count } dagar gammalt
}
retention-says-first = { $count ->
    [one] första meddelandet minst en dag gammalt
   *[other] första meddelandet minst { $count } dagar gammalt
}
retention-waiting = Börjar gälla
retention-unreached = Väntar: förvarningen nådde ingen
retention-acting = Gäller
retention-name = Namn
retention-name-standing = Om det lämnas tomt har den sitt vanliga namn.
retention-subject = Vad den handlar om
retention-subject-conversation = Konversationer
retention-subject-contact = Personer
retention-subject-hint = Personer med en öppen konversation gallras aldrig. När de raderas försvinner även varje konversation som de har frågat i. För personer gäller inte status, brevlådor, etikett och ålder.
retention-statuses = Med den här statusen
retention-mailboxes = I de här brevlådorna (ingen: alla)
retention-tag = Med den här etiketten
retention-any-tag = Oavsett etikett
retention-action = Vad som händer
retention-action-erase = Raderas för gott
retention-action-drop_attachments = Filerna raderas, resten finns kvar
retention-action-anonymise = Personer får pseudonymer, konversationerna finns kvar
retention-actions-hint = Bara konversationers filer kan raderas för sig. Med pseudonymer tar en regel om konversationer bort alla utanför företaget ur var och en som ska gallras, medan de på andra ställen finns kvar som de är. En regel om personer tar bort dem ur varje konversation.
retention-days = Dagar utan att något händer
retention-age = Dagar sedan det första meddelandet kom
retention-age-hint = För konversationer. Med båda talen måste båda tiderna ha gått; det andra får lämnas tomt.
retention-open-hint = De här konversationerna har ingen stängt. Händer inget i dem på så länge är det ingen som svarar längre: de tar också slut.
retention-notice = Dagar tills den gäller
retention-notice-hint = Från det att den skapas eller skärps. Alla administratörer meddelas via e-post, där Deskhero kan skicka systemmejl.
retention-save = Spara
retention-try = Visa bara vad den skulle omfatta
retention-dry = Vad den omfattar, och när
retention-acts-from = Regeln gäller från
retention-dry-none = Inget ska gallras inom ett år.
retention-at-once = { $count ->
    [0] Inget ska gallras när den börjar gälla.
    [one] En ska gallras när den börjar gälla.
   *[other] { $count } ska gallras när den börjar gälla.
}
retention-by-month = Per månad
retention-month = Månad
retention-count = Ska gallras
retention-first = De första av dem
retention-a-person = En person
retention-waits = Väntar
retention-more = Det finns mer än vad som har räknats här.
retention-version = Sedan version { $version } av er gallringspolicy.
retention-standing-hint = Alla företag har den här regeln. Den kan förkortas och förlängas men inte tas bort.
retention-remove = Ta bort regeln
retention-remove-ask = Det som den skulle ha omfattat finns kvar tills en annan regel omfattar det.
retention-holds = Raderingsspärrar och lagstadgade bevarandetider
holds-ends = upphör av sig själv
holds-ends-at = Upphör av sig själv den (för en lagstadgad bevarandetid)
holds-ends-hint = Ange lagen ovan. Högst tio år framåt.
field-age_days = Dagar sedan det första meddelandet kom
field-notice_days = Dagar tills den gäller
field-statuses = Status
field-mailbox_ids = Brevlådor
field-tag_id = Etikett
field-action = Vad som händer
field-ends_at_ms = Slut
field-law = Lag
field-scope = Vad som spärras
