//! The sections about whoever runs Deskhero: what documents and the trust centre say.

use crate::declare::section;

section! {
    /// What you say about yourself in the documents that Deskhero writes drafts of (docs/documents.md).
    "policy" Policy {
        /// Whose law governs. A country of the European Economic Area, in English or by its two letters, goes by its name in each
        /// language.
        governing_law: String = "Sweden".to_owned(), "a text";
        /// The supervisory authority, as it is to be named.
        supervisory_authority: String = "Integritetsskyddsmyndigheten (IMY), Box 8114, 104 20 Stockholm, Sweden, imy@imy.se".to_owned(),
            "a text";
        /// The language whose text counts; those in others are translations of it.
        language: String = "en".to_owned(), "a language tag like \"en\" or \"pt-BR\"";
    }
    without default {
        /// Who runs this Deskhero: the name of a company, with its registration number where it has one.
        operator: String, "\"Example Hosting AB, 556000-0000\"", "a text";
        /// Postal address.
        address: String, "\"Storgatan 1, 111 22 Stockholm, Sweden\"", "a text";
        /// Where whoever found a hole writes, for `/.well-known/security.txt`. Without it, `dpo.email`.
        security_contact: String, "\"security@example.com\"", "an e-mail address, or a text that starts with https://";
    }
}

section! {
    /// Whom people ask about data protection: your data protection officer, or whoever answers in their place. All three are
    /// needed where `server.public_url` is not this machine's own: `deskhero serve` does not start without them.
    "dpo" Dpo {
    }
    without default {
        /// Name.
        name: String, "\"Karin Ek\"", "a text";
        /// E-mail address.
        email: String, "\"privacy@example.com\"", "an e-mail address";
        /// Telephone.
        phone: String, "\"+46 8 000 00 00\"", "a text";
    }
}
