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
sender-checked = Afsender tjekket
sender-said = { $results } (siger { $server })
sender-unknown = Intet svar fra den modtagende mailserver, man kan stole på
sender-result-pass = bestået
sender-result-fail = ikke bestået
sender-result-none = bruges ikke af afsenderen
sender-result-unknown = uden klart resultat
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
