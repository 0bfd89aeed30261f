mail-retention-subject = Fra { $from } sletter en opbevaringsregel det, der er ældre
mail-retention-conversation-text = Hej { $name }

    { $company } har en opbevaringsregel, der træder i kraft den { $from }: »{ $rule }«. Fra da af sletter den samtaler, hvor der ikke er sket noget i { $days } dage, med beskeder, noter og filer, her og i alle sikkerhedskopier.

    Det, der er under en tilbageholdelse eller en lovpligtig opbevaring, bliver. Her kan du se, hvilke samtaler den omfatter og hvornår, og ændre den:

    { $link }
mail-retention-contact-text = Hej { $name }

    { $company } har en opbevaringsregel, der træder i kraft den { $from }: »{ $rule }«. Fra da af sletter den personer, som der ikke er sket noget med i { $days } dage, og som ikke har en åben samtale, med alle de samtaler, de har spurgt i, her og i alle sikkerhedskopier.

    Det, der er under en tilbageholdelse eller en lovpligtig opbevaring, bliver. Her kan du se, hvor mange personer den omfatter og hvornår, og ændre den:

    { $link }
retention-standing-conversation = Lukkede samtaler
retention-standing-contact = Personer, der ikke længere skriver
rule-retention-days = skal være fra 1 til 3.660
rule-retention-notice-days = må højst være 90
rule-retention-contact = en regel om personer har hverken postkasse, mærke eller tilstand
rule-retention-merged = flettede samtaler følger den, der har deres beskeder
rule-retention-action = kan ikke lade sig gøre
rule-retention-standing = for en regel, som alle virksomheder har, kan kun dage, varsel og navn ændres
rule-statutory-scope = skal være en person eller en samtale
rule-ten-years = må højst ligge ti år frem
