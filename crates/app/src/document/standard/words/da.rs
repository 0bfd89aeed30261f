//! Danish.

use super::Words;
use domain::audit::{LegalBasis, Purpose};
use privacy::data_map::{Retention, Subject};

pub(super) const WORDS: Words = Words {
    language: "da",
    operator: "den, der driver denne Deskhero",
    authority: "tilsynsmyndigheden i operatørens land",
    runs: "Operatør",
    address: "Adresse",
    dpo: "Databeskyttelse",
    email: "E-mail",
    phone: "Telefon",
    controller: "som dataansvarlig",
    processor: "som databehandler for virksomhederne",
    head: "| Hvad (tabel) | Kategorier | Hvem det angår | Hvor længe | Hvordan |",
    ways_head: "| Forbindelse | Til hvem | Til hvad | Oplysninger |",
    sealed: "krypteret",
    opaque: "ingen personoplysninger i klartekst",
    tenant_server: "en server, som virksomheden har valgt",
    operator_service: "en tjeneste, som operatøren bruger",
    named_by_sender: "en server, som mailens afsender har angivet",
    network: "den navneserver, som maskinen spørger",
    live_list: "- Listen, som den er nu, med hver ændring: [underdatabehandlere](/subprocessors).",
    account: &[
        "dit navn og din e-mailadresse, dit sprog, din tidszone og hvordan du vil have sider vist",
        "en værdi, som din adgangskode kontrolleres med, dine login, links og API-nøgler",
        "hvad du har godkendt, og hvornår",
        "hvad du har gjort, i en log, der beviser det",
        "hvad du skriver: svar, noter og kladder, for den virksomhed, du arbejder for",
    ],
    account_usage: "hvor du tillader det: hvilke sider og funktioner du bruger hvor ofte, hvilken slags browser og system du har, og den første del af din netværksadresse, til dagen er lagt sammen",
    account_billing: "din virksomheds abonnement, navnet og adresserne, som dens fakturaer sendes til, dens fakturaer, og hvad der er betalt; fakturaer så længe bogføringsloven kræver det",
    no_category: "id-numre, tilstande, tidspunkter og tal: intet, der nævner en person",
    price_agreed: "Prisen er den, der blev aftalt ved bestillingen. Uden en sådan aftale er tjenesten gratis.",
    price_plans: "Tjenesten koster det, der står i jeres abonnement: pr. plads og måned, fra dagen efter prøvetiden. Siden »{page_plan}« viser abonnementet, hvad det koster, og hver faktura. En virksomhed, der ikke har valgt et abonnement, har det første.",
    second_place: " Det signerede opbevares også et andet sted.",
    told_by_mail: "med en e-mail og på en side",
    told_by_page: "på en side",
    announced_by_mail: "med e-mail til dens administratorer",
    announced_by_page: "på siden »{page_sub}«",
    purpose,
    basis,
    subject,
    retention,
};

const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ServiceDelivery => "At levere tjenesten",
        Purpose::Authentication => "At logge folk ind",
        Purpose::Security => "At holde tjenesten sikker",
        Purpose::Administration => "At drive konti",
        Purpose::SubjectRights => "At svare folk, der bruger deres rettigheder",
        Purpose::LegalObligation => "At følge loven",
        Purpose::UsageAnalysis => "At lære, hvordan tjenesten bruges, hvor du tillader det",
        Purpose::ProductNews => "At fortælle, hvad der er nyt i tjenesten, hvor du beder om det",
        Purpose::OperatorAccess => {
            "At se i en virksomheds post for en tid, af hensyn til sikkerheden, efter dens ønske eller efter loven"
        }
    }
}

const fn basis(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "Retsgrundlag: samtykke (artikel 6, stk. 1, litra a).",
        LegalBasis::Contract => "Retsgrundlag: kontrakten (artikel 6, stk. 1, litra b).",
        LegalBasis::LegalObligation => "Retsgrundlag: en retlig forpligtelse (artikel 6, stk. 1, litra c).",
        LegalBasis::LegitimateInterest => {
            "Retsgrundlag: en legitim interesse i en sikker tjeneste (artikel 6, stk. 1, litra f)."
        }
    }
}

const fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Contact => "folk, der skriver ind",
        Subject::Agent => "folk med en konto",
        Subject::Tenant => "virksomheden",
        Subject::Nobody => "ingen",
    }
}

const fn retention(retention: Retention) -> &'static str {
    match retention {
        Retention::Ticket => "så længe samtalen findes, hvilket virksomhedens opbevaringsregel bestemmer",
        Retention::Contact => "så længe personen har en samtale",
        Retention::Account => "så længe som kontoen",
        Retention::Mailbox => "så længe postkassen er tilsluttet",
        Retention::Tenant => "så længe som kontrakten med virksomheden",
        Retention::Session => "til den udløber eller afsluttes",
        Retention::Work => "til arbejdet er gjort",
        Retention::Notice => "tredive dage",
        Retention::Export => "syv dage efter, at det kunne udleveres",
        Retention::Hold => {
            "så længe aftalen gælder; begrundelsen, et år efter at tilbageholdelsen blev ophævet"
        }
        Retention::Request => "et år efter, at anmodningen blev lukket",
        Retention::Alert => "et år efter, at det sidst blev fundet",
        Retention::Usage => "til dagen er lagt sammen, højst to dage",
        Retention::UsageSum => "nogle uger efter månedens udgang",
        Retention::Invoice => "så mange kalenderår efter udstedelsesåret, som bogføringsloven kræver",
        Retention::Audit => {
            "nogle år, som operatøren bestemmer, højst femten; kontrolsummer bliver, uden hvad der blev gjort"
        }
        Retention::Installation => "så længe som installationen",
    }
}
