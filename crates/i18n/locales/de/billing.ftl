invoice-title = Rechnung
invoice-credit-note = Gutschrift (Rechnungskorrektur)
invoice-number = Rechnungsnummer
invoice-issued = Rechnungsdatum
invoice-period = Zeitraum
invoice-due = Zahlbar bis
invoice-credits = Korrigiert Rechnung
invoice-seller = Verkäufer
invoice-buyer = Käufer
invoice-vat-number = USt-IdNr.
invoice-plan = Tarif
invoice-seats = Plätze
invoice-price = Preis je Platz und Monat
invoice-days = Tage
invoice-net = Netto
invoice-taxable = Bemessungsgrundlage
invoice-vat-rate = Steuersatz
invoice-vat = Umsatzsteuer
invoice-total = Gesamtbetrag
invoice-reverse = Steuerschuldnerschaft des Leistungsempfängers (Artikel 196 der Richtlinie 2006/112/EG).
invoice-outside = Keine Umsatzsteuer: Der Ort der Leistung liegt außerhalb der EU (Artikel 44 der Richtlinie 2006/112/EG).
mail-invoice-subject = Rechnung { $number } von { $seller }
mail-invoice-text =
    Guten Tag,

    hier ist die Rechnung { $number }: { $total }, zahlbar bis { $due }.

    { $seller }
mail-credit-note-subject = Gutschrift { $number } von { $seller }
mail-credit-note-text =
    Guten Tag,

    hier ist die Gutschrift { $number }: { $total }.

    { $seller }
rule-seats = alle Plätze Ihres Tarifs sind vergeben: Wählen Sie zuerst einen größeren Tarif
rule-plan = diesen Tarif gibt es nicht
rule-card-number = das sieht aus wie die Nummer einer Zahlungskarte: Lassen Sie sie weg. Deskhero speichert nie Kartennummern
rule-country = zwei Buchstaben sind nötig, etwa DE
rule-vat-number = das ist keine USt-IdNr. dieses Landes
field-seats = Plätze
field-plan = Tarif
field-vat_number = USt-IdNr.
