//! Providers that everybody knows: facts from their own help pages. A line is right until the provider changes
//! something; what does not answer is found by the live test.

use super::{Endpoint, Login, Proposal, Source};
use domain::record::Security;

/// What a person should know before trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hint {
    /// The account's own password is refused: the provider wants one made for this program.
    AppPassword,
    /// IMAP has to be switched on at the provider first.
    SwitchOn,
    /// The provider takes no password any more, only OAuth2.
    NoPasswords,
    /// The provider offers no IMAP to the outside.
    NoImap,
}

impl Hint {
    /// The word for it in message keys and the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AppPassword => "app_password",
            Self::SwitchOn => "switch_on",
            Self::NoPasswords => "no_passwords",
            Self::NoImap => "no_imap",
        }
    }
}

struct Provider {
    name: &'static str,
    /// Domains of addresses.
    domains: &'static [&'static str],
    /// Domains that the MX of its other domains ends in.
    mx: &'static [&'static str],
    imap: (&'static str, u16),
    smtp: (&'static str, u16),
    hint: Option<Hint>,
}

/// Port 587 means STARTTLS (RFC 6409), every other one TLS from the first byte (RFC 8314).
const fn provider(
    name: &'static str,
    domains: &'static [&'static str],
    mx: &'static [&'static str],
    imap: &'static str,
    smtp: (&'static str, u16),
    hint: Option<Hint>,
) -> Provider {
    Provider { name, domains, mx, imap: (imap, 993), smtp, hint }
}

const APP: Option<Hint> = Some(Hint::AppPassword);
const ON: Option<Hint> = Some(Hint::SwitchOn);

const PROVIDERS: &[Provider] = &[
    provider(
        "Google",
        &["gmail.com", "googlemail.com"],
        &["google.com", "googlemail.com"],
        "imap.gmail.com",
        ("smtp.gmail.com", 465),
        APP,
    ),
    provider(
        "Microsoft",
        &["outlook.com", "hotmail.com", "live.com", "msn.com"],
        &["mail.protection.outlook.com", "olc.protection.outlook.com", "mx.microsoft"],
        "outlook.office365.com",
        ("smtp.office365.com", 587),
        Some(Hint::NoPasswords),
    ),
    provider(
        "iCloud",
        &["icloud.com", "me.com", "mac.com"],
        &["mail.icloud.com"],
        "imap.mail.me.com",
        ("smtp.mail.me.com", 587),
        APP,
    ),
    provider(
        "Yahoo",
        &["yahoo.com", "yahoo.co.uk", "yahoo.de", "yahoo.fr", "yahoo.es", "yahoo.it", "ymail.com"],
        &["yahoodns.net"],
        "imap.mail.yahoo.com",
        ("smtp.mail.yahoo.com", 465),
        APP,
    ),
    provider("AOL", &["aol.com"], &[], "imap.aol.com", ("smtp.aol.com", 465), APP),
    provider(
        "Fastmail",
        &["fastmail.com", "fastmail.fm"],
        &["messagingengine.com"],
        "imap.fastmail.com",
        ("smtp.fastmail.com", 465),
        APP,
    ),
    provider(
        "Proton",
        &["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
        &["protonmail.ch"],
        "imap.proton.me",
        ("smtp.proton.me", 587),
        Some(Hint::NoImap),
    ),
    provider(
        "GMX",
        &["gmx.de", "gmx.net", "gmx.at", "gmx.ch"],
        &[],
        "imap.gmx.net",
        ("mail.gmx.net", 465),
        ON,
    ),
    provider("GMX", &["gmx.com", "gmx.us"], &[], "imap.gmx.com", ("mail.gmx.com", 587), ON),
    provider("WEB.DE", &["web.de"], &[], "imap.web.de", ("smtp.web.de", 587), ON),
    provider(
        "T-Online",
        &["t-online.de", "magenta.de"],
        &[],
        "secureimap.t-online.de",
        ("securesmtp.t-online.de", 465),
        APP,
    ),
    provider("Posteo", &["posteo.de", "posteo.net"], &[], "posteo.de", ("posteo.de", 465), None),
    provider(
        "mailbox.org",
        &["mailbox.org"],
        &["mailbox.org"],
        "imap.mailbox.org",
        ("smtp.mailbox.org", 465),
        None,
    ),
    provider(
        "Zoho",
        &["zoho.com", "zohomail.com"],
        &["zoho.com"],
        "imap.zoho.com",
        ("smtp.zoho.com", 465),
        APP,
    ),
    provider("Zoho", &["zohomail.eu"], &["zoho.eu"], "imap.zoho.eu", ("smtp.zoho.eu", 465), APP),
    provider(
        "Yandex",
        &["yandex.com", "yandex.ru", "ya.ru"],
        &["yandex.net", "yandex.ru"],
        "imap.yandex.com",
        ("smtp.yandex.com", 465),
        APP,
    ),
    provider("one.com", &[], &["one.com"], "imap.one.com", ("send.one.com", 465), None),
    provider("IONOS", &[], &["kundenserver.de"], "imap.ionos.de", ("smtp.ionos.de", 465), None),
    provider("STRATO", &[], &["rzone.de"], "imap.strato.de", ("smtp.strato.de", 465), None),
    provider("OVH", &[], &["mail.ovh.net"], "ssl0.ovh.net", ("ssl0.ovh.net", 465), None),
    provider("Gandi", &[], &["mail.gandi.net"], "mail.gandi.net", ("mail.gandi.net", 465), None),
    provider(
        "Infomaniak",
        &[],
        &["infomaniak.ch"],
        "mail.infomaniak.com",
        ("mail.infomaniak.com", 465),
        None,
    ),
    provider("Migadu", &[], &["migadu.com"], "imap.migadu.com", ("smtp.migadu.com", 465), None),
    provider("Hostinger", &[], &["hostinger.com"], "imap.hostinger.com", ("smtp.hostinger.com", 465), None),
    provider("Loopia", &[], &["loopia.se"], "mailcluster.loopia.se", ("mailcluster.loopia.se", 465), None),
    provider(
        "Rackspace",
        &[],
        &["emailsrvr.com"],
        "secure.emailsrvr.com",
        ("secure.emailsrvr.com", 465),
        None,
    ),
];

/// The provider whose addresses end in this domain.
pub(super) fn of_domain(domain: &str) -> Option<Proposal> {
    let found = PROVIDERS.iter().find(|known| known.domains.contains(&domain))?;
    Some(found.proposal(Source::Provider))
}

/// The provider whose servers take the mail of other domains in, by the name of one.
pub(super) fn of_mx(host: &str) -> Option<Proposal> {
    let found = PROVIDERS.iter().find(|known| known.mx.iter().any(|end| is_below(host, end)))?;
    Some(found.proposal(Source::Mx))
}

/// The provider of an IMAP server.
pub(super) fn of_server(host: &str) -> Option<Proposal> {
    let found = PROVIDERS.iter().find(|known| known.imap.0 == host)?;
    Some(found.proposal(Source::Srv))
}

fn is_below(host: &str, end: &str) -> bool {
    host.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

impl Provider {
    fn proposal(&self, source: Source) -> Proposal {
        let endpoint = |(host, port): (&str, u16)| Endpoint {
            host: host.to_owned(),
            port,
            security: if port == 587 { Security::StartTls } else { Security::Tls },
        };
        Proposal {
            source,
            provider: Some(self.name),
            imap: endpoint(self.imap),
            smtp: endpoint(self.smtp),
            login: Login::Address,
            hint: self.hint,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_domain_belongs_to_one_provider() {
        let all: Vec<_> = PROVIDERS.iter().flat_map(|known| known.domains).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }

    #[test]
    fn an_exchanger_is_recognised_by_whole_labels() {
        assert_eq!(of_mx("aspmx.l.google.com").unwrap().provider, Some("Google"));
        assert_eq!(of_mx("acme-test.mail.protection.outlook.com").unwrap().provider, Some("Microsoft"));
        assert_eq!(of_mx("notgoogle.com"), None);
        assert_eq!(of_domain("gmail.com").unwrap().smtp.port, 465);
        assert_eq!(of_domain("hotmail.com").unwrap().smtp.security, Security::StartTls);
    }
}
