# News about the product by mail, and its end
nav-news = Nyheder
news-title = Nyheder på mail
news-intro = Hvad der er nyt i Deskhero, på mail til alle, der har bedt om det. Hver nyhed sendes én gang. Den, der ikke længere vil have dem, stopper dem med ét klik i mailen. Invitationer, nye adgangskoder og breve om dokumenter afhænger ikke af det.
news-recipients = { $count ->
    [one] Én person ville få den nu.
   *[other] { $count } personer ville få den nu.
 }
news-no-mail = Der er ikke opsat en mailserver: Brevene venter, til der er en (docs/operating.md).
news-drafts = Kladder
news-sent-title = Sendt
news-none = Der er ikke sendt noget endnu.
news-new = Skriv en nyhed
news-new-hint = Ét sprog er nok. Hver person læser den på sit eget sprog, ellers på engelsk, ellers på det første, der er.
news-title-in = Emne · { $language }
news-text-in = Tekst · { $language }
news-save = Gem kladden
news-writing = Kladde
news-preview = Sådan kommer den til at se ud
news-as-sent = Sådan blev den sendt
news-send = Send
news-send-hint = Den kan ikke kaldes tilbage. Hvert brev sendes kun, hvis modtageren stadig vil have nyheder i det øjeblik.
news-remove = Kassér kladden
news-is-sent = Sendt
news-letters = Breve, der ikke nåede frem
news-sent = { $count ->
    [one] Ét brev sendt
   *[other] { $count } breve sendt
 }
news-waiting = { $count ->
    [one] ét på vej
   *[other] { $count } på vej
 }
news-bounced = { $count ->
    [one] ét kom retur
   *[other] { $count } kom retur
 }
news-in-doubt = { $count ->
    [one] ét uvist
   *[other] { $count } uvisse
 }
news-told = { $count ->
    [one] én underrettet på anden vis
   *[other] { $count } underrettet på anden vis
 }
news-dropped = { $count ->
    [one] ét ikke længere ønsket
   *[other] { $count } ikke længere ønsket
 }
news-unsubscribed = { $count ->
    [one] én afmeldt
   *[other] { $count } afmeldt
 }
unsubscribe-title = Ikke flere nyheder på mail?
unsubscribe-text = Du får ikke flere nyheder om Deskhero. Du kan altid bede om dem igen i din profil.
unsubscribe-button = Afmeld
unsubscribe-done = Afmeldt
unsubscribe-done-text = Der sendes ikke flere nyheder om Deskhero til dig.
unsubscribe-rest = Det, din konto har brug for, får du stadig: invitationer, links til en ny adgangskode, beskeder og ændrede dokumenter.
mail-news-foot = Du får denne mail, fordi du har bedt om nyheder om Deskhero.
    Afmeld: { $link }
consent-news-title = Nyheder på mail
consent-news-text = Hvis du beder om det, skriver den, der driver Deskhero, en gang imellem til dig om, hvad der er nyt i Deskhero, på din kontos adresse. Intet andet afhænger af det, og hver mail har et link, der stopper dem med ét klik.
consent-news-given = Du får nyheder på mail.
consent-news-refused = Du får ikke nyheder på mail.
consent-news-unasked = Du har ikke taget stilling. Du får ikke nyheder på mail.
consent-news-give = Send mig nyheder
consent-news-withdraw = Ikke flere nyheder
account-ended-news = Du får ikke flere nyheder om Deskhero på mail.
account-page-category-news-letter = Nyheder, der er sendt til dig på mail
account-page-purpose-product-news = For at fortælle dig, hvad der er nyt, hvor du beder om det
access-page-purpose-product-news = At fortælle, hvad der er nyt, hvor der bedes om det
