//! English.

use super::Words;
use domain::audit::{LegalBasis, Purpose};
use privacy::data_map::{Retention, Subject};

pub(super) const WORDS: Words = Words {
    language: "en",
    operator: "the operator of this Deskhero",
    authority: "the supervisory authority of the operator’s country",
    runs: "Operator",
    address: "Address",
    dpo: "Data protection",
    email: "E-mail",
    phone: "Telephone",
    controller: "as controller",
    processor: "as processor for the companies",
    head: "| What (table) | Categories | Whose | Kept | How |",
    ways_head: "| Connection | To whom | What for | Data |",
    sealed: "encrypted",
    opaque: "no personal data in clear",
    tenant_server: "a server that the company chose",
    operator_service: "a service that the operator uses",
    named_by_sender: "a server that the sender of a mail named",
    network: "the name server that this machine asks",
    live_list: "- The list as it stands now, with every change: [sub-processors](/subprocessors).",
    account: &[
        "your name and e-mail address, your language, time zone and how you like pages to look",
        "a value by which your password is checked, your sign-ins, links and API tokens",
        "what you agreed to, and when",
        "what you did, in a log that proves it",
        "what you write: answers, notes and drafts, for the company that you work for",
    ],
    account_usage: "where you allow it: which pages and functions you use how often, the family of your browser and system, and the first part of your network address, until the day is summed up",
    account_billing: "the plan of your company, the name and the addresses that its invoices go to, its invoices and what was paid; invoices as long as the law on bookkeeping says",
    no_category: "identifiers, states, times and numbers: nothing that names a person",
    price_agreed: "What the service costs is what was agreed when you ordered it. Without such an agreement it is free of charge.",
    price_plans: "The service costs what the plan says that your company is on: for each seat and month, from the day after its trial. The page “{page_plan}” shows the plan, what it costs and every invoice. A company that chose no plan is on the first one.",
    second_place: " What was signed is also kept in a second place.",
    told_by_mail: "by e-mail and on a page",
    told_by_page: "on a page",
    announced_by_mail: "by e-mail to its admins",
    announced_by_page: "on the page “{page_sub}”",
    purpose,
    basis,
    subject,
    retention,
};

const fn purpose(purpose: Purpose) -> &'static str {
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

const fn basis(basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => "Legal basis: consent (Article 6(1)(a)).",
        LegalBasis::Contract => "Legal basis: the contract (Article 6(1)(b)).",
        LegalBasis::LegalObligation => "Legal basis: a legal obligation (Article 6(1)(c)).",
        LegalBasis::LegitimateInterest => {
            "Legal basis: a legitimate interest in a safe service (Article 6(1)(f))."
        }
    }
}

const fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Contact => "people who write in",
        Subject::Agent => "people with an account",
        Subject::Tenant => "the company",
        Subject::Nobody => "nobody’s",
    }
}

const fn retention(retention: Retention) -> &'static str {
    match retention {
        Retention::Ticket => "as long as the conversation, which the company’s retention rule ends",
        Retention::Contact => "as long as the person has a conversation",
        Retention::Account => "as long as the account",
        Retention::Mailbox => "as long as the mailbox is connected",
        Retention::Tenant => "as long as the contract with the company",
        Retention::Session => "until it expires or is ended",
        Retention::Work => "until the work is done",
        Retention::Notice => "thirty days",
        Retention::Export => "seven days after it could be handed over",
        Retention::Hold => "as long as the contract; the reason, a year after the hold was released",
        Retention::Request => "a year after the request was closed",
        Retention::Alert => "a year after it was last found",
        Retention::Usage => "until its day is summed up, two days at most",
        Retention::UsageSum => "some weeks after its month",
        Retention::Invoice => "as many calendar years after that of its issue as the law on bookkeeping says",
        Retention::Audit => {
            "some years, as the operator says, fifteen at most; hashes stay, without what was done"
        }
        Retention::Installation => "as long as the installation",
    }
}
