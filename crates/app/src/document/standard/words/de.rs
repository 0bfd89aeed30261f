//! German.

use super::Words;
use domain::audit::{LegalBasis, Purpose};
use privacy::data_map::{Retention, Subject};

pub(super) const WORDS: Words = Words {
    language: "de",
    operator: "der Betreiber dieses Deskhero",
    authority: "die Aufsichtsbehörde im Land des Betreibers",
    runs: "Betreiber",
    address: "Adresse",
    dpo: "Datenschutz",
    email: "E-Mail",
    phone: "Telefon",
    controller: "als Verantwortlicher",
    processor: "als Auftragsverarbeiter für die Unternehmen",
    head: "| Was (Tabelle) | Kategorien | Wen es betrifft | Wie lange | Wie |",
    ways_head: "| Verbindung | An wen | Wofür | Daten |",
    sealed: "verschlüsselt",
    opaque: "keine personenbezogenen Daten im Klartext",
    tenant_server: "einen Server, den das Unternehmen gewählt hat",
    operator_service: "einen Dienst, den der Betreiber nutzt",
    named_by_sender: "einen Server, den der Absender der E-Mail genannt hat",
    network: "der Namensserver, den der Rechner fragt",
    live_list: "- Die Liste, wie sie jetzt ist, mit jeder Änderung: [Unterauftragsverarbeiter](/subprocessors).",
    account: &[
        "Ihr Name und Ihre E-Mail-Adresse, Ihre Sprache, Ihre Zeitzone und wie Seiten für Sie aussehen sollen",
        "ein Wert, mit dem Ihr Passwort geprüft wird, Ihre Anmeldungen, Links und API-Tokens",
        "welchen Texten Sie zugestimmt haben, und wann",
        "was Sie getan haben, in einem Protokoll, das es beweist",
        "was Sie schreiben: Antworten, Notizen und Entwürfe, für das Unternehmen, für das Sie arbeiten",
    ],
    account_usage: "wo Sie es erlauben: welche Seiten und Funktionen Sie wie oft nutzen, die Art Ihres Browsers und Systems und den ersten Teil Ihrer Netzadresse, bis der Tag summiert ist",
    account_billing: "der Tarif Ihres Unternehmens, der Name und die Adressen, an die seine Rechnungen gehen, seine Rechnungen und was bezahlt wurde; Rechnungen so lange, wie das Buchführungsrecht verlangt",
    no_category: "Kennungen, Zustände, Zeitpunkte und Zahlen: nichts, was eine Person nennt",
    price_agreed: "Der Dienst kostet, was bei der Bestellung vereinbart wurde. Ohne eine solche Vereinbarung ist er kostenlos.",
    price_plans: "Der Dienst kostet, was in Ihrem Tarif steht: je Platz und Monat, ab dem Tag nach der Probezeit. Die Seite „{page_plan}“ zeigt den Tarif, was er kostet, und jede Rechnung. Ein Unternehmen, das keinen gewählt hat, hat den ersten.",
    second_place: " Das Signierte wird auch an einem zweiten Ort aufbewahrt.",
    told_by_mail: "per E-Mail und auf einer Seite",
    told_by_page: "auf einer Seite",
    announced_by_mail: "per E-Mail an seine Admins",
    announced_by_page: "auf der Seite „{page_sub}“",
    purpose,
    basis,
    subject,
    retention,
};

const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ServiceDelivery => "Den Dienst erbringen",
        Purpose::Authentication => "Menschen anmelden",
        Purpose::Security => "Den Dienst sicher halten",
        Purpose::Administration => "Konten verwalten",
        Purpose::SubjectRights => "Menschen antworten, die ihre Rechte ausüben",
        Purpose::LegalObligation => "Das Gesetz befolgen",
        Purpose::UsageAnalysis => "Erfahren, wie der Dienst genutzt wird, wo Sie es erlauben",
        Purpose::ProductNews => "Berichten, was im Dienst neu ist, wo Sie darum bitten",
        Purpose::OperatorAccess => {
            "Für eine Zeit in die E-Mails eines Unternehmens sehen, zu seiner Sicherheit, auf seinen Wunsch oder nach dem Gesetz"
        }
    }
}

const fn basis(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "Rechtsgrundlage: Einwilligung (Artikel 6 Absatz 1 Buchstabe a).",
        LegalBasis::Contract => "Rechtsgrundlage: der Vertrag (Artikel 6 Absatz 1 Buchstabe b).",
        LegalBasis::LegalObligation => {
            "Rechtsgrundlage: eine rechtliche Verpflichtung (Artikel 6 Absatz 1 Buchstabe c)."
        }
        LegalBasis::LegitimateInterest => {
            "Rechtsgrundlage: ein berechtigtes Interesse an einem sicheren Dienst (Artikel 6 Absatz 1 Buchstabe f)."
        }
    }
}

const fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Contact => "Menschen, die schreiben",
        Subject::Agent => "Menschen mit einem Konto",
        Subject::Tenant => "das Unternehmen",
        Subject::Nobody => "niemanden",
    }
}

const fn retention(retention: Retention) -> &'static str {
    match retention {
        Retention::Ticket => {
            "so lange wie die Konversation, deren Ende die Aufbewahrungsregel des Unternehmens bestimmt"
        }
        Retention::Contact => "solange die Person eine Konversation hat",
        Retention::Account => "so lange wie das Konto",
        Retention::Mailbox => "solange das Postfach verbunden ist",
        Retention::Tenant => "so lange wie der Vertrag mit dem Unternehmen",
        Retention::Session => "bis zum Ablauf oder Ende",
        Retention::Work => "bis die Arbeit getan ist",
        Retention::Notice => "dreißig Tage",
        Retention::Export => "sieben Tage, nachdem es übergeben werden konnte",
        Retention::Hold => "so lange wie der Vertrag; der Grund, ein Jahr nach Aufhebung der Sperre",
        Retention::Request => "ein Jahr, nachdem der Antrag geschlossen wurde",
        Retention::Alert => "ein Jahr, nachdem es zuletzt gefunden wurde",
        Retention::Usage => "bis der Tag summiert ist, höchstens zwei Tage",
        Retention::UsageSum => "einige Wochen nach Monatsende",
        Retention::Invoice => {
            "so viele Kalenderjahre nach dem Jahr der Ausstellung, wie das Buchführungsrecht verlangt"
        }
        Retention::Audit => {
            "einige Jahre, wie der Betreiber festlegt, höchstens fünfzehn; Prüfsummen bleiben, ohne was getan wurde"
        }
        Retention::Installation => "so lange wie die Installation",
    }
}
