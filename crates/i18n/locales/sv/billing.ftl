invoice-title = Faktura
invoice-credit-note = Kreditfaktura
invoice-number = Fakturanummer
invoice-issued = Fakturadatum
invoice-period = Period
invoice-due = Förfallodag
invoice-credits = Krediterar faktura
invoice-seller = Säljare
invoice-buyer = Köpare
invoice-vat-number = Momsregistreringsnummer
invoice-plan = Plan
invoice-seats = Platser
invoice-price = Pris per plats och månad
invoice-days = Dagar
invoice-net = Netto
invoice-taxable = Beskattningsunderlag
invoice-vat-rate = Momssats
invoice-vat = Moms
invoice-total = Att betala
invoice-reverse = Omvänd betalningsskyldighet: köparen redovisar momsen (artikel 196 i direktiv 2006/112/EG).
invoice-outside = Ingen moms: tjänsten tillhandahålls utanför EU (artikel 44 i direktiv 2006/112/EG).
mail-invoice-subject = Faktura { $number } från { $seller }
mail-invoice-text =
    Hej,

    här är faktura { $number }: { $total }, att betala senast { $due }.

    { $seller }
mail-credit-note-subject = Kreditfaktura { $number } från { $seller }
mail-credit-note-text =
    Hej,

    här är kreditfaktura { $number }: { $total }.

    { $seller }
rule-seats = alla platser i er plan är upptagna: välj först en större plan
rule-plan = det finns ingen sådan plan
rule-card-number = det här ser ut som ett kortnummer: utelämna det. Deskhero sparar aldrig kortnummer
rule-country = två bokstäver behövs, till exempel SE
rule-vat-number = det här är inget momsregistreringsnummer i det landet
field-seats = Platser
field-plan = Plan
field-vat_number = Momsregistreringsnummer
