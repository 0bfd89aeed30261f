//! Who sent a mail: what its header says, what the receiving server found out, what its signatures came to here, and
//! what is worth a warning.

use super::list::Words;
use app::message::suspect::{self, Sender, Suspicion};
use app::view::MessageView;
use domain::record::{Address, AuthResult, Authentication, SenderCheck, SignatureCheck, SignatureResult};
use domain::{MessageKind, SignatureState};

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
        check: message.sender_check.as_ref(),
        own: &own,
    });
    let said = |suspicion: Suspicion| match suspicion {
        Suspicion::OwnAddress(own) => words.texts.t_args("sender-own-address", &[("address", own)]),
        Suspicion::OwnSignature(own) => words.texts.t_args("sender-own-signature", &[("address", own)]),
        Suspicion::NotConfirmed(domain) => words.texts.t_args("sender-not-confirmed", &[("domain", domain)]),
        Suspicion::OtherAddressShown(shown, real) => {
            words.texts.t_args("sender-other-address", &[("shown", shown), ("address", real)])
        }
        Suspicion::AnswersElsewhere(to) => words.texts.t_args("sender-answers-elsewhere", &[("address", to)]),
    };
    found.into_iter().map(said).collect()
}

/// What stands in the header, the receiving server's word, and what was checked here. Notes have none of it.
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
    let here = checked_here(words, message)
        .map(|value| Detail { name: words.texts.t("sender-checked-here"), value });
    [
        list("message-from", &message.from),
        list("message-to", &message.to),
        list("message-cc", &message.cc),
        list("message-reply-to", &message.reply_to),
        subject,
        checked,
        here,
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

/// What the signatures came to, a line each. Nothing where that was never asked for.
fn checked_here(words: &Words<'_>, message: &MessageView) -> Option<String> {
    match (message.signature_state?, &message.sender_check) {
        (SignatureState::Unsigned, _) => Some(words.texts.t("sender-unsigned")),
        (SignatureState::Checked, Some(check)) => Some(lines(words, check)),
        (SignatureState::Waiting, _) | (SignatureState::Checked, None) => {
            Some(words.texts.t("sender-waiting"))
        }
    }
}

fn lines(words: &Words<'_>, check: &SenderCheck) -> String {
    let mut lines: Vec<String> = check.signatures.iter().map(|one| line(words, one)).collect();
    if check.left_out > 0 {
        lines.push(words.texts.t_args("sender-signatures-left-out", &[("count", i64::from(check.left_out))]));
    }
    lines.join("\n")
}

fn line(words: &Words<'_>, one: &SignatureCheck) -> String {
    let domain = match one.domain.as_str() {
        "" => words.texts.t("sender-signature-nameless"),
        domain => domain.to_owned(),
    };
    let reason = one.reason.map(|reason| words.texts.t(&format!("sender-reason-{}", reason.as_str())));
    let key = match (one.result, one.aligned) {
        (SignatureResult::Pass, true) => "sender-signature-own".to_owned(),
        (SignatureResult::Pass, false) => "sender-signature-other".to_owned(),
        (result, _) => format!("sender-signature-{}", result.as_str()),
    };
    words.texts.t_args(&key, &[("domain", domain), ("reason", reason.unwrap_or_default())])
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
