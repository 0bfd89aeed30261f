message-more = Mere om beskeden fra { $name }
message-details = Detaljer
message-save-original = Gem kildeteksten (.eml)
message-from = Fra
message-reply-to = Svar til
message-subject = Emne
attachment-open = Åbn { $name } i en ny fane
attachment-open-short = Åbn
attachment-look-close = Luk
remote-blocked = { $count ->
    [one] Ét billede i denne mail ligger et andet sted ({ $names }) og er ikke hentet.
   *[other] { $count } billeder i denne mail ligger et andet sted ({ $names }) og er ikke hentet.
}
remote-trackers = { $count ->
    [one] Ét ligner en sporingspixel og forbliver blokeret: { $names }.
   *[other] { $count } ligner sporingspixels og forbliver blokeret: { $names }.
}
remote-invisible = usynligt billede
remote-more = { $count ->
    [one] { $names } og én mere
   *[other] { $names } og { $count } mere
}
remote-show = { $count ->
    [one] Vis billedet
   *[other] Vis { $count } billeder
}
remote-hint = Deskhero henter dem. Afsenderen kan se, at mailen er åbnet, men ikke af hvem eller hvor.
remote-shown = Billederne i denne mail vises, indtil du forlader siden.
remote-withheld = De kan ikke vises: jeres virksomhed holder sine data i EØS, og ingen ved, hvor disse billeder ligger.
sender-checked = Den modtagende server siger
sender-said = { $results } (siger { $server })
sender-unknown = Intet, man kan stole på
sender-result-pass = bestået
sender-result-fail = ikke bestået
sender-result-none = bruges ikke af afsenderen
sender-result-unknown = uden klart resultat
sender-checked-here = Tjekket her
sender-unsigned = Mailen har ingen signatur (DKIM)
sender-waiting = Dens signatur (DKIM) er ved at blive tjekket
sender-signature-own = Signatur fra { $domain }, afsenderens domæne: i orden
sender-signature-other = Signatur fra { $domain }: i orden, men ikke afsenderens domæne
sender-signature-fail = Signatur fra { $domain }: passer ikke. { $reason }
sender-signature-neutral = Signatur fra { $domain }: tæller ikke. { $reason }
sender-signature-permerror = Signatur fra { $domain }: kan ikke tjekkes. { $reason }
sender-signature-temperror = Signatur fra { $domain }: kunne ikke tjekkes. { $reason }
sender-signature-nameless = et domæne, der ikke kan læses
sender-signatures-left-out = { $count ->
    [one] Der er én signatur mere, som ikke blev tjekket
   *[other] Der er { $count } signaturer mere, som ikke blev tjekket
}
sender-reason-body_changed = Teksten er ændret, efter at den blev signeret.
sender-reason-header_changed = Brevhovedet er ændret, efter at det blev signeret, eller en anden nøgle har signeret det.
sender-reason-expired = Den gjaldt ikke længere, da mailen kom.
sender-reason-future = Den siger, at den er lavet senere, end mailen kom.
sender-reason-part_only = Kun begyndelsen af teksten er signeret.
sender-reason-testing = Domænet siger, at det kun prøver signaturer af.
sender-reason-malformed = Feltet kan ikke læses.
sender-reason-from_unsigned = Afsenderens adresse er ikke signeret.
sender-reason-algorithm = Dens algoritme er ukendt, eller man stoler ikke længere på den.
sender-reason-identity = Den taler for en anden end sit eget domæne.
sender-reason-key_missing = Domænet har ikke sådan en nøgle.
sender-reason-key_revoked = Domænet har trukket nøglen tilbage.
sender-reason-key_unusable = Domænets nøgle kan ikke bruges.
sender-reason-key_short = Nøglen er for kort til, at man kan stole på den.
sender-reason-dns = Domænets navneservere svarede ikke.
sender-reason-doubled_field = Et felt, der kun må stå én gang i brevhovedet, står der to gange.
sender-own-signature = Mailen bærer jeres egen adresse { $address }, men jeres domænes signatur på den passer ikke: den er ændret undervejs, eller nogen udgiver sig for at være en kollega.
sender-own-address = Mailen bærer jeres egen adresse { $address }, men den modtagende mailserver kunne ikke bekræfte, at den kommer fra jer. Nogen kan udgive sig for at være en kollega.
sender-not-confirmed = Den modtagende mailserver kunne ikke bekræfte, at mailen kommer fra { $domain }. Spørg afsenderen på en anden måde, før du stoler på links, filer eller bankoplysninger i den.
sender-other-address = Afsenderens navn viser adressen { $shown }, men mailen kommer fra { $address }.
sender-answers-elsewhere = Mailen beder om svar til { $address }. Det ligner afsenderen, men er en andens domæne.
source-title = Kildetekst
source-download = Gem som .eml, { $size }
source-back = Tilbage til sagen
source-fields = Header
source-raw = Rå tekst
source-cut = Kun de første { $size } vises. Den gemte fil indeholder det hele.
