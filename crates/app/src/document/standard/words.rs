//! The words that tables of standard texts are made of, by language.

use super::kept;
use domain::audit::{LegalBasis, Purpose};
use privacy::data_map::{Retention, Subject};

/// Words of a language.
pub(super) struct Words {
    pub operator: &'static str,
    pub law: &'static str,
    pub authority: &'static str,
    pub runs: &'static str,
    pub address: &'static str,
    pub dpo: &'static str,
    pub email: &'static str,
    pub phone: &'static str,
    pub controller: &'static str,
    pub processor: &'static str,
    pub head: &'static str,
    pub ways_head: &'static str,
    pub sealed: &'static str,
    pub opaque: &'static str,
    pub tenant_server: &'static str,
    pub operator_service: &'static str,
    pub named_by_sender: &'static str,
    pub network: &'static str,
    pub live_list: &'static str,
    pub account: &'static [&'static str],
    pub purpose: fn(Purpose) -> &'static str,
    pub basis: fn(LegalBasis) -> &'static str,
    pub subject: fn(Subject) -> &'static str,
    pub retention: fn(Retention) -> &'static str,
}

/// Those of a language; English for one that has none.
pub(super) fn of(language: &str) -> &'static Words {
    static WORDS: [Words; 2] = [ENGLISH, DANISH];
    let [english, danish] = &WORDS;
    if language == "da" { danish } else { english }
}

const ENGLISH: Words = Words {
    operator: "the operator of this Deskhero",
    law: "Sweden",
    authority: "the supervisory authority of the operator’s country",
    runs: "Operator",
    address: "Address",
    dpo: "Data protection",
    email: "E-mail",
    phone: "Telephone",
    controller: "as controller",
    processor: "as processor for the companies",
    head: "| What (table) | Whose | Kept | How |",
    ways_head: "| Connection | To whom | What for | Data |",
    sealed: "encrypted",
    opaque: "no personal data in clear",
    tenant_server: "a server that the company chose",
    operator_service: "a service beside Deskhero",
    named_by_sender: "a server that the sender of a mail named",
    network: "the machine’s own network",
    live_list: "- The list as it stands now, with every change: [sub-processors](/subprocessors).",
    account: &[
        "your name and e-mail address, your language, time zone and how you like pages to look",
        "a value by which your password is checked, your sign-ins, links and API tokens",
        "what you agreed to, and when",
        "what you did, in a log that proves it",
        "what you write: answers, notes and drafts, for the company that you work for",
    ],
    purpose: purpose_en,
    basis: basis_en,
    subject: subject_en,
    retention: kept,
};

const DANISH: Words = Words {
    operator: "den, der driver denne Deskhero",
    law: "Sverige",
    authority: "tilsynsmyndigheden i operatørens land",
    runs: "Operatør",
    address: "Adresse",
    dpo: "Databeskyttelse",
    email: "E-mail",
    phone: "Telefon",
    controller: "som dataansvarlig",
    processor: "som databehandler for virksomhederne",
    account: &[
        "dit navn og din e-mailadresse, dit sprog, din tidszone og hvordan du vil have sider vist",
        "en værdi, som din adgangskode kontrolleres med, dine login, links og API-nøgler",
        "hvad du har godkendt, og hvornår",
        "hvad du har gjort, i en log, der beviser det",
        "hvad du skriver: svar, noter og kladder, for den virksomhed, du arbejder for",
    ],
    purpose: purpose_da,
    basis: basis_da,
    ..ENGLISH
};

const fn purpose_en(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ServiceDelivery => "Providing the service",
        Purpose::Authentication => "Signing people in",
        Purpose::Security => "Keeping the service safe",
        Purpose::Administration => "Running accounts",
        Purpose::SubjectRights => "Answering people who use their rights",
        Purpose::LegalObligation => "Obeying the law",
        Purpose::UsageAnalysis => "Learning how the service is used, where you allow it",
        Purpose::OperatorAccess => {
            "Looking into a company’s mail for a while, for its safety, at its request, or by law"
        }
    }
}

const fn basis_en(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "Legal basis: consent (Article 6(1)(a)).",
        LegalBasis::Contract => "Legal basis: the contract (Article 6(1)(b)).",
        LegalBasis::LegalObligation => "Legal basis: a legal obligation (Article 6(1)(c)).",
        LegalBasis::LegitimateInterest => {
            "Legal basis: a legitimate interest in a safe service (Article 6(1)(f))."
        }
    }
}

const fn subject_en(subject: Subject) -> &'static str {
    match subject {
        Subject::Contact => "people who write in",
        Subject::Agent => "people with an account",
        Subject::Tenant => "the company",
        Subject::Nobody => "nobody’s",
    }
}

const fn purpose_da(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::ServiceDelivery => "At levere tjenesten",
        Purpose::Authentication => "At logge folk ind",
        Purpose::Security => "At holde tjenesten sikker",
        Purpose::Administration => "At drive konti",
        Purpose::SubjectRights => "At svare folk, der bruger deres rettigheder",
        Purpose::LegalObligation => "At følge loven",
        Purpose::UsageAnalysis => "At lære, hvordan tjenesten bruges, hvor du tillader det",
        Purpose::OperatorAccess => {
            "At se i en virksomheds post for en tid, af hensyn til sikkerheden, efter dens ønske eller efter loven"
        }
    }
}

const fn basis_da(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "Retsgrundlag: samtykke (artikel 6, stk. 1, litra a).",
        LegalBasis::Contract => "Retsgrundlag: kontrakten (artikel 6, stk. 1, litra b).",
        LegalBasis::LegalObligation => "Retsgrundlag: en retlig forpligtelse (artikel 6, stk. 1, litra c).",
        LegalBasis::LegitimateInterest => {
            "Retsgrundlag: en legitim interesse i en sikker tjeneste (artikel 6, stk. 1, litra f)."
        }
    }
}
