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
mail-invoice-text =
    Hello,

    here is invoice { $number }: { $total }, due on { $due }.

    { $seller }
mail-credit-note-subject = Credit note { $number } from { $seller }
mail-credit-note-text =
    Hello,

    here is credit note { $number }: { $total }.

    { $seller }
rule-seats = all seats of your plan are taken: choose a larger plan first
rule-plan = there is no such plan
rule-card-number = this looks like the number of a payment card: leave it out. Deskhero never keeps card numbers
rule-country = two letters are needed, like SE
rule-vat-number = this is not a VAT number of that country
field-seats = Seats
field-plan = Plan
field-vat_number = VAT number
