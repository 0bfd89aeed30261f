//! Norwegian Bokmål.

use super::Words;
use domain::audit::{LegalBasis, Purpose};
use privacy::data_map::{Retention, Subject};

pub(super) const WORDS: Words = Words {
    language: "nb",
    operator: "den som drifter denne Deskhero-installasjonen",
    authority: "tilsynsmyndigheten i operatørens land",
    runs: "Operatør",
    address: "Adresse",
    dpo: "Personvern",
    email: "E-post",
    phone: "Telefon",
    controller: "som behandlingsansvarlig",
    processor: "som databehandler for virksomhetene",
    head: "| Hva (tabell) | Kategorier | Hvem det gjelder | Hvor lenge | Hvordan |",
    ways_head: "| Forbindelse | Til hvem | Til hva | Opplysninger |",
    sealed: "kryptert",
    opaque: "ingen personopplysninger i klartekst",
    tenant_server: "en server som virksomheten har valgt",
    operator_service: "en tjeneste som operatøren bruker",
    named_by_sender: "en server som avsenderen av e-posten har angitt",
    network: "navnetjeneren som maskinen spør",
    live_list: "- Listen slik den er nå, med hver endring: [underdatabehandlere](/subprocessors).",
    account: &[
        "navnet og e-postadressen din, språket og tidssonen din, og hvordan du vil at sider skal se ut",
        "en verdi som passordet ditt kontrolleres med, innloggingene, lenkene og API-nøklene dine",
        "hva du har godtatt, og når",
        "hva du har gjort, i en logg som beviser det",
        "hva du skriver: svar, notater og utkast, for virksomheten du arbeider for",
    ],
    account_usage: "der du tillater det: hvilke sider og funksjoner du bruker hvor ofte, hva slags nettleser og system du har, og den første delen av nettverksadressen din, til dagen er summert",
    account_billing: "abonnementet til virksomheten din, navnet og adressene fakturaene sendes til, fakturaene og hva som er betalt; fakturaer så lenge bokføringsloven krever",
    no_category: "ID-numre, tilstander, tidspunkter og tall: ingenting som nevner en person",
    price_agreed: "Tjenesten koster det som ble avtalt da dere bestilte den. Uten en slik avtale er den gratis.",
    price_plans: "Tjenesten koster det som står i abonnementet deres: per plass og måned, fra dagen etter prøvetiden. Siden «{page_plan}» viser abonnementet, hva det koster og hver faktura. En virksomhet som ikke har valgt noe, har det første.",
    second_place: " Det signerte oppbevares også et annet sted.",
    told_by_mail: "med e-post og på en side",
    told_by_page: "på en side",
    announced_by_mail: "med e-post til administratorene",
    announced_by_page: "på siden «{page_sub}»",
    purpose,
    basis,
    subject,
    retention,
};

const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ServiceDelivery => "Å levere tjenesten",
        Purpose::Authentication => "Å logge folk inn",
        Purpose::Security => "Å holde tjenesten sikker",
        Purpose::Administration => "Å drifte kontoer",
        Purpose::SubjectRights => "Å svare folk som bruker rettighetene sine",
        Purpose::LegalObligation => "Å følge loven",
        Purpose::UsageAnalysis => "Å lære hvordan tjenesten brukes, der du tillater det",
        Purpose::ProductNews => "Å fortelle hva som er nytt i tjenesten, der du ber om det",
        Purpose::OperatorAccess => {
            "Å se i en virksomhets e-post for en tid, av hensyn til sikkerheten, etter dens ønske eller etter loven"
        }
    }
}

const fn basis(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "Behandlingsgrunnlag: samtykke (artikkel 6 nr. 1 bokstav a).",
        LegalBasis::Contract => "Behandlingsgrunnlag: avtalen (artikkel 6 nr. 1 bokstav b).",
        LegalBasis::LegalObligation => {
            "Behandlingsgrunnlag: en rettslig forpliktelse (artikkel 6 nr. 1 bokstav c)."
        }
        LegalBasis::LegitimateInterest => {
            "Behandlingsgrunnlag: en berettiget interesse i en sikker tjeneste (artikkel 6 nr. 1 bokstav f)."
        }
    }
}

const fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Contact => "folk som skriver inn",
        Subject::Agent => "folk med en konto",
        Subject::Tenant => "virksomheten",
        Subject::Nobody => "ingen",
    }
}

const fn retention(retention: Retention) -> &'static str {
    match retention {
        Retention::Ticket => "så lenge samtalen finnes, noe virksomhetens oppbevaringsregel bestemmer",
        Retention::Contact => "så lenge personen har en samtale",
        Retention::Account => "så lenge kontoen finnes",
        Retention::Mailbox => "så lenge postkassen er koblet til",
        Retention::Tenant => "så lenge avtalen med virksomheten gjelder",
        Retention::Session => "til den utløper eller avsluttes",
        Retention::Work => "til arbeidet er gjort",
        Retention::Notice => "tretti dager",
        Retention::Export => "sju dager etter at det kunne utleveres",
        Retention::Hold => "så lenge avtalen gjelder; begrunnelsen, ett år etter at sperren ble opphevet",
        Retention::Request => "ett år etter at anmodningen ble lukket",
        Retention::Alert => "ett år etter at det sist ble funnet",
        Retention::Usage => "til dagen er summert, høyst to dager",
        Retention::UsageSum => "noen uker etter månedens slutt",
        Retention::Invoice => "så mange kalenderår etter utstedelsesåret som bokføringsloven krever",
        Retention::Audit => {
            "noen år, som operatøren bestemmer, høyst femten; kontrollsummer blir, uten hva som ble gjort"
        }
        Retention::Installation => "så lenge installasjonen finnes",
    }
}
