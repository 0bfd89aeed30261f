invoice-title = Faktura
invoice-credit-note = Kreditnota
invoice-number = Fakturanummer
invoice-issued = Fakturadato
invoice-period = Periode
invoice-due = Forfallsdato
invoice-credits = Krediterer faktura
invoice-seller = Selger
invoice-buyer = Kjøper
invoice-vat-number = MVA-nummer
invoice-plan = Abonnement
invoice-seats = Plasser
invoice-price = Pris per plass og måned
invoice-days = Dager
invoice-net = Netto
invoice-taxable = Avgiftsgrunnlag
invoice-vat-rate = MVA-sats
invoice-vat = MVA
invoice-total = Å betale
invoice-reverse = Omvendt avgiftsplikt: kjøperen beregner merverdiavgiften (artikkel 196 i direktiv 2006/112/EF).
invoice-outside = Ingen merverdiavgift: leveringsstedet er utenfor EU (artikkel 44 i direktiv 2006/112/EF).
mail-invoice-subject = Faktura { $number } fra { $seller }
mail-invoice-text =
    Hei

    Her er faktura { $number }: { $total }, som forfaller { $due }.

    { $seller }
mail-credit-note-subject = Kreditnota { $number } fra { $seller }
mail-credit-note-text =
    Hei

    Her er kreditnota { $number }: { $total }.

    { $seller }
rule-seats = alle plassene i abonnementet er opptatt: velg et større abonnement først
rule-plan = det finnes ikke noe slikt abonnement
rule-card-number = dette ser ut som et kortnummer: utelat det. Deskhero lagrer aldri kortnumre
rule-country = to bokstaver trengs, for eksempel NO
rule-vat-number = dette er ikke et MVA-nummer i det landet
field-seats = Plasser
field-plan = Abonnement
field-vat_number = MVA-nummer
