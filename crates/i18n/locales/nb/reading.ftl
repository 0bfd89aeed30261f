message-more = Mer om meldingen fra { $name }
message-details = Detaljer
message-save-original = Lagre kildeteksten (.eml)
message-from = Fra
message-reply-to = Svar til
message-subject = Emne
attachment-open = Åpne { $name } i en ny fane
attachment-open-short = Åpne
attachment-look-close = Lukk
remote-blocked = { $count ->
    [one] Ett bilde i denne e-posten ligger et annet sted ({ $names }) og ble ikke hentet.
   *[other] { $count } bilder i denne e-posten ligger et annet sted ({ $names }) og ble ikke hentet.
}
remote-trackers = { $count ->
    [one] Ett ser ut som sporing og forblir blokkert: { $names }.
   *[other] { $count } ser ut som sporing og forblir blokkert: { $names }.
}
remote-invisible = usynlig bilde
remote-more = { $count ->
    [one] { $names } og ett til
   *[other] { $names } og { $count } til
}
remote-show = { $count ->
    [one] Vis bildet
   *[other] Vis { $count } bilder
}
remote-hint = Deskhero henter dem. Avsenderen kan få vite at e-posten ble åpnet, men ikke av hvem eller hvor.
remote-shown = Bildene i denne e-posten vises til du forlater siden.
remote-withheld = De kan ikke vises: virksomheten deres holder dataene sine i EØS, og ingen vet hvor disse bildene ligger.
sender-checked = Mottakende server sier
sender-said = { $results } (sier { $server })
sender-unknown = Ingenting som kan stoles på
sender-result-pass = bestått
sender-result-fail = ikke bestått
sender-result-none = brukes ikke av avsenderen
sender-result-unknown = uten klart resultat
sender-checked-here = Kontrollert her
sender-unsigned = E-posten har ingen signatur (DKIM)
sender-waiting = Signaturen (DKIM) kontrolleres nå
sender-signature-own = Signatur fra { $domain }, avsenderens domene: gyldig
sender-signature-other = Signatur fra { $domain }: gyldig, men ikke avsenderens domene
sender-signature-fail = Signatur fra { $domain }: stemmer ikke. { $reason }
sender-signature-neutral = Signatur fra { $domain }: teller ikke. { $reason }
sender-signature-permerror = Signatur fra { $domain }: kan ikke kontrolleres. { $reason }
sender-signature-temperror = Signatur fra { $domain }: kunne ikke kontrolleres. { $reason }
sender-signature-nameless = et domene som ikke kan leses
sender-signatures-left-out = { $count ->
    [one] Én signatur til ble ikke kontrollert
   *[other] { $count } signaturer til ble ikke kontrollert
}
sender-reason-body_changed = Teksten er endret etter at den ble signert.
sender-reason-header_changed = Meldingshodet er endret etter at det ble signert, eller en annen nøkkel signerte det.
sender-reason-expired = Den var ikke lenger gyldig da e-posten kom inn.
sender-reason-future = Den sier at den ble laget senere enn e-posten kom inn.
sender-reason-part_only = Bare begynnelsen av teksten er signert.
sender-reason-testing = Domenet sier at det bare prøver ut signaturer.
sender-reason-malformed = Feltet kan ikke leses.
sender-reason-from_unsigned = Avsenderens adresse er ikke signert.
sender-reason-algorithm = Algoritmen er ukjent, eller den er ikke til å stole på.
sender-reason-identity = Den taler for noen andre enn sitt eget domene.
sender-reason-key_missing = Domenet har ingen slik nøkkel.
sender-reason-key_revoked = Domenet har trukket nøkkelen tilbake.
sender-reason-key_unusable = Domenets nøkkel kan ikke brukes.
sender-reason-key_short = Nøkkelen er for kort til å stole på.
sender-reason-dns = Domenets navneservere svarte ikke.
sender-reason-doubled_field = Et felt i meldingshodet som bare kan stå én gang, står der to ganger.
sender-own-signature = Denne e-posten har deres egen adresse { $address }, men signaturen fra domenet deres stemmer ikke: Den er endret underveis, eller noen utgir seg for å være en kollega.
sender-own-address = Denne e-posten har deres egen adresse { $address }, men den mottakende e-postserveren kunne ikke bekrefte at den kommer fra dere. Det kan være noen som utgir seg for å være en kollega.
sender-not-confirmed = Den mottakende e-postserveren kunne ikke bekrefte at denne e-posten kommer fra { $domain }. Før du stoler på en lenke, en fil eller bankopplysninger i den, spør avsenderen på en annen måte.
sender-other-address = Avsenderens navn viser adressen { $shown }, men e-posten kommer fra { $address }.
sender-answers-elsewhere = Denne e-posten ber om svar til { $address }. Det ligner avsenderen, men er et domene som tilhører noen andre.
source-title = Kildetekst
source-download = Lagre som .eml, { $size }
source-back = Tilbake til saken
source-fields = Meldingshode
source-raw = Kilde
source-cut = Bare de første { $size } vises. Den lagrede filen inneholder alt.
