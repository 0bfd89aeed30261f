# News about the product by mail, and its end
nav-news = Nyheter
news-title = Nyheter på e-post
news-intro = Hva som er nytt i Deskhero, på e-post til alle som har bedt om det. Hver nyhet sendes én gang. Den som ikke vil ha dem lenger, stopper dem med ett klikk i e-posten. Invitasjoner, nye passord og brev om dokumenter avhenger ikke av det.
news-recipients = { $count ->
    [one] Én person ville fått den nå.
   *[other] { $count } personer ville fått den nå.
 }
news-no-mail = Ingen e-postserver er satt opp: Brevene venter til det finnes en (docs/operating.md).
news-drafts = Kladder
news-sent-title = Sendt
news-none = Ingenting er sendt ennå.
news-new = Skriv en nyhet
news-new-hint = Ett språk er nok. Hver person leser den på sitt eget språk, ellers på engelsk, ellers på det første som finnes.
news-title-in = Emne · { $language }
news-text-in = Tekst · { $language }
news-save = Lagre kladden
news-writing = Kladd
news-preview = Slik kommer den til å se ut
news-as-sent = Slik ble den sendt
news-send = Send
news-send-hint = Den kan ikke kalles tilbake. Hvert brev sendes bare hvis mottakeren fortsatt vil ha nyheter i det øyeblikket.
news-remove = Forkast kladden
news-is-sent = Sendt
news-letters = Brev som ikke kom frem
news-sent = { $count ->
    [one] Ett brev sendt
   *[other] { $count } brev sendt
 }
news-waiting = { $count ->
    [one] ett på vei
   *[other] { $count } på vei
 }
news-bounced = { $count ->
    [one] ett kom i retur
   *[other] { $count } kom i retur
 }
news-in-doubt = { $count ->
    [one] ett uvisst
   *[other] { $count } uvisse
 }
news-told = { $count ->
    [one] én underrettet på annen måte
   *[other] { $count } underrettet på annen måte
 }
news-dropped = { $count ->
    [one] ett ikke lenger ønsket
   *[other] { $count } ikke lenger ønsket
 }
news-unsubscribed = { $count ->
    [one] én avmeldt
   *[other] { $count } avmeldt
 }
unsubscribe-title = Ingen flere nyheter på e-post?
unsubscribe-text = Du får ikke flere nyheter om Deskhero. Du kan når som helst be om dem igjen i profilen din.
unsubscribe-button = Meld av
unsubscribe-done = Avmeldt
unsubscribe-done-text = Det sendes ikke flere nyheter om Deskhero til deg.
unsubscribe-rest = Det kontoen din trenger, får du fortsatt: invitasjoner, lenker for nytt passord, varsler og endrede dokumenter.
mail-news-foot = Du får denne e-posten fordi du har bedt om nyheter om Deskhero.
    Meld av: { $link }
consent-news-title = Nyheter på e-post
consent-news-text = Hvis du ber om det, skriver den som driver Deskhero til deg av og til om hva som er nytt i Deskhero, til kontoens adresse. Ingenting annet avhenger av det, og hver e-post har en lenke som stopper dem med ett klikk.
consent-news-given = Du får nyheter på e-post.
consent-news-refused = Du får ikke nyheter på e-post.
consent-news-unasked = Du har ikke bestemt deg. Du får ikke nyheter på e-post.
consent-news-give = Send meg nyheter
consent-news-withdraw = Ingen flere nyheter
account-ended-news = Du får ikke flere nyheter om Deskhero på e-post.
account-page-category-news-letter = Nyheter som er sendt til deg på e-post
account-page-purpose-product-news = For å fortelle deg hva som er nytt, der du ber om det
access-page-purpose-product-news = Å fortelle hva som er nytt, der det bes om det
