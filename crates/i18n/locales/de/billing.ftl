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
mail-invoice-text = Guten Tag,

    hier ist die Rechnung { $number }: { $total }, zahlbar bis { $due }.

    { $seller }
mail-credit-note-subject = Gutschrift { $number } von { $seller }
mail-credit-note-text = Guten Tag,

    hier ist die Gutschrift { $number }: { $total }.

    { $seller }
mail-trial-subject = Der Test von { $plan } endet am { $day }
mail-trial-text = Guten Tag,

    der Test des Tarifs { $plan } endet am { $day }. Ab dem Tag danach werden { $price } für jede aktive Person und jeden Monat berechnet, mit einer Rechnung nach jedem Monat.

    Hier können Sie einen anderen Tarif wählen oder das Konto schließen:
    { $link }

    { $seller }
mail-trial-nobody-text = Guten Tag,

    der Test des Tarifs { $plan } endet am { $day }. Ab dem Tag danach werden { $price } für jede aktive Person und jeden Monat berechnet, mit einer Rechnung nach jedem Monat.

    Noch kann niemand eine Rechnung bekommen. Hier können Sie angeben, an wen Rechnungen gehen, einen anderen Tarif wählen oder das Konto schließen:
    { $link }

    { $seller }
mail-overdue-subject = Erinnerung: Rechnung { $number } von { $seller }
mail-overdue-text = Guten Tag,

    die Rechnung { $number } über { $total } war am { $due } fällig, und keine Zahlung ist vermerkt. Haben Sie inzwischen bezahlt, ist nichts zu tun.

    { $bank }

    { $seller }
rule-seats = alle Plätze Ihres Tarifs sind vergeben: Wählen Sie zuerst einen größeren Tarif
rule-plan = diesen Tarif gibt es nicht
rule-card-number = das sieht aus wie die Nummer einer Zahlungskarte: Lassen Sie sie weg. Deskhero speichert nie Kartennummern
rule-vat-number = das ist keine USt-IdNr. dieses Landes
field-seats = Plätze
field-plan = Tarif
field-vat_number = USt-IdNr.
nav-billing = Tarif und Rechnungen
nav-invoices = Rechnungen
billing-title = Tarif und Rechnungen
billing-trial = Die Probezeit kostet nichts. Sie endet
billing-details-missing = Noch kann niemand eine Rechnung bekommen: Füllen Sie die Rechnungsangaben aus.
billing-plan = Tarif
billing-plan-now = Ihr Tarif
billing-plan-next = ab dem nächsten Monat: { $plan }
billing-plan-choose = Tarif wählen
billing-plan-save = Wählen
billing-plan-hint = Während der Probezeit sofort. Danach gilt ein Tarif mit mehr Plätzen sofort und für den ganzen Monat, ein anderer ab dem nächsten Monat.
billing-plan-line = { $plan }: { $price } je Platz und Monat, { $seats }
billing-seats-any = beliebig viele Plätze
billing-seats-max = { $count ->
    [one] ein Platz
   *[other] bis zu { $count } Plätze
}
billing-price = Preis je Platz und Monat, ohne MwSt.
billing-seats = Belegte Plätze
billing-due = In diesem Monat, ohne MwSt.
billing-arrears = Vergangene Monate, für die es noch keine Rechnung gibt, ohne MwSt.
billing-details = Rechnungsangaben
billing-name = Name auf der Rechnung
billing-email = Adresse, an die Rechnungen gehen
billing-address = Postanschrift
billing-country = Land
billing-country-hint = Zwei Buchstaben, etwa DE.
billing-vat-hint = Mit Länderkennung, etwa DE123456789. Lassen Sie das Feld leer, wenn es keine gibt.
billing-language = Sprache der Rechnungen
billing-details-save = Angaben speichern
billing-invoices = Rechnungen
billing-none = Es gibt noch keine Rechnung.
billing-kept = Jede Rechnung wird bis zum Ende des Kalenderjahres aufbewahrt, das { $years } Jahre nach ihrer Ausstellung kommt, auch wenn das Konto geschlossen wird: { $law }. Danach wird ihr Schlüssel zerstört.
billing-closing = Konto schließen
billing-operator-intro = Jede Rechnung hat eine Nummer ohne Lücke und wird nie geändert: Was falsch war, wird gutgeschrieben. Rechnungen gehen mit der Mail des Betreibers.
billing-operator-no-cards = Kein Unternehmen sieht die Schaltfläche für Kartenzahlung: { $why }.
billing-operator-cards-from = Kein Unternehmen sieht die Schaltfläche für Kartenzahlung: { $why }. Ab { $day } schon, wenn jedes von ihnen die Frist lang davon wusste.
billing-operator-odd = Kam eine Zahlung zweimal oder mit einem anderen Betrag, steht es bei der Rechnung: bei Stripe zurückzahlen.
billing-operator-none = Es gibt noch keine Rechnung.
billing-pay = Sie wurde bezahlt
billing-credit = Gutschreiben
billing-invoice-open = Offen
billing-invoice-paid = Bezahlt
billing-invoice-overdue = Überfällig
billing-invoice-ended = Frist vorbei, Inhalt zerstört
billing-invoice-credited = Gutgeschrieben
billing-invoice-credit-note = Gutschrift
billing-invoice-odd = Es kam Geld, das nicht passt: bei Stripe nachsehen
billing-card = Mit Karte bezahlen
billing-card-title = Rechnung { $number } bezahlen
billing-card-intro = Bezahlt wird bei Stripe, auf einer eigenen Seite. Stripe erfährt Nummer, Betrag, Währung und Sprache der Rechnung und keinen Namen. Was Sie dort eingeben, auch die Kartennummer, kommt nie zu Deskhero.
billing-card-go = Zu Stripe gehen und { $total } bezahlen
billing-card-back = Zurück zu den Rechnungen
billing-card-waits = Die Zahlung der Rechnung { $number } ist noch nicht bestätigt. Deskhero sieht alle paar Minuten wieder nach; es ist nichts zu tun.
error-payments = Der Zahlungsanbieter antwortet nicht, wie er soll
error-payments-hint = Es wurde nichts abgebucht. Versuchen Sie es in einigen Minuten noch einmal, oder zahlen Sie per Bank.
rule-country-letters = nötig sind zwei Buchstaben, etwa DE
verify-invoices = { $n } angesehen: Rechnungen ohne Lücke nummeriert, wie sie unterschrieben wurden, und beendet, wenn das Gesetz es sagt; Tarife gehören Firmen, die es gibt
verify-fault-invoice-gap = eine Rechnung fehlt zwischen ihren Nachbarn
verify-fault-invoice-altered = eine Rechnung ist nicht so, wie sie unterschrieben wurde
verify-fault-invoice-lost = der Inhalt einer Rechnung ist vor der Zeit weg
verify-fault-invoice-kept = eine Rechnung wird länger aufbewahrt, als das Gesetz sagt
verify-fault-invoice-payment = was für eine Zahlung steht, ist nicht, wie ein Anbieter sie nennt
verify-fault-billing-stranger = es gibt einen Tarif einer Firma, die es nicht gibt
clause-12 = Rechnungen werden so lange aufbewahrt, wie das Gesetz sagt, und Kartennummern nie
