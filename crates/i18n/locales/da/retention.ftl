mail-retention-subject = Fra { $from } sletter en opbevaringsregel det, der er ældre
mail-retention-conversation-text = Hej { $name }

    { $company } har en opbevaringsregel, der træder i kraft den { $from }: »{ $rule }«. Fra da af sletter den samtaler, { $which }, med beskeder, noter og filer, her og i alle sikkerhedskopier.

    Det, der er under en tilbageholdelse eller en lovpligtig opbevaring, bliver. Her kan du se, hvilke samtaler den omfatter og hvornår, og ændre den:

    { $link }
mail-retention-files-text = Hej { $name }

    { $company } har en opbevaringsregel, der træder i kraft den { $from }: »{ $rule }«. Fra da af sletter den filerne i samtaler, { $which }, her og i alle sikkerhedskopier. Det skrevne bliver.

    Det, der er under en tilbageholdelse eller en lovpligtig opbevaring, bliver. Her kan du se, hvilke samtaler den omfatter og hvornår, og ændre den:

    { $link }
mail-retention-people-subject = Fra { $from } tager en opbevaringsregel personer ud af ældre samtaler
mail-retention-people-text = Hej { $name }

    { $company } har en opbevaringsregel, der træder i kraft den { $from }: »{ $rule }«. Fra da af tager den alle uden for virksomheden ud af samtaler, { $which }, her og i alle sikkerhedskopier. Pseudonymer står i deres sted, og det skrevne bliver uden deres navne, adresser, originaler og filer. Det, I ellers har om disse personer, bliver, som det er.

    Det, der er under en tilbageholdelse eller en lovpligtig opbevaring, bliver. Her kan du se, hvilke samtaler den omfatter og hvornår, og ændre den:

    { $link }
mail-retention-contact-text = Hej { $name }

    { $company } har en opbevaringsregel, der træder i kraft den { $from }: »{ $rule }«. Fra da af sletter den personer, som der ikke er sket noget med i { $days } dage, og som ikke har en åben samtale, med alle de samtaler, de har spurgt i, her og i alle sikkerhedskopier.

    Det, der er under en tilbageholdelse eller en lovpligtig opbevaring, bliver. Her kan du se, hvor mange personer den omfatter og hvornår, og ændre den:

    { $link }
mail-retention-pseudonym-subject = Fra { $from } tager en opbevaringsregel personer ud af det, der er ældre
mail-retention-pseudonym-text = Hej { $name }

    { $company } har en opbevaringsregel, der træder i kraft den { $from }: »{ $rule }«. Fra da af tager den personer, som der ikke er sket noget med i { $days } dage, og som ikke har en åben samtale, ud af alle samtaler, her og i alle sikkerhedskopier. Et pseudonym står i deres sted, og det skrevne bliver uden deres navne, adresser, originaler og filer.

    Det, der er under en tilbageholdelse eller en lovpligtig opbevaring, bliver. Her kan du se, hvor mange personer den omfatter og hvornår, og ændre den:

    { $link }
mail-retention-quiet = hvor der ikke er sket noget i { $days } dage
mail-retention-old = hvis første besked kom for { $age } dage siden eller tidligere
mail-retention-old-and-quiet = hvis første besked kom for { $age } dage siden eller tidligere, og hvor der ikke er sket noget i { $days } dage
retention-standing-conversation = Lukkede samtaler
retention-standing-contact = Personer, der ikke længere skriver
retention-standing-open = Samtaler, som ingen har lukket
rule-retention-days = skal være fra 1 til 3.660; for samtaler må det ene af de to stå tomt
rule-retention-notice-days = må højst være 90
rule-retention-contact = en regel om personer har hverken postkasse, etiket, tilstand eller alder
rule-retention-merged = flettede samtaler følger den, der har deres beskeder
rule-retention-action = kun samtalers filer kan slettes
rule-retention-standing = for en regel, som alle virksomheder har, kan kun dage, varsel og navn ændres
rule-statutory-scope = skal være en person eller en samtale
rule-ten-years = må højst ligge ti år frem
nav-retention = Opbevaring
retention-title = Opbevaring
retention-intro = Hvad der ikke gemmes længere, end I siger. Intet gemmes uden ende: tre regler findes for alle virksomheder, og mere bestemte kan lægges til. Det, der er forfaldent, forsvinder for altid, ad samme vej som enhver sletning.
retention-rules = Regler
retention-rule = Hvad den siger
retention-all = Alle regler
retention-new = En ny regel
retention-says-conversation = { $count ->
    [one] samtaler uden noget nyt i én dag
   *[other] samtaler uden noget nyt i { $count } dage
}
retention-says-contact = { $count ->
    [one] personer uden noget nyt i én dag
   *[other] personer uden noget nyt i { $count } dage
}
retention-says-old = { $count ->
    [one] samtaler, hvis første besked er mindst én dag gammel
   *[other] samtaler, hvis første besked er mindst { $count } dage gammel
}
retention-says-first = { $count ->
    [one] første besked mindst én dag gammel
   *[other] første besked mindst { $count } dage gammel
}
retention-waiting = Begynder
retention-unreached = Venter: varslet nåede ingen
retention-acting = Virker
retention-name = Navn
retention-name-standing = Er det tomt, hedder den, som den plejer.
retention-subject = Hvad den handler om
retention-subject-conversation = Samtaler
retention-subject-contact = Personer
retention-subject-hint = Personer med en åben samtale forfalder aldrig. Slettes de, følger alle de samtaler med, de har spurgt i. For personer ses der bort fra tilstande, postkasser, etiket og alder.
retention-statuses = I disse tilstande
retention-mailboxes = I disse postkasser (ingen: alle)
retention-tag = Med denne etiket
retention-any-tag = Uanset hvad de har
retention-action = Hvad der sker
retention-action-erase = Slettes for altid
retention-action-drop_attachments = Deres filer slettes, resten bliver
retention-action-anonymise = Personer får pseudonymer, samtalerne bliver
retention-actions-hint = Kun samtalers filer kan slettes for sig. Med pseudonymer tager en regel om samtaler alle uden for jeres virksomhed ud af hver samtale, der er forfalden, og andre steder er de, hvem de er; en regel om personer tager dem ud af alle samtaler.
retention-days = Dage, uden at der sker noget
retention-age = Dage, siden den første besked kom
retention-age-hint = For samtaler. Med begge tal skal begge dele være gået; det andet må stå tomt.
retention-open-hint = Disse samtaler har ingen lukket. Sker der ikke noget i dem så længe, svarer ingen længere: de slutter også.
retention-notice = Dage, til den virker
retention-notice-hint = Fra den oprettes eller skærpes. Alle administratorer får besked på mail, hvor Deskhero kan sende sin egen.
retention-save = Gem
retention-try = Vis kun, hvad den ville omfatte
retention-dry = Hvad den omfatter, og hvornår
retention-acts-from = Reglen virker fra
retention-dry-none = Intet forfalder inden for et år.
retention-at-once = { $count ->
    [0] Intet er forfaldent, når den begynder at virke.
    [one] Én er forfalden, når den begynder at virke.
   *[other] { $count } er forfaldne, når den begynder at virke.
}
retention-by-month = Efter måned
retention-month = Måned
retention-count = Forfalder
retention-first = De første af dem
retention-a-person = En person
retention-waits = Venter
retention-more = Der er mere, end der er talt her.
retention-version = Siden version { $version } af jeres opbevaringspolitik.
retention-standing-hint = Alle virksomheder har denne regel; den kan forkortes og forlænges, men ikke fjernes.
retention-remove = Fjern reglen
retention-remove-ask = Det, den ville have omfattet, bliver, til en anden regel omfatter det.
retention-holds = Tilbageholdelser og lovpligtig opbevaring
holds-ends = slutter af sig selv
holds-ends-at = Slutter af sig selv den (ved lovpligtig opbevaring)
holds-ends-hint = Nævn loven ovenfor. Højst ti år frem.
field-age_days = Dage, siden den første besked kom
field-notice_days = Dage, til den virker
field-statuses = Tilstande
field-mailbox_ids = Postkasser
field-tag_id = Etiket
field-action = Hvad der sker
field-ends_at_ms = Slutning
field-law = Lov
field-scope = Hvad der holdes tilbage
