invoice-title = Faktura
invoice-credit-note = Kreditnota
invoice-number = Fakturanummer
invoice-issued = Fakturadato
invoice-period = Periode
invoice-due = Forfaldsdato
invoice-credits = Krediterer faktura
invoice-seller = Sælger
invoice-buyer = Køber
invoice-vat-number = Momsnummer
invoice-plan = Abonnement
invoice-seats = Pladser
invoice-price = Pris pr. plads og måned
invoice-days = Dage
invoice-net = Netto
invoice-taxable = Momsgrundlag
invoice-vat-rate = Momssats
invoice-vat = Moms
invoice-total = At betale
invoice-reverse = Omvendt betalingspligt: køberen afregner momsen (artikel 196 i direktiv 2006/112/EF).
invoice-outside = Ingen moms: leveringsstedet er uden for EU (artikel 44 i direktiv 2006/112/EF).
mail-invoice-subject = Faktura { $number } fra { $seller }
mail-invoice-text = Hej

    Her er faktura { $number }: { $total }, som forfalder den { $due }.

    { $seller }
mail-credit-note-subject = Kreditnota { $number } fra { $seller }
mail-credit-note-text = Hej

    Her er kreditnota { $number }: { $total }.

    { $seller }
mail-trial-subject = Prøveperioden for { $plan } slutter den { $day }
mail-trial-text = Hej,

    prøveperioden for planen { $plan } slutter den { $day }. Fra dagen efter opkræves { $price } for hver aktiv medarbejder og måned, med en faktura efter hver måned.

    I kan vælge en anden plan eller lukke kontoen her:
    { $link }

    { $seller }
mail-trial-nobody-text = Hej,

    prøveperioden for planen { $plan } slutter den { $day }. Fra dagen efter opkræves { $price } for hver aktiv medarbejder og måned, med en faktura efter hver måned.

    Endnu kan ingen få en faktura. Her kan I angive, hvem fakturaerne går til, vælge en anden plan eller lukke kontoen:
    { $link }

    { $seller }
mail-overdue-subject = Påmindelse: faktura { $number } fra { $seller }
mail-overdue-text = Hej,

    faktura { $number }, { $total }, forfaldt den { $due }, og ingen betaling er registreret. Er den betalt i mellemtiden, skal I ikke gøre noget.

    { $bank }

    { $seller }
rule-seats = alle pladser i jeres abonnement er optaget: vælg først et større abonnement
rule-plan = der er ikke et sådant abonnement
rule-card-number = dette ligner et kortnummer: udelad det. Deskhero gemmer aldrig kortnumre
rule-vat-number = dette er ikke et momsnummer i det land
field-seats = Pladser
field-plan = Abonnement
field-vat_number = Momsnummer
nav-billing = Abonnement og fakturaer
nav-invoices = Fakturaer
billing-title = Abonnement og fakturaer
billing-trial = Prøveperioden koster ikke noget. Den slutter
billing-details-missing = Ingen kan få en faktura endnu: udfyld faktureringsoplysningerne.
billing-plan = Abonnement
billing-plan-now = Jeres abonnement
billing-plan-next = fra næste måned: { $plan }
billing-plan-choose = Vælg et abonnement
billing-plan-save = Vælg
billing-plan-hint = I prøveperioden med det samme. Derefter gælder et abonnement med flere pladser straks og for hele måneden, et andet fra næste måned.
billing-plan-line = { $plan }: { $price } pr. plads og måned, { $seats }
billing-seats-any = så mange pladser, I vil
billing-seats-max = { $count ->
    [one] én plads
   *[other] op til { $count } pladser
}
billing-price = Pris pr. plads og måned uden moms
billing-seats = Brugte pladser
billing-due = Denne måned uden moms
billing-arrears = Måneder, der er gået og endnu ikke er faktureret, uden moms
billing-details = Faktureringsoplysninger
billing-name = Navn på fakturaen
billing-email = Adresse, som fakturaer sendes til
billing-address = Postadresse
billing-country = Land
billing-country-hint = To bogstaver, fx DK.
billing-vat-hint = Med landekode, fx DK12345678. Lad feltet stå tomt, hvis der ikke er noget.
billing-language = Fakturaernes sprog
billing-details-save = Gem oplysningerne
billing-invoices = Fakturaer
billing-none = Der er ingen faktura endnu.
billing-kept = Hver faktura opbevares til udgangen af det kalenderår, der kommer { $years } år efter udstedelsen, også når kontoen lukkes: { $law }. Derefter bliver dens nøgle ødelagt.
billing-closing = Luk kontoen
billing-operator-intro = Hver faktura har et nummer i en ubrudt række og ændres aldrig: Det, der var forkert, krediteres. Fakturaer sendes med operatørens mail.
billing-operator-no-cards = Ingen virksomhed ser knappen til kortbetaling: { $why }.
billing-operator-cards-from = Ingen virksomhed ser knappen til kortbetaling: { $why }. Fra { $day } gør de, når hver af dem har kendt til det i sine dage.
billing-operator-odd = Kom en betaling to gange eller med et andet beløb, står det ved fakturaen: Betal tilbage hos Stripe.
billing-operator-none = Der er ingen faktura endnu.
billing-pay = Den er betalt
billing-credit = Krediter den
billing-invoice-open = Ubetalt
billing-invoice-paid = Betalt
billing-invoice-overdue = Forfalden
billing-invoice-ended = Fristen er udløbet, indholdet er ødelagt
billing-invoice-credited = Krediteret
billing-invoice-credit-note = Kreditnota
billing-invoice-odd = Der kom penge, som ikke passer: se hos Stripe
billing-card = Betal med kort
billing-card-title = Betal faktura { $number }
billing-card-intro = Betalingen sker hos Stripe på deres egen side. Stripe får fakturaens nummer, beløb, valuta og sprog at vide, og intet navn. Det, du skriver der, også kortnummeret, kommer aldrig til Deskhero.
billing-card-go = Gå til Stripe og betal { $total }
billing-card-back = Tilbage til fakturaerne
billing-card-waits = Betalingen af faktura { $number } er ikke bekræftet endnu. Deskhero ser efter igen hvert par minutter; du skal ikke gøre noget.
error-payments = Betalingsudbyderen svarer ikke, som den skal
error-payments-hint = Intet er trukket. Prøv igen om et par minutter, eller betal via banken.
rule-country-letters = der skal to bogstaver til, fx DK
verify-invoices = { $n } set efter: fakturaer nummereret uden huller, som de blev underskrevet, og ophørt, når loven siger det; abonnementer tilhører virksomheder, der findes
verify-fault-invoice-gap = en faktura mangler mellem sine naboer
verify-fault-invoice-altered = en faktura er ikke, som den blev underskrevet
verify-fault-invoice-lost = indholdet af en faktura er væk før tiden
verify-fault-invoice-kept = en faktura opbevares længere, end loven siger
verify-fault-invoice-payment = det, der står for en betaling, er ikke det, en udbyder kalder den
verify-fault-billing-stranger = der er et abonnement for en virksomhed, der ikke findes
clause-12 = Fakturaer opbevares så længe, loven siger, og kortnumre aldrig
