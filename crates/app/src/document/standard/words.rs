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
    static WORDS: [Words; 5] = [ENGLISH, DANISH, SWEDISH, NORWEGIAN, GERMAN];
    let [english, danish, swedish, norwegian, german] = &WORDS;
    match language {
        "da" => danish,
        "sv" => swedish,
        "nb" => norwegian,
        "de" => german,
        _ => english,
    }
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

const SWEDISH: Words = Words {
    operator: "den som driver denna Deskhero",
    law: "Sverige",
    authority: "tillsynsmyndigheten i driftansvarigs land",
    runs: "Driftansvarig",
    address: "Adress",
    dpo: "Dataskydd",
    email: "E-post",
    phone: "Telefon",
    controller: "som personuppgiftsansvarig",
    processor: "som personuppgiftsbiträde åt företagen",
    account: &[
        "ditt namn och din e-postadress, ditt språk, din tidszon och hur du vill att sidor ska se ut",
        "ett värde som ditt lösenord kontrolleras med, dina inloggningar, länkar och API-nycklar",
        "vad du har godkänt, och när",
        "vad du har gjort, i en logg som bevisar det",
        "vad du skriver: svar, anteckningar och utkast, för det företag som du arbetar för",
    ],
    purpose: purpose_sv,
    basis: basis_sv,
    ..ENGLISH
};

const NORWEGIAN: Words = Words {
    operator: "den som drifter denne Deskhero-installasjonen",
    law: "Sverige",
    authority: "tilsynsmyndigheten i operatørens land",
    runs: "Operatør",
    address: "Adresse",
    dpo: "Personvern",
    email: "E-post",
    phone: "Telefon",
    controller: "som behandlingsansvarlig",
    processor: "som databehandler for virksomhetene",
    account: &[
        "navnet og e-postadressen din, språket og tidssonen din, og hvordan du vil at sider skal se ut",
        "en verdi som passordet ditt kontrolleres med, innloggingene, lenkene og API-nøklene dine",
        "hva du har godtatt, og når",
        "hva du har gjort, i en logg som beviser det",
        "hva du skriver: svar, notater og utkast, for virksomheten du arbeider for",
    ],
    purpose: purpose_nb,
    basis: basis_nb,
    ..ENGLISH
};

const GERMAN: Words = Words {
    operator: "der Betreiber dieses Deskhero",
    law: "Schweden",
    authority: "die Aufsichtsbehörde im Land des Betreibers",
    runs: "Betreiber",
    address: "Adresse",
    dpo: "Datenschutz",
    email: "E-Mail",
    phone: "Telefon",
    controller: "als Verantwortlicher",
    processor: "als Auftragsverarbeiter für die Unternehmen",
    account: &[
        "Ihr Name und Ihre E-Mail-Adresse, Ihre Sprache, Ihre Zeitzone und wie Seiten für Sie aussehen sollen",
        "ein Wert, mit dem Ihr Passwort geprüft wird, Ihre Anmeldungen, Links und API-Tokens",
        "welchen Texten Sie zugestimmt haben, und wann",
        "was Sie getan haben, in einem Protokoll, das es beweist",
        "was Sie schreiben: Antworten, Notizen und Entwürfe, für das Unternehmen, für das Sie arbeiten",
    ],
    purpose: purpose_de,
    basis: basis_de,
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
        Purpose::ProductNews => "Telling you what is new in the service, where you ask for it",
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
        Purpose::ProductNews => "At fortælle, hvad der er nyt i tjenesten, hvor du beder om det",
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

const fn purpose_sv(purpose: Purpose) -> &'static str {
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

const fn basis_sv(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "Rättslig grund: samtycke (artikel 6.1 a).",
        LegalBasis::Contract => "Rättslig grund: avtalet (artikel 6.1 b).",
        LegalBasis::LegalObligation => "Rättslig grund: en rättslig förpliktelse (artikel 6.1 c).",
        LegalBasis::LegitimateInterest => {
            "Rättslig grund: ett berättigat intresse av en säker tjänst (artikel 6.1 f)."
        }
    }
}

const fn purpose_nb(purpose: Purpose) -> &'static str {
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

const fn basis_nb(basis: LegalBasis) -> &'static str {
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

const fn purpose_de(purpose: Purpose) -> &'static str {
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

const fn basis_de(basis: LegalBasis) -> &'static str {
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
