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
mail-invoice-text =
    Hej

    Her er faktura { $number }: { $total }, som forfalder den { $due }.

    { $seller }
mail-credit-note-subject = Kreditnota { $number } fra { $seller }
mail-credit-note-text =
    Hej

    Her er kreditnota { $number }: { $total }.

    { $seller }
rule-seats = alle pladser i jeres abonnement er optaget: vælg først et større abonnement
rule-plan = der er ikke et sådant abonnement
rule-card-number = dette ligner et kortnummer: udelad det. Deskhero gemmer aldrig kortnumre
rule-country = der skal to bogstaver til, for eksempel DK
rule-vat-number = dette er ikke et momsnummer i det land
field-seats = Pladser
field-plan = Abonnement
field-vat_number = Momsnummer
