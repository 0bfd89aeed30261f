//! Who sent a mail: what its header says, what the receiving server found out, and what is worth a warning.

use super::list::Words;
use app::message::suspect::{self, Sender, Suspicion};
use app::view::MessageView;
use domain::MessageKind;
use domain::record::{Address, AuthResult, Authentication};

/// A line of the details.
pub struct Detail {
    /// What it is.
    pub name: String,
    /// What it says.
    pub value: String,
}

/// What is worth a warning.
#[must_use]
pub fn alerts(words: &Words<'_>, message: &MessageView) -> Vec<String> {
    if message.kind != MessageKind::Inbound {
        return Vec::new();
    }
    let own = super::identities::own(words);
    let found = suspect::of(&Sender {
        from: &message.from,
        reply_to: &message.reply_to,
        kind: message.mail_kind,
        verdict: message.authentication.as_ref(),
        own: &own,
    });
    let said = |suspicion: Suspicion| match suspicion {
        Suspicion::OwnAddress(own) => words.texts.t_args("sender-own-address", &[("address", own)]),
        Suspicion::NotConfirmed(domain) => words.texts.t_args("sender-not-confirmed", &[("domain", domain)]),
        Suspicion::OtherAddressShown(shown, real) => {
            words.texts.t_args("sender-other-address", &[("shown", shown), ("address", real)])
        }
        Suspicion::AnswersElsewhere(to) => words.texts.t_args("sender-answers-elsewhere", &[("address", to)]),
    };
    found.into_iter().map(said).collect()
}

/// What stands in the header, and the receiving server's word. Notes have neither.
#[must_use]
pub fn details(words: &Words<'_>, message: &MessageView) -> Vec<Detail> {
    if message.kind == MessageKind::Note {
        return Vec::new();
    }
    let list = |key: &str, all: &[Address]| {
        let value = all.iter().map(written).collect::<Vec<_>>().join(", ");
        (!all.is_empty()).then(|| Detail { name: words.texts.t(key), value })
    };
    let subject = message.subject.trim();
    let subject = (!subject.is_empty())
        .then(|| Detail { name: words.texts.t("message-subject"), value: subject.to_owned() });
    let checked = (message.kind == MessageKind::Inbound).then(|| Detail {
        name: words.texts.t("sender-checked"),
        value: message
            .authentication
            .as_ref()
            .map_or_else(|| words.texts.t("sender-unknown"), |found| told(words, found)),
    });
    [
        list("message-from", &message.from),
        list("message-to", &message.to),
        list("message-cc", &message.cc),
        list("message-reply-to", &message.reply_to),
        subject,
        checked,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn written(address: &Address) -> String {
    match address.name.trim() {
        "" => address.email.clone(),
        name => format!("{name} <{}>", address.email),
    }
}

fn told(words: &Words<'_>, found: &Authentication) -> String {
    let result = |name: &str, result: Option<AuthResult>| {
        result
            .map(|result| format!("{name} {}", words.texts.t(&format!("sender-result-{}", result.as_str()))))
    };
    let results = [result("SPF", found.spf), result("DKIM", found.dkim), result("DMARC", found.dmarc)];
    let results = results.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if found.server.is_empty() {
        return results;
    }
    words.texts.t_args("sender-said", &[("results", results.as_str()), ("server", found.server.as_str())])
}
