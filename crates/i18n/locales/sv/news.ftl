# News about the product by mail, and its end
nav-news = Nyheter
news-title = Nyheter via e-post
news-intro = Vad som är nytt i Deskhero, via e-post till alla som har bett om det. Varje nyhet skickas en gång. Den som inte längre vill ha dem avslutar med ett klick i mejlet. Inbjudningar, nya lösenord och brev om dokument beror inte på det.
news-recipients = { $count ->
    [one] En person skulle få den nu.
   *[other] { $count } personer skulle få den nu.
 }
news-no-mail = Ingen e-postserver är konfigurerad: breven väntar tills det finns en (docs/operating.md).
news-drafts = Utkast
news-sent-title = Skickat
news-none = Inget har skickats än.
news-new = Skriv en nyhet
news-new-hint = Ett språk räcker. Var och en läser den på sitt eget språk, annars på engelska, annars på det första som finns.
news-title-in = Ämne · { $language }
news-text-in = Text · { $language }
news-save = Spara utkastet
news-writing = Utkast
news-preview = Så kommer den att se ut
news-as-sent = Så skickades den
news-send = Skicka
news-send-hint = Den kan inte tas tillbaka. Varje brev skickas bara om mottagaren fortfarande vill ha nyheter i det ögonblicket.
news-remove = Kasta utkastet
news-is-sent = Skickat
news-letters = Brev som inte kom fram
news-sent = { $count ->
    [one] Ett brev skickat
   *[other] { $count } brev skickade
 }
news-waiting = { $count ->
    [one] ett på väg
   *[other] { $count } på väg
 }
news-bounced = { $count ->
    [one] ett kom tillbaka
   *[other] { $count } kom tillbaka
 }
news-in-doubt = { $count ->
    [one] ett ovisst
   *[other] { $count } ovissa
 }
news-told = { $count ->
    [one] en underrättad på annat sätt
   *[other] { $count } underrättade på annat sätt
 }
news-dropped = { $count ->
    [one] ett inte längre önskat
   *[other] { $count } inte längre önskade
 }
news-unsubscribed = { $count ->
    [one] en avregistrerad
   *[other] { $count } avregistrerade
 }
unsubscribe-title = Inga fler nyheter via e-post?
unsubscribe-text = Du får inga fler nyheter om Deskhero. Du kan när som helst be om dem igen i din profil.
unsubscribe-button = Avregistrera
unsubscribe-done = Avregistrerad
unsubscribe-done-text = Inga fler nyheter om Deskhero skickas till dig.
unsubscribe-rest = Det ditt konto behöver får du fortfarande: inbjudningar, länkar för nytt lösenord, aviseringar och ändrade dokument.
mail-news-foot = Du får det här för att du har bett om nyheter om Deskhero.
    Avregistrera: { $link }
consent-news-title = Nyheter via e-post
consent-news-text = Om du ber om det skriver den som driver Deskhero till dig då och då om vad som är nytt i Deskhero, till kontots adress. Inget annat beror på det, och varje mejl har en länk som avslutar med ett klick.
consent-news-given = Du får nyheter via e-post.
consent-news-refused = Du får inga nyheter via e-post.
consent-news-unasked = Du har inte bestämt dig. Du får inga nyheter via e-post.
consent-news-give = Skicka nyheter till mig
consent-news-withdraw = Inga fler nyheter
account-ended-news = Du får inga fler nyheter om Deskhero via e-post.
account-page-category-news-letter = Nyheter som skickats till dig via e-post
account-page-purpose-product-news = För att berätta för dig vad som är nytt, där du ber om det
access-page-purpose-product-news = Att berätta vad som är nytt, där man ber om det
