invoice-title = Invoice
invoice-credit-note = Credit note
invoice-number = Invoice number
invoice-issued = Date of issue
invoice-period = Period
invoice-due = Due
invoice-credits = Credits invoice
invoice-seller = Seller
invoice-buyer = Buyer
invoice-vat-number = VAT number
invoice-plan = Plan
invoice-seats = Seats
invoice-price = Price per seat and month
invoice-days = Days
invoice-net = Net
invoice-taxable = Taxable amount
invoice-vat-rate = VAT rate
invoice-vat = VAT
invoice-total = Total
invoice-reverse = Reverse charge: VAT is to be accounted for by the recipient (Art. 196 of Directive 2006/112/EC).
invoice-outside = No VAT: the place of supply is outside the EU (Art. 44 of Directive 2006/112/EC).
mail-invoice-subject = Invoice { $number } from { $seller }
mail-invoice-text = Hello,

    here is invoice { $number }: { $total }, due on { $due }.

    { $seller }
mail-credit-note-subject = Credit note { $number } from { $seller }
mail-credit-note-text = Hello,

    here is credit note { $number }: { $total }.

    { $seller }
mail-trial-subject = The trial of { $plan } ends on { $day }
mail-trial-text = Hello,

    the trial of the plan { $plan } ends on { $day }. From the day after it, { $price } are charged for each active agent and month, by an invoice after each month.

    You can choose another plan, or close the account, here:
    { $link }

    { $seller }
mail-trial-nobody-text = Hello,

    the trial of the plan { $plan } ends on { $day }. From the day after it, { $price } are charged for each active agent and month, by an invoice after each month.

    Nobody can be invoiced yet. Say here whom invoices go to, choose another plan, or close the account:
    { $link }

    { $seller }
mail-overdue-subject = Reminder: invoice { $number } from { $seller }
mail-overdue-text = Hello,

    invoice { $number }, { $total }, was due on { $due }, and no payment has been noted. If you paid it in the meantime, there is nothing to do.

    { $bank }

    { $seller }
rule-seats = all seats of your plan are taken: choose a larger plan first
rule-plan = there is no such plan
rule-card-number = this looks like the number of a payment card: leave it out. Deskhero never keeps card numbers
rule-vat-number = this is not a VAT number of that country
field-seats = Seats
field-plan = Plan
field-vat_number = VAT number
nav-billing = Plan and invoices
nav-invoices = Invoices
billing-title = Plan and invoices
billing-trial = The trial costs nothing. It ends on
billing-details-missing = Nobody can be invoiced yet: fill in the billing details.
billing-plan = Plan
billing-plan-now = Your plan
billing-plan-next = from next month: { $plan }
billing-plan-choose = Choose a plan
billing-plan-save = Choose
billing-plan-hint = During the trial at once. Afterwards a plan with more seats holds at once, for the whole month; another one from the next month on.
billing-plan-line = { $plan }: { $price } per seat and month, { $seats }
billing-seats-any = any number of seats
billing-seats-max = { $count ->
    [one] one seat
   *[other] up to { $count } seats
}
billing-price = Price per seat and month, without VAT
billing-seats = Seats taken
billing-due = This month, without VAT
billing-arrears = Months that are over and not invoiced yet, without VAT
billing-details = Billing details
billing-name = Name on the invoice
billing-email = Address that invoices are sent to
billing-address = Postal address
billing-country = Country
billing-country-hint = Two letters, like SE.
billing-vat-hint = With its country, like SE556000016701. Leave it empty where there is none.
billing-language = Language of the invoices
billing-details-save = Save the details
billing-invoices = Invoices
billing-none = There is no invoice yet.
billing-kept = Each invoice is kept to the end of the calendar year that comes { $years } years after its issue, also when the account is closed: { $law }. Then its key is destroyed.
billing-closing = Close the account
billing-operator-intro = Every invoice has a number without a gap and is never changed: what was wrong is credited. Invoices go by the operator’s mail.
billing-operator-no-cards = No company sees the button for payments by card: { $why }.
billing-operator-cards-from = No company sees the button for payments by card: { $why }. From { $day } on they do, once each of them has known of it for its days.
billing-operator-odd = Where a payment came twice, or with another amount, the invoice says so: pay it back at Stripe.
billing-operator-none = There is no invoice yet.
billing-pay = It was paid
billing-credit = Credit it
billing-invoice-open = Open
billing-invoice-paid = Paid
billing-invoice-overdue = Overdue
billing-invoice-ended = Term over, content destroyed
billing-invoice-credited = Credited
billing-invoice-credit-note = Credit note
billing-invoice-odd = Money came that does not fit: look at Stripe
billing-card = Pay by card
billing-card-title = Pay invoice { $number }
billing-card-intro = The payment is made at Stripe, on a page of its own. Stripe is told the number, amount, currency and language of the invoice, and no name. What you type there, the number of a card too, never comes to Deskhero.
billing-card-go = Go to Stripe and pay { $total }
billing-card-back = Back to the invoices
billing-card-waits = The payment of invoice { $number } is not confirmed yet. Deskhero looks again every few minutes; there is nothing to do.
error-payments = The provider of payments does not answer as it should
error-payments-hint = Nothing was charged. Try again in a few minutes, or pay by bank.
rule-country-letters = two letters are needed, like SE
verify-invoices = { $n } looked at: invoices numbered without a gap, as they were signed, ended when their law does; plans of companies that are there
verify-fault-invoice-gap = an invoice is missing between its neighbours
verify-fault-invoice-altered = an invoice is not as it was signed
verify-fault-invoice-lost = what an invoice said is gone before its time
verify-fault-invoice-kept = an invoice is kept for longer than its law says
verify-fault-invoice-payment = what stands for a payment is not what a provider calls it
verify-fault-billing-stranger = there is a plan of a company that is not there
clause-12 = Invoices are kept as long as the law says, and card numbers never
