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
mail-invoice-text = Hej,

    här är faktura { $number }: { $total }, att betala senast { $due }.

    { $seller }
mail-credit-note-subject = Kreditfaktura { $number } från { $seller }
mail-credit-note-text = Hej,

    här är kreditfaktura { $number }: { $total }.

    { $seller }
mail-trial-subject = Provperioden för { $plan } slutar den { $day }
mail-trial-text = Hej,

    provperioden för planen { $plan } slutar den { $day }. Från dagen därpå debiteras { $price } för varje aktiv medarbetare och månad, med en faktura efter varje månad.

    Ni kan välja en annan plan eller stänga kontot här:
    { $link }

    { $seller }
mail-trial-nobody-text = Hej,

    provperioden för planen { $plan } slutar den { $day }. Från dagen därpå debiteras { $price } för varje aktiv medarbetare och månad, med en faktura efter varje månad.

    Ännu kan ingen faktureras. Här kan ni ange vem fakturorna går till, välja en annan plan eller stänga kontot:
    { $link }

    { $seller }
mail-overdue-subject = Påminnelse: faktura { $number } från { $seller }
mail-overdue-text = Hej,

    faktura { $number }, { $total }, förföll den { $due }, och ingen betalning är noterad. Är den betald under tiden behöver ni inte göra något.

    { $bank }

    { $seller }
rule-seats = alla platser i er plan är upptagna: välj först en större plan
rule-plan = det finns ingen sådan plan
rule-card-number = det här ser ut som ett kortnummer: utelämna det. Deskhero sparar aldrig kortnummer
rule-vat-number = det här är inget momsregistreringsnummer i det landet
field-seats = Platser
field-plan = Plan
field-vat_number = Momsregistreringsnummer
nav-billing = Abonnemang och fakturor
nav-invoices = Fakturor
billing-title = Abonnemang och fakturor
billing-trial = Provperioden kostar ingenting. Den slutar
billing-details-missing = Ingen kan faktureras ännu: fyll i faktureringsuppgifterna.
billing-plan = Abonnemang
billing-plan-now = Ert abonnemang
billing-plan-next = från nästa månad: { $plan }
billing-plan-choose = Välj ett abonnemang
billing-plan-save = Välj
billing-plan-hint = Under provperioden genast. Därefter gäller en plan med fler platser genast, för hela månaden, och en annan från nästa månad.
billing-plan-line = { $plan }: { $price } per plats och månad, { $seats }
billing-seats-any = valfritt antal platser
billing-seats-max = { $count ->
    [one] en plats
   *[other] upp till { $count } platser
}
billing-price = Pris per plats och månad, exklusive moms
billing-seats = Använda platser
billing-due = Den här månaden, exklusive moms
billing-arrears = Månader som är slut och ännu inte har fakturerats, exklusive moms
billing-details = Faktureringsuppgifter
billing-name = Namn på fakturan
billing-email = Adress som fakturor skickas till
billing-address = Postadress
billing-country = Land
billing-country-hint = Två bokstäver, till exempel SE.
billing-vat-hint = Med landskod, till exempel SE556000016701. Lämna tomt om det inte finns något.
billing-language = Fakturornas språk
billing-details-save = Spara uppgifterna
billing-invoices = Fakturor
billing-none = Det finns ingen faktura ännu.
billing-kept = Varje faktura sparas till utgången av det kalenderår som kommer { $years } år efter att den ställdes ut, också när kontot avslutas: { $law }. Därefter förstörs dess nyckel.
billing-closing = Avsluta kontot
billing-operator-intro = Varje faktura har ett nummer i en obruten serie och ändras aldrig: det som blev fel krediteras. Fakturor går med operatörens e-post.
billing-operator-no-cards = Inget företag ser knappen för kortbetalning: { $why }.
billing-operator-cards-from = Inget företag ser knappen för kortbetalning: { $why }. Från { $day } gör de det, när vart och ett har känt till det i sina dagar.
billing-operator-odd = Kom en betalning två gånger eller med ett annat belopp står det vid fakturan: betala tillbaka hos Stripe.
billing-operator-none = Det finns ingen faktura ännu.
billing-pay = Den är betald
billing-credit = Kreditera den
billing-invoice-open = Obetald
billing-invoice-paid = Betald
billing-invoice-overdue = Förfallen
billing-invoice-ended = Tiden är ute, innehållet är förstört
billing-invoice-credited = Krediterad
billing-invoice-credit-note = Kreditnota
billing-invoice-odd = Det kom pengar som inte stämmer: titta hos Stripe
billing-card = Betala med kort
billing-card-title = Betala faktura { $number }
billing-card-intro = Betalningen görs hos Stripe, på deras egen sida. Stripe får veta fakturans nummer, belopp, valuta och språk, och inget namn. Det du skriver där, även kortnumret, kommer aldrig till Deskhero.
billing-card-go = Gå till Stripe och betala { $total }
billing-card-back = Tillbaka till fakturorna
billing-card-waits = Betalningen av faktura { $number } är inte bekräftad ännu. Deskhero tittar igen med några minuters mellanrum; du behöver inte göra något.
error-payments = Betalningsleverantören svarar inte som den ska
error-payments-hint = Inget har dragits. Försök igen om några minuter, eller betala via banken.
rule-country-letters = två bokstäver behövs, till exempel SE
verify-invoices = { $n } granskade: fakturor numrerade utan luckor, som de signerades, och avslutade när lagen säger det; abonnemang hör till företag som finns
verify-fault-invoice-gap = en faktura saknas mellan sina grannar
verify-fault-invoice-altered = en faktura är inte som den signerades
verify-fault-invoice-lost = innehållet i en faktura är borta i förtid
verify-fault-invoice-kept = en faktura sparas längre än lagen säger
verify-fault-invoice-payment = det som står för en betalning är inte vad en leverantör kallar den
verify-fault-billing-stranger = det finns ett abonnemang för ett företag som inte finns
clause-12 = Fakturor sparas så länge lagen säger, och kortnummer aldrig
