message-more = Mer om meddelandet från { $name }
message-details = Detaljer
message-save-original = Spara källan (.eml)
message-from = Från
message-reply-to = Svar till
message-subject = Ämne
attachment-open = Öppna { $name } i en ny flik
attachment-open-short = Öppna
attachment-look-close = Stäng
remote-blocked = { $count ->
    [one] En bild i det här mejlet ligger någon annanstans ({ $names }) och har inte laddats.
   *[other] { $count } bilder i det här mejlet ligger någon annanstans ({ $names }) och har inte laddats.
}
remote-trackers = { $count ->
    [one] En ser ut som en spårare och förblir blockerad: { $names }.
   *[other] { $count } ser ut som spårare och förblir blockerade: { $names }.
}
remote-invisible = osynlig bild
remote-more = { $count ->
    [one] { $names } och en till
   *[other] { $names } och { $count } till
}
remote-show = { $count ->
    [one] Visa bilden
   *[other] Visa { $count } bilder
}
remote-hint = Deskhero hämtar dem. Avsändaren kan få veta att mejlet har öppnats, men inte av vem eller var.
remote-shown = Bilderna i det här mejlet visas tills du lämnar sidan.
remote-withheld = De kan inte visas: ert företag behåller sina data i EES, och ingen vet var de här bilderna ligger.
sender-checked = Mottagande server säger
sender-said = { $results } (säger { $server })
sender-unknown = Inget som går att lita på
sender-result-pass = godkänt
sender-result-fail = underkänt
sender-result-none = används inte av avsändaren
sender-result-unknown = utan tydligt resultat
sender-checked-here = Kontrollerat här
sender-unsigned = Mejlet har ingen signatur (DKIM)
sender-waiting = Dess signatur (DKIM) kontrolleras
sender-signature-own = Signatur från { $domain }, avsändarens domän: giltig
sender-signature-other = Signatur från { $domain }: giltig, men inte avsändarens domän
sender-signature-fail = Signatur från { $domain }: stämmer inte. { $reason }
sender-signature-neutral = Signatur från { $domain }: räknas inte. { $reason }
sender-signature-permerror = Signatur från { $domain }: går inte att kontrollera. { $reason }
sender-signature-temperror = Signatur från { $domain }: kunde inte kontrolleras. { $reason }
sender-signature-nameless = en oläslig domän
sender-signatures-left-out = { $count ->
    [one] Ytterligare en signatur har inte kontrollerats
   *[other] Ytterligare { $count } signaturer har inte kontrollerats
}
sender-reason-body_changed = Texten ändrades efter att den signerades.
sender-reason-header_changed = Brevhuvudet ändrades efter att det signerades, eller så signerade en annan nyckel det.
sender-reason-expired = Den gällde inte längre när mejlet kom in.
sender-reason-future = Den anger att den gjordes senare än mejlet kom in.
sender-reason-part_only = Bara början av texten är signerad.
sender-reason-testing = Domänen anger att den bara provar signaturer.
sender-reason-malformed = Fältet går inte att läsa.
sender-reason-from_unsigned = Avsändarens adress är inte signerad.
sender-reason-algorithm = Dess algoritm är inte betrodd eller inte känd.
sender-reason-identity = Den talar för någon annan än sin domän.
sender-reason-key_missing = Domänen har ingen sådan nyckel.
sender-reason-key_revoked = Domänen har återkallat nyckeln.
sender-reason-key_unusable = Domänens nyckel kan inte användas.
sender-reason-key_short = Nyckeln är för kort för att vara betrodd.
sender-reason-dns = Domänens namnservrar svarade inte.
sender-reason-doubled_field = Ett fält i brevhuvudet som får stå en gång står där två gånger.
sender-own-signature = Mejlet har er egen adress { $address }, men er domäns signatur på det stämmer inte: det har ändrats på vägen, eller så utger sig någon för att vara en kollega.
sender-own-address = Mejlet har er egen adress { $address }, men den mottagande e-postservern kunde inte bekräfta att det kommer från er. Någon kan utge sig för att vara en kollega.
sender-not-confirmed = Den mottagande e-postservern kunde inte bekräfta att mejlet kommer från { $domain }. Innan du litar på en länk, en fil eller bankuppgifter i det, fråga avsändaren på annat sätt.
sender-other-address = Avsändarens namn visar adressen { $shown }, men mejlet kommer från { $address }.
sender-answers-elsewhere = Mejlet ber om svar till { $address }. Det liknar avsändaren men är någon annans domän.
source-title = Meddelandets källa
source-download = Spara som .eml, { $size }
source-back = Tillbaka till ärendet
source-fields = Brevhuvud
source-raw = Källa
source-cut = Bara de första { $size } visas. Den sparade filen innehåller varje byte.
