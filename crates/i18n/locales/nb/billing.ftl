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
mail-invoice-text = Hei

    Her er faktura { $number }: { $total }, som forfaller { $due }.

    { $seller }
mail-credit-note-subject = Kreditnota { $number } fra { $seller }
mail-credit-note-text = Hei

    Her er kreditnota { $number }: { $total }.

    { $seller }
mail-trial-subject = Prøveperioden for { $plan } slutter { $day }
mail-trial-text = Hei,

    prøveperioden for planen { $plan } slutter { $day }. Fra dagen etter belastes { $price } for hver aktive medarbeider og måned, med en faktura etter hver måned.

    Dere kan velge en annen plan eller avslutte kontoen her:
    { $link }

    { $seller }
mail-trial-nobody-text = Hei,

    prøveperioden for planen { $plan } slutter { $day }. Fra dagen etter belastes { $price } for hver aktive medarbeider og måned, med en faktura etter hver måned.

    Ingen kan faktureres ennå. Her kan dere oppgi hvem fakturaene går til, velge en annen plan eller avslutte kontoen:
    { $link }

    { $seller }
mail-overdue-subject = Påminnelse: faktura { $number } fra { $seller }
mail-overdue-text = Hei,

    faktura { $number }, { $total }, forfalt { $due }, og ingen betaling er registrert. Er den betalt i mellomtiden, trenger dere ikke gjøre noe.

    { $bank }

    { $seller }
rule-seats = alle plassene i abonnementet er opptatt: velg et større abonnement først
rule-plan = det finnes ikke noe slikt abonnement
rule-card-number = dette ser ut som et kortnummer: utelat det. Deskhero lagrer aldri kortnumre
rule-vat-number = dette er ikke et MVA-nummer i det landet
field-seats = Plasser
field-plan = Abonnement
field-vat_number = MVA-nummer
nav-billing = Abonnement og fakturaer
nav-invoices = Fakturaer
billing-title = Abonnement og fakturaer
billing-trial = Prøveperioden koster ingenting. Den slutter
billing-details-missing = Ingen kan faktureres ennå: fyll ut faktureringsopplysningene.
billing-plan = Abonnement
billing-plan-now = Abonnementet deres
billing-plan-next = fra neste måned: { $plan }
billing-plan-choose = Velg et abonnement
billing-plan-save = Velg
billing-plan-hint = I prøveperioden med en gang. Deretter gjelder et abonnement med flere plasser straks og for hele måneden, et annet fra neste måned.
billing-plan-line = { $plan }: { $price } per plass og måned, { $seats }
billing-seats-any = så mange plasser dere vil
billing-seats-max = { $count ->
    [one] én plass
   *[other] opptil { $count } plasser
}
billing-price = Pris per plass og måned uten mva.
billing-seats = Brukte plasser
billing-due = Denne måneden uten mva.
billing-arrears = Måneder som er over og ikke er fakturert ennå, uten mva.
billing-details = Faktureringsopplysninger
billing-name = Navn på fakturaen
billing-email = Adresse som fakturaer sendes til
billing-address = Postadresse
billing-country = Land
billing-country-hint = To bokstaver, for eksempel NO.
billing-vat-hint = Som det skrives, for eksempel 999999999MVA. La feltet stå tomt hvis det ikke finnes noe.
billing-language = Språket på fakturaene
billing-details-save = Lagre opplysningene
billing-invoices = Fakturaer
billing-none = Det finnes ingen faktura ennå.
billing-kept = Hver faktura oppbevares til utgangen av kalenderåret som kommer { $years } år etter at den ble utstedt, også når kontoen avsluttes: { $law }. Deretter blir nøkkelen dens ødelagt.
billing-closing = Avslutt kontoen
billing-operator-intro = Hver faktura har et nummer i en ubrutt rekke og endres aldri: Det som ble feil, krediteres. Fakturaer går med operatørens e-post.
billing-operator-no-cards = Ingen virksomhet ser knappen for kortbetaling: { $why }.
billing-operator-cards-from = Ingen virksomhet ser knappen for kortbetaling: { $why }. Fra { $day } gjør de det, når hver av dem har kjent til det i sine dager.
billing-operator-odd = Kom en betaling to ganger eller med et annet beløp, står det ved fakturaen: Betal tilbake hos Stripe.
billing-operator-none = Det finnes ingen faktura ennå.
billing-pay = Den er betalt
billing-credit = Krediter den
billing-invoice-open = Ubetalt
billing-invoice-paid = Betalt
billing-invoice-overdue = Forfalt
billing-invoice-ended = Fristen er ute, innholdet er ødelagt
billing-invoice-credited = Kreditert
billing-invoice-credit-note = Kreditnota
billing-invoice-odd = Det kom penger som ikke stemmer: se hos Stripe
billing-card = Betal med kort
billing-card-title = Betal faktura { $number }
billing-card-intro = Betalingen skjer hos Stripe, på deres egen side. Stripe får vite fakturaens nummer, beløp, valuta og språk, og ikke noe navn. Det du skriver der, også kortnummeret, kommer aldri til Deskhero.
billing-card-go = Gå til Stripe og betal { $total }
billing-card-back = Tilbake til fakturaene
billing-card-waits = Betalingen av faktura { $number } er ikke bekreftet ennå. Deskhero ser etter igjen hvert par minutter; du trenger ikke gjøre noe.
error-payments = Betalingsleverandøren svarer ikke som den skal
error-payments-hint = Ingenting er trukket. Prøv igjen om noen minutter, eller betal via banken.
rule-country-letters = to bokstaver trengs, for eksempel NO
verify-invoices = { $n } sett på: fakturaer nummerert uten hull, slik de ble signert, og avsluttet når loven sier det; abonnementer hører til virksomheter som finnes
verify-fault-invoice-gap = en faktura mangler mellom naboene sine
verify-fault-invoice-altered = en faktura er ikke slik den ble signert
verify-fault-invoice-lost = innholdet i en faktura er borte før tiden
verify-fault-invoice-kept = en faktura oppbevares lenger enn loven sier
verify-fault-invoice-payment = det som står for en betaling, er ikke det en leverandør kaller den
verify-fault-billing-stranger = det finnes et abonnement for en virksomhet som ikke finnes
clause-12 = Fakturaer oppbevares så lenge loven sier, og kortnumre aldri
