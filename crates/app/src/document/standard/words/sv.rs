//! Swedish.

use super::Words;
use domain::audit::{LegalBasis, Purpose};
use privacy::data_map::{Retention, Subject};

pub(super) const WORDS: Words = Words {
    language: "sv",
    operator: "den som driver denna Deskhero",
    authority: "tillsynsmyndigheten i driftansvarigs land",
    runs: "Driftansvarig",
    address: "Adress",
    dpo: "Dataskydd",
    email: "E-post",
    phone: "Telefon",
    controller: "som personuppgiftsansvarig",
    processor: "som personuppgiftsbiträde åt företagen",
    head: "| Vad (tabell) | Kategorier | Vem det gäller | Hur länge | Hur |",
    ways_head: "| Anslutning | Till vem | Till vad | Uppgifter |",
    sealed: "krypterat",
    opaque: "inga personuppgifter i klartext",
    tenant_server: "en server som företaget har valt",
    operator_service: "en tjänst som operatören använder",
    named_by_sender: "en server som mejlets avsändare har angett",
    network: "den namnserver som maskinen frågar",
    live_list: "- Listan som den är nu, med varje ändring: [underbiträden](/subprocessors).",
    account: &[
        "ditt namn och din e-postadress, ditt språk, din tidszon och hur du vill att sidor ska se ut",
        "ett värde som ditt lösenord kontrolleras med, dina inloggningar, länkar och API-nycklar",
        "vad du har godkänt, och när",
        "vad du har gjort, i en logg som bevisar det",
        "vad du skriver: svar, anteckningar och utkast, för det företag som du arbetar för",
    ],
    account_usage: "där du tillåter det: vilka sidor och funktioner du använder hur ofta, vilken sorts webbläsare och system du har, och den första delen av din nätverksadress, tills dagen har summerats",
    account_billing: "ditt företags abonnemang, namnet och adresserna som dess fakturor skickas till, dess fakturor och vad som har betalats; fakturor så länge som bokföringslagen kräver",
    no_category: "id-nummer, tillstånd, tidpunkter och tal: inget som nämner en person",
    price_agreed: "Tjänsten kostar det som avtalades när ni beställde den. Utan ett sådant avtal är den kostnadsfri.",
    price_plans: "Tjänsten kostar det som står i ert abonnemang: per plats och månad, från dagen efter provtiden. Sidan ”{page_plan}” visar abonnemanget, vad det kostar och varje faktura. Ett företag som inte har valt något har det första.",
    second_place: " Det signerade förvaras även på en andra plats.",
    told_by_mail: "med e-post och på en sida",
    told_by_page: "på en sida",
    announced_by_mail: "med e-post till administratörerna",
    announced_by_page: "på sidan ”{page_sub}”",
    purpose,
    basis,
    subject,
    retention,
};

const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ServiceDelivery => "Att tillhandahålla tjänsten",
        Purpose::Authentication => "Att logga in människor",
        Purpose::Security => "Att hålla tjänsten säker",
        Purpose::Administration => "Att sköta konton",
        Purpose::SubjectRights => "Att svara människor som använder sina rättigheter",
        Purpose::LegalObligation => "Att följa lagen",
        Purpose::UsageAnalysis => "Att lära sig hur tjänsten används, där du tillåter det",
        Purpose::ProductNews => "Att berätta vad som är nytt i tjänsten, där du ber om det",
        Purpose::OperatorAccess => {
            "Att se i ett företags mejl under en tid, för dess säkerhet, på dess begäran eller enligt lag"
        }
    }
}

const fn basis(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "Rättslig grund: samtycke (artikel 6.1 a).",
        LegalBasis::Contract => "Rättslig grund: avtalet (artikel 6.1 b).",
        LegalBasis::LegalObligation => "Rättslig grund: en rättslig förpliktelse (artikel 6.1 c).",
        LegalBasis::LegitimateInterest => {
            "Rättslig grund: ett berättigat intresse av en säker tjänst (artikel 6.1 f)."
        }
    }
}

const fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Contact => "personer som skriver in",
        Subject::Agent => "personer med ett konto",
        Subject::Tenant => "företaget",
        Subject::Nobody => "ingen",
    }
}

const fn retention(retention: Retention) -> &'static str {
    match retention {
        Retention::Ticket => "så länge konversationen finns, vilket företagets gallringsregel bestämmer",
        Retention::Contact => "så länge personen har en konversation",
        Retention::Account => "så länge kontot finns",
        Retention::Mailbox => "så länge brevlådan är ansluten",
        Retention::Tenant => "så länge avtalet med företaget gäller",
        Retention::Session => "tills den går ut eller avslutas",
        Retention::Work => "tills arbetet är gjort",
        Retention::Notice => "trettio dagar",
        Retention::Export => "sju dagar efter att det kunde lämnas ut",
        Retention::Hold => "så länge avtalet gäller; skälet, ett år efter att spärren hävdes",
        Retention::Request => "ett år efter att begäran stängdes",
        Retention::Alert => "ett år efter att det senast hittades",
        Retention::Usage => "tills dagen har summerats, högst två dagar",
        Retention::UsageSum => "några veckor efter månadens slut",
        Retention::Invoice => "så många kalenderår efter utfärdandeåret som bokföringslagen kräver",
        Retention::Audit => {
            "några år, som operatören bestämmer, högst femton; kontrollsummor finns kvar, utan vad som gjordes"
        }
        Retention::Installation => "så länge installationen finns",
    }
}
