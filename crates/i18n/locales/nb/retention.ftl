mail-retention-subject = Fra { $from } sletter en oppbevaringsregel det som er eldre
mail-retention-conversation-text = Hei, { $name }

    { $company } har en oppbevaringsregel som trer i kraft { $from }: «{ $rule }». Fra da av sletter den samtaler { $which }, med meldinger, notater og filer, her og i hver sikkerhetskopi.

    Det som er omfattet av en slettesperre eller en lovpålagt oppbevaring, beholdes. Her kan du se hvilke samtaler den omfatter, og når, og endre den:

    { $link }
mail-retention-files-text = Hei, { $name }

    { $company } har en oppbevaringsregel som trer i kraft { $from }: «{ $rule }». Fra da av sletter den filene i samtaler { $which }, her og i hver sikkerhetskopi. Det som er skrevet, beholdes.

    Det som er omfattet av en slettesperre eller en lovpålagt oppbevaring, beholdes. Her kan du se hvilke samtaler den omfatter, og når, og endre den:

    { $link }
mail-retention-people-subject = Fra { $from } fjerner en oppbevaringsregel personer fra eldre samtaler
mail-retention-people-text = Hei, { $name }

    { $company } har en oppbevaringsregel som trer i kraft { $from }: «{ $rule }». Fra da av fjerner den alle utenfor virksomheten fra samtaler { $which }, her og i hver sikkerhetskopi. Pseudonymer står i stedet for dem, og det som er skrevet, beholdes uten navnene, adressene, originalene og filene deres. Det dere ellers har om disse personene, blir som det er.

    Det som er omfattet av en slettesperre eller en lovpålagt oppbevaring, beholdes. Her kan du se hvilke samtaler den omfatter, og når, og endre den:

    { $link }
mail-retention-contact-text = Hei, { $name }

    { $company } har en oppbevaringsregel som trer i kraft { $from }: «{ $rule }». Fra da av sletter den personer det ikke har skjedd noe med på { $days } dager, og som ikke har en åpen samtale, med hver samtale de har startet, her og i hver sikkerhetskopi.

    Det som er omfattet av en slettesperre eller en lovpålagt oppbevaring, beholdes. Her kan du se hvor mange personer den omfatter, og når, og endre den:

    { $link }
mail-retention-pseudonym-subject = Fra { $from } fjerner en oppbevaringsregel personer fra det som er eldre
mail-retention-pseudonym-text = Hei, { $name }

    { $company } har en oppbevaringsregel som trer i kraft { $from }: «{ $rule }». Fra da av fjerner den personer det ikke har skjedd noe med på { $days } dager, og som ikke har en åpen samtale, fra alle samtaler, her og i hver sikkerhetskopi. Et pseudonym står i stedet for dem, og det som er skrevet, beholdes uten navnene, adressene, originalene og filene deres.

    Det som er omfattet av en slettesperre eller en lovpålagt oppbevaring, beholdes. Her kan du se hvor mange personer den omfatter, og når, og endre den:

    { $link }
mail-retention-quiet = der ingenting har skjedd på { $days } dager
mail-retention-old = der den første meldingen kom for { $age } dager siden eller tidligere
mail-retention-old-and-quiet = der den første meldingen kom for { $age } dager siden eller tidligere, og der ingenting har skjedd på { $days } dager
retention-standing-conversation = Lukkede samtaler
retention-standing-contact = Personer som ikke lenger skriver
retention-standing-open = Samtaler som ingen har lukket
rule-retention-days = må være fra 1 til 3660; for samtaler kan det ene av de to stå tomt
rule-retention-notice-days = må være høyst 90
rule-retention-contact = en regel om personer har ingen postkasse, etikett, tilstand eller alder
rule-retention-merged = sammenslåtte samtaler følger den som har meldingene deres
rule-retention-action = bare filer i samtaler kan slettes
rule-retention-standing = for en regel som alle virksomheter har, kan bare dager, forhåndsvarsel og navn endres
rule-statutory-scope = må være en person eller en samtale
rule-ten-years = må være høyst ti år fram i tid
nav-retention = Oppbevaring
retention-title = Oppbevaring
retention-intro = Hva som ikke lagres lenger enn dere sier. Ingenting lagres uten ende: Tre regler finnes for alle virksomheter, og mer spesifikke kan legges til. Det som er forfalt, slettes for godt, med de samme trinnene som alle slettinger.
retention-rules = Regler
retention-rule = Hva den sier
retention-all = Alle regler
retention-new = En ny regel
retention-says-conversation = { $count ->
    [one] samtaler uten noe nytt på én dag
   *[other] samtaler uten noe nytt på { $count } dager
}
retention-says-contact = { $count ->
    [one] personer uten noe nytt på én dag
   *[other] personer uten noe nytt på { $count } dager
}
retention-says-old = { $count ->
    [one] samtaler der den første meldingen er minst én dag gammel
   *[other] samtaler der den første meldingen er minst { $count } dager gammel
}
retention-says-first = { $count ->
    [one] første melding minst én dag gammel
   *[other] første melding minst { $count } dager gammel
}
retention-waiting = Begynner
retention-unreached = Venter: Forhåndsvarselet nådde ingen
retention-acting = Gjelder
retention-name = Navn
retention-name-standing = Står det tomt, brukes det vanlige navnet.
retention-subject = Hva den gjelder
retention-subject-conversation = Samtaler
retention-subject-contact = Personer
retention-subject-hint = Personer med en åpen samtale forfaller aldri. Når de slettes, slettes også hver samtale de har startet. For personer ser regelen bort fra tilstander, postkasser, etikett og alder.
retention-statuses = I disse tilstandene
retention-mailboxes = I disse postkassene (ingen: alle)
retention-tag = Med denne etiketten
retention-any-tag = Uansett etikett
retention-action = Hva som skjer
retention-action-erase = Slettes for godt
retention-action-drop_attachments = Filene slettes, resten beholdes
retention-action-anonymise = Personer får pseudonymer, samtalene beholdes
retention-actions-hint = Bare filer i samtaler kan slettes for seg. Med pseudonymer fjerner en regel om samtaler alle utenfor virksomheten fra hver samtale som er forfalt, og andre steder er de fortsatt seg selv. En regel om personer fjerner dem fra alle samtaler.
retention-days = Dager uten at noe skjer
retention-age = Dager siden den første meldingen kom
retention-age-hint = For samtaler. Med begge tall må begge deler ha gått; det andre kan stå tomt.
retention-open-hint = Disse samtalene har ingen lukket. Skjer det ingenting i dem så lenge, er det ingen som svarer mer: De avsluttes også.
retention-notice = Dager til den trer i kraft
retention-notice-hint = Fra den opprettes eller strammes inn. Alle administratorer får beskjed på e-post, der Deskhero kan sende sin egen.
retention-save = Lagre
retention-try = Vis bare hva den ville omfatte
retention-dry = Hva den omfatter, og når
retention-acts-from = Regelen gjelder fra
retention-dry-none = Ingenting forfaller innen ett år.
retention-at-once = { $count ->
    [0] Ingenting er forfalt når den trer i kraft.
    [one] Én er forfalt når den trer i kraft.
   *[other] { $count } er forfalt når den trer i kraft.
}
retention-by-month = Etter måned
retention-month = Måned
retention-count = Forfaller
retention-first = De første av dem
retention-a-person = En person
retention-waits = Venter
retention-more = Det er mer enn det som ble talt her.
retention-version = Siden versjon { $version } av oppbevaringspolicyen deres.
retention-standing-hint = Alle virksomheter har denne regelen. Den kan forkortes og forlenges, men ikke fjernes.
retention-remove = Fjern regelen
retention-remove-ask = Det den ville ha omfattet, beholdes til en annen regel omfatter det.
retention-holds = Slettesperrer og lovpålagt oppbevaring
holds-ends = opphører av seg selv
holds-ends-at = Opphører av seg selv (for lovpålagt oppbevaring)
holds-ends-hint = Oppgi loven ovenfor. Høyst ti år fram i tid.
field-age_days = Dager siden den første meldingen kom
field-notice_days = Dager til den trer i kraft
field-statuses = Tilstander
field-mailbox_ids = Postkasser
field-tag_id = Etikett
field-action = Hva som skjer
field-ends_at_ms = Slutt
field-law = Lov
field-scope = Hva som er sperret
